//! Deciding record after record, by one thread. In: records with what their facts are made from. Out: what became of each,
//! and counts. Never: another answer or digest than asking the law about one record at a time gives; the tests compare both.

use crate::decide::{Answer, Fate, Judged, Plan};
use crate::gather::{Found, Frame, Row};
use crate::scribe::Scribe;
use crate::tally::Tally;
use crate::walk::Want;
use crate::{CrossCheck, PipelineError, Totals};
use law::{Clerk, Facts, Few, Outcome};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One thread with what it has met.
pub(crate) struct Judge<'a> {
    plan: &'a Plan<'a>,
    frame: &'a Frame<'a>,
    want: Want,
    clerk: Clerk<'a>,
    scribe: Scribe<Few>,
    /// Of the last record; the next one's are written over them.
    facts: Facts,
    /// By the number of the clerk's ruling, with the records since the last counting.
    answers: Vec<(Arc<Answer>, u64)>,
    missing: Arc<Answer>,
    tally: Tally,
}

impl<'a> Judge<'a> {
    pub(crate) fn of(plan: &'a Plan<'a>, frame: &'a Frame<'a>, want: Want) -> Result<Self, PipelineError> {
        let facts = frame.blank();
        Ok(Self {
            plan,
            frame,
            want,
            clerk: plan.law.clerk(),
            scribe: Scribe::of(&facts)?,
            facts,
            answers: Vec::new(),
            missing: Arc::new(Answer::missing()),
            tally: Tally::default(),
        })
    }

    /// Decides and counts one record.
    pub(crate) fn judge(&mut self, row: &Row<'_>) -> Result<Judged, PipelineError> {
        let found = row.seen(self.frame);
        let third = row.own_third_parties(&found, self.frame);
        let judged = match row.fill(self.frame, &found, third, &mut self.facts) {
            Err(missing) => {
                let stands = row.stands(self.frame, None);
                let judged = Judged::missing(Arc::clone(&self.missing), missing, stands);
                self.tally.count_rules(&judged.answer.rules, 1);
                judged
            }
            Ok(()) => self.ask(row, &found)?,
        };
        self.tally.count(row, &judged);
        Ok(judged)
    }

    fn ask(&mut self, row: &Row<'_>, found: &Found<'_>) -> Result<Judged, PipelineError> {
        let stands = row.stands(self.frame, Some(&self.facts));
        self.facts.now = stands.day();
        let Self { scribe, clerk, facts, .. } = self;
        let (digest, few) = scribe.digest(facts, |facts| clerk.few(facts))?;
        let number = clerk.decide_with(few, facts);
        let answer = self.answer(number)?;
        if self.plan.check == CrossCheck::Whole && *answer != Answer::of(&self.plan.decide(&self.facts)?) {
            return Err(PipelineError::Disagreement);
        }
        let judged = Judged::out(answer, Some(digest), stands);
        let judged = match judged.answer.outcome {
            Outcome::Permit if self.want == Want::Rows => {
                let text = row.text.to_owned();
                let value = self.plan.corpus_row(row, found, text, &self.facts, &BTreeSet::new())?;
                match self.clerk.admit(&self.facts, value) {
                    Ok(lawful) => Judged { fate: Fate::Admitted(Box::new(lawful)), ..judged },
                    Err(_) => return Err(PipelineError::Disagreement),
                }
            }
            Outcome::Permit => Judged { fate: Fate::Admissible, ..judged },
            Outcome::PermitWith => {
                let transformed = judged.transformed(self.plan, self.frame, row, &self.facts)?;
                self.tally.count_rules(&transformed.answer.rules, 1);
                return Ok(transformed);
            }
            Outcome::Hold | Outcome::Forbid => judged,
        };
        if let Some((_, records)) = self.answers.get_mut(number as usize) {
            *records += 1;
        }
        Ok(judged)
    }

    /// The answer behind a ruling of the clerk.
    fn answer(&mut self, number: u32) -> Result<Arc<Answer>, PipelineError> {
        while self.answers.len() <= number as usize {
            let next = u32::try_from(self.answers.len()).ok().and_then(|next| self.clerk.ruling(next));
            let ruling = next.ok_or(PipelineError::Disagreement)?;
            let (rules, transforms) = (ruling.rules.to_vec(), ruling.transforms.to_vec());
            self.answers.push((Arc::new(Answer { outcome: ruling.outcome, rules, transforms }), 0));
        }
        let found = self.answers.get(number as usize).map(|(answer, _)| Arc::clone(answer));
        found.ok_or(PipelineError::Disagreement)
    }

    /// What was counted since the last time.
    pub(crate) fn counted(&mut self) -> Totals {
        for (answer, records) in self.answers.iter_mut().filter(|(_, records)| *records > 0) {
            self.tally.count_rules(&answer.rules, std::mem::take(records));
        }
        self.tally.take()
    }
}
