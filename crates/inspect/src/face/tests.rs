//! On faces that are drawn here. What it finds of photographs is measured by `bench/inspect/faces.py`.

use super::drawn::{faces_at, png};
use super::*;

fn found(width: usize, height: usize, rgb: &[u8]) -> Vec<FaceBox> {
    let side = |side: usize| u32::try_from(side).expect("small");
    faces(side(width), side(height), rgb).expect("a picture")
}

fn holds(face: &FaceBox, x: f64, y: f64) -> bool {
    let within = |at: f64, from: u32, length: u32| f64::from(from) <= at && at <= f64::from(from + length);
    within(x, face.left, face.width) && within(y, face.top, face.height)
}

#[test]
fn each_drawn_face_is_found_where_it_is_and_none_where_none_is() {
    for places in [vec![(80.0, 60.0, 36.0)], vec![(70.0, 90.0, 30.0), (220.0, 100.0, 50.0)], vec![]] {
        let (width, height) = (320, 240);
        let found = found(width, height, &faces_at(width, height, &places));
        assert_eq!(found.len(), places.len(), "{found:?}");
        for (x, y, half) in places {
            let face = found.iter().find(|face| holds(face, x, y)).expect("found where it is");
            let high = f64::from(face.height);
            assert!((half..3.0 * half).contains(&high), "{face:?} for a face of {}", 2.0 * half);
        }
    }
}

#[test]
fn a_face_that_is_filled_with_its_margin_is_found_no_more() {
    let (width, height) = (320, 240);
    let mut rgb = faces_at(width, height, &[(150.0, 110.0, 60.0)]);
    for face in found(width, height, &rgb) {
        let whole = face.with_margin(320, 240);
        assert!(whole.width > face.width && whole.left < face.left);
        for row in rgb.chunks_exact_mut(width * 3).skip(whole.top as usize).take(whole.height as usize) {
            row[whole.left as usize * 3..(whole.left + whole.width) as usize * 3].fill(128);
        }
    }
    assert_eq!(found(width, height, &rgb), []);
}

#[test]
fn a_margin_ends_where_the_picture_does() {
    let face = FaceBox { left: 2, top: 0, width: 40, height: 50, score: 1.0 };
    let FaceBox { left, top, width, height, .. } = face.with_margin(44, 60);
    assert_eq!((left, top, width, height), (0, 0, 44, 60));
}

#[test]
fn what_is_no_picture_or_too_large_a_one_is_refused() {
    assert_eq!(faces(0, 5, &[]), Err(FaceError::NotAPicture));
    assert_eq!(faces(2, 2, &[0; 11]), Err(FaceError::NotAPicture));
    assert_eq!(faces(SIDE_MAX + 1, 1, &vec![0; (SIDE_MAX as usize + 1) * 3]), Err(FaceError::TooLarge));
}

/// What is said of a face is where it is: five numbers, whatever the nets computed on the way.
#[test]
fn a_face_is_five_numbers_and_no_template() {
    let face = FaceBox { left: 1, top: 2, width: 3, height: 4, score: 0.5 };
    // Destructured without `..`: a sixth field does not compile.
    let FaceBox { left, top, width, height, score } = face;
    assert_eq!((left, top, width, height, score), (1, 2, 3, 4, 0.5));
    assert_eq!(size_of::<FaceBox>(), 5 * 4);
    assert_eq!(
        serde_json::to_string(&face).expect("numbers"),
        r#"{"left":1,"top":2,"width":3,"height":4,"score":0.5}"#
    );
    let more = r#"{"left":1,"top":2,"width":3,"height":4,"score":0.5,"embedding":[0.1]}"#;
    assert!(serde_json::from_str::<FaceBox>(more).is_err());
}

/// What the nets say ends in two measures and four moves, and the weights hold no more than that takes: a head that gives
/// eyes, nose and mouth, or a net that gives a template, would not fit.
#[test]
fn the_weights_are_those_of_the_boxes_alone() {
    let conv = |side: usize, depth: usize, channels: usize| (side * side * depth + 2) * channels;
    let said = |depth: usize| (depth + 1) * 6;
    let propose = conv(3, 3, 10) + conv(3, 10, 16) + conv(3, 16, 32) + said(32);
    let refine = conv(3, 3, 28) + conv(3, 28, 48) + conv(2, 48, 64) + conv(3, 64, 128) + said(128);
    let output = conv(3, 3, 32) + conv(3, 32, 64) + conv(3, 64, 64) + conv(2, 64, 128) + conv(3, 128, 256) + said(256);
    assert_eq!(WEIGHTS.len(), 2 * (propose + refine + output));
}

/// The first net alone costs some hundred million products; a thousand pixels a side must stay a matter of seconds.
#[test]
fn a_picture_that_looks_like_faces_everywhere_is_refused_and_not_worked_on() {
    let window = |number: usize| {
        let side = number as f32 * 40.0;
        Window { sides: [side, 0.0, side + 30.0, 30.0], score: 1.0, moves: [0.0; 4] }
    };
    let apart = apart((0..WINDOWS_MAX).map(window).collect(), Overlap::OfBoth(0.5));
    assert_eq!(apart.len(), WINDOWS_MAX, "all of them would be looked at");
    // Small faces side by side, as close as they are told from one another.
    let side = SIDE_MAX as usize;
    let tile = faces_at(16, 18, &[(8.0, 9.0, 8.0)]);
    let rgb: Vec<u8> = (0..side * side)
        .flat_map(|place| {
            let from = (place / side % 18 * 16 + place % side % 16) * 3;
            [tile[from], tile[from + 1], tile[from + 2]]
        })
        .collect();
    let looked = faces(SIDE_MAX, SIDE_MAX, &rgb);
    assert!(matches!(looked, Err(FaceError::TooMany)) || looked.is_ok_and(|faces| faces.len() <= WINDOWS_MAX));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(48))]
    #[test]
    fn pixels_of_every_size_are_looked_at_the_same_way_twice(
        width in 1usize..90, height in 1usize..90, seed in proptest::num::u64::ANY, has_face in proptest::bool::ANY) {
        let mut rgb = if has_face {
            faces_at(width, height, &[(width as f64 / 2.0, height as f64 / 2.0, height as f64 / 2.0)])
        } else {
            vec![0; width * height * 3]
        };
        let mut state = seed;
        for sample in &mut rgb {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *sample = sample.wrapping_add((state >> 61) as u8);
        }
        let first = found(width, height, &rgb);
        proptest::prop_assert_eq!(&first, &found(width, height, &rgb));
        for face in first {
            proptest::prop_assert!(face.width > 0 && (face.left + face.width) as usize <= width);
            proptest::prop_assert!(face.height > 0 && (face.top + face.height) as usize <= height);
        }
    }
}

#[test]
fn a_drawn_face_in_a_file_has_no_metadata() {
    let rgb = faces_at(40, 30, &[(20.0, 15.0, 9.0)]);
    assert_eq!(crate::inspect_picture(&png(40, 30, &rgb, &[])).findings, []);
}
