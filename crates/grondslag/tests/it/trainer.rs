//! A program that trains elsewhere, by the crate that the Python package links.

use crate::program::{platform, run};
use permit::{Stop, Trainer};
use serde_json::json;
use terms::Purpose;

/// A trainer looked at events from the seal on, so a purpose that was ended before it was trained on.
#[test]
fn a_purpose_that_was_ended_before_the_seal_is_not_trained_on() {
    let folder = platform("trainer-ended", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    let config = std::fs::read_to_string(folder.path("demo/grondslag.toml")).expect("there");
    let config: toml::Table = config.parse().expect("TOML");
    let text = |section: &str, key: &str| config[section][key].as_str().expect("text").to_owned();
    let purpose = text("run", "purpose");
    let opened = || Trainer::open(&folder.path("demo"), &[], &Purpose::new(&purpose), None).expect("it is asked").err();
    assert_eq!(opened(), None);
    let ended = json!({ "at": text("project", "clock"), "act": "purpose_ended", "purpose": purpose });
    let said = folder.write("said-later.jsonl", format!("{ended}\n"));
    run(&["--project", &project, "-q", "ledger", "append", &said]).done();
    run(&["--project", &project, "-q", "corpus", "seal"]).done();
    assert_eq!(opened(), Some(Stop::PurposeEnded { purpose: purpose.clone() }));
}
