//! Points in time and places, all in UTC and ISO notation. Nothing here reads a clock.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar date in UTC.
pub type Date = NaiveDate;

/// A moment, UTC, second precision when written.
pub type Instant = DateTime<Utc>;

/// A value was not in the form that its type asks for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {expected}")]
pub struct ParseTermError {
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: &'static str,
}

/// Reads `yyyy-mm-dd`, and nothing else.
pub fn parse_date(text: &str) -> Result<Date, ParseTermError> {
    // chrono accepts `2026-1-5`; a strict length keeps one spelling for one date, so digests of facts are stable.
    if text.len() == 10
        && let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d")
    {
        return Ok(date);
    }
    Err(ParseTermError { found: text.to_owned(), expected: "a date yyyy-mm-dd" })
}

/// Reads RFC 3339, or a bare date as its first second.
pub fn parse_instant(text: &str) -> Result<Instant, ParseTermError> {
    if let Ok(date) = parse_date(text) {
        return Ok(date.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.with_timezone(&Utc))
        .map_err(|_| ParseTermError { found: text.to_owned(), expected: "a moment in RFC 3339" })
}

/// Writes a moment as RFC 3339 with seconds, `2026-11-23T10:00:00Z`.
pub fn format_instant(moment: Instant) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the code, strictly.
            pub fn new(code: &str) -> Result<Self, ParseTermError> {
                let check: fn(&str) -> bool = $check;
                if check(code) { Ok(Self(code.to_owned())) } else {
                    Err(ParseTermError { found: code.to_owned(), expected: $expected })
                }
            }

            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseTermError;
            fn try_from(code: String) -> Result<Self, ParseTermError> {
                Self::new(&code)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

code!(
    /// ISO 3166-1 alpha-2 country of residence or of processing.
    Country,
    "an ISO 3166-1 alpha-2 country code",
    |code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
);
code!(
    /// BCP 47 language tag; only the primary language is compared.
    Lang,
    "a BCP 47 language tag",
    |code| (2..=35).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
);

impl Lang {
    /// The primary language, `nl` of `nl-BE`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_has_one_spelling() {
        assert!(parse_date("2026-11-23").is_ok());
        assert!(parse_date("2026-1-5").is_err());
        assert!(parse_date("2026-02-30").is_err());
    }

    #[test]
    fn a_moment_is_read_with_its_offset_and_written_in_utc() {
        let moment = parse_instant("2026-11-23T12:00:00+01:00").expect("valid");
        assert_eq!(format_instant(moment), "2026-11-23T11:00:00Z");
    }
}
