//! Judging the words of a purpose [GDPR 5(1)(b)]. In: the text of a purpose and its language. Out: each vague passage with
//! the provision, why, and what to write instead; nothing for a text that says what is done with which data. Never: a
//! pass for a language that it cannot judge.

use super::vague::{LANGUAGES, Language};
use std::ops::Range;
use terms::Lang;

/// What a vague purpose offends: specified and explicit, and told to the person as such.
const PROVISION: &str = "GDPR 5(1)(b), 13(1)(c); WP29 Opinion 03/2013";

/// A passage that does not say what the data are used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// The passage itself.
    pub phrase: String,
    /// What it offends.
    pub provision: &'static str,
    /// Why.
    pub why: &'static str,
    /// What to do.
    pub cure: &'static str,
}

/// The text cannot be judged; that is no pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LintError {
    /// There are no words for the language.
    #[error("a purpose in `{lang}` cannot be judged; write it in one of {known}")]
    UnknownLanguage {
        /// The language that was named.
        lang: String,
        /// The languages that can be judged.
        known: String,
    },
    /// The text is not in the language that was named.
    #[error("the text said to be in `{lang}` does not read so; name its language, one of {known}")]
    OtherLanguage {
        /// The language that was named.
        lang: String,
        /// The languages that can be judged.
        known: String,
    },
}

/// The languages whose purposes can be judged.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|language| language.code)
}

/// Judges the text of a purpose. A passage that leaves the purposes open is always found; one that says nothing by itself
/// is found unless the text also names the kind of model, the data, the period and the effect.
pub fn lint(text: &str, lang: &Lang) -> Result<Vec<Finding>, LintError> {
    let known = || languages().collect::<Vec<_>>().join(", ");
    let language = LANGUAGES
        .iter()
        .find(|language| language.code == lang.primary())
        .ok_or_else(|| LintError::UnknownLanguage { lang: lang.to_string(), known: known() })?;
    let words = words(text);
    if reads_otherwise(&words, language) {
        return Err(LintError::OtherLanguage { lang: lang.to_string(), known: known() });
    }
    let names = |lists: &[&[&str]]| lists.iter().any(|list| !found(language, &words, list).is_empty());
    let data = names(&[language.data]);
    let done = names(&[language.effect, language.done]);
    let year = words.iter().any(|word| is_year(&word.text));
    let whole = data && names(&[language.model]) && names(&[language.effect]) && (year || names(&[language.period]));
    let finding = |places: &Places, why, cure| Finding { why, cure, ..at(text, &words, places) };
    let mut findings = Vec::new();
    let open = found(language, &words, language.open);
    findings.extend(widest(open).iter().map(|places| finding(places, OPEN.0, OPEN.1)));
    if !whole {
        let vague = found(language, &words, language.vague);
        findings.extend(widest(vague).iter().map(|places| finding(places, VAGUE.0, VAGUE.1)));
    }
    let all = Places { start: 0, end: words.len() };
    if !data {
        findings.push(finding(&all, NO_DATA.0, NO_DATA.1));
    }
    if !done {
        findings.push(finding(&all, NOTHING_DONE.0, NOTHING_DONE.1));
    }
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    Ok(findings)
}

const OPEN: (&str, &str) = (
    "the phrase leaves open what else the data are used for",
    "name every purpose, each in an entry of its own, and strike the phrase",
);
const VAGUE: (&str, &str) = (
    "the phrase fits nearly any use, so nobody can tell what is inside and what is outside the purpose",
    "say instead what is made or shown, from which data, of which period, and what people will notice",
);
const NO_DATA: (&str, &str) = (
    "the text names no data",
    "name the kinds of data that are used, as people know them: posts, photos, clicks, addresses",
);
const NOTHING_DONE: (&str, &str) = (
    "the text does not say what is done with the data",
    "say what is done: shown, sent, sorted, translated, counted, deleted, or a model of which kind is trained",
);

/// The words that a pattern matched, as places.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Places {
    start: usize,
    end: usize,
}

/// One word, in small letters.
struct Word {
    text: String,
    span: Range<usize>,
    /// A sentence or clause ends before it.
    after_break: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut start, mut broken) = (None, false);
    let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    for (at, c) in ends {
        let inside = c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let span = from..at;
                let word = text.get(span.clone()).unwrap_or("").to_lowercase().replace('’', "'");
                words.push(Word { text: word, span, after_break: std::mem::take(&mut broken) });
                start = None;
            }
            _ => {}
        }
        broken |= matches!(c, Some('.' | ';' | '!' | '?' | '\n'));
    }
    words
}

/// Whether the words are those of another language. A few words alone may be of any.
fn reads_otherwise(words: &[Word], language: &Language) -> bool {
    let small = |language: &Language| words.iter().filter(|word| language.small.contains(&word.text.as_str())).count();
    let own = small(language);
    let other = LANGUAGES.iter().filter(|one| one.code != language.code).map(small).max().unwrap_or(0);
    other > own + 1 || own == 0 && words.len() >= 6
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Every place where a pattern of the list matches.
fn found(language: &Language, words: &[Word], patterns: &[&str]) -> Vec<Places> {
    let mut all = Vec::new();
    for pattern in patterns {
        let steps: Vec<&str> = pattern.split(' ').map(|step| in_full(language, step)).collect();
        for start in 0..words.len() {
            all.extend(end_of(&steps, words, start).map(|end| Places { start, end }));
        }
    }
    all
}

/// The step, or the list that it names.
fn in_full<'a>(language: &Language, step: &'a str) -> &'a str {
    let name = step.strip_prefix('{').and_then(|step| step.strip_suffix('}'));
    let list = name.and_then(|name| language.lists.iter().find(|(list, _)| *list == name));
    list.map_or(step, |(_, words)| *words)
}

/// How many words `..` may stand for.
const GAP_WORDS_MAX: usize = 5;

/// Where the steps end if they begin at this word.
fn end_of(steps: &[&str], words: &[Word], at: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(at) };
    if *step == ".." {
        // A gap stays inside its sentence; words that stand together may cross the full stop of an abbreviation.
        return (at..=at + GAP_WORDS_MAX)
            .take_while(|next| words.get(at..=*next).is_some_and(|gap| gap.iter().all(|word| !word.after_break)))
            .find_map(|next| end_of(rest, words, next));
    }
    let word = words.get(at)?;
    let fits = step.split('|').any(|glob| matches_glob(glob, &word.text));
    if fits { end_of(rest, words, at + 1) } else { None }
}

/// Whether the word has the pieces between the stars in this order; without a star at an end the word ends there too.
fn matches_glob(glob: &str, word: &str) -> bool {
    let Some((head, tail)) = glob.split_once('*') else { return glob == word };
    let Some(mut rest) = word.strip_prefix(head) else { return false };
    let mut pieces: Vec<&str> = tail.split('*').collect();
    let last = pieces.pop().unwrap_or("");
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Of places that overlap, those that lie in no other.
fn widest(mut places: Vec<Places>) -> Vec<Places> {
    places.sort();
    places.dedup();
    let inside = |one: &Places, other: &Places| one != other && other.start <= one.start && one.end <= other.end;
    let kept = places.iter().filter(|one| !places.iter().any(|other| inside(one, other)));
    kept.cloned().collect()
}

fn at(text: &str, words: &[Word], places: &Places) -> Finding {
    let start = words.get(places.start).map_or(0, |word| word.span.start);
    let last = places.end.checked_sub(1).and_then(|last| words.get(last));
    let end = last.map_or(text.len(), |word| word.span.end);
    let phrase = text.get(start..end).unwrap_or("").to_owned();
    Finding { span: start..end, phrase, provision: PROVISION, why: "", cure: "" }
}
