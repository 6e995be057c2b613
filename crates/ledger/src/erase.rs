//! Erases what can be read about a person [GDPR 17]. In: a person. Out: an event that says which leaves lost their
//! content. Never: a change to the log, or a person who comes back by an import.
//!
//! An objection whose maker is not known is sealed under a key of its own, because it belongs to one of its candidates and
//! nobody knows which. It goes when the person it was resolved to is erased, or the last of its candidates.

use crate::keys::{Secrets, Tag};
use crate::store::{Arg, Clash, Column, Db, StoreError, Turn, tags};
use crate::{
    Act, AppendError, Erasure, ErasureState, Fold, Ledger, LedgerError, Point, Receipt, Said, Standing, append, tally,
};
use std::collections::{BTreeMap, BTreeSet};
use terms::{AccountId, Instant, Purpose, SubjectId, format_instant};
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
    // Rows of the indexes, by the columns of their keys.
    about: BTreeSet<(Tag, u64)>,
    about_objection: BTreeSet<(Tag, u64)>,
}

impl Ledger {
    /// Destroys key and content of everything that is about this person alone, and keeps a keyed hash so that they stay
    /// out. The tree stays as it was, and grows by one event that names the leaves.
    pub fn erase(&mut self, world: &World, subject: &SubjectId) -> Result<Erased, AppendError> {
        let erased = self.erase_unpublished(world, subject)?;
        match self.publish() {
            Ok(()) => Ok(erased),
            Err(cause) => {
                let receipts = erased.receipt.into_iter().collect();
                Err(AppendError::Unpublished { cause: Box::new(cause), receipts })
            }
        }
    }

    /// The same, and leaves the files under `log/` to a later [`Ledger::publish`]. When it returns, key and content are
    /// gone and the event that says so is on disk.
    pub fn erase_unpublished(&mut self, world: &World, subject: &SubjectId) -> Result<Erased, AppendError> {
        let at = world.now();
        // The plan is made in its transaction, so that nobody appends an event under a key that is about to go.
        let turn = self.log.begin(Turn::Append)?;
        let person = self.keys.secrets.tag("subject", subject.as_str());
        let plan = self.plan(subject, &person)?;
        let leaves: Vec<u64> = plan.leaves.iter().copied().collect();
        let said = Said::new(at, Act::Erased { leaves: leaves.clone() });
        let said = if leaves.is_empty() { Vec::new() } else { vec![said] };
        let written = self.write_in_turn(world, &[&said])?;
        plan.carry_out(&self.log, &self.keys.secrets, &person, subject, &format_instant(at))?;
        // If we crash before this commit, nothing was erased. After it, `open` destroys what is doomed.
        append::commit(turn)?;
        let receipts = self.accept(written).into_iter().flatten().flatten().collect::<Vec<_>>();
        self.watch.reach(Point::ErasureCommitted);
        self.finish_erasing()?;
        Ok(Erased { leaves, receipt: receipts.first().copied() })
    }

    /// Whether this person was erased and must stay out: nothing of theirs may be read in, decided on or trained on again,
    /// whatever a source still delivers.
    pub fn suppressed(&self, subject: &SubjectId) -> Result<bool, LedgerError> {
        let tag = self.keys.secrets.tag("suppressed", subject.as_str());
        Ok(self.log.first("SELECT at FROM suppressed WHERE person = $1", &[Arg::Blob(&tag)])?.is_some())
    }

    /// What holds for everybody who has an account, by the first `size` events: linked accounts resolve to their person, so
    /// that what one name says counts for each of them, and who was erased under one, whenever that was, stays out under all.
    /// Whoever was erased is in it though nothing names them any more, because what nobody names is not refused.
    pub fn standing_of_holders(
        &self,
        purpose: &Purpose,
        as_of: Instant,
        size: u64,
        holders: &BTreeMap<AccountId, SubjectId>,
    ) -> Result<BTreeMap<SubjectId, Standing>, LedgerError> {
        self.holds(size)?;
        let same = self.links_within(size, as_of)?.same(holders);
        let mut fold = Fold::new(purpose, as_of).with_links(same.clone());
        for event in self.events_of_purpose(purpose, size) {
            fold.push(&event?.1);
        }
        let mut standings = fold.finish();
        let suppression = self.suppression()?;
        let names = holders.values().chain(same.keys()).chain(same.values()).collect();
        for (name, at) in suppression.erased_with(&names, &same) {
            let granted = Erasure { state: ErasureState::Granted, at };
            standings.entry(name.clone()).or_default().erasure = Some(granted);
        }
        standings.iter_mut().for_each(|(subject, standing)| suppression.mark(subject, standing));
        Ok(standings)
    }

    fn plan(&self, subject: &SubjectId, person: &Tag) -> Result<Plan, LedgerError> {
        let secrets = &self.keys.secrets;
        let mut events = Vec::new();
        let mut cases: BTreeMap<String, Case> = BTreeMap::new();
        for (index, said) in self.events_at(&self.indexes_of(person)?)? {
            if let Some(id) = said.act.objection() {
                cases.entry(id.to_owned()).or_default().learn(&said.act);
            }
            events.push((index, said.act));
        }
        let suppression = self.suppression_of(cases.values().flat_map(|case| &case.candidates))?;
        let gone = |other: &SubjectId| other == subject || suppression.contains(other);
        cases.retain(|_, case| case.belongs_to(subject, gone));

        let mut plan = Plan::default();
        plan.owners.insert(*person);
        for (id, case) in &cases {
            plan.objections.insert(secrets.tag("objection", id));
            if case.maker.is_none() {
                plan.owners.insert(secrets.tag("objection key", id));
            }
        }
        for (index, act) in &events {
            let case = act.objection().filter(|id| cases.contains_key(*id));
            if case.is_some() || act.subject() == Some(subject) {
                plan.leaves.insert(*index);
                plan.about.extend(act.subject().map(|named| (secrets.tag("subject", named.as_str()), *index)));
                plan.about_objection.extend(act.objection().map(|id| (secrets.tag("objection", id), *index)));
            }
        }
        Ok(plan)
    }

    /// Destroys what earlier erasures doomed: keys, receipts, and what the write-ahead logs still hold.
    pub(crate) fn finish_erasing(&mut self) -> Result<(), LedgerError> {
        let turn = self.log.begin(Turn::Append)?;
        if self.destroy_doomed()? {
            turn.commit()?;
            self.log.scrub()?;
        }
        Ok(())
    }

    /// The same, inside a transaction that keeps others from appending: whoever seals an event for a person whose key is
    /// doomed must have a new key for it. Gives whether there was anything.
    pub(crate) fn destroy_doomed(&self) -> Result<bool, LedgerError> {
        let owners = self.log.query("SELECT owner FROM doomed_key", &[])?.into_iter();
        let owners: Vec<Tag> = owners.map(|mut row| row.fixed()).collect::<Result<_, _>>()?;
        let receipts = self.log.query("SELECT idx FROM doomed_receipt", &[])?.into_iter();
        let receipts: Vec<u64> = receipts.map(|mut row| row.int()).collect::<Result<_, _>>()?;
        if owners.is_empty() && receipts.is_empty() {
            return Ok(false);
        }
        self.keys.destroy(&owners)?;
        self.watch.reach(Point::KeysDestroyed);
        // HOLE: receipts that another process wrote to another folder stay there.
        for index in receipts {
            for path in self.receipt_paths(index) {
                if world::exists(&path) {
                    world::remove_file(path)?;
                }
            }
        }
        self.watch.reach(Point::ReceiptsRemoved);
        self.log.control("DELETE FROM doomed_key; DELETE FROM doomed_receipt")?;
        Ok(true)
    }
}

/// Whose an objection is, as far as it is known.
#[derive(Default)]
struct Case {
    maker: Option<SubjectId>,
    candidates: Vec<SubjectId>,
    resolved: Option<SubjectId>,
}

impl Case {
    fn learn(&mut self, act: &Act) {
        match act {
            Act::Objection(made) => {
                self.maker.clone_from(&made.subject);
                self.candidates.clone_from(&made.candidates);
            }
            Act::ObjectionResolved { subject, .. } => self.resolved = Some(subject.clone()),
            _ => {}
        }
    }

    /// Theirs if they made it; if nobody knows who did, when all who may have are gone.
    fn belongs_to(&self, subject: &SubjectId, gone: impl Fn(&SubjectId) -> bool) -> bool {
        match self.maker.as_ref().or(self.resolved.as_ref()) {
            Some(maker) => maker == subject,
            None => self.candidates.iter().all(gone),
        }
    }
}

impl Plan {
    fn carry_out(
        &self,
        log: &Db,
        secrets: &Secrets,
        person: &Tag,
        subject: &SubjectId,
        at: &str,
    ) -> Result<(), StoreError> {
        let suppressed = secrets.tag("suppressed", subject.as_str());
        let gone: Vec<&Tag> = self.objections.iter().collect();
        tally::add(log, secrets, (&suppressed, at), &gone)?;
        log.run(
            "INSERT INTO suppressed(person, at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[Arg::Blob(&suppressed), Arg::Text(at)],
        )?;
        let leaves = || Column::Int(self.leaves.iter().map(|index| index.cast_signed()).collect());
        log.remove("sealed", "idx", &leaves())?;
        log.insert("doomed_receipt", &[("idx", leaves())], Clash::Keep)?;
        log.insert("doomed_key", &[("owner", tags(&self.owners))], Clash::Keep)?;
        for (person, index) in &self.about {
            let args = [Arg::Blob(person), Arg::Int(*index)];
            log.run("DELETE FROM about WHERE person = $1 AND idx = $2", &args)?;
        }
        for (objection, index) in &self.about_objection {
            let args = [Arg::Blob(objection), Arg::Int(*index)];
            log.run("DELETE FROM about_objection WHERE id = $1 AND idx = $2", &args)?;
        }
        log.run("DELETE FROM holder WHERE person = $1", &[Arg::Blob(person)])?;
        for objection in &self.objections {
            log.run("DELETE FROM holder WHERE id = $1", &[Arg::Blob(objection)])?;
            // The id stays taken, so that an import of the same file cannot bring the objection back.
            log.run("UPDATE objection SET owner = $1 WHERE id = $2", &[Arg::Blob(&[]), Arg::Blob(objection)])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    const ORIGIN: &str = "ledger.example.org/erase";

    fn copy(from: &Path, to: &Path) {
        for path in world::list(from).expect("there") {
            let to = to.join(path.file_name().expect("named"));
            if path.is_dir() {
                copy(&path, &to);
            } else {
                world::write_atomic(to, world::read(&path).expect("there")).expect("writable");
            }
        }
    }

    /// What the disk holds when the power fails now; `ledger` is still open.
    fn crashed(root: &Path, step: &str) -> PathBuf {
        let copied = root.with_extension(step);
        world::remove_dir(&copied).expect("removable");
        copy(root, &copied);
        copied
    }

    #[test]
    fn an_erasure_that_is_cut_off_anywhere_was_not_made_or_is_finished_by_the_next_open() {
        let root = std::env::temp_dir().join(format!("ledger-erase-{}", std::process::id()));
        world::remove_dir(&root).expect("removable");
        let now = terms::parse_instant("2026-11-23").expect("valid");
        let world = World::repeatable(&root, now, 7);
        let mut ledger = Ledger::open(&world, &root, ORIGIN).expect("new");
        let subject = SubjectId::new("s1");
        let other = SubjectId::new("s2");
        let said = [&subject, &other].map(|who| Said::new(now, Act::ErasureRequested { subject: who.clone() }));
        ledger.append(&world, &said).expect("durable");
        let receipt = ledger.write_receipt(0).expect("written");
        let person = ledger.keys.secrets.tag("subject", "s1");
        let mut images = vec![("nothing", crashed(&root, "0"), false)];

        // What `erase` does, step by step; after each the power may fail.
        let turn = ledger.log.begin(Turn::Append).expect("ours");
        let plan = ledger.plan(&subject, &person).expect("readable");
        let gone = [Said::new(now, Act::Erased { leaves: vec![0] })];
        let written = ledger.write_in_turn(&world, &[&gone]).expect("writable");
        plan.carry_out(&ledger.log, &ledger.keys.secrets, &person, &subject, &format_instant(now)).expect("writable");
        turn.commit().expect("durable");
        ledger.accept(written);
        assert!(ledger.keys.key(&person).expect("readable").is_some());
        assert!(world::exists(&receipt));
        images.push(("the commit", crashed(&root, "1"), true));
        ledger.keys.destroy(&[person]).expect("writable");
        images.push(("the keys", crashed(&root, "2"), true));
        world::remove_file(&receipt).expect("removable");
        images.push(("a receipt", crashed(&root, "3"), true));
        ledger.finish_erasing().expect("writable");
        images.push(("the list of what is doomed", crashed(&root, "4"), true));
        ledger.publish().expect("writable");
        images.push(("everything", crashed(&root, "5"), true));
        drop(ledger);

        for (step, image, erased) in images {
            let ledger = Ledger::open(&world, &image, ORIGIN).unwrap_or_else(|error| panic!("after {step}: {error}"));
            let receipts = world::list(image.join("receipts")).expect("there").len();
            assert_eq!(ledger.keys.key(&person).expect("readable").is_none(), erased, "after {step}");
            assert_eq!(ledger.suppressed(&subject).expect("readable"), erased, "after {step}");
            assert_eq!(ledger.history(&subject).expect("readable").is_empty(), erased, "after {step}");
            assert_eq!(receipts == 0, erased, "after {step}");
            assert_eq!(ledger.history(&other).expect("readable").len(), 1, "after {step}");
            let audit = ledger.verify().unwrap_or_else(|error| panic!("after {step}: {error}"));
            let expected = if erased { (2, 1, 3) } else { (2, 0, 2) };
            assert_eq!((audit.open, audit.erased, audit.published), expected, "after {step}");
            drop(ledger);
            world::remove_dir(&image).expect("removable");
        }
        world::remove_dir(&root).expect("removable");
    }
}
