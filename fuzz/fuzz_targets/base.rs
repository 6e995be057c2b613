//! A model of somebody else that cohorts may stand on. The first byte chooses: a GGUF file, or a folder as Hugging Face lays it
//! out, of which a line `====` ends the configuration and another one the tokenizer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::Path;
use train::Base;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let path = readings::file();
    if choice % 2 == 0 {
        fs::write(&path, rest).expect("a disk");
        read(&path);
        return;
    }
    let folder = path.with_extension("base");
    fs::create_dir_all(&folder).expect("a disk");
    let names = ["config.json", "tokenizer.json", "model.safetensors"];
    for (name, bytes) in names.iter().zip(readings::split::<3>(rest)) {
        fs::write(folder.join(name), bytes).expect("a disk");
    }
    read(&folder);
});

/// Reads a base under its own digest, and again under another one, which is refused.
fn read(path: &Path) {
    let digest = Base::digest_of(path).expect("its files are there");
    assert!(Base::read(path, terms::Digest::of("of another base")).is_err());
    match Base::read(path, digest) {
        Ok(base) => assert!(base.parameters() > 0),
        Err(refused) => assert!(refused.to_string().len() < 20_000, "a reason is not the file"),
    }
}
