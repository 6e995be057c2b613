//! What can be wrong with a table. In: what was found. Out: a message that says what to do. Never: a value of a row.

use std::path::PathBuf;
use world::DiskError;

/// A table could not be read at a version.
#[derive(Debug, thiserror::Error)]
pub enum DeltaError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// There is no log.
    #[error("`{}` is no Delta table: it has no commit in `_delta_log`", folder.display())]
    NoTable {
        /// The folder.
        folder: PathBuf,
    },
    /// The version is not there.
    #[error("`{}` has no version {version}; it has {oldest} to {newest}", folder.display())]
    NoVersion {
        /// The folder.
        folder: PathBuf,
        /// What was asked for.
        version: u64,
        /// The oldest that can be read.
        oldest: u64,
        /// The newest.
        newest: u64,
    },
    /// Commits that a version needs were removed.
    #[error("version {version} cannot be put together: commit {missing} is gone; choose a later one")]
    Gap {
        /// What was asked for.
        version: u64,
        /// The commit.
        missing: u64,
    },
    /// The table uses something that this program does not know, so its rows could be read wrongly.
    #[error("the table uses `{feature}`, which is not read here; {cure}")]
    Feature {
        /// Its name in the protocol.
        feature: String,
        /// What to do.
        cure: &'static str,
    },
    /// A file of the log is not what the protocol says.
    #[error("`{file}` of the log cannot be read: {why}; restore it from a copy")]
    Malformed {
        /// Its name.
        file: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A file lies outside of the table.
    #[error("version {version} names a file outside of the table, as a shallow clone does; make a deep clone of it")]
    Outside {
        /// The version.
        version: u64,
    },
    /// A list of deleted rows is not what the protocol says, or was changed.
    #[error("the deletion vector of a file cannot be read: {why}; restore it from a copy")]
    Vector {
        /// What is wrong with it.
        why: &'static str,
    },
}

/// A corpus could not be published as a table.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// What lies there cannot be read.
    #[error(transparent)]
    Table(#[from] DeltaError),
    /// A file of the corpus is not what was sealed.
    #[error(transparent)]
    Corpus(#[from] corpus::ReadError),
    /// Somebody else wrote the newest version, so rows may lie where nobody here looks for them.
    #[error("version {version} of the table in `{}` is somebody else's; choose another folder, and remove this one", folder.display())]
    NotOurs {
        /// The folder.
        folder: PathBuf,
        /// The version.
        version: u64,
    },
    /// Something else lies where the files of a table go.
    #[error("`{}` is no table, and its folder `data` holds other files; choose an empty folder", folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
    },
    /// Another process is writing to it.
    #[error("another process is publishing to `{}`; wait until it is done, then run this again", folder.display())]
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// Somebody else wrote the same version first.
    #[error("`{}` got its version {version} from somebody else meanwhile; look at it, and run this again", folder.display())]
    Changed {
        /// The folder.
        folder: PathBuf,
        /// The version.
        version: u64,
    },
    /// Files of earlier versions are still there.
    #[error("{count} files of earlier versions could not be removed from `{}`; run this again", folder.display())]
    Left {
        /// The folder.
        folder: PathBuf,
        /// How many.
        count: usize,
    },
}

impl PublishError {
    /// The same error of a table that lies somewhere else, and whose folder only mirrors it.
    pub fn of_table_at(mut self, place: impl Into<PathBuf>) -> Self {
        match &mut self {
            Self::NotOurs { folder, .. }
            | Self::Occupied { folder }
            | Self::Busy { folder }
            | Self::Changed { folder, .. }
            | Self::Left { folder, .. }
            | Self::Table(DeltaError::NoTable { folder } | DeltaError::NoVersion { folder, .. }) => {
                *folder = place.into()
            }
            Self::Table(_) | Self::Corpus(_) => {}
        }
        self
    }
}

impl From<DiskError> for PublishError {
    fn from(cause: DiskError) -> Self {
        Self::Table(cause.into())
    }
}
