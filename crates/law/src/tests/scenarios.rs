//! The acceptance cases of the legal specification.

use super::support::{baseline, facts, law, overlay, specification};

#[test]
fn every_scenario_of_the_specification_gets_its_decision_and_its_rules() {
    let law = law();
    let scenarios = specification("scenarios.json");
    let scenarios = scenarios.as_array().expect("a list");
    assert!(scenarios.len() >= 48);
    for scenario in scenarios {
        let id = scenario["id"].as_str().expect("an id");
        let mut changed = baseline();
        overlay(&mut changed, &scenario["delta"]);
        let decision = law.decide(&facts(&changed));
        assert_eq!(decision.outcome().as_str(), scenario["expect"].as_str().expect("a decision"), "{id}");
        let listed = scenario["rules"].as_array().expect("a list").iter();
        let listed: Vec<&str> = listed.map(|rule| rule.as_str().expect("an id")).collect();
        let mut rules: Vec<&str> = listed.iter().copied().filter(|rule| !rule.starts_with('P')).collect();
        rules.sort_unstable();
        assert_eq!(decision.grounds().rules(), rules, "{id}");
        for permit in listed.iter().filter(|rule| rule.starts_with('P')) {
            assert!(decision.grounds().permits().iter().any(|held| held == permit), "{id}: {permit}");
        }
    }
}
