//! Audits the whole ledger. In: both stores and the files of the log. Out: totals, or every fault with its position. Never:
//! a shortcut; the tree is computed again from the leaves, by the words of RFC 6962.

use crate::keys::Tag;
use crate::publish::{Published, TILE_HEIGHT, entry, tile_paths};
use crate::store::in_log;
use crate::{Act, Ledger, LedgerError, Said, StoreError, TreeHead, read, receipt, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tlog_tiles::{Hash, Tile, node_hash};

/// What an audit found in order.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Audit {
    /// Size and root, computed again.
    pub head: TreeHead,
    /// Events that opened and gave their commitment.
    pub open: u64,
    /// Events whose content was erased, each named by an event of the log.
    pub erased: u64,
    /// How many events the published checkpoint signs.
    pub published: u64,
    /// The public key that signed it.
    pub key: String,
}

/// Something that is not what it should be. Positions are those of the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Fault {
    /// SQLite finds its own file damaged.
    #[error("`{file}` is damaged")]
    Damaged {
        /// Which file.
        file: &'static str,
    },
    /// The log skips a position.
    #[error("event `{index}` is missing from the log")]
    Missing {
        /// Position.
        index: u64,
    },
    /// A commitment or a stored hash has other bytes than the leaves give.
    #[error("the stored hashes of event `{index}` are not those of its commitment and the events before")]
    Hash {
        /// Position.
        index: u64,
    },
    /// An event does not give its commitment, or does not open.
    #[error("event `{index}` is not what the log commits to")]
    Event {
        /// Position.
        index: u64,
    },
    /// An event lost its key without an erasure.
    #[error("the key of event `{index}` is missing")]
    Key {
        /// Position.
        index: u64,
    },
    /// The content is gone and no event says that it was erased.
    #[error("the content of event `{index}` is gone, and no event says that it was erased")]
    Vanished {
        /// Position.
        index: u64,
    },
    /// The content is there although an event says that it was erased.
    #[error("the content of event `{index}` is still there, though the log says that it was erased")]
    NotErased {
        /// Position.
        index: u64,
    },
    /// The event is not found by the people or objection that it is about, or by others.
    #[error("event `{index}` is not indexed under the people it is about")]
    Index {
        /// Position.
        index: u64,
    },
    /// A tile or bundle has other bytes than the store.
    #[error("`{}` does not hold what the store holds", path.display())]
    Tile {
        /// The file.
        path: PathBuf,
    },
    /// The checkpoint is missing, not signed by this log's key, or of another history.
    #[error("the published checkpoint is not one of this log")]
    Checkpoint,
    /// The head in memory is not the root of the leaves.
    #[error("the root is not that of the leaves")]
    Root,
}

/// The ledger could not be audited, or is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// It could not be read.
    #[error(transparent)]
    Unreadable(#[from] LedgerError),
    /// It has faults.
    #[error("the ledger has {} fault(s), the first: {}; restore a backup", faults.len(), first(faults))]
    Broken {
        /// All of them, sorted.
        faults: Vec<Fault>,
    },
}

fn first(faults: &[Fault]) -> String {
    faults.first().map(Fault::to_string).unwrap_or_default()
}

impl From<StoreError> for AuditError {
    fn from(cause: StoreError) -> Self {
        Self::Unreadable(cause.into())
    }
}

/// What the index rows of an event must be.
#[derive(Default, PartialEq, Eq)]
struct IndexRows {
    about: BTreeSet<(Tag, u64)>,
    about_objection: BTreeSet<(Tag, u64)>,
    holder: BTreeMap<(Tag, Tag), u64>,
}

impl Ledger {
    /// Audits everything: each commitment against its event, each stored hash and the root against the leaves, each
    /// missing content against the erasures that the log names, the indexes, the tiles, the checkpoint.
    pub fn verify(&self) -> Result<Audit, AuditError> {
        let mut faults = BTreeSet::new();
        for (db, file) in [(&self.log, "ledger.sqlite"), (&self.keys.db, "keys.sqlite")] {
            let state: rusqlite::Result<String> = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
            if state.is_err() || state.is_ok_and(|state| state != "ok") {
                faults.insert(Fault::Damaged { file });
            }
        }
        let commitments = self.commitments(&mut faults)?;
        let leaves: Vec<Hash> = commitments.iter().map(|commitment| tree::leaf_hash(commitment)).collect();
        let head = TreeHead { size: leaves.len() as u64, root: tree::digest(tree::naive_root(&leaves)) };
        if head != self.tree_head() {
            faults.insert(Fault::Root);
        }
        let open = self.audit_events(&commitments, &mut faults)?;
        let published = self.audit_files(&commitments, &leaves, &mut faults)?;
        if faults.is_empty() {
            Ok(Audit { head, open, erased: head.size - open, published, key: self.public_key() })
        } else {
            Err(AuditError::Broken { faults: faults.into_iter().collect() })
        }
    }

    /// The commitments in log order, and whether each row's hashes are those that its leaf completes.
    fn commitments(&self, faults: &mut BTreeSet<Fault>) -> Result<Vec<[u8; 32]>, AuditError> {
        let mut query = self.log.prepare("SELECT idx, commitment, hashes FROM log ORDER BY idx").map_err(in_log)?;
        let mut rows = query.query([]).map_err(in_log)?;
        let mut commitments = Vec::new();
        // Roots of complete subtrees, by hand and not by `Edge`, which made the hashes that are audited.
        let mut pending: Vec<(u32, Hash)> = Vec::new();
        while let Some(row) = rows.next().map_err(in_log)? {
            let index = row.get::<_, i64>(0).map_err(in_log)?.unsigned_abs();
            let expected = commitments.len() as u64;
            if index != expected {
                faults.insert(Fault::Missing { index: expected });
                return Ok(commitments);
            }
            let commitment: Vec<u8> = row.get(1).map_err(in_log)?;
            let stored: Vec<u8> = row.get(2).map_err(in_log)?;
            let Ok(commitment) = <[u8; 32]>::try_from(commitment) else {
                faults.insert(Fault::Hash { index });
                return Ok(commitments);
            };
            let mut completed = tree::leaf_hash(&commitment).0.to_vec();
            let mut top = (0, tree::leaf_hash(&commitment));
            while let Some((level, left)) = pending.pop_if(|(level, _)| *level == top.0) {
                top = (level + 1, node_hash(left, top.1));
                completed.extend_from_slice(&top.1.0);
            }
            pending.push(top);
            if completed != stored {
                faults.insert(Fault::Hash { index });
            }
            commitments.push(commitment);
        }
        Ok(commitments)
    }

    /// Opens every event, and gives how many opened.
    fn audit_events(&self, commitments: &[[u8; 32]], faults: &mut BTreeSet<Fault>) -> Result<u64, AuditError> {
        let keys = self.keys.all()?;
        let size = commitments.len() as u64;
        let mut named = BTreeSet::new();
        let mut gone: BTreeSet<u64> = (0..size).collect();
        let mut expected = IndexRows::default();
        for start in (0..size).step_by(1024) {
            for row in self.rows(start, size.min(start + 1024))? {
                let index = row.index;
                gone.remove(&index);
                let (salt, said) = match row.open(keys.get(&row.owner), &self.keys.secrets.ledger_id) {
                    Ok(opened) => opened,
                    Err(LedgerError::KeyMissing { .. }) => {
                        faults.insert(Fault::Key { index });
                        continue;
                    }
                    Err(_) => {
                        faults.insert(Fault::Event { index });
                        continue;
                    }
                };
                let commitment = receipt::commitment(&salt, &read::canonical(&said));
                let at = usize::try_from(index).ok().and_then(|index| commitments.get(index));
                if at != Some(commitment.as_bytes()) || row.act != said.act.name() {
                    faults.insert(Fault::Event { index });
                }
                if let Act::Erased { leaves } = &said.act {
                    named.extend(leaves.iter().copied());
                }
                self.expect(index, &said, &mut expected);
            }
        }
        faults.extend(gone.difference(&named).map(|index| Fault::Vanished { index: *index }));
        faults.extend(named.difference(&gone).map(|index| Fault::NotErased { index: *index }));
        self.audit_indexes(&expected, faults)?;
        Ok(size - gone.len() as u64)
    }

    /// Notes the index rows that an event must have.
    fn expect(&self, index: u64, said: &Said, rows: &mut IndexRows) {
        let secrets = &self.keys.secrets;
        let person = said.act.subject().map(|subject| secrets.tag("subject", subject.as_str()));
        rows.about.extend(person.map(|person| (person, index)));
        let Some(id) = said.act.objection() else { return };
        let id = secrets.tag("objection", id);
        rows.about_objection.insert((id, index));
        if let Act::Objection(made) = &said.act {
            for candidate in &made.candidates {
                rows.holder.insert((secrets.tag("subject", candidate.as_str()), id), index);
            }
        }
        rows.holder.extend(person.map(|person| ((person, id), index)));
    }

    fn audit_indexes(&self, expected: &IndexRows, faults: &mut BTreeSet<Fault>) -> Result<(), AuditError> {
        let pairs = |statement: &str| -> Result<BTreeSet<(Tag, u64)>, StoreError> {
            let mut query = self.log.prepare(statement).map_err(in_log)?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())));
            rows.and_then(Iterator::collect).map_err(in_log)
        };
        let about = pairs("SELECT person, idx FROM about")?;
        let about_objection = pairs("SELECT id, idx FROM about_objection")?;
        for (kept, due) in [(&about, &expected.about), (&about_objection, &expected.about_objection)] {
            faults.extend(kept.symmetric_difference(due).map(|(_, index)| Fault::Index { index: *index }));
        }
        let mut query = self.log.prepare("SELECT person, id FROM holder").map_err(in_log)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(in_log)?;
        let kept: BTreeSet<(Tag, Tag)> = rows.collect::<Result<_, _>>().map_err(in_log)?;
        let suppressed: i64 =
            self.log.query_row("SELECT count(*) FROM suppressed", [], |row| row.get(0)).map_err(in_log)?;
        for (holder, index) in &expected.holder {
            // An erased candidate of an objection that others may have made is no longer linked to it.
            if !kept.contains(holder) && suppressed == 0 {
                faults.insert(Fault::Index { index: *index });
            }
        }
        Ok(())
    }

    /// Compares tiles, bundles and checkpoint with the leaves, and gives the size that the checkpoint signs.
    fn audit_files(
        &self,
        commitments: &[[u8; 32]],
        leaves: &[Hash],
        faults: &mut BTreeSet<Fault>,
    ) -> Result<u64, LedgerError> {
        let size = match self.published()? {
            Published::Ours(head) if head.size <= leaves.len() as u64 => head,
            _ => {
                faults.insert(Fault::Checkpoint);
                return Ok(0);
            }
        };
        let count = usize::try_from(size.size).unwrap_or(leaves.len());
        let (leaves, _) = leaves.split_at(count);
        if tree::digest(tree::naive_root(leaves)) != size.root {
            faults.insert(Fault::Checkpoint);
        }
        let mut level = leaves.to_vec();
        let mut height = 0;
        while !level.is_empty() {
            for (number, hashes) in (0..).zip(level.chunks(1 << TILE_HEIGHT)) {
                let tile = Tile::new(TILE_HEIGHT, height, number, hashes.len() as u32, false);
                let [path, entries] = tile_paths(&self.dir, &tile);
                check_file(path, hashes.iter().flat_map(|hash| hash.0).collect(), faults);
                if height == 0 {
                    let first = usize::try_from(number).unwrap_or(0) << TILE_HEIGHT;
                    let bundle = commitments.iter().skip(first).take(hashes.len()).flat_map(entry).collect();
                    check_file(entries, bundle, faults);
                }
            }
            let whole = level.chunks_exact(1 << TILE_HEIGHT);
            level = whole.map(tree::naive_root).collect();
            height += 1;
        }
        Ok(size.size)
    }
}

fn check_file(path: PathBuf, due: Vec<u8>, faults: &mut BTreeSet<Fault>) {
    if world::read(&path).ok() != Some(due) {
        faults.insert(Fault::Tile { path });
    }
}
