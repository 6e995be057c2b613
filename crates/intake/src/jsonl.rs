//! JSON Lines, plain, gzip or zstd. In: one object a line, in our own shape (`Post`, `Account`, every key known, with or
//! without a first line `{"grondslag":"posts","version":1}`) or in another shape through a map. Out: posts, accounts, and
//! the pictures that posts name by a path relative to the file. Never: a line dropped without its number and its reason.
//!
//! Our own shape can supply everything. A mapped one can never supply earlier audiences, quotes with their spans, media or
//! signals: those need our own shape.

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt};
use crate::error::field_name;
use crate::lines::{Line, Lines, text};
use crate::mapped::{Cell, Columns};
use crate::package::{is_plain_name, open_stream};
use crate::picture::{self, Found};
use crate::{ColumnMap, IntakeError, Place, Position, Reason, Source, VERSION};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::{BufReader, Read};
use std::path::Path;
use terms::{Account, Post};

/// Reads the whole file.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    if path.is_dir() {
        return Err(
            IntakeError::Unknown { path: path.to_owned(), found: "is a folder, not a file of JSON lines" }.into()
        );
    }
    if !world::exists(path) {
        return Err(IntakeError::NotThere { path: path.to_owned() }.into());
    }
    let place = Place::file(path);
    let mut lines = Lines::new(text(open_stream(path, limits)?, &place)?, place.clone(), limits);
    desk.tally.members = 1;
    let outcome = match &source.map {
        None => own(source, limits, &mut lines, desk),
        Some(map) => mapped(source, map, limits, &mut lines, desk),
    };
    desk.tally.bytes += lines.bytes;
    outcome?;
    if lines.bytes == 0 {
        return Err(IntakeError::Empty { path: path.to_owned() }.into());
    }
    own_pictures(path, limits, desk)
}

type FileLines = Lines<crate::lines::Text<Box<dyn Read>>>;

/// Which of our shapes a file holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Posts,
    Accounts,
}

/// Reads our own shape.
fn own(source: &Source, limits: &Limits, lines: &mut FileLines, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let mut declared = None;
    // Without a header each line shows by its keys what it is; the last one tells which to try first.
    let mut latest = Shape::Posts;
    let mut is_first = true;
    let file = Place::file(&source.path);
    while let Some((number, line)) = lines.next()? {
        let place = file.clone().at(Position::Line(number));
        let Some(line) = plain_line(line, limits, &place, desk)? else { continue };
        if std::mem::take(&mut is_first)
            && let Some(shape) = header(line, &place)?
        {
            declared = Some(shape);
            latest = shape;
            continue;
        }
        match own_record(source, line, latest, declared) {
            Ok(Own::Post(post)) => {
                latest = Shape::Posts;
                desk.post(place, *post)?;
            }
            Ok(Own::Account(account)) => {
                latest = Shape::Accounts;
                desk.account(place, *account)?;
            }
            Err(why) => desk.reject(place, why)?,
        }
    }
    Ok(())
}

enum Own {
    Post(Box<Post>),
    Account(Box<Account>),
}

fn own_record(source: &Source, line: &str, latest: Shape, declared: Option<Shape>) -> Result<Own, Reason> {
    let post = |line| Post::from_json(line).ok().map(|post| Own::Post(Box::new(post)));
    let account = |line| serde_json::from_str::<Account>(line).ok().map(|account| Own::Account(Box::new(account)));
    let found = match (declared, latest) {
        (Some(Shape::Posts), _) => post(line),
        (Some(Shape::Accounts), _) => account(line),
        (None, Shape::Posts) => post(line).or_else(|| account(line)),
        (None, Shape::Accounts) => account(line).or_else(|| post(line)),
    };
    let (service, provenance) = match &found {
        None => return Err(diagnose(line, declared)),
        Some(Own::Post(post)) => (&post.service, Some(post.source)),
        Some(Own::Account(account)) => (&account.service, None),
    };
    if source.service.as_ref().is_some_and(|declared| declared != service) {
        return Err(Reason::Contradicts { field: "service" });
    }
    if provenance.is_some_and(|found| source.provenance.is_some_and(|declared| declared != found)) {
        return Err(Reason::Contradicts { field: "source" });
    }
    found.ok_or(Reason::NotAnObject)
}

/// Reads the optional first line that says what the file is.
fn header(line: &str, place: &Place) -> Result<Option<Shape>, IntakeError> {
    #[derive(Deserialize)]
    struct Header {
        grondslag: String,
        version: u64,
    }
    let Ok(header) = serde_json::from_str::<Header>(line) else { return Ok(None) };
    if header.version > VERSION {
        return Err(IntakeError::Newer { place: place.clone(), version: header.version });
    }
    match header.grondslag.as_str() {
        "posts" => Ok(Some(Shape::Posts)),
        "accounts" => Ok(Some(Shape::Accounts)),
        _ => Err(IntakeError::Broken { place: place.clone(), what: "its header names neither `posts` nor `accounts`" }),
    }
}

/// Says what is wrong with a line that could not be read. serde's own words quote the content, so the line is asked
/// again, field by field, with fields of no content beside it.
fn diagnose(line: &str, declared: Option<Shape>) -> Reason {
    let object = match serde_json::from_str::<Value>(line) {
        Err(cause) => return Reason::NotJson { column: cause.column() as u64 },
        Ok(Value::Object(object)) => object,
        Ok(_) => return Reason::NotAnObject,
    };
    let foreign = |known: &[&str]| object.keys().filter(|key| !known.contains(&key.as_str())).count();
    let is_account = match declared {
        Some(shape) => shape == Shape::Accounts,
        None => foreign(ACCOUNT_FIELDS) < foreign(POST_FIELDS),
    };
    let (sample, required, known): (Value, &[&str], &[&str]) = if is_account {
        (
            serde_json::json!({"account_id": "", "subject_id": "", "service": "", "age_assurance": "none", "status": "active"}),
            &["account_id", "subject_id", "service", "age_assurance", "status"],
            ACCOUNT_FIELDS,
        )
    } else {
        (
            serde_json::json!({"record_id": "", "kind": "post", "service": "", "source": "synthetic", "visibility_now": "unknown", "text": ""}),
            &["record_id", "kind", "service", "source", "visibility_now", "text"],
            POST_FIELDS,
        )
    };
    if let Some(field) = object.keys().find(|key| !known.contains(&key.as_str())) {
        return Reason::UnknownField { field: field_name(field) };
    }
    if let Some(field) = required.iter().find(|field| !object.contains_key(**field)) {
        return Reason::MissingField { field: (*field).to_owned() };
    }
    let is_wrong = |key: &str, value: &Value| {
        let mut probe = sample.clone();
        if let Some(fields) = probe.as_object_mut() {
            fields.insert(key.to_owned(), value.clone());
        }
        if is_account {
            serde_json::from_value::<Account>(probe).is_err()
        } else {
            serde_json::from_value::<Post>(probe).is_err()
        }
    };
    match object.iter().find(|(key, value)| is_wrong(key, value)) {
        Some((field, _)) => Reason::WrongValue {
            field: field.clone(),
            expected: "of the type or list of words that its page describes",
        },
        // What is right field by field and wrong as a whole can only say a thing twice.
        None => Reason::TwiceField { field: "?".to_owned() },
    }
}

/// Reads another shape through a map.
fn mapped(
    source: &Source,
    map: &ColumnMap,
    limits: &Limits,
    lines: &mut FileLines,
    desk: &mut Desk<'_>,
) -> Result<(), Halt> {
    let columns = Columns::new(map);
    let mut seen = vec![false; columns.names().len()];
    let mut read = 0u64;
    let file = Place::file(&source.path);
    while let Some((number, line)) = lines.next()? {
        read += 1;
        let place = file.clone().at(Position::Line(number));
        let Some(line) = plain_line(line, limits, &place, desk)? else { continue };
        let row = match row(line, &columns, desk) {
            Ok(row) => row,
            Err(why) => {
                desk.reject(place, why)?;
                continue;
            }
        };
        for (seen, cell) in seen.iter_mut().zip(&row) {
            *seen |= cell.is_some();
        }
        match columns.post(source, &row) {
            Ok(post) => desk.post(place, post)?,
            Err(why) => desk.reject(place, why)?,
        }
    }
    // A key may be left out where it is unknown; a key that no line has is a mistake in the map.
    if let Some((name, _)) = columns.names().iter().zip(&seen).find(|(_, seen)| !**seen)
        && read > 0
    {
        return Err(IntakeError::MissingColumn { place: Place::file(&source.path), column: name.clone() }.into());
    }
    Ok(())
}

/// The line as text, or its rejection.
pub(crate) fn plain_line<'a>(
    line: Line<'a>,
    limits: &Limits,
    place: &Place,
    desk: &mut Desk<'_>,
) -> Result<Option<&'a str>, Halt> {
    let why = match line {
        Line::TooLong => Reason::TooLong { max: limits.line_bytes_max },
        Line::Whole(bytes) => match std::str::from_utf8(bytes) {
            Ok(line) => return Ok(Some(line)),
            Err(_) => Reason::NotUtf8,
        },
    };
    desk.reject(place.clone(), why)?;
    Ok(None)
}

/// The cells of the mapped columns; the others are skipped unread, and their names noted.
fn row(line: &str, columns: &Columns, desk: &mut Desk<'_>) -> Result<Vec<Option<Cell>>, Reason> {
    let mut twice = None;
    let mut json = serde_json::Deserializer::from_str(line);
    let row = Row { columns, desk, twice: &mut twice }.deserialize(&mut json).and_then(|row| json.end().map(|()| row));
    match (twice, row) {
        (Some(field), _) => Err(Reason::TwiceField { field }),
        (None, Ok(row)) => Ok(row),
        (None, Err(cause)) if cause.is_data() => Err(Reason::NotAnObject),
        (None, Err(cause)) => Err(Reason::NotJson { column: cause.column() as u64 }),
    }
}

struct Row<'a, 'b> {
    columns: &'a Columns,
    desk: &'a mut Desk<'b>,
    twice: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Row<'_, '_> {
    type Value = Vec<Option<Cell>>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Row<'_, '_> {
    type Value = Vec<Option<Cell>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut row: Vec<Option<Cell>> = self.columns.names().iter().map(|_| None).collect();
        while let Some(key) = members.next_key_seed(Which { columns: self.columns, desk: &mut *self.desk })? {
            match key {
                Key::Column(position) => {
                    let value = members.next_value::<Cell>()?;
                    let Some(cell) = row.get_mut(position) else { continue };
                    if cell.replace(value).is_some() {
                        let name = self.columns.names().get(position).map(String::as_str).unwrap_or_default();
                        *self.twice = Some(field_name(name));
                        return Err(A::Error::custom("a field occurs twice"));
                    }
                }
                Key::Outer(key) => {
                    let value = members.next_value::<Value>()?;
                    for (cell, name) in row.iter_mut().zip(self.columns.names()) {
                        if let Some(found) = name.strip_prefix(&key).and_then(|rest| nested(&value, rest)) {
                            *cell = Some(Cell::from(found.clone()));
                        }
                    }
                }
                Key::Unmapped => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(row)
    }
}

/// What a key of a line is to the map.
enum Key {
    Column(usize),
    /// An object into which mapped names lead.
    Outer(String),
    Unmapped,
}

/// Reads a key without making a text of it: most keys of most lines are known.
struct Which<'a, 'b> {
    columns: &'a Columns,
    desk: &'a mut Desk<'b>,
}

impl<'de> DeserializeSeed<'de> for Which<'_, '_> {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Which<'_, '_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(match self.columns.names().iter().position(|name| name == key) {
            Some(position) => Key::Column(position),
            None if self.columns.leads_into(key) => Key::Outer(key.to_owned()),
            None => {
                self.desk.unmapped(key);
                Key::Unmapped
            }
        })
    }
}

/// The value to which the rest of a mapped name leads, `.author` or `.author.id`.
fn nested<'a>(value: &'a Value, rest: &str) -> Option<&'a Value> {
    rest.strip_prefix('.')?.split('.').try_fold(value, |value, key| value.get(key))
}

/// Hands over the pictures that posts name by a path relative to their file.
fn own_pictures(path: &Path, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let folder = path.parent().unwrap_or(Path::new(""));
    for name in desk.take_wanted_media() {
        // `desk` let only plain names through.
        debug_assert!(is_plain_name(&name), "INVARIANT: a media path stays below its source");
        let file = folder.join(&name);
        if !file.is_file() {
            desk.tally.media_missing += 1;
            continue;
        }
        desk.tally.members += 1;
        let mut reader = BufReader::new(world::open(&file)?);
        let found = Found::read(&mut reader, limits, desk.ffmpeg())
            .map_err(|cause| read_failed(Place::member(path, picture::MEDIA_MEMBER), cause))?;
        picture::hand_over(&name, found, desk)?;
    }
    Ok(())
}

const POST_FIELDS: &[&str] = &[
    "record_id",
    "replaces",
    "kind",
    "service",
    "source",
    "account_id",
    "created_at",
    "edited_at",
    "deleted_at",
    "visibility_now",
    "visibility_history",
    "visibility_explicit_choice",
    "group_id",
    "group_name",
    "group_sensitivity",
    "in_reply_to",
    "embeds",
    "lang",
    "text",
    "media",
    "signals",
    "policy_version",
];
const ACCOUNT_FIELDS: &[&str] = &[
    "account_id",
    "subject_id",
    "service",
    "handle",
    "opened_on",
    "birth_date",
    "age_assurance",
    "residence",
    "languages",
    "status",
    "deceased",
];
