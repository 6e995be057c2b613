//! Why the file of versions cannot be used. In: a cause. Out: a sentence that says what to do. Never: a record's content.

/// The versions could not be read or kept. Nothing of the import was taken.
#[derive(Debug, thiserror::Error)]
pub enum VersionsError {
    /// The operating system refused.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// A later version of the file.
    #[error("`versions.sqlite` is of version {found}, this build reads up to {known}; update grondslag")]
    Newer {
        /// Its version.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// Something in the file is not what this program wrote.
    #[error(
        "`versions.sqlite` holds something that this program did not write; restore it from a backup, or remove the folder `intake` and read all sources again"
    )]
    Unfit,
    /// The identifiers that were seen no longer fit into memory, and their file failed.
    #[error(
        "a temporary file cannot be used ({kind}); make room where temporary files lie and run the same command again"
    )]
    Seen {
        /// What the operating system said.
        kind: std::io::ErrorKind,
    },
    /// Another program holds it.
    #[error("another program is writing to `versions.sqlite`; wait for it and run the same command again")]
    Busy,
    // SQLite's own words can quote a value.
    /// SQLite failed.
    #[error("`versions.sqlite` cannot be used (SQLite code {code}); check the disk and run the same command again")]
    Sqlite {
        /// Its extended code.
        code: i32,
    },
}

impl From<rusqlite::Error> for VersionsError {
    fn from(cause: rusqlite::Error) -> Self {
        match cause.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy,
            Some(_) => Self::Sqlite { code: cause.sqlite_error().map_or(0, |error| error.extended_code) },
            None => Self::Unfit,
        }
    }
}

impl From<rusqlite::types::FromSqlError> for VersionsError {
    fn from(_: rusqlite::types::FromSqlError) -> Self {
        Self::Unfit
    }
}
