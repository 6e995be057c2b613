//! Deciding record after record. In: facts, or contexts, by the million. Out: a number for each, and behind each number
//! one ruling. Never: another ruling than [`Law::decide`] gives, or anything locked, shared or allocated for a record
//! whose like this thread has met.

use super::{Judged, Judgement, Law};
use crate::context::{RecordContext, SliceContext};
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

/// Questions that were asked before, with the number of the ruling of each. There are very many, but their halves are few:
/// each half has a number, and pairs of those fit where a processor finds them soon.
#[derive(Default)]
struct Known {
    halves: [HashMap<u64, u32, BuildHasherDefault<Fold>>; 2],
    plain: HashMap<u64, u32, BuildHasherDefault<Fold>>,
    /// Where third parties have something to say.
    judged: HashMap<(RecordContext, Judged), u32, BuildHasherDefault<Fold>>,
}

impl Known {
    fn len(&self) -> usize {
        self.plain.len() + self.judged.len()
    }

    fn get(&self, key: &(RecordContext, Judged)) -> Option<u32> {
        if key.1 != Judged::default() {
            return self.judged.get(key).copied();
        }
        let [person, content] = &self.halves;
        let [low, high] = halves(key.0);
        self.plain.get(&pair(*person.get(&low)?, *content.get(&high)?)).copied()
    }

    fn insert(&mut self, key: (RecordContext, Judged), number: u32) {
        if key.1 != Judged::default() {
            self.judged.insert(key, number);
            return;
        }
        let mut numbers = [0; 2];
        for ((half, known), place) in halves(key.0).into_iter().zip(&mut self.halves).zip(&mut numbers) {
            // INVARIANT: no more halves than questions, and those are at most 2^20.
            let next = u32::try_from(known.len()).expect("INVARIANT: halves are counted in 32 bits");
            *place = *known.entry(half).or_insert(next);
        }
        let [person, content] = numbers;
        self.plain.insert(pair(person, content), number);
    }
}

/// The two halves of a context: no bit is in neither.
fn halves(record: RecordContext) -> [u64; 2] {
    let bits = record.bits();
    [bits as u64, (bits >> 64) as u64]
}

fn pair(person: u32, content: u32) -> u64 {
    u64::from(person) << 32 | u64::from(content)
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
        let slices = facts.third_parties.iter().map(|slice| SliceContext::of(facts, slice));
        self.decide_context(RecordContext::of(facts, &self.law.profile), slices)
    }

    /// Decides from contexts, for callers that compute them by the column.
    pub fn decide_context(&mut self, record: RecordContext, slices: impl IntoIterator<Item = SliceContext>) -> u32 {
        let Self { law, judgements, .. } = self;
        let key = law.judge(record, slices.into_iter(), |slice| {
            let place = usize::try_from(slice.bits()).ok().and_then(|bits| judgements.get_mut(bits));
            match place {
                Some(Some(judgement)) => *judgement,
                Some(unknown) => *unknown.insert(law.judgement(slice)),
                None => law.judgement(slice),
            }
        });
        let number = match self.known.get(&key) {
            Some(number) => number,
            None => self.learn(key),
        };
        if self.verdicts.get(number as usize).is_some_and(|verdict| !verdict.broken.is_empty()) {
            self.law.broken.fetch_add(1, Ordering::Relaxed);
        }
        number
    }

    #[cold]
    fn learn(&mut self, key: (RecordContext, Judged)) -> u32 {
        let verdict = self.law.verdict(key.0, key.1);
        // INVARIANT: fewer rulings than contexts, and those are at most 2^20 of four billion.
        let next = u32::try_from(self.verdicts.len()).expect("INVARIANT: rulings are counted in 32 bits");
        let number = *self.places.entry(Arc::clone(&verdict)).or_insert(next);
        if number == next {
            self.verdicts.push(verdict);
        }
        if self.known.len() < KNOWN_MAX {
            self.known.insert(key, number);
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
