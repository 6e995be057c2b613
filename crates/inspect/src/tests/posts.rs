//! How the weights of the second look that hear a whole post are made, and its bands: `UPDATE=1 cargo nextest run -p inspect
//! the_voices_follow the_bands_follow`. In: the invented posts in `training/*-*.tsv`, and what `training` draws from its
//! templates. Out: `model/voice.weights`, `lexicon/bands.tsv`. Never: a bound from posts that the
//! model which read them had learnt from, or from another post by the same author, and never a text that anybody posted.

use super::art9::word;
use super::training::{self, Draw, Said, folder, topic};
use crate::bands::{Line, Signs};
use crate::careful::measure::{HARD_MAX, TALK_MAX};
use crate::doubt;
use crate::fold::fold;
use crate::lexicon::{LANGUAGES, Topic};
use crate::read::{Part, Read};
use crate::screen::screened;
use crate::sentence::Sentences;
use crate::voice::{PLACES, TOPICS, UNIT, VOICES, each_feature, heard_with, place, place_of, share, topics};
use crate::{Inspector, Kind, Level, Passage, Rate};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Lang, Whose};

pub(super) const LANGS: [&str; 4] = ["de", "en", "fr", "nl"];
const CLASSES: [&str; 3] = ["author", "other", "nobody"];
const NOBODY: usize = 2;
/// What a lesson teaches: an author on a topic, another person, or nobody.
const TAUGHT: usize = VOICES + 1;

/// One post of the training text, as it may be written.
pub(super) struct Post {
    lang: &'static str,
    /// Whose hand it is in: posts of one hand are alike.
    writer: String,
    class: usize,
    topic: Option<Topic>,
    /// Nothing near any topic, and not only nobody meant.
    is_small: bool,
    /// The texts it stands for.
    texts: Vec<String>,
}

/// What a line with choices such as `{a|b}` stands for: some draws of it, each choice once at least where there are few.
fn written(line: &str, texts_max: usize, draw: &mut Draw) -> Vec<String> {
    let parts: Vec<Vec<&str>> = line
        .split('{')
        .enumerate()
        .flat_map(|(at, part)| match part.split_once('}') {
            Some((choices, rest)) if at > 0 => vec![choices.split('|').collect(), vec![rest]],
            _ => vec![vec![part]],
        })
        .collect();
    let all: usize = parts.iter().map(Vec::len).fold(1, usize::saturating_mul);
    let most = parts.iter().map(Vec::len).max().unwrap_or(1);
    let mut texts = Vec::new();
    for round in 0..all.min(texts_max.max(most.min(8))) {
        let mut text = String::new();
        for choices in &parts {
            // The first rounds take each choice in turn, the others draw.
            let one = if round < most { round } else { draw.below(choices.len()) };
            text += choices[(one + usize::from(round < most) * draw.below(2)) % choices.len()];
        }
        texts.push(text);
    }
    texts.dedup();
    texts
}

pub(super) fn posts() -> Vec<Post> {
    let mut draw = Draw(3);
    let mut posts = Vec::new();
    for file in world::list(folder("training")).expect("the training text") {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((lang, hand)) = name.split_once('-') else { continue };
        let lang = LANGS.into_iter().find(|one| *one == lang).expect("a language");
        // Some wrote several files.
        let writer = hand.split('-').next().unwrap_or_default();
        for line in world::read_string(&file).expect("a file of posts").lines().filter(|line| !line.starts_with('#')) {
            let [class, category, text] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{name}: three cells")
            };
            let class = CLASSES.iter().position(|one| *one == class).expect("a class");
            // The second writer gave no category to what is near a topic and says nothing of anybody.
            let is_small = class == NOBODY && category == "none" && writer != "second";
            // Small talk is what most posts are.
            let texts = written(text, if is_small { 24 } else { 8 }, &mut draw);
            let writer = writer.to_owned();
            posts.push(Post { lang, writer, class, topic: topic(category), is_small, texts });
        }
    }
    posts
}

/// A text to learn from: where its features stand, what it teaches, and how much it counts.
struct Lesson {
    places: Vec<u32>,
    taught: usize,
    counts: f32,
}

fn lesson(text: &str, lang: Option<usize>, class: usize, topic: Option<Topic>, counts: f32) -> Lesson {
    let folded = fold(text);
    let read = Read::of(&folded, |_| "");
    let mut hits = screened(&read);
    hits.retain(|hit| hit.is_spoken(&|| lang));
    let mut places = Vec::new();
    each_feature(read.whole(), &hits, &mut |hash| places.push(place(hash) as u32));
    let taught = match class {
        0 => topic.and_then(place_of).expect("what an author says has a topic"),
        class => TOPICS + class - 1,
    };
    Lesson { places, taught, counts }
}

fn language(lang: &str) -> Option<usize> {
    LANGUAGES.iter().position(|one| *one == lang)
}

/// The posts of all writers but one, alone and beside others that say nothing of anybody, and what the templates say.
fn lessons(posts: &[Post], except: Option<&str>, templates: &[Said]) -> Vec<Lesson> {
    let mut draw = Draw(5);
    let mut lessons = Vec::new();
    let learnt = || posts.iter().filter(|post| Some(post.writer.as_str()) != except);
    let mut idle: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for post in learnt().filter(|post| post.is_small) {
        idle.entry(post.lang).or_default().extend(post.texts.iter().map(String::as_str));
    }
    for post in learnt() {
        // The draws of one line are alike, most of what people post is small talk, and of whom else somebody speaks matters
        // less than whether the author does.
        let weight = match post.class {
            _ if post.is_small => 6.0,
            1 => 0.5,
            _ => 1.0,
        };
        let counts = weight / (post.texts.len() as f32).sqrt();
        for text in &post.texts {
            let mut add = |text: &str| {
                lessons.push(lesson(text, language(post.lang), post.class, post.topic, counts));
            };
            add(text);
            let mut small = || idle[post.lang][draw.below(idle[post.lang].len())];
            let (first, second) = (small(), small());
            match draw.below(6) {
                0 => add(&format!("{text}. {first}")),
                1 => add(&format!("{first}. {text}")),
                2 if post.class == NOBODY => add(&format!("{first}. {text}. {second}")),
                _ => {}
            }
        }
    }
    for said in templates {
        lessons.push(lesson(&said.text, Some(said.lang), said.class, said.topic, 0.5));
    }
    lessons
}

/// Softmax by multiplication only.
fn shares(scores: [f32; TAUGHT]) -> [f32; TAUGHT] {
    let most = scores.into_iter().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| crate::bands::power(score - most));
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

/// What is learnt of a feature: what it says of each, and how far it has gone there, side by side as both are read together.
#[derive(Clone)]
struct Learnt {
    weights: [f32; TAUGHT],
    steps: [f32; TAUGHT],
}

/// A logistic regression with steps that shrink where a feature was often seen, in an order that is always the same.
fn trained(lessons: &[Lesson]) -> Vec<Learnt> {
    const ROUNDS: usize = 12;
    const RATE: f32 = 0.08;
    const DECAY: f32 = 3e-4;
    // What is told so surely teaches nothing more in this round.
    const SURE: f32 = 0.99;
    let mut learnt = vec![Learnt { weights: [0.0; TAUGHT], steps: [0.1; TAUGHT] }; PLACES];
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut draw = Draw(11);
    for _ in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
        }
        for Lesson { places, taught, counts } in order.iter().map(|at| &lessons[*at]) {
            let share = share(places.len() as u32);
            let mut scores = [0.0; TAUGHT];
            for place in places {
                for (score, weight) in scores.iter_mut().zip(learnt[*place as usize].weights) {
                    *score += weight * share;
                }
            }
            let mut slopes = shares(scores);
            if slopes[*taught] > SURE {
                continue;
            }
            slopes[*taught] -= 1.0;
            let slopes = slopes.map(|slope| slope * share * counts);
            for place in places {
                let Learnt { weights, steps } = &mut learnt[*place as usize];
                for one in 0..TAUGHT {
                    let slope = slopes[one] + DECAY * weights[one];
                    steps[one] += slope * slope;
                    weights[one] -= RATE * slope / steps[one].sqrt();
                }
            }
        }
    }
    learnt
}

/// A byte for each voice of each place, over nobody.
fn voices(lessons: &[Lesson]) -> Vec<u8> {
    let byte = |weight: f32| ((weight * UNIT).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    let learnt = trained(lessons).into_iter();
    learnt
        .flat_map(|Learnt { weights, .. }| (0..VOICES).map(move |voice| byte(weights[voice] - weights[VOICES])))
        .collect()
}

struct Text {
    posts: Vec<Post>,
    templates: Vec<Said>,
}

impl Text {
    fn read() -> Self {
        Self { posts: posts(), templates: training::said() }
    }

    fn lessons(&self, except: Option<&str>) -> Vec<Lesson> {
        lessons(&self.posts, except, &self.templates)
    }
}

#[test]
fn the_voices_follow_from_the_training_text() {
    let made = voices(&Text::read().lessons(None));
    let path = folder("model/voice.weights");
    if std::env::var_os("UPDATE").is_some() {
        world::write_atomic(&path, &made).expect("the weights are written");
    }
    assert!(world::read(&path).expect("weights") == made, "`voice.weights` is old; run with UPDATE=1");
}

/// A post of one writer as a model of the others reads it.
struct Row {
    lang: &'static str,
    writer: String,
    class: usize,
    topic: Option<Topic>,
    is_settled: bool,
    is_small: bool,
    signs: Vec<(Topic, Signs)>,
}

impl Row {
    fn is_held(&self, line: Line, from: f32) -> bool {
        self.is_settled || self.score(line) >= from
    }

    fn score(&self, line: Line) -> f32 {
        self.signs.iter().map(|(_, signs)| line.probability(*signs)).fold(0.0, f32::max)
    }

    /// What the author is heard on most.
    fn heard(&self) -> Option<Topic> {
        self.signs.iter().max_by(|one, other| one.1.heard.total_cmp(&other.1.heard)).map(|(topic, _)| *topic)
    }
}

pub(super) fn is_settled(inspector: &Inspector, text: &str, lang: &Lang) -> bool {
    let found = inspector.rules_alone(&Passage { lang: Some(lang), ..Passage::of(text) });
    found.iter().any(|one| {
        let is_told = matches!(one.kind, Kind::Special(_) | Kind::Criminal);
        is_told && one.band != Level::Clear && one.whose == Some(Whose::Author)
    })
}

/// Each post once, by a model that learnt from none of the same writer.
fn rows() -> Vec<Row> {
    // What was written beside the others to teach, and not to measure.
    const TAUGHT_ONLY: &str = "small";
    let text = Text::read();
    let inspector = Inspector::new(&[]);
    let mut rows = Vec::new();
    let writers: BTreeSet<&str> = text.posts.iter().map(|post| post.writer.as_str()).collect();
    for writer in writers.into_iter().filter(|writer| !writer.starts_with(TAUGHT_ONLY)) {
        let voices = voices(&text.lessons(Some(writer)));
        for post in text.posts.iter().filter(|post| post.writer == writer) {
            // Choices of one line are one post; small talk is what most posts are.
            let texts_max = if post.is_small { 24 } else { 1 };
            rows.extend(post.texts.iter().take(texts_max).map(|text| row(&inspector, post, text, &voices)));
        }
    }
    rows
}

fn row(inspector: &Inspector, post: &Post, text: &str, voices: &[u8]) -> Row {
    let lang = Lang::new(post.lang).expect("a language");
    let folded = fold(text);
    let read = Read::of(&folded, |_| "");
    let ear = |part: Part, hits: &[_]| heard_with(voices, part, hits);
    let readings = doubt::readings_with(&ear, &read, &|| language(post.lang), || Sentences::of(&folded));
    Row {
        lang: post.lang,
        writer: post.writer.clone(),
        class: post.class,
        topic: post.topic,
        is_settled: is_settled(inspector, text, &lang),
        is_small: post.is_small,
        signs: readings.iter().map(|reading| (reading.heard.topic, reading.signs)).collect(),
    }
}

/// Fits the line on what the rules let pass: small steps, the same each time.
fn fitted(rows: &[Row]) -> Line {
    let points: Vec<([f32; 4], f32)> = rows
        .iter()
        .filter(|row| !row.is_settled && row.class != 1)
        .filter_map(|row| {
            let loudest = row.signs.iter().max_by(|one, other| one.1.heard.total_cmp(&other.1.heard))?;
            Some((Line::point(loudest.1), f32::from(u8::from(row.class == 0))))
        })
        .collect();
    let mut line = [0.5_f32, 0.2, 0.0, 0.0];
    for _ in 0..1500 {
        let mut slopes = [0.0_f32; 4];
        for (point, y) in &points {
            let score: f32 = line.iter().zip(point).map(|(weight, x)| weight * x).sum();
            let off = crate::bands::sigmoid(score) - y;
            for (slope, x) in slopes.iter_mut().zip(point) {
                *slope += off * x;
            }
        }
        for (weight, slope) in line.iter_mut().zip(slopes) {
            *weight -= 0.2 * slope / points.len() as f32;
        }
    }
    Line(line.map(|number| (number * 100.0).round() / 100.0))
}

fn held<'r>(rows: impl Iterator<Item = &'r Row>, line: Line, from: f32) -> Rate {
    let those: Vec<_> = rows.collect();
    Rate::of(those.iter().filter(|row| row.is_held(line, from)).count(), those.len())
}

fn recall(rows: &[&Row], line: Line, from: f32) -> Rate {
    held(rows.iter().copied().filter(|row| row.class == 0), line, from)
}

/// Of hard posts about nobody, those that are held.
fn alarms(rows: &[&Row], line: Line, from: f32) -> Rate {
    held(rows.iter().copied().filter(|row| row.class == NOBODY && !row.is_small), line, from)
}

/// Of small talk, what is held.
fn held_talk(rows: &[&Row], line: Line, from: f32) -> Rate {
    held(rows.iter().copied().filter(|row| row.is_small), line, from)
}

/// The lowest bound, in steps of a fiftieth, at which no more is held of hard posts about nobody, and of small talk, than may
/// be. Small talk is what most posts are, and of chat even less may be held (see `real`).
fn lowest(rows: &[&Row], line: Line) -> f32 {
    let fits = |from: f32| alarms(rows, line, from).value <= HARD_MAX && held_talk(rows, line, from).value <= TALK_MAX;
    (1..=48).map(|step| step as f32 * 0.02).find(|from| fits(*from)).unwrap_or(0.98)
}

/// The highest bound, in steps of half a hundredth, below which hardly anything lies that an author discloses in any language:
/// so much is kept of it, and so much of small talk lies above.
fn careful(rows: &[Row], line: Line) -> (f32, Rate, Rate) {
    const KEPT_MIN: f64 = 0.99;
    let is_new = |row: &&Row| !["first", "second"].contains(&row.writer.as_str());
    let new: Vec<&Row> = rows.iter().filter(is_new).collect();
    let kept = |lang: &str, from: f32| {
        let those: Vec<&Row> = new.iter().filter(|row| row.lang == lang).copied().collect();
        recall(&those, line, from).value
    };
    for from in (1..=10).chain([15, 20, 30]).map(|step| step as f32 * 0.01) {
        let least = LANGS.iter().map(|lang| kept(lang, from)).fold(1.0, f64::min);
        let (kept, talk, hard) = (recall(&new, line, from), held_talk(&new, line, from), alarms(&new, line, from));
        println!(
            "careful from {from:.2}: kept {:.4}, of the language with the least {least:.4}, small talk heard {:.3}, hard {:.3}",
            kept.value, talk.value, hard.value
        );
    }
    let fits = |from: &f32| LANGS.iter().all(|lang| kept(lang, *from) >= KEPT_MIN);
    let from = (0..=100).rev().map(|step| step as f32 * 0.005).find(fits).unwrap_or(0.0);
    (from, recall(&new, line, from), held_talk(&new, line, from))
}

fn show(rate: Rate) -> String {
    format!("{:.3}\t{:.3}-{:.3}\t{}", rate.value, rate.low, rate.high, rate.whole)
}

fn file(rows: &[Row]) -> String {
    let line = fitted(rows);
    let mut text = format!(
        "# bands 3\n# detectors {}: from where on the second look holds a passage for a human. Each post of `training/` was\n\
         # read by a model that learnt from none of the same writer; the line was computed on that, and on the posts of all\n\
         # writers but the first two, from whom the screen has words, the bounds and the figures.\n\
         # Columns: language, category (`*`: all), from; of authors' disclosures, found or held, the 95 % interval, of how many;\n\
         # of hard posts about nobody, held (of a category: held for it), its interval, of how many; the same of small talk; and\n\
         # the same of posts about others. Of `careful`: from where on a larger model hears a passage; of disclosures, what is\n\
         # heard or found by the rules, its interval, of how many; the same of small talk.\n\
         line\t{}\n",
        crate::VERSION,
        line.0.map(|weight| weight.to_string()).join("\t")
    );
    let (from, kept, heard) = careful(rows, line);
    text += &format!("careful\t{from:.3}\t{}\t{}\n", show(kept), show(heard));
    for lang in LANGS {
        told(lang, rows, line);
        // The screen took words from the first two writers, so it is better on what they wrote than on what it never saw.
        let is_new = |row: &&Row| !["first", "second"].contains(&row.writer.as_str());
        let those: Vec<&Row> = rows.iter().filter(|row| row.lang == lang).filter(is_new).collect();
        let from = lowest(&those, line);
        let others = |rows: &[&Row]| held(rows.iter().copied().filter(|row| row.class == 1), line, from);
        let mut add = |category: &str, rates: [Rate; 4]| {
            text += &format!("{lang}\t{category}\t{from:.2}\t{}\n", rates.map(show).join("\t"));
        };
        let all =
            [recall(&those, line, from), alarms(&those, line, from), held_talk(&those, line, from), others(&those)];
        add("*", all);
        for topic in topics() {
            let of_topic: Vec<&Row> = those.iter().filter(|row| row.topic == Some(topic)).copied().collect();
            let held_for = |is_small: bool| {
                let nobody: Vec<_> =
                    those.iter().filter(|row| row.class == NOBODY && row.is_small == is_small).collect();
                let held = nobody.iter().filter(|row| row.is_held(line, from) && row.heard() == Some(topic)).count();
                Rate::of(held, nobody.len())
            };
            add(word(topic), [recall(&of_topic, line, from), held_for(false), held_for(true), others(&of_topic)]);
        }
    }
    text
}

/// Prints what each writer's posts come to at one bound, and how often the topic is right.
fn told(lang: &str, rows: &[Row], line: Line) {
    let spoken = rows.iter().filter(|row| row.lang == lang);
    let writers: BTreeSet<&str> = spoken.map(|row| row.writer.as_str()).collect();
    for writer in writers {
        let those: Vec<&Row> = rows.iter().filter(|row| row.lang == lang && row.writer == writer).collect();
        let authors: Vec<&&Row> = those.iter().filter(|row| row.class == 0).collect();
        let right = authors.iter().filter(|row| row.heard() == row.topic).count();
        let from = lowest(&those, line);
        let rate = |rate: Rate| format!("{:.3} of {}", rate.value, rate.whole);
        println!(
            "{lang} {writer} from {from:.2}: authors {}, hard {}, small talk {}, topic right {:.3}",
            rate(recall(&those, line, from)),
            rate(alarms(&those, line, from)),
            rate(held_talk(&those, line, from)),
            right as f64 / authors.len().max(1) as f64
        );
    }
}

#[test]
fn the_bands_follow_from_posts_of_writers_that_the_model_did_not_learn_from() {
    let made = file(&rows());
    let path = folder("lexicon").join("bands.tsv");
    if std::env::var_os("UPDATE").is_some() {
        world::write_atomic(&path, made.as_bytes()).expect("the bands are written");
    }
    assert!(world::read_string(&path).expect("bands") == made, "`bands.tsv` is old; run with UPDATE=1");
}
