//! Who is likely to leave, so that training reads them late. In: when accounts were opened, when their holders were first told
//! of their rights, and a day. Out: the pseudonyms of those who are known to have been there before that day; whoever is not
//! among them comes late. Never: anything that somebody else did or said, an objection, or the day of today.
//!
//! A person must keep their place: if it moved, they would be trained anew wherever they were before. So what counts is what
//! stays: the first account of a person and not the last, the first notice and not the last, and a day that is declared.

use crate::decide::Plan;
use crate::engine::{Batch, Table, date_at, text_at};
use crate::standing::NOTICES;
use crate::{PipelineError, Work};
use chrono::Days;
use std::collections::{BTreeMap, BTreeSet};
use terms::Date;

/// Pseudonyms of the people who come early; nobody where no day is declared, and then nobody asks.
pub(crate) fn early(work: &Work, plan: &Plan<'_>, late_from: Option<Date>) -> Result<BTreeSet<String>, PipelineError> {
    let Some(from) = late_from else { return Ok(BTreeSet::new()) };
    let (window, adult_age) = (plan.declared.register.choice.window_days.value, plan.law.numbers().adult_age);
    let (people, told) = (people(work)?, told(work)?);
    let early = people.into_iter().filter(|(subject, person)| {
        let notices = told.get(subject).map_or(&[][..], Vec::as_slice);
        // A notice to a minor started no window, as the law reads it.
        let first = notices.iter().find(|told| law::notice_counts(person.birth_date, **told, adult_age));
        // A window that ends after the end of the calendar has not ended.
        let ended = first.and_then(|told| told.checked_add_days(Days::new(u64::from(window))));
        person.opened_on.is_some_and(|on| on < from) && ended.is_some_and(|on| on < from)
    });
    Ok(early.map(|(subject, _)| plan.pseudonymizer.pseudonym("subject", &subject)).collect())
}

/// What the accounts say of one person.
#[derive(Default)]
struct Person {
    /// When the first of their accounts was opened of which anybody knows it.
    opened_on: Option<Date>,
    birth_date: Option<Date>,
}

fn people(work: &Work) -> Result<BTreeMap<String, Person>, PipelineError> {
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    for batch in Table::open(&work.accounts(), &[])?.batches(&["subject_id", "opened_on", "birth_date"])? {
        let batch = batch?;
        let columns = Batch(&batch);
        let (subjects, opened, births) =
            (columns.text("subject_id")?, columns.date("opened_on")?, columns.date("birth_date")?);
        for row in 0..batch.num_rows() {
            let Some(subject) = text_at(subjects, row) else { continue };
            let person = people.entry(subject.to_owned()).or_default();
            person.opened_on = person.opened_on.into_iter().chain(date_at(opened, row)).min();
            // Two accounts that disagree: by the later birth, fewer notices count.
            person.birth_date = person.birth_date.into_iter().chain(date_at(births, row)).max();
        }
    }
    Ok(people)
}

/// When each person was told, from the first time on.
fn told(work: &Work) -> Result<BTreeMap<String, Vec<Date>>, PipelineError> {
    let mut told = BTreeMap::new();
    for batch in Table::open(&work.standing(), &[])?.batches(&["subject_id", NOTICES])? {
        let batch = batch?;
        let columns = Batch(&batch);
        let (subjects, notices) = (columns.text("subject_id")?, columns.text(NOTICES)?);
        for row in 0..batch.num_rows() {
            let Some((subject, days)) = text_at(subjects, row).zip(text_at(notices, row)) else { continue };
            let days = days.split(' ').map(|day| day.parse().map_err(|_| PipelineError::Column { name: NOTICES }));
            told.insert(subject.to_owned(), days.collect::<Result<Vec<Date>, _>>()?);
        }
    }
    Ok(told)
}
