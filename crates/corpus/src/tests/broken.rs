//! Wrong input and files that changed after they were sealed.

use super::*;
use crate::{Corpus, Mismatch, OpenError, ReadError};

#[test]
fn a_folder_without_a_manifest_is_no_corpus() {
    let (folder, input) = (Folder::new(), Input::invented(6, 3));
    input.seal(folder.as_ref());
    world::remove_file(folder.0.join("manifest.json")).expect("removable");
    assert!(matches!(Corpus::open(&folder), Err(OpenError::NotSealed { .. })));
}

#[test]
fn a_changed_byte_of_any_file_is_found_and_named() {
    let (folder, input) = (Folder::new(), Input::invented(20, 5));
    input.seal(folder.as_ref());
    for (name, bytes) in files(folder.as_ref()) {
        if name == "manifest.json" {
            continue;
        }
        for place in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            world::write_atomic(folder.0.join(&name), &changed).expect("writable");
            let error = Corpus::open(&folder).expect("the manifest holds").verify().expect_err("must be found");
            assert!(matches!(error.mismatch(), Some(Mismatch::Digest { file, .. }) if *file == name), "{error}");
        }
        world::write_atomic(folder.0.join(&name), &bytes).expect("writable");
    }
    Corpus::open(&folder).expect("whole").verify().expect("holds again");
}

#[test]
fn a_changed_number_or_digest_in_the_manifest_is_found() {
    let (folder, input) = (Folder::new(), Input::invented(20, 5));
    input.seal(folder.as_ref());
    let path = folder.0.join("manifest.json");
    let sealed: serde_json::Value = serde_json::from_slice(&world::read(&path).expect("there")).expect("JSON");
    let changes: [(&str, serde_json::Value); 14] = [
        ("/people_root", Digest::of("other").to_string().into()),
        ("/shards/0/people_root", Digest::of("other").to_string().into()),
        ("/meta/name", "forum-b".into()),
        ("/corpus_digest", Digest::of("other").to_string().into()),
        ("/counts/read", 1.into()),
        ("/counts/admitted", 1.into()),
        ("/counts/refusals/held", 1.into()),
        ("/excluded/0/refusals/held", 1_000.into()),
        ("/excluded/2/file/name", "excluded.parquet".into()),
        ("/lineage/0/rows", 1.into()),
        ("/shards/0/file/rows", 1.into()),
        ("/shards/0/file/sha256", Digest::of("other").to_string().into()),
        ("/shards/1/file/name", "../../elsewhere.parquet".into()),
        ("/lineage/1/name", "/etc/passwd".into()),
    ];
    for (pointer, value) in changes {
        let mut changed = sealed.clone();
        *changed.pointer_mut(pointer).expect("a member") = value;
        world::write_atomic(&path, changed.to_string()).expect("writable");
        let error = Corpus::open(&folder).expect_err("must be found");
        assert!(error.mismatch().is_some(), "{pointer}: {error}");
    }
}

#[test]
fn a_count_that_adds_up_but_is_not_true_is_found_by_verify() {
    let (folder, input) = (Folder::new(), Input::invented(20, 5));
    input.seal(folder.as_ref());
    let path = folder.0.join("manifest.json");
    let sealed: serde_json::Value = serde_json::from_slice(&world::read(&path).expect("there")).expect("JSON");
    let lift = |value: &serde_json::Value| serde_json::json!(value.as_u64().expect("a number") + 1);
    for pointers in [
        ["/shards/0/tally/text_bytes", "/counts/tally/text_bytes"],
        ["/counts/refusals/rules/F09", "/excluded/1/refusals/rules/F09"],
    ] {
        let mut changed = sealed.clone();
        for pointer in pointers {
            let member = changed.pointer_mut(pointer).expect("a member");
            *member = lift(member);
        }
        world::write_atomic(&path, changed.to_string()).expect("writable");
        let error = Corpus::open(&folder).expect("it adds up").verify().expect_err("must be found");
        assert!(matches!(error.mismatch(), Some(Mismatch::Content { .. })), "{error}");
    }
}

#[test]
fn a_manifest_of_a_later_version_is_refused_with_a_hint() {
    let folder = Folder::new();
    world::write_atomic(folder.0.join("manifest.json"), r#"{"version":9,"something":"new"}"#).expect("writable");
    let error = Corpus::open(&folder).expect_err("must be refused");
    assert!(matches!(error, OpenError::Newer { version: 9, known: 8, .. }));
    assert!(error.to_string().ends_with("use a newer `grondslag`"));
}

#[test]
fn a_manifest_of_the_version_before_the_tree_of_people_is_refused_and_sealing_replaces_it() {
    let (folder, input) = (Folder::new(), Input::invented(6, 3));
    let older = r#"{"version":1,"something":"old"}"#;
    world::write_atomic(folder.0.join("manifest.json"), older).expect("writable");
    let error = Corpus::open(&folder).expect_err("must be refused");
    assert!(matches!(error, OpenError::Older { version: 1, known: 8, .. }));
    assert!(error.to_string().contains("run `grondslag corpus seal`"));
    // Killed in the middle of a switch by that version: what it staged goes.
    world::write_atomic(folder.0.join("next/manifest.json"), older).expect("writable");
    assert_eq!(crate::recover(&folder).expect("recoverable"), crate::Recovered::Dropped);
    input.seal(folder.as_ref());
    Corpus::open(&folder).expect("whole").verify().expect("holds");
}

#[test]
fn bases_that_some_shards_alone_count_are_no_figure() {
    let (folder, input) = (Folder::new(), Input::invented(20, 3));
    input.seal(folder.as_ref());
    let path = folder.0.join("manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_slice(&world::read(&path).expect("there")).expect("JSON");
    let bases = |tally: &mut serde_json::Value| tally.as_object_mut().expect("a tally").remove("bases").expect("there");
    bases(&mut manifest["shards"][0]["tally"]);
    world::write_atomic(&path, manifest.to_string()).expect("writable");
    assert!(Corpus::open(&folder).is_err(), "the sum is not of all shards");
    bases(&mut manifest["counts"]["tally"]);
    world::write_atomic(&path, manifest.to_string()).expect("writable");
    let corpus = Corpus::open(&folder).expect("as a version before wrote it");
    assert!(corpus.manifest().counts.tally.bases.is_empty());
}

#[test]
fn a_manifest_that_was_cut_off_is_refused() {
    let (folder, input) = (Folder::new(), Input::invented(6, 3));
    input.seal(folder.as_ref());
    let path = folder.0.join("manifest.json");
    let bytes = world::read(&path).expect("there");
    for length in [0, 1, bytes.len() / 2, bytes.len() - 3] {
        world::write_atomic(&path, &bytes[..length]).expect("writable");
        assert!(matches!(Corpus::open(&folder), Err(OpenError::Malformed { .. })));
    }
}

#[test]
fn a_missing_shard_and_a_stray_shard_are_found() {
    let (folder, input) = (Folder::new(), Input::invented(20, 5));
    let manifest = input.seal(folder.as_ref());
    let stray = folder.0.join("data/train-00009-of-00004.parquet");
    world::write_atomic(&stray, "anything").expect("writable");
    let error = Corpus::open(&folder).expect("the manifest holds").verify().expect_err("must be found");
    assert!(matches!(error.mismatch(), Some(Mismatch::Stray { .. })), "{error}");
    world::remove_file(&stray).expect("removable");

    world::remove_file(folder.0.join(&manifest.shards[2].file.name)).expect("removable");
    let error = Corpus::open(&folder).expect("the manifest holds").verify().expect_err("must be found");
    assert!(matches!(error.mismatch(), Some(Mismatch::Missing { .. })), "{error}");
}

#[test]
fn reading_ends_at_the_first_broken_shard_with_an_error_and_not_with_the_end() {
    let (folder, input) = (Folder::new(), Input::invented(20, 5));
    let manifest = input.seal(folder.as_ref());
    world::write_atomic(folder.0.join(&manifest.shards[1].file.name), "nothing").expect("writable");
    let corpus = Corpus::open(&folder).expect("the manifest holds");
    let rows: Vec<_> = corpus.rows().collect();
    assert_eq!(rows.len() as u64, manifest.shards[0].file.rows + 1);
    assert!(matches!(rows.last(), Some(Err(ReadError::Mismatch(Mismatch::Digest { .. })))));
}

#[test]
fn a_purge_refuses_a_shard_that_was_changed_and_leaves_the_corpus_as_it_was() {
    let (folder, input) = (Folder::new(), Input::invented(20, 5));
    let manifest = input.seal(folder.as_ref());
    for shard in &manifest.shards {
        world::write_atomic(folder.0.join(&shard.file.name), "nothing").expect("writable");
    }
    let before = files(folder.as_ref());
    let gone = leaving(input.rows.values().take(1), &Exclusion::new(Refusal::Forbid, ["F09"]));
    let error = Corpus::open(&folder).expect("the manifest holds").purge(&gone, meta()).expect_err("must refuse");
    assert!(error.mismatch().is_some());
    assert!(files(folder.as_ref()) == before);
    assert!(!folder.0.join("next").exists());
}

#[test]
fn a_record_that_comes_twice_is_refused_and_nothing_is_left() {
    let folder = Folder::new();
    let mut sealer = Sealer::begin(&folder, meta()).expect("writable");
    for text in ["One.", "Another."] {
        sealer.take(&RecordId::new("forum-a:1"), "PERMIT", row("forum-a:1", "s1", text)).expect("writable");
    }
    assert!(matches!(sealer.finish(), Err(SealError::Duplicate { .. })));
    assert!(files(folder.as_ref()).is_empty());

    let mut sealer = Sealer::begin(&folder, meta()).expect("writable");
    for rule in ["F09", "F10"] {
        sealer.exclude(&RecordId::new("forum-a:1"), Exclusion::new(Refusal::Forbid, [rule])).expect("writable");
    }
    assert!(matches!(sealer.finish(), Err(SealError::Duplicate { .. })));
}

#[test]
fn an_id_in_the_place_of_a_pseudonym_is_refused_and_not_repeated() {
    let folder = Folder::new();
    let mut sealer = Sealer::begin(&folder, meta()).expect("writable");
    let named = Row { subject: "forum-a:s1".to_owned(), ..row("forum-a:1", "s1", "One.") };
    let error = sealer.take(&RecordId::new("forum-a:1"), "PERMIT", named).expect_err("must be refused");
    assert!(!error.to_string().contains("s1"), "{error}");
}

#[test]
fn no_debug_output_shows_a_text() {
    let shown = format!("{:?}", row("forum-a:1", "s1", "quince marmalade"));
    assert!(!shown.contains("quince"), "{shown}");
}
