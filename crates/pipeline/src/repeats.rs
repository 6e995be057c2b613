//! Repetition, which a model learns by heart. In: the groups of texts that are alike, and which records the law lets in. Out:
//! of each group all but the one that was written first. Never: a record that is dropped without being counted and listed, or
//! a copy that comes in because the person who wrote the original said no.
//!
//! Which texts are alike is found over all posts as they are written, whatever the law says about them: so a group is the same
//! before and after somebody objects. In a group the first to be written stays, among those that the law lets in and those
//! whose author said anything against their use. Where that author objects, their record leaves, its copies stay out, and
//! nobody else comes in or goes: a purge of the person gives the bytes of a run without them.

mod groups;

use crate::engine::{Batch, Table, text_at};
use crate::people::People;
use crate::tables::{self, TableWriter};
use crate::{PipelineError, Totals, Work};
use corpus::{Exclusion, Refusal, Sealer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::RecordId;

/// Which repetition is taken out of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NearDuplicates {
    /// Whether any is.
    pub remove: bool,
    /// How many of their runs of words two texts have in common at least, from 0.5 to 1.
    pub jaccard: f64,
    /// Words in a run, 2 to 12.
    pub run_words: usize,
    /// Bands of hashes in which alike texts meet, 1 to 64.
    pub bands: usize,
    /// Hashes in a band, 1 to 32.
    pub band_rows: usize,
}

impl Default for NearDuplicates {
    /// 128 hashes, of which two texts of likeness 0.8 meet in 95 of 100 cases, and of 0.9 in 9,999 of 10,000.
    fn default() -> Self {
        Self { remove: true, jaccard: 0.8, run_words: 5, bands: 16, band_rows: 8 }
    }
}

impl NearDuplicates {
    /// The key that cannot be used as it stands, and what it may be.
    pub fn wrong(&self) -> Option<&'static str> {
        let Self { jaccard, run_words, bands, band_rows, .. } = self;
        [
            ((0.5..=1.0).contains(jaccard), "`jaccard` is a share of words from 0.5 to 1"),
            ((2..=12).contains(run_words), "`run_words` is a number of words from 2 to 12"),
            ((1..=64).contains(bands), "`bands` is a number from 1 to 64"),
            ((1..=32).contains(band_rows), "`band_rows` is a number from 1 to 32"),
        ]
        .into_iter()
        .find_map(|(fits, what)| (!fits).then_some(what))
    }
}

/// The records that repeat others, while a run decides which of them the law lets in.
pub(crate) struct Repeats {
    /// In the order of the records.
    members: Vec<Member>,
}

/// A record whose text another record also has.
struct Member {
    record: String,
    group: i64,
    /// Nobody knows: before everything else, as where quotes are looked for.
    written: Option<i64>,
    /// Whether its author said anything against its use.
    refused: bool,
    /// Whether the law lets it in.
    admitted: bool,
}

impl Repeats {
    /// The groups of this project; none where no repetition is taken out. Standings are those that were written last.
    pub(crate) fn of(work: &Work) -> Result<Self, PipelineError> {
        let mut members = Vec::new();
        let Some(settings) = work.near_duplicates().filter(|settings| settings.remove) else {
            return Ok(Self { members });
        };
        groups::write(work, settings)?;
        let people = People::of(work)?;
        for batch in Table::open(&work.repeats(), &[])?.batches(groups::COLUMNS)? {
            let batch = batch?;
            let columns = Batch(&batch);
            let (records, accounts) = (columns.text("record_id")?, columns.text("account_id")?);
            let (created, groups) = (columns.moment("created_at")?, columns.count("group")?);
            for (row, place) in people.find_all(accounts).into_iter().enumerate() {
                let record = text_at(records, row).ok_or(PipelineError::Column { name: "record_id" })?;
                members.push(Member {
                    record: record.to_owned(),
                    group: groups.value(row),
                    written: crate::engine::moment_at(created, row).map(|at| at.timestamp()),
                    refused: people.said(place)?.speaks_against(text_at(accounts, row), record),
                    admitted: false,
                });
            }
        }
        members.sort_by(|a, b| a.record.cmp(&b.record));
        Ok(Self { members })
    }

    /// Notes that the law lets a record in.
    pub(crate) fn admit(&mut self, record: &str) {
        if let Ok(at) = self.members.binary_search_by(|member| member.record.as_str().cmp(record))
            && let Some(member) = self.members.get_mut(at)
        {
            member.admitted = true;
        }
    }

    /// Leaves out of the corpus what the law lets in and repeats another record, and counts it.
    pub(crate) fn settle(self, work: &Work, totals: &mut Totals, sealer: Sealer) -> Result<Sealer, PipelineError> {
        let repeated = self.repeated();
        write(work, &repeated)?;
        totals.duplicates = repeated.len() as u64;
        // No rule of law keeps them out, so none is named.
        let exclusion = Exclusion::new(Refusal::Duplicate, std::iter::empty::<String>());
        Ok(sealer.without(repeated.into_keys().collect(), &exclusion))
    }

    /// The records that the law lets in and that repeat another, each with that one.
    pub(crate) fn repeated(mut self) -> BTreeMap<RecordId, RecordId> {
        self.members.retain(|member| member.admitted || member.refused);
        self.members.sort_by(|a, b| (a.group, a.written, &a.record).cmp(&(b.group, b.written, &b.record)));
        let mut repeated = BTreeMap::new();
        for group in self.members.chunk_by(|a, b| a.group == b.group) {
            let Some((first, later)) = group.split_first() else { continue };
            for member in later.iter().filter(|member| member.admitted) {
                repeated.insert(RecordId::new(&member.record), RecordId::new(&first.record));
            }
        }
        repeated
    }
}

fn write(work: &Work, repeated: &BTreeMap<RecordId, RecordId>) -> Result<(), PipelineError> {
    if repeated.is_empty() {
        // What an earlier run left there is no longer so.
        return Ok(world::remove_file(work.duplicates())?);
    }
    let mut table = TableWriter::create_by_record(&work.duplicates())?;
    let rows: Vec<_> = repeated.iter().collect();
    for rows in tables::pieces(&rows) {
        table.write(vec![
            tables::text("record_id", rows.iter().map(|(record, _)| Some(record.as_str()))),
            tables::text("repeats", rows.iter().map(|(_, first)| Some(first.as_str()))),
        ])?;
    }
    table.commit()?;
    Ok(())
}

/// The record that this one repeats, as the last seal found; nothing where it repeats none.
pub fn repeated_by(work: &Work, record: &RecordId) -> Result<Option<RecordId>, PipelineError> {
    if !world::exists(work.duplicates()) {
        return Ok(None);
    }
    for batch in Table::open(&work.duplicates(), &[])?.all()? {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, firsts) = (columns.text("record_id")?, columns.text("repeats")?);
        if let Some(row) = (0..batch.num_rows()).find(|row| text_at(records, *row) == Some(record.as_str())) {
            return Ok(text_at(firsts, row).map(RecordId::new));
        }
    }
    Ok(None)
}
