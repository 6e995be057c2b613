//! Arbitrary and nearly right bytes: every parser answers with items or an error, never with a panic.

use super::*;
use crate::{ColumnMap, Declared, Format, recognise};
use proptest::prelude::*;
use terms::Kind;

fn map() -> ColumnMap {
    ColumnMap {
        record_id: "id".to_owned(),
        text: "text".to_owned(),
        created_at: Some("ts".to_owned()),
        ..ColumnMap::default()
    }
}

/// Reads `bytes` as each format that a loose file can have, and as the members of each package.
fn read_as_everything(bytes: &[u8]) {
    let scratch = Scratch::new();
    let loose = scratch.write("loose", bytes);
    let _ = recognise(&loose);
    for format in Format::ALL {
        for mapped in [false, true] {
            let mut source = Source { format: Some(format), service: Some("s".to_owned()), ..plain(&loose) };
            if mapped {
                source.map = Some(map());
                source.declare = Declared { kind: Some(Kind::Post), ..Declared::default() };
            }
            let _ = take(&source);
        }
    }
    for names in [
        &["outbox.json", "actor.json"][..],
        &["data/tweets.js", "data/account.js", "data/deleted-tweet-headers.js"],
        &["media.json", "comments.json", "profile.json"],
        &["your_instagram_activity/media/posts_1.json", "your_instagram_activity/comments/post_comments_1.json"],
        &["comments.csv", "posts.csv", "statistics.csv", "post_votes.csv"],
        &[
            "your_facebook_activity/posts/your_posts_1.json",
            "your_facebook_activity/comments_and_reactions/comments.json",
            "your_facebook_activity/messages/inbox/a_1/message_1.json",
            "your_facebook_activity/posts/album/0.json",
            "personal_information/profile_information/profile_information.json",
        ],
        &[
            "your_instagram_activity/threads/threads_and_replies.json",
            "your_instagram_activity/messages/inbox/a_1/message_1.json",
        ],
        &["user_data_tiktok.json"],
        &[
            "My Activity/a/MyActivity.json",
            "YouTube and YouTube Music/comments/comments.csv",
            "Maps/Reviews.json",
            "Google Chat/Groups/a/messages.json",
        ],
        &["user_archive.csv"],
        &["repo.car"],
        &["a.log"],
    ] {
        let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, bytes)).collect();
        let _ = take(&plain(scratch.write("package", zip(&members))));
    }
}

/// One whole source of each kind, to be damaged.
fn seeds() -> Vec<Vec<u8>> {
    let outbox = br#"{"orderedItems":[{"type":"Create","actor":"https://h.example/users/a","object":{"type":"Note","id":"https://h.example/users/a/statuses/1","content":"<p>a &amp; b</p><blockquote>c</blockquote>","to":["as:Public"],"attachment":[{"url":"/media_attachments/1.jpg","name":"d"}]}}]}"#;
    let tweets = br#"window.YTD.tweets.part0 = [{"tweet":{"id_str":"1","full_text":"a &lt; b","created_at":"Mon Nov 11 10:22:58 +0000 2019","entities":{"media":[{"media_url":"http://example.org/a.jpg"}]}}}]"#;
    let media =
        br#"{"photos":[{"caption":"caf\u00c3\u00a9","taken_at":"2020-11-04T16:08:50+00:00","path":"photos/a.jpg"}]}"#;
    let posts = br#"[{"media":[{"uri":"media/a.jpg","creation_timestamp":1,"title":"a"}],"title":""}]"#;
    let csv = b"id,date,subreddit,link,parent,body,title,text,ts\n1,2026-01-01 10:00:00 UTC,s,,,\"a \"\"b\"\"\",t,x,\n";
    let own = br#"{"record_id":"r1","kind":"post","service":"s","source":"synthetic","visibility_now":"public","text":"abc","embeds":[{"start":0,"end":1}]}"#;
    let facebook = br#"[{"timestamp":1,"data":[{"post":"caf\u00c3\u00a9 @[1:2:s2]"}],"attachments":[{"data":[{"media":{"uri":"a.jpg","description":"d"}},{"poll":{"question":"q","options":[{"option":"o"}]}}]}],"label_values":[{"label":"Message","value":"m"}]}]"#;
    let thread = br#"{"participants":[{"name":"s1"}],"messages":[{"sender_name":"s1","timestamp_ms":1704067200000,"content":"a","photos":[{"uri":"b.jpg"}]}]}"#;
    let tiktok = br#"{"Comment":{"Comments":{"CommentsList":[{"date":"2026-01-01 10:00:00 UTC","comment":"a"}]}},"Post":{"Posts":{"VideoList":[{"Date":"2026-01-01 10:00:00","Link":"https://a/video/1/","Title":"t"}]}},"Profile":{"Profile Information":{"ProfileMap":{"userName":"s1","bioDescription":"b"}}}}"#;
    let archive = b"topic_title,categories,is_pm,post_raw,post_cooked,like_count,reply_count,url,created_at\nT,C,No,\"[quote=\"\"a\"\"]b[/quote]\",,0,0,https://h/t/s/1/2,2026-01-01 10:00:00 UTC\n";
    let comments = b"Comment ID,Channel ID,Comment Create Timestamp,Price,Video ID,Comment Text\nc,u,2026-01-01T10:00:00Z,0,v,\"{\"\"text\"\":\"\"a\"\"}\"\n";
    let dump =
        br#"{"id":"1","author":"s1","created_utc":1767261600,"subreddit":"tea","body":"[deleted]","parent_id":"t1_2"}"#;
    let letters = b"From s1@example.org Thu Jan  1 10:00:00 2026\nFrom: s1@example.org\nMessage-ID: <1@a>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-7\n\n<p>a\n--b\nContent-Transfer-Encoding: base64\n\nYQ==\n--b--\n\nFrom x Thu Jan 1 10:00:00 2026\nSubject: =?utf-8?q?a?=\n\n> q\n";
    let log = b"--- Log opened Thu Jan 01 10:00:00 2026\n10:01 <@s1> \x0304,01a\x03\n2026-01-01 10:01:00\ts1\tb\n[10:02] * s2 c\n";
    let mut seeds: Vec<Vec<u8>> =
        [&outbox[..], tweets, media, posts, csv, own, facebook, thread, tiktok, archive, comments, dump, letters, log]
            .iter()
            .map(|seed| seed.to_vec())
            .collect();
    seeds.push(crate::bluesky::sample_car());
    seeds.push(zip(&[("outbox.json", outbox), ("actor.json", b"{}")]));
    seeds.push(zip(&[("data/tweets.js", tweets), ("media_attachments/1.jpg", JPEG)]));
    seeds.push(tar(&[("outbox.json", outbox)]));
    seeds.push(gzip(&tar(&[("media.json", media)])));
    seeds.push(zstd::encode_all(&own[..], 1).expect("in memory"));
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_an_answer_and_never_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_as_everything(&bytes);
    }

    #[test]
    fn nearly_right_bytes_are_an_answer_and_never_a_panic(
        seed in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..6),
    ) {
        let seeds = seeds();
        let mut bytes = seeds[seed.index(seeds.len())].clone();
        for (at, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                _ => bytes.insert(at, byte),
            }
        }
        read_as_everything(&bytes);
    }

    #[test]
    fn our_own_posts_come_back_as_they_were_written(
        text in "\\PC{0,40}",
        id in "[a-z:/0-9]{1,20}",
        kind in prop::sample::select(Kind::ALL),
    ) {
        let scratch = Scratch::new();
        let post = Post { text: terms::Text::new(text), ..post(&id, kind) };
        let path = scratch.write("posts.jsonl", serde_json::to_vec(&post).expect("JSON"));
        let taken = take(&plain(&path)).expect("readable");
        prop_assert_eq!(&taken.posts[..], &[post]);
    }
}

fn post(id: &str, kind: Kind) -> Post {
    serde_json::from_value(serde_json::json!({
        "record_id": id, "kind": kind, "service": "s", "source": "platform_first_party", "visibility_now": "public",
        "text": "", "account_id": "s:a", "created_at": "2026-01-01T00:00:00Z", "lang": "nl",
        "media": [], "embeds": [], "signals": [{"name": "robots", "value": "noai"}],
    }))
    .expect("a post")
}
