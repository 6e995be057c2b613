//! Room 6, `seal`: rows that the law handed over become shards and a manifest. In: `Lawful` rows, and the records that were
//! refused, with their rules. Out: a corpus that loads anywhere, proves what it holds and can be purged of one person.
//! Never: a row that is not lawful, a version that is half there, or a text outside its shard.

mod card;
mod carry;
mod certificate;
mod copies;
mod error;
mod manifest;
mod open;
mod people;
mod pictures;
mod proof;
mod purge;
mod row;
mod seal;
mod spool;
mod switch;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod tree;

pub use carry::Arrival;
pub use certificate::{Certificate, CopyPurged, Done, Recipient};
pub use copies::{Copies, CopiesError};
pub use error::{Mismatch, OpenError, ProofError, PurgeError, ReadError, SealError};
pub use manifest::{ColumnEntry, Counts, ExcludedEntry, Manifest, Meta, Origin, Refusals, ShardEntry, Tally};
pub use open::Corpus;
pub use people::ProvedRecord;
pub use pictures::{Picture, file_name as picture_file};
pub use proof::Proof;
pub use purge::{Leaving, Purged};
pub use row::{Exclusion, Late, Refusal, Row, is_pseudonym, shard_of};
pub use seal::Sealer;
pub use switch::{Recovered, recover};
pub use table::FileEntry;
pub use tables::{Excluded, Lineage};
