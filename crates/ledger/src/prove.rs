//! Proofs from the stored tree. In: positions and sizes. Out: heads, inclusion and consistency proofs, receipts. Never: a
//! hash that is not in the store.

use crate::store::{Arg, Column, Db, Row, StoreError};
use crate::tree::{self, Edge, TreeHead, completing_leaf};
use crate::{Ledger, LedgerError, ReceiptFile, receipt};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use terms::Digest;
use tlog_tiles::{Hash, HashReader, split_stored_hash_index};

/// How many events the store holds.
pub(crate) fn size(log: &Db) -> Result<u64, LedgerError> {
    Ok(log.number("SELECT coalesce(max(idx) + 1, 0) FROM log", &[])?)
}

/// The right edge of the stored tree.
pub(crate) fn edge(log: &Db) -> Result<Edge, LedgerError> {
    let size = size(log)?;
    Ok(Edge::new(size, stored_hashes(log, &tree::complete_subtrees(size))?))
}

/// The stored hashes at these levels and positions, in this order.
pub(crate) fn stored_hashes(log: &Db, wanted: &[(u8, u64)]) -> Result<Vec<Hash>, LedgerError> {
    let leaves = wanted.iter().map(|(level, position)| completing_leaf(*level, *position).cast_signed()).collect();
    let pair = |mut row: Row| -> Result<(u64, Vec<u8>), StoreError> { Ok((row.int()?, row.blob()?)) };
    let rows = log.find("idx, hashes", "log", "idx", &Column::Int(leaves))?.into_iter().map(pair);
    let rows: BTreeMap<u64, Vec<u8>> = rows.collect::<Result<_, _>>()?;
    let hash = |(level, position): &(u8, u64)| {
        let index = completing_leaf(*level, *position);
        let hashes = rows.get(&index).and_then(|hashes| hashes.chunks_exact(32).nth(usize::from(*level)));
        let hash = hashes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        hash.map(Hash).ok_or(LedgerError::TreeBroken { index })
    };
    wanted.iter().map(hash).collect()
}

/// Reads hashes by the numbers that `tlog_tiles` gives them, and keeps the error that its own error type cannot carry.
struct Stored<'a> {
    log: &'a Db,
    failure: Cell<Option<LedgerError>>,
}

impl<'a> Stored<'a> {
    fn ask<T>(log: &'a Db, question: impl FnOnce(&Self) -> Result<T, tlog_tiles::Error>) -> Result<T, LedgerError> {
        let stored = Self { log, failure: Cell::new(None) };
        question(&stored).map_err(|_| stored.failure.take().unwrap_or(LedgerError::TreeBroken { index: 0 }))
    }
}

impl HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let wanted: Vec<(u8, u64)> = indexes.iter().map(|index| split_stored_hash_index(*index)).collect();
        stored_hashes(self.log, &wanted).map_err(|failure| {
            self.failure.set(Some(failure));
            tlog_tiles::Error::IndexesNotInTree
        })
    }
}

impl Ledger {
    /// Size and root of the log when it held `size` events.
    pub fn tree_head_at(&self, size: u64) -> Result<TreeHead, LedgerError> {
        self.holds(size)?;
        self.stored_head(size)
    }

    pub(crate) fn stored_head(&self, size: u64) -> Result<TreeHead, LedgerError> {
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
        let row = self.log.first("SELECT commitment FROM log WHERE idx = $1", &[Arg::Int(index)])?;
        let commitment: [u8; 32] = row.ok_or(LedgerError::TreeBroken { index })?.fixed()?;
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
