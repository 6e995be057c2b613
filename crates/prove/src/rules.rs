//! Each rule on its own. In: the rules of a law. Out: for each a record that it alone decides, and a proof that it can
//! always be evaluated. Never: a rule that is counted as alive without a record that `decide` decided by it.

use crate::context::Context;
use crate::frame::{Frame, PERSONS, clean, is_about_third_parties, person};
use crate::proof::{Counterexample, Finding};
use crate::rewrite::Draft;
use crate::schema::{RECORD, Shape, THIRD_PARTY};
use crate::solver::{Asker, Place};
use crate::study::{Level, RecordRule, Study, decided, line, one_record, possible_only, record, shrink};
use law::{Effect, Facts, Law, Outcome};
use terms::Operation;

/// Every rule decides some record alone.
pub(crate) async fn alive(
    study: &Study<'_>,
    frame: &Frame<'_>,
    shape: &Shape,
    asker: &mut Asker<'_>,
) -> Result<Finding, String> {
    let mut dead = Vec::new();
    for rule in &study.rules {
        if !decides_alone(rule, study, frame, shape, asker).await? {
            dead.push(rule.id.clone());
        }
    }
    Ok(buried(dead))
}

/// The same for rules about third parties: each alone says what happens to some person.
pub(crate) fn alive_about_people(law: &Law) -> Result<(Finding, u64), String> {
    let about = law.rules().filter(|rule| is_about_third_parties(law, &rule.id));
    let mut waiting: Vec<String> = about.map(|rule| rule.id.clone()).collect();
    let mut cases = 0;
    for bits in 0..PERSONS {
        for operation in Operation::ALL {
            let mut facts = clean()?;
            facts.op = operation;
            facts.third_parties = vec![serde_json::from_value(person(bits)).map_err(|error| error.to_string())?];
            let decision = law.decide(&facts);
            cases += 1;
            let rules = decision.grounds().rules();
            let refuses = matches!(decision.outcome(), Outcome::PermitWith | Outcome::Hold | Outcome::Forbid);
            waiting.retain(|id| !(refuses && rules.len() == 1 && rules.first() == Some(id)));
        }
    }
    Ok((buried(waiting), cases))
}

fn buried(dead: Vec<String>) -> Finding {
    if dead.is_empty() {
        return Finding::Proved;
    }
    let shows = |id: String| Counterexample {
        shows: format!("rule `{id}` decides nothing alone: wherever it fires, another rule says the same"),
        facts: Vec::new(),
    };
    Finding::Refuted { counterexamples: dead.into_iter().map(shows).collect() }
}

async fn decides_alone(
    rule: &RecordRule,
    study: &Study<'_>,
    frame: &Frame<'_>,
    shape: &Shape,
    asker: &mut Asker<'_>,
) -> Result<bool, String> {
    let possible = frame.possible()?;
    for &operation in study.operations.iter().filter(|operation| rule.draft.covers(**operation)) {
        let whole = study.level(Level::Permitted, operation);
        let found = match rule.effect {
            // It is the only permit that carries the use, or stands beside one that does.
            Effect::Permit | Effect::Report => {
                let less = if rule.effect == Effect::Permit {
                    study.level_without(Level::Permitted, operation, &rule.id)
                } else {
                    whole.iter().cloned().chain([rule.draft.clone().with_effect("forbid")]).collect()
                };
                let (more, less) = (possible_only(&whole, &possible)?, possible_only(&less, &[])?);
                asker.allowed_by_first_only(shape, record(operation), &more, &less).await?
            }
            // It fires and no other rule against does. A permit need not hold: what is against a consent that is not
            // valid is still the only reason that a person is given.
            _ => {
                let others = whole.into_iter().filter(|draft| !draft.permits() && draft.id != rule.id);
                let alone: Vec<Draft> = others.chain([rule.draft.clone().with_effect("permit")]).collect();
                asker.allowed(shape, record(operation), &possible_only(&alone, &possible)?).await?
            }
        };
        let Some(found) = found else { continue };
        let shows = |context: &Context| frame.facts(context).is_some_and(|facts| decided_by(rule, study, &facts));
        shrink(frame, shape, found, &shows)?;
        return Ok(true);
    }
    Ok(false)
}

/// Whether this rule alone is why these facts are decided as they are.
fn decided_by(rule: &RecordRule, study: &Study<'_>, facts: &Facts) -> bool {
    let decision = study.law.decide(facts);
    let (rules, permits) = (decision.grounds().rules(), decision.grounds().permits());
    let base = |id: &&String| study.law.rule(id).is_some_and(|rule| rule.effect == Effect::Permit);
    let carried: Vec<&String> = permits.iter().filter(base).collect();
    let permitted = Level::Permitted.reached_by(&decision);
    match rule.effect {
        Effect::Permit => permitted && carried == [&rule.id],
        Effect::Report => permitted && permits.contains(&rule.id),
        _ => !permitted && rules.len() == 1 && rules.first() == Some(&rule.id),
    }
}

/// No policy can fail to be evaluated.
pub(crate) async fn never_err(
    study: &Study<'_>,
    frame: &Frame<'_>,
    shape: &Shape,
    asker: &mut Asker<'_>,
) -> Result<Finding, String> {
    let mut counterexamples = Vec::new();
    let possible = Draft::parse("possible", &frame.possible_text())?;
    for rule in study.law.rules() {
        let Some(policy) = study.law.policy(&rule.id) else { continue };
        let draft = Draft::of(policy)?;
        let operation = Operation::ALL.into_iter().find(|operation| draft.covers(*operation));
        let Some(operation) = operation else { continue };
        if is_about_third_parties(study.law, &rule.id) {
            let place = Place { operation, entity: THIRD_PARTY };
            if let Some(found) = asker.errs(shape, place, &draft.policy()?).await? {
                counterexamples.push(broken_by_person(study.law, &rule.id, &found)?);
            }
            continue;
        }
        let guarded = draft.only_when(&possible).policy()?;
        let Some(found) = asker.errs(shape, Place { operation, entity: RECORD }, &guarded).await? else { continue };
        let shows = |context: &Context| {
            let decision = frame.facts(context).map(|facts| study.law.decide(&facts));
            decision.is_some_and(|decision| decision.grounds().broken().contains(&rule.id))
        };
        let context = shrink(frame, shape, found, &shows)?;
        counterexamples.push(one_record(frame, study.law, &rule.id, &context)?);
    }
    Ok(if counterexamples.is_empty() { Finding::Proved } else { Finding::Refuted { counterexamples } })
}

fn broken_by_person(law: &Law, id: &str, found: &Context) -> Result<Counterexample, String> {
    let mut facts = clean()?;
    facts.op = found.operation;
    facts.contains_personal_data = found.is("personal");
    let mut person = person(0);
    for (name, value) in &found.values {
        if let Some(member) = person.get_mut(name) {
            *member = (value == "true").into();
        }
    }
    facts.third_parties = vec![serde_json::from_value(person).map_err(|error| error.to_string())?];
    if !law.decide(&facts).grounds().broken().iter().any(|broken| broken == id) {
        return Err("the solver found a person that `decide` decides otherwise; please report this".to_owned());
    }
    Ok(Counterexample { shows: decided(law, &facts), facts: vec![line(id, &facts)?] })
}
