//! Deciding what changed. In: the tables of `work`, and the decisions of an earlier run with what those rest on. Out: decisions
//! that are, row by row, those of deciding everything. Never: a decision kept of which anything is another; where anything is
//! odd about what lies there, nothing is kept, and all is decided from nothing.
//!
//! A decision stands while what it rests on is the same and no day passes that matters to it. Where the tables of records are
//! the very files of before, only people can have changed, and nobody reads a record that is not theirs; otherwise one pass
//! compares digests.

mod cursor;
mod found;

use crate::decide::Plan;
use crate::decisions::{
    AUTHOR, COUNTED_AS, DECISION, Decisions, Draft, Gone, OTHERS, Overlay, Part, RECORD, RESTS_ON, Sheet, lying_over,
};
use crate::earlier::{INSPECTED_DIGEST, MET_DIGEST};
use crate::engine::{Batch, Table, text_at, texts_at};
use crate::gather::Frame;
use crate::marks::Marks;
use crate::people::{Keys, People, Roll, Voices};
use crate::rests::{self, Ground, Grounds, Hashed, RestsOn};
use crate::totals::CountedRow;
use crate::walk::{Done, Hall, INSPECTED_WORDS, Known, POST_WORDS, Sides, Want, among, ascends, replaced};
use crate::{CrossCheck, PipelineError, Totals, Work};
use chrono::TimeDelta;
use cursor::Cursor;
use datafusion::arrow::array::{Array, RecordBatch, UInt32Array};
use datafusion::arrow::compute::{concat_batches, take_record_batch};
use found::{Asked, Found};
use rayon::prelude::*;
use std::collections::HashSet;
use terms::{Digest, Instant};

/// What became of the records.
pub(crate) enum Again {
    /// Those were decided that had to be.
    Kept(Box<Totals>),
    /// All have to be, which is not done yet.
    All(Box<Known>),
}

/// Decides the records whose earlier decision no longer stands, if not all have to be decided.
pub(crate) fn decide(
    work: &Work,
    plan: &Plan<'_>,
    frame: &Frame<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<Again, PipelineError> {
    let all = || Ok(Again::All(Box::default()));
    if plan.check == CrossCheck::Whole {
        return all();
    }
    let mut marks = Marks::believing(work);
    // Whoever decides everything says what is wrong with the tables; with earlier decisions nothing has to be right.
    let mut desk = match Desk::open(work, plan, frame, &mut marks) {
        Ok(Some(desk)) => desk,
        Ok(None) => return Ok(Again::All(Box::new(Known { marks: Some(marks), ..Known::default() }))),
        Err(_) => return all(),
    };
    let found = match desk.find() {
        Ok(Some(found)) => found,
        Ok(None) => {
            let (ground, people) = (Some(desk.ground), desk.people);
            return Ok(Again::All(Box::new(Known { marks: Some(marks), ground, people })));
        }
        Err(_) => return all(),
    };
    let Ok(Some(answers)) = desk.answer(&found) else { return all() };
    progress(answers.totals.read);
    let totals = desk.write(&found, answers, &marks)?;
    marks.keep(work);
    Ok(Again::Kept(Box::new(totals)))
}

/// Everything that is needed to compare.
struct Desk<'a> {
    work: &'a Work,
    plan: &'a Plan<'a>,
    frame: &'a Frame<'a>,
    posts: Table,
    inspected: Table,
    earlier: Decisions,
    base: Table,
    /// The rows that lie over it.
    upper: RecordBatch,
    rests_on: RestsOn,
    ground: Ground,
    /// Everybody, where an account is another.
    people: Option<People>,
    /// Where what people said is.
    roll: Option<Roll>,
    voices: Option<Voices>,
    /// Those of whom something is another.
    changed: Keys,
    /// Records that a later one replaced, once somebody has to know.
    replaced: Option<HashSet<String>>,
}

/// What became of the records that were decided again.
struct Answers {
    /// Their rows.
    rows: RecordBatch,
    totals: Totals,
}

impl<'a> Desk<'a> {
    fn open(
        work: &'a Work,
        plan: &'a Plan<'a>,
        frame: &'a Frame<'a>,
        marks: &mut Marks,
    ) -> Result<Option<Self>, PipelineError> {
        let Some(earlier) = Decisions::open(&work.decisions(plan.op))? else { return Ok(None) };
        let ground = Ground::of(work, plan, frame, marks)?;
        let rests_on = earlier.manifest.rests_on.clone();
        let rests_on = rests_on.filter(|rests| ground.is_inspected && rests.ground.shared == ground.shared);
        let Some(rests_on) = rests_on else { return Ok(None) };
        earlier.check(|path| marks.digest(path))?;
        let posts = Table::open(&work.posts(), POST_WORDS)?;
        let inspected = Table::open(&work.inspected(), INSPECTED_WORDS)?;
        let is_sorted = posts.is_by_record() && inspected.is_by_record();
        let empty = Sheet::default().finish()?;
        let (base, upper) = (earlier.base()?, earlier.differences(&columns_of(&empty))?);
        let has_columns = [base.schema().fields(), upper.schema_ref().fields()];
        let has_columns = has_columns.into_iter().all(|fields| fields == empty.schema_ref().fields());
        if !is_sorted || posts.rows() != inspected.rows() || !has_columns {
            return Ok(None);
        }
        let mut desk = Self {
            work,
            plan,
            frame,
            posts,
            inspected,
            earlier,
            base,
            upper,
            rests_on,
            ground,
            people: None,
            roll: None,
            voices: None,
            changed: Keys::default(),
            replaced: None,
        };
        desk.compare_people()?;
        Ok(Some(desk))
    }

    /// Finds whoever is another. Where both tables are the files of before, nobody is, and nobody is read.
    fn compare_people(&mut self) -> Result<(), PipelineError> {
        let before = |part| Table::open(&self.earlier.path(part), &[]);
        let [accounts, standing] = self.is_other();
        if accounts {
            let people = People::of_few(self.work)?.with_digests(self.work)?;
            people.accounts_since(&before(&self.rests_on.accounts)?, &mut self.changed)?;
            self.people = Some(people);
        }
        if standing {
            let (voices, roll) = match &self.people {
                Some(people) => (people.voices()?, people.roll()),
                None => (Voices::of(self.work)?, Roll::of(self.work)?),
            };
            roll.add(&voices.since(&before(&self.rests_on.said)?)?, &mut self.changed);
            (self.roll, self.voices) = (Some(roll), Some(voices));
        }
        Ok(())
    }

    /// Whether the table of accounts and that of what people said are other files than before.
    fn is_other(&self) -> [bool; 2] {
        let before = &self.rests_on.ground;
        [self.ground.accounts != before.accounts, self.ground.standing != before.standing]
    }

    /// The records to decide; nothing where they are so many that all of them cost no more.
    fn find(&mut self) -> Result<Option<Found>, PipelineError> {
        let (now, before) = (&self.ground, &self.rests_on.ground);
        let found = if now.records == before.records && now.reviews == before.reviews {
            self.by_people()?
        } else {
            let replaced = replaced(&self.posts)?;
            let found = self.by_digests(&replaced)?;
            self.replaced = Some(replaced);
            found
        };
        Ok(found.filter(|found| found.len() <= self.most()))
    }

    /// So many are decided alone at most.
    fn most(&self) -> usize {
        usize::try_from(self.posts.rows()).unwrap_or(usize::MAX) / ANEW_FROM
    }

    fn asked(&self) -> Asked<'_> {
        let at = self.frame.at;
        Asked { at, is_back: at < self.earlier.manifest.as_of, changed: &self.changed }
    }

    /// Where records are the same, it is people and days that change.
    fn by_people(&self) -> Result<Option<Found>, PipelineError> {
        let asked = self.asked();
        let (mut below, mut first) = (Vec::new(), 0);
        for batch in self.base.batches(&asked.columns())? {
            let batch = batch?;
            below.extend(asked.hits(&batch)?.into_iter().map(|row| first + row));
            first += batch.num_rows();
            if below.len() > self.most() + self.upper.num_rows() {
                return Ok(None);
            }
        }
        Found::laid(&below, &asked.hits(&self.upper)?, &self.upper, [first as u64, self.posts.rows()]).map(Some)
    }

    /// Compares what each decision rests on with what its record is now.
    fn by_digests(&self, replaced: &HashSet<String>) -> Result<Option<Found>, PipelineError> {
        let asked = self.asked();
        let columns = [&[RECORD, RESTS_ON], asked.columns().as_slice()].concat();
        let mut before = Cursor::of(self.base.batches(&columns)?, &self.upper, asked)?;
        let (mut found, mut last) = (Found::default(), String::new());
        let mut replaced: Vec<&str> = replaced.iter().map(String::as_str).collect();
        replaced.sort_unstable();
        let mut posts = self.posts.batches(&rests::not_inspected())?;
        for inspected in self.inspected.batches(DIGESTED)? {
            let (inspected, posts) = (inspected?, posts.next().transpose()?.ok_or(LOST)?);
            let records = Batch(&inspected).text(RECORD)?;
            ascends(records, &mut last)?;
            let digests = self.digests([&posts, &inspected], &among(records, &replaced))?;
            for (row, digest) in digests.iter().enumerate() {
                before.meet(records.value(row), digest.as_ref(), self.frame.stamp, &mut found)?;
            }
            if found.len() > self.most() {
                return Ok(None);
            }
        }
        before.end(&mut found)?;
        if posts.next().is_some() { Err(LOST) } else { Ok(Some(found)) }
    }

    /// What the decisions about these records rest on, but for people.
    fn digests(&self, sides: [&RecordBatch; 2], is_superseded: &[bool]) -> Result<Vec<Option<Digest>>, PipelineError> {
        let [posts, inspected] = sides;
        if posts.num_rows() != inspected.num_rows() {
            return Err(LOST);
        }
        let grounds = Grounds::of(self.plan, &self.ground, sides, self.frame.stamp)?;
        let rows = is_superseded.par_iter().enumerate().with_min_len(1 << 12);
        Ok(rows
            .map_init(Hashed::default, |hashed, (row, superseded)| grounds.digest(row, *superseded, hashed))
            .collect())
    }

    /// Decides them; nothing where what was counted before does not fit.
    fn answer(&mut self, found: &Found) -> Result<Option<Answers>, PipelineError> {
        let before = self.counted_before(found)?;
        let totals = before.and_then(|before| self.rests_on.totals.without(&before));
        let Some(mut totals) = totals else { return Ok(None) };
        let mut rows = vec![Sheet::default().finish()?];
        if !found.places.is_empty() {
            let replaced = self.replaced.take().map_or_else(|| replaced(&self.posts), Ok)?;
            let (want, ground) = (Want::Decisions, self.ground.clone());
            let mut sides = Sides::at(&self.posts, &self.inspected, &found.places)?;
            let are_all = self.people.is_some();
            let people = match self.people.take() {
                Some(people) => people,
                None if found.places.len() > FEW => People::of_few(self.work)?,
                None => {
                    let roll = self.roll.take().map_or_else(|| Roll::of(self.work), Ok)?;
                    People::of_those(self.work, &roll, &sides.named()?)?
                }
            };
            let hall = Hall { plan: self.plan, frame: self.frame, want, ground, people, replaced };
            hall.run(self.work.threads(), sides, &mut |done: Done| {
                totals.absorb(&done.totals);
                rows.push(done.sheet);
                Ok(())
            })?;
            self.people = Some(hall.people).filter(|_| are_all);
        }
        let rows = together(rows.into_iter().map(Ok))?;
        totals.check(self.posts.rows())?;
        totals.kept = totals.read.saturating_sub(found.places.len() as u64);
        if rows.num_rows() != found.places.len() {
            return Err(LOST);
        }
        Ok(Some(Answers { rows: lying_over(&rows, Some(found.lies_over.clone()))?, totals }))
    }

    /// What the earlier rows of these records were counted as, and of those that are gone.
    fn counted_before(&self, found: &Found) -> Result<Option<Totals>, PipelineError> {
        let mut before = Totals::default();
        let mut rows = Vec::new();
        if !found.below.is_empty() {
            rows = self.base.rows_at(COUNTED, &found.below)?.collect::<Result<_, _>>()?;
        }
        let above: UInt32Array = found.above.iter().map(|row| u32::try_from(*row).ok()).collect();
        rows.push(take_record_batch(&self.upper, &above)?);
        for batch in &rows {
            if count(batch, &mut before)?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(before).filter(|before| before.read == (found.below.len() + found.above.len()) as u64))
    }

    /// Lays the new rows over the earlier ones, unless a table has become another meanwhile.
    fn write(self, found: &Found, answers: Answers, marks: &Marks) -> Result<Totals, PipelineError> {
        let draft = Draft::begin(&self.work.decisions(self.plan.op), self.plan)?;
        let Answers { rows, totals } = answers;
        let mut rests_on = self.rests_on.clone();
        if let Some(people) = &self.people {
            rests_on.accounts = rests::write_accounts(&draft, people)?;
        }
        if let Some(voices) = &self.voices {
            rests_on.said = rests::write_said(&draft, voices)?;
        }
        let counted = Totals { kept: 0, ..totals.clone() };
        let rests_on = Some(RestsOn { ground: self.ground.clone(), totals: counted, ..rests_on });
        let (base, based_on, differences) = self.lay(&draft, found, rows)?;
        marks.check()?;
        draft.commit(base, based_on, differences, rests_on)?;
        Ok(totals)
    }

    /// The base, for which moment, and what lies over it; where rows have become many, or those of records that are gone lie
    /// there for long, all are written as one base again.
    fn lay(
        &self,
        draft: &Draft<'_>,
        found: &Found,
        rows: RecordBatch,
    ) -> Result<(Part, Option<Instant>, Option<Part>), PipelineError> {
        let manifest = &self.earlier.manifest;
        let (base, based_on) = (manifest.base.clone(), Some(manifest.based_on));
        let is_old = self.frame.at - manifest.based_on > GONE_AFTER;
        if found.len() == 0 && !is_old {
            return Ok((base, based_on, manifest.differences.clone()));
        }
        let mut gone = Sheet::default();
        found.gone.iter().for_each(|(record, _)| gone.push_gone(record));
        let lay = found.gone.iter().map(|(_, lies_over)| *lies_over).collect();
        let gone = lying_over(&gone.finish()?, Some(lay))?;
        let new = together(Overlay::of(std::iter::once(Ok(rows)), gone, Gone::Kept)?)?;
        let upper = std::iter::once(Ok(self.upper.clone()));
        let differences = together(Overlay::of(upper, new, Gone::Kept)?)?;
        let many = differences.num_rows() as u64 > base.rows / REBASED_FROM;
        let holds_gone = Batch(&differences).text(DECISION)?.null_count() > 0;
        if many || holds_gone && is_old {
            return Ok((draft.laid_over(&self.base, differences)?, None, None));
        }
        Ok((base, based_on, draft.differences(&differences)?))
    }
}

/// Counts these rows; nothing where one of them does not say under what.
fn count(batch: &RecordBatch, totals: &mut Totals) -> Result<Option<()>, PipelineError> {
    let columns = Batch(batch);
    let (decisions, missing) = (columns.text(DECISION)?, columns.text("missing")?);
    let (rules, transforms) = (columns.list("rules")?, columns.list("transforms")?);
    let counted_as = columns.count(COUNTED_AS)?;
    for row in 0..batch.num_rows() {
        let counted = totals.count_stored(&CountedRow {
            decision: text_at(decisions, row).unwrap_or_default(),
            rules: texts_at(rules, row),
            transforms: texts_at(transforms, row),
            missing: text_at(missing, row),
            counted_as: counted_as.is_valid(row).then(|| counted_as.value(row)),
        });
        if counted.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(()))
}

fn columns_of(batch: &RecordBatch) -> Vec<&str> {
    batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect()
}

fn together(rows: impl Iterator<Item = Result<RecordBatch, PipelineError>>) -> Result<RecordBatch, PipelineError> {
    let rows: Vec<RecordBatch> = rows.collect::<Result<_, _>>()?;
    let schema = rows.first().map(RecordBatch::schema).ok_or(LOST)?;
    Ok(concat_batches(&schema, &rows)?)
}

/// Rows that do not lie where they should.
const LOST: PipelineError = PipelineError::Column { name: RECORD };
/// Of an inspection, what the digest of a record is made of.
const DIGESTED: &[&str] = &[RECORD, "detector_version", INSPECTED_DIGEST, MET_DIGEST];
/// Of what is counted, the columns.
const COUNTED: &[&str] = &[DECISION, "rules", "transforms", "missing", COUNTED_AS];
/// Of so many records those whom they name are read, and not everybody.
const FEW: usize = 1 << 16;
/// Where more than one record in so many has to be decided, all are.
const ANEW_FROM: usize = 5;
/// Where more than one row in so many lies over the base, a new base is written.
const REBASED_FROM: u64 = 10;
/// How long a base may hold what was decided about records that are gone.
const GONE_AFTER: TimeDelta = TimeDelta::days(7);
