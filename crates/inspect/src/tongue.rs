//! The language of a text. In: what its source says, and the text. Out: its language, said or guessed. Never: a guess that is
//! made where nobody asks.

use crate::contact::is_word;
use crate::{Passage, bands};
use std::cell::OnceCell;
use terms::Lang;

/// The language of a text, guessed when first asked for: most texts without a label hold nothing that depends on it.
pub(crate) struct Tongue<'p> {
    said: Option<&'p Lang>,
    /// Asked for many times in a text.
    said_primary: Option<&'p str>,
    text: &'p str,
    guessed: OnceCell<Option<Lang>>,
}

impl<'p> Tongue<'p> {
    pub(crate) fn new(passage: &Passage<'p>) -> Self {
        let said_primary = passage.lang.map(Lang::primary);
        Self { said: passage.lang, said_primary, text: passage.text, guessed: OnceCell::new() }
    }

    pub(crate) fn lang(&self) -> Option<&Lang> {
        self.said.or_else(|| self.guessed.get_or_init(|| guess(self.text)).as_ref())
    }

    /// Whether it is in a language without measured curves: the source says so, or a guess that its words bear out. Most
    /// words of a text in a measured language are small ones that the tables know; a line of commands has few words.
    pub(crate) fn is_unmeasured(&self, folded: &str) -> bool {
        const WORDS_MIN: usize = 4;
        let letters = || folded.chars().filter(|c| c.is_alphabetic()).take(400);
        let latin = || letters().filter(|c| c.is_ascii() || *c < '\u{250}').count();
        // Letters of another script contradict whatever label they carry.
        if !folded.is_ascii() && latin() * 2 < letters().count() {
            return true;
        }
        if let Some(said) = self.said {
            return !bands::is_measured(said.primary()) && letters().next().is_some();
        }
        let words = folded
            .split(|c: char| !is_word(c) && c != '\'')
            .filter(|word| word.chars().all(char::is_alphabetic) && !word.is_empty());
        words.take(WORDS_MIN).count() == WORDS_MIN && self.primary().is_none_or(|primary| !bands::is_measured(primary))
    }

    /// Its first subtag.
    pub(crate) fn primary(&self) -> Option<&str> {
        self.said_primary.or_else(|| self.lang().map(Lang::primary))
    }
}

/// The language of a text without a label. The guess always names one of sixteen, so a text of marks and numbers has none.
fn guess(text: &str) -> Option<Lang> {
    use whichlang::Lang as L;
    const ENOUGH: usize = 400;
    let mut end = ENOUGH.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(..end).unwrap_or_default();
    if !start.chars().any(char::is_alphabetic) {
        return None;
    }
    let code = match whichlang::detect_language(start) {
        L::Ara => "ar",
        L::Cmn => "zh",
        L::Deu => "de",
        L::Eng => "en",
        L::Fra => "fr",
        L::Hin => "hi",
        L::Ita => "it",
        L::Jpn => "ja",
        L::Kor => "ko",
        L::Nld => "nl",
        L::Por => "pt",
        L::Rus => "ru",
        L::Spa => "es",
        L::Swe => "sv",
        L::Tur => "tr",
        L::Vie => "vi",
    };
    Lang::new(code).ok()
}
