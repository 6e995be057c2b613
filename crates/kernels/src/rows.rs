//! Sums over rows of numbers. In: slices. Out: inner products, sums and shares, in sixteen chains that are added up by halves,
//! so that the order depends on the length only. Never: a sum in the order in which threads finish.
#![expect(clippy::indexing_slicing, reason = "kernels: every length is fixed by the shape that the caller allocates")]
#![expect(
    clippy::disallowed_methods,
    reason = "a product is fused with its sum here on every processor, and nowhere else"
)]

use crate::math::exp;
use std::ops::AddAssign;

/// Chains of a sum.
pub const LANES: usize = 16;

/// Sums sixteen lanes by halves.
#[inline(always)]
pub fn fold<T: Copy + AddAssign>(mut lanes: [T; LANES]) -> T {
    for width in [8, 4, 2, 1] {
        for lane in 0..width {
            let other = lanes[lane + width];
            lanes[lane] += other;
        }
    }
    lanes[0]
}

/// The inner product, in sixteen chains and a tail.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a_lanes, a_rest) = a.as_chunks::<LANES>();
    let (b_lanes, b_rest) = b.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for (a, b) in a_lanes.iter().zip(b_lanes) {
        for lane in 0..LANES {
            lanes[lane] = a[lane].mul_add(b[lane], lanes[lane]);
        }
    }
    let mut sum = fold(lanes);
    for (a, b) in a_rest.iter().zip(b_rest) {
        sum = a.mul_add(*b, sum);
    }
    sum
}

/// The sum of the squares, in double precision, in which each of them is exact; in sixteen chains and a tail.
#[inline(always)]
pub fn squares(xs: &[f32]) -> f64 {
    let (chunks, rest) = xs.as_chunks::<LANES>();
    let square = |x: f32| f64::from(x) * f64::from(x);
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] += square(chunk[lane]);
        }
    }
    rest.iter().fold(fold(lanes), |sum, x| sum + square(*x))
}

/// One element of each of sixteen vectors.
pub type Column = [f32; LANES];

/// Sixteen vectors of every `stride`-th row as columns, the last ones padded with zeros.
#[inline(always)]
pub fn columns_of(columns: &mut Vec<Column>, rows: &[f32], stride: usize, start: usize, length: usize) {
    let count = rows.len() / stride;
    columns.clear();
    columns.resize(count.div_ceil(LANES) * length, [0.0; LANES]);
    for (block, rows) in columns.chunks_exact_mut(length).zip(rows.chunks(LANES * stride)) {
        for (lane, row) in rows.chunks_exact(stride).enumerate() {
            for (column, value) in block.iter_mut().zip(&row[start..start + length]) {
                column[lane] = *value;
            }
        }
    }
}

/// Inner products of one vector with sixteen others at once: the bits of [`dot`] with each, for each chain of `dot` becomes a
/// chain of columns here, and they are added up by the same halves.
#[inline(always)]
pub fn dots(a: &[f32], columns: &[Column]) -> Column {
    plus(eight(a, columns, 0), eight(a, columns, 1))
}

/// The sum of the eight chains that [`fold`] has in lane `first` before its last halving.
#[inline(always)]
fn eight(a: &[f32], columns: &[Column], first: usize) -> Column {
    plus(four(a, columns, first), four(a, columns, first + 2))
}

#[inline(always)]
fn four(a: &[f32], columns: &[Column], first: usize) -> Column {
    plus(two(a, columns, first), two(a, columns, first + 4))
}

#[inline(always)]
fn two(a: &[f32], columns: &[Column], first: usize) -> Column {
    plus(chain(a, columns, first), chain(a, columns, first + 8))
}

#[inline(always)]
fn chain(a: &[f32], columns: &[Column], first: usize) -> Column {
    let mut sums = [0.0; LANES];
    for (a, columns) in a.as_chunks::<LANES>().0.iter().zip(columns.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            sums[lane] = a[first].mul_add(columns[first][lane], sums[lane]);
        }
    }
    sums
}

#[inline(always)]
fn plus(mut one: Column, other: Column) -> Column {
    for lane in 0..LANES {
        one[lane] += other[lane];
    }
    one
}

/// `out += factor * row` for each pair in their order, `N` elements of `out` in registers at a time.
#[inline(always)]
pub fn add_all<'x, const N: usize>(out: &mut [f32], terms: impl Iterator<Item = (f32, &'x [f32])> + Clone) {
    let (parts, rest) = out.as_chunks_mut::<N>();
    let taken = parts.len() * N;
    for (part, out) in parts.iter_mut().enumerate() {
        let mut sums = *out;
        for (factor, row) in terms.clone() {
            let Some(row) = row.as_chunks::<N>().0.get(part) else { break };
            for at in 0..N {
                sums[at] = factor.mul_add(row[at], sums[at]);
            }
        }
        *out = sums;
    }
    if !rest.is_empty() {
        for (factor, row) in terms {
            add_scaled(rest, factor, &row[taken..]);
        }
    }
}

/// The sum, in sixteen chains and a tail.
#[inline(always)]
pub fn sum(xs: &[f32]) -> f32 {
    let (chunks, rest) = xs.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] += chunk[lane];
        }
    }
    rest.iter().fold(fold(lanes), |sum, x| sum + x)
}

/// The greatest value; finite input.
#[inline(always)]
pub fn greatest(xs: &[f32]) -> f32 {
    let (chunks, rest) = xs.as_chunks::<LANES>();
    let mut lanes = [f32::MIN; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] = if chunk[lane] > lanes[lane] { chunk[lane] } else { lanes[lane] };
        }
    }
    lanes.iter().chain(rest).fold(f32::MIN, |most, x| if *x > most { *x } else { most })
}

/// `out += factor * x`.
#[inline(always)]
pub fn add_scaled(out: &mut [f32], factor: f32, x: &[f32]) {
    for (out, x) in out.iter_mut().zip(x) {
        *out = factor.mul_add(*x, *out);
    }
}

/// Turns scores into probabilities in place and returns the greatest score and the sum of the exponentials.
#[inline(always)]
pub fn softmax(scores: &mut [f32]) -> (f32, f32) {
    let most = greatest(scores);
    for score in scores.iter_mut() {
        *score = exp(*score - most);
    }
    let total = sum(scores);
    let inverse = 1.0 / total;
    for score in scores.iter_mut() {
        *score *= inverse;
    }
    (most, total)
}

/// Inner products of one vector with as many others as there is room for.
#[inline(always)]
pub fn products(out: &mut [f32], a: &[f32], columns: &[Column]) {
    for (out, columns) in out.chunks_mut(LANES).zip(columns.chunks_exact(a.len())) {
        out.copy_from_slice(&dots(a, columns)[..out.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Dice;

    #[test]
    fn squares_are_summed_so_that_nothing_is_lost_beside_a_great_one() {
        let mut dice = Dice::new(6);
        for length in [1, 16, 40, 576] {
            let mut row: Vec<f32> = (0..length).map(|_| dice.unit() - 0.5).collect();
            row[length / 2] = 25_000.0;
            // Above a great one there are 23 bits for the others, which hold them; in single precision there are none.
            let others: f64 = row.iter().filter(|x| **x < 1.0).map(|x| f64::from(*x) * f64::from(*x)).sum();
            assert!((squares(&row) - 25_000.0 * 25_000.0 - others).abs() < 1e-5, "{length}");
        }
    }
}
