//! Places where somebody lives or is. In: the runs of a folded text. Out: coordinates, postal addresses with what belongs
//! to them, and postcodes. Never: a city or a country alone, or a temperature taken for a position.

use crate::contact::pattern;
use crate::cue::{ADDRESS, COORDINATES, POSTCODE};
use crate::identifier::Finder;
use crate::scan::Run;
use crate::{Kind, Span};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) fn coordinates(finder: &mut Finder) {
    degrees(finder);
    let mut at = 0;
    while at + 3 < finder.scan.runs.len() {
        if let Some(span) = decimals(finder, at) {
            finder.find(Kind::Coordinates, span, 0.9);
        }
        at += 1;
    }
}

/// `52°22'12.8"N 4°53'42.6"E`, `52.37° N, 4.89° E`, `N52 22.123 E4 53.456`.
fn degrees(finder: &mut Finder) {
    static DEGREES: LazyLock<Regex> = LazyLock::new(|| {
        let one = r#"[0-9]{1,3}(?:[.,][0-9]+)?°?(?: ?[0-9]{1,2}(?:[.,][0-9]+)?['′](?: ?[0-9]{1,2}(?:[.,][0-9]+)?(?:"|''|″|′′))?)?"#;
        pattern(&format!(r#"(?:[ns] ?{one}[,;/ ]{{0,3}}[ewo] ?{one}|{one} ?[ns][,;/ ]{{0,3}}{one} ?[ewo](?-u:\b))"#))
    });
    let text = finder.scan.text;
    if !text.contains(['°', '′', '\'']) && !finder.cued().all(COORDINATES).any(|_| true) {
        return;
    }
    for found in DEGREES.find_iter(text) {
        let span = Span::new(found.start(), found.end());
        let is_exact = found.as_str().contains(['°', '′', '\'', '.']);
        if is_exact && found.as_str().bytes().filter(u8::is_ascii_digit).count() >= 5 && finder.is_free(span) {
            finder.find(Kind::Coordinates, span, 0.9);
        }
    }
}

/// `52.37021, 4.89517`: a latitude and a longitude, at least one exact to ten metres.
fn decimals(finder: &Finder, at: usize) -> Option<Span> {
    let scan = &finder.scan;
    let number = |place: usize| scan.run(place).filter(|run| run.is_number() && !scan.is_used(place));
    let (whole, part) = (number(at).filter(|run| run.len() <= 3)?, number(at + 1)?);
    if scan.gap(at) != Some(b".") || part.len() < 3 {
        return None;
    }
    let (second, rest) = (number(at + 2).filter(|run| run.len() <= 3)?, number(at + 3)?);
    let between = scan.gap(at + 1)?;
    let between = between.strip_suffix(b"-").unwrap_or(between);
    let is_pair = matches!(between, b", " | b"," | b" " | b" / " | b"/" | b"; " | b";");
    if !is_pair || scan.gap(at + 2) != Some(b".") || rest.len() < 3 || part.len() > 15 || rest.len() > 15 {
        return None;
    }
    let value = |run: Run| scan.text.get(run.start..run.end).and_then(|digits| digits.parse::<u32>().ok());
    let in_range = value(whole)? <= 90 && value(second)? <= 180;
    let minus = usize::from(scan.before(whole.start, 1) == Some(b'-'));
    let span = Span::new(whole.start - minus, rest.end);
    let is_exact = part.len().min(rest.len()) >= 4 || finder.say(span, COORDINATES);
    (in_range && is_exact && finder.is_free(span) && scan.byte(span.end) != Some(b'%')).then_some(span)
}

/// Ends of street names that are one word.
const ENDINGS: &[&str] = &[
    "straat",
    "strasse",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "dijk",
    "singel",
    "dreef",
    "steeg",
    "plantsoen",
    "vaart",
    "straatweg",
    "steenweg",
    "gasse",
    "allee",
    "platz",
    "damm",
    "ufer",
    "chaussee",
    "steig",
    "stieg",
    "gatan",
    "vagen",
    "vej",
    "gade",
    "katu",
    "tie",
    "hof",
    "ring",
    "markt",
    "pad",
    "wal",
    "haven",
    "park",
    "baan",
    "lei",
    "erf",
    "graben",
    "zeile",
    "str",
    "boulevard",
    "promenade",
    "oord",
    "kamp",
    "veld",
    "burgwal",
    "hout",
    "oever",
    "heide",
    "berg",
    "tor",
    "bruecke",
    "brucke",
];

/// Words that stand in front of the name of a street.
const BEFORE: &[&str] = &[
    "rue",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "blvd",
    "place",
    "chemin",
    "allee",
    "impasse",
    "route",
    "quai",
    "cours",
    "square",
    "passage",
    "faubourg",
    "chaussee",
    "calle",
    "avenida",
    "avda",
    "plaza",
    "paseo",
    "camino",
    "carretera",
    "ronda",
    "travesia",
    "via",
    "viale",
    "piazza",
    "corso",
    "vicolo",
    "largo",
    "piazzale",
    "rua",
    "praca",
    "travessa",
    "estrada",
    "alameda",
    "ul",
    "ulica",
    "aleja",
    "plac",
    "strada",
    "bulevardul",
    "c",
];

/// Words that stand behind the name of a street.
const BEHIND: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "close",
    "court",
    "ct",
    "place",
    "pl",
    "way",
    "terrace",
    "crescent",
    "square",
    "sq",
    "gardens",
    "hill",
    "row",
    "grove",
    "park",
    "mews",
    "boulevard",
    "blvd",
    "circle",
    "parkway",
    "highway",
    "hwy",
    "walk",
    "quay",
    "green",
    "rise",
    "view",
    "trail",
    "parade",
    "loop",
    "pike",
    "wharf",
    "vale",
];

/// The other suffixes of the United States' postal list: words that are seldom the name of a street.
const RARELY_BEHIND: &str = " alley branch bridge brook brooks burg bypass camp canyon cape causeway center centers circles cliff cliffs club \
    common corner corners course courts cove coves creek crest crossing crossroad curve dale dam divide drives estate estates expressway \
    extension extensions fall falls ferry field fields flats ford fords forest forge forges fork forks fort freeway garden gateway glen \
    glens greens groves harbor harbors haven heights hills hollow inlet island islands isle junction junctions key keys knoll knolls \
    lake lakes land landing light lights lock locks lodge mall manor manors meadow meadows mill mills mission motorway mount mountain \
    mountains orchard oval overpass parks parkways pass passage path pine pines plain plains plaza point points port ports prairie \
    ramp ranch rapid rapids ridge ridges river roads route run shoal shoals shore shores skyway spring springs spur spurs squares \
    station stravenue stream streets summit throughway trace track trafficway tunnel turnpike underpass union unions valley valleys \
    viaduct views village villages ville vista walks wall ways well wells ";

const BOXES: &[&str] = &["postbus", "postfach", "pobox", "box", "apartado", "bp"];

/// Small words inside the name of a street or a city.
const PARTICLES: &[&str] = &[
    "van", "der", "den", "de", "het", "t", "ten", "ter", "von", "am", "an", "zum", "zur", "im", "in", "la", "le",
    "les", "du", "des", "l", "d", "et", "del", "los", "las", "y", "el", "di", "della", "dei", "delle", "da", "do",
    "dos", "e", "of", "the", "aan", "op", "s", "sur", "sous", "bei", "ob", "a", "unter", "auf", "dem",
];

pub(crate) fn addresses(finder: &mut Finder) {
    let mut at = 0;
    while let Some(run) = finder.scan.run(at) {
        let is_beside = |at: usize| finder.scan.run(at).is_some_and(|run| run.digits > 0);
        let found = if finder.scan.is_used(at)
            || run.len() > 40
            || run.is_word() && !is_beside(at + 1) && !may_stand_before(finder, run)
        {
            None
        } else if run.is_word() {
            street(finder, at)
        } else {
            english(finder, at).or_else(|| numbered(finder, at))
        };
        let found = found.filter(|(first, last, _)| finder.is_free(over(finder, *first, *last)));
        if let Some((first, last, has_code)) = found {
            let span = over(finder, first, last);
            finder.find(Kind::StreetAddress, span, if has_code { 0.95 } else { 0.8 });
            at = last + 1;
        } else {
            at += 1;
        }
    }
    postcodes(finder);
}

/// Whether a word has the first letter and the length of one of [`BEFORE`]: most words have not.
fn may_stand_before(finder: &Finder, run: Run) -> bool {
    static LENGTHS: LazyLock<[u32; 256]> = LazyLock::new(|| {
        let mut lengths = [0; 256];
        for word in BEFORE {
            if let Some(mask) = word.bytes().next().and_then(|first| lengths.get_mut(usize::from(first))) {
                *mask |= 1 << word.len();
            }
        }
        lengths
    });
    let first = finder.scan.bytes(run).first().copied().unwrap_or_default();
    run.len() < 32 && LENGTHS.get(usize::from(first)).is_some_and(|mask| mask >> run.len() & 1 == 1)
}

fn over(finder: &Finder, first: usize, last: usize) -> Span {
    let (first, last) = (finder.scan.run(first), finder.scan.run(last));
    Span::new(first.map_or(0, |run| run.start), last.map_or(0, |run| run.end))
}

fn word<'t>(finder: &Finder<'t>, at: usize) -> &'t str {
    finder.scan.run(at).and_then(|run| finder.scan.text.get(run.start..run.end)).unwrap_or_default()
}

fn is_capital(finder: &Finder, at: usize) -> bool {
    finder.scan.run(at).is_some_and(|run| {
        run.is_word()
            && finder.folded.original_of(Span::new(run.start, run.end)).chars().next().is_some_and(char::is_uppercase)
    })
}

/// A house number at this run; the last run that belongs to it.
fn house_number(finder: &Finder, at: usize) -> Option<usize> {
    let scan = &finder.scan;
    let run = scan.run(at).filter(|run| run.digits > 0 && run.digits <= 4 && run.len() - run.digits <= 1)?;
    if scan.is_used(at) || !scan.bytes(run).first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let next = word(finder, at + 1);
    let is_near = |gaps: &[&[u8]]| scan.gap(at).is_some_and(|gap| gaps.contains(&gap));
    let is_suffix =
        matches!(next, "bis" | "ter" | "hs" | "huis" | "ii" | "iii" | "rood" | "zw") && is_near(&[b" ", b"-"]);
    let is_letter = next.len() == 1 && next.bytes().all(|b| b.is_ascii_lowercase()) && is_near(&[b"-", b"/"])
        || next.len() == 1 && is_near(&[b" "]) && is_capital(finder, at + 1) && next != "i";
    let is_range =
        scan.run(at + 1).is_some_and(|run| run.is_number() && run.len() <= 3) && is_near(&[b"-", b"/", b" - "]);
    Some(if is_suffix || is_letter || is_range { at + 1 } else { at })
}

/// Behind a street with its number: unit, postcode and city. The last run, and whether there is a postcode.
fn tail(finder: &Finder, last: usize) -> (usize, bool) {
    let scan = &finder.scan;
    let mut last = last;
    // `bus 3`, `Apt. 864`, `2. OG` and the like.
    let unit = word(finder, last + 1);
    if matches!(unit, "bus" | "apt" | "flat" | "unit" | "suite" | "bte" | "boite" | "app" | "piso" | "top" | "whg")
        && scan.gap(last).is_some_and(|gap| gap.len() <= 2)
        && scan.run(last + 2).is_some_and(|run| run.digits > 0 && run.len() <= 5)
    {
        last += 2;
    }
    let is_near = |at: usize| {
        matches!(scan.gap(at), Some(b" " | b", " | b"," | b"\n" | b",\n" | b" - " | b"; " | b" | " | b" (" | b",  "))
    };
    if !is_near(last) {
        return (last, false);
    }
    if let Some(code) = postcode(finder, last + 1) {
        let is_short = code == last + 1 && scan.run(code).is_some_and(Run::is_number);
        let end = city(finder, code);
        // Four or five digits alone are a postcode only before a city.
        return match (end, is_short) {
            (Some(end), _) => (british_or_state(finder, end).unwrap_or(end), true),
            (None, false) => (code, true),
            (None, true) => (last, false),
        };
    }
    if matches!(scan.gap(last), Some(b", " | b"," | b"\n" | b",\n"))
        && let Some(end) = city(finder, last)
    {
        return match british_or_state(finder, end) {
            Some(code) => (code, true),
            None => (end, false),
        };
    }
    (last, false)
}

/// Behind a city: `SW1A 2AA`, `, IL 62704`.
fn british_or_state(finder: &Finder, last: usize) -> Option<usize> {
    let scan = &finder.scan;
    let is_near = |at: usize| matches!(scan.gap(at), Some(b" " | b", " | b"\n" | b",\n"));
    let british = || british_postcode(finder, last + 1);
    let state = || {
        let state = scan.run(last + 1).filter(|run| run.is_word() && run.len() == 2)?;
        let zip = scan.run(last + 2).filter(|run| run.is_number() && run.len() == 5)?;
        (finder.is_upper(Span::new(state.start, state.end)) && zip.start == state.end + 1).then_some(last + 2)
    };
    let continental = || postcode(finder, last + 1).filter(|_| scan.gap(last) != Some(b" "));
    is_near(last).then(|| british().or_else(state).or_else(continental)).flatten()
}

/// The words of a city behind the run at `last`.
fn city(finder: &Finder, last: usize) -> Option<usize> {
    const WORDS_MAX: usize = 4;
    let scan = &finder.scan;
    let mut end = None;
    for at in last + 1..=last + WORDS_MAX {
        let Some(gap) = scan.gap(at - 1) else { break };
        let is_first = at == last + 1;
        let is_joined = matches!(gap, b" " | b"-" | b"'" | b" '" | b"/" | b". ")
            && !(gap == b". " && word(finder, at - 1).len() > 2)
            || is_first && matches!(gap, b", " | b"," | b"\n" | b",\n" | b"  ");
        if !is_joined || scan.is_used(at) {
            break;
        }
        if is_capital(finder, at) {
            end = Some(at);
        } else if !(PARTICLES.contains(&word(finder, at))
            && (end.is_some() || matches!(word(finder, at), "s" | "t" | "den" | "la" | "le")))
        {
            break;
        }
    }
    end
}

/// The last run of a postcode that begins at this run.
fn postcode(finder: &Finder, at: usize) -> Option<usize> {
    let scan = &finder.scan;
    let first = scan.run(at).filter(|_| !scan.is_used(at))?;
    let next = scan.run(at + 1);
    let is_letters = |run: Run| run.is_word() && run.len() == 2 && finder.is_upper(Span::new(run.start, run.end));
    if first.is_number() && first.len() == 4 {
        let has_letters = matches!(scan.gap(at), Some(b" " | b"  "))
            && next.is_some_and(is_letters)
            && !is_unit(word(finder, at + 1));
        let has_digits = scan.gap(at) == Some(b"-") && next.is_some_and(|run| run.is_number() && run.len() == 3);
        return Some(at + usize::from(has_letters || has_digits));
    }
    if first.is_number() {
        let is_split = |own: usize, other: usize, gap: &[u8]| {
            first.len() == own
                && scan.gap(at) == Some(gap)
                && next.is_some_and(|run| run.is_number() && run.len() == other)
        };
        return match first.len() {
            5 => Some(at),
            _ if is_split(2, 3, b"-") || is_split(3, 2, b" ") => Some(at + 1),
            _ => None,
        };
    }
    let bytes = scan.bytes(first);
    if first.len() == 6 && first.digits == 4 && bytes.iter().take(4).all(u8::is_ascii_digit) {
        return Some(at);
    }
    // `D-10115`, `B-1000`, `LV-1010`.
    let is_country = first.is_word() && first.len() <= 2 && scan.gap(at) == Some(b"-");
    if is_country && next.is_some_and(|run| run.is_number() && matches!(run.len(), 4 | 5)) {
        return Some(at + 1);
    }
    british_postcode(finder, at)
}

fn british_postcode(finder: &Finder, at: usize) -> Option<usize> {
    let scan = &finder.scan;
    let (out, inner) = (scan.run(at)?, scan.run(at + 1)?);
    let (out_bytes, in_bytes) = (scan.bytes(out), scan.bytes(inner));
    let letters = out_bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_out = (1..=2).contains(&letters)
        && (1..=2).contains(&(out.len() - letters))
        && out_bytes.get(letters).is_some_and(u8::is_ascii_digit);
    let is_in =
        matches!(in_bytes, [a, b, c] if a.is_ascii_digit() && b.is_ascii_alphabetic() && c.is_ascii_alphabetic());
    (is_out && is_in && scan.gap(at) == Some(b" ") && finder.is_upper(Span::new(out.start, inner.end)))
        .then_some(at + 1)
}

/// Two capitals behind four digits that are a unit and no postcode.
fn is_unit(word: &str) -> bool {
    const UNITS: &str = " mb gb kb tb km cm mm kg pk hp eu us uk am pm ad bc ce fm hd hz kw ml tv ok xp pc sa sd ss st nd rd th eg op en is in de na ie ma bp cc nl be ";
    UNITS.split(' ').any(|unit| unit == word)
}

/// Streets that a word tells, from that word on; the first and the last run, and whether a postcode stands behind.
fn street(finder: &Finder, at: usize) -> Option<(usize, usize, bool)> {
    let own = word(finder, at);
    if BOXES.contains(&own)
        && (own != "box" || word(finder, at.checked_sub(1)?) == "o" || word(finder, at.checked_sub(1)?) == "po")
    {
        let number = finder.scan.run(at + 1).filter(|run| run.is_number() && run.len() <= 6)?;
        let is_near = number.start - finder.scan.run(at)?.end <= 2;
        let first = if own == "box" { at - if word(finder, at - 1) == "o" && at >= 2 { 2 } else { 1 } } else { at };
        let (last, has_code) = tail(finder, at + 1);
        return (is_near && (own != "bp" || has_code)).then_some((first, last, has_code));
    }
    if BEFORE.contains(&own)
        && let Some(found) = prefixed(finder, at)
    {
        return Some(found);
    }
    ending(finder, at)
}

/// `Kerkstraat 12`, `Lange Straße 5a`.
fn ending(finder: &Finder, at: usize) -> Option<(usize, usize, bool)> {
    let scan = &finder.scan;
    let own = word(finder, at);
    let is_gap = matches!(scan.gap(at), Some(b" " | b". " | b"  "));
    let number = is_gap.then(|| house_number(finder, at + 1)).flatten()?;
    let has_ending = ENDINGS.iter().any(|ending| own.strip_suffix(ending).is_some_and(|stem| stem.len() >= 2));
    let is_alone = ENDINGS.contains(&own)
        && at > 0
        && is_capital(finder, at)
        && is_capital(finder, at - 1)
        && matches!(scan.gap(at - 1), Some(b" " | b"-"));
    let (last, has_code) = tail(finder, number);
    let span = over(finder, at, number);
    let is_said = finder.say(span, ADDRESS);
    // Any capitalised word before a number is a street where a postcode or a word for an address says so.
    let is_any =
        is_capital(finder, at) && (has_code || is_said && finder.is_said_close(span, ADDRESS)) && own.len() >= 3;
    let is_street = (has_ending || is_alone) && (is_capital(finder, at) || has_code || is_said);
    let is_far_ending = own.len() < 6 && !has_code && !is_said && !is_alone;
    if !(is_street && !is_far_ending || is_any) || is_month_or_title(own) {
        return None;
    }
    let mut first = at;
    while let Some(before) = first.checked_sub(1) {
        let is_joined = matches!(scan.gap(before), Some(b" " | b"-" | b". " | b"'"));
        let is_part = is_capital(finder, before)
            || PARTICLES.contains(&word(finder, before)) && before > 0 && is_capital(finder, before - 1);
        if !is_joined || !is_part || scan.is_used(before) || at - before > 4 {
            break;
        }
        first = before;
    }
    // What opens a sentence is more often a verb than the name of a street.
    let opens =
        first < at && (first == 0 || scan.gap(first - 1).is_some_and(|gap| gap.iter().any(|b| b".!?:\n".contains(b))));
    let is_common = opens
        && matches!(
            word(finder, first),
            "woon"
                | "adres"
                | "address"
                | "adresse"
                | "ik"
                | "wij"
                | "hij"
                | "zij"
                | "we"
                | "in"
                | "op"
                | "aan"
                | "naar"
                | "bezoek"
                | "kom"
                | "stuur"
                | "send"
                | "visit"
                | "besuch"
                | "komm"
        );
    Some((if is_common { first + 1 } else { first }, last, has_code))
}

fn is_month_or_title(word: &str) -> bool {
    const OTHERS: &str = " januari februari maart april mei juni juli augustus september oktober november december january february march may june july august october januar februar marz mai juin juillet aout septembre octobre novembre decembre janvier fevrier mars avril montag dienstag mittwoch donnerstag freitag samstag sonntag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday version versie artikel article kapitel hoofdstuk chapter nummer number nr seite pagina page kamer zimmer room windows ubuntu postcode dag tag day level niveau top deel part teil ";
    OTHERS.split(' ').any(|one| one == word)
}

/// `rue de la Paix 12`, `Calle Mayor, 5`, `via Roma 3`: the word, the name, the number.
fn prefixed(finder: &Finder, at: usize) -> Option<(usize, usize, bool)> {
    const NAME_MAX: usize = 7;
    let scan = &finder.scan;
    let is_slashed = word(finder, at) == "c" && scan.gap(at).is_some_and(|gap| gap.starts_with(b"/"));
    if word(finder, at) == "c" && !is_slashed {
        return None;
    }
    let mut end = None;
    let mut next = at + 1;
    while next < at + NAME_MAX {
        let gap = scan.gap(next - 1).unwrap_or_default();
        let is_first = next == at + 1;
        let is_joined = matches!(gap, b" " | b"-" | b"'" | b". " | b" '") || is_first && (gap == b"/" || gap == b"/ ");
        if !is_joined {
            break;
        }
        if is_capital(finder, next) {
            end = Some(next);
        } else if !(PARTICLES.contains(&word(finder, next)) || word(finder, next).len() == 1 && is_first) {
            break;
        }
        next += 1;
    }
    let end = end?;
    let behind =
        matches!(scan.gap(end), Some(b" " | b", " | b" n" | b", n")).then(|| house_number(finder, end + 1)).flatten();
    let marked = matches!(word(finder, end + 1), "n" | "no" | "nr" | "numero" | "num")
        .then(|| house_number(finder, end + 2))
        .flatten();
    if let Some(number) = behind.filter(|_| postcode_with_city(finder, end + 1).is_none()).or(marked) {
        let (last, has_code) = tail(finder, number);
        return Some((at, last, has_code));
    }
    // `12 rue de la Paix` was found from its number on; without any number it needs its postcode.
    let (last, has_code) = tail(finder, end);
    has_code.then_some((at, last, true))
}

fn postcode_with_city(finder: &Finder, at: usize) -> Option<usize> {
    let code = postcode(finder, at)?;
    city(finder, code)
}

/// `12 High Street`, `221b Baker St`, from the number on.
fn english(finder: &Finder, at: usize) -> Option<(usize, usize, bool)> {
    const NAME_MAX: usize = 5;
    let scan = &finder.scan;
    let run = scan.run(at).filter(|run| run.digits > 0 && run.digits <= 5 && run.len() <= run.digits + 1)?;
    if !scan.bytes(run).first().is_some_and(u8::is_ascii_digit)
        || scan.before(run.start, 1).is_some_and(|b| matches!(b, b'.' | b'-' | b'/' | b':' | b','))
    {
        return None;
    }
    let mut end = None;
    let is_long = run.digits >= 3 || finder.say(Span::new(run.start, run.end), ADDRESS);
    for next in at + 1..=at + NAME_MAX {
        let Some(gap) = scan.gap(next - 1) else { break };
        let is_joined = matches!(gap, b" " | b"'" | b"-" | b". ") || next == at + 1 && gap == b", ";
        let is_named = is_capital(finder, next)
            || word(finder, next) == "s"
            || scan
                .run(next)
                .is_some_and(|run| (3..=4).contains(&run.len()) && run.digits > 0 && run.digits + 2 == run.len());
        if !is_joined || !is_named {
            break;
        }
        let own = word(finder, next);
        if next > at + 1
            && (BEHIND.contains(&own) || is_long && RARELY_BEHIND.split_ascii_whitespace().any(|one| one == own))
        {
            end = Some(next);
        }
    }
    let end = end?;
    let first = unit_before(finder, at);
    let (last, has_code) = tail(finder, end);
    Some((first, last, has_code))
}

/// `Flat 3, 12 High Street`
fn unit_before(finder: &Finder, at: usize) -> usize {
    let is_unit = |at: usize| matches!(word(finder, at), "flat" | "apt" | "apartment" | "unit" | "suite");
    match at.checked_sub(2) {
        Some(unit) if is_unit(unit) && finder.scan.gap(at - 1).is_some_and(|gap| gap.len() <= 2) => unit,
        _ => at,
    }
}

/// `12 rue de la Paix`, `12 bis, avenue Victor Hugo`, from the number on.
fn numbered(finder: &Finder, at: usize) -> Option<(usize, usize, bool)> {
    let number = house_number(finder, at)?;
    let is_near = matches!(finder.scan.gap(number), Some(b" " | b", " | b","));
    if !is_near || !BEFORE.contains(&word(finder, number + 1)) {
        return None;
    }
    let mut end = None;
    for next in number + 2..number + 9 {
        let Some(gap) = finder.scan.gap(next - 1) else { break };
        if !matches!(gap, b" " | b"-" | b"'" | b". " | b" '") {
            break;
        }
        if is_capital(finder, next) {
            end = Some(next);
        } else if !PARTICLES.contains(&word(finder, next)) {
            break;
        }
    }
    let (last, has_code) = tail(finder, end?);
    Some((at, last, has_code))
}

/// Postcodes that stand alone: Dutch and British ones by their shape, others behind a word.
fn postcodes(finder: &mut Finder) {
    let words: Vec<Span> = finder.cued().all(POSTCODE).collect();
    for said in words {
        let first = finder.scan.first_from(said.end);
        let is_near = finder.scan.run(first).is_some_and(|run| run.start <= said.end + 8);
        let at = (first..first + 2).find(|at| finder.scan.run(*at).is_some_and(|run| run.digits > 0));
        if let Some((at, last)) = at.filter(|_| is_near).and_then(|at| Some((at, postcode(finder, at)?))) {
            let span = over(finder, at, last);
            if finder.is_free(span) {
                finder.find(Kind::Postcode, span, 0.85);
            }
        }
    }
    for at in 0..finder.scan.runs.len() {
        let Some(run) = finder.scan.run(at).filter(|run| run.digits > 0 && run.len() <= 6) else { continue };
        let is_dutch = run.is_number() && run.len() == 4 && finder.scan.bytes(run).first() != Some(&b'0');
        let found = postcode(finder, at)
            .filter(|last| *last == at + 1 && (is_dutch && finder.scan.gap(at) == Some(b" ") || !run.is_number()));
        let joined = run.len() == 6
            && run.digits == 4
            && postcode(finder, at) == Some(at)
            && finder.is_upper(Span::new(run.start, run.end));
        let Some(last) = found.or(joined.then_some(at)) else { continue };
        let span = over(finder, at, last);
        let is_year = is_dutch && last > at && finder.scan.byte(span.end).is_some_and(|b| b == b'-');
        if finder.is_free(span) && finder.scan.is_standalone(span) && !is_year && !finder.is_thing(span) {
            finder.find(Kind::Postcode, span, 0.7);
        }
    }
}
