//! One law under study. In: its files. Out: its policies as levels, that is as sets of policies that Cedar allows exactly
//! where the law's combination is at least a hold, or at least a permit. Never: a level that forgets a forbid.

use crate::context::Context;
use crate::frame::Frame;
use crate::proof::Counterexample;
use crate::rewrite::{Draft, policies};
use crate::schema::{RECORD, Shape};
use crate::solver::Place;
use cedar_policy::Policy;
use law::{DEFAULT_DENY, Decision, Effect, Facts, Law, Outcome};
use terms::Operation;

/// How much a decision allows, as far as a record is concerned; what a transform takes out concerns others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// No rule forbids: everything but FORBID, and FORBID by default deny.
    NoRuleForbids,
    /// HOLD, PERMIT_WITH or PERMIT.
    NotForbidden,
    /// PERMIT_WITH or PERMIT.
    Permitted,
}

impl Level {
    /// The levels that make up the four answers.
    pub(crate) const ANSWERS: [Self; 2] = [Self::NotForbidden, Self::Permitted];

    pub(crate) fn reached_by(self, decision: &Decision) -> bool {
        let (outcome, rules) = (decision.outcome(), decision.grounds().rules());
        match self {
            Self::NoRuleForbids => {
                let by_default = rules.len() == 1 && rules.first().is_some_and(|id| id == DEFAULT_DENY);
                outcome != Outcome::Forbid || by_default && decision.grounds().broken().is_empty()
            }
            Self::NotForbidden => outcome != Outcome::Forbid,
            Self::Permitted => matches!(outcome, Outcome::Permit | Outcome::PermitWith),
        }
    }
}

/// One rule about records.
#[derive(Clone)]
pub(crate) struct RecordRule {
    pub id: String,
    pub effect: Effect,
    pub draft: Draft,
}

/// A law whose rules about records are ready for questions.
pub(crate) struct Study<'a> {
    pub law: &'a Law,
    pub rules: Vec<RecordRule>,
    /// Operations about which the policies speak alike, each by one of them.
    pub operations: Vec<Operation>,
}

impl<'a> Study<'a> {
    pub(crate) fn new(law: &'a Law) -> Result<Self, String> {
        let mut rules = Vec::new();
        for rule in law.rules() {
            let Some(policy) = law.policy(&rule.id) else { continue };
            if !crate::frame::is_about_third_parties(law, &rule.id) {
                rules.push(RecordRule { id: rule.id.clone(), effect: rule.effect, draft: Draft::of(policy)? });
            }
        }
        let mut study = Self { law, rules, operations: Vec::new() };
        study.operations = alike(&[&study]);
        Ok(study)
    }

    /// The policies that Cedar allows exactly where the record reaches this level and no third party stands against it.
    pub(crate) fn level(&self, level: Level, operation: Operation) -> Vec<Draft> {
        self.level_without(level, operation, "")
    }

    /// The same without one rule.
    pub(crate) fn level_without(&self, level: Level, operation: Operation, without: &str) -> Vec<Draft> {
        let rules = self.rules.iter().filter(|rule| rule.id != without && rule.draft.covers(operation));
        let draft = |rule: &RecordRule| match (rule.effect, level) {
            (Effect::Report, _) | (Effect::Permit | Effect::Hold, Level::NoRuleForbids) => None,
            // A hold is an answer of its own, whether or not something permits.
            (Effect::Hold, Level::NotForbidden) => Some(rule.draft.clone().with_effect("permit")),
            _ => Some(rule.draft.clone()),
        };
        let unless_forbidden = (level == Level::NoRuleForbids).then(Draft::permit_all);
        rules.filter_map(draft).chain(unless_forbidden).collect()
    }
}

/// One operation of each group about which all these laws speak alike. Serving stands apart in any case: no third party
/// stands in what it uses.
pub(crate) fn alike(studies: &[&Study<'_>]) -> Vec<Operation> {
    let covered = |operation: Operation| -> Vec<bool> {
        let rules = studies.iter().flat_map(|study| &study.rules);
        let each = rules.map(|rule| rule.draft.covers(operation));
        each.chain([operation == Operation::Serve]).collect()
    };
    let mut operations: Vec<Operation> = Vec::new();
    for operation in [Operation::Train, Operation::Assemble, Operation::Evaluate, Operation::Serve] {
        if operations.iter().all(|one| covered(*one) != covered(operation)) {
            operations.push(operation);
        }
    }
    operations
}

pub(crate) fn record(operation: Operation) -> Place {
    Place { operation, entity: RECORD }
}

/// These policies, and those that leave only records that facts can give.
pub(crate) fn possible_only(drafts: &[Draft], possible: &[Draft]) -> Result<Vec<Policy>, String> {
    policies(drafts.iter().chain(possible))
}

/// Brings a counterexample as near to the clean record as it goes while it still shows what it shows. A context that no
/// facts give, or one that shows nothing when decided, is trouble: it would mean that solver and law disagree.
pub(crate) fn shrink(
    frame: &Frame<'_>,
    shape: &Shape,
    found: Context,
    shows: &dyn Fn(&Context) -> bool,
) -> Result<Context, String> {
    if frame.facts(&found).is_none() {
        return Err("the solver found a record that no facts give; please report this".to_owned());
    }
    if !shows(&found) {
        return Err("the solver found a record that `decide` decides otherwise; please report this".to_owned());
    }
    let clean = frame.clean_context(found.operation)?;
    let mut best = found;
    // Attributes hang together, so one that could not be reset may be later; two rounds settle all but odd cases.
    for _ in 0..2 {
        for name in shape.attributes(RECORD).keys() {
            let nearer = best.with(name, clean.get(name));
            if nearer != best && shows(&nearer) {
                best = nearer;
            }
        }
    }
    Ok(best)
}

/// The line of `decide --facts`.
pub(crate) fn line(id: &str, facts: &Facts) -> Result<String, String> {
    let mut members = serde_json::Map::new();
    members.insert("id".to_owned(), id.into());
    if let serde_json::Value::Object(facts) = serde_json::to_value(facts).map_err(|error| error.to_string())? {
        members.extend(facts);
    }
    serde_json::to_string(&members).map_err(|error| error.to_string())
}

/// One record that shows something, with what the law decides about it.
pub(crate) fn one_record(frame: &Frame<'_>, law: &Law, id: &str, context: &Context) -> Result<Counterexample, String> {
    let facts = frame.facts(context).ok_or("the record cannot be written as facts")?;
    Ok(Counterexample { shows: decided(law, &facts), facts: vec![line(id, &facts)?] })
}

/// The decision in words.
pub(crate) fn decided(law: &Law, facts: &Facts) -> String {
    let decision = law.decide(facts);
    let grounds = decision.grounds();
    let ids: Vec<&str> = grounds.rules().iter().chain(grounds.permits()).map(String::as_str).collect();
    format!("decided {} by {}", decision.outcome().as_str(), ids.join(", "))
}
