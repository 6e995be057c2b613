//! The three tables of a corpus: shards, lineage and exclusions. In: rows in their order. Out: files, and the rows again.
//! Never: a text outside a shard.
//!
//! Row groups end after a fixed number of rows or bytes: the grouping is a function of the rows alone, so a purged file and
//! one sealed without the person have the same bytes.

use crate::error::{Mismatch, ReadError};
use crate::manifest::Meta;
use crate::row::{Exclusion, Late, Refusal, Row, basis_word, parse_basis};
use crate::table::{Column, FileEntry, Shape, TableReader, TableWriter};
use std::path::{Path, PathBuf};
use terms::{Digest, Kind, Lang, RecordId, Text};
use world::DiskError;

/// A kind of row that a table of a corpus holds.
pub(crate) trait Tabled: Sized {
    /// What the table looks like: in every corpus the first, and another one where a corpus says more.
    const SHAPES: &'static [Shape];

    /// Roughly the bytes it takes.
    fn weight(&self) -> usize;

    /// Rows as columns.
    fn columns(rows: Vec<Self>) -> Vec<Column>;

    /// Columns as rows; `None` if a word is not one of ours.
    fn rows(columns: Vec<Column>) -> Option<Vec<Self>>;
}

/// Where an admitted record came from and where it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// The record as its source names it.
    pub source: RecordId,
    /// Its pseudonym.
    pub record: String,
    /// Its author's pseudonym.
    pub subject: String,
    /// The shard that holds it.
    pub shard: String,
    /// SHA-256 of the text that was sealed.
    pub text_sha256: Digest,
    /// `PERMIT` or `PERMIT_WITH`.
    pub decision: String,
}

/// A record that was not admitted.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Excluded {
    /// The record as its source names it.
    pub source: RecordId,
    /// The decision and its rules.
    pub exclusion: Exclusion,
}

/// Writes rows in groups of bounded size.
pub(crate) struct RowWriter<T> {
    table: TableWriter,
    pending: Vec<T>,
    pending_bytes: usize,
}

impl<T: Tabled> RowWriter<T> {
    pub fn create(folder: &Path, name: &str) -> Result<Self, DiskError> {
        Self::create_as(folder, name, T::SHAPES.first().expect("INVARIANT: a table has a shape"))
    }

    pub fn create_as(folder: &Path, name: &str, shape: &Shape) -> Result<Self, DiskError> {
        let table = TableWriter::create(folder, name, shape)?;
        Ok(Self { table, pending: Vec::new(), pending_bytes: 0 })
    }

    /// Adds a row.
    pub fn push(&mut self, row: T) -> Result<(), DiskError> {
        self.pending_bytes += row.weight();
        self.pending.push(row);
        if self.pending.len() == GROUP_ROWS || self.pending_bytes >= GROUP_BYTES { self.end_group() } else { Ok(()) }
    }

    fn end_group(&mut self) -> Result<(), DiskError> {
        self.pending_bytes = 0;
        self.table.write(T::columns(std::mem::take(&mut self.pending)))
    }

    pub fn finish(mut self) -> Result<FileEntry, DiskError> {
        self.end_group()?;
        self.table.finish()
    }
}

/// Reads the rows of one table, one group at a time.
pub(crate) struct RowReader<T> {
    name: String,
    table: TableReader,
    pending: std::vec::IntoIter<T>,
}

impl<T: Tabled> RowReader<T> {
    /// Opens a table whose bytes are those of its entry.
    pub fn open(folder: &Path, entry: &FileEntry) -> Result<Self, ReadError> {
        let table = TableReader::open(folder, entry, T::SHAPES)?;
        Ok(Self { name: entry.name.clone(), table, pending: Vec::new().into_iter() })
    }

    pub fn next_row(&mut self) -> Result<Option<T>, ReadError> {
        loop {
            if let Some(row) = self.pending.next() {
                return Ok(Some(row));
            }
            let Some(columns) = self.table.next_group()? else { return Ok(None) };
            let rows = T::rows(columns)
                .ok_or(Mismatch::Content { file: self.name.clone(), what: "it has a word that is not one of ours" })?;
            self.pending = rows.into_iter();
        }
    }
}

impl<T: Tabled> Iterator for RowReader<T> {
    type Item = Result<T, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}

/// The rows of several tables, one after another. Each table is compared with its digest before its first row.
pub(crate) struct TablesReader<T> {
    folder: PathBuf,
    files: std::vec::IntoIter<FileEntry>,
    open: Option<RowReader<T>>,
    broken: bool,
}

impl<T: Tabled> TablesReader<T> {
    pub fn of<'a>(folder: &Path, files: impl Iterator<Item = &'a FileEntry>) -> Self {
        let files: Vec<FileEntry> = files.cloned().collect();
        Self { folder: folder.to_owned(), files: files.into_iter(), open: None, broken: false }
    }

    // Nothing follows an error: half of a corpus must not look like the end of it.
    fn stop(&mut self, error: ReadError) -> Option<Result<T, ReadError>> {
        self.broken = true;
        Some(Err(error))
    }
}

impl<T: Tabled> Iterator for TablesReader<T> {
    type Item = Result<T, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        loop {
            match self.open.as_mut().and_then(Iterator::next) {
                Some(Ok(row)) => return Some(Ok(row)),
                Some(Err(error)) => return self.stop(error),
                None => {}
            }
            match RowReader::open(&self.folder, &self.files.next()?) {
                Ok(table) => self.open = Some(table),
                Err(error) => return self.stop(error),
            }
        }
    }
}

impl Tabled for Row {
    const SHAPES: &'static [Shape] = &[SHARD, SHARD_WITH_LATE];

    fn weight(&self) -> usize {
        self.text.expose().len() + 128
    }

    fn columns(rows: Vec<Self>) -> Vec<Column> {
        let (mut records, mut subjects, mut kinds, mut langs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut texts, mut bases, mut transforms, mut late) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            records.push(row.record);
            subjects.push(row.subject);
            kinds.push(row.kind.as_str().to_owned());
            langs.push(row.lang.map(String::from));
            texts.push(row.text.into_inner());
            bases.push(basis_word(row.basis).to_owned());
            transforms.push(row.transforms);
            late.extend(late_cell(row.late));
        }
        let mut columns = vec![
            Column::Text(records),
            Column::Text(subjects),
            Column::Text(kinds),
            Column::Maybe(langs),
            Column::Text(texts),
            Column::Text(bases),
            Column::Words(transforms),
        ];
        if !late.is_empty() {
            columns.push(Column::Truth(late));
        }
        columns
    }

    fn rows(mut columns: Vec<Column>) -> Option<Vec<Self>> {
        let said = columns.pop_if(|column| matches!(column, Column::Truth(_)));
        let columns: [Column; 7] = columns.try_into().ok()?;
        let [
            Column::Text(records),
            Column::Text(subjects),
            Column::Text(kinds),
            Column::Maybe(langs),
            Column::Text(texts),
            Column::Text(bases),
            Column::Words(transforms),
        ] = columns
        else {
            return None;
        };
        let late: Vec<Late> = match said {
            Some(Column::Truth(said)) => said.into_iter().map(|late| if late { Late::Yes } else { Late::No }).collect(),
            _ => vec![Late::Unsaid; records.len()],
        };
        let rest = kinds.into_iter().zip(langs).zip(texts).zip(bases).zip(transforms).zip(late);
        let rows = records.into_iter().zip(subjects).zip(rest);
        rows.map(|((record, subject), (((((kind, lang), text), basis), transforms), late))| {
            let lang = match lang {
                Some(lang) => Some(Lang::new(&lang).ok()?),
                None => None,
            };
            let (kind, basis) = (Kind::parse(&kind)?, parse_basis(&basis)?);
            // Pictures lie beside the shard.
            let pictures = Vec::new();
            Some(Self { record, subject, kind, lang, text: Text::new(text), basis, transforms, late, pictures })
        })
        .collect()
    }
}

impl Tabled for Lineage {
    const SHAPES: &'static [Shape] = &[Shape {
        name: "grondslag.lineage",
        message: "message schema {
            required binary source (STRING);
            required binary record (STRING);
            required binary subject (STRING);
            required binary shard (STRING);
            required binary text_sha256 (STRING);
            required binary decision (STRING);
        }",
        distinct: &["source", "record", "text_sha256"],
        unindexed: &["text_sha256"],
    }];

    fn weight(&self) -> usize {
        self.source.as_str().len() + 192
    }

    fn columns(rows: Vec<Self>) -> Vec<Column> {
        let mut columns: [Vec<String>; 6] = Default::default();
        for row in rows {
            let cells = [
                row.source.as_str().to_owned(),
                row.record,
                row.subject,
                row.shard,
                row.text_sha256.to_string(),
                row.decision,
            ];
            for (column, cell) in columns.iter_mut().zip(cells) {
                column.push(cell);
            }
        }
        columns.into_iter().map(Column::Text).collect()
    }

    fn rows(columns: Vec<Column>) -> Option<Vec<Self>> {
        let columns: [Column; 6] = columns.try_into().ok()?;
        let [
            Column::Text(sources),
            Column::Text(records),
            Column::Text(subjects),
            Column::Text(shards),
            Column::Text(digests),
            Column::Text(decisions),
        ] = columns
        else {
            return None;
        };
        let rest = subjects.into_iter().zip(shards).zip(digests).zip(decisions);
        let rows = sources.into_iter().zip(records).zip(rest);
        rows.map(|((source, record), (((subject, shard), digest), decision))| {
            let text_sha256 = Digest::parse(&digest).ok()?;
            Some(Self { source: RecordId::new(source), record, subject, shard, text_sha256, decision })
        })
        .collect()
    }
}

impl Tabled for Excluded {
    const SHAPES: &'static [Shape] = &[Shape {
        name: "grondslag.excluded",
        message: "message schema {
            required binary source (STRING);
            required binary decision (STRING);
            required group rules (LIST) { repeated group list { required binary element (STRING); } }
        }",
        distinct: &["source"],
        unindexed: &[],
    }];

    fn weight(&self) -> usize {
        self.source.as_str().len() + 32
    }

    fn columns(rows: Vec<Self>) -> Vec<Column> {
        let (mut sources, mut decisions, mut rules) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            sources.push(row.source.as_str().to_owned());
            decisions.push(row.exclusion.refusal.as_str().to_owned());
            rules.push(row.exclusion.rules);
        }
        vec![Column::Text(sources), Column::Text(decisions), Column::Words(rules)]
    }

    fn rows(columns: Vec<Column>) -> Option<Vec<Self>> {
        let columns: [Column; 3] = columns.try_into().ok()?;
        let [Column::Text(sources), Column::Text(decisions), Column::Words(rules)] = columns else { return None };
        let rows = sources.into_iter().zip(decisions).zip(rules);
        rows.map(|((source, decision), rules)| {
            let refusal = Refusal::parse(&decision)?;
            Some(Self { source: RecordId::new(source), exclusion: Exclusion { refusal, rules } })
        })
        .collect()
    }
}

/// What the column says of a row; nothing where there is no such column.
fn late_cell(late: Late) -> Option<bool> {
    match late {
        Late::Unsaid => None,
        Late::No => Some(false),
        Late::Yes => Some(true),
    }
}

/// What a row of a shard holds, with these columns besides.
macro_rules! shard_message {
    ($more:literal) => {
        concat!(
            "message schema {
                required binary record (STRING);
                required binary subject (STRING);
                required binary kind (STRING);
                optional binary lang (STRING);
                required binary text (STRING);
                required binary basis (STRING);
                required group transforms (LIST) { repeated group list { required binary element (STRING); } }",
            $more,
            "}"
        )
    };
}

/// A shard whose rows do not say who comes late.
const SHARD: Shape =
    Shape { name: "grondslag.shard", message: shard_message!(""), distinct: &["record", "text"], unindexed: &["text"] };
/// One whose rows do.
const SHARD_WITH_LATE: Shape = Shape { message: shard_message!("required boolean late;"), ..SHARD };

/// The shape of the shards of a corpus.
pub(crate) fn shard_shape(meta: &Meta) -> &'static Shape {
    if meta.late_from.is_some() { &SHARD_WITH_LATE } else { &SHARD }
}

const GROUP_ROWS: usize = 65_536;
const GROUP_BYTES: usize = 32 << 20;
