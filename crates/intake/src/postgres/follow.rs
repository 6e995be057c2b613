//! The changes of a table of PostgreSQL, as its own logical decoding gives them (`pgoutput`, peeked at through SQL). In: a
//! source and a slot. Out: which records changed, each read anew, or gone. Never: a slot moved on before the caller has kept
//! what it held: a change that was received and not kept comes again, and keeping it twice is keeping it once.

use super::copy::{Kinds, Lines};
use super::{Server, ServerFailure, outside, quoted};
use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::mapped::Columns;
use crate::{IntakeError, Item, Place, Rejected, Source};
use ::postgres::Client;
use std::collections::{BTreeMap, BTreeSet};
use terms::Post;

/// What happened to one record.
#[derive(Debug)]
pub enum Change {
    /// It is so now.
    Post(Box<Post>),
    /// It is no longer in the table, or stands there so that it cannot be read. Then it is out until it can: its old
    /// version, public perhaps, must not stand for a new one that nobody knows.
    Gone(String),
    /// It could not be read.
    Rejected(Rejected),
}

/// What a look at the slot found.
#[derive(Debug, Default)]
pub struct Changes {
    /// Each changed record once, as it stands now.
    pub records: Vec<Change>,
    /// The table was emptied at once: it has to be read whole.
    pub is_emptied: bool,
    /// Up to where the slot may move on when this is kept.
    upto: Option<String>,
}

impl Changes {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && !self.is_emptied
    }
}

/// The changes of a table cannot be followed.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The source cannot be read.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The server refused.
    #[error("`{path}`: {failure}")]
    Server {
        /// Its address, without a password.
        path: String,
        /// What it was.
        failure: ServerFailure,
    },
    /// A row went, and nobody says which.
    #[error(
        "`{path}`: a row was deleted and the log does not say which; make the column of `map.record_id` its primary key, or run ALTER TABLE … REPLICA IDENTITY FULL, then read the table whole"
    )]
    NoKey {
        /// The server.
        path: String,
    },
    /// The decoder wrote something else than `pgoutput` of version 1.
    #[error("`{path}`: the slot gives something else than the changes of a table; is it another program's slot?")]
    Foreign {
        /// The server.
        path: String,
    },
}

/// A reader of changes.
pub struct Follower {
    // Dropped on a thread of its own, as it drives a runtime.
    client: Option<Client>,
    server: Server,
    source: Source,
    slot: String,
    table: String,
    key: String,
    key_type: String,
    relations: BTreeMap<u32, Relation>,
    // Up to where the slot was moved on last.
    at: Option<String>,
}

/// A table as the log names it.
struct Relation {
    key: Option<usize>,
}

impl Drop for Follower {
    fn drop(&mut self) {
        let client = self.client.take();
        outside(|| drop(client));
    }
}

impl Follower {
    /// Opens the slot of this name, and makes it and its publication where there are none. Whatever changes from here on is
    /// in the slot, so the table is read whole after this and before the first look.
    pub fn open(source: &Source, slot: &str) -> Result<Self, FollowError> {
        let undeclared = |field| IntakeError::Undeclared { path: source.path.clone(), field };
        let server = source.server.clone().ok_or_else(|| undeclared("path (postgres://USER@HOST/DATABASE)"))?;
        let map = source.map.as_ref().ok_or_else(|| undeclared("map"))?;
        let table = map.table.as_deref().map(quoted).ok_or_else(|| undeclared("map.table"))?;
        let path = server.name().to_owned();
        let failed = |failure| FollowError::Server { path: path.clone(), failure };
        let opened = outside(|| {
            let mut client = server.connect_to_follow()?;
            let key_type = prepare(&mut client, slot, &table, &map.record_id)?;
            Ok::<_, ServerFailure>((client, key_type))
        });
        let (client, key_type) = opened.map_err(failed)?;
        let Some(key_type) = key_type else {
            let place = Place::file(&source.path);
            return Err(IntakeError::MissingColumn { place, column: map.record_id.clone() }.into());
        };
        Ok(Self {
            client: Some(client),
            server,
            source: source.clone(),
            slot: slot.to_owned(),
            key: map.record_id.clone(),
            table,
            key_type,
            relations: BTreeMap::new(),
            at: None,
        })
    }

    /// Looks at what the slot holds and reads each changed record anew. The slot stays where it is.
    pub fn look(&mut self) -> Result<Changes, FollowError> {
        let path = self.server.name().to_owned();
        let failed = |failure| FollowError::Server { path: path.clone(), failure };
        if self.client.as_ref().is_none_or(Client::is_closed) {
            let server = &self.server;
            let old = self.client.take();
            self.client = Some(
                outside(move || {
                    drop(old);
                    server.connect_to_follow()
                })
                .map_err(failed)?,
            );
        }
        let (slot, client) = (self.slot.clone(), self.client.as_mut());
        let (written, rows) = outside(|| {
            let client = client.ok_or(ServerFailure::BROKEN)?;
            // Before the look, so that whatever was committed up to here is in it.
            let written = "SELECT pg_current_wal_flush_lsn()::text";
            let written: String = client.query_one(written, &[])?.try_get(0)?;
            let look = "SELECT data FROM pg_logical_slot_peek_binary_changes($1, NULL, $2, 'proto_version', '1',
                        'publication_names', $3)";
            let rows = client.query(look, &[&slot, &CHANGES_MAX, &slot])?;
            let rows = rows.iter().map(|row| Ok(row.try_get::<_, Vec<u8>>(0)?));
            Ok::<_, ServerFailure>((written, rows.collect::<Result<Vec<_>, ServerFailure>>()?))
        })
        .map_err(failed)?;
        // A server keeps its log from where a slot stands, so one of a table that is still moves on with the others.
        let mut changes = Changes { upto: Some(written).filter(|_| rows.is_empty()), ..Changes::default() };
        let mut keys = BTreeSet::new();
        for message in &rows {
            self.message(message, &mut keys, &mut changes)?;
        }
        let keys: Vec<String> = keys.into_iter().collect();
        for some in keys.chunks(KEYS_MAX) {
            self.records(some, &mut changes)?;
        }
        Ok(changes)
    }

    /// Moves the slot on: what was looked at is kept.
    pub fn advance(&mut self, changes: &Changes) -> Result<(), FollowError> {
        let Some(upto) = changes.upto.as_ref().filter(|upto| self.at.as_ref() != Some(upto)) else { return Ok(()) };
        let path = self.server.name().to_owned();
        let (slot, client) = (self.slot.clone(), self.client.as_mut());
        outside(|| {
            let client = client.ok_or(ServerFailure::BROKEN)?;
            let advance = "SELECT pg_replication_slot_advance($1, $2::text::pg_lsn)";
            client.query(advance, &[&slot, upto]).map_err(ServerFailure::from)
        })
        .map_err(|failure| FollowError::Server { path, failure })?;
        self.at = Some(upto.clone());
        Ok(())
    }

    fn message(
        &mut self,
        message: &[u8],
        keys: &mut BTreeSet<String>,
        changes: &mut Changes,
    ) -> Result<(), FollowError> {
        let foreign = || FollowError::Foreign { path: self.server.name().to_owned() };
        let mut message = Message(message);
        let kind = message.byte().ok_or_else(foreign)?;
        match kind {
            b'C' => changes.upto = Some(message.commit().ok_or_else(foreign)?),
            b'R' => {
                let (number, relation) = message.relation(&self.key).ok_or_else(foreign)?;
                self.relations.insert(number, relation);
            }
            b'I' | b'U' | b'D' => {
                let number = message.number().ok_or_else(foreign)?;
                let Some(relation) = self.relations.get(&number) else { return Err(foreign()) };
                let found = message.keys(relation.key).ok_or_else(foreign)?;
                // A row that went must say which it was. One that stays was named by its new state.
                if found.is_empty() {
                    return Err(FollowError::NoKey { path: self.server.name().to_owned() });
                }
                keys.extend(found);
            }
            b'T' => changes.is_emptied = true,
            // Begin, origin, type, and messages of other programs.
            _ => {}
        }
        Ok(())
    }

    /// The records with these keys as they stand now.
    fn records(&mut self, keys: &[String], changes: &mut Changes) -> Result<(), FollowError> {
        let path = self.server.name().to_owned();
        let map = self.source.map.clone().unwrap_or_default();
        let columns = Columns::new(&map);
        let list: Vec<String> = keys.iter().map(|key| format!("'{}'", key.replace('\'', "''"))).collect();
        let column = quoted_name(&self.key);
        let statement = format!(
            "SELECT * FROM {} WHERE {column} = ANY (ARRAY[{}]::text[]::{}[])",
            self.table,
            list.join(","),
            self.key_type
        );
        let client = self.client.as_mut();
        let (kinds, rows) = outside(|| rows_of(client.ok_or(ServerFailure::BROKEN)?, &statement))
            .map_err(|failure| FollowError::Server { path, failure })?;
        let place = Place::file(&self.source.path);
        let positions = kinds.positions(&columns, &place)?;
        let service = self.source.service.clone().unwrap_or_default();
        let mut found = Vec::new();
        let mut sink = |item| {
            found.push(item);
            Ok(())
        };
        let mut desk = Desk::new(&self.source, &mut sink);
        for row in rows {
            let cells = kinds.cells(row, &positions);
            let taken = match cells.and_then(|cells| columns.post(&self.source, &cells)) {
                Ok(post) => desk.post(place.clone(), post),
                Err(why) => desk.reject(place.clone(), why),
            };
            match taken {
                Err(Halt::Intake(cause)) => return Err(cause.into()),
                // Its taker takes everything.
                Ok(()) | Err(Halt::Sink) => {}
            }
        }
        drop(desk);
        let mut missing: BTreeSet<String> = keys.iter().map(|key| format!("{service}:{key}")).collect();
        for item in &found {
            if let Item::Post(post) = item {
                missing.remove(post.record_id.as_str());
            }
        }
        changes.records.extend(found.into_iter().filter_map(|item| match item {
            Item::Post(post) => Some(Change::Post(post)),
            Item::Rejected(rejected) => Some(Change::Rejected(rejected)),
            Item::Account(_) | Item::Picture(_) | Item::Video(_) | Item::Exported(_) => None,
        }));
        changes.records.extend(missing.into_iter().map(Change::Gone));
        Ok(())
    }
}

/// Rows as COPY writes them; an error holds how long one was that is too long.
type Rows = Vec<Result<Vec<u8>, u64>>;

fn rows_of(client: &mut Client, statement: &str) -> Result<(Kinds, Rows), ServerFailure> {
    let mut transaction = client.build_transaction().read_only(true).start()?;
    let kinds = Kinds::of(&transaction.prepare(statement)?);
    let mut lines =
        Lines::new(transaction.copy_out(&format!("COPY ({statement}) TO STDOUT"))?, Limits::DEFAULT.line_bytes_max);
    let mut rows = Vec::new();
    while let Some(row) = lines.next()? {
        rows.push(row);
    }
    drop(lines);
    transaction.commit()?;
    Ok((kinds, rows))
}

/// Makes publication and slot where there are none; gives the type of the key, if there is such a column.
fn prepare(client: &mut Client, slot: &str, table: &str, key: &str) -> Result<Option<String>, ServerFailure> {
    let find =
        "SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attname = $2";
    let Some(row) = client.query_opt(find, &[&table, &key])? else { return Ok(None) };
    let key_type: String = row.try_get(0)?;
    if client.query_opt("SELECT 1 FROM pg_publication WHERE pubname = $1", &[&slot])?.is_none() {
        client.batch_execute(&format!("CREATE PUBLICATION {} FOR TABLE {table}", quoted_name(slot)))?;
    }
    if client.query_opt("SELECT 1 FROM pg_replication_slots WHERE slot_name = $1", &[&slot])?.is_none() {
        client.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", &[&slot])?;
    }
    Ok(Some(key_type))
}

fn quoted_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A message of `pgoutput`, version 1.
struct Message<'a>(&'a [u8]);

impl<'a> Message<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_be_bytes(self.take(2)?.try_into().ok()?))
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    fn name(&mut self) -> Option<&'a str> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let name = std::str::from_utf8(self.take(end)?).ok()?;
        self.take(1)?;
        Some(name)
    }

    /// Where a transaction ends.
    fn commit(&mut self) -> Option<String> {
        self.take(1 + 8)?;
        Some(format!("{:X}/{:X}", self.number()?, self.number()?))
    }

    /// A table, and where its key stands among its columns.
    fn relation(&mut self, wanted: &str) -> Option<(u32, Relation)> {
        let number = self.number()?;
        // Its schema, its name, and how it names a row.
        self.name()?;
        self.name()?;
        self.byte()?;
        let count = self.short()?;
        let mut key = None;
        for position in 0..usize::from(count) {
            self.byte()?;
            if self.name()? == wanted {
                key = Some(position);
            }
            self.take(8)?;
        }
        Some((number, Relation { key }))
    }

    /// The keys in the tuples of a change: the old one where it is given, and the new one.
    fn keys(&mut self, key: Option<usize>) -> Option<Vec<String>> {
        let mut found = Vec::new();
        while let Some(kind) = self.byte() {
            if !matches!(kind, b'K' | b'O' | b'N') {
                return None;
            }
            for position in 0..usize::from(self.short()?) {
                match self.byte()? {
                    b'n' | b'u' => {}
                    b't' => {
                        let length = usize::try_from(self.number()?).ok()?;
                        let text = self.take(length)?;
                        if Some(position) == key {
                            found.push(String::from_utf8(text.to_vec()).ok()?);
                        }
                    }
                    _ => return None,
                }
            }
        }
        Some(found)
    }
}

/// Changes of one look; a transaction is never cut, so a larger one comes whole.
const CHANGES_MAX: i32 = 5000;
const KEYS_MAX: usize = 1000;
