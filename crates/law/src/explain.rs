//! Explaining. In: facts and the decision about them. Out: each rule with provision, meaning, cure and what it read.
//! Never: a reason that the decision does not have.

use crate::ask::in_words;
use crate::context::SliceContext;
use crate::decide::{DEFAULT_DENY, Law};
use crate::decision::Decision;
use crate::facts::Facts;
use crate::load::{About, Rule};

/// One rule of a decision and what it read.
#[derive(Clone, Debug)]
pub struct Explained<'law> {
    /// The rule.
    pub rule: &'law Rule,
    /// The third party it fired on, as its place in `third_parties`; `None` for a rule about the record.
    pub third_party: Option<usize>,
    /// What it read, in the order of the schema.
    pub reads: Vec<Read>,
    /// Why a policy could not be evaluated; only beside F00.
    pub error: Option<&'law str>,
}

/// One attribute that a rule read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Its name in the policy.
    pub attribute: &'static str,
    /// Its value, in the words of the policy.
    pub value: String,
    /// The facts that it was computed from.
    pub facts: &'static [&'static str],
}

fn read(about: About, places: &[usize], bits: u128) -> Vec<Read> {
    let mut places = places.to_vec();
    places.sort_unstable();
    let words = places.into_iter().filter_map(|place| in_words(about, place, bits));
    words.map(|(attribute, value)| Read { attribute: attribute.name, value, facts: attribute.facts }).collect()
}

impl Law {
    /// Everything that policies see of the record of these facts, in the order of the schema.
    pub fn seen(&self, facts: &Facts) -> Vec<Read> {
        let places: Vec<usize> = (0..About::Record.table().len()).collect();
        read(About::Record, &places, self.context(facts).bits())
    }

    /// Every rule and every permit of a decision about these facts, each with what it read.
    pub fn explain(&self, facts: &Facts, decision: &Decision) -> Vec<Explained<'_>> {
        let record = self.context(facts).bits();
        let grounds = decision.grounds();
        let mut all = Vec::new();
        for id in grounds.rules().iter().chain(grounds.permits()) {
            if id == DEFAULT_DENY {
                let error = grounds.broken().iter().find_map(|broken| self.broken_because(broken));
                all.extend(self.rule(id).map(|rule| Explained { rule, third_party: None, reads: Vec::new(), error }));
                continue;
            }
            let Some((about, question)) = self.question(id) else { continue };
            if about == About::Record {
                let reads = read(about, &question.reads, record);
                all.push(Explained { rule: &question.rule, third_party: None, reads, error: None });
                continue;
            }
            for (index, slice) in facts.third_parties.iter().enumerate() {
                let slice = SliceContext::of(facts, slice);
                if self.fires_on(question, slice) {
                    let reads = read(about, &question.reads, slice.bits());
                    all.push(Explained { rule: &question.rule, third_party: Some(index), reads, error: None });
                }
            }
        }
        all
    }
}
