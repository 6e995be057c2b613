//! Pictures that a test puts together part by part, and the real samples where they lie beside this checkout.

use super::parts;
use super::strip::{StripError, strip};
use crate::signals::Reading;
use crate::{Picture, reading};
use proptest::prelude::*;
use std::path::Path;

fn picture(media_type: &'static str, bytes: Vec<u8>) -> Picture {
    Picture { path: "a".to_owned(), media_type, bytes }
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xff, marker];
    segment.extend(u16::try_from(content.len() + 2).expect("short").to_be_bytes());
    segment.extend(content);
    segment
}

/// EXIF with an orientation, and a word that must not survive.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x07\0\0\0\x26\0\0\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0]);
    exif.extend([0; 4]);
    exif.extend(b"secret\0");
    exif
}

/// A JPEG with everything that a camera and an editor add, and the segments that it is shown by.
fn jpeg(more: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    bytes.extend(segment(0xe1, &exif(6)));
    bytes.extend(segment(0xfe, b"secret comment"));
    bytes.extend(segment(0xed, b"Photoshop 3.0\0secret"));
    bytes.extend(more.concat());
    bytes.extend(segment(0xdb, &[1; 65]));
    bytes.extend(segment(0xc0, &[8, 0, 3, 0, 5, 1, 1, 0x11, 0]));
    bytes.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    bytes.extend([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9]);
    bytes.extend(b"secret film behind the end");
    bytes
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(content.len() + 8).expect("short").to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(content);
    bytes
}

/// A manifest store with one assertion.
fn manifest(label: &str, kind: &[u8; 4], assertion: &[u8]) -> Vec<u8> {
    let description = |label: &str| boxed(b"jumd", &[&[0; 16][..], &[3], label.as_bytes(), &[0]].concat());
    let inner = boxed(b"jumb", &[description(label), boxed(kind, assertion)].concat());
    let store = boxed(b"jumb", &[description("c2pa.assertions"), inner].concat());
    boxed(b"jumb", &[description("c2pa"), store].concat())
}

#[test]
fn a_picture_keeps_what_it_shows_and_its_orientation_and_nothing_else() {
    let bytes = jpeg(&[segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>secret</x>")]);
    let clean = strip("image/jpeg", &bytes).expect("whole");
    assert!(!holds(&clean, b"secret") && holds(&clean, b"JFIF") && holds(&clean, &[1, 2, 0xff, 0, 3]));
    assert!(clean.ends_with(&[0xff, 0xd9]));
    assert_eq!(parts::size("image/jpeg", &clean), Some((5, 3)));
    let reader = exif::Reader::new();
    let left = reader.read_from_container(&mut std::io::Cursor::new(&clean)).expect("an orientation is left");
    let told: Vec<_> = left.fields().map(|field| (field.tag, field.value.get_uint(0))).collect();
    assert_eq!(told, [(exif::Tag::Orientation, Some(6))]);
    assert_eq!(strip("image/jpeg", &clean).as_deref(), Ok(clean.as_slice()), "cleaning twice changes nothing");
    // What is shown has one digest, whatever is said beside it.
    let other = jpeg(&[segment(0xfe, b"another comment")]);
    assert_eq!(picture("image/jpeg", bytes).content_digest(), picture("image/jpeg", other).content_digest());
}

#[test]
fn a_cut_picture_is_never_handed_on_as_clean() {
    let whole = jpeg(&[]);
    let end = whole.len() - b"secret film behind the end".len();
    for cut in 0..end {
        assert!(strip("image/jpeg", &whole[..cut]).is_err(), "{cut} of {end} bytes");
    }
    assert!(strip("image/jpeg", &whole[..end]).is_ok());
    assert_eq!(strip("image/heic", b"...."), Err(StripError::UnknownType));
}

#[test]
fn other_types_are_cleaned_too() {
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let mut bytes = u32::try_from(content.len()).expect("short").to_be_bytes().to_vec();
        bytes.extend(name);
        bytes.extend(content);
        bytes.extend([0; 4]);
        bytes
    };
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &[0, 0, 0, 7, 0, 0, 0, 9, 8, 2, 0, 0, 0]));
    for name in [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"] {
        png.extend(chunk(name, b"secret"));
    }
    png.extend(chunk(b"IDAT", b"shown"));
    png.extend(chunk(b"IEND", b""));
    png.extend(b"secret");
    let clean = strip("image/png", &png).expect("whole");
    assert!(!holds(&clean, b"secret") && holds(&clean, b"shown"));
    assert_eq!(parts::size("image/png", &clean), Some((7, 9)));

    let chunk = |name: &[u8; 4], content: &[u8]| {
        let mut bytes = name.to_vec();
        bytes.extend(u32::try_from(content.len()).expect("short").to_le_bytes());
        bytes.extend(content);
        bytes.extend(vec![0; content.len() % 2]);
        bytes
    };
    let body = [
        chunk(b"VP8X", &[0b1100, 0, 0, 0, 6, 0, 0, 8, 0, 0]),
        chunk(b"VP8 ", b"shown"),
        chunk(b"EXIF", b"secret"),
        chunk(b"XMP ", b"secret!"),
    ]
    .concat();
    let mut webp = b"RIFF".to_vec();
    webp.extend(u32::try_from(body.len() + 4).expect("short").to_le_bytes());
    webp.extend(b"WEBP");
    webp.extend(body);
    let clean = strip("image/webp", &webp).expect("whole");
    assert!(!holds(&clean, b"secret") && holds(&clean, b"shown"));
    assert_eq!((parts::size("image/webp", &clean), clean[20]), (Some((7, 9)), 0));

    let mut gif = b"GIF89a\x07\0\x09\0\0\0\0".to_vec();
    gif.extend(b"\x21\xfe\x06secret\0");
    gif.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    gif.extend(b"\x21\xff\x0bXMP DataXMP\x06secret\0");
    gif.extend(b"\x2c\0\0\0\0\x07\0\x09\0\0\x02\x05shown\0\x3bsecret");
    let clean = strip("image/gif", &gif).expect("whole");
    assert!(!holds(&clean, b"secret") && holds(&clean, b"shown") && holds(&clean, b"NETSCAPE2.0"));
    assert_eq!(parts::size("image/gif", &clean), Some((7, 9)));
}

#[test]
fn what_a_picture_says_about_training_is_found() {
    let xmp = |value: &str| {
        let xmp = format!(
            "http://ns.adobe.com/xap/1.0/\0<plus:DataMining>http://ns.useplus.org/ldf/vocab/{value}</plus:DataMining>"
        );
        segment(0xe1, xmp.as_bytes())
    };
    let said = |more: &[Vec<u8>]| {
        let signals = picture("image/jpeg", jpeg(more)).signals();
        (reading(&signals), signals.into_iter().map(|signal| signal.value).collect::<Vec<_>>())
    };
    assert_eq!(said(&[]), (Reading::Silent, Vec::new()));
    let (read, values) = said(&[xmp("DMI-PROHIBITED-AIMLTRAINING")]);
    assert_eq!((read, values), (Reading::Disallows, vec!["DMI-PROHIBITED-AIMLTRAINING".to_owned()]));
    assert_eq!(said(&[xmp("DMI-ALLOWED")]).0, Reading::Allows);
    assert_eq!(said(&[xmp("something else")]).0, Reading::Unknown);

    // `{"entries": {"cawg.ai_training": {"use": "notAllowed"}}}` in CBOR.
    let mut cbor = vec![0xa1, 0x67];
    cbor.extend(b"entries");
    cbor.extend([0xa1, 0x70]);
    cbor.extend(b"cawg.ai_training");
    cbor.extend([0xa1, 0x63]);
    cbor.extend(b"use\x6anotAllowed");
    let app11 = |boxes: &[u8]| {
        // In two segments: the head of the box stands in both.
        let (first, second) = boxes.split_at(40);
        let head = &boxes[..8];
        vec![
            segment(0xeb, &[b"JP\0\x01\0\0\0\x01", first].concat()),
            segment(0xeb, &[b"JP\0\x01\0\0\0\x02", head, second].concat()),
        ]
    };
    let (read, values) = said(&app11(&manifest("cawg.training-mining", b"cbor", &cbor)));
    assert_eq!((read, values), (Reading::Disallows, vec!["cawg.ai_training=notAllowed".to_owned()]));
    let json = br#"{"entries":{"c2pa.ai_generative_training":{"use":"allowed"}}}"#;
    assert_eq!(said(&app11(&manifest("c2pa.training-mining", b"json", json))).0, Reading::Allows);
    assert_eq!(said(&app11(&manifest("cawg.training-mining", b"cbor", b"\xff"))).0, Reading::Unknown);
    let broken = manifest("cawg.training-mining", b"cbor", &cbor);
    assert_eq!(said(&app11(&broken[..broken.len() - 1])).0, Reading::Unknown, "a manifest that is cut off");
    assert_eq!(said(&app11(&manifest("c2pa.actions", b"cbor", &cbor))).0, Reading::Silent);
}

#[test]
fn a_picture_that_would_fill_the_memory_is_known_by_its_header() {
    let mut bomb = jpeg(&[]);
    let at = bomb.windows(2).position(|window| window == [0xff, 0xc0]).expect("a frame");
    bomb[at + 5..at + 9].copy_from_slice(&[0xff; 4]);
    assert!(picture("image/jpeg", bomb).is_bomb());
    assert!(!picture("image/jpeg", jpeg(&[])).is_bomb());
    assert!(picture("image/jpeg", vec![0xff, 0xd8]).is_bomb(), "a size that nobody knows");
}

#[test]
fn nothing_is_left_of_the_exif_of_real_pictures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/exif");
    if !folder.exists() {
        eprintln!("NOT TESTED: the real pictures are not beside this checkout");
        return;
    }
    let (mut cleaned, mut had) = (0, 0);
    for path in world::list(&folder).expect("readable") {
        let bytes = world::read(&path).expect("readable");
        if path.extension().is_none_or(|end| end != "jpg") {
            assert_eq!(strip("image/heic", &bytes), Err(StripError::UnknownType));
            continue;
        }
        let fields = |bytes: &[u8]| {
            let read =
                exif::Reader::new().continue_on_error(true).read_from_container(&mut std::io::Cursor::new(bytes));
            match read.or_else(|cause| cause.distill_partial_result(|_| ())) {
                Ok(exif) => exif.fields().filter(|field| field.tag != exif::Tag::Orientation).count(),
                Err(_) => 0,
            }
        };
        had += usize::from(fields(&bytes) > 0);
        let clean = strip("image/jpeg", &bytes).expect("a whole JPEG");
        assert_eq!(fields(&clean), 0, "{}", path.display());
        assert_eq!(parts::size("image/jpeg", &clean), parts::size("image/jpeg", &bytes), "{}", path.display());
        assert!(clean.len() < bytes.len());
        cleaned += 1;
    }
    assert_eq!((cleaned, had), (10, 10));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_and_nearly_right_bytes_are_cleaned_or_refused(
        kind in 0..4usize,
        random in proptest::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut near = jpeg(&[]);
        let at = at.index(near.len());
        near[at] = byte;
        let media_type = ["image/jpeg", "image/png", "image/webp", "image/gif"][kind];
        for bytes in [random, near] {
            if let Ok(clean) = strip(media_type, &bytes) {
                prop_assert!(clean.len() <= bytes.len() + 40);
            }
            let picture = picture(media_type, bytes);
            let _ = (picture.size(), picture.signals(), picture.is_bomb());
        }
    }
}

/// Found by fuzzing: the letters of EXIF stood in a table of the decoder, and cleaning a second time took them for an orientation.
#[test]
fn only_exif_turns_a_picture() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/picture");
    let clean = strip("image/jpeg", &world::read(folder.join("exif-in-a-table")).expect("a seed")).expect("whole");
    assert_eq!(strip("image/jpeg", &clean).as_deref(), Ok(clean.as_slice()), "cleaning twice changes nothing");
}
