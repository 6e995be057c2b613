//! The ledger, as a service uses it. In: operations. Out: what it says, and how long it took. Never: an answer from outside
//! the ledger; only which event said that somebody was erased is kept here, as the person's own receipt would.

use crate::side::{Answer, Done, Maker, Outcome, Side, held_by};
use crate::workload::{Operation, Step};
use ledger::{Act, Home, Ledger, Said, verify_receipt};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use world::World;

const ORIGIN: &str = "ledger.example.org/gdprbench";
/// As often as the queue of the portal publishes at least.
const COMMITS: u32 = 64;

pub struct Ours {
    name: &'static str,
    ledger: Ledger,
    world: World,
    maker: Maker,
    as_of: terms::Instant,
    unpublished: u32,
    // The event that erased a record's person, by key.
    erased: BTreeMap<u64, u64>,
}

impl Ours {
    pub fn begin(
        name: &'static str,
        root: PathBuf,
        url: Option<&str>,
        maker: Maker,
        as_of: terms::Instant,
    ) -> Outcome<Self> {
        world::remove_dir(&root)?;
        let world = World::real(&root);
        let home = url.map_or_else(|| Ok(Home::folder(&root)), Home::parse)?;
        let ledger = Ledger::open_at(&world, &root, &home, ORIGIN)?;
        Ok(Self { name, ledger, world, maker, as_of, unpublished: 0, erased: BTreeMap::new() })
    }

    fn change(&mut self, step: &Step) -> Outcome<u64> {
        self.unpublished += 1;
        match step.operation {
            Operation::DeleteRecord { key } => {
                let erased = self.ledger.erase_unpublished(&self.world, &Maker::subject(key))?;
                let receipt = erased.receipt.ok_or("an erasure without a receipt")?;
                self.erased.insert(key, receipt.index);
                Ok(1)
            }
            Operation::UpdateMetadataByPurpose { purpose } => {
                let standings = self.ledger.standing(&Maker::purpose_named(purpose), self.as_of)?;
                let asked = standings.into_iter().filter(|(_, standing)| standing.consent.is_some());
                let said: Vec<Said> = asked.map(|(subject, _)| self.maker.notice(step, purpose, subject)).collect();
                Ok(self.ledger.append_unpublished(&self.world, &said)?.len() as u64)
            }
            _ => {
                let said = self.maker.said(step).ok_or("an operation without an event")?;
                Ok(self.ledger.append_unpublished(&self.world, &[said])?.len() as u64)
            }
        }
    }

    fn publish_when_due(&mut self, due: u32) -> Outcome<Duration> {
        let watch = Instant::now();
        if self.unpublished >= due {
            self.ledger.publish()?;
            self.unpublished = 0;
        }
        Ok(watch.elapsed())
    }

    fn is_gone(&self, key: u64) -> Outcome<bool> {
        let subject = Maker::subject(key);
        let index = *self.erased.get(&key).ok_or("nobody erased this person")?;
        let verified = verify_receipt(&self.ledger.receipt(index)?.proof, Some(&self.ledger.public_key()))?;
        let proven = verified.said.is_some_and(|said| matches!(said.act, Act::Erased { .. }));
        Ok(proven && self.ledger.suppressed(&subject)? && self.ledger.history(&subject)?.is_empty())
    }
}

impl Side for Ours {
    fn name(&self) -> &'static str {
        self.name
    }

    fn load(&mut self, _: u64, said: &[Said]) -> Outcome<()> {
        self.ledger.append_unpublished(&self.world, said)?;
        Ok(())
    }

    fn perform(&mut self, step: &Step) -> Outcome<Done> {
        let watch = Instant::now();
        let (taken, answer) = match step.operation {
            Operation::ReadDataByUser { key } => {
                let history = self.ledger.history(&Maker::subject(key))?;
                let taken = watch.elapsed();
                let rows = history.iter().map(|(_, said)| serde_json::to_string(said));
                (taken, Answer::told(&rows.collect::<Result<Vec<_>, _>>()?))
            }
            Operation::ReadDataByKey { key } => {
                let history = self.ledger.history(&Maker::subject(key))?;
                let last = history.iter().rfind(|(_, said)| matches!(said.act, Act::ConsentGiven(_)));
                let taken = watch.elapsed();
                let rows = last.iter().map(|(_, said)| serde_json::to_string(said));
                (taken, Answer::told(&rows.collect::<Result<Vec<_>, _>>()?))
            }
            Operation::ReadMetadataByKey { key } | Operation::ReadMetadataByUser { key } => {
                let standing = self.ledger.standing_of(&Maker::subject(key), &self.maker.purpose(key), self.as_of)?;
                let taken = watch.elapsed();
                (taken, Answer::told(&held_by(&standing).into_iter().collect::<Vec<_>>()))
            }
            Operation::ReadMetadataByPurpose { purpose } => {
                let standings = self.ledger.standing(&Maker::purpose_named(purpose), self.as_of)?;
                let taken = watch.elapsed();
                let rows = standings.iter();
                let rows = rows.filter_map(|(subject, standing)| Some(format!("{subject} {}", held_by(standing)?)));
                (taken, Answer::told(&rows.collect::<Vec<_>>()))
            }
            Operation::ReadLogs { from, until } => {
                let events = self.ledger.events_between(from, until)?;
                let taken = watch.elapsed();
                let rows = events.iter().map(|(index, said)| match said.act {
                    // The leaves that it names are positions of this log alone.
                    Act::Erased { .. } => Ok(format!("{index} erased")),
                    _ => serde_json::to_string(said).map(|said| format!("{index} {said}")),
                });
                (taken, Answer::told(&rows.collect::<Result<Vec<_>, _>>()?))
            }
            Operation::VerifyDeletion { key } => {
                let gone = self.is_gone(key)?;
                (watch.elapsed(), Answer::Gone(gone))
            }
            _ => {
                let changed = self.change(step)?;
                (watch.elapsed(), Answer::Changed(changed))
            }
        };
        let upkeep = self.publish_when_due(COMMITS)?;
        Ok(Done { taken, upkeep, answer })
    }

    fn settle(&mut self) -> Outcome<Duration> {
        self.publish_when_due(1)
    }

    fn check(&mut self) -> Outcome<String> {
        let audit = self.ledger.verify()?;
        Ok(format!("{} events, {} open, {} erased, audited", audit.head.size, audit.open, audit.erased))
    }
}
