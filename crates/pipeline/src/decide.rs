//! Rooms 5 and 6 for many records: every record is decided, and what is lawful is sealed. In: the tables of `work`, the
//! law, a moment. Out: `decisions.parquet`, a corpus, totals that add up. Never: a record without a decision, or a text
//! that was transformed and not inspected and decided again.

use crate::decisions::DecisionLog;
use crate::engine::{self, Batch};
use crate::gather::{Frame, Row, Rows};
use crate::review::{self, Reviews};
use crate::{Declared, PipelineError, Work};
use ::inspect::{Edit, Inspection, Inspector, Passage, Removal, Slice, Span};
use corpus::{Exclusion, Manifest, Refusal, Sealer};
use datafusion::arrow::array::RecordBatch;
use futures::StreamExt;
use law::facts::{ModelState, Order, ThirdParty};
use law::{DEFAULT_DENY, Decision, Facts, Law, Lawful, Outcome, Transform};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use terms::{Digest, Embed, Instant, Operation, Pseudonymizer, RecordId, Text};

/// Under what one decision run stands.
pub struct Plan<'a> {
    /// The rules.
    pub law: &'a Law,
    /// What the controller declared.
    pub declared: &'a Declared,
    /// Orders up to the moment.
    pub orders: &'a [Order],
    /// What people said who looked where the detectors were not sure.
    pub reviews: &'a Reviews,
    /// The detectors, for transformed texts.
    pub inspector: &'a Inspector,
    /// Makes the pseudonyms of the corpus.
    pub pseudonymizer: &'a Pseudonymizer,
    /// The operation.
    pub op: Operation,
    /// The moment.
    pub as_of: Instant,
    /// Number of events at the tree head.
    pub tree_size: u64,
    /// Whether each answer is compared with that of the whole authorizer.
    pub check: CrossCheck,
}

/// The policies are asked one by one, each about the facts it reads; the whole authorizer is the cross-check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrossCheck {
    /// Only the tests do it.
    Off,
    /// Each record is decided by both.
    Whole,
}

/// What was decided, counted. `read = admitted + refused + held`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Totals {
    /// Records.
    pub read: u64,
    /// PERMIT, or PERMIT_WITH after its transforms.
    pub admitted: u64,
    /// FORBID.
    pub refused: u64,
    /// HOLD.
    pub held: u64,
    /// Of the admitted: with a transform.
    pub transformed: u64,
    /// Records on which each rule fired.
    pub rules: BTreeMap<String, u64>,
    /// Records refused because a fact is missing, by fact.
    pub missing: BTreeMap<String, u64>,
    /// Transforms applied.
    pub transforms: BTreeMap<String, u64>,
    /// Admitted, refused and held by kind.
    pub by_kind: BTreeMap<String, [u64; 3]>,
    /// The same by language.
    pub by_lang: BTreeMap<String, [u64; 3]>,
    /// The same by country of residence.
    pub by_country: BTreeMap<String, [u64; 3]>,
    /// The same by month of creation.
    pub by_month: BTreeMap<String, [u64; 3]>,
}

/// What became of one record.
pub struct Judged {
    /// The record.
    pub record_id: RecordId,
    /// What the law answered.
    pub answer: Answer,
    /// The fact that is missing, where that is the reason.
    pub missing: Option<&'static str>,
    /// The digest of the facts, unless one is missing.
    pub facts_digest: Option<Digest>,
    /// The row, where it was found lawful; a transformed text was inspected and decided again.
    lawful: Option<Lawful<corpus::Row>>,
    /// The transforms that were applied.
    transforms: BTreeSet<Transform>,
    axes: Axes,
}

/// The answer about one record: of the law, or F00 where a fact is missing and the law could not be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// One of the four.
    pub outcome: Outcome,
    /// Every rule that fired, sorted.
    pub rules: Vec<String>,
    /// What had to be done to the text, sorted.
    pub transforms: Vec<Transform>,
}

impl Answer {
    fn of(decision: &Decision) -> Self {
        let grounds = decision.grounds();
        Self { outcome: decision.outcome(), rules: grounds.rules().to_vec(), transforms: grounds.transforms().to_vec() }
    }

    fn missing() -> Self {
        Self { outcome: Outcome::Forbid, rules: vec![DEFAULT_DENY.to_owned()], transforms: Vec::new() }
    }

    /// What remains after the transforms is not permitted: no, or not now, with what fired on both.
    fn after_transforms(first: &Decision, second: &Decision) -> Self {
        let outcome = if second.outcome() == Outcome::Hold { Outcome::Hold } else { Outcome::Forbid };
        let rules: BTreeSet<String> = first.grounds().rules().iter().chain(second.grounds().rules()).cloned().collect();
        Self { outcome, rules: rules.into_iter().collect(), transforms: Vec::new() }
    }
}

struct Axes {
    kind: String,
    lang: String,
    country: String,
    month: String,
}

/// Decides every record and seals what is lawful into `folder`.
pub async fn seal(
    work: &Work,
    plan: &Plan<'_>,
    folder: &std::path::Path,
    meta: corpus::Meta,
    progress: &mut dyn FnMut(u64),
) -> Result<(Totals, Manifest), PipelineError> {
    let mut sealer = Sealer::begin(folder, meta)?;
    let totals = decide_each(work, plan, progress, &mut |judged| {
        match judged.lawful {
            Some(lawful) => sealer.push(&judged.record_id, lawful)?,
            None => sealer.exclude(&judged.record_id, exclusion(&judged.answer))?,
        }
        Ok(())
    })
    .await?;
    Ok((totals, sealer.finish()?))
}

/// Decides every record and seals nothing.
pub async fn decide(work: &Work, plan: &Plan<'_>, progress: &mut dyn FnMut(u64)) -> Result<Totals, PipelineError> {
    decide_each(work, plan, progress, &mut |_| Ok(())).await
}

/// One record with everything that its decision rests on.
pub struct Explained {
    /// What became of it.
    pub judged: Judged,
    /// The facts, unless one is missing.
    pub facts: Result<Facts, &'static str>,
    /// The author.
    pub subject_id: Option<String>,
}

/// Decides one record and keeps its facts; `None` where there is no such record.
pub async fn explain(work: &Work, plan: &Plan<'_>, record: &RecordId) -> Result<Option<Explained>, PipelineError> {
    let mut batches = stream(work, Some(record)).await?;
    let (model, stamp) = (idle_model(), plan.inspector.stamp());
    let frame = plan.frame(&model, &stamp);
    while let Some(batch) = batches.next().await {
        let batch = batch?;
        let rows = Rows::of(&Batch(&batch))?;
        if batch.num_rows() > 0 {
            let row = rows.row(0)?;
            let inspection = inspected(&frame, &row);
            let third: Vec<ThirdParty> = row
                .third_parties(&numbered(&inspection.third_parties), &frame)
                .into_iter()
                .map(|(_, third)| third)
                .collect();
            let facts = row.facts(&frame, &inspection, third);
            let subject_id = row.subject_id.map(str::to_owned);
            return Ok(Some(Explained { judged: judge(plan, &frame, &row)?, facts, subject_id }));
        }
    }
    Ok(None)
}

/// What the law would be asked about one record, before any transform.
pub struct Asked {
    /// The record.
    pub record_id: RecordId,
    /// The author.
    pub subject_id: Option<String>,
    /// The facts, unless one is missing.
    pub facts: Result<Facts, &'static str>,
}

/// Gathers the facts of every record and decides nothing: for asking another law about the same facts.
pub async fn facts(work: &Work, plan: &Plan<'_>, each: &mut dyn FnMut(Asked)) -> Result<u64, PipelineError> {
    let posts = work.posts_count()?;
    let mut batches = stream(work, None).await?;
    let (model, stamp) = (idle_model(), plan.inspector.stamp());
    let frame = plan.frame(&model, &stamp);
    let mut read = 0;
    while let Some(batch) = next_batch(work, &mut batches).await? {
        let rows = Rows::of(&Batch(&batch))?;
        let asked: Result<Vec<Asked>, PipelineError> = (0..batch.num_rows())
            .into_par_iter()
            .map(|number| {
                let row = rows.row(number)?;
                let inspection = inspected(&frame, &row);
                let third = row.third_parties(&numbered(&inspection.third_parties), &frame);
                let facts = row.facts(&frame, &inspection, third.into_iter().map(|(_, third)| third).collect());
                let subject_id = row.subject_id.map(str::to_owned);
                Ok(Asked { record_id: RecordId::new(row.record_id), subject_id, facts })
            })
            .collect();
        for asked in asked? {
            read += 1;
            each(asked);
        }
    }
    if read == posts { Ok(read) } else { Err(PipelineError::RowsLost { posts, decided: read }) }
}

impl Plan<'_> {
    fn decide(&self, facts: &Facts) -> Result<Decision, PipelineError> {
        let decision = self.law.decide(facts);
        if self.check == CrossCheck::Whole && decision != self.law.decide_whole(facts) {
            return Err(PipelineError::Disagreement);
        }
        Ok(decision)
    }

    fn frame<'b>(&'b self, model: &'b ModelState, stamp: &'b str) -> Frame<'b> {
        let now = self.as_of.date_naive();
        let profile = self.law.numbers();
        Frame {
            declared: self.declared,
            orders: self.orders,
            reviews: self.reviews,
            op: self.op,
            at: self.as_of,
            now,
            profile,
            model,
            stamp,
        }
    }
}

async fn stream(
    work: &Work,
    record: Option<&RecordId>,
) -> Result<datafusion::execution::SendableRecordBatchStream, PipelineError> {
    let (posts, accounts, standing, inspected, slices) =
        (work.posts(), work.accounts(), work.standing(), work.inspected(), work.slices());
    let tables = [
        ("posts", posts.as_path()),
        ("accounts", &accounts),
        ("standing", &standing),
        ("inspected", &inspected),
        ("slices", &slices),
    ];
    // One record is not worth a job on a cluster.
    let cluster = work.cluster().filter(|_| record.is_none());
    let session = engine::session_on(cluster, &tables, work.threads()).await?;
    let mut rows = session.sql(include_str!("facts.sql")).await?;
    if let Some(record) = record {
        rows = rows.filter(datafusion::prelude::col("record_id").eq(datafusion::prelude::lit(record.as_str())))?;
    }
    Ok(rows.execute_stream().await?)
}

/// The next rows; from a cluster, only within its deadline.
async fn next_batch(
    work: &Work,
    batches: &mut datafusion::execution::SendableRecordBatchStream,
) -> Result<Option<RecordBatch>, PipelineError> {
    let Some(cluster) = work.cluster() else { return Ok(batches.next().await.transpose()?) };
    let scheduler = || cluster.scheduler().to_owned();
    match tokio::time::timeout(cluster.deadline(), batches.next()).await {
        Ok(batch) => batch.transpose().map_err(|cause| PipelineError::Cluster { scheduler: scheduler(), cause }),
        Err(_) => Err(PipelineError::ClusterDeadline { scheduler: scheduler(), seconds: cluster.deadline().as_secs() }),
    }
}

async fn decide_each(
    work: &Work,
    plan: &Plan<'_>,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(Judged) -> Result<(), PipelineError>,
) -> Result<Totals, PipelineError> {
    let mut log = DecisionLog::default();
    let totals = judge_all(work, plan, progress, &mut |judged| {
        log.add(&judged);
        each(judged)
    })
    .await?;
    log.write(&work.decisions(plan.op), plan)?;
    Ok(totals)
}

/// Decides every record and writes nothing.
pub(crate) async fn judge_all(
    work: &Work,
    plan: &Plan<'_>,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(Judged) -> Result<(), PipelineError>,
) -> Result<Totals, PipelineError> {
    let posts = work.posts_count()?;
    let mut batches = stream(work, None).await?;
    let (model, stamp) = (idle_model(), plan.inspector.stamp());
    let frame = plan.frame(&model, &stamp);
    let mut totals = Totals::default();
    while let Some(batch) = next_batch(work, &mut batches).await? {
        for judged in judge_batch(plan, &frame, &batch)? {
            totals.add(&judged);
            each(judged)?;
        }
        progress(totals.read);
    }
    // A join may neither lose a post nor double one; if it did, nothing of this run may be used.
    if totals.read != posts {
        return Err(PipelineError::RowsLost { posts, decided: totals.read });
    }
    Ok(totals)
}

fn judge_batch(plan: &Plan<'_>, frame: &Frame<'_>, batch: &RecordBatch) -> Result<Vec<Judged>, PipelineError> {
    let rows = Rows::of(&Batch(batch))?;
    (0..batch.num_rows()).into_par_iter().map(|number| judge(plan, frame, &rows.row(number)?)).collect()
}

/// The inspection of a record, with what a person said who looked at it.
fn inspected(frame: &Frame<'_>, row: &Row<'_>) -> Inspection {
    let inspection = row.inspection.clone().unwrap_or_else(uninspected);
    review::with_verdict(inspection, review::verdict_of(frame.reviews, row))
}

/// Decides one record; transforms its text where the law asks for it, and decides the result again.
fn judge(plan: &Plan<'_>, frame: &Frame<'_>, row: &Row<'_>) -> Result<Judged, PipelineError> {
    let inspection = inspected(frame, row);
    let slices = numbered(&inspection.third_parties);
    let third = row.third_parties(&slices, frame);
    let axes = Axes {
        kind: row.kind.map_or("unknown", terms::Kind::as_str).to_owned(),
        lang: inspection.lang.as_ref().map_or("unknown", |lang| lang.primary()).to_owned(),
        country: row.residence.as_ref().map_or("unknown", terms::Country::as_str).to_owned(),
        month: row.created_on.map_or_else(|| "unknown".to_owned(), |on| on.format("%Y-%m").to_string()),
    };
    let judged = |answer: Answer, missing| Judged {
        record_id: RecordId::new(row.record_id),
        answer,
        missing,
        facts_digest: None,
        lawful: None,
        transforms: BTreeSet::new(),
        axes,
    };
    let facts = match row.facts(frame, &inspection, third.iter().map(|(_, third)| third.clone()).collect()) {
        Ok(facts) => facts,
        Err(missing) => return Ok(judged(Answer::missing(), Some(missing))),
    };
    let facts_digest = Some(digest_of(&facts)?);
    let decision = plan.decide(&facts)?;
    let answer = Answer::of(&decision);
    let judged = match &decision {
        Decision::Permit(_) => {
            let corpus_row = plan.corpus_row(row, &inspection, row.text.to_owned(), &facts, &BTreeSet::new());
            // The law is asked once more by `admit`, because only it can make a `Lawful`; the answer is memoised.
            let lawful = plan.law.admit(&facts, corpus_row).ok();
            Judged { lawful, ..judged(answer, None) }
        }
        Decision::PermitWith(grounds) => {
            let transformed = Transformed::of(row, &slices, &third, grounds.slices());
            let (again, facts) = transformed.inspect_again(plan, frame, row, &facts);
            plan.decide(&facts)?;
            let corpus_row = plan.corpus_row(row, &again, transformed.text.clone(), &facts, &transformed.applied);
            match plan.law.admit(&facts, corpus_row) {
                Ok(lawful) => Judged { lawful: Some(lawful), transforms: transformed.applied, ..judged(answer, None) },
                Err((_, second)) => judged(Answer::after_transforms(&decision, &second), None),
            }
        }
        Decision::Hold(_) | Decision::Forbid(_) => judged(answer, None),
    };
    Ok(Judged { facts_digest, ..judged })
}

/// The digest of facts: of the line that `decide --facts` reads, without an `id`.
pub fn digest_of(facts: &Facts) -> Result<Digest, PipelineError> {
    Ok(Digest::of(serde_json::to_vec(facts)?))
}

/// A text after the transforms that the law asked for.
struct Transformed {
    text: String,
    embeds: Vec<Embed>,
    applied: BTreeSet<Transform>,
}

impl Transformed {
    fn of(row: &Row<'_>, slices: &[(Slice, i64)], third: &[(usize, ThirdParty)], asked: &[(usize, Transform)]) -> Self {
        let mut edits: Vec<Edit> = Vec::new();
        for (index, transform) in asked {
            let slice = third.get(*index).and_then(|(slice, _)| slices.get(*slice));
            // INVARIANT: the law numbers the third parties it was given.
            let (slice, _) = slice.expect("INVARIANT: a transform names a third party of the facts");
            edits.extend(slice.edits(match transform {
                Transform::MaskIdentifier => Removal::Mask,
                Transform::RedactSpan => Removal::Redact,
                Transform::RemoveChild => Removal::RemoveChild,
            }));
        }
        let moved = row.embeds.iter().filter_map(|embed| {
            let span = ::inspect::shift(row.text, &edits, Span::new(embed.start, embed.end))?;
            Some(Embed { start: span.start, end: span.end, ..embed.clone() })
        });
        Self {
            text: ::inspect::apply(row.text, &edits),
            embeds: moved.collect(),
            applied: asked.iter().map(|(_, transform)| *transform).collect(),
        }
    }

    /// The facts of the transformed text. A slice that is found only now has nobody behind it: if it is an identifier, the
    /// law asks for another transform, and the record is refused instead.
    fn inspect_again(&self, plan: &Plan<'_>, frame: &Frame<'_>, row: &Row<'_>, first: &Facts) -> (Inspection, Facts) {
        let account = row.account_id.map(terms::AccountId::new);
        let again = plan.inspector.inspect(&Passage {
            text: &self.text,
            lang: row.lang.as_ref(),
            embeds: &self.embeds,
            own_account: account.as_ref(),
            own_handle: row.handle.as_ref(),
            group_name: row.group_name,
            group_sensitivity: row.group_sensitivity,
        });
        let again = match &row.inspection {
            Some(before) => review::with_verdict_on(again, before, review::verdict_of(frame.reviews, row)),
            None => again,
        };
        // Persons of the first inspection keep what is known of them; their slices are found by reference.
        let before = row.inspection.as_ref().map_or(&[] as &[Slice], |first| first.third_parties.as_slice());
        let slices: Vec<(Slice, i64)> = again
            .third_parties
            .iter()
            .map(|slice| {
                let number =
                    before.iter().position(|known| known.reference == slice.reference && known.kind == slice.kind);
                (slice.clone(), number.and_then(|number| i64::try_from(number).ok()).unwrap_or(-1))
            })
            .collect();
        let third = row.third_parties(&slices, frame).into_iter().map(|(_, third)| third).collect();
        // INVARIANT: the first decision had all facts, and inspection gives none of those that can be missing.
        let mut facts = row.facts(frame, &again, third).expect("INVARIANT: no fact goes missing by inspecting again");
        facts.inspection_current = first.inspection_current && again.bytes_scanned == self.text.len();
        (again, facts)
    }
}

impl Plan<'_> {
    fn corpus_row(
        &self,
        row: &Row<'_>,
        inspection: &Inspection,
        text: String,
        facts: &Facts,
        transforms: &BTreeSet<Transform>,
    ) -> corpus::Row {
        let consent = facts.consent_is_effective_basis();
        corpus::Row {
            record: self.pseudonymizer.pseudonym("record", row.record_id),
            subject: self.pseudonymizer.pseudonym("subject", row.subject_id.unwrap_or_default()),
            kind: facts.kind,
            lang: inspection.lang.clone(),
            text: Text::new(text),
            basis: if consent { terms::LegalBasis::Consent } else { terms::LegalBasis::LegitimateInterests },
            transforms: transforms.iter().map(|transform| transform.as_str().to_owned()).collect(),
        }
    }
}

fn numbered(slices: &[Slice]) -> Vec<(Slice, i64)> {
    slices.iter().cloned().zip(0..).collect()
}

/// What stands in for an inspection that does not exist: nothing found, and `inspection_current` is false, so H34 holds it.
fn uninspected() -> Inspection {
    Inspection::none()
}

/// No model answers anything while a corpus is assembled or a model is trained.
fn idle_model() -> ModelState {
    ModelState {
        unlawful_records: 0,
        remediated: true,
        anonymous_proven: false,
        art50_ok: true,
        forgotten_subjects: 0,
        output_filter: true,
    }
}

/// How an exclusion list says it.
fn exclusion(answer: &Answer) -> Exclusion {
    let refusal = if answer.outcome == Outcome::Hold { Refusal::Hold } else { Refusal::Forbid };
    Exclusion::new(refusal, answer.rules.iter().cloned())
}

impl Totals {
    fn add(&mut self, judged: &Judged) {
        self.read += 1;
        let column = match (&judged.lawful, judged.answer.outcome) {
            (Some(_), _) => 0,
            (None, Outcome::Hold) => 2,
            (None, _) => 1,
        };
        *[&mut self.admitted, &mut self.refused, &mut self.held]
            .into_iter()
            .nth(column)
            .expect("INVARIANT: three columns") += 1;
        self.transformed += u64::from(judged.lawful.is_some() && !judged.transforms.is_empty());
        for rule in &judged.answer.rules {
            *self.rules.entry(rule.clone()).or_default() += 1;
        }
        if let Some(missing) = judged.missing {
            *self.missing.entry(missing.to_owned()).or_default() += 1;
        }
        for transform in &judged.transforms {
            *self.transforms.entry(transform.as_str().to_owned()).or_default() += 1;
        }
        let axes = &judged.axes;
        for (table, key) in [
            (&mut self.by_kind, &axes.kind),
            (&mut self.by_lang, &axes.lang),
            (&mut self.by_country, &axes.country),
            (&mut self.by_month, &axes.month),
        ] {
            if let Some(count) = table.entry(key.clone()).or_default().get_mut(column) {
                *count += 1;
            }
        }
    }

    /// Whether every record has its place.
    pub fn adds_up(&self) -> bool {
        self.read == self.admitted + self.refused + self.held
    }
}

impl Judged {
    /// The word of the decision: what became of the record, `FORBID` also where a transformed text was refused.
    pub fn word(&self) -> &'static str {
        self.answer.outcome.as_str()
    }

    /// Whether it may be used.
    pub fn is_lawful(&self) -> bool {
        self.lawful.is_some()
    }
}
