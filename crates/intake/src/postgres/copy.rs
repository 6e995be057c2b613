//! Rows as COPY writes them in its text form. In: the stream, and the types of its columns. Out: cells. Never: a line longer
//! than the bound in memory, or a cell whose type no field takes read as a text.

use super::ServerFailure;
use crate::mapped::{Cell, Columns};
use crate::{IntakeError, Place, Reason};
use ::postgres::Statement;
use ::postgres::types::{Kind, Type};
use std::io::{BufRead, Read};
use terms::parse_instant;

/// Lines of a stream.
pub(super) struct Lines<R> {
    reader: R,
    max: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, max: u64) -> Self {
        Self { reader, max }
    }

    /// The next line without its end, or the bound that it goes over. Line ends inside a cell are escaped.
    pub(super) fn next(&mut self) -> Result<Option<Result<Vec<u8>, u64>>, ServerFailure> {
        let mut line = Vec::new();
        (&mut self.reader).take(self.max + 1).read_until(b'\n', &mut line)?;
        if line.last() == Some(&b'\n') {
            line.pop();
            return Ok(Some(Ok(line)));
        }
        if line.is_empty() {
            return Ok(None);
        }
        // The rest of the line is skipped a buffer at a time.
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Err(ServerFailure::BROKEN);
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            self.reader.consume(length);
            if end.is_some() {
                return Ok(Some(Err(self.max)));
            }
        }
    }
}

/// What a column's cells are read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum As {
    Text,
    Number,
    Truth,
    Moment,
    Nothing,
}

/// The columns of a statement.
pub(super) struct Kinds(Vec<(String, As)>);

impl Kinds {
    pub(super) fn of(statement: &Statement) -> Self {
        let kind = |of: &Type| match *of {
            Type::BOOL => As::Truth,
            Type::INT2 | Type::INT4 | Type::INT8 | Type::OID => As::Number,
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UUID | Type::DATE => As::Text,
            // A `timestamp` says no offset, and nobody knows which was meant.
            Type::TIMESTAMPTZ => As::Moment,
            Type::NUMERIC => As::Number,
            _ if matches!(of.kind(), Kind::Enum(_)) => As::Text,
            // An extension's text without case.
            _ if of.name() == "citext" => As::Text,
            _ => As::Nothing,
        };
        Self(statement.columns().iter().map(|column| (column.name().to_owned(), kind(column.type_()))).collect())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Where each mapped column stands.
    pub(super) fn positions(&self, columns: &Columns, place: &Place) -> Result<Vec<usize>, IntakeError> {
        let position = |wanted: &String| {
            let mut found = self.names().enumerate().filter(|(_, name)| name == wanted);
            match (found.next(), found.next()) {
                (Some((position, _)), None) => Ok(position),
                (None, _) => Err(IntakeError::MissingColumn { place: place.clone(), column: wanted.clone() }),
                (Some(_), Some(_)) => Err(IntakeError::TwoColumns { place: place.clone(), column: wanted.clone() }),
            }
        };
        columns.names().iter().map(position).collect()
    }

    /// The cells of one row, in the order of `positions`.
    pub(super) fn cells(&self, row: Result<Vec<u8>, u64>, positions: &[usize]) -> Result<Vec<Option<Cell>>, Reason> {
        let row = row.map_err(|max| Reason::TooLong { max })?;
        let row = String::from_utf8(row).map_err(|_| Reason::NotUtf8)?;
        let found: Vec<&str> = row.split('\t').collect();
        if found.len() != self.0.len() {
            return Err(Reason::Cells { found: found.len(), expected: self.0.len() });
        }
        let cell = |position: &usize| {
            let (text, (_, kind)) = found.get(*position).zip(self.0.get(*position))?;
            Some(self::cell(text, *kind))
        };
        Ok(positions.iter().map(cell).collect())
    }
}

fn cell(text: &str, kind: As) -> Cell {
    if text == "\\N" {
        return Cell::Null;
    }
    match kind {
        As::Text => Cell::Text(unescaped(text)),
        // A fraction is no identifier and no moment.
        As::Number if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => Cell::Number(text.to_owned()),
        As::Truth => Cell::Truth(text == "t"),
        As::Moment => moment(text).map_or(Cell::Other, Cell::Moment),
        As::Number | As::Nothing => Cell::Other,
    }
}

/// `2026-01-01 10:00:00.5+00`: in UTC, because the session asked for it. `infinity` is no moment.
fn moment(text: &str) -> Option<terms::Instant> {
    let (date, clock) = text.strip_suffix("+00")?.split_once(' ')?;
    parse_instant(&format!("{date}T{clock}Z")).ok()
}

/// Takes the escapes of COPY's text form out.
fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        plain.push(match letters.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('v') => '\u{b}',
            Some(other) => other,
            None => '\\',
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_copy_is_read_back() {
        assert_eq!(unescaped(r"a\tb\\n\nc"), "a\tb\\n\nc");
        assert_eq!(unescaped("plain é 🙂"), "plain é 🙂");
        assert_eq!(
            moment("2026-01-01 10:00:00+00").map(terms::format_instant).as_deref(),
            Some("2026-01-01T10:00:00Z")
        );
        assert_eq!(moment("infinity"), None);
        assert_eq!(moment("2026-01-01 10:00:00"), None);
    }

    #[test]
    fn a_line_over_the_bound_is_skipped_whole() {
        let mut lines = Lines::new("short\nmuch too long\nlast\n".as_bytes(), 8);
        let mut read = Vec::new();
        while let Some(line) = lines.next().expect("in memory") {
            read.push(line);
        }
        assert_eq!(read, [Ok(b"short".to_vec()), Err(8), Ok(b"last".to_vec())]);
    }
}
