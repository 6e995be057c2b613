//! Each condition of each policy against the cases: a condition that is replaced by true or by false, an operation or a
//! word that is left out, has to change the answer to some case or scenario. What survives is no part of the law that
//! anybody would miss, so there is a case for it or a reason why it makes no difference.

use super::cases::questions;
use super::support::{files, law};
use crate::{Facts, Law, Outcome, Transform};
use cedar_policy::{Policy, PolicyId, PolicySet};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A policy with one thing changed.
struct Mutant {
    rule: String,
    /// What was changed, in the words of the policy.
    change: String,
    json: Value,
}

/// Mutants that no facts can tell from the policy, each with the reason.
const EQUIVALENT: &[(&str, &str, &str)] = &[(
    "X06",
    "with operation serve",
    "answering a prompt uses no record, so nobody is judged in one, and nobody remains",
)];

/// The policies of the law in Cedar's own JSON form.
fn policies() -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (name, text) in files() {
        if !name.ends_with(".cedar") {
            continue;
        }
        let set: PolicySet = text.parse().expect("the law parses");
        for policy in set.policies() {
            let id = policy.annotation("id").expect("a policy has an id").to_owned();
            all.insert(id, policy.to_json().expect("a policy has a JSON form"));
        }
    }
    all
}

/// The places of all conditions that are neither a conjunction, a disjunction nor a negation.
fn atoms(expression: &Value, at: &str, found: &mut Vec<String>) {
    for operator in ["&&", "||"] {
        if let Some(sides) = expression.get(operator) {
            atoms(&sides["left"], &format!("{at}/{operator}/left"), found);
            atoms(&sides["right"], &format!("{at}/{operator}/right"), found);
            return;
        }
    }
    if let Some(negated) = expression.get("!") {
        atoms(&negated["arg"], &format!("{at}/!/arg"), found);
        return;
    }
    found.push(at.to_owned());
}

/// Every list of words in an expression, by its place.
fn lists(expression: &Value, at: &str, found: &mut Vec<(String, usize)>) {
    match expression {
        Value::Object(members) => {
            for (name, member) in members {
                let place = format!("{at}/{name}");
                if let ("Set", Value::Array(items)) = (name.as_str(), member) {
                    found.push((place, items.len()));
                } else {
                    lists(member, &place, found);
                }
            }
        }
        Value::Array(items) => {
            for (nth, item) in items.iter().enumerate() {
                lists(item, &format!("{at}/{nth}"), found);
            }
        }
        _ => {}
    }
}

/// The expression as Cedar writes it, which is what a reader of a survivor wants to see.
fn in_words(policy: &Value, atom: &Value) -> String {
    let mut alone = policy.clone();
    alone["conditions"] = json!([{"kind": "when", "body": atom}]);
    alone["annotations"] = json!({});
    let text = Policy::from_json(None, alone).expect("an atom is an expression").to_string();
    let body = text.split_once("when {").map_or(text.as_str(), |(_, body)| body);
    body.trim().trim_end_matches(';').trim_end_matches('}').trim().to_owned()
}

fn mutants() -> Vec<Mutant> {
    let mut all = Vec::new();
    for (rule, policy) in policies() {
        let mut push = |change: String, json: Value| all.push(Mutant { rule: rule.clone(), change, json });
        let mut places = Vec::new();
        for nth in 0..policy["conditions"].as_array().map_or(0, Vec::len) {
            let at = format!("/conditions/{nth}/body");
            atoms(policy.pointer(&at).expect("a condition has a body"), &at, &mut places);
        }
        for place in &places {
            let atom = policy.pointer(place).expect("found above");
            let words = in_words(&policy, atom);
            for constant in [true, false] {
                let mut json = policy.clone();
                *json.pointer_mut(place).expect("found above") = json!({"Value": constant});
                push(format!("{words} -> {constant}"), json);
            }
            let mut found = Vec::new();
            lists(atom, place, &mut found);
            for (list, length) in found {
                for left_out in 0..length {
                    let mut json = policy.clone();
                    let items = json.pointer_mut(&list).and_then(Value::as_array_mut).expect("found above");
                    let word = items.remove(left_out);
                    let word = word.pointer("/Value/__entity/id").and_then(Value::as_str).unwrap_or("?").to_owned();
                    push(format!("{words} without {word}"), json);
                }
            }
        }
        // `action in […]`, one operation less, or `action == …`, asked about another one.
        for left_out in 0..policy["action"]["entities"].as_array().map_or(0, Vec::len) {
            let mut json = policy.clone();
            let operation = json["action"]["entities"].as_array_mut().expect("counted").remove(left_out);
            push(format!("without operation {}", operation["id"].as_str().expect("an operation")), json);
        }
        for operation in ["assemble", "train", "evaluate", "serve"] {
            let entity = json!({"type": "Action", "id": operation});
            let mut json = policy.clone();
            let listed = policy["action"]["entities"].as_array();
            if listed.map_or(policy["action"]["entity"] == entity, |listed| listed.contains(&entity)) {
                continue;
            }
            // Nobody stands in the answer to a prompt, so no third party is ever asked about there.
            if policy["resource"]["entity_type"] == "ThirdParty" {
                continue;
            }
            let mut entities = listed.cloned().unwrap_or_else(|| vec![policy["action"]["entity"].clone()]);
            entities.push(entity);
            json["action"] = json!({"op": "in", "entities": entities});
            push(format!("with operation {operation}"), json);
        }
    }
    all
}

type Said = (Outcome, Vec<String>, Vec<String>, Vec<(usize, Transform)>);

fn said(law: &Law, facts: &Facts) -> Said {
    let decision = law.decide(facts);
    let grounds = decision.grounds();
    (decision.outcome(), grounds.rules().to_vec(), grounds.permits().to_vec(), grounds.slices().to_vec())
}

#[test]
fn every_condition_of_every_policy_is_missed_by_a_case_when_it_is_changed() {
    let mut law = law();
    let originals = policies();
    let questions = questions();
    let answers: Vec<Said> = questions.iter().map(|facts| said(&law, facts)).collect();
    let mutants = mutants();
    let mut changed = BTreeSet::new();
    let mut survivors = BTreeSet::new();
    for mutant in &mutants {
        let id = PolicyId::new(&mutant.rule);
        let policy = Policy::from_json(Some(id), mutant.json.clone()).expect("a mutant is a policy");
        law.swap_policy(&mutant.rule, policy);
        let noticed = questions.iter().zip(&answers).any(|(facts, answer)| said(&law, facts) != *answer);
        if !noticed {
            survivors.insert((mutant.rule.as_str(), mutant.change.as_str()));
        }
        assert_eq!(law.broken_count(), 0, "{} {}", mutant.rule, mutant.change);
        changed.insert(mutant.rule.as_str());
        let original = Policy::from_json(Some(PolicyId::new(&mutant.rule)), originals[&mutant.rule].clone());
        law.swap_policy(&mutant.rule, original.expect("it was one"));
    }
    // The law is whole again: what was measured was the mutants and nothing that stuck.
    assert!(questions.iter().zip(&answers).all(|(facts, answer)| said(&law, facts) == *answer));
    assert_eq!(changed.len(), 50, "every policy was changed");
    assert!(mutants.len() > 450, "{} mutants", mutants.len());
    let expected: BTreeSet<(&str, &str)> = EQUIVALENT.iter().map(|(rule, change, _)| (*rule, *change)).collect();
    let list = |set: &BTreeSet<(&str, &str)>, other: &BTreeSet<(&str, &str)>| {
        let lines: Vec<String> = set.difference(other).map(|(rule, change)| format!("{rule}: {change}")).collect();
        lines.join("\n")
    };
    assert_eq!(list(&survivors, &expected), "", "no case notices these changes");
    assert_eq!(list(&expected, &survivors), "", "these are listed as equivalent, and a case notices them");
}
