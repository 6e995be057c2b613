//! The way in for a program that trains elsewhere. In: the folder of a project and a purpose. Out: the rows of one shard at
//! a time, each after the permit was asked. Never: a row of a corpus that is not signed, not the current one, or in doubt.

use crate::permitted::Permitted;
use crate::{AskError, Settings, Stop, holders};
use corpus::{Corpus, Manifest, ReadError, Row};
use ledger::{Act, Ledger, verify_receipt};
use std::collections::BTreeMap;
use std::path::Path;
use terms::{AccountId, Digest, Operation, Purpose, SubjectId};
use world::World;

/// A trainer's hold on the sealed corpus of a project.
pub struct Trainer {
    world: World,
    permitted: Permitted,
    purpose: Purpose,
    /// Events of the ledger that were looked at.
    looked: u64,
    /// The version that the ledger named last.
    current: Option<Digest>,
    ended: bool,
}

impl Trainer {
    /// Opens the corpus of the project in `folder` for training for this purpose, and asks whether that may begin.
    /// `key` is the public key of the log, from somebody who has a reason to trust it; without one it is the ledger's.
    pub fn open(
        folder: &Path,
        environment: &[(String, String)],
        purpose: &Purpose,
        key: Option<&str>,
    ) -> Result<Result<Self, Stop>, AskError> {
        let settings = Settings::read(folder, environment)?;
        let world = settings.world(folder);
        let corpus = Corpus::open(world.path("corpus"))?;
        let ledger = settings.ledger(&world)?;
        let holders = holders(&world.path("work").join("accounts.parquet"))?;
        Self::of(world, ledger, corpus, holders, (purpose, Operation::Train), key)
    }

    /// The same for another operation, over a ledger that is open. `holders` says who has each account.
    pub fn of(
        world: World,
        ledger: Ledger,
        corpus: Corpus,
        holders: BTreeMap<AccountId, SubjectId>,
        (purpose, operation): (&Purpose, Operation),
        key: Option<&str>,
    ) -> Result<Result<Self, Stop>, AskError> {
        let sealed = &corpus.manifest().meta.purpose;
        if sealed != purpose {
            let (sealed, asked) = (sealed.as_str().to_owned(), purpose.as_str().to_owned());
            return Ok(Err(Stop::OtherPurpose { sealed, asked }));
        }
        check_signature(&corpus, key.unwrap_or(&ledger.public_key()))?;
        let permitted = Permitted::of(ledger, corpus, purpose, operation, holders)?;
        let purpose = purpose.clone();
        // From the first event on: a purpose that was ended before the seal is ended now too.
        let mut trainer = Self { world, permitted, purpose, looked: 0, current: None, ended: false };
        Ok(match trainer.ask()? {
            Some(stop) => Err(stop),
            None => Ok(trainer),
        })
    }

    /// What is in the corpus.
    pub fn manifest(&self) -> &Manifest {
        self.permitted.corpus().manifest()
    }

    /// The ledger that is asked, as it was with the last question.
    pub fn ledger(&self) -> &Ledger {
        self.permitted.ledger()
    }

    /// The corpus that is asked about.
    pub fn corpus(&self) -> &Corpus {
        self.permitted.corpus()
    }

    /// Whether training may go on now; `None` if it may.
    pub fn ask(&mut self) -> Result<Option<Stop>, AskError> {
        let held = self.manifest().corpus_digest;
        // The folder first: where a later version lies, what the ledger says of this one no longer matters.
        let there = Corpus::open(self.permitted.corpus().folder())?.manifest().corpus_digest;
        if there != held {
            return Ok(Some(superseded(held, there)));
        }
        let doubt = self.permitted.doubt(self.world.now())?;
        // After the permit, which looks at what other processes appended.
        self.look()?;
        if self.ended {
            return Ok(Some(Stop::PurposeEnded { purpose: self.purpose.as_str().to_owned() }));
        }
        match self.current {
            None => Ok(Some(Stop::NotRecorded { corpus: held.to_string() })),
            Some(current) if current != held => Ok(Some(superseded(held, current))),
            Some(_) => Ok(doubt.stop()),
        }
    }

    /// The rows of a shard, after the permit was asked and every byte of the shard was compared with its digest.
    pub fn shard(
        &mut self,
        shard: u16,
    ) -> Result<Result<impl Iterator<Item = Result<Row, ReadError>> + Send + use<>, Stop>, AskError> {
        if let Some(stop) = self.ask()? {
            return Ok(Err(stop));
        }
        Ok(Ok(self.permitted.corpus().shard_rows(shard)?))
    }

    /// Reads what was appended about the corpus and its purpose since the last question.
    fn look(&mut self) -> Result<(), AskError> {
        let size = self.permitted.ledger().tree_head().size;
        while self.looked < size {
            let until = size.min(self.looked + EVENTS_AT_ONCE);
            for (_, said) in self.permitted.ledger().events_between(self.looked, until)? {
                if let Some((corpus, _)) = said.act.corpus() {
                    self.current = Some(corpus);
                }
                match said.act {
                    Act::PurposeEnded { purpose } if purpose == self.purpose => self.ended = true,
                    Act::PurposeRegistered { purpose, .. } if purpose == self.purpose => self.ended = false,
                    _ => {}
                }
            }
            self.looked = until;
        }
        Ok(())
    }
}

fn superseded(held: Digest, current: Digest) -> Stop {
    Stop::Superseded { held: held.to_string(), current: current.to_string() }
}

/// The receipt beside the manifest: the log signed a head over an event that names this corpus and this manifest.
pub(crate) fn check_signature(corpus: &Corpus, key: &str) -> Result<(), AskError> {
    let unsigned = |why: &str| AskError::NotSigned { why: why.to_owned() };
    let receipt = corpus.receipt()?.ok_or_else(|| unsigned("it has no receipt"))?;
    let verified = verify_receipt(&receipt, Some(key)).map_err(|error| unsigned(&error.to_string()))?;
    let held = (corpus.manifest().corpus_digest, Some(corpus.manifest_digest()));
    if verified.said.and_then(|said| said.act.corpus()) == Some(held) {
        Ok(())
    } else {
        Err(unsigned("its receipt is of something else"))
    }
}

const EVENTS_AT_ONCE: u64 = 4096;
