//! Streets whose word stands in front of the name: `rue de la Paix 12`, `12 rue de la Paix`. In: the runs of a folded text.
//! Out: the first and the last run of each. Never: such a word beside any number, where another language means something
//! else.

use super::{BEFORE, Behind, ROMANCE, SHORTENED, Street, house_number, is_counted, small};
use crate::Span;
use crate::cue::ADDRESS;
use crate::identifier::Finder;
use crate::list::List;
use crate::place::{PARTICLES, city, is_capital, over, postcode, tail, word};
use std::sync::LazyLock;

/// `rue de la Paix 12`, `Calle Mayor, 5`, `via Roma 3`: the word, the name, the number.
pub(super) fn prefixed(finder: &Finder, at: usize) -> Option<Street> {
    let scan = &finder.scan;
    let own = word(finder, at);
    let is_slashed = own == "c" && scan.gap(at).is_some_and(|gap| gap.starts_with(b"/"));
    let is_marked = scan.gap(at) == Some(b". ") || scan.gap(at) == Some(b".");
    if SHORTENED.has(own) && !is_slashed && !is_marked && (own == "c" || !matches!(own, "ul" | "bd" | "av")) {
        return None;
    }
    let end = end_of_prefixed(finder, at)?;
    let is_romance = finder.lang().is_none_or(is_romance);
    let is_known = |span: Span, behind: Behind| {
        behind == Behind::Postcode || is_romance || !ROMANCE.has(own) || finder.say(span, ADDRESS)
    };
    let behind =
        matches!(scan.gap(end), Some(b" " | b", " | b" n" | b", n")).then(|| house_number(finder, end + 1)).flatten();
    let marked = matches!(word(finder, end + 1), "n" | "no" | "nr" | "numero" | "num")
        .then(|| house_number(finder, end + 2))
        .flatten();
    if let Some(number) = behind.filter(|_| postcode_with_city(finder, end + 1).is_none()).or(marked) {
        let (last, behind) = tail(finder, number);
        let is_street = behind == Behind::Postcode || !is_counted(finder, number);
        return (is_street && is_known(over(finder, at, number), behind)).then_some((at, last, behind));
    }
    // `12 rue de la Paix` was found from its number on; without any number it needs its postcode.
    let (last, behind) = tail(finder, end);
    (behind == Behind::Postcode).then_some((at, last, behind))
}

fn is_romance(lang: &str) -> bool {
    matches!(lang, "fr" | "it" | "es" | "pt" | "ro" | "ca")
}

/// The last word of the name that a word of [`BEFORE`] begins.
fn end_of_prefixed(finder: &Finder, at: usize) -> Option<usize> {
    const NAME_MAX: usize = 7;
    let scan = &finder.scan;
    let mut end = None;
    let mut next = at + 1;
    while next < at + NAME_MAX {
        let gap = scan.gap(next - 1).unwrap_or_default();
        let is_first = next == at + 1;
        let is_joined =
            matches!(gap, b" " | b"-" | b"'" | b". " | b" '") || is_first && matches!(gap, b"/" | b"/ " | b".");
        if !is_joined {
            break;
        }
        if is_capital(finder, next) {
            end = Some(next);
        } else if let Some(last) = dated(finder, next) {
            // `rue du 8 mai 1945`
            (end, next) = (Some(last), last);
        } else if !(PARTICLES.has(word(finder, next)) || word(finder, next).len() == 1 && is_first) {
            break;
        }
        next += 1;
    }
    end
}

/// A day that streets are named after, `8 mai 1945`, `3 Maja`: its last run.
fn dated(finder: &Finder, at: usize) -> Option<usize> {
    static MONTHS: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo \
        junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre maja \
        listopada stycznia janeiro abril maio outubro decembrie mai ",
        )
    });
    let day = finder.scan.run(at).filter(|run| run.is_number() && run.len() <= 2)?;
    let is_month = MONTHS.has(word(finder, at + 1));
    if !is_month || finder.scan.gap(at) != Some(b" ") || day.len() == 0 {
        return None;
    }
    let year = finder.scan.run(at + 2).filter(|run| run.is_number() && run.len() == 4);
    let is_year = year.is_some() && finder.scan.gap(at + 1) == Some(b" ");
    Some(if is_year { at + 2 } else { at + 1 })
}

fn postcode_with_city(finder: &Finder, at: usize) -> Option<usize> {
    let code = postcode(finder, at)?;
    city(finder, code)
}

/// `12 rue de la Paix`, `12 bis, avenue Victor Hugo`, `5 Grande Rue`, from the number on.
pub(crate) fn numbered(finder: &Finder, at: usize) -> Option<Street> {
    let number = house_number(finder, at)?;
    let is_near = matches!(finder.scan.gap(number), Some(b" " | b", " | b","));
    if is_near && matches!((word(finder, number + 1), word(finder, number + 2)), ("grande" | "grand", "rue" | "place"))
    {
        let end = end_of_prefixed(finder, number + 2).unwrap_or(number + 2);
        let (last, behind) = tail(finder, end);
        return Some((at, last, behind));
    }
    let own = word(finder, number + 1);
    if !is_near || !BEFORE.has(own) {
        return None;
    }
    let is_marked = matches!(finder.scan.gap(number + 1), Some(b". " | b"."));
    if SHORTENED.has(own) && !is_marked && !matches!(own, "bd" | "av") {
        return None;
    }
    let Some(end) = end_of_prefixed(finder, number + 1) else {
        let (last, behind) = small::french(finder, number + 1).filter(|_| finder.lang() == Some("fr"))?;
        return Some((at, last, behind));
    };
    let (last, behind) = tail(finder, end);
    let is_romance = finder.lang().is_none_or(is_romance);
    (is_romance || behind == Behind::Postcode || !ROMANCE.has(own)).then_some((at, last, behind))
}
