//! Papers and plates. In: the runs of a folded text. Out: numbers of passports, licences and identity cards beside a word
//! that names them, and registration plates. Never: a date or an amount that stands beside such a word.

use crate::cue::{IDENTITY_CARD, LICENCE, PASSPORT, PLATE, VEHICLE};
use crate::identifier::Finder;
use crate::scan::{Marks, Run};
use crate::{Kind, Span, near};

pub(crate) fn documents(finder: &mut Finder) {
    british_licences(finder);
    for (cue, kind) in [(PASSPORT, Kind::Passport), (LICENCE, Kind::DriverLicense), (IDENTITY_CARD, Kind::IdentityCard)]
    {
        for word in finder.said(cue) {
            if let Some(span) = number_behind(finder, word) {
                finder.find(kind, span, 0.85);
            }
        }
    }
}

/// The number that the word means: within a few words behind it.
fn number_behind(finder: &Finder, word: Span) -> Option<Span> {
    const WORDS_MAX: usize = 5;
    let scan = &finder.scan;
    let first = scan.first_from(word.end);
    let has_digits = |at: &usize| scan.run(*at).is_some_and(|run| run.digits > 0);
    // `(Feld 5): N076DDX4443`: what is too short is passed by.
    (first..first + WORDS_MAX).filter(has_digits).take(2).find_map(|at| number_at(finder, word, at))
}

fn number_at(finder: &Finder, word: Span, at: usize) -> Option<Span> {
    const REACH: usize = 34;
    let scan = &finder.scan;
    let start = scan.run(at)?;
    let between = scan.text.get(word.end..start.start)?;
    // Nothing but the marks of a form, `no.: `, or a blank line; else the sentence must go on.
    let is_beside = between.chars().all(|c| c.is_whitespace() || matches!(c, ':' | '.' | '#' | '(' | '='));
    let is_shortened = ["nr.", "no.", " n."].iter().any(|short| between.contains(short));
    let has_ended = between.contains(['.', '!', '?', '\n', '@']) && !is_shortened;
    if start.start > word.end + REACH || scan.is_used(at) || has_ended && !is_beside {
        return None;
    }
    // Letters in front belong to it where they are capitals: `AB 123456`.
    let lead = at.checked_sub(1).and_then(|before| scan.run(before)).filter(|run| {
        run.is_word()
            && run.len() <= 3
            && run.start >= word.end
            && matches!(scan.gap(at - 1), Some(b" " | b"-"))
            && finder.is_upper(Span::new(run.start, run.end))
    });
    let from = if lead.is_some() { at - 1 } else { at };
    let (mut last, mut length, mut digits) = (at, start.len() + lead.map_or(0, |run| run.len()), start.digits);
    let is_threes = lead.is_some_and(|run| run.len() == 3) && start.len() == 3;
    while let (Some(gap), Some(next)) = (scan.gap(last), scan.run(last + 1)) {
        let is_upper = finder.is_upper(Span::new(next.start, next.end));
        let may_follow = next.digits > 0 || next.len() <= if is_threes { 3 } else { 2 };
        let goes_on = matches!(gap, b"-" | b"/") && is_upper
            || gap == b" " && is_upper && may_follow && next.len() <= 8 && length < 12;
        if !goes_on || scan.is_used(last + 1) {
            break;
        }
        (last, length, digits) = (last + 1, length + next.len(), digits + next.digits);
    }
    let span = Span::new(scan.run(from)?.start, scan.run(last)?.end);
    let text = scan.text.get(span.start..span.end)?;
    let marks = |mark: u8| text.bytes().filter(|byte| *byte == mark).count();
    let is_date = (marks(b'-') == 2 || marks(b'/') == 2) && (6..=8).contains(&length) && digits as usize == length;
    // Passports and cards of several countries have nine places, of which one or two may be digits.
    let is_card = matches!(length, 8..=10) && finder.is_upper(span) && digits > 0;
    let is_long = (6..=20).contains(&length) && (digits >= 3 || is_card && from == last);
    (is_long && !is_date && finder.is_free(span)).then_some(span)
}

/// Five letters of the name, the birth date inside six digits, two letters, three to check.
fn british_licences(finder: &mut Finder) {
    let may_be = |run: &Run| run.len() == 5 || run.digits > 0 && (6..=16).contains(&run.len());
    for (at, run) in finder.scan.near(near::LICENCE).filter(|(_, run)| may_be(run)) {
        if run.is_number() || !finder.scan.bytes(*run).first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let Some(joined) = finder.scan.shape(at, "xxxxxddddddxxxll", Marks::of(b" ")) else { continue };
        let s = joined.bytes();
        let value =
            |from: usize| s.get(from..from + 2).and_then(|two| std::str::from_utf8(two).ok()?.parse::<u32>().ok());
        let is_name = s.get(..5).is_some_and(|name| {
            let letters = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            letters >= 1 && name.iter().skip(letters).all(|byte| *byte == b'9')
        });
        let is_dated = matches!(value(6), Some(1..=12 | 51..=62)) && matches!(value(8), Some(1..=31));
        if is_name && is_dated && finder.is_free(joined.span) {
            finder.find(Kind::DriverLicense, joined.span, 0.9);
        }
    }
}

pub(crate) fn plates(finder: &mut Finder) {
    for word in finder.said(PLATE) {
        if let Some(span) = said_plate(finder, word) {
            finder.find(Kind::LicensePlate, span, 0.85);
        }
    }
    if finder.cued().has(VEHICLE) {
        if finder.lang() == Some("en") {
            joined_plates(finder);
        }
        for word in finder.said(VEHICLE) {
            if let Some(span) = plate_of(finder, word) {
                finder.find(Kind::LicensePlate, span, 0.7);
            }
        }
    }
    // Most runs are words with a blank behind them.
    let may_be = |run: &Run| matches!((run.mark, run.len()), (b'-', ..=4) | (b' ', 4));
    for (at, run) in finder.scan.near(near::PLATE).filter(|(_, run)| may_be(run)) {
        if let Some((span, score)) = shaped_plate(finder, at, *run) {
            finder.find(Kind::LicensePlate, span, score);
        }
    }
}

/// `AB12CDE` beside a word for what it hangs on: without the blank it is the number of a product as often.
fn joined_plates(finder: &mut Finder) {
    for (at, run) in finder.scan.near(near::PLATE).filter(|(_, run)| run.len() == 7 && run.digits == 2) {
        let span = Span::new(run.start, run.end);
        let is_shaped = matches!(finder.scan.bytes(*run).split_at_checked(4), Some((half, rest))
            if is_british(half) && rest.iter().all(u8::is_ascii_alphabetic));
        let is_plate = is_shaped && !finder.scan.is_used(at) && finder.is_upper(span) && finder.say(span, VEHICLE);
        if is_plate && finder.is_free(span) && finder.scan.is_standalone(span) {
            finder.find(Kind::LicensePlate, span, 0.7);
        }
    }
}

/// Three groups of letters alone and digits alone, in brackets or in capitals right behind what they hang on:
/// `mijn auto (ab-12-cd)`, `ma voiture 1234 AB 75`.
fn plate_of(finder: &Finder, word: Span) -> Option<Span> {
    let scan = &finder.scan;
    let first = scan.first_from(word.end);
    let all = [scan.run(first)?, scan.run(first + 1)?, scan.run(first + 2)?];
    let [one, _, three] = all;
    let span = Span::new(one.start, three.end);
    let is_pure = |run: &Run| run.is_number() && run.len() <= 4 || run.is_word() && run.len() <= 3;
    let (digits, letters) = all.iter().fold((0, 0), |sum, run| (sum.0 + run.digits, sum.1 + run.letters()));
    let is_joined = (first..first + 2).all(|at| matches!(scan.gap(at), Some(b"-" | b" ")) && !scan.is_used(at));
    let is_shaped =
        all.iter().all(is_pure) && digits >= 2 && letters >= 2 && (5..=9).contains(&(digits as usize + letters));
    let is_hyphenated = (first..first + 2).any(|at| scan.gap(at) == Some(b"-"));
    let between = scan.text.get(word.end..one.start)?;
    let is_meant = match between {
        " (" => scan.byte(span.end) == Some(b')') && (is_hyphenated || finder.is_upper(span)),
        " " => finder.is_upper(span) && one.is_number() && three.is_number(),
        _ => false,
    };
    (is_meant && is_joined && is_shaped && finder.is_free(span)).then_some(span)
}

/// Up to four groups of letters and digits, five to nine together, behind a word for a plate.
fn said_plate(finder: &Finder, word: Span) -> Option<Span> {
    const REACH: usize = 26;
    let scan = &finder.scan;
    let first = scan.first_from(word.end);
    let mut best: Option<Span> = None;
    for from in first..first + 4 {
        let start = scan.run(from).filter(|run| run.start <= word.end + REACH && !scan.is_used(from))?;
        // A word in small letters stands between; a plate typed in small letters begins with at most three.
        if start.is_word()
            && (start.len() > 3 || !finder.is_upper(Span::new(start.start, start.end)) && scan.gap(from) == Some(b" "))
        {
            continue;
        }
        let (mut length, mut digits, mut letters) = (0, 0, 0);
        for last in from..from + 4 {
            let Some(run) = scan.run(last).filter(|run| run.len() <= 8 && !scan.is_used(last)) else { break };
            let is_upper = finder.is_upper(Span::new(run.start, run.end));
            let is_joined = last == from
                || match scan.gap(last - 1) {
                    Some(b"-") => true,
                    Some(b" ") => is_upper,
                    _ => false,
                };
            if !is_joined {
                break;
            }
            (length, digits, letters) = (length + run.len(), digits + run.digits, letters + run.letters());
            if (4..=9).contains(&length) && digits > 0 && letters > 0 {
                best = Some(Span::new(start.start, run.end));
            }
        }
        if best.is_some() {
            break;
        }
    }
    best.filter(|span| finder.is_free(*span))
}

/// Plates whose shape alone tells: Dutch, Belgian, French and Italian, British, Irish, German, Spanish.
fn shaped_plate(finder: &Finder, at: usize, first: Run) -> Option<(Span, f32)> {
    let scan = &finder.scan;
    if scan.is_used(at) {
        return None;
    }
    let group = |place: usize| {
        let run = scan.run(at + place)?;
        let class = if run.is_number() {
            'd'
        } else if run.is_word() {
            'l'
        } else {
            'x'
        };
        Some((class, run.len(), run))
    };
    let gap = |place: usize| scan.gap(at + place);
    let (one, two, three) = (group(0)?, group(1)?, group(2));
    let third = three.map_or(('x', 0), |(class, length, _)| (class, length));
    let (found, last) = match ((one.0, one.1), gap(0)?, (two.0, two.1), gap(1), third) {
        (('l', 2), b"-", ('d', 3), Some(b"-"), ('l', 2)) => (0.85, three?.2),
        (('d', 1), b"-", ('l', 3), Some(b"-"), ('d', 3)) => (0.85, three?.2),
        ((a, m), b"-", (b, n), Some(b"-"), (c, o)) if is_dutch([(a, m), (b, n), (c, o)]) => (0.75, three?.2),
        (('d', 2 | 3), b"-", ('l', 1 | 2), Some(b"-"), ('d', 1..=6)) if is_irish(scan.bytes(two.2)) => (0.75, three?.2),
        (('l', 1..=3), b"-", ('l', 1 | 2), Some(b" "), ('d', 2..=4)) if finder.lang() == Some("de") => (0.65, three?.2),
        (('d', 4), b" ", ('l', 3), ..)
            if finder.lang() == Some("es") && !scan.bytes(two.2).iter().any(|b| b"aeiouq".contains(b)) =>
        {
            (0.65, two.2)
        }
        (('x', 4), b" ", ('l', 3), ..) if is_british(scan.bytes(first)) && finder.lang() == Some("en") => (0.7, two.2),
        _ => return None,
    };
    let span = Span::new(first.start, last.end);
    let is_joined_before = matches!(scan.before(span.start, 1), Some(b'-' | b'/' | b'.' | b'#'));
    let is_joined_after = matches!(scan.byte(span.end), Some(b'-' | b'/'))
        && scan.byte(span.end + 1).is_some_and(|b| b.is_ascii_alphanumeric());
    let is_alone = !is_joined_before && !is_joined_after;
    (is_alone && finder.is_upper(span) && finder.is_free(span) && !finder.is_thing(span)).then_some((span, found))
}

/// The fourteen Dutch series: six letters and digits in three groups of one kind each.
fn is_dutch(groups: [(char, usize); 3]) -> bool {
    let [(a, m), (b, n), (c, o)] = groups;
    let is_pure = [a, b, c].iter().all(|class| *class != 'x');
    let is_mixed = !(a == b && b == c);
    is_pure
        && is_mixed
        && matches!((m, n, o), (2, 2, 2) | (2, 3, 1) | (1, 3, 2) | (3, 2, 1) | (1, 2, 3))
        && (n == 2 || a != b && b != c)
}

fn is_irish(county: &[u8]) -> bool {
    const COUNTIES: &[&[u8]] = &[
        b"c", b"ce", b"cn", b"cw", b"d", b"dl", b"g", b"ke", b"kk", b"ky", b"l", b"ld", b"lh", b"lk", b"lm", b"ls",
        b"mh", b"mn", b"mo", b"oy", b"rn", b"so", b"t", b"tn", b"ts", b"w", b"wd", b"wh", b"ww", b"wx",
    ];
    COUNTIES.contains(&county)
}

/// Two letters and the half-year.
fn is_british(run: &[u8]) -> bool {
    matches!(run, [a, b, c, d] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit())
}
