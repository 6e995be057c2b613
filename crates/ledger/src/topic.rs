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
            | Act::AccuracySettled { .. }
            | Act::NoticeFailed { .. } => Self::Every,
            // Written out, so that a new act is put in its place by whoever adds it.
            Act::PurposeRegistered { .. }
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
            | Act::FindingsReviewed { .. }
            | Act::TextRead { .. }
            | Act::InvitationGiven { .. }
            | Act::InvitationWithdrawn { .. }
            | Act::StaffActed { .. }
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
            lane.opened = ledger.open_for_standing(rows)?.into();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fold, Standing, read_said};
    use std::collections::BTreeMap;
    use terms::{Instant, SubjectId, parse_instant};
    use world::World;

    fn fold(said: impl Iterator<Item = Said>, purpose: &Purpose, as_of: Instant) -> BTreeMap<SubjectId, Standing> {
        let mut fold = Fold::new(purpose, as_of);
        said.for_each(|said| fold.push(&said));
        fold.finish()
    }

    #[test]
    fn what_is_passed_over_changes_no_standing_and_an_unknown_topic_is_never_passed_over() {
        let root = std::env::temp_dir().join(format!("ledger-topic-{}", std::process::id()));
        world::remove_dir(&root).expect("removable");
        let as_of = parse_instant("2030-01-01").expect("valid");
        let world = World::repeatable(&root, as_of, 7);
        let mut ledger = Ledger::open(&world, &root, "ledger.example.org/topic").expect("new");
        let said: Vec<Said> =
            read_said(include_str!("../../proof/src/acts.jsonl").as_bytes()).map(|said| said.expect("valid")).collect();
        let said: Vec<Said> = said.into_iter().filter(|said| !matches!(said.act, Act::Erased { .. })).collect();
        for said in said {
            // Some are about an objection that is made elsewhere.
            let _ = ledger.append(&world, &[said]);
        }
        let check = |ledger: &Ledger, step: &str| {
            let all: Vec<(u64, Said)> = ledger.events().collect::<Result<_, _>>().expect("readable");
            let mut passed_over = 0;
            for purpose in ["ai.train.generative", "ai.serve", "ads", "*"].map(Purpose::new) {
                let read: Vec<(u64, Said)> =
                    ledger.events_of_purpose(&purpose, u64::MAX >> 1).collect::<Result<_, _>>().expect("readable");
                assert!(read.iter().zip(read.iter().skip(1)).all(|(one, next)| one.0 < next.0), "{step}: in log order");
                passed_over += all.len() - read.len();
                let each = fold(all.iter().map(|(_, said)| said.clone()), &purpose, as_of);
                assert_eq!(fold(read.into_iter().map(|(_, said)| said), &purpose, as_of), each, "{step}");
            }
            passed_over
        };
        assert!(check(&ledger, "as written") > 0);
        ledger.log.run("UPDATE sealed SET topic = $1", &[Arg::Blob(UNKNOWN)]).expect("writable");
        assert_eq!(check(&ledger, "as an earlier version left it"), 0);
        ledger.verify().expect("sound");
        // Before version 4 of the store a notice that failed was about nothing, and would be passed over.
        let before = "UPDATE sealed SET topic = $1 WHERE act = 'notice_failed'";
        ledger.log.run(before, &[Arg::Blob(NOTHING)]).expect("writable");
        assert!(ledger.verify().is_err(), "as the version before left it");
        ledger.log.run("PRAGMA user_version = 3", &[]).expect("writable");
        drop(ledger);
        let ledger = Ledger::open(&world, &root, "ledger.example.org/topic").expect("it is brought to this version");
        check(&ledger, "as version 3 left it");
        ledger.verify().expect("sound");
        ledger.log.run("UPDATE sealed SET topic = $1 WHERE idx = 0", &[Arg::Blob(&[1])]).expect("writable");
        assert!(ledger.verify().is_err(), "a topic that the event does not have is found");
        drop(ledger);
        world::remove_dir(&root).expect("removable");
    }
}
