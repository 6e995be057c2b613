//! Elementary functions and chance from basic IEEE 754 operations alone. In: numbers. Out: the same bits on every
//! processor, because `+ - * / sqrt` and the fused `a * b + c` are exactly defined. Never: the platform's libm.
#![expect(
    clippy::disallowed_methods,
    reason = "a product is fused with its sum here on every processor, and nowhere else"
)]

use std::f64::consts::{FRAC_2_PI, LN_2, SQRT_2};

/// e to the `x`, without a branch, so that a loop over it runs on whole vectors. Below -87 it stays at e^-87.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // Adding 1.5 * 2^23 rounds to the nearest integer and leaves that integer in the low bits.
    const ROUND: f32 = 12_582_912.0;
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = if x > 87.0 { 87.0 } else { x };
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = x.mul_add(LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = n.mul_add(-LN_2_LOW, n.mul_add(-LN_2_HIGH, x));
    let mut p = 1.987_569_2e-4_f32;
    for factor in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        p = p.mul_add(r, factor);
    }
    p = p.mul_add(r * r, r) + 1.0;
    p * f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000))
}

/// The natural logarithm of a positive, normal number.
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    // The exponent field holds 11 bits, so the cast loses nothing.
    let mut exponent = ((bits >> 52) & 0x7ff) as f64 - 1023.0;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if mantissa > SQRT_2 {
        mantissa *= 0.5;
        exponent += 1.0;
    }
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for term in (0..12).rev() {
        sum = sum * square + 1.0 / f64::from(2 * term + 1);
    }
    2.0 * s * sum + exponent * LN_2
}

/// e to the `x` in double precision, for |x| < 700.
pub fn exp_f64(x: f64) -> f64 {
    let n = (x / LN_2).round();
    let r = x - n * LN_2;
    let mut sum = 1.0;
    for term in (1..=20).rev() {
        sum = sum * r / f64::from(term) + 1.0;
    }
    // |n| < 1024, so the cast loses nothing.
    sum * f64::from_bits(((1023 + n as i64) as u64) << 52)
}

/// `base` to the `power`.
pub fn pow(base: f64, power: f64) -> f64 {
    exp_f64(power * ln(base))
}

/// Sine and cosine of an angle of some thousand radians at most.
pub fn sin_cos(angle: f64) -> (f64, f64) {
    // Half of pi in two parts: the product of `n` with the first is exact for the angles that a context gives.
    const HALF_PI_HIGH: f64 = 1.570_796_326_734_125_6;
    const HALF_PI_LOW: f64 = 6.077_100_506_506_192e-11;
    let n = (angle * FRAC_2_PI).round();
    let r = (angle - n * HALF_PI_HIGH) - n * HALF_PI_LOW;
    let square = r * r;
    let (mut sine, mut cosine) = (1.0, 1.0);
    for term in (1..=9).rev() {
        let even = f64::from(2 * term);
        sine = 1.0 - sine * square / (even * (even + 1.0));
        cosine = 1.0 - cosine * square / (even * (even - 1.0));
    }
    sine *= r;
    // `n` is a small whole number.
    match (n as i64).rem_euclid(4) {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// Rounds to bfloat16, half to even, and says it as an f32 again.
#[inline(always)]
pub fn round_bf16(x: f32) -> f32 {
    let bits = x.to_bits();
    f32::from_bits(bits.wrapping_add(0x7fff + ((bits >> 16) & 1)) & 0xffff_0000)
}

/// Seeded chance (SplitMix64): the same numbers in the same order for the same seed.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Chance from this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    #[expect(clippy::should_implement_trait, reason = "chance has no end, and nobody iterates over it")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1): 24 bits, so that every value is exact.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 16_777_216.0
    }

    /// Uniform in `0..bound`; the bias of the remainder is below 2^-32 for the bounds in use.
    pub fn below(&mut self, bound: usize) -> usize {
        // The remainder is below a usize.
        (self.next() % (bound.max(1) as u64)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_right_to_two_units_in_the_last_place() {
        for step in -8600..8600 {
            let x = step as f32 / 100.0;
            let (ours, exact) = (f64::from(exp(x)), exp_f64(f64::from(x)));
            assert!((ours / exact - 1.0).abs() < 2.4e-7, "{x}: {ours} against {exact}");
        }
    }

    #[test]
    fn logarithm_exponential_sine_and_cosine_agree_with_the_platform() {
        for step in 1..4000 {
            let x = f64::from(step) * 0.37;
            assert!((ln(x) - x.ln()).abs() < 1e-14 * x.ln().abs().max(1.0), "ln {x}");
            let small = (f64::from(step) - 2000.0) * 0.05;
            assert!((exp_f64(small) / small.exp() - 1.0).abs() < 1e-13, "exp {small}");
            let (sine, cosine) = sin_cos(x);
            assert!((sine - x.sin()).abs() < 1e-12 && (cosine - x.cos()).abs() < 1e-12, "sin, cos {x}");
        }
        assert!((pow(10_000.0, -0.5) - 0.01).abs() < 1e-15);
    }

    #[test]
    fn bfloat16_rounds_half_to_even() {
        assert_eq!(round_bf16(1.0), 1.0);
        assert_eq!(round_bf16(1.0 + 1.0 / 256.0), 1.0);
        assert_eq!(round_bf16(1.0 + 3.0 / 256.0), 1.015_625);
        assert_eq!(round_bf16(-0.0).to_bits(), (-0.0f32).to_bits());
    }

    #[test]
    fn the_bits_of_our_functions_are_pinned() {
        let mut dice = Dice::new(1);
        let mut sum = 0u64;
        for _ in 0..10_000 {
            let x = dice.unit() * 170.0 - 85.0;
            sum = sum.rotate_left(5) ^ u64::from(exp(x).to_bits());
            let (sine, cosine) = sin_cos(f64::from(x) * 7.0);
            sum = sum.rotate_left(7) ^ sine.to_bits() ^ cosine.to_bits().rotate_left(1);
            sum = sum.rotate_left(9) ^ ln(f64::from(x * x) + 1e-3).to_bits();
        }
        assert_eq!(sum, PINNED, "{sum:#018x}");
    }

    const PINNED: u64 = 0xf0be_b6aa_178a_cbe7;
}
