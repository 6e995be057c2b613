//! Lines of text from a stream. In: bytes. Out: lines without their ends, each with its number, a byte order mark taken
//! off. Never: more of one line in memory than a record may have.

use crate::bounded::{Limits, read_failed};
use crate::{IntakeError, Place};
use std::io::{self, BufReader, Read};

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

/// Reads lines. A line stands whole in one buffer, which grows to the longest line and no further than the bound.
pub(crate) struct Lines<R> {
    reader: R,
    place: Place,
    number: u64,
    buffer: Vec<u8>,
    // What was read and not yet handed out stands between these.
    from: usize,
    to: usize,
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

impl<R: Read> Lines<R> {
    pub(crate) fn new(reader: R, place: Place, limits: &Limits) -> Self {
        let (buffer, line_bytes_max) = (vec![0; BUFFER_BYTES], limits.line_bytes_max);
        Self { reader, place, number: 0, buffer, from: 0, to: 0, line_bytes_max, bytes: 0 }
    }

    /// The next line that is not blank, with its number.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Line<'_>)>, IntakeError> {
        loop {
            let Some(end) = self.find_end()? else { return Ok(None) };
            self.number += 1;
            let (from, until) = (self.from, end.until);
            self.from = end.next;
            self.bytes += (end.next - from) as u64;
            // A line and its end, as long as the bound allows.
            if (until - from) as u64 > self.line_bytes_max + 1 {
                if !end.is_whole {
                    self.skip_line()?;
                }
                return Ok(Some((self.number, Line::TooLong)));
            }
            let line = self.buffer.get(from..until).unwrap_or_default();
            if !line.iter().all(u8::is_ascii_whitespace) {
                // A second borrow, because the one in the condition would last as long as the answer.
                let line = self.buffer.get(from..until).unwrap_or_default();
                return Ok(Some((self.number, Line::Whole(line.strip_suffix(b"\r").unwrap_or(line)))));
            }
        }
    }

    /// Reads until a line ends in the buffer, the file ends, or the line is over the bound.
    fn find_end(&mut self) -> Result<Option<End>, IntakeError> {
        let mut looked = self.from;
        loop {
            let unseen = self.buffer.get(looked..self.to).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', unseen) {
                return Ok(Some(End { until: looked + at, next: looked + at + 1, is_whole: true }));
            }
            looked = self.to;
            if (self.to - self.from) as u64 > self.line_bytes_max + 1 {
                return Ok(Some(End { until: self.to, next: self.to, is_whole: false }));
            }
            if self.to == self.buffer.len() {
                looked -= self.make_room();
            }
            if self.fill()? == 0 {
                let end = End { until: self.to, next: self.to, is_whole: true };
                return Ok(Some(end).filter(|_| self.from < self.to));
            }
        }
    }

    /// Moves what is left to the front, and doubles a buffer that is full of one line; gives by how much it moved.
    fn make_room(&mut self) -> usize {
        let moved = self.from;
        if moved == 0 {
            let max = usize::try_from(self.line_bytes_max).unwrap_or(usize::MAX).saturating_add(BUFFER_BYTES);
            self.buffer.resize((self.buffer.len() * 2).min(max), 0);
        }
        self.buffer.copy_within(self.from..self.to, 0);
        (self.from, self.to) = (0, self.to - moved);
        moved
    }

    fn fill(&mut self) -> Result<usize, IntakeError> {
        let free = self.buffer.get_mut(self.to..).unwrap_or_default();
        let count = self.reader.read(free).map_err(|cause| read_failed(self.place.clone(), cause))?;
        self.to += count;
        Ok(count)
    }

    fn skip_line(&mut self) -> Result<(), IntakeError> {
        loop {
            (self.from, self.to) = (0, 0);
            if self.fill()? == 0 {
                return Ok(());
            }
            let end = memchr::memchr(b'\n', self.buffer.get(..self.to).unwrap_or_default());
            self.from = end.map_or(self.to, |end| end + 1);
            self.bytes += self.from as u64;
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// Where a line ends, where the next one begins, and whether its end was found.
struct End {
    until: usize,
    next: usize,
    is_whole: bool,
}

const BUFFER_BYTES: usize = 1 << 18;

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives the bytes in pieces of this many.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    /// Numbers and contents; no content where a line was too long.
    type Found = Vec<(u64, Option<Vec<u8>>)>;

    fn read(bytes: &[u8], piece: usize, max: u64) -> (Found, u64) {
        let limits = Limits { line_bytes_max: max, ..Limits::DEFAULT };
        let mut lines = Lines::new(Pieces(bytes, piece), Place::file(std::path::Path::new("a")), &limits);
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next().expect("readable") {
            found.push((number, if let Line::Whole(line) = line { Some(line.to_vec()) } else { None }));
        }
        (found, lines.bytes)
    }

    #[test]
    fn lines_are_those_of_the_file_however_its_bytes_come() {
        let long = vec![b'x'; 3 * BUFFER_BYTES];
        let bytes = [b"a\n\r\n  \nbb\r\n".as_slice(), &long, b"\nccc\n\n", &long, b"\nlast"].concat();
        let text = |text: &str| Some(text.as_bytes().to_vec());
        for piece in [1, 7, BUFFER_BYTES - 1, usize::MAX] {
            for max in [5, long.len() as u64, u64::MAX / 2] {
                let long = Some(long.clone()).filter(|_| max > 5);
                let expected = vec![
                    (1, text("a")),
                    (4, text("bb")),
                    (5, long.clone()),
                    (6, text("ccc")),
                    (8, long),
                    (9, text("last")),
                ];
                assert_eq!(read(&bytes, piece, max), (expected, bytes.len() as u64), "{piece} {max}");
            }
        }
        assert_eq!(read(b"", 1, 5), (Vec::new(), 0));
        assert_eq!(read(b"\n\n", 1, 5), (Vec::new(), 2));
        // The bound itself is allowed, with or without a carriage return.
        assert_eq!(read(b"12345\r\n123456\n", 3, 5).0, [(1, text("12345")), (2, text("123456"))]);
        assert_eq!(read(b"1234567\n1\n", 3, 5).0, [(1, None), (2, text("1"))]);
    }
}
