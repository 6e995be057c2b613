//! Every act, field by field: what is missing, unknown, of the wrong shape, or makes no sense is refused and never quoted.

use ledger::{Malformed, parse_said};
use serde_json::{Value, json};

const ACTS: &str = include_str!("../../../proof/src/acts.jsonl");

/// Fields that may be left out, of whatever act.
const OPTIONAL: &[&str] = &[
    "purpose",
    "record",
    "candidates",
    "names",
    "subject",
    "verbatim",
    "language",
    "period",
    "models",
    "reasons",
    "channel",
    "notice_version",
    "reason",
    "again",
    "basis",
    "description",
    "valid_from",
    "valid_until",
    "review_due",
    "document",
    "manifest",
    "until",
    "kind",
    "services",
    "people",
    "appeal",
    "in_force_at",
    "operation",
    "corpus",
    "records",
    "rules_digest",
    "tree_size",
    "replaces",
    "run",
    "due",
    "subjects",
];

fn refused(event: &Value) -> Malformed {
    parse_said(&event.to_string()).expect_err(&event.to_string())
}

#[test]
fn each_field_of_each_act_is_missed_if_it_is_not_there_or_may_be_left_out() {
    let (mut missed, mut left_out) = (0, 0);
    for line in ACTS.lines() {
        let event: Value = serde_json::from_str(line).expect("JSON");
        for field in event.as_object().expect("an object").keys() {
            let mut less = event.clone();
            less.as_object_mut().expect("an object").shift_remove(field);
            match parse_said(&less.to_string()) {
                Ok(_) => {
                    assert!(OPTIONAL.contains(&field.as_str()), "{line} does not need `{field}`");
                    left_out += 1;
                }
                Err(Malformed::Missing { field: named }) => {
                    assert_eq!(&named, field, "{line}");
                    missed += 1;
                }
                // An objection by nobody, a refusal without reasons, an urgency measure without an end.
                Err(Malformed::Meaning(_)) => missed += 1,
                Err(other) => panic!("{line} without `{field}`: {other}"),
            }
        }
    }
    assert!(missed > 250 && left_out > 40, "{missed} {left_out}");
}

#[test]
fn each_field_of_each_act_with_a_value_of_another_shape_is_refused_by_its_name() {
    for line in ACTS.lines() {
        let event: Value = serde_json::from_str(line).expect("JSON");
        for field in event.as_object().expect("an object").keys() {
            for value in [json!({ "Jan": 1 }), json!(-1.5), json!(["", { "Jan": [] }])] {
                let mut wrong = event.clone();
                wrong[field] = value;
                let error = refused(&wrong);
                let text = error.to_string();
                assert!(!text.contains("Jan"), "{text}");
                assert!(text.contains(&format!("`{field}`")), "{line} with a wrong `{field}`: {text}");
            }
        }
    }
}

#[test]
fn each_act_refuses_a_field_that_it_does_not_have() {
    for line in ACTS.lines() {
        let mut event: Value = serde_json::from_str(line).expect("JSON");
        event["mood"] = json!("Jan");
        let act = event["act"].as_str().expect("text").to_owned();
        assert_eq!(refused(&event), Malformed::UnknownField { field: "mood".to_owned(), act });
    }
}

/// The event of `act` in the file of all acts, changed.
fn changed(act: &str, change: impl FnOnce(&mut Value)) -> Value {
    let events = ACTS.lines().rev().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let mut event = events.into_iter().find(|event| event["act"] == act).expect("every act is in the file");
    change(&mut event);
    event
}

#[test]
fn an_act_that_makes_no_sense_is_refused_with_what_is_wrong() {
    let set = |act: &str, field: &'static str, value: Value| changed(act, |event| event[field] = value);
    let record = |field: &'static str, value: Value| {
        let mut event: Value =
            serde_json::from_str(ACTS.lines().find(|line| line.contains("parental\":{")).expect("there"))
                .expect("JSON");
        event["record"][field] = value;
        event
    };
    for (event, why) in [
        (set("access_requested", "subject", json!("")), "`subject` is empty"),
        (set("access_requested", "request", json!("")), "an id, version, channel or name in this event is empty"),
        (set("accounts_linked", "accounts", json!([])), "`accounts` is empty"),
        (set("accounts_linked", "accounts", json!([""])), "an id, version, channel or name in this event is empty"),
        (set("notice_published", "languages", json!([])), "`languages` of a notice is empty"),
        (set("notice_sent", "channel", json!("")), "an id, version, channel or name in this event is empty"),
        (
            set("purpose_registered", "valid_until", json!("2025-01-01")),
            "`valid_until` of a purpose is before `valid_from`",
        ),
        (
            set("assessment_approved", "review_due", json!("2026-01-01")),
            "`review_due` of an assessment is before `valid_from`",
        ),
        (set("request_replied", "reasons", Value::Null), "`reasons` are missing: a refusal states them"),
        (set("order", "until", json!("2026-01-01")), "`until` of an order is before `from`"),
        (
            set("order", "until", json!("2026-04-21")),
            "an urgency measure needs an `until` within three months of `from`",
        ),
        (set("order", "until", Value::Null), "an urgency measure needs an `until` within three months of `from`"),
        (set("objection", "models", json!([])), "`models` is empty; leave it out for every model"),
        (
            set("objection", "candidates", json!(["s2"])),
            "an objection needs exactly one of `subject`, `candidates` and `names`",
        ),
        (set("breach_recorded", "id", json!("")), "an id, version, channel or name in this event is empty"),
        (
            record("schema_version", json!("27560:2031")),
            "`schema_version` of the record is not `27560:2023`; use a newer grondslag for a newer one",
        ),
        (record("language", json!("en")), "`language` of the record is not that of the event"),
        (record("record_id", json!("1")), "`record_id` and `receipt_id` are UUIDs of version 4 in lower case"),
        (
            record("retention_period", json!("long")),
            "`retention_period` and `validity_duration` are durations of ISO 8601, like `P2Y`",
        ),
        (record("withdrawal_method", json!("")), "a mandatory field of the record is empty"),
        (record("privacy_rights", json!([])), "a mandatory list of the record is empty"),
        (
            record("steps_to_withdraw", json!(3)),
            "`steps_to_withdraw` exceeds `steps_to_give`: it must be as easy to withdraw as to give",
        ),
        (record("period_until", json!("2019-01-01")), "`period_until` of the record is before `period_from`"),
        (record("authority_party", json!("nobody")), "the record names a party that is not in `parties`"),
    ] {
        assert_eq!(refused(&event), Malformed::Meaning(why), "{event}");
    }
}
