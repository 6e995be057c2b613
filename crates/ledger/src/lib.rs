//! Room 2: what people, the controller and authorities said. In: events. Out: receipts, and what holds now. Never: an event
//! changed, lost after it was acknowledged, or readable after it was erased.
//!
//! An event is encrypted under a key of the person it is about and lies in `ledger.sqlite`; the keys lie in `keys.sqlite`.
//! The log commits to SHA-256(salt ‖ event): that commitment is a leaf of an RFC 6962 tree, served as C2SP tlog-tiles with
//! a signed checkpoint under `log/`. The only commit point is the transaction in `ledger.sqlite`; everything under `log/`
//! is made from it, and made again by [`Ledger::open`] where it lags.

mod append;
mod audit;
mod erase;
pub mod exchange;
mod keys;
mod links;
mod live;
mod permit;
mod prove;
mod publish;
mod queue;
mod recall;
mod review;
mod root;
mod spread;
mod standing;
mod statement;
mod store;
mod tally;
mod topic;
mod watch;
mod witness;

pub use append::{AppendError, Imported};
pub use audit::{Audit, AuditError, Fault};
pub use erase::Erased;
pub use links::{Links, fold_links};
pub use live::{Changed, Live};
pub use permit::{Lapse, Permit};
pub use proof::{
    Act, Article, Assessment, Audience, Breach, ConsentGiven, ConsentRecord, Cosignature, Covers, DeliveryFailure,
    Malformed, NoticeDelivered, NoticePublished, ObjectionMade, ObjectionScope, Order, OrderEffect, OrderKind, Outcome,
    Parental, Party, Period, PersonalData, Quorum, ReadError, Receipt, ReceiptFile, RejectionGrounds, Said, Shown,
    SignedHead, Told, TreeHead, Trust, Verdict, Verified, VerifyError, answer_due, check_consistency, check_inclusion,
    parse_said, read_said, told, verify_checkpoint, verify_cosigned, verify_proof, verify_receipt, verify_witnessed,
};
pub use queue::{Desk, Queue, QueueError};
pub use recall::{Counts, Events, Suppression};
pub use review::Review;
pub use standing::{
    Consent, ConsentState, Erasure, ErasureState, Fold, Matched, Notice, Objection, ObjectionState, Standing,
    fold_orders,
};
pub use statement::{root_of_leaves, verify_statement};
pub use store::{Home, OpenError, StoreError, Trouble};
#[doc(hidden)]
pub use watch::Point;
pub use witness::{Answer, Watched, Witness, WitnessError};

use keys::Keys;
use proof::note::LogKey;
use proof::{note, read, receipt, shape, tree};
use root::RootFile;
use std::path::{Path, PathBuf};
use store::{Arg, Db, Part, Place, Turn};
use terms::Pseudonymizer;
use tree::Edge;
use watch::Watch;
use world::World;

/// The ledger of one controller.
pub struct Ledger {
    dir: PathBuf,
    log: Db,
    keys: Keys,
    signer: LogKey,
    edge: Edge,
    watch: Watch,
}

/// The ledger could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file under `log/` or `receipts/` could not be used.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// An event is there and its key is not.
    #[error("the key of event `{index}` is missing; restore `keys.sqlite` from a backup")]
    KeyMissing {
        /// Position in the log.
        index: u64,
    },
    /// An event does not open or is no event.
    #[error(
        "event `{index}` is not what was sealed; restore `ledger.sqlite` from a backup and run `grondslag ledger verify`"
    )]
    Unreadable {
        /// Position in the log.
        index: u64,
    },
    /// A part of the tree is gone.
    #[error(
        "the tree has no hash at leaf `{index}`; restore `ledger.sqlite` from a backup and run `grondslag ledger verify`"
    )]
    TreeBroken {
        /// Position in the log.
        index: u64,
    },
    /// The log is shorter than that.
    #[error("the log has `{size}` events, so there is none at `{asked}`")]
    NotThere {
        /// How many there are.
        size: u64,
        /// What was asked for.
        asked: u64,
    },
    /// Another history was published.
    #[error("the published checkpoint is of another history; run `grondslag ledger verify`")]
    Forked,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ledger({}, {} events, keys withheld)", self.dir.display(), self.edge.size())
    }
}

impl Ledger {
    /// Opens the ledger in `dir`, or begins one where there is none. `origin` names the log in its checkpoints, like
    /// `ledger.example.org/forum-a`; it cannot change afterwards. What an earlier run left undone is done here.
    pub fn open(world: &World, dir: impl AsRef<Path>, origin: &str) -> Result<Self, OpenError> {
        let home = Home::folder(&dir);
        Self::open_at(world, dir, &home, origin)
    }

    /// The same for a ledger whose stores lie at `home`. The files of the log and receipts are in `dir`; processes that
    /// share a store share this folder too, or have one each.
    pub fn open_at(world: &World, dir: impl AsRef<Path>, home: &Home, origin: &str) -> Result<Self, OpenError> {
        let dir = dir.as_ref().to_owned();
        let (log_place, keys_place) = (home.place(Part::Log), home.place(Part::Keys));
        let torn = |place: &Place, part| OpenError::Torn { path: place.path(part) };
        if !note::is_origin(origin) {
            return Err(OpenError::BadOrigin { origin: origin.to_owned() });
        }
        let guard = log_place.guard()?;
        // A log that was begun and has no keys is a loss, and new keys would hide it.
        let log_begun = log_place.is_begun(Part::Log)?;
        if log_begun && !keys_place.is_begun(Part::Keys)? {
            return Err(torn(&keys_place, Part::Keys));
        }
        world::create_dir(&dir)?;
        if let Place::File(path) = &log_place
            && let Some(folder) = path.parent()
        {
            world::create_dir(folder)?;
        }
        let root = RootFile::in_folder(&dir);
        let mut keys = match Keys::open(world, &keys_place, &root)? {
            Some(keys) => keys,
            None if log_begun => return Err(torn(&keys_place, Part::Keys)),
            None => Keys::make(world, &keys_place, &root, origin)?,
        };
        if keys.secrets.origin != origin {
            return Err(OpenError::OtherOrigin { kept: keys.secrets.origin.clone(), given: origin.to_owned() });
        }
        if keys.founded && !log_begun {
            return Err(torn(&log_place, Part::Log));
        }
        let log = log_place.open(Part::Log)?;
        join(&log, &mut keys, &log_place, &keys_place)?;
        drop(guard);
        let signer = LogKey::new(origin, &keys.secrets.signing)
            .ok_or_else(|| OpenError::BadOrigin { origin: origin.to_owned() })?;
        let mut ledger = Self { dir, log, keys, signer, edge: Edge::default(), watch: Watch::default() };
        ledger.recover()?;
        Ok(ledger)
    }

    /// Looks at what other processes appended, and gives the head as it is now. Refuses a store that is not what this
    /// process saw before, with events added.
    pub fn refresh(&mut self) -> Result<TreeHead, LedgerError> {
        let size = prove::size(&self.log)?;
        if size != self.edge.size() {
            let before = self.edge.head();
            let edge = prove::edge(&self.log)?;
            if edge.size() < before.size || self.stored_head(before.size)? != before {
                return Err(LedgerError::Forked);
            }
            self.edge = edge;
        }
        Ok(self.tree_head())
    }

    /// Calls `watcher` at each moment at which a crash matters. For tests.
    #[doc(hidden)]
    pub fn watch(&self, watcher: impl FnMut(Point) + Send + 'static) {
        self.watch.set(watcher);
    }

    /// Whether a ledger was begun in `dir`.
    pub fn exists(dir: impl AsRef<Path>) -> bool {
        // On a server the root key alone lies here.
        ["keys.sqlite", "root.key"].iter().any(|file| world::exists(dir.as_ref().join(file)))
    }

    /// Size and root of the log.
    pub fn tree_head(&self) -> TreeHead {
        self.edge.head()
    }

    /// The public key that checkpoints are signed with, as `name+id+key`.
    pub fn public_key(&self) -> String {
        self.signer.public()
    }

    /// The name of the log in its checkpoints.
    pub fn origin(&self) -> &str {
        &self.keys.secrets.origin
    }

    /// Makes the pseudonyms that leave the ledger. Its key lies with the other keys.
    pub fn pseudonymizer(&self) -> Pseudonymizer {
        self.keys.secrets.pseudonymizer()
    }

    /// Finishes what an earlier run began: erasures first, then the files of the log.
    fn recover(&mut self) -> Result<(), OpenError> {
        let not_ours = |cause| OpenError::Publish(Box::new(cause));
        self.finish_erasing().map_err(not_ours)?;
        let path = self.checkpoint_path();
        // First what was signed, then the store: another process may append and sign at this moment, and it signs only what
        // the store holds.
        let published = self.published().map_err(not_ours)?;
        self.edge = prove::edge(&self.log).map_err(not_ours)?;
        match published {
            publish::Published::Nothing => {}
            publish::Published::Foreign => return Err(OpenError::Unsigned { path }),
            publish::Published::Ours(head) if head.size > self.edge.size() => {
                return Err(OpenError::Behind { published: head.size, size: self.edge.size() });
            }
            publish::Published::Ours(head) => {
                if self.tree_head_at(head.size).map_err(not_ours)? != head {
                    return Err(OpenError::Forked { size: head.size });
                }
            }
        }
        self.publish().map_err(not_ours)
    }
}

/// Binds the two stores to each other, or refuses two that are not of one ledger.
fn join(log: &Db, keys: &mut Keys, log_place: &Place, keys_place: &Place) -> Result<(), OpenError> {
    let kept = log.first("SELECT ledger_id FROM identity", &[])?.map(|mut row| row.blob()).transpose()?;
    match kept {
        // If we crash after this line, the log knows its keys and `founded` is set by the next `open`.
        None if !keys.founded => {
            log.run("INSERT INTO identity(ledger_id) VALUES ($1)", &[Arg::Blob(&keys.secrets.ledger_id)])?;
            keys.set_founded()?;
        }
        None => return Err(OpenError::Torn { path: log_place.path(Part::Log) }),
        Some(id) if id != keys.secrets.ledger_id => {
            return Err(OpenError::Torn { path: keys_place.path(Part::Keys) });
        }
        Some(_) if !keys.founded => keys.set_founded()?,
        Some(_) => {}
    }
    // A store that is new or was of version 1 has none yet. One that lost it later is for the audit to find.
    if tally::is_due(log)? {
        let turn = log.begin(Turn::Append)?;
        tally::begin(log, &keys.secrets)?;
        turn.commit()?;
    }
    Ok(())
}
