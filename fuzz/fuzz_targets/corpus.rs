//! Files about a sealed corpus that others hand to us: its manifest, proofs, certificates of a purge, the register of copies.
//! The first byte chooses. A proof ends in its own digest; the target computes it, so that what lies behind it is reached too.
#![no_main]

use corpus::{Certificate, Copies, Corpus, Proof};
use libfuzzer_sys::fuzz_target;
use std::fs;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    match choice % 4 {
        0 => {
            for bytes in [rest.to_vec(), resealed(rest)] {
                if let Ok(proof) = Proof::read(&bytes) {
                    assert_eq!(Proof::read(proof.to_json().as_bytes()).ok().as_ref(), Some(&proof));
                }
            }
        }
        1 => {
            for bytes in [rest.to_vec(), resealed(rest)] {
                let _ = Certificate::read(&bytes).map(|certificate| certificate.is_whole());
            }
        }
        2 => {
            let folder = readings::file().with_extension("corpus");
            fs::create_dir_all(&folder).expect("a disk");
            fs::write(folder.join("manifest.json"), rest).expect("a disk");
            if let Ok(corpus) = Corpus::open(&folder) {
                let _ = (corpus.verify(), corpus.subjects(), corpus.rows().count());
            }
        }
        _ => {
            let path = readings::file();
            fs::write(&path, rest).expect("a disk");
            let _ = Copies::read(&path);
        }
    }
});

/// The JSON with the digest that belongs to it.
fn resealed(bytes: &[u8]) -> Vec<u8> {
    let Ok(serde_json::Value::Object(mut object)) = serde_json::from_slice(bytes) else { return bytes.to_vec() };
    object.shift_remove("digest");
    let bare = serde_json::to_string(&object).expect("JSON");
    object.insert("digest".to_owned(), terms::Digest::of(&bare).to_string().into());
    (serde_json::to_string(&object).expect("JSON") + "\n").into_bytes()
}
