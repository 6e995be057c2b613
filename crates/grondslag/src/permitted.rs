//! Whether a training run may go on. In: the ledger, at each boundary of the run. Out: yes, or who or what ended the permit.
//! Never: yes where the ledger cannot be read, or a person's name.

use crate::project::Project;
use anyhow::{Context, Result};
use corpus::Corpus;
use ledger::{Lapse, Ledger, Permit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use terms::{Operation, Pseudonymizer, SubjectId};
use world::World;

/// The permit of one run, under the tree head of its corpus.
pub struct Permitted<'a> {
    world: &'a World,
    corpus: &'a Corpus,
    pseudonymizer: Pseudonymizer,
    state: Mutex<State>,
}

struct State {
    ledger: Ledger,
    permit: Permit,
    /// How many records of the corpus each pseudonym has; read when somebody first has to be looked up.
    records: Option<BTreeMap<String, u64>>,
}

/// What speaks against going on.
#[derive(Default)]
struct Doubt {
    orders: Vec<String>,
    names: Vec<String>,
    /// People with records in the corpus whose choice is another than when it was sealed.
    people: u64,
    /// Who they are.
    authors: BTreeSet<SubjectId>,
    /// With those who only appear in the records of others, if at all.
    persons: BTreeSet<SubjectId>,
}

/// For whom another choice counts than when the corpus was sealed.
pub struct Moved {
    /// Objections of people without an account, who may appear in any record.
    pub names: u64,
    /// People with an account, of whom the corpus may hold records or who may appear in those of others.
    pub persons: BTreeSet<SubjectId>,
    /// Those of them with records in the corpus.
    pub authors: BTreeSet<SubjectId>,
}

impl<'a> Permitted<'a> {
    /// The permit for training on this corpus.
    pub async fn of(project: &'a Project, corpus: &'a Corpus) -> Result<Self> {
        let holders = pipeline::holders(&project.work()?).await?;
        let mut ledger = project.ledger()?;
        let sealed = &corpus.manifest().meta;
        let permit = ledger.permit(&project.purpose(), Operation::Train, sealed.as_of, sealed.tree_size, holders)?;
        let pseudonymizer = ledger.pseudonymizer();
        let state = Mutex::new(State { ledger, permit, records: None });
        Ok(Self { world: &project.world, corpus, pseudonymizer, state })
    }

    fn doubt(&self) -> Result<Doubt> {
        let mut state = self.state.lock().ok().context("the ledger broke off; run `grondslag ledger verify`")?;
        let State { ledger, permit, records } = &mut *state;
        let mut doubt = Doubt::default();
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
                    if theirs > 0 {
                        doubt.authors.insert(subject.clone());
                    }
                    doubt.persons.insert(subject);
                }
            }
        }
        Ok(doubt)
    }

    /// For whom another choice counts since the corpus was sealed.
    pub fn moved(&self) -> Result<Moved> {
        let doubt = self.doubt()?;
        Ok(Moved { names: doubt.names.len() as u64, persons: doubt.persons, authors: doubt.authors })
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
