//! Loading the law: what is wrong with it is refused with its place, and what cannot be evaluated refuses.

use super::support::{clean, facts, files, law};
use crate::{Decision, Law, LawError, Lawful, Outcome};
use std::collections::BTreeMap;
use terms::Operation;

fn replaced(file: &str, from: &str, to: &str) -> BTreeMap<String, String> {
    let mut files = files();
    let text = files.get_mut(file).expect("the file is there");
    assert!(text.contains(from), "{file} has no {from}");
    *text = text.replacen(from, to, 1);
    files
}

fn added(policy: &str) -> BTreeMap<String, String> {
    let mut files = files();
    files.insert("zz-own.cedar".to_owned(), policy.to_owned());
    files
}

fn refusal(files: &BTreeMap<String, String>) -> String {
    match Law::from_files(files) {
        Ok(_) => panic!("this law was accepted"),
        Err(error) => error.to_string(),
    }
}

const HEAD: &str = "@id(\"Z01\")\n@provision(\"-\")\n@meaning(\"-\")\n@cure(\"-\")\n";

fn forbid(condition: &str) -> String {
    format!("{HEAD}forbid (principal, action, resource is Record) when {{ {condition} }};\n")
}

#[test]
fn a_misspelt_word_does_not_validate_and_is_shown_where_it_stands() {
    let error = refusal(&replaced("age.cedar", "AgeAssurance::\"none\"", "AgeAssurance::\"nonne\""));
    let line =
        files()["age.cedar"].lines().position(|line| line.contains("AgeAssurance::\"none\"")).expect("there") + 1;
    assert!(error.starts_with(&format!("age.cedar:{line}:")), "{error}");
    assert!(error.contains("AgeAssurance::\"nonne\"") && error.contains("^^^"), "{error}");
}

#[test]
fn a_fact_that_the_schema_does_not_have_does_not_validate() {
    let error = refusal(&added(&forbid("resource.delted")));
    assert!(error.starts_with("zz-own.cedar:5:") && error.contains("resource.delted"), "{error}");
    assert!(error.contains("delted") && error.contains("did you mean"), "{error}");
}

#[test]
fn a_syntax_error_has_a_place() {
    let error = refusal(&replaced("consent.cedar", "forbid (", "forbit ("));
    let line = files()["consent.cedar"].lines().position(|line| line == "forbid (").expect("there") + 1;
    assert!(error.starts_with(&format!("consent.cedar:{line}:1: ")), "{error}");
    let error = refusal(&replaced("facts.cedarschema", "personal: Bool", "personal: Bol"));
    assert!(error.contains("facts.cedarschema") && error.contains("Bol"), "{error}");
}

#[test]
fn an_id_that_is_there_twice_is_refused_with_both_places() {
    let error = refusal(&added(&forbid("resource.deleted").replace("Z01", "F07")));
    assert!(error.contains("zz-own.cedar:1:1: rule `F07` stands here and in `consent.cedar`"), "{error}");
}

#[test]
fn a_rule_that_the_profile_requires_cannot_be_left_out() {
    let mut without = files();
    without.remove("orders.cedar");
    let error = refusal(&without);
    assert!(error.contains("`eu-2026-11-23` requires the rules `F01`"), "{error}");
    assert!(matches!(Law::from_files(&BTreeMap::new()), Err(LawError::FileMissing { file: "profile.toml" })));
}

#[test]
fn a_policy_without_its_words_is_refused() {
    for missing in ["@id", "@provision", "@meaning", "@cure"] {
        let policy: String = forbid("resource.deleted")
            .lines()
            .filter(|line| !line.starts_with(missing))
            .map(|line| format!("{line}\n"))
            .collect();
        let error = refusal(&added(&policy));
        assert!(error.contains("zz-own.cedar:1:1") && error.contains(missing), "{missing}: {error}");
    }
    let error = refusal(&added(&forbid("resource.deleted").replace("@cure", "@effect(\"holt\")\n@cure")));
    assert!(error.contains("`@effect`"), "{error}");
}

#[test]
fn a_policy_that_reads_more_than_facts_is_refused() {
    for condition in ["principal == Controller::\"x\"", "resource == Record::\"x\"", "context == {}"] {
        assert!(refusal(&added(&forbid(condition))).contains("it may read `resource.…`"), "{condition}");
    }
    let scoped = forbid("resource.deleted").replace("principal,", "principal == Controller::\"x\",");
    assert!(refusal(&added(&scoped)).contains("its scope asks for more"));
    let unscoped = forbid("true").replace("resource is Record", "resource");
    assert!(refusal(&added(&unscoped)).contains("`resource is Record`"));
    let template = forbid("resource.deleted").replace("principal,", "principal == ?principal,");
    assert!(refusal(&added(&template)).contains("a template is no policy"));
}

#[test]
fn a_rule_that_can_never_fire_is_refused() {
    let error = refusal(&added(&forbid("resource.deleted && false")));
    assert!(error.contains("zz-own.cedar:"), "{error}");
}

#[test]
fn only_a_rule_about_a_third_party_transforms_and_only_one_about_a_record_permits() {
    let transform = "@effect(\"transform\")\n@transform(\"REDACT_SPAN\")\n@cure";
    assert!(refusal(&added(&forbid("resource.deleted").replace("@cure", transform))).contains("can transform"));
    let permit = format!("{HEAD}permit (principal, action == Action::\"train\", resource is ThirdParty);");
    assert!(refusal(&added(&permit)).contains("never about a third party"));
}

#[test]
fn a_schema_that_does_not_fit_the_program_is_refused() {
    let error =
        refusal(&replaced("facts.cedarschema", "    deceased: Bool,\n", "    deceased: Bool,\n    famous: Bool,\n"));
    assert!(error.contains("does not fit this program") && error.contains("famous"), "{error}");
    let error = refusal(&replaced("facts.cedarschema", "\"photo\", ", ""));
    assert!(error.contains("does not fit this program"), "{error}");
}

#[test]
fn a_newer_profile_is_refused_with_a_hint() {
    let error = refusal(&replaced("profile.toml", "version = 1", "version = 2\nnovelty = true"));
    assert!(error.contains("version 2 is newer") && error.contains("use a newer grondslag"), "{error}");
    let error = refusal(&replaced("profile.toml", "adult_age = 18", "adult_ages = 18"));
    assert!(error.contains("law/profile.toml: line"), "{error}");
}

/// Cedar skips a policy that fails to evaluate. A failing `forbid` would then let the record through.
#[test]
fn a_policy_that_cannot_be_evaluated_refuses_with_default_deny_and_is_counted() {
    let overflow = "if resource.deleted then true else 9223372036854775807 + 1 > 0";
    let law = Law::from_files(&added(&forbid(overflow))).unwrap_or_else(|error| panic!("{error}"));
    let mut facts = clean();
    for (count, decision) in [law.decide(&facts), law.decide(&facts)].iter().enumerate() {
        assert_eq!(decision.outcome(), Outcome::Forbid);
        assert_eq!(decision.grounds().rules(), ["F00"]);
        assert_eq!(decision.grounds().broken(), ["Z01"], "decision {count}");
    }
    assert_eq!(law.broken_count(), 2);
    assert!(law.broken_because("Z01").expect("an error").contains("overflow"));
    assert_eq!(law.decide_whole(&facts), law.decide(&facts));
    let decision = law.decide(&facts);
    assert!(law.explain(&facts, &decision)[0].error.expect("an error").contains("overflow"));
    // Where it can be evaluated, it is a rule like any other; beside other rules F00 still tells of the failure.
    facts.deleted = true;
    assert_eq!(law.decide(&facts).grounds().rules(), ["F25", "Z01"]);
    facts.deleted = false;
    facts.criminal = true;
    assert_eq!(law.decide(&facts).grounds().rules(), ["F00", "F21"]);
}

#[test]
fn a_policy_about_a_third_party_that_cannot_be_evaluated_refuses_too() {
    let overflow = "if resource.masked then true else 9223372036854775807 + 1 > 0";
    let policy = forbid(overflow).replace("resource is Record", "resource is ThirdParty");
    let policy = policy.replace("principal, action,", "principal, action == Action::\"train\",");
    let law = Law::from_files(&added(&policy)).unwrap_or_else(|error| panic!("{error}"));
    let mut value = super::support::baseline();
    assert_eq!(law.decide(&facts(&value)).outcome(), Outcome::Permit);
    value["third_parties"] = serde_json::json!([{"ref": "a"}]);
    let decision = law.decide(&facts(&value));
    assert_eq!((decision.outcome(), decision.grounds().rules().to_vec()), (Outcome::Forbid, vec!["F00".to_owned()]));
    assert_eq!(decision.grounds().broken(), ["Z01"]);
    assert_eq!(law.decide_whole(&facts(&value)), decision);
    value["third_parties"] = serde_json::json!([{"ref": "a", "masked": true}]);
    let decision = law.decide(&facts(&value));
    assert_eq!(decision.grounds().rules(), ["Z01"], "a plain forbid about a third party forbids the record");
    assert_eq!(law.decide_whole(&facts(&value)), decision);
}

#[test]
fn without_permits_everything_is_refused() {
    let mut files = files();
    files.remove("permits.cedar");
    let profile = files.get_mut("profile.toml").expect("there");
    for id in ["P01", "P02", "P03", "P04", "P05", "P06", "P08"] {
        *profile = profile.replace(&format!("\"{id}\","), "");
    }
    let law = Law::from_files(&files).unwrap_or_else(|error| panic!("{error}"));
    let mut facts = clean();
    for op in Operation::ALL {
        for anonymised in [false, true] {
            (facts.op, facts.anonymised) = (op, anonymised);
            let decision = law.decide(&facts);
            assert_eq!(decision.outcome(), Outcome::Forbid);
            assert_eq!(decision.grounds().rules(), ["F00"]);
        }
    }
}

#[test]
fn the_order_of_policies_and_files_changes_no_decision() {
    let all: String =
        files().iter().filter(|(name, _)| name.ends_with(".cedar")).map(|(_, text)| text.as_str()).rev().collect();
    let mut one = files();
    one.retain(|name, _| !name.ends_with(".cedar"));
    one.insert("everything.cedar".to_owned(), all);
    let (law, one) = (law(), Law::from_files(&one).unwrap_or_else(|error| panic!("{error}")));
    assert_ne!(law.digest(), one.digest(), "other bytes are another law");
    for path in super::cases::case_files() {
        for case in super::cases::read(&path).1 {
            let (a, b) = (law.decide(&case.facts), one.decide(&case.facts));
            assert_eq!(a.outcome(), b.outcome());
            assert_eq!(a.grounds().rules(), b.grounds().rules());
            assert_eq!(a.grounds().permits(), b.grounds().permits());
            assert_eq!(a.grounds().slices(), b.grounds().slices());
        }
    }
}

#[test]
fn a_folder_holds_the_law_that_was_embedded() {
    let opened = Law::open(&super::support::repository().join("law")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(opened.digest(), law().digest());
    assert_eq!(opened.profile(), "eu-2026-11-23");
}

#[test]
fn only_a_permit_admits() {
    let law = law();
    let admitted: Lawful<&str> = law.admit(&clean(), "text").expect("permitted");
    assert_eq!((*admitted.value(), admitted.operation()), ("text", Operation::Train));
    assert_eq!(admitted.purpose().as_str(), "ai.train.generative");
    assert_eq!(admitted.grounds().permits(), ["P02"]);
    let mut value = super::support::baseline();
    value["third_parties"] = serde_json::json!([{"ref": "a", "objected": true}]);
    let (text, decision) = law.admit(&facts(&value), "text").expect_err("has to be transformed first");
    assert!(text == "text" && matches!(decision, Decision::PermitWith(_)));
    value["inspection_current"] = false.into();
    assert!(matches!(law.admit(&facts(&value), "text"), Err((_, Decision::Hold(_)))));
    value["deleted"] = true.into();
    assert!(matches!(law.admit(&facts(&value), "text"), Err((_, Decision::Forbid(_)))));
}

#[test]
fn an_explanation_names_every_rule_with_what_it_read() {
    let law = law();
    let mut value = super::support::baseline();
    value["visibility_now"] = "friends".into();
    value["third_parties"] = serde_json::json!([{"ref": "a"}, {"ref": "b", "child": true}]);
    let facts = facts(&value);
    let explained = law.explain(&facts, &law.decide(&facts));
    let ids: Vec<&str> = explained.iter().map(|one| one.rule.id.as_str()).collect();
    assert_eq!(ids, ["F15", "X02", "P02", "P05"]);
    let read = explained[0].reads.iter().map(|read| (read.attribute, read.value.as_str()));
    assert_eq!(
        read.collect::<Vec<_>>(),
        [("personal", "true"), ("effective_basis", "legitimate_interests"), ("visibility_now", "friends")]
    );
    assert_eq!(explained[0].reads[1].facts, ["basis", "consent", "objection", "now"]);
    assert_eq!(explained[0].rule.cure.as_deref(), Some("subject republishes, or consent"));
    assert_eq!(explained[1].third_party, Some(1));
}
