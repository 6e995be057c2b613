//! The manifest: what a corpus is. In: the entries of its files and what they were made under. Out: one canonical JSON
//! file, written last. Never: a corpus without it, a time of writing, or a word about a person.

use crate::error::{Mismatch, OpenError};
use crate::people::{self, shard_leaves};
use crate::pictures::tar_name;
use crate::row::{Exclusion, Refusal, Row, basis_word};
use crate::table::FileEntry;
use crate::tree::root;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use terms::{Date, Digest, Instant, Provenance, Purpose};

/// What a corpus is made for and under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// Its name, for its card.
    pub name: String,
    /// The purpose that every row was decided for.
    pub purpose: Purpose,
    /// The dated profile of the law.
    pub profile: String,
    /// The digest of the rules.
    pub rules_digest: Digest,
    /// The number of events in the ledger at the tree head of the decisions.
    pub tree_size: u64,
    /// The root of that tree head.
    pub tree_root: Digest,
    /// The moment that the decisions hold for.
    pub as_of: Instant,
    /// The constant number of shards; never derived from the number of rows.
    pub shards: u16,
    /// The sources that records were taken from, as they were declared at the seal; empty before version 5.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Origin>,
    /// The day from which on whoever is new or was told lately comes late; absent where the rows do not say who does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_from: Option<Date>,
}

/// One source of records, as the controller declared it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Its name.
    pub name: String,
    /// Its format.
    pub format: String,
    /// The service that people posted on.
    pub service: Option<String>,
    /// How the controller came by it; `None` where only its records say so, each for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// Under which licence or contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// First day of the collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_from: Option<Date>,
    /// Last day of the collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_until: Option<Date>,
    /// The versions of its tables that were read last, where it is a Delta table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub table_versions: Vec<u64>,
    /// Whether rights to it are reserved as a whole [DSM 4(3)].
    pub tdm_reserved_whole: Option<bool>,
    /// Whether it is known for illegal content.
    pub illegal_content: Option<bool>,
}

/// What a corpus holds, and the proof of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Of this format.
    pub version: u64,
    /// Over the tree of the people, and the names, digests and rows of the shards, in order, and nothing else.
    pub corpus_digest: Digest,
    /// The root of the tree over the people: the shards in their order, in each its authors in the order of their keys.
    pub people_root: Digest,
    /// What it was made for and under.
    pub meta: Meta,
    /// Totals.
    pub counts: Counts,
    /// The columns of a shard.
    pub schema: Vec<ColumnEntry>,
    /// The shards, in order.
    pub shards: Vec<ShardEntry>,
    /// Source record, pseudonyms, shard and text digest of each row, in the order of the rows: a file for each shard, or one
    /// for all of them in a corpus of version 2.
    pub lineage: Vec<FileEntry>,
    /// Records that were not admitted, with their rules: a file for each part of the list, or one in version 2.
    pub excluded: Vec<ExcludedEntry>,
    /// The data set card and the Croissant description.
    pub cards: Vec<FileEntry>,
}

/// The totals of a corpus; `read` is `admitted` + `refused` + `held` + `duplicates`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Records that were decided.
    pub read: u64,
    /// Records that are in the shards.
    pub admitted: u64,
    /// Records that are not.
    pub refusals: Refusals,
    /// Sums over the shards.
    pub tally: Tally,
}

/// Records that were not admitted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusals {
    /// By `FORBID`.
    pub refused: u64,
    /// By `HOLD`.
    pub held: u64,
    /// By `DUPLICATE`: the law lets them in, and they repeat another one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub duplicates: u64,
    /// By each rule; a record counts once for every rule that fired on it.
    pub rules: BTreeMap<String, u64>,
}

/// Sums over rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Different authors.
    pub subjects: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Rows whose text was transformed.
    pub transformed: u64,
    /// Rows by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Rows by language; `und` where it is not known.
    pub langs: BTreeMap<String, u64>,
    /// Rows by legal basis, in the terms of DPV; empty where a shard is of before they were counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bases: BTreeMap<String, u64>,
    /// Pictures.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pictures: u64,
    /// Faces that were masked in them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub faces_masked: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// One shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShardEntry {
    /// The file.
    pub file: FileEntry,
    /// What its rows add up to.
    pub tally: Tally,
    /// The root of the tree over its authors.
    pub people_root: Digest,
    /// The pictures of its rows, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictures: Option<FileEntry>,
}

/// One part of the list of exclusions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExcludedEntry {
    /// The file.
    pub file: FileEntry,
    /// What its records add up to.
    pub refusals: Refusals,
}

/// One column of a shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnEntry {
    /// Its name.
    pub name: String,
    /// `string`, `string?` (may be absent), `list<string>` or `bool`.
    pub r#type: String,
    /// What it holds.
    pub meaning: String,
}

impl Refusals {
    fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for part in parts {
            sum.refused += part.refused;
            sum.held += part.held;
            sum.duplicates += part.duplicates;
            for (rule, records) in &part.rules {
                *sum.rules.entry(rule.clone()).or_default() += records;
            }
        }
        sum
    }

    /// Records of all three.
    pub(crate) fn records(&self) -> u64 {
        self.refused + self.held + self.duplicates
    }

    pub(crate) fn add(&mut self, exclusion: &Exclusion) {
        match exclusion.refusal {
            Refusal::Forbid => self.refused += 1,
            Refusal::Hold => self.held += 1,
            Refusal::Duplicate => self.duplicates += 1,
        }
        for rule in &exclusion.rules {
            *self.rules.entry(rule.clone()).or_default() += 1;
        }
    }
}

impl Tally {
    /// Adds a row; `first` is its subject's first.
    pub(crate) fn add(&mut self, row: &Row, new_subject: bool) {
        self.subjects += u64::from(new_subject);
        self.text_bytes += row.text.expose().len() as u64;
        self.transformed += u64::from(!row.transforms.is_empty());
        *self.kinds.entry(row.kind.as_str().to_owned()).or_default() += 1;
        let lang = row.lang.as_ref().map_or("und", terms::Lang::primary).to_ascii_lowercase();
        *self.langs.entry(lang).or_default() += 1;
        *self.bases.entry(basis_word(row.basis).to_owned()).or_default() += 1;
        self.pictures += row.pictures.len() as u64;
        self.faces_masked += row.pictures.iter().map(|picture| u64::from(picture.faces_masked)).sum::<u64>();
    }

    fn sum<'a>(tallies: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for tally in tallies {
            // Subjects add up, because a subject has rows in one shard only.
            sum.subjects += tally.subjects;
            sum.text_bytes += tally.text_bytes;
            sum.transformed += tally.transformed;
            sum.pictures += tally.pictures;
            sum.faces_masked += tally.faces_masked;
            for (kind, rows) in &tally.kinds {
                *sum.kinds.entry(kind.clone()).or_default() += rows;
            }
            for (lang, rows) in &tally.langs {
                *sum.langs.entry(lang.clone()).or_default() += rows;
            }
            for (basis, rows) in &tally.bases {
                *sum.bases.entry(basis.clone()).or_default() += rows;
            }
        }
        // Some shards alone would make a figure about nothing.
        if sum.bases.values().sum::<u64>() != sum.kinds.values().sum::<u64>() {
            sum.bases.clear();
        }
        sum
    }
}

impl Manifest {
    pub(crate) fn new(
        meta: Meta,
        shards: Vec<ShardEntry>,
        lineage: Vec<FileEntry>,
        excluded: Vec<ExcludedEntry>,
    ) -> Self {
        Self {
            version: version(&meta, &shards, &excluded),
            corpus_digest: corpus_digest(&meta, &shards),
            people_root: root(&shard_leaves(&shards)),
            counts: counts(&shards, &excluded),
            schema: schema(&meta),
            meta,
            shards,
            lineage,
            excluded,
            cards: Vec::new(),
        }
    }

    /// Whether one file holds the lineage of all shards, and one all exclusions.
    pub(crate) fn is_undivided(&self) -> bool {
        self.version == UNDIVIDED_VERSION
    }

    /// All files that the manifest names, without itself.
    pub fn files(&self) -> impl Iterator<Item = &FileEntry> {
        let excluded = self.excluded.iter().map(|part| &part.file);
        let pictures = self.shards.iter().filter_map(|shard| shard.pictures.as_ref());
        let shards = self.shards.iter().map(|shard| &shard.file);
        shards.chain(pictures).chain(&self.lineage).chain(excluded).chain(&self.cards)
    }

    /// Whether some row has a picture.
    pub(crate) fn has_pictures(&self) -> bool {
        has_pictures(&self.shards)
    }

    /// The digest of the shards as files.
    pub(crate) fn files_digest(&self) -> Digest {
        files_digest(&self.shards)
    }

    pub(crate) fn to_json(&self) -> String {
        let mut text = terms::canonical_json(self).expect("INVARIANT: a manifest is strings and numbers");
        text.push('\n');
        text
    }

    /// Reads a manifest and checks all that it says about itself.
    pub(crate) fn read(path: &Path) -> Result<Self, OpenError> {
        Self::parse(&world::read(path)?)
    }

    /// Reads the bytes of a manifest and checks all that they say about themselves.
    pub fn parse(bytes: &[u8]) -> Result<Self, OpenError> {
        let malformed = |why: serde_json::Error| OpenError::Malformed { why: why.to_string() };
        // The version comes before all else: a later format may have other members, and that is not an error in the file.
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(malformed)?;
        let version = value.get("version").and_then(serde_json::Value::as_u64).unwrap_or_default();
        if version > MANIFEST_VERSION {
            return Err(OpenError::Newer { file: MANIFEST.to_owned(), version, known: MANIFEST_VERSION });
        }
        if version == 0 {
            return Err(OpenError::Malformed { why: "it has no version".to_owned() });
        }
        if version < UNDIVIDED_VERSION {
            return Err(OpenError::Older { file: MANIFEST.to_owned(), version, known: MANIFEST_VERSION });
        }
        let value = if version == UNDIVIDED_VERSION { divided(value) } else { value };
        let manifest: Self = serde_json::from_value(value).map_err(malformed)?;
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> Result<(), Mismatch> {
        let unfit = |what| Err(Mismatch::Content { file: MANIFEST.to_owned(), what });
        let names = (0..self.meta.shards).map(|shard| shard_name(shard, self.meta.shards));
        // Names are computed, never believed: a manifest cannot point outside its folder.
        if !names.eq(self.shards.iter().map(|shard| shard.file.name.clone())) {
            return unfit("its shards have other names");
        }
        let tars = (0..).zip(&self.shards).filter_map(|(shard, entry)| Some((shard, entry, entry.pictures.as_ref()?)));
        for (shard, entry, tar) in tars {
            if tar.name != tar_name(shard) || tar.rows == 0 || tar.rows != entry.tally.pictures {
                return unfit("its pictures have other names or are not counted");
            }
        }
        if self.shards.iter().any(|shard| shard.pictures.is_none() && shard.tally.pictures > 0) {
            return unfit("it counts pictures that it does not name");
        }
        let parts = |folder, undivided: &str| match self.is_undivided() {
            true => vec![undivided.to_owned()],
            false => (0..self.meta.shards).map(|part| part_name(folder, part, self.meta.shards)).collect(),
        };
        if !self.lineage.iter().map(|file| &file.name).eq(&parts(LINEAGE, UNDIVIDED_LINEAGE))
            || !self.excluded.iter().map(|part| &part.file.name).eq(&parts(EXCLUDED, UNDIVIDED_EXCLUDED))
            || !self.cards.iter().map(|card| card.name.as_str()).eq(CARDS)
        {
            return unfit("its files have other names");
        }
        if root(&shard_leaves(&self.shards)) != self.people_root {
            return unfit("its people are not those of its shards");
        }
        if corpus_digest(&self.meta, &self.shards) != self.corpus_digest {
            return unfit("its corpus digest is not the digest of its shards");
        }
        let counts = counts(&self.shards, &self.excluded);
        let lineage = self.lineage.iter().map(|file| file.rows);
        let follows = match self.is_undivided() {
            true => lineage.sum::<u64>() == counts.admitted,
            false => lineage.eq(self.shards.iter().map(|shard| shard.file.rows)),
        };
        if counts != self.counts || !follows {
            return unfit("its counts do not add up");
        }
        if self.excluded.iter().any(|part| part.file.rows != part.refusals.records()) {
            return unfit("its exclusions do not add up");
        }
        Ok(())
    }
}

/// A manifest of version 2 in the members of today: one file each is a list of one.
fn divided(mut value: serde_json::Value) -> serde_json::Value {
    let refusals = value.pointer("/counts/refusals").cloned();
    if let Some(members) = value.as_object_mut() {
        if let Some(lineage) = members.get_mut("lineage") {
            *lineage = serde_json::json!([lineage.take()]);
        }
        if let Some(excluded) = members.get_mut("excluded") {
            *excluded = serde_json::json!([{ "file": excluded.take(), "refusals": refusals }]);
        }
    }
    value
}

fn counts(shards: &[ShardEntry], excluded: &[ExcludedEntry]) -> Counts {
    let admitted: u64 = shards.iter().map(|shard| shard.file.rows).sum();
    let tally = Tally::sum(shards.iter().map(|shard| &shard.tally));
    let refusals = Refusals::sum(excluded.iter().map(|part| &part.refusals));
    Counts { read: admitted + refusals.records(), admitted, refusals, tally }
}

fn corpus_digest(meta: &Meta, shards: &[ShardEntry]) -> Digest {
    let people_root = root(&shard_leaves(shards));
    people::corpus_digest(&people::salt(meta), meta.shards, &people_root, &files_digest(shards))
}

fn files_digest(shards: &[ShardEntry]) -> Digest {
    let mut parts: Vec<Vec<u8>> = vec![b"grondslag corpus files 1".to_vec()];
    for file in shards.iter().flat_map(|shard| std::iter::once(&shard.file).chain(&shard.pictures)) {
        parts.push(file.name.clone().into_bytes());
        parts.push(file.sha256.as_bytes().to_vec());
        parts.push(file.rows.to_be_bytes().to_vec());
    }
    Digest::of_parts(parts.iter().map(Vec::as_slice))
}

/// The earliest version whose programs understand it.
fn version(meta: &Meta, shards: &[ShardEntry], excluded: &[ExcludedEntry]) -> u64 {
    let has_tables = meta.sources.iter().any(|source| !source.table_versions.is_empty())
        || excluded.iter().any(|part| part.refusals.duplicates > 0);
    match (meta.late_from, has_tables, has_pictures(shards)) {
        (Some(_), ..) => MANIFEST_VERSION,
        (None, true, _) => TABLES_VERSION,
        (None, false, true) => PICTURES_VERSION,
        (None, false, false) => WORDS_VERSION,
    }
}

fn has_pictures(shards: &[ShardEntry]) -> bool {
    shards.iter().any(|shard| shard.pictures.is_some())
}

/// The name of a shard in the layout of the Hugging Face hub.
pub(crate) fn shard_name(shard: u16, shards: u16) -> String {
    format!("{SHARDS}/train-{shard:05}-of-{shards:05}.parquet")
}

/// The name of a part of the lineage or of the exclusions.
pub(crate) fn part_name(folder: &str, part: u16, parts: u16) -> String {
    format!("{folder}/{folder}-{part:05}-of-{parts:05}.parquet")
}

fn schema(meta: &Meta) -> Vec<ColumnEntry> {
    let late = meta.late_from.map(|_| &LATE_COLUMN);
    COLUMNS
        .iter()
        .chain(late)
        .map(|(name, r#type, meaning)| ColumnEntry {
            name: (*name).to_owned(),
            r#type: (*r#type).to_owned(),
            meaning: (*meaning).to_owned(),
        })
        .collect()
}

/// The columns of a shard: name, type, meaning.
pub(crate) const COLUMNS: [(&str, &str, &str); 7] = [
    ("record", "string", "pseudonym of the record"),
    ("subject", "string", "pseudonym of the author"),
    ("kind", "string", "post, comment, caption and so on"),
    ("lang", "string?", "language of the text, BCP 47"),
    ("text", "string", "the text after its transforms"),
    ("basis", "string", "legal basis of the GDPR, in the notation of DPV"),
    ("transforms", "list<string>", "what was masked or taken out of the text"),
];
/// The last column where the corpus says who comes late.
const LATE_COLUMN: (&str, &str, &str) =
    ("late", "bool", "whether the author is likely to leave, so that a trainer reads the row late");
/// The file that makes a folder a corpus.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The receipt of the event in the ledger that names the manifest.
pub(crate) const RECEIPT: &str = "manifest.tlog-proof";
pub(crate) const LINEAGE: &str = "lineage";
pub(crate) const EXCLUDED: &str = "excluded";
pub(crate) const UNDIVIDED_LINEAGE: &str = "lineage.parquet";
pub(crate) const UNDIVIDED_EXCLUDED: &str = "excluded.parquet";
pub(crate) const SHARDS: &str = "data";
pub(crate) const CARD: &str = "README.md";
pub(crate) const CROISSANT: &str = "croissant.json";
const CARDS: [&str; 2] = [CARD, CROISSANT];
// 2: the tree of the people. 3: lineage and exclusions in parts, so that a purge writes those of one person.
// 5: the sources. 6: pictures. 7: versions of tables, or duplicates among the exclusions. 8: who comes late. A corpus without
// any of them is of version 5, so that earlier programs read it.
const MANIFEST_VERSION: u64 = 8;
const TABLES_VERSION: u64 = 7;
const PICTURES_VERSION: u64 = 6;
const WORDS_VERSION: u64 = 5;
const UNDIVIDED_VERSION: u64 = 2;
