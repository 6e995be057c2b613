//! Where copies of a corpus are. In: folders within reach, and recipients out of reach. Out: a register that a purge works
//! through [GDPR 17(2), 19]. Never: a copy forgotten because it could not be found.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;
use world::DiskError;

/// The register of copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copies {
    corpus_copies: u64,
    /// Folders that hold a copy and that a purge reaches.
    pub folders: BTreeSet<String>,
    /// Addresses in object stores that hold a copy and that a purge reaches. An earlier program refuses a register with one.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub stores: BTreeSet<String>,
    /// Folders, and addresses in object stores, of Delta tables that are versions of the corpus and that a purge reaches. A
    /// program that knows folders alone says of an address that it was not reached.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tables: BTreeSet<String>,
    /// Those who got a copy and have to be told.
    pub recipients: BTreeSet<String>,
}

/// The register could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CopiesError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It is not what this program writes. Purging by half of a register would leave copies behind.
    #[error("the register of copies cannot be read: {why}; restore it from a copy")]
    Malformed {
        /// What is wrong with it.
        why: String,
    },
    /// It was written by a later version of this program.
    #[error("the register of copies has version {version} and this program knows {known}; use a newer `grondslag`")]
    Newer {
        /// Its version.
        version: u64,
        /// The newest version that this program reads.
        known: u64,
    },
}

impl Copies {
    /// Reads the register; where there is none, no copy was ever noted.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, CopiesError> {
        let malformed = |why: serde_json::Error| CopiesError::Malformed { why: why.to_string() };
        if !world::exists(&path) {
            return Ok(Self::default());
        }
        let value: serde_json::Value = serde_json::from_slice(&world::read(path)?).map_err(malformed)?;
        let version = value.get("corpus_copies").and_then(serde_json::Value::as_u64).unwrap_or_default();
        if version > COPIES_VERSION {
            return Err(CopiesError::Newer { version, known: COPIES_VERSION });
        }
        if version != COPIES_VERSION {
            return Err(CopiesError::Malformed { why: "it has no version".to_owned() });
        }
        serde_json::from_value(value).map_err(malformed)
    }

    /// Writes it.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), CopiesError> {
        let mut text = serde_json::to_string_pretty(self).expect("INVARIANT: a register is strings");
        text.push('\n');
        Ok(world::write_atomic(path, text)?)
    }
}

impl Default for Copies {
    fn default() -> Self {
        Self {
            corpus_copies: COPIES_VERSION,
            folders: BTreeSet::new(),
            stores: BTreeSet::new(),
            tables: BTreeSet::new(),
            recipients: BTreeSet::new(),
        }
    }
}

const COPIES_VERSION: u64 = 1;
