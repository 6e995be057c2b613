//! The real samples, read where they lie. Nothing of them is in this project; where they are missing the tests say so.

use super::*;
use crate::{ColumnMap, Declared, Format, recognise};
use terms::{Kind, Visibility};

/// A file or folder of the real samples, or a word on standard error that it is missing.
fn sample(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if path.exists() {
        Some(path)
    } else {
        eprintln!("NOT TESTED: the real sample `{name}` is not beside this checkout");
        None
    }
}

/// Reads a package without saying what it is.
fn package(name: &str, format: Format) -> Option<Taken> {
    let path = sample(name)?;
    assert_eq!(recognise(&path).expect("recognised"), format);
    Some(take(&plain(&path)).expect("readable"))
}

#[test]
fn the_real_mastodon_outbox_gives_two_posts_for_followers_and_one_description() {
    for name in ["exports/mastodon", "exports/mastodon/outbox.json"] {
        let Some(taken) = package(name, Format::Mastodon) else { return };
        let kinds: Vec<_> = taken.posts.iter().map(|post| post.kind).collect();
        assert_eq!(kinds, [Kind::Post, Kind::Caption, Kind::Post]);
        assert!(taken.posts.iter().all(|post| post.visibility_now == Visibility::Followers));
        assert!(taken.posts.iter().all(|post| !post.text.expose().contains(['<', '>'])));
        assert!(taken.posts.iter().all(|post| post.account_id.is_some() && post.created_at.is_some()));
        assert_eq!((taken.tally.rejected, taken.tally.media_missing), (0, 1));
    }
}

#[test]
fn the_real_x_archive_gives_one_reply_a_profile_and_two_deletions() {
    let Some(taken) = package("exports/twitter-archive-2023", Format::X) else { return };
    let [post, gone, also_gone, profile] = taken.posts.as_slice() else { panic!("{:?}", taken.tally) };
    // The archive does not hold the two tweets that it says were deleted.
    assert!([gone, also_gone].iter().all(|post| post.deleted_at.is_some() && post.text.expose().is_empty()));
    assert_eq!(profile.kind, Kind::Profile);
    assert_eq!((post.kind, post.visibility_now), (Kind::Comment, Visibility::Unknown));
    assert_eq!(post.account_id.as_ref().map(|id| id.as_str()), Some("x:111111111"));
    assert_eq!(post.created_at.map(terms::format_instant).as_deref(), Some("2023-08-12T16:10:37Z"));
    assert!(!post.text.expose().contains("&amp;"));
    assert_eq!((taken.tally.members, taken.tally.members_unread), (31, 25));
}

#[test]
fn the_real_instagram_download_of_2020_gives_every_entry_of_its_lists() {
    let Some(taken) = package("exports/instagram-2020-dummy/insta4dummy.zip", Format::Instagram) else { return };
    let count = |wanted: &[Kind]| taken.posts.iter().filter(|post| wanted.contains(&post.kind)).count();
    // 36 photos, 26 stories, 2 videos, 1 profile picture and 2 pictures in messages; 13 comments.
    assert_eq!(count(&[Kind::Caption, Kind::Photo, Kind::Video]), 36 + 26 + 2 + 1);
    assert_eq!(count(&[Kind::DirectMessage]), 2);
    assert_eq!(count(&[Kind::Comment]), 13);
    assert_eq!((taken.tally.read, taken.tally.accepted), (80, 80));
    assert_eq!((taken.tally.members, taken.tally.members_unread), (20, 17));
    // The account is private, so its feed reaches followers.
    assert_eq!(taken.posts.iter().filter(|post| post.visibility_now == Visibility::Followers).count(), 38);
    // The pictures were left out of the sample.
    assert_eq!((taken.tally.media, taken.tally.media_missing), (0, 67));
}

#[test]
fn the_real_reddit_request_gives_two_comments_of_an_unknown_account() {
    let Some(taken) = package("exports/reddit-gdpr", Format::Reddit) else { return };
    assert_eq!(taken.posts.len(), 2);
    assert!(taken.posts.iter().all(|post| post.kind == Kind::Comment && post.account_id.is_none()));
    assert!(taken.tally.unmapped.contains("ip"));
}

#[test]
fn every_line_of_the_real_chat_is_read_through_a_map() {
    let Some(path) = sample("posts/irc-ubuntu.jsonl.gz") else { return };
    let mut source = Source::new(&path, Provenance::ThirdPartyDataset);
    source.service = Some("irc".to_owned());
    source.map = Some(ColumnMap {
        record_id: "id".to_owned(),
        text: "text".to_owned(),
        account_id: Some("author".to_owned()),
        created_at: Some("ts".to_owned()),
        lang: Some("lang".to_owned()),
        group_id: Some("channel".to_owned()),
        ..ColumnMap::default()
    });
    source.declare =
        Declared { kind: Some(Kind::GroupPost), visibility_now: Some(Visibility::Public), ..Declared::default() };
    assert_eq!(recognise(&path).expect("recognised"), Format::Jsonl);
    let mut authors = std::collections::BTreeSet::new();
    let tally = crate::read::<std::convert::Infallible>(&source, &mut |item| {
        if let Item::Post(post) = item {
            assert!(post.created_at.is_some() && post.lang.is_some() && post.group_id.is_some());
            authors.extend(post.account_id);
        }
        Ok(())
    });
    let tally = tally.expect("readable");
    assert_eq!((tally.read, tally.accepted, tally.rejected), (164_457, 164_457, 0));
    assert_eq!(authors.len(), 13_376);
    assert_eq!(tally.unmapped.len(), 0);
}

#[test]
fn the_real_bluesky_repository_gives_eight_posts_and_a_profile() {
    let Some(taken) = package("exports/bluesky-car/synthetic_repo.car", Format::Bluesky) else { return };
    // Counted by a decoder of another language: nine leaves of the tree, one of them the profile.
    let count = |kind| taken.posts.iter().filter(|post| post.kind == kind).count();
    assert_eq!((count(Kind::Post), count(Kind::Profile)), (8, 1));
    assert_eq!((taken.tally.read, taken.tally.accepted), (9, 9));
    let langs = |code: &str| {
        taken.posts.iter().filter(|post| post.lang.as_ref().is_some_and(|lang| lang.as_str() == code)).count()
    };
    assert_eq!((langs("nl"), langs("en"), langs("de")), (5, 2, 1));
    assert!(taken.posts.iter().all(|post| post.visibility_now == Visibility::Public));
    // The profile asks machines to stay away, and that holds for every record of the account.
    assert!(taken.posts.iter().all(|post| crate::reading(&post.signals) == crate::Reading::Disallows));
}

#[test]
fn a_folder_of_real_blocks_gives_its_one_repository_and_refuses_what_is_none() {
    let Some(taken) = package("exports/bluesky-car", Format::Bluesky) else { return };
    assert_eq!((taken.tally.read, taken.tally.accepted, taken.tally.rejected), (11, 9, 2));
    assert_eq!((taken.tally.members, taken.tally.members_unread), (3, 0));
}

#[test]
fn the_real_takeout_holds_no_words_and_says_so() {
    let Some(taken) = package("exports/takeout", Format::Takeout) else { return };
    // One entry of My Activity, one page of a browser, one place: counted by `jq length`.
    assert_eq!((taken.tally.read, taken.tally.not_own_words, taken.tally.accepted), (3, 3, 0));
    assert_eq!((taken.tally.members, taken.tally.members_unread), (3, 0));
}

#[test]
fn real_files_that_are_no_known_package_are_an_error() {
    for name in ["exports/bluesky-car/carv1_basic.car", "exports/bluesky-car/testv1.car", "exports"] {
        let Some(path) = sample(name) else { return };
        assert!(matches!(recognise(&path), Err(IntakeError::Unknown { .. } | IntakeError::Ambiguous { .. })), "{name}");
    }
}
