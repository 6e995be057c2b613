//! A larger model beside the detectors, from the command line: its bounds are measured, it decides by them, and a configuration
//! that cannot be meant is refused.

use crate::program::{Folder, platform, run, run_with};
use serde_json::{Value, json};

#[path = "../../../inspect/src/careful/tests/made.rs"]
mod model;

/// Lines that say who discloses what, in words that the model knows and the detectors do not.
fn gold() -> String {
    let line = |text: String, says: Value| json!({ "text": text, "lang": "en", "says": says }).to_string() + "\n";
    let author = json!([{ "category": "health", "whose": "author" }]);
    let said = "Since last year I live with";
    let authors = (0..200).map(|at| line(format!("{said} blorp, now for {at} days."), author.clone()));
    let nobody = (0..200).map(|at| line(format!("{said} zonk, now for {at} days."), json!([])));
    authors.chain(nobody).collect()
}

#[test]
fn bounds_are_measured_written_and_decide_what_is_held_and_found() {
    let folder = Folder::new("careful");
    model::Made::new().write(&folder.path("model"));
    let (gold, model) = (folder.write("gold.jsonl", gold()), folder.text("model"));
    let posts = folder
        .write("posts.jsonl", "{\"id\": 1, \"text\": \"Since last year I live with blorp.\", \"lang\": \"en\"}\n");
    let look = |arguments: &[&str]| run(&[&["-q", "--format", "jsonl", "inspect"], arguments].concat());
    let findings = |ran: crate::program::Ran| ran.done().last()["findings"].clone();
    assert_eq!(findings(look(&[&posts, "--rules-alone"])), json!([]));
    // Without bounds what is heard is held, and it says so.
    let bare = run(&["--format", "jsonl", "inspect", &posts, "--careful-look", &model]);
    assert!(bare.stderr.contains("has no bounds") && bare.stderr.contains("--bands"), "{}", bare.stderr);
    assert_eq!(findings(bare)[0]["band"], "uncertain");
    let made = look(&["--evaluate", &gold, "--careful-look", &model, "--bands"]).done().last();
    let written: Value =
        serde_json::from_slice(&std::fs::read(folder.path("model/bands.json")).expect("bounds")).expect("JSON");
    assert_eq!(made, written);
    assert_eq!(made["bands"]["en"]["authors"]["part"], 200);
    let found = look(&[&posts, "--careful-look", &model]);
    assert!(!found.stderr.contains("has no bounds"));
    let found = findings(found);
    assert_eq!(
        (&found[0]["kind"], &found[0]["whose"], &found[0]["band"]),
        (&json!("health"), &json!("author"), &json!("found"))
    );
    // With it, what the detectors miss is found; `--bands` alone, and too few texts, are refused.
    let recall =
        |arguments: &[&str]| look(arguments).done().last()["categories"]["health"]["author_found"]["value"].as_f64();
    assert_eq!(recall(&["--evaluate", &gold, "--careful-look", &model]), Some(1.0));
    assert_eq!(recall(&["--evaluate", &gold]), Some(0.0));
    assert_ne!(look(&["--evaluate", &gold, "--bands"]).code, 0);
    let few = folder.write(
        "few.jsonl",
        std::fs::read_to_string(&gold).expect("gold").lines().take(60).collect::<Vec<_>>().join("\n"),
    );
    let refused = look(&["--evaluate", &few, "--careful-look", &model, "--bands"]);
    assert!(refused.code == 2 && refused.stderr.contains("too few texts"), "{}", refused.stderr);
    let other = folder.text("nowhere");
    let refused = look(&[&posts, "--careful-look", &other]);
    assert!(refused.code == 2 && refused.stderr.contains("config.json"), "{}", refused.stderr);
}

#[test]
fn a_configuration_that_cannot_be_meant_is_refused_before_anything_is_inspected() {
    let folder = platform("careful-config", "3");
    model::Made::new().write(&folder.path("demo/model-of-somebody"));
    let demo = folder.text("demo");
    let refused = |because: &str, settings: &[(&str, &str)]| {
        let ran = run_with(&["--project", &demo, "-q", "run"], settings);
        assert!(ran.code == 2 && ran.stderr.contains(because), "{}: {}", ran.code, ran.stderr);
    };
    let look = ("GRONDSLAG__INSPECT__CAREFUL_LOOK", "model-of-somebody");
    let measured = ("GRONDSLAG__INSPECT__SECOND_LOOK_FROM", "measured");
    refused("names no model; set both", &[measured, ("GRONDSLAG__INSPECT__CAREFUL_LOOK_FROM", "0.5")]);
    refused("set `inspect.second_look_from` to `measured` or `strict`", &[look]);
    refused("a probability from 0 to 1", &[look, measured, ("GRONDSLAG__INSPECT__CAREFUL_LOOK_FROM", "1.5")]);
    refused("`inspect.careful_look`: ", &[measured, ("GRONDSLAG__INSPECT__CAREFUL_LOOK", "nowhere")]);
}
