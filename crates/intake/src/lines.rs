//! Lines of text from a stream. In: bytes. Out: lines without their ends, each with its number, a byte order mark taken
//! off. Never: more of one line in memory than a record may have.

use crate::bounded::{Limits, read_failed};
use crate::{IntakeError, Place};
use std::io::{self, BufRead, BufReader, Read};

/// A stream of text whose first bytes were looked at.
pub(crate) type Text<R> = BufReader<io::Chain<io::Cursor<Vec<u8>>, R>>;

/// Takes off a UTF-8 byte order mark and refuses the marks of other encodings.
pub(crate) fn text<R: Read>(mut reader: R, place: &Place) -> Result<Text<R>, IntakeError> {
    let mut head = Vec::new();
    reader.by_ref().take(3).read_to_end(&mut head).map_err(|cause| read_failed(place.clone(), cause))?;
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Err(IntakeError::Encoding { place: place.clone(), found: "UTF-16" });
    }
    if head == [0xef, 0xbb, 0xbf] {
        head.clear();
    }
    Ok(BufReader::with_capacity(1 << 16, io::Cursor::new(head).chain(reader)))
}

/// Reads lines.
pub(crate) struct Lines<R> {
    reader: R,
    place: Place,
    number: u64,
    line: Vec<u8>,
    line_bytes_max: u64,
    pub(crate) bytes: u64,
}

/// One line.
pub(crate) enum Line<'a> {
    /// Its bytes, without the line's end.
    Whole(&'a [u8]),
    /// It was longer than the bound and was skipped.
    TooLong,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, place: Place, limits: &Limits) -> Self {
        Self { reader, place, number: 0, line: Vec::new(), line_bytes_max: limits.line_bytes_max, bytes: 0 }
    }

    /// The next line that is not blank, with its number.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Line<'_>)>, IntakeError> {
        loop {
            self.line.clear();
            let max = self.line_bytes_max + 2;
            let read = self.reader.by_ref().take(max).read_until(b'\n', &mut self.line);
            let count = read.map_err(|cause| read_failed(self.place.clone(), cause))?;
            self.bytes += count as u64;
            if count == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.line.last() != Some(&b'\n') && count as u64 == max {
                self.skip_line()?;
                return Ok(Some((self.number, Line::TooLong)));
            }
            if self.line.last() == Some(&b'\n') {
                self.line.pop();
            }
            if self.line.last() == Some(&b'\r') {
                self.line.pop();
            }
            if !self.line.iter().all(u8::is_ascii_whitespace) {
                // A second borrow, because the one in the condition would last as long as the answer.
                return Ok(Some((self.number, Line::Whole(&self.line))));
            }
        }
    }

    fn skip_line(&mut self) -> Result<(), IntakeError> {
        loop {
            let buffer = self.reader.fill_buf().map_err(|cause| read_failed(self.place.clone(), cause))?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(buffer.len(), |end| end + 1);
            self.reader.consume(count);
            self.bytes += count as u64;
            if end.is_some() {
                return Ok(());
            }
        }
    }
}
