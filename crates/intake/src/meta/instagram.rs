//! An Instagram download in JSON: the flat layout of 2020 (`media.json`, `comments.json`, `profile.json`) and the folders of
//! 2023 and later (`your_instagram_activity/…`). In: a folder or an archive. Out: a caption for each picture, video or
//! story with words, a photo or video without text for each without, a comment for each comment, a post for each post in
//! Threads, a direct message for each that the person sent, and the pictures. Never: a text whose letters Meta broke passed on
//! broken, or one that was whole changed, or what somebody else wrote to the person.
//!
//! Identifiers: Instagram gives none. A record is `{service}:TAG/PATH` by the path of its first file, a comment
//! `{service}:TAG/comments/SECONDS-N`, the N-th of its second; TAG is the declared `account_id`, else 16 digits of a digest
//! of the user name, else of the name of the package, so that no handle stands in a record's identifier. The account is
//! `{service}:` and the declared `account_id`, else the user name, else unknown.
//!
//! It can never supply: the audience of a record (of a private account its posts reach followers; of a public one it is
//! unknown unless declared), language, edits, when something was deleted (so `recently_deleted_content` is not read), and
//! on whose post a comment stands. A story is over after a day, so its audience is its author, unless it is a highlight,
//! which the package does not say; the narrower one is taken. The `messages.json` of 2020 is counted as a member that is not
//! read: the pictures in it, which `media.json` names, are handed over as direct messages.

use super::mojibake::repaired;
use super::{Labels, Numbers, Thread, stem, thread_of};
use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::package::Package;
use crate::stream::{self, Fields, wrong};
use crate::writer::{Writer, file_name, tag};
use crate::{Format, IntakeError, Place, Position, Reason, Source, moment, picture};
use serde_json::Value;
use terms::{AccountId, Instant, Kind, Media, Post, Visibility};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    match member(name) {
        Some(Member::Flat) => name == "media.json",
        Some(Member::List(_) | Member::Comments | Member::Threads) => {
            name.starts_with(ACTIVITY) || name.starts_with("content/posts_")
        }
        Some(Member::Messages) => name.starts_with(ACTIVITY),
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
    /// Posts in Threads.
    Threads,
    /// A thread of messages of 2023 and later.
    Messages,
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
    let below = name.strip_prefix(ACTIVITY).unwrap_or(name);
    if thread_of(below).is_some() {
        return Some(Member::Messages);
    }
    let (folder, file) = below.split_once('/')?;
    match (folder, stem(file)?) {
        ("media" | "content", "posts" | "reels" | "igtv_videos" | "other_content") => Some(Member::List(Shelf::Feed)),
        ("media" | "content", "stories") => Some(Member::List(Shelf::Story)),
        ("media" | "content", "archived_posts") => Some(Member::List(Shelf::Archived)),
        ("media" | "content", "profile_photos") => Some(Member::List(Shelf::Profile)),
        ("comments", "post_comments" | "reels_comments" | "hype") => Some(Member::Comments),
        ("threads", "threads_and_replies") => Some(Member::Threads),
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
    desk.know_rights(picture::rights_of_package(&mut package, limits)?);
    let holder = holder(&mut package)?;
    let mut writer = Writer::of(source, Format::Instagram)?;
    let account = source.declare.account_id.as_ref().or(holder.username.as_ref());
    let tag = match account {
        Some(id) if source.declare.account_id.is_some() => id.clone(),
        Some(id) => tag("instagram account", id),
        None => tag("instagram package", file_name(path)),
    };
    writer.account = account.map(|id| AccountId::new(format!("{}:{id}", writer.service)));
    let (name, is_private) = (holder.name, holder.is_private);
    let mut download = Download { writer, tag, name, is_private, numbers: Numbers::default() };
    package.visit(&|name| member(name).is_some(), &mut |name, reader| {
        let Some(member) = member(name) else { return Ok(()) };
        // The folder of a thread bears a person's name.
        let title = if member == Member::Messages { "(a thread of messages)" } else { name };
        let place = Place::member(path, title);
        let lists = stream::items(reader, &place, &mut |key, number, item| {
            if member == Member::Messages && key != "messages" {
                return Ok(());
            }
            let place = place.clone().at(Position::Item(number));
            match download.records(member, name, key, &item) {
                Ok(posts) if posts.is_empty() => {
                    desk.not_own_words();
                    Ok(())
                }
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
    picture::of_package(&mut package, limits, desk)?;
    package.count(&mut desk.tally);
    Ok(())
}

#[derive(Default)]
struct Holder {
    username: Option<String>,
    // The name that stands in messages.
    name: Option<String>,
    is_private: Option<bool>,
}

/// What the package says about its holder.
fn holder(package: &mut Package) -> Result<Holder, Halt> {
    if let Some(bytes) = package.read_small(PROFILE)? {
        let profile = stream::small(&bytes, &package.place(PROFILE))?;
        let username = profile.get("username").and_then(Value::as_str).map(repaired);
        let is_private = profile.get("private_account").and_then(Value::as_bool);
        return Ok(Holder { username, name: None, is_private });
    }
    for name in [PERSONAL_INFORMATION, PERSONAL_INFORMATION_OLD] {
        if let Some(bytes) = package.read_small(name)? {
            let document = stream::small(&bytes, &package.place(name))?;
            let user = document.pointer("/profile_user/0").and_then(|user| Fields::of(user).ok());
            let Some(labels) = user.and_then(|user| Labels::of(user).ok().flatten()) else { continue };
            let (username, name) = (labels.value(USERNAME), labels.value(NAME));
            let is_private = labels.value(PRIVATE).and_then(|word| match word.to_ascii_lowercase().as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            });
            return Ok(Holder { username, name, is_private });
        }
    }
    Ok(Holder::default())
}

struct Download {
    writer: Writer,
    tag: String,
    name: Option<String>,
    is_private: Option<bool>,
    numbers: Numbers,
}

impl Download {
    fn records(&mut self, member: Member, name: &str, key: &str, item: &Value) -> Result<Vec<Post>, Reason> {
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
            Member::Comments => self.comment(Fields::of(item)?).map(|post| post.into_iter().collect()),
            Member::Threads => self.threads_post(Fields::of(item)?),
            Member::Messages => self.message(name, item).map(|post| post.into_iter().collect()),
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

    /// A post in Threads: its words stand on its files, of which there is one without a path where there is no picture.
    fn threads_post(&mut self, item: Fields<'_>) -> Result<Vec<Post>, Reason> {
        let files = item.list("media").iter().map(Fields::of).collect::<Result<Vec<_>, _>>()?;
        let (mut words, mut paths, mut at) = (Vec::new(), Vec::new(), super::seconds(item, "creation_timestamp")?);
        words.extend(item.text("title")?.map(repaired));
        for file in files {
            at = at.or(super::seconds(file, "creation_timestamp")?);
            words.extend(file.text("title")?.map(repaired));
            paths.extend(file.text("uri")?.map(repaired));
        }
        words.retain(|text| !text.is_empty());
        words.dedup();
        paths.retain(|path| !path.is_empty());
        if words.is_empty() && paths.is_empty() {
            return Ok(Vec::new());
        }
        let id = self.numbers.next("threads", at);
        let mut post = self.post(&id, Kind::Post, Visibility::Unknown, super::moment(at), words.join("\n\n"));
        post.media = paths.into_iter().map(|path| Media { path, media_type: None }).collect();
        Ok(vec![post])
    }

    fn message(&mut self, name: &str, item: &Value) -> Result<Option<Post>, Reason> {
        let below = name.strip_prefix(ACTIVITY).unwrap_or(name);
        let thread = tag("instagram thread", thread_of(below).unwrap_or(below));
        let id = format!("{}/messages/{thread}", self.tag);
        Thread { writer: &self.writer, id, own_name: self.name.as_deref() }.message(item, &mut self.numbers)
    }

    /// `{"string_map_data": {"Comment": {"value"}, "Media Owner": {"value"}, "Time": {"timestamp"}}}`, or the same labels in
    /// `label_values`, in the person's language. A comment on a story may be a picture of the service and no words.
    fn comment(&mut self, item: Fields<'_>) -> Result<Option<Post>, Reason> {
        let labels = Labels::of(item)?.ok_or(Reason::MissingField { field: "string_map_data".to_owned() })?;
        let at = labels.seconds().or(super::seconds(item, "timestamp")?);
        let text = labels.value(COMMENT).ok_or(Reason::UnknownLabel { field: "comment" })?;
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.comment_post(super::moment(at), text)))
    }

    fn comment_post(&mut self, at: Option<Instant>, text: String) -> Post {
        let id = self.numbers.next("comments", at.map(|at| at.timestamp()));
        self.post(&id, Kind::Comment, Visibility::Unknown, at, text)
    }

    fn post(&self, id: &str, kind: Kind, visibility: Visibility, at: Option<Instant>, text: String) -> Post {
        let mut post = self.writer.post(&format!("{}/{id}", self.tag), kind, at, text);
        post.visibility_now = visibility;
        post
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
    "Nom de profil",
    "Nombre de usuario",
    "Nome utente",
    "Nome de usuário",
    "Nome de utilizador",
];
const NAME: &[&str] = &["Name", "Naam", "Nom", "Nombre", "Nome"];
const PRIVATE: &[&str] = &[
    "Private Account",
    "Privéaccount",
    "Privates Konto",
    "Compte privé",
    "Cuenta privada",
    "Account privato",
    "Conta privada",
];
const COMMENT: &[&str] =
    &["Comment", "Opmerking", "Reactie", "Kommentar", "Commentaire", "Comentario", "Commento", "Comentário"];
