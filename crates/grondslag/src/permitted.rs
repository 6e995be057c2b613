//! Whether a training run may go on. In: the ledger, at each boundary of the run. Out: yes, or who or what ended the permit.
//! Never: yes where the ledger cannot be read, or a person's name.

use crate::project::Project;
use anyhow::{Context, Result};
use corpus::Corpus;
use intake::Versions;
use ledger::{Lapse, Ledger, Permit};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;
use terms::{Operation, Pseudonymizer};
use world::World;

/// The permit of one run, under the tree head of its corpus.
pub struct Permitted<'a> {
    world: &'a World,
    corpus: &'a Corpus,
    pseudonymizer: Pseudonymizer,
    versions: PathBuf,
    state: Mutex<State>,
}

struct State {
    ledger: Ledger,
    permit: Permit,
    /// How many records of the corpus each pseudonym has; read when somebody first has to be looked up.
    records: Option<BTreeMap<String, u64>>,
    /// The records of the corpus as their sources name them; read when a source first changed one.
    named: Option<BTreeSet<String>>,
}

/// What speaks against going on.
#[derive(Default)]
struct Doubt {
    orders: Vec<String>,
    names: Vec<String>,
    /// People with records in the corpus whose choice is another than when it was sealed.
    people: u64,
    /// Their records.
    records: u64,
    /// Records of the corpus that their source has changed or deleted since.
    sources: u64,
}

impl<'a> Permitted<'a> {
    /// The permit for training on this corpus.
    pub async fn of(project: &'a Project, corpus: &'a Corpus) -> Result<Self> {
        let holders = pipeline::holders(&project.work()?).await?;
        let mut ledger = project.ledger()?;
        let sealed = &corpus.manifest().meta;
        let permit = ledger.permit(&project.purpose(), Operation::Train, sealed.as_of, sealed.tree_size, holders)?;
        let pseudonymizer = ledger.pseudonymizer();
        let state = Mutex::new(State { ledger, permit, records: None, named: None });
        let versions = project.versions_folder();
        Ok(Self { world: &project.world, corpus, pseudonymizer, versions, state })
    }

    fn doubt(&self) -> Result<Doubt> {
        let mut state = self.state.lock().ok().context("the ledger broke off; run `grondslag ledger verify`")?;
        let State { ledger, permit, records, named } = &mut *state;
        let mut doubt = Doubt { sources: self.changed_at_source(named)?, ..Doubt::default() };
        for lapse in permit.lapses(ledger, self.world.now())? {
            match lapse {
                Lapse::Order { id } => doubt.orders.push(id),
                Lapse::Name { id } => doubt.names.push(id),
                Lapse::Person(subject) => {
                    let records = match records {
                        Some(records) => records,
                        None => records.insert(count_records(self.corpus)?),
                    };
                    let pseudonym = self.pseudonymizer.pseudonym("subject", subject.as_str());
                    let theirs = records.get(&pseudonym).copied().unwrap_or(0);
                    doubt.people += u64::from(theirs > 0);
                    doubt.records += theirs;
                }
            }
        }
        Ok(doubt)
    }

    /// How many records of the corpus are other than when it was sealed: edited, shown to others, or deleted.
    fn changed_at_source(&self, named: &mut Option<BTreeSet<String>>) -> Result<u64> {
        if !Versions::exists(&self.versions) {
            return Ok(0);
        }
        let versions = Versions::open(&self.versions)?;
        let changed = versions.changed_since(versions.sealed_at(self.corpus.manifest().corpus_digest)?)?;
        if changed.is_empty() {
            return Ok(0);
        }
        let named = match named {
            Some(named) => named,
            None => {
                let lines = self.corpus.lineage()?;
                named.insert(lines.map(|line| Ok(line?.source.to_string())).collect::<Result<_>>()?)
            }
        };
        Ok(changed.iter().filter(|record| named.contains(*record)).count() as u64)
    }

    /// How many records of the corpus are of people for whom another choice counts since it was sealed. Somebody without an
    /// account may appear in any, and counts as one.
    pub fn records_in_doubt(&self) -> Result<u64> {
        let doubt = self.doubt()?;
        Ok(doubt.records + doubt.names.len() as u64 + doubt.sources)
    }

    /// Whether the run may go on now.
    pub fn ask(&self) -> Result<(), String> {
        let doubt = self.doubt().map_err(|error| error.to_string())?;
        if let Some(id) = doubt.orders.first() {
            return Err(format!("order `{id}` covers training and came after the corpus was sealed"));
        }
        if let Some(id) = doubt.names.first() {
            return Err(format!("objection `{id}` names somebody who may appear in the corpus"));
        }
        if doubt.sources > 0 {
            return Err(format!(
                "{} records of the corpus were changed or deleted at their source after it was sealed",
                doubt.sources
            ));
        }
        match doubt.people {
            0 => Ok(()),
            people => Err(format!("choices of {people} people in the corpus changed after it was sealed")),
        }
    }
}

fn count_records(corpus: &Corpus) -> Result<BTreeMap<String, u64>> {
    let mut records: BTreeMap<String, u64> = BTreeMap::new();
    for row in corpus.rows() {
        *records.entry(row?.subject).or_default() += 1;
    }
    Ok(records)
}
