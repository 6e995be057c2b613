//! Shapes that events share in JSON: moments, dates, and lists in which `"*"` stands for everything. In: serde. Out: serde.
//! Never: a second spelling of the same thing.

use chrono::SubsecRound;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use terms::{Date, Instant, Purpose};

/// Everything (`"*"`), or only these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers<T> {
    /// Everything.
    All,
    /// Only these.
    Only(Vec<T>),
}

impl<T: PartialEq> Covers<T> {
    /// Whether `thing` is covered.
    pub fn covers(&self, thing: &T) -> bool {
        match self {
            Self::All => true,
            Self::Only(these) => these.contains(thing),
        }
    }
}

impl<T: Serialize> Serialize for Covers<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("*"),
            Self::Only(these) => these.serialize(serializer),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StarOr<T> {
    Word(String),
    These(Vec<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Covers<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match StarOr::deserialize(deserializer)? {
            StarOr::Word(word) if word == "*" => Ok(Self::All),
            StarOr::Word(_) => Err(D::Error::custom("a list or `*` is expected")),
            StarOr::These(these) => Ok(Self::Only(these)),
        }
    }
}

/// A moment, in the one spelling of files.
pub mod moment {
    use super::*;
    /// Writes it.
    pub fn serialize<S: Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&terms::format_instant(*at))
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        let text = String::deserialize(deserializer)?;
        let at = terms::parse_instant(&text).map_err(|_| D::Error::custom("a moment in RFC 3339 is expected"))?;
        Ok(at.trunc_subsecs(0))
    }
}

/// A day.
pub mod date {
    use super::*;
    /// Writes it.
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        terms::parse_date(&text).map_err(|_| D::Error::custom("a date yyyy-mm-dd is expected"))
    }
}

/// A day that may be absent.
pub mod some_date {
    use super::*;
    /// Writes it.
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(serializer)
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| terms::parse_date(&text).map_err(|_| D::Error::custom("a date yyyy-mm-dd is expected")))
            .transpose()
    }
}

/// `"*"` is read as `None`, so that one meaning has one spelling.
pub mod every {
    use super::*;
    /// Writes it.
    pub fn serialize<S: Serializer>(purpose: &Option<Purpose>, serializer: S) -> Result<S::Ok, S::Error> {
        purpose.serialize(serializer)
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Purpose>, D::Error> {
        Ok(Option::<Purpose>::deserialize(deserializer)?.filter(|purpose| purpose.as_str() != "*"))
    }
}

/// Lists in which `"*"` may stand for everything.
pub mod starred {
    use super::*;
    /// Writes it.
    pub fn serialize<T: Serialize, S: Serializer>(covers: &Covers<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match covers {
            Covers::All => ["*"].serialize(serializer),
            Covers::Only(these) => these.serialize(serializer),
        }
    }

    /// Reads it.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Covers<T>, D::Error> {
        let mut these = Vec::new();
        let mut all = false;
        for StarOrThing(thing) in Vec::<StarOrThing<T>>::deserialize(deserializer)? {
            match thing {
                Some(thing) => these.push(thing),
                None => all = true,
            }
        }
        Ok(if all { Covers::All } else { Covers::Only(these) })
    }

    /// `None` is the star. A type that takes any text would take the star for a thing, so it is looked for first.
    struct StarOrThing<T>(Option<T>);

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for StarOrThing<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let word = String::deserialize(deserializer)?;
            if word == "*" {
                return Ok(Self(None));
            }
            let word = serde::de::value::StringDeserializer::<D::Error>::new(word);
            T::deserialize(word).map(|thing| Self(Some(thing)))
        }
    }
}

/// A moment that may be absent.
pub mod some_moment {
    use super::*;
    /// Writes it.
    pub fn serialize<S: Serializer>(at: &Option<Instant>, serializer: S) -> Result<S::Ok, S::Error> {
        at.map(terms::format_instant).serialize(serializer)
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Instant>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let read = |text: String| {
            let at = terms::parse_instant(&text).map_err(|_| D::Error::custom("a moment in RFC 3339 is expected"))?;
            Ok(at.trunc_subsecs(0))
        };
        text.map(read).transpose()
    }
}
