//! Lists of words. In: a word. Out: whether a list has it, or has its end. Never: a part of a word for the whole.
//!
//! A word is asked about on dozens of lists, and stands on hardly any: what begins with another letter, or has another
//! length than every word of a list, is told apart by one look at a table.

use crate::hash::{Plainly, START, hash};
use std::collections::HashSet;

/// A list of whole words.
pub(crate) struct List {
    /// For each first byte, the lengths of the words that begin with it, one bit each.
    lengths: [u64; 256],
    /// For each first byte, where the words that begin with it stand among the sorted ones.
    ranges: [(u16, u16); 256],
    sorted: Vec<&'static str>,
}

impl List {
    /// The words of a text, with blanks between them.
    pub(crate) fn of(words: &'static str) -> Self {
        Self::new(words.split_ascii_whitespace())
    }

    pub(crate) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut sorted: Vec<&'static str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let (mut lengths, mut ranges) = ([0; 256], [(0, 0); 256]);
        // INVARIANT: a list is a few hundred words, so that places fit in 16 bits.
        for (word, place) in sorted.iter().zip(1_u16..) {
            let first = word.bytes().next().map(usize::from);
            let slots = first.and_then(|first| Some((lengths.get_mut(first)?, ranges.get_mut(first)?)));
            if let Some((lengths, range)) = slots {
                range.0 = if *lengths == 0 { place - 1 } else { range.0 };
                range.1 = place;
                *lengths |= length(word.len());
            }
        }
        Self { lengths, ranges, sorted }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next().map(usize::from) else { return false };
        // Most words have another length than each word that begins like them.
        if self.lengths.get(first).is_none_or(|lengths| lengths & length(word.len()) == 0) {
            return false;
        }
        let (from, to) = self.ranges.get(first).copied().unwrap_or_default();
        self.sorted.get(usize::from(from)..usize::from(to)).is_some_and(|words| words.contains(&word))
    }
}

/// The bit of a length; what is longer than all of them shares the last.
fn length(bytes: usize) -> u64 {
    1 << bytes.min(63)
}

/// A long list of whole words: thousands.
pub(crate) struct Many<T> {
    /// One bit for each of what the words may hash to: most other words are told apart by one look.
    bits: Vec<u64>,
    words: HashSet<T, Plainly>,
}

impl<T: AsRef<str> + Eq + std::hash::Hash + std::borrow::Borrow<str>> Many<T> {
    pub(crate) fn of(words: impl IntoIterator<Item = T>) -> Self {
        const WORDS: usize = 1 << 12;
        let words: HashSet<T, Plainly> = words.into_iter().filter(|word| !word.as_ref().is_empty()).collect();
        let mut bits = vec![0; WORDS];
        // The order in which bits are set is not seen.
        #[expect(clippy::iter_over_hash_type, reason = "each bit is set once, in whatever order")]
        for word in &words {
            let (place, bit) = Self::place(word.as_ref());
            if let Some(bits) = bits.get_mut(place) {
                *bits |= bit;
            }
        }
        Self { bits, words }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        let (place, bit) = Self::place(word);
        self.bits.get(place).is_some_and(|bits| bits & bit != 0) && self.words.contains(word)
    }

    #[cfg(test)]
    pub(crate) fn words(&self) -> &HashSet<T, Plainly> {
        &self.words
    }

    fn place(word: &str) -> (usize, u64) {
        let hash = hash(START, word.as_bytes());
        ((hash >> 40) as usize & 0xfff, 1 << (hash >> 58))
    }
}

/// A list of ends of words.
pub(crate) struct Endings(Vec<Vec<&'static str>>);

impl Endings {
    pub(crate) fn new(endings: &[&'static str]) -> Self {
        let mut by_last = vec![Vec::new(); 256];
        for ending in endings {
            let last = ending.bytes().next_back().map(usize::from);
            if let Some(same) = last.and_then(|last| by_last.get_mut(last)) {
                same.push(*ending);
            }
        }
        Self(by_last)
    }

    /// Whether one of them stands behind at least `stem` bytes of the word.
    pub(crate) fn end(&self, word: &str, stem: usize) -> bool {
        let last = word.bytes().next_back().map(usize::from);
        let same = last.and_then(|last| self.0.get(last)).map_or(&[][..], Vec::as_slice);
        same.iter().any(|ending| word.strip_suffix(ending).is_some_and(|rest| rest.len() >= stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: &str = " mr mrs dr. straat straße zwijndrechtse a aa ab van-der-waals-laan-nummer-zevenentwintig-achter-het-oude-station-links ";

    #[test]
    fn a_word_of_a_list_is_found_whole() {
        let list = List::of(WORDS);
        assert!(WORDS.split_ascii_whitespace().all(|word| list.has(word)));
        for other in ["", " ", "m", "rs", "mrs ", "traat", "straatt", "b", "van-der-waals-laan-nummer-zevenentwintig"] {
            assert!(!list.has(other), "{other}");
        }
        assert!(!List::of("").has("") && !List::of(" ").has(" "));
    }

    #[test]
    fn an_ending_stands_behind_something() {
        let endings = Endings::new(&["straat", "weg", "ß"]);
        assert!(endings.end("kerkstraat", 2) && endings.end("straat", 0) && endings.end("aß", 1));
        assert!(!endings.end("straat", 1) && !endings.end("straats", 0) && !endings.end("", 0));
    }

    #[test]
    fn a_long_list_has_its_words_and_no_other() {
        let many = Many::of(WORDS.split(' '));
        assert!(WORDS.split_ascii_whitespace().all(|word| many.has(word)));
        for other in ["", " ", "m", "rs", "mrs ", "straatt", "b"] {
            assert!(!many.has(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_list_says_what_looking_through_it_says(word in "[ab ]{0,4}|.{0,3}") {
            const FEW: &[&str] = &["a", "b", "ab", "ba", "abba", "aab", "ß", "日本"];
            prop_assert_eq!(List::new(FEW.iter().copied()).has(&word), FEW.contains(&word.as_str()));
            let ends = FEW.iter().any(|end| word.strip_suffix(end).is_some_and(|rest| rest.len() >= 2));
            prop_assert_eq!(Endings::new(FEW).end(&word, 2), ends);
        }
    }
}
