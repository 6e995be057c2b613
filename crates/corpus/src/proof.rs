//! Proofs about one person. In: a sealed corpus and a pseudonym. Out: a file that shows offline, with the corpus digest
//! alone, that the person is in the corpus, with which records, or that nobody of that pseudonym is. Never: a text, or
//! another person's pseudonym.
//!
//! A proof names up to two neighbours by their keys in this corpus (see `people`), and how many people the shard holds.
//! HOLE: that a pseudonym is this person's is the controller's word. It is the same in every proof about this person, so a
//! controller that gave another one for another corpus is found out by laying the two side by side; a verifiable random
//! function in place of the keyed hash would show it in one.

use crate::Corpus;
use crate::error::{Mismatch, ProofError, ReadError};
use crate::people::{
    Contents, Gathering, People, Place, ProvedRecord, corpus_digest, key, person_leaf, salt, shard_leaf, shard_leaves,
};
use crate::pictures::Illustrations;
use crate::row::{Row, is_pseudonym, shard_of};
use crate::tables::RowReader;
use crate::tree::{climb, path, root};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use terms::Digest;

/// A proof as its file holds it. What is in a `Proof` that was read or made holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    corpus_proof: u64,
    corpus: Digest,
    files: Digest,
    salt: Digest,
    shards: u16,
    person: String,
    people: u64,
    answer: Answer,
    shard_path: Vec<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    receipt: Option<String>,
    // Over all of the above, so that a slip of one character is found even where it would make another true statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
}

/// What stands at the person's place in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Answer {
    /// The person.
    In { index: u64, next: Digest, records: Vec<ProvedRecord>, path: Vec<Digest> },
    /// Two people next to each other, and nobody between them.
    Between { index: u64, key: Digest, next: Digest, contents: Digest, path: Vec<Digest> },
    /// Nobody at all.
    Nobody,
}

impl Corpus {
    /// Proves that the person of this pseudonym is in the corpus, or is not. Reads the one shard that could hold them.
    pub fn prove(&self, person: &str) -> Result<Proof, ReadError> {
        let manifest = self.manifest();
        let (salt, shards) = (salt(&manifest.meta), manifest.meta.shards);
        let number = shard_of(person, shards);
        let shard =
            manifest.shards.get(usize::from(number)).expect("INVARIANT: a remainder is smaller than its divisor");
        let (mut gathering, mut records) = (Gathering::new(salt), Vec::new());
        let mut illustrations = Illustrations::read(self.folder(), shard)?;
        for row in RowReader::<Row>::open(self.folder(), &shard.file)? {
            let row = illustrations.join(row?)?;
            if row.subject == person {
                let text_sha256 = Digest::of(row.text.expose());
                let pictures = row.pictures.iter().map(|picture| picture.sha256).collect();
                records.push(ProvedRecord { record: row.record.clone(), text_sha256, pictures });
            }
            gathering.add(&row);
        }
        let people = gathering.finish();
        if people.root() != shard.people_root {
            let what = "its people are not those of the tree";
            return Err(Mismatch::Content { file: shard.file.name.clone(), what }.into());
        }
        let proof = Proof {
            corpus_proof: version_of(&records),
            corpus: manifest.corpus_digest,
            files: manifest.files_digest(),
            salt,
            shards,
            person: person.to_owned(),
            people: shard.tally.subjects,
            answer: answer(&people, &key(&salt, person), records),
            shard_path: path(&shard_leaves(&manifest.shards), usize::from(number)),
            receipt: None,
            digest: None,
        };
        // A corpus of which a proof does not hold is not what was sealed, whatever its bytes say.
        proof
            .check()
            .map_err(|_| Mismatch::Content { file: shard.file.name.clone(), what: "its proofs do not hold" })?;
        Ok(proof)
    }
}

fn answer(people: &People, person: &Digest, records: Vec<ProvedRecord>) -> Answer {
    match people.place(person) {
        None => Answer::Nobody,
        Some(Place { index, key, next, path, .. }) if key == *person => Answer::In { index, next, records, path },
        Some(Place { index, key, next, contents, path }) => Answer::Between { index, key, next, contents, path },
    }
}

impl Proof {
    /// With the receipt of the event in the ledger that names the corpus.
    #[must_use]
    pub fn with_receipt(self, receipt: String) -> Self {
        Self { receipt: Some(receipt), ..self }
    }

    /// The digest of the corpus it is about. Whoever checks the proof compares it with the one they know, or checks the
    /// receipt.
    pub fn corpus(&self) -> Digest {
        self.corpus
    }

    /// The pseudonym it is about.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// The person's records in the corpus, or `None` if the person is not in it.
    pub fn records(&self) -> Option<&[ProvedRecord]> {
        match &self.answer {
            Answer::In { records, .. } => Some(records),
            Answer::Between { .. } | Answer::Nobody => None,
        }
    }

    /// The receipt of the event that names the corpus. Checking it is the ledger's.
    pub fn receipt(&self) -> Option<&str> {
        self.receipt.as_deref()
    }

    /// Whether the other is about the same person in a version of the same corpus.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        (&self.person, self.salt, self.shards) == (&other.person, other.salt, other.shards)
    }

    /// With its digest, as it stands inside another file.
    pub(crate) fn sealed(self) -> Self {
        let text = serde_json::to_string(&self).expect("INVARIANT: a proof is strings and numbers");
        Self { digest: Some(Digest::of(text)), ..self }
    }

    pub(crate) fn check_sealed(&self) -> Result<(), ProofError> {
        let bare = Self { digest: None, ..self.clone() };
        bare.check()?;
        if bare.sealed() == *self { Ok(()) } else { Err(ProofError::Changed) }
    }

    /// The file.
    pub fn to_json(&self) -> String {
        sealed(self, |digest| Self { digest, ..self.clone() })
    }

    /// Reads a proof and checks all of it but the receipt.
    pub fn read(bytes: &[u8]) -> Result<Self, ProofError> {
        let proof: Self = read_sealed(bytes, "corpus_proof", PROOF_VERSION, |proof: Self| {
            (proof.digest, Self { digest: None, ..proof })
        })?;
        proof.check()?;
        Ok(proof)
    }

    pub(crate) fn check(&self) -> Result<(), ProofError> {
        let fails = |what| Err(ProofError::DoesNotHold { what });
        if self.corpus_proof != version_of(self.records().unwrap_or_default())
            || self.shards == 0
            || !is_pseudonym(&self.person)
        {
            return fails("its person or its number of shards is none");
        }
        let person = key(&self.salt, &self.person);
        let climbed = match &self.answer {
            Answer::Nobody if self.people == 0 => Some(root(&[])),
            Answer::Nobody => return fails("there are people in the shard"),
            Answer::In { records, .. } if records.is_empty() => return fails("a person in a corpus has records"),
            Answer::In { index, next, records, path } => {
                let mut contents = Contents::new();
                for record in records {
                    if !is_pseudonym(&record.record) {
                        return fails("a record has no pseudonym");
                    }
                    contents.add(&record.record, &record.text_sha256, &record.pictures);
                }
                climb(person_leaf(&person, next, &contents.finish()), *index, self.people, path)
            }
            Answer::Between { index, key, next, contents, path } => {
                let between =
                    if key < next { *key < person && person < *next } else { *key < person || person < *next };
                if !between {
                    return fails("the person is not between the two neighbours");
                }
                climb(person_leaf(key, next, contents), *index, self.people, path)
            }
        };
        let number = shard_of(&self.person, self.shards);
        let top = climbed.and_then(|root| {
            let leaf = shard_leaf(number, self.people, &root);
            climb(leaf, u64::from(number), u64::from(self.shards), &self.shard_path)
        });
        let Some(people_root) = top else { return fails("a path has another length than its tree") };
        if corpus_digest(&self.salt, self.shards, &people_root, &self.files) != self.corpus {
            return fails("it does not lead to the corpus digest");
        }
        Ok(())
    }
}

/// A file of one line that ends in its own digest.
pub(crate) fn sealed<T: Serialize>(bare: &T, with: impl FnOnce(Option<Digest>) -> T) -> String {
    let text = |value: &T| serde_json::to_string(value).expect("INVARIANT: a proof is strings and numbers");
    text(&with(Some(Digest::of(text(bare))))) + "\n"
}

/// Reads such a file. A value has one spelling: anything else is another file.
pub(crate) fn read_sealed<T: Serialize + DeserializeOwned + Clone>(
    bytes: &[u8],
    name: &'static str,
    known: u64,
    split: impl FnOnce(T) -> (Option<Digest>, T),
) -> Result<T, ProofError> {
    let malformed = |_| ProofError::Malformed { name };
    let text = std::str::from_utf8(bytes).map_err(|_| ProofError::Malformed { name })?;
    let value: serde_json::Value = serde_json::from_str(text).map_err(malformed)?;
    let version = value.get(name).and_then(serde_json::Value::as_u64).ok_or(ProofError::Malformed { name })?;
    if version > known {
        return Err(ProofError::Newer { name, version, known });
    }
    if version == 0 {
        return Err(ProofError::Malformed { name });
    }
    let whole: T = serde_json::from_str(text).map_err(malformed)?;
    let spelt = serde_json::to_string(&whole).map_err(malformed)?;
    let (digest, bare) = split(whole);
    let found = Digest::of(serde_json::to_string(&bare).map_err(malformed)?);
    if text != spelt + "\n" || digest != Some(found) {
        return Err(ProofError::Changed);
    }
    Ok(bare)
}

/// Of a proof about these records: a program that does not know of pictures reads those that name none.
fn version_of(records: &[ProvedRecord]) -> u64 {
    if records.iter().all(|record| record.pictures.is_empty()) { 1 } else { PROOF_VERSION }
}

// 2: the pictures of a record.
const PROOF_VERSION: u64 = 2;
