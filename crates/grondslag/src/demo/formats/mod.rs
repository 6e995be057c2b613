//! Every format that intake reads, written from the demo's own people and posts. In: a seed. Out: a folder with one layout
//! beside the other, and what intake must read of each. Never: a field that the real layout does not have.
//!
//! A layout takes of each piece what it can say: what it cannot is left out here and must come back unknown.

mod archives;
mod forums;
mod meta;
mod repository;
mod tables;

use super::grammar::Grammars;
use super::people::{Home, People, Profile};
use super::planted::{Place, Record};
use super::{DemoError, Size, lines, project, records, write_atomic};
use chrono::{SubsecRound as _, TimeDelta};
use intake::{Format, Source};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use terms::{
    Account, AccountId, Digest, Embed, Instant, Kind, Lang, Media, Post, Provenance, RecordId, Text, Visibility,
};

/// Writes every layout below `folder`, a configuration that names them all, and beside each what intake must read of it.
pub fn write(folder: &Path, seed: u64) -> Result<Written, DemoError> {
    let cast = Cast::draw(seed, Size::DEMO);
    let mut written = Written { layouts: 0, posts: 0, config: project::head(seed) };
    for layout in all(&folder.join("formats"), &cast)? {
        let shown = if layout.accounts.is_empty() {
            super::with_header("posts", lines(&layout.expected)?)
        } else {
            super::with_header("accounts", lines(&layout.accounts)?)
        };
        write_atomic(folder.join(format!("expected/{}.jsonl", layout.name)), shown)?;
        written.config.push_str(&layout.declared(folder)?);
        written.layouts += 1;
        written.posts += layout.expected.len();
    }
    Ok(written)
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// How many layouts.
    pub layouts: usize,
    /// How many posts, over all of them.
    pub posts: usize,
    /// The text of `grondslag.toml`.
    pub config: String,
}

/// One layout: how it is declared, and what intake must read of it.
pub(super) struct Layout {
    pub(super) name: &'static str,
    pub(super) source: Source,
    pub(super) expected: Vec<Post>,
    pub(super) accounts: Vec<Account>,
}

impl Layout {
    fn new(name: &'static str, path: PathBuf, expected: Vec<Post>) -> Self {
        Self { name, source: Source::new(path, Provenance::Licensed), expected, accounts: Vec::new() }
    }

    fn of_service(mut self, service: &str) -> Self {
        self.source.service = Some(service.to_owned());
        self
    }

    fn of_format(mut self, format: Format) -> Self {
        self.source.format = Some(format);
        self
    }

    fn of_account(mut self, account: &str) -> Self {
        self.source.declare.account_id = Some(account.to_owned());
        self
    }

    /// Its `[[source]]`.
    fn declared(&self, folder: &Path) -> Result<String, DemoError> {
        let mut source = self.source.clone();
        source.path = source.path.strip_prefix(folder).unwrap_or(&source.path).to_owned();
        let mut table = toml::Table::from_iter([("name".to_owned(), toml::Value::from(self.name))]);
        table.extend(toml::Table::try_from(&source)?);
        let facts = [("tdm_reserved_whole".to_owned(), false.into()), ("illegal_content".to_owned(), false.into())];
        table.insert("facts".to_owned(), toml::Table::from_iter(facts).into());
        let whole = toml::Table::from_iter([("source".to_owned(), vec![table].into())]);
        Ok(format!("\n{}", toml::to_string(&whole)?))
    }
}

type Write = fn(&Path, &Cast) -> Result<Vec<Layout>, DemoError>;

/// Writes every layout into a folder of its own.
pub(super) fn all(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    const WRITERS: &[Write] = &[
        tables::own,
        tables::columns,
        tables::mapped,
        tables::documents,
        forums::reddit_dump,
        forums::mailing_list,
        forums::chat,
        forums::phpbb,
        forums::discourse,
        archives::reddit,
        archives::tiktok,
        archives::takeout,
        archives::of_the_demo,
        meta::facebook,
        meta::instagram,
        repository::bluesky,
    ];
    let mut layouts = Vec::new();
    for write in WRITERS {
        layouts.extend(write(folder, cast)?);
    }
    Ok(layouts)
}

/// Something that somebody wrote, with all that any layout can say of it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) number: u64,
    pub(super) kind: Kind,
    pub(super) at: Instant,
    pub(super) author: String,
    /// The number of the account, from 2 on: forums have nobody, and somebody who is not signed in, before that.
    pub(super) author_number: usize,
    pub(super) text: String,
    /// The number of the post that it answers.
    pub(super) answers: Option<u64>,
    pub(super) lang: String,
    pub(super) visibility: Visibility,
    pub(super) group: Option<String>,
    pub(super) edited: Option<Instant>,
    pub(super) deleted: Option<Instant>,
    /// Where in the text somebody else is quoted, and the number of what is quoted.
    pub(super) quote: Option<(Range<usize>, u64)>,
    pub(super) is_reserved: bool,
}

impl Piece {
    fn is_private(&self) -> bool {
        self.kind == Kind::DirectMessage
    }

    fn is_reply(&self) -> bool {
        self.kind == Kind::Comment
    }

    fn seconds(&self) -> i64 {
        self.at.timestamp()
    }

    fn iso(&self) -> String {
        self.at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    fn spaced(&self) -> String {
        self.at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
    }

    /// The text with marks around the quote, and the bytes from mark to mark.
    fn marked(&self, opening: &str, closing: &str) -> (String, Option<Range<usize>>) {
        let Some((span, _)) = &self.quote else { return (self.text.clone(), None) };
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let quoted = format!("{opening}{}{closing}", part(span.clone()));
        let text = format!("{}{quoted}{}", part(0..span.start), part(span.end..self.text.len()));
        (text, Some(span.start..span.start + quoted.len()))
    }

    /// What of it stands in a layout that says no more than this.
    fn said(&self, service: &str, id: &str, kind: Kind) -> Post {
        Post { created_at: Some(self.at), ..blank(service, id, kind, &self.text) }
    }
}

/// A post of which nothing else is known.
fn blank(service: &str, id: &str, kind: Kind, text: &str) -> Post {
    Post { text: Text::new(text), ..Post::unknown(record(service, id), kind, service, Provenance::Licensed) }
}

fn record(service: &str, id: &str) -> RecordId {
    RecordId::new(format!("{service}:{id}"))
}

fn account(service: &str, id: &str) -> Option<AccountId> {
    Some(AccountId::new(format!("{service}:{id}")))
}

fn group(post: &mut Post, id: &str, name: &str) {
    post.group_id = Some(id.to_owned());
    post.group_name = Some(Text::new(name));
}

fn file(path: &str) -> Media {
    Media { path: path.to_owned(), media_type: None }
}

/// A quote of which the layout says no more than where it stands.
fn embed(span: Range<usize>) -> Embed {
    Embed { record_id: None, account_id: None, start: span.start, end: span.end, origin_visibility: None }
}

/// Sixteen digits in place of a name, as intake makes them.
fn digits(domain: &str, name: &str) -> String {
    Digest::of_parts([domain.as_bytes(), name.as_bytes()]).to_string().chars().take(16).collect()
}

/// Numbers things without an identifier within their section and moment.
#[derive(Default)]
struct Numbers(BTreeMap<(String, i64), u64>);

impl Numbers {
    fn next(&mut self, section: &str, moment: i64) -> String {
        let count = self.0.entry((section.to_owned(), moment)).or_default();
        *count += 1;
        format!("{section}/{moment}-{count}")
    }
}

/// Who writes what in which layout.
pub(super) struct Cast {
    pub(super) seed: u64,
    /// Posts and accounts in our own shape.
    pub(super) own: Vec<Post>,
    pub(super) accounts: Vec<Account>,
    /// What many write in one place, oldest first; what a piece answers is there, too.
    pub(super) many: Vec<Piece>,
    /// What one person wrote: first who wrote the most kinds of things, then who wrote most.
    pub(super) single: Vec<Vec<Piece>>,
    /// Accounts of which the demo writes a package itself.
    pub(super) packages: Vec<(Profile, Vec<Record>)>,
}

impl Cast {
    /// The people of the demo with this seed.
    pub(super) fn draw(seed: u64, size: Size) -> Self {
        let grammars = Grammars::new();
        let people = People::draw(&grammars, seed, size);
        let records = records::draw(&grammars, &people, seed, size);
        let pieces = pieces(&people, &records);
        let mut single: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
        for piece in &pieces {
            single.entry(piece.author_number).or_default().push(piece.clone());
        }
        let mut single: Vec<_> = single.into_values().collect();
        let kinds = |pieces: &Vec<Piece>| pieces.iter().map(|piece| piece.kind).collect::<BTreeSet<_>>().len();
        single.sort_by_key(|pieces| Reverse((kinds(pieces), pieces.len())));
        let numbers: BTreeSet<u64> = pieces.iter().take(MANY).map(|piece| piece.number).collect();
        let is_whole = |piece: &Piece| piece.answers.is_none_or(|answered| numbers.contains(&answered));
        let many = pieces.into_iter().take(MANY).filter(is_whole).collect();
        let own: Vec<Post> = records
            .iter()
            .filter(|record| matches!(record.place, Place::Posts | Place::Comments))
            .take(OWN)
            .map(own)
            .collect();
        let accounts = people.profiles.iter().map(|profile| profile.account.clone()).collect();
        Self { seed, own, accounts, many, single, packages: packaged(&people, &records) }
    }

    fn single(&self, rank: usize) -> &[Piece] {
        self.single.get(rank).map_or(&[], Vec::as_slice)
    }
}

/// The same post as another service has it: identifiers are unlike those of every other layout.
fn moved(post: &Post, service: &str) -> Post {
    let id = |id: &str| format!("{service}:{}", id.split_once(':').map_or(id, |(_, native)| native));
    let record = |known: &RecordId| RecordId::new(id(known.as_str()));
    let account = |known: &AccountId| AccountId::new(id(known.as_str()));
    let mut post = post.clone();
    post.record_id = record(&post.record_id);
    post.replaces = post.replaces.as_ref().map(record);
    post.in_reply_to = post.in_reply_to.as_ref().map(record);
    post.account_id = post.account_id.as_ref().map(account);
    for embed in &mut post.embeds {
        embed.record_id = embed.record_id.as_ref().map(record);
        embed.account_id = embed.account_id.as_ref().map(account);
    }
    service.clone_into(&mut post.service);
    post
}

/// A record as the platform itself would export it today.
fn own(record: &Record) -> Post {
    let mut post = record.post.clone();
    if post.replaces.is_some() {
        post.edited_at = post.created_at.map(|at| at + TimeDelta::minutes(1));
    }
    if post.kind == Kind::Photo {
        let path = format!("pictures/{}.jpg", number(&post.record_id).unwrap_or_default());
        post.media = vec![Media { path, media_type: Some("image/jpeg".to_owned()) }];
    }
    post.policy_version = post.created_at.map(|at| at.format("terms-%Y").to_string());
    post
}

fn packaged(people: &People, records: &[Record]) -> Vec<(Profile, Vec<Record>)> {
    let homes = [Home::Mastodon, Home::X, Home::Instagram];
    let first = homes.iter().filter_map(|home| people.profiles.iter().position(|profile| profile.home == *home));
    first
        .map(|index| {
            let mine = records.iter().filter(|record| record.place == Place::Package(index)).cloned();
            (people.profile(index).clone(), mine.collect())
        })
        .collect()
}

/// The posts of the platform as pieces: the last wording of each, with the moment of its change.
fn pieces(people: &People, records: &[Record]) -> Vec<Piece> {
    let plain = |record: &&Record| matches!(record.place, Place::Posts | Place::Comments);
    let mut pieces: Vec<Piece> = Vec::new();
    for record in records.iter().filter(plain) {
        let post = &record.post;
        let (Some(at), Some(profile), Some(lang)) = (post.created_at, record.author, &post.lang) else { continue };
        if let Some(earlier) = &post.replaces {
            let earlier = pieces.iter_mut().rev().find(|piece| Some(piece.number) == number(earlier));
            if let Some(earlier) = earlier {
                earlier.edited = Some(at.trunc_subsecs(0));
                post.text.expose().clone_into(&mut earlier.text);
            }
            continue;
        }
        let Some(number) = number(&post.record_id) else { continue };
        let quote = post
            .embeds
            .first()
            .and_then(|embed| Some((embed.start..embed.end, embed.record_id.as_ref().and_then(self::number)?)));
        pieces.push(Piece {
            number,
            kind: post.kind,
            at: at.trunc_subsecs(0),
            author: people.profile(profile).handle().to_owned(),
            author_number: profile + 2,
            text: post.text.expose().to_owned(),
            answers: post.in_reply_to.as_ref().and_then(self::number),
            lang: lang.as_str().to_owned(),
            visibility: post.visibility_now,
            group: post.group_name.as_ref().map(|name| name.expose().to_owned()),
            edited: None,
            deleted: post.deleted_at.map(|at| at.trunc_subsecs(0)),
            quote,
            is_reserved: !post.signals.is_empty(),
        });
    }
    pieces
}

/// The number in `plein:NUMBER`, of a later version too.
fn number(id: &RecordId) -> Option<u64> {
    let (_, number) = id.as_str().split_once(':')?;
    number.split('-').next()?.parse().ok()
}

fn lang_of(piece: &Piece) -> Option<Lang> {
    Lang::new(&piece.lang).ok()
}

/// How many pieces stand in a layout of many, and how many posts in our own shape.
const MANY: usize = 400;
const OWN: usize = 400;

#[cfg(test)]
mod tests;
