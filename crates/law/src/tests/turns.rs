//! Asking on every day: between two days that [`Facts::turns`] names, nothing is another.

use super::random::Draw;
use super::support::facts;
use crate::register::{Question, Register};
use crate::{Facts, Profile, RecordContext, age_years, birthday};
use chrono::Days;
use std::collections::{BTreeMap, BTreeSet};
use terms::{Date, Kind, Operation, Provenance, Purpose};

fn day(text: &str) -> Date {
    terms::parse_date(text).expect("a date")
}

/// Every day of two years around the day that drawn dates lie around.
fn days() -> impl Iterator<Item = Date> {
    let first = day("2025-11-23");
    (0..730).filter_map(move |number| first.checked_add_days(Days::new(number)))
}

fn turns(facts: &Facts) -> BTreeSet<Date> {
    let mut turns = BTreeSet::new();
    facts.turns(&mut |turn| turns.extend([turn]));
    turns
}

fn profile() -> Profile {
    super::support::law().numbers().clone()
}

#[test]
fn between_two_turns_the_law_sees_the_same_whatever_the_day() {
    let (profile, mut changes) = (profile(), BTreeMap::new());
    for seed in 0..400 {
        let mut facts = facts(&Draw::new(seed).facts(60));
        let turns = turns(&facts);
        let mut last = None;
        for today in days() {
            facts.now = today;
            let seen = RecordContext::of(&facts, &profile);
            if last.is_some_and(|last| last != seen) {
                assert!(turns.contains(&today), "seed {seed}: another question on {today}, and no turn");
                *changes.entry(seed).or_insert(0) += 1;
            }
            last = Some(seen);
        }
    }
    // What is compared is worth comparing.
    assert!(changes.len() > 200 && changes.values().sum::<i32>() > 400, "{}", changes.len());
}

/// A change of the facts, by the name of the comparison that it is about.
type Dated = (&'static str, fn(&mut Facts, Date));

#[test]
fn each_date_of_the_facts_that_is_compared_with_the_day_is_a_turn() {
    let dated: &[Dated] = &[
        ("review", |facts, day| facts.lia_review_due = day.pred_opt()),
        ("order from", |facts, day| facts.orders = vec![order(day, None)]),
        ("order until", |facts, day| facts.orders = vec![order(Date::MIN, day.pred_opt())]),
        ("consent", |facts, day| facts.consent = Some(consent(day, None))),
        ("withdrawal", |facts, day| facts.consent = Some(consent(Date::MIN, Some(day)))),
        ("objection", |facts, day| {
            let text = format!("{{\"state\":\"received\",\"received_at\":\"{day}\",\"withdrawn_at\":null}}");
            facts.objection = serde_json::from_str(&text).expect("an objection");
        }),
        ("notice", |facts, day| facts.notice = Some(notice(day))),
        ("window", |facts, day| facts.notice = day.checked_sub_days(Days::new(30)).map(notice)),
    ];
    let (profile, on) = (profile(), day("2026-11-23"));
    for (what, set) in dated {
        let mut facts = super::support::clean();
        (facts.lia_review_due, facts.orders, facts.window_days) = (None, Vec::new(), 30);
        (facts.consent, facts.objection, facts.notice) = (None, None, None);
        assert!(turns(&facts).is_empty(), "{what}");
        set(&mut facts, on);
        assert!(turns(&facts).contains(&on), "{what}");
        let mut seen = [on.pred_opt().expect("a day"), on].map(|today| {
            facts.now = today;
            RecordContext::of(&facts, &profile)
        });
        seen.sort();
        assert!(seen[0] != seen[1], "{what}: the day makes no difference, so this test shows nothing");
    }
}

fn order(from: Date, until: Option<Date>) -> crate::facts::Order {
    let mut order: crate::facts::Order =
        serde_json::from_str("{\"effect\":\"forbid\",\"from\":\"2026-01-01\"}").expect("an order");
    (order.from, order.until) = (from, until);
    order
}

fn consent(given_at: Date, withdrawn_at: Option<Date>) -> crate::facts::Consent {
    crate::facts::Consent {
        state: crate::ConsentState::Given,
        explicit: true,
        scope_covers: true,
        conditions_ok: true,
        given_at,
        withdrawn_at,
        parental: false,
        all_parties: false,
    }
}

fn notice(delivered: Date) -> crate::facts::Notice {
    let delivered_at = Some(delivered);
    crate::facts::Notice { delivered_at, covers_purpose: true, language_ok: true, objection_right_separate: true }
}

#[test]
fn between_two_turns_the_register_says_the_same_of_every_kind_of_record() {
    let text = include_str!("register.toml");
    let purpose = Purpose::new("ai.train.generative");
    let signed = "document = \"none\" }\nsigned = { by = \"board\", role = \"controller\", on = \"2026-08-01\" }";
    // Each date of the use, alone moved into the time that is asked about.
    let edits = [
        ("since = \"2026-08-01\"", "since = \"2026-11-20\""),
        ("dpia = { state = \"approved\", on = \"2026-08-01\"", "dpia = { state = \"approved\", on = \"2026-11-20\""),
        ("review_due = \"2027-05-01\"", "review_due = \"2026-11-19\""),
        (signed, "document = \"none\" }\nsigned = { by = \"board\", role = \"controller\", on = \"2026-11-20\" }"),
    ];
    let mut changed = BTreeSet::new();
    for (from, to) in edits {
        assert!(text.contains(from), "the register says `{from}`");
        let register = Register::parse(&text.replace(from, to)).expect("a register");
        for operation in Operation::ALL {
            let turns: BTreeSet<Date> = register.turns(&purpose, operation).into_iter().collect();
            for (kind, source) in
                [(Kind::Post, Provenance::PlatformFirstParty), (Kind::DirectMessage, Provenance::PlatformFirstParty)]
            {
                let created = day("2026-09-05");
                let mut last = None;
                for now in days() {
                    let question = Question { purpose: &purpose, operation, now, kind, source, created };
                    let said = register.declared(&question);
                    if last.as_ref().is_some_and(|last| *last != said) {
                        assert!(turns.contains(&now), "`{to}`, {operation}: something else on {now}, and no turn");
                        changed.insert((from, operation));
                    }
                    last = Some(said);
                }
            }
        }
    }
    assert!(changed.len() >= edits.len(), "{changed:?}");
}

#[test]
fn each_date_of_a_use_is_a_turn_for_its_operation_and_for_no_other() {
    let purpose = Purpose::new("ai.train.generative");
    let mut register = Register::parse(include_str!("register.toml")).expect("a register");
    let since: Vec<Date> = register.purpose.iter().map(|entry| entry.since).collect();
    let entry = register.purpose.iter_mut().find(|entry| entry.id == purpose).expect("the purpose");
    for one in entry.uses.iter_mut().filter(|one| one.operation == Operation::Train) {
        (one.lia.on, one.compat.on, one.dpia.on) = (day("2031-01-01"), day("2031-01-02"), day("2031-01-03"));
        (one.art36.on, one.signed.on) = (day("2031-01-04"), day("2031-01-05"));
        (one.lia.review_due, one.dpia.review_due) = (day("2031-01-06"), day("2031-01-07"));
    }
    let turns = register.turns(&purpose, Operation::Train);
    for since in since {
        assert!(turns.contains(&since), "another purpose may rule this one out from its first day on");
    }
    let named = |text: &str| turns.contains(&day(text));
    for number in [1, 2, 3, 4, 5, 7, 8] {
        assert!(named(&format!("2031-01-0{number}")), "2031-01-0{number}");
    }
    let other = register.turns(&purpose, Operation::Evaluate);
    assert!(other.iter().all(|turn| *turn < day("2031-01-01")), "{other:?}");
}

#[test]
fn a_birthday_is_the_first_day_of_an_age() {
    for birth in ["2000-02-29", "2004-02-28", "2003-03-01", "1999-12-31", "2001-01-01"].map(day) {
        for years in 0..30 {
            let first = birthday(birth, years).expect("within the calendar");
            assert_eq!(age_years(birth, first), years, "{birth}");
            let before = first.pred_opt().expect("a day");
            assert!(age_years(birth, before) < years, "{birth} is {years} on {before} already");
        }
    }
    assert_eq!(birthday(Date::MAX, 1), None);
    assert_eq!(birthday(day("2000-01-01"), -1), None);
}
