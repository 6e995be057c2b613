//! Appends events. In: what was said. Out: receipts, once all of it is on disk. Never: half of a batch.

use crate::keys::{CONTROLLER, Secrets, Tag, key_or_make, seal};
use crate::store::{in_keys, in_log};
use crate::tree::Edge;
use crate::{Act, Ledger, LedgerError, Receipt, Said, StoreError, prove, read, receipt, tree};
use rusqlite::{Connection, OptionalExtension, Params, Transaction, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Digest, SubjectId};
use tlog_tiles::Hash;
use world::World;

/// Events could not be appended. Unless it says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// SQLite refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The tree could not be read.
    #[error(transparent)]
    Tree(#[from] LedgerError),
    /// An event makes no sense.
    #[error("event `{position}` of the batch: {why}")]
    Malformed {
        /// Position in the batch, counted from 0.
        position: usize,
        /// What is wrong.
        why: &'static str,
    },
    /// An objection has an id that another one has.
    #[error("event `{position}` of the batch: there is an objection with id `{id}` already; give this one another id")]
    ObjectionExists {
        /// Position in the batch, counted from 0.
        position: usize,
        /// The id.
        id: String,
    },
    /// An event is about an objection that was never made, or was erased.
    #[error("event `{position}` of the batch: there is no objection with id `{id}`; append the objection first")]
    NoSuchObjection {
        /// Position in the batch, counted from 0.
        position: usize,
        /// The id.
        id: String,
    },
    /// The events are durable, and the files under `log/` lag.
    #[error(
        "the events are durable, but the files of the log lag behind: {cause}; they are made again at the next start"
    )]
    Unpublished {
        /// Why they lag.
        cause: Box<LedgerError>,
        /// What was acknowledged.
        receipts: Vec<Receipt>,
    },
}

/// What an import did with the events of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Receipts of the events that were new.
    pub receipts: Vec<Receipt>,
    /// How many the log had already.
    pub known: u64,
    /// How many are about people who were erased; these stay out.
    pub suppressed: u64,
}

impl Ledger {
    /// Appends all of `said`, or nothing. When it returns, they are on disk and the files under `log/` show them.
    pub fn append(&mut self, world: &World, said: &[Said]) -> Result<Vec<Receipt>, AppendError> {
        let receipts = self.append_unpublished(world, said)?;
        match self.publish() {
            Ok(()) => Ok(receipts),
            Err(cause) => Err(AppendError::Unpublished { cause: Box::new(cause), receipts }),
        }
    }

    /// Appends all of `said`, or nothing, and leaves the files under `log/` to a later [`Ledger::publish`]. When it
    /// returns, they are on disk: for a service that acknowledges each person at once and publishes every second.
    pub fn append_unpublished(&mut self, world: &World, said: &[Said]) -> Result<Vec<Receipt>, AppendError> {
        for (position, Said { act, .. }) in said.iter().enumerate() {
            let reserved =
                if matches!(act, Act::Erased { .. }) { Err("only the ledger says `erased`") } else { Ok(()) };
            reserved.and_then(|()| act.check()).map_err(|why| AppendError::Malformed { position, why })?;
        }
        self.write(world, said, |_| Ok(()))
    }

    /// Appends the events of a file that the log does not have yet, so that a file can be imported again after it grew.
    /// An event that stands in the file twice is appended twice. Events about people who were erased stay out.
    pub fn import(&mut self, world: &World, said: &[Said]) -> Result<Imported, AppendError> {
        let mut had: BTreeMap<Digest, u64> = BTreeMap::new();
        for event in self.events() {
            let (_, event) = event?;
            *had.entry(Digest::of(read::canonical(&event))).or_default() += 1;
        }
        let suppression = self.suppression()?;
        let mut gone = BTreeSet::new();
        for id in said.iter().filter_map(|said| said.act.objection()) {
            if matches!(owner_of_objection(&self.log, &self.keys.secrets.tag("objection", id))?, Some(None)) {
                gone.insert(id);
            }
        }
        let (mut new, mut known, mut suppressed) = (Vec::new(), 0, 0);
        for said in said {
            let copies = had.get_mut(&Digest::of(read::canonical(said))).filter(|copies| **copies > 0);
            if let Some(copies) = copies {
                *copies -= 1;
                known += 1;
            } else if said.act.subject().is_some_and(|subject| suppression.contains(subject))
                || said.act.objection().is_some_and(|id| gone.contains(id))
            {
                gone.extend(said.act.objection().filter(|_| matches!(said.act, Act::Objection(_))));
                suppressed += 1;
            } else {
                new.push(said.clone());
            }
        }
        let receipts = self.append(world, &new)?;
        Ok(Imported { receipts, known, suppressed })
    }

    /// The one commit point. `also` runs inside the transaction, after the events are in.
    pub(crate) fn write(
        &mut self,
        world: &World,
        said: &[Said],
        also: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<Vec<Receipt>, AppendError> {
        let log = self.log.transaction_with_behavior(TransactionBehavior::Immediate).map_err(in_log)?;
        // Another process may have appended since; from here on it waits for us.
        let size = prove::size(&log)?;
        let mut edge = if size == self.edge.size() { self.edge.clone() } else { prove::edge(&log)? };
        let keys = self.keys.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(in_keys)?;
        let batch = Batch { world, log: &log, keys: &keys, secrets: &self.keys.secrets };
        let mut leaves = Vec::with_capacity(said.len());
        for (position, said) in said.iter().enumerate() {
            leaves.push(batch.add(position, &mut edge, said)?);
        }
        also(&log).map_err(in_log)?;
        // If we crash between these two commits, keys exist that nothing was sealed with: the next event of that person
        // uses them. The other way round an acknowledged event could not be opened.
        keys.commit().map_err(in_keys)?;
        log.commit().map_err(in_log)?;
        let tree_size = edge.size();
        self.edge = edge;
        Ok(leaves.into_iter().map(|(index, leaf)| Receipt { index, leaf: tree::digest(leaf), tree_size }).collect())
    }
}

/// One transaction in both files.
struct Batch<'a> {
    world: &'a World,
    log: &'a Transaction<'a>,
    keys: &'a Transaction<'a>,
    secrets: &'a Secrets,
}

impl Batch<'_> {
    fn add(&self, position: usize, edge: &mut Edge, said: &Said) -> Result<(u64, Hash), AppendError> {
        let index = edge.size();
        let owner = self.owner(position, &said.act)?;
        let key = key_or_make(self.keys, self.world, &self.secrets.root, &owner)?;
        let drawn: [u8; 56] = self.world.random();
        let (salt, mut nonce) = split(&drawn);
        // In a repeatable world the same bytes are drawn after each start; the position keeps nonces apart even there.
        nonce.iter_mut().rev().zip(index.to_le_bytes()).for_each(|(byte, position)| *byte ^= position);
        let canonical = read::canonical(&Said::new(said.at, said.act.clone()));
        let commitment = receipt::commitment(&salt, &canonical);
        let plain = [salt.as_slice(), canonical.as_bytes()].concat();
        let sealed = seal(&key, &nonce, &self.secrets.ledger_id, index, &plain);
        let leaf = tree::leaf_hash(commitment.as_bytes());
        let hashes: Vec<u8> = edge.push(leaf).iter().flat_map(|hash| hash.0).collect();
        self.run(
            "INSERT INTO log(idx, commitment, hashes) VALUES (?, ?, ?)",
            (index as i64, commitment.as_bytes(), hashes),
        )?;
        self.run(
            "INSERT INTO sealed(idx, act, owner, nonce, box) VALUES (?, ?, ?, ?, ?)",
            (index as i64, said.act.name(), owner, nonce, sealed),
        )?;
        self.index(index, &owner, &said.act)?;
        Ok((index, leaf))
    }

    /// Whose key seals this event: the person's; for an objection by nobody known, a key of that objection alone; for
    /// what is said about an objection, the key of the objection; else the controller's.
    fn owner(&self, position: usize, act: &Act) -> Result<Tag, AppendError> {
        let kept = match act.objection() {
            Some(id) => owner_of_objection(self.log, &self.secrets.tag("objection", id))?,
            None => None,
        };
        match (act, act.objection(), act.subject()) {
            (Act::Objection(_), Some(id), _) if kept.is_some() => {
                Err(AppendError::ObjectionExists { position, id: id.to_owned() })
            }
            (Act::Objection(_), Some(id), None) => Ok(self.secrets.tag("objection key", id)),
            (Act::Objection(_), _, Some(subject)) => Ok(self.person(subject)),
            (_, Some(id), subject) => match kept.flatten() {
                None => Err(AppendError::NoSuchObjection { position, id: id.to_owned() }),
                Some(kept) => Ok(subject.map_or(kept, |subject| self.person(subject))),
            },
            (_, None, Some(subject)) => Ok(self.person(subject)),
            (_, None, None) => Ok(CONTROLLER),
        }
    }

    /// Lets the event be found by the people and the objection that it is about.
    fn index(&self, index: u64, owner: &Tag, act: &Act) -> Result<(), StoreError> {
        if let Some(subject) = act.subject() {
            self.run("INSERT INTO about(person, idx) VALUES (?, ?)", (self.person(subject), index as i64))?;
        }
        let Some(id) = act.objection() else { return Ok(()) };
        let id = self.secrets.tag("objection", id);
        if let Act::Objection(_) = act {
            self.run("INSERT INTO objection(id, owner) VALUES (?, ?)", (id, owner))?;
        }
        self.run("INSERT INTO about_objection(id, idx) VALUES (?, ?)", (id, index as i64))?;
        let candidates: &[SubjectId] = if let Act::Objection(made) = act { &made.candidates } else { &[] };
        for holder in candidates.iter().chain(act.subject()) {
            self.run("INSERT OR IGNORE INTO holder(person, id) VALUES (?, ?)", (self.person(holder), id))?;
        }
        Ok(())
    }

    fn person(&self, subject: &SubjectId) -> Tag {
        self.secrets.tag("subject", subject.as_str())
    }

    fn run(&self, statement: &str, values: impl Params) -> Result<(), StoreError> {
        self.log.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(in_log)?;
        Ok(())
    }
}

/// Whose key opens an objection: nothing if there is no such objection, `Some(None)` if it was erased.
fn owner_of_objection(log: &Connection, id: &Tag) -> Result<Option<Option<Tag>>, StoreError> {
    let mut query = log.prepare_cached("SELECT owner FROM objection WHERE id = ?").map_err(in_log)?;
    let owner: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional().map_err(in_log)?;
    Ok(owner.map(|owner| owner.try_into().ok()))
}

fn split(drawn: &[u8; 56]) -> ([u8; 32], [u8; 24]) {
    let (mut salt, mut nonce) = ([0; 32], [0; 24]);
    salt.iter_mut().chain(&mut nonce).zip(drawn).for_each(|(byte, drawn)| *byte = *drawn);
    (salt, nonce)
}
