//! Notices that leave through a real mail server and to an app, what comes back over HTTP, and the page of the console.

use super::street::{Client, ORIGIN, Street, at, config};
use crate::config::Config;
use crate::mail::{Letter, Mail, MailError, Mailer, Tls, Trouble};
use crate::notices::{AppAddress, Channel, PostOffice};
use ledger::{Act, DeliveryFailure, Ledger, Said};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use terms::{Address, SubjectId, Text};
use world::World;

/// A mail server that runs until it is dropped.
struct MailServer {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl MailServer {
    fn start(name: &str, mode: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("mail-{}-{name}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        world::create_dir(&folder).expect("creatable");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/smtp.sh");
        let mut child = Command::new(script)
            .arg(mode)
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("readable");
        let port = line.trim().parse().expect("the mail server says its port, or above why it does not start");
        Self { child, port, folder }
    }

    fn mail(&self) -> Mail {
        Mail {
            from: Some(Address::new("privacy@example.org")),
            host: Some("127.0.0.1".to_owned()),
            port: Some(self.port),
            tls: Tls::Off,
            timeout_seconds: 2,
            ..Mail::default()
        }
    }

    /// The letters that it took.
    fn letters(&self) -> Vec<String> {
        let files = world::list(&self.folder).expect("readable").into_iter();
        let letters = files.filter(|file| file.extension().is_some_and(|extension| extension == "eml"));
        letters.map(|file| world::read_string(file).expect("ASCII")).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = world::remove_dir(&self.folder);
    }
}

fn deliver(mail: &Mail, to: &str) -> Result<(), MailError> {
    let mailer = Mailer::open(mail, "/nowhere", "Forum Ä")?;
    let letter = Letter {
        to: Address::new(format!("{to}@example.org")),
        subject: "Één vraag".to_owned(),
        text: Text::new("één\n.\nhttps://rights.example.org/sign-in/0a\n"),
        id: Some("0a1b".to_owned()),
    };
    mailer.deliver(&letter, &World::repeatable("/nowhere", at("2026-11-23T10:00:00Z"), 7))
}

#[test]
fn a_letter_arrives_whole_over_tls_and_with_a_password_and_nothing_leaves_without() {
    let server = MailServer::start("tls", "tls");
    let mail = Mail {
        tls: Tls::Starttls,
        user: Some("portal".to_owned()),
        password: Some(Text::new("a-password-of-a-test\n")),
        ca_file: Some(server.folder.join("cert.pem")),
        ..server.mail()
    };
    deliver(&mail, "s1").expect("taken");
    let letters = server.letters();
    let read = mail_parser::MessageParser::default().parse(letters[0].as_bytes()).expect("a message");
    assert_eq!((read.subject(), read.message_id()), (Some("Één vraag"), Some("0a1b@example.org")));
    let text = read.body_text(0).expect("a text").replace('\r', "");
    assert_eq!(text.trim_end(), "één\n.\nhttps://rights.example.org/sign-in/0a");
    // A server whose certificate nobody vouches for, a wrong password, a server that wants both and gets neither.
    let stranger = Mail { ca_file: None, ..mail.clone() };
    let wrong = Mail { password: Some(Text::new("another")), ..mail.clone() };
    let plain = Mail { tls: Tls::Off, user: None, ..mail.clone() };
    for (mail, why) in [(stranger, "secure line"), (wrong, "535"), (plain, "530")] {
        let error = deliver(&mail, "s1").expect_err("refused");
        assert_eq!(error.trouble, Trouble::System, "{error}");
        assert!(error.to_string().contains(why) && !error.to_string().contains("another"), "{error}");
    }
    // A server that offers no secure line gets nothing.
    let open = MailServer::start("no-tls", "plain");
    let error = deliver(&Mail { port: Some(open.port), ..mail }, "s1").expect_err("no line");
    assert_eq!(error.trouble, Trouble::System);
    assert!(open.letters().is_empty() && server.letters().len() == 1);
}

#[test]
fn what_a_server_answers_says_whose_trouble_it_is_and_no_address_is_in_the_error() {
    let server = MailServer::start("answers", "plain");
    for (to, trouble) in [
        ("later1", Trouble::ForNow),
        ("gone1", Trouble::ForGood),
        ("spam1", Trouble::ForNow),
        ("slow1", Trouble::System),
        ("not an address", Trouble::ForGood),
    ] {
        let error = deliver(&server.mail(), to).expect_err(to);
        assert_eq!(error.trouble, trouble, "{to}: {error}");
        assert!(!error.to_string().contains("example.org"), "{error}");
    }
    deliver(&server.mail(), "s1").expect("taken");
    let silent = MailServer::start("silent", "silent");
    let error = deliver(&silent.mail(), "s1").expect_err("silent");
    assert!(error.trouble == Trouble::System && error.to_string().contains("silent"), "{error}");
    let closed = { TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port() };
    let error = deliver(&Mail { port: Some(closed), ..server.mail() }, "s1").expect_err("nobody there");
    assert_eq!(error.trouble, Trouble::System);
}

#[test]
fn a_link_to_sign_in_leaves_through_the_mail_server_too() {
    let server = MailServer::start("link", "plain");
    let mailer = Mailer::open(&server.mail(), "/nowhere", "Forum A").expect("usable");
    let street = Street::with("mail-link", |config| config.mailer = mailer);
    let mut client = Client::of(&street);
    let page = client.get("/sign-in");
    let fields = [("stamp", client.stamp(&page)), ("address", "s1%40example.org".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(client.post("/sign-in", &fields).status, 200);
    // It leaves on its own.
    let letter = loop {
        if let Some(letter) = server.letters().pop() {
            break letter;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    assert!(letter.contains("Message-ID: <") && letter.contains("http://127.0.0.1/sign-in/"), "{letter}");
}

/// The ledger of a portal that does not run yet, one round of letters in it.
fn told(name: &str, change: impl Fn(&mut Config)) -> (PathBuf, Vec<String>) {
    let folder = std::env::temp_dir().join(format!("portal-{}-{name}", std::process::id()));
    world::remove_dir(&folder).expect("removable");
    let mut world = World::real(&folder);
    world.set_now(at("2026-11-20T10:00:00Z"));
    let mut ledger = Ledger::open(&world, folder.join("ledger"), ORIGIN).expect("new");
    let (send, letters) = std::sync::mpsc::channel();
    let mut config = config(Mailer::new(move |letter| {
        send.send(letter.id.clone()).expect("the test listens");
        Ok(())
    }));
    change(&mut config);
    PostOffice::open(&config, 30)
        .expect("well configured")
        .send(&world, &mut ledger, None, &mut |_| {})
        .expect("a round");
    (folder, letters.try_iter().flatten().collect())
}

fn post(client: &mut Client, path: &str, body: &str) -> (u16, serde_json::Value) {
    let answer = client.send("POST", path, Some("application/json"), body.as_bytes());
    (answer.status, answer.json())
}

#[test]
fn a_machine_says_which_letters_came_back_and_may_say_it_twice() {
    let (_, names) = told("bounces-api", |_| {});
    let street = Street::open("bounces-api");
    let mut machine = Client::machine(&street);
    let body = format!(
        r#"[{{"message_id":"<{}@example.org>","status":"5.1.1"}},{{"message_id":"<x@y>","status":"5.1.1"}}]"#,
        names[0]
    );
    let counts = |recorded: u64, known: u64| serde_json::json!({ "recorded": recorded, "known": known, "unknown": 1 });
    assert_eq!(post(&mut machine, "/v1/notices/bounces", &body), (200, counts(1, 0)));
    assert_eq!(post(&mut machine, "/v1/notices/bounces", &body), (200, counts(0, 1)));
    let failed = Act::NoticeFailed {
        subject: SubjectId::new("s1"),
        version: "n1".to_owned(),
        channel: "email".to_owned(),
        reason: Some(DeliveryFailure::Bounced),
        again: false,
    };
    let history: Vec<Act> = street.history("s1").into_iter().map(|said| said.act).collect();
    assert_eq!(history.last(), Some(&failed));
    assert_eq!(history.len(), 2);
    for (body, status) in
        [("{", 400), (r#"{"message_id":"x"}"#, 400), (r#"{"message_id":"x","status":"5","more":1}"#, 400)]
    {
        assert_eq!(post(&mut machine, "/v1/notices/bounces", body).0, status, "{body}");
    }
    // What is said twice in one request is weighed twice.
    let twice =
        format!(r#"[{{"message_id":"{0}","status":"4.4.7"}},{{"message_id":"{0}","status":"5.1.1"}}]"#, names[1]);
    let (status, counted) = post(&mut machine, "/v1/notices/bounces", &twice);
    assert_eq!((status, &counted["recorded"], &counted["known"]), (200, &1.into(), &1.into()));
    // The platform's word is about its app alone.
    let word = format!(r#"{{"id":"{}","state":"seen"}}"#, names[1]);
    assert_eq!(post(&mut machine, "/v1/notices/delivered", &word).1["known"], 1);
    let mut stranger = Client::machine(&street);
    stranger.headers = vec![("authorization", "Bearer wrong".to_owned())];
    for path in ["/v1/notices/bounces", "/v1/notices/delivered"] {
        assert_eq!(post(&mut stranger, path, "[]").0, 401);
    }
}

/// An app that takes what comes and gives these answers, one a connection.
fn app(answers: &'static [u16]) -> (String, std::thread::JoinHandle<Vec<(String, String)>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/notices", listener.local_addr().expect("an address"));
    let taken = std::thread::spawn(move || {
        let mut taken = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().expect("a connection");
            let (mut all, mut part) = (Vec::new(), [0; 4096]);
            let (head, body) = loop {
                let count = stream.read(&mut part).expect("readable");
                all.extend_from_slice(&part[..count]);
                let text = String::from_utf8_lossy(&all).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head.to_lowercase().split("content-length: ").nth(1).expect("a length").to_owned();
                let length: usize = length.split("\r\n").next().expect("a line").parse().expect("a number");
                if body.len() >= length {
                    break (head.to_lowercase(), body.to_owned());
                }
            };
            write!(stream, "HTTP/1.1 {answer} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").expect("answered");
            taken.push((head, body));
        }
        taken
    });
    (url, taken)
}

#[test]
fn a_notice_in_the_app_is_signed_and_the_platform_says_back_what_became_of_it() {
    let (url, taken) = app(&[202, 404]);
    let secret = std::env::temp_dir().join(format!("app-secret-{}", std::process::id()));
    world::write_atomic(&secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").expect("writable");
    told("app", |config| {
        config.notices.channel = Channel::InApp;
        config.notices.app = Some(AppAddress { url: url.clone(), secret_file: secret.clone(), ca_file: None });
    });
    world::remove_file(&secret).expect("removable");
    let taken = taken.join().expect("it ended well");
    let (head, body) = &taken[0];
    let said: serde_json::Value = serde_json::from_str(body).expect("JSON");
    let id = said["data"]["id"].as_str().expect("an id").to_owned();
    assert_eq!((said["type"].as_str(), said["data"]["subject"].as_str()), (Some("notice"), Some("s1")));
    assert!(said["data"]["objection"].as_str().is_some_and(|right| right.contains("/sign-in")));
    let secret = crate::signed::Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
    for (name, value) in crate::signed::headers(&secret, &id, at("2026-11-20T10:00:00Z"), body.as_bytes()) {
        assert!(head.contains(&format!("{name}: {value}").to_lowercase()), "{name} in {head}");
    }

    let street = Street::open("app");
    let acts = |who: &str| street.history(who).into_iter().map(|said| said.act.name()).collect::<Vec<_>>();
    assert_eq!(acts("s2"), ["notice_failed"], "the app does not know s2, who is tried again later");
    let mut machine = Client::machine(&street);
    let mut say =
        |state: &str| post(&mut machine, "/v1/notices/delivered", &format!(r#"{{"id":"{id}","state":"{state}"}}"#));
    for (state, recorded, after) in [
        ("delivered", 1, vec!["notice_sent", "notice_delivered"]),
        ("delivered", 0, vec!["notice_sent", "notice_delivered"]),
        ("seen", 1, vec!["notice_sent", "notice_delivered", "notice_seen"]),
        ("seen", 0, vec!["notice_sent", "notice_delivered", "notice_seen"]),
        ("failed", 1, vec!["notice_sent", "notice_delivered", "notice_seen", "notice_failed"]),
        ("failed", 0, vec!["notice_sent", "notice_delivered", "notice_seen", "notice_failed"]),
    ] {
        let (status, counted) = say(state);
        assert_eq!((status, &counted["recorded"]), (200, &serde_json::json!(recorded)), "{state}");
        assert_eq!(acts("s1"), after, "{state}");
    }
}

#[test]
fn the_console_counts_each_step_of_each_version_and_staff_can_try_again_for_one() {
    let (_, names) = told("console-told", |_| {});
    let street = Street::open("console-told");
    let mut machine = Client::machine(&street);
    let body = format!(r#"{{"message_id":"{}@example.org","status":"5.1.1"}}"#, names[0]);
    assert_eq!(post(&mut machine, "/v1/notices/bounces", &body).0, 200);
    let delivered = r#"{"at":"2026-11-22T10:00:00Z","act":"notice_delivered","subject":"s2","purposes":["*"],"version":"n1","language":"en","channel":"email","objection_right_separate":true}"#;
    let said: Said = ledger::parse_said(delivered).expect("valid");
    street.ledger().append(&World::real(&street.folder), &[said]).expect("taken");
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console/notices");
    let row = |key: &str, count: u32| format!("notice=n1\">{key}</a></td><td>{count}</td>");
    for row in [row("Sent to", 2), row("Delivered to", 1), row("Seen by", 0), row("Failed for", 1)] {
        assert!(page.text().contains(&row), "{row} in {}", page.text());
    }
    assert!(page.text().contains("<td>Still to be told</td><td>1</td>"), "{}", page.text());
    let events = dpo.get("/console/events?act=notice_sent&notice=n1");
    assert!(events.text().contains("2 events."), "{}", events.text());
    assert!(dpo.get("/console/events?act=notice_sent&notice=n2").text().contains("0 events."));
    // A supervisor sees figures and no name, and tries nothing.
    let seen = Client::staff(&street, "supervisor-1").get("/console/notices");
    assert!(seen.text().contains(&row("Sent to", 2)) && !seen.text().contains("/console/notices/again"));
    let index = page.hidden("/console/notices/again", "index");
    let fields = [("stamp", dpo.stamp(&page)), ("index", index.clone())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(dpo.post("/console/notices/again", &fields).status, 303);
    assert_eq!(dpo.post("/console/notices/again", &fields).status, 409, "it is on its way already");
    let all: Vec<Act> = street.ledger().events().map(|event| event.expect("readable").1.act).collect();
    let [.., Act::NoticeFailed { again: true, .. }, Act::StaffActed { staff, of, .. }] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!((staff.as_str(), of.as_str()), ("dpo-1", "notice_failed"));
    assert!(dpo.get("/console/notices").text().contains(&row("Failed for", 0)));
}
