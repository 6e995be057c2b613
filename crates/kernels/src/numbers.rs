//! Numbers as files hold them. In: little-endian bytes. Out: the numbers in single precision, each exactly. Never: a byte that
//! is left over and read.

/// Numbers of single precision.
pub fn singles(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

/// Numbers of half precision.
pub fn halves(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|two| half(*two)).collect()
}

/// Numbers in bfloat16.
pub fn brains(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|two| f32::from_bits(u32::from(u16::from_le_bytes(*two)) << 16)).collect()
}

/// A half-precision number.
pub fn half(bytes: [u8; 2]) -> f32 {
    let bits = u32::from(u16::from_le_bytes(bytes));
    let (sign, exponent, fraction) = ((bits & 0x8000) << 16, (bits >> 10) & 0x1f, bits & 0x3ff);
    match exponent {
        // Too small for an exponent: so many 2^-24, which is exact.
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        0x1f => f32::from_bits(sign | 0x7f80_0000 | (fraction << 13)),
        _ => f32::from_bits(sign | ((exponent + 112) << 23) | (fraction << 13)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_read_as_it_is_defined() {
        let pairs = [
            (0x0000, 0.0),
            (0x0001, 5.960_464_5e-8),
            (0x03ff, 6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65_504.0),
            (0x3555, 0.333_251_95),
        ];
        for (bits, value) in pairs {
            assert_eq!(half(u16::to_le_bytes(bits)), value, "{bits:#x}");
        }
        assert!(half(u16::to_le_bytes(0x7c00)).is_infinite() && half(u16::to_le_bytes(0x7e00)).is_nan());
    }
}
