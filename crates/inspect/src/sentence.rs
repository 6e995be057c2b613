//! Where sentences end. In: a folded text. Out: spans that cover every byte of it once. Never: a sentence that ends inside
//! a number, an address or a common abbreviation.

use crate::Span;
use crate::list::List;
use std::sync::LazyLock;

/// The sentences of one text.
pub(crate) struct Sentences(Vec<Span>);

impl Sentences {
    /// Cuts a folded text after `.`, `!`, `?` and at line ends.
    pub(crate) fn of(text: &str) -> Self {
        let mut spans = Vec::new();
        let mut start = 0;
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some((skip, byte)) = bytes.get(at..).and_then(|rest| next_mark(rest)) {
            at += skip + 1;
            let ends = match byte {
                b'\n' => true,
                b'.' | b'!' | b'?' => {
                    let mark = at - 1;
                    // Closing quotes, brackets and more marks belong to the sentence.
                    while bytes.get(at).is_some_and(|next| b".!?\"')]".contains(next)) {
                        at += 1;
                    }
                    bytes.get(at).is_none_or(u8::is_ascii_whitespace)
                        && !(*byte == b'.'
                            && at == mark + 1
                            && is_abbreviation(text.get(start..mark).unwrap_or_default()))
                }
                _ => false,
            };
            if ends {
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                spans.push(Span::new(start, at));
                start = at;
            }
        }
        if start < bytes.len() || spans.is_empty() {
            spans.push(Span::new(start, bytes.len()));
        }
        Self(spans)
    }

    /// Runs of whole sentences of no more than so many bytes, which cover every byte once; of what is no sentence in that
    /// length, pieces that end between words.
    pub(crate) fn runs(&self, text: &str, bytes_max: usize) -> Vec<Span> {
        let mut runs: Vec<Span> = Vec::new();
        for sentence in &self.0 {
            match runs.last_mut() {
                Some(run) if sentence.end - run.start <= bytes_max => run.end = sentence.end,
                _ => {
                    let mut start = sentence.start;
                    while sentence.end - start > bytes_max {
                        let end = end_of_piece(text, start, bytes_max);
                        runs.push(Span::new(start, end));
                        start = end;
                    }
                    runs.push(Span::new(start, sentence.end));
                }
            }
        }
        runs
    }

    /// The sentences that a span touches, as one span.
    pub(crate) fn around(&self, span: Span) -> Span {
        let first = self.0.partition_point(|sentence| sentence.end <= span.start);
        let last = self.0.partition_point(|sentence| sentence.start < span.end).saturating_sub(1).max(first);
        let start = self.0.get(first).map_or(span.start, |sentence| sentence.start);
        let end = self.0.get(last).map_or(span.end, |sentence| sentence.end);
        Span::new(start.min(span.start), end.max(span.end))
    }
}

/// Where the piece of so many bytes that begins at `start` ends: behind its last white space, or else behind its last
/// whole character.
fn end_of_piece(text: &str, start: usize, bytes_max: usize) -> usize {
    let mut end = start + bytes_max;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let piece = text.get(start..end).unwrap_or_default();
    piece.rfind(|c: char| c.is_ascii_whitespace()).map_or(end, |last| start + last + 1)
}

/// The span without the white space at its ends.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let Some(inner) = text.get(span.start..span.end) else { return span };
    let start = span.start + (inner.len() - inner.trim_start().len());
    Span::new(start, start + inner.trim().len())
}

/// The next mark with which a sentence may end, and where it stands.
fn next_mark(bytes: &[u8]) -> Option<(usize, &u8)> {
    let at = bytes.iter().position(|byte| matches!(byte, b'\n' | b'.' | b'!' | b'?'))?;
    Some((at, bytes.get(at)?))
}

fn is_abbreviation(before: &str) -> bool {
    static WORDS: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " mr mrs ms dr prof st nr vs e.g i.e o.a d.w.z bijv bv evt z.b d.h u.a bzw ca incl excl geb tel dhr mevr mw hr ",
        )
    });
    let start = before.as_bytes().iter().rposition(|byte| b" \t(\"".contains(byte)).map_or(0, |last| last + 1);
    let word = before.get(start..).unwrap_or_default();
    WORDS.has(word) || word.chars().count() == 1 && word != "i" && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sentences: &[&str]) {
        let found: Vec<_> = Sentences::of(text).0.iter().map(|span| text[span.start..span.end].trim()).collect();
        assert_eq!(found, sentences);
    }

    #[test]
    fn a_sentence_ends_at_its_mark_and_not_inside_a_number() {
        check("een. twee! drie?\nvier", &["een.", "twee!", "drie?", "vier"]);
        check("3.5 kg bij dr. x op a.b.nl vandaag. ja", &["3.5 kg bij dr. x op a.b.nl vandaag.", "ja"]);
        check("hij zei \"nee.\" en ging", &["hij zei \"nee.\"", "en ging"]);
        check("", &[""]);
    }

    #[test]
    fn runs_cover_every_byte_once_and_are_as_long_as_they_may_be() {
        let text = "een twee. drie vier! vijf zes zeven acht negen tien. elf\ntwaalfdertienveertien é";
        let runs = Sentences::of(text).runs(text, 21);
        let parts: Vec<&str> = runs.iter().map(|run| &text[run.start..run.end]).collect();
        assert_eq!(
            parts,
            ["een twee. drie vier! ", "vijf zes zeven acht ", "negen tien. elf\n", "twaalfdertienveertien", " é"]
        );
        assert_eq!(Sentences::of("").runs("", 21), [Span::new(0, 0)]);
    }
}
