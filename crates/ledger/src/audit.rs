//! Audits the whole ledger. In: both stores and the files of the log. Out: totals, or every fault with its position. Never:
//! a shortcut; the tree is computed again from the leaves, by the words of RFC 6962.

use crate::keys::{DataKey, Tag};
use crate::publish::{Published, TILE_HEIGHT, entry, tile_paths};
use crate::store::{Arg, Turn};
use crate::topic::Topic;
use crate::{Act, Ledger, LedgerError, Said, StoreError, TreeHead, read, receipt, tally, tree, verify_checkpoint};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
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
    /// The store finds itself damaged.
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
    /// A table holds a row that no event accounts for, or one that is none.
    #[error("the table `{table}` holds a row that no event accounts for")]
    Stray {
        /// Which table.
        table: &'static str,
    },
    /// An erasure was committed and not finished, or somebody wrote that one was.
    #[error("the table `{table}` says that an erasure is not finished; opening the ledger finishes it")]
    Unfinished {
        /// Which table.
        table: &'static str,
    },
    /// The record of who was erased is not what the erasures left.
    #[error("the record of who was erased was changed")]
    Suppression,
    /// The log does not say whose keys it belongs to.
    #[error("the log does not name its keys")]
    Identity,
    /// A tile or bundle has other bytes than the store, or no business here.
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
#[derive(Default)]
struct IndexRows {
    about: BTreeSet<(Vec<u8>, u64)>,
    about_objection: BTreeSet<(Vec<u8>, u64)>,
    // By id: whose key opens it, and the event that made it.
    objection: BTreeMap<Vec<u8>, (Tag, u64)>,
    // By person and id: the event that made them a holder, and whether the person was erased since.
    holder: BTreeMap<(Vec<u8>, Vec<u8>), (u64, bool)>,
}

/// Rows that are read at a time.
const ROWS: u64 = 4096;

impl Ledger {
    /// Audits everything: each commitment against its event, each stored hash and the root against the leaves, each
    /// missing content against the erasures that the log names, the indexes, the tiles, the checkpoint.
    pub fn verify(&self) -> Result<Audit, AuditError> {
        let mut faults = BTreeSet::new();
        for (db, file) in [(&self.log, "ledger.sqlite"), (&self.keys.db, "keys.sqlite")] {
            if !db.is_sound() {
                faults.insert(Fault::Damaged { file });
            }
        }
        // Keys from before and from after the moment that the audit sees: one was made since, another destroyed.
        let mut keys = self.keys.all()?;
        let _turn = self.log.begin(Turn::Read)?;
        let commitments = self.commitments(&mut faults)?;
        keys.extend(self.keys.all()?);
        let leaves: Vec<Hash> = commitments.iter().map(|commitment| tree::leaf_hash(commitment)).collect();
        let head = TreeHead { size: leaves.len() as u64, root: tree::digest(tree::naive_root(&leaves)) };
        // What this process saw is the log, or a part of it where others have appended since.
        let seen = usize::try_from(self.edge.size()).ok().and_then(|seen| leaves.get(..seen));
        if seen.map(|seen| tree::digest(tree::naive_root(seen))) != Some(self.tree_head().root) {
            faults.insert(Fault::Root);
        }
        if head.size < self.edge.size() {
            faults.insert(Fault::Missing { index: head.size });
        }
        let open = self.audit_events(&commitments, &keys, &mut faults)?;
        let published = self.audit_files(&commitments, &leaves, &mut faults)?;
        if faults.is_empty() {
            Ok(Audit { head, open, erased: head.size - open, published, key: self.public_key() })
        } else {
            Err(AuditError::Broken { faults: faults.into_iter().collect() })
        }
    }

    /// The commitments in log order, and whether each row's hashes are those that its leaf completes.
    fn commitments(&self, faults: &mut BTreeSet<Fault>) -> Result<Vec<[u8; 32]>, AuditError> {
        let mut commitments: Vec<[u8; 32]> = Vec::new();
        // Roots of complete subtrees, by hand and not by `Edge`, which made the hashes that are audited.
        let mut pending: Vec<(u32, Hash)> = Vec::new();
        loop {
            let next = commitments.len() as u64;
            let statement = "SELECT idx, commitment, hashes FROM log WHERE idx >= $1 ORDER BY idx LIMIT $2";
            let rows = self.log.query(statement, &[Arg::Int(next), Arg::Int(ROWS)])?;
            if rows.is_empty() {
                break;
            }
            for mut row in rows {
                let expected = commitments.len() as u64;
                let (index, commitment, stored) = (row.int()?, row.blob()?, row.blob()?);
                if index != expected {
                    faults.insert(Fault::Missing { index: expected });
                    return Ok(commitments);
                }
                let Ok(commitment) = <[u8; 32]>::try_from(commitment) else {
                    faults.insert(Fault::Hash { index });
                    return Ok(commitments);
                };
                if completed(&mut pending, &commitment) != stored {
                    faults.insert(Fault::Hash { index });
                }
                commitments.push(commitment);
            }
        }
        if self.log.number("SELECT count(*) FROM log", &[])? != commitments.len() as u64 {
            faults.insert(Fault::Stray { table: "log" });
        }
        Ok(commitments)
    }

    /// Opens every event, and gives how many opened.
    fn audit_events(
        &self,
        commitments: &[[u8; 32]],
        keys: &BTreeMap<Tag, DataKey>,
        faults: &mut BTreeSet<Fault>,
    ) -> Result<u64, AuditError> {
        let size = commitments.len() as u64;
        let suppressed = self.audit_erasures(faults)?;
        let mut named = BTreeSet::new();
        let mut gone: BTreeSet<u64> = (0..size).collect();
        let mut expected = IndexRows::default();
        for start in (0..size).step_by(ROWS as usize) {
            for row in self.rows(start, size.min(start + ROWS))? {
                let index = row.index;
                gone.remove(&index);
                let key = row.owner().and_then(|owner| keys.get(&owner));
                let (salt, said) = match row.open(key, &self.keys.secrets.ledger_id) {
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
                let topic = Topic::of(&said.act).kept(&self.keys.secrets);
                if at != Some(commitment.as_bytes()) || row.act != said.act.name() || !topic.agrees(&row.topic) {
                    faults.insert(Fault::Event { index });
                }
                if let Act::Erased { leaves } = &said.act {
                    named.extend(leaves.iter().copied());
                }
                self.expect(index, &said, &suppressed, &mut expected);
            }
        }
        if self.log.number("SELECT count(*) FROM sealed", &[])? != size - gone.len() as u64 {
            faults.insert(Fault::Stray { table: "sealed" });
        }
        faults.extend(gone.difference(&named).map(|index| Fault::Vanished { index: *index }));
        faults.extend(named.difference(&gone).map(|index| Fault::NotErased { index: *index }));
        self.audit_indexes(&expected, faults)?;
        Ok(size - gone.len() as u64)
    }

    /// Audits what only erasures write, and gives the tags of those who were erased.
    fn audit_erasures(&self, faults: &mut BTreeSet<Fault>) -> Result<BTreeSet<Vec<u8>>, AuditError> {
        let identity = self.log.query("SELECT ledger_id FROM identity", &[])?;
        let identity: Vec<Vec<u8>> = identity.into_iter().map(|mut row| row.blob()).collect::<Result<_, _>>()?;
        if identity != [self.keys.secrets.ledger_id] {
            faults.insert(Fault::Identity);
        }
        for (table, count) in [
            ("doomed_key", "SELECT count(*) FROM doomed_key"),
            ("doomed_receipt", "SELECT count(*) FROM doomed_receipt"),
        ] {
            if self.log.number(count, &[])? > 0 {
                faults.insert(Fault::Unfinished { table });
            }
        }
        if !tally::is_right(&self.log, &self.keys.secrets)? {
            faults.insert(Fault::Suppression);
        }
        let rows = self.log.query("SELECT person FROM suppressed", &[])?;
        Ok(rows.into_iter().map(|mut row| row.blob()).collect::<Result<_, _>>()?)
    }

    /// Notes the index rows that an event must have.
    fn expect(&self, index: u64, said: &Said, suppressed: &BTreeSet<Vec<u8>>, rows: &mut IndexRows) {
        let secrets = &self.keys.secrets;
        let person = said.act.subject().map(|subject| secrets.tag("subject", subject.as_str()));
        rows.about.extend(person.map(|person| (person.to_vec(), index)));
        let Some(id) = said.act.objection() else { return };
        let tag = secrets.tag("objection", id).to_vec();
        rows.about_objection.insert((tag.clone(), index));
        let mut holders: Vec<_> = said.act.subject().into_iter().collect();
        if let Act::Objection(made) = &said.act {
            rows.objection.insert(tag.clone(), (person.unwrap_or_else(|| secrets.tag("objection key", id)), index));
            holders.extend(&made.candidates);
        }
        for holder in holders {
            // An erased candidate of an objection that others may have made is no longer linked to it.
            let gone = suppressed.contains(secrets.tag("suppressed", holder.as_str()).as_slice());
            let holder = secrets.tag("subject", holder.as_str()).to_vec();
            rows.holder.insert((holder, tag.clone()), (index, gone));
        }
    }

    fn audit_indexes(&self, expected: &IndexRows, faults: &mut BTreeSet<Fault>) -> Result<(), AuditError> {
        for (table, statement, due) in [
            ("about", "SELECT person, idx FROM about", &expected.about),
            ("about_objection", "SELECT id, idx FROM about_objection", &expected.about_objection),
        ] {
            let mut kept = BTreeSet::new();
            for mut row in self.log.query(statement, &[])? {
                match (row.blob(), row.int()) {
                    (Ok(tag), Ok(index)) => drop(kept.insert((tag, index))),
                    // A negative position.
                    _ => drop(faults.insert(Fault::Stray { table })),
                }
            }
            faults.extend(kept.symmetric_difference(due).map(|(_, index)| Fault::Index { index: *index }));
        }
        let mut due = expected.objection.clone();
        for mut row in self.log.query("SELECT id, owner FROM objection", &[])? {
            let (id, owner) = (row.blob()?, row.blob()?);
            match due.remove(&id) {
                Some((expected, _)) if owner == expected => {}
                Some((_, index)) => drop(faults.insert(Fault::Index { index })),
                // One that was erased; the tally counts it.
                None if owner.is_empty() => {}
                None => drop(faults.insert(Fault::Stray { table: "objection" })),
            }
        }
        faults.extend(due.values().map(|(_, index)| Fault::Index { index: *index }));
        let mut due = expected.holder.clone();
        for mut row in self.log.query("SELECT person, id FROM holder", &[])? {
            if due.remove(&(row.blob()?, row.blob()?)).is_none() {
                faults.insert(Fault::Stray { table: "holder" });
            }
        }
        faults.extend(due.values().filter(|(_, gone)| !gone).map(|(index, _)| Fault::Index { index: *index }));
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
        let mut files = Files::default();
        let mut level = leaves.to_vec();
        let mut height = 0;
        while !level.is_empty() {
            for (number, hashes) in (0..).zip(level.chunks(1 << TILE_HEIGHT)) {
                let tile = Tile::new(TILE_HEIGHT, height, number, hashes.len() as u32, false);
                let [path, entries] = tile_paths(&self.dir, &tile);
                files.check(path, &hashes.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>(), 32, faults)?;
                if height == 0 {
                    let first = usize::try_from(number).unwrap_or(0) << TILE_HEIGHT;
                    let bundle: Vec<u8> = commitments.iter().skip(first).take(hashes.len()).flat_map(entry).collect();
                    files.check(entries, &bundle, 34, faults)?;
                }
            }
            let whole = level.chunks_exact(1 << TILE_HEIGHT);
            level = whole.map(tree::naive_root).collect();
            height += 1;
        }
        files.known.insert(self.checkpoint_path());
        for path in self.cosigned_paths().into_iter().filter(|path| world::exists(path)) {
            let signed = verify_checkpoint(&world::read(&path)?, &self.public_key());
            let ours = |head: TreeHead| {
                let before = usize::try_from(head.size).ok().and_then(|size| leaves.get(..size));
                before.is_some_and(|leaves| tree::digest(tree::naive_root(leaves)) == head.root)
            };
            if signed.is_ok_and(|signed| ours(signed.head)) {
                files.known.insert(path);
            }
        }
        files.find_strays(&self.dir.join("log"), faults)?;
        Ok(size.size)
    }
}

/// The hashes that a leaf completes: its own, and one for each subtree that it is the last leaf of.
fn completed(pending: &mut Vec<(u32, Hash)>, commitment: &[u8; 32]) -> Vec<u8> {
    let leaf = tree::leaf_hash(commitment);
    let mut completed = leaf.0.to_vec();
    let mut top = (0, leaf);
    while let Some((level, left)) = pending.pop_if(|(level, _)| *level == top.0) {
        top = (level + 1, node_hash(left, top.1));
        completed.extend_from_slice(&top.1.0);
    }
    pending.push(top);
    completed
}

/// The files that were compared.
#[derive(Default)]
struct Files {
    known: BTreeSet<PathBuf>,
}

impl Files {
    /// Compares a tile or bundle, and its earlier parts where they are still there: these hold its first entries.
    fn check(
        &mut self,
        path: PathBuf,
        due: &[u8],
        width: usize,
        faults: &mut BTreeSet<Fault>,
    ) -> Result<(), LedgerError> {
        if world::read(&path).ok().as_deref() != Some(due) {
            faults.insert(Fault::Tile { path: path.clone() });
        }
        let parts = match path.parent().filter(|folder| folder.extension().is_some_and(|end| end == "p")) {
            Some(folder) => folder.to_owned(),
            None => path.with_extension("p"),
        };
        for part in world::list(&parts)? {
            let entries = part.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<usize>().ok());
            let first = entries.and_then(|entries| due.get(..entries.checked_mul(width)?));
            if first.is_some() && world::read(&part).ok().as_deref() == first {
                self.known.insert(part);
            }
        }
        self.known.insert(path);
        Ok(())
    }

    /// Finds what nobody accounts for.
    fn find_strays(&self, folder: &Path, faults: &mut BTreeSet<Fault>) -> Result<(), LedgerError> {
        for path in world::list(folder)? {
            if path.is_dir() {
                self.find_strays(&path, faults)?;
            } else if !self.known.contains(&path) {
                faults.insert(Fault::Tile { path });
            }
        }
        Ok(())
    }
}
