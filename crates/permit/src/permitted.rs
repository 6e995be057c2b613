//! Whether what was decided for a corpus still holds. In: the ledger, at each boundary of a run. Out: what speaks against
//! going on. Never: silence where the ledger cannot be read, or a person's name.

use crate::{AskError, Stop};
use corpus::{Corpus, shard_of};
use ledger::{Lapse, Ledger, Permit};
use std::collections::{BTreeMap, BTreeSet};
use terms::{AccountId, Instant, Operation, Pseudonymizer, Purpose, SubjectId};

/// The permit of one run, under the tree head of its corpus.
pub struct Permitted {
    ledger: Ledger,
    corpus: Corpus,
    permit: Permit,
    pseudonymizer: Pseudonymizer,
    /// How many records of the corpus each pseudonym has that was looked up so far.
    records: BTreeMap<String, u64>,
}

/// What speaks against going on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// Orders that cover the operation.
    pub orders: Vec<String>,
    /// Objections of people without an account, who may appear in anybody's posts.
    pub names: Vec<String>,
    /// People with records in the corpus whose choice is another than when it was sealed.
    pub authors: BTreeSet<SubjectId>,
    /// With those who only appear in the records of others, if at all.
    pub persons: BTreeSet<SubjectId>,
}

impl Doubt {
    /// The first reason to stop, if there is one.
    pub fn stop(self) -> Option<Stop> {
        if let Some(id) = self.orders.into_iter().next() {
            return Some(Stop::Order { id });
        }
        if let Some(id) = self.names.into_iter().next() {
            return Some(Stop::Name { id });
        }
        let people = self.authors.len() as u64;
        (people > 0).then_some(Stop::People { people })
    }
}

impl Permitted {
    /// The permit for an operation on this corpus. `holders` says who has each account.
    pub fn of(
        mut ledger: Ledger,
        corpus: Corpus,
        purpose: &Purpose,
        op: Operation,
        holders: BTreeMap<AccountId, SubjectId>,
    ) -> Result<Self, AskError> {
        let sealed = &corpus.manifest().meta;
        let permit = ledger.permit(purpose, op, sealed.as_of, sealed.tree_size, holders)?;
        let pseudonymizer = ledger.pseudonymizer();
        Ok(Self { ledger, corpus, permit, pseudonymizer, records: BTreeMap::new() })
    }

    /// The ledger that is asked.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The corpus that is asked about.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Everything that speaks against going on now.
    pub fn doubt(&mut self, now: Instant) -> Result<Doubt, AskError> {
        let (mut doubt, mut people, mut subjects) = (Doubt::default(), Vec::new(), Vec::new());
        for lapse in self.permit.lapses(&mut self.ledger, now)? {
            match lapse {
                Lapse::Order { id } => doubt.orders.push(id),
                Lapse::Name { id } => doubt.names.push(id),
                Lapse::Person(subject) => {
                    people.push(self.pseudonymizer.pseudonym("subject", subject.as_str()));
                    subjects.push(subject);
                }
            }
        }
        self.look_up(&people)?;
        for (person, subject) in people.iter().zip(subjects) {
            if self.records.get(person).is_some_and(|records| *records > 0) {
                doubt.authors.insert(subject.clone());
            }
            doubt.persons.insert(subject);
        }
        Ok(doubt)
    }

    /// Counts the records of these people. Each shard that could hold one of them is read once.
    fn look_up(&mut self, people: &[String]) -> Result<(), AskError> {
        let shards = self.corpus.manifest().meta.shards;
        let unknown: BTreeSet<&String> = people.iter().filter(|person| !self.records.contains_key(*person)).collect();
        let mut by_shard: BTreeMap<u16, BTreeMap<String, u64>> = BTreeMap::new();
        for person in unknown {
            by_shard.entry(shard_of(person, shards)).or_default().insert(person.clone(), 0);
        }
        for (shard, mut counts) in by_shard {
            for row in self.corpus.shard_rows(shard)? {
                if let Some(count) = counts.get_mut(&row?.subject) {
                    *count += 1;
                }
            }
            self.records.append(&mut counts);
        }
        Ok(())
    }
}
