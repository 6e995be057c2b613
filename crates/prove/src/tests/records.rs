//! Contexts and facts: the way there and back, and the condition between them.

use super::files;
use crate::context::Context;
use crate::frame::Frame;
use crate::never::Condition;
use crate::rewrite::Draft;
use crate::schema::{Domain, RECORD, Shape};
use law::Law;
use std::collections::{BTreeMap, BTreeSet};
use terms::Operation;

/// SplitMix64: small, and the same everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    fn value(&mut self, domain: &Domain) -> String {
        match domain {
            Domain::Flag => (self.below(2) == 0).to_string(),
            Domain::One { words, .. } => words[self.below(words.len())].clone(),
            Domain::Set { words, .. } => {
                let held: Vec<&str> = words.iter().map(String::as_str).filter(|_| self.below(2) == 0).collect();
                format!("[{}]", held.join(", "))
            }
        }
    }
}

#[test]
fn a_context_meets_the_condition_exactly_when_facts_give_it() {
    let (files, mut draw) = (files(), Draw(7));
    let law = Law::from_files(&files).expect("a law");
    let shape = Shape::read(&files["facts.cedarschema"]).expect("a schema");
    let frame = Frame::new(&[&law]).expect("a frame");
    let possible = Condition::of(&frame.possible().expect("a condition")).expect("policies");
    let (mut given, mut impossible) = (0, 0);
    for round in 0..600 {
        let operation = Operation::ALL[draw.below(4)];
        // Half of them wholly drawn, half near the clean record, where most are possible.
        let mut context = frame.clean_context(operation).expect("a context");
        for (name, domain) in shape.attributes(RECORD) {
            if round % 2 == 0 && draw.below(5) == 0 || round % 10 == 1 {
                context = context.with(name, &draw.value(domain));
            }
        }
        let meets = possible.is_met(&shape, &context);
        let facts = frame.facts(&context);
        assert_eq!(meets, facts.is_some(), "{context:?}");
        if let Some(facts) = facts {
            given += 1;
            assert_eq!(frame.context(&facts).expect("a context"), context);
        } else {
            impossible += 1;
        }
    }
    assert!(given > 50 && impossible > 50, "{given} and {impossible}");
}

#[test]
fn every_attribute_of_the_schema_restricts_in_an_order_or_is_said_not_to() {
    use crate::order::WORDS;
    let shape = Shape::read(&files()["facts.cedarschema"]).expect("a schema");
    let listed: Vec<&str> = crate::orders().into_iter().map(|(name, _)| name).collect();
    let distinct: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(distinct.len(), listed.len(), "each stands in one place");
    assert_eq!(distinct, shape.attributes(RECORD).keys().map(String::as_str).collect());
    for order in WORDS {
        let Some(Domain::One { words, .. }) = shape.attributes(RECORD).get(order.attribute) else { panic!("a word") };
        assert!(order.best.iter().all(|best| words.iter().any(|word| word == best)), "{}", order.attribute);
    }
}

#[test]
fn a_policy_says_the_same_after_a_value_took_the_place_of_an_attribute() {
    use crate::rewrite::Put;
    let (files, mut draw) = (files(), Draw(11));
    let law = Law::from_files(&files).expect("a law");
    let shape = Shape::read(&files["facts.cedarschema"]).expect("a schema");
    let frame = Frame::new(&[&law]).expect("a frame");
    let study = crate::study::Study::new(&law).expect("a study");
    for rule in &study.rules {
        let reads = shape.attributes(RECORD).iter().filter(|(name, _)| rule.draft.reads(name));
        for (name, domain) in reads {
            let mut context = frame.clean_context(Operation::Train).expect("a context");
            for (name, domain) in shape.attributes(RECORD) {
                context = context.with(name, &draw.value(domain));
            }
            let put = match domain {
                Domain::Set { words, .. } => Put::Holds(words[draw.below(words.len())].clone()),
                domain => Put::Is(draw.value(domain)),
            };
            let puts = BTreeMap::from([(name.clone(), put)]);
            let changed: Context = context.put(&puts);
            let rewritten: Draft = rule.draft.clone().put(&shape, &puts).expect("rewritten");
            let fires = |draft: Draft, context: &Context| {
                Condition::of(&[draft]).expect("a policy").fires(&shape, context).expect("an answer")
            };
            assert_eq!(fires(rewritten, &context), fires(rule.draft.clone(), &changed), "{} {name}", rule.id);
        }
    }
}
