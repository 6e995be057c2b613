//! A Mastodon archive, or the outbox of another ActivityPub server. In: `outbox.json` with or without `actor.json`, in a
//! folder, a zip, a tar, or alone. Out: one post for each status, one caption for each description of an attachment.
//! Never: a boost taken for the person's own words.
//!
//! Identifiers: a status `https://HOST/…/statuses/NUMBER` is `{service}:HOST/NUMBER`, because the rest of it is the handle;
//! any other object keeps its whole identifier. The account is `{service}:` and the identifier of the actor. The n-th
//! attachment's description is the status' identifier with `#n`.
//!
//! It can never supply: who the person is, earlier versions of an edited status, earlier audiences,
//! whether the audience was chosen for this status, deleted statuses, and the audience of what a status answers or quotes.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::package::{Container, Package, container};
use crate::stream::{self, Fields, wrong};
use crate::{Format, IntakeError, Position, Reason, Source, html, moment, picture, signals};
use serde_json::Value;
use std::path::Path;
use terms::{AccountId, Embed, Kind, Lang, Media, Post, RecordId, Signal, Text, Visibility};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    name == OUTBOX
}

/// Whether a loose file is an outbox: an object with the list `orderedItems`.
pub(crate) fn is_outbox(path: &Path, limits: &Limits) -> Result<bool, IntakeError> {
    let mut package = Package::single(path, OUTBOX, limits);
    let place = package.place(OUTBOX);
    let mut found = false;
    let outcome = package.visit(&is_marker, &mut |_, reader| {
        let lists = stream::items(reader, &place, &mut |key, _, _| {
            found |= key == ITEMS;
            // One item is enough to know.
            if found { Err(Halt::Sink) } else { Ok(()) }
        })?;
        found |= lists.contains(ITEMS);
        Ok(())
    });
    match outcome {
        Err(Halt::Intake(
            cause @ (IntakeError::Disk(_) | IntakeError::OverLimit { .. } | IntakeError::Read { .. }),
        )) => Err(cause),
        // What is wrong with an outbox is said when it is read.
        _ => Ok(found),
    }
}

/// Reads the whole package.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let is_loose = !path.is_dir() && matches!(container(path, limits)?, Container::Stream);
    let mut package = if is_loose { Package::single(path, OUTBOX, limits) } else { Package::open(path, limits)? };
    if !package.settle(&is_marker)? {
        let hint = "this is not a Mastodon archive; check `format`";
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: OUTBOX.to_owned(), hint }.into());
    }
    desk.know_rights(picture::rights_of_package(&mut package, limits)?);
    let actor = match package.read_small(ACTOR)? {
        Some(bytes) => actor(&stream::small(&bytes, &package.place(ACTOR))?),
        None => Actor::default(),
    };
    let provenance = source.provenance.ok_or(IntakeError::Undeclared { path: path.to_owned(), field: "provenance" })?;
    let mut outbox = Outbox { source, provenance, service: source.service_or(Format::Mastodon), actor };
    let place = package.place(OUTBOX);
    let mut lists = None;
    package.visit(&is_marker, &mut |_, reader| {
        lists = Some(stream::items(reader, &place, &mut |key, number, item| {
            if key != ITEMS {
                return Ok(());
            }
            let place = place.clone().at(Position::Item(number));
            match outbox.activity(&item) {
                Ok(Activity::Posts(posts)) => posts.into_iter().try_for_each(|post| desk.post(place.clone(), post)),
                Ok(Activity::Boost) => {
                    desk.not_own_words();
                    Ok(())
                }
                Err(why) => desk.reject(place, why),
            }
        })?);
        Ok(())
    })?;
    if !lists.is_some_and(|lists| lists.contains(ITEMS)) {
        let hint = "an outbox that only links to its pages must be fetched whole";
        let member = format!("{OUTBOX}: {ITEMS}");
        return Err(IntakeError::MissingMember { path: path.to_owned(), member, hint }.into());
    }
    picture::of_package(&mut package, limits, desk)?;
    package.count(&mut desk.tally);
    Ok(())
}

/// What the package says about its holder.
#[derive(Default)]
struct Actor {
    id: Option<String>,
    followers: Option<String>,
    signals: Vec<Signal>,
}

fn actor(document: &Value) -> Actor {
    let text = |key: &str| document.get(key).and_then(Value::as_str).map(str::to_owned);
    let signal = |name: &str| {
        let value = document.get(name).filter(|value| !value.is_null())?;
        Some(signals::said(name, value.to_string()))
    };
    let mut signals: Vec<Signal> = FLAGS.iter().filter_map(|flag| signal(flag)).collect();
    let summary = document.get("summary").and_then(Value::as_str).unwrap_or_default();
    signals.extend(signals::of_profile(&html::plain(summary).text));
    Actor { id: text("id"), followers: text("followers"), signals }
}

enum Activity {
    Posts(Vec<Post>),
    Boost,
}

struct Outbox<'a> {
    source: &'a Source,
    provenance: terms::Provenance,
    service: String,
    actor: Actor,
}

impl Outbox<'_> {
    fn activity(&mut self, item: &Value) -> Result<Activity, Reason> {
        let activity = Fields::of(item)?;
        let author = activity.get("actor").or_else(|| activity.get("attributedTo")).and_then(id_of);
        if let Some(author) = author {
            // Without `actor.json` the first activity tells whose outbox this is.
            let holder = self.actor.id.get_or_insert_with(|| author.to_owned());
            if holder != author {
                return Err(Reason::OtherAccount);
            }
        }
        match activity.required("type")? {
            "Announce" => Ok(Activity::Boost),
            "Create" | "Update" => {
                let object = activity.object("object")?.ok_or(Reason::MissingField { field: "object".to_owned() })?;
                if object
                    .get("attributedTo")
                    .and_then(id_of)
                    .is_some_and(|by| author.is_some_and(|author| author != by))
                {
                    return Err(Reason::OtherAccount);
                }
                self.status(activity, object).map(Activity::Posts)
            }
            "Delete" => self.deletion(activity).map(|post| Activity::Posts(vec![post])),
            // Some servers list their objects without the activity around them.
            kind if is_status(kind) => self.status(activity, activity).map(Activity::Posts),
            _ => Err(Reason::UnknownType),
        }
    }

    /// What is known of a deleted status: that there was one, and when it went.
    fn deletion(&self, activity: Fields<'_>) -> Result<Post, Reason> {
        let object = activity.get("object").ok_or(Reason::MissingField { field: "object".to_owned() })?;
        let id = id_of(object).ok_or_else(|| wrong("object", "an object with an identifier"))?;
        let at = match object.get("deleted").and_then(Value::as_str) {
            Some(at) => Some(at),
            None => activity.text("published")?,
        };
        let at = at.and_then(moment::rfc3339).ok_or_else(|| wrong("deleted", "a moment"))?;
        let mut post = self.blank(id);
        post.deleted_at = Some(at);
        Ok(post)
    }

    /// A post of which nothing is known but whose it is.
    fn blank(&self, uri: &str) -> Post {
        let account = self.source.declare.account_id.as_ref().or(self.actor.id.as_ref());
        let id = RecordId::new(format!("{}:{}", self.service, native(uri)));
        Post {
            account_id: account.map(|id| AccountId::new(format!("{}:{id}", self.service))),
            signals: self.actor.signals.clone(),
            ..Post::unknown(id, Kind::Post, &*self.service, self.provenance)
        }
    }

    fn status(&self, activity: Fields<'_>, object: Fields<'_>) -> Result<Vec<Post>, Reason> {
        if !is_status(object.required("type")?) {
            return Err(Reason::UnknownType);
        }
        let record = |uri: &str| RecordId::new(format!("{}:{}", self.service, native(uri)));
        let words = words(object)?;
        let in_reply_to =
            object.get("inReplyTo").map(|answered| id_of(answered).ok_or_else(|| wrong("inReplyTo", "an identifier")));
        let attachments = object.list("attachment").iter().map(attachment).collect::<Result<Vec<_>, _>>()?;
        let published = object.text("published")?.or(activity.text("published")?);
        let mut status = self.blank(object.required("id")?);
        status.in_reply_to = in_reply_to.transpose()?.map(record);
        status.kind = if status.in_reply_to.is_some() { Kind::Comment } else { Kind::Post };
        status.created_at =
            published.map(|at| moment::rfc3339(at).ok_or_else(|| wrong("published", "a moment"))).transpose()?;
        let edited = object.text("updated")?;
        status.edited_at =
            edited.map(|at| moment::rfc3339(at).ok_or_else(|| wrong("updated", "a moment"))).transpose()?;
        status.visibility_now = self.audience(activity, object);
        let embed = |record_id, start, end| Embed { record_id, account_id: None, start, end, origin_visibility: None };
        status.embeds = words.quotes.iter().map(|(start, end)| embed(None, *start, *end)).collect();
        // A quoted status stands behind the words, not in them, so its span is empty.
        let quoted = QUOTES.iter().find_map(|key| object.get(key).and_then(id_of));
        let end = words.text.len();
        status.embeds.extend(quoted.map(|uri| embed(Some(record(uri)), end, end)));
        status.lang = words.lang;
        status.text = Text::new(words.text);
        status.media = attachments.iter().map(|(media, _)| media.clone()).collect();
        let captions = attachments.into_iter().enumerate().filter_map(|(index, (media, description))| {
            let mut caption = status.clone();
            caption.record_id = RecordId::new(format!("{}#{}", status.record_id, index + 1));
            caption.kind = Kind::Caption;
            caption.text = Text::new(description?);
            caption.media = vec![media];
            (caption.embeds, caption.lang) = (Vec::new(), None);
            Some(caption)
        });
        Ok(std::iter::once(status.clone()).chain(captions.collect::<Vec<_>>()).collect())
    }

    fn audience(&self, activity: Fields<'_>, object: Fields<'_>) -> Visibility {
        let from = if object.get("to").is_some() || object.get("cc").is_some() { object } else { activity };
        let (to, cc) = (from.list("to"), from.list("cc"));
        let names = |list: &[Value], is_it: &dyn Fn(&str) -> bool| list.iter().filter_map(id_of).any(is_it);
        let own = self.actor.id.as_ref().map(|id| format!("{id}/followers"));
        let is_followers = |id: &str| {
            self.actor.followers.as_deref() == Some(id)
                || (self.actor.followers.is_none() && own.as_deref() == Some(id))
        };
        if names(to, &is_public) {
            Visibility::Public
        } else if names(cc, &is_public) {
            Visibility::Unlisted
        } else if names(to, &is_followers) || names(cc, &is_followers) {
            Visibility::Followers
        } else if from.get("to").is_some() || from.get("cc").is_some() {
            Visibility::Direct
        } else {
            Visibility::Unknown
        }
    }
}

fn is_status(kind: &str) -> bool {
    matches!(kind, "Note" | "Question" | "Article" | "Page")
}

fn is_public(id: &str) -> bool {
    matches!(id, "https://www.w3.org/ns/activitystreams#Public" | "as:Public" | "Public")
}

/// An object of the fediverse stands for itself or is named by its identifier.
fn id_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("id").and_then(Value::as_str))
}

struct Words {
    text: String,
    quotes: Vec<(usize, usize)>,
    lang: Option<Lang>,
}

/// What the person wrote: title, content warning, content, and the choices of a poll, in the order in which one reads them.
fn words(object: Fields<'_>) -> Result<Words, Reason> {
    let languages = object.object("contentMap")?;
    let only = languages.map(|map| map.entries().collect::<Vec<_>>()).filter(|map| map.len() == 1);
    let only = only.and_then(|map| map.into_iter().next());
    let lang = only.and_then(|(code, _)| Lang::new(code).ok()).filter(|lang| lang.primary() != "und");
    let content = match object.text("content")? {
        Some(content) => content,
        None => only.and_then(|(_, content)| content.as_str()).unwrap_or_default(),
    };
    let mut text = String::new();
    for (part, separator) in [(object.text("name")?, "\n\n"), (object.text("summary")?, "\n\n")] {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            text.push_str(&html::plain(part).text);
            text.push_str(separator);
        }
    }
    let content = html::plain(content);
    let shift = text.len();
    text.push_str(&content.text);
    for choice in object.list("oneOf").iter().chain(object.list("anyOf")) {
        if let Some(name) = Fields::of(choice)?.text("name")? {
            text.push('\n');
            text.push_str(name);
        }
    }
    let quotes = content.quotes.into_iter().map(|(start, end)| (start + shift, end + shift)).collect();
    Ok(Words { text: text.trim_end().to_owned(), quotes, lang })
}

/// An attachment and the description that its author gave it.
fn attachment(value: &Value) -> Result<(Media, Option<String>), Reason> {
    let attachment = Fields::of(value)?;
    let url = attachment
        .text("url")?
        .or(attachment.text("href")?)
        .ok_or_else(|| wrong("attachment", "an object with a `url`"))?;
    let url = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
    // An archive keeps its media under `media_attachments/`, its links may have the server before that.
    let path = match url.find(MEDIA_FOLDER) {
        Some(at) if at == 0 || url.as_bytes().get(at - 1) == Some(&b'/') => url.get(at..).unwrap_or(url),
        _ => url,
    };
    let media = Media { path: path.to_owned(), media_type: attachment.text("mediaType")?.map(str::to_owned) };
    Ok((media, attachment.text("name")?.filter(|name| !name.trim().is_empty()).map(str::to_owned)))
}

/// The identifier of an object without the handle that Mastodon writes into it.
fn native(uri: &str) -> String {
    let short = || {
        let (_, rest) = uri.split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        let (before, number) = path.rsplit_once('/')?;
        let is_status =
            before.rsplit('/').next() == Some("statuses") && number.bytes().all(|byte| byte.is_ascii_digit());
        (is_status && !number.is_empty()).then(|| format!("{host}/{number}"))
    };
    short().unwrap_or_else(|| uri.to_owned())
}

const OUTBOX: &str = "outbox.json";
const ACTOR: &str = "actor.json";
const ITEMS: &str = "orderedItems";
const MEDIA_FOLDER: &str = "media_attachments/";
/// The quoted status, under the names that servers gave it one after the other.
const QUOTES: &[&str] = &["quote", "quoteUri", "quoteUrl", "_misskey_quote"];
/// What a fediverse account says about being found, kept raw.
const FLAGS: &[&str] = &["indexable", "discoverable", "searchable", "searchableBy"];
