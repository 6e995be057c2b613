//! The dated profile: numbers and lists that policies rely on. In: `profile.toml`. Out: a profile, or why it is none.
//! Never: a default for a number that is not there.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use terms::{Country, Date};

/// The law as it stood on one day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    version: u32,
    /// Its dated name, which stands in every decision.
    pub name: String,
    /// The first day on which it describes the law.
    #[serde(skip)]
    pub valid_from: Date,
    /// The same as it is written; without it the date in the name counts.
    #[serde(default, rename = "valid_from")]
    written_valid_from: Option<String>,
    /// Who is younger is a minor.
    pub adult_age: i32,
    /// The rules without which no set of policies is accepted.
    pub required: BTreeSet<String>,
    /// The countries of the European Economic Area.
    pub eea: BTreeSet<Country>,
    /// From which age a child may consent alone [GDPR 8(1)].
    pub article_8_age: Article8,
}

/// The age of consent of children, by country [GDPR 8(1)].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article8 {
    /// Where no country of the list says otherwise.
    pub default: i32,
    /// Per country of residence.
    pub countries: BTreeMap<Country, i32>,
}

/// The version of the format that this program writes and reads.
const VERSION: u32 = 1;

impl Profile {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        /// Read first: a newer file may have keys that are unknown here.
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Version { version } = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if version > VERSION {
            return Err(format!(
                "version {version} is newer than this program, which reads version {VERSION}; use a newer grondslag"
            ));
        }
        let mut profile: Self = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
            format!("line {line}: {}", error.message().trim())
        })?;
        profile.valid_from = profile.first_day()?;
        Ok(profile)
    }

    /// The day that the file names; the name of the profile may not say another.
    fn first_day(&self) -> Result<Date, String> {
        let start = self.name.len().checked_sub("yyyy-mm-dd".len());
        let named = start.and_then(|start| self.name.get(start..)).and_then(|date| terms::parse_date(date).ok());
        let written = self.written_valid_from.as_deref().map(terms::parse_date).transpose();
        match (written.map_err(|error| format!("`valid_from`: {error}"))?, named) {
            (Some(written), Some(named)) if written != named => {
                Err(format!("`valid_from` is {written}, and the name says {named}; make them agree"))
            }
            (Some(date), _) | (None, Some(date)) => Ok(date),
            (None, None) => Err("`valid_from` is missing; write the first day on which the profile holds".to_owned()),
        }
    }

    /// Whether it describes the law on this day: it has begun, and what came later is for a later profile to say.
    pub fn has_begun(&self, on: Date) -> bool {
        self.valid_from <= on
    }

    /// From which age somebody who lives there may consent alone.
    pub fn article_8_age_in(&self, residence: &Country) -> i32 {
        self.article_8_age.countries.get(residence).copied().unwrap_or(self.article_8_age.default)
    }
}
