//! A folder for one test, gone afterwards, and events to put into a ledger there.

use crate::server::Database;
use ledger::{Act, Article, ConsentGiven, Covers, Home, Ledger, ObjectionMade, ObjectionScope, Period, Said};
use std::path::{Path, PathBuf};
use terms::{Instant, Lang, Purpose, SubjectId, Text};
use world::World;

pub const ORIGIN: &str = "ledger.example.org/test";

/// A folder, and for a ledger in PostgreSQL a database.
pub struct Folder(PathBuf, Option<Database>);

/// Runs one test with each store.
pub fn on_both_stores(test: impl Fn(&dyn Fn(&str) -> Folder)) {
    test(&Folder::new);
    test(&Folder::in_postgres);
}

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        world::remove_dir(&path).expect("removable");
        world::create_dir(&path).expect("writable");
        Self(path, None)
    }

    /// The same, with the stores in a database of their own.
    pub fn in_postgres(name: &str) -> Self {
        Self(Self::new(&format!("{name}-pg")).keep(), Some(Database::new()))
    }

    fn keep(mut self) -> PathBuf {
        std::mem::take(&mut self.0)
    }

    pub fn database(&self) -> &Database {
        self.1.as_ref().expect("a folder made by `in_postgres`")
    }

    pub fn url(&self) -> Option<String> {
        self.1.as_ref().map(Database::url)
    }

    pub fn home(&self) -> Home {
        self.1.as_ref().map_or_else(|| Home::folder(&self.0), |database| Home::parse(&database.url()).expect("a URL"))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn world(&self) -> World {
        World::repeatable(&self.0, day(500), 7)
    }

    pub fn open(&self) -> Result<Ledger, ledger::OpenError> {
        Ledger::open_at(&self.world(), self.path(), &self.home(), ORIGIN)
    }

    /// A copy of all files, as a crash at this moment would leave them.
    pub fn crashed(&self, name: &str) -> Self {
        let copy = Self::new(name);
        copy_folder(self.path(), copy.path());
        copy
    }

    pub fn bytes(&self, file: &str) -> Vec<u8> {
        world::read(self.0.join(file)).expect("there")
    }

    pub fn put(&self, file: &str, bytes: &[u8]) {
        world::write_atomic(self.0.join(file), bytes).expect("writable");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() {
            world::remove_dir(&self.0).expect("removable");
        }
    }
}

pub fn copy_folder(from: &Path, to: &Path) {
    for path in world::list(from).expect("there") {
        let to = to.join(path.file_name().expect("named"));
        if path.is_dir() {
            copy_folder(&path, &to);
        } else {
            world::write_atomic(to, world::read(&path).expect("there")).expect("writable");
        }
    }
}

/// The first second of day `n`; day 1 is 1 January 2026.
pub fn day(n: i64) -> Instant {
    terms::parse_instant("2025-12-31").expect("valid") + chrono::TimeDelta::days(n)
}

pub fn subject(n: u64) -> SubjectId {
    SubjectId::new(format!("s{n}"))
}

pub fn training() -> Purpose {
    Purpose::new("ai.train.generative")
}

pub fn consents(at: i64, who: u64) -> Said {
    let given = ConsentGiven {
        subject: subject(who),
        purpose: Some(training()),
        explicit: false,
        categories: Vec::new(),
        kinds: Covers::All,
        services: Covers::All,
        conditions_ok: true,
        parental: false,
        all_parties: false,
        notice_version: "n1".to_owned(),
        language: Lang::new("nl").expect("valid"),
        record: None,
    };
    Said::new(day(at), Act::ConsentGiven(given))
}

pub fn withdraws(at: i64, who: u64) -> Said {
    Said::new(day(at), Act::ConsentWithdrawn { subject: subject(who), purpose: Some(training()), record: None })
}

pub fn objects(at: i64, id: &str, who: &[u64], names: &[&str]) -> Said {
    let known = who.len() == 1;
    let made = ObjectionMade {
        id: id.to_owned(),
        subject: who.first().filter(|_| known).map(|who| subject(*who)),
        candidates: if known { Vec::new() } else { who.iter().map(|who| subject(*who)).collect() },
        names: names.iter().map(|name| Text::new(*name)).collect(),
        purpose: None,
        scope: ObjectionScope::Person,
        period: Period::Both,
        models: None,
        verbatim: Some(Text::new("Leave me out of it.")),
        reasons: None,
        channel: None,
        notice_version: None,
        language: None,
        article: Article::Situation,
    };
    Said::new(day(at), Act::Objection(made))
}

/// `count` events by a few people, each different.
pub fn several(count: u64) -> Vec<Said> {
    (0..count)
        .map(|n| if n % 3 == 2 { withdraws(1 + n as i64, n % 5) } else { consents(1 + n as i64, n % 5) })
        .collect()
}
