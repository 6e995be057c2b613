//! What each choice does, on the side where it acts and on the side where it does not; and what a purpose excludes.

use super::register::{EXAMPLE, date, declared, example, refusal};
use super::support::{clean, law};
use crate::Outcome;
use crate::register::{
    Ages, Art9Mode, CHOICES, DmaLinkage, Excluded, Extraction, NonEeaSubjects, Pre18Content, Register, Revealed,
    UnlearningTrigger, VisibilityChange, may_ask_again_from,
};
use terms::{Kind, Operation, Provenance, Purpose, Visibility, Whose};

#[test]
fn on_request_the_ban_waits_for_a_request_about_own_data_on_the_own_service_and_for_nothing_else() {
    let own = Revealed { whose: Whose::Author, source: Provenance::PlatformFirstParty, requested: false };
    assert!(Art9Mode::Strict.bans(own));
    assert!(!Art9Mode::OnRequest.bans(own));
    for revealed in [
        Revealed { requested: true, ..own },
        Revealed { whose: Whose::Other, ..own },
        Revealed { source: Provenance::Crawled, ..own },
        Revealed { source: Provenance::Licensed, ..own },
    ] {
        assert!(Art9Mode::OnRequest.bans(revealed), "{revealed:?}");
    }
}

#[test]
fn what_adults_wrote_as_children_is_covered_by_their_own_later_consent_or_by_none() {
    let ages = |now, at_creation, at_consent| Ages { now, at_creation, at_consent, adult: 18 };
    let turned = ages(Some(20), Some(17), Some(19));
    assert!(Pre18Content::OwnConsent.can_be_covered(turned));
    assert!(!Pre18Content::Never.can_be_covered(turned));
    // Consent given as a minor does not carry over the birthday.
    assert!(!Pre18Content::OwnConsent.can_be_covered(ages(Some(18), Some(16), Some(17))));
    for both in [Pre18Content::Never, Pre18Content::OwnConsent] {
        assert!(both.can_be_covered(ages(Some(20), Some(18), Some(18))), "the adult wrote it");
        assert!(both.can_be_covered(ages(Some(17), Some(16), Some(16))), "the rules about minors judge minors");
        assert!(!both.can_be_covered(ages(None, None, None)), "unknown is not grown up");
    }
}

#[test]
fn another_profile_decides_about_people_elsewhere_only_where_that_was_chosen() {
    for (choice, elsewhere) in [(NonEeaSubjects::SameRules, true), (NonEeaSubjects::SeparateProfile, false)] {
        assert!(choice.decides_about(true));
        assert_eq!(choice.decides_about(false), elsewhere);
    }
}

#[test]
fn a_record_made_private_is_deleted_only_where_that_was_promised() {
    let (erase, later) = (VisibilityChange::Erase, VisibilityChange::FutureRuns);
    assert!(erase.deletes(true, Visibility::Friends) && erase.deletes(true, Visibility::Unknown));
    assert!(!erase.deletes(true, Visibility::Public), "it is public");
    assert!(!erase.deletes(false, Visibility::Friends), "it never was");
    assert!(!later.deletes(true, Visibility::Friends));
}

#[test]
fn a_dma_consent_counts_only_where_linking_was_chosen() {
    assert!(DmaLinkage::DmaConsent.consent(true));
    assert!(!DmaLinkage::DmaConsent.consent(false) && !DmaLinkage::Forbid.consent(true));
}

#[test]
fn a_person_is_taken_out_of_models_unless_it_was_shown_that_nothing_comes_out() {
    use Extraction::{NotPossible, NotTested, Possible};
    for trigger in [UnlearningTrigger::Extractable, UnlearningTrigger::ExtractableOrUnlawful, UnlearningTrigger::Always]
    {
        for extraction in [Possible, NotTested] {
            assert!(trigger.unlearns(extraction, true) && trigger.unlearns(extraction, false));
        }
    }
    assert!(!UnlearningTrigger::Extractable.unlearns(NotPossible, false));
    assert!(!UnlearningTrigger::ExtractableOrUnlawful.unlearns(NotPossible, true));
    assert!(UnlearningTrigger::ExtractableOrUnlawful.unlearns(NotPossible, false), "it was unlawful");
    assert!(UnlearningTrigger::Always.unlearns(NotPossible, true));
}

#[test]
fn nobody_is_asked_again_before_the_months_are_over() {
    assert_eq!(may_ask_again_from(date("2026-11-23"), 12), date("2027-11-23"));
    assert_eq!(may_ask_again_from(date("2026-08-31"), 6), date("2027-02-28"));
    assert_eq!(may_ask_again_from(date("2026-11-23"), 0), date("2026-11-23"));
}

#[test]
fn every_choice_is_told_with_what_it_does_and_the_lenient_one_with_a_warning() {
    let register = example();
    let told = register.choice.told();
    assert_eq!(told.iter().map(|one| one.choice).collect::<Vec<_>>(), CHOICES);
    for one in &told {
        assert!(!one.does.is_empty() && !one.provision.is_empty() && !one.value.is_empty() && one.warning.is_none());
    }
    let value = |choice: &str| told.iter().find(|one| one.choice == choice).map(|one| one.value.clone());
    assert_eq!(value("basis_for_training").as_deref(), Some("A6-1-f"));
    assert_eq!(value("pre_18_content").as_deref(), Some("own_consent"));
    assert_eq!(register.choice.warnings().count(), 0);

    let lenient = EXAMPLE.replacen("value = \"strict\"", "value = \"on_request\"", 1).replacen(
        "because = \"the wording of the ban\"\nsigned = { by = \"board\", role = \"controller\"",
        "because = \"OLG Koeln\"\nsigned = { by = \"law firm\", role = \"counsel\"",
        1,
    );
    let register = Register::parse(&lenient).unwrap_or_else(|error| panic!("{error}"));
    let warning = register.choice.warnings().next().expect("a warning");
    assert!(warning.contains("on_request") && warning.contains("C-252/21"), "{warning}");

    // The strict side of the other choices goes with it.
    let weighed = lenient.replacen("value = true", "value = false", 1);
    assert!(refusal(&weighed).contains("needs `objection_policy_unconditional = true`"), "{}", refusal(&weighed));
    let linked = lenient.replacen("value = \"forbid\"", "value = \"dma_consent\"", 1);
    assert!(refusal(&linked).contains("needs `dma_linkage = \"forbid\"`"), "{}", refusal(&linked));
}

/// What the law says about training for this purpose, under this register.
fn decide(register: &Register, purpose: &str, kind: Kind) -> (Outcome, String) {
    let mut facts = clean();
    facts.purpose = Purpose::new(purpose);
    facts.kind = kind;
    declared(register, purpose, Operation::Train, |question| question.kind = kind).into_facts(&mut facts);
    let decision = law().decide(&facts);
    (decision.outcome(), decision.grounds().rules().join(" "))
}

#[test]
fn what_a_purpose_excludes_is_refused_also_where_an_assessment_covers_it() {
    let mut register = example();
    let training = "ai.train.generative";
    assert_eq!(decide(&register, training, Kind::Comment), (Outcome::Permit, String::new()));
    for excluded in [Excluded::Kind(Kind::Comment), Excluded::Source(Provenance::PlatformFirstParty)] {
        register.purpose[0].excluded = vec![excluded];
        assert_eq!(decide(&register, training, Kind::Comment), (Outcome::Forbid, "F02".to_owned()));
    }
    register.purpose[0].excluded = vec![Excluded::Kind(Kind::Caption)];
    assert_eq!(decide(&register, training, Kind::Comment), (Outcome::Permit, String::new()));
    register.purpose[0].excluded = vec![Excluded::Operation(Operation::Train)];
    let (outcome, rules) = decide(&register, training, Kind::Comment);
    assert!(outcome == Outcome::Forbid && rules.contains("F02") && rules.contains("F03"), "{rules}");
    assert!(register.excludes_operation(&Purpose::new(training), Operation::Train));
    assert!(!register.excludes_operation(&Purpose::new(training), Operation::Serve));
}

#[test]
fn data_of_one_purpose_are_refused_to_the_purpose_that_it_excludes() {
    let mut register = example();
    let covered = |register: &Register, kind: Kind, created: &str| {
        declared(register, "ads", Operation::Train, |question| {
            (question.kind, question.created) = (kind, date(created));
        })
        .purpose_covered_by_assessment
    };
    assert!(covered(&register, Kind::Post, "2024-03-01"));
    register.purpose[0].excluded = vec![Excluded::Purpose(Purpose::new("ads"))];
    assert!(!covered(&register, Kind::Post, "2024-03-01"), "training promised that its posts do not serve advertising");
    assert!(covered(&register, Kind::Post, "2026-11-01"), "training does not use that post");
    register.purpose[0].excluded = vec![Excluded::Purpose(Purpose::new("moderation"))];
    assert!(covered(&register, Kind::Post, "2024-03-01"));
}

#[test]
fn an_exclusion_that_nothing_can_act_on_or_that_contradicts_the_entry_is_refused() {
    let with = |words: &str| {
        let line = EXAMPLE.lines().find(|line| line.starts_with("excluded =")).expect("a line");
        EXAMPLE.replacen(line, &format!("excluded = [{words}]"), 1)
    };
    for words in [
        "\"private messages\"",
        "\"kind:direct_mesage\"",
        "\"operation:sell\"",
        "\"purpose:\"",
        "\"purpose:two words\"",
    ] {
        let error = refusal(&with(words));
        assert!(error.contains("names nothing that can be refused") && error.contains("line "), "{words}: {error}");
    }
    for words in
        ["\"kind:post\"", "\"operation:train\"", "\"source:platform_first_party\"", "\"purpose:ai.train.generative\""]
    {
        let error = refusal(&with(words));
        assert!(
            error.contains("`purpose.ai.train.generative.excluded`") && error.contains("keep one of them"),
            "{error}"
        );
    }
    for words in ["\"kind:photo\"", "\"operation:serve\"", "\"source:crawled\"", "\"purpose:ads\""] {
        Register::parse(&with(words)).unwrap_or_else(|error| panic!("{error}"));
    }
}
