//! What can go wrong with a corpus. In: a broken file or a wrong request. Out: names of files, digests and counts, and what
//! to do. Never: a text, a handle or a name.

use std::path::PathBuf;
use terms::Digest;
use world::DiskError;

/// A corpus is not what was sealed. Whoever sees this has no proof, whatever else holds: exit code 4.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// A file holds other bytes.
    #[error(
        "`{file}` does not hold the bytes that were sealed: sealed `{sealed}`, found `{found}`; restore it from a copy or seal the corpus again"
    )]
    Digest {
        /// The file, relative to the corpus.
        file: String,
        /// The digest in the manifest.
        sealed: Digest,
        /// The digest of what is there.
        found: Digest,
    },
    /// A file that was sealed is gone.
    #[error("`{file}` was sealed and is not there; restore it from a copy or seal the corpus again")]
    Missing {
        /// The file, relative to the corpus.
        file: String,
    },
    /// A file has another number of rows.
    #[error("`{file}` has {found} rows and {sealed} were sealed; seal the corpus again")]
    Rows {
        /// The file, relative to the corpus.
        file: String,
        /// The number in the manifest.
        sealed: u64,
        /// The number of rows that are there.
        found: u64,
    },
    /// A file holds the sealed bytes, but what they say does not fit the rest of the corpus.
    #[error("`{file}` does not fit the manifest: {what}; seal the corpus again")]
    Content {
        /// The file, relative to the corpus.
        file: String,
        /// What does not fit.
        what: &'static str,
    },
    /// A file lies among the shards and was never sealed.
    #[error("`{file}` lies among the shards and was never sealed; take it away")]
    Stray {
        /// The file, relative to the corpus.
        file: String,
    },
}

/// A corpus could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// There is no manifest, so there is no corpus.
    #[error("`{}` is not a sealed corpus: it has no `manifest.json`; run `grondslag corpus seal`", folder.display())]
    NotSealed {
        /// The folder.
        folder: PathBuf,
    },
    /// A seal or purge was killed after its commit point and before its last file had its name.
    #[error("a seal or purge of `{}` was interrupted; run `grondslag corpus verify`, which finishes it", folder.display())]
    Unfinished {
        /// The folder.
        folder: PathBuf,
    },
    /// The manifest was written by a later version of this program.
    #[error("`{file}` has version {version} and this program knows {known}; use a newer `grondslag`")]
    Newer {
        /// The file.
        file: String,
        /// Its version.
        version: u64,
        /// The newest version that this program reads.
        known: u64,
    },
    /// The manifest was written by an earlier version of this program, which could not prove who is in the corpus.
    #[error(
        "`{file}` has version {version} and this program knows {known}; run `grondslag corpus seal`, which replaces it"
    )]
    Older {
        /// The file.
        file: String,
        /// Its version.
        version: u64,
        /// The version that this program reads.
        known: u64,
    },
    /// The manifest is not one.
    #[error("`manifest.json` is not a manifest: {why}; restore it from a copy or seal the corpus again")]
    Malformed {
        /// What is wrong with it.
        why: String,
    },
    /// The manifest or a file does not hold what was sealed.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
}

/// A sealed file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It is not what was sealed.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// It was written by a later version of this program.
    #[error("`{file}` has version {version} and this program knows {known}; use a newer `grondslag`")]
    Newer {
        /// The file.
        file: String,
        /// Its version.
        version: u64,
        /// The newest version that this program reads.
        known: u64,
    },
    /// There is no such shard.
    #[error("there is no shard {shard}; the corpus has {shards}, counted from 0")]
    NoShard {
        /// The number that was asked for.
        shard: u16,
        /// How many there are.
        shards: u16,
    },
    /// It is not a table of a corpus.
    #[error("`{file}` could not be read: {why}; seal the corpus again")]
    Unreadable {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// A corpus could not be sealed. Nothing was changed: what was there before is still there.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The unfinished work that was found could not be cleared away.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A corpus has at least one shard.
    #[error("a corpus cannot have 0 shards; set the number of shards to 1 or more")]
    NoShards,
    /// A record or a subject came under something else than a pseudonym.
    #[error("a row came without a pseudonym of its {what}; make it with the ledger's pseudonymizer")]
    NotPseudonym {
        /// `record` or `subject`.
        what: &'static str,
    },
    /// A row was found lawful under other rules than those of this corpus.
    #[error(
        "row `{record}` was decided under rules `{found}` and the corpus is sealed under `{sealed}`; decide it again"
    )]
    OtherLaw {
        /// Pseudonym of the record.
        record: String,
        /// The digest of the corpus's rules.
        sealed: Digest,
        /// The digest of the rules of the decision.
        found: Digest,
    },
    /// A row was found lawful for something else than putting together this corpus.
    #[error("row `{record}` was decided for another purpose or operation than this corpus; decide it for this one")]
    OtherPurpose {
        /// Pseudonym of the record.
        record: String,
    },
    /// The same record came twice.
    #[error("record `{record}` came twice; give each record once")]
    Duplicate {
        /// Pseudonym or source id of the record.
        record: String,
    },
    /// A row has a picture, and nobody said where pictures lie.
    #[error("record `{record}` has a picture and this corpus takes none; please report it")]
    NoPictures {
        /// Pseudonym of the record.
        record: String,
    },
    /// A picture is not the one that was looked at and decided about.
    #[error("picture `{sha256}` is not the one that was inspected; run `grondslag intake` and seal again")]
    OtherPicture {
        /// SHA-256 of the one that was inspected.
        sha256: Digest,
    },
    /// What was put aside while sealing could not be read back.
    #[error("what was put aside in `{}` could not be read back; run the same command again", path.display())]
    Spool {
        /// The file.
        path: PathBuf,
    },
}

/// A corpus could not be purged. It is as it was, or the purge is finished by the next one.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The corpus could not be opened, or unfinished work could not be finished.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file of the corpus could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The new version would be one of another corpus, in which people have other keys.
    #[error("the purge is for another name or purpose than the corpus was sealed for; seal it again to change them")]
    OtherCorpus,
    /// The new version would say of others than the rows do who comes late.
    #[error("the purge names another day than the corpus from which on people come late; seal it again to change it")]
    OtherLate,
    /// The new version would have another number of shards, so it could not keep any shard.
    #[error("the corpus has {sealed} shards and the purge asks for {asked}; seal it again to change their number")]
    OtherShards {
        /// The number in the manifest.
        sealed: u16,
        /// The number asked for.
        asked: u16,
    },
}

/// A proof or a certificate does not hold: exit code 4, but for a file of a later version.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The file is no such file.
    #[error("the file is no `{name}` of `grondslag`; get it again from whoever made it")]
    Malformed {
        /// The member that says what kind of file it is.
        name: &'static str,
    },
    /// It was written by a later version of this program.
    #[error("the file has version {version} of `{name}` and this program knows {known}; use a newer `grondslag`")]
    Newer {
        /// The member that says what kind of file it is.
        name: &'static str,
        /// Its version.
        version: u64,
        /// The version that this program reads.
        known: u64,
    },
    /// Its bytes are not those that were written.
    #[error("the file was changed after it was written; get it again from whoever made it")]
    Changed,
    /// It is whole, and what it says is not shown by it.
    #[error("the proof does not hold: {what}; ask whoever made it for a right one")]
    DoesNotHold {
        /// What does not fit.
        what: &'static str,
    },
}

impl OpenError {
    /// Whether a proof or digest does not hold (exit code 4).
    pub fn mismatch(&self) -> Option<&Mismatch> {
        match self {
            Self::Mismatch(mismatch) => Some(mismatch),
            _ => None,
        }
    }
}

impl ReadError {
    /// Whether a proof or digest does not hold (exit code 4).
    pub fn mismatch(&self) -> Option<&Mismatch> {
        match self {
            Self::Mismatch(mismatch) => Some(mismatch),
            _ => None,
        }
    }
}

impl SealError {
    /// Whether a proof or digest does not hold (exit code 4).
    pub fn mismatch(&self) -> Option<&Mismatch> {
        match self {
            Self::Open(open) => open.mismatch(),
            _ => None,
        }
    }
}

impl PurgeError {
    /// Whether a proof or digest does not hold (exit code 4).
    pub fn mismatch(&self) -> Option<&Mismatch> {
        match self {
            Self::Open(open) => open.mismatch(),
            Self::Read(read) => read.mismatch(),
            _ => None,
        }
    }
}
