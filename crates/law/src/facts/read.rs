//! Strict reading of facts. In: JSON text. Out: `Facts`, or where and why not. Never: an error that repeats a value, for a
//! value that landed in the wrong place may be anything.

use super::{Facts, Scope};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
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

/// The same from bytes that may not be text.
pub(super) fn bytes(line: &[u8]) -> Result<(Option<Value>, Facts), FactsError> {
    match std::str::from_utf8(line) {
        Ok(text) => self::line(text),
        Err(error) => {
            let at = error.valid_up_to();
            let path = members(line).into_iter().find(|member| member.whole.contains(&at));
            let path = path.map_or_else(|| ".".to_owned(), |member| member.shown());
            Err(FactsError { path, why: format!("is not UTF-8, byte {}", at + 1) })
        }
    }
}

/// More than any record needs; what is longer is refused before it is read, so that memory stays bounded.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// How much of a key of the input stands in an error.
const KEY_CHARS_MAX: usize = 64;

/// A key of the input, as far as an error should show it: short, and on one line.
fn shown(key: &str) -> String {
    let plain = key.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter });
    let mut text: String = plain.take(KEY_CHARS_MAX).collect();
    if key.chars().nth(KEY_CHARS_MAX).is_some() {
        text.push('…');
    }
    if text.is_empty() { "\"\"".to_owned() } else { text }
}

/// One member of the outermost object, found without reading its value.
struct Member<'a> {
    key: &'a [u8],
    whole: Range<usize>,
}

impl Member<'_> {
    fn shown(&self) -> String {
        shown(&String::from_utf8_lossy(self.key))
    }
}

/// The members of the outermost object, as far as the text resembles one. Only for saying where something is wrong.
fn members(text: &[u8]) -> Vec<Member<'_>> {
    let (mut found, mut depth, mut start) = (Vec::<Member<'_>>::new(), 0_usize, None::<usize>);
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.iter().enumerate() {
        if let Some(last) = found.last_mut().filter(|_| depth > 0) {
            last.whole.end = at + 1;
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => {
                quoted = !quoted;
                if depth == 1 && quoted {
                    start = start.or(Some(at));
                } else if let (1, Some(from)) = (depth, start) {
                    let key = text.get(from + 1..at).unwrap_or_default();
                    found.push(Member { key, whole: from..at + 1 });
                    // Until the comma every text is a value.
                    (start, depth) = (None, depth + 1);
                }
            }
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 2 => depth = 1,
            _ => {}
        }
    }
    found
}

/// The key of the outermost object in whose member the parser stopped.
fn key_at(text: &str, error: &serde_json::Error) -> String {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = before + error.column().saturating_sub(1);
    let stopped = members(text.as_bytes()).into_iter().take_while(|member| member.whole.start <= at).last();
    stopped.map_or_else(|| ".".to_owned(), |member| member.shown())
}

/// The JSON of the text, in which no object has a key twice.
fn object(text: &str) -> Result<Value, FactsError> {
    if text.len() > TEXT_BYTES_MAX {
        let longest = members(text.as_bytes()).into_iter().max_by_key(|member| member.whole.len());
        let path = longest.map_or_else(|| ".".to_owned(), |member| member.shown());
        return Err(FactsError {
            path,
            why: format!("is too long: the text has {} bytes, and at most {TEXT_BYTES_MAX} are read", text.len()),
        });
    }
    json_once(text)
}

/// The same of a text of any length.
pub(crate) fn json_once(text: &str) -> Result<Value, FactsError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read: Result<Once, _> = serde_path_to_error::deserialize(&mut json);
    let Once(value) = read.map_err(|error| {
        let path = error.path().to_string();
        // Where a value breaks off the parser is between two keys; the one before it is the one that is wrong.
        if path.contains('?') {
            explain(&key_at(text, error.inner()), error.inner())
        } else {
            explain(&path, error.inner())
        }
    })?;
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
    let named = |start: &str| -> Option<&str> { message.strip_prefix(start).and_then(|rest| rest.split('`').next()) };
    let child = |key: &str| match parent {
        "." | "" => shown(key),
        // For a key that is wrong itself, the path ends in it already.
        _ if parent == key || parent.ends_with(&format!(".{key}")) => in_short(parent),
        _ => format!("{}.{}", in_short(parent), shown(key)),
    };
    let here = || if parent.is_empty() { ".".to_owned() } else { in_short(parent) };
    if let Some(key) = named("missing field `") {
        FactsError { path: child(key), why: "is missing".to_owned() }
    } else if let Some(key) = named("unknown field `") {
        FactsError { path: child(key), why: format!("is not a fact{}", hint(message)) }
    } else if let Some(key) = named("duplicate field `") {
        FactsError { path: child(key), why: "is given twice".to_owned() }
    } else if let Some((_, expected)) = message.rsplit_once(", expected ") {
        FactsError { path: here(), why: format!("is not {}{}", kind(expected), hint(message)) }
    } else if let Some((_, expected)) = message.rsplit_once("` is not ") {
        FactsError { path: here(), why: format!("is not {expected}") }
    } else if message == "recursion limit exceeded" {
        FactsError { path: here(), why: "is nested too deeply".to_owned() }
    } else {
        FactsError { path: here(), why: format!("is not valid JSON, column {}", error.column()) }
    }
}

/// A path whose keys came from the input, as far as an error should show it.
fn in_short(path: &str) -> String {
    let steps: Vec<String> = path.split('.').take(4).map(shown).collect();
    steps.join(".")
}

/// The types of numbers, in words.
fn kind(expected: &str) -> &str {
    match expected {
        "i32" => "a whole number of at most 2147483647",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" => "a whole number from 0 to 18446744073709551615",
        other => other,
    }
}

/// The word of ours that is nearest to an unknown one, where one is near: `; did you mean …?`.
fn hint(message: &str) -> String {
    let found = message.strip_prefix("unknown variant `").or_else(|| message.strip_prefix("unknown field `"));
    let Some((found, expected)) = found.and_then(|rest| rest.rsplit_once("`, expected ")) else {
        return String::new();
    };
    // Far longer than every word of ours: near to none of them, and not worth a table.
    if found.len() > KEY_CHARS_MAX {
        return String::new();
    }
    let ours = expected.split('`').skip(1).step_by(2);
    let nearest = ours.map(|word| (distance(found, word), word)).min();
    match nearest {
        Some((steps, word)) if steps <= 1 + word.len() / 4 => format!("; did you mean `{word}`?"),
        _ => String::new(),
    }
}

/// How many letters have to be put in, left out, changed or swapped with the next, without regard to case.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.to_lowercase().into_bytes(), b.to_lowercase().into_bytes());
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, left) in a.iter().enumerate() {
        let mut line = vec![row + 1];
        let diagonal = last.iter().zip(last.iter().skip(1));
        for (column, (right, (corner, above))) in b.iter().zip(diagonal).enumerate() {
            let beside = line.last().copied().unwrap_or(row + 1);
            let mut steps = (corner + usize::from(left != right)).min(above + 1).min(beside + 1);
            let swapped = row > 0 && column > 0 && a.get(row - 1) == Some(right) && b.get(column - 1) == Some(left);
            if let (true, Some(earlier)) = (swapped, before.get(column.wrapping_sub(1))) {
                steps = steps.min(earlier + 1);
            }
            line.push(steps);
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
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
            (_, Value::Object(_) | Value::Array(_)) => return wrong(&shown(name), "is not a single value"),
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
            return Err(FactsError {
                path: format!("{path}.{}", shown(name)),
                why: "is not a single value".to_owned(),
            });
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
