//! Words for people, in their language. In: a key of `notices/portal` or `notices/rules` and its values. Out: a sentence. Never: a
//! sentence in the code, or a key shown to a reader because nobody wrote its text.

use chrono::Datelike;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::{Arc, OnceLock};
use terms::Date;
use unic_langid::LanguageIdentifier;

/// The languages, each with its BCP 47 tag and its own name: English and Dutch, which also the staff reads, then the other
/// official ones of the Union and those of Iceland, Norway and Ukraine.
macro_rules! languages {
    ($($language:ident, $tag:literal, $name:literal;)+) => {
        /// A language that the portal speaks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Language {
            $($language,)+
        }

        impl Language {
            pub(crate) const ALL: &[Self] = &[$(Self::$language),+];

            /// Its BCP 47 tag.
            pub(crate) fn tag(self) -> &'static str {
                match self {
                    $(Self::$language => $tag,)+
                }
            }

            /// What its speakers call it.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$language => $name,)+
                }
            }

            /// The texts for people, and the rules in plain words.
            fn texts(self) -> [&'static str; 2] {
                match self {
                    $(Self::$language => [
                        include_str!(concat!("../../../notices/portal/", $tag, ".ftl")),
                        include_str!(concat!("../../../notices/rules/", $tag, ".ftl")),
                    ],)+
                }
            }
        }
    };
}

languages! {
    English, "en", "English";
    Dutch, "nl", "Nederlands";
    Bulgarian, "bg", "български";
    Croatian, "hr", "hrvatski";
    Czech, "cs", "čeština";
    Danish, "da", "dansk";
    Estonian, "et", "eesti";
    Finnish, "fi", "suomi";
    French, "fr", "français";
    German, "de", "Deutsch";
    Greek, "el", "Ελληνικά";
    Hungarian, "hu", "magyar";
    Icelandic, "is", "íslenska";
    Irish, "ga", "Gaeilge";
    Italian, "it", "italiano";
    Latvian, "lv", "latviešu";
    Lithuanian, "lt", "lietuvių";
    Maltese, "mt", "Malti";
    Norwegian, "nb", "norsk bokmål";
    Polish, "pl", "polski";
    Portuguese, "pt", "português";
    Romanian, "ro", "română";
    Slovak, "sk", "slovenčina";
    Slovenian, "sl", "slovenščina";
    Spanish, "es", "español";
    Swedish, "sv", "svenska";
    Ukrainian, "uk", "українська";
}

impl Language {
    /// The language of a tag like `nl-BE`.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        // Who reads one written Norwegian reads the other.
        let primary = if matches!(primary.as_str(), "no" | "nn") { "nb" } else { primary.as_str() };
        Self::ALL.iter().copied().find(|language| language.tag() == primary)
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

    /// The one in which staff reads the console: Dutch, or English for everybody else.
    pub(crate) fn of_staff(self) -> Self {
        if self.staff().is_some() { self } else { Self::English }
    }

    fn staff(self) -> Option<&'static str> {
        match self {
            Self::English => Some(include_str!("../../../notices/portal/console-en.ftl")),
            Self::Dutch => Some(include_str!("../../../notices/portal/console-nl.ftl")),
            _ => None,
        }
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
        let tag: LanguageIdentifier = language.tag().parse().expect("INVARIANT: every tag of ours is one of BCP 47");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        for text in language.texts().into_iter().chain(language.staff()) {
            // INVARIANT: all files are parsed in the tests, and they are part of this program.
            let resource =
                FluentResource::try_new(text.to_owned()).expect("INVARIANT: the texts of this program are Fluent");
            bundle.add_resource(resource).expect("INVARIANT: no key stands twice");
        }
        Self { bundle }
    }
}

/// The acts that have words.
pub(crate) fn acts() -> impl Iterator<Item = &'static str> {
    let lines = Language::English.texts().into_iter().flat_map(str::lines);
    lines.filter_map(|line| line.strip_prefix("act-")?.split_once(" =").map(|(act, _)| act))
}

/// All languages, each read when somebody first asks for it.
#[derive(Clone)]
pub(crate) struct Voices(Arc<[OnceLock<Speech>]>);

impl Voices {
    pub(crate) fn load() -> Self {
        Self(Language::ALL.iter().map(|_| OnceLock::new()).collect())
    }

    /// The text with these values.
    pub(crate) fn say(&self, language: Language, key: &str, values: &[(&str, String)]) -> Result<String, Speechless> {
        let missing = || Speechless { key: key.to_owned(), language: language.tag() };
        let speech = self.0.get(language as usize).ok_or_else(missing)?.get_or_init(|| Speech::of(language));
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

    /// `23 November 2026`, as the language writes it.
    pub(crate) fn date(&self, language: Language, date: Date) -> Result<String, Speechless> {
        let month = self.say(language, &format!("month-{}", date.month()), &[])?;
        let values = [("day", date.day().to_string()), ("month", month), ("year", date.year().to_string())];
        self.say(language, "date", &values)
    }
}

/// The texts for people in every language, for the tests that compare them.
#[cfg(test)]
pub(crate) fn texts() -> impl Iterator<Item = (&'static str, String)> {
    Language::ALL.iter().map(|language| (language.tag(), language.texts().join("\n")))
}

/// The texts for staff, in English and in Dutch.
#[cfg(test)]
pub(crate) fn staff_texts() -> [&'static str; 2] {
    [Language::English, Language::Dutch].map(|language| language.staff().expect("staff reads it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_the_browser_likes_best() {
        assert_eq!(Language::accepted("ja, nl-BE;q=0.8, en;q=0.5"), Some(Language::Dutch));
        assert_eq!(Language::accepted("de-AT, nl-BE;q=0.8"), Some(Language::German));
        assert_eq!(Language::accepted("no"), Some(Language::Norwegian));
        assert_eq!(Language::accepted("nn-NO"), Some(Language::Norwegian));
        assert_eq!(Language::accepted("en, nl"), Some(Language::English));
        assert_eq!(Language::accepted("nl;q=0, en;q=0.1"), Some(Language::English));
        assert_eq!(Language::accepted("ja"), None);
    }

    #[test]
    fn a_date_is_written_as_people_write_it() {
        let date = terms::parse_date("2026-11-03").expect("valid");
        let voices = Voices::load();
        assert_eq!(voices.date(Language::English, date).expect("months"), "3 November 2026");
        assert_eq!(voices.date(Language::Dutch, date).expect("months"), "3 november 2026");
        assert_eq!(voices.date(Language::German, date).expect("months"), "3. November 2026");
        assert_eq!(voices.date(Language::Polish, date).expect("months"), "3 listopada 2026");
        assert_eq!(voices.date(Language::Hungarian, date).expect("months"), "2026. november 3.");
    }
}
