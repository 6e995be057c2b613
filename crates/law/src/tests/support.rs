//! What the tests share: the clean facts and how a change is laid over them.

use crate::{Facts, Law};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the legal specification beside the repository. Tests that compare with it fail loudly without it.
pub(crate) fn specification(name: &str) -> Value {
    let path = repository().join("../shared/law").join(name);
    let text = world::read_string(&path).unwrap_or_else(|error| {
        panic!("this test compares with the legal specification beside the repository, which is not there: {error}")
    });
    serde_json::from_str(&text).expect("the specification is JSON")
}

/// The facts of one clean record; every case is a change to them.
pub(crate) fn baseline() -> Value {
    let text = world::read_string(repository().join("cases/05-law/baseline.json")).expect("the baseline is there");
    serde_json::from_str(&text).expect("the baseline is JSON")
}

/// Objects are changed member by member, everything else is replaced.
pub(crate) fn overlay(onto: &mut Value, change: &Value) {
    match (onto, change) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                overlay(members.entry(name.clone()).or_insert(Value::Null), change);
            }
        }
        (onto, change) => *onto = change.clone(),
    }
}

pub(crate) fn facts(value: &Value) -> Facts {
    Facts::from_json(&value.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn clean() -> Facts {
    facts(&baseline())
}

pub(crate) fn files() -> BTreeMap<String, String> {
    crate::embedded_files().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

pub(crate) fn law() -> Law {
    Law::embedded().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_baseline_of_the_cases_is_the_baseline_of_the_specification() {
    assert_eq!(baseline(), specification("facts.baseline.json"));
}

#[test]
fn the_baseline_is_permitted() {
    assert_eq!(law().decide(&clean()).outcome(), crate::Outcome::Permit);
}
