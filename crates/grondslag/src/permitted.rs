//! Whether a training run of this project may go on. In: the ledger and the sources, at each boundary of the run. Out: yes, or
//! who or what ended the permit. Never: yes where the ledger cannot be read, or a person's name.

use crate::project::Project;
use anyhow::{Context, Result};
use corpus::Corpus;
use intake::Versions;
use permit::{Doubt, Stop};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use terms::{Operation, SubjectId};
use world::World;

/// The permit of one run, under the tree head of its corpus.
pub struct Permitted<'a> {
    world: &'a World,
    versions: PathBuf,
    state: Mutex<State>,
    /// What ended the permit: the id of an order, or one word.
    ended_by: Mutex<Option<String>>,
}

/// For whom something else counts than when the corpus was sealed.
pub struct Moved {
    /// Objections of people without an account, who may appear in any record.
    pub names: u64,
    /// Records of the corpus that their source has changed or taken back since.
    pub sources: u64,
    /// People with an account, of whom the corpus may hold records or who may appear in those of others.
    pub persons: BTreeSet<SubjectId>,
    /// Those of them with records in the corpus.
    pub authors: BTreeSet<SubjectId>,
}

struct State {
    permit: permit::Permitted,
    /// The records of the corpus as their sources name them; read when a source first changed one.
    named: Option<BTreeSet<String>>,
}

impl<'a> Permitted<'a> {
    /// The permit for training on this corpus.
    pub fn of(project: &'a Project, corpus: &Corpus) -> Result<Self> {
        let (purpose, holders) = (project.purpose(), project.holders()?);
        let permit = permit::Permitted::of(project.ledger()?, corpus.clone(), &purpose, Operation::Train, holders)?;
        let state = Mutex::new(State { permit, named: None });
        let ended_by = Mutex::new(None);
        Ok(Self { world: &project.world, versions: project.versions_folder(), state, ended_by })
    }

    fn state(&self) -> Result<MutexGuard<'_, State>> {
        self.state.lock().ok().context("the ledger broke off; run `grondslag ledger verify`")
    }

    /// What people and authorities said since the corpus was sealed.
    fn doubt(&self) -> Result<Doubt> {
        Ok(self.state()?.permit.doubt(self.world.now())?)
    }

    fn changed_at_source(&self) -> Result<u64> {
        let mut state = self.state()?;
        let State { permit, named } = &mut *state;
        changed_at_source(&self.versions, permit.corpus(), named)
    }

    /// For whom, and for how many records, something else counts than when the corpus was sealed.
    pub fn moved(&self) -> Result<Moved> {
        let doubt = self.doubt()?;
        let (names, sources) = (doubt.names.len() as u64, self.changed_at_source()?);
        Ok(Moved { names, sources, persons: doubt.persons, authors: doubt.authors })
    }

    /// Whether the run may go on now.
    pub fn ask(&self) -> Result<(), String> {
        let doubt = self.doubt().map_err(|error| error.to_string())?;
        if let Some(stop) = doubt.stop() {
            self.end(match &stop {
                Stop::Order { id } | Stop::Name { id } => id,
                other => other.word(),
            });
            return Err(stop.to_string());
        }
        match self.changed_at_source().map_err(|error| error.to_string())? {
            0 => Ok(()),
            changed => {
                self.end("source");
                Err(source_changed(changed))
            }
        }
    }

    fn end(&self, by: &str) {
        *self.ended_by.lock().unwrap_or_else(PoisonError::into_inner) = Some(by.to_owned());
    }

    /// What ended the permit, if anything did: the id of an order or of an objection, or one word.
    pub fn ended_by(&self) -> Option<String> {
        self.ended_by.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How many records of the corpus are other than when it was sealed: edited, shown to others, or deleted. `named` is kept
/// from one question to the next.
// HOLE: the Python loader asks a ledger beside it alone, so it does not hear of these before the next seal; a portal does.
pub fn changed_at_source(versions: &Path, corpus: &Corpus, named: &mut Option<BTreeSet<String>>) -> Result<u64> {
    if !Versions::exists(versions) {
        return Ok(0);
    }
    let versions = Versions::open(versions)?;
    let changed = versions.changed_since(versions.sealed_at(corpus.manifest().corpus_digest)?)?;
    if changed.is_empty() {
        return Ok(0);
    }
    let named = match named {
        Some(named) => named,
        None => named.insert(corpus.lineage().map(|line| Ok(line?.source.to_string())).collect::<Result<_>>()?),
    };
    Ok(changed.iter().filter(|record| named.contains(*record)).count() as u64)
}

/// The sentence for it.
pub fn source_changed(records: u64) -> String {
    format!("{records} records of the corpus were changed or deleted at their source after it was sealed")
}
