//! Reading facts: nothing is defaulted, nothing is guessed, and an error names the place and not the value.

use super::support::{baseline, clean, law};
use crate::facts::Scope;
use crate::{Assessment, Facts, Match, Outcome};
use serde_json::{Value, json};

fn refused(value: &Value) -> crate::FactsError {
    match Facts::from_json(&value.to_string()) {
        Ok(_) => panic!("these facts were read: {value}"),
        Err(error) => error,
    }
}

fn with(path: &str, new: Value) -> Value {
    let mut value = baseline();
    *value.pointer_mut(path).unwrap_or_else(|| panic!("no {path}")) = new;
    value
}

const CONSENT: &str = r#"{"state":"given","explicit":false,"scope_covers":true,"conditions_ok":true,
    "given_at":"2026-09-15","withdrawn_at":null,"parental":false}"#;

fn consent() -> Value {
    serde_json::from_str(CONSENT).expect("JSON")
}

#[test]
fn a_missing_fact_is_named() {
    for name in baseline().as_object().expect("an object").keys() {
        let mut value = baseline();
        value.as_object_mut().expect("an object").remove(name);
        let error = refused(&value);
        assert_eq!((error.path.as_str(), error.why.as_str()), (name.as_str(), "is missing"));
    }
}

#[test]
fn a_missing_member_is_named_with_its_path() {
    for (fact, whole, member) in [
        ("consent", consent(), "given_at"),
        ("consent", consent(), "withdrawn_at"),
        ("consent", consent(), "explicit"),
        ("objection", json!({"state": "received", "received_at": "2026-09-15", "withdrawn_at": null}), "withdrawn_at"),
        ("notice", baseline()["notice"].clone(), "delivered_at"),
        ("model", baseline()["model"].clone(), "output_filter"),
    ] {
        let mut value = with(&format!("/{fact}"), whole);
        value[fact].as_object_mut().expect("an object").remove(member);
        assert_eq!(refused(&value).path, format!("{fact}.{member}"));
    }
    let error = refused(&with("/third_parties", json!([{"ref": "a"}, {"child": true}])));
    assert_eq!(error.path, "third_parties[1].ref");
    let error = refused(&with("/special", json!([{"whose": "author", "mode": "explicit", "category": "health"}])));
    assert_eq!(error.path, "special[0].exception");
    assert_eq!(refused(&with("/orders", json!([{"effect": "forbid"}]))).path, "orders[0].from");
}

#[test]
fn an_unknown_fact_is_named() {
    let mut value = baseline();
    value["delted"] = json!(false);
    assert_eq!(refused(&value).path, "delted");
    let mut value = with("/consent", consent());
    value["consent"]["scope"] = json!(true);
    assert_eq!(refused(&value).path, "consent.scope");
    let error = refused(&with("/third_parties", json!([{"ref": "a", "minor": true}])));
    assert_eq!(error.path, "third_parties[0].minor");
}

#[test]
fn a_fact_given_twice_is_refused() {
    let text = baseline().to_string().replacen("\"deleted\":false", "\"deleted\":true,\"deleted\":false", 1);
    let error = Facts::from_json(&text).expect_err("refused");
    assert_eq!((error.path.as_str(), error.why.as_str()), ("deleted", "is given twice"));
}

#[test]
fn a_member_given_twice_is_refused_with_its_path() {
    let text = baseline().to_string().replacen("\"art50_ok\":true", "\"art50_ok\":false,\"art50_ok\":true", 1);
    let error = Facts::from_json(&text).expect_err("refused");
    assert_eq!((error.path.as_str(), error.why.as_str()), ("model.art50_ok", "is given twice"));
}

#[test]
fn a_line_may_have_an_id_and_bare_facts_may_not() {
    let mut value = baseline();
    let (id, facts) = Facts::from_line(&value.to_string()).expect("read");
    assert_eq!((id, facts), (None, clean()));
    value["id"] = json!("r1");
    assert_eq!(Facts::from_line(&value.to_string()).expect("read"), (Some(json!("r1")), clean()));
    assert_eq!(refused(&value).path, "id");
}

#[test]
fn a_fact_of_the_wrong_type_is_named() {
    let nullable = ["lia_review_due", "age_now", "age_at_creation", "consent", "objection", "erasure", "notice"];
    for (name, value) in baseline().as_object().expect("an object") {
        let mut wrong = vec![json!({"a": 1}), json!([1]), json!(1.5)];
        if !nullable.contains(&name.as_str()) {
            wrong.push(Value::Null);
        }
        wrong.push(if value.is_boolean() { json!("true") } else { json!(true) });
        if value.is_string() || value.is_boolean() {
            wrong.push(json!(1));
        }
        for wrong in wrong {
            let mut changed = baseline();
            changed[name.as_str()] = wrong.clone();
            let error = refused(&changed);
            assert!(error.path.starts_with(name.as_str()), "{name} as {wrong}: {error}");
        }
    }
}

#[test]
fn what_may_be_null_may_be_null() {
    for name in ["lia_review_due", "age_now", "age_at_creation", "consent", "objection", "erasure", "notice"] {
        assert!(Facts::from_json(&with(&format!("/{name}"), Value::Null).to_string()).is_ok(), "{name}");
    }
}

#[test]
fn a_list_or_an_object_in_the_wrong_place_is_refused() {
    // Serde by itself would read a struct from its values in order, and a word from an object.
    for (path, wrong) in [
        ("/kind", json!({"post": null})),
        ("/consent", json!(["given", true, true, true, "2026-09-15", null, true])),
        ("/notice", json!(["2026-09-01", true, true, true])),
        ("/orders", json!([["forbid", "*", "2026-09-01"]])),
        ("/orders", json!([{"effect": {"forbid": null}, "from": "2026-09-01"}])),
        ("/orders", json!([{"effect": "forbid", "from": "2026-09-01", "ops": [{"train": null}]}])),
        ("/special", json!({"whose": "author"})),
    ] {
        refused(&with(path, wrong));
    }
    assert!(Facts::from_json("[]").is_err());
    assert!(Facts::from_json(&format!("{} {{}}", baseline())).is_err());
    assert!(Facts::from_json("{").is_err());
}

#[test]
fn a_word_that_a_rule_forbids_by_name_comes_from_a_closed_list() {
    for (path, wrong) in [
        ("/op", json!("training")),
        ("/basis", json!("A6-1-A")),
        ("/kind", json!("direct message")),
        ("/source", json!("somewhere")),
        ("/account", json!("Deleted")),
        ("/age_assurance", json!("None")),
        ("/erasure", json!("recieved")),
        ("/band", json!("Uncertain")),
        ("/residence", json!("nl")),
        ("/run_country", json!("Ireland")),
        ("/special", json!([{"whose": "auther", "mode": "explicit", "category": "health", "exception": "none"}])),
        ("/special", json!([{"whose": "author", "mode": "explicit", "category": "ilness", "exception": "none"}])),
        ("/special", json!([{"whose": "author", "mode": "explicit", "category": "health", "exception": "non"}])),
        ("/orders", json!([{"effect": "suspend", "from": "2026-09-01"}])),
        ("/orders", json!([{"effect": "forbid", "from": "2026-09-01", "territory": "NL"}])),
        ("/orders", json!([{"effect": "forbid", "from": "2026-09-01", "ops": ["traning"]}])),
        ("/objection", json!({"state": "recieved", "received_at": "2026-09-15", "withdrawn_at": null})),
        (
            "/objection",
            json!({"state": "received", "received_at": "2026-09-15", "withdrawn_at": null, "match": "fuzzy"}),
        ),
    ] {
        let error = refused(&with(path, wrong));
        assert!(error.path.starts_with(path.trim_start_matches('/')), "{path}: {error}");
    }
    let mut state = consent();
    state["state"] = json!("expired");
    assert_eq!(refused(&with("/consent", state)).path, "consent.state");
}

#[test]
fn a_word_that_a_rule_permits_by_name_may_be_any_and_permits_only_when_it_is_the_one() {
    let law = law();
    for (path, word) in [
        ("/lia", "Approved"),
        ("/lia", "under review"),
        ("/dpia", "aproved"),
        ("/compat", "Compatible"),
        ("/visibility_now", "Public"),
        ("/visibility_now", "close_friends"),
    ] {
        let facts = Facts::from_json(&with(path, json!(word)).to_string()).expect("read");
        assert_eq!(law.decide(&facts).outcome(), Outcome::Forbid, "{path} {word}");
    }
    let mut value = with("/art36", json!("complete"));
    value["dpia_residual_high"] = json!(true);
    let facts = Facts::from_json(&value.to_string()).expect("read");
    assert_eq!(law.decide(&facts).outcome(), Outcome::Forbid);
    assert_eq!(clean().lia, Assessment::Approved);
}

#[test]
fn a_date_has_one_spelling() {
    for wrong in ["2026-9-01", "2026-02-30", "2026-09-01T00:00:00Z", "01-09-2026", "+026-09-01", "2026- 9-01", ""] {
        assert_eq!(refused(&with("/now", json!(wrong))).path, "now");
        assert_eq!(refused(&with("/lia_review_due", json!(wrong))).path, "lia_review_due");
        assert_eq!(refused(&with("/notice/delivered_at", json!(wrong))).path, "notice.delivered_at");
    }
}

#[test]
fn nested_facts_have_the_defaults_that_the_format_gives_and_no_others() {
    let mut value = with("/consent", consent());
    value["objection"] = json!({"state": "received", "received_at": "2026-09-15", "withdrawn_at": null});
    value["third_parties"] = json!([{"ref": "a"}]);
    value["orders"] = json!([{"effect": "forbid", "from": "2026-11-01"}]);
    let facts = Facts::from_json(&value.to_string()).expect("read");
    assert!(!facts.consent.expect("there").all_parties);
    let objection = facts.objection.expect("there");
    assert!(objection.scope_covers && objection.matched == Match::Exact);
    let slice = &facts.third_parties[0];
    let flags = [slice.objected, slice.child, slice.special, slice.art9_exception, slice.private_origin];
    assert!(flags.iter().all(|flag| !flag) && !slice.direct_identifier && !slice.masked && slice.redactable);
    let order = &facts.orders[0];
    assert!(order.active && order.until.is_none() && order.ops == Scope::All && order.territory == Scope::All);
}

#[test]
fn an_error_does_not_repeat_what_it_found() {
    let secret = "ms-example-of-the-hague";
    for path in
        ["/now", "/op", "/deleted", "/residence", "/kind", "/age_now", "/consent", "/special", "/model/remediated"]
    {
        let error = refused(&with(path, json!(secret))).to_string();
        assert!(!error.contains(secret), "{path}: {error}");
    }
    let error = refused(&with("/orders", json!([{"effect": "forbid", "from": "2026-09-01", "ops": secret}])));
    assert!(!error.to_string().contains(secret), "{error}");
}

#[test]
fn facts_are_written_as_they_are_read() {
    let text = serde_json::to_string(&clean()).expect("written");
    assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), baseline());
    let mut value = with("/orders", json!([{"effect": "forbid", "from": "2026-11-01", "territory": ["NL"]}]));
    value["consent"] = consent();
    value["third_parties"] = json!([{"ref": "a", "child": true}]);
    let facts = Facts::from_json(&value.to_string()).expect("read");
    let again = Facts::from_json(&serde_json::to_string(&facts).expect("written")).expect("read");
    assert_eq!(facts, again);
}
