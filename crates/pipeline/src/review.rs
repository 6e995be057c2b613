//! Human review between rooms 3 and 5. In: what the detectors were not sure of, and what people said who looked. Out: the
//! inspection that the law is told, and the queue of those that wait. Never: a verdict about another text or other findings
//! than those that were looked at.

use crate::decisions::Decisions;
use crate::engine::{self, Batch, date_of, text_at};
use crate::gather::{Found, Revelations, Row};
use crate::rows::nested;
use crate::{PipelineError, Work};
use ::inspect::{Finding, Kind, Mode, Special};
use futures::StreamExt;
use ledger::{Review, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Date, Digest, Operation, RecordId, SubjectId, Text, Whose};

/// The last verdict about each record.
pub type Reviews = BTreeMap<RecordId, Review>;

/// A record that waits for somebody to look.
#[derive(Debug)]
pub struct Uncertain {
    /// Which.
    pub record: RecordId,
    /// Whose, where that is known.
    pub subject: Option<SubjectId>,
    /// When it was posted.
    pub posted_on: Option<Date>,
    /// Its language, as its source says.
    pub lang: Option<String>,
    /// Its text.
    pub text: Text,
    /// What a detector was not sure of.
    pub findings: Vec<Finding>,
    /// What a verdict about it names.
    pub reviewed: Digest,
}

/// What a verdict is about: the text, and where which finding of it lies in the band. Another score alone changes nothing
/// that a person saw.
fn reviewed(text: &str, doubts: &[Finding]) -> Digest {
    let places = doubts.iter().map(|one| format!("{} {} {}\n", one.kind, one.start, one.end));
    Digest::of_parts([text, places.collect::<String>().as_str()].map(str::as_bytes))
}

/// The verdict about this row, if somebody looked at just this.
pub(crate) fn verdict_of(reviews: &Reviews, row: &Row<'_>) -> Option<Verdict> {
    if reviews.is_empty() {
        return None;
    }
    let review = reviews.get(&RecordId::new(row.record_id))?;
    let found = row.found.as_ref()?;
    (review.reviewed == reviewed(row.text, &found.people.doubts)).then_some(review.outcome)
}

/// What was found, with what a person said about it.
pub(crate) fn with_verdict(mut found: Found<'_>, verdict: Verdict) -> Found<'_> {
    match verdict {
        Verdict::Cleared => {
            found.people.doubts.clear();
            found.uncertain = false;
        }
        Verdict::Confirmed => confirm(&mut found),
    }
    found
}

/// What is found in what is left of a text, with what a person said about the whole. It counts where nothing is uncertain now
/// that they did not see.
pub(crate) fn with_verdict_on<'a>(again: Found<'a>, before: &Found<'_>, verdict: Option<Verdict>) -> Found<'a> {
    let seen: BTreeSet<Kind> = before.people.doubts.iter().map(|finding| finding.kind).collect();
    match verdict.filter(|_| again.people.doubts.iter().all(|finding| seen.contains(&finding.kind))) {
        None => again,
        Some(verdict) => with_verdict(again, verdict),
    }
}

/// Whatever else was not sure stays so: no rule says what a confirmed doubt about a language would be.
fn confirm(found: &mut Found<'_>) {
    let mut left = Vec::new();
    for finding in std::mem::take(&mut found.people.doubts) {
        match finding.kind {
            Kind::Special(category) => found.people.special.push(Special {
                category,
                whose: Whose::Author,
                // Whether the author states it of themselves was not asked, so nothing follows about what they made public
                // [GDPR 9(2)(e)].
                mode: Mode::Inferred,
                score: finding.score,
                span: Some(finding.span()),
            }),
            Kind::Criminal => found.criminal = true,
            _ => left.push(finding),
        }
    }
    found.uncertain = !left.is_empty();
    found.people.doubts = left;
}

/// How many records wait for a person, and the first `most` of them. Where decisions are there, those that are refused
/// whatever somebody finds do not wait.
pub async fn held(
    work: &Work,
    settled: &BTreeMap<RecordId, Digest>,
    most: usize,
) -> Result<(u64, Vec<Uncertain>), PipelineError> {
    if !world::exists(work.inspected()) {
        return Ok((0, Vec::new()));
    }
    let (posts, accounts, inspected) = (work.posts(), work.accounts(), work.inspected());
    let tables = [("posts", posts.as_path()), ("accounts", &accounts), ("inspected", &inspected)];
    let session = engine::session(&tables, work.threads()).await?;
    let decisions = Decisions::open(&work.decisions(Operation::Train))?;
    if let Some(decisions) = &decisions {
        engine::add_decisions(&session, decisions).await?;
    }
    let only =
        if decisions.is_some() { "JOIN decisions d ON d.record_id = p.record_id AND d.decision = 'HOLD'" } else { "" };
    let rows = session.sql(&format!("{HELD} {only} {UNSURE}")).await?;
    let mut stream = rows.execute_stream().await?;
    let (mut total, mut first) = (0, Vec::new());
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, texts, langs) = (columns.text("record_id")?, columns.text("text")?, columns.text("lang")?);
        let (subjects, people) = (columns.text("subject_id")?, columns.text("people")?);
        for row in 0..batch.num_rows() {
            let people: Revelations = nested(text_at(people, row), "people")?.unwrap_or_default();
            let text = text_at(texts, row).unwrap_or_default();
            let record = RecordId::new(text_at(records, row).unwrap_or_default());
            let reviewed = reviewed(text, &people.doubts);
            if settled.get(&record) == Some(&reviewed) {
                continue;
            }
            total += 1;
            if first.len() < most {
                first.push(Uncertain {
                    record,
                    subject: text_at(subjects, row).map(SubjectId::new),
                    posted_on: date_of(&columns, "created_at", row)?,
                    lang: text_at(langs, row).map(str::to_owned),
                    text: Text::new(text),
                    findings: people.doubts,
                    reviewed,
                });
            }
        }
    }
    Ok((total, first))
}

const HELD: &str = "SELECT p.record_id, p.text, p.lang, p.created_at, a.subject_id, i.people FROM inspected i \
                    JOIN posts p ON p.record_id = i.record_id LEFT JOIN accounts a ON a.account_id = p.account_id";
const UNSURE: &str = "WHERE i.uncertain ORDER BY p.record_id";

#[cfg(test)]
mod tests {
    use super::*;
    use ::inspect::{Band, Inspection, Level};
    use terms::Category;

    fn doubtful(kinds: &[Kind]) -> Found<'static> {
        let finding = |(place, kind): (usize, &Kind)| Finding {
            kind: *kind,
            start: place,
            end: place + 1,
            score: 0.5,
            whose: Some(Whose::Author),
            band: Level::Uncertain,
        };
        Found::from(Inspection {
            findings: kinds.iter().enumerate().map(finding).collect(),
            band: Band::Uncertain,
            bytes_scanned: 9,
            ..Inspection::none()
        })
    }

    const HEALTH: Kind = Kind::Special(Category::Health);

    #[test]
    fn who_clears_a_doubt_leaves_nothing_uncertain_and_nothing_found() {
        let found = with_verdict(doubtful(&[HEALTH, Kind::Language]), Verdict::Cleared);
        assert_eq!((found.uncertain, found.people.special.len(), found.criminal), (false, 0, false));
    }

    #[test]
    fn who_confirms_a_doubt_makes_it_a_finding_and_a_language_stays_uncertain() {
        let found = with_verdict(doubtful(&[HEALTH, Kind::Criminal]), Verdict::Confirmed);
        assert_eq!((found.uncertain, found.criminal), (false, true));
        let [special] = found.people.special.as_slice() else { panic!("{:?}", found.people.special) };
        assert_eq!((special.category, special.mode, special.whose), (Category::Health, Mode::Inferred, Whose::Author));
        let language = with_verdict(doubtful(&[Kind::Language]), Verdict::Confirmed);
        assert!(language.uncertain, "a person reads it, and it stays out");
    }

    #[test]
    fn a_verdict_names_text_and_findings_and_no_score() {
        let (text, doubts) = ("some text", doubtful(&[HEALTH]).people.doubts);
        let known = reviewed(text, &doubts);
        let changed = |change: fn(&mut Finding)| {
            let mut doubts = doubts.clone();
            doubts.iter_mut().for_each(change);
            reviewed(text, &doubts)
        };
        assert_eq!(changed(|finding| finding.score = 0.6), known);
        for other in [reviewed("other txt", &doubts), changed(|finding| finding.end += 1), reviewed(text, &[])] {
            assert_ne!(other, known);
        }
    }

    #[test]
    fn what_is_left_of_a_text_is_cleared_only_where_nothing_new_is_uncertain() {
        let (before, clear) = (doubtful(&[HEALTH, Kind::Criminal]), Some(Verdict::Cleared));
        assert!(!with_verdict_on(doubtful(&[HEALTH]), &before, clear).uncertain);
        assert!(with_verdict_on(doubtful(&[Kind::Language]), &before, clear).uncertain);
        assert!(with_verdict_on(doubtful(&[HEALTH]), &before, None).uncertain);
    }
}
