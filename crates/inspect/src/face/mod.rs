//! Where faces are in a picture. In: its pixels. Out: boxes. Never: a landmark, a template, an embedding, an age, or anything
//! else by which one person could be told from another [GDPR 4(14)].
//!
//! MTCNN in three small nets, see `model/README.md`; the head that would give eyes, nose and mouth is not even in the weights.
//! Sums and comparisons in one order, so each machine finds the same boxes, and no unsafe code meets a stranger's pixels.
//! HOLE: faces that look away, are covered or are smaller than twenty pixels are missed; `bench/inspect/faces.py` counts them.

mod net;
mod sample;

use net::{Net, Nets, Said};
use sample::Samples;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Where a face is, in pixels, and how sure that is. A box and nothing else: what it holds cannot tell one person from another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceBox {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The detector's own measure; no probability.
    pub score: f32,
}

impl FaceBox {
    /// The box with a margin for hair, ears and chin, which tell who somebody is too, as far as the picture goes.
    #[must_use]
    pub fn with_margin(self, width: u32, height: u32) -> Self {
        let side = |from: u32, length: u32, end: u32| {
            let margin = length * MARGIN_PERCENT / 100 + 1;
            let first = from.saturating_sub(margin);
            (first, (from + length + margin).min(end).saturating_sub(first))
        };
        let ((left, width), (top, height)) = (side(self.left, self.width, width), side(self.top, self.height, height));
        Self { left, top, width, height, ..self }
    }
}

/// Why a picture could not be looked at whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceError {
    /// It has no pixels, or another number of them than its size says.
    NotAPicture,
    /// It has more pixels than are looked at.
    TooLarge,
    /// More places look like a face than can be looked at again.
    TooMany,
}

impl std::fmt::Display for FaceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotAPicture => "the pixels are not those of a picture of this size; give three bytes a pixel",
            Self::TooLarge => "the picture has more pixels than are looked at; make it smaller",
            Self::TooMany => "too many places of the picture look like a face; leave it out",
        })
    }
}

impl std::error::Error for FaceError {}

/// Finds the faces in a picture of three bytes a pixel, red, green and blue, row by row.
///
/// What that costs is bounded: by the pixels, and by how many places may look like a face.
pub fn faces(width: u32, height: u32, rgb: &[u8]) -> Result<Vec<FaceBox>, FaceError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || rgb.len() as u64 != pixels * 3 {
        return Err(FaceError::NotAPicture);
    }
    if width.max(height) > SIDE_MAX {
        return Err(FaceError::TooLarge);
    }
    let samples = Samples { width: width as usize, height: height as usize, rgb };
    let proposed = propose(&samples)?;
    let refined = look_again(&samples, &nets().refine, 24, &proposed);
    let refined = squared(apart(refined, Overlap::OfBoth(0.7)), &samples);
    let found = look_again(&samples, &nets().output, 48, &refined);
    let mut boxes: Vec<FaceBox> =
        apart(found, Overlap::OfTheSmaller(0.7)).iter().filter_map(|window| window.boxed(width, height)).collect();
    boxes.sort_by_key(|face| (face.top, face.left, face.width, face.height));
    Ok(boxes)
}

/// A window that may show a face.
#[derive(Clone, Copy)]
struct Window {
    /// Left, top, right, bottom.
    sides: [f32; 4],
    score: f32,
    /// By how much its sides move, in parts of its size.
    moves: [f32; 4],
}

/// The first net over the picture at every scale at which a face of the smallest size or more fills a window.
fn propose(samples: &Samples<'_>) -> Result<Vec<Window>, FaceError> {
    let mut all = Vec::new();
    let mut scale = WINDOW / FACE_SIDE_MIN;
    while samples.width.min(samples.height) as f32 * scale >= WINDOW {
        let found = nets().propose.say(&samples.scaled(scale));
        let windows = found.into_iter().filter(|(.., said)| said.score >= SCORE_MIN).map(|(x, y, said)| {
            let side = |place: usize, to: f32| (2.0 * place as f32 + to) / scale;
            Window {
                sides: [side(x, 1.0), side(y, 1.0), side(x, WINDOW), side(y, WINDOW)],
                score: said.score,
                moves: said.moves,
            }
        });
        let windows: Vec<Window> = windows.collect();
        if windows.len() > PLACES_MAX {
            return Err(FaceError::TooMany);
        }
        all.extend(apart(windows, Overlap::OfBoth(0.5)));
        scale *= SCALE_STEP;
    }
    let all = if all.len() > PLACES_MAX { return Err(FaceError::TooMany) } else { apart(all, Overlap::OfBoth(0.7)) };
    if all.len() > WINDOWS_MAX {
        return Err(FaceError::TooMany);
    }
    Ok(squared(all, samples))
}

/// What the next net says of each window, without those that it takes for no face.
fn look_again(samples: &Samples<'_>, net: &Net, side: usize, windows: &[Window]) -> Vec<Window> {
    let look = |window: &Window| {
        let (_, _, Said { score, moves }) = net.say(&samples.window(window.sides, side)).into_iter().next()?;
        (score >= SCORE_MIN).then_some(Window { score, moves, ..*window })
    };
    windows.iter().filter_map(look).collect()
}

/// How much two windows may have in common.
#[derive(Clone, Copy)]
enum Overlap {
    OfBoth(f32),
    OfTheSmaller(f32),
}

/// The windows, surest first, without those that lie on a surer one.
fn apart(mut windows: Vec<Window>, most: Overlap) -> Vec<Window> {
    // Of two that are as sure the first in the picture, so that the order of the input does not matter.
    let key = |window: &Window| window.sides.map(f32::to_bits);
    windows.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| key(a).cmp(&key(b))));
    let mut kept: Vec<Window> = Vec::new();
    for window in windows {
        let lies_on = |other: &Window| match most {
            Overlap::OfBoth(most) => {
                window.common(other) > most * (window.area() + other.area() - window.common(other))
            }
            Overlap::OfTheSmaller(most) => window.common(other) > most * window.area().min(other.area()),
        };
        if !kept.iter().any(lies_on) {
            kept.push(window);
        }
    }
    kept
}

/// The windows moved as their net says, and then made square about their middle; without those that are nowhere.
fn squared(windows: Vec<Window>, samples: &Samples<'_>) -> Vec<Window> {
    let squared = |window: Window| {
        let [left, top, right, bottom] = window.moved().sides;
        let (wide, high) = (right - left, bottom - top);
        let side = wide.max(high);
        let (left, top) = (left + (wide - side) / 2.0, top + (high - side) / 2.0);
        let window = Window { sides: [left, top, left + side, top + side], ..window };
        let most = samples.width.max(samples.height) as f32 * 2.0;
        // What is not a number is not within either.
        let is_within = side >= 1.0 && side <= most && left.abs() <= most && top.abs() <= most;
        is_within.then_some(window)
    };
    windows.into_iter().filter_map(squared).collect()
}

impl Window {
    fn moved(self) -> Self {
        let [left, top, right, bottom] = self.sides;
        let [by_left, by_top, by_right, by_bottom] = self.moves;
        let (wide, high) = (right - left, bottom - top);
        let sides = [left + by_left * wide, top + by_top * high, right + by_right * wide, bottom + by_bottom * high];
        Self { sides, ..self }
    }

    fn area(&self) -> f32 {
        let [left, top, right, bottom] = self.sides;
        (right - left) * (bottom - top)
    }

    fn common(&self, other: &Self) -> f32 {
        let [left, top, right, bottom] = self.sides;
        let [their_left, their_top, their_right, their_bottom] = other.sides;
        (right.min(their_right) - left.max(their_left)).max(0.0)
            * (bottom.min(their_bottom) - top.max(their_top)).max(0.0)
    }

    /// As whole pixels of the picture; nothing where none of them is in it.
    fn boxed(&self, width: u32, height: u32) -> Option<FaceBox> {
        let [left, top, right, bottom] = self.moved().sides;
        let side = |from: f32, to: f32, end: u32| {
            // A cast keeps within the bounds of its type.
            let (first, last) = (from.floor().max(0.0) as u32, (to.ceil().max(0.0) as u32).min(end));
            last.checked_sub(first).filter(|length| *length > 0).map(|length| (first, length))
        };
        let ((left, wide), (top, high)) = (side(left, right, width)?, side(top, bottom, height)?);
        Some(FaceBox { left, top, width: wide, height: high, score: self.score })
    }
}

fn nets() -> &'static Nets {
    static NETS: OnceLock<Nets> = OnceLock::new();
    // The weights are a file of this crate, and its tests read them.
    NETS.get_or_init(|| Nets::read(WEIGHTS).expect("INVARIANT: the weights are those of the nets"))
}

/// The version of this detector: its weights and the constants below. It changes with each of them, because what an older
/// version looked at must be looked at again.
pub const FACES_VERSION: &str = "mtcnn-1";
static WEIGHTS: &[u8] = include_bytes!("../../model/faces.weights");
/// A picture with a longer side is made smaller before.
const SIDE_MAX: u32 = 1024;
/// Pixels; what is smaller is not found.
const FACE_SIDE_MIN: f32 = 20.0;
/// Of the first net.
const WINDOW: f32 = 12.0;
const SCALE_STEP: f32 = 0.709;
/// By how much a face must be likelier than none, as a difference of logarithms: not at all. A place that is masked for
/// nothing costs a few pixels, a face that is missed costs a person.
const SCORE_MIN: f32 = 0.0;
/// Places that look like a face to the first net, at one scale and in all.
const PLACES_MAX: usize = 8_000;
/// Windows that the second net looks at.
const WINDOWS_MAX: usize = 3_000;
const MARGIN_PERCENT: u32 = 30;

#[cfg(test)]
mod drawn;
#[cfg(test)]
mod tests;
