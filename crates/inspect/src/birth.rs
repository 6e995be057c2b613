//! Dates of birth. In: the runs of a folded text. Out: dates beside a word that says somebody was born. Never: the other
//! dates of the same sentence: a word means one date, the next one behind it or the last one before.

use crate::cue::BIRTH;
use crate::identifier::Finder;
use crate::list::List;
use crate::near::BORN;
use crate::place::word;
use crate::scan::Run;
use crate::{Kind, Span};
use std::sync::LazyLock;

pub(crate) fn births(finder: &mut Finder) {
    const AFTER: usize = 40;
    const BEFORE: usize = 28;
    // `* 12.04.1985` is how German texts write it.
    let text = finder.scan.text;
    let starred = |mark: &'static str| text.match_indices(mark).map(|(at, _)| Span::new(at, at + 2));
    let mut stars: Vec<Span> =
        if finder.signs.star { starred("* ").chain(starred("*\u{b0}")).collect() } else { Vec::new() };
    // `b. 12 April 1985` is how English ones do.
    if finder.lang() == Some("en") {
        let is_mark = |run: &Run| run.len() == 1 && finder.scan.bytes(*run) == b"b";
        let marks = finder.scan.near(BORN).filter(|(at, run)| is_mark(run) && finder.scan.gap(*at) == Some(b". "));
        stars.extend(marks.map(|(_, run)| Span::new(run.start, run.start + 2)));
    }
    let words = finder.said(BIRTH);
    let has_year = |text: &str| text.contains(['.', '-', '/']) || text.contains("19") || text.contains("20");
    if words.is_empty() && stars.is_empty() || !has_year(text) {
        return;
    }
    for (word, is_star) in words.into_iter().map(|word| (word, false)).chain(stars.into_iter().map(|star| (star, true)))
    {
        let reach = if is_star { 2 } else { AFTER };
        let first = finder.scan.first_from(word.end);
        let behind = (first..finder.scan.runs.len())
            .take_while(|at| finder.scan.run(*at).is_some_and(|run| run.start <= word.end + reach))
            .find_map(|at| date(finder, at));
        let last = finder.scan.first_from(word.start);
        let before = (0..last)
            .rev()
            .take(9)
            .take_while(|_| !is_star)
            .filter_map(|at| date(finder, at))
            .find(|span| span.end <= word.start && word.start - span.end <= BEFORE);
        let found = match (behind, before) {
            (Some(behind), Some(before)) if word.start - before.end < behind.start - word.end => Some(before),
            (behind, before) => behind.or(before),
        };
        // `ik ben van 3-8-1985`, and not `ik ben van 3-8-2026 tot 9-8-2026 weg`.
        let is_own = finder.scan.text.get(word.start..word.end) == Some("ik ben van");
        let is_past = |span: &Span| {
            let date = finder.scan.text.get(span.start..span.end).unwrap_or_default();
            let year = date.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4);
            year.and_then(|year| year.parse::<u32>().ok()).is_some_and(|year| year <= 2015)
        };
        let found = found.filter(|span| !is_own || is_past(span));
        if let Some(span) = found.filter(|span| finder.is_free(*span)) {
            finder.find(Kind::DateOfBirth, span, 0.9);
        }
    }
}

/// The date that begins with this run.
fn date(finder: &Finder, at: usize) -> Option<Span> {
    let scan = &finder.scan;
    let number = |at: usize| {
        let run = scan.run(at).filter(|run| run.digits > 0 && run.len() <= 4 && !scan.is_used(at))?;
        let bytes = scan.bytes(run);
        let count = run.digits as usize;
        let digits = bytes.get(..count)?;
        // `3rd`, `1er`, `2e`
        let is_whole = run.is_number()
            || matches!(bytes.get(count..)?, b"st" | b"nd" | b"rd" | b"th" | b"e" | b"er" | b"o" | b"de" | b"ste");
        let value = std::str::from_utf8(digits).ok()?.parse::<u32>().ok()?;
        is_whole.then_some((value, count, run.is_number()))
    };
    let month = |at: usize| scan.run(at).filter(|run| run.is_word() && is_month(word(finder, at)));
    let gap = |at: usize| scan.gap(at).unwrap_or_default();
    let span = |last: usize| Some(Span::new(scan.run(at)?.start, scan.run(last)?.end));
    let is_year = |(value, digits, plain): (u32, usize, bool)| plain && digits == 4 && (1890..=2035).contains(&value);
    let is_day = |(value, digits, _): (u32, usize, bool)| digits <= 2 && (1..=31).contains(&value);
    let is_link =
        |gap: &[u8]| matches!(gap, b" " | b". " | b", " | b"." | b"-" | b" de " | b" '" | b".-" | b"/" | b" of ");
    if month(at).is_some() {
        // `April 3rd, 1990`
        let fits = is_link(gap(at)) && is_day(number(at + 1)?) && is_link(gap(at + 1)) && is_year(number(at + 2)?);
        return fits.then(|| span(at + 2)).flatten();
    }
    let first = number(at)?;
    if is_day(first) {
        // `3 april 1990`, `3. April 1990`, `3rd of April 1990`, `3 de abril de 1990`
        let mut place = at + 1;
        let is_of = |place: usize| {
            scan.run(place).is_some_and(|run| matches!(scan.bytes(run), b"of" | b"de" | b"di" | b"do" | b"del"))
        };
        place += usize::from(is_of(place));
        if month(place).is_some() {
            let mut year = place + 1;
            year += usize::from(is_of(year));
            let fits = number(year).is_some_and(|one| is_year(one) || one.1 == 2 && one.2 && gap(year - 1) == b" '");
            return (fits && gap(at).len() <= 2 && gap(year - 1).len() <= 2).then(|| span(year)).flatten();
        }
        let (second, third) = (number(at + 1)?, number(at + 2)?);
        let is_same = gap(at) == gap(at + 1) || gap(at).first() == gap(at + 1).first();
        let is_mark =
            matches!(gap(at), b"-" | b"/" | b"." | b" - " | b" / " | b". " | b"- ") || gap(at) == b" " && third.1 == 4;
        let is_dated = first.0 <= 12 && is_day(second) || is_day(second) && second.0 <= 12;
        let is_short = third.2 && third.1 == 2 && matches!(gap(at), b"-" | b"/" | b".");
        return (is_same && is_mark && is_dated && (is_year(third) || is_short)).then(|| span(at + 2)).flatten();
    }
    // `1990-04-03`
    let (second, third) = (number(at + 1)?, number(at + 2)?);
    let fits = is_year(first) && second.0 <= 12 && is_day(second) && is_day(third);
    (fits && matches!(gap(at), b"-" | b"/" | b".") && gap(at) == gap(at + 1)).then(|| span(at + 2)).flatten()
}

/// The months in the languages of the European Union that write them with Latin letters, folded, whole or cut.
fn is_month(word: &str) -> bool {
    const MONTHS: &str = " jan januari january janvier januar janner enero gennaio janeiro stycznia ledna januara sijecnja ianuarie januaar tammikuuta \
        feb februari february fevrier febr februar feber febrero febbraio fevereiro lutego unora veljace februarie helmikuuta \
        mrt maart mar march mars marz maerz marzo marco marca brezna ozujka martie maaliskuuta marts \
        apr april avril abril aprile kwietnia dubna travnja aprilie huhtikuuta avr \
        mei may mai mayo maggio maio maja kvetna svibnja toukokuuta maj maja \
        jun juni june juin junio giugno junho czerwca cervna lipnja iunie kesakuuta \
        jul juli july juillet julio luglio julho lipca cervence srpnja iulie heinakuuta juil \
        aug augustus august aout agosto sierpnia srpna kolovoza elokuuta augusti ago \
        sep sept september septembre septiembre settembre setembro wrzesnia zari rujna septembrie syyskuuta set \
        okt oct oktober october octobre octubre ottobre outubro pazdziernika rijna listopada octombrie lokakuuta out ott \
        nov november novembre noviembre novembro listopadu studenog noiembrie marraskuuta \
        dec dez december dezember decembre diciembre dicembre dezembro grudnia prosince prosinca decembrie joulukuuta dic ";
    static ALL: LazyLock<List> = LazyLock::new(|| List::of(MONTHS));
    ALL.has(word)
}
