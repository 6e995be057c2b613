//! Addresses of digital money. In: a run of letters and digits as it was written. Out: whether it is an address with a right
//! checksum. Never: a hash, a key or an identifier taken for one.

use sha2::{Digest as _, Sha256};

/// Whether `run` is an address of a known chain; `is_said` where a word beside it names one.
pub(crate) fn is_address(run: &str, is_said: bool) -> bool {
    let bytes = run.as_bytes();
    match (bytes.first(), bytes.len()) {
        (Some(b'0'), 42) => ethereum(run),
        (Some(b'b' | b'B' | b'l' | b'L'), 14..=90) if segwit(run) => true,
        (Some(b'1' | b'3' | b'L' | b'M' | b'D' | b'T' | b'9' | b'A'), 25..=36) => checked(run, BITCOIN),
        (Some(b'r'), 25..=35) => checked(run, RIPPLE),
        // Two chains without a checksum that we can compute cheaply: the length, and a word beside it.
        (Some(b'4' | b'8'), 95) => bytes.iter().all(|byte| BITCOIN.contains(byte)),
        (_, 43 | 44) => is_said && decoded(run, BITCOIN).is_some_and(|decoded| decoded.len() == 32),
        _ => false,
    }
}

const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// Base 58: one zero byte for each leading zero digit, then the number.
fn decoded(run: &str, alphabet: &[u8; 58]) -> Option<Vec<u8>> {
    let mut number: Vec<u8> = Vec::with_capacity(run.len());
    for byte in run.bytes() {
        let mut carry = alphabet.iter().position(|digit| *digit == byte)?;
        for place in number.iter_mut() {
            carry += usize::from(*place) * 58;
            *place = u8::try_from(carry & 0xff).ok()?;
            carry >>= 8;
        }
        while carry > 0 {
            number.push(u8::try_from(carry & 0xff).ok()?);
            carry >>= 8;
        }
    }
    let zeros = run.bytes().take_while(|byte| Some(byte) == alphabet.first()).count();
    Some(std::iter::repeat_n(0, zeros).chain(number.into_iter().rev()).collect())
}

/// The last four bytes are the start of the twofold SHA-256 of the others.
fn checked(run: &str, alphabet: &[u8; 58]) -> bool {
    let Some(decoded) = decoded(run, alphabet) else { return false };
    let Some((body, check)) = decoded.split_last_chunk::<4>() else { return false };
    body.len() == 21 && Sha256::digest(Sha256::digest(body)).starts_with(check)
}

/// Bech32 and bech32m [BIP 173, BIP 350].
fn segwit(run: &str) -> bool {
    const DIGITS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let lower = run.to_ascii_lowercase();
    let is_one_case = run == lower || *run == run.to_ascii_uppercase();
    let Some(data) = lower.strip_prefix("bc1").or_else(|| lower.strip_prefix("ltc1")) else { return false };
    let prefix = if lower.starts_with("ltc1") { "ltc" } else { "bc" };
    let digits: Option<Vec<u32>> = data
        .bytes()
        .map(|byte| DIGITS.iter().position(|digit| *digit == byte).and_then(|at| u32::try_from(at).ok()))
        .collect();
    let Some(digits) = digits.filter(|digits| digits.len() >= 8) else { return false };
    let high = prefix.bytes().map(|byte| u32::from(byte) >> 5);
    let low = prefix.bytes().map(|byte| u32::from(byte) & 31);
    let values = high.chain([0]).chain(low).chain(digits.iter().copied());
    let check = values.fold(1_u32, |check, value| {
        const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
        let top = check >> 25;
        let next = (check & 0x01ff_ffff) << 5 ^ value;
        GENERATOR.iter().enumerate().filter(|(bit, _)| top >> bit & 1 == 1).fold(next, |next, (_, one)| next ^ one)
    });
    // Version 0 keeps the first constant, later versions have the second.
    let right = if digits.first() == Some(&0) { 1 } else { 0x2bc8_30a3 };
    is_one_case && check == right
}

/// `0x` and forty digits; where both cases stand, they are the checksum [EIP-55].
fn ethereum(run: &str) -> bool {
    let Some(hex) = run.strip_prefix("0x").filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit())) else {
        return false;
    };
    let has = |is: fn(&u8) -> bool| hex.as_bytes().iter().any(is);
    if !(has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase)) {
        // Forty equal digits are nobody's.
        return hex.bytes().any(|byte| Some(byte) != hex.bytes().next());
    }
    let hash = keccak(hex.to_ascii_lowercase().as_bytes());
    hex.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphabetic()).all(|(at, byte)| {
        let pair = hash.get(at / 2).copied().unwrap_or_default();
        let half = if at % 2 == 0 { pair >> 4 } else { pair & 15 };
        (half >= 8) == byte.is_ascii_uppercase()
    })
}

/// Keccak-256 of at most 135 bytes, as Ethereum uses it: the padding is older than SHA-3.
fn keccak(message: &[u8]) -> Vec<u8> {
    const RATE: usize = 136;
    let mut block = [0_u8; RATE];
    for (place, byte) in block.iter_mut().zip(message) {
        *place = *byte;
    }
    for (at, bits) in [(message.len(), 1), (RATE - 1, 0x80)] {
        if let Some(place) = block.get_mut(at) {
            *place |= bits;
        }
    }
    let mut state = [0_u64; 25];
    for (lane, bytes) in state.iter_mut().zip(block.chunks_exact(8)) {
        *lane = bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    }
    let mut feedback = 1_u8;
    for _ in 0..24 {
        permute(&mut state);
        iota(&mut state, &mut feedback);
    }
    state.iter().take(4).flat_map(|lane| lane.to_le_bytes()).collect()
}

/// The steps theta, rho, pi and chi of one round.
#[expect(clippy::indexing_slicing, reason = "every index is taken modulo 5 or 25 in arrays of that length")]
fn permute(state: &mut [u64; 25]) {
    const TURNS: [u32; 24] =
        [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
    const PLACES: [usize; 24] = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
    let mut columns = [0_u64; 5];
    for (at, lane) in state.iter().enumerate() {
        columns[at % 5] ^= lane;
    }
    for (at, lane) in state.iter_mut().enumerate() {
        *lane ^= columns[(at + 4) % 5] ^ columns[(at + 1) % 5].rotate_left(1);
    }
    let mut carried = state[1];
    for (turn, place) in TURNS.into_iter().zip(PLACES) {
        carried = std::mem::replace(&mut state[place], carried.rotate_left(turn));
    }
    for row in state.chunks_exact_mut(5) {
        let before = [row[0], row[1], row[2], row[3], row[4]];
        for (at, lane) in row.iter_mut().enumerate() {
            *lane = before[at] ^ (!before[(at + 1) % 5] & before[(at + 2) % 5]);
        }
    }
}

/// The round constants come from a shift register of eight bits.
fn iota(state: &mut [u64; 25], feedback: &mut u8) {
    for bit in 0..7_u32 {
        if let Some(lane) = state.first_mut().filter(|_| *feedback & 1 == 1) {
            *lane ^= 1 << ((1_u32 << bit) - 1);
        }
        *feedback = *feedback << 1 ^ if *feedback & 0x80 == 0 { 0 } else { 0x71 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keccak_of_nothing_is_the_published_one() {
        let hex: String = keccak(b"").iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    }

    #[test]
    fn published_addresses_are_known_and_one_changed_letter_is_not() {
        for address in [
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
        ] {
            assert!(is_address(address, false), "{address}");
            for (from, to) in [("9", "8"), ("4", "5"), ("w", "x")] {
                let wrong = address.replacen(from, to, 1);
                // An address without mixed case has no checksum in this chain.
                if wrong != address && !address.starts_with("0x") {
                    assert!(!is_address(&wrong, true), "{wrong}");
                }
            }
        }
        assert!(!is_address("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", true));
        assert!(!is_address("da39a3ee5e6b4b0d3255bfef95601890afd80709", true));
    }
}
