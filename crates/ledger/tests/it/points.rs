//! Every failure point of an append and of an erasure, on both stores: the process dies there, and the files that were not
//! synced by then are there or not. After each, nothing acknowledged is lost, nothing is half there, and work goes on.

use crate::folder::{Folder, ORIGIN, consents, copy_folder, day, objects, on_both_stores, several, subject};
use ledger::{Home, Ledger, Point};
use std::process::{Command, Stdio};
use world::World;

const POINT: &str = "LEDGER_TEST_POINT";
const FOLDER: &str = "LEDGER_TEST_POINT_FOLDER";
const HOME: &str = "LEDGER_TEST_POINT_HOME";

fn is_of_erasure(point: Point) -> bool {
    matches!(point, Point::ErasureCommitted | Point::KeysDestroyed | Point::ReceiptsRemoved)
}

/// Not a test of its own: what [`every_failure_point_leaves_a_whole_ledger`] lets die at a point.
#[test]
#[expect(clippy::disallowed_methods, reason = "the parent tells the child where to die by the environment")]
fn child_dies_at_a_point() {
    let (Ok(point), Ok(folder), Ok(home)) = (std::env::var(POINT), std::env::var(FOLDER), std::env::var(HOME)) else {
        return;
    };
    let point = Point::ALL.into_iter().find(|known| format!("{known:?}") == point).expect("a point");
    let world = World::repeatable(&folder, day(500), 7);
    let home = Home::parse(&home).expect("valid");
    let mut ledger = Ledger::open_at(&world, &folder, &home, ORIGIN).expect("whole");
    ledger.watch(move |reached| {
        if reached == point {
            // No destructor runs, no transaction is rolled back, no buffer is written.
            std::process::abort();
        }
    });
    if is_of_erasure(point) {
        let _ = ledger.erase(&world, &subject(1));
    } else {
        let _ = ledger.append(&world, &more());
    }
}

fn more() -> Vec<ledger::Said> {
    let mut more = several(12)[5..].to_vec();
    more.extend([objects(20, "o1", &[7, 8], &[]), consents(21, 77)]);
    more
}

fn check(folder: &Folder, point: Point) {
    let world = folder.world();
    let mut ledger = folder.open().unwrap_or_else(|error| panic!("{point:?}: {error}"));
    let audit = ledger.verify().unwrap_or_else(|error| panic!("{point:?}: {error}"));
    let events: Vec<_> = ledger.events().map(|event| event.expect("readable").1).collect();
    if is_of_erasure(point) {
        assert_eq!((audit.head.size, audit.erased), (6, 1), "{point:?}");
        assert!(ledger.history(&subject(1)).expect("readable").is_empty());
        assert!(ledger.suppression().expect("readable").contains(&subject(1)));
        assert!(!world::exists(folder.path().join("receipts/0000000001.json")), "{point:?}");
    } else {
        let all = [&several(5)[..], &more()].concat();
        // Before the commit nothing of the batch is there, after it all of it, whether or not anybody was told.
        let committed = point >= Point::Committed;
        assert_eq!(events, all[..if committed { 14 } else { 5 }], "{point:?}");
    }
    assert_eq!(audit.published, audit.head.size, "{point:?}");
    ledger.append(&world, &[consents(300, 3), consents(301, 77)]).unwrap_or_else(|error| panic!("{point:?}: {error}"));
    ledger.verify().unwrap_or_else(|error| panic!("{point:?}: {error}"));
}

fn die_at(folder: &Folder, point: Point) {
    let home = folder.url().unwrap_or_else(|| folder.path().to_str().expect("text").to_owned());
    let status = Command::new(std::env::current_exe().expect("running"))
        .args(["--exact", "points::child_dies_at_a_point", "--nocapture"])
        .env(POINT, format!("{point:?}"))
        .env(FOLDER, folder.path())
        .env(HOME, home)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("startable");
    assert!(!status.success(), "the child was to die at {point:?}");
}

/// How much of what was not synced at the point is there afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Unsynced {
    Persisted,
    NotPersisted,
}

#[test]
fn every_failure_point_leaves_a_whole_ledger() {
    on_both_stores(|new| {
        for point in Point::ALL {
            for unsynced in [Unsynced::Persisted, Unsynced::NotPersisted] {
                let folder = new("point");
                let mut ledger = folder.open().expect("new");
                ledger.append(&folder.world(), &several(5)).expect("durable");
                ledger.write_receipt(1).expect("written");
                let before = folder.crashed("point-before");
                drop(ledger);
                die_at(&folder, point);
                if unsynced == Unsynced::NotPersisted {
                    forget_unsynced(&folder, &before, point);
                }
                check(&folder, point);
            }
        }
    });
}

/// Takes away what no fsync has promised at this point. A commit of either store has been synced, and each file of the log
/// by its own fsync; what is left is the write-ahead log of an open transaction, and the names of the newest files.
fn forget_unsynced(folder: &Folder, before: &Folder, point: Point) {
    if point < Point::Committed && folder.url().is_none() {
        let wal = folder.path().join("ledger.sqlite-wal");
        if world::exists(&wal) {
            world::remove_file(&wal).expect("removable");
        }
    }
    if !is_of_erasure(point) {
        world::remove_dir(folder.path().join("log")).expect("removable");
        copy_folder(&before.path().join("log"), &folder.path().join("log"));
    }
}
