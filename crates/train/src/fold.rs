//! Rooms 7 and 9, `train` and `forget`: the model as a fold over the training log. In: rows, and the states on disk that
//! the same history led to. Out: a model whose bytes are those of training on these rows from the start. Never: a state
//! of another history, or a manifest before the last byte that held someone who is gone was removed.

use crate::adapter::Pairs;
use crate::export;
use crate::log::{self, Held, Input, Log, LogError};
use crate::manifest::{
    self, ATTESTATION, Attestation, JOURNAL, Journal, MANIFEST, Manifest, NgramEntry, SliceEntry, StageEntry,
};
use crate::model::{Model, OpenError};
use crate::net::Net;
use crate::ngrams::{self, Ngrams, Shares};
use crate::shape::Shape;
use crate::store;
use crate::tokens::{TokenizerError, Tokens};
use crate::trainer::{Checkpoint, Loss, Trainer, Weighted};
use crate::{Base, ENGINE, Plan, PlanError, ReadError};
use kernels::math::Dice;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use terms::Digest;
use world::{DiskError, World};

mod counts;

use counts::Counted;

/// What a run may use, and whom it tells. Nothing here changes a bit of the result.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// Threads; at least one is used.
    pub threads: usize,
    /// Called after each step, from any thread.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Asked before the base, before each slice and before the model is sealed, from any thread: whether the run may go
    /// on, or why not. What is whole by then stays on disk, and the same call goes on from there.
    pub permit: &'a (dyn Fn() -> Result<(), String> + Sync),
}

impl Run<'_> {
    fn ask(&self) -> Result<(), TrainError> {
        (self.permit)().map_err(|why| TrainError::Stopped { why })
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Which part of the run.
    pub stage: Stage,
    /// Optimiser steps of this stage that are done.
    pub done: usize,
    /// Optimiser steps of this stage in this run.
    pub total: usize,
    /// Mean loss of the last step in nats a token, if it read any.
    pub loss: Option<f64>,
}

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// On base text, in which nobody is a data subject.
    Base,
    /// On people's records, cohort by cohort.
    Cohorts,
}

/// A model that was brought to another corpus.
#[derive(Debug)]
pub struct Replayed {
    /// The model.
    pub model: Model,
    /// What was done; for the caller to append to the ledger. A copy lies in the model's folder as `attestation.json`.
    pub attestation: Attestation,
}

/// Training or replaying failed. What is on disk is either no model yet or a whole one, and the same call goes on from
/// the last whole slice.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// The plan cannot be carried out.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The rows cannot be put in order.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The tokenizer failed.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
    /// A file could not be written or removed.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The model in the folder cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The operating system gave no threads.
    #[error("could not start {threads} threads: {cause}; ask for fewer")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// Why not.
        cause: String,
    },
    /// There is nothing to replay.
    #[error("`{}` holds no model to replay; train one first", folder.display())]
    NoModel {
        /// Where one was looked for.
        folder: PathBuf,
    },
    /// The state that every cohort starts from is gone.
    #[error("`{}` does not hold the base state of its plan; train again from the base text", folder.display())]
    BaseMissing {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// A state that was just written is gone.
    #[error("`{}` changed while it was in use; see that one run at a time works in this folder", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The loss is no number any more.
    #[error("the loss left all bounds in cohort `{cohort}`, slice `{slice}`; lower `learning_rate` in the plan")]
    Diverged {
        /// The cohort, or `base`.
        cohort: String,
        /// The slice.
        slice: usize,
    },
    /// The permit of the run ended.
    #[error("the run was stopped: {why}; what is whole is kept, and the same command goes on from there")]
    Stopped {
        /// Why.
        why: String,
    },
    /// The weights could not be put into their file.
    #[error("could not lay out the weights: {cause}; check the plan")]
    Layout {
        /// What the library said.
        cause: String,
    },
}

/// Trains a model on these rows, or goes on where an earlier call with the same rows, base and plan was cut off. Returns
/// at once what is there already if it is exactly that.
pub fn train(input: Input, base: &[String], plan: &Plan, folder: &Path, run: &Run<'_>) -> Result<Model, TrainError> {
    plan.check()?;
    if plan.adapter.is_some() {
        return Err(PlanError { field: "adapter", must: "absent where the base is a text" }.into());
    }
    let tokenizer = Tokens::learn(plan, base)?;
    let base_digest = Digest::of_parts(base.iter().map(String::as_bytes));
    let fold = Fold::new(plan, folder, base_digest, tokenizer, input)?;
    fold.train(Start::Text(base), run)
}

/// The same beside the frozen weights of somebody else: each cohort owns an adapter.
pub fn train_on(
    input: Input,
    base: &Arc<Base>,
    plan: &Plan,
    folder: &Path,
    run: &Run<'_>,
) -> Result<Model, TrainError> {
    plan.check()?;
    if plan.adapter.as_ref().map(|adapter| adapter.base) != Some(base.digest()) {
        return Err(PlanError { field: "adapter.base", must: "the digest of the base that is given" }.into());
    }
    let fold = Fold::new(plan, folder, base.digest(), base.tokenizer().to_vec(), input)?;
    fold.train(Start::On(base), run)
}

/// Brings the model in `folder` to these rows by replaying only the cohorts whose records differ, each from its first
/// slice that differs. The bytes that result are those of [`train`] on these rows from the start.
///
/// What holds if it is killed: until the journal is there, the old model stands. From then until the new manifest, there
/// is no model to open: the old manifest, the old average and every state that had seen a record that is gone are
/// removed first, in this order, and the same call goes on from the last whole slice. Once the manifest is there, the
/// new model stands, and the same call writes the attestation.
pub fn replay(world: &World, input: Input, folder: &Path, run: &Run<'_>) -> Result<Replayed, TrainError> {
    replay_from(world, Start::Kept, input, folder, run)
}

/// [`replay`] of a model beside the frozen weights of somebody else.
pub fn replay_on(
    world: &World,
    input: Input,
    base: &Arc<Base>,
    folder: &Path,
    run: &Run<'_>,
) -> Result<Replayed, TrainError> {
    replay_from(world, Start::On(base), input, folder, run)
}

/// What every cohort starts from.
#[derive(Clone, Copy)]
enum Start<'a> {
    /// Text without data subjects, from which a base is trained.
    Text(&'a [String]),
    /// The base that was trained before, as it lies in the folder.
    Kept,
    /// The frozen weights of somebody else.
    On(&'a Arc<Base>),
}

impl Start<'_> {
    fn open(self, folder: &Path) -> Result<Model, OpenError> {
        match self {
            Self::Text(_) | Self::Kept => Model::open(folder),
            Self::On(base) => Model::open_on(folder, base),
        }
    }
}

fn replay_from(
    world: &World,
    start: Start<'_>,
    input: Input,
    folder: &Path,
    run: &Run<'_>,
) -> Result<Replayed, TrainError> {
    #[expect(clippy::disallowed_methods, reason = "the cost of a replay is wall time, and no decision rests on it")]
    let started = std::time::Instant::now();
    let (manifest, journal) = (Manifest::read(folder)?, Journal::read(folder)?);
    let before = match (&manifest, &journal) {
        (Some(manifest), None) => manifest.clone(),
        (_, Some(journal)) => journal.before.clone(),
        (None, None) => return Err(TrainError::NoModel { folder: folder.to_owned() }),
    };
    check_engine(folder, &before)?;
    match start {
        Start::On(base) => before.stands_on(base, folder).map(|_| ())?,
        Start::Text(_) | Start::Kept => before.stands_alone(folder)?,
    }
    let tokenizer = sealed_tokenizer(folder, &before)?;
    let fold = Fold::new(&before.plan, folder, before.base, tokenizer, input)?;
    let model = match manifest {
        Some(manifest) if fold.describes(&manifest) => start.open(folder)?,
        other => {
            // A journal beside a whole manifest belongs to a replay that ended; this one starts from the whole model.
            let before = other.unwrap_or_else(|| before.clone());
            let known = fold.known(&before);
            manifest::write(&folder.join(JOURNAL), &Journal::new(before))?;
            fold.withdraw()?;
            fold.bring(start, &known, run)?;
            start.open(folder)?
        }
    };
    let journal = Journal::read(folder)?;
    if journal.is_none()
        && let Some(attestation) = Attestation::last(folder)?
        && attestation.model_after == model.digest()
        && attestation.corpus_after == model.manifest().corpus
    {
        return Ok(Replayed { model, attestation });
    }
    let before = journal.map_or(before, |journal| journal.before);
    let attestation = Attestation::between(&before, model.manifest(), world.now(), started.elapsed().as_secs_f64())
        .ok_or_else(|| OpenError::NotWhole { folder: folder.to_owned() })?;
    manifest::write(&folder.join(ATTESTATION), &attestation)?;
    remove(&folder.join(JOURNAL))?;
    Ok(Replayed { model, attestation })
}

fn check_engine(folder: &Path, manifest: &Manifest) -> Result<(), OpenError> {
    if manifest.engine == ENGINE {
        return Ok(());
    }
    Err(OpenError::Engine { folder: folder.to_owned(), found: manifest.engine.clone() })
}

/// The frozen tokenizer, if it still is what the manifest sealed.
fn sealed_tokenizer(folder: &Path, manifest: &Manifest) -> Result<Vec<u8>, TrainError> {
    let json = world::read(folder.join(export::TOKENIZER))?;
    let sealed = manifest.files.get(export::TOKENIZER).copied();
    if sealed == Some(Digest::of(&json)) {
        return Ok(json);
    }
    Err(OpenError::DigestMismatch { folder: folder.to_owned(), file: export::TOKENIZER.to_owned() }.into())
}

/// Removes a file that may not be there, and what a killed write of it left.
fn remove(path: &Path) -> Result<(), DiskError> {
    let mut temporary = path.to_owned().into_os_string();
    temporary.push(".tmp");
    for path in [PathBuf::from(temporary), path.to_owned()] {
        if world::exists(&path) {
            world::remove_file(&path)?;
        }
    }
    Ok(())
}

// HOLE: nothing keeps two runs out of one folder at once. Each would remove the other's states; the digests make that a
// failed run and never a wrong model.
/// Everything that a model's bytes depend on, and where its states lie.
struct Fold<'a> {
    plan: &'a Plan,
    folder: &'a Path,
    base: Digest,
    tokenizer: Vec<u8>,
    tokens: Tokens,
    corpus: Digest,
    log: Log,
    held: Vec<Vec<Held>>,
    base_history: Digest,
    // The digest of all that a cohort has seen after each slice.
    histories: Vec<Vec<Digest>>,
}

impl<'a> Fold<'a> {
    fn new(
        plan: &'a Plan,
        folder: &'a Path,
        base: Digest,
        tokenizer: Vec<u8>,
        input: Input,
    ) -> Result<Self, TrainError> {
        let tokens = Tokens::read_for(plan, &tokenizer)?;
        let log = Log::new(plan, input.rows)?;
        let (plan_digest, tokenizer_digest) = (plan.digest(), Digest::of(&tokenizer));
        let start = [ENGINE.as_bytes(), plan_digest.as_bytes(), base.as_bytes(), tokenizer_digest.as_bytes()];
        let base_history = Digest::of_parts(start);
        let slices = |cohort| (0..plan.slices).map(|slice| log.held(cohort, slice)).collect();
        let held: Vec<Vec<Held>> = (0..plan.cohorts).into_par_iter().map(slices).collect();
        let histories = held.iter().enumerate().map(|(cohort, slices)| {
            let mut history = Digest::of_parts([base_history.as_bytes().as_slice(), &(cohort as u64).to_be_bytes()]);
            let mut follow = |held: &Held| {
                history =
                    Digest::of_parts([history.as_bytes(), held.digest.as_bytes()].map(|digest| digest.as_slice()));
                history
            };
            slices.iter().map(&mut follow).collect()
        });
        let histories = histories.collect();
        Ok(Self { plan, folder, base, tokenizer, tokens, corpus: input.corpus, log, held, base_history, histories })
    }

    /// Whether a manifest is that of exactly this fold.
    fn describes(&self, manifest: &Manifest) -> bool {
        let held = self.held.iter().flatten();
        let sealed = manifest.cohorts.iter().flatten();
        manifest.engine == ENGINE
            && manifest.plan == *self.plan
            && manifest.base == self.base
            && manifest.corpus == self.corpus
            && manifest.files.get(export::TOKENIZER) == Some(&Digest::of(&self.tokenizer))
            && manifest.cohorts.len() == self.held.len()
            && held.map(|held| held.digest).eq(sealed.map(|slice| slice.digest))
            && self.shares_hold(manifest)
    }

    /// Whether cohorts can be taken out of the table of n-grams, if there is one; else it is counted again.
    fn shares_hold(&self, manifest: &Manifest) -> bool {
        let found = || world::read(store::shares_path(self.folder)).ok().map(Digest::of);
        manifest.ngrams.as_ref().is_none_or(|counted| found() == Some(counted.shares))
    }

    /// Trains what is not there yet, and opens the model.
    fn train(&self, start: Start<'_>, run: &Run<'_>) -> Result<Model, TrainError> {
        if let Some(manifest) = Manifest::read(self.folder)?
            && self.describes(&manifest)
            && let Ok(model) = start.open(self.folder)
        {
            return Ok(model);
        }
        // A replay that was cut off is replaced by this run.
        remove(&self.folder.join(JOURNAL))?;
        self.withdraw()?;
        self.bring(start, &Known::default(), run)?;
        Ok(start.open(self.folder)?)
    }

    /// Takes the old model out of service. From here on there is none until [`Self::bring`] ends.
    fn withdraw(&self) -> Result<(), TrainError> {
        remove(&self.folder.join(MANIFEST))?;
        // The average has seen everyone, and each export its cohort. The tokenizer has seen nobody, and a replay reads it.
        for file in export::FILES.into_iter().filter(|file| *file != export::TOKENIZER) {
            remove(&self.folder.join(file))?;
        }
        for folder in world::list(self.folder)?.iter().filter(|path| export::is_cohort_folder(path)) {
            world::remove_dir(folder)?;
        }
        Ok(())
    }

    /// Runs every slice whose state is not on disk, then averages, exports and seals.
    fn bring(&self, start: Start<'_>, known: &Known, run: &Run<'_>) -> Result<(), TrainError> {
        let whole = pool(run.threads)?;
        let kept = whole.install(|| self.survey(known))?;
        run.ask()?;
        let beside = match start {
            Start::On(base) => whole.install(|| Beside::new(self.plan, base)),
            Start::Text(_) | Start::Kept => None,
        };
        let base_state = whole.install(|| match &beside {
            Some(beside) => self.adapter_state(beside),
            None => self.base_state(start, run),
        })?;
        let cohorts = self.cohorts(kept, beside.as_ref(), run)?;
        let served = match &beside {
            Some(beside) => self.adapters(beside)?,
            None => self.average()?,
        };
        let counted = whole.install(|| self.counted(known))?;
        run.ask()?;
        self.seal(served, base_state, cohorts, counted)?;
        Ok(())
    }

    /// Finds, for each cohort, the slices whose states this very history led to, and removes every other state: those
    /// have seen something that is not, or not any more, in these rows.
    fn survey(&self, known: &Known) -> Result<Vec<Vec<SliceEntry>>, TrainError> {
        let cohorts = (0..self.plan.cohorts).into_par_iter();
        let kept: Vec<Vec<SliceEntry>> =
            cohorts.map(|cohort| self.survey_cohort(known, cohort)).collect::<Result<_, _>>()?;
        let mut wanted = BTreeSet::new();
        for (cohort, slices) in kept.iter().enumerate() {
            wanted.extend((0..slices.len()).map(|slice| store::slice_path(self.folder, cohort, slice)));
        }
        if store::look(&store::base_path(self.folder), self.base_history)?.is_some() {
            wanted.insert(store::base_path(self.folder));
        }
        for path in world::list(self.folder.join("state"))?.iter().filter(|path| !wanted.contains(*path)) {
            remove(path)?;
        }
        // A write that was killed may have left a temporary file, which `list` does not show.
        remove(&store::shares_path(self.folder))?;
        for cohort in 0..self.plan.cohorts {
            for slice in 0..self.plan.slices {
                let path = store::slice_path(self.folder, cohort, slice);
                if !wanted.contains(&path) {
                    remove(&path)?;
                }
            }
        }
        Ok(kept)
    }

    /// Of a cohort that stands, the states that this run does not read are known by their heads: whoever reads one later
    /// looks at all of it first.
    fn survey_cohort(&self, known: &Known, cohort: usize) -> Result<Vec<SliceEntry>, TrainError> {
        let mut entries = Vec::new();
        let sealed = known.cohorts.get(cohort).filter(|_| self.stands(known, cohort));
        let histories = self.histories.get(cohort).into_iter().flatten();
        for (slice, (history, held)) in histories.zip(self.held.get(cohort).into_iter().flatten()).enumerate() {
            let path = store::slice_path(self.folder, cohort, slice);
            let is_read = slice + 1 == self.plan.slices;
            let sealed = sealed.and_then(|slices| slices.get(slice)).filter(|_| !is_read);
            let stage = match sealed.filter(|sealed| store::glance(&path, *history, &sealed.stage)) {
                Some(sealed) => Some(sealed.stage.clone()),
                None => store::look(&path, *history)?,
            };
            match stage {
                Some(stage) => entries.push(entry(held, stage)),
                None => break,
            }
        }
        Ok(entries)
    }

    /// What the model before says of the states in the folder, and what was counted for it.
    fn known(&self, before: &Manifest) -> Known {
        Known { cohorts: before.cohorts.clone(), counts: self.counted_before(before) }
    }

    /// Whether a cohort reads what it read for the model before.
    fn stands(&self, known: &Known, cohort: usize) -> bool {
        let (now, then) =
            (self.held.get(cohort).into_iter().flatten(), known.cohorts.get(cohort).into_iter().flatten());
        now.map(|held| held.digest).eq(then.map(|slice| slice.digest))
    }

    /// The frozen state that every cohort starts from.
    fn base_state(&self, start: Start<'_>, run: &Run<'_>) -> Result<StageEntry, TrainError> {
        let path = store::base_path(self.folder);
        if let Some(stage) = store::look(&path, self.base_history)? {
            return Ok(stage);
        }
        let Start::Text(base) = start else {
            return Err(TrainError::BaseMissing { folder: self.folder.to_owned() });
        };
        let texts: Vec<&str> = base.iter().map(String::as_str).collect();
        let sequences: Vec<_> = self.tokens.all(&texts, self.plan.context)?.into_iter().flatten().collect();
        let scale = 1.0 / (self.plan.base_sequences * self.plan.context) as f32;
        let (mut trainer, mut dice) = (Trainer::seeded(self.plan), Dice::new(self.plan.seed ^ 0xba5e));
        let (mut order, mut recent) = (Vec::new(), Loss::default());
        let total = self.plan.base_steps;
        for step in 0..total {
            let mut batch = Vec::new();
            while batch.len() < self.plan.base_sequences {
                if order.is_empty() {
                    order = shuffled(sequences.len(), &mut dice);
                }
                batch.extend(order.pop().and_then(|at| sequences.get(at)));
            }
            let weighted = batch.into_iter().map(|sequence| Weighted { sequence, scale });
            let loss = trainer.step(weighted, self.plan.base_rate(step));
            if !loss.nats.is_finite() {
                return Err(TrainError::Diverged { cohort: "base".into(), slice: 0 });
            }
            // The last tenth is what the manifest tells of the base.
            if step + total.div_ceil(10) >= total {
                recent.add(loss);
            }
            (run.progress)(Progress { stage: Stage::Base, done: step + 1, total, loss: loss.mean() });
        }
        Ok(store::save(&path, self.base_history, &trainer.checkpoint(), (recent.mean(), recent.tokens))?)
    }

    /// The first weights of an adapter, which every cohort starts from; they have read nothing and add nothing.
    fn adapter_state(&self, beside: &Beside) -> Result<StageEntry, TrainError> {
        let path = store::base_path(self.folder);
        if let Some(stage) = store::look(&path, self.base_history)? {
            return Ok(stage);
        }
        let (weights, nothing) = (beside.pairs.seeded(self.plan.seed), vec![0.0; beside.pairs.len]);
        let first = Checkpoint { weights, firsts: nothing.clone(), seconds: nothing, steps: 0 };
        Ok(store::save(&path, self.base_history, &first, (None, 0))?)
    }

    /// Trains what is missing of every cohort: as many cohorts at once as there are threads, for they share nothing that
    /// changes.
    fn cohorts(
        &self,
        kept: Vec<Vec<SliceEntry>>,
        beside: Option<&Beside>,
        run: &Run<'_>,
    ) -> Result<Vec<Vec<SliceEntry>>, TrainError> {
        let missing = |slices: &Vec<SliceEntry>| self.plan.slices - slices.len();
        let open: Vec<_> = (0..).zip(&kept).filter(|(_, slices)| missing(slices) > 0).map(|(at, _)| at).collect();
        let total = kept.iter().map(missing).sum::<usize>() * self.plan.steps_per_slice();
        let steps = Steps { done: AtomicUsize::new(0), total, stop: AtomicBool::new(false), run };
        let threads = run.threads.max(1);
        let workers = threads.min(open.len()).max(1);
        let next = AtomicUsize::new(0);
        let work = |pool: ThreadPool| {
            let mut trained = Vec::new();
            while let Some(cohort) = open.get(next.fetch_add(1, Ordering::SeqCst)) {
                let from = kept.get(*cohort).map_or(0, Vec::len);
                match pool.install(|| self.cohort(*cohort, from, beside, &steps)) {
                    Ok(entries) => trained.push((*cohort, entries)),
                    Err(error) => {
                        steps.stop.store(true, Ordering::SeqCst);
                        return Err(error);
                    }
                }
            }
            Ok(trained)
        };
        // Some workers get one thread more, so that all threads are in use.
        let sizes = (0..workers).map(|worker| (threads + worker) / workers);
        let pools: Vec<ThreadPool> = sizes.map(pool).collect::<Result<_, _>>()?;
        let results: Vec<_> = std::thread::scope(|scope| {
            let handles: Vec<_> = pools.into_iter().map(|pool| scope.spawn(|| work(pool))).collect();
            // INVARIANT: a worker panics only where an invariant is broken, and then this thread does too.
            handles.into_iter().map(|handle| handle.join().expect("INVARIANT: a worker ends")).collect()
        });
        let mut cohorts = kept.clone();
        for (cohort, entries) in results.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            if let Some(slices) = cohorts.get_mut(cohort) {
                slices.extend(entries);
            }
        }
        Ok(cohorts)
    }

    /// Trains one cohort from slice `from` to its last.
    fn cohort(
        &self,
        cohort: usize,
        from: usize,
        beside: Option<&Beside>,
        steps: &Steps<'_>,
    ) -> Result<Vec<SliceEntry>, TrainError> {
        let before = self.before(cohort, from)?;
        let mut trainer = match beside {
            Some(Beside { net, pairs, scale }) => {
                Trainer::resume_beside(self.plan, Arc::clone(net), pairs.clone(), *scale, before)
            }
            None => Trainer::resume(self.plan, before),
        };
        let histories = self.histories.get(cohort).into_iter().flatten();
        let slices = histories.zip(self.held.get(cohort).into_iter().flatten()).enumerate().skip(from);
        let mut entries = Vec::new();
        for (slice, (history, held)) in slices {
            steps.run.ask()?;
            let Some(loss) = self.slice(&mut trainer, cohort, slice, steps)? else { break };
            // If we are killed before this file is there, the slice is trained again; after it, it is kept.
            let path = store::slice_path(self.folder, cohort, slice);
            let stage = store::save(&path, *history, &trainer.checkpoint(), (loss.mean(), loss.tokens))?;
            entries.push(entry(held, stage));
        }
        Ok(entries)
    }

    /// The state that slice `slice` of a cohort starts from.
    fn before(&self, cohort: usize, slice: usize) -> Result<Checkpoint, TrainError> {
        let (path, history) = match slice.checked_sub(1) {
            None => (store::base_path(self.folder), Some(&self.base_history)),
            Some(last) => (
                store::slice_path(self.folder, cohort, last),
                self.histories.get(cohort).and_then(|histories| histories.get(last)),
            ),
        };
        let stored = history.map(|history| store::load(&path, *history)).transpose()?.flatten();
        stored.ok_or(TrainError::Changed { path })
    }

    /// Reads one slice as often as the plan says and returns the loss of the last pass; `None` if another cohort failed.
    fn slice(
        &self,
        trainer: &mut Trainer,
        cohort: usize,
        slice: usize,
        steps: &Steps<'_>,
    ) -> Result<Option<Loss>, TrainError> {
        let rows = self.log.slice(cohort, slice);
        let texts: Vec<&str> = rows.iter().map(|row| row.text.expose()).collect();
        let sequences = self.tokens.all(&texts, self.plan.context)?;
        let scale = 1.0 / self.plan.normaliser_tokens as f32;
        let mut loss = Loss::default();
        for pass in 0..self.plan.passes {
            loss = Loss::default();
            let places: Vec<usize> = rows.iter().map(|row| log::step(self.plan, pass, &row.record)).collect();
            for step in 0..self.plan.steps_per_pass {
                if steps.stop.load(Ordering::SeqCst) {
                    return Ok(None);
                }
                let chosen = places.iter().zip(&sequences).filter(|(place, _)| **place == step);
                let chosen = chosen.flat_map(|(_, sequences)| sequences);
                let number = slice * self.plan.steps_per_slice() + pass * self.plan.steps_per_pass + step;
                let weighted = chosen.map(|sequence| Weighted { sequence, scale });
                let here = trainer.step(weighted, self.plan.rate(number));
                if !here.nats.is_finite() {
                    return Err(TrainError::Diverged { cohort: cohort.to_string(), slice });
                }
                loss.add(here);
                steps.tell(here);
            }
        }
        Ok(Some(loss))
    }

    fn last_weights(&self) -> impl Iterator<Item = Result<Vec<f32>, TrainError>> {
        (0..self.plan.cohorts).map(|cohort| Ok(self.before(cohort, self.plan.slices)?.weights))
    }

    /// The mean of the cohorts' weights, summed in their order.
    fn average(&self) -> Result<Served, TrainError> {
        let weights = crate::ops::mean(self.last_weights())?.expect("INVARIANT: a plan has a cohort");
        let laid_out = export::weights(self.plan, &weights).map_err(layout)?;
        let around = export::around(self.plan, &self.tokens);
        let around = around.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes()));
        let files = [(export::WEIGHTS.to_owned(), laid_out)].into_iter().chain(around).collect();
        Ok(Served { files, parameters: weights.len() })
    }

    /// The cohorts' adapters, each alone and all beside each other.
    fn adapters(&self, beside: &Beside) -> Result<Served, TrainError> {
        let adapter = self.plan.adapter.as_ref().expect("INVARIANT: a plan beside a base has an adapter");
        let cohorts = self.last_weights().collect::<Result<Vec<_>, _>>()?;
        let together = beside.pairs.beside(&cohorts);
        let all = Pairs::new(&Shape::of(self.plan), &adapter.projections, adapter.rank * cohorts.len());
        let mut files = vec![(export::ADAPTER.to_owned(), export::adapter(&all, &together).map_err(layout)?)];
        let around = export::around_adapter(self.plan, adapter, &self.tokens);
        files.extend(around.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())));
        let config = export::adapter_config(adapter, adapter.rank);
        for (cohort, weights) in cohorts.iter().enumerate() {
            let within = |name: &str| format!("{}/{name}", export::cohort_folder(cohort));
            files.push((within(export::ADAPTER), export::adapter(&beside.pairs, weights).map_err(layout)?));
            files.push((within(export::ADAPTER_CONFIG), config.clone().into_bytes()));
        }
        Ok(Served { files, parameters: together.len() })
    }

    /// Writes the model, and its manifest last: only then is it whole.
    fn seal(
        &self,
        served: Served,
        base_state: StageEntry,
        cohorts: Vec<Vec<SliceEntry>>,
        counted: Option<Counted>,
    ) -> Result<(), TrainError> {
        let Served { mut files, parameters } = served;
        files.push((export::TOKENIZER.to_owned(), self.tokenizer.clone()));
        let mut ngrams = None;
        if let Some(Counted { runs, table, shares }) = counted {
            world::write_atomic(store::shares_path(self.folder), &shares)?;
            files.push((ngrams::NGRAMS.to_owned(), table));
            ngrams = Some(NgramEntry { runs, shares: Digest::of(&shares) });
        }
        for (name, bytes) in &files {
            world::write_atomic(self.folder.join(name), bytes)?;
        }
        let manifest = Manifest {
            format: Manifest::FORMAT.into(),
            version: Manifest::version_of(self.plan),
            engine: ENGINE.into(),
            plan: self.plan.clone(),
            plan_digest: self.plan.digest(),
            corpus: self.corpus,
            base: self.base,
            records: self.held.iter().flatten().map(|held| held.records).sum(),
            parameters,
            files: files.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes))).collect(),
            base_state,
            cohorts,
            ngrams,
        };
        Ok(manifest::write(&self.folder.join(MANIFEST), &manifest)?)
    }
}

fn layout(cause: safetensors::SafeTensorError) -> TrainError {
    TrainError::Layout { cause: cause.to_string() }
}

/// The files of a model that have seen people, and those around them.
struct Served {
    files: Vec<(String, Vec<u8>)>,
    parameters: usize,
}

/// What is known of the model before without reading all of it; nothing where there was none.
#[derive(Default)]
struct Known {
    cohorts: Vec<Vec<SliceEntry>>,
    counts: Option<(Ngrams, Shares)>,
}

/// The frozen network that all cohorts stand on, and the pairs that each of them owns.
struct Beside {
    net: Arc<Net>,
    pairs: Pairs,
    scale: f32,
}

impl Beside {
    fn new(plan: &Plan, base: &Base) -> Option<Self> {
        let (adapter, shape) = (plan.adapter.as_ref()?, Shape::of(plan));
        let net = Arc::new(Net::with(&shape, base.weights().to_vec()));
        Some(Self { net, pairs: Pairs::new(&shape, &adapter.projections, adapter.rank), scale: adapter.scale() })
    }
}

fn entry(held: &Held, stage: StageEntry) -> SliceEntry {
    SliceEntry { records: held.records, digest: held.digest, stage }
}

/// Counts steps over all cohorts, and carries the word that one of them failed.
struct Steps<'a> {
    done: AtomicUsize,
    total: usize,
    stop: AtomicBool,
    run: &'a Run<'a>,
}

impl Steps<'_> {
    fn tell(&self, loss: Loss) {
        let done = self.done.fetch_add(1, Ordering::SeqCst) + 1;
        (self.run.progress)(Progress { stage: Stage::Cohorts, done, total: self.total, loss: loss.mean() });
    }
}

fn pool(threads: usize) -> Result<ThreadPool, TrainError> {
    let threads = threads.max(1);
    let built = ThreadPoolBuilder::new().num_threads(threads).build();
    built.map_err(|cause| TrainError::Threads { threads, cause: cause.to_string() })
}

/// A permutation of `0..len` (Fisher and Yates).
fn shuffled(len: usize, dice: &mut Dice) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    for last in (1..len).rev() {
        order.swap(last, dice.below(last + 1));
    }
    order
}
