//! The file of decisions, and asking them again. In: what was decided about each record. Out: `decisions-….parquet`, and
//! for a stored file whether the same facts under the same law give the same file, byte for byte. Never: a difference that
//! is explained away.

use crate::decide::{Judged, Plan, judge_all};
use crate::engine::{self, Batch, text_at, texts_at};
use crate::tables::{self, Column, TableWriter};
use crate::{PipelineError, Work};
use datafusion::arrow::array::{ListBuilder, StringArray, StringBuilder, TimestampSecondArray};
use futures::StreamExt;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use terms::{Digest, Instant, Operation, Purpose, RecordId};

/// One decision as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    record: String,
    decision: Cow<'static, str>,
    rules: Vec<String>,
    transforms: Vec<String>,
    /// Of the facts, as `explain` prints them; none where a fact is missing.
    facts: Option<Digest>,
}

/// Collects decisions and writes them sorted by record, so that the file does not depend on threads.
#[derive(Default)]
pub(crate) struct DecisionLog(Vec<Line>);

impl DecisionLog {
    pub(crate) fn add(&mut self, record: &str, judged: &Judged) {
        self.0.push(Line {
            record: record.to_owned(),
            decision: Cow::Borrowed(judged.word()),
            rules: judged.answer.rules.clone(),
            transforms: judged.answer.transforms.iter().map(|transform| transform.as_str().to_owned()).collect(),
            facts: judged.facts_digest,
        });
    }

    pub(crate) fn write(&mut self, path: &Path, plan: &Plan<'_>) -> Result<(), PipelineError> {
        self.0.sort();
        let (purpose, op, profile, digest) =
            (plan.declared.purpose.as_str(), plan.op.as_str(), plan.law.profile(), plan.law.digest().to_string());
        let mut table = TableWriter::create(path)?;
        // As one pass writes them.
        for rows in tables::pieces(&self.0) {
            table.write(vec![
                tables::text("record_id", rows.iter().map(|row| Some(row.record.as_str()))),
                tables::text("purpose", rows.iter().map(|_| Some(purpose))),
                tables::text("operation", rows.iter().map(|_| Some(op))),
                tables::text("decision", rows.iter().map(|row| Some(&*row.decision))),
                tables::texts("rules", rows.iter().map(|row| row.rules.as_slice())),
                tables::texts("transforms", rows.iter().map(|row| row.transforms.as_slice())),
                tables::text("profile", rows.iter().map(|_| Some(profile))),
                tables::text("rules_digest", rows.iter().map(|_| Some(digest.as_str()))),
                tables::count("tree_size", rows.iter().map(|_| i64::try_from(plan.tree_size).ok())),
                tables::moment("as_of", rows.iter().map(|_| Some(plan.as_of))),
                tables::owned("facts_digest", rows.iter().map(|row| row.facts.map(|digest| digest.to_string()))),
            ])?;
        }
        table.commit()?;
        Ok(())
    }
}

/// The file of decisions while it is written, in the order of the records.
pub(crate) struct DecisionFile {
    table: TableWriter,
}

impl DecisionFile {
    pub(crate) fn create(path: &Path) -> Result<Self, PipelineError> {
        Ok(Self { table: TableWriter::create(path)? })
    }

    /// Adds the columns of some records, which come after those before.
    pub(crate) fn write(&mut self, columns: Vec<Column>) -> Result<(), PipelineError> {
        self.table.write(columns)
    }

    /// Makes the file appear.
    pub(crate) fn commit(mut self, plan: &Plan<'_>) -> Result<(), PipelineError> {
        if self.table.rows == 0 {
            self.table.write(columns(plan, &StringArray::from(Vec::<&str>::new()), &[]))?;
        }
        self.table.commit()?;
        Ok(())
    }
}

/// The columns of the file, of these records.
pub(crate) fn columns(plan: &Plan<'_>, records: &StringArray, judged: &[Judged]) -> Vec<Column> {
    let rows = judged.len();
    let constant = |name, text: &str| -> Column { (name, Arc::new(StringArray::new_repeated(text, rows))) };
    let moment = TimestampSecondArray::from_value(plan.as_of.timestamp(), rows).with_timezone("UTC");
    let mut facts = StringBuilder::with_capacity(rows, rows * HEX_DIGITS);
    for digest in judged.iter().map(|judged| judged.facts_digest) {
        facts.append_option(digest.as_ref().map(hex).as_ref().and_then(|digits| str::from_utf8(digits).ok()));
    }
    let mut transforms = ListBuilder::new(StringBuilder::new());
    for judged in judged {
        judged.answer.transforms.iter().for_each(|one| transforms.values().append_value(one.as_str()));
        transforms.append(true);
    }
    vec![
        ("record_id", Arc::new(records.clone())),
        constant("purpose", plan.declared.purpose.as_str()),
        constant("operation", plan.op.as_str()),
        tables::text("decision", judged.iter().map(|judged| Some(judged.word()))),
        tables::texts("rules", judged.iter().map(|judged| judged.answer.rules.as_slice())),
        ("transforms", Arc::new(transforms.finish())),
        constant("profile", plan.law.profile()),
        constant("rules_digest", &plan.law.digest().to_string()),
        tables::count("tree_size", judged.iter().map(|_| i64::try_from(plan.tree_size).ok())),
        ("as_of", Arc::new(moment)),
        ("facts_digest", Arc::new(facts.finish())),
    ]
}

/// The digits of a digest.
fn hex(digest: &Digest) -> [u8; HEX_DIGITS] {
    let mut digits = [0; HEX_DIGITS];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(digest.as_bytes()) {
        for (digit, half) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
            *digit = if half < 10 { b'0' + half } else { b'a' + half - 10 };
        }
    }
    digits
}

const HEX_DIGITS: usize = 64;

/// Reads `decisions-….parquet` back: record, decision, rules, transforms; for a comparison with a truth.
pub async fn read_decisions(
    work: &Work,
    op: Operation,
) -> Result<BTreeMap<RecordId, (String, Vec<String>, Vec<String>)>, PipelineError> {
    let lines = read_lines(work, &work.decisions(op)).await?;
    let decisions = lines
        .into_iter()
        .map(|line| (RecordId::new(line.record), (line.decision.into_owned(), line.rules, line.transforms)));
    Ok(decisions.collect())
}

/// One decision of a file, for whoever hands the file on.
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
}

/// Reads a file of decisions, in its order.
pub async fn stored(work: &Work, path: &Path) -> Result<Vec<Stored>, PipelineError> {
    let of = |line: Line| Stored {
        record: RecordId::new(line.record),
        decision: line.decision.into_owned(),
        rules: line.rules,
        transforms: line.transforms,
        facts: line.facts,
    };
    Ok(read_lines(work, path).await?.into_iter().map(of).collect())
}

async fn read_lines(work: &Work, path: &Path) -> Result<Vec<Line>, PipelineError> {
    let session = engine::session(&[("decisions", path)], work.threads()).await?;
    let rows = session.sql("SELECT record_id, decision, rules, transforms, facts_digest FROM decisions").await?;
    let mut stream = rows.execute_stream().await?;
    let mut lines = Vec::new();
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, words) = (columns.text("record_id")?, columns.text("decision")?);
        let (rules, transforms) = (columns.list("rules")?, columns.list("transforms")?);
        let facts = columns.text("facts_digest")?;
        for row in 0..batch.num_rows() {
            lines.push(Line {
                record: text_at(records, row).unwrap_or_default().to_owned(),
                decision: Cow::Owned(text_at(words, row).unwrap_or_default().to_owned()),
                rules: texts_at(rules, row),
                transforms: texts_at(transforms, row),
                // What is no digest is not the digest of any facts, and differs.
                facts: text_at(facts, row).map(|text| Digest::parse(text).unwrap_or_else(|_| Digest::of(text))),
            });
        }
    }
    Ok(lines)
}

/// The digest of a decision file, to compare runs.
pub fn decisions_digest(work: &Work, op: Operation) -> Result<Digest, PipelineError> {
    Ok(Digest::of(world::read(work.decisions(op))?))
}

/// Under what every decision of a file was made.
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

/// Reads under what a file of decisions was made; nothing where its rows do not agree about that, or there is none.
pub async fn under(work: &Work, path: &Path) -> Result<Option<Under>, PipelineError> {
    let session = engine::session(&[("decisions", path)], work.threads()).await?;
    let asked = "SELECT DISTINCT purpose, operation, profile, rules_digest, tree_size, as_of FROM decisions LIMIT 2";
    let mut stream = session.sql(asked).await?.execute_stream().await?;
    let mut found = Vec::new();
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let columns = Batch(&batch);
        for row in 0..batch.num_rows() {
            let text = |name| Ok::<_, PipelineError>(text_at(columns.text(name)?, row).unwrap_or_default().to_owned());
            let operation = text("operation")?;
            let operation = Operation::ALL.into_iter().find(|known| known.as_str() == operation);
            let tree_size = columns.count("tree_size")?.value(row);
            let as_of = engine::moment_at(columns.moment("as_of")?, row);
            let (Some(operation), Ok(tree_size), Some(as_of)) = (operation, u64::try_from(tree_size), as_of) else {
                return Ok(None);
            };
            found.push(Under {
                purpose: Purpose::new(text("purpose")?),
                operation,
                profile: text("profile")?,
                rules_digest: text("rules_digest")?,
                tree_size,
                as_of,
            });
        }
    }
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// What asking the decisions of a file again gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// Decisions that were made again.
    pub decisions: u64,
    /// Records whose decision is another, by record.
    pub differences: Vec<Difference>,
    /// Whether the file has the bytes that deciding again gives.
    pub same_bytes: bool,
}

impl Replayed {
    /// Whether the file holds.
    pub fn holds(&self) -> bool {
        self.same_bytes && self.differences.is_empty()
    }
}

/// A record whose stored decision is not the one that comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The record.
    pub record: RecordId,
    /// What differs: `decision`, `rules`, `transforms`, `facts`, or `record` where one side does not have it.
    pub what: Vec<&'static str>,
    /// The stored decision and its rules.
    pub stored: Option<(String, Vec<String>)>,
    /// The one that comes out.
    pub found: Option<(String, Vec<String>)>,
}

/// Decides every record again under the plan, and compares with the stored file row by row and byte by byte.
pub async fn replay(
    work: &Work,
    plan: &Plan<'_>,
    stored: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<Replayed, PipelineError> {
    let lines = read_lines(work, stored).await?;
    let mut log = DecisionLog::default();
    judge_all(work, plan, progress, &mut |record, judged| {
        log.add(record, &judged);
        Ok(())
    })
    .await?;
    let again = work.folder().join("decisions-replayed.parquet");
    log.write(&again, plan)?;
    let same_bytes = world::read(&again)? == world::read(stored)?;
    world::remove_file(&again)?;
    Ok(Replayed { decisions: log.0.len() as u64, differences: differences(lines, log.0), same_bytes })
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
    let told = |line: &Option<Line>| line.as_ref().map(|line| (line.decision.to_string(), line.rules.clone()));
    let different = pairs.into_iter().filter(|(_, (stored, found))| stored != found);
    different
        .map(|(record, (stored, found))| {
            let what = match (&stored, &found) {
                (Some(stored), Some(found)) => [
                    ("decision", stored.decision != found.decision),
                    ("rules", stored.rules != found.rules),
                    ("transforms", stored.transforms != found.transforms),
                    ("facts", stored.facts != found.facts),
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

    fn line(record: &str, decision: &'static str) -> Line {
        Line {
            record: record.to_owned(),
            decision: Cow::Borrowed(decision),
            rules: Vec::new(),
            transforms: Vec::new(),
            facts: None,
        }
    }

    #[test]
    fn what_differs_is_named_record_by_record() {
        let stored = vec![line("r1", "PERMIT"), line("r2", "PERMIT"), line("r3", "HOLD")];
        let found = vec![
            line("r1", "PERMIT"),
            Line { facts: Some(Digest::of("facts")), ..line("r2", "FORBID") },
            line("r4", "HOLD"),
        ];
        let differences = differences(stored.clone(), found);
        let named: Vec<(&str, &[&str])> =
            differences.iter().map(|one| (one.record.as_str(), one.what.as_slice())).collect();
        assert_eq!(
            named,
            [("r2", ["decision", "facts"].as_slice()), ("r3", ["record"].as_slice()), ("r4", ["record"].as_slice()),]
        );
        assert!(super::differences(stored.clone(), stored).is_empty());
    }
}
