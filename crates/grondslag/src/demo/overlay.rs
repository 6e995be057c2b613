//! Accounts, notices and choices laid over posts that exist. In: a file of posts with an author each, and a seed. Out: a
//! project folder with an account for each author, what they said, and a configuration that names the posts. Never: a word
//! of the posts; of the file only the authors' identifiers are written down.

use super::draw::Draw;
use super::register::Purpose;
use super::said::{Act, Consent, Notice, Objection, Order, Said, Scope};
use super::{DemoError, GENERATIVE, country, date, lang, lines, moment, with_header};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use terms::{Account, AccountId, AccountStatus, AgeAssurance, Handle, SubjectId};
use world::{World, write_atomic};

/// What was laid over the posts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlaid {
    /// Lines of posts.
    pub posts: u64,
    /// Authors: one account each.
    pub authors: usize,
    /// Persons to whom no notice was delivered.
    pub untold: usize,
    /// Objections.
    pub objections: usize,
    /// Withdrawals of consent.
    pub withdrawals: usize,
    /// Persons who were under 18 when they wrote.
    pub minors: usize,
    /// Whoever wrote most: the person to forget.
    pub prolific: Option<SubjectId>,
}

/// The service of the posts.
const SERVICE: &str = "irc";

/// Writes `accounts.jsonl`, `said.jsonl` and `grondslag.toml` into `dir` for the posts in `posts`: JSON lines, plain or
/// gzip, with `id`, `author`, `ts`, `lang`, `channel` and `text`.
pub fn overlay(world: &World, posts: &Path, base: &Path, dir: &Path, seed: u64) -> Result<Overlaid, DemoError> {
    let dir = world.path(dir);
    let (authors, count, prolific) = authors(posts)?;
    let mut draw = Draw::new(seed, "overlay");
    let mut overlaid = Overlaid { posts: count, authors: authors.len(), prolific, ..Overlaid::default() };
    let mut accounts = Vec::with_capacity(authors.len());
    let mut said = vec![Said { at: moment("2026-10-05T09:00:00Z"), act: Act::Order(order()) }];
    for author in &authors {
        let account = account(&mut draw, author, &mut overlaid);
        speak(&mut draw, &account, &mut said, &mut overlaid);
        accounts.push(account);
    }
    said.sort_by_key(|said| said.at);
    write_atomic(dir.join("accounts.jsonl"), with_header("accounts", lines(&accounts)?))?;
    write_atomic(dir.join("said.jsonl"), lines(&said)?)?;
    write_atomic(dir.join("grondslag.toml"), config(posts, base, seed))?;
    write_atomic(dir.join("register.toml"), register())?;
    Ok(overlaid)
}

#[derive(Deserialize)]
struct Line {
    author: String,
}

/// Authors in alphabetical order, the number of posts, and who wrote most. One line is in memory at a time.
fn authors(path: &Path) -> Result<(BTreeSet<String>, u64, Option<SubjectId>), DemoError> {
    let mut magic = Vec::new();
    world::open(path)?.take(2).read_to_end(&mut magic)?;
    let file = BufReader::with_capacity(1 << 16, world::open(path)?);
    let reader: Box<dyn BufRead> =
        if magic == [0x1f, 0x8b] { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) };
    let mut counts = std::collections::BTreeMap::<String, u64>::new();
    let mut posts = 0;
    for (number, line) in (1..).zip(reader.lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let Ok(Line { author }) = serde_json::from_str(&line) else {
            return Err(DemoError::NoAuthor { path: path.to_owned(), line: number });
        };
        posts += 1;
        *counts.entry(author).or_default() += 1;
    }
    // Of two who wrote as much, the first in the alphabet.
    let prolific = counts.iter().max_by_key(|(author, count)| (**count, std::cmp::Reverse(*author)));
    let prolific = prolific.map(|(author, _)| subject(author));
    Ok((counts.into_keys().collect(), posts, prolific))
}

fn subject(author: &str) -> SubjectId {
    SubjectId::new(format!("s-{author}"))
}

fn account(draw: &mut Draw, author: &str, overlaid: &mut Overlaid) -> Account {
    let residence = match draw.weighted(&[30, 20, 15, 10, 25]) {
        0 => "NL",
        1 => "DE",
        2 => "IE",
        3 => "BE",
        _ => "BR",
    };
    // The posts are from 2004 to 2012, and what counts is the age at which somebody wrote: the adults were grown up in 2004,
    // the minors still under age in 2012.
    let minor = draw.chance(5);
    overlaid.minors += usize::from(minor);
    let (first, last) =
        if minor { (date(1995, 1, 1), date(1996, 12, 31)) } else { (date(1942, 1, 1), date(1985, 12, 31)) };
    let birth = draw.date(first, last);
    Account {
        account_id: AccountId::new(format!("{SERVICE}:{author}")),
        subject_id: subject(author),
        service: SERVICE.to_owned(),
        handle: Some(Handle::new(author)),
        opened_on: None,
        birth_date: Some(birth),
        age_assurance: AgeAssurance::Declared,
        residence: Some(country(residence)),
        languages: vec![lang("en")],
        status: AccountStatus::Active,
        deceased: false,
    }
}

fn speak(draw: &mut Draw, account: &Account, said: &mut Vec<Said>, overlaid: &mut Overlaid) {
    let subject = &account.subject_id;
    let mut say = |at, act| said.push(Said { at, act });
    let told = draw.moment(moment("2026-08-01T07:00:00Z"), moment("2026-09-30T21:00:00Z"));
    if draw.chance(970) {
        let notice = Notice {
            subject: subject.clone(),
            purposes: vec![GENERATIVE],
            version: "v1",
            language: "en",
            channel: "email",
            objection_right_separate: true,
        };
        say(told, Act::NoticeDelivered(notice));
    } else {
        overlaid.untold += 1;
        say(told, Act::NoticeFailed { subject: subject.clone(), version: "v1", channel: "email" });
    }
    let later = draw.moment(moment("2026-10-08T07:00:00Z"), moment("2026-11-29T21:00:00Z"));
    match draw.below(1000) {
        0..=29 => {
            overlaid.objections += 1;
            let objection = Objection {
                id: format!("o{:05}", overlaid.objections),
                subject: Some(subject.clone()),
                candidates: Vec::new(),
                names: Vec::new(),
                purpose: Some(GENERATIVE),
                scope: Scope::Person(true),
                verbatim: None,
                language: None,
                article: "discretionary",
            };
            say(later, Act::Objection(objection));
        }
        30..=39 => {
            overlaid.withdrawals += 1;
            let consent = Consent {
                subject: subject.clone(),
                purpose: GENERATIVE,
                explicit: false,
                categories: Vec::new(),
                kinds: vec!["*"],
                services: vec!["*"],
                conditions_ok: true,
                parental: false,
                all_parties: false,
                notice_version: "v1",
                language: "en",
            };
            say(told + chrono::TimeDelta::hours(1), Act::ConsentGiven(consent));
            say(later, Act::ConsentWithdrawn { subject: subject.clone(), purpose: GENERATIVE });
        }
        _ => {}
    }
}

/// An urgency measure in one country, three months at most [GDPR 66(1)].
fn order() -> Order {
    Order {
        id: "be-1",
        authority: "the authority of the territory",
        provision: "GDPR 66(1)",
        effect: "forbid",
        territory: vec!["BE"],
        ops: vec!["assemble", "train"],
        purposes: vec![GENERATIVE],
        from: date(2026, 10, 5),
        until: Some(date(2027, 1, 4)),
    }
}

/// The configuration; the posts stay where they are.
fn config(posts: &Path, base: &Path, seed: u64) -> String {
    // A TOML string has JSON's escapes, so a path with odd letters stays whole.
    let quoted = |path: &Path| serde_json::Value::from(path.to_string_lossy().into_owned()).to_string();
    CONFIG.replace("{posts}", &quoted(posts)).replace("{base}", &quoted(base)).replace("{seed}", &seed.to_string())
}

fn register() -> String {
    let text = [
        "We train a small language model on public chat messages, to measure how long each step takes.",
        "We trainen een klein taalmodel op openbare berichten uit chatkanalen, om te meten hoe lang elke stap duurt.",
    ];
    let (kinds, sources) = (vec!["post"], vec!["platform_first_party"]);
    let purpose = Purpose { id: GENERATIVE, basis: "A6-1-f", text, named_since: "never", kinds, sources };
    super::register::register(&[purpose], "the overlay")
}

const CONFIG: &str = r#"# Invented accounts, notices and choices, laid over posts that people really wrote: what stands here is about nobody, what
# the posts say is. Treat them accordingly.
version = 1

[project]
name = "irc-overlay"
origin = "overlay.example/log"
clock = "2026-11-30T12:00:00Z"
seed = {seed}

[controller]
name = "Overlay"
country = "NL"
eu_established = true
processor_contract = true
ropa = true
dma_gatekeeper = false
dma_cross_service_same_person = false
dma_consent = false
art14_public_notice = true
declared_by = "the overlay"
declared_on = "2026-11-01"

[run]
purpose = "ai.train.generative"
country = "NL"
transfer_tool = false
assemble_as_of = "2026-11-23T12:00:00Z"

[[source]]
name = "accounts"
path = "accounts.jsonl"
provenance = "platform_first_party"
[source.facts]
origin_lawful = true
retention_until = "2027-12-31"
tdm_reserved_whole = false
illegal_content = false

[[source]]
name = "posts"
path = {posts}
format = "jsonl"
service = "irc"
provenance = "platform_first_party"
[source.map]
record_id = "id"
text = "text"
account_id = "author"
created_at = "ts"
lang = "lang"
group_id = "channel"
time = "rfc3339"
[source.declare]
kind = "post"
visibility_now = "public"
[source.facts]
origin_lawful = true
retention_until = "2027-12-31"
tdm_reserved_whole = false
illegal_content = false

[said]
paths = ["said.jsonl"]

[inspect]
handles_at_line_start = true

[corpus]
shards = 16

[train]
seed = 1
base = [{base}]
plan = "large"
# A small model: what is measured here is the way there and back, not its eloquence.
[train.set]
width = 64
layers = 2
feed_forward = 176
context = 64

[prompt]
text = "I think"

[portal]
contact = "rights@overlay.example"
officer = "dpo@overlay.example"
authority = "the data protection authority of the Netherlands"
[portal.words."ai.train.generative".en]
name = "Training a language model"
why = "We want to measure the way from posts to a model and back."
[portal.words."ai.train.generative".nl]
name = "Een taalmodel trainen"
why = "We willen de weg van berichten naar een model en terug meten."

[serve]
art50_ok = true
"#;
