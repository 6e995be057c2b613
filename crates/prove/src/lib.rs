//! Proofs about the law itself. In: the files of a law, perhaps those of another, and a solver. Out: for each property
//! whether it holds for every record that facts can describe, with facts that `decide --facts` accepts where it does not.
//! Never: a property that was not examined and counts as proved, or a counterexample that `Law::decide` did not confirm.
//!
//! The solver speaks about policies; how forbids, holds and permits become one answer is `law::Outcome::of`, which is
//! gone through case by case. In between stand two sets of policies that Cedar allows exactly where the answer is at
//! least HOLD, and at least PERMIT_WITH (`study`), and the condition under which facts can give a record (`frame`).

mod against;
mod context;
mod frame;
mod never;
mod order;
mod people;
mod proof;
mod rewrite;
mod rules;
mod schema;
mod solver;
mod study;

pub use proof::{Compared, Counterexample, Finding, Method, OUTSIDE, Proof, Report, VERSION};
pub use solver::{HOW_TO_GET, Solver};

use crate::frame::Frame;
use crate::schema::Shape;
use crate::solver::Asker;
use crate::study::Study;
use law::{Law, LawError, Outcome};
use std::collections::BTreeMap;

/// Nothing could be proved or refuted.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// The law cannot be read.
    #[error(transparent)]
    Law(#[from] LawError),
    /// The law that it is held against cannot be read.
    #[error("the law to compare with: {0}")]
    Against(LawError),
    /// The law cannot be put to a solver at all.
    #[error("the law cannot be examined: {why}")]
    Unfit {
        /// Why not.
        why: String,
    },
    /// No property has this name.
    #[error("no property is called `{id}`; those there are: {known}")]
    Unknown {
        /// The name.
        id: String,
        /// All names.
        known: String,
    },
}

/// The files of a law, by name, as `Law::from_files` takes them.
pub type Files = BTreeMap<String, String>;

/// What is to be proved.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The law.
    pub law: &'a Files,
    /// The law that it is held against.
    pub against: Option<&'a Files>,
    /// The solver; without one everything that needs it is not proved.
    pub solver: Option<&'a Solver>,
    /// Only these properties; all where it is empty.
    pub only: &'a [String],
}

/// Properties beside those of `never`: name, provision, statement, method.
const OTHERS: [(&str, &str, &str, Method); 11] = [
    (
        "restricting-facts-never-help",
        "GDPR 5(1)(a), 25",
        "no fact that restricts, and no act of a person or an authority against a use, makes a use permitted or silences the last rule that forbids it; a hold may take the place of default deny",
        Method::Smt,
    ),
    ("every-rule-decides-alone", "GDPR 5(2), 24(1)", "every rule about records decides some record alone", Method::Smt),
    ("no-policy-can-err", "GDPR 24(1), 25", "every policy can be evaluated on every record", Method::Smt),
    (
        "forbid-beats-permit",
        "GDPR 5(1)(a), 6(1)",
        "a forbid beats a hold, both beat every permit, and nothing is permitted that no permit carries",
        Method::Exhaustive,
    ),
    (
        "people-are-taken-out",
        "GDPR 9(1), 14, 21(1), 25",
        "no record is permitted as it is while somebody else in it objected, is a child, stands there with a special category without an exception, had shared it with a few, or is named unmasked and no special category stands beside the name",
        Method::Exhaustive,
    ),
    (
        "people-never-help",
        "GDPR 5(1)(a), 25",
        "a person more in a record never makes a decision more permissive, nor does a restricting fact about a person whom the assessment covers",
        Method::Exhaustive,
    ),
    (
        "every-rule-about-people-decides-alone",
        "GDPR 5(2), 24(1)",
        "every rule about third parties decides alone about some person",
        Method::Exhaustive,
    ),
    (SAME, "GDPR 24(1), 24(2)", "both laws give every record the same of FORBID, HOLD and PERMIT", Method::Smt),
    (STRICTER, "GDPR 24(1), 24(2)", "this law permits and holds nothing that the other refuses", Method::Smt),
    (SAME_PEOPLE, "GDPR 24(1), 24(2)", "both laws treat every person in a record alike", Method::Exhaustive),
    (STRICTER_PEOPLE, "GDPR 24(1), 24(2)", "this law treats no person in a record more mildly", Method::Exhaustive),
];

const SAME: &str = "same-as-the-other-law";
const STRICTER: &str = "no-more-permissive-than-the-other-law";
const SAME_PEOPLE: &str = "people-same-as-under-the-other-law";
const STRICTER_PEOPLE: &str = "people-no-milder-than-under-the-other-law";

/// The names of all properties, those about two laws included.
pub fn properties() -> Vec<&'static str> {
    never::NEVER.iter().map(|never| never.id).chain(OTHERS.iter().map(|(id, ..)| *id)).collect()
}

/// Which facts restrict, as policies see them, and in which order.
pub fn orders() -> Vec<(&'static str, String)> {
    order::in_words()
}

/// Examines every property.
pub async fn prove(question: Question<'_>) -> Result<Report, ProveError> {
    if let Some(id) = question.only.iter().find(|id| !properties().contains(&id.as_str())) {
        return Err(ProveError::Unknown { id: id.clone(), known: properties().join(", ") });
    }
    let law = Law::from_files(question.law)?;
    let other = question.against.map(Law::from_files).transpose().map_err(ProveError::Against)?;
    let unfit = |why: String| ProveError::Unfit { why };
    let schema = question.law.get("facts.cedarschema").map_or("", String::as_str);
    let shape = Shape::read(schema).map_err(unfit)?;
    let other_study = other.as_ref().map(Study::new).transpose().map_err(unfit)?;
    let mut room = Room {
        study: Study::new(&law).map_err(unfit)?,
        frame: Frame::new(&[&law]).map_err(unfit)?,
        shape: &shape,
        asker: Asker::new(question.solver),
    };
    let wanted = |id: &str| question.only.is_empty() || question.only.iter().any(|only| only == id);
    let mut proofs = Vec::new();
    for never in never::NEVER.iter().filter(|never| wanted(never.id)) {
        let before = room.asker.asked;
        let found = never.prove(&room.study, &room.frame, room.shape, &mut room.asker).await;
        let row = (never.id, never.provision, never.statement, Method::Smt);
        proofs.push(proof(row, room.asker.asked - before, found));
    }
    for row in OTHERS.into_iter().filter(|(id, ..)| wanted(id)) {
        if let Some((questions, found)) = room.examine(row.0, other_study.as_ref()).await {
            proofs.push(proof(row, questions, found));
        }
    }
    Ok(Report {
        version: VERSION,
        profile: law.profile().to_owned(),
        rules_digest: law.digest(),
        against: other.map(|law| Compared { profile: law.profile().to_owned(), rules_digest: law.digest() }),
        solver: question.solver.map(ToString::to_string),
        outside: OUTSIDE.to_vec(),
        proofs,
    })
}

fn proof(row: (&'static str, &'static str, &str, Method), questions: u64, found: Result<Finding, String>) -> Proof {
    let (id, provision, statement, method) = row;
    let finding = found.unwrap_or_else(|why| Finding::NotProved { why });
    Proof { id, provision, statement: statement.to_owned(), method, questions, finding }
}

/// What every property is examined with.
struct Room<'a> {
    study: Study<'a>,
    frame: Frame<'a>,
    shape: &'a Shape,
    asker: Asker<'a>,
}

type Examined = (u64, Result<Finding, String>);

fn counted(found: Result<(Finding, u64), String>) -> Examined {
    match found {
        Ok((finding, cases)) => (cases, Ok(finding)),
        Err(why) => (0, Err(why)),
    }
}

impl<'a> Room<'a> {
    /// Examines one property; `None` where it is about two laws and there is one.
    async fn examine(&mut self, id: &str, other: Option<&Study<'a>>) -> Option<Examined> {
        let Self { study, frame, shape, asker } = self;
        let before = asker.asked;
        let found = match id {
            "restricting-facts-never-help" => order::prove(study, frame, shape, asker).await,
            "every-rule-decides-alone" => rules::alive(study, frame, shape, asker).await,
            "no-policy-can-err" => rules::never_err(study, frame, shape, asker).await,
            "forbid-beats-permit" => return Some(counted(Ok(people::combination(Outcome::of)))),
            "people-are-taken-out" => return Some(counted(people::taken_out(study.law))),
            "people-never-help" => return Some(counted(people::never_help(study, frame, shape))),
            "every-rule-about-people-decides-alone" => return Some(counted(rules::alive_about_people(study.law))),
            SAME_PEOPLE => {
                return Some(counted(people_against(study, other?).map(|(alike, _, cases)| (alike, cases))));
            }
            STRICTER_PEOPLE => {
                return Some(counted(people_against(study, other?).map(|(_, strict, cases)| (strict, cases))));
            }
            STRICTER => no_more(study, other?, shape, asker).await,
            _ => match no_more(study, other?, shape, asker).await {
                Ok(Finding::Proved) => no_more(other?, study, shape, asker).await,
                found => found,
            },
        };
        Some((asker.asked - before, found))
    }
}

fn people_against(one: &Study<'_>, other: &Study<'_>) -> Result<(Finding, Finding, u64), String> {
    against::people(one.law, other.law)
}

async fn no_more(one: &Study<'_>, other: &Study<'_>, shape: &Shape, asker: &mut Asker<'_>) -> Result<Finding, String> {
    let found = against::no_more_permissive(one, other, shape, asker).await?;
    Ok(found.map_or(Finding::Proved, |one| Finding::Refuted { counterexamples: vec![one] }))
}

#[cfg(test)]
mod tests;
