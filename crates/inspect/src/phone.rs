//! Telephone numbers. In: a folded text and what is already known to be something else. Out: hits. Never: a date, an
//! amount or a long identifier taken for a number to call. There is no check digit, so shape and context decide.

use crate::contact::{Hit, pattern};
use crate::identifier::{is_standalone, near};
use crate::{Kind, Span};
use regex::Regex;
use std::sync::LazyLock;

/// Digits after the country code, for the countries that we know; others have 7 to 12.
const COUNTRIES: &[(&str, usize, usize)] = &[
    ("1", 10, 10),
    ("31", 9, 9),
    ("32", 8, 9),
    ("33", 9, 9),
    ("34", 9, 9),
    ("39", 8, 11),
    ("41", 9, 9),
    ("43", 7, 12),
    ("44", 9, 10),
    ("45", 8, 8),
    ("46", 7, 10),
    ("47", 8, 8),
    ("48", 9, 9),
    ("49", 7, 11),
    ("55", 10, 11),
    ("351", 9, 9),
    ("352", 6, 9),
    ("353", 7, 9),
    ("358", 6, 11),
];

const CONTEXT: &[&str] = &[
    "tel", "phone", "call", "mobile", "mobiel", "cell", "bel ", "belle", "bellen", "gsm", "whatsapp", "sms", "app me",
    "appen", "text me", "nummer", "number", "handy", "ruf", "anruf", "fax", "ring me", "reach me", "contact", "ligue",
    "celular", "fone", "06-", "dial",
];

/// Words that stand with little else than a number to call.
const STRONG_CONTEXT: &[&str] = &[
    "telephone",
    "telefoon",
    "telefon",
    "phone",
    "call me",
    "call us",
    "call back",
    "mobile",
    "mobiel",
    "cell",
    "gsm",
    "whatsapp",
    "sms",
    "handy",
    "bel me",
    "bellen",
    "anruf",
    "ring me",
    "reach me",
    "fax",
    "text me",
    "app me",
];

pub(crate) fn phones(text: &str, taken: &dyn Fn(Span) -> bool, hits: &mut Vec<Hit>) {
    // A separator is one blank or mark, or a mark with a blank beside it, or the brackets around an area code.
    static INTERNATIONAL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\+|(?-u:\b)00 ?)\(?[1-9](?:[ ./()-]{0,3}[0-9]){6,16}"));
    static NATIONAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\(?(?-u:\b)0[0-9](?:[ ./()-]{0,2}[0-9]){6,12}"));
    static AMERICAN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:1[ .-])?(?:\([2-9][0-9]{2}\) ?|(?-u:\b)[2-9][0-9]{2}[ .-])[0-9]{3}[ .-][0-9]{4}(?: ?(?:x|ext\.?) ?[0-9]{1,5})?(?-u:\b)",
        )
    });
    static BRAZILIAN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\([1-9][0-9]\) ?|(?-u:\b)[1-9][0-9] )9?[0-9]{4}-[0-9]{4}(?-u:\b)"));
    static BARE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\(?(?-u:\b)[1-9][0-9]{0,5}\)?(?:[ .-]{0,2}[0-9]{1,6}){1,5}(?-u:\b)"));

    each(&INTERNATIONAL, text, taken, hits, |text, span| international(text, span).map(|span| (span, 0.95)));
    each(&BRAZILIAN, text, taken, hits, |_, span| Some((span, 0.8)));
    each(&NATIONAL, text, taken, hits, national);
    each(&AMERICAN, text, taken, hits, |text, span| Some((span, if near(text, span, CONTEXT) { 0.9 } else { 0.7 })));
    each(&BARE, text, taken, hits, |text, span| {
        let count = count_digits(text.get(span.start..span.end)?);
        let is_grouped = span.end - span.start > count;
        let is_said = said_to_be_one(text, span) || is_grouped && near(text, span, STRONG_CONTEXT);
        ((7..=13).contains(&count) && is_said).then_some((span, 0.7))
    });
}

fn each(
    regex: &Regex,
    text: &str,
    taken: &dyn Fn(Span) -> bool,
    hits: &mut Vec<Hit>,
    judge: impl Fn(&str, Span) -> Option<(Span, f32)>,
) {
    let mut from = 0;
    while let Some(found) = regex.find_at(text, from) {
        let candidate = Span::new(found.start(), found.end());
        from = candidate.end;
        if taken(candidate) || hits.iter().any(|hit| hit.kind == Kind::PhoneNumber && hit.span.overlaps(candidate)) {
            continue;
        }
        if let Some((span, score)) = judge(text, candidate)
            && is_standalone(text, span)
        {
            // Another number may begin inside what the pattern took too much.
            from = span.end;
            hits.push(Hit { kind: Kind::PhoneNumber, span, score });
        }
    }
}

fn count_digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// The longest start of `span` that ends between two groups and holds a number of digits that `fits`.
fn longest(text: &str, span: Span, fits: impl Fn(usize) -> bool) -> Option<Span> {
    let candidate = text.get(span.start..span.end)?;
    let mut count = 0;
    let mut best = None;
    let mut bytes = candidate.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte.is_ascii_digit() {
            count += 1;
            if fits(count) && bytes.peek().is_none_or(|(_, next)| !next.is_ascii_digit()) {
                best = Some(Span::new(span.start, span.start + at + 1));
            }
        }
    }
    best
}

fn international(text: &str, span: Span) -> Option<Span> {
    let candidate = text.get(span.start..span.end)?;
    let digits: String = candidate.chars().filter(char::is_ascii_digit).collect();
    let digits = if candidate.starts_with('+') { digits.as_str() } else { digits.strip_prefix("00")? };
    let lead = if candidate.starts_with('+') { 0 } else { 2 };
    // `+31 (0)6 …`: the trunk zero in brackets counts as a digit but is not dialled.
    let trunk = usize::from(candidate.contains("(0)"));
    let known = COUNTRIES.iter().find(|(code, ..)| digits.starts_with(code));
    let (code, least, most) = known.map_or((2, 6, 12), |(code, least, most)| (code.len(), *least, *most));
    longest(text, span, |count| (lead + trunk + code + least..=lead + trunk + code + most).contains(&count))
}

fn national(text: &str, span: Span) -> Option<(Span, f32)> {
    static DATE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[0-9]{1,2}([-./ ])[0-9]{1,2}[-./ ](?:[0-9]{4}|[0-9]{2})(?:$|[^0-9-./])"));
    static PAIRS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^0[0-9](?:([ .-])[0-9]{2}){4}$"));
    let span = longest(text, span, |count| (9..=12).contains(&count))?;
    let candidate = text.get(span.start..span.end)?;
    if DATE.is_match(candidate) && !PAIRS.is_match(candidate) || candidate.bytes().all(|b| !(b'1'..=b'9').contains(&b))
    {
        return None;
    }
    let digits: String = candidate.chars().filter(char::is_ascii_digit).collect();
    // nl 06, be 04, de 015 to 017, ie 083 to 089, uk 07, fr 06 and 07: mobile numbers are written without context.
    let is_mobile = match digits.len() {
        10 => {
            digits.starts_with("06") || digits.starts_with("04") || digits.starts_with("08") || digits.starts_with("07")
        }
        11 | 12 => {
            digits.starts_with("015")
                || digits.starts_with("016")
                || digits.starts_with("017")
                || digits.starts_with("07")
        }
        _ => false,
    };
    let is_grouped = candidate.len() > digits.len();
    let score = match (near(text, span, CONTEXT), is_mobile, is_grouped) {
        (true, ..) => 0.95,
        (false, true, _) => 0.85,
        (false, false, true) => 0.7,
        // Ten plain digits with a zero in front: an order number as often as a number to call.
        (false, false, false) => 0.4,
    };
    Some((span, score))
}

/// Whether a word right before the number says that it is one to call.
fn said_to_be_one(text: &str, span: Span) -> bool {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:tel|telefoon|telefoonnummer|telefon|telefonnummer|phone|phone number|mobile|mobiel|gsm|handy|handynummer|cell|call|call me|bel|bel me|whatsapp|sms|fax|ring|dial|anrufen|telefone|fone|celular)(?: ?(?:number|nummer|no|nr|is|ist|at|on|op|unter|now|even|mal|me|mij|:|\.|#))*[ :]*$",
        )
    });
    let mut start = span.start.saturating_sub(48);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..span.start).is_some_and(|before| SAID.is_match(before))
}
