//! The text form of a TikTok download: one file a section, records of `Label: value` between blank lines, and chats under
//! `>>> Chat History with NAME::`. In: its members. Out: the items that the JSON form has, so that both forms give the same
//! records under the same identifiers. Never: a label guessed at, or a line after which nobody knows whose words follow.
//!
//! A label is a key of the JSON form written in words (`Who can view` is `WhoCanView`), in English or Dutch. A line with a label
//! that is no such key rejects its record: it may be a new field, and it may be somebody's words. The layouts of reviews, deleted
//! posts and comments in live videos, and of posts in Dutch, are described nowhere, so each of their records is rejected.
//!
//! HOLE: nothing in this form is escaped. A caption with a blank line and then a line that reads like `Date: 2026-01-01
//! 10:00:00`, or a message with a line like `2026-01-01 10:00:00 s1: words`, cannot be told from the next record. Ask for JSON.

use super::{Download, said};
use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::lines::{Line, Lines, text};
use crate::package::Package;
use crate::stream::Fields;
use crate::{Place, Position, Reason};
use serde_json::{Map, Value};
use std::io::Read;
use terms::Post;

/// What a member of the text form holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Posts,
    Comments,
    Messages,
    Profile,
    /// What the person watched, liked, searched or bought.
    Behaviour,
    /// Words in a layout that nobody has described.
    Undescribed,
}

/// The section that a member holds, by its folder and file.
pub(super) fn section(name: &str) -> Option<Section> {
    let (folder, file) = name.split_once('/')?;
    let known = |folders: &[&str], files: &[&str]| folders.contains(&folder) && files.contains(&file);
    SECTIONS.iter().find(|(folders, files, _)| known(folders, files)).map(|(_, _, section)| *section)
}

/// The user name, if the package has a profile.
pub(super) fn username(package: &mut Package, limits: &Limits) -> Result<Option<String>, Halt> {
    let (mut name, path) = (None, package.path().to_owned());
    package.look(&|name| section(name) == Some(Section::Profile), &mut |member, reader| {
        each(reader, &Place::member(&path, member), limits, &|_, _| false, &mut |_, record| {
            name = name.take().or_else(|| record.ok().and_then(|record| record.profile(USERNAME)));
            Ok(())
        })
    })?;
    Ok(name.as_deref().and_then(|name| said(Some(name))).map(str::to_owned))
}

/// Reads every section.
pub(super) fn read(
    package: &mut Package,
    limits: &Limits,
    download: &mut Download,
    desk: &mut Desk<'_>,
) -> Result<(), Halt> {
    let path = package.path().to_owned();
    package.visit(&|name| section(name).is_some(), &mut |name, reader| {
        let Some(section) = section(name) else { return Ok(()) };
        let (place, mut chat) = (Place::member(&path, name), None);
        let begins: Begins = match section {
            Section::Posts | Section::Comments => |is_block, line| is_block && is_date(line),
            Section::Messages => |_, line| chat_of(line).is_some() || message_of(line).is_some(),
            Section::Profile => |_, _| false,
            Section::Behaviour | Section::Undescribed => |is_block, _| is_block,
        };
        each(reader, &place, limits, &begins, &mut |line, record| {
            let place = place.clone().at(Position::Line(line));
            match record.and_then(|record| download.record(section, &record, &mut chat)) {
                Ok(Found::Post(post)) => desk.post(place, *post),
                Ok(Found::NotOwnWords) => {
                    desk.not_own_words();
                    Ok(())
                }
                Ok(Found::Nothing) => Ok(()),
                Err(why) => desk.reject(place, why),
            }
        })
    })
}

/// Whether a line begins a record; the first is whether a blank line, or nothing, stands before it.
type Begins = fn(bool, &str) -> bool;

enum Found {
    Post(Box<Post>),
    NotOwnWords,
    /// A sentence that says that there is nothing, or the name of a chat.
    Nothing,
}

impl Download {
    fn record(&mut self, section: Section, record: &Record, chat: &mut Option<String>) -> Result<Found, Reason> {
        if record.is_nothing() {
            return Ok(Found::Nothing);
        }
        let post = match section {
            Section::Posts => Some(self.video(Fields::of(&record.fields(POST_LABELS)?)?)?),
            Section::Comments => {
                self.comment(Fields::of(&record.fields(COMMENT_LABELS)?)?, &["comment", "reactie"], "comments")?
            }
            Section::Messages => return self.chat(record, chat),
            Section::Profile => record.profile(BIO).and_then(|bio| self.profile(&Value::String(bio))),
            Section::Behaviour => return Ok(Found::NotOwnWords),
            Section::Undescribed => return Err(Reason::UnknownType),
        };
        let nothing = if section == Section::Profile { Found::Nothing } else { Found::NotOwnWords };
        Ok(post.map_or(nothing, |post| Found::Post(Box::new(post))))
    }

    fn chat(&mut self, record: &Record, chat: &mut Option<String>) -> Result<Found, Reason> {
        let Some(((_, first), rest)) = record.rows.split_first() else { return Ok(Found::Nothing) };
        if let Some(name) = chat_of(first) {
            *chat = Some(name.to_owned());
            return if rest.is_empty() { Ok(Found::Nothing) } else { Err(STRAY) };
        }
        let (Some((at, from, words)), Some(chat)) = (message_of(first), chat.as_deref()) else { return Err(STRAY) };
        let mut message = Map::new();
        message.insert("Date".to_owned(), at.into());
        message.insert("From".to_owned(), from.into());
        message.insert("Content".to_owned(), record.continued(words, 1).into());
        let post = self.message(chat, Fields::of(&Value::Object(message))?)?;
        Ok(post.map_or(Found::NotOwnWords, |post| Found::Post(Box::new(post))))
    }
}

/// The lines of one record, each with its number.
#[derive(Default)]
struct Record {
    rows: Vec<(u64, String)>,
}

impl Record {
    /// Whether it says that its section is empty, or is a remark of TikTok in parentheses.
    fn is_nothing(&self) -> bool {
        let [(_, line)] = self.rows.as_slice() else { return false };
        let line = line.trim().trim_end_matches('.');
        EMPTY.iter().any(|empty| empty.eq_ignore_ascii_case(line)) || (line.starts_with('(') && line.ends_with(')'))
    }

    /// The values by the keys of the JSON form.
    fn fields(&self, known: &[&str]) -> Result<Value, Reason> {
        let (mut fields, mut open) = (Map::new(), "");
        for (at, (_, line)) in self.rows.iter().enumerate() {
            if let Some((label, value)) = label(line) {
                let key = key(label);
                open = known.iter().find(|known| **known == key).ok_or(Reason::StrangeLabel)?;
                let value = if WORDS.contains(&open) { self.continued(value, at + 1) } else { value.to_owned() };
                let name = json_key(open);
                if fields.insert(name.to_owned(), value.into()).is_some() {
                    return Err(Reason::TwiceField { field: name.to_owned() });
                }
            } else if !(WORDS.contains(&open) || (matches!(open, "link" | "videolink") && line.starts_with("http"))) {
                // A post of several pictures has their addresses on lines of their own.
                return Err(STRAY);
            }
        }
        Ok(Value::Object(fields))
    }

    /// A value with the lines that follow it up to the next label; blank lines between them stay.
    fn continued(&self, value: &str, from: usize) -> String {
        let mut words = value.to_owned();
        let mut last = from.checked_sub(1).and_then(|at| self.rows.get(at)).map_or(0, |(number, _)| *number);
        let rest = self.rows.iter().skip(from);
        for (number, line) in rest.take_while(|(_, line)| label(line).is_none()) {
            (last..*number).for_each(|_| words.push('\n'));
            words.push_str(line);
            last = *number;
        }
        words
    }

    /// What a profile says under one of these labels. The rest of it, from birthday to address, is left where it is.
    fn profile(&self, known: &[&str]) -> Option<String> {
        self.rows.iter().enumerate().find_map(|(at, (_, line))| {
            let (label, value) = label(line)?;
            known.contains(&key(label).as_str()).then(|| self.continued(value, at + 1))
        })
    }
}

type TakeRecord<'a> = &'a mut dyn FnMut(u64, Result<Record, Reason>) -> Result<(), Halt>;

/// Goes through the records of a member; gives each with the number of its first line.
fn each(
    reader: &mut dyn Read,
    place: &Place,
    limits: &Limits,
    begins: &dyn Fn(bool, &str) -> bool,
    take: TakeRecord<'_>,
) -> Result<(), Halt> {
    let mut lines = Lines::new(text(reader, place)?, place.clone(), limits);
    let (mut record, mut first, mut last, mut bytes) = (Ok(Record::default()), 0, 0, 0u64);
    while let Some((number, line)) = lines.next()? {
        // Where a broken line begins a record shows, too: its label is plain.
        let (line, shown) = match line {
            Line::Whole(line) => {
                (std::str::from_utf8(line).map_err(|_| Reason::NotUtf8), String::from_utf8_lossy(line).into_owned())
            }
            Line::TooLong => (Err(Reason::TooLong { max: limits.line_bytes_max }), String::new()),
        };
        let is_block = last == 0 || number > last + 1;
        last = number;
        if first == 0 || begins(is_block, &shown) {
            let whole = std::mem::replace(&mut record, Ok(Record::default()));
            if first > 0 {
                take(first, whole)?;
            }
            (first, bytes) = (number, 0);
        }
        bytes += line.as_ref().map_or(0, |line| line.len() as u64 + 1);
        match (line, &mut record) {
            (Err(why), _) => record = Err(why),
            (Ok(_), _) if bytes > limits.line_bytes_max => record = Err(Reason::TooLong { max: limits.line_bytes_max }),
            (Ok(line), Ok(record)) => record.rows.push((number, line.to_owned())),
            (Ok(_), Err(_)) => {}
        }
    }
    if first > 0 { take(first, record) } else { Ok(()) }
}

/// `Label: value`: some words that begin with a capital, a colon, and a space or nothing.
fn label(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.split_once(':')?;
    let is_words = label.chars().all(|letter| letter.is_alphabetic() || " ()'-".contains(letter));
    let is_label = label.starts_with(char::is_uppercase) && label.len() <= LABEL_BYTES_MAX && is_words;
    // Some labels end in two colons.
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let value = if rest.is_empty() { "" } else { rest.strip_prefix(' ')? };
    is_label.then_some((label, value))
}

/// A label as a key: its letters, small.
fn key(label: &str) -> String {
    label.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The name in the JSON form of what a label says.
fn json_key(key: &str) -> &str {
    match key {
        "date" | "datum" => "Date",
        "link" | "videolink" => "Link",
        "title" => "Title",
        "whocanview" => "WhoCanView",
        "comment" | "reactie" => "comment",
        "url" | "originalpostlink" | "originalposturl" | "linknaarorigineelbericht" | "originelelinknaarbericht" => {
            "url"
        }
        other => other,
    }
}

fn is_date(line: &str) -> bool {
    label(line).is_some_and(|(label, _)| matches!(label, "Date" | "Datum"))
}

/// `>>> Chat History with NAME::`, as the key that this chat has in the JSON form.
fn chat_of(line: &str) -> Option<&str> {
    let chat = line.strip_prefix(">>> ")?.trim_end();
    chat.starts_with("Chat History with ").then(|| chat.strip_suffix(':').unwrap_or(chat))
}

/// `2026-01-01 10:00:00 UTC NAME: words`: moment, sender, words.
fn message_of(line: &str) -> Option<(&str, &str, &str)> {
    let (at, rest) = line.split_at_checked(MOMENT_BYTES)?;
    crate::moment::tiktok(at)?;
    let rest = rest.strip_prefix(" UTC").unwrap_or(rest).strip_prefix(' ')?;
    let (from, words) = rest.split_once(':')?;
    let words = if words.is_empty() { "" } else { words.strip_prefix(' ')? };
    (!from.is_empty()).then_some((at, from, words))
}

const STRAY: Reason = Reason::Malformed { what: "a line stands outside of any field" };
const MOMENT_BYTES: usize = "2026-01-01 10:00:00".len();
const LABEL_BYTES_MAX: usize = 40;
/// Labels whose value may go on over several lines.
const WORDS: &[&str] = &["title", "comment", "reactie", "addyourtext", "addsyourstext", "alternatetext", "sound"];
const POST_LABELS: &[&str] = &[
    "date",
    "datum",
    "link",
    "videolink",
    "likes",
    "whocanview",
    "allowcomments",
    "allowstitches",
    "allowduets",
    "allowstickers",
    "allowsharingtostory",
    "contentdisclosure",
    "aigeneratedcontent",
    "sound",
    "location",
    "title",
    "addyourtext",
    "addsyourstext",
    "alternatetext",
    "coverimage",
];
const COMMENT_LABELS: &[&str] = &[
    "date",
    "datum",
    "comment",
    "reactie",
    "photo",
    "foto",
    "sticker",
    "url",
    "originalpostlink",
    "originalposturl",
    "linknaarorigineelbericht",
    "originelelinknaarbericht",
];
const USERNAME: &[&str] = &["username", "gebruikersnaam"];
const BIO: &[&str] = &["bio", "biodescription"];
/// What TikTok writes into a section without records.
const EMPTY: &[&str] =
    &["You have no data in this section", "Dit gedeelte bevat geen gegevens", "Er staan geen gegevens in dit gedeelte"];
/// Folders and files of 2020 and later.
const SECTIONS: &[(&[&str], &[&str], Section)] = &[
    (&["Post", "Posts", "Video", "Videos"], &["Post.txt", "Posts.txt", "Videos.txt"], Section::Posts),
    (&["Comment", "Comments", "Activity"], &["Comments.txt"], Section::Comments),
    (&["Reacties"], &["Reacties.txt"], Section::Comments),
    (&["Berichten"], &["Directe berichten.txt", "Groepschat.txt"], Section::Messages),
    (&["Berichten"], &["Berichten.txt", "Onlangs verwijderde berichten.txt"], Section::Undescribed),
    (
        &["Direct Message", "Direct Messages"],
        &["Direct Messages.txt", "Chat History.txt", "Group Chat.txt"],
        Section::Messages,
    ),
    (
        &["Profile", "Profile and Settings", "Profile And Settings"],
        &["Profile Info.txt", "Profile Information.txt"],
        Section::Profile,
    ),
    (&["Profiel en instellingen"], &["Profielinformatie.txt"], Section::Profile),
    (&["Post", "Posts"], &["Recently Deleted Posts.txt"], Section::Undescribed),
    (&["Activity", "Location Review", "Location Reviews"], &["Location Reviews.txt"], Section::Undescribed),
    (&["TikTok Shop", "TikTok Shopping"], &["Product Reviews.txt"], Section::Undescribed),
    (&["TikTok Live", "Tiktok Live"], &["Watch Live History.txt"], Section::Undescribed),
    (
        &["Activity", "Your Activity", "Likes and Favorites", "Likes and Favourites", "Profile and Settings"],
        &[
            "Video Browsing History.txt",
            "Browsing History.txt",
            "Watch History.txt",
            "Like List.txt",
            "Favorite Videos.txt",
            "Favourite Videos.txt",
            "Favorite Sounds.txt",
            "Favorite Effects.txt",
            "Favorite HashTags.txt",
            "Hashtag.txt",
            "Searches.txt",
            "Share History.txt",
            "Reposts.txt",
            "Login History.txt",
            "Follower.txt",
            "Following.txt",
        ],
        Section::Behaviour,
    ),
    (&["Je activiteit"], &["Kijkgeschiedenis.txt", "Zoekopdrachten.txt", "Geschiedenis delen.txt"], Section::Behaviour),
    (&["Likes en favorieten"], &["Likelijst.txt", "Favoriete video's.txt"], Section::Behaviour),
];
