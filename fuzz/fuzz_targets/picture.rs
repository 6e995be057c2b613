//! Pictures and videos: cleaning, sizes, what they say about their use, decoding, hashing, containers.
#![no_main]

use intake::{Picture, PictureHash};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for media_type in ["image/jpeg", "image/png", "image/webp", "image/gif", "image/heic"] {
        let picture = Picture { path: "a".to_owned(), media_type, bytes: bytes.to_vec() };
        let _ = (intake::reading(&picture.signals()), picture.is_bomb());
        if let Ok(clean) = picture.stripped() {
            let again = Picture { path: "a".to_owned(), media_type, bytes: clean.clone() };
            assert_eq!(again.stripped().as_deref(), Ok(clean.as_slice()), "cleaning twice changes nothing");
        }
        // A few large ones would take the seconds of many small ones.
        let is_small = picture.size().is_some_and(|(width, height)| u64::from(width) * u64::from(height) <= 1 << 18);
        if is_small && let Ok(frame) = picture.frame() {
            let hash = frame.hash();
            assert_eq!(PictureHash::parse(&hash.to_string(), hash.quality()), Some(hash));
            let small = Picture { path: "a".to_owned(), media_type: "image/png", bytes: frame.thumbnail(64) };
            assert!(small.frame().is_ok(), "a thumbnail is a picture");
        }
    }
    let _ = intake::Video::read("a", &mut &*bytes, None);
});
