//! The lexicons of `app.bsky`. In: one record and its key. Out: the posts in it. Never: words of a record that it embeds or
//! links to, which are somebody else's.

use super::cbor::{Cid, Value};
use crate::stream::wrong;
use crate::writer::Writer;
use crate::{Reason, moment, signals};
use terms::{Embed, Kind, Lang, Media, Post, Signal, Visibility};

/// What a record turned out to be.
pub(super) enum Taken {
    /// The person's own words.
    Posts(Vec<Post>),
    /// A like, a follow, a repost: found, and no words of the person.
    NotOwnWords,
}

/// Reads one record.
pub(super) fn read(did: &str, key: &str, value: &Value, writer: &Writer) -> Result<Taken, Reason> {
    let (collection, _) = key.split_once('/').ok_or_else(|| wrong("key", "a collection and a name"))?;
    if is_no_text(collection) {
        return Ok(Taken::NotOwnWords);
    }
    if value.get("$type").and_then(Value::as_text) != Some(collection) {
        return Err(wrong("$type", "the collection that the record stands in"));
    }
    let record = Record { id: format!("{did}/{key}"), value, writer };
    match collection {
        "app.bsky.feed.post" => record.post().map(Taken::Posts),
        "app.bsky.actor.profile" => record.profile().map(Taken::Posts),
        "app.bsky.graph.list" | "app.bsky.graph.starterpack" => record.named("name").map(Taken::Posts),
        "app.bsky.feed.generator" => record.named("displayName").map(Taken::Posts),
        _ => Err(Reason::UnknownType),
    }
}

/// Collections of the protocol that hold what a person did or set, and no words.
fn is_no_text(collection: &str) -> bool {
    matches!(
        collection,
        "app.bsky.feed.like"
            | "app.bsky.feed.repost"
            | "app.bsky.feed.threadgate"
            | "app.bsky.feed.postgate"
            | "app.bsky.graph.follow"
            | "app.bsky.graph.block"
            | "app.bsky.graph.listitem"
            | "app.bsky.graph.listblock"
            | "app.bsky.graph.verification"
            | "app.bsky.actor.status"
            | "app.bsky.labeler.service"
            | "app.bsky.notification.declaration"
            | "chat.bsky.actor.declaration"
            | "com.atproto.lexicon.schema"
            | "org.user-intents.demo.declaration"
    )
}

struct Record<'a> {
    id: String,
    value: &'a Value,
    writer: &'a Writer,
}

impl Record<'_> {
    fn text(&self, key: &str) -> Result<Option<&str>, Reason> {
        self.value.get(key).map(|value| value.as_text().ok_or_else(|| wrong(key, "a text"))).transpose()
    }

    fn whole(&self, kind: Kind, text: String) -> Result<Post, Reason> {
        let at = self.text("createdAt")?.map(|at| moment::rfc3339(at).ok_or_else(|| wrong("createdAt", "a moment")));
        let mut post = self.writer.post(&self.id, kind, at.transpose()?, text);
        post.visibility_now = Visibility::Public;
        post.signals = self_labels(self.value);
        Ok(post)
    }

    /// `app.bsky.feed.post`, and a caption for each description of its pictures.
    fn post(&self) -> Result<Vec<Post>, Reason> {
        let text = self.text("text")?.ok_or(Reason::MissingField { field: "text".to_owned() })?;
        let reply = self.value.get("reply").and_then(|reply| reply.get("parent")).and_then(|parent| parent.get("uri"));
        let answered = reply.map(|uri| uri.as_text().and_then(address).ok_or_else(|| wrong("reply", "an address")));
        let answered = answered.transpose()?;
        let kind = if answered.is_some() { Kind::Comment } else { Kind::Post };
        let mut post = self.whole(kind, text.to_owned())?;
        post.in_reply_to = answered.map(|address| self.writer.record(address));
        post.lang = match self.value.get("langs").map(Value::items) {
            // Of several languages no one knows which part is in which.
            Some([one]) => one.as_text().and_then(|code| Lang::new(code).ok()),
            _ => None,
        };
        let embed = self.value.get("embed");
        let (media, quoted) = embed.map(embedded).transpose()?.unwrap_or_default();
        post.embeds = quoted.and_then(address).map(|address| self.quote(address, text.len())).into_iter().collect();
        post.media = media.iter().map(|(media, _)| media.clone()).collect();
        let captions: Vec<Post> = (1..)
            .zip(media)
            .filter_map(|(number, (media, description))| {
                let mut caption =
                    self.writer.post(&format!("{}#{number}", self.id), Kind::Caption, post.created_at, description?);
                caption.visibility_now = Visibility::Public;
                caption.media = vec![media];
                caption.signals.clone_from(&post.signals);
                Some(caption)
            })
            .collect();
        Ok(std::iter::once(post).chain(captions).collect())
    }

    /// A quoted record stands behind the text, not in it, so its span is empty.
    fn quote(&self, address: &str, end: usize) -> Embed {
        let did = address.split('/').next().unwrap_or_default();
        Embed {
            record_id: Some(self.writer.record(address)),
            account_id: Some(self.writer.account(did)),
            start: end,
            end,
            origin_visibility: None,
        }
    }

    fn profile(&self) -> Result<Vec<Post>, Reason> {
        let mut posts = self.named("displayName")?;
        for post in &mut posts {
            post.kind = Kind::Profile;
            post.media = ["avatar", "banner"].iter().filter_map(|key| self.value.get(key).and_then(blob)).collect();
        }
        Ok(posts)
    }

    /// A name and a description.
    fn named(&self, name: &str) -> Result<Vec<Post>, Reason> {
        let parts = [self.text(name)?, self.text("description")?];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        Ok(vec![self.whole(Kind::Post, parts.join("\n\n"))?])
    }
}

/// `at://DID/COLLECTION/NAME` without its scheme.
fn address(uri: &str) -> Option<&str> {
    uri.strip_prefix("at://").filter(|address| address.starts_with("did:"))
}

type Described = (Media, Option<String>);

/// The pictures of an embed with their descriptions, and the address of what it quotes.
fn embedded(embed: &Value) -> Result<(Vec<Described>, Option<&str>), Reason> {
    match embed.get("$type").and_then(Value::as_text) {
        Some("app.bsky.embed.images") => {
            let images = embed.get("images").map(Value::items).unwrap_or_default();
            let pictures = images.iter().map(|image| described(image, "image"));
            Ok((pictures.collect::<Result<_, _>>()?, None))
        }
        Some("app.bsky.embed.video") => Ok((vec![described(embed, "video")?], None)),
        Some("app.bsky.embed.record") => Ok((Vec::new(), uri(embed.get("record")))),
        Some("app.bsky.embed.recordWithMedia") => {
            let (media, _) = embed.get("media").map(embedded).transpose()?.unwrap_or_default();
            Ok((media, uri(embed.get("record").and_then(|record| record.get("record")))))
        }
        // The title and description of a linked page are its author's, and an embed of a later version is not known.
        _ => Ok((Vec::new(), None)),
    }
}

fn uri(record: Option<&Value>) -> Option<&str> {
    record?.get("uri")?.as_text()
}

fn described(value: &Value, key: &str) -> Result<Described, Reason> {
    let media = value.get(key).and_then(blob).ok_or_else(|| wrong("embed", "a picture or video with its blob"))?;
    let description = value.get("alt").and_then(Value::as_text).filter(|text| !text.trim().is_empty());
    Ok((media, description.map(str::to_owned)))
}

/// `{"$type": "blob", "ref": LINK, "mimeType": …}`, or `{"cid": …, "mimeType": …}` of the first year.
fn blob(value: &Value) -> Option<Media> {
    let cid = match value.get("ref").and_then(Value::as_link) {
        Some(cid) => Cid::to_text(cid),
        None => value.get("cid")?.as_text()?.to_owned(),
    };
    Some(Media {
        path: format!("blobs/{cid}"),
        media_type: value.get("mimeType").and_then(Value::as_text).map(str::to_owned),
    })
}

/// The labels that an author gives a record or profile.
fn self_labels(value: &Value) -> Vec<Signal> {
    let labels = value.get("labels").and_then(|labels| labels.get("values")).map(Value::items).unwrap_or_default();
    let names = labels.iter().filter_map(|label| label.get("val").and_then(Value::as_text));
    names.map(|name| signals::said(signals::ATPROTO_LABEL, name)).collect()
}

/// What a profile says about the use of the account's records.
pub(super) fn profile_signals(profile: &Value) -> Vec<Signal> {
    let description = profile.get("description").and_then(Value::as_text).unwrap_or_default();
    // A label such as `!no-unauthenticated` holds for the account.
    let mut found: Vec<Signal> = self_labels(profile);
    found.extend(signals::of_profile(description));
    found
}

/// The intents that an account declares, as they stand: `NAME=y` and `NAME=n`, or that they could not be read.
pub(super) fn intents_signal(declaration: &Value) -> Signal {
    let Value::Map(members) = declaration else { return signals::unreadable(signals::ATPROTO_INTENTS) };
    let mut said = Vec::new();
    for (name, intent) in members {
        match intent.get("allow") {
            Some(Value::Truth(true)) => said.push(format!("{name}=y")),
            Some(Value::Truth(false)) => said.push(format!("{name}=n")),
            Some(_) => return signals::unreadable(signals::ATPROTO_INTENTS),
            None => {}
        }
    }
    signals::said(signals::ATPROTO_INTENTS, said.join(", "))
}

/// The key of the profile.
pub(super) const PROFILE: &str = "app.bsky.actor.profile/self";
/// The key of the declared intents, under the name of the proposal's demonstration; it has no other yet.
pub(super) const INTENTS: &str = "org.user-intents.demo.declaration/self";
