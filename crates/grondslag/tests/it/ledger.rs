//! The ledger over the command line: requests of other systems in, witnesses, and proofs that others check.

use crate::program::{clock, command, platform, run, run_with};
use ::ledger::{Watched, Witness};
use serde_json::json;
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

#[test]
fn a_request_of_opendsr_becomes_an_event_of_the_person_that_the_caller_names() {
    let folder = platform("ledger-opendsr", "1");
    let project = folder.text("demo");
    let request = json!({
        "regulation": "gdpr", "subject_request_id": "a7551968-d5d6-44b2-9831-815ac9017798",
        "subject_request_type": "objection", "submitted_time": "2026-10-02T15:00:00Z", "api_version": "3.0",
        "subject_identities": [
            { "identity_type": "controller_customer_id", "identity_value": "s9", "identity_format": "raw" }
        ],
    });
    let file = folder.text("request.json");
    std::fs::write(&file, request.to_string()).expect("writable");
    let append = ["--project", &project, "--format", "json", "ledger", "append", "--as", "opendsr", &file];
    // What stands in a request is no proof of who sent it.
    let alone = run(&append);
    assert_eq!(alone.code, 2);
    assert!(alone.stderr.contains("say whose request this is"), "{}", alone.stderr);
    let appended = run(&[&append[..], &["--subject", "forum-a:7"]].concat()).done().last();
    assert_eq!(appended["appended"], 1);
    let shown = run(&["--project", &project, "--format", "jsonl", "ledger", "show", "--subject", "forum-a:7"]).done();
    assert!(shown.stdout.contains("\"act\":\"objection\""), "{}", shown.stdout);
    // The same request again is the same objection.
    assert_eq!(run(&[&append[..], &["--subject", "forum-a:7"]].concat()).code, 1);
}

#[test]
fn a_receipt_with_witnesses_and_an_export_of_the_whole_log_are_checked_without_the_project() {
    let folder = platform("ledger-witness", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    let shown = run(&["--project", &project, "--format", "json", "ledger", "show"]).done().last();
    let key = shown["key"].as_str().expect("a key").to_owned();
    let witness = Witness::new("witness.example.org/w1", [1; 32]).expect("valid");
    let second = Witness::new("witness.example.org/w2", [2; 32]).expect("valid");
    let policy = |name: &str, needed: u32| {
        let (one, two) = (witness.public(), second.public());
        let text = format!("log {key}\nwitness a {one}\nwitness b {two}\ngroup g {needed} a b\nquorum g\n");
        std::fs::write(folder.path(name), text).expect("writable");
        folder.text(name)
    };
    let (one, two) = (policy("one", 1), policy("two", 2));

    let request = run(&["--project", &project, "ledger", "witness", "request"]).done().stdout;
    let origin = key.split('+').next().expect("a name").to_owned();
    let watched = BTreeMap::from([(origin, Watched { key: key.clone(), latest: None })]);
    let now = terms::parse_instant("2026-12-01").expect("a moment");
    let answer = witness.add_checkpoint(&watched, request.as_bytes(), now);
    assert_eq!(answer.status, 200);
    let (sent, received) = (folder.text("sent"), folder.text("received"));
    std::fs::write(&sent, &request).expect("writable");
    std::fs::write(&received, &answer.body).expect("writable");
    run(&["--project", &project, "ledger", "witness", "add", &sent, &received, "--quorum", &one]).done();

    let proved = run(&["--project", &project, "--format", "json", "ledger", "prove", "0"]).done().last();
    let receipt = proved["receipt"].as_str().expect("a path");
    let verified = run(&["--format", "json", "verify", receipt, "--quorum", &one]).done().last();
    assert_eq!(verified["cosigned"], json!([witness.public()]));
    assert_eq!(run(&["verify", receipt, "--quorum", &two]).code, 4, "one witness is not two");

    let export = run(&["--project", &project, "ledger", "export", "--as", "whole"]).done().stdout;
    let file = folder.text("export.jsonl");
    std::fs::write(&file, &export).expect("writable");
    let verified = run(&["--format", "json", "verify", &file, "--key", &key]).done().last();
    assert_eq!((&verified["holds"], &verified["tree_size"]), (&json!(true), &shown["tree_size"]));
    let place = export.find("consent_given").expect("a consent");
    let mut changed = export.into_bytes();
    changed[place] = b'C';
    std::fs::write(&file, &changed).expect("writable");
    assert_eq!(run(&["verify", &file, "--key", &key]).code, 4);
}

/// A plan whose training takes long enough to be stopped in the middle.
const LONG_PLAN: &[(&str, &str)] =
    &[("GRONDSLAG__TRAIN__SET__SLICES", "8"), ("GRONDSLAG__TRAIN__SET__STEPS_PER_PASS", "30")];

#[test]
fn an_order_that_arrives_while_a_model_is_trained_stops_the_run_at_the_next_slice() {
    let undisturbed = platform("order-undisturbed", "1");
    let arguments = ["--project", &undisturbed.text("demo"), "--format", "json", "-q", "run"];
    let expected = run_with(&arguments, LONG_PLAN).done().last()["model_digest"].clone();

    let folder = platform("order-stops", "1");
    let project = folder.text("demo");
    let arguments = ["--project", &project, "--format", "json", "-q", "run"];
    let mut running = command(&arguments);
    let running = running.envs(LONG_PLAN.iter().copied()).stderr(Stdio::piped()).stdout(Stdio::null());
    let mut running = running.spawn().expect("it starts");
    let slices = || {
        let state = std::fs::read_dir(folder.path("demo").join("model/state"));
        let names = state.into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        names.filter(|name| name.contains("slice") && name.ends_with(".safetensors")).count()
    };
    while slices() == 0 && running.try_wait().expect("it is ours").is_none() {
        std::thread::sleep(Duration::from_millis(20));
    }
    let clock = clock(&folder);
    let order = json!({
        "at": clock, "act": "order", "id": "stop-now", "authority": "an authority", "provision": "GDPR 58(2)(f)",
        "effect": "forbid", "territory": "*", "ops": ["train"], "purposes": "*", "from": clock.split('T').next(),
    });
    let append = |event: &serde_json::Value| {
        std::fs::write(folder.path("event.jsonl"), format!("{event}\n")).expect("writable");
        run(&["--project", &project, "ledger", "append", &folder.text("event.jsonl")]).done();
    };
    append(&order);
    let before = slices();
    let ended = running.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(3), "{told}");
    assert!(told.contains("order `stop-now` covers training"), "{told}");
    // Slices that were under way when the order came may have ended since; each thread began no other.
    assert!(slices() <= before + 2, "{before} slices before, {} after", slices());
    assert!(!folder.path("demo").join("model/model.safetensors").exists(), "there is no model to serve");

    // Under the order no record of anybody is trained on; once it is lifted, the run comes to the bytes of one that was
    // never stopped.
    run_with(&arguments, LONG_PLAN).done();
    let manifest = std::fs::read_to_string(folder.path("demo").join("corpus/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!(manifest["counts"]["admitted"], 0);
    append(&json!({ "at": clock, "act": "order_lifted", "id": "stop-now" }));
    assert_eq!(run_with(&arguments, LONG_PLAN).done().last()["model_digest"], expected);
}
