//! What a picture shows, kept small. In: the bytes of a picture. Out: its perceptual hash and a thumbnail without metadata.
//! Never: the picture at its full size kept in memory, or a metadatum of the original in the thumbnail.

use super::decode::{DecodeError, Pixels, decode};
use super::{PictureHash, strip};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt;
use std::io::Write as _;

/// A decoded picture, scaled down so that its longer side has at most 512 pixels.
pub struct Frame {
    width: u32,
    height: u32,
    pixels: Pixels,
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({} by {})", self.width, self.height)
    }
}

impl Frame {
    pub(super) fn of(media_type: &str, bytes: &[u8], pixels_max: u64) -> Result<Self, DecodeError> {
        let ((width, height), pixels) = shown(media_type, bytes, pixels_max, SIDE_MAX)?;
        Ok(Self { width, height, pixels })
    }

    /// Width and height of the original as it is shown, turned upright.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Its perceptual hash.
    pub fn hash(&self) -> PictureHash {
        PictureHash::of(&self.pixels)
    }

    /// A PNG whose longer side has at most `side_max` pixels, and never more than 512. The same picture gives the same bytes.
    pub fn thumbnail(&self, side_max: u16) -> Vec<u8> {
        png(&self.pixels.shrunk(usize::from(side_max.max(1))))
    }
}

/// Width and height of a picture as it is shown, turned upright, and its pixels, of which the longer side has at most so many.
pub(super) fn shown(
    media_type: &str,
    bytes: &[u8],
    pixels_max: u64,
    side_max: usize,
) -> Result<((u32, u32), Pixels), DecodeError> {
    let whole = decode(media_type, bytes, pixels_max)?;
    let side = |side: usize| u32::try_from(side).map_err(|_| DecodeError::Broken);
    let (width, height) = (side(whole.width)?, side(whole.height)?);
    let pixels = whole.shrunk(side_max);
    drop(whole);
    Ok(match strip::shown_orientation(media_type, bytes) {
        Some(orientation) => {
            let size = if orientation >= 5 { (height, width) } else { (width, height) };
            (size, pixels.upright(orientation))
        }
        None => ((width, height), pixels),
    })
}

/// A PNG of 8 bits of red, green and blue, with nothing beside what it shows.
pub(super) fn png(pixels: &Pixels) -> Vec<u8> {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    for row in pixels.rgb.chunks_exact(pixels.width * 3) {
        // INVARIANT: writing into memory cannot fail.
        zlib.write_all(&[0]).and_then(|()| zlib.write_all(row)).expect("INVARIANT: memory takes bytes");
    }
    let data = zlib.finish().expect("INVARIANT: memory takes bytes");
    let side = |side: usize| u32::try_from(side).expect("INVARIANT: what is written has at most 1,024 pixels a side");
    let [width, height] = [side(pixels.width), side(pixels.height)].map(u32::to_be_bytes);
    let head = [width.as_slice(), &height, &[8, 2, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", head.as_slice()), (b"IDAT", data.as_slice()), (b"IEND", b"".as_slice())] {
        let length = u32::try_from(content.len()).expect("INVARIANT: what is written is small");
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(content);
        out.extend(length.to_be_bytes());
        out.extend(name);
        out.extend(content);
        out.extend(crc.sum().to_be_bytes());
    }
    out
}

/// Enough for the hash, for a look, and for whoever draws boxes.
const SIDE_MAX: usize = 512;
