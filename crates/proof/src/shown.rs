//! Receipts as people see them. In: what a receipt proves. Out: the same in single values, for a page or a browser.
//! Never: a name or a text that the receipt's holder did not bring.

use crate::{Act, Trust, Verified};
use chrono::Months;
use serde::Serialize;
use terms::{Instant, format_instant};

/// Until when a request must be answered [GDPR 12(3)]. A month ends on the day with the same number, or on its last day.
pub fn answer_due(received: Instant) -> Instant {
    received.checked_add_months(Months::new(1)).unwrap_or(received)
}

/// What a receipt proves, for a page.
#[derive(Serialize)]
pub struct Shown {
    /// Its position in the log.
    index: u64,
    /// `None` where the content was erased.
    act: Option<&'static str>,
    /// When it was received.
    at: Option<String>,
    /// What it is about, where it is about one purpose.
    purpose: Option<String>,
    /// The reference under which it is looked up.
    reference: Option<String>,
    /// How many events the log held.
    tree_size: u64,
    /// The root of its tree.
    root: String,
    /// The name of the log.
    log: String,
    /// The key that signed.
    key: String,
    /// Until when it must be answered, if it is a request.
    due: Option<String>,
    /// Whether the key was ours, and not only the one in the receipt.
    ours: bool,
}

impl Shown {
    /// What this receipt proves.
    pub fn of(verified: &Verified) -> Self {
        let said = verified.said.as_ref();
        let purpose = said.and_then(|said| match &said.act {
            Act::ConsentGiven(given) => given.purpose.as_ref(),
            Act::Objection(made) => made.purpose.as_ref(),
            Act::ConsentRefused { purpose, .. } | Act::ConsentWithdrawn { purpose, .. } => purpose.as_ref(),
            _ => None,
        });
        let reference = said.and_then(|said| match &said.act {
            Act::Objection(made) => Some(made.id.clone()),
            Act::ObjectionWithdrawn { id } => Some(id.clone()),
            _ => None,
        });
        Self {
            index: verified.index,
            act: said.map(|said| told(&said.act)),
            at: said.map(|said| format_instant(said.at)),
            purpose: purpose.map(ToString::to_string),
            reference,
            tree_size: verified.signed.head.size,
            root: verified.signed.head.root.to_string(),
            log: verified.signed.origin.clone(),
            key: verified.signed.signed_by.clone(),
            due: said.filter(|said| said.act.asks()).map(|said| format_instant(answer_due(said.at))),
            ours: verified.trust == Trust::Given,
        }
    }
}

/// The act in whose words people are told of this one.
pub fn told(act: &Act) -> &'static str {
    match act {
        // Who reads a text looked at it, whether or not a verdict follows.
        Act::TextRead { .. } => "findings_reviewed",
        Act::InvitationGiven { .. } | Act::InvitationWithdrawn { .. } => "staff_acted",
        act => act.name(),
    }
}
