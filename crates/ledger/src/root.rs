//! `root.key`: the key that wraps all others, in a file of its own, so that it can lie on another disk and in another
//! backup than what it wraps. In: secrets. Out: wrapped secrets. Never: an old root key once a rotation is through.
//!
//! The file is text: its version, then one root key a line. There are two only while a rotation is on its way.

use crate::Ledger;
use crate::keys::{DataKey, Tag, fixed, rotated};
use crate::store::{OpenError, StoreError};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::path::{Path, PathBuf};
use terms::{Digest, hmac_sha256};
use world::World;

const HEADER: &str = "grondslag root key 1";

/// Names a root key without telling it.
pub(crate) type RootId = [u8; 8];

/// The key that wraps all others.
#[derive(Clone)]
pub(crate) struct Root {
    id: RootId,
    key: [u8; 32],
}

impl Root {
    fn new(key: [u8; 32]) -> Self {
        let mut id = RootId::default();
        let code = hmac_sha256(&key, b"grondslag root key id");
        id.iter_mut().zip(code).for_each(|(byte, code)| *byte = code);
        Self { id, key }
    }

    pub(crate) fn id(&self) -> &RootId {
        &self.id
    }

    /// Wraps a secret under this key. `name` must be the same for it to open: a wrapped key cannot be moved to another
    /// person.
    pub(crate) fn wrap(&self, name: &[u8], secret: &[u8]) -> Vec<u8> {
        // The nonce is a keyed hash of what is wrapped: it comes again only with the same bytes, where that tells nothing.
        let hash = hmac_sha256(&self.key, &[b"nonce".as_slice(), &context(name), secret].concat());
        let mut nonce = [0; 24];
        nonce.iter_mut().zip(hash).for_each(|(byte, hash)| *byte = hash);
        let payload = Payload { msg: secret, aad: &context(name) };
        // INVARIANT: XChaCha20-Poly1305 refuses only messages of 256 GiB, and a secret is 32 bytes.
        let sealed = XChaCha20Poly1305::new(&self.key.into())
            .encrypt(XNonce::from_slice(&nonce), payload)
            .expect("INVARIANT: a key is short enough to encrypt");
        [nonce.as_slice(), &sealed].concat()
    }

    /// The secret, or nothing if it was wrapped under another key or name, or changed.
    pub(crate) fn unwrap(&self, name: &[u8], wrapped: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = wrapped.split_first_chunk::<24>()?;
        let payload = Payload { msg: sealed, aad: &context(name) };
        XChaCha20Poly1305::new(&self.key.into()).decrypt(XNonce::from_slice(nonce), payload).ok()
    }

    /// A person's data key.
    pub(crate) fn unwrap_key(&self, owner: &Tag, wrapped: &[u8]) -> Result<DataKey, StoreError> {
        fixed(self.unwrap(owner, wrapped)).ok_or_else(rotated)
    }
}

fn context(name: &[u8]) -> Vec<u8> {
    [b"grondslag key 2".as_slice(), name].concat()
}

/// The file that holds the root key.
pub(crate) struct RootFile {
    path: PathBuf,
}

impl RootFile {
    /// The file in the ledger's folder, whatever the store. It may be a link to where it really lies; we write through the
    /// link.
    pub(crate) fn in_folder(folder: &Path) -> Self {
        let path = folder.join("root.key");
        Self { path: path.canonicalize().unwrap_or(path) }
    }

    /// The root key with this id. Another one in the file is what a rotation left, and is dropped.
    pub(crate) fn open(&self, id: &RootId) -> Result<Root, OpenError> {
        let kept = self.read()?;
        let several = kept.len() > 1;
        let root = kept.into_iter().find(|root| root.id == *id);
        let root = root.ok_or_else(|| OpenError::Torn { path: self.path.clone() })?;
        if several { self.keep(&root) } else { Ok(root) }
    }

    /// The root key that is there, or a new one.
    pub(crate) fn open_or_make(&self, world: &World) -> Result<Root, OpenError> {
        if let Some(root) = self.read()?.into_iter().next() {
            return Ok(root);
        }
        let root = Root::new(world.random());
        self.write(&[&root])?;
        Ok(root)
    }

    /// Puts a new root key beside the old one.
    pub(crate) fn add(&self, world: &World, old: &Root) -> Result<Root, OpenError> {
        // In a repeatable world the key drawn now may be the one drawn at the start; a rotation must change it even there.
        let drawn: [u8; 32] = world.random();
        let key = *Digest::of_parts([b"grondslag root key".as_slice(), &drawn, &old.key]).as_bytes();
        let new = Root::new(key);
        self.write(&[old, &new])?;
        Ok(new)
    }

    /// Keeps this root key alone.
    pub(crate) fn keep(&self, root: &Root) -> Result<Root, OpenError> {
        self.write(&[root])?;
        Ok(root.clone())
    }

    fn read(&self) -> Result<Vec<Root>, OpenError> {
        if !world::exists(&self.path) {
            return Ok(Vec::new());
        }
        let damaged = || OpenError::Damaged { path: self.path.clone() };
        let text = String::from_utf8(world::read(&self.path)?).map_err(|_| damaged())?;
        let (header, keys) = text.split_once('\n').ok_or_else(damaged)?;
        if header != HEADER {
            let version = header.strip_prefix("grondslag root key ").and_then(|version| version.parse().ok());
            return Err(match version {
                Some(found) => OpenError::Newer { path: self.path.clone(), found, known: 1 },
                None => damaged(),
            });
        }
        let keys: Vec<Root> = keys
            .lines()
            .map(|line| Digest::parse(line).map(|key| Root::new(*key.as_bytes())).map_err(|_| damaged()))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(damaged()) } else { Ok(keys) }
    }

    fn write(&self, roots: &[&Root]) -> Result<(), OpenError> {
        let keys: String = roots.iter().map(|root| format!("{}\n", Digest::from_bytes(root.key))).collect();
        Ok(world::write_atomic(&self.path, format!("{HEADER}\n{keys}"))?)
    }
}

impl Ledger {
    /// Puts a new root key in the place of the old one and wraps every data key under it; returns how many. No event is
    /// encrypted again. Copies of `keys.sqlite` made before open nothing any more once the old `root.key` is gone, so this
    /// also ends what older backups could still tell about people who were erased [GDPR 17(1), 32(1)]. Other processes
    /// with this ledger must open it again.
    pub fn rotate_keys(&mut self, world: &World) -> Result<u64, OpenError> {
        self.keys.rotate(world, &RootFile::in_folder(&self.dir))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Arg;
    use crate::{Act, Said};
    use rusqlite::Connection;
    use terms::SubjectId;

    const ORIGIN: &str = "ledger.example.org/root";

    fn folder(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("ledger-root-{name}-{}", std::process::id()));
        world::remove_dir(&root).expect("removable");
        root
    }

    fn asked(now: terms::Instant, who: &str) -> Said {
        Said::new(now, Act::ErasureRequested { subject: SubjectId::new(who) })
    }

    fn wrapped(root: &Path) -> Vec<Vec<u8>> {
        let keys = Connection::open(root.join("keys.sqlite")).expect("there");
        let mut query = keys.prepare("SELECT key FROM data_key ORDER BY owner").expect("ours");
        query.query_map([], |row| row.get(0)).expect("ours").collect::<Result<_, _>>().expect("ours")
    }

    #[test]
    fn a_rotation_wraps_every_key_again_and_touches_no_event() {
        let root = folder("rotate");
        let now = terms::parse_instant("2026-11-23").expect("valid");
        let world = World::repeatable(&root, now, 7);
        let mut ledger = Ledger::open(&world, &root, ORIGIN).expect("new");
        ledger.append(&world, &[asked(now, "s1"), asked(now, "s2")]).expect("durable");
        let boxes = |root: &Path| -> Vec<Vec<u8>> {
            let log = Connection::open(root.join("ledger.sqlite")).expect("there");
            let mut query = log.prepare("SELECT box FROM sealed ORDER BY idx").expect("ours");
            query.query_map([], |row| row.get(0)).expect("ours").collect::<Result<_, _>>().expect("ours")
        };
        let (events, keys, old) = (boxes(&root), wrapped(&root), world::read(root.join("root.key")).expect("there"));
        let public = ledger.public_key();
        let backup = world::read(root.join("keys.sqlite")).expect("there");

        // A second process that read the old root key must not wrap a new person's key under it.
        let mut late = Ledger::open(&world, &root, ORIGIN).expect("there");
        assert_eq!(ledger.rotate_keys(&world).expect("writable"), 3);
        let error = late.append(&world, &[asked(now, "s3")]).expect_err("refused");
        assert!(error.to_string().contains("open the ledger again"), "{error}");
        drop(late);
        ledger.append(&world, &[asked(now, "s3")]).expect("durable");
        ledger.verify().expect("sound");
        drop(ledger);

        assert_eq!(boxes(&root)[..2], events, "events stay as they were sealed");
        assert!(wrapped(&root).iter().all(|key| !keys.contains(key)));
        let new = world::read(root.join("root.key")).expect("there");
        assert!(new != old && new.len() == old.len());
        let ledger = Ledger::open(&world, &root, ORIGIN).expect("whole");
        assert_eq!(ledger.public_key(), public);
        assert_eq!(ledger.verify().expect("sound").open, 3);
        drop(ledger);

        // The backup of the keys opens nothing without the old root key.
        world::write_atomic(root.join("keys.sqlite"), backup).expect("writable");
        assert!(matches!(Ledger::open(&world, &root, ORIGIN), Err(OpenError::Torn { .. })));
        world::remove_dir(&root).expect("removable");
    }

    #[test]
    fn a_rotation_that_was_cut_off_before_or_after_its_commit_is_finished_by_the_next_open() {
        for committed in [false, true] {
            let root = folder(if committed { "after" } else { "before" });
            let now = terms::parse_instant("2026-11-23").expect("valid");
            let world = World::repeatable(&root, now, 7);
            let mut ledger = Ledger::open(&world, &root, ORIGIN).expect("new");
            ledger.append(&world, &[asked(now, "s1")]).expect("durable");
            let file = RootFile::in_folder(&root);
            let old = ledger.keys.secrets.root.clone();
            let new = file.add(&world, &old).expect("writable");
            if committed {
                crate::keys::rewrap(&ledger.keys.db, &old, &new).expect("writable");
            }
            drop(ledger);
            assert_eq!(file.read().expect("there").len(), 2);
            let ledger = Ledger::open(&world, &root, ORIGIN).expect("whole");
            assert_eq!(ledger.verify().expect("sound").open, 1);
            let kept = file.read().expect("there");
            assert_eq!(kept.iter().map(|root| root.id).collect::<Vec<_>>(), [if committed { new.id } else { old.id }]);
            drop(ledger);
            world::remove_dir(&root).expect("removable");
        }
    }

    #[test]
    fn keys_of_the_version_before_are_wrapped_when_they_are_opened() {
        let root = folder("version-1");
        let now = terms::parse_instant("2026-11-23").expect("valid");
        let world = World::repeatable(&root, now, 7);
        let mut ledger = Ledger::open(&world, &root, ORIGIN).expect("new");
        ledger.append(&world, &[asked(now, "s1")]).expect("durable");
        // The file as version 1 wrote it.
        let secrets = [ledger.keys.secrets.signing, ledger.keys.secrets.index(), ledger.keys.secrets.pseudonym()];
        for (owner, key) in ledger.keys.all().expect("readable") {
            let args = [Arg::Blob(&key), Arg::Blob(&owner)];
            ledger.keys.db.run("UPDATE data_key SET key = $1 WHERE owner = $2", &args).expect("ours");
        }
        for (name, secret) in ["signing", "index", "pseudonym"].into_iter().zip(secrets) {
            let args = [Arg::Blob(&secret), Arg::Text(name)];
            ledger.keys.db.run("UPDATE secret SET value = $1 WHERE name = $2", &args).expect("ours");
        }
        ledger.keys.db.control("DELETE FROM secret WHERE name = 'root'; PRAGMA user_version = 1").expect("ours");
        drop(ledger);
        world::remove_file(root.join("root.key")).expect("removable");

        let ledger = Ledger::open(&world, &root, ORIGIN).expect("whole");
        assert_eq!(ledger.verify().expect("sound").open, 1);
        assert!(wrapped(&root).iter().all(|key| key.len() == 24 + 32 + 16));
        drop(ledger);
        world::remove_dir(&root).expect("removable");
    }

    #[test]
    fn a_lost_changed_or_later_root_key_is_a_clear_error_and_never_a_new_one() {
        let root = folder("lost");
        let now = terms::parse_instant("2026-11-23").expect("valid");
        let world = World::repeatable(&root, now, 7);
        drop(Ledger::open(&world, &root, ORIGIN).expect("new"));
        let path = root.join("root.key");
        let good = String::from_utf8(world::read(&path).expect("there")).expect("text");
        let refused = |bytes: Option<String>| {
            match bytes {
                Some(bytes) => world::write_atomic(&path, bytes).expect("writable"),
                None => world::remove_file(&path).expect("removable"),
            }
            Ledger::open(&world, &root, ORIGIN).expect_err("refused").to_string()
        };
        let other = format!("{HEADER}\n{}\n", "0".repeat(64));
        for (bytes, expected) in [
            (None, "root.key` does not belong to the file beside it, or is gone"),
            (Some(other), "root.key` does not belong to the file beside it, or is gone"),
            (Some(good.replace("key 1", "key 2")), "has version `2`, and this program knows up to `1`; use a newer"),
            (Some(format!("{HEADER}\n")), "root.key` is damaged"),
            (Some(format!("{HEADER}\nabc\n")), "root.key` is damaged"),
            (Some("x".to_owned()), "root.key` is damaged"),
        ] {
            let error = refused(bytes);
            assert!(error.contains(expected), "{error}");
            assert!(!error.contains(good.lines().nth(1).expect("a key")));
        }
        world::write_atomic(&path, good).expect("writable");
        Ledger::open(&world, &root, ORIGIN).expect("whole");
        world::remove_dir(&root).expect("removable");
    }
}
