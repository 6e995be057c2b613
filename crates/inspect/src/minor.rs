//! Children. In: the words of a sentence that holds a word for a child. Out: where a child is mentioned that could be told
//! apart, and where the author gives an age under 18. Never: a grown-up son or daughter whose age is not said.

use crate::contact::{Hit, pattern};
use crate::disclosure::Passage;
use crate::fold::Folded;
use crate::frame::Words;
use crate::lexicon::*;
use crate::scan::Run;
use crate::{Kind, Span};
use regex::Regex;
use std::sync::LazyLock;

/// A mention of a child, in folded bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    pub(crate) sentence: Span,
    pub(crate) score: f32,
}

/// The children that a passage mentions.
pub(crate) fn children(text: &str, passage: &Passage) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for term in passage.terms.iter().filter(|term| term.entry.topic == Topic::Child) {
        for language in (0..LANGUAGES.len()).filter(|language| term.entry.langs.contains(*language)) {
            let Some(score) = score(text, &passage.words, term, language) else { continue };
            if !found.iter().any(|one| one.span.overlaps(term.span)) {
                found.push(Mention { span: term.span, sentence: passage.sentence, score });
            }
        }
    }
    found
}

fn score(text: &str, words: &Words, term: &Term, language: usize) -> Option<f32> {
    let (first, last) = words.place(term.span)?;
    let does = |at: Option<usize>| words.does(at, language);
    let is_owned = (1..=4).any(|back| does(first.checked_sub(back)) & (MY | HIS) != 0)
        || does(Some(last + 1)) & OF != 0 && does(Some(last + 2)) & (MY | HIS) != 0;
    if let Some(age) = age(text, words, first, last, language) {
        return (age < 18).then_some(if is_owned { 0.95 } else { 0.8 });
    }
    let goes_to_school = (0..words.words.len()).any(|at| does(Some(at)) & SCHOOL != 0);
    match term.entry.role {
        Role::Young if is_owned => Some(0.85),
        Role::Child if is_owned && goes_to_school => Some(0.7),
        _ => None,
    }
}

/// The age in years that stands with the word: `(9)`, `van 6`, `is 12 jaar`, `12-jährige`, `aged three`.
fn age(text: &str, words: &Words, first: usize, last: usize, language: usize) -> Option<u32> {
    let does = |at: Option<usize>| words.does(at, language);
    let word = |at: usize| words.words.get(at).and_then(|word| text.get(word.span.start..word.span.end));
    let number = |at: usize| number(word(at)?, language);
    let years = |at: usize, number: u32| {
        let unit = does(Some(at + 1)) & (YEAR | MONTH) | does(Some(at + 2)) & YEAR;
        if unit & MONTH != 0 { number / 12 } else { number }
    };
    // In front, only with its unit: `9-year-old daughter`, `12-jährige Tochter`.
    for at in (first.saturating_sub(4)..first).rev() {
        let has_unit = (at + 1..first).any(|unit| does(Some(unit)) & (YEAR | MONTH) != 0);
        if let Some(number) = number(at).filter(|_| has_unit) {
            return Some(years(at, number));
        }
        if let Some(number) = word(at).and_then(|word| joined(word, language)) {
            return Some(number);
        }
    }
    // `my son Jip`, `onze dochter Anna Sophie`: a name may follow before the age.
    let named = (last + 1..=last + 2).take_while(|at| words.words.get(*at).is_some_and(|word| word.is_name)).count();
    let after = last + 1 + named;
    for at in after..after + 5 {
        let does_before = does(Some(at - 1));
        if let Some(number) = number(at) {
            let next = does(Some(at + 1));
            let is_unit = next & UNIT != 0 && next & (YEAR | MONTH) == 0;
            let is_spell =
                (at + 1..=at + 2).any(|ahead| does(Some(ahead)) & SPELL != 0) || does_before & (SINCE | DET) != 0;
            // Behind a name a bare number may be anything, `my son Jip 2 - Anna 1`.
            let is_bare = named > 0 && at == after && next & (YEAR | MONTH) == 0 && !words.is_apart(at);
            return (!is_unit && !is_spell && !is_bare).then(|| years(at, number));
        }
        if let Some(number) = word(at).and_then(|word| joined(word, language)) {
            return Some(number);
        }
        let is_bridge = does(Some(at)) & (AGING | YEAR | MONTH) != 0;
        if !is_bridge {
            return (at > after && does(Some(after)) & AGING != 0).then(|| aged(words, text, at, language)).flatten();
        }
    }
    None
}

/// Further away only with all its words: `ist nach der Arbeit 6 Jahre alt geworden`, not `is 6 jaar getrouwd`.
fn aged(words: &Words, text: &str, from: usize, language: usize) -> Option<u32> {
    const REACH: usize = 6;
    let does = |at: usize| words.does(Some(at), language);
    (from..from + REACH).find_map(|at| {
        let word = words.words.get(at)?;
        let number = number(text.get(word.span.start..word.span.end)?, language)?;
        let is_age = does(at + 1) & YEAR != 0 && does(at + 2) & (YEAR | AGING) != 0;
        let is_else = does(at - 1) & (SINCE | DET) != 0 || does(at + 2) & SPELL != 0;
        (is_age && !is_else).then_some(number)
    })
}

fn number(word: &str, language: usize) -> Option<u32> {
    const WORDS: [&[&str]; 18] = [
        &[],
        &["one", "eins"],
        &["two", "twee", "zwei", "deux"],
        &["three", "drie", "drei", "trois"],
        &["four", "vier", "quatre"],
        &["five", "vijf", "funf", "fuenf", "cinq"],
        &["six", "zes", "sechs"],
        &["seven", "zeven", "sieben", "sept"],
        &["eight", "acht", "huit"],
        &["nine", "negen", "neun", "neuf"],
        &["ten", "tien", "zehn", "dix"],
        &["eleven", "elf", "onze"],
        &["twelve", "twaalf", "zwolf", "zwoelf", "douze"],
        &["thirteen", "dertien", "dreizehn", "treize"],
        &["fourteen", "veertien", "vierzehn", "quatorze"],
        &["fifteen", "vijftien", "funfzehn", "fuenfzehn", "quinze"],
        &["sixteen", "zestien", "sechzehn", "seize"],
        &["seventeen", "zeventien", "siebzehn"],
    ];
    // In Dutch `onze` is no number but `our`: `de dochter van onze buren`.
    if word == "onze" && LANGUAGES.get(language) != Some(&"fr") {
        return None;
    }
    let digits = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    if digits {
        return word.parse().ok();
    }
    WORDS.iter().position(|words| words.contains(&word)).and_then(|age| u32::try_from(age).ok())
}

/// `6yo`, `12jarige`, `9jährige`, `zesjarige`, `zwölfjährige`.
fn joined(word: &str, language: usize) -> Option<u32> {
    let unit = ["yo", "jarig", "jahrig", "jaehrig", "yearold"].into_iter().find_map(|unit| word.find(unit))?;
    number(word.get(..unit)?, language)
}

/// Whether a verb of the patterns stands there, and a number up to 17 behind a blank, and before what may follow an age: the
/// patterns are slow, and few texts have both.
fn may_tell_age(text: &str, runs: &[Run]) -> bool {
    let bytes = text.as_bytes();
    let mut words = runs.iter().filter_map(|run| bytes.get(run.start..run.end).filter(|_| run.len() <= 3));
    words.any(|word| matches!(word, b"am" | b"m" | b"im" | b"ben" | b"bin" | b"ai"))
        && runs.iter().filter(|run| run.digits > 0).any(|run| {
            let is_behind_blank = run.start.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b' ');
            let rest = if is_behind_blank { bytes.get(run.start..).unwrap_or_default() } else { b"" };
            let digits = match rest {
                [b'1', b'0'..=b'7', ..] => 2,
                [b'1'..=b'9', ..] => 1,
                _ => return false,
            };
            rest.get(digits).is_none_or(|next| b" .,!?;)\nyj".contains(next))
        })
}

/// The author gives an age under 18. `runs` are those of the text.
pub(crate) fn own_age(folded: &Folded, runs: &[Run], hits: &mut Vec<Hit>) {
    const HARDLY: &str = "(?: (?:only|just|nearly|almost|net|pas|nog maar|bijna|erst|gerade|fast))*";
    const AGE_UNDER_18: &str = "([1-9]|1[0-7])";
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?-u:\b)(?:i am|i'm|ik ben|ich bin){HARDLY} {AGE_UNDER_18}(?: ?(years?|yrs?|yo|jaar|jahre|y/o)(?-u:\b)|[.,!?;)\n]| (?:and|en|und|jr)(?-u:\b)|$)",
        ))
    });
    // Without its subject the verb is another word elsewhere (`im 5. Stock`), so it needs the years of its own language.
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?-u:\b)(?:im{HARDLY} {AGE_UNDER_18} ?(?:years?|yrs?|yo|y/o)|(ben){HARDLY} {AGE_UNDER_18} ?jaar|bin{HARDLY} {AGE_UNDER_18} ?jahre)(?-u:\b)",
        ))
    });
    // In French one *has* an age, and it is an age only with its years.
    static FRENCH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?-u:\b)j'ai(?: (?:seulement|juste|bientot|presque|a peine))* ([1-9]|1[0-7]) (ans)(?-u:\b)(?: et demi)?(?:[.,!?;)\n]| (?:et|mais|je|demain)(?-u:\b)| ?$)",
        )
    });
    let text = folded.text();
    if !may_tell_age(text, runs) {
        return;
    }
    let mut ages: Vec<(Span, f32)> = Vec::new();
    for found in AGE.captures_iter(text).chain(FRENCH.captures_iter(text)) {
        if let Some(age) = found.get(1) {
            let score = if found.get(2).is_some() { 0.9 } else { 0.6 };
            ages.push((Span::new(age.start(), age.end()), score));
        }
    }
    for found in BARE.captures_iter(text) {
        // HOLE: `Ben` with a capital is a name, so who begins a sentence with it, `Ben 12 jaar`, is not heard.
        let is_name = found
            .get(2)
            .is_some_and(|ben| folded.original_of(Span::new(ben.start(), ben.end())).chars().any(char::is_uppercase));
        let Some(age) = [1, 3, 4].into_iter().find_map(|group| found.get(group)).filter(|_| !is_name) else { continue };
        let span = Span::new(age.start(), age.end());
        // `ik ben 12 jaar` is both.
        if !ages.iter().any(|(known, _)| *known == span) {
            ages.push((span, 0.9));
        }
    }
    hits.extend(ages.into_iter().map(|(span, score)| Hit { kind: Kind::AuthorAge, span, score }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::runs;

    #[test]
    fn an_age_may_be_told_where_a_number_up_to_seventeen_stands_behind_a_blank() {
        for text in ["ik ben 9", "i'm 17, hi", "ben 12jaar", "im 10y", "j'ai 16 ans", "ik ben 1"] {
            assert!(may_tell_age(text, &runs(text)), "{text}");
        }
        let others = ["", "12 jaar ben", "ik ben 18", "ik ben 40", "ik ben 170", "ben +31 6x", "ben spoor 4b"];
        for text in others.into_iter().chain(["ik ben 0", "ik was 9", "de 5 benen"]) {
            assert!(!may_tell_age(text, &runs(text)), "{text}");
        }
    }

    #[test]
    fn an_own_age_under_eighteen_is_read_in_four_languages_and_not_in_what_only_looks_like_it() {
        let found = |text: &str| {
            let mut hits = Vec::new();
            let folded = Folded::new(text);
            own_age(&folded, &runs(folded.text()), &mut hits);
            hits.len()
        };
        for text in [
            "I'm 14 and new here",
            "Ik ben 15 jaar",
            "Ich bin erst 13!",
            "J'ai 16 ans, salut",
            "j'ai 12 ans et demi.",
            "Im 14 years old",
            "hoi, ben 12 jaar",
            "bin 13 Jahre alt",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
        for text in [
            "When I was 12 we moved",
            "a 14 year old whisky",
            "I'm 40",
            "Ik ben 17 kilo kwijt",
            "J'ai 12 ans de métier",
            "J'ai 12 chats",
            "Ich bin 3 Stunden gefahren",
            "Im 5. Stock",
            "Das war im 16. Jahrhundert",
            "Im 12 Jahre alten Haus",
            "Ben 12 jaar",
            "Ben 12, Jip 9",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
