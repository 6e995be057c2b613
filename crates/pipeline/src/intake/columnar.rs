//! Tables of columns, in our own shape or as a person mapped them: Parquet, and Arrow IPC as a file and as a stream. In: a
//! file. Out: posts, a batch of rows at a time. Never: a column read as another type than its own, a missing one taken for
//! anything but unknown, a cell that cannot be read taken for a missing one, or more of a file in memory than its largest
//! batch.

use crate::PipelineError;
use crate::engine::{Batch, moment_at, text_at, truth_at};
use ::intake::{Cell, Columns, Format, IntakeError, Place, Reason, Source};
use chrono::DateTime;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, new_null_array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit, TimestampMicrosecondType};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::ipc::reader::{FileReader, StreamReader};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::io::{BufReader, Read};
use std::sync::Arc;
use terms::{AccountId, Kind, Lang, Post, Provenance, RecordId, Text, Visibility};

/// What one row holds: a post, or what keeps it from being one.
pub(super) type Taken = Result<Post, Reason>;

/// Reads a Parquet file.
pub(super) fn parquet(
    source: &Source,
    take: &mut dyn FnMut(Taken) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(world::open(&source.path)?)?;
    check(builder.schema(), source, Format::Parquet)?;
    each(builder.with_batch_size(ROWS).build()?, source, take)
}

/// Reads an Arrow IPC file or stream, which its first bytes tell.
pub(super) fn arrow(
    source: &Source,
    take: &mut dyn FnMut(Taken) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let mut magic = [0; 6];
    let head = world::open(&source.path)?.read_exact(&mut magic);
    if head.is_ok() && &magic == b"ARROW1" {
        let reader = FileReader::try_new(BufReader::new(world::open(&source.path)?), None)?;
        check(&reader.schema(), source, Format::Arrow)?;
        return each(reader, source, take);
    }
    let file = Whole { file: BufReader::new(world::open(&source.path)?), has_ended: false };
    let mut reader = StreamReader::try_new(file, None)?;
    check(&reader.schema(), source, Format::Arrow)?;
    each(reader.by_ref(), source, take)?;
    // A stream without its end mark was cut, and nobody can say how much is missing.
    if reader.get_ref().has_ended {
        return Err(PipelineError::ArrowCut { path: source.path.clone() });
    }
    Ok(())
}

/// A file that notes whether somebody read past its end.
struct Whole {
    file: BufReader<File>,
    has_ended: bool,
}

impl Read for Whole {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.has_ended |= count == 0 && !buffer.is_empty();
        Ok(count)
    }
}

fn check(schema: &Schema, source: &Source, format: Format) -> Result<(), PipelineError> {
    source.check(format)?;
    let shape = Shape::of(source);
    for required in shape.names().filter(|name| shape.needs(name)) {
        if !schema.fields().iter().any(|field| field.name() == required) {
            let (place, column) = (Place::file(&source.path), required.to_owned());
            return Err(IntakeError::MissingColumn { place, column }.into());
        }
    }
    Ok(())
}

/// How the columns of a table are named: as ours, or as a person mapped them.
pub(super) enum Shape {
    /// Ours.
    Own,
    /// As the map says.
    Mapped(Columns),
}

impl Shape {
    pub(super) fn of(source: &Source) -> Self {
        source.map.as_ref().map_or(Self::Own, |map| Self::Mapped(Columns::new(map)))
    }

    /// The columns that are read.
    pub(super) fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Own => Box::new(COLUMNS.iter().map(|(name, _)| *name)),
            Self::Mapped(columns) => Box::new(columns.names().iter().map(String::as_str)),
        }
    }

    /// Whether a column must be there. What a person mapped must be.
    pub(super) fn needs(&self, name: &str) -> bool {
        matches!(self, Self::Mapped(_)) || ["record_id", "kind", "text"].contains(&name)
    }
}

fn each(
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
    source: &Source,
    take: &mut dyn FnMut(Taken) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let shape = Shape::of(source);
    for batch in batches {
        take_rows(&batch?, &shape, source, take)?;
    }
    Ok(())
}

/// Hands over the rows of a batch.
pub(super) fn take_rows(
    batch: &RecordBatch,
    shape: &Shape,
    source: &Source,
    take: &mut dyn FnMut(Taken) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    if let Shape::Mapped(columns) = shape {
        let cells = columns.names().iter().map(|name| cells(batch, name)).collect::<Result<Vec<_>, _>>()?;
        let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        for _ in 0..batch.num_rows() {
            let row: Vec<_> = cells.iter_mut().map(Iterator::next).collect();
            take(columns.record(source, &row))?;
        }
        return Ok(());
    }
    let batch = ours(batch)?;
    for row in 0..batch.num_rows() {
        let read = post(&Batch(&batch), row, source)?;
        let expected = "there, or is not what it must be";
        let read = read.map_err(|field| Reason::WrongValue { field: field.to_owned(), expected });
        take(read.and_then(|post| ::intake::check(&post).map(|()| post)))?;
    }
    Ok(())
}

/// The cells of a mapped column.
fn cells(batch: &RecordBatch, name: &str) -> Result<Vec<Cell>, PipelineError> {
    let Some(column) = batch.column_by_name(name) else { return Ok(vec![Cell::Null; batch.num_rows()]) };
    let text = |column: &ArrayRef| -> Result<Vec<Option<String>>, PipelineError> {
        let texts = cast(column, &DataType::Utf8)?;
        Ok(texts.as_string::<i32>().iter().map(|cell| cell.map(str::to_owned)).collect())
    };
    let number = |kind: &DataType| kind.is_integer();
    Ok(match column.data_type() {
        DataType::Null => vec![Cell::Null; batch.num_rows()],
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(_, _) | DataType::Date32 => {
            text(column)?.into_iter().map(|cell| cell.map_or(Cell::Null, Cell::Text)).collect()
        }
        kind if number(kind) => text(column)?.into_iter().map(|cell| cell.map_or(Cell::Null, Cell::Number)).collect(),
        DataType::Boolean => column.as_boolean().iter().map(|cell| cell.map_or(Cell::Null, Cell::Truth)).collect(),
        DataType::Timestamp(_, Some(_)) => {
            let moments = cast(column, &DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())))?;
            let moments = moments.as_primitive::<TimestampMicrosecondType>();
            let moment = |micros: i64| DateTime::from_timestamp_micros(micros).map_or(Cell::Other, Cell::Moment);
            moments.iter().map(|cell| cell.map_or(Cell::Null, moment)).collect()
        }
        // A list, a fraction, a clock without an offset: no field takes these, and where one is mapped the row says so.
        _ => (0..batch.num_rows()).map(|row| if column.is_null(row) { Cell::Null } else { Cell::Other }).collect(),
    })
}

/// The batch with every column of ours in our type; a column that it does not have is null.
fn ours(batch: &RecordBatch) -> Result<RecordBatch, PipelineError> {
    let second = DataType::Timestamp(TimeUnit::Second, Some("UTC".into()));
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (name, is) in COLUMNS {
        let kind = match is {
            Is::Text => DataType::Utf8,
            Is::Truth => DataType::Boolean,
            Is::Moment => second.clone(),
        };
        let column = match batch.column_by_name(name) {
            Some(found) if *found.data_type() == DataType::Null => new_null_array(&kind, batch.num_rows()),
            // A clock without an offset is no moment, and nobody here knows which one it stood in.
            Some(found) if is_without_offset(found.data_type(), is) => {
                return Err(PipelineError::NoOffset { column: name });
            }
            Some(found) => {
                let column = cast(found, &kind)?;
                // What cannot be read is null after a cast, and a deletion would be none. A cast that fails instead quotes it.
                if column.logical_null_count() > found.logical_null_count() {
                    return Err(PipelineError::Cell { column: name });
                }
                column
            }
            None => new_null_array(&kind, batch.num_rows()),
        };
        fields.push(Field::new(*name, kind, true));
        columns.push(column);
    }
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}

/// Whether a column of this type says no offset and would be read as a moment, or is one.
fn is_without_offset(found: &DataType, is: &Is) -> bool {
    match found {
        DataType::Timestamp(_, zone) => zone.is_none(),
        _ => matches!(is, Is::Moment),
    }
}

/// The post in this row, or the field that keeps it from being one.
fn post(batch: &Batch<'_>, row: usize, source: &Source) -> Result<Result<Post, &'static str>, PipelineError> {
    let text = |name| batch.text(name).map(|column| text_at(column, row));
    let json = |name| text(name).map(|value| value.unwrap_or("[]"));
    let read = || -> Result<Result<Post, &'static str>, PipelineError> {
        let Some(record_id) = text("record_id")? else { return Ok(Err("record_id")) };
        let Some(kind) = text("kind")?.and_then(Kind::parse) else { return Ok(Err("kind")) };
        let Some(content) = text("text")? else { return Ok(Err("text")) };
        let Some(visibility_now) = Visibility::parse(text("visibility_now")?.unwrap_or("unknown")) else {
            return Ok(Err("visibility_now"));
        };
        let provenance = match text("source")? {
            Some(word) => Provenance::parse(word),
            None => source.provenance,
        };
        let Some(provenance) = provenance else { return Ok(Err("source")) };
        let Some(service) = text("service")?.map(str::to_owned).or_else(|| source.service.clone()) else {
            return Ok(Err("service"));
        };
        let Ok(lang) = text("lang")?.map(Lang::new).transpose() else { return Ok(Err("lang")) };
        let Ok(embeds) = serde_json::from_str(json("embeds")?) else { return Ok(Err("embeds")) };
        let Ok(media) = serde_json::from_str(json("media")?) else { return Ok(Err("media")) };
        let Ok(signals) = serde_json::from_str(json("signals")?) else { return Ok(Err("signals")) };
        let Ok(visibility_history) = serde_json::from_str(json("visibility_history")?) else {
            return Ok(Err("visibility_history"));
        };
        for name in ["created_at", "edited_at", "deleted_at"] {
            let column = batch.moment(name)?;
            // Too far away for a calendar.
            if column.is_valid(row) && moment_at(column, row).is_none() {
                return Ok(Err(name));
            }
        }
        let sensitivity = match text("group_sensitivity")? {
            None => None,
            Some(word) => match terms::Category::parse(word) {
                Some(category) => Some(category),
                None => return Ok(Err("group_sensitivity")),
            },
        };
        Ok(Ok(Post {
            record_id: RecordId::new(record_id),
            replaces: text("replaces")?.map(RecordId::new),
            kind,
            service,
            source: provenance,
            account_id: text("account_id")?.map(AccountId::new),
            created_at: moment_at(batch.moment("created_at")?, row),
            edited_at: moment_at(batch.moment("edited_at")?, row),
            deleted_at: moment_at(batch.moment("deleted_at")?, row),
            visibility_now,
            visibility_history,
            visibility_explicit_choice: truth_at(batch.truth("visibility_explicit_choice")?, row),
            group_id: text("group_id")?.map(str::to_owned),
            group_name: text("group_name")?.map(Text::new),
            group_sensitivity: sensitivity,
            in_reply_to: text("in_reply_to")?.map(RecordId::new),
            embeds,
            lang,
            text: Text::new(content),
            media,
            signals,
            policy_version: text("policy_version")?.map(str::to_owned),
        }))
    };
    read()
}

/// What a column of ours holds.
#[derive(Clone, Copy)]
enum Is {
    Text,
    Truth,
    Moment,
}

/// Rows of one batch.
pub(super) const ROWS: usize = 8192;

const COLUMNS: &[(&str, Is)] = &[
    ("record_id", Is::Text),
    ("replaces", Is::Text),
    ("kind", Is::Text),
    ("service", Is::Text),
    ("source", Is::Text),
    ("account_id", Is::Text),
    ("created_at", Is::Moment),
    ("edited_at", Is::Moment),
    ("deleted_at", Is::Moment),
    ("visibility_now", Is::Text),
    ("visibility_history", Is::Text),
    ("visibility_explicit_choice", Is::Truth),
    ("group_id", Is::Text),
    ("group_name", Is::Text),
    ("group_sensitivity", Is::Text),
    ("in_reply_to", Is::Text),
    ("embeds", Is::Text),
    ("lang", Is::Text),
    ("text", Is::Text),
    ("media", Is::Text),
    ("signals", Is::Text),
    ("policy_version", Is::Text),
];
