//! What people who object wrote, found again in what others wrote, also where no mark says that it is a quote. In: their
//! texts, then a text. Out: where it repeats one of them, and whose. Never: a text that is kept, only hashes of runs of
//! words; or a turn of phrase for a quote, which takes [`WORDS_MIN`] words.

use crate::Span;
use crate::contact;
use crate::fold::Folded;
use crate::hash::{PRIME, START, hash};
use std::collections::{BTreeMap, HashMap};
use terms::{AccountId, Digest, Instant};

/// A quote has at least so many words in common with the original.
pub const WORDS_MIN: usize = 12;
/// Words that are looked up together. A word that was changed hides so many runs and no more, so a quote is found while
/// so many words in a row are left between two changes.
const RUN: usize = 5;
/// So many words between two runs may have been changed, added or left out.
const GAP_MAX: usize = 4;

/// The texts to look for: sixteen bytes a word.
#[derive(Default)]
pub struct Originals {
    /// The text in which each run of words was written first.
    runs: HashMap<u64, u32>,
    texts: Vec<Original>,
    accounts: Vec<AccountId>,
    numbers: BTreeMap<AccountId, u32>,
    /// Of all texts, in whatever order they came.
    digest: [u8; 32],
}

/// Where a run of words stood first.
#[derive(Clone, Copy)]
struct Original {
    /// Nobody knows: before everything else.
    written: Option<Instant>,
    account: u32,
    is_public: bool,
}

/// A part of a text that somebody else wrote before.
pub(crate) struct Repeat<'o> {
    pub(crate) account: &'o AccountId,
    /// In folded bytes.
    pub(crate) span: Span,
    /// Whether everybody may read the original.
    pub(crate) is_public: bool,
}

impl Originals {
    /// Adds a record of this account. What is shorter than [`WORDS_MIN`] words is not looked for.
    pub fn add(&mut self, record: &str, account: &AccountId, written: Option<Instant>, is_public: bool, text: &str) {
        let folded = Folded::new(text);
        let words = words(folded.text());
        if words.len() < WORDS_MIN {
            return;
        }
        let digest = Digest::of_parts([record.as_bytes(), account.as_str().as_bytes(), text.as_bytes()]);
        self.digest.iter_mut().zip(digest.as_bytes()).for_each(|(all, one)| *all ^= one);
        let next = u32::try_from(self.accounts.len()).unwrap_or(u32::MAX);
        let account = *self.numbers.entry(account.clone()).or_insert_with(|| {
            self.accounts.push(account.clone());
            next
        });
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(Original { written, account, is_public });
        for run in runs(&words, RUN) {
            let known = self.runs.get(&run).copied();
            if known.is_none_or(|known| self.is_before(number, known)) {
                self.runs.insert(run, number);
            }
        }
    }

    /// Whether a text, written then from this account, repeats one of others that was written before it.
    pub fn are_repeated(&self, text: &str, own: Option<&AccountId>, written: Option<Instant>) -> bool {
        !self.find(Folded::new(text).text(), own, written).is_empty()
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Changes with every text that is looked for.
    pub(crate) fn digest(&self) -> &[u8] {
        &self.digest
    }

    /// Whether one text is older than another; of two of one moment the one of the lower account, whatever came first.
    fn is_before(&self, one: u32, other: u32) -> bool {
        let key = |number: u32| {
            let text = self.texts.get(number as usize)?;
            Some((text.written, self.accounts.get(text.account as usize)?))
        };
        key(one) < key(other)
    }

    /// What a text repeats of others that was written before it.
    pub(crate) fn find(&self, folded: &str, own: Option<&AccountId>, written: Option<Instant>) -> Vec<Repeat<'_>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let words = words(folded);
        if words.len() < WORDS_MIN {
            return found;
        }
        let own = own.and_then(|own| self.numbers.get(own)).copied();
        let mut open: BTreeMap<u32, Stretch> = BTreeMap::new();
        for (first, run) in runs(&words, RUN).enumerate() {
            let Some(text) = self.runs.get(&run).and_then(|number| self.texts.get(*number as usize)) else { continue };
            // Whoever does not say when they wrote may have written later.
            let is_later = text.written.zip(written).is_none_or(|(original, written)| original <= written);
            if Some(text.account) == own || !is_later {
                continue;
            }
            let last = first + RUN - 1;
            let fresh = Stretch { first, last, common: RUN, is_public: text.is_public };
            match open.get_mut(&text.account) {
                Some(stretch) if first <= stretch.last + 1 + GAP_MAX => {
                    stretch.common += RUN.min(last - stretch.last);
                    stretch.last = last;
                    stretch.is_public &= text.is_public;
                }
                Some(stretch) => {
                    let ended = std::mem::replace(stretch, fresh);
                    found.extend(self.repeat(text.account, &ended, &words));
                }
                None => drop(open.insert(text.account, fresh)),
            }
        }
        found.extend(open.iter().filter_map(|(account, stretch)| self.repeat(*account, stretch, &words)));
        found.sort_by_key(|repeat| (repeat.span, repeat.account));
        found
    }

    fn repeat(&self, account: u32, stretch: &Stretch, words: &[Word]) -> Option<Repeat<'_>> {
        let (first, last) = (words.get(stretch.first)?, words.get(stretch.last)?);
        (stretch.common >= WORDS_MIN).then_some(Repeat {
            account: self.accounts.get(account as usize)?,
            span: Span::new(first.span.start, last.span.end),
            is_public: stretch.is_public,
        })
    }
}

/// Words of a text that somebody wrote before, with few others between them.
struct Stretch {
    first: usize,
    last: usize,
    common: usize,
    is_public: bool,
}

pub(crate) struct Word {
    span: Span,
    hash: u64,
}

/// The words of a folded text.
pub(crate) fn words(folded: &str) -> Vec<Word> {
    let hashed = |span: Span| {
        let word = folded.get(span.start..span.end).unwrap_or_default();
        Word { span, hash: hash(START, word.as_bytes()) }
    };
    contact::words(folded, Span::new(0, folded.len())).map(hashed).collect()
}

/// A hash of each run of so many words. Whoever makes two texts with one hash has found a quote that is none, and no more.
pub(crate) fn runs(words: &[Word], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length).map(|run| {
        run.iter().fold(START, |hash, word| (hash.rotate_left(23) ^ word.hash).wrapping_mul(PRIME).rotate_left(31))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OTTERS: &str =
        "Yesterday evening two otters played under the old bridge near our mill, and nobody but us saw them.";

    fn at(day: &str) -> Option<Instant> {
        terms::parse_instant(&format!("{day}T12:00:00Z")).ok()
    }

    fn originals() -> Originals {
        let mut originals = Originals::default();
        originals.add("r1", &AccountId::new("a"), at("2026-03-01"), true, OTTERS);
        originals
    }

    /// What of a text is found, as it is written, if `account` wrote it on that day.
    fn found(text: &str, account: &str, day: &str) -> Vec<String> {
        let originals = originals();
        let folded = Folded::new(text);
        let repeats = originals.find(folded.text(), Some(&AccountId::new(account)), at(day));
        repeats.iter().map(|repeat| folded.original_of(repeat.span).to_owned()).collect()
    }

    #[test]
    fn what_somebody_wrote_is_found_in_anothers_text_however_it_is_spelled() {
        let whole = OTTERS.trim_end_matches('.');
        assert_eq!(found(&format!("She wrote: {OTTERS} Lovely!"), "b", "2026-03-02"), [whole]);
        let shouted = OTTERS.to_uppercase().replace("OTTERS", "ÖTT\u{200b}ERS").replace(' ', "  \n> ");
        assert_eq!(found(&shouted, "b", "2026-03-02").len(), 1);
        // A word changed, one added, one left out.
        let edited = OTTERS.replace("evening ", "").replace("old", "ancient").replace("saw", "really saw");
        assert_eq!(found(&edited, "b", "2026-03-02").len(), 1, "{edited}");
        let part = "As they say, two otters played under the old bridge near our mill, and nobody cared.";
        assert_eq!(
            found(part, "b", "2026-03-02"),
            ["two otters played under the old bridge near our mill, and nobody"]
        );
    }

    #[test]
    fn ones_own_words_an_older_text_and_a_turn_of_phrase_are_no_quote() {
        assert_eq!(found(OTTERS, "a", "2026-03-02").len(), 0, "one's own");
        assert_eq!(found(OTTERS, "b", "2026-02-28").len(), 0, "older");
        assert_eq!(found("two otters played under the old bridge near our house today", "b", "2026-03-02").len(), 0);
        let apart = "Yesterday evening two otters played by the sea where I was and there were seals. Somebody was under \
            the old bridge near my house.";
        assert_eq!(found(apart, "b", "2026-03-02").len(), 0);
    }

    #[test]
    fn of_two_who_wrote_the_same_the_first_is_quoted_whatever_was_added_first() {
        let texts = [("r1", "a", "2026-03-01"), ("r2", "b", "2026-02-01")];
        for turn in 0..2 {
            let mut originals = Originals::default();
            for (record, account, day) in texts.iter().cycle().skip(turn).take(2) {
                originals.add(record, &AccountId::new(*account), at(day), *account == "a", OTTERS);
            }
            let folded = Folded::new(OTTERS);
            let repeats = originals.find(folded.text(), Some(&AccountId::new("c")), None);
            let whose: Vec<_> = repeats.iter().map(|repeat| (repeat.account.as_str(), repeat.is_public)).collect();
            assert_eq!(whose, [("b", false)]);
            assert_eq!(originals.digest(), {
                let mut other = Originals::default();
                for (record, account, day) in texts {
                    other.add(record, &AccountId::new(account), at(day), true, OTTERS);
                }
                other.digest().to_vec()
            });
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_around_it_twelve_words_are_found_and_the_span_is_of_the_text(
            before in ".{0,40}", after in ".{0,40}", from in 0_usize..6,
        ) {
            let words: Vec<&str> = OTTERS.split(' ').skip(from).take(WORDS_MIN).collect();
            let text = format!("{before} {} {after}", words.join(" "));
            let originals = originals();
            let folded = Folded::new(&text);
            let repeats = originals.find(folded.text(), None, None);
            prop_assert_eq!(repeats.len(), 1);
            let span = folded.to_original(repeats[0].span);
            prop_assert!(text.get(span.start..span.end).is_some_and(|own| own.contains(words[0])));
        }
    }
}
