//! What Reddit, TikTok, Google, Mastodon, X and Instagram of 2020 hand out to one person. In: the pieces of one person. Out: archives
//! as these services make them. Never: a section whose layout nobody has described.

use super::{Cast, Layout, Numbers, Piece, account, blank, digits, group, moved, record};
use crate::demo::draw::Draw;
use crate::demo::people::Profile;
use crate::demo::planted::Record;
use crate::demo::{DemoError, packages, write_atomic};
use serde_json::{Value, json};
use std::path::Path;
use terms::{Embed, Kind, Media, Post, Signal, Text, Visibility};

fn table<const N: usize>(header: [&str; N], rows: Vec<[String; N]>) -> Result<Vec<u8>, DemoError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(header)?;
    for row in rows {
        table.write_record(row)?;
    }
    Ok(table.into_inner().map_err(|cause| std::io::Error::other(cause.to_string()))?)
}

/// A data request: comments, posts and private messages as CSV.
pub(super) fn reddit(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("reddit/request.zip");
    let (mut comments, mut posts, mut messages, mut expected) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let none = String::new;
    for piece in cast.single(3) {
        let (id, date, club) = (format!("q{}", piece.number), piece.spaced(), subreddit(piece));
        let link = piece.answers.map(|post| format!("https://example.org/r/{club}/comments/n{post}/x/"));
        let text = piece.text.clone();
        let (name, kind) = match piece.kind {
            Kind::Comment => {
                // Where the parent is the post itself, the address of the post stands for it.
                let link = link.unwrap_or_default();
                comments.push([
                    id,
                    none(),
                    date,
                    "192.0.2.1".to_owned(),
                    club.clone(),
                    "0".to_owned(),
                    link,
                    none(),
                    text,
                ]);
                (format!("t1_q{}", piece.number), Kind::Comment)
            }
            Kind::DirectMessage => {
                messages.push([id.clone(), date, "s1".to_owned(), "buur_1".to_owned(), none(), text]);
                (format!("message/{id}"), Kind::DirectMessage)
            }
            _ => {
                posts.push([
                    id,
                    none(),
                    date,
                    "192.0.2.1".to_owned(),
                    club.clone(),
                    "0".to_owned(),
                    none(),
                    none(),
                    text,
                ]);
                (format!("t3_q{}", piece.number), Kind::GroupPost)
            }
        };
        let mut post = piece.said("reddit", &name, kind);
        if kind == Kind::DirectMessage {
            post.visibility_now = Visibility::Direct;
        } else {
            group(&mut post, &club, &club);
        }
        if kind == Kind::Comment {
            post.in_reply_to = piece.answers.map(|id| record("reddit", &format!("t3_n{id}")));
        }
        post.account_id = account("reddit", "s1");
        expected.push(post);
    }
    let members = [
        ("statistics.csv", b"statistic,value\naccount name,s1\n".to_vec()),
        ("comments.csv", table(COMMENTS, comments)?),
        ("posts.csv", table(POSTS, posts)?),
        ("messages.csv", table(["id", "date", "from", "to", "subject", "body"], messages)?),
        ("post_votes.csv", b"id,permalink,direction\n".to_vec()),
    ];
    write_atomic(&path, packages::zip(&members)?)?;
    Ok(vec![Layout::new("reddit", path, expected)])
}

const COMMENTS: [&str; 9] = ["id", "permalink", "date", "ip", "subreddit", "gildings", "link", "parent", "body"];
const POSTS: [&str; 9] = ["id", "permalink", "date", "ip", "subreddit", "gildings", "title", "url", "body"];

fn subreddit(piece: &Piece) -> String {
    piece.group.as_deref().unwrap_or("plein").replace(' ', "_")
}

/// A download in both forms. What stands in both has the same identifiers; the text form of a review is described nowhere, so
/// it is left out there.
pub(super) fn tiktok(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let (tag, mut numbers) = (digits("tiktok account", "s1"), Numbers::default());
    let (mut items, mut texts) = (TiktokItems::default(), TiktokTexts::default());
    let mut expected = Vec::new();
    for piece in cast.single(4) {
        items.add(piece);
        texts.add(piece);
        let mut said =
            |section, kind| piece.said("tiktok", &format!("{tag}/{}", numbers.next(section, piece.seconds())), kind);
        expected.push(match piece.kind {
            Kind::Comment => Post {
                in_reply_to: piece.answers.map(|id| record("tiktok", &video(id))),
                ..said("comments", Kind::Comment)
            },
            Kind::DirectMessage => {
                let mut post = said("messages", Kind::DirectMessage);
                let chat = digits("tiktok chat", CHAT);
                post.record_id = terms::RecordId::new(format!("{}-{chat}", post.record_id));
                Post { visibility_now: Visibility::Direct, ..post }
            }
            Kind::Review => said("reviews", Kind::Review),
            Kind::Profile => blank("tiktok", &format!("{tag}/profile"), Kind::Profile, &piece.text),
            _ => {
                Post { visibility_now: audience(piece).1, ..piece.said("tiktok", &video(piece.number), Kind::Caption) }
            }
        });
    }
    // A profile has one text.
    let mut profiles = 0;
    expected.retain(|post| {
        profiles += usize::from(post.kind == Kind::Profile);
        post.kind != Kind::Profile || profiles == 1
    });
    expected.iter_mut().for_each(|post| post.account_id = account("tiktok", "s1"));
    let (json, zip) = (folder.join("tiktok/user_data_tiktok.json"), folder.join("tiktok-text/TikTok_Data.zip"));
    write_atomic(&json, serde_json::to_vec(&items.document())?)?;
    write_atomic(&zip, packages::zip(&texts.members())?)?;
    let described = expected.iter().filter(|post| post.kind != Kind::Review).map(|post| moved(post, "tiktok-text"));
    let text = Layout::new("tiktok-text", zip, described.collect()).of_service("tiktok-text");
    Ok(vec![Layout::new("tiktok", json, expected), text])
}

const CHAT: &str = "Chat History with buur_1:";

fn video(number: u64) -> String {
    (7_000_000_000_000_000_000 + number).to_string()
}

fn link(number: u64) -> String {
    format!("https://www.tiktokv.com/share/video/{}/", video(number))
}

/// Who can view a video, in TikTok's words and in ours.
fn audience(piece: &Piece) -> (&'static str, Visibility) {
    match piece.visibility {
        Visibility::Public => ("Public", Visibility::Public),
        Visibility::Followers => ("Followers", Visibility::Followers),
        Visibility::Friends => ("Friends", Visibility::Friends),
        Visibility::Private => ("Only me", Visibility::Private),
        _ => ("", Visibility::Unknown),
    }
}

#[derive(Default)]
struct TiktokItems {
    videos: Vec<Value>,
    comments: Vec<Value>,
    reviews: Vec<Value>,
    messages: Vec<Value>,
    bio: Option<String>,
}

impl TiktokItems {
    fn add(&mut self, piece: &Piece) {
        let (date, text) = (piece.spaced(), &piece.text);
        match piece.kind {
            Kind::Comment => {
                let url = piece.answers.map(link).unwrap_or_default();
                self.comments.push(json!({"date": date, "comment": text, "photo": "N/A", "url": url}));
            }
            Kind::DirectMessage => self.messages.push(json!({"Date": date, "From": "s1", "Content": text})),
            Kind::Review => {
                self.reviews.push(json!({"PlaceName": "Markt", "Date": date, "Rating": "5", "ReviewText": text}));
            }
            Kind::Profile => drop(self.bio.get_or_insert_with(|| text.clone())),
            _ => self.videos.push(json!({
                "Date": date, "Link": link(piece.number), "Likes": "0", "Title": text, "WhoCanView": audience(piece).0,
            })),
        }
    }

    fn document(self) -> Value {
        json!({
            "Comment": {"Comments": {"App": 1, "CommentsList": self.comments}},
            "Direct Message": {"Direct Messages": {"ChatHistory": {CHAT: self.messages}}},
            "Location Review": {"Location Reviews": {"ReviewsList": self.reviews}},
            "Post": {"Posts": {"VideoList": self.videos}},
            "Profile And Settings": {"Profile Info": {"ProfileMap": {"userName": "s1", "bioDescription": self.bio}}},
        })
    }
}

#[derive(Default)]
struct TiktokTexts {
    videos: String,
    comments: String,
    messages: String,
    bio: Option<String>,
}

impl TiktokTexts {
    fn add(&mut self, piece: &Piece) {
        let (date, text) = (piece.spaced(), &piece.text);
        match piece.kind {
            Kind::Comment => {
                let url = piece.answers.map_or_else(|| "N/A".to_owned(), link);
                self.comments.push_str(&format!("Date: {date}\nComment: {text}\nPhoto: N/A\nUrl: {url}\n\n"));
            }
            Kind::DirectMessage => self.messages.push_str(&format!("{date} s1: {text}\n")),
            Kind::Review => {}
            Kind::Profile => drop(self.bio.get_or_insert_with(|| text.clone())),
            _ => self.videos.push_str(&format!(
                "Date: {date}\nLink: {}\nLike(s): 0\nWho can view: {}\nAllow comments: Yes\nTitle: {text}\n\n",
                link(piece.number),
                audience(piece).0
            )),
        }
    }

    fn members(self) -> Vec<(String, Vec<u8>)> {
        let or_nothing =
            |text: String| if text.is_empty() { "You have no data in this section\n".to_owned() } else { text };
        let messages =
            if self.messages.is_empty() { String::new() } else { format!(">>> {CHAT}:\n\n{}", self.messages) };
        let bio = self.bio.map(|bio| format!("Bio: {bio}\n")).unwrap_or_default();
        [
            ("Comments/Comments.txt", or_nothing(self.comments)),
            ("Direct Messages/Direct Messages.txt", or_nothing(messages)),
            ("Posts/Posts.txt", or_nothing(self.videos)),
            ("Posts/Recently Deleted Posts.txt", or_nothing(String::new())),
            ("Profile and Settings/Profile Information.txt", format!("Username: s1\n{bio}")),
        ]
        .into_iter()
        .map(|(name, text)| (format!("TikTok/{name}"), text.into_bytes()))
        .collect()
    }
}

/// Comments on YouTube, reviews of places, messages of Google Chat, and for everything else prompts to Gemini.
pub(super) fn takeout(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("takeout/takeout.zip");
    let (mut comments, mut prompts, mut reviews, mut messages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut expected, mut numbers) = (Vec::new(), Numbers::default());
    for piece in cast.single(5) {
        let (iso, text) = (piece.iso(), &piece.text);
        let mut said =
            |section, kind| piece.said("google", &format!("s1/{}", numbers.next(section, piece.seconds())), kind);
        expected.push(match piece.kind {
            Kind::Comment => {
                let (id, answered) = (format!("c{}", piece.number), piece.answers.map(|id| format!("v{id}")));
                let video = answered.clone().unwrap_or_default();
                let text = json!({"text": text}).to_string();
                comments.push([id.clone(), "UC1".to_owned(), iso, "0".to_owned(), String::new(), video, text]);
                let in_reply_to = answered.map(|id| record("google", &id));
                Post { in_reply_to, ..piece.said("google", &id, Kind::Comment) }
            }
            Kind::Review => {
                reviews.push(json!({"properties": {"date": iso, "review_text_published": text, "five_star_rating_published": 5}}));
                said("reviews", Kind::Review)
            }
            Kind::DirectMessage => {
                let date = piece.at.format("%A, %B %-d, %Y at %I:%M:%S\u{202f}%p UTC").to_string();
                let id = format!("room/{}", piece.number);
                messages.push(json!({
                    "creator": {"name": "S One", "email": "s1@plein.example", "user_type": "Human"}, "created_date": date,
                    "text": text, "message_id": id,
                }));
                Post { visibility_now: Visibility::Direct, ..piece.said("google", &id, Kind::DirectMessage) }
            }
            _ => {
                prompts.push(json!({"header": "Gemini Apps", "title": format!("Prompted {text}"), "time": iso, "products": ["Gemini Apps"]}));
                Post { visibility_now: Visibility::Private, ..said("prompts", Kind::AiPrompt) }
            }
        });
    }
    expected.iter_mut().for_each(|post| post.account_id = account("google", "s1"));
    let header = [
        "Comment ID",
        "Channel ID",
        "Comment Create Timestamp",
        "Price",
        "Parent Comment ID",
        "Video ID",
        "Comment Text",
    ];
    let members = [
        ("Takeout/My Activity/Gemini Apps/MyActivity.json", serde_json::to_vec(&prompts)?),
        ("Takeout/YouTube and YouTube Music/comments/comments.csv", table(header, comments)?),
        ("Takeout/Maps (your places)/Reviews.json", serde_json::to_vec(&json!({"features": reviews}))?),
        ("Takeout/Google Chat/Groups/DM 1/messages.json", serde_json::to_vec(&json!({"messages": messages}))?),
        (
            "Takeout/Google Chat/Users/User 1/user_info.json",
            serde_json::to_vec(&json!({"user": {"name": "S One", "email": "s1@plein.example"}}))?,
        ),
    ];
    write_atomic(&path, packages::zip(&members)?)?;
    Ok(vec![Layout::new("takeout", path, expected).of_account("s1")])
}

/// The packages that are sources of the demo itself, and the outbox of a fediverse server alone.
pub(super) fn of_the_demo(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let [(mastodon, statuses), (x, tweets), (instagram, captions)] = cast.packages.as_slice() else {
        return Ok(Vec::new());
    };
    let archive = folder.join("mastodon/archive.tar.gz");
    write_atomic(&archive, packages::mastodon(mastodon, &each(statuses))?)?;
    let fediverse = activitypub(folder, mastodon, statuses)?;
    let twitter = folder.join("x/twitter.zip");
    write_atomic(&twitter, packages::x(x, &each(tweets))?)?;
    let flat = folder.join("instagram-2020/download.zip");
    let mut draw = Draw::new(cast.seed, "pictures of instagram of 2020");
    write_atomic(&flat, packages::instagram(&mut draw, instagram, &each(captions))?)?;
    let flags = [("indexable", "false", "mastodon 4.2"), ("discoverable", "true", "mastodon 2.7")];
    let flags =
        flags.map(|(name, value, version)| Signal { version: Some(version.to_owned()), ..Signal::new(name, value) });
    let flagged = |record: &Record| Post { signals: flags.to_vec(), ..status(record) };
    let tweet = |record: &Record| Post {
        visibility_now: Visibility::Unknown,
        in_reply_to: packages::answered_tweet(record).map(|id| terms::RecordId::new(format!("x:{id}"))),
        ..essence(record)
    };
    Ok(vec![
        Layout::new("mastodon", archive, statuses.iter().map(flagged).collect()),
        fediverse,
        Layout::new("x", twitter, tweets.iter().map(tweet).collect()),
        Layout::new("instagram-2020", flat, captions.iter().map(flat_record).collect()),
    ])
}

/// What an archive says of a status.
fn status(record: &Record) -> Post {
    let in_reply_to = packages::answered_status(record).map(|id| terms::RecordId::new(format!("mastodon:{id}")));
    Post { in_reply_to, ..essence(record) }
}

/// An outbox alone, with what servers add over time: edits, quotes, attachments, and a deletion.
fn activitypub(folder: &Path, profile: &Profile, records: &[Record]) -> Result<Layout, DemoError> {
    let path = folder.join("activitypub/outbox.json");
    let mut outbox = packages::outbox(profile.handle(), &each(records));
    let mut expected: Vec<Post> = records.iter().map(|record| moved(&status(record), "fediverse")).collect();
    let mut captions = Vec::new();
    if let Some(items) = outbox.get_mut("orderedItems").and_then(Value::as_array_mut) {
        for (turn, (item, post)) in items.iter_mut().zip(&mut expected).enumerate() {
            if let Some(object) = item.get_mut("object").and_then(Value::as_object_mut) {
                captions.extend(added(turn, object, post));
            }
        }
        if let (Some(first), Some(post)) = (items.first(), expected.first()) {
            let tombstone = json!({"id": GONE, "type": "Tombstone", "deleted": "2026-11-15T09:00:00Z"});
            let deletion = json!({"id": format!("{GONE}#delete"), "type": "Delete", "actor": first.get("actor"), "object": tombstone});
            captions.push(Post {
                account_id: post.account_id.clone(),
                deleted_at: Some(crate::demo::moment("2026-11-15T09:00:00Z")),
                ..blank("fediverse", "weide.example/9", Kind::Post, "")
            });
            items.push(deletion);
        }
    }
    expected.extend(captions);
    write_atomic(&path, serde_json::to_vec(&outbox)?)?;
    Ok(Layout::new("activitypub", path, expected).of_service("fediverse"))
}

/// Adds something to each status but every fourth; gives the caption that an attachment brings.
fn added(turn: usize, object: &mut serde_json::Map<String, Value>, post: &mut Post) -> Option<Post> {
    match turn % 4 {
        1 => {
            object.insert("updated".to_owned(), "2026-11-15T08:00:00Z".into());
            post.edited_at = Some(crate::demo::moment("2026-11-15T08:00:00Z"));
        }
        2 => {
            object.insert("quoteUri".to_owned(), "https://weide.example/users/buur_1/statuses/5".into());
            let end = post.text.expose().len();
            let quoted = Some(record("fediverse", "weide.example/5"));
            post.embeds = vec![Embed { record_id: quoted, ..super::embed(end..end) }];
        }
        3 => {
            let url = format!("https://weide.example/{PICTURE}");
            let attached = json!([{"type": "Document", "mediaType": "image/jpeg", "url": url, "name": ALT}]);
            object.insert("attachment".to_owned(), attached);
            post.media = vec![Media { path: PICTURE.to_owned(), media_type: Some("image/jpeg".to_owned()) }];
            let id = terms::RecordId::new(format!("{}#1", post.record_id));
            return Some(Post { record_id: id, kind: Kind::Caption, text: Text::new(ALT), lang: None, ..post.clone() });
        }
        _ => {}
    }
    None
}

const GONE: &str = "https://weide.example/users/plein_1/statuses/9";
const PICTURE: &str = "media_attachments/files/1.jpg";
const ALT: &str = "Een foto van het plein";

fn each(records: &[Record]) -> Vec<&Record> {
    records.iter().collect()
}

/// What such a package says of every record.
fn essence(record: &Record) -> Post {
    let post = &record.post;
    Post {
        record_id: post.record_id.clone(),
        account_id: post.account_id.clone(),
        created_at: post.created_at,
        visibility_now: post.visibility_now,
        lang: post.lang.clone(),
        ..blank(&post.service, "", post.kind, post.text.expose())
    }
}

fn flat_record(record: &Record) -> Post {
    let post = essence(record);
    let media = (post.kind == Kind::Caption)
        .then(|| super::file(packages::native(record).split_once('/').map_or("", |(_, path)| path)));
    Post { visibility_now: Visibility::Unknown, lang: None, media: media.into_iter().collect(), ..post }
}
