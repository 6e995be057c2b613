//! A Reddit data request. In: `comments.csv`, `posts.csv`, `messages.csv`, `chat_history.csv` and `statistics.csv`, in a
//! folder or an archive. Out: one comment or group post for each row, a direct message for each that the person sent. Never: the address from which it was sent, which stands in the file and is not asked for.
//!
//! Identifiers: Reddit's full names, `{service}:t1_ID` for comments and `{service}:t3_ID` for posts; the account is
//! `{service}:` and the declared `account_id`, else the user name of `statistics.csv`, else unknown.
//!
//! It can never supply: the audience (a subreddit may be private), language, edits, deletions, and what is answered beyond its
//! identifier. The address that a link post points to is not the person's words and is left out.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::package::Package;
use crate::stream::wrong;
use crate::{Format, IntakeError, Place, Reason, Source, csv, moment};
use terms::{AccountId, Kind, Post, Provenance, RecordId, Text, Visibility};

/// Whether only this format has a member of this name. `comments.csv` alone could be anyone's.
pub(crate) fn is_marker(name: &str) -> bool {
    matches!(
        name,
        "subscribed_subreddits.csv"
            | "comment_headers.csv"
            | "post_headers.csv"
            | "comment_votes.csv"
            | "post_votes.csv"
    )
}

fn is_read(name: &str) -> bool {
    matches!(name, COMMENTS | POSTS)
}

fn is_private(name: &str) -> bool {
    matches!(name, MESSAGES | ARCHIVED | CHAT)
}

/// Reads the whole package.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let mut package = Package::open(path, limits)?;
    // With a declared format the two members that are read are enough.
    let is_settled = package.settle(&is_marker)? || package.settle(&is_read)?;
    if !is_settled || !(package.has(COMMENTS) || package.has(POSTS)) {
        let hint = "this is not a Reddit data request; check `format`";
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: COMMENTS.to_owned(), hint }.into());
    }
    let service = source.service_or(Format::Reddit);
    let account = match &source.declare.account_id {
        Some(id) => Some(id.clone()),
        None => username(&mut package, limits)?,
    };
    let request = Request {
        provenance: source.provenance.ok_or(IntakeError::Undeclared { path: path.to_owned(), field: "provenance" })?,
        account: account.as_ref().map(|id| AccountId::new(format!("{service}:{id}"))),
        name: account,
        service,
    };
    package.visit(&is_read, &mut |name, reader| {
        let place = Place::member(path, name);
        let wanted = if name == COMMENTS { COMMENT_COLUMNS } else { POST_COLUMNS };
        let wanted: Vec<String> = wanted.iter().map(|column| (*column).to_owned()).collect();
        csv::rows(reader, &place, b',', &wanted, limits, desk, &mut |desk, place, row| {
            let post = row.and_then(|row| if name == COMMENTS { request.comment(&row) } else { request.post(&row) });
            match post {
                Ok(post) => desk.post(place, post),
                Err(why) => desk.reject(place, why),
            }
        })
    })?;
    package.visit(&is_private, &mut |name, reader| {
        let place = Place::member(path, name);
        let wanted = if name == CHAT { CHAT_COLUMNS } else { MESSAGE_COLUMNS };
        let wanted: Vec<String> = wanted.iter().map(|column| (*column).to_owned()).collect();
        csv::rows(reader, &place, b',', &wanted, limits, desk, &mut |desk, place, row| {
            let message = row.and_then(|row| if name == CHAT { request.chat(&row) } else { request.message(&row) });
            match message {
                Ok(Some(post)) => desk.post(place, post),
                Ok(None) => {
                    desk.not_own_words();
                    Ok(())
                }
                Err(why) => desk.reject(place, why),
            }
        })
    })?;
    package.count(&mut desk.tally);
    Ok(())
}

/// The user name, if the package has it.
fn username(package: &mut Package, limits: &Limits) -> Result<Option<String>, Halt> {
    let place = package.place(STATISTICS);
    let Some(bytes) = package.read_small(STATISTICS)? else { return Ok(None) };
    let wanted = ["statistic".to_owned(), "value".to_owned()];
    let mut name = None;
    let nothing = Source::new(package.path(), Provenance::PlatformFirstParty);
    let mut ignore = |_| Ok(());
    let mut aside = Desk::new(&nothing, &mut ignore);
    csv::rows(&mut bytes.as_slice(), &place, b',', &wanted, limits, &mut aside, &mut |_, _, row| {
        if let Ok([statistic, value]) = row.as_deref()
            && statistic == "account name"
            && !value.is_empty()
        {
            name = Some(value.clone());
        }
        Ok(())
    })?;
    Ok(name)
}

struct Request {
    provenance: Provenance,
    service: String,
    account: Option<AccountId>,
    /// The user name, by which a message says who sent it.
    name: Option<String>,
}

impl Request {
    fn comment(&self, row: &[String]) -> Result<Post, Reason> {
        let [id, date, subreddit, link, parent, body] = row else { return Err(Reason::NotAnObject) };
        let answered = if parent.is_empty() {
            submission(link).map(|id| full_name("t3_", id))
        } else {
            Some(full_name("t1_", parent))
        };
        let mut post = self.record(&full_name("t1_", id), Kind::Comment, date, subreddit, body.clone())?;
        post.in_reply_to = answered.map(|id| RecordId::new(format!("{}:{id}", self.service)));
        Ok(post)
    }

    fn post(&self, row: &[String]) -> Result<Post, Reason> {
        let [id, date, subreddit, title, body] = row else { return Err(Reason::NotAnObject) };
        let parts: Vec<&str> = [title, body].into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        self.record(&full_name("t3_", id), Kind::GroupPost, date, subreddit, parts.join("\n\n"))
    }

    /// A private message, if the person sent it. Who sent one is not known where the package does not say whose it is.
    fn message(&self, row: &[String]) -> Result<Option<Post>, Reason> {
        let [id, date, from, subject, body] = row else { return Err(Reason::NotAnObject) };
        let parts: Vec<&str> =
            [subject, body].into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        self.private(&format!("message/{id}"), date, from, parts.join("\n\n"))
    }

    fn chat(&self, row: &[String]) -> Result<Option<Post>, Reason> {
        let [id, date, from, text] = row else { return Err(Reason::NotAnObject) };
        self.private(&format!("chat/{id}"), date, from, text.clone())
    }

    fn private(&self, id: &str, date: &str, from: &str, text: String) -> Result<Option<Post>, Reason> {
        let sender = from.strip_prefix("u/").unwrap_or(from);
        if self.name.as_deref().is_none_or(|name| !name.eq_ignore_ascii_case(sender)) {
            return Ok(None);
        }
        let mut post = self.record(id, Kind::DirectMessage, date, "", text)?;
        post.visibility_now = Visibility::Direct;
        Ok(Some(post))
    }

    fn record(&self, id: &str, kind: Kind, date: &str, subreddit: &str, text: String) -> Result<Post, Reason> {
        if matches!(id, "t1_" | "t3_") {
            return Err(Reason::MissingField { field: "id".to_owned() });
        }
        let created_at = match date {
            "" => None,
            date => Some(moment::reddit(date).ok_or_else(|| wrong("date", "a moment like 2026-01-01 10:00:00 UTC"))?),
        };
        let group = Some(subreddit).filter(|name| !name.is_empty());
        Ok(Post {
            account_id: self.account.clone(),
            created_at,
            group_id: group.map(str::to_owned),
            group_name: group.map(Text::new),
            text: Text::new(text),
            ..Post::unknown(RecordId::new(format!("{}:{id}", self.service)), kind, &*self.service, self.provenance)
        })
    }
}

/// Identifiers come with and without the prefix that says what they are.
fn full_name(prefix: &str, id: &str) -> String {
    if id.starts_with("t1_") || id.starts_with("t3_") { id.to_owned() } else { format!("{prefix}{id}") }
}

/// The post in a link `https://…/comments/ID/…`.
fn submission(link: &str) -> Option<&str> {
    let (_, rest) = link.split_once("/comments/")?;
    rest.split('/').next().filter(|id| !id.is_empty())
}

const COMMENTS: &str = "comments.csv";
const POSTS: &str = "posts.csv";
const MESSAGES: &str = "messages.csv";
const ARCHIVED: &str = "messages_archive.csv";
const CHAT: &str = "chat_history.csv";
const MESSAGE_COLUMNS: &[&str] = &["id", "date", "from", "subject", "body"];
const CHAT_COLUMNS: &[&str] = &["message_id", "created_at", "username", "message"];
const STATISTICS: &str = "statistics.csv";
const COMMENT_COLUMNS: &[&str] = &["id", "date", "subreddit", "link", "parent", "body"];
const POST_COLUMNS: &[&str] = &["id", "date", "subreddit", "title", "body"];
