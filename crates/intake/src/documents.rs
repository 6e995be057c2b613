//! Documents as data sets for training write them: dolma's `{id, text, source, added, created, metadata}` and datatrove's
//! `{id, text, metadata}`. In: one object a line, plain, gzip or zstd. Out: a post of the declared kind for each. Never: an
//! author, a language or an audience read out of `metadata`, whose fields every data set chooses for itself.
//!
//! Identifiers: `{service}:ID`, where the service is the declared one, else dolma's `source`.
//!
//! It can never supply: the author, the audience, what is answered, and deletions. Where `metadata` has them, declare the
//! format `jsonl` with a `map`, whose names may lead into it: `account_id = "metadata.author"`.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::stream::{Fields, wrong};
use crate::writer::Writer;
use crate::{Format, IntakeError, Reason, Source, TimeForm, moment, objects};
use serde_json::{Map, Value};
use terms::{Kind, Post};

/// Whether an object is a document.
pub(crate) fn is_object(object: &Map<String, Value>) -> bool {
    let is_text = |key: &str| object.get(key).is_some_and(Value::is_string);
    let is_dolma = is_text("source") && (is_text("added") || is_text("created"));
    let is_datatrove = object.get("metadata").is_some_and(Value::is_object);
    let only_known = object.keys().all(|key| FIELDS.contains(&key.as_str()));
    is_text("text") && object.contains_key("id") && only_known && (is_dolma || is_datatrove)
}

/// Reads the whole file.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let kind = source.declare.kind;
    let kind = kind.ok_or(IntakeError::Undeclared { path: source.path.clone(), field: "declare.kind" })?;
    let mut writer = Writer::of(source, Format::Documents)?;
    let is_declared = source.service.is_some();
    objects::each(source, limits, desk, &mut |desk, place, object| match document(
        object,
        kind,
        is_declared,
        &mut writer,
        desk,
    ) {
        Ok(post) => desk.post(place, post),
        Err(why) => desk.reject(place, why),
    })
}

fn document(
    object: &Value,
    kind: Kind,
    is_declared: bool,
    writer: &mut Writer,
    desk: &mut Desk<'_>,
) -> Result<Post, Reason> {
    let item = Fields::of(object)?;
    for (key, _) in item.entries() {
        if !FIELDS.contains(&key.as_str()) {
            desk.unmapped(key);
        }
    }
    if !is_declared {
        // dolma promises that an identifier is unique within its source, and nowhere else.
        writer.service = item.required("source")?.to_owned();
    }
    let id = match item.get("id") {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) if id.is_i64() || id.is_u64() => id.to_string(),
        Some(_) => return Err(wrong("id", "a text or a whole number")),
        None => return Err(Reason::MissingField { field: "id".to_owned() }),
    };
    let text = item.required("text")?;
    let at = item.text("created")?.filter(|at| !at.is_empty());
    let at = at.map(|at| moment::declared(at, TimeForm::Rfc3339).ok_or_else(|| wrong("created", "a moment")));
    Ok(writer.post(&id, kind, at.transpose()?, text))
}

/// The fields of both, and dolma's findings beside them.
const FIELDS: &[&str] = &["id", "text", "source", "added", "created", "metadata", "version", "media", "attributes"];
