//! Whether a training run may go on. In: the ledger, at each boundary of the run. Out: yes, or who or what ended the permit.
//! Never: yes where the ledger cannot be read, or a person's name.

use crate::project::Project;
use anyhow::Result;
use corpus::Corpus;
use ledger::{Lapse, Ledger, Permit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use terms::{Operation, Pseudonymizer, SubjectId};
use world::World;

/// The permit of one run, under the tree head of its corpus.
pub struct Permitted<'a> {
    world: &'a World,
    pseudonymizer: Pseudonymizer,
    /// Pseudonyms of the people with records in the corpus, and their other names.
    people: BTreeSet<String>,
    /// How many records each of them has there.
    records: BTreeMap<String, u64>,
    state: Mutex<(Ledger, Permit)>,
}

impl<'a> Permitted<'a> {
    /// The permit for training on this corpus.
    pub async fn of(project: &'a Project, corpus: &Corpus) -> Result<Self> {
        let holders = pipeline::holders(&project.work()?).await?;
        let mut ledger = project.ledger()?;
        let sealed = &corpus.manifest().meta;
        let permit = ledger.permit(&project.purpose(), Operation::Train, sealed.as_of, sealed.tree_size)?;
        let mut records: BTreeMap<String, u64> = BTreeMap::new();
        for row in corpus.rows() {
            *records.entry(row?.subject).or_default() += 1;
        }
        let mut people: BTreeSet<String> = records.keys().cloned().collect();
        let pseudonymizer = ledger.pseudonymizer();
        let pseudonym = |name: &SubjectId| pseudonymizer.pseudonym("subject", name.as_str());
        // A choice under one name of a person ends the permit for records under any other.
        let same = ledger.links(project.world.now())?.same(&holders);
        let here: BTreeSet<&SubjectId> =
            same.iter().filter(|(name, _)| people.contains(&pseudonym(name))).map(|(_, person)| person).collect();
        let here: BTreeSet<&SubjectId> =
            here.into_iter().chain(same.values().filter(|person| people.contains(&pseudonym(person)))).collect();
        people.extend(here.iter().map(|person| pseudonym(person)));
        people.extend(same.iter().filter(|(_, person)| here.contains(person)).map(|(name, _)| pseudonym(name)));
        Ok(Self { world: &project.world, pseudonymizer, people, records, state: Mutex::new((ledger, permit)) })
    }

    /// How many records of the corpus are of people who made another choice since it was sealed. Somebody without an account
    /// may appear in any, and counts as one.
    pub fn records_in_doubt(&self) -> Result<u64> {
        let mut state = self.state.lock().map_err(|_| anyhow::anyhow!("the ledger broke off; run this again"))?;
        let (ledger, permit) = &mut *state;
        let count = |lapse| match lapse {
            Lapse::Order { .. } => 0,
            Lapse::Name { .. } => 1,
            Lapse::Person(subject) => {
                let pseudonym = self.pseudonymizer.pseudonym("subject", subject.as_str());
                let here = u64::from(self.people.contains(&pseudonym));
                self.records.get(&pseudonym).copied().unwrap_or(here)
            }
        };
        Ok(permit.lapses(ledger, self.world.now())?.into_iter().map(count).sum())
    }

    /// Whether the run may go on now.
    pub fn ask(&self) -> Result<(), String> {
        let mut state =
            self.state.lock().map_err(|_| "the ledger broke off; run `grondslag ledger verify`".to_owned())?;
        let (ledger, permit) = &mut *state;
        let lapses = permit.lapses(ledger, self.world.now()).map_err(|error| error.to_string())?;
        let mut people = 0_u64;
        for lapse in lapses {
            match lapse {
                Lapse::Order { id } => {
                    return Err(format!("order `{id}` covers training and came after the corpus was sealed"));
                }
                Lapse::Name { id } => {
                    return Err(format!("objection `{id}` names somebody who may appear in the corpus"));
                }
                Lapse::Person(subject) => {
                    let pseudonym = self.pseudonymizer.pseudonym("subject", subject.as_str());
                    people += u64::from(self.people.contains(&pseudonym));
                }
            }
        }
        match people {
            0 => Ok(()),
            _ => Err(format!("choices of {people} people in the corpus changed after it was sealed")),
        }
    }
}
