//! Receipts as people see them. In: the bytes of a `.tlog-proof`. Out: what they prove, in words. Never: a name or a text
//! that the receipt's holder did not bring.

use ledger::{Act, Trust, Verified};
use serde::Serialize;
use terms::format_instant;

/// What a receipt proves, for a page.
#[derive(Serialize)]
pub(super) struct Shown {
    index: u64,
    /// `None` where the content was erased.
    act: Option<&'static str>,
    at: Option<String>,
    purpose: Option<String>,
    reference: Option<String>,
    tree_size: u64,
    root: String,
    log: String,
    key: String,
    /// Whether the key was ours, and not only the one in the receipt.
    ours: bool,
}

impl Shown {
    pub(super) fn of(verified: &Verified) -> Self {
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
            ours: verified.trust == Trust::Given,
        }
    }
}

/// The act in whose words people are told of this one.
pub(crate) fn told(act: &Act) -> &'static str {
    match act {
        // Who reads a text looked at it, whether or not a verdict follows.
        Act::TextRead { .. } => "findings_reviewed",
        Act::InvitationGiven { .. } | Act::InvitationWithdrawn { .. } => "staff_acted",
        act => act.name(),
    }
}
