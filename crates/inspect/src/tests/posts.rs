//! How the weights of the second look that hear a whole post are made, and its bands: `UPDATE=1 cargo nextest run -p inspect
//! the_voices_follow the_bands_follow`. In: the invented posts in `training/*-*.tsv`, and what `training` draws from its
//! templates. Out: `model/voice.weights`, `lexicon/bands.tsv`. Never: a bound from posts that the
//! model which read them had learnt from, and never a text that anybody posted.

use super::art9::word;
use super::training::{self, Draw, Said, folder, shares, topic};
use crate::bands::{Line, Signs};
use crate::doubt::{self, UNIT};
use crate::fold::fold;
use crate::lexicon::{LANGUAGES, Topic, lexicon};
use crate::sentence::Sentences;
use crate::voice::{PLACES, each_feature, place};
use crate::{Inspector, Kind, Level, Passage, Rate};
use std::collections::BTreeMap;
use terms::{Category, Digest, Lang, Whose};

pub(super) const LANGS: [&str; 4] = ["de", "en", "fr", "nl"];
const CLASSES: [&str; 3] = ["author", "other", "nobody"];
/// In how many parts the posts are cut: a part is scored by a model of the others.
const PARTS: u8 = 4;

/// One post of the training text, as it may be written.
pub(super) struct Post {
    lang: &'static str,
    class: usize,
    topic: Option<Topic>,
    /// Nothing near any topic, and not only nobody meant.
    is_small: bool,
    /// The texts it stands for.
    texts: Vec<String>,
    part: u8,
}

fn topics() -> impl Iterator<Item = Topic> {
    Category::ALL.into_iter().map(Topic::Special).chain([Topic::Criminal])
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
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some((lang, _)) = name.split_once('-') else { continue };
        let lang = LANGS.into_iter().find(|one| *one == lang).expect("a language");
        for line in world::read_string(&file).expect("a file of posts").lines().filter(|line| !line.starts_with('#')) {
            let [class, category, text] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{name}: three cells")
            };
            let class = CLASSES.iter().position(|one| *one == class).expect("a class");
            let part = Digest::of_parts([line.as_bytes()]).as_bytes()[0] % PARTS;
            // Small talk is what most posts are.
            let texts_max = if class == 2 && category == "none" { 24 } else { 8 };
            let texts = written(text, texts_max, &mut draw);
            let is_small = class == 2 && category == "none" && name.contains("-first");
            posts.push(Post { lang, class, topic: topic(category), is_small, texts, part });
        }
    }
    posts
}

/// A text to learn from: its features, and who speaks.
struct Lesson {
    features: Vec<u64>,
    class: usize,
}

fn lesson(text: &str, class: usize) -> Lesson {
    let mut features = Vec::new();
    each_feature(&fold(text), &mut |hash| features.push(hash));
    Lesson { features, class }
}

/// The posts outside of a part, alone and beside others that say nothing of anybody, and what the templates say.
fn lessons(posts: &[Post], except: Option<u8>, templates: &[Said]) -> Vec<Lesson> {
    let mut draw = Draw(5);
    let mut lessons = Vec::new();
    let learnt = || posts.iter().filter(|post| Some(post.part) != except);
    let mut idle: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for post in learnt().filter(|post| post.is_small) {
        idle.entry(post.lang).or_default().extend(post.texts.iter().map(String::as_str));
    }
    for post in learnt() {
        for text in &post.texts {
            lessons.push(lesson(text, post.class));
            let mut small = || idle[post.lang][draw.below(idle[post.lang].len())];
            let (first, second) = (small(), small());
            match draw.below(6) {
                0 => lessons.push(lesson(&format!("{text}. {first}"), post.class)),
                1 => lessons.push(lesson(&format!("{first}. {text}"), post.class)),
                2 if post.class == 2 => {
                    lessons.push(lesson(&format!("{first}. {text}. {second}"), post.class));
                }
                _ => {}
            }
        }
    }
    for said in templates {
        lessons.push(lesson(&said.text, said.class));
    }
    lessons
}

/// A logistic regression with steps that shrink where a feature was often seen, in an order that is always the same.
fn trained(lessons: &[Lesson]) -> Vec<[f64; 3]> {
    const ROUNDS: usize = 6;
    const RATE: f64 = 0.05;
    const DECAY: f64 = 2e-5;
    let mut weights = vec![[0.0; 3]; PLACES];
    let mut steps = vec![[1.0; 3]; PLACES];
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut draw = Draw(11);
    for _ in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
        }
        for Lesson { features, class } in order.iter().map(|at| &lessons[*at]) {
            let mut scores = [0.0; 3];
            for feature in features {
                for (score, weight) in scores.iter_mut().zip(weights[place(*feature)]) {
                    *score += weight;
                }
            }
            let shares = shares(scores);
            for feature in features {
                let at = place(*feature);
                for one in 0..3 {
                    let slope = shares[one] - f64::from(u8::from(one == *class));
                    let slope = slope + DECAY * weights[at][one];
                    steps[at][one] += slope * slope;
                    weights[at][one] -= RATE * slope / steps[at][one].sqrt();
                }
            }
        }
    }
    weights
}

fn byte(weight: f64) -> u8 {
    ((weight * f64::from(UNIT)).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
}

/// Two bytes for each place: the author and another person, over nobody.
fn voices(lessons: &[Lesson]) -> Vec<u8> {
    trained(lessons).iter().flat_map(|[author, other, nobody]| [byte(author - nobody), byte(other - nobody)]).collect()
}

struct Text {
    posts: Vec<Post>,
    templates: Vec<Said>,
}

impl Text {
    fn read() -> Self {
        Self { posts: posts(), templates: training::said() }
    }

    fn lessons(&self, except: Option<u8>) -> Vec<Lesson> {
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

/// A post of one part as a model of the other parts reads it.
struct Row {
    lang: &'static str,
    class: usize,
    topic: Option<Topic>,
    is_settled: bool,
    is_small: bool,
    signs: Vec<(Topic, Signs)>,
}

impl Row {
    fn is_held(&self, line: Line, from: &dyn Fn(Topic) -> f32) -> bool {
        self.is_settled || self.signs.iter().any(|(topic, signs)| line.probability(*signs) >= from(*topic))
    }

    /// The topic that it is held for first.
    fn held_for(&self, line: Line, from: &dyn Fn(Topic) -> f32) -> Option<Topic> {
        self.signs.iter().find(|(topic, signs)| line.probability(*signs) >= from(*topic)).map(|(topic, _)| *topic)
    }
}

fn heard(text: &str, voices: &[u8]) -> i32 {
    let mut sum = 0;
    each_feature(text, &mut |hash| sum += i32::from(voices[place(hash) * 2].cast_signed()));
    sum
}

pub(super) fn is_settled(inspector: &Inspector, text: &str, lang: &Lang) -> bool {
    let found = inspector.rules_alone(&Passage { lang: Some(lang), ..Passage::of(text) });
    found.iter().any(|one| {
        let is_told = matches!(one.kind, Kind::Special(_) | Kind::Criminal);
        is_told && one.band != Level::Clear && one.whose == Some(Whose::Author)
    })
}

/// Each post once, by a model that did not learn from it.
fn rows() -> Vec<Row> {
    let text = Text::read();
    let inspector = Inspector::new(&[]);
    let mut rows = Vec::new();
    for part in 0..PARTS {
        let lessons = text.lessons(Some(part));
        let voices = voices(&lessons);
        for post in text.posts.iter().filter(|post| post.part == part) {
            // Choices of one line are one post; small talk is what most posts are.
            let texts_max = if post.is_small { 24 } else { 1 };
            rows.extend(post.texts.iter().take(texts_max).map(|text| row(&inspector, post, text, &voices)));
        }
    }
    rows
}

fn row(inspector: &Inspector, post: &Post, text: &str, voices: &[u8]) -> Row {
    let lang = Lang::new(post.lang).expect("a language");
    let (folded, tongue) = (fold(text), LANGUAGES.iter().position(|one| *one == post.lang));
    let terms = lexicon().find(&folded, |_| "");
    let readings = doubt::readings(&folded, &terms, || tongue, || Sentences::of(&folded));
    let signs = readings.iter().map(|reading| {
        let heard = heard(&folded[reading.sentence.start..reading.sentence.end], voices);
        (reading.topic, Signs { heard, ..reading.signs })
    });
    Row {
        lang: post.lang,
        class: post.class,
        topic: post.topic,
        is_settled: is_settled(inspector, text, &lang),
        is_small: post.is_small,
        signs: signs.collect(),
    }
}

/// Fits the line on what the rules let pass: small steps, the same each time.
fn fitted(rows: &[Row]) -> Line {
    let points: Vec<([f32; 3], f32)> = rows
        .iter()
        .filter(|row| !row.is_settled)
        .filter_map(|row| {
            let (_, loudest) = row.signs.iter().max_by_key(|(_, signs)| signs.heard + signs.seen / 2)?;
            Some((Line::point(*loudest), f32::from(u8::from(row.class == 0))))
        })
        .collect();
    let mut line = [0.5_f32, 0.2, 0.0];
    for _ in 0..1500 {
        let mut slopes = [0.0_f32; 3];
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

fn recall(rows: &[&Row], line: Line, from: &dyn Fn(Topic) -> f32) -> Rate {
    let those: Vec<_> = rows.iter().filter(|row| row.class == 0).collect();
    Rate::of(those.iter().filter(|row| row.is_held(line, from)).count(), those.len())
}

/// Of hard posts about nobody, those that are held.
fn alarms(rows: &[&Row], line: Line, from: &dyn Fn(Topic) -> f32) -> Rate {
    held(rows.iter().filter(|row| row.class == 2 && !row.is_small), line, from)
}

/// Of small talk, what is held.
fn held_talk(rows: &[&Row], line: Line, from: &dyn Fn(Topic) -> f32) -> Rate {
    held(rows.iter().filter(|row| row.is_small), line, from)
}

fn held<'r>(rows: impl Iterator<Item = &'r &'r Row>, line: Line, from: &dyn Fn(Topic) -> f32) -> Rate {
    let those: Vec<_> = rows.collect();
    Rate::of(those.iter().filter(|row| row.is_held(line, from)).count(), those.len())
}

/// The bounds tried, in steps of a fiftieth.
fn tried() -> impl DoubleEndedIterator<Item = f32> {
    (1..=45).map(|step| step as f32 * 0.02)
}

/// The lowest bound at which no more than this part of hard posts about nobody is held, and a fifth of it of small talk.
fn lowest(rows: &[&Row], line: Line, alarms_max: f64) -> f32 {
    let fits = |from: f32| {
        let from = |_: Topic| from;
        alarms(rows, line, &from).value <= alarms_max && held_talk(rows, line, &from).value <= alarms_max / 5.0
    };
    tried().find(|from| fits(*from)).unwrap_or(0.9)
}

fn show(rate: Rate) -> String {
    format!("{:.3}\t{:.3}-{:.3}\t{}", rate.value, rate.low, rate.high, rate.whole)
}

fn file(rows: &[Row]) -> String {
    const RECALL: f64 = 0.97;
    // The curves are of posts that are hard on purpose; of everyday talk far less is held.
    const ALARMS: [f64; 3] = [0.06, 0.11, 0.14];
    let line = fitted(rows);
    let mut text = format!(
        "# bands 2\n# detectors {}: from where on the second look holds a passage for a human. Each post of `training/` was\n\
         # read by a model of the other three quarters of it, the line and the bounds were computed on that, and so are the\n\
         # figures: the part of authors' disclosures found or held, and of hard posts about nobody held.\n\
         # Columns: language, category (`*`: all), from; recall, its 95 % interval, of how many; alarms (of a category: of all\n\
         # posts about nobody, those held for it), their interval, of how many; of posts about others, held.\n\
         line\t{}\n",
        crate::VERSION,
        line.0.map(|weight| weight.to_string()).join("\t")
    );
    for lang in LANGS {
        let those: Vec<&Row> = rows.iter().filter(|row| row.lang == lang).collect();
        let [high, middle, low] = ALARMS.map(|most| lowest(&those, line, most));
        let bound = |topic: Topic| {
            let of_topic: Vec<&Row> = those.iter().filter(|row| row.topic == Some(topic)).copied().collect();
            let enough = |from: &f32| recall(&of_topic, line, &|_| *from).value >= RECALL;
            tried().rev().find(enough).unwrap_or(low).clamp(low, high)
        };
        let bounds: BTreeMap<&str, f32> = topics().map(|topic| (word(topic), bound(topic))).collect();
        let from = |topic: Topic| bounds[word(topic)];
        let mut add = |category: &str, bound: f32, recall: Rate, alarms: Rate, others: Rate| {
            let (recall, alarms, others) = (show(recall), show(alarms), show(others));
            text += &format!("{lang}\t{category}\t{bound:.2}\t{recall}\t{alarms}\t{others}\n");
        };
        let others = |rows: &[&Row]| {
            let those: Vec<_> = rows.iter().filter(|row| row.class == 1).collect();
            Rate::of(those.iter().filter(|row| row.is_held(line, &from)).count(), those.len())
        };
        add("*", middle, recall(&those, line, &from), alarms(&those, line, &from), others(&those));
        for topic in topics() {
            let of_topic: Vec<&Row> = those.iter().filter(|row| row.topic == Some(topic)).copied().collect();
            let nobody: Vec<_> = those.iter().filter(|row| row.class == 2 && !row.is_small).collect();
            let held = nobody.iter().filter(|row| row.held_for(line, &from) == Some(topic)).count();
            let rate = recall(&of_topic, line, &from);
            add(word(topic), from(topic), rate, Rate::of(held, nobody.len()), others(&of_topic));
        }
    }
    text
}

#[test]
fn the_bands_follow_from_posts_that_the_model_did_not_learn_from() {
    let made = file(&rows());
    let path = folder("lexicon").join("bands.tsv");
    if std::env::var_os("UPDATE").is_some() {
        world::write_atomic(&path, made.as_bytes()).expect("the bands are written");
    }
    assert!(world::read_string(&path).expect("bands") == made, "`bands.tsv` is old; run with UPDATE=1");
}
