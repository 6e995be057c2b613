//! One store as a file of SQLite. In: a path. Out: a connection to a file of ours. Never: a commit that is acknowledged
//! before it is on disk.

use super::{Arg, Clash, Column, OpenError, Part, Row, StoreError, Trouble, Turn, Value, schema};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use std::path::Path;
use std::time::Duration;

pub(crate) struct Sqlite {
    part: Part,
    db: Connection,
}

/// Rows that are inserted by one statement.
const ROWS: usize = 64;

/// Whether there is a database in this file: SQLite takes a shorter file for a new one.
pub(super) fn is_begun(path: &Path) -> Result<bool, OpenError> {
    Ok(world::exists(path) && world::size(path)? >= 512)
}

/// `application_id`: "GsLo" and "GsKe".
fn application_id(part: Part) -> i64 {
    match part {
        Part::Log => 0x4773_4c6f,
        Part::Keys => 0x4773_4b65,
    }
}

impl Sqlite {
    /// Opens or makes a file of ours, and migrates it.
    pub(super) fn open(path: &Path, part: Part) -> Result<Self, OpenError> {
        let failed = |cause| StoreError { store: part.name(), trouble: Trouble::Sqlite(cause) };
        let mut db = Connection::open(path).map_err(failed)?;
        configure(&db).map_err(failed)?;
        let pragma = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(failed);
        let found = pragma("user_version")?;
        let id = pragma("application_id")?;
        let migrations = schema::sqlite(part);
        let known = migrations.len();
        let objects: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
        let new = objects == 0 && found == 0;
        let foreign = || OpenError::Foreign { path: path.to_owned() };
        if !new && (id != application_id(part) || found < 1) {
            return Err(foreign());
        }
        let seen = usize::try_from(found).map_err(|_| foreign())?;
        if seen > known {
            return Err(OpenError::Newer { path: path.to_owned(), found: seen as u64, known: known as u64 });
        }
        if seen < known {
            // If we crash inside, the file is what it was, and the next `open` does this again.
            let transaction = db.transaction().map_err(failed)?;
            for migration in migrations.iter().skip(seen) {
                transaction.execute_batch(migration).map_err(failed)?;
            }
            transaction.pragma_update(None, "application_id", application_id(part)).map_err(failed)?;
            transaction.pragma_update(None, "user_version", known as i64).map_err(failed)?;
            transaction.commit().map_err(failed)?;
        }
        let store = Self { part, db };
        // Losing a key is losing events for good, so damage must show before the next backup, not after.
        if part == Part::Keys && !store.is_sound("PRAGMA quick_check(1)") {
            return Err(OpenError::Damaged { path: path.to_owned() });
        }
        Ok(store)
    }

    fn failed(&self, cause: rusqlite::Error) -> StoreError {
        StoreError { store: self.part.name(), trouble: Trouble::Sqlite(cause) }
    }

    pub(super) fn query(&self, statement: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        let mut query = self.db.prepare_cached(statement).map_err(|cause| self.failed(cause))?;
        self.rows(&mut query, rusqlite::params_from_iter(args))
    }

    fn rows(&self, query: &mut rusqlite::Statement<'_>, args: impl rusqlite::Params) -> Result<Vec<Row>, StoreError> {
        let width = query.column_count();
        let rows = query.query_map(args, |row| {
            (0..width).map(|column| row.get_ref(column).map(value)).collect::<rusqlite::Result<Vec<_>>>()
        });
        let rows: Vec<_> = rows.and_then(|rows| rows.collect::<Result<_, _>>()).map_err(|cause| self.failed(cause))?;
        rows.into_iter()
            .map(|values| {
                let values: Option<Vec<Value>> = values.into_iter().collect();
                let unfit = || StoreError { store: self.part.name(), trouble: Trouble::Unfit };
                Ok(Row::new(self.part, values.ok_or_else(unfit)?))
            })
            .collect()
    }

    pub(super) fn run(&self, statement: &str, args: &[Arg<'_>]) -> Result<(), StoreError> {
        let mut query = self.db.prepare_cached(statement).map_err(|cause| self.failed(cause))?;
        query.execute(rusqlite::params_from_iter(args)).map(|_| ()).map_err(|cause| self.failed(cause))
    }

    pub(super) fn insert(&self, table: &str, columns: &[(&str, Column<'_>)], clash: Clash) -> Result<(), StoreError> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let row = format!("({})", vec!["?"; columns.len()].join(", "));
        let clash = if clash == Clash::Keep { " ON CONFLICT DO NOTHING" } else { "" };
        let count = columns.first().map_or(0, |(_, column)| column.len());
        let mut first = 0;
        // As many rows a statement as it may: each statement has its price.
        for rows in [ROWS, 1] {
            let statement =
                format!("INSERT INTO {table}({}) VALUES {}{clash}", names.join(", "), vec![&*row; rows].join(", "));
            while first + rows <= count {
                let mut insert = self.db.prepare_cached(&statement).map_err(|cause| self.failed(cause))?;
                let items =
                    (first..first + rows).flat_map(|row| columns.iter().map(move |(_, column)| Item { column, row }));
                insert.execute(rusqlite::params_from_iter(items)).map_err(|cause| self.failed(cause))?;
                first += rows;
            }
        }
        Ok(())
    }

    pub(super) fn find(
        &self,
        columns: &str,
        table: &str,
        key: &str,
        these: &Column<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let statement = format!("SELECT {columns} FROM {table} WHERE {key} = ?");
        let mut query = self.db.prepare_cached(&statement).map_err(|cause| self.failed(cause))?;
        let mut found = Vec::with_capacity(these.len());
        for row in 0..these.len() {
            found.extend(self.rows(&mut query, [Item { column: these, row }])?);
        }
        Ok(found)
    }

    pub(super) fn remove(&self, table: &str, key: &str, these: &Column<'_>) -> Result<(), StoreError> {
        let statement = format!("DELETE FROM {table} WHERE {key} = ?");
        let mut delete = self.db.prepare_cached(&statement).map_err(|cause| self.failed(cause))?;
        for row in 0..these.len() {
            delete.execute([Item { column: these, row }]).map_err(|cause| self.failed(cause))?;
        }
        Ok(())
    }

    pub(super) fn begin(&self, turn: Turn) -> Result<(), StoreError> {
        self.control(match turn {
            Turn::Read => "BEGIN DEFERRED",
            // SQLite has one lock for all who write, and publishing must not run beside another publishing.
            Turn::Append | Turn::Publish => "BEGIN IMMEDIATE",
        })
    }

    pub(super) fn control(&self, statements: &str) -> Result<(), StoreError> {
        self.db.execute_batch(statements).map_err(|cause| self.failed(cause))
    }

    /// Moves the write-ahead log into the file and cuts it to nothing, so that what was deleted is not left in it.
    pub(super) fn truncate_wal(&self) -> Result<(), StoreError> {
        let done = self.db.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()));
        done.map_err(|cause| self.failed(cause))
    }

    pub(super) fn is_sound(&self, pragma: &str) -> bool {
        let state: rusqlite::Result<String> = self.db.query_row(pragma, [], |row| row.get(0));
        state.is_ok_and(|state| state == "ok")
    }
}

fn configure(db: &Connection) -> rusqlite::Result<()> {
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
    db.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// What a column holds; nothing where it holds what no column of ours does.
fn value(value: ValueRef<'_>) -> Option<Value> {
    match value {
        ValueRef::Integer(value) => Some(Value::Int(value)),
        ValueRef::Blob(value) => Some(Value::Blob(value.to_owned())),
        // Ours is always text; what is not is not ours, and the audit says where it stands.
        ValueRef::Text(value) => Some(Value::Text(String::from_utf8_lossy(value).into_owned())),
        ValueRef::Null | ValueRef::Real(_) => None,
    }
}

impl ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Int(value) => ValueRef::Integer(value.cast_signed()),
            Self::Blob(value) => ValueRef::Blob(value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
        }))
    }
}

/// One value of a column.
struct Item<'a> {
    column: &'a Column<'a>,
    row: usize,
}

impl ToSql for Item<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self.column {
            Column::Int(values) => values.get(self.row).map(|value| ValueRef::Integer(*value)),
            Column::Blob(values) => values.get(self.row).map(|value| ValueRef::Blob(value)),
            Column::Text(values) => values.get(self.row).map(|value| ValueRef::Text(value.as_bytes())),
        };
        // INVARIANT: the columns of one insert are equally long.
        Ok(ToSqlOutput::Borrowed(value.expect("INVARIANT: all columns have as many values as the first")))
    }
}
