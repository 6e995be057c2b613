//! `decide --facts`: the contract with users, line by line.

use crate::program::{Folder, run};
use serde_json::{Value, json};

const BASELINE: &str = "../../../shared/law/facts.baseline.json";

fn baseline() -> Option<Value> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(BASELINE);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("NOT TESTED: ../shared/law/facts.baseline.json is missing");
    }
    text.map(|text| serde_json::from_str(&text).expect("the baseline is JSON"))
}

fn changed(change: impl Fn(&mut serde_json::Map<String, Value>)) -> Option<String> {
    let mut facts = baseline()?;
    change(facts.as_object_mut().expect("an object"));
    Some(facts.to_string())
}

#[test]
fn bare_facts_are_decided_line_by_line_and_the_id_is_echoed() {
    let Some(clean) = changed(|_| ()) else { return };
    let Some(minor) = changed(|facts| {
        facts.insert("id".to_owned(), json!("r7"));
        facts.insert("age_at_creation".to_owned(), json!(17));
    }) else {
        return;
    };
    let folder = Folder::new("decide-lines");
    let file = folder.write("facts.jsonl", format!("{clean}\n{minor}\n"));
    let ran = run(&["decide", "--facts", &file]).done();
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["decision"], "PERMIT");
    assert_eq!(lines[0]["rules"], json!([]));
    assert_eq!(lines[0]["permits"], json!(["P02"]));
    assert!(lines[0].get("id").is_none());
    assert_eq!(
        (&lines[1]["id"], &lines[1]["decision"], &lines[1]["rules"]),
        (&json!("r7"), &json!("FORBID"), &json!(["F10"]))
    );
    assert_eq!(lines[1]["profile"], "eu-2026-11-23");
    assert_eq!(run(&["decide", "--facts", &file, "--fail-on", "forbid"]).code, 3);
}

#[test]
fn a_bad_line_is_an_error_with_its_number_and_the_good_lines_before_it_are_answered() {
    let Some(clean) = changed(|_| ()) else { return };
    let bad: [(&str, String); 5] = [
        ("ropa", changed(|facts| drop(facts.remove("ropa"))).expect("there")),
        ("consnt", changed(|facts| drop(facts.insert("consnt".to_owned(), Value::Null))).expect("there")),
        ("now", changed(|facts| drop(facts.insert("now".to_owned(), json!("2026-02-30")))).expect("there")),
        ("kind", changed(|facts| drop(facts.insert("kind".to_owned(), json!("direct_mesage")))).expect("there")),
        ("deceased", clean.replace("\"deceased\":false", "\"deceased\":false,\"deceased\":true")),
    ];
    for (key, line) in bad {
        let folder = Folder::new("decide-bad");
        let file = folder.write("facts.jsonl", format!("{clean}\n{line}\n{clean}\n"));
        let ran = run(&["decide", "--facts", &file]);
        assert_eq!(ran.code, 2, "{key}: {}", ran.stderr);
        assert_eq!(ran.stdout.lines().count(), 1, "{key}: {}", ran.stdout);
        assert!(ran.stderr.contains(":2:") && ran.stderr.contains(key), "{key}: {}", ran.stderr);
    }
}

#[test]
fn every_scenario_is_answered_as_expected_through_the_command_line() {
    let Some(baseline) = baseline() else { return };
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/law/scenarios.json");
    let scenarios: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).expect("scenarios")).expect("JSON");
    let lines: Vec<String> = scenarios
        .iter()
        .map(|scenario| {
            let mut facts = baseline.clone();
            merge(&mut facts, &scenario["delta"]);
            facts["id"] = scenario["id"].clone();
            facts.to_string()
        })
        .collect();
    let folder = Folder::new("decide-scenarios");
    let file = folder.write("facts.jsonl", lines.join("\n"));
    let ran = run(&["decide", "--verify", "--facts", &file]).done();
    assert_eq!(ran.stdout.lines().count(), scenarios.len());
    for (scenario, line) in scenarios.iter().zip(ran.stdout.lines()) {
        let answer: Value = serde_json::from_str(line).expect("JSON");
        let expected: Vec<&str> =
            scenario["rules"].as_array().expect("rules").iter().filter_map(Value::as_str).collect();
        let fired: Vec<&str> = answer["rules"].as_array().expect("rules").iter().filter_map(Value::as_str).collect();
        let permits: Vec<&str> =
            answer["permits"].as_array().expect("permits").iter().filter_map(Value::as_str).collect();
        assert_eq!(answer["id"], scenario["id"]);
        assert_eq!(answer["decision"], scenario["expect"], "{}", scenario["id"]);
        assert_eq!(
            fired,
            expected.iter().copied().filter(|rule| !rule.starts_with('P')).collect::<Vec<_>>(),
            "{}",
            scenario["id"]
        );
        for permit in expected.iter().filter(|rule| rule.starts_with('P')) {
            assert!(permits.contains(permit), "{}: {permit}", scenario["id"]);
        }
    }
}

/// Objects member by member; everything else is replaced.
fn merge(into: &mut Value, change: &Value) {
    match (into, change) {
        (Value::Object(into), Value::Object(change)) => {
            for (key, value) in change {
                merge(into.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (into, change) => *into = change.clone(),
    }
}

#[test]
fn a_line_of_ten_megabytes_is_refused_with_its_number_and_key() {
    let Some(clean) = changed(|_| ()) else { return };
    let Some(long) = changed(|facts| drop(facts.insert("purpose".to_owned(), json!("x".repeat(10 << 20))))) else {
        return;
    };
    let folder = Folder::new("decide-long");
    let file = folder.write("facts.jsonl", format!("{clean}\n{long}\n{clean}\n"));
    let ran = run(&["decide", "--facts", &file]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), 1);
    assert!(ran.stderr.contains(":2:") && ran.stderr.contains("purpose"), "{}", ran.stderr);
    assert!(ran.stderr.len() < 1000, "the line is not repeated");
}
