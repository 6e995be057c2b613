//! Reads events, one JSON object a line. In: a reader. Out: events, or the line and field that is wrong. Never: a value in
//! an error, because a value may be what a person wrote.

use crate::shape::{every, moment, starred};
use crate::{Act, ConsentGiven, Covers, Said};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use std::io::{self, BufRead};
use terms::{Category, Instant, Kind, Lang, Purpose, SubjectId};

/// An event could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The input could not be read at all.
    #[error("line `{line}` could not be read: {cause}")]
    Io {
        /// Counted from 1.
        line: u64,
        /// What the operating system said.
        cause: io::Error,
    },
    /// A line is no event.
    #[error("line `{line}`: {cause}")]
    Malformed {
        /// Counted from 1.
        line: u64,
        /// What is wrong with it.
        cause: Malformed,
    },
}

/// What is wrong with one event. Names fields, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// No JSON.
    #[error("not a JSON object (column `{column}`); write one event a line")]
    NotJson {
        /// Counted from 1.
        column: usize,
    },
    /// A field that must be there is not.
    #[error("field `{field}` is missing; see `docs/formats.md`")]
    Missing {
        /// Its name.
        field: String,
    },
    /// A field that this act does not have.
    #[error("field `{field}` does not belong to act `{act}`; see `docs/formats.md`")]
    UnknownField {
        /// Its name.
        field: String,
        /// The act.
        act: String,
    },
    /// An act that does not exist.
    #[error("act `{act}` is not known; see `docs/formats.md`")]
    UnknownAct {
        /// Its name.
        act: String,
    },
    /// A field does not hold what it should.
    #[error("field `{field}` does not hold what act `{act}` needs; see `docs/formats.md`")]
    Field {
        /// Its name.
        field: String,
        /// The act.
        act: String,
    },
    /// The fields do not fit together.
    #[error("{0}")]
    Meaning(&'static str),
}

/// Reads events, one JSON object a line; empty lines are skipped. Collect into a `Result` to stop at the first error.
pub fn read_said(input: impl BufRead) -> impl Iterator<Item = Result<Said, ReadError>> {
    let numbered = input.lines().zip(1_u64..);
    numbered.filter_map(|(text, line)| match text {
        Err(cause) => Some(Err(ReadError::Io { line, cause })),
        Ok(text) if text.trim().is_empty() => None,
        Ok(text) => Some(parse_said(&text).map_err(|cause| ReadError::Malformed { line, cause })),
    })
}

/// Reads one event, strictly: an unknown act or field is an error.
pub fn parse_said(json: &str) -> Result<Said, Malformed> {
    let object: Map<String, Value> =
        serde_json::from_str(json).map_err(|cause| Malformed::NotJson { column: cause.column() })?;
    let act = word_of(&object, "act")?;
    word_of(&object, "at")?;
    let said: Said = serde_json::from_value(Value::Object(object.clone()))
        .map_err(|cause| explain(&object, &act, &cause.to_string()))?;
    said.act.check().map_err(Malformed::Meaning)?;
    Ok(said)
}

fn word_of(object: &Map<String, Value>, field: &str) -> Result<String, Malformed> {
    match object.get(field) {
        None => Err(Malformed::Missing { field: field.to_owned() }),
        Some(Value::String(word)) => Ok(shown(word)),
        Some(_) => Err(Malformed::Field { field: field.to_owned(), act: "…".to_owned() }),
    }
}

/// Turns serde's message, which may quote a value, into one that names the field alone.
fn explain(object: &Map<String, Value>, act: &str, message: &str) -> Malformed {
    let raw = message.split('`').nth(1).unwrap_or_default();
    let named = shown(raw);
    let act = act.to_owned();
    if object.get("at").and_then(Value::as_str).is_none_or(|at| terms::parse_instant(at).is_err()) {
        return Malformed::Field { field: "at".to_owned(), act };
    }
    if message.starts_with("missing field") {
        return Malformed::Missing { field: named };
    }
    // Both heads may also come from inside a field, so they are believed only where the top level agrees.
    if message.starts_with("unknown field") && object.contains_key(raw) {
        return Malformed::UnknownField { field: named, act };
    }
    if message.starts_with("unknown variant") && named == act {
        return Malformed::UnknownAct { act };
    }
    // The culprit is the field without which the complaint is another one.
    let culprit = object.keys().filter(|field| !["at", "act"].contains(&field.as_str())).find(|field| {
        let mut rest = object.clone();
        rest.shift_remove(field.as_str());
        match serde_json::from_value::<Said>(Value::Object(rest)) {
            Ok(_) => true,
            Err(cause) => cause.to_string() != message,
        }
    });
    Malformed::Field { field: culprit.map(|field| shown(field)).unwrap_or_else(|| "…".to_owned()), act }
}

/// A name as it may stand in an error: whatever is not shaped like one of our own words may be something private.
fn shown(word: &str) -> String {
    let ours = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let plain = (1..=40).contains(&word.len()) && word.bytes().all(ours);
    if plain { word.to_owned() } else { "…".to_owned() }
}

/// The bytes that the log commits to: JSON with sorted keys.
pub fn canonical(said: &Said) -> String {
    // As `terms::canonical_json`, and sorted in place: this is done for every event of an import.
    let sorted = serde_json::to_value(said).and_then(|mut value| {
        value.sort_all_objects();
        serde_json::to_string(&value)
    });
    // INVARIANT: an event holds only text, numbers, truth values and lists of them.
    sorted.expect("INVARIANT: an event is always writable as JSON")
}

/// Reads an event that the ledger itself wrote.
pub fn from_canonical(json: &[u8]) -> Option<Said> {
    serde_json::from_slice(json).ok()
}

/// The same without the record of ISO/IEC TS 27560 that a consent may carry: no standing depends on it, and it is most of the
/// event.
pub fn from_canonical_for_standing(json: &[u8], act: &str) -> Option<Said> {
    if act != "consent_given" {
        return from_canonical(json);
    }
    let given: GivenWithoutRecord = serde_json::from_slice(json).ok()?;
    // The column is not what the log commits to; the event itself is.
    if given.act != act {
        return from_canonical(json);
    }
    let act = Act::ConsentGiven(ConsentGiven {
        subject: given.subject,
        purpose: given.purpose,
        explicit: given.explicit,
        categories: given.categories,
        kinds: given.kinds,
        services: given.services,
        conditions_ok: given.conditions_ok,
        parental: given.parental,
        all_parties: given.all_parties,
        notice_version: given.notice_version,
        language: given.language,
        record: None,
    });
    Some(Said { at: given.at, act })
}

/// An event `consent_given`, as it stands in one line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenWithoutRecord {
    #[serde(with = "moment")]
    at: Instant,
    act: String,
    subject: SubjectId,
    #[serde(default, with = "every")]
    purpose: Option<Purpose>,
    explicit: bool,
    categories: Vec<Category>,
    #[serde(with = "starred")]
    kinds: Covers<Kind>,
    #[serde(with = "starred")]
    services: Covers<String>,
    conditions_ok: bool,
    parental: bool,
    all_parties: bool,
    notice_version: String,
    language: Lang,
    #[serde(default, rename = "record")]
    _record: IgnoredAny,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        match read_said(json.as_bytes()).collect::<Result<Vec<_>, _>>() {
            Ok(said) => {
                assert_eq!(expected, "");
                for said in said {
                    let again = parse_said(&canonical(&said)).expect("what we write can be read");
                    assert_eq!(said, again);
                    assert_eq!(from_canonical(canonical(&said).as_bytes()), Some(again));
                }
            }
            Err(error) => assert_eq!(error.to_string(), expected),
        }
    }

    #[test]
    fn every_act_of_the_contract_is_read_and_written_the_same() {
        let acts = include_str!("acts.jsonl");
        check(acts, "");
        let names: std::collections::BTreeSet<_> =
            read_said(acts.as_bytes()).map(|said| said.expect("valid").act.name()).collect();
        assert_eq!(names.len(), 56, "every act stands in the file");
        for line in acts.lines() {
            let said = parse_said(line).expect("valid");
            assert!(canonical(&said).contains(&format!("\"act\":\"{}\"", said.act.name())));
            assert_eq!(canonical(&said), terms::canonical_json(&said).expect("writable"));
            let mut bare = said.clone();
            if let Act::ConsentGiven(given) = &mut bare.act {
                given.record = None;
            }
            let read = |act| from_canonical_for_standing(canonical(&said).as_bytes(), act);
            assert_eq!(read(said.act.name()), Some(bare));
            // Somebody may have changed the column.
            assert!(read("consent_given").is_none_or(|read| read.act.name() == said.act.name()));
        }
    }

    #[test]
    fn an_error_names_the_line_and_the_field_and_never_the_value() {
        let good = r#"{"at":"2026-01-01T00:00:00Z","act":"erasure_requested","subject":"s1"}"#;
        check(&format!("{good}\n\n{good}\n{{"), "line `4`: not a JSON object (column `1`); write one event a line");
        check(r#"["x"]"#, "line `1`: not a JSON object (column `0`); write one event a line");
        check(r#"{"act":"order_lifted","id":"o"}"#, "line `1`: field `at` is missing; see `docs/formats.md`");
        check(r#"{"at":"2026-01-01","act":"order_lifted"}"#, "line `1`: field `id` is missing; see `docs/formats.md`");
        check(
            r#"{"at":"Jan Jansen","act":"order_lifted","id":"o"}"#,
            "line `1`: field `at` does not hold what act `order_lifted` needs; see `docs/formats.md`",
        );
        check(
            r#"{"at":"2026-01-01","act":"order_lifted","id":"o","mood":"bad"}"#,
            "line `1`: field `mood` does not belong to act `order_lifted`; see `docs/formats.md`",
        );
        check(
            r#"{"at":"2026-01-01","act":"order_lifted","id":"o","Jan Jansen":1}"#,
            "line `1`: field `…` does not belong to act `order_lifted`; see `docs/formats.md`",
        );
        check(
            r#"{"at":"2026-01-01","act":"shouting","id":"o"}"#,
            "line `1`: act `shouting` is not known; see `docs/formats.md`",
        );
        check(
            r#"{"at":"2026-01-01","act":"erasure_requested","subject":["my secret"]}"#,
            "line `1`: field `subject` does not hold what act `erasure_requested` needs; see `docs/formats.md`",
        );
        check(
            r#"{"at":"2026-01-01","act":"objection","id":"o","names":["Jan"],"scope":{"person":false},"article":"21(1)"}"#,
            "line `1`: field `scope` does not hold what act `objection` needs; see `docs/formats.md`",
        );
        check(
            r#"{"at":"2026-01-01","act":"objection","id":"o","names":["Jan"],"subject":"s1","scope":{"person":true},"article":"21(1)"}"#,
            "line `1`: an objection needs exactly one of `subject`, `candidates` and `names`",
        );
    }

    #[test]
    fn debug_of_an_event_hides_names_and_words() {
        let said = parse_said(
            r#"{"at":"2026-01-01","act":"objection","id":"o","names":["Jan Jansen"],"verbatim":"leave me alone","scope":{"person":true},"article":"21(1)"}"#,
        )
        .expect("valid");
        let debug = format!("{said:?}");
        assert!(!debug.contains("Jan") && !debug.contains("alone"), "{debug}");
    }

    #[test]
    fn a_star_and_an_absent_purpose_mean_the_same() {
        let star = parse_said(r#"{"at":"2026-01-01","act":"consent_refused","subject":"s1","purpose":"*"}"#);
        let absent = parse_said(r#"{"at":"2026-01-01T01:00:00.5+01:00","act":"consent_refused","subject":"s1"}"#);
        assert_eq!(star, absent);
        assert!(matches!(star.expect("valid").act, Act::ConsentRefused { purpose: None, .. }));
    }
}
