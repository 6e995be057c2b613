//! Sentences out of word lists. In: the lists of `words/` and a draw. Out: text, and where in it a given value stands.
//! Never: a word that is not in the lists or given by the caller.

use super::draw::Draw;
use std::collections::BTreeMap;
use std::ops::Range;

/// A language of the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tongue {
    Dutch,
    English,
    German,
}

impl Tongue {
    pub(super) const ALL: [Self; 3] = [Self::Dutch, Self::English, Self::German];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
            Self::German => "de",
        }
    }
}

/// The word lists of all languages.
pub(super) struct Grammars {
    dutch: Grammar,
    english: Grammar,
    german: Grammar,
}

impl Grammars {
    pub(super) fn new() -> Self {
        Self {
            dutch: Grammar::parse(include_str!("words/nl.txt")),
            english: Grammar::parse(include_str!("words/en.txt")),
            german: Grammar::parse(include_str!("words/de.txt")),
        }
    }

    pub(super) fn of(&self, tongue: Tongue) -> &Grammar {
        match tongue {
            Tongue::Dutch => &self.dutch,
            Tongue::English => &self.english,
            Tongue::German => &self.german,
        }
    }
}

/// Sections of alternatives; `{…}` in an alternative is expanded.
pub(super) struct Grammar {
    sections: BTreeMap<&'static str, Vec<&'static str>>,
}

/// A text, and the spans of the values that the caller gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) values: Vec<Range<usize>>,
}

impl Grammar {
    fn parse(words: &'static str) -> Self {
        let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut section = "";
        for line in words.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => section = name,
                None => sections.entry(section).or_default().push(line),
            }
        }
        Self { sections }
    }

    /// The alternatives of a section.
    pub(super) fn alternatives(&self, section: &str) -> &[&'static str] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// A line of this section, with a capital at its start.
    pub(super) fn line(&self, draw: &mut Draw, section: &str) -> String {
        self.line_with(draw, section, &[]).text
    }

    /// A line of this section in which `{=name}` becomes the value of that name.
    pub(super) fn line_with(&self, draw: &mut Draw, section: &str, values: &[(&str, &str)]) -> Line {
        let mut line = Line::default();
        self.expand(draw, section, values, &mut line);
        let starts_with_value = line.values.iter().any(|span| span.start == 0);
        if let Some(first) = line.text.chars().next().filter(|first| first.is_lowercase() && !starts_with_value) {
            // Only letters whose capital has as many bytes, so that no span moves.
            let capital: String = first.to_uppercase().collect();
            if capital.len() == first.len_utf8() {
                line.text.replace_range(..first.len_utf8(), &capital);
            }
        }
        line
    }

    fn expand(&self, draw: &mut Draw, section: &str, values: &[(&str, &str)], line: &mut Line) {
        let alternatives = self.alternatives(section);
        assert!(!alternatives.is_empty(), "INVARIANT: every section that is named has a line");
        let mut rest = *draw.pick(alternatives);
        while let Some((before, after)) = rest.split_once('{') {
            line.text.push_str(before);
            let (slot, after) = after.split_once('}').expect("INVARIANT: every brace of the word lists is closed");
            self.fill(draw, slot, values, line);
            rest = after;
        }
        line.text.push_str(rest);
    }

    fn fill(&self, draw: &mut Draw, slot: &str, values: &[(&str, &str)], line: &mut Line) {
        if let Some(name) = slot.strip_prefix('=') {
            let value = values.iter().find(|(key, _)| *key == name);
            let (_, value) = value.expect("INVARIANT: the caller gives every value that a section asks for");
            line.values.push(line.text.len()..line.text.len() + value.len());
            line.text.push_str(value);
        } else if let Some(bounds) = slot.strip_prefix('#') {
            let bounds = bounds.rsplit_once('-').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
            let (low, high) = bounds.expect("INVARIANT: a number of the word lists has two bounds");
            line.text.push_str(&draw.between(low, high).to_string());
        } else if slot.contains('|') {
            let words: Vec<&str> = slot.split('|').collect();
            line.text.push_str(draw.pick::<&str>(&words));
        } else {
            self.expand(draw, slot, values, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_of_every_list_can_be_filled() {
        let grammars = Grammars::new();
        for tongue in Tongue::ALL {
            let grammar = grammars.of(tongue);
            for lines in grammar.sections.values() {
                for slot in lines.iter().flat_map(|line| line.split('{').skip(1)) {
                    let slot = slot.split_once('}').expect("closed").0;
                    if let Some(bounds) = slot.strip_prefix('#') {
                        let (low, high) = bounds.rsplit_once('-').expect("two bounds");
                        assert!(low.parse::<i64>().expect("number") <= high.parse::<i64>().expect("number"));
                    } else if !slot.starts_with('=') && !slot.contains('|') {
                        assert!(!grammar.alternatives(slot).is_empty(), "{} has no section [{slot}]", tongue.code());
                    }
                }
            }
        }
    }

    #[test]
    fn the_languages_have_the_same_sections_for_the_generator() {
        let grammars = Grammars::new();
        let named = |tongue: Tongue| -> Vec<&str> {
            let sections = &grammars.of(tongue).sections;
            sections.keys().copied().filter(|name| name.contains('.') && !name.starts_with("bas")).collect()
        };
        assert_eq!(named(Tongue::Dutch), named(Tongue::English));
        assert_eq!(named(Tongue::German), named(Tongue::English));
        for tongue in Tongue::ALL {
            for section in super::super::records::SECTIONS {
                assert!(!grammars.of(tongue).alternatives(section).is_empty(), "{} lacks [{section}]", tongue.code());
            }
        }
    }

    #[test]
    fn a_given_value_stands_where_its_span_says() {
        let grammars = Grammars::new();
        let mut draw = Draw::new(3, "values");
        for _ in 0..50 {
            let line = grammars.of(Tongue::Dutch).line_with(&mut draw, "mention", &[("handle", "@kraai_9")]);
            let span = line.values.first().expect("one value").clone();
            assert_eq!(&line.text[span], "@kraai_9");
        }
    }

    #[test]
    fn the_lists_are_varied() {
        let grammars = Grammars::new();
        let mut draw = Draw::new(3, "variety");
        for tongue in Tongue::ALL {
            let grammar = grammars.of(tongue);
            let mut lines = std::collections::BTreeSet::new();
            for _ in 0..400 {
                let topic = *draw.pick(grammar.alternatives("topics"));
                lines.insert(grammar.line(&mut draw, topic));
            }
            assert!(lines.len() > 280, "{} of 400 lines in {}", lines.len(), tongue.code());
        }
    }
}
