//! Purging. In: a corpus and the records that may no longer be in it. Out: its next version, byte for byte what sealing
//! without them would have given. Never: a row that was not there before, or a purged text or its digest in any file.
//!
//! What remains of a purged record is its id and the rules that took it out, among the exclusions: a record cannot vanish
//! without a reason [GDPR 5(2)]. Files are unlinked, not overwritten: what a medium keeps of unlinked blocks, and what
//! backups hold, is outside of this room.

use crate::Corpus;
use crate::error::{Mismatch, PurgeError, ReadError};
use crate::manifest::{LINEAGE, Manifest, Meta, Refusals, ShardEntry};
use crate::people::salt;
use crate::row::{Exclusion, Row, bucket_of, shard_of};
use crate::seal::{ExclusionWriter, ShardWriter, commit};
use crate::switch::{Staging, Steps};
use crate::table::FileEntry;
use crate::tables::{Excluded, Lineage, RowReader, RowWriter};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use terms::RecordId;

/// What a purge did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// The next version.
    pub manifest: Manifest,
    /// Records that were in the corpus and are no longer.
    pub removed: u64,
    /// Records that were asked for and were not in the corpus.
    pub absent: u64,
    /// Shards that were written anew; all others were not touched.
    pub shards_rewritten: u64,
    /// Their names.
    pub rewritten: Vec<String>,
    /// Bytes that were written: these shards, lineage, exclusions, cards and manifest.
    pub bytes_rewritten: u64,
}

impl Corpus {
    /// Takes the records with these pseudonyms out, each with the decision that no longer lets it in, and makes the next
    /// version under `meta`. Only shards that hold one of them are written anew. Can be repeated after a kill.
    pub fn purge(self, gone: &BTreeMap<String, Exclusion>, meta: Meta) -> Result<Purged, PurgeError> {
        self.purge_with(gone, meta, Steps::all())
    }

    pub(crate) fn purge_with(
        self,
        gone: &BTreeMap<String, Exclusion>,
        meta: Meta,
        steps: Steps,
    ) -> Result<Purged, PurgeError> {
        let sealed = self.manifest().meta.shards;
        if meta.shards != sealed {
            return Err(PurgeError::OtherShards { sealed, asked: meta.shards });
        }
        if salt(&meta) != salt(&self.manifest().meta) {
            return Err(PurgeError::OtherCorpus);
        }
        let staging = Staging::begin(self.folder(), steps)?;
        let next = staging.path();
        staging.step()?;
        let mut lineage = RowWriter::<Lineage>::create(&next, LINEAGE)?;
        let (mut touched, mut moved) = (BTreeSet::new(), Moved::new());
        for line in self.open_lineage()? {
            let line = line?;
            let shard = shard_of(&line.subject, sealed);
            if let Some(exclusion) = gone.get(&line.record) {
                touched.insert(shard);
                moved.insert((bucket_of(line.source.as_str(), sealed), line.source), exclusion.clone());
            } else {
                lineage.push(shard, line)?;
            }
        }
        let lineage = lineage.finish()?;
        staging.step()?;
        let mut shards = Vec::new();
        for (number, shard) in (0..sealed).zip(&self.manifest().shards) {
            if touched.contains(&number) {
                shards.push(filter_shard(&self, shard, gone, &next)?);
                staging.step()?;
            } else {
                shards.push(shard.clone());
            }
        }
        let (removed, shards_rewritten) = (moved.len() as u64, touched.len() as u64);
        let (excluded, refusals) = merge_excluded(&self, moved, &next)?;
        staging.step()?;
        let names = touched.into_iter().filter_map(|number| shards.get(usize::from(number)));
        let rewritten: Vec<String> = names.map(|shard| shard.file.name.clone()).collect();
        let manifest = commit(staging, Manifest::new(meta, shards, lineage, excluded, refusals))?;
        let written = manifest.files().filter(|file| !is_shard(&manifest, file) || rewritten.contains(&file.name));
        let bytes_rewritten = written.map(|file| file.bytes).sum::<u64>() + manifest.to_json().len() as u64;
        let absent = gone.len() as u64 - removed;
        Ok(Purged { manifest, removed, absent, shards_rewritten, rewritten, bytes_rewritten })
    }
}

fn is_shard(manifest: &Manifest, file: &FileEntry) -> bool {
    manifest.shards.iter().any(|shard| shard.file.name == file.name)
}

fn filter_shard(
    corpus: &Corpus,
    shard: &ShardEntry,
    gone: &BTreeMap<String, Exclusion>,
    next: &Path,
) -> Result<ShardEntry, PurgeError> {
    let mut writer = ShardWriter::create(next, &shard.file.name, salt(&corpus.manifest().meta))?;
    for row in RowReader::<Row>::open(corpus.folder(), &shard.file)? {
        let row = row?;
        if !gone.contains_key(&row.record) {
            writer.push(row)?;
        }
    }
    Ok(writer.finish()?)
}

/// Merges the moved records into the list of exclusions; both are in the order of the list.
fn merge_excluded(corpus: &Corpus, moved: Moved, next: &Path) -> Result<(FileEntry, Refusals), PurgeError> {
    let mut writer = ExclusionWriter::create(next)?;
    let mut moved = moved.into_iter().peekable();
    for row in corpus.open_excluded()? {
        let row = row?;
        let key = (bucket_of(row.source.as_str(), corpus.manifest().meta.shards), row.source.clone());
        while let Some(((bucket, source), exclusion)) = moved.next_if(|(place, _)| *place < key) {
            writer.push(bucket, Excluded { source, exclusion })?;
        }
        if moved.peek().is_some_and(|(place, _)| *place == key) {
            let file = corpus.manifest().excluded.name.clone();
            let what = "it names a record that is also in a shard";
            return Err(PurgeError::Read(ReadError::Mismatch(Mismatch::Content { file, what })));
        }
        writer.push(key.0, row)?;
    }
    for ((bucket, source), exclusion) in moved {
        writer.push(bucket, Excluded { source, exclusion })?;
    }
    Ok(writer.finish()?)
}

/// Records on their way from the lineage to the exclusions, by bucket and source id: the order of the list.
type Moved = BTreeMap<(u16, RecordId), Exclusion>;
