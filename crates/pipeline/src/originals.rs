//! What people wrote who do not want to be quoted. In: `posts.parquet`, `accounts.parquet`, `standing.parquet`. Out: their
//! texts as inspection looks for them. Never: the text of anybody else, or of a record whose words are gone.

use crate::engine::{Batch, Table, moment_at, text_at, truth_at};
use crate::people::People;
use crate::{PipelineError, Work};
use ::inspect::Originals;
use terms::{AccountId, Visibility};

/// The texts of everybody who is to be kept out of what others wrote, by the standings that were written last.
pub fn originals(work: &Work) -> Result<Originals, PipelineError> {
    let mut originals = Originals::default();
    // On most platforms nobody does, and then nobody's account is read.
    if !anybody_objects(work)? {
        return Ok(originals);
    }
    let people = People::of(work)?;
    for batch in Table::open(&work.posts(), &[])?.batches(COLUMNS)? {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, accounts) = (columns.text("record_id")?, columns.text("account_id")?);
        let (texts, created) = (columns.text("text")?, columns.moment("created_at")?);
        let (gone, visibilities) = (columns.truth("tombstone")?, columns.text("visibility_now")?);
        let places = people.find_all(accounts);
        for row in (0..places.len()).filter(|row| people.objects(places.get(*row).copied().flatten())) {
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
