//! Places where many write: a dump of Reddit, a mailing list, a chat, and forums. In: pieces of many authors, oldest first. Out:
//! files as these places give them. Never: an answer to something that is not there.

use super::{Cast, Layout, Piece, account, blank, digits, embed, group, record};
use crate::demo::{DemoError, lines, packages, write_atomic};
use intake::{Declared, Format};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use terms::{Kind, Post, Signal, Text, Visibility};

/// What stands above a post where a title must.
pub(super) const TITLE: &str = "Op het plein";

/// Under a title, with what is quoted in it.
fn titled(post: &mut Post, title: Option<&str>, text: &str, quote: Option<std::ops::Range<usize>>) {
    let head = title.map(|title| format!("{title}\n\n")).unwrap_or_default();
    post.text = Text::new(format!("{head}{text}"));
    post.embeds = quote.map(|span| embed(span.start + head.len()..span.end + head.len())).into_iter().collect();
}

fn shown(cast: &Cast) -> impl Iterator<Item = &Piece> {
    cast.many.iter().filter(|piece| !piece.is_private())
}

/// One object a line, as zstd.
pub(super) fn reddit_dump(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("reddit-dump/plein.zst");
    let bytes = lines(shown(cast).map(|piece| {
        let words = if piece.deleted.is_some() { "[deleted]" } else { &piece.text };
        let mut object = json!({
            "id": format!("n{}", piece.number), "author": piece.author, "created_utc": piece.seconds(), "subreddit": "plein",
            "subreddit_type": subreddit(piece), "retrieved_utc": piece.deleted.map(|at| at.timestamp()),
        });
        let more = match piece.answers.filter(|_| piece.is_reply()) {
            Some(parent) => {
                json!({"body": words, "link_id": format!("t3_n{parent}"), "parent_id": format!("t3_n{parent}")})
            }
            None if piece.is_reply() => json!({"body": words}),
            None => json!({"title": TITLE, "selftext": words, "is_self": true}),
        };
        extend(&mut object, more);
        object
    }))?;
    write_atomic(&path, zstd::encode_all(bytes.as_slice(), 3)?)?;
    let expected = shown(cast).map(|piece| {
        let (name, kind) = match (piece.is_reply(), subreddit(piece)) {
            (true, _) => ("t1_n", Kind::Comment),
            (false, Some("private")) => ("t3_n", Kind::PrivateGroupPost),
            (false, _) => ("t3_n", Kind::GroupPost),
        };
        let mut post = piece.said("reddit", &format!("{name}{}", piece.number), kind);
        titled(&mut post, (!piece.is_reply()).then_some(TITLE), &piece.text, None);
        if piece.deleted.is_some() {
            (post.deleted_at, post.text) = (piece.deleted, Text::default());
        }
        post.account_id = account("reddit", &piece.author);
        post.in_reply_to = piece.answers.filter(|_| piece.is_reply()).map(|id| record("reddit", &format!("t3_n{id}")));
        post.visibility_now = match subreddit(piece) {
            Some("public") => Visibility::Public,
            Some(_) => Visibility::Group,
            None => Visibility::Unknown,
        };
        group(&mut post, "plein", "plein");
        post
    });
    Ok(vec![Layout::new("reddit-dump", path, expected.collect())])
}

/// Who may read where a piece stands; a subreddit knows no other audiences.
fn subreddit(piece: &Piece) -> Option<&'static str> {
    match piece.visibility {
        Visibility::Public => Some("public"),
        Visibility::Group => Some("private"),
        _ => None,
    }
}

fn extend(object: &mut Value, more: Value) {
    if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
        object.extend(more);
    }
}

/// A mailbox of a list, and of letters to one person.
pub(super) fn mailing_list(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("mbox/plein.mbox");
    let (mut mailbox, mut expected) = (String::new(), Vec::new());
    for piece in &cast.many {
        let (author, id) = (format!("{}@plein.example", piece.author), format!("m{}@plein.example", piece.number));
        let (body, quote) = piece.marked("\n> ", "\n");
        let answered = piece.answers.filter(|_| piece.is_reply()).map(|id| format!("m{id}@plein.example"));
        let mut head = format!(
            "From {author} {}\nFrom: {author}\nDate: {}\nMessage-ID: <{id}>\nSubject: {TITLE}\n",
            piece.at.format("%a %b %e %H:%M:%S %Y"),
            piece.at.format("%a, %d %b %Y %H:%M:%S +0000"),
        );
        let mut add = |is_there: bool, line: &str| {
            if is_there {
                head.push_str(line);
            }
        };
        add(answered.is_some(), &format!("In-Reply-To: <{}>\n", answered.as_deref().unwrap_or_default()));
        add(!piece.is_private(), "List-Id: Plein <plein.example>\n");
        add(piece.is_reserved, "X-No-Archive: yes\n");
        let quoted_body = body.replace("\nFrom ", "\n>From ");
        let form = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit";
        mailbox.push_str(&format!("{head}{form}\n\n{quoted_body}\n\n"));

        let kind = match (piece.is_private(), &answered) {
            (true, _) => Kind::DirectMessage,
            (false, Some(_)) => Kind::Comment,
            (false, None) => Kind::GroupPost,
        };
        let mut post = piece.said("mbox", &digits("mail", &id), kind);
        let span = quote.map(|span| span.start + 1..span.end - 1);
        titled(&mut post, answered.is_none().then_some(TITLE), &body, span);
        post.account_id = account("mbox", &author);
        post.in_reply_to = answered.map(|id| record("mbox", &digits("mail", &id)));
        if piece.is_private() {
            post.visibility_now = Visibility::Direct;
        } else {
            post.group_id = Some("plein.example".to_owned());
        }
        post.signals = piece.is_reserved.then(|| Signal::new("x-no-archive", "yes")).into_iter().collect();
        expected.push(post);
    }
    write_atomic(&path, mailbox)?;
    Ok(vec![Layout::new("mbox", path, expected)])
}

/// A log of WeeChat, and a folder of ZNC with a log for each day.
pub(super) fn chat(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    // A message of a chat is one line.
    let line = |piece: &Piece| piece.text.replace('\n', " ");
    let said = |piece: &Piece, log: &str, number: usize| {
        let id = format!("{}/{number}", digits("irc log", &format!(" {log}")));
        let account_id = account("irc", &piece.author);
        Post { created_at: Some(piece.at), account_id, ..blank("irc", &id, Kind::GroupPost, &line(piece)) }
    };
    let weechat = folder.join("weechat/plein.log");
    let whole =
        |piece: &Piece| format!("{}\t@{}\t{}\n", piece.at.format("%Y-%m-%d %H:%M:%S"), piece.author, line(piece));
    write_atomic(&weechat, shown(cast).map(whole).collect::<String>())?;
    let expected = (1..).zip(shown(cast)).map(|(number, piece)| said(piece, "plein.log", number)).collect();
    let one = Layout::new("weechat", weechat, expected);

    // The name of the file is the day.
    let mut days = BTreeMap::<String, (String, Vec<Post>)>::new();
    for piece in shown(cast) {
        let name = piece.at.format("%Y-%m-%d.log").to_string();
        let (lines, posts) = days.entry(name.clone()).or_default();
        lines.push_str(&format!("[{}] <{}> {}\n", piece.at.format("%H:%M:%S"), piece.author, line(piece)));
        posts.push(said(piece, &name, posts.len() + 1));
    }
    let znc = folder.join("znc");
    let mut expected = Vec::new();
    for (name, (lines, posts)) in days {
        write_atomic(znc.join(name), lines)?;
        expected.extend(posts);
    }
    let mut layouts = vec![one, Layout::new("znc", znc, expected).of_format(Format::Irc)];
    for layout in &mut layouts {
        layout.source.declare = Declared { utc_offset: Some("Z".to_owned()), ..Declared::default() };
    }
    Ok(layouts)
}

/// A text of phpBB 3.2 and later, as a value of SQL.
fn phpbb_text(text: &str) -> String {
    sql(&format!("<t>{}</t>", packages::escaped(text).replace('\n', "<br/>\n")))
}

fn sql(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

/// The forum's own backup: topics, answers and private messages.
pub(super) fn phpbb(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("phpbb/backup.sql");
    let mut forums: BTreeMap<&str, usize> = BTreeMap::from([("Plein", 2)]);
    for name in cast.many.iter().filter_map(|piece| piece.group.as_deref()) {
        let next = forums.len() + 2;
        forums.entry(name).or_insert(next);
    }
    let mut dump = "#\n# phpBB Backup Script\n# Dump of tables for forum_\n#\n".to_owned();
    for (name, id) in &forums {
        dump.push_str(&format!(
            "INSERT INTO forum_forums (forum_id, forum_name) VALUES ({id}, {});\n",
            sql(&packages::escaped(name))
        ));
    }
    let mut expected = Vec::new();
    for piece in &cast.many {
        let (text, quote) = piece.marked("[quote=\"x\"]", "[/quote]");
        let seconds = |at: Option<terms::Instant>| at.map_or(0, |at| at.timestamp());
        let (edited, words) = (seconds(piece.edited), phpbb_text(&text));
        let (id, author, at) = (piece.number, piece.author_number, piece.seconds());
        let answered = piece.answers.filter(|_| piece.is_reply());
        let forum = piece.group.as_deref().unwrap_or("Plein");
        let forum_id = forums.get(forum).copied().unwrap_or(2);
        if piece.is_private() {
            dump.push_str(&format!(
                "INSERT INTO forum_privmsgs (msg_id, author_id, message_time, message_subject, message_text, bbcode_uid, \
                 message_edit_time) VALUES ({id}, {author}, {at}, {}, {words}, '', {edited});\n",
                sql(TITLE)
            ));
        } else {
            let (visibility, deleted) = (if piece.deleted.is_some() { 2 } else { 1 }, seconds(piece.deleted));
            dump.push_str(&format!(
                "INSERT INTO forum_posts (post_id, topic_id, forum_id, poster_id, post_time, post_edit_time, post_visibility, \
                 post_delete_time, post_subject, post_text, bbcode_uid) VALUES ({id}, {}, {forum_id}, {author}, {at}, \
                 {edited}, {visibility}, {deleted}, {}, {words}, '');\n",
                answered.unwrap_or(id),
                sql(TITLE)
            ));
        }
        let (name, kind) = match (piece.is_private(), answered) {
            (true, _) => ("pm", Kind::DirectMessage),
            (false, Some(_)) => ("p", Kind::Comment),
            (false, None) => ("p", Kind::GroupPost),
        };
        let mut post = piece.said("phpbb", &format!("{name}/{id}"), kind);
        titled(&mut post, answered.is_none().then_some(TITLE), &text, quote);
        post.account_id = account("phpbb", &author.to_string());
        post.edited_at = piece.edited;
        if piece.is_private() {
            post.visibility_now = Visibility::Direct;
        } else {
            post.deleted_at = piece.deleted;
            post.in_reply_to = answered.map(|id| record("phpbb", &format!("p/{id}")));
            group(&mut post, &forum_id.to_string(), forum);
        }
        expected.push(post);
    }
    write_atomic(&path, dump)?;
    Ok(vec![Layout::new("phpbb", path, expected)])
}

/// The archive that a Discourse forum sends to one person.
pub(super) fn discourse(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("discourse/user_archive.zip");
    let pieces = cast.single(0);
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(DISCOURSE)?;
    let mut expected = Vec::new();
    for piece in pieces {
        // The first post of a topic bears its title, the others do not.
        let (text, quote) = piece.marked("[quote=\"x, post:1\"]", "[/quote]");
        let (number, topic) = if piece.is_reply() { (2, piece.number) } else { (1, piece.number) };
        let url = format!("https://forum.plein.example/t/plein/{topic}/{number}");
        let category = piece.group.as_deref().unwrap_or("Plein");
        let is_private = if piece.is_private() { "Yes" } else { "No" };
        table.write_record([TITLE, category, is_private, &text, "", "0", "0", &url, &piece.spaced()])?;
        let kind = match piece.kind {
            Kind::DirectMessage | Kind::Comment => piece.kind,
            _ => Kind::GroupPost,
        };
        let mut post = piece.said("discourse", &format!("forum.plein.example/{topic}/{number}"), kind);
        titled(&mut post, (number == 1).then_some(TITLE), &text, quote);
        post.account_id = account("discourse", "7");
        if piece.is_private() {
            post.visibility_now = Visibility::Direct;
        } else {
            group(&mut post, category, category);
        }
        expected.push(post);
    }
    let table = table.into_inner().map_err(|cause| std::io::Error::other(cause.to_string()))?;
    let members = [("user_archive.csv", table), ("preferences.json", b"{}".to_vec())];
    write_atomic(&path, packages::zip(&members)?)?;
    Ok(vec![Layout::new("discourse", path, expected).of_account("7")])
}

const DISCOURSE: [&str; 9] =
    ["topic_title", "categories", "is_pm", "post_raw", "post_cooked", "like_count", "reply_count", "url", "created_at"];
