//! Rows put aside until their shard is written. In: values, each with its lane. Out: all values of one lane. Never: more
//! memory than the budget plus one lane, or a file that outlives the work.
//!
//! While everything fits into the budget nothing is written; beyond it every lane has a file in the staging folder, which
//! is removed with that folder, also after a kill.

use crate::error::SealError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use std::path::PathBuf;
use world::{AtomicFile, DiskError};

/// Values by lane, one JSON line each.
pub(crate) struct Spool {
    lanes: Vec<Lane>,
    budget_bytes: usize,
    held_bytes: usize,
}

struct Lane {
    path: PathBuf,
    memory: Vec<u8>,
    file: Option<AtomicFile>,
}

impl Spool {
    /// A spool whose files, if any, are called `{prefix}-00000` and so on.
    pub fn new(prefix: PathBuf, lanes: u16, budget_bytes: usize) -> Self {
        let lanes = (0..lanes).map(|lane| {
            let mut path = prefix.clone().into_os_string();
            path.push(format!("-{lane:05}"));
            Lane { path: PathBuf::from(path), memory: Vec::new(), file: None }
        });
        Self { lanes: lanes.collect(), budget_bytes, held_bytes: 0 }
    }

    /// Puts a value into its lane.
    pub fn push<T: Serialize>(&mut self, lane: u16, value: &T) -> Result<(), DiskError> {
        let lane = self.lanes.get_mut(usize::from(lane)).expect("INVARIANT: a remainder is smaller than its divisor");
        let before = lane.memory.len();
        serde_json::to_writer(&mut lane.memory, value).expect("INVARIANT: rows are strings, and memory takes them");
        lane.memory.push(b'\n');
        self.held_bytes += lane.memory.len() - before;
        if self.held_bytes > self.budget_bytes {
            for lane in &mut self.lanes {
                lane.spill()?;
            }
            self.held_bytes = 0;
        }
        Ok(())
    }

    /// All values of a lane, in the order they came; the lane is empty afterwards and its file gone.
    pub fn take<T: DeserializeOwned>(&mut self, lane: u16) -> Result<Vec<T>, SealError> {
        let lane = self.lanes.get_mut(usize::from(lane)).expect("INVARIANT: a remainder is smaller than its divisor");
        let bytes = if lane.file.is_some() {
            lane.spill()?;
            if let Some(file) = lane.file.take() {
                file.commit()?;
            }
            let bytes = world::read(&lane.path)?;
            world::remove_file(&lane.path)?;
            bytes
        } else {
            std::mem::take(&mut lane.memory)
        };
        serde_json::Deserializer::from_slice(&bytes)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(|_| SealError::Spool { path: lane.path.clone() })
    }
}

impl Lane {
    fn spill(&mut self) -> Result<(), DiskError> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(AtomicFile::create(&self.path)?),
        };
        file.write_all(&self.memory).map_err(|cause| DiskError { verb: "write", path: self.path.clone(), cause })?;
        self.memory.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_gives_back_its_values_in_order_whether_or_not_they_fitted_in_memory() {
        let folder = std::env::temp_dir().join(format!("corpus-spool-{}", std::process::id()));
        for budget in [usize::MAX, 64] {
            let mut spool = Spool::new(folder.join("rows"), 3, budget);
            for number in 0..100_u32 {
                spool.push(u16::try_from(number % 3).expect("small"), &format!("value {number}")).expect("writable");
            }
            for lane in 0..3_u16 {
                let values: Vec<String> = spool.take(lane).expect("readable");
                let expected: Vec<_> =
                    (0..100).filter(|number| number % 3 == u32::from(lane)).map(|n| format!("value {n}")).collect();
                assert_eq!(values, expected);
            }
            assert!(world::list(&folder).expect("listable").is_empty(), "a spool file was left behind");
        }
        world::remove_dir(&folder).expect("removable");
    }
}
