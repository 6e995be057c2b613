//! One spelling for one word. In: a text. Out: the same text in lower case, without diacritics, invisible characters,
//! look-alike letters and digits of other scripts, with the way back to the original bytes. Never: a span that splits a character of the original.

use crate::Span;
use std::sync::LazyLock;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A folded text that knows where each of its bytes came from.
pub(crate) struct Folded<'t> {
    original: &'t str,
    text: String,
    // For each byte of `text` the first byte of its character in `original`; empty where both are the same place.
    starts: Vec<u32>,
}

impl<'t> Folded<'t> {
    pub(crate) fn new(original: &'t str) -> Self {
        if original.is_ascii() || u32::try_from(original.len()).is_err() {
            return Self { original, text: original.to_ascii_lowercase(), starts: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut starts = Vec::with_capacity(original.len());
        // INVARIANT: the length fits in 32 bits, checked above.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut at = 0;
        while let Some(rest) = original.get(at..) {
            // Most of a text is ASCII, and goes along in whole stretches.
            let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            text.push_str(rest.get(..plain).unwrap_or_default());
            starts.extend(place(at)..place(at + plain));
            at += plain;
            let Some(c) = rest.get(plain..).and_then(|rest| rest.chars().next()) else { break };
            match marked(c) {
                Some(letter) => text.push(letter),
                None => fold_char(c, &mut text),
            }
            starts.resize(text.len(), place(at));
            at += c.len_utf8();
        }
        text.make_ascii_lowercase();
        Self { original, text, starts }
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that gave these bytes, with the invisible characters after them.
    pub(crate) fn to_original(&self, span: Span) -> Span {
        if self.starts.is_empty() {
            return span;
        }
        let origin = |at: usize| self.starts.get(at).map_or(self.original.len(), |start| *start as usize);
        let start = origin(span.start);
        let mut end = origin(span.end);
        if span.end > span.start && end == origin(span.end - 1) {
            // The span ends inside what one character became, such as the first `s` of `ß`.
            end += self.original.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
        Span::new(start, end.max(start))
    }

    /// The original of these bytes.
    pub(crate) fn original_of(&self, span: Span) -> &'t str {
        let span = self.to_original(span);
        self.original.get(span.start..span.end).unwrap_or_default()
    }
}

/// Folds a word or name of the lexicons and lists.
pub(crate) fn fold(text: &str) -> String {
    Folded::new(text).text
}

/// The one letter that is left of a Latin letter with marks, from a table: nearly all that is no ASCII is such a letter.
fn marked(c: char) -> Option<char> {
    const END: u32 = 0x250;
    static LETTERS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
        let folded = |c: char| {
            let mut out = String::new();
            fold_char(c, &mut out);
            out.chars().next().filter(|one| one.len_utf8() == out.len())
        };
        (0..END).map(|code| char::from_u32(code).and_then(folded)).collect()
    });
    let code = usize::try_from(u32::from(c)).ok()?;
    LETTERS.get(code).copied().flatten()
}

fn fold_char(c: char, out: &mut String) {
    match c {
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' => out.push('\''),
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2039}' | '\u{203a}' => out.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        _ if is_invisible(c) || is_combining_mark(c) => {}
        _ => decompose_compatible(c, |part| {
            if !is_combining_mark(part) && !is_invisible(part) {
                match digit(part) {
                    Some(digit) => out.push(digit),
                    None => out.extend(part.to_lowercase().filter(|part| !is_combining_mark(*part)).map(look_alike)),
                }
            }
        }),
    }
}

/// Whether a character takes no place: it may stand anywhere and changes no word.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Greek and Cyrillic letters that look like Latin ones, in lower case, so that a word spelled with them is the same word.
fn look_alike(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'ɡ' => 'g',
        'н' | 'һ' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'у' => 'y',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'ζ' => 'z',
        c => c,
    }
}

fn digit(c: char) -> Option<char> {
    // The zeros of the scripts whose digits people type: Arabic, Persian, N'Ko, Devanagari to Malayalam, Thai, Lao.
    const ZEROS: [char; 15] = [
        '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
        '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{1040}',
    ];
    let code = u32::from(c);
    let zero = ZEROS.into_iter().map(u32::from).find(|zero| (*zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_diacritics_width_and_invisible_characters_fold_away() {
        assert_eq!(fold("Zoë ｆｕｌｌ １２ Stra\u{200b}ße Noe\u{308}l"), "zoe full 12 strasse noel");
    }

    #[test]
    fn letters_of_other_scripts_that_look_the_same_fold_to_the_same() {
        assert_eq!(fold("NL91 АВNА, jаn@ехаmple.org"), "nl91 abna, jan@example.org");
    }

    #[test]
    fn the_way_back_covers_what_was_folded_away() {
        let folded = Folded::new("é 06\u{200b}1 ß");
        let at = folded.text().find("061").expect("folded");
        assert_eq!(folded.original_of(Span::new(at, at + 3)), "06\u{200b}1");
        let at = folded.text().find("ss").expect("folded");
        assert_eq!(folded.original_of(Span::new(at, at + 1)), "ß");
    }

    proptest::proptest! {
        #[test]
        fn every_folded_span_is_on_borders_of_the_original(text in "\\PC{0,40}", a in 0usize..80, b in 0usize..80) {
            let folded = Folded::new(&text);
            let span = Span::new(a.min(b).min(folded.text().len()), a.max(b).min(folded.text().len()));
            let original = folded.to_original(span);
            proptest::prop_assert!(text.get(original.start..original.end).is_some());
        }
    }
}
