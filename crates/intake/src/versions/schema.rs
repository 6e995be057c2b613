//! The tables of `versions.sqlite`. In: a connection. Out: the same with the tables of this version. Never: a file of a later
//! version changed.

use super::VersionsError;
use rusqlite::{Connection, TransactionBehavior};

/// Version of the file.
const VERSION: i64 = 1;

pub(super) fn migrate(base: &Connection) -> Result<(), VersionsError> {
    let found: i64 = base.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > VERSION {
        return Err(VersionsError::Newer { found, known: VERSION });
    }
    if found == VERSION {
        return Ok(());
    }
    // Two programs may come at once; the second finds the work done.
    let transaction = rusqlite::Transaction::new_unchecked(base, TransactionBehavior::Immediate)?;
    let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(())
}

// Moments are microseconds since 1970 in UTC. `change` is the number of the import that last changed a record.
const TABLES: &str = "
CREATE TABLE sources(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE imports(number INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, source TEXT NOT NULL, at INTEGER NOT NULL,
    as_of INTEGER NOT NULL, stated INTEGER NOT NULL, effect INTEGER NOT NULL, entry TEXT NOT NULL) STRICT;
CREATE TABLE records(id INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, source INTEGER NOT NULL,
    import INTEGER NOT NULL, change INTEGER NOT NULL, as_of INTEGER NOT NULL, stated INTEGER NOT NULL, edited_at INTEGER,
    digest BLOB NOT NULL, gone INTEGER NOT NULL, post TEXT NOT NULL) STRICT;
CREATE INDEX records_changed ON records(change) WHERE version > 1 OR gone = 1;
CREATE TABLE versions(record INTEGER NOT NULL, version INTEGER NOT NULL, import INTEGER NOT NULL, as_of INTEGER NOT NULL,
    digest BLOB NOT NULL, post TEXT, PRIMARY KEY(record, version)) STRICT, WITHOUT ROWID;
CREATE TABLE accounts(account_id TEXT PRIMARY KEY, version INTEGER NOT NULL, source TEXT NOT NULL, import INTEGER NOT NULL,
    as_of INTEGER NOT NULL, stated INTEGER NOT NULL, digest BLOB NOT NULL, account TEXT NOT NULL) STRICT;
CREATE TABLE account_versions(account_id TEXT NOT NULL, version INTEGER NOT NULL, import INTEGER NOT NULL,
    as_of INTEGER NOT NULL, account TEXT NOT NULL, PRIMARY KEY(account_id, version)) STRICT, WITHOUT ROWID;
CREATE TABLE marks(source TEXT NOT NULL, owner TEXT NOT NULL, latest INTEGER NOT NULL, as_of INTEGER NOT NULL,
    run INTEGER NOT NULL, PRIMARY KEY(source, owner)) STRICT, WITHOUT ROWID;
CREATE TABLE sealed(corpus TEXT PRIMARY KEY, change INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE pushes(key TEXT PRIMARY KEY, body TEXT NOT NULL, at INTEGER NOT NULL, answer TEXT NOT NULL) STRICT, WITHOUT ROWID;
";
