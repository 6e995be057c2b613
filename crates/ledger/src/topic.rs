//! Which purposes an event is about. In: an act, or a purpose. Out: the few bytes that its row is found by, and the events
//! that can change what holds about a purpose. Never: such an event passed over; a row whose topic is not known is read for
//! every purpose.

use crate::keys::{Secrets, Tag};
use crate::recall::Row;
use crate::store::Arg;
use crate::{Act, Covers, Ledger, LedgerError, Said};
use std::collections::VecDeque;
use terms::Purpose;

/// Which purposes an act can change a standing about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic<'a> {
    /// This one alone.
    One(&'a Purpose),
    /// Each of them, as far as the row says.
    Every,
    /// None.
    Nothing,
}

impl<'a> Topic<'a> {
    pub(crate) fn of(act: &'a Act) -> Self {
        match act {
            Act::ConsentGiven(given) => Self::one(given.purpose.as_ref()),
            Act::ConsentRefused { purpose, .. } | Act::ConsentWithdrawn { purpose, .. } => Self::one(purpose.as_ref()),
            Act::Objection(made) => Self::one(made.purpose.as_ref()),
            Act::NoticeDelivered(notice) => match &notice.purposes {
                Covers::Only(named) => match named.as_slice() {
                    [named] => Self::one(Some(named)),
                    _ => Self::Every,
                },
                Covers::All => Self::Every,
            },
            Act::ObjectionWithdrawn { .. }
            | Act::ObjectionResolved { .. }
            | Act::ObjectionRejected { .. }
            | Act::ObjectionAccepted { .. }
            | Act::ErasureRequested { .. }
            | Act::ErasureGranted { .. }
            | Act::ErasureRefused { .. }
            | Act::RestrictionRequested { .. }
            | Act::RestrictionLifted { .. }
            | Act::AccuracyContested { .. }
            | Act::AccuracySettled { .. } => Self::Every,
            // Written out, so that a new act is put in its place by whoever adds it.
            Act::NoticeFailed { .. }
            | Act::PurposeRegistered { .. }
            | Act::AssessmentApproved { .. }
            | Act::Order(_)
            | Act::OrderLifted { .. }
            | Act::RunStarted { .. }
            | Act::RunStopped { .. }
            | Act::CorpusSealed { .. }
            | Act::CorpusPurged { .. }
            | Act::ModelTrained { .. }
            | Act::Forgotten { .. }
            | Act::AccountsLinked { .. }
            | Act::AccountsUnlinked { .. }
            | Act::AccessRequested { .. }
            | Act::PortabilityRequested { .. }
            | Act::RectificationRequested { .. }
            | Act::RectificationMade { .. }
            | Act::RequestExtended { .. }
            | Act::RequestReplied { .. }
            | Act::RecipientNotified { .. }
            | Act::RecipientAcknowledged { .. }
            | Act::NoticePublished(_)
            | Act::NoticeSent { .. }
            | Act::NoticeSeen { .. }
            | Act::PurposeEnded { .. }
            | Act::AssessmentWithdrawn { .. }
            | Act::OrderAppealed { .. }
            | Act::OrderTaskDone { .. }
            | Act::EstablishmentSet { .. }
            | Act::ComplaintReceived { .. }
            | Act::ComplaintClosed { .. }
            | Act::BreachRecorded(_)
            | Act::BreachNotified { .. }
            | Act::ReportDelivered { .. }
            | Act::Erased { .. } => Self::Nothing,
        }
    }

    fn one(purpose: Option<&'a Purpose>) -> Self {
        // An event made by hand may hold the star, which is read back as every purpose.
        purpose.filter(|purpose| purpose.as_str() != "*").map_or(Self::Every, Self::One)
    }

    /// What stands in the row.
    pub(crate) fn kept(self, secrets: &Secrets) -> Kept {
        match self {
            Self::One(purpose) => Kept::Tag(secrets.tag("purpose", purpose.as_str())),
            Self::Every => Kept::Bytes(EVERY),
            Self::Nothing => Kept::Bytes(NOTHING),
        }
    }
}

/// What stands in the row of an event.
#[derive(Clone, Copy)]
pub(crate) enum Kept {
    Tag(Tag),
    Bytes(&'static [u8]),
}

impl Kept {
    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Self::Tag(tag) => tag,
            Self::Bytes(bytes) => bytes,
        }
    }

    /// Whether a row may hold these bytes in its place.
    pub(crate) fn agrees(&self, found: &[u8]) -> bool {
        found == self.as_slice() || found == UNKNOWN
    }
}

/// The events that can change what holds about one purpose, in log order.
pub(crate) struct OfPurpose<'a> {
    ledger: &'a Ledger,
    lanes: [Lane; 3],
    end: u64,
}

/// Those of one topic.
struct Lane {
    topic: Kept,
    next: u64,
    opened: VecDeque<(u64, Said)>,
}

impl Ledger {
    /// Of the first `size` events those that can change what holds about `purpose`, without those that were erased.
    pub(crate) fn events_of_purpose(&self, purpose: &Purpose, size: u64) -> OfPurpose<'_> {
        let tag = Topic::One(purpose).kept(&self.keys.secrets);
        let lane = |topic| Lane { topic, next: 0, opened: VecDeque::new() };
        let lanes = [tag, Kept::Bytes(EVERY), Kept::Bytes(UNKNOWN)].map(lane);
        OfPurpose { ledger: self, lanes, end: size }
    }
}

impl OfPurpose<'_> {
    fn fill(ledger: &Ledger, lane: &mut Lane, end: u64) -> Result<(), LedgerError> {
        while lane.opened.is_empty() && lane.next < end {
            let statement = format!(
                "SELECT {} FROM sealed WHERE topic = $1 AND idx >= $2 AND idx < $3 ORDER BY idx LIMIT $4",
                Row::COLUMNS
            );
            let args = [Arg::Blob(lane.topic.as_slice()), Arg::Int(lane.next), Arg::Int(end), Arg::Int(ROWS)];
            let rows =
                ledger.log.query(&statement, &args)?.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
            lane.next = match rows.last() {
                Some(last) if rows.len() as u64 == ROWS => last.index + 1,
                _ => end,
            };
            let keys = ledger.keys.known(&rows.iter().filter_map(Row::owner).collect())?;
            lane.opened = ledger.open_all(rows, &keys)?.into();
        }
        Ok(())
    }
}

impl Iterator for OfPurpose<'_> {
    type Item = Result<(u64, Said), LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        for lane in &mut self.lanes {
            if let Err(cause) = Self::fill(self.ledger, lane, self.end) {
                // Nothing after an event that could not be read.
                self.end = 0;
                self.lanes.iter_mut().for_each(|lane| lane.opened.clear());
                return Some(Err(cause));
            }
        }
        let first = |lane: &&mut Lane| lane.opened.front().map_or(u64::MAX, |(index, _)| *index);
        self.lanes.iter_mut().min_by_key(first)?.opened.pop_front().map(Ok)
    }
}

/// Rows that are read at a time.
const ROWS: u64 = 4096;

/// About each purpose, or about several.
const EVERY: &[u8] = b"";
/// About none.
const NOTHING: &[u8] = &[0];
/// Written by an earlier version, which did not say. The migrations name the same bytes.
const UNKNOWN: &[u8] = b"unknown";
