//! The stream of effects, read from a socket.

use super::street::{Client, KEY, Street};
use ledger::Said;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

/// One event of a stream.
#[derive(Debug, Default, PartialEq)]
struct Event {
    id: u64,
    act: String,
    data: serde_json::Value,
}

/// Who listens.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn open(street: &Street, last: Option<u64>) -> Self {
        let mut stream = TcpStream::connect(street.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        let last = last.map_or_else(String::new, |last| format!("last-event-id: {last}\r\n"));
        let head = format!("GET /v1/effects HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {KEY}\r\n{last}\r\n");
        stream.write_all(head.as_bytes()).expect("written");
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        stream.read_line(&mut line).expect("an answer");
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        while !line.trim().is_empty() {
            line.clear();
            stream.read_line(&mut line).expect("a header");
        }
        Self(stream)
    }

    /// The next event that has data; nothing where the stream ends. Lengths of chunks stand between, and are passed over.
    fn next(&mut self) -> Option<Event> {
        let mut event = Event::default();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).expect("readable") == 0 || line == "0\r\n" {
                return None;
            }
            let line = line.trim_end();
            match line.split_once(": ") {
                Some(("id", id)) => event.id = id.parse().expect("a place"),
                Some(("event", act)) => event.act = act.to_owned(),
                Some(("data", data)) => event.data = serde_json::from_str(data).expect("JSON"),
                _ if line.is_empty() && !event.data.is_null() => return Some(event),
                _ => {}
            }
        }
    }
}

fn say(street: &Street, events: &[&str]) {
    let said: Vec<Said> = events.iter().map(|event| ledger::parse_said(event).expect("valid")).collect();
    street.ledger().append(&world::World::real(&street.folder), &said).expect("taken");
}

const OBJECTION: &str = r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"o1","subject":"s1","purpose":"*","scope":{"person":true},"verbatim":"alone","article":"21(1)"}"#;
const NO_EFFECT: &str = r#"{"at":"2026-11-20T10:00:00Z","act":"access_requested","subject":"s2","request":"q"}"#;
const STOP: &str = r#"{"at":"2026-11-21T10:00:00Z","act":"order","id":"stop","authority":"us","provision":"p","effect":"forbid","territory":"*","ops":"*","purposes":"*","from":"2026-11-21"}"#;

#[test]
fn a_listener_hears_of_effects_as_they_come_and_misses_none_after_it_was_away() {
    let street = Street::open("effects");
    say(&street, &[OBJECTION, NO_EFFECT]);
    let mut late = Listener::open(&street, None);
    let mut early = Listener::open(&street, Some(0));
    let first = early.next().expect("an event");
    assert_eq!((first.id, first.act.as_str(), &first.data["subject"]), (1, "objection", &serde_json::json!("s1")));
    assert!(first.data.get("verbatim").is_none());
    drop(early);
    say(&street, &[STOP]);
    let stop = late.next().expect("an event");
    assert_eq!((stop.id, stop.act.as_str(), &stop.data["ops"]), (3, "order", &serde_json::json!("*")));
    assert!(stop.data.get("authority").is_none());
    // It comes back with the last id that it read.
    let mut back = Listener::open(&street, Some(first.id));
    assert_eq!(back.next().expect("an event"), stop);
    // At the end of the portal the stream ends, too.
    let ending = std::thread::spawn(move || street.end());
    assert_eq!(back.next(), None);
    world::remove_dir(ending.join().expect("it ends")).expect("removable");
}

#[test]
fn a_stream_that_does_not_wait_ends_with_the_place_it_reached() {
    let street = Street::open("effects-once");
    say(&street, &[OBJECTION, NO_EFFECT]);
    let mut client = Client::machine(&street);
    client.headers.push(("last-event-id", "0".to_owned()));
    let answer = client.get("/v1/effects?wait=false");
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/event-stream"));
    let text = answer.text().replace("\r\n", "\n");
    assert!(text.contains("id: 1\nevent: objection\ndata: {") && text.contains(": alive\nid: 2\n\n"), "{text}");
    for (path, last) in [("/v1/effects", "9"), ("/v1/effects", "x"), ("/v1/effects?wait=maybe", "0")] {
        client.headers.pop();
        client.headers.push(("last-event-id", last.to_owned()));
        assert_eq!(client.get(path).status, 400, "{path} {last}");
    }
}

#[test]
fn there_are_so_many_places_for_listeners_and_one_that_goes_leaves_its_own() {
    let street = Street::with("effects-many", |config| config.limits.listeners_max = 1);
    say(&street, &[OBJECTION]);
    let mut one = Listener::open(&street, Some(0));
    one.next().expect("an event");
    let mut client = Client::machine(&street);
    let refused = client.get("/v1/effects?wait=false");
    assert_eq!((refused.status, refused.header("retry-after")), (429, "60"));
    drop(one);
    // That it went is seen when something is written to it.
    for number in 0.. {
        say(&street, &[&OBJECTION.replace("\"o1\"", &format!("\"more-{number}\""))]);
        if client.get("/v1/effects?wait=false").status == 200 {
            break;
        }
        assert!(number < 100, "the place was not left");
        std::thread::sleep(Duration::from_millis(100));
    }
}
