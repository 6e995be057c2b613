//! CAR, version 1: blocks behind each other, each with its name. In: a stream. Out: its roots, then one block after the
//! other. Never: a block whose bytes are not those that its name stands for, or a cut file taken for a whole one.

use super::cbor::{self, Cid, Hash, Malformed, Value};
use crate::bounded::read_failed;
use crate::{IntakeError, Place, Position};
use std::io::{BufReader, Read};
use terms::Digest;

/// The blocks of one file.
pub(crate) struct Blocks<'a> {
    reader: BufReader<&'a mut dyn Read>,
    place: Place,
    number: u64,
    /// The names of the blocks at which one begins to read.
    pub(crate) roots: Vec<Cid>,
}

/// One block.
pub(crate) struct Block {
    pub(crate) cid: Cid,
    pub(crate) bytes: Vec<u8>,
    /// False where its digest is made by another function than the one of the AT protocol, so that it stays unchecked.
    pub(crate) is_checked: bool,
    /// Where it stands.
    pub(crate) place: Place,
}

/// Whether a file that begins with `head` is a CAR.
pub(crate) fn is_car(head: &[u8]) -> bool {
    let mut rest = head;
    let is_header = cbor::varint(&mut rest).is_ok_and(|length| (1..=HEADER_BYTES_MAX).contains(&length));
    // A map of two with the key `roots`, or of one with the key `version`, as version 2 writes it.
    is_header && (rest.starts_with(b"\xa2\x65roots") || rest.starts_with(b"\xa2\x67version") || is_version_two(rest))
}

fn is_version_two(header: &[u8]) -> bool {
    header.starts_with(b"\xa1\x67version\x02")
}

impl<'a> Blocks<'a> {
    /// Reads the header.
    pub(crate) fn open(reader: &'a mut dyn Read, place: &Place) -> Result<Self, IntakeError> {
        let mut blocks = Self {
            reader: BufReader::with_capacity(1 << 16, reader),
            place: place.clone(),
            number: 0,
            roots: Vec::new(),
        };
        let length = blocks.length(HEADER_BYTES_MAX)?.ok_or(IntakeError::Empty { path: place.path.to_path_buf() })?;
        let header = blocks.take(length)?;
        if is_version_two(&header) {
            return Err(blocks.broken("it is a CAR of version 2; export version 1, which is what `getRepo` gives"));
        }
        let header = cbor::read(&header).map_err(|Malformed(_)| blocks.broken("its header is no header of a CAR"))?;
        if header.get("version") != Some(&Value::Number(1)) {
            return Err(blocks.broken("it is a CAR of a version that is not known"));
        }
        blocks.roots = header
            .get("roots")
            .map(Value::items)
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_link)
            .cloned()
            .collect();
        Ok(blocks)
    }

    /// The next block.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, IntakeError> {
        self.number += 1;
        let Some(length) = self.length(BLOCK_BYTES_MAX)? else { return Ok(None) };
        let mut bytes = self.take(length)?;
        let (cid, end) = Cid::read(&bytes).map_err(|Malformed(what)| self.broken(what))?;
        let bytes = bytes.split_off(end.min(bytes.len()));
        let is_checked = match cid.hash() {
            Hash::Sha256(digest) if digest == Digest::of(&bytes).as_bytes() => true,
            Hash::Sha256(_) => return Err(self.broken("a block does not hold the bytes that its name stands for")),
            Hash::Other => false,
        };
        let place = self.place.clone().at(Position::Item(self.number));
        Ok(Some(Block { cid, bytes, is_checked, place }))
    }

    /// The length of what comes, or nothing at the end of the file.
    fn length(&mut self, max: u64) -> Result<Option<u64>, IntakeError> {
        let mut number = Vec::new();
        loop {
            let mut byte = [0];
            let count = self.reader.read(&mut byte).map_err(|cause| read_failed(self.place.clone(), cause))?;
            if count == 0 && number.is_empty() {
                return Ok(None);
            }
            if count == 0 {
                return Err(IntakeError::Truncated { place: self.at() });
            }
            number.extend(byte);
            let [byte] = byte;
            if byte & 0x80 == 0 || number.len() > NUMBER_BYTES_MAX {
                break;
            }
        }
        let length = cbor::varint(&mut number.as_slice()).map_err(|Malformed(what)| self.broken(what))?;
        if length > max {
            return Err(IntakeError::OverLimit { place: self.at(), max, unit: "bytes in one block" });
        }
        Ok(Some(length))
    }

    fn take(&mut self, length: u64) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(length).read_to_end(&mut bytes);
        let count = read.map_err(|cause| read_failed(self.place.clone(), cause))?;
        if (count as u64) < length {
            return Err(IntakeError::Truncated { place: self.at() });
        }
        Ok(bytes)
    }

    fn at(&self) -> Place {
        if self.number == 0 { self.place.clone() } else { self.place.clone().at(Position::Item(self.number)) }
    }

    pub(crate) fn broken(&self, what: &'static str) -> IntakeError {
        IntakeError::Broken { place: self.at(), what }
    }
}

/// A header names a version and a root or two.
const HEADER_BYTES_MAX: u64 = 64 << 10;
/// The protocol bounds a block at one mebibyte; older servers let more pass.
const BLOCK_BYTES_MAX: u64 = 4 << 20;
const NUMBER_BYTES_MAX: usize = 9;
