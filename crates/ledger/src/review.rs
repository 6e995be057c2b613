//! What people found where the detectors were not sure. In: the log up to a tree head. Out: the last verdict about each
//! record. Never: a verdict about a record whose person was erased.

use crate::recall::ALL_EVENTS;
use crate::{Act, Ledger, LedgerError, Verdict};
use std::collections::BTreeMap;
use terms::{Digest, Instant, RecordId, SubjectId};

/// The last verdict about one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Whose record, where that is known.
    pub subject: Option<SubjectId>,
    /// Text and findings that were looked at, by digest.
    pub reviewed: Digest,
    /// What they are.
    pub outcome: Verdict,
}

impl Ledger {
    /// The last verdict about each record, as of a moment.
    pub fn reviews(&self, as_of: Instant) -> Result<BTreeMap<RecordId, Review>, LedgerError> {
        self.reviews_under(as_of, ALL_EVENTS)
    }

    /// [`Ledger::reviews`] by the first `size` events alone.
    pub fn reviews_under(&self, as_of: Instant, size: u64) -> Result<BTreeMap<RecordId, Review>, LedgerError> {
        let mut reviews = BTreeMap::new();
        for (_, said) in self.events_of(&["findings_reviewed"], size)? {
            if let Act::FindingsReviewed { record, subject, reviewed, outcome } = said.act
                && said.at <= as_of
            {
                reviews.insert(record, Review { subject, reviewed, outcome });
            }
        }
        Ok(reviews)
    }
}
