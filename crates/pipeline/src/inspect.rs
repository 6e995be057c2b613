//! Room 3 for many records. In: `posts.parquet`. Out: `inspected.parquet` (one row a record), `slices.parquet` (one row a
//! third party), `findings.parquet` (the sidecar that others read), and of pictures `faces.parquet`. Never: content in a table; only where it stands.

use crate::engine::{Batch, Table, moment_at, text_at};
use crate::gather::Revelations;
use crate::people::People;
use crate::pictures::{Seen, Viewer};
use crate::rows::nested;
use crate::tables::{self, TableWriter};
use crate::{PipelineError, Work};
use ::inspect::{Inspection, Inspector, Passage, Reference};
use datafusion::arrow::array::RecordBatch;
use rayon::prelude::*;
use std::collections::BTreeMap;
use terms::{AccountId, Category, Embed, Handle, Lang, Media};

/// What room 3 looked at.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Inspected {
    /// Records.
    pub records: u64,
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

/// Inspects every record of `posts.parquet`.
pub async fn inspect(
    work: &Work,
    inspector: &Inspector,
    progress: &mut dyn FnMut(u64),
) -> Result<Inspected, PipelineError> {
    let (posts, people) = (Table::open(&work.posts(), &[])?, People::of_accounts(work)?);
    let mut tables = Tables::create(work, inspector.stamp(), &posts)?;
    let mut totals = Inspected::default();
    let mut viewer = if inspector.looks_at_pictures() { Some(Viewer::open(work, inspector)?) } else { None };
    let columns = if viewer.is_some() { &[POST_COLUMNS, PICTURE_COLUMNS].concat() } else { POST_COLUMNS };
    // In the order of the posts, so that the next room reads both tables side by side.
    for batch in posts.batches(columns)? {
        let batch = batch?;
        let mut rows = read(&batch, &people, inspector)?;
        if let Some(viewer) = &mut viewer {
            look(&batch, viewer, &mut rows)?;
        }
        for row in &rows {
            totals.records += 1;
            totals.bytes_scanned += row.inspection.bytes_scanned as u64;
            totals.pictures += row.pictures.len() as u64;
            totals.pictures_unseen += row.unseen;
            totals.pictures_written += row.pictures.iter().filter(|seen| !seen.written.is_empty()).count() as u64;
            totals.faces += row.pictures.iter().map(|picture| u64::from(picture.faces)).sum::<u64>();
            totals.uncertain += u64::from(row.inspection.band == ::inspect::Band::Uncertain);
            for finding in row.inspection.findings.iter().filter(|finding| finding.band == ::inspect::Level::Found) {
                *totals.findings.entry(finding.kind.as_str().to_owned()).or_default() += 1;
            }
        }
        tables.write(rows)?;
        progress(totals.records);
    }
    if let Some(viewer) = &viewer {
        viewer.write_faces(work)?;
    }
    tables.commit()?;
    Ok(totals)
}

/// Looks at the pictures of these records.
fn look(batch: &RecordBatch, viewer: &mut Viewer<'_>, rows: &mut [InspectedRow]) -> Result<(), PipelineError> {
    let columns = Batch(batch);
    let (sources, media) = (columns.text("source_name")?, columns.text("media")?);
    let of = |row: usize| Ok((text_at(sources, row).unwrap_or_default(), nested(text_at(media, row), "media")?));
    let named: Vec<(&str, Option<Vec<Media>>)> = (0..rows.len()).map(of).collect::<Result<_, PipelineError>>()?;
    viewer.look(named.iter().map(|(source, media)| (*source, media.as_deref().unwrap_or_default())))?;
    for (row, (source, media)) in rows.iter_mut().zip(&named) {
        (row.pictures, row.unseen) = viewer.seen(source, media.as_deref().unwrap_or_default());
    }
    Ok(())
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
struct InspectedRow {
    record_id: String,
    service: String,
    bytes_present: usize,
    inspection: Inspection,
    /// Empty where a corpus takes no pictures along.
    pictures: Vec<Seen>,
    unseen: u64,
}

fn read(batch: &RecordBatch, people: &People, inspector: &Inspector) -> Result<Vec<InspectedRow>, PipelineError> {
    let columns = Batch(batch);
    let (record_ids, services) = (columns.text("record_id")?, columns.text("service")?);
    let accounts = columns.text("account_id")?;
    let (texts, langs, embeds) = (columns.text("text")?, columns.text("lang")?, columns.text("embeds")?);
    let (created, edited) = (columns.moment("created_at")?, columns.moment("edited_at")?);
    let (groups, sensitivities) = (columns.text("group_name")?, columns.text("group_sensitivity")?);
    (0..batch.num_rows())
        .into_par_iter()
        .map(|row| {
            let embeds: Vec<Embed> = match text_at(embeds, row) {
                Some(text) => serde_json::from_str(text).map_err(|_| PipelineError::Column { name: "embeds" })?,
                None => Vec::new(),
            };
            let text = text_at(texts, row).unwrap_or_default();
            let (lang, account) =
                (text_at(langs, row).and_then(|lang| Lang::new(lang).ok()), text_at(accounts, row).map(AccountId::new));
            let holder = text_at(accounts, row).map(|account| people.holder(people.find(account)));
            let handle = holder.and_then(|holder| holder.handle).map(Handle::new);
            let inspection = inspector.inspect(&Passage {
                text,
                lang: lang.as_ref(),
                embeds: &embeds,
                own_account: account.as_ref(),
                own_handle: handle.as_ref(),
                // Whoever edits a text may quote what others wrote since.
                written: moment_at(edited, row).or(moment_at(created, row)),
                group_name: text_at(groups, row),
                group_sensitivity: text_at(sensitivities, row).and_then(Category::parse),
            });
            Ok(InspectedRow {
                record_id: text_at(record_ids, row).unwrap_or_default().to_owned(),
                service: text_at(services, row).unwrap_or_default().to_owned(),
                bytes_present: text.len(),
                inspection,
                pictures: Vec::new(),
                unseen: 0,
            })
        })
        .collect()
}

/// The three tables of this room, which appear together or are written again.
struct Tables {
    inspected: TableWriter,
    slices: TableWriter,
    findings: TableWriter,
    stamp: String,
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
        };
        // An empty batch tells the columns, also where nothing was found.
        tables.write(Vec::new())?;
        Ok(tables)
    }

    fn write(&mut self, rows: Vec<InspectedRow>) -> Result<(), PipelineError> {
        for rows in tables::pieces(&rows) {
            let people = rows.iter().map(people_of).collect::<Result<Vec<_>, _>>()?;
            let is_uncertain = |row: &InspectedRow| row.inspection.band == ::inspect::Band::Uncertain;
            self.inspected.write(vec![
                tables::text("record_id", rows.iter().map(|row| Some(row.record_id.as_str()))),
                tables::text("detector_version", rows.iter().map(|_| Some(self.stamp.as_str()))),
                tables::count("bytes_present", rows.iter().map(|row| i64::try_from(row.bytes_present).ok())),
                tables::count("bytes_scanned", rows.iter().map(|row| i64::try_from(row.inspection.bytes_scanned).ok())),
                tables::text("lang", rows.iter().map(|row| row.inspection.lang.as_ref().map(Lang::as_str))),
                tables::truth("uncertain", rows.iter().map(|row| Some(is_uncertain(row)))),
                tables::truth("criminal", rows.iter().map(|row| Some(row.inspection.criminal))),
                tables::owned("people", people),
            ])?;
            self.write_slices(rows)?;
            self.write_findings(rows)?;
        }
        Ok(())
    }

    fn write_slices(&mut self, rows: &[InspectedRow]) -> Result<(), PipelineError> {
        let slices: Vec<_> = rows
            .iter()
            .flat_map(|row| {
                row.inspection.third_parties.iter().enumerate().map(move |(number, slice)| (row, number, slice))
            })
            .filter(|(_, _, slice)| matches!(slice.reference, Reference::Handle(_) | Reference::Account(_)))
            .collect();
        self.slices.write(vec![
            tables::text("record_id", slices.iter().map(|(row, _, _)| Some(row.record_id.as_str()))),
            tables::count("slice", slices.iter().map(|(_, number, _)| i64::try_from(*number).ok())),
            tables::text("service", slices.iter().map(|(row, _, _)| Some(row.service.as_str()))),
            tables::text(
                "handle",
                slices.iter().map(|(_, _, slice)| match &slice.reference {
                    Reference::Handle(handle) => Some(handle.expose()),
                    _ => None,
                }),
            ),
            tables::text(
                "account_id",
                slices.iter().map(|(_, _, slice)| match &slice.reference {
                    Reference::Account(account) => Some(account.as_str()),
                    _ => None,
                }),
            ),
        ])
    }

    fn write_findings(&mut self, rows: &[InspectedRow]) -> Result<(), PipelineError> {
        let findings: Vec<_> =
            rows.iter().flat_map(|row| row.inspection.findings.iter().map(move |finding| (row, finding))).collect();
        self.findings.write(vec![
            tables::text("record_id", findings.iter().map(|(row, _)| Some(row.record_id.as_str()))),
            tables::text("detector", findings.iter().map(|_| Some("grondslag-rules"))),
            tables::owned("version", findings.iter().map(|(row, _)| Some(row.inspection.version.to_string()))),
            tables::text("kind", findings.iter().map(|(_, finding)| Some(finding.kind.as_str()))),
            tables::count("start", findings.iter().map(|(_, finding)| i64::try_from(finding.start).ok())),
            tables::count("end", findings.iter().map(|(_, finding)| i64::try_from(finding.end).ok())),
            tables::score("score", findings.iter().map(|(_, finding)| finding.score)),
            tables::text(
                "whose",
                findings.iter().map(|(_, finding)| match finding.whose {
                    Some(terms::Whose::Author) => Some("author"),
                    Some(terms::Whose::Other) => Some("other"),
                    None => None,
                }),
            ),
            tables::text("band", findings.iter().map(|(_, finding)| Some(finding.band.as_str()))),
        ])
    }

    /// `inspected` comes last: it is what the facts join with, so without it there is no inspection.
    fn commit(self) -> Result<(), PipelineError> {
        self.findings.commit()?;
        self.slices.commit()?;
        self.inspected.commit()?;
        Ok(())
    }
}

/// What a record reveals about its author and others, and what is not sure, as JSON; nothing where it reveals nothing.
fn people_of(row: &InspectedRow) -> Result<Option<String>, serde_json::Error> {
    let mut people = Revelations::from(row.inspection.clone());
    (people.pictures, people.unseen) = (row.pictures.clone(), row.unseen);
    if people.is_empty() { Ok(None) } else { serde_json::to_string(&people).map(Some) }
}

/// Under which stamp the records were last inspected: `None` where they were not, or where there are none.
pub async fn inspected_under(work: &Work) -> Result<Option<String>, PipelineError> {
    if !world::exists(work.inspected()) {
        return Ok(None);
    }
    let inspected = Table::open(&work.inspected(), &[])?;
    // A table of an earlier version of this program, in another order or with other columns, is written anew.
    if !inspected.has("people") || !inspected.is_by_record() && Table::open(&work.posts(), &[])?.is_by_record() {
        return Ok(None);
    }
    match inspected.batches(&["detector_version"])?.next().transpose()? {
        Some(batch) if batch.num_rows() > 0 => {
            Ok(text_at(Batch(&batch).text("detector_version")?, 0).map(str::to_owned))
        }
        _ => Ok(None),
    }
}
