//! Planted identifiers in every disguise that people use, alone and together, and numbers that are nobody's.

use crate::{Finding, Inspector, Level, Passage};
use terms::Lang;

/// A disguise: what it is called, and what it makes of a text.
type Disguise = (&'static str, fn(&str) -> String);

const DISGUISES: &[Disguise] = &[
    ("plain", |text| text.to_owned()),
    ("zero-width space", |text| split(text, "\u{200b}")),
    ("zero-width joiner", |text| split(text, "\u{200d}")),
    ("word joiner", |text| split(text, "\u{2060}")),
    ("soft hyphen", |text| split(text, "\u{ad}")),
    ("byte order mark", |text| split(text, "\u{feff}")),
    ("variation selector", |text| split(text, "\u{fe0f}")),
    ("full width", |text| digits(text, '\u{ff10}')),
    ("Arabic digits", |text| digits(text, '\u{660}')),
    ("Devanagari digits", |text| digits(text, '\u{966}')),
    ("bold digits", |text| digits(text, '\u{1d7ce}')),
    ("Cyrillic", |text| letters(text, "aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")),
    ("Greek", |text| letters(text, "ABEHIKMNOPTXZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΖ")),
    ("full-width letters", |text| {
        let wide = |c: char| if c.is_ascii_alphabetic() { char::from_u32(u32::from(c) + 0xfee0) } else { None };
        text.chars().map(|c| wide(c).unwrap_or(c)).collect()
    }),
    ("no-break space", |text| text.replace(' ', "\u{a0}")),
    ("thin space", |text| text.replace(' ', "\u{2009}")),
    ("narrow no-break space", |text| text.replace(' ', "\u{202f}")),
    ("no-break hyphen", |text| text.replace('-', "\u{2011}")),
    ("en dash", |text| text.replace('-', "\u{2013}")),
    ("combining mark", |text| text.replace('e', "e\u{301}")),
];

/// Behind every second letter or digit stands what nobody sees.
fn split(text: &str, mark: &str) -> String {
    let mut count = 0;
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        count += usize::from(c.is_alphanumeric());
        if c.is_alphanumeric() && count % 2 == 0 {
            out.push_str(mark);
        }
    }
    out
}

fn digits(text: &str, zero: char) -> String {
    let other = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit));
    text.chars().map(|c| other(c).unwrap_or(c)).collect()
}

fn letters(text: &str, from: &str, to: &str) -> String {
    let other = |c: char| from.chars().position(|one| one == c).and_then(|place| to.chars().nth(place));
    text.chars().map(|c| other(c).unwrap_or(c)).collect()
}

fn found(text: &str, lang: Option<&str>) -> Vec<Finding> {
    let lang = lang.map(|lang| Lang::new(lang).expect("a language"));
    let passage = Passage { lang: lang.as_ref(), ..Passage::of(text) };
    Inspector::new(&[]).inspect(&passage).findings
}

/// What is planted: its kind, what stands before, itself.
const PLANTED: &[(&str, &str, &str)] = &[
    ("PHONE_NUMBER", "bel me op ", "06-00000001"),
    ("PHONE_NUMBER", "bel me op ", "06 00 00 00 01"),
    ("PHONE_NUMBER", "app naar ", "+31 6 00000001"),
    ("PHONE_NUMBER", "tel. ", "(030) 000 00 01"),
    ("EMAIL_ADDRESS", "mail ", "s1.p2@example.org"),
    ("EMAIL_ADDRESS", "mail naar ", "s1-p2+post@mail.example.org"),
    ("IBAN_CODE", "betaal op ", "NL91 ABNA 0417 1643 00"),
    ("IBAN_CODE", "betaal op ", "NL91ABNA0417164300"),
    ("IBAN_CODE", "rekening ", "NL91-ABNA-0417-1643-00"),
    ("NL_BSN", "mijn bsn is ", "111222333"),
    ("NL_BSN", "mijn bsn is ", "111 222 333"),
    ("NL_BSN", "mijn bsn is ", "1112 22 333"),
    ("NL_BSN", "BSN: ", "1112.22.333"),
    ("NL_BSN", "burgerservicenummer ", "111-222-333"),
    ("BE_NATIONAL_NUMBER", "rijksregister ", "85.07.30-033.28"),
    ("CREDIT_CARD", "kaart ", "4111 1111 1111 1111"),
    ("CREDIT_CARD", "kaart ", "4111-1111-1111-1111"),
    ("IP_ADDRESS", "ingelogd vanaf ", "192.0.2.17"),
];

#[test]
fn every_planted_identifier_is_found_in_every_disguise_and_covers_it() {
    for (kind, before, planted) in PLANTED {
        for (name, disguise) in DISGUISES {
            // A letter that only looks the same is what an address is written with; a number keeps its own letters.
            let disguised = disguise(planted);
            for text in [format!("{before}{disguised}, dank je"), format!("Hoi!\n{before}{disguised}\ntot zo")] {
                let start = text.find(&disguised).expect("it stands there");
                let end = start + disguised.len();
                let is_covered = found(&text, Some("nl")).iter().any(|one| {
                    one.kind.as_str() == *kind && one.band == Level::Found && one.start <= start && end <= one.end
                });
                assert!(is_covered, "{kind} as {name}: {text:?}: {:?}", found(&text, Some("nl")));
            }
        }
    }
}

#[test]
fn two_disguises_at_once_hide_nothing() {
    for (kind, before, planted) in PLANTED {
        for (one, first) in DISGUISES {
            for (two, second) in DISGUISES {
                let text = format!("{before}{} dank", second(&first(planted)));
                let is_found = found(&text, Some("nl")).iter().any(|one| one.kind.as_str() == *kind);
                assert!(is_found, "{kind} as {one} and {two}: {text:?}: {:?}", found(&text, Some("nl")));
            }
        }
    }
}

#[test]
fn all_of_them_in_one_post_are_all_found() {
    let all: Vec<String> = PLANTED.iter().map(|(_, before, planted)| format!("{before}{planted}")).collect();
    let text = all.join("; ");
    let findings = found(&text, Some("nl"));
    for (kind, _, planted) in PLANTED {
        let start = text.find(planted).expect("it stands there");
        let is_found = findings.iter().any(|one| one.kind.as_str() == *kind && one.start == start);
        assert!(is_found, "{kind} {planted}: {findings:?}");
    }
}

#[test]
fn an_address_spelled_in_words_is_found_in_every_language() {
    for written in [
        "s1 at example dot org",
        "s1 AT example DOT org",
        "s1[at]example[dot]org",
        "s1 [at] example [dot] org",
        "s1(at)example.org",
        "s1 (at) example (dot) org",
        "s1{at}example{dot}org",
        "s1 <at> example <dot> org",
        "s1_at_example_dot_org",
        "s1 @ example . org",
        "s1 @ example.org",
        "s1@example (dot) org",
        "s1@example[.]org",
        "s1[@]example.org",
        "s1\u{ff20}example.org",
        "s1\u{fe6b}example.org",
        "s1&#64;example.org",
        "s1%40example.org",
        "s1 apenstaartje example punt org",
        "s1 (apenstaartje) example (punt) org",
        "s1 arobase example point org",
        "s1 [arobase] example [point] org",
        "s1 arroba example punto org",
        "s1 (ät) example (punkt) org",
        "s1 klammeraffe example punkt org",
        "s1 chiocciola example punto org",
        "s1 małpa example kropka org",
        "s1 apestaart example punt org",
        "s1 at example dot co dot uk",
        "s1 (a) example.org",
        "s1 (at) sub (dot) example (dot) org",
        "S1 AT EXAMPLE DOT ORG",
        "s1-at-example-dot-org",
        "s1&commat;example.org",
        "s1 punt p2 apenstaartje example punt org",
        "jan\u{200b} at\u{200b} example dot org",
    ] {
        for text in [format!("mail me: {written}"), format!("{written} is mijn adres"), format!("via {written}, graag")]
        {
            let is_found = found(&text, None).iter().any(|one| one.kind.as_str() == "EMAIL_ADDRESS");
            assert!(is_found, "{text:?}: {:?}", found(&text, None));
        }
    }
}

#[test]
fn a_handle_of_the_fediverse_is_no_address_and_an_address_is_no_handle() {
    for text in [
        "volg @s1@social.example",
        "@s1@social.example schreef",
        "cc @s1.p2@chat.example.org!",
        "ook op @s1@social.example.",
    ] {
        let kinds: Vec<&str> = found(text, Some("nl")).iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["HANDLE"], "{text}");
    }
    for text in ["mail s1@social.example", "s1@social.example schreef"] {
        let kinds: Vec<&str> = found(text, Some("nl")).iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["EMAIL_ADDRESS"], "{text}");
    }
}

#[test]
fn numbers_and_words_that_are_nobodys_are_not_found() {
    for text in [
        "mijn bsn is 111222334",
        "bestelnummer 111222333",
        "order 123456782 is onderweg",
        "factuur 2024-0017-33 van 1.250,00 euro",
        "ISBN 978-90-274-3964-2",
        "isbn 9789027439642",
        "ISBN 0-306-40615-2",
        "versie 10.4.2.1 is uit",
        "update naar v2.11.0-rc1",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "md5 d41d8cd98f00b204e9800998ecf8427e",
        "uuid 123e4567-e89b-42d3-a456-426614174000",
        "timestamp 1700000000",
        "2024-03-01T12:30:45Z",
        "1709294445123 ms sinds de epoch",
        "op 12-03-2024 om 10:30",
        "kaart 4111 1111 1111 1112 was een typefout",
        "NL03 ABNA 0123 4567 89",
        "track en trace 3SABCD123456789",
        "er keken 1.234.567 mensen",
        "1 234 567 inwoners",
        "het kost 06,50 euro",
        "de stand is 3-1, 21 schoten",
        "0x7ffde4a01b20 in frame #3",
        "EAN 8710398500045",
        "we zien elkaar @ home",
        "look at example dot com bubble",
        "de punt is dat ik at wat er was",
        "we met at ten dot sharp",
        "point final, arobase",
        "optie (a) dat is beter dan (b)",
        "90%40 korting",
        "kamer 12, rij 4, stoel 19",
        "hoofdstuk 3.2.1.4",
        "RFC 2119 en ISO 27001:2022",
        "pi is 3.14159265358979",
    ] {
        let found: Vec<_> = found(text, Some("nl")).into_iter().filter(|one| one.band == Level::Found).collect();
        assert!(found.is_empty(), "{text:?}: {found:?}");
    }
}
