//! A verifier that is not ours: Go's `golang.org/x/mod/sumdb`, by `tests/verify-with-go/main.go`.
//!
//! It runs where Go and the module are installed. `tests/verify-with-go/run` demands it; without that, a machine that has
//! no Go checks the same files with our own verifier alone, and says so.

use crate::folder::{Folder, consents, day, objects, several, subject};
use ledger::{Quorum, Verified, VerifyError, Watched, Witness, verify_cosigned, verify_receipt, verify_witnessed};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A log of 559 events, over the border of two tiles, with an erased person, a witness and a receipt for every fifth event.
fn sample(folder: &Folder) -> (String, String) {
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    ledger.append(&world, &[consents(1, 70), objects(2, "o1", &[71], &[])]).expect("durable");
    ledger.append(&world, &several(255)).expect("durable");
    folder.put("old-checkpoint", &ledger.checkpoint());
    let old = ledger.tree_head().size;
    ledger.append(&world, &several(300)).expect("durable");
    ledger.erase(&world, &subject(70)).expect("durable");
    ledger.append(&world, &[consents(3, 72)]).expect("durable");

    let witness = Witness::new("witness.example.org/w1", [3; 32]).expect("valid");
    let quorum = format!("log {}\nwitness w1 {}\nquorum w1\n", ledger.public_key(), witness.public());
    let quorum_read = Quorum::read(&quorum).expect("valid");
    let watched = Watched { key: ledger.public_key(), latest: None };
    let watched = BTreeMap::from([(ledger.origin().to_owned(), watched)]);
    let request = ledger.witness_request(0).expect("published");
    let answer = witness.add_checkpoint(&watched, &request, day(501));
    let kept = ledger.add_cosignatures(&request, answer.status, &answer.body, &quorum_read).expect("holds");
    assert_eq!((kept.len(), kept[0].at), (1, day(501)));

    let size = ledger.tree_head().size;
    for index in (0..size).step_by(5) {
        ledger.write_receipt(index).expect("written");
    }
    let proof = ledger.consistency_proof(old, size).expect("there");
    let line = |hash: &terms::Digest| tlog_tiles::Hash(*hash.as_bytes()).to_string();
    let proof: Vec<String> = proof.iter().map(line).collect();
    folder.put("consistency", proof.join("\n").as_bytes());
    folder.put("key", ledger.public_key().as_bytes());
    folder.put("witness", witness.public().as_bytes());
    ledger.verify().expect("sound");
    (quorum, ledger.public_key())
}

/// The verifier, if Go and the module are installed.
fn verifier(folder: &Folder) -> Option<PathBuf> {
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify-with-go/main.go");
    let binary = folder.path().join("verify-with-go");
    let built = Command::new("go")
        .args(["build", "-o"])
        .args([&binary, &main])
        // Debian's packages lie in a GOPATH and not in a module cache.
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode")
        .env("GOFLAGS", "")
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(built.status.success() || said.contains("cannot find package"), "{said}");
    built.status.success().then_some(binary)
}

fn go(verifier: &Path, folder: &Path) -> (bool, String) {
    let output = Command::new(verifier).arg(folder).output().expect("startable");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.success(), said)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the script that demands Go says so by the environment")]
fn go_s_own_verifier_accepts_our_log_and_refuses_what_was_changed() {
    let folder = Folder::new("go");
    let (quorum, key) = sample(&folder);
    let quorum = Quorum::read(&quorum).expect("valid");
    let receipts = world::list(folder.path().join("receipts")).expect("there");
    let proofs: Vec<_> = receipts.iter().filter(|path| path.extension().is_some_and(|it| it == "tlog-proof")).collect();
    assert_eq!(proofs.len(), 112);
    for path in &proofs {
        let Verified { cosigned, .. } = verify_witnessed(&world::read(path).expect("there"), &quorum).expect("true");
        assert_eq!(cosigned.len(), 1);
    }
    let tools = Folder::new("go-tools");
    let Some(verifier) = verifier(&tools) else {
        assert!(std::env::var("LEDGER_VERIFY_WITH_GO").is_err(), "Go or golang.org/x/mod is not installed");
        println!("not checked with Go: it is not installed");
        return;
    };
    let (held, said) = go(&verifier, folder.path());
    assert!(held, "{said}");
    assert_eq!(said.trim(), "holds: 559 leaves, 111 receipts with content, 1 without, consistent from 257, cosigned");

    // Whatever is changed, Go finds it too.
    let flip = |file: &str, at: usize| {
        let changed = folder.crashed("go-changed");
        let mut bytes = changed.bytes(file);
        bytes[at] ^= 1;
        changed.put(file, &bytes);
        go(&verifier, changed.path())
    };
    let cosigned = folder.bytes("log/checkpoint.cosigned");
    let signature = cosigned.len() - 20;
    for (file, at) in [
        ("log/tile/0/000", 100),
        ("log/tile/0/002.p/47", 0),
        ("log/checkpoint.cosigned", signature),
        ("log/checkpoint.cosigned", cosigned.iter().position(|byte| *byte == b'\n').expect("a line") + 1),
        ("consistency", 3),
        ("receipts/0000000005.tlog-proof", 40),
    ] {
        let (held, said) = flip(file, at);
        assert!(!held, "{file} at {at}: {said}");
    }
    let old = verify_cosigned(&folder.bytes("old-checkpoint"), &quorum);
    assert_eq!(old, Err(VerifyError::Quorum { found: 0 }));
    assert!(verify_receipt(&folder.bytes("receipts/0000000005.tlog-proof"), Some(&key)).is_ok());
}
