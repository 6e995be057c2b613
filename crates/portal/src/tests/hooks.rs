//! Hooks, told over real HTTP to a server of the test.

use super::street::{Client, Street};
use crate::Hook;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ledger::{Act, Said};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use terms::{Text, hmac_sha256};

/// A letter, as the receiver read it.
#[derive(Debug)]
struct Letter {
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Letter {
    fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Whether one of its signatures is by this secret.
    fn is_signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret")).expect("base64");
        let head = format!("{}.{}.", self.id(), self.headers["webhook-timestamp"]);
        let expected = format!("v1,{}", STANDARD.encode(hmac_sha256(&key, &[head.as_bytes(), &self.body].concat())));
        self.headers["webhook-signature"].split(' ').any(|one| one == expected)
    }
}

/// A server of the controller, which answers as the test says: with a status and headers, or not at all.
struct Server {
    url: String,
    letters: Receiver<Letter>,
    answers: Sender<Option<&'static str>>,
}

impl Server {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/told", listener.local_addr().expect("an address"));
        let ((send, letters), (answers, say)) = (channel(), channel::<Option<&'static str>>());
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.expect("a connection"));
                let Some(letter) = read(&mut stream) else { continue };
                // The test may be over.
                if send.send(letter).is_err() {
                    return;
                }
                match say.recv() {
                    Ok(Some(head)) => {
                        let answer = format!("HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                        let _ = stream.get_mut().write_all(answer.as_bytes());
                    }
                    // The connection stays open, and nothing comes.
                    Ok(None) => held.push(stream),
                    Err(_) => return,
                }
            }
        });
        Self { url, letters, answers }
    }

    /// The next letter, answered so.
    fn next(&self, answer: &'static str) -> Letter {
        self.answers.send(Some(answer)).expect("it runs");
        self.letters.recv_timeout(PATIENCE).expect("a letter")
    }

    fn never_answers(&self) -> Letter {
        self.answers.send(None).expect("it runs");
        self.letters.recv_timeout(PATIENCE).expect("a letter")
    }

    fn is_left_alone(&self) -> bool {
        self.letters.recv_timeout(Duration::from_millis(1500)).is_err()
    }
}

fn read(stream: &mut impl BufRead) -> Option<Letter> {
    let (mut headers, mut line) = (BTreeMap::new(), String::new());
    stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
    assert!(line.starts_with("POST /told HTTP/1.1"), "{line}");
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    stream.read_exact(&mut body).ok()?;
    Some(Letter { headers, body })
}

const PATIENCE: Duration = Duration::from_secs(30);
const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const OLD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OK: &str = "204 No Content";
const DOWN: &str = "500 Internal Server Error";

fn hook(name: &str, server: &Server) -> Hook {
    Hook {
        name: name.to_owned(),
        url: server.url.clone(),
        secrets: vec![Text::new(SECRET)],
        acts: vec!["*".to_owned()],
        from_start: false,
        tries_max: 3,
        pause: Duration::from_millis(20),
        patience: Duration::from_secs(20),
        ca_file: None,
    }
}

/// Says something beside the portal, as the command line would.
fn say(street: &Street, numbers: std::ops::Range<u32>) {
    let event = |number| {
        format!(
            r#"{{"at":"2026-11-20T10:00:00Z","act":"objection","id":"o{number}","subject":"s{number}","purpose":"*","scope":{{"person":true}},"verbatim":"leave me alone","article":"21(1)"}}"#
        )
    };
    let said: Vec<Said> = numbers.map(|number| ledger::parse_said(&event(number)).expect("valid")).collect();
    street.ledger().append(&world::World::real(&street.folder), &said).expect("taken");
}

/// What the hook keeps, once it is so.
fn kept_until(street: &Street, name: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let path = street.folder.join(format!("hooks/{name}.json"));
    let mut kept = Value::Null;
    for _ in 0..600 {
        kept = serde_json::from_str(&world::read_string(&path).expect("kept")).expect("JSON");
        if holds(&kept) {
            return kept;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the hook keeps {kept}");
}

#[test]
fn a_hook_is_told_of_each_event_in_order_signed_by_every_secret_and_without_what_somebody_wrote() {
    let server = Server::open();
    let street = Street::with("hook-order", |config| {
        let secrets = vec![Text::new(SECRET), Text::new(OLD)];
        config.hooks = vec![Hook { secrets, ..hook("platform", &server) }];
    });
    let mut person = Client::signed_in(&street, "s1");
    let me = person.get("/me");
    let (stamp, once) = (person.stamp(&me), me.hidden("action=\"/me/object\"", "once"));
    person.post("/me/object", &[("stamp", &stamp), ("once", &once), ("purpose", "*")]);
    let first = server.next(OK);
    let expected = json!({ "version": 1, "index": 0, "act": "objection", "at": "2026-11-23T10:00:00Z",
        "subject": "s1", "purpose": "*", "scope": { "person": true } });
    assert_eq!(first.json(), expected);
    // What another process says is told as well.
    say(&street, 10..30);
    let mut ids = vec![first.id().to_owned()];
    for number in 10..30 {
        let letter = server.next(OK);
        assert_eq!(
            (&letter.json()["index"], &letter.json()["subject"]),
            (&json!(number - 9), &json!(format!("s{number}")))
        );
        assert!(letter.is_signed_by(SECRET) && letter.is_signed_by(OLD), "{letter:?}");
        assert_eq!(letter.headers["webhook-signature"].split(' ').count(), 2);
        assert_eq!(letter.headers["content-type"], "application/json");
        assert!(!letter.id().contains('.') && !String::from_utf8_lossy(&letter.body).contains("alone"));
        ids.push(letter.id().to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 21, "each event has an id of its own");
}

#[test]
fn a_hook_begins_with_what_comes_or_with_what_the_log_holds_and_hears_of_its_own_acts_alone() {
    let street = Street::open("hook-begin");
    say(&street, 0..3);
    let folder = street.end();
    let (now, start) = (Server::open(), Server::open());
    let street = Street::with("hook-begin", |config| {
        let orders = vec!["order".to_owned(), "objection_withdrawn".to_owned()];
        config.hooks =
            vec![Hook { acts: orders, ..hook("now", &now) }, Hook { from_start: true, ..hook("start", &start) }];
    });
    assert_eq!(street.folder, folder);
    for index in 0..3 {
        assert_eq!(start.next(OK).json()["index"], index);
    }
    let said = ledger::parse_said(r#"{"at":"2026-11-21T10:00:00Z","act":"objection_withdrawn","id":"o1"}"#);
    street.ledger().append(&world::World::real(&street.folder), &[said.expect("valid")]).expect("taken");
    let told = now.next(OK).json();
    assert_eq!((&told["index"], &told["subject"]), (&json!(3), &json!("s1")), "whose the objection was");
    assert_eq!(start.next(OK).json()["act"], "objection_withdrawn");
}

#[test]
fn what_was_sent_and_not_kept_is_sent_again_after_a_restart_under_the_same_id() {
    let server = Server::open();
    let street = Street::with("hook-kill", |config| config.hooks = vec![hook("platform", &server)]);
    let file = street.folder.join("hooks/platform.json");
    let before = world::read(&file).expect("kept from the start");
    say(&street, 0..1);
    let first = server.next(OK);
    kept_until(&street, "platform", |kept| kept["next"] == 1);
    let folder = street.end();
    // As after a kill between the answer and the disk.
    world::write_atomic(folder.join("hooks/platform.json"), before).expect("writable");
    let street = Street::with("hook-kill", |config| config.hooks = vec![hook("platform", &server)]);
    let again = server.next(OK);
    assert_eq!((again.id(), &again.body), (first.id(), &first.body));
    // And what is said from now on comes after it.
    say(&street, 1..2);
    assert_eq!(server.next(OK).json()["index"], 1);
}

#[test]
fn a_disk_that_takes_nothing_lets_no_event_pass_and_it_is_told_again_under_the_same_id() {
    let server = Server::open();
    let street = Street::with("hook-disk", |config| config.hooks = vec![hook("platform", &server)]);
    let hooks = street.folder.join("hooks");
    // Nothing can be kept: a file stands where the folder was.
    world::remove_dir(&hooks).expect("removable");
    world::write_atomic(&hooks, "").expect("writable");
    say(&street, 0..1);
    let first = server.next(OK);
    let same = |letter: &Letter| assert_eq!((letter.id(), &letter.body), (first.id(), &first.body));
    same(&server.next(OK));
    world::remove_file(&hooks).expect("removable");
    // Where the second answer was not kept before there was room again, a third letter comes.
    server.answers.send(Some(OK)).expect("it runs");
    while !world::exists(hooks.join("platform.json")) {
        std::thread::sleep(Duration::from_millis(50));
    }
    kept_until(&street, "platform", |kept| kept["next"] == 1);
    server.letters.try_iter().for_each(|letter| same(&letter));
}

#[test]
fn a_server_that_comes_back_is_told_everything_once_and_in_order() {
    let server = Server::open();
    let street = Street::with("hook-down", |config| {
        config.hooks = vec![Hook { tries_max: 9, ..hook("platform", &server) }];
    });
    say(&street, 0..2);
    let mut ids = Vec::new();
    for _ in 0..4 {
        let letter = server.next(DOWN);
        assert_eq!(letter.json()["index"], 0);
        ids.push(letter.id().to_owned());
    }
    assert_eq!(kept_until(&street, "platform", |kept| kept["tries"] == 4)["next"], 0);
    ids.push(server.next(OK).id().to_owned());
    ids.dedup();
    assert_eq!(ids.len(), 1, "a letter keeps its id");
    assert_eq!(server.next(OK).json()["index"], 1);
    let kept = kept_until(&street, "platform", |kept| kept["next"] == 2);
    assert_eq!((&kept["tries"], &kept["dead"]), (&json!(0), &json!([])));
}

#[test]
fn what_was_tried_often_enough_is_laid_aside_shown_and_sent_again_by_somebody_who_is_named() {
    let server = Server::open();
    let street = Street::with("hook-dead", |config| {
        config.hooks = vec![Hook { acts: vec!["objection".to_owned()], ..hook("platform", &server) }];
    });
    say(&street, 0..2);
    let ids: Vec<String> =
        (0..3).map(|_| server.next("302 Found\r\nLocation: http://127.0.0.1:9/").id().to_owned()).collect();
    assert_eq!(server.next(OK).json()["index"], 1, "the next one does not wait for it");
    let kept = kept_until(&street, "platform", |kept| kept["next"] == 2);
    assert_eq!(
        (&kept["dead"][0]["index"], &kept["dead"][0]["tries"], &kept["dead"][0]["why"]),
        (&json!(0), &json!(3), &json!("redirect"))
    );
    assert!(!kept.to_string().contains("s0"), "nobody stands beside the ledger");
    let mut engineer = Client::staff(&street, "engineering-1");
    assert!(engineer.get("/console").text().contains("<strong>1</strong> letter to a system waits"));
    let page = engineer.get("/console/hooks");
    for words in ["127.0.0.1:", "objection", "tried 3 times", "where we do not go", "Send it again"] {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    assert!(!page.text().contains("/told") && !page.text().contains("s0"), "{}", page.text());
    let stamp = engineer.stamp(&page);
    let send = |client: &mut Client, stamp: &str, hook: &str, index: &str| {
        client.post("/console/hooks/send", &[("stamp", stamp), ("hook", hook), ("index", index)]).status
    };
    for (hook, index) in [("platform", "1"), ("platform", "x"), ("platform", ""), ("other", "0")] {
        assert_eq!(send(&mut engineer, &stamp, hook, index), 404, "{hook} {index}");
    }
    let mut supervisor = Client::staff(&street, "supervisor-1");
    let shown = supervisor.get("/console/hooks");
    assert!(shown.status == 200 && !shown.text().contains("Send it again"));
    let their_stamp = shown.hidden("<header", "stamp");
    assert_eq!(send(&mut supervisor, &their_stamp, "platform", "0"), 403);
    assert_eq!(send(&mut engineer, &stamp, "platform", "0"), 303);
    let last = server.next(DOWN);
    assert_eq!(last.id(), ids[0]);
    kept_until(&street, "platform", |kept| kept["dead"][0]["why"] == "500" && kept["again"] == json!([]));
    assert_eq!(send(&mut engineer, &stamp, "platform", "0"), 303);
    assert_eq!(server.next(OK).id(), ids[0]);
    kept_until(&street, "platform", |kept| kept["dead"] == json!([]));
    let acts = street.ledger().said_of(&["staff_acted"]).expect("readable");
    let by = Act::StaffActed {
        staff: "engineering-1".to_owned(),
        role: "engineering".to_owned(),
        of: "hook_sent:platform:0".to_owned(),
    };
    assert!(acts.len() == 2 && acts.iter().all(|(_, said)| said.act == by), "{acts:?}");
    let events = engineer.get("/console/events?act=objection");
    assert!(!events.text().contains("engineering-1, "), "the objection is not their deed: {}", events.text());
}

#[test]
fn a_hook_whose_server_never_answers_holds_back_nobody_and_nothing() {
    let (silent, well) = (Server::open(), Server::open());
    let street = Street::with("hook-silent", |config| {
        let patience = Duration::from_millis(300);
        config.hooks = vec![Hook { patience, ..hook("silent", &silent) }, hook("well", &well)];
    });
    say(&street, 0..3);
    for index in 0..3 {
        assert_eq!(well.next(OK).json()["index"], index);
    }
    for _ in 0..3 {
        assert_eq!(silent.never_answers().json()["index"], 0);
    }
    kept_until(&street, "silent", |kept| kept["dead"][0]["why"] == "timeout");
    // While a letter is under way that nobody answers, the portal ends.
    silent.never_answers();
    world::remove_dir(street.end()).expect("removable");
}

#[test]
fn a_server_that_is_gone_is_left_alone_until_somebody_lets_the_hook_go_on_and_nothing_is_lost() {
    let server = Server::open();
    let street = Street::with("hook-gone", |config| config.hooks = vec![hook("platform", &server)]);
    say(&street, 0..2);
    assert_eq!(server.next("410 Gone").json()["index"], 0);
    kept_until(&street, "platform", |kept| kept["ended"].is_string());
    say(&street, 2..3);
    assert!(server.is_left_alone());
    street.end();
    let street = Street::with("hook-gone", |config| config.hooks = vec![hook("platform", &server)]);
    assert!(server.is_left_alone(), "nor after a restart");
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console/hooks");
    assert!(page.text().contains("nothing is to be sent to this address") && page.text().contains("3 events wait"));
    let stamp = dpo.stamp(&page);
    let fields = [("stamp", stamp.as_str()), ("hook", "platform"), ("index", "")];
    assert_eq!(dpo.post("/console/hooks/send", &fields).status, 303);
    for index in 0..4 {
        assert_eq!(server.next(OK).json()["index"], index);
    }
}

#[test]
fn somebody_who_was_erased_before_a_letter_arrived_is_in_no_letter() {
    let server = Server::open();
    let street = Street::with("hook-erased", |config| {
        config.hooks = vec![Hook { tries_max: 50, pause: Duration::from_millis(300), ..hook("platform", &server) }];
    });
    say(&street, 0..2);
    assert_eq!(server.next(DOWN).json()["subject"], "s0");
    let world = world::World::real(&street.folder);
    street.ledger().erase(&world, &terms::SubjectId::new("s0")).expect("erased");
    // One more may have been under way.
    let mut told = server.next(OK).json();
    if told["subject"] == "s0" {
        told = server.next(OK).json();
    }
    assert_eq!(told["subject"], "s1");
    assert_eq!(server.next(OK).json()["act"], "erased");
}

#[test]
fn a_hook_that_cannot_be_told_is_refused_at_the_start_and_shows_no_secret() {
    let server = Server::open();
    let street = Street::open("hook-bad");
    let ledger = street.ledger();
    let open = |hooks: Vec<Hook>| {
        let opened = crate::hooks::open(hooks, &street.folder.join("hooks"), &ledger);
        opened.map(|_| ()).expect_err("refused")
    };
    let good = || hook("platform", &server);
    let bad = |change: fn(&mut Hook)| {
        let mut bad = good();
        change(&mut bad);
        open(vec![bad])
    };
    for (why, expected) in [
        (bad(|hook| hook.url = "http://platform.example.org/".to_owned()), "https"),
        (bad(|hook| hook.name = "../x".to_owned()), "small letters"),
        (bad(|hook| hook.acts = vec!["objections".to_owned()]), "no act of the ledger"),
        (bad(|hook| hook.acts.clear()), "`acts` is empty"),
        (bad(|hook| hook.tries_max = 0), "tries_max"),
        (bad(|hook| hook.secrets = vec![Text::new("whsec_c2hvcnQ=")]), "24 to 64 bytes"),
        (bad(|hook| hook.secrets.clear()), "a secret is missing"),
        (open(vec![good(), good()]), "another hook of this name"),
    ] {
        assert!(why.contains(expected) && !why.contains("c2hvcnQ"), "{why}");
    }
    world::write_atomic(street.folder.join("hooks/platform.json"), "{").expect("writable");
    assert!(open(vec![good()]).contains("not whole"), "a place that is not known is not guessed");
    assert!(!format!("{:?}", good()).contains("whsec"));
}
