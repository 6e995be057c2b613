//! A folder carried to a store in memory that refuses, lies, is late or forgets conditions.

use super::*;
use std::collections::BTreeMap;

const AT: &str = "lake/table";

fn refusing(puts: u32, then: Then) -> Arc<Refusing> {
    Arc::new(Refusing { store: InMemory::new(), puts: AtomicU32::new(puts), then })
}

fn mirror(store: &Arc<Refusing>, folder: &Folder) -> Mirror {
    let lake = Lake::new(Arc::clone(store) as Arc<dyn ObjectStore>, Place::from(AT), "s3://example/lake".to_owned());
    wait(Mirror::of(lake, "data", "log", &folder.0)).expect("brought")
}

fn write(folder: &Folder, files: &[(&str, &str)]) {
    for (name, bytes) in files {
        world::write_atomic(folder.0.join(name), bytes).expect("writable");
    }
}

/// What lies at the address.
fn there(store: &Refusing) -> BTreeMap<String, String> {
    let listed: Vec<ObjectMeta> = wait(store.store.list(Some(&Place::from(AT))).try_collect()).expect("listed");
    let read = |object: ObjectMeta| {
        let bytes =
            wait(async { store.store.get(&object.location).await.expect("there").bytes().await.expect("whole") });
        let name = object.location.to_string().split_off(AT.len() + 1);
        (name, String::from_utf8(bytes.to_vec()).expect("text"))
    };
    listed.into_iter().map(read).collect()
}

fn of(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), (*bytes).to_owned())).collect()
}

const FIRST: [(&str, &str); 3] = [("data/a", "rows of a"), ("data/b", "rows of b"), ("log/0", "a and b")];
const SECOND: [(&str, &str); 4] =
    [("data/b", "rows of b"), ("data/c", "rows of c"), ("log/0", "a and b"), ("log/1", "b and c")];

/// Carries the first version to the address.
fn begun(store: &Arc<Refusing>, folder: &Folder) {
    let first = mirror(store, folder);
    write(folder, &FIRST);
    wait(first.carry()).expect("carried");
}

/// Makes the folder the second version, as who knows what the log means would.
fn second(folder: &Folder) {
    write(folder, &SECOND);
    world::remove_file(folder.0.join("data/a")).expect("removable");
}

#[test]
fn what_changed_in_the_folder_is_what_changes_at_the_address() {
    let store = refusing(u32::MAX, Then::Refuses);
    let (one, two, three) = (Folder::new(), Folder::new(), Folder::new());
    wait(store.store.put(&Place::from("lake/table/theirs.txt"), "not of the table".into())).expect("put");
    let first = mirror(&store, &one);
    write(&one, &FIRST);
    assert_eq!(wait(first.carry()).expect("carried"), Carried { sent: 3, bytes: 25, removed: 0 });
    let next = mirror(&store, &two);
    second(&two);
    assert_eq!(wait(next.carry()).expect("carried"), Carried { sent: 2, bytes: 16, removed: 1 });
    let mut expected = of(&SECOND);
    expected.insert("theirs.txt".to_owned(), "not of the table".to_owned());
    assert_eq!(there(&store), expected);
    assert_eq!(wait(mirror(&store, &three).carry()).expect("carried"), Carried::default());
}

#[test]
fn a_run_that_ends_anywhere_leaves_no_entry_without_its_files_and_the_next_one_finishes_it() {
    for then in [Then::Refuses, Then::Lies] {
        let mut done = false;
        for puts in 0..100 {
            let store = refusing(u32::MAX, then);
            let (one, two, three) = (Folder::new(), Folder::new(), Folder::new());
            let first = mirror(&store, &one);
            write(&one, &FIRST);
            wait(first.carry()).expect("carried");
            let next = mirror(&store, &two);
            second(&two);
            store.puts.store(puts, Ordering::SeqCst);
            let carried = wait(next.carry());
            let found = there(&store);
            match found.contains_key("log/1") {
                true => assert!(found.contains_key("data/b") && found.contains_key("data/c"), "{then:?} after {puts}"),
                false => assert!(found.contains_key("data/a") && found.contains_key("data/b"), "{then:?} after {puts}"),
            }
            store.puts.store(u32::MAX, Ordering::SeqCst);
            if let Err(error) = &carried {
                assert!(error.is_passing() && !error.to_string().contains("AKIA"), "{error}");
                let again = mirror(&store, &three);
                second(&three);
                wait(again.carry()).expect("the next run does it");
            }
            assert_eq!(there(&store), of(&SECOND), "{then:?} after {puts}");
            if carried.is_ok() {
                done = true;
                break;
            }
        }
        assert!(done);
    }
}

#[test]
fn an_entry_of_somebody_else_is_never_written_over_and_nothing_of_theirs_goes() {
    // Put after the folder was brought and before it is carried.
    let store = refusing(u32::MAX, Then::Refuses);
    let (one, two) = (Folder::new(), Folder::new());
    begun(&store, &one);
    let next = mirror(&store, &two);
    second(&two);
    for (name, bytes) in [("data/d", "rows of d"), ("log/1", "a and d")] {
        wait(store.store.put(&Place::from(format!("{AT}/{name}")), bytes.into())).expect("put");
    }
    let refused = wait(next.carry());
    assert!(matches!(&refused, Err(BucketError::Changed { .. } | BucketError::Meanwhile { .. })), "{refused:?}");
    let found = there(&store);
    for (name, bytes) in [("data/a", "rows of a"), ("data/d", "rows of d"), ("log/1", "a and d")] {
        assert_eq!(found.get(name).map(String::as_str), Some(bytes));
    }
    // Put at the last moment: after a file and the question whether the store keeps conditions comes the entry.
    let store = refusing(u32::MAX, Then::IsLate);
    let (one, two) = (Folder::new(), Folder::new());
    begun(&store, &one);
    let next = mirror(&store, &two);
    second(&two);
    store.puts.store(2, Ordering::SeqCst);
    let refused = wait(next.carry());
    assert!(matches!(&refused, Err(BucketError::Changed { .. })), "{refused:?}");
    let found = there(&store);
    assert_eq!(found.get("log/1").map(String::as_str), Some("theirs"));
    assert!(found.contains_key("data/a"), "what the version before names was removed");
}

#[test]
fn what_somebody_else_wrote_meanwhile_stands_where_there_is_no_entry_to_put() {
    let store = refusing(u32::MAX, Then::Refuses);
    let (one, two) = (Folder::new(), Folder::new());
    begun(&store, &one);
    wait(store.store.put(&Place::from("lake/table/data/d"), "rows of d".into())).expect("put");
    // Nobody named it when it was brought, so it is removed in the folder; somebody names it by now.
    let next = mirror(&store, &two);
    world::remove_file(two.0.join("data/d")).expect("removable");
    wait(store.store.put(&Place::from("lake/table/log/1"), "a, b and d".into())).expect("put");
    let refused = wait(next.carry());
    assert!(matches!(&refused, Err(BucketError::Meanwhile { object, .. }) if object == "log/1"), "{refused:?}");
    assert!(there(&store).contains_key("data/d"), "a file of theirs was removed");
}

#[test]
fn a_store_that_forgets_conditions_is_refused_before_the_first_entry() {
    let store = refusing(0, Then::Forgets);
    let one = Folder::new();
    let first = mirror(&store, &one);
    write(&one, &FIRST);
    let refused = wait(first.carry());
    assert!(matches!(&refused, Err(error @ BucketError::Unconditional { .. }) if !error.is_passing()), "{refused:?}");
    assert_eq!(there(&store), of(&FIRST[..2]), "an entry was put");
}

#[test]
fn what_is_left_half_written_or_was_changed_there_is_seen() {
    let store = refusing(u32::MAX, Then::Refuses);
    let (one, two, three) = (Folder::new(), Folder::new(), Folder::new());
    begun(&store, &one);
    for (name, bytes) in [("data/c.tmp", "rows of c"), ("data/a", "others")] {
        wait(store.store.put(&Place::from(format!("{AT}/{name}")), bytes.into())).expect("put");
    }
    let next = mirror(&store, &two);
    assert_eq!(world::read_string(two.0.join("data/c.tmp")).expect("brought"), "rows of c");
    write(&two, &FIRST);
    world::remove_file(two.0.join("data/c.tmp")).expect("removable");
    assert_eq!(wait(next.carry()).expect("carried"), Carried { sent: 1, bytes: 9, removed: 1 });
    assert_eq!(there(&store), of(&FIRST));
    // A bucket is no table.
    let all = Lake::new(Arc::clone(&store) as Arc<dyn ObjectStore>, Place::default(), "s3://example".to_owned());
    assert!(matches!(wait(Mirror::of(all, "data", "log", &three.0)), Err(BucketError::Address { .. })));
}
