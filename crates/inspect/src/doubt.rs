//! The second look at what the rules let pass. In: a folded text and its sentences. Out: places where the author may be
//! saying something of a special category about themselves, each with a score inside the uncertainty band. Never: a score
//! above it; a human decides.
//!
//! The first stage is a list of word beginnings (`screen.tsv`), wide on purpose. The second reads the sentence around such
//! a word with a linear model over hashed words and over who stands in front of it: the author, somebody else, nobody. Its
//! weights are integers and are not stored: they follow from `training.tsv` by the same arithmetic everywhere, in a few
//! milliseconds, when they are first needed.

use crate::Span;
use crate::contact::{is_border, is_border_after, is_word};
use crate::fold::fold;
use crate::lexicon::{HE, HIS, I, KIN, ME, MY, Topic, WE, lexicon};
use crate::sentence::Sentences;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use terms::Category;

/// What the author may be saying, in folded bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Doubt {
    pub(crate) topic: Topic,
    pub(crate) span: Span,
    pub(crate) score: f32,
}

/// Above this margin a sentence is held. Zero: wherever the author outweighs both others. No better place was looked for.
const HELD: i64 = 0;

const CLASSES: usize = 3;
const FEATURES: usize = 1 << 14;

struct Screen {
    words: AhoCorasick,
    // For each pattern: its topics, and whether it is a whole word.
    entries: Vec<(Vec<Topic>, bool)>,
}

fn screen() -> &'static Screen {
    static SCREEN: LazyLock<Screen> = LazyLock::new(|| {
        let mut by_word: BTreeMap<String, (Vec<Topic>, bool)> = BTreeMap::new();
        for line in include_str!("../lexicon/screen.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((category, words)) = line.split_once('\t') else { continue };
            let topic = Category::parse(category).map_or(Topic::Criminal, Topic::Special);
            for word in words.split('|').filter(|word| !word.is_empty()) {
                let is_whole = word.starts_with('=');
                let entry = by_word.entry(fold(word.trim_start_matches('='))).or_default();
                if !entry.0.contains(&topic) {
                    entry.0.push(topic);
                }
                entry.1 |= is_whole;
            }
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(by_word.keys())
            .expect("INVARIANT: a thousand short words fit in an automaton");
        Screen { words, entries: by_word.into_values().collect() }
    });
    &SCREEN
}

/// The doubts of one text; `is_settled` says where a rule has already spoken about a topic in a sentence.
pub(crate) fn doubts(
    text: &str,
    sentences: impl FnOnce() -> Sentences,
    is_settled: impl Fn(Topic, Span) -> bool,
) -> Vec<Doubt> {
    const IN_SENTENCE_MAX: usize = 6;
    const LONG: usize = 7;
    let screen = screen();
    let mut sentences = Some(sentences);
    let mut cut: Option<Sentences> = None;
    let mut found: Vec<Doubt> = Vec::new();
    let mut last = (Span::new(0, 0), 0);
    for hit in screen.words.find_overlapping_iter(text) {
        let span = Span::new(hit.start(), hit.end());
        let Some((topics, is_whole)) = screen.entries.get(hit.pattern().as_usize()) else { continue };
        let is_compound = span.end - span.start >= LONG;
        if !is_border(text, span.start) && !is_compound || *is_whole && !is_border_after(text, span.end) {
            continue;
        }
        let cut = cut.get_or_insert_with(|| sentences.take().map_or_else(|| Sentences::of(text), |of| of()));
        let sentence = cut.around(span);
        last = if last.0 == sentence { (sentence, last.1 + 1) } else { (sentence, 1) };
        if last.1 > IN_SENTENCE_MAX {
            continue;
        }
        let mut margin = None;
        for topic in topics {
            if is_settled(*topic, sentence) || found.iter().any(|one| one.topic == *topic && sentence.covers(one.span))
            {
                continue;
            }
            let margin = *margin.get_or_insert_with(|| margin_of(text, sentence, span));
            if margin > HELD {
                found.push(Doubt { topic: *topic, span, score: score(margin) });
            }
        }
    }
    found
}

/// The band of doubt is 0.42 to 0.75; the margins seen lie between 0 and about 60 times the mean weight.
fn score(margin: i64) -> f32 {
    let steps = u8::try_from(margin.min(250)).unwrap_or(250);
    0.45 + f32::from(steps) / 250.0 * 0.25
}

fn margin_of(text: &str, sentence: Span, hit: Span) -> i64 {
    const REACH: usize = 200;
    let mut window = Span::new(sentence.start.max(hit.start.saturating_sub(REACH)), sentence.end.min(hit.end + REACH));
    while !text.is_char_boundary(window.start) {
        window.start += 1;
    }
    while !text.is_char_boundary(window.end) {
        window.end -= 1;
    }
    let before = text.get(window.start..hit.start).unwrap_or_default();
    let after = text.get(hit.end..window.end).unwrap_or_default();
    // The rest of the word that the hit begins or ends belongs to it.
    let before = before.trim_end_matches(is_word);
    let after = after.trim_start_matches(is_word);
    let [author, other, nobody] = model().scores(&features(before, after));
    (author - other.max(nobody)) / MEAN
}

/// Weights are sums over all steps of the training; this brings a margin to the size of one step.
const MEAN: i64 = 400;

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

/// Who a word stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Author,
    Other,
    Nobody,
}

fn who(word: &str) -> Who {
    const FRENCH_OWN: [&str; 14] =
        ["je", "j", "moi", "me", "m", "mon", "ma", "mes", "nous", "notre", "nos", "mij", "mich", "mir"];
    const FRENCH_OTHERS: [&str; 22] = [
        "il", "elle", "ils", "elles", "son", "sa", "ses", "leur", "leurs", "mere", "pere", "frere", "soeur", "fils",
        "fille", "mari", "femme", "voisin", "voisine", "collegue", "ami", "copain",
    ];
    let does = lexicon().does(word).iter().fold(0, |all, one| all | one);
    if does & KIN != 0 || FRENCH_OTHERS.contains(&word) {
        Who::Other
    } else if does & (I | WE | MY | ME) != 0 || FRENCH_OWN.contains(&word) {
        Who::Author
    } else if does & (HE | HIS) != 0 {
        Who::Other
    } else {
        Who::Nobody
    }
}

/// The features of a sentence: what stands before and behind the word in question.
fn features(before: &str, after: &str) -> Vec<usize> {
    const WINDOW: usize = 5;
    let left: Vec<&str> = words(before).rev().take(24).collect();
    let right: Vec<&str> = words(after).take(12).collect();
    let mut found = Vec::with_capacity(40);
    let mut add = |kind: u8, parts: &[&str]| found.push(hashed(kind, parts));
    for (place, word) in left.iter().take(WINDOW).enumerate() {
        add(b'l', &[word]);
        if place < 2 {
            add(b'0' + u8::try_from(place).unwrap_or(9), &[word]);
        }
    }
    for word in right.iter().take(WINDOW - 1) {
        add(b'r', &[word]);
    }
    let at = |words: &[&str], place: usize| words.get(place).map_or_else(|| "^".to_owned(), |word| (*word).to_owned());
    add(b'b', &[&at(&left, 1), &at(&left, 0)]);
    add(b'c', &[&at(&left, 0), &at(&right, 0)]);
    add(b'd', &[&at(&right, 0)]);
    let nearest = left.iter().position(|word| who(word) != Who::Nobody);
    let whose = nearest
        .and_then(|place| left.get(place))
        .map_or("none", |word| if who(word) == Who::Author { "author" } else { "other" });
    let distance = nearest.map_or("far", |place| match place {
        0 => "touches",
        1..=3 => "near",
        4..=7 => "clause",
        _ => "far",
    });
    add(b's', &[whose]);
    add(b't', &[whose, distance]);
    add(b'u', &[whose, &at(&left, 0)]);
    let has = |words: &[&str], one: Who| words.iter().any(|word| who(word) == one);
    let flag = |holds: bool| if holds { "y" } else { "n" };
    add(b'v', &[flag(has(&left, Who::Author)), flag(has(&right, Who::Author))]);
    add(b'w', &[flag(has(&left, Who::Other)), flag(has(&right, Who::Other))]);
    add(b'x', &[flag(has(&left, Who::Author) || has(&right, Who::Author))]);
    add(b'q', &[flag(after.trim_end().ends_with('?')), flag(before.contains('"'))]);
    add(b'z', &[flag(left.is_empty()), flag(right.is_empty())]);
    found
}

fn hashed(kind: u8, parts: &[&str]) -> usize {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([b' ']));
    let hash = std::iter::once(kind)
        .chain(bytes)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from((hash >> 20) % FEATURES as u64).unwrap_or_default()
}

/// An averaged perceptron with three classes: the author, another person, nobody.
struct Model(Vec<[i64; CLASSES]>);

impl Model {
    fn scores(&self, features: &[usize]) -> [i64; CLASSES] {
        let weights = features.iter().filter_map(|feature| self.0.get(*feature));
        weights.fold([0; CLASSES], |sum, one| {
            let [a, b, c] = sum;
            let [x, y, z] = *one;
            [a + x, b + y, c + z]
        })
    }
}

fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| trained(&samples()));
    &MODEL
}

/// Each sentence with its class; `_` is the place of the word in question.
fn samples() -> Vec<(Vec<usize>, usize)> {
    let mut samples = Vec::new();
    for line in include_str!("../lexicon/training.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((class, sentences)) = line.split_once('\t') else { continue };
        let class = ["a", "o", "n"].iter().position(|one| *one == class).unwrap_or_default();
        for sentence in sentences.split('|') {
            let folded = fold(sentence);
            if let Some((before, after)) = folded.split_once('_') {
                samples.push((features(before, after), class));
            }
        }
    }
    samples
}

fn trained(samples: &[(Vec<usize>, usize)]) -> Model {
    const ROUNDS: usize = 8;
    let mut now = Model(vec![[0; CLASSES]; FEATURES]);
    let mut sum = vec![[0; CLASSES]; FEATURES];
    let steps = ROUNDS * samples.len();
    let mut step = 0;
    // Every 7th sample follows, so that no class comes in a row; 7 must not divide their number.
    let stride = if samples.len().is_multiple_of(7) { 11 } else { 7 };
    for _ in 0..ROUNDS {
        for place in 0..samples.len() {
            let Some((features, class)) = samples.get(place * stride % samples.len().max(1)) else { continue };
            let scores = now.scores(features);
            let rival =
                (0..CLASSES).filter(|one| one != class).max_by_key(|one| scores.get(*one).copied().unwrap_or_default());
            let of = |class: usize| scores.get(class).copied().unwrap_or_default();
            const MARGIN: i64 = 3;
            if let Some(rival) = rival.filter(|rival| of(*class) - of(*rival) < MARGIN) {
                let left = i64::try_from(steps - step).unwrap_or_default();
                for feature in features {
                    for (class, by) in [(*class, 1), (rival, -1)] {
                        for (weights, by) in [(now.0.get_mut(*feature), by), (sum.get_mut(*feature), by * left)] {
                            if let Some(weight) = weights.and_then(|weights| weights.get_mut(class)) {
                                *weight += by;
                            }
                        }
                    }
                }
            }
            step += 1;
        }
    }
    Model(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn margin(sentence: &str) -> i64 {
        let folded = fold(sentence);
        let (before, after) = folded.split_once('_').expect("a mask");
        let [author, other, nobody] = model().scores(&features(before, after));
        author - other.max(nobody)
    }

    #[test]
    fn sentences_it_never_saw_are_told_by_who_stands_in_them() {
        for (sentence, is_author) in [
            ("I have had _ since I was a child", true),
            ("Ik heb sinds kort last van _", true),
            ("Ich habe seit kurzem _", true),
            ("The conference on _ is in Cork", false),
            ("Mijn zus heeft sinds kort _", false),
            ("Der Kongress über _ ist in Bonn", false),
        ] {
            assert_eq!(margin(sentence) > 0, is_author, "{sentence}: {}", margin(sentence));
        }
    }

    #[test]
    fn training_twice_gives_the_same_weights() {
        assert_eq!(trained(&samples()).0, model().0);
    }
}
