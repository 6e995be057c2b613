//! Kills: a run that is killed at any moment leaves nothing half-written that the next run takes for whole.

use crate::program::{command, platform, run};
use std::path::Path;
use std::process::Stdio;

/// Files whose appearance marks a moment of the journey, in its order.
const MOMENTS: &[&str] = &[
    "work/posts.parquet.tmp",
    "work/posts.parquet",
    "ledger/ledger.sqlite",
    "work/inspected.parquet.tmp",
    "work/inspected.parquet",
    "work/decisions-assemble/manifest.json",
    "corpus/manifest.json",
    "work/decisions-train/manifest.json",
    "model/tokenizer.json",
    "model/state",
    "model/training-manifest.json",
    "work/account.json",
];

#[test]
fn a_run_that_is_killed_at_any_moment_is_repeated_to_the_same_digests() {
    let reference = platform("crash-reference", "1");
    let expected = run(&["--project", &reference.text("demo"), "--format", "json", "-q", "run"]).done().last();
    let folder = platform("crash", "1");
    let project = folder.text("demo");
    let mut killed = Vec::new();
    for moment in MOMENTS {
        // The last kills start from what the earlier ones left, as a person would meet it.
        if kill_when(&project, &folder.path("demo").join(moment)) {
            killed.push(*moment);
        }
        let verified = run(&["--project", &project, "ledger", "verify"]);
        assert_eq!(verified.code, 0, "after a kill at {moment}: {}", verified.stderr);
    }
    assert!(killed.len() >= 5, "only {killed:?} were met before the run ended");
    let after = run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    for key in ["read", "admitted", "refused", "held", "corpus_digest", "model_digest"] {
        assert_eq!(after[key], expected[key], "{key} after kills at {killed:?}");
    }
    run(&["--project", &project, "corpus", "verify"]).done();
}

/// Starts a run and kills it as soon as this file is there; whether it came to that before the run ended.
fn kill_when(project: &str, path: &Path) -> bool {
    let fresh = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
    let before = fresh(path);
    let mut child = command(&["--project", project, "-q", "run"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    loop {
        let now = fresh(path);
        if now.is_some() && now != before {
            child.kill().expect("killed");
            child.wait().expect("ended");
            return true;
        }
        if child.try_wait().expect("known").is_some() {
            return false;
        }
        std::thread::yield_now();
    }
}
