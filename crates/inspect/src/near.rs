//! From which runs which kinds of numbers may be read. In: the runs of a text. Out: those from which any may, each with
//! its kinds. Never: a run without a kind that its finder would read there; each finder still asks all of it itself.

use crate::scan::{Marks, Run};
use crate::street;

/// A set of kinds of numbers, one bit each.
pub(crate) type Kinds = u16;

/// A dotted address, or degrees with decimals.
pub(crate) const DOTTED: Kinds = 1;
/// The address of a machine in pairs or in fours.
pub(crate) const HARDWARE: Kinds = 1 << 1;
/// The `b` in front of a date of birth.
pub(crate) const BORN: Kinds = 1 << 2;
/// An account or a wallet.
pub(crate) const MONEY: Kinds = 1 << 3;
/// A national number with letters.
pub(crate) const LETTERED: Kinds = 1 << 4;
/// A British driving licence.
pub(crate) const LICENCE: Kinds = 1 << 5;
/// Digits in groups.
pub(crate) const GROUPED: Kinds = 1 << 6;
pub(crate) const PLATE: Kinds = 1 << 7;
/// A street: a number, a word beside one, or a word that begins its name.
pub(crate) const STREET: Kinds = 1 << 8;
pub(crate) const PHONE: Kinds = 1 << 9;
/// A postcode that stands alone.
pub(crate) const POSTCODE: Kinds = 1 << 10;
/// Not a kind but a fact: the name of a street begins here.
pub(crate) const BEGINS: Kinds = 1 << 11;
pub(crate) const ALL: Kinds = Kinds::MAX;

/// A run by its place, and what may be read from it.
#[derive(Clone, Copy)]
pub(crate) struct Near {
    pub(crate) at: usize,
    pub(crate) kinds: Kinds,
}

/// The runs from which a number may be read: those with a digit, right in front of one or joined to the next by a mark
/// that groups have, and those with which a street may begin. They are fewer than half of all.
pub(crate) fn near(text: &str, runs: &[Run]) -> Vec<Near> {
    const JOINED: Marks = Marks::of(b"-:.");
    let (mut near, mut rest, starts) = (Vec::with_capacity(runs.len()), runs, street::starts());
    while let [run, behind @ ..] = rest {
        rest = behind;
        let is_before = behind.first().is_some_and(|next| next.digits > 0);
        let may_begin = starts.has(run.lead);
        if run.digits == 0 && !is_before && !may_begin && !JOINED.has(run.mark) {
            continue;
        }
        let mut kinds = of(*run);
        if run.digits == 0 {
            let begins = may_begin && street::begins(text, *run);
            // Behind the letters of these stands a digit.
            kinds &= if is_before { ALL } else { !(MONEY | LETTERED | LICENCE) };
            kinds |= if is_before || begins { STREET } else { 0 } | if begins { BEGINS } else { 0 };
        }
        near.push(Near { at: runs.len() - behind.len() - 1, kinds });
    }
    near
}

/// What a run is made of.
#[derive(Clone, Copy)]
enum Made {
    Letters,
    Digits,
    Both,
}

/// What may be read from a run by its length, by what it is made of and by the mark behind it.
const fn kinds(length: usize, made: Made, mark: u8) -> Kinds {
    let (is_word, is_number) = (matches!(made, Made::Letters), matches!(made, Made::Digits));
    let is_mixed = matches!(made, Made::Both);
    let mut all = if is_word { 0 } else { STREET };
    if is_number && length <= 3 && mark == b'.' {
        all |= DOTTED;
    }
    if matches!((length, mark), (2, b':' | b'-') | (4, b'.')) {
        all |= HARDWARE;
    }
    if is_word && length == 1 {
        all |= BORN;
    }
    // An account begins with two letters and its check digits, a wallet has digits.
    if is_mixed || is_number && length >= 14 || is_word && length == 2 {
        all |= MONEY;
    }
    // Behind most numbers stands no letter of theirs.
    let may_go_on = matches!(mark, 0 | b' ' | b'.' | b'-' | b'/' | b'+');
    if is_word && length <= 6 || length <= 16 && (is_mixed || is_number && may_go_on) {
        all |= LETTERED;
    }
    if !is_number && length == 5 && matches!(mark, b' ' | 0) || is_mixed && 6 <= length && length <= 16 {
        all |= LICENCE;
    }
    if is_number && length <= 19 {
        all |= GROUPED;
    }
    // Their groups are of one kind, but for British ones: the one before a blank, or both together.
    let is_british = length == 4 && mark == b' ' && !is_word || length == 7 && is_mixed;
    if length <= 3 && mark == b'-' && !is_mixed || is_british {
        all |= PLATE;
    }
    // One group alone must have as many digits as the shortest number to call.
    if is_number && (length >= 6 || matches!(mark, 0 | b' ' | b'.' | b'/' | b'(' | b')' | b'-')) {
        all |= PHONE;
    }
    let is_dutch = is_number && length == 4 && mark == b' ';
    if is_dutch || is_mixed && (length == 6 || length <= 4 && mark == b' ') {
        all |= POSTCODE;
    }
    all
}

/// What is longer is like this.
const LONGEST: usize = 20;
/// Marks that make a difference, and one that stands for all others.
const MARKS: [u8; 10] = [0, b' ', b'.', b':', b'-', b'/', b'+', b'(', b')', b','];

/// For each length, for what a run is made of and for each mark, its kinds.
const TABLE: [Kinds; (LONGEST + 1) * 3 * MARKS.len()] = table();

#[expect(clippy::indexing_slicing, reason = "computed by the compiler, which would stop at a place that is none")]
const fn table() -> [Kinds; (LONGEST + 1) * 3 * MARKS.len()] {
    let mut all = [0; (LONGEST + 1) * 3 * MARKS.len()];
    let mut at = 0;
    while at < all.len() {
        let made = match at / MARKS.len() % 3 {
            0 => Made::Letters,
            1 => Made::Digits,
            _ => Made::Both,
        };
        all[at] = kinds(at / MARKS.len() / 3, made, MARKS[at % MARKS.len()]);
        at += 1;
    }
    all
}

/// For each byte its place among [`MARKS`].
#[expect(clippy::indexing_slicing, reason = "computed by the compiler, which would stop at a place that is none")]
const PLACES: [u8; 256] = {
    let mut all = [MARKS.len() as u8 - 1; 256];
    let mut at = 0;
    while at < MARKS.len() {
        all[MARKS[at] as usize] = at as u8;
        at += 1;
    }
    all
};

#[inline]
fn of(run: Run) -> Kinds {
    let length = run.len();
    let made = if run.digits == 0 { 0 } else { 1 + usize::from(run.digits as usize != length) };
    let mark = usize::from(PLACES.get(usize::from(run.mark)).copied().unwrap_or_default());
    TABLE.get((length.min(LONGEST) * 3 + made) * MARKS.len() + mark).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::runs;

    proptest::proptest! {
        #[test]
        fn the_table_says_what_the_conditions_say(text in "([a-z]{0,7}[0-9]{0,25}[ .:,/+()-]{0,2}){0,12}") {
            for run in runs(&text) {
                let made = match (run.is_word(), run.is_number()) {
                    (true, _) => Made::Letters,
                    (_, true) => Made::Digits,
                    _ => Made::Both,
                };
                proptest::prop_assert_eq!(of(run), kinds(run.len(), made, run.mark));
            }
        }
    }
}
