//! The register: nothing is defaulted, nothing vague gets in, and no purpose answers for another.

use super::support::{clean, law};
use crate::Outcome;
use crate::register::{CATALOGUE, CHOICES, Declaration, Named, Question, Register, RegisterError, Until, lint};
use terms::{Kind, Lang, LegalBasis, Operation, Provenance, Purpose};

pub(crate) const EXAMPLE: &str = include_str!("register.toml");

pub(crate) fn example() -> Register {
    Register::parse(EXAMPLE).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn refusal(text: &str) -> String {
    match Register::parse(text) {
        Ok(_) => panic!("this register was read"),
        Err(error) => error.to_string(),
    }
}

pub(crate) fn date(text: &str) -> terms::Date {
    terms::parse_date(text).expect("a date")
}

pub(crate) fn declared(
    register: &Register,
    purpose: &str,
    operation: Operation,
    change: impl Fn(&mut Question<'_>),
) -> Declaration {
    let purpose = Purpose::new(purpose);
    let mut question = Question {
        purpose: &purpose,
        operation,
        now: date("2026-11-23"),
        kind: Kind::Post,
        source: Provenance::PlatformFirstParty,
        created: date("2024-03-01"),
    };
    change(&mut question);
    register.declared(&question)
}

#[test]
fn a_choice_that_nobody_made_is_named() {
    for choice in CHOICES {
        let start = EXAMPLE.find(&format!("[choice.{choice}]")).unwrap_or_else(|| panic!("no {choice}"));
        let end = start + EXAMPLE[start + 1..].find("\n[").expect("something follows") + 2;
        let error = refusal(&format!("{}{}", &EXAMPLE[..start], &EXAMPLE[end..]));
        assert!(error.contains(&format!("missing field `{choice}`")), "{choice}: {error}");
    }
    assert_eq!(example().choice.signatures().map(|(name, ..)| name), CHOICES);
}

#[test]
fn a_missing_or_unknown_key_is_named_with_its_line() {
    for key in ["since", "named_since", "kinds", "excluded", "covers_third_parties", "basis", "lia", "art36"] {
        let line = EXAMPLE.lines().find(|line| line.starts_with(&format!("{key} ="))).expect("a line");
        let error = refusal(&EXAMPLE.replacen(&format!("{line}\n"), "", 1));
        assert!(
            error.contains(&format!("missing field `{key}`")) && error.starts_with("register.toml: line "),
            "{error}"
        );
    }
    let error = refusal(&EXAMPLE.replacen("excluded =", "exclude =", 1));
    assert!(error.contains("unknown field `exclude`"), "{error}");
    let error = refusal(&EXAMPLE.replacen("role = \"controller\", ", "", 1));
    assert!(error.contains("missing field `role`"), "{error}");
    assert!(refusal(&EXAMPLE.replacen("version = 1", "version = 2\nnovelty = 1", 1)).contains("use a newer grondslag"));
    assert!(refusal(&EXAMPLE.replacen("2026-08-01", "2026-8-1", 1)).contains("yyyy-mm-dd"));
}

#[test]
fn a_vague_text_is_refused_with_the_passage_and_the_provision() {
    let vague = EXAMPLE.replacen(
        "We show you adverts for what the accounts you follow",
        "Improving our services and showing adverts, from the accounts you follow",
        1,
    );
    let error = refusal(&vague);
    assert!(error.contains("`purpose.ads.text.en`: `Improving our services`"), "{error}");
    assert!(error.contains("GDPR 5(1)(b)") && error.contains("WP29 Opinion 03/2013"), "{error}");
    let french = EXAMPLE.replacen("nl = \"We trainen", "fr = \"We trainen", 1);
    assert!(refusal(&french).contains("a purpose in `fr` cannot be judged"), "{}", refusal(&french));
}

#[test]
fn what_contradicts_itself_is_refused_all_at_once() {
    let wrong = EXAMPLE
        .replacen("id = \"ads\"", "id = \"ai.train.generative\"", 1)
        .replacen("state = \"approved\"", "state = \"aproved\"", 1)
        .replacen("until = \"2026-10-31\"", "until = \"2018-10-31\"", 1)
        .replacen("by = \"privacy office\"", "by = \" \"", 1)
        .replacen("value = \"strict\"", "value = \"on_request\"", 1)
        .replacen("because = \"policy\"", "because = \"\"", 1);
    let Err(RegisterError::Faulty { faults }) = Register::parse(&wrong) else { panic!("this register was read") };
    let places: Vec<&str> = faults.iter().map(|fault| fault.place.as_str()).collect();
    for place in [
        "choice.art9_mode",
        "choice.re_ask_after_refusal_months",
        "purpose.ai.train.generative",
        "purpose.ai.train.generative.collected",
        "purpose.ai.train.generative.signed",
        "purpose.ai.train.generative.use.assemble.lia.state",
    ] {
        assert!(places.contains(&place), "{place} in {places:?}");
    }
}

#[test]
fn every_purpose_and_operation_answers_for_itself() {
    let (register, law) = (example(), law());
    let decide = |purpose: &str, operation: Operation, change: &dyn Fn(&mut Question<'_>)| {
        let mut facts = clean();
        facts.purpose = Purpose::new(purpose);
        facts.op = operation;
        declared(&register, purpose, operation, change).into_facts(&mut facts);
        let decision = law.decide(&facts);
        (decision.outcome(), decision.grounds().rules().join(" "))
    };
    let same: &dyn Fn(&mut Question<'_>) = &|_| {};
    assert_eq!(decide("ai.train.generative", Operation::Train, same), (Outcome::Permit, String::new()));
    // Consent carries the advertising, and this person gave none: the approval for training is not lent to it.
    assert_eq!(decide("ads", Operation::Train, same), (Outcome::Forbid, "F05".to_owned()));
    // No basis was chosen for evaluation, and nothing is declared for moderation.
    assert_eq!(decide("ai.train.generative", Operation::Evaluate, same).0, Outcome::Forbid);
    assert!(decide("moderation", Operation::Train, same).1.contains("F02"));
    for (change, rule) in [
        ((|q| q.kind = Kind::Photo) as fn(&mut Question<'_>), "F02"),
        (|q| q.source = Provenance::Crawled, "F02"),
        (|q| q.created = date("2018-12-31"), "F02"),
        (|q| q.created = date("2026-11-01"), "F02"),
        (|q| q.now = date("2026-07-31"), "F02"),
    ] {
        let (outcome, rules) = decide("ai.train.generative", Operation::Train, &change);
        assert!(outcome == Outcome::Forbid && rules.contains(rule), "{rules}");
    }
    for created in ["2019-01-01", "2026-10-31"] {
        let (outcome, rules) = decide("ai.train.generative", Operation::Train, &|q| q.created = date(created));
        assert_eq!((outcome, rules), (Outcome::Permit, String::new()), "{created}");
    }
}

#[test]
fn an_assessment_counts_from_its_day_to_its_day() {
    let register = example();
    let on = |now: &str| declared(&register, "ads", Operation::Train, |q| q.now = date(now));
    assert_eq!(on("2025-12-31").basis, LegalBasis::None);
    assert_eq!(on("2025-12-31").dpia, crate::Assessment::Missing);
    assert_eq!(on("2026-01-01").dpia, crate::Assessment::Approved);
    assert_eq!(on("2027-01-01").dpia, crate::Assessment::Approved);
    assert_eq!(on("2027-01-02").dpia, crate::Assessment::Missing);
    assert!(
        !declared(&register, "ads", Operation::Train, |q| q.created = date("2019-12-31"))
            .purpose_in_notice_at_collection
    );
    assert!(
        declared(&register, "ads", Operation::Train, |q| q.created = date("2020-01-01"))
            .purpose_in_notice_at_collection
    );
}

#[test]
fn every_built_in_purpose_is_specific_in_both_languages_and_has_its_own_id() {
    let mut ids = std::collections::BTreeSet::new();
    for known in CATALOGUE {
        assert!(ids.insert(known.id) && !known.operations.is_empty());
        for (lang, text) in [("en", known.en), ("nl", known.nl)] {
            let findings = lint(text, &Lang::new(lang).expect("a language")).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(findings, [], "{} in {lang}", known.id);
        }
    }
}

#[test]
fn a_register_is_written_as_it_is_read() {
    let text = toml::to_string(&example()).expect("written");
    assert_eq!(Register::parse(&text).unwrap_or_else(|error| panic!("{error}")), example());
}

#[test]
fn what_is_declared_about_all_records_at_once_is_what_is_declared_about_each() {
    let register = example();
    let mut days = vec![date("0001-01-01"), date("2035-06-01")];
    for entry in &register.purpose {
        days.push(entry.collected.from);
        if let Until::On(last) = entry.collected.until {
            days.push(last);
        }
        if let Named::On(first) = entry.named_since {
            days.push(first);
        }
    }
    let around = |day: &terms::Date| [day.pred_opt(), Some(*day), day.succ_opt()];
    let days: Vec<terms::Date> = days.iter().flat_map(around).flatten().collect();
    let (mut asked, mut answers) = (0, Vec::new());
    let strange = Purpose::new("unheard-of");
    for purpose in register.purpose.iter().map(|entry| &entry.id).chain([&strange]) {
        for operation in Operation::ALL {
            for now in [date("2026-10-20"), date("2019-01-01"), date("2030-01-01")] {
                let all = register.declarations(purpose, operation, now);
                for created in &days {
                    for (kind, source) in
                        Kind::ALL.iter().flat_map(|kind| Provenance::ALL.iter().map(move |one| (*kind, *one)))
                    {
                        let one =
                            register.declared(&Question { purpose, operation, now, kind, source, created: *created });
                        assert_eq!(
                            *all.of(kind, source, *created),
                            one,
                            "{purpose} {operation:?} {now} {created} {kind:?}"
                        );
                        asked += 1;
                        if !answers.contains(&one) {
                            answers.push(one);
                        }
                    }
                }
            }
        }
    }
    assert!(asked > 10_000 && answers.len() > 10, "{asked} questions, {} answers", answers.len());
}
