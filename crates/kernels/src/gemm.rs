//! Matrix products in one canonical order. In: row-major matrices. Out: products of which every element is a chain of
//! `a * b + c` over k in ascending order, each rounded once (IEEE 754 fusedMultiplyAdd), so that its bits depend on neither
//! tile, thread nor processor. What a network reads through a long row is cut into a chain each 64, and their sums are added
//! in their order. Never: a sum that is cut by anything but its length, or a product that is rounded before it is added.
#![expect(clippy::indexing_slicing, reason = "kernels: every length is fixed by the shape and asserted at the door")]
#![expect(
    clippy::disallowed_methods,
    reason = "a product is fused with its sum here on every processor, and nowhere else"
)]

use pulp::NullaryFnOnce;
use rayon::prelude::*;

/// Rows of a tile: 6 x 16 accumulators fill twelve of the sixteen AVX2 registers.
pub const ROWS: usize = 6;
/// Columns of a tile.
pub const COLS: usize = 16;

/// A left factor, in blocks of [`ROWS`] rows: `[block][k][row]`, the last block padded with zeros.
pub type Left = Vec<[f32; ROWS]>;
/// A right factor, in panels of [`COLS`] columns: `[panel][k][column]`.
pub type Right = Vec<[f32; COLS]>;

/// A longer chain is cut where a network reads: the one number in a thousand that dwarfs the others would round all that are
/// added after it.
const LONG: usize = 512;
/// What a longer chain is cut into.
const PART: usize = 64;

/// The length of the chains that a sum over so many is cut into.
#[inline(always)]
fn part_of(depth: usize) -> usize {
    if depth > LONG { PART } else { depth }
}

/// Runs a kernel with the widest vectors that we take: AVX2 with FMA where the processor has them, else what the build allows.
/// Lane-wise IEEE operations give the same bits in both, so this choice changes time only: where the processor cannot fuse,
/// software does, and that is slow. AVX-512 was measured to be
/// no faster on tiles of this shape, and its code for them is at times fifty times slower.
#[inline]
pub fn dispatch<K: NullaryFnOnce>(kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    if let Some(v3) = pulp::x86::V3::try_new() {
        return v3.vectorize(kernel);
    }
    kernel.call()
}

/// Declares a function whose body is compiled for the vectors that [`dispatch`](crate::gemm::dispatch) finds.
#[macro_export]
macro_rules! kernel {
    ($(#[$meta:meta])* $see:vis fn $name:ident<$life:lifetime>($($argument:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        $see fn $name<$life>($($argument: $type),*) {
            struct Kernel<$life> { $($argument: $type),* }
            impl<$life> $crate::NullaryFnOnce for Kernel<$life> {
                type Output = ();
                #[inline(always)]
                fn call(self) {
                    let Self { $($argument),* } = self;
                    $body
                }
            }
            $crate::gemm::dispatch(Kernel { $($argument),* })
        }
    };
}

#[inline(always)]
fn tile(mut sums: [[f32; COLS]; ROWS], left: &[[f32; ROWS]], right: &[[f32; COLS]]) -> [[f32; COLS]; ROWS] {
    for (a, b) in left.iter().zip(right) {
        for row in 0..ROWS {
            for column in 0..COLS {
                sums[row][column] = a[row].mul_add(b[column], sums[row][column]);
            }
        }
    }
    sums
}

/// `out = left * right`, each sum in chains of `part`.
#[inline(always)]
fn fill(out: &mut [f32], left: &[[f32; ROWS]], right: &[[f32; COLS]], depth: usize, part: usize) {
    let columns = right.len() / depth * COLS;
    let rows = out.len() / columns;
    assert!(left.len() == rows.div_ceil(ROWS) * depth, "INVARIANT: the left factor has the rows of the product");
    for (panel, b) in right.chunks_exact(depth).enumerate() {
        for (block, a) in left.chunks_exact(depth).enumerate() {
            let mut sums = tile([[0.0; COLS]; ROWS], &a[..part], &b[..part]);
            for (a, b) in a[part..].chunks(part).zip(b[part..].chunks(part)) {
                let more = tile([[0.0; COLS]; ROWS], a, b);
                for row in 0..ROWS {
                    for column in 0..COLS {
                        sums[row][column] += more[row][column];
                    }
                }
            }
            for (row, sums) in (block * ROWS..rows).zip(&sums) {
                out[row * columns + panel * COLS..][..COLS].copy_from_slice(sums);
            }
        }
    }
}

kernel! {
    /// `out = left * right`: `out` is `rows x columns`, row-major, and `depth` is the length of each chain.
    pub fn product<'a>(out: &'a mut [f32], left: &'a [[f32; ROWS]], right: &'a [[f32; COLS]], depth: usize) {
        fill(out, left, right, depth, depth);
    }
}

kernel! {
    /// [`product`] for what a network reads: a chain of more than 512 is cut into chains of 64.
    pub fn product_in_parts<'a>(out: &'a mut [f32], left: &'a [[f32; ROWS]], right: &'a [[f32; COLS]], depth: usize) {
        fill(out, left, right, depth, part_of(depth));
    }
}

kernel! {
    /// `out += left * right`, each chain continued from what `out` holds: the gradient of a weight over the tokens of
    /// one group after another.
    pub fn accumulate<'a>(out: &'a mut [f32], left: &'a [[f32; ROWS]], right: &'a [[f32; COLS]], depth: usize) {
        if depth == 0 {
            return;
        }
        let columns = right.len() / depth * COLS;
        let rows = out.len() / columns;
        assert!(left.len() == rows.div_ceil(ROWS) * depth, "INVARIANT: the left factor has the rows of the gradient");
        for (panel, b) in right.chunks_exact(depth).enumerate() {
            for (block, a) in left.chunks_exact(depth).enumerate() {
                let mut sums = [[0.0; COLS]; ROWS];
                for (row, sums) in (block * ROWS..rows).zip(&mut sums) {
                    sums.copy_from_slice(&out[row * columns + panel * COLS..][..COLS]);
                }
                let sums = tile(sums, a, b);
                for (row, sums) in (block * ROWS..rows).zip(&sums) {
                    out[row * columns + panel * COLS..][..COLS].copy_from_slice(sums);
                }
            }
        }
    }
}

kernel! {
    /// Packs a `rows x depth` matrix as a left factor.
    pub fn left_of_rows<'a>(packed: &'a mut Left, matrix: &'a [f32], depth: usize) {
        let rows = matrix.len() / depth;
        packed.clear();
        packed.resize(rows.div_ceil(ROWS) * depth, [0.0; ROWS]);
        for (block, source) in packed.chunks_exact_mut(depth).zip(matrix.chunks(depth * ROWS)) {
            for (row, source) in source.chunks_exact(depth).enumerate() {
                for (slot, value) in block.iter_mut().zip(source) {
                    slot[row] = *value;
                }
            }
        }
    }
}

kernel! {
    /// Packs the transpose of a `depth x rows` matrix as a left factor.
    pub fn left_of_columns<'a>(packed: &'a mut Left, matrix: &'a [f32], rows: usize) {
        let depth = matrix.len() / rows;
        packed.clear();
        packed.resize(rows.div_ceil(ROWS) * depth, [0.0; ROWS]);
        for (block, packed) in packed.chunks_exact_mut(depth.max(1)).enumerate() {
            let first = block * ROWS;
            let taken = ROWS.min(rows - first);
            for (slot, row) in packed.iter_mut().zip(matrix.chunks_exact(rows)) {
                slot[..taken].copy_from_slice(&row[first..first + taken]);
            }
        }
    }
}

kernel! {
    /// Packs a `depth x columns` matrix as a right factor.
    pub fn right_of_rows<'a>(packed: &'a mut Right, matrix: &'a [f32], columns: usize) {
        let depth = matrix.len() / columns;
        packed.clear();
        packed.resize(columns / COLS * depth, [0.0; COLS]);
        for (panel, packed) in packed.chunks_exact_mut(depth.max(1)).enumerate() {
            for (slot, row) in packed.iter_mut().zip(matrix.chunks_exact(columns)) {
                slot.copy_from_slice(&row[panel * COLS..][..COLS]);
            }
        }
    }
}

kernel! {
    /// Packs the transpose of a `columns x depth` matrix as a right factor.
    pub fn right_of_columns<'a>(packed: &'a mut Right, matrix: &'a [f32], depth: usize) {
        packed.clear();
        packed.resize(matrix.len() / COLS, [0.0; COLS]);
        for (panel, source) in packed.chunks_exact_mut(depth).zip(matrix.chunks_exact(depth * COLS)) {
            for (column, source) in source.chunks_exact(depth).enumerate() {
                for (slot, value) in panel.iter_mut().zip(source) {
                    slot[column] = *value;
                }
            }
        }
    }
}

/// The sums of one row with the columns of a panel, in one chain each.
#[inline(always)]
fn chain(row: &[f32], right: &[[f32; COLS]]) -> [f32; COLS] {
    let mut sums = [0.0; COLS];
    for (a, b) in row.iter().zip(right) {
        for column in 0..COLS {
            sums[column] = a.mul_add(b[column], sums[column]);
        }
    }
    sums
}

kernel! {
    /// [`product_in_parts`] of one row, which has no use for the other rows of a tile.
    pub fn product_of_row<'a>(out: &'a mut [f32], row: &'a [f32], right: &'a [[f32; COLS]]) {
        let part = part_of(row.len());
        let (panels, _) = out.as_chunks_mut::<COLS>();
        for (out, b) in panels.iter_mut().zip(right.chunks_exact(row.len())) {
            *out = chain(&row[..part], &b[..part]);
            for (a, b) in row[part..].chunks(part).zip(b[part..].chunks(part)) {
                let more = chain(a, b);
                for column in 0..COLS {
                    out[column] += more[column];
                }
            }
        }
    }
}

/// [`product_of_row`], its columns shared by threads where they are many: to read a large matrix once takes longer than to
/// wake somebody.
pub fn product_of_row_shared(out: &mut [f32], row: &[f32], right: &Right) {
    const LARGE: usize = 1 << 15;
    const PANELS: usize = 16;
    if right.len() < LARGE {
        return product_of_row(out, row, right);
    }
    let parts = out.par_chunks_mut(PANELS * COLS).zip(right.par_chunks(PANELS * row.len()));
    parts.for_each(|(out, right)| product_of_row(out, row, right));
}

/// [`accumulate`] for some rows of the product, from block `first` of the left factor on.
pub fn accumulate_rows(out: &mut [f32], left: &Left, first: usize, right: &Right, depth: usize) {
    if let Some(panels) = right.len().checked_div(depth) {
        let rows = out.len() / (panels * COLS);
        accumulate(out, &left[first * depth..][..rows.div_ceil(ROWS) * depth], right, depth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Dice;

    fn matrix(dice: &mut Dice, len: usize) -> Vec<f32> {
        (0..len).map(|_| dice.unit() - 0.5).collect()
    }

    /// The definition: a sum is a chain of so many in ascending order of k after another, and what they come to is added
    /// in their order.
    fn plain_in_parts(a: &[f32], b: &[f32], depth: usize, columns: usize, part: usize) -> Vec<f32> {
        let sum = |row: usize, column: usize, part: std::ops::Range<usize>| {
            part.fold(0.0, |sum, k| a[row * depth + k].mul_add(b[k * columns + column], sum))
        };
        let element = |row: usize, column: usize| {
            let parts = (0..depth).step_by(part).map(|from| sum(row, column, from..depth.min(from + part)));
            parts.reduce(|sum, part| sum + part).unwrap_or_default()
        };
        (0..a.len() / depth)
            .flat_map(|row| (0..columns).map(move |column| (row, column)))
            .map(|(row, column)| element(row, column))
            .collect()
    }

    /// The definition of a sum that is never cut: one chain, in ascending order of k.
    fn plain(a: &[f32], b: &[f32], depth: usize, columns: usize, mut out: Vec<f32>) -> Vec<f32> {
        for (row, out) in out.chunks_exact_mut(columns).enumerate() {
            for (column, out) in out.iter_mut().enumerate() {
                for k in 0..depth {
                    *out = a[row * depth + k].mul_add(b[k * columns + column], *out);
                }
            }
        }
        out
    }

    fn transposed(matrix: &[f32], columns: usize) -> Vec<f32> {
        let rows = matrix.len() / columns;
        (0..matrix.len()).map(|at| matrix[(at % rows) * columns + at / rows]).collect()
    }

    #[test]
    fn every_packing_gives_the_bits_of_the_plain_definition() {
        let mut dice = Dice::new(3);
        for (rows, depth, columns) in [(1, 16, 16), (6, 32, 48), (7, 5, 16), (131, 48, 96)] {
            let (a, b) = (matrix(&mut dice, rows * depth), matrix(&mut dice, depth * columns));
            let expected = plain(&a, &b, depth, columns, vec![0.0; rows * columns]);
            let (mut left, mut right, mut out) = (Left::new(), Right::new(), vec![9.0; rows * columns]);
            left_of_rows(&mut left, &a, depth);
            right_of_rows(&mut right, &b, columns);
            product(&mut out, &left, &right, depth);
            assert_eq!(out, expected);
            product_in_parts(&mut out, &left, &right, depth);
            assert_eq!(out, expected);
            left_of_columns(&mut left, &transposed(&a, depth), rows);
            right_of_columns(&mut right, &transposed(&b, columns), depth);
            let start = matrix(&mut dice, rows * columns);
            let mut out = start.clone();
            accumulate(&mut out, &left, &right, depth);
            assert_eq!(out, plain(&a, &b, depth, columns, start));
        }
    }

    #[test]
    fn what_is_read_through_a_long_row_is_cut_each_sixty_four_and_one_row_has_the_same_bits_also_where_threads_share_it()
     {
        let mut dice = Dice::new(9);
        for (depth, columns, part) in [(5, 16, 5), (96, 48, 96), (512, 32, 512), (513, 32, 64), (600, 16 * 120, 64)] {
            let (a, b) = (matrix(&mut dice, 7 * depth), matrix(&mut dice, depth * columns));
            let expected = plain_in_parts(&a, &b, depth, columns, part);
            let (mut left, mut right, mut out) = (Left::new(), Right::new(), vec![9.0; 7 * columns]);
            left_of_rows(&mut left, &a, depth);
            right_of_rows(&mut right, &b, columns);
            product_in_parts(&mut out, &left, &right, depth);
            assert_eq!(out, expected);
            let mut out = vec![9.0; columns];
            product_of_row_shared(&mut out, &a[..depth], &right);
            assert_eq!(out, expected[..columns]);
            // A gradient stays one chain, whatever its length.
            let mut out = vec![9.0; 7 * columns];
            product(&mut out, &left, &right, depth);
            assert_eq!(out, plain(&a, &b, depth, columns, vec![0.0; 7 * columns]));
        }
    }

    #[test]
    fn a_number_that_dwarfs_the_others_costs_a_long_row_little() {
        let (mut dice, depth) = (Dice::new(5), 1536);
        let (mut row, b) = (matrix(&mut dice, depth), matrix(&mut dice, depth * COLS));
        row[10] = 20_000.0;
        let (mut right, mut out) = (Right::new(), vec![9.0; COLS]);
        right_of_rows(&mut right, &b, COLS);
        let exact: Vec<f64> = (0..COLS)
            .map(|column| (0..depth).map(|k| f64::from(row[k]) * f64::from(b[k * COLS + column])).sum())
            .collect();
        let off = |out: &[f32]| out.iter().zip(&exact).map(|(a, b)| (f64::from(*a) - b).abs()).sum::<f64>();
        product_of_row(&mut out, &row, &right);
        let one_chain = plain(&row, &b, depth, COLS, vec![0.0; COLS]);
        assert!(off(&out) * 2.0 < off(&one_chain), "{} beside {}", off(&out), off(&one_chain));
    }

    #[test]
    fn the_vector_path_gives_the_bits_of_the_scalar_path() {
        let mut dice = Dice::new(4);
        let (a, b) = (matrix(&mut dice, 12 * 64), matrix(&mut dice, 64 * 32));
        let (mut left, mut right) = (Left::new(), Right::new());
        left_of_rows(&mut left, &a, 64);
        right_of_rows(&mut right, &b, 32);
        let scalar = tile([[0.0; COLS]; ROWS], &left[..64], &right[..64]);
        let mut out = vec![0.0; 12 * 32];
        product(&mut out, &left, &right, 64);
        assert_eq!(out[..COLS], scalar[0]);
        let (a, b) = (matrix(&mut dice, 7 * 600), matrix(&mut dice, 600 * 32));
        left_of_rows(&mut left, &a, 600);
        right_of_rows(&mut right, &b, 32);
        let (mut scalar, mut out) = (vec![9.0; 7 * 32], vec![9.0; 7 * 32]);
        fill(&mut scalar, &left, &right, 600, part_of(600));
        product_in_parts(&mut out, &left, &right, 600);
        assert_eq!(out, scalar);
    }
}
