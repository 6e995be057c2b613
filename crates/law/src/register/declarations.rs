//! What a register declares about every record of a run. In: a purpose, an operation, a day. Out: for each kind, source and day
//! of creation what [`Register::declared`] says. Never: another answer; between two days on which the answer can change, it is
//! asked once.

use super::{Declaration, Named, Question, Register, Until};
use terms::{Date, Kind, Operation, Provenance, Purpose};

/// The answers about one purpose and operation on one day.
pub struct Declarations {
    /// The days of creation from which another answer can hold, in their order.
    turns: Vec<Date>,
    /// By those, kind and source.
    answers: Vec<Declaration>,
}

impl Register {
    /// Asks about all records at once.
    pub fn declarations(&self, purpose: &Purpose, operation: Operation, now: Date) -> Declarations {
        let mut turns: Vec<Date> = self.purpose.iter().map(|entry| entry.collected.from).collect();
        for entry in &self.purpose {
            if let Until::On(last) = entry.collected.until {
                turns.extend(last.succ_opt());
            }
            if let Named::On(date) = entry.named_since {
                turns.push(date);
            }
        }
        turns.sort_unstable();
        turns.dedup();
        let mut answers = Vec::new();
        for created in std::iter::once(Date::MIN).chain(turns.iter().copied()) {
            for kind in Kind::ALL {
                for source in Provenance::ALL {
                    let (kind, source) = (*kind, *source);
                    answers.push(self.declared(&Question { purpose, operation, now, kind, source, created }));
                }
            }
        }
        Declarations { turns, answers }
    }
}

impl Declarations {
    /// The answer about a record.
    pub fn of(&self, kind: Kind, source: Provenance, created: Date) -> &Declaration {
        let turn = self.turns.partition_point(|turn| *turn <= created);
        let place = (turn * Kind::ALL.len() + kind as usize) * Provenance::ALL.len() + source as usize;
        // INVARIANT: there is one for each kind and source from each turn on, and before the first of them.
        self.answers.get(place).expect("INVARIANT: every kind and source has its answer at every turn")
    }
}
