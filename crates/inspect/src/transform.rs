//! Taking slices out. In: a text and edits. Out: the text with placeholders. Never: half a character, or a masked
//! identifier where the law asked for the whole passage to go.

use crate::{Kind, Placeholder, Removal, Slice, Span};

/// One span and what is put in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Which bytes go.
    pub span: Span,
    /// What comes.
    pub put: Placeholder,
}

impl Slice {
    /// The edits that take this slice out.
    pub fn edits(&self, removal: Removal) -> Vec<Edit> {
        let (spans, put) = match removal {
            Removal::RemoveChild => (&self.sentences, Placeholder::Gone),
            // Another person's special category goes with its whole sentence, however it is asked to go.
            _ if self.special || self.child => (&self.sentences, Placeholder::Gone),
            // A bare handle leaves the same mark whether it is masked or redacted: another mark would tell that this person
            // objected, and every later objection would change other people's texts.
            Removal::Redact if self.kind == Kind::Handle => (&self.spans, Placeholder::Person),
            Removal::Redact => (&self.spans, Placeholder::Gone),
            Removal::Mask => (&self.spans, self.kind.placeholder().unwrap_or(Placeholder::Gone)),
        };
        spans.iter().map(|span| Edit { span: *span, put }).collect()
    }

    /// Whether this removal leaves letters in the text.
    pub fn redactable(&self, removal: Removal) -> bool {
        match removal {
            Removal::RemoveChild => self.sentence_redactable,
            Removal::Mask | Removal::Redact => self.redactable,
        }
    }
}

/// The text after the edits. Overlapping edits become one, and `[…]` wins over a mask.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in merged(text, edits) {
        out.push_str(text.get(from..edit.span.start).unwrap_or_default());
        out.push_str(edit.put.as_str());
        from = edit.span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Where `span` of the text stands after the edits; `None` if one of them took all of it. For embeds, when the text that
/// results is inspected again.
pub fn shift(text: &str, edits: &[Edit], span: Span) -> Option<Span> {
    let (mut start, mut end) = (span.start, span.end);
    // What is added before a place, less what is taken: both sums stay non-negative apart.
    let (mut start_added, mut start_taken, mut end_added, mut end_taken) = (0, 0, 0, 0);
    for edit in merged(text, edits) {
        if edit.span.covers(span) {
            return None;
        }
        let (put, took) = (edit.put.as_str().len(), edit.span.end - edit.span.start);
        if edit.span.end <= span.start {
            (start_added, start_taken) = (start_added + put, start_taken + took);
        } else if edit.span.start < span.start {
            start = edit.span.end;
            (start_added, start_taken) = (start_added + put, start_taken + took);
        }
        if edit.span.end <= span.end {
            (end_added, end_taken) = (end_added + put, end_taken + took);
        } else if edit.span.start < span.end {
            end = edit.span.start;
        }
    }
    Some(Span::new(start + start_added - start_taken, end + end_added - end_taken))
}

fn merged(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut edits: Vec<Edit> =
        edits.iter().map(|edit| Edit { span: on_borders(text, edit.span), put: edit.put }).collect();
    edits.retain(|edit| edit.span.start < edit.span.end);
    edits.sort();
    let mut merged: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match merged.last_mut() {
            Some(last) if last.span.overlaps(edit.span) || follows(text, last, &edit) => {
                last.span.end = last.span.end.max(edit.span.end);
                if edit.put == Placeholder::Gone {
                    last.put = Placeholder::Gone;
                }
            }
            _ => merged.push(edit),
        }
    }
    merged
}

/// Two passages that go, with nothing but blanks between them, leave one mark.
fn follows(text: &str, last: &Edit, next: &Edit) -> bool {
    last.put == Placeholder::Gone
        && next.put == Placeholder::Gone
        && text.get(last.span.end..next.span.start).is_some_and(|between| between.chars().all(char::is_whitespace))
}

fn on_borders(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Whether letters remain outside `spans`, which are sorted.
pub(crate) fn leaves_letters(text: &str, spans: &[Span]) -> bool {
    let mut from = 0;
    let ends = spans.iter().map(|span| (span.start, span.end)).chain([(text.len(), text.len())]);
    for (start, end) in ends {
        if text.get(from..start.max(from)).is_some_and(|between| between.chars().any(char::is_alphabetic)) {
            return true;
        }
        from = from.max(end);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, put: Placeholder) -> Edit {
        Edit { span: Span::new(start, end), put }
    }

    #[test]
    fn the_passage_that_goes_wins_over_the_mask_inside_it() {
        let text = "Ask jan@example.org. She is ill.";
        let edits = [edit(4, 19, Placeholder::Email), edit(0, 20, Placeholder::Gone)];
        assert_eq!(apply(text, &edits), "[…] She is ill.");
        assert_eq!(apply(text, &edits[..1]), "Ask [EMAIL]. She is ill.");
    }

    #[test]
    fn an_edit_inside_a_character_takes_the_whole_character() {
        assert_eq!(apply("aéb", &[edit(2, 3, Placeholder::Person)]), "a[PERSON]b");
        assert_eq!(apply("ab", &[edit(1, 90, Placeholder::Id)]), "a[ID]");
    }

    #[test]
    fn a_quote_is_found_again_after_edits_around_and_inside_it() {
        let text = "hi @s1: \"see @s2 there\" ok";
        let quote = Span::new(8, 23);
        let edits = [edit(3, 6, Placeholder::Person), edit(13, 16, Placeholder::Person)];
        let after = apply(text, &edits);
        let moved = shift(text, &edits, quote).expect("still there");
        assert_eq!(&after[moved.start..moved.end], "\"see [PERSON] there\"");
        assert_eq!(shift(text, &[edit(8, 23, Placeholder::Gone)], quote), None);
    }

    proptest::proptest! {
        #[test]
        fn what_no_edit_names_stays_byte_for_byte(
            text in "\\PC{0,40}", spans in proptest::collection::vec((0usize..60, 0usize..60), 0..6)
        ) {
            let edits: Vec<_> = spans.iter().map(|(a, b)| edit(*a.min(b), *a.max(b), Placeholder::Person)).collect();
            let after = apply(&text, &edits);
            let kept: usize = merged(&text, &edits).iter().map(|edit| edit.span.end - edit.span.start).sum();
            let put = merged(&text, &edits).len() * "[PERSON]".len();
            proptest::prop_assert_eq!(after.len(), text.len() - kept + put);
        }
    }
}
