//! People in a record, and the combination rule. In: a law. Out: what holds for every person there can be, decided one by
//! one. Never: a case that is left out because it looks like another.

use crate::context::Context;
use crate::frame::{Frame, PERSON, PERSONS, person};
use crate::proof::{Counterexample, Finding};
use crate::schema::{Domain, RECORD, Shape};
use crate::study::{Study, decided, line};
use law::facts::ThirdParty;
use law::{Facts, Fires, Law, Outcome};
use terms::Operation;

/// What was found, and how many cases were decided.
pub(crate) type Counted = (Finding, u64);

/// More cases than this are not decided one by one.
const CASES_MAX: usize = 4096;

const USES: [Operation; 3] = [Operation::Assemble, Operation::Train, Operation::Evaluate];

/// How much a decision allows; FORBID is the least.
fn allows(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Forbid => 0,
        Outcome::Hold => 1,
        Outcome::PermitWith => 2,
        Outcome::Permit => 3,
    }
}

fn third_party(bits: u32) -> Result<ThirdParty, String> {
    serde_json::from_value(person(bits)).map_err(|error| error.to_string())
}

fn finding(counterexample: Option<Counterexample>) -> Finding {
    match counterexample {
        None => Finding::Proved,
        Some(one) => Finding::Refuted { counterexamples: vec![one] },
    }
}

/// A forbid beats a hold, both beat every permit, and nothing is permitted that no permit carries.
pub(crate) fn combination(of: impl Fn(Fires) -> Outcome) -> Counted {
    let mut wrong = Vec::new();
    for bits in 0..16_u32 {
        let bit = |at: u32| bits >> at & 1 == 1;
        let fires = Fires { forbid: bit(0), hold: bit(1), permit: bit(2), transform: bit(3) };
        let outcome = of(fires);
        let refused = !fires.forbid || outcome == Outcome::Forbid;
        let held = fires.forbid || !fires.hold || outcome == Outcome::Hold;
        let carried = fires.permit || matches!(outcome, Outcome::Forbid | Outcome::Hold);
        let whole = !fires.transform || outcome != Outcome::Permit;
        if !(refused && held && carried && whole) {
            let shows = format!("where {fires:?}, the combination gives {}", outcome.as_str());
            wrong.push(Counterexample { shows, facts: Vec::new() });
        }
    }
    let finding = if wrong.is_empty() { Finding::Proved } else { Finding::Refuted { counterexamples: wrong } };
    (finding, 16)
}

/// Who is not to be seen is not left in a record that is permitted as it is.
pub(crate) fn taken_out(law: &Law) -> Result<Counted, String> {
    let mut cases = 0;
    for operation in USES {
        for bits in 0..PERSONS {
            let person = third_party(bits)?;
            let protected = person.objected
                || person.child
                || person.private_origin
                || person.special && !person.art9_exception
                || person.direct_identifier && !person.masked && !person.special;
            let mut facts = crate::frame::clean()?;
            facts.op = operation;
            facts.third_parties = vec![person];
            cases += 1;
            if protected && law.decide(&facts).outcome() == Outcome::Permit {
                let counterexample =
                    Counterexample { shows: decided(law, &facts), facts: vec![line("person", &facts)?] };
                return Ok((finding(Some(counterexample)), cases));
            }
        }
    }
    Ok((Finding::Proved, cases))
}

/// A person more never makes a decision more permissive, and neither does a fact that restricts about a person whom the
/// assessment covers.
pub(crate) fn never_help(study: &Study<'_>, frame: &Frame<'_>, shape: &Shape) -> Result<Counted, String> {
    let mut cases = 0;
    for base in bases(study, frame, shape)? {
        let mut alone = base.clone();
        alone.third_parties = Vec::new();
        let without = allows(study.law.decide(&alone).outcome());
        let covered = base.lia_covers_third_parties && base.art14_public_notice;
        for bits in 0..PERSONS {
            let with = |bits: u32| -> Result<Facts, String> {
                let mut facts = base.clone();
                facts.third_parties = vec![third_party(bits)?];
                Ok(facts)
            };
            let facts = with(bits)?;
            let outcome = allows(study.law.decide(&facts).outcome());
            cases += 1;
            if outcome > without {
                return counterexample(study.law, "a person more", &alone, &facts, cases);
            }
            for (at, name) in PERSON.iter().enumerate().filter(|_| covered) {
                // HOLE: X04 leaves alone who stands in a record with a special category, also under an exception of their
                // own, so that such a person is named where another would be masked. The exception is no restriction;
                // a special category is one without it.
                let worse = match *name {
                    "art9_exception" | "masked" | "redactable" => bits & !(1 << at),
                    "special" => (bits | 1 << at) & !(1 << place_of("art9_exception")),
                    _ => bits | 1 << at,
                };
                let changed = with(worse)?;
                cases += 1;
                if allows(study.law.decide(&changed).outcome()) > outcome {
                    return counterexample(study.law, &format!("`{name}` of a person"), &facts, &changed, cases);
                }
            }
        }
    }
    Ok((Finding::Proved, cases))
}

fn place_of(name: &str) -> usize {
    PERSON.iter().position(|one| *one == name).unwrap_or(PERSON.len())
}

fn counterexample(law: &Law, what: &str, before: &Facts, after: &Facts, cases: u64) -> Result<Counted, String> {
    let shows = format!("{what}: before {}, after {}", decided(law, before), decided(law, after));
    let facts = vec![line("before", before)?, line("after", after)?];
    Ok((finding(Some(Counterexample { shows, facts })), cases))
}

/// Records that differ in everything that rules which ask about people read besides, each as it is, held and refused for
/// another reason. All other rules see nothing of people, so they can only add one of these reasons.
pub(crate) fn bases(study: &Study<'_>, frame: &Frame<'_>, shape: &Shape) -> Result<Vec<Facts>, String> {
    let people = ["has_third_parties", "third_party_remains"];
    let asks = |name: &str| {
        study.rules.iter().any(|rule| people.iter().any(|people| rule.draft.reads(people)) && rule.draft.reads(name))
    };
    let mut contexts = Vec::new();
    for operation in Operation::ALL {
        contexts.push(frame.clean_context(operation)?);
    }
    let mut names: Vec<&String> =
        shape.attributes(RECORD).keys().filter(|name| !people.contains(&name.as_str()) && asks(name)).collect();
    let own = ["personal".to_owned()];
    names.extend(own.iter().filter(|own| !asks(own)));
    for name in names {
        let values: Vec<String> = match shape.attributes(RECORD).get(name) {
            Some(Domain::One { words, .. }) => words.clone(),
            Some(Domain::Flag) => vec!["false".to_owned(), "true".to_owned()],
            _ => return Err(format!("a rule about people reads the set `{name}`, which cannot be gone through")),
        };
        contexts = contexts.iter().flat_map(|one| values.iter().map(|value| one.with(name, value))).collect();
        if contexts.len() > CASES_MAX {
            return Err("rules about people read more than can be gone through case by case".to_owned());
        }
    }
    let reasons = |context: &Context| {
        [("band", "clear"), ("band", "uncertain"), ("illegal_content", "true")]
            .map(|(name, value)| context.with(name, value))
    };
    Ok(contexts.iter().flat_map(reasons).filter_map(|context| frame.facts(&context)).collect())
}
