//! What can go wrong with an object store. In: what a store said. Out: what was tried, and what to do. Never:
//! the store's own words, which may hold an address with a key in it, or a credential.

use corpus::{Mismatch, OpenError, ReadError};
use object_store::Error;
use terms::Digest;

/// A corpus could not be published, fetched or replaced, or a source not brought.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    /// The address is not one of an object store, or the settings for it are not whole.
    #[error("`{address}` cannot be used: {why}")]
    Address {
        /// What was given.
        address: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// There is no corpus.
    #[error("there is no corpus at `{address}`; run `grondslag corpus publish {address}`")]
    Absent {
        /// Where.
        address: String,
    },
    /// Somebody else published at the same time.
    #[error(
        "somebody else changed `{address}` meanwhile; nothing of this run is visible there; run the same command again"
    )]
    Changed {
        /// Where.
        address: String,
    },
    /// The store refuses.
    #[error("the store at `{address}` refused to {verb}; see the credentials in the environment and what they may do")]
    Denied {
        /// Where.
        address: String,
        /// What was tried.
        verb: &'static str,
    },
    /// It has no such object.
    #[error("the manifest at `{address}` names `{file}`, and the store does not have it; publish the corpus again")]
    Missing {
        /// Where.
        address: String,
        /// The file.
        file: String,
    },
    /// The store did not do it, however often it was asked.
    #[error(
        "the store at `{address}` did not {verb}; run the same command again, nothing half-written is visible there"
    )]
    Unreachable {
        /// Where.
        address: String,
        /// What was tried.
        verb: &'static str,
    },
    /// Objects that no manifest names are still there.
    #[error("{count} objects at `{address}` belong to no version and could not be removed; run the same command again")]
    Left {
        /// Where.
        address: String,
        /// How many.
        count: usize,
    },
    /// What lies there is not what was sealed.
    #[error(
        "`{file}` at `{address}` does not hold the bytes that were sealed: sealed `{sealed}`; publish the corpus again"
    )]
    Other {
        /// Where.
        address: String,
        /// The file.
        file: String,
        /// The digest in the manifest.
        sealed: Digest,
    },
    /// There is nothing to bring.
    #[error("nothing lies at `{address}`; see the `path` of the source, and what the credentials may list")]
    Nothing {
        /// Where.
        address: String,
    },
    /// What was listed is not what was given.
    #[error("`{object}` at `{address}` was changed or removed while it was read; run the same command again")]
    Moved {
        /// Where.
        address: String,
        /// The name of the object below the address.
        object: String,
    },
    /// Somebody else writes there, too.
    #[error(
        "somebody else put or removed `{object}` at `{address}` meanwhile; look at it, and run the same command again"
    )]
    Meanwhile {
        /// Where.
        address: String,
        /// The name of the object below the address.
        object: String,
    },
    /// It would let one writer write over another.
    #[error(
        "the store at `{address}` takes an object that is to be new where one lies already (`If-None-Match`), so that one \
         writer would write over another; use a store that keeps this condition"
    )]
    Unconditional {
        /// Where.
        address: String,
    },
    /// An object's name cannot be the name of a file.
    #[error("`{object}` at `{address}` cannot be a file of a folder; give it another name, or name what is to be read")]
    Unnameable {
        /// Where.
        address: String,
        /// The name of the object below the address.
        object: String,
    },
    /// A file could not be written.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// The corpus in the folder.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The manifest.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl BucketError {
    /// Whether a proof or digest does not hold (exit code 4).
    pub fn mismatch(&self) -> bool {
        match self {
            Self::Other { .. } | Self::Missing { .. } => true,
            Self::Read(read) => read.mismatch().is_some(),
            Self::Open(open) => open.mismatch().is_some(),
            _ => false,
        }
    }

    /// Whether a run that is repeated may do it.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::Left { .. }
                | Self::Changed { .. }
                | Self::Moved { .. }
                | Self::Meanwhile { .. }
        )
    }

    pub(crate) fn of(error: &Error, address: &str, verb: &'static str) -> Self {
        let address = address.to_owned();
        match error {
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => Self::Denied { address, verb },
            Error::AlreadyExists { .. } | Error::Precondition { .. } => Self::Changed { address },
            _ => Self::Unreachable { address, verb },
        }
    }
}

impl From<Mismatch> for BucketError {
    fn from(mismatch: Mismatch) -> Self {
        Self::Read(mismatch.into())
    }
}
