//! What people wrote who do not want to be quoted. In: `posts.parquet`, `accounts.parquet`, `standing.parquet`. Out: their
//! texts as inspection looks for them, and who repeats them. Never: the text of anybody else, or of a record whose words are
//! gone.

use crate::engine::{Batch, Table, moment_at, text_at, truth_at};
use crate::people::People;
use crate::{PipelineError, Work};
use ::inspect::Originals;
use datafusion::arrow::array::RecordBatch;
use rayon::prelude::*;
use std::collections::BTreeSet;
use terms::{AccountId, SubjectId, Visibility};

/// The texts of everybody who is to be kept out of what others wrote, by the standings that were written last.
pub fn originals(work: &Work) -> Result<Originals, PipelineError> {
    // On most platforms nobody does, and then nobody's account is read.
    if !anybody_objects(work)? {
        return Ok(Originals::default());
    }
    let people = People::of(work)?;
    written_by(work, &people, |place| people.objects(place))
}

/// Who repeats what one of these persons wrote before, whether or not anything says that it is a quote.
pub fn authors_repeating(work: &Work, persons: &BTreeSet<SubjectId>) -> Result<BTreeSet<SubjectId>, PipelineError> {
    let mut authors = BTreeSet::new();
    if persons.is_empty() {
        return Ok(authors);
    }
    let people = People::of_accounts(work)?;
    let is_theirs = |place| people.holder(place).subject_id().is_some_and(|one| persons.contains(&SubjectId::new(one)));
    let originals = written_by(work, &people, is_theirs)?;
    if originals.is_empty() {
        return Ok(authors);
    }
    for batch in Table::open(&work.posts(), &[])?.batches(REPEATED_COLUMNS)? {
        authors.extend(repeating(&batch?, &people, &originals)?);
    }
    Ok(authors)
}

fn repeating(
    batch: &RecordBatch,
    people: &People,
    originals: &Originals,
) -> Result<BTreeSet<SubjectId>, PipelineError> {
    let columns = Batch(batch);
    let (accounts, texts) = (columns.text("account_id")?, columns.text("text")?);
    let (created, edited) = (columns.moment("created_at")?, columns.moment("edited_at")?);
    let places = people.find_all(accounts);
    let author = |(row, place): (usize, &Option<u32>)| {
        let own = text_at(accounts, row).map(AccountId::new);
        // Whoever edits a text may quote what others wrote since.
        let written = moment_at(edited, row).or(moment_at(created, row));
        let repeats = originals.are_repeated(text_at(texts, row)?, own.as_ref(), written);
        people.holder(*place).subject_id().filter(|_| repeats).map(SubjectId::new)
    };
    Ok(places.par_iter().enumerate().filter_map(author).collect())
}

fn written_by(
    work: &Work,
    people: &People,
    is_theirs: impl Fn(Option<u32>) -> bool,
) -> Result<Originals, PipelineError> {
    let mut originals = Originals::default();
    for batch in Table::open(&work.posts(), &[])?.batches(COLUMNS)? {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, accounts) = (columns.text("record_id")?, columns.text("account_id")?);
        let (texts, created) = (columns.text("text")?, columns.moment("created_at")?);
        let (gone, visibilities) = (columns.truth("tombstone")?, columns.text("visibility_now")?);
        let places = people.find_all(accounts);
        for row in (0..places.len()).filter(|row| is_theirs(places.get(*row).copied().flatten())) {
            let (Some(record), Some(account), Some(text)) =
                (text_at(records, row), text_at(accounts, row), text_at(texts, row))
            else {
                continue;
            };
            if truth_at(gone, row).unwrap_or(false) {
                continue;
            }
            let visibility = text_at(visibilities, row).and_then(Visibility::parse);
            let is_public = visibility == Some(Visibility::Public);
            originals.add(record, &AccountId::new(account), moment_at(created, row), is_public, text);
        }
    }
    Ok(originals)
}

fn anybody_objects(work: &Work) -> Result<bool, PipelineError> {
    for batch in Table::open(&work.standing(), &[])?.batches(&["objects_as_third_party"])? {
        let batch = batch?;
        if Batch(&batch).truth("objects_as_third_party")?.true_count() > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

const COLUMNS: &[&str] = &["record_id", "account_id", "created_at", "visibility_now", "tombstone", "text"];
const REPEATED_COLUMNS: &[&str] = &["account_id", "created_at", "edited_at", "text"];
