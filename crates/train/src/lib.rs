//! Rooms 7 to 9: train, prompt, forget. In: rows under pseudonyms, base text without data subjects, and a plan. Out: a
//! model whose bytes depend on nothing else, and the proof of what was replayed. Never: other bytes for the same rows, a
//! question who someone is, or a model that is half there.

mod adapter;
mod audit;
mod base;
mod export;
mod fold;
mod log;
mod manifest;
mod model;
mod net;
mod ngrams;
mod ops;
mod plan;
mod shape;
mod store;
mod tokens;
mod trainer;
mod verbatim;

pub use adapter::Projection;
pub use audit::{Attacked, AuditError, Canary, Extent, Told, audit, audit_person, canaries, plant, told_of};
pub use base::{Base, BaseError};
pub use corpus::Late;
pub use fold::{Progress, Replayed, Run, Stage, TrainError, replay, replay_on, train, train_on};
pub use log::{Input, LogError, Place, Row, cohort, place, slice};
pub use manifest::{Attestation, CohortReplayed, Manifest, NgramEntry, ReadError, SliceEntry, StageEntry};
pub use model::{Completion, Mark, Model, OpenError, Sampling, Stopped, Writing};
pub use plan::{AdapterChoice, AdapterPlan, ENGINE, NgramPlan, Plan, PlanError};
pub use shape::Head;
pub use tokens::TokenizerError;
pub use verbatim::Verbatim;

#[cfg(test)]
mod tests;
