//! The parts of an encoder that are not matrix products: norms, attention to all tokens of a piece, and what stands between
//! two products. In: slices of rows. Out: slices of rows, with every sum in an order that depends on lengths only. Never:
//! anything that one piece learns from another.
#![expect(clippy::indexing_slicing, reason = "kernels: every length is fixed by the shape that the caller allocates")]

use kernels::kernel;
use kernels::math::exp;
use kernels::rows::{Column, add_all, columns_of, dot, products, softmax, sum};

/// A sum and an integral of the bell curve, by Abramowitz and Stegun 7.1.26: right to 1.5e-7.
#[inline(always)]
fn error_function(x: f32) -> f32 {
    let size = x.abs();
    let t = 1.0 / (0.327_591_1 * size + 1.0);
    let mut p = 1.061_405_4_f32;
    for factor in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
        p = p * t + factor;
    }
    let left = p * t * exp(-size * size);
    if x < 0.0 { left - 1.0 } else { 1.0 - left }
}

#[inline(always)]
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + error_function(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// `x / 2 * (1 + tanh(y))` is `x / (1 + e^-2y)`.
#[inline(always)]
fn gelu_tanh(x: f32) -> f32 {
    const DOUBLE_ROOT: f32 = 1.595_769;
    x / (1.0 + exp(-DOUBLE_ROOT * (x + 0.044_715 * x * x * x)))
}

#[inline(always)]
fn tanh(x: f32) -> f32 {
    1.0 - 2.0 / (exp(2.0 * x) + 1.0)
}

/// Adds a bias to each row and lets a function of each element follow.
#[inline(always)]
fn each(rows: &mut [f32], bias: &[f32], of: impl Fn(f32) -> f32) {
    for row in rows.chunks_exact_mut(bias.len()) {
        for (value, bias) in row.iter_mut().zip(bias) {
            *value = of(*value + bias);
        }
    }
}

kernel! {
    pub(crate) fn biased<'a>(rows: &'a mut [f32], bias: &'a [f32]) {
        each(rows, bias, |value| value);
    }
}

kernel! {
    pub(crate) fn biased_gelu<'a>(rows: &'a mut [f32], bias: &'a [f32]) {
        each(rows, bias, gelu);
    }
}

kernel! {
    pub(crate) fn biased_gelu_tanh<'a>(rows: &'a mut [f32], bias: &'a [f32]) {
        each(rows, bias, gelu_tanh);
    }
}

kernel! {
    pub(crate) fn biased_relu<'a>(rows: &'a mut [f32], bias: &'a [f32]) {
        each(rows, bias, |value| if value > 0.0 { value } else { 0.0 });
    }
}

kernel! {
    pub(crate) fn biased_tanh<'a>(rows: &'a mut [f32], bias: &'a [f32]) {
        each(rows, bias, tanh);
    }
}

/// The weight and the shift of a norm.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    pub(crate) epsilon: f32,
}

kernel! {
    /// `rows = norm(rows + added)` for each row, where `norm(x) = (x - mean) / sqrt(variance + epsilon) * weight + bias`.
    pub(crate) fn add_and_norm<'a>(rows: &'a mut [f32], added: &'a [f32], norm: &'a Norm) {
        let width = norm.weight.len();
        let share = 1.0 / width as f32;
        for (row, added) in rows.chunks_exact_mut(width).zip(added.chunks_exact(width)) {
            for (value, added) in row.iter_mut().zip(added) {
                *value += added;
            }
            let mean = sum(row) * share;
            for value in row.iter_mut() {
                *value -= mean;
            }
            let inverse = 1.0 / (dot(row, row) * share + norm.epsilon).sqrt();
            for ((value, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
                *value = *value * inverse * weight + bias;
            }
        }
    }
}

/// What attention works in.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    keys: Vec<Column>,
    scores: Vec<f32>,
}

/// The sizes of attention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heads {
    pub(crate) heads: usize,
    /// Width of one; a multiple of sixteen.
    pub(crate) head: usize,
}

kernel! {
    /// Attention of the first tokens of one piece, as many as there is room for, to all of them. A row holds the queries of
    /// all heads, then the keys, then the values.
    pub(crate) fn attend<'a>(out: &'a mut [f32], rows: &'a [f32], shape: Heads, scratch: &'a mut Scratch) {
        let (length, width) = (shape.head, shape.heads * shape.head);
        let stride = 3 * width;
        let Scratch { keys, scores } = scratch;
        let scale = 1.0 / (length as f32).sqrt();
        scores.clear();
        scores.resize(rows.len() / stride, 0.0);
        out.fill(0.0);
        for start in (0..width).step_by(length) {
            columns_of(keys, rows, stride, width + start, length);
            for (out, row) in out.chunks_exact_mut(width).zip(rows.chunks_exact(stride)) {
                products(scores, &row[start..start + length], keys);
                for score in scores.iter_mut() {
                    *score *= scale;
                }
                softmax(scores);
                let values = rows.chunks_exact(stride).map(|row| &row[2 * width + start..][..length]);
                add_all::<16>(&mut out[start..start + length], scores.iter().copied().zip(values));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_functions_between_two_products_are_right_to_a_few_millionths() {
        // Of the error function and the hyperbolic tangent, from tables.
        let known = [
            (0.0, 0.0, 0.0),
            (0.5, 0.520_499_9, 0.462_117_16),
            (1.0, 0.842_700_8, 0.761_594_2),
            (2.5, 0.999_593, 0.986_614_3),
        ];
        for (x, error, tangent) in known {
            for sign in [1.0, -1.0] {
                assert!((error_function(sign * x) - sign * error).abs() < 4e-7, "{x}");
                assert!((tanh(sign * x) - sign * tangent).abs() < 4e-7, "{x}");
            }
        }
        assert!((gelu(1.0) - 0.841_344_7).abs() < 1e-6 && (gelu(-1.0) + 0.158_655_25).abs() < 1e-6);
        assert!((gelu_tanh(1.0) - 0.841_192).abs() < 1e-6 && (gelu_tanh(-1.0) + 0.158_808).abs() < 1e-6);
        assert!(gelu(-40.0).abs() < 1e-5 && gelu(40.0) == 40.0 && tanh(-200.0) == -1.0 && tanh(200.0) == 1.0);
    }
}
