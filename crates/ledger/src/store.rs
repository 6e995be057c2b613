//! The SQLite files under the ledger. In: a path. Out: a connection to a file of ours, of a version we know. Never: a file
//! of another program, of a later version, or one that lost its twin.

use rusqlite::{Connection, ErrorCode};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The version that both files carry in `user_version`.
pub(crate) const VERSION: i64 = 1;
/// `application_id` of `ledger.sqlite`: "GsLo".
pub(crate) const LOG_ID: i64 = 0x4773_4c6f;
/// `application_id` of `keys.sqlite`: "GsKe".
pub(crate) const KEYS_ID: i64 = 0x4773_4b65;

/// The log itself can only grow. What may be erased lies apart from it, in `sealed` and in the indexes.
pub(crate) const LOG_SCHEMA: &str = "
    CREATE TABLE identity(ledger_id BLOB NOT NULL) STRICT;
    -- `hashes`: the leaf's hash and those of the subtrees that it completed, 32 bytes each.
    CREATE TABLE log(idx INTEGER PRIMARY KEY, commitment BLOB NOT NULL, hashes BLOB NOT NULL) STRICT;
    CREATE TRIGGER log_is_not_updated BEFORE UPDATE ON log
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_is_not_deleted BEFORE DELETE ON log
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_grows_at_its_end BEFORE INSERT ON log
        WHEN NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM log)
        BEGIN SELECT RAISE(ABORT, 'the log grows at its end'); END;
    CREATE TABLE sealed(
        idx INTEGER PRIMARY KEY REFERENCES log(idx),
        act TEXT NOT NULL, owner BLOB NOT NULL, nonce BLOB NOT NULL, box BLOB NOT NULL
    ) STRICT;
    -- Which events name a person, by the person's tag.
    CREATE TABLE about(person BLOB NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY(person, idx)) STRICT, WITHOUT ROWID;
    -- Whose key opens an objection, which events are about it, and whose it is or may be.
    CREATE TABLE objection(id BLOB PRIMARY KEY, owner BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE about_objection(id BLOB NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY(id, idx)) STRICT, WITHOUT ROWID;
    CREATE TABLE holder(person BLOB NOT NULL, id BLOB NOT NULL, PRIMARY KEY(person, id)) STRICT, WITHOUT ROWID;
    -- Persons who were erased, by tag, so that they stay out.
    CREATE TABLE suppressed(person BLOB PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
    -- What an erasure still has to destroy outside this file.
    CREATE TABLE doomed_key(owner BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE doomed_receipt(idx INTEGER PRIMARY KEY) STRICT;
";

/// SQLite could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[error("`{file}`: {cause}{}", hint(cause))]
pub struct StoreError {
    /// `ledger.sqlite` or `keys.sqlite`.
    pub file: &'static str,
    /// What SQLite said. It knows statements, never their values.
    pub cause: rusqlite::Error,
}

fn hint(cause: &rusqlite::Error) -> &'static str {
    match cause.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "; another process is writing to it, run the command again when that is done"
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            "; the file is damaged, restore it from a backup and run `grondslag ledger verify`"
        }
        Some(ErrorCode::DiskFull) => "; free some space and run the same command again, nothing half-written is kept",
        Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => "; check who owns it",
        _ => "",
    }
}

pub(crate) fn in_log(cause: rusqlite::Error) -> StoreError {
    StoreError { file: "ledger.sqlite", cause }
}

pub(crate) fn in_keys(cause: rusqlite::Error) -> StoreError {
    StoreError { file: "keys.sqlite", cause }
}

/// A ledger could not be opened. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// SQLite refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A folder or file could not be used.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// A later version of this program wrote the file.
    #[error("`{}` has version `{found}`, which this program does not know; use a newer grondslag", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
    },
    /// The file is a database of something else.
    #[error("`{}` is not a file of a ledger; check the project folder", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file lost a part.
    #[error("`{}` is damaged; restore it from a backup and run `grondslag ledger verify`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// One of the two files is gone, empty, or of another ledger.
    #[error(
        "`{}` does not belong to the file beside it, or is gone; restore `ledger.sqlite`, `keys.sqlite` and `root.key` together", path.display()
    )]
    Torn {
        /// The file that is not what it should be.
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

/// Whether there is a database in this file: SQLite takes a shorter file for a new one.
pub(crate) fn is_begun(path: &Path) -> Result<bool, OpenError> {
    Ok(world::exists(path) && world::size(path)? >= 512)
}

/// Opens or makes a database of ours.
pub(crate) fn connect(
    path: &Path,
    application_id: i64,
    schema: &str,
    failed: fn(rusqlite::Error) -> StoreError,
) -> Result<Connection, OpenError> {
    let mut db = Connection::open(path).map_err(failed)?;
    configure(&db).map_err(failed)?;
    let pragma = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(failed);
    let found = pragma("user_version")?;
    let id = pragma("application_id")?;
    if found > VERSION && id == application_id {
        return Err(OpenError::Newer { path: path.to_owned(), found });
    }
    let objects: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    if objects == 0 && found == 0 {
        // If we crash inside, the file is an empty database, and the next `open` makes it again.
        let transaction = db.transaction().map_err(failed)?;
        transaction.execute_batch(schema).map_err(failed)?;
        transaction.pragma_update(None, "application_id", application_id).map_err(failed)?;
        transaction.pragma_update(None, "user_version", VERSION).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    } else if id != application_id || found != VERSION {
        return Err(OpenError::Foreign { path: path.to_owned() });
    }
    Ok(db)
}

pub(crate) fn configure(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::from_secs(10))?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // An acknowledged append is durable: each commit reaches the disk.
    db.pragma_update(None, "synchronous", "FULL")?;
    // What is deleted is overwritten.
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.pragma_update(None, "trusted_schema", "OFF")?;
    db.pragma_update(None, "cell_size_check", "ON")?;
    // 64 MiB: a bulk import touches its indexes at random, and a page that does not fit is written again and again.
    db.pragma_update(None, "cache_size", -65_536)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(())
}

/// Moves the write-ahead log into the file and cuts it to nothing, so that what was deleted is not left in it.
pub(crate) fn truncate_wal(db: &Connection, failed: fn(rusqlite::Error) -> StoreError) -> Result<(), StoreError> {
    db.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(())).map_err(failed)
}
