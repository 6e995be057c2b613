//! Deciding what changed. In: the tables of `work`, and the decisions of an earlier run with what those rest on. Out: decisions
//! that are, row by row, those of deciding everything. Never: a decision kept of which anything is another; where anything is
//! odd about what lies there, nothing is kept, and all is decided from nothing.
//!
//! A decision stands while what it rests on is the same and no day passes that matters to it. Where the tables of records are
//! the very files of before, only people can have changed, and nobody reads a text; otherwise one pass compares digests.

use crate::decide::Plan;
use crate::decisions::{COUNTED_AS, DECISION, Decisions, Draft, Gone, Overlay, RECORD, RESTS_ON, Sheet};
use crate::engine::{Batch, Table, text_at, texts_at};
use crate::gather::Frame;
use crate::people::People;
use crate::rests::{self, Ground, RestsOn};
use crate::totals::CountedRow;
use crate::walk::{Done, Hall, INSPECTED_WORDS, POST_WORDS, Sides, Want, replaced};
use crate::{CrossCheck, PipelineError, Totals, Work};
use chrono::TimeDelta;
use datafusion::arrow::array::{Array, FixedSizeBinaryArray, RecordBatch, StringArray, TimestampSecondArray};
use datafusion::arrow::compute::concat_batches;
use std::collections::BTreeSet;
use terms::{Digest, Instant};

/// Decides the records whose earlier decision no longer stands; nothing where all have to be decided.
pub(crate) fn decide(
    work: &Work,
    plan: &Plan<'_>,
    frame: &Frame<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<Option<Totals>, PipelineError> {
    if plan.check == CrossCheck::Whole {
        return Ok(None);
    }
    // Whoever decides everything says what is wrong with the tables; with earlier decisions nothing has to be right.
    let Ok(Some(mut desk)) = Desk::open(work, plan, frame) else { return Ok(None) };
    let Ok(Some(found)) = desk.find() else { return Ok(None) };
    let Ok(Some(answers)) = desk.answer(&found) else { return Ok(None) };
    let totals = desk.write(&found, answers)?;
    progress(totals.read);
    Ok(Some(totals))
}

/// Everything that is needed to compare.
struct Desk<'a> {
    work: &'a Work,
    hall: Hall<'a>,
    posts: Table,
    inspected: Table,
    earlier: Decisions,
    rests_on: RestsOn,
    ground: Ground,
    /// The accounts that are others, and the handles they go or went by.
    people: crate::people::Changed,
}

/// The records that have to be decided again.
#[derive(Default)]
struct Found {
    /// Their places among the posts.
    places: Vec<usize>,
    records: BTreeSet<String>,
    /// Records that there are no longer.
    gone: BTreeSet<String>,
}

/// What became of them.
struct Answers {
    /// Their rows.
    rows: Vec<RecordBatch>,
    totals: Totals,
}

impl<'a> Desk<'a> {
    fn open(work: &'a Work, plan: &'a Plan<'a>, frame: &'a Frame<'a>) -> Result<Option<Self>, PipelineError> {
        let Some(earlier) = Decisions::open(&work.decisions(plan.op))? else { return Ok(None) };
        let ground = Ground::of(work, plan, frame)?;
        let rests_on = earlier.manifest.rests_on.clone().filter(|rests| rests.ground.shared == ground.shared);
        let Some(rests_on) = rests_on else { return Ok(None) };
        earlier.check()?;
        let posts = Table::open(&work.posts(), POST_WORDS)?;
        let inspected = Table::open(&work.inspected(), INSPECTED_WORDS)?;
        let is_sorted = posts.is_by_record() && inspected.is_by_record() && inspected.has("people");
        if !is_sorted || posts.rows() != inspected.rows() || !has_columns(&earlier)? {
            return Ok(None);
        }
        let hall = Hall { plan, frame, want: Want::Digests, people: People::of(work)?, replaced: replaced(&posts)? };
        let people = hall.people.changed_since(&Table::open(&earlier.path(&rests_on.people), &[])?)?;
        Ok(Some(Self { work, hall, posts, inspected, earlier, rests_on, ground, people }))
    }

    /// The records to decide; nothing where they are so many that all of them cost no more.
    fn find(&self) -> Result<Option<Found>, PipelineError> {
        let found = if self.ground == self.rests_on.ground { self.by_people()? } else { self.by_digests()? };
        let most = usize::try_from(self.posts.rows()).unwrap_or(usize::MAX) / ANEW_FROM;
        Ok((found.places.len() + found.gone.len() <= most).then_some(found))
    }

    /// Where records are the same, it is people and days that change.
    fn by_people(&self) -> Result<Found, PipelineError> {
        let mut named = self.due()?;
        if !self.people.accounts.is_empty() {
            self.name_mentions(&mut named)?;
        }
        let (mut found, mut place) = (Found::default(), 0);
        if named.is_empty() && self.people.accounts.is_empty() {
            return Ok(found);
        }
        let mut named = Ascending::of(&named);
        for batch in self.posts.batches(&["record_id", "account_id"])? {
            let batch = batch?;
            let (records, accounts) = (Batch(&batch).text("record_id")?, Batch(&batch).text("account_id")?);
            for row in 0..batch.num_rows() {
                let record = records.value(row);
                let is_theirs = || text_at(accounts, row).is_some_and(|account| self.people.accounts.contains(account));
                if named.has(record) || is_theirs() {
                    found.places.push(place);
                    found.records.insert(record.to_owned());
                }
                place += 1;
            }
        }
        Ok(found)
    }

    /// Names the records whose day has come. Few have, so nobody reads the names of the others.
    fn due(&self) -> Result<BTreeSet<String>, PipelineError> {
        let (base, at) = (self.earlier.base()?, self.hall.frame.at);
        let (mut places, mut place) = (Vec::new(), 0);
        for batch in base.batches(TIMES)? {
            let batch = batch?;
            let stands = Times::of(&batch, at)?;
            places.extend((0..batch.num_rows()).filter(|row| !stands.at(*row)).map(|row| place + row));
            place += batch.num_rows();
        }
        let mut named = BTreeSet::new();
        if !places.is_empty() {
            for batch in base.rows_at(&[RECORD], &places)? {
                named.extend(Batch(&batch?).text(RECORD)?.iter().flatten().map(str::to_owned));
            }
        }
        // A row that lies over another one says when that record's day comes, or that it is gone.
        let above = self.earlier.differences(&[&[RECORD, DECISION], TIMES].concat())?;
        let (records, decisions) = (Batch(&above).text(RECORD)?, Batch(&above).text(DECISION)?);
        let stands = Times::of(&above, at)?;
        for row in 0..above.num_rows() {
            if decisions.is_null(row) || stands.at(row) {
                named.remove(records.value(row));
            } else {
                named.insert(records.value(row).to_owned());
            }
        }
        Ok(named)
    }

    /// Names the records in which somebody is meant of whom something is another.
    fn name_mentions(&self, named: &mut BTreeSet<String>) -> Result<(), PipelineError> {
        let slices = Table::open(&self.work.slices(), &[])?;
        for batch in slices.batches(&["record_id", "service", "handle", "account_id"])? {
            let batch = batch?;
            let columns = Batch(&batch);
            let [records, services, handles, accounts] = [
                columns.text("record_id")?,
                columns.text("service")?,
                columns.text("handle")?,
                columns.text("account_id")?,
            ];
            for row in 0..batch.num_rows() {
                let account = text_at(accounts, row).is_some_and(|account| self.people.accounts.contains(account));
                let handle = || text_at(services, row).zip(text_at(handles, row));
                let is_meant = || {
                    handle().is_some_and(|(service, handle)| {
                        self.people.handles.contains(&(service.to_owned(), handle.to_owned()))
                    })
                };
                if account || is_meant() {
                    named.extend(text_at(records, row).map(str::to_owned));
                }
            }
        }
        Ok(())
    }

    /// Compares what each decision rests on with what its record is now.
    fn by_digests(&self) -> Result<Found, PipelineError> {
        let columns = [RECORD, DECISION, "stands_since", "stands_until", RESTS_ON];
        let mut earlier = Cursor::of(self.earlier.rows(&columns)?)?;
        let (mut found, mut place) = (Found::default(), 0);
        let (stamp, at) = (self.hall.frame.stamp, self.hall.frame.at);
        let sides = Sides::of(&self.posts, &self.inspected)?;
        self.hall.run(self.work.threads(), sides, &mut |done: Done| {
            for (row, digest) in done.digests.iter().enumerate() {
                let record = done.records.value(row);
                while let Some(known) = earlier.record().filter(|known| *known < record) {
                    found.gone.insert(known.to_owned());
                    earlier.pass()?;
                }
                let is_known = earlier.record() == Some(record);
                let stands = is_known && earlier.stands(digest, stamp, at);
                if is_known {
                    earlier.pass()?;
                }
                if !stands {
                    found.places.push(place);
                    found.records.insert(record.to_owned());
                }
                place += 1;
            }
            Ok(())
        })?;
        while let Some(known) = earlier.record() {
            found.gone.insert(known.to_owned());
            earlier.pass()?;
        }
        Ok(found)
    }

    /// Decides them; nothing where what was counted before does not fit.
    fn answer(&mut self, found: &Found) -> Result<Option<Answers>, PipelineError> {
        let Some(before) = self.counted_before(found)? else { return Ok(None) };
        let Some(mut totals) = self.rests_on.totals.without(&before) else { return Ok(None) };
        let mut rows = Vec::new();
        if !found.places.is_empty() {
            let sides = Sides::at(&self.posts, &self.inspected, &found.places)?;
            let mut again = Totals::default();
            self.hall.want = Want::Decisions;
            self.hall.run(self.work.threads(), sides, &mut |done: Done| {
                again.absorb(&done.totals);
                rows.push(done.sheet);
                Ok(())
            })?;
            totals.absorb(&again);
        }
        totals.check(self.posts.rows())?;
        totals.kept = totals.read.saturating_sub(found.places.len() as u64);
        Ok(Some(Answers { rows, totals }))
    }

    /// What the earlier rows of these records were counted as, and of those that are gone.
    fn counted_before(&self, found: &Found) -> Result<Option<Totals>, PipelineError> {
        let mut before = Totals::default();
        if found.records.is_empty() && found.gone.is_empty() {
            return Ok(Some(before));
        }
        let asked: BTreeSet<String> = found.records.union(&found.gone).cloned().collect();
        let base = self.earlier.base()?;
        let (mut places, mut place, mut next) = (Vec::new(), 0, Ascending::of(&asked));
        for batch in base.batches(&[RECORD])? {
            let batch = batch?;
            let records = Batch(&batch).text(RECORD)?;
            places.extend((0..records.len()).filter(|row| next.has(records.value(*row))).map(|row| place + row));
            place += records.len();
        }
        let rows = Overlay::of(base.rows_at(COUNTED, &places)?, self.earlier.differences(COUNTED)?, Gone::LeftOut)?;
        for batch in rows {
            let batch = batch?;
            let columns = Batch(&batch);
            let (records, decisions) = (columns.text(RECORD)?, columns.text(DECISION)?);
            let (rules, transforms) = (columns.list("rules")?, columns.list("transforms")?);
            let (missing, counted_as) = (columns.text("missing")?, columns.count(COUNTED_AS)?);
            for row in (0..batch.num_rows()).filter(|row| asked.contains(records.value(*row))) {
                let counted = before.count_stored(&CountedRow {
                    decision: decisions.value(row),
                    rules: texts_at(rules, row),
                    transforms: texts_at(transforms, row),
                    missing: text_at(missing, row),
                    counted_as: counted_as.is_valid(row).then(|| counted_as.value(row)),
                });
                if counted.is_none() {
                    return Ok(None);
                }
            }
        }
        Ok(Some(before))
    }

    /// Lays the new rows over the earlier ones; where they have become many, or rows of records that are gone lie there for
    /// long, all are written as one base again.
    fn write(self, found: &Found, answers: Answers) -> Result<Totals, PipelineError> {
        let (plan, manifest) = (self.hall.plan, &self.earlier.manifest);
        let draft = Draft::begin(&self.work.decisions(plan.op), plan)?;
        let Answers { rows, totals } = answers;
        let people = if self.people.accounts.is_empty() {
            self.rests_on.people.clone()
        } else {
            rests::write_people(&draft, &self.hall.people)?
        };
        let rests_on = Some(RestsOn { ground: self.ground, people, totals: Totals { kept: 0, ..totals.clone() } });
        let (base, based_on) = (manifest.base.clone(), Some(manifest.based_on));
        let is_old = self.hall.frame.at - manifest.based_on > GONE_AFTER;
        if found.places.is_empty() && found.gone.is_empty() && !is_old {
            draft.commit(base, based_on, manifest.differences.clone(), rests_on)?;
            return Ok(totals);
        }
        let mut sheet = Sheet::default();
        found.gone.iter().for_each(|record| sheet.push_gone(record));
        let new = together(Overlay::of(rows.into_iter().map(Ok), sheet.finish()?, Gone::Kept)?)?;
        let below = self.earlier.differences(&columns_of(&new))?;
        let differences = together(Overlay::of(std::iter::once(Ok(below)), new, Gone::Kept)?)?;
        let many = differences.num_rows() as u64 > base.rows / REBASED_FROM;
        let holds_gone = Batch(&differences).text(DECISION)?.null_count() > 0;
        if many || holds_gone && is_old {
            let base = draft.laid_over(&self.earlier.base()?, differences)?;
            draft.commit(base, None, None, rests_on)?;
        } else {
            let differences = draft.differences(&differences)?;
            draft.commit(base, based_on, differences, rests_on)?;
        }
        Ok(totals)
    }
}

/// Whether the files have the columns that this program writes.
fn has_columns(earlier: &Decisions) -> Result<bool, PipelineError> {
    let empty = Sheet::default().finish()?;
    let differences = earlier.differences(&columns_of(&empty))?;
    let is_same = |fields: &datafusion::arrow::datatypes::Fields| fields == empty.schema_ref().fields();
    Ok(is_same(earlier.base()?.schema().fields()) && is_same(differences.schema_ref().fields()))
}

fn columns_of(batch: &RecordBatch) -> Vec<&str> {
    batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect()
}

fn together(rows: impl Iterator<Item = Result<RecordBatch, PipelineError>>) -> Result<RecordBatch, PipelineError> {
    let rows: Vec<RecordBatch> = rows.collect::<Result<_, _>>()?;
    let schema = rows.first().map(RecordBatch::schema).ok_or(PipelineError::Column { name: RECORD })?;
    Ok(concat_batches(&schema, &rows)?)
}

/// Records that are looked for among records which ascend.
struct Ascending<'s> {
    records: std::iter::Peekable<std::collections::btree_set::Iter<'s, String>>,
}

impl<'s> Ascending<'s> {
    fn of(records: &'s BTreeSet<String>) -> Self {
        Self { records: records.iter().peekable() }
    }

    /// Whether this one is among them; those before it are not asked about any more.
    fn has(&mut self, record: &str) -> bool {
        while self.records.next_if(|known| known.as_str() < record).is_some() {}
        self.records.next_if(|known| known.as_str() == record).is_some()
    }
}

/// The times in which the decisions of some rows stand.
struct Times<'b> {
    since: &'b TimestampSecondArray,
    until: &'b TimestampSecondArray,
    at: i64,
}

impl<'b> Times<'b> {
    fn of(batch: &'b RecordBatch, at: Instant) -> Result<Self, PipelineError> {
        let (since, until) = (Batch(batch).moment("stands_since")?, Batch(batch).moment("stands_until")?);
        Ok(Self { since, until, at: at.timestamp() })
    }

    /// Whether that of this row stands at the moment.
    fn at(&self, row: usize) -> bool {
        let has_begun = self.since.is_valid(row) && self.since.value(row) <= self.at;
        has_begun && (self.until.is_null(row) || self.until.value(row) > self.at)
    }
}

/// Earlier decisions, read one after the other.
struct Cursor<I> {
    batches: I,
    held: Option<Held>,
}

/// The rows that are being read, and the first that was not passed.
struct Held {
    records: StringArray,
    rests_on: FixedSizeBinaryArray,
    since: TimestampSecondArray,
    until: TimestampSecondArray,
    row: usize,
}

impl<I: Iterator<Item = Result<RecordBatch, PipelineError>>> Cursor<I> {
    fn of(batches: I) -> Result<Self, PipelineError> {
        let mut cursor = Self { batches, held: None };
        cursor.next()?;
        Ok(cursor)
    }

    fn next(&mut self) -> Result<(), PipelineError> {
        self.held = None;
        while let Some(batch) = self.batches.next().transpose()? {
            if batch.num_rows() > 0 {
                let columns = Batch(&batch);
                self.held = Some(Held {
                    records: columns.text(RECORD)?.clone(),
                    rests_on: columns.digests(RESTS_ON)?.clone(),
                    since: columns.moment("stands_since")?.clone(),
                    until: columns.moment("stands_until")?.clone(),
                    row: 0,
                });
                break;
            }
        }
        Ok(())
    }

    /// The record of the next row.
    fn record(&self) -> Option<&str> {
        self.held.as_ref().and_then(|held| text_at(&held.records, held.row))
    }

    /// Whether the decision in the next row rests on this, and stands at the moment.
    fn stands(&self, digest: &Digest, stamp: &str, at: Instant) -> bool {
        self.held.as_ref().is_some_and(|Held { rests_on, since, until, row, .. }| {
            let known = rests_on.is_valid(*row).then(|| rests_on.value(*row));
            let is = |digest: &Digest| known == Some(digest.as_bytes().as_slice());
            let times = Times { since, until, at: at.timestamp() };
            times.at(*row) && (is(digest) || is(&rests::looked_again(digest, stamp)))
        })
    }

    fn pass(&mut self) -> Result<(), PipelineError> {
        match &mut self.held {
            Some(held) if held.row + 1 < held.records.len() => held.row += 1,
            _ => self.next()?,
        }
        Ok(())
    }
}

/// When a decision stands.
const TIMES: &[&str] = &["stands_since", "stands_until"];
/// Of what is counted, the columns.
const COUNTED: &[&str] = &[RECORD, DECISION, "rules", "transforms", "missing", COUNTED_AS];
/// Where more than one record in so many has to be decided, all are.
const ANEW_FROM: usize = 5;
/// Where more than one row in so many lies over the base, a new base is written.
const REBASED_FROM: u64 = 10;
/// How long a base may hold what was decided about records that are gone.
const GONE_AFTER: TimeDelta = TimeDelta::days(7);
