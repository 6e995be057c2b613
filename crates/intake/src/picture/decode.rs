//! Decoding pictures. In: the bytes of a JPEG, PNG, WebP or GIF. Out: its first frame in 8 bits of red, green and
//! blue. Never: more memory than the bound on its pixels allows, or half a picture taken for a whole one.
//!
//! The decoders are those of the formats, each in safe mode: the crate that unites them turns on features below the query
//! engine, which would then be built twice.

use super::parts;
use gif::{ColorOutput, DecodeOptions, MemoryLimit};
use image_webp::WebPDecoder;
use std::io::Cursor;
use std::num::NonZeroU64;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_core::result::DecodingResult;
use zune_jpeg::JpegDecoder;
use zune_png::PngDecoder;

/// Why a picture could not be decoded. It counts as not readable then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Its data do not give a picture.
    #[error("the picture is cut off or broken; export it again")]
    Broken,
    /// Decoded it would take more memory than a picture of a camera does.
    #[error("the picture has more than {max} pixels; make it smaller")]
    TooLarge {
        /// The bound.
        max: u64,
    },
    /// A format that this build does not decode.
    #[error("the picture is of a type that this version cannot read; convert it to JPEG or PNG")]
    UnknownType,
}

/// A decoded picture.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Pixels {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Three bytes a pixel, row by row.
    pub(crate) rgb: Vec<u8>,
}

/// Decodes the first frame of a picture of at most `pixels_max` pixels.
pub(super) fn decode(media_type: &str, bytes: &[u8], pixels_max: u64) -> Result<Pixels, DecodeError> {
    let (width, height) = match media_type {
        "image/jpeg" | "image/png" | "image/webp" | "image/gif" => {
            parts::size(media_type, bytes).ok_or(DecodeError::Broken)?
        }
        _ => return Err(DecodeError::UnknownType),
    };
    let pixels = u64::from(width) * u64::from(height);
    if pixels > pixels_max {
        return Err(DecodeError::TooLarge { max: pixels_max });
    }
    if pixels == 0 {
        return Err(DecodeError::Broken);
    }
    // INVARIANT: on the machines this builds for, 32 bits are a size.
    let (Ok(width), Ok(height)) = (usize::try_from(width), usize::try_from(height)) else {
        return Err(DecodeError::Broken);
    };
    let frame = match media_type {
        "image/jpeg" => jpeg(bytes, width, height)?,
        "image/png" => png(bytes, width, height)?,
        "image/webp" => webp(bytes, width, height)?,
        _ => gif(bytes, width, height)?,
    };
    if frame.rgb.len() != width * height * 3 {
        return Err(DecodeError::Broken);
    }
    Ok(frame)
}

fn options(width: usize, height: usize) -> DecoderOptions {
    // What a header announces was compared with the bound; whatever the decoder finds beyond it is refused by these.
    let bytes_max = (width * 8 + 1).saturating_mul(height).saturating_add(1 << 16);
    DecoderOptions::new_safe()
        .set_max_width(width)
        .set_max_height(height)
        .set_strict_mode(false)
        .inflate_set_limit(bytes_max)
        .png_set_strip_to_8bit(true)
        .png_set_decode_animated(false)
        .jpeg_set_max_scans(SCANS_MAX)
        .jpeg_set_out_colorspace(ColorSpace::RGB)
}

fn jpeg(bytes: &[u8], width: usize, height: usize) -> Result<Pixels, DecodeError> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options(width, height));
    let rgb = decoder.decode().map_err(|_| DecodeError::Broken)?;
    match decoder.output_colorspace() {
        Some(ColorSpace::RGB) => Ok(Pixels { width, height, rgb }),
        Some(ColorSpace::Luma) => Ok(Pixels { width, height, rgb: opaque(&rgb, 1) }),
        _ => Err(DecodeError::Broken),
    }
}

fn png(bytes: &[u8], width: usize, height: usize) -> Result<Pixels, DecodeError> {
    let mut decoder = PngDecoder::new_with_options(ZCursor::new(bytes), options(width, height));
    let DecodingResult::U8(samples) = decoder.decode().map_err(|_| DecodeError::Broken)? else {
        return Err(DecodeError::Broken);
    };
    // As many samples a pixel as its kind has: grey, grey and alpha, colours, colours and alpha.
    let samples_each = samples.len() / (width * height);
    if !(1..=4).contains(&samples_each) {
        return Err(DecodeError::Broken);
    }
    Ok(Pixels { width, height, rgb: opaque(&samples, samples_each) })
}

fn webp(bytes: &[u8], width: usize, height: usize) -> Result<Pixels, DecodeError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| DecodeError::Broken)?;
    decoder.set_memory_limit(width * height * 16 + (1 << 20));
    let expected = (u32::try_from(width).ok(), u32::try_from(height).ok());
    let (found_width, found_height) = decoder.dimensions();
    if expected != (Some(found_width), Some(found_height)) {
        return Err(DecodeError::Broken);
    }
    let samples_each = if decoder.has_alpha() { 4 } else { 3 };
    let mut samples = vec![0; width * height * samples_each];
    decoder.read_image(&mut samples).map_err(|_| DecodeError::Broken)?;
    Ok(Pixels { width, height, rgb: opaque(&samples, samples_each) })
}

/// The first frame on a white ground.
fn gif(bytes: &[u8], width: usize, height: usize) -> Result<Pixels, DecodeError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    options.check_frame_consistency(true);
    let bytes_max = NonZeroU64::new((width * height * 4 + 1) as u64).ok_or(DecodeError::Broken)?;
    options.set_memory_limit(MemoryLimit::Bytes(bytes_max));
    let mut decoder = options.read_info(bytes).map_err(|_| DecodeError::Broken)?;
    let frame = decoder.read_next_frame().ok().flatten().ok_or(DecodeError::Broken)?;
    let mut rgb = vec![255; width * height * 3];
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let row_bytes = usize::from(frame.width).max(1) * 4;
    for (row, samples) in frame.buffer.chunks_exact(row_bytes).enumerate() {
        let from = ((top + row) * width + left) * 3;
        let drawn = opaque(samples, 4);
        let place = rgb.get_mut(from..from + drawn.len()).ok_or(DecodeError::Broken)?;
        place.copy_from_slice(&drawn);
    }
    Ok(Pixels { width, height, rgb })
}

/// Samples of 1 to 4 bytes a pixel as red, green and blue; what shows through is white.
fn opaque(samples: &[u8], samples_each: usize) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(samples.len() / samples_each * 3);
    for pixel in samples.chunks_exact(samples_each) {
        match *pixel {
            [grey] => rgb.extend([grey; 3]),
            [grey, alpha] => rgb.extend([over_white(grey, alpha); 3]),
            [red, green, blue] => rgb.extend([red, green, blue]),
            [red, green, blue, alpha] => rgb.extend([red, green, blue].map(|sample| over_white(sample, alpha))),
            _ => {}
        }
    }
    rgb
}

fn over_white(sample: u8, alpha: u8) -> u8 {
    let (sample, alpha) = (u32::from(sample), u32::from(alpha));
    // INVARIANT: a mean of two bytes is a byte.
    u8::try_from((sample * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

impl Pixels {
    fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        let from = (y * self.width + x) * 3;
        self.rgb.get(from..from + 3).and_then(|pixel| pixel.try_into().ok()).unwrap_or_default()
    }

    /// Turned as the orientation of EXIF says, 1 to 8.
    pub(super) fn upright(&self, orientation: u16) -> Self {
        let (width, height) = if orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) };
        let (right, bottom) = (self.width - 1, self.height - 1);
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = match orientation {
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (y, bottom - x),
                    7 => (right - y, bottom - x),
                    8 => (right - y, x),
                    _ => (x, y),
                };
                rgb.extend(self.pixel(from_x, from_y));
            }
        }
        Self { width, height, rgb }
    }

    /// A copy whose longer side has at most `side_max` pixels, each the mean of those that it stands for.
    pub(super) fn shrunk(&self, side_max: usize) -> Self {
        let longer = self.width.max(self.height);
        if longer <= side_max {
            return self.clone();
        }
        let scaled = |side: usize| (side * side_max / longer).max(1);
        let (width, height) = (scaled(self.width), scaled(self.height));
        let mut rgb = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            let rows = y * self.height / height..((y + 1) * self.height / height).max(y * self.height / height + 1);
            for x in 0..width {
                let from = x * self.width / width;
                let columns = from..((x + 1) * self.width / width).max(from + 1);
                rgb.extend(self.mean(columns, rows.clone()));
            }
        }
        Self { width, height, rgb }
    }

    fn mean(&self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> [u8; 3] {
        let count = (columns.len() * rows.len()) as u64;
        let mut sums = [0u64; 3];
        for y in rows {
            let row = self.rgb.get((y * self.width + columns.start) * 3..(y * self.width + columns.end) * 3);
            for pixel in row.unwrap_or_default().chunks_exact(3) {
                for (sum, sample) in sums.iter_mut().zip(pixel) {
                    *sum += u64::from(*sample);
                }
            }
        }
        // INVARIANT: a mean of bytes is a byte.
        sums.map(|sum| u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX))
    }
}

/// A progressive picture has some ten; each is a walk over the whole picture.
const SCANS_MAX: usize = 64;
