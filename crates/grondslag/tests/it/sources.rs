//! Sources over time, through the program: what is edited, hidden or deleted upstream, old exports, pushes, a followed
//! database, kills, and the register that says what was read.

use crate::program::{Folder, command, platform, posts, run};
use crate::serve::{Database, Server};
use intake::{Standing, Versions, VersionsError};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const FACTS: &str = "[source.facts]\norigin_lawful = true\nretention_until = \"2030-01-01\"\ntdm_reserved_whole = false\n\
                     illegal_content = false\n";

/// The demo's project with these sources in the place of its own.
fn with_sources(name: &str, sources: &str) -> Folder {
    let folder = platform(name, "1");
    let path = folder.path("demo/grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    let (head, rest) = config.split_once("\n[[source]]").expect("sources");
    let (_, tail) = rest.split_once("\n[said]").expect("what was said");
    std::fs::write(&path, format!("{head}\n{sources}\n[said]{tail}")).expect("writable");
    folder
}

fn line(id: &str, text: &str) -> Value {
    json!({
        "record_id": id, "kind": "post", "service": "plein", "source": "platform_first_party", "account_id": "plein:a1",
        "created_at": "2026-03-01T10:00:00Z", "visibility_now": "public", "text": text,
    })
}

fn lines(posts: &[Value]) -> String {
    posts.iter().map(|post| format!("{post}\n")).collect()
}

/// What stands in a project: text of each record that is there, nothing of one that is gone.
fn standing(folder: &Folder) -> BTreeMap<String, Option<String>> {
    let versions = Versions::open(&folder.path("demo/intake")).expect("opens");
    let mut found = BTreeMap::new();
    versions
        .each::<VersionsError>(&|_| true, &mut |Standing { post, is_gone, .. }| {
            let text = (!is_gone).then(|| post.text.expose().to_owned());
            assert!(found.insert(post.record_id.to_string(), text).is_none(), "a record stands twice");
            Ok(())
        })
        .expect("readable");
    found
}

fn expected(records: &[(&str, Option<&str>)]) -> BTreeMap<String, Option<String>> {
    records.iter().map(|(id, text)| ((*id).to_owned(), text.map(str::to_owned))).collect()
}

#[test]
fn the_register_says_what_was_read_and_reading_again_changes_nothing() {
    let source = format!(
        "[[source]]\nname = \"posts\"\npath = \"posts.jsonl\"\nlicence = \"CC0-1.0\"\ncollected_from = \"2026-01-01\"\n{FACTS}"
    );
    let folder = with_sources("sources-register", &source);
    let project = folder.text("demo");
    let content = lines(&[line("plein:1", "one"), line("plein:2", "two")]);
    folder.write("demo/posts.jsonl", format!("{content}not JSON\n"));
    let read = run(&["--project", &project, "--format", "json", "-q", "intake"]);
    assert_eq!(read.code, 5, "something was not read: {}", read.stderr);
    let last = read.last();
    assert_eq!((&last["read"], &last["accepted"], &last["rejected"]), (&json!(3), &json!(2), &json!(1)));
    let rejection = last["sources"][0]["rejections"][0].as_str().expect("a reason");
    assert!(rejection.contains("posts.jsonl`, line 3: it is not JSON"), "{rejection}");

    folder.write("demo/posts.jsonl", &content);
    let last = run(&["--project", &project, "--format", "json", "-q", "intake"]).done().last();
    let entry = &last["register"][0];
    assert_eq!(entry["sha256"], json!(terms::Digest::of(&content)), "as `sha256sum` gives it");
    assert_eq!((&entry["licence"], &entry["collected"]["from"]), (&json!("CC0-1.0"), &json!("2026-01-01")));
    assert_eq!((&entry["kinds"], &entry["services"]), (&json!({"post": 2}), &json!({"plein": 2})));
    assert_eq!((&entry["fates"]["unchanged"], &entry["fates"]["new"]), (&json!(2), &json!(0)));
    assert_eq!(entry["exported_at_is"], "the time of the file");
    let kept = std::fs::read_to_string(folder.path("demo/intake/register.json")).expect("the register");
    let kept: Value = serde_json::from_str(&kept).expect("JSON");
    assert_eq!((&kept["source_register"], &kept["sources"][0]), (&json!(1), entry));

    // The other formats say the same without a project.
    let bare = run(&["--format", "json", "-q", "intake", "--dry-run", &folder.text("demo/posts.jsonl")]).done().last();
    assert_eq!(bare["accepted"], 2);
}

#[test]
fn an_edit_and_an_absence_upstream_count_and_an_old_export_rolls_nothing_back() {
    let source = |exported: &str, path: &str| {
        format!(
            "[[source]]\nname = \"posts\"\npath = \"{path}\"\ncomplete = true\nexported_at = \"{exported}\"\n{FACTS}"
        )
    };
    let folder = with_sources("sources-versions", &source("2026-05-01T00:00:00Z", "old.jsonl"));
    let project = folder.text("demo");
    let config = std::fs::read_to_string(folder.path("demo/grondslag.toml")).expect("a configuration");
    let say = |exported: &str, path: &str| {
        let told = config.replace(&source("2026-05-01T00:00:00Z", "old.jsonl"), &source(exported, path));
        folder.write("demo/grondslag.toml", told);
        run(&["--project", &project, "--format", "json", "-q", "intake"]).done().last()
    };
    folder.write("demo/old.jsonl", lines(&[line("plein:1", "one"), line("plein:2", "two")]));
    folder.write("demo/new.jsonl", lines(&[line("plein:1", "uno"), line("plein:3", "three")]));
    say("2026-05-01T00:00:00Z", "old.jsonl");
    let last = say("2026-06-01T00:00:00Z", "new.jsonl");
    let fates = &last["sources"][0]["fates"];
    assert_eq!((&fates["changed"], &fates["new"], &fates["deleted"]), (&json!(1), &json!(1), &json!(1)), "{fates}");
    let now = expected(&[("plein:1", Some("uno")), ("plein:2", None), ("plein:3", Some("three"))]);
    assert_eq!(standing(&folder), now);
    let last = say("2026-05-01T00:00:00Z", "old.jsonl");
    let fates = &last["sources"][0]["fates"];
    assert_eq!((&fates["stale"], &fates["held_back"], &fates["changed"]), (&json!(1), &json!(1), &json!(0)), "{fates}");
    assert_eq!(standing(&folder), now, "an older export changed something");
}

/// An admitted record of the demo whose whole line is at hand.
fn admitted(folder: &Folder) -> (String, Value) {
    let project = folder.text("demo");
    let text = posts(folder);
    let posts: BTreeMap<String, Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|post| Some((post["record_id"].as_str()?.to_owned(), post)))
        .collect();
    let decisions = run(&["--project", &project, "--format", "jsonl", "-q", "decide"]).done().stdout;
    decisions
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|decision| decision["decision"] == "PERMIT")
        .find_map(|decision| {
            let id = decision["record_id"].as_str()?;
            Some((id.to_owned(), posts.get(id)?.clone()))
        })
        .expect("an admitted post")
}

#[test]
fn arrow_files_and_streams_give_what_parquet_gives_and_a_cut_one_is_an_error() {
    let folder = Folder::new("sources-arrow");
    let posts = || -> Vec<terms::Post> {
        let one =
            json!({ "edited_at": "2026-03-02T10:00:00Z", "policy_version": "3", "visibility_explicit_choice": true });
        let mut first = line("plein:1", "one");
        first.as_object_mut().expect("an object").extend(one.as_object().expect("an object").clone());
        [first, line("plein:2", "two é 🙂")]
            .into_iter()
            .map(|post| serde_json::from_value(post).expect("a post"))
            .collect()
    };
    let write = |name: &str, form: pipeline::ArrowForm| {
        pipeline::write_posts_arrow(&folder.path(name), posts(), form).expect("written");
    };
    pipeline::write_posts(&folder.path("a.parquet"), posts()).expect("written");
    write("file", pipeline::ArrowForm::File);
    write("stream", pipeline::ArrowForm::Stream);
    let read = |name: &str| run(&["--format", "json", "-q", "intake", "--dry-run", &folder.text(name)]);
    let mut digests = Vec::new();
    for (name, format) in [("a.parquet", "parquet"), ("file", "arrow"), ("stream", "arrow")] {
        let last = read(name).done().last();
        let entry = &last["register"][0];
        assert_eq!((&entry["format"], &entry["tally"]["accepted"]), (&json!(format), &json!(2)), "{last}");
        digests.push((entry["kinds"].clone(), entry["content"].clone()));
    }
    assert!(digests.iter().all(|one| *one == digests[0]), "{digests:?}");
    for name in ["file", "stream"] {
        let whole = std::fs::read(folder.path(name)).expect("readable");
        for end in [whole.len() / 2, whole.len() - 8, 40] {
            folder.write("cut", &whole[..end]);
            let cut = read("cut");
            assert_eq!(cut.code, 1, "{name} cut at {end} of {}: {}", whole.len(), cut.stdout);
        }
    }
}

const NDJSON: (&str, &str) = ("Content-Type", "application/x-ndjson");

#[test]
fn what_is_pushed_counts_for_the_next_decision_seal_and_prompt() {
    let folder = platform("sources-push", "1");
    let project = folder.text("demo");
    let path = folder.path("demo/grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    std::fs::write(&path, format!("{config}\n[[source]]\nname = \"live\"\nformat = \"push\"\n{FACTS}"))
        .expect("writable");
    run(&["--project", &project, "-q", "run"]).done();
    run(&["--project", &project, "prompt", "Vandaag"]).done();
    let (record, mut post) = admitted(&folder);
    let explain = || run(&["--project", &project, "--format", "json", "-q", "explain", &record]).done().last();
    assert_eq!(explain()["decision"], "PERMIT");

    let server = Server::start(&project);
    let push = |key: &str, body: &str| server.ask("POST", "/v1/posts", &[NDJSON, ("Idempotency-Key", key)], body);
    let json_type = [("Content-Type", "application/json")];
    let ask = || server.ask("POST", "/v1/completions", &json_type, &json!({ "prompt": "Vandaag" }).to_string());
    assert_eq!(ask().0, 200);
    post["visibility_now"] = json!("private");
    let hidden = json!({ "at": "2026-11-30T12:00:00Z", "post": post }).to_string();
    let (status, head, body) = push("hide-it-1", &hidden);
    assert_eq!(status, 200, "{head} {body}");
    assert_eq!(serde_json::from_str::<Value>(&body).expect("JSON")["fates"]["changed"], 1, "{body}");
    assert_eq!(explain()["decision"], "FORBID", "the next decision sees it");
    let prompt = run(&["--project", &project, "prompt", "Vandaag"]);
    assert_eq!(prompt.code, 3, "{}", prompt.stderr);
    assert!(prompt.stderr.contains("M02"), "{}", prompt.stderr);
    // A model that was loaded before hears of it too.
    let (status, _, body_of_prompt) = ask();
    assert_eq!(status, 403, "{body_of_prompt}");
    assert!(body_of_prompt.contains("M02"), "{body_of_prompt}");

    // The same batch twice is one batch; another one under its key, and half a batch, are none.
    let (status, head, again) = push("hide-it-1", &hidden);
    assert_eq!((status, &again), (200, &body));
    assert!(head.contains("idempotent-replay: true"), "{head}");
    let deleted = json!({ "at": "2026-11-30T12:00:01Z", "deleted": record }).to_string();
    assert_eq!(push("hide-it-1", &deleted).0, 400);
    let (status, _, refused) = push("half-a-batch", &format!("{deleted}\n{{\"at\": \"now\"}}"));
    assert_eq!(status, 400, "{refused}");
    assert!(refused.contains("\"item\":2") && !refused.contains(&record), "{refused}");
    assert_eq!(server.ask("POST", "/v1/posts", &[NDJSON], &deleted).0, 400, "a batch without a key");
    assert_eq!(push("delete-it-1", &deleted).0, 200);
    drop(server);

    assert_eq!(explain()["decision"], "FORBID");
    // The whole journey again: its files still hold the record as it was, and it stays deleted.
    let account = run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    assert_eq!(standing(&folder).get(&record), Some(&None));
    assert_eq!(explain()["decision"], "FORBID");
    assert!(account["admitted"].as_u64() > Some(0));
    let lineage = run(&["--project", &project, "--format", "jsonl", "-q", "decide"]).done().stdout;
    assert!(lineage.contains(&record), "it is decided, and refused");
    run(&["--project", &project, "prompt", "Vandaag"]).done();
}

#[test]
fn a_portal_that_is_killed_between_receiving_and_answering_loses_and_doubles_nothing() {
    let folder = with_sources("sources-kill", &format!("[[source]]\nname = \"live\"\nformat = \"push\"\n{FACTS}"));
    let project = folder.text("demo");
    let batches: Vec<String> = (0..12)
        .map(|batch| {
            let posts = (0..25).map(|number| line(&format!("plein:{batch}-{number}"), "words"));
            posts.map(|post| json!({ "at": "2026-11-30T11:00:00Z", "post": post }).to_string() + "\n").collect()
        })
        .collect();
    let mut kills = 0_u32;
    let mut server = Server::start(&project);
    for (number, batch) in (0_u32..).zip(&batches) {
        let key = format!("batch-number-{number}");
        // Sent and killed after less and less waiting, so that kills fall before, in and after the writing.
        if number % 2 == 0 {
            server.send_and_kill("/v1/posts", &[NDJSON, ("Idempotency-Key", &key)], batch, 40 / (number + 1));
            kills += 1;
            server = Server::start(&project);
        }
        // Whoever was not answered sends the same again.
        let (status, _, body) = server.ask("POST", "/v1/posts", &[NDJSON, ("Idempotency-Key", &key)], batch);
        assert_eq!(status, 200, "{body}");
        assert_eq!(serde_json::from_str::<Value>(&body).expect("JSON")["fates"]["new"], 25, "{body}");
    }
    assert!(kills >= 6);
    drop(server);
    let stands = standing(&folder);
    assert_eq!(stands.len(), 12 * 25);
    let versions = Versions::open(&folder.path("demo/intake")).expect("opens");
    assert!(stands.keys().all(|record| versions.history(record).expect("readable").is_empty()), "one was taken twice");
}

#[test]
fn a_followed_table_is_the_same_here_whatever_is_killed() {
    let (database, url) = Database::named("sources_follow");
    let mut client = postgres_client(&url);
    client.sql("CREATE TABLE posts(id bigint PRIMARY KEY, words text, at timestamptz DEFAULT '2026-03-01Z')");
    client.sql("INSERT INTO posts(id, words) SELECT n, 'first ' || n FROM generate_series(1, 200) n");
    let source = format!(
        "[[source]]\nname = \"table\"\npath = \"{url}\"\nservice = \"forum\"\nprovenance = \"platform_first_party\"\n\
         slot = \"gl_{}\"\nmap = {{ record_id = \"id\", text = \"words\", created_at = \"at\", table = \"posts\" }}\n\
         declare = {{ kind = \"post\" }}\n{FACTS}",
        std::process::id()
    );
    let folder = with_sources("sources-follow", &source);
    let project = folder.text("demo");
    for round in 0_u64..5 {
        let mut child = command(&["--project", &project, "--format", "json", "-q", "intake", "--follow"])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("it starts");
        let mut said = BufReader::new(child.stdout.take().expect("stdout"));
        let mut first = String::new();
        said.read_line(&mut first).expect("it reads the table");
        client.sql(&format!("UPDATE posts SET words = 'round {round} ' || id WHERE id % 7 = {round}"));
        client.sql(&format!("DELETE FROM posts WHERE id % 41 = {round}"));
        client.sql(&format!("INSERT INTO posts(id, words) VALUES ({}, 'new')", 1000 + round));
        // Killed at another moment each time: at once, or after some batches were kept; how many they are is chance.
        std::thread::sleep(std::time::Duration::from_millis(150 * round));
        child.kill().expect("killed");
        child.wait().expect("ended");
    }
    let wanted = client.rows("SELECT 'forum:' || id, words FROM posts");
    let mut child = command(&["--project", &project, "--format", "json", "-q", "intake", "--follow"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = BufReader::new(child.stdout.take().expect("stdout"));
    said.read_line(&mut String::new()).expect("it reads the table");
    client.sql("INSERT INTO posts(id, words) VALUES (5000, 'the last')");
    // What was left in the slot comes before this.
    while !standing(&folder).contains_key("forum:5000") {
        said.read_line(&mut String::new()).expect("a batch");
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let mut stands = standing(&folder);
    assert_eq!(stands.remove("forum:5000"), Some(Some("the last".to_owned())));
    let there: BTreeMap<String, String> =
        stands.iter().filter_map(|(id, text)| Some((id.clone(), text.clone()?))).collect();
    assert_eq!(there, wanted);
    assert!(stands.values().filter(|text| text.is_none()).count() >= 20, "what was deleted is a tombstone");
    client.sql(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()",
    );
    drop(database);
}

/// `psql`, because only two crates name the driver.
struct Psql(String);

fn postgres_client(url: &str) -> Psql {
    Psql(url.to_owned())
}

impl Psql {
    fn sql(&mut self, sql: &str) {
        self.ask(sql);
    }

    fn ask(&mut self, sql: &str) -> String {
        let ran = std::process::Command::new("psql").args([&self.0, "-qAt", "-F", "\t", "-c", sql]).output();
        let ran = ran.expect("psql runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).expect("UTF-8")
    }

    fn rows(&mut self, sql: &str) -> BTreeMap<String, String> {
        let answer = self.ask(sql);
        let row = |line: &str| {
            let (id, words) = line.split_once('\t').expect("two columns");
            (id.to_owned(), words.to_owned())
        };
        answer.lines().map(row).collect()
    }
}

#[test]
fn every_layout_that_the_demo_writes_is_read_by_the_command() {
    let folder = Folder::new("sources-formats");
    let project = folder.text("formats");
    run(&["--project", &project, "-q", "demo", "--formats"]).done();
    let last = run(&["--project", &project, "--format", "json", "-q", "intake"]).done().last();
    let (mut expected, mut layouts) = (BTreeSet::new(), 0);
    for entry in std::fs::read_dir(folder.path("formats/expected")).expect("a folder") {
        let shown = std::fs::read_to_string(entry.expect("an entry").path()).expect("readable");
        layouts += 1;
        for line in shown.lines().skip(1) {
            let post: Value = serde_json::from_str(line).expect("JSON");
            // One of the layouts holds accounts.
            let id = post["record_id"].as_str();
            assert!(id.is_none_or(|id| expected.insert(id.to_owned())), "{post}");
        }
    }
    let sources = last["sources"].as_array().expect("a list");
    assert_eq!((sources.len(), &last["rejected"]), (layouts, &json!(0)), "{last}");
    let versions = Versions::open(&folder.path("formats/intake")).expect("opens");
    let mut found = BTreeSet::new();
    versions
        .each::<VersionsError>(&|_| true, &mut |Standing { post, .. }| {
            assert!(found.insert(post.record_id.to_string()), "a record stands twice");
            Ok(())
        })
        .expect("readable");
    assert_eq!(found.symmetric_difference(&expected).collect::<Vec<_>>(), Vec::<&String>::new());
}
