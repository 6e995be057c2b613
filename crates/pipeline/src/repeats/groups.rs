//! Which texts are alike. In: `posts.parquet`. Out: `repeats.parquet`, each record that is like another one, with the number of
//! its group. Never: a text in memory or on the disk, only hashes of its words; or a group that depends on threads.
//!
//! A text of twelve words and more is like another one, whoever wrote it, where both have most of their runs of words in
//! common. A shorter one is a turn of phrase: it counts where one person says the very same again, and not where many say
//! it. What has fewer words than a run says nothing that could be learnt by heart.

use super::NearDuplicates;
use crate::engine::{Batch, Table, moment_at, text_at, truth_at};
use crate::people::People;
use crate::tables::{self, TableWriter};
use crate::{PipelineError, Work};
use ::inspect::{Likeness, Runs, WORDS_MIN, jaccard};
use datafusion::arrow::array::RecordBatch;
use rayon::prelude::*;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use terms::Digest;
use world::DiskError;

/// Writes the groups, unless they are there for the same posts, accounts and settings.
pub(super) fn write(work: &Work, settings: &NearDuplicates) -> Result<(), PipelineError> {
    let stamp = stamp(work, settings)?;
    if world::exists(work.repeats()) && Table::open(&work.repeats(), &[])?.says(STAMP) == Some(&stamp) {
        return Ok(());
    }
    let posts = Table::open(&work.posts(), &[])?;
    let groups = gather(work, &posts, settings)?;
    let create = if posts.is_by_record() { TableWriter::create_by_record } else { TableWriter::create };
    let mut table = create(&work.repeats())?;
    let (mut members, mut number) = (groups.into_iter().peekable(), 0_u32);
    for batch in posts.batches(&["record_id", "account_id", "created_at"])? {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, accounts) = (columns.text("record_id")?, columns.text("account_id")?);
        let created = columns.moment("created_at")?;
        let end = number + count(batch.num_rows())?;
        let mut rows: Vec<(usize, u32)> = Vec::new();
        while let Some((row, group)) = members.next_if(|(row, _)| *row < end) {
            rows.push(((row - number) as usize, group));
        }
        number = end;
        // An empty batch tells the columns.
        table.write(vec![
            tables::text("record_id", rows.iter().map(|(row, _)| text_at(records, *row))),
            tables::text("account_id", rows.iter().map(|(row, _)| text_at(accounts, *row))),
            tables::moment("created_at", rows.iter().map(|(row, _)| moment_at(created, *row))),
            tables::count("group", rows.iter().map(|(_, group)| Some(i64::from(*group)))),
        ])?;
    }
    if number == 0 {
        // There are no posts, and a table without columns is none.
        table.write(empty())?;
    }
    table.say(STAMP, &stamp);
    table.commit()?;
    Ok(())
}

fn empty() -> Vec<tables::Column> {
    let none = || std::iter::empty::<Option<&str>>();
    vec![
        tables::text("record_id", none()),
        tables::text("account_id", none()),
        tables::moment("created_at", []),
        tables::count("group", []),
    ]
}

/// What the groups depend on.
fn stamp(work: &Work, settings: &NearDuplicates) -> Result<String, PipelineError> {
    let (posts, accounts) = (world::digest(work.posts())?, world::digest(work.accounts())?);
    let parts = [posts.to_string(), accounts.to_string(), serde_json::to_string(settings)?, VERSION.to_owned()];
    Ok(Digest::of_parts(parts.iter().map(String::as_bytes)).to_string())
}

/// The rows of `posts.parquet` that are like another one, in their order, each with the first row of its group.
fn gather(work: &Work, posts: &Table, settings: &NearDuplicates) -> Result<Vec<(u32, u32)>, PipelineError> {
    let people = People::of_accounts(work)?;
    let likeness = Likeness::new(settings.run_words, settings.bands, settings.band_rows);
    let (mut long, mut short, mut first) = (Long::create(settings.bands)?, Vec::new(), 0_u32);
    for batch in posts.batches(&["account_id", "tombstone", "text"])? {
        let batch = batch?;
        for (row, text) in (first..).zip(read(&batch, &people, &likeness, settings)?) {
            match text {
                Text::Nothing => {}
                Text::Short(key) => short.push((key, row)),
                Text::Long { runs, bands } => long.push(row, &runs, &bands)?,
            }
        }
        first += count(batch.num_rows())?;
    }
    let mut groups = same(short);
    groups.extend(long.group(settings)?);
    groups.sort_unstable();
    Ok(groups)
}

/// What of a text is compared.
enum Text {
    /// Nothing: it is too short, or gone.
    Nothing,
    /// The person and all its words.
    Short(u64),
    Long {
        runs: Runs,
        bands: Vec<u32>,
    },
}

fn read(
    batch: &RecordBatch,
    people: &People,
    likeness: &Likeness,
    settings: &NearDuplicates,
) -> Result<Vec<Text>, PipelineError> {
    let columns = Batch(batch);
    let (accounts, texts, gone) = (columns.text("account_id")?, columns.text("text")?, columns.truth("tombstone")?);
    let places = people.find_all(accounts);
    let of = |(row, place): (usize, &Option<u32>)| {
        if truth_at(gone, row).unwrap_or(false) {
            return Text::Nothing;
        }
        let runs = likeness.runs(text_at(texts, row).unwrap_or_default());
        if runs.words >= WORDS_MIN {
            let bands = likeness.bands(&runs).collect();
            return Text::Long { runs, bands };
        }
        // Somebody with two accounts is one person; a record of nobody is like none.
        let person = people.holder(*place).subject_id().or_else(|| text_at(accounts, row));
        match person.filter(|_| runs.words >= settings.run_words) {
            Some(person) => {
                let mut hasher = DefaultHasher::new();
                (person, runs.exact).hash(&mut hasher);
                Text::Short(hasher.finish())
            }
            None => Text::Nothing,
        }
    };
    Ok(places.par_iter().enumerate().map(of).collect())
}

/// Rows with one key, of which there are at least two.
fn same(mut keys: Vec<(u64, u32)>) -> Vec<(u32, u32)> {
    keys.par_sort_unstable();
    let groups = keys.chunk_by(|(a, _), (b, _)| a == b).filter(|group| group.len() > 1);
    let first = |group: &[(u64, u32)]| group.first().map_or(0, |(_, row)| *row);
    groups.flat_map(|group| group.iter().map(move |(_, row)| (*row, first(group)))).collect()
}

/// The long texts: their hashes lie in files without a name, which the system takes back; in memory are eight bytes a text
/// and band, and twelve a text.
struct Long {
    rows: Vec<u32>,
    /// Where the runs of each text end in their file.
    ends: Vec<u64>,
    runs: BufWriter<File>,
    bands: Vec<BufWriter<File>>,
}

impl Long {
    fn create(bands: usize) -> Result<Self, PipelineError> {
        let file = || Ok::<_, DiskError>(BufWriter::new(world::scratch()?));
        let bands = (0..bands).map(|_| file()).collect::<Result<_, _>>()?;
        Ok(Self { rows: Vec::new(), ends: Vec::new(), runs: file()?, bands })
    }

    fn push(&mut self, row: u32, runs: &Runs, bands: &[u32]) -> Result<(), PipelineError> {
        for hash in &runs.hashes {
            self.runs.write_all(&hash.to_le_bytes()).map_err(scratched)?;
        }
        for (file, hash) in self.bands.iter_mut().zip(bands) {
            file.write_all(&hash.to_le_bytes()).map_err(scratched)?;
        }
        let end = self.ends.last().copied().unwrap_or_default() + 4 * runs.hashes.len() as u64;
        self.rows.push(row);
        self.ends.push(end);
        Ok(())
    }

    /// The rows of texts that are like another one, each with the first row of its group.
    fn group(self, settings: &NearDuplicates) -> Result<Vec<(u32, u32)>, PipelineError> {
        let mut shelf = Shelf { ends: self.ends, file: rewound(self.runs)? };
        let mut forest = Forest((0..count(self.rows.len())?).collect());
        for band in self.bands {
            let mut met = meetings(rewound(band)?, self.rows.len())?;
            met.par_sort_unstable();
            for group in met.chunk_by(|(a, _), (b, _)| a == b).filter(|group| group.len() > 1) {
                compare(group, &mut shelf, &mut forest, settings.jaccard)?;
            }
        }
        let mut sizes = vec![0_u32; self.rows.len()];
        let roots: Vec<u32> = (0..count(self.rows.len())?).map(|text| forest.root(text)).collect();
        for root in &roots {
            sizes.get_mut(*root as usize).into_iter().for_each(|size| *size += 1);
        }
        let row = |text: u32| self.rows.get(text as usize).copied().unwrap_or_default();
        let grouped = (0..).zip(&roots).filter(|(_, root)| sizes.get(**root as usize).is_some_and(|size| *size > 1));
        Ok(grouped.map(|(text, root)| (row(text), row(*root))).collect())
    }
}

/// The texts that met in one band, each beside the number under which it did.
fn meetings(file: File, texts: usize) -> Result<Vec<(u32, u32)>, PipelineError> {
    let mut file = BufReader::new(file);
    let mut bytes = [0; 4];
    (0..count(texts)?)
        .map(|text| {
            file.read_exact(&mut bytes).map_err(scratched)?;
            Ok((u32::from_le_bytes(bytes), text))
        })
        .collect()
}

/// Counts the runs of texts that met, each beside the first of those before it that are unlike each other.
fn compare(group: &[(u32, u32)], shelf: &mut Shelf, forest: &mut Forest, least: f64) -> Result<(), PipelineError> {
    let mut heads: Vec<(u32, Vec<u32>)> = Vec::new();
    'texts: for (_, text) in group {
        if heads.iter().any(|(head, _)| forest.root(*head) == forest.root(*text)) {
            // They met in an earlier band.
            continue;
        }
        let runs = shelf.runs(*text)?;
        for (head, theirs) in &heads {
            if jaccard(theirs, &runs) >= least {
                forest.join(*head, *text);
                continue 'texts;
            }
        }
        // So many unlike texts under one number are templates; what is like none of the first meets its like elsewhere.
        if heads.len() < HEADS_MAX {
            heads.push((*text, runs));
        }
    }
    Ok(())
}

/// The runs of all texts.
struct Shelf {
    ends: Vec<u64>,
    file: File,
}

impl Shelf {
    fn runs(&mut self, text: u32) -> Result<Vec<u32>, PipelineError> {
        let end = |text: u32| self.ends.get(text as usize).copied().unwrap_or_default();
        let (from, until) = (text.checked_sub(1).map_or(0, end), end(text));
        let mut bytes = vec![0; usize::try_from(until - from).unwrap_or_default()];
        self.file.seek(SeekFrom::Start(from)).and_then(|_| self.file.read_exact(&mut bytes)).map_err(scratched)?;
        Ok(bytes.as_chunks().0.iter().map(|hash| u32::from_le_bytes(*hash)).collect())
    }
}

/// Which texts are in one group: each points at an earlier one of its group, the first at itself.
struct Forest(Vec<u32>);

impl Forest {
    fn root(&mut self, text: u32) -> u32 {
        let mut at = text;
        loop {
            let above = self.0.get(at as usize).copied().unwrap_or(at);
            if above == at {
                return at;
            }
            let next = self.0.get(above as usize).copied().unwrap_or(above);
            if let Some(here) = self.0.get_mut(at as usize) {
                *here = next;
            }
            at = next;
        }
    }

    /// INVARIANT: the first text of a group is its root, whatever was joined first, so the groups do not depend on that.
    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(later) = self.0.get_mut(one.max(other) as usize) {
            *later = one.min(other);
        }
    }
}

fn rewound(file: BufWriter<File>) -> Result<File, PipelineError> {
    let mut file = file.into_inner().map_err(|cause| scratched(cause.into_error()))?;
    file.seek(SeekFrom::Start(0)).map_err(scratched)?;
    Ok(file)
}

fn scratched(cause: std::io::Error) -> PipelineError {
    DiskError { verb: "use a temporary file in", path: std::env::temp_dir(), cause }.into()
}

fn count(rows: usize) -> Result<u32, PipelineError> {
    u32::try_from(rows).map_err(|_| PipelineError::Column { name: "posts" })
}

/// Columns that a seal reads.
pub(super) const COLUMNS: &[&str] = &["record_id", "account_id", "created_at", "group"];
/// Unlike texts of one number that others are compared with.
const HEADS_MAX: usize = 16;
/// Changes with what is compared.
const VERSION: &str = "repeats-1";
/// Under which the footer of the groups says what they depend on.
const STAMP: &str = "grondslag.repeats";
