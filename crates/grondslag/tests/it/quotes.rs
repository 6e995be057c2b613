//! What somebody who objects wrote, in what somebody else wrote, where nothing marks it as a quote.

use crate::program::{Folder, clock, decisions, platform, posts, run};
use serde_json::{Value, json};
use std::io::Write;

const OTTERS: &str =
    "Gisteravond speelden er twee otters onder de oude brug bij onze molen, en niemand dan wij heeft ze gezien.";
/// Two words of it are changed, and nothing says whose it is.
const QUOTED: &str = "Dit las ik ergens: gisteravond zwommen er twee otters onder de oude brug bij onze molen, en \
    niemand dan wij zag ze. Ik ga morgen weer fietsen.";

/// A platform on which one person wrote of otters and another one, later, the same; the record of each and the first person.
fn street() -> (Folder, [String; 2], String) {
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
    (second["text"], second["created_at"]) = (json!(QUOTED), json!("2026-03-02T10:00:00Z"));
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
    let (folder, [own, other], whose) = street();
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
