//! Whether what was decided under a tree head still holds while a long run is under way. In: a ledger, again and again. Out:
//! what was said since that forbids more than before. Never: a choice or an order that was acknowledged before the question
//! and is not in the answer.

use crate::{Changed, Erasure, ErasureState, Fold, Ledger, LedgerError, Links, Live, Review, Standing, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use terms::{AccountId, Instant, Operation, Purpose, RecordId, SubjectId};

/// What a run was begun under, to be asked at each of its boundaries.
#[derive(Clone, Debug)]
pub struct Permit {
    purpose: Purpose,
    op: Operation,
    /// Who holds each account, as the source says.
    holders: BTreeMap<AccountId, SubjectId>,
    before: Fold,
    now: Live,
    /// Those that `now` was folded with.
    links: Links,
    orders: BTreeSet<String>,
    names: BTreeSet<String>,
    /// Records that may be in use only because somebody had cleared them by then.
    cleared: BTreeSet<RecordId>,
    /// Whose standing moved since, in whatever direction; `None`: perhaps anybody's.
    moved: Option<BTreeSet<SubjectId>>,
}

/// Why a run may not go on as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lapse {
    /// An order covers the operation, and was not there or not in force before.
    Order {
        /// Its id.
        id: String,
    },
    /// Somebody without an account objected; they may appear in anybody's posts.
    Name {
        /// The objection.
        id: String,
    },
    /// Another choice counts for this person: theirs, one that was made for them, or one under another name of theirs; or
    /// a record of theirs that somebody had cleared was found by somebody to be what the detectors suspected.
    Person(SubjectId),
}

impl Ledger {
    /// What was decided about `op` for `purpose` under the first `size` events, to be watched from there. `holders` says who
    /// has each account, so that a choice under one name of a person is seen to count for the others.
    pub fn permit(
        &mut self,
        purpose: &Purpose,
        op: Operation,
        as_of: Instant,
        size: u64,
        holders: BTreeMap<AccountId, SubjectId>,
    ) -> Result<Permit, LedgerError> {
        self.refresh()?;
        let links = self.links_within(size, as_of)?;
        let now = self.live_at(Fold::new(purpose, as_of).with_links(links.same(&holders)), size)?;
        // One that began later was not in what was decided, however long ago it was known.
        let orders = self.orders_under(as_of, size)?.into_iter().filter(|order| order.is_in_force(as_of));
        let orders = orders.map(|order| order.id).collect();
        let (before, names) = (now.fold().clone(), names(&now));
        let reviews = self.reviews_under(as_of, size)?.into_iter();
        let cleared = reviews.filter(|(_, one)| one.outcome == Verdict::Cleared).map(|(record, _)| record).collect();
        let (purpose, moved) = (purpose.clone(), Some(BTreeSet::new()));
        Ok(Permit { purpose, op, holders, before, now, links, orders, names, cleared, moved })
    }
}

impl Permit {
    /// Everything since the beginning that forbids more than what held then, in order; nothing while the run may go on.
    pub fn lapses(&mut self, ledger: &mut Ledger, at: Instant) -> Result<Vec<Lapse>, LedgerError> {
        self.catch_up(ledger, at)?;
        let mut lapses = BTreeSet::new();
        for order in ledger.orders(at)? {
            let covers = order.ops.covers(&self.op) && order.purposes.covers(&self.purpose);
            if covers && order.is_in_force(at) && !self.orders.contains(&order.id) {
                lapses.insert(Lapse::Order { id: order.id });
            }
        }
        lapses.extend(names(&self.now).difference(&self.names).map(|id| Lapse::Name { id: id.clone() }));
        if !self.cleared.is_empty() {
            let turned =
                |(record, one): &(RecordId, Review)| one.outcome == Verdict::Confirmed && self.cleared.contains(record);
            let turned = ledger.reviews(at)?.into_iter().filter(turned);
            lapses.extend(turned.filter_map(|(_, one)| one.subject).map(Lapse::Person));
        }
        let (now, moved) = (self.now.fold(), self.moved());
        let suppression = ledger.suppression_among(moved.iter().copied())?;
        let erased: BTreeMap<&SubjectId, Instant> = suppression.erased_with(&moved, now.links()).into_iter().collect();
        for name in moved {
            let mut standing = now.standing_of(name);
            if let Some(at) = erased.get(name) {
                standing.erasure = Some(Erasure { state: ErasureState::Granted, at: *at });
            }
            // Who was erased since is known by a keyed hash, which must not be read into what held before.
            if without_notices(self.before.standing_of(name)) != without_notices(standing) {
                lapses.insert(Lapse::Person(name.clone()));
            }
        }
        Ok(lapses.into_iter().collect())
    }

    fn catch_up(&mut self, ledger: &mut Ledger, at: Instant) -> Result<(), LedgerError> {
        let size = ledger.refresh()?.size;
        let links = ledger.links_within(size, at)?;
        if links != self.links {
            // An account has another person behind it, or none: what they said counts for other people than before.
            self.now = ledger.live_at(self.now.fold().afresh(at).with_links(links.same(&self.holders)), size)?;
            (self.links, self.moved) = (links, None);
            return Ok(());
        }
        match (self.now.catch_up(ledger, at)?, &mut self.moved) {
            (Changed::Only(touched), Some(moved)) => moved.extend(touched),
            _ => self.moved = None,
        }
        Ok(())
    }

    /// Every name whose standing may be another than it was.
    fn moved(&self) -> BTreeSet<&SubjectId> {
        let (before, now) = (&self.before, self.now.fold());
        match &self.moved {
            Some(moved) if moved.is_empty() => BTreeSet::new(),
            Some(moved) => {
                let behind = |name| now.links().get(name).unwrap_or(name);
                moved.iter().chain(self.holders.values().filter(|name| moved.contains(behind(name)))).collect()
            }
            None => self.holders.values().chain(now.persons()).chain(before.persons()).collect(),
        }
    }
}

/// Objections of people without an account that are open, by id.
fn names(live: &Live) -> BTreeSet<String> {
    live.fold().names().map(|(id, _)| id.to_owned()).collect()
}

/// A further notice forbids nothing.
fn without_notices(standing: Standing) -> Standing {
    Standing { notices: Vec::new(), ..standing }
}
