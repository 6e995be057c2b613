//! Two laws. In: this law and the one that it is held against. Out: whether they decide alike, and whether this one is
//! never more permissive. Never: a comparison that takes the numbers of one profile for both.

use crate::context::Context;
use crate::frame::{Frame, OF_PROFILE, PERSONS, clean, copy, is_about_third_parties, person};
use crate::proof::{Counterexample, Finding};
use crate::rewrite::{Draft, Put, Puts};
use crate::schema::Shape;
use crate::solver::Asker;
use crate::study::{Level, Study, alike, decided, line, possible_only, record, shrink};
use law::{Effect, Facts, Law};
use std::collections::BTreeSet;
use terms::Operation;

/// Whether `one` allows nothing that `other` does not allow. With the answer comes a record that shows why not.
pub(crate) async fn no_more_permissive(
    one: &Study<'_>,
    other: &Study<'_>,
    shape: &Shape,
    asker: &mut Asker<'_>,
) -> Result<Option<Counterexample>, String> {
    let frame = Frame::new(&[one.law, other.law])?;
    let wide;
    let (shape, puts) = if frame.needs_copies() {
        wide = shape.with_copies(&OF_PROFILE, copy)?;
        let puts: Puts = OF_PROFILE.iter().map(|name| ((*name).to_owned(), Put::Named(copy(name)))).collect();
        (&wide, puts)
    } else {
        (shape, Puts::new())
    };
    let possible = frame.possible()?;
    for operation in alike(&[one, other]) {
        for level in Level::ANSWERS {
            let first = possible_only(&one.level(level, operation), &possible)?;
            let second: Result<Vec<Draft>, String> =
                other.level(level, operation).into_iter().map(|draft| draft.put(shape, &puts)).collect();
            let second = possible_only(&second?, &[])?;
            let found = asker.allowed_by_first_only(shape, record(operation), &first, &second).await?;
            let Some(found) = found else { continue };
            let shows = |context: &Context| {
                frame.facts(context).is_some_and(|facts| {
                    let reached = |law: &Law| level.reached_by(&law.decide(&facts));
                    reached(one.law) && !reached(other.law)
                })
            };
            let context = shrink(&frame, shape, found, &shows)?;
            let facts = frame.facts(&context).ok_or("the record cannot be written as facts")?;
            return Ok(Some(Counterexample {
                shows: both(one.law, other.law, &facts),
                facts: vec![line("record", &facts)?],
            }));
        }
    }
    Ok(None)
}

fn both(one: &Law, other: &Law, facts: &Facts) -> String {
    format!("{}, under {} {}", decided(one, facts), other.profile(), decided(other, facts))
}

/// What a law does to one person in a record, in an order in which more is stricter.
#[derive(PartialEq, Eq)]
struct Treatment {
    refused: bool,
    held: bool,
    transforms: BTreeSet<law::Transform>,
}

fn treatment(law: &Law, facts: &Facts) -> Treatment {
    let decision = law.decide(facts);
    let mut treatment = Treatment { refused: false, held: false, transforms: BTreeSet::new() };
    for id in decision.grounds().rules().iter().filter(|id| is_about_third_parties(law, id)) {
        match law.rule(id).map(|rule| rule.effect) {
            Some(Effect::Transform(transform)) if facts.third_parties.iter().all(|one| one.redactable) => {
                treatment.transforms.insert(transform);
            }
            Some(Effect::Hold) => treatment.held = true,
            _ => treatment.refused = true,
        }
    }
    treatment
}

/// How the laws treat every person there can be: whether alike, and whether the first is never milder.
pub(crate) fn people(one: &Law, other: &Law) -> Result<(Finding, Finding, u64), String> {
    let (mut alike, mut strict, mut cases) = (Finding::Proved, Finding::Proved, 0);
    for operation in Operation::ALL {
        for personal in [true, false] {
            for bits in 0..PERSONS {
                let mut facts = clean()?;
                facts.op = operation;
                facts.contains_personal_data = personal;
                facts.third_parties = vec![serde_json::from_value(person(bits)).map_err(|error| error.to_string())?];
                let (first, second) = (treatment(one, &facts), treatment(other, &facts));
                cases += 1;
                let milder = !first.refused
                    && (second.refused
                        || second.held && !first.held
                        || !second.transforms.is_subset(&first.transforms));
                let found = || -> Result<Finding, String> {
                    let counterexample =
                        Counterexample { shows: both(one, other, &facts), facts: vec![line("person", &facts)?] };
                    Ok(Finding::Refuted { counterexamples: vec![counterexample] })
                };
                if first != second && alike == Finding::Proved {
                    alike = found()?;
                }
                if milder && strict == Finding::Proved {
                    strict = found()?;
                }
            }
        }
    }
    Ok((alike, strict, cases))
}
