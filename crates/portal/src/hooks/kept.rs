//! What a hook keeps over a restart. In: a file. Out: its place in the log, and what was laid aside. Never: what an event says,
//! or about whom.

use serde::{Deserialize, Serialize};
use std::path::Path;
use terms::Digest;
use world::DiskError;

/// The place of a hook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    version: u32,
    /// The first event that was not told.
    pub next: u64,
    /// How often it was tried.
    pub tries: u32,
    /// Events that were tried often enough, by position in the log.
    pub dead: Vec<Dead>,
    /// Those of them that somebody wants sent again.
    pub again: Vec<u64>,
    /// The address, by digest, whose server said that it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Digest>,
}

/// An event that was laid aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dead {
    /// Its position in the log.
    pub index: u64,
    /// When it was tried last.
    pub at: String,
    /// How often it was tried.
    pub tries: u32,
    /// Why it was not taken: a status, `redirect`, `timeout` or `unreachable`.
    pub why: String,
}

impl Kept {
    /// Reads the file; a hook without one begins at `begin`.
    pub(super) fn read(file: &Path, begin: u64) -> Result<Self, String> {
        if !world::exists(file) {
            return Ok(Self {
                version: VERSION,
                next: begin,
                tries: 0,
                dead: Vec::new(),
                again: Vec::new(),
                ended: None,
            });
        }
        let text = world::read_string(file).map_err(|error| error.to_string())?;
        let kept: Option<Self> = serde_json::from_str(&text).ok();
        kept.filter(|kept| kept.version == VERSION).ok_or_else(|| {
            format!(
                "`{}` is not of version {VERSION}, or not whole; use the grondslag that wrote it, or restore it: without \
                 it nobody knows what was told",
                file.display()
            )
        })
    }

    pub(super) fn write(&self, file: &Path) -> Result<(), DiskError> {
        // INVARIANT: numbers, words and a digest are always writable as JSON.
        let json = serde_json::to_string(self).expect("INVARIANT: what a hook keeps is writable");
        world::write_atomic(file, json + "\n")
    }

    /// Goes on behind the event at `index`.
    pub(super) fn pass(&mut self, index: u64) {
        (self.next, self.tries) = (index.saturating_add(1), 0);
    }
}

const VERSION: u32 = 1;
