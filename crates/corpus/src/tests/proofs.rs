//! Proofs about people: of everybody who is in a corpus and of many who are not, in two implementations, and every attempt
//! to make one say something else.

use super::*;
use crate::{Certificate, Copies, CopiesError, CopyPurged, Corpus, Done, Proof, ProofError, Recipient};
use proptest::prelude::*;
use serde_json::Value;
use std::process::Command;

fn sealed(people: u32, each: u32) -> (Folder, Corpus) {
    let folder = Folder::new();
    Input::invented(people, each).seal(folder.as_ref());
    let corpus = Corpus::open(&folder).expect("whole");
    (folder, corpus)
}

/// The file as somebody who wants to deceive would write it: changed, with the digest made to fit.
fn forged(proof: &Proof, change: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(&proof.to_json()).expect("JSON");
    value.as_object_mut().expect("an object").remove("digest");
    change(&mut value);
    let digest = Digest::of(value.to_string()).to_string();
    value.as_object_mut().expect("an object").insert("digest".to_owned(), digest.into());
    value.to_string() + "\n"
}

/// Every value at the ends of a JSON tree, as pointers.
fn ends(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| ends(value, &format!("{at}/{name}"), found)),
        Value::Array(items) => {
            (0..).zip(items).for_each(|(place, item): (usize, _)| ends(item, &format!("{at}/{place}"), found))
        }
        _ => found.push(at.to_owned()),
    }
}

/// Other values of the same kind.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(number) => {
            let number = number.as_u64().expect("no number is negative");
            [number + 1, number.wrapping_sub(1), 0, u64::MAX]
                .into_iter()
                .filter(|n| *n != number)
                .map(Value::from)
                .collect()
        }
        Value::String(text) => {
            let flipped = |place: usize| {
                let mut text = text.clone().into_bytes();
                text[place] = if text[place] == b'0' { b'1' } else { b'0' };
                String::from_utf8(text).expect("ASCII")
            };
            let zeros: String = text.chars().map(|_| '0').collect();
            let ones: String = text.chars().map(|_| 'f').collect();
            [flipped(0), flipped(text.len() - 1), zeros, ones]
                .into_iter()
                .filter(|t| t != text)
                .map(Value::from)
                .collect()
        }
        other => panic!("`{other}` is not expected in a proof"),
    }
}

/// An absence, a membership, and an absence where there is nobody at all.
fn three_proofs() -> (Vec<Folder>, Vec<Proof>) {
    let (folder, corpus) = sealed(20, 4);
    let (empty, nobody) = sealed(0, 0);
    let proofs = vec![
        corpus.prove(&pseudonym("subject", "s3")).expect("provable"),
        corpus.prove(&pseudonym("subject", "never here")).expect("provable"),
        nobody.prove(&pseudonym("subject", "s3")).expect("provable"),
    ];
    (vec![folder, empty], proofs)
}

#[test]
fn corpora_of_nobody_of_one_and_of_two_prove_who_is_in_them() {
    for people in 0..3 {
        let (_folder, corpus) = sealed(people, 3);
        for number in 0..6 {
            let proof = corpus.prove(&pseudonym("subject", &format!("s{number}"))).expect("provable");
            let read = Proof::read(proof.to_json().as_bytes()).expect("holds");
            assert_eq!(read, proof);
            assert_eq!(read.records().is_some(), number < people);
            assert_eq!(read.corpus(), corpus.manifest().corpus_digest);
        }
    }
}

#[test]
fn a_proof_names_the_records_of_the_person_and_the_digests_of_what_was_sealed() {
    let (_folder, corpus) = sealed(9, 6);
    for row in corpus.rows() {
        let row = row.expect("readable");
        let proof = corpus.prove(&row.subject).expect("provable");
        let records = proof.records().expect("is in it");
        assert_eq!(records.len(), corpus.records_of(&row.subject).expect("readable").len());
        let text_sha256 = Digest::of(row.text.expose());
        assert!(records.iter().any(|one| one.record == row.record && one.text_sha256 == text_sha256));
    }
}

#[test]
fn a_proof_holds_no_text_and_no_pseudonym_of_anybody_else() {
    let (_folder, corpus) = sealed(30, 4);
    let rows: Vec<_> = corpus.rows().map(|row| row.expect("readable")).collect();
    for asked in ["s3", "never here"].map(|subject| pseudonym("subject", subject)) {
        let file = corpus.prove(&asked).expect("provable").to_json();
        for row in rows.iter().filter(|row| row.subject != asked) {
            let strange = [&row.subject, &row.record, &Digest::of(row.text.expose()).to_string()];
            assert!(strange.iter().all(|word| !file.contains(word.as_str())), "it tells of another person");
        }
        assert!(rows.iter().all(|row| !file.contains(row.text.expose())), "it holds a text");
    }
}

#[test]
fn proofs_of_two_corpora_share_no_key() {
    let (one_folder, other_folder, input) = (Folder::new(), Folder::new(), Input::invented(20, 4));
    input.seal(one_folder.as_ref());
    let mut sealer = Sealer::begin(&other_folder, Meta { name: "forum-b".to_owned(), ..meta() }).expect("writable");
    for (source, row) in &input.rows {
        sealer.take(&RecordId::new(source), "PERMIT", row.clone()).expect("writable");
    }
    sealer.finish().expect("sealable");
    let keys = |folder: &Folder| -> Vec<String> {
        let corpus = Corpus::open(folder).expect("whole");
        (0..40)
            .map(|number| corpus.prove(&pseudonym("subject", &format!("s{number}"))).expect("provable").to_json())
            .flat_map(|file| {
                let value: Value = serde_json::from_str(&file).expect("JSON");
                ["/answer/in/next", "/answer/between/key", "/answer/between/next"]
                    .map(|at| value.pointer(at).and_then(Value::as_str).map(str::to_owned))
            })
            .flatten()
            .collect()
    };
    let (one, other) = (keys(&one_folder), keys(&other_folder));
    assert!(one.len() > 40 && one.iter().all(|key| !other.contains(key)));
}

#[test]
fn a_proof_with_any_byte_changed_is_refused() {
    let (_folders, proofs) = three_proofs();
    for proof in proofs {
        let bytes = proof.with_receipt("c2sp.org/tlog-proof@v1\nsomething\n".to_owned()).to_json().into_bytes();
        assert!(Proof::read(&bytes).is_ok());
        for place in 0..bytes.len() {
            for flip in [1, 2, 0x10, 0x20] {
                let mut changed = bytes.clone();
                changed[place] ^= flip;
                assert!(Proof::read(&changed).is_err(), "byte {place} may be changed");
            }
            let shorter: Vec<u8> = [&bytes[..place], &bytes[place + 1..]].concat();
            assert!(Proof::read(&shorter).is_err(), "byte {place} may be left out");
        }
    }
}

#[test]
fn a_forged_value_in_a_proof_is_refused_also_when_its_digest_fits() {
    let (_folders, proofs) = three_proofs();
    let mut tried = 0;
    for proof in proofs {
        let value: Value = serde_json::from_str(&proof.to_json()).expect("JSON");
        assert!(Proof::read(forged(&proof, |_| ()).as_bytes()).is_ok(), "the forger writes as we do");
        let mut pointers = Vec::new();
        ends(&value, "", &mut pointers);
        // Another pseudonym makes another statement, which may be true: that nobody of that name is here either.
        let free = |at: &str| at == "/digest" || at == "/answer" || (at == "/person" && proof.records().is_none());
        for at in pointers.iter().filter(|at| !free(at)) {
            for other in others(value.pointer(at).expect("there")) {
                let file = forged(&proof, |value| *value.pointer_mut(at).expect("there") = other.clone());
                assert!(Proof::read(file.as_bytes()).is_err(), "`{at}` may be `{other}`");
                tried += 1;
            }
        }
        for at in ["/answer/in/records", "/answer/in/path", "/answer/between/path", "/shard_path"] {
            let Some(items) = value.pointer(at).and_then(Value::as_array) else { continue };
            for place in 0..items.len() {
                let file = forged(&proof, |value| {
                    value.pointer_mut(at).and_then(Value::as_array_mut).expect("there").remove(place);
                });
                assert!(Proof::read(file.as_bytes()).is_err(), "`{at}` may lack item {place}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} forgeries were tried");
}

#[test]
fn a_proof_of_another_version_or_another_kind_is_refused() {
    let (_folders, proofs) = three_proofs();
    let later = forged(&proofs[0], |value| value["corpus_proof"] = 3.into());
    let error = Proof::read(later.as_bytes()).expect_err("must refuse");
    assert!(matches!(error, ProofError::Newer { version: 3, known: 2, .. }), "{error}");
    // A version that the proof has no need of is another spelling of the same.
    let other = forged(&proofs[0], |value| value["corpus_proof"] = 2.into());
    assert!(matches!(Proof::read(other.as_bytes()), Err(ProofError::DoesNotHold { .. })));
    for text in ["", "{}", "[]", "{\"corpus_proof\":1}", "c2sp.org/tlog-proof@v1\n"] {
        assert!(matches!(Proof::read(text.as_bytes()), Err(ProofError::Malformed { .. })));
    }
}

/// The other implementation, in Python: one process for many files.
fn python(files: &[String]) -> Vec<bool> {
    let folder = Folder::new();
    world::write_atomic(folder.0.join("files.json"), serde_json::to_string(files).expect("JSON")).expect("writable");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference");
    let program = "import json, sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True
from verify_corpus_proof import check
def holds(text):
    try: return bool(check(text))
    except Exception: return False
print(json.dumps([holds(text) for text in json.load(open(sys.argv[2], encoding='utf-8'))]))";
    let done = Command::new("python3")
        .args(["-c", program])
        .args([script, folder.0.join("files.json")])
        .output()
        .expect("python3 is there");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("a list of answers")
}

#[test]
fn the_implementation_in_python_accepts_what_holds_and_refuses_every_changed_byte_and_value() {
    let (_folders, proofs) = three_proofs();
    let right: Vec<String> = proofs.iter().map(Proof::to_json).collect();
    assert_eq!(python(&right), [true; 3]);
    let mut wrong = Vec::new();
    for (proof, file) in proofs.iter().zip(&right) {
        for place in 0..file.len() {
            let mut changed = file.clone().into_bytes();
            changed[place] ^= 1;
            wrong.extend(String::from_utf8(changed));
        }
        let value: Value = serde_json::from_str(file).expect("JSON");
        let mut pointers = Vec::new();
        ends(&value, "", &mut pointers);
        let free = |at: &str| at == "/digest" || at == "/answer" || (at == "/person" && proof.records().is_none());
        for at in pointers.iter().filter(|at| !free(at)) {
            for other in others(value.pointer(at).expect("there")) {
                wrong.push(forged(proof, |value| *value.pointer_mut(at).expect("there") = other));
            }
        }
    }
    assert!(wrong.len() > 2_500, "only {} changes were tried", wrong.len());
    let accepted: Vec<usize> = (0..).zip(python(&wrong)).filter_map(|(number, held)| held.then_some(number)).collect();
    assert!(accepted.is_empty(), "accepted: {}", wrong[accepted[0]]);
}

#[test]
fn the_script_in_the_book_has_at_most_sixty_lines_and_tells_by_its_exit_code() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/verify_corpus_proof.py");
    assert!(world::read_string(&script).expect("there").lines().count() <= 60);
    let (folders, proofs) = three_proofs();
    let file = folders[0].0.join("proof.json");
    world::write_atomic(&file, proofs[0].to_json()).expect("writable");
    let run =
        |digest: &str| Command::new("python3").arg(&script).args([file.to_str().expect("UTF-8"), digest]).output();
    let (right, wrong) = (proofs[0].corpus().to_string(), Digest::of("other").to_string());
    assert!(run(&right).expect("python3 is there").status.success());
    assert!(!run(&wrong).expect("python3 is there").status.success());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_member_has_a_proof_of_being_in_and_nobody_else_has(people in 0_u32..60, strangers in 1_u32..60) {
        let (_folder, corpus) = sealed(people, 2);
        let members = corpus.subjects().expect("readable");
        let asked = (0..people + strangers).map(|number| pseudonym("subject", &format!("s{number}")));
        let proofs: Vec<Proof> = asked.map(|subject| corpus.prove(&subject).expect("provable")).collect();
        for proof in &proofs {
            let read = Proof::read(proof.to_json().as_bytes()).expect("holds");
            prop_assert_eq!(read.records().is_some(), members.contains(proof.person()));
        }
        // What was said about one, said about any other: an absence for a member and a membership for a stranger fail.
        for said in proofs.iter().take(8) {
            for other in &proofs {
                let file = forged(said, |value| value["person"] = other.person().into());
                if let Ok(read) = Proof::read(file.as_bytes()) {
                    prop_assert_eq!(read.records().is_some(), members.contains(read.person()));
                }
            }
        }
    }

    #[test]
    fn no_other_gap_of_the_tree_proves_the_absence_of_a_member(people in 2_u32..40) {
        let (_folder, corpus) = sealed(people, 2);
        let members = corpus.subjects().expect("readable");
        let proofs: Vec<Proof> = members.iter().map(|member| corpus.prove(member).expect("provable")).collect();
        let strangers = (0..20).map(|number| pseudonym("subject", &format!("x{number}")));
        for absent in strangers.map(|subject| corpus.prove(&subject).expect("provable")) {
            let value: Value = serde_json::from_str(&absent.to_json()).expect("JSON");
            for there in &proofs {
                // The whole place of a stranger, under the name of a member.
                let file = forged(there, |member| {
                    for name in ["answer", "people", "shard_path"] {
                        member[name] = value[name].clone();
                    }
                });
                prop_assert!(Proof::read(file.as_bytes()).is_err());
            }
        }
    }
}

/// A purge of one person, with its certificate.
fn purge_certified(folder: &Folder, subject: &str, copies: Vec<CopyPurged>, recipients: Vec<Recipient>) -> Certificate {
    let person = pseudonym("subject", subject);
    let corpus = Corpus::open(folder).expect("whole");
    let before = corpus.prove(&person).expect("provable");
    let exclusion = Exclusion::new(Refusal::Forbid, ["F25"]);
    let records = corpus.records_of(&person).expect("readable").into_iter().map(|one| (one, exclusion.clone()));
    let gone = Leaving::from([(person.clone(), records.collect())]);
    let purged = corpus.purge(&gone, meta()).expect("purgeable");
    let after = Corpus::open(folder).expect("whole").prove(&person).expect("provable");
    let done = Done {
        at: meta().as_of,
        head: (12, meta().tree_root),
        shards_rewritten: purged.rewritten,
        bytes_rewritten: purged.bytes_rewritten,
    };
    Certificate::new(done, &before, &after, copies, recipients).expect("holds")
}

#[test]
fn a_purge_leaves_bytes_and_times_of_all_other_shards_as_they_were() {
    let (folder, corpus) = sealed(40, 4);
    let shard = crate::shard_of(&pseudonym("subject", "s3"), 4);
    let state = |number: u16| {
        let path = folder.0.join(&corpus.manifest().shards[usize::from(number)].file.name);
        let modified = std::fs::metadata(&path).expect("there").modified().expect("a time");
        (world::read(&path).expect("readable"), modified)
    };
    let before: Vec<_> = (0..4).map(state).collect();
    let certificate = purge_certified(&folder, "s3", Vec::new(), Vec::new());
    assert_eq!(certificate.shards_rewritten, [corpus.manifest().shards[usize::from(shard)].file.name.clone()]);
    for number in 0..4 {
        assert_eq!(state(number) == before[usize::from(number)], number != shard, "shard {number}");
    }
}

#[test]
fn a_certificate_shows_the_person_in_the_corpus_before_and_not_in_it_after() {
    let (folder, corpus) = sealed(20, 4);
    let certificate = purge_certified(&folder, "s3", Vec::new(), Vec::new());
    let read = Certificate::read(certificate.to_json().as_bytes()).expect("holds");
    assert_eq!(read, certificate);
    assert!(read.is_whole());
    assert_eq!(read.before.corpus(), corpus.manifest().corpus_digest);
    assert_eq!(read.after.corpus(), Corpus::open(&folder).expect("whole").manifest().corpus_digest);
    assert_eq!(read.removed, read.before.records().expect("was in it").len() as u64);
    assert_eq!(read.after.records(), None);
    let bytes = certificate.to_json().into_bytes();
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert!(Certificate::read(&changed).is_err(), "byte {place} may be changed");
    }
    // Each of its proofs can be checked alone, also by the other implementation.
    let value: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(python(&["before", "after"].map(|name| value[name].to_string() + "\n")), [true, true]);
}

#[test]
fn a_certificate_that_its_proofs_do_not_bear_is_refused() {
    let (folder, corpus) = sealed(20, 4);
    let [one, other] = ["s3", "s4"].map(|subject| corpus.prove(&pseudonym("subject", subject)).expect("provable"));
    let certificate = purge_certified(&folder, "s3", Vec::new(), Vec::new());
    let (before, after) = (certificate.before.clone(), certificate.after.clone());
    let done =
        || Done { at: meta().as_of, head: (12, meta().tree_root), shards_rewritten: Vec::new(), bytes_rewritten: 0 };
    let make = |before: &Proof, after: &Proof, copies| Certificate::new(done(), before, after, copies, Vec::new());
    assert!(make(&one, &other, Vec::new()).is_err(), "two people");
    assert!(make(&after, &before, Vec::new()).is_err(), "back to front");
    let copy = |after: &Proof| vec![CopyPurged { folder: "copy".to_owned(), removed: 0, after: Some(after.clone()) }];
    assert!(make(&one, &Proof::read(corpus_proof(&folder, "s3").as_bytes()).expect("holds"), copy(&one)).is_err());
    assert!(make(&one, &Proof::read(corpus_proof(&folder, "s3").as_bytes()).expect("holds"), Vec::new()).is_ok());
}

fn corpus_proof(folder: &Folder, subject: &str) -> String {
    Corpus::open(folder).expect("whole").prove(&pseudonym("subject", subject)).expect("provable").to_json()
}

#[test]
fn a_certificate_is_not_whole_while_a_copy_is_out_of_reach_or_a_recipient_was_not_told() {
    for (copies, recipients, whole) in [
        (vec![CopyPurged { folder: "gone".to_owned(), removed: 0, after: None }], Vec::new(), false),
        (Vec::new(), vec![Recipient { recipient: "r1".to_owned(), notified: None }], false),
        (Vec::new(), vec![Recipient { recipient: "r1".to_owned(), notified: Some(7) }], true),
    ] {
        let (folder, _) = sealed(6, 3);
        assert_eq!(purge_certified(&folder, "s1", copies, recipients).is_whole(), whole);
    }
}

#[test]
fn the_register_of_copies_is_read_back_and_a_later_or_broken_one_is_refused() {
    let folder = Folder::new();
    let path = folder.0.join("corpus-copies.json");
    let mut register = Copies::read(&path).expect("none yet");
    register.folders.insert("/srv/copy".to_owned());
    register.recipients.insert("r1".to_owned());
    register.write(&path).expect("writable");
    assert_eq!(Copies::read(&path).expect("readable"), register);
    world::write_atomic(&path, r#"{"corpus_copies":2,"something":"new"}"#).expect("writable");
    assert!(matches!(Copies::read(&path), Err(CopiesError::Newer { version: 2, known: 1 })));
    world::write_atomic(&path, r#"{"corpus_copies":1,"fol"#).expect("writable");
    assert!(matches!(Copies::read(&path), Err(CopiesError::Malformed { .. })));
}
