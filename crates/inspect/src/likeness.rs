//! How alike two texts are, whoever wrote them. In: a text. Out: hashes of its runs of words, and few numbers by which texts
//! that share most of their runs meet [MinHash, Broder 1997]. Never: a word of a text, or a meeting that is taken for
//! likeness: that is counted on the runs.

use crate::fold::Folded;
use crate::hash::PRIME;
use crate::original::{runs, words};

/// How texts are compared: by runs of so many words, in bands of so many least hashes.
pub struct Likeness {
    run_words: usize,
    bands: Vec<Vec<(u64, u64)>>,
}

/// What of a text is compared. Case, diacritics, signs between words and invisible characters do not count.
// HOLE: a script that writes no space between words has long words and few runs, so only its exact repeats are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runs {
    /// How many words it has.
    pub words: usize,
    /// Of all its words in their order.
    pub exact: u64,
    /// Of each run of words, sorted, each once.
    pub hashes: Vec<u32>,
}

impl Likeness {
    /// Compares by runs of `run_words` words. Texts of likeness `j` meet in one of the bands with a probability of
    /// `1 - (1 - j^band_rows)^bands`.
    pub fn new(run_words: usize, bands: usize, band_rows: usize) -> Self {
        let mut seed = SEED;
        let mut draw = || {
            // SplitMix64: the same numbers on every machine, so that the same texts meet.
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        };
        let bands = (0..bands).map(|_| (0..band_rows).map(|_| (draw(), draw())).collect()).collect();
        Self { run_words, bands }
    }

    /// The runs of a text; a text of fewer words than a run has none.
    pub fn runs(&self, text: &str) -> Runs {
        let folded = Folded::new(text);
        let words = words(folded.text());
        // The upper half: the last step of the hash moves its bits there.
        let mut hashes: Vec<u32> = runs(&words, self.run_words).map(upper).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let exact = if words.is_empty() { 0 } else { runs(&words, words.len()).next().unwrap_or_default() };
        Runs { words: words.len(), exact, hashes }
    }

    /// A number for each band, the same for two texts whose least hashes there are the same.
    pub fn bands(&self, runs: &Runs) -> impl Iterator<Item = u32> {
        self.bands.iter().map(|rows| {
            let leasts = rows.iter().map(|row| least(*row, &runs.hashes));
            upper(leasts.fold(SEED, |hash, least| (hash ^ u64::from(least)).wrapping_mul(PRIME).rotate_left(29)))
        })
    }
}

/// The least of these hashes after they were put into an order that the two numbers tell.
fn least((factor, offset): (u64, u64), hashes: &[u32]) -> u32 {
    let placed = |hash: &u32| upper(factor.wrapping_mul(u64::from(*hash)).wrapping_add(offset));
    hashes.iter().map(placed).min().unwrap_or(u32::MAX)
}

fn upper(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}

/// The runs that two texts have in common, of all that one of them has, from 0 to 1.
pub fn jaccard(one: &[u32], other: &[u32]) -> f64 {
    let (mut ones, mut others, mut common) = (one.iter().peekable(), other.iter().peekable(), 0_usize);
    while let (Some(a), Some(b)) = (ones.peek(), others.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(ones.next()),
            std::cmp::Ordering::Greater => drop(others.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                ones.next();
                others.next();
            }
        }
    }
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

const SEED: u64 = 0x6772_6f6e_6473_6c61;

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many words, of which every `changed`-th is another one.
    fn text(seed: usize, words: usize, changed: usize) -> String {
        let word = |n: usize| if changed > 0 && n % changed == 7 { format!("x{n}") } else { format!("w{seed}n{n}") };
        (0..words).map(word).collect::<Vec<_>>().join(" ")
    }

    fn likeness() -> Likeness {
        Likeness::new(5, 16, 8)
    }

    fn meet(likeness: &Likeness, one: &Runs, other: &Runs) -> bool {
        likeness.bands(one).zip(likeness.bands(other)).any(|(a, b)| a == b)
    }

    #[test]
    fn what_is_spelled_otherwise_is_the_same_text_and_another_order_of_words_is_not() {
        let runs = |text: &str| likeness().runs(text);
        let plain = runs("Two otters played under the old bridge");
        assert_eq!(runs("“two ÓTTERS\u{200b} played,\n under the OLD bridge!”"), plain);
        assert_eq!((plain.words, plain.hashes.len()), (7, 3));
        let other = runs("under the old bridge two otters played");
        assert_ne!(other.exact, plain.exact);
        assert!(jaccard(&other.hashes, &plain.hashes) < 0.2);
        assert!(runs("thank you so much").hashes.is_empty());
        assert_eq!((runs("").words, runs(" … ").exact), (0, 0));
    }

    #[test]
    fn likeness_is_what_a_count_of_the_runs_by_hand_gives() {
        // 40 words have 36 runs; the one word that differs is in five of them.
        let (one, other) = (likeness().runs(&text(1, 40, 0)), likeness().runs(&text(1, 40, 40)));
        assert!((jaccard(&one.hashes, &other.hashes) - 31.0 / 41.0).abs() < 1e-9);
        assert!((jaccard(&one.hashes, &one.hashes) - 1.0).abs() < 1e-9);
        assert!(jaccard(&[], &[]) < 1e-9);
    }

    #[test]
    fn alike_texts_meet_as_often_as_the_bands_say_and_others_do_not() {
        let likeness = likeness();
        let of = |changed: usize| {
            let met = (0..200).filter(|seed| {
                let (one, other) = (likeness.runs(&text(*seed, 60, 0)), likeness.runs(&text(*seed, 60, changed)));
                meet(&likeness, &one, &other)
            });
            met.count()
        };
        // One word in sixty: 51 of 61 runs, 0.84, of which the bands find 98 in a hundred.
        assert!(of(60) >= 190, "{}", of(60));
        // Every tenth word: no tenth of the runs is left.
        assert!(of(10) <= 2, "{}", of(10));
        let (one, other) = (likeness.runs(&text(1, 60, 0)), likeness.runs(&text(2, 60, 0)));
        assert!(!meet(&likeness, &one, &other));
    }
}
