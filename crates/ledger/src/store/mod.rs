//! The stores under the ledger: files of SQLite, or schemas of PostgreSQL. In: statements that both understand. Out: rows.
//! Never: a store of another program, of a later version, or one that lost its twin.
//!
//! Statements name their values `$1`, `$2`, … in the order in which these first occur: PostgreSQL reads the numbers, SQLite
//! the order. What the two cannot say in the same words is a method of [`Db`].

mod error;
mod home;
mod postgres;
mod schema;
mod sqlite;

pub use error::{OpenError, StoreError, Trouble};
pub use home::Home;

use crate::keys::Tag;
use std::path::PathBuf;

/// The two stores of a ledger. Backups treat them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What was said, sealed, and the tree over it.
    Log,
    /// What opens it.
    Keys,
}

/// Where one store lies.
pub(crate) enum Place {
    File(PathBuf),
    Server(Box<::postgres::Config>),
}

/// One open store.
pub(crate) enum Db {
    Sqlite(sqlite::Sqlite),
    Postgres(Box<postgres::Postgres>),
}

/// A value for a statement.
#[derive(Clone, Copy)]
pub(crate) enum Arg<'a> {
    Int(u64),
    Blob(&'a [u8]),
    Text(&'a str),
}

/// Values of one column, for many rows at once.
pub(crate) enum Column<'a> {
    Int(Vec<i64>),
    Blob(Vec<&'a [u8]>),
    Text(Vec<&'a str>),
}

/// A value from a row.
pub(crate) enum Value {
    Int(i64),
    Blob(Vec<u8>),
    Text(String),
}

/// One row of an answer.
pub(crate) struct Row {
    part: Part,
    values: std::vec::IntoIter<Value>,
}

impl Row {
    fn new(part: Part, values: Vec<Value>) -> Self {
        Self { part, values: values.into_iter() }
    }

    fn unfit(&self) -> StoreError {
        StoreError { store: self.part.name(), trouble: Trouble::Unfit }
    }

    /// The next column, a number that counts something.
    pub(crate) fn int(&mut self) -> Result<u64, StoreError> {
        match self.values.next() {
            // Someone who writes a negative position into the store must not be taken for someone at another one.
            Some(Value::Int(value)) => u64::try_from(value).map_err(|_| self.unfit()),
            _ => Err(self.unfit()),
        }
    }

    /// The next column, bytes.
    pub(crate) fn blob(&mut self) -> Result<Vec<u8>, StoreError> {
        match self.values.next() {
            Some(Value::Blob(value)) => Ok(value),
            _ => Err(self.unfit()),
        }
    }

    /// The next column, bytes of a fixed number.
    pub(crate) fn fixed<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        self.blob()?.try_into().map_err(|_| self.unfit())
    }

    /// The next column, text.
    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        match self.values.next() {
            Some(Value::Text(value)) => Ok(value),
            _ => Err(self.unfit()),
        }
    }
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// To see one state of the store in several statements.
    Read,
    /// To write; one process at a time.
    Append,
    /// To bring the files up to the store; one process at a time, beside appends where the store can.
    Publish,
}

/// What to do with a row whose key is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clash {
    Refuse,
    Keep,
}

/// A transaction. Dropped before [`Transaction::commit`], it never was.
pub(crate) struct Transaction<'a> {
    db: &'a Db,
    open: bool,
}

impl Transaction<'_> {
    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        self.open = false;
        self.db.control("COMMIT")
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // If this fails the connection is gone, and the transaction with it.
            let _ = self.db.control("ROLLBACK");
        }
    }
}

impl Part {
    /// The name in errors: that of the file, which the schema is called after.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Log => "ledger.sqlite",
            Self::Keys => "keys.sqlite",
        }
    }

    pub(crate) fn schema(self) -> &'static str {
        match self {
            Self::Log => "grondslag_log",
            Self::Keys => "grondslag_keys",
        }
    }
}

impl Place {
    /// What errors call it.
    pub(crate) fn path(&self, part: Part) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Server(_) => PathBuf::from(format!("{} in PostgreSQL", part.schema())),
        }
    }

    /// Whether there is a store here, of whatever program.
    pub(crate) fn is_begun(&self, part: Part) -> Result<bool, OpenError> {
        match self {
            Self::File(path) => sqlite::is_begun(path),
            Self::Server(config) => postgres::is_begun(config, part),
        }
    }

    /// Opens the store, or makes it, and brings it to the version that this program knows.
    pub(crate) fn open(&self, part: Part) -> Result<Db, OpenError> {
        match self {
            Self::File(path) => Ok(Db::Sqlite(sqlite::Sqlite::open(path, part)?)),
            Self::Server(config) => Ok(Db::Postgres(Box::new(postgres::Postgres::open(config, part)?))),
        }
    }

    /// Keeps others from making the same ledger at the same moment, until it is dropped.
    pub(crate) fn guard(&self) -> Result<Option<postgres::Guard>, OpenError> {
        match self {
            // Two who make the files at once meet at the first write, and the second is refused.
            Self::File(_) => Ok(None),
            Self::Server(config) => Ok(Some(postgres::Guard::take(config)?)),
        }
    }
}

impl Db {
    /// Rows that answer a statement.
    pub(crate) fn query(&self, statement: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(db) => db.query(statement, args),
            Self::Postgres(db) => db.query(statement, args),
        }
    }

    /// The first row, if there is one.
    pub(crate) fn first(&self, statement: &str, args: &[Arg<'_>]) -> Result<Option<Row>, StoreError> {
        Ok(self.query(statement, args)?.into_iter().next())
    }

    /// The one number that answers a statement; `0` where there is no row.
    pub(crate) fn number(&self, statement: &str, args: &[Arg<'_>]) -> Result<u64, StoreError> {
        self.first(statement, args)?.map_or(Ok(0), |mut row| row.int())
    }

    /// Runs a statement that changes something.
    pub(crate) fn run(&self, statement: &str, args: &[Arg<'_>]) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.run(statement, args),
            Self::Postgres(db) => db.run(statement, args),
        }
    }

    /// Inserts many rows, given by column.
    pub(crate) fn insert(&self, table: &str, columns: &[(&str, Column<'_>)], clash: Clash) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.insert(table, columns, clash),
            Self::Postgres(db) => db.insert(table, columns, clash),
        }
    }

    /// The rows of `table` whose column `key` is one of `these`, in any order.
    pub(crate) fn find(
        &self,
        columns: &str,
        table: &str,
        key: &str,
        these: &Column<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(db) => db.find(columns, table, key, these),
            Self::Postgres(db) => db.find(columns, table, key, these),
        }
    }

    /// Deletes the rows of `table` whose column `key` is one of `these`.
    pub(crate) fn remove(&self, table: &str, key: &str, these: &Column<'_>) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.remove(table, key, these),
            Self::Postgres(db) => db.remove(table, key, these),
        }
    }

    /// Begins a transaction; until it ends, all that this `Db` does is part of it.
    pub(crate) fn begin(&self, turn: Turn) -> Result<Transaction<'_>, StoreError> {
        match self {
            Self::Sqlite(db) => db.begin(turn)?,
            Self::Postgres(db) => db.begin(turn)?,
        }
        Ok(Transaction { db: self, open: true })
    }

    /// Several statements without values or answers.
    pub(crate) fn control(&self, statements: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.control(statements),
            Self::Postgres(db) => db.control(statements),
        }
    }

    /// Makes what was deleted unreadable where the store can. PostgreSQL cannot: even `VACUUM` overwrites nothing, and took
    /// some 50 ms for each erasure of 100,000 people; what lies there is encrypted under a key that is gone, or wrapped.
    pub(crate) fn scrub(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(db) => db.truncate_wal(),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Whether the store finds itself undamaged. PostgreSQL looks at a page's checksum when it reads it, and fails then.
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            Self::Sqlite(db) => db.is_sound("PRAGMA integrity_check(1)"),
            Self::Postgres(_) => true,
        }
    }
}

/// Blobs of a column of tags.
pub(crate) fn tags<'a>(tags: impl IntoIterator<Item = &'a Tag>) -> Column<'a> {
    Column::Blob(tags.into_iter().map(Tag::as_slice).collect())
}

impl Column<'_> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Int(values) => values.len(),
            Self::Blob(values) => values.len(),
            Self::Text(values) => values.len(),
        }
    }
}
