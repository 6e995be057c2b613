//! Files that are not read again, and files that somebody else writes beside a run: what is believed of a file is what its
//! bytes are, and nothing is decided from two of the same name.

use super::*;
use crate::PipelineError;
use crate::marks::Marks;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use world::Mark;

/// Lets the clock of the file system tick, which it does every few milliseconds: what was written before is settled then.
fn tick(work: &Work) {
    let now = || Mark::now(work.folder()).expect("a mark").changed();
    let before = now();
    while now() == before {}
}

/// A platform that was decided twice, so that what was read is noted.
fn noted_street(name: &str) -> (Folder, Work, World, Inspector) {
    let (folder, work, world, inspector) = street(name);
    tick(&work);
    assert_eq!(kept(&work, &world, &inspector), POSTS as u64);
    (folder, work, world, inspector)
}

fn tables_of(work: &Work) -> [PathBuf; 5] {
    [work.posts(), work.accounts(), work.inspected(), work.slices(), work.standing()]
}

/// Has the note say something else, as one that is whole says it.
fn forge(work: &Work, change: impl FnOnce(&mut serde_json::Value)) {
    let text = world::read_string(work.digests()).expect("a note");
    let mut note: serde_json::Value = serde_json::from_str(text.lines().next().expect("a line")).expect("JSON");
    change(&mut note);
    let line = note.to_string();
    world::write_atomic(work.digests(), format!("{line}\n{}\n", Digest::of(&line))).expect("writable");
}

fn noted(work: &Work) -> serde_json::Value {
    let text = world::read_string(work.digests()).expect("a note");
    serde_json::from_str(text.lines().next().expect("a line")).expect("JSON")
}

/// Decides what changed; how many were kept.
fn kept(work: &Work, world: &World, inspector: &Inspector) -> u64 {
    world.with(inspector, CrossCheck::Off, |plan| wait(decide(work, plan, &mut |_| ()))).expect("decided").kept
}

#[test]
fn every_file_that_a_run_reads_whole_is_noted_once_it_was_let_alone_and_the_note_says_its_digest() {
    let (_folder, work, world, inspector) = noted_street("marks-noted");
    let files = noted(&work)["files"].as_object().expect("files").clone();
    let parts = world::list(work.decisions(Operation::Train)).expect("files");
    let parts = parts.into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "parquet"));
    for path in tables_of(&work).into_iter().chain(parts) {
        let name = path.strip_prefix(work.folder()).expect("below").to_str().expect("a name");
        assert_eq!(files[name]["sha256"], world::digest(&path).expect("a file").to_string(), "{name}");
    }
    // What was changed just before it is read is read again by the next run.
    world::remove_file(work.digests()).expect("removable");
    let never = Work { settled_after: std::time::Duration::MAX, ..work.clone() };
    assert_eq!(kept(&never, &world, &inspector), POSTS as u64);
    assert!(!world::exists(work.digests()));
}

/// What is done to a note, by name.
type Odd<'h> = (&'h str, &'h dyn Fn(&Path));

#[test]
fn a_note_is_believed_of_the_very_file_and_of_no_other() {
    let (_folder, work, world, inspector) = noted_street("marks-forged");
    let other = Digest::of("other accounts").to_string();
    // Under the mark of the file the note is believed: these accounts would be others than the inspected ones.
    let lie = |note: &mut serde_json::Value| note["files"]["accounts.parquet"]["sha256"] = other.clone().into();
    forge(&work, lie);
    assert_eq!(kept(&work, &world, &inspector), 0, "the note is read");
    // Whoever insists has the file read.
    forge(&work, lie);
    world.with(&inspector, CrossCheck::Off, |plan| wait(decide_all(&work, plan, &mut |_| ()))).expect("decided");
    let ground = decisions(&work, Operation::Train).manifest.rests_on.expect("known").ground;
    assert!(ground.is_inspected && ground.accounts == world::digest(work.accounts()).expect("a file"));
    // What nobody asked about stays noted as long as it is there, also of one that insists.
    let elsewhere = work.folder().join("elsewhere");
    world::write_atomic(&elsewhere, "of another operation").expect("writable");
    let entry = serde_json::json!({"mark": "1 2 3 4 5", "sha256": other});
    for is_there in [true, false] {
        forge(&work, |note| note["files"]["elsewhere"] = entry.clone());
        if !is_there {
            world::remove_file(&elsewhere).expect("removable");
        }
        tick(&work);
        world.with(&inspector, CrossCheck::Off, |plan| wait(decide_all(&work, plan, &mut |_| ()))).expect("decided");
        assert_eq!(noted(&work)["files"].get("elsewhere"), is_there.then_some(&entry));
    }
    // A mark that differs in any part is of another file.
    for part in 0..5 {
        forge(&work, |note| {
            let entry = &mut note["files"]["accounts.parquet"];
            let mut words: Vec<String> =
                entry["mark"].as_str().expect("a mark").split(' ').map(str::to_owned).collect();
            words[part] = (words[part].parse::<i64>().expect("a number") - 1).to_string();
            (entry["mark"], entry["sha256"]) = (words.join(" ").into(), other.clone().into());
        });
        assert_eq!(kept(&work, &world, &inspector), POSTS as u64, "{part}");
    }
    let odd: &[Odd<'_>] = &[
        ("a clock that went back", &|_| forge(&work, |note| note["begun"] = i64::MAX.into())),
        ("of a later program", &|_| forge(&work, |note| note["grondslag_digests"] = 2.into())),
        ("with something more", &|_| forge(&work, |note| note["more"] = 1.into())),
        ("another text", &|path| flip(path, 60)),
        ("cut off", &|path| {
            let text = world::read_string(path).expect("a note");
            world::write_atomic(path, &text[..text.len() / 2]).expect("writable");
        }),
        ("no text", &|path| world::write_atomic(path, [0xff; 9]).expect("writable")),
    ];
    for (what, harm) in odd {
        forge(&work, lie);
        harm(&work.digests());
        assert_eq!(kept(&work, &world, &inspector), POSTS as u64, "{what}");
    }
}

/// Writes these bytes into the file as it lies, and dates it back.
fn write_into(path: &Path, bytes: &[u8]) {
    let date = world::modified(path).expect("a date");
    let mut file = std::fs::File::options().write(true).open(path).expect("a file");
    file.seek(SeekFrom::Start(0)).expect("a start");
    file.write_all(bytes).expect("writable");
    file.sync_all().expect("writable");
    drop(file);
    world::set_modified(path, date).expect("writable");
}

#[test]
fn a_file_of_the_same_length_and_date_is_read_however_it_came_there() {
    let (_folder, work, mut world, inspector) = noted_street("marks-same");
    for in_place in [true, false] {
        for (turn, path) in tables_of(&work).into_iter().enumerate() {
            let (before, date) = (world::read(&path).expect("a file"), world::modified(&path).expect("a date"));
            tick(&work);
            compare(&work, &world, &inspector, "as it was");
            // Bytes that no reader of Parquet looks at: the mark at the beginning.
            let other = [b"para", &before[4..]].concat();
            let put = |bytes: &[u8]| {
                if in_place {
                    write_into(&path, bytes);
                } else {
                    world::write_atomic(&path, bytes).expect("writable");
                    world::set_modified(&path, date).expect("writable");
                }
            };
            put(&other);
            tick(&work);
            let digest = Marks::believing(&work).digest(&path).expect("a file");
            assert_eq!(digest, Digest::of(&other), "{in_place}, {turn}");
            put(&before);
            tick(&work);
            let digest = Marks::believing(&work).digest(&path).expect("a file");
            assert_eq!(digest, Digest::of(&before), "{in_place}, {turn}");
        }
    }
    // A whole run: somebody else is restricted, in a table of the same length and date.
    let path = work.standing();
    compare(&work, &world, &inspector, "as it was");
    tick(&work);
    compare(&work, &world, &inspector, "noted");
    let (length, date) = (world::size(&path).expect("a file"), world::modified(&path).expect("a date"));
    let subjects: Vec<SubjectId> = world.said.keys().cloned().collect();
    let found = subjects.iter().any(|subject| {
        world.said.entry(subject.clone()).or_default().restriction ^= true;
        write_standing(&work, &world.said).expect("standings");
        let is_as_long = world::size(&path).expect("a file") == length;
        if !is_as_long {
            world.said.entry(subject.clone()).or_default().restriction ^= true;
        }
        is_as_long
    });
    assert!(found, "no other table is as long");
    world::set_modified(&path, date).expect("writable");
    assert!(compare(&work, &world, &inspector, "another restriction").kept < POSTS as u64);
}

#[test]
fn nothing_is_decided_from_a_table_that_somebody_writes_meanwhile() {
    let (_folder, work, mut world, inspector) = street("marks-meanwhile");
    let folder = work.decisions(Operation::Train);
    for path in tables_of(&work) {
        for again in [true, false] {
            let before = (world::list_all(&folder).expect("files"), told(&work, Operation::Train));
            let bytes = world::read(&path).expect("a file");
            world.next += 1;
            // The run says how far it is while it still reads or is about to write; then the same bytes come anew.
            let meanwhile = &mut |_: u64| world::write_atomic(&path, &bytes).expect("writable");
            let failed = world.with(&inspector, CrossCheck::Off, |plan| {
                if again { wait(decide(&work, plan, meanwhile)) } else { wait(decide_all(&work, plan, meanwhile)) }
            });
            let is_it = matches!(&failed, Err(PipelineError::Written { path: written }) if *written == path);
            assert!(is_it, "{again}, {}: {failed:?}", path.display());
            let after = (world::list_all(&folder).expect("files"), told(&work, Operation::Train));
            assert!(before == after, "the decisions of before stand");
        }
    }
    assert_eq!(compare(&work, &world, &inspector, "run again").kept, POSTS as u64);
}
