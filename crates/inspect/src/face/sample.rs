//! Pixels at another scale. In: a picture. Out: maps for the nets, each number between minus one and one. Never: a pixel
//! outside of the picture taken from another place of it.

use super::net::Map;

/// A picture of three bytes a pixel.
#[derive(Clone, Copy)]
pub(super) struct Samples<'a> {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) rgb: &'a [u8],
}

impl Samples<'_> {
    /// The whole picture, so many times as large.
    pub(super) fn scaled(&self, scale: f32) -> Map {
        let side = |side: usize| ((side as f32 * scale).ceil() as usize).max(1);
        let (width, height) = (side(self.width), side(self.height));
        let (across, down) = (shares(self.width, width), shares(self.height, height));
        // First each row, then each column of what came out.
        let mut narrow = Vec::with_capacity(self.height * width * 3);
        for row in self.rgb.chunks_exact(self.width * 3) {
            for (first, parts) in &across {
                let mut sum = [0.0; 3];
                for (pixel, part) in row.chunks_exact(3).skip(*first).zip(parts) {
                    sum.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += f32::from(*sample) * part);
                }
                narrow.extend(sum);
            }
        }
        let mut values = Vec::with_capacity(width * height * 3);
        for (first, parts) in &down {
            let mut sums = vec![0.0; width * 3];
            for (row, part) in narrow.chunks_exact(width * 3).skip(*first).zip(parts) {
                sums.iter_mut().zip(row).for_each(|(sum, sample)| *sum += sample * part);
            }
            values.extend(sums.into_iter().map(normal));
        }
        Map { width, height, depth: 3, values }
    }

    /// A window of it, left, top, right and bottom, as a square of so many places; what lies outside is black.
    pub(super) fn window(&self, [left, top, right, bottom]: [f32; 4], side: usize) -> Map {
        let places = |from: f32, to: f32| {
            let step = (to - from) / side as f32;
            // So many looks at each place as it has pixels, but few enough to bound what a large window costs.
            let looks = (step.ceil() as usize).clamp(1, LOOKS_MAX);
            let place = move |place: usize| {
                (0..looks).map(move |look| from + (place as f32 + (look as f32 + 0.5) / looks as f32) * step - 0.5)
            };
            (0..side).map(|at| place(at).collect()).collect::<Vec<Vec<f32>>>()
        };
        let (across, down) = (places(left, right), places(top, bottom));
        let mut values = Vec::with_capacity(side * side * 3);
        for rows in &down {
            for columns in &across {
                let mut sum = [0.0; 3];
                for y in rows {
                    for x in columns {
                        sum.iter_mut().zip(self.between(*x, *y)).for_each(|(sum, sample)| *sum += sample);
                    }
                }
                let looks = (rows.len() * columns.len()) as f32;
                values.extend(sum.map(|sum| normal(sum / looks)));
            }
        }
        Map { width: side, height: side, depth: 3, values }
    }

    /// What lies between four pixels.
    fn between(&self, x: f32, y: f32) -> [f32; 3] {
        let (left, top) = (x.floor(), y.floor());
        let (right_part, bottom_part) = (x - left, y - top);
        let mut sum = [0.0; 3];
        for (row, down) in [(top, 1.0 - bottom_part), (top + 1.0, bottom_part)] {
            for (column, across) in [(left, 1.0 - right_part), (left + 1.0, right_part)] {
                let pixel = self.pixel(column, row);
                sum.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += sample * across * down);
            }
        }
        sum
    }

    fn pixel(&self, x: f32, y: f32) -> [f32; 3] {
        let is_inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
        let from = (y as usize * self.width + x as usize) * 3;
        match self.rgb.get(from..from + 3) {
            Some([red, green, blue]) if is_inside => [red, green, blue].map(|sample| f32::from(*sample)),
            _ => [0.0; 3],
        }
    }
}

/// Which places of a row make up each place of another, and by which parts: all that it covers, or, where it covers less than
/// one, what lies between two.
fn shares(from: usize, to: usize) -> Vec<(usize, Vec<f32>)> {
    let step = from as f32 / to as f32;
    let covered = |place: usize| {
        let (begin, end) = (place as f32 * step, ((place + 1) as f32 * step).min(from as f32));
        let first = (begin as usize).min(from - 1);
        let parts = (first..from).take_while(|at| (*at as f32) < end || *at == first);
        let parts = parts.map(|at| (end.min((at + 1) as f32) - begin.max(at as f32)).max(0.0) / (end - begin));
        (first, parts.collect())
    };
    let between = |place: usize| {
        let at = ((place as f32 + 0.5) * step - 0.5).clamp(0.0, (from - 1) as f32);
        let part = at - at.floor();
        (at as usize, vec![1.0 - part, part])
    };
    (0..to).map(|place| if step >= 1.0 { covered(place) } else { between(place) }).collect()
}

fn normal(sample: f32) -> f32 {
    (sample - 127.5) / 128.0
}

/// Looks along each side of a place.
const LOOKS_MAX: usize = 4;
