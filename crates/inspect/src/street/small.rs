//! Streets in small letters. In: the runs of a folded text. Out: the first and the last run of each, as for those with
//! capitals. Never: a word that counts or measures taken for a name; without capitals the word for a street decides.

use crate::identifier::Finder;
use crate::list::List;
use crate::place::{PARTICLES, tail, word};
use crate::scan::Run;
use crate::street::{Behind, Street, counted, unit_before};
use std::sync::LazyLock;

/// Words behind the name of an English street that mean hardly anything else behind a number and a name.
static BEHIND: LazyLock<List> = LazyLock::new(|| {
    List::new(["street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "crescent", "terrace", "blvd", "boulevard"])
});

/// Others, which need a town, a postcode or a word for an address: `a 5 minute drive`, `3 shops close`.
static BEHIND_WEAK: LazyLock<List> = LazyLock::new(|| {
    List::new([
        "drive", "dr", "close", "court", "ct", "place", "way", "square", "sq", "gardens", "grove", "hill", "row",
    ])
});

/// Words in front of the name of a French street that mean hardly anything else behind a number.
static BEFORE: LazyLock<List> = LazyLock::new(|| {
    List::new(["rue", "avenue", "av", "boulevard", "bd", "quai", "impasse", "chemin", "allee", "faubourg"])
});

/// Others, which need a postcode: `3 places de concert`, `2 cours de piano`.
static BEFORE_WEAK: LazyLock<List> =
    LazyLock::new(|| List::new(["cours", "place", "route", "square", "passage", "villa", "residence", "montee"]));

/// Words that are no part of a name in small letters.
static OTHERS: LazyLock<List> = LazyLock::new(|| {
    List::of(
        " the and for with from that this was are but not you his her its our all out off per via now one two who how why when where \
        into over more most than then them they what were will your just only some such very min mins minute minutes hour hours mile \
        miles block blocks car cars door doors lane lanes way week weeks day days more people guys lads kids shops houses roads streets \
        een het van voor met naar maar ook niet wel nog dan dat die deze dit zijn was waren heb heeft hebben word wordt aan bij uit over \
        und der die das den dem des ein eine einen mit fur von vom zum zur bei aus auf nach ist sind war waren hat haben wird nicht auch \
        noch nur schon wenn oder aber les des une pour avec dans sur sous est sont ete pas plus que qui mais chez vers jusqu fermez \
        euro euros watt volt volts stuks uur uhr heures personnes gram kilo liter tegen ipv rond vanaf max circa ongeveer ",
    )
});

fn is_name(finder: &Finder, at: usize) -> bool {
    let own = word(finder, at);
    finder.scan.run(at).is_some_and(Run::is_word) && own.len() >= 3 && !OTHERS.has(own) && !counted(own)
}

/// A town behind a postcode, or behind a comma: one word, with a particle in front.
pub(crate) fn city(finder: &Finder, last: usize) -> Option<usize> {
    let scan = &finder.scan;
    if !matches!(scan.gap(last), Some(b" " | b", " | b"\n" | b",\n")) {
        return None;
    }
    let is_led = matches!(word(finder, last + 1), "den" | "de" | "la" | "le" | "les" | "bad" | "saint" | "st" | "sint");
    let is_led = is_led && matches!(scan.gap(last + 1), Some(b" " | b"-"));
    let at = last + 1 + usize::from(is_led);
    is_name(finder, at).then_some(at).filter(|at| !scan.is_used(*at))
}

/// Whether what is said ends behind this run.
pub(crate) fn is_end(finder: &Finder, at: usize) -> bool {
    finder.scan.gap(at).is_none_or(|gap| gap.first().is_none_or(|byte| b",.;:!?)\n".contains(byte)))
}

/// `118 larkfield rd, sidcup`, from the number on.
pub(crate) fn english(finder: &Finder, at: usize) -> Option<Street> {
    const NAME_MAX: usize = 3;
    let scan = &finder.scan;
    let run = scan.run(at).filter(|run| run.digits > 0 && run.digits <= 4 && run.letters() <= 1)?;
    let is_apart = scan.before(run.start, 1).is_none_or(|before| before == b' ' || before == b'\n' || before == b'(');
    if !is_apart || run.mark != b' ' || !scan.bytes(run).first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let mut end = None;
    for next in at + 1..=at + NAME_MAX + 1 {
        let own = word(finder, next);
        if next > at + 1 && (BEHIND.has(own) || BEHIND_WEAK.has(own)) {
            end = Some(next);
        }
        // `7 beacon hill rd`
        let is_whole = end.is_some() && !BEHIND.has(word(finder, next + 1));
        let is_name = is_name(finder, next) || matches!(own, "n" | "s" | "e" | "w");
        if is_whole || !is_name || scan.is_used(next) || !matches!(scan.gap(next), Some(b" " | b"'")) {
            break;
        }
    }
    let end = end?;
    let (last, behind) = tail(finder, end);
    let is_meant = BEHIND.has(word(finder, end)) || behind != Behind::Nothing;
    is_meant.then_some((unit_before(finder, at), last, behind))
}

/// `8 bis av de la republique 93300 aubervilliers`: the last run of the name behind the word at `at`, and what stands
/// behind it.
pub(crate) fn french(finder: &Finder, at: usize) -> Option<(usize, Behind)> {
    const NAME_MAX: usize = 4;
    let own = word(finder, at);
    if !BEFORE.has(own) && !BEFORE_WEAK.has(own) {
        return None;
    }
    let (scan, mut end, mut count) = (&finder.scan, None, 0);
    let mut next = at + 1;
    while count < NAME_MAX && matches!(scan.gap(next - 1), Some(b" " | b"'" | b"-" | b". ")) && !scan.is_used(next) {
        let own = word(finder, next);
        if is_name(finder, next) && !PARTICLES.has(own) {
            (end, count) = (Some(next), count + 1);
        } else if !PARTICLES.has(own) || end.is_some() {
            break;
        }
        next += 1;
    }
    // Without a postcode nobody knows where the name ends: two words are most often all of it.
    let end = end?;
    let (last, behind) = tail(finder, end);
    if behind != Behind::Nothing {
        return Some((last, behind));
    }
    let end = if is_end(finder, end) { end } else { end.min(at + 2) };
    BEFORE.has(own).then_some((end, behind))
}
