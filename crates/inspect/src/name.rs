//! Names of people without an account who objected. In: their names, then texts. Out: where a text names one of them.
//! Never: a hit inside a longer word, or a miss because of case, diacritics, hyphens or line ends.

use crate::Span;
use crate::contact::{is_border, is_border_after, is_word};
use crate::fold::{Folded, fold};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;
use terms::Text;

/// The names of an inspector.
pub(crate) struct Names {
    firsts: Option<AhoCorasick>,
    // For each pattern of `firsts` the names that begin with that word: reference and the words after the first.
    rests: Vec<Vec<(String, Vec<String>)>>,
}

impl Names {
    pub(crate) fn new(names: &[(String, Text)]) -> Self {
        let mut by_first: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
        for (reference, name) in names {
            let folded = fold(name.expose());
            let mut words = folded.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned);
            if let Some(first) = words.next() {
                by_first.entry(first).or_default().push((reference.clone(), words.collect()));
            }
        }
        let firsts = AhoCorasick::builder().match_kind(MatchKind::Standard).build(by_first.keys()).ok();
        Self { firsts: firsts.filter(|_| !by_first.is_empty()), rests: by_first.into_values().collect() }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.firsts.is_none()
    }

    /// Each name in the text: its reference and where it stands, in folded bytes.
    pub(crate) fn find(&self, folded: &Folded) -> Vec<(&str, Span)> {
        let mut found = Vec::new();
        let Some(firsts) = &self.firsts else { return found };
        let text = folded.text();
        for first in firsts.find_overlapping_iter(text) {
            if !is_border(text, first.start()) || !is_border_after(text, first.end()) {
                continue;
            }
            for (reference, rest) in self.rests.get(first.pattern().as_usize()).into_iter().flatten() {
                if let Some(end) = end_of(text, first.end(), rest) {
                    found.push((reference.as_str(), Span::new(first.start(), end)));
                }
            }
        }
        found
    }
}

fn end_of(text: &str, mut at: usize, words: &[String]) -> Option<usize> {
    // A name may be broken over a line or joined by a hyphen, but not by half a sentence.
    const GAP_MAX: usize = 4;
    for word in words {
        let rest = text.get(at..)?;
        let gap = rest.find(is_word).filter(|gap| *gap <= GAP_MAX)?;
        let after = rest.get(gap..)?.strip_prefix(word.as_str())?;
        at = text.len() - after.len();
        if !is_border_after(text, at) {
            return None;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, found: &[&str]) {
        let names = Names::new(&[("objection-1".into(), Text::new(name))]);
        let folded = Folded::new(text);
        let spans: Vec<_> = names.find(&folded).into_iter().map(|(_, span)| folded.original_of(span)).collect();
        assert_eq!(spans, found, "{name} in {text}");
    }

    #[test]
    fn a_name_is_found_in_every_spelling_and_not_inside_a_word() {
        check("Zoë Jansen", "ik zag ZOE  JANSEN en zoë-jansen's hond", &["ZOE  JANSEN", "zoë-jansen"]);
        check("Zoe\u{308} Jansen", "Zoë\nJansen", &["Zoë\nJansen"]);
        check("An Os", "Jan Os en An Oszko en an os", &["an os"]);
        check("", "niemand", &[]);
    }
}
