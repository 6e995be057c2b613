//! What documents are filled from. In: branches of values that the other rooms found or the controller declared, each with
//! its source. Out: the value behind a query, which is a path into them. Never: a value for a path that leads nowhere.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether a value was declared by somebody or measured by a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Somebody declared it: another declaration is another document, which needs another approval.
    Declared,
    /// A run measured it: the next run measures again, and no approval lapses by that.
    Measured,
}

/// Values of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The file or query that they come from.
    pub source: String,
    /// Whether they were declared or measured.
    pub nature: Nature,
    /// The values.
    pub value: Value,
}

/// All that documents are filled from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Of this format.
    pub version: u64,
    /// By the first word of a query.
    pub branches: BTreeMap<String, Branch>,
}

/// The version of the format that this program writes and reads.
pub const EVIDENCE_VERSION: u64 = 1;

/// What a query gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'a> {
    /// The value.
    pub value: &'a Value,
    /// Where it comes from.
    pub source: &'a str,
    /// Whether it was declared or measured.
    pub nature: Nature,
}

impl Default for Evidence {
    fn default() -> Self {
        Self { version: EVIDENCE_VERSION, branches: BTreeMap::new() }
    }
}

impl Evidence {
    /// Adds a branch.
    pub fn add(&mut self, name: &str, source: &str, nature: Nature, value: Value) {
        let branch = Branch { source: source.to_owned(), nature, value };
        self.branches.insert(name.to_owned(), branch);
    }

    /// The value behind `branch.key.key`; nothing where the path leads nowhere or to `null`. A number counts into a list.
    pub fn ask(&self, query: &str) -> Option<Found<'_>> {
        let mut steps = query.split('.');
        let branch = self.branches.get(steps.next()?)?;
        let value = steps.try_fold(&branch.value, |value, step| match value {
            Value::Object(members) => members.get(step),
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })?;
        if value.is_null() {
            return None;
        }
        Some(Found { value, source: &branch.source, nature: branch.nature })
    }

    /// The value alone.
    pub fn value(&self, query: &str) -> Option<&Value> {
        self.ask(query).map(|found| found.value)
    }

    /// A count; 0 where there is none.
    pub(crate) fn count(&self, query: &str) -> u64 {
        self.value(query).and_then(Value::as_u64).unwrap_or_default()
    }

    /// A text; empty where there is none.
    pub(crate) fn text(&self, query: &str) -> &str {
        self.value(query).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether it is said to be so.
    pub(crate) fn is(&self, query: &str) -> bool {
        self.value(query).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The rows of a table; none where there is none.
    pub(crate) fn rows(&self, query: &str) -> &[Value] {
        self.value(query).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

/// Whether a value says nothing: an empty text, list or table, or counts of nothing.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_that_leads_nowhere_has_no_value() {
        let mut evidence = Evidence::default();
        evidence.add(
            "corpus",
            "corpus/manifest.json",
            Nature::Measured,
            json!({"counts": {"read": 3}, "list": [{"a": 1}], "none": null}),
        );
        assert_eq!(evidence.value("corpus.counts.read"), Some(&json!(3)));
        assert_eq!(evidence.value("corpus.list.0.a"), Some(&json!(1)));
        for nowhere in ["corpus.counts.write", "corpus.counts.read.more", "corpus.list.1", "model", "", "corpus.none"] {
            assert_eq!(evidence.value(nowhere), None, "{nowhere}");
        }
    }
}
