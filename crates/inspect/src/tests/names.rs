//! How the weights of the tagger are made: `UPDATE=1 cargo nextest run -p inspect the_weights_of_names`. In: the invented
//! sentences in `training-names/` and the lists of names. Out: `model/names.weights`. Never: a text that anybody posted.

use super::training::{Draw, folder};
use crate::fold::Folded;
use crate::person::{listed, read};
use crate::tagger::{FEATURES, LABELS, Text, UNIT, runs, transition};
use crate::{Gold, Inspector, Kind, Passage};
use std::collections::BTreeMap;
use terms::Lang;

/// A run of words that may be a name, and what it is.
#[derive(Clone)]
pub(super) struct Sample {
    features: Vec<Vec<u32>>,
    labels: Vec<usize>,
}

/// The lines of a language, or of the fills, by kind; each with whether it stands in the first file (`en.tsv`) or in one of
/// those that were added (`en-1.tsv` and the like).
fn lines(name: &str) -> BTreeMap<String, Vec<(String, bool)>> {
    let mut files = world::list(folder("training-names")).expect("the training texts");
    files.sort();
    let mut by_kind: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    for path in files {
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        let rest = file.strip_suffix(".tsv").and_then(|file| file.strip_prefix(name));
        let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with('-')) else { continue };
        let text = world::read_string(&path).expect("a training text");
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (kind, texts) = line.split_once('\t').expect("two cells");
            let texts = texts.split('|').map(|text| text.replace("\\n", "\n")).filter(|text| !text.trim().is_empty());
            by_kind.entry(kind.to_owned()).or_default().extend(texts.map(|text| (text, rest.is_empty())));
        }
    }
    by_kind
}

/// Names that mean something else as often as not, where they are names.
const AMBIGUOUS: &str = "mark will rose hope grace art bill dan may june april august sunny summer autumn joy faith rich frank ernst wolf \
    iris viola heide rosa sol mar luz paz cruz angel santa christian roman pascal ruby jade amber pearl crystal dawn eve noel victoria \
    georgia virginia florence paris sydney austin dallas jordan israel india chad carter hunter mason cooper taylor tyler parker baker \
    king duke prince royal penny chase drew dean gene glen lane lee miles ray reed rex robin sandy storm victor ward wade merel roos lente \
    job guy claire blanche olive bas jo ben bob kim tim max mia mac pat sue sally jack alexa mercedes luna nova stella river sky forest \
    brook holly ivy daisy lily poppy violet hazel jasmine melody carol dolores mercy patience said allen line floor sem grant hardy";

const PARTICLES: [(&str, &[&str]); 6] = [
    ("nl", &["van", "van der", "van den", "van de", "de", "den", "ter", "ten", "el", "Van", "De", "Van der"]),
    ("en", &["O'", "Mc", "Mac", "de", "St ", "al-", "van", "Fitz"]),
    ("de", &["von", "zu", "vom", "von der", "zum", "van"]),
    ("fr", &["Le", "Du", "de", "de la", "D'", "N'", "Ben", "El"]),
    ("es", &["de", "de la", "del", "y", "de los"]),
    ("it", &["De", "Di", "Della", "D'", "Lo", "La"]),
];

const BODIES: &[&str] = &[
    "Inc",
    "Ltd",
    "LLC",
    "Group",
    "PLC",
    "and Sons",
    "& Sons",
    "BV",
    "NV",
    "GmbH",
    "AG",
    "SARL",
    "SA",
    "et Fils",
    "Hermanos",
    "SpA",
    "Bank",
    "Holding",
    "Industries",
    "Consulting",
    "Foundation",
    "University",
    "Records",
    "Motors",
    "Airlines",
    "Pharma",
    "Labs",
    "Advocaten",
    "Makelaars",
    "Immobilien",
    "Bau",
    "Transport",
    "Capital",
    "Partners",
    "Media",
    "Books",
    "Software",
    "Systems",
    "Solutions",
];
const STREETS: &[&str] = &[
    "Street",
    "Road",
    "Lane",
    "Avenue",
    "Drive",
    "Court",
    "Way",
    "Trail",
    "Harbor",
    "Radial",
    "Union",
    "Cliffs",
    "Coves",
    "Rapids",
    "Plaza",
    "Point",
    "Ridge",
    "Hills",
    "Heights",
    "Square",
    "Place",
    "Terrace",
    "Crescent",
    "Gardens",
    "Close",
    "Boulevard",
    "Alley",
    "Path",
    "Walk",
    "Crossing",
    "Junction",
    "Mews",
    "Grove",
    "Park",
    "Springs",
    "Ferry",
    "Mills",
    "Pass",
    "Summit",
    "Loop",
    "Manor",
];
const PLACES: &[&str] = &[
    "Park",
    "Stadium",
    "Hospital",
    "Airport",
    "School",
    "Church",
    "Theatre",
    "Museum",
    "Hall",
    "Bridge",
    "Tower",
    "Library",
    "College",
    "Arena",
    "Center",
    "Station",
    "Plein",
    "Brug",
    "Kirche",
    "Gymnasium",
    "Beach",
    "Bay",
    "Valley",
    "Creek",
    "Falls",
    "Festival",
    "Cup",
    "Prize",
    "Award",
    "Act",
    "Show",
    "Day",
    "Institute",
    "Hotel",
    "Pub",
    "Lake",
    "Island",
    "County",
    "District",
];

/// Invents posts and says where names stand in them.
struct Writer {
    draw: Draw,
    lang: &'static str,
    firsts: Vec<&'static str>,
    lasts: Vec<&'static str>,
    ambiguous: Vec<&'static str>,
    fills: BTreeMap<String, Vec<String>>,
    says: Vec<(String, bool)>,
    nones: Vec<(String, bool)>,
}

/// A post, and the bytes of the names in it.
#[derive(Clone, Default)]
pub(super) struct Post {
    pub(super) text: String,
    pub(super) names: Vec<(usize, usize)>,
}

impl Post {
    fn push(&mut self, other: &Post) {
        let from = self.text.len();
        self.text.push_str(&other.text);
        self.names.extend(other.names.iter().map(|(start, end)| (start + from, end + from)));
    }

    /// With every letter changed by `change`, which keeps or moves the borders of words.
    fn spelled(&self, change: impl Fn(&str) -> String) -> Post {
        let mut made = Post::default();
        let mut done = 0;
        for (start, end) in self.names.iter().copied().chain([(self.text.len(), self.text.len())]) {
            made.text.push_str(&change(&self.text[done..start]));
            let from = made.text.len();
            made.text.push_str(&change(&self.text[start..end]));
            if end > start {
                made.names.push((from, made.text.len()));
            }
            done = end;
        }
        made
    }
}

/// Every fifth name of the lists is held out, for whoever wants to know how names do that training never saw.
pub(super) fn is_held_out(name: &str) -> bool {
    name.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 5 == 0
}

fn capital(word: &str) -> String {
    let mut out = String::new();
    let mut starts = true;
    for c in word.chars() {
        out.extend(if starts { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] });
        starts = matches!(c, '-' | ' ' | '\'');
    }
    out
}

/// The first letter of a sentence.
fn opened(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

impl Writer {
    fn new(lang: &'static str, seed: u64, holds_out: bool) -> Self {
        let mut sentences = lines(lang);
        let [firsts, lasts] = listed().map(|names| {
            let of_half = names.into_iter().filter(|name| is_held_out(name) == holds_out);
            of_half.collect::<Vec<_>>()
        });
        Self {
            draw: Draw(seed),
            lang,
            firsts,
            lasts,
            ambiguous: AMBIGUOUS.split_whitespace().collect(),
            fills: lines("fills")
                .into_iter()
                .map(|(kind, fills)| (kind, fills.into_iter().map(|(fill, _)| fill).collect()))
                .collect(),
            says: sentences.remove("say").expect("sentences with names"),
            nones: sentences.remove("none").expect("sentences without"),
        }
    }

    fn chance(&mut self, of_hundred: usize) -> bool {
        self.draw.below(100) < of_hundred
    }

    /// A word that no list has, made of the beginning of one and the end of another.
    fn coined(&mut self, one: &str, other: &str) -> String {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let head = (one.len() * (40 + self.draw.below(35)) / 100).max(2);
        let tail = (2 + self.draw.below(3)).min(other.len());
        one.iter().take(head).chain(other.iter().skip(other.len() - tail)).collect()
    }

    fn first(&mut self) -> String {
        let name = match self.draw.below(100) {
            0..=5 => self.draw.one(&self.ambiguous).to_owned(),
            6..=37 => {
                let (one, other) = (self.draw.one(&self.firsts), self.draw.one(&self.firsts));
                self.coined(one, other)
            }
            _ => self.draw.one(&self.firsts).to_owned(),
        };
        let more = if self.chance(3) { format!("{name}-{}", self.draw.one(&self.firsts)) } else { name };
        capital(&more)
    }

    fn last(&mut self) -> String {
        let name = if self.chance(35) {
            let (one, other) = (self.draw.one(&self.lasts), self.draw.one(&self.lasts));
            self.coined(one, other)
        } else {
            self.draw.one(&self.lasts).to_owned()
        };
        let mut name = capital(&name);
        if self.chance(4) {
            name = format!("{name}-{}", capital(self.draw.one(&self.lasts)));
        }
        if self.lang == "es" && self.chance(35) {
            name = format!("{name} {}", capital(self.draw.one(&self.lasts)));
        }
        if self.chance(14) {
            let particles = PARTICLES.iter().find(|(lang, _)| *lang == self.lang).map_or(&[][..], |(_, all)| all);
            let particle = self.draw.one(particles);
            let is_joined = particle.ends_with(['\'', ' ', '-']) || matches!(particle, "Mc" | "Mac" | "Fitz");
            name = format!("{particle}{}{name}", if is_joined { "" } else { " " });
        }
        name
    }

    fn whole(&mut self) -> String {
        let (first, last) = (self.first(), self.last());
        let initial = |name: &str| name.chars().take(1).collect::<String>();
        match self.draw.below(40) {
            0 => format!("{}. {last}", initial(&first)),
            1 => format!("{}.{}. {last}", initial(&first), initial(&last)),
            2 => format!("{first} {}. {last}", initial(&last)),
            3 => format!("{first} {} {last}", initial(&last)),
            4 | 5 => format!("{first} {} {last}", self.first()),
            6 => format!("{first} {}", self.first()),
            _ => format!("{first} {last}"),
        }
    }

    fn filled(&mut self, kind: &str) -> String {
        if let Some(made) = self.made(kind) {
            return made;
        }
        let empty = Vec::new();
        let fills = self.fills.get(kind).unwrap_or(&empty);
        let one = fills.get(self.draw.below(fills.len())).cloned().unwrap_or_default();
        let other = fills.get(self.draw.below(fills.len())).cloned().unwrap_or_default();
        let is_coined = matches!(kind, "city" | "firm" | "band" | "team" | "thing" | "tech" | "land" | "street");
        let is_word = |text: &str| text.chars().all(char::is_alphabetic) && text.chars().count() > 4;
        if is_coined && is_word(&one) && is_word(&other) && self.chance(25) { self.coined(&one, &other) } else { one }
    }

    /// A firm or a street that bears names.
    fn made(&mut self, kind: &str) -> Option<String> {
        let mut name = || {
            let names = if self.draw.below(2) == 0 { &self.firsts } else { &self.lasts };
            capital(self.draw.one(names))
        };
        let (one, other, third) = (name(), name(), name());
        let made = match (kind, self.draw.below(100)) {
            ("firm", 0..=4) => format!("{one}-{other}"),
            ("firm", 5..=9) => format!("{one}, {other} and {third}"),
            ("firm", 10..=11) => format!("{one} & {other}"),
            ("firm", 12..=21) => format!("{one} {}", self.draw.one(BODIES)),
            ("street", 0..=24) => format!("{one} {}", self.draw.one(STREETS)),
            ("street", 25..=32) => {
                format!("{}{one}", self.draw.one(&["Rue ", "Avenue ", "Via ", "Calle ", "Rue du ", "Place "]))
            }
            ("street", 33..=42) => {
                format!(
                    "{one}{}",
                    self.draw.one(&["straat", "laan", "weg", "plein", "straße", "weg", "platz", "allee", "gasse"])
                )
            }
            // German joins nouns as it likes: `Steuerdebatte`.
            ("noun", 0..=34) => {
                let nouns = self.fills.get("noun")?;
                let head = &nouns[self.draw.below(nouns.len())];
                let tail = &nouns[self.draw.below(nouns.len())];
                format!("{head}{}{}", self.draw.one(&["", "s", ""]), tail.to_lowercase())
            }
            ("place", 0..=9) => format!("{one} {}", self.draw.one(PLACES)),
            _ => return None,
        };
        Some(made)
    }

    /// A sentence with its slots filled.
    fn sentence(&mut self, pattern: &str) -> Post {
        let mut post = Post::default();
        for part in pattern.split_inclusive(['{', '}']) {
            let Some(slot) = part.strip_suffix('}') else {
                post.text.push_str(part.strip_suffix('{').unwrap_or(part));
                continue;
            };
            let name = match slot {
                "f" => self.first(),
                "l" => self.last(),
                "n" => self.whole(),
                kind => {
                    let fill = self.filled(kind);
                    assert!(!fill.is_empty(), "no fills of {kind}");
                    post.text.push_str(&fill);
                    continue;
                }
            };
            let from = post.text.len();
            post.text.push_str(&name);
            post.names.push((from, post.text.len()));
        }
        post
    }

    fn any(&mut self, of_names: usize) -> Post {
        let is_name = self.chance(of_names);
        let patterns = if is_name { &self.says } else { &self.nones };
        let (pattern, _) = patterns[self.draw.below(patterns.len())].clone();
        self.sentence(&pattern)
    }

    /// A sentence as people post it.
    fn posted(&mut self, pattern: &str) -> Post {
        let mut post = self.sentence(pattern);
        if self.chance(60) && !post.names.iter().any(|(start, _)| *start == 0) {
            let first = post.text.chars().next().map_or(0, char::len_utf8);
            let upper = post.text[..first].to_uppercase();
            if upper.len() == first {
                post.text.replace_range(..first, &upper);
            }
        }
        if self.chance(35) {
            let mut other = self.any(45);
            if self.chance(70) {
                other = Post { text: opened(&other.text), ..other };
            }
            let joint = self.draw.one(&[". ", ". ", "! ", "? ", "\n", "\n\n", ", ", " - ", "... ", " ", "; "]);
            let ends = post.text.ends_with(['.', '!', '?', ',']);
            post.text.push_str(if ends && joint.starts_with(['.', '!', '?', ',']) { " " } else { joint });
            if other.text.len() == other.text.trim_start().len() {
                post.push(&other);
            }
        } else if self.chance(30) && !post.text.ends_with(['.', '!', '?', ',']) {
            post.text.push_str(self.draw.one(&[".", "!", "...", "?", "."]));
        }
        self.dressed(post)
    }

    fn dressed(&mut self, mut post: Post) -> Post {
        if self.chance(14) {
            let before = self.draw.one(&[
                "RT @user12: ",
                "@somebody ",
                "@some_body ",
                "@abc @def1 ",
                "> ",
                "- ",
                "* ",
                "lol ",
                "ok ",
                "so ",
                "\"",
                "(",
                "UPDATE: ",
                "1. ",
                "https://example.org/a ",
                "#news ",
                "haha ",
                "FYI ",
                "ps ",
                "21:04 ",
                "@ user : ",
                "[12:03] ",
            ]);
            let mut made = Post { text: before.to_owned(), names: Vec::new() };
            made.push(&post);
            post = made;
        }
        if self.chance(16) {
            post.text.push_str(self.draw.one(&[
                " lol",
                " :)",
                " 😂",
                " ❤",
                " #fail",
                " #love",
                " https://example.org/b",
                " xx",
                " ;-)",
                "!!!",
                " @somebody",
                " haha",
                "\"",
                ")",
                " ...",
                " 2/2",
                " via @somebody",
                " 👏👏",
                "\nSent from my phone",
            ]));
        }
        match self.draw.below(100) {
            0..=24 => post.spelled(str::to_lowercase),
            25..=26 => post.spelled(str::to_uppercase),
            27..=30 => post.spelled(capital),
            // As corpora are written, with blanks around every mark.
            31..=35 => post.spelled(|text| {
                let marks = [",", ".", "!", "?", ":", "'"];
                marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, &format!(" {mark}")))
            }),
            _ => post,
        }
    }
}

/// The words of a post that may be a name, with what they are; the rules are asked unless `told` says no.
fn samples(post: &Post, lang: &str, asks_rules: bool) -> Vec<Sample> {
    let folded = Folded::new(&post.text);
    let (words, told) = read(&folded, Some(lang));
    let mut labels = vec![0; words.len()];
    for (start, end) in &post.names {
        let mut is_first = true;
        for (label, word) in labels.iter_mut().zip(&words) {
            let span = folded.to_original(word.span);
            if span.start < *end && *start < span.end {
                *label = if is_first { 1 } else { 2 };
                is_first = false;
            }
        }
    }
    let gathered = |text: &Text, at: usize| {
        let mut features = Vec::new();
        text.features(at, &mut |feature| features.push(feature));
        features
    };
    let runs = runs(&words, asks_rules.then_some(told.as_slice()), Some(lang), gathered);
    runs.into_iter()
        .map(|run| {
            let mut labels: Vec<usize> = labels[run.first..run.first + run.words.len()].to_vec();
            // A name whose first word cannot be one begins later.
            for at in 0..labels.len() {
                let before = at.checked_sub(1).map_or(0, |before| labels[before]);
                if labels[at] == 2 && before == 0 {
                    labels[at] = 1;
                }
            }
            Sample { features: run.words, labels }
        })
        .collect()
}

const TRAINED: [&str; 6] = ["nl", "en", "de", "fr", "es", "it"];

/// How often each sentence is written: of the first file, of the others with a name and of the others without. The first
/// ones name people in letters, lists and addresses, so that the many posts beside them do not outweigh these.
const TIMES: [usize; 3] = [48, 24, 32];

fn posts(seed: u64, holds_out: bool, share: usize) -> Vec<(&'static str, Post)> {
    let mut posts = Vec::new();
    for lang in TRAINED {
        let mut writer = Writer::new(lang, seed, holds_out);
        let [first, says, nones] = TIMES.map(|times| (times / share).max(1));
        let of_say =
            writer.says.clone().into_iter().map(|(pattern, is_first)| (pattern, if is_first { first } else { says }));
        let of_none = writer.nones.clone().into_iter();
        let of_none = of_none.map(|(pattern, is_first)| (pattern, if is_first { first } else { nones }));
        for (pattern, times) in of_say.chain(of_none) {
            posts.extend((0..times).map(|_| (lang, writer.posted(&pattern))));
        }
    }
    posts
}

/// A power of e by multiplication only.
fn power(exponent: f64) -> f64 {
    let mut power = (1.0 + exponent.max(-60.0) / 1024.0).max(0.0);
    for _ in 0..10 {
        power *= power;
    }
    power
}

struct Chain {
    weights: Vec<[f64; 2]>,
    seen: Vec<[f64; 2]>,
}

type Labelled = [f64; LABELS];

impl Chain {
    fn sum(&self, features: &[u32]) -> Labelled {
        features.iter().fold([0.0; LABELS], |sum, feature| {
            let [first, later] = self.weights[*feature as usize];
            [0.0, sum[1] + first, sum[2] + later]
        })
    }

    /// What may follow what, by how much: nothing goes on that did not begin.
    fn moves(&self) -> [Labelled; LABELS] {
        [0, 1, 2].map(|before| {
            let [first, later] = self.weights[transition(before) as usize];
            [1.0, power(first), if before == 0 { 0.0 } else { power(later) }]
        })
    }

    /// One step downhill on one run, by how likely each label and each pair is.
    fn learn(&mut self, sample: &Sample) {
        let moves = self.moves();
        let scores: Vec<Labelled> = sample
            .features
            .iter()
            .map(|features| {
                let sum = self.sum(features);
                let most = sum.iter().copied().fold(f64::MIN, f64::max);
                sum.map(|one| power(one - most))
            })
            .collect();
        let count = scores.len();
        let scaled = |row: Labelled| {
            let sum: f64 = row.iter().sum::<f64>().max(1e-300);
            row.map(|one| one / sum)
        };
        let mut ahead: Vec<Labelled> = Vec::with_capacity(count);
        let mut last = [1.0, 0.0, 0.0];
        for score in &scores {
            let row = [0, 1, 2].map(|to| (0..LABELS).map(|from| last[from] * moves[from][to]).sum::<f64>() * score[to]);
            last = scaled(row);
            ahead.push(last);
        }
        let mut back = vec![[1.0; LABELS]; count];
        for at in (0..count.saturating_sub(1)).rev() {
            let next = back[at + 1];
            back[at] = scaled(
                [0, 1, 2]
                    .map(|from| (0..LABELS).map(|to| moves[from][to] * scores[at + 1][to] * next[to]).sum::<f64>()),
            );
        }
        for at in 0..count {
            let likely = scaled([0, 1, 2].map(|label| ahead[at][label] * back[at][label]));
            let slope = [1, 2].map(|label| likely[label] - f64::from(u8::from(sample.labels[at] == label)));
            self.step(&sample.features[at], slope);
            let before = at.checked_sub(1).map_or([1.0, 0.0, 0.0], |before| ahead[before]);
            let pairs = [0, 1, 2]
                .map(|from| [0, 1, 2].map(|to| before[from] * moves[from][to] * scores[at][to] * back[at][to]));
            let whole: f64 = pairs.iter().flatten().sum::<f64>().max(1e-300);
            let own = at.checked_sub(1).map_or(0, |before| sample.labels[before]);
            for (from, row) in pairs.iter().enumerate() {
                let is_pair = |to: usize| f64::from(u8::from(own == from && sample.labels[at] == to));
                let slope = [1, 2].map(|to| row[to] / whole - is_pair(to));
                self.step(&[transition(from)], slope);
            }
        }
    }

    fn step(&mut self, features: &[u32], slope: [f64; 2]) {
        const RATE: f64 = 0.05;
        const DECAY: f64 = 2e-5;
        for (label, slope) in slope.into_iter().enumerate().filter(|(_, slope)| slope.abs() > 1e-3) {
            for feature in features {
                let (weight, seen) =
                    (&mut self.weights[*feature as usize][label], &mut self.seen[*feature as usize][label]);
                let slope = slope + DECAY * *weight;
                *seen += slope * slope;
                *weight -= RATE * slope / seen.sqrt();
            }
        }
    }
}

/// What of every hundred features is hidden each time, so that no word is judged by a single one of them.
const HIDDEN: usize = 20;

fn trained(samples: &[Sample]) -> Vec<u8> {
    const ROUNDS: usize = 6;
    /// From this round on the weights after each round are averaged.
    const SETTLED: usize = 2;
    let mut chain = Chain { weights: vec![[0.0; 2]; FEATURES], seen: vec![[1e-1; 2]; FEATURES] };
    let mut sums = vec![[0.0; 2]; FEATURES];
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut draw = Draw(11);
    for round in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
        }
        for at in &order {
            let mut shown = samples[*at].clone();
            shown.features.iter_mut().for_each(|all| all.retain(|_| draw.below(100) >= HIDDEN));
            chain.learn(&shown);
        }
        if round >= SETTLED {
            for (sum, weight) in sums.iter_mut().zip(&chain.weights) {
                *sum = [sum[0] + weight[0], sum[1] + weight[1]];
            }
        }
    }
    // All features are there when a text is read, so each counts less than while some were hidden.
    let share = (100 - HIDDEN) as f64 / 100.0 / (ROUNDS - SETTLED) as f64;
    let byte = |sum: f64| ((sum * share * f64::from(UNIT)).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    sums.iter().flatten().map(|sum| byte(*sum)).collect()
}

fn made() -> Vec<u8> {
    let mut draw = Draw(5);
    let mut read: Vec<Sample> = Vec::new();
    for (lang, post) in posts(3, false, 1) {
        let asks_rules = draw.below(10) > 2;
        read.extend(samples(&post, lang, asks_rules));
    }
    trained(&read)
}

#[test]
fn the_weights_of_names_follow_from_the_invented_sentences() {
    let made = made();
    let path = folder("model").join("names.weights");
    if std::env::var_os("UPDATE").is_some() {
        world::write_atomic(&path, &made).expect("the weights are written");
    }
    assert!(world::read(&path).expect("weights") == made, "`names.weights` is old; run with UPDATE=1");
}

#[test]
fn names_that_training_never_saw_are_found_as_often_as_others() {
    let inspector = Inspector::new(&[]);
    let rate = |holds_out: bool| {
        let (mut found, mut there, mut reported) = (0, 0, 0);
        for (lang, post) in posts(23, holds_out, 48) {
            let lang = Lang::new(lang).expect("a language");
            let passage = Passage { lang: Some(&lang), ..Passage::of(&post.text) };
            let names = inspector.inspect(&passage).findings.into_iter().filter(|one| one.kind == Kind::Person);
            let names: Vec<(usize, usize)> = names.map(|one| (one.start, one.end)).collect();
            there += post.names.len();
            reported += names.len();
            found += post.names.iter().filter(|name| names.contains(name)).count();
        }
        (found as f64 / there as f64, found as f64 / reported as f64)
    };
    let (seen, held_out) = (rate(false), rate(true));
    // Measured, with spans that are right to the byte: 0.80 and 0.93 of names that training saw, 0.78 and 0.92 of others.
    assert!(held_out.0 > 0.75 && held_out.1 > 0.88, "{seen:?} {held_out:?}");
    assert!(held_out.0 > seen.0 - 0.03 && held_out.1 > seen.1 - 0.03, "{seen:?} {held_out:?}");
}

#[test]
fn no_sentence_of_the_gold_set_stands_in_the_training_text() {
    const WORDS_MIN: usize = 3;
    let plain = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    // A name is a slot, in the gold set too.
    let slotted = |gold: &Gold| {
        let mut text: Vec<char> = gold.text.expose().chars().collect();
        for span in gold.spans.iter().rev().filter(|span| span.label == "PERSON") {
            text.splice(span.start..span.end, ['x', 'x']);
        }
        plain(&text.into_iter().collect::<String>())
    };
    let files = world::list(folder("gold")).expect("the gold set");
    let files = files.iter().filter(|file| file.to_string_lossy().ends_with("-names.jsonl"));
    let texts = files.map(|file| world::read_string(file).expect("a file of gold"));
    let gold: Vec<Vec<String>> = texts
        .flat_map(|text| {
            let gold = text.lines().map(|line| slotted(&serde_json::from_str(line).expect("a gold line")));
            gold.collect::<Vec<_>>()
        })
        .collect();
    assert!(gold.len() > 100, "{}", gold.len());
    for lang in TRAINED {
        for (sentence, _) in lines(lang).into_values().flatten() {
            let slots = ["{f}", "{l}", "{n}"].iter().fold(sentence, |text, slot| text.replace(slot, "xx"));
            let words = plain(&slots);
            assert!(words.len() < WORDS_MIN || !gold.contains(&words), "{slots}");
        }
    }
}
