//! Purging. In: a corpus and the records that may no longer be in it. Out: its next version, byte for byte what sealing
//! without them would have given. Never: a row that was not there before, or a purged text or its digest in any file.
//!
//! What remains of a purged record is its id and the rules that took it out, among the exclusions: a record cannot vanish
//! without a reason [GDPR 5(2)]. Files are unlinked, not overwritten: what a medium keeps of unlinked blocks, and what
//! backups hold, is outside of this room.

use crate::Corpus;
use crate::error::{Mismatch, PurgeError, ReadError};
use crate::manifest::{ExcludedEntry, LINEAGE, Manifest, Meta, ShardEntry, part_name};
use crate::people::salt;
use crate::pictures::{self, Illustrations};
use crate::row::{Exclusion, Row, bucket_of, shard_of};
use crate::seal::{ExclusionWriter, ShardWriter, commit};
use crate::switch::{Staging, Steps};
use crate::table::FileEntry;
use crate::tables::{Excluded, Lineage, RowReader, RowWriter, Tabled, TablesReader};
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::path::Path;
use terms::RecordId;

/// What may no longer be in a corpus: of each author, by pseudonym, the records with the decision that takes them out. The
/// author stands beside the record because it says where to look.
pub type Leaving = BTreeMap<String, BTreeMap<String, Exclusion>>;

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
    /// Bytes that were written: these shards, their lineage, exclusions, cards and manifest.
    pub bytes_rewritten: u64,
}

impl Corpus {
    /// Takes these records out and makes the next version under `meta`. Only shards that hold one of them, their lineage and
    /// the parts of the exclusions that take them are read and written. Can be repeated after a kill.
    pub fn purge(self, gone: &Leaving, meta: Meta) -> Result<Purged, PurgeError> {
        self.purge_with(gone, meta, Steps::all())
    }

    pub(crate) fn purge_with(self, gone: &Leaving, meta: Meta, steps: Steps) -> Result<Purged, PurgeError> {
        let sealed = self.manifest().meta.shards;
        if meta.shards != sealed {
            return Err(PurgeError::OtherShards { sealed, asked: meta.shards });
        }
        if salt(&meta) != salt(&self.manifest().meta) {
            return Err(PurgeError::OtherCorpus);
        }
        if meta.late_from != self.manifest().meta.late_from {
            return Err(PurgeError::OtherLate);
        }
        let staging = Staging::begin(self.folder(), steps)?;
        let next = staging.path();
        staging.step()?;
        let Sifted { lineage, touched, moved } = sift(&self, gone, &staging)?;
        let mut shards = self.manifest().shards.clone();
        for (number, shard) in (0..sealed).zip(&mut shards) {
            if touched.contains(&number) {
                *shard = filter_shard(&self, shard, number, gone, &next)?;
                staging.step()?;
            }
        }
        let removed = moved.len() as u64;
        let excluded = merge_excluded(&self, moved, &staging)?;
        let names = touched.iter().filter_map(|number| shards.get(usize::from(*number)));
        let rewritten: Vec<String> = names.map(|shard| shard.file.name.clone()).collect();
        let manifest = Manifest::new(meta, shards, lineage, excluded);
        let staged = manifest.files().filter(|file| world::exists(next.join(&file.name)));
        let tables: u64 = staged.map(|file| file.bytes).sum();
        let manifest = commit(staging, manifest)?;
        let cards: u64 = manifest.cards.iter().map(|card| card.bytes).sum();
        let bytes_rewritten = tables + cards + manifest.to_json().len() as u64;
        let asked: u64 = gone.values().map(|records| records.len() as u64).sum();
        Ok(Purged {
            manifest,
            removed,
            absent: asked - removed,
            shards_rewritten: touched.len() as u64,
            rewritten,
            bytes_rewritten,
        })
    }
}

/// The lineage without the records that leave.
struct Sifted {
    lineage: Vec<FileEntry>,
    /// Shards that hold one of them.
    touched: BTreeSet<u16>,
    moved: Moved,
}

/// Takes the records that leave out of the lineage. Of one in parts only those are read that could hold them.
fn sift(corpus: &Corpus, gone: &Leaving, staging: &Staging) -> Result<Sifted, PurgeError> {
    let (manifest, next) = (corpus.manifest(), staging.path());
    let shards = manifest.meta.shards;
    let asked: BTreeSet<u16> = gone.keys().map(|author| shard_of(author, shards)).collect();
    let mut parts = Parts::of(corpus, manifest.lineage.iter(), |line: &Lineage| shard_of(&line.subject, shards));
    let (mut lineage, mut touched, mut moved) = (Vec::new(), BTreeSet::new(), Moved::new());
    for shard in 0..shards {
        if let Some(kept) = manifest.lineage.get(usize::from(shard))
            && !manifest.is_undivided()
            && !asked.contains(&shard)
        {
            lineage.push(kept.clone());
            continue;
        }
        let name = part_name(LINEAGE, shard, shards);
        let mut writer = RowWriter::create(&next, &name)?;
        parts.each(shard, |line: Lineage| {
            match gone.get(&line.subject).and_then(|records| records.get(&line.record)) {
                Some(exclusion) => {
                    touched.insert(shard);
                    moved.insert((bucket_of(line.source.as_str(), shards), line.source), exclusion.clone());
                    Ok(())
                }
                None => Ok(writer.push(line)?),
            }
        })?;
        lineage.push(writer.finish()?);
        staging.step()?;
        if !touched.contains(&shard) && !manifest.is_undivided() {
            // Nobody left: the part has the bytes that it had.
            world::remove_file(next.join(name))?;
        }
    }
    Ok(Sifted { lineage, touched, moved })
}

fn filter_shard(
    corpus: &Corpus,
    shard: &ShardEntry,
    number: u16,
    gone: &Leaving,
    next: &Path,
) -> Result<ShardEntry, PurgeError> {
    let is_gone = |subject: &str, record: &str| gone.get(subject).is_some_and(|records| records.contains_key(record));
    let mut illustrations = Illustrations::read(corpus.folder(), shard)?;
    let mut writer = ShardWriter::create(next, &shard.file.name, &corpus.manifest().meta)?;
    for row in RowReader::<Row>::open(corpus.folder(), &shard.file)? {
        let row = illustrations.join(row?)?;
        if !is_gone(&row.subject, &row.record) {
            writer.push(row)?;
        }
    }
    let pictures = pictures::without(corpus.folder(), shard, next, number, &is_gone)?;
    Ok(writer.finish(pictures)?)
}

/// Merges the moved records into the parts of the list of exclusions that take them; both are in the order of the list.
fn merge_excluded(corpus: &Corpus, moved: Moved, staging: &Staging) -> Result<Vec<ExcludedEntry>, PurgeError> {
    let (manifest, next) = (corpus.manifest(), staging.path());
    let parts_count = manifest.meta.shards;
    let files = manifest.excluded.iter().map(|part| &part.file);
    let bucket = |row: &Excluded| bucket_of(row.source.as_str(), parts_count);
    let (mut parts, mut excluded) = (Parts::of(corpus, files, bucket), Vec::new());
    let mut moved = moved.into_iter().peekable();
    for part in 0..parts_count {
        let takes_some = moved.peek().is_some_and(|((bucket, _), _)| *bucket == part);
        if let Some(kept) = manifest.excluded.get(usize::from(part))
            && !manifest.is_undivided()
            && !takes_some
        {
            excluded.push(kept.clone());
            continue;
        }
        let mut writer = ExclusionWriter::create(&next, part, parts_count)?;
        parts.each(part, |row: Excluded| {
            let key = (part, row.source.clone());
            while let Some(((_, source), exclusion)) = moved.next_if(|(place, _)| *place < key) {
                writer.push(Excluded { source, exclusion })?;
            }
            if moved.peek().is_some_and(|(place, _)| *place == key) {
                let what = "it names a record that is also in a shard";
                let file = part_name(crate::manifest::EXCLUDED, part, parts_count);
                return Err(PurgeError::Read(ReadError::Mismatch(Mismatch::Content { file, what })));
            }
            Ok(writer.push(row)?)
        })?;
        while let Some(((_, source), exclusion)) = moved.next_if(|((bucket, _), _)| *bucket == part) {
            writer.push(Excluded { source, exclusion })?;
        }
        excluded.push(writer.finish()?);
        staging.step()?;
    }
    Ok(excluded)
}

/// A table part by part, whether it lies in parts or, as version 2 wrote it, in one file in the order of the parts.
struct Parts<'a, T: Tabled, F> {
    corpus: &'a Corpus,
    files: Vec<&'a FileEntry>,
    undivided: Option<Peekable<TablesReader<T>>>,
    part_of: F,
}

impl<'a, T: Tabled, F: Fn(&T) -> u16> Parts<'a, T, F> {
    fn of(corpus: &'a Corpus, files: impl Iterator<Item = &'a FileEntry>, part_of: F) -> Self {
        let files: Vec<_> = files.collect();
        let all = || TablesReader::of(corpus.folder(), files.iter().copied()).peekable();
        let undivided = corpus.manifest().is_undivided().then(all);
        Self { corpus, files, undivided, part_of }
    }

    /// Passes each row of a part on. Parts are asked for in their order.
    fn each(&mut self, part: u16, mut take: impl FnMut(T) -> Result<(), PurgeError>) -> Result<(), PurgeError> {
        let Some(all) = &mut self.undivided else {
            let files = self.files.get(usize::from(part)).into_iter().copied();
            return TablesReader::of(self.corpus.folder(), files).try_for_each(|row| take(row?));
        };
        while let Some(row) = all.next_if(|row| row.as_ref().map_or(true, |row| (self.part_of)(row) == part)) {
            take(row?)?;
        }
        Ok(())
    }
}

/// Records on their way from the lineage to the exclusions, by bucket and source id: the order of the list.
type Moved = BTreeMap<(u16, RecordId), Exclusion>;
