//! The decisions of one purpose and operation, as they lie in a folder. In: rows sorted by record. Out: a base, what differs
//! from it since, and a manifest that names both. Never: decisions that nobody finished writing; the manifest comes last, so
//! that a crash before it leaves the decisions of before.

use super::overlay::{Gone, Overlay, in_pieces};
use super::sheet::{DISTINCT, RANDOM, Sheet, lying_over};
use crate::PipelineError;
use crate::decide::Plan;
use crate::engine::Table;
use crate::rests::RestsOn;
use crate::tables::TableWriter;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use terms::{Digest, Instant, Operation, Purpose};

/// What lies in the folder, and under what it was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    grondslag_decisions: u32,
    pub(crate) purpose: Purpose,
    pub(crate) operation: Operation,
    pub(crate) profile: String,
    pub(crate) rules_digest: Digest,
    pub(crate) tree_size: u64,
    pub(crate) as_of: Instant,
    /// For which moment the base was written: until the next one it holds what was decided then about records that are gone.
    pub(crate) based_on: Instant,
    pub(crate) base: Part,
    pub(crate) differences: Option<Part>,
    /// What tells a later run which records it has to decide; nothing where nobody knows.
    pub(crate) rests_on: Option<RestsOn>,
}

impl Manifest {
    /// The files that it names.
    fn parts(&self) -> impl Iterator<Item = &Part> {
        let people = self.rests_on.iter().flat_map(|rests| [&rests.accounts, &rests.said]);
        [Some(&self.base), self.differences.as_ref()].into_iter().flatten().chain(people)
    }

    /// Whether this is one of them.
    fn names(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| self.parts().any(|part| name == part.file.as_str()))
    }
}

/// One file of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    pub(crate) file: String,
    pub(crate) digest: Digest,
    pub(crate) rows: u64,
}

/// Decisions that were found.
// HOLE: who reads them while another process makes others finds a file of theirs gone, fails, and has to ask again.
#[derive(Clone, Debug)]
pub(crate) struct Decisions {
    folder: PathBuf,
    pub(crate) manifest: Manifest,
}

impl Decisions {
    /// Opens them; nothing where nobody has decided yet.
    pub(crate) fn open(folder: &Path) -> Result<Option<Self>, PipelineError> {
        let path = folder.join(MANIFEST);
        if !world::exists(&path) {
            return Ok(None);
        }
        let text = world::read_string(&path)?;
        let read = || {
            let (line, digest) = text.strip_suffix('\n')?.split_once('\n')?;
            let is_whole = Digest::parse(digest).ok()? == Digest::of(line);
            let manifest: Manifest = serde_json::from_str(line).ok().filter(|_| is_whole)?;
            let is_here =
                manifest.parts().all(|part| Path::new(&part.file).file_name().is_some_and(|name| *name == *part.file));
            (is_here && manifest.grondslag_decisions == VERSION).then_some(manifest)
        };
        let manifest = read().ok_or(PipelineError::Column { name: MANIFEST })?;
        Ok(Some(Self { folder: folder.to_path_buf(), manifest }))
    }

    /// Fails where a file is not the one that the manifest names.
    pub(crate) fn check(
        &self,
        mut digest: impl FnMut(&Path) -> Result<Digest, PipelineError>,
    ) -> Result<(), PipelineError> {
        self.manifest.parts().try_for_each(|part| {
            let is_same = digest(&self.path(part))? == part.digest;
            if is_same { Ok(()) } else { Err(PipelineError::Column { name: MANIFEST }) }
        })
    }

    pub(crate) fn path(&self, part: &Part) -> PathBuf {
        self.folder.join(&part.file)
    }

    pub(crate) fn base(&self) -> Result<Table, PipelineError> {
        Table::open(&self.path(&self.manifest.base), &[])
    }

    /// These columns of the differences, as one batch; of the base, no row, where there are none.
    pub(crate) fn differences(&self, columns: &[&str]) -> Result<RecordBatch, PipelineError> {
        let (table, is_base) = match &self.manifest.differences {
            Some(part) => (Table::open(&self.path(part), &[])?, false),
            None => (self.base()?, true),
        };
        let batches = table.batches(columns)?;
        let schema = datafusion::arrow::array::RecordBatchReader::schema(&batches);
        let batches: Vec<RecordBatch> = if is_base { Vec::new() } else { batches.collect::<Result<_, _>>()? };
        Ok(concat_batches(&schema, &batches)?)
    }

    /// These columns of all rows in their order, the record and the decision among them.
    pub(crate) fn rows(&self, columns: &[&str]) -> Result<Overlay<ParquetRecordBatchReader>, PipelineError> {
        Overlay::of(self.base()?.batches(columns)?, self.differences(columns)?, Gone::LeftOut)
    }

    /// Names of the files, for an engine that lays them over each other itself.
    pub(crate) fn paths(&self) -> (PathBuf, Option<PathBuf>) {
        let differences = self.manifest.differences.as_ref().map(|part| self.path(part));
        (self.path(&self.manifest.base), differences)
    }
}

/// Whether there are decisions.
pub(crate) fn are_there(folder: &Path) -> bool {
    world::exists(folder.join(MANIFEST))
}

/// New files of a folder, beside those that the manifest still names.
pub(crate) struct Draft<'p> {
    folder: PathBuf,
    plan: &'p Plan<'p>,
    number: u64,
}

impl<'p> Draft<'p> {
    /// Begins it. No file gets the name of another one, not even of one that a crash has left.
    pub(crate) fn begin(folder: &Path, plan: &'p Plan<'p>) -> Result<Self, PipelineError> {
        world::create_dir(folder)?;
        let numbers = world::list_all(folder)?.into_iter().filter_map(|path| {
            let name = path.file_name()?.to_str()?;
            name.split(['-', '.']).nth(1)?.parse::<u64>().ok()
        });
        let number = numbers.max().unwrap_or(0).saturating_add(1);
        Ok(Self { folder: folder.to_path_buf(), plan, number })
    }

    /// Begins a file of this kind, of people in no order.
    pub(crate) fn file(&self, kind: &str) -> Result<DraftFile, PipelineError> {
        self.begin_file(kind, |path| Ok(TableWriter::create(path)?.read_whole(PEOPLE, PEOPLE_RANDOM)))
    }

    fn file_by_record(&self, kind: &str) -> Result<DraftFile, PipelineError> {
        self.begin_file(kind, |path| Ok(TableWriter::create_by_record(path)?.read_whole(DISTINCT, RANDOM)))
    }

    fn begin_file(
        &self,
        kind: &str,
        create: fn(&Path) -> Result<TableWriter, PipelineError>,
    ) -> Result<DraftFile, PipelineError> {
        let file = format!("{kind}-{}.parquet", self.number);
        let path = self.folder.join(&file);
        Ok(DraftFile { table: create(&path)?, path, file })
    }

    /// Begins a base; one without any row tells the columns.
    pub(crate) fn base(&self) -> Result<DraftFile, PipelineError> {
        self.file_by_record(BASE)
    }

    /// Writes the differences, unless there are none.
    pub(crate) fn differences(&self, rows: &RecordBatch) -> Result<Option<Part>, PipelineError> {
        if rows.num_rows() == 0 {
            return Ok(None);
        }
        let mut file = self.file_by_record(DIFFERENCES)?;
        file.write(rows)?;
        file.commit().map(Some)
    }

    /// Writes a base of the rows of another with those that lie over it: the file that deciding everything gives.
    pub(crate) fn laid_over(&self, base: &Table, upper: RecordBatch) -> Result<Part, PipelineError> {
        let mut file = self.base()?;
        in_pieces(Overlay::of(base.all()?, upper, Gone::LeftOut)?, |piece| file.write(&lying_over(piece, None)?))?;
        file.commit()
    }

    /// The files that it has made so far, and of which the manifest names none.
    fn unnamed(&self) -> Result<Vec<PathBuf>, PipelineError> {
        let named = Decisions::open(&self.folder)?;
        let mine = format!("-{}.", self.number);
        let mut paths = world::list_all(&self.folder)?;
        paths.retain(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.contains(&mine) && !named.iter().any(|found| found.manifest.names(path))
        });
        Ok(paths)
    }

    /// Makes these the decisions, and removes what was.
    pub(crate) fn commit(
        self,
        base: Part,
        based_on: Option<Instant>,
        differences: Option<Part>,
        rests_on: Option<RestsOn>,
    ) -> Result<(), PipelineError> {
        let plan = self.plan;
        let as_of = chrono::SubsecRound::trunc_subsecs(plan.as_of, 0);
        let manifest = Manifest {
            grondslag_decisions: VERSION,
            purpose: plan.declared.purpose.clone(),
            operation: plan.op,
            profile: plan.law.profile().to_owned(),
            rules_digest: plan.law.digest(),
            tree_size: plan.tree_size,
            as_of,
            based_on: based_on.unwrap_or(as_of),
            base,
            differences,
            rests_on,
        };
        let line = serde_json::to_string(&manifest)?;
        let whole = format!("{line}\n{}\n", Digest::of(&line));
        world::write_atomic(self.folder.join(MANIFEST), whole)?;
        // If we crash from here on, files are left over that nobody names, and the next run removes them.
        for path in world::list_all(&self.folder)? {
            if !path.ends_with(MANIFEST) && !manifest.names(&path) {
                world::remove_file(&path)?;
            }
        }
        // The one file of earlier versions says what was decided about people before.
        let mut before = OsString::from(self.folder.as_os_str());
        before.push(".parquet");
        if world::exists(&before) {
            world::remove_file(&before)?;
        }
        Ok(())
    }
}

impl Drop for Draft<'_> {
    /// What failed gives its room back: a disk that is full would stay full.
    fn drop(&mut self) {
        for path in self.unnamed().unwrap_or_default() {
            // Left over, it is removed with the next decisions.
            let _ = world::remove_file(path);
        }
    }
}

/// A file of the folder while it is written.
pub(crate) struct DraftFile {
    table: TableWriter,
    path: PathBuf,
    file: String,
}

impl DraftFile {
    /// Adds rows, which come after those before.
    pub(crate) fn write(&mut self, rows: &RecordBatch) -> Result<(), PipelineError> {
        self.table.write_batch(rows)
    }

    /// Makes the file appear.
    pub(crate) fn commit(mut self) -> Result<Part, PipelineError> {
        if self.table.rows == 0 {
            self.table.write_batch(&Sheet::default().finish()?)?;
        }
        self.finish()
    }

    /// Makes the file appear; something was written, if only an empty batch.
    pub(crate) fn finish(self) -> Result<Part, PipelineError> {
        let rows = self.table.commit()?;
        Ok(Part { digest: world::digest(&self.path)?, file: self.file, rows })
    }
}

const BASE: &str = "base";
const DIFFERENCES: &str = "differences";
const MANIFEST: &str = "manifest.json";
/// Columns of people of which hardly two rows are alike, and those of them that nobody can press together.
const PEOPLE: &[&str] = &["account_id", "handle", "subject_id", "digest"];
const PEOPLE_RANDOM: &[&str] = &["digest"];
/// Of the folder. It changes with what a row says.
const VERSION: u32 = 3;
