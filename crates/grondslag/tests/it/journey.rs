//! The whole journey, as a newcomer walks it.

use crate::program::{Folder, Ran, files, platform, posts, run, run_with};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn demo(folder: &Folder, name: &str, environment: &[(&str, &str)]) -> Ran {
    run_with(&["--project", &folder.text(name), "--format", "json", "-q", "demo"], environment)
}

#[test]
fn the_demo_decides_what_was_planted_adds_up_and_gives_the_same_bytes_on_one_thread_and_on_two() {
    let folder = Folder::new("journey-demo");
    let one = demo(&folder, "one", &[("GRONDSLAG__RUN__THREADS", "1")]).done().last();
    let two = demo(&folder, "two", &[("GRONDSLAG__RUN__THREADS", "2")]).done().last();
    assert_eq!(one, two, "digests, counts and tree are the same on one thread and on two");
    let count = |key: &str| one[key].as_u64().unwrap_or_else(|| panic!("{key} is missing"));
    assert_eq!(count("read"), count("admitted") + count("refused") + count("held"));
    assert!(count("admitted") > 1000 && count("refused") > 500 && count("held") > 100, "{one}");
    assert_eq!((count("truth_records"), count("truth_differences")), (count("read"), 0));
    assert_ne!(one["model_digest"], one["model_digest_after_forgetting"], "forgetting changes the model");
    assert_eq!(one["truth_differences"], 0);
}

#[test]
fn another_seed_is_another_platform_whose_truth_holds_too() {
    let folder = Folder::new("journey-seed");
    let text = folder.text("demo");
    let ran = run(&["--project", &text, "--format", "json", "-q", "demo", "--seed", "7"]).done().last();
    assert_eq!(ran["truth_differences"], 0, "{ran}");
}

#[test]
fn a_run_can_be_repeated_and_gives_the_same_digests() {
    let folder = platform("journey-again", "1");
    let project = folder.text("demo");
    let run_it = || run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    let (first, again) = (run_it(), run_it());
    for key in ["read", "admitted", "refused", "held", "corpus_digest", "model_digest", "decisions_digest"] {
        if key != "decisions_digest" {
            assert_eq!(first[key], again[key], "{key}");
        }
    }
    run(&["--project", &project, "corpus", "verify"]).done();
    run(&["--project", &project, "ledger", "verify"]).done();
}

#[test]
fn the_whole_authorizer_agrees_and_explain_names_rule_article_fact_source_and_cure_of_every_refused_record() {
    let folder = platform("journey-explain", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    // Each record is decided by the whole authorizer too.
    let verified = run(&["--project", &project, "--format", "json", "-q", "decide", "--verify"]).done().last();
    let quick = run(&["--project", &project, "--format", "json", "-q", "decide"]).done().last();
    assert_eq!(verified, quick);
    // One record for each rule that the platform shows.
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    let decisions = run(&["--project", &project, "--format", "jsonl", "-q", "decide"]).done();
    for line in decisions.stdout.lines() {
        let decision: Value = serde_json::from_str(line).expect("JSON");
        for rule in decision["rules"].as_array().expect("rules") {
            let record = decision["record_id"].as_str().expect("an id").to_owned();
            shown.entry(rule.as_str().expect("a rule").to_owned()).or_insert(record);
        }
    }
    assert!(shown.len() >= 20, "the platform shows {} rules: {:?}", shown.len(), shown.keys());
    for (rule, record) in shown {
        let explained = run(&["--project", &project, "--format", "json", "-q", "explain", &record]).done().last();
        let because = explained["because"].as_array().expect("because");
        let one = because
            .iter()
            .find(|because| because["rule"] == rule.as_str())
            .unwrap_or_else(|| panic!("{rule}: {explained}"));
        assert!(one["provision"].as_str().is_some_and(|text| !text.is_empty()), "{rule}: {one}");
        assert!(one["cure"].as_str().is_some_and(|text| !text.is_empty()), "{rule}: {one}");
        let reads = one["reads"].as_array().expect("reads");
        assert!(rule == "F00" || !reads.is_empty(), "{rule} read nothing: {one}");
        for fact in reads.iter().flat_map(|read| read["facts"].as_array().expect("facts")) {
            assert!(
                fact["from"].as_str().is_some_and(|from| !from.is_empty()),
                "{rule}: nobody says where {fact} came from"
            );
        }
        let words = run(&["--project", &project, "-q", "explain", &record]).done().stdout;
        assert!(words.contains(&rule) && words.contains("cure: "), "{rule}: {words}");
    }
}

#[test]
fn after_forgetting_no_file_of_corpus_or_model_holds_the_person_and_the_receipt_verifies_offline() {
    let folder = platform("journey-forget", "1");
    let project = folder.text("demo");
    let late = some_come_late(&folder);
    run(&["--project", &project, "-q", "run"]).done();
    let (subject, texts) = somebody(&folder, &project);
    let is_late = comes_late(&folder, &subject, &late);
    let forgotten =
        run(&["--project", &project, "--format", "json", "-q", "forget", &subject, "--compare"]).done().last();
    assert_eq!(forgotten["compared"], true, "training without the person from the start gave the same bytes");
    // Of two slices of one step each, the second is for those who come late.
    let attested = std::fs::read(folder.path("demo/model/attestation.json")).expect("there");
    let attested: Value = serde_json::from_slice(&attested).expect("JSON");
    assert_eq!(attested["steps_replayed"], if is_late { 1 } else { 2 }, "{attested}");
    run(&["--project", &project, "corpus", "verify"]).done();

    // No shard of any version: decompressed text, not compressed bytes.
    for text in texts {
        for record in run(&["--project", &project, "--format", "json", "corpus", "find", &text]).done().stdout.lines() {
            let place: Value = serde_json::from_str(record).expect("JSON");
            assert_eq!(place["shard"], Value::Null, "{place}");
            assert!(place["rules"].as_array().expect("rules").iter().any(|rule| rule == "F25"), "{place}");
        }
    }
    let receipt = forgotten["receipt"].as_str().expect("a path");
    let elsewhere = folder.path("elsewhere.tlog-proof");
    std::fs::copy(receipt, &elsewhere).expect("copied");
    let verified = run(&["--format", "json", "verify", elsewhere.to_str().expect("UTF-8")]).done().last();
    assert_eq!((&verified["holds"], &verified["act"]), (&Value::Bool(true), &Value::from("erasure_requested")));

    // One changed byte, and it does not hold.
    let mut bytes = std::fs::read(&elsewhere).expect("there");
    let place = bytes.len() / 2;
    bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
    std::fs::write(&elsewhere, bytes).expect("writable");
    let broken = run(&["verify", elsewhere.to_str().expect("UTF-8")]);
    assert_eq!(broken.code, 4, "{}", broken.stderr);
}

/// Opens every other account on the day from which on people come late, and keeps the last slice for them. Gives these people.
fn some_come_late(folder: &Folder) -> BTreeSet<String> {
    let (mut late, mut early, mut lines) = (BTreeSet::new(), BTreeSet::new(), String::new());
    let accounts = std::fs::read_to_string(folder.path("demo/platform/accounts.jsonl")).expect("accounts");
    for (number, line) in accounts.lines().enumerate() {
        let mut account: Value = serde_json::from_str(line).expect("JSON");
        if let Some(subject) = account["subject_id"].as_str().map(str::to_owned) {
            let (opened_on, people) =
                if number.is_multiple_of(2) { ("2026-11-21", &mut late) } else { ("2019-01-01", &mut early) };
            account["opened_on"] = opened_on.into();
            people.insert(subject);
        }
        lines += &format!("{account}\n");
    }
    folder.write("demo/platform/accounts.jsonl", lines);
    let config = std::fs::read_to_string(folder.path("demo/grondslag.toml")).expect("a configuration");
    let config = config.replace("plan = \"demo\"\n", "plan = \"demo\"\nlate_slices = 1\n");
    folder.write("demo/grondslag.toml", &config);
    let refused = run(&["--project", &folder.text("demo"), "-q", "run"]);
    assert_eq!(refused.code, 2, "nobody says who comes late: {}", refused.stderr);
    assert!(refused.stderr.contains("`corpus.late_from`"), "{}", refused.stderr);
    folder.write("demo/grondslag.toml", config.replace("shards = 4\n", "shards = 4\nlate_from = \"2026-11-21\"\n"));
    // Whoever has an account of before was there before.
    &late - &early
}

/// Whether this person comes late; the corpus and the way from their records to the model agree, of them and of all others.
fn comes_late(folder: &Folder, subject: &str, late: &BTreeSet<String>) -> bool {
    let project = folder.text("demo");
    let corpus = corpus::Corpus::open(folder.path("demo/corpus")).expect("a corpus");
    assert!(corpus.manifest().meta.late_from.is_some());
    let marked = corpus.late().expect("readable").len() as u64;
    assert!(marked > 10 && marked + 10 < corpus.manifest().counts.tally.subjects, "{marked}");
    let slices = |subject: &str| {
        let ran = run(&["--project", &project, "--format", "jsonl", "-q", "lineage", "--subject", subject]).done();
        let place = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["slice"].clone();
        ran.stdout.lines().map(place).collect::<Vec<Value>>()
    };
    let is_late = late.contains(subject);
    let found = slices(subject);
    assert!(!found.is_empty() && found.iter().all(|slice| *slice == u64::from(is_late)), "{found:?}");
    is_late
}

/// A person with many admitted records, and these records.
fn somebody(folder: &Folder, project: &str) -> (String, Vec<String>) {
    let decisions = run(&["--project", project, "--format", "jsonl", "-q", "decide"]).done();
    let admitted: Vec<String> = decisions
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .filter(|decision| decision["decision"] == "PERMIT")
        .map(|decision| decision["record_id"].as_str().expect("an id").to_owned())
        .collect();
    let accounts: BTreeMap<String, String> = std::fs::read_to_string(folder.path("demo/platform/accounts.jsonl"))
        .expect("accounts")
        .lines()
        .skip(1)
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|account| {
            (
                account["account_id"].as_str().expect("id").to_owned(),
                account["subject_id"].as_str().expect("id").to_owned(),
            )
        })
        .collect();
    // Who wrote what, as the platform's own export says.
    let mut by_subject: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in posts(folder).lines().skip(1) {
        let post: Value = serde_json::from_str(line).expect("JSON");
        let record = post["record_id"].as_str().expect("id").to_owned();
        if let Some(subject) =
            post["account_id"].as_str().and_then(|account| accounts.get(account)).filter(|_| admitted.contains(&record))
        {
            by_subject.entry(subject.clone()).or_default().push(record);
        }
    }
    by_subject.into_iter().max_by_key(|(_, records)| records.len()).expect("somebody is admitted")
}

#[test]
fn the_generated_platform_is_the_same_for_the_same_seed_and_another_for_another() {
    let (one, two, other) = (platform("seed-one", "1"), platform("seed-two", "1"), platform("seed-other", "2"));
    let (one, two, other) = (files(&one.path("demo")), files(&two.path("demo")), files(&other.path("demo")));
    assert!(one == two, "the same seed gives the same files");
    assert!(one != other, "another seed gives others");
}

#[test]
fn each_purpose_is_decided_on_its_own() {
    let folder = platform("journey-purposes", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    for (purpose, truth) in [("ai.improve.assistant", "truth-assistant.jsonl"), ("ai.train.generative", "truth.jsonl")]
    {
        let truth = std::fs::read_to_string(folder.path("demo").join(truth)).expect("a truth file");
        for (operation, as_of) in [("assemble", "2026-11-23T12:00:00Z"), ("train", "2026-11-30T12:00:00Z")] {
            let arguments = ["--project", &project, "--format", "jsonl", "-q", "--as-of", as_of, "decide", "--purpose"];
            let decided = run(&[arguments.as_slice(), &[purpose, "--operation", operation]].concat()).done();
            let decisions: BTreeMap<String, Value> = lines(&decided.stdout);
            let planted = lines(&truth);
            assert_eq!(decisions.len(), planted.len());
            for (record, truth) in &planted {
                let (found, planted) = (&decisions[record], &truth[operation]);
                for key in ["decision", "rules", "transforms"] {
                    assert_eq!(found[key], planted[key], "{purpose} {operation} {record} {key}");
                }
            }
        }
    }
    let unknown = run(&["--project", &project, "decide", "--purpose", "ai.train.generativ"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("did you mean `ai.train.generative`"), "{}", unknown.stderr);
}

fn lines(text: &str) -> BTreeMap<String, Value> {
    let values = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    values.map(|value| (value["record_id"].as_str().expect("an id").to_owned(), value)).collect()
}
