//! An Instagram download in JSON: the flat layout of 2020 (`media.json`, `comments.json`, `profile.json`) and the folders of
//! 2023 and later (`your_instagram_activity/…`). In: a folder or an archive. Out: a caption for each picture, video or
//! story with words, a photo or video without text for each without, a comment for each comment, and the pictures. Never: a
//! text whose letters Meta broke passed on broken, or one that was whole changed.
//!
//! Identifiers: Instagram gives none. A record is `{service}:TAG/PATH` by the path of its first file, a comment
//! `{service}:TAG/comments/SECONDS-N`, the N-th of its second; TAG is the declared `account_id`, else 16 digits of a digest
//! of the user name, so that no handle stands in a record's identifier. The account is `{service}:` and the declared
//! `account_id`, else the user name.
//!
//! It can never supply: the audience of a record (of a private account its posts reach followers; of a public one it is
//! unknown unless declared), language, edits, when something was deleted (so `recently_deleted_content` is not read), and
//! on whose post a comment stands. A story is over after a day, so its audience is its author, unless it is a highlight,
//! which the package does not say; the narrower one is taken. Direct messages are counted as members that are not read; the
//! pictures in them are handed over as direct messages.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::mojibake::repaired;
use crate::package::Package;
use crate::stream::{self, Fields, wrong};
use crate::{Format, IntakeError, Place, Position, Reason, Source, moment, pictures};
use serde_json::Value;
use std::collections::BTreeMap;
use terms::{AccountId, Digest, Instant, Kind, Media, Post, Provenance, RecordId, Text, Visibility};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    match member(name) {
        Some(Member::Flat) => name == "media.json",
        Some(Member::List(_) | Member::Comments) => name.starts_with(ACTIVITY) || name.starts_with("content/posts_"),
        Some(Member::FlatComments) | None => false,
    }
}

/// What a member holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    /// `media.json` of 2020: lists by what they are.
    Flat,
    /// `comments.json` of 2020.
    FlatComments,
    /// One list of media.
    List(Shelf),
    /// Comments of 2023 and later.
    Comments,
}

/// Where a picture or video stood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shelf {
    Feed,
    Story,
    Archived,
    Profile,
    Direct,
}

fn member(name: &str) -> Option<Member> {
    match name {
        "media.json" => return Some(Member::Flat),
        "comments.json" => return Some(Member::FlatComments),
        _ => {}
    }
    let (folder, file) = name.strip_prefix(ACTIVITY).unwrap_or(name).split_once('/')?;
    let stem = file.strip_suffix(".json")?;
    let stem = match stem.rsplit_once('_') {
        Some((stem, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => stem,
    };
    match (folder, stem) {
        ("media" | "content", "posts" | "reels" | "igtv_videos" | "other_content") => Some(Member::List(Shelf::Feed)),
        ("media" | "content", "stories") => Some(Member::List(Shelf::Story)),
        ("media" | "content", "archived_posts") => Some(Member::List(Shelf::Archived)),
        ("media" | "content", "profile_photos") => Some(Member::List(Shelf::Profile)),
        ("comments", "post_comments" | "reels_comments") => Some(Member::Comments),
        _ => None,
    }
}

/// Reads the whole package.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let mut package = Package::open(path, limits)?;
    if !package.settle(&is_marker)? {
        let (member, hint) = ("media.json", "this is not an Instagram download in JSON; check `format`");
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: member.to_owned(), hint }.into());
    }
    let holder = holder(&mut package)?;
    let Some(account) = source.declare.account_id.clone().or_else(|| holder.username.clone()) else {
        return Err(IntakeError::Undeclared { path: path.to_owned(), field: "declare.account_id" }.into());
    };
    let service = source.service_or(Format::Instagram);
    let mut download = Download {
        provenance: source.provenance.ok_or(IntakeError::Undeclared { path: path.to_owned(), field: "provenance" })?,
        tag: source.declare.account_id.clone().unwrap_or_else(|| tag(&account)),
        account: AccountId::new(format!("{service}:{account}")),
        is_private: holder.is_private,
        comments: BTreeMap::new(),
        service,
    };
    package.visit(&|name| member(name).is_some(), &mut |name, reader| {
        let Some(member) = member(name) else { return Ok(()) };
        let place = Place::member(path, name);
        let lists = stream::items(reader, &place, &mut |key, number, item| {
            let place = place.clone().at(Position::Item(number));
            match download.records(member, key, &item) {
                Ok(posts) => posts.into_iter().try_for_each(|post| desk.post(place.clone(), post)),
                Err(why) => desk.reject(place, why),
            }
        })?;
        // Some lists of one are written without their brackets; that they are lists is what makes them readable.
        if lists.is_empty() && member != Member::FlatComments && member != Member::Flat {
            return Err(IntakeError::Broken { place, what: "it holds no list" }.into());
        }
        Ok(())
    })?;
    pictures::of_package(&mut package, limits, desk)?;
    package.count(&mut desk.tally);
    Ok(())
}

/// 16 digits that stand for a user name in identifiers.
fn tag(username: &str) -> String {
    let digest = Digest::of_parts([b"instagram account".as_slice(), username.as_bytes()]).to_string();
    digest.chars().take(16).collect()
}

#[derive(Default)]
struct Holder {
    username: Option<String>,
    is_private: Option<bool>,
}

/// What the package says about its holder.
fn holder(package: &mut Package) -> Result<Holder, Halt> {
    if let Some(bytes) = package.read_small(PROFILE)? {
        let profile = stream::small(&bytes, &package.place(PROFILE))?;
        let username = profile.get("username").and_then(Value::as_str).map(repaired);
        return Ok(Holder { username, is_private: profile.get("private_account").and_then(Value::as_bool) });
    }
    for name in [PERSONAL_INFORMATION, PERSONAL_INFORMATION_OLD] {
        if let Some(bytes) = package.read_small(name)? {
            let document = stream::small(&bytes, &package.place(name))?;
            let Some(labels) = document.pointer("/profile_user/0/string_map_data").and_then(|map| Fields::of(map).ok())
            else {
                continue;
            };
            let username = labelled(labels, USERNAME);
            let is_private = labelled(labels, PRIVATE).and_then(|word| match word.to_ascii_lowercase().as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            });
            return Ok(Holder { username, is_private });
        }
    }
    Ok(Holder::default())
}

/// The value under the first label that is one of `known`; labels are in the language of the person.
fn labelled(labels: Fields<'_>, known: &[&str]) -> Option<String> {
    let (_, entry) = labels.entries().find(|(label, _)| known.contains(&repaired(label).as_str()))?;
    entry.get("value").and_then(Value::as_str).map(repaired)
}

struct Download {
    provenance: Provenance,
    service: String,
    tag: String,
    account: AccountId,
    is_private: Option<bool>,
    // How many comments each second had.
    comments: BTreeMap<Option<Instant>, u64>,
}

impl Download {
    fn records(&mut self, member: Member, key: &str, item: &Value) -> Result<Vec<Post>, Reason> {
        match member {
            Member::Flat => {
                let shelf = match key {
                    "photos" | "videos" => Shelf::Feed,
                    "stories" => Shelf::Story,
                    "profile" => Shelf::Profile,
                    "direct" => Shelf::Direct,
                    _ => return Err(Reason::UnknownType),
                };
                self.flat_media(shelf, Fields::of(item)?).map(|post| vec![post])
            }
            Member::FlatComments => self.flat_comment(item).map(|post| vec![post]),
            Member::List(shelf) => self.media_of_post(shelf, Fields::of(item)?),
            Member::Comments => self.comment(Fields::of(item)?).map(|post| vec![post]),
        }
    }

    fn flat_media(&self, shelf: Shelf, item: Fields<'_>) -> Result<Post, Reason> {
        let at = item
            .text("taken_at")?
            .map(|at| moment::rfc3339(at).ok_or_else(|| wrong("taken_at", "a moment with an offset")));
        let path = item.required("path")?.to_owned();
        let caption = item.text("caption")?.map(repaired).unwrap_or_default();
        Ok(self.media_post(shelf, &path, at.transpose()?, caption, vec![path.clone()]))
    }

    /// `["2020-10-13T15:31:38+00:00", "the comment", "whose post"]`.
    fn flat_comment(&mut self, item: &Value) -> Result<Post, Reason> {
        let parts = item.as_array().map(Vec::as_slice).unwrap_or_default();
        let [at, text, ..] = parts else { return Err(wrong("comment", "a list of a moment, a text and a name")) };
        let at = at
            .as_str()
            .and_then(moment::rfc3339)
            .ok_or_else(|| wrong("comment", "a list that begins with a moment"))?;
        let text = text.as_str().ok_or_else(|| wrong("comment", "a list whose second part is a text"))?;
        Ok(self.comment_post(Some(at), repaired(text)))
    }

    /// A post with one or several files. Its words stand on the post, or on its only file.
    fn media_of_post(&self, shelf: Shelf, item: Fields<'_>) -> Result<Vec<Post>, Reason> {
        let files = item.list("media").iter().map(Fields::of).collect::<Result<Vec<_>, _>>()?;
        let files = if files.is_empty() { vec![item] } else { files };
        let mut paths = Vec::new();
        for file in &files {
            paths.push(repaired(file.required("uri")?));
        }
        let seconds = |fields: Fields<'_>| match fields.get("creation_timestamp") {
            None => Ok(None),
            Some(seconds) => seconds
                .as_i64()
                .ok_or_else(|| wrong("creation_timestamp", "seconds since 1970"))
                .map(moment::unix_seconds),
        };
        let title = |fields: Fields<'_>| Ok::<_, Reason>(fields.text("title")?.map(repaired).unwrap_or_default());
        let (Some(first), Some(path)) = (files.first(), paths.first()) else {
            return Err(wrong("media", "a list of files"));
        };
        let at = match seconds(item)? {
            Some(at) => Some(at),
            None => seconds(*first)?,
        };
        let mut words = title(item)?;
        if words.is_empty() && files.len() == 1 {
            words = title(*first)?;
        }
        let mut posts = vec![self.media_post(shelf, path, at, words.clone(), paths.clone())];
        for (file, path) in files.iter().zip(&paths) {
            let own = title(*file)?;
            if !own.is_empty() && own != words {
                let id = format!("{path}#caption");
                posts.push(self.media_post(shelf, &id, seconds(*file)?.or(at), own, vec![path.clone()]));
            }
        }
        Ok(posts)
    }

    fn media_post(&self, shelf: Shelf, id: &str, at: Option<Instant>, text: String, paths: Vec<String>) -> Post {
        let is_video = paths.first().is_some_and(|path| path.ends_with(".mp4") || path.ends_with(".mov"));
        let kind = match (shelf, text.is_empty()) {
            (Shelf::Direct, _) => Kind::DirectMessage,
            (_, false) => Kind::Caption,
            (_, true) if is_video => Kind::Video,
            (_, true) => Kind::Photo,
        };
        let visibility = match shelf {
            Shelf::Direct => Visibility::Direct,
            Shelf::Story | Shelf::Archived => Visibility::Private,
            Shelf::Feed if self.is_private == Some(true) => Visibility::Followers,
            Shelf::Feed | Shelf::Profile => Visibility::Unknown,
        };
        let mut post = self.post(id, kind, visibility, at, text);
        post.media = paths.into_iter().map(|path| Media { path, media_type: None }).collect();
        post
    }

    /// `{"string_map_data": {"Comment": {"value"}, "Media Owner": {"value"}, "Time": {"timestamp"}}}`, in the person's language.
    fn comment(&mut self, item: Fields<'_>) -> Result<Post, Reason> {
        let labels =
            item.object("string_map_data")?.ok_or(Reason::MissingField { field: "string_map_data".to_owned() })?;
        // The moment is the one entry with a timestamp, whatever its label says.
        let at = labels
            .entries()
            .find_map(|(_, entry)| entry.get("timestamp").and_then(Value::as_i64).filter(|at| *at != 0));
        let text = labelled(labels, COMMENT).ok_or(Reason::UnknownLabel { field: "comment" })?;
        Ok(self.comment_post(at.and_then(moment::unix_seconds), text))
    }

    fn comment_post(&mut self, at: Option<Instant>, text: String) -> Post {
        let count = self.comments.entry(at).or_default();
        *count += 1;
        let second = at.map_or_else(|| "unknown".to_owned(), |at| at.timestamp().to_string());
        let id = format!("comments/{second}-{count}");
        self.post(&id, Kind::Comment, Visibility::Unknown, at, text)
    }

    fn post(&self, id: &str, kind: Kind, visibility: Visibility, at: Option<Instant>, text: String) -> Post {
        Post {
            record_id: RecordId::new(format!("{}:{}/{id}", self.service, self.tag)),
            replaces: None,
            kind,
            service: self.service.clone(),
            source: self.provenance,
            account_id: Some(self.account.clone()),
            created_at: at,
            deleted_at: None,
            visibility_now: visibility,
            visibility_history: Vec::new(),
            visibility_explicit_choice: None,
            group_id: None,
            group_name: None,
            group_sensitivity: None,
            in_reply_to: None,
            embeds: Vec::new(),
            lang: None,
            text: Text::new(text),
            media: Vec::new(),
            signals: Vec::new(),
        }
    }
}

const ACTIVITY: &str = "your_instagram_activity/";
const PROFILE: &str = "profile.json";
const PERSONAL_INFORMATION: &str = "personal_information/personal_information/personal_information.json";
const PERSONAL_INFORMATION_OLD: &str = "personal_information/personal_information.json";
/// Labels in en, nl, de, fr, es, it and pt.
const USERNAME: &[&str] = &[
    "Username",
    "Gebruikersnaam",
    "Benutzername",
    "Nom d’utilisateur",
    "Nom d'utilisateur",
    "Nombre de usuario",
    "Nome utente",
    "Nome de usuário",
    "Nome de utilizador",
];
const PRIVATE: &[&str] = &["Private Account", "Privéaccount", "Privates Konto", "Compte privé", "Cuenta privada"];
const COMMENT: &[&str] =
    &["Comment", "Opmerking", "Reactie", "Kommentar", "Commentaire", "Comentario", "Commento", "Comentário"];
