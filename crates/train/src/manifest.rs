//! What a finished model says about itself, and what a replay attests. In: digests and counts. Out: versioned JSON.
//! Never: a pseudonym, a text, a moment that would make equal runs differ, or a file of a later version taken for ours.

use crate::{AdapterPlan, Base, OpenError, Plan};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use terms::{Digest, Instant};
use world::DiskError;

/// The manifest of a whole model; written last.
pub(crate) const MANIFEST: &str = "training-manifest.json";
/// The certificate of the last replay.
pub(crate) const ATTESTATION: &str = "attestation.json";
/// What a replay that has not ended was to replace.
pub(crate) const JOURNAL: &str = "replay.json";
/// The version of every document, and of a state; a manifest has another where its plan says more.
const VERSION: u64 = 1;
/// The version of a manifest with n-grams: an earlier program would serve the weights without them.
const VERSION_WITH_NGRAMS: u64 = 2;
/// The version of a manifest with late slices: an earlier program would look for people in other slices.
const VERSION_WITH_LATE: u64 = 3;

/// What a model was trained on, how, and what its files must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `grondslag-training`.
    pub format: String,
    /// Of this format.
    pub version: u64,
    /// The arithmetic, [`ENGINE`](crate::ENGINE).
    pub engine: String,
    /// Every constant of the run.
    pub plan: Plan,
    /// Digest of the plan.
    pub plan_digest: Digest,
    /// Digest of the corpus.
    pub corpus: Digest,
    /// Digest of the base: of its text, or of the bytes of somebody else's model.
    pub base: Digest,
    /// Records in all slices.
    pub records: usize,
    /// Trainable weights of the model.
    pub parameters: usize,
    /// Digest of each file of the model.
    pub files: BTreeMap<String, Digest>,
    /// The frozen start of every cohort.
    pub base_state: StageEntry,
    /// The slices of each cohort, in order.
    pub cohorts: Vec<Vec<SliceEntry>>,
    /// What was counted, where the plan counts n-grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ngrams: Option<NgramEntry>,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NgramEntry {
    /// How many runs of each length were kept, from one token on.
    pub runs: Vec<usize>,
    /// Digest of the file from which cohorts are taken out.
    pub shares: Digest,
}

/// One stage of training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageEntry {
    /// Digest of the checkpoint file after it.
    pub state: Digest,
    /// Mean loss of its last pass in nats a token; none where there was nothing to read.
    pub loss: Option<f64>,
    /// Tokens of its last pass.
    pub tokens: usize,
}

/// One slice of one cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SliceEntry {
    /// How many records it holds.
    pub records: usize,
    /// Digest of those records, pseudonyms and texts.
    pub digest: Digest,
    /// What came of it.
    pub stage: StageEntry,
}

impl Manifest {
    /// The format word of this file.
    pub(crate) const FORMAT: &str = "grondslag-training";

    /// The version of the manifest of a plan.
    pub(crate) fn version_of(plan: &Plan) -> u64 {
        match (plan.late_slices, &plan.ngrams) {
            (1.., _) => VERSION_WITH_LATE,
            (0, Some(_)) => VERSION_WITH_NGRAMS,
            (0, None) => VERSION,
        }
    }

    /// The digest of the served weights.
    pub fn model(&self) -> Option<Digest> {
        self.files.get(self.served()).copied()
    }

    /// The digest of the served table of n-grams.
    fn ngrams_file(&self) -> Option<Digest> {
        self.files.get(crate::ngrams::NGRAMS).copied()
    }

    /// Refuses another base than the one that this model was trained beside.
    pub(crate) fn stands_on(&self, base: &Base, folder: &Path) -> Result<&AdapterPlan, OpenError> {
        match &self.plan.adapter {
            None => Err(OpenError::NoBase { folder: folder.to_owned() }),
            Some(adapter) if adapter.base == base.digest() => Ok(adapter),
            Some(adapter) => {
                Err(OpenError::OtherBase { folder: folder.to_owned(), trained: adapter.base, found: base.digest() })
            }
        }
    }

    /// Refuses a model that is an adapter and says nothing without its base.
    pub(crate) fn stands_alone(&self, folder: &Path) -> Result<(), OpenError> {
        match &self.plan.adapter {
            None => Ok(()),
            Some(adapter) => Err(OpenError::BaseNeeded { folder: folder.to_owned(), base: adapter.base }),
        }
    }

    /// The file that holds them.
    pub(crate) fn served(&self) -> &'static str {
        if self.plan.adapter.is_some() { crate::export::ADAPTER } else { crate::export::WEIGHTS }
    }

    pub(crate) fn read(folder: &Path) -> Result<Option<Self>, ReadError> {
        read(&folder.join(MANIFEST), Self::FORMAT)
    }
}

/// A certificate that a model was brought to another corpus by replaying only what differs. Its signature is the
/// ledger's: the caller appends it there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// `grondslag-attestation`.
    pub format: String,
    /// Of this format.
    pub version: u64,
    /// When the replay ended.
    pub at: Instant,
    /// The arithmetic.
    pub engine: String,
    /// Digest of the plan.
    pub plan: Digest,
    /// The served weights before.
    pub model_before: Digest,
    /// The served weights after: those of training on `corpus_after` from the start.
    pub model_after: Digest,
    /// The table of n-grams before, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ngrams_before: Option<Digest>,
    /// The table after: that of counting in `corpus_after`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ngrams_after: Option<Digest>,
    /// The corpus before.
    pub corpus_before: Digest,
    /// The corpus after.
    pub corpus_after: Digest,
    /// Records before.
    pub records_before: usize,
    /// Records after.
    pub records_after: usize,
    /// The cohorts that were replayed, and from which slice.
    pub cohorts_replayed: Vec<CohortReplayed>,
    /// Optimiser steps that were replayed.
    pub steps_replayed: usize,
    /// Optimiser steps of training from the start.
    pub steps_total: usize,
    /// Wall time of the replay, from its last start.
    pub seconds: f64,
}

/// A cohort that was replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortReplayed {
    /// Which.
    pub cohort: usize,
    /// Its first slice that differs; it and all later ones were trained anew.
    pub from_slice: usize,
}

impl Attestation {
    const FORMAT: &str = "grondslag-attestation";

    /// The certificate between two manifests of one plan.
    pub(crate) fn between(before: &Manifest, after: &Manifest, at: Instant, seconds: f64) -> Option<Self> {
        let differing = before.cohorts.iter().zip(&after.cohorts).enumerate().filter_map(|(cohort, (old, new))| {
            let from_slice = old.iter().zip(new).position(|(old, new)| old.digest != new.digest)?;
            Some(CohortReplayed { cohort, from_slice })
        });
        let cohorts_replayed: Vec<_> = differing.collect();
        let slices: usize = cohorts_replayed.iter().map(|replayed| after.plan.slices - replayed.from_slice).sum();
        Some(Self {
            format: Self::FORMAT.into(),
            version: VERSION,
            at,
            engine: after.engine.clone(),
            plan: after.plan_digest,
            model_before: before.model()?,
            model_after: after.model()?,
            ngrams_before: before.ngrams_file(),
            ngrams_after: after.ngrams_file(),
            corpus_before: before.corpus,
            corpus_after: after.corpus,
            records_before: before.records,
            records_after: after.records,
            steps_replayed: slices * after.plan.steps_per_slice(),
            steps_total: after.plan.steps(),
            cohorts_replayed,
            seconds,
        })
    }

    /// The certificate of the last replay in this folder, if there was one.
    pub fn last(folder: &Path) -> Result<Option<Self>, ReadError> {
        read(&folder.join(ATTESTATION), Self::FORMAT)
    }
}

/// The journal of a replay that is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Journal {
    format: String,
    version: u64,
    pub(crate) before: Manifest,
}

impl Journal {
    const FORMAT: &str = "grondslag-replay";

    pub(crate) fn new(before: Manifest) -> Self {
        Self { format: Self::FORMAT.into(), version: VERSION, before }
    }

    pub(crate) fn read(folder: &Path) -> Result<Option<Self>, ReadError> {
        read(&folder.join(JOURNAL), Self::FORMAT)
    }
}

/// A file of a model folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The operating system said no.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It was written by a later version of this program.
    #[error("`{}` has version {found}, this program reads up to {latest}; use a later grondslag", path.display())]
    LaterVersion {
        /// Which file.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The latest that this program reads.
        latest: u64,
    },
    /// It is not what its name says.
    #[error("`{}` is no {format} file: {cause}; train again", path.display())]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// What it should be.
        format: &'static str,
        /// What is wrong with it.
        cause: String,
    },
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

/// Checks who wrote a document before its fields are looked at.
pub(crate) fn parse<T: DeserializeOwned>(path: &Path, json: &[u8], format: &'static str) -> Result<T, ReadError> {
    let malformed = |cause: String| ReadError::Malformed { path: path.to_owned(), format, cause };
    let head: Head = serde_json::from_slice(json).map_err(|cause| malformed(cause.to_string()))?;
    if head.format != format {
        return Err(malformed(format!("its format is `{}`", head.format)));
    }
    let latest = if format == Manifest::FORMAT { VERSION_WITH_LATE } else { VERSION };
    if head.version > latest {
        return Err(ReadError::LaterVersion { path: path.to_owned(), found: head.version, latest });
    }
    serde_json::from_slice(json).map_err(|cause| malformed(cause.to_string()))
}

fn read<T: DeserializeOwned>(path: &Path, format: &'static str) -> Result<Option<T>, ReadError> {
    if !world::exists(path) {
        return Ok(None);
    }
    parse(path, &world::read(path)?, format).map(Some)
}

/// Writes a document of ours, whole or not at all.
pub(crate) fn write<T: Serialize>(path: &Path, value: &T) -> Result<(), DiskError> {
    world::write_atomic(path, pretty(value))
}

/// JSON for people, with a newline at its end.
pub(crate) fn pretty<T: Serialize>(value: &T) -> String {
    // INVARIANT: our documents hold strings, numbers and lists under string keys, which always have a JSON form.
    serde_json::to_string_pretty(value).expect("INVARIANT: a document has a JSON form") + "\n"
}

/// The version that new files get.
pub(crate) fn version() -> u64 {
    VERSION
}
