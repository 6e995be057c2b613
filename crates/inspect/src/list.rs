//! Lists of words. In: a word. Out: whether a list has it, or has its end. Never: a part of a word for the whole.
//!
//! A word is asked about on dozens of lists, and stands on hardly any: what begins with another letter, or has another
//! length than every word of a list, is told apart by one look at a table.

use crate::hash::{START, hash};
use std::collections::HashSet;

/// A list of whole words.
pub(crate) struct List {
    /// For each first byte, the lengths of the words that begin with it, one bit each.
    lengths: [u64; 256],
    /// The same for each last byte.
    endings: [u64; 256],
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
        let (mut lengths, mut endings) = ([0; 256], [0; 256]);
        for word in &sorted {
            for (byte, table) in [(word.bytes().next(), &mut lengths), (word.bytes().next_back(), &mut endings)] {
                if let Some(mask) = byte.and_then(|byte| table.get_mut(usize::from(byte))) {
                    *mask |= length(word.len());
                }
            }
        }
        Self { lengths, endings, sorted }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.may_have(word) && self.may_end(word) && self.sorted.binary_search(&word).is_ok()
    }

    /// Whether a word of the list has the first byte and the length of this one: most words have not.
    pub(crate) fn may_have(&self, word: &str) -> bool {
        let first = word.bytes().next();
        let lengths = first.and_then(|first| self.lengths.get(usize::from(first)));
        lengths.is_some_and(|lengths| lengths & length(word.len()) != 0)
    }

    fn may_end(&self, word: &str) -> bool {
        let last = word.bytes().next_back();
        let lengths = last.and_then(|last| self.endings.get(usize::from(last)));
        lengths.is_some_and(|lengths| lengths & length(word.len()) != 0)
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
    words: HashSet<T>,
}

impl<T: AsRef<str> + Eq + std::hash::Hash + std::borrow::Borrow<str>> Many<T> {
    pub(crate) fn of(words: impl IntoIterator<Item = T>) -> Self {
        const WORDS: usize = 1 << 12;
        let words: HashSet<T> = words.into_iter().filter(|word| !word.as_ref().is_empty()).collect();
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
    pub(crate) fn words(&self) -> &HashSet<T> {
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
