//! The first stage over everything. In: a folded text. Out: the places of words that stand near special categories and
//! offences, wide on purpose. Never: a judgement; a word here says nothing by itself.

use crate::Span;
use crate::contact::is_border_after;
use crate::fold::fold;
use crate::lexicon::{Langs, Topic, lexicon};
use crate::read::Read;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use terms::Category;

/// A word of the screen in a text, in folded bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screened {
    pub(crate) span: Span,
    pub(crate) topic: Topic,
    /// The languages of a term of the rules; a beginning of the screen is read in all.
    langs: Option<Langs>,
}

impl Screened {
    /// Whether it is a word of this language, where both are known.
    pub(crate) fn is_spoken(&self, language: &impl Fn() -> Option<usize>) -> bool {
        match self.langs {
            Some(langs) => language().is_none_or(|language| langs.contains(language)),
            None => true,
        }
    }
}

struct Screen {
    words: Vec<String>,
    // For each word: its topics, and whether it is a whole word.
    entries: Vec<(Vec<Topic>, bool)>,
}

fn screen() -> &'static Screen {
    static SCREEN: LazyLock<Screen> = LazyLock::new(|| {
        let mut by_word: BTreeMap<String, (Vec<Topic>, bool)> = BTreeMap::new();
        for line in include_str!("../lexicon/screen.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((category, words)) = line.split_once('\t') else { continue };
            let topic = Category::parse(category.trim_end_matches('?')).map_or(Topic::Criminal, Topic::Special);
            for word in words.split('|').filter(|word| !word.is_empty()) {
                let is_whole = word.starts_with('=');
                let entry = by_word.entry(fold(word.trim_start_matches('='))).or_default();
                if !entry.0.contains(&topic) {
                    entry.0.push(topic);
                }
                // HOLE: where a word stands as `=zwart` and as `zwart`, the narrower form wins for all its topics, so
                // `zwarter` begins nothing. The weights in `model/` were trained on it so; mend both together.
                entry.1 |= is_whole;
            }
        }
        let (words, entries) = by_word.into_iter().unzip();
        Screen { words, entries }
    });
    &SCREEN
}

/// Its words, and whether each may stand inside a compound as a long one may; a short one begins a word.
pub(crate) fn words<'w>() -> impl Iterator<Item = (&'w str, bool)> + Clone {
    screen().words.iter().map(|word| (word.as_str(), word.len() >= LONG))
}

/// From so many bytes on a word is long.
const LONG: usize = 7;

/// Every word of the screen in a text, and every term of the rules, in the order of their ends.
pub(crate) fn screened(read: &Read) -> Vec<Screened> {
    let (entries, before) = (&screen().entries, lexicon().count());
    let mut found: Vec<Screened> = Vec::new();
    for hit in &read.seen {
        let span = hit.span;
        let entry = hit.number.checked_sub(before).and_then(|number| entries.get(number));
        let Some((topics, is_whole)) = entry else { continue };
        if !*is_whole || is_border_after(read.text, span.end) {
            found.extend(topics.iter().map(|topic| Screened { span, topic: *topic, langs: None }));
        }
    }
    let spoken = read.terms.iter().filter(|term| term.says_something());
    found.extend(spoken.map(|term| Screened {
        span: term.span,
        topic: term.entry.topic,
        langs: Some(term.entry.langs),
    }));
    // A beginning comes before a term, so that the one without a language stays.
    found.sort_by_key(|one| (one.span.end, one.span.start, one.topic, one.langs.is_some()));
    found.dedup_by_key(|one| (one.span, one.topic));
    found
}

/// The words of the screen that mean something else as often as not.
#[cfg(test)]
pub(crate) fn ambiguous() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../lexicon/screen.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once("?\t"));
    rows.flat_map(|(_, words)| words.split('|')).map(|word| word.trim_start_matches('='))
}
