//! The second look: who says what. In: a folded text and its sentences. Out: passages where the author may be meant, each
//! with how often such a one is. Never: a topic reported because of its word alone.
//!
//! Two linear models speak: `voice` hears every passage, whatever its words, and this one reads around each word of the
//! screen: the words around it, who stands before it (the author, somebody else, nobody) and what stands between. Its
//! weights are small integers in `model/`, made from the invented text in `training/` by one command (see
//! `tests/training.rs`), so that every machine scores alike.

use crate::Span;
use crate::bands::{self, Signs};
use crate::contact::{end_of_letters, is_word, start_of_letters};
use crate::hash::{START, hash, mixed};
use crate::lexicon::{self as lex, Does, LANGUAGES, Topic, lexicon};
use crate::read::{Part, Read};
use crate::screen::{Screened, screened};
use crate::sentence::{Sentences, trimmed};
use crate::voice::{self, Heard};
use arrayvec::ArrayVec;
use terms::Whose;

/// What somebody may be saying, in folded bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Doubt {
    pub(crate) topic: Topic,
    pub(crate) span: Span,
    pub(crate) passage: Span,
    /// How often such a passage says something of somebody.
    pub(crate) score: f32,
    /// The author, or another person where that one is heard louder.
    pub(crate) whose: Whose,
}

/// What both models make of one passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) passage: Span,
    /// The word of the screen that tells most, or else the passage.
    pub(crate) span: Span,
    pub(crate) heard: Heard,
    pub(crate) signs: Signs,
}

/// How many places of the table of weights there are: a power of two.
pub(crate) const FEATURES: usize = 1 << 16;
/// How much a whole unit of a weight is.
pub(crate) const UNIT: f32 = 32.0;

/// Two weights for each feature: for the author and for another person, each against nobody.
static WEIGHTS: [&[u8]; 2] = [include_bytes!("../model/author.weights"), include_bytes!("../model/other.weights")];

/// The margins of the author and of another person over nobody, in units of [`UNIT`].
pub(crate) fn margins(features: &[u32]) -> [i32; 2] {
    WEIGHTS.map(|weights| {
        let weight = |feature: &u32| weights.get(*feature as usize).map_or(0, |byte| i32::from(byte.cast_signed()));
        features.iter().map(weight).sum()
    })
}

/// So long is what is heard at once: a short post as a whole, a longer one in runs of its sentences.
const PASSAGE_MAX: usize = 280;

/// What is heard in each passage of a text. Every byte is heard once, and time grows with the length only: in a passage
/// full of words of the screen, this model reads around the first ones.
pub(crate) fn readings(
    read: &Read,
    language: &impl Fn() -> Option<usize>,
    sentences: impl FnOnce() -> Sentences,
) -> Vec<Reading> {
    readings_with(&voice::heard, read, language, sentences)
}

/// The same with another ear, for the tests that measure a model on posts that it did not learn from.
pub(crate) fn readings_with(
    ear: &impl Fn(Part, &[Screened]) -> Heard,
    read: &Read,
    language: &impl Fn() -> Option<usize>,
    sentences: impl FnOnce() -> Sentences,
) -> Vec<Reading> {
    let mut hits = screened(read);
    hits.retain(|hit| hit.is_spoken(language));
    if read.text.len() <= PASSAGE_MAX {
        return vec![reading(ear, read.whole(), &hits, language)];
    }
    let mut rest = hits.as_slice();
    let passages = sentences().runs(read.text, PASSAGE_MAX);
    let readings = passages.into_iter().map(|passage| {
        // INVARIANT: hits stand in the order of their ends, and passages follow each other.
        let here = rest.partition_point(|hit| hit.span.end <= passage.end);
        let (hits, behind) = rest.split_at(here);
        rest = behind;
        reading(ear, read.part(passage), hits, language)
    });
    readings.collect()
}

fn reading(
    ear: &impl Fn(Part, &[Screened]) -> Heard,
    part: Part,
    hits: &[Screened],
    language: &impl Fn() -> Option<usize>,
) -> Reading {
    const READ_MAX: usize = 24;
    let heard = ear(part, hits);
    let (text, passage) = (part.text, part.within);
    // What tells most of the topic that is heard, or else of any.
    let read = hits.iter().take(READ_MAX).map(|hit| {
        let [author, other] = margins(&features(text, passage, hit, language()));
        (author - other.max(0), hit)
    });
    let most = read.max_by_key(|(margin, hit)| (hit.topic == heard.topic, *margin));
    let span = most.map_or_else(|| trimmed(text, passage), |(_, hit)| hit.span);
    Reading { passage, span, heard, signs: Signs { heard: heard.author, seen: most.map(|(margin, _)| margin) } }
}

/// By how much another person must be heard over the author to be the one who is meant: where it is not clear of whom, it may
/// be the author, who has most to lose.
pub(crate) const CLEARLY: f32 = 0.5;

/// What may be said of somebody with at least this probability, for each passage of one text.
pub(crate) fn doubts(
    read: &Read,
    language: &impl Fn() -> Option<usize>,
    sentences: impl FnOnce() -> Sentences,
    least: f32,
) -> Vec<Doubt> {
    let readings = readings(read, language, sentences).into_iter();
    let doubts = readings.map(|Reading { passage, span, heard, signs }| {
        let whose = if heard.other <= heard.author + CLEARLY { Whose::Author } else { Whose::Other };
        Doubt { topic: heard.topic, span, passage, score: bands::probability(signs), whose }
    });
    doubts.filter(|doubt| doubt.score >= least).collect()
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.get(start_of_letters(rest, |_| false)?..)?;
        let mut end = end_of_letters(rest);
        // An apostrophe inside belongs to it, and so do two.
        let mut last = end;
        while rest.as_bytes().get(end) == Some(&b'\'') {
            end += 1;
            let more = end_of_letters(rest.get(end..)?);
            if more > 0 {
                end += more;
                last = end;
            }
        }
        let word = rest.get(..last);
        rest = rest.get(end..)?;
        word
    })
}

/// The same, the last first.
fn words_back(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.trim_end_matches(|c| !is_word(c));
        rest = end.trim_end_matches(|c| is_word(c) || c == '\'');
        let word = end.get(rest.len()..)?.trim_start_matches('\'');
        (!word.is_empty()).then_some(word)
    })
}

/// What a word is to a sentence, as one letter; what is left over is `.`.
const CODES: [(Does, u8); 26] = [
    (lex::KIN, b'K'),
    (lex::I, b'I'),
    (lex::WE, b'W'),
    (lex::MY, b'M'),
    (lex::ME, b'm'),
    (lex::HIS, b'S'),
    (lex::HE, b'H'),
    (lex::YOU, b'Y'),
    (lex::SOME, b'P'),
    (lex::NEG, b'n'),
    (lex::IF, b'f'),
    (lex::WHO, b'w'),
    (lex::BE, b'b'),
    (lex::HAVE, b'h'),
    (lex::SUFFER, b's'),
    (lex::TAKE, b't'),
    (lex::JOIN, b'j'),
    (lex::AS, b'a'),
    (lex::AND, b'A'),
    (lex::SINCE, b'z'),
    (lex::OF, b'o'),
    (lex::WITH, b'q'),
    (lex::DET, b'd'),
    (lex::IN, b'i'),
    (lex::VERY, b'v'),
    (lex::BREAK, b'x'),
];

fn code(word: &str, language: Option<usize>) -> u8 {
    let by_language = lexicon().does(word);
    let does = match language {
        Some(language) => by_language.get(language).copied().unwrap_or_default(),
        None => by_language.iter().fold(0, |all, one| all | one),
    };
    // Most words do nothing.
    let code = if does == 0 { None } else { CODES.iter().find(|(bit, _)| does & bit != 0) };
    code.map_or(b'.', |(_, code)| *code)
}

fn is_author(code: u8) -> bool {
    b"IWMm".contains(&code)
}

fn is_other(code: u8) -> bool {
    b"KHS".contains(&code)
}

/// The place of a language in the tables.
pub(crate) fn language(primary: Option<&str>) -> Option<usize> {
    primary.and_then(|primary| LANGUAGES.iter().position(|language| *language == primary))
}

struct Around<'t> {
    text: [&'t str; 2],
    left: ArrayVec<(&'t str, u8), WORDS>,
    right: ArrayVec<(&'t str, u8), WORDS>,
    word: &'t str,
}

/// How many words are looked at on each side.
const WORDS: usize = 16;

impl<'t> Around<'t> {
    /// What stands in front of the word in question, nearest first, and behind it.
    fn of(text: &'t str, sentence: Span, hit: Span, language: Option<usize>) -> Self {
        const REACH: usize = 200;
        let mut window =
            Span::new(sentence.start.max(hit.start.saturating_sub(REACH)), sentence.end.min(hit.end + REACH));
        while !text.is_char_boundary(window.start) {
            window.start += 1;
        }
        while !text.is_char_boundary(window.end) {
            window.end -= 1;
        }
        let before = text.get(window.start..hit.start).unwrap_or_default().trim_end_matches(is_word);
        let after = text.get(hit.end..window.end).unwrap_or_default().trim_start_matches(is_word);
        let word = text.get(window.start + before.len()..window.end - after.len()).unwrap_or_default();
        let coded = |word: &'t str| (word, code(word, language));
        Self {
            left: words_back(before).take(WORDS).map(coded).collect(),
            right: words(after).take(WORDS).map(coded).collect(),
            text: [before, after],
            word,
        }
    }
}

/// The features of the sentence around one word of the screen.
pub(crate) fn features(text: &str, sentence: Span, hit: &Screened, language: Option<usize>) -> Vec<u32> {
    let around = Around::of(text, sentence, hit.span, language);
    let mut found = Vec::with_capacity(160);
    let mut add = |kind: u8, parts: &[&[u8]]| found.push(hashed(kind, parts));
    let pattern = text.get(hit.span.start..hit.span.end).unwrap_or_default().as_bytes();
    let subject = around.left.iter().position(|(_, code)| is_author(*code) || is_other(*code) || *code == b'P');
    let whose = subject.and_then(|at| around.left.get(at)).map_or(b'-', |(_, code)| *code);
    add(b'h', &[around.word.as_bytes()]);
    add(b'H', &[pattern]);
    add(b'i', &[pattern, &[whose]]);
    words_near(&around, &mut add);
    subjects(&around, subject, whose, &mut add);
    marks(&around, &mut add);
    found
}

fn words_near(around: &Around, add: &mut impl FnMut(u8, &[&[u8]])) {
    const NEAR: usize = 5;
    const END: (&str, u8) = ("^", b'^');
    for (side, words) in [(b'l', &around.left), (b'r', &around.right)] {
        for (place, (word, code)) in words.iter().enumerate() {
            if place < NEAR {
                add(side, &[word.as_bytes()]);
            }
            if place < 2 {
                add(side, &[b"@", &[place as u8], word.as_bytes()]);
            }
            if place < 4 {
                add(side, &[b"#", &[place as u8, *code]]);
            }
            add(b'B', &[word.as_bytes()]);
        }
        for pair in words.windows(2).take(NEAR + 2) {
            if let [(first, one), (second, two)] = pair {
                add(side, &[b"2", first.as_bytes(), second.as_bytes()]);
                add(side, &[b"c", &[*one, *two]]);
            }
        }
        let path: ArrayVec<u8, 3> = words.iter().chain([&END]).take(3).map(|(_, code)| *code).collect();
        add(side, &[b"p", &path]);
    }
    let [(left, before), (right, behind)] = [&around.left, &around.right].map(|words| *words.first().unwrap_or(&END));
    add(b'c', &[left.as_bytes(), b" ", right.as_bytes()]);
    add(b'C', &[&[before, behind]]);
    if let Some((first, code)) = around.left.last() {
        add(b'f', &[first.as_bytes()]);
        add(b'F', &[&[*code]]);
    }
}

fn subjects(around: &Around, subject: Option<usize>, whose: u8, add: &mut impl FnMut(u8, &[&[u8]])) {
    let distance = subject.map_or(9, |place| match place {
        0 => 0,
        1..=3 => 1,
        4..=7 => 2,
        _ => 3,
    });
    add(b's', &[&[whose]]);
    add(b't', &[&[whose, distance]]);
    if let Some((next, code)) = around.left.first() {
        add(b'u', &[&[whose], next.as_bytes()]);
        add(b'U', &[&[whose, *code]]);
    }
    // What stands between the subject and the word, without what says little.
    let between = around.left.iter().take(subject.unwrap_or(3).min(6)).map(|(_, code)| *code);
    let path: ArrayVec<u8, 6> = between.filter(|code| !b"dv".contains(code)).collect();
    add(b'v', &[&[whose], &path]);
    let has = |words: &[(&str, u8)], of: fn(u8) -> bool| u8::from(words.iter().any(|(_, code)| of(*code)));
    let (author, other) = (has(&around.left, is_author), has(&around.left, is_other));
    let (author_behind, other_behind) = (has(&around.right, is_author), has(&around.right, is_other));
    add(b'w', &[&[author, author_behind]]);
    add(b'x', &[&[other, other_behind]]);
    add(b'y', &[&[author | author_behind, other | other_behind]]);
    for turn in *b"nfPY" {
        let is_near = around.left.iter().take(6).any(|(_, code)| *code == turn);
        let is_behind = around.right.iter().take(4).any(|(_, code)| *code == turn);
        add(b'n', &[&[turn, u8::from(is_near), u8::from(is_behind), whose]]);
    }
}

fn marks(around: &Around, add: &mut impl FnMut(u8, &[&[u8]])) {
    let [before, after] = around.text;
    let flag = |holds: bool| if holds { b"y" as &[u8] } else { b"n" };
    add(b'?', &[flag(after.contains('?'))]);
    add(b'"', &[flag(before.contains('"'))]);
    add(b':', &[flag(before.contains(": "))]);
    add(b',', &[flag(before.trim_end().ends_with(',')), flag(after.starts_with(','))]);
    add(b'#', &[flag(before.ends_with('#')), flag(before.ends_with('@'))]);
    add(b'z', &[flag(around.left.is_empty()), flag(around.right.is_empty())]);
    let length = around.left.len() + around.right.len();
    add(b'L', &[&[length.min(12) as u8 / 3]]);
}

fn hashed(kind: u8, parts: &[&[u8]]) -> u32 {
    let hash = parts.iter().fold(hash(START, &[kind]), |from, part| hash(from, part));
    ((mixed(hash) >> 40) as u32) & (FEATURES as u32 - 1)
}
