//! The identifiers that were seen. In: fingerprints of 128 bits, spread evenly. Out: whether each is new. Never: a wrong
//! answer, or more memory for ten million of them than for one.
//!
//! The newest stand in a set; when it is full they are sorted and written to a file without a name, which the system takes
//! back when this program ends. A filter of fixed size tells almost every new one without a look at the files.

use std::collections::HashSet;
use std::fs::File;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// Fingerprints that were seen.
pub struct Seen {
    fresh: HashSet<u128, BuildHasherDefault<Itself>>,
    fresh_max: usize,
    // Empty until the first run is written.
    filter: Vec<u64>,
    // Older and larger before newer and smaller.
    runs: Vec<Run>,
}

impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let written: u64 = self.runs.iter().map(|run| run.count).sum();
        write!(f, "Seen({} in memory, {written} in {} files)", self.fresh.len(), self.runs.len())
    }
}

impl Default for Seen {
    fn default() -> Self {
        Self::within(FRESH_MAX)
    }
}

impl Seen {
    fn within(fresh_max: usize) -> Self {
        Self { fresh: HashSet::default(), fresh_max, filter: Vec::new(), runs: Vec::new() }
    }

    /// Takes note of a fingerprint; gives whether it is new.
    pub fn insert(&mut self, fingerprint: u128) -> io::Result<bool> {
        if self.is_written(fingerprint)? {
            return Ok(false);
        }
        let is_new = self.fresh.insert(fingerprint);
        if self.fresh.len() >= self.fresh_max {
            self.spill()?;
        }
        Ok(is_new)
    }

    /// Whether a fingerprint was seen.
    pub fn contains(&mut self, fingerprint: u128) -> io::Result<bool> {
        Ok(self.fresh.contains(&fingerprint) || self.is_written(fingerprint)?)
    }

    fn is_written(&mut self, fingerprint: u128) -> io::Result<bool> {
        if !self.runs.is_empty() && self.may_be_written(fingerprint) {
            for run in &mut self.runs {
                if run.holds(fingerprint)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn may_be_written(&self, fingerprint: u128) -> bool {
        places(fingerprint).all(|(word, bit)| self.filter.get(word).is_some_and(|word| word & bit != 0))
    }

    /// Writes what is in memory as a sorted run.
    fn spill(&mut self) -> io::Result<()> {
        self.filter.resize(FILTER_WORDS, 0);
        let mut sorted: Vec<u128> = self.fresh.drain().collect();
        sorted.sort_unstable();
        let mut writer = BufWriter::with_capacity(1 << 16, scratch()?);
        for fingerprint in &sorted {
            for (word, bit) in places(*fingerprint) {
                if let Some(word) = self.filter.get_mut(word) {
                    *word |= bit;
                }
            }
            writer.write_all(&fingerprint.to_be_bytes())?;
        }
        self.runs.push(Run { file: writer.into_inner()?, count: sorted.len() as u64, level: 0 });
        self.merge()
    }

    /// Joins runs of one size, so that there are few of them however many fingerprints there are.
    fn merge(&mut self) -> io::Result<()> {
        while let Some(level) = self.runs.last().map(|run| run.level) {
            let first = self.runs.iter().position(|run| run.level == level).unwrap_or(self.runs.len());
            if self.runs.len() - first < RUNS_MAX {
                break;
            }
            let joined = Run::join(self.runs.split_off(first), level + 1)?;
            self.runs.push(joined);
        }
        Ok(())
    }
}

/// Sorted fingerprints in a file.
struct Run {
    file: File,
    count: u64,
    level: u32,
}

impl Run {
    /// Whether it is there. Even spread tells almost exactly where it would stand.
    fn holds(&mut self, fingerprint: u128) -> io::Result<bool> {
        let guess = ((fingerprint >> 64) * u128::from(self.count)) >> 64;
        // INVARIANT: a part of a count of 64 bits has 64 bits.
        let mut from = u64::try_from(guess).unwrap_or(self.count).saturating_sub(WINDOW / 2);
        let mut window = vec![0; 16 * usize::try_from(WINDOW).unwrap_or_default()];
        // The answer stands between these.
        let (mut low, mut high) = (0, self.count);
        while low < high {
            from = from.clamp(low, high - 1);
            let length = WINDOW.min(high - from);
            let bytes = window.get_mut(..16 * usize::try_from(length).unwrap_or_default()).unwrap_or_default();
            self.file.seek(SeekFrom::Start(16 * from))?;
            self.file.read_exact(bytes)?;
            let (found, _) = bytes.as_chunks::<16>();
            let found = |index: usize| found.get(index).map(|bytes| u128::from_be_bytes(*bytes));
            let last = usize::try_from(length).unwrap_or_default().saturating_sub(1);
            if found(0).is_some_and(|first| fingerprint < first) {
                high = from;
                from = from.saturating_sub(WINDOW);
            } else if found(last).is_some_and(|last| fingerprint > last) {
                low = from + length;
                from = low;
            } else {
                let (mut left, mut right) = (0, last + 1);
                while left < right {
                    let middle = (left + right) / 2;
                    match found(middle).map(|found| found.cmp(&fingerprint)) {
                        Some(std::cmp::Ordering::Less) => left = middle + 1,
                        Some(std::cmp::Ordering::Greater) => right = middle,
                        Some(std::cmp::Ordering::Equal) => return Ok(true),
                        None => return Ok(false),
                    }
                }
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// One run of several that share no fingerprint.
    fn join(runs: Vec<Self>, level: u32) -> io::Result<Self> {
        let count = runs.iter().map(|run| run.count).sum();
        let mut writer = BufWriter::with_capacity(1 << 16, scratch()?);
        let mut readers = Vec::new();
        for mut run in runs {
            run.file.seek(SeekFrom::Start(0))?;
            let mut reader = Fingerprints { reader: BufReader::with_capacity(1 << 16, run.file), left: run.count };
            if let Some(head) = reader.next()? {
                readers.push((head, reader));
            }
        }
        while let Some(least) = (0..readers.len()).min_by_key(|index| readers.get(*index).map(|(head, _)| *head)) {
            let Some((head, reader)) = readers.get_mut(least) else { break };
            writer.write_all(&head.to_be_bytes())?;
            match reader.next()? {
                Some(next) => *head = next,
                None => {
                    readers.swap_remove(least);
                }
            }
        }
        Ok(Self { file: writer.into_inner()?, count, level })
    }
}

struct Fingerprints {
    reader: BufReader<File>,
    left: u64,
}

impl Fingerprints {
    fn next(&mut self) -> io::Result<Option<u128>> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let mut bytes = [0; 16];
        self.reader.read_exact(&mut bytes)?;
        Ok(Some(u128::from_be_bytes(bytes)))
    }
}

/// The bits of the filter that stand for a fingerprint.
fn places(fingerprint: u128) -> impl Iterator<Item = (usize, u64)> {
    (0..4).map(move |quarter| {
        let place = (fingerprint >> (32 * quarter)) as u32 as usize % (FILTER_WORDS * 64);
        (place / 64, 1 << (place % 64))
    })
}

fn scratch() -> io::Result<File> {
    world::scratch().map_err(io::Error::other)
}

/// A fingerprint is its own hash.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        let (eights, _) = bytes.as_chunks::<8>();
        self.0 = eights.iter().fold(0, |sum, eight| sum ^ u64::from_ne_bytes(*eight));
    }
    fn write_u128(&mut self, fingerprint: u128) {
        self.0 = fingerprint as u64;
    }
}

/// Seven eighths of a power of two: a hash set is then as full as it may be, in 9 MB.
const FRESH_MAX: usize = 7 << 16;
/// 64 MB. One in 2,000 new ones is looked for in the files at fifty million, one in 13 at a hundred million.
const FILTER_WORDS: usize = 1 << 23;
const RUNS_MAX: usize = 8;
const WINDOW: u64 = 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounded::fingerprint;

    #[test]
    fn every_fingerprint_is_new_once_however_often_the_memory_is_full() {
        // So small that runs are joined on three levels.
        let mut seen = Seen::within(50);
        let name = |number: u64| fingerprint("post", &number.to_string());
        let mut naive = HashSet::new();
        for number in 0..40_000u64 {
            // Every third comes again: at once, soon, or after everything else.
            let again = match number % 9 {
                2 => number.saturating_sub(1),
                5 => number / 2,
                8 => number % 1_000,
                _ => number,
            };
            assert_eq!(seen.contains(name(again)).expect("a disk"), naive.contains(&again), "{number}");
            assert_eq!(seen.insert(name(again)).expect("a disk"), naive.insert(again), "{number}");
        }
        assert!(seen.runs.len() < 3 * RUNS_MAX, "{seen:?}");
        for edge in [0, u128::MAX] {
            assert!(seen.insert(edge).expect("a disk"));
            assert!(!seen.insert(edge).expect("a disk"));
        }
        for number in 0..200 {
            assert!(seen.insert(name(1_000_000 + number)).expect("a disk"));
        }
        assert!(!seen.insert(0).expect("a disk") && !seen.insert(u128::MAX).expect("a disk"));
    }
}
