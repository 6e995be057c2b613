//! Special categories and offences in a text. In: a folded text and its sentences. Out: claims with their place. Never: a
//! topic reported as a disclosure. What lies between is scored inside the uncertainty band, for a human.

use crate::fold::Folded;
use crate::frame::{About, Words, claim};
use crate::lexicon::{LANGUAGES, Role, Term, Topic, lexicon};
use crate::sentence::Sentences;
use crate::{Kind, Level, Span};
use std::collections::BTreeSet;
use terms::{Category, Lang};

/// At least this is above the uncertainty band.
const FOUND: f32 = 0.75;
/// At least this is inside it.
const UNCERTAIN: f32 = 0.42;
/// From here on a sentence about another person goes: a redaction costs less than a hold.
pub(crate) const OTHER: f32 = 0.5;

/// What a text says about a person, in folded bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Disclosure {
    pub(crate) topic: Topic,
    pub(crate) about: About,
    pub(crate) score: f32,
    pub(crate) span: Span,
    pub(crate) sentence: Span,
}

impl Disclosure {
    pub(crate) fn kind(&self) -> Kind {
        match self.topic {
            Topic::Special(category) => Kind::Special(category),
            Topic::Criminal => Kind::Criminal,
            Topic::Child | Topic::Idiom => Kind::Child,
        }
    }

    pub(crate) fn level(&self) -> Level {
        level(self.score)
    }
}

/// The level of a score of a disclosure.
pub(crate) fn level(score: f32) -> Level {
    match score {
        score if score >= FOUND => Level::Found,
        score if score >= UNCERTAIN => Level::Uncertain,
        _ => Level::Clear,
    }
}

/// The terms of one sentence with its words, for `disclosures` and for `minor`.
pub(crate) struct Passage {
    pub(crate) sentence: Span,
    pub(crate) terms: Vec<Term>,
    pub(crate) words: Words,
}

/// The sentences that hold a term. Words further than a clause from any term are not read.
pub(crate) fn passages(folded: &Folded, sentences: &Sentences, terms: &[Term]) -> Vec<Passage> {
    const REACH: usize = 400;
    let text = folded.text();
    let mut passages: Vec<Passage> = Vec::new();
    let mut rest = terms;
    while let Some(first) = rest.first() {
        let sentence = sentences.around(first.span);
        // A text without full stops is one sentence; it is read in pieces, so that time grows with its length only.
        let end = first.span.end + REACH;
        let count = rest.iter().take_while(|term| term.span.end <= sentence.end.min(end)).count().max(1);
        let (these, others) = rest.split_at(count);
        rest = others;
        let last = these.iter().map(|term| term.span.end).max().unwrap_or(first.span.end);
        let mut window =
            Span::new(sentence.start.max(first.span.start.saturating_sub(REACH)), sentence.end.min(last + REACH));
        while !text.is_char_boundary(window.start) {
            window.start += 1;
        }
        while !text.is_char_boundary(window.end) {
            window.end -= 1;
        }
        passages.push(Passage { sentence, terms: these.to_vec(), words: Words::of(folded, window, these) });
    }
    passages
}

/// What a passage says about persons: for each topic and place the strongest reading.
pub(crate) fn disclosures(passage: &Passage) -> Vec<Disclosure> {
    let mut found: Vec<Disclosure> = Vec::new();
    for term in &passage.terms {
        // The longest term of a topic speaks, and an idiom silences all.
        let is_silenced = passage.terms.iter().any(|other| {
            other.span.covers(term.span)
                && (other.entry.topic == Topic::Idiom
                    || other.entry.topic == term.entry.topic && other.span != term.span)
        });
        if is_silenced {
            continue;
        }
        for language in (0..LANGUAGES.len()).filter(|language| term.entry.langs.contains(*language)) {
            let Some(claim) = claim(&passage.words, term, language) else { continue };
            let one = Disclosure {
                topic: term.entry.topic,
                about: claim.about,
                score: claim.score,
                span: term.span,
                sentence: passage.sentence,
            };
            match found.iter_mut().find(|other| other.topic == one.topic && other.span == one.span) {
                Some(other) if other.score < one.score => *other = one,
                Some(_) => {}
                None => found.push(one),
            }
        }
    }
    found
}

/// What the name of a group says about its members: a term counts without a verb, because joining says the rest. A hint
/// does not, it could be any clinic's volunteers; nor does a short word of a language that the group does not speak.
pub(crate) fn group(name: &str, lang: Option<&Lang>) -> BTreeSet<Category> {
    const TELLS_ANYWHERE: usize = 6;
    let folded = Folded::new(name);
    let terms = lexicon().find_in_name(folded.text(), |span| folded.original_of(span));
    let is_idiom = |span: Span| terms.iter().any(|term| term.entry.topic == Topic::Idiom && term.span.covers(span));
    let spoken = lang.and_then(|lang| LANGUAGES.iter().position(|language| *language == lang.primary()));
    let is_spoken = |term: &Term| {
        // English names are given to groups everywhere.
        let is_foreign = spoken.is_some_and(|language| {
            !term.entry.langs.contains(language)
                && LANGUAGES
                    .iter()
                    .position(|one| *one == "en")
                    .is_none_or(|english| language == english || !term.entry.langs.contains(english))
        });
        !is_foreign || term.span.end - term.span.start >= TELLS_ANYWHERE
    };
    terms
        .iter()
        .filter(|term| !is_idiom(term.span) && is_spoken(term))
        .filter(|term| !matches!(term.entry.role, Role::Vote | Role::Hint))
        .filter_map(|term| match term.entry.topic {
            Topic::Special(category) => Some(category),
            Topic::Criminal | Topic::Child | Topic::Idiom => None,
        })
        .collect()
}
