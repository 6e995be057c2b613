//! Whether what was decided under a tree head still holds while a long run is under way. In: a ledger, again and again. Out:
//! what was said since that forbids more than before. Never: a choice or an order that was acknowledged before the question
//! and is not in the answer.

use crate::{Changed, Ledger, LedgerError, Live, Standing};
use std::collections::BTreeSet;
use terms::{Instant, Operation, Purpose, SubjectId};

/// What a run was begun under, to be asked at each of its boundaries.
#[derive(Clone, Debug)]
pub struct Permit {
    purpose: Purpose,
    op: Operation,
    before: Live,
    now: Live,
    orders: BTreeSet<String>,
    names: BTreeSet<String>,
    // Whose standing moved since, in whatever direction; `None`: perhaps anybody's.
    moved: Option<BTreeSet<SubjectId>>,
}

/// Why a run may not go on as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lapse {
    /// An order covers the operation and was not there before.
    Order {
        /// Its id.
        id: String,
    },
    /// Somebody without an account objected; they may appear in anybody's posts.
    Name {
        /// The objection.
        id: String,
    },
    /// A person made another choice, or one was made for them.
    Person(SubjectId),
}

impl Ledger {
    /// What was decided about `op` for `purpose` under the first `size` events, to be watched from there.
    pub fn permit(
        &mut self,
        purpose: &Purpose,
        op: Operation,
        as_of: Instant,
        size: u64,
    ) -> Result<Permit, LedgerError> {
        let before = self.live_at(purpose, as_of, size)?;
        let orders = self.orders_within(size, as_of)?.into_iter().map(|order| order.id).collect();
        let names = before.names();
        let (purpose, now) = (purpose.clone(), before.clone());
        Ok(Permit { purpose, op, before, now, orders, names, moved: Some(BTreeSet::new()) })
    }
}

impl Permit {
    /// Everything since the beginning that forbids more than what held then, in order; nothing while the run may go on.
    pub fn lapses(&mut self, ledger: &mut Ledger, at: Instant) -> Result<Vec<Lapse>, LedgerError> {
        match (self.now.catch_up(ledger, at)?, &mut self.moved) {
            (Changed::Only(touched), Some(moved)) => moved.extend(touched),
            _ => self.moved = None,
        }
        let mut lapses = BTreeSet::new();
        for order in ledger.orders(at)? {
            if order.ops.covers(&self.op) && order.purposes.covers(&self.purpose) && !self.orders.contains(&order.id) {
                lapses.insert(Lapse::Order { id: order.id });
            }
        }
        let names = self.now.names();
        lapses.extend(names.difference(&self.names).map(|id| Lapse::Name { id: id.clone() }));
        let moved = match &self.moved {
            Some(moved) => moved.clone(),
            None => self.now.persons().chain(self.before.persons()).cloned().collect(),
        };
        for person in moved {
            // Who was erased since is known by a keyed hash, which must not be read into what held before.
            let (before, now) = (self.before.said_by(&person), self.now.standing_of(ledger, &person)?);
            if without_notices(before) != without_notices(now) {
                lapses.insert(Lapse::Person(person));
            }
        }
        Ok(lapses.into_iter().collect())
    }
}

/// A further notice forbids nothing.
fn without_notices(standing: Standing) -> Standing {
    Standing { notices: Vec::new(), ..standing }
}
