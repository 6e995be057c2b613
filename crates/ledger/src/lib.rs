//! Room 2: what people, the controller and authorities said. In: events. Out: receipts, and what holds now. Never: an event
//! changed, lost after it was acknowledged, or readable after it was erased.
//!
//! An event is encrypted under a key of the person it is about and lies in `ledger.sqlite`; the keys lie in `keys.sqlite`.
//! The log commits to SHA-256(salt ‖ event): that commitment is a leaf of an RFC 6962 tree, served as C2SP tlog-tiles with
//! a signed checkpoint under `log/`. The only commit point is the transaction in `ledger.sqlite`; everything under `log/`
//! is made from it, and made again by [`Ledger::open`] where it lags.

mod act;
mod append;
mod audit;
mod consent;
mod erase;
pub mod exchange;
mod keys;
mod links;
mod note;
mod prove;
mod publish;
mod quorum;
mod read;
mod recall;
mod receipt;
mod root;
mod said;
mod shape;
mod standing;
mod store;
mod tree;
mod witness;

pub use append::{AppendError, Imported};
pub use audit::{Audit, AuditError, Fault};
pub use consent::{ConsentRecord, Parental, Party, PersonalData};
pub use erase::Erased;
pub use links::{Links, fold_links};
pub use note::{Cosignature, SignedHead, VerifyError, verify_checkpoint, verify_cosigned};
pub use quorum::Quorum;
pub use read::{Malformed, ReadError, parse_said, read_said};
pub use recall::{Counts, Events, Suppression};
pub use receipt::{Receipt, ReceiptFile, Trust, Verified, verify_proof, verify_receipt, verify_witnessed};
pub use said::{
    Act, Article, Assessment, Audience, Breach, ConsentGiven, DeliveryFailure, NoticeDelivered, NoticePublished,
    ObjectionMade, ObjectionScope, Order, OrderEffect, OrderKind, Outcome, Period, RejectionGrounds, Said, Told,
};
pub use shape::Covers;
pub use standing::{
    Consent, ConsentState, Erasure, ErasureState, Fold, Matched, Notice, Objection, ObjectionState, Standing,
    fold_orders,
};
pub use store::{OpenError, StoreError};
pub use tree::{TreeHead, check_consistency, check_inclusion};
pub use witness::{Answer, Watched, Witness, WitnessError};

use keys::Keys;
use note::LogKey;
use rusqlite::{Connection, OptionalExtension};
use std::path::{Path, PathBuf};
use store::in_log;
use terms::Pseudonymizer;
use tree::Edge;
use world::World;

/// The ledger of one controller.
pub struct Ledger {
    dir: PathBuf,
    log: Connection,
    keys: Keys,
    signer: LogKey,
    edge: Edge,
}

/// The ledger could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// SQLite refused.
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
        let dir = dir.as_ref().to_owned();
        let (log_path, keys_path) = (dir.join("ledger.sqlite"), dir.join("keys.sqlite"));
        if !note::is_origin(origin) {
            return Err(OpenError::BadOrigin { origin: origin.to_owned() });
        }
        // A log that was begun and has no keys is a loss, and new keys would hide it.
        let log_begun = store::is_begun(&log_path)?;
        if log_begun && !store::is_begun(&keys_path)? {
            return Err(OpenError::Torn { path: keys_path });
        }
        world::create_dir(&dir)?;
        let kept = Keys::open(world, &keys_path)?;
        let mut keys = match kept {
            Some(keys) => keys,
            None if log_begun => return Err(OpenError::Torn { path: keys_path }),
            None => Keys::make(world, &keys_path, origin)?,
        };
        if keys.secrets.origin != origin {
            return Err(OpenError::OtherOrigin { kept: keys.secrets.origin.clone(), given: origin.to_owned() });
        }
        if keys.founded && !log_begun {
            return Err(OpenError::Torn { path: log_path });
        }
        let log = store::connect(&log_path, store::LOG_ID, store::LOG_SCHEMA, in_log)?;
        join(&log, &mut keys, &log_path, &keys_path)?;
        let signer = LogKey::new(origin, &keys.secrets.signing)
            .ok_or_else(|| OpenError::BadOrigin { origin: origin.to_owned() })?;
        let mut ledger = Self { dir, log, keys, signer, edge: Edge::default() };
        ledger.edge = prove::edge(&ledger.log).map_err(|cause| OpenError::Publish(Box::new(cause)))?;
        ledger.recover()?;
        Ok(ledger)
    }

    /// Whether a ledger was begun in `dir`.
    pub fn exists(dir: impl AsRef<Path>) -> bool {
        world::exists(dir.as_ref().join("keys.sqlite"))
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
        match self.published().map_err(not_ours)? {
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

/// Binds the two files to each other, or refuses two that are not of one ledger.
fn join(log: &Connection, keys: &mut Keys, log_path: &Path, keys_path: &Path) -> Result<(), OpenError> {
    let kept: Option<Vec<u8>> =
        log.query_row("SELECT ledger_id FROM identity", [], |row| row.get(0)).optional().map_err(in_log)?;
    match kept {
        // If we crash after this line, the log knows its keys and `founded` is set by the next `open`.
        None if !keys.founded => {
            log.execute("INSERT INTO identity(ledger_id) VALUES (?)", [keys.secrets.ledger_id]).map_err(in_log)?;
            keys.set_founded()?;
        }
        None => return Err(OpenError::Torn { path: log_path.to_owned() }),
        Some(id) if id != keys.secrets.ledger_id => return Err(OpenError::Torn { path: keys_path.to_owned() }),
        Some(_) if !keys.founded => keys.set_founded()?,
        Some(_) => {}
    }
    Ok(())
}
