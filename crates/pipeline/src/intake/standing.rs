//! What stands of all versions, as the tables that the next rooms read. In: versions. Out: `posts.parquet`,
//! `accounts.parquet`, and up to which change they show it. Never: a record of a source that is no longer declared.

use super::NamedSource;
use crate::posts::{SourcedPost, account_columns, post_columns};
use crate::tables::{BATCH_ROWS, Column, TableWriter};
use crate::{PipelineError, SourceFacts, Work};
use ::intake::{Standing, Versions};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::ipc::writer::{FileWriter, StreamWriter};
use std::collections::BTreeMap;
use std::path::Path;
use terms::Post;
use world::AtomicFile;

/// Writes the tables anew.
pub fn show(work: &Work, versions: &Versions, sources: &[NamedSource]) -> Result<(), PipelineError> {
    let facts: BTreeMap<&str, &SourceFacts> =
        sources.iter().map(|source| (source.name.as_str(), &source.facts)).collect();
    let is_wanted = |name: &str| facts.contains_key(name);
    // Taken before the records: what changes meanwhile is shown the next time.
    let change = versions.change()?;
    // If we crash between the files, the old number stands, and they are written again.
    world::remove_file(work.shown())?;
    // What a cluster joined may hold what somebody has deleted since.
    crate::shards::clear(work)?;
    let mut posts = TableWriter::create_by_record(&work.posts())?;
    let mut buffer = Vec::new();
    versions.each(&is_wanted, &mut |standing: Standing| {
        let Standing { source, is_gone, post } = standing;
        let facts = facts.get(source.as_str()).map(|facts| (*facts).clone()).unwrap_or_default();
        let is_tombstone = is_gone && post.text.expose().is_empty() && post.media.is_empty();
        buffer.push(SourcedPost { post, source_name: source, facts, is_tombstone });
        if buffer.len() >= BATCH_ROWS {
            posts.write(post_columns(&buffer)?)?;
            buffer.clear();
        }
        Ok::<(), PipelineError>(())
    })?;
    posts.write(post_columns(&buffer)?)?;
    posts.commit()?;
    let accounts = versions.accounts(&is_wanted)?;
    let mut table = TableWriter::create(&work.accounts())?;
    table.write(account_columns(&accounts))?;
    table.commit()?;
    world::write_atomic(work.shown(), format!("{{\"version\":1,\"change\":{change}}}\n"))?;
    Ok(())
}

/// Up to which change the tables show the versions; nothing where they do not say so.
pub fn shown_change(work: &Work) -> Result<Option<u64>, PipelineError> {
    if !world::exists(work.shown()) {
        return Ok(None);
    }
    let text = world::read_string(work.shown())?;
    let shown: serde_json::Value = serde_json::from_str(&text)?;
    Ok(shown.get("change").and_then(serde_json::Value::as_u64))
}

/// Writes posts as a Parquet file in our own columns, which intake reads back.
pub fn write_posts(path: &Path, posts: Vec<Post>) -> Result<(), PipelineError> {
    let mut table = TableWriter::create(path)?;
    table.write(own_columns(posts)?)?;
    table.commit()?;
    Ok(())
}

/// How Arrow's messages lie in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrowForm {
    /// With an index at its end.
    File,
    /// One behind the other.
    Stream,
}

/// Writes posts as Arrow IPC in our own columns, which intake reads back.
pub fn write_posts_arrow(path: &Path, posts: Vec<Post>, form: ArrowForm) -> Result<(), PipelineError> {
    let columns = own_columns(posts)?;
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, values)| (name, values, true)))?;
    let file = AtomicFile::create(path)?;
    let file = match form {
        ArrowForm::File => {
            let mut writer = FileWriter::try_new(file, &batch.schema())?;
            writer.write(&batch)?;
            writer.into_inner()?
        }
        ArrowForm::Stream => {
            let mut writer = StreamWriter::try_new(file, &batch.schema())?;
            writer.write(&batch)?;
            writer.into_inner()?
        }
    };
    file.commit()?;
    Ok(())
}

fn own_columns(posts: Vec<Post>) -> Result<Vec<Column>, PipelineError> {
    let row =
        |post| SourcedPost { post, source_name: String::new(), facts: SourceFacts::default(), is_tombstone: false };
    let rows: Vec<SourcedPost> = posts.into_iter().map(row).collect();
    let mut columns = post_columns(&rows)?;
    // What is declared about a source is not a column of the source.
    columns.retain(|(name, _)| !DECLARED_COLUMNS.contains(name));
    Ok(columns)
}

const DECLARED_COLUMNS: &[&str] =
    &["source_name", "origin_lawful", "retention_until", "tdm_reserved_whole", "illegal_content", "tombstone"];
