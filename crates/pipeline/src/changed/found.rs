//! The records that have to be decided again. In: rows of a base and of what lies over it, and what is asked of each. Out: where
//! these records lie among the posts, and where their rows lie now. Never: a row of the base that another one lies over.

use super::{AUTHOR, LOST, OTHERS};
use crate::PipelineError;
use crate::decisions::{DECISION, LIES_OVER};
use crate::engine::Batch;
use crate::people::Keys;
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Int32Type;
use terms::Instant;

/// What is asked of the row of a decision, whatever its record is now.
pub(super) struct Asked<'k> {
    /// Whether it stands at this moment.
    pub(super) at: Instant,
    /// Whether that moment lies before the one of the rows.
    pub(super) is_back: bool,
    /// Whether it is about any of these people.
    pub(super) changed: &'k Keys,
}

impl Asked<'_> {
    /// The columns that this takes.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        let mut columns = vec!["stands_until"];
        // What stands now has begun before, and begins again only where somebody asks about an earlier moment.
        columns.extend(self.is_back.then_some("stands_since"));
        columns.extend([AUTHOR, OTHERS].into_iter().filter(|_| !self.changed.is_empty()));
        columns
    }

    /// The rows of a batch whose records have to be decided again; they ascend.
    pub(super) fn hits(&self, batch: &RecordBatch) -> Result<Vec<usize>, PipelineError> {
        let (columns, at, rows) = (Batch(batch), self.at.timestamp(), 0..batch.num_rows());
        let until = columns.moment("stands_until")?;
        let mut hits: Vec<usize> = rows.clone().filter(|row| until.value(*row) <= at && until.is_valid(*row)).collect();
        if self.is_back {
            let since = columns.moment("stands_since")?;
            hits.extend(rows.clone().filter(|row| since.is_null(*row) || since.value(*row) > at));
        }
        if !self.changed.is_empty() {
            let (authors, others) = (columns.number(AUTHOR)?, columns.list(OTHERS)?);
            hits.extend(rows.filter(|row| self.changed.has(authors.value(*row)) && authors.is_valid(*row)));
            let keys = others.values().as_primitive_opt::<Int32Type>().ok_or(LOST)?;
            for (place, _) in keys.values().iter().enumerate().filter(|(_, key)| self.changed.has(**key)) {
                // The list that ends behind it.
                let ends = others.value_offsets();
                hits.extend(
                    ends.partition_point(|end| usize::try_from(*end).is_ok_and(|end| end <= place)).checked_sub(1),
                );
            }
        }
        hits.sort_unstable();
        hits.dedup();
        hits.retain(|row| *row < batch.num_rows());
        Ok(hits)
    }
}

/// The records that have to be decided again, in their order.
#[derive(Default)]
pub(super) struct Found {
    /// Their places among the posts.
    pub(super) places: Vec<usize>,
    /// Where the row of each is to lie over the base.
    pub(super) lies_over: Vec<i64>,
    /// Records that there are no longer, and where that is to be said.
    pub(super) gone: Vec<(String, i64)>,
    /// Their rows in the base, and in what lies over it, which stand no longer.
    pub(super) below: Vec<usize>,
    pub(super) above: Vec<usize>,
}

/// The row of a record.
#[derive(Clone, Copy)]
pub(super) enum Lies {
    Below(usize),
    Above(usize),
}

impl Found {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.places.len() + self.gone.len()
    }

    /// Adds the record in this place, with its row, if it has one.
    pub(super) fn add(&mut self, place: usize, lies_over: i64, row: Option<Lies>) {
        self.places.push(place);
        self.lies_over.push(lies_over);
        self.pass(row);
    }

    /// Adds a record that there is no longer.
    pub(super) fn lose(&mut self, record: &str, lies_over: i64, row: Lies) {
        self.gone.push((record.to_owned(), lies_over));
        self.pass(Some(row));
    }

    fn pass(&mut self, row: Option<Lies>) {
        match row {
            Some(Lies::Below(row)) => self.below.push(row),
            Some(Lies::Above(row)) => self.above.push(row),
            None => {}
        }
    }

    /// The records of these rows of a base and of these that lie over it, where the records are still those of all rows. So
    /// many rows the base has, and so many records there have to be.
    pub(super) fn laid(
        below: &[usize],
        above: &[usize],
        upper: &RecordBatch,
        [rows, records]: [u64; 2],
    ) -> Result<Self, PipelineError> {
        let (mut found, mut below) = (Self::default(), below.iter().copied().peekable());
        let (lies_over, decisions) = (Batch(upper).count(LIES_OVER)?, Batch(upper).text(DECISION)?);
        let mut above = above.iter().copied().peekable();
        // Records that came in between, and those that are gone.
        let (mut more, mut less, mut last) = (0, 0, (0, false));
        for row in 0..upper.num_rows() {
            let (at, is_over) = place_of(lies_over.is_valid(row).then(|| lies_over.value(row)).ok_or(LOST)?)?;
            let (is_before, is_twice) = ((at, is_over) < last, is_over && (at, is_over) == last);
            if row > 0 && (is_before || is_twice) || at as u64 + u64::from(is_over) > rows {
                return Err(LOST);
            }
            last = (at, is_over);
            while let Some(one) = below.next_if(|one| *one < at) {
                found.add((one + more).checked_sub(less).ok_or(LOST)?, lie(one)?, Some(Lies::Below(one)));
            }
            if is_over {
                below.next_if_eq(&at);
            }
            let (is_asked, is_there) = (above.next_if_eq(&row).is_some(), decisions.is_valid(row));
            if is_asked && is_there {
                let place = (at + more).checked_sub(less).ok_or(LOST)?;
                found.add(place, lies_over.value(row), Some(Lies::Above(row)));
            }
            more += usize::from(is_there && !is_over);
            less += usize::from(!is_there && is_over);
        }
        for one in below {
            found.add((one + more).checked_sub(less).ok_or(LOST)?, lie(one)?, Some(Lies::Below(one)));
        }
        if (rows + more as u64).checked_sub(less as u64) == Some(records) { Ok(found) } else { Err(LOST) }
    }
}

/// At which row of the base a row lies, and whether it lies over that or before it.
fn place_of(lies_over: i64) -> Result<(usize, bool), PipelineError> {
    let is_over = lies_over >= 0;
    let at = usize::try_from(if is_over { lies_over } else { !lies_over }).map_err(|_| LOST)?;
    Ok((at, is_over))
}

/// What a row says that lies over this row of the base.
pub(super) fn lie(over: usize) -> Result<i64, PipelineError> {
    i64::try_from(over).map_err(|_| LOST)
}
