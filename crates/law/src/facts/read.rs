//! Strict reading of facts. In: JSON text. Out: `Facts`, or where and why not. Never: an error that repeats a value, for a
//! value that landed in the wrong place may be anything.

use super::{Facts, Scope};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;
use terms::{Date, Visibility};

/// A fact is missing, unknown or of the wrong type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("fact `{path}`: {why}; every fact of docs/src/reference/facts.md is needed, once, in its type")]
pub struct FactsError {
    /// Where: `consent.given_at`, `third_parties[0].child`; `.` is the whole object.
    pub path: String,
    /// What is wrong.
    pub why: String,
}

pub(super) fn facts(text: &str) -> Result<Facts, FactsError> {
    from_value(object(text)?)
}

pub(super) fn line(text: &str) -> Result<(Option<Value>, Facts), FactsError> {
    let mut value = object(text)?;
    let id = value.as_object_mut().and_then(|members| members.shift_remove("id"));
    Ok((id, from_value(value)?))
}

/// The JSON of the text, in which no object has a key twice.
fn object(text: &str) -> Result<Value, FactsError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read: Result<Once, _> = serde_path_to_error::deserialize(&mut json);
    let Once(value) = read.map_err(|error| explain(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|_| FactsError { path: ".".to_owned(), why: "something follows the object".to_owned() })?;
    Ok(value)
}

fn from_value(value: Value) -> Result<Facts, FactsError> {
    // Serde also reads a struct from an array and a word from an object; neither is what the format says.
    shape(&value)?;
    serde_path_to_error::deserialize(value).map_err(|error| explain(&error.path().to_string(), error.inner()))
}

/// Any JSON in which no object has a key twice. Of two values for one fact nobody could say which was meant.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(OnceReader)
    }
}

struct OnceReader;

impl<'de> Visitor<'de> for OnceReader {
    type Value = Once;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Once, E> {
        Ok(Once(value.into()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Once, E> {
        Ok(Once(value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Once, E> {
        Ok(Once(value.into()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Once, E> {
        Ok(Once(value.into()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Once, E> {
        Ok(Once(value.into()))
    }
    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once(Value::Null))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Once, A::Error> {
        let mut list = Vec::new();
        while let Some(Once(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Once(Value::Array(list)))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Once, A::Error> {
        let mut object = serde_json::Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format!("duplicate field `{key}`")));
            }
            let Once(value) = members.next_value()?;
            object.insert(key, value);
        }
        Ok(Once(Value::Object(object)))
    }
}

/// Turns the parser's message into one without values of the input.
fn explain(parent: &str, error: &serde_json::Error) -> FactsError {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(before, _)| before);
    let named = |start: &str| -> Option<String> {
        message.strip_prefix(start).and_then(|rest| rest.split('`').next()).map(str::to_owned)
    };
    let child = |key: String| match parent {
        "." | "" => key,
        // For a key that is wrong itself, the path ends in it already.
        _ if parent == key || parent.ends_with(&format!(".{key}")) => parent.to_owned(),
        _ => format!("{parent}.{key}"),
    };
    let parent_path = || if parent.is_empty() { ".".to_owned() } else { parent.to_owned() };
    if let Some(key) = named("missing field `") {
        FactsError { path: child(key), why: "is missing".to_owned() }
    } else if let Some(key) = named("unknown field `") {
        FactsError { path: child(key), why: "is not a fact".to_owned() }
    } else if let Some(key) = named("duplicate field `") {
        FactsError { path: child(key), why: "is given twice".to_owned() }
    } else if let Some((_, expected)) = message.rsplit_once(", expected ") {
        FactsError { path: parent_path(), why: format!("is not {expected}") }
    } else if let Some((_, expected)) = message.rsplit_once("` is not ") {
        FactsError { path: parent_path(), why: format!("is not {expected}") }
    } else {
        FactsError { path: parent_path(), why: format!("is not valid JSON, column {}", error.column()) }
    }
}

/// Checks that objects and arrays stand where the format has them, and nowhere else.
fn shape(value: &Value) -> Result<(), FactsError> {
    let wrong = |path: &str, why: &str| Err(FactsError { path: path.to_owned(), why: why.to_owned() });
    let Value::Object(facts) = value else { return wrong(".", "is not an object") };
    for (name, fact) in facts {
        match (name.as_str(), fact) {
            ("consent" | "objection" | "notice" | "model", Value::Object(members)) => scalars(name, members, &[])?,
            ("special" | "third_parties" | "orders", Value::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    let path = format!("{name}[{at}]");
                    let Value::Object(members) = item else { return wrong(&path, "is not an object") };
                    scalars(&path, members, &["territory", "ops", "purposes"])?;
                }
            }
            (_, Value::Object(_) | Value::Array(_)) => return wrong(name, "is not a single value"),
            _ => {}
        }
    }
    Ok(())
}

fn scalars(path: &str, members: &serde_json::Map<String, Value>, lists: &[&str]) -> Result<(), FactsError> {
    for (name, member) in members {
        let single = |value: &Value| !value.is_object() && !value.is_array();
        let fits = match member {
            Value::Array(items) => lists.contains(&name.as_str()) && items.iter().all(single),
            other => single(other),
        };
        if !fits {
            return Err(FactsError { path: format!("{path}.{name}"), why: "is not a single value".to_owned() });
        }
    }
    Ok(())
}

fn strict_date<E: serde::de::Error>(text: &str) -> Result<Date, E> {
    // One spelling for one date: digits and hyphens only, or digests of equal facts would differ.
    let digits = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let read = if digits { terms::parse_date(text).ok() } else { None };
    read.ok_or_else(|| E::custom("the text, expected a date yyyy-mm-dd"))
}

pub(super) fn date<'de, D: Deserializer<'de>>(json: D) -> Result<Date, D::Error> {
    strict_date(&String::deserialize(json)?)
}

pub(super) fn optional_date<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Date>, D::Error> {
    Option::<String>::deserialize(json)?.map(|text| strict_date(&text)).transpose()
}

/// A member that may be null and must be there: serde reads a missing `Option` as null unless told otherwise.
pub(super) fn required<'de, T: Deserialize<'de>, D: Deserializer<'de>>(json: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(json)
}

pub(super) fn known_or_unknown<'de, D: Deserializer<'de>>(json: D) -> Result<Visibility, D::Error> {
    Ok(Visibility::parse(&String::deserialize(json)?).unwrap_or(Visibility::Unknown))
}

pub(super) fn yes() -> bool {
    true
}

impl<T: Serialize> Serialize for Scope<T> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => json.serialize_str("*"),
            Self::Listed(list) => list.serialize(json),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Scope<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Scope<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`*` or a list")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Scope<T>, E> {
                if word == "*" { Ok(Scope::All) } else { Err(E::custom("the text, expected `*` or a list")) }
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scope<T>, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Scope::Listed(list))
            }
        }
        json.deserialize_any(Reader(PhantomData))
    }
}
