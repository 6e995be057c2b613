//! What people, their agents, other logs and witnesses send to the ledger, and the portal's forms. The first byte chooses, the
//! rest is the file; a line `====` ends each part of it. Where a format is signed, the target signs, so that what lies behind
//! the signature is reached too.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use ledger::exchange::{csv, drp, history, iso27560, opendsr, whole};
use ledger::{Quorum, Watched, Witness, parse_said, read_said, verify_checkpoint, verify_receipt, verify_witnessed};
use libfuzzer_sys::fuzz_target;
use readings::split;
use std::collections::BTreeMap;

#[path = "../../crates/portal/src/form.rs"]
#[allow(dead_code, reason = "the portal reads more of a form than this")]
mod form;

const ORIGIN: &str = "ledger.example.org/forum-a";

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    match choice % 11 {
        0 => events(rest),
        1 => table(rest),
        2 => requests(rest),
        3 => agents(rest),
        4 => record(rest),
        5 => receipt(rest),
        6 => checkpoint(rest),
        7 => drop(whole::verify(rest, &public())),
        8 => drop(history::verify(rest, &public())),
        9 => witness(rest),
        _ => forms(rest),
    }
});

/// What was read is written and read again, and is the same.
fn events(bytes: &[u8]) {
    for said in read_said(bytes).flatten() {
        let line = terms::canonical_json(&said).expect("an event is writable");
        assert_eq!(parse_said(&line).expect("what was written is read"), said);
    }
}

fn table(bytes: &[u8]) {
    let Ok(said) = csv::read(bytes) else { return };
    let mut file = Vec::new();
    csv::write(&said, &mut file).expect("events are writable");
    assert_eq!(csv::read(file.as_slice()).expect("what was written is read"), said);
}

fn requests(bytes: &[u8]) {
    if let Ok(request) = opendsr::read(bytes) {
        let at = terms::parse_instant("2026-01-10T00:05:00Z").expect("valid");
        opendsr::answer(bytes, &request, "c1", at, at);
    }
}

fn agents(message: &[u8]) {
    let key = SigningKey::from_bytes(&[5; 32]);
    let agent =
        drp::Agent { id: "AGENT".to_owned(), verify_key: STANDARD.encode(key.verifying_key().as_bytes()) };
    let signed = [key.sign(message).to_bytes().as_slice(), message].concat();
    let now = terms::parse_instant("2026-01-10T00:05:00Z").expect("valid");
    let _ = drp::read(message, &agent, "FORUM_A", now);
    let _ = drp::read(STANDARD.encode(signed).as_bytes(), &agent, "FORUM_A", now);
}

fn record(bytes: &[u8]) {
    let Ok(said) = iso27560::read(bytes) else { return };
    let document = iso27560::write(&said).expect("what was read has its record");
    assert_eq!(iso27560::read(document.as_bytes()).expect("what was written is read"), said);
}

/// The JSON of the `extra` line, the other lines, the text of the checkpoint.
fn receipt(bytes: &[u8]) {
    let _ = verify_receipt(bytes, None);
    let [extra, lines, text] = split(bytes);
    let head = format!("c2sp.org/tlog-proof@v1\nextra {}\n", STANDARD.encode(extra));
    let proof = [head.as_bytes(), lines, b"\n\n", &note(text)].concat();
    let _ = (verify_receipt(&proof, None), verify_receipt(&proof, Some(&public())));
    let quorum = Quorum::log(&public()).expect("a quorum of one log");
    let _ = verify_witnessed(&proof, &quorum);
    let _ = ledger::verify_proof(&proof, terms::Digest::of(b"a"), &public());
}

/// The text of a checkpoint, and the text of a quorum.
fn checkpoint(bytes: &[u8]) {
    let [text, quorum] = split(bytes);
    let _ = (verify_checkpoint(bytes, &public()), verify_checkpoint(&note(text), &public()));
    let Ok(quorum) = Quorum::read(&String::from_utf8_lossy(quorum)) else { return };
    let _ = ledger::verify_cosigned(&note(text), &quorum);
}

fn witness(bytes: &[u8]) {
    let [lines, text] = split(bytes);
    let witness = Witness::new("witness.example.org/w", [7; 32]).expect("a name");
    let watched = BTreeMap::from([(ORIGIN.to_owned(), Watched { key: public(), latest: None })]);
    let now = terms::parse_instant("2026-01-10T00:05:00Z").expect("valid");
    witness.add_checkpoint(&watched, bytes, now);
    witness.add_checkpoint(&watched, &[lines, b"\n\n", &note(text)].concat(), now);
}

fn forms(bytes: &[u8]) {
    let _ = form::Form::read("application/x-www-form-urlencoded", bytes);
    let [boundary, body] = split(bytes);
    let kind = format!("multipart/form-data; boundary={}", String::from_utf8_lossy(boundary));
    let _ = form::Form::read(&kind, body);
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[6; 32])
}

fn public() -> String {
    signed_note::new_ed25519_verifier_key(ORIGIN, &key().verifying_key())
}

/// A text with our signature, in the form of `c2sp.org/signed-note`.
fn note(text: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    if !text.ends_with(b"\n") {
        text.push(b'\n');
    }
    let id = signed_note::key_id(ORIGIN, &[&[1], key().verifying_key().as_bytes().as_slice()].concat());
    let signature = [id.to_be_bytes().as_slice(), &key().sign(&text).to_bytes()].concat();
    [text.as_slice(), format!("\n\u{2014} {ORIGIN} {}\n", STANDARD.encode(signature)).as_bytes()].concat()
}
