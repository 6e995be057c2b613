//! The embedded law keeps every property; for each property a law that breaks it, and the facts that show it.

mod records;

use crate::{Files, Finding, HOW_TO_GET, Proof, Question, Report, Solver, properties, prove};
use law::{Facts, Law, Outcome};

fn files() -> Files {
    law::embedded_files().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// The solver of this machine. Without one these tests fail: a proof that was not made is no proof.
fn solver() -> Solver {
    let (named, path) = (std::env::var_os("CVC5"), std::env::var_os("PATH"));
    Solver::find(named.as_deref(), path.as_deref()).unwrap_or_else(|| panic!("{HOW_TO_GET}"))
}

fn ask(question: Question<'_>) -> Report {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(prove(question)).unwrap_or_else(|error| panic!("{error}"))
}

fn only(law: &Files, against: Option<&Files>, id: &str) -> Proof {
    let (solver, only) = (solver(), [id.to_owned()]);
    let report = ask(Question { law, against, solver: Some(&solver), only: &only });
    report.proofs.into_iter().next().expect("the property")
}

/// The embedded law with one piece of one file replaced.
fn changed(file: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let text = files.get_mut(file).expect("the file");
    assert!(text.contains(from), "`{from}` stands in {file}");
    *text = text.replace(from, to);
    files
}

/// The facts of the counterexamples, read as `decide --facts` reads them and decided.
fn decided(law: &Files, proof: &Proof) -> Vec<Outcome> {
    let law = Law::from_files(law).expect("a law");
    let Finding::Refuted { counterexamples } = &proof.finding else { panic!("not refuted: {proof:?}") };
    let lines = counterexamples.iter().flat_map(|one| &one.facts);
    lines.map(|line| law.decide(&Facts::from_line(line).expect("facts").1).outcome()).collect()
}

#[test]
fn the_law_that_comes_with_the_program_keeps_every_property() {
    let (files, solver) = (files(), solver());
    let report = ask(Question { law: &files, against: None, solver: Some(&solver), only: &[] });
    for proof in &report.proofs {
        println!("{:45} {:?} {} {:?}", proof.id, proof.method, proof.questions, proof.finding);
    }
    assert!(report.holds(), "{}", serde_json::to_string_pretty(&report).expect("JSON"));
    assert_eq!(report.proofs.len(), properties().len() - 4);
    assert!(report.proofs.iter().all(|proof| proof.questions > 0));
}

#[test]
fn a_weakened_rule_refutes_the_property_that_it_guards() {
    let weak = " && resource.dma_gatekeeper";
    let cases = [
        ("no-minor-on-legitimate-interests", "age.cedar", "resource.age_at_creation != Age::\"adult\"", None),
        ("no-child-consents-alone", "age.cedar", "resource.under_article_8_age", None),
        ("no-active-objection", "objection.cedar", "resource.objection_match == ObjectionMatch::\"exact\"", None),
        ("no-unclear-objection", "objection.cedar", "resource.objection_match == ObjectionMatch::\"ambiguous\"", None),
        ("no-order", "orders.cedar", "resource.order_in_force", None),
        ("no-permit-without-basis", "purpose-and-basis.cedar", "resource.lia_in_date", Some("true")),
        ("no-withdrawn-consent", "consent.cedar", "resource.consent_withdrawal_in_effect", None),
        ("no-special-category-without-exception", "special-categories.cedar", "resource.special_of_author", None),
        ("no-restricted-record", "storage-and-deletion.cedar", "resource.accuracy_contested", None),
        ("no-permit-in-the-days-to-object", "notice.cedar", "resource.objection_window_open", None),
        ("no-erased-record", "storage-and-deletion.cedar", "resource.deleted", None),
        ("no-illegal-content", "unlawful-content.cedar", "resource.illegal_content", None),
    ];
    for (id, file, from, to) in cases {
        let to = match to {
            Some(to) => to.to_owned(),
            None if id == "no-special-category-without-exception" => format!("resource.dma_gatekeeper && {from}"),
            None => format!("({from}{weak})"),
        };
        let mut mutant = changed(file, from, &to);
        if id == "no-permit-without-basis" {
            // The condition is then `lia == approved && true`, which the base permit asks as well.
            mutant = changed(
                file,
                "(resource.lia == Assessment::\"approved\" && resource.lia_in_date)",
                "(resource.lia == Assessment::\"approved\")",
            );
        }
        if id == "no-withdrawn-consent" {
            mutant = changed("permits.cedar", "resource.consent_valid", "!resource.consent_valid");
            *mutant.get_mut("consent.cedar").expect("the file") = mutant["consent.cedar"].replace(from, &to);
        }
        let outcomes = decided(&mutant, &only(&mutant, None, id));
        assert!(!outcomes.is_empty(), "{id}");
        let sound = decided(&files(), &only(&mutant, None, id));
        for (weakened, sound) in outcomes.iter().zip(&sound) {
            assert_ne!(weakened, &Outcome::Forbid, "{id}");
            assert!(matches!(sound, Outcome::Forbid | Outcome::Hold), "{id}: the sound law refuses the same record");
        }
    }
}

#[test]
fn a_fact_that_restricts_and_helps_is_found_with_the_record_before_and_after() {
    let mutant = changed(
        "visibility.cedar",
        "resource.visibility_now != Visibility::\"public\"",
        "resource.visibility_now != Visibility::\"public\" && !resource.criminal",
    );
    let mutant = {
        let mut files = mutant;
        let text = files.get_mut("special-categories.cedar").expect("the file");
        *text = text.replace("resource.criminal", "resource.criminal && resource.dma_gatekeeper");
        files
    };
    let proof = only(&mutant, None, "restricting-facts-never-help");
    let Finding::Refuted { counterexamples } = &proof.finding else { panic!("not refuted: {proof:?}") };
    let found = counterexamples.iter().find(|one| one.shows.contains("`criminal`")).expect("the fact");
    assert_eq!(found.facts.len(), 2);
    assert!(found.facts[0].starts_with("{\"id\":\"before\""), "{}", found.facts[0]);
    let law = Law::from_files(&mutant).expect("a law");
    let outcome = |line: &str| law.decide(&Facts::from_line(line).expect("facts").1).outcome();
    assert_eq!((outcome(&found.facts[0]), outcome(&found.facts[1])), (Outcome::Forbid, Outcome::Permit));
}

const DEAD: &str = r#"
@id("F99")
@provision("GDPR 5(1)")
@meaning("a record that is deleted and contested")
@cure("none")
forbid (principal, action == Action::"train", resource is Record)
when { resource.personal && resource.deleted && resource.accuracy_contested };
"#;

#[test]
fn a_rule_that_never_decides_is_found() {
    let mut mutant = files();
    mutant.insert("dead.cedar".to_owned(), DEAD.to_owned());
    let proof = only(&mutant, None, "every-rule-decides-alone");
    let Finding::Refuted { counterexamples } = &proof.finding else { panic!("not refuted: {proof:?}") };
    assert_eq!(counterexamples.len(), 1);
    assert!(counterexamples[0].shows.contains("`F99`"));
}

#[test]
fn a_rule_about_people_that_never_decides_is_found() {
    let dead = DEAD
        .replace("resource is Record", "resource is ThirdParty")
        .replace("resource.deleted && resource.accuracy_contested", "resource.objected && resource.child");
    let mut mutant = files();
    mutant.insert("dead.cedar".to_owned(), dead);
    let proof = only(&mutant, None, "every-rule-about-people-decides-alone");
    let Finding::Refuted { counterexamples } = &proof.finding else { panic!("not refuted: {proof:?}") };
    assert!(counterexamples[0].shows.contains("`F99`"));
}

#[test]
fn a_policy_that_can_err_is_found_with_facts_on_which_it_errs() {
    let mutant =
        changed("orders.cedar", "resource.order_in_force", "resource.order_in_force && 9223372036854775807 + 1 > 0");
    let proof = only(&mutant, None, "no-policy-can-err");
    assert_eq!(decided(&mutant, &proof), [Outcome::Forbid]);
    let Finding::Refuted { counterexamples } = &proof.finding else { panic!("not refuted") };
    assert!(counterexamples[0].shows.contains("F00"), "{}", counterexamples[0].shows);
}

#[test]
fn a_combination_in_which_a_permit_wins_is_found() {
    let (finding, cases) = crate::people::combination(|fires| match law::Outcome::of(fires) {
        Outcome::Hold if fires.permit => Outcome::Permit,
        outcome => outcome,
    });
    assert_eq!(cases, 16);
    assert!(matches!(finding, Finding::Refuted { counterexamples } if counterexamples.len() == 2));
}

#[test]
fn a_person_who_stays_in_a_record_is_found() {
    let mutant = changed("third-parties.cedar", "resource.private_origin", "resource.private_origin && resource.child");
    let outcomes = decided(&mutant, &only(&mutant, None, "people-are-taken-out"));
    assert_eq!(outcomes, [Outcome::Permit]);
}

#[test]
fn a_person_who_helps_is_found() {
    let mutant = changed(
        "inspection.cedar",
        "resource.band == Band::\"uncertain\"",
        "resource.band == Band::\"uncertain\" && !resource.has_third_parties",
    );
    let outcomes = decided(&mutant, &only(&mutant, None, "people-never-help"));
    assert_eq!(outcomes, [Outcome::Hold, Outcome::Permit]);
}

#[test]
fn a_law_is_the_same_as_itself_and_stricter_than_a_weaker_one() {
    let (law, weaker) =
        (files(), changed("orders.cedar", "resource.order_in_force", "resource.order_in_force && resource.personal"));
    let solver = solver();
    let names = ["same-as-the-other-law", "no-more-permissive-than-the-other-law"].map(str::to_owned);
    let found = |law: &Files, against: &Files| -> Vec<Finding> {
        let report = ask(Question { law, against: Some(against), solver: Some(&solver), only: &names });
        report.proofs.into_iter().map(|proof| proof.finding).collect()
    };
    assert_eq!(found(&law, &law), [Finding::Proved, Finding::Proved]);
    let stricter = found(&law, &weaker);
    assert!(matches!(stricter[0], Finding::Refuted { .. }));
    assert_eq!(stricter[1], Finding::Proved);
    let milder = found(&weaker, &law);
    let Finding::Refuted { counterexamples } = &milder[1] else { panic!("{milder:?}") };
    let facts = Facts::from_line(&counterexamples[0].facts[0]).expect("facts").1;
    let outcome = |files: &Files| Law::from_files(files).expect("a law").decide(&facts).outcome();
    assert_eq!((outcome(&law), outcome(&weaker)), (Outcome::Forbid, Outcome::Permit));
}

#[test]
fn laws_of_two_profiles_are_compared_by_facts_and_not_by_what_each_makes_of_them() {
    let (law, older) = (files(), changed("profile.toml", "adult_age = 18", "adult_age = 21"));
    let proof = only(&law, Some(&older), "no-more-permissive-than-the-other-law");
    let Finding::Refuted { counterexamples } = &proof.finding else { panic!("not refuted: {proof:?}") };
    let facts = Facts::from_line(&counterexamples[0].facts[0]).expect("facts").1;
    let outcome = |files: &Files| Law::from_files(files).expect("a law").decide(&facts).outcome();
    assert_eq!((outcome(&law), outcome(&older)), (Outcome::Permit, Outcome::Forbid));
    assert_eq!(only(&older, Some(&law), "no-more-permissive-than-the-other-law").finding, Finding::Proved);
}

/// What the law leaves open, asserted so that a change of it is seen: whoever stands in a record with a special category
/// under an exception is named, where anybody else would be masked.
#[test]
fn a_named_person_under_an_exception_is_not_masked_which_is_a_hole_of_the_law() {
    let law = Law::from_files(&files()).expect("a law");
    let outcome = |person: serde_json::Value| {
        let mut facts = crate::frame::clean().expect("facts");
        facts.third_parties = vec![serde_json::from_value(person).expect("a person")];
        law.decide(&facts).outcome()
    };
    let named = serde_json::json!({"ref": "t1", "direct_identifier": true});
    let excepted = serde_json::json!({"ref": "t1", "direct_identifier": true, "special": true, "art9_exception": true});
    assert_eq!((outcome(named), outcome(excepted)), (Outcome::PermitWith, Outcome::Permit));
}

/// The same of the combination: what no permit carries is refused by default deny, and held once a hold fires.
#[test]
fn a_hold_takes_the_place_of_default_deny_which_is_a_hole_of_the_combination() {
    let law = Law::from_files(&files()).expect("a law");
    let outcome = |inspected: bool| {
        let line = include_str!("clean.json").replace("\"basis\": \"A6-1-f\"", "\"basis\": \"A6-1-a\"").replace(
            "\"consent\": null",
            "\"consent\": {\"state\": \"given\", \"explicit\": false, \"scope_covers\": true, \"conditions_ok\": true,
                \"given_at\": \"2026-12-24\", \"withdrawn_at\": null, \"parental\": false}",
        );
        let mut facts = Facts::from_json(&line).expect("facts");
        facts.inspection_current = inspected;
        law.decide(&facts)
    };
    assert_eq!(outcome(true).grounds().rules(), ["F00"]);
    assert_eq!((outcome(true).outcome(), outcome(false).outcome()), (Outcome::Forbid, Outcome::Hold));
}

#[test]
fn people_are_compared_one_by_one() {
    let mild = changed("third-parties.cedar", "resource.private_origin", "resource.private_origin && resource.child");
    let law = files();
    assert_eq!(only(&law, Some(&mild), "people-no-milder-than-under-the-other-law").finding, Finding::Proved);
    let refuted = |law: &Files, against: &Files, id: &str| {
        matches!(only(law, Some(against), id).finding, Finding::Refuted { .. })
    };
    assert!(refuted(&mild, &law, "people-no-milder-than-under-the-other-law"));
    assert!(refuted(&law, &mild, "people-same-as-under-the-other-law"));
    assert!(!refuted(&law, &law, "people-same-as-under-the-other-law"));
}

#[test]
fn without_a_solver_what_needs_one_is_not_proved_and_the_rest_is() {
    let law = files();
    let report = ask(Question { law: &law, against: None, solver: None, only: &[] });
    assert!(!report.holds() && !report.is_refuted(), "{report:?}");
    for proof in &report.proofs {
        match (&proof.finding, proof.method) {
            (Finding::Proved, crate::Method::Exhaustive) => assert!(proof.questions > 0),
            (Finding::NotProved { why }, crate::Method::Smt) => assert!(why.contains("apt-get install cvc5"), "{why}"),
            other => panic!("{}: {other:?}", proof.id),
        }
    }
}

#[test]
fn a_solver_that_does_not_start_or_says_nothing_proves_nothing() {
    let law = files();
    for program in ["/nonexistent/cvc5", "/bin/true", "/bin/cat"] {
        let (solver, only) = (Solver::Program(program.into()), ["no-order".to_owned()]);
        let report = ask(Question { law: &law, against: None, solver: Some(&solver), only: &only });
        assert!(matches!(report.proofs[0].finding, Finding::NotProved { .. }), "{program}: {:?}", report.proofs[0]);
    }
}

#[test]
fn the_solver_is_the_one_that_is_named_or_stands_on_the_path() {
    assert_eq!(Solver::find(Some("/opt/cvc5".as_ref()), None), Some(Solver::Program("/opt/cvc5".into())));
    assert_eq!(Solver::find(None, Some("/nonexistent".as_ref())), None);
    assert_eq!(Solver::find(Some("".as_ref()), None), None);
}
