//! Room 3 for many records. In: `posts.parquet`. Out: `inspected.parquet` (one row a record), `slices.parquet` (one row a
//! third party), `findings.parquet` (the sidecar that others read), and of pictures `faces.parquet`. Never: content in a
//! table, only where it stands; or another table than inspecting every record gives, whatever of an earlier one is kept.

use crate::earlier::{Before, Earlier, INSPECTED_DIGEST, MET_DIGEST, Origin, method};
use crate::engine::{Batch, Table, moment_at, text_at, truth_at};
use crate::gather::Revelations;
use crate::people::People;
use crate::pictures::{Seen, Viewer};
use crate::rows::nested;
use crate::tables::{self, Column, TableWriter};
use crate::walk::ascends;
use crate::{PipelineError, Work};
use ::inspect::{Inspection, Inspector, Passage, Reference};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::interleave_record_batch;
use datafusion::arrow::datatypes::SchemaRef;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::ops::Range;
use terms::{AccountId, Category, Digest, Embed, Handle, Instant, Lang, Media};

/// What room 3 looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Inspected {
    /// Records.
    pub records: u64,
    /// Of these: whose rows of the inspection before still hold.
    pub kept: u64,
    /// Bytes of text, all scanned.
    pub bytes_scanned: u64,
    /// Findings of each kind above the threshold.
    pub findings: BTreeMap<String, u64>,
    /// Records in the uncertainty band.
    pub uncertain: u64,
    /// Pictures of records that were looked at, where a corpus takes them along.
    pub pictures: u64,
    /// Pictures that could not be looked at whole: their records are held.
    pub pictures_unseen: u64,
    /// Pictures whose text reveals something, where it is read.
    pub pictures_written: u64,
    /// Faces in the pictures.
    pub faces: u64,
}

/// Inspects the records of `posts.parquet`: those that an earlier inspection saw just so keep what it found, and the tables
/// are those that inspecting all of them gives, byte for byte.
pub async fn inspect(
    work: &Work,
    inspector: &Inspector,
    progress: &mut dyn FnMut(u64),
) -> Result<Inspected, PipelineError> {
    if let Some(earlier) = Earlier::open(work, inspector, &schemas()?)
        && let Some(totals) = go_through(work, inspector, Some(earlier), progress)?
    {
        return Ok(totals);
    }
    inspect_all(work, inspector, progress).await
}

/// Inspects every record of `posts.parquet`, whatever was inspected before.
pub async fn inspect_all(
    work: &Work,
    inspector: &Inspector,
    progress: &mut dyn FnMut(u64),
) -> Result<Inspected, PipelineError> {
    go_through(work, inspector, None, progress)?.ok_or(PipelineError::Column { name: "record_id" })
}

/// Goes through all records; nothing where the tables of the earlier inspection are not what this program writes.
fn go_through(
    work: &Work,
    inspector: &Inspector,
    mut earlier: Option<Earlier>,
    progress: &mut dyn FnMut(u64),
) -> Result<Option<Inspected>, PipelineError> {
    let origin = Origin::new(work, inspector)?;
    let (posts, people) = (Table::open(&work.posts(), &[])?, People::of_accounts(work)?);
    if earlier.is_some() && !posts.is_by_record() {
        return Ok(None);
    }
    let mut tables = Tables::create(work, inspector.stamp(), &posts)?;
    let (mut totals, mut last) = (Inspected::default(), String::new());
    let mut viewer = if inspector.looks_at_pictures() { Some(Viewer::open(work, inspector)?) } else { None };
    let columns = if viewer.is_some() { &[POST_COLUMNS, PICTURE_COLUMNS].concat() } else { POST_COLUMNS };
    let desk = Desk { inspector, people, method: method(inspector) };
    // In the order of the posts, so that the next room reads both tables side by side.
    for batch in posts.batches(columns)? {
        let batch = batch?;
        let records = Batch(&batch).text("record_id")?;
        let before = match &mut earlier {
            None => None,
            Some(earlier) => {
                ascends(records, &mut last)?;
                let Some(before) = earlier.of_records(records) else { return Ok(None) };
                Some(before)
            }
        };
        let pictures = viewer.as_mut().map(|viewer| look(&batch, viewer)).transpose()?;
        let rows = desk.read(&batch, pictures, before.as_ref())?;
        for row in &rows {
            totals.count(row, before.as_ref())?;
        }
        tables.write(&rows, before.as_ref())?;
        progress(totals.records);
    }
    if let Some(viewer) = &viewer {
        viewer.write_faces(work)?;
    }
    tables.commit(origin)?;
    Ok(Some(totals))
}

impl Inspected {
    fn count(&mut self, row: &InspectedRow<'_>, before: Option<&Before>) -> Result<(), PipelineError> {
        self.records += 1;
        self.pictures += row.pictures.len() as u64;
        self.pictures_unseen += row.unseen;
        self.pictures_written += row.pictures.iter().filter(|seen| !seen.written.is_empty()).count() as u64;
        self.faces += row.pictures.iter().map(|picture| u64::from(picture.faces)).sum::<u64>();
        match (&row.found, before) {
            (Found::Now(inspection), _) => {
                self.bytes_scanned += inspection.bytes_scanned as u64;
                self.uncertain += u64::from(inspection.band == ::inspect::Band::Uncertain);
                let found = inspection.findings.iter().filter(|finding| finding.band == ::inspect::Level::Found);
                found.for_each(|finding| self.count_finding(finding.kind.as_str()));
            }
            (Found::Before(row), Some(before)) => self.count_kept(*row, before)?,
            (Found::Before(_), None) => return Err(PipelineError::Column { name: INSPECTED_DIGEST }),
        }
        Ok(())
    }

    fn count_kept(&mut self, row: usize, before: &Before) -> Result<(), PipelineError> {
        self.kept += 1;
        let [(inspected, about), _, (findings, found)] = &before.tables;
        let (inspected, findings) = (Batch(inspected), Batch(findings));
        let (scanned, uncertain) = (inspected.count("bytes_scanned")?, inspected.truth("uncertain")?);
        for place in about.get(row).cloned().unwrap_or_default() {
            self.bytes_scanned += u64::try_from(scanned.value(place)).unwrap_or_default();
            self.uncertain += u64::from(truth_at(uncertain, place).unwrap_or(false));
        }
        let (kinds, bands) = (findings.text("kind")?, findings.text("band")?);
        for place in found.get(row).cloned().unwrap_or_default() {
            if text_at(bands, place) == Some(::inspect::Level::Found.as_str()) {
                self.count_finding(text_at(kinds, place).unwrap_or_default());
            }
        }
        Ok(())
    }

    fn count_finding(&mut self, kind: &str) {
        match self.findings.get_mut(kind) {
            Some(count) => *count += 1,
            None => drop(self.findings.insert(kind.to_owned(), 1)),
        }
    }
}

/// The pictures of each record that were looked at, and how many of them nobody could look at.
type Looks = Vec<(Vec<Seen>, u64)>;

/// Looks at the pictures of these records.
fn look(batch: &RecordBatch, viewer: &mut Viewer<'_>) -> Result<Looks, PipelineError> {
    let columns = Batch(batch);
    let (sources, media) = (columns.text("source_name")?, columns.text("media")?);
    let of = |row: usize| Ok((text_at(sources, row).unwrap_or_default(), nested(text_at(media, row), "media")?));
    let named: Vec<(&str, Option<Vec<Media>>)> = (0..batch.num_rows()).map(of).collect::<Result<_, PipelineError>>()?;
    viewer.look(named.iter().map(|(source, media)| (*source, media.as_deref().unwrap_or_default())))?;
    Ok(named.iter().map(|(source, media)| viewer.seen(source, media.as_deref().unwrap_or_default())).collect())
}

const POST_COLUMNS: &[&str] = &[
    "record_id",
    "service",
    "account_id",
    "created_at",
    "edited_at",
    "text",
    "lang",
    "embeds",
    "group_name",
    "group_sensitivity",
];

/// Which pictures a record has.
const PICTURE_COLUMNS: &[&str] = &["source_name", "media"];

/// One inspected record.
struct InspectedRow<'b> {
    record_id: &'b str,
    service: &'b str,
    bytes_present: usize,
    /// Of everything that was inspected.
    inspected: Digest,
    /// Of what it met of all that is looked for.
    met: Option<Digest>,
    found: Found,
    /// Empty where a corpus takes no pictures along.
    pictures: Vec<Seen>,
    unseen: u64,
}

/// What was found in a record.
enum Found {
    Now(Inspection),
    /// What an earlier inspection found in the record of this row.
    Before(usize),
}

/// Who inspects, with what all records share.
struct Desk<'a> {
    inspector: &'a Inspector,
    people: People,
    method: String,
}

impl Desk<'_> {
    fn read<'b>(
        &self,
        batch: &'b RecordBatch,
        pictures: Option<Looks>,
        before: Option<&Before>,
    ) -> Result<Vec<InspectedRow<'b>>, PipelineError> {
        let columns = Batch(batch);
        let (record_ids, services) = (columns.text("record_id")?, columns.text("service")?);
        let accounts = columns.text("account_id")?;
        let (texts, langs, embeds) = (columns.text("text")?, columns.text("lang")?, columns.text("embeds")?);
        let (created, edited) = (columns.moment("created_at")?, columns.moment("edited_at")?);
        let (groups, sensitivities) = (columns.text("group_name")?, columns.text("group_sensitivity")?);
        let looks = pictures.unwrap_or_else(|| vec![(Vec::new(), 0); batch.num_rows()]);
        let one = |(row, (pictures, unseen)): (usize, (Vec<Seen>, u64))| {
            let holder = text_at(accounts, row).map(|account| self.people.holder(self.people.find(account)));
            let handle = holder.and_then(|holder| holder.handle());
            let (created, edited) = (moment_at(created, row), moment_at(edited, row));
            let named = [record_ids, services, accounts, texts, langs, embeds, groups, sensitivities];
            let [record_id, service, account, text, lang, embeds, group_name, sensitivity] =
                named.map(|column| text_at(column, row));
            let seen = if self.inspector.looks_at_pictures() {
                Some(serde_json::to_string(&(&pictures, unseen))?)
            } else {
                None
            };
            let moments = [created, edited].map(|at| at.map(|at| at.timestamp().to_be_bytes()));
            // INVARIANT: everything that the passage or a row is made from; a test changes each of them.
            let texts =
                [record_id, service, account, text, lang, embeds, group_name, sensitivity, handle, seen.as_deref()];
            let parts = texts.iter().map(|text| text.map(str::as_bytes));
            let parts = parts.chain(moments.iter().map(|at| at.as_ref().map(<[u8; 8]>::as_slice)));
            let inspected = digest(&self.method, parts);
            Ok(Laid {
                row,
                record_id: record_id.unwrap_or_default(),
                service: service.unwrap_or_default(),
                inspected,
                text: text.unwrap_or_default(),
                lang: lang.and_then(|lang| Lang::new(lang).ok()),
                embeds: nested(embeds, "embeds")?.unwrap_or_default(),
                account: account.map(AccountId::new),
                handle: handle.map(Handle::new),
                // Whoever edits a text may quote what others wrote since.
                written: edited.or(created),
                group_name,
                group_sensitivity: sensitivity.and_then(Category::parse),
                pictures,
                unseen,
            })
        };
        let laid: Vec<Laid<'b>> = looks.into_par_iter().enumerate().map(one).collect::<Result<_, PipelineError>>()?;
        let found = laid.into_par_iter().chunks(TOGETHER).flat_map_iter(|laid| self.find(laid, before));
        Ok(found.collect())
    }

    /// What is in some records, and what each meets of all that is looked for.
    fn find<'b>(&self, laid: Vec<Laid<'b>>, before: Option<&Before>) -> Vec<InspectedRow<'b>> {
        let ask = |one: &Laid<'_>| {
            let known = before.and_then(|before| Some((before.met(one.row, &one.inspected)?, before.is_same_stamp())));
            let met = match known {
                // The same is looked for in the same.
                Some((met, true)) => met,
                _ => self.inspector.met(&one.passage()),
            };
            (known.is_some_and(|(known, _)| known == met), met)
        };
        let asked: Vec<(bool, Option<Digest>)> = laid.iter().map(ask).collect();
        let fresh = laid.iter().zip(&asked).filter(|(_, (is_kept, _))| !is_kept);
        let fresh: Vec<Passage<'_>> = fresh.map(|(one, _)| one.passage()).collect();
        let mut found = self.inspector.inspect_all(&fresh).into_iter();
        let rows = laid.into_iter().zip(asked).map(|(one, (is_kept, met))| {
            let now = if is_kept { None } else { found.next() };
            one.inspected(met, now)
        });
        rows.collect()
    }
}

/// A record laid out for inspection.
struct Laid<'b> {
    row: usize,
    record_id: &'b str,
    service: &'b str,
    inspected: Digest,
    text: &'b str,
    lang: Option<Lang>,
    embeds: Vec<Embed>,
    account: Option<AccountId>,
    handle: Option<Handle>,
    written: Option<Instant>,
    group_name: Option<&'b str>,
    group_sensitivity: Option<Category>,
    pictures: Vec<Seen>,
    unseen: u64,
}

impl<'b> Laid<'b> {
    fn passage(&self) -> Passage<'_> {
        Passage {
            text: self.text,
            lang: self.lang.as_ref(),
            embeds: &self.embeds,
            own_account: self.account.as_ref(),
            own_handle: self.handle.as_ref(),
            written: self.written,
            group_name: self.group_name,
            group_sensitivity: self.group_sensitivity,
        }
    }

    /// With what was found in it now, or else what was found before.
    fn inspected(self, met: Option<Digest>, now: Option<Inspection>) -> InspectedRow<'b> {
        InspectedRow {
            record_id: self.record_id,
            service: self.service,
            bytes_present: self.text.len(),
            inspected: self.inspected,
            met,
            found: now.map_or(Found::Before(self.row), Found::Now),
            pictures: self.pictures,
            unseen: self.unseen,
        }
    }
}

/// The digest of everything that the inspection of a record depends on. What is absent is not what is empty.
fn digest<'a>(method: &str, parts: impl Iterator<Item = Option<&'a [u8]>>) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update((method.len() as u64).to_be_bytes());
    hasher.update(method);
    for part in parts {
        hasher.update(part.map_or(u64::MAX, |part| part.len() as u64).to_be_bytes());
        hasher.update(part.unwrap_or_default());
    }
    Digest::from_bytes(hasher.finalize().into())
}

/// The three tables of this room, which appear together or are written again.
struct Tables {
    inspected: TableWriter,
    slices: TableWriter,
    findings: TableWriter,
    stamp: String,
    /// Of what was inspected so far.
    rows: Sha256,
}

impl Tables {
    fn create(work: &Work, stamp: String, posts: &Table) -> Result<Self, PipelineError> {
        let inspected = work.inspected();
        let create = if posts.is_by_record() { TableWriter::create_by_record } else { TableWriter::create };
        let mut tables = Self {
            inspected: create(&inspected)?,
            slices: TableWriter::create(&work.slices())?,
            findings: TableWriter::create(&work.findings())?,
            stamp,
            rows: Sha256::new(),
        };
        // An empty batch tells the columns, also where nothing was found.
        tables.write(&[], None)?;
        Ok(tables)
    }

    /// Writes what was found in these records, now or before.
    fn write(&mut self, rows: &[InspectedRow<'_>], before: Option<&Before>) -> Result<(), PipelineError> {
        for row in rows {
            self.rows.update(row.inspected.as_bytes());
            self.rows.update(row.met.as_ref().map_or(&[0; 32], Digest::as_bytes));
        }
        let mut batches = batches(rows, &self.stamp)?;
        if let Some(before) = before {
            let counts: [fn(&Inspection) -> usize; 3] =
                [|_| 1, |inspection| slices_of(inspection).count(), |inspection| inspection.findings.len()];
            for ((batch, earlier), count) in batches.iter_mut().zip(&before.tables).zip(counts) {
                *batch = merged(rows, earlier, batch, count)?;
            }
            let [inspected, ..] = &mut batches;
            *inspected = stamped(inspected, rows, &self.stamp)?;
        }
        for (table, batch) in [&mut self.inspected, &mut self.slices, &mut self.findings].into_iter().zip(&batches) {
            table.write_batch(batch)?;
        }
        Ok(())
    }

    /// `inspected` comes last: it is what the facts join with, so without it there is no inspection. If we crash before, the
    /// three do not say the same of their origin, and all is inspected again.
    fn commit(mut self, mut origin: Origin) -> Result<(), PipelineError> {
        origin.rows = Digest::from_bytes(self.rows.finalize().into());
        for table in [&mut self.inspected, &mut self.slices, &mut self.findings] {
            origin.write(table)?;
        }
        self.findings.commit()?;
        self.slices.commit()?;
        self.inspected.commit()?;
        Ok(())
    }
}

/// The columns of the three tables.
fn schemas() -> Result<[SchemaRef; 3], PipelineError> {
    Ok(batches(&[], "")?.map(|batch| batch.schema()))
}

/// The rows of the three tables about the records that were inspected now.
fn batches(rows: &[InspectedRow<'_>], stamp: &str) -> Result<[RecordBatch; 3], PipelineError> {
    let fresh = rows.iter().filter_map(|row| match &row.found {
        Found::Now(inspection) => Some((row, inspection)),
        Found::Before(_) => None,
    });
    let fresh: Vec<(&InspectedRow<'_>, &Inspection)> = fresh.collect();
    let people = fresh.iter().map(|(row, inspection)| people_of(row, inspection)).collect::<Result<Vec<_>, _>>()?;
    let is_uncertain = |inspection: &Inspection| inspection.band == ::inspect::Band::Uncertain;
    let scanned = |inspection: &Inspection| i64::try_from(inspection.bytes_scanned).ok();
    let inspected = vec![
        tables::text("record_id", fresh.iter().map(|(row, _)| Some(row.record_id))),
        tables::text(STAMP, fresh.iter().map(|_| Some(stamp))),
        tables::count("bytes_present", fresh.iter().map(|(row, _)| i64::try_from(row.bytes_present).ok())),
        tables::count("bytes_scanned", fresh.iter().map(|(_, inspection)| scanned(inspection))),
        tables::text("lang", fresh.iter().map(|(_, inspection)| inspection.lang.as_ref().map(Lang::as_str))),
        tables::truth("uncertain", fresh.iter().map(|(_, inspection)| Some(is_uncertain(inspection)))),
        tables::truth("criminal", fresh.iter().map(|(_, inspection)| Some(inspection.criminal))),
        tables::owned("people", people),
        tables::digests(INSPECTED_DIGEST, fresh.iter().map(|(row, _)| Some(&row.inspected)))?,
        tables::digests(MET_DIGEST, fresh.iter().map(|(row, _)| row.met.as_ref()))?,
    ];
    Ok([tables::batch(inspected)?, tables::batch(slice_columns(&fresh))?, tables::batch(finding_columns(&fresh))?])
}

/// Whoever the text names in a way that can be joined with an account.
fn slices_of(inspection: &Inspection) -> impl Iterator<Item = (usize, &::inspect::Slice)> {
    let slices = inspection.third_parties.iter().enumerate();
    slices.filter(|(_, slice)| matches!(slice.reference, Reference::Handle(_) | Reference::Account(_)))
}

fn slice_columns(fresh: &[(&InspectedRow<'_>, &Inspection)]) -> Vec<Column> {
    let slices =
        fresh.iter().flat_map(|(row, found)| slices_of(found).map(move |(number, slice)| (row, number, slice)));
    let slices: Vec<_> = slices.collect();
    let handle = |slice: &::inspect::Slice| match &slice.reference {
        Reference::Handle(handle) => Some(handle.expose().to_owned()),
        _ => None,
    };
    let account = |slice: &::inspect::Slice| match &slice.reference {
        Reference::Account(account) => Some(account.as_str().to_owned()),
        _ => None,
    };
    vec![
        tables::text("record_id", slices.iter().map(|(row, _, _)| Some(row.record_id))),
        tables::count("slice", slices.iter().map(|(_, number, _)| i64::try_from(*number).ok())),
        tables::text("service", slices.iter().map(|(row, _, _)| Some(row.service))),
        tables::owned("handle", slices.iter().map(|(_, _, slice)| handle(slice))),
        tables::owned("account_id", slices.iter().map(|(_, _, slice)| account(slice))),
    ]
}

fn finding_columns(fresh: &[(&InspectedRow<'_>, &Inspection)]) -> Vec<Column> {
    let findings: Vec<_> =
        fresh.iter().flat_map(|(row, found)| found.findings.iter().map(move |finding| (row, found, finding))).collect();
    let whose = |finding: &::inspect::Finding| match finding.whose {
        Some(terms::Whose::Author) => Some("author"),
        Some(terms::Whose::Other) => Some("other"),
        None => None,
    };
    vec![
        tables::text("record_id", findings.iter().map(|(row, _, _)| Some(row.record_id))),
        tables::text("detector", findings.iter().map(|_| Some("grondslag-rules"))),
        tables::owned("version", findings.iter().map(|(_, found, _)| Some(found.version.to_string()))),
        tables::text("kind", findings.iter().map(|(_, _, finding)| Some(finding.kind.as_str()))),
        tables::count("start", findings.iter().map(|(_, _, finding)| i64::try_from(finding.start).ok())),
        tables::count("end", findings.iter().map(|(_, _, finding)| i64::try_from(finding.end).ok())),
        tables::score("score", findings.iter().map(|(_, _, finding)| finding.score)),
        tables::text("whose", findings.iter().map(|(_, _, finding)| whose(finding))),
        tables::text("band", findings.iter().map(|(_, _, finding)| Some(finding.band.as_str()))),
    ]
}

/// The rows about all records in their order: what was found now, and what was found before and still holds.
fn merged(
    rows: &[InspectedRow<'_>],
    (earlier, about): &(RecordBatch, Vec<Range<usize>>),
    fresh: &RecordBatch,
    count: fn(&Inspection) -> usize,
) -> Result<RecordBatch, PipelineError> {
    let (mut picks, mut next) = (Vec::with_capacity(rows.len()), 0);
    for row in rows {
        match &row.found {
            Found::Now(inspection) => {
                let end = next + count(inspection);
                picks.extend((next..end).map(|place| (1, place)));
                next = end;
            }
            Found::Before(row) => picks.extend(about.get(*row).cloned().unwrap_or_default().map(|place| (0, place))),
        }
    }
    // Most batches are as they were.
    let first = picks.first().map_or(0, |(_, place)| *place);
    if picks.iter().enumerate().all(|(row, pick)| *pick == (0, first + row)) {
        return Ok(earlier.slice(first, picks.len()));
    }
    Ok(interleave_record_batch(&[earlier, fresh], &picks)?)
}

/// The same rows, under this stamp: what still holds is as good as inspected now.
fn stamped(inspected: &RecordBatch, rows: &[InspectedRow<'_>], stamp: &str) -> Result<RecordBatch, PipelineError> {
    let schema = inspected.schema();
    let mut columns = inspected.columns().to_vec();
    let changed = [
        tables::text(STAMP, rows.iter().map(|_| Some(stamp))),
        tables::digests(MET_DIGEST, rows.iter().map(|row| row.met.as_ref()))?,
    ];
    for (name, values) in changed {
        *columns.get_mut(schema.index_of(name)?).ok_or(PipelineError::Column { name })? = values;
    }
    Ok(RecordBatch::try_new(schema, columns)?)
}

/// What a record reveals about its author and others, and what is not sure, as JSON; nothing where it reveals nothing.
fn people_of(row: &InspectedRow<'_>, inspection: &Inspection) -> Result<Option<String>, serde_json::Error> {
    let mut people = Revelations::from(inspection.clone());
    (people.pictures, people.unseen) = (row.pictures.clone(), row.unseen);
    if people.is_empty() { Ok(None) } else { serde_json::to_string(&people).map(Some) }
}

/// Whether these detectors have inspected the tables as they stand, with all that they look for: else what changed is not
/// inspected, or three tables lie there that do not belong together.
pub fn is_inspected(work: &Work, inspector: &Inspector) -> Result<bool, PipelineError> {
    match Origin::of_tables(work) {
        Some(origin) => origin.is_of(work, inspector),
        None => Ok(false),
    }
}

/// Records that are inspected at once: a larger model hears several in less time.
const TOGETHER: usize = 32;
/// The column of the stamp.
const STAMP: &str = "detector_version";
