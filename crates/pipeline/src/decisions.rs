//! Decisions as others read them, and asking them again. In: a folder of decisions. Out: its rows, under what they were made,
//! one digest of them; and whether the same facts under the same law give them again. Never: a difference that is explained
//! away.

mod folder;
mod overlay;
mod sheet;

pub(crate) use folder::{Decisions, Draft, Part};
pub(crate) use overlay::{Gone, Overlay};
pub(crate) use sheet::{AUTHOR, COUNTED_AS, DECISION, LIES_OVER, OTHERS, RECORD, RESTS_ON, Sheet, lying_over};

use crate::decide::{Judged, Plan, judge_all};
use crate::engine::{Batch, text_at, texts_at};
use crate::gather::Row;
use crate::rests::Cells;
use crate::tables::BATCH_ROWS;
use crate::{PipelineError, Work};
use datafusion::arrow::array::{Array, FixedSizeBinaryArray, RecordBatch};
use datafusion::arrow::compute::{concat_batches, sort_to_indices, take_record_batch};
use sha2::{Digest as _, Sha256};
use sheet::{FACTS, TOLD};
use std::collections::BTreeMap;
use std::path::Path;
use terms::{Digest, Instant, Operation, Purpose, RecordId};

/// One decision as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    record: String,
    decision: String,
    rules: Vec<String>,
    transforms: Vec<String>,
    /// Of the facts, as `explain` prints them; none where a fact is missing.
    facts: Option<Digest>,
    /// Since when it stands.
    since: Option<Instant>,
}

/// Collects decisions and writes them sorted by record, so that the file does not depend on threads.
#[derive(Default)]
pub(crate) struct DecisionLog(Vec<RecordBatch>);

impl DecisionLog {
    pub(crate) fn add<'r>(
        &mut self,
        judged: impl Iterator<Item = (&'r Row<'r>, &'r Judged)>,
    ) -> Result<(), PipelineError> {
        let mut sheet = Sheet::default();
        for (row, judged) in judged {
            sheet.push(row, judged, None)?;
        }
        self.0.push(sheet.finish()?);
        Ok(())
    }

    /// All rows, in the order of their records.
    pub(crate) fn sorted(&self) -> Result<RecordBatch, PipelineError> {
        let whole = concat_batches(&Sheet::default().finish()?.schema(), &self.0)?;
        let order = sort_to_indices(Batch(&whole).text(RECORD)?, None, None)?;
        Ok(take_record_batch(&whole, &order)?)
    }

    /// Makes these the decisions; what they rest on nobody compares here, so a later run decides everything.
    pub(crate) fn write(&self, folder: &Path, plan: &Plan<'_>) -> Result<(), PipelineError> {
        let (rows, draft) = (self.sorted()?, Draft::begin(folder, plan)?);
        let mut base = draft.base()?;
        // As one pass writes them.
        for from in (0..rows.num_rows()).step_by(BATCH_ROWS) {
            base.write(&rows.slice(from, BATCH_ROWS.min(rows.num_rows() - from)))?;
        }
        let base = base.commit()?;
        draft.commit(base, None, None, None)
    }
}

/// Whether anything was decided about this operation.
pub fn are_decided(work: &Work, op: Operation) -> bool {
    folder::are_there(&work.decisions(op))
}

/// A decision with its rules and transforms.
pub type Ruled = (String, Vec<String>, Vec<String>);

/// Reads decisions back, for a comparison with a truth.
pub fn read_decisions(work: &Work, op: Operation) -> Result<BTreeMap<RecordId, Ruled>, PipelineError> {
    let lines = read_lines(&open(&work.decisions(op))?)?;
    let decisions =
        lines.into_iter().map(|line| (RecordId::new(line.record), (line.decision, line.rules, line.transforms)));
    Ok(decisions.collect())
}

/// One decision of a folder, for whoever hands it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The record.
    pub record: RecordId,
    /// One of the four.
    pub decision: String,
    /// Every rule that fired.
    pub rules: Vec<String>,
    /// What was done to the text.
    pub transforms: Vec<String>,
    /// Of the facts; none where one is missing.
    pub facts: Option<Digest>,
    /// Since when the decision stands: the facts are those of this moment, and of every one since.
    pub since: Option<Instant>,
}

/// Reads the decisions of a folder, in the order of their records.
pub fn stored(folder: &Path) -> Result<Vec<Stored>, PipelineError> {
    let of = |line: Line| {
        let Line { record, decision, rules, transforms, facts, since } = line;
        Stored { record: RecordId::new(record), decision, rules, transforms, facts, since }
    };
    Ok(read_lines(&open(folder)?)?.into_iter().map(of).collect())
}

fn open(folder: &Path) -> Result<Decisions, PipelineError> {
    Decisions::open(folder)?.ok_or(PipelineError::Column { name: "manifest.json" })
}

fn read_lines(decisions: &Decisions) -> Result<Vec<Line>, PipelineError> {
    let mut lines = Vec::new();
    for batch in decisions.rows(TOLD)? {
        lines_of(&batch?, &mut lines)?;
    }
    Ok(lines)
}

fn lines_of(batch: &RecordBatch, lines: &mut Vec<Line>) -> Result<(), PipelineError> {
    let columns = Batch(batch);
    let (records, words) = (columns.text(RECORD)?, columns.text("decision")?);
    let (rules, transforms) = (columns.list("rules")?, columns.list("transforms")?);
    let (facts, since) = (columns.digests(FACTS)?, columns.moment("stands_since")?);
    for row in 0..batch.num_rows() {
        lines.push(Line {
            record: text_at(records, row).unwrap_or_default().to_owned(),
            decision: text_at(words, row).unwrap_or_default().to_owned(),
            rules: texts_at(rules, row),
            transforms: texts_at(transforms, row),
            facts: digest_at(facts, row)?,
            since: crate::engine::moment_at(since, row),
        });
    }
    Ok(())
}

fn digest_at(column: &FixedSizeBinaryArray, row: usize) -> Result<Option<Digest>, PipelineError> {
    let bytes = column.is_valid(row).then(|| column.value(row).try_into()).transpose();
    Ok(bytes.map_err(|_| PipelineError::Column { name: FACTS })?.map(Digest::from_bytes))
}

/// The digest of what was decided, row after row: the same for the same decisions, whenever and in how many steps they were
/// made, and in whatever files they lie.
pub fn decisions_digest(work: &Work, op: Operation) -> Result<Digest, PipelineError> {
    let decisions = open(&work.decisions(op))?;
    let mut told = Told::of(&decisions);
    for batch in decisions.rows(TOLD)? {
        told.add(&batch?)?;
    }
    Ok(told.digest())
}

/// Rows that are hashed in their order, after what all of them were decided for and by.
struct Told(Sha256);

impl Told {
    fn of(stored: &Decisions) -> Self {
        let manifest = &stored.manifest;
        Self::under([
            manifest.purpose.as_str(),
            manifest.operation.as_str(),
            &manifest.profile,
            &manifest.rules_digest.to_string(),
        ])
    }

    fn of_plan(plan: &Plan<'_>) -> Self {
        let (purpose, law) = (plan.declared.purpose.as_str(), plan.law);
        Self::under([purpose, plan.op.as_str(), law.profile(), &law.digest().to_string()])
    }

    /// Purpose, operation, profile and rules.
    fn under(under: [&str; 4]) -> Self {
        Self(Sha256::new_with_prefix(format!("grondslag decisions 2\n{}\n", under.join("\n"))))
    }

    fn add(&mut self, batch: &RecordBatch) -> Result<(), PipelineError> {
        Cells::each_row(batch, |bytes| self.0.update(bytes))
    }

    fn digest(self) -> Digest {
        Digest::from_bytes(self.0.finalize().into())
    }
}

/// Under what every decision of a folder was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// For which purpose.
    pub purpose: Purpose,
    /// For which operation.
    pub operation: Operation,
    /// The dated name of the profile.
    pub profile: String,
    /// The digest of the rules.
    pub rules_digest: String,
    /// How many events of the ledger counted.
    pub tree_size: u64,
    /// The moment.
    pub as_of: Instant,
}

/// Reads under what the decisions of a folder were made; nothing where it is none, or a file of it is not the one that was
/// written.
pub fn under(folder: &Path) -> Result<Option<Under>, PipelineError> {
    let Some(decisions) = Decisions::open(folder)? else { return Ok(None) };
    decisions.check(crate::tables::digest)?;
    let manifest = decisions.manifest;
    Ok(Some(Under {
        purpose: manifest.purpose,
        operation: manifest.operation,
        profile: manifest.profile,
        rules_digest: manifest.rules_digest.to_string(),
        tree_size: manifest.tree_size,
        as_of: manifest.as_of,
    }))
}

/// What asking stored decisions again gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// Decisions that were made again.
    pub decisions: u64,
    /// Records whose decision is another, by record.
    pub differences: Vec<Difference>,
    /// Whether the rows have the bytes that deciding again gives: the digest that documents name.
    pub same_bytes: bool,
}

impl Replayed {
    /// Whether they hold.
    pub fn holds(&self) -> bool {
        self.same_bytes && self.differences.is_empty()
    }
}

/// A record whose stored decision is not the one that comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The record.
    pub record: RecordId,
    /// What differs: `decision`, `rules`, `transforms`, `facts`, `since`, or `record` where one side does not have it.
    pub what: Vec<&'static str>,
    /// The stored decision and its rules.
    pub stored: Option<(String, Vec<String>)>,
    /// The one that comes out.
    pub found: Option<(String, Vec<String>)>,
}

/// Decides every record again under the plan, and compares with the stored decisions row by row and byte by byte.
pub async fn replay(
    work: &Work,
    plan: &Plan<'_>,
    folder: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<Replayed, PipelineError> {
    let stored = open(folder)?;
    let (mut lines, mut told) = (Vec::new(), Told::of(&stored));
    for batch in stored.rows(TOLD)? {
        let batch = batch?;
        lines_of(&batch, &mut lines)?;
        told.add(&batch)?;
    }
    let mut log = DecisionLog::default();
    judge_all(work, plan, &mut log, progress, &mut |_, _| Ok(())).await?;
    let again = log.sorted()?;
    let (mut found, mut told_again) = (Vec::new(), Told::of_plan(plan));
    lines_of(&again, &mut found)?;
    let columns = TOLD.iter().map(|name| again.schema_ref().index_of(name)).collect::<Result<Vec<_>, _>>()?;
    told_again.add(&again.project(&columns)?)?;
    let same_bytes = told.digest() == told_again.digest();
    Ok(Replayed { decisions: found.len() as u64, differences: differences(lines, found), same_bytes })
}

fn differences(stored: Vec<Line>, found: Vec<Line>) -> Vec<Difference> {
    let mut pairs: BTreeMap<String, (Option<Line>, Option<Line>)> = BTreeMap::new();
    for line in stored {
        let pair = pairs.entry(line.record.clone()).or_default();
        pair.0 = Some(line);
    }
    for line in found {
        let pair = pairs.entry(line.record.clone()).or_default();
        pair.1 = Some(line);
    }
    let told = |line: &Option<Line>| line.as_ref().map(|line| (line.decision.clone(), line.rules.clone()));
    let different = pairs.into_iter().filter(|(_, (stored, found))| stored != found);
    different
        .map(|(record, (stored, found))| {
            let what = match (&stored, &found) {
                (Some(stored), Some(found)) => [
                    ("decision", stored.decision != found.decision),
                    ("rules", stored.rules != found.rules),
                    ("transforms", stored.transforms != found.transforms),
                    ("facts", stored.facts != found.facts),
                    ("since", stored.since != found.since),
                ]
                .into_iter()
                .filter_map(|(what, differs)| differs.then_some(what))
                .collect(),
                _ => vec!["record"],
            };
            Difference { record: RecordId::new(record), what, stored: told(&stored), found: told(&found) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(record: &str, decision: &str) -> Line {
        let (rules, transforms, facts, since) = (Vec::new(), Vec::new(), None, None);
        Line { record: record.to_owned(), decision: decision.to_owned(), rules, transforms, facts, since }
    }

    #[test]
    fn what_differs_is_named_record_by_record() {
        let stored = vec![line("r1", "PERMIT"), line("r2", "PERMIT"), line("r3", "HOLD"), line("r5", "HOLD")];
        let found = vec![
            line("r1", "PERMIT"),
            Line { facts: Some(Digest::of("facts")), ..line("r2", "FORBID") },
            line("r4", "HOLD"),
            Line { since: Some(Instant::UNIX_EPOCH), ..line("r5", "HOLD") },
        ];
        let differences = differences(stored.clone(), found);
        let named: Vec<(&str, &[&str])> =
            differences.iter().map(|one| (one.record.as_str(), one.what.as_slice())).collect();
        assert_eq!(
            named,
            [
                ("r2", ["decision", "facts"].as_slice()),
                ("r3", ["record"].as_slice()),
                ("r4", ["record"].as_slice()),
                ("r5", ["since"].as_slice()),
            ]
        );
        assert!(super::differences(stored.clone(), stored).is_empty());
    }
}
