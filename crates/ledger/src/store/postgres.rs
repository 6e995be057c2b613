//! One store as a schema of PostgreSQL. In: where the server is. Out: a connection to a schema of ours. Never: a commit that
//! is acknowledged before it is on the server's disk, or two processes that append at once.

use super::{Arg, Clash, Column, OpenError, Part, Row, StoreError, Trouble, Turn, Value, schema};
use ::postgres::types::private::BytesMut;
use ::postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use ::postgres::{Client, Config, NoTls, Statement};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::{Deref, DerefMut};

pub(crate) struct Postgres {
    part: Part,
    config: Config,
    line: RefCell<Line>,
}

/// The connection, and what was prepared on it.
struct Line {
    client: Held,
    prepared: BTreeMap<String, Statement>,
    // Between BEGIN and COMMIT a lost connection is a lost transaction, so nobody may quietly get a new one.
    in_turn: bool,
}

/// "GsLo": the advisory locks of this program, by what they are for.
const LOCK: i32 = 0x4773_4c6f;
const LOCK_APPEND: i32 = 1;
const LOCK_PUBLISH: i32 = 2;
const LOCK_OPEN: i32 = 3;
// Log and keys may lie in one database, and whoever appends to the log writes keys in between.
const LOCK_KEYS: i32 = 4;

/// Keeps other processes from making or migrating the same ledger, until it is dropped.
pub(crate) struct Guard {
    // The lock is the session's, and goes with it.
    _client: Held,
}

impl Guard {
    pub(super) fn take(config: &Config) -> Result<Self, OpenError> {
        outside(|| {
            let mut client = connect(config, Part::Log)?;
            let locked = client.batch_execute(&format!("SELECT pg_advisory_lock({LOCK}, {LOCK_OPEN})"));
            locked.map_err(|cause| failed(Part::Log, &cause))?;
            Ok(Self { _client: client })
        })
    }
}

/// A connection. It drives a runtime of its own, which must neither work nor end on a thread that drives another one.
struct Held(Option<Client>);

impl Deref for Held {
    type Target = Client;

    fn deref(&self) -> &Client {
        self.0.as_ref().expect("INVARIANT: a connection is there until it is dropped")
    }
}

impl DerefMut for Held {
    fn deref_mut(&mut self) -> &mut Client {
        self.0.as_mut().expect("INVARIANT: a connection is there until it is dropped")
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let client = self.0.take();
        outside(|| drop(client));
    }
}

/// Does `work` where no runtime is driven: here, or on a thread of its own.
fn outside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if tokio::runtime::Handle::try_current().is_err() {
        return work();
    }
    std::thread::scope(|scope| match scope.spawn(work).join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

fn failed(part: Part, cause: &::postgres::Error) -> StoreError {
    StoreError { store: part.schema(), trouble: Trouble::of_postgres(cause) }
}

fn connect(config: &Config, part: Part) -> Result<Held, StoreError> {
    let client = config.connect(NoTls).map_err(|cause| failed(part, &cause))?;
    let mut client = Held(Some(client));
    // A process that waits for its turn, or holds it and hangs, must not stop the others for ever.
    let settings = format!(
        "SET search_path = {}; SET synchronous_commit = on; SET default_transaction_isolation = 'read committed';
         SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning",
        part.schema()
    );
    client.batch_execute(&settings).map_err(|cause| failed(part, &cause))?;
    Ok(client)
}

/// Whether there is a schema of this name with anything in it.
pub(super) fn is_begun(config: &Config, part: Part) -> Result<bool, OpenError> {
    outside(|| {
        let mut client = connect(config, part)?;
        Ok(tables(&mut client, part).map_err(|cause| failed(part, &cause))? > 0)
    })
}

fn tables(client: &mut Client, part: Part) -> Result<i64, ::postgres::Error> {
    let count = "SELECT count(*) FROM pg_tables WHERE schemaname = $1";
    Ok(client.query_one(count, &[&part.schema()])?.get(0))
}

impl Postgres {
    /// Opens or makes a schema of ours, and migrates it. The caller holds a [`Guard`].
    pub(super) fn open(config: &Config, part: Part) -> Result<Self, OpenError> {
        outside(|| Self::open_here(config, part))
    }

    fn open_here(config: &Config, part: Part) -> Result<Self, OpenError> {
        let failed = |cause: ::postgres::Error| failed(part, &cause);
        let mut client = connect(config, part)?;
        for setting in ["fsync", "full_page_writes"] {
            let on: String = client.query_one(&format!("SHOW {setting}"), &[]).map_err(failed)?.get(0);
            if on != "on" {
                return Err(OpenError::NotDurable { setting });
            }
        }
        let path = || super::Place::Server(Box::new(config.clone())).path(part);
        let migrations = schema::postgres(part);
        let mut seen = 0;
        if tables(&mut client, part).map_err(failed)? > 0 {
            let known_by_us = "SELECT to_regclass($1)::text";
            let version = format!("{}.version", part.schema());
            let ours: Option<String> = client.query_one(known_by_us, &[&version]).map_err(failed)?.get(0);
            let found: Option<i64> = match ours {
                Some(_) => client.query_opt("SELECT number FROM version", &[]).map_err(failed)?.map(|row| row.get(0)),
                None => None,
            };
            let found = found.and_then(|found| usize::try_from(found).ok()).filter(|found| *found > 0);
            seen = found.ok_or_else(|| OpenError::Foreign { path: path() })?;
        }
        if seen > migrations.len() {
            let (found, known) = (seen as u64, migrations.len() as u64);
            return Err(OpenError::Newer { path: path(), found, known });
        }
        if seen < migrations.len() {
            // If we crash inside, the schema is what it was, and the next `open` does this again.
            let mut transaction = client.transaction().map_err(failed)?;
            if seen == 0 {
                let begin = format!(
                    "CREATE SCHEMA IF NOT EXISTS {}; CREATE TABLE version(number bigint NOT NULL);
                     INSERT INTO version(number) VALUES (0)",
                    part.schema()
                );
                transaction.batch_execute(&begin).map_err(failed)?;
            }
            for migration in migrations.iter().skip(seen) {
                transaction.batch_execute(migration).map_err(failed)?;
            }
            transaction.execute("UPDATE version SET number = $1", &[&(migrations.len() as i64)]).map_err(failed)?;
            transaction.commit().map_err(failed)?;
        }
        let line = RefCell::new(Line { client, prepared: BTreeMap::new(), in_turn: false });
        Ok(Self { part, config: config.clone(), line })
    }

    /// Asks on the connection; one that was lost between two transactions is made anew, once.
    fn ask<T: Send>(
        &self,
        question: impl FnOnce(&mut Line) -> Result<T, ::postgres::Error> + Send,
    ) -> Result<T, StoreError> {
        let mut line = self.line.borrow_mut();
        let (line, config, part) = (&mut *line, &self.config, self.part);
        outside(move || {
            if line.client.is_closed() && !line.in_turn {
                *line = Line { client: connect(config, part)?, prepared: BTreeMap::new(), in_turn: false };
            }
            question(line).map_err(|cause| failed(part, &cause))
        })
    }

    pub(super) fn query(&self, statement: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        let rows = self.ask(|line| line.query(statement, &args.iter().map(as_sql).collect::<Vec<_>>()))?;
        rows.iter().map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &::postgres::Row) -> Result<Row, StoreError> {
        let unfit = || StoreError { store: self.part.schema(), trouble: Trouble::Unfit };
        let values = row.columns().iter().enumerate().map(|(column, of)| match *of.type_() {
            Type::INT8 => row.try_get(column).map(Value::Int).map_err(|_| unfit()),
            Type::BYTEA => row.try_get(column).map(Value::Blob).map_err(|_| unfit()),
            Type::TEXT => row.try_get(column).map(Value::Text).map_err(|_| unfit()),
            _ => Err(unfit()),
        });
        Ok(Row::new(self.part, values.collect::<Result<_, _>>()?))
    }

    pub(super) fn run(&self, statement: &str, args: &[Arg<'_>]) -> Result<(), StoreError> {
        self.ask(|line| {
            let prepared = line.prepared(statement)?;
            line.client.execute(&prepared, &args.iter().map(as_sql).collect::<Vec<_>>())
        })?;
        Ok(())
    }

    /// Few rows by one statement with one array a column: a round trip a table, and no plan a row. Many by `COPY`, for which
    /// the server has least to do.
    pub(super) fn insert(&self, table: &str, columns: &[(&str, Column<'_>)], clash: Clash) -> Result<(), StoreError> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let count = columns.first().map_or(0, |(_, column)| column.len());
        if clash == Clash::Refuse && count >= COPIED {
            let statement = format!("COPY {table}({}) FROM STDIN (FORMAT binary)", names.join(", "));
            let rows = binary(columns, count);
            return self.ask(|line| {
                let mut copy = line.client.copy_in(&statement)?;
                // The writer only collects, and says at the end what went wrong.
                let _ = copy.write_all(&rows);
                copy.finish()?;
                Ok(())
            });
        }
        let arrays: Vec<String> =
            columns.iter().zip(1..).map(|((_, column), number)| format!("${number}::{}", column.array())).collect();
        let clash = if clash == Clash::Keep { " ON CONFLICT DO NOTHING" } else { "" };
        let statement =
            format!("INSERT INTO {table}({}) SELECT * FROM unnest({}){clash}", names.join(", "), arrays.join(", "));
        self.ask(|line| {
            let prepared = line.prepared(&statement)?;
            let args: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|(_, column)| column.as_sql()).collect();
            line.client.execute(&prepared, &args)
        })?;
        Ok(())
    }

    pub(super) fn find(
        &self,
        columns: &str,
        table: &str,
        key: &str,
        these: &Column<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let statement = format!("SELECT {columns} FROM {table} WHERE {key} = ANY($1::{})", these.array());
        let rows = self.ask(|line| line.query(&statement, &[these.as_sql()]))?;
        rows.iter().map(|row| self.row(row)).collect()
    }

    pub(super) fn remove(&self, table: &str, key: &str, these: &Column<'_>) -> Result<(), StoreError> {
        let statement = format!("DELETE FROM {table} WHERE {key} = ANY($1::{})", these.array());
        self.ask(|line| {
            let prepared = line.prepared(&statement)?;
            line.client.execute(&prepared, &[these.as_sql()])
        })?;
        Ok(())
    }

    pub(super) fn begin(&self, turn: Turn) -> Result<(), StoreError> {
        let append = if self.part == Part::Log { LOCK_APPEND } else { LOCK_KEYS };
        let statements = match turn {
            Turn::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
            // Each statement after the lock sees what the one before us committed. Published files are made of rows that
            // never change, so that nobody has to wait for them but another who publishes.
            Turn::Append => format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK}, {append})"),
            Turn::Publish => format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK}, {LOCK_PUBLISH})"),
        };
        let begun = self.ask(|line| {
            line.client.batch_execute(&statements)?;
            line.in_turn = true;
            Ok(())
        });
        if begun.is_err() {
            // A lock that was not given leaves a transaction that failed.
            let _ = self.control("ROLLBACK");
        }
        begun
    }

    pub(super) fn control(&self, statements: &str) -> Result<(), StoreError> {
        self.ask(|line| {
            let done = line.client.batch_execute(statements);
            if matches!(statements, "COMMIT" | "ROLLBACK") {
                line.in_turn = false;
            }
            done
        })
    }
}

impl Line {
    fn prepared(&mut self, statement: &str) -> Result<Statement, ::postgres::Error> {
        if let Some(prepared) = self.prepared.get(statement) {
            return Ok(prepared.clone());
        }
        let prepared = self.client.prepare(statement)?;
        self.prepared.insert(statement.to_owned(), prepared.clone());
        Ok(prepared)
    }

    fn query(
        &mut self,
        statement: &str,
        args: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<::postgres::Row>, ::postgres::Error> {
        let prepared = self.prepared(statement)?;
        self.client.query(&prepared, args)
    }
}

/// From so many rows on they are copied.
const COPIED: usize = 256;

/// Rows in the binary format of `COPY`: for each how many columns it has, and each value after its length.
fn binary(columns: &[(&str, Column<'_>)], count: usize) -> Vec<u8> {
    let mut out = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0".to_vec();
    let put = |out: &mut Vec<u8>, value: &[u8]| {
        // INVARIANT: a value is an event or shorter, and an event is one line.
        let length = i32::try_from(value.len()).expect("INVARIANT: a value is shorter than two gigabytes");
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(value);
    };
    // INVARIANT: no table of ours has thousands of columns.
    let width = i16::try_from(columns.len()).expect("INVARIANT: a table has a few columns").to_be_bytes();
    for row in 0..count {
        out.extend_from_slice(&width);
        for (_, column) in columns {
            match column {
                Column::Int(values) => values.get(row).map(|value| put(&mut out, &value.to_be_bytes())),
                Column::Blob(values) => values.get(row).map(|value| put(&mut out, value)),
                Column::Text(values) => values.get(row).map(|value| put(&mut out, value.as_bytes())),
            }
            .expect("INVARIANT: all columns have as many values as the first");
        }
    }
    out.extend_from_slice(&(-1_i16).to_be_bytes());
    out
}

fn as_sql<'a>(arg: &'a Arg<'_>) -> &'a (dyn ToSql + Sync) {
    arg
}

impl ToSql for Arg<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(value) if *kind == Type::INT4 => i32::try_from(*value)?.to_sql(kind, out),
            Self::Int(value) => value.cast_signed().to_sql(kind, out),
            Self::Blob(value) => value.to_sql(kind, out),
            Self::Text(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT4, Type::INT8, Type::BYTEA, Type::TEXT].contains(kind)
    }

    to_sql_checked!();
}

impl std::fmt::Debug for Arg<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Arg(withheld)")
    }
}

impl Column<'_> {
    fn array(&self) -> &'static str {
        match self {
            Self::Int(_) => "bigint[]",
            Self::Blob(_) => "bytea[]",
            Self::Text(_) => "text[]",
        }
    }

    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Int(values) => values,
            Self::Blob(values) => values,
            Self::Text(values) => values,
        }
    }
}
