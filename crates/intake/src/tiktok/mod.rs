//! A TikTok download, in either of the two forms that TikTok offers. In: JSON, `user_data_tiktok.json`, or `user_data.json` of
//! before 2024, alone, in a folder or in an archive; or texts, `Posts/Posts.txt`, `Comments/Comments.txt` and their like, in a
//! folder or in an archive. Out: a caption or video for each post, a comment for each comment, a review for each review of a place, a direct
//! message for each that the person sent, and the text of the profile. Never: what the person watched, liked, searched or
//! bought taken for words; these are counted and left where they are [GDPR 5(1)(c)].
//!
//! Identifiers: a post whose link names its video is `{service}:NUMBER`; anything else is `{service}:TAG/SECTION/MOMENT-N`, the
//! N-th of its moment; TAG is the declared `account_id`, else 16 digits of a digest of the user name, else of the name of the
//! package. The account is `{service}:` and the declared `account_id`, else the user name, else unknown.
//!
//! It can never supply: the video itself (the download holds a link to it), language, edits, deletions, whether an audience was
//! chosen for one post, and what a comment answers beyond the number of its video. Times are UTC, as the text form of the same
//! download says.

mod text;

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::package::{Container, Package, container};
use crate::stream::{self, Fields, wrong};
use crate::writer::{Writer, file_name, tag};
use crate::{Format, IntakeError, Position, Reason, Source, moment};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use terms::{AccountId, Instant, Kind, Post, Visibility};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    is_document(name) || text::section(name).is_some()
}

fn is_document(name: &str) -> bool {
    MEMBERS.contains(&name)
}

/// Whether a loose document is a download: two of its sections stand at its top.
pub(crate) fn is_download(path: &Path, limits: &Limits) -> Result<bool, IntakeError> {
    let mut package = Package::single(path, SINGLE, limits);
    let place = package.place(SINGLE);
    let mut found = std::collections::BTreeSet::new();
    let outcome = package.visit(&is_document, &mut |_, reader| {
        stream::deep(reader, &place, &mut |keys, _, _| {
            if let [section, _, ..] = keys
                && SECTIONS.contains(&section.as_str())
            {
                found.insert(section.clone());
            }
            // Two are enough to know.
            if found.len() > 1 { Err(Halt::Sink) } else { Ok(()) }
        })
    });
    match outcome {
        Err(Halt::Intake(
            cause @ (IntakeError::Disk(_) | IntakeError::OverLimit { .. } | IntakeError::Read { .. }),
        )) => Err(cause),
        // What is wrong with a download is said when it is read.
        _ => Ok(found.len() > 1),
    }
}

/// Reads the whole download.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let is_loose = !path.is_dir() && matches!(container(path, limits)?, Container::Stream);
    let mut package = if is_loose { Package::single(path, SINGLE, limits) } else { Package::open(path, limits)? };
    // Of a download in both forms one is enough.
    let is_json = package.settle(&is_document)?;
    if !is_json && !package.settle(&|name| text::section(name).is_some())? {
        let hint = "this is no TikTok download in JSON or TXT; check `format`";
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: SINGLE.to_owned(), hint }.into());
    }
    let username = if is_json { username(&mut package)? } else { text::username(&mut package, limits)? };
    let mut writer = Writer::of(source, Format::Tiktok)?;
    let account = source.declare.account_id.as_ref().or(username.as_ref());
    let tag = match account {
        Some(id) if source.declare.account_id.is_some() => id.clone(),
        Some(id) => tag("tiktok account", id),
        None => tag("tiktok package", file_name(path)),
    };
    writer.account = account.map(|id| AccountId::new(format!("{}:{id}", writer.service)));
    let mut download = Download { writer, tag, username, numbers: BTreeMap::new() };
    if is_json {
        documents(&mut package, is_loose, &mut download, desk)?;
    } else {
        text::read(&mut package, limits, &mut download, desk)?;
    }
    package.count(&mut desk.tally);
    Ok(())
}

/// The form in JSON: one document.
fn documents(package: &mut Package, is_loose: bool, download: &mut Download, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let (path, top) = (package.path().to_owned(), package.place(""));
    package.visit(&is_document, &mut |name, reader| {
        let place = if is_loose { top.clone() } else { crate::Place::member(&path, name) };
        stream::deep(reader, &place, &mut |keys, number, item| {
            let place = if number == 0 { place.clone() } else { place.clone().at(Position::Item(number)) };
            match download.take(keys, number, &item) {
                Ok(Some(post)) => desk.post(place, post),
                Ok(None) => {
                    if number > 0 {
                        desk.not_own_words();
                    }
                    Ok(())
                }
                Err(why) => desk.reject(place, why),
            }
        })
    })
}

/// The user name, which stands somewhere behind the first records.
fn username(package: &mut Package) -> Result<Option<String>, Halt> {
    let place = package.place(SINGLE);
    let mut name = None;
    package.visit(&is_document, &mut |_, reader| {
        stream::deep(reader, &place, &mut |keys, _, value| {
            if let [section, _, map, key] = keys
                && is_profile(section)
                && map == "ProfileMap"
                && key == "userName"
            {
                name = said(value.as_str()).map(str::to_owned);
            }
            Ok(())
        })
    })?;
    Ok(name)
}

fn is_profile(section: &str) -> bool {
    matches!(section, "Profile" | "Profile And Settings")
}

struct Download {
    writer: Writer,
    tag: String,
    username: Option<String>,
    // How many things each section had at each moment.
    numbers: BTreeMap<(&'static str, Option<i64>), u64>,
}

impl Download {
    /// The post in a list item or plain value, by the keys that lead to it.
    fn take(&mut self, keys: &[String], number: u64, item: &Value) -> Result<Option<Post>, Reason> {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        match (keys.as_slice(), number) {
            ([section, _, "ProfileMap", "bioDescription"], 0) if is_profile(section) => Ok(self.profile(item)),
            (_, 0) => Ok(None),
            (["Post" | "Video", "Posts" | "Videos", "VideoList"], _) => self.video(Fields::of(item)?).map(Some),
            (["Comment", "Comments", "CommentsList"] | ["Comment", "CommentsList"], _) => {
                self.comment(Fields::of(item)?, &["comment", "Comment"], "comments")
            }
            (["TikTok Live" | "Tiktok Live", "Watch Live History", "WatchLiveMap", _, "Comments"], _) => {
                self.comment(Fields::of(item)?, &["CommentContent"], "live")
            }
            (["Location Review", _, "ReviewsList"], _) => self.review(Fields::of(item)?),
            (["Direct Message" | "Direct Messages", "Tako Chat History", ..], _) => Err(Reason::UnknownType),
            (["Direct Message" | "Direct Messages", _, "ChatHistory" | "GroupChat", chat, ..], _) => {
                self.message(chat, Fields::of(item)?)
            }
            (["TikTok Shop" | "Tiktok Shopping", "Product Reviews", ..], _)
            | (["Post", "Recently Deleted Posts", ..], _) => Err(Reason::UnknownType),
            _ => Ok(None),
        }
    }

    fn id(&mut self, section: &'static str, at: Option<Instant>) -> String {
        let second = at.map(|at| at.timestamp());
        let count = self.numbers.entry((section, second)).or_default();
        *count += 1;
        let second = second.map_or_else(|| "unknown".to_owned(), |second| second.to_string());
        format!("{}/{section}/{second}-{count}", self.tag)
    }

    fn profile(&self, bio: &Value) -> Option<Post> {
        let text = said(bio.as_str())?;
        Some(self.writer.post(&format!("{}/profile", self.tag), Kind::Profile, None, text))
    }

    fn video(&mut self, item: Fields<'_>) -> Result<Post, Reason> {
        let at = self.at(item, &["Date", "date"])?;
        let title = said(first(item, &["Title", "title", "Caption"])?).unwrap_or_default();
        let link = first(item, &["Link", "link"])?.unwrap_or_default();
        let id = match video_number(link) {
            Some(number) => number.to_owned(),
            None => self.id("posts", at),
        };
        let kind = if title.is_empty() { Kind::Video } else { Kind::Caption };
        let mut post = self.writer.post(&id, kind, at, title);
        post.visibility_now = match first(item, &["WhoCanView"])?.unwrap_or_default().to_ascii_lowercase().as_str() {
            "everyone" | "public" | "public to everyone" => Visibility::Public,
            "followers" => Visibility::Followers,
            "friends" => Visibility::Friends,
            "only me" | "only you" | "private" => Visibility::Private,
            // Another language, or an audience of a later version.
            _ => Visibility::Unknown,
        };
        Ok(post)
    }

    fn comment(&mut self, item: Fields<'_>, text: &[&str], section: &'static str) -> Result<Option<Post>, Reason> {
        let at = match item.get("RawTime").and_then(Value::as_i64) {
            Some(seconds) => moment::unix_seconds(seconds),
            None => self.at(item, &["date", "Date", "CommentTime"])?,
        };
        // A comment may be a picture or a sticker alone.
        let Some(text) = said(first(item, text)?) else { return Ok(None) };
        let link = first(item, &["originalPostUrl", "original post link", "url", "Url"])?.unwrap_or_default();
        let id = self.id(section, at);
        let mut post = self.writer.post(&id, Kind::Comment, at, text);
        post.in_reply_to = video_number(link).map(|number| self.writer.record(number));
        Ok(Some(post))
    }

    fn review(&mut self, item: Fields<'_>) -> Result<Option<Post>, Reason> {
        let at = self.at(item, &["Date", "date"])?;
        let Some(text) = said(first(item, &["ReviewText"])?) else { return Ok(None) };
        let id = self.id("reviews", at);
        Ok(Some(self.writer.post(&id, Kind::Review, at, text)))
    }

    /// A message, if the person wrote it.
    fn message(&mut self, chat: &str, item: Fields<'_>) -> Result<Option<Post>, Reason> {
        let sender = first(item, &["From", "from"])?.ok_or(Reason::MissingField { field: "From".to_owned() })?;
        if self.username.as_deref().is_some_and(|own| own != sender) {
            return Ok(None);
        }
        let at = self.at(item, &["Date", "date"])?;
        let Some(text) = said(first(item, &["Content", "content"])?) else { return Ok(None) };
        // The name of a chat is the name of somebody.
        let chat = tag("tiktok chat", chat);
        let id = self.id("messages", at);
        let mut post = self.writer.post(&format!("{id}-{chat}"), Kind::DirectMessage, at, text);
        post.visibility_now = Visibility::Direct;
        if self.username.is_none() {
            post.account_id = None;
        }
        Ok(Some(post))
    }

    fn at(&self, item: Fields<'_>, keys: &[&str]) -> Result<Option<Instant>, Reason> {
        let Some(text) = said(first(item, keys)?) else { return Ok(None) };
        let at = moment::tiktok(text).ok_or_else(|| wrong("Date", "a moment like 2026-01-01 10:00:00"))?;
        Ok(Some(at))
    }
}

/// The text under the first of `keys` that is there: the spelling of keys changes between sections and years.
fn first<'a>(item: Fields<'a>, keys: &[&str]) -> Result<Option<&'a str>, Reason> {
    for key in keys {
        if let Some(text) = item.text(key)?.filter(|text| !text.is_empty()) {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// A text that says something: empty fields are written in three ways.
fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !matches!(*text, "" | "N/A" | "None"))
}

/// The number in `https://www.tiktokv.com/share/video/NUMBER/`.
fn video_number(link: &str) -> Option<&str> {
    let (_, rest) = link.split_once("/video/")?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|number| !number.is_empty())
}

const SINGLE: &str = "user_data_tiktok.json";
const MEMBERS: &[&str] = &[SINGLE, "user_data.json"];
const SECTIONS: &[&str] = &[
    "Activity",
    "Your Activity",
    "Comment",
    "Direct Message",
    "Direct Messages",
    "Likes and Favorites",
    "Post",
    "Video",
    "Profile",
    "Profile And Settings",
    "App Settings",
    "TikTok Live",
    "Tiktok Live",
    "TikTok Shop",
    "Tiktok Shopping",
    "Location Review",
];
