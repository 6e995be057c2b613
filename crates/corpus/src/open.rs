//! Reading. In: the folder of a sealed corpus. Out: its rows, in their order, after every byte was compared with the
//! manifest. Never: a file that the manifest does not name, or a row of a file that has changed.

use crate::Picture;
use crate::error::{Mismatch, OpenError, ReadError};
use crate::manifest::{ExcludedEntry, MANIFEST, Manifest, RECEIPT, Refusals, ShardEntry, Tally};
use crate::people::{Gathering, salt};
use crate::pictures::Illustrations;
use crate::row::{Late, Row, bucket_of, shard_of};
use crate::switch::{is_unfinished, strays};
use crate::table::{FileEntry, check_bytes};
use crate::tables::{Excluded, Lineage, RowReader, TablesReader};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use terms::Digest;
use world::DiskError;

/// A sealed corpus.
#[derive(Clone, Debug)]
pub struct Corpus {
    folder: PathBuf,
    manifest: Manifest,
    manifest_digest: Digest,
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
        let bytes = world::read(folder.join(MANIFEST))?;
        Ok(Self { folder, manifest: Manifest::parse(&bytes)?, manifest_digest: Digest::of(&bytes) })
    }

    /// SHA-256 of the manifest as it was opened: what its receipt vouches for.
    pub fn manifest_digest(&self) -> Digest {
        self.manifest_digest
    }

    /// The receipt of the event in the ledger that names this manifest; none until it was written. Checking it is the
    /// ledger's.
    pub fn receipt(&self) -> Result<Option<Vec<u8>>, DiskError> {
        let path = self.folder.join(RECEIPT);
        if world::exists(&path) { Ok(Some(world::read(path)?)) } else { Ok(None) }
    }

    /// Puts the receipt beside the manifest. A later version of the corpus removes it.
    pub fn write_receipt(&self, receipt: impl AsRef<[u8]>) -> Result<(), DiskError> {
        world::write_atomic(self.folder.join(RECEIPT), receipt)
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
    pub fn rows(&self) -> impl Iterator<Item = Result<Row, ReadError>> + use<> {
        TablesReader::of(&self.folder, self.manifest.shards.iter().map(|shard| &shard.file))
    }

    /// The rows of one shard, after it was compared with its digest.
    pub fn shard_rows(&self, shard: u16) -> Result<impl Iterator<Item = Result<Row, ReadError>> + use<>, ReadError> {
        let shards = self.manifest.meta.shards;
        let entry = self.manifest.shards.get(usize::from(shard)).ok_or(ReadError::NoShard { shard, shards })?;
        RowReader::open(&self.folder, &entry.file)
    }

    /// The pictures of all records that have any, by pseudonym of the record.
    pub fn pictures(&self) -> Result<BTreeMap<String, Vec<Picture>>, ReadError> {
        let mut pictures = BTreeMap::new();
        for shard in &self.manifest.shards {
            pictures.extend(Illustrations::read(&self.folder, shard)?.by_record());
        }
        Ok(pictures)
    }

    /// Pseudonyms of the authors who come late; of nobody where the corpus does not say it.
    pub fn late(&self) -> Result<BTreeSet<String>, ReadError> {
        if self.manifest.meta.late_from.is_none() {
            return Ok(BTreeSet::new());
        }
        let late = |row: Result<Row, _>| row.map(|row| (row.late == Late::Yes).then_some(row.subject)).transpose();
        self.rows().filter_map(late).collect()
    }

    /// Where each row came from, in the order of the rows.
    pub fn lineage(&self) -> impl Iterator<Item = Result<Lineage, ReadError>> + use<> {
        TablesReader::of(&self.folder, self.manifest.lineage.iter())
    }

    /// Each record that was not admitted, with its rules.
    pub fn excluded(&self) -> impl Iterator<Item = Result<Excluded, ReadError>> + use<> {
        TablesReader::of(&self.folder, self.manifest.excluded.iter().map(|part| &part.file))
    }

    /// Pseudonyms of all authors.
    pub fn subjects(&self) -> Result<BTreeSet<String>, ReadError> {
        self.lineage().map(|line| line.map(|line| line.subject)).collect()
    }

    /// Where the records of one author came from. Reads the one part that could hold them.
    pub fn lineage_of(&self, subject: &str) -> Result<Vec<Lineage>, ReadError> {
        let part = self.lineage_part(shard_of(subject, self.manifest.meta.shards))?;
        let theirs = |line: &Result<Lineage, _>| line.as_ref().map_or(true, |line| line.subject == subject);
        RowReader::open(&self.folder, part)?.filter(theirs).collect()
    }

    /// The part of the lineage that holds the rows of this shard.
    pub(crate) fn lineage_part(&self, shard: u16) -> Result<&FileEntry, ReadError> {
        let shards = self.manifest.meta.shards;
        let part = if self.manifest.is_undivided() { 0 } else { usize::from(shard) };
        self.manifest.lineage.get(part).ok_or(ReadError::NoShard { shard, shards })
    }

    /// Pseudonyms of the records of one author.
    pub fn records_of(&self, subject: &str) -> Result<BTreeSet<String>, ReadError> {
        Ok(self.lineage_of(subject)?.into_iter().map(|line| line.record).collect())
    }

    /// Checks all that the manifest says: the bytes of every file, every row's place, the lineage row by row, every count,
    /// and that nothing else lies among the shards.
    pub fn verify(&self) -> Result<(), ReadError> {
        if let Some(stray) = strays(&self.folder, &self.manifest)?.first() {
            let file = stray.strip_prefix(&self.folder).unwrap_or(stray).display().to_string();
            return Err(Mismatch::Stray { file }.into());
        }
        self.manifest.cards.iter().try_for_each(|card| check_bytes(&self.folder, card).map(drop))?;
        let mut lineage = self.lineage();
        for (number, shard) in (0..self.manifest.meta.shards).zip(&self.manifest.shards) {
            self.verify_shard(number, shard, &mut lineage)?;
        }
        // Where each shard has its part, a row too many is a count that does not add up.
        if lineage.next().transpose()?.is_some() {
            return unfit(self.lineage_part(0)?, "it names a row that is in no shard");
        }
        (0..).zip(&self.manifest.excluded).try_for_each(|(part, entry)| self.verify_excluded(part, entry))
    }

    fn verify_shard(
        &self,
        number: u16,
        shard: &ShardEntry,
        lineage: &mut impl Iterator<Item = Result<Lineage, ReadError>>,
    ) -> Result<(), ReadError> {
        let (mut tally, mut last): (_, Option<(String, String)>) = (Tally::default(), None);
        let (is_said, mut late) = (self.manifest.meta.late_from.is_some(), Late::Unsaid);
        let mut people = Gathering::new(salt(&self.manifest.meta));
        let mut illustrations = Illustrations::read(&self.folder, shard)?;
        for row in RowReader::<Row>::open(&self.folder, &shard.file)? {
            let row = illustrations.join(row?)?;
            if shard_of(&row.subject, self.manifest.meta.shards) != number {
                return unfit(&shard.file, "a row lies in another shard than its subject's");
            }
            let key = (row.subject.clone(), row.record.clone());
            if last.as_ref().is_some_and(|last| *last >= key) {
                return unfit(&shard.file, "its rows are not in order");
            }
            let new_subject = last.as_ref().is_none_or(|(subject, _)| *subject != row.subject);
            if row.late.is_unsaid() == is_said {
                return unfit(
                    &shard.file,
                    "its rows say who comes late and the manifest does not, or the other way round",
                );
            }
            if !new_subject && row.late != late {
                return unfit(&shard.file, "two rows of one person do not agree on whether they come late");
            }
            late = row.late;
            tally.add(&row, new_subject);
            people.add(&row);
            let fits = lineage.next().transpose()?.is_some_and(|line| {
                (line.subject, line.record) == key
                    && line.shard == shard.file.name
                    && line.text_sha256 == Digest::of(row.text.expose())
            });
            if !fits {
                return unfit(self.lineage_part(number)?, "it does not follow the rows of the shards");
            }
            last = Some(key);
        }
        illustrations.finish()?;
        if people.finish().root() != shard.people_root {
            return unfit(&shard.file, "its people are not those of the tree");
        }
        if tally == shard.tally { Ok(()) } else { unfit(&shard.file, "its rows do not add up") }
    }

    fn verify_excluded(&self, part: u16, entry: &ExcludedEntry) -> Result<(), ReadError> {
        let (mut refusals, mut last) = (Refusals::default(), None);
        for row in RowReader::<Excluded>::open(&self.folder, &entry.file)? {
            let row = row?;
            refusals.add(&row.exclusion);
            let bucket = bucket_of(row.source.as_str(), self.manifest.meta.shards);
            if bucket != part && !self.manifest.is_undivided() {
                return unfit(&entry.file, "a record lies in another part than its own");
            }
            let key = Some((bucket, row.source));
            if last >= key {
                return unfit(&entry.file, "its records are not in order");
            }
            last = key;
        }
        if refusals == entry.refusals { Ok(()) } else { unfit(&entry.file, "its records do not add up") }
    }
}

fn unfit(file: &FileEntry, what: &'static str) -> Result<(), ReadError> {
    Err(Mismatch::Content { file: file.name.clone(), what }.into())
}
