//! The tables between the rooms. In: posts, accounts, standings as Rust values. Out: Parquet files in `work/`, whole or
//! not at all. Never: a row that is dropped because a field is missing; a missing field is a null.

use crate::PipelineError;
use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Date32Array, FixedSizeBinaryBuilder, Int64Array, RecordBatch, StringArray,
    TimestampSecondArray,
};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::metadata::{KeyValue, SortingColumn};
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use datafusion::parquet::schema::types::ColumnPath;
use std::path::Path;
use std::sync::Arc;
use terms::{Date, Digest, Instant};
use world::AtomicFile;

/// Rows of one batch.
pub(crate) const BATCH_ROWS: usize = 8192;

/// Bytes of one digest.
pub(crate) const DIGEST_BYTES: i32 = 32;

/// One named column.
pub(crate) type Column = (&'static str, ArrayRef);

/// A column of text.
pub(crate) fn text<'a>(name: &'static str, values: impl IntoIterator<Item = Option<&'a str>>) -> Column {
    (name, Arc::new(values.into_iter().collect::<StringArray>()))
}

/// A column of text that was made for it.
pub(crate) fn owned(name: &'static str, values: impl IntoIterator<Item = Option<String>>) -> Column {
    (name, Arc::new(values.into_iter().collect::<StringArray>()))
}

/// A column of truth values.
pub(crate) fn truth(name: &'static str, values: impl IntoIterator<Item = Option<bool>>) -> Column {
    (name, Arc::new(values.into_iter().collect::<BooleanArray>()))
}

/// A column of counts and offsets.
pub(crate) fn count(name: &'static str, values: impl IntoIterator<Item = Option<i64>>) -> Column {
    (name, Arc::new(values.into_iter().collect::<Int64Array>()))
}

/// A column of moments in UTC.
pub(crate) fn moment(name: &'static str, values: impl IntoIterator<Item = Option<Instant>>) -> Column {
    let seconds = values.into_iter().map(|value| value.map(|moment| moment.timestamp()));
    (name, Arc::new(seconds.collect::<TimestampSecondArray>().with_timezone("UTC")))
}

/// A column of digests, as their bytes.
pub(crate) fn digests<'a>(
    name: &'static str,
    values: impl IntoIterator<Item = Option<&'a Digest>>,
) -> Result<Column, PipelineError> {
    let mut builder = FixedSizeBinaryBuilder::new(DIGEST_BYTES);
    for value in values {
        match value {
            Some(digest) => builder.append_value(digest.as_bytes())?,
            None => builder.append_null(),
        }
    }
    Ok((name, Arc::new(builder.finish())))
}

/// A column of calendar dates.
pub(crate) fn date(name: &'static str, values: impl IntoIterator<Item = Option<Date>>) -> Column {
    (name, Arc::new(values.into_iter().map(|value| value.map(days)).collect::<Date32Array>()))
}

/// Days since 1970-01-01, as Arrow counts them.
pub(crate) fn days(date: Date) -> i32 {
    i32::try_from(date.signed_duration_since(Date::default()).num_days())
        .expect("INVARIANT: a chrono date lies within the range of 32-bit days")
}

/// The date that Arrow counts so.
pub(crate) fn from_days(days: i32) -> Option<Date> {
    Date::from_epoch_days(days)
}

/// The digest of a table's bytes, or of that there is none.
pub(crate) fn digest(table: &Path) -> Result<Digest, PipelineError> {
    Ok(if world::exists(table) { world::digest(table)? } else { Digest::of("no table") })
}

/// One digest of several.
pub(crate) fn together(digests: &[Digest]) -> Digest {
    Digest::of_parts(digests.iter().map(|digest| digest.as_bytes().as_slice()))
}

/// These columns as one batch.
pub(crate) fn batch(columns: Vec<Column>) -> Result<RecordBatch, PipelineError> {
    let columns = columns.into_iter().map(|(name, values)| (name, values, true));
    Ok(RecordBatch::try_from_iter_with_nullable(columns)?)
}

/// Rows in the pieces in which a file of them is written, whose pages depend on that; one empty piece where there are none,
/// because it tells the columns.
pub(crate) fn pieces<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    rows.chunks(BATCH_ROWS).chain(rows.is_empty().then_some(rows))
}

/// A Parquet file of ours that appears when it is whole.
pub(crate) struct TableWriter {
    writer: Option<ArrowWriter<AtomicFile>>,
    // Kept until the first batch tells the schema.
    file: Option<AtomicFile>,
    sorted: Option<Vec<SortingColumn>>,
    /// Columns of a table that is always read whole, of which hardly two rows are alike, and those of them that are no shorter
    /// when pressed together; nothing for other tables.
    distinct: Option<[&'static [&'static str]; 2]>,
    pub(crate) rows: u64,
}

impl TableWriter {
    /// Starts the file.
    pub(crate) fn create(path: &Path) -> Result<Self, PipelineError> {
        Ok(Self { writer: None, file: Some(AtomicFile::create(path)?), sorted: None, distinct: None, rows: 0 })
    }

    /// Starts a file that says of itself that its rows are sorted by its first column. Who writes it sees to that.
    pub(crate) fn create_by_record(path: &Path) -> Result<Self, PipelineError> {
        let first = SortingColumn { column_idx: 0, descending: false, nulls_first: false };
        Ok(Self { sorted: Some(vec![first]), ..Self::create(path)? })
    }

    /// Says that nobody looks for some rows by a range of values, and that these columns are no shorter with a dictionary, and
    /// these not when pressed together either: finding that out costs more than writing them.
    pub(crate) fn read_whole(self, distinct: &'static [&'static str], random: &'static [&'static str]) -> Self {
        Self { distinct: Some([distinct, random]), ..self }
    }

    /// Adds a batch; all batches have the same columns.
    pub(crate) fn write(&mut self, columns: Vec<Column>) -> Result<(), PipelineError> {
        self.write_batch(&batch(columns)?)
    }

    /// Adds a batch whose columns have their names.
    pub(crate) fn write_batch(&mut self, batch: &RecordBatch) -> Result<(), PipelineError> {
        if let Some(file) = self.file.take() {
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
                .set_created_by("grondslag".to_owned())
                .set_sorting_columns(self.sorted.take());
            let properties = match self.distinct {
                Some(distinct) => plain(properties, distinct),
                None => properties,
            };
            self.writer = Some(ArrowWriter::try_new(file, batch.schema(), Some(properties.build()))?);
        }
        self.rows += batch.num_rows() as u64;
        self.writer.as_mut().expect("INVARIANT: the first batch made the writer").write(batch)?;
        Ok(())
    }

    /// Says something in the footer, which readers find before they read a row.
    pub(crate) fn say(&mut self, name: &str, words: &str) {
        let writer = self.writer.as_mut().expect("INVARIANT: a table is written before its footer");
        writer.append_key_value_metadata(KeyValue::new(name.to_owned(), words.to_owned()));
    }

    /// Makes the file appear. Callers write at least one batch, an empty one if need be, so that the columns are known.
    pub(crate) fn commit(self) -> Result<u64, PipelineError> {
        let writer = self.writer.expect("INVARIANT: a table is written before it is committed");
        writer.into_inner()?.commit()?;
        Ok(self.rows)
    }
}

fn plain(properties: WriterPropertiesBuilder, [distinct, random]: [&[&str]; 2]) -> WriterPropertiesBuilder {
    let properties = properties.set_statistics_enabled(EnabledStatistics::None);
    let properties = distinct.iter().fold(properties, |properties, column| {
        properties.set_column_dictionary_enabled(ColumnPath::from(*column), false)
    });
    random.iter().fold(properties, |properties, column| {
        properties.set_column_compression(ColumnPath::from(*column), Compression::UNCOMPRESSED)
    })
}

/// A column of scores between 0 and 1.
pub(crate) fn score(name: &'static str, values: impl IntoIterator<Item = f32>) -> Column {
    (name, Arc::new(values.into_iter().map(Some).collect::<datafusion::arrow::array::Float32Array>()))
}
