//! Lists of words. In: a word. Out: whether a list has it, or has its end. Never: a part of a word for the whole.
//!
//! A word is asked about on dozens of lists, and stands on hardly any: what begins with another letter, or has another
//! length than every word of a list, is told apart by one look at a table.

/// A list of whole words.
pub(crate) struct List {
    /// For each first byte, the lengths of the words that begin with it, one bit each.
    lengths: [u64; 256],
    /// For each first byte, where the words that begin with it stand among the sorted ones.
    ranges: [(u16, u16); 256],
    sorted: Vec<&'static str>,
}

impl List {
    /// The words of a text, with blanks between them.
    pub(crate) fn of(words: &'static str) -> Self {
        Self::new(words.split_ascii_whitespace())
    }

    pub(crate) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut sorted: Vec<&'static str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let (mut lengths, mut ranges) = ([0; 256], [(0, 0); 256]);
        // INVARIANT: a list is a few hundred words, so that places fit in 16 bits.
        for (word, place) in sorted.iter().zip(1_u16..) {
            let first = word.bytes().next().map(usize::from);
            let slots = first.and_then(|first| Some((lengths.get_mut(first)?, ranges.get_mut(first)?)));
            if let Some((lengths, range)) = slots {
                range.0 = if *lengths == 0 { place - 1 } else { range.0 };
                range.1 = place;
                *lengths |= length(word.len());
            }
        }
        Self { lengths, ranges, sorted }
    }

    /// All its words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.sorted.iter().copied()
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next().map(usize::from) else { return false };
        // Most words have another length than each word that begins like them.
        if self.lengths.get(first).is_none_or(|lengths| lengths & length(word.len()) == 0) {
            return false;
        }
        let (from, to) = self.ranges.get(first).copied().unwrap_or_default();
        let last = word.bytes().next_back();
        let is_own = |one: &&str| one.len() == word.len() && one.bytes().next_back() == last && *one == word;
        self.sorted.get(usize::from(from)..usize::from(to)).is_some_and(|words| words.iter().any(is_own))
    }
}

/// How a word begins: its first three bytes, of which letters keep five bits. A shorter one goes on with what stands behind it.
pub(crate) fn lead(bytes: &[u8]) -> u16 {
    let (a, b, c) = match bytes {
        [a, b, c, ..] => (*a, *b, *c),
        [a, b] => (*a, *b, 0),
        _ => (bytes.first().copied().unwrap_or_default(), 0, 0),
    };
    [a, b, c].into_iter().fold(0, |lead, byte| lead << 5 | u16::from(byte & 31))
}

/// How many leads there are.
const LEADS: usize = 1 << 15;

/// A bit for each lead, or for as many other places: small enough to be at hand for every word of a text.
pub(crate) struct Bits([u64; LEADS / 64]);

impl Bits {
    pub(crate) fn of(places: impl IntoIterator<Item = u16>) -> Self {
        let mut all = [0; LEADS / 64];
        for place in places {
            if let Some(bits) = all.get_mut(usize::from(place / 64)) {
                *bits |= 1 << (place % 64);
            }
        }
        Self(all)
    }

    /// The leads that these words may have.
    pub(crate) fn of_leads<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::of(words.into_iter().flat_map(leads_of))
    }

    /// For each word of bits, how many bits stand in those before it.
    fn before(&self) -> Vec<u16> {
        let counts = self.0.iter().scan(0, |all, bits| {
            let before = *all;
            *all += bits.count_ones();
            Some(u16::try_from(before).unwrap_or(u16::MAX))
        });
        counts.collect()
    }

    /// How many bits stand before this one in its word, if it stands.
    fn inside(&self, place: u16) -> Option<usize> {
        let bits = self.0.get(usize::from(place / 64)).filter(|bits| *bits >> (place % 64) & 1 == 1)?;
        Some((bits & ((1 << (place % 64)) - 1)).count_ones() as usize)
    }

    pub(crate) fn has(&self, place: u16) -> bool {
        self.0.get(usize::from(place / 64)).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

/// The leads of a text in which a word stands: one, or of a short word one for each third byte that may follow.
fn leads_of(word: &str) -> std::ops::RangeInclusive<u16> {
    let first = lead(word.as_bytes());
    first..=first + ((1 << (5 * 3_usize.saturating_sub(word.len()))) - 1)
}

/// Words with what each of them says, in groups of one lead or of another place: few words of a text begin like any, and
/// then one of a few.
pub(crate) struct Starts<T> {
    places: Bits,
    /// By place and the longest first; a short one stands with each lead that it may have.
    words: Vec<Start<T>>,
    /// All their letters.
    letters: String,
    /// For each word of bits, how many places that have words stand before it.
    before: Vec<u16>,
    /// For each place that has words, in their order, where they begin; and where all end.
    groups: Vec<Group>,
}

/// The words of one place.
struct Group {
    from: u16,
    /// The fourth letters of them, by their lowest five bits; all where one is shorter.
    fourth: u32,
}

/// The bit of a fourth letter.
fn fourth(bytes: &[u8]) -> u32 {
    1 << (bytes.get(3).copied().unwrap_or_default() & 31)
}

/// One of the words: small, because a whole group is looked through.
struct Start<T> {
    from: u32,
    length: u16,
    /// It tells most of a group apart.
    last: u8,
    says: T,
}

impl<T: Copy> Starts<T> {
    /// By their leads.
    pub(crate) fn of(words: impl IntoIterator<Item = (String, T)>) -> Self {
        let words = words.into_iter();
        Self::placed(words.flat_map(|(word, says)| leads_of(&word).map(move |lead| (lead, word.clone(), says))))
    }

    /// By the places that come with them, each below the number of leads.
    pub(crate) fn placed(words: impl IntoIterator<Item = (u16, String, T)>) -> Self {
        let mut placed: Vec<(u16, String, T)> = words.into_iter().filter(|(_, word, _)| !word.is_empty()).collect();
        placed.sort_by(|(a, one, _), (b, other, _)| (a, other.len(), one).cmp(&(b, one.len(), other)));
        let (mut starts, mut letters) = (Vec::with_capacity(placed.len()), String::new());
        let (mut groups, mut last) = (Vec::<Group>::new(), None);
        // INVARIANT: there are a few thousand short ones of them, so that places fit in 16 bits and letters in 32.
        for ((place, word, says), at) in placed.iter().zip(0_u16..) {
            if last.replace(*place) != Some(*place) {
                groups.push(Group { from: at, fourth: 0 });
            }
            if let Some(group) = groups.last_mut() {
                group.fourth |= if word.len() < 4 { u32::MAX } else { fourth(word.as_bytes()) };
            }
            let from = u32::try_from(letters.len()).unwrap_or(u32::MAX);
            let length = u16::try_from(word.len()).unwrap_or(u16::MAX);
            starts.push(Start { from, length, last: word.bytes().next_back().unwrap_or_default(), says: *says });
            letters.push_str(word);
        }
        groups.push(Group { from: u16::try_from(placed.len()).unwrap_or(u16::MAX), fourth: 0 });
        let places = Bits::of(placed.iter().map(|(place, ..)| *place));
        let before = places.before();
        Self { places, words: starts, letters, before, groups }
    }

    /// The words of this place that `rest` begins with, the longest first.
    pub(crate) fn begin<'s>(&'s self, place: u16, rest: &'s [u8]) -> impl Iterator<Item = (usize, T)> + 's {
        let group = self.group(place, fourth(rest)).unwrap_or_default();
        group.iter().filter_map(move |start| {
            let length = usize::from(start.length);
            if rest.get(length - 1) != Some(&start.last) {
                return None;
            }
            let letters = self.letters.as_bytes().get(start.from as usize..)?.get(..length)?;
            rest.starts_with(letters).then_some((length, start.says))
        })
    }

    /// The words of this place, if one of them has a fourth letter of this bit, or less than four.
    fn group(&self, place: u16, fourth: u32) -> Option<&[Start<T>]> {
        let inside = self.places.inside(place)?;
        let group = usize::from(*self.before.get(usize::from(place / 64))?) + inside;
        let (own, behind) = (self.groups.get(group)?, self.groups.get(group + 1)?);
        if own.fourth & fourth == 0 {
            return None;
        }
        self.words.get(usize::from(own.from)..usize::from(behind.from))
    }

    /// Whether any word begins so: what is asked first, of a smaller table.
    pub(crate) fn may_begin(&self, place: u16) -> bool {
        self.places.has(place)
    }
}

/// The bit of a length; what is longer than all of them shares the last.
fn length(bytes: usize) -> u64 {
    1 << bytes.min(63)
}

/// A list of ends of words.
pub(crate) struct Endings(Vec<Ends>);

/// Those with one last byte.
#[derive(Clone, Default)]
struct Ends {
    /// Which bytes stand in front of it, by their lowest five bits: most words have another.
    before: u32,
    words: Vec<&'static str>,
}

impl Endings {
    pub(crate) fn new(endings: &[&'static str]) -> Self {
        let mut by_last = vec![Ends::default(); 256];
        for ending in endings {
            let last = ending.bytes().next_back().map(usize::from);
            if let Some(same) = last.and_then(|last| by_last.get_mut(last)) {
                // In front of an ending of one byte anything may stand.
                same.before |= ending.bytes().nth_back(1).map_or(u32::MAX, |before| 1 << (before & 31));
                same.words.push(*ending);
            }
        }
        Self(by_last)
    }

    /// Whether one of them stands behind at least `stem` bytes of the word.
    pub(crate) fn end(&self, word: &str, stem: usize) -> bool {
        let (last, before) = match word.as_bytes() {
            [.., before, last] => (*last, 1 << (before & 31)),
            [last] => (*last, u32::MAX),
            [] => return false,
        };
        let same = self.0.get(usize::from(last)).filter(|same| same.before & before != 0);
        let mut endings = same.into_iter().flat_map(|same| &same.words);
        endings.any(|ending| word.strip_suffix(ending).is_some_and(|rest| rest.len() >= stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: &str = " mr mrs dr. straat straße zwijndrechtse a aa ab van-der-waals-laan-nummer-zevenentwintig-achter-het-oude-station-links ";

    #[test]
    fn a_word_of_a_list_is_found_whole() {
        let list = List::of(WORDS);
        assert!(WORDS.split_ascii_whitespace().all(|word| list.has(word)));
        for other in ["", " ", "m", "rs", "mrs ", "traat", "straatt", "b", "van-der-waals-laan-nummer-zevenentwintig"] {
            assert!(!list.has(other), "{other}");
        }
        assert!(!List::of("").has("") && !List::of(" ").has(" "));
    }

    #[test]
    fn an_ending_stands_behind_something() {
        let endings = Endings::new(&["straat", "weg", "ß"]);
        assert!(endings.end("kerkstraat", 2) && endings.end("straat", 0) && endings.end("aß", 1));
        assert!(!endings.end("straat", 1) && !endings.end("straats", 0) && !endings.end("", 0));
    }

    proptest! {
        #[test]
        fn a_list_says_what_looking_through_it_says(word in "[ab ]{0,4}|.{0,3}") {
            const FEW: &[&str] = &["a", "b", "ab", "ba", "abba", "aab", "ß", "日本"];
            prop_assert_eq!(List::new(FEW.iter().copied()).has(&word), FEW.contains(&word.as_str()));
            let ends = FEW.iter().any(|end| word.strip_suffix(end).is_some_and(|rest| rest.len() >= 2));
            prop_assert_eq!(Endings::new(FEW).end(&word, 2), ends);
        }
    }
}
