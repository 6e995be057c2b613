//! What versions promise, on a file that each test makes.

use super::*;
use crate::tests::Scratch;
use terms::{AccountId, Kind, Provenance, RecordId};

fn at(text: &str) -> Instant {
    terms::parse_instant(text).expect("a moment")
}

fn day(day: u32) -> Instant {
    at(&format!("2026-03-{day:02}T12:00:00Z"))
}

fn post(id: &str, text: &str, created: u32) -> Post {
    let line = serde_json::json!({
        "record_id": id, "kind": Kind::Post, "service": "s", "source": Provenance::PlatformFirstParty,
        "account_id": "s:a1", "created_at": format!("2026-03-{created:02}T10:00:00Z"), "visibility_now": "public", "text": text,
    });
    serde_json::from_value(line).expect("a post")
}

fn edited(id: &str, text: &str, created: u32, edit: u32) -> Post {
    Post { edited_at: Some(day(edit)), ..post(id, text, created) }
}

fn deleted(id: &str, when: u32) -> Post {
    Post { deleted_at: Some(day(when)), ..post(id, "", when) }
}

/// What one run brings.
struct Export<'a> {
    as_of: AsOf,
    whole: Whole,
    posts: &'a [Post],
}

fn bring(versions: &mut Versions, export: &Export<'_>) -> Fates {
    let run = versions.next_run().expect("readable");
    let import =
        Import { source: "export".to_owned(), at: day(28), as_of: export.as_of.clone(), run, whole: export.whole };
    let mut arriving = versions.begin(import).expect("begun");
    for post in export.posts {
        arriving.post(post).expect("taken");
    }
    arriving.finish().expect("settled");
    if export.whole == Whole::Complete {
        let seen: Vec<&str> = export.posts.iter().map(|post| post.record_id.as_str()).collect();
        arriving.absent("", &export.as_of, &mut |record| Ok(seen.contains(&record))).expect("concluded");
    }
    arriving.commit(&serde_json::json!([])).expect("kept")
}

fn stated(versions: &mut Versions, on: u32, whole: Whole, posts: &[Post]) -> Fates {
    bring(versions, &Export { as_of: AsOf::Stated(day(on)), whole, posts })
}

fn assumed(versions: &mut Versions, on: u32, posts: &[Post]) -> Fates {
    bring(versions, &Export { as_of: AsOf::Assumed(day(on)), whole: Whole::Unsaid, posts })
}

/// What stands: identifier, text, and whether it is gone.
fn standing(versions: &Versions) -> Vec<(String, String, bool)> {
    let mut found = Vec::new();
    versions
        .each::<VersionsError>(&|_| true, &mut |standing| {
            let Standing { post, is_gone, .. } = standing;
            found.push((post.record_id.to_string(), post.text.into_inner(), is_gone));
            Ok(())
        })
        .expect("readable");
    found
}

fn stands(versions: &Versions, expected: &[(&str, &str, bool)]) {
    let found = standing(versions);
    let found: Vec<_> = found.iter().map(|(id, text, gone)| (id.as_str(), text.as_str(), *gone)).collect();
    assert_eq!(found, expected);
}

fn open(scratch: &Scratch) -> Versions {
    Versions::open(&scratch.0).expect("opens")
}

#[test]
fn reading_the_same_export_twice_changes_nothing() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    let posts = [post("s:1", "one", 1), post("s:2", "two", 2)];
    assert_eq!(stated(&mut versions, 5, Whole::Unsaid, &posts), Fates { new: 2, ..Fates::default() });
    let change = versions.change().expect("readable");
    assert_eq!(stated(&mut versions, 5, Whole::Unsaid, &posts), Fates { unchanged: 2, ..Fates::default() });
    assert_eq!(assumed(&mut versions, 9, &posts), Fates { unchanged: 2, ..Fates::default() });
    assert_eq!(versions.change().expect("readable"), change);
    assert!(versions.changed_since(0).expect("readable").is_empty());
}

#[test]
fn the_same_record_in_the_bytes_of_an_earlier_release_is_unchanged() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    let posts = [post("s:1", "one", 1), post("s:2", "two", 2)];
    stated(&mut versions, 5, Whole::Unsaid, &posts);
    let change = versions.change().expect("readable");
    let older = "UPDATE records SET digest = x'00', post = json_set(post, '$.deleted_at', NULL, '$.media', json('[]'))";
    assert_eq!(versions.base.execute(older, []).expect("written"), 2);
    let later = [posts[0].clone(), post("s:2", "zwei", 2)];
    assert_eq!(stated(&mut versions, 6, Whole::Unsaid, &later), Fates { unchanged: 1, changed: 1, ..Fates::default() });
    assert_eq!(versions.changed_since(change).expect("readable"), ["s:2"]);
    assert_eq!(stated(&mut versions, 7, Whole::Unsaid, &later), Fates { unchanged: 2, ..Fates::default() });
}

#[test]
fn an_edit_is_a_new_version_and_the_old_one_is_kept_with_its_provenance() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    stated(&mut versions, 5, Whole::Unsaid, &[post("s:1", "one", 1)]);
    let before = versions.change().expect("readable");
    let fates = stated(&mut versions, 6, Whole::Unsaid, &[post("s:1", "uno", 1)]);
    assert_eq!((fates.changed, fates.new), (1, 0));
    stands(&versions, &[("s:1", "uno", false)]);
    let history = versions.history("s:1").expect("readable");
    let [old] = history.as_slice() else { panic!("{history:?}") };
    assert_eq!((old.version, old.source.as_str(), old.as_of), (1, "export", day(5)));
    assert_eq!(old.post.as_ref().map(|post| post.text.expose()), Some("one"));
    assert_eq!(versions.changed_since(before).expect("readable"), ["s:1"]);
}

#[test]
fn an_older_export_rolls_nothing_back_and_brings_nothing_back() {
    let scratch = Scratch::new();
    let old = [post("s:1", "one", 1), post("s:2", "two", 2), post("s:3", "three", 3)];
    let new = [post("s:1", "uno", 1), post("s:3", "three", 3), post("s:4", "four", 7)];
    // Whoever says when it was exported, and whoever lets its newest record tell.
    for (says, whole) in [(true, Whole::Complete), (true, Whole::Unsaid), (false, Whole::Unsaid)] {
        let mut versions = Versions::open(&scratch.path(&format!("{says}-{whole:?}"))).expect("opens");
        let moment = |on| if says { AsOf::Stated(day(on)) } else { AsOf::Assumed(day(on)) };
        bring(&mut versions, &Export { as_of: moment(8), whole, posts: &new });
        // The old file was copied later, so its time is later.
        let on = if says { 4 } else { 20 };
        let fates = bring(&mut versions, &Export { as_of: moment(on), whole, posts: &old });
        assert_eq!((fates.stale, fates.held_back, fates.unchanged), (1, 1, 1), "{says} {whole:?}");
        stands(&versions, &[("s:1", "uno", false), ("s:3", "three", false), ("s:4", "four", false)]);
    }
}

#[test]
fn an_edit_with_its_own_moment_is_ordered_by_it_whatever_came_first() {
    let scratch = Scratch::new();
    let versions_of = [post("s:1", "first", 1), edited("s:1", "second", 1, 2), edited("s:1", "third", 1, 3)];
    for (number, order) in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]].into_iter().enumerate() {
        let mut versions = Versions::open(&scratch.path(&number.to_string())).expect("opens");
        for index in order {
            let posts = std::slice::from_ref(&versions_of[index]);
            // Each was exported on the day of its wording.
            bring(
                &mut versions,
                &Export {
                    as_of: AsOf::Stated(day(u32::try_from(index).expect("small") + 1)),
                    whole: Whole::Unsaid,
                    posts,
                },
            );
        }
        stands(&versions, &[("s:1", "third", false)]);
    }
}

#[test]
fn a_deletion_leaves_no_words_and_stays_until_somebody_says_otherwise() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    stated(&mut versions, 5, Whole::Unsaid, &[post("s:1", "one", 1), post("s:1#1", "a picture", 1)]);
    stated(&mut versions, 6, Whole::Unsaid, &[post("s:1", "uno", 1)]);
    let fates = stated(&mut versions, 7, Whole::Unsaid, &[deleted("s:1", 7)]);
    assert_eq!(fates.deleted, 2, "the description of its picture goes with it");
    stands(&versions, &[("s:1", "", true), ("s:1#1", "", true)]);
    assert!(versions.history("s:1").expect("readable").iter().all(|old| old.post.is_none()), "earlier words go too");
    // An older export, and one whose age nobody says, do not bring it back.
    assert_eq!(stated(&mut versions, 6, Whole::Unsaid, &[post("s:1", "uno", 1)]).held_back, 1);
    assert_eq!(assumed(&mut versions, 20, &[post("s:1", "uno", 1)]).held_back, 1);
    stands(&versions, &[("s:1", "", true), ("s:1#1", "", true)]);
    // Somebody says that it is there on a later day.
    assert_eq!(stated(&mut versions, 9, Whole::Unsaid, &[post("s:1", "again", 1)]).changed, 1);
    stands(&versions, &[("s:1", "again", false), ("s:1#1", "", true)]);
}

#[test]
fn a_deletion_arrives_before_or_after_the_record_and_wins() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    stated(&mut versions, 7, Whole::Unsaid, &[deleted("s:1", 6)]);
    assert_eq!(stated(&mut versions, 5, Whole::Unsaid, &[post("s:1", "one", 1)]).held_back, 1);
    stands(&versions, &[("s:1", "", true)]);
}

#[test]
fn what_is_absent_from_a_complete_source_is_gone_and_only_there() {
    let scratch = Scratch::new();
    for (whole, is_gone) in [(Whole::Complete, true), (Whole::Unsaid, false), (Whole::Increments, false)] {
        let mut versions = Versions::open(&scratch.path(&format!("{whole:?}"))).expect("opens");
        stated(&mut versions, 5, whole, &[post("s:1", "one", 1), post("s:2", "two", 2)]);
        stated(&mut versions, 6, whole, &[post("s:1", "one", 1)]);
        let text = if is_gone { "" } else { "two" };
        stands(&versions, &[("s:1", "one", false), ("s:2", text, is_gone)]);
        // An older export says nothing about what came later.
        stated(&mut versions, 4, whole, &[]);
        stands(&versions, &[("s:1", "one", false), ("s:2", text, is_gone)]);
    }
}

#[test]
fn increments_may_add_what_is_older() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    stated(&mut versions, 8, Whole::Increments, &[post("s:8", "eight", 8)]);
    assert_eq!(stated(&mut versions, 3, Whole::Increments, &[post("s:3", "three", 3)]).new, 1);
}

#[test]
fn an_import_that_breaks_off_leaves_nothing() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    stated(&mut versions, 5, Whole::Unsaid, &[post("s:1", "one", 1)]);
    let before = (standing(&versions), versions.change().expect("readable"), versions.next_run().expect("readable"));
    let import = Import {
        source: "export".to_owned(),
        at: day(28),
        as_of: AsOf::Stated(day(6)),
        run: 2,
        whole: Whole::Complete,
    };
    let mut arriving = versions.begin(import).expect("begun");
    arriving.post(&post("s:1", "uno", 1)).expect("taken");
    arriving.post(&post("s:2", "two", 2)).expect("taken");
    drop(arriving);
    assert_eq!(
        before,
        (standing(&versions), versions.change().expect("readable"), versions.next_run().expect("readable"))
    );
    drop(versions);
    stands(&open(&scratch), &[("s:1", "one", false)]);
}

#[test]
fn a_change_of_audience_is_seen_and_kept() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    stated(&mut versions, 5, Whole::Unsaid, &[post("s:1", "one", 1)]);
    let hidden = Post { visibility_now: Visibility::Followers, ..post("s:1", "one", 1) };
    stated(&mut versions, 6, Whole::Unsaid, std::slice::from_ref(&hidden));
    versions
        .each::<VersionsError>(&|_| true, &mut |standing| {
            let history: Vec<_> =
                standing.post.visibility_history.iter().map(|change| (change.at, change.to)).collect();
            let created = at("2026-03-01T10:00:00Z");
            assert_eq!(history, [(created, Visibility::Public), (day(6), Visibility::Followers)]);
            Ok(())
        })
        .expect("readable");
    assert_eq!(stated(&mut versions, 7, Whole::Unsaid, &[hidden]).unchanged, 1);
}

#[test]
fn a_batch_is_taken_once_under_its_key() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    let push = PushKey { key: Digest::of("key"), body: Digest::of("body") };
    assert_eq!(versions.earlier(&push).expect("readable"), Earlier::Never);
    let import =
        Import { source: "live".to_owned(), at: day(5), as_of: AsOf::Stated(day(5)), run: 1, whole: Whole::Increments };
    let mut arriving = versions.begin(import).expect("begun");
    arriving.post(&post("s:1", "one", 1)).expect("taken");
    assert_eq!(arriving.gone("s:9", day(4)).expect("taken"), Fate::Stale, "nobody knows that record");
    arriving.answer(&push, "answer").expect("kept");
    arriving.commit(&serde_json::json!([])).expect("kept");
    assert_eq!(versions.earlier(&push).expect("readable"), Earlier::Answered("answer".to_owned()));
    let other = PushKey { body: Digest::of("other"), ..push };
    assert_eq!(versions.earlier(&other).expect("readable"), Earlier::OtherBody);
}

#[test]
fn an_older_state_of_an_account_is_not_taken_and_an_absent_one_is_deleted() {
    let scratch = Scratch::new();
    let mut versions = open(&scratch);
    let account = |status: &str| -> Account {
        let line = serde_json::json!({"account_id": "s:a1", "subject_id": "p1", "service": "s", "age_assurance": "none", "status": status});
        serde_json::from_value(line).expect("an account")
    };
    let mut bring = |on: u32, account: Option<&Account>| {
        let run = versions.next_run().expect("readable");
        let import =
            Import { source: "a".to_owned(), at: day(28), as_of: AsOf::Stated(day(on)), run, whole: Whole::Complete };
        let mut arriving = versions.begin(import).expect("begun");
        let mut seen = std::collections::BTreeSet::new();
        if let Some(account) = account {
            arriving.account(account).expect("taken");
            seen.insert(AccountId::new("s:a1").as_str().to_owned());
        }
        arriving.absent_accounts(&seen).expect("concluded");
        arriving.commit(&serde_json::json!([])).expect("kept");
        versions.accounts(&|_| true).expect("readable").first().map(|account| account.status.as_str())
    };
    assert_eq!(bring(5, Some(&account("deactivated"))), Some("deactivated"));
    assert_eq!(bring(4, Some(&account("active"))), Some("deactivated"));
    assert_eq!(bring(6, Some(&account("active"))), Some("active"));
    assert_eq!(bring(7, None), Some("deleted"));
    let _ = RecordId::new("s:1");
}

#[test]
fn a_file_of_a_later_version_is_refused_with_a_hint() {
    let scratch = Scratch::new();
    drop(open(&scratch));
    let base = Connection::open(scratch.path(FILE)).expect("a file");
    base.pragma_update(None, "user_version", 99).expect("written");
    drop(base);
    let error = Versions::open(&scratch.0).err().expect("refused").to_string();
    assert!(error.contains("update grondslag"), "{error}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 48, ..Default::default() })]

    /// In whatever order exports that say their day arrive, the end is that of the latest one; and a deleted record is never
    /// there after an export that came before its deletion.
    #[test]
    fn the_order_of_arrival_does_not_matter(mut order in proptest::sample::subsequence(vec![0_usize, 1, 2, 3, 4], 5), swaps in proptest::collection::vec(0_usize..5, 5)) {
        for (index, other) in swaps.into_iter().enumerate() {
            order.swap(index, other);
        }
        let exports = [
            (2, vec![post("s:1", "one", 1)]),
            (4, vec![post("s:1", "uno", 1), post("s:2", "two", 3)]),
            (6, vec![post("s:1", "eins", 1), deleted("s:2", 5)]),
            (8, vec![post("s:1", "een", 1), post("s:3", "three", 7)]),
            (10, vec![post("s:1", "yksi", 1), post("s:3", "drie", 7)]),
        ];
        let scratch = Scratch::new();
        let mut versions = open(&scratch);
        for index in order {
            let (on, posts) = &exports[index];
            stated(&mut versions, *on, Whole::Increments, posts);
        }
        let mut found = standing(&versions);
        found.sort();
        let found: Vec<_> = found.iter().map(|(id, text, gone)| (id.as_str(), text.as_str(), *gone)).collect();
        proptest::prop_assert_eq!(found, [("s:1", "yksi", false), ("s:2", "", true), ("s:3", "drie", false)]);
    }
}
