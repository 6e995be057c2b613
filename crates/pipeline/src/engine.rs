//! The query engine, as this house uses it. In: Parquet tables and one SQL text. Out: batches of rows with typed
//! columns. Never: a column guessed, or a null read as a value.

use crate::decisions::Decisions;
use crate::tables::BATCH_ROWS;
use crate::{Cluster, PipelineError, Work};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, DictionaryArray, FixedSizeBinaryArray, Int32Array, Int64Array,
    ListArray, RecordBatch, StringArray, TimestampSecondArray,
};
use datafusion::arrow::datatypes::{DataType, Date32Type, Field, Int32Type, Int64Type, Schema, TimestampSecondType};
use datafusion::dataframe::DataFrame;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection,
    RowSelector,
};
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use terms::{Date, Instant};

/// How facts are joined, for an auditor.
pub(crate) const FACTS: &str = include_str!("facts.sql");

/// One row for each record with all that the law asks about it, to be joined in this process or on a cluster.
pub(crate) async fn facts(work: &Work, cluster: Option<&Cluster>) -> Result<DataFrame, PipelineError> {
    let tables = work.joined();
    let tables: Vec<(&str, &Path)> = tables.iter().map(|(name, path)| (*name, path.as_path())).collect();
    Ok(session_on(cluster, &tables, work.threads()).await?.sql(FACTS).await?)
}

/// A session over the tables of one project, in this process.
pub(crate) async fn session(tables: &[(&str, &Path)], threads: usize) -> Result<SessionContext, PipelineError> {
    session_on(None, tables, threads).await
}

async fn session_on(
    cluster: Option<&Cluster>,
    tables: &[(&str, &Path)],
    threads: usize,
) -> Result<SessionContext, PipelineError> {
    let config = SessionConfig::new()
        .with_target_partitions(threads.max(1))
        .set_bool("datafusion.execution.parquet.schema_force_view_types", false)
        .set_bool("datafusion.sql_parser.map_string_types_to_utf8view", false)
        // The small tables (accounts, standing) are built once and shared, instead of moving every post between threads.
        .set_u64("datafusion.optimizer.hash_join_single_partition_threshold", 256 << 20)
        .set_u64("datafusion.optimizer.hash_join_single_partition_threshold_rows", 8_000_000);
    let mut session = SessionContext::new_with_config(config);
    if let Some(cluster) = cluster {
        // First, because the tables of a session are not carried over.
        session = crate::cluster::upgrade(session, cluster)?;
    }
    for (name, path) in tables {
        add(&session, name, path).await?;
    }
    Ok(session)
}

/// Makes decisions a table of a session, whatever lies over their base.
pub(crate) async fn add_decisions(session: &SessionContext, decisions: &Decisions) -> Result<(), PipelineError> {
    let (base, differences) = decisions.paths();
    let Some(differences) = differences else { return add(session, "decisions", &base).await };
    add(session, "base", &base).await?;
    add(session, "differences", &differences).await?;
    session.sql(LAID_OVER).await?.collect().await?;
    Ok(())
}

async fn add(session: &SessionContext, name: &str, path: &Path) -> Result<(), PipelineError> {
    let path = path.to_str().ok_or_else(|| PipelineError::Path { path: path.to_path_buf() })?;
    Ok(session.register_parquet(name, path, ParquetReadOptions::default()).await?)
}

/// A row of the differences stands for the one below it, and one without a decision for none.
const LAID_OVER: &str = "CREATE VIEW decisions AS SELECT * FROM differences WHERE decision IS NOT NULL UNION ALL \
                         SELECT b.* FROM base b LEFT ANTI JOIN differences d ON d.record_id = b.record_id";

/// A table of ours, read in the order of its rows.
pub(crate) struct Table {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
}

impl Table {
    /// Opens it; the columns named `words` come as dictionaries, which costs less where few words fill many rows.
    pub(crate) fn open(path: &Path, words: &[&str]) -> Result<Self, PipelineError> {
        let plain = ArrowReaderMetadata::load(&world::open(path)?, ArrowReaderOptions::new())?;
        let dictionary = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let field = |field: &Arc<Field>| {
            let is_word = words.contains(&field.name().as_str()) && field.data_type() == &DataType::Utf8;
            if is_word { Arc::new(field.as_ref().clone().with_data_type(dictionary())) } else { Arc::clone(field) }
        };
        let fields: Vec<Arc<Field>> = plain.schema().fields().iter().map(field).collect();
        let schema = Schema::new_with_metadata(fields, plain.schema().metadata().clone());
        let options = ArrowReaderOptions::new().with_schema(Arc::new(schema));
        let metadata = ArrowReaderMetadata::try_new(Arc::clone(plain.metadata()), options)?;
        Ok(Self { path: path.to_path_buf(), metadata })
    }

    /// How many rows it has.
    pub(crate) fn rows(&self) -> u64 {
        let groups = self.metadata.metadata().row_groups().iter();
        groups.map(|group| u64::try_from(group.num_rows()).unwrap_or_default()).sum()
    }

    /// Whether it has this column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.metadata.schema().column_with_name(column).is_some()
    }

    /// Whether the file says that its rows are sorted by its first column, the record.
    pub(crate) fn is_by_record(&self) -> bool {
        self.metadata.metadata().row_groups().iter().all(|group| {
            let first = group.sorting_columns().and_then(|columns| columns.first());
            first.is_some_and(|column| column.column_idx == 0 && !column.descending)
        })
    }

    /// Its columns.
    pub(crate) fn schema(&self) -> &Schema {
        self.metadata.schema()
    }

    /// What its footer says under this name.
    pub(crate) fn says(&self, name: &str) -> Option<&str> {
        let said = self.metadata.metadata().file_metadata().key_value_metadata()?;
        said.iter().find(|said| said.key == name)?.value.as_deref()
    }

    /// Reads these columns of all rows.
    pub(crate) fn batches(&self, columns: &[&str]) -> Result<ParquetRecordBatchReader, PipelineError> {
        let schema = self.metadata.metadata().file_metadata().schema_descr();
        self.read(ProjectionMask::columns(schema, columns.iter().copied()))
    }

    /// Reads all columns of all rows.
    pub(crate) fn all(&self) -> Result<ParquetRecordBatchReader, PipelineError> {
        self.read(ProjectionMask::all())
    }

    /// Reads these columns of the rows in these places, which ascend.
    pub(crate) fn rows_at(
        &self,
        columns: &[&str],
        places: &[usize],
    ) -> Result<ParquetRecordBatchReader, PipelineError> {
        let (mut selectors, mut at) = (Vec::new(), 0);
        for place in places {
            // INVARIANT: the places ascend.
            let passed = place.checked_sub(at).ok_or(PipelineError::Column { name: "record_id" })?;
            selectors.extend([RowSelector::skip(passed), RowSelector::select(1)]);
            at = place + 1;
        }
        let schema = self.metadata.metadata().file_metadata().schema_descr();
        let columns = ProjectionMask::columns(schema, columns.iter().copied());
        Ok(self.builder(columns)?.with_row_selection(RowSelection::from(selectors)).build()?)
    }

    fn read(&self, columns: ProjectionMask) -> Result<ParquetRecordBatchReader, PipelineError> {
        Ok(self.builder(columns)?.build()?)
    }

    fn builder(&self, columns: ProjectionMask) -> Result<ParquetRecordBatchReaderBuilder<File>, PipelineError> {
        let file = world::open(&self.path)?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        Ok(builder.with_projection(columns).with_batch_size(BATCH_ROWS))
    }
}

/// A column of words of a closed list, read once for each distinct word.
pub(crate) struct Words<'a, T> {
    keys: &'a DictionaryArray<Int32Type>,
    meanings: Vec<T>,
    absent: T,
}

impl<'a> Words<'a, Option<&'a str>> {
    /// The words themselves.
    pub(crate) fn texts(column: &'a DictionaryArray<Int32Type>) -> Result<Self, PipelineError> {
        let words =
            column.values().as_string_opt::<i32>().ok_or(PipelineError::Column { name: "a column of words" })?;
        Ok(Self { keys: column, meanings: (0..words.len()).map(|word| text_at(words, word)).collect(), absent: None })
    }
}

impl<'a, T: Copy> Words<'a, T> {
    pub(crate) fn of(
        column: &'a DictionaryArray<Int32Type>,
        absent: T,
        meaning: impl Fn(&str) -> T,
    ) -> Result<Self, PipelineError> {
        let words =
            column.values().as_string_opt::<i32>().ok_or(PipelineError::Column { name: "a column of words" })?;
        let meanings = (0..words.len()).map(|word| text_at(words, word).map_or(absent, &meaning)).collect();
        Ok(Self { keys: column, meanings, absent })
    }

    #[inline]
    pub(crate) fn at(&self, row: usize) -> T {
        self.keys.key(row).and_then(|key| self.meanings.get(key)).copied().unwrap_or(self.absent)
    }
}

/// A column of texts of which very many may be distinct, read row by row.
pub(crate) struct Texts<'a> {
    keys: &'a DictionaryArray<Int32Type>,
    texts: &'a StringArray,
}

impl<'a> Texts<'a> {
    pub(crate) fn of(keys: &'a DictionaryArray<Int32Type>) -> Result<Self, PipelineError> {
        let texts = keys.values().as_string_opt::<i32>().ok_or(PipelineError::Column { name: "a column of words" })?;
        Ok(Self { keys, texts })
    }

    /// The text in this row, if it is known.
    #[inline]
    pub(crate) fn at(&self, row: usize) -> Option<&'a str> {
        text_at(self.texts, self.keys.key(row)?)
    }
}

/// The columns of one batch, by name.
pub(crate) struct Batch<'a>(pub(crate) &'a RecordBatch);

impl<'a> Batch<'a> {
    pub(crate) fn column(&self, name: &'static str) -> Result<&'a ArrayRef, PipelineError> {
        self.0.column_by_name(name).ok_or(PipelineError::Column { name })
    }

    pub(crate) fn text(&self, name: &'static str) -> Result<&'a StringArray, PipelineError> {
        self.column(name)?.as_string_opt::<i32>().ok_or(PipelineError::Column { name })
    }

    /// A column of words, read as a dictionary.
    pub(crate) fn words(&self, name: &'static str) -> Result<&'a DictionaryArray<Int32Type>, PipelineError> {
        self.column(name)?.as_dictionary_opt::<Int32Type>().ok_or(PipelineError::Column { name })
    }

    /// A column of texts by its place.
    pub(crate) fn text_in(&self, column: usize) -> Result<&'a StringArray, PipelineError> {
        let found = self.0.columns().get(column).and_then(|column| column.as_string_opt::<i32>());
        found.ok_or(PipelineError::Column { name: "a column of texts" })
    }

    pub(crate) fn truth(&self, name: &'static str) -> Result<&'a BooleanArray, PipelineError> {
        self.column(name)?.as_boolean_opt().ok_or(PipelineError::Column { name })
    }

    pub(crate) fn date(&self, name: &'static str) -> Result<&'a Date32Array, PipelineError> {
        self.column(name)?.as_primitive_opt::<Date32Type>().ok_or(PipelineError::Column { name })
    }

    pub(crate) fn moment(&self, name: &'static str) -> Result<&'a TimestampSecondArray, PipelineError> {
        self.column(name)?.as_primitive_opt::<TimestampSecondType>().ok_or(PipelineError::Column { name })
    }

    pub(crate) fn count(&self, name: &'static str) -> Result<&'a Int64Array, PipelineError> {
        self.column(name)?.as_primitive_opt::<Int64Type>().ok_or(PipelineError::Column { name })
    }

    /// A column of short numbers.
    pub(crate) fn number(&self, name: &'static str) -> Result<&'a Int32Array, PipelineError> {
        self.column(name)?.as_primitive_opt::<Int32Type>().ok_or(PipelineError::Column { name })
    }

    /// A column of digests, as their bytes.
    pub(crate) fn digests(&self, name: &'static str) -> Result<&'a FixedSizeBinaryArray, PipelineError> {
        self.column(name)?.as_fixed_size_binary_opt().ok_or(PipelineError::Column { name })
    }

    pub(crate) fn list(&self, name: &'static str) -> Result<&'a ListArray, PipelineError> {
        self.column(name)?.as_list_opt::<i32>().ok_or(PipelineError::Column { name })
    }
}

/// The text in this row, if it is known.
#[inline]
pub(crate) fn text_at(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

/// The truth value in this row, if it is known.
#[inline]
pub(crate) fn truth_at(column: &BooleanArray, row: usize) -> Option<bool> {
    column.is_valid(row).then(|| column.value(row))
}

/// The date in this row, if it is known.
#[inline]
pub(crate) fn date_at(column: &Date32Array, row: usize) -> Option<Date> {
    column.is_valid(row).then(|| column.value(row)).and_then(crate::tables::from_days)
}

/// The moment in this row, if it is known.
#[inline]
pub(crate) fn moment_at(column: &TimestampSecondArray, row: usize) -> Option<Instant> {
    column.is_valid(row).then(|| column.value(row)).and_then(|seconds| Instant::from_timestamp(seconds, 0))
}

/// The day of the moment in this row, if it is known.
#[inline]
pub(crate) fn day_at(column: &TimestampSecondArray, row: usize) -> Option<Date> {
    let days = column.is_valid(row).then(|| column.value(row).div_euclid(SECONDS_A_DAY))?;
    crate::tables::from_days(i32::try_from(days).ok()?)
}

const SECONDS_A_DAY: i64 = 86_400;

/// The array inside a list cell; a null list is empty.
pub(crate) fn items_at(column: &ListArray, row: usize) -> Option<ArrayRef> {
    column.is_valid(row).then(|| column.value(row))
}

/// The texts in a list cell.
pub(crate) fn texts_at(column: &ListArray, row: usize) -> Vec<String> {
    let Some(items) = items_at(column, row) else { return Vec::new() };
    let Some(texts) = items.as_string_opt::<i32>() else { return Vec::new() };
    (0..texts.len()).filter_map(|item| text_at(texts, item)).map(str::to_owned).collect()
}

/// The day of a moment in a column of moments.
pub(crate) fn date_of(columns: &Batch<'_>, name: &'static str, row: usize) -> Result<Option<Date>, PipelineError> {
    Ok(day_at(columns.moment(name)?, row))
}
