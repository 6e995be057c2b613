//! Tables of another shape than ours. In: the cells of one row, by the names that a person mapped. Out: a post, its
//! identifiers preceded by the service. Never: a cell of the wrong type taken for something near it.

use crate::stream::wrong;
use crate::{ColumnMap, Reason, Source, TimeForm, moment};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use terms::{AccountId, Instant, Kind, Lang, Post, RecordId, Text, Visibility};

/// The mapped columns: each name once, in the order of the fields.
pub struct Columns {
    names: Vec<String>,
    fields: Vec<(&'static str, usize)>,
    time: TimeForm,
}

/// A cell that a mapped column holds.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A text.
    Text(String),
    /// A whole number as it is written.
    Number(String),
    /// A truth value.
    Truth(bool),
    /// A moment, where the source has a type for it.
    Moment(Instant),
    /// A list, an object or a fraction: no field takes these.
    Other,
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

/// Reads a cell without making a tree of it first.
struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Cell, E> {
        Ok(Cell::Text(text))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell::Number(number.to_string()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Cell, E> {
        Ok(Cell::Number(number.to_string()))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Cell, E> {
        Ok(Cell::Other)
    }
    fn visit_bool<E>(self, truth: bool) -> Result<Cell, E> {
        Ok(Cell::Truth(truth))
    }
    fn visit_unit<E>(self) -> Result<Cell, E> {
        Ok(Cell::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Cell, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Cell::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Cell, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Cell::Other)
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::String(text) => Self::Text(text),
            Value::Number(number) if number.is_i64() || number.is_u64() => Self::Number(number.to_string()),
            Value::Bool(truth) => Self::Truth(truth),
            Value::Number(_) | Value::Array(_) | Value::Object(_) => Self::Other,
        }
    }
}

impl Columns {
    /// The columns that a map names.
    pub fn new(map: &ColumnMap) -> Self {
        let mut columns = Self { names: Vec::new(), fields: Vec::new(), time: map.time };
        for (field, name) in [
            ("record_id", Some(&map.record_id)),
            ("text", Some(&map.text)),
            ("account_id", map.account_id.as_ref()),
            ("created_at", map.created_at.as_ref()),
            ("edited_at", map.edited_at.as_ref()),
            ("deleted_at", map.deleted_at.as_ref()),
            ("lang", map.lang.as_ref()),
            ("kind", map.kind.as_ref()),
            ("visibility_now", map.visibility_now.as_ref()),
            ("visibility_explicit_choice", map.visibility_explicit_choice.as_ref()),
            ("group_id", map.group_id.as_ref()),
            ("group_name", map.group_name.as_ref()),
            ("in_reply_to", map.in_reply_to.as_ref()),
            ("replaces", map.replaces.as_ref()),
            ("policy_version", map.policy_version.as_ref()),
        ] {
            let Some(name) = name else { continue };
            // One column may be two fields: a channel is a group's identifier and its name.
            let index = columns.names.iter().position(|known| known == name).unwrap_or_else(|| {
                columns.names.push(name.clone());
                columns.names.len() - 1
            });
            columns.fields.push((field, index));
        }
        columns
    }

    /// The names of the mapped columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a mapped name leads into the object under `key`, `metadata` of `metadata.author`.
    pub(crate) fn leads_into(&self, key: &str) -> bool {
        self.names.iter().any(|name| name.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
    }

    /// Whether the column at `index` holds the text.
    pub(crate) fn is_text(&self, index: usize) -> bool {
        self.fields.contains(&("text", index))
    }

    /// The same, completed by what is declared and checked as every post is.
    pub fn record(&self, source: &Source, row: &[Option<Cell>]) -> Result<Post, Reason> {
        let mut post = self.post(source, row)?;
        source.declare.fill(&mut post);
        crate::check(&post).map(|()| post)
    }

    /// The post in a row whose cells stand in the order of [`Self::names`].
    pub(crate) fn post(&self, source: &Source, row: &[Option<Cell>]) -> Result<Post, Reason> {
        let row = Cells { columns: self, row };
        let service = source.service.clone().ok_or(Reason::MissingField { field: "service".to_owned() })?;
        let provenance = source.provenance.ok_or(Reason::MissingField { field: "provenance".to_owned() })?;
        let record = |id: String| RecordId::new(format!("{service}:{id}"));
        let kind = match row.text("kind")? {
            Some(word) => Kind::parse(word).ok_or_else(|| wrong("kind", "one of our kinds"))?,
            // INVARIANT: `Source::check` saw that the kind is mapped or declared.
            None => source.declare.kind.ok_or(Reason::MissingField { field: "kind".to_owned() })?,
        };
        let visibility_now = match row.text("visibility_now")? {
            Some(word) => Visibility::parse(word).ok_or_else(|| wrong("visibility_now", "one of our audiences"))?,
            None => Visibility::Unknown,
        };
        let lang = row.text("lang")?.map(|code| Lang::new(code).map_err(|_| wrong("lang", "a BCP 47 language tag")));
        let id = row.id("record_id")?.ok_or(Reason::MissingField { field: "record_id".to_owned() })?;
        let text = row.text("text")?.ok_or(Reason::MissingField { field: "text".to_owned() })?;
        Ok(Post {
            record_id: record(id),
            replaces: row.id("replaces")?.map(record),
            kind,
            account_id: row.id("account_id")?.map(|id| AccountId::new(format!("{service}:{id}"))),
            created_at: row.moment("created_at")?,
            edited_at: row.moment("edited_at")?,
            deleted_at: row.moment("deleted_at")?,
            visibility_now,
            visibility_history: Vec::new(),
            visibility_explicit_choice: row.truth("visibility_explicit_choice")?,
            group_id: row.id("group_id")?,
            group_name: row.text("group_name")?.map(Text::new),
            group_sensitivity: None,
            in_reply_to: row.id("in_reply_to")?.map(record),
            embeds: Vec::new(),
            lang: lang.transpose()?,
            text: Text::new(text),
            media: Vec::new(),
            signals: Vec::new(),
            policy_version: row.id("policy_version")?,
            source: provenance,
            service,
        })
    }
}

struct Cells<'a> {
    columns: &'a Columns,
    row: &'a [Option<Cell>],
}

impl<'a> Cells<'a> {
    fn get(&self, field: &str) -> Option<&'a Cell> {
        let (_, index) = self.columns.fields.iter().find(|(name, _)| *name == field)?;
        self.row.get(*index)?.as_ref().filter(|cell| !matches!(cell, Cell::Null))
    }

    fn text(&self, field: &str) -> Result<Option<&'a str>, Reason> {
        match self.get(field) {
            None => Ok(None),
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(field, "a text")),
        }
    }

    /// Identifiers are texts or whole numbers; an empty one is unknown.
    fn id(&self, field: &str) -> Result<Option<String>, Reason> {
        match self.get(field) {
            None => Ok(None),
            Some(Cell::Text(id) | Cell::Number(id)) => Ok(Some(id.clone()).filter(|id| !id.is_empty())),
            Some(_) => Err(wrong(field, "a text or a whole number")),
        }
    }

    fn moment(&self, field: &str) -> Result<Option<Instant>, Reason> {
        if let Some(Cell::Moment(at)) = self.get(field) {
            return Ok(Some(*at));
        }
        let (Some(Cell::Text(text) | Cell::Number(text)), expected) = (match self.get(field) {
            None => return Ok(None),
            cell => (cell, "a moment of the form that the map declares in `time`"),
        }) else {
            return Err(wrong(field, "a text or a whole number"));
        };
        moment::declared(text, self.columns.time).map(Some).ok_or_else(|| wrong(field, expected))
    }

    fn truth(&self, field: &str) -> Result<Option<bool>, Reason> {
        match self.get(field) {
            None => Ok(None),
            Some(Cell::Truth(truth)) => Ok(Some(*truth)),
            Some(Cell::Text(word)) if word == "true" => Ok(Some(true)),
            Some(Cell::Text(word)) if word == "false" => Ok(Some(false)),
            Some(_) => Err(wrong(field, "`true` or `false`")),
        }
    }
}
