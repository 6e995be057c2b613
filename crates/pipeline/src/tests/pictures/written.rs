//! Text in pictures, read by Tesseract itself: what it reveals decides about the picture and its record, and what cannot be read
//! whole is not passed. The letters are drawn here.

use super::*;
use ::intake::TextReader;

/// Letters and digits of five dots by seven.
const LETTERS: &[(char, [u8; 7])] = &[
    ('1', [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110]),
    ('2', [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111]),
    ('3', [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110]),
    ('4', [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010]),
    ('6', [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110]),
    ('7', [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000]),
    ('A', [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
    ('B', [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110]),
    ('D', [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110]),
    ('E', [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111]),
    ('H', [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001]),
    ('I', [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110]),
    ('K', [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001]),
    ('L', [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111]),
    ('M', [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001]),
    ('N', [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001]),
    ('O', [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
    ('P', [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000]),
    ('R', [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001]),
    ('S', [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110]),
    ('T', [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100]),
    ('V', [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100]),
    ('W', [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001]),
    ('Y', [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100]),
];
/// Pixels of a dot.
const DOT: usize = 7;

/// A white picture with these lines in black.
fn note(lines: &[&str]) -> Vec<u8> {
    let longest = lines.iter().map(|line| line.len()).max().unwrap_or_default();
    let (width, height) = ((longest * 6 + 8) * DOT, (lines.len() * 12 + 8) * DOT);
    let mut pixels = vec![255; width * height * 3];
    for (row, line) in lines.iter().enumerate() {
        for (column, letter) in line.chars().enumerate().filter(|(_, letter)| *letter != ' ') {
            let (_, dots) = LETTERS.iter().find(|(known, _)| *known == letter).expect("a letter that can be drawn");
            for (y, bits) in dots.iter().enumerate() {
                for x in (0..5).filter(|x| bits & (0b10000 >> x) != 0) {
                    // A dot is round and larger than its place, so that dots become strokes.
                    let [middle_x, middle_y] = [4 + column * 6 + x, 4 + row * 12 + y].map(|at| at as f64 + 0.5);
                    let reach = 0.72 * DOT as f64;
                    let [left, top] = [middle_x, middle_y].map(|middle| (middle * DOT as f64 - reach) as usize);
                    for (py, px) in (0..2 * DOT).flat_map(|dy| (0..2 * DOT).map(move |dx| (top + dy, left + dx))) {
                        let [dx, dy] = [(px, middle_x), (py, middle_y)].map(|(p, m)| p as f64 + 0.5 - m * DOT as f64);
                        if dx.hypot(dy) <= reach {
                            pixels[(py * width + px) * 3..][..3].fill(0);
                        }
                    }
                }
            }
        }
    }
    drawn::png(width, height, &pixels, &[])
}

/// The program itself, which Debian packages as `tesseract-ocr`.
fn tesseract() -> Option<TextReader> {
    let found = TextReader::open("tesseract", &["eng".to_owned()], std::env::var_os("PATH").as_deref());
    if let Err(why) = &found {
        eprintln!("NOT TESTED: {why}");
    }
    found.ok()
}

/// A desk and a project that read the text in pictures.
fn reading(project: &mut Project, reader: &TextReader) -> Desk {
    project.work = project.work.clone().with_picture_text(reader.clone());
    let desk = desk(&[]);
    Desk { inspector: desk.inspector.with_picture_text(reader.stamp()), ..desk }
}

const IBAN: &[&str] = &["MY IBAN IS", "NL46 ABNA 4171 6433 27"];

#[test]
fn a_picture_that_shows_a_number_of_somebody_leaves_and_the_words_of_its_record_stay() {
    let Some(reader) = tesseract() else { return };
    let posts: &[(&str, &str, &str, &[&str])] = &[
        ("p1", "a1", "This is how you pay for the boat.", &["iban.png", "hills.png"]),
        ("p2", "a2", "The sign at the mill, seen last week.", &["sign.png"]),
        ("p3", "a3", "", &["iban.png"]),
    ];
    let mut project = Project::new("pictures-iban", Pictures::Taken, posts)
        .picture("iban.png", &note(IBAN))
        .picture("sign.png", &note(&["WATER", "MILL"]))
        .picture("hills.png", &landscape_png(300, 200));
    project.take_in();
    // Without the program nobody looks, and the picture goes along.
    let (_, corpus) = project.seal(&desk(&[]), &[]);
    assert_eq!(sealed(&project, &corpus, &desk(&[]), "p1").len(), 2);

    let desk = reading(&mut project, &reader);
    let (totals, corpus) = project.seal(&desk, &[]);
    assert_eq!((totals.admitted, totals.transformed), (2, 1), "{totals:?}");
    assert_eq!(sealed(&project, &corpus, &desk, "p1").len(), 1, "the hills stay");
    assert_eq!(sealed(&project, &corpus, &desk, "p2").len(), 1, "nobody is meant on the sign");
    assert!(fired(&["X04"], &fate(&project, &desk, "p1")), "{:?}", fate(&project, &desk, "p1"));
    assert_eq!(fate(&project, &desk, "p3").0, "FORBID", "nothing is left of a record of that picture alone");
    // What was read lies beside the picture and in no table.
    for table in ["inspected.parquet", "slices.parquet", "findings.parquet"] {
        let bytes = world::read(project.work.folder().join(table)).expect("a table");
        assert!(!bytes.windows(9).any(|window| window == b"ABNA 4171"), "{table}");
    }
}

#[test]
fn what_somebody_reveals_of_themselves_in_a_picture_counts_as_if_they_had_written_it() {
    let Some(reader) = tesseract() else { return };
    let posts: &[(&str, &str, &str, &[&str])] = &[
        ("p1", "a1", "A note from my kitchen table, as promised.", &["note.png"]),
        ("p2", "a2", "I HAVE DIABETES", &[]),
    ];
    let mut project =
        Project::new("pictures-disclosure", Pictures::Taken, posts).picture("note.png", &note(&["I HAVE DIABETES"]));
    project.take_in();
    let desk = reading(&mut project, &reader);
    project.seal(&desk, &[]);
    let [drawn, written] = ["p1", "p2"].map(|record| fate(&project, &desk, record));
    assert_eq!(drawn, written);
    assert_ne!(drawn.0, "PERMIT", "{drawn:?}");
}

#[test]
fn a_picture_whose_text_nobody_could_read_whole_holds_its_record() {
    let Some(reader) = tesseract() else { return };
    let posts: &[(&str, &str, &str, &[&str])] =
        &[("p1", "a1", "The sign at the mill, seen last week.", &["sign.png"]), ("p2", "a2", "No picture today.", &[])];
    let mut project =
        Project::new("pictures-unread", Pictures::Taken, posts).picture("sign.png", &note(&["WATER", "MILL"]));
    project.take_in();
    // A program that gives up on every picture.
    let script = project.folder.0.join("tesseract");
    world::write_atomic(
        &script,
        "#!/bin/sh\ncase $1 in --version) echo tesseract 0;; --list-langs) echo list; echo eng;; *) exit 1;; esac\n",
    )
    .expect("writable");
    let made = std::process::Command::new("chmod").arg("+x").arg(&script).status().expect("a mode");
    assert!(made.success());
    let broken = TextReader::open(script.to_str().expect("UTF-8"), &["eng".to_owned()], None).expect("a program");
    let desk = reading(&mut project, &broken);
    let (totals, _) = project.seal(&desk, &[]);
    assert_eq!((totals.admitted, totals.held), (1, 1), "{totals:?}");
    assert!(fired(&["H34"], &fate(&project, &desk, "p1")));
    // Another program is asked anew.
    let desk = reading(&mut project, &reader);
    let (totals, _) = project.seal(&desk, &[]);
    assert_eq!((totals.admitted, totals.held), (2, 0), "{totals:?}");
    // Whoever says that text is read and has nothing that reads it passes nothing.
    project.work = Work::new(project.folder.0.join("work"), 2).with_pictures(Pictures::Taken);
    let (totals, _) = project.seal(&desk, &[]);
    assert_eq!((totals.admitted, totals.held), (1, 1), "{totals:?}");
}
