//! Many who append at once: one linear history, and every receipt holds.

use crate::folder::{Folder, consents, on_both_stores, subject, withdraws};
use ledger::{Act, AppendError, Queue, QueueError, Receipt, Said, verify_receipt};
use std::collections::BTreeSet;

/// One history of `count` events without a gap, which all receipts are of.
fn check(folder: &Folder, receipts: &[Receipt], count: u64) {
    let mut ledger = folder.open().expect("whole");
    ledger.publish().expect("writable");
    let audit = ledger.verify().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((audit.head.size, audit.open, audit.published), (count, count, count));
    let indexes: BTreeSet<u64> = receipts.iter().map(|receipt| receipt.index).collect();
    assert!(indexes.into_iter().eq(0..count), "each event has a place of its own");
    let key = ledger.public_key();
    for receipt in receipts {
        let verified = verify_receipt(&ledger.receipt(receipt.index).expect("there").proof, Some(&key)).expect("true");
        assert_eq!((verified.index, verified.signed.head), (receipt.index, audit.head));
        assert!(receipt.tree_size > receipt.index && receipt.tree_size <= count);
    }
}

#[test]
fn eight_writers_on_postgres_write_one_linear_history() {
    let folder = Folder::in_postgres("writers");
    drop(folder.open().expect("new"));
    let receipts: Vec<Receipt> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8_u64)
            .map(|writer| {
                let folder = &folder;
                scope.spawn(move || {
                    let (world, mut ledger) = (folder.world(), folder.open().expect("whole"));
                    let mut receipts = Vec::new();
                    for batch in 0..20_u64 {
                        let said: Vec<Said> =
                            (0..1 + batch).map(|n| consents(1 + n as i64, writer * 100 + n)).collect();
                        receipts.extend(ledger.append_unpublished(&world, &said).expect("durable"));
                        if batch % 7 == writer % 7 {
                            ledger.publish().expect("writable");
                        }
                    }
                    receipts
                })
            })
            .collect();
        writers.into_iter().flat_map(|writer| writer.join().expect("no panic")).collect()
    });
    check(&folder, &receipts, 8 * 210);
}

/// Answers each of these requests that nobody answered yet, and gives which it answered.
fn answers(folder: &Folder, requests: u64, start: &std::sync::Barrier) -> Vec<u64> {
    let (world, mut ledger) = (folder.world(), folder.open().expect("whole"));
    let mut answered = Vec::new();
    for n in 0..requests {
        start.wait();
        let receipts = ledger.append_asked(&world, |ledger| {
            let waits =
                !ledger.history(&subject(n))?.iter().any(|(_, said)| matches!(said.act, Act::ErasureRefused { .. }));
            let refused = || vec![Said::new(crate::folder::day(2), Act::ErasureRefused { subject: subject(n) })];
            Ok::<_, AppendError>(waits.then(refused))
        });
        answered.extend(receipts.expect("readable").map(|_| n));
    }
    answered
}

#[test]
fn of_several_processes_that_answer_the_same_request_at_once_one_answers_it() {
    on_both_stores(|new| {
        let folder = new("asked");
        let requests = 40;
        let asked = |n| Said::new(crate::folder::day(1), Act::ErasureRequested { subject: subject(n) });
        let all: Vec<Said> = (0..requests).map(asked).collect();
        folder.open().expect("new").append(&folder.world(), &all).expect("durable");
        let start = std::sync::Barrier::new(3);
        let mut answered: Vec<u64> = std::thread::scope(|scope| {
            let desks: Vec<_> = (0..3).map(|_| scope.spawn(|| answers(&folder, requests, &start))).collect();
            desks.into_iter().flat_map(|desk| desk.join().expect("no panic")).collect()
        });
        answered.sort_unstable();
        assert!(answered.into_iter().eq(0..requests), "each once");
        let ledger = folder.open().expect("whole");
        assert_eq!(ledger.said_of(&["erasure_refused"]).expect("readable").len() as u64, requests);
        ledger.verify().expect("sound");
    });
}

#[test]
fn what_another_process_appends_after_the_question_is_asked_about_again() {
    on_both_stores(|new| {
        let folder = new("asked-again");
        let world = folder.world();
        let (mut one, mut other) = (folder.open().expect("new"), folder.open().expect("there"));
        let answer = || vec![Said::new(crate::folder::day(2), Act::ErasureRefused { subject: subject(1) })];
        let (mut times, mut seen) = (0, Vec::new());
        let receipts = one.append_asked(&world, |ledger| {
            times += 1;
            let answered = !ledger.said_of(&["erasure_refused"])?.is_empty();
            seen.push(answered);
            if times == 1 {
                // Between the question and the append.
                other.append(&world, &answer()).expect("durable");
            }
            Ok::<_, AppendError>((!answered).then(answer))
        });
        assert_eq!(receipts.expect("readable"), None);
        assert_eq!(seen, [false, true]);
        // Who never gets a turn is told so, and nothing is half there.
        let busy = one.append_asked(&world, |_| {
            other.append(&world, &[consents(3, 2)]).expect("durable");
            Ok::<_, AppendError>(Some(answer()))
        });
        assert!(matches!(busy, Err(AppendError::Busy)));
        drop((one, other));
        assert_eq!(folder.open().expect("whole").said_of(&["erasure_refused"]).expect("readable").len(), 1);
    });
}

#[test]
fn who_hands_in_at_once_shares_a_commit_and_a_bad_batch_harms_nobody() {
    on_both_stores(|new| {
        let folder = new("queue");
        let queue = Queue::start(folder.open().expect("new"), folder.world());
        let receipts: Vec<Receipt> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..8_u64)
                .map(|client| {
                    let desk = queue.desk().expect("open");
                    scope.spawn(move || {
                        let mut receipts = Vec::new();
                        for n in 0..10 {
                            receipts.extend(desk.append(vec![consents(n, client), withdraws(n, client)]).expect("in"));
                            let nothing =
                                Said::new(crate::folder::day(1), Act::ObjectionAccepted { id: "o".to_owned() });
                            let refused = desk.append(vec![consents(n, client), nothing]);
                            let expected = AppendError::NoSuchObjection { position: 1, id: "o".to_owned() }.to_string();
                            assert!(matches!(refused, Err(QueueError::Append(cause)) if cause.to_string() == expected));
                        }
                        receipts
                    })
                })
                .collect();
            clients.into_iter().flat_map(|client| client.join().expect("no panic")).collect()
        });
        let asked = queue.desk().expect("open").with(|ledger, _| ledger.history(&subject(3)).map(|said| said.len()));
        assert_eq!(asked.expect("open").expect("readable"), 20);
        drop(queue);
        check(&folder, &receipts, 160);
    });
}

#[test]
fn an_event_for_a_person_who_is_being_erased_gets_a_new_key() {
    on_both_stores(|new| {
        let folder = new("erase-race");
        let world = folder.world();
        let (mut one, mut other) = (folder.open().expect("new"), folder.open().expect("there"));
        one.append(&world, &[consents(1, 1)]).expect("durable");
        // The erasure is committed, and its process stops before it destroys the key.
        one.watch(|point| assert_ne!(point, ledger::Point::ErasureCommitted, "stopped here"));
        let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| one.erase(&world, &subject(1))));
        assert!(stopped.is_err());
        other.append(&world, &[consents(2, 1)]).expect("durable");
        drop((one, other));
        let ledger = folder.open().expect("whole");
        assert_eq!(ledger.verify().expect("sound").open, 2);
        assert_eq!(ledger.history(&subject(1)).expect("readable"), [(2, consents(2, 1))]);
    });
}

#[test]
fn a_later_version_of_the_schema_and_a_schema_of_others_are_refused() {
    let folder = Folder::in_postgres("later");
    drop(folder.open().expect("new"));
    let mut admin = folder.database().connect();
    for schema in ["grondslag_log", "grondslag_keys"] {
        admin.batch_execute(&format!("UPDATE {schema}.version SET number = number + 90")).expect("theirs");
        let error = folder.open().expect_err("refused").to_string();
        assert!(error.contains(schema) && error.ends_with("use a newer grondslag"), "{error}");
        admin.batch_execute(&format!("UPDATE {schema}.version SET number = number - 90")).expect("theirs");
    }
    folder.open().expect("whole").verify().expect("sound");
    admin.batch_execute("DROP TABLE grondslag_log.version").expect("theirs");
    let error = folder.open().expect_err("refused").to_string();
    assert!(error.contains("is not a file of a ledger"), "{error}");
    admin.batch_execute("DROP SCHEMA grondslag_keys CASCADE").expect("theirs");
    let error = folder.open().expect_err("refused").to_string();
    assert!(error.contains("does not belong to the file beside it"), "{error}");
}

#[test]
fn the_log_table_in_postgres_refuses_to_forget() {
    let folder = Folder::in_postgres("triggers");
    folder.open().expect("new").append(&folder.world(), &[consents(1, 1)]).expect("durable");
    let mut admin = folder.database().connect();
    for (statement, refusal) in [
        ("UPDATE grondslag_log.log SET commitment = '' WHERE idx = 0", "append-only"),
        ("DELETE FROM grondslag_log.log", "append-only"),
        ("TRUNCATE grondslag_log.log", "append-only"),
        ("SET search_path = grondslag_log; INSERT INTO log VALUES (99, '', '')", "grows at its end"),
    ] {
        let error = admin.batch_execute(statement).expect_err("refused");
        let said = error.as_db_error().expect("from the server").message().to_owned();
        assert!(said.contains(refusal), "{statement}: {said}");
    }
}
