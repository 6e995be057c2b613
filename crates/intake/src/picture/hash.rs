//! A hash that stays near itself when a picture is scaled, compressed again or slightly changed: PDQ as published by its
//! makers in 2019 ("The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm"). In: a decoded picture. Out:
//! 256 bits, and how much there is to see in it. Never: a template of a face; it tells that two pictures are one, not who is
//! in them.
//!
//! Only sums, products and comparisons, in a fixed order, so that each machine gives the same bits.

use super::decode::Pixels;
use std::fmt;

/// The perceptual hash of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureHash {
    /// The highest bits first, as the hash is written.
    bytes: [u8; 32],
    quality: u8,
}

impl PictureHash {
    /// The name and version of the algorithm; hashes of different ones cannot be compared.
    pub const ALGORITHM: &'static str = "pdq-1";
    /// Two hashes that differ in at most this many of their 256 bits are of one picture, as its makers advise.
    pub const DISTANCE_MAX: u32 = 31;
    /// Below this a picture shows too little for its hash to mean anything, as its makers advise.
    pub const QUALITY_MIN: u8 = 50;

    /// Reads the 64 digits that [`fmt::Display`] writes, with the quality that stands beside them.
    pub fn parse(digits: &str, quality: u8) -> Option<Self> {
        let mut bytes = [0; 32];
        if digits.len() != 64 || !digits.is_ascii() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self { bytes, quality })
    }

    /// How many bits differ, 0 to 256.
    pub fn distance(&self, other: &Self) -> u32 {
        self.bytes.iter().zip(other.bytes).map(|(ours, theirs)| (ours ^ theirs).count_ones()).sum()
    }

    /// Whether both are hashes of one picture. Where either shows too little the answer is no, and it means nothing.
    pub fn is_same_picture(&self, other: &Self) -> bool {
        self.quality.min(other.quality) >= Self::QUALITY_MIN && self.distance(other) <= Self::DISTANCE_MAX
    }

    /// How much there is to see, 0 to 100.
    pub fn quality(&self) -> u8 {
        self.quality
    }

    pub(super) fn of(pixels: &Pixels) -> Self {
        let small = pixels.shrunk(SIDE_MAX);
        let luma: Vec<f32> = small.rgb.chunks_exact(3).map(luma).collect();
        let grid = decimated(luma, small.width, small.height);
        let quality = quality(&grid);
        Self { bytes: bits(&transformed(&grid)), quality }
    }
}

impl fmt::Display for PictureHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn luma(pixel: &[u8]) -> f32 {
    match *pixel {
        [red, green, blue] => 0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue),
        _ => 0.0,
    }
}

/// Smoothed twice in each direction by boxes as wide as the grid is coarse, then read at the middle of each of its cells.
fn decimated(mut luma: Vec<f32>, width: usize, height: usize) -> Vec<f32> {
    let window = |side: usize| side.div_ceil(2 * GRID);
    let mut turned = vec![0.0; luma.len()];
    for _ in 0..2 {
        for (from, to) in luma.chunks_exact(width).zip(turned.chunks_exact_mut(width)) {
            smooth(from, to, window(width));
        }
        let columns = transposed(&turned, width);
        let mut smoothed = vec![0.0; columns.len()];
        for (from, to) in columns.chunks_exact(height).zip(smoothed.chunks_exact_mut(height)) {
            smooth(from, to, window(height));
        }
        luma = transposed(&smoothed, height);
    }
    let at = |cell: usize, side: usize| (2 * cell + 1) * side / (2 * GRID);
    let cells = (0..GRID * GRID).map(|cell| at(cell / GRID, height) * width + at(cell % GRID, width));
    cells.map(|place| luma.get(place).copied().unwrap_or_default()).collect()
}

fn transposed(values: &[f32], width: usize) -> Vec<f32> {
    let columns = (0..width).flat_map(|x| values.iter().skip(x).step_by(width));
    columns.copied().collect()
}

/// Each value becomes the mean of those that a window around it holds; at the ends the window is cut.
fn smooth(from: &[f32], to: &mut [f32], window: usize) {
    let behind = window.div_ceil(2);
    let ahead = window - behind;
    let (mut sum, mut count) = (0.0f32, 0.0f32);
    // The value that comes into the window when it moves by one, and the one that leaves it.
    let mut coming = from.iter();
    for value in coming.by_ref().take(ahead) {
        sum += value;
        count += 1.0;
    }
    let mut leaving = from.iter();
    for (place, mean) in to.iter_mut().enumerate() {
        if let Some(value) = coming.next() {
            sum += value;
            count += 1.0;
        }
        if place >= behind
            && let Some(value) = leaving.next()
        {
            sum -= value;
            count -= 1.0;
        }
        *mean = sum / count.max(1.0);
    }
}

/// Steps between neighbours, in hundredths, added up.
fn quality(grid: &[f32]) -> u8 {
    let cell = |row: usize, column: usize| grid.get(row * GRID + column).copied().unwrap_or_default();
    // Cut to a whole number, as the makers do.
    let step = |one: f32, other: f32| u64::from(((one - other).abs() * 100.0 / 255.0) as u32);
    let mut sum = 0;
    for row in 0..GRID {
        for column in 0..GRID {
            if row + 1 < GRID {
                sum += step(cell(row, column), cell(row + 1, column));
            }
            if column + 1 < GRID {
                sum += step(cell(row, column), cell(row, column + 1));
            }
        }
    }
    u8::try_from((sum / 90).min(100)).unwrap_or(100)
}

/// The 16 by 16 lowest frequencies but the constant ones, of the cosine transform.
fn transformed(grid: &[f32]) -> Vec<f32> {
    let waves = waves();
    let rows = waves.chunks_exact(GRID);
    let mut half = Vec::with_capacity(FREQUENCIES * GRID);
    for wave in rows.clone() {
        for column in 0..GRID {
            let values = grid.iter().skip(column).step_by(GRID);
            half.push(wave.iter().zip(values).fold(0.0, |sum: f32, (wave, value)| sum + wave * value));
        }
    }
    let mut all = Vec::with_capacity(FREQUENCIES * FREQUENCIES);
    for row in half.chunks_exact(GRID) {
        for wave in rows.clone() {
            all.push(row.iter().zip(wave).fold(0.0, |sum: f32, (value, wave)| sum + value * wave));
        }
    }
    all
}

/// `sqrt(2/64) · cos(π/128 · (i + 1)(2j + 1))` for each frequency `i` and place `j`.
fn waves() -> Vec<f32> {
    // Platforms differ in their cosines, so each is made from the first one: cos((k+1)x) = 2 cos(x) cos(kx) − cos((k−1)x).
    let mut cosines = vec![1.0, COS_PI_128];
    while cosines.len() < 256 {
        let [.., before, last] = cosines.as_slice() else { break };
        let next = 2.0 * COS_PI_128 * last - before;
        cosines.push(next);
    }
    let scale = 0.176_776_695_296_636_9;
    let places = (0..FREQUENCIES * GRID).map(|index| (index / GRID + 1) * (2 * (index % GRID) + 1) % 256);
    places.map(|place| (cosines.get(place).copied().unwrap_or_default() * scale) as f32).collect()
}

/// A bit for each frequency: whether it is above the middle one. The first frequency is the lowest bit.
fn bits(frequencies: &[f32]) -> [u8; 32] {
    let mut sorted = frequencies.to_vec();
    sorted.sort_by(f32::total_cmp);
    // Of an even number the lower of the two in the middle, as the makers' selection gives.
    let median = sorted.get((sorted.len() - 1) / 2).copied().unwrap_or_default();
    let mut bytes = [0u8; 32];
    for (index, frequency) in frequencies.iter().enumerate() {
        if *frequency > median
            && let Some(byte) = bytes.get_mut(31 - index / 8)
        {
            *byte |= 1 << (index % 8);
        }
    }
    bytes
}

const GRID: usize = 64;
const FREQUENCIES: usize = 16;
/// What is larger is scaled down before, as the makers do.
const SIDE_MAX: usize = 512;
const COS_PI_128: f64 = 0.999_698_818_696_204_2;
