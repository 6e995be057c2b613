//! What somebody who objects wrote, in what somebody else wrote, where nothing marks it as a quote.

use crate::program::{Folder, clock, decisions, platform, posts, run, run_with};
use serde_json::{Value, json};
use std::io::Write;

const OTTERS: &str =
    "Gisteravond speelden er twee otters onder de oude brug bij onze molen, en niemand dan wij heeft ze gezien.";
/// Two words of it are changed, and nothing says whose it is.
const QUOTED: &str = "Dit las ik ergens: gisteravond zwommen er twee otters onder de oude brug bij onze molen, en \
    niemand dan wij zag ze. Ik ga morgen weer fietsen.";

/// A platform on which one person wrote of otters and another one, later, the same; the record of each and the first person.
fn street(quoted: &str) -> (Folder, [String; 2], String) {
    let folder = platform("quotes", "1");
    let project = folder.text("demo");
    let config = std::fs::read_to_string(folder.path("demo/grondslag.toml")).expect("a configuration");
    folder.write("demo/grondslag.toml", config.replace("unmarked_quotes = false", "unmarked_quotes = true"));
    let mut posts: Vec<Value> = posts(&folder).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();

    run(&["--project", &project, "-q", "run"]).done();
    let decided = decisions(&project);
    let plain = |post: &&mut Value| {
        let decided = post["record_id"].as_str().and_then(|record| decided.get(record));
        decided.is_some_and(|(word, _)| word == "PERMIT") && post["lang"] == "nl" && post.get("embeds").is_none()
    };
    let mut found = posts.iter_mut().filter(plain);
    let first = found.next().expect("a post");
    let second = found.find(|post| post["account_id"] != first["account_id"]).expect("another one");
    (first["text"], first["created_at"]) = (json!(OTTERS), json!("2026-03-01T10:00:00Z"));
    (second["text"], second["created_at"]) = (json!(quoted), json!("2026-03-02T10:00:00Z"));
    let records = [&*first, second].map(|post| post["record_id"].as_str().expect("a record").to_owned());
    let whose = run(&["--project", &project, "--format", "json", "-q", "explain", &records[0]]).done().last();
    let whose = whose["subject_id"].as_str().expect("a person").to_owned();

    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    posts.iter().for_each(|post| writeln!(zipped, "{post}").expect("memory"));
    folder.write("demo/platform/posts.jsonl.gz", zipped.finish().expect("memory"));
    (folder, records, whose)
}

/// The texts of the corpus in which there are otters.
fn otters(folder: &Folder) -> Vec<String> {
    let corpus = corpus::Corpus::open(folder.path("demo/corpus")).expect("a corpus");
    let texts = corpus.rows().map(|row| row.expect("readable").text.expose().to_owned());
    let mut found: Vec<String> = texts.filter(|text| text.contains("otters")).collect();
    found.sort();
    found
}

#[test]
fn an_unmarked_quote_of_somebody_who_objects_leaves_the_text_of_another_and_comes_back_with_them() {
    let (folder, [own, other], whose) = street(QUOTED);
    let project = folder.text("demo");
    let decided = || {
        run(&["--project", &project, "-q", "run"]).done();
        let decided = decisions(&project);
        let of = |record: &str| decided.get(record).cloned().expect("decided");
        (of(&own), of(&other))
    };
    let clock = clock(&folder);
    let say = |event: &Value| {
        let said = folder.write("said-later.jsonl", format!("{event}\n"));
        run(&["--project", &project, "-q", "ledger", "append", &said]).done();
    };

    let (first, second) = decided();
    assert_eq!((first.0.as_str(), second.0.as_str()), ("PERMIT", "PERMIT"));
    assert_eq!(otters(&folder), [QUOTED, OTTERS]);

    say(&json!({ "at": clock, "act": "objection", "id": "otters", "subject": whose, "purpose": "*",
        "scope": { "person": true }, "article": "21(1)" }));
    let (first, second) = decided();
    assert_eq!(first.0, "FORBID");
    assert_eq!((second.0.as_str(), second.1.contains(&"X01".to_owned())), ("PERMIT_WITH", true), "{second:?}");
    let left = otters(&folder);
    assert!(left.is_empty(), "{left:?}");
    let shown = run(&["--project", &project, "--format", "json", "-q", "explain", &other]).done().stdout;
    assert!(shown.contains("X01") && !shown.contains("otters"), "{shown}");

    say(&json!({ "at": clock, "act": "objection_withdrawn", "id": "otters" }));
    let (first, second) = decided();
    assert_eq!((first.0.as_str(), second.0.as_str()), ("PERMIT", "PERMIT"));
    assert_eq!(otters(&folder), [QUOTED, OTTERS]);

    // Who is forgotten is forgotten where another one repeats them, too: the model is that of never having read either.
    let forgotten =
        run(&["--project", &project, "--format", "json", "-q", "forget", &whose, "--compare"]).done().last();
    assert_eq!(forgotten["compared"], true);
    assert!(otters(&folder).is_empty());
    assert_eq!(decisions(&project)[&other].0, "PERMIT_WITH", "what is left of the other's text stays");
}

#[test]
fn whoever_repeats_somebody_is_out_of_service_as_soon_as_they_object() {
    let (folder, _, whose) = street(QUOTED);
    let project = folder.text("demo");
    // So many cohorts that two people are rarely in one.
    let with = |arguments: &[&str], quotes: &str| {
        let arguments = [&["--project", project.as_str(), "--format", "json", "-q"], arguments].concat();
        let environment = [("GRONDSLAG__TRAIN__SET__COHORTS", "32"), ("GRONDSLAG__INSPECT__UNMARKED_QUOTES", quotes)];
        run_with(&arguments, &environment).done().last()
    };
    with(&["run"], "true");
    let out = |quotes| with(&["prompt", "Gisteravond"], quotes)["without_cohorts"].as_u64().expect("a number");
    assert_eq!((out("true"), out("false")), (0, 0));
    let said = json!({ "at": clock(&folder), "act": "objection", "id": "otters", "subject": whose, "purpose": "*",
        "scope": { "person": true }, "article": "21(1)" });
    let said = folder.write("said-later.jsonl", format!("{said}\n"));
    run(&["--project", &project, "-q", "ledger", "append", &said]).done();
    // The one who repeats them without a mark, beside those who are known without reading any text.
    let marked = out("false");
    assert!(marked > 0);
    assert_eq!(out("true"), marked + 1);
}

#[test]
fn of_two_who_wrote_the_same_one_is_sealed_and_explain_says_whom_the_other_repeats() {
    let (folder, [own, other], whose) = street(&OTTERS.replace("gezien", "gehoord"));
    let project = folder.text("demo");
    let config = std::fs::read_to_string(folder.path("demo/grondslag.toml")).expect("a configuration");
    folder.write("demo/grondslag.toml", config.replace("near_duplicates = { remove = false }", ""));
    let told = run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    let [admitted, duplicates] = ["admitted", "duplicates"].map(|count| told[count].as_u64().expect("a number"));
    let corpus = corpus::Corpus::open(folder.path("demo/corpus")).expect("a corpus");
    assert!(duplicates > 0);
    assert_eq!(corpus.manifest().counts.admitted, admitted - duplicates);
    let explain =
        |record: &str| run(&["--project", &project, "--format", "json", "-q", "explain", record]).done().last();
    assert_eq!(decisions(&project)[&other].0, "PERMIT");
    assert_eq!((&explain(&other)["repeats"], &explain(&own)["repeats"]), (&json!(own), &Value::Null));
    let found = run(&["--project", &project, "--format", "json", "-q", "corpus", "find", &other]).done().last();
    assert_eq!((&found["decision"], &found["rules"]), (&json!("DUPLICATE"), &json!([])));
    assert_eq!(otters(&folder).len(), 1);
    // The copy goes with the person, and the model is that of training without both.
    let forgotten =
        run(&["--project", &project, "--format", "json", "-q", "forget", &whose, "--compare"]).done().last();
    assert_eq!(forgotten["compared"], true);
    assert!(otters(&folder).is_empty());
    let refused = folder.write(
        "demo/grondslag.toml",
        config.replace("near_duplicates = { remove = false }", "near_duplicates = { jaccard = 0.2 }"),
    );
    let stop = run(&["--project", &project, "-q", "run"]);
    assert!(stop.code != 0 && stop.stderr.contains("from 0.5 to 1"), "{refused}: {}", stop.stderr);
}
