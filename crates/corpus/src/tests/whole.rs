//! Sealing, reading and purging whole corpora.

use super::*;
use crate::{Corpus, PurgeError, shard_of};
use std::collections::BTreeSet;

#[test]
fn a_corpus_gives_back_the_rows_that_were_sealed() {
    let (folder, input) = (Folder::new(), Input::invented(20, 7));
    let manifest = input.seal(folder.as_ref());
    let corpus = Corpus::open(&folder).expect("whole");
    corpus.verify().expect("holds");
    assert_eq!(corpus.manifest(), &manifest);

    let mut expected: Vec<_> = input.rows.values().cloned().collect();
    expected.sort_by_key(|row| (shard_of(&row.subject, 4), row.subject.clone(), row.record.clone()));
    let found: Vec<_> = corpus.rows().collect::<Result<_, _>>().expect("readable");
    assert_eq!(found, expected);

    let subjects: BTreeSet<_> = input.rows.values().map(|row| row.subject.clone()).collect();
    assert_eq!(corpus.subjects().expect("readable"), subjects);
    for subject in &subjects {
        let records: BTreeSet<_> =
            input.rows.values().filter(|row| row.subject == *subject).map(|row| row.record.clone()).collect();
        assert_eq!(corpus.records_of(subject).expect("readable"), records);
    }
    let excluded: BTreeMap<_, _> = corpus
        .excluded()
        .map(|row| row.map(|row| (row.source.as_str().to_owned(), row.exclusion)))
        .collect::<Result<_, _>>()
        .expect("readable");
    assert_eq!(excluded, input.excluded);
}

#[test]
fn the_counts_of_a_manifest_add_up() {
    let (folder, input) = (Folder::new(), Input::invented(20, 7));
    let counts = input.seal(folder.as_ref()).counts;
    assert_eq!(counts.read, 140);
    assert_eq!(counts.admitted, input.rows.len() as u64);
    assert_eq!(counts.read, counts.admitted + counts.refusals.refused + counts.refusals.held);
    assert_eq!(counts.tally.subjects, 20);
    assert_eq!(counts.tally.kinds.values().sum::<u64>(), counts.admitted);
    assert_eq!(counts.tally.langs.keys().collect::<Vec<_>>(), ["en", "nl", "und"]);
    assert_eq!(counts.tally.langs.values().sum::<u64>(), counts.admitted);
    assert_eq!(counts.tally.bases.values().sum::<u64>(), counts.admitted);
    assert_eq!(counts.refusals.rules["F09"], counts.refusals.refused + counts.refusals.held);
    let bytes: usize = input.rows.values().map(|row| row.text.expose().len()).sum();
    assert_eq!(counts.tally.text_bytes, bytes as u64);
}

#[test]
fn the_order_of_arrival_and_the_memory_at_hand_change_no_byte() {
    let (one, other, input) = (Folder::new(), Folder::new(), Input::invented(30, 9));
    input.seal(one.as_ref());
    let mut sealer = Sealer::begin_with(other.as_ref(), meta(), Steps::all(), 2_000).expect("writable");
    for (source, exclusion) in input.excluded.iter().rev() {
        sealer.exclude(&RecordId::new(source), exclusion.clone()).expect("writable");
    }
    for (source, row) in input.rows.iter().rev() {
        sealer.take(&RecordId::new(source), "PERMIT", row.clone()).expect("writable");
    }
    sealer.finish().expect("sealable");
    same_files(one.as_ref(), other.as_ref());
}

#[test]
fn a_purged_corpus_has_the_bytes_of_one_sealed_without_the_person() {
    let input = Input::invented(40, 6);
    let exclusion = Exclusion::new(Refusal::Forbid, ["F09"]);
    for subject in ["s0", "s3", "s39"].map(|subject| pseudonym("subject", subject)) {
        let (purged, fresh) = (Folder::new(), Folder::new());
        input.seal(purged.as_ref());
        input.without(&subject, &exclusion).seal(fresh.as_ref());

        let corpus = Corpus::open(&purged).expect("whole");
        let records = corpus.records_of(&subject).expect("readable");
        let gone = leaving(input.rows.values().filter(|row| row.subject == subject), &exclusion);
        let done = corpus.purge(&gone, meta()).expect("purgeable");

        assert_eq!((done.removed, done.absent, done.shards_rewritten), (records.len() as u64, 0, 1));
        same_files(purged.as_ref(), fresh.as_ref());
        Corpus::open(&purged).expect("whole").verify().expect("holds");
    }
}

#[test]
fn a_purge_leaves_no_text_and_no_text_digest_behind() {
    let (folder, mut input) = (Folder::new(), Input::invented(12, 5));
    let text = "An invented sentence that stands nowhere else: quince marmalade at dusk.";
    input.rows.insert("forum-a:x".to_owned(), row("forum-a:x", "s1", text));
    input.seal(folder.as_ref());
    let (subject, record) = (pseudonym("subject", "s1"), pseudonym("record", "forum-a:x"));
    let corpus = Corpus::open(&folder).expect("whole");
    assert!(corpus.rows().any(|row| row.expect("readable").text.expose() == text));

    let exclusion = Exclusion::new(Refusal::Forbid, ["F25"]);
    let gone = leaving(input.rows.values().filter(|row| row.subject == subject), &exclusion);
    corpus.purge(&gone, meta()).expect("purgeable");

    let corpus = Corpus::open(&folder).expect("whole");
    assert!(corpus.rows().all(|row| row.expect("readable").subject != subject));
    for line in corpus.lineage() {
        let line = line.expect("readable");
        assert!(line.text_sha256 != Digest::of(text) && line.subject != subject && line.record != record);
    }
    let kept = corpus.excluded().map(|row| row.expect("readable"));
    let kept: Vec<_> = kept.filter(|row| row.source == RecordId::new("forum-a:x")).collect();
    assert_eq!(kept.len(), 1, "the record must stay among the exclusions");
    assert_eq!(kept[0].exclusion, exclusion);
    for (name, bytes) in files(folder.as_ref()) {
        let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        assert!(!holds(&subject), "`{name}` still names the person's pseudonym");
        assert!(!holds(&Digest::of(text).to_string()), "`{name}` still holds the text's digest");
    }
}

#[test]
fn a_purge_of_nothing_moves_the_tree_head_and_touches_no_shard() {
    let (folder, input) = (Folder::new(), Input::invented(12, 5));
    let before = input.seal(folder.as_ref());
    let gone = leaving([row("never there", "s1", "")].iter(), &Exclusion::new(Refusal::Forbid, ["F09"]));
    let later = Meta { tree_size: 13, ..meta() };
    let done = Corpus::open(&folder).expect("whole").purge(&gone, later).expect("purgeable");
    assert_eq!((done.removed, done.absent, done.shards_rewritten), (0, 1, 0));
    assert_eq!(done.manifest.corpus_digest, before.corpus_digest);
    assert_eq!(done.manifest.meta.tree_size, 13);
    Corpus::open(&folder).expect("whole").verify().expect("holds");
}

#[test]
fn everybody_can_be_purged_and_what_remains_is_a_corpus_without_rows() {
    let (folder, input) = (Folder::new(), Input::invented(6, 3));
    input.seal(folder.as_ref());
    let exclusion = Exclusion::new(Refusal::Forbid, ["F01"]);
    let gone = leaving(input.rows.values(), &exclusion);
    let done = Corpus::open(&folder).expect("whole").purge(&gone, meta()).expect("purgeable");
    assert_eq!(done.manifest.counts.admitted, 0);
    assert_eq!(done.manifest.counts.read, 18);
    let corpus = Corpus::open(&folder).expect("whole");
    corpus.verify().expect("holds");
    assert_eq!(corpus.rows().count(), 0);
}

#[test]
fn the_corpus_digest_covers_the_shards_and_nothing_else() {
    let (one, other, input) = (Folder::new(), Folder::new(), Input::invented(9, 4));
    let first = input.seal(one.as_ref());
    let mut changed = input.clone();
    changed.excluded.insert("forum-a:y".to_owned(), Exclusion::new(Refusal::Hold, ["H14"]));
    assert_eq!(changed.seal(other.as_ref()).corpus_digest, first.corpus_digest);
    changed.rows.insert("forum-a:z".to_owned(), row("forum-a:z", "s1", "One more."));
    assert_ne!(changed.seal(other.as_ref()).corpus_digest, first.corpus_digest);
}

#[test]
fn a_new_seal_replaces_the_old_version_whole() {
    let (folder, fresh) = (Folder::new(), Folder::new());
    Input::invented(30, 4).seal(folder.as_ref());
    let mut sealer = Sealer::begin(&folder, Meta { shards: 2, ..meta() }).expect("writable");
    sealer.take(&RecordId::new("forum-a:1"), "PERMIT", row("forum-a:1", "s1", "Only this.")).expect("writable");
    sealer.finish().expect("sealable");
    let mut sealer = Sealer::begin(&fresh, Meta { shards: 2, ..meta() }).expect("writable");
    sealer.take(&RecordId::new("forum-a:1"), "PERMIT", row("forum-a:1", "s1", "Only this.")).expect("writable");
    sealer.finish().expect("sealable");
    same_files(folder.as_ref(), fresh.as_ref());
}

#[test]
fn more_rows_than_one_group_are_read_back_in_order() {
    let folder = Folder::new();
    let mut sealer = Sealer::begin(&folder, Meta { shards: 1, ..meta() }).expect("writable");
    for number in 0..70_000 {
        let source = format!("forum-a:{number}");
        let row = Row { subject: format!("{:032x}", number % 100), ..row(&source, "s1", "Same words.") };
        sealer.take(&RecordId::new(source), "PERMIT", row).expect("writable");
    }
    assert_eq!(sealer.finish().expect("sealable").counts.admitted, 70_000);
    let corpus = Corpus::open(&folder).expect("whole");
    corpus.verify().expect("holds");
    assert_eq!(corpus.rows().count(), 70_000);
}

#[test]
fn a_purge_cannot_change_the_number_of_shards() {
    let (folder, input) = (Folder::new(), Input::invented(6, 3));
    input.seal(folder.as_ref());
    let asked = Meta { shards: 8, ..meta() };
    let refused = Corpus::open(&folder).expect("whole").purge(&Leaving::new(), asked);
    assert!(matches!(refused, Err(PurgeError::OtherShards { sealed: 4, asked: 8 })));
}

/// A corpus as version 2 wrote it: lineage and exclusions in one file each, in the order of the parts.
fn undivide(folder: &Path) {
    use crate::manifest::{UNDIVIDED_EXCLUDED, UNDIVIDED_LINEAGE};
    use crate::tables::{Excluded, Lineage, RowWriter};
    let corpus = Corpus::open(folder).expect("whole");
    let mut lineage = RowWriter::<Lineage>::create(folder, UNDIVIDED_LINEAGE).expect("writable");
    corpus.lineage().for_each(|line| lineage.push(line.expect("readable")).expect("writable"));
    let mut excluded = RowWriter::<Excluded>::create(folder, UNDIVIDED_EXCLUDED).expect("writable");
    corpus.excluded().for_each(|row| excluded.push(row.expect("readable")).expect("writable"));
    let mut manifest = serde_json::to_value(corpus.manifest()).expect("JSON");
    manifest["version"] = 2.into();
    manifest["lineage"] = serde_json::to_value(lineage.finish().expect("writable")).expect("JSON");
    manifest["excluded"] = serde_json::to_value(excluded.finish().expect("writable")).expect("JSON");
    let manifest = terms::canonical_json(&manifest).expect("JSON") + "\n";
    world::write_atomic(folder.join("manifest.json"), manifest).expect("writable");
    world::remove_dir(folder.join("lineage")).expect("removable");
    world::remove_dir(folder.join("excluded")).expect("removable");
}

#[test]
fn a_corpus_of_version_2_is_read_and_a_purge_makes_the_parts_that_a_seal_makes() {
    let input = Input::invented(40, 6);
    let exclusion = Exclusion::new(Refusal::Forbid, ["F09"]);
    let subject = pseudonym("subject", "s3");
    let (older, fresh) = (Folder::new(), Folder::new());
    input.seal(older.as_ref());
    undivide(older.as_ref());
    input.without(&subject, &exclusion).seal(fresh.as_ref());

    let corpus = Corpus::open(&older).expect("version 2 still opens");
    assert_eq!(corpus.manifest().version, 2);
    corpus.verify().expect("holds");
    assert_eq!(corpus.excluded().count(), input.excluded.len());
    let theirs: Vec<_> = input.rows.values().filter(|row| row.subject == subject).collect();
    assert_eq!(corpus.records_of(&subject).expect("readable").len(), theirs.len());
    assert!(corpus.prove(&subject).expect("provable").records().is_some());

    let gone = leaving(theirs.into_iter(), &exclusion);
    let done = corpus.purge(&gone, meta()).expect("purgeable");
    assert_eq!((done.shards_rewritten, done.manifest.version), (1, 5));
    same_files(older.as_ref(), fresh.as_ref());
    Corpus::open(&older).expect("whole").verify().expect("holds");
}

#[test]
fn a_purge_writes_the_parts_of_the_person_and_no_other() {
    let (folder, input) = (Folder::new(), Input::invented(40, 6));
    let mut sealer = Sealer::begin(&folder, Meta { shards: 16, ..meta() }).expect("writable");
    for (source, row) in &input.rows {
        sealer.take(&RecordId::new(source), "PERMIT", row.clone()).expect("writable");
    }
    for (source, exclusion) in &input.excluded {
        sealer.exclude(&RecordId::new(source), exclusion.clone()).expect("writable");
    }
    sealer.finish().expect("sealable");
    let modified = || -> BTreeMap<String, std::time::SystemTime> {
        let time = |name: &String| std::fs::metadata(folder.0.join(name)).expect("there").modified().expect("a time");
        files(folder.as_ref()).into_keys().map(|name| (name.clone(), time(&name))).collect()
    };
    let before = modified();
    let subject = pseudonym("subject", "s3");
    let exclusion = Exclusion::new(Refusal::Forbid, ["F25"]);
    let theirs: Vec<_> = input.rows.iter().filter(|(_, row)| row.subject == subject).collect();
    let gone = leaving(theirs.iter().map(|(_, row)| *row), &exclusion);
    Corpus::open(&folder).expect("whole").purge(&gone, Meta { shards: 16, ..meta() }).expect("purgeable");

    let after = modified();
    let changed: BTreeSet<&str> =
        after.iter().filter(|(name, time)| before[*name] != **time).map(|(name, _)| name.as_str()).collect();
    let shard = shard_of(&subject, 16);
    let mut expected = BTreeSet::from(["manifest.json", "README.md", "croissant.json"].map(str::to_owned));
    expected.insert(crate::manifest::shard_name(shard, 16));
    expected.insert(crate::manifest::part_name("lineage", shard, 16));
    let bucket = |source: &String| crate::manifest::part_name("excluded", crate::row::bucket_of(source, 16), 16);
    expected.extend(theirs.iter().map(|(source, _)| bucket(source)));
    assert_eq!(changed, expected.iter().map(String::as_str).collect());
}

#[test]
fn one_shard_can_be_read_alone() {
    let (folder, input) = (Folder::new(), Input::invented(20, 5));
    input.seal(folder.as_ref());
    let corpus = Corpus::open(&folder).expect("whole");
    let all: Vec<_> = corpus.rows().collect::<Result<_, _>>().expect("readable");
    let each = (0..4).flat_map(|shard| corpus.shard_rows(shard).expect("there"));
    assert_eq!(each.collect::<Result<Vec<_>, _>>().expect("readable"), all);
    assert!(corpus.shard_rows(4).is_err());
}
