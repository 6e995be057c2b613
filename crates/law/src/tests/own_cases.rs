//! The cases of a data protection officer.

use super::support::{baseline, law, repository};
use crate::cases::read;
use serde_json::json;

fn refused(text: &str) -> String {
    match read(text) {
        Ok(_) => panic!("these cases were read: {text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_scenarios_of_the_specification_are_cases_and_pass() {
    let text =
        world::read_string(repository().join("../shared/law/scenarios.json")).expect("the specification is there");
    let cases = read(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        cases.len(),
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON").as_array().expect("a list").len()
    );
    for checked in law().check(&cases) {
        assert!(checked.passed, "{checked:?}");
    }
}

#[test]
fn a_case_that_expects_something_else_fails_and_shows_both() {
    let wrong = [
        json!({"name": "a", "delta": {"deleted": true}, "expect": "PERMIT", "rules": ["F25"]}),
        json!({"name": "b", "delta": {"deleted": true}, "expect": "FORBID", "rules": []}),
        json!({"name": "c", "delta": {"deleted": true, "criminal": true}, "expect": "FORBID", "rules": ["F25"]}),
        json!({"name": "d", "delta": {}, "expect": "PERMIT", "rules": ["P01"]}),
        json!({"name": "e", "delta": {}, "expect": "PERMIT", "rules": [], "permits": []}),
        json!({"name": "f", "delta": {}, "expect": "PERMIT", "rules": [], "transforms": ["REDACT_SPAN"]}),
    ];
    let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    let checked = law().check(&read(&lines.join("\n")).expect("cases"));
    assert_eq!(checked.iter().filter(|case| case.passed).count(), 0, "{checked:?}");
    assert_eq!(checked[0].answer.decision, "FORBID");
    let right = json!({"name": "a", "facts": baseline(), "expect": "PERMIT", "rules": [], "permits": ["P02"], "transforms": []});
    assert!(law().check(&read(&right.to_string()).expect("cases"))[0].passed);
}

#[test]
fn a_case_that_is_wrong_is_an_error_that_names_it() {
    let good = json!({"name": "a", "delta": {}, "expect": "PERMIT", "rules": []});
    let with = |key: &str, value: serde_json::Value| {
        let mut case = good.clone();
        case["name"] = json!("b");
        case[key] = value;
        format!("{good}\n\n{case}")
    };
    assert!(refused(&with("expects", json!("PERMIT"))).contains("case 3: `expects`: is no key of a case"));
    assert!(refused(&with("delta", json!({"delted": true}))).contains("case 3: `facts.delted`"));
    assert!(refused(&with("delta", json!({"consent": {"state": "given"}}))).contains("case 3: `facts.consent."));
    assert!(refused(&with("expect", json!("Permit"))).contains("`expect`"));
    assert!(refused(&with("rules", json!("F25"))).contains("`rules`"));
    assert!(refused(&with("facts", baseline())).contains("one of them"));
    assert!(refused(&with("name", json!("a"))).contains("two cases"));
    assert!(refused("").contains("there is no case") && refused("[]").contains("there is no case"));
    assert!(refused("{\"name\": \"a\"").contains("case 1"));
    assert!(refused("{\"name\": \"a\", \"name\": \"b\"}").contains("is given twice"));
    assert!(refused("{\"name\": \"a\", \"delta\": {}, \"expect\": \"PERMIT\"}").contains("`rules`: is missing"));
    let secret = refused(&with("rules", json!("ms-example-of-the-hague")));
    assert!(!secret.contains("hague"), "{secret}");
}
