//! The texts of the law against the specification, the cases and the program.

use super::cases::case_files;
use super::support::{files, law, repository, specification};
use crate::Effect;
use crate::context::{Domain, RECORD, SLICE};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_rule_says_what_the_specification_says() {
    let (law, rules) = (law(), specification("rules.json"));
    let all = rules["rules"].as_array().expect("a list").iter();
    for expected in all.chain(rules["third_party_rules"].as_array().expect("a list")) {
        let id = expected["id"].as_str().expect("an id");
        let rule = law.rule(id).unwrap_or_else(|| panic!("there is no `{id}`"));
        assert_eq!(rule.meaning, expected["meaning"].as_str().expect("words"), "{id}");
        assert_eq!(rule.provision, expected["provisions"].as_str().expect("words"), "{id}");
        if let Some(cure) = expected["cured_by"].as_str() {
            assert_eq!(rule.cure.as_deref(), Some(cure), "{id}");
        }
        let effect = match rule.effect {
            Effect::Forbid => "FORBID",
            Effect::Hold => "HOLD",
            Effect::Transform(transform) => {
                assert_eq!(transform.as_str(), expected["transform"].as_str().expect("a word"), "{id}");
                "TRANSFORM"
            }
            Effect::Permit | Effect::Report => "PERMIT",
        };
        assert_eq!(effect, expected["effect"].as_str().expect("a word"), "{id}");
    }
    for permit in rules["permits"].as_array().expect("a list") {
        let id = permit["id"].as_str().expect("an id");
        let base = ["P01", "P02", "P06", "P08"].contains(&id);
        let effect = law.rule(id).unwrap_or_else(|| panic!("there is no `{id}`")).effect;
        assert_eq!(effect, if base { Effect::Permit } else { Effect::Report }, "{id}");
    }
}

#[test]
fn the_profile_has_the_lists_of_the_specification() {
    let (law, rules) = (law(), specification("rules.json"));
    let definitions = &rules["definitions"];
    assert_eq!(law.profile(), rules["profile"].as_str().expect("a name"));
    let eea: BTreeSet<&str> =
        definitions["EEA"].as_array().expect("a list").iter().filter_map(|c| c.as_str()).collect();
    assert_eq!(law.numbers().eea.iter().map(|country| country.as_str()).collect::<BTreeSet<_>>(), eea);
    let ages: BTreeMap<&str, i64> = definitions["ART8"]
        .as_object()
        .expect("an object")
        .iter()
        .map(|(country, age)| (country.as_str(), age.as_i64().expect("a number")))
        .collect();
    let article_8 = &law.numbers().article_8_age;
    assert_eq!(article_8.default, 16);
    assert_eq!(
        article_8.countries.iter().map(|(c, age)| (c.as_str(), i64::from(*age))).collect::<BTreeMap<_, _>>(),
        ages
    );
    let required: BTreeSet<&str> = law.numbers().required.iter().map(String::as_str).collect();
    let present: BTreeSet<&str> = law.rules().map(|rule| rule.id.as_str()).filter(|id| *id != "F00").collect();
    assert_eq!(required, present, "the profile requires every rule of the law that comes with it");
}

#[test]
fn every_file_of_the_folder_is_embedded() {
    let folder = world::list(repository().join("law")).expect("the folder is there");
    let names: Vec<&str> = folder.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    assert_eq!(names, crate::embedded_files().iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn the_schema_has_exactly_the_attributes_and_words_of_the_program() {
    let text = &files()["facts.cedarschema"];
    let (fragment, _) = cedar_policy::SchemaFragment::from_cedarschema_str(text).expect("valid");
    let json = fragment.to_json_value().expect("JSON");
    let types = json.pointer("//entityTypes").expect("entity types");
    for (entity, table) in [("Record", RECORD), ("ThirdParty", SLICE)] {
        let declared = types[entity]["shape"]["attributes"].as_object().expect("attributes");
        let declared: BTreeSet<&str> = declared.keys().map(String::as_str).collect();
        assert_eq!(declared, table.iter().map(|attribute| attribute.name).collect());
        for attribute in table {
            let (Domain::One { entity, words } | Domain::Set { entity, words }) = attribute.domain else { continue };
            let listed = types[entity]["enum"].as_array().expect("words").iter();
            assert_eq!(listed.filter_map(|word| word.as_str()).collect::<Vec<_>>(), words(), "{entity}");
        }
    }
}

/// `[GDPR 7(3)]`, `[AIA 50]`, `[DSM 4(3)]`, …
fn tags(text: &str) -> BTreeSet<String> {
    let acts = ["GDPR ", "AIA ", "DSM ", "DMA ", "ePrivacy "];
    let starts = text.match_indices('[').map(|(at, _)| &text[at + 1..]);
    let tags = starts.filter(|rest| acts.iter().any(|act| rest.starts_with(act)));
    tags.filter_map(|rest| rest.split_once(']')).map(|(tag, _)| tag.to_owned()).collect()
}

#[test]
fn every_provision_that_the_law_cites_has_a_case_and_every_case_cites_one() {
    let mut cited = BTreeSet::new();
    for text in files().values() {
        cited.extend(tags(text));
    }
    for entry in ["", "facts"] {
        for path in world::list(repository().join("crates/law/src").join(entry)).expect("the crate is there") {
            if path.extension().is_some_and(|extension| extension == "rs") {
                cited.extend(tags(&world::read_string(path).expect("readable")));
            }
        }
    }
    let mut cased = BTreeSet::new();
    for path in case_files() {
        let found = tags(&world::read_string(&path).expect("readable"));
        assert!(!found.is_empty(), "{} cites nothing", path.display());
        cased.extend(found);
    }
    assert_eq!(cited.difference(&cased).collect::<Vec<_>>(), Vec::<&String>::new(), "cited by the law, in no case");
    assert_eq!(cased.difference(&cited).collect::<Vec<_>>(), Vec::<&String>::new(), "in a case, not cited by the law");
}
