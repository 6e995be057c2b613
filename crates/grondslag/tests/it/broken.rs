//! Broken input: a clear error, its exit code, and nothing that a later run takes for whole.

use crate::program::{Folder, platform, run, run_with};
use std::path::Path;

#[test]
fn a_truncated_archive_is_an_error_that_names_it_and_the_next_run_with_the_whole_one_succeeds() {
    let folder = platform("broken-archive", "1");
    let project = folder.text("demo");
    for kind in ["packages/mastodon", "packages/x", "packages/instagram"] {
        let path = std::fs::read_dir(folder.path(&format!("demo/{kind}")))
            .expect("packages")
            .next()
            .expect("one")
            .expect("readable")
            .path();
        let whole = std::fs::read(&path).expect("there");
        std::fs::write(&path, &whole[..whole.len() / 2]).expect("writable");
        let ran = run(&["--project", &project, "-q", "run"]);
        assert!([1, 2, 5].contains(&ran.code), "{kind}: {} {}", ran.code, ran.stderr);
        let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        assert!(ran.stderr.contains(name), "{kind}: {}", ran.stderr);
        assert!(!folder.path("demo/work/posts.parquet").exists(), "{kind}: half a table stands");
        std::fs::write(&path, &whole).expect("writable");
    }
    run(&["--project", &project, "-q", "run"]).done();
}

#[test]
fn invalid_utf8_and_a_wrong_line_are_rejected_with_their_line_and_counted() {
    let folder = Folder::new("broken-lines");
    let good = r#"{"record_id":"a:1","kind":"post","service":"a","source":"crawled","visibility_now":"public","text":"See you."}"#;
    let mut bytes = format!("{good}\n").into_bytes();
    bytes.extend(b"{\"record_id\":\"a:2\",\"kind\":\"post\",\"text\":\"\xff\xfe\"}\n");
    bytes.extend(good.replace("a:1", "a:3").replace("\"post\"", "\"pots\"").as_bytes());
    bytes.extend(b"\n");
    let file = folder.write("posts.jsonl", bytes);
    let ran = run(&["--format", "json", "intake", &file, "--dry-run"]);
    let last = ran.last();
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    assert_eq!((&last["read"], &last["accepted"], &last["rejected"]), (&3.into(), &1.into(), &2.into()));
    let rejections = last["sources"][0]["rejections"].to_string();
    assert!(rejections.contains("line 2") && rejections.contains("line 3"), "{rejections}");
    assert!(!rejections.contains("See you"), "{rejections}");
}

#[test]
fn a_missing_column_is_an_error_that_names_it() {
    let folder = platform("broken-column", "1");
    let project = folder.text("demo");
    let path = folder.path("demo/grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("there");
    let more = "\n[[source]]\nname = \"table\"\npath = \"table.csv\"\nformat = \"csv\"\nservice = \"t\"\nprovenance = \"licensed\"\n\
                map.record_id = \"id\"\nmap.text = \"body\"\ndeclare.kind = \"post\"\n";
    std::fs::write(&path, format!("{config}{more}")).expect("writable");
    folder.write("demo/table.csv", "id,words\n1,hello\n");
    let ran = run(&["--project", &project, "-q", "run"]);
    assert!(ran.code == 2 || ran.code == 1, "{} {}", ran.code, ran.stderr);
    assert!(ran.stderr.contains("body") && ran.stderr.contains("table.csv"), "{}", ran.stderr);
}

#[test]
fn files_of_a_later_version_are_refused_with_a_hint() {
    let folder = platform("broken-version", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    for (file, from, to, command) in [
        ("grondslag.toml", "version = 1", "version = 2", vec!["run"]),
        ("corpus/manifest.json", "\"version\":5", "\"version\":99", vec!["corpus", "verify"]),
        ("model/training-manifest.json", "\"version\": 2", "\"version\": 99", vec!["prompt", "Vandaag"]),
        ("work/account.json", "\"version\": 1", "\"version\": 99", vec!["report"]),
        ("law/profile.toml", "version = 1", "version = 99", vec!["law", "check"]),
    ] {
        let path = folder.path("demo").join(file);
        let whole = std::fs::read_to_string(&path).expect("there");
        let later = whole.replacen(from, to, 1);
        assert_ne!(whole, later, "{file} does not say its version as `{from}`");
        std::fs::write(&path, later).expect("writable");
        let mut arguments = vec!["--project", &project, "-q"];
        arguments.extend(command);
        let ran = run(&arguments);
        assert_ne!(ran.code, 0, "{file}");
        assert!(ran.stderr.contains("version"), "{file}: {}", ran.stderr);
        std::fs::write(&path, whole).expect("writable");
    }
}

#[test]
fn a_changed_byte_in_a_shard_is_found_and_has_its_own_exit_code() {
    let folder = platform("broken-shard", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    let shard = folder.path("demo/corpus/data/train-00000-of-00004.parquet");
    let mut bytes = std::fs::read(&shard).expect("there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&shard, bytes).expect("writable");
    let ran = run(&["--project", &project, "corpus", "verify"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    // The trainer does not learn from it either.
    assert_ne!(run(&["--project", &project, "-q", "train"]).code, 0);
}

#[test]
fn a_misspelt_word_in_a_policy_stops_everything_and_says_where() {
    let folder = platform("broken-policy", "1");
    let project = folder.text("demo");
    let path = std::fs::read_dir(folder.path("demo/law"))
        .expect("law")
        .map(|entry| entry.expect("readable").path())
        .find(|path| std::fs::read_to_string(path).is_ok_and(|text| text.contains("Visibility::\"public\"")))
        .expect("a policy about visibility");
    let whole = std::fs::read_to_string(&path).expect("there");
    std::fs::write(&path, whole.replace("Visibility::\"public\"", "Visibility::\"publik\"")).expect("writable");
    let ran = run(&["--project", &project, "-q", "run"]);
    let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains(name) && ran.stderr.contains("publik"), "{}", ran.stderr);
}

#[test]
fn an_event_that_nobody_knows_is_an_error_with_its_line_and_nothing_is_appended() {
    let folder = platform("broken-event", "1");
    let project = folder.text("demo");
    let file = folder.write(
        "said.jsonl",
        "{\"at\":\"2026-11-01T00:00:00Z\",\"act\":\"erasure_requested\",\"subject\":\"s1\"}\n{\"at\":\"2026-11-01T00:00:00Z\",\"act\":\"objecton\",\"subject\":\"s1\"}\n",
    );
    let ran = run(&["--project", &project, "ledger", "append", &file]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("line `2`"), "{}", ran.stderr);
    assert_eq!(run(&["--project", &project, "--format", "json", "ledger", "show"]).done().last()["tree_size"], 0);
}

#[test]
fn a_declared_fact_that_is_wrong_refuses_everything_and_never_nothing() {
    let folder = platform("broken-declared", "1");
    let project = folder.text("demo");
    let ran = run_with(
        &["--project", &project, "--format", "json", "-q", "run"],
        &[("GRONDSLAG__CONTROLLER__ROPA", "false")],
    );
    // There is nothing to train on, and the journey says so instead of training on something else.
    if ran.code == 0 {
        assert_eq!(ran.last()["admitted"], 0);
    } else {
        assert!(!ran.stderr.is_empty());
    }
    let decided = run_with(
        &["--project", &project, "--format", "json", "-q", "decide"],
        &[("GRONDSLAG__CONTROLLER__ROPA", "false")],
    )
    .done()
    .last();
    assert_eq!(decided["admitted"], 0, "{decided}");
}

#[test]
fn a_full_disk_is_an_error_and_the_next_run_with_room_succeeds() {
    let folder = platform("broken-disk", "1");
    let project = folder.text("demo");
    // A file system of 3 MiB in a mount namespace of its own; where that is not allowed, the test says so.
    let small = folder.text("small");
    let script = format!(
        "mkdir -p {small} && mount -t tmpfs -o size=3m tmpfs {small} && cp -r {project}/. {small}/ 2>/dev/null; \
         {} --project {small} -q run; echo code $?; ls {small}/corpus/manifest.json {small}/model/training-manifest.json 2>/dev/null",
        env!("CARGO_BIN_EXE_grondslag")
    );
    let ran = std::process::Command::new("unshare").args(["-m", "sh", "-c", &script]).output();
    let Ok(ran) = ran else {
        eprintln!("NOT TESTED: there is no `unshare` here");
        return;
    };
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    if err.contains("mount") && !out.contains("code") {
        eprintln!("NOT TESTED: mounting a small file system is not allowed here");
        return;
    }
    assert!(!out.contains("code 0"), "a full disk is no success: {out} {err}");
    assert!(!out.contains("manifest.json"), "no manifest stands on a full disk: {out}");
    assert!(err.contains("error:"), "{err}");
    run(&["--project", &project, "-q", "run"]).done();
    assert!(Path::new(&project).join("model/training-manifest.json").exists());
    decisions_find_no_room(&folder, &project);
}

/// A whole project on a file system with ever so much room: what was decided stands as long as new decisions do not fit, with
/// nothing beside it that would take the room away, and then they are those of any other disk.
fn decisions_find_no_room(folder: &Folder, project: &str) {
    let small = folder.text("smaller");
    let decide = format!("{} --project {small} --format json -q decide", env!("CARGO_BIN_EXE_grondslag"));
    let script = format!(
        "mkdir -p {small} && mount -t tmpfs -o size=300m tmpfs {small} && cp -r {project}/. {small}/ && {decide} | sha256sum \
         && cd {small}/work/decisions-train && sha256sum * && used=$(du -sk {small} | cut -f1) || exit 1
         for room in 4 64 128 256 512 4096; do
           mount -o remount,size=$((used+room))k {small}
           echo room; {decide} --all >{small}-said && sha256sum <{small}-said; sha256sum *
         done"
    );
    let ran = std::process::Command::new("unshare").args(["-m", "sh", "-c", &script]).output().expect("it was there");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    let mut rooms = out.split("room\n");
    let before = rooms.next().expect("it began");
    let (said, files) = before.split_once('\n').unwrap_or_else(|| panic!("{out} {err}"));
    let (failed, decided): (Vec<&str>, Vec<&str>) = rooms.partition(|room| !room.contains("  -"));
    assert!(failed.len() >= 2 && !decided.is_empty(), "{out} {err}");
    assert!(err.contains("decisions-train/base-") && err.contains("free some space"), "{err}");
    for room in failed {
        assert_eq!(room, files, "{err}");
    }
    for room in decided {
        let (again, now) = room.split_once('\n').expect("two lines");
        assert_eq!(again, said);
        assert_eq!(now.lines().count(), files.lines().count(), "{now}");
    }
}

#[cfg(not(feature = "cluster"))]
#[test]
fn a_build_without_the_cluster_says_so_instead_of_working_alone() {
    let folder = crate::program::platform("no-cluster", "1");
    let arguments = ["--project", &folder.text("demo"), "-q", "run"];
    let ran = crate::program::run_with(&arguments, &[("GRONDSLAG__ENGINE__CLUSTER", "127.0.0.1:50050")]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("--features cluster"), "{}", ran.stderr);
}
