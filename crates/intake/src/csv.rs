//! CSV, plain, gzip or zstd, through a map. In: a header and rows, quoted as RFC 4180 says. Out: posts; an empty cell is
//! unknown, except a text, which may be empty. Never: a row with a missing or a surplus cell taken as if it fitted.
//!
//! It can never supply earlier audiences, quotes with their spans, media or signals.

use crate::bounded::{Counted, Limits, read_failed};
use crate::desk::{Desk, Halt};
use crate::lines::text;
use crate::mapped::{Cell, Columns};
use crate::package::open_stream;
use crate::{IntakeError, Place, Position, Reason, Source};
use csv::{ByteRecord, ReaderBuilder};
use std::cell::Cell as Shared;
use std::io::{self, Read};

/// Reads the whole file.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    // INVARIANT: `Source::check` refuses a CSV without a map.
    let map = source.map.as_ref().ok_or(IntakeError::Undeclared { path: path.to_owned(), field: "map" })?;
    if !world::exists(path) {
        return Err(IntakeError::NotThere { path: path.to_owned() }.into());
    }
    let place = Place::file(path);
    let columns = Columns::new(map);
    let delimiter = map.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).unwrap_or(b',');
    let mut bytes = 0;
    let mut reader = Counted { inner: open_stream(path, limits)?, count: &mut bytes };
    let outcome = rows(&mut reader, &place, delimiter, columns.names(), limits, desk, &mut |desk, place, row| {
        let cells =
            row.map(|cells| cells.into_iter().enumerate().map(|(index, cell)| Some(as_cell(&columns, index, cell))));
        match cells.and_then(|cells| columns.post(source, &cells.collect::<Vec<_>>())) {
            Ok(post) => desk.post(place, post),
            Err(why) => desk.reject(place, why),
        }
    });
    desk.tally.members = 1;
    desk.tally.bytes += bytes;
    outcome
}

/// An empty cell is nothing, except in the column of the text.
fn as_cell(columns: &Columns, index: usize, cell: String) -> Cell {
    if cell.is_empty() && !columns.is_text(index) { Cell::Null } else { Cell::Text(cell) }
}

/// Takes one row: its place and its wanted cells, or why it has none.
pub(crate) type TakeRow<'a, 'b> =
    &'a mut dyn FnMut(&mut Desk<'b>, Place, Result<Vec<String>, Reason>) -> Result<(), Halt>;

/// Streams the rows of a CSV: the cells of the `wanted` columns in their order.
pub(crate) fn rows<'b>(
    reader: &mut dyn Read,
    place: &Place,
    delimiter: u8,
    wanted: &[String],
    limits: &Limits,
    desk: &mut Desk<'b>,
    take: TakeRow<'_, 'b>,
) -> Result<(), Halt> {
    let (quoting, since) = (Shared::new(Quoting::CellStart), Shared::new(0));
    let max = limits.line_bytes_max;
    let reader = Watched { inner: text(reader, place)?, delimiter, quoting: &quoting, since: &since, max };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
    let failed = |cause: csv::Error| csv_failed(place, cause);
    let header = reader.byte_headers().map_err(failed)?.clone();
    if header.is_empty() {
        return Err(IntakeError::Empty { path: place.path.to_path_buf() }.into());
    }
    let positions = positions(&header, place, wanted)?;
    for column in header.iter().filter_map(|name| std::str::from_utf8(name).ok()) {
        if !wanted.iter().any(|name| name == column) {
            desk.unmapped(column);
        }
    }
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(failed)? {
        since.set(0);
        let line = record.position().map_or(0, csv::Position::line);
        let row = if record.len() == header.len() {
            positions.iter().map(|position| cell(&record, *position)).collect()
        } else {
            Err(Reason::Cells { found: record.len(), expected: header.len() })
        };
        take(desk, place.clone().at(Position::Line(line)), row)?;
    }
    // An unclosed quote swallows every row after it, and one that closes too early shows where the next one opened.
    match quoting.get() {
        Quoting::Inside => Err(broken(place, "a quote is opened and never closed")),
        Quoting::Wrong => Err(broken(place, "a closing quote is not followed by a delimiter; is one quote too many?")),
        Quoting::CellStart | Quoting::Plain | Quoting::Closed => Ok(()),
    }
}

fn broken(place: &Place, what: &'static str) -> Halt {
    IntakeError::Broken { place: place.clone(), what }.into()
}

/// Where each wanted column stands.
fn positions(header: &ByteRecord, place: &Place, wanted: &[String]) -> Result<Vec<usize>, IntakeError> {
    wanted
        .iter()
        .map(|name| {
            let mut found = header.iter().enumerate().filter(|(_, column)| *column == name.as_bytes());
            match (found.next(), found.next()) {
                (Some((position, _)), None) => Ok(position),
                (None, _) => Err(IntakeError::MissingColumn { place: place.clone(), column: name.clone() }),
                (Some(_), Some(_)) => Err(IntakeError::TwoColumns { place: place.clone(), column: name.clone() }),
            }
        })
        .collect()
}

fn cell(record: &ByteRecord, position: usize) -> Result<String, Reason> {
    let bytes = record.get(position).unwrap_or_default();
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Reason::NotUtf8)
}

fn csv_failed(place: &Place, cause: csv::Error) -> IntakeError {
    match cause.into_kind() {
        csv::ErrorKind::Io(cause) => read_failed(place.clone(), cause),
        _ => IntakeError::Broken { place: place.clone(), what: "it is not CSV" },
    }
}

/// Where in a row the quoting stands. The parser itself forgives every mistake, and then rows run into each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    CellStart,
    Plain,
    Inside,
    // Behind a quote that closed the cell, or that is the first of a doubled one.
    Closed,
    Wrong,
}

impl Quoting {
    fn step(self, byte: u8, delimiter: u8) -> Self {
        let ends_cell = byte == delimiter || matches!(byte, b'\r' | b'\n');
        match (self, byte) {
            (Self::Wrong, _) => Self::Wrong,
            (Self::Inside, b'"') => Self::Closed,
            (Self::Inside, _) | (Self::CellStart | Self::Closed, b'"') => Self::Inside,
            _ if ends_cell => Self::CellStart,
            (Self::CellStart | Self::Plain, _) => Self::Plain,
            (Self::Closed, _) => Self::Wrong,
        }
    }
}

/// A reader that follows the quoting and fails when one row takes too many bytes.
struct Watched<'a, R> {
    inner: R,
    delimiter: u8,
    quoting: &'a Shared<Quoting>,
    since: &'a Shared<u64>,
    max: u64,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let read = buffer.iter().take(count);
        self.quoting.set(read.fold(self.quoting.get(), |quoting, byte| quoting.step(*byte, self.delimiter)));
        self.since.set(self.since.get() + count as u64);
        // Several rows share one buffer, so the bound is exact to the buffer's size.
        if self.since.get() > self.max + (buffer.len() as u64) {
            return Err(io::Error::other(crate::bounded::OverBytes { max: self.max }));
        }
        Ok(count)
    }
}
