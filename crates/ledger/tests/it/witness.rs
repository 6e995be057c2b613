//! Witnesses: they cosign what follows from what they saw, and a receipt holds only with enough of them.

use crate::folder::{Folder, ORIGIN, consents, day, several};
use ledger::{
    Ledger, Quorum, TreeHead, VerifyError, Watched, Witness, WitnessError, verify_checkpoint, verify_cosigned,
    verify_receipt, verify_witnessed,
};
use std::collections::BTreeMap;
use terms::Digest;

fn witness(number: u8) -> Witness {
    Witness::new(&format!("witness.example.org/w{number}"), [number; 32]).expect("valid")
}

fn watched(key: String, latest: Option<TreeHead>) -> BTreeMap<String, Watched> {
    BTreeMap::from([(ORIGIN.to_owned(), Watched { key, latest })])
}

/// A log with five events, and the file of a quorum of two of three witnesses.
fn log(folder: &Folder) -> (Ledger, Quorum) {
    let mut ledger = folder.open().expect("new");
    ledger.append(&folder.world(), &several(5)).expect("durable");
    let witnesses: String = (1..=3).map(|number| format!("witness w{number} {}\n", witness(number).public())).collect();
    let text = format!("log {}\n{witnesses}group g 2 w1 w2 w3\nquorum g\n", ledger.public_key());
    (ledger, Quorum::read(&text).expect("valid"))
}

#[test]
fn a_receipt_holds_only_when_enough_witnesses_cosigned() {
    let folder = Folder::new("witness-receipt");
    let (mut ledger, quorum) = log(&folder);
    let alone = ledger.receipt(3).expect("there").proof;
    assert_eq!(verify_witnessed(&alone, &quorum), Err(VerifyError::Quorum { found: 0 }));
    let request = ledger.witness_request(0).expect("published");
    for number in [1, 2] {
        let answer = witness(number).add_checkpoint(&watched(ledger.public_key(), None), &request, day(600));
        assert_eq!((answer.status, answer.latest), (200, Some((ORIGIN.to_owned(), ledger.tree_head()))));
        ledger.add_cosignatures(&request, 200, &answer.body, &quorum).expect("holds");
        // The same answer again changes nothing.
        let before = folder.bytes("log/checkpoint");
        ledger.add_cosignatures(&request, 200, &answer.body, &quorum).expect("holds");
        assert_eq!(folder.bytes("log/checkpoint"), before);
        let one = ledger.receipt(3).expect("there").proof;
        assert_eq!(verify_witnessed(&one, &quorum).is_ok(), number == 2);
    }
    let (signed, cosigned) = verify_cosigned(&folder.bytes("log/checkpoint"), &quorum).expect("enough");
    assert_eq!((signed.head, cosigned.len(), cosigned[0].at), (ledger.tree_head(), 2, day(600)));
    // Who trusts the log alone reads the same receipt.
    let proof = ledger.receipt(3).expect("there").proof;
    assert!(verify_receipt(&proof, Some(&ledger.public_key())).expect("true").cosigned.is_empty());

    // The log grows; until witnesses come back, receipts carry the head that they saw, and new events have their own.
    ledger.append(&folder.world(), &[consents(9, 9)]).expect("durable");
    assert_eq!(
        verify_witnessed(&ledger.receipt(3).expect("there").proof, &quorum).expect("enough").signed.head.size,
        5
    );
    let new = ledger.receipt(5).expect("there").proof;
    assert_eq!(verify_witnessed(&new, &quorum), Err(VerifyError::Quorum { found: 0 }));
    assert_eq!(verify_receipt(&new, Some(&ledger.public_key())).expect("true").signed.head.size, 6);
    assert_eq!(ledger.verify().expect("sound").published, 6);
    let next = ledger.witness_request(5).expect("published");
    let answer = witness(1).add_checkpoint(&watched(ledger.public_key(), Some(signed.head)), &next, day(601));
    assert_eq!(answer.status, 200);
    ledger.add_cosignatures(&next, 200, &answer.body, &quorum).expect("holds");
    // One of two is not enough: the head that has enough stays in the receipts.
    assert_eq!(
        verify_witnessed(&ledger.receipt(3).expect("there").proof, &quorum).expect("enough").signed.head.size,
        5
    );
    let answer = witness(3).add_checkpoint(&watched(ledger.public_key(), Some(signed.head)), &next, day(602));
    ledger.add_cosignatures(&next, 200, &answer.body, &quorum).expect("holds");
    assert_eq!(
        verify_witnessed(&ledger.receipt(5).expect("there").proof, &quorum).expect("enough").signed.head.size,
        6
    );
}

#[test]
fn every_changed_byte_of_a_cosigned_receipt_is_refused_or_changes_nothing() {
    let folder = Folder::new("witness-bytes");
    let (mut ledger, quorum) = log(&folder);
    let request = ledger.witness_request(0).expect("published");
    for number in 1..=2 {
        let answer = witness(number).add_checkpoint(&watched(ledger.public_key(), None), &request, day(600));
        ledger.add_cosignatures(&request, 200, &answer.body, &quorum).expect("holds");
    }
    let good = ledger.receipt(3).expect("there").proof;
    let truth = verify_witnessed(&good, &quorum).expect("true");
    for position in 0..good.len() {
        for change in [1_u8, 2, 32] {
            let mut bad = good.clone();
            bad[position] ^= change;
            if let Ok(verified) = verify_witnessed(&bad, &quorum) {
                // The key inside the receipt is not used where a quorum is given.
                assert_eq!(verified, truth, "position {position}");
            }
        }
    }
}

#[test]
fn a_witness_answers_as_the_specification_says() {
    let folder = Folder::new("witness-answers");
    let (mut ledger, _) = log(&folder);
    let (key, five) = (ledger.public_key(), ledger.tree_head());
    ledger.append(&folder.world(), &several(4)).expect("durable");
    let good = String::from_utf8(ledger.witness_request(5).expect("published")).expect("text");
    let seen = watched(key.clone(), Some(five));
    let answer = |watched: &BTreeMap<String, Watched>, request: &str| {
        let answer = witness(1).add_checkpoint(watched, request.as_bytes(), day(600));
        assert_eq!(answer.status == 200, answer.latest.is_some());
        (answer.status, String::from_utf8(answer.body).expect("text"), answer.content_type)
    };
    assert_eq!(answer(&seen, &good).0, 200);
    assert_eq!(answer(&BTreeMap::new(), &good).0, 404, "an unknown log");
    assert_eq!(answer(&watched(witness(9).public(), Some(five)), &good).0, 403, "a key that did not sign");
    assert_eq!(answer(&seen, &good.replacen("old 5", "old 10", 1)).0, 400, "older than new");
    for bad in ["", "old 5", "old 05\n\nx", "new 5\n\nx", &good.replacen("old 5", "old 5 ", 1), &good.replace('—', "-")]
    {
        assert_eq!(answer(&seen, bad).0, 400, "{bad}");
    }
    let many =
        good.replacen("old 5\n", &format!("old 5\n{}", "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n".repeat(64)), 1);
    assert_eq!(answer(&seen, &many).0, 400, "more than 63 hashes");
    let nothing = watched(key.clone(), None);
    assert_eq!(answer(&nothing, &good), (409, "0\n".to_owned(), "text/x.tlog.size"));
    let first = String::from_utf8(ledger.witness_request(0).expect("published")).expect("text");
    assert_eq!(answer(&seen, &first), (409, "5\n".to_owned(), "text/x.tlog.size"));
    let other = TreeHead { root: Digest::of(b"another history"), ..five };
    assert_eq!(answer(&watched(key.clone(), Some(other)), &good).0, 422, "another history");
    let proof = good.lines().nth(1).expect("a hash");
    assert_eq!(answer(&seen, &good.replacen(proof, "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", 1)).0, 422);
    let nine = ledger.tree_head();
    let same = String::from_utf8(ledger.witness_request(9).expect("published")).expect("text");
    assert_eq!(answer(&watched(key.clone(), Some(nine)), &same).0, 200, "the same head again");
    let fork = TreeHead { root: Digest::of(b"another history"), ..nine };
    assert_eq!(answer(&watched(key, Some(fork)), &same).0, 409, "the same size with another root");
}

#[test]
fn an_answer_that_does_not_hold_is_not_kept() {
    let folder = Folder::new("witness-lies");
    let (mut ledger, quorum) = log(&folder);
    let request = ledger.witness_request(0).expect("published");
    let before = folder.bytes("log/checkpoint");
    let stranger = witness(9).add_checkpoint(&watched(ledger.public_key(), None), &request, day(600)).body;
    let good = witness(1).add_checkpoint(&watched(ledger.public_key(), None), &request, day(600)).body;
    let mut lie = good.clone();
    let at = lie.len() - 20;
    lie[at] = if lie[at] == b'A' { b'B' } else { b'A' };
    let mut add = |status: u16, answer: &[u8]| ledger.add_cosignatures(&request, status, answer, &quorum);
    assert!(matches!(add(200, &stranger), Err(WitnessError::NoCosignature)));
    assert!(matches!(add(200, &lie), Err(WitnessError::Verify(VerifyError::NotSigned { .. }))));
    assert!(matches!(add(200, b"hello"), Err(WitnessError::Verify(VerifyError::NotACheckpoint))));
    assert!(matches!(add(409, b"3\n"), Err(WitnessError::Behind { size: 3 })));
    assert!(matches!(add(409, b"three"), Err(WitnessError::Refused { status: 409 })));
    assert!(matches!(add(503, b""), Err(WitnessError::Refused { status: 503 })));
    assert_eq!(folder.bytes("log/checkpoint"), before);
    // A stranger's line beside a good one is left out.
    add(200, &[stranger.as_slice(), &good].concat()).expect("one holds");
    let note = String::from_utf8(folder.bytes("log/checkpoint")).expect("text");
    assert!(note.contains("witness.example.org/w1") && !note.contains("witness.example.org/w9"));
    assert!(verify_checkpoint(note.as_bytes(), &ledger.public_key()).is_ok());
    ledger.verify().expect("sound");
}
