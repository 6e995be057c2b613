//! How the weights of the second look that hear a whole post are made, and its bands: `UPDATE=1 cargo nextest run -p inspect
//! the_voices_follow the_bands_follow`. In: the invented posts in `training/*-*.tsv`, and what `training` draws from its
//! templates. Out: `model/voice.weights`, `model/topic.weights`, `lexicon/bands.tsv`. Never: a bound from posts that the
//! model which read them had learnt from, and never a text that anybody posted.

use super::training::{self, Draw, Said, folder, shares, topic};
use crate::bands::Line;
use crate::doubt::{self, UNIT};
use crate::fold::fold;
use crate::lexicon::{LANGUAGES, Topic, lexicon};
use crate::sentence::Sentences;
use crate::voice::{self, PLACES, TOPIC_PLACES, TOPICS, each_feature, each_word, place, topic_place};
use crate::{Inspector, Kind, Level, Passage, Rate};
use std::collections::BTreeMap;
use terms::{Digest, Lang, Whose};

pub(super) const LANGS: [&str; 4] = ["de", "en", "fr", "nl"];
const CLASSES: [&str; 3] = ["author", "other", "nobody"];
/// In how many parts the posts are cut: a part is scored by a model of the others.
const PARTS: u8 = 4;

/// One post of the training text, as it may be written.
pub(super) struct Post {
    lang: &'static str,
    class: usize,
    topic: Option<usize>,
    /// The texts it stands for.
    texts: Vec<String>,
    part: u8,
}

fn number(topic: Topic) -> usize {
    (0..TOPICS).find(|number| voice::topic(*number) == topic).expect("a topic")
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
            let [class, category, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{name}: three cells") };
            let class = CLASSES.iter().position(|one| *one == class).expect("a class");
            let part = Digest::of_parts([line.as_bytes()]).as_bytes()[0] % PARTS;
            // Small talk is what most posts are.
            let texts_max = if class == 2 && category == "none" { 24 } else { 8 };
            let texts = written(text, texts_max, &mut draw);
            posts.push(Post { lang, class, topic: topic(category).map(number), texts, part });
        }
    }
    posts
}

/// A text to learn from: its features, who speaks and of what.
struct Lesson {
    features: Vec<u64>,
    words: Vec<u64>,
    class: usize,
    topic: Option<usize>,
}

fn lesson(text: &str, class: usize, topic: Option<usize>) -> Lesson {
    let (folded, mut features, mut words) = (fold(text), Vec::new(), Vec::new());
    each_feature(&folded, &mut |hash| features.push(hash));
    each_word(&folded, &mut |hash| words.push(hash));
    Lesson { features, words, class, topic }
}

/// The posts outside of a part, alone and beside others that say nothing of anybody, and what the templates say.
fn lessons(posts: &[Post], except: Option<u8>, templates: &[Said]) -> Vec<Lesson> {
    let mut draw = Draw(5);
    let mut lessons = Vec::new();
    let learnt = || posts.iter().filter(|post| Some(post.part) != except);
    let mut idle: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for post in learnt().filter(|post| post.class == 2 && post.topic.is_none()) {
        idle.entry(post.lang).or_default().extend(post.texts.iter().map(String::as_str));
    }
    for post in learnt() {
        for text in &post.texts {
            lessons.push(lesson(text, post.class, post.topic));
            let mut small = || idle[post.lang][draw.below(idle[post.lang].len())];
            let (first, second) = (small(), small());
            match draw.below(6) {
                0 => lessons.push(lesson(&format!("{text}. {first}"), post.class, post.topic)),
                1 => lessons.push(lesson(&format!("{first}. {text}"), post.class, post.topic)),
                2 if post.class == 2 => {
                    lessons.push(lesson(&format!("{first}. {text}. {second}"), post.class, post.topic));
                }
                _ => {}
            }
        }
    }
    for said in templates {
        lessons.push(lesson(&said.text, said.class, said.topic.filter(|_| said.class != 2).map(number)));
    }
    lessons
}

/// A logistic regression with steps that shrink where a feature was often seen, in an order that is always the same.
fn trained<const N: usize>(
    lessons: &[(&[u64], usize)],
    places: usize,
    place: fn(u64) -> usize,
    rounds: usize,
) -> Vec<[f64; N]> {
    const RATE: f64 = 0.05;
    const DECAY: f64 = 2e-5;
    let mut weights = vec![[0.0; N]; places];
    let mut steps = vec![[1.0; N]; places];
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut draw = Draw(11);
    for _ in 0..rounds {
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
        }
        for (features, class) in order.iter().map(|at| lessons[*at]) {
            let mut scores = [0.0; N];
            for feature in features {
                for (score, weight) in scores.iter_mut().zip(weights[place(*feature)]) {
                    *score += weight;
                }
            }
            let shares = shares(scores);
            for feature in features {
                let at = place(*feature);
                for one in 0..N {
                    let slope = shares[one] - f64::from(u8::from(one == class));
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
    const ROUNDS: usize = 6;
    let read: Vec<(&[u64], usize)> = lessons.iter().map(|one| (one.features.as_slice(), one.class)).collect();
    let weights = trained::<3>(&read, PLACES, place, ROUNDS);
    weights.iter().flat_map(|[author, other, nobody]| [byte(author - nobody), byte(other - nobody)]).collect()
}

fn topics(lessons: &[Lesson]) -> Vec<u8> {
    const ROUNDS: usize = 5;
    let with_topic = lessons.iter().filter_map(|one| one.topic.map(|topic| (one.words.as_slice(), topic)));
    let weights = trained::<TOPICS>(&with_topic.collect::<Vec<_>>(), TOPIC_PLACES, topic_place, ROUNDS);
    weights.iter().flat_map(|weights| weights.map(byte)).collect()
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
    let lessons = Text::read().lessons(None);
    for (name, made) in [("voice", voices(&lessons)), ("topic", topics(&lessons))] {
        let path = folder("model").join(format!("{name}.weights"));
        if std::env::var_os("UPDATE").is_some() {
            world::write_atomic(&path, &made).expect("the weights are written");
        }
        assert!(world::read(&path).expect("weights") == made, "`{name}.weights` is old; run with UPDATE=1");
    }
}

/// A post of one part as a model of the other parts reads it.
pub(super) struct Row {
    lang: &'static str,
    class: usize,
    topic: Option<usize>,
    is_settled: bool,
    margins: Vec<(i32, Option<i32>)>,
    about: usize,
}

impl Row {
    fn score(&self, line: Line) -> f32 {
        self.margins.iter().map(|(heard, seen)| line.probability(*heard, *seen)).fold(0.0, f32::max)
    }

    fn is_held(&self, line: Line, from: &dyn Fn(usize) -> f32) -> bool {
        self.is_settled || self.score(line) >= from(self.about)
    }
}

fn heard(text: &str, voices: &[u8]) -> i32 {
    let mut sums = [0_i32; 2];
    each_feature(text, &mut |hash| {
        for (one, sum) in sums.iter_mut().enumerate() {
            *sum += i32::from(voices[place(hash) * 2 + one].cast_signed());
        }
    });
    sums[0]
}

fn subjects(text: &str, topics: &[u8]) -> [i32; TOPICS] {
    let mut sums = [0_i32; TOPICS];
    each_word(text, &mut |hash| {
        for (one, sum) in sums.iter_mut().enumerate() {
            *sum += i32::from(topics[topic_place(hash) * TOPICS + one].cast_signed());
        }
    });
    sums
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
    let (mut n, mut t, mut w) = (0, 0, 0);
    let text = Text::read();
    let inspector = Inspector::new(&[]);
    let mut rows = Vec::new();
    for part in 0..PARTS {
        let lessons = text.lessons(Some(part));
        let (voices, topics) = (voices(&lessons), topics(&lessons));
        for post in text.posts.iter().filter(|post| post.part == part) {
            // Choices of one line are one post.
            let Some(written) = post.texts.first() else { continue };
            let lang = Lang::new(post.lang).expect("a language");
            let (folded, place) = (fold(written), LANGUAGES.iter().position(|one| *one == post.lang));
            let terms = lexicon().find(&folded, |_| "");
            let readings = doubt::readings(&folded, &terms, || place, &Sentences::of(&folded));
            let about = readings.iter().max_by_key(|one| one.seen.len()).map_or(0, |one| {
                number(one.most(subjects(&folded[one.passage.start..one.passage.end], &topics)))
            });
            let margins = readings.iter().map(|reading| {
                let part = &folded[reading.passage.start..reading.passage.end];
                (heard(part, &voices), reading.most_seen())
            });
            if post.class == 0 {
                n += 1;
                t += usize::from(post.topic == Some(about));
                let mut sums = [0_i32; 2];
                each_feature(&folded, &mut |hash| {
                    for (one, sum) in sums.iter_mut().enumerate() {
                        *sum += i32::from(voices[voice::place(hash) * 2 + one].cast_signed());
                    }
                });
                w += usize::from(sums[0] + 16 >= sums[1]);
            }
            rows.push(Row {
                lang: post.lang,
                class: post.class,
                topic: post.topic,
                is_settled: is_settled(&inspector, written, &lang),
                margins: margins.collect(),
                about,
            });
        }
    }
    for (class, name) in CLASSES.iter().enumerate() {
        let those: Vec<_> = rows.iter().filter(|row: &&Row| row.class == class).collect();
        let unseen = those.iter().filter(|row| row.margins.iter().all(|(_, seen)| seen.is_none())).count();
        eprintln!("{name} {} unseen {unseen}", those.len());
    }
    eprintln!("authors {n} topic right {t} whose right {w}");
    rows
}

/// Fits the line on what the rules let pass: small steps, the same each time.
fn fitted(rows: &[Row]) -> Line {
    let points: Vec<([f32; 4], f32)> = rows
        .iter()
        .filter(|row| !row.is_settled)
        .filter_map(|row| {
            let (heard, seen) = row.margins.iter().max_by_key(|(heard, _)| *heard)?;
            let seen = seen.map(|seen| seen as f32 / UNIT);
            let unseen = f32::from(u8::from(seen.is_none()));
            Some(([*heard as f32 / UNIT, seen.unwrap_or_default(), unseen, 1.0], f32::from(u8::from(row.class == 0))))
        })
        .collect();
    let mut line = [0.5_f32, 0.0, 0.0, 0.0];
    for _ in 0..4000 {
        let mut slopes = [0.0_f32; 4];
        for (point, y) in &points {
            let score: f32 = line.iter().zip(point).map(|(weight, x)| weight * x).sum();
            let off = crate::bands::sigmoid(score) - y;
            for (slope, x) in slopes.iter_mut().zip(point) {
                *slope += off * x;
            }
        }
        for (weight, slope) in line.iter_mut().zip(slopes) {
            *weight -= 0.1 * slope / points.len() as f32;
        }
    }
    let [heard, seen, unseen, shift] = line.map(|number| (number * 100.0).round() / 100.0);
    Line { heard, seen, unseen, shift }
}

fn recall(rows: &[&Row], line: Line, from: &dyn Fn(usize) -> f32) -> Rate {
    let those: Vec<_> = rows.iter().filter(|row| row.class == 0).collect();
    Rate::of(those.iter().filter(|row| row.is_held(line, from)).count(), those.len())
}

/// Of posts about nobody, those that are held.
fn alarms(rows: &[&Row], line: Line, from: &dyn Fn(usize) -> f32) -> Rate {
    let those: Vec<_> = rows.iter().filter(|row| row.class == 2).collect();
    Rate::of(those.iter().filter(|row| row.is_held(line, from)).count(), those.len())
}

/// The bounds tried, in steps of a fiftieth.
fn tried() -> impl DoubleEndedIterator<Item = f32> {
    (1..=45).map(|step| step as f32 * 0.02)
}

/// The lowest bound at which no more than this part of posts about nobody is held.
fn lowest(rows: &[&Row], line: Line, alarms_max: f64) -> f32 {
    tried().find(|from| alarms(rows, line, &|_| *from).value <= alarms_max).unwrap_or(0.9)
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
         line\t{}\t{}\t{}\t{}\n",
        crate::VERSION,
        line.heard,
        line.seen,
        line.unseen,
        line.shift
    );
    for lang in LANGS {
        let those: Vec<&Row> = rows.iter().filter(|row| row.lang == lang).collect();
        let [high, middle, low] = ALARMS.map(|most| lowest(&those, line, most));
        let bounds: Vec<f32> = (0..TOPICS)
            .map(|topic| {
                let of_topic: Vec<&Row> = those.iter().filter(|row| row.topic == Some(topic)).copied().collect();
                let enough = |from: &f32| recall(&of_topic, line, &|_| *from).value >= RECALL;
                tried().rev().find(enough).unwrap_or(low).clamp(low, high)
            })
            .collect();
        let from = |topic: usize| bounds[topic];
        let mut add = |category: &str, bound: f32, recall: Rate, alarms: Rate, others: Rate| {
            let (recall, alarms, others) = (show(recall), show(alarms), show(others));
            text += &format!("{lang}\t{category}\t{bound:.2}\t{recall}\t{alarms}\t{others}\n");
        };
        let others = |rows: &[&Row]| {
            let those: Vec<_> = rows.iter().filter(|row| row.class == 1).collect();
            Rate::of(those.iter().filter(|row| row.is_held(line, &from)).count(), those.len())
        };
        add("*", middle, recall(&those, line, &from), alarms(&those, line, &from), others(&those));
        for topic in 0..TOPICS {
            let of_topic: Vec<&Row> = those.iter().filter(|row| row.topic == Some(topic)).copied().collect();
            let nobody: Vec<_> = those.iter().filter(|row| row.class == 2).collect();
            let held = nobody.iter().filter(|row| row.about == topic && row.is_held(line, &from)).count();
            let word = super::art9::word(voice::topic(topic));
            let rate = recall(&of_topic, line, &from);
            add(word, bounds[topic], rate, Rate::of(held, nobody.len()), others(&of_topic));
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

#[test]
fn probe() {
    let Ok(path) = std::env::var("PROBE") else { return };
    #[derive(serde::Deserialize)]
    struct L { text: String, #[serde(default)] lang: Option<String>, #[serde(default)] class: Option<String>, #[serde(default)] category: Option<String> }
    let once = Inspector::new(&[]);
    let inspector = if std::env::var("RULES").is_ok() { Inspector::new(&[]) } else { Inspector::new(&[]).with_measured_second_look() };
    let mut counts: BTreeMap<(String, String), [usize; 3]> = BTreeMap::new();
    for line in world::read_string(path).unwrap().lines() {
        let l: L = serde_json::from_str(line).unwrap();
        let lang = l.lang.as_deref().and_then(|one| Lang::new(one).ok());
        let passage = Passage { lang: lang.as_ref(), ..Passage::of(&l.text) };
        let (a, b) = (once.inspect(&passage), inspector.inspect(&passage));
        let new = b.band == crate::Band::Uncertain;
        let found = b.criminal || b.special.iter().any(|one| one.whose == Whose::Author);
        let key = (l.lang.clone().unwrap_or_default(), format!("{} {}", l.class.clone().unwrap_or_default(), l.category.clone().unwrap_or_default()));
        let c = counts.entry(key).or_default();
        c[0] += 1; c[1] += usize::from(found); c[2] += usize::from(found || new);
        if std::env::var("SHOW").is_ok() && new && a.band != crate::Band::Uncertain {
            let top: Vec<String> = b.findings.iter().filter(|f| f.band == Level::Uncertain).map(|f| format!("{:?} {:.2} {:?}", f.kind, f.score, f.whose)).collect();
            println!("HELD {}\t{}", top.join("; "), l.text);
        }
        if std::env::var("MISS").is_ok() && !new && !found && l.class.as_deref() == Some("author") { println!("MISS {}", l.text); }
    }
    for (key, c) in counts { println!("{key:?} n {} found {} held-or-found {:.3}", c[0], c[1], c[2] as f64 / c[0] as f64); }
}
