//! A Google Takeout in JSON and CSV. In: the members that hold what the person wrote: YouTube comments and live chats, reviews
//! of places, prompts to Gemini in My Activity, and messages of Google Chat; and the lists of what they did, which are counted.
//! Out: comments, reviews, prompts, and direct messages. Never: what the person searched, watched or visited taken for words, or
//! a place where they were; these are counted and left where they are [GDPR 5(1)(c)].
//!
//! Identifiers: a comment and a live chat keep theirs, `{service}:ID`; a message too; a review and a prompt are
//! `{service}:TAG/SECTION/MOMENT-N`, the N-th of its moment, where TAG is the declared `account_id`, else 16 digits of a digest of
//! the name of the package. The account is `{service}:` and the declared `account_id`, for a comment else its channel.
//!
//! It can never supply: the audience (a video may be private, a review is public by its kind but may be withheld), language,
//! edits, deletions, and who the person is. Names of folders and of columns are in the person's language; those in English are
//! known, others are counted as members that are not read.

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt};
use crate::package::Package;
use crate::stream::{self, Fields, wrong};
use crate::writer::{Writer, file_name, tag};
use crate::{Format, IntakeError, Place, Position, Reason, Source, csv, moment};
use chrono::NaiveDateTime;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use terms::{Instant, Kind, Post, Visibility};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    !name.starts_with(TOP) && (member(name).is_some() || name == "archive_browser.html")
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    /// `MyActivity.json` of any service.
    Activity,
    YoutubeComments,
    YoutubeLiveChats,
    Reviews,
    Chat,
    /// Lists of what the person did: places, pages, videos.
    Behaviour,
}

fn member(name: &str) -> Option<Member> {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let folder = folders.rsplit('/').next().unwrap_or_default();
    let is_part = |stem: &str, end: &str| {
        // `comments.csv`, `comments(1).csv`.
        let rest = file.strip_prefix(stem).and_then(|rest| rest.strip_suffix(end));
        rest.is_some_and(|part| part.is_empty() || (part.starts_with('(') && part.ends_with(')')))
    };
    let is_youtube = folders.starts_with("YouTube");
    Some(match file {
        "MyActivity.json" => Member::Activity,
        "BrowserHistory.json"
        | "Records.json"
        | "Location History.json"
        | "watch-history.json"
        | "search-history.json" => Member::Behaviour,
        _ if is_youtube && folder == "comments" && is_part("comments", ".csv") => Member::YoutubeComments,
        _ if is_youtube && folder == "live chats" && is_part("live chats", ".csv") => Member::YoutubeLiveChats,
        "Reviews.json" if folder.starts_with("Maps") => Member::Reviews,
        "messages.json" if folders.starts_with("Google Chat/") => Member::Chat,
        _ => return None,
    })
}

/// Reads the whole package.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let mut package = Package::open(path, limits)?;
    if !package.settle(&is_marker)? {
        let hint = "this is no Google Takeout in JSON; check `format`, and ask for My Activity in JSON, not HTML";
        let member = "My Activity/…/MyActivity.json".to_owned();
        return Err(IntakeError::MissingMember { path: path.to_owned(), member, hint }.into());
    }
    let writer = Writer::of(source, Format::Takeout)?;
    let own = own_address(&mut package)?;
    let tag = match &source.declare.account_id {
        Some(id) => id.clone(),
        None => tag("takeout package", file_name(path)),
    };
    let mut takeout = Takeout { writer, tag, own, numbers: BTreeMap::new() };
    package.visit(&|name| member(name).is_some(), &mut |name, reader| {
        let Some(member) = member(name) else { return Ok(()) };
        // A conversation's folder bears names of persons.
        let title = if member == Member::Chat { "(a conversation)" } else { name };
        let place = Place::member(path, title);
        match member {
            Member::YoutubeComments => takeout.table(reader, &place, COMMENT_COLUMNS, limits, desk),
            Member::YoutubeLiveChats => takeout.table(reader, &place, LIVE_CHAT_COLUMNS, limits, desk),
            _ => takeout.list(reader, &place, member, desk),
        }
    })?;
    package.count(&mut desk.tally);
    Ok(())
}

/// The address under which the person writes in Google Chat.
fn own_address(package: &mut Package) -> Result<Option<String>, Halt> {
    let names: Vec<String> = package.names().filter(|name| is_user_info(name)).map(str::to_owned).collect();
    for name in names {
        let Some(bytes) = package.read_small(&name)? else { continue };
        let document = stream::small(&bytes, &package.place("(the person of a conversation)"))?;
        if let Some(address) = document.pointer("/user/email").and_then(Value::as_str) {
            return Ok(Some(address.to_owned()));
        }
    }
    Ok(None)
}

fn is_user_info(name: &str) -> bool {
    name.starts_with("Google Chat/Users/") && name.ends_with("/user_info.json")
}

struct Takeout {
    writer: Writer,
    tag: String,
    own: Option<String>,
    numbers: BTreeMap<(&'static str, Option<i64>), u64>,
}

impl Takeout {
    fn list(&mut self, reader: &mut dyn Read, place: &Place, member: Member, desk: &mut Desk<'_>) -> Result<(), Halt> {
        stream::items(reader, place, &mut |key, number, item| {
            let place = place.clone().at(Position::Item(number));
            let post = match member {
                Member::Activity => self.activity(&item),
                Member::Reviews if key == "features" => self.review(&item),
                Member::Chat if key == "messages" => self.message(&item),
                _ => Ok(None),
            };
            match post {
                Ok(Some(post)) => desk.post(place, post),
                Ok(None) => {
                    desk.not_own_words();
                    Ok(())
                }
                Err(why) => desk.reject(place, why),
            }
        })?;
        Ok(())
    }

    fn table(
        &mut self,
        reader: &mut dyn Read,
        place: &Place,
        columns: &[(&str, bool)],
        limits: &Limits,
        desk: &mut Desk<'_>,
    ) -> Result<(), Halt> {
        let mut rest = BufReader::new(reader);
        let (head, header) = header(&mut rest, place)?;
        let mut reader = head.as_slice().chain(rest);
        // The spelling of columns changes from year to year, and the last one is not in all of them.
        let mut wanted = Vec::new();
        for (column, is_needed) in columns {
            match header.iter().find(|name| name.eq_ignore_ascii_case(column)) {
                Some(name) => wanted.push(name.clone()),
                None if *is_needed => {
                    let column = (*column).to_owned();
                    return Err(IntakeError::MissingColumn { place: place.clone(), column }.into());
                }
                None => {}
            }
        }
        csv::rows(&mut reader, place, b',', &wanted, limits, desk, &mut |desk, place, row| match row
            .and_then(|row| self.comment(&row))
        {
            Ok(post) => desk.post(place, post),
            Err(why) => desk.reject(place, why),
        })
    }

    fn id(&mut self, section: &'static str, at: Option<Instant>) -> String {
        let second = at.map(|at| at.timestamp());
        let count = self.numbers.entry((section, second)).or_default();
        *count += 1;
        let second = second.map_or_else(|| "unknown".to_owned(), |second| second.to_string());
        format!("{}/{section}/{second}-{count}", self.tag)
    }

    /// Identifier, channel, moment, video, text, and for a comment what it answers.
    fn comment(&mut self, row: &[String]) -> Result<Post, Reason> {
        let [id, channel, at, video, text, parent @ ..] = row else { return Err(Reason::NotAnObject) };
        if id.is_empty() {
            return Err(Reason::MissingField { field: "id".to_owned() });
        }
        let at = (!at.is_empty()).then(|| moment::rfc3339(at).ok_or_else(|| wrong("timestamp", "a moment")));
        let mut post = self.writer.post(id, Kind::Comment, at.transpose()?, segments(text));
        if post.account_id.is_none() && !channel.is_empty() {
            post.account_id = Some(self.writer.account(channel));
        }
        let answered = parent.iter().chain([video]).find(|id| !id.is_empty());
        post.in_reply_to = answered.map(|id| self.writer.record(id));
        Ok(post)
    }

    /// A prompt, if the entry is one; everything else is what a service noted.
    fn activity(&mut self, item: &Value) -> Result<Option<Post>, Reason> {
        let item = Fields::of(item)?;
        let is_prompt = item.list("products").iter().chain(item.get("header")).any(is_assistant);
        if !is_prompt {
            return Ok(None);
        }
        let title = item.text("title")?.unwrap_or_default();
        // Entries such as `Used Gemini Apps` and feedback are no prompts; a verb of another language is not guessed at.
        let Some(text) = PROMPTED.iter().find_map(|verb| title.strip_prefix(verb)) else {
            let is_known = NO_PROMPT.iter().any(|verb| title.starts_with(verb));
            return if is_known { Ok(None) } else { Err(Reason::UnknownLabel { field: "title" }) };
        };
        let at =
            item.text("time")?.map(|at| moment::rfc3339(at).ok_or_else(|| wrong("time", "a moment"))).transpose()?;
        let id = self.id("prompts", at);
        let mut post = self.writer.post(&id, Kind::AiPrompt, at, text);
        post.visibility_now = Visibility::Private;
        Ok(Some(post))
    }

    fn review(&mut self, item: &Value) -> Result<Option<Post>, Reason> {
        let feature = Fields::of(item)?;
        let properties = feature.object("properties")?.unwrap_or(feature);
        let text = properties.text("review_text_published")?.unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let at = properties.text("date")?.map(|at| moment::rfc3339(at).ok_or_else(|| wrong("date", "a moment")));
        let at = at.transpose()?;
        let id = self.id("reviews", at);
        Ok(Some(self.writer.post(&id, Kind::Review, at, text)))
    }

    /// A message, if the person wrote it.
    fn message(&mut self, item: &Value) -> Result<Option<Post>, Reason> {
        let message = Fields::of(item)?;
        let sender = message.object("creator")?.map(|creator| creator.text("email")).transpose()?.flatten();
        if self.own.is_some() && sender != self.own.as_deref() {
            return Ok(None);
        }
        let Some(text) = message.text("text")?.filter(|text| !text.is_empty()) else { return Ok(None) };
        let at = message.text("created_date")?.and_then(chat_moment);
        let id = match message.text("message_id")? {
            Some(id) => id.to_owned(),
            None => self.id("messages", at),
        };
        let mut post = self.writer.post(&id, Kind::DirectMessage, at, text);
        post.visibility_now = Visibility::Direct;
        if self.own.is_none() {
            post.account_id = None;
        }
        Ok(Some(post))
    }
}

/// The first line of a table, and the names in it.
fn header(reader: &mut dyn BufRead, place: &Place) -> Result<(Vec<u8>, Vec<String>), IntakeError> {
    let mut head = Vec::new();
    let read = reader.take(HEADER_BYTES_MAX).read_until(b'\n', &mut head);
    read.map_err(|cause| read_failed(place.clone(), cause))?;
    let line = head.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&head);
    let names =
        String::from_utf8_lossy(line).trim_end().split(',').map(|name| name.trim_matches('"').to_owned()).collect();
    Ok((head, names))
}

fn is_assistant(product: &Value) -> bool {
    matches!(product.as_str(), Some("Gemini Apps" | "Gemini" | "Bard"))
}

/// `Monday, November 2, 2020 at 12:00:00 PM UTC`; in another language it stays unknown.
fn chat_moment(text: &str) -> Option<Instant> {
    // Since 2022 a narrow space stands before AM and PM.
    let text = text.replace(['\u{202f}', '\u{a0}'], " ");
    let local = NaiveDateTime::parse_from_str(&text, "%A, %B %e, %Y at %I:%M:%S %p UTC").ok()?;
    Some(local.and_utc())
}

/// `{"text":"a"},{"text":"b"}`, `{"takeoutSegments":[{"text":"a"}]}`, or the text itself.
fn segments(cell: &str) -> String {
    let Ok(Value::Array(parts)) = serde_json::from_str::<Value>(&format!("[{cell}]")) else { return cell.to_owned() };
    let mut text = String::new();
    for part in &parts {
        let inner = part.get("takeoutSegments").and_then(Value::as_array);
        let inner = inner.map_or(std::slice::from_ref(part), Vec::as_slice);
        for segment in inner {
            let Some(said) = segment.get("text").and_then(Value::as_str) else { return cell.to_owned() };
            text.push_str(said);
        }
    }
    text
}

const TOP: &str = "Takeout/";
/// Columns, and whether every package has them.
const COMMENT_COLUMNS: &[(&str, bool)] = &[
    ("Comment ID", true),
    ("Channel ID", true),
    ("Comment Create Timestamp", true),
    ("Video ID", true),
    ("Comment Text", true),
    ("Parent Comment ID", false),
];
const LIVE_CHAT_COLUMNS: &[(&str, bool)] = &[
    ("Live Chat ID", true),
    ("Channel ID", true),
    ("Live Chat Create Timestamp", true),
    ("Video ID", true),
    ("Live Chat Text", true),
];
/// The names of the columns fit into a few hundred bytes.
const HEADER_BYTES_MAX: u64 = 16 << 10;
const PROMPTED: &[&str] = &["Prompted ", "Asked "];
const NO_PROMPT: &[&str] = &["Used ", "Gave feedback", "Selected ", "Created ", "Uploaded ", "Shared ", "Deleted "];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_read_in_the_forms_of_each_year() {
        assert_eq!(segments(r#"{"text":"a "},{"text":"b"}"#), "a b");
        assert_eq!(segments(r#"{"takeoutSegments":[{"text":"a"}]}"#), "a");
        for plain in ["plain, words", "12", r#"{"mention":"x"}"#, ""] {
            assert_eq!(segments(plain), plain);
        }
    }

    #[test]
    fn a_member_is_known_by_its_whole_name() {
        assert_eq!(member("YouTube and YouTube Music/comments/comments(1).csv"), Some(Member::YoutubeComments));
        assert_eq!(member("My Activity/Discover/MyActivity.json"), Some(Member::Activity));
        assert_eq!(member("Maps (your places)/Reviews.json"), Some(Member::Reviews));
        for other in ["comments.csv", "comments/comments.csv", "Reviews.json", "a/messages.json"] {
            assert_eq!(member(other), None, "{other}");
        }
        assert!(!is_marker("Takeout/My Activity/Discover/MyActivity.json"), "its root is below");
        assert!(is_marker("My Activity/Discover/MyActivity.json"));
    }

    #[test]
    fn a_moment_of_google_chat_is_read_in_english_only() {
        let at = chat_moment("Monday, November 2, 2020 at 12:00:05\u{202f}PM UTC");
        assert_eq!(at.map(terms::format_instant).as_deref(), Some("2020-11-02T12:00:05Z"));
        assert_eq!(chat_moment("maandag 2 november 2020 om 12:00:05 UTC"), None);
    }
}
