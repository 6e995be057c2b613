//! What waits for the controller's answer, and until when. In: the ledger. Out: requests that nobody answered, objections
//! whose maker is not known for sure, notices that did not arrive. Never: a clock that begins later than the receipt of
//! what it runs for [GDPR 12(3)].

use chrono::{Months, NaiveTime};
use ledger::{Act, Article, Ledger, LedgerError, ObjectionMade, Said, answer_due};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Date, Digest, Instant, RecordId, SubjectId, Text};

/// One request that nobody answered.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    /// Its position in the log, by which the console names it.
    pub index: u64,
    /// The act, by its word.
    pub act: &'static str,
    /// Whose it is; nobody's name where it came without an account or is not yet known.
    pub subject: Option<SubjectId>,
    /// When it was received.
    pub at: Instant,
    /// Until when it must be answered.
    pub due: Instant,
    /// Whether more time was taken already, which works once.
    pub is_extended: bool,
    /// What it is, as far as an answer depends on it.
    pub kind: Kind,
    /// What the person said in their own words.
    pub words: Option<Text>,
}

/// What is answered how.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// An objection with its id; one under Article 21(1) may be rejected.
    Objection { id: String, may_be_rejected: bool },
    /// Erasure.
    Erasure,
    /// Restriction.
    Restriction,
    /// Accuracy.
    Accuracy,
    /// A request with an id of its own.
    Other { request: String },
}

impl Waiting {
    /// Whether the month, or the longer time that was told, is over.
    pub(crate) fn is_late(&self, now: Instant) -> bool {
        self.due < now
    }

    /// The id under which a reply names it: its own, or its place in the log.
    pub(crate) fn request(&self) -> String {
        match &self.kind {
            Kind::Other { request } => request.clone(),
            _ => format!("event-{}", self.index),
        }
    }
}

/// One request that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    /// When.
    pub at: Instant,
    /// Whether it was due no earlier.
    pub in_time: bool,
}

/// All requests that wait, the one that is due first at the head.
pub(crate) fn requests(ledger: &Ledger) -> Result<Vec<Waiting>, LedgerError> {
    Ok(follow(ledger)?.0)
}

/// All requests that were answered, in the order of their answers. What its maker took back is no answer.
pub(crate) fn answered(ledger: &Ledger) -> Result<Vec<Answered>, LedgerError> {
    Ok(follow(ledger)?.1)
}

fn follow(ledger: &Ledger) -> Result<(Vec<Waiting>, Vec<Answered>), LedgerError> {
    let mut waiting: BTreeMap<u64, Waiting> = BTreeMap::new();
    let mut answered = Vec::new();
    for (index, said) in ledger.said_of(REQUESTS)? {
        let settled = settle(&mut waiting, &said.act).into_iter();
        if !matches!(said.act, Act::ObjectionWithdrawn { .. }) {
            answered.extend(settled.map(|one| Answered { at: said.at, in_time: !one.is_late(said.at) }));
        }
        if let Some(kind) = asked(&said.act) {
            // Asking twice is asking once; the clock runs from the first time.
            let known =
                waiting.values().any(|one| one.subject.as_ref() == said.act.subject() && same(&one.kind, &kind));
            let (act, subject, at) = (said.act.name(), said.act.subject().cloned(), said.at);
            if !known {
                let due = answer_due(at);
                let words = words(&said.act).cloned();
                waiting.insert(index, Waiting { index, act, subject, at, due, is_extended: false, kind, words });
            }
        }
    }
    let mut waiting: Vec<Waiting> = waiting.into_values().collect();
    waiting.sort_by_key(|one| (one.due, one.index));
    Ok((waiting, answered))
}

fn asked(act: &Act) -> Option<Kind> {
    match act {
        Act::Objection(made) => {
            Some(Kind::Objection { id: made.id.clone(), may_be_rejected: made.article == Article::Situation })
        }
        Act::ErasureRequested { .. } => Some(Kind::Erasure),
        Act::RestrictionRequested { .. } => Some(Kind::Restriction),
        Act::AccuracyContested { .. } => Some(Kind::Accuracy),
        Act::AccessRequested { request, .. }
        | Act::PortabilityRequested { request, .. }
        | Act::RectificationRequested { request, .. } => Some(Kind::Other { request: request.clone() }),
        _ => None,
    }
}

fn words(act: &Act) -> Option<&Text> {
    match act {
        Act::Objection(made) => made.reasons.as_ref().or(made.verbatim.as_ref()),
        Act::RectificationRequested { verbatim, .. } => verbatim.as_ref(),
        _ => None,
    }
}

fn same(one: &Kind, other: &Kind) -> bool {
    match (one, other) {
        (Kind::Objection { id, .. }, Kind::Objection { id: other, .. }) => id == other,
        (Kind::Other { request }, Kind::Other { request: other }) => request == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// Takes out what this act answers, and moves the clocks that it moves.
fn settle(waiting: &mut BTreeMap<u64, Waiting>, act: &Act) -> Vec<Waiting> {
    let theirs = |one: &Waiting, subject: &SubjectId| one.subject.as_ref() == Some(subject);
    let is_objection =
        |one: &Waiting, id: &String| matches!(&one.kind, Kind::Objection { id: known, .. } if known == id);
    let mut take = |settles: &dyn Fn(&Waiting) -> bool| -> Vec<Waiting> {
        let places: Vec<u64> = waiting.iter().filter(|(_, one)| settles(one)).map(|(place, _)| *place).collect();
        places.into_iter().filter_map(|place| waiting.remove(&place)).collect()
    };
    match act {
        Act::ObjectionWithdrawn { id } | Act::ObjectionRejected { id, .. } | Act::ObjectionAccepted { id } => {
            take(&|one| is_objection(one, id))
        }
        Act::ErasureGranted { subject } | Act::ErasureRefused { subject } => {
            take(&|one| theirs(one, subject) && matches!(one.kind, Kind::Erasure))
        }
        Act::RestrictionLifted { subject } => {
            take(&|one| theirs(one, subject) && matches!(one.kind, Kind::Restriction))
        }
        Act::AccuracySettled { subject } => take(&|one| theirs(one, subject) && matches!(one.kind, Kind::Accuracy)),
        Act::RequestReplied { subject, request, .. } => take(&|one| theirs(one, subject) && one.request() == *request),
        Act::ObjectionResolved { id, subject } => {
            let these = waiting.values_mut().filter(|one| is_objection(one, id));
            these.for_each(|one| one.subject = Some(subject.clone()));
            Vec::new()
        }
        Act::RequestExtended { subject, request, until, .. } => {
            let told = waiting.values_mut().filter(|one| theirs(one, subject) && one.request() == *request);
            for one in told {
                one.due = extended_to(one.at, *until);
                one.is_extended = true;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Until when an answer is due that was put off to this day: to its last moment, and never for longer than the law gives.
pub(crate) fn extended_to(received: Instant, until: Date) -> Instant {
    until.succ_opt().unwrap_or(until).and_time(NaiveTime::MIN).and_utc().min(extended_due(received))
}

/// The end of the two further months [GDPR 12(3)].
pub(crate) fn extended_due(received: Instant) -> Instant {
    received.checked_add_months(Months::new(3)).unwrap_or(received)
}

/// Objections that count for several people until somebody knows whose they are, and those of people without an account.
pub(crate) fn identities(ledger: &Ledger) -> Result<Vec<(u64, Instant, ObjectionMade)>, LedgerError> {
    let mut open: BTreeMap<String, (u64, Instant, ObjectionMade)> = BTreeMap::new();
    for (index, said) in ledger.said_of(REQUESTS)? {
        match said.act {
            Act::Objection(made) if made.subject.is_none() => {
                open.insert(made.id.clone(), (index, said.at, made));
            }
            Act::ObjectionWithdrawn { id } | Act::ObjectionResolved { id, .. } | Act::ObjectionRejected { id, .. } => {
                open.remove(&id);
            }
            _ => {}
        }
    }
    let mut open: Vec<_> = open.into_values().collect();
    open.sort_by_key(|(index, ..)| *index);
    Ok(open)
}

/// Notices that did not arrive, are not tried again and were not delivered afterwards, the last failure of each.
pub(crate) fn undelivered(ledger: &Ledger) -> Result<Vec<(u64, Said)>, LedgerError> {
    let mut failed: BTreeMap<(SubjectId, String), (u64, Said)> = BTreeMap::new();
    for (index, said) in ledger.said_of(NOTICES)? {
        match &said.act {
            // It is on its way again.
            Act::NoticeFailed { subject, version, again: true, .. } => {
                failed.remove(&(subject.clone(), version.clone()));
            }
            Act::NoticeFailed { subject, version, .. } => {
                failed.insert((subject.clone(), version.clone()), (index, said));
            }
            Act::NoticeDelivered(notice) => {
                failed.remove(&(notice.subject.clone(), notice.version.clone()));
            }
            _ => {}
        }
    }
    let mut failed: Vec<_> = failed.into_values().collect();
    failed.sort_by_key(|(index, _)| *index);
    Ok(failed)
}

/// Who of the staff did what the event at each position says.
pub(crate) fn done_by(ledger: &Ledger) -> Result<BTreeMap<u64, String>, LedgerError> {
    let acted = ledger.said_of(&["staff_acted"])?.into_iter().filter_map(|(index, said)| match said.act {
        // What was done to a hook is no event, so this one stands alone.
        Act::StaffActed { staff, of, .. } if !of.starts_with(HOOK) => Some((index.checked_sub(1)?, staff)),
        _ => None,
    });
    Ok(acted.collect())
}

/// Which held texts somebody of the staff read on a day, each as it was shown.
pub(crate) fn read_on(ledger: &Ledger, staff: &str, on: Date) -> Result<BTreeSet<(RecordId, Digest)>, LedgerError> {
    let by = done_by(ledger)?;
    let read = ledger.said_of(&["text_read"])?.into_iter().filter_map(|(index, said)| match said.act {
        Act::TextRead { record, reviewed, .. } if said.at.date_naive() == on => {
            by.get(&index).filter(|by| *by == staff).map(|_| (record, reviewed))
        }
        _ => None,
    });
    Ok(read.collect())
}

/// Every word of an act that a query of the console may name.
pub(crate) fn known_acts(ledger: &Ledger) -> Result<BTreeSet<String>, LedgerError> {
    Ok(ledger.counts()?.acts.into_keys().collect())
}

/// How what staff do to a hook begins, in the event that says who did it: `hook_sent:NAME:EVENT`.
pub(crate) const HOOK: &str = "hook_sent";
/// Requests, and what answers them.
pub(crate) const REQUESTS: &[&str] = &[
    "objection",
    "objection_withdrawn",
    "objection_resolved",
    "objection_rejected",
    "objection_accepted",
    "erasure_requested",
    "erasure_granted",
    "erasure_refused",
    "restriction_requested",
    "restriction_lifted",
    "accuracy_contested",
    "accuracy_settled",
    "access_requested",
    "portability_requested",
    "rectification_requested",
    "request_extended",
    "request_replied",
];
/// Objections, and whose they are.
pub(crate) const IDENTITIES: &[&str] =
    &["objection", "objection_resolved", "objection_withdrawn", "objection_rejected"];
/// What waits for somebody to look, and who looked.
pub(crate) const REVIEWS: &[&str] = &["findings_reviewed", "text_read"];
/// Notices, sent and not arrived.
pub(crate) const NOTICES: &[&str] = &["notice_failed", "notice_delivered"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_here_is_what_a_receipt_names_a_day_for() {
        let acts = ledger::read_said(include_str!("../../proof/src/acts.jsonl").as_bytes());
        let acts: Vec<Act> = acts.map(|said| said.expect("valid").act).collect();
        assert_eq!(acts.iter().filter(|act| act.asks()).map(Act::name).collect::<BTreeSet<_>>().len(), 7);
        for act in &acts {
            assert_eq!(asked(act).is_some(), act.asks(), "{}", act.name());
        }
    }
}
