//! An order as it stands in an event. In: nothing. Out: its JSON shape, and what that cannot say. Never: an urgency measure
//! without an end.

use crate::shape::{Covers, date, some_date, some_moment};
use chrono::Months;
use serde::{Deserialize, Serialize};
use terms::{Country, Date, Digest, Instant, Operation, Purpose};

/// An order, injunction or binding undertaking [GDPR 58(2)].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Unique in the ledger.
    pub id: String,
    /// Who ordered it.
    pub authority: String,
    /// Under which provision.
    pub provision: String,
    /// What it does.
    pub effect: OrderEffect,
    /// Where.
    pub territory: Covers<Country>,
    /// Which operations.
    pub ops: Covers<Operation>,
    /// Which purposes.
    pub purposes: Covers<Purpose>,
    /// First day in force.
    #[serde(with = "date")]
    pub from: Date,
    /// Last day in force; open-ended if absent.
    #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What kind of order it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrderKind>,
    /// The services it covers; every service if absent. Kept as it was ordered; it takes effect for every service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<String>>,
    /// The models it covers; every model if absent. Kept as it was ordered; it takes effect for every model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub models: Option<Vec<Digest>>,
    /// The people it covers, in its own words; everyone if absent. Kept as it was ordered; it takes effect for everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// Where and until when it can be appealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<String>,
    /// The document, by digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Digest>,
    /// The moment from which it must be followed, where that is not the first second of `from`.
    #[serde(default, with = "some_moment", skip_serializing_if = "Option::is_none")]
    pub in_force_at: Option<Instant>,
}

/// What kind of order it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Of a supervisory authority [GDPR 58(2)].
    Order,
    /// For at most three months, in one territory [GDPR 66(1)].
    Urgency,
    /// Of a court.
    Injunction,
    /// A promise that binds.
    Undertaking,
}

/// What an order does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderEffect {
    /// It forbids.
    Forbid,
}

impl Order {
    /// Whether it forbids something on the day of this moment, as the law counts: from its first day on, to the end of its
    /// last. `in_force_at` is a moment of the first day, and the whole of that day counts.
    pub fn is_in_force(&self, at: Instant) -> bool {
        let on = at.date_naive();
        self.from <= on && !self.is_over(at)
    }

    /// Whether its last day is over.
    pub fn is_over(&self, at: Instant) -> bool {
        self.until.is_some_and(|until| until < at.date_naive())
    }

    /// Whether its parts fit together; if not, what is wrong.
    pub fn check(&self) -> Result<(), &'static str> {
        if self.until.is_some_and(|until| until < self.from) {
            return Err("`until` of an order is before `from`");
        }
        // At most three months, so it cannot be open-ended [GDPR 66(1)].
        let last = self.from.checked_add_months(Months::new(3));
        let ends_in_time = self.until.is_some_and(|until| last.is_some_and(|last| until <= last));
        if self.kind == Some(OrderKind::Urgency) && !ends_in_time {
            return Err("an urgency measure needs an `until` within three months of `from`");
        }
        Ok(())
    }
}
