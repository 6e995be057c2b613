//! A portal that runs, and those who come to it.

use crate::config::{Clients, Config, Controller, Limits, Machine, Person, PurposeNotice, PurposeText};
use crate::mail::{Letter, Mailer};
use crate::notices::Notices;
use ledger::{Article, Covers, Home, Ledger, Said};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use terms::{AccountId, Address, Digest, Instant, LegalBasis, Purpose, SubjectId};
use tokio::sync::oneshot;
use world::World;

pub const ORIGIN: &str = "example.org/portal";
pub const TRAIN: &str = "ai.train.generative";
pub const RANK: &str = "feed.ranking";
pub const KEY: &str = "a-key-of-a-machine";

pub fn at(text: &str) -> Instant {
    terms::parse_instant(text).expect("a moment")
}

/// A portal that runs until it is dropped.
pub struct Street {
    pub address: SocketAddr,
    pub folder: PathBuf,
    letters: Mutex<Receiver<Letter>>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl Street {
    pub fn open(name: &str) -> Self {
        Self::with(name, |_| {})
    }

    pub fn with(name: &str, change: impl FnOnce(&mut Config)) -> Self {
        Self::at_moment(name, "2026-11-23T10:00:00Z", change)
    }

    /// A portal whose clock stands at a moment, on the ledger of an earlier portal of that name if there is one.
    pub fn at_moment(name: &str, moment: &str, change: impl FnOnce(&mut Config)) -> Self {
        let folder = std::env::temp_dir().join(format!("portal-{}-{name}", std::process::id()));
        let (sender, letters) = channel();
        let mut config = config(Mailer::new(move |letter| {
            sender.send(letter.clone()).expect("the test listens");
            Ok(())
        }));
        change(&mut config);
        let law = law::Law::embedded().expect("the law of this build");
        let mut world = World::real(&folder);
        world.set_now(at(moment));
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell, told) = channel();
        let ledger = folder.join("ledger");
        let server = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.expect("a runtime").block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
                tell.send(listener.local_addr().expect("an address")).expect("the test listens");
                let until = async { stopped.await.unwrap_or_default() };
                let home = Home::folder(&ledger);
                crate::serve(config, world, &ledger, &home, law, listener, until).await.expect("it starts");
            });
        });
        let address = told.recv().expect("it starts");
        // The port is there before the ledger is open; who opens the ledger beside the portal comes after it.
        assert_eq!(
            raw(address, b"GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").expect("an answer").status,
            200
        );
        Self { address, folder, letters: Mutex::new(letters), stop: Some(stop), server: Some(server) }
    }

    /// The ledger beside the portal, as the command line would open it.
    pub fn ledger(&self) -> Ledger {
        Ledger::open(&World::real(&self.folder), self.folder.join("ledger"), ORIGIN).expect("the ledger opens")
    }

    pub fn history(&self, subject: &str) -> Vec<Said> {
        let history = self.ledger().history(&SubjectId::new(subject)).expect("readable");
        history.into_iter().map(|(_, said)| said).collect()
    }

    /// The next letter.
    pub fn letter(&self) -> Letter {
        let letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        letters.recv_timeout(Duration::from_secs(20)).expect("a letter")
    }

    /// The link of the next letter.
    pub fn link(&self) -> String {
        let letter = self.letter();
        let text = letter.text.expose();
        text.split_whitespace().find_map(|word| word.split_once("/sign-in/")).expect("a link").1.to_owned()
    }

    pub fn no_letter(&self) -> bool {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).try_recv().is_err()
    }

    pub fn end(mut self) -> PathBuf {
        self.close();
        std::mem::take(&mut self.folder)
    }

    fn close(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(server) = self.server.take() {
            server.join().expect("the server ends well");
        }
    }
}

impl Drop for Street {
    fn drop(&mut self) {
        self.close();
        if !self.folder.as_os_str().is_empty() {
            world::remove_dir(&self.folder).expect("removable");
        }
    }
}

pub fn config(mailer: Mailer) -> Config {
    let text = |name: &str| PurposeText {
        name: name.to_owned(),
        what: "A model learns from public posts.".to_owned(),
        why: "So that it writes as people do.".to_owned(),
    };
    let notice = |purpose: &str, basis, name: &str| PurposeNotice {
        purpose: Purpose::new(purpose),
        basis,
        since: terms::parse_date("2026-09-01").expect("a date"),
        version: "n1".to_owned(),
        kinds: Covers::All,
        re_ask_months: 12,
        texts: BTreeMap::from([("en".to_owned(), text(name)), ("nl".to_owned(), text(name))]),
    };
    let person = |subject: &str, account: &str| Person {
        subject: SubjectId::new(subject),
        address: Address::new(format!("{subject}@example.org")),
        accounts: vec![AccountId::new(account)],
        language: None,
    };
    Config {
        origin: ORIGIN.to_owned(),
        base_url: "http://127.0.0.1".to_owned(),
        controller: Controller {
            name: "Forum A".to_owned(),
            contact: "rights@example.org".to_owned(),
            officer: Some("dpo@example.org".to_owned()),
            authority: "the data protection authority".to_owned(),
        },
        purposes: vec![
            notice(TRAIN, LegalBasis::LegitimateInterests, "Training a model"),
            notice(RANK, LegalBasis::Consent, "Ranking the feed"),
        ],
        objection: Article::Discretionary,
        people: vec![person("s1", "a1"), person("s2", "a2")],
        staff: super::office::staff(),
        office: Some(super::office::office()),
        oidc: None,
        hooks: Vec::new(),
        drp: Some(super::office::drp()),
        mailer,
        notices: Notices::default(),
        machines: vec![Machine { name: "m".to_owned(), key_digest: Digest::of(KEY) }],
        inbox: None,
        clients: Clients::Direct,
        limits: Limits { requests_per_minute: 100_000, heavy_per_minute: 100_000, ..Limits::default() },
        warden: Some(super::office::warden()),
        speaker: None,
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The value of a hidden field, the first one of that name after `marker`.
    pub fn hidden(&self, marker: &str, name: &str) -> String {
        let (_, rest) = self.text().split_once(marker).unwrap_or_else(|| panic!("no {marker} in {}", self.text()));
        let (_, rest) = rest.split_once(&format!("name=\"{name}\" value=\"")).expect("the field");
        rest.split('"').next().expect("a value").to_owned()
    }
}

/// A browser with its cookies and without JavaScript, or a machine.
#[derive(Clone)]
pub struct Client {
    address: SocketAddr,
    pub cookies: BTreeMap<String, String>,
    pub headers: Vec<(&'static str, String)>,
}

impl Client {
    pub fn of(street: &Street) -> Self {
        let headers = vec![("accept", "text/html,application/xhtml+xml".to_owned())];
        Self { address: street.address, cookies: BTreeMap::new(), headers }
    }

    pub fn machine(street: &Street) -> Self {
        let headers = vec![("authorization", format!("Bearer {KEY}")), ("accept", "application/json".to_owned())];
        Self { address: street.address, cookies: BTreeMap::new(), headers }
    }

    /// An agent of the Data Rights Protocol.
    pub fn agent(street: &Street) -> Self {
        let token = format!("Bearer {}", super::office::AGENT_TOKEN);
        let headers = vec![("authorization", token), ("accept", "application/json".to_owned())];
        Self { address: street.address, cookies: BTreeMap::new(), headers }
    }

    /// Somebody who signed in through a letter.
    pub fn signed_in(street: &Street, subject: &str) -> Self {
        let mut client = Self::of(street);
        let page = client.get("/sign-in");
        assert_eq!(page.status, 200);
        let address = format!("{subject}%40example.org");
        let sent = client.post("/sign-in", &[("stamp", &client.stamp(&page)), ("address", &address)]);
        assert_eq!(sent.status, 200, "{}", sent.text());
        let link = street.link();
        let page = client.get(&format!("/sign-in/{link}"));
        assert_eq!(page.status, 200);
        let done = client.post("/sign-in/confirm", &[("stamp", &client.stamp(&page)), ("link", &link)]);
        assert_eq!((done.status, done.header("location")), (303, "/me"));
        client
    }

    /// Somebody of the staff who signed in through a letter.
    pub fn staff(street: &Street, name: &str) -> Self {
        let mut client = Self::of(street);
        let page = client.get("/console/sign-in");
        assert_eq!(page.status, 200);
        let address = format!("{name}%40example.org");
        let sent = client.post("/console/sign-in", &[("stamp", &client.stamp(&page)), ("address", &address)]);
        assert_eq!(sent.status, 200, "{}", sent.text());
        let link = street.link();
        let page = client.get(&format!("/sign-in/{link}"));
        let done = client.post("/sign-in/confirm", &[("stamp", &client.stamp(&page)), ("link", &link)]);
        assert_eq!((done.status, done.header("location")), (303, "/console"));
        client
    }

    pub fn stamp(&self, page: &Answer) -> String {
        page.hidden("<main", "stamp")
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, b"")
    }

    /// Sends a form; values are encoded already.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        self.send("POST", path, Some("application/x-www-form-urlencoded"), body.as_bytes())
    }

    pub fn send(&mut self, method: &str, path: &str, kind: Option<&str>, body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            head.push_str(&format!("cookie: {}\r\n", all.join("; ")));
        }
        if let Some(kind) = kind {
            head.push_str(&format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len()));
        }
        let answer = raw(self.address, &[head.as_bytes(), b"\r\n", body].concat()).expect("an answer");
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

/// Writes bytes on a new connection and reads until it is closed.
pub fn raw(address: SocketAddr, bytes: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    // A server that refuses early closes while we still write; its answer is there all the same.
    let _ = stream.write_all(bytes);
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    read(&all)
}

fn read(all: &[u8]) -> Option<Answer> {
    let end = all.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&all[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Some(Answer { status, headers, body: all[end + 4..].to_vec() })
}
