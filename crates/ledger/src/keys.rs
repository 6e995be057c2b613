//! `keys.sqlite`: the secrets of the ledger, apart from what they open so that a backup can treat them apart. In: an owner.
//! Out: its data key. Never: a key that was destroyed, or the same key for two owners in the real world.

use crate::store::{Arg, Clash, Column, Db, OpenError, Part, Place, Row, StoreError, Turn, tags};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Pseudonymizer, hmac_sha256};
use world::World;

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

    /// A code over parts that nobody can make who does not have the keys.
    pub(crate) fn code(&self, domain: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut message = Vec::new();
        for part in [domain.as_bytes()].iter().chain(parts) {
            message.extend_from_slice(&(part.len() as u64).to_be_bytes());
            message.extend_from_slice(part);
        }
        hmac_sha256(&self.index, &message)
    }

    pub(crate) fn pseudonymizer(&self) -> Pseudonymizer {
        Pseudonymizer::new(self.pseudonym)
    }
}

pub(crate) struct Keys {
    pub(crate) db: Db,
    pub(crate) secrets: Secrets,
    /// The ledger that these keys belong to was made whole.
    pub(crate) founded: bool,
}

impl Keys {
    /// Opens the keys; nothing if there are none yet.
    pub(crate) fn open(place: &Place) -> Result<Option<Self>, OpenError> {
        let db = place.open(Part::Keys)?;
        if db.number("SELECT count(*) FROM secret", &[])? == 0 {
            return Ok(None);
        }
        let missing = || OpenError::Damaged { path: place.path(Part::Keys) };
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
    pub(crate) fn make(world: &World, place: &Place, origin: &str) -> Result<Self, OpenError> {
        make(world, &place.open(Part::Keys)?, origin)?;
        Self::open(place)?.ok_or_else(|| OpenError::Damaged { path: place.path(Part::Keys) })
    }

    /// Notes that the ledger of these keys exists: from now on a missing ledger is a loss and not a beginning.
    pub(crate) fn set_founded(&mut self) -> Result<(), StoreError> {
        let statement = "INSERT INTO secret(name, value) VALUES ('founded', $1) ON CONFLICT DO NOTHING";
        self.db.run(statement, &[Arg::Blob(&[1])])?;
        self.founded = true;
        Ok(())
    }

    /// The key of one owner, if it still exists.
    pub(crate) fn key(&self, owner: &Tag) -> Result<Option<DataKey>, StoreError> {
        let row = self.db.first("SELECT key FROM data_key WHERE owner = $1", &[Arg::Blob(owner)])?;
        row.map(|mut row| row.fixed()).transpose()
    }

    /// All keys, for work in bulk.
    pub(crate) fn all(&self) -> Result<BTreeMap<Tag, DataKey>, StoreError> {
        let rows = self.db.query("SELECT owner, key FROM data_key", &[])?;
        Ok(rows.into_iter().filter_map(whole).collect())
    }

    /// The keys that these owners have already.
    pub(crate) fn known(&self, owners: &BTreeSet<Tag>) -> Result<BTreeMap<Tag, DataKey>, StoreError> {
        let rows = self.db.find("owner, key", "data_key", "owner", &tags(owners))?;
        Ok(rows.into_iter().filter_map(whole).collect())
    }

    /// Keeps new keys, durably, before anything is sealed with them that lasts.
    pub(crate) fn keep(&self, new: &[(Tag, DataKey)]) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        let owners = tags(new.iter().map(|(owner, _)| owner));
        let keys = Column::Blob(new.iter().map(|(_, key)| key.as_slice()).collect());
        let turn = self.db.begin(Turn::Append)?;
        self.db.insert("data_key", &[("owner", owners), ("key", keys)], Clash::Refuse)?;
        turn.commit()
    }

    /// Destroys keys. In SQLite they are overwritten in the file, and gone from its write-ahead log.
    // HOLE: PostgreSQL keeps a deleted row in the free space of its page, in its write-ahead log and on its replicas until
    // these are overwritten. Wrapping the data keys and rotating what wraps them closes this.
    pub(crate) fn destroy(&self, owners: &[Tag]) -> Result<(), StoreError> {
        let turn = self.db.begin(Turn::Append)?;
        for owner in owners {
            self.db.run("DELETE FROM data_key WHERE owner = $1", &[Arg::Blob(owner)])?;
        }
        turn.commit()?;
        self.db.scrub("data_key")
    }
}

/// Owner and key. A row that was tampered with opens nothing: its events count as having no key.
fn whole(mut row: Row) -> Option<(Tag, DataKey)> {
    Some((row.fixed().ok()?, row.fixed().ok()?))
}

fn make(world: &World, db: &Db, origin: &str) -> Result<(), StoreError> {
    let turn = db.begin(Turn::Append)?;
    let id: [u8; 16] = world.random();
    let put = |name: &str, value: &[u8]| {
        db.run("INSERT INTO secret(name, value) VALUES ($1, $2)", &[Arg::Text(name), Arg::Blob(value)])
    };
    put("ledger_id", &id)?;
    for name in ["signing", "index", "pseudonym"] {
        put(name, &world.random::<32>())?;
    }
    put("origin", origin.as_bytes())?;
    let controller: DataKey = world.random();
    db.run("INSERT INTO data_key(owner, key) VALUES ($1, $2)", &[Arg::Blob(&CONTROLLER), Arg::Blob(&controller)])?;
    turn.commit()
}

fn secret(db: &Db, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row = db.first("SELECT value FROM secret WHERE name = $1", &[Arg::Text(name)])?;
    row.map(|mut row| row.blob()).transpose()
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
