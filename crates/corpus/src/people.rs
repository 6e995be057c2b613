//! The people of a corpus, so that being in it and not being in it can both be proved. In: the rows of a shard, sorted by
//! author. Out: a tree over its authors in the order of their keys, each leaf naming the next key. Never: a text, or a key
//! that means anything in another corpus.
//!
//! A key is a hash of the author's pseudonym and a salt of the corpus. A pseudonym has 128 bits that nobody can guess, so
//! whoever gets a proof learns of its neighbours two random numbers, and proofs of two corpora share none of them.
//! What a neighbour's rows are is one more hash in the leaf, over record pseudonyms that nobody can guess either.

use crate::manifest::{Meta, ShardEntry};
use crate::row::Row;
use crate::tree::{leaf_hash, path, root};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use terms::Digest;

/// One record of a person, as a proof names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvedRecord {
    /// Its pseudonym.
    pub record: String,
    /// SHA-256 of the text that was sealed.
    pub text_sha256: Digest,
    /// SHA-256 of each picture that was sealed with it, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Digest>,
}

/// The authors of one shard, while its rows pass by.
pub(crate) struct Gathering {
    salt: Digest,
    people: Vec<Person>,
    open: Option<(String, Contents)>,
}

/// The authors of one shard, in the order of their keys.
pub(crate) struct People(Vec<Person>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Person {
    key: Digest,
    contents: Digest,
}

/// A leaf and the way from it to the root of its shard.
pub(crate) struct Place {
    pub index: u64,
    pub key: Digest,
    pub next: Digest,
    pub contents: Digest,
    pub path: Vec<Digest>,
}

/// What a person's rows add up to: a hash over each record's pseudonym, text digest and picture digests, in the order of the
/// rows.
pub(crate) struct Contents {
    hasher: Sha256,
    records: u64,
}

impl Contents {
    pub fn new() -> Self {
        Self { hasher: Sha256::new_with_prefix(CONTENTS), records: 0 }
    }

    pub fn add<'a>(&mut self, record: &str, text_sha256: &Digest, pictures: impl IntoIterator<Item = &'a Digest>) {
        self.hasher.update(record.as_bytes());
        self.hasher.update(text_sha256.as_bytes());
        for picture in pictures {
            // No pseudonym begins like this, so what follows is not taken for the next record.
            self.hasher.update(PICTURE);
            self.hasher.update(picture.as_bytes());
        }
        self.records += 1;
    }

    pub fn finish(mut self) -> Digest {
        self.hasher.update(self.records.to_be_bytes());
        Digest::from_bytes(self.hasher.finalize().into())
    }
}

impl Gathering {
    pub fn new(salt: Digest) -> Self {
        Self { salt, people: Vec::new(), open: None }
    }

    /// Adds a row; rows come sorted by subject and record.
    pub fn add(&mut self, row: &Row) {
        let text = Digest::of(row.text.expose());
        let pictures = || row.pictures.iter().map(|picture| &picture.sha256);
        match &mut self.open {
            Some((subject, contents)) if *subject == row.subject => contents.add(&row.record, &text, pictures()),
            _ => {
                self.close();
                let mut contents = Contents::new();
                contents.add(&row.record, &text, pictures());
                self.open = Some((row.subject.clone(), contents));
            }
        }
    }

    fn close(&mut self) {
        if let Some((subject, contents)) = self.open.take() {
            self.people.push(Person { key: key(&self.salt, &subject), contents: contents.finish() });
        }
    }

    pub fn finish(mut self) -> People {
        self.close();
        self.people.sort();
        People(self.people)
    }
}

impl People {
    /// The root of the tree.
    pub fn root(&self) -> Digest {
        root(&self.leaves())
    }

    /// The leaf of this key, or else the one whose gap it falls into; `None` if the shard has nobody.
    pub fn place(&self, key: &Digest) -> Option<Place> {
        // The gap before the first key is that of the last leaf, whose next key is the first.
        let after = self.0.partition_point(|person| person.key <= *key);
        let index = after.checked_sub(1).or_else(|| self.0.len().checked_sub(1))?;
        let person = self.0.get(index)?;
        let path = path(&self.leaves(), index);
        Some(Place { index: index as u64, key: person.key, next: self.next(index)?, contents: person.contents, path })
    }

    fn next(&self, index: usize) -> Option<Digest> {
        self.0.get(index + 1).or_else(|| self.0.first()).map(|person| person.key)
    }

    fn leaves(&self) -> Vec<Digest> {
        let nexts = self.0.iter().skip(1).chain(self.0.first()).map(|person| &person.key);
        self.0.iter().zip(nexts).map(|(person, next)| person_leaf(&person.key, next, &person.contents)).collect()
    }
}

/// The salt of a corpus: the same for all its versions, so that a proof before and one after a purge speak of one key.
pub(crate) fn salt(meta: &Meta) -> Digest {
    Digest::of_parts([SALT, meta.name.as_bytes(), meta.purpose.as_str().as_bytes()])
}

/// The key of a person in a corpus.
pub(crate) fn key(salt: &Digest, subject: &str) -> Digest {
    Digest::of([KEY, salt.as_bytes(), subject.as_bytes()].concat())
}

/// The leaf of a person.
pub(crate) fn person_leaf(key: &Digest, next: &Digest, contents: &Digest) -> Digest {
    leaf_hash(&[PERSON, key.as_bytes(), next.as_bytes(), contents.as_bytes()].concat())
}

/// The leaf of a shard in the tree over the shards. It holds the number of the shard's people, because a path alone does
/// not say how large its tree is.
pub(crate) fn shard_leaf(shard: u16, people: u64, root: &Digest) -> Digest {
    leaf_hash(&[SHARD, &shard.to_be_bytes(), &people.to_be_bytes(), root.as_bytes()].concat())
}

/// The leaves of all shards.
pub(crate) fn shard_leaves(shards: &[ShardEntry]) -> Vec<Digest> {
    (0..).zip(shards).map(|(number, shard)| shard_leaf(number, shard.tally.subjects, &shard.people_root)).collect()
}

/// The digest of a corpus: over the people, and over the files.
pub(crate) fn corpus_digest(salt: &Digest, shards: u16, people_root: &Digest, files: &Digest) -> Digest {
    let shards = shards.to_be_bytes();
    Digest::of([CORPUS, salt.as_bytes(), &shards, people_root.as_bytes(), files.as_bytes()].concat())
}

// Each hash begins with what it is of, so that none can be taken for another. All that follows has a fixed length.
const CORPUS: &[u8] = b"grondslag corpus 2\n";
const SALT: &[u8] = b"grondslag corpus salt 1\n";
const KEY: &[u8] = b"grondslag corpus key 1\n";
const CONTENTS: &[u8] = b"grondslag corpus contents 1\n";
const PICTURE: &[u8] = b"picture\n";
const PERSON: &[u8] = b"grondslag corpus person 1\n";
const SHARD: &[u8] = b"grondslag corpus shard 1\n";
