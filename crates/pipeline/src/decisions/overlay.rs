//! Rows over rows. In: rows sorted by record, and others that lie over them. Out: for each record the row that lies on top, in
//! one pass and in order. Never: two rows of one record, or one of a record that is gone.

use super::sheet::{DECISION, RECORD};
use crate::PipelineError;
use crate::engine::Batch;
use crate::tables::BATCH_ROWS;
use crate::walk::ascends;
use datafusion::arrow::array::{Array, RecordBatch, StringArray};
use datafusion::arrow::compute::{concat_batches, interleave_record_batch};
use datafusion::arrow::error::ArrowError;

/// Whether rows that say that a record is gone are handed on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gone {
    /// They are, because they take away a row elsewhere.
    Kept,
    /// They have done what they are there for.
    LeftOut,
}

/// Rows with others over them.
pub(crate) struct Overlay<I> {
    /// Nothing once it is read to its end.
    lower: Option<I>,
    last: String,
    upper: RecordBatch,
    /// The first row of those above that was not passed.
    next: usize,
    gone: Gone,
}

impl<I: Iterator<Item = Result<RecordBatch, ArrowError>>> Overlay<I> {
    /// Both have the same columns, the record and the decision among them.
    pub(crate) fn of(lower: I, upper: RecordBatch, gone: Gone) -> Result<Self, PipelineError> {
        ascends(Batch(&upper).text(RECORD)?, &mut String::new())?;
        Ok(Self { lower: Some(lower), last: String::new(), upper, next: 0, gone })
    }

    fn laid(&mut self, lower: &RecordBatch) -> Result<RecordBatch, PipelineError> {
        let records = Batch(lower).text(RECORD)?;
        ascends(records, &mut self.last)?;
        let above = Batch(&self.upper).text(RECORD)?.clone();
        let mut picks = Vec::with_capacity(records.len());
        for row in 0..records.len() {
            let record = records.value(row);
            self.pass(&above, |found| found < record, &mut picks)?;
            let before = self.next;
            self.pass(&above, |found| found == record, &mut picks)?;
            if self.next == before {
                picks.push((0, row));
            }
        }
        // Most rows have nothing over them.
        if picks.len() == records.len() && picks.iter().enumerate().all(|(row, pick)| *pick == (0, row)) {
            return Ok(lower.clone());
        }
        Ok(interleave_record_batch(&[lower, &self.upper], &picks)?)
    }

    /// Takes the rows above that come next and are so.
    fn pass(
        &mut self,
        above: &StringArray,
        is: impl Fn(&str) -> bool,
        picks: &mut Vec<(usize, usize)>,
    ) -> Result<(), PipelineError> {
        let decisions = Batch(&self.upper).text(DECISION)?;
        while self.next < above.len() && is(above.value(self.next)) {
            if self.gone == Gone::Kept || decisions.is_valid(self.next) {
                picks.push((1, self.next));
            }
            self.next += 1;
        }
        Ok(())
    }

    fn rest(&mut self) -> Result<RecordBatch, PipelineError> {
        let (above, mut picks) = (Batch(&self.upper).text(RECORD)?.clone(), Vec::new());
        self.pass(&above, |_| true, &mut picks)?;
        Ok(interleave_record_batch(&[&self.upper, &self.upper], &picks)?)
    }
}

impl<I: Iterator<Item = Result<RecordBatch, ArrowError>>> Iterator for Overlay<I> {
    type Item = Result<RecordBatch, PipelineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let lower = self.lower.as_mut()?.next();
        Some(match lower {
            Some(Ok(batch)) => self.laid(&batch),
            Some(Err(error)) => Err(error.into()),
            None => {
                self.lower = None;
                self.rest()
            }
        })
    }
}

/// The same rows in pieces of [`BATCH_ROWS`], as a file of them is written: its pages depend on that.
pub(crate) fn in_pieces(
    rows: impl Iterator<Item = Result<RecordBatch, PipelineError>>,
    mut take: impl FnMut(&RecordBatch) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let mut held: Option<RecordBatch> = None;
    for batch in rows {
        let batch = batch?;
        let mut all = match held.take() {
            Some(held) => concat_batches(&batch.schema(), [&held, &batch])?,
            None => batch,
        };
        while all.num_rows() >= BATCH_ROWS {
            take(&all.slice(0, BATCH_ROWS))?;
            all = all.slice(BATCH_ROWS, all.num_rows() - BATCH_ROWS);
        }
        held = Some(all);
    }
    match held {
        Some(rest) if rest.num_rows() > 0 => take(&rest),
        _ => Ok(()),
    }
}
