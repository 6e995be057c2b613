//! What an X archive holds beside its tweets: long texts, private messages, the profile, and the day of the export. In: one
//! item of a member. Out: what is the person's own. Never: a message that somebody else sent.

use super::Archive;
use crate::stream::{Fields, wrong};
use crate::{Reason, moment};
use serde_json::Value;
use terms::{Instant, Kind, Post, Text, Visibility};

/// A text over 280 characters. It does not say which tweet it belongs to.
pub(super) struct Note {
    id: String,
    at: Instant,
    text: String,
    is_used: bool,
}

/// The note in an item of `note-tweet.js`.
pub(super) fn note(item: &Value) -> Result<Note, Reason> {
    let note = Fields::of(item.get("noteTweet").unwrap_or(item))?;
    let at = note.required("createdAt")?;
    let core = note.object("core")?.ok_or(Reason::MissingField { field: "core".to_owned() })?;
    Ok(Note {
        id: note.required("noteTweetId")?.to_owned(),
        at: moment::x(at).ok_or_else(|| wrong("createdAt", "a moment"))?,
        text: core.required("text")?.to_owned(),
        is_used: false,
    })
}

impl Archive {
    /// The whole text of a tweet, if one note of the same moment begins as the tweet does.
    pub(super) fn long_text(&mut self, text: &str, at: Option<Instant>) -> Option<String> {
        // The archive cuts a tweet and puts a sign or a link behind it.
        let begin: String = text.split("https://t.co/").next()?.trim_end_matches(['…', ' ', '\n']).to_owned();
        let at = at?;
        let fits = |note: &&mut Note| {
            !note.is_used
                && (note.at - at).num_seconds().abs() <= NOTE_SECONDS
                && note.text.chars().count() > text.chars().count().min(NOTE_LETTERS)
                && begin.chars().count() >= NOTE_LETTERS
                && note.text.starts_with(&begin)
        };
        let note = self.notes.iter_mut().find(fits)?;
        note.is_used = true;
        Some(note.text.clone())
    }

    /// Notes that belong to no tweet of the archive: the words are there, so they are posts of their own.
    pub(super) fn loose_notes(&mut self) -> Vec<Post> {
        let notes = std::mem::take(&mut self.notes);
        let post = |note: Note| self.aside(&format!("note/{}", note.id), Kind::Post, Some(note.at), note.text);
        notes.into_iter().filter(|note| !note.is_used).map(post).collect()
    }

    /// What the archive says that was deleted, and does not hold: that there was such a tweet, and when it went.
    pub(super) fn deleted_only(&self, taken: &dyn Fn(&str) -> bool) -> Vec<Post> {
        let gone = self.deleted.iter().filter(|(id, _)| !taken(id));
        gone.map(|(id, at)| {
            let mut post = self.aside(id, Kind::Post, None, String::new());
            post.deleted_at = Some(*at);
            post
        })
        .collect()
    }

    /// The messages of a conversation that the person sent; how many others sent is the second number.
    pub(super) fn messages(&self, item: &Value) -> Result<(Vec<Post>, u64), Reason> {
        let conversation = Fields::of(item.get("dmConversation").unwrap_or(item))?;
        let (mut own, mut others) = (Vec::new(), 0);
        for message in conversation.list("messages") {
            let Some(message) = message.get("messageCreate") else {
                // Somebody joined, left or renamed the conversation.
                others += 1;
                continue;
            };
            let message = Fields::of(message)?;
            let sender = message.required("senderId")?;
            let is_own = self.account.as_ref().is_some_and(|id| id.as_str() == format!("{}:{sender}", self.service));
            if !is_own {
                others += 1;
                continue;
            }
            let at = message.text("createdAt")?;
            let at = at.map(|at| moment::x(at).ok_or_else(|| wrong("createdAt", "a moment"))).transpose()?;
            let text = message.text("text")?.unwrap_or_default();
            let mut post =
                self.aside(&format!("dm/{}", message.required("id")?), Kind::DirectMessage, at, text.to_owned());
            post.visibility_now = Visibility::Direct;
            own.push(post);
        }
        Ok((own, others))
    }

    /// The words of the profile.
    pub(super) fn profile(&self, item: &Value) -> Result<Option<Post>, Reason> {
        let profile = Fields::of(item.get("profile").unwrap_or(item))?;
        let Some(words) = profile.object("description")? else { return Ok(None) };
        let parts = [words.text("bio")?, words.text("location")?, words.text("website")?];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return Ok(None);
        }
        let whose = self.account.as_ref().map_or("?", terms::AccountId::as_str);
        let id = format!("profile/{}", whose.rsplit(':').next().unwrap_or_default());
        Ok(Some(self.aside(&id, Kind::Profile, None, parts.join("\n\n"))))
    }

    fn aside(&self, id: &str, kind: Kind, at: Option<Instant>, text: String) -> Post {
        let mut post = self.blank(id, kind);
        post.created_at = at;
        post.text = Text::new(text);
        post
    }
}

/// `window.__THAR_CONFIG = {…}`: when the archive was made.
pub(super) fn generated(manifest: &[u8]) -> Option<Instant> {
    let text = std::str::from_utf8(manifest).ok()?;
    let (_, json) = text.split_once('=')?;
    let manifest: Value = serde_json::from_str(json.trim().trim_end_matches(';')).ok()?;
    moment::x(manifest.get("archiveInfo")?.get("generationDate")?.as_str()?)
}

/// A tweet and its long text are written at the same moment, give or take a clock.
const NOTE_SECONDS: i64 = 10;
/// So many letters have to be the same before a text is taken for the whole of another.
const NOTE_LETTERS: usize = 20;
