//! Pictures and videos: cleaning, sizes, what they say about their use, decoding, hashing, faces, containers.
#![no_main]

use intake::{Canvas, Picture, PictureHash};
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
        if is_small && let Ok(canvas) = picture.canvas() {
            let again = Canvas::read(&canvas.png()).expect("what is kept can be read");
            assert!(again.rgb() == canvas.rgb(), "what is kept is what was looked at");
            let (width, height) = canvas.size();
            // The nets take milliseconds for these and seconds for large ones.
            if width * height <= 1 << 12 {
                for face in inspect::faces(width, height, canvas.rgb()).unwrap_or_default() {
                    assert!(face.left + face.width <= width && face.top + face.height <= height);
                }
            }
        }
    }
    let _ = intake::Video::read("a", &mut &*bytes, None);
});
