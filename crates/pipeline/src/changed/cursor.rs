//! Earlier decisions, one after the other. In: a base with what lies over it, and the records as they are now. Out: those that
//! have to be decided again. Never: a record without its row taken for one that has it.

use super::found::{Asked, Found, Lies, lie};
use super::{LOST, rests};
use crate::PipelineError;
use crate::decisions::{DECISION, LIES_OVER, RECORD, RESTS_ON};
use crate::engine::{Batch, text_at};
use datafusion::arrow::array::{Array, FixedSizeBinaryArray, Int64Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use std::cmp::Ordering;
use terms::Digest;

pub(super) struct Cursor<'d> {
    batches: ParquetRecordBatchReader,
    asked: Asked<'d>,
    /// Rows of the base, and how many came before them.
    below: Held,
    passed: usize,
    above: Held,
    lies_over: &'d Int64Array,
    /// What each row above says; one that says nothing takes a record away.
    decisions: &'d StringArray,
    /// Of the records as they are now.
    place: usize,
}

/// Rows that are being read, and the first that was not passed.
struct Held {
    records: StringArray,
    rests_on: FixedSizeBinaryArray,
    /// Rows that have to be decided whatever they rest on, the last one first.
    hits: Vec<usize>,
    row: usize,
}

impl Held {
    fn of(batch: &RecordBatch, asked: &Asked<'_>) -> Result<Self, PipelineError> {
        let columns = Batch(batch);
        let (records, rests_on) = (columns.text(RECORD)?.clone(), columns.digests(RESTS_ON)?.clone());
        let mut hits = asked.hits(batch)?;
        hits.reverse();
        Ok(Self { records, rests_on, hits, row: 0 })
    }

    fn record(&self) -> Option<&str> {
        if self.row < self.records.len() { text_at(&self.records, self.row) } else { None }
    }

    /// Whether the decision in this row rests on this, and nothing else ends it.
    fn stands(&mut self, digest: Option<&Digest>, stamp: &str) -> bool {
        while self.hits.pop_if(|hit| *hit < self.row).is_some() {}
        if self.hits.last() == Some(&self.row) {
            return false;
        }
        let known = self.rests_on.is_valid(self.row).then(|| self.rests_on.value(self.row));
        let is = |digest: &Digest| known == Some(digest.as_bytes().as_slice());
        digest.is_some_and(|digest| is(digest) || is(&rests::looked_again(digest, stamp)))
    }
}

impl<'d> Cursor<'d> {
    pub(super) fn of(
        mut batches: ParquetRecordBatchReader,
        upper: &'d RecordBatch,
        asked: Asked<'d>,
    ) -> Result<Self, PipelineError> {
        let above = Held::of(upper, &asked)?;
        let first = batches.next().transpose()?.map_or_else(|| Ok(upper.slice(0, 0)), Ok::<_, PipelineError>)?;
        let below = Held::of(&first, &asked)?;
        let (lies_over, decisions) = (Batch(upper).count(LIES_OVER)?, Batch(upper).text(DECISION)?);
        Ok(Self { batches, asked, below, passed: 0, above, lies_over, decisions, place: 0 })
    }

    /// The next record of an earlier decision, and whether it has a row below and one above.
    fn next(&self) -> Option<(&str, bool, bool)> {
        match (self.below.record(), self.above.record()) {
            (None, None) => None,
            (Some(below), None) => Some((below, true, false)),
            (None, Some(above)) => Some((above, false, true)),
            (Some(below), Some(above)) => Some(match below.cmp(above) {
                Ordering::Less => (below, true, false),
                Ordering::Equal => (below, true, true),
                Ordering::Greater => (above, false, true),
            }),
        }
    }

    /// The record that comes next as it is now, with the digest of what its decision would rest on.
    pub(super) fn meet(
        &mut self,
        record: &str,
        digest: Option<&Digest>,
        stamp: &str,
        found: &mut Found,
    ) -> Result<(), PipelineError> {
        let place = self.place;
        self.place += 1;
        while let Some((next, is_below, is_above)) = self.next() {
            match next.cmp(record) {
                Ordering::Greater => break,
                Ordering::Less => self.lose(is_below, is_above, found)?,
                Ordering::Equal => {
                    let (lies_over, row) = self.row(is_below, is_above)?;
                    let held = if is_above { &mut self.above } else { &mut self.below };
                    if row.is_none() || !held.stands(digest, stamp) {
                        found.add(place, lies_over, row);
                    }
                    return self.pass(is_below, is_above);
                }
            }
        }
        // It stands before the next row of the base.
        found.add(place, !lie(self.passed + self.below.row)?, None);
        Ok(())
    }

    /// There are no more records.
    pub(super) fn end(&mut self, found: &mut Found) -> Result<(), PipelineError> {
        while let Some((_, is_below, is_above)) = self.next() {
            self.lose(is_below, is_above, found)?;
        }
        Ok(())
    }

    /// Where the next row lies over the base, and the row itself, unless it says that its record is gone.
    fn row(&self, is_below: bool, is_above: bool) -> Result<(i64, Option<Lies>), PipelineError> {
        let below = lie(self.passed + self.below.row)?;
        if !is_above {
            return Ok((below, Some(Lies::Below(self.passed + self.below.row))));
        }
        let row = self.above.row;
        let lies_over = self.lies_over.is_valid(row).then(|| self.lies_over.value(row)).ok_or(LOST)?;
        if lies_over != if is_below { below } else { !below } {
            return Err(LOST);
        }
        Ok((lies_over, self.decisions.is_valid(row).then_some(Lies::Above(row))))
    }

    /// Passes a record that there is no longer.
    fn lose(&mut self, is_below: bool, is_above: bool, found: &mut Found) -> Result<(), PipelineError> {
        if let (lies_over, Some(row)) = self.row(is_below, is_above)? {
            let held = if is_above { &self.above } else { &self.below };
            found.lose(held.record().unwrap_or_default(), lies_over, row);
        }
        self.pass(is_below, is_above)
    }

    fn pass(&mut self, is_below: bool, is_above: bool) -> Result<(), PipelineError> {
        self.above.row += usize::from(is_above);
        self.below.row += usize::from(is_below);
        while self.below.row >= self.below.records.len() {
            let Some(batch) = self.batches.next().transpose()? else { break };
            self.passed += self.below.records.len();
            self.below = Held::of(&batch, &self.asked)?;
        }
        Ok(())
    }
}
