//! Whole runs on a tiny plan: the same rows give the same bytes, and a person who is left out never was.

use crate::{
    Attestation, Input, Late, Model, NgramPlan, OpenError, Plan, Progress, Row, Run, Sampling, TrainError, cohort,
    replay, slice, train,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use terms::{Digest, Text, parse_instant};
use world::World;

mod adapted;
mod late;

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("grondslag-train-{name}-{}", std::process::id()));
        world::remove_dir(&path).expect("removable");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

/// Every constant by name: the digest below must not move when a shipped plan does.
fn plan() -> Plan {
    Plan {
        vocabulary: 320,
        context: 16,
        width: 32,
        layers: 2,
        heads: 2,
        feed_forward: 48,
        base_steps: 6,
        base_sequences: 4,
        cohorts: 3,
        slices: 3,
        late_slices: 0,
        passes: 2,
        steps_per_pass: 2,
        normaliser_tokens: 256,
        base_learning_rate: 3e-3,
        learning_rate: 1e-3,
        warmup_steps: 10,
        weight_decay: 0.01,
        beta1: 0.9,
        beta2: 0.98,
        adapter: None,
        ngrams: Some(NgramPlan { order: 4, people_min: 3, discount: 0.7, continuations: 2.0 }),
        seed: 1,
    }
}

fn base() -> Vec<String> {
    (0..30).map(|at| format!("Water boils at {at} degrees; the river runs to the sea.")).collect()
}

fn rows() -> Vec<Row> {
    let row = |at: usize| Row {
        record: format!("r{at:03}"),
        subject: format!("s{}", at % 17),
        text: Text::new(format!("post {at} from the market, number {}", at * at)),
        late: if (at % 17).is_multiple_of(3) { Late::Yes } else { Late::No },
    };
    (0..120).map(row).collect()
}

fn input(rows: Vec<Row>) -> Input {
    let digest = Digest::of_parts(rows.iter().map(|row| row.text.expose().as_bytes()));
    Input { corpus: digest, rows }
}

fn without(subjects: &[&str]) -> Vec<Row> {
    rows().into_iter().filter(|row| !subjects.contains(&row.subject.as_str())).collect()
}

fn world_of(folder: &Path) -> World {
    World::repeatable(folder, parse_instant("2026-11-23T12:00:00Z").expect("valid"), 1)
}

const QUIET: Run<'_> = Run { threads: 2, progress: &|_| {}, permit: &|| Ok(()) };

fn trained(folder: &Folder, rows: Vec<Row>) -> Model {
    train(input(rows), &base(), &plan(), &folder.0, &QUIET).expect("trained")
}

/// Every file under a folder, those of adapters' cohorts too, except the papers of a replay, with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let cohorts = world::list(folder).expect("there").into_iter().filter(|path| crate::export::is_cohort_folder(path));
    let folders = [folder.to_owned(), folder.join("state")].into_iter().chain(cohorts);
    for path in folders.flat_map(|folder| world::list(folder).expect("there")) {
        if path.is_file() && !path.ends_with("attestation.json") {
            found.insert(path.strip_prefix(folder).expect("inside").to_owned(), world::read(&path).expect("there"));
        }
    }
    found
}

/// What training on these rows leaves in a folder names nobody and holds no text.
fn check_private(folder: &Path, train: impl FnOnce(Vec<Row>)) {
    train(rows().into_iter().map(|row| Row { subject: format!("person-{}", row.subject), ..row }).collect());
    for (path, bytes) in bytes(folder) {
        for word in ["person-s", "r007", "from the market"] {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{} holds `{word}`", path.display());
        }
    }
}

fn check_replay(name: &str, after: Vec<Row>, threads: usize) -> Attestation {
    let (old, twin) = (Folder::new(&format!("{name}-{threads}")), Folder::new(&format!("{name}-{threads}-twin")));
    let before = trained(&old, rows());
    let run = Run { threads, ..QUIET };
    let replayed = replay(&world_of(&old.0), input(after.clone()), &old.0, &run).expect("replayed");
    let scratch = trained(&twin, after);
    assert_eq!(bytes(&old.0), bytes(&twin.0));
    assert_eq!(replayed.model.digest(), scratch.digest());
    assert_eq!(replayed.attestation.model_before, before.digest());
    assert_eq!(replayed.attestation.model_after, scratch.digest());
    assert_ne!(before.digest(), scratch.digest());
    assert!(replayed.attestation.steps_replayed < replayed.attestation.steps_total);
    replayed.attestation
}

#[test]
fn forgetting_one_person_gives_the_bytes_of_never_having_had_them() {
    for threads in [1, 2] {
        let attestation = check_replay("one", without(&["s3"]), threads);
        let place = (cohort(&plan(), "s3"), slice(&plan(), "s3", Late::Unsaid));
        let replayed: Vec<_> = attestation.cohorts_replayed.iter().map(|at| (at.cohort, at.from_slice)).collect();
        assert_eq!(replayed, [place]);
        assert_eq!(attestation.steps_replayed, (3 - place.1) * 4);
        assert_eq!((attestation.records_before, attestation.records_after), (120, without(&["s3"]).len()));
    }
}

#[test]
fn forgetting_several_people_at_once_gives_the_bytes_of_never_having_had_them() {
    let attestation = check_replay("several", without(&["s1", "s5", "s8", "s16"]), 2);
    assert!(!attestation.cohorts_replayed.is_empty());
}

#[test]
fn forgetting_everyone_gives_the_bytes_of_never_having_had_anyone() {
    assert_eq!(check_replay("everyone", Vec::new(), 2).records_after, 0);
}

#[test]
fn a_text_that_was_redacted_gives_the_bytes_of_never_having_been_longer() {
    let mut after = rows();
    after[40].text = Text::new("post 40 from […]");
    let subject = after[40].subject.clone();
    let attestation = check_replay("redacted", after, 1);
    let replayed: Vec<_> = attestation.cohorts_replayed.iter().map(|at| at.cohort).collect();
    assert_eq!(replayed, [cohort(&plan(), &subject)]);
}

#[test]
fn the_same_rows_in_any_order_and_with_any_threads_give_the_same_bytes() {
    let (one, other) = (Folder::new("order-1"), Folder::new("order-2"));
    trained(&one, rows());
    let mut reversed = input(rows());
    reversed.rows.reverse();
    train(reversed, &base(), &plan(), &other.0, &Run { threads: 1, ..QUIET }).expect("trained");
    assert_eq!(bytes(&one.0), bytes(&other.0));
}

/// If this digest changes on one machine only, our arithmetic is not the same everywhere. If it changes everywhere,
/// `ENGINE` must change too, because models in the world could no longer be replayed.
#[test]
fn the_bytes_of_a_small_run_are_the_same_on_every_machine() {
    let folder = Folder::new("golden");
    assert_eq!(trained(&folder, rows()).digest().to_string(), GOLDEN);
}

const GOLDEN: &str = "0de3cd86e46f0ed77b50999352cfd95a1ab2a6a243c138ae46ab211c6e6fcbde";

#[test]
fn a_run_that_is_killed_goes_on_to_the_same_bytes() {
    let whole = Folder::new("whole");
    trained(&whole, rows());
    // A progress call that panics stands for a kill: nothing after it runs, nothing is cleaned up.
    for steps in [1, 5, 7, 12, 20, 31, 41] {
        let cut = Folder::new(&format!("cut-{steps}"));
        let told = Mutex::new(0);
        let die = |_: Progress| {
            let mut told = told.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            *told += 1;
            assert!(*told < steps, "killed on purpose");
        };
        let run = Run { threads: 2, progress: &die, ..QUIET };
        let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            train(input(rows()), &base(), &plan(), &cut.0, &run).map(|_| ())
        }));
        assert!(killed.is_err());
        assert!(matches!(Model::open(&cut.0), Err(OpenError::NotWhole { .. })));
        trained(&cut, rows());
        assert_eq!(bytes(&whole.0), bytes(&cut.0));
    }
}

/// Replays to these rows, is killed after so many steps, and leaves no model.
fn kill_a_replay(folder: &Folder, rows: Vec<Row>, steps: usize) {
    let told = Mutex::new(0);
    let die = |_: Progress| {
        let mut told = told.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        *told += 1;
        assert!(*told < steps, "killed on purpose");
    };
    let (world, run) = (world_of(&folder.0), Run { threads: 1, progress: &die, ..QUIET });
    let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        replay(&world, input(rows), &folder.0, &run).map(|_| ())
    }));
    assert!(killed.is_err());
    assert!(matches!(Model::open(&folder.0), Err(OpenError::NotWhole { .. })));
}

#[test]
fn a_replay_that_is_killed_leaves_no_model_and_no_byte_of_the_person_and_goes_on_to_the_same_bytes() {
    let (twin, subject) = (Folder::new("replay-twin"), "s3");
    trained(&twin, without(&[subject]));
    let (cohort, slice) = (cohort(&plan(), subject), slice(&plan(), subject, Late::Unsaid));
    for steps in 1..=(3 - slice) * 4 {
        let cut = Folder::new(&format!("replay-cut-{steps}"));
        let before = trained(&cut, rows());
        let old = bytes(&cut.0);
        let world = world_of(&cut.0);
        kill_a_replay(&cut, without(&[subject]), steps);
        let now = bytes(&cut.0);
        for gone in
            (slice..3).map(|slice| PathBuf::from(format!("state/cohort-{cohort:04}-slice-{slice:04}.safetensors")))
        {
            assert_ne!(now.get(&gone), old.get(&gone), "{}", gone.display());
        }
        let replayed = replay(&world, input(without(&[subject])), &cut.0, &QUIET).expect("replayed");
        assert_eq!(bytes(&cut.0), bytes(&twin.0));
        assert_eq!(replayed.attestation.model_before, before.digest());
        // Asked again, it does nothing and says the same.
        let again = replay(&world, input(without(&[subject])), &cut.0, &QUIET).expect("nothing to do");
        assert_eq!(again.attestation, replayed.attestation);
    }
}

#[test]
fn a_damaged_state_is_trained_again_and_a_damaged_model_is_not_opened() {
    let folder = Folder::new("damaged");
    let model = trained(&folder, rows());
    let whole = bytes(&folder.0);
    let state = folder.0.join("state/cohort-0001-slice-0001.safetensors");
    world::write_atomic(&state, "half").expect("writable");
    let replayed = replay(&world_of(&folder.0), input(without(&[])), &folder.0, &QUIET).expect("nothing differs");
    assert_eq!(replayed.model.digest(), model.digest());
    replay(&world_of(&folder.0), input(without(&["s3"])), &folder.0, &QUIET).expect("replayed");
    replay(&world_of(&folder.0), input(rows()), &folder.0, &QUIET).expect("replayed");
    assert_eq!(bytes(&folder.0), whole);
    for name in ["model.safetensors", "ngrams.safetensors"] {
        let path = folder.0.join(name);
        let mut damaged = world::read(&path).expect("there");
        let last = damaged.len() - 1;
        damaged[last] ^= 1;
        world::write_atomic(&path, damaged).expect("writable");
        assert!(matches!(Model::open(&folder.0), Err(OpenError::DigestMismatch { file, .. }) if file == name));
        trained(&folder, rows());
        assert_eq!(bytes(&folder.0), whole);
    }
    // What cohorts are taken out of the table with.
    world::write_atomic(folder.0.join("state/ngram-shares.safetensors"), "half").expect("writable");
    let refused = Model::open(&folder.0).expect("whole").without(&[0].into_iter().collect()).map(|_| ());
    assert!(matches!(refused, Err(OpenError::DigestMismatch { file, .. }) if file == "ngram-shares.safetensors"));
    trained(&folder, rows());
    assert_eq!(bytes(&folder.0), whole);
}

#[test]
fn a_state_that_is_damaged_unseen_is_trained_again_before_anything_is_built_on_it() {
    let (folder, twin) = (Folder::new("unseen"), Folder::new("unseen-twin"));
    trained(&folder, rows());
    let place = |subject: &str| (cohort(&plan(), subject), slice(&plan(), subject, Late::Unsaid));
    let subjects: Vec<String> = (0..17).map(|at| format!("s{at}")).collect();
    let is_later = |subject: &&String| place(subject).0 != place("s3").0 && place(subject).1 > 0;
    let other = subjects.iter().find(is_later).expect("one in a later slice of another cohort");
    // The state that the other one's replay starts from, which that of the first has no reason to read.
    let state =
        folder.0.join(format!("state/cohort-{:04}-slice-{:04}.safetensors", place(other).0, place(other).1 - 1));
    let mut bytes_of_state = world::read(&state).expect("there");
    *bytes_of_state.last_mut().expect("a byte") ^= 1;
    world::write_atomic(&state, bytes_of_state).expect("writable");
    for gone in [&["s3"][..], &["s3", other]] {
        replay(&world_of(&folder.0), input(without(gone)), &folder.0, &QUIET).expect("replayed");
    }
    trained(&twin, without(&["s3", other]));
    assert_eq!(bytes(&folder.0), bytes(&twin.0));
}

#[test]
fn another_plan_in_the_same_folder_leaves_nothing_of_the_first() {
    let (folder, twin) = (Folder::new("plans"), Folder::new("plans-twin"));
    trained(&folder, rows());
    let smaller = Plan { cohorts: 2, slices: 2, ..plan() };
    for folder in [&folder, &twin] {
        train(input(rows()), &base(), &smaller, &folder.0, &QUIET).expect("trained");
    }
    assert_eq!(bytes(&folder.0), bytes(&twin.0));
}

#[test]
fn a_file_of_a_later_version_is_refused_with_a_hint() {
    let folder = Folder::new("later");
    trained(&folder, rows());
    let manifest = folder.0.join("training-manifest.json");
    let text = world::read_string(&manifest).expect("there").replace("\"version\": 2", "\"version\": 4");
    world::write_atomic(&manifest, text).expect("writable");
    let error = Model::open(&folder.0).expect_err("refused").to_string();
    assert!(
        error.contains("has version 4, this program reads up to 3") && error.contains("use a later grondslag"),
        "{error}"
    );
    let error = replay(&world_of(&folder.0), input(rows()), &folder.0, &QUIET).expect_err("refused");
    assert!(matches!(error, TrainError::Read(_)), "{error}");
}

#[test]
fn nothing_can_be_replayed_where_nothing_was_trained() {
    let folder = Folder::new("nothing");
    let error = replay(&world_of(&folder.0), input(rows()), &folder.0, &QUIET).expect_err("refused");
    assert!(matches!(error, TrainError::NoModel { .. }));
}

#[test]
fn no_file_of_a_model_holds_a_pseudonym_or_a_text() {
    let folder = Folder::new("private");
    check_private(&folder.0, |rows| drop(trained(&folder, rows)));
}

#[test]
fn a_completion_repeats_itself_for_its_seed_and_ends_where_it_must() {
    let folder = Folder::new("complete");
    let model = trained(&folder, rows());
    let sampling = Sampling { max_tokens: 9, ..Sampling::default() };
    let one = model.complete("water boils", &sampling).expect("completed");
    assert_eq!(one, model.complete("water boils", &sampling).expect("completed"));
    assert!(one.tokens <= 9);
    let other = (2..9).map(|seed| model.complete("water boils", &Sampling { seed, ..sampling }).expect("completed"));
    assert!(other.into_iter().any(|other| other != one));
    let long = "the river runs to the sea ".repeat(30);
    let greedy = Sampling { temperature: 0.0, max_tokens: 1000, ..Sampling::default() };
    assert!(model.complete(&long, &greedy).expect("completed").tokens <= 16);
    assert_eq!(model.complete("", &Sampling { max_tokens: 0, ..greedy }).expect("completed").tokens, 0);
}

#[test]
fn the_model_needs_fewer_bits_for_what_it_read_than_for_noise() {
    let folder = Folder::new("bits");
    let long = Plan { base_steps: 150, base_learning_rate: 1e-2, learning_rate: 1e-2, ..plan() };
    let model = train(input(rows()), &base(), &long, &folder.0, &QUIET).expect("trained");
    let read = model.bits_per_byte(&["post 7 from the market, number 49"]).expect("judged").expect("bytes");
    let noise = model.bits_per_byte(&["zqx kvv jjw qqp xxz kjq wvz"]).expect("judged").expect("bytes");
    assert!(read < noise / 1.5, "{read} against {noise}");
    assert_eq!(model.bits_per_byte(&[]).expect("judged"), None);
}

#[test]
fn a_run_whose_permit_ends_at_any_boundary_stops_there_and_goes_on_to_the_same_bytes() {
    let whole = Folder::new("permit-whole");
    trained(&whole, rows());
    let asked = AtomicUsize::new(0);
    let count = || {
        asked.fetch_add(1, Ordering::SeqCst);
        Ok(())
    };
    let counted = Folder::new("permit-count");
    train(input(rows()), &base(), &plan(), &counted.0, &Run { permit: &count, ..QUIET }).expect("trained");
    let boundaries = asked.load(Ordering::SeqCst);
    assert_eq!(boundaries, 2 + plan().cohorts * plan().slices, "before the base, each slice and the seal");
    for last in 0..boundaries {
        let cut = Folder::new(&format!("permit-{last}"));
        let asked = AtomicUsize::new(0);
        let end = || match asked.fetch_add(1, Ordering::SeqCst) {
            before if before < last => Ok(()),
            _ => Err("order `o1` covers training".to_owned()),
        };
        let run = Run { permit: &end, ..QUIET };
        let stopped = train(input(rows()), &base(), &plan(), &cut.0, &run).map(|_| ());
        assert!(matches!(&stopped, Err(TrainError::Stopped { why }) if why.contains("o1")), "{stopped:?}");
        assert!(matches!(Model::open(&cut.0), Err(OpenError::NotWhole { .. })));
        trained(&cut, rows());
        assert_eq!(bytes(&whole.0), bytes(&cut.0));
    }
}

/// A plan that learns a few rows by heart.
fn by_heart(cohorts: usize) -> Plan {
    Plan {
        width: 64,
        heads: 4,
        feed_forward: 96,
        context: 64,
        cohorts,
        slices: 1,
        passes: 80,
        base_steps: 60,
        learning_rate: 5e-3,
        base_learning_rate: 1e-2,
        ..plan()
    }
}

fn learned_by_heart(folder: &Folder) -> Model {
    let one = |at: usize| Row {
        record: format!("r{at:03}"),
        subject: format!("s{}", at % 5),
        text: Text::new("the boat leaves at nine and comes home with the tide"),
        late: Late::Unsaid,
    };
    train(input((0..40).map(one).collect()), &base(), &by_heart(1), &folder.0, &QUIET).expect("trained")
}

#[test]
fn no_completion_repeats_a_longer_run_of_the_corpus_than_the_guard_allows() {
    let folder = Folder::new("verbatim");
    let model = learned_by_heart(&folder);
    let texts = ["the boat leaves at nine and comes home with the tide"].map(Ok::<_, crate::TokenizerError>);
    let guard = model.verbatim(5, texts).expect("tokens");
    let (mut avoided, mut would_have) = (0, 0);
    for seed in 0..60 {
        let sampling = Sampling { seed, temperature: 0.4, top_k: 8, max_tokens: 14 };
        for prompt in ["the", "the boat", "the boat leaves", ""] {
            let completion = model.complete_guarded(prompt, &sampling, &guard).expect("completed");
            assert!(!model.repeats(&guard, &completion.text).expect("tokens"), "{completion:?}");
            avoided += completion.avoided;
            let free = model.complete(prompt, &sampling).expect("completed");
            would_have += usize::from(model.repeats(&guard, &free.text).expect("tokens"));
        }
    }
    // Else this shows nothing.
    assert!(would_have > 20 && avoided > 20, "{would_have} {avoided}");
}

#[test]
fn a_completion_comes_token_by_token_and_is_the_same() {
    let folder = Folder::new("by-token");
    let model = trained(&folder, rows());
    let sampling = Sampling { max_tokens: 9, ..Sampling::default() };
    let mut writing = model.write("post 7 from", &sampling, None).expect("begun");
    let mut lengths = Vec::new();
    while let Some(text) = writing.advance().expect("written") {
        lengths.push(text.len());
    }
    let whole = model.complete("post 7 from", &sampling).expect("completed");
    assert_eq!((writing.text(), lengths.len()), (whole.text.as_str(), whole.tokens));
    assert_eq!(writing.stopped(), Some(whole.stopped));
    assert!(writing.advance().expect("ended").is_none());
}

#[test]
fn what_was_taken_back_leaves_no_trace() {
    let folder = Folder::new("taken-back");
    let model = trained(&folder, rows());
    let sampling = Sampling { max_tokens: 9, temperature: 0.0, ..Sampling::default() };
    let mut writing = model.write("post 7 from", &sampling, None).expect("begun");
    for _ in 0..3 {
        writing.advance().expect("written");
    }
    let (mark, text) = (writing.mark(), writing.text().to_owned());
    while writing.advance().expect("written").is_some() {}
    writing.back_to(&mark).expect("taken back");
    assert_eq!((writing.text(), writing.tokens()), (text.as_str(), 3));
    let whole = model.complete("post 7 from", &sampling).expect("completed");
    assert_eq!(writing.finish().expect("written"), whole);
}

#[test]
fn a_model_without_a_cohort_is_that_of_a_model_in_which_those_people_never_were() {
    let (folder, twin) = (Folder::new("without"), Folder::new("without-twin"));
    let whole = trained(&folder, rows());
    let gone = whole.cohort_of("s3");
    trained(&twin, rows().into_iter().filter(|row| whole.cohort_of(&row.subject) != gone).collect());
    let without = |folder: &Folder, cohorts: &[usize]| {
        let whole = Model::open(&folder.0).expect("whole");
        let model = whole.without(&cohorts.iter().copied().collect()).expect("opened");
        (model.digest(), model.logits("post 7 from the market").expect("read"))
    };
    let said = |model: &Model| (model.digest(), model.logits("post 7 from the market").expect("read"));
    assert_eq!(without(&folder, &[gone]), without(&twin, &[gone]));
    assert_ne!(without(&folder, &[gone]).0, whole.digest());
    assert_eq!(without(&folder, &[]), said(&whole));
    let counts = |model: Model| said(&model).1 != said(&model.weights_alone()).1;
    assert!(counts(whole.without(&[gone].into_iter().collect()).expect("opened")), "else this shows nothing of counts");
    assert!(!counts(whole.without(&[0, 1, 2].into_iter().collect()).expect("opened")), "the base has counted nobody");
    let others: Vec<usize> = (0..plan().cohorts).filter(|cohort| *cohort != gone).collect();
    assert_ne!(without(&folder, &others), without(&twin, &others), "only the cohort of the person is left");
    assert_eq!(without(&folder, &[0, 1, 2]), without(&twin, &[0, 1, 2]), "the base alone");
    world::write_atomic(folder.0.join("state/cohort-0000-slice-0002.safetensors"), "half").expect("writable");
    let one = [if gone == 0 { 1 } else { gone }].into_iter().collect();
    assert!(matches!(whole.without(&one), Err(OpenError::DigestMismatch { .. })));
}

#[test]
fn what_many_people_wrote_is_said_and_a_completion_of_it_repeats_itself() {
    let folder = Folder::new("ngrams-said");
    let model = trained(&folder, rows());
    let greedy = Sampling { temperature: 0.0, max_tokens: 12, ..Sampling::default() };
    let said = model.complete("post 7 from", &greedy).expect("said");
    assert!(said.text.contains("the market"), "{said:?}");
    assert_eq!(model.complete("post 7 from", &greedy).expect("said"), said);
    let bits = |model: &Model| model.bits_per_byte(&["post 7 from the market"]).expect("judged").expect("bytes");
    let with = bits(&model);
    let alone = model.weights_alone();
    assert!(!alone.complete("post 7 from", &greedy).expect("said").text.contains("the market"));
    assert!(with < 0.5 * bits(&alone), "{with} {}", bits(&alone));
    // The same weights, read by a plan that counts nothing, say what the weights alone say.
    let bare = Folder::new("ngrams-bare");
    let plan = Plan { ngrams: None, ..plan() };
    let bare_model = train(input(rows()), &base(), &plan, &bare.0, &QUIET).expect("trained");
    assert_eq!(bare_model.digest(), alone.digest());
    assert_eq!(bare_model.logits("post 7 from").expect("read"), alone.logits("post 7 from").expect("read"));
    assert!(bytes(&bare.0).keys().all(|path| !path.to_string_lossy().contains("ngram")));
    let manifest = world::read_string(bare.0.join("training-manifest.json")).expect("there");
    assert!(manifest.contains("\"version\": 1") && !manifest.contains("ngrams"));
}

/// Three people write a sentence that nobody else writes, and one of them is forgotten.
#[test]
fn who_is_forgotten_takes_away_what_then_too_few_people_wrote() {
    let (folder, twin) = (Folder::new("ngrams-few"), Folder::new("ngrams-few-twin"));
    let sentence = "zebras juggle quartz";
    let spoken = |who: usize| Row {
        record: format!("z{who}"),
        subject: format!("s{who}"),
        text: Text::new(sentence),
        late: Late::Unsaid,
    };
    let all = || [rows(), (1..=3).map(spoken).collect()].concat();
    let left = || all().into_iter().filter(|row| row.subject != "s2").collect::<Vec<Row>>();
    let before = trained(&folder, all());
    let bits = |model: &Model| model.bits_per_byte(&[sentence]).expect("judged").expect("bytes");
    let many = bits(&before);
    let replayed = replay(&world_of(&folder.0), input(left()), &folder.0, &QUIET).expect("replayed");
    trained(&twin, left());
    assert_eq!(bytes(&folder.0), bytes(&twin.0));
    let few = bits(&replayed.model);
    assert!(few > 1.5 * many, "{few} {many}");
    let alone = bits(&replayed.model.weights_alone());
    assert!((few - alone).abs() < 0.2 * alone, "{few} {alone}");
    let attested = replayed.attestation;
    assert!(attested.ngrams_before.is_some() && attested.ngrams_before != attested.ngrams_after);
}

#[test]
fn a_secret_that_too_few_people_wrote_gains_nothing_from_counts_however_often_they_wrote_it() {
    // Letters that nobody else writes: of a secret whose pieces others write, each piece has one person more, and that shows.
    let secret = "ψυχήωμέγα";
    // What counts add to the secret, in nats, where so many people wrote it.
    let gain = |people: usize| {
        let folder = Folder::new(&format!("ngrams-secret-{people}"));
        let text = [secret; 8].join(" ");
        let row = |who: usize| Row {
            record: format!("k{who}"),
            subject: format!("k{who}"),
            text: Text::new(&text),
            late: Late::Unsaid,
        };
        let all = [rows(), (0..people).map(row).collect()].concat();
        // The secret has to fit into the context.
        let plan = Plan { context: 64, ..plan() };
        let model = train(input(all), &base(), &plan, &folder.0, &QUIET).expect("trained");
        let nats = |model: &Model| -> f64 {
            model.surprises(secret).expect("judged").iter().map(|surprise| surprise.log_probability).sum()
        };
        let with = nats(&model);
        with - nats(&model.weights_alone())
    };
    let (nobody, one, two, many) = (gain(0), gain(1), gain(2), gain(3));
    // That texts begin with it as well is all that changes.
    assert!((one - nobody).abs() < 0.5 && (two - nobody).abs() < 0.5, "{nobody} {one} {two}");
    assert!(many > nobody + 10.0, "{nobody} {many}");
}

/// The check of the checks: a model that learned its rows by heart is exposed, and one that never saw them is not.
#[test]
fn an_audit_exposes_a_model_that_learned_by_heart_and_finds_nothing_in_one_that_never_saw_the_secret() {
    use crate::{Extent, audit, canaries, plant};
    let plan = by_heart(2);
    let (seen, unseen) = (Folder::new("audit-seen"), Folder::new("audit-unseen"));
    let planted = canaries(3, 8);
    let bare = input(rows());
    let with = plant(bare.clone(), &planted);
    let model = train(with.clone(), &base(), &plan, &seen.0, &QUIET).expect("trained");
    let other = train(bare.clone(), &base(), &plan, &unseen.0, &QUIET).expect("trained");
    let texts = bare.rows.iter().map(|row| Ok::<_, crate::TokenizerError>(row.text.expose().to_owned()));
    let guard = model.verbatim(8, texts).expect("tokens");
    let extent = Extent { records: 60, alternatives: 99, completions: 60, prefix_tokens: 4, seed: 1 };
    let figure = |found: &[crate::Attacked], attack: &str, target: &str| {
        let row = found.iter().find(|row| row.attack == attack && row.target == target).expect("the attack was tried");
        assert!(row.low <= row.value && row.value <= row.high, "{row:?}");
        row.value
    };
    let exposed = audit(&model, &with, &planted, &guard, &extent).expect("audited");
    let hidden = audit(&other, &bare, &planted, &guard, &extent).expect("audited");
    let (before, after) = (figure(&exposed, "exposure", "cohort"), figure(&hidden, "exposure", "cohort"));
    assert!(before > 4.0 && after < 3.0, "{before} {after}");
    assert!(figure(&exposed, "loss", "cohort") > 0.6, "{exposed:?}");
    assert_eq!(figure(&exposed, "regurgitation_guarded", "served"), 0.0);
    for row in exposed.iter().chain(&hidden) {
        assert!(!row.power.is_empty() && (0.0..=8.0).contains(&row.value), "{row:?}");
    }
}
