//! Pictures: cleaning, sizes, and what they say about their use.
#![no_main]

use intake::Picture;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for media_type in ["image/jpeg", "image/png", "image/webp", "image/gif", "image/heic"] {
        let picture = Picture { path: "a".to_owned(), media_type, bytes: bytes.to_vec() };
        let _ = (picture.size(), picture.is_bomb(), intake::reading(&picture.signals()));
        if let Ok(clean) = picture.stripped() {
            let again = Picture { path: "a".to_owned(), media_type, bytes: clean.clone() };
            assert_eq!(again.stripped().as_deref(), Ok(clean.as_slice()), "cleaning twice changes nothing");
        }
    }
});
