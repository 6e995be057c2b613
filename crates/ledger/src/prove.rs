//! Proofs from the stored tree. In: positions and sizes. Out: heads, inclusion and consistency proofs, receipts. Never: a
//! hash that is not in the store.

use crate::store::in_log;
use crate::tree::{self, Edge, TreeHead, completing_leaf};
use crate::{Ledger, LedgerError, ReceiptFile, receipt};
use rusqlite::{Connection, OptionalExtension};
use std::cell::Cell;
use std::path::PathBuf;
use terms::Digest;
use tlog_tiles::{Hash, HashReader, split_stored_hash_index};

/// How many events the store holds.
pub(crate) fn size(log: &Connection) -> Result<u64, LedgerError> {
    let mut query = log.prepare_cached("SELECT coalesce(max(idx) + 1, 0) FROM log").map_err(in_log)?;
    let size: i64 = query.query_row([], |row| row.get(0)).map_err(in_log)?;
    Ok(size.unsigned_abs())
}

/// The right edge of the stored tree.
pub(crate) fn edge(log: &Connection) -> Result<Edge, LedgerError> {
    let size = size(log)?;
    let subtrees = tree::complete_subtrees(size).into_iter();
    let roots = subtrees.map(|(level, position)| stored_hash(log, level, position)).collect::<Result<_, _>>()?;
    Ok(Edge::new(size, roots))
}

/// The stored hash at a level and position.
pub(crate) fn stored_hash(log: &Connection, level: u8, position: u64) -> Result<Hash, LedgerError> {
    let index = completing_leaf(level, position);
    let mut query =
        log.prepare_cached("SELECT substr(hashes, ? * 32 + 1, 32) FROM log WHERE idx = ?").map_err(in_log)?;
    let bytes: Option<Vec<u8>> = query.query_row((level, index as i64), |row| row.get(0)).optional().map_err(in_log)?;
    bytes.and_then(|bytes| bytes.try_into().ok()).map(Hash).ok_or(LedgerError::TreeBroken { index })
}

/// Reads hashes by the numbers that `tlog_tiles` gives them, and keeps the error that its own error type cannot carry.
struct Stored<'a> {
    log: &'a Connection,
    failure: Cell<Option<LedgerError>>,
}

impl<'a> Stored<'a> {
    fn ask<T>(
        log: &'a Connection,
        question: impl FnOnce(&Self) -> Result<T, tlog_tiles::Error>,
    ) -> Result<T, LedgerError> {
        let stored = Self { log, failure: Cell::new(None) };
        question(&stored).map_err(|_| stored.failure.take().unwrap_or(LedgerError::TreeBroken { index: 0 }))
    }
}

impl HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let read = |index: &u64| {
            let (level, position) = split_stored_hash_index(*index);
            stored_hash(self.log, level, position)
        };
        indexes.iter().map(read).collect::<Result<_, _>>().map_err(|failure| {
            self.failure.set(Some(failure));
            tlog_tiles::Error::IndexesNotInTree
        })
    }
}

impl Ledger {
    /// Size and root of the log when it held `size` events.
    pub fn tree_head_at(&self, size: u64) -> Result<TreeHead, LedgerError> {
        self.holds(size)?;
        let root = Stored::ask(&self.log, |stored| tlog_tiles::tree_hash(size, stored))?;
        Ok(TreeHead { size, root: tree::digest(root) })
    }

    /// The proof that event `index` is in the log of `size` events; [`crate::check_inclusion`] checks it.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Digest>, LedgerError> {
        self.holds(size)?;
        if index >= size {
            return Err(LedgerError::NotThere { size, asked: index });
        }
        let proof = Stored::ask(&self.log, |stored| tlog_tiles::prove_record(size, index, stored))?;
        Ok(proof.into_iter().map(tree::digest).collect())
    }

    /// The proof that the log of `old` events is a prefix of the log of `new`; [`crate::check_consistency`] checks it.
    pub fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Digest>, LedgerError> {
        self.holds(new)?;
        if old > new {
            return Err(LedgerError::NotThere { size: new, asked: old });
        }
        if old == 0 {
            return Ok(Vec::new());
        }
        let proof = Stored::ask(&self.log, |stored| tlog_tiles::prove_tree(new, old, stored))?;
        Ok(proof.into_iter().map(tree::digest).collect())
    }

    /// The signed checkpoint of the log as it is now.
    pub fn checkpoint(&self) -> Vec<u8> {
        self.signer.sign(self.tree_head())
    }

    /// The receipt of an event. Of an erased event it proves that one was here, without content.
    pub fn receipt(&self, index: u64) -> Result<ReceiptFile, LedgerError> {
        // Where witnesses have cosigned a head that holds the event, the receipt carries that one: it proves more.
        let cosigned = self.cosigned(index)?;
        let (head, checkpoint) = cosigned.unwrap_or_else(|| (self.tree_head(), self.checkpoint()));
        let proof = self.inclusion_proof(index, head.size)?;
        let mut query = self.log.prepare_cached("SELECT commitment FROM log WHERE idx = ?").map_err(in_log)?;
        let commitment: [u8; 32] = query.query_row([index as i64], |row| row.get(0)).map_err(in_log)?;
        let opened = self.open_event(index)?;
        let opened = opened.as_ref().map(|(salt, said)| (salt, said.clone()));
        let commitment = Digest::from_bytes(commitment);
        Ok(receipt::write(index, opened, commitment, &proof, &checkpoint, self.public_key()))
    }

    /// Writes the receipt of an event under `receipts/` and gives the path of its `.tlog-proof`; the event lies beside
    /// it as `.json`. Erasing the person removes both.
    pub fn write_receipt(&self, index: u64) -> Result<PathBuf, LedgerError> {
        let file = self.receipt(index)?;
        let [proof, event] = self.receipt_paths(index);
        world::write_atomic(&event, &file.event)?;
        world::write_atomic(&proof, &file.proof)?;
        Ok(proof)
    }

    pub(crate) fn receipt_paths(&self, index: u64) -> [PathBuf; 2] {
        ["tlog-proof", "json"].map(|extension| self.dir.join(format!("receipts/{index:010}.{extension}")))
    }

    pub(crate) fn holds(&self, asked: u64) -> Result<(), LedgerError> {
        let size = self.edge.size();
        if asked > size { Err(LedgerError::NotThere { size, asked }) } else { Ok(()) }
    }
}
