//! Small convolutional nets. In: a map of numbers, and the weights of three nets. Out: a map of what each net says of each
//! place. Never: an order of sums that depends on the machine, or anything kept of what passes through.

/// Numbers by row, column and channel.
#[derive(Clone)]
pub(super) struct Map {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) depth: usize,
    pub(super) values: Vec<f32>,
}

/// A convolution over whole places, with the slopes of what is below zero. A dense layer is one as large as its map.
struct Conv {
    side: usize,
    depth: usize,
    channels: usize,
    weights: Vec<f32>,
    biases: Vec<f32>,
    /// Empty: what is below zero stays so.
    slopes: Vec<f32>,
}

/// What comes after a convolution.
#[derive(Clone, Copy)]
enum Then {
    Nothing,
    /// The largest of so many places a side, at every second place; the last one may be cut.
    PoolCut(usize),
    /// The same, without what does not fill a window.
    PoolWhole(usize),
}

/// One net: whether a window shows a face, and by how much the window is to be moved.
pub(super) struct Net(Vec<(Conv, Then)>);

/// What a net says of one window: two measures of no face and of a face, and how its four sides move, in parts of its size.
pub(super) struct Said {
    pub(super) score: f32,
    pub(super) moves: [f32; 4],
}

/// The three nets in their order: over a whole picture in windows of 12, then for single windows of 24 and of 48.
pub(super) struct Nets {
    pub(super) propose: Net,
    pub(super) refine: Net,
    pub(super) output: Net,
}

impl Nets {
    /// Reads the weights that `model/faces.py` wrote; nothing where they are not as many as the nets have.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() % 2 == 1 {
            return None;
        }
        let mut numbers = bytes.as_chunks::<2>().0.iter().map(|pair| half(u16::from_le_bytes(*pair)));
        let mut conv = |side, depth, channels| Conv::read(&mut numbers, [side, depth, channels], true);
        let propose = [
            (conv(3, 3, 10)?, Then::PoolCut(2)),
            (conv(3, 10, 16)?, Then::Nothing),
            (conv(3, 16, 32)?, Then::Nothing),
            (Conv::read(&mut numbers, [1, 32, SAID], false)?, Then::Nothing),
        ];
        let mut conv = |side, depth, channels| Conv::read(&mut numbers, [side, depth, channels], true);
        let refine = [
            (conv(3, 3, 28)?, Then::PoolCut(3)),
            (conv(3, 28, 48)?, Then::PoolWhole(3)),
            (conv(2, 48, 64)?, Then::Nothing),
            (conv(3, 64, 128)?, Then::Nothing),
            (Conv::read(&mut numbers, [1, 128, SAID], false)?, Then::Nothing),
        ];
        let mut conv = |side, depth, channels| Conv::read(&mut numbers, [side, depth, channels], true);
        let output = [
            (conv(3, 3, 32)?, Then::PoolCut(3)),
            (conv(3, 32, 64)?, Then::PoolWhole(3)),
            (conv(3, 64, 64)?, Then::PoolCut(2)),
            (conv(2, 64, 128)?, Then::Nothing),
            (conv(3, 128, 256)?, Then::Nothing),
            (Conv::read(&mut numbers, [1, 256, SAID], false)?, Then::Nothing),
        ];
        let is_all = numbers.next().is_none();
        let [propose, refine, output] = [Net(propose.into()), Net(refine.into()), Net(output.into())];
        is_all.then_some(Self { propose, refine, output })
    }
}

impl Net {
    /// What it says of each window of the map, with the column and row of the window.
    pub(super) fn say(&self, map: &Map) -> Vec<(usize, usize, Said)> {
        let mut map = map.clone();
        for (conv, then) in &self.0 {
            map = conv.apply(&map);
            map = match *then {
                Then::Nothing => map,
                Then::PoolCut(side) => map.pooled(side, map.width.div_ceil(2), map.height.div_ceil(2)),
                Then::PoolWhole(side) => {
                    let places = |length: usize| (length + 2).saturating_sub(side) / 2;
                    map.pooled(side, places(map.width), places(map.height))
                }
            };
        }
        let width = map.width.max(1);
        let said = map.values.chunks_exact(SAID).enumerate().filter_map(|(place, said)| match *said {
            [none, face, left, top, right, bottom] => {
                let said = Said { score: face - none, moves: [left, top, right, bottom] };
                Some((place % width, place / width, said))
            }
            _ => None,
        });
        said.collect()
    }
}

impl Conv {
    fn read(
        numbers: &mut impl Iterator<Item = f32>,
        [side, depth, channels]: [usize; 3],
        has_slopes: bool,
    ) -> Option<Self> {
        let mut take = |count: usize| {
            let taken: Vec<f32> = numbers.by_ref().take(count).collect();
            (taken.len() == count).then_some(taken)
        };
        let weights = take(side * side * depth * channels)?;
        let biases = take(channels)?;
        let slopes = take(if has_slopes { channels } else { 0 })?;
        Some(Self { side, depth, channels, weights, biases, slopes })
    }

    fn apply(&self, map: &Map) -> Map {
        let places = |length: usize| (length + 1).saturating_sub(self.side);
        let (width, height) = (places(map.width), places(map.height));
        let mut values = vec![0.0; width * height * self.channels];
        let row = self.side * self.depth;
        for (place, out) in values.chunks_exact_mut(self.channels).enumerate() {
            let (x, y) = (place % width, place / width);
            out.copy_from_slice(&self.biases);
            // In one order: rows, columns, channels. Each channel out has a sum of its own, so nothing is added in halves.
            for (down, weights) in self.weights.chunks_exact(row * self.channels).enumerate() {
                let from = ((y + down) * map.width + x) * self.depth;
                let seen = map.values.get(from..from + row).unwrap_or_default();
                for (value, weights) in seen.iter().zip(weights.chunks_exact(self.channels)) {
                    for (sum, weight) in out.iter_mut().zip(weights) {
                        *sum += value * weight;
                    }
                }
            }
            for (sum, slope) in out.iter_mut().zip(&self.slopes) {
                if *sum < 0.0 {
                    *sum *= slope;
                }
            }
        }
        Map { width, height, depth: self.channels, values }
    }
}

impl Map {
    /// The largest of a window of so many places a side, at every second place.
    fn pooled(&self, side: usize, width: usize, height: usize) -> Self {
        let mut values = vec![f32::MIN; width * height * self.depth];
        for (place, out) in values.chunks_exact_mut(self.depth).enumerate() {
            let (x, y) = (place % width * 2, place / width * 2);
            for row in y..(y + side).min(self.height) {
                for column in x..(x + side).min(self.width) {
                    let from = (row * self.width + column) * self.depth;
                    let seen = self.values.get(from..from + self.depth).unwrap_or_default();
                    for (most, value) in out.iter_mut().zip(seen) {
                        *most = most.max(*value);
                    }
                }
            }
        }
        Self { width, height, depth: self.depth, values }
    }
}

/// A number of 16 bits, IEEE 754.
fn half(bits: u16) -> f32 {
    let (sign, exponent, fraction) = (u32::from(bits >> 15), u32::from(bits >> 10 & 31), u32::from(bits & 1023));
    match exponent {
        // Below the normal ones; each such number is a normal one of 32 bits.
        0 => (fraction as f32 / 16_777_216.0) * if sign == 1 { -1.0 } else { 1.0 },
        _ => f32::from_bits(sign << 31 | (exponent + 112) << 23 | fraction << 13),
    }
}

/// Two measures and four moves.
const SAID: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read() {
        for (bits, number) in [(0, 0.0), (0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (1, 5.960_464_5e-8)] {
            assert_eq!(half(bits).to_bits(), f32::to_bits(number), "{bits:x}");
        }
    }

    #[test]
    fn a_convolution_and_a_pool_are_what_is_computed_by_hand() {
        let map = |width, height, values: &[f32]| Map { width, height, depth: 1, values: values.to_vec() };
        let (weights, biases) = (vec![1.0, 2.0, 3.0, 4.0], vec![-40.0]);
        let conv = Conv { side: 2, depth: 1, channels: 1, weights, biases, slopes: vec![0.5] };
        let out = conv.apply(&map(3, 2, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
        // 1·1 + 2·2 + 3·4 + 4·5 − 40 = −3, of which half; 1·2 + 2·3 + 3·5 + 4·6 − 40 = 7.
        assert_eq!((out.width, out.height, out.values), (2, 1, vec![-1.5, 7.0]));
        let five = map(5, 1, &[1.0, 9.0, 2.0, 3.0, 4.0]);
        assert_eq!(five.pooled(3, 3, 1).values, [9.0, 4.0, 4.0], "the last window is cut");
        assert_eq!(five.pooled(3, 2, 1).values, [9.0, 4.0], "or left out");
    }

    #[test]
    fn weights_of_another_length_are_none() {
        let whole = super::super::WEIGHTS;
        assert!(Nets::read(whole).is_some());
        assert!(Nets::read(&whole[..whole.len() - 2]).is_none());
        assert!(Nets::read(&[whole, &[0, 0]].concat()).is_none());
    }
}
