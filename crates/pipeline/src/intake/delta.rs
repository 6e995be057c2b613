//! A Delta table at a version, as a source. In: the files of that version. Out: the rows that stand in it, each with the values
//! of its partition, under the names that the table gives its columns. Never: a row that was deleted, a column looked for
//! under a name that it does not have in the files, or the newest version without its number written down.

use super::columnar::{self, Shape, Taken};
use crate::{NamedSource, PipelineError};
use ::delta::{Column, DataFile, Table, Version};
use ::intake::{Format, IntakeError, Place, Source, Versions, VersionsError};
use chrono::TimeDelta;
use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Int64Array, RecordBatch, RecordBatchOptions, StringArray, TimestampMicrosecondArray,
    new_null_array,
};
use datafusion::arrow::compute::{cast, filter_record_batch};
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::sync::Arc;
use terms::{Digest, Instant, parse_instant};

/// The sources with the version of each table, so that all of a run means the same one.
pub(super) fn settled(sources: &[NamedSource]) -> Result<Vec<NamedSource>, PipelineError> {
    let settle = |named: &NamedSource| {
        let mut named = named.clone();
        if named.source.version.is_none() && super::format_of(&named.source)? == Format::Delta {
            named.source.version = Table::open(&named.source.path)?.newest();
        }
        Ok(named)
    };
    sources.iter().map(settle).collect()
}

/// The version that a source means.
pub(super) fn version(source: &Source) -> Result<Version, PipelineError> {
    Ok(Table::open(&source.path)?.version(source.version)?)
}

/// The moment of the version. Our clock tells seconds, in which a table may have several versions, and their order is that of
/// their numbers: one that is older than what this source was read at comes before it.
pub(super) fn moment(versions: &Versions, named: &NamedSource) -> Result<Instant, PipelineError> {
    let version = version(&named.source)?;
    let mut at = version.at;
    for entry in versions.entries_of(&named.name)? {
        let [table, number] = ["/table/id", "/table/version"].map(|at| entry.pointer(at));
        let is_later = number.and_then(serde_json::Value::as_u64).is_some_and(|number| number > version.number);
        if is_later && table.and_then(serde_json::Value::as_str) == Some(version.table.as_str()) {
            let read_as_of = entry.get("exported_at").and_then(serde_json::Value::as_str).unwrap_or_default();
            let read_as_of = parse_instant(read_as_of).map_err(|_| VersionsError::Unfit)?;
            at = at.min(read_as_of - TimeDelta::microseconds(1));
        }
    }
    Ok(at)
}

/// What the register says of it: which version, when it was committed, and the digest of the commit and of all its files.
pub(super) fn entry(version: &Version) -> Result<(serde_json::Value, Digest), PipelineError> {
    let mut parts = Vec::new();
    for file in &version.files {
        parts.push(format!("{}\0{}\n", file.named, world::digest(&file.path)?));
    }
    parts.sort();
    let table = serde_json::json!({
        "id": version.table,
        "version": version.number,
        "committed_at": terms::format_instant(version.at),
        "commit": version.commit,
    });
    Ok((table, Digest::of(parts.concat())))
}

/// Reads every file of the version.
pub(super) fn read(
    source: &Source,
    version: &Version,
    take: &mut dyn FnMut(Taken) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    source.check(Format::Delta)?;
    let shape = Shape::of(source);
    let mut columns = Vec::new();
    for name in shape.names() {
        match version.columns.iter().find(|column| column.name == name) {
            Some(column) => columns.push(column),
            None if shape.needs(name) => {
                let (place, column) = (Place::file(&source.path), name.to_owned());
                return Err(IntakeError::MissingColumn { place, column }.into());
            }
            None => {}
        }
    }
    for file in &version.files {
        read_file(source, &shape, &columns, file, take)?;
    }
    Ok(())
}

fn read_file(
    source: &Source,
    shape: &Shape,
    columns: &[&Column],
    file: &DataFile,
    take: &mut dyn FnMut(Taken) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    if world::size(&file.path)? != file.size {
        return Err(PipelineError::TableFile { path: file.path.clone() });
    }
    let builder = ParquetRecordBatchReaderBuilder::try_new(world::open(&file.path)?)?;
    let is_wanted = |name: &str| columns.iter().any(|column| !column.is_partition && column.physical == name);
    let fields = builder.schema().fields().iter().enumerate();
    let roots: Vec<usize> = fields.filter(|(_, field)| is_wanted(field.name())).map(|(index, _)| index).collect();
    let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
    let mut before = 0;
    for batch in builder.with_projection(mask).with_batch_size(columnar::ROWS).build()? {
        let batch = batch?;
        let count = batch.num_rows() as u64;
        let mut named = named(&batch, columns, file)?;
        if let Some(deleted) = &file.deleted {
            let stands: BooleanArray = (before..before + count).map(|row| Some(!deleted.contains(row))).collect();
            named = filter_record_batch(&named, &stands)?;
        }
        before += count;
        columnar::take_rows(&named, shape, source, take)?;
    }
    match &file.deleted {
        // A vector of another file, or one that was cut off.
        Some(deleted) if (0..before).filter(|row| deleted.contains(*row)).count() as u64 != deleted.count() => {
            Err(PipelineError::TableFile { path: file.path.clone() })
        }
        _ => Ok(()),
    }
}

/// The batch under the names of the table, with the columns of its partition.
fn named(batch: &RecordBatch, columns: &[&Column], file: &DataFile) -> Result<RecordBatch, PipelineError> {
    let (mut fields, mut arrays) = (Vec::new(), Vec::new());
    for column in columns {
        let array = match batch.column_by_name(&column.physical) {
            _ if column.is_partition => partition(column, file, batch.num_rows())?,
            Some(array) => in_utc(array, column)?,
            // The column is younger than the file.
            None => new_null_array(&DataType::Null, batch.num_rows()),
        };
        fields.push(Field::new(&column.name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    Ok(RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)?)
}

/// A moment of Delta is one in UTC, whether the file says so, as most do, or not, as older writers' do.
fn in_utc(array: &ArrayRef, column: &Column) -> Result<ArrayRef, PipelineError> {
    let is_moment = column.kind.as_deref() == Some("timestamp");
    match array.data_type() {
        DataType::Timestamp(unit, None) if is_moment => {
            Ok(cast(array, &DataType::Timestamp(*unit, Some("UTC".into())))?)
        }
        _ => Ok(Arc::clone(array)),
    }
}

/// The value of a partition, once for each row.
fn partition(column: &Column, file: &DataFile, rows: usize) -> Result<ArrayRef, PipelineError> {
    let unreadable = || PipelineError::Partition { column: column.name.clone() };
    let given = file.values.get(&column.physical).ok_or_else(unreadable)?;
    let Some(text) = given else { return Ok(new_null_array(&DataType::Null, rows)) };
    Ok(match column.kind.as_deref().unwrap_or_default() {
        "string" | "date" => Arc::new(StringArray::from(vec![text.as_str(); rows])),
        "boolean" => Arc::new(BooleanArray::from(vec![text.parse::<bool>().map_err(|_| unreadable())?; rows])),
        "byte" | "short" | "integer" | "long" => {
            Arc::new(Int64Array::from(vec![text.parse::<i64>().map_err(|_| unreadable())?; rows]))
        }
        "timestamp" => {
            // Without an offset nobody knows in which one its writer lived.
            let at = parse_instant(text).map_err(|_| unreadable())?.timestamp_micros();
            let array = TimestampMicrosecondArray::from(vec![at; rows]);
            cast(&array, &DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())))?
        }
        _ => return Err(unreadable()),
    })
}
