//! Cohorts on a model of somebody else, in the whole program.

use crate::program::{Folder, Ran, clock, command, platform, ran, run};
use std::fs;
use terms::Digest;

const PARTS: [&str; 3] = ["config.json", "model.safetensors", "tokenizer.json"];

/// A project whose own model, given on, is the base of its cohorts now, and the digest of that base.
fn on_a_base() -> (Folder, Digest) {
    let folder = platform("base", "1");
    run(&["--project", &folder.text("demo"), "-q", "run"]).done();
    let mut sums = String::new();
    fs::create_dir(folder.path("demo/llama")).expect("a disk");
    for part in PARTS {
        let bytes = fs::read(folder.path(&format!("demo/model/{part}"))).expect("a part of the model");
        sums += &format!("{}  {part}\n", Digest::of(&bytes));
        folder.write(&format!("demo/llama/{part}"), bytes);
    }
    let digest = Digest::of(&sums);
    stand_on(&folder, &digest);
    (folder, digest)
}

fn stand_on(folder: &Folder, digest: &Digest) {
    let config = fs::read_to_string(folder.path("demo/grondslag.toml")).expect("a configuration");
    let plain = config.split("[train.adapter]").next().expect("a part").to_owned();
    let plain = plain.replace("base = [\"base/base.txt\"]", "base = []");
    let adapter = format!("[train.adapter]\nbase = \"llama\"\nsha256 = \"{digest}\"\nrank = 16\n");
    folder.write("demo/grondslag.toml", format!("{plain}\n{adapter}"));
}

/// Runs the program without the constants of the small plan that a base says itself, which would be refused.
fn beside(arguments: &[&str]) -> Ran {
    let mut command = command(arguments);
    for constant in ["VOCABULARY", "WIDTH", "LAYERS", "HEADS", "FEED_FORWARD", "BASE_STEPS", "BASE_SEQUENCES"] {
        command.env_remove(format!("GRONDSLAG__TRAIN__SET__{constant}"));
    }
    ran(command.output().expect("the program starts"))
}

#[test]
fn cohorts_on_a_base_of_somebody_else_learn_answer_and_forget_to_the_byte() {
    let (folder, digest) = on_a_base();
    let project = folder.text("demo");
    let trained = beside(&["--project", &project, "train"]).done();
    assert!(format!("{}{}", trained.stdout, trained.stderr).contains("D36"), "nobody answered what D36 asks");
    assert!(folder.path("demo/model/adapter_model.safetensors").exists());
    assert!(!folder.path("demo/model/model.safetensors").exists(), "the base is not copied");
    let answer = beside(&["--project", &project, "-q", "prompt", "Vandaag fietste ik"]).done();
    assert!(answer.stdout.contains("Vandaag"), "{}", answer.stdout);

    let subject = whoever_is_in(&folder);
    let said = serde_json::json!({ "at": clock(&folder), "act": "objection", "id": "later", "subject": subject,
        "purpose": "*", "scope": { "person": true }, "article": "21(1)" });
    folder.write("later.jsonl", format!("{said}\n"));
    beside(&["--project", &project, "-q", "ledger", "append", &folder.text("later.jsonl")]).done();
    let forgotten = beside(&["--project", &project, "-q", "--format", "json", "forget", "--compare", &subject]).done();
    assert_eq!(forgotten.last()["compared"], true, "{}", forgotten.stdout);

    // Another base is no base of this model.
    let weights = folder.path("demo/llama/model.safetensors");
    let mut bytes = fs::read(&weights).expect("weights");
    *bytes.last_mut().expect("not empty") ^= 1;
    fs::write(&weights, bytes).expect("a disk");
    let refused = beside(&["--project", &project, "-q", "prompt", "Vandaag fietste ik"]);
    assert_ne!(refused.code, 0, "{}", refused.stdout);
    assert!(refused.stderr.contains("has the digest"), "{}", refused.stderr);
    assert!(refused.stderr.contains(&digest.to_string()), "{}", refused.stderr);
}

/// Somebody whose records are in the corpus.
fn whoever_is_in(folder: &Folder) -> String {
    let (project, proof) = (folder.text("demo"), folder.text("proof.json"));
    let accounts = fs::read_to_string(folder.path("demo/platform/accounts.jsonl")).expect("accounts");
    let subjects = accounts.lines().filter_map(|line| {
        let account: serde_json::Value = serde_json::from_str(line).expect("JSON");
        account["subject_id"].as_str().map(str::to_owned)
    });
    let mut subjects = subjects.filter(|subject| {
        beside(&["--project", &project, "-q", "--format", "json", "corpus", "prove", subject, "--out", &proof])
            .done()
            .last()["in"]
            == true
    });
    subjects.next().expect("somebody is in the corpus")
}
