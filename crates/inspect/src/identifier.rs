//! Numbers that identify a person. In: a folded text. Out: hits with right check digits. Never: a finding for a number
//! whose check digits are wrong, not even as another kind of number.

use crate::checksum;
use crate::contact::{Hit, is_border, is_border_after, pattern};
use crate::phone;
use crate::{Kind, Span};
use regex::Regex;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::LazyLock;

/// Finds numbers. `hits` already holds the web and e-mail addresses: a number inside one is a part of it.
pub(crate) fn numbers(text: &str, lang: Option<&str>, hits: &mut Vec<Hit>) {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits < 3 {
        return;
    }
    let mut taken: Vec<Span> = hits.iter().map(|hit| hit.span).collect();
    if text.contains('.') || text.contains(':') {
        addresses(text, &mut taken, hits);
    }
    births(text, &mut taken, hits);
    if digits < 7 {
        return;
    }
    ibans(text, &mut taken, hits);
    cards(text, &mut taken, hits);
    eleven_digits(text, lang, &mut taken, hits);
    nine_digits(text, lang, &mut taken, hits);
    phone::phones(text, &|span| is_taken(&taken, span), hits);
}

fn is_taken(taken: &[Span], span: Span) -> bool {
    taken.iter().any(|one| one.overlaps(span))
}

/// Whether a number stands alone: no letter, digit, decimal mark or other group of digits touches it.
pub(crate) fn is_standalone(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let at = |place: Option<usize>| place.and_then(|place| bytes.get(place)).copied();
    let before = (at(span.start.checked_sub(1)), at(span.start.checked_sub(2)));
    let after = (at(Some(span.end)), at(Some(span.end + 1)));
    let joined = |(near, far): (Option<u8>, Option<u8>)| {
        near.is_some_and(|near| matches!(near, b'.' | b',' | b'-' | b'/' | b':' | b'+' | b'='))
            && far.is_some_and(|far| far.is_ascii_digit())
    };
    is_border(text, span.start) && is_border_after(text, span.end) && !joined(before) && !joined(after)
}

/// Whether one of `words` stands in the 40 bytes before or 16 after.
pub(crate) fn near(text: &str, span: Span, words: &[&str]) -> bool {
    let (mut start, mut end) = (span.start.saturating_sub(40), (span.end + 16).min(text.len()));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (before, after) =
        (text.get(start..span.start).unwrap_or_default(), text.get(span.end..end).unwrap_or_default());
    words
        .iter()
        .any(|word| [before, after].into_iter().any(|side| side.match_indices(word).any(|(at, _)| is_border(side, at))))
}

fn ibans(text: &str, taken: &mut Vec<Span>, hits: &mut Vec<Hit>) {
    static SHAPE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?-u:\b)[a-z]{2}[0-9]{2}(?: ?- ?| )?[a-z0-9](?:[ .-]?[a-z0-9]){9,31}"));
    let mut from = 0;
    while let Some(found) = SHAPE.find_at(text, from) {
        let candidate = found.as_str();
        let length = candidate.get(..2).and_then(checksum::iban_length);
        let whole = length.and_then(|length| {
            candidate.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()).nth(length - 1)
        });
        let span = whole.map(|(last, _)| Span::new(found.start(), found.start() + last + 1));
        match span.filter(|span| is_border_after(text, span.end) && !is_taken(taken, *span)) {
            Some(span) => {
                let compact: String = candidate
                    .get(..span.end - span.start)
                    .unwrap_or_default()
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .collect();
                if checksum::iban(&compact) {
                    hits.push(Hit { kind: Kind::IbanCode, span, score: 0.99 });
                }
                // With wrong check digits it is no account, and its digits are no telephone number either.
                taken.push(span);
                from = span.end;
            }
            None => from = found.start() + 4,
        }
    }
}

fn cards(text: &str, taken: &mut Vec<Span>, hits: &mut Vec<Hit>) {
    static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?-u:\b)(?:[0-9]{4}([ .-]?)[0-9]{4}[ .-]?[0-9]{4}[ .-]?[0-9]{4}(?:[ .-]?[0-9]{3})?|[0-9]{4}[ .-]?[0-9]{6}[ .-]?[0-9]{4,5}|[0-9]{12,19})(?-u:\b)",
        )
    });
    for found in SHAPE.find_iter(text) {
        let span = Span::new(found.start(), found.end());
        if is_taken(taken, span) || !is_standalone(text, span) {
            continue;
        }
        let digits = checksum::digits(found.as_str());
        // Twelve to fourteen plain digits pass by chance more often: a time stamp, an article number.
        let is_usual = digits.len() >= 15 || found.as_str().len() > digits.len();
        let is_said =
            near(text, span, &["card", "creditcard", "credit", "cc", "visa", "mastercard", "kaart", "karte", "cartao"]);
        let score = match (checksum::card(&digits), is_said, is_usual) {
            (true, true, _) | (true, _, true) => Some(0.95),
            (true, false, false) => Some(0.6),
            // Issuers get new prefixes faster than a table does.
            (false, true, true) => checksum::luhn(&digits).then_some(0.7),
            (false, ..) => None,
        };
        hits.extend(score.map(|score| Hit { kind: Kind::CreditCard, span, score }));
        // Fewer digits may still be a telephone number with its country in front.
        if score.is_some() || digits.len() >= 15 {
            taken.push(span);
        }
    }
}

fn eleven_digits(text: &str, lang: Option<&str>, taken: &mut Vec<Span>, hits: &mut Vec<Hit>) {
    static ELEVEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?-u:\b)(?:[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}|[0-9]{2}[. ][0-9]{2}[. ][0-9]{2}[ -][0-9]{3}[. ][0-9]{2}|[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}|[0-9]{6}[ -][0-9]{3}[ .-]?[0-9]{2}|[0-9]{11})(?-u:\b)",
        )
    });
    for found in ELEVEN.find_iter(text) {
        let shape = found.as_str();
        judge(text, shape, Span::new(found.start(), found.end()), taken, hits, |digits, has, is_grouped| {
            // Some spellings belong to one number only.
            if shape.len() == 14 && shape.as_bytes().get(11) == Some(&b'-') {
                return checksum::cpf(digits).then_some((Kind::BrCpf, 0.95));
            }
            if shape.split(['.', ' ', '-']).count() == 5 {
                return checksum::belgian(digits).then_some((Kind::BeNationalNumber, 0.95));
            }
            let said_be =
                has(&["rijksregister", "registre national", "insz", "niss", "nationaal nummer", "national number"]);
            let said_de = has(&["steuer", "idnr", "id-nr", "identifikationsnummer", "tax", "tin"]);
            let said_br = has(&["cpf"]);
            if checksum::cpf(digits) && !said_be && !said_de {
                return Some((Kind::BrCpf, if is_grouped || said_br || lang == Some("pt") { 0.95 } else { 0.6 }));
            }
            if checksum::belgian(digits) && !said_de && !said_br {
                return Some((Kind::BeNationalNumber, if is_grouped || said_be { 0.95 } else { 0.7 }));
            }
            let is_german = is_grouped || said_de || lang == Some("de");
            (checksum::german_tax(digits) && !said_be && !said_br)
                .then_some((Kind::DeTaxId, if is_german { 0.9 } else { 0.4 }))
        });
        // What was called a national number and fails its test is no telephone number either.
        let span = Span::new(found.start(), found.end());
        let said =
            ["rijksregister", "registre national", "insz", "niss", "steuer", "idnr", "identifikationsnummer", "cpf"];
        if near(text, span, &said) && !is_taken(taken, span) {
            taken.push(span);
        }
    }
}

fn nine_digits(text: &str, lang: Option<&str>, taken: &mut Vec<Span>, hits: &mut Vec<Hit>) {
    static NINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?-u:\b)(?:[0-9]{4}[. -][0-9]{2}[. -][0-9]{3}|[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{3}[. -][0-9]{3}[. -][0-9]{3}|[0-9]{8,9})(?-u:\b)",
        )
    });
    for found in NINE.find_iter(text) {
        let shape = found.as_str();
        judge(text, shape, Span::new(found.start(), found.end()), taken, hits, |digits, has, is_grouped| {
            let is_said = has(&[
                "bsn",
                "burgerservicenummer",
                "burger service nummer",
                "sofi",
                "persoonsnummer",
                "citizen service",
            ]);
            let mut padded = digits.to_vec();
            if padded.len() == 8 && is_said {
                padded.insert(0, 0);
            }
            if checksum::bsn(&padded) {
                // One nine-digit number in eleven passes by chance, so elsewhere than in Dutch it must be said.
                let score = match (is_said, lang == Some("nl"), is_grouped) {
                    (true, ..) => 0.97,
                    (false, true, _) => 0.75,
                    (false, false, true) => 0.5,
                    (false, false, false) => 0.35,
                };
                return Some((Kind::NlBsn, score));
            }
            let is_american = shape.as_bytes().get(3) == Some(&b'-') && shape.as_bytes().get(6) == Some(&b'-');
            let said_ssn = has(&["ssn", "social security"]);
            (checksum::ssn(digits) && (is_american || said_ssn)).then_some((Kind::UsSsn, 0.85))
        });
        // What was called a BSN and fails the test is no telephone number either.
        let span = Span::new(found.start(), found.end());
        if near(text, span, &["bsn", "burgerservicenummer", "sofi"]) && !is_taken(taken, span) {
            taken.push(span);
        }
    }
}

fn judge(
    text: &str,
    shape: &str,
    span: Span,
    taken: &mut Vec<Span>,
    hits: &mut Vec<Hit>,
    decide: impl Fn(&[u32], &dyn Fn(&[&str]) -> bool, bool) -> Option<(Kind, f32)>,
) {
    if is_taken(taken, span) || !is_standalone(text, span) {
        return;
    }
    let digits = checksum::digits(shape);
    let has = |words: &[&str]| near(text, span, words);
    if let Some((kind, score)) = decide(&digits, &has, shape.len() > digits.len()) {
        hits.push(Hit { kind, span, score });
        if score >= 0.5 {
            taken.push(span);
        }
    }
}

fn addresses(text: &str, taken: &mut Vec<Span>, hits: &mut Vec<Hit>) {
    static V4: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?-u:\b)"));
    static V6: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}"));
    for found in V4.find_iter(text) {
        let span = Span::new(found.start(), found.end());
        let bytes = text.as_bytes();
        let joined = |near: u8| near == b'.' || near == b'-';
        let is_part = span.start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|near| joined(*near))
            || bytes.get(span.end).is_some_and(|near| joined(*near))
                && bytes.get(span.end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if is_part || is_taken(taken, span) {
            continue;
        }
        if let Ok(IpAddr::V4(address)) = found.as_str().parse::<IpAddr>() {
            let is_local =
                address.is_private() || address.is_loopback() || address.is_unspecified() || address.is_broadcast();
            hits.push(Hit { kind: Kind::IpAddress, span, score: if is_local { 0.55 } else { 0.9 } });
            taken.push(span);
        }
    }
    if text.bytes().filter(|byte| *byte == b':').count() < 2 {
        return;
    }
    for found in V6.find_iter(text) {
        let span = Span::new(found.start(), found.end());
        let is_alone = is_border(text, span.start) && is_border_after(text, span.end);
        let address = found.as_str();
        if is_alone
            && address.len() >= 6
            && address.bytes().any(|b| b.is_ascii_digit())
            && !is_taken(taken, span)
            && address.parse::<Ipv6Addr>().is_ok()
        {
            hits.push(Hit { kind: Kind::IpAddress, span, score: 0.9 });
            taken.push(span);
        }
    }
}

fn births(text: &str, taken: &mut Vec<Span>, hits: &mut Vec<Hit>) {
    const WORDS: &[&str] = &[
        "geboren",
        "geboortedatum",
        "geboorte",
        "geb.",
        "geb",
        "verjaardag",
        "born",
        "birth",
        "birthday",
        "birthdate",
        "dob",
        "date of birth",
        "geburtsdatum",
        "geburtstag",
        "nascid",
        "nascimento",
        "naissance",
        "ne le",
        "nee le",
    ];
    const STEMS: [&str; 8] = ["geb", "born", "birth", "dob", "verjaar", "nasci", "naiss", " le "];
    if !STEMS.into_iter().any(|stem| text.contains(stem)) {
        return;
    }
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?-u:\b)(?:[0-9]{1,2} ?[-./ ] ?[0-9]{1,2} ?[-./ ] ?(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}(?:st|nd|rd|th|e|\.)? (?:of )?(?:jan|feb|mar|maart|mrt|apr|mai|may|mei|jun|jul|aug|sep|okt|oct|nov|dec|dez|jän)[a-z]*\.?,? (?:19|20)[0-9]{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{2})(?-u:\b)",
        )
    });
    for found in DATE.find_iter(text) {
        let span = Span::new(found.start(), found.end());
        if !is_taken(taken, span) && near(text, span, WORDS) {
            hits.push(Hit { kind: Kind::DateOfBirth, span, score: 0.9 });
            taken.push(span);
        }
    }
}
