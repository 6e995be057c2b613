//! `--as-of`: what was decided, and what would have been, at any moment and under any tree head; and stored decisions that
//! are made again.

use crate::program::{Folder, platform, run, run_with};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A project that has been run.
fn ran(name: &str) -> (Folder, String) {
    let folder = platform(name, "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    (folder, project)
}

/// The decisions as of a moment or a tree size, by record.
fn decisions(project: &str, as_of: &str) -> BTreeMap<String, Value> {
    let decided = run(&["--project", project, "--format", "jsonl", "-q", "--as-of", as_of, "decide"]).done();
    let lines = decided.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines.map(|line| (line["record_id"].as_str().expect("an id").to_owned(), line)).collect()
}

fn fires(decision: &Value, rule: &str) -> bool {
    decision["rules"].as_array().expect("rules").iter().any(|fired| fired == rule)
}

/// Objections of whole persons that were received after sealing, oldest first: moment and person.
fn objections(folder: &Folder) -> Vec<(String, String)> {
    let said = std::fs::read_to_string(folder.path("demo/said.jsonl")).expect("events");
    let events = said.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    events
        .filter(|event| event["act"] == "objection" && event["scope"]["person"] == true)
        .filter(|event| event["purpose"].as_str().is_none_or(|purpose| purpose == "ai.train.generative"))
        .filter_map(|event| Some((event["at"].as_str()?.to_owned(), event["subject"].as_str()?.to_owned())))
        .filter(|(at, _)| at.as_str() > "2026-11-23T12:00:00Z")
        .collect()
}

/// The second before this one.
fn before(at: &str) -> String {
    let at = terms::parse_instant(at).expect("a moment");
    terms::format_instant(at - std::time::Duration::from_secs(1))
}

fn copy(from: &Path, to: &Path, change: impl Fn(&str, String) -> String) {
    std::fs::create_dir_all(to).expect("writable");
    for entry in std::fs::read_dir(from).expect("readable") {
        let path = entry.expect("readable").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8").to_owned();
        let text = std::fs::read_to_string(&path).expect("text");
        std::fs::write(to.join(&name), change(&name, text)).expect("writable");
    }
}

#[test]
fn a_decision_is_another_from_the_second_in_which_an_objection_was_received_and_under_each_tree_head_the_same() {
    let (folder, project) = ran("as-of-objection");
    // Whoever objected after sealing and had a record that was admitted until then.
    let found = objections(&folder).into_iter().find_map(|(at, subject)| {
        let (then, now) = (decisions(&project, &before(&at)), decisions(&project, &at));
        let changed = now.iter().find(|(id, now)| fires(now, "F09") && then[*id]["decision"] == "PERMIT")?;
        Some((at, subject, changed.0.clone()))
    });
    let (at, subject, record) = found.expect("an admitted record whose author objects");

    let explain = |as_of: &str| {
        run(&["--project", &project, "--format", "json", "-q", "--as-of", as_of, "explain", &record]).done().last()
    };
    let (then, now) = (explain(&before(&at)), explain(&at));
    assert_eq!((&then["decision"], &now["decision"]), (&"PERMIT".into(), &"FORBID".into()));
    assert_eq!(now["subject_id"], subject.as_str());
    assert_eq!(then["as_of"], before(&at).as_str());

    // The tree heads before and after that event.
    let mut events = now["events"].as_array().expect("events").iter();
    let event = events.rfind(|event| event["act"] == "objection" && event["at"] == at.as_str());
    let index = event.and_then(|event| event["index"].as_u64()).expect("its place in the log");
    let (then, now) = (explain(&index.to_string()), explain(&(index + 1).to_string()));
    assert!(!fires(&then, "F09") && fires(&now, "F09"), "{then} {now}");
    assert_eq!((then["tree_size"].as_u64(), now["tree_size"].as_u64()), (Some(index), Some(index + 1)));
    let beyond = run(&["--project", &project, "--as-of", "1000000", "explain", &record]);
    assert!(beyond.code == 2 && beyond.stderr.contains("the ledger has"), "{}", beyond.stderr);

    // What another law would change is asked as of a moment too.
    let proposed = folder.path("proposed");
    copy(&folder.path("demo/law"), &proposed, |_, text| {
        text.replace("resource.objection_match == ObjectionMatch::\"exact\"", "resource.dma_gatekeeper")
    });
    let lost = |as_of: &str| {
        let proposed = proposed.to_str().expect("UTF-8");
        let diff = run(&["--project", &project, "--format", "json", "-q", "--as-of", as_of, "law", "diff", proposed]);
        diff.done().last()["lost"]["F09"].as_u64().expect("records that F09 no longer fires on")
    };
    assert!(lost(&before(&at)) < lost(&at));

    // Asking about the past writes nothing into the log, and changes nothing of what is decided today.
    run(&["--project", &project, "ledger", "verify"]).done();
    let sealed = run(&["--project", &project, "--format", "json", "-q", "decide"]).done().last();
    assert_eq!(sealed, run(&["--project", &project, "--format", "json", "-q", "decide"]).done().last());
}

#[test]
fn a_letter_that_is_logged_later_counts_from_the_day_it_was_received_and_not_under_an_earlier_tree_head() {
    let (folder, project) = ran("as-of-letter");
    let today = "2026-11-30T12:00:00Z";
    let admitted = decisions(&project, today).into_iter().find(|(_, one)| one["decision"] == "PERMIT");
    let (record, _) = admitted.expect("an admitted record");
    let explain = |as_of: &str| {
        run(&["--project", &project, "--format", "json", "-q", "--as-of", as_of, "explain", &record]).done().last()
    };
    let now = explain(today);
    let (subject, size) = (now["subject_id"].as_str().expect("its author"), now["tree_size"].as_u64().expect("a size"));
    let letter = format!(
        "{{\"at\":\"2026-11-25T08:00:00Z\",\"act\":\"objection\",\"id\":\"letter-1\",\"subject\":\"{subject}\",\
         \"scope\":{{\"person\":true}},\"channel\":\"letter\",\"article\":\"21(1)\"}}\n"
    );
    run(&["--project", &project, "ledger", "append", &folder.write("letter.jsonl", letter)]).done();
    for (as_of, objects) in [("2026-11-25T07:59:59Z", false), ("2026-11-25T08:00:00Z", true), (today, true)] {
        assert_eq!(fires(&explain(as_of), "F09"), objects, "{as_of}");
    }
    // What a decision under the old tree head saw is not rewritten by what was logged since.
    assert!(!fires(&explain(&size.to_string()), "F09"));
    assert!(fires(&explain(&(size + 1).to_string()), "F09"));
}

#[test]
fn a_day_before_the_first_of_the_profile_is_decided_only_under_a_law_of_that_day_or_where_somebody_says_so() {
    let folder = platform("as-of-first-day", "1");
    let project = folder.text("demo");
    let early = [("GRONDSLAG__RUN__ASSEMBLE_AS_OF", "2026-11-22T12:00:00Z")];
    let refused = run_with(&["--project", &project, "-q", "run"], &early);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    for hint in ["2026-11-22", "`eu-2026-11-23` from 2026-11-23 on", "run.assemble_as_of", "`laws`", "--profile"] {
        assert!(refused.stderr.contains(hint), "{hint}: {}", refused.stderr);
    }
    assert!(!folder.path("demo/work").exists(), "nothing was written");

    run(&["--project", &project, "-q", "run"]).done();
    let explain = |more: &[&str]| {
        let record = std::fs::read_to_string(folder.path("demo/truth.jsonl")).expect("the truth");
        let record: Value = serde_json::from_str(record.lines().next().expect("a line")).expect("JSON");
        let record = record["record_id"].as_str().expect("an id").to_owned();
        let asked = ["--project", &project, "--format", "json", "-q", "--as-of", "2026-11-22T12:00:00Z"];
        run(&[asked.as_slice(), more, &["explain", &record]].concat())
    };
    let refused = explain(&[]);
    assert!(refused.code == 2 && refused.stderr.contains("--profile eu-2026-11-23"), "{}", refused.stderr);
    let chosen = explain(&["--profile", "eu-2026-11-23"]).done().last();
    assert_eq!((&chosen["profile"], &chosen["as_of"]), (&"eu-2026-11-23".into(), &"2026-11-22T12:00:00Z".into()));
    let unknown = explain(&["--profile", "eu-2026-11-32"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("did you mean `eu-2026-11-23`"), "{}", unknown.stderr);

    // A law of an earlier day, beside the present one: each day has its own.
    copy(&folder.path("demo/law"), &folder.path("demo/laws/eu-2026-01-01"), |name, text| match name {
        "profile.toml" => text.replace("2026-11-23", "2026-01-01"),
        _ => text,
    });
    let then = explain(&[]).done().last();
    assert_eq!(then["profile"], "eu-2026-01-01");
    let record = then["record_id"].as_str().expect("an id");
    let today = run(&["--project", &project, "--format", "json", "-q", "explain", record]).done().last();
    assert_eq!(today["profile"], "eu-2026-11-23");
}

/// `decide` walks all records in one pass; `--replay` decides each on its own, from the join of `facts.sql`.
#[test]
fn one_pass_decides_platforms_of_several_seeds_as_one_record_at_a_time_does() {
    for seed in ["2", "3", "4"] {
        let folder = platform(&format!("one-pass-{seed}"), seed);
        let project = folder.text("demo");
        run(&["--project", &project, "-q", "intake"]).done();
        run(&["--project", &project, "-q", "ledger", "append", &folder.text("demo/said.jsonl")]).done();
        for operation in ["assemble", "train"] {
            run(&["--project", &project, "-q", "decide", "--operation", operation]).done();
            let file = folder.text(&format!("demo/work/decisions-{operation}"));
            let answer =
                run(&["--project", &project, "--format", "json", "-q", "decide", "--replay", &file]).done().last();
            assert_eq!((&answer["differences"], &answer["same_bytes"]), (&0.into(), &true.into()), "{answer}");
            assert!(answer["decisions"].as_u64() > Some(4000), "{answer}");
        }
    }
}

#[test]
fn stored_decisions_are_made_again_to_the_byte_and_one_changed_byte_is_found() {
    let (folder, project) = ran("as-of-replay");
    let replay = |file: &str| run(&["--project", &project, "--format", "json", "-q", "decide", "--replay", file]);
    // Both of the run: of another moment, another operation and another tree head each.
    let stored = folder.text("demo/work/decisions-train");
    let files = |folder: &str| -> Vec<(PathBuf, Vec<u8>)> {
        let files = std::fs::read_dir(folder).expect("decisions").map(|file| file.expect("a file").path());
        let mut files: Vec<_> = files.map(|path| (path.clone(), std::fs::read(path).expect("a file"))).collect();
        files.sort();
        files
    };
    let whole = files(&stored);
    for file in [&folder.text("demo/work/decisions-assemble"), &stored] {
        let answer = replay(file).done().last();
        assert_eq!((&answer["differences"], &answer["same_bytes"]), (&0.into(), &true.into()), "{answer}");
        assert_eq!(answer["holds"], true);
        assert!(answer["decisions"].as_u64() > Some(1000), "{answer}");
    }
    assert_eq!(files(&stored), whole, "replaying leaves the files alone");

    for (path, bytes) in &whole {
        for place in [5, bytes.len() / 7, bytes.len() / 3, bytes.len() / 2, bytes.len() - 3] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            std::fs::write(path, changed).expect("writable");
            let found = replay(&stored);
            let what = format!("byte {place} of {}, {}", bytes.len(), path.display());
            assert_eq!(found.code, 4, "{what}: {} {}", found.stdout, found.stderr);
        }
        std::fs::remove_file(path).expect("removable");
        let found = replay(&stored);
        let is_manifest = path.ends_with("manifest.json");
        assert_eq!(found.code, if is_manifest { 2 } else { 4 }, "{} is gone: {}", path.display(), found.stderr);
        std::fs::write(path, bytes).expect("writable");
    }

    // The decision of one record, from its facts alone: by the digest that is stored, and by any build of the law.
    let decided = decisions(&project, "2026-11-30T12:00:00Z");
    let (record, decision) =
        decided.iter().find(|(_, one)| one["decision"] == "FORBID" && !fires(one, "F00")).expect("one");
    let facts = run(&["--project", &project, "-q", "explain", record, "--facts"]).done().stdout;
    let explained = run(&["--project", &project, "--format", "json", "-q", "explain", record]).done().last();
    assert_eq!(explained["facts_digest"], terms::Digest::of(facts.trim_end().as_bytes()).to_string());
    let file = folder.write("facts.jsonl", &facts);
    let law = folder.text("demo/law");
    let again = run(&["decide", "--facts", &file, "--law", &law]).done().last();
    for key in ["decision", "rules"] {
        assert_eq!(again[key], decision[key], "{key}");
    }

    // The facts are of the day since which the decision stands, and not of the one on which somebody asks.
    let since = explained["stands_since"].as_str().expect("a moment");
    assert!(facts.contains(&format!("\"now\":\"{}\"", &since[..10])), "{since}: {facts}");

    // Another register than the one it was decided under: the records that come out differently are named.
    let register = folder.path("demo/register.toml");
    let text = std::fs::read_to_string(&register).expect("the register");
    let longer = text.replacen("[choice.window_days]\nvalue = 30", "[choice.window_days]\nvalue = 90", 1);
    assert_ne!(text, longer);
    std::fs::write(&register, longer).expect("writable");
    let found = replay(&stored);
    assert_eq!(found.code, 4, "{}", found.stdout);
    let (all, rulings) = (found.last()["differences"].as_u64(), found.last()["other_rulings"].as_u64());
    assert!(
        rulings > Some(0) && all > rulings,
        "the facts of all are others, and the ruling of some: {all:?} {rulings:?}"
    );
    assert!(found.stdout.contains("\"facts\"") && found.stdout.contains("\"H14\""), "{}", found.stdout);
}
