//! What many people say, beside the weights of a fold. In: its rows, and what was counted for the model before. Out: the
//! served table and the shares of its cohorts, as counting all rows gives them. Never: a table of before over rows to which
//! one has come, because what too few wrote then nobody remembers.

use super::{Fold, Known, TrainError, layout};
use crate::manifest::Manifest;
use crate::ngrams::{self, Ngrams, Shares};
use crate::store;
use crate::tokens::TokenizerError;
use std::path::Path;
use terms::Digest;

/// What was counted, as it lies in its files.
pub(super) struct Counted {
    pub(super) runs: Vec<usize>,
    pub(super) table: Vec<u8>,
    pub(super) shares: Vec<u8>,
}

impl Fold<'_> {
    /// What was counted for the model before, if that can be counted from: whole, and over rows of which some are gone and
    /// to which none has come. It is read before it is removed, and lost if the run is killed, which costs counting all.
    pub(super) fn counted_before(&self, before: &Manifest) -> Option<(Ngrams, Shares)> {
        let (plan, entry) = (self.plan.ngrams.as_ref()?, before.ngrams.as_ref()?);
        let sealed = |path: &Path, digest| world::read(path).ok().filter(|bytes| Digest::of(bytes) == digest);
        let (table_path, shares_path) = (self.folder.join(ngrams::NGRAMS), store::shares_path(self.folder));
        let table = sealed(&table_path, *before.files.get(ngrams::NGRAMS)?)?;
        let table = Ngrams::read(&table_path, &table, plan, self.plan.vocabulary).ok()?;
        let shares = Shares::read(&shares_path, &sealed(&shares_path, entry.shares)?, self.plan, plan, &table).ok()?;
        shares.only_lost(self.log.marks()).then_some((table, shares))
    }

    /// What many people say, where the plan counts it: of the cohorts that changed, or of all.
    pub(super) fn counted(&self, known: &Known) -> Result<Option<Counted>, TrainError> {
        let Some(plan) = &self.plan.ngrams else { return Ok(None) };
        let slices = |cohort| (0..self.plan.slices).flat_map(move |slice| self.log.slice(cohort, slice));
        let people = |cohort: usize| ngrams::people(&self.tokens, slices(cohort));
        let (table, shares): (Ngrams, Shares) = match &known.counts {
            Some((table, shares)) => {
                let changed = (0..self.plan.cohorts).filter(|cohort| !self.stands(known, *cohort));
                let changed = changed.map(|cohort| Ok((cohort, people(cohort)?)));
                table.count_less(plan, shares, &changed.collect::<Result<_, TokenizerError>>()?)
            }
            None => Ngrams::count(plan, &(0..self.plan.cohorts).map(people).collect::<Result<Vec<_>, _>>()?),
        };
        let shares = shares.over(self.log.marks().to_vec());
        let (table_bytes, shares_bytes) = (table.bytes(plan).map_err(layout)?, shares.bytes(plan).map_err(layout)?);
        Ok(Some(Counted { runs: table.runs(), table: table_bytes, shares: shares_bytes }))
    }
}
