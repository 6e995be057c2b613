//! Every format that intake reads is written here from invented posts and read back: nothing is lost, nothing is added. What a
//! format cannot say is unknown afterwards, and the table below says which that is.
//!
//! Two formats are not here: Parquet is written and read in `pipeline`, and Mastodon, X and Instagram of 2020 a second time by
//! the demo's generator.

use super::*;
use crate::{ColumnMap, Declared, Format, TimeForm};
use serde_json::{Value, json};
use terms::{Instant, Kind, Lang, Visibility};

/// What a format says of a post.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    /// Absent where the identifier is made by intake from what the format does say.
    id: Option<String>,
    kind: Kind,
    account: Option<String>,
    seconds: Option<i64>,
    visibility: Visibility,
    text: String,
    reply: Option<String>,
    group: Option<String>,
    lang: Option<String>,
}

/// An invented post, from which each writer takes what its format can say.
struct Invented {
    number: u64,
    seconds: i64,
    text: String,
    is_reply: bool,
}

/// Chance that is the same in each run: a linear congruence.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// Words that formats have trouble with.
const WORDS: &[&str] = &[
    "tea",
    "at",
    "four",
    "\"yes\"",
    "it's",
    "a, b; c",
    "thé",
    "Grüße",
    "日本",
    "🙂",
    "👩‍👧",
    "<b>",
    "&",
    "&amp;",
    "\\n",
    "\\",
    "{}",
    "[]",
    "100%",
    "#tea",
    "@s2",
    "https://example.org/?a=1&b=2",
    "null",
    "=1+1",
    "'",
    "É",
    "ÃÂ",
    "\u{a0}",
    "\u{200b}end",
];

fn invented(seed: u64) -> Vec<Invented> {
    let mut chance = Chance(seed);
    let mut posts = Vec::new();
    for number in 1..=120u64 {
        let mut text = String::new();
        for _ in 0..=chance.below(12) {
            let word = WORDS[chance.below(WORDS.len())];
            // A line ends now and then.
            let joint = if text.is_empty() {
                ""
            } else if chance.below(7) == 0 {
                "\n"
            } else {
                " "
            };
            text.push_str(joint);
            text.push_str(word);
        }
        // Invisible signs at the ends are trimmed by some readers; what they do with them is in their own cases.
        let text = format!("w{number} {text}.");
        let is_reply = number > 1 && chance.below(3) == 0;
        posts.push(Invented { number, seconds: 1_700_000_000 + 61 * number as i64, text, is_reply });
    }
    posts
}

/// The source is read, and holds exactly these.
#[track_caller]
fn check(source: &Source, mut expected: Vec<Said>) {
    let taken = take(source).expect("readable");
    assert_eq!(taken.tally.rejected, 0, "{:?}", taken.rejected.first());
    let has_ids = expected.iter().any(|said| said.id.is_some());
    let mut found: Vec<Said> = taken
        .posts
        .into_iter()
        .map(|post| {
            assert!(post.embeds.is_empty() && post.media.is_empty() && post.replaces.is_none(), "{}", post.record_id);
            assert!(post.visibility_history.is_empty() && post.visibility_explicit_choice.is_none());
            assert!(post.deleted_at.is_none() && post.group_sensitivity.is_none());
            Said {
                id: Some(post.record_id.as_str().to_owned()).filter(|_| has_ids),
                kind: post.kind,
                account: post.account_id.map(|id| id.as_str().to_owned()),
                seconds: post.created_at.map(|at| at.timestamp()),
                visibility: post.visibility_now,
                text: post.text.expose().to_owned(),
                reply: post.in_reply_to.map(|id| id.as_str().to_owned()),
                group: post.group_id,
                lang: post.lang.map(|lang| lang.as_str().to_owned()),
            }
        })
        .collect();
    found.sort();
    expected.sort();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

fn said(kind: Kind, post: &Invented) -> Said {
    Said {
        id: None,
        kind,
        account: None,
        seconds: Some(post.seconds),
        visibility: Visibility::Unknown,
        text: post.text.clone(),
        reply: None,
        group: None,
        lang: None,
    }
}

fn at(seconds: i64) -> Instant {
    chrono::DateTime::from_timestamp(seconds, 0).expect("a moment")
}

fn iso(seconds: i64) -> String {
    at(seconds).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn spaced(seconds: i64) -> String {
    at(seconds).format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

fn lines(values: impl Iterator<Item = Value>) -> Vec<u8> {
    values.flat_map(|value| (value.to_string() + "\n").into_bytes()).collect()
}

fn reply(post: &Invented) -> Option<u64> {
    post.is_reply.then(|| post.number - 1)
}

fn kind_of(post: &Invented) -> Kind {
    if post.is_reply { Kind::Comment } else { Kind::Post }
}

/// What a mapped table says, whatever it is kept in.
fn mapped_table(posts: &[Invented]) -> (ColumnMap, Declared, Vec<Said>) {
    let map = ColumnMap {
        record_id: "nr".to_owned(),
        text: "words".to_owned(),
        account_id: Some("who".to_owned()),
        created_at: Some("moment".to_owned()),
        in_reply_to: Some("reply".to_owned()),
        lang: Some("lang".to_owned()),
        time: TimeForm::UnixSeconds,
        ..ColumnMap::default()
    };
    let expected = posts.iter().map(|post| Said {
        id: Some(format!("f:{}", post.number)),
        account: Some("f:s1".to_owned()),
        reply: reply(post).map(|number| format!("f:{number}")),
        lang: Some("nl".to_owned()),
        ..said(Kind::Review, post)
    });
    (map, Declared { kind: Some(Kind::Review), ..Declared::default() }, expected.collect())
}

#[test]
fn our_own_lines_come_back_whole() {
    let scratch = Scratch::new();
    let posts = invented(1);
    let whole = |post: &Invented| {
        json!({
            "record_id": format!("f:{}", post.number), "kind": kind_of(post), "service": "f", "source": "platform_first_party",
            "account_id": "f:s1", "created_at": iso(post.seconds), "deleted_at": null, "visibility_now": "friends",
            "visibility_history": [], "visibility_explicit_choice": null, "group_id": "g", "group_name": null,
            "group_sensitivity": null, "in_reply_to": reply(post).map(|number| format!("f:{number}")), "replaces": null,
            "embeds": [], "lang": "de", "text": post.text, "media": [], "signals": [],
        })
    };
    let expected = |post: &Invented| Said {
        id: Some(format!("f:{}", post.number)),
        account: Some("f:s1".to_owned()),
        visibility: Visibility::Friends,
        reply: reply(post).map(|number| format!("f:{number}")),
        group: Some("g".to_owned()),
        lang: Some("de".to_owned()),
        ..said(kind_of(post), post)
    };
    let bytes = lines(posts.iter().map(whole));
    for bytes in [bytes.clone(), gzip(&bytes), zstd::encode_all(&bytes[..], 3).expect("in memory")] {
        check(&plain(scratch.write("posts.jsonl", bytes)), posts.iter().map(expected).collect());
    }
}

#[test]
fn tables_come_back_through_a_map() {
    let scratch = Scratch::new();
    let posts = invented(2);
    let (map, declare, expected) = mapped_table(&posts);
    let of = |format, path| Source {
        format: Some(format),
        service: Some("f".to_owned()),
        map: Some(map.clone()),
        declare: declare.clone(),
        ..plain(path)
    };
    let row = |post: &Invented| json!({"nr": post.number, "who": "s1", "moment": post.seconds, "reply": reply(post), "lang": "nl", "words": post.text});
    let path = scratch.write("table.jsonl", lines(posts.iter().map(row)));
    check(&of(Format::Jsonl, path), expected.clone());

    let mut table = ::csv::Writer::from_writer(Vec::new());
    table.write_record(["nr", "who", "moment", "reply", "lang", "words"]).expect("in memory");
    for post in &posts {
        let reply = reply(post).map(|number| number.to_string()).unwrap_or_default();
        let row = [&post.number.to_string(), "s1", &post.seconds.to_string(), &reply, "nl", &post.text];
        table.write_record(row).expect("in memory");
    }
    let path = scratch.write("table.csv", table.into_inner().expect("in memory"));
    check(&of(Format::Csv, path), expected.clone());

    let path = scratch.write("table.sqlite", b"");
    let table = rusqlite::Connection::open(&path).expect("a disk");
    table
        .execute_batch("CREATE TABLE t (nr INTEGER, who TEXT, moment INTEGER, reply INTEGER, lang TEXT, words TEXT)")
        .expect("SQL");
    for post in &posts {
        let row = (post.number as i64, "s1", post.seconds, reply(post).map(|number| number as i64), "nl", &post.text);
        table.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", row).expect("SQL");
    }
    drop(table);
    let mut source = of(Format::Sqlite, path);
    source.map.as_mut().expect("mapped").table = Some("t".to_owned());
    check(&source, expected);
}

#[test]
fn documents_of_data_sets_come_back() {
    let scratch = Scratch::new();
    let posts = invented(3);
    let declare = Declared { kind: Some(Kind::Post), ..Declared::default() };
    let dolma = |post: &Invented| json!({"id": format!("d{}", post.number), "text": post.text, "source": "forum", "added": "2026-01-01T00:00:00Z", "created": iso(post.seconds), "metadata": {"author": "s1"}});
    let expected =
        posts.iter().map(|post| Said { id: Some(format!("forum:d{}", post.number)), ..said(Kind::Post, post) });
    let path = scratch.write("dolma.jsonl", lines(posts.iter().map(dolma)));
    check(&Source { declare: declare.clone(), ..plain(path) }, expected.collect());

    let trove = |post: &Invented| json!({"text": post.text, "id": format!("<urn:uuid:{}>", post.number), "metadata": {"url": "https://example.org/1"}});
    let expected = posts.iter().map(|post| Said {
        id: Some(format!("web:<urn:uuid:{}>", post.number)),
        seconds: None,
        ..said(Kind::Post, post)
    });
    let path = scratch.write("datatrove.jsonl", lines(posts.iter().map(trove)));
    check(&Source { declare, service: Some("web".to_owned()), ..plain(path) }, expected.collect());
}

#[test]
fn a_dump_and_a_request_of_reddit_come_back() {
    let scratch = Scratch::new();
    let posts = invented(4);
    let name =
        |post: &Invented| if post.is_reply { format!("t1_n{}", post.number) } else { format!("t3_n{}", post.number) };
    let names: Vec<String> = posts.iter().map(name).collect();
    let answered = |post: &Invented| reply(post).map(|number| names[number as usize - 1].clone());
    let dump = |post: &Invented| match answered(post) {
        Some(parent) => {
            json!({"id": format!("n{}", post.number), "author": "s1", "created_utc": post.seconds, "subreddit": "tea", "subreddit_type": "public", "body": post.text, "link_id": "t3_n1", "parent_id": parent})
        }
        None => {
            json!({"id": format!("n{}", post.number), "author": "s1", "created_utc": post.seconds, "subreddit": "tea", "subreddit_type": "public", "title": "Tea", "selftext": post.text, "is_self": true})
        }
    };
    let expected = |visibility| {
        posts.iter().map(move |post| (post, visibility)).map(|(post, visibility)| Said {
            id: Some(format!("reddit:{}", name(post))),
            account: Some("reddit:s1".to_owned()),
            visibility,
            text: if post.is_reply { post.text.clone() } else { format!("Tea\n\n{}", post.text) },
            reply: answered(post).map(|id| format!("reddit:{id}")),
            group: Some("tea".to_owned()),
            ..said(if post.is_reply { Kind::Comment } else { Kind::GroupPost }, post)
        })
    };
    let bytes = zstd::encode_all(&lines(posts.iter().map(dump))[..], 3).expect("in memory");
    check(&plain(scratch.write("RC.zst", bytes)), expected(Visibility::Public).collect());

    let mut comments = ::csv::Writer::from_writer(Vec::new());
    let mut tops = ::csv::Writer::from_writer(Vec::new());
    comments
        .write_record(["id", "permalink", "date", "ip", "subreddit", "gildings", "link", "parent", "body", "media"])
        .expect("in memory");
    tops.write_record(["id", "permalink", "date", "ip", "subreddit", "gildings", "title", "url", "body"])
        .expect("in memory");
    for post in &posts {
        let (id, date) = (format!("n{}", post.number), spaced(post.seconds));
        // The parent of a comment is a comment; where it is the post itself, the address of the post stands for it.
        let parent = answered(post).unwrap_or_default();
        let (link, parent) = match parent.split_once('_') {
            Some(("t3", post)) => (format!("https://example.org/r/tea/comments/{post}/x/"), String::new()),
            Some((_, comment)) => ("https://example.org/r/tea/comments/n1/x/".to_owned(), comment.to_owned()),
            None => (String::new(), String::new()),
        };
        if post.is_reply {
            comments
                .write_record([&id, "", &date, "192.0.2.1", "tea", "0", &link, &parent, &post.text, ""])
                .expect("in memory");
        } else {
            tops.write_record([&id, "", &date, "192.0.2.1", "tea", "0", "Tea", "", &post.text]).expect("in memory");
        }
    }
    let (comments, tops) = (comments.into_inner().expect("in memory"), tops.into_inner().expect("in memory"));
    let archive = zip(&[
        ("statistics.csv", b"statistic,value\naccount name,s1\n"),
        ("comments.csv", &comments),
        ("posts.csv", &tops),
        ("post_votes.csv", b"id,permalink,direction\n"),
    ]);
    check(&plain(scratch.write("reddit.zip", archive)), expected(Visibility::Unknown).collect());
}

/// UTF-8 whose bytes were taken for letters, as Facebook and Instagram write it.
fn broken(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

#[test]
fn facebook_comes_back_with_its_letters_repaired() {
    let scratch = Scratch::new();
    let posts = invented(5);
    let (mut tops, mut comments) = (Vec::new(), Vec::new());
    for post in &posts {
        let text = broken(&post.text);
        if post.is_reply {
            comments.push(json!({"timestamp": post.seconds, "data": [{"comment": {"timestamp": post.seconds, "comment": text, "author": "S One"}}], "title": "S One commented."}));
        } else {
            tops.push(
                json!({"timestamp": post.seconds, "data": [{"post": text}], "title": "S One updated his status."}),
            );
        }
    }
    let members = [
        (
            "personal_information/profile_information/profile_information.json",
            json!({"profile_v2": {"name": {"full_name": "S One"}, "username": "s.one"}}),
        ),
        ("your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json", Value::Array(tops)),
        ("your_facebook_activity/comments_and_reactions/comments.json", json!({"comments_v2": comments})),
    ];
    let expected =
        posts.iter().map(|post| Said { account: Some("facebook:s.one".to_owned()), ..said(kind_of(post), post) });
    check(&plain(scratch.write("facebook.zip", documents(&members))), expected.collect());
}

fn documents(members: &[(&str, Value)]) -> Vec<u8> {
    let bytes: Vec<(&str, Vec<u8>)> =
        members.iter().map(|(name, value)| (*name, value.to_string().into_bytes())).collect();
    zip(&bytes.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
}

#[test]
fn instagram_comes_back_from_its_new_layout() {
    let scratch = Scratch::new();
    let posts = invented(6);
    let (mut threads, mut comments) = (Vec::new(), Vec::new());
    for post in &posts {
        let text = broken(&post.text);
        if post.is_reply {
            comments.push(json!({"timestamp": post.seconds, "media": [], "label_values": [{"label": "Comment", "value": text}, {"label": "Media Owner", "value": "s2"}], "fbid": post.number.to_string()}));
        } else {
            threads.push(json!({"media": [{"uri": "", "creation_timestamp": post.seconds, "title": text}]}));
        }
    }
    let members = [
        (
            "personal_information/personal_information/personal_information.json",
            json!({"profile_user": [{"title": "User", "string_map_data": {"Username": {"value": "s1"}, "Name": {"value": "S One"}}}]}),
        ),
        ("your_instagram_activity/threads/threads_and_replies.json", json!({"text_post_app_text_posts": threads})),
        ("your_instagram_activity/comments/post_comments_1.json", Value::Array(comments)),
    ];
    let expected =
        posts.iter().map(|post| Said { account: Some("instagram:s1".to_owned()), ..said(kind_of(post), post) });
    check(&plain(scratch.write("instagram.zip", documents(&members))), expected.collect());
}

#[test]
fn tiktok_comes_back() {
    let scratch = Scratch::new();
    let posts = invented(7);
    let (mut videos, mut comments) = (Vec::new(), Vec::new());
    for post in &posts {
        let date = spaced(post.seconds);
        if post.is_reply {
            comments.push(json!({"date": date, "comment": post.text, "photo": "N/A", "url": ""}));
        } else {
            let link = format!("https://www.tiktokv.com/share/video/{}/", 7_000_000_000_000_000_000u64 + post.number);
            videos.push(json!({"Date": date, "Link": link, "Title": post.text, "WhoCanView": "Friends"}));
        }
    }
    let download = json!({
        "Comment": {"Comments": {"App": 1, "CommentsList": comments}},
        "Post": {"Posts": {"VideoList": videos}},
        "Profile And Settings": {"Profile Info": {"ProfileMap": {"userName": "s1"}}},
    });
    let expected = posts.iter().map(|post| Said {
        account: Some("tiktok:s1".to_owned()),
        visibility: if post.is_reply { Visibility::Unknown } else { Visibility::Friends },
        ..said(if post.is_reply { Kind::Comment } else { Kind::Caption }, post)
    });
    check(&plain(scratch.write("user_data_tiktok.json", download.to_string())), expected.collect());
}

#[test]
fn a_takeout_comes_back() {
    let scratch = Scratch::new();
    let posts = invented(8);
    let mut prompts = Vec::new();
    let mut comments = ::csv::Writer::from_writer(Vec::new());
    let header = [
        "Comment ID",
        "Channel ID",
        "Comment Create Timestamp",
        "Price",
        "Parent Comment ID",
        "Post ID",
        "Video ID",
        "Comment Text",
        "Top-Level Comment ID",
    ];
    comments.write_record(header).expect("in memory");
    for post in &posts {
        if post.is_reply {
            let (id, text) = (format!("c{}", post.number), json!({"text": post.text}).to_string());
            comments.write_record([&id, "UC1", &iso(post.seconds), "0", "", "", "v1", &text, ""]).expect("in memory");
        } else {
            prompts.push(json!({"header": "Gemini Apps", "title": format!("Prompted {}", post.text), "time": iso(post.seconds), "products": ["Gemini Apps"]}));
        }
    }
    let comments = comments.into_inner().expect("in memory");
    let prompts = Value::Array(prompts).to_string();
    let archive = zip(&[
        ("Takeout/My Activity/Gemini Apps/MyActivity.json", prompts.as_bytes()),
        ("Takeout/YouTube and YouTube Music/comments/comments.csv", &comments),
    ]);
    let expected = posts.iter().map(|post| Said {
        account: Some("google:s1".to_owned()),
        visibility: if post.is_reply { Visibility::Unknown } else { Visibility::Private },
        reply: post.is_reply.then(|| "google:v1".to_owned()),
        ..said(if post.is_reply { Kind::Comment } else { Kind::AiPrompt }, post)
    });
    let declare = Declared { account_id: Some("s1".to_owned()), ..Declared::default() };
    check(&Source { declare, ..plain(scratch.write("takeout.zip", archive)) }, expected.collect());
}

#[test]
fn a_forum_comes_back() {
    let scratch = Scratch::new();
    let posts = invented(9);
    let mut table = ::csv::Writer::from_writer(Vec::new());
    let header = [
        "topic_title",
        "categories",
        "is_pm",
        "post_raw",
        "post_cooked",
        "like_count",
        "reply_count",
        "url",
        "created_at",
    ];
    table.write_record(header).expect("in memory");
    for post in &posts {
        // The first post of a topic bears its title, the others do not.
        let place = if post.is_reply { 2 } else { 1 };
        let url = format!("https://forum.example.org/t/tea/{}/{place}", post.number);
        table
            .write_record(["Tea", "Garden", "No", &post.text, "", "0", "0", &url, &spaced(post.seconds)])
            .expect("in memory");
    }
    let archive = zip(&[("user_archive.csv", &table.into_inner().expect("in memory")), ("preferences.json", b"{}")]);
    let expected = posts.iter().map(|post| Said {
        id: Some(format!("discourse:forum.example.org/{}/{}", post.number, if post.is_reply { 2 } else { 1 })),
        account: Some("discourse:7".to_owned()),
        text: if post.is_reply { post.text.clone() } else { format!("Tea\n\n{}", post.text) },
        group: Some("Garden".to_owned()),
        ..said(if post.is_reply { Kind::Comment } else { Kind::GroupPost }, post)
    });
    let declare = Declared { account_id: Some("7".to_owned()), ..Declared::default() };
    check(&Source { declare, ..plain(scratch.write("forum.zip", archive)) }, expected.collect());
}

#[test]
fn a_mailing_list_and_a_chat_come_back() {
    let scratch = Scratch::new();
    let posts = invented(10);
    let mut mailbox = String::new();
    for post in &posts {
        let moment = at(post.seconds);
        let body = post.text.replace("\nFrom ", "\n>From ");
        mailbox.push_str(&format!(
            "From s1@example.org {}\nFrom: S One <s1@example.org>\nDate: {}\nMessage-ID: <m{}@example.org>\nSubject: Tea\nList-Id: \
             Tea <tea.example.org>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n\n",
            moment.format("%a %b %e %H:%M:%S %Y"),
            moment.format("%a, %d %b %Y %H:%M:%S +0000"),
            post.number,
        ));
    }
    let expected = posts.iter().map(|post| Said {
        account: Some("mbox:s1@example.org".to_owned()),
        text: format!("Tea\n\n{}", post.text),
        group: Some("tea.example.org".to_owned()),
        ..said(Kind::GroupPost, post)
    });
    check(&plain(scratch.write("list.mbox", mailbox)), expected.collect());

    // A message of a chat is one line.
    let line = |post: &Invented| post.text.replace('\n', " ");
    let weechat = |post: &Invented| format!("{}\t@s1\t{}\n", at(post.seconds).format("%Y-%m-%d %H:%M:%S"), line(post));
    let znc = |post: &Invented| format!("[{}] <s1> {}\n", at(post.seconds).format("%H:%M:%S"), line(post));
    let expected =
        |post: &Invented| Said { account: Some("irc:s1".to_owned()), text: line(post), ..said(Kind::GroupPost, post) };
    let declare = Declared { utc_offset: Some("Z".to_owned()), ..Declared::default() };
    let path = scratch.write("weechat.log", posts.iter().map(weechat).collect::<String>());
    check(&Source { declare: declare.clone(), ..plain(path) }, posts.iter().map(expected).collect());
    // The name of the file is the day.
    let mut days = std::collections::BTreeMap::<String, String>::new();
    for post in &posts {
        days.entry(at(post.seconds).format("znc/%Y-%m-%d.log").to_string()).or_default().push_str(&znc(post));
    }
    for (name, lines) in days {
        scratch.write(&name, lines);
    }
    let source = Source { format: Some(Format::Irc), declare, ..plain(scratch.path("znc")) };
    check(&source, posts.iter().map(expected).collect());
}

/// The three escapes that Mastodon and X both write.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn the_fediverse_comes_back() {
    let scratch = Scratch::new();
    let posts = invented(11);
    let me = "https://social.example/users/s1";
    let address = |number: u64| format!("{me}/statuses/{number}");
    let activity = |post: &Invented| {
        let content = format!("<p>{}</p>", escaped(&post.text).replace('\n', "<br />"));
        json!({"id": format!("{}/activity", address(post.number)), "type": "Create", "actor": me, "published": iso(post.seconds),
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [format!("{me}/followers")],
            "object": {"id": address(post.number), "type": "Note", "inReplyTo": reply(post).map(address), "published": iso(post.seconds),
                "attributedTo": me, "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [format!("{me}/followers")],
                "content": content, "contentMap": {"nl": content}, "attachment": [], "tag": []}})
    };
    let outbox = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "orderedItems": posts.iter().map(activity).collect::<Vec<_>>()}).to_string();
    let actor = json!({"id": me, "type": "Person", "followers": format!("{me}/followers")}).to_string();
    let expected = posts.iter().map(|post| Said {
        id: Some(format!("mastodon:social.example/{}", post.number)),
        account: Some(format!("mastodon:{me}")),
        visibility: Visibility::Public,
        reply: reply(post).map(|number| format!("mastodon:social.example/{number}")),
        lang: Some("nl".to_owned()),
        ..said(kind_of(post), post)
    });
    let members: &[(&str, &[u8])] = &[("actor.json", actor.as_bytes()), ("outbox.json", outbox.as_bytes())];
    check(&plain(scratch.write("mastodon.tar.gz", gzip(&tar(members)))), expected.collect());
}

#[test]
fn x_comes_back() {
    let scratch = Scratch::new();
    let posts = invented(12);
    let id = |number: u64| (1_700_000_000_000_000_000 + number).to_string();
    let tweet = |post: &Invented| {
        let mut tweet = json!({"id_str": id(post.number), "id": id(post.number), "full_text": escaped(&post.text), "lang": "nl",
            "created_at": at(post.seconds).format("%a %b %d %H:%M:%S +0000 %Y").to_string(),
            "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []}});
        if let Some(number) = reply(post) {
            tweet["in_reply_to_status_id_str"] = json!(id(number));
        }
        json!({"tweet": tweet})
    };
    let tweets = format!("window.YTD.tweets.part0 = {}", Value::Array(posts.iter().map(tweet).collect()));
    let account = r#"window.YTD.account.part0 = [{"account":{"accountId":"7","username":"s1"}}]"#;
    let expected = posts.iter().map(|post| Said {
        id: Some(format!("x:{}", id(post.number))),
        account: Some("x:7".to_owned()),
        reply: reply(post).map(|number| format!("x:{}", id(number))),
        lang: Some("nl".to_owned()),
        ..said(kind_of(post), post)
    });
    let archive = zip(&[("data/account.js", account.as_bytes()), ("data/tweets.js", tweets.as_bytes())]);
    check(&plain(scratch.write("x.zip", archive)), expected.collect());
}

#[test]
fn a_repository_of_bluesky_comes_back() {
    let scratch = Scratch::new();
    let posts = invented(13);
    let key = |number: u64| format!("app.bsky.feed.post/3k{number:09}");
    let written: Vec<_> = posts
        .iter()
        .map(|post| {
            let answered = reply(post).map(|number| format!("at://did:plc:s1/{}", key(number)));
            (key(post.number), post.text.clone(), iso(post.seconds), answered)
        })
        .collect();
    let expected = posts.iter().map(|post| Said {
        id: Some(format!("bluesky:did:plc:s1/{}", key(post.number))),
        account: Some("bluesky:did:plc:s1".to_owned()),
        visibility: Visibility::Public,
        reply: reply(post).map(|number| format!("bluesky:did:plc:s1/{}", key(number))),
        ..said(kind_of(post), post)
    });
    let expected: Vec<Said> = expected.collect();
    check(&plain(scratch.write("repo.car", crate::bluesky::car_of(&written))), expected);
    assert!(Lang::new("nl").is_ok(), "the language of the others is one");
}
