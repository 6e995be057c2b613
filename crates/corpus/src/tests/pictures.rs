//! Pictures beside the rows: what the tars hold, that their bytes are a function of the rows, that a purge reaches them, that
//! a proof names them, and that nothing else is taken for one.

use super::*;
use crate::manifest::MANIFEST;
use crate::pictures::{PicturesWriter, tar_name};
use crate::table::FileEntry;
use crate::{Corpus, Mismatch, Picture, Proof, ReadError, picture_file};
use std::process::Command;

/// Invented posts of which every third has one picture or two; what stands in for a picture are some bytes.
fn illustrated(subjects: u32, each: u32) -> (Folder, Input) {
    let folder = Folder::new();
    let input = Input::invented(subjects, each).illustrated(folder.as_ref());
    (folder, input)
}

impl Input {
    pub(super) fn illustrated(mut self, folder: &Path) -> Self {
        for (number, row) in self.rows.values_mut().enumerate().filter(|(number, _)| number % 3 == 0) {
            for place in 0..=u32::try_from(number % 2).expect("small") {
                let bytes = format!("picture {number} {place}");
                let sha256 = Digest::of(&bytes);
                world::write_atomic(folder.join(picture_file(&sha256)), &bytes).expect("writable");
                row.pictures.push(Picture { sha256, width: 8, height: 6, faces_masked: place });
            }
        }
        self.pictures = Some(folder.to_owned());
        self
    }
}

/// The members of every tar: name, mode, owner, time, and what it holds.
fn members(folder: &Path) -> Vec<(String, [u64; 4], Vec<u8>)> {
    let mut found = Vec::new();
    for path in world::list(folder.join("pictures")).expect("listable") {
        let mut archive = tar::Archive::new(world::open(path).expect("there"));
        for member in archive.entries().expect("a tar") {
            let mut member = member.expect("a member");
            let head = member.header();
            let numbers = [head.mode().map(u64::from), head.uid(), head.gid(), head.mtime()];
            let (name, numbers) =
                (member.path().expect("a name").display().to_string(), numbers.map(|n| n.expect("set")));
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut member, &mut bytes).expect("whole");
            found.push((name, numbers, bytes));
        }
    }
    found
}

#[test]
fn a_tar_holds_each_picture_with_its_caption_and_nothing_of_the_machine() {
    let (_from, input) = illustrated(12, 5);
    let folder = Folder::new();
    let manifest = input.seal(folder.as_ref());
    let pictures: usize = input.rows.values().map(|row| row.pictures.len()).sum();
    assert_eq!((manifest.version, manifest.counts.tally.pictures), (6, pictures as u64));
    assert!(manifest.counts.tally.faces_masked > 0);
    let members = members(folder.as_ref());
    assert_eq!(members.len(), pictures * 3);
    assert!(members.iter().all(|(_, numbers, _)| *numbers == [0o644, 0, 0, 0]), "an owner or a time");
    for row in input.rows.values() {
        for (place, picture) in row.pictures.iter().enumerate() {
            let of = |end: &str| {
                let name = format!("{}-{place:03}.{end}", row.record);
                members.iter().find(|(found, ..)| *found == name).map(|(.., bytes)| bytes.clone()).expect("a member")
            };
            assert_eq!(Digest::of(of("png")), picture.sha256);
            assert_eq!(of("txt"), row.text.expose().as_bytes());
            let label: serde_json::Value = serde_json::from_slice(&of("json")).expect("JSON");
            assert_eq!(label["record"], row.record.as_str());
            assert_eq!(label["picture"]["faces_masked"], picture.faces_masked);
        }
    }
    // WebDataset takes what stands together for one sample, and a purged tar must be one that was sealed so.
    for path in world::list(folder.0.join("pictures")).expect("listable") {
        let mut archive = tar::Archive::new(world::open(path).expect("there"));
        let names = archive.entries().expect("a tar").map(|member| member.expect("a member").path_bytes().into_owned());
        assert!(names.collect::<Vec<_>>().is_sorted());
    }
    Corpus::open(&folder).expect("whole").verify().expect("as sealed");
}

#[test]
fn a_corpus_without_pictures_says_nothing_of_them() {
    let folder = Folder::new();
    let manifest = Input::invented(12, 5).seal(folder.as_ref());
    assert_eq!(manifest.version, 5);
    assert!(!manifest.to_json().contains("picture") && !folder.0.join("pictures").exists());
}

#[test]
fn purging_a_person_rewrites_their_tar_as_sealing_without_them_does() {
    let exclusion = Exclusion::new(Refusal::Forbid, ["F07"]);
    let (_from, input) = illustrated(8, 5);
    let folder = Folder::new();
    input.seal(folder.as_ref());
    let mut left = input.clone();
    // One after another, to the last: a tar that loses its last picture is gone.
    for subject in 0..8 {
        let subject = pseudonym("subject", &format!("s{subject}"));
        let gone = leaving(left.rows.values().filter(|row| row.subject == subject), &exclusion);
        let corpus = Corpus::open(&folder).expect("whole");
        let mut pictures = corpus.pictures().expect("readable");
        let theirs = left.rows.values().filter(|row| row.subject == subject && !row.pictures.is_empty());
        let theirs: BTreeMap<_, _> = theirs.map(|row| (row.record.clone(), row.pictures.clone())).collect();
        pictures.retain(|record, _| theirs.contains_key(record));
        assert_eq!(pictures, theirs);
        corpus.purge(&gone, meta()).expect("purgeable");
        left = left.without(&subject, &exclusion);
        let fresh = Folder::new();
        left.seal(fresh.as_ref());
        same_files(folder.as_ref(), fresh.as_ref());
        let corpus = Corpus::open(&folder).expect("whole");
        corpus.verify().expect("as purged");
        let kept = files(folder.as_ref());
        for picture in theirs.values().flatten() {
            let digest = picture.sha256.to_string();
            let traces = kept.values().filter(|bytes| bytes.windows(64).any(|window| window == digest.as_bytes()));
            assert_eq!(traces.count(), 0, "the digest of a purged picture is left");
        }
    }
    assert!(members(folder.as_ref()).is_empty());
}

#[test]
fn a_proof_names_the_pictures_of_a_person_in_two_implementations() {
    let (_from, input) = illustrated(12, 5);
    let folder = Folder::new();
    input.seal(folder.as_ref());
    let corpus = Corpus::open(&folder).expect("whole");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/verify_corpus_proof.py");
    let mut with_pictures = 0;
    for subject in 0..12 {
        let subject = pseudonym("subject", &format!("s{subject}"));
        let proof = corpus.prove(&subject).expect("provable");
        let pictures = |records: &[crate::ProvedRecord]| records.iter().map(|one| one.pictures.len()).sum::<usize>();
        let proved = proof.records().map_or(0, pictures);
        let sealed: usize =
            input.rows.values().filter(|row| row.subject == subject).map(|row| row.pictures.len()).sum();
        assert_eq!(proved, sealed);
        with_pictures += usize::from(proved > 0);
        assert_eq!(Proof::read(proof.to_json().as_bytes()).expect("holds"), proof);
        let file = folder.0.join("proof.json");
        world::write_atomic(&file, proof.to_json()).expect("writable");
        let run = Command::new("python3").arg(&script).arg(&file).output().expect("python3");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        // A picture less, or another, is another person's contents.
        let other = proof.to_json().replace("\"corpus_proof\":2", "\"corpus_proof\":1");
        assert!(proved == 0 || Proof::read(other.as_bytes()).is_err());
    }
    assert!(with_pictures > 3);
}

#[test]
fn a_picture_that_is_not_the_one_that_was_decided_about_is_not_sealed() {
    let (from, input) = illustrated(4, 5);
    let some = input.rows.values().find_map(|row| row.pictures.first()).expect("a picture");
    let seal = |input: &Input| input.seal_with(Folder::new().as_ref(), Steps::all(), usize::MAX).map(drop);
    world::write_atomic(from.0.join(picture_file(&some.sha256)), "another").expect("writable");
    assert!(matches!(seal(&input), Err(SealError::OtherPicture { sha256 }) if sha256 == some.sha256));
    world::remove_file(from.0.join(picture_file(&some.sha256))).expect("removable");
    assert!(matches!(seal(&input), Err(SealError::Disk(_))));
    let nowhere = Input { pictures: None, ..input };
    assert!(matches!(seal(&nowhere), Err(SealError::NoPictures { .. })));
}

/// Puts another tar in the place of the first and makes the manifest fit it, as somebody would who wants to deceive.
fn with_tar(folder: &Path, write: impl FnOnce(&mut PicturesWriter)) {
    let mut manifest = Corpus::open(folder).expect("whole").manifest().clone();
    let shard = manifest.shards.iter().position(|shard| shard.pictures.is_some()).expect("a tar");
    let number = u16::try_from(shard).expect("few");
    let mut writer = PicturesWriter::new(folder, number);
    write(&mut writer);
    let entry: Option<FileEntry> = writer.finish().expect("writable");
    manifest.shards[shard].tally.pictures = entry.as_ref().map_or(0, |entry| entry.rows);
    assert_eq!(entry.as_ref().map(|entry| entry.name.clone()), Some(tar_name(number)));
    manifest.shards[shard].pictures = entry;
    let cards = manifest.cards.clone();
    let mut forged = Manifest::new(manifest.meta, manifest.shards, manifest.lineage, manifest.excluded);
    forged.cards = cards;
    world::write_atomic(folder.join(MANIFEST), forged.to_json()).expect("writable");
}

#[test]
fn a_tar_that_does_not_fit_its_shard_is_refused_whatever_the_manifest_says() {
    let (from, input) = illustrated(40, 5);
    let shard_of = |row: &Row| crate::shard_of(&row.subject, meta().shards);
    let mut rows: Vec<Row> = input.rows.values().filter(|row| !row.pictures.is_empty()).cloned().collect();
    rows.sort_by(|a, b| (shard_of(a), &a.record).cmp(&(shard_of(b), &b.record)));
    let first = shard_of(&rows[0]);
    rows.retain(|row| shard_of(row) == first);
    let refused = |change: &dyn Fn(&mut Vec<Row>)| {
        let folder = Folder::new();
        input.seal(folder.as_ref());
        let mut rows = rows.clone();
        change(&mut rows);
        with_tar(folder.as_ref(), |writer| {
            rows.iter().for_each(|row| writer.push(row, from.as_ref()).expect("writable"));
        });
        let corpus = Corpus::open(&folder).expect("its manifest holds together");
        matches!(corpus.verify(), Err(ReadError::Mismatch(Mismatch::Content { .. })))
    };
    assert!(!refused(&|_| {}), "what was sealed holds");
    assert!(refused(&|rows| rows[0].text = Text::new("Other words.")), "another caption");
    assert!(refused(&|rows| rows[0].pictures[0].faces_masked += 1), "another label");
    assert!(refused(&|rows| rows[0].record = pseudonym("record", "elsewhere")), "a picture without a row");
    assert!(refused(&|rows| drop(rows.pop())), "a picture less than the proofs say");
    let folder = Folder::new();
    input.seal(folder.as_ref());
    world::write_atomic(folder.0.join("pictures/000099.tar"), "").expect("writable");
    let corpus = Corpus::open(&folder).expect("whole");
    assert!(matches!(corpus.verify(), Err(ReadError::Mismatch(Mismatch::Stray { .. }))), "a loader would take it");
}
