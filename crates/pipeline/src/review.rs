//! Human review between rooms 3 and 5. In: what the detectors were not sure of, and what people said who looked. Out: the
//! inspection that the law is told, and the queue of those that wait. Never: a verdict about another text or other findings
//! than those that were looked at.

use crate::engine::{self, Batch, date_of, text_at};
use crate::gather::Row;
use crate::{PipelineError, Work};
use ::inspect::{Band, Finding, Inspection, Kind, Level, Mode, Special};
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
pub fn reviewed(text: &str, inspection: &Inspection) -> Digest {
    let places = uncertain(inspection).map(|one| format!("{} {} {}\n", one.kind, one.start, one.end));
    Digest::of_parts([text, places.collect::<String>().as_str()].map(str::as_bytes))
}

fn uncertain(inspection: &Inspection) -> impl Iterator<Item = &Finding> {
    inspection.findings.iter().filter(|finding| finding.band == Level::Uncertain)
}

/// The verdict about this row, if somebody looked at just this.
pub(crate) fn verdict_of(reviews: &Reviews, row: &Row<'_>) -> Option<Verdict> {
    if reviews.is_empty() {
        return None;
    }
    let review = reviews.get(&RecordId::new(row.record_id))?;
    let inspection = row.inspection.as_ref()?;
    (review.reviewed == reviewed(row.text, inspection)).then_some(review.outcome)
}

/// The inspection with what a person said about it.
pub(crate) fn with_verdict(inspection: Inspection, verdict: Option<Verdict>) -> Inspection {
    match verdict {
        None => inspection,
        Some(Verdict::Cleared) => cleared(inspection),
        Some(Verdict::Confirmed) => confirmed(inspection),
    }
}

/// The inspection of what is left of a text, with what a person said about the whole. It counts where nothing is uncertain
/// now that they did not see.
pub(crate) fn with_verdict_on(again: Inspection, before: &Inspection, verdict: Option<Verdict>) -> Inspection {
    let seen: BTreeSet<Kind> = uncertain(before).map(|finding| finding.kind).collect();
    let is_seen = uncertain(&again).all(|finding| seen.contains(&finding.kind));
    with_verdict(again, verdict.filter(|_| is_seen))
}

fn cleared(mut inspection: Inspection) -> Inspection {
    for finding in inspection.findings.iter_mut().filter(|finding| finding.band == Level::Uncertain) {
        finding.band = Level::Clear;
    }
    inspection.band = Band::Clear;
    inspection
}

fn confirmed(mut inspection: Inspection) -> Inspection {
    let (mut special, mut criminal) = (Vec::new(), false);
    for finding in inspection.findings.iter_mut().filter(|finding| finding.band == Level::Uncertain) {
        match finding.kind {
            Kind::Special(category) => special.push(Special {
                category,
                whose: Whose::Author,
                mode: Mode::Explicit,
                score: finding.score,
                span: Some(finding.span()),
            }),
            Kind::Criminal => criminal = true,
            // Whatever else was not sure stays so: no rule says what a confirmed doubt about a language would be.
            _ => continue,
        }
        finding.band = Level::Found;
    }
    inspection.special.extend(special);
    inspection.criminal |= criminal;
    inspection.band = if uncertain(&inspection).next().is_some() { Band::Uncertain } else { Band::Clear };
    inspection
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
    let decisions = work.decisions(Operation::Train);
    let mut tables = vec![("posts", posts.as_path()), ("accounts", &accounts), ("inspected", &inspected)];
    let decided = world::exists(&decisions);
    if decided {
        tables.push(("decisions", &decisions));
    }
    let session = engine::session(&tables, work.threads()).await?;
    let only = if decided { "JOIN decisions d ON d.record_id = p.record_id AND d.decision = 'HOLD'" } else { "" };
    let rows = session.sql(&format!("{HELD} {only} {UNSURE}")).await?;
    let mut stream = rows.execute_stream().await?;
    let (mut total, mut first) = (0, Vec::new());
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, texts, langs) = (columns.text("record_id")?, columns.text("text")?, columns.text("lang")?);
        let (subjects, inspections) = (columns.text("subject_id")?, columns.text("inspection")?);
        for row in 0..batch.num_rows() {
            let inspection: Inspection = serde_json::from_str(text_at(inspections, row).unwrap_or_default())
                .map_err(|_| PipelineError::Column { name: "inspection" })?;
            let text = text_at(texts, row).unwrap_or_default();
            let record = RecordId::new(text_at(records, row).unwrap_or_default());
            let reviewed = reviewed(text, &inspection);
            if inspection.band != Band::Uncertain || settled.get(&record) == Some(&reviewed) {
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
                    findings: uncertain(&inspection).copied().collect(),
                    reviewed,
                });
            }
        }
    }
    Ok((total, first))
}

const HELD: &str = "SELECT p.record_id, p.text, p.lang, p.created_at, a.subject_id, i.inspection FROM inspected i \
                    JOIN posts p ON p.record_id = i.record_id LEFT JOIN accounts a ON a.account_id = p.account_id";
/// Looks at the text of the column first, because most inspections hold nothing of the kind.
const UNSURE: &str = "WHERE i.inspection LIKE '%\"uncertain\"%' ORDER BY p.record_id";

#[cfg(test)]
mod tests {
    use super::*;
    use terms::Category;

    fn doubtful(kinds: &[Kind]) -> Inspection {
        let finding = |(place, kind): (usize, &Kind)| Finding {
            kind: *kind,
            start: place,
            end: place + 1,
            score: 0.5,
            whose: Some(Whose::Author),
            band: Level::Uncertain,
        };
        Inspection {
            findings: kinds.iter().enumerate().map(finding).collect(),
            band: Band::Uncertain,
            bytes_scanned: 9,
            ..Inspection::none()
        }
    }

    const HEALTH: Kind = Kind::Special(Category::Health);

    #[test]
    fn who_clears_a_doubt_leaves_nothing_uncertain_and_nothing_found() {
        let inspection = with_verdict(doubtful(&[HEALTH, Kind::Language]), Some(Verdict::Cleared));
        assert_eq!((inspection.band, inspection.special.len(), inspection.criminal), (Band::Clear, 0, false));
    }

    #[test]
    fn who_confirms_a_doubt_makes_it_a_finding_and_a_language_stays_uncertain() {
        let inspection = with_verdict(doubtful(&[HEALTH, Kind::Criminal]), Some(Verdict::Confirmed));
        assert_eq!((inspection.band, inspection.criminal), (Band::Clear, true));
        let [special] = inspection.special.as_slice() else { panic!("{:?}", inspection.special) };
        assert_eq!((special.category, special.mode, special.whose), (Category::Health, Mode::Explicit, Whose::Author));
        let language = with_verdict(doubtful(&[Kind::Language]), Some(Verdict::Confirmed));
        assert_eq!(language.band, Band::Uncertain, "a person reads it, and it stays out");
    }

    #[test]
    fn a_verdict_names_text_and_findings_and_no_score() {
        let (text, inspection) = ("some text", doubtful(&[HEALTH]));
        let known = reviewed(text, &inspection);
        let mut scored = inspection.clone();
        scored.findings[0].score = 0.6;
        assert_eq!(reviewed(text, &scored), known);
        let mut moved = inspection.clone();
        moved.findings[0].end += 1;
        for other in [reviewed("other txt", &inspection), reviewed(text, &moved), reviewed(text, &doubtful(&[]))] {
            assert_ne!(other, known);
        }
    }

    #[test]
    fn what_is_left_of_a_text_is_cleared_only_where_nothing_new_is_uncertain() {
        let (before, clear) = (doubtful(&[HEALTH, Kind::Criminal]), Some(Verdict::Cleared));
        assert_eq!(with_verdict_on(doubtful(&[HEALTH]), &before, clear).band, Band::Clear);
        assert_eq!(with_verdict_on(doubtful(&[Kind::Language]), &before, clear).band, Band::Uncertain);
        assert_eq!(with_verdict_on(doubtful(&[HEALTH]), &before, None).band, Band::Uncertain);
    }
}
