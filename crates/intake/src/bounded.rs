//! Bounds against input that is made to exhaust memory or disk. In: a reader of outside bytes. Out: the same bytes, or an
//! error that names the bound. Never: an allocation whose size the input alone decides.

use crate::{IntakeError, Place};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read};

/// How much outside input may ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Members of one package.
    pub members_max: u64,
    /// Bytes that one decompressed stream may give before its ratio is looked at.
    pub free_bytes: u64,
    /// Decompressed bytes for each byte on disk after that. Real exports stay under 50; a bomb goes to 1,000 and more.
    pub ratio_max: u64,
    /// Bytes of one line or CSV row.
    pub line_bytes_max: u64,
    /// Bytes of one picture.
    pub picture_bytes_max: u64,
}

impl Limits {
    pub(crate) const DEFAULT: Self = Self {
        members_max: 1_000_000,
        free_bytes: 64 << 20,
        ratio_max: 200,
        line_bytes_max: 16 << 20,
        picture_bytes_max: 64 << 20,
    };

    /// What a stream that is `stored` bytes long on disk may give.
    pub(crate) fn stream_bytes_max(&self, stored: u64) -> u64 {
        self.free_bytes.saturating_add(self.ratio_max.saturating_mul(stored))
    }
}

/// A bound was reached inside a reader.
#[derive(Debug, thiserror::Error)]
#[error("more than {max} bytes")]
pub(crate) struct OverBytes {
    pub max: u64,
}

/// A reader that ends with an error after `max` bytes, where `Read::take` would end as if all were well.
pub(crate) struct Bounded<R> {
    inner: R,
    read: u64,
    max: u64,
}

impl<R: Read> Bounded<R> {
    pub(crate) fn new(inner: R, max: u64) -> Self {
        Self { inner, read: 0, max }
    }

    /// How many more bytes it would give.
    pub(crate) fn left(&self) -> u64 {
        self.max.saturating_sub(self.read)
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read = self.read.saturating_add(count as u64);
        if self.read > self.max {
            return Err(io::Error::other(OverBytes { max: self.max }));
        }
        Ok(count)
    }
}

/// A reader that counts.
pub(crate) struct Counted<'a, R> {
    pub inner: R,
    pub count: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        *self.count = self.count.saturating_add(count as u64);
        Ok(count)
    }
}

/// The error of a place at which reading failed.
pub(crate) fn read_failed(place: Place, cause: io::Error) -> IntakeError {
    if let Some(over) = cause.get_ref().and_then(|inner| inner.downcast_ref::<OverBytes>()) {
        return IntakeError::OverLimit { place, max: over.max, unit: "bytes when decompressed" };
    }
    match cause.kind() {
        io::ErrorKind::UnexpectedEof => IntakeError::Truncated { place },
        // What decompressors and archive readers say about bytes that are not theirs.
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            IntakeError::Broken { place, what: "its compressed bytes do not add up" }
        }
        _ => IntakeError::Read { place, cause },
    }
}

/// 128 bits of an identifier. Two identifiers collide by accident once in 2^64 sources of billions of records.
pub(crate) fn fingerprint(domain: &str, id: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write(domain.as_bytes());
        hasher.write_u8(0xff);
        hasher.write(id.as_bytes());
        u128::from(hasher.finish())
    };
    (half(0) << 64) | half(1)
}
