//! JSON documents as streams of list items. In: a document of any size. Out: each item of the lists at its top, or of the
//! lists under the keys at its top, one at a time. Never: the whole document in memory, or one item without a bound.

use crate::bounded::{OverBytes, read_failed};
use crate::desk::Halt;
use crate::lines::text;
use crate::{IntakeError, Place, Position, Reason};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufReader, Read};

/// Takes one item: the key of its list (empty for a list at the top), its number from 1, and the item.
pub(crate) type Take<'a> = &'a mut dyn FnMut(&str, u64, Value) -> Result<(), Halt>;

/// Streams the items, and gives the keys of the lists that were there.
pub(crate) fn items(reader: &mut dyn Read, place: &Place, take: Take<'_>) -> Result<BTreeSet<String>, Halt> {
    let reader = text(reader, place)?;
    let since = Cell::new(0);
    let reader = BufReader::with_capacity(1 << 16, SinceLastItem { inner: reader, since: &since });
    let mut state = State { take, since: &since, halt: None, lists: BTreeSet::new() };
    let mut json = serde_json::Deserializer::from_reader(reader);
    let outcome = Document(&mut state).deserialize(&mut json).and_then(|()| json.end());
    match (state.halt, outcome) {
        (Some(halt), _) => Err(halt),
        (None, Err(cause)) => Err(json_failed(place, cause).into()),
        (None, Ok(())) => Ok(state.lists),
    }
}

/// Takes one list item or one value that is no list and no object, wherever it stands: the keys that lead to it, its number
/// in its list from 1 (0 for a value of its own), and it.
pub(crate) type TakeDeep<'a> = &'a mut dyn FnMut(&[String], u64, Value) -> Result<(), Halt>;

/// Streams the items of every list, however deep its keys lead, and the plain values beside them. An item is not opened.
pub(crate) fn deep(reader: &mut dyn Read, place: &Place, take: TakeDeep<'_>) -> Result<(), Halt> {
    let reader = text(reader, place)?;
    let since = Cell::new(0);
    let reader = BufReader::with_capacity(1 << 16, SinceLastItem { inner: reader, since: &since });
    let mut state = DeepState { take, since: &since, halt: None, keys: Vec::new() };
    let mut json = serde_json::Deserializer::from_reader(reader);
    let outcome = Deep(&mut state).deserialize(&mut json).and_then(|()| json.end());
    match (state.halt, outcome) {
        (Some(halt), _) => Err(halt),
        (None, Err(cause)) => Err(json_failed(place, cause).into()),
        (None, Ok(())) => Ok(()),
    }
}

struct DeepState<'a> {
    take: TakeDeep<'a>,
    since: &'a Cell<u64>,
    halt: Option<Halt>,
    keys: Vec<String>,
}

impl DeepState<'_> {
    fn give<E: de::Error>(&mut self, number: u64, value: Value) -> Result<(), E> {
        self.since.set(0);
        (self.take)(&self.keys, number, value).map_err(|halt| {
            self.halt = Some(halt);
            E::custom("stopped")
        })
    }
}

struct Deep<'a, 'b>(&'a mut DeepState<'b>);

impl<'de> DeserializeSeed<'de> for Deep<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Deep<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(item) = list.next_element::<Value>()? {
            number += 1;
            self.0.give(number, item)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            self.0.keys.push(key);
            members.next_value_seed(Deep(&mut *self.0))?;
            self.0.keys.pop();
        }
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, truth: bool) -> Result<(), E> {
        self.0.give(0, Value::Bool(truth))
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        self.0.give(0, number.into())
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        self.0.give(0, number.into())
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        self.0.give(0, number.into())
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.0.give(0, text.into())
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Reads a small document.
pub(crate) fn small(bytes: &[u8], place: &Place) -> Result<Value, IntakeError> {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|cause| json_failed(place, cause))
}

/// The error of a document. serde's own words can quote the content, so only their place is kept.
fn json_failed(place: &Place, cause: serde_json::Error) -> IntakeError {
    let at = Position::Column(cause.line() as u64, cause.column() as u64);
    match cause.classify() {
        serde_json::error::Category::Io => read_failed(place.clone(), cause.into()),
        serde_json::error::Category::Eof => IntakeError::Truncated { place: place.clone().at(at) },
        _ => IntakeError::Broken { place: place.clone().at(at), what: "it is not JSON in UTF-8 of the expected form" },
    }
}

struct State<'a> {
    take: Take<'a>,
    since: &'a Cell<u64>,
    halt: Option<Halt>,
    lists: BTreeSet<String>,
}

struct Document<'a, 'b>(&'a mut State<'b>);

impl<'de> DeserializeSeed<'de> for Document<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, or an object with lists")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        List { state: self.0, key: "" }.visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            members.next_value_seed(List { state: self.0, key: &key })?;
        }
        Ok(())
    }
}

/// A value that is streamed if it is a list and skipped if it is not.
struct List<'a, 'b> {
    state: &'a mut State<'b>,
    key: &'a str,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.state.lists.insert(self.key.to_owned());
        let mut number = 0;
        while let Some(item) = list.next_element::<Value>()? {
            number += 1;
            self.state.since.set(0);
            if let Err(halt) = (self.state.take)(self.key, number, item) {
                self.state.halt = Some(halt);
                return Err(de::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Fails when one item takes too many bytes. It stands under a buffer, so it is exact to the buffer's size.
struct SinceLastItem<'a, R> {
    inner: R,
    since: &'a Cell<u64>,
}

impl<R: Read> Read for SinceLastItem<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.since.set(self.since.get().saturating_add(count as u64));
        if self.since.get() > ITEM_BYTES_MAX {
            return Err(io::Error::other(OverBytes { max: ITEM_BYTES_MAX }));
        }
        Ok(count)
    }
}

/// The members of a JSON object, read without guessing: absent and null are unknown, another type is an error.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The object in `value`.
    pub(crate) fn of(value: &'a Value) -> Result<Self, Reason> {
        value.as_object().map(Self).ok_or(Reason::NotAnObject)
    }

    /// A member of any type but null.
    pub(crate) fn get(self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    /// A text.
    pub(crate) fn text(self, key: &str) -> Result<Option<&'a str>, Reason> {
        self.get(key).map(|value| value.as_str().ok_or_else(|| wrong(key, "a text"))).transpose()
    }

    /// A text that must be there.
    pub(crate) fn required(self, key: &str) -> Result<&'a str, Reason> {
        self.text(key)?.ok_or_else(|| Reason::MissingField { field: key.to_owned() })
    }

    /// An object.
    pub(crate) fn object(self, key: &str) -> Result<Option<Self>, Reason> {
        self.get(key).map(|value| Self::of(value).map_err(|_| wrong(key, "an object"))).transpose()
    }

    /// A list; one value that is no list counts as a list of one, as in JSON-LD.
    pub(crate) fn list(self, key: &str) -> &'a [Value] {
        match self.get(key) {
            Some(Value::Array(items)) => items,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }

    /// Keys and values.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        self.0.iter()
    }
}

/// The rejection of a field whose value is not what it must be.
pub(crate) fn wrong(field: &str, expected: &'static str) -> Reason {
    Reason::WrongValue { field: field.to_owned(), expected }
}

/// One post with everything around it is some kilobytes.
const ITEM_BYTES_MAX: u64 = 64 << 20;
