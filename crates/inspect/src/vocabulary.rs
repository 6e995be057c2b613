//! Thousands of words, looked for at every place of a text. In: a text. Out: where they stand. Never: a word inside another
//! that may not stand there.
//!
//! An automaton over as many words is larger than the caches. Most places of a text are told apart by what tables of a few
//! kilobytes say of a byte, or of the first three or four; only the rest is compared with the words of one start.

use crate::Span;
use crate::contact::is_border;
use crate::list::{Bits, Starts, lead};
use crate::scan::Run;
use std::ops::Range;

/// Words, each with a number.
pub(crate) struct Vocabulary {
    /// Those of fewer than four bytes, by their leads.
    short: Starts<Known>,
    /// The others, by their first four bytes.
    long: Starts<Known>,
    /// How all of them begin: most words of a text begin like none.
    leads: Bits,
    /// The bytes that are no letter and no digit, and with which words begin all the same.
    marks: [bool; 256],
    /// Where those stand that may begin inside another.
    inside: Bits,
}

#[derive(Clone, Copy)]
struct Known {
    number: u16,
    /// It may begin inside another word.
    may_be_inside: bool,
}

/// A word that stands in a text, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) span: Span,
    pub(crate) number: usize,
}

impl Vocabulary {
    /// Of words that are numbered in their order, each with whether it may begin inside another.
    pub(crate) fn of<'w>(words: impl Iterator<Item = (&'w str, bool)> + Clone) -> Self {
        let leads = Bits::of_leads(words.clone().map(|(word, _)| word));
        let mut marks = [false; 256];
        for first in words.clone().filter_map(|(word, _)| word.bytes().next()) {
            if let Some(mark) = marks.get_mut(usize::from(first)).filter(|_| !first.is_ascii_alphanumeric()) {
                *mark = true;
            }
        }
        // INVARIANT: what may begin inside another has four bytes and more; a test looks at each.
        let inside = words.clone().filter(|(_, may_be_inside)| *may_be_inside);
        let inside = Bits::of(inside.filter_map(|(word, _)| place(word.as_bytes())));
        // INVARIANT: there are a few thousand.
        let words = words.zip(0_u16..);
        let words = words.map(|((word, may_be_inside), number)| (word.to_owned(), Known { number, may_be_inside }));
        let placed = |(word, known): (String, Known)| Some((place(word.as_bytes())?, word, known));
        let short = words.clone().filter(|(word, _)| place(word.as_bytes()).is_none());
        Self { short: Starts::of(short), long: Starts::placed(words.filter_map(placed)), leads, marks, inside }
    }

    /// Every word in a text that begins where no other goes on, or may begin inside; by their ends, the longest first.
    /// `runs` are those of `text`.
    pub(crate) fn find(&self, text: &str, runs: &[Run]) -> Vec<Seen> {
        const USUAL: usize = 8;
        let mut seen = Vec::with_capacity(USUAL);
        let mut behind = 0;
        for run in runs {
            self.between(text, behind..run.start, &mut seen);
            behind = run.end;
            let rest = text.as_bytes().get(run.start..).unwrap_or_default();
            if self.leads.has(run.lead) {
                self.here(text, (run.start, run.lead), rest, &mut seen);
            }
            let inside = (run.start..run.end).zip(rest.windows(4)).skip(1);
            for (at, four) in inside.filter(|(_, four)| place(four).is_some_and(|place| self.inside.has(place))) {
                self.here(text, (at, lead(four)), text.as_bytes().get(at..).unwrap_or_default(), &mut seen);
            }
        }
        self.between(text, behind..text.len(), &mut seen);
        seen.sort_by_key(|one| (one.span.end, one.span.start));
        seen
    }

    /// The words that begin with a mark between two runs.
    fn between(&self, text: &str, within: Range<usize>, seen: &mut Vec<Seen>) {
        for at in within {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let is_mark = rest.first().and_then(|first| self.marks.get(usize::from(*first)));
            if is_mark.is_some_and(|is_mark| *is_mark) {
                self.here(text, (at, lead(rest)), rest, seen);
            }
        }
    }

    /// Every word in a text, wherever it stands: for a name, which is short.
    pub(crate) fn find_everywhere(&self, text: &str) -> Vec<Seen> {
        let mut seen = Vec::new();
        for at in 0..text.len() {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            self.begin((at, lead(rest), place(rest)), rest, |_| true, &mut seen);
        }
        seen.sort_by_key(|one| (one.span.end, one.span.start));
        seen
    }

    /// The words that begin at a place and may stand there; `rest` is what follows, and begins with this lead.
    fn here(&self, text: &str, (at, lead): (usize, u16), rest: &[u8], seen: &mut Vec<Seen>) {
        let place = place(rest).filter(|place| self.long.may_begin(*place));
        if place.is_some() || self.short.may_begin(lead) {
            let is_border = is_border(text, at);
            self.begin((at, lead, place), rest, |known| is_border || known.may_be_inside, seen);
        }
    }

    fn begin(
        &self,
        (at, lead, place): (usize, u16, Option<u16>),
        rest: &[u8],
        may_stand: impl Fn(Known) -> bool,
        seen: &mut Vec<Seen>,
    ) {
        let mut add = |(length, known): (usize, Known)| {
            if may_stand(known) {
                seen.push(Seen { span: Span::new(at, at + length), number: usize::from(known.number) });
            }
        };
        self.short.begin(lead, rest).for_each(&mut add);
        if let Some(place) = place {
            self.long.begin(place, rest).for_each(&mut add);
        }
    }
}

/// Where what begins with four bytes stands; nowhere what is shorter.
fn place(bytes: &[u8]) -> Option<u16> {
    let four = u32::from_le_bytes(*bytes.first_chunk()?);
    Some((four.wrapping_mul(0x9e37_79b1) >> 17) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::runs;
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
            let mut automaton = AhoCorasick::builder();
            let automaton = automaton.match_kind(MatchKind::Standard).build(WORDS.map(|(word, _)| word));
            let automaton = automaton.expect("a few words");
            let all = automaton.find_overlapping_iter(&text).map(|hit| Seen {
                span: Span::new(hit.start(), hit.end()),
                number: hit.pattern().as_usize(),
            });
            let all: Vec<Seen> = all.collect();
            let vocabulary = Vocabulary::of(WORDS.into_iter());
            proptest::prop_assert_eq!(&vocabulary.find_everywhere(&text), &all);
            let mut may_stand = all;
            may_stand.retain(|one| is_border(&text, one.span.start) || WORDS[one.number].1);
            proptest::prop_assert_eq!(vocabulary.find(&text, &runs(&text)), may_stand);
        }
    }
}
