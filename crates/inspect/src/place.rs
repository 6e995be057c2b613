//! Places where somebody lives or is. In: the runs of a folded text. Out: coordinates, postal addresses with what belongs
//! to them, and postcodes. Never: a city or a country alone, or a temperature taken for a position.

use crate::contact::pattern;
use crate::cue::{ADDRESS, COORDINATES, POSTCODE};
use crate::identifier::Finder;
use crate::list::List;
use crate::near::{self, BEGINS, DOTTED, Near, STREET};
use crate::scan::Run;
use crate::street::{self, Behind};
use crate::{Kind, Span};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) fn coordinates(finder: &mut Finder) {
    degrees(finder);
    let may_be = |run: &Run| run.mark == b'.' && run.is_number() && run.len() <= 3;
    for (at, run) in finder.scan.near(DOTTED).filter(|(_, run)| may_be(run)) {
        if let Some(span) = decimals(finder, at, *run) {
            finder.find(Kind::Coordinates, span, 0.9);
        }
    }
}

/// `52°22'12.8"N 4°53'42.6"E`, `52.37° N, 4.89° E`, `N52 22.123 E4 53.456`.
fn pattern_of_degrees() -> &'static Regex {
    static DEGREES: LazyLock<Regex> = LazyLock::new(|| {
        let one = r#"[0-9]{1,3}(?:[.,][0-9]+)?°?(?: ?[0-9]{1,2}(?:[.,][0-9]+)?['′](?: ?[0-9]{1,2}(?:[.,][0-9]+)?(?:"|''|″|′′))?)?"#;
        // Minutes with decimals need no mark behind them where the degrees have one: `N 52° 22.123 E 004° 53.456`.
        let minutes = r#"[0-9]{1,3}° ?[0-9]{1,2}[.,][0-9]{2,4}"#;
        pattern(&format!(
            r#"(?:[ns] ?{minutes}[,;/ ]{{0,3}}[ewo] ?{minutes}(?-u:\b)|[ns] ?{one}[,;/ ]{{0,3}}[ewo] ?{one}|{one} ?[ns][,;/ ]{{0,3}}{one} ?[ewo](?-u:\b))"#
        ))
    });
    &DEGREES
}

fn degrees(finder: &mut Finder) {
    let text = finder.scan.text;
    if !finder.signs.degree && !finder.cued().has(COORDINATES) || !has_directions(text.as_bytes(), finder.scan.runs) {
        return;
    }
    for found in pattern_of_degrees().find_iter(text) {
        let span = Span::new(found.start(), found.end());
        let is_exact = found.as_str().contains(['°', '′', '\'', '.']);
        if is_exact && found.as_str().bytes().filter(u8::is_ascii_digit).count() >= 5 && finder.is_free(span) {
            finder.find(Kind::Coordinates, span, 0.9);
        }
    }
}

/// Whether letters of both directions stand in front of digits, or behind them, in their order and near one another: the
/// pattern is slow, and few texts have them.
fn has_directions(bytes: &[u8], runs: &[Run]) -> bool {
    /// Behind a number may stand two marks of three bytes, and a blank.
    const MARKS_MAX: usize = 7;
    /// Degrees, minutes and seconds with their decimals are six runs, and each letter may be one more.
    const RUNS_MAX: usize = 8;
    let direction = |byte: Option<&u8>| match byte {
        Some(b'n' | b's') => Some(true),
        Some(b'e' | b'w' | b'o') => Some(false),
        _ => None,
    };
    let is_mark = |byte: &&u8| matches!(byte, b' ' | b'\'' | b'"') || !byte.is_ascii();
    // The last run with a letter of north or south in front of a digit, and behind one.
    let (mut leading, mut trailing) = (None, None);
    let is_pair = |first: &mut Option<usize>, place: usize, direction: Option<bool>| match direction {
        Some(true) => {
            *first = Some(place);
            false
        }
        Some(false) => first.is_some_and(|first| place - first <= RUNS_MAX),
        None => false,
    };
    let leads = |at: usize| match bytes.get(..at).unwrap_or_default() {
        [.., near, b' '] | [.., near] => direction(Some(near)),
        [] => None,
    };
    let trails = |at: usize| {
        let behind = bytes.get(at..).unwrap_or_default();
        direction(behind.get(behind.iter().take(MARKS_MAX).take_while(is_mark).count()))
    };
    for (place, run) in runs.iter().enumerate().filter(|(_, run)| run.digits > 0) {
        // Inside a number nothing stands beside a digit but another one.
        let is_found = if run.is_number() {
            is_pair(&mut leading, place, leads(run.start)) || is_pair(&mut trailing, place, trails(run.end))
        } else {
            let is_digit = |at: &usize| bytes.get(*at).is_some_and(u8::is_ascii_digit);
            (run.start..run.end)
                .filter(is_digit)
                .any(|at| is_pair(&mut leading, place, leads(at)) || is_pair(&mut trailing, place, trails(at + 1)))
        };
        if is_found {
            return true;
        }
    }
    false
}

/// `52.37021, 4.89517`: a latitude and a longitude, at least one exact to ten metres.
fn decimals(finder: &Finder, at: usize, whole: Run) -> Option<Span> {
    let scan = &finder.scan;
    let number = |place: usize| scan.run(place).filter(|run| run.is_number() && !scan.is_used(place));
    let part = number(at + 1)?;
    if part.len() < 3 || scan.is_used(at) {
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
    let (latitude, longitude) = (value(whole)?, value(second)?);
    let in_range = latitude <= 90 && longitude <= 180;
    let minus = usize::from(scan.before(whole.start, 1) == Some(b'-'));
    let span = Span::new(whole.start - minus, rest.end);
    let is_said = finder.say(span, COORDINATES);
    // Two numbers below one are measurements: there is only sea.
    let is_exact = is_said || part.len().min(rest.len()) >= 4 && (latitude, longitude) != (0, 0);
    (in_range && is_exact && finder.is_free(span) && scan.byte(span.end) != Some(b'%')).then_some(span)
}

/// Small words inside the name of a street or a city.
pub(crate) static PARTICLES: LazyLock<List> = LazyLock::new(|| {
    List::new([
        "van", "der", "den", "de", "het", "t", "ten", "ter", "von", "am", "an", "zum", "zur", "im", "in", "la", "le",
        "les", "du", "des", "l", "d", "et", "del", "los", "las", "y", "el", "di", "della", "dei", "delle", "da", "do",
        "dos", "e", "of", "the", "aan", "op", "s", "sur", "sous", "bei", "ob", "a", "unter", "auf", "dem", "das",
        "degli", "dell", "dello", "dal", "nad", "on", "upon", "sul", "bij", "und",
    ])
});

pub(crate) fn addresses(finder: &mut Finder) {
    let mut free = 0;
    // Most texts have no word with which the name of a street begins.
    let has_begun = finder.scan.has(BEGINS);
    for (Near { at, kinds }, run) in finder.scan.near_with(STREET) {
        let is_beside = |at: usize| finder.scan.run(at).is_some_and(|run| run.digits > 0);
        let found = if at < free
            || finder.scan.is_used(at)
            || run.len() > 40
            || run.is_word() && kinds & BEGINS == 0 && !is_beside(at + 1)
        {
            None
        } else if run.is_word() {
            street::told(finder, at)
        } else {
            let small = || (finder.lang() == Some("en")).then(|| street::small::english(finder, at)).flatten();
            let numbered = || has_begun.then(|| street::numbered(finder, at)).flatten();
            street::english(finder, at).or_else(numbered).or_else(small)
        };
        let found = found.filter(|(first, last, _)| finder.is_free(over(finder, *first, *last)));
        if let Some((first, last, behind)) = found {
            let span = over(finder, first, last);
            finder.find(Kind::StreetAddress, span, if behind == Behind::Postcode { 0.95 } else { 0.8 });
            free = last + 1;
        }
    }
    postcodes(finder);
}

pub(crate) fn over(finder: &Finder, first: usize, last: usize) -> Span {
    let (first, last) = (finder.scan.run(first), finder.scan.run(last));
    Span::new(first.map_or(0, |run| run.start), last.map_or(0, |run| run.end))
}

pub(crate) fn word<'t>(finder: &Finder<'t>, at: usize) -> &'t str {
    finder.scan.run(at).and_then(|run| finder.scan.text.get(run.start..run.end)).unwrap_or_default()
}

pub(crate) fn is_capital(finder: &Finder, at: usize) -> bool {
    finder.scan.run(at).is_some_and(|run| {
        run.is_word()
            && finder.folded.original_of(Span::new(run.start, run.end)).chars().next().is_some_and(char::is_uppercase)
    })
}

/// Behind a street with its number: unit, postcode and city. The last run, and which of them there is.
pub(crate) fn tail(finder: &Finder, last: usize) -> (usize, Behind) {
    let scan = &finder.scan;
    let last = unit(finder, last);
    let is_near = |at: usize| {
        matches!(
            scan.gap(at),
            Some(
                b" " | b", "
                    | b","
                    | b"\n"
                    | b",\n"
                    | b" - "
                    | b"; "
                    | b" | "
                    | b" ("
                    | b",  "
                    | b". "
                    | b"., "
                    | b", '"
            )
        )
    };
    // `in 10115 Berlin`
    let is_led = word(finder, last + 1) == "in" && scan.gap(last) == Some(b" ") && scan.gap(last + 1) == Some(b" ");
    let start = if is_led { last + 1 } else { last };
    if !is_near(last) {
        return (last, Behind::Nothing);
    }
    if let Some(code) =
        postcode(finder, start + 1).filter(|_| scan.gap(last) != Some(b". ") || finder.lang() == Some("hu"))
    {
        let is_short = code == start + 1 && scan.run(code).is_some_and(Run::is_number);
        let end = city(finder, code);
        let small = || street::small::city(finder, code);
        // Four or five digits alone are a postcode only before a city.
        return match (end, is_short) {
            (Some(end), _) => (british_or_state(finder, end).unwrap_or(end), Behind::Postcode),
            (None, false) if !is_led => (small().unwrap_or(code), Behind::Postcode),
            (None, true) => small().map_or((last, Behind::Nothing), |end| (end, Behind::Small)),
            _ => (last, Behind::Nothing),
        };
    }
    if matches!(scan.gap(last), Some(b", " | b"," | b"\n" | b",\n" | b"., " | b", '"))
        && let Some(end) = city(finder, last).map(|end| district(finder, end))
    {
        // A German noun behind a comma goes on with the sentence: `Pappelallee 7, Wasser bis morgen weg`.
        let is_noun = finder.lang() == Some("de")
            && end == last + 1
            && !street::small::is_end(finder, end)
            && scan.gap(end) != Some(b" (")
            && !finder.say(over(finder, last, end), ADDRESS);
        return match british_or_state(finder, end) {
            Some(code) => (code, Behind::Postcode),
            None if is_noun => (last, Behind::Nothing),
            None => (end, Behind::City),
        };
    }
    if scan.gap(last) == Some(b", ")
        && finder.lang() == Some("en")
        && let Some(end) = street::small::city(finder, last)
    {
        return match british_postcode_of(finder, end + 1, true).filter(|_| scan.gap(end) == Some(b" ")) {
            Some(code) => (code, Behind::Postcode),
            None if street::small::is_end(finder, end) => (end, Behind::City),
            None => (last, Behind::Nothing),
        };
    }
    (last, Behind::Nothing)
}

/// Behind a number: `bus 3`, `Apt. 864`, `, 3º B`, `, 2. th`, `/Top 4`. The last run of it.
fn unit(finder: &Finder, last: usize) -> usize {
    let scan = &finder.scan;
    let (own, next) = (word(finder, last + 1), word(finder, last + 2));
    let is_near = scan.gap(last).is_some_and(|gap| gap.len() <= 2 && gap != b". ");
    let number = |at: usize, most: usize| scan.run(at).is_some_and(|run| run.digits > 0 && run.len() <= most);
    static UNITS: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " bus apt flat unit suite bte boite app piso top whg m lgh wohnung int interno scala esc puerta stiege apartment lok ",
        )
    });
    if is_near && UNITS.has(own) && number(last + 2, 5) {
        let is_marked = own != "m" || scan.gap(last + 1) == Some(b". ");
        return if is_marked { last + 2 } else { last };
    }
    if !matches!(scan.gap(last), Some(b", " | b"," | b" ")) {
        return last;
    }
    // `3º B`, `2ºA`, `3.º D`: the ordinal mark folds to a letter.
    let is_raised = |at: usize| {
        scan.run(at).is_some_and(|run| {
            let own = finder.folded.original_of(Span::new(run.start, run.end));
            run.len() <= 6 && own.contains(['\u{ba}', '\u{aa}'])
        })
    };
    let floor = match () {
        () if is_raised(last + 1) && number(last + 1, 6) => Some(last + 1),
        () if number(last + 1, 2) && is_raised(last + 2) && scan.gap(last + 1) == Some(b".") => Some(last + 2),
        () => None,
    };
    if let Some(floor) = floor {
        let side = word(finder, floor + 1);
        let is_side = matches!(side, "esq" | "dcha" | "izq" | "izda" | "dto" | "frente") || side.len() == 1;
        return if is_side && scan.gap(floor) == Some(b" ") { floor + 1 } else { floor };
    }
    let is_mark = scan.gap(last + 1) == Some(b". ");
    match (own, next) {
        ("bajo" | "atico" | "entlo", _) => last + 1,
        // `3e étage`, `2de verdieping`, `3. OG`
        (_, "etage" | "stock" | "verdieping" | "og") if number(last + 1, 4) && scan.gap(last + 1) == Some(b" ") => {
            last + 2
        }
        // `8 b2` in Belgium
        _ if own.len() <= 4
            && own.starts_with('b')
            && number(last + 1, 4)
            && own.bytes().skip(1).all(|b| b.is_ascii_digit()) =>
        {
            last + 1
        }
        ("st", "tv" | "th" | "mf") if is_mark => last + 2,
        (_, "tv" | "th" | "mf" | "og" | "stock" | "etage" | "verdieping") if is_mark && number(last + 1, 2) => last + 2,
        _ => last,
    }
}

/// What belongs to a city: `, Co. Mayo`, `, Dublin 9`, `Praha 1`.
fn district(finder: &Finder, city: usize) -> usize {
    let scan = &finder.scan;
    let is_numbered = |at: usize| {
        matches!(word(finder, at), "dublin" | "praha" | "prague" | "cork")
            && scan.gap(at) == Some(b" ")
            && scan.run(at + 1).is_some_and(|run| run.digits > 0 && run.len() <= 3)
    };
    if is_numbered(city) {
        return city + 1;
    }
    if !matches!(scan.gap(city), Some(b", " | b",\n" | b"\n")) {
        return city;
    }
    match word(finder, city + 1) {
        "co" if is_capital(finder, city + 2) => city + 2,
        _ if is_numbered(city + 1) => city + 2,
        _ => city,
    }
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
pub(crate) fn city(finder: &Finder, last: usize) -> Option<usize> {
    const WORDS_MAX: usize = 4;
    let scan = &finder.scan;
    let mut end = None;
    for at in last + 1..=last + WORDS_MAX {
        let Some(gap) = scan.gap(at - 1) else { break };
        let is_first = at == last + 1;
        let is_joined = matches!(gap, b" " | b"-" | b"'" | b" '" | b"/" | b". ")
            && !(gap == b". " && word(finder, at - 1).len() > 2)
            || is_first && matches!(gap, b", " | b"," | b"\n" | b",\n" | b"  " | b", '" | b"\n'" | b"., ");
        if !is_joined || scan.is_used(at) {
            break;
        }
        if is_capital(finder, at) {
            end = Some(at);
        } else if !(PARTICLES.has(word(finder, at))
            && (end.is_some() || matches!(word(finder, at), "s" | "t" | "den" | "la" | "le")))
        {
            break;
        }
    }
    end
}

/// The last run of a postcode that begins at this run.
pub(crate) fn postcode(finder: &Finder, at: usize) -> Option<usize> {
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
    british_postcode(finder, at).or_else(|| irish_postcode(finder, at))
}

/// `D02 AF30`: a routing key and the letters that are never taken for others.
fn irish_postcode(finder: &Finder, at: usize) -> Option<usize> {
    let scan = &finder.scan;
    let (key, own) = (scan.run(at)?, scan.run(at + 1)?);
    let is_letter = |byte: &u8| b"acdefhknprtvwxy".contains(byte);
    let is_key = matches!(scan.bytes(key), [a, b, c] if is_letter(a) && b.is_ascii_digit() && (c.is_ascii_digit() || *c == b'w'));
    let is_own =
        own.len() == 4 && own.digits > 0 && scan.bytes(own).iter().all(|byte| byte.is_ascii_digit() || is_letter(byte));
    (is_key && is_own && scan.gap(at) == Some(b" ") && finder.is_upper(Span::new(key.start, own.end))).then_some(at + 1)
}

fn british_postcode(finder: &Finder, at: usize) -> Option<usize> {
    british_postcode_of(finder, at, false)
}

/// In small letters only behind a street and a town.
fn british_postcode_of(finder: &Finder, at: usize, is_small: bool) -> Option<usize> {
    let scan = &finder.scan;
    let (out, inner) = (scan.run(at)?, scan.run(at + 1)?);
    let (out_bytes, in_bytes) = (scan.bytes(out), scan.bytes(inner));
    let letters = out_bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_out = (1..=2).contains(&letters)
        && (1..=2).contains(&(out.len() - letters))
        && out_bytes.get(letters).is_some_and(u8::is_ascii_digit);
    let is_in =
        matches!(in_bytes, [a, b, c] if a.is_ascii_digit() && b.is_ascii_alphabetic() && c.is_ascii_alphabetic());
    let is_cased = is_small || finder.is_upper(Span::new(out.start, inner.end));
    (is_out && is_in && scan.gap(at) == Some(b" ") && is_cased).then_some(at + 1)
}

/// `NR22GL`, which the shape of other codes is: behind a word for a postcode only.
fn joined_british(finder: &Finder, at: usize) -> Option<usize> {
    let run = finder.scan.run(at).filter(|run| (5..=7).contains(&run.len()) && run.letters() >= 3)?;
    let (out, inner) = finder.scan.bytes(run).split_at_checked(run.len() - 3)?;
    let is_out = out.first()?.is_ascii_alphabetic() && out.get(1..)?.iter().any(u8::is_ascii_digit);
    let is_in = matches!(inner, [a, b, c] if a.is_ascii_digit() && b.is_ascii_alphabetic() && c.is_ascii_alphabetic());
    (is_out && is_in).then_some(at)
}

/// Two capitals behind four digits that are a unit and no postcode.
fn is_unit(word: &str) -> bool {
    const UNITS: &str = " mb gb kb tb km cm mm kg pk hp eu us uk am pm ad bc ce fm hd hz kw ml tv ok xp pc sa sd ss st nd rd th eg op en is in de na ie ma bp cc nl be ";
    UNITS.split(' ').any(|unit| unit == word)
}

/// Postcodes that stand alone: Dutch and British ones by their shape, others behind a word.
fn postcodes(finder: &mut Finder) {
    for said in finder.said(POSTCODE) {
        let first = finder.scan.first_from(said.end);
        let is_near = finder.scan.run(first).is_some_and(|run| run.start <= said.end + 10);
        let at = (first..first + 3).find(|at| finder.scan.run(*at).is_some_and(|run| run.digits > 0));
        let code = |at: usize| postcode(finder, at).or_else(|| joined_british(finder, at));
        if let Some((at, last)) = at.filter(|_| is_near).and_then(|at| Some((at, code(at)?))) {
            let span = over(finder, at, last);
            if finder.is_free(span) {
                finder.find(Kind::Postcode, span, 0.85);
            }
        }
    }
    for (at, run) in finder.scan.near(near::POSTCODE).filter(|(_, run)| run.digits > 0 && run.len() <= 6) {
        let is_dutch = run.is_number() && run.len() == 4 && finder.scan.bytes(*run).first() != Some(&b'0');
        if run.is_number() && !(is_dutch && run.mark == b' ') {
            continue;
        }
        let found = postcode(finder, at)
            .filter(|last| *last == at + 1 && (is_dutch && finder.scan.gap(at) == Some(b" ") || !run.is_number()))
            // An Irish one is a shape that products have too: it needs a word or a street in front.
            .filter(|_| irish_postcode(finder, at).is_none());
        let joined = run.len() == 6
            && run.digits == 4
            && postcode(finder, at) == Some(at)
            && finder.is_upper(Span::new(run.start, run.end));
        let Some(last) = found.or(joined.then_some(at)) else { continue };
        let span = over(finder, at, last);
        // `6600 GT` is a card in English; who writes Dutch, or says that it is an address, means a postcode.
        let is_abroad =
            run.digits == 4 && finder.lang().is_some_and(|lang| lang != "nl") && !finder.say(span, ADDRESS | POSTCODE);
        let is_year = is_dutch && last > at && finder.scan.byte(span.end).is_some_and(|b| b == b'-');
        if finder.is_free(span) && finder.scan.is_standalone(span) && !is_year && !is_abroad && !finder.is_thing(span) {
            finder.find(Kind::Postcode, span, 0.7);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::runs;

    #[test]
    fn whatever_the_pattern_of_degrees_reads_has_directions() {
        for text in [
            "52°22'12.8\"n 4°53'42.6\"e",
            "52.37° n, 4.89° e",
            "n52 22.123 e4 53.456",
            "s 33.8688, o 151.2093",
            "52° 22′ 12″ n 4° 53′ 42″ e",
            "52° 22' 12.8'' n / 4° 53' 42.6′′ w",
        ] {
            assert!(has_directions(text.as_bytes(), &runs(text)), "{text}");
        }
        for text in ["", "5 stuks", "we zijn er om 12 uur, d'avance", "n5", "12 e", "l'an 2000 s'il"] {
            assert!(!has_directions(text.as_bytes(), &runs(text)), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn where_there_are_no_directions_there_are_no_degrees(
            text in "(([nsewoa] ?)?[0-9]{1,3}([.,][0-9]{1,3})?(° ?|)(([0-9]{1,2}([.,][0-9])?['′] ?([0-9]{1,2}(\"|'')?)?)?) ?([nsewoa]|)[,;/ ]{0,3}){0,5}"
        ) {
            let is_read = pattern_of_degrees().is_match(&text);
            proptest::prop_assert!(!is_read || has_directions(text.as_bytes(), &runs(&text)), "{}", text);
        }
    }
}
