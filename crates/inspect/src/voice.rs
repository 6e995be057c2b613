//! Who is heard in a post, from all of its words. In: a folded text, or a part of it. Out: by how much the author speaks
//! of themselves, or of another person, rather than of nobody. Never: a list of words that decides; what is
//! said in words that no list has is heard by the words around them and by how they begin and end.
//!
//! A linear model over words, pairs of words, and beginnings and ends of words, in one pass without memory of its own. Its
//! weights are small integers in `model/`, made from the invented posts in `training/` (see `tests/training.rs`), so that
//! every machine scores alike.

use crate::contact::is_word;
use crate::frame::end_of_word;
use crate::hash::{START, hash, mixed};

/// How many places the table of voices has: a power of two.
pub(crate) const PLACES: usize = 1 << 17;

/// Two weights for each place, for the author and for another person, each against nobody.
static VOICES: &[u8] = include_bytes!("../model/voice.weights");

/// By how much the author and another person are heard over nobody, in units of [`crate::doubt::UNIT`].
pub(crate) fn heard(text: &str) -> [i32; 2] {
    let mut sums = [0; 2];
    each_feature(text, &mut |hash| {
        let place = place(hash) * 2;
        for (sum, byte) in sums.iter_mut().zip(VOICES.get(place..place + 2).unwrap_or_default()) {
            *sum += i32::from(byte.cast_signed());
        }
    });
    sums
}

/// Where the weights of a feature stand.
pub(crate) fn place(hash: u64) -> usize {
    // INVARIANT: masked to less than a machine word on every machine.
    (hash >> 40) as usize & (PLACES - 1)
}

/// Everything by which a text is read, as a hash each, in one pass.
pub(crate) fn each_feature(text: &str, each: &mut impl FnMut(u64)) {
    let mut before: Option<&str> = None;
    let mut count = 0_u8;
    for word in tokens(text) {
        let bytes = word.as_bytes();
        each(hashed(b'u', bytes));
        match before {
            Some(before) => each(paired(b'b', before.as_bytes(), bytes)),
            None => each(hashed(b'f', bytes)),
        }
        if let (1, Some(before)) = (count, before) {
            each(paired(b'f', before.as_bytes(), bytes));
        }
        parts(bytes, each);
        before = Some(word);
        count = count.saturating_add(1);
    }
    each(hashed(b'n', &[(count / 3).min(8)]));
}

/// The beginnings and ends of a word.
fn parts(word: &[u8], each: &mut impl FnMut(u64)) {
    const LENGTHS: [usize; 4] = [4, 5, 6, 7];
    let mut so_far = START ^ u64::from(b'p');
    for (at, byte) in word.iter().take(7).enumerate() {
        so_far = hash(so_far, &[*byte]);
        if at >= 3 && word.len() > at + 1 {
            each(mixed(so_far));
        }
    }
    for length in LENGTHS {
        if word.len() > length + 2 {
            each(hashed(b'q', word.get(word.len() - length..).unwrap_or_default()));
        }
    }
}

/// Words, and the marks that change what is meant.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    const MARKS: &str = "?!\":";
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| is_word(c) || MARKS.contains(c))?;
        rest = rest.get(start..)?;
        let first = rest.chars().next()?;
        let end = if is_word(first) { end_of_word(rest, 0, rest.len()) } else { first.len_utf8() };
        let (token, behind) = rest.split_at(end);
        rest = behind;
        Some(token)
    })
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

    #[test]
    fn a_text_is_read_as_words_and_marks() {
        let read: Vec<&str> = tokens("i'm #proud, o'clock? \u{2764} 'x'").collect();
        assert_eq!(read, ["i'm", "proud", "o'clock", "?", "x"]);
        assert_eq!(tokens("... -- ''").count(), 0);
    }

    #[test]
    fn a_word_is_read_by_its_beginnings_and_ends() {
        let mut of = [Vec::new(), Vec::new()];
        each_feature("antidepressiva", &mut |hash| of[0].push(hash));
        each_feature("antidepressivum", &mut |hash| of[1].push(hash));
        assert_eq!(of[0].iter().filter(|hash| of[1].contains(hash)).count(), 4 + 1, "beginnings, and the length");
    }
}
