//! Words for people, in their language. In: a key of `notices/*.ftl` and its values. Out: a sentence. Never: a sentence in
//! the code, or a key that is shown to a reader because nobody wrote its text.

use crate::ReportError;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language that the account is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Dutch,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Dutch];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
        }
    }

    fn texts(self) -> &'static str {
        match self {
            Self::English => include_str!("../../../notices/en.ftl"),
            Self::Dutch => include_str!("../../../notices/nl.ftl"),
        }
    }

    /// The rules in plain words, which the portal shows too.
    fn rules(self) -> &'static str {
        match self {
            Self::English => include_str!("../../../notices/rules/en.ftl"),
            Self::Dutch => include_str!("../../../notices/rules/nl.ftl"),
        }
    }

    /// The texts around the documents.
    fn documents(self) -> &'static str {
        match self {
            Self::English => include_str!("../../../notices/documents/en.ftl"),
            Self::Dutch => include_str!("../../../notices/documents/nl.ftl"),
        }
    }

    fn thousands(self) -> char {
        match self {
            Self::English => ',',
            Self::Dutch => '.',
        }
    }

    fn decimal(self) -> char {
        match self {
            Self::English => '.',
            Self::Dutch => ',',
        }
    }

    /// `1,234` or `1.234`.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(self.thousands());
            }
            out.push(digit);
        }
        out
    }

    /// A number with these many decimals.
    pub fn fraction(self, number: f64, decimals: usize) -> String {
        format!("{number:.decimals$}").replace('.', &self.decimal().to_string())
    }

    /// A part of a whole in per cent: `61.5 %`, `< 0.1 %`, `–` of nothing.
    pub fn share(self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return "–".to_owned();
        }
        #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
        let percent = part as f64 / whole as f64 * 100.0;
        if part > 0 && percent < 0.1 {
            return format!("< {}\u{202f}%", self.fraction(0.1, 1));
        }
        format!("{}\u{202f}%", self.fraction(percent, 1))
    }
}

/// The texts of one language.
pub(crate) struct Speech {
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Speech {
    pub fn of(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().expect("INVARIANT: `en` and `nl` are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Marks around each value would help mixed directions, and would stand in the middle of digests that people copy.
        bundle.set_use_isolating(false);
        for texts in [language.texts(), language.rules(), language.documents()] {
            // INVARIANT: all files are parsed in the tests, and they are part of this program.
            let resource =
                FluentResource::try_new(texts.to_owned()).expect("INVARIANT: the texts of this program are Fluent");
            bundle.add_resource(resource).expect("INVARIANT: no key stands twice");
        }
        Self { language, bundle }
    }

    /// Whether there is a text for this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The text without values.
    pub fn say(&self, key: &str) -> Result<String, ReportError> {
        self.say_with(key, &[])
    }

    /// The text with these values, which are numbers or words ready to be shown.
    pub fn say_with(&self, key: &str, values: &[(&str, String)]) -> Result<String, ReportError> {
        let missing = || ReportError::MissingText { key: key.to_owned(), language: self.language.tag() };
        let pattern = self.bundle.get_message(key).and_then(|message| message.value()).ok_or_else(missing)?;
        let values: FluentArgs<'_> =
            values.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        if errors.is_empty() { Ok(text.into_owned()) } else { Err(missing()) }
    }
}
