//! Reading. In: the folder of a sealed corpus. Out: its rows, in their order, after every byte was compared with the
//! manifest. Never: a file that the manifest does not name, or a row of a file that has changed.

use crate::error::{Mismatch, OpenError, ReadError};
use crate::manifest::{MANIFEST, Manifest, Refusals, ShardEntry, Tally};
use crate::people::{Gathering, salt};
use crate::row::{Row, bucket_of, shard_of};
use crate::switch::{is_unfinished, strays};
use crate::table::{FileEntry, check_bytes};
use crate::tables::{Excluded, Lineage, RowReader};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use terms::Digest;

/// A sealed corpus.
#[derive(Clone, Debug)]
pub struct Corpus {
    folder: PathBuf,
    manifest: Manifest,
}

impl Corpus {
    /// Opens the corpus in `folder` by its manifest. Nothing is written: what a kill left half done is refused, and
    /// [`recover`](crate::recover) finishes it.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, OpenError> {
        let folder = folder.as_ref().to_owned();
        if is_unfinished(&folder) {
            return Err(OpenError::Unfinished { folder });
        }
        if !world::exists(folder.join(MANIFEST)) {
            return Err(OpenError::NotSealed { folder });
        }
        let manifest = Manifest::read(&folder.join(MANIFEST))?;
        Ok(Self { folder, manifest })
    }

    /// What was sealed.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All rows: shard by shard, sorted by subject and record. Each shard is compared with its digest before its first row.
    pub fn rows(&self) -> Rows<'_> {
        Rows { folder: &self.folder, shards: self.manifest.shards.iter(), open: None, broken: false }
    }

    /// Where each row came from, in the order of the rows.
    pub fn lineage(&self) -> Result<impl Iterator<Item = Result<Lineage, ReadError>> + use<>, ReadError> {
        self.open_lineage()
    }

    /// Each record that was not admitted, with its rules.
    pub fn excluded(&self) -> Result<impl Iterator<Item = Result<Excluded, ReadError>> + use<>, ReadError> {
        self.open_excluded()
    }

    /// Pseudonyms of all authors.
    pub fn subjects(&self) -> Result<BTreeSet<String>, ReadError> {
        self.lineage()?.map(|line| line.map(|line| line.subject)).collect()
    }

    /// Pseudonyms of the records of one author.
    pub fn records_of(&self, subject: &str) -> Result<BTreeSet<String>, ReadError> {
        let mut records = BTreeSet::new();
        for line in self.lineage()? {
            let line = line?;
            if line.subject == subject {
                records.insert(line.record);
            }
        }
        Ok(records)
    }

    /// Checks all that the manifest says: the bytes of every file, every row's place, the lineage row by row, every count,
    /// and that nothing else lies among the shards.
    pub fn verify(&self) -> Result<(), ReadError> {
        if let Some(stray) = strays(&self.folder, &self.manifest)?.first() {
            let file = stray.strip_prefix(&self.folder).unwrap_or(stray).display().to_string();
            return Err(Mismatch::Stray { file }.into());
        }
        self.manifest.cards.iter().try_for_each(|card| check_bytes(&self.folder, card))?;
        let mut lineage = self.open_lineage()?;
        for (number, shard) in (0..self.manifest.meta.shards).zip(&self.manifest.shards) {
            self.verify_shard(number, shard, &mut lineage)?;
        }
        if lineage.next_row()?.is_some() {
            return unfit(&self.manifest.lineage, "it names a row that is in no shard");
        }
        self.verify_excluded()
    }

    fn verify_shard(&self, number: u16, shard: &ShardEntry, lineage: &mut RowReader<Lineage>) -> Result<(), ReadError> {
        let (mut tally, mut last): (_, Option<(String, String)>) = (Tally::default(), None);
        let mut people = Gathering::new(salt(&self.manifest.meta));
        for row in RowReader::<Row>::open(&self.folder, &shard.file)? {
            let row = row?;
            if shard_of(&row.subject, self.manifest.meta.shards) != number {
                return unfit(&shard.file, "a row lies in another shard than its subject's");
            }
            let key = (row.subject.clone(), row.record.clone());
            if last.as_ref().is_some_and(|last| *last >= key) {
                return unfit(&shard.file, "its rows are not in order");
            }
            let new_subject = last.as_ref().is_none_or(|(subject, _)| *subject != row.subject);
            tally.add(&row, new_subject);
            people.add(&row);
            let fits = lineage.next_row()?.is_some_and(|line| {
                (line.subject, line.record) == key
                    && line.shard == shard.file.name
                    && line.text_sha256 == Digest::of(row.text.expose())
            });
            if !fits {
                return unfit(&self.manifest.lineage, "it does not follow the rows of the shards");
            }
            last = Some(key);
        }
        if people.finish().root() != shard.people_root {
            return unfit(&shard.file, "its people are not those of the tree");
        }
        if tally == shard.tally { Ok(()) } else { unfit(&shard.file, "its rows do not add up") }
    }

    fn verify_excluded(&self) -> Result<(), ReadError> {
        let (mut refusals, mut last) = (Refusals::default(), None);
        for row in self.open_excluded()? {
            let row = row?;
            refusals.add(&row.exclusion);
            let key = Some((bucket_of(row.source.as_str(), self.manifest.meta.shards), row.source));
            if last >= key {
                return unfit(&self.manifest.excluded, "its records are not in order");
            }
            last = key;
        }
        if refusals == self.manifest.counts.refusals {
            Ok(())
        } else {
            unfit(&self.manifest.excluded, "its records do not add up")
        }
    }

    pub(crate) fn open_lineage(&self) -> Result<RowReader<Lineage>, ReadError> {
        RowReader::open(&self.folder, &self.manifest.lineage)
    }

    pub(crate) fn open_excluded(&self) -> Result<RowReader<Excluded>, ReadError> {
        RowReader::open(&self.folder, &self.manifest.excluded)
    }
}

fn unfit(file: &FileEntry, what: &'static str) -> Result<(), ReadError> {
    Err(Mismatch::Content { file: file.name.clone(), what }.into())
}

/// The rows of a corpus.
pub struct Rows<'a> {
    folder: &'a Path,
    shards: std::slice::Iter<'a, ShardEntry>,
    open: Option<RowReader<Row>>,
    broken: bool,
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, ReadError>;

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
            match RowReader::open(self.folder, &self.shards.next()?.file) {
                Ok(shard) => self.open = Some(shard),
                Err(error) => return self.stop(error),
            }
        }
    }
}

impl Rows<'_> {
    // Nothing follows an error: half of a corpus must not look like the end of it.
    fn stop(&mut self, error: ReadError) -> Option<Result<Row, ReadError>> {
        self.broken = true;
        Some(Err(error))
    }
}
