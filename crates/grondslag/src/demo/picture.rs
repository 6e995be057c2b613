//! A drawn picture. In: a draw and, for some, a place. Out: a baseline JPEG, with or without an EXIF block that holds GPS
//! coordinates. Never: a photo of anything, or a place where somebody lives.
//!
//! Every block of 8 by 8 pixels has one colour, so only the first coefficient of each block is coded and neither a cosine
//! transform nor a dependency is needed.

use super::draw::Draw;

/// Blocks of 8 by 8 pixels, across and down.
const WIDTH: usize = 24;
const HEIGHT: usize = 16;

/// Whether the picture says where it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Unknown,
    /// In the Gulf of Guinea, some minutes from latitude and longitude 0, where there is only a buoy.
    NullIsland,
}

/// A landscape of a few colours: sky, sun, hills.
pub(super) fn landscape(draw: &mut Draw, place: Place) -> Vec<u8> {
    let (horizon, sun) = (draw.between(6, 10), draw.between(2, 20));
    let (day, field) = (draw.between(-20, 60), draw.between(-60, -10));
    let mut jpeg = vec![0xff, 0xd8];
    if place == Place::NullIsland {
        segment(&mut jpeg, 0xe1, &exif(draw));
    }
    tables(&mut jpeg);
    let mut bits = Bits::default();
    let mut last = [0; 3];
    for down in 0..i64::try_from(HEIGHT).unwrap_or(0) {
        for across in 0..i64::try_from(WIDTH).unwrap_or(0) {
            let hill = horizon + (across * 5 % 7 - 3) / 2;
            let is_sun = (across - sun).pow(2) + (down - 3).pow(2) < 5;
            // Luminance and the two chrominances of the first coefficient, in steps of the quantiser.
            let colour = match (is_sun, down < hill) {
                (true, _) => [100, -60, 30],
                (false, true) => [day + 20 - down, 40, -15],
                (false, false) => [field + down, -20, -20],
            };
            for (value, last) in colour.into_iter().zip(&mut last) {
                bits.coefficient(value - *last);
                *last = value;
            }
        }
    }
    jpeg.extend(bits.finish());
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

fn segment(jpeg: &mut Vec<u8>, marker: u8, body: &[u8]) {
    let length = u16::try_from(body.len() + 2).expect("INVARIANT: the segments of a drawn picture are short");
    jpeg.extend([0xff, marker]);
    jpeg.extend(length.to_be_bytes());
    jpeg.extend(body);
}

/// Quantiser, size, codes and the start of the scan.
fn tables(jpeg: &mut Vec<u8>) {
    let mut quantiser = vec![0];
    quantiser.extend([8; 64]);
    segment(jpeg, 0xdb, &quantiser);
    let pixels = |blocks: usize| u16::try_from(blocks * 8).unwrap_or(u16::MAX).to_be_bytes();
    let mut frame = vec![8];
    frame.extend(pixels(HEIGHT));
    frame.extend(pixels(WIDTH));
    frame.extend([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    segment(jpeg, 0xc0, &frame);
    // Twelve sizes of the first coefficient, each with a code of four bits; of the others only "all are zero", one bit.
    let mut first = vec![0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    first.extend(0..12);
    segment(jpeg, 0xc4, &first);
    segment(jpeg, 0xc4, &[0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    segment(jpeg, 0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
}

/// The bits of the scan.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// A first coefficient as the difference from the one before, and "all others are zero".
    fn coefficient(&mut self, difference: i64) {
        let size = 64 - difference.unsigned_abs().leading_zeros();
        self.push(u64::from(size), 4);
        let bits = if difference < 0 { difference + (1 << size) - 1 } else { difference };
        self.push(u64::try_from(bits).unwrap_or(0), size);
        self.push(0, 1);
    }

    fn push(&mut self, bits: u64, count: u32) {
        self.held = self.held << count | bits;
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            let [.., byte] = (self.held >> self.count).to_be_bytes();
            self.bytes.push(byte);
            if byte == 0xff {
                self.bytes.push(0);
            }
        }
        self.held &= (1 << self.count) - 1;
    }

    fn finish(mut self) -> Vec<u8> {
        // A scan is filled up with ones.
        self.push(0x7f, 7);
        self.bytes
    }
}

/// An EXIF block whose only content is a latitude and a longitude.
fn exif(draw: &mut Draw) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    // The first directory, at 8: one entry, where the GPS directory is.
    entry_count(&mut block, 1);
    entry(&mut block, 0x8825, 4, 1, 26);
    block.extend([0; 4]);
    // The GPS directory, at 26: version, and twice a reference with three fractions.
    entry_count(&mut block, 5);
    entry(&mut block, 0, 1, 4, 0x0203_0000);
    entry(&mut block, 1, 2, 2, u32::from(b'N') << 24);
    entry(&mut block, 2, 5, 3, 92);
    entry(&mut block, 3, 2, 2, u32::from(b'E') << 24);
    entry(&mut block, 4, 5, 3, 116);
    block.extend([0; 4]);
    for _ in 0..2 {
        let (minutes, seconds) = (draw.between(1, 20), draw.between(1, 59));
        for fraction in [0, minutes, seconds] {
            block.extend(u32::try_from(fraction).unwrap_or(0).to_be_bytes());
            block.extend(1_u32.to_be_bytes());
        }
    }
    block
}

fn entry_count(block: &mut Vec<u8>, count: u16) {
    block.extend(count.to_be_bytes());
}

fn entry(block: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32) {
    block.extend(tag.to_be_bytes());
    block.extend(kind.to_be_bytes());
    block.extend(count.to_be_bytes());
    block.extend(value.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stands_in_the_picture_only_where_it_was_asked_for() {
        let mut draw = Draw::new(1, "picture");
        let with = landscape(&mut draw, Place::NullIsland);
        let without = landscape(&mut draw, Place::Unknown);
        assert!(inspect::inspect_picture(&with).has_position());
        let found = inspect::inspect_picture(&without);
        assert!(found.findings.is_empty(), "{found:?}");
        for jpeg in [with, without] {
            assert!(jpeg.starts_with(&[0xff, 0xd8]) && jpeg.ends_with(&[0xff, 0xd9]));
        }
    }
}
