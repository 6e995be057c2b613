//! A table or a query of a SQLite file. In: the file and a map that names a `table` or a `query`. Out: posts; NULL is unknown,
//! except a text, which must be there. Never: a row changed, a file that is not whole taken for one that is, or a second
//! statement run.
//!
//! It can never supply earlier audiences, quotes with their spans, media or signals: those need our own shape.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::mapped::{Cell, Columns};
use crate::stream::wrong;
use crate::{ColumnMap, IntakeError, Place, Position, Reason, Source};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row, Statement};

/// Reads every row.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    if !world::exists(path) {
        return Err(IntakeError::NotThere { path: path.to_owned() }.into());
    }
    let field = "map";
    let map = source.map.as_ref().ok_or(IntakeError::Undeclared { path: path.to_owned(), field })?;
    let statement = statement(source, map)?;
    let place = Place::file(path);
    let failed = |cause: rusqlite::Error| sqlite_failed(&place, &cause);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let base = Connection::open_with_flags(path, flags).map_err(failed)?;
    // Views and triggers of a stranger's file may call nothing that is not harmless.
    base.pragma_update(None, "trusted_schema", false).map_err(failed)?;
    base.pragma_update(None, "query_only", true).map_err(failed)?;
    let whole: String = base.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if whole != "ok" {
        return Err(IntakeError::Broken { place, what: "its pages do not fit together" }.into());
    }
    let mut statement = base.prepare(&statement).map_err(failed)?;
    if !statement.readonly() || statement.column_count() == 0 {
        let field = "map.query (one SELECT)";
        return Err(IntakeError::Undeclared { path: path.to_owned(), field }.into());
    }
    let columns = Columns::new(map);
    let positions = positions(&statement, &columns, &place, desk)?;
    let mut rows = statement.query([]).map_err(failed)?;
    let mut number = 0;
    while let Some(row) = rows.next().map_err(failed)? {
        number += 1;
        let place = place.clone().at(Position::Row(number));
        match cells(row, &positions, limits).and_then(|cells| columns.post(source, &cells)) {
            Ok(post) => desk.post(place, post)?,
            Err(why) => desk.reject(place, why)?,
        }
    }
    desk.tally.members = 1;
    desk.tally.bytes += world::size(path)?;
    Ok(())
}

/// The statement to run: the declared query, or all rows of the declared table.
fn statement(source: &Source, map: &ColumnMap) -> Result<String, IntakeError> {
    match (&map.table, &map.query) {
        (Some(table), None) => Ok(format!("SELECT * FROM \"{}\"", table.replace('"', "\"\""))),
        (None, Some(query)) => Ok(query.clone()),
        (Some(_), Some(_)) => {
            Err(IntakeError::SaidTwice { path: source.path.clone(), field: "map.table` and `map.query" })
        }
        (None, None) => Err(IntakeError::Undeclared { path: source.path.clone(), field: "map.table` or `map.query" }),
    }
}

/// Where each mapped column stands among those of the statement.
fn positions(
    statement: &Statement<'_>,
    columns: &Columns,
    place: &Place,
    desk: &mut Desk<'_>,
) -> Result<Vec<usize>, IntakeError> {
    let names: Vec<&str> = statement.column_names().collect();
    for name in &names {
        if !columns.names().iter().any(|wanted| wanted == name) {
            desk.unmapped(name);
        }
    }
    let position = |wanted: &String| {
        let mut found = names.iter().enumerate().filter(|(_, name)| *name == wanted);
        match (found.next(), found.next()) {
            (Some((position, _)), None) => Ok(position),
            (None, _) => Err(IntakeError::MissingColumn { place: place.clone(), column: wanted.clone() }),
            (Some(_), Some(_)) => Err(IntakeError::TwoColumns { place: place.clone(), column: wanted.clone() }),
        }
    };
    columns.names().iter().map(position).collect()
}

fn cells(row: &Row<'_>, positions: &[usize], limits: &Limits) -> Result<Vec<Option<Cell>>, Reason> {
    let cell = |position: &usize| {
        Ok(Some(match row.get_ref(*position).map_err(|_| wrong("row", "a row of the statement's columns"))? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Number(number.to_string()),
            ValueRef::Text(bytes) if bytes.len() as u64 > limits.line_bytes_max => {
                return Err(Reason::TooLong { max: limits.line_bytes_max });
            }
            ValueRef::Text(bytes) => Cell::Text(std::str::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?.to_owned()),
            ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Other,
        }))
    };
    positions.iter().map(cell).collect()
}

/// The error of a file. SQLite's own words can quote the statement and what stands in the file.
fn sqlite_failed(place: &Place, cause: &rusqlite::Error) -> IntakeError {
    let place = place.clone();
    match cause.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            IntakeError::Broken { place, what: "its pages do not fit together" }
        }
        Some(rusqlite::ErrorCode::NotADatabase) => {
            IntakeError::Broken { place, what: "it is no SQLite file, or it is encrypted" }
        }
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            IntakeError::Broken { place, what: "another program is writing to it; close that, or read a copy" }
        }
        _ => IntakeError::Broken { place, what: "its statement cannot be run; check `map.table` or `map.query`" },
    }
}
