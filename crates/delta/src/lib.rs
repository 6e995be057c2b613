//! Delta Lake's log, by its protocol and without an engine. In: the folder of a table and a version, or a sealed corpus. Out:
//! the files that make that version, or the corpus as the next version of a table. Never: a feature of a table passed over
//! that changes what its rows are, half a version, or a file left readable that no version of today names.
//!
//! | module | what |
//! | --- | --- |
//! | `log` | which files are a version: the newest checkpoint before it, and the commits after that |
//! | `features` | what a reader must know of a table, and what is refused by name |
//! | `checkpoint` | the rows of a checkpoint as the actions that they stand for |
//! | `vector` | which rows of a file were deleted without writing it anew |
//! | `publish` | a corpus as a version, committed at once or not at all |
//!
//! <https://github.com/delta-io/delta/blob/master/PROTOCOL.md> is what it follows.

mod checkpoint;
mod error;
mod features;
mod log;
mod publish;
#[cfg(test)]
mod tests;
mod vector;

pub use error::{DeltaError, PublishError};
pub use log::{Column, DataFile, Table, Version};
pub use publish::{Published, check, publish, records_of};
pub use vector::Deleted;

/// Whether a folder is a table: it has a log.
pub fn is_table(folder: &std::path::Path) -> bool {
    folder.join(LOG).is_dir()
}

/// The folder of a table's log, in its own.
pub const LOG: &str = "_delta_log";

/// The folder of the files of a table that is published here, in its own.
pub const DATA: &str = "data";
