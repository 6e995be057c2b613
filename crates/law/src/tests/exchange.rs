//! The policies as ODRL: every rule is there, once for each purpose and operation that it speaks of.

use super::register::example;
use super::support::law;
use crate::Effect;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn nodes(document: &Value) -> &Vec<Value> {
    document["@graph"].as_array().expect("a graph")
}

fn sets(document: &Value) -> Vec<&Value> {
    nodes(document).iter().filter(|node| node["@type"] == "odrl:Set").collect()
}

fn rules(set: &Value) -> Vec<&Value> {
    ["odrl:permission", "odrl:prohibition", "odrl:obligation"]
        .iter()
        .flat_map(|kind| set[kind].as_array().expect("a list"))
        .collect()
}

/// Every prefix that is used is declared, and no node has the id of another.
fn shape(value: &Value, prefixes: &BTreeSet<&str>, ids: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| shape(item, prefixes, ids)),
        Value::Object(members) => {
            for (key, member) in members {
                let name =
                    key.strip_prefix('@').is_some() || key.split_once(':').is_some_and(|(p, _)| prefixes.contains(p));
                assert!(name, "`{key}` has no declared prefix");
                if key == "@id" {
                    let id = member.as_str().expect("an id is text");
                    let prefix = id.split_once(':').expect("an id is a compact or whole IRI").0;
                    assert!(prefixes.contains(prefix) || ["urn", "https"].contains(&prefix), "{id}");
                    assert!(!id.contains(' '), "{id}");
                    if members.len() > 1 {
                        *ids.entry(id.to_owned()).or_default() += 1;
                    }
                }
                shape(member, prefixes, ids);
            }
        }
        _ => {}
    }
}

#[test]
fn every_rule_stands_in_the_set_of_each_operation_it_speaks_of() {
    let law = law();
    let document = law.odrl(None);
    let mut seen = BTreeSet::new();
    for set in sets(&document) {
        assert_eq!(set["odrl:conflict"]["@id"], "odrl:prohibit");
        let serve = set["@id"].as_str().expect("an id").ends_with(":serve");
        let ids: BTreeSet<&str> =
            rules(set).iter().map(|rule| rule["dct:identifier"].as_str().expect("an id")).collect();
        let serving = BTreeSet::from(["F00", "F01", "F23", "F29", "F30", "M02", "M03", "M04", "P08"]);
        if serve {
            assert_eq!(ids, serving);
        } else {
            let all: BTreeSet<&str> = law.rules().map(|rule| rule.id.as_str()).collect();
            let only_serving = BTreeSet::from(["M02", "M03", "M04", "P08"]);
            assert_eq!(ids, all.difference(&only_serving).copied().collect());
        }
        seen.extend(ids.into_iter().map(str::to_owned));
    }
    assert_eq!(seen, law.rules().map(|rule| rule.id.clone()).collect());
}

#[test]
fn a_rule_is_exported_as_what_it_does_with_its_provision() {
    let law = law();
    let document = law.odrl(Some(&example()));
    assert_eq!(sets(&document).len(), 3);
    for set in sets(&document) {
        for node in rules(set) {
            let rule = law.rule(node["dct:identifier"].as_str().expect("an id")).expect("a rule");
            let kind = match rule.effect {
                Effect::Permit | Effect::Report => "odrl:Permission",
                Effect::Forbid | Effect::Hold => "odrl:Prohibition",
                Effect::Transform(_) => "odrl:Duty",
            };
            assert_eq!(node["@type"], kind, "{}", rule.id);
            assert_eq!(node["dct:source"], rule.provision.as_str());
            assert!(
                rule.id == "F00" || node["grondslag:condition"].as_str().expect("a condition").contains("resource")
            );
            assert_eq!(node["odrl:constraint"][0]["odrl:leftOperand"]["@id"], "dpv-odrl:Purpose");
        }
    }
    let excluded: BTreeSet<String> = sets(&document).iter().map(|set| set["grondslag:excluded"].to_string()).collect();
    let training = "[\"kind:direct_message\",\"kind:private_group_post\",\"purpose:people.recognise\"]";
    assert_eq!(excluded, BTreeSet::from(["[]".to_owned(), training.to_owned()]));
    let text = document.to_string();
    assert!(
        text.contains("dpv:TargetedAdvertising") && text.contains("eu-gdpr:A6-1-f") && text.contains("eu-gdpr:A6-1-a")
    );
}

#[test]
fn the_export_has_the_shape_of_json_ld() {
    for document in [law().odrl(None), law().odrl(Some(&example()))] {
        let prefixes: BTreeSet<&str> =
            document["@context"].as_object().expect("a context").keys().map(String::as_str).collect();
        let mut ids = BTreeMap::new();
        shape(&document["@graph"], &prefixes, &mut ids);
        let twice: Vec<_> = ids.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
        assert_eq!(document.to_string(), document.to_string());
    }
    if let Some(path) = std::env::var_os("ODRL_OUT") {
        world::write_atomic(std::path::Path::new(&path), law().odrl(Some(&example())).to_string()).expect("written");
    }
}
