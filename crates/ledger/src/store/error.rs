//! What can go wrong with a store. In: what SQLite or PostgreSQL said. Out: errors that say what to do. Never: a value of a
//! row; PostgreSQL puts some into its details, so these are left out.

use rusqlite::ErrorCode;
use std::path::PathBuf;

/// A store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[error("`{store}`: {trouble}{}", hint(trouble))]
pub struct StoreError {
    /// `ledger.sqlite` or `keys.sqlite`, and in PostgreSQL the schema in its place.
    pub store: &'static str,
    /// What happened.
    pub trouble: Trouble,
}

/// What happened in a store.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// SQLite refused. It knows statements, never their values.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    /// PostgreSQL refused.
    #[error("PostgreSQL says {code}: {message}")]
    Postgres {
        /// Its SQLSTATE.
        code: String,
        /// Its message, without the details.
        message: String,
    },
    /// The connection to PostgreSQL is gone.
    #[error("the connection to PostgreSQL failed: {message}")]
    Connection {
        /// What the driver said.
        message: String,
    },
    /// The root key is not the one that wraps the data keys.
    #[error("the root key is not the one that wraps the data keys; open the ledger again")]
    Rotated,
    /// A column does not hold what it should.
    #[error("a row does not hold what it should")]
    Unfit,
}

impl Trouble {
    pub(super) fn of_postgres(cause: &::postgres::Error) -> Self {
        match cause.as_db_error() {
            // 57P01…57P03: the server goes down, or comes up.
            Some(said) if said.code().code().starts_with("57P") => {
                Self::Connection { message: said.message().to_owned() }
            }
            Some(said) => Self::Postgres { code: said.code().code().to_owned(), message: said.message().to_owned() },
            None => {
                let source = std::error::Error::source(cause).map(|source| format!(": {source}")).unwrap_or_default();
                Self::Connection { message: format!("{cause}{source}") }
            }
        }
    }
}

fn hint(trouble: &Trouble) -> &'static str {
    const FULL: &str = "; free some space and run the same command again, nothing half-written is kept";
    const BUSY: &str = "; another process is writing to it, run the command again when that is done";
    const DAMAGED: &str = "; it is damaged, restore it from a backup and run `grondslag ledger verify`";
    match trouble {
        Trouble::Sqlite(cause) => match cause.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => BUSY,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                "; the file is damaged, restore it from a backup and run `grondslag ledger verify`"
            }
            Some(ErrorCode::DiskFull) => FULL,
            Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => "; check who owns it",
            _ => "",
        },
        Trouble::Postgres { code, .. } => match code.as_str() {
            "55P03" => BUSY,
            "53100" => FULL,
            "XX001" | "XX002" => DAMAGED,
            "42501" => "; grant the role CREATE on the database, or have its owner make the schemas",
            _ => "",
        },
        Trouble::Connection { .. } => "; check that the server runs and that the URL is right",
        Trouble::Rotated => "",
        Trouble::Unfit => DAMAGED,
    }
}

/// A ledger could not be opened. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A folder or file could not be used.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// The URL is none.
    #[error("the store is neither a folder nor a URL like `postgres://user@host/database`")]
    BadUrl,
    /// The URL demands TLS, and this program has none.
    #[error(
        "the store demands TLS (`sslmode=require`), and this program has none; connect through a unix socket or a tunnel \
         on this machine, and leave `sslmode` out"
    )]
    NoTls,
    /// The server acknowledges what it has not written.
    #[error("the server runs with `{setting} = off`, so an acknowledged event could be lost; turn it on")]
    NotDurable {
        /// The setting.
        setting: &'static str,
    },
    /// A later version of this program wrote the store.
    #[error("`{}` has version `{found}`, and this program knows up to `{known}`; use a newer grondslag", path.display())]
    Newer {
        /// The file or schema.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The last version that this program knows.
        known: u64,
    },
    /// The file is a database of something else.
    #[error("`{}` is not a file of a ledger; check the project folder", path.display())]
    Foreign {
        /// The file or schema.
        path: PathBuf,
    },
    /// The file lost a part.
    #[error("`{}` is damaged; restore it from a backup and run `grondslag ledger verify`", path.display())]
    Damaged {
        /// The file or schema.
        path: PathBuf,
    },
    /// One of the two stores is gone, empty, or of another ledger.
    #[error(
        "`{}` does not belong to the file beside it, or is gone; restore `ledger.sqlite`, `keys.sqlite` and `root.key` together", path.display()
    )]
    Torn {
        /// The file or schema that is not what it should be.
        path: PathBuf,
    },
    /// The origin is no name for a log.
    #[error("`{origin}` cannot be the origin of a log; use a host and path without scheme, spaces or `+`")]
    BadOrigin {
        /// What was given.
        origin: String,
    },
    /// The log was begun under another origin.
    #[error("the log was begun as `{kept}`, not as `{given}`; an origin cannot change, because receipts name it")]
    OtherOrigin {
        /// What the log calls itself.
        kept: String,
        /// What was given.
        given: String,
    },
    /// The store holds less than was already signed and published.
    #[error(
        "the published checkpoint has `{published}` events, and `ledger.sqlite` only `{size}`; acknowledged events are \
         missing, restore the newest backup"
    )]
    Behind {
        /// What was signed.
        published: u64,
        /// What is there.
        size: u64,
    },
    /// The store holds another history than was signed and published.
    #[error("`ledger.sqlite` does not hold the `{size}` events that the published checkpoint signs; restore a backup")]
    Forked {
        /// The size that was signed.
        size: u64,
    },
    /// The file `checkpoint` is not ours.
    #[error("`{}` is not signed by this ledger; find out who changed it, then remove it to have it made again", path.display())]
    Unsigned {
        /// The file.
        path: PathBuf,
    },
    /// The files of the log could not be brought up to date.
    #[error(transparent)]
    Publish(Box<crate::LedgerError>),
}
