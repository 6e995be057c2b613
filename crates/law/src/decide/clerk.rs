//! Deciding record after record. In: facts, or contexts, by the million. Out: a number for each, and behind each number
//! one ruling. Never: another ruling than [`Law::decide`] gives, or anything locked, shared or allocated for a record
//! whose like this thread has met.

use super::{Judged, Judgement, Law};
use crate::context::{OWN_WIDTH, RecordContext, SliceContext};
use crate::decision::{Grounds, Outcome, Verdict};
use crate::facts::Facts;
use crate::lawful::Lawful;
use crate::memo::Fold;
use crate::words::Transform;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// One thread's memory of what the law said. Made by [`Law::clerk`].
pub struct Clerk<'law> {
    law: &'law Law,
    known: Known,
    /// By the bits of a third party; there are few.
    judgements: Vec<Option<Judgement>>,
    verdicts: Vec<Arc<Verdict>>,
    /// The place of each of them.
    places: HashMap<Arc<Verdict>, u32>,
}

/// Questions that were asked before, with the number of the ruling of each. There are very many, but the facts that take one of
/// few values are the same in most: what policies see of those has a number, and that with the bits of a record's own facts fits
/// where a processor finds it soon.
#[derive(Default)]
struct Known {
    few: HashMap<u128, u32, BuildHasherDefault<Fold>>,
    numbered: Vec<u128>,
    plain: HashMap<u64, u32, BuildHasherDefault<Fold>>,
    /// Where third parties have something to say, or there are more of the few than are counted.
    judged: HashMap<(RecordContext, Judged), u32, BuildHasherDefault<Fold>>,
}

impl Known {
    fn len(&self) -> usize {
        self.plain.len() + self.judged.len()
    }

    /// With its number, unless there are more than are numbered.
    fn few(&mut self, record: RecordContext) -> Few {
        let few = record.bits() >> OWN_WIDTH;
        let next = Some(self.numbered.len()).filter(|next| *next < FEW_MAX).and_then(|next| u32::try_from(next).ok());
        let number = self.few.get(&few).copied().or(next);
        if number.is_some_and(|number| Some(number) == next && self.few.insert(few, number).is_none()) {
            self.numbered.push(few);
        }
        Few { record, number }
    }

    /// Whether it was this clerk who gave it its number.
    fn gave(&self, few: Few) -> bool {
        let is_its = |number| self.numbered.get(number as usize) == Some(&(few.record.bits() >> OWN_WIDTH));
        few.number.is_none_or(is_its)
    }

    fn get(&self, few: Few, key: &(RecordContext, Judged)) -> Option<u32> {
        match plain(few, key) {
            Some(plain) => self.plain.get(&plain).copied(),
            None => self.judged.get(key).copied(),
        }
    }

    fn insert(&mut self, few: Few, key: (RecordContext, Judged), number: u32) {
        match plain(few, &key) {
            Some(plain) => self.plain.insert(plain, number),
            None => self.judged.insert(key, number),
        };
    }
}

/// Few and own in one number, where no third party has anything to say.
fn plain(few: Few, key: &(RecordContext, Judged)) -> Option<u64> {
    let own = key.0.bits() as u64 & ((1 << OWN_WIDTH) - 1);
    let number = few.number.filter(|_| key.1 == Judged::default());
    number.map(|number| u64::from(number) << OWN_WIDTH | own)
}

/// More of the few than these are not numbered.
const FEW_MAX: usize = 1 << 20;
const _: () = assert!(FEW_MAX.ilog2() + OWN_WIDTH <= u64::BITS, "a number fits beside a record's own bits");

/// What policies see of the facts that take one of few values, which are all but [`crate::facts::OWN`].
#[derive(Clone, Copy, Debug)]
pub struct Few {
    record: RecordContext,
    number: Option<u32>,
}

/// What the law said about every record with this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ruling<'clerk> {
    /// One of the four answers.
    pub outcome: Outcome,
    /// Every rule that fired, sorted.
    pub rules: &'clerk [String],
    /// Every permit that holds, sorted.
    pub permits: &'clerk [String],
    /// What has to be done to the record; to which third party says [`Law::decide`].
    pub transforms: &'clerk [Transform],
}

/// Beyond this many entries a clerk learns no more, and asks the law.
const KNOWN_MAX: usize = 1 << 20;

impl Law {
    /// A clerk for one thread that decides many records.
    pub fn clerk(&self) -> Clerk<'_> {
        Clerk {
            law: self,
            known: Known::default(),
            judgements: vec![None; 1 << SliceContext::WIDTH],
            verdicts: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl Clerk<'_> {
    /// Decides, as [`Law::decide`] does; the number stands for the ruling in this clerk and in no other.
    pub fn decide(&mut self, facts: &Facts) -> u32 {
        let few = self.few(facts);
        self.decide_with(few, facts)
    }

    /// What policies see of the facts that take one of few values. It is the same for all facts in which those are the same.
    pub fn few(&mut self, facts: &Facts) -> Few {
        self.known.few(RecordContext::of_few(facts, &self.law.profile))
    }

    /// Decides about facts of which that much has been seen.
    pub fn decide_with(&mut self, few: Few, facts: &Facts) -> u32 {
        let few = if self.known.gave(few) { few } else { self.known.few(few.record) };
        let slices = facts.third_parties.iter().map(|slice| SliceContext::of(facts, slice));
        self.ask(few, few.record.with_own(facts, &self.law.profile), slices)
    }

    /// Decides from contexts, for callers that compute them by the column.
    pub fn decide_context(&mut self, record: RecordContext, slices: impl IntoIterator<Item = SliceContext>) -> u32 {
        let few = self.known.few(record);
        self.ask(few, record, slices.into_iter())
    }

    fn ask(&mut self, few: Few, record: RecordContext, slices: impl Iterator<Item = SliceContext>) -> u32 {
        let Self { law, judgements, .. } = self;
        let key = law.judge(record, slices, |slice| {
            let place = usize::try_from(slice.bits()).ok().and_then(|bits| judgements.get_mut(bits));
            match place {
                Some(Some(judgement)) => *judgement,
                Some(unknown) => *unknown.insert(law.judgement(slice)),
                None => law.judgement(slice),
            }
        });
        let number = match self.known.get(few, &key) {
            Some(number) => number,
            None => self.learn(few, key),
        };
        if self.verdicts.get(number as usize).is_some_and(|verdict| !verdict.broken.is_empty()) {
            self.law.broken.fetch_add(1, Ordering::Relaxed);
        }
        number
    }

    #[cold]
    fn learn(&mut self, few: Few, key: (RecordContext, Judged)) -> u32 {
        let verdict = self.law.verdict(key.0, key.1);
        // INVARIANT: fewer rulings than contexts, and those are at most 2^20 of four billion.
        let next = u32::try_from(self.verdicts.len()).expect("INVARIANT: rulings are counted in 32 bits");
        let number = *self.places.entry(Arc::clone(&verdict)).or_insert(next);
        if number == next {
            self.verdicts.push(verdict);
        }
        if self.known.len() < KNOWN_MAX {
            self.known.insert(few, key, number);
        }
        number
    }

    /// Admits the value that these facts describe if the decision is PERMIT, as [`Law::admit`] does, and gives it back with
    /// the number of the ruling otherwise.
    pub fn admit<T>(&mut self, facts: &Facts, value: T) -> Result<Lawful<T>, (T, u32)> {
        let number = self.decide(facts);
        let permitted = self.verdicts.get(number as usize).filter(|verdict| verdict.outcome == Outcome::Permit);
        match permitted {
            None => Err((value, number)),
            Some(verdict) => {
                let (verdict, identity) = (Arc::clone(verdict), Arc::clone(&self.law.identity));
                Ok(Lawful::under(Grounds { verdict, identity, slices: Vec::new() }, facts, value))
            }
        }
    }

    /// The ruling behind a number of this clerk.
    pub fn ruling(&self, number: u32) -> Option<Ruling<'_>> {
        self.verdicts.get(number as usize).map(|verdict| Ruling {
            outcome: verdict.outcome,
            rules: &verdict.rules,
            permits: &verdict.permits,
            transforms: &verdict.transforms,
        })
    }

    /// How many different rulings there were.
    pub fn rulings(&self) -> usize {
        self.verdicts.len()
    }

    /// How many different questions there were: records whose contexts differ.
    pub fn questions(&self) -> usize {
        self.known.len()
    }
}
