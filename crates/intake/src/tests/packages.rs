//! Packages in their three wrappings, with the pictures that their posts name.

use super::*;
use crate::{Format, recognise};
use terms::{Kind, Visibility};

const TWEETS: &[u8] = br#"window.YTD.tweets.part0 = [
  {"tweet": {"id_str": "10", "full_text": "look", "created_at": "Mon Nov 11 10:22:58 +0000 2019"}},
  {"tweet": {"id_str": "1", "full_text": "no picture", "created_at": "Mon Nov 11 10:22:58 +0000 2019"}}
]"#;
const ACCOUNT: &[u8] = br#"window.YTD.account.part0 = [{"account": {"accountId": "7"}}]"#;
const MEMBERS: &[(&str, &[u8])] = &[
    ("data/tweets.js", TWEETS),
    ("data/account.js", ACCOUNT),
    ("data/tweets_media/10-a.jpg", JPEG),
    ("data/tweets_media/10-b.mp4", b"no picture at all"),
    ("data/like.js", b"window.YTD.like.part0 = []"),
];

fn check(path: &Path) {
    assert_eq!(recognise(path).expect("recognised"), Format::X);
    let taken = take(&plain(path)).expect("readable");
    assert_eq!(taken.posts.len(), 2, "{}", path.display());
    assert_eq!(taken.posts[0].media.len(), 2);
    assert_eq!(taken.posts[1].media.len(), 0, "tweet 1 has not the pictures of tweet 10");
    assert_eq!(taken.posts[0].account_id.as_ref().map(|id| id.as_str()), Some("x:7"));
    let [picture] = taken.pictures.as_slice() else { panic!("{:?}", taken.tally) };
    assert_eq!(
        (picture.path.as_str(), picture.media_type, picture.bytes.as_slice()),
        ("data/tweets_media/10-a.jpg", "image/jpeg", JPEG)
    );
    assert_eq!((taken.tally.media_unread, taken.tally.members, taken.tally.members_unread), (1, 5, 1));
}

#[test]
fn a_folder_a_zip_and_a_tar_give_the_same_items() {
    let scratch = Scratch::new();
    for (name, bytes) in MEMBERS {
        scratch.write(&format!("folder/{name}"), bytes);
    }
    check(&scratch.path("folder"));
    check(&scratch.write("archive", zip(MEMBERS)));
    check(&scratch.write("archive.bin", tar(MEMBERS)));
    check(&scratch.write("archive.any", gzip(&tar(MEMBERS))));
    check(&scratch.write("archive.zst", zstd::encode_all(&tar(MEMBERS)[..], 1).expect("in memory")));
}

#[test]
fn an_archive_may_keep_everything_in_one_folder() {
    let scratch = Scratch::new();
    let inside: Vec<(String, &[u8])> =
        MEMBERS.iter().map(|(name, bytes)| (format!("twitter-2023-08-30/{name}"), *bytes)).collect();
    let inside: Vec<(&str, &[u8])> = inside.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    check(&scratch.write("a.zip", zip(&inside)));
    check(&scratch.write("a.tar", tar(&inside)));
}

#[test]
fn the_name_of_a_file_says_nothing_about_its_format() {
    let scratch = Scratch::new();
    let x = scratch.write("instagram/mastodon/outbox.json.csv", zip(MEMBERS));
    assert_eq!(recognise(&x).expect("recognised"), Format::X);
    // `following.js` is a part of `following.json`, and `activity/` of `your_facebook_activity/`.
    let other =
        scratch.write("x.zip", zip(&[("data/tweets.json", b"[]"), ("your_facebook_activity/posts/tweets.js", b"")]));
    assert!(matches!(recognise(&other), Err(IntakeError::Unknown { .. })));
}

#[test]
fn pictures_beside_our_own_posts_are_handed_over() {
    let scratch = Scratch::new();
    scratch.write("pictures/a.jpg", JPEG);
    let line = r#"{"record_id":"r1","kind":"photo","service":"s","source":"synthetic","visibility_now":"public","text":"","media":[{"path":"pictures/a.jpg"},{"path":"pictures/gone.jpg"}]}"#;
    let path = scratch.write("posts.jsonl", line);
    let taken = take(&Source { provenance: None, ..plain(&path) }).expect("readable");
    assert_eq!((taken.tally.media, taken.tally.media_missing), (1, 1));
    assert_eq!(taken.pictures[0].path, "pictures/a.jpg");
}

#[test]
fn instagram_of_2023_is_read_with_dutch_labels_and_repaired_letters() {
    let scratch = Scratch::new();
    scratch.write(
        "your_instagram_activity/media/posts_1.json",
        r#"[{"media":[{"uri":"media/posts/202304/1.jpg","creation_timestamp":1681000000,"title":"Caf\u00c3\u00a9 \u00f0\u009f\u0099\u0082"}]},
            {"media":[{"uri":"media/posts/202304/2.jpg","creation_timestamp":1681000001,"title":""},{"uri":"media/posts/202304/3.jpg","creation_timestamp":1681000001,"title":"own"}],"title":"both","creation_timestamp":1681000001}]"#,
    );
    scratch.write(
        "your_instagram_activity/comments/post_comments_1.json",
        r#"[{"media_list_data":[],"string_map_data":{"Opmerking":{"value":"leuk!"},"Media-eigenaar":{"value":"s2"},"Tijd":{"timestamp":1681000002}}},
            {"string_map_data":{"Kommentti":{"value":"kiva"},"Aika":{"timestamp":1681000002}}}]"#,
    );
    scratch.write(
        "personal_information/personal_information/personal_information.json",
        r#"{"profile_user":[{"string_map_data":{"Gebruikersnaam":{"value":"s1"},"Priv\u00c3\u00a9account":{"value":"True"}}}]}"#,
    );
    scratch.write("media/posts/202304/1.jpg", JPEG);
    assert_eq!(recognise(&scratch.0).expect("recognised"), Format::Instagram);
    let taken = take(&plain(&scratch.0)).expect("readable");
    let told: Vec<_> = taken.posts.iter().map(|post| (post.kind, post.text.expose(), post.media.len())).collect();
    assert_eq!(
        told,
        [
            (Kind::Comment, "leuk!", 0),
            (Kind::Caption, "Café 🙂", 1),
            (Kind::Caption, "both", 2),
            (Kind::Caption, "own", 1)
        ]
    );
    assert_eq!(taken.posts[1].visibility_now, Visibility::Followers);
    assert_eq!((taken.tally.rejected, taken.tally.media, taken.tally.media_missing), (1, 1, 2));
    assert!(!format!("{:?}", taken.rejected).contains("kiva"));
}

#[test]
fn what_a_picture_says_about_training_holds_for_the_post_that_shows_it() {
    let scratch = Scratch::new();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x plus:DataMining=\"http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED\"/>";
    let mut picture = vec![0xff, 0xd8, 0xff, 0xe1];
    picture.extend(u16::try_from(xmp.len() + 2).expect("short").to_be_bytes());
    picture.extend(xmp);
    picture.extend([0xff, 0xda, 0, 2, 0xff, 0xd9]);
    let members = [("data/tweets.js", TWEETS), ("data/tweets_media/10-a.jpg", picture.as_slice())];
    for path in [scratch.write("a.zip", zip(&members)), scratch.write("a.tar", tar(&members))] {
        let taken = take(&plain(&path)).expect("readable");
        let said: Vec<_> = taken.posts.iter().map(|post| crate::reading(&post.signals)).collect();
        assert_eq!(said, [crate::Reading::Disallows, crate::Reading::Silent]);
        assert_eq!((taken.tally.members, taken.tally.members_unread, taken.tally.media), (2, 0, 1));
    }
}
