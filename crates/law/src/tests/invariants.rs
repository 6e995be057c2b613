//! What holds for all facts: the eight invariants of the legal specification, as far as the law itself keeps them, and
//! that the projections equal the whole authorizer. Shards, manifests, replays and summaries stand in other rooms, which
//! rely on what is shown here: nothing but a PERMIT makes a `Lawful`, and a decision depends on its facts alone.

use super::random::Draw;
use super::support::{facts, law};
use crate::{DEFAULT_DENY, Decision, Effect, Facts, Law, Outcome, Transform};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static LAW: LazyLock<Law> = LazyLock::new(law);

/// Facts that differ from the clean record in a few drawn places; fewer when a failure shrinks.
fn drawn() -> impl Strategy<Value = Value> {
    (proptest::collection::vec(any::<u64>(), 0..10), any::<bool>()).prop_map(|(seeds, other)| {
        let mut value = super::support::baseline();
        for seed in seeds {
            Draw::new(seed).change(&mut value);
        }
        if other {
            value["third_parties"] = json!([{"ref": "a", "direct_identifier": true}]);
        }
        value
    })
}

/// How much a decision allows.
fn allows(decision: &Decision) -> u8 {
    match decision.outcome() {
        Outcome::Forbid => 0,
        Outcome::Hold => 1,
        Outcome::PermitWith => 2,
        Outcome::Permit => 3,
    }
}

/// The law without its permits.
static WITHOUT_PERMITS: LazyLock<Law> = LazyLock::new(|| {
    let mut files = super::support::files();
    files.remove("permits.cedar").expect("all permits stand in one file");
    let profile = files.get_mut("profile.toml").expect("there is a profile");
    for id in ["P01", "P02", "P03", "P04", "P05", "P06", "P08"] {
        *profile = profile.replace(&format!("\"{id}\","), "");
    }
    let law = Law::from_files(&files).unwrap_or_else(|error| panic!("{error}"));
    assert!(law.rules().all(|rule| !matches!(rule.effect, Effect::Permit | Effect::Report)));
    law
});

const BASE_PERMITS: [&str; 4] = ["P01", "P02", "P06", "P08"];

/// The days of the drawn facts, spread over some years.
fn day(offset: u64) -> Value {
    let start: chrono::NaiveDate = "2024-02-27".parse().expect("a date");
    json!((start + chrono::Days::new(offset)).to_string())
}

/// A personal record and an operation that uses it: only there objection, withdrawal and deletion have something to stop.
fn used(mut value: Value, operation: usize) -> Value {
    let operations = ["assemble", "train", "evaluate"];
    value["op"] = json!(operations[operation % operations.len()]);
    (value["contains_personal_data"], value["anonymised"]) = (json!(true), json!(false));
    value
}

/// The facts once everything that the decision asks for was done to the third parties.
fn transformed(value: &Value, decision: &Decision) -> Value {
    let mut after = value.clone();
    let people = after["third_parties"].as_array_mut().expect("a list");
    let slices = decision.grounds().slices();
    let gone = |at: usize| slices.iter().any(|(slice, what)| *slice == at && *what != Transform::MaskIdentifier);
    for (at, _) in slices.iter().filter(|(_, what)| *what == Transform::MaskIdentifier) {
        people[*at]["masked"] = json!(true);
    }
    let kept = people.iter().enumerate().filter(|(at, _)| !gone(*at)).map(|(_, person)| person.clone());
    *people = kept.collect();
    after
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn invariant_1_a_reason_against_never_makes_a_decision_more_permissive(value in drawn(), which in 0..11_usize) {
        let before = LAW.decide(&facts(&value));
        let mut worse = value.clone();
        match which {
            0 => worse["orders"].as_array_mut().expect("a list").push(json!({"effect": "forbid", "from": "2026-01-01"})),
            1 => worse["deleted"] = json!(true),
            2 => worse["restriction"] = json!(true),
            3 => worse["illegal_content"] = json!(true),
            4 => worse["criminal"] = json!(true),
            5 => worse["retention_expired"] = json!(true),
            6 => worse["accuracy_contested"] = json!(true),
            7 => worse["erasure"] = json!("received"),
            8 => worse["account"] = json!("deleted"),
            9 => worse["version_current"] = json!(false),
            _ => {
                // An order for some countries and operations only.
                let order = json!({"effect": "forbid", "from": value["now"], "territory": ["NL", "DE"], "ops": ["train"]});
                worse["orders"].as_array_mut().expect("a list").push(order);
            }
        }
        let after = LAW.decide(&facts(&worse));
        prop_assert!(allows(&after) <= allows(&before));
        // Nor does it make a rule silent that fired before.
        let silent = |id: &&String| !after.grounds().rules().contains(*id) && *id != "F00";
        prop_assert_eq!(before.grounds().rules().iter().find(silent), None);
    }

    #[test]
    fn invariant_2_nothing_is_permitted_without_a_base_permit(value in drawn()) {
        let facts = facts(&value);
        let decision = LAW.decide(&facts);
        let base = decision.grounds().permits().iter().any(|id| BASE_PERMITS.contains(&id.as_str()));
        prop_assert!(base || allows(&decision) < 2);
        // Default deny is named exactly where nothing else is, and nothing is refused without a rule.
        let default_deny = decision.grounds().rules().iter().any(|id| id == DEFAULT_DENY);
        prop_assert!(!default_deny || decision.grounds().rules().len() == 1 && !base && allows(&decision) == 0);
        prop_assert!(allows(&decision) != 0 || !decision.grounds().rules().is_empty());
        // Without any permit nothing is permitted: what no hold defers is refused, by the same rules or by default.
        let bare = WITHOUT_PERMITS.decide(&facts);
        let held = decision.outcome() == Outcome::Hold;
        prop_assert_eq!(bare.outcome(), if held { Outcome::Hold } else { Outcome::Forbid });
        let ours: Vec<&String> = decision.grounds().rules().iter().filter(|id| *id != DEFAULT_DENY).collect();
        let theirs: Vec<&String> = bare.grounds().rules().iter().filter(|id| *id != DEFAULT_DENY).collect();
        prop_assert_eq!(ours, theirs);
        prop_assert!(bare.grounds().permits().is_empty());
    }

    #[test]
    fn invariant_3_the_same_facts_and_profile_give_the_same_bytes(value in drawn(), others in proptest::collection::vec(drawn(), 0..4)) {
        let bytes = |law: &Law, value: &Value| serde_json::to_vec(&law.decide(&facts(value))).expect("written");
        let first = bytes(&LAW, &value);
        for other in &others {
            bytes(&LAW, other);
        }
        prop_assert_eq!(&first, &bytes(&LAW, &value));
        // The facts are what counts, not how they were written: another order of keys, other spaces.
        let backwards: serde_json::Map<String, Value> =
            value.as_object().expect("an object").iter().rev().map(|(name, fact)| (name.clone(), fact.clone())).collect();
        let pretty = serde_json::to_string_pretty(&Value::Object(backwards)).expect("written");
        let again = Facts::from_json(&pretty).expect("the same facts");
        prop_assert_eq!(&again, &facts(&value));
        prop_assert_eq!(first, serde_json::to_vec(&LAW.decide(&again)).expect("written"));
    }

    #[test]
    fn invariant_5_after_an_objection_a_withdrawal_or_a_deletion_nothing_is_lawful(
        value in drawn(), which in 0..7_usize, operation in 0..3_usize, days_ago in 0..900_u64,
    ) {
        let mut value = used(value, operation);
        value["now"] = day(1000);
        let when = day(1000 - days_ago);
        let rule = match which {
            0 | 1 => {
                // Read or unread; an older consent does not outweigh it.
                value["basis"] = json!("A6-1-f");
                let state = if which == 0 { "received" } else { "accepted" };
                value["objection"] = json!({"state": state, "received_at": when, "withdrawn_at": null});
                if let Some(consent) = value["consent"].as_object_mut() {
                    consent.insert("given_at".to_owned(), when);
                }
                "F09"
            }
            2 => {
                value["basis"] = json!("A6-1-a");
                value["consent"] = json!({
                    "state": "withdrawn", "explicit": true, "scope_covers": true, "conditions_ok": true,
                    "given_at": day(0), "withdrawn_at": when, "parental": true,
                });
                "F07"
            }
            3 => { value["deleted"] = json!(true); "F25" }
            4 => { value["account"] = json!("deleted"); "F25" }
            5 => { value["erasure"] = json!("received"); "F25" }
            _ => { value["version_current"] = json!(false); "F25" }
        };
        let facts = facts(&value);
        let decision = LAW.decide(&facts);
        prop_assert!(decision.grounds().rules().iter().any(|id| id == rule), "{} {:?}", rule, decision);
        prop_assert_eq!(decision.outcome(), Outcome::Forbid);
        prop_assert!(LAW.admit(&facts, ()).is_err());
    }

    #[test]
    fn invariant_6_what_is_admitted_is_what_was_permitted(values in proptest::collection::vec(drawn(), 1..12)) {
        let (mut permitted, mut admitted) = (0, 0);
        for value in &values {
            let decision = LAW.decide(&facts(value));
            permitted += usize::from(allows(&decision) >= 2);
            admitted += usize::from(LAW.admit(&facts(value), ()).is_ok());
            if decision.outcome() == Outcome::PermitWith {
                // The text without the parts that concern others is decided again, and doing what was asked is enough.
                let after = facts(&transformed(value, &decision));
                prop_assert_eq!(LAW.decide(&after).outcome(), Outcome::Permit);
                admitted += usize::from(LAW.admit(&after, ()).is_ok());
            }
        }
        prop_assert_eq!(permitted, admitted);
    }

    #[test]
    fn invariant_7_asked_again_about_any_past_day_the_law_gives_the_decision_of_that_day(
        value in drawn(), days in proptest::collection::vec(0..1400_u64, 1..8),
    ) {
        let on = |offset: u64| {
            let mut value = value.clone();
            value["now"] = day(offset);
            facts(&value)
        };
        let first: Vec<Decision> = days.iter().map(|offset| LAW.decide(&on(*offset))).collect();
        for (offset, then) in days.iter().zip(&first).rev() {
            prop_assert_eq!(&LAW.decide(&on(*offset)), then);
        }
        // What is dated after the day changes nothing on it: an order, an objection beside which no consent stands, a
        // withdrawal of a consent that is not withdrawn yet.
        for (offset, then) in days.iter().zip(&first) {
            let mut later = value.clone();
            later["now"] = day(*offset);
            let orders = later["orders"].as_array_mut().expect("a list");
            orders.push(json!({"effect": "forbid", "from": day(offset + 1)}));
            prop_assert_eq!(&LAW.decide(&facts(&later)), then);
            if value["objection"].is_null() && value["consent"].is_null() {
                later["objection"] = json!({"state": "received", "received_at": day(offset + 1), "withdrawn_at": null});
                prop_assert_eq!(&LAW.decide(&facts(&later)), then);
            }
        }
    }

    #[test]
    fn invariant_8_where_a_record_came_from_changes_no_decision_so_first_party_ones_are_counted_and_not_lost(
        value in drawn(), source in prop::sample::select(vec!["platform_first_party", "licensed", "crawled", "synthetic"]),
    ) {
        let mut other = value.clone();
        other["source"] = json!(source);
        // Nor do the facts that are there to be described.
        other["controller_eu_established"] = json!(!value["controller_eu_established"].as_bool().expect("a flag"));
        other["created_at"] = day(17);
        prop_assert_eq!(LAW.decide(&facts(&value)), LAW.decide(&facts(&other)));
    }

    #[test]
    fn transforms_come_with_permit_with_and_with_nothing_else(value in drawn()) {
        let decision = LAW.decide(&facts(&value));
        let with = decision.outcome() == Outcome::PermitWith;
        prop_assert_eq!(with, !decision.grounds().transforms().is_empty());
        prop_assert_eq!(with, !decision.grounds().slices().is_empty());
        let mut by_slice: Vec<_> = decision.grounds().slices().iter().map(|(_, transform)| *transform).collect();
        by_slice.sort_unstable();
        by_slice.dedup();
        prop_assert_eq!(by_slice, decision.grounds().transforms());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn asking_each_policy_alone_answers_as_the_whole_authorizer_does(value in drawn(), seed in any::<u64>(), wild in any::<bool>()) {
        let value = if wild { Draw::new(seed).facts(40) } else { value };
        let facts = facts(&value);
        prop_assert_eq!(LAW.decide(&facts), LAW.decide_whole(&facts));
    }
}

#[test]
fn the_same_facts_get_the_same_bytes_whatever_was_asked_before_and_by_how_many_threads() {
    let questions: Vec<_> = (0..600).map(|seed| facts(&Draw::new(seed).facts(15))).collect();
    let bytes = |law: &Law| -> Vec<String> {
        questions.iter().map(|facts| serde_json::to_string(&law.decide(facts)).expect("written")).collect()
    };
    let one = bytes(&law());
    let backwards = law();
    for facts in questions.iter().rev() {
        backwards.decide(facts);
    }
    assert_eq!(one, bytes(&backwards));
    let shared = law();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| bytes(&shared))).collect();
        for thread in threads {
            assert_eq!(one, thread.join().expect("it ran"));
        }
    });
    let line: Value = serde_json::from_str(&one[0]).expect("JSON");
    let names: Vec<&String> = line.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["decision", "rules", "permits", "transforms", "profile", "rules_digest"]);
}
