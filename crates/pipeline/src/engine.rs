//! The query engine, as this house uses it. In: Parquet tables and one SQL text. Out: batches of rows with typed
//! columns. Never: a column guessed, or a null read as a value.

use crate::{Cluster, PipelineError};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Int64Array, ListArray, RecordBatch, StringArray,
    TimestampSecondArray,
};
use datafusion::arrow::datatypes::{Date32Type, Int64Type, TimestampSecondType};
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use std::path::Path;
use terms::{Date, Instant};

/// A session over the tables of one project, in this process.
pub(crate) async fn session(tables: &[(&str, &Path)], threads: usize) -> Result<SessionContext, PipelineError> {
    session_on(None, tables, threads).await
}

/// A session over the tables of one project, in this process or on a cluster.
pub(crate) async fn session_on(
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
        let path = path.to_str().ok_or_else(|| PipelineError::Path { path: path.to_path_buf() })?;
        session.register_parquet(*name, path, ParquetReadOptions::default()).await?;
    }
    Ok(session)
}

/// The columns of one batch, by name.
pub(crate) struct Batch<'a>(pub(crate) &'a RecordBatch);

impl<'a> Batch<'a> {
    fn column(&self, name: &'static str) -> Result<&'a ArrayRef, PipelineError> {
        self.0.column_by_name(name).ok_or(PipelineError::Column { name })
    }

    pub(crate) fn text(&self, name: &'static str) -> Result<&'a StringArray, PipelineError> {
        self.column(name)?.as_string_opt::<i32>().ok_or(PipelineError::Column { name })
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

    pub(crate) fn list(&self, name: &'static str) -> Result<&'a ListArray, PipelineError> {
        self.column(name)?.as_list_opt::<i32>().ok_or(PipelineError::Column { name })
    }
}

/// The text in this row, if it is known.
pub(crate) fn text_at(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

/// The truth value in this row, if it is known.
pub(crate) fn truth_at(column: &BooleanArray, row: usize) -> Option<bool> {
    column.is_valid(row).then(|| column.value(row))
}

/// The date in this row, if it is known.
pub(crate) fn date_at(column: &Date32Array, row: usize) -> Option<Date> {
    column.is_valid(row).then(|| column.value(row)).and_then(crate::tables::from_days)
}

/// The moment in this row, if it is known.
pub(crate) fn moment_at(column: &TimestampSecondArray, row: usize) -> Option<Instant> {
    column.is_valid(row).then(|| column.value(row)).and_then(|seconds| Instant::from_timestamp(seconds, 0))
}

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
    Ok(moment_at(columns.moment(name)?, row).map(|at| at.date_naive()))
}
