//! What an X archive of recent years holds beside its tweets, and in how many parts.

use super::*;
use terms::{Kind, Visibility};

#[test]
fn parts_long_texts_communities_messages_and_deletions_are_read() {
    let scratch = Scratch::new();
    let long = "a text that goes on and on ".repeat(20);
    let begin: String = long.chars().take(200).collect();
    let tweet = |id: u32, text: &str| {
        format!(
            r#"{{"tweet": {{"id_str": "{id}", "full_text": "{text}", "created_at": "Wed Aug 30 10:00:00 +0000 2023"}}}}"#
        )
    };
    let long_tweet = tweet(1, &format!("{begin}… https://t.co/abc"));
    let members = [
        ("tweets.js", format!("window.YTD.tweets.part0 = [{long_tweet}]")),
        ("tweets-part1.js", format!("window.YTD.tweets.part1 = [{}]", tweet(2, "short"))),
        ("community-tweet.js", format!("window.YTD.community_tweet.part0 = [{}]", tweet(3, "to the community"))),
        (
            "note-tweet.js",
            format!(
                r#"window.YTD.note_tweet.part0 = [{{"noteTweet": {{"noteTweetId": "90", "createdAt": "2023-08-30T10:00:01.000Z", "core": {{"text": "{long}"}}}}}},
                {{"noteTweet": {{"noteTweetId": "91", "createdAt": "2023-08-29T10:00:00.000Z", "core": {{"text": "belongs to no tweet here"}}}}}}]"#
            ),
        ),
        (
            "direct-messages.js",
            r#"window.YTD.direct_messages.part0 = [{"dmConversation": {"conversationId": "7-8", "messages": [
                {"messageCreate": {"id": "50", "senderId": "7", "recipientId": "8", "text": "mine", "createdAt": "2023-08-30T10:00:00.000Z"}},
                {"messageCreate": {"id": "51", "senderId": "8", "recipientId": "7", "text": "not mine", "createdAt": "2023-08-30T10:00:01.000Z"}}]}}]"#
                .to_owned(),
        ),
        (
            "deleted-tweet-headers.js",
            r#"window.YTD.deleted_tweet_headers.part0 = [{"tweet": {"tweet_id": "99", "user_id": "7", "created_at": "Wed Aug 30 10:00:00 +0000 2023", "deleted_at": "Wed Aug 30 11:00:00 +0000 2023"}}]"#
                .to_owned(),
        ),
        ("profile.js", r#"window.YTD.profile.part0 = [{"profile": {"description": {"bio": "tea", "website": "", "location": "here"}}}]"#.to_owned()),
        ("account.js", r#"window.YTD.account.part0 = [{"account": {"accountId": "7"}}]"#.to_owned()),
        ("manifest.js", r#"window.__THAR_CONFIG = {"archiveInfo": {"generationDate": "2023-09-01T08:00:00.000Z"}}"#.to_owned()),
        ("follower.js", "window.YTD.follower.part0 = []".to_owned()),
    ];
    for (name, content) in &members {
        scratch.write(&format!("data/{name}"), content);
    }
    let taken = take(&plain(&scratch.0)).expect("readable");
    let told: Vec<_> = taken.posts.iter().map(|post| (post.record_id.as_str(), post.kind)).collect();
    assert_eq!(
        told,
        [
            ("x:3", Kind::GroupPost),
            ("x:2", Kind::Post),
            ("x:1", Kind::Post),
            ("x:note/91", Kind::Post),
            ("x:99", Kind::Post),
            ("x:dm/50", Kind::DirectMessage),
            ("x:profile/7", Kind::Profile)
        ]
    );
    assert_eq!(taken.posts[2].text.expose(), long);
    assert!(taken.posts[4].deleted_at.is_some() && taken.posts[4].text.expose().is_empty());
    assert_eq!(taken.posts[5].visibility_now, Visibility::Direct);
    assert_eq!(taken.exported.map(terms::format_instant).as_deref(), Some("2023-09-01T08:00:00Z"));
    assert_eq!((taken.tally.not_own_words, taken.tally.members, taken.tally.members_unread), (1, 10, 1));
    assert!(!format!("{taken:?}").contains("not mine"));
}
