//! Whether a training run of this project may go on. In: the ledger, at each boundary of the run. Out: yes, or who or what
//! ended the permit. Never: yes where the ledger cannot be read, or a person's name.

use crate::project::Project;
use anyhow::{Context, Result};
use corpus::Corpus;
use permit::Doubt;
use std::sync::Mutex;
use terms::Operation;
use world::World;

/// The permit of one run, under the tree head of its corpus.
pub struct Permitted<'a> {
    world: &'a World,
    state: Mutex<permit::Permitted>,
}

impl<'a> Permitted<'a> {
    /// The permit for training on this corpus.
    pub fn of(project: &'a Project, corpus: &Corpus) -> Result<Self> {
        let holders = permit::holders(&project.work()?.folder().join("accounts.parquet"))?;
        let purpose = project.purpose();
        let state = permit::Permitted::of(project.ledger()?, corpus.clone(), &purpose, Operation::Train, holders)?;
        Ok(Self { world: &project.world, state: Mutex::new(state) })
    }

    fn doubt(&self) -> Result<Doubt> {
        let mut state = self.state.lock().ok().context("the ledger broke off; run `grondslag ledger verify`")?;
        Ok(state.doubt(self.world.now())?)
    }

    /// How many records of the corpus are of people for whom another choice counts since it was sealed. Somebody without an
    /// account may appear in any, and counts as one.
    pub fn records_in_doubt(&self) -> Result<u64> {
        let doubt = self.doubt()?;
        Ok(doubt.records + doubt.names.len() as u64)
    }

    /// Whether the run may go on now.
    pub fn ask(&self) -> Result<(), String> {
        let doubt = self.doubt().map_err(|error| error.to_string())?;
        doubt.stop().map_or(Ok(()), |stop| Err(stop.to_string()))
    }
}
