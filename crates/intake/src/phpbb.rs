//! A dump of a phpBB forum in SQL, as its own backup or `mysqldump` writes it. In: the tables of posts, forums and private
//! messages, plain, gzip or zstd. Out: a group post for each topic begun, a comment for each reply, a direct message for each
//! private message. Never: a statement run, or a row of a table whose columns are not known.
//!
//! Identifiers: `{service}:p/NUMBER`, `{service}:pm/NUMBER`, and `{service}:NUMBER` for accounts.
//!
//! It can never supply: who may read a forum (permissions are rules of groups), earlier wordings and audiences, who the
//! person is, language, pictures, and what a post answers beyond its topic.

mod sql;

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::lines::text;
use crate::package::open_stream;
use crate::stream::wrong;
use crate::writer::Writer;
use crate::{Format, IntakeError, Place, Position, Reason, Source, discourse, html, moment};
use sql::{Dump, Row};
use std::collections::BTreeMap;
use terms::{Kind, Post, Text, Visibility};

/// Whether the first bytes are those of the forum's own backup. Other dumps are declared.
pub(crate) fn is_backup(head: &[u8]) -> bool {
    head.starts_with(b"#\n# phpBB Backup Script") || head.starts_with(b"# phpBB Backup Script")
}

/// Reads the whole dump, twice: which post began a topic and what a forum is called stands behind the posts.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    if !world::exists(path) {
        return Err(IntakeError::NotThere { path: path.to_owned() }.into());
    }
    let mut forum =
        Forum { writer: Writer::of(source, Format::Phpbb)?, first: BTreeMap::new(), names: BTreeMap::new() };
    let mut tables = 0;
    each(source, limits, &mut |_, row| {
        let (Some(topic), Some(post)) = (row.get("topic_id"), row.get("post_id")) else {
            if let (true, Some(id), Some(name)) = (row.is_of("_forums"), row.get("forum_id"), row.get("forum_name")) {
                forum.names.insert(id.to_owned(), html::plain(name).text);
            }
            return Ok(());
        };
        if row.is_of("_posts")
            && let Ok(post) = post.parse()
        {
            let first = forum.first.entry(topic.to_owned()).or_insert(post);
            *first = (*first).min(post);
        }
        Ok(())
    })?;
    let bytes = each(source, limits, &mut |place, row| {
        let read = if row.is_of("_posts") {
            forum.post(row)
        } else if row.is_of("_privmsgs") {
            forum.message(row)
        } else {
            return Ok(());
        };
        tables += 1;
        match read {
            Ok(post) => desk.post(place, post),
            Err(why) => desk.reject(place, why),
        }
    })?;
    if tables == 0 {
        let found = "holds no row of a table `…_posts` with the columns of phpBB";
        return Err(IntakeError::Unknown { path: path.to_owned(), found }.into());
    }
    desk.tally.members = 1;
    desk.tally.bytes += bytes;
    Ok(())
}

type TakeRow<'a> = &'a mut dyn FnMut(Place, &Row) -> Result<(), Halt>;

/// Goes through the rows of the dump; gives its bytes.
fn each(source: &Source, limits: &Limits, take: TakeRow<'_>) -> Result<u64, Halt> {
    let place = Place::file(&source.path);
    let mut dump = Dump::new(text(open_stream(&source.path, limits)?, &place)?, place.clone(), limits.line_bytes_max);
    while let Some(row) = dump.next(&WANTED)? {
        let place = place.clone().at(Position::Row(dump.rows));
        take(place, &row)?;
    }
    Ok(dump.bytes)
}

struct Forum {
    writer: Writer,
    first: BTreeMap<String, u64>,
    names: BTreeMap<String, String>,
}

impl Forum {
    fn post(&self, row: &Row) -> Result<Post, Reason> {
        let id = number(row, "post_id")?;
        let topic = row.get("topic_id").unwrap_or_default();
        let is_first = self.first.get(topic).is_some_and(|first| first.to_string() == id);
        let kind = if is_first { Kind::GroupPost } else { Kind::Comment };
        let mut post =
            self.whole(row, &format!("p/{id}"), kind, ["poster_id", "post_time", "post_subject", "post_text"])?;
        if kind == Kind::Comment {
            // The title of a reply is that of its topic, which somebody else may have written.
            post.text = Text::new(words(row.get("post_text").unwrap_or_default(), row.get("bbcode_uid")));
            post.in_reply_to = self.first.get(topic).map(|first| self.writer.record(&format!("p/{first}")));
        }
        post.embeds = discourse::quotes(post.text.expose());
        post.group_id = row.get("forum_id").filter(|id| *id != "0").map(str::to_owned);
        post.group_name = post.group_id.as_ref().and_then(|id| self.names.get(id)).map(Text::new);
        post.edited_at = seconds(row, "post_edit_time")?;
        // 2 is deleted and kept by the forum; 0 and 3 wait for approval, 1 is shown to whoever may read the forum.
        if row.get("post_visibility") == Some("2") {
            let at = seconds(row, "post_delete_time")?.or(post.edited_at).or(post.created_at);
            post.deleted_at = Some(at.ok_or(Reason::MissingField { field: "post_delete_time".to_owned() })?);
        }
        Ok(post)
    }

    fn message(&self, row: &Row) -> Result<Post, Reason> {
        let id = number(row, "msg_id")?;
        let fields = ["author_id", "message_time", "message_subject", "message_text"];
        let mut post = self.whole(row, &format!("pm/{id}"), Kind::DirectMessage, fields)?;
        post.visibility_now = Visibility::Direct;
        post.embeds = discourse::quotes(post.text.expose());
        post.edited_at = seconds(row, "message_edit_time")?;
        Ok(post)
    }

    fn whole(&self, row: &Row, id: &str, kind: Kind, fields: [&str; 4]) -> Result<Post, Reason> {
        let [author, time, subject, text] = fields;
        let at = seconds(row, time)?;
        let text = row.get(text).ok_or_else(|| Reason::MissingField { field: text.to_owned() })?;
        let text = words(text, row.get("bbcode_uid"));
        let subject = html::plain(row.get(subject).unwrap_or_default()).text;
        let text = if subject.is_empty() { text } else { format!("{subject}\n\n{text}") };
        let mut post = self.writer.post(id, kind, at, text);
        // 1 is whoever is not signed in.
        post.account_id = row.get(author).filter(|id| !matches!(*id, "0" | "1")).map(|id| self.writer.account(id));
        Ok(post)
    }
}

fn number<'a>(row: &'a Row, column: &str) -> Result<&'a str, Reason> {
    let text = row.get(column).ok_or_else(|| Reason::MissingField { field: column.to_owned() })?;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong(column, "a number"));
    }
    Ok(text)
}

fn seconds(row: &Row, column: &str) -> Result<Option<terms::Instant>, Reason> {
    let Some(text) = row.get(column) else { return Ok(None) };
    let seconds = text.parse().map_err(|_| wrong(column, "seconds since 1970"))?;
    Ok(moment::unix_seconds(seconds))
}

/// The words of a post. From 3.2 on it is XML in which the marks stand as text (`<r>`, `<t>`); before, its entities are
/// escaped and each mark ends in the post's own `:uid`.
fn words(text: &str, uid: Option<&str>) -> String {
    if text.starts_with("<r>") || text.starts_with("<t>") {
        return html::untagged(text);
    }
    let text = match uid.filter(|uid| !uid.is_empty()) {
        Some(uid) => text.replace(&format!(":{uid}"), ""),
        None => text.to_owned(),
    };
    html::untagged(&text)
}

/// Tables that are read, by the end of their names: what stands before it is the forum's own.
const WANTED: [&str; 3] = ["_posts", "_forums", "_privmsgs"];
