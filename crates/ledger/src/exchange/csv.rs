//! Events as CSV (RFC 4180), for choices in bulk. In: events or CSV. Out: CSV or events, the same ones. Never: a guess; a
//! column is text or JSON by its name, and an empty cell is a member that is not there.
//!
//! The first column is `v`, the version of this format, and holds `1` in every row. Text that is empty or begins with a
//! quotation mark is written as JSON, so that it can be told from nothing.

use super::ExchangeError;
use crate::{Malformed, Said, parse_said};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::io::{Read, Write};

/// Members of events that are plain text. Every other one is written as JSON.
const TEXT: &[&str] = &[
    "at",
    "act",
    "subject",
    "id",
    "request",
    "purpose",
    "notice_version",
    "language",
    "version",
    "channel",
    "article",
    "grounds",
    "verbatim",
    "period",
    "reason",
    "reasons",
    "outcome",
    "recipient",
    "of",
    "assessment",
    "review_due",
    "valid_from",
    "valid_until",
    "document",
    "basis",
    "description",
    "authority",
    "provision",
    "effect",
    "from",
    "until",
    "kind",
    "people",
    "appeal",
    "in_force_at",
    "court",
    "task",
    "proof",
    "country",
    "due",
    "aware_at",
    "nature",
    "consequences",
    "measures",
    "to",
    "report",
    "run",
    "operation",
    "corpus",
    "replaces",
    "rules_digest",
    "model",
    "audience",
];

/// What a `*` or a list may stand in: read as JSON unless it is the bare star.
const STAR: &str = "*";

/// Writes events, with those columns that one of them has.
pub fn write(said: &[Said], output: impl Write) -> Result<(), ExchangeError> {
    let failed = |_| ExchangeError::form("the output", "it could not be written");
    let rows: Vec<Map<String, Value>> = said.iter().map(members).collect();
    let mut columns: BTreeSet<&str> = rows.iter().flat_map(|row| row.keys().map(String::as_str)).collect();
    for first in ["at", "act"] {
        columns.remove(first);
    }
    let columns: Vec<&str> = ["at", "act"].into_iter().chain(columns).collect();
    let mut writer = ::csv::Writer::from_writer(output);
    writer.write_record(["v"].iter().chain(&columns)).map_err(failed)?;
    for row in &rows {
        let cells = columns.iter().map(|column| row.get(*column).map(|value| cell(column, value)).unwrap_or_default());
        writer.write_record(["1".to_owned()].into_iter().chain(cells)).map_err(failed)?;
    }
    writer.flush().map_err(|_| ExchangeError::form("the output", "it could not be written"))
}

/// Reads events; an unknown column, an unknown act or a wrong cell is an error with its line.
pub fn read(input: impl Read) -> Result<Vec<Said>, ExchangeError> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(false).from_reader(input);
    let broken = |_| ExchangeError::form("the file", "it is not CSV, or a row has more or fewer cells than the header");
    let header = reader.headers().map_err(broken)?.clone();
    let mut columns = header.iter();
    if columns.next() != Some("v") {
        return Err(ExchangeError::form("the header", "the first column is `v`, the version of the format"));
    }
    let columns: Vec<&str> = columns.collect();
    if columns.iter().collect::<BTreeSet<_>>().len() != columns.len() {
        return Err(ExchangeError::form("the header", "a column stands there twice"));
    }
    let mut said = Vec::new();
    for row in reader.records() {
        let row = row.map_err(broken)?;
        let place = format!("line {}", row.position().map_or(0, ::csv::Position::line));
        let mut cells = row.iter();
        if cells.next() != Some("1") {
            return Err(ExchangeError::Version { format: "a row", known: "`1`" });
        }
        let mut object = Map::new();
        for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let wrong = || Malformed::Field { field: (*column).to_owned(), act: "…".to_owned() };
            let value =
                value(column, cell).ok_or_else(|| ExchangeError::Event { place: place.clone(), cause: wrong() })?;
            object.insert((*column).to_owned(), value);
        }
        let event = parse_said(&Value::Object(object).to_string());
        said.push(event.map_err(|cause| ExchangeError::Event { place, cause })?);
    }
    Ok(said)
}

fn members(said: &Said) -> Map<String, Value> {
    // INVARIANT: an event is an object of text, numbers, truth values and lists of them.
    match serde_json::to_value(said).expect("INVARIANT: an event is always writable as JSON") {
        Value::Object(members) => members,
        other => Map::from_iter([("act".to_owned(), other)]),
    }
}

fn cell(column: &str, value: &Value) -> String {
    match value {
        Value::String(text) if is_text(column) && !text.is_empty() && !text.starts_with('"') => text.clone(),
        Value::String(text) if text == STAR => text.clone(),
        other => other.to_string(),
    }
}

fn value(column: &str, cell: &str) -> Option<Value> {
    if cell == STAR || (is_text(column) && !cell.starts_with('"')) {
        return Some(Value::String(cell.to_owned()));
    }
    serde_json::from_str(cell).ok()
}

fn is_text(column: &str) -> bool {
    TEXT.contains(&column)
}
