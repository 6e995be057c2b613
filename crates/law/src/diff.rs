//! What a change of the law would change. In: two laws and a stream of facts. Out: which records and which people get
//! another answer, from what to what, through which rules; and which rules, conditions and numbers differ. Never: a
//! decision of the new law that anybody acts on.

use crate::decide::Law;
use crate::decision::{Decision, Outcome};
use crate::facts::Facts;
use crate::load::{Effect, Rule};
use crate::profile::Profile;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Digest, RecordId};

/// One record, whose it is, and what is known about it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The record.
    pub record: RecordId,
    /// The person, under a pseudonym.
    pub subject: String,
    /// The facts.
    pub facts: Facts,
}

/// The two laws, and what lies between them.
#[derive(Clone, Debug, Serialize)]
pub struct Diff {
    /// Version of this form.
    pub version: u32,
    /// The law of today.
    pub old: Side,
    /// The law that is proposed.
    pub new: Side,
    /// What differs in their texts.
    pub policies: PolicyDiff,
    /// How many records were asked about.
    pub records: u64,
    /// How many of them would get another outcome, other rules, other permits or other transforms.
    pub changed: u64,
    /// How many people have such a record.
    pub people_changed: u64,
    /// How many records would go from one outcome to another, `PERMIT -> FORBID`.
    pub moves: BTreeMap<String, u64>,
    /// How many records each rule or permit would newly fire on.
    pub gained: BTreeMap<String, u64>,
    /// How many records it would no longer fire on.
    pub lost: BTreeMap<String, u64>,
    /// Records that change, in the order of the stream, as many as were asked for.
    pub changes: Vec<Change>,
    /// How many more change and are not listed.
    pub changes_left_off: u64,
    /// People who have a record that changes, in order, as many as were asked for.
    pub people: Vec<String>,
}

/// One of the two laws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The dated name of its profile.
    pub profile: String,
    /// The digest of its files.
    pub rules_digest: Digest,
    /// How many policies could not be evaluated on some record, and so refused it.
    pub broken: u64,
}

/// One record that would get another answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The record.
    pub record: RecordId,
    /// The person, under a pseudonym.
    pub subject: String,
    /// The outcome today.
    #[serde(serialize_with = "word")]
    pub from: Outcome,
    /// The outcome under the other law.
    #[serde(serialize_with = "word")]
    pub to: Outcome,
    /// Rules, permits and transforms that would newly stand in the decision.
    pub gained: Vec<String>,
    /// Those that would no longer stand there.
    pub lost: Vec<String>,
}

fn word<S: Serializer>(outcome: &Outcome, text: S) -> Result<S::Ok, S::Error> {
    text.serialize_str(outcome.as_str())
}

/// What differs between the texts of two laws.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PolicyDiff {
    /// Rules of the new law only.
    pub added: Vec<String>,
    /// Rules of the old law only.
    pub removed: Vec<String>,
    /// Rules of both that differ, each with what differs.
    pub edited: Vec<RuleEdit>,
    /// Numbers and lists of the profile that differ.
    pub numbers: Vec<Edit>,
}

impl PolicyDiff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One rule that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleEdit {
    /// The rule.
    pub id: String,
    /// Its parts that differ.
    pub edits: Vec<Edit>,
}

/// One part that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// `provision`, `meaning`, `cure`, `effect`, `condition`, or a number of the profile.
    pub part: String,
    /// How it reads in the old law.
    pub old: String,
    /// How it reads in the new one.
    pub new: String,
}

/// Compares two laws over facts that arrive one by one. Memory grows with the people whose answers change, and with the
/// records that are to be listed, not with the stream.
pub struct Differ<'law> {
    old: &'law Law,
    new: &'law Law,
    listed_max: usize,
    broken: (u64, u64),
    people: BTreeSet<String>,
    diff: Diff,
}

impl<'law> Differ<'law> {
    /// Compares these laws; at most so many records and people are listed, all are counted.
    pub fn new(old: &'law Law, new: &'law Law, listed_max: usize) -> Self {
        let side = |law: &Law| Side { profile: law.profile().to_owned(), rules_digest: law.digest(), broken: 0 };
        let diff = Diff {
            version: 1,
            old: side(old),
            new: side(new),
            policies: policies(old, new),
            records: 0,
            changed: 0,
            people_changed: 0,
            moves: BTreeMap::new(),
            gained: BTreeMap::new(),
            lost: BTreeMap::new(),
            changes: Vec::new(),
            changes_left_off: 0,
            people: Vec::new(),
        };
        let broken = (old.broken_count(), new.broken_count());
        Self { old, new, listed_max, broken, people: BTreeSet::new(), diff }
    }

    /// Asks both laws about one record.
    pub fn ask(&mut self, asked: &Asked) {
        let (before, after) = (self.old.decide(&asked.facts), self.new.decide(&asked.facts));
        let diff = &mut self.diff;
        diff.records += 1;
        let (was, is) = (standing(&before), standing(&after));
        let (from, to) = (before.outcome(), after.outcome());
        if from == to && was == is {
            return;
        }
        let gained: Vec<String> = is.difference(&was).cloned().collect();
        let lost: Vec<String> = was.difference(&is).cloned().collect();
        diff.changed += 1;
        if from != to {
            *diff.moves.entry(format!("{} -> {}", from.as_str(), to.as_str())).or_default() += 1;
        }
        for id in &gained {
            *diff.gained.entry(id.clone()).or_default() += 1;
        }
        for id in &lost {
            *diff.lost.entry(id.clone()).or_default() += 1;
        }
        if !self.people.contains(&asked.subject) {
            self.people.insert(asked.subject.clone());
        }
        if diff.changes.len() < self.listed_max {
            let (record, subject) = (asked.record.clone(), asked.subject.clone());
            diff.changes.push(Change { record, subject, from, to, gained, lost });
        } else {
            diff.changes_left_off += 1;
        }
    }

    /// What was found.
    pub fn finish(self) -> Diff {
        let mut diff = self.diff;
        diff.old.broken = self.old.broken_count() - self.broken.0;
        diff.new.broken = self.new.broken_count() - self.broken.1;
        diff.people_changed = self.people.len() as u64;
        diff.people = self.people.into_iter().take(self.listed_max).collect();
        diff
    }
}

/// Compares two laws over a stream. A stream that breaks off gives no diff: half of one would look like a small change.
pub fn diff<E>(
    old: &Law,
    new: &Law,
    facts: impl IntoIterator<Item = Result<Asked, E>>,
    listed_max: usize,
) -> Result<Diff, E> {
    let mut differ = Differ::new(old, new, listed_max);
    for asked in facts {
        differ.ask(&asked?);
    }
    Ok(differ.finish())
}

/// Everything that stands in a decision beside its outcome. A transform stands there with the person it concerns, as the
/// same transform of another person is another text.
fn standing(decision: &Decision) -> BTreeSet<String> {
    let grounds = decision.grounds();
    let transforms = grounds.slices().iter().map(|(place, one)| format!("{} third_parties.{place}", one.as_str()));
    grounds.rules().iter().chain(grounds.permits()).cloned().chain(transforms).collect()
}

/// What differs between the texts of two laws, without asking about any record.
pub fn policies(old: &Law, new: &Law) -> PolicyDiff {
    let by_id = |law: &'_ Law| law.rules().map(|rule| (rule.id.clone(), rule.clone())).collect::<BTreeMap<_, _>>();
    let (before, after) = (by_id(old), by_id(new));
    let only = |one: &BTreeMap<String, Rule>, other: &BTreeMap<String, Rule>| {
        one.keys().filter(|id| !other.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    let mut edited = Vec::new();
    for (id, rule) in &before {
        let Some(other) = after.get(id) else { continue };
        let mut edits = words(rule, other);
        // Compared without spaces and comments, shown as it is written.
        if let (Some(was), Some(is)) = (old.condition(id), new.condition(id))
            && was.form != is.form
        {
            edits.push(Edit { part: "condition".to_owned(), old: was.text, new: is.text });
        }
        if !edits.is_empty() {
            edited.push(RuleEdit { id: id.clone(), edits });
        }
    }
    PolicyDiff {
        added: only(&after, &before),
        removed: only(&before, &after),
        edited,
        numbers: numbers(old.numbers(), new.numbers()),
    }
}

fn edits(parts: Vec<(&str, String, String)>) -> Vec<Edit> {
    let changed = parts.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(part, old, new)| Edit { part: part.to_owned(), old, new }).collect()
}

fn words(old: &Rule, new: &Rule) -> Vec<Edit> {
    let cure = |rule: &Rule| rule.cure.clone().unwrap_or_default();
    edits(vec![
        ("provision", old.provision.clone(), new.provision.clone()),
        ("meaning", old.meaning.clone(), new.meaning.clone()),
        ("cure", cure(old), cure(new)),
        ("effect", effect(old.effect), effect(new.effect)),
    ])
}

/// The effect in the words of the policies.
pub(crate) fn effect(effect: Effect) -> String {
    match effect {
        Effect::Permit => "permit".to_owned(),
        Effect::Report => "report".to_owned(),
        Effect::Forbid => "forbid".to_owned(),
        Effect::Hold => "hold".to_owned(),
        Effect::Transform(transform) => format!("transform {}", transform.as_str()),
    }
}

fn numbers(old: &Profile, new: &Profile) -> Vec<Edit> {
    let list = |items: Vec<String>| items.join(", ");
    let eea = |profile: &Profile| list(profile.eea.iter().map(ToString::to_string).collect());
    let required = |profile: &Profile| list(profile.required.iter().cloned().collect());
    let ages = |profile: &Profile| {
        list(profile.article_8_age.countries.iter().map(|(country, age)| format!("{country} {age}")).collect())
    };
    edits(vec![
        ("name", old.name.clone(), new.name.clone()),
        ("valid_from", old.valid_from.to_string(), new.valid_from.to_string()),
        ("adult_age", old.adult_age.to_string(), new.adult_age.to_string()),
        ("article_8_age.default", old.article_8_age.default.to_string(), new.article_8_age.default.to_string()),
        ("article_8_age.countries", ages(old), ages(new)),
        ("eea", eea(old), eea(new)),
        ("required", required(old), required(new)),
    ])
}
