//! A clerk against the law it works for.

use super::random::Draw;
use super::support::{facts, law};
use crate::Facts;
use crate::context::{OWN_WIDTH, RecordContext};
use crate::facts::OWN;

#[test]
fn a_clerk_rules_as_the_law_decides_whatever_was_asked_before() {
    let law = law();
    let questions: Vec<Facts> = (0..20_000).map(|seed| facts(&Draw::new(seed % 9_000).facts(10))).collect();
    let mut clerk = law.clerk();
    let numbers: Vec<u32> = questions.iter().map(|facts| clerk.decide(facts)).collect();
    for (facts, number) in questions.iter().zip(&numbers) {
        let (decision, ruling) = (law.decide(facts), clerk.ruling(*number).expect("a number of this clerk"));
        assert_eq!(decision.outcome(), ruling.outcome);
        let grounds = decision.grounds();
        assert_eq!((grounds.rules(), grounds.permits()), (ruling.rules, ruling.permits));
        assert_eq!(grounds.transforms(), ruling.transforms);
    }
    // One number for one ruling, and none without a record.
    let count = u32::try_from(clerk.rulings()).expect("few");
    let rulings: std::collections::BTreeSet<_> = (0..count).filter_map(|number| clerk.ruling(number)).collect();
    assert_eq!(rulings.len(), clerk.rulings());
    assert!(clerk.ruling(count).is_none());
    assert!(clerk.questions() > clerk.rulings() && clerk.questions() <= 9_000);
    assert_eq!(questions.iter().rev().map(|facts| clerk.decide(facts)).rev().collect::<Vec<_>>(), numbers);
}

#[test]
fn asking_cedar_about_every_row_gives_the_same_outcome() {
    let law = law();
    for seed in 0..2_000 {
        let facts = facts(&Draw::new(seed).facts(10));
        assert_eq!(law.outcome_by_asking(&facts), law.decide(&facts).outcome(), "seed {seed}");
    }
}

#[test]
fn a_clerk_admits_what_the_law_admits_and_under_the_same_grounds() {
    let law = law();
    let questions: Vec<Facts> = (0..9_000).map(|seed| facts(&Draw::new(seed).facts(10))).collect();
    let mut clerk = law.clerk();
    let (mut admitted, mut refused) = (0, 0);
    for facts in &questions {
        match (clerk.admit(facts, 7), law.admit(facts, 7)) {
            (Ok(one), Ok(other)) => {
                admitted += 1;
                assert_eq!((one.operation(), one.purpose()), (other.operation(), other.purpose()));
                assert_eq!(one.grounds(), other.grounds());
            }
            (Err((7, number)), Err((7, decision))) => {
                refused += 1;
                let ruling = clerk.ruling(number).expect("a number of this clerk");
                assert_eq!((ruling.outcome, ruling.rules), (decision.outcome(), decision.grounds().rules()));
            }
            _ => panic!("the clerk and the law differ about {facts:?}"),
        }
    }
    assert!(admitted > 0 && refused > 0, "{admitted} admitted, {refused} refused");
}

/// The facts of one with the own facts of another.
fn with_own_of(one: &Facts, other: &Facts) -> Facts {
    let mut whole = serde_json::to_value(one).expect("an object");
    let other = serde_json::to_value(other).expect("an object");
    OWN.iter().for_each(|name| whole[name] = other[name].clone());
    Facts::from_json(&whole.to_string()).expect("facts")
}

#[test]
fn what_is_seen_of_the_few_does_not_depend_on_what_is_a_records_own() {
    let law = law();
    let questions: Vec<Facts> = (0..3_000).map(|seed| facts(&Draw::new(seed).facts(10))).collect();
    let profile = law.numbers();
    let (mut clerk, mut stranger) = (law.clerk(), law.clerk());
    let low = (1_u128 << OWN_WIDTH) - 1;
    for (one, other) in questions.iter().zip(questions.iter().skip(1)) {
        let mixed = with_own_of(one, other);
        let (few, whole) = (RecordContext::of_few(one, profile), RecordContext::of(&mixed, profile));
        assert_eq!(few, RecordContext::of_few(&mixed, profile));
        assert_eq!(few.with_own(&mixed, profile), whole);
        assert_eq!(few.bits() >> OWN_WIDTH, whole.bits() >> OWN_WIDTH, "own facts have bits of their own");
        assert_eq!(few.bits() & low, one.op as u128, "and the few have none of those");
        // What was seen by another clerk is numbered anew.
        let seen = clerk.few(one);
        let numbers = [clerk.decide_with(seen, &mixed), clerk.decide(&mixed)];
        assert_eq!(numbers[0], numbers[1]);
        let ruling = stranger.decide_with(seen, &mixed);
        assert_eq!(stranger.ruling(ruling), clerk.ruling(numbers[0]));
        assert_eq!(law.decide(&mixed).grounds().rules(), clerk.ruling(numbers[0]).expect("a ruling").rules);
    }
}
