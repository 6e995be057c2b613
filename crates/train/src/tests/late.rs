//! People who are likely to leave come late: what they cost, and that the bytes are those of never having had them.

use super::{Folder, QUIET, base, bytes, input, kill_a_replay, plan, rows, without, world_of};
use crate::{Attestation, Late, LogError, Model, Plan, Row, Run, TrainError, cohort, slice};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Four slices, of which the last one is of the people who come late.
fn late_plan() -> Plan {
    Plan { slices: 4, late_slices: 1, ..plan() }
}

fn trained(folder: &Folder, rows: Vec<Row>) -> Model {
    crate::train(input(rows), &base(), &late_plan(), &folder.0, &QUIET).expect("trained")
}

fn place(subject: &str) -> (usize, usize) {
    let late = rows().iter().find(|row| row.subject == subject).expect("somebody").late;
    (cohort(&late_plan(), subject), slice(&late_plan(), subject, late))
}

/// Replays to these rows and compares every byte with a training on them.
fn check(name: &str, after: Vec<Row>, threads: usize) -> Attestation {
    let (old, twin) = (Folder::new(&format!("{name}-{threads}")), Folder::new(&format!("{name}-{threads}-twin")));
    trained(&old, rows());
    let run = Run { threads, ..QUIET };
    let replayed = crate::replay(&world_of(&old.0), input(after.clone()), &old.0, &run).expect("replayed");
    trained(&twin, after);
    assert_eq!(bytes(&old.0), bytes(&twin.0));
    replayed.attestation
}

/// Who is late in these rows: every third person.
const LATE: [&str; 2] = ["s3", "s12"];
const EARLY: [&str; 2] = ["s1", "s4"];

#[test]
fn forgetting_somebody_who_comes_late_costs_the_last_slice_and_gives_the_bytes_of_never_having_had_them() {
    for (subject, threads) in [(LATE[0], 1), (LATE[1], 2)] {
        let attestation = check("late-one", without(&[subject]), threads);
        assert_eq!(place(subject).1, 3);
        assert_eq!(attestation.steps_replayed, late_plan().steps_per_slice());
        let replayed: Vec<_> = attestation.cohorts_replayed.iter().map(|at| (at.cohort, at.from_slice)).collect();
        assert_eq!(replayed, [place(subject)]);
    }
}

#[test]
fn forgetting_somebody_who_comes_early_costs_the_late_slice_too_and_gives_the_same_bytes() {
    for (subject, threads) in [(EARLY[0], 1), (EARLY[1], 2)] {
        let attestation = check("late-early", without(&[subject]), threads);
        assert!(place(subject).1 < 3);
        assert_eq!(attestation.steps_replayed, (4 - place(subject).1) * late_plan().steps_per_slice());
    }
}

#[test]
fn forgetting_early_and_late_people_at_once_gives_the_bytes_of_never_having_had_them() {
    let attestation = check("late-batch", without(&[LATE[0], LATE[1], EARLY[0], EARLY[1]]), 2);
    let cohorts: BTreeSet<usize> = LATE.iter().chain(&EARLY).map(|subject| place(subject).0).collect();
    assert_eq!(attestation.cohorts_replayed.len(), cohorts.len());
    check("late-everybody", Vec::new(), 2);
}

/// The bit changes which rows a slice holds, and nothing else of them: a model that ignored it would be the one of before.
#[test]
fn who_comes_late_is_read_by_the_trainer() {
    let (one, other) = (Folder::new("late-bit"), Folder::new("late-bit-other"));
    let nobody = || rows().into_iter().map(|row| Row { late: Late::No, ..row }).collect();
    let (with, without) = (trained(&one, rows()), trained(&other, nobody()));
    assert_ne!(with.digest(), without.digest());
    let last = |model: &Model| model.manifest().cohorts.iter().map(|slices| slices[3].records).sum::<usize>();
    assert_eq!(last(&with), rows().iter().filter(|row| row.late == Late::Yes).count());
    assert_eq!(last(&without), 0);
}

/// Another day, another order: who comes late now is trained again where they were and where they are, and no byte of the
/// earlier order is left.
#[test]
fn another_day_from_which_people_come_late_gives_the_bytes_of_having_had_it_from_the_start() {
    let moved = || {
        let move_one = |row: Row| match row.subject.as_str() {
            "s1" => Row { late: Late::Yes, ..row },
            "s3" => Row { late: Late::No, ..row },
            _ => row,
        };
        rows().into_iter().map(move_one).collect::<Vec<Row>>()
    };
    let attestation = check("late-day", moved(), 2);
    let cohorts: BTreeSet<usize> = ["s1", "s3"].map(|subject| place(subject).0).into();
    assert_eq!(attestation.cohorts_replayed.iter().map(|at| at.cohort).collect::<BTreeSet<_>>(), cohorts);
    assert_eq!(attestation.records_before, attestation.records_after);
}

#[test]
fn a_replay_of_somebody_late_that_is_killed_goes_on_to_the_same_bytes() {
    let (twin, subject) = (Folder::new("late-cut-twin"), LATE[0]);
    trained(&twin, without(&[subject]));
    let (cohort, slice) = place(subject);
    for steps in 1..=late_plan().steps_per_slice() {
        let cut = Folder::new(&format!("late-cut-{steps}"));
        trained(&cut, rows());
        let old = bytes(&cut.0);
        kill_a_replay(&cut, without(&[subject]), steps);
        let gone = PathBuf::from(format!("state/cohort-{cohort:04}-slice-{slice:04}.safetensors"));
        assert_ne!(bytes(&cut.0).get(&gone), old.get(&gone), "{}", gone.display());
        crate::replay(&world_of(&cut.0), input(without(&[subject])), &cut.0, &QUIET).expect("replayed");
        assert_eq!(bytes(&cut.0), bytes(&twin.0));
    }
}

#[test]
fn rows_that_do_not_say_who_comes_late_are_refused_and_the_model_that_was_there_stands() {
    let folder = Folder::new("late-unsaid");
    let before = trained(&folder, rows());
    let unsaid = || input(rows().into_iter().map(|row| Row { late: Late::Unsaid, ..row }).collect());
    let train = crate::train(unsaid(), &base(), &late_plan(), &folder.0, &QUIET).map(|_| ());
    let replay = crate::replay(&world_of(&folder.0), unsaid(), &folder.0, &QUIET).map(|_| ());
    for refused in [train, replay] {
        assert!(matches!(refused, Err(TrainError::Log(LogError::LateUnsaid { late_slices: 1 }))), "{refused:?}");
    }
    assert_eq!(Model::open(&folder.0).expect("whole").digest(), before.digest());
}

#[test]
fn an_earlier_program_does_not_take_a_model_with_late_slices_for_one_of_its_own() {
    let folder = Folder::new("late-version");
    trained(&folder, rows());
    let manifest = world::read_string(folder.0.join("training-manifest.json")).expect("there");
    assert!(manifest.contains("\"version\": 3") && manifest.contains("\"late_slices\": 1"));
}
