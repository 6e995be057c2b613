//! The work of a cluster, in shards. In: the posts, cut into ranges of records, and whoever joins one range. Out: every row
//! of `facts.sql`, in the order of the records. Never: a row of an attempt that was not checked whole, or fewer or more rows
//! than there are posts.
//!
//! A range of records, and not a hash of their authors: ranges have the same size however much one author wrote, posts and
//! inspections lie in that order, so a job reads only its part of the files, and accounts and standings are small and are
//! joined whole everywhere, so nothing is gained by keeping an author together.

use crate::cluster::Job;
use crate::engine::{self, Batch, FACTS, Table, text_at, truth_at};
use crate::people::People;
use crate::standing::Said;
use crate::tables::TableWriter;
use crate::{Cluster, PipelineError, Work};
use datafusion::arrow::array::RecordBatch;
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use datafusion::prelude::{col, lit};
use futures::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use terms::Digest;
use tokio::time::{Instant, timeout_at};

/// Why an attempt at a shard is not used.
#[derive(Debug, thiserror::Error)]
pub enum AttemptError {
    /// It took too long.
    #[error("it was not done after {seconds} s")]
    Deadline {
        /// The deadline.
        seconds: u64,
    },
    /// The cluster failed. Its own messages can hold a value of a cell.
    #[error("it failed: {}", crate::kind(cause))]
    Failed {
        /// Why; for debuggers, not for logs.
        cause: DataFusionError,
    },
    /// Rows were lost or doubled.
    #[error("{due} rows were due and {came} came")]
    Rows {
        /// Records of the shard.
        due: u64,
        /// Rows that came.
        came: u64,
    },
    /// As many rows as were due, of other records.
    #[error("other records came than were due")]
    Records,
    /// Somebody would have been decided about without what they said, or by an old version.
    #[error("what is known of the people came otherwise than it is written")]
    People,
}

/// An attempt that is not used, or a failure of this machine, which another attempt would not mend.
enum Failure {
    Attempt(AttemptError),
    Here(PipelineError),
}

impl From<AttemptError> for Failure {
    fn from(why: AttemptError) -> Self {
        Self::Attempt(why)
    }
}

impl From<PipelineError> for Failure {
    fn from(cause: PipelineError) -> Self {
        Self::Here(cause)
    }
}

/// The records of one shard: from the first up to but without the first of the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    first: String,
    next: Option<String>,
}

impl Range {
    /// The rows of these records, in their order.
    pub(crate) fn of(&self, rows: DataFrame) -> Result<DataFrame, DataFusionError> {
        let record = || col("record_id");
        let mut rows = rows.filter(record().gt_eq(lit(self.first.as_str())))?;
        if let Some(next) = &self.next {
            rows = rows.filter(record().lt(lit(next.as_str())))?;
        }
        rows.sort(vec![record().sort(true, false)])
    }
}

/// A shard that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    number: usize,
    range: Range,
    rows: u64,
    /// Of its records in their order.
    records: Digest,
}

/// The posts, cut. The same tables are always cut the same way.
#[derive(Debug)]
struct Cut {
    /// Of everything that the rows are made of.
    input: Digest,
    parts: Vec<Part>,
}

impl Cut {
    fn of(work: &Work, shard_rows: u64) -> Result<Self, PipelineError> {
        let posts = Table::open(&work.posts(), &[])?;
        let (mut parts, mut open) = (Vec::new(), Open::default());
        let mut add = |record: &str| open.add(record, shard_rows, &mut parts);
        let mut unsorted = Vec::new();
        for batch in posts.batches(&["record_id"])? {
            let batch = batch?;
            let records = Batch(&batch).text("record_id")?;
            for record in records {
                let record = record.ok_or(PipelineError::Column { name: "record_id" })?;
                if posts.is_by_record() { add(record)? } else { unsorted.push(record.to_owned()) }
            }
        }
        unsorted.sort();
        unsorted.iter().try_for_each(|record| add(record))?;
        open.close(None, &mut parts);
        let mut input = vec![Digest::of(FACTS).to_string(), shard_rows.to_string()];
        for (_, table) in work.joined() {
            input.push(world::digest(table)?.to_string());
        }
        Ok(Self { input: Digest::of(serde_json::to_vec(&input)?), parts })
    }
}

/// The shard that records are added to.
#[derive(Default)]
struct Open {
    first: String,
    seen: Seen,
}

impl Open {
    fn add(&mut self, record: &str, shard_rows: u64, parts: &mut Vec<Part>) -> Result<(), PipelineError> {
        // A record that stands twice would be joined with itself, in every attempt.
        if (self.seen.rows > 0 || !parts.is_empty()) && self.seen.last.as_str() >= record {
            return Err(PipelineError::Column { name: "record_id" });
        }
        if self.seen.rows == shard_rows {
            self.close(Some(record), parts);
        }
        if self.seen.rows == 0 {
            record.clone_into(&mut self.first);
        }
        self.seen.add(record);
        Ok(())
    }

    fn close(&mut self, next: Option<&str>, parts: &mut Vec<Part>) {
        if self.seen.rows > 0 {
            let range = Range { first: std::mem::take(&mut self.first), next: next.map(str::to_owned) };
            let next = Seen { last: self.seen.last.clone(), ..Seen::default() };
            let seen = std::mem::replace(&mut self.seen, next);
            parts.push(Part { number: parts.len(), range, rows: seen.rows, records: seen.digest() });
        }
    }
}

/// Records, counted and hashed in the order they come.
#[derive(Default)]
struct Seen {
    rows: u64,
    last: String,
    hasher: Sha256,
}

impl Seen {
    fn add(&mut self, record: &str) {
        self.rows += 1;
        self.hasher.update((record.len() as u64).to_le_bytes());
        self.hasher.update(record);
        record.clone_into(&mut self.last);
    }

    fn digest(self) -> Digest {
        Digest::from_bytes(self.hasher.finalize().into())
    }
}

/// A shard that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shard {
    number: usize,
    rows: u64,
    records: Digest,
    file: String,
    sha256: Digest,
}

/// Which shards are done, and of which input. A file that is not named here is none.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    version: u64,
    input: Digest,
    shards: Vec<Shard>,
}

/// The folder of the shards.
struct Shelf {
    folder: PathBuf,
    manifest: Manifest,
}

impl Shelf {
    /// Keeps what an earlier run of the same input finished, as far as it still holds, and removes everything else.
    fn open(folder: PathBuf, cut: &Cut) -> Result<Self, PipelineError> {
        let path = folder.join(MANIFEST);
        let bytes = if world::exists(&path) { world::read(&path)? } else { Vec::new() };
        let known: Option<Manifest> = serde_json::from_slice(&bytes).ok();
        let known = known.filter(|known| known.version == VERSION && known.input == cut.input);
        let mut kept = Vec::new();
        for shard in known.into_iter().flat_map(|known| known.shards) {
            let path = folder.join(&shard.file);
            let due = cut.parts.get(shard.number);
            if due.is_some_and(|due| (due.rows, due.records) == (shard.rows, shard.records))
                && world::exists(&path)
                && world::digest(&path)? == shard.sha256
            {
                kept.push(shard);
            }
        }
        let shelf = Self { folder, manifest: Manifest { version: VERSION, input: cut.input, shards: kept } };
        if shelf.manifest.shards.is_empty() {
            world::remove_dir(&shelf.folder)?;
        }
        shelf.write()?;
        for path in world::list(&shelf.folder)? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name != MANIFEST && !shelf.manifest.shards.iter().any(|shard| shard.file == name) {
                world::remove_file(&path)?;
            }
        }
        Ok(shelf)
    }

    fn has(&self, part: &Part) -> bool {
        self.manifest.shards.iter().any(|shard| shard.number == part.number)
    }

    /// Makes a shard count: its file is whole and durable before.
    fn commit(&mut self, shard: Shard) -> Result<(), PipelineError> {
        self.manifest.shards.push(shard);
        self.manifest.shards.sort_by_key(|shard| shard.number);
        self.write()
    }

    fn write(&self) -> Result<(), PipelineError> {
        Ok(world::write_atomic(self.folder.join(MANIFEST), serde_json::to_vec_pretty(&self.manifest)?)?)
    }

    /// All rows, where all shards are there.
    fn read(self, cut: &Cut) -> Result<Joined, PipelineError> {
        let found = self.manifest.shards.iter().map(|shard| (shard.number, shard.rows, shard.records));
        if !found.eq(cut.parts.iter().map(|part| (part.number, part.rows, part.records))) {
            let rows = |rows: &mut dyn Iterator<Item = u64>| rows.sum();
            return Err(PipelineError::RowsLost {
                posts: rows(&mut cut.parts.iter().map(|part| part.rows)),
                decided: rows(&mut self.manifest.shards.iter().map(|shard| shard.rows)),
            });
        }
        Ok(Joined { folder: self.folder, shards: self.manifest.shards.into_iter(), open: None })
    }
}

/// The rows of all shards, in the order of the records.
pub(crate) struct Joined {
    folder: PathBuf,
    shards: std::vec::IntoIter<Shard>,
    open: Option<ParquetRecordBatchReader>,
}

impl Joined {
    pub(crate) fn next(&mut self) -> Result<Option<RecordBatch>, PipelineError> {
        loop {
            if let Some(batch) = self.open.as_mut().and_then(Iterator::next) {
                return Ok(Some(batch?));
            }
            let Some(shard) = self.shards.next() else { return Ok(None) };
            let path = self.folder.join(&shard.file);
            if world::digest(&path)? != shard.sha256 {
                return Err(PipelineError::ShardChanged { shard: shard.number });
            }
            self.open = Some(Table::open(&path, &[])?.all()?);
        }
    }
}

/// Removes the shards of a run that was decided, or that nobody will resume: people's posts lie in them.
pub(crate) fn clear(work: &Work) -> Result<(), PipelineError> {
    Ok(world::remove_dir(work.shards())?)
}

/// Joins every range on the cluster.
pub(crate) async fn on_cluster(work: &Work, cluster: &Cluster) -> Result<Joined, PipelineError> {
    let rows = engine::facts(work, Some(cluster)).await?;
    gather(work, cluster, |range| {
        let rows = range.of(rows.clone());
        async move { crate::cluster::job(rows?, cluster).await }
    })
    .await
}

/// Has every range joined by `join`, some at a time, and again where an attempt cannot be used.
pub(crate) async fn gather<J>(
    work: &Work,
    cluster: &Cluster,
    join: impl Fn(Range) -> J,
) -> Result<Joined, PipelineError>
where
    J: Future<Output = Result<Job, DataFusionError>>,
{
    let cut = Cut::of(work, cluster.shard_rows)?;
    let mut shelf = Shelf::open(work.shards(), &cut)?;
    let folder = shelf.folder.clone();
    let posts = Table::open(&work.posts(), &[])?;
    let desk = Desk { cluster, folder: &folder, people: People::of(work)?, replaced: crate::walk::replaced(&posts)? };
    let missing: Vec<&Part> = cut.parts.iter().filter(|part| !shelf.has(part)).collect();
    let attempts = missing.into_iter().map(|part| desk.attempts(part, cut.parts.len(), &join));
    let mut done = stream::iter(attempts).buffer_unordered(SHARDS_AT_ONCE);
    while let Some(shard) = done.next().await {
        shelf.commit(shard?)?;
    }
    drop(done);
    shelf.read(&cut)
}

/// Where attempts are checked. What must not be lost is compared with the tables and not believed: a join that lost what
/// somebody said would let through what they object to.
// HOLE: whom a record mentions beside its author is believed of the cluster; its join is compared with ours by tests only.
struct Desk<'a> {
    cluster: &'a Cluster,
    folder: &'a Path,
    people: People,
    replaced: HashSet<String>,
}

impl Desk<'_> {
    async fn attempts<J>(&self, part: &Part, shards: usize, join: &impl Fn(Range) -> J) -> Result<Shard, PipelineError>
    where
        J: Future<Output = Result<Job, DataFusionError>>,
    {
        let mut attempt = 1;
        loop {
            let why = match self.attempt(part, attempt, join).await {
                Ok(shard) => return Ok(shard),
                Err(Failure::Here(cause)) => return Err(cause),
                Err(Failure::Attempt(why)) => why,
            };
            if attempt == ATTEMPTS {
                let scheduler = self.cluster.scheduler().to_owned();
                return Err(PipelineError::Shard {
                    scheduler,
                    shard: part.number + 1,
                    shards,
                    attempts: ATTEMPTS,
                    why,
                });
            }
            // A node that was just started again needs a moment.
            tokio::time::sleep(self.cluster.pause * attempt).await;
            attempt += 1;
        }
    }

    async fn attempt<J>(&self, part: &Part, attempt: u32, join: &impl Fn(Range) -> J) -> Result<Shard, Failure>
    where
        J: Future<Output = Result<Job, DataFusionError>>,
    {
        let deadline = self.cluster.deadline();
        let (until, seconds) = (Instant::now() + deadline, deadline.as_secs());
        let late = |_| AttemptError::Deadline { seconds };
        let failed = |cause| AttemptError::Failed { cause };
        let mut job = timeout_at(until, join(part.range.clone())).await.map_err(late)?.map_err(failed)?;
        match timeout_at(until, self.take(&mut job.rows, part, attempt)).await.map_err(late) {
            Ok(Ok(shard)) => {
                job.clean().await;
                Ok(shard)
            }
            Ok(Err(failure)) => {
                job.cancel().await;
                Err(failure)
            }
            Err(late) => {
                job.cancel().await;
                Err(late.into())
            }
        }
    }

    /// Writes the rows of an attempt to its own place, and makes it a file if they are those that are due.
    async fn take(&self, rows: &mut SendableRecordBatchStream, part: &Part, attempt: u32) -> Result<Shard, Failure> {
        let file = format!("{:05}-{attempt}.parquet", part.number);
        let path = self.folder.join(&file);
        let (mut table, mut seen) = (TableWriter::create(&path)?, Seen::default());
        while let Some(batch) = rows.next().await {
            let batch = batch.map_err(|cause| AttemptError::Failed { cause })?;
            self.check(&batch, &mut seen)?;
            // More than is due may be without end.
            if seen.rows > part.rows {
                break;
            }
            table.write_batch(&batch)?;
        }
        if seen.rows != part.rows {
            return Err(AttemptError::Rows { due: part.rows, came: seen.rows }.into());
        }
        if seen.digest() != part.records {
            return Err(AttemptError::Records.into());
        }
        table.commit()?;
        let sha256 = world::digest(&path).map_err(PipelineError::from)?;
        Ok(Shard { number: part.number, rows: part.rows, records: part.records, file, sha256 })
    }

    fn check(&self, batch: &RecordBatch, seen: &mut Seen) -> Result<(), Failure> {
        let columns = Batch(batch);
        let (records, accounts) = (columns.text("record_id")?, columns.text("account_id")?);
        let (subjects, superseded) = (columns.text("subject_id")?, columns.truth("superseded")?);
        for (row, said) in Said::of_batch(&columns)?.iter().enumerate() {
            let record = text_at(records, row).ok_or(AttemptError::Records)?;
            let account = text_at(accounts, row).and_then(|account| self.people.find(account));
            if text_at(subjects, row) != self.people.holder(account).subject_id()
                || said != self.people.said(account)?
                || truth_at(superseded, row) != Some(self.replaced.contains(record))
            {
                return Err(AttemptError::People.into());
            }
            seen.add(record);
        }
        Ok(())
    }
}

const MANIFEST: &str = "manifest.json";
const VERSION: u64 = 1;
/// Attempts at a shard before the run fails.
const ATTEMPTS: u32 = 3;
/// Shards under way.
const SHARDS_AT_ONCE: usize = 4;
