//! `keys.sqlite`: the secrets of the ledger, apart from what they open so that a backup can treat them apart. In: an owner.
//! Out: its data key. Never: a key that was destroyed, or the same key for two owners in the real world.
//!
//! Every secret in the store is wrapped under the root key, which lies in a file of its own ([`crate::root`]): a copy of
//! `keys.sqlite` alone opens nothing, and a new root key makes every old copy of it worthless without a single event being
//! encrypted again.

use crate::root::{Root, RootFile};
use crate::spread::spread;
use crate::store::{Arg, Clash, Column, Db, OpenError, Part, Place, Row, StoreError, Trouble, Turn, tags};
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

    /// A code over parts that nobody can make who does not have the keys.
    pub(crate) fn code(&self, domain: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut message = Vec::new();
        for part in [domain.as_bytes()].iter().chain(parts) {
            message.extend_from_slice(&(part.len() as u64).to_be_bytes());
            message.extend_from_slice(part);
        }
        hmac_sha256(&self.index, &message)
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
    pub(crate) db: Db,
    pub(crate) secrets: Secrets,
    /// The ledger that these keys belong to was made whole.
    pub(crate) founded: bool,
}

impl Keys {
    /// Opens the keys; nothing if there are none yet. Finishes a rotation that was cut off.
    pub(crate) fn open(world: &World, place: &Place, file: &RootFile) -> Result<Option<Self>, OpenError> {
        let db = place.open(Part::Keys)?;
        if db.number("SELECT count(*) FROM secret", &[])? == 0 {
            return Ok(None);
        }
        let missing = || OpenError::Damaged { path: place.path(Part::Keys) };
        let root_id = match secret(&db, "root")? {
            Some(id) => fixed(Some(id)).ok_or_else(missing)?,
            None => wrap_version_1(world, &db, file)?.ok_or_else(missing)?,
        };
        let root = file.open(&root_id)?;
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
    pub(crate) fn make(world: &World, place: &Place, file: &RootFile, origin: &str) -> Result<Self, OpenError> {
        make(world, &place.open(Part::Keys)?, file, origin)?;
        Self::open(world, place, file)?.ok_or_else(|| OpenError::Damaged { path: place.path(Part::Keys) })
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
        row.map(|mut row| self.secrets.root.unwrap_key(owner, &row.blob()?)).transpose()
    }

    /// All keys, for work in bulk.
    pub(crate) fn all(&self) -> Result<BTreeMap<Tag, DataKey>, StoreError> {
        self.unwrapped(self.db.query("SELECT owner, key FROM data_key", &[])?)
    }

    /// The keys that these owners have already.
    pub(crate) fn known(&self, owners: &BTreeSet<Tag>) -> Result<BTreeMap<Tag, DataKey>, StoreError> {
        self.unwrapped(self.db.find("owner, key", "data_key", "owner", &tags(owners))?)
    }

    /// Owners and their keys. A row that was tampered with opens nothing: its events count as having no key.
    fn unwrapped(&self, rows: Vec<Row>) -> Result<BTreeMap<Tag, DataKey>, StoreError> {
        let count = rows.len();
        let whole = |mut row: Row| -> Option<(Tag, Vec<u8>)> { Some((row.fixed().ok()?, row.blob().ok()?)) };
        let wrapped: Vec<(Tag, Vec<u8>)> = rows.into_iter().filter_map(whole).collect();
        let root = &self.secrets.root;
        let open = |(owner, key): &(Tag, Vec<u8>)| Some((*owner, root.unwrap_key(owner, key).ok()?));
        let keys: BTreeMap<Tag, DataKey> = spread(&wrapped, open).into_iter().flatten().collect();
        if keys.len() < count {
            self.check_root()?;
        }
        Ok(keys)
    }

    /// Another process may have changed the root key since we read it.
    fn check_root(&self) -> Result<(), StoreError> {
        match secret(&self.db, "root")? {
            Some(id) if id == self.secrets.root.id() => Ok(()),
            _ => Err(rotated()),
        }
    }

    /// Keeps new keys, durably, before anything is sealed with them that lasts.
    pub(crate) fn keep(&self, new: &[(Tag, DataKey)]) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        let owners = tags(new.iter().map(|(owner, _)| owner));
        let root = &self.secrets.root;
        let wrapped: Vec<Vec<u8>> = spread(new, |(owner, key)| root.wrap(owner, key));
        let keys = Column::Blob(wrapped.iter().map(Vec::as_slice).collect());
        let turn = self.db.begin(Turn::Append)?;
        // A key wrapped under a root key that is no longer in use would be lost.
        self.check_root()?;
        self.db.insert("data_key", &[("owner", owners), ("key", keys)], Clash::Refuse)?;
        turn.commit()
    }

    /// Wraps everything under a new root key; no event is touched. Returns how many data keys there are.
    pub(crate) fn rotate(&mut self, world: &World, file: &RootFile) -> Result<u64, OpenError> {
        let old = self.secrets.root.clone();
        // If we crash before the commit, `root.key` holds both keys and the old one is in use; after it, the new one is.
        // `open` keeps the one that the store names and drops the other.
        let new = file.add(world, &old)?;
        let count = rewrap(&self.db, &old, &new)?;
        self.db.scrub()?;
        self.secrets.root = file.keep(&new)?;
        Ok(count)
    }

    /// Destroys keys. In SQLite they are overwritten in the file, and gone from its write-ahead log. PostgreSQL keeps a
    /// deleted row in the free space of its page, in its write-ahead log and on its replicas until these are overwritten:
    /// wrapped under the root key, so that [`Keys::rotate`] makes it worthless.
    pub(crate) fn destroy(&self, owners: &[Tag]) -> Result<(), StoreError> {
        let turn = self.db.begin(Turn::Append)?;
        for owner in owners {
            self.db.run("DELETE FROM data_key WHERE owner = $1", &[Arg::Blob(owner)])?;
        }
        turn.commit()?;
        self.db.scrub()
    }
}

/// What wraps the secrets is not what we hold: the root key was changed by another process, or bytes were.
pub(crate) fn rotated() -> StoreError {
    StoreError { store: Part::Keys.name(), trouble: Trouble::Rotated }
}

fn make(world: &World, db: &Db, file: &RootFile, origin: &str) -> Result<(), OpenError> {
    let id: [u8; 16] = world.random();
    let secrets = WRAPPED.map(|name| (name, world.random::<32>()));
    let controller: DataKey = world.random();
    // If we crash after this line, a root key lies there that wraps nothing; it is used then.
    let root = file.open_or_make(world)?;
    let turn = db.begin(Turn::Append)?;
    let put = |name: &str, value: &[u8]| {
        db.run("INSERT INTO secret(name, value) VALUES ($1, $2)", &[Arg::Text(name), Arg::Blob(value)])
    };
    put("root", root.id())?;
    put("ledger_id", &id)?;
    for (name, secret) in secrets {
        put(name, &root.wrap(name.as_bytes(), &secret))?;
    }
    put("origin", origin.as_bytes())?;
    let wrapped = root.wrap(&CONTROLLER, &controller);
    db.run("INSERT INTO data_key(owner, key) VALUES ($1, $2)", &[Arg::Blob(&CONTROLLER), Arg::Blob(&wrapped)])?;
    Ok(turn.commit()?)
}

/// The secrets that lie wrapped.
const WRAPPED: [&str; 3] = ["signing", "index", "pseudonym"];

/// Wraps the secrets of a store of version 1, which held them as they are, and gives the id of the root key. Nothing if
/// they are not such secrets: then the store only lost the name of its root key, and what it holds must stay as it is. If
/// we crash inside, the store is what it was.
fn wrap_version_1(world: &World, db: &Db, file: &RootFile) -> Result<Option<[u8; 8]>, OpenError> {
    let turn = db.begin(Turn::Append)?;
    if let Some(id) = secret(db, "root")? {
        // Another process was faster.
        return Ok(fixed(Some(id)));
    }
    let plain: Vec<Option<Vec<u8>>> = WRAPPED.iter().map(|name| secret(db, name)).collect::<Result<_, _>>()?;
    let keys = data_keys(db)?;
    let is_plain = |value: &Vec<u8>| value.len() == size_of::<DataKey>();
    if !plain.iter().all(|value| value.as_ref().is_some_and(is_plain)) || !keys.iter().all(|(_, key)| is_plain(key)) {
        return Ok(None);
    }
    let root = file.open_or_make(world)?;
    for (name, value) in WRAPPED.iter().zip(plain.iter().flatten()) {
        put_secret(db, name, &root.wrap(name.as_bytes(), value))?;
    }
    for (owner, key) in &keys {
        put_key(db, owner, &root.wrap(owner, key))?;
    }
    db.run("INSERT INTO secret(name, value) VALUES ('root', $1)", &[Arg::Blob(root.id())])?;
    turn.commit()?;
    db.scrub()?;
    Ok(Some(*root.id()))
}

/// Wraps everything under `new` that was wrapped under `old`.
pub(crate) fn rewrap(db: &Db, old: &Root, new: &Root) -> Result<u64, StoreError> {
    let turn = db.begin(Turn::Append)?;
    if secret(db, "root")?.as_deref() != Some(old.id().as_slice()) {
        return Err(rotated());
    }
    put_secret(db, "root", new.id())?;
    for name in WRAPPED {
        let wrapped = secret(db, name)?.unwrap_or_default();
        let plain = old.unwrap(name.as_bytes(), &wrapped).ok_or_else(rotated)?;
        put_secret(db, name, &new.wrap(name.as_bytes(), &plain))?;
    }
    let keys = data_keys(db)?;
    for (owner, wrapped) in &keys {
        put_key(db, owner, &new.wrap(owner, &old.unwrap_key(owner, wrapped)?))?;
    }
    turn.commit()?;
    Ok(keys.len() as u64)
}

fn put_secret(db: &Db, name: &str, value: &[u8]) -> Result<(), StoreError> {
    db.run("UPDATE secret SET value = $1 WHERE name = $2", &[Arg::Blob(value), Arg::Text(name)])
}

fn put_key(db: &Db, owner: &Tag, wrapped: &[u8]) -> Result<(), StoreError> {
    db.run("UPDATE data_key SET key = $1 WHERE owner = $2", &[Arg::Blob(wrapped), Arg::Blob(owner)])
}

fn data_keys(db: &Db) -> Result<Vec<(Tag, Vec<u8>)>, StoreError> {
    let rows = db.query("SELECT owner, key FROM data_key", &[])?;
    rows.into_iter().map(|mut row| Ok((row.fixed()?, row.blob()?))).collect()
}

fn secret(db: &Db, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row = db.first("SELECT value FROM secret WHERE name = $1", &[Arg::Text(name)])?;
    row.map(|mut row| row.blob()).transpose()
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
