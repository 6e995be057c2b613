//! Downloads of Facebook and of Instagram as they are since 2023. In: the pieces of one person. Out: archives whose letters are
//! broken as Meta breaks them. Never: a label in another language than English.

use super::{Cast, Layout, Numbers, Piece, account, blank, digits, file, group};
use crate::demo::draw::Draw;
use crate::demo::picture::{self, Place};
use crate::demo::{DemoError, packages, write_atomic};
use serde_json::{Value, json};
use std::path::Path;
use terms::{Kind, Post, Visibility};

/// UTF-8 whose bytes were taken for letters, as Facebook and Instagram write it.
fn broken(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// Who the demo's person writes to.
const THREAD: &str = "buur_1";
const NAME: &str = "S One";
const GROUP: &str = "Plein";

fn thread(messages: &[Value]) -> Value {
    json!({"participants": [{"name": "Buur"}, {"name": NAME}], "title": "Buur", "messages": messages})
}

fn message(piece: &Piece) -> Value {
    json!({"sender_name": NAME, "timestamp_ms": piece.seconds() * 1000, "content": broken(&piece.text)})
}

/// A message in a thread, under the identifier that intake gives it.
fn direct(piece: &Piece, service: &str, tag: &str, numbers: &mut Numbers) -> Post {
    let thread = digits(&format!("{service} thread"), THREAD);
    let id = numbers.next(&format!("{tag}/messages/{thread}"), piece.seconds() * 1000);
    Post { visibility_now: Visibility::Direct, ..piece.said(service, &id, Kind::DirectMessage) }
}

fn bytes(members: Vec<(String, Value)>) -> Result<Vec<(String, Vec<u8>)>, DemoError> {
    members.into_iter().map(|(name, value)| Ok((name, serde_json::to_vec(&value)?))).collect()
}

/// Posts, group posts, comments, messages and the words of a profile, with a picture for each that shows one.
pub(super) fn facebook(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("facebook/facebook.zip");
    let (pieces, tag) = (cast.single(1), digits("facebook account", "s.one"));
    let (mut posts, mut groups, mut comments, mut messages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut pictures, mut expected, mut numbers) = (Vec::new(), Vec::new(), Numbers::default());
    let (mut draw, mut replies) = (Draw::new(cast.seed, "pictures of facebook"), Vec::new());
    let about = pieces.iter().find(|piece| piece.kind == Kind::Profile);
    for piece in pieces.iter().filter(|piece| piece.kind != Kind::Profile) {
        let (at, text) = (piece.seconds(), broken(&piece.text));
        let whole = json!({"timestamp": at, "data": [{"post": text}], "title": "S One updated his status."});
        let mut said = |section, kind| piece.said("facebook", &format!("{tag}/{}", numbers.next(section, at)), kind);
        let post = match piece.kind {
            Kind::DirectMessage => {
                messages.push(message(piece));
                direct(piece, "facebook", &tag, &mut numbers)
            }
            Kind::Comment if piece.number % 3 == 0 => {
                let comment = json!({"timestamp": at, "comment": text, "author": NAME, "group": GROUP});
                replies.push(json!({"timestamp": at, "data": [{"comment": comment}], "title": "S One commented."}));
                let mut post = said("group_comments", Kind::Comment);
                group(&mut post, GROUP, GROUP);
                post
            }
            Kind::Comment => {
                comments.push(json!({
                    "timestamp": at, "data": [{"comment": {"timestamp": at, "comment": text, "author": NAME}}],
                    "title": "S One commented.",
                }));
                said("comments", Kind::Comment)
            }
            Kind::GroupPost | Kind::PrivateGroupPost => {
                groups.push(whole);
                said("group_posts", Kind::GroupPost)
            }
            Kind::Photo => {
                let uri = format!("your_facebook_activity/posts/media/{}.jpg", piece.number);
                let mut whole = whole;
                if let Some(members) = whole.as_object_mut() {
                    let attached = json!([{"data": [{"media": {"uri": uri, "creation_timestamp": at}}]}]);
                    members.insert("attachments".to_owned(), attached);
                }
                posts.push(whole);
                pictures.push((uri.clone(), picture::landscape(&mut draw, Place::Unknown)));
                Post { media: vec![file(&uri)], ..said("posts", Kind::Post) }
            }
            _ => {
                posts.push(whole);
                said("posts", Kind::Post)
            }
        };
        expected.push(post);
    }
    expected.extend(about.map(|piece| blank("facebook", &format!("{tag}/profile"), Kind::Profile, &piece.text)));
    let about = about.map(|piece| broken(&piece.text));
    let profile = json!({"profile_v2": {"name": {"full_name": NAME}, "username": "s.one", "about_me": about}});
    let below = |name: &str| format!("your_facebook_activity/{name}");
    let mut members = bytes(vec![
        ("personal_information/profile_information/profile_information.json".to_owned(), profile),
        (below("posts/your_posts__check_ins__photos_and_videos_1.json"), Value::Array(posts)),
        (below("groups/your_posts_in_groups.json"), json!({"group_posts_v2": groups})),
        (below("groups/your_comments_in_groups.json"), json!({"group_comments_v2": replies})),
        (below("comments_and_reactions/comments.json"), json!({"comments_v2": comments})),
        (below(&format!("messages/inbox/{THREAD}/message_1.json")), thread(&messages)),
    ])?;
    members.extend(pictures);
    write_atomic(&path, packages::zip(&members)?)?;
    expected.iter_mut().for_each(|post| post.account_id = account("facebook", "s.one"));
    Ok(vec![Layout::new("facebook", path, expected)])
}

/// Pictures with captions, comments, posts in Threads, and messages, of an account that only followers see.
pub(super) fn instagram(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("instagram/instagram.zip");
    let (pieces, tag) = (cast.single(2), digits("instagram account", "s1"));
    let (mut feed, mut threads, mut comments, mut messages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut pictures, mut expected, mut numbers) = (Vec::new(), Vec::new(), Numbers::default());
    let mut draw = Draw::new(cast.seed, "pictures of instagram");
    for piece in pieces {
        let (at, text) = (piece.seconds(), broken(&piece.text));
        let said = |id: &str, kind| piece.said("instagram", &format!("{tag}/{id}"), kind);
        let post = match piece.kind {
            Kind::DirectMessage => {
                messages.push(message(piece));
                direct(piece, "instagram", &tag, &mut numbers)
            }
            Kind::Comment => {
                comments.push(json!({
                    "timestamp": at, "media": [], "fbid": piece.number.to_string(),
                    "label_values": [{"label": "Comment", "value": text}, {"label": "Media Owner", "value": "s2"}],
                }));
                said(&numbers.next("comments", at), Kind::Comment)
            }
            Kind::Photo => {
                let uri = format!("media/posts/{}/{}.jpg", piece.at.format("%Y%m"), piece.number);
                feed.push(json!({"media": [{"uri": uri, "creation_timestamp": at, "title": text}]}));
                pictures.push((uri.clone(), picture::landscape(&mut draw, Place::Unknown)));
                // Of a private account the posts reach followers.
                Post { media: vec![file(&uri)], visibility_now: Visibility::Followers, ..said(&uri, Kind::Caption) }
            }
            _ => {
                threads.push(json!({"media": [{"uri": "", "creation_timestamp": at, "title": text}]}));
                said(&numbers.next("threads", at), Kind::Post)
            }
        };
        expected.push(post);
    }
    let value = |value: &str| json!({"value": value});
    let labels = json!({"Username": value("s1"), "Name": value(NAME), "Private Account": value("True")});
    let below = |name: &str| format!("your_instagram_activity/{name}");
    let mut members = bytes(vec![
        (
            "personal_information/personal_information/personal_information.json".to_owned(),
            json!({"profile_user": [{"title": "User", "string_map_data": labels}]}),
        ),
        (below("media/posts_1.json"), Value::Array(feed)),
        (below("threads/threads_and_replies.json"), json!({"text_post_app_text_posts": threads})),
        (below("comments/post_comments_1.json"), Value::Array(comments)),
        (below(&format!("messages/inbox/{THREAD}/message_1.json")), thread(&messages)),
    ])?;
    members.extend(pictures);
    write_atomic(&path, packages::zip(&members)?)?;
    expected.iter_mut().for_each(|post| post.account_id = account("instagram", "s1"));
    Ok(vec![Layout::new("instagram", path, expected)])
}
