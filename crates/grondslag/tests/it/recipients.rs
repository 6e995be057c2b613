//! An objection, the purge that follows, and those outside of reach who have to be told [GDPR 19].

use crate::program::{Folder, Ran, clock, platform, run};
use serde_json::{Value, json};

/// Says, at the project's own moment, that this person objects to everything.
fn object(folder: &Folder, subject: &str) {
    let said = json!({ "at": clock(folder), "act": "objection", "id": "later", "subject": subject, "purpose": "*",
        "scope": { "person": true }, "article": "21(1)" });
    let said = folder.write("said-later.jsonl", format!("{said}\n"));
    run(&["--project", &folder.text("demo"), "-q", "ledger", "append", &said]).done();
}

/// What `grondslag corpus` answers in this project.
fn ask(project: &str, arguments: &[&str]) -> Ran {
    let mut all = vec!["--project", project, "--format", "json", "-q", "corpus"];
    all.extend(arguments);
    run(&all)
}

/// Whether this person is in the corpus, as the proof says that is written there.
fn is_in(project: &str, subject: &str, proof: &str) -> bool {
    ask(project, &["prove", subject, "--out", proof]).done().last()["in"] == true
}

/// Somebody who is in the corpus, and the proof of it.
fn somebody(folder: &Folder, project: &str, proof: &str) -> (String, Value) {
    let accounts = std::fs::read_to_string(folder.path("demo/platform/accounts.jsonl")).expect("accounts");
    let mut subjects = accounts.lines().filter_map(|line| {
        let account: Value = serde_json::from_str(line).expect("JSON");
        account["subject_id"].as_str().map(str::to_owned)
    });
    let subject = subjects.find(|subject| is_in(project, subject, proof)).expect("somebody is in the corpus");
    (subject, serde_json::from_slice(&std::fs::read(proof).expect("there")).expect("JSON"))
}

#[test]
fn after_a_purge_each_recipient_is_outstanding_until_told_and_told_until_it_confirmed() {
    let folder = platform("recipients", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    let corpus = |arguments: &[&str]| ask(&project, arguments);
    let proof = folder.text("proof.json");
    let is_in = |subject: &str| is_in(&project, subject, &proof);
    let (subject, before) = somebody(&folder, &project, &proof);
    let records = before["answer"]["in"]["records"].as_array().expect("records").clone();

    corpus(&["copies", "add", "r1"]).done();
    corpus(&["copies", "add", "r2"]).done();
    object(&folder, &subject);

    // The certificate used to lie at `--out` alone, and then nobody had to be told.
    let out = folder.text("certificate.json");
    let purged = corpus(&["purge", &subject, "--out", &out]);
    assert_eq!(purged.code, 5, "recipients have to be told: {}", purged.stderr);
    let purged = purged.last();
    assert_eq!((&purged["removed"], &purged["shards_rewritten"][1]), (&json!(records.len()), &Value::Null));
    assert_eq!(purged["certificate"], json!(out));
    run(&["verify", &out]).done();
    assert!(!is_in(&subject), "the proof after says that they are not in it");
    run(&["--project", &project, "corpus", "verify"]).done();

    let state = |code| {
        let listed = corpus(&["recipients", "list"]);
        assert_eq!(listed.code, code, "{}", listed.stderr);
        let list = listed.last()["recipients"].as_array().expect("a list").clone();
        list.iter().map(|one| one["state"].as_str().expect("a word").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(state(5), ["outstanding", "outstanding"]);
    let notice = corpus(&["recipients", "notice", "r1"]).done().stdout;
    assert!(!notice.contains(&subject), "a notice names nobody");
    let notice: Value = serde_json::from_str(&notice).expect("JSON");
    let told: Vec<&Value> = records.iter().map(|record| &record["record"]).collect();
    let named = notice["people"][0]["records"].as_array().expect("records");
    assert_eq!((named.len(), named.iter().all(|record| told.contains(&record))), (told.len(), true));
    assert_eq!(notice["people"][0]["corpora"], json!([before["corpus"]]));

    corpus(&["recipients", "told", "r1", &subject]).done();
    assert_eq!(state(5), ["told", "outstanding"]);
    let pseudonym = before["person"].as_str().expect("a pseudonym");
    corpus(&["recipients", "told", "r2", pseudonym]).done();
    assert_eq!(state(0), ["told", "told"]);
    corpus(&["recipients", "confirmed", "r1", pseudonym]).done();
    assert_eq!(state(0), ["confirmed", "told"]);
    assert_eq!(corpus(&["recipients", "told", "r3", pseudonym]).code, 2, "nobody registered `r3`");
    assert_eq!(corpus(&["recipients", "told", "r1", "nobody"]).code, 2);
    let versions = corpus(&["versions"]).done().stdout;
    let last: Value = serde_json::from_str(versions.lines().last().expect("versions")).expect("JSON");
    assert_eq!(
        (&last["act"], &last["here"], &last["replaces"]),
        (&json!("corpus_purged"), &json!(true), &before["corpus"])
    );
}

#[test]
fn a_copy_that_was_not_reached_is_purged_by_the_next_run_whose_certificate_says_all_that_left() {
    let folder = platform("recipients-copy", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    let corpus = |arguments: &[&str]| ask(&project, arguments);
    let (proof, copy, away) = (folder.text("proof.json"), folder.text("copy"), folder.path("away"));
    let (subject, before) = somebody(&folder, &project, &proof);
    let records = before["answer"]["in"]["records"].as_array().expect("records").len();
    // A table has no lineage: once the corpus lost the person, nothing but the kept proof says that something is to be done.
    corpus(&["publish", &copy]).done();
    std::fs::rename(&copy, &away).expect("moved");
    object(&folder, &subject);
    let purged = corpus(&["purge", &subject]);
    assert_eq!(purged.code, 5, "{}", purged.stderr);
    assert_eq!(purged.last()["unreached"][0]["folder"], json!(copy));
    assert_eq!(corpus(&["purge", &subject]).code, 5, "it is still away");
    std::fs::rename(&away, &copy).expect("moved back");
    let purged = corpus(&["purge", &subject]).done().last();
    assert_eq!((&purged["removed"], &purged["unreached"]), (&json!(records), &json!([])));
    run(&["verify", purged["certificate"].as_str().expect("a path")]).done();
    assert_eq!(corpus(&["purge", &subject]).code, 3, "nothing leaves any more");
    // Whoever is named as a recipient later hears of what left then.
    corpus(&["copies", "add", "r1"]).done();
    let notice: Value = serde_json::from_str(&corpus(&["recipients", "notice", "r1"]).done().stdout).expect("JSON");
    assert_eq!(notice["people"][0]["records"].as_array().map(Vec::len), Some(records));
    assert_eq!(notice["people"][0]["corpora"], json!([before["corpus"]]));
    // Published without a `/`, and named with one, as a folder has to be.
    let listed = corpus(&["copies", "remove", &format!("{copy}/")]).done().last();
    assert_eq!(listed["tables"], Value::Null, "{listed}");
}
