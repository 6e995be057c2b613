//! Rooms 4 and 5 in one pass. In: the tables of `work`, posts and inspections sorted by record. Out: the decisions,
//! and each record with what became of it, in the order of the posts. Never: more of the posts in memory than the threads
//! work on, or a post that leaves without an answer.
//!
//! Accounts and standings are small and lie in memory; one thread reads posts and inspections side by side, others decide,
//! and the one that called writes.

use crate::decide::{Judged, Plan};
use crate::decisions::{Draft, Sheet};
use crate::engine::{Batch, Table, Texts, Words, date_at, day_at, text_at, truth_at};
use crate::gather::{Found, Frame, Revelations, Row};
use crate::judge::Judge;
use crate::marks::Marks;
use crate::people::{Keys, People};
use crate::rests::{self, Ground, Grounds, Hashed, RestsOn};
use crate::rows::{history, nested};
use crate::{PipelineError, Totals, Work};
use ::inspect::Reference;
use datafusion::arrow::array::{
    Array, BooleanArray, Date32Array, Int64Array, RecordBatch, RecordBatchReader, StringArray, TimestampSecondArray,
    UInt32Array,
};
use datafusion::arrow::compute::{concat_batches, take_record_batch};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use terms::{Kind, Provenance, Visibility};

/// What is wanted of each record beside its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// Nothing.
    Decisions,
    /// The row of the corpus, where it is lawful.
    Rows,
}

/// Takes a record and what became of it.
pub(crate) type Each<'a> = dyn FnMut(&str, Judged) -> Result<(), PipelineError> + 'a;

/// What somebody has read already, so that it is not read twice.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) marks: Option<Marks>,
    pub(crate) ground: Option<Ground>,
    pub(crate) people: Option<People>,
}

/// Decides every record and writes the decisions; `None` where the tables are not sorted by record, and then nothing was
/// done.
pub(crate) fn walk(
    work: &Work,
    plan: &Plan<'_>,
    frame: &Frame<'_>,
    (want, known): (Want, Known),
    progress: &mut dyn FnMut(u64),
    each: &mut Each<'_>,
) -> Result<Option<Totals>, PipelineError> {
    let posts = Table::open(&work.posts(), POST_WORDS)?;
    let inspected = Table::open(&work.inspected(), INSPECTED_WORDS)?;
    let is_whole = INSPECTED_COLUMNS.iter().all(|column| inspected.has(column));
    if !posts.is_by_record() || !inspected.is_by_record() || !is_whole {
        return Ok(None);
    }
    let mut marks = known.marks.unwrap_or_else(|| Marks::insisting(work));
    let ground = known.ground.map_or_else(|| Ground::of(work, plan, frame, &mut marks), Ok)?;
    let people = known.people.map_or_else(|| People::of(work), |people| people.of_all(work))?;
    let hall = Hall { plan, frame, want, ground, people, replaced: replaced(&posts)? };
    let draft = Draft::begin(&work.decisions(plan.op), plan)?;
    let (mut base, mut totals) = (draft.base()?, Totals::default());
    hall.run(work.threads(), Sides::of(&posts, &inspected)?, &mut |done: Done| {
        base.write(&done.sheet)?;
        totals.absorb(&done.totals);
        for (row, judged) in done.judged.into_iter().enumerate() {
            each(done.records.value(row), judged)?;
        }
        progress(totals.read);
        Ok(())
    })?;
    totals.check(posts.rows())?;
    let accounts = rests::write_accounts(&draft, &hall.people)?;
    let said = rests::write_said(&draft, &hall.people.voices()?)?;
    let rests_on = RestsOn { ground: hall.ground, accounts, said, totals: totals.clone() };
    let base = base.commit()?;
    marks.check()?;
    draft.commit(base, None, None, Some(rests_on))?;
    marks.keep(work);
    Ok(Some(totals))
}

/// Records that a later one replaced.
pub(crate) fn replaced(posts: &Table) -> Result<HashSet<String>, PipelineError> {
    let mut replaced = HashSet::new();
    for batch in posts.batches(&["replaces"])? {
        let batch = batch?;
        let column = Batch(&batch).text("replaces")?;
        if column.null_count() < column.len() {
            replaced.extend(column.iter().flatten().map(str::to_owned));
        }
    }
    Ok(replaced)
}

/// Some records, with the row of each in the table of inspections.
struct Piece {
    number: usize,
    posts: RecordBatch,
    inspected: RecordBatch,
}

/// The same records, decided.
pub(crate) struct Done {
    pub(crate) records: StringArray,
    /// Their rows.
    pub(crate) sheet: RecordBatch,
    /// What became of each, where somebody wants it.
    judged: Vec<Judged>,
    pub(crate) totals: Totals,
}

/// Everything that all records of a run share.
pub(crate) struct Hall<'a> {
    pub(crate) plan: &'a Plan<'a>,
    pub(crate) frame: &'a Frame<'a>,
    pub(crate) want: Want,
    pub(crate) ground: Ground,
    pub(crate) people: People,
    pub(crate) replaced: HashSet<String>,
}

impl Hall<'_> {
    /// Reads, decides and hands over, each in its own threads. What is under way is bounded by the number of threads.
    pub(crate) fn run(
        &self,
        threads: usize,
        sides: Sides,
        take: &mut dyn FnMut(Done) -> Result<(), PipelineError>,
    ) -> Result<(), PipelineError> {
        let judges = (0..threads).map(|_| Judge::of(self.plan, self.frame, self.want));
        let judges: Vec<Judge<'_>> = judges.collect::<Result<_, _>>()?;
        let mut replaced: Vec<&str> = self.replaced.iter().map(String::as_str).collect();
        replaced.sort_unstable();
        let replaced = replaced.as_slice();
        std::thread::scope(|scope| {
            let (to_decide, pieces) = sync_channel(threads);
            let (to_write, done) = sync_channel(threads);
            // A piece that is decided early waits in memory for the one before it, so each needs a ticket to begin.
            let (give_back, tickets) = channel();
            (0..threads * PIECES_A_THREAD).for_each(|_| give_back.send(()).unwrap_or_default());
            let (pieces, failed) = (Arc::new(Mutex::new(pieces)), to_write.clone());
            scope.spawn(move || {
                if let Err(cause) = sides.read(&tickets, &to_decide) {
                    drop(failed.send((usize::MAX, Err(cause))));
                }
            });
            for judge in judges {
                let (pieces, to_write) = (Arc::clone(&pieces), to_write.clone());
                scope.spawn(move || self.work(judge, replaced, &pieces, &to_write));
            }
            drop((pieces, to_write));
            in_order(done, give_back, take)
        })
    }

    /// Decides pieces until there are no more.
    fn work(
        &self,
        mut judge: Judge<'_>,
        replaced: &[&str],
        pieces: &Mutex<Receiver<Piece>>,
        to_write: &SyncSender<(usize, Result<Done, PipelineError>)>,
    ) {
        loop {
            let piece = pieces.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(piece) = piece else { return };
            let done = self.decide(&mut judge, replaced, &piece);
            if to_write.send((piece.number, done)).is_err() {
                return;
            }
        }
    }

    fn decide(&self, judge: &mut Judge<'_>, replaced: &[&str], piece: &Piece) -> Result<Done, PipelineError> {
        let columns = Columns::of(&self.people, replaced, piece)?;
        let stamp = self.frame.stamp;
        let grounds = Grounds::of(self.plan, &self.ground, [&piece.posts, &piece.inspected], stamp)?;
        let mut sheet = Sheet::of_rows(piece.posts.num_rows());
        let (mut judged, mut hashed) = (Vec::new(), Hashed::default());
        for row in 0..piece.posts.num_rows() {
            if row.is_multiple_of(AHEAD) {
                self.look_ahead(columns.accounts.iter().skip(row).take(AHEAD));
            }
            let one = self.row(&columns, row)?;
            let rests_on = grounds.digest(row, one.superseded, &mut hashed);
            let done = judge.judge(&one)?;
            let again = rests_on.filter(|_| done.looked_again).map(|digest| rests::looked_again(&digest, stamp));
            sheet.push(&one, &done, again.or(rests_on).as_ref())?;
            if self.want == Want::Rows {
                judged.push(done);
            }
        }
        let (records, sheet, totals) = (columns.record_id.clone(), sheet.finish()?, judge.counted());
        Ok(Done { records, sheet, judged, totals })
    }

    /// Reads a little of everybody whom the next records are about. People lie anywhere in memory, and so the processor waits
    /// for all of them at once, and not for one after the other.
    fn look_ahead<'r>(&self, accounts: impl Iterator<Item = &'r Option<u32>>) {
        let glance = |account: &Option<u32>| {
            let Ok(said) = self.people.said(*account) else { return false };
            let consent = said.consent.as_ref().is_some_and(|consent| consent.explicit);
            let objection = said.objections.first().is_some_and(|objection| objection.items.is_some());
            consent ^ objection ^ said.notice.is_some() ^ said.restriction
        };
        std::hint::black_box(accounts.filter(|account| glance(account)).count());
    }

    /// One record.
    fn row<'r>(&'r self, c: &Columns<'r>, row: usize) -> Result<Row<'r>, PipelineError> {
        let record_id = c.record_id.value(row);
        let (account, service) = (c.accounts.get(row).copied().flatten(), c.service.at(row).unwrap_or_default());
        let truth = |column: &BooleanArray| truth_at(column, row).unwrap_or(false);
        let inspected_under = c.detector_version.at(row);
        let found = inspected_under.map(|_| {
            let (lang, people) = (c.found_lang.at(row).map(Cow::Borrowed), text_at(c.people, row));
            Found::read(c.bytes_scanned.value(row), lang, [c.uncertain, c.criminal], people, row)
        });
        let found = found.transpose()?;
        let slices = found.iter().flat_map(|found| &found.people.third_parties);
        let meant = self.meant(slices.map(|slice| &slice.reference), service);
        let person = |(number, place): &(i64, u32)| Ok((*number, self.people.person(*place)?));
        let resolved = meant.iter().map(person).collect::<Result<_, PipelineError>>()?;
        Ok(Row {
            record_id,
            account_id: text_at(c.account_id, row),
            kind: c.kind.at(row),
            service,
            text: text_at(c.text, row).unwrap_or_default(),
            lang: c.lang.at(row),
            group_name: text_at(c.group_name, row),
            group_sensitivity: text_at(c.group_sensitivity, row),
            embeds: c.embeds.at(row),
            created_on: day_at(c.created_at, row),
            found,
            inspected_under,
            resolved,
            source: c.source.at(row),
            signals: c.signals.at(row).unwrap_or("[]"),
            is_tombstone: truth(c.tombstone),
            deleted_on: day_at(c.deleted_at, row),
            visibility_now: c.visibility_now.at(row),
            visibility_history: history(c.visibility_history.at(row))?,
            visibility_explicit_choice: truth(c.visibility_explicit_choice),
            origin_lawful: truth_at(c.origin_lawful, row),
            retention_until: date_at(c.retention_until, row),
            tdm_reserved_whole: truth_at(c.tdm_reserved_whole, row),
            illegal_content: truth_at(c.illegal_content, row),
            superseded: c.superseded.get(row) == Some(&true),
            holder: self.people.holder(account),
            said: self.people.said(account)?,
        })
    }

    /// Whom the handles and quotes of a record mean, each with the number of its slice.
    fn meant<'r>(&self, references: impl Iterator<Item = &'r Reference>, service: &str) -> Vec<(i64, u32)> {
        let places =
            |(number, reference)| self.people.places(reference, service).into_iter().map(move |one| (number, one));
        (0..).zip(references).flat_map(places).collect()
    }
}

/// Hands over pieces in their order, whichever is decided first. Where it fails, both channels end with it, and so do the
/// threads that wait for them.
fn in_order(
    done: Receiver<(usize, Result<Done, PipelineError>)>,
    give_back: Sender<()>,
    take: &mut dyn FnMut(Done) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let (mut early, mut expected) = (BTreeMap::new(), 0);
    for (number, done) in done {
        early.insert(number, done?);
        while let Some(done) = early.remove(&expected) {
            take(done)?;
            // Nobody waits for tickets any more once all is read.
            let _ = give_back.send(());
            expected += 1;
        }
    }
    Ok(())
}

/// Posts and what inspection found, read side by side.
pub(crate) struct Sides {
    posts: ParquetRecordBatchReader,
    inspected: Beside,
    last: String,
    /// Whether each record has to have an inspection.
    all_inspected: bool,
    /// What was read already.
    ahead: VecDeque<[RecordBatch; 2]>,
}

impl Sides {
    /// All records.
    pub(crate) fn of(posts: &Table, inspected: &Table) -> Result<Self, PipelineError> {
        let (posts, inspected) = (posts.batches(POST_COLUMNS)?, inspected.batches(INSPECTED_COLUMNS)?);
        let inspected = Beside::of(inspected);
        Ok(Self { posts, inspected, last: String::new(), all_inspected: false, ahead: VecDeque::new() })
    }

    /// The records in these places of both tables. Where one of them has no inspection there, the two do not lie side by side.
    pub(crate) fn at(posts: &Table, inspected: &Table, places: &[usize]) -> Result<Self, PipelineError> {
        let posts = posts.rows_at(POST_COLUMNS, places)?;
        let inspected = Beside::of(inspected.rows_at(INSPECTED_COLUMNS, places)?);
        Ok(Self { posts, inspected, last: String::new(), all_inspected: true, ahead: VecDeque::new() })
    }

    /// Reads all of them ahead, and tells whose records they are and whom they speak of.
    pub(crate) fn named(&mut self) -> Result<Keys, PipelineError> {
        let mut named = Keys::default();
        while let Some(sides) = self.read_next()? {
            let [posts, inspected] = sides.each_ref().map(Batch);
            let (services, accounts) = (Words::texts(posts.words("service")?)?, posts.text("account_id")?);
            let people = inspected.text("people")?;
            for row in 0..accounts.len() {
                named.add([text_at(accounts, row), None, None]);
                let found: Option<Revelations> = nested(text_at(people, row), "people")?;
                for slice in found.iter().flat_map(|found| &found.third_parties) {
                    match &slice.reference {
                        Reference::Account(account) => named.add([Some(account.as_str()), None, None]),
                        Reference::Handle(handle) => {
                            named.add([None, Some(services.at(row).unwrap_or_default()), Some(handle.expose())]);
                        }
                        _ => {}
                    }
                }
            }
            self.ahead.push_back(sides);
        }
        Ok(named)
    }

    fn next(&mut self) -> Result<Option<[RecordBatch; 2]>, PipelineError> {
        match self.ahead.pop_front() {
            None => self.read_next(),
            ahead => Ok(ahead),
        }
    }

    fn read_next(&mut self) -> Result<Option<[RecordBatch; 2]>, PipelineError> {
        let Some(posts) = self.posts.next().transpose()? else { return Ok(None) };
        let records = Batch(&posts).text("record_id")?;
        ascends(records, &mut self.last)?;
        let inspected = self.inspected.of_records(records)?;
        if self.all_inspected && Batch(&inspected).text("record_id")? != records {
            return Err(PipelineError::Column { name: "record_id" });
        }
        Ok(Some([posts, inspected]))
    }

    fn read(mut self, tickets: &Receiver<()>, to_decide: &SyncSender<Piece>) -> Result<(), PipelineError> {
        let mut number = 0;
        while let Some([posts, inspected]) = self.next()? {
            // Whoever decides or writes has stopped where this fails, and says why.
            if tickets.recv().is_err() || to_decide.send(Piece { number, posts, inspected }).is_err() {
                return Ok(());
            }
            number += 1;
        }
        Ok(())
    }
}

/// A table that says it is sorted and is not would lose what lies in the wrong place.
pub(crate) fn ascends(records: &StringArray, last: &mut String) -> Result<(), PipelineError> {
    let broken = PipelineError::Column { name: "record_id" };
    let (Some(first), Some(end)) = (records.iter().next(), records.iter().next_back()) else { return Ok(()) };
    let (Some(first), Some(end), 0) = (first, end, records.null_count()) else { return Err(broken) };
    let within = (1..records.len()).all(|row| records.value(row - 1) < records.value(row));
    if !within || (!last.is_empty() && last.as_str() >= first) {
        return Err(broken);
    }
    last.replace_range(.., end);
    Ok(())
}

/// Which of these records, which ascend, are among some names that do.
pub(crate) fn among(records: &StringArray, names: &[&str]) -> Vec<bool> {
    let first = records.iter().flatten().next().unwrap_or_default();
    let mut names = names.iter().skip(names.partition_point(|name| *name < first)).peekable();
    let is_among = |record: Option<&str>| {
        let record = record.unwrap_or_default();
        while names.next_if(|name| **name < record).is_some() {}
        names.peek().is_some_and(|name| **name == record)
    };
    records.iter().map(is_among).collect()
}

/// The table of inspections, row by row beside the posts.
struct Beside {
    batches: ParquetRecordBatchReader,
    /// The batch that is being read, and its first row that belongs to no post yet.
    held: Option<(RecordBatch, usize)>,
    last: String,
}

impl Beside {
    fn of(batches: ParquetRecordBatchReader) -> Self {
        Self { batches, held: None, last: String::new() }
    }

    fn next(&mut self) -> Result<(), PipelineError> {
        self.held = self.batches.next().transpose()?.map(|batch| (batch, 0));
        if let Some((batch, _)) = &self.held {
            ascends(Batch(batch).text("record_id")?, &mut self.last)?;
        }
        Ok(())
    }

    /// The rows of these records in their order, and a row of nulls for a record that was not inspected.
    fn of_records(&mut self, records: &StringArray) -> Result<RecordBatch, PipelineError> {
        if self.held.as_ref().is_none_or(|(batch, row)| *row == batch.num_rows()) {
            self.next()?;
        }
        match &self.held {
            Some((batch, 0)) if Batch(batch).text("record_id")? == records => {
                let whole = batch.clone();
                self.held = None;
                return Ok(whole);
            }
            _ => {}
        }
        let (mut batches, mut places, mut base) = (Vec::new(), Vec::with_capacity(records.len()), 0);
        batches.extend(self.held.as_ref().map(|(batch, _)| batch.clone()));
        for row in 0..records.len() {
            let record = records.value(row);
            let mut place = None;
            while let Some((batch, at)) = &mut self.held {
                if *at == batch.num_rows() {
                    base += batch.num_rows();
                    self.next()?;
                    batches.extend(self.held.as_ref().map(|(batch, _)| batch.clone()));
                    continue;
                }
                let found = Batch(batch).text("record_id")?.value(*at);
                if found > record {
                    break;
                }
                let is_it = found == record;
                place = is_it.then_some(base + *at);
                *at += 1;
                if is_it {
                    break;
                }
            }
            places.push(place.map(|place| u32::try_from(place).unwrap_or(u32::MAX)));
        }
        let whole = concat_batches(&self.batches.schema(), &batches)?;
        Ok(take_record_batch(&whole, &UInt32Array::from(places))?)
    }
}

/// The columns of one piece.
struct Columns<'a> {
    record_id: &'a StringArray,
    kind: Words<'a, Option<Kind>>,
    service: Words<'a, Option<&'a str>>,
    source: Words<'a, Option<Provenance>>,
    account_id: &'a StringArray,
    /// The place of each account.
    accounts: Vec<Option<u32>>,
    /// Whether a later one replaced it.
    superseded: Vec<bool>,
    created_at: &'a TimestampSecondArray,
    deleted_at: &'a TimestampSecondArray,
    tombstone: &'a BooleanArray,
    visibility_now: Words<'a, Visibility>,
    visibility_history: Texts<'a>,
    visibility_explicit_choice: &'a BooleanArray,
    group_name: &'a StringArray,
    group_sensitivity: &'a StringArray,
    embeds: Texts<'a>,
    lang: Words<'a, Option<&'a str>>,
    text: &'a StringArray,
    signals: Words<'a, Option<&'a str>>,
    origin_lawful: &'a BooleanArray,
    retention_until: &'a Date32Array,
    tdm_reserved_whole: &'a BooleanArray,
    illegal_content: &'a BooleanArray,
    detector_version: Words<'a, Option<&'a str>>,
    bytes_scanned: &'a Int64Array,
    found_lang: Words<'a, Option<&'a str>>,
    uncertain: &'a BooleanArray,
    criminal: &'a BooleanArray,
    people: &'a StringArray,
}

impl<'a> Columns<'a> {
    fn of(people: &People, replaced: &[&str], piece: &'a Piece) -> Result<Self, PipelineError> {
        let (p, i) = (Batch(&piece.posts), Batch(&piece.inspected));
        let (record_id, account_id) = (p.text("record_id")?, p.text("account_id")?);
        let visibility = |word: &str| Visibility::parse(word).unwrap_or(Visibility::Unknown);
        Ok(Self {
            record_id,
            kind: Words::of(p.words("kind")?, None, Kind::parse)?,
            service: Words::texts(p.words("service")?)?,
            source: Words::of(p.words("source")?, None, Provenance::parse)?,
            account_id,
            accounts: people.find_all(account_id),
            superseded: among(record_id, replaced),
            created_at: p.moment("created_at")?,
            deleted_at: p.moment("deleted_at")?,
            tombstone: p.truth("tombstone")?,
            visibility_now: Words::of(p.words("visibility_now")?, Visibility::Unknown, visibility)?,
            visibility_history: Texts::of(p.words("visibility_history")?)?,
            visibility_explicit_choice: p.truth("visibility_explicit_choice")?,
            group_name: p.text("group_name")?,
            group_sensitivity: p.text("group_sensitivity")?,
            embeds: Texts::of(p.words("embeds")?)?,
            lang: Words::texts(p.words("lang")?)?,
            text: p.text("text")?,
            signals: Words::texts(p.words("signals")?)?,
            origin_lawful: p.truth("origin_lawful")?,
            retention_until: p.date("retention_until")?,
            tdm_reserved_whole: p.truth("tdm_reserved_whole")?,
            illegal_content: p.truth("illegal_content")?,
            detector_version: Words::texts(i.words("detector_version")?)?,
            bytes_scanned: i.count("bytes_scanned")?,
            found_lang: Words::texts(i.words("lang")?)?,
            uncertain: i.truth("uncertain")?,
            criminal: i.truth("criminal")?,
            people: i.text("people")?,
        })
    }
}

/// Records whose people are looked at before the first of them is decided.
const AHEAD: usize = 64;
/// Pieces under way for each thread that decides.
const PIECES_A_THREAD: usize = 4;
/// Columns of `posts.parquet` in which few words fill many rows.
pub const POST_WORDS: &[&str] =
    &["kind", "service", "source", "visibility_now", "visibility_history", "embeds", "lang", "signals"];
/// Columns of `posts.parquet` that a decision reads.
pub const POST_COLUMNS: &[&str] = &[
    "record_id",
    "kind",
    "service",
    "source",
    "account_id",
    "created_at",
    "deleted_at",
    "tombstone",
    "visibility_now",
    "visibility_history",
    "visibility_explicit_choice",
    "group_name",
    "group_sensitivity",
    "embeds",
    "lang",
    "text",
    "signals",
    "origin_lawful",
    "retention_until",
    "tdm_reserved_whole",
    "illegal_content",
];
/// Columns of `inspected.parquet` in which few words fill many rows.
pub const INSPECTED_WORDS: &[&str] = &["detector_version", "lang"];
/// Columns of `inspected.parquet` that a decision reads.
pub const INSPECTED_COLUMNS: &[&str] = &[
    "record_id",
    "detector_version",
    "bytes_scanned",
    "lang",
    "uncertain",
    "criminal",
    "people",
    "inspected_digest",
    "met_digest",
];
