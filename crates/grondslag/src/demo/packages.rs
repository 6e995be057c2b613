//! Packages as platforms hand them out. In: an account and its records. Out: the bytes of an archive in the layout of
//! Mastodon, X or Instagram. Never: a field that the real layout does not have.

use super::DemoError;
use super::draw::Draw;
use super::people::{Home, Profile};
use super::picture::{self, Place};
use super::planted::{Record, Who};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use terms::{Digest, Instant, Kind, Visibility};

/// The server of the Mastodon accounts, under a name that is reserved for examples.
const HOST: &str = "weide.example";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// What a service calls an account.
pub(super) fn native_account(home: Home, handle: &str, number: usize) -> String {
    match home {
        Home::Plein => format!("a{:04}", number + 1),
        Home::Mastodon => actor(handle),
        Home::X | Home::XProtected => (7_000_000_000 + number * 1009).to_string(),
        Home::Instagram => handle.to_owned(),
    }
}

fn actor(handle: &str) -> String {
    format!("https://{HOST}/users/{handle}")
}

/// What intake calls a record of a package, without the service. `number` is unlike that of any other record.
pub(super) fn native_record(home: Home, handle: &str, at: Instant, kind: Kind, number: usize) -> String {
    match home {
        Home::Plein => (100_000 + number).to_string(),
        Home::Mastodon => format!("{HOST}/{}", status_number(at, number)),
        Home::X | Home::XProtected => status_number(at, number).to_string(),
        Home::Instagram if kind == Kind::Comment => format!("{}/comments/{}-1", tag(handle), at.timestamp()),
        Home::Instagram => format!("{}/{}", tag(handle), photo_path(at, number)),
    }
}

/// Time in the upper bits, as both services do it.
fn status_number(at: Instant, number: usize) -> i64 {
    (at.timestamp_millis() << 16) + i64::try_from(number).unwrap_or(0)
}

fn photo_path(at: Instant, number: usize) -> String {
    let name: String = Digest::of(format!("photo {number}")).to_string().chars().take(32).collect();
    format!("photos/{}/{name}.jpg", at.format("%Y%m"))
}

/// Sixteen digits in place of a user name, as intake makes them.
fn tag(handle: &str) -> String {
    let digest = Digest::of_parts([b"instagram account".as_slice(), handle.as_bytes()]).to_string();
    digest.chars().take(16).collect()
}

/// A short number for a name.
pub(super) fn fingerprint(name: &str) -> u32 {
    let digest = Digest::of(name);
    digest.as_bytes().iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The native identifier of a record: what stands behind the service.
pub(super) fn native(record: &Record) -> &str {
    record.post.record_id.as_str().split_once(':').map_or("", |(_, native)| native)
}

fn created(record: &Record) -> DateTime<Utc> {
    record.post.created_at.unwrap_or_default()
}

/// A Mastodon archive: a compressed tar.
pub(super) fn mastodon(profile: &Profile, records: &[&Record]) -> Result<Vec<u8>, DemoError> {
    let handle = profile.handle();
    let outbox = outbox(handle, records);
    let me = actor(handle);
    let actor = json!({
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "id": me,
        "type": "Person",
        "following": format!("{me}/following"),
        "followers": format!("{me}/followers"),
        "inbox": format!("{me}/inbox"),
        "outbox": "outbox.json",
        "preferredUsername": handle,
        "name": handle,
        "summary": "",
        "url": format!("https://{HOST}/@{handle}"),
        "manuallyApprovesFollowers": false,
        "discoverable": true,
        "indexable": false,
        "published": "2024-08-01T00:00:00Z",
        "likes": "likes.json",
        "bookmarks": "bookmarks.json",
    });
    let none = |id: &str| json!({"@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": "OrderedCollection", "orderedItems": []});
    let members = [
        ("actor.json", actor),
        ("outbox.json", outbox),
        ("likes.json", none("likes.json")),
        ("bookmarks.json", none("bookmarks.json")),
    ];
    let mut tar = tar::Builder::new(Vec::new());
    for (name, document) in members {
        let bytes = serde_json::to_vec(&document)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(MTIME);
        header.set_cksum();
        tar.append_data(&mut header, name, bytes.as_slice())?;
    }
    super::gzip(&tar.into_inner()?)
}

/// The outbox of an account, as Mastodon and other servers of the fediverse write it.
pub(super) fn outbox(handle: &str, records: &[&Record]) -> Value {
    let items: Vec<Value> = records.iter().map(|record| activity(handle, record)).collect();
    json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": items.len(),
        "orderedItems": items,
    })
}

/// What intake calls the status that a comment answers, without the service.
pub(super) fn answered_status(record: &Record) -> Option<String> {
    (record.post.kind == Kind::Comment).then(|| format!("{HOST}/{}", MTIME << 16))
}

/// The tweet that a comment answers.
pub(super) fn answered_tweet(record: &Record) -> Option<String> {
    (record.post.kind == Kind::Comment).then(|| status_number(created(record), 0).to_string())
}

fn activity(handle: &str, record: &Record) -> Value {
    let me = actor(handle);
    let (_, number) = native(record).split_once('/').unwrap_or_default();
    let id = format!("{me}/statuses/{number}");
    let published = terms::format_instant(created(record));
    let followers = format!("{me}/followers");
    let mentions = mentions(record);
    let hrefs = mentions.iter().map(|(_, handle)| json!(actor(handle)));
    let (to, cc): (Vec<Value>, Vec<Value>) = match record.post.visibility_now {
        Visibility::Public => (vec![json!(PUBLIC)], std::iter::once(json!(followers)).chain(hrefs).collect()),
        Visibility::Unlisted => (vec![json!(followers)], std::iter::once(json!(PUBLIC)).chain(hrefs).collect()),
        Visibility::Followers => (vec![json!(followers)], hrefs.collect()),
        _ => (vec![json!(actor("buur_1"))], Vec::new()),
    };
    let lang = record.post.lang.as_ref().map_or("en", |lang| lang.as_str());
    let content = html(record, &mentions);
    let tags = mentions
        .iter()
        .map(|(_, handle)| json!({"type": "Mention", "href": actor(handle), "name": format!("@{handle}")}));
    let answered =
        (record.post.kind == Kind::Comment).then(|| format!("https://{HOST}/users/buur_1/statuses/{}", MTIME << 16));
    let object = json!({
        "id": id,
        "type": "Note",
        "summary": null,
        "inReplyTo": answered,
        "published": published,
        "url": format!("https://{HOST}/@{handle}/{number}"),
        "attributedTo": me,
        "to": to,
        "cc": cc,
        "sensitive": false,
        "atomUri": id,
        "inReplyToAtomUri": answered,
        "conversation": format!("tag:{HOST},2024-08-01:objectId={number}:objectType=Conversation"),
        "content": content,
        "contentMap": { lang: content },
        "attachment": [],
        "tag": tags.collect::<Vec<_>>(),
        "replies": {"id": format!("{id}/replies"), "type": "Collection", "first": {"type": "CollectionPage", "partOf": format!("{id}/replies"), "items": []}},
    });
    json!({
        "id": format!("{id}/activity"),
        "type": "Create",
        "actor": me,
        "published": published,
        "to": to,
        "cc": cc,
        "object": object,
    })
}

/// Where in the text a handle stands, and whose it is, in the order of the text.
fn mentions(record: &Record) -> Vec<(std::ops::Range<usize>, String)> {
    let text = record.post.text.expose();
    let handles = record.plants.slices.iter().filter(|slice| matches!(slice.who, Who::Account(_) | Who::Nobody));
    let mut mentions: Vec<_> = handles
        .filter_map(|slice| Some((slice.span.clone(), text.get(slice.span.clone())?.strip_prefix('@')?.to_owned())))
        .collect();
    mentions.sort_by_key(|(span, _)| span.start);
    mentions
}

/// The markup that Mastodon makes of a text.
fn html(record: &Record, mentions: &[(std::ops::Range<usize>, String)]) -> String {
    let text = record.post.text.expose();
    let mut html = "<p>".to_owned();
    let mut done = 0;
    for (span, handle) in mentions {
        html.push_str(&escaped(text.get(done..span.start).unwrap_or_default()));
        html.push_str(&format!(
            r#"<span class="h-card" translate="no"><a href="https://{HOST}/@{handle}" class="u-url mention">@<span>{handle}</span></a></span>"#
        ));
        done = span.end;
    }
    html.push_str(&escaped(text.get(done..).unwrap_or_default()));
    html.push_str("</p>");
    html.replace('\n', "<br />")
}

/// The three escapes that Mastodon and X both write.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An X archive: a zip of scripts.
pub(super) fn x(profile: &Profile, records: &[&Record]) -> Result<Vec<u8>, DemoError> {
    let id = profile.account.account_id.as_str().split_once(':').map_or("", |(_, id)| id);
    let handle = profile.handle();
    let account = json!([{"account": {
        "email": format!("{handle}@example.invalid"),
        "createdVia": "web",
        "username": handle,
        "accountId": id,
        "createdAt": "2019-03-01T08:00:00.000Z",
        "accountDisplayName": handle,
    }}]);
    let tweets: Vec<Value> = records.iter().map(|record| json!({"tweet": tweet(record)})).collect();
    let manifest = json!({
        "userInfo": {"accountId": id, "userName": handle, "displayName": handle},
        "archiveInfo": {"sizeBytes": "0", "generationDate": "2026-11-15T09:00:00.000Z", "isPartialArchive": false, "maxPartSizeBytes": "53687091200"},
    });
    zip(&[
        ("data/account.js", script("window.YTD.account.part0 = ", &account)?),
        ("data/manifest.js", script("window.__THAR_CONFIG = ", &manifest)?),
        ("data/tweets.js", script("window.YTD.tweets.part0 = ", &Value::Array(tweets))?),
    ])
}

fn script(head: &str, value: &Value) -> Result<Vec<u8>, DemoError> {
    let mut bytes = head.as_bytes().to_vec();
    bytes.extend(serde_json::to_vec_pretty(value)?);
    Ok(bytes)
}

fn tweet(record: &Record) -> Value {
    let id = native(record);
    let text = escaped(record.post.text.expose());
    let mentions: Vec<Value> = mentions(record)
        .into_iter()
        .map(|(span, handle)| {
            let before = record.post.text.expose().get(..span.start).unwrap_or_default().chars().count();
            let number = fingerprint(&handle).to_string();
            let indices = [before.to_string(), (before + handle.chars().count() + 1).to_string()];
            json!({"name": handle, "screen_name": handle, "indices": indices, "id_str": number, "id": number})
        })
        .collect();
    let mut tweet = json!({
        "edit_info": {"initial": {"editTweetIds": [id], "editableUntil": "2026-11-15T09:00:00.000Z", "editsRemaining": "5", "isEditEligible": true}},
        "retweeted": false,
        "source": "<a href=\"https://mobile.example.com\" rel=\"nofollow\">Web App</a>",
        "entities": {"hashtags": [], "symbols": [], "user_mentions": mentions, "urls": []},
        "display_text_range": ["0", text.chars().count().to_string()],
        "favorite_count": "0",
        "id_str": id,
        "truncated": false,
        "retweet_count": "0",
        "id": id,
        "created_at": created(record).format("%a %b %d %H:%M:%S +0000 %Y").to_string(),
        "favorited": false,
        "full_text": text,
        "lang": record.post.lang.as_ref().map_or("und", |lang| lang.as_str()),
    });
    if let (Some(answered), Some(members)) = (answered_tweet(record), tweet.as_object_mut()) {
        members.insert("in_reply_to_status_id".to_owned(), json!(answered));
        members.insert("in_reply_to_status_id_str".to_owned(), json!(answered));
    }
    tweet
}

/// An Instagram download in the flat layout, with a drawn picture for each caption; the first one says where it was taken.
pub(super) fn instagram(draw: &mut Draw, profile: &Profile, records: &[&Record]) -> Result<Vec<u8>, DemoError> {
    let moment = |record: &Record| created(record).format("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    let (mut photos, mut comments, mut pictures) = (Vec::new(), Vec::new(), Vec::new());
    for record in records {
        let text = record.post.text.expose();
        if record.post.kind == Kind::Comment {
            comments.push(json!([moment(record), text, "buur_1"]));
            continue;
        }
        let (_, path) = native(record).split_once('/').unwrap_or_default();
        photos.push(json!({"caption": text, "taken_at": moment(record), "path": path}));
        let place = if pictures.is_empty() { Place::NullIsland } else { Place::Unknown };
        pictures.push((path.to_owned(), picture::landscape(draw, place)));
    }
    let profile = json!({
        "biography": "",
        "date_joined": "2021-05-01T07:32:19",
        "email": format!("{}@example.invalid", profile.handle()),
        "gender": "unspecified",
        "private_account": false,
        "name": profile.handle(),
        "username": profile.handle(),
    });
    let media = json!({"photos": photos, "stories": [], "videos": [], "profile": [], "direct": []});
    let mut members = vec![
        ("comments.json".to_owned(), serde_json::to_vec(&json!({"media_comments": comments}))?),
        ("media.json".to_owned(), serde_json::to_vec(&media)?),
        ("profile.json".to_owned(), serde_json::to_vec(&profile)?),
    ];
    members.extend(pictures);
    zip(&members)
}

/// A zip archive of these members.
pub(super) fn zip<N: AsRef<str>>(members: &[(N, Vec<u8>)]) -> Result<Vec<u8>, DemoError> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed time, or the same seed would not give the same bytes.
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in members {
        writer.start_file(name.as_ref(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// 2026-11-15T09:00:00Z.
const MTIME: u64 = 1_794_733_200;
