//! What holds for all facts: the projections equal the whole authorizer, and more reasons against never help.

use super::random::Draw;
use super::support::{facts, law};
use crate::{Decision, Law, Outcome};
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn a_reason_against_never_makes_a_decision_more_permissive(value in drawn(), which in 0..8_usize) {
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
            _ => worse["erasure"] = json!("received"),
        }
        prop_assert!(allows(&LAW.decide(&facts(&worse))) <= allows(&before));
    }

    #[test]
    fn nothing_is_permitted_without_a_base_permit(value in drawn()) {
        let decision = LAW.decide(&facts(&value));
        let base = decision.grounds().permits().iter().any(|id| ["P01", "P02", "P06", "P08"].contains(&id.as_str()));
        prop_assert!(base || allows(&decision) < 2);
        // Default deny is named exactly where nothing else is.
        let alone = decision.grounds().rules() == ["F00"];
        prop_assert_eq!(alone, allows(&decision) == 0 && !base && decision.grounds().rules().len() == 1
            && decision.grounds().rules()[0].starts_with("F00"));
        prop_assert!(allows(&decision) != 0 || !decision.grounds().rules().is_empty());
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
