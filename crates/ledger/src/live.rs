//! What holds now, kept up as the log grows. In: a ledger, again and again. Out: standings, and whose changed since the last
//! time. Never: another answer than the full fold gives, or one from before an append that was acknowledged.
//!
//! It lives in memory only: a file of it would be a copy of what people said that an erasure would have to find.

use crate::{Act, Fold, Ledger, LedgerError, Standing};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Instant, Purpose, SubjectId};

/// Events that are read at a time.
const ROWS: u64 = 1024;

/// The standings about one purpose, up to some size of the log.
#[derive(Clone, Debug)]
pub struct Live {
    fold: Fold,
    size: u64,
    // The earliest moment of an event that was passed over because it was received after the moment asked about.
    next_due: Option<Instant>,
    // How many were erased.
    suppressed: u64,
}

/// What changed between two looks at the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The standing of these people, and of nobody else.
    Only(BTreeSet<SubjectId>),
    /// Perhaps that of anybody: somebody was erased, or the moment moved in a way that asks for a new fold.
    All,
}

impl Ledger {
    /// The standings about `purpose` as of `as_of`, to be kept up with [`Live::catch_up`].
    pub fn live(&mut self, purpose: &Purpose, as_of: Instant) -> Result<Live, LedgerError> {
        let size = self.refresh()?.size;
        self.live_at(Fold::new(purpose, as_of), size)
    }

    /// The same for the first `size` events, told to a fold that has heard nothing yet.
    pub(crate) fn live_at(&self, fold: Fold, size: u64) -> Result<Live, LedgerError> {
        self.holds(size)?;
        // Counted first: an erasure that comes in between is seen with the next look.
        let suppressed = self.suppressed_count()?;
        let mut live = Live { fold, size: 0, next_due: None, suppressed };
        live.fold_until(self, size, false)?;
        live.fold.take_touched();
        Ok(live)
    }
}

impl Live {
    /// Folds in what was appended since, by whatever process, and says whose standing may have changed. After an append was
    /// acknowledged, the next call sees it.
    pub fn catch_up(&mut self, ledger: &mut Ledger, as_of: Instant) -> Result<Changed, LedgerError> {
        let head = ledger.refresh()?;
        let (began, suppressed) = (self.size, ledger.suppressed_count()?);
        let passed_over_is_due = self.next_due.is_some_and(|due| due <= as_of);
        if as_of < self.fold.as_of() || passed_over_is_due {
            return self.fold_again(ledger, as_of);
        }
        self.fold.move_to_moment(as_of);
        if !self.fold_until(ledger, head.size, began > 0)? {
            return self.fold_again(ledger, as_of);
        }
        let touched = self.fold.take_touched();
        // Somebody about whom there was no event was erased, and stays out by a keyed hash alone.
        let known = std::mem::replace(&mut self.suppressed, suppressed) == suppressed;
        Ok(if known { Changed::Only(touched) } else { Changed::All })
    }

    /// Folds in the events up to `end`; not all of them, if `stop_at_erasure` and somebody was erased: what was folded in
    /// before is then gone from the log, and must be gone from here.
    fn fold_until(&mut self, ledger: &Ledger, end: u64, stop_at_erasure: bool) -> Result<bool, LedgerError> {
        let as_of = self.fold.as_of();
        while self.size < end {
            let until = end.min(self.size + ROWS);
            for (_, said) in ledger.events_between(self.size, until)? {
                if stop_at_erasure && matches!(said.act, Act::Erased { .. }) {
                    return Ok(false);
                }
                if said.at > as_of {
                    self.next_due = Some(self.next_due.map_or(said.at, |due| due.min(said.at)));
                }
                self.fold.push(&said);
            }
            self.size = until;
        }
        Ok(true)
    }

    pub(crate) fn fold(&self) -> &Fold {
        &self.fold
    }

    fn fold_again(&mut self, ledger: &Ledger, as_of: Instant) -> Result<Changed, LedgerError> {
        *self = ledger.live_at(self.fold.afresh(as_of), ledger.tree_head().size)?;
        Ok(Changed::All)
    }

    /// How many events of the log are in it.
    pub fn tree_size(&self) -> u64 {
        self.size
    }

    /// What one person has said, as [`Ledger::standing`] gives it: an objection that may be theirs is in it, though they
    /// were erased.
    pub fn standing_of(&self, ledger: &Ledger, subject: &SubjectId) -> Result<Standing, LedgerError> {
        let mut standing = self.fold.standing_of(subject);
        ledger.mark_erased(subject, &mut standing)?;
        Ok(standing)
    }

    /// What everyone has said, as [`Ledger::standing`] gives it.
    pub fn standings(&self, ledger: &Ledger) -> Result<BTreeMap<SubjectId, Standing>, LedgerError> {
        let mut standings = self.fold.clone().finish();
        let suppression = ledger.suppression()?;
        if !suppression.is_empty() {
            standings.iter_mut().for_each(|(subject, standing)| suppression.mark(subject, standing));
        }
        Ok(standings)
    }
}
