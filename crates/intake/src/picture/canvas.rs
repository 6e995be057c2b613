//! What a picture shows, as it may be shown to a model. In: the bytes of a picture. Out: its pixels, upright and bounded, and
//! a PNG of them and of nothing else. Never: a pixel that nobody could look at, or a metadatum of the original.
//!
//! What is looked at and what is handed on are the same pixels: a face that is too small to be found here is as small in what
//! a model sees, and what moves is its first frame alone.

use super::PictureHash;
use super::decode::{DecodeError, Pixels};
use super::frame::{png, shown};
use std::fmt;

/// The pixels of a picture whose longer side has at most 1,024 of them.
#[derive(Clone)]
pub struct Canvas {
    width: u32,
    height: u32,
    pixels: Pixels,
}

impl fmt::Debug for Canvas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Canvas({} by {})", self.width, self.height)
    }
}

impl Canvas {
    pub(super) fn of(media_type: &str, bytes: &[u8], pixels_max: u64) -> Result<Self, DecodeError> {
        let (_, pixels) = shown(media_type, bytes, pixels_max, SIDE_MAX)?;
        let side = |side: usize| u32::try_from(side).map_err(|_| DecodeError::Broken);
        Ok(Self { width: side(pixels.width)?, height: side(pixels.height)?, pixels })
    }

    /// Reads what [`Self::png`] wrote.
    pub fn read(png: &[u8]) -> Result<Self, DecodeError> {
        Self::of("image/png", png, (SIDE_MAX * SIDE_MAX) as u64)
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Three bytes a pixel, red, green and blue, row by row.
    pub fn rgb(&self) -> &[u8] {
        &self.pixels.rgb
    }

    /// Its perceptual hash.
    pub fn hash(&self) -> PictureHash {
        PictureHash::of(&self.pixels)
    }

    /// Puts one colour in the place of every pixel of a rectangle, as far as it lies in the picture: what was there can be
    /// computed from nothing that remains, as it could from a blur.
    pub fn fill(&mut self, left: u32, top: u32, width: u32, height: u32) {
        let [left, top, width, height] = [left, top, width, height].map(|side| side as usize);
        let right = left.saturating_add(width).min(self.pixels.width);
        let bottom = top.saturating_add(height).min(self.pixels.height);
        for row in top..bottom {
            let from = (row * self.pixels.width + left.min(right)) * 3;
            let to = (row * self.pixels.width + right) * 3;
            if let Some(samples) = self.pixels.rgb.get_mut(from..to) {
                samples.fill(FILL);
            }
        }
    }

    /// A PNG of these pixels. The same pixels give the same bytes.
    pub fn png(&self) -> Vec<u8> {
        png(&self.pixels)
    }
}

/// Enough to see a face by, and little enough to look at every pixel.
const SIDE_MAX: usize = 1024;
/// Middle grey.
const FILL: u8 = 128;
