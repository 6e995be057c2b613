//! The dated profile: numbers and lists that policies rely on. In: `profile.toml`. Out: a profile, or why it is none.
//! Never: a default for a number that is not there.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use terms::Country;

/// The law as it stood on one day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    version: u32,
    /// Its dated name, which stands in every decision.
    pub name: String,
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
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
            format!("line {line}: {}", error.message().trim())
        })
    }

    /// From which age somebody who lives there may consent alone.
    pub fn article_8_age_in(&self, residence: &Country) -> i32 {
        self.article_8_age.countries.get(residence).copied().unwrap_or(self.article_8_age.default)
    }
}
