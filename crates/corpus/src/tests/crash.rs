//! Kills. At every point of a seal and of a purge: afterwards the folder is refused, or it is one whole version; and doing
//! the same again gives the bytes of never having been killed.

use super::*;
use crate::{Corpus, OpenError, PurgeError, Recovered, recover};

/// What may be in the folder after a kill.
fn one_version_or_none(folder: &Path, versions: &[Digest]) {
    match Corpus::open(folder) {
        Ok(corpus) => {
            corpus.verify().expect("what opens is whole");
            assert!(versions.contains(&corpus.manifest().corpus_digest), "a mixture was taken for a corpus");
        }
        Err(OpenError::NotSealed { .. } | OpenError::Unfinished { .. }) => {}
        Err(error) => panic!("neither whole nor absent: {error}"),
    }
}

#[test]
fn a_killed_seal_leaves_the_old_corpus_or_the_new_one() {
    let pictures = Folder::new();
    let (old, new) = (Input::invented(20, 5), Input::invented(25, 6).illustrated(pictures.as_ref()));
    let (old_folder, new_folder) = (Folder::new(), Folder::new());
    let versions = [old.seal(old_folder.as_ref()).corpus_digest, new.seal(new_folder.as_ref()).corpus_digest];
    for first in [false, true] {
        let mut kills = 0;
        loop {
            let folder = Folder::new();
            if !first {
                copy(old_folder.as_ref(), folder.as_ref());
            }
            match new.seal_with(folder.as_ref(), Steps::dying_after(kills), 500) {
                Ok(_) => break,
                Err(SealError::Disk(_) | SealError::Open(OpenError::Disk(_))) => {}
                Err(error) => panic!("{error}"),
            }
            one_version_or_none(folder.as_ref(), &versions);
            let decided = folder.0.join("next/manifest.json").exists();
            let recovered = recover(&folder).expect("recoverable");
            assert_eq!(recovered == Recovered::Finished, decided);
            if !first || decided {
                let corpus = Corpus::open(&folder).expect("there is a corpus again");
                corpus.verify().expect("and it is whole");
            }
            new.seal(folder.as_ref());
            same_files(folder.as_ref(), new_folder.as_ref());
            kills += 1;
        }
        assert!(kills > 12, "only {kills} points were tried");
    }
}

#[test]
fn a_killed_purge_is_finished_or_done_again() {
    let pictures = Folder::new();
    let input = Input::invented(30, 5).illustrated(pictures.as_ref());
    let exclusion = Exclusion::new(Refusal::Forbid, ["F07", "F09"]);
    let subjects = ["s2", "s3", "s4"].map(|subject| pseudonym("subject", subject));
    let (old_folder, new_folder) = (Folder::new(), Folder::new());
    let old = input.seal(old_folder.as_ref());
    let kept = subjects.iter().fold(input.clone(), |input, subject| input.without(subject, &exclusion));
    let new = kept.seal(new_folder.as_ref());
    let gone = leaving(input.rows.values().filter(|row| subjects.contains(&row.subject)), &exclusion);
    let leaving_count: u64 = gone.values().map(|records| records.len() as u64).sum();
    let mut kills = 0;
    loop {
        let folder = Folder::new();
        copy(old_folder.as_ref(), folder.as_ref());
        let corpus = Corpus::open(&folder).expect("whole");
        match corpus.purge_with(&gone, meta(), Steps::dying_after(kills)) {
            Ok(_) => break,
            Err(PurgeError::Disk(_) | PurgeError::Open(OpenError::Disk(_))) => {}
            Err(error) => panic!("{error}"),
        }
        one_version_or_none(folder.as_ref(), &[old.corpus_digest, new.corpus_digest]);
        // The temporary file of a write that never ended must not be in the way.
        world::write_atomic(folder.0.join("next/half"), "x").expect("writable");
        let decided = folder.0.join("next/manifest.json").exists();
        assert_eq!(recover(&folder).expect("recoverable") == Recovered::Finished, decided);
        let corpus = Corpus::open(&folder).expect("there is a corpus again");
        let expected = if corpus.manifest().corpus_digest == new.corpus_digest { 0 } else { leaving_count };
        assert_eq!(corpus.purge(&gone, meta()).expect("purgeable").removed, expected);
        same_files(folder.as_ref(), new_folder.as_ref());
        kills += 1;
    }
    assert!(kills > 10, "only {kills} points were tried");
}

#[test]
fn recovery_refuses_staged_files_that_are_not_what_was_decided() {
    let input = Input::invented(20, 5);
    // Dies right after the commit point: everything is staged, nothing has its name.
    let mut kills = 0;
    let folder = loop {
        let folder = Folder::new();
        input.seal_with(&folder.0, Steps::dying_after(kills), 500).expect_err("must die");
        if folder.0.join("next/manifest.json").exists() {
            break folder;
        }
        kills += 1;
    };
    let shard = world::list(folder.0.join("next/data")).expect("listable")[1].clone();
    world::write_atomic(&shard, "nothing").expect("writable");
    let error = recover(&folder).expect_err("must be refused");
    assert!(error.mismatch().is_some(), "{error}");
    assert!(matches!(Corpus::open(&folder), Err(OpenError::Unfinished { .. })));
}

#[test]
fn a_seal_that_fails_leaves_nothing_behind() {
    let folder = Folder::new();
    let sealer = Sealer::begin(&folder, meta()).expect("writable");
    assert!(folder.0.join("next").exists());
    drop(sealer);
    assert!(!folder.0.join("next").exists());
}
