//! An adversary with the files: whatever is changed is found, with its position.

use crate::folder::{Folder, consents, day, objects, several, subject};
use ledger::{AuditError, Fault, LedgerError};
use rusqlite::Connection;

/// A ledger of 12 events and one erasure, closed, so that all of it lies in `ledger.sqlite`.
fn written(name: &str) -> Folder {
    let folder = Folder::new(name);
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    let mut said = several(9);
    said.push(objects(20, "o1", &[7, 8], &[]));
    said.push(objects(20, "o2", &[9], &[]));
    said.push(consents(21, 6));
    ledger.append(&world, &said).expect("durable");
    ledger.erase(&world, &subject(6)).expect("durable");
    folder
}

/// Runs `change` on the store as someone who has removed the triggers, and gives what the audit finds.
fn faults(name: &str, change: &str) -> Vec<Fault> {
    let folder = written(name);
    let store = Connection::open(folder.path().join("ledger.sqlite")).expect("there");
    store.execute_batch("DROP TRIGGER log_is_not_updated; DROP TRIGGER log_is_not_deleted").expect("theirs");
    store.execute_batch(change).expect("theirs");
    store.close().expect("closable");
    match folder.open() {
        Ok(ledger) => match ledger.verify() {
            Err(AuditError::Broken { faults }) => faults,
            other => panic!("{name}: {other:?}"),
        },
        Err(error) => panic!("{name}: {error}"),
    }
}

#[test]
fn the_audit_names_the_event_that_was_changed() {
    use Fault::{Event, Hash, Index, NotErased, Vanished};
    let flip = "CAST(x'00' || substr(box, 2) AS BLOB)";
    for (name, change, expected) in [
        ("box", format!("UPDATE sealed SET box = {flip} WHERE idx = 4"), vec![Event { index: 4 }]),
        ("nonce", "UPDATE sealed SET nonce = zeroblob(24) WHERE idx = 4".to_owned(), vec![Event { index: 4 }]),
        ("act", "UPDATE sealed SET act = 'order' WHERE idx = 4".to_owned(), vec![Event { index: 4 }]),
        ("vanished", "DELETE FROM sealed WHERE idx = 4".to_owned(), vec![Vanished { index: 4 }]),
        ("about", "DELETE FROM about WHERE idx = 4".to_owned(), vec![Index { index: 4 }]),
        ("about-o", "DELETE FROM about_objection WHERE idx = 9".to_owned(), vec![Index { index: 9 }]),
        (
            "back",
            "INSERT INTO sealed SELECT 11, act, owner, nonce, box, topic FROM sealed WHERE idx = 4".to_owned(),
            vec![Event { index: 11 }, NotErased { index: 11 }],
        ),
        (
            "hashes",
            "UPDATE log SET hashes = CAST(hashes || zeroblob(32) AS BLOB) WHERE idx = 4".to_owned(),
            vec![Hash { index: 4 }],
        ),
    ] {
        let found = faults(&format!("tamper-{name}"), &change);
        for fault in expected {
            assert!(found.contains(&fault), "{name}: {found:?}");
        }
    }
}

#[test]
fn swapped_events_are_found() {
    let swap = "UPDATE sealed SET idx = -1 WHERE idx = 3; UPDATE sealed SET idx = 3 WHERE idx = 5; UPDATE sealed SET idx = 5 WHERE idx = -1";
    let found = faults("tamper-swap", &format!("PRAGMA foreign_keys = OFF; {swap}"));
    assert!(found.contains(&Fault::Event { index: 3 }) && found.contains(&Fault::Event { index: 5 }), "{found:?}");
}

#[test]
fn a_rewritten_history_is_refused_because_an_earlier_one_was_signed() {
    let folder = written("tamper-history");
    let store = Connection::open(folder.path().join("ledger.sqlite")).expect("there");
    store.execute_batch("DROP TRIGGER log_is_not_updated").expect("theirs");
    store.execute_batch("UPDATE log SET hashes = zeroblob(length(hashes)) WHERE idx = 7").expect("theirs");
    store.close().expect("closable");
    let error = folder.open().expect_err("refused");
    let forked = "`ledger.sqlite` does not hold the `13` events that the published checkpoint signs; restore a backup";
    assert_eq!(error.to_string(), forked);
}

#[test]
fn the_log_table_refuses_to_forget() {
    let folder = written("tamper-triggers");
    let store = Connection::open(folder.path().join("ledger.sqlite")).expect("there");
    for (statement, refusal) in [
        ("UPDATE log SET commitment = zeroblob(32) WHERE idx = 0", "the log is append-only"),
        ("DELETE FROM log WHERE idx = 12", "the log is append-only"),
        ("INSERT INTO log VALUES (99, zeroblob(32), zeroblob(32))", "the log grows at its end"),
        ("INSERT OR REPLACE INTO log VALUES (3, zeroblob(32), zeroblob(32))", "the log grows at its end"),
    ] {
        let error = store.execute(statement, []).expect_err("refused");
        assert!(error.to_string().contains(refusal), "{statement}: {error}");
    }
}

#[test]
fn a_changed_or_missing_tile_is_found() {
    for file in ["log/tile/0/000.p/13", "log/tile/entries/000.p/13"] {
        let folder = written("tamper-tile");
        let mut bytes = folder.bytes(file);
        bytes[70] ^= 1;
        folder.put(file, &bytes);
        let found = folder.open().expect("whole").verify().expect_err("found").to_string();
        assert!(found.contains(file) && found.contains("1 fault"), "{found}");
        world::remove_file(folder.path().join(file)).expect("removable");
        assert!(folder.open().expect("whole").verify().is_err());
        // All files of the log can be removed, and are made again.
        world::remove_dir(folder.path().join("log")).expect("removable");
        folder.open().expect("whole").verify().expect("sound");
    }
}

#[test]
fn a_checkpoint_that_we_did_not_sign_stops_the_ledger() {
    let folder = written("tamper-checkpoint");
    let mut bytes = folder.bytes("log/checkpoint");
    let last = bytes.len() - 5;
    bytes[last] ^= 1;
    folder.put("log/checkpoint", &bytes);
    let error = folder.open().expect_err("refused").to_string();
    assert!(error.contains("is not signed by this ledger"), "{error}");
}

#[test]
fn a_missing_key_is_an_error_and_never_a_person_left_out() {
    let folder = written("tamper-key");
    let keys = Connection::open(folder.path().join("keys.sqlite")).expect("there");
    keys.execute("DELETE FROM data_key WHERE owner <> zeroblob(16)", []).expect("theirs");
    drop(keys);
    let ledger = folder.open().expect("whole");
    let standing = ledger.standing(&crate::folder::training(), day(99));
    assert!(matches!(standing, Err(LedgerError::KeyMissing { index: 0 })));
    assert!(ledger.history(&subject(1)).is_err());
    match ledger.verify() {
        Err(AuditError::Broken { faults }) => assert!(faults.contains(&Fault::Key { index: 0 })),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_flipped_byte_anywhere_in_the_store_is_found_or_changes_nothing() {
    let folder = written("tamper-flip");
    let good = folder.bytes("ledger.sqlite");
    let expected: Vec<_> = folder.open().expect("whole").events().map(|event| event.expect("readable")).collect();
    let (mut found, mut harmless) = (0, 0);
    // Most of a small file is unused; a byte that is not zero is likely to be used.
    let used: Vec<usize> = (0..good.len()).filter(|position| good[*position] != 0).collect();
    for position in used.iter().copied().step_by(used.len() / 300) {
        let mut bad = good.clone();
        bad[position] ^= 0x10;
        folder.put("ledger.sqlite", &bad);
        match folder.open().map(|ledger| (ledger.verify().is_ok(), ledger)) {
            Err(_) | Ok((false, _)) => found += 1,
            // Bytes that SQLite does not use.
            Ok((true, ledger)) => {
                harmless += 1;
                let events: Vec<_> = ledger.events().map(|event| event.expect("readable")).collect();
                assert_eq!(events, expected, "position {position}");
            }
        }
    }
    assert!(found > 200, "{found} found, {harmless} harmless");
}
