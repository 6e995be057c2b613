//! Who is heard in a post, and of what, from all of its words. In: a part of a folded text, and the words of the screen in
//! it. Out: by how much the author speaks of themselves, and by how much another person is spoken of, rather than nobody,
//! and the topic that is heard most. Never: a list of words that decides; what is said in words that no list has is heard by
//! the words around them and by the letters that they are made of.
//!
//! A linear model over words, pairs of words, runs of letters and the topics of the screen, in one pass without memory of
//! its own. It has a weight for each topic of an author and one for another person, so that a passage is heard and its topic
//! told at once. The weights are small integers in `model/`, made from the invented posts in `training/` (see
//! `tests/posts.rs`), so that every machine scores alike.

use crate::bands::power;
use crate::hash::{PRIME, START, hash, mixed};
use crate::lexicon::Topic;
use crate::list::List;
use crate::read::Part;
use crate::screen::Screened;
use arrayvec::ArrayVec;
use std::sync::LazyLock;
use terms::Category;

/// How many places the table of voices has: a power of two.
pub(crate) const PLACES: usize = 1 << 18;
/// How many topics an author is heard on.
pub(crate) const TOPICS: usize = 9;
/// The weights of each place: the author on each topic, then another person, each against nobody.
pub(crate) const VOICES: usize = TOPICS + 1;
/// How much a whole unit of a weight is.
pub(crate) const UNIT: f32 = 32.0;
/// What a passage is read by counts as this many features where it has more: a long one is not louder than a short one, and
/// a few words are not louder than a sentence.
const WHOLE: u32 = 36;

static WEIGHTS: &[u8] = include_bytes!("../model/voice.weights");

/// What is heard in a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Heard {
    /// By how much the author is heard over nobody, whatever the topic.
    pub(crate) author: f32,
    /// By how much another person is heard over nobody.
    pub(crate) other: f32,
    /// What the author is heard on most.
    pub(crate) topic: Topic,
}

/// The topics of an author in the order of their weights.
pub(crate) fn topics() -> impl Iterator<Item = Topic> {
    Category::ALL.into_iter().map(Topic::Special).chain([Topic::Criminal])
}

/// The place of a topic among them.
pub(crate) fn place_of(topic: Topic) -> Option<usize> {
    topics().position(|one| one == topic)
}

/// Who is heard in this part of a text, in which these words of the screen stand.
pub(crate) fn heard(part: Part, screened: &[Screened]) -> Heard {
    heard_with(WEIGHTS, part, screened)
}

/// The same by other weights, for the tests that measure a model on posts that it did not learn from.
pub(crate) fn heard_with(weights: &[u8], part: Part, screened: &[Screened]) -> Heard {
    let (rows, _) = weights.as_chunks::<VOICES>();
    let mut voices = Voices { rows, places: ArrayVec::new(), sums: [0; VOICES], count: 0 };
    each_feature(part, screened, &mut |hash| voices.add(place(hash)));
    voices.sum();
    let scale = share(voices.count) / UNIT;
    of(voices.sums.map(|sum| sum as f32 * scale))
}

/// So many weights are summed in 16 bits.
const TOGETHER: usize = 256;

/// The weights of a passage while they are summed.
struct Voices<'w> {
    rows: &'w [[u8; VOICES]],
    /// The rows lie far apart in memory: asked for right behind each other they come at once.
    places: ArrayVec<u32, TOGETHER>,
    sums: [i32; VOICES],
    count: u32,
}

impl Voices<'_> {
    fn add(&mut self, place: usize) {
        if self.places.is_full() {
            self.sum();
        }
        self.places.push(place as u32);
    }

    fn sum(&mut self) {
        let mut sums = [0_i16; VOICES];
        for place in &self.places {
            let Some(row) = self.rows.get(*place as usize) else { continue };
            for (sum, byte) in sums.iter_mut().zip(row) {
                *sum += i16::from(byte.cast_signed());
            }
        }
        for (all, sum) in self.sums.iter_mut().zip(sums) {
            *all += i32::from(sum);
        }
        self.count += self.places.len() as u32;
        self.places.clear();
    }
}

/// What each of this many features counts.
pub(crate) fn share(count: u32) -> f32 {
    (WHOLE as f32 / count.max(WHOLE) as f32).sqrt()
}

/// What these margins over nobody say.
fn of(margins: [f32; VOICES]) -> Heard {
    let mut most = (f32::MIN, Topic::Criminal);
    for (margin, topic) in margins.into_iter().zip(topics()) {
        if margin > most.0 {
            most = (margin, topic);
        }
    }
    // All topics together: the loudest, and what the others add to it.
    let together: f32 = margins.iter().take(TOPICS).map(|margin| power(margin - most.0)).sum();
    Heard { author: most.0 + logarithm(together), other: margins.last().copied().unwrap_or_default(), topic: most.1 }
}

/// The natural logarithm of a number from 1 to [`TOPICS`], by multiplication and division only: the series of
/// `2 artanh((x - 1) / (x + 1))`.
fn logarithm(x: f32) -> f32 {
    let ratio = (x - 1.0) / (x + 1.0);
    let square = ratio * ratio;
    let mut sum = 0.0;
    for odd in [15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = sum * square + 1.0 / odd;
    }
    2.0 * ratio * sum
}

/// Where the weights of a feature stand.
pub(crate) fn place(hash: u64) -> usize {
    // INVARIANT: masked to less than a machine word on every machine.
    (hash >> 40) as usize & (PLACES - 1)
}

/// Everything by which a part of a text is read, as a hash each, in one pass.
pub(crate) fn each_feature(part: Part, screened: &[Screened], each: &mut impl FnMut(u64)) {
    let mut before: Option<&str> = None;
    let mut count = 0_u8;
    let mut whose = 0_u8;
    // What pairs with the next word was hashed up to the blank between them.
    let mut open = START;
    for word in part.tokens() {
        let bytes = word.as_bytes();
        // The word itself, its pair with the one before, and its pair with the next: one look at each letter.
        let from = [START ^ u64::from(b'u'), open, START ^ u64::from(b'b')];
        let [own, pair, next] = bytes.iter().fold(from, |all, byte| all.map(|one| hash(one, &[*byte])));
        open = hash(next, b" ");
        each(mixed(own));
        match before {
            Some(_) => each(mixed(pair)),
            None => each(hashed(b'f', bytes)),
        }
        if let (1, Some(before)) = (count, before) {
            each(paired(b'f', before.as_bytes(), bytes));
        }
        letters(bytes, each);
        whose |= whose_is(word);
        before = Some(word);
        count = count.saturating_add(1);
    }
    each(hashed(b'n', &[(count / 3).min(8)]));
    topics_of(part.text, screened, whose, each);
}

/// Each run of four letters of a word, its borders among them. A short word is its own run, and of a number no part means
/// anything.
fn letters(word: &[u8], each: &mut impl FnMut(u64)) {
    const SHORT: usize = 3;
    // Of what is longer than any word, the beginning is read.
    const READ: usize = 32;
    if word.len() <= SHORT || word.first().is_some_and(u8::is_ascii_digit) {
        return;
    }
    let word = word.get(..READ).unwrap_or(word);
    // A word of 32 bits holds a run, and the letter that left it is shifted out.
    let mut run = u32::from(b'<');
    for (at, byte) in word.iter().enumerate() {
        run = run << 8 | u32::from(*byte);
        if at >= SHORT - 1 {
            each(mixed((START ^ u64::from(run)).wrapping_mul(PRIME)));
        }
    }
    each(mixed((START ^ u64::from(run << 8 | u32::from(b'>'))).wrapping_mul(PRIME)));
}

/// The words of the screen, and their topics.
fn topics_of(text: &str, screened: &[Screened], whose: u8, each: &mut impl FnMut(u64)) {
    let mut seen = 0_u16;
    for one in screened {
        let Some(topic) = place_of(one.topic) else { continue };
        let bit = 1 << topic;
        let topic = [topic as u8];
        each(paired(b'w', &topic, text.get(one.span.start..one.span.end).unwrap_or_default().as_bytes()));
        if seen & bit == 0 {
            each(hashed(b't', &topic));
            each(paired(b'x', &topic, &[whose]));
        }
        seen |= bit;
    }
    let topics = seen.count_ones().min(3) as u8;
    each(hashed(b'k', &[topics]));
    each(hashed(b'o', &[topics, whose]));
}

/// Of whom a small word speaks: the author (1), another person (2), or nobody.
fn whose_is(word: &str) -> u8 {
    static OWN: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " i j m wir unser i'm ich ik im je k m'n ma me mein meine mes mezelf mich mij mijn mine mir mn moi mon my myself nos notre \
    nous ons onze our uns us we wij ",
        )
    });
    static OTHERS: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " elle elles er haar he hem her hij him his hun ihm ihn ihr ihre il ils leur lui sa sein seine ses she sie their zij ",
        )
    });
    // No stem below is longer than three letters.
    let place = (1..=3).find(|place| word.as_bytes().get(*place) == Some(&b'\''));
    let before = place.and_then(|place| word.get(..place));
    match before.filter(|stem| ["i", "j", "m", "he", "she"].contains(stem)).unwrap_or(word) {
        word if OWN.has(word) => 1,
        word if OTHERS.has(word) => 2,
        _ => 0,
    }
}

fn hashed(kind: u8, bytes: &[u8]) -> u64 {
    mixed(hash(START ^ u64::from(kind), bytes))
}

fn paired(kind: u8, first: &[u8], second: &[u8]) -> u64 {
    mixed([first, b" ", second].iter().fold(START ^ u64::from(kind), |from, bytes| hash(from, bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Read;

    fn features(text: &str) -> Vec<u64> {
        let mut features = Vec::new();
        each_feature(Read::of(text, |_| "").whole(), &[], &mut |hash| features.push(hash));
        features
    }

    #[test]
    fn a_word_is_read_by_its_letters() {
        let [one, other] = [features("antidepressiva"), features("antidepressivum")];
        // Eleven runs of four letters before the last; the length, no topic, and of nobody.
        assert_eq!(one.iter().filter(|hash| other.contains(hash)).count(), 11 + 3);
        // The word, that it is the first, and the same of length, topic and person.
        assert_eq!(features("the").len(), 2 + 3);
        assert_eq!(features("12345678").len(), 2 + 3);
    }

    #[test]
    fn small_words_say_of_whom_a_text_speaks() {
        assert_eq!(["ik", "i've", "j'ai", "my", "wij", "wir", "mijn"].map(whose_is), [1; 7]);
        assert_eq!(["hij", "she's", "ihr", "zij", "elle"].map(whose_is), [2; 5]);
        assert_eq!(["fiets", "ikea", "", "myselfish", "1"].map(whose_is), [0; 5]);
    }

    #[test]
    fn a_logarithm_is_one() {
        for (x, log) in [(1.0, 0.0), (1.5, 0.405_465), (3.0, 1.098_612), (9.0, 2.197_225)] {
            assert!((logarithm(x) - log).abs() < 2e-2, "{x}: {}", logarithm(x));
        }
    }

    #[test]
    fn all_topics_together_are_louder_than_the_loudest() {
        let mut margins = [-30.0; VOICES];
        margins[2] = 1.0;
        assert!((of(margins).author - 1.0).abs() < 1e-3);
        margins[3] = 1.0;
        assert!((of(margins).author - 1.693).abs() < 1e-2);
        assert_eq!(place_of(of(margins).topic), Some(2));
    }
}
