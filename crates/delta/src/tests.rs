//! The log by itself, and what two writers and a kill leave behind. Against other readers and writers of Delta, with rows:
//! `tests/tables/run`.

use crate::{DeltaError, PublishError, Table, Version, publish, records_of};
use corpus::{Corpus, Exclusion, Meta, Refusal, Sealer};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use terms::{Digest, Purpose, RecordId, parse_instant};
use world::World;

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("delta-{}-{number}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        Self(folder)
    }

    fn commit(&self, number: u64, actions: &[Value]) {
        let lines: String = actions.iter().map(|action| format!("{action}\n")).collect();
        let path = self.0.join(format!("_delta_log/{number:020}.json"));
        assert!(world::write_new(path, lines).expect("writable"), "a commit is new");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

fn protocol(reader: u64, features: &[&str]) -> Value {
    match reader {
        3 => json!({ "protocol": { "minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": features,
            "writerFeatures": features } }),
        _ => json!({ "protocol": { "minReaderVersion": reader, "minWriterVersion": 2 } }),
    }
}

fn metadata(mode: &str) -> Value {
    let field = |name: &str, physical: &str| {
        json!({ "name": name, "type": "string", "nullable": true,
            "metadata": { "delta.columnMapping.physicalName": physical } })
    };
    let schema = json!({ "type": "struct", "fields": [field("text", "col-1"), field("day", "col-2")] });
    json!({ "metaData": { "id": "t", "format": { "provider": "parquet", "options": {} },
        "schemaString": schema.to_string(), "partitionColumns": ["day"],
        "configuration": { "delta.columnMapping.mode": mode } } })
}

fn add(path: &str) -> Value {
    json!({ "add": { "path": path, "partitionValues": { "col-2": "2026-10-01" }, "size": 3, "dataChange": true } })
}

fn remove(path: &str) -> Value {
    json!({ "remove": { "path": path, "dataChange": true } })
}

fn read(folder: &Folder, version: Option<u64>) -> Result<Version, DeltaError> {
    Table::open(&folder.0)?.version(version)
}

fn names(version: &Version) -> Vec<&str> {
    version.files.iter().map(|file| file.named.as_str()).collect()
}

#[test]
fn a_version_is_what_its_commits_leave_of_it() {
    let folder = Folder::new();
    folder.commit(0, &[protocol(2, &[]), metadata("name"), add("a"), add("day%3D1/b%20c")]);
    folder.commit(1, &[json!({ "commitInfo": { "timestamp": 1_790_000_000_000_i64 } }), remove("a"), add("d")]);
    folder.commit(2, &[remove("d"), json!({ "somethingNew": { "path": "x" } })]);
    assert_eq!(names(&read(&folder, Some(0)).expect("version 0")), ["a", "day%3D1/b%20c"]);
    let one = read(&folder, Some(1)).expect("version 1");
    assert_eq!(names(&one), ["d", "day%3D1/b%20c"]);
    assert_eq!(one.at.timestamp_millis(), 1_790_000_000_000);
    let newest = read(&folder, None).expect("version 2");
    assert_eq!((newest.number, names(&newest)), (2, vec!["day%3D1/b%20c"]));
    let [file] = newest.files.as_slice() else { panic!("one file") };
    assert_eq!(file.path, folder.0.join("day=1/b c"));
    assert_eq!(file.values.get("col-2").cloned().flatten().as_deref(), Some("2026-10-01"));
    let columns: Vec<_> = newest
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.physical.as_str(), column.is_partition))
        .collect();
    assert_eq!(columns, [("text", "col-1", false), ("day", "col-2", true)]);
}

#[test]
fn what_cannot_be_read_rightly_is_refused_by_name() {
    let check = |first: &[Value]| {
        let folder = Folder::new();
        folder.commit(0, first);
        read(&folder, None).expect_err("refused").to_string()
    };
    for (protocol, mode, word) in [
        (protocol(3, &["typeWidening"]), "none", "`typeWidening`"),
        (protocol(3, &["columnMapping", "catalogManaged"]), "name", "`catalogManaged`"),
        (protocol(4, &[]), "none", "`minReaderVersion`"),
        (json!({ "protocol": { "minReaderVersion": 3 } }), "none", "`readerFeatures`"),
        (protocol(2, &[]), "id", "`columnMapping by id`"),
        (protocol(1, &[]), "name", "`columnMapping`"),
    ] {
        let error = check(&[protocol, metadata(mode), add("a")]);
        assert!(error.contains(word), "{error}");
    }
    for path in ["/etc/a", "../a", "s3://elsewhere/a", "a/%2e%2e/%2e%2e/b", "file:/a"] {
        let error = check(&[protocol(1, &[]), metadata("none"), add(path)]);
        assert!(error.contains("outside of the table"), "{path}: {error}");
    }
    let absolute = json!({ "add": { "path": "a", "size": 1, "partitionValues": {}, "deletionVector":
        { "storageType": "p", "pathOrInlineDv": "s3://elsewhere/v", "sizeInBytes": 1, "cardinality": 1 } } });
    assert!(
        check(&[protocol(3, &["deletionVectors"]), metadata("none"), absolute]).contains("deletionVectors by path")
    );
    let sidecar = json!({ "sidecar": { "path": "x" } });
    assert!(check(&[protocol(3, &["v2Checkpoint"]), metadata("none"), sidecar]).contains("v2Checkpoint"));
    assert!(check(&[metadata("none"), add("a")]).contains("no protocol"));
}

#[test]
fn a_version_with_a_gap_before_it_is_none() {
    let folder = Folder::new();
    assert!(matches!(read(&folder, None), Err(DeltaError::NoTable { .. })));
    folder.commit(0, &[protocol(1, &[]), metadata("none")]);
    folder.commit(2, &[add("a")]);
    assert!(matches!(read(&folder, None), Err(DeltaError::Gap { version: 2, missing: 1 })));
    assert!(matches!(read(&folder, Some(3)), Err(DeltaError::NoVersion { version: 3, newest: 2, .. })));
    assert!(read(&folder, Some(0)).is_ok());
}

/// A corpus in which all of these records are excluded: only the law makes one that may be in it.
fn sealed(folder: &Folder, records: std::ops::Range<u32>) -> Corpus {
    sealed_as(folder, records, None)
}

fn sealed_as(folder: &Folder, records: std::ops::Range<u32>, late_from: Option<terms::Date>) -> Corpus {
    let meta = Meta {
        name: "forum-a".to_owned(),
        purpose: Purpose::new("ai.train.generative"),
        profile: "2026-08-01".to_owned(),
        rules_digest: Digest::of("rules"),
        tree_size: 7,
        tree_root: Digest::of("root"),
        as_of: parse_instant("2026-10-20T12:00:00Z").expect("a moment"),
        shards: 1,
        sources: Vec::new(),
        late_from,
    };
    let mut sealer = Sealer::begin(&folder.0, meta).expect("a folder");
    for number in records {
        let exclusion = Exclusion::new(Refusal::Forbid, ["F09"]);
        sealer.exclude(&RecordId::new(format!("forum-a:{number}")), exclusion).expect("excluded");
    }
    sealer.finish().expect("sealed");
    Corpus::open(&folder.0).expect("a corpus")
}

fn at(folder: &Path) -> World {
    World::repeatable(folder, parse_instant("2026-10-21T12:00:00Z").expect("a moment"), 7)
}

#[test]
fn each_version_of_the_corpus_is_one_of_the_table_and_the_same_one_is_none() {
    let (first, second, there) = (Folder::new(), Folder::new(), Folder::new());
    let world = at(&there.0);
    let corpus = sealed(&first, 0..3);
    let published = publish(&world, &corpus, &there.0).expect("published");
    assert_eq!((published.version, published.written), (0, 1));
    let again = publish(&world, &corpus, &there.0).expect("published");
    assert_eq!((again.version, again.written, again.kept), (0, 0, 1));
    let other = sealed(&second, 0..4);
    assert_eq!(publish(&world, &other, &there.0).expect("published").version, 1);
    for (number, corpus) in [(0, &corpus), (1, &other)] {
        let version = read(&there, Some(number)).expect("a version");
        assert_eq!(version.told["grondslagManifest"], json!(corpus.manifest_digest()));
    }
}

#[test]
fn a_corpus_that_says_who_comes_late_has_a_truth_for_a_column_and_one_that_does_not_has_none() {
    let (first, second, there) = (Folder::new(), Folder::new(), Folder::new());
    publish(&at(&there.0), &sealed(&first, 0..3), &there.0).expect("published");
    let day = terms::Date::from_ymd_opt(2026, 6, 1);
    publish(&at(&there.0), &sealed_as(&second, 0..3, day), &there.0).expect("published");
    let columns =
        |number| read(&there, Some(number)).expect("a version").schema["fields"].as_array().expect("a list").clone();
    assert!(columns(0).iter().all(|column| column["name"] != "late"));
    let columns = columns(1);
    let last = columns.last().expect("a column");
    assert_eq!([&last["name"], &last["type"], &last["nullable"]], [&json!("late"), &json!("boolean"), &json!(false)]);
}

#[test]
fn a_version_of_somebody_else_is_not_written_over() {
    let (first, there) = (Folder::new(), Folder::new());
    let (world, corpus) = (at(&there.0), sealed(&first, 0..3));
    publish(&world, &corpus, &there.0).expect("published");
    there.commit(1, &[json!({ "commitInfo": { "operation": "OPTIMIZE" } })]);
    assert!(matches!(publish(&world, &corpus, &there.0), Err(PublishError::NotOurs { version: 1, .. })));
}

#[test]
fn of_two_who_publish_at_once_one_is_told_to_wait() {
    let (first, there) = (Folder::new(), Folder::new());
    let corpus = sealed(&first, 0..3);
    world::create_dir(&there.0).expect("a folder");
    let lock = world::lock(there.0.join("_grondslag.lock")).expect("lockable").expect("free");
    assert!(matches!(publish(&at(&there.0), &corpus, &there.0), Err(PublishError::Busy { .. })));
    assert!(!crate::is_table(&there.0), "nothing was written");
    drop(lock);
    publish(&at(&there.0), &corpus, &there.0).expect("published");
}

#[test]
fn what_a_kill_left_half_written_goes_with_the_next_run() {
    let (first, there) = (Folder::new(), Folder::new());
    let corpus = sealed(&first, 0..3);
    let digest = Digest::of("a shard that was never committed");
    for stray in [format!("data/{digest}.parquet.tmp"), format!("data/{digest}.parquet")] {
        world::create_dir(there.0.join("data")).expect("a folder");
        assert!(world::write_new(there.0.join(stray), "rows of somebody").expect("writable"));
    }
    assert!(!crate::is_table(&there.0), "without a commit there is no version");
    assert_eq!(publish(&at(&there.0), &corpus, &there.0).expect("published").removed, 2);
    assert_eq!(world::list_all(there.0.join("data")).expect("listed").len(), 1);
}

#[test]
fn a_folder_with_other_data_is_left_alone_above_all_a_sealed_corpus() {
    let folder = Folder::new();
    let corpus = sealed(&folder, 0..3);
    let shards = world::list_all(folder.0.join("data")).expect("listed");
    assert!(!shards.is_empty());
    assert!(matches!(publish(&at(&folder.0), &corpus, &folder.0), Err(PublishError::Occupied { .. })));
    assert!(matches!(crate::check(&folder.0), Err(PublishError::Occupied { .. })));
    assert_eq!(world::list_all(folder.0.join("data")).expect("listed"), shards);
    corpus.verify().expect("as it was sealed");
    assert!(crate::check(&Folder::new().0).is_ok());
}

#[test]
fn a_table_that_is_not_there_is_not_one_without_anybody() {
    let folder = Folder::new();
    assert!(records_of(&folder.0, "p1").is_err());
}
