//! Thousands of words, looked for at every place of a text. In: a text. Out: where they stand. Never: a word inside another
//! that may not stand there.
//!
//! An automaton over as many words is larger than the caches. Most places of a text are told apart by what tables of a few
//! kilobytes say of a byte, of four bytes, or of the start of a word; only the rest is compared with the words of one start.

use crate::Span;
use crate::contact::is_border;
use crate::list::{Bits, Starts, lead};

/// Words, each with a number.
pub(crate) struct Vocabulary {
    words: Starts<Known>,
    /// For each byte, what it may be.
    bytes: [u8; 256],
    /// The first four bytes of the words that may begin inside another.
    inside: Bits,
}

#[derive(Clone, Copy)]
struct Known {
    number: usize,
    /// It may begin inside another word.
    may_be_inside: bool,
}

/// It is a letter or digit of ASCII, or `_`.
const IN_WORD: u8 = 1;
/// A word may begin with it inside another.
const INSIDE: u8 = 1 << 1;
/// A word may begin with it where no word goes on.
const OUTSIDE: u8 = 1 << 2;

/// A word that stands in a text, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) span: Span,
    pub(crate) number: usize,
}

impl Vocabulary {
    /// Of words that are numbered in their order, each with whether it may begin inside another.
    pub(crate) fn of<'w>(words: impl Iterator<Item = (&'w str, bool)> + Clone) -> Self {
        let mut bytes = [0; 256];
        for (byte, says) in (0_u8..).zip(&mut bytes) {
            *says = if byte.is_ascii_alphanumeric() || byte == b'_' { IN_WORD } else { 0 };
        }
        for (word, may_be_inside) in words.clone() {
            if let Some(says) = word.bytes().next().and_then(|first| bytes.get_mut(usize::from(first))) {
                *says |= if may_be_inside { INSIDE | OUTSIDE } else { OUTSIDE };
            }
        }
        let inside = words.clone().filter(|(_, may_be_inside)| *may_be_inside);
        let inside = Bits::of(inside.map(|(word, _)| place(four(word.as_bytes()))));
        let numbered = words.enumerate();
        let words = numbered.map(|(number, (word, may_be_inside))| (word.to_owned(), Known { number, may_be_inside }));
        Self { words: Starts::of(words), bytes, inside }
    }

    /// Every word in a text that begins where no other goes on, or may begin inside; by their ends, the longest first.
    pub(crate) fn find(&self, text: &str) -> Vec<Seen> {
        let mut seen = Vec::new();
        let mut is_inside = false;
        for (at, byte) in text.bytes().enumerate() {
            let says = self.bytes.get(usize::from(byte)).copied().unwrap_or_default();
            let may_begin = says & if is_inside { INSIDE } else { OUTSIDE } != 0;
            let was_inside = std::mem::replace(&mut is_inside, says & IN_WORD != 0);
            if !may_begin {
                continue;
            }
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let may_begin =
                if was_inside { self.inside.has(place(four(rest))) } else { self.words.may_begin(lead(rest)) };
            if !may_begin {
                continue;
            }
            let begins = is_border(text, at);
            let here = self.words.begin(lead(rest), rest).filter(|(_, known)| begins || known.may_be_inside);
            seen.extend(here.map(|(length, known)| Seen { span: Span::new(at, at + length), number: known.number }));
        }
        seen.sort_by_key(|one| (one.span.end, one.span.start));
        seen
    }

    /// Every word in a text, wherever it stands: for a name, which is short.
    pub(crate) fn find_everywhere(&self, text: &str) -> Vec<Seen> {
        let mut seen = Vec::new();
        for at in 0..text.len() {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let here = self.words.begin(lead(rest), rest);
            seen.extend(here.map(|(length, known)| Seen { span: Span::new(at, at + length), number: known.number }));
        }
        seen.sort_by_key(|one| (one.span.end, one.span.start));
        seen
    }
}

/// The first four bytes as one number. What may stand inside another word is longer, and so is what it stands in.
fn four(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

/// Where the bit of four bytes stands.
fn place(four: u32) -> u16 {
    (four.wrapping_mul(0x9e37_79b1) >> 17) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use aho_corasick::{AhoCorasick, MatchKind};

    const WORDS: [(&str, bool); 11] = [
        ("ab", false),
        ("abab", true),
        ("baba", false),
        ("b", false),
        ("bababa", true),
        ("-abab", true),
        (": ab", false),
        ("éa", false),
        ("ababé", true),
        ("ba a", true),
        ("a_ab", true),
    ];

    proptest::proptest! {
        #[test]
        fn the_words_are_those_that_an_automaton_finds(text in "[ab]{0,3}([ab]{0,3}[-:é_ ]{0,2}){0,12}") {
            let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard);
            let automaton = automaton.build(WORDS.map(|(word, _)| word)).expect("a few words");
            let all = automaton.find_overlapping_iter(&text).map(|hit| Seen {
                span: Span::new(hit.start(), hit.end()),
                number: hit.pattern().as_usize(),
            });
            let all: Vec<Seen> = all.collect();
            let vocabulary = Vocabulary::of(WORDS.into_iter());
            proptest::prop_assert_eq!(&vocabulary.find_everywhere(&text), &all);
            let mut may_stand = all;
            may_stand.retain(|one| is_border(&text, one.span.start) || WORDS[one.number].1);
            proptest::prop_assert_eq!(vocabulary.find(&text), may_stand);
        }
    }
}
