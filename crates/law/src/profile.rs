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
    /// What both say about each code, by its place: every record asks, and lists are looked through.
    #[serde(skip)]
    by_code: Vec<(bool, i32)>,
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
        profile.by_code = profile.about_codes();
        Ok(profile)
    }

    fn about_codes(&self) -> Vec<(bool, i32)> {
        let mut about = vec![(false, self.article_8_age.default); CODES];
        let area = self.eea.iter().filter_map(place_of);
        area.for_each(|place| about.iter_mut().skip(place).take(1).for_each(|(in_eea, _)| *in_eea = true));
        for (country, age) in &self.article_8_age.countries {
            about.iter_mut().skip(place_of(country).unwrap_or(CODES)).take(1).for_each(|(_, known)| *known = *age);
        }
        about
    }

    fn about(&self, country: &Country) -> Option<(bool, i32)> {
        self.by_code.get(place_of(country)?).copied()
    }

    /// Whether this country is one of the European Economic Area.
    pub fn is_in_eea(&self, country: &Country) -> bool {
        self.about(country).map_or_else(|| self.eea.contains(country), |(in_eea, _)| in_eea)
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
        let listed = || self.article_8_age.countries.get(residence).copied().unwrap_or(self.article_8_age.default);
        self.about(residence).map_or_else(listed, |(_, age)| age)
    }
}

/// How many codes of two letters there are.
pub const CODES: usize = LETTERS * LETTERS;
const LETTERS: usize = 26;

/// The place of a country among them.
pub fn place_of(country: &Country) -> Option<usize> {
    let [first, second] = country.as_str().as_bytes() else { return None };
    let place = |letter: &u8| letter.is_ascii_uppercase().then(|| usize::from(*letter - b'A'));
    Some(place(first)? * LETTERS + place(second)?)
}

/// The code in a place.
pub fn code_at(place: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % LETTERS).unwrap_or_default());
    [letter(place / LETTERS), letter(place)].into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_says_of_every_code_what_its_lists_say() {
        let law = crate::Law::embedded().expect("the built-in law");
        let profile = law.numbers();
        assert!(!profile.eea.is_empty() && !profile.article_8_age.countries.is_empty());
        for place in 0..CODES {
            let code = code_at(place);
            let country = Country::new(&code).expect("two letters");
            assert_eq!(place_of(&country), Some(place));
            assert_eq!(profile.is_in_eea(&country), profile.eea.contains(&country), "{code}");
            let listed = profile.article_8_age.countries.get(&country).copied();
            assert_eq!(profile.article_8_age_in(&country), listed.unwrap_or(profile.article_8_age.default), "{code}");
        }
    }
}
