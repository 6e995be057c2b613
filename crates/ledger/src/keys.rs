//! `keys.sqlite`: the secrets of the ledger, apart from what they open so that a backup can treat them apart. In: an owner.
//! Out: its data key. Never: a key that was destroyed, or the same key for two owners in the real world.
//!
//! Every secret in the file is wrapped under the root key, which lies in a third file ([`crate::root`]): a copy of
//! `keys.sqlite` alone opens nothing, and a new root key makes every old copy of it worthless without a single event being
//! encrypted again.

use crate::root::{Root, RootFile};
use crate::store::{self, OpenError, StoreError, in_keys};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::{Connection, OptionalExtension, Transaction, ffi};
use std::collections::BTreeMap;
use std::path::Path;
use terms::{Pseudonymizer, hmac_sha256};
use world::World;

/// The version that the file carries in `user_version`. Version 1 had its secrets unwrapped; [`Keys::open`] wraps them.
const VERSION: i64 = 2;

const SCHEMA: &str = "
    CREATE TABLE secret(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
    CREATE TABLE data_key(owner BLOB PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
";

/// A keyed pseudonym inside the ledger: of a person, of an objection, of a person who was erased.
pub(crate) type Tag = [u8; 16];

/// Whose key opens events of the controller and of authorities.
pub(crate) const CONTROLLER: Tag = [0; 16];

pub(crate) type DataKey = [u8; 32];

/// What the ledger knows and nobody else.
pub(crate) struct Secrets {
    pub(crate) root: Root,
    pub(crate) ledger_id: [u8; 16],
    pub(crate) signing: [u8; 32],
    pub(crate) origin: String,
    index: [u8; 32],
    pseudonym: [u8; 32],
}

impl Secrets {
    /// The tag of `id` in `domain`. It is under another key than the pseudonyms that leave the ledger.
    pub(crate) fn tag(&self, domain: &str, id: &str) -> Tag {
        let code = hmac_sha256(&self.index, format!("{domain}:{id}").as_bytes());
        let mut tag = [0; 16];
        tag.iter_mut().zip(code).for_each(|(byte, code)| *byte = code);
        tag
    }

    #[cfg(test)]
    pub(crate) fn index(&self) -> [u8; 32] {
        self.index
    }

    #[cfg(test)]
    pub(crate) fn pseudonym(&self) -> [u8; 32] {
        self.pseudonym
    }

    pub(crate) fn pseudonymizer(&self) -> Pseudonymizer {
        Pseudonymizer::new(self.pseudonym)
    }
}

pub(crate) struct Keys {
    pub(crate) db: Connection,
    pub(crate) secrets: Secrets,
    /// The ledger that these keys belong to was made whole.
    pub(crate) founded: bool,
}

impl Keys {
    /// Opens the keys; nothing if there are none yet. Finishes a rotation that was cut off.
    pub(crate) fn open(world: &World, path: &Path) -> Result<Option<Self>, OpenError> {
        let mut db = connect(path)?;
        // Losing a key is losing events for good, so damage must show before the next backup, not after.
        let state: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(in_keys)?;
        if state != "ok" {
            return Err(OpenError::Damaged { path: path.to_owned() });
        }
        let made: i64 = db.query_row("SELECT count(*) FROM secret", [], |row| row.get(0)).map_err(in_keys)?;
        if made == 0 {
            return Ok(None);
        }
        if version(&db).map_err(in_keys)? == 1 {
            wrap_version_1(world, &mut db, path)?;
        }
        let missing = || OpenError::Damaged { path: path.to_owned() };
        let root_id = fixed(secret(&db, "root")?).ok_or_else(missing)?;
        let root = RootFile::beside(path).open(&root_id)?;
        let unwrapped = |name: &str| -> Result<[u8; 32], OpenError> {
            let value = secret(&db, name)?.ok_or_else(missing)?;
            fixed(root.unwrap(name.as_bytes(), &value)).ok_or_else(missing)
        };
        let kept_origin = secret(&db, "origin")?.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(missing)?;
        let secrets = Secrets {
            ledger_id: fixed(secret(&db, "ledger_id")?).ok_or_else(missing)?,
            signing: unwrapped("signing")?,
            index: unwrapped("index")?,
            pseudonym: unwrapped("pseudonym")?,
            origin: kept_origin,
            root,
        };
        let founded = secret(&db, "founded")?.is_some();
        Ok(Some(Self { db, secrets, founded }))
    }

    /// Makes the keys of a new ledger. If we crash inside, there are none, and the next `open` makes them.
    pub(crate) fn make(world: &World, path: &Path, origin: &str) -> Result<Self, OpenError> {
        let mut db = connect(path)?;
        make(world, &mut db, path, origin)?;
        drop(db);
        Self::open(world, path)?.ok_or_else(|| OpenError::Damaged { path: path.to_owned() })
    }

    /// Notes that the ledger of these keys exists: from now on a missing ledger is a loss and not a beginning.
    pub(crate) fn set_founded(&mut self) -> Result<(), StoreError> {
        self.db.execute("INSERT OR REPLACE INTO secret(name, value) VALUES ('founded', x'01')", []).map_err(in_keys)?;
        self.founded = true;
        Ok(())
    }

    /// The key of one owner, if it still exists.
    pub(crate) fn key(&self, owner: &Tag) -> Result<Option<DataKey>, StoreError> {
        let mut query = self.db.prepare_cached("SELECT key FROM data_key WHERE owner = ?").map_err(in_keys)?;
        let wrapped: Option<Vec<u8>> = query.query_row([owner], |row| row.get(0)).optional().map_err(in_keys)?;
        wrapped.map(|wrapped| self.secrets.root.unwrap_key(owner, &wrapped)).transpose()
    }

    /// All keys, for work in bulk.
    pub(crate) fn all(&self) -> Result<BTreeMap<Tag, DataKey>, StoreError> {
        let mut query = self.db.prepare_cached("SELECT owner, key FROM data_key").map_err(in_keys)?;
        let mut rows = query.query([]).map_err(in_keys)?;
        let mut keys = BTreeMap::new();
        while let Some(row) = rows.next().map_err(in_keys)? {
            let owner: Tag = row.get(0).map_err(in_keys)?;
            let wrapped: Vec<u8> = row.get(1).map_err(in_keys)?;
            keys.insert(owner, self.secrets.root.unwrap_key(&owner, &wrapped)?);
        }
        Ok(keys)
    }

    /// Wraps everything under a new root key; no event is touched. Returns how many data keys there are.
    pub(crate) fn rotate(&mut self, world: &World, path: &Path) -> Result<u64, OpenError> {
        let file = RootFile::beside(path);
        let old = self.secrets.root.clone();
        // If we crash before the commit, `root.key` holds both keys and the old one is in use; after it, the new one is.
        // `open` keeps the one that `keys.sqlite` names and drops the other.
        let new = file.add(world, &old)?;
        let count = rewrap(&mut self.db, &old, &new)?;
        store::truncate_wal(&self.db, in_keys)?;
        self.secrets.root = file.keep(&new)?;
        Ok(count)
    }

    /// Destroys keys: overwritten in the file, and gone from its write-ahead log.
    pub(crate) fn destroy(&mut self, owners: &[Tag]) -> Result<(), StoreError> {
        let transaction = self.db.transaction().map_err(in_keys)?;
        for owner in owners {
            transaction.execute("DELETE FROM data_key WHERE owner = ?", [owner]).map_err(in_keys)?;
        }
        transaction.commit().map_err(in_keys)?;
        store::truncate_wal(&self.db, in_keys)
    }
}

/// The key of `owner`, made if there is none, inside the caller's transaction.
pub(crate) fn key_or_make(
    keys: &Transaction<'_>,
    world: &World,
    root: &Root,
    owner: &Tag,
) -> Result<DataKey, StoreError> {
    let mut query = keys.prepare_cached("SELECT key FROM data_key WHERE owner = ?").map_err(in_keys)?;
    let wrapped: Option<Vec<u8>> = query.query_row([owner], |row| row.get(0)).optional().map_err(in_keys)?;
    if let Some(wrapped) = wrapped {
        return root.unwrap_key(owner, &wrapped);
    }
    let key: DataKey = world.random();
    // Another process may have changed the root key since we read it; a key wrapped under the old one would be lost.
    let statement =
        "INSERT INTO data_key(owner, key) SELECT ?, ? WHERE ? = (SELECT value FROM secret WHERE name = 'root')";
    let mut insert = keys.prepare_cached(statement).map_err(in_keys)?;
    let made = insert.execute((owner, root.wrap(owner, &key), root.id())).map_err(in_keys)?;
    if made == 1 { Ok(key) } else { Err(rotated()) }
}

/// What wraps the secrets is not what we hold: the root key was changed by another process, or bytes were.
pub(crate) fn rotated() -> StoreError {
    let why = "the root key is not the one that wraps the data keys; open the ledger again";
    in_keys(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_AUTH), Some(why.to_owned())))
}

fn make(world: &World, db: &mut Connection, path: &Path, origin: &str) -> Result<(), OpenError> {
    let id: [u8; 16] = world.random();
    let secrets = WRAPPED.map(|name| (name, world.random::<32>()));
    let controller: DataKey = world.random();
    // If we crash after this line, a root key lies there that wraps nothing; it is used then.
    let root = RootFile::beside(path).open_or_make(world)?;
    let transaction = db.transaction().map_err(in_keys)?;
    let put = |name: &str, value: &[u8]| {
        transaction.execute("INSERT INTO secret(name, value) VALUES (?, ?)", (name, value)).map(|_| ()).map_err(in_keys)
    };
    put("root", root.id())?;
    put("ledger_id", &id)?;
    for (name, secret) in secrets {
        put(name, &root.wrap(name.as_bytes(), &secret))?;
    }
    put("origin", origin.as_bytes())?;
    let wrapped = root.wrap(&CONTROLLER, &controller);
    transaction.execute("INSERT INTO data_key(owner, key) VALUES (?, ?)", (CONTROLLER, wrapped)).map_err(in_keys)?;
    Ok(transaction.commit().map_err(in_keys)?)
}

/// The secrets that lie wrapped.
const WRAPPED: [&str; 3] = ["signing", "index", "pseudonym"];

/// Opens or makes `keys.sqlite`: a file of ours, of this version or the one before.
fn connect(path: &Path) -> Result<Connection, OpenError> {
    let mut db = Connection::open(path).map_err(in_keys)?;
    store::configure(&db).map_err(in_keys)?;
    let id: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(in_keys)?;
    let found = version(&db).map_err(in_keys)?;
    if found > VERSION && id == store::KEYS_ID {
        return Err(OpenError::Newer { path: path.to_owned(), found });
    }
    let objects: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(in_keys)?;
    if objects == 0 && found == 0 {
        // If we crash inside, the file is an empty database, and the next `open` makes it again.
        let transaction = db.transaction().map_err(in_keys)?;
        transaction.execute_batch(SCHEMA).map_err(in_keys)?;
        transaction.pragma_update(None, "application_id", store::KEYS_ID).map_err(in_keys)?;
        transaction.pragma_update(None, "user_version", VERSION).map_err(in_keys)?;
        transaction.commit().map_err(in_keys)?;
    } else if id != store::KEYS_ID || found == 0 {
        return Err(OpenError::Foreign { path: path.to_owned() });
    }
    Ok(db)
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Wraps the secrets of a file of version 1. If we crash inside, it is a file of version 1 still.
fn wrap_version_1(world: &World, db: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let root = RootFile::beside(path).open_or_make(world)?;
    let transaction = db.transaction().map_err(in_keys)?;
    for name in WRAPPED {
        let plain = secret(&transaction, name)?.ok_or_else(|| OpenError::Damaged { path: path.to_owned() })?;
        let wrapped = root.wrap(name.as_bytes(), &plain);
        transaction.execute("UPDATE secret SET value = ? WHERE name = ?", (wrapped, name)).map_err(in_keys)?;
    }
    for (owner, plain) in data_keys(&transaction)? {
        let wrapped = root.wrap(&owner, &plain);
        transaction.execute("UPDATE data_key SET key = ? WHERE owner = ?", (wrapped, owner)).map_err(in_keys)?;
    }
    transaction.execute("INSERT INTO secret(name, value) VALUES ('root', ?)", [root.id()]).map_err(in_keys)?;
    transaction.pragma_update(None, "user_version", VERSION).map_err(in_keys)?;
    transaction.commit().map_err(in_keys)?;
    Ok(store::truncate_wal(db, in_keys)?)
}

pub(crate) fn rewrap(db: &mut Connection, old: &Root, new: &Root) -> Result<u64, StoreError> {
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(in_keys)?;
    let swapped = "UPDATE secret SET value = ? WHERE name = 'root' AND value = ?";
    if transaction.execute(swapped, (new.id(), old.id())).map_err(in_keys)? != 1 {
        return Err(rotated());
    }
    for name in WRAPPED {
        let wrapped = secret(&transaction, name)?.unwrap_or_default();
        let plain = old.unwrap(name.as_bytes(), &wrapped).ok_or_else(rotated)?;
        let again = new.wrap(name.as_bytes(), &plain);
        transaction.execute("UPDATE secret SET value = ? WHERE name = ?", (again, name)).map_err(in_keys)?;
    }
    let keys = data_keys(&transaction)?;
    for (owner, wrapped) in &keys {
        let again = new.wrap(owner, &old.unwrap_key(owner, wrapped)?);
        transaction.execute("UPDATE data_key SET key = ? WHERE owner = ?", (again, owner)).map_err(in_keys)?;
    }
    transaction.commit().map_err(in_keys)?;
    Ok(keys.len() as u64)
}

fn data_keys(db: &Connection) -> Result<Vec<(Tag, Vec<u8>)>, StoreError> {
    let mut query = db.prepare("SELECT owner, key FROM data_key").map_err(in_keys)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(in_keys)?;
    rows.collect::<Result<_, _>>().map_err(in_keys)
}

fn secret(db: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    db.query_row("SELECT value FROM secret WHERE name = ?", [name], |row| row.get(0)).optional().map_err(in_keys)
}

pub(crate) fn fixed<const N: usize>(bytes: Option<Vec<u8>>) -> Option<[u8; N]> {
    bytes.and_then(|bytes| bytes.try_into().ok())
}

/// What must be the same for a ciphertext to open: this ledger, and this place in its log.
fn context(ledger_id: &[u8; 16], index: u64) -> Vec<u8> {
    [b"grondslag ledger 1".as_slice(), ledger_id, &index.to_be_bytes()].concat()
}

pub(crate) fn seal(key: &DataKey, nonce: &[u8; 24], ledger_id: &[u8; 16], index: u64, plain: &[u8]) -> Vec<u8> {
    let payload = Payload { msg: plain, aad: &context(ledger_id, index) };
    // INVARIANT: XChaCha20-Poly1305 refuses only messages of 256 GiB, and an event is one line.
    XChaCha20Poly1305::new(key.into())
        .encrypt(XNonce::from_slice(nonce), payload)
        .expect("INVARIANT: an event is short enough to encrypt")
}

/// The plaintext, or nothing if a single bit differs from what was sealed.
pub(crate) fn open(
    key: &DataKey,
    nonce: &[u8; 24],
    ledger_id: &[u8; 16],
    index: u64,
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let payload = Payload { msg: sealed, aad: &context(ledger_id, index) };
    XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(nonce), payload).ok()
}
