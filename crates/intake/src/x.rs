//! An X (Twitter) archive. In: `data/tweets.js`, `data/community-tweet.js`, `data/deleted-tweets.js`, `data/note-tweet.js`,
//! `data/direct-messages.js` with their parts, `data/profile.js`, `data/account.js`, in a folder or an archive, or one such
//! file alone. Out: one post for each tweet, a direct message for each that the person sent. Never: a retweet, or a message
//! of somebody else, taken for the person's own words.
//!
//! Identifiers: `{service}:NUMBER` for tweets and for the account, `{service}:dm/NUMBER` for messages.
//!
//! It can never supply: the audience (protected accounts, circles), who the person is, and what a tweet quotes or answers
//! beyond its number. Texts over 280 characters stand in `note-tweet.js` without the tweet's number; they are put together by
//! moment and beginning, and one that fits no tweet is a post of its own.

mod aside;

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt};
use crate::package::{Container, Package, container};
use crate::stream::{self, Fields, wrong};
use crate::{Format, IntakeError, Place, Position, Reason, Source, html, moment, picture};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use terms::{AccountId, Instant, Kind, Lang, Media, Post, Provenance, RecordId, Text};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    is_part_of(name, TWEET_STEMS)
}

/// Whether `name` is `data/STEM.js` or `data/STEM-partN.js`.
fn is_part_of(name: &str, stems: &[&str]) -> bool {
    let Some(name) = name.strip_prefix("data/").and_then(|name| name.strip_suffix(".js")) else { return false };
    let stem = match name.rsplit_once("-part") {
        Some((stem, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => name,
    };
    stems.contains(&stem)
}

/// Reads the whole package.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let is_loose = !path.is_dir() && matches!(container(path, limits)?, Container::Stream);
    let mut package = if is_loose { Package::single(path, TWEETS, limits) } else { Package::open(path, limits)? };
    if !package.settle(&is_marker)? {
        let hint = "this is not an X archive; check `format`";
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: TWEETS.to_owned(), hint }.into());
    }
    desk.know_rights(picture::rights_of_package(&mut package, limits)?);
    let account = match &source.declare.account_id {
        Some(id) => Some(id.clone()),
        None => account(&mut package)?,
    };
    let service = source.service_or(Format::X);
    let mut archive = Archive {
        provenance: source.provenance.ok_or(IntakeError::Undeclared { path: path.to_owned(), field: "provenance" })?,
        account: account.map(|id| AccountId::new(format!("{service}:{id}"))),
        deleted: deleted(&mut package)?,
        notes: Vec::new(),
        taken: BTreeSet::new(),
        pictures: package.names().filter(|name| is_picture(name)).map(str::to_owned).collect(),
        service,
    };
    if let Some(at) = package.read_small(MANIFEST)?.as_deref().and_then(aside::generated) {
        desk.exported(Some(at))?;
    }
    package.visit(&|name| is_part_of(name, &["note-tweet"]), &mut |name, reader| {
        items(reader, &Place::member(path, name), &mut |place, item| match aside::note(&item) {
            Ok(note) => {
                archive.notes.push(note);
                Ok(())
            }
            Err(why) => desk.reject(place, why),
        })
    })?;
    let top = package.place("");
    package.visit(&is_marker, &mut |name, reader| {
        let place = if is_loose { top.clone() } else { Place::member(path, name) };
        let is_community = is_part_of(name, &["community-tweet"]);
        items(reader, &place, &mut |place, item| match archive.tweet(&item, is_community) {
            Ok(Some(post)) => desk.post(place, post),
            Ok(None) => {
                desk.not_own_words();
                Ok(())
            }
            Err(why) => desk.reject(place, why),
        })
    })?;
    let taken = std::mem::take(&mut archive.taken);
    let beside = archive.loose_notes().into_iter().chain(archive.deleted_only(&|id| taken.contains(id)));
    beside.collect::<Vec<_>>().into_iter().try_for_each(|post| desk.post(top.clone(), post))?;
    others(&mut package, &archive, desk)?;
    picture::of_package(&mut package, limits, desk)?;
    package.count(&mut desk.tally);
    Ok(())
}

/// The members that hold no tweets and words of the person.
fn others(package: &mut Package, archive: &Archive, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = package.path().to_owned();
    package.visit(&|name| is_part_of(name, &["direct-messages", "direct-messages-group"]), &mut |name, reader| {
        items(reader, &Place::member(&path, name), &mut |place, item| match archive.messages(&item) {
            Ok((own, of_others)) => {
                (0..of_others).for_each(|_| desk.not_own_words());
                own.into_iter().try_for_each(|post| desk.post(place.clone(), post))
            }
            Err(why) => desk.reject(place, why),
        })
    })?;
    package.visit(&|name| is_part_of(name, &["profile"]), &mut |name, reader| {
        items(reader, &Place::member(&path, name), &mut |place, item| match archive.profile(&item) {
            Ok(post) => post.into_iter().try_for_each(|post| desk.post(place.clone(), post)),
            Err(why) => desk.reject(place, why),
        })
    })
}

/// Streams the items of one member, behind the assignment that makes it a script.
fn items(
    reader: &mut dyn Read,
    place: &Place,
    take: &mut dyn FnMut(Place, Value) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut head = Vec::new();
    let mut byte = [0];
    while head.last() != Some(&b'=') && head.len() < HEAD_BYTES_MAX {
        match reader.read(&mut byte).map_err(|cause| read_failed(place.clone(), cause))? {
            0 => break,
            _ => head.extend(byte),
        }
    }
    let head = head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&head);
    if !(head.starts_with(b"window.YTD.") && head.ends_with(b"=")) {
        let what = "it does not begin with `window.YTD.… =`";
        return Err(IntakeError::Broken { place: place.clone(), what }.into());
    }
    let lists =
        stream::items(reader, place, &mut |_, number, item| take(place.clone().at(Position::Item(number)), item))?;
    if lists.contains("") {
        Ok(())
    } else {
        Err(IntakeError::Broken { place: place.clone(), what: "it holds no list" }.into())
    }
}

/// The number of the account, if the package has `account.js`.
fn account(package: &mut Package) -> Result<Option<String>, Halt> {
    let place = package.place(ACCOUNT);
    let mut id = None;
    package.visit(&|name| name == ACCOUNT, &mut |_, reader| {
        items(reader, &place, &mut |_, item| {
            let found = item.get("account").and_then(|account| account.get("accountId")).and_then(Value::as_str);
            id = id.take().or_else(|| found.map(str::to_owned));
            Ok(())
        })
    })?;
    Ok(id)
}

/// When which tweet was deleted.
fn deleted(package: &mut Package) -> Result<BTreeMap<String, Instant>, Halt> {
    let path = package.path().to_owned();
    let mut deleted = BTreeMap::new();
    package.visit(&|name| is_part_of(name, &["deleted-tweet-headers"]), &mut |name, reader| {
        items(reader, &Place::member(&path, name), &mut |place, item| {
            let header = item.get("tweet").unwrap_or(&item);
            let text = |key: &str| header.get(key).and_then(Value::as_str);
            match (text("tweet_id"), text("deleted_at").and_then(moment::x)) {
                (Some(id), Some(at)) => {
                    deleted.insert(id.to_owned(), at);
                    Ok(())
                }
                // A deletion that cannot be read might be the one that matters.
                _ => Err(IntakeError::Broken { place, what: "a deletion without `tweet_id` or `deleted_at`" }.into()),
            }
        })
    })?;
    Ok(deleted)
}

fn is_picture(name: &str) -> bool {
    MEDIA_FOLDERS.iter().any(|folder| name.starts_with(folder))
}

struct Archive {
    provenance: Provenance,
    service: String,
    account: Option<AccountId>,
    deleted: BTreeMap<String, Instant>,
    notes: Vec<aside::Note>,
    /// Numbers of deleted tweets that the archive holds.
    taken: BTreeSet<String>,
    pictures: BTreeSet<String>,
}

impl Archive {
    /// The post in an item, or nothing where the words are somebody else's.
    fn tweet(&mut self, item: &Value, is_community: bool) -> Result<Option<Post>, Reason> {
        let tweet = Fields::of(item.get("tweet").unwrap_or(item))?;
        let text = match tweet.text("full_text")? {
            Some(text) => text,
            None => tweet.text("text")?.ok_or(Reason::MissingField { field: "full_text".to_owned() })?,
        };
        if tweet.get("retweeted_status").is_some() || text.starts_with("RT @") {
            return Ok(None);
        }
        let id = either(tweet, "id_str", "id")?.ok_or(Reason::MissingField { field: "id_str".to_owned() })?;
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong("id_str", "a number in quotes"));
        }
        let record = |id: &str| RecordId::new(format!("{}:{id}", self.service));
        let answered = either(tweet, "in_reply_to_status_id_str", "in_reply_to_status_id")?;
        let addressed = either(tweet, "in_reply_to_user_id_str", "in_reply_to_user_id")?;
        let at = |key: &str| tweet.text(key)?.map(|at| moment::x(at).ok_or_else(|| wrong(key, "a moment"))).transpose();
        let kind = match (answered.is_some() || addressed.is_some(), is_community) {
            (true, _) => Kind::Comment,
            (false, true) => Kind::GroupPost,
            (false, false) => Kind::Post,
        };
        let mut post = self.blank(id, kind);
        post.replaces = earlier_version(tweet, id)?.map(record);
        post.created_at = at("created_at")?;
        post.deleted_at = at("deleted_at")?.or_else(|| self.deleted.get(id).copied());
        post.group_id = either(tweet, "community_id_str", "community_id")?.map(str::to_owned);
        post.in_reply_to = answered.map(record);
        post.lang = lang(tweet.text("lang")?);
        post.media = self.media(tweet, id)?;
        let text = html::unescape_three(text);
        let long = self.long_text(&text, post.created_at);
        post.text = Text::new(long.unwrap_or(text));
        if self.deleted.contains_key(id) {
            self.taken.insert(id.to_owned());
        }
        Ok(Some(post))
    }

    /// A record of which nothing is known but whose it is.
    fn blank(&self, id: &str, kind: Kind) -> Post {
        let id = RecordId::new(format!("{}:{id}", self.service));
        Post { account_id: self.account.clone(), ..Post::unknown(id, kind, &*self.service, self.provenance) }
    }

    /// The files of a tweet: those that the package holds under its number, else those that the tweet names.
    fn media(&self, tweet: Fields<'_>, id: &str) -> Result<Vec<Media>, Reason> {
        let held = MEDIA_FOLDERS.iter().flat_map(|folder| {
            let prefix = format!("{folder}{id}-");
            let from = self.pictures.range(prefix.clone()..);
            from.take_while(move |name| name.starts_with(&prefix))
                .map(|name| Media { path: name.clone(), media_type: None })
        });
        let held: Vec<_> = held.collect();
        if !held.is_empty() {
            return Ok(held);
        }
        let entities = match tweet.object("extended_entities")? {
            Some(entities) => Some(entities),
            None => tweet.object("entities")?,
        };
        let Some(entities) = entities else { return Ok(Vec::new()) };
        let mut named = Vec::new();
        for media in entities.list("media") {
            let media = Fields::of(media)?;
            let url = either(media, "media_url_https", "media_url")?.unwrap_or_default();
            let file = url.rsplit('/').next().unwrap_or_default();
            if !file.is_empty() {
                named.push(Media { path: format!("data/tweets_media/{id}-{file}"), media_type: None });
            }
        }
        Ok(named)
    }
}

fn either<'a>(fields: Fields<'a>, first: &str, second: &str) -> Result<Option<&'a str>, Reason> {
    Ok(fields.text(first)?.or(fields.text(second)?))
}

/// The version that this tweet replaced: the one before it in the list of its versions.
fn earlier_version<'a>(tweet: Fields<'a>, id: &str) -> Result<Option<&'a str>, Reason> {
    let Some(edits) = tweet.object("edit_info")? else { return Ok(None) };
    let initial = match edits.object("edit")? {
        Some(edit) => edit.object("editControlInitial")?,
        None => edits.object("initial")?,
    };
    let versions = initial.map(|initial| initial.list("editTweetIds")).unwrap_or_default();
    let versions: Vec<_> = versions.iter().filter_map(Value::as_str).collect();
    Ok(versions.windows(2).find_map(|pair| match pair {
        [earlier, later] if *later == id => Some(*earlier),
        _ => None,
    }))
}

/// X guesses the language; where it says that it could not, the language is unknown.
fn lang(code: Option<&str>) -> Option<Lang> {
    let code = code.filter(|code| !matches!(*code, "und" | "zxx" | "qam" | "qct" | "qht" | "qme" | "qst" | "art"))?;
    Lang::new(code).ok()
}

const TWEETS: &str = "data/tweets.js";
const TWEET_STEMS: &[&str] = &["tweets", "tweet", "deleted-tweets", "community-tweet"];
const MANIFEST: &str = "data/manifest.js";
const ACCOUNT: &str = "data/account.js";
const MEDIA_FOLDERS: &[&str] = &["data/tweets_media/", "data/tweet_media/", "data/deleted_tweets_media/"];
const HEAD_BYTES_MAX: usize = 256;
