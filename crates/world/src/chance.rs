//! Chance as an argument. Never: a random number that nobody can draw again when a test or a demo needs it.

use std::sync::atomic::{AtomicU64, Ordering};
use terms::hmac_sha256;

/// Where random bytes come from.
#[derive(Debug)]
pub struct Chance(Source);

#[derive(Debug)]
enum Source {
    System,
    Seeded { seed: u64, drawn: AtomicU64 },
}

impl Chance {
    /// The operating system's generator: the only one that may make a key for real people.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A generator that gives the same bytes in the same order for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded { seed, drawn: AtomicU64::new(0) })
    }

    /// The next `N` bytes.
    pub fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => {
                // INVARIANT: a system without random numbers cannot keep a secret; nothing after this would hold.
                getrandom::fill(&mut bytes).expect("INVARIANT: the operating system gives random bytes");
            }
            Source::Seeded { seed, drawn } => {
                // HMAC in counter mode: repeatable, and no block of it tells another.
                for block in bytes.chunks_mut(32) {
                    let count = drawn.fetch_add(1, Ordering::SeqCst);
                    let stream = hmac_sha256(&seed.to_be_bytes(), &count.to_be_bytes());
                    for (byte, random) in block.iter_mut().zip(stream) {
                        *byte = random;
                    }
                }
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_chance_repeats_itself_and_moves_on() {
        let (one, other) = (Chance::seeded(7), Chance::seeded(7));
        let (first, second): ([u8; 40], [u8; 40]) = (one.draw(), one.draw());
        assert_eq!(first, other.draw::<40>());
        assert_ne!(first, second);
        assert_ne!(first, Chance::seeded(8).draw::<40>());
    }

    #[test]
    fn system_chance_does_not_repeat_itself() {
        assert_ne!(Chance::system().draw::<32>(), Chance::system().draw::<32>());
    }
}
