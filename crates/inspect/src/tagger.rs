//! Which capitals, and which known names in small letters, are somebody. In: the words of a text, and what the rules of
//! `person` say of each. Out: names, each with a margin. Never: a look at a word that cannot be part of a name.
//!
//! A linear chain reads each run of such words: what the word looks like, whether the lists know it, what stands around it
//! and what the rules say. Its weights are small integers in `model/names.weights`, made from the invented text in
//! `training-names/` by one command (see `tests/names.rs`), so that every machine finds the same names.

use crate::hash::{START, hash};
use crate::person::Word;
use crate::{introduce, listed};
use arrayvec::ArrayVec;
use std::ops::Range;

/// How many places of the table of weights there are: a power of two.
pub(crate) const FEATURES: usize = 1 << 18;
/// How much a whole unit of a weight is.
pub(crate) const UNIT: f32 = 24.0;
/// Outside a name, its first word, a later word.
pub(crate) const LABELS: usize = 3;

/// Two weights for each feature, for the first word of a name and for a later one, each against no name.
static WEIGHTS: &[u8] = include_bytes!("../model/names.weights");

/// What the rules say of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Told {
    /// As the labels.
    pub(crate) label: u8,
    /// How sure they are, in tenths.
    pub(crate) tenths: u8,
}

/// Words that follow each other and may be a name, or several: the place of the first, and what was made of each.
#[cfg(test)]
pub(crate) struct Run<T> {
    pub(crate) first: usize,
    pub(crate) words: Vec<T>,
}

/// A name: its first and last word, and by how much it is one, in units of [`UNIT`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tag {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) margin: i32,
}

/// The names among these words, and names of the rules that it would not take, with a margin below nothing. `told` is what
/// the rules say of each word, `named` the first and last words of their names.
pub(crate) fn tags(words: &[Word], told: &[Told], named: &[(usize, usize)], lang: Option<&str>) -> Vec<Tag> {
    let mut found = Vec::new();
    let open = candidates(words, lang);
    if !open.contains(&true) {
        return found;
    }
    let text = Text::of(words, Some(told), &open, lang);
    for run in spans(words, &open) {
        let start_of_run = run.start;
        let scores: Scores = run.map(|at| text.score(at)).collect();
        let (best, labels) = best(&scores, Asked::Anything);
        // Names of the rules stand in their order: only those of this run are looked at, however long the text is.
        let here = named.partition_point(|(first, _)| *first < start_of_run);
        let here = named.iter().skip(here).take_while(|(first, _)| *first < start_of_run + scores.len());
        for (first, last) in here {
            // A name may go on behind its run; what of it stands here is asked about.
            let (first, last) = (first - start_of_run, (last - start_of_run).min(scores.len() - 1));
            let own = labels.get(first..=last);
            if own.is_some_and(|own| own.iter().all(|label| *label == 0)) {
                let with = best_score(&scores, Asked::Name(first, last));
                found.push(Tag { first: start_of_run + first, last: start_of_run + last, margin: with - best });
            }
        }
        let mut at = 0;
        while at < labels.len() {
            let start = at;
            at += 1;
            if labels.get(start) != Some(&1) {
                continue;
            }
            while labels.get(at) == Some(&2) {
                at += 1;
            }
            let without = best_score(&scores, Asked::NoName(start, at));
            found.push(Tag { first: start_of_run + start, last: start_of_run + at - 1, margin: best - without });
        }
    }
    found
}

fn weight(feature: u32) -> [i32; LABELS] {
    let (weights, _) = WEIGHTS.as_chunks::<2>();
    let [first, later] =
        weights.get(feature as usize).copied().unwrap_or_default().map(|byte| i32::from(byte.cast_signed()));
    [0, first, later]
}

/// Where the weights of what may follow a label stand.
pub(crate) fn transition(before: usize) -> u32 {
    mixed(b'T', before as u64, 0)
}

/// What the labels of a run must be.
#[derive(Clone, Copy)]
enum Asked {
    Anything,
    /// The words from the first on, before the second, are no name.
    NoName(usize, usize),
    /// The words from the first to the second are one.
    Name(usize, usize),
}

impl Asked {
    fn allows(self, at: usize, label: usize) -> bool {
        match self {
            Self::Anything => true,
            Self::NoName(start, end) => label == 0 || !(start..end).contains(&at),
            Self::Name(first, _) if at == first => label == 1,
            Self::Name(first, last) => label == 2 || !(first..=last).contains(&at),
        }
    }
}

/// The best labels of a run and their score.
fn best(scores: &[[i32; LABELS]], asked: Asked) -> (i32, ArrayVec<u8, MOST>) {
    let mut from: ArrayVec<[u8; LABELS], MOST> = ArrayVec::new();
    let sums = sums(scores, asked, |came| from.push(came));
    let mut label = (0..LABELS).max_by_key(|label| sums.get(*label)).unwrap_or(0);
    let best = sums.get(label).copied().unwrap_or(0);
    let mut labels = ArrayVec::new();
    for came in from.iter().rev() {
        labels.push(label as u8);
        label = came.get(label).map_or(0, |before| usize::from(*before));
    }
    labels.reverse();
    (best, labels)
}

/// The score of the best labels of a run.
fn best_score(scores: &[[i32; LABELS]], asked: Asked) -> i32 {
    sums(scores, asked, |_| {}).into_iter().max().unwrap_or(0)
}

/// The best score that ends with each label; tells for each word from which label each of its own came.
fn sums(scores: &[[i32; LABELS]], asked: Asked, mut came_from: impl FnMut([u8; LABELS])) -> [i32; LABELS] {
    const NEVER: i32 = i32::MIN / 4;
    let moves: [[i32; LABELS]; LABELS] = [0, 1, 2].map(|before| weight(transition(before)));
    let mut sums = [0, NEVER, NEVER];
    for (at, scores) in scores.iter().enumerate() {
        let (mut next, mut came) = ([NEVER; LABELS], [0; LABELS]);
        for (label, score) in scores.iter().enumerate() {
            for (before, sum) in sums.iter().enumerate() {
                let is_open = asked.allows(at, label) && !(label == 2 && before == 0);
                let step = moves.get(before).and_then(|row| row.get(label)).copied().unwrap_or(0);
                let total = if is_open { sum + score + step } else { NEVER };
                if let (Some(best), Some(came)) = (next.get_mut(label), came.get_mut(label))
                    && total > *best
                {
                    (*best, *came) = (total.max(NEVER), before as u8);
                }
            }
        }
        sums = next;
        came_from(came);
    }
    sums
}

/// How many words a run has at most.
const MOST: usize = 12;

/// What the words of a run weigh as each label.
type Scores = ArrayVec<[i32; LABELS], MOST>;

/// Where the words stand that follow each other and may be part of a name.
fn spans(words: &[Word], open: &[bool]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + open.get(at..)?.iter().position(|is_open| *is_open)?;
        at = start + 1;
        let goes_on = |at: usize| {
            at < start + MOST
                && open.get(at) == Some(&true)
                && words.get(at).is_some_and(|word| is_joined(words, at, word))
        };
        while goes_on(at) {
            at += 1;
        }
        Some(start..at)
    })
}

/// The runs of words that may be part of a name, with what `each` makes of every word. Without what the rules say, its
/// features are left out.
#[cfg(test)]
pub(crate) fn runs<'w, T>(
    words: &'w [Word<'w>],
    told: Option<&'w [Told]>,
    lang: Option<&'w str>,
    mut each: impl FnMut(&Text<'w>, usize) -> T,
) -> Vec<Run<T>> {
    let open = candidates(words, lang);
    let text = Text::of(words, told, &open, lang);
    let runs = spans(words, &open);
    runs.map(|run| Run { first: run.start, words: run.map(|at| each(&text, at)).collect() }).collect()
}

/// Nothing but a blank, a hyphen or the mark of an initial stands before it.
fn is_joined(words: &[Word], at: usize, word: &Word) -> bool {
    let is_initial = || at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|one| one.folded.len() <= 3);
    word.is_joined() || matches!(word.gap, "." | ". " | ".-") && is_initial()
}

/// Which words may be part of a name: capitals, first names that hardly mean anything else or that many people have, and
/// what is introduced.
fn candidates(words: &[Word], lang: Option<&str>) -> Vec<bool> {
    let mut open: Vec<bool> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let is_usual = !word.is_capital && is_usual(word);
        // Most words are small ones.
        let is_open = !word.is_covered
            && (word.is_capital || is_usual || !word.is_doubtful() && !word.is_other())
            && word.is_letters()
            && is_latin(word.folded)
            && {
                if word.is_capital {
                    !word.gap.trim_end_matches(' ').ends_with(['@', '#'])
                        && !word.gap.ends_with(['/', '_'])
                        && !is_small_word(words, at, open.last() == Some(&true))
                } else {
                    let before = at.checked_sub(1).and_then(|before| words.get(before));
                    let follows = open.last() == Some(&true) && word.is_joined();
                    // `lena andersson`, `Mauro renallo`: behind a first name, a word that is no small one.
                    let is_surname = follows
                        && (word.is_last()
                            || word.folded.len() > 3 && before.is_some_and(|one| one.is_known() && !one.is_doubtful()));
                    is_usual || word.is_known() || is_surname || introduce::forces(words, at)
                }
            };
        open.push(is_open);
    }
    // `van der Berg`: small words between, or in front where a title stands before.
    for at in 0..words.len() {
        let Some(word) = words.get(at).filter(|word| !word.is_capital && word.is_particle() && !word.is_covered) else {
            continue;
        };
        let is_before = |at: usize| open.get(at) == Some(&true) && words.get(at).is_some_and(|one| one.is_joined());
        let leads = is_before(at + 1)
            || words.get(at + 1).is_some_and(|next| next.is_particle() && next.is_joined()) && is_before(at + 2);
        let follows = at.checked_sub(1).is_some_and(|before| open.get(before) == Some(&true)) && word.is_joined();
        if leads && (follows || introduce::precedes(words, at, lang)) {
            open.splice(at..=at, [true]);
        }
    }
    open
}

/// A first name that may be one in small letters too, whatever else it means: `i think drew knows`.
fn is_usual(word: &Word) -> bool {
    word.is(listed::USUAL) && !word.is(listed::SMALL) && word.folded.len() > 2
}

/// A small word with a capital that no capital stands beside, as at the start of a sentence: most capitals are such.
fn is_small_word(words: &[Word], at: usize, is_open_before: bool) -> bool {
    words.get(at).is_some_and(|word| {
        let may_be_named = listed::FIRST | listed::LAST | listed::USUAL | listed::PARTICLE;
        let is_small = word.is(listed::SMALL) && !word.is(may_be_named);
        // `J. de Vries`
        let is_initial = word.folded.len() == 1 && word.after.starts_with('.');
        let leads = words.get(at + 1).is_some_and(|next| next.is_capital && next.is_joined());
        is_small && !(is_initial || leads || is_open_before && word.is_joined())
    })
}

/// The weights know no other letters.
pub(crate) fn is_latin(word: &str) -> bool {
    word.is_ascii() || word.chars().all(|c| c < '\u{250}')
}

/// What is looked at of each word of a text.
pub(crate) struct Text<'w> {
    words: &'w [Word<'w>],
    told: Option<&'w [Told]>,
    seen: Vec<Seen>,
    lang: u64,
    lang_code: Option<&'w str>,
    /// How many words have a capital, and whether the text is long.
    crowd: u64,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    hash: u64,
    shape: u64,
    flags: u64,
    /// Whether it is a word that texts are full of, a place, a first name that many people have.
    kind: u64,
}

const LOWER: u64 = 0;
const CAPITAL: u64 = 1;
const SHOUTED: u64 = 2;
const MIXED: u64 = 3;
const INITIAL: u64 = 4;
const NUMBER: u64 = 5;

impl<'w> Text<'w> {
    fn of(words: &'w [Word<'w>], told: Option<&'w [Told]>, open: &[bool], lang: Option<&'w str>) -> Self {
        let mut seen = vec![Seen::default(); words.len()];
        // Only what stands near a word that is open is looked at, each once.
        let mut done = 0;
        for at in open.iter().enumerate().filter(|(_, is_open)| **is_open).map(|(at, _)| at) {
            for near in done.max(at.saturating_sub(2))..at + 3 {
                if let (Some(seen), Some(word)) = (seen.get_mut(near), words.get(near)) {
                    *seen = Seen::of(word, open.get(near) == Some(&true));
                }
            }
            done = at + 3;
        }
        let capitals = words.iter().filter(|word| word.is_capital).count();
        let crowd = (capitals * 4 / words.len().max(1)) as u64 + 8 * (words.len().min(24) / 6) as u64;
        Self { words, told, seen, lang: lang.map_or(0, |lang| hash(START, lang.as_bytes())), lang_code: lang, crowd }
    }

    fn seen(&self, at: Option<usize>) -> Seen {
        at.and_then(|at| self.seen.get(at)).copied().unwrap_or(Seen { hash: 1, shape: 7, flags: 0, kind: 0 })
    }

    /// What a word weighs as each label.
    fn score(&self, at: usize) -> [i32; LABELS] {
        let mut sums = [0; LABELS];
        self.features(at, &mut |feature| {
            let [_, first, later] = weight(feature);
            sums = [0, sums[1] + first, sums[2] + later];
        });
        sums
    }

    /// Tells the features of a word, one by one.
    pub(crate) fn features(&self, at: usize, add: &mut impl FnMut(u32)) {
        let Some(word) = self.words.get(at) else { return };
        self.own(at, word, add);
        self.around(at, word, add);
        self.rules(at, add);
    }

    /// What the word itself looks like.
    fn own(&self, at: usize, word: &Word, add: &mut impl FnMut(u32)) {
        let mut add = |kind: u8, one: u64, other: u64| add(mixed(kind, one, other));
        let own = self.seen(Some(at));
        let opens = u64::from(word.opens);
        let look = own.shape * 2 + opens;
        add(b'0', 0, 0);
        add(b'a', look, 0);
        add(b'b', look, self.lang);
        add(b'c', own.flags, look);
        add(b'd', own.flags, self.lang ^ opens);
        add(b'e', own.hash, 0);
        add(b'f', own.hash, own.shape);
        add(b'g', self.crowd, look);
        add(b'h', self.crowd, own.flags);
        let bytes = word.folded.as_bytes();
        add(b'i', bytes.len().min(12) as u64, own.flags);
        for count in 2..=4 {
            if let Some(end) = bytes.len().checked_sub(count).and_then(|start| bytes.get(start..)) {
                add(b'j', hash(START, end), count as u64);
            }
            if let Some(start) = bytes.get(..count.min(3)).filter(|_| count < 4) {
                add(b'k', hash(START, start), count as u64);
            }
        }
        if let Some(end) = bytes.len().checked_sub(3).and_then(|start| bytes.get(start..)) {
            add(b'l', hash(START, end), self.lang);
        }
        for three in bytes.windows(3).take(9) {
            add(b'm', hash(START, three), 0);
        }
        // The same word elsewhere in the text, in small letters or not.
        if own.shape != LOWER && self.words.len() < 200 {
            let same = |(place, one): &(usize, &Word)| one.hash == word.hash && *place != at && !one.opens;
            let elsewhere = self.words.iter().enumerate().filter(same).filter(|(_, one)| one.folded == word.folded);
            let [capital, small] = elsewhere.fold(
                [0, 0],
                |[capital, small], (_, one)| {
                    if one.is_capital { [1, small] } else { [capital, 1] }
                },
            );
            add(b'n', capital * 2 + small, 0);
        }
    }

    /// What stands around it.
    fn around(&self, at: usize, word: &Word, add: &mut impl FnMut(u32)) {
        let mut add = |kind: u8, one: u64, other: u64| add(mixed(kind, one, other));
        let own = self.seen(Some(at));
        let [two_before, before] = [2, 1].map(|count| self.seen(at.checked_sub(count)));
        let [behind, two_behind] = [1, 2].map(|count| self.seen(Some(at + count)));
        let (gap, after) = (mark(word.gap, at == 0), mark(word.after, at + 1 == self.words.len()));
        add(b'A', before.hash, 0);
        add(b'B', behind.hash, 0);
        add(b'C', two_before.hash, 0);
        add(b'D', two_behind.hash, 0);
        add(b'E', before.hash, own.shape * 16 + gap);
        add(b'F', behind.hash, own.shape * 16 + after);
        add(b'G', two_before.hash, before.hash);
        add(b'H', behind.hash, two_behind.hash);
        add(b'I', before.hash, behind.hash);
        add(b'J', before.hash, own.flags);
        add(b'K', behind.hash, own.flags);
        add(b'L', gap * 16 + after, own.flags);
        add(b'M', gap, own.shape * 2 + u64::from(word.opens));
        add(b'N', after, own.shape * 2 + u64::from(word.opens));
        add(b'O', before.shape * 256 + before.flags, gap);
        add(b'P', behind.shape * 256 + behind.flags, after);
        add(b'Q', before.flags * 4096 + behind.flags * 64 + own.flags, before.shape * 8 + behind.shape);
        let shapes = [two_before, before, own, behind, two_behind].iter().fold(0, |all, one| all * 8 + one.shape);
        add(b'R', shapes, u64::from(word.opens));
        add(b'S', shapes / 8 % 512, self.lang ^ own.flags);
        add(b'U', shapes / 8 % 512, gap * 16 + after);
        for (kind, place) in [(b'V', at.checked_sub(1)), (b'W', Some(at + 1))] {
            let Some(one) = place.and_then(|place| self.words.get(place)) else { continue };
            let bytes = one.folded.as_bytes();
            for count in [2, 3] {
                if let Some(end) = bytes.len().checked_sub(count).and_then(|start| bytes.get(start..)) {
                    add(kind, hash(START, end), self.lang ^ count as u64);
                }
            }
        }
        add(b'1', own.kind * 16 + own.shape * 2 + u64::from(word.opens), 0);
        add(b'2', own.kind * 64 + own.flags, own.shape);
        add(b'3', own.kind * 16 + own.shape * 2 + u64::from(word.opens), self.lang);
        add(b'4', (before.kind * 8 + own.kind) * 64 + before.shape * 8 + own.shape, gap);
        add(b'5', (behind.kind * 8 + own.kind) * 64 + behind.shape * 8 + own.shape, after);
        add(b'6', (before.kind * 8 + own.kind) * 8 + behind.kind, shapes / 8 % 512);
        let told = introduce::hints(self.words, at, self.lang_code);
        add(b'X', told, own.flags);
        add(b'Y', told, own.shape);
    }

    /// What the rules say of it and of the words beside it.
    fn rules(&self, at: usize, add: &mut impl FnMut(u32)) {
        let Some(told) = self.told else { return };
        let mut add = |kind: u8, one: u64, other: u64| add(mixed(kind, one, other));
        let code = |at: Option<usize>| {
            let one = at.and_then(|at| told.get(at)).copied().unwrap_or_default();
            u64::from(one.label) * 16 + u64::from(one.tenths)
        };
        let own = self.seen(Some(at));
        let opens = self.words.get(at).is_some_and(|word| word.opens);
        add(b'p', code(Some(at)), 0);
        add(b'q', code(Some(at)), own.shape * 2 + u64::from(opens));
        add(b'r', code(Some(at)), own.flags);
        add(b's', code(Some(at)), self.lang);
        add(b't', code(at.checked_sub(1)) / 16, code(Some(at)) / 16);
        add(b'u', code(Some(at + 1)) / 16, code(Some(at)) / 16);
    }
}

impl Seen {
    fn of(word: &Word, is_open: bool) -> Self {
        let shape = match () {
            () if !word.is_letters() => NUMBER,
            () if !word.is_capital => LOWER,
            () if word.folded.len() == 1 => INITIAL,
            () if word.is_shouted => SHOUTED,
            () if word.is_mixed => MIXED,
            () => CAPITAL,
        };
        // Small words are told by themselves.
        let flags = if is_open || word.is_capital {
            [word.is_known(), word.is_last(), word.is_doubtful(), word.is_other(), word.is_patronymic()]
                .iter()
                .fold(0, |all, one| all * 2 + u64::from(*one))
        } else {
            u64::from(word.is_particle()) * 32
        };
        let kinds = [listed::COMMON, listed::CITY, listed::USUAL];
        let kind = kinds.iter().fold(0, |all, list| all * 2 + u64::from(word.is(*list)));
        Self { hash: word.hash, shape, flags, kind }
    }
}

/// What stands between two words, as a small number.
fn mark(gap: &str, is_edge: bool) -> u64 {
    if gap == " " {
        return 0;
    }
    // The first of these marks that stands in it, wherever it stands.
    let place = |byte: &u8| match byte {
        b'\n' => 1,
        b'@' => 2,
        b'#' => 3,
        b':' => 4,
        b',' => 5,
        b'"' => 6,
        b'(' => 7,
        b')' => 8,
        b'!' => 9,
        b'?' => 10,
        b'.' => 11,
        b'-' => 12,
        b'\'' => 13,
        _ => 14,
    };
    match (gap.as_bytes().iter().map(place).min().unwrap_or(14), is_edge) {
        (14, true) => 15,
        (place, _) => place,
    }
}

fn mixed(kind: u8, one: u64, other: u64) -> u32 {
    let hash = (one ^ (u64::from(kind) << 56)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 32) ^ other).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((hash >> 40) as u32) & (FEATURES as u32 - 1)
}
