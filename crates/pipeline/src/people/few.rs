//! A few of the people. In: `accounts.parquet`, `standing.parquet`, and the numbers of those whom some records name. Out: these
//! people, as [`People`] knows all of them, and who has said something else than before. Never: anybody left out whom such a
//! record names; what many share a number with costs a little, and changes nothing.

use super::{
    ACCOUNT_COLUMNS, ID_COLUMNS, Keys, People, STANDING_COLUMNS, Standings, column, digests, others_since, texts,
};
use crate::engine::{Batch, Table, text_at};
use crate::{PipelineError, Work, tables};
use datafusion::arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use std::collections::{HashMap, HashSet};
use terms::Digest;

/// What every account is found by.
pub(crate) struct Roll(pub(super) [StringArray; 4]);

impl Roll {
    /// Reads it.
    pub(crate) fn of(work: &Work) -> Result<Self, PipelineError> {
        let mut ids = <[Vec<ArrayRef>; 4]>::default();
        for batch in Table::open(&work.accounts(), &[])?.batches(&ID_COLUMNS)? {
            let batch = batch?;
            for (name, column) in ID_COLUMNS.iter().zip(&mut ids) {
                column.push(ArrayRef::clone(Batch(&batch).column(name)?));
            }
        }
        let [accounts, subjects, services, handles] = ids;
        Ok(Self([texts(&accounts)?, texts(&subjects)?, texts(&services)?, texts(&handles)?]))
    }

    /// Adds the accounts of these people.
    pub(crate) fn add(&self, people: &HashSet<String>, changed: &mut Keys) {
        let Self([accounts, subjects, services, handles]) = self;
        let theirs = (0..accounts.len()).filter(|row| text_at(subjects, *row).is_some_and(|one| people.contains(one)));
        theirs.for_each(|row| changed.add([accounts, services, handles].map(|column| text_at(column, row))));
    }

    /// The places of all accounts that somebody means who names these.
    fn places(&self, named: &Keys) -> Vec<usize> {
        let Self([accounts, _, services, handles]) = self;
        let is_named = |row: &usize| named.names([accounts, services, handles].map(|column| text_at(column, *row)));
        (0..accounts.len()).filter(is_named).collect()
    }
}

impl People {
    /// Those whom records name that name these; everybody else is as if there was nobody.
    pub(crate) fn of_those(work: &Work, roll: &Roll, named: &Keys) -> Result<Self, PipelineError> {
        let accounts = Table::open(&work.accounts(), &[])?.rows_at(ACCOUNT_COLUMNS, &roll.places(named))?;
        let people = Self::read(accounts, &mut |_| Ok(()))?;
        let subjects: HashSet<&str> = people.subjects.iter().flatten().collect();
        let standing = Table::open(&work.standing(), &[])?;
        let (mut places, mut first) = (Vec::new(), 0);
        for batch in standing.batches(&["subject_id"])? {
            let batch = batch?;
            let said = Batch(&batch).text("subject_id")?;
            places.extend(
                (0..said.len())
                    .filter(|row| text_at(said, *row).is_some_and(|one| subjects.contains(one)))
                    .map(|row| first + row),
            );
            first += batch.num_rows();
        }
        let standings = Standings::of(standing.rows_at(STANDING_COLUMNS, &places)?)?;
        Ok(people.with(standings))
    }
}

/// All who have said something, with a digest of that.
pub(crate) struct Voices {
    pub(super) subjects: StringArray,
    pub(super) digests: Vec<Digest>,
}

impl Voices {
    /// Reads what they have said.
    pub(crate) fn of(work: &Work) -> Result<Self, PipelineError> {
        let (mut subjects, mut made) = (Vec::new(), Vec::new());
        for batch in Table::open(&work.standing(), &[])?.batches(STANDING_COLUMNS)? {
            let batch = batch?;
            made.extend(digests(&batch)?);
            subjects.push(ArrayRef::clone(Batch(&batch).column("subject_id")?));
        }
        Ok(Self { subjects: texts(&subjects)?, digests: made })
    }

    /// The digests, to be compared with those of another run.
    pub(crate) fn digested(&self) -> Result<RecordBatch, PipelineError> {
        let digests = tables::digests("digest", self.digests.iter().map(Some))?;
        tables::batch(vec![("subject_id", column(&self.subjects)), digests])
    }

    /// Whoever has said something else than in this table of an earlier run, whoever is new, and whoever says nothing any more.
    pub(crate) fn since(&self, earlier: &Table) -> Result<HashSet<String>, PipelineError> {
        let (mut others, mut places) = (HashSet::new(), HashMap::new());
        let mut find = |name: &str| self.place(name, &mut places);
        let now = others_since(&self.subjects, &self.digests, earlier, &mut find, &mut |columns, row| {
            // Of somebody who says nothing any more no place is left, only the name.
            others.extend(text_at(columns.text("subject_id")?, row).map(str::to_owned));
            Ok(())
        })?;
        others.extend(now.into_iter().filter_map(|place| text_at(&self.subjects, place)).map(str::to_owned));
        Ok(others)
    }

    /// The place of this person, from places that are found once somebody lies elsewhere.
    fn place<'s>(&'s self, name: &str, places: &mut HashMap<&'s str, usize>) -> Option<usize> {
        if places.is_empty() {
            places.extend(self.subjects.iter().enumerate().filter_map(|(place, subject)| Some((subject?, place))));
        }
        places.get(name).copied()
    }
}
