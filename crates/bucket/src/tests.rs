//! Publishing and fetching against a store in memory that can refuse. Against a server on the line, with faults on the way:
//! `tests/bucket/run`.

mod mirror;

use super::*;
use corpus::{Exclusion, Meta, Refusal, Sealer};
use object_store::memory::InMemory;
use object_store::{
    CopyOptions, Error, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStoreExt, PutMultipartOptions,
    PutOptions, PutPayload, PutResult,
};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use terms::{Purpose, RecordId, parse_instant};

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("bucket-{}-{number}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

/// A store that does so many puts and no more; what it refuses it has done or not.
#[derive(Debug)]
struct Refusing {
    store: InMemory,
    puts: AtomicU32,
    then: Then,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Refuses,
    /// It does it, and says that it did not.
    Lies,
    /// Somebody else puts the same object first.
    IsLate,
    /// It does it on no condition.
    Forgets,
}

impl std::fmt::Display for Refusing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a store")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Refusing {
    async fn put_opts(&self, at: &Place, payload: PutPayload, how: PutOptions) -> object_store::Result<PutResult> {
        let is_left = self.puts.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if is_left {
            return self.store.put_opts(at, payload, how).await;
        }
        match self.then {
            Then::Refuses => {}
            Then::Lies => drop(self.store.put_opts(at, payload, how).await?),
            Then::IsLate => {
                self.store.put(at, "theirs".into()).await?;
                return self.store.put_opts(at, payload, how).await;
            }
            Then::Forgets => return self.store.put(at, payload).await,
        }
        Err(Error::Generic { store: "test", source: "key AKIAEXAMPLE and its secret".into() })
    }

    async fn put_multipart_opts(
        &self,
        at: &Place,
        how: PutMultipartOptions,
    ) -> object_store::Result<Box<dyn MultipartUpload>> {
        self.store.put_multipart_opts(at, how).await
    }

    async fn get_opts(&self, at: &Place, how: GetOptions) -> object_store::Result<GetResult> {
        self.store.get_opts(at, how).await
    }

    fn delete_stream(
        &self,
        places: stream::BoxStream<'static, object_store::Result<Place>>,
    ) -> stream::BoxStream<'static, object_store::Result<Place>> {
        self.store.delete_stream(places)
    }

    fn list(&self, at: Option<&Place>) -> stream::BoxStream<'static, object_store::Result<ObjectMeta>> {
        self.store.list(at)
    }

    async fn list_with_delimiter(&self, at: Option<&Place>) -> object_store::Result<ListResult> {
        self.store.list_with_delimiter(at).await
    }

    async fn copy_opts(&self, from: &Place, to: &Place, how: CopyOptions) -> object_store::Result<()> {
        self.store.copy_opts(from, to, how).await
    }
}

fn bucket(store: Arc<dyn ObjectStore>) -> Bucket {
    Bucket { store, at: Place::from("corpora/forum-a"), address: "s3://example/corpora/forum-a".to_owned() }
}

/// A corpus in which all of these records are excluded: only the law makes one that may be in it.
fn sealed(folder: &Folder, records: std::ops::Range<u32>) -> Corpus {
    let meta = Meta {
        name: "forum-a".to_owned(),
        purpose: Purpose::new("ai.train.generative"),
        profile: "2026-08-01".to_owned(),
        rules_digest: Digest::of("rules"),
        tree_size: 7,
        tree_root: Digest::of("root"),
        as_of: parse_instant("2026-10-20T12:00:00Z").expect("a moment"),
        shards: 3,
        sources: Vec::new(),
        late_from: None,
    };
    let mut sealer = Sealer::begin(&folder.0, meta).expect("a folder");
    for number in records {
        let exclusion = Exclusion::new(Refusal::Forbid, ["F09"]);
        sealer.exclude(&RecordId::new(format!("forum-a:{number}")), exclusion).expect("excluded");
    }
    sealer.finish().expect("sealed");
    let corpus = Corpus::open(&folder.0).expect("a corpus");
    corpus.write_receipt("a receipt").expect("writable");
    corpus
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

fn objects(bucket: &Bucket) -> BTreeSet<String> {
    let listed: Vec<ObjectMeta> = wait(bucket.store.list(None).try_collect()).expect("listed");
    listed.into_iter().map(|object| object.location.to_string()).collect()
}

#[test]
fn a_corpus_comes_back_byte_for_byte_and_its_next_version_replaces_it_whole() {
    let (first, second, there) = (Folder::new(), Folder::new(), Folder::new());
    let bucket = bucket(Arc::new(InMemory::new()));
    wait(bucket.store.put(&Place::from("corpora/forum-a/theirs.txt"), "not ours".into())).expect("put");
    let corpus = sealed(&first, 0..30);
    let published = wait(bucket.publish(&corpus)).expect("published");
    // Empty shards are one object.
    assert_eq!((published.kept, published.removed), (0, 0));
    let fetched = wait(bucket.fetch(&there.0)).expect("fetched");
    fetched.verify().expect("whole");
    assert_eq!(fetched.manifest_bytes().expect("there"), corpus.manifest_bytes().expect("there"));
    assert_eq!(fetched.receipt().expect("there").as_deref(), Some(b"a receipt".as_slice()));
    // Again, nothing is sent.
    let again = wait(bucket.publish(&corpus)).expect("published");
    assert_eq!((again.sent, again.removed), (0, 0));
    let before = objects(&bucket);
    let next = sealed(&second, 0..20);
    let published = wait(bucket.publish(&next)).expect("published");
    assert!(published.sent > 0 && published.kept > 0 && published.removed > 0, "{published:?}");
    let after = objects(&bucket);
    for file in corpus.manifest().files().filter(|file| next.manifest().files().all(|kept| kept.sha256 != file.sha256))
    {
        assert!(!after.iter().any(|name| name.ends_with(&file.sha256.to_string())), "an old file stayed");
    }
    assert!(before.contains("corpora/forum-a/theirs.txt") && after.contains("corpora/forum-a/theirs.txt"));
    let fetched = wait(bucket.fetch(&there.0)).expect("fetched over the old one");
    fetched.verify().expect("whole");
    assert_eq!(fetched.manifest(), next.manifest());
}

#[test]
fn a_run_that_ends_anywhere_leaves_one_version_whole() {
    let (first, second) = (Folder::new(), Folder::new());
    let (old, new) = (sealed(&first, 0..30), sealed(&second, 10..50));
    for then in [Then::Refuses, Then::Lies] {
        let mut done = false;
        for puts in 0.. {
            let refusing = Arc::new(Refusing { store: InMemory::new(), puts: AtomicU32::new(u32::MAX), then });
            let bucket = bucket(Arc::clone(&refusing) as Arc<dyn ObjectStore>);
            wait(bucket.publish(&old)).expect("published");
            refusing.puts.store(puts, Ordering::SeqCst);
            let published = wait(bucket.publish(&new));
            let there = Folder::new();
            let found = wait(bucket.fetch(&there.0)).expect("one of both is there");
            found.verify().expect("whole");
            let is_new = found.manifest() == new.manifest();
            assert!(is_new || found.manifest() == old.manifest(), "{then:?} after {puts}");
            assert_eq!(is_new, published.is_ok(), "{then:?} after {puts}");
            if let Err(error) = &published {
                assert!(error.is_passing(), "{error}");
                assert!(!error.to_string().contains("AKIA"), "{error}");
                refusing.puts.store(u32::MAX, Ordering::SeqCst);
                wait(bucket.publish(&new)).expect("the next run does it");
                assert_eq!(wait(bucket.fetch(&there.0)).expect("there").manifest(), new.manifest());
            }
            let files: BTreeSet<Digest> = new.manifest().files().map(|file| file.sha256).collect();
            let objects = objects(&bucket);
            assert_eq!(objects.len(), files.len() + 2, "files, manifest, receipt, and nothing else: {objects:?}");
            if published.is_ok() {
                done = true;
                break;
            }
        }
        assert!(done);
    }
}

#[test]
fn what_was_changed_there_is_not_believed() {
    let (here, there) = (Folder::new(), Folder::new());
    let bucket = bucket(Arc::new(InMemory::new()));
    let absent = wait(bucket.fetch(&there.0));
    assert!(matches!(absent, Err(BucketError::Absent { .. })));
    let corpus = sealed(&here, 0..30);
    wait(bucket.publish(&corpus)).expect("published");
    let file = corpus.manifest().files().last().expect("a file");
    let place = bucket.file_place(file);
    wait(bucket.store.put(&place, "other bytes".into())).expect("put");
    let refused = wait(bucket.fetch(&there.0)).expect_err("refused");
    assert!(matches!(refused, BucketError::Other { .. }) && refused.mismatch(), "{refused}");
    assert!(!world::exists(there.0.join("manifest.json")), "half a corpus");
    // Publishing again mends it, although the manifest that lies there names it.
    assert_eq!(wait(bucket.publish(&corpus)).expect("published").sent, 1);
    wait(bucket.fetch(&there.0)).expect("fetched");
    wait(bucket.store.delete(&place)).expect("deleted");
    assert!(matches!(wait(bucket.fetch(&there.0)), Err(BucketError::Missing { .. })));
    assert!(Corpus::open(&there.0).is_ok_and(|kept| kept.verify().is_ok()), "what was fetched before stands");
    let manifest = bucket.place("manifest.json");
    wait(bucket.store.put(&manifest, "{}".into())).expect("put");
    assert!(matches!(wait(bucket.fetch(&there.0)), Err(BucketError::Open(_))));
}

#[test]
fn of_two_who_publish_at_once_one_is_told() {
    let (first, second) = (Folder::new(), Folder::new());
    let bucket = bucket(Arc::new(InMemory::new()));
    let (one, two) = (sealed(&first, 0..10), sealed(&second, 0..20));
    let lying = wait(bucket.lying()).expect("readable");
    wait(bucket.publish(&two)).expect("published");
    let refused = wait(bucket.switch(one.manifest_bytes().expect("there"), lying));
    assert!(matches!(refused, Err(BucketError::Changed { .. })), "over a corpus that was not there: {refused:?}");
    let lying = wait(bucket.lying()).expect("readable");
    let mut older = lying.expect("there");
    older.version.e_tag = Some("another".to_owned());
    let refused = wait(bucket.switch(one.manifest_bytes().expect("there"), Some(older)));
    assert!(matches!(refused, Err(BucketError::Changed { .. })), "over another version: {refused:?}");
    assert_eq!(wait(bucket.manifest()).expect("there"), *two.manifest());
}

#[test]
fn an_address_is_of_a_cloud_and_holds_no_credential() {
    let open = |address: &str| Bucket::open(address, [], Duration::from_secs(1)).map(|bucket| bucket.address);
    for wrong in [
        "bucket/prefix",
        "s3://bucket",
        "s3://bucket/",
        "file:///tmp/x",
        "memory:///x",
        "https://example.org/x",
        "s3://AKIAEXAMPLE:secret@bucket/prefix",
        "az://container/prefix?sig=secret",
    ] {
        let refused = open(wrong).expect_err("refused").to_string();
        assert!(!refused.contains("secret"), "{refused}");
    }
    assert_eq!(open("s3://bucket/prefix").expect("an address"), "s3://bucket/prefix");
    assert_eq!(open("gs://bucket/prefix").expect("an address"), "gs://bucket/prefix");
}

/// A place where others keep files, and what they put there.
fn lake(objects: &[(&str, &str)]) -> (Lake, Arc<InMemory>) {
    let store = Arc::new(InMemory::new());
    for (name, bytes) in objects {
        wait(store.put(&Place::from(*name), (*bytes).to_owned().into())).expect("put");
    }
    let address = "s3://example/lake".to_owned();
    (Lake::new(Arc::clone(&store) as Arc<dyn ObjectStore>, Place::from("lake"), address), store)
}

#[test]
fn what_lies_below_an_address_is_brought_with_its_moment() {
    let there = Folder::new();
    let (lake, store) = lake(&[
        ("lake/a.jsonl", "one"),
        ("lake/part/b.jsonl", "two"),
        // What some tools put for a folder, what is still being written, and what only begins alike.
        ("lake/part", ""),
        ("lake/c.jsonl.tmp", "half"),
        ("lake-of-others/d.jsonl", "theirs"),
    ]);
    let objects = wait(lake.list()).expect("listed");
    let names: Vec<&str> = objects.iter().map(Object::name).collect();
    assert_eq!(names, ["a.jsonl", "part/b.jsonl"]);
    wait(lake.bring(&objects, &there.0)).expect("brought");
    assert_eq!(world::read_string(there.0.join("part/b.jsonl")).expect("there"), "two");
    assert_eq!(world::list(&there.0).expect("a folder").len(), 2);
    let head = wait(store.head(&Place::from("lake/a.jsonl"))).expect("there");
    let moment: std::time::SystemTime = head.last_modified.into();
    assert_eq!(world::modified(there.0.join("a.jsonl")).expect("there"), moment);
    assert!(!objects.iter().any(|object| lake.is_itself(object)));
}

#[test]
fn an_object_that_became_another_one_meanwhile_is_not_brought() {
    let there = Folder::new();
    let (lake, store) = lake(&[("lake/a.jsonl", "one"), ("lake/b.jsonl", "two")]);
    let objects = wait(lake.list()).expect("listed");
    // As long as before, so that only its version tells.
    wait(store.put(&Place::from("lake/a.jsonl"), "eno".into())).expect("put");
    wait(store.delete(&Place::from("lake/b.jsonl"))).expect("deleted");
    for object in &objects {
        let refused = wait(lake.bring(std::slice::from_ref(object), &there.0)).expect_err("refused");
        assert!(matches!(&refused, BucketError::Moved { object: name, .. } if name == object.name()), "{refused}");
        assert!(refused.is_passing());
    }
    assert!(world::list_all(&there.0).expect("a folder").is_empty(), "half a file");
}

#[test]
fn an_address_that_names_one_object_gives_it_and_one_that_names_none_is_an_error() {
    let store = Arc::new(InMemory::new());
    wait(store.put(&Place::from("lake/a.jsonl"), "one".into())).expect("put");
    let at = |name: &str| {
        Lake::new(Arc::clone(&store) as Arc<dyn ObjectStore>, Place::from(name), "s3://example".to_owned())
    };
    let alone = wait(at("lake/a.jsonl").list()).expect("listed");
    assert_eq!(alone.len(), 1);
    assert!(alone.iter().all(|object| object.name() == "a.jsonl" && at("lake/a.jsonl").is_itself(object)));
    assert!(matches!(wait(at("lake/b.jsonl").list()), Err(BucketError::Nothing { .. })));
    assert!(matches!(wait(at("lak").list()), Err(BucketError::Nothing { .. })));
}
