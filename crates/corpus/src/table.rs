//! Parquet tables of text columns, through the low-level writer: no Arrow. In: columns. Out: a file and its digest, and the
//! columns again. Never: a byte that depends on the time, the machine or the number of threads.

use crate::error::{Mismatch, ReadError};
use parquet::basic::{Compression, Type as Physical, ZstdLevel};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{ColumnPath, Type};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use terms::Digest;
use world::{AtomicFile, DiskError};

/// What a kind of table looks like.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The word in its metadata.
    pub name: &'static str,
    /// Its columns, in Parquet's notation.
    pub message: &'static str,
    /// Columns whose values are (nearly) all different, so that a dictionary would be a second copy.
    pub distinct: &'static [&'static str],
    /// Columns without minima and maxima: what people wrote does not belong in an index.
    pub unindexed: &'static [&'static str],
}

/// One column of one row group.
#[derive(Debug)]
pub(crate) enum Column {
    Text(Vec<String>),
    Maybe(Vec<Option<String>>),
    Words(Vec<Vec<String>>),
    Truth(Vec<bool>),
}

/// A file of a corpus as the manifest names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its name, relative to the corpus.
    pub name: String,
    /// Its rows, or its pictures; 0 for what is neither a table nor a tar.
    pub rows: u64,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
}

/// Writes one table.
pub(crate) struct TableWriter {
    path: PathBuf,
    name: String,
    rows: u64,
    writer: SerializedFileWriter<Hashed>,
}

impl TableWriter {
    /// Starts the table `name` in `folder`.
    pub fn create(folder: &Path, name: &str, shape: &Shape) -> Result<Self, DiskError> {
        let path = folder.join(name);
        let file = Hashed::create(&path)?;
        let writer = SerializedFileWriter::new(file, schema(shape), Arc::new(properties(shape)))
            .map_err(|cause| failed(&path, cause))?;
        Ok(Self { path, name: name.to_owned(), rows: 0, writer })
    }

    /// Writes one row group. All columns have the same number of rows; none writes nothing.
    pub fn write(&mut self, columns: Vec<Column>) -> Result<(), DiskError> {
        let rows = columns.first().map_or(0, Column::rows);
        if rows == 0 {
            return Ok(());
        }
        self.rows += rows as u64;
        let path = self.path.clone();
        let mut group = self.writer.next_row_group().map_err(|cause| failed(&path, cause))?;
        for column in columns {
            column.write(&mut group).map_err(|cause| failed(&path, cause))?;
        }
        group.close().map(|_| ()).map_err(|cause| failed(&path, cause))
    }

    /// Makes the table appear under its name, whole and durable.
    pub fn finish(self) -> Result<FileEntry, DiskError> {
        let written = self.writer.into_inner().map_err(|cause| failed(&self.path, cause))?;
        written.finish(self.name, self.rows)
    }
}

/// Reads one table whose bytes are those of its entry.
pub(crate) struct TableReader {
    name: String,
    reader: SerializedFileReader<File>,
    group: usize,
}

impl TableReader {
    /// Opens the table after comparing every byte with the digest in the manifest.
    pub fn open(folder: &Path, entry: &FileEntry, shapes: &[Shape]) -> Result<Self, ReadError> {
        let unreadable = |why| ReadError::Unreadable { file: entry.name.clone(), why };
        let file = check_bytes(folder, entry)?;
        let reader = SerializedFileReader::new(file).map_err(|_| unreadable("it is not Parquet"))?;
        let metadata = reader.metadata().file_metadata();
        let is_named = |key: &str| shapes.iter().any(|shape| shape.name == key);
        let version = metadata
            .key_value_metadata()
            .and_then(|pairs| pairs.iter().find(|pair| is_named(&pair.key)))
            .and_then(|pair| pair.value.as_ref()?.parse::<u64>().ok())
            .ok_or_else(|| unreadable("it does not say its version"))?;
        if version > TABLE_VERSION {
            return Err(ReadError::Newer { file: entry.name.clone(), version, known: TABLE_VERSION });
        }
        if !shapes.iter().any(|shape| metadata.schema() == schema(shape).as_ref()) {
            return Err(unreadable("it has other columns"));
        }
        let found = u64::try_from(metadata.num_rows()).unwrap_or_default();
        if found != entry.rows {
            return Err(Mismatch::Rows { file: entry.name.clone(), sealed: entry.rows, found }.into());
        }
        Ok(Self { name: entry.name.clone(), reader, group: 0 })
    }

    /// The next row group; `None` at the end.
    pub fn next_group(&mut self) -> Result<Option<Vec<Column>>, ReadError> {
        if self.group == self.reader.num_row_groups() {
            return Ok(None);
        }
        let columns = read_group(&self.reader, self.group).map_err(|cause| match cause {
            ParquetError::General(why) if why == NOT_UTF8 => {
                ReadError::Unreadable { file: self.name.clone(), why: "a text is not UTF-8" }
            }
            _ => ReadError::Unreadable { file: self.name.clone(), why: "a row group is broken" },
        })?;
        self.group += 1;
        Ok(Some(columns))
    }
}

/// Compares every byte of a file with its entry. What is given back is the file that was compared, whatever takes its name
/// meanwhile.
/// HOLE: who can write into the file itself after this can change what is read.
pub(crate) fn check_bytes(folder: &Path, entry: &FileEntry) -> Result<File, ReadError> {
    let path = folder.join(&entry.name);
    if !world::exists(&path) {
        return Err(Mismatch::Missing { file: entry.name.clone() }.into());
    }
    let mut file = world::open(&path)?;
    let (mut hasher, mut block) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let length = file.read(&mut block).map_err(|cause| DiskError { verb: "read", path: path.clone(), cause })?;
        if length == 0 {
            break;
        }
        hasher.update(block.get(..length).unwrap_or_default());
    }
    let found = Digest::from_bytes(hasher.finalize().into());
    if found == entry.sha256 {
        return Ok(file);
    }
    Err(Mismatch::Digest { file: entry.name.clone(), sealed: entry.sha256, found }.into())
}

fn schema(shape: &Shape) -> Arc<Type> {
    // INVARIANT: the shapes are constants of this crate, and each is written and read in its tests.
    Arc::new(parse_message_type(shape.message).expect("INVARIANT: a shape is a Parquet schema"))
}

fn properties(shape: &Shape) -> WriterProperties {
    let level = ZstdLevel::try_new(ZSTD_LEVEL).expect("INVARIANT: the level is one of zstd");
    let mut builder = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_key_value_metadata(Some(vec![KeyValue::new(shape.name.to_owned(), TABLE_VERSION.to_string())]))
        .set_compression(Compression::ZSTD(level))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_offset_index_disabled(false);
    for column in shape.distinct {
        builder = builder.set_column_dictionary_enabled(ColumnPath::from(*column), false);
    }
    for column in shape.unindexed {
        builder = builder.set_column_statistics_enabled(ColumnPath::from(*column), EnabledStatistics::None);
    }
    builder.build()
}

impl Column {
    fn rows(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Maybe(values) => values.len(),
            Self::Words(values) => values.len(),
            Self::Truth(values) => values.len(),
        }
    }

    fn write(self, group: &mut SerializedRowGroupWriter<'_, Hashed>) -> Result<(), ParquetError> {
        let Some(mut writer) = group.next_column()? else {
            return Err(ParquetError::General("more columns than the schema has".to_owned()));
        };
        if let Self::Truth(values) = &self {
            writer.typed::<BoolType>().write_batch(values, None, None)?;
            return writer.close();
        }
        let bytes = |text: String| ByteArray::from(text.into_bytes());
        let typed = writer.typed::<ByteArrayType>();
        match self {
            Self::Truth(_) => {}
            Self::Text(values) => {
                let values: Vec<_> = values.into_iter().map(bytes).collect();
                typed.write_batch(&values, None, None)?;
            }
            Self::Maybe(values) => {
                let defined: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                let values: Vec<_> = values.into_iter().flatten().map(bytes).collect();
                typed.write_batch(&values, Some(&defined), None)?;
            }
            Self::Words(lists) => {
                let (mut defined, mut repeated, mut values) = (Vec::new(), Vec::new(), Vec::new());
                for list in lists {
                    // Dremel's levels: an empty list is one entry that is not defined; each word after the first repeats.
                    if list.is_empty() {
                        defined.push(0);
                        repeated.push(0);
                    }
                    for (place, word) in list.into_iter().enumerate() {
                        defined.push(1);
                        repeated.push(i16::from(place > 0));
                        values.push(bytes(word));
                    }
                }
                typed.write_batch(&values, Some(&defined), Some(&repeated))?;
            }
        }
        writer.close()
    }
}

fn read_group(reader: &SerializedFileReader<File>, group: usize) -> Result<Vec<Column>, ParquetError> {
    let group = reader.get_row_group(group)?;
    let rows = usize::try_from(group.metadata().num_rows())
        .map_err(|_| ParquetError::General("negative number of rows".to_owned()))?;
    let mut columns = Vec::new();
    for place in 0..group.num_columns() {
        let description = group.metadata().column(place).column_descr_ptr();
        let reader = group.get_column_reader(place)?;
        if description.physical_type() == Physical::BOOLEAN {
            columns.push(Column::Truth(read_column::<BoolType>(reader, rows)?.values));
            continue;
        }
        let repeats = description.max_rep_level() > 0;
        let optional = description.max_def_level() > 0;
        let Cells { defined, repeated, values } = read_column::<ByteArrayType>(reader, rows)?;
        let texts = values.into_iter().map(text).collect::<Result<Vec<_>, _>>()?;
        columns.push(match (optional, repeats) {
            (false, _) => Column::Text(texts),
            (true, false) => Column::Maybe(scatter(texts, &defined)),
            (true, true) => Column::Words(gather(texts, &defined, &repeated)),
        });
    }
    if columns.iter().any(|column| column.rows() != rows) {
        return Err(ParquetError::General("columns of different length".to_owned()));
    }
    Ok(columns)
}

/// The values of one column of a row group, with their levels.
struct Cells<T> {
    defined: Vec<i16>,
    repeated: Vec<i16>,
    values: Vec<T>,
}

fn read_column<T: DataType>(reader: ColumnReader, rows: usize) -> Result<Cells<T::T>, ParquetError> {
    let mut typed: ColumnReaderImpl<T> = parquet::column::reader::get_typed_column_reader(reader);
    let mut cells = Cells { defined: Vec::new(), repeated: Vec::new(), values: Vec::new() };
    let mut read = 0;
    while read < rows {
        let (defined, repeated) = (Some(&mut cells.defined), Some(&mut cells.repeated));
        let (records, _, _) = typed.read_records(rows - read, defined, repeated, &mut cells.values)?;
        if records == 0 {
            return Err(ParquetError::General("a column is too short".to_owned()));
        }
        read += records;
    }
    Ok(cells)
}

fn text(bytes: ByteArray) -> Result<String, ParquetError> {
    String::from_utf8(bytes.data().to_vec()).map_err(|_| ParquetError::General(NOT_UTF8.to_owned()))
}

fn scatter(texts: Vec<String>, defined: &[i16]) -> Vec<Option<String>> {
    let mut texts = texts.into_iter();
    defined.iter().map(|level| if *level > 0 { texts.next() } else { None }).collect()
}

fn gather(texts: Vec<String>, defined: &[i16], repeated: &[i16]) -> Vec<Vec<String>> {
    let mut texts = texts.into_iter();
    let mut lists: Vec<Vec<String>> = Vec::new();
    for (defined, repeated) in defined.iter().zip(repeated) {
        if *repeated == 0 {
            lists.push(Vec::new());
        }
        if *defined > 0
            && let (Some(list), Some(word)) = (lists.last_mut(), texts.next())
        {
            list.push(word);
        }
    }
    lists
}

/// A file that is hashed while it is written, so that what the manifest names is what was meant and not what the disk made
/// of it.
pub(crate) struct Hashed {
    file: AtomicFile,
    hasher: Sha256,
    bytes: u64,
}

impl Hashed {
    pub fn create(path: &Path) -> Result<Self, DiskError> {
        Ok(Self { file: AtomicFile::create(path)?, hasher: Sha256::new(), bytes: 0 })
    }

    /// Makes the file appear, whole and durable, and names it.
    pub fn finish(self, name: String, rows: u64) -> Result<FileEntry, DiskError> {
        self.file.commit()?;
        let sha256 = Digest::from_bytes(self.hasher.finalize().into());
        Ok(FileEntry { name, rows, bytes: self.bytes, sha256 })
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn failed(path: &Path, cause: ParquetError) -> DiskError {
    // The kind of the error decides the hint: a full disk must still look like one.
    let cause = match cause {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    };
    DiskError { verb: "write", path: path.to_owned(), cause }
}

const TABLE_VERSION: u64 = 1;
// Fixed, so that another version of the Parquet library alone does not change a digest.
const CREATED_BY: &str = "grondslag corpus 1";
const ZSTD_LEVEL: i32 = 3;
const NOT_UTF8: &str = "not UTF-8";
