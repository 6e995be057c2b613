//! The one door to clock, chance and disk. In: what a caller asks of the outside. Out: a moment, random bytes, a file.
//! Never: a decision, a retry, or a file that is half written under its own name.

mod chance;
mod clock;
mod disk;
mod mark;

pub use chance::Chance;
pub use clock::Clock;
pub use disk::{
    AtomicFile, DiskError, Lock, ScratchDir, create_dir, digest, digest_of, exists, list, list_all, lock, modified,
    open, read, read_string, remove_dir, remove_file, rename, scratch, set_modified, size, write_atomic, write_new,
};
pub use mark::Mark;

use std::path::{Path, PathBuf};
use terms::Instant;

/// Everything of the outside that a room may see.
#[derive(Debug)]
pub struct World {
    root: PathBuf,
    clock: Clock,
    chance: Chance,
}

impl World {
    /// The real world, for the project in `root`.
    pub fn real(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), clock: Clock::system(), chance: Chance::system() }
    }

    /// A world in which it is always `now` and in which chance repeats itself: for the demo, for replays and for tests.
    /// Keys drawn from it are no secrets.
    pub fn repeatable(root: impl Into<PathBuf>, now: Instant, seed: u64) -> Self {
        Self { root: root.into(), clock: Clock::fixed(now), chance: Chance::seeded(seed) }
    }

    /// The folder of the project.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the project.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The present moment, in UTC, cut to whole seconds.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Moves a fixed clock; the system clock cannot be moved.
    pub fn set_now(&mut self, now: Instant) {
        self.clock = Clock::fixed(now);
    }

    /// Random bytes: from the operating system, or repeatable.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.chance.draw()
    }
}
