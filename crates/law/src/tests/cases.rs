//! The cases of `cases/05-law`, and whether each policy has a case that notices its absence.

use super::support::{baseline, facts, files, law, overlay, repository, specification};
use crate::{Decision, Facts, Law};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One case of a file.
pub(crate) struct Case {
    title: String,
    lines: Vec<String>,
    answer: Vec<String>,
    pub(crate) facts: Facts,
}

pub(crate) fn case_files() -> Vec<PathBuf> {
    let all = world::list(repository().join("cases/05-law")).expect("the cases are there");
    all.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "case")).collect()
}

fn value(word: &str) -> Value {
    let json =
        matches!(word, "true" | "false" | "null") || word.parse::<i64>().is_ok() || word.starts_with(['[', '{', '"']);
    if json { serde_json::from_str(word).expect("a value is JSON or a word") } else { Value::from(word) }
}

/// Lays one difference over the facts; what is not there yet starts from its clean value.
fn differ(facts: &mut Value, path: &str, word: &str, clean: &Value) {
    let mut steps = path.split('.');
    let first = steps.next().expect("a path has a first step");
    let mut place = facts.get_mut(first).unwrap_or_else(|| panic!("`{path}` is not a fact"));
    let start = clean.get(first).cloned().unwrap_or_else(|| Value::Object(Map::new()));
    for step in steps {
        if let (Value::Array(items), Ok(index)) = (&mut *place, step.parse::<usize>()) {
            while items.len() <= index {
                items.push(start.clone());
            }
        } else if place.is_null() {
            *place = start.clone();
        }
        place = match place {
            Value::Array(items) => &mut items[step.parse::<usize>().expect("a list is counted")],
            Value::Object(members) => members.entry(step).or_insert(Value::Null),
            _ => panic!("`{path}` leads into a single value"),
        };
    }
    *place = value(word);
}

pub(crate) fn read(path: &Path) -> (Vec<String>, Vec<Case>) {
    let text = world::read_string(path).expect("a case can be read");
    let clean: Value = serde_json::from_str(
        &world::read_string(repository().join("cases/05-law/clean.json")).expect("the clean values are there"),
    )
    .expect("JSON");
    let mut blocks = text.split("\ncase  ");
    let head = blocks.next().expect("a file has a head").lines().map(str::to_owned).collect();
    let cases = blocks.map(|block| {
        let (question, answer) = block.split_once("----\n").expect("a case has a line of four hyphens");
        let mut lines = question.lines().map(str::to_owned);
        let title = lines.next().expect("a case has a title");
        let lines: Vec<String> = lines.collect();
        let mut changed = baseline();
        for line in &lines {
            let (path, word) = line.split_once(' ').expect("a difference is a path and a value");
            differ(&mut changed, path, word.trim(), &clean);
        }
        let answer = answer.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Case { title, lines, answer, facts: facts(&changed) }
    });
    (head, cases.collect())
}

/// The answer in the words of a case file.
fn answer(law: &Law, decision: &Decision) -> Vec<String> {
    let grounds = decision.grounds();
    let mut lines = vec![decision.outcome().as_str().to_owned()];
    for id in grounds.rules() {
        let rule = law.rule(id).expect("every rule of a decision is a rule of the law");
        lines.push(format!("{id:<10}  {}", rule.provision));
    }
    if !grounds.permits().is_empty() {
        lines.push(format!("{:<10}  {}", "permits", grounds.permits().join(" ")));
    }
    for (index, transform) in grounds.slices() {
        lines.push(format!("{:<10}  third_parties.{index}", transform.as_str()));
    }
    lines
}

fn written(head: &[String], cases: &[(&Case, Vec<String>)]) -> String {
    let mut text = head.join("\n");
    for (case, answer) in cases {
        text.push_str(&format!("\n\ncase  {}\n", case.title));
        for line in case.lines.iter().map(String::as_str).chain(["----"]).chain(answer.iter().map(String::as_str)) {
            text.push_str(line);
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
    }
    text.push('\n');
    text
}

#[test]
fn every_case_gets_its_answer() {
    let law = law();
    let mut wrong = Vec::new();
    for path in case_files() {
        let (head, cases) = read(&path);
        let answers: Vec<_> = cases.iter().map(|case| (case, answer(&law, &law.decide(&case.facts)))).collect();
        if std::env::var_os("UPDATE").is_some() {
            world::write_atomic(&path, written(&head, &answers)).expect("a case can be written");
            continue;
        }
        for (case, found) in answers {
            if found != case.answer {
                wrong.push(format!("{}: {}\n{}", path.display(), case.title, found.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "these answers differ; `UPDATE=1` writes them:\n{}", wrong.join("\n\n"));
}

#[test]
fn every_rule_has_a_case_in_which_it_fires_and_one_in_which_it_does_not() {
    let law = law();
    for rule in law.rules() {
        let path = repository().join("cases/05-law").join(format!("{}.case", rule.id.to_lowercase()));
        let (_, cases) = read(&path);
        let fires = |case: &Case| {
            let decision = law.decide(&case.facts);
            decision.grounds().rules().contains(&rule.id) || decision.grounds().permits().contains(&rule.id)
        };
        assert!(cases.iter().any(fires), "`{}` fires in none of its cases", rule.id);
        assert!(!cases.iter().all(fires), "`{}` fires in all of its cases", rule.id);
    }
    assert_eq!(case_files().len(), law.rules().count(), "a case file belongs to a rule");
}

/// The files of the law without one policy, and a profile that does not ask for it.
fn without(id: &str) -> BTreeMap<String, String> {
    let mut files = files();
    let tag = format!("@id(\"{id}\")");
    let (_, text) = files.iter_mut().find(|(_, text)| text.contains(&tag)).expect("every rule stands in a file");
    let start = text.find(&tag).expect("found above");
    let length = text[start..].find("\n@id").map_or(text.len() - start, |length| length + 1);
    text.replace_range(start..start + length, "");
    let profile = files.get_mut("profile.toml").expect("there is a profile");
    *profile = profile.replace(&format!("\"{id}\","), "");
    files
}

/// The facts of every case and of every scenario.
pub(crate) fn questions() -> Vec<Facts> {
    let mut questions: Vec<Facts> = case_files().iter().flat_map(|path| read(path).1).map(|case| case.facts).collect();
    for scenario in specification("scenarios.json").as_array().expect("a list") {
        let mut changed = baseline();
        overlay(&mut changed, &scenario["delta"]);
        questions.push(facts(&changed));
    }
    questions
}

#[test]
fn every_policy_is_missed_by_a_case_when_it_is_gone() {
    let law = law();
    let questions = questions();
    let said = |law: &Law, facts: &Facts| {
        let decision = law.decide(facts);
        let grounds = decision.grounds();
        (decision.outcome(), grounds.rules().to_vec(), grounds.permits().to_vec(), grounds.slices().to_vec())
    };
    let answers: Vec<_> = questions.iter().map(|facts| said(&law, facts)).collect();
    let ids: Vec<String> = law.rules().map(|rule| rule.id.clone()).filter(|id| id != crate::DEFAULT_DENY).collect();
    assert_eq!(ids.len(), 50);
    for id in ids {
        let mutant = Law::from_files(&without(&id)).unwrap_or_else(|error| panic!("{error}"));
        assert!(mutant.rule(&id).is_none());
        let noticed = questions.iter().zip(&answers).any(|(facts, answer)| said(&mutant, facts) != *answer);
        assert!(noticed, "no case and no scenario notices that `{id}` is gone");
    }
}
