//! Words for people, in their language. In: a key of `notices/portal/*.ftl` and its values. Out: a sentence. Never: a
//! sentence in the code, or a key shown to a reader because nobody wrote its text.

use chrono::Datelike;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::Arc;
use terms::Date;
use unic_langid::LanguageIdentifier;

/// A language that the portal speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Dutch,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::Dutch];

    /// Its BCP 47 tag.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
        }
    }

    /// The language of a tag like `nl-BE`.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.tag() == primary)
    }

    /// The language that a browser likes best among ours [RFC 9110 12.5.4].
    pub(crate) fn accepted(header: &str) -> Option<Self> {
        let weighted = header.split(',').take(32).filter_map(|range| {
            let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
            let weight: f32 = weight.trim().parse().ok()?;
            Some((Self::of(tag)?, weight)).filter(|(_, weight)| *weight > 0.0)
        });
        // Of equals the first one counts.
        weighted.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(language, _)| language)
    }

    fn texts(self) -> [&'static str; 2] {
        match self {
            Self::English => {
                [include_str!("../../../notices/portal/en.ftl"), include_str!("../../../notices/portal/console-en.ftl")]
            }
            Self::Dutch => {
                [include_str!("../../../notices/portal/nl.ftl"), include_str!("../../../notices/portal/console-nl.ftl")]
            }
        }
    }

    /// The rules in plain words, as the account has them: of its texts the lines that begin with `rule-` and an id.
    fn rules(self) -> String {
        let account = match self {
            Self::English => include_str!("../../../notices/en.ftl"),
            Self::Dutch => include_str!("../../../notices/nl.ftl"),
        };
        let is_rule = |line: &&str| {
            let id = line.strip_prefix("rule-").map(str::as_bytes);
            matches!(id, Some([letter, digit, ..]) if letter.is_ascii_uppercase() && digit.is_ascii_digit())
        };
        account.lines().filter(is_rule).flat_map(|line| [line, "\n"]).collect()
    }
}

/// The texts of one language.
pub(crate) struct Speech {
    bundle: FluentBundle<FluentResource>,
}

/// A key without a text, or a text without its values.
#[derive(Debug, thiserror::Error)]
#[error("text `{key}` is missing or lacks a value in `{language}`")]
pub(crate) struct Speechless {
    key: String,
    language: &'static str,
}

impl Speech {
    fn of(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().expect("INVARIANT: `en` and `nl` are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        for text in language.texts().map(str::to_owned).into_iter().chain([language.rules()]) {
            // INVARIANT: all files are parsed in the tests, and they are part of this program.
            let resource = FluentResource::try_new(text).expect("INVARIANT: the texts of this program are Fluent");
            bundle.add_resource(resource).expect("INVARIANT: no key stands twice");
        }
        Self { bundle }
    }
}

/// All languages.
#[derive(Clone)]
pub(crate) struct Voices {
    english: Arc<Speech>,
    dutch: Arc<Speech>,
}

impl Voices {
    pub(crate) fn load() -> Self {
        Self { english: Arc::new(Speech::of(Language::English)), dutch: Arc::new(Speech::of(Language::Dutch)) }
    }

    /// The text with these values.
    pub(crate) fn say(&self, language: Language, key: &str, values: &[(&str, String)]) -> Result<String, Speechless> {
        let speech = match language {
            Language::English => &self.english,
            Language::Dutch => &self.dutch,
        };
        let missing = || Speechless { key: key.to_owned(), language: language.tag() };
        let pattern = speech.bundle.get_message(key).and_then(|message| message.value()).ok_or_else(missing)?;
        // Whole numbers go in as numbers, so that plural forms are chosen by the rules of the language.
        let values: FluentArgs<'_> = values
            .iter()
            .map(|(name, value)| match value.parse::<u32>() {
                Ok(number) => (*name, FluentValue::from(number)),
                Err(_) => (*name, FluentValue::from(value.as_str())),
            })
            .collect();
        let mut errors = Vec::new();
        let text = speech.bundle.format_pattern(pattern, Some(&values), &mut errors);
        if errors.is_empty() { Ok(text.into_owned()) } else { Err(missing()) }
    }

    /// `23 November 2026`.
    pub(crate) fn date(&self, language: Language, date: Date) -> Result<String, Speechless> {
        let month = self.say(language, &format!("month-{}", date.month()), &[])?;
        // The year goes in as a text: as a number it would get a separator in some languages.
        Ok(format!("{} {month} {}", date.day(), date.year()))
    }
}

/// The texts of every language, for the tests that compare them.
#[cfg(test)]
pub(crate) fn texts() -> [(&'static str, String); 2] {
    Language::ALL.map(|language| (language.tag(), language.texts().join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_the_browser_likes_best() {
        assert_eq!(Language::accepted("de, nl-BE;q=0.8, en;q=0.5"), Some(Language::Dutch));
        assert_eq!(Language::accepted("en, nl"), Some(Language::English));
        assert_eq!(Language::accepted("nl;q=0, en;q=0.1"), Some(Language::English));
        assert_eq!(Language::accepted("fr"), None);
    }

    #[test]
    fn a_date_is_written_as_people_write_it() {
        let date = terms::parse_date("2026-11-03").expect("valid");
        let voices = Voices::load();
        assert_eq!(voices.date(Language::English, date).expect("months"), "3 November 2026");
        assert_eq!(voices.date(Language::Dutch, date).expect("months"), "3 november 2026");
    }
}
