//! Answers kept for the next time. In: a key and how to work out its answer. Out: the answer. Never: another answer than
//! working it out would give.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::{PoisonError, RwLock};

/// Answers that were given before. Answers are functions of their keys, so it matters to nobody but the clock.
pub(crate) struct Memo<K, V>(RwLock<HashMap<K, V, BuildHasherDefault<Fold>>>);

/// Beyond this many entries a memo grows no more; answers are then worked out again.
const MEMO_ENTRIES_MAX: usize = 1 << 20;

impl<K: Copy + Eq + Hash, V: Clone> Memo<K, V> {
    pub(crate) fn new() -> Self {
        Self(RwLock::new(HashMap::default()))
    }

    /// The answer for this key, worked out where it is not known.
    pub(crate) fn answer(&self, key: K, work_out: impl FnOnce() -> V) -> V {
        // A thread that died while it held the lock left whole entries behind, so a poisoned lock is as good as another.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let value = work_out();
            let mut memo = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if memo.len() < MEMO_ENTRIES_MAX {
                memo.insert(key, value.clone());
            }
            value
        })
    }
}

/// Hashes the few machine words of a key by folding products. Keys are contexts, a few thousand small numbers that nobody
/// can choose freely, so it need not withstand somebody who looks for collisions.
#[derive(Default)]
pub(crate) struct Fold(u64);

impl Fold {
    fn word(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        let (high, low) = (product >> 64, product & u128::from(u64::MAX));
        self.0 = (high ^ low) as u64;
    }
}

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.word(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.word(word);
    }

    fn write_u128(&mut self, words: u128) {
        self.word(words as u64);
        self.word((words >> 64) as u64);
    }
}
