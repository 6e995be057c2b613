//! What the downloads of Meta's services have in common: broken letters, labels in the person's language, and threads of
//! messages. In: their JSON. Out: the words. Never: a label guessed at, or what somebody else wrote taken for the person's.

pub(crate) mod facebook;
pub(crate) mod instagram;
mod mojibake;

use crate::Reason;
use crate::stream::{Fields, wrong};
use crate::writer::Writer;
use chrono::DateTime;
use mojibake::repaired;
use serde_json::Value;
use std::collections::BTreeMap;
use terms::{Instant, Kind, Media, Post, Visibility};

/// The labelled values of an item, in either of the two forms: `string_map_data` by label, or the list `label_values`.
struct Labels<'a>(Vec<(String, &'a Value)>);

impl<'a> Labels<'a> {
    fn of(item: Fields<'a>) -> Result<Option<Self>, Reason> {
        if let Some(map) = item.object("string_map_data")? {
            return Ok(Some(Self(map.entries().map(|(label, entry)| (repaired(label), entry)).collect())));
        }
        if item.get("label_values").is_none() {
            return Ok(None);
        }
        let mut labels = Vec::new();
        for entry in item.list("label_values") {
            labels.push((repaired(Fields::of(entry)?.text("label")?.unwrap_or_default()), entry));
        }
        Ok(Some(Self(labels)))
    }

    /// The value under the first label that is one of `known`.
    fn value(&self, known: &[&str]) -> Option<String> {
        let (_, entry) = self.0.iter().find(|(label, _)| known.contains(&label.as_str()))?;
        entry.get("value").and_then(Value::as_str).map(repaired)
    }

    /// The first moment: it is the one entry with a timestamp, whatever its label says.
    fn seconds(&self) -> Option<i64> {
        let seconds = |entry: &Value| {
            entry
                .get("timestamp")
                .or_else(|| entry.get("timestamp_value"))
                .and_then(Value::as_i64)
                .filter(|at| *at != 0)
        };
        self.0.iter().find_map(|(_, entry)| seconds(entry))
    }
}

/// Counts how many things of one kind each moment had, so that things without an identifier get one that stays the same
/// in the next download.
#[derive(Default)]
struct Numbers(BTreeMap<(String, Option<i64>), u64>);

impl Numbers {
    /// `SECTION/SECONDS-N`.
    fn next(&mut self, section: &str, at: Option<i64>) -> String {
        let count = self.0.entry((section.to_owned(), at)).or_default();
        *count += 1;
        let at = at.map_or_else(|| "unknown".to_owned(), |at| at.to_string());
        format!("{section}/{at}-{count}")
    }
}

/// A thread of messages while it is read.
struct Thread<'a> {
    writer: &'a Writer,
    /// The start of the identifiers of its messages.
    id: String,
    /// The name that the person has in messages, if the package says it.
    own_name: Option<&'a str>,
}

impl Thread<'_> {
    /// The message, if the person wrote it; of somebody else's it is only known that there was one.
    fn message(&self, item: &Value, numbers: &mut Numbers) -> Result<Option<Post>, Reason> {
        let message = Fields::of(item)?;
        let sender = repaired(message.required("sender_name")?);
        if self.own_name.is_some_and(|own| own != sender) {
            return Ok(None);
        }
        let text = message.text("content")?.map(repaired).unwrap_or_default();
        let media = MESSAGE_MEDIA.iter().flat_map(|key| message.list(key)).map(|file| {
            let path = repaired(Fields::of(file)?.required("uri")?);
            Ok::<_, Reason>(Media { path, media_type: None })
        });
        // A sticker or a picture of a service stands under an address, not in the package.
        let media = media.filter(|media| media.as_ref().map_or(true, |media| !media.path.contains("://")));
        let media = media.collect::<Result<Vec<_>, _>>()?;
        if text.is_empty() && media.is_empty() {
            return Ok(None);
        }
        let milliseconds = message
            .get("timestamp_ms")
            .map(|at| at.as_i64().ok_or_else(|| wrong("timestamp_ms", "milliseconds since 1970")));
        let milliseconds = milliseconds.transpose()?.filter(|at| *at != 0);
        let at = milliseconds.and_then(DateTime::from_timestamp_millis);
        let id = numbers.next(&self.id, milliseconds);
        let mut post = self.writer.post(&id, Kind::DirectMessage, at, text);
        post.visibility_now = Visibility::Direct;
        post.media = media;
        if self.own_name.is_none() {
            // Somebody of the thread wrote it, and the package does not say whether it was its holder.
            post.account_id = None;
        }
        Ok(Some(post))
    }
}

/// `messages/BOX/THREAD/message_N.json`: the thread's folder, whose name is somebody's.
fn thread_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("messages/")?;
    let (_, rest) = rest.split_once('/')?;
    let (thread, file) = rest.rsplit_once('/')?;
    let number = file.strip_prefix("message_")?.strip_suffix(".json")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !thread.contains('/')).then_some(thread)
}

/// `posts_1` without its part number.
fn stem(file: &str) -> Option<&str> {
    let stem = file.strip_suffix(".json")?;
    Some(match stem.rsplit_once('_') {
        Some((stem, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => stem,
    })
}

/// Seconds since 1970 under `key`.
fn seconds(item: Fields<'_>, key: &str) -> Result<Option<i64>, Reason> {
    let seconds = item.get(key).map(|at| at.as_i64().ok_or_else(|| wrong(key, "seconds since 1970")));
    Ok(seconds.transpose()?.filter(|at| *at != 0))
}

fn moment(seconds: Option<i64>) -> Option<Instant> {
    seconds.and_then(crate::moment::unix_seconds)
}

fn is_video(path: &str) -> bool {
    [".mp4", ".mov", ".webm"].iter().any(|end| path.ends_with(end))
}

const MESSAGE_MEDIA: &[&str] = &["photos", "videos", "audio_files", "files"];
