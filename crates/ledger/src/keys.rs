//! `keys.sqlite`: the secrets of the ledger, apart from what they open so that a backup can treat them apart. In: an owner.
//! Out: its data key. Never: a key that was destroyed, or the same key for two owners in the real world.

use crate::store::{self, OpenError, StoreError, in_keys};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::{Connection, OptionalExtension, Transaction};
use std::collections::BTreeMap;
use std::path::Path;
use terms::{Pseudonymizer, hmac_sha256};
use world::World;

// HOLE: data keys lie in the file as they are. Envelope keys and their rotation come with issue 4; `user_version` tells
// the two apart.
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
    /// Opens the keys; nothing if there are none yet.
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, OpenError> {
        let db = store::connect(path, store::KEYS_ID, SCHEMA, in_keys)?;
        // Losing a key is losing events for good, so damage must show before the next backup, not after.
        let state: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(in_keys)?;
        if state != "ok" {
            return Err(OpenError::Damaged { path: path.to_owned() });
        }
        let made: i64 = db.query_row("SELECT count(*) FROM secret", [], |row| row.get(0)).map_err(in_keys)?;
        if made == 0 {
            return Ok(None);
        }
        let missing = || OpenError::Damaged { path: path.to_owned() };
        let kept_origin = secret(&db, "origin")?.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(missing)?;
        let secrets = Secrets {
            ledger_id: fixed(secret(&db, "ledger_id")?).ok_or_else(missing)?,
            signing: fixed(secret(&db, "signing")?).ok_or_else(missing)?,
            index: fixed(secret(&db, "index")?).ok_or_else(missing)?,
            pseudonym: fixed(secret(&db, "pseudonym")?).ok_or_else(missing)?,
            origin: kept_origin,
        };
        let founded = secret(&db, "founded")?.is_some();
        Ok(Some(Self { db, secrets, founded }))
    }

    /// Makes the keys of a new ledger. If we crash inside, there are none, and the next `open` makes them.
    pub(crate) fn make(world: &World, path: &Path, origin: &str) -> Result<Self, OpenError> {
        let mut db = store::connect(path, store::KEYS_ID, SCHEMA, in_keys)?;
        make(world, &mut db, origin).map_err(in_keys)?;
        drop(db);
        Self::open(path)?.ok_or_else(|| OpenError::Damaged { path: path.to_owned() })
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
        query.query_row([owner], |row| row.get(0)).optional().map_err(in_keys)
    }

    /// All keys, for work in bulk.
    pub(crate) fn all(&self) -> Result<BTreeMap<Tag, DataKey>, StoreError> {
        let mut query = self.db.prepare_cached("SELECT owner, key FROM data_key").map_err(in_keys)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(in_keys)?;
        rows.collect::<Result<_, _>>().map_err(in_keys)
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
pub(crate) fn key_or_make(keys: &Transaction<'_>, world: &World, owner: &Tag) -> Result<DataKey, StoreError> {
    let mut query = keys.prepare_cached("SELECT key FROM data_key WHERE owner = ?").map_err(in_keys)?;
    if let Some(key) = query.query_row([owner], |row| row.get(0)).optional().map_err(in_keys)? {
        return Ok(key);
    }
    let key: DataKey = world.random();
    let mut insert = keys.prepare_cached("INSERT INTO data_key(owner, key) VALUES (?, ?)").map_err(in_keys)?;
    insert.execute((owner, key)).map_err(in_keys)?;
    Ok(key)
}

fn make(world: &World, db: &mut Connection, origin: &str) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    let id: [u8; 16] = world.random();
    let put = |name: &str, value: &[u8]| {
        transaction.execute("INSERT INTO secret(name, value) VALUES (?, ?)", (name, value)).map(|_| ())
    };
    put("ledger_id", &id)?;
    for name in ["signing", "index", "pseudonym"] {
        put(name, &world.random::<32>())?;
    }
    put("origin", origin.as_bytes())?;
    let controller: DataKey = world.random();
    transaction.execute("INSERT INTO data_key(owner, key) VALUES (?, ?)", (CONTROLLER, controller))?;
    transaction.commit()
}

fn secret(db: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    db.query_row("SELECT value FROM secret WHERE name = ?", [name], |row| row.get(0)).optional().map_err(in_keys)
}

fn fixed<const N: usize>(bytes: Option<Vec<u8>>) -> Option<[u8; N]> {
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
