//! Erases what can be read about a person [GDPR 17]. In: a person. Out: an event that says which leaves lost their
//! content. Never: a change to the log, or a person who comes back by an import.
//!
//! An objection whose maker is not known is sealed under a key of its own, because it belongs to one of its candidates and
//! nobody knows which. It goes when the person it was resolved to is erased, or the last of its candidates.

use crate::keys::Tag;
use crate::store::{self, in_log};
use crate::{Act, AppendError, Ledger, LedgerError, Receipt, Said};
use rusqlite::Transaction;
use std::collections::{BTreeMap, BTreeSet};
use terms::{SubjectId, format_instant};
use world::World;

/// What an erasure did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Positions of the events whose content is gone; their leaves stay.
    pub leaves: Vec<u64>,
    /// The receipt of the event that says so; none where there was nothing to erase.
    pub receipt: Option<Receipt>,
}

/// What is to go in one erasure.
#[derive(Default)]
struct Plan {
    leaves: BTreeSet<u64>,
    owners: BTreeSet<Tag>,
    objections: BTreeSet<Tag>,
}

impl Ledger {
    /// Destroys key and content of everything that is about this person alone, and keeps a keyed hash so that they stay
    /// out. The tree stays as it was, and grows by one event that names the leaves.
    pub fn erase(&mut self, world: &World, subject: &SubjectId) -> Result<Erased, AppendError> {
        let secrets = &self.keys.secrets;
        let person = secrets.tag("subject", subject.as_str());
        let suppressed = secrets.tag("suppressed", subject.as_str());
        let plan = self.plan(subject, &person)?;
        let at = world.now();
        let leaves: Vec<u64> = plan.leaves.iter().copied().collect();
        let said = Said::new(at, Act::Erased { leaves: leaves.clone() });
        let said = if leaves.is_empty() { Vec::new() } else { vec![said] };
        // If we crash before this commit, nothing was erased. After it, `open` destroys what is doomed.
        let receipts =
            self.write(world, &said, |log| plan.carry_out(log, &person, &suppressed, &format_instant(at)))?;
        self.finish_erasing()?;
        let receipt = receipts.first().copied();
        match self.publish() {
            Ok(()) => Ok(Erased { leaves, receipt }),
            Err(cause) => Err(AppendError::Unpublished { cause: Box::new(cause), receipts }),
        }
    }

    fn plan(&self, subject: &SubjectId, person: &Tag) -> Result<Plan, LedgerError> {
        let mut plan = Plan::default();
        plan.owners.insert(*person);
        let mut cases: BTreeMap<String, Case> = BTreeMap::new();
        for index in self.indexes_of(person)? {
            let Some((_, said)) = self.open_event(index)? else { continue };
            if said.act.subject() == Some(subject) {
                plan.leaves.insert(index);
            }
            let Some(id) = said.act.objection() else { continue };
            let case = cases.entry(id.to_owned()).or_default();
            match &said.act {
                Act::Objection(made) => {
                    case.maker = made.subject.clone();
                    case.candidates.clone_from(&made.candidates);
                    case.leaves.push(index);
                }
                // Sealed under the key of the person it names, so it goes with that person.
                Act::ObjectionResolved { subject, .. } => case.resolved = Some(subject.clone()),
                _ => case.leaves.push(index),
            }
        }
        let suppression = self.suppression()?;
        for (id, case) in cases {
            let maker = case.maker.as_ref().or(case.resolved.as_ref());
            let theirs = match maker {
                Some(maker) => maker == subject,
                None => case.candidates.iter().all(|other| other == subject || suppression.contains(other)),
            };
            if theirs {
                plan.leaves.extend(case.leaves);
                plan.objections.insert(self.keys.secrets.tag("objection", &id));
                if case.maker.is_none() {
                    plan.owners.insert(self.keys.secrets.tag("objection key", &id));
                }
            }
        }
        Ok(plan)
    }

    /// Destroys what earlier erasures doomed: keys, receipts, and what the write-ahead logs still hold.
    pub(crate) fn finish_erasing(&mut self) -> Result<(), LedgerError> {
        let owners: Vec<Tag> = self.column("SELECT owner FROM doomed_key")?;
        let receipts: Vec<i64> = self.column("SELECT idx FROM doomed_receipt")?;
        if owners.is_empty() && receipts.is_empty() {
            return Ok(());
        }
        self.keys.destroy(&owners)?;
        for index in receipts {
            for path in self.receipt_paths(index.unsigned_abs()) {
                if world::exists(&path) {
                    world::remove_file(path)?;
                }
            }
        }
        self.log.execute_batch("BEGIN; DELETE FROM doomed_key; DELETE FROM doomed_receipt; COMMIT").map_err(in_log)?;
        Ok(store::truncate_wal(&self.log, in_log)?)
    }

    fn column<T: rusqlite::types::FromSql>(&self, statement: &str) -> Result<Vec<T>, LedgerError> {
        let mut query = self.log.prepare_cached(statement).map_err(in_log)?;
        let rows = query.query_map([], |row| row.get(0)).map_err(in_log)?;
        Ok(rows.collect::<Result<_, _>>().map_err(in_log)?)
    }
}

#[derive(Default)]
struct Case {
    maker: Option<SubjectId>,
    candidates: Vec<SubjectId>,
    resolved: Option<SubjectId>,
    leaves: Vec<u64>,
}

impl Plan {
    fn carry_out(&self, log: &Transaction<'_>, person: &Tag, suppressed: &Tag, at: &str) -> rusqlite::Result<()> {
        log.execute("INSERT OR IGNORE INTO suppressed(person, at) VALUES (?, ?)", (suppressed, at))?;
        for index in &self.leaves {
            log.execute("DELETE FROM sealed WHERE idx = ?", [*index as i64])?;
            log.execute("INSERT OR IGNORE INTO doomed_receipt(idx) VALUES (?)", [*index as i64])?;
        }
        for owner in &self.owners {
            log.execute("INSERT OR IGNORE INTO doomed_key(owner) VALUES (?)", [owner])?;
        }
        log.execute("DELETE FROM about WHERE person = ?", [person])?;
        log.execute("DELETE FROM holder WHERE person = ?", [person])?;
        for objection in &self.objections {
            log.execute("DELETE FROM holder WHERE id = ?", [objection])?;
            log.execute("DELETE FROM about_objection WHERE id = ?", [objection])?;
            // The id stays taken, so that an import of the same file cannot bring the objection back.
            log.execute("UPDATE objection SET owner = x'' WHERE id = ?", [objection])?;
        }
        Ok(())
    }
}
