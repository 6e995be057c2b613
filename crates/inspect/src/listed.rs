//! The lists by which names are told. In: a word. Out: on which of them it stands, one bit each. Never: a part of a word for
//! the whole.
//!
//! Each word of a text is asked about on two dozen lists, so it is looked up once.

use crate::fold::fold;
use crate::hash::{START, hash};
use crate::introduce as around;
use crate::lexicon::lexicon;
use crate::person as own;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A set of lists.
pub(crate) type Lists = u32;

pub(crate) const FIRST: Lists = 1;
pub(crate) const LAST: Lists = 1 << 1;
pub(crate) const DOUBTFUL: Lists = 1 << 2;
pub(crate) const OTHER: Lists = 1 << 3;
/// It does something in a sentence of one of the languages that have tables.
pub(crate) const SMALL: Lists = 1 << 4;
pub(crate) const PARTICLE: Lists = 1 << 5;
pub(crate) const ILLNESS: Lists = 1 << 6;
/// It ends as last names do and is none.
pub(crate) const THING: Lists = 1 << 7;
pub(crate) const BODY: Lists = 1 << 8;
pub(crate) const CAPITAL_BODY: Lists = 1 << 9;
pub(crate) const PLACE: Lists = 1 << 10;
pub(crate) const STREET: Lists = 1 << 11;
pub(crate) const TITLE: Lists = 1 << 12;
pub(crate) const OFFICE: Lists = 1 << 13;
pub(crate) const KIN: Lists = 1 << 14;
pub(crate) const OWNER: Lists = 1 << 15;
/// The last of the words that say outright that a name follows.
pub(crate) const OUTRIGHT: Lists = 1 << 16;
pub(crate) const CLOSING: Lists = 1 << 17;
pub(crate) const GREETING: Lists = 1 << 18;
pub(crate) const ADDRESSED: Lists = 1 << 19;
pub(crate) const SAYING: Lists = 1 << 20;
pub(crate) const DOING: Lists = 1 << 21;
/// An English word that texts are full of, in small letters.
pub(crate) const COMMON: Lists = 1 << 22;
/// A city, a country or a state.
pub(crate) const CITY: Lists = 1 << 23;
/// A first name that so many people have that it may be one in small letters too, whatever else it means.
pub(crate) const USUAL: Lists = 1 << 24;

const NAMES: [(Lists, &str); 6] = [
    (FIRST, include_str!("../lexicon/first-names.txt")),
    (FIRST, include_str!("../lexicon/more-first-names.txt")),
    (FIRST, include_str!("../lexicon/short-first-names.txt")),
    (FIRST, include_str!("../lexicon/us-first-names.txt")),
    (LAST, include_str!("../lexicon/last-names.txt")),
    (LAST, include_str!("../lexicon/more-last-names.txt")),
];

/// What texts are full of, and what looks like a name and is a place.
const OFTEN: [(Lists, &str); 3] = [
    (COMMON, include_str!("../lexicon/common-words.txt")),
    (CITY, include_str!("../lexicon/cities.txt")),
    (USUAL, include_str!("../lexicon/usual-first-names.txt")),
];

const WORDS: [(Lists, &str); 18] = [
    (DOUBTFUL, own::DOUBTFUL),
    (OTHER, own::OTHERS),
    (PARTICLE, own::PARTICLES),
    (ILLNESS, own::ILLNESSES),
    (THING, own::THINGS),
    (BODY, own::BODIES),
    (CAPITAL_BODY, own::CAPITAL_BODIES),
    (PLACE, own::PLACES),
    (STREET, own::STREETS),
    (TITLE, around::TITLES),
    (OFFICE, around::OFFICES),
    (KIN, around::KIN),
    (OWNER, around::OWNERS),
    (CLOSING, around::CLOSINGS),
    (GREETING, around::GREETINGS),
    (ADDRESSED, around::ADDRESSED),
    (SAYING, around::SAYING),
    (DOING, around::DOING),
];

/// The lists on which a folded word of this hash stands.
pub(crate) fn lists_of(word: &str, hash: u64) -> Lists {
    let [words, names] = tables();
    words.lists_of(word, hash) | names.lists_of(word, hash)
}

/// The words of a list of names, in the order of the alphabet, with all lists of each.
#[cfg(test)]
pub(crate) fn names(list: Lists) -> Vec<(&'static str, Lists)> {
    let [_, names] = tables();
    let all = names.words.iter().filter(|one| one.lists & list != 0).map(|one| names.letters_of(one));
    all.map(|name| (name, lists_of(name, hash(START, name.as_bytes())))).collect()
}

/// The words that texts are full of, and the names, which are ten times as many and which few words of a text ask for.
fn tables() -> &'static [Table; 2] {
    static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
        let lines = |(list, table): (Lists, &'static str)| {
            let lines = table.lines().filter(|line| !line.starts_with('#'));
            lines.flat_map(|line| line.split(' ')).map(move |word| (list, word.to_owned()))
        };
        let names = NAMES.into_iter().flat_map(lines);
        let often = OFTEN.into_iter().flat_map(lines);
        // What one writes with marks is looked for without, but for the lists that are written so.
        let words = WORDS.into_iter().flat_map(|(list, words)| {
            let is_folded = list & (DOUBTFUL | OTHER) != 0;
            words.split_whitespace().map(move |word| (list, if is_folded { fold(word) } else { word.to_owned() }))
        });
        let outright = around::last_outright().map(|word| (OUTRIGHT, word.to_owned()));
        let small = lexicon().small_words().map(|word| (SMALL, word.to_owned()));
        [Table::of(words.chain(outright).chain(small).chain(often)), Table::of(names)]
    });
    &TABLES
}

/// Words by their hashes.
struct Table {
    /// One bit for each of what the words may hash to: most other words are told apart by one look.
    bits: Vec<u64>,
    /// For each place, which word has it, counted from one; where it is taken, a word has one of the next.
    places: Vec<u16>,
    words: Vec<Known>,
    /// All their letters.
    letters: String,
}

struct Known {
    from: u32,
    lists: Lists,
    length: u16,
}

impl Table {
    fn of(words: impl Iterator<Item = (Lists, String)>) -> Self {
        let mut by_word: BTreeMap<String, Lists> = BTreeMap::new();
        for (list, word) in words.filter(|(_, word)| !word.is_empty()) {
            *by_word.entry(word).or_default() |= list;
        }
        // More than twice as many places as words, so that most are free, and four bits for each.
        let count = (by_word.len() * 2 + 1).next_power_of_two();
        let (bits, places) = (vec![0; count / 16], vec![0; count]);
        let mut table = Self { bits, places, words: Vec::new(), letters: String::new() };
        // INVARIANT: there are fewer words than 16 bits count; a test counts them.
        for ((word, lists), number) in by_word.iter().zip(1_u16..) {
            let hash = hash(START, word.as_bytes());
            let (at, bit) = table.bit(hash);
            if let Some(bits) = table.bits.get_mut(at) {
                *bits |= bit;
            }
            let mut place = table.place(hash);
            while table.places.get(place).is_some_and(|number| *number != 0) {
                place = table.next(place);
            }
            if let Some(free) = table.places.get_mut(place) {
                *free = number;
            }
            let from = u32::try_from(table.letters.len()).unwrap_or(u32::MAX);
            let length = u16::try_from(word.len()).unwrap_or(u16::MAX);
            table.words.push(Known { from, lists: *lists, length });
            table.letters.push_str(word);
        }
        table
    }

    fn lists_of(&self, word: &str, hash: u64) -> Lists {
        let (at, bit) = self.bit(hash);
        if self.bits.get(at).is_none_or(|bits| bits & bit == 0) {
            return 0;
        }
        let mut place = self.place(hash);
        loop {
            let number = self.places.get(place).copied().unwrap_or_default();
            let Some(known) = usize::from(number).checked_sub(1).and_then(|at| self.words.get(at)) else { return 0 };
            if self.letters_of(known) == word {
                return known.lists;
            }
            place = self.next(place);
        }
    }

    fn letters_of(&self, known: &Known) -> &str {
        let from = known.from as usize;
        self.letters.get(from..from + usize::from(known.length)).unwrap_or_default()
    }

    fn bit(&self, hash: u64) -> (usize, u64) {
        ((hash >> 40) as usize & (self.bits.len() - 1), 1 << (hash >> 58))
    }

    fn place(&self, hash: u64) -> usize {
        (hash >> 40) as usize & (self.places.len() - 1)
    }

    fn next(&self, place: usize) -> usize {
        (place + 1) & (self.places.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(word: &str) -> Lists {
        lists_of(word, hash(START, word.as_bytes()))
    }

    #[test]
    fn a_word_stands_on_the_lists_that_have_it_whole() {
        for (list, words) in WORDS {
            let is_folded = list & (DOUBTFUL | OTHER) != 0;
            assert!(
                words
                    .split_whitespace()
                    .all(|word| !is_folded && lists(word) & list != 0 || lists(&fold(word)) & list != 0)
            );
        }
        for (list, names) in NAMES.into_iter().chain(OFTEN) {
            let names = names.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
            assert!(names.clone().count() > 300 && names.into_iter().all(|name| lists(name) & list != 0));
        }
        assert_eq!((lists("mevrouw") & (TITLE | FIRST | KIN), lists("is") & (OUTRIGHT | LAST)), (TITLE, OUTRIGHT));
        for other in ["", " ", "mevrou", "mevrouww", "zzyzx", "vries de"] {
            assert_eq!(lists(other), 0, "{other}");
        }
        assert!(tables().iter().all(|table| (1000..usize::from(u16::MAX)).contains(&table.words.len())));
    }
}
