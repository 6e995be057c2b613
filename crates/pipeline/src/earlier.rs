//! What an earlier inspection found, so that only what changed is inspected again. In: the three tables of room 3 as they lie
//! in `work`. Out: for the records of a batch the rows that were written about them, each with the digest of what was
//! inspected. Never: a row whose origin does not show; where anything is odd, all of it is of no use.

use crate::engine::{Batch, Table};
use crate::tables::{self, TableWriter};
use crate::{PipelineError, Work};
use ::inspect::Inspector;
use datafusion::arrow::array::{Array, FixedSizeBinaryArray, RecordBatch, RecordBatchReader, StringArray};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::PathBuf;
use terms::Digest;

/// Where the three tables of an inspection come from, as the footer of each says. They appear one after the other, so only
/// three that say the same belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Origin {
    /// How rows are written and texts are looked at, whatever is looked for.
    method: String,
    /// As each row says it.
    stamp: String,
    /// Of the tables that were inspected.
    pub(crate) of: Digest,
    /// Of what was inspected, row after row.
    pub(crate) rows: Digest,
}

impl Origin {
    /// The origin of tables that are about to be written. The inputs are named before they are read: what replaces them
    /// meanwhile is inspected the next time.
    pub(crate) fn new(work: &Work, inspector: &Inspector) -> Result<Self, PipelineError> {
        let of = digest_of_inputs(work, inspector)?;
        Ok(Self { method: method(inspector), stamp: inspector.stamp(), of, rows: Digest::of("") })
    }

    /// What the tables in `work` say of theirs; nothing where they do not agree, or one of them is not there.
    pub(crate) fn of_tables(work: &Work) -> Option<Self> {
        Self::agreed(&open(work)?)
    }

    fn agreed(tables: &[Table; 3]) -> Option<Self> {
        let mut said = tables.iter().map(|table| serde_json::from_str::<Self>(table.says(ORIGIN)?).ok());
        let first = said.next()??;
        said.all(|other| other.as_ref() == Some(&first)).then_some(first)
    }

    pub(crate) fn write(&self, table: &mut TableWriter) -> Result<(), PipelineError> {
        table.say(ORIGIN, &serde_json::to_string(self)?);
        Ok(())
    }

    /// Whether these detectors have nothing to look at again.
    pub(crate) fn is_of(&self, work: &Work, inspector: &Inspector) -> Result<bool, PipelineError> {
        Ok(self.stamp == inspector.stamp() && self.is_of_tables(&digest_of_inputs(work, inspector)?, inspector))
    }

    /// Whether these detectors would look at these tables in this way, whatever they look for.
    pub(crate) fn is_of_tables(&self, tables: &Digest, inspector: &Inspector) -> bool {
        self.method == method(inspector) && self.of == *tables
    }
}

/// How rows are written and texts are looked at.
pub(crate) fn method(inspector: &Inspector) -> String {
    format!("rows-{ROWS_VERSION}+{}", inspector.method())
}

/// The tables that an inspection reads, posts and accounts first.
pub(crate) fn inputs(work: &Work, inspector: &Inspector) -> Vec<PathBuf> {
    let mut tables = vec![work.posts(), work.accounts()];
    if inspector.looks_at_pictures() {
        tables.push(work.media());
    }
    tables
}

/// Their bytes.
fn digest_of_inputs(work: &Work, inspector: &Inspector) -> Result<Digest, PipelineError> {
    let digests = inputs(work, inspector).iter().map(|table| tables::digest(table)).collect::<Result<Vec<_>, _>>()?;
    Ok(tables::together(&digests))
}

/// The tables of records, slices and findings, in this order everywhere here.
fn open(work: &Work) -> Option<[Table; 3]> {
    let open = |path: PathBuf| world::exists(&path).then(|| Table::open(&path, &[]).ok()).flatten();
    Some([open(work.inspected())?, open(work.slices())?, open(work.findings())?])
}

/// An earlier inspection, read from its first record to its last.
pub(crate) struct Earlier {
    tables: [Rows; 3],
    /// Whether it looked for the same names, handles and texts.
    is_same_stamp: bool,
}

/// What it found in the records of a batch.
pub(crate) struct Before {
    is_same_stamp: bool,
    /// Its rows about them, and for each record those that are about it.
    pub(crate) tables: [(RecordBatch, Vec<Range<usize>>); 3],
}

impl Earlier {
    /// Opens it, if these detectors would inspect in its way and write such tables.
    pub(crate) fn open(work: &Work, inspector: &Inspector, schemas: &[SchemaRef; 3]) -> Option<Self> {
        let tables = open(work)?;
        let origin = Origin::agreed(&tables)?;
        let has_columns = tables.iter().zip(schemas).all(|(table, schema)| table.schema().fields() == schema.fields());
        if origin.method != method(inspector) || !has_columns || !tables.first()?.is_by_record() {
            return None;
        }
        let [inspected, slices, findings] = tables.map(|table| Rows::of(&table).ok());
        Some(Self { tables: [inspected?, slices?, findings?], is_same_stamp: origin.stamp == inspector.stamp() })
    }

    /// What it found in the next records; nothing where its tables are not what this program writes.
    pub(crate) fn of_records(&mut self, records: &StringArray) -> Option<Before> {
        let [inspected, slices, findings] = self.tables.each_mut().map(|rows| rows.of_records(records).ok());
        let tables = [inspected?, slices?, findings?];
        let [(_, about), others @ ..] = &tables;
        // What was found belongs to a record that was inspected, once.
        let is_whole = |row: usize| match about.get(row).map(Range::len) {
            Some(1) => true,
            Some(0) => others.iter().all(|(_, about)| about.get(row).is_some_and(Range::is_empty)),
            _ => false,
        };
        (0..records.len()).all(is_whole).then_some(Before { is_same_stamp: self.is_same_stamp, tables })
    }
}

impl Before {
    /// What the record in this row met when it was inspected, if exactly this was inspected then: of all that is looked for,
    /// that alone may still matter.
    pub(crate) fn met(&self, row: usize, inspected: &Digest) -> Option<Option<Digest>> {
        let [(batch, about), ..] = &self.tables;
        let place = about.get(row)?.clone().next()?;
        let columns = Batch(batch);
        let was = digest_at(columns.digests(INSPECTED_DIGEST).ok()?, place)?;
        let met = columns.digests(MET_DIGEST).ok()?;
        let met = if met.is_null(place) { None } else { Some(digest_at(met, place)?) };
        (was == *inspected).then_some(met)
    }

    /// Whether the same was looked for, so that a text meets what it met.
    pub(crate) fn is_same_stamp(&self) -> bool {
        self.is_same_stamp
    }
}

fn digest_at(column: &FixedSizeBinaryArray, row: usize) -> Option<Digest> {
    let bytes = column.is_valid(row).then(|| column.value(row))?;
    Some(Digest::from_bytes(bytes.try_into().ok()?))
}

/// A table sorted by record, of which a record may have several rows.
struct Rows {
    batches: ParquetRecordBatchReader,
    /// The batch that is being read, and its first row that was not passed.
    held: Option<(RecordBatch, usize)>,
    last: String,
}

/// Rows of some records, while they are gathered.
#[derive(Default)]
struct Gathered {
    batches: Vec<RecordBatch>,
    /// Rows of all batches but the last.
    base: usize,
    /// Whether a record has a row in the last of them.
    is_used: bool,
}

impl Rows {
    fn of(table: &Table) -> Result<Self, PipelineError> {
        let mut rows = Self { batches: table.all()?, held: None, last: String::new() };
        rows.next()?;
        Ok(rows)
    }

    fn next(&mut self) -> Result<(), PipelineError> {
        self.held = self.batches.next().transpose()?.map(|batch| (batch, 0));
        let Some((batch, _)) = &self.held else { return Ok(()) };
        let records = Batch(batch).text_in(0)?;
        let Some(last) = records.len().checked_sub(1) else { return Ok(()) };
        let ascends = (0..last).all(|row| records.value(row) <= records.value(row + 1));
        if records.null_count() > 0 || !ascends || self.last.as_str() > records.value(0) {
            return Err(PipelineError::Column { name: "record_id" });
        }
        self.last.replace_range(.., records.value(last));
        Ok(())
    }

    /// The rows of these records, and for each of them which those are.
    fn of_records(&mut self, records: &StringArray) -> Result<(RecordBatch, Vec<Range<usize>>), PipelineError> {
        let (mut gathered, mut about) = (Gathered::default(), Vec::with_capacity(records.len()));
        if let Some((batch, row)) = &mut self.held {
            *batch = batch.slice(*row, batch.num_rows() - *row);
            *row = 0;
            gathered.batches.push(batch.clone());
        }
        for row in 0..records.len() {
            let record = records.value(row);
            let from = self.pass(&mut gathered, Passed::Before(record))?;
            let to = self.pass(&mut gathered, Passed::Of(record))?;
            about.push(from..to);
        }
        Ok((concat_batches(&self.batches.schema(), &gathered.batches)?, about))
    }

    /// Goes on past these rows, and says where that ends.
    fn pass(&mut self, gathered: &mut Gathered, passed: Passed<'_>) -> Result<usize, PipelineError> {
        while let Some((batch, row)) = &mut self.held {
            let (records, begun) = (Batch(batch).text_in(0)?, *row);
            while *row < records.len() && passed.has(records.value(*row)) {
                *row += 1;
            }
            gathered.is_used |= matches!(passed, Passed::Of(_)) && *row > begun;
            if *row < records.len() {
                return Ok(gathered.base + *row);
            }
            // Of records that are gone there may be many, and nothing of them is kept.
            if std::mem::take(&mut gathered.is_used) {
                gathered.base += batch.num_rows();
            } else {
                gathered.batches.pop();
            }
            self.next()?;
            gathered.batches.extend(self.held.as_ref().map(|(batch, _)| batch.clone()));
        }
        Ok(gathered.base)
    }
}

/// Rows that are passed.
#[derive(Clone, Copy)]
enum Passed<'r> {
    /// Of every record before this one.
    Before(&'r str),
    /// Of this one.
    Of(&'r str),
}

impl Passed<'_> {
    fn has(self, found: &str) -> bool {
        match self {
            Self::Before(record) => found < record,
            Self::Of(record) => found == record,
        }
    }
}

/// The column of the digest of what was inspected.
pub(crate) const INSPECTED_DIGEST: &str = "inspected_digest";
/// The column of the digest of what it met of all that is looked for.
pub(crate) const MET_DIGEST: &str = "met_digest";
/// What a footer calls its origin.
const ORIGIN: &str = "grondslag.inspection";
/// How rows are written. It changes with every change of what a column holds, as the detectors' own version does with what
/// they find.
const ROWS_VERSION: u32 = 1;
