//! A dump of Reddit, as researchers hand it on: one object a line, submissions and comments, often as zstd with a window of
//! two gigabytes. In: `RS_…` and `RC_…` files or those of one subreddit. Out: a group post for each submission, a comment for
//! each comment, and an empty record with its deletion for each that was gone. Never: the words `[deleted]` and `[removed]`
//! taken for words, or a deleted author for an unknown one who can still be asked.
//!
//! Identifiers: Reddit's full names, `{service}:t1_ID` and `{service}:t3_ID`, as in a data request; the account is `{service}:`
//! and the name of the author.
//!
//! It can never supply: when something was deleted or removed, so the latest moment by which it was gone is given, the one at
//! which the dump fetched it, else the one at which it was written; what it said before; language; earlier wordings; whether an
//! audience was chosen. The address that a submission points to is not the person's words and is left out.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::stream::{Fields, wrong};
use crate::writer::Writer;
use crate::{Format, Reason, Source, moment, objects};
use serde_json::{Map, Value};
use terms::{Instant, Kind, Post, RecordId, Text, Visibility};

/// Whether an object is one of a dump.
pub(crate) fn is_object(object: &Map<String, Value>) -> bool {
    let has = |key: &str| object.contains_key(key);
    has("subreddit") && has("author") && has("created_utc") && (has("body") || has("selftext") || has("title"))
}

/// Reads the whole file.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let writer = Writer::of(source, Format::RedditDump)?;
    objects::each(source, limits, desk, &mut |desk, place, object| match record(object, &writer) {
        Ok(post) => desk.post(place, post),
        Err(why) => desk.reject(place, why),
    })
}

fn record(object: &Value, writer: &Writer) -> Result<Post, Reason> {
    let item = Fields::of(object)?;
    let id = item.required("id")?;
    let created = at(item, "created_utc")?;
    let body = item.text("body")?;
    let (name, kind, text) = match body {
        Some(body) => ("t1_", Kind::Comment, body.to_owned()),
        None => ("t3_", Kind::GroupPost, words(item)?),
    };
    let id = if id.starts_with(name) { id.to_owned() } else { format!("{name}{id}") };
    let mut post = writer.post(&id, kind, created, text);
    let author = item.text("author")?.filter(|author| !is_gone(author) && !author.is_empty());
    post.account_id = author.map(|author| writer.account(author));
    let is_deleted = match body {
        Some(body) => is_gone(body),
        // A submission that was removed keeps its title, which is no longer shown.
        None => {
            item.text("selftext")?.is_some_and(is_gone)
                || item.text("title")?.is_some_and(is_gone)
                || item.get("removed_by_category").is_some()
        }
    };
    if is_deleted {
        post.text = Text::new("");
        let fetched = at(item, "retrieved_on")?.or(at(item, "retrieved_utc")?);
        post.deleted_at = Some(fetched.or(created).ok_or(Reason::MissingField { field: "created_utc".to_owned() })?);
    }
    let group = item.text("subreddit")?.filter(|group| !group.is_empty());
    post.group_id = group.map(str::to_owned);
    post.group_name = group.map(Text::new);
    audience(item, &mut post)?;
    post.in_reply_to = match item.get("parent_id") {
        None if body.is_some() => item.text("link_id")?.map(|id| full(id, "t3_", writer)),
        None => None,
        // Early dumps write the number of the parent, which is a comment then.
        Some(Value::String(id)) => Some(full(id, "t1_", writer)),
        Some(_) => None,
    };
    Ok(post)
}

/// Title and text of a submission.
fn words(item: Fields<'_>) -> Result<String, Reason> {
    let parts = [item.text("title")?, item.text("selftext")?];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Ok(parts.join("\n\n"))
}

fn audience(item: Fields<'_>, post: &mut Post) -> Result<(), Reason> {
    match item.text("subreddit_type")? {
        // Whoever may write in it, everyone may read it.
        Some("public" | "restricted" | "archived") => post.visibility_now = Visibility::Public,
        Some("user") => {
            post.visibility_now = Visibility::Public;
            if post.kind == Kind::GroupPost {
                post.kind = Kind::Post;
            }
        }
        Some("private" | "gold_restricted" | "gold_only" | "employees_only") => {
            post.visibility_now = Visibility::Group;
            if post.kind == Kind::GroupPost {
                post.kind = Kind::PrivateGroupPost;
            }
        }
        _ => {}
    }
    Ok(())
}

fn full(id: &str, name: &str, writer: &Writer) -> RecordId {
    if id.starts_with("t1_") || id.starts_with("t3_") {
        writer.record(id)
    } else {
        writer.record(&format!("{name}{id}"))
    }
}

/// What stands in the place of words and names that are gone.
fn is_gone(text: &str) -> bool {
    matches!(
        text.trim(),
        "[deleted]" | "[removed]" | "[deleted by user]" | "[ Removed by Reddit ]" | "[removed by reddit]"
    )
}

/// Seconds since 1970, as a number or in quotes.
fn at(item: Fields<'_>, key: &str) -> Result<Option<Instant>, Reason> {
    let expected = || wrong(key, "seconds since 1970");
    let seconds = match item.get(key) {
        None | Some(Value::Bool(false)) => return Ok(None),
        Some(Value::String(text)) => text.parse().map_err(|_| expected())?,
        Some(Value::Number(number)) => {
            // Some dumps write `1577836800.0`.
            let whole = number.as_f64().filter(|seconds| seconds.fract() == 0.0 && seconds.abs() < 1e12);
            number.as_i64().or(whole.map(|seconds| seconds as i64)).ok_or_else(expected)?
        }
        Some(_) => return Err(expected()),
    };
    Ok(moment::unix_seconds(seconds))
}
