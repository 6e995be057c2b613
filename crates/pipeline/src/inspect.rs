//! Room 3 for many records. In: `posts.parquet`. Out: `inspected.parquet` (one row a record), `slices.parquet` (one row a
//! third party), `findings.parquet` (the sidecar that others read). Never: content in a table; only where it stands.

use crate::engine::{self, Batch, text_at};
use crate::tables::{self, BATCH_ROWS, TableWriter};
use crate::{PipelineError, Work};
use ::inspect::{Inspection, Inspector, Passage, Reference};
use datafusion::arrow::array::RecordBatch;
use futures::StreamExt;
use rayon::prelude::*;
use std::collections::BTreeMap;
use terms::{AccountId, Category, Embed, Handle, Lang};

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
}

/// Inspects every record of `posts.parquet`.
pub async fn inspect(
    work: &Work,
    inspector: &Inspector,
    progress: &mut dyn FnMut(u64),
) -> Result<Inspected, PipelineError> {
    let session = engine::session(&[("posts", &work.posts()), ("accounts", &work.accounts())], work.threads()).await?;
    let sql = "SELECT p.record_id, p.service, p.account_id, p.text, p.lang, p.embeds, p.group_name, p.group_sensitivity, a.handle \
               FROM posts p LEFT JOIN accounts a ON a.account_id = p.account_id";
    let mut stream = session.sql(sql).await?.execute_stream().await?;
    let mut tables = Tables::create(work, inspector.stamp())?;
    let mut totals = Inspected::default();
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let rows = read(&batch, inspector)?;
        for row in &rows {
            totals.records += 1;
            totals.bytes_scanned += row.inspection.bytes_scanned as u64;
            totals.uncertain += u64::from(row.inspection.band == ::inspect::Band::Uncertain);
            for finding in row.inspection.findings.iter().filter(|finding| finding.band == ::inspect::Level::Found) {
                *totals.findings.entry(finding.kind.as_str().to_owned()).or_default() += 1;
            }
        }
        tables.write(rows)?;
        progress(totals.records);
    }
    tables.commit()?;
    Ok(totals)
}

/// One inspected record.
struct InspectedRow {
    record_id: String,
    service: String,
    bytes_present: usize,
    inspection: Inspection,
}

fn read(batch: &RecordBatch, inspector: &Inspector) -> Result<Vec<InspectedRow>, PipelineError> {
    let columns = Batch(batch);
    let (record_ids, services) = (columns.text("record_id")?, columns.text("service")?);
    let (accounts, handles) = (columns.text("account_id")?, columns.text("handle")?);
    let (texts, langs, embeds) = (columns.text("text")?, columns.text("lang")?, columns.text("embeds")?);
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
            let handle = text_at(handles, row).map(Handle::new);
            let inspection = inspector.inspect(&Passage {
                text,
                lang: lang.as_ref(),
                embeds: &embeds,
                own_account: account.as_ref(),
                own_handle: handle.as_ref(),
                group_name: text_at(groups, row),
                group_sensitivity: text_at(sensitivities, row).and_then(Category::parse),
            });
            Ok(InspectedRow {
                record_id: text_at(record_ids, row).unwrap_or_default().to_owned(),
                service: text_at(services, row).unwrap_or_default().to_owned(),
                bytes_present: text.len(),
                inspection,
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
    fn create(work: &Work, stamp: String) -> Result<Self, PipelineError> {
        let mut tables = Self {
            inspected: TableWriter::create(&work.inspected())?,
            slices: TableWriter::create(&work.slices())?,
            findings: TableWriter::create(&work.findings())?,
            stamp,
        };
        // An empty batch tells the columns, also where nothing was found.
        tables.write(Vec::new())?;
        Ok(tables)
    }

    fn write(&mut self, rows: Vec<InspectedRow>) -> Result<(), PipelineError> {
        for rows in rows.chunks(BATCH_ROWS).chain(rows.is_empty().then_some(&[] as &[InspectedRow])) {
            let inspections = rows
                .iter()
                .map(|row| serde_json::to_string(&row.inspection).map(Some))
                .collect::<Result<Vec<_>, _>>()?;
            self.inspected.write(vec![
                tables::text("record_id", rows.iter().map(|row| Some(row.record_id.as_str()))),
                tables::text("detector_version", rows.iter().map(|_| Some(self.stamp.as_str()))),
                tables::count("bytes_present", rows.iter().map(|row| i64::try_from(row.bytes_present).ok())),
                tables::count("bytes_scanned", rows.iter().map(|row| i64::try_from(row.inspection.bytes_scanned).ok())),
                tables::owned("inspection", inspections),
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

/// Under which stamp the records were last inspected: `None` where they were not, or where there are none.
pub async fn inspected_under(work: &Work) -> Result<Option<String>, PipelineError> {
    if !world::exists(work.inspected()) {
        return Ok(None);
    }
    let session = engine::session(&[("inspected", &work.inspected())], 1).await?;
    let mut stream = session.sql("SELECT detector_version FROM inspected LIMIT 1").await?.execute_stream().await?;
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        if batch.num_rows() > 0 {
            return Ok(text_at(Batch(&batch).text("detector_version")?, 0).map(str::to_owned));
        }
    }
    Ok(None)
}
