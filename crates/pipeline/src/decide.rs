//! Rooms 5 and 6 for many records: every record is decided, and what is lawful is sealed. In: the tables of `work`, the
//! law, a moment. Out: the decisions, a corpus, totals that add up. Never: a record without a decision, or a text
//! that was transformed and not inspected and decided again.

use crate::changed::{self, Again};
use crate::decisions::DecisionLog;
use crate::engine::{self, Batch};
use crate::gather::{Found, Frame, Row, WRITTEN};
use crate::pictures::Seen;
use crate::repeats::Repeats;
use crate::review::{self, Reviews};
use crate::rows::{Rows, nested};
use crate::shards::{self, Joined};
use crate::stands::Stands;
use crate::walk::{self, Known, Want};
use crate::{Declared, PipelineError, Totals, Work, late};
use ::inspect::{Edit, Inspector, Passage, Reference, Removal, Slice, Span};
use ::intake::PictureHash;
use chrono::SubsecRound;
use corpus::{Exclusion, Manifest, Refusal, Sealer};
use datafusion::arrow::array::RecordBatch;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::prelude::{col, lit};
use futures::StreamExt;
use law::facts::{ModelState, Order, ThirdParty};
use law::{DEFAULT_DENY, Decision, Facts, Law, Lawful, Outcome, Transform};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use terms::{Category, Digest, Embed, Handle, Instant, Lang, Operation, Pseudonymizer, RecordId, Text};

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

/// What became of one record.
pub struct Judged {
    /// What the law answered.
    pub answer: Arc<Answer>,
    /// The fact that is missing, where that is the reason.
    pub missing: Option<&'static str>,
    /// The digest of the facts, unless one is missing.
    pub facts_digest: Option<Digest>,
    /// Since when the decision stands, and until when.
    pub stands: Stands,
    pub(crate) fate: Fate,
    /// Whether its text was changed and inspected again, by the detectors of the run.
    pub(crate) looked_again: bool,
    /// The transforms that were applied.
    pub(crate) transforms: BTreeSet<Transform>,
}

/// What becomes of a record in the corpus.
pub(crate) enum Fate {
    /// Found lawful; a transformed text was inspected and decided again.
    Admitted(Box<Lawful<corpus::Row>>),
    /// Found lawful, and nobody asked for its row.
    Admissible,
    /// Refused or held.
    Out,
}

impl Fate {
    pub(crate) fn is_lawful(&self) -> bool {
        !matches!(self, Self::Out)
    }
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
    pub(crate) fn of(decision: &Decision) -> Self {
        let grounds = decision.grounds();
        Self { outcome: decision.outcome(), rules: grounds.rules().to_vec(), transforms: grounds.transforms().to_vec() }
    }

    pub(crate) fn missing() -> Self {
        Self { outcome: Outcome::Forbid, rules: vec![DEFAULT_DENY.to_owned()], transforms: Vec::new() }
    }

    /// What remains after the transforms is not permitted: no, or not now, with what fired on both.
    fn after_transforms(first: &Decision, second: &Decision) -> Self {
        let outcome = if second.outcome() == Outcome::Hold { Outcome::Hold } else { Outcome::Forbid };
        let rules: BTreeSet<String> = first.grounds().rules().iter().chain(second.grounds().rules()).cloned().collect();
        Self { outcome, rules: rules.into_iter().collect(), transforms: Vec::new() }
    }
}

/// Decides every record and seals what is lawful into `folder`.
pub async fn seal(
    work: &Work,
    plan: &Plan<'_>,
    folder: &std::path::Path,
    meta: corpus::Meta,
    progress: &mut dyn FnMut(u64),
) -> Result<(Totals, Manifest), PipelineError> {
    let early = late::early(work, plan, meta.late_from)?;
    let mut sealer = Sealer::begin(folder, meta)?.with_pictures(work.pictures()).with_early(early);
    let mut repeats = Repeats::of(work)?;
    let mut totals = decide_each(work, plan, (Want::Rows, Known::default()), progress, &mut |record, judged| {
        let id = RecordId::new(record);
        match judged.fate {
            Fate::Admitted(lawful) => {
                repeats.admit(record);
                sealer.push(&id, *lawful)?;
            }
            Fate::Admissible | Fate::Out => sealer.exclude(&id, exclusion(&judged.answer))?,
        }
        Ok(())
    })
    .await?;
    let sealer = repeats.settle(work, &mut totals, sealer)?;
    Ok((totals, sealer.finish()?))
}

/// Decides and seals nothing: records whose earlier decision still stands keep it, and the decisions are those that deciding
/// all of them gives, row by row.
pub async fn decide(work: &Work, plan: &Plan<'_>, progress: &mut dyn FnMut(u64)) -> Result<Totals, PipelineError> {
    if work.cluster().is_none() {
        // Of a run on a cluster that nobody resumes.
        shards::clear(work)?;
        let (model, stamp, objected) = (idle_model(), plan.inspector.stamp(), objected_pictures(work, plan).await?);
        match changed::decide(work, plan, &plan.frame(&model, &stamp, &objected), progress)? {
            Again::Kept(totals) => return Ok(*totals),
            Again::All(known) => {
                return decide_each(work, plan, (Want::Decisions, *known), progress, &mut |_, _| Ok(())).await;
            }
        }
    }
    decide_all(work, plan, progress).await
}

/// Decides every record, whatever was decided before, and seals nothing.
pub async fn decide_all(work: &Work, plan: &Plan<'_>, progress: &mut dyn FnMut(u64)) -> Result<Totals, PipelineError> {
    decide_each(work, plan, (Want::Decisions, Known::default()), progress, &mut |_, _| Ok(())).await
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
    // One record is not worth a job on a cluster.
    let rows = engine::facts(work, None).await?.filter(col("record_id").eq(lit(record.as_str())))?;
    let mut batches = rows.execute_stream().await?;
    let (model, stamp, objected) = (idle_model(), plan.inspector.stamp(), objected_pictures(work, plan).await?);
    let frame = plan.frame(&model, &stamp, &objected);
    while let Some(batch) = batches.next().await {
        let batch = batch?;
        let rows = Rows::of(&Batch(&batch))?;
        if batch.num_rows() > 0 {
            let row = rows.row(0)?;
            let subject_id = row.holder.subject_id().map(str::to_owned);
            return Ok(Some(Explained {
                judged: judge(plan, &frame, &row)?,
                facts: row.own_facts(&frame),
                subject_id,
            }));
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
    let mut batches = Source::of(work).await?;
    let (model, stamp, objected) = (idle_model(), plan.inspector.stamp(), objected_pictures(work, plan).await?);
    let frame = plan.frame(&model, &stamp, &objected);
    let mut read = 0;
    while let Some(batch) = batches.next().await? {
        let rows = Rows::of(&Batch(&batch))?;
        let asked: Result<Vec<Asked>, PipelineError> = (0..batch.num_rows())
            .into_par_iter()
            .map(|number| {
                let row = rows.row(number)?;
                let subject_id = row.holder.subject_id().map(str::to_owned);
                Ok(Asked { record_id: RecordId::new(row.record_id), subject_id, facts: row.own_facts(&frame) })
            })
            .collect();
        for asked in asked? {
            read += 1;
            each(asked);
        }
    }
    if read != posts {
        return Err(PipelineError::RowsLost { posts, decided: read });
    }
    shards::clear(work)?;
    Ok(read)
}

impl Plan<'_> {
    pub(crate) fn decide(&self, facts: &Facts) -> Result<Decision, PipelineError> {
        let decision = self.law.decide(facts);
        if self.check == CrossCheck::Whole && decision != self.law.decide_whole(facts) {
            return Err(PipelineError::Disagreement);
        }
        Ok(decision)
    }

    pub(crate) fn frame<'b>(&'b self, model: &'b ModelState, stamp: &'b str, objected: &'b [PictureHash]) -> Frame<'b> {
        // In whole seconds, as the decisions say it.
        let at = self.as_of.trunc_subsecs(0);
        let (now, profile) = (at.date_naive(), self.law.numbers());
        let Declared { register, purpose, .. } = self.declared;
        let mut stands = Stands::ALWAYS;
        register.turns(purpose, self.op).into_iter().for_each(|day| stands.turn_of_day(at, day));
        Frame {
            declared: self.declared,
            orders: self.orders,
            reviews: self.reviews,
            op: self.op,
            at,
            now,
            profile,
            model,
            stamp,
            objected,
            entered: register.declarations(purpose, self.op, now),
            stands,
        }
    }
}

/// The pictures that somebody objected to the use of: those of a record whose author objects to its use, and those that people
/// without an account named. A copy of one is theirs, whoever posts it [GDPR 21(1)].
pub(crate) async fn objected_pictures(work: &Work, plan: &Plan<'_>) -> Result<Vec<PictureHash>, PipelineError> {
    if !plan.inspector.looks_at_pictures() {
        return Ok(Vec::new());
    }
    let named = plan.inspector.objected_pictures().iter();
    let mut objected: Vec<PictureHash> = named.filter_map(|digits| PictureHash::parse(digits, u8::MAX)).collect();
    let (model, stamp) = (idle_model(), plan.inspector.stamp());
    let frame = plan.frame(&model, &stamp, &[]);
    let mut facts = frame.blank();
    // Few records have pictures; these are not worth a job on a cluster.
    let rows = engine::facts(work, None).await?.filter(col("people").like(lit("%\"pictures\"%")))?;
    let mut batches = rows.execute_stream().await?;
    while let Some(batch) = batches.next().await.transpose()? {
        let rows = Rows::of(&Batch(&batch))?;
        for number in 0..batch.num_rows() {
            let row = rows.row(number)?;
            facts.objection = row.objection_fact();
            if facts.objection_active() {
                let pictures = row.found.iter().flat_map(|found| &found.people.pictures);
                objected.extend(pictures.filter_map(Seen::hash));
            }
        }
    }
    objected.sort();
    objected.dedup();
    Ok(objected)
}

/// The joined rows of all records.
pub(crate) enum Source {
    /// As the engine in this process joins them.
    Here(SendableRecordBatchStream),
    /// As a cluster joined them.
    Cluster(Joined),
}

impl Source {
    async fn of(work: &Work) -> Result<Self, PipelineError> {
        Ok(match work.cluster() {
            None => Self::Here(engine::facts(work, None).await?.execute_stream().await?),
            Some(cluster) => Self::Cluster(shards::on_cluster(work, cluster).await?),
        })
    }

    async fn next(&mut self) -> Result<Option<RecordBatch>, PipelineError> {
        match self {
            Self::Here(batches) => Ok(batches.next().await.transpose()?),
            Self::Cluster(joined) => joined.next(),
        }
    }
}

async fn decide_each(
    work: &Work,
    plan: &Plan<'_>,
    (want, known): (Want, Known),
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(&str, Judged) -> Result<(), PipelineError>,
) -> Result<Totals, PipelineError> {
    if work.cluster().is_some() {
        return decide_plainly(work, plan, progress, each).await;
    }
    // Of a run on a cluster that nobody resumes.
    shards::clear(work)?;
    let (model, stamp, objected) = (idle_model(), plan.inspector.stamp(), objected_pictures(work, plan).await?);
    let frame = plan.frame(&model, &stamp, &objected);
    if let Some(totals) = walk::walk(work, plan, &frame, (want, known), progress, each)? {
        return Ok(totals);
    }
    decide_plainly(work, plan, progress, each).await
}

/// Decides each record on its own, from the join that the query engine makes: on a cluster, for tables whose rows are not
/// sorted, and as the measure of the faster way.
pub(crate) async fn decide_plainly(
    work: &Work,
    plan: &Plan<'_>,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(&str, Judged) -> Result<(), PipelineError>,
) -> Result<Totals, PipelineError> {
    let mut log = DecisionLog::default();
    let totals = judge_all(work, plan, &mut log, progress, each).await?;
    log.write(&work.decisions(plan.op), plan)?;
    Ok(totals)
}

/// Decides every record and writes nothing.
pub(crate) async fn judge_all(
    work: &Work,
    plan: &Plan<'_>,
    log: &mut DecisionLog,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(&str, Judged) -> Result<(), PipelineError>,
) -> Result<Totals, PipelineError> {
    let mut rows = Source::of(work).await?;
    let totals = judge_rows(work, plan, &mut rows, log, progress, each).await?;
    shards::clear(work)?;
    Ok(totals)
}

/// Decides the rows of one join.
pub(crate) async fn judge_rows(
    work: &Work,
    plan: &Plan<'_>,
    batches: &mut Source,
    log: &mut DecisionLog,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(&str, Judged) -> Result<(), PipelineError>,
) -> Result<Totals, PipelineError> {
    let posts = work.posts_count()?;
    let (model, stamp, objected) = (idle_model(), plan.inspector.stamp(), objected_pictures(work, plan).await?);
    let frame = plan.frame(&model, &stamp, &objected);
    let mut totals = Totals::default();
    while let Some(batch) = batches.next().await? {
        let rows = Rows::of(&Batch(&batch))?;
        let number = |number| {
            let row = rows.row(number)?;
            Ok((judge(plan, &frame, &row)?, row))
        };
        let judged: Vec<_> = (0..batch.num_rows()).into_par_iter().map(number).collect::<Result<_, PipelineError>>()?;
        log.add(judged.iter().map(|(judged, row)| (row, judged)))?;
        for (judged, row) in judged {
            totals.count(&row, &judged);
            totals.count_rules(&judged.answer.rules, 1);
            each(row.record_id, judged)?;
        }
        progress(totals.read);
    }
    totals.check(posts)?;
    Ok(totals)
}

/// Decides one record; transforms its text where the law asks for it, and decides the result again.
fn judge(plan: &Plan<'_>, frame: &Frame<'_>, row: &Row<'_>) -> Result<Judged, PipelineError> {
    let found = row.seen(frame);
    let mut facts = match row.facts(frame, &found, row.own_third_parties(&found, frame)) {
        Ok(facts) => facts,
        Err(missing) => return Ok(Judged::missing(Arc::new(Answer::missing()), missing, row.stands(frame, None))),
    };
    let stands = row.stands(frame, Some(&facts));
    facts.now = stands.day();
    let facts_digest = Some(digest_of(&facts)?);
    let decision = plan.decide(&facts)?;
    let judged = Judged::out(Arc::new(Answer::of(&decision)), facts_digest, stands);
    Ok(match &decision {
        Decision::Permit(_) => {
            let value = plan.corpus_row(row, &found, row.text.to_owned(), &facts, &BTreeSet::new())?;
            // The law is asked once more by `admit`, because only it can make a `Lawful`; the answer is memoised.
            let lawful = plan.law.admit(&facts, value).ok();
            Judged { fate: lawful.map_or(Fate::Out, |lawful| Fate::Admitted(Box::new(lawful))), ..judged }
        }
        Decision::PermitWith(_) => judged.transformed(plan, frame, row, &facts)?,
        Decision::Hold(_) | Decision::Forbid(_) => judged,
    })
}

impl Judged {
    pub(crate) fn missing(answer: Arc<Answer>, missing: &'static str, stands: Stands) -> Self {
        Self { missing: Some(missing), ..Self::out(answer, None, stands) }
    }

    pub(crate) fn out(answer: Arc<Answer>, facts_digest: Option<Digest>, stands: Stands) -> Self {
        let (fate, looked_again, transforms) = (Fate::Out, false, BTreeSet::new());
        Self { answer, missing: None, facts_digest, stands, fate, looked_again, transforms }
    }

    /// The same after the transforms that the law asked for: what remains is inspected and decided again.
    pub(crate) fn transformed(
        self,
        plan: &Plan<'_>,
        frame: &Frame<'_>,
        row: &Row<'_>,
        facts: &Facts,
    ) -> Result<Self, PipelineError> {
        let decision = plan.decide(facts)?;
        let transformed = Transformed::of(row, frame, decision.grounds().slices())?;
        let (again, facts) = transformed.inspect_again(plan, frame, row, facts);
        plan.decide(&facts)?;
        let value = plan.corpus_row(row, &again, transformed.text.clone(), &facts, &transformed.applied)?;
        let looked = Self { looked_again: true, ..self };
        Ok(match plan.law.admit(&facts, value) {
            Ok(lawful) => Self { fate: Fate::Admitted(Box::new(lawful)), transforms: transformed.applied, ..looked },
            Err((_, second)) => Self { answer: Arc::new(Answer::after_transforms(&decision, &second)), ..looked },
        })
    }
}

impl Row<'_> {
    /// The facts of the record as it is, or the first that is missing; of the day since which they stand.
    fn own_facts(&self, frame: &Frame<'_>) -> Result<Facts, &'static str> {
        let found = self.seen(frame);
        let mut facts = self.facts(frame, &found, self.own_third_parties(&found, frame))?;
        facts.now = self.stands(frame, Some(&facts)).day();
        Ok(facts)
    }

    /// The persons other than the author in the record as it stands.
    pub(crate) fn own_third_parties(&self, found: &Found<'_>, frame: &Frame<'_>) -> Vec<ThirdParty> {
        if found.people.third_parties.is_empty() && found.people.pictures.is_empty() {
            return Vec::new();
        }
        self.others(&numbered(&found.people.third_parties), &found.people.pictures, frame)
    }

    /// The persons in a text and then those in the pictures: the order by which the law's answer names them.
    fn others(&self, slices: &[(&Slice, i64)], pictures: &[Seen], frame: &Frame<'_>) -> Vec<ThirdParty> {
        let third = self.third_parties(slices, frame);
        let mut others: Vec<ThirdParty> = third.into_iter().map(|(_, third)| third).collect();
        let depicted = self.depicted(pictures, &others, frame);
        others.extend(depicted.into_iter().map(|(_, third)| third));
        others
    }
}

/// The digest of facts: of the line that `decide --facts` reads, without an `id`.
pub fn digest_of(facts: &Facts) -> Result<Digest, PipelineError> {
    Ok(Digest::of(serde_json::to_vec(facts)?))
}

/// A record after the transforms that the law asked for.
struct Transformed {
    text: String,
    embeds: Vec<Embed>,
    pictures: Vec<Seen>,
    applied: BTreeSet<Transform>,
}

impl Transformed {
    fn of(row: &Row<'_>, frame: &Frame<'_>, asked: &[(usize, Transform)]) -> Result<Self, PipelineError> {
        let nothing = Found::default();
        let people = &row.found.as_ref().unwrap_or(&nothing).people;
        let slices = numbered(&people.third_parties);
        let third = row.third_parties(&slices, frame);
        let mut edits: Vec<Edit> = Vec::new();
        let mut in_pictures = Vec::new();
        for (index, transform) in asked {
            let Some((slice, _)) = third.get(*index) else {
                in_pictures.push((*index - third.len(), *transform));
                continue;
            };
            // INVARIANT: the law numbers the third parties it was given.
            let (slice, _) = slices.get(*slice).expect("INVARIANT: a transform names a third party of the facts");
            edits.extend(slice.edits(match transform {
                Transform::MaskIdentifier => Removal::Mask,
                Transform::RedactSpan => Removal::Redact,
                Transform::RemoveChild => Removal::RemoveChild,
            }));
        }
        let embeds: Vec<Embed> = nested(row.embeds, "embeds")?.unwrap_or_default();
        let moved = embeds.into_iter().filter_map(|embed| {
            let span = ::inspect::shift(row.text, &edits, Span::new(embed.start, embed.end))?;
            Some(Embed { start: span.start, end: span.end, ..embed })
        });
        let others: Vec<ThirdParty> = third.iter().map(|(_, third)| third.clone()).collect();
        Ok(Self {
            pictures: pictures_after(&people.pictures, &row.depicted(&people.pictures, &others, frame), &in_pictures)?,
            embeds: moved.collect(),
            text: ::inspect::apply(row.text, &edits),
            applied: asked.iter().map(|(_, transform)| *transform).collect(),
        })
    }

    /// The facts of the transformed text. A slice that is found only now has nobody behind it: if it is an identifier, the
    /// law asks for another transform, and the record is refused instead.
    fn inspect_again(
        &self,
        plan: &Plan<'_>,
        frame: &Frame<'_>,
        row: &Row<'_>,
        first: &Facts,
    ) -> (Found<'static>, Facts) {
        let (account, handle) = (row.account_id.map(terms::AccountId::new), row.holder.handle().map(Handle::new));
        let lang = row.lang.and_then(|lang| Lang::new(lang).ok());
        let again = plan.inspector.inspect(&Passage {
            text: &self.text,
            lang: lang.as_ref(),
            embeds: &self.embeds,
            own_account: account.as_ref(),
            own_handle: handle.as_ref(),
            written: None,
            group_name: row.group_name,
            group_sensitivity: row.group_sensitivity.and_then(Category::parse),
        });
        let mut again = Found::from(again);
        again.people.pictures.clone_from(&self.pictures);
        again.people.unseen = row.found.as_ref().map_or(0, |found| found.people.unseen);
        let mut again = match &row.found {
            Some(before) => review::with_verdict_on(again, before, review::verdict_of(frame.reviews, row)),
            None => again,
        };
        // Persons of the first inspection keep what is known of them; their slices are found by reference.
        let before = row.found.as_ref().map_or(&[] as &[Slice], |first| first.people.third_parties.as_slice());
        // Only the first inspection knew when it was written: who is quoted in what is left was quoted in the whole.
        let is_quote =
            |slice: &Slice| matches!((slice.kind, &slice.reference), (::inspect::Kind::Quote, Reference::Account(_)));
        again.people.third_parties.retain(|slice| {
            !is_quote(slice) || before.iter().any(|known| is_quote(known) && known.reference == slice.reference)
        });
        let slices: Vec<(&Slice, i64)> = again
            .people
            .third_parties
            .iter()
            .map(|slice| {
                let number =
                    before.iter().position(|known| known.reference == slice.reference && known.kind == slice.kind);
                (slice, number.and_then(|number| i64::try_from(number).ok()).unwrap_or(-1))
            })
            .collect();
        let third = row.others(&slices, &self.pictures, frame);
        // INVARIANT: the first decision had all facts, and inspection gives none of those that can be missing.
        let mut facts = row.facts(frame, &again, third).expect("INVARIANT: no fact goes missing by inspecting again");
        facts.inspection_current = first.inspection_current && again.bytes_scanned == self.text.len();
        facts.now = first.now;
        (again, facts)
    }
}

impl Plan<'_> {
    pub(crate) fn corpus_row(
        &self,
        row: &Row<'_>,
        found: &Found<'_>,
        text: String,
        facts: &Facts,
        transforms: &BTreeSet<Transform>,
    ) -> Result<corpus::Row, PipelineError> {
        let consent = facts.consent_is_effective_basis();
        let lang =
            found.lang.as_deref().map(|lang| Lang::new(lang).map_err(|_| PipelineError::Column { name: "lang" }));
        Ok(corpus::Row {
            record: self.pseudonymizer.pseudonym("record", row.record_id),
            subject: self.pseudonymizer.pseudonym("subject", row.holder.subject_id().unwrap_or_default()),
            kind: facts.kind,
            lang: lang.transpose()?,
            text: Text::new(text),
            basis: if consent { terms::LegalBasis::Consent } else { terms::LegalBasis::LegitimateInterests },
            transforms: transforms.iter().map(|transform| transform.as_str().to_owned()).collect(),
            // The seal says it of all rows of a person at once.
            late: corpus::Late::Unsaid,
            pictures: found.people.pictures.iter().map(Seen::of_corpus).collect(),
        })
    }
}

/// The pictures of a record after these transforms of those who are in them: masked, or gone.
fn pictures_after(
    pictures: &[Seen],
    depicted: &[(usize, ThirdParty)],
    asked: &[(usize, Transform)],
) -> Result<Vec<Seen>, PipelineError> {
    let mut after: Vec<Option<Seen>> = pictures.iter().cloned().map(Some).collect();
    for (index, transform) in asked {
        // INVARIANT: the law numbers the third parties it was given.
        let (number, other) = depicted.get(*index).expect("INVARIANT: a transform names a third party of the facts");
        let Some((picture, whole)) = after.get_mut(*number).zip(pictures.get(*number)) else { continue };
        match transform {
            // All its faces at once; what is gone stays so.
            Transform::MaskIdentifier if other.reference.starts_with(WRITTEN) => *picture = None,
            Transform::MaskIdentifier if picture.is_some() => *picture = Some(whole.masked()?),
            Transform::MaskIdentifier => {}
            Transform::RedactSpan | Transform::RemoveChild => *picture = None,
        }
    }
    Ok(after.into_iter().flatten().collect())
}

fn numbered(slices: &[Slice]) -> Vec<(&Slice, i64)> {
    slices.iter().zip(0..).collect()
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
pub(crate) fn exclusion(answer: &Answer) -> Exclusion {
    let refusal = if answer.outcome == Outcome::Hold { Refusal::Hold } else { Refusal::Forbid };
    Exclusion::new(refusal, answer.rules.iter().cloned())
}

impl Judged {
    /// The word of the decision: what became of the record, `FORBID` also where a transformed text was refused.
    pub fn word(&self) -> &'static str {
        self.answer.outcome.as_str()
    }

    /// Whether it may be used.
    pub fn is_lawful(&self) -> bool {
        self.fate.is_lawful()
    }
}
