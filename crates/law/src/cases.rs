//! Cases that a data protection officer writes. In: JSON lines, or a list in the form of `scenarios.json`. Out: for each
//! case what was expected, what the law answers, and whether they agree. Never: a case that is skipped, or one that expects
//! nothing.

use crate::decide::Law;
use crate::decision::Outcome;
use crate::facts::{Facts, FactsError, json_once};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The facts.
    pub facts: Facts,
    /// What the law shall answer.
    pub expected: Expected,
}

/// What a case expects. What it does not name is not looked at, except the decision and the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// `PERMIT`, `PERMIT_WITH`, `HOLD` or `FORBID`.
    pub decision: String,
    /// Every rule that fires, F00 included.
    pub rules: BTreeSet<String>,
    /// Permits that hold among others; a list of `rules` may name them.
    pub permits_among: BTreeSet<String>,
    /// Every permit that holds.
    pub permits: Option<BTreeSet<String>>,
    /// Every transform.
    pub transforms: Option<BTreeSet<String>>,
}

/// What the law answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The decision.
    pub decision: String,
    /// Every rule that fired.
    pub rules: BTreeSet<String>,
    /// Every permit that holds.
    pub permits: BTreeSet<String>,
    /// Every transform.
    pub transforms: BTreeSet<String>,
}

/// One case with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The name of the case.
    pub name: String,
    /// Whether the answer is the one expected.
    pub passed: bool,
    /// What was expected.
    pub expected: Expected,
    /// What the law answered.
    pub answer: Answer,
}

/// The cases cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CasesError {
    /// A case is not in the format.
    #[error("case {at}: `{path}`: {why}")]
    Format {
        /// Which: the line of JSON lines, or the place in the list, from 1.
        at: usize,
        /// The key.
        path: String,
        /// Why, and what to do.
        why: String,
    },
    /// There are none.
    #[error("there is no case; write one JSON object a line with `name`, `delta` or `facts`, `expect` and `rules`")]
    None,
}

/// The clean record that every `delta` is laid over.
const BASELINE: &str = include_str!("../../../cases/05-law/baseline.json");

/// A case as it is written. `id`, `given`, `then`, `cites` and `core` are for the reader.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    id: Option<String>,
    #[serde(default, alias = "title")]
    name: Option<String>,
    #[serde(default)]
    delta: Option<Value>,
    #[serde(default)]
    facts: Option<Value>,
    expect: String,
    rules: Vec<String>,
    #[serde(default)]
    permits: Option<BTreeSet<String>>,
    #[serde(default)]
    transforms: Option<BTreeSet<String>>,
    #[serde(default, rename = "given")]
    _given: Option<String>,
    #[serde(default, rename = "then")]
    _then: Option<String>,
    #[serde(default, rename = "cites")]
    _cites: Option<String>,
    #[serde(default, rename = "core")]
    _core: Option<bool>,
}

/// Reads cases: a JSON list, or one object a line. An empty line is nothing; anything else that is no case is an error.
pub fn read(text: &str) -> Result<Vec<Case>, CasesError> {
    let text = text.trim_start_matches('\u{feff}');
    let format = |at: usize, error: FactsError| CasesError::Format { at, path: error.path, why: error.why };
    let mut cases = Vec::new();
    if text.trim_start().starts_with('[') {
        let list = json_once(text).map_err(|error| format(1, error))?;
        let Value::Array(items) = list else { return Err(CasesError::None) };
        for (at, item) in items.into_iter().enumerate() {
            cases.push(case(at + 1, item)?);
        }
    } else {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            cases.push(case(at + 1, json_once(line).map_err(|error| format(at + 1, error))?)?);
        }
    }
    let mut names = BTreeSet::new();
    if let Some(at) = cases.iter().position(|case| !names.insert(case.name.clone())) {
        let why = "is the name of two cases; give each its own".to_owned();
        return Err(CasesError::Format { at: at + 1, path: "name".to_owned(), why });
    }
    if cases.is_empty() { Err(CasesError::None) } else { Ok(cases) }
}

fn case(at: usize, value: Value) -> Result<Case, CasesError> {
    let wrong = |path: &str, why: &str| CasesError::Format { at, path: path.to_owned(), why: why.to_owned() };
    let written: Written = serde_path_to_error::deserialize(value).map_err(|error| {
        let message = error.inner().to_string();
        // The message of a wrong value repeats it, and a value may be anything.
        let key = ["missing field `", "unknown field `"].iter().find_map(|start| message.strip_prefix(start));
        match key.and_then(|rest| rest.split('`').next()) {
            Some(key) if message.starts_with("missing") => wrong(key, "is missing"),
            Some(key) => wrong(key, "is no key of a case"),
            None => wrong(&error.path().to_string(), "is not of the right type"),
        }
    })?;
    let name = match (written.id, written.name) {
        (Some(id), Some(name)) => format!("{id} {name}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return Err(wrong("name", "is missing")),
    };
    let facts = match (written.facts, written.delta) {
        (Some(facts), None) => facts,
        (None, Some(delta)) => {
            let mut facts = json_once(BASELINE).map_err(|_| wrong("delta", "there is no baseline"))?;
            if !delta.is_object() {
                return Err(wrong("delta", "is not an object"));
            }
            overlay(&mut facts, delta);
            facts
        }
        _ => return Err(wrong("delta", "or `facts` is needed, one of them")),
    };
    let facts = Facts::from_json(&facts.to_string()).map_err(|error| CasesError::Format {
        at,
        path: format!("facts.{}", error.path),
        why: error.why,
    })?;
    let outcomes = [Outcome::Permit, Outcome::PermitWith, Outcome::Hold, Outcome::Forbid];
    if !outcomes.iter().any(|outcome| outcome.as_str() == written.expect) {
        return Err(wrong("expect", "is not PERMIT, PERMIT_WITH, HOLD or FORBID"));
    }
    let (permits_among, rules) = written.rules.into_iter().partition(|id: &String| id.starts_with('P'));
    let (decision, permits, transforms) = (written.expect, written.permits, written.transforms);
    Ok(Case { name, facts, expected: Expected { decision, rules, permits_among, permits, transforms } })
}

/// Objects are changed member by member, everything else is replaced.
fn overlay(onto: &mut Value, change: Value) {
    match (onto, change) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                overlay(members.entry(name).or_insert(Value::Null), change);
            }
        }
        (onto, change) => *onto = change,
    }
}

impl Law {
    /// Asks the law about each case.
    pub fn check(&self, cases: &[Case]) -> Vec<Checked> {
        cases.iter().map(|case| check(self, case)).collect()
    }
}

fn check(law: &Law, case: &Case) -> Checked {
    let decision = law.decide(&case.facts);
    let grounds = decision.grounds();
    let answer = Answer {
        decision: decision.outcome().as_str().to_owned(),
        rules: grounds.rules().iter().cloned().collect(),
        permits: grounds.permits().iter().cloned().collect(),
        transforms: grounds.transforms().iter().map(|transform| transform.as_str().to_owned()).collect(),
    };
    let expected = &case.expected;
    let passed = expected.decision == answer.decision
        && expected.rules == answer.rules
        && expected.permits_among.is_subset(&answer.permits)
        && expected.permits.as_ref().is_none_or(|permits| *permits == answer.permits)
        && expected.transforms.as_ref().is_none_or(|transforms| *transforms == answer.transforms);
    Checked { name: case.name.clone(), passed, expected: expected.clone(), answer }
}
