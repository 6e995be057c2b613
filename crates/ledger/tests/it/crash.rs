//! The machine stops at any moment: after that all of a batch is there or nothing of it, and nothing acknowledged is lost.

use crate::folder::{Folder, ORIGIN, consents, day, several};
use ledger::{Ledger, OpenError};
use rusqlite::Connection;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use world::World;

/// What must hold after any crash: the ledger opens, has one of these sizes, and is sound, files and all.
fn check(folder: &Folder, sizes: &[u64]) {
    let ledger = folder.open().unwrap_or_else(|error| panic!("{error}"));
    let audit = ledger.verify().unwrap_or_else(|error| panic!("{error}"));
    assert!(sizes.contains(&audit.head.size), "{} is not one of {sizes:?}", audit.head.size);
    assert_eq!(audit.published, audit.head.size);
    let events = ledger.events().map(|event| event.expect("readable").1).collect::<Vec<_>>();
    assert_eq!(events, several(12)[..events.len()]);
}

#[test]
fn a_torn_write_ahead_log_leaves_all_of_a_batch_or_nothing() {
    let folder = Folder::new("crash-wal");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    ledger.append(&world, &several(12)[..5]).expect("durable");
    let acknowledged = folder.bytes("ledger.sqlite-wal").len();
    ledger.append_unpublished(&world, &several(12)[5..]).expect("durable");
    let whole = folder.bytes("ledger.sqlite-wal");
    assert!(whole.len() > acknowledged + 4096);
    let mut cuts: Vec<usize> = (acknowledged..whole.len()).step_by(1371).collect();
    cuts.extend([whole.len() - 1, whole.len()]);
    for cut in cuts {
        let crashed = folder.crashed("crash-wal-copy");
        crashed.put("ledger.sqlite-wal", &whole[..cut]);
        check(&crashed, if cut == whole.len() { &[12] } else { &[5] });
        // Garbage where the next frame was being written.
        let crashed = folder.crashed("crash-wal-copy");
        crashed.put("ledger.sqlite-wal", &[&whole[..cut], [0xa5; 3000].as_slice()].concat());
        check(&crashed, if cut == whole.len() { &[12] } else { &[5] });
    }
}

#[test]
fn files_of_the_log_that_lag_behind_the_commit_are_made_again() {
    let folder = Folder::new("crash-lag");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    ledger.append(&world, &several(12)[..5]).expect("durable");
    let checkpoint = folder.bytes("log/checkpoint");
    ledger.append_unpublished(&world, &several(12)[5..]).expect("durable");
    check(&folder.crashed("crash-after-commit"), &[12]);
    ledger.publish().expect("writable");
    // Each step of publishing is a file; the crash comes after any of them, the checkpoint being the last.
    for (step, missing) in [
        vec!["log/tile/0/000.p/12", "log/tile/entries/000.p/12", "log/checkpoint"],
        vec!["log/tile/entries/000.p/12", "log/checkpoint"],
        vec!["log/checkpoint"],
    ]
    .into_iter()
    .enumerate()
    {
        let crashed = folder.crashed(&format!("crash-publish-{step}"));
        for file in missing {
            world::remove_file(crashed.path().join(file)).expect("removable");
        }
        crashed.put("log/checkpoint", &checkpoint);
        crashed.put("log/tile/0/000.p/12.tmp", b"half");
        check(&crashed, &[12]);
    }
    let crashed = folder.crashed("crash-no-log");
    world::remove_dir(crashed.path().join("log")).expect("removable");
    check(&crashed, &[12]);
}

#[test]
fn keys_that_nothing_was_sealed_with_do_no_harm() {
    // A crash between the commit of the keys and that of the log.
    let folder = Folder::new("crash-keys-ahead");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    ledger.append(&world, &several(12)[..2]).expect("durable");
    let crashed = folder.crashed("crash-keys-ahead-copy");
    ledger.append(&world, &several(12)[2..]).expect("durable");
    for file in ["keys.sqlite", "keys.sqlite-wal", "keys.sqlite-shm"] {
        crashed.put(file, &folder.bytes(file));
    }
    check(&crashed, &[2]);
    crashed.open().expect("whole").append(&world, &several(12)[2..]).expect("durable");
    check(&crashed, &[12]);
}

#[test]
fn a_beginning_that_was_cut_off_begins_again() {
    let folder = Folder::new("crash-begin");
    drop(folder.open().expect("new"));
    let store = Connection::open(folder.path().join("keys.sqlite")).expect("there");
    store.execute("DELETE FROM secret WHERE name = 'founded'", []).expect("ours");
    store.close().expect("closable");
    // Before the log knew its keys, and before it was a file at all.
    let crashed = folder.crashed("crash-begin-1");
    world::remove_file(crashed.path().join("ledger.sqlite")).expect("removable");
    world::remove_dir(crashed.path().join("log")).expect("removable");
    check(&crashed, &[0]);
    check(&folder, &[0]);
}

fn refused(folder: &Folder) -> String {
    match folder.open() {
        Err(error) => error.to_string(),
        Ok(ledger) => format!("opened with {:?}", ledger.tree_head()),
    }
}

/// A closed ledger of five events.
fn closed(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.open().expect("new").append(&folder.world(), &several(5)).expect("durable");
    folder
}

#[test]
fn a_lost_or_cut_file_is_a_clear_error_and_never_a_new_ledger() {
    let folder = closed("lost");
    for file in ["keys.sqlite", "ledger.sqlite"] {
        let whole = folder.bytes(file);
        let without = folder.crashed("lost-file");
        world::remove_file(without.path().join(file)).expect("removable");
        assert!(refused(&without).contains(&format!("{file}` does not belong")), "{}", refused(&without));
        for cut in [0, 1, 100, 4096, whole.len() / 2, whole.len() - 4096] {
            let torn = folder.crashed("cut-file");
            torn.put(file, &whole[..cut]);
            let error = refused(&torn);
            assert!(error.contains(file) && !error.contains("opened"), "{file} cut to {cut}: {error}");
        }
        let garbage = folder.crashed("garbage-file");
        garbage.put(file, &[0x5a; 8192]);
        assert!(refused(&garbage).contains("the file is damaged"), "{}", refused(&garbage));
    }
}

#[test]
fn keys_of_another_ledger_do_not_open_this_one() {
    let folder = closed("mixed");
    let other = Folder::new("mixed-other");
    let world = World::repeatable(other.path(), day(1), 99);
    drop(Ledger::open(&world, other.path(), ORIGIN).expect("new"));
    folder.put("keys.sqlite", &other.bytes("keys.sqlite"));
    assert!(matches!(folder.open(), Err(OpenError::Torn { .. })));
}

#[test]
fn an_old_backup_is_refused_because_more_was_acknowledged() {
    let folder = closed("backup");
    let backup = folder.bytes("ledger.sqlite");
    folder.open().expect("whole").append(&folder.world(), &[consents(9, 9)]).expect("durable");
    folder.put("ledger.sqlite", &backup);
    let error = refused(&folder);
    assert!(error.contains("has `6` events, and `ledger.sqlite` only `5`"), "{error}");
}

#[test]
fn a_file_of_a_later_version_is_refused_with_a_hint() {
    for file in ["keys.sqlite", "ledger.sqlite"] {
        let folder = closed("later");
        let store = Connection::open(folder.path().join(file)).expect("there");
        store.pragma_update(None, "user_version", 99).expect("ours");
        store.close().expect("closable");
        let error = refused(&folder);
        assert!(error.contains("has version `99`") && error.ends_with("use a newer grondslag"), "{error}");
        let store = Connection::open(folder.path().join(file)).expect("there");
        store.pragma_update(None, "user_version", 1).expect("ours");
        store.pragma_update(None, "application_id", 1).expect("ours");
        store.close().expect("closable");
        assert!(refused(&folder).contains("is not a file of a ledger"));
    }
}

#[test]
fn an_origin_cannot_change_or_be_no_origin() {
    let folder = closed("origin");
    let open = |origin: &str| Ledger::open(&folder.world(), folder.path(), origin).expect_err("refused");
    assert!(matches!(open("other.example.org"), OpenError::OtherOrigin { .. }));
    for bad in ["", "a b", "a+b", "a\nb"] {
        assert!(matches!(open(bad), OpenError::BadOrigin { .. }));
    }
}

const CHILD: &str = "LEDGER_TEST_CHILD";
const CHILD_URL: &str = "LEDGER_TEST_CHILD_URL";

/// Not a test of its own: what [`nothing_acknowledged_is_lost_when_the_process_is_killed`] kills.
#[test]
#[expect(clippy::disallowed_methods, reason = "the parent tells the child its folder by the environment")]
fn child_appends_until_it_is_killed() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    let home = ledger::Home::parse(&std::env::var(CHILD_URL).unwrap_or_else(|_| folder.clone())).expect("valid");
    let world = World::repeatable(&folder, day(500), 7);
    let mut ledger = Ledger::open_at(&world, &folder, &home, ORIGIN).expect("new");
    for batch in several(3000).chunks(3) {
        ledger.append(&world, batch).expect("durable");
        println!("acknowledged {}", ledger.tree_head().size);
    }
}

fn kill_after(folder: &Folder, acknowledgements: usize) {
    let mut command = Command::new(std::env::current_exe().expect("running"));
    command.args(["--exact", "crash::child_appends_until_it_is_killed", "--nocapture"]).env(CHILD, folder.path());
    if let Some(url) = folder.url() {
        command.env(CHILD_URL, url);
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("startable");
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let sizes = lines.filter_map(|line| line.split("acknowledged ").nth(1)?.parse::<u64>().ok());
    let acknowledged = sizes.take(acknowledgements).last().expect("it acknowledges");
    // SIGKILL: nothing of the child runs any more.
    child.kill().expect("running");
    child.wait().expect("waitable");
    let mut ledger = folder.open().expect("whole");
    let audit = ledger.verify().expect("sound");
    assert!(audit.head.size >= acknowledged, "{acknowledged} acknowledged, {} there", audit.head.size);
    assert_eq!(audit.head.size % 3, 0, "half a batch");
    assert_eq!(audit.published, audit.head.size);
    let events: Vec<_> = ledger.events().map(|event| event.expect("readable").1).collect();
    assert_eq!(events, several(3000)[..events.len()]);
    ledger.append(&folder.world(), &[consents(400, 4)]).expect("the next append works");
}

#[test]
fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    crate::folder::on_both_stores(|new| {
        for acknowledgements in [1, 2, 7, 20] {
            kill_after(&new("killed"), acknowledgements);
        }
    });
}
