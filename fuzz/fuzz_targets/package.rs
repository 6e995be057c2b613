//! Every format that is a package. The first byte chooses it, a line `====` ends each member.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write as _};

const PACKAGES: &[&[&str]] = &[
    &["outbox.json", "actor.json", "media_attachments/a.jpg"],
    &["data/tweets.js", "data/account.js", "data/deleted-tweet-headers.js", "data/tweets_media/1-a.jpg"],
    &["media.json", "comments.json", "profile.json", "photos/a.jpg"],
    &[
        "your_instagram_activity/media/posts_1.json",
        "your_instagram_activity/comments/post_comments_1.json",
        "your_instagram_activity/threads/threads_and_replies.json",
        "your_instagram_activity/messages/inbox/a_1/message_1.json",
        "personal_information/personal_information/personal_information.json",
    ],
    &[
        "your_facebook_activity/posts/your_posts_1.json",
        "your_facebook_activity/comments_and_reactions/comments.json",
        "your_facebook_activity/messages/inbox/a_1/message_1.json",
        "your_facebook_activity/posts/album/0.json",
        "personal_information/profile_information/profile_information.json",
    ],
    &["comments.csv", "posts.csv", "statistics.csv", "post_votes.csv"],
    &[
        "My Activity/Gemini Apps/MyActivity.json",
        "YouTube and YouTube Music/comments/comments.csv",
        "Maps/Reviews.json",
        "Google Chat/Groups/a/messages.json",
        "Google Chat/Users/a/user_info.json",
    ],
    &["user_archive.csv"],
    &["user_data_tiktok.json"],
    &[
        "Posts/Posts.txt",
        "Comments/Comments.txt",
        "Direct Messages/Direct Messages.txt",
        "Profile and Settings/Profile Information.txt",
        "Your Activity/Watch History.txt",
    ],
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let names = PACKAGES[usize::from(*choice) % PACKAGES.len()];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut rest = rest;
    for name in names {
        let end = rest.windows(6).position(|window| window == b"\n====\n");
        let (member, behind) = end.map_or((rest, &[][..]), |end| (&rest[..end], &rest[end + 6..]));
        archive.start_file(*name, stored).expect("in memory");
        archive.write_all(member).expect("in memory");
        rest = behind;
    }
    readings::read_bytes(&archive.finish().expect("in memory").into_inner(), &[None]);
});
