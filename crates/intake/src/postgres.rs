//! A table or a query of PostgreSQL. In: a server, and a map that names a `table` or a `query`. Out: posts, streamed by COPY
//! in one read-only transaction; NULL is unknown, except a text, which must be there. Never: a row changed, a table held in
//! memory, a moment without an offset taken for one in UTC, or a word of the server in an error, where it may quote a cell.
//!
//! It can never supply earlier audiences, quotes with their spans, media or signals: those need our own shape.

mod copy;
pub(crate) mod follow;
mod server;

pub use server::{Server, ServerFailure};

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::mapped::Columns;
use crate::{ColumnMap, IntakeError, Place, Position, Source};
use copy::{Kinds, Lines};
use server::outside;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Reads every row.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let undeclared = |field| IntakeError::Undeclared { path: source.path.clone(), field };
    let server = source.server.as_ref().ok_or_else(|| undeclared("path (postgres://USER@HOST/DATABASE)"))?;
    let map = source.map.as_ref().ok_or_else(|| undeclared("map"))?;
    let statement = statement(source, map)?;
    let place = Place::file(&source.path);
    let columns = Columns::new(map);
    let (sender, receiver) = sync_channel(CHUNKS_WAITING);
    // The connection drives a runtime of its own, so it lives on a thread of its own; what it reads waits in a short queue.
    std::thread::scope(|scope| {
        let (server, statement) = (server.clone(), statement.clone());
        let max = limits.line_bytes_max;
        scope.spawn(move || stream(&server, &statement, max, &sender));
        let outcome = take(source, &place, &columns, &receiver, desk);
        // Whoever still sends hears by this that nobody reads. It would wait for a place in the queue for ever, and this
        // scope for it.
        drop(receiver);
        outcome
    })
}

/// What comes from the connection.
enum Message {
    /// The columns.
    Kinds(Kinds),
    /// Whole rows, each a line of COPY's text, or that one was too long.
    Rows(Vec<Result<Vec<u8>, u64>>),
    /// It failed.
    Failed(ServerFailure),
    /// All rows were sent.
    End,
}

fn stream(server: &Server, statement: &str, line_bytes_max: u64, sender: &SyncSender<Message>) {
    let sent = stream_to(server, statement, line_bytes_max, sender);
    // Whoever reads may be gone by now.
    let _ = match sent {
        Ok(()) => sender.send(Message::End),
        Err(failure) => sender.send(Message::Failed(failure)),
    };
}

fn stream_to(server: &Server, statement: &str, max: u64, sender: &SyncSender<Message>) -> Result<(), ServerFailure> {
    let mut client = server.connect()?;
    let mut transaction = client.build_transaction().read_only(true).start()?;
    // Preparing takes one statement and no more, and says what its columns are.
    let prepared = transaction.prepare(statement)?;
    if sender.send(Message::Kinds(Kinds::of(&prepared))).is_err() {
        return Ok(());
    }
    let mut lines = Lines::new(transaction.copy_out(&format!("COPY ({statement}) TO STDOUT"))?, max);
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while let Some(row) = lines.next()? {
        bytes += row.as_ref().map_or(0, Vec::len);
        rows.push(row);
        if bytes >= CHUNK_BYTES {
            bytes = 0;
            if sender.send(Message::Rows(std::mem::take(&mut rows))).is_err() {
                return Ok(());
            }
        }
    }
    drop(lines);
    transaction.commit()?;
    let _ = sender.send(Message::Rows(rows));
    Ok(())
}

fn take(
    source: &Source,
    place: &Place,
    columns: &Columns,
    receiver: &Receiver<Message>,
    desk: &mut Desk<'_>,
) -> Result<(), Halt> {
    let broke_off = || IntakeError::Server { path: source.path.clone(), failure: ServerFailure::BROKEN };
    let Ok(first) = receiver.recv() else { return Err(broke_off().into()) };
    let kinds = match first {
        Message::Kinds(kinds) => kinds,
        Message::Failed(failure) => return Err(IntakeError::Server { path: source.path.clone(), failure }.into()),
        Message::Rows(_) | Message::End => return Err(broke_off().into()),
    };
    for name in kinds.names().filter(|name| !columns.names().iter().any(|wanted| wanted == name)) {
        desk.unmapped(name);
    }
    let positions = kinds.positions(columns, place)?;
    let mut number = 0;
    loop {
        match receiver.recv().map_err(|_| broke_off())? {
            Message::Rows(rows) => {
                for row in rows {
                    number += 1;
                    let place = place.clone().at(Position::Row(number));
                    desk.tally.bytes += row.as_ref().map_or(0, |row| row.len() as u64 + 1);
                    match kinds.cells(row, &positions).and_then(|cells| columns.post(source, &cells)) {
                        Ok(post) => desk.post(place, post)?,
                        Err(why) => desk.reject(place, why)?,
                    }
                }
            }
            Message::Failed(failure) => return Err(IntakeError::Server { path: source.path.clone(), failure }.into()),
            Message::End => break,
            Message::Kinds(_) => return Err(broke_off().into()),
        }
    }
    desk.tally.members = 1;
    Ok(())
}

/// The statement to run: the declared query, or all rows of the declared table.
fn statement(source: &Source, map: &ColumnMap) -> Result<String, IntakeError> {
    match (&map.table, &map.query) {
        (Some(table), None) => Ok(format!("SELECT * FROM {}", quoted(table))),
        (None, Some(query)) => Ok(query.trim().trim_end_matches(';').to_owned()),
        (Some(_), Some(_)) => {
            Err(IntakeError::SaidTwice { path: source.path.clone(), field: "map.table` and `map.query" })
        }
        (None, None) => Err(IntakeError::Undeclared { path: source.path.clone(), field: "map.table` or `map.query" }),
    }
}

/// `forum.posts` is the table `posts` of the schema `forum`.
pub(crate) fn quoted(table: &str) -> String {
    table.split('.').map(|part| format!("\"{}\"", part.replace('"', "\"\""))).collect::<Vec<_>>().join(".")
}

/// Queue between connection and desk: so many chunks of so many bytes, whatever the table's size.
const CHUNKS_WAITING: usize = 4;
const CHUNK_BYTES: usize = 256 << 10;
