//! The heavy corridor: rooms 1 to 6 over many records, on one machine. In: sources, standings, the law. Out: tables in
//! `work/` and a sealed corpus. Never: a rule of law; it asks `law`, and adds nothing.

mod changed;
mod cluster;
mod decide;
mod decisions;
mod declared;
mod earlier;
mod engine;
mod gather;
mod inspect;
mod intake;
mod judge;
mod late;
mod marks;
mod media;
mod originals;
mod people;
mod pictures;
mod posts;
mod repeats;
mod rests;
mod review;
mod rows;
mod scribe;
mod shards;
mod standing;
mod stands;
mod tables;
mod tally;
mod totals;
mod uses;
mod walk;

#[cfg(test)]
mod tests;

pub use cluster::{Cluster, SHARD_ROWS};
#[cfg(feature = "cluster")]
pub use cluster::{Executor, executor, scheduler};
pub use decide::{
    Answer, Asked, CrossCheck, Explained, Judged, Plan, decide, decide_all, digest_of, explain, facts, seal,
};
pub use decisions::{
    Difference, Replayed, Ruled, Stored, Under, are_decided, decisions_digest, read_decisions, replay, stored, under,
};
pub use declared::{Controller, Declared, Run, SourceFacts, provenance};
pub use gather::{LAW_OF_RESIDENCE, serving};
pub use inspect::{Inspected, inspect, inspect_all, is_inspected};
pub use intake::{
    ArrowForm, NamedSource, Origin, PushError, Pushed, Pusher, REGISTER_VERSION, SourceTally, Taken, intake,
    keep_changes, show, shown_change, write_posts, write_posts_arrow,
};
pub use originals::{authors_repeating, originals};
pub use repeats::{NearDuplicates, repeated_by};
pub use review::{Reviews, Uncertain, held};
pub use shards::AttemptError;
pub use standing::{authors_about, handles_of_people, orders_for_law, write_standing};
pub use stands::Stands;
pub use totals::Totals;
pub use uses::{Used, uses};
pub use walk::{INSPECTED_COLUMNS, INSPECTED_WORDS, POST_COLUMNS, POST_WORDS};

use ::intake::TextReader;
use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::reader::{FileReader, SerializedFileReader};
use std::path::{Path, PathBuf};
use terms::{Operation, Purpose};

/// The folder of tables between the rooms.
#[derive(Clone, Debug)]
pub struct Work {
    folder: PathBuf,
    threads: usize,
    cluster: Option<Cluster>,
    aside: Option<Purpose>,
    pictures: Pictures,
    near_duplicates: Option<NearDuplicates>,
    picture_text: Option<TextReader>,
    /// So long a file must have been let alone before it was read, for its digest to be noted.
    settled_after: std::time::Duration,
}

/// Whether pictures are taken along into a corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// No: nothing of them is kept but what `media.parquet` says.
    #[default]
    Left,
    /// Yes: intake keeps them, inspection looks for faces, and the law decides about both.
    Taken,
}

impl Work {
    /// The tables in `folder`, worked on by so many threads.
    pub fn new(folder: impl Into<PathBuf>, threads: usize) -> Self {
        Self {
            folder: folder.into(),
            threads: threads.max(1),
            cluster: None,
            aside: None,
            pictures: Pictures::Left,
            near_duplicates: None,
            picture_text: None,
            settled_after: marks::SETTLED_AFTER,
        }
    }

    /// The same tables, joined on a cluster. Its executors must see the folder under the same path.
    pub fn on_cluster(self, cluster: Cluster) -> Self {
        Self { cluster: Some(cluster), ..self }
    }

    /// The same tables, asked about another purpose than the run's: its decisions lie beside those of the run.
    pub fn about(self, purpose: Purpose) -> Self {
        Self { aside: Some(purpose), ..self }
    }

    /// The same tables, with the pictures of the records.
    pub fn with_pictures(self, pictures: Pictures) -> Self {
        Self { pictures, ..self }
    }

    /// The same tables, of which a seal takes what repeats.
    pub fn with_near_duplicates(self, settings: NearDuplicates) -> Self {
        Self { near_duplicates: Some(settings), ..self }
    }

    /// The same tables, with a program that reads the text in pictures.
    pub fn with_picture_text(self, reader: TextReader) -> Self {
        Self { picture_text: Some(reader), ..self }
    }

    pub(crate) fn picture_text(&self) -> Option<&TextReader> {
        self.picture_text.as_ref()
    }

    pub(crate) fn near_duplicates(&self) -> Option<&NearDuplicates> {
        self.near_duplicates.as_ref()
    }

    pub(crate) fn settled_after(&self) -> std::time::Duration {
        self.settled_after
    }

    /// The same tables, whose digests are noted as soon as the clock of their file system has ticked: a test does not wait.
    #[cfg(test)]
    pub(crate) fn settled_at_once(self) -> Self {
        Self { settled_after: std::time::Duration::ZERO, ..self }
    }

    pub(crate) fn takes_pictures(&self) -> bool {
        self.pictures == Pictures::Taken
    }

    pub(crate) fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_ref()
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    pub(crate) fn posts(&self) -> PathBuf {
        self.folder.join("posts.parquet")
    }

    /// Up to which change the tables show the versions.
    pub(crate) fn shown(&self) -> PathBuf {
        self.folder.join("shown.json")
    }

    /// The table of accounts.
    pub fn accounts(&self) -> PathBuf {
        self.folder.join("accounts.parquet")
    }

    pub(crate) fn media(&self) -> PathBuf {
        self.folder.join("media.parquet")
    }

    /// The folder of kept pictures.
    pub(crate) fn pictures(&self) -> PathBuf {
        self.folder.join("pictures")
    }

    /// Where the faces of kept pictures are.
    pub(crate) fn faces(&self) -> PathBuf {
        self.folder.join("faces.parquet")
    }

    pub(crate) fn standing(&self) -> PathBuf {
        self.folder.join("standing.parquet")
    }

    pub(crate) fn inspected(&self) -> PathBuf {
        self.folder.join("inspected.parquet")
    }

    pub(crate) fn slices(&self) -> PathBuf {
        self.folder.join("slices.parquet")
    }

    /// Which records are like others.
    pub(crate) fn repeats(&self) -> PathBuf {
        self.folder.join("repeats.parquet")
    }

    /// Which records the last seal left out because they repeat another one.
    pub(crate) fn duplicates(&self) -> PathBuf {
        self.folder.join("duplicates.parquet")
    }

    /// The folder of what a cluster has joined, while it is not decided.
    pub(crate) fn shards(&self) -> PathBuf {
        self.folder.join("cluster")
    }

    /// The tables that the facts are joined from, by the names that `facts.sql` calls them.
    pub(crate) fn joined(&self) -> [(&'static str, PathBuf); 5] {
        [
            ("posts", self.posts()),
            ("accounts", self.accounts()),
            ("standing", self.standing()),
            ("inspected", self.inspected()),
            ("slices", self.slices()),
        ]
    }

    pub(crate) fn findings(&self) -> PathBuf {
        self.folder.join("findings.parquet")
    }

    /// The folder of the decisions about an operation.
    pub fn decisions(&self, op: Operation) -> PathBuf {
        self.folder.join(match &self.aside {
            None => format!("decisions-{op}"),
            Some(purpose) => {
                let name = purpose.as_str().replace(|c: char| !c.is_ascii_alphanumeric() && c != '.', "_");
                format!("decisions-{op}-{name}")
            }
        })
    }

    /// The digests of files that need not be read again.
    pub(crate) fn digests(&self) -> PathBuf {
        self.folder.join("digests.json")
    }

    /// Rows of `posts.parquet`, from its own footer.
    pub(crate) fn posts_count(&self) -> Result<u64, PipelineError> {
        let reader = SerializedFileReader::new(world::open(self.posts())?)?;
        u64::try_from(reader.metadata().file_metadata().num_rows()).map_err(|_| PipelineError::Column { name: "posts" })
    }
}

/// The corridor could not be walked.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// A file could not be used.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// A source could not be read whole.
    #[error(transparent)]
    Intake(#[from] ::intake::IntakeError),
    /// A path is not UTF-8.
    #[error("the path `{}` is not UTF-8; rename it", path.display())]
    Path {
        /// The path.
        path: PathBuf,
    },
    /// The versions could not be read or kept.
    #[error(transparent)]
    Versions(#[from] ::intake::VersionsError),
    /// An Arrow stream that ends before its end mark.
    #[error("`{}` is cut off: it ends without the mark of its end; write it again", path.display())]
    ArrowCut {
        /// The file.
        path: PathBuf,
    },
    /// A clock whose offset nobody says.
    #[error("the column `{column}` is no timestamp with a time zone, so no offset is known; write it as one")]
    NoOffset {
        /// The column.
        column: &'static str,
    },
    /// A cell that is there and is not what its column holds.
    #[error("the column `{column}` holds something that cannot be read as what the column is for; correct it")]
    Cell {
        /// The column.
        column: &'static str,
    },
    /// A Delta table cannot be read at a version.
    #[error(transparent)]
    Delta(#[from] delta::DeltaError),
    /// A file of a Delta table is another than its log says.
    #[error("`{}` is not the file that the log of the table names; restore it from a copy, or read another version", path.display())]
    TableFile {
        /// The file.
        path: PathBuf,
    },
    /// The value of a partition cannot be read as what its column holds.
    #[error("a partition of the table has no value in `{column}` that can be read; a moment needs its offset")]
    Partition {
        /// The column.
        column: String,
    },
    /// A table between the rooms is not what this program writes.
    #[error(
        "a table in `work` does not have `{name}` as this program writes it; remove the folder `work` and run again"
    )]
    Column {
        /// The column.
        name: &'static str,
    },
    /// A join lost or doubled a post.
    #[error("{posts} records were read and {decided} decided; nothing of this run is used, please report it")]
    RowsLost {
        /// Read.
        posts: u64,
        /// Decided.
        decided: u64,
    },
    /// An address is not `HOST:PORT`.
    #[error("`{given}` is no address of a scheduler; write HOST:PORT, such as 127.0.0.1:50050")]
    ClusterAddress {
        /// What was given.
        given: String,
    },
    /// This program was built without the cluster.
    #[error(
        "this grondslag was built without the cluster; build it with `--features cluster`, or remove `engine.cluster`"
    )]
    NoCluster,
    /// No attempt at a shard could be used.
    #[error(
        "shard {shard} of {shards} was tried {attempts} times on the cluster at `{scheduler}`, the last time in vain: {why}; \
         nothing of this run is used, and its finished shards are kept; see that the scheduler and an executor run and see \
         this project's folder, then run again"
    )]
    Shard {
        /// The scheduler.
        scheduler: String,
        /// The shard, counted from 1.
        shard: usize,
        /// How many there are.
        shards: usize,
        /// How often it was tried.
        attempts: u32,
        /// Why the last attempt was not used.
        why: AttemptError,
    },
    /// A finished shard was changed.
    #[error(
        "shard {shard} of the cluster's work does not hold the bytes that were checked; run again, it is joined anew"
    )]
    ShardChanged {
        /// The shard, counted from 0.
        shard: usize,
    },
    /// A scheduler or executor could not start or stopped; it has seen no posts of ours in its messages.
    #[error("the node of the cluster stopped: {cause}")]
    Node {
        /// Why.
        cause: String,
    },
    /// A table is another than when the run began.
    #[error("`{}` was written while it was read; nothing of this run is used, run again", path.display())]
    Written {
        /// The file.
        path: PathBuf,
    },
    /// The policies asked one by one and the whole authorizer answered differently.
    #[error("the policies one by one and the whole authorizer disagree; nothing of this run is used, please report it")]
    Disagreement,
    /// The corpus could not be sealed.
    #[error(transparent)]
    Seal(#[from] corpus::SealError),
    /// A nested field could not be written.
    #[error("a nested field could not be written as JSON; please report it")]
    Json(#[from] serde_json::Error),
    // The engine's own messages can hold a value of a cell, so only its kind is told.
    /// The query engine failed.
    #[error("the query engine failed ({}){}", kind(cause), hint(cause))]
    Engine {
        /// Why; for debuggers, not for logs.
        cause: DataFusionError,
    },
    /// A Parquet file could not be read or written.
    #[error(
        "a Parquet file could not be read or written ({}); if it is a source, export it again",
        parquet_kind(cause)
    )]
    Parquet {
        /// Why; for debuggers, not for logs.
        cause: ParquetError,
    },
}

impl From<DataFusionError> for PipelineError {
    fn from(cause: DataFusionError) -> Self {
        Self::Engine { cause }
    }
}

impl From<datafusion::arrow::error::ArrowError> for PipelineError {
    fn from(cause: datafusion::arrow::error::ArrowError) -> Self {
        Self::Engine { cause: cause.into() }
    }
}

impl From<ParquetError> for PipelineError {
    fn from(cause: ParquetError) -> Self {
        Self::Parquet { cause }
    }
}

impl From<::intake::ReadError<PipelineError>> for PipelineError {
    fn from(cause: ::intake::ReadError<PipelineError>) -> Self {
        match cause {
            ::intake::ReadError::Intake(cause) => cause.into(),
            ::intake::ReadError::Sink(cause) => cause,
        }
    }
}

fn kind(cause: &DataFusionError) -> String {
    match cause.find_root() {
        DataFusionError::ArrowError(..) => "a value does not fit its column".to_owned(),
        DataFusionError::ParquetError(..) => "a Parquet file is broken".to_owned(),
        DataFusionError::IoError(..) | DataFusionError::ObjectStore(..) => "a file could not be read".to_owned(),
        DataFusionError::ResourcesExhausted(..) => "memory is exhausted".to_owned(),
        // These speak of columns and functions of our own queries, never of a cell.
        planned @ (DataFusionError::Plan(..)
        | DataFusionError::SchemaError(..)
        | DataFusionError::NotImplemented(..)
        | DataFusionError::Internal(..)) => planned.strip_backtrace(),
        // What a cluster says can hold a value of a cell; that nobody listens does not.
        DataFusionError::Execution(said) if LINE.iter().any(|words| said.contains(words)) => "no connection".to_owned(),
        _ => "an internal error".to_owned(),
    }
}

/// How the cluster says that a line does not come about or broke.
const LINE: [&str; 2] = ["transport::Error", "transport error"];

fn hint(cause: &DataFusionError) -> &'static str {
    match cause.find_root() {
        DataFusionError::ResourcesExhausted(..) => "; use fewer threads or a larger machine",
        DataFusionError::ArrowError(..) | DataFusionError::ParquetError(..) => "; if it is a source, export it again",
        _ => "; remove the folder `work` and run again",
    }
}

fn parquet_kind(cause: &ParquetError) -> &'static str {
    match cause {
        ParquetError::EOF(_) => "it ends too early",
        ParquetError::NYI(_) => "it uses a feature that is not supported",
        _ => "it is broken, or the disk is full",
    }
}
