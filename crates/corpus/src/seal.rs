//! Sealing. In: rows that the law found lawful, and what it refused. Out: a corpus and its manifest. Never: a row that is
//! not `Lawful`, a row decided under other rules, or a half-written corpus under the name of a whole one.

use crate::card;
use crate::error::{OpenError, SealError};
use crate::manifest::{
    EXCLUDED, ExcludedEntry, LINEAGE, Manifest, Meta, Refusals, ShardEntry, Tally, part_name, shard_name,
};
use crate::people::{Gathering, salt};
use crate::pictures::PicturesWriter;
use crate::row::{Exclusion, Late, Row, bucket_of, is_pseudonym, shard_of};
use crate::spool::Spool;
use crate::switch::{Staging, Steps};
use crate::table::FileEntry;
use crate::tables::{Excluded, Lineage, RowWriter, shard_shape};
use law::Lawful;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use terms::{Digest, Operation, RecordId};
use world::DiskError;

/// Takes rows in any order and seals them. Until [`finish`](Sealer::finish) returns, the corpus that was there stands.
pub struct Sealer {
    meta: Meta,
    operation: Option<Operation>,
    staging: Staging,
    rows: Spool,
    excluded: Spool,
    pictures: Option<PathBuf>,
    early: BTreeSet<String>,
    without: Option<(BTreeSet<RecordId>, Exclusion)>,
}

/// A row on its way into its shard.
#[derive(Serialize, Deserialize)]
struct Admitted {
    source: RecordId,
    decision: String,
    row: Row,
}

impl Sealer {
    /// Starts the corpus in `folder`; an earlier version there is replaced when this one is finished.
    pub fn begin(folder: impl AsRef<Path>, meta: Meta) -> Result<Self, SealError> {
        Self::begin_with(folder.as_ref(), meta, Steps::all(), SPOOL_BYTES)
    }

    pub(crate) fn begin_with(folder: &Path, meta: Meta, steps: Steps, spool_bytes: usize) -> Result<Self, SealError> {
        if meta.shards == 0 {
            return Err(SealError::NoShards);
        }
        let staging = Staging::begin(folder, steps)?;
        let spool = staging.path().join("spool");
        let rows = Spool::new(spool.join("rows"), meta.shards, spool_bytes);
        let excluded = Spool::new(spool.join("excluded"), meta.shards, spool_bytes);
        let early = BTreeSet::new();
        Ok(Self { meta, operation: None, staging, rows, excluded, pictures: None, early, without: None })
    }

    /// Takes the pictures of rows from this folder, where each lies under its digest, see [`picture_file`](crate::picture_file).
    #[must_use]
    pub fn with_pictures(self, folder: impl Into<PathBuf>) -> Self {
        Self { pictures: Some(folder.into()), ..self }
    }

    /// Says who, by pseudonym, is known to be likely to stay. Where the corpus says who comes late, that is everybody else.
    #[must_use]
    pub fn with_early(self, early: BTreeSet<String>) -> Self {
        Self { early, ..self }
    }

    /// Takes a row that the law handed over. `source` is the record as its source names it, for the lineage.
    pub fn push(&mut self, source: &RecordId, post: Lawful<Row>) -> Result<(), SealError> {
        let record = || post.value().record.clone();
        // A corpus is put together, or put together again for training; one that mixes both answers is neither.
        let fits = matches!(post.operation(), Operation::Assemble | Operation::Train)
            && post.operation() == *self.operation.get_or_insert(post.operation());
        if !fits || *post.purpose() != self.meta.purpose {
            return Err(SealError::OtherPurpose { record: record() });
        }
        let (sealed, found) = (self.meta.rules_digest, post.grounds().rules_digest());
        if sealed != found {
            return Err(SealError::OtherLaw { record: record(), sealed, found });
        }
        let (row, _) = post.into_parts();
        // The law hands over only what it permits as it is; a row with transforms was permitted with them before.
        let decision = if row.transforms.is_empty() { "PERMIT" } else { "PERMIT_WITH" };
        self.take(source, decision, row)
    }

    /// Takes a row whose grounds were checked.
    pub(crate) fn take(&mut self, source: &RecordId, decision: &str, mut row: Row) -> Result<(), SealError> {
        for (what, pseudonym) in [("record", &row.record), ("subject", &row.subject)] {
            if !is_pseudonym(pseudonym) {
                return Err(SealError::NotPseudonym { what });
            }
        }
        row.transforms.sort();
        row.transforms.dedup();
        row.late = self.late(&row.subject);
        let lane = shard_of(&row.subject, self.meta.shards);
        let admitted = Admitted { source: source.clone(), decision: decision.to_owned(), row };
        Ok(self.rows.push(lane, &admitted)?)
    }

    /// What is said of a person, and of all their rows alike.
    fn late(&self, subject: &str) -> Late {
        match self.meta.late_from {
            None => Late::Unsaid,
            Some(_) if self.early.contains(subject) => Late::No,
            Some(_) => Late::Yes,
        }
    }

    /// Notes a record that was not admitted.
    pub fn exclude(&mut self, source: &RecordId, exclusion: Exclusion) -> Result<(), SealError> {
        let lane = bucket_of(source.as_str(), self.meta.shards);
        Ok(self.excluded.push(lane, &Excluded { source: source.clone(), exclusion })?)
    }

    /// Leaves these records out, which are known only after all were taken: they stand among the exclusions instead.
    #[must_use]
    pub fn without(self, records: BTreeSet<RecordId>, exclusion: &Exclusion) -> Self {
        Self { without: Some((records, exclusion.clone())), ..self }
    }

    /// Seals what was taken. When this returns the corpus is whole and durable; the earlier version is gone.
    pub fn finish(mut self) -> Result<Manifest, SealError> {
        let next = self.staging.path();
        self.staging.step()?;
        let (mut lineage, mut shards) = (Vec::new(), Vec::new());
        for shard in 0..self.meta.shards {
            let (rows, sources) = self.seal_shard(shard, &next)?;
            shards.push(rows);
            lineage.push(sources);
            self.staging.step()?;
        }
        let mut excluded = Vec::new();
        for bucket in 0..self.meta.shards {
            let mut rows: Vec<Excluded> = self.excluded.take(bucket)?;
            rows.sort_by(|a, b| a.source.cmp(&b.source));
            unique(rows.iter().map(|row| row.source.as_str()))?;
            let mut writer = ExclusionWriter::create(&next, bucket, self.meta.shards)?;
            for row in rows {
                writer.push(row)?;
            }
            excluded.push(writer.finish()?);
        }
        world::remove_dir(next.join("spool"))?;
        let manifest = Manifest::new(self.meta, shards, lineage, excluded);
        Ok(commit(self.staging, manifest)?)
    }

    /// Writes a shard and its lineage.
    fn seal_shard(&mut self, shard: u16, next: &Path) -> Result<(ShardEntry, FileEntry), SealError> {
        let mut rows: Vec<Admitted> = self.rows.take(shard)?;
        rows.sort_by(|a, b| (&a.row.subject, &a.row.record).cmp(&(&b.row.subject, &b.row.record)));
        unique(rows.iter().map(|admitted| admitted.row.record.as_str()))?;
        let rows = self.part(rows)?;
        let pictures = self.seal_pictures(shard, next, &rows)?;
        let name = shard_name(shard, self.meta.shards);
        let mut writer = ShardWriter::create(next, &name, &self.meta)?;
        let mut lineage = RowWriter::create(next, &part_name(LINEAGE, shard, self.meta.shards))?;
        for Admitted { source, decision, row } in rows {
            lineage.push(Lineage {
                source,
                record: row.record.clone(),
                subject: row.subject.clone(),
                shard: name.clone(),
                text_sha256: Digest::of(row.text.expose()),
                decision,
            })?;
            writer.push(row)?;
        }
        Ok((writer.finish(pictures)?, lineage.finish()?))
    }

    /// The rows that stay; the others go among the exclusions.
    fn part(&mut self, rows: Vec<Admitted>) -> Result<Vec<Admitted>, SealError> {
        let Some((without, exclusion)) = self.without.take() else { return Ok(rows) };
        let (out, stay): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| without.contains(&row.source));
        out.iter().try_for_each(|row| self.exclude(&row.source, exclusion.clone()))?;
        self.without = Some((without, exclusion));
        Ok(stay)
    }

    /// Writes the pictures of a shard, in the order of their names.
    fn seal_pictures(&self, shard: u16, next: &Path, rows: &[Admitted]) -> Result<Option<FileEntry>, SealError> {
        let mut illustrated: Vec<&Row> = rows.iter().map(|admitted| &admitted.row).collect();
        illustrated.retain(|row| !row.pictures.is_empty());
        illustrated.sort_by(|a, b| a.record.cmp(&b.record));
        let mut writer = PicturesWriter::new(next, shard);
        for row in illustrated {
            let from = self.pictures.as_deref().ok_or_else(|| SealError::NoPictures { record: row.record.clone() })?;
            writer.push(row, from)?;
        }
        Ok(writer.finish()?)
    }
}

fn unique<'a>(records: impl Iterator<Item = &'a str>) -> Result<(), SealError> {
    let mut seen = BTreeSet::new();
    for record in records {
        if !seen.insert(record) {
            return Err(SealError::Duplicate { record: record.to_owned() });
        }
    }
    Ok(())
}

/// Adds the cards and makes the staged files the corpus.
pub(crate) fn commit(staging: Staging, mut manifest: Manifest) -> Result<Manifest, OpenError> {
    for (name, text) in card::cards(&manifest) {
        world::write_atomic(staging.path().join(name), &text)?;
        let (bytes, sha256) = (text.len() as u64, Digest::of(&text));
        manifest.cards.push(FileEntry { name: name.to_owned(), rows: 0, bytes, sha256 });
    }
    staging.commit(&manifest)?;
    Ok(manifest)
}

/// Writes one shard and adds up its rows.
pub(crate) struct ShardWriter {
    rows: RowWriter<Row>,
    tally: Tally,
    people: Gathering,
    last_subject: Option<String>,
}

impl ShardWriter {
    pub fn create(folder: &Path, name: &str, meta: &Meta) -> Result<Self, DiskError> {
        let rows = RowWriter::create_as(folder, name, shard_shape(meta))?;
        Ok(Self { rows, tally: Tally::default(), people: Gathering::new(salt(meta)), last_subject: None })
    }

    /// Adds a row; rows come sorted by subject and record.
    pub fn push(&mut self, row: Row) -> Result<(), DiskError> {
        let new_subject = self.last_subject.as_ref() != Some(&row.subject);
        if new_subject {
            self.last_subject = Some(row.subject.clone());
        }
        self.tally.add(&row, new_subject);
        self.people.add(&row);
        self.rows.push(row)
    }

    pub fn finish(self, pictures: Option<FileEntry>) -> Result<ShardEntry, DiskError> {
        let people_root = self.people.finish().root();
        Ok(ShardEntry { people_root, file: self.rows.finish()?, tally: self.tally, pictures })
    }
}

/// Writes a part of the list of exclusions and adds it up.
pub(crate) struct ExclusionWriter {
    rows: RowWriter<Excluded>,
    refusals: Refusals,
}

impl ExclusionWriter {
    pub fn create(folder: &Path, part: u16, parts: u16) -> Result<Self, DiskError> {
        let rows = RowWriter::create(folder, &part_name(EXCLUDED, part, parts))?;
        Ok(Self { rows, refusals: Refusals::default() })
    }

    /// Adds a record; records come sorted by source.
    pub fn push(&mut self, row: Excluded) -> Result<(), DiskError> {
        self.refusals.add(&row.exclusion);
        self.rows.push(row)
    }

    pub fn finish(self) -> Result<ExcludedEntry, DiskError> {
        Ok(ExcludedEntry { file: self.rows.finish()?, refusals: self.refusals })
    }
}

/// Beyond this, what waits for its shard lies in files (one buffer of 1 MiB for each shard).
const SPOOL_BYTES: usize = 64 << 20;
