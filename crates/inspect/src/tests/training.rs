//! How the weights of the second stage are made: `UPDATE=1 cargo nextest run -p inspect the_weights_follow`. In: the
//! invented text in `training/`. Out: `model/*.weights`. Never: a text that anybody posted.

use crate::Span;
use crate::doubt::{FEATURES, UNIT, features, language};
use crate::fold::fold;
use crate::lexicon::{LANGUAGES, Topic};
use crate::read::Read;
use crate::screen::{ambiguous, screened};
use crate::sentence::Sentences;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use terms::Category;

const CLASSES: usize = 3;

/// A word of the screen in a sentence of the training text: what it is read by, and who is meant.
struct Sample {
    features: Vec<u32>,
    class: usize,
}

/// A sentence that a template says, of whom, and on what.
pub(super) struct Said {
    pub(super) lang: usize,
    pub(super) text: String,
    pub(super) class: usize,
    pub(super) topic: Option<Topic>,
}

/// Draws without a clock: the same numbers each time.
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound.max(1) as u64) as usize
    }

    pub(super) fn one<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts.get(self.below(texts.len())).copied().unwrap_or_default()
    }
}

pub(super) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The training text of one language: by class and kind.
struct Texts<'t> {
    lines: Vec<(&'t str, &'t str, Vec<&'t str>)>,
}

impl<'t> Texts<'t> {
    fn read(text: &'t str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
            let mut cells = line.splitn(3, '\t');
            let mut cell = || cells.next().expect("three cells");
            (cell(), cell(), cell().split('|').filter(|one| !one.trim().is_empty()).collect())
        });
        Self { lines: lines.collect() }
    }

    fn all(&self, class: &str, kind: &str) -> Vec<&'t str> {
        let these = self.lines.iter().filter(|(one, other, _)| *one == class && *other == kind);
        these.flat_map(|(_, _, texts)| texts.iter().copied()).collect()
    }

    /// The fills of a role with their categories.
    fn fills(&self, role: &str) -> Vec<(&'t str, Vec<&'t str>)> {
        let these = self.lines.iter().filter(|(class, _, _)| *class == "fill");
        these
            .filter_map(|(_, kind, texts)| {
                kind.split_once('.').filter(|(_, one)| *one == role).map(|(category, _)| (category, texts.clone()))
            })
            .collect()
    }
}

pub(super) fn topic(category: &str) -> Option<Topic> {
    Category::parse(category).map(Topic::Special).or((category == "criminal").then_some(Topic::Criminal))
}

struct Generator<'t> {
    texts: Texts<'t>,
    draw: Draw,
    lang: usize,
    before: Vec<&'t str>,
    behind: Vec<&'t str>,
    idle: Vec<&'t str>,
    samples: Vec<Sample>,
    said: Vec<Said>,
    unseen: BTreeMap<String, usize>,
}

impl Generator<'_> {
    /// A sentence as people write it: with something in front or behind, in one breath with another, with a slip.
    fn dressed(&mut self, sentence: &str) -> String {
        let mut text = sentence.to_owned();
        match self.draw.below(10) {
            0 | 1 => text = format!("{} {text}", self.draw.one(&self.before)),
            2 | 3 => text = format!("{text} {}", self.draw.one(&self.behind)),
            4 => text = format!("{text}, {}", self.draw.one(&self.idle)),
            5 => text = format!("{}, {text}", self.draw.one(&self.idle)),
            _ => {}
        }
        text
    }

    fn add(&mut self, text: &str, class: usize, only: Option<(Topic, Option<Span>)>) {
        let topic = only.map(|(topic, _)| topic);
        self.said.push(Said { lang: self.lang, text: text.to_owned(), class, topic });
        let folded = fold(text);
        let sentences = Sentences::of(&folded);
        let whole = Read::of(&folded, |_| "");
        let mut is_seen = false;
        let mut read: Vec<Span> = Vec::new();
        for hit in screened(&whole) {
            let is_meant = only
                .is_none_or(|(topic, place)| hit.topic == topic && place.is_none_or(|place| place.overlaps(hit.span)));
            // The same word under two topics is read once.
            if !is_meant || read.contains(&hit.span) {
                continue;
            }
            read.push(hit.span);
            is_seen = true;
            let features = features(&folded, sentences.around(hit.span), &hit, Some(self.lang));
            self.samples.push(Sample { features, class });
        }
        if !is_seen && class == 0 {
            *self.unseen.entry(text.to_owned()).or_default() += 1;
        }
    }

    fn roles(&mut self) {
        const FILLS: usize = 10;
        let lines = self.texts.lines.clone();
        for (class, role, templates) in &lines {
            let Some(class) = ["a", "o", "n"].iter().position(|one| one == class) else { continue };
            let fills = self.texts.fills(role);
            if fills.is_empty() {
                continue;
            }
            for template in templates {
                for _ in 0..FILLS {
                    let (category, words) = &fills[self.draw.below(fills.len())];
                    let fill = self.draw.one(words);
                    let sentence = template.replace('_', fill);
                    let text = self.dressed(&sentence);
                    let folded = (fold(&text), fold(fill));
                    let place = folded.0.find(&folded.1).map(|at| Span::new(at, at + folded.1.len()));
                    let topic = topic(category).expect("a category");
                    self.add(&text, class, Some((topic, place)));
                }
            }
        }
    }

    /// Words that mean something else as often as not, where they mean nothing.
    fn idle_words(&mut self) {
        const TIMES: usize = 8;
        for word in ambiguous() {
            for _ in 0..TIMES {
                let sentence = self.draw.one(&self.idle);
                let words: Vec<&str> = sentence.split(' ').collect();
                let (at, replaces) = (self.draw.below(words.len()), self.draw.below(2));
                let mut written = words.clone();
                written.splice(at..at + replaces, [word]);
                self.add(&written.join(" "), 2, None);
            }
        }
    }

    fn sentences(&mut self) {
        const TIMES: usize = 6;
        let lines = self.texts.lines.clone();
        for (class, category, sentences) in &lines {
            let Some(class) = ["a", "o", "n"].iter().position(|one| one == class) else { continue };
            let topic = topic(category);
            if topic.is_none() && *category != "any" {
                continue;
            }
            for sentence in sentences {
                for _ in 0..TIMES {
                    let text = self.dressed(sentence);
                    // Of what is nobody's, every word is nobody's.
                    let only = if class == 2 { None } else { topic.map(|topic| (topic, None)) };
                    self.add(&text, class, only);
                }
            }
        }
    }
}

/// What the templates of each language give, in one order.
fn generators(each: &mut impl FnMut(&mut Generator)) {
    for lang in ["en", "nl", "de", "fr"] {
        let text = world::read_string(folder("training").join(format!("{lang}.tsv"))).expect("a training text");
        let texts = Texts::read(&text);
        let mut generator = Generator {
            before: texts.all("before", "any"),
            behind: texts.all("behind", "any"),
            idle: texts.all("n", "any"),
            texts,
            draw: Draw(7),
            lang: language(Some(lang)).unwrap_or(LANGUAGES.len()),
            samples: Vec::new(),
            said: Vec::new(),
            unseen: BTreeMap::new(),
        };
        generator.roles();
        generator.sentences();
        generator.idle_words();
        each(&mut generator);
    }
}

fn samples() -> (Vec<Sample>, BTreeMap<String, usize>) {
    let (mut samples, mut unseen) = (Vec::new(), BTreeMap::new());
    generators(&mut |generator| {
        samples.append(&mut generator.samples);
        unseen.append(&mut generator.unseen);
    });
    (samples, unseen)
}

/// Some of what the templates say, for the model that hears whole posts.
pub(super) fn said() -> Vec<Said> {
    const ONE_IN: usize = 12;
    let mut said = Vec::new();
    generators(&mut |generator| said.extend(generator.said.drain(..).step_by(ONE_IN)));
    said
}

/// Softmax by multiplication only.
pub(super) fn shares<const N: usize>(scores: [f64; N]) -> [f64; N] {
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers = scores.map(|score| {
        let mut power = (1.0 + (score - most).max(-60.0) / 1024.0).max(0.0);
        for _ in 0..10 {
            power *= power;
        }
        power
    });
    let sum: f64 = powers.iter().sum();
    powers.map(|power| power / sum)
}

/// A logistic regression by stochastic steps, in an order that is always the same.
fn trained(samples: &[Sample]) -> [Vec<u8>; 2] {
    const ROUNDS: usize = 6;
    const RATE: f64 = 0.08;
    const DECAY: f64 = 2e-6;
    let mut weights = vec![[0.0f64; CLASSES]; FEATURES];
    let mut seen = vec![[1e-2f64; CLASSES]; FEATURES];
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut draw = Draw(11);
    for _ in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
        }
        for at in &order {
            let sample = &samples[*at];
            let mut scores = [0.0; CLASSES];
            for feature in &sample.features {
                for (score, weight) in scores.iter_mut().zip(weights[*feature as usize]) {
                    *score += weight;
                }
            }
            let shares = shares(scores);
            for class in 0..CLASSES {
                let slope = shares[class] - f64::from(u8::from(class == sample.class));
                if slope.abs() < 1e-3 {
                    continue;
                }
                for feature in &sample.features {
                    let (weight, seen) = (&mut weights[*feature as usize][class], &mut seen[*feature as usize][class]);
                    let slope = slope + DECAY * *weight;
                    *seen += slope * slope;
                    *weight -= RATE * slope / seen.sqrt();
                }
            }
        }
    }
    let byte = |weight: f64| ((weight * f64::from(UNIT)).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    [0, 1].map(|class| weights.iter().map(|of| byte(of[class] - of[2])).collect())
}

#[test]
fn the_weights_follow_from_the_training_text() {
    let (samples, unseen) = samples();
    // A sentence of an author without a word of the screen is lost to the second stage: the screen's recall on this text.
    let authors = samples.iter().filter(|sample| sample.class == 0).count();
    assert!(unseen.len() * 25 < authors, "{} of {authors} words", unseen.len());
    let made = trained(&samples);
    for (name, made) in ["author", "other"].iter().zip(&made) {
        let path = folder("model").join(format!("{name}.weights"));
        if std::env::var_os("UPDATE").is_some() {
            world::write_atomic(&path, made).expect("the weights are written");
        }
        assert!(world::read(&path).expect("weights") == *made, "`{name}.weights` is old; run with UPDATE=1");
    }
}
