//! Runs `cases/06-corpus/*.case`: behaviour in words a lawyer can read. `UPDATE=1` writes the answers.

use super::*;
use crate::Corpus;
use std::fmt::Write as _;

#[test]
fn every_case_of_the_corpus_room_gives_its_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/06-corpus");
    let cases = world::list(&folder).expect("there are cases");
    assert!(!cases.is_empty(), "there are no cases in cases/06-corpus");
    for path in cases {
        let case = world::read_string(&path).expect("readable");
        let (question, answer) = case.split_once("----\n").unwrap_or((&case, ""));
        let found = run(question);
        if std::env::var_os("UPDATE").is_some() {
            world::write_atomic(&path, format!("{question}----\n{found}")).expect("writable");
        } else {
            assert_eq!(found, answer, "{}; check it, then run with `UPDATE=1`", path.display());
        }
    }
}

/// Runs the lines of a case, one after another, and tells what each `show` found.
fn run(question: &str) -> String {
    let (folder, mut input, mut gone) = (Folder::new(), Input::default(), Leaving::new());
    let (mut names, mut answer) = (BTreeMap::new(), String::new());
    for line in question.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["row", record, "by", subject, ..] => {
                let text = line.split('"').nth(1).expect("a text in quotes");
                let row = row(record, subject, text);
                names.insert(row.record.clone(), record.to_owned());
                input.rows.insert(record.to_owned(), row);
            }
            ["exclude", record, decision, ref rules @ ..] => {
                input.excluded.insert(record.to_owned(), exclusion(decision, rules));
            }
            ["seal"] => {
                input.seal(folder.as_ref());
            }
            ["gone", record, decision, ref rules @ ..] => {
                let author = input.rows.get(record).map(|row| row.subject.clone());
                let theirs = gone.entry(author.unwrap_or_else(|| pseudonym("subject", "nobody"))).or_default();
                theirs.insert(pseudonym("record", record), exclusion(decision, rules));
            }
            ["purge"] => {
                let done = Corpus::open(&folder).expect("whole").purge(&gone, meta()).expect("purgeable");
                let _ = writeln!(answer, "purge   removed {}, not there {}", done.removed, done.absent);
            }
            ["show"] => show(folder.as_ref(), &names, &mut answer),
            _ => panic!("`{line}` is no line of a case"),
        }
    }
    answer
}

fn exclusion(decision: &str, rules: &[&str]) -> Exclusion {
    Exclusion::new(Refusal::parse(decision).expect("FORBID or HOLD"), rules.iter().copied())
}

fn show(folder: &Path, names: &BTreeMap<String, String>, answer: &mut String) {
    let corpus = Corpus::open(folder).expect("whole");
    corpus.verify().expect("holds");
    let counts = &corpus.manifest().counts;
    let (refused, held) = (counts.refusals.refused, counts.refusals.held);
    let _ = writeln!(answer, "read {} = admitted {} + refused {refused} + held {held}", counts.read, counts.admitted);
    let mut rows: Vec<_> = corpus.rows().map(|row| row.expect("readable")).collect();
    rows.sort_by(|a, b| names[&a.record].cmp(&names[&b.record]));
    for row in rows {
        let _ = writeln!(answer, "row     {}  \"{}\"", names[&row.record], row.text.expose());
    }
    let mut excluded: Vec<_> = corpus.excluded().map(|row| row.expect("readable")).collect();
    excluded.sort_by(|a, b| a.source.cmp(&b.source));
    for row in excluded {
        let (refusal, rules) = (row.exclusion.refusal.as_str(), row.exclusion.rules.join(" "));
        let _ = writeln!(answer, "{refusal:<7} {}  {rules}", row.source);
    }
}
