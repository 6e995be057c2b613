//! Hashes of words, the same on every machine. In: bytes. Out: a number. Never: a secret; whoever wants two words of one hash
//! finds them.

use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a with 64 bits, which every machine counts alike: where it begins, and what each byte is multiplied by.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;
pub(crate) const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Goes on from a hash with these bytes.
pub(crate) fn hash(from: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(from, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// Moves what the last step of [`hash`] leaves in the lower bits into the upper ones.
pub(crate) fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// How the lists of this crate hash their words. Nobody else puts words into them, so they need no guard against chosen ones.
pub(crate) type Plainly = BuildHasherDefault<Plain>;

pub(crate) struct Plain(u64);

impl Default for Plain {
    fn default() -> Self {
        Self(START)
    }
}

impl Hasher for Plain {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(self.0, bytes);
    }

    fn finish(&self) -> u64 {
        mixed(self.0)
    }
}
