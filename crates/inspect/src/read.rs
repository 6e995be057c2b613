//! A text read once. In: a folded text. Out: its runs, its words, and which words of the lexicon and the screen stand in it,
//! for all who look at it. Never: a judgement.

use crate::Span;
use crate::contact::{is_word, start_of_letters, words};
use crate::frame::end_of_word;
use crate::lexicon::{Term, lexicon};
use crate::scan::{Cut, Run};
use crate::vocabulary::Seen;

/// A text with what all who look at it share.
pub(crate) struct Read<'t> {
    pub(crate) text: &'t str,
    pub(crate) cut: Cut,
    /// The words of the lexicon and of the screen.
    pub(crate) seen: Vec<Seen>,
    /// The terms of the lexicon that are meant by them.
    pub(crate) terms: Vec<Term>,
}

impl<'t> Read<'t> {
    #[cfg(test)]
    pub(crate) fn of<'o>(text: &'t str, original_of: impl Fn(Span) -> &'o str) -> Self {
        Self::of_cut(text, Cut::of(text), original_of)
    }

    /// `cut` is made of `text`.
    pub(crate) fn of_cut<'o>(text: &'t str, cut: Cut, original_of: impl Fn(Span) -> &'o str) -> Self {
        let seen = lexicon().seen(text, &cut.runs);
        let terms = lexicon().terms(text, &seen, original_of);
        Self { text, cut, seen, terms }
    }

    /// The whole of it.
    pub(crate) fn whole(&self) -> Part<'_> {
        let within = Span::new(0, self.text.len());
        Part { text: self.text, within, runs: &self.cut.runs, are_words: self.cut.are_words }
    }

    /// What stands in this span.
    pub(crate) fn part(&self, within: Span) -> Part<'_> {
        let first = self.cut.runs.partition_point(|run| run.end <= within.start);
        let behind = self.cut.runs.partition_point(|run| run.start < within.end);
        Part { within, runs: self.cut.runs.get(first..behind).unwrap_or_default(), ..self.whole() }
    }
}

/// A part of a text, with the runs that it touches.
#[derive(Clone, Copy)]
pub(crate) struct Part<'t> {
    /// The whole text.
    pub(crate) text: &'t str,
    pub(crate) within: Span,
    runs: &'t [Run],
    are_words: bool,
}

impl<'t> Part<'t> {
    /// Its words, and the marks that change what is meant.
    pub(crate) fn tokens(self) -> impl Iterator<Item = &'t str> {
        // Each part asks one of these two.
        let mut of_runs = of_runs(self);
        let mut of_letters = of_letters(self.text.get(self.within.start..self.within.end).unwrap_or_default());
        std::iter::from_fn(move || if self.are_words { of_runs.next() } else { of_letters.next() })
    }
}

/// The tokens of a part in which every run is a word; an apostrophe between two words makes them one.
fn of_runs<'t>(part: Part<'t>) -> impl Iterator<Item = &'t str> {
    let (mut at, mut runs) = (part.within.start, part.runs.iter().peekable());
    std::iter::from_fn(move || {
        let start = runs.peek().map_or(part.within.end, |run| run.start);
        while at < start {
            at += 1;
            if part.text.as_bytes().get(at - 1).is_some_and(|byte| is_mark(*byte)) {
                return part.text.get(at - 1..at);
            }
        }
        let mut last = runs.next()?;
        while last.mark == b'\''
            && let Some(next) = runs.next()
        {
            last = next;
        }
        // A run may go on behind the part, or have begun before it.
        let start = std::mem::replace(&mut at, last.end.min(part.within.end));
        // Of no part at all, nothing is a token.
        part.text.get(start..at).filter(|token| !token.is_empty())
    })
}

/// The tokens of any text.
fn of_letters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = start_of_letters(rest, is_mark)?;
        rest = rest.get(start..)?;
        let first = rest.chars().next()?;
        let end = if is_word(first) { end_of_word(rest, 0, rest.len()) } else { first.len_utf8() };
        let (token, behind) = rest.split_at(end);
        rest = behind;
        Some(token)
    })
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'?' | b'!' | b'"' | b':')
}

/// Where the words of a text stand, in their order.
pub(crate) fn spans<'t>(text: &'t str, cut: &'t Cut) -> impl Iterator<Item = Span> + 't {
    // Each text asks one of these two.
    let mut runs = cut.runs.iter();
    let mut others = words(text, Span::new(0, text.len()));
    std::iter::from_fn(
        move || if cut.are_words { runs.next().map(|run| Span::new(run.start, run.end)) } else { others.next() },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_words_and_marks() {
        let read = |text| -> Vec<String> { Read::of(text, |_| "").whole().tokens().map(str::to_owned).collect() };
        assert_eq!(read("i'm #proud, o'clock? \u{2764} 'x'"), ["i'm", "proud", "o'clock", "?", "x"]);
        assert_eq!(read("i'm #proud, o'clock? 'x''y"), ["i'm", "proud", "o'clock", "?", "x", "y"]);
        assert_eq!(read("... -- ''"), [""; 0]);
    }

    proptest::proptest! {
        #[test]
        fn runs_are_read_as_letters_are(text in "([a-c1]{0,3}[-:'? ]{0,2}[_é]{0,1}){0,12}", start in 0_usize..30, end in 0_usize..60) {
            let read = Read::of(&text, |_| "");
            let [start, end] = [start, end].map(|at| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)));
            let within = Span::new(start.unwrap_or(0).min(end.unwrap_or(0)), end.unwrap_or(0));
            let tokens: Vec<&str> = read.part(within).tokens().collect();
            proptest::prop_assert_eq!(tokens, of_letters(&text[within.start..within.end]).collect::<Vec<_>>());
            let all: Vec<Span> = spans(&text, &read.cut).collect();
            proptest::prop_assert_eq!(all, words(&text, Span::new(0, text.len())).collect::<Vec<_>>());
        }
    }
}
