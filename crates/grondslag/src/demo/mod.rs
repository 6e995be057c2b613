//! The generated platform of `grondslag demo`. In: a seed and a size. Out: posts, accounts and packages of a small invented
//! platform, what its people said, and which decision each record must get. Never: a real person, a copied text, or an
//! address or number that somebody may have.

mod base;
mod draw;
mod formats;
mod grammar;
mod identifiers;
mod overlay;
mod packages;
mod people;
mod picture;
mod planted;
mod project;
mod records;
mod register;
mod said;
mod truth;

pub use formats::write as write_formats;
pub use overlay::overlay;

use chrono::NaiveDate;
use draw::Draw;
use flate2::{Compression, GzBuilder};
use grammar::Grammars;
use people::{Home, People};
use planted::{Aside, Place, Record};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use terms::{Country, Date, Instant, Lang, Post, SubjectId};
use truth::{Judge, Verdict};
use world::{DiskError, World, write_atomic};

/// Purpose of the demo's run, on the basis of legitimate interests.
pub const GENERATIVE: &str = "ai.train.generative";
/// A second purpose, on the basis of consent; it has a truth file of its own.
pub const ASSISTANT: &str = "ai.improve.assistant";
/// A purpose that has nothing to do with models; some notices and objections are about it alone.
const ADS: &str = "ads.personalised";

/// How large a platform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Natural persons.
    pub persons: usize,
    /// Records, about.
    pub records: usize,
}

impl Size {
    /// The demo: some four hundred accounts and 4,500 records.
    pub const DEMO: Self = Self { persons: 340, records: 4_500 };
    /// For tests: every situation of a person once or a few times.
    #[cfg(test)]
    pub const SMALL: Self = Self { persons: 120, records: 700 };

    /// So many of what the demo has `count` of, and at least one.
    fn share(self, count: usize) -> usize {
        (count * self.persons / Self::DEMO.persons).max(1)
    }
}

/// What was generated, beside the files.
#[derive(Debug)]
pub struct Generated {
    /// The text of `grondslag.toml`.
    pub config: String,
    /// The text of `register.toml`.
    pub register: String,
    /// Posts that the caller writes as Parquet to [`Generated::parquet_path`].
    pub parquet_posts: Vec<Post>,
    /// Where to.
    pub parquet_path: PathBuf,
    /// A prolific author whose posts are mostly admitted: the demo forgets this person.
    pub forget: SubjectId,
    /// Records in all sources.
    pub records: usize,
    /// Accounts.
    pub accounts: usize,
    /// Persons.
    pub persons: usize,
    /// Events in `said.jsonl`.
    pub events: usize,
}

/// The platform could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file could not be written or read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A document could not be put together.
    #[error("a document of the demo could not be written as JSON: {0}; please report this")]
    Json(#[from] serde_json::Error),
    /// An archive could not be put together.
    #[error("an archive of the demo could not be put together: {0}; please report this")]
    Archive(#[from] std::io::Error),
    /// A zip archive could not be put together.
    #[error("a zip archive of the demo could not be put together: {0}; please report this")]
    Zip(#[from] zip::result::ZipError),
    /// A table could not be put together.
    #[error("a table of the demo could not be put together: {0}; please report this")]
    Table(#[from] csv::Error),
    /// A database could not be put together.
    #[error("a database of the demo could not be put together: {0}; please report this")]
    Database(#[from] rusqlite::Error),
    /// Columns could not be written.
    #[error(transparent)]
    Columns(#[from] pipeline::PipelineError),
    /// A declaration could not be put together.
    #[error("a declaration of the demo could not be written as TOML: {0}; please report this")]
    Toml(#[from] toml::ser::Error),
    /// The posts to lay something over have a line without an author.
    #[error("line {line} of `{}` has no `author`; give the file that `bench/README.md` names", path.display())]
    NoAuthor {
        /// Of which file.
        path: PathBuf,
        /// Counted from 1.
        line: u64,
    },
}

/// Writes a platform into `dir`, the same for the same seed.
///
/// If this is killed half-way, the files written so far are whole and the next run writes the same ones over them.
pub fn generate(world: &World, dir: &Path, seed: u64, size: Size) -> Result<Generated, DemoError> {
    let grammars = Grammars::new();
    let people = People::draw(&grammars, seed, size);
    let records = records::draw(&grammars, &people, seed, size);
    let said = said::draw(&grammars, &people, &records, seed);
    let dir = world.path(dir);

    let accounts: Vec<_> = people.profiles.iter().map(|profile| &profile.account).collect();
    write_atomic(dir.join("people.jsonl"), lines(sign_ins(&accounts))?)?;
    write_atomic(dir.join("platform/accounts.jsonl"), with_header("accounts", lines(accounts)?))?;
    write_atomic(
        dir.join("platform/posts.jsonl.gz"),
        gzip(&with_header("posts", lines(posts(&records, Place::Posts))?))?,
    )?;
    for aside in Aside::ALL {
        let path = dir.join(format!("platform/{}.jsonl", aside.name()));
        write_atomic(path, with_header("posts", lines(posts(&records, Place::Aside(aside)))?))?;
    }
    write_packages(&dir, &people, &records, seed)?;
    write_atomic(dir.join("said.jsonl"), lines(&said)?)?;
    let judge = Judge::new(&people, &records, &said);
    write_atomic(dir.join("truth.jsonl"), lines(truths(&judge, &records, GENERATIVE))?)?;
    write_atomic(dir.join("truth-assistant.jsonl"), lines(truths(&judge, &records, ASSISTANT))?)?;
    write_atomic(dir.join("base/base.txt"), base::text(&grammars, seed))?;

    Ok(Generated {
        config: project::config(seed),
        register: project::register(),
        parquet_posts: posts(&records, Place::Comments).cloned().collect(),
        parquet_path: dir.join("platform/comments.parquet"),
        forget: people.person(people.forget).subject.clone(),
        records: records.len(),
        accounts: people.profiles.len(),
        persons: people.persons.len(),
        events: said.len(),
    })
}

fn posts(records: &[Record], place: Place) -> impl Iterator<Item = &Post> {
    records.iter().filter(move |record| record.place == place).map(|record| &record.post)
}

fn write_packages(dir: &Path, people: &People, records: &[Record], seed: u64) -> Result<(), DemoError> {
    let mut draw = Draw::new(seed, "pictures");
    for (index, profile) in people.profiles.iter().enumerate() {
        let mine: Vec<&Record> = records.iter().filter(|record| record.place == Place::Package(index)).collect();
        let (path, bytes) = match profile.home {
            Home::Plein => continue,
            Home::Mastodon => {
                (format!("packages/mastodon/archive-{index}.tar.gz"), packages::mastodon(profile, &mine)?)
            }
            Home::X => (format!("packages/x/twitter-{index}.zip"), packages::x(profile, &mine)?),
            Home::XProtected => (format!("packages/x-protected/twitter-{index}.zip"), packages::x(profile, &mine)?),
            Home::Instagram => {
                let bytes = packages::instagram(&mut draw, profile, &mine)?;
                (format!("packages/instagram/download-{index}.zip"), bytes)
            }
        };
        write_atomic(dir.join(path), bytes)?;
    }
    Ok(())
}

/// One line of a truth file.
#[derive(Serialize)]
struct Truth<'a> {
    record_id: &'a terms::RecordId,
    assemble: Verdict,
    train: Verdict,
}

/// Who may sign in to the portal: every person, at an address of a domain that nobody has.
fn sign_ins(accounts: &[&terms::Account]) -> Vec<serde_json::Value> {
    let mut people: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for account in accounts {
        people.entry(account.subject_id.as_str()).or_default().push(account.account_id.as_str());
    }
    let person = |(subject, accounts): (&str, Vec<&str>)| serde_json::json!({ "subject": subject, "address": format!("{subject}@people.example"), "accounts": accounts });
    people.into_iter().map(person).collect()
}

fn truths<'a>(judge: &Judge<'_>, records: &'a [Record], purpose: &'static str) -> Vec<Truth<'a>> {
    let [assemble, train] = truth::questions(purpose);
    let mut truths: Vec<_> = records
        .iter()
        .map(|record| Truth {
            record_id: &record.post.record_id,
            assemble: judge.judge(record, assemble),
            train: judge.judge(record, train),
        })
        .collect();
    truths.sort_by_key(|truth| truth.record_id);
    truths
}

fn lines<T: Serialize>(values: impl IntoIterator<Item = T>) -> Result<Vec<u8>, DemoError> {
    let mut bytes = Vec::new();
    for value in values {
        serde_json::to_writer(&mut bytes, &value)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// Our own shape says what it is and in which version.
fn with_header(what: &str, lines: Vec<u8>) -> Vec<u8> {
    let mut bytes = format!("{{\"grondslag\":\"{what}\",\"version\":1}}\n").into_bytes();
    bytes.extend(lines);
    bytes
}

/// Compressed without a name or a time, so that the same bytes give the same bytes.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>, DemoError> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::default());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// The moment as of which the corpus is sealed.
pub fn sealing() -> Instant {
    moment("2026-11-23T12:00:00Z")
}

/// The moment as of which training is decided: the demo's present.
pub fn training() -> Instant {
    moment("2026-11-30T12:00:00Z")
}

fn moment(text: &str) -> Instant {
    terms::parse_instant(text).expect("INVARIANT: the moments of the demo are written in RFC 3339")
}

fn date(year: i32, month: u32, day: u32) -> Date {
    NaiveDate::from_ymd_opt(year, month, day).expect("INVARIANT: the dates of the demo are in the calendar")
}

fn lang(code: &str) -> Lang {
    Lang::new(code).expect("INVARIANT: the languages of the demo have BCP 47 tags")
}

fn country(code: &str) -> Country {
    Country::new(code).expect("INVARIANT: the countries of the demo have ISO 3166 codes")
}

#[cfg(test)]
mod tests;
