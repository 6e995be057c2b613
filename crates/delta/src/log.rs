//! Which files are a version of a table. In: the folder of the log. Out: the schema, the files with the values of their
//! partitions and their deleted rows. Never: a version put together over a gap, or a path that leads out of the table.

use crate::features::{Naming, naming};
use crate::{Deleted, DeltaError, LOG, checkpoint};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use terms::{Digest, Instant};

/// A table, as its log lists it now.
#[derive(Clone, Debug)]
pub struct Table {
    folder: PathBuf,
    /// Commits that are there.
    commits: BTreeMap<u64, PathBuf>,
    /// Checkpoints that are there, with all their parts.
    checkpoints: BTreeMap<u64, Vec<PathBuf>>,
    /// Versions of which a checkpoint of the second kind is there, which is not read.
    unread: Vec<u64>,
}

/// One version of a table.
#[derive(Clone, Debug)]
pub struct Version {
    /// Counted from 0.
    pub number: u64,
    /// When it was committed, as the log says or as the file of the commit does.
    pub at: Instant,
    /// SHA-256 of the commit; nothing where only a checkpoint of it is left.
    pub commit: Option<Digest>,
    /// The id of the table.
    pub table: String,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// The files, by their paths.
    pub files: Vec<DataFile>,
    /// The version that each writer of transactions noted last.
    pub transactions: BTreeMap<String, u64>,
    /// What the commit says about itself.
    pub told: Value,
    pub(crate) schema: Value,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its name in the files.
    pub physical: String,
    /// Its type, where it is none of parts.
    pub kind: Option<String>,
    /// Whether it stands beside the files and not in them.
    pub is_partition: bool,
}

/// One file of a version.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// Where it is.
    pub path: PathBuf,
    /// The same, as the log names it.
    pub named: String,
    /// Its bytes.
    pub size: u64,
    /// The values of the partitions, by the physical names of their columns.
    pub values: BTreeMap<String, Option<String>>,
    /// The rows that were deleted, if any were.
    pub deleted: Option<Deleted>,
}

/// What was read of the log so far.
#[derive(Default)]
struct State {
    protocol: Option<Value>,
    metadata: Option<Value>,
    /// By path and deletion vector, as the protocol tells one file from another.
    files: BTreeMap<(String, Option<String>), Value>,
    transactions: BTreeMap<String, u64>,
    told: Value,
}

impl Table {
    /// Lists the log of the table in `folder`.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, DeltaError> {
        let folder = folder.as_ref().to_owned();
        let mut table = Self { folder, commits: BTreeMap::new(), checkpoints: BTreeMap::new(), unread: Vec::new() };
        let mut parts: BTreeMap<(u64, u64), BTreeMap<u64, PathBuf>> = BTreeMap::new();
        for path in world::list(table.folder.join(LOG))? {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            match parsed(name) {
                Some(Name::Commit(version)) => {
                    table.commits.insert(version, path);
                }
                Some(Name::Checkpoint(version)) => {
                    table.checkpoints.insert(version, vec![path]);
                }
                Some(Name::Part { version, part, of }) => {
                    parts.entry((version, of)).or_default().insert(part, path);
                }
                Some(Name::Second(version)) => table.unread.push(version),
                None => {}
            }
        }
        for ((version, of), parts) in parts {
            // One without all its parts is being written, or was cut off.
            if parts.len() as u64 == of {
                table.checkpoints.entry(version).or_insert_with(|| parts.into_values().collect());
            }
        }
        if table.newest().is_none() {
            return Err(DeltaError::NoTable { folder: table.folder });
        }
        Ok(table)
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The newest version.
    pub fn newest(&self) -> Option<u64> {
        self.commits.keys().chain(self.checkpoints.keys()).max().copied()
    }

    /// Puts a version together; the newest where none is named.
    pub fn version(&self, number: Option<u64>) -> Result<Version, DeltaError> {
        let newest = self.newest().unwrap_or_default();
        let number = number.unwrap_or(newest);
        let from = self.checkpoints.range(..=number).next_back();
        if number > newest || (from.is_none() && !self.commits.contains_key(&0)) {
            return Err(self.absent(number, newest));
        }
        let mut state = State::default();
        let first = match from {
            Some((version, parts)) => {
                for part in parts {
                    checkpoint::each(part, &name_of(part), &mut |action| state.take(action))?;
                }
                version + 1
            }
            None => 0,
        };
        for version in first..=number {
            let commit = self.commits.get(&version).ok_or(DeltaError::Gap { version: number, missing: version })?;
            state.told = Value::Null;
            for action in actions(commit)? {
                state.take(&action)?;
            }
        }
        if first > number
            && let Some(commit) = self.commits.get(&number)
        {
            // The checkpoint is of this very version; what the commit says about itself stands in the commit alone.
            let told = actions(commit)?.into_iter().find_map(|action| action.get("commitInfo").cloned());
            state.told = told.unwrap_or_default();
        }
        self.made(number, state)
    }

    fn absent(&self, number: u64, newest: u64) -> DeltaError {
        if number <= newest && self.unread.iter().any(|version| *version <= number) {
            let cure = "write a classic checkpoint of the table, or name a version before its first one";
            return DeltaError::Feature { feature: "v2Checkpoint".to_owned(), cure };
        }
        let first = self.checkpoints.keys().next().or(self.commits.keys().next()).copied().unwrap_or_default();
        DeltaError::NoVersion { folder: self.folder.clone(), version: number, oldest: first, newest }
    }

    fn made(&self, number: u64, state: State) -> Result<Version, DeltaError> {
        let commit = self.commits.get(&number);
        let file = commit.or_else(|| self.checkpoints.get(&number).and_then(|parts| parts.first()));
        let named = file.map(|path| name_of(path)).unwrap_or_default();
        let broken = |why| DeltaError::Malformed { file: named.clone(), why };
        let metadata = state.metadata.ok_or_else(|| broken("the version has no schema"))?;
        let protocol = state.protocol.ok_or_else(|| broken("the version has no protocol"))?;
        let configuration = metadata.get("configuration").cloned().unwrap_or_default();
        let naming = naming(&protocol, &configuration)?;
        let provider = metadata.pointer("/format/provider").and_then(Value::as_str).unwrap_or("parquet");
        if provider != "parquet" {
            return Err(broken("its files are not Parquet"));
        }
        let schema = metadata.get("schemaString").and_then(Value::as_str).unwrap_or_default();
        let schema: Value = serde_json::from_str(schema).map_err(|_| broken("its schema is not JSON"))?;
        let partitions: Vec<&str> = metadata
            .get("partitionColumns")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let columns = columns(&schema, &partitions, naming).ok_or_else(|| broken("its schema has another form"))?;
        let files = state.files.into_values().map(|add| self.file(number, &add, &named));
        let files = files.collect::<Result<_, _>>()?;
        let told = state.told.get("inCommitTimestamp").or_else(|| state.told.get("timestamp")).and_then(Value::as_i64);
        let at = match (told.and_then(chrono::DateTime::from_timestamp_millis), file) {
            (Some(at), _) => at,
            (None, Some(file)) => world::modified(file)?.into(),
            (None, None) => return Err(broken("it is not there")),
        };
        let table = metadata.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let commit = commit.map(world::digest).transpose()?;
        let (transactions, told) = (state.transactions, state.told);
        Ok(Version { number, at, commit, table, columns, files, transactions, told, schema })
    }

    fn file(&self, version: u64, add: &Value, named: &str) -> Result<DataFile, DeltaError> {
        let broken = |why| DeltaError::Malformed { file: named.to_owned(), why };
        let path = add.get("path").and_then(Value::as_str).ok_or_else(|| broken("a file has no path"))?;
        let decoded = percent_decoded(path).ok_or_else(|| broken("a path is no URL"))?;
        let is_inside = Path::new(&decoded).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside || decoded.contains("://") || decoded.starts_with("file:") {
            return Err(DeltaError::Outside { version });
        }
        let values = match add.get("partitionValues") {
            Some(Value::Object(values)) => values
                .iter()
                .map(|(name, value)| match value {
                    // An empty text is null, as the protocol has it.
                    Value::Null => Ok((name.clone(), None)),
                    Value::String(text) => Ok((name.clone(), Some(text.clone()).filter(|text| !text.is_empty()))),
                    _ => Err(broken("the value of a partition is no text")),
                })
                .collect::<Result<_, _>>()?,
            _ => BTreeMap::new(),
        };
        let deleted = match add.get("deletionVector").filter(|vector| !vector.is_null()) {
            Some(vector) => Some(Deleted::read(&self.folder, vector)?),
            None => None,
        };
        let size = add.get("size").and_then(Value::as_u64).unwrap_or_default();
        Ok(DataFile { path: self.folder.join(&decoded), named: path.to_owned(), size, values, deleted })
    }
}

impl State {
    fn take(&mut self, action: &Value) -> Result<(), DeltaError> {
        let Value::Object(members) = action else { return Ok(()) };
        for (name, body) in members {
            match name.as_str() {
                "protocol" => self.protocol = Some(body.clone()),
                "metaData" => self.metadata = Some(body.clone()),
                "add" => {
                    self.files.insert(key(body), body.clone());
                }
                "remove" => {
                    self.files.remove(&key(body));
                }
                "txn" => {
                    let (app, version) = (body.get("appId"), body.get("version"));
                    if let (Some(app), Some(version)) = (app.and_then(Value::as_str), version.and_then(Value::as_u64)) {
                        self.transactions.insert(app.to_owned(), version);
                    }
                }
                "commitInfo" => self.told = body.clone(),
                // The files are named elsewhere, and passing over it would lose them.
                "sidecar" => {
                    let cure = "write a classic checkpoint of the table, and read that";
                    return Err(DeltaError::Feature { feature: "v2Checkpoint".to_owned(), cure });
                }
                // What was changed for those who follow, what a domain notes for itself: nothing of it is a row.
                _ => {}
            }
        }
        Ok(())
    }
}

/// What tells one file of a version from another: its path, and which of its rows are deleted.
fn key(body: &Value) -> (String, Option<String>) {
    let path = body.get("path").and_then(Value::as_str).unwrap_or_default().to_owned();
    let vector = body.get("deletionVector").filter(|vector| !vector.is_null()).map(|vector| {
        // What is null is absent, as a checkpoint has it.
        let text = |name| vector.get(name).filter(|told| !told.is_null()).map(ToString::to_string).unwrap_or_default();
        format!("{}{}@{}", text("storageType"), text("pathOrInlineDv"), text("offset"))
    });
    (path, vector)
}

/// The actions of a commit, one a line.
fn actions(commit: &Path) -> Result<Vec<Value>, DeltaError> {
    let text = world::read_string(commit)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let broken = || DeltaError::Malformed { file: name_of(commit), why: "a line of it is not JSON" };
    lines.map(|line| serde_json::from_str(line).map_err(|_| broken())).collect()
}

fn columns(schema: &Value, partitions: &[&str], naming: Naming) -> Option<Vec<Column>> {
    let fields = schema.get("fields")?.as_array()?;
    let column = |field: &Value| {
        let name = field.get("name")?.as_str()?.to_owned();
        let physical = match naming {
            Naming::Same => name.clone(),
            // A column without one would be looked for under a name that another may have had.
            Naming::Physical => field.get("metadata")?.get("delta.columnMapping.physicalName")?.as_str()?.to_owned(),
        };
        let kind = field.get("type")?.as_str().map(str::to_owned);
        let is_partition = partitions.contains(&name.as_str());
        Some(Column { name, physical, kind, is_partition })
    };
    fields.iter().map(column).collect()
}

/// What a file of the log is, by its name.
enum Name {
    Commit(u64),
    Checkpoint(u64),
    Part {
        version: u64,
        part: u64,
        of: u64,
    },
    /// A checkpoint of the second kind.
    Second(u64),
}

fn parsed(name: &str) -> Option<Name> {
    let (version, rest) = name.split_once('.')?;
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    };
    let version = number(version, 20)?;
    let parts: Vec<&str> = rest.split('.').collect();
    match parts.as_slice() {
        ["json"] => Some(Name::Commit(version)),
        ["checkpoint", "parquet"] => Some(Name::Checkpoint(version)),
        ["checkpoint", part, of, "parquet"] => {
            Some(Name::Part { version, part: number(part, 10)?, of: number(of, 10)? })
        }
        ["checkpoint", _, "parquet" | "json"] => Some(Name::Second(version)),
        _ => None,
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A path of the log without the signs that a URL needs.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}
