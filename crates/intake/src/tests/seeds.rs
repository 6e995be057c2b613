//! The seeds of the fuzz targets, read by every parser that could meet them, so that a find stays found without a fuzzer.

use super::*;
use crate::{Format, Picture, recognise};

#[test]
fn every_seed_of_the_fuzz_targets_is_an_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let scratch = Scratch::new();
    for target in ["loose", "package", "archive", "picture"] {
        let seeds = world::list(folder.join(target)).expect("every fuzz target has a corpus");
        assert!(!seeds.is_empty(), "`{target}` has no corpus");
        for seed in seeds {
            let bytes = world::read(&seed).expect("readable");
            for media_type in ["image/jpeg", "image/png", "image/webp", "image/gif"] {
                let picture = Picture { path: "a".to_owned(), media_type, bytes: bytes.clone() };
                let _ = (picture.signals(), picture.stripped(), picture.size());
            }
            // The first byte of some targets chooses a format.
            for content in [bytes.get(1..).unwrap_or_default(), &bytes] {
                let path = scratch.write("seed", content);
                let _ = recognise(&path);
                for format in Format::ALL {
                    let _ = take(&Source { format: Some(format), ..plain(&path) });
                }
            }
        }
    }
}
