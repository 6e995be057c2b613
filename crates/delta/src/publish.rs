//! A sealed corpus as a table: each version of the corpus is one version of the table. In: the corpus and a folder. Out: the
//! shards under the names of their digests, and one commit that names them and the manifest. Never: half a version, a
//! version of somebody else's written over, or an earlier row left readable that the corpus does not hold any more.
//!
//! The files of a version come first and the commit last, as a file that must be new: a kill before it leaves the version
//! before, and what lies there too much goes with the next run. Afterwards a file of an earlier version stays only where
//! every row of it is in the corpus as it is, of the same person and with the same text. So time travel goes back as far as nothing was taken out.

use crate::log::{Table, Version};
use crate::{DATA, DeltaError, LOG, PublishError, is_table};
use corpus::{Corpus, FileEntry, Manifest};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use terms::{Digest, Instant};
use world::World;

/// What publishing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The version of the table that is this corpus.
    pub version: u64,
    /// Files that were written.
    pub written: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that lay there already.
    pub kept: u64,
    /// Files that were removed, because the corpus does not hold every row of them any more.
    pub removed: u64,
    /// The versions that can be read whole, ascending.
    pub readable: Vec<u64>,
}

/// Makes the corpus the newest version of the table in `folder`. Where it is that already, only what should be gone is
/// looked for.
pub fn publish(world: &World, corpus: &Corpus, folder: &Path) -> Result<Published, PublishError> {
    world::create_dir(folder)?;
    let Some(_lock) = world::lock(folder.join(LOCK))? else {
        return Err(PublishError::Busy { folder: folder.to_owned() });
    };
    let before = newest(folder)?;
    let mut published = Published::default();
    let manifest = corpus.manifest();
    for shard in &manifest.shards {
        let path = folder.join(named(&shard.file));
        // A file that lies there is believed after it was read.
        if world::exists(&path) && world::digest(&path)? == shard.file.sha256 {
            published.kept += 1;
            continue;
        }
        let bytes = corpus.file_bytes(&shard.file)?;
        published.written += 1;
        published.bytes += bytes.len() as u64;
        world::write_atomic(&path, bytes)?;
    }
    let digest = corpus.manifest_digest();
    published.version = match &before {
        Some(before) if is_of(before, manifest, digest) => before.number,
        _ => commit(world, manifest, digest, before.as_ref(), folder)?,
    };
    published.removed = sweep(corpus, folder)?;
    published.readable = readable(folder)?;
    Ok(published)
}

/// The records of a person in any file of the table, of the version of now or of an earlier one.
pub fn records_of(folder: &Path, person: &str) -> Result<BTreeSet<String>, PublishError> {
    if !is_table(folder) {
        // A folder that is not there, or not mounted, holds who knows what.
        return Err(DeltaError::NoTable { folder: folder.to_owned() }.into());
    }
    let mut records = BTreeSet::new();
    for path in world::list(folder.join(DATA))? {
        rows(&path, &mut |subject, record, _| {
            if subject == person {
                records.insert(record.to_owned());
            }
        })?;
    }
    Ok(records)
}

/// Refuses a folder that is no table of ours and cannot become one. To publish there is refused as well.
pub fn check(folder: &Path) -> Result<(), PublishError> {
    newest(folder).map(drop)
}

/// The newest version, if there is a table; all of it must be ours.
fn newest(folder: &Path) -> Result<Option<Version>, PublishError> {
    if !is_table(folder) {
        return vacant(folder);
    }
    let table = match Table::open(folder) {
        // Its folder was made, and then we were killed.
        Err(DeltaError::NoTable { .. }) => return vacant(folder),
        other => other?,
    };
    let version = table.version(None)?;
    // Each of our commits notes its own number. One by anybody else, a compaction too, can have put rows where nobody here
    // looks for them.
    if version.transactions.get(APP) != Some(&version.number) {
        return Err(PublishError::NotOurs { folder: folder.to_owned(), version: version.number });
    }
    Ok(Some(version))
}

/// No version yet. Where the files of a table go may lie what a killed run of ours left, and nothing else: it would be removed,
/// because no version names it, and a sealed corpus has its shards under the same name.
fn vacant(folder: &Path) -> Result<Option<Version>, PublishError> {
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = name.strip_suffix(".tmp").unwrap_or(name);
        name.strip_suffix(".parquet").is_some_and(|digest| Digest::parse(digest).is_ok())
    };
    if world::list_all(folder.join(DATA))?.iter().all(is_ours) {
        return Ok(None);
    }
    Err(PublishError::Occupied { folder: folder.to_owned() })
}

/// Whether a version is this corpus.
fn is_of(version: &Version, manifest: &Manifest, digest: Digest) -> bool {
    let wanted: BTreeSet<String> = manifest.shards.iter().map(|shard| named(&shard.file)).collect();
    let found: BTreeSet<String> = version.files.iter().map(|file| file.named.clone()).collect();
    version.told.get("grondslagManifest") == Some(&json!(digest)) && wanted == found
}

/// Writes the commit, and says its number.
fn commit(
    world: &World,
    manifest: &Manifest,
    digest: Digest,
    before: Option<&Version>,
    folder: &Path,
) -> Result<u64, PublishError> {
    let number = before.map_or(0, |before| before.number + 1);
    let now = world.now();
    let mut actions = vec![told(manifest, digest, now, number)];
    let schema = schema(manifest);
    if before.is_none_or(|before| before.schema != schema) {
        if before.is_none() {
            actions.push(json!({ "protocol": { "minReaderVersion": 1, "minWriterVersion": 2 } }));
        }
        let table = before.map_or_else(|| id(world), |before| before.table.clone());
        actions.push(json!({ "metaData": {
            "id": table,
            "name": manifest.meta.name,
            "format": { "provider": "parquet", "options": {} },
            "schemaString": schema.to_string(),
            "partitionColumns": [],
            // Statistics would hold the first letters of texts, in a log that nothing is taken out of.
            "configuration": { "delta.dataSkippingNumIndexedCols": "0" },
            "createdTime": now.timestamp_millis(),
        } }));
    }
    actions.push(json!({ "txn": { "appId": APP, "version": number, "lastUpdated": now.timestamp_millis() } }));
    let wanted: BTreeMap<String, &FileEntry> =
        manifest.shards.iter().map(|shard| (named(&shard.file), &shard.file)).collect();
    let found: BTreeMap<&str, u64> =
        before.iter().flat_map(|before| &before.files).map(|file| (file.named.as_str(), file.size)).collect();
    for (path, size) in found.iter().filter(|(path, _)| !wanted.contains_key(**path)) {
        actions
            .push(json!({ "remove": { "path": path, "deletionTimestamp": now.timestamp_millis(), "dataChange": true,
            "extendedFileMetadata": true, "partitionValues": {}, "size": size } }));
    }
    for (path, file) in wanted.iter().filter(|(path, _)| !found.contains_key(path.as_str())) {
        let stats = json!({ "numRecords": file.rows }).to_string();
        actions.push(json!({ "add": { "path": path, "partitionValues": {}, "size": file.bytes,
            "modificationTime": now.timestamp_millis(), "dataChange": true, "stats": stats } }));
    }
    let lines: String = actions.iter().map(|action| format!("{action}\n")).collect();
    if world::write_new(folder.join(LOG).join(format!("{number:020}.json")), lines)? {
        return Ok(number);
    }
    Err(PublishError::Changed { folder: folder.to_owned(), version: number })
}

/// What the commit says about itself: from which manifest it was made.
fn told(manifest: &Manifest, digest: Digest, now: Instant, number: u64) -> Value {
    json!({ "commitInfo": {
        "timestamp": now.timestamp_millis(),
        "operation": "WRITE",
        "operationParameters": { "mode": "Overwrite" },
        "engineInfo": "grondslag",
        "isBlindAppend": number == 0,
        "grondslagManifest": digest,
        "grondslagCorpus": manifest.corpus_digest,
        "grondslagPurpose": manifest.meta.purpose,
        "grondslagTreeSize": manifest.meta.tree_size,
    } })
}

/// The columns in Delta's words.
fn schema(manifest: &Manifest) -> Value {
    let field = |column: &corpus::ColumnEntry| {
        let (kind, is_optional) = match column.r#type.as_str() {
            "list<string>" => (json!({ "type": "array", "elementType": "string", "containsNull": false }), false),
            "string?" => (json!("string"), true),
            "bool" => (json!("boolean"), false),
            _ => (json!("string"), false),
        };
        json!({ "name": column.name, "type": kind, "nullable": is_optional, "metadata": { "comment": column.meaning } })
    };
    json!({ "type": "struct", "fields": manifest.schema.iter().map(field).collect::<Vec<_>>() })
}

/// A random UUID.
fn id(world: &World) -> String {
    let bytes = world.random::<16>();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let cut = |from, to| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-a{}-{}", cut(0, 8), cut(8, 12), cut(13, 16), cut(17, 20), cut(20, 32))
}

/// The name of a file of the corpus in the table.
fn named(file: &FileEntry) -> String {
    format!("{DATA}/{}.parquet", file.sha256)
}

/// Removes the files of earlier versions that hold a row which the corpus does not, and looks whether they are gone.
fn sweep(corpus: &Corpus, folder: &Path) -> Result<u64, PublishError> {
    let current: BTreeSet<PathBuf> =
        corpus.manifest().shards.iter().map(|shard| folder.join(named(&shard.file))).collect();
    let earlier: BTreeSet<PathBuf> =
        Table::open(folder).and_then(|table| every_file(&table))?.difference(&current).cloned().collect();
    let mut gone: BTreeSet<PathBuf> = BTreeSet::new();
    let mut open: BTreeMap<(String, String, Digest), Vec<PathBuf>> = BTreeMap::new();
    // What a killed run left half written is on the list as well.
    for path in world::list_all(folder.join(DATA))?.into_iter().filter(|path| !current.contains(path)) {
        // No version names it, or nobody can say what is in it.
        let mut held = Vec::new();
        let take = &mut |subject: &str, record: &str, text: &str| {
            held.push((subject.to_owned(), record.to_owned(), Digest::of(text)));
        };
        if !earlier.contains(&path) || rows(&path, take).is_err() {
            gone.insert(path);
            continue;
        }
        for row in held {
            open.entry(row).or_default().push(path.clone());
        }
    }
    if !open.is_empty() {
        for line in corpus.lineage() {
            let line = line?;
            // An account may have passed to another person, and the earlier row still names the first.
            open.remove(&(line.subject, line.record, line.text_sha256));
        }
    }
    gone.extend(open.into_values().flatten());
    for path in &gone {
        world::remove_file(path)?;
    }
    let left = gone.iter().filter(|path| world::exists(path)).count();
    if left > 0 {
        return Err(PublishError::Left { folder: folder.to_owned(), count: left });
    }
    Ok(gone.len() as u64)
}

/// Every file that any version names.
fn every_file(table: &Table) -> Result<BTreeSet<PathBuf>, DeltaError> {
    let mut files = BTreeSet::new();
    for number in 0..=table.newest().unwrap_or_default() {
        // One that cannot be put together any more keeps nothing.
        if let Ok(version) = table.version(Some(number)) {
            files.extend(version.files.into_iter().map(|file| file.path));
        }
    }
    Ok(files)
}

/// The versions all of whose files are there.
fn readable(folder: &Path) -> Result<Vec<u64>, DeltaError> {
    let table = Table::open(folder)?;
    let is_whole = |number: &u64| {
        table.version(Some(*number)).is_ok_and(|version| version.files.iter().all(|file| world::exists(&file.path)))
    };
    Ok((0..=table.newest().unwrap_or_default()).filter(is_whole).collect())
}

/// Author, record and text of each row of a file.
fn rows(path: &Path, take: &mut dyn FnMut(&str, &str, &str)) -> Result<(), DeltaError> {
    let name = || path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let broken = |why| DeltaError::Malformed { file: name(), why };
    let reader = SerializedFileReader::new(world::open(path)?).map_err(|_| broken("it is not Parquet"))?;
    let schema = reader.metadata().file_metadata().schema();
    let fields: Vec<_> = schema.get_fields().iter().filter(|field| WANTED.contains(&field.name())).cloned().collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(fields).build();
    let projection = projection.map_err(|_| broken("its columns are others"))?;
    for row in reader.get_row_iter(Some(projection)).map_err(|_| broken("its columns are others"))? {
        let row = row.map_err(|_| broken("a row of it cannot be read"))?;
        let mut cells = [None; 3];
        for (name, field) in row.get_column_iter() {
            for (cell, wanted) in cells.iter_mut().zip(WANTED) {
                if let (true, Field::Str(text)) = (name == wanted, field) {
                    *cell = Some(text.as_str());
                }
            }
        }
        let [Some(subject), Some(record), Some(text)] = cells else { return Err(broken("a cell of it is empty")) };
        take(subject, record, text);
    }
    Ok(())
}

/// Under which name our commits note their own number.
const APP: &str = "grondslag";
/// Readers of Delta pass over what begins so.
const LOCK: &str = "_grondslag.lock";
const WANTED: [&str; 3] = ["subject", "record", "text"];
