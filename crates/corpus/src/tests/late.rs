//! Who comes late: what is said of a person stands in all their rows, and only where the manifest names the day.

use super::*;
use crate::manifest::MANIFEST;
use crate::seal::ShardWriter;
use crate::{Arrival, Corpus, PurgeError, ReadError};
use std::collections::BTreeSet;

fn with_day() -> Meta {
    Meta { late_from: terms::Date::from_ymd_opt(2026, 6, 1), ..meta() }
}

/// Everybody whose number is even comes early.
fn early() -> BTreeSet<String> {
    (0..40).step_by(2).map(|number| pseudonym("subject", &format!("s{number}"))).collect()
}

fn sealed(input: &Input, folder: &Folder, meta: Meta, early: BTreeSet<String>) -> Manifest {
    let mut sealer = Sealer::begin(folder, meta).expect("writable").with_early(early);
    for (source, row) in &input.rows {
        sealer.take(&RecordId::new(source), "PERMIT", row.clone()).expect("writable");
    }
    for (source, exclusion) in &input.excluded {
        sealer.exclude(&RecordId::new(source), exclusion.clone()).expect("writable");
    }
    sealer.finish().expect("sealable")
}

fn late(folder: &Folder) -> BTreeMap<String, Late> {
    let corpus = Corpus::open(folder).expect("whole");
    corpus.verify().expect("as sealed");
    let rows = corpus.rows().map(|row| row.expect("readable"));
    rows.map(|row| (row.subject, row.late)).collect()
}

#[test]
fn all_rows_of_a_person_say_whether_they_come_late_and_whoever_nobody_knows_does() {
    let (folder, input) = (Folder::new(), Input::invented(12, 5));
    let manifest = sealed(&input, &folder, with_day(), early());
    for (subject, late) in late(&folder) {
        assert_eq!(late, if early().contains(&subject) { Late::No } else { Late::Yes });
    }
    let corpus = Corpus::open(&folder).expect("whole");
    let people: BTreeSet<String> = input.rows.values().map(|row| row.subject.clone()).collect();
    assert_eq!(corpus.late().expect("readable"), &people - &early());
    assert_eq!(manifest.version, 8, "an earlier program knows no such column");
    assert_eq!(
        manifest.schema.last().map(|column| (column.name.as_str(), column.r#type.as_str())),
        Some(("late", "bool"))
    );
    for card in ["README.md", "croissant.json", MANIFEST] {
        let text = world::read_string(folder.0.join(card)).expect("there");
        assert!(text.contains("late"), "`{card}` does not name the column");
    }
    let nobody = Folder::new();
    sealed(&input, &nobody, with_day(), BTreeSet::new());
    assert!(late(&nobody).values().all(|late| *late == Late::Yes));
}

#[test]
fn a_corpus_that_names_no_day_says_it_of_nobody_and_has_no_such_column() {
    let (folder, other, input) = (Folder::new(), Folder::new(), Input::invented(12, 5));
    let manifest = sealed(&input, &folder, meta(), early());
    input.seal(other.as_ref());
    same_files(folder.as_ref(), other.as_ref());
    assert!(late(&folder).values().all(|late| late.is_unsaid()));
    assert!(Corpus::open(&folder).expect("whole").late().expect("readable").is_empty());
    assert_eq!((manifest.version, manifest.schema.len()), (5, 7));
    assert!(!manifest.to_json().contains("late"));
}

#[test]
fn purging_somebody_early_or_late_gives_the_bytes_of_sealing_without_them() {
    let exclusion = Exclusion::new(Refusal::Forbid, ["F07"]);
    let (folder, mut left) = (Folder::new(), Input::invented(12, 5));
    sealed(&left, &folder, with_day(), early());
    for number in [3, 4, 0, 7] {
        let subject = pseudonym("subject", &format!("s{number}"));
        let gone = leaving(left.rows.values().filter(|row| row.subject == subject), &exclusion);
        let purged = Corpus::open(&folder).expect("whole").purge(&gone, with_day()).expect("purgeable");
        assert!(purged.removed > 0);
        left = left.without(&subject, &exclusion);
        let fresh = Folder::new();
        sealed(&left, &fresh, with_day(), early());
        same_files(folder.as_ref(), fresh.as_ref());
        let proof = Corpus::open(&folder).expect("whole").prove(&subject).expect("provable");
        assert!(proof.records().is_none());
    }
    late(&folder);
}

#[test]
fn a_purge_changes_nobody_s_place() {
    let (folder, input) = (Folder::new(), Input::invented(12, 5));
    sealed(&input, &folder, with_day(), early());
    let other = Meta { late_from: terms::Date::from_ymd_opt(2026, 7, 1), ..meta() };
    for meta in [other, meta()] {
        let refused = Corpus::open(&folder).expect("whole").purge(&Leaving::new(), meta);
        assert!(matches!(refused, Err(PurgeError::OtherLate)), "{refused:?}");
    }
    late(&folder);
}

#[test]
fn a_corpus_that_says_it_is_carried_whole() {
    let (folder, elsewhere, input) = (Folder::new(), Folder::new(), Input::invented(12, 5));
    sealed(&input, &folder, with_day(), early());
    let corpus = Corpus::open(&folder).expect("whole");
    let arrival = Arrival::begin(&elsewhere, &corpus.manifest_bytes().expect("there")).expect("a manifest of ours");
    for file in corpus.manifest().files() {
        arrival.take(file, &corpus.file_bytes(file).expect("there")).expect("the same bytes");
    }
    arrival.finish().expect("whole");
    same_files(folder.as_ref(), elsewhere.as_ref());
}

/// Writes every shard again with other rows, or for another manifest, and makes the manifest fit, as somebody would who wants to
/// deceive.
fn forged(folder: &Folder, of_shards: &Meta, of_manifest: Meta, change: impl Fn(Row) -> Row) -> ReadError {
    let mut manifest = Corpus::open(folder).expect("whole").manifest().clone();
    for shard in &mut manifest.shards {
        let rows = crate::tables::RowReader::<Row>::open(folder.as_ref(), &shard.file).expect("readable");
        let rows: Vec<Row> = rows.map(|row| change(row.expect("readable"))).collect();
        let mut writer = ShardWriter::create(folder.as_ref(), &shard.file.name, of_shards).expect("writable");
        rows.into_iter().for_each(|row| writer.push(row).expect("writable"));
        *shard = writer.finish(None).expect("writable");
    }
    let cards = manifest.cards.clone();
    let mut forged = Manifest::new(of_manifest, manifest.shards, manifest.lineage, manifest.excluded);
    forged.cards = cards;
    world::write_atomic(folder.0.join(MANIFEST), forged.to_json()).expect("writable");
    Corpus::open(folder).expect("it adds up").verify().expect_err("must be found")
}

#[test]
fn rows_that_do_not_agree_or_do_not_fit_the_manifest_are_found_and_their_shard_is_named() {
    let input = Input::invented(12, 5);
    let folder = Folder::new();
    sealed(&input, &folder, with_day(), early());
    let first = input.rows.values().find(|row| !early().contains(&row.subject)).expect("somebody late").record.clone();
    let one = |row: Row| Row { late: if row.record == first { Late::No } else { row.late }, ..row };
    let error = forged(&folder, &with_day(), with_day(), one).to_string();
    assert!(error.contains("data/train-") && error.contains("two rows of one person do not agree"), "{error}");

    let folder = Folder::new();
    sealed(&input, &folder, meta(), early());
    let said = |row: Row| Row { late: Late::No, ..row };
    let error = forged(&folder, &with_day(), meta(), said).to_string();
    assert!(error.contains("the manifest does not"), "{error}");

    let folder = Folder::new();
    sealed(&input, &folder, with_day(), early());
    let unsaid = |row: Row| Row { late: Late::Unsaid, ..row };
    let error = forged(&folder, &meta(), with_day(), unsaid).to_string();
    assert!(error.contains("the other way round"), "{error}");
}
