//! The portal over the command line: the decision point for machines, and what a person says there changes the next
//! decision.

use crate::program::{clock, command, platform, run};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

pub struct Server(Child, String);

impl Server {
    pub fn start(project: &str) -> Self {
        let mut child = command(&["--project", project, "--format", "json", "serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a line");
        let said: Value = serde_json::from_str(&line).expect("JSON");
        Self(child, said["listen"].as_str().expect("an address").to_owned())
    }

    /// Sends a request, waits so many milliseconds for an answer, and kills the server without reading one.
    pub fn send_and_kill(&mut self, path: &str, headers: &[(&str, &str)], body: &str, wait_millis: u32) {
        let mut stream = TcpStream::connect(&self.1).expect("it listens");
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (host, length) = (&self.1, body.len());
        let request = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n{more}\r\n{body}");
        stream.write_all(request.as_bytes()).expect("sent");
        let wait = std::time::Duration::from_millis(u64::from(wait_millis.max(1)));
        stream.set_read_timeout(Some(wait)).expect("a socket");
        // An answer may come in time; it is not read.
        let _ = stream.read(&mut [0]);
        self.0.kill().expect("killed");
        self.0.wait().expect("ended");
    }

    /// Status, headers and body of an answer.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.1).expect("it listens");
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (host, length) = (&self.1, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{more}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        (status, head.to_owned(), body.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The value of the form field with this name on a page.
pub fn field(page: &str, name: &str) -> String {
    // The frame around the page has forms of its own.
    let (_, main) = page.split_once("<main").expect("a page");
    let at = main.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
    at.split('"').next().expect("its value").to_owned()
}

/// A database on a real PostgreSQL server, gone afterwards.
pub struct Database(String);

impl Database {
    fn script(arguments: &[&str]) -> String {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../ledger/tests/postgres.sh");
        let ran = Command::new(script).args(arguments).output().expect("bash runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).expect("a URL").trim().to_owned()
    }

    fn new() -> (Self, String) {
        Self::named("serve")
    }

    pub fn named(name: &str) -> (Self, String) {
        let name = format!("{name}_{}", std::process::id());
        let url = Self::script(&["create", &name]);
        (Self(name), url)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        Self::script(&["drop", &self.0]);
    }
}

#[test]
fn an_objection_made_on_the_portal_changes_the_next_decision() {
    object_on_the_portal("serve-objection", None);
}

#[test]
fn on_postgresql_the_journey_gives_the_same_corpus_and_the_portal_works_as_well() {
    let (database, url) = Database::new();
    let on_server = object_on_the_portal("serve-postgres", Some(&url));
    drop(database);
    let folder = platform("serve-sqlite", "1");
    run(&["--project", &folder.text("demo"), "-q", "run"]).done();
    assert_eq!(on_server, corpus(&folder.path("demo")));
}

/// The digest of the sealed corpus.
fn corpus(project: &std::path::Path) -> String {
    let manifest = std::fs::read_to_string(project.join("corpus/manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    manifest["corpus_digest"].as_str().expect("a digest").to_owned()
}

/// Objects on the portal of a project whose ledger has its stores here; gives the corpus before that.
fn object_on_the_portal(name: &str, store: Option<&str>) -> String {
    let folder = platform(name, "1");
    let project = folder.text("demo");
    if let Some(url) = store {
        let path = folder.path("demo").join("grondslag.toml");
        let config = std::fs::read_to_string(&path).expect("a configuration");
        std::fs::write(&path, format!("{config}\n[ledger]\nstore = \"{url}\"\n")).expect("writable");
        let shown = run(&["--project", &project, "config", "show"]).done().stdout;
        assert!(shown.contains("ledger.store = \"(withheld)\"") && !shown.contains(url), "{shown}");
    }
    run(&["--project", &project, "-q", "run"]).done();
    assert_eq!(folder.path("demo").join("ledger/ledger.sqlite").exists(), store.is_none());
    let sealed = corpus(&folder.path("demo"));
    let ask = || run(&["--project", &project, "--format", "json", "-q", "prompt", "Vandaag"]).done().last();
    let whole = ask();
    let before = run(&["--project", &project, "--format", "json", "-q", "decide"]).done().last();
    // Somebody whose record is admitted today.
    let lineage = run(&["--project", &project, "--format", "jsonl", "-q", "decide"]).done().stdout;
    let admitted: Value = lineage
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .find(|decision| decision["decision"] == "PERMIT")
        .expect("an admitted record");
    let record = admitted["record_id"].as_str().expect("an id").to_owned();
    let explained = run(&["--project", &project, "--format", "json", "-q", "explain", &record]).done().last();
    let subject = explained["subject_id"].as_str().expect("its author").to_owned();

    let server = Server::start(&project);
    let (status, _, home) = server.ask("GET", "/", &[], "");
    assert_eq!(status, 200);
    assert!(home.contains("You have the right to object"), "it stands on the first page [GDPR 21(4)]");
    let (_, head, sign_in) = server.ask("GET", "/sign-in", &[], "");
    let mut jar = cookie(&head);
    let form = format!("stamp={}&address={subject}%40people.example", field(&sign_in, "stamp"));
    let (status, head, body) = server.ask("POST", "/sign-in", &form_headers(&jar), &form);
    assert_eq!(status, 200, "{head} {body}");
    let letter = letter(&folder.path("demo").join("outbox"));
    let link = letter.split("/sign-in/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a link");
    let (_, _, confirm) = server.ask("GET", &format!("/sign-in/{link}"), &[("Cookie", jar.as_str())], "");
    let form = format!("stamp={}&link={link}", field(&confirm, "stamp"));
    let (status, head, body) = server.ask("POST", "/sign-in/confirm", &form_headers(&jar), &form);
    assert_eq!(status, 303, "{head} {body}");
    // The newer cookie of a name takes the older one's place, as in a browser.
    jar = format!("{}; {}", cookie(&head), without(&jar, &cookie(&head)));
    let (status, _, me) = server.ask("GET", "/me", &[("Cookie", jar.as_str())], "");
    assert_eq!(status, 200);
    let form = format!("stamp={}&once={}&purpose=*&scope=person", field(&me, "stamp"), field(&me, "once"));
    let (status, head, body) = server.ask("POST", "/me/object", &form_headers(&jar), &form);
    assert_eq!(status, 303, "{head} {body}");
    drop(server);

    let explained = run(&["--project", &project, "--format", "json", "-q", "explain", &record]).done().last();
    assert_eq!(explained["decision"], "FORBID", "{explained}");
    // The model has seen this person's records: until they are gone from it, their cohort does not speak.
    let without = ask();
    assert_eq!(whole["without_cohorts"], 0);
    assert!(without["without_cohorts"].as_u64() > Some(0), "{without}");
    assert_ne!(without["model_digest"], whole["model_digest"]);
    let after = run(&["--project", &project, "--format", "json", "-q", "decide"]).done().last();
    assert!(after["admitted"].as_u64() < before["admitted"].as_u64());
    run(&["--project", &project, "ledger", "verify"]).done();
    sealed
}

/// The cookies that this answer sets.
pub fn cookie(head: &str) -> String {
    let lines = head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    lines.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// The cookies of `jar` whose names `newer` does not have.
pub fn without(jar: &str, newer: &str) -> String {
    let name = |cookie: &str| cookie.split('=').next().unwrap_or_default().to_owned();
    let taken: Vec<String> = newer.split("; ").map(name).collect();
    jar.split("; ").filter(|cookie| !taken.contains(&name(cookie))).collect::<Vec<_>>().join("; ")
}

/// The only letter, once it is there whole.
pub fn letter(outbox: &std::path::Path) -> String {
    loop {
        let letters = std::fs::read_dir(outbox).into_iter().flatten().filter_map(Result::ok);
        let whole = letters.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "eml"));
        if let Some(path) = whole {
            return std::fs::read_to_string(path).expect("text");
        }
        std::thread::yield_now();
    }
}

pub fn form_headers(jar: &str) -> [(&'static str, &str); 2] {
    [("Cookie", jar), ("Content-Type", "application/x-www-form-urlencoded")]
}

#[test]
fn decisions_over_http_are_those_of_the_command_line() {
    let folder = platform("serve-decisions", "1");
    let project = folder.text("demo");
    let baseline = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/law/facts.baseline.json");
    let Ok(facts) = std::fs::read_to_string(baseline) else {
        eprintln!("NOT TESTED: ../shared/law/facts.baseline.json is missing");
        return;
    };
    let mut minor: Value = serde_json::from_str(&facts).expect("JSON");
    minor["id"] = json!("r7");
    minor["age_at_creation"] = json!(17);
    let file = folder.write("facts.jsonl", minor.to_string());
    let expected: Value = run(&["decide", "--facts", &file]).done().last();
    let server = Server::start(&project);
    let json_type = [("Content-Type", "application/json")];
    let (status, head, body) = server.ask("POST", "/v1/decisions", &json_type, &minor.to_string());
    assert_eq!(status, 200, "{head} {body}");
    assert_eq!(serde_json::from_str::<Value>(&body).expect("JSON"), expected);
    let (status, _, body) =
        server.ask("POST", "/v1/decisions", &json_type, &json!([minor, {"op": "train"}]).to_string());
    assert_eq!(status, 400, "a batch with a broken item is refused whole: {body}");
    let (status, _, checkpoint) = server.ask("GET", "/checkpoint", &[], "");
    assert_eq!(status, 200);
    assert!(checkpoint.starts_with("demo.example/log\n"), "{checkpoint}");
}

#[test]
fn a_model_answers_over_http_marked_and_guarded_until_an_order_comes() {
    let folder = platform("serve-model", "1");
    let project = folder.text("demo");
    let server = Server::start(&project);
    let json_type = [("Content-Type", "application/json")];
    let (status, ..) = server.ask("POST", "/v1/completions", &json_type, &json!({ "prompt": "Vandaag" }).to_string());
    assert_eq!(status, 404, "nothing is trained yet");
    drop(server);
    run(&["--project", &project, "-q", "run"]).done();
    let printed = run(&["--project", &project, "--format", "json", "-q", "prompt", "Vandaag"]).done().last();

    let server = Server::start(&project);
    let ask = |path: &str, body: Value| {
        let (status, head, body) = server.ask("POST", path, &json_type, &body.to_string());
        (status, head, body)
    };
    let (status, head, body) = ask("/v1/completions", json!({ "prompt": "Vandaag" }));
    let answer: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!((status, &answer["choices"][0]["text"]), (200, &printed["completion"]), "{body}");
    assert_eq!((&answer["ai_generated"], &answer["system_fingerprint"]), (&json!(true), &printed["model_digest"]));
    assert!(head.to_lowercase().contains("ai-disclosure: mode=\"ai-originated\""), "{head}");

    let body = json!({ "messages": [{ "role": "user", "content": "Vandaag" }], "stream": true });
    let (status, head, body) = ask("/v1/chat/completions", body);
    assert!(status == 200 && head.to_lowercase().contains("text/event-stream"), "{head}");
    let events: Vec<&str> = body.split("data: ").map(|event| event.trim()).collect();
    assert!(body.contains("data: [DONE]"), "{body}");
    let texts: Vec<String> = events
        .iter()
        .filter_map(|event| serde_json::from_str::<Value>(event.lines().next().unwrap_or_default().trim()).ok())
        .filter_map(|event| event["choices"][0]["delta"]["content"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(json!(texts.concat()), printed["completion"], "{body}");
    assert_eq!(ask("/v1/completions", json!({ "prompt": "a", "n": 3 })).0, 400);
    assert_eq!(ask("/v1/completions", json!({ "prompt": "a", "model": "another" })).0, 400);

    // An order is heard by the next prompt of a server that runs.
    let clock = clock(&folder);
    let order = json!({
        "at": clock, "act": "order", "id": "be-silent", "authority": "an authority", "provision": "GDPR 58(2)(f)",
        "effect": "forbid", "territory": "*", "ops": ["serve"], "purposes": "*", "from": clock.split('T').next(),
    });
    let said = folder.write("order.jsonl", format!("{order}\n"));
    run(&["--project", &project, "ledger", "append", &said]).done();
    let (status, _, body) = ask("/v1/completions", json!({ "prompt": "Vandaag" }));
    assert_eq!(status, 403, "{body}");
    assert!(body.contains("may not answer"), "{body}");
    let printed = run(&["--project", &project, "prompt", "Vandaag"]);
    assert_eq!(printed.code, 3, "{}", printed.stderr);
}
