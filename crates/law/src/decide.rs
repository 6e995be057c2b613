//! Deciding. In: facts. Out: a decision with every rule that fired. Never: a permit from a policy that could not be
//! evaluated, or an answer that depends on what was asked before.

use crate::ask::{Asker, projection_mask};
use crate::context::{RecordContext, SliceContext};
use crate::decision::{Decision, Fires, Grounds, Identity, Outcome, Verdict};
use crate::facts::Facts;
use crate::load::{self, About, Effect, Files, LawError, Loaded, Rule};
use crate::memo::Memo;
use crate::profile::Profile;
use crate::words::Transform;
use cedar_policy::{PolicySet, Response};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use terms::{Date, Digest, Operation};

mod clerk;

pub use clerk::{Clerk, Few, Ruling};

/// The rule of default deny: reported when nothing permits and nothing else forbids, and when a policy fails.
pub const DEFAULT_DENY: &str = "F00";

/// The policies, ready to decide.
pub struct Law {
    identity: Arc<Identity>,
    profile: Profile,
    asker: Asker,
    /// Policies about records, and about third parties; each sorted by id.
    record_rules: Vec<Question>,
    slice_rules: Vec<Question>,
    whole: PolicySet,
    permits: PolicySet,
    default_deny: Rule,
    judgements: Memo<u128, Judgement>,
    verdicts: Memo<(RecordContext, Judged), Arc<Verdict>>,
    /// By the rules that fired on the record.
    conclusions: Memo<(u128, Judged), Arc<Verdict>>,
    broken: AtomicU64,
}

/// One policy, asked alone, once for each distinct combination of the attributes that it reads.
pub(crate) struct Question {
    pub(crate) rule: Rule,
    pub(crate) reads: Vec<usize>,
    about: About,
    mask: u128,
    alone: PolicySet,
    answers: Memo<u128, Answer>,
    error: OnceLock<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Silent,
    Fires,
    Broken,
}

/// Which rules fire on one third party, as bits in the order of the rules about third parties.
#[derive(Clone, Copy, Default)]
struct Judgement {
    fired: u64,
    broken: u64,
}

/// What the third parties of a record mean for it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Judged {
    /// Rules that fired on one of them.
    fired: u64,
    /// Rules that fired on one that cannot be taken out.
    stuck: u64,
    /// Rules that could not be evaluated on one of them.
    broken: u64,
}

/// Rules that fired on a record, as places among the rules about records.
#[derive(Default)]
struct Fired {
    places: Vec<usize>,
    broken: BTreeSet<String>,
}

impl Question {
    fn new(loaded: Loaded) -> Result<Self, LawError> {
        let Loaded { rule, policy, about, reads } = loaded;
        let alone = set([policy])?;
        let mask = projection_mask(about, &reads);
        Ok(Self { rule, reads, about, mask, alone, answers: Memo::new(), error: OnceLock::new() })
    }

    fn answer(&self, asker: &Asker, bits: u128) -> Answer {
        let seen = bits & self.mask;
        self.answers.answer(seen, || {
            let failed = |why: String| {
                // The first error is enough to find the fault; the others are counted.
                let _ = self.error.set(why);
                Answer::Broken
            };
            match asker.ask(&self.alone, self.about, &self.reads, seen) {
                Err(why) => failed(why),
                Ok(response) => match response.diagnostics().errors().next() {
                    Some(error) => failed(error.to_string()),
                    None if response.diagnostics().reason().next().is_some() => Answer::Fires,
                    None => Answer::Silent,
                },
            }
        })
    }
}

fn set(policies: impl IntoIterator<Item = cedar_policy::Policy>) -> Result<PolicySet, LawError> {
    PolicySet::from_policies(policies).map_err(|error| LawError::SchemaMismatch { why: error.to_string() })
}

impl Law {
    /// The law that comes with the program.
    pub fn embedded() -> Result<Self, LawError> {
        let files = crate::embedded_files().iter();
        Self::from_files(&files.map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    /// The law of a folder: `*.cedar`, `facts.cedarschema` and `profile.toml`.
    pub fn open(folder: &Path) -> Result<Self, LawError> {
        Self::from_files(&load::folder(folder)?)
    }

    /// The law of these files, by name.
    pub fn from_files(files: &BTreeMap<String, String>) -> Result<Self, LawError> {
        let Files { schema, profile, policies, digest } = load::load(files)?;
        let whole = set(policies.iter().map(|one| one.policy.clone()))?;
        let permit = |one: &&Loaded| matches!(one.rule.effect, Effect::Permit | Effect::Report);
        let permits = set(policies.iter().filter(permit).map(|one| one.policy.clone()))?;
        let (record, slice): (Vec<_>, Vec<_>) = policies.into_iter().partition(|one| one.about == About::Record);
        if slice.len() > 64 {
            return Err(LawError::SchemaMismatch {
                why: "there are more than 64 rules about third parties".to_owned(),
            });
        }
        Ok(Self {
            identity: Arc::new(Identity { profile: profile.name.clone(), digest }),
            profile,
            asker: Asker::new(schema)?,
            record_rules: record.into_iter().map(Question::new).collect::<Result<_, _>>()?,
            slice_rules: slice.into_iter().map(Question::new).collect::<Result<_, _>>()?,
            whole,
            permits,
            default_deny: default_deny(),
            judgements: Memo::new(),
            verdicts: Memo::new(),
            conclusions: Memo::new(),
            broken: AtomicU64::new(0),
        })
    }

    /// The dated name of the profile.
    pub fn profile(&self) -> &str {
        &self.identity.profile
    }

    /// The numbers and lists of the profile.
    pub fn numbers(&self) -> &Profile {
        &self.profile
    }

    /// The law in force on this day: of those that have begun, the one that began last. `None` where none has begun.
    pub fn in_force<'a>(laws: impl IntoIterator<Item = &'a Self>, on: Date) -> Option<&'a Self> {
        let begun = laws.into_iter().filter(|law| law.profile.has_begun(on));
        begun.max_by_key(|law| law.profile.valid_from)
    }

    /// The digest of the files of the law: names and bytes.
    pub fn digest(&self) -> Digest {
        self.identity.digest
    }

    /// The rule with this id, F00 included.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().find(|rule| rule.id == id)
    }

    /// Every rule: F00, those about records, those about third parties; each group sorted by id.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        let questions = self.record_rules.iter().chain(&self.slice_rules);
        std::iter::once(&self.default_deny).chain(questions.map(|question| &question.rule))
    }

    /// The policy of this rule, under the rule's id: for proofs about the law, never for deciding.
    pub fn policy(&self, id: &str) -> Option<&cedar_policy::Policy> {
        self.whole.policy(&cedar_policy::PolicyId::new(id))
    }

    /// When the policy of this rule fires, as it is written and as Cedar reads it; `None` for F00.
    pub(crate) fn condition(&self, id: &str) -> Option<Condition> {
        let mut questions = self.record_rules.iter().chain(&self.slice_rules);
        let policy = questions.find(|question| question.rule.id == id)?.alone.policies().next()?;
        let mut form = policy.to_json().ok()?;
        form.as_object_mut()?.remove("annotations");
        let text = policy.to_string();
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('@') && !line.starts_with("//"));
        Some(Condition { text: lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "), form })
    }

    /// The names of the attributes that the policy of this rule reads.
    pub(crate) fn reads(&self, id: &str) -> Vec<&'static str> {
        let Some((about, question)) = self.question(id) else { return Vec::new() };
        let mut places = question.reads.clone();
        places.sort_unstable();
        places.iter().filter_map(|place| about.table().get(*place)).map(|attribute| attribute.name).collect()
    }

    /// How many decisions were refused because a policy could not be evaluated.
    pub fn broken_count(&self) -> u64 {
        self.broken.load(Ordering::Relaxed)
    }

    /// Why this policy could not be evaluated, the first time.
    pub fn broken_because(&self, id: &str) -> Option<&str> {
        let mut questions = self.record_rules.iter().chain(&self.slice_rules);
        questions.find(|question| question.rule.id == id).and_then(|question| question.error.get()).map(String::as_str)
    }

    /// Decides: each policy is asked alone, once for each distinct combination of the facts that it reads.
    pub fn decide(&self, facts: &Facts) -> Decision {
        let slices = facts.third_parties.iter().map(|slice| SliceContext::of(facts, slice));
        self.decide_context(RecordContext::of(facts, &self.profile), slices)
    }

    /// Decides from contexts, for callers that compute them by the column.
    pub fn decide_context(
        &self,
        record: RecordContext,
        slices: impl IntoIterator<Item = SliceContext, IntoIter: Clone>,
    ) -> Decision {
        let slices = slices.into_iter();
        let (record, judged) = self.judge(record, slices.clone(), |slice| self.judgement(slice));
        let verdict = self.verdicts.answer((record, judged), || self.verdict(record, judged));
        self.decision(verdict, slices, |slice| self.judgement(slice))
    }

    /// What is concluded about a record; equal conclusions are one value, for there are few among very many records.
    fn verdict(&self, record: RecordContext, judged: Judged) -> Arc<Verdict> {
        let fired = self.ask(record);
        let all = fired
            .places
            .iter()
            .try_fold(0_u128, |all, place| Some(all | 1_u128.checked_shl(u32::try_from(*place).ok()?)?));
        match all.filter(|_| fired.broken.is_empty()) {
            Some(all) => self.conclusions.answer((all, judged), || Arc::new(self.conclude(&fired, judged))),
            None => Arc::new(self.conclude(&fired, judged)),
        }
    }

    /// Decides by asking the whole authorizer, all policies at once and all facts checked against the schema: the slow
    /// cross-check of [`Law::decide`].
    pub fn decide_whole(&self, facts: &Facts) -> Decision {
        let slices = facts.third_parties.iter().map(|slice| SliceContext::of(facts, slice));
        let context = RecordContext::of(facts, &self.profile);
        let (record, judged) = self.judge(context, slices.clone(), |slice| self.judgement_whole(slice));
        let verdict = self.conclude(&self.ask_whole(record), judged);
        self.decision(Arc::new(verdict), slices, |slice| self.judgement_whole(slice))
    }

    /// Decides with one question to Cedar about the record and one about each third party; nothing is remembered, nothing
    /// is checked against the schema, and of the answer only the outcome is kept. What Cedar costs where every row is asked
    /// about, for measurements: it is never cheaper than this.
    pub fn outcome_by_asking(&self, facts: &Facts) -> Outcome {
        let ask = |rules: &[Question], about: About, bits: u128| {
            let places: Vec<usize> = (0..about.table().len()).collect();
            fired(rules, self.asker.ask(&self.whole, about, &places, bits))
        };
        let slices = facts.third_parties.iter().map(|slice| SliceContext::of(facts, slice));
        let (record, judged) = self.judge(RecordContext::of(facts, &self.profile), slices, |slice| {
            let answer = ask(&self.slice_rules, About::ThirdParty, slice.bits());
            let broken = if answer.broken.is_empty() { 0 } else { u64::MAX };
            Judgement { fired: answer.places.iter().fold(0, |bits, place| bits | 1 << place), broken }
        });
        self.conclude(&ask(&self.record_rules, About::Record, record.bits()), judged).outcome
    }

    /// Judges the third parties one by one, and tells the record whether one of them remains.
    fn judge(
        &self,
        record: RecordContext,
        slices: impl Iterator<Item = SliceContext>,
        mut judgement: impl FnMut(SliceContext) -> Judgement,
    ) -> (RecordContext, Judged) {
        let (mut judged, mut record) = (Judged::default(), record);
        // Answering a prompt uses no record, so nobody stands in one.
        if record.operation() == Operation::Serve {
            return (record, judged);
        }
        for slice in slices {
            let Judgement { fired, broken } = judgement(slice);
            judged.fired |= fired;
            judged.broken |= broken;
            if !slice.is_redactable() {
                judged.stuck |= fired;
            }
            if fired == 0 && !slice.is_masked() {
                record = record.with_third_party_remaining();
            }
        }
        (record, judged)
    }

    fn judgement(&self, slice: SliceContext) -> Judgement {
        self.judgements.answer(slice.bits(), || {
            let mut judgement = Judgement::default();
            for (place, question) in self.slice_rules.iter().enumerate() {
                match question.answer(&self.asker, slice.bits()) {
                    Answer::Silent => {}
                    Answer::Fires => judgement.fired |= 1 << place,
                    Answer::Broken => judgement.broken |= 1 << place,
                }
            }
            judgement
        })
    }

    fn judgement_whole(&self, slice: SliceContext) -> Judgement {
        let fired = fired(&self.slice_rules, self.asker.ask_whole(&self.whole, About::ThirdParty, slice.bits()));
        let bits = |places: &[usize]| places.iter().fold(0, |bits, place| bits | 1 << place);
        let named = |id: &String| self.slice_rules.iter().position(|question| question.rule.id == *id);
        let broken: Vec<usize> = fired.broken.iter().filter_map(named).collect();
        // What went wrong without naming a rule went wrong for all of them.
        let broken = if broken.len() == fired.broken.len() { bits(&broken) } else { u64::MAX };
        Judgement { fired: bits(&fired.places), broken }
    }

    fn ask(&self, record: RecordContext) -> Fired {
        let mut fired = Fired::default();
        for (place, question) in self.record_rules.iter().enumerate() {
            match question.answer(&self.asker, record.bits()) {
                Answer::Silent => {}
                Answer::Fires => fired.places.push(place),
                Answer::Broken => drop(fired.broken.insert(question.rule.id.clone())),
            }
        }
        fired
    }

    /// Where a forbid fires, Cedar names no permit among its reasons; the permits are asked again on their own.
    fn ask_whole(&self, record: RecordContext) -> Fired {
        let whole = self.asker.ask_whole(&self.whole, About::Record, record.bits());
        let permits = self.asker.ask_whole(&self.permits, About::Record, record.bits());
        let (mut all, permits) = (fired(&self.record_rules, whole), fired(&self.record_rules, permits));
        all.places.extend(permits.places);
        all.places.sort_unstable();
        all.places.dedup();
        all.broken.extend(permits.broken);
        all
    }

    /// Combines what fired into one answer.
    fn conclude(&self, record: &Fired, judged: Judged) -> Verdict {
        let mut verdict = Verdict { broken: record.broken.iter().cloned().collect(), ..Verdict::default() };
        verdict.broken.extend(self.slice_rules_at(judged.broken).map(|(_, rule)| rule.id.clone()));
        let mut fires = Fires { forbid: !verdict.broken.is_empty() || judged.broken != 0, ..Fires::default() };
        for rule in record.places.iter().filter_map(|place| self.record_rules.get(*place)).map(|one| &one.rule) {
            match rule.effect {
                Effect::Permit => fires.permit = true,
                Effect::Report => {}
                Effect::Hold => fires.hold = true,
                Effect::Forbid | Effect::Transform(_) => fires.forbid = true,
            }
            match rule.effect {
                Effect::Permit | Effect::Report => verdict.permits.push(rule.id.clone()),
                _ => verdict.rules.push(rule.id.clone()),
            }
        }
        let mut transforms = BTreeSet::new();
        for (place, rule) in self.slice_rules_at(judged.fired) {
            match rule.effect {
                Effect::Transform(transform) if judged.stuck >> place & 1 == 0 => drop(transforms.insert(transform)),
                Effect::Hold => fires.hold = true,
                _ => fires.forbid = true,
            }
            verdict.rules.push(rule.id.clone());
        }
        fires.transform = !transforms.is_empty();
        verdict.outcome = Outcome::of(fires);
        if verdict.outcome == Outcome::PermitWith {
            verdict.transforms = transforms.into_iter().collect();
        }
        // Default deny is named where nothing else says why, and always where a policy failed.
        if !verdict.broken.is_empty() || verdict.outcome == Outcome::Forbid && verdict.rules.is_empty() {
            verdict.rules.push(DEFAULT_DENY.to_owned());
        }
        verdict.rules.sort_unstable();
        verdict.permits.sort_unstable();
        verdict
    }

    /// The rules about third parties whose bits are set, with their places.
    fn slice_rules_at(&self, bits: u64) -> impl Iterator<Item = (usize, &Rule)> {
        let places = self.slice_rules.iter().enumerate();
        places.filter(move |(place, _)| bits >> place & 1 == 1).map(|(place, question)| (place, &question.rule))
    }

    fn decision(
        &self,
        verdict: Arc<Verdict>,
        slices: impl Iterator<Item = SliceContext>,
        judgement: impl Fn(SliceContext) -> Judgement,
    ) -> Decision {
        if !verdict.broken.is_empty() {
            self.broken.fetch_add(1, Ordering::Relaxed);
        }
        let mut transforms = Vec::new();
        if verdict.outcome == Outcome::PermitWith {
            for (index, slice) in slices.enumerate() {
                let rules = self.slice_rules_at(judgement(slice).fired);
                let distinct: BTreeSet<Transform> = rules.filter_map(|(_, rule)| rule.effect.transform()).collect();
                transforms.extend(distinct.into_iter().map(|transform| (index, transform)));
            }
        }
        let outcome = verdict.outcome;
        Decision::new(outcome, Grounds { verdict, identity: Arc::clone(&self.identity), slices: transforms })
    }

    /// The policies that stand behind a rule in a decision, for explanations.
    pub(crate) fn question(&self, id: &str) -> Option<(About, &Question)> {
        let mut questions = self.record_rules.iter().chain(&self.slice_rules);
        questions.find(|question| question.rule.id == id).map(|question| (question.about, question))
    }

    /// Whether this rule fires on this third party.
    pub(crate) fn fires_on(&self, question: &Question, slice: SliceContext) -> bool {
        question.answer(&self.asker, slice.bits()) == Answer::Fires
    }

    /// What policies see of the record, with its third parties judged.
    pub(crate) fn context(&self, facts: &Facts) -> RecordContext {
        let slices = facts.third_parties.iter().map(|slice| SliceContext::of(facts, slice));
        self.judge(RecordContext::of(facts, &self.profile), slices, |slice| self.judgement(slice)).0
    }
}

#[cfg(test)]
impl Law {
    /// Puts another policy in the place of this rule's, as mutation tests need it: unvalidated, and reading no more than
    /// the old one did.
    pub(crate) fn swap_policy(&mut self, id: &str, policy: cedar_policy::Policy) {
        let mut questions = self.record_rules.iter_mut().chain(&mut self.slice_rules);
        let question = questions.find(|question| question.rule.id == id).expect("a rule of the law");
        question.alone = set([policy]).expect("one policy is a set");
        question.answers = Memo::new();
        (self.judgements, self.verdicts) = (Memo::new(), Memo::new());
    }
}

/// When a policy fires.
pub(crate) struct Condition {
    /// As it is written, without annotations and comments, in one line.
    pub text: String,
    /// Cedar's own form of it: equal for texts that differ in spaces and comments only.
    pub form: serde_json::Value,
}

/// The rules that a response names, and those it could not evaluate.
fn fired(rules: &[Question], response: Result<Response, String>) -> Fired {
    let mut fired = Fired::default();
    match response {
        Err(_) => drop(fired.broken.insert(DEFAULT_DENY.to_owned())),
        Ok(response) => {
            for id in response.diagnostics().reason() {
                let id: &str = id.as_ref();
                fired.places.extend(rules.iter().position(|question| question.rule.id == id));
            }
            fired.places.sort_unstable();
            for error in response.diagnostics().errors() {
                let cedar_policy::AuthorizationError::PolicyEvaluationError(error) = error;
                fired.broken.insert(error.policy_id().to_string());
            }
        }
    }
    fired
}

fn default_deny() -> Rule {
    Rule {
        id: DEFAULT_DENY.to_owned(),
        provision: "GDPR 5(2), 6(1)".to_owned(),
        cure: Some("a base permit that holds, or policies that can be evaluated".to_owned()),
        effect: Effect::Forbid,
        meaning: "no base permit holds, a fact is missing, or a policy could not be evaluated".to_owned(),
        file: String::new(),
    }
}
