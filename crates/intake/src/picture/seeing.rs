//! Decoding, thumbnails and perceptual hashes, on pictures that are drawn here.

use super::*;
use std::io::Write as _;

/// Draws a picture by a formula: waves and a disc, so that there is something to see.
fn drawn(width: usize, height: usize, seed: u64) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let (u, v) = ((x * 256 / width) as i64, (y * 256 / height) as i64);
            let seed = seed as i64;
            let disc =
                if (u - 96 - seed * 23 % 64).pow(2) + (v - 128 + seed * 41 % 64).pow(2) < 60 * 60 { 120 } else { 0 };
            let wave = ((u * (3 + seed % 5) + v * (7 - seed % 3)) % 256 - 128).abs();
            let red = (wave + disc).clamp(0, 255);
            let green = ((u ^ (v + seed * 17)) & 255).clamp(0, 255);
            let blue = (v + disc / 2).clamp(0, 255);
            rgb.extend([red, green, blue].map(|sample| u8::try_from(sample).expect("clamped")));
        }
    }
    rgb
}

/// A PNG of any kind of colours and any depth, not interlaced.
fn png(width: usize, height: usize, kind: u8, depth: u8, rows: &[Vec<u8>], extra: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut data = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for row in rows {
        data.write_all(&[0]).expect("in memory");
        data.write_all(row).expect("in memory");
    }
    let side = |side: usize| u32::try_from(side).expect("small").to_be_bytes();
    let head = [side(width).as_slice(), &side(height), &[depth, kind, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunks = vec![(b"IHDR", head)];
    chunks.extend(extra.iter().map(|(name, content)| (*name, content.clone())));
    chunks.extend([(b"IDAT", data.finish().expect("in memory")), (b"IEND", Vec::new())]);
    for (name, content) in chunks {
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(&content);
        out.extend(u32::try_from(content.len()).expect("small").to_be_bytes());
        out.extend(name);
        out.extend(content);
        out.extend(crc.sum().to_be_bytes());
    }
    out
}

fn rgb_png(width: usize, height: usize, rgb: &[u8]) -> Vec<u8> {
    let rows: Vec<Vec<u8>> = rgb.chunks_exact(width * 3).map(<[u8]>::to_vec).collect();
    png(width, height, 2, 8, &rows, &[])
}

fn picture(media_type: &'static str, bytes: Vec<u8>) -> Picture {
    Picture { path: "a".to_owned(), media_type, bytes }
}

fn frame(media_type: &'static str, bytes: Vec<u8>) -> Frame {
    picture(media_type, bytes).frame().expect("a whole picture")
}

/// Draws clouds: colours of chance on a grid, and between them what lies between, so that it is the same picture at every size.
fn clouds(width: usize, height: usize, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let grid: Vec<usize> = (0..3 * 13 * 13)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as usize
        })
        .collect();
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let (across, down) = (x * 12 * 256 / width, y * 12 * 256 / height);
            let (column, row, across, down) = (across / 256, down / 256, across % 256, down % 256);
            for colour in 0..3 {
                let at = |row: usize, column: usize| grid[(colour * 13 + row) * 13 + column];
                let between = |row: usize| at(row, column) * (256 - across) + at(row, column + 1) * across;
                let sample = (between(row) * (256 - down) + between(row + 1) * down) / 65_536;
                rgb.push(u8::try_from(sample).expect("a mean of bytes"));
            }
        }
    }
    rgb
}

#[test]
fn the_hash_is_the_one_that_its_makers_compute() {
    // Computed by the makers' own program (`pdqhash` 0.2.8 on PyPI) from the same pixels, with their qualities.
    for (seed, width, height, digits, quality) in PUBLISHED {
        let hash = frame("image/png", rgb_png(*width, *height, &drawn(*width, *height, *seed))).hash();
        let theirs = PictureHash::parse(digits, *quality).expect("64 digits");
        // Their sums are taken in another order, so a frequency that lies at the middle may fall on the other side.
        assert!(hash.distance(&theirs) <= 2, "{seed}: {hash} and {theirs}");
        assert!(hash.quality().abs_diff(*quality) <= 1, "{seed}: {} and {quality}", hash.quality());
    }
}

#[test]
fn a_picture_stays_near_itself_and_far_from_others() {
    let at = |width, height, seed| frame("image/png", rgb_png(width, height, &clouds(width, height, seed))).hash();
    let hashes: Vec<PictureHash> = (1..=12).map(|seed| at(320, 240, seed)).collect();
    for (seed, hash) in (1..).zip(&hashes) {
        let brighter: Vec<u8> = clouds(320, 240, seed).iter().map(|sample| sample / 2 + sample / 4 + 40).collect();
        let brighter = frame("image/png", rgb_png(320, 240, &brighter)).hash();
        for (what, other) in [("smaller", at(200, 150, seed)), ("larger", at(960, 720, seed)), ("brighter", brighter)] {
            assert!(hash.is_same_picture(&other), "{what} {seed}: {} {}", hash.distance(&other), hash.quality());
        }
        for (other_seed, other) in (1..).zip(&hashes) {
            let distance = hash.distance(other);
            assert_eq!(hash.is_same_picture(other), seed == other_seed, "{seed} {other_seed}: {distance}");
        }
    }
    let plain = frame("image/png", rgb_png(64, 64, &[200; 64 * 64 * 3])).hash();
    assert!(!plain.is_same_picture(&plain), "a wall shows too little to be the same as another wall");
}

#[test]
fn a_hash_is_read_as_it_is_written() {
    let hash = frame("image/png", rgb_png(64, 64, &drawn(64, 64, 3))).hash();
    assert_eq!(PictureHash::parse(&hash.to_string(), hash.quality()), Some(hash));
    assert_eq!((hash.distance(&hash), PictureHash::ALGORITHM), (0, "pdq-1"));
    for wrong in ["", "0", &"g".repeat(64), &"é".repeat(32)] {
        assert_eq!(PictureHash::parse(wrong, 100), None, "{wrong}");
    }
}

#[test]
fn a_thumbnail_shows_the_picture_and_nothing_else() {
    let (width, height) = (600, 300);
    let whole = frame("image/png", rgb_png(width, height, &drawn(width, height, 5)));
    assert_eq!(whole.size(), (600, 300));
    let small = whole.thumbnail(100);
    let again = picture("image/png", small.clone());
    assert_eq!(again.size(), Some((100, 50)));
    assert_eq!(again.stripped().as_deref(), Ok(small.as_slice()), "there is nothing to take off");
    assert!(whole.hash().is_same_picture(&again.frame().expect("ours").hash()), "it is the same picture");
    assert_eq!(picture("image/png", whole.thumbnail(u16::MAX)).size(), Some((512, 256)), "and never larger");
    assert_eq!(small, frame("image/png", rgb_png(width, height, &drawn(width, height, 5))).thumbnail(100));
}

#[test]
fn every_kind_of_png_is_decoded() {
    // One black and one white half, in each way of writing it.
    let shown = |bytes: Vec<u8>| {
        let pixels = decode::decode("image/png", &bytes, PIXELS_MAX).expect("whole");
        assert_eq!((pixels.width, pixels.height), (8, 2));
        pixels.rgb.chunks_exact(3).map(|pixel| pixel[1]).collect::<Vec<_>>()
    };
    let expected = [[0u8, 0, 0, 0, 255, 255, 255, 255]; 2].concat();
    let each = |dark: &[u8], light: &[u8]| vec![[dark.repeat(4), light.repeat(4)].concat(); 2];
    for (kind, depth, rows, extra) in [
        (0, 1, vec![vec![0x0f]; 2], vec![]),
        (0, 8, each(&[0], &[255]), vec![]),
        (0, 16, each(&[0, 0], &[255, 255]), vec![]),
        (2, 8, each(&[0; 3], &[255; 3]), vec![]),
        (2, 16, each(&[0; 6], &[255; 6]), vec![]),
        (3, 8, each(&[1], &[0]), vec![(b"PLTE", vec![255, 255, 255, 0, 0, 0])]),
        (4, 8, each(&[0, 255], &[9, 0]), vec![]),
        (6, 8, each(&[0, 0, 0, 255], &[9, 9, 9, 0]), vec![]),
    ] {
        assert_eq!(shown(png(8, 2, kind, depth, &rows, &extra)), expected, "kind {kind}, depth {depth}");
    }
}

#[test]
fn gif_is_decoded_on_white() {
    let gif = b"GIF89a\x02\0\x01\0\x80\0\0\0\0\0\xff\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b".to_vec();
    let pixels = decode::decode("image/gif", &gif, PIXELS_MAX).expect("whole");
    assert_eq!((pixels.width, pixels.height, pixels.rgb), (2, 1, vec![0, 0, 0, 255, 255, 255]));
}

/// A seed of the fuzz target, drawn with seed 2 at 96 by 64 and written by another program.
fn written(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/picture");
    world::read(folder.join(name)).expect("a seed")
}

#[test]
fn what_other_programs_wrote_shows_the_same_picture() {
    let drawn = frame("image/png", rgb_png(96, 64, &drawn(96, 64, 2)));
    for (name, media_type) in [
        ("jpeg-whole", "image/jpeg"),
        ("jpeg-progressive", "image/jpeg"),
        ("jpeg-grey", "image/jpeg"),
        ("gif-drawn", "image/gif"),
        ("png-interlaced", "image/png"),
        ("webp-lossy", "image/webp"),
    ] {
        let found = frame(media_type, written(name));
        let distance = found.hash().distance(&drawn.hash());
        // Coarse compression of a small picture moves it further than its makers' bound for large ones.
        assert!(distance <= 48, "{name}: {distance}");
    }
    assert_eq!(frame("image/webp", written("webp-lossless")).size(), (24, 16));
    assert_eq!(frame("image/jpeg", written("jpeg-cmyk")).size(), (96, 64));
    // The file says that it is to be turned, so it is, and it is cleaned of everything else.
    let turned = picture("image/jpeg", written("jpeg-turned"));
    assert_eq!(turned.frame().expect("whole").size(), (64, 96));
    let clean = picture("image/jpeg", turned.stripped().expect("whole"));
    assert_eq!(clean.frame().expect("whole").hash(), turned.frame().expect("whole").hash());
    assert!(!clean.bytes.windows(6).any(|window| window == b"Nobody"));
}

#[test]
fn a_canvas_is_what_is_shown_and_nothing_else() {
    // As large as it is, or smaller and in its proportions.
    for (width, height, size) in [(96, 64, (96, 64)), (2048, 512, (1024, 256)), (3, 1500, (2, 1024))] {
        let canvas = picture("image/png", rgb_png(width, height, &drawn(width, height, 2))).canvas().expect("whole");
        assert_eq!(canvas.size(), size);
        let again = Canvas::read(&canvas.png()).expect("its own");
        assert!(again.rgb() == canvas.rgb() && again.png() == canvas.png());
    }
    // A camera's name, and another thing behind the end of the picture.
    let note = (b"tEXt", b"Author\0Nobody".to_vec());
    let rows: Vec<Vec<u8>> = drawn(40, 30, 1).chunks_exact(120).map(<[u8]>::to_vec).collect();
    let mut noted = png(40, 30, 2, 8, &rows, &[note]);
    noted.extend(b"Nobody");
    let canvas = picture("image/png", noted).canvas().expect("whole").png();
    assert!(!canvas.windows(6).any(|window| window == b"Nobody"));
    assert_eq!(canvas, picture("image/png", rgb_png(40, 30, &drawn(40, 30, 1))).canvas().expect("whole").png());
    // Turned as the file says, and without the metadata that say so.
    let turned = picture("image/jpeg", written("jpeg-turned")).canvas().expect("whole");
    assert_eq!(turned.size(), (64, 96));
    assert!(!turned.png().windows(6).any(|window| window == b"Nobody"));
    // What cannot be decoded whole has none.
    let whole = rgb_png(64, 64, &drawn(64, 64, 1));
    assert!(picture("image/png", whole[..whole.len() / 2].to_vec()).canvas().is_err());
    assert!(picture("image/heic", b"\0\0\0\x18ftypheic".to_vec()).canvas().is_err());
}

#[test]
fn what_is_filled_is_one_colour_as_far_as_the_picture_goes() {
    let mut canvas = picture("image/png", rgb_png(20, 10, &drawn(20, 10, 3))).canvas().expect("whole");
    let before = canvas.rgb().to_vec();
    canvas.fill(15, 4, 100, 3);
    canvas.fill(30, 2, 5, 5);
    canvas.fill(0, u32::MAX, 5, 5);
    for (place, (pixel, was)) in canvas.rgb().chunks_exact(3).zip(before.chunks_exact(3)).enumerate() {
        let is_filled = place % 20 >= 15 && (4..7).contains(&(place / 20));
        assert_eq!(pixel, if is_filled { [128; 3].as_slice() } else { was }, "{place}");
    }
}

#[test]
fn what_cannot_be_decoded_is_refused_with_its_reason() {
    let huge = |media_type, bytes: Vec<u8>| picture(media_type, bytes).frame().expect_err("a bomb");
    // 100,000 by 100,000 in 60 bytes.
    let bomb = png(100_000, 100_000, 0, 1, &[], &[]);
    assert_eq!(huge("image/png", bomb.clone()), DecodeError::TooLarge { max: PIXELS_MAX });
    assert!(picture("image/png", bomb).is_bomb());
    // The header says 8 by 8, the data hold a thousand times more.
    let lying = png(8, 8, 0, 8, &vec![vec![0; 100_000]; 800], &[]);
    assert!(lying.len() < 1 << 20);
    let _ = picture("image/png", lying).frame();
    let whole = rgb_png(64, 64, &drawn(64, 64, 1));
    for end in [0, 8, 20, 33, 60, whole.len() / 2] {
        assert_eq!(huge("image/png", whole[..end].to_vec()), DecodeError::Broken, "{end}");
    }
    assert_eq!(huge("image/heic", b"\0\0\0\x18ftypheic".to_vec()), DecodeError::UnknownType);
    let heic = picture("image/heic", b"\0\0\0\x18ftypheic".to_vec());
    assert_eq!(heic.stripped(), Err(StripError::UnknownType), "what cannot be cleaned is refused");
}

/// Seed, width, height, hash, quality.
const PUBLISHED: &[(u64, usize, usize, &str, u8)] = &[
    (1, 64, 64, "19e3745c658c585392d8c78d46661fa11f2875a76ce66da752da9393c6c64c6c", 100),
    (2, 320, 240, "08cca1b3613329ec86a7a1f21b995e8ae2fd6e4c6ccc96b3d2703a936cc6e66c", 100),
    (3, 100, 257, "77d765d62dce588112525ad322c758760a775b061313f939f83acd27cc6646cc", 100),
    (4, 512, 512, "082233d971993dd2e60dc2cce6cc4a719f28cb2b39b37932878f8787c6c66d2d", 100),
    (5, 511, 80, "5d4ddc4c64c66d8d0507f21233335b6bdf0231f939cdd27287a56c666c469339", 100),
];
