//! What a file system says of a file beside its bytes. In: an open file. Out: a mark that is another once the bytes are. Never: a
//! mark where the platform does not say when a file was changed; who gets none has to read the bytes.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// Which file this is, how long it is, and when it was written and changed, in nanoseconds. The last is what the file system
/// notes whenever bytes, name or rights change: a program can date a file back, and not this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    device: u64,
    inode: u64,
    bytes: u64,
    written: i64,
    changed: i64,
}

impl Mark {
    /// Of an open file; nothing where the platform does not say all of it.
    #[cfg(unix)]
    pub fn of(file: &File) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let nanoseconds = |seconds: i64, rest: i64| seconds.checked_mul(1_000_000_000)?.checked_add(rest);
        Some(Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            bytes: metadata.size(),
            written: nanoseconds(metadata.mtime(), metadata.mtime_nsec())?,
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec())?,
        })
    }

    /// Of an open file; nothing where the platform does not say all of it.
    #[cfg(not(unix))]
    pub fn of(_: &File) -> Option<Self> {
        None
    }

    /// Of a new file in this folder, which has no name and is gone again: what the clock of its file system says now. Nothing
    /// where nobody may write there.
    pub fn now(folder: impl AsRef<Path>) -> Option<Self> {
        Self::of(&tempfile::tempfile_in(folder).ok()?)
    }

    /// All of it, as words that others compare.
    pub fn words(&self) -> String {
        let Self { device, inode, bytes, written, changed } = self;
        format!("{device} {inode} {bytes} {written} {changed}")
    }

    /// When the file was changed, in nanoseconds since 1970 as its file system counts them.
    pub fn changed(&self) -> i64 {
        self.changed
    }

    /// Whether the file had not been changed for longer than this when its file system's clock said `now`: what changes it
    /// afterwards gives it another mark, however coarse the clock is.
    pub fn is_settled(&self, now: &Self, longer_than: Duration) -> bool {
        let Ok(margin) = i64::try_from(longer_than.as_nanos()) else { return false };
        self.device == now.device && self.changed.checked_add(margin).is_some_and(|until| until < now.changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(device: u64, changed: i64) -> Mark {
        Mark { device, inode: 1, bytes: 2, written: 3, changed }
    }

    #[test]
    fn a_file_is_settled_where_its_own_file_system_says_that_nothing_happened_to_it_for_longer() {
        let (second, margin) = (1_000_000_000, Duration::from_secs(2));
        let now = mark(7, 10 * second);
        for (changed, is_settled) in
            [(8 * second - 1, true), (8 * second, false), (10 * second, false), (11 * second, false), (i64::MAX, false)]
        {
            assert_eq!(mark(7, changed).is_settled(&now, margin), is_settled, "{changed}");
        }
        assert!(!mark(8, second).is_settled(&now, margin), "another clock says nothing about this file");
        assert!(!mark(7, second).is_settled(&now, Duration::MAX));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_dated_back_or_takes_the_name_of_another_has_another_mark() {
        let folder = crate::ScratchDir::create().expect("a folder");
        let path = folder.path().join("a");
        let of = || Mark::of(&crate::open(&path).expect("a file")).expect("a mark");
        // A clock that ticks seldom shows what happened only once it has ticked.
        let tick = |last: &Mark| while !last.is_settled(&Mark::now(folder.path()).unwrap(), Duration::ZERO) {};
        crate::write_atomic(&path, "one").expect("writable");
        let (first, date) = (of(), crate::modified(&path).expect("a date"));
        assert_eq!(first, of());
        tick(&first);
        crate::set_modified(&path, date).expect("writable");
        let dated = of();
        assert_ne!((first.words(), first.changed()), (dated.words(), dated.changed()));
        tick(&dated);
        crate::write_atomic(&path, "two").expect("writable");
        crate::set_modified(&path, date).expect("writable");
        assert_ne!(dated.words(), of().words());
    }
}
