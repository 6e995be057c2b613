//! What is left out early is what would be found nowhere. In: texts of pieces of real layouts and of noise. Out: nothing.
//! Never: a number of a person; these are published examples, or their digits are wrong.

use super::*;
use crate::contact::{addresses, urls};
use crate::{Passage, scan};
use proptest::prelude::*;
use std::collections::BTreeSet;
use terms::Lang;

#[test]
fn whatever_a_shape_begins_with_may_begin_one() {
    let shapes = Shapes::new();
    for (_, shape) in LETTERED {
        for count in 1..=shape.len() {
            let own = &shape.as_bytes()[..count];
            // Where either may stand, all are letters, and then all digits.
            let letters = places(own, |place| *place == b'd');
            let digits = places(own, |place| *place != b'l');
            assert!(shapes.may_begin(count, letters) && shapes.may_begin(count, digits), "{shape} {count}");
        }
    }
    for (count, digits) in [(2, 0b01), (3, 0b011), (7, 0b000_1111), (7, 0b111_0000), (10, 0b11_1111_1100)] {
        assert!(!shapes.may_begin(count, digits), "{count} {digits:b}");
    }
}

/// Layouts of every kind of number, and words that say what a number is.
const PIECES: &[&str] = &[
    "NL91 ABNA 0417 1643 00",
    "DE89370400440532013000",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "192.0.2.17",
    "2001:db8::1",
    "00:1a:2b:3c:4d:5e",
    "001a.2b3c.4d5e",
    "00-1a-2b-3c-4d-5e",
    "52.37021, 4.89517",
    "52°22'12.8\"N 4°53'42.6\"E",
    "N52 22.123 E4 53.456",
    "N 52° 22.123 E 004° 53.456",
    "* 12.04.1985",
    "b. 12 April 1985",
    "geboren am 3. April 1990",
    "1990-04-03",
    "RCC MNL 83S18 D969H",
    "RCCMNL83S18D969H",
    "15 070649 C 103",
    "131052-308T",
    "131052-3081",
    "131052A308T",
    "1 84 12 2A 451 089 72",
    "184122A451089",
    "54362315K",
    "X-2482300-W",
    "AB 12 34 56 C",
    "6433435OA",
    "0123456M",
    "1234567 (M)",
    "00000000 0 ZZ4",
    "4111 1111 1111 1111",
    "3782 822463 10005",
    "123456782",
    "85.07.30-033.28",
    "756.9217.0769.85",
    "151086 95088",
    "736028/5163",
    "46122672808",
    "PT123456789",
    "AB-12-CD",
    "12-ABC-3",
    "1-ABC-234",
    "M-AB 1234",
    "1234 BCD",
    "AB12 CDE",
    "12-D-1234",
    "MORGA753116SM9IJ",
    "MORGA 753116 SM9IJ",
    "paspoort AB1234567",
    "Kerkstraat 12a, 1234 AB Utrecht",
    "12 High Street, London SW1A 2AA",
    "rue de la Paix 12",
    "12 bis rue de la Paix 75002 Paris",
    "Postbus 123",
    "Hauptstr. 5, 10115 Berlin",
    "ul. Prosta 51",
    "D02 AF30",
    "1234AB",
    "+31 (0)6 12345678",
    "06-12345678",
    "(212) 555-0123",
    "0031612345678",
    "01 23 45 67 89",
    "912 345 678",
    "5550123x1234",
    "tel",
    "bsn",
    "Italian",
    "Maltese",
    "id card number",
    "PESEL",
    "order number",
    "kenteken",
    "voiture",
    "gps",
    "postcode",
    "passport",
    "dni",
    "cpr",
    "version",
    "wallet",
    "adres",
    "nummer",
    "en",
    "de",
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "a",
];

const LANGS: &[&str] = &["en", "nl", "de", "fr", "es", "it", "fi", "pl", "pt", "da"];

/// Pieces, cut short or changed here and there, with marks between them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => (prop::sample::select(PIECES), any::<prop::sample::Index>())
            .prop_map(|(piece, at)| piece.chars().take(at.index(piece.len()) + 1).collect()),
        1 => "[a-zA-Z0-9]{1,9}",
        1 => "[0-9]{1,17}",
    ];
    let mark = prop::sample::select(
        &[" ", " ", " ", ", ", ". ", "-", ".", "/", ":", "+", "(", ") ", " - ", "\n", "'", ""][..],
    );
    prop::collection::vec((piece, mark), 0..14)
        .prop_map(|all| all.into_iter().map(|(piece, mark)| piece + mark).collect())
}

/// The numbers of a text, from runs whose kinds are changed.
fn found(text: &str, lang: &str, change: impl Fn(&mut Near)) -> Vec<Hit> {
    let lang = Lang::new(lang).expect("a language");
    let passage = Passage { lang: Some(&lang), ..Passage::of(text) };
    let folded = Folded::new(text);
    let cut = Cut::of(folded.text());
    let signs = Signs::of(folded.text(), &cut);
    let (mut hits, mut mentions) = (Vec::new(), Vec::new());
    urls(folded.text(), signs, &mut hits);
    addresses(&folded, signs, &BTreeSet::new(), &mut hits, &mut mentions);
    let mut near = near::near(folded.text(), &cut.runs);
    near.iter_mut().for_each(change);
    if cut.digits > 0 {
        numbers_of(&folded, (&cut, &near, signs), &Tongue::new(&passage), &mut hits);
    }
    hits
}

#[test]
fn each_kind_finds_something_in_the_pieces() {
    let is_missed = |kind: near::Kinds, text: &str, lang: &str| {
        found(text, lang, |_| ()) != found(text, lang, |near| near.kinds &= !kind)
    };
    let texts = [PIECES.join(". "), PIECES.join(", en ")];
    let all = [
        near::DOTTED,
        near::HARDWARE,
        near::BORN,
        near::MONEY,
        near::LETTERED,
        near::LICENCE,
        near::GROUPED,
        near::PLATE,
        near::STREET,
        near::PHONE,
        near::POSTCODE,
    ];
    for (at, kind) in all.into_iter().enumerate() {
        let is_any = texts.iter().any(|text| LANGS.iter().any(|lang| is_missed(kind, text, lang)));
        assert!(is_any, "the kind at {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn kinds_leave_nothing_out(text in texts(), lang in prop::sample::select(LANGS)) {
        let all = found(&text, lang, |near| near.kinds |= near::ALL & !near::BEGINS);
        prop_assert_eq!(found(&text, lang, |_| ()), all);
    }

    #[test]
    fn what_cannot_be_a_number_with_letters_has_none(text in texts()) {
        let text = text.to_ascii_lowercase();
        let runs = scan::runs(&text);
        let scan = Scan::new(&text, &runs, &[]);
        for (at, run) in runs.iter().enumerate() {
            let (ends, digits) = scan.reach(at, LETTERED_MAX, LETTERED_MARKS, |_, _| true);
            let is_short = run.len() < LETTERED_MIN && !scan.joins(at, LETTERED_MARKS);
            prop_assert!(!is_short || ends >> LETTERED_MIN == 0);
            for (national, shape) in LETTERED.iter().filter(|_| !may_have_letters(run, ends, digits)) {
                let joined = scan.shape(at, shape, LETTERED_MARKS);
                let is_right = joined.is_some_and(|joined| {
                    let sign = scan.byte(joined.span.start + 6);
                    let is_finnish = joined.span.end - joined.span.start == 11 && matches!(sign, Some(b'-' | b'+'));
                    lettered(*national, joined.bytes()) && (*national != National::FiPersonalIdentityCode || is_finnish)
                });
                prop_assert!(!is_right, "{} {}", shape, text);
            }
        }
    }
}
