//! The words and numbers of a text, cut once. In: a folded text. Out: its runs of letters and digits, and which of them
//! already belong to something found. Never: a run found twice.

use crate::Span;
use crate::contact::{is_border, is_border_after, is_word};
use crate::list::lead;
use crate::near::{Kinds, Near};
use arrayvec::ArrayVec;

/// A run of ASCII letters and digits, as long as it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many of its bytes are digits.
    pub(crate) digits: u32,
    /// The mark or blank that alone stands between it and the next run; 0 if something else does, or nothing follows.
    pub(crate) mark: u8,
    /// How it begins, with what stands behind it where it is shorter.
    pub(crate) lead: u16,
}

impl Run {
    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }

    /// How many of its bytes are letters.
    pub(crate) fn letters(self) -> usize {
        self.len() - self.digits as usize
    }

    /// Digits and nothing else.
    pub(crate) fn is_number(self) -> bool {
        self.letters() == 0
    }

    /// Letters and nothing else.
    pub(crate) fn is_word(self) -> bool {
        self.digits == 0
    }
}

/// The runs of one text.
pub(crate) struct Scan<'t> {
    pub(crate) text: &'t str,
    pub(crate) runs: &'t [Run],
    near: &'t [Near],
    /// All that may be read from any of them.
    kinds: Kinds,
    used: Used,
}

/// Which runs belong to something found, one bit each; most texts have few enough to be kept at hand.
struct Used {
    few: [u64; Used::FEW],
    many: Vec<u64>,
}

impl Used {
    const FEW: usize = 2;

    fn none(count: usize) -> Self {
        let words = count.div_ceil(64);
        Self { few: [0; Self::FEW], many: if words > Self::FEW { vec![0; words] } else { Vec::new() } }
    }

    fn words(&self) -> &[u64] {
        if self.many.is_empty() { &self.few } else { &self.many }
    }

    /// The places of a range, word by word: which word, and its bits.
    fn bits(range: std::ops::Range<usize>) -> impl Iterator<Item = (usize, u64)> {
        let words = if range.is_empty() { 0..0 } else { range.start / 64..(range.end - 1) / 64 + 1 };
        words.map(move |word| {
            let (from, to) = (range.start.max(word * 64), range.end.min(word * 64 + 64));
            (word, (u64::MAX >> (64 - (to - from))) << (from - word * 64))
        })
    }

    fn has(&self, run: usize) -> bool {
        self.words().get(run / 64).is_none_or(|word| word >> (run % 64) & 1 == 1)
    }

    fn has_any(&self, range: std::ops::Range<usize>) -> bool {
        let words = self.words();
        Self::bits(range).any(|(word, bits)| words.get(word).is_some_and(|own| own & bits != 0))
    }

    fn take(&mut self, range: std::ops::Range<usize>) {
        let words = if self.many.is_empty() { self.few.as_mut_slice() } else { self.many.as_mut_slice() };
        for (word, bits) in Self::bits(range) {
            if let Some(own) = words.get_mut(word) {
                *own |= bits;
            }
        }
    }
}

/// Letters and digits read over the marks between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Joined {
    bytes: [u8; Self::MOST],
    len: usize,
    pub(crate) span: Span,
    /// The run after the last.
    pub(crate) after: usize,
    /// It was written with marks or blanks inside.
    pub(crate) is_grouped: bool,
}

impl Joined {
    const MOST: usize = 40;

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The value of each digit; a letter has none.
    pub(crate) fn digits(&self) -> ArrayVec<u32, { Self::MOST }> {
        self.bytes().iter().filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0')).collect()
    }
}

/// Marks that may stand between the groups of a number, one bit each.
#[derive(Clone, Copy)]
pub(crate) struct Marks(u64);

impl Marks {
    /// Of these bytes, which stand before the letters and most marks of ASCII.
    pub(crate) const fn of(marks: &[u8]) -> Self {
        let (mut bits, mut rest) = (0, marks);
        while let [one, behind @ ..] = rest {
            assert!(*one < 64, "a mark has a bit");
            (bits, rest) = (bits | 1 << *one, behind);
        }
        Self(bits)
    }

    pub(crate) fn has(self, byte: u8) -> bool {
        byte < 64 && self.0 >> byte & 1 == 1
    }
}

/// Bytes in a word of bits.
const BLOCK: usize = 64;

/// Which bytes of a block are so, one bit each. No byte is a branch, so that many are looked at together.
fn bits(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    /// Moves the lowest bit of each of eight bytes into the highest byte, side by side.
    const TOGETHER: u64 = 0x0102_0408_1020_4080;
    let mut flags = [0; BLOCK];
    flags.iter_mut().zip(block).for_each(|(flag, byte)| *flag = u8::from(is(*byte)));
    let (eights, _) = flags.as_chunks::<8>();
    let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(TOGETHER) >> 56;
    eights.iter().rev().fold(0, |all, eight| all << 8 | bits(eight))
}

/// A text cut into its runs, in its order.
pub(crate) struct Cut {
    pub(crate) runs: Vec<Run>,
    /// How many digits stand in all of them.
    pub(crate) digits: u32,
    pub(crate) others: Others,
    /// Every run is a word: no `_` and no letter outside of ASCII makes one longer.
    pub(crate) are_words: bool,
}

/// Which bytes stand between the runs.
pub(crate) struct Others {
    each: [bool; 256],
    /// The bits of all of them.
    bits: u8,
}

impl Others {
    /// Notes the bytes of a block whose bits are set.
    fn note(&mut self, block: &[u8; BLOCK], mut set: u64) {
        while set != 0 {
            let other = block.get(set.trailing_zeros() as usize).copied().unwrap_or_default();
            if let Some(is) = self.each.get_mut(usize::from(other)) {
                *is = true;
            }
            self.bits |= other;
            set &= set - 1;
        }
    }

    pub(crate) fn has(&self, byte: u8) -> bool {
        self.each.get(usize::from(byte)).is_some_and(|is| *is)
    }

    /// Whether letters stand there that are no ASCII: only where the first byte of any does is the text gone through.
    fn has_letters(&self, text: &str) -> bool {
        const FIRST: u8 = 0xc2;
        let is_letter = |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_word);
        !self.bits.is_ascii() && text.bytes().enumerate().any(|(at, byte)| byte >= FIRST && is_letter(at))
    }

    /// Whether the last byte of this letter stands there: few others end with it.
    pub(crate) fn has_end_of(&self, letter: char) -> bool {
        let mut bytes = [0; 4];
        letter.encode_utf8(&mut bytes).bytes().next_back().is_some_and(|last| self.has(last))
    }
}

impl Cut {
    pub(crate) fn of(text: &str) -> Self {
        let mut others = Others { each: [false; 256], bits: 0 };
        let runs = cut(text.as_bytes(), &mut others);
        let digits = runs.iter().map(|run| run.digits).sum();
        let are_words = !others.has(b'_') && !others.has_letters(text);
        Self { runs, digits, others, are_words }
    }
}

#[cfg(test)]
pub(crate) fn runs(text: &str) -> Vec<Run> {
    Cut::of(text).runs
}

/// Cuts a text: each run is a row of bits, so that no byte has to be asked twice.
fn cut(bytes: &[u8], others: &mut Others) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(bytes.len() / 5 + 2);
    // The run that may go on, or has a mark behind it; at first there is none.
    let mut last = Run { start: 0, end: 0, digits: 0, mark: 0, lead: 0 };
    let mut goes_on = false;
    let (blocks, tail) = bytes.as_chunks::<BLOCK>();
    // What is missing in the last block is no letter and no digit.
    let mut padded = [0; BLOCK];
    padded.iter_mut().zip(tail).for_each(|(place, byte)| *place = *byte);
    for (block, start) in blocks.iter().chain([&padded]).zip((0..).step_by(BLOCK)) {
        let mut own = bits(block, |byte| byte.is_ascii_alphanumeric());
        let digits = bits(block, |byte| byte.is_ascii_digit());
        let is_last = own >> (BLOCK - 1) == 1;
        let length = bytes.len().saturating_sub(start).min(BLOCK);
        others.note(block, !own & u64::MAX.checked_shr((BLOCK - length) as u32).unwrap_or_default());
        while own != 0 {
            // The lowest row of bits: adding its first one carries past its last.
            let rest = own & own.wrapping_add(own & own.wrapping_neg());
            let row = own ^ rest;
            let (from, to) = (row.trailing_zeros() as usize, BLOCK - row.leading_zeros() as usize);
            own = rest;
            // Most runs are words.
            let count = if digits & row == 0 { 0 } else { (digits & row).count_ones() };
            let at = start + from;
            if goes_on && from == 0 {
                (last.end, last.digits) = (start + to, last.digits + count);
                continue;
            }
            if last.end > 0 {
                let mark = if last.end + 1 == at { bytes.get(last.end).copied().unwrap_or_default() } else { 0 };
                runs.push(Run { mark, ..last });
            }
            let lead = lead(bytes.get(at..).unwrap_or_default());
            last = Run { start: at, end: start + to, digits: count, mark: 0, lead };
        }
        goes_on = is_last;
    }
    if last.end > 0 {
        runs.push(last);
    }
    runs
}

impl<'t> Scan<'t> {
    /// `runs` are those of `text`, and `near` those from which a number may be read.
    pub(crate) fn new(text: &'t str, runs: &'t [Run], near: &'t [Near]) -> Self {
        let kinds = near.iter().fold(0, |all, near| all | near.kinds);
        Self { text, runs, near, kinds, used: Used::none(runs.len()) }
    }

    /// Whether one of these kinds of numbers may be read from any run.
    pub(crate) fn has(&self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }

    /// The runs from which one of these kinds of numbers may be read, each with its place.
    #[inline]
    pub(crate) fn near(&self, kinds: Kinds) -> impl Iterator<Item = (usize, &'t Run)> + use<'t> {
        self.near_with(kinds).map(|(near, run)| (near.at, run))
    }

    /// The same, with all kinds of each.
    #[inline]
    pub(crate) fn near_with(&self, kinds: Kinds) -> impl Iterator<Item = (Near, &'t Run)> + use<'t> {
        let (runs, near) = (self.runs, if self.has(kinds) { self.near } else { &[] });
        near.iter().filter(move |near| near.kinds & kinds != 0).filter_map(|near| Some((*near, runs.get(near.at)?)))
    }

    pub(crate) fn run(&self, at: usize) -> Option<Run> {
        self.runs.get(at).copied()
    }

    pub(crate) fn bytes(&self, run: Run) -> &'t [u8] {
        self.text.as_bytes().get(run.start..run.end).unwrap_or_default()
    }

    /// What stands between the run at `at` and the next; `None` behind the last.
    pub(crate) fn gap(&self, at: usize) -> Option<&'t [u8]> {
        let (one, next) = (self.run(at)?, self.run(at + 1)?);
        self.text.as_bytes().get(one.end..next.start)
    }

    /// Whether one of `marks` stands between the run at `at` and the next, and nothing else.
    pub(crate) fn joins(&self, at: usize, marks: Marks) -> bool {
        match self.run(at).map_or(0, |run| run.mark) {
            0 => match self.gap(at) {
                Some([b' ', b' ']) => marks.has(b' '),
                Some([b' ', mark @ (b'-' | b'/'), b' ']) => marks.has(*mark),
                _ => false,
            },
            mark => marks.has(mark),
        }
    }

    /// The byte `back` bytes before `at`.
    pub(crate) fn before(&self, at: usize, back: usize) -> Option<u8> {
        self.text.as_bytes().get(at.checked_sub(back)?).copied()
    }

    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The runs that `span` touches.
    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.runs.partition_point(|run| run.end <= span.start);
        let last = self.runs.partition_point(|run| run.start < span.end);
        first..last.max(first)
    }

    /// The first run that starts at or after `at`.
    pub(crate) fn first_from(&self, at: usize) -> usize {
        self.runs.partition_point(|run| run.start < at)
    }

    /// What stands in `span` belongs to something found.
    pub(crate) fn take(&mut self, span: Span) {
        self.used.take(self.within(span));
    }

    pub(crate) fn is_taken(&self, span: Span) -> bool {
        self.used.has_any(self.within(span))
    }

    pub(crate) fn is_used(&self, run: usize) -> bool {
        run >= self.runs.len() || self.used.has(run)
    }

    /// Reads `count` letters and digits from the run at `from`, over single marks between runs, to the end of a run.
    pub(crate) fn join(&self, from: usize, count: usize, marks: Marks) -> Option<Joined> {
        let first = self.run(from)?;
        let mut joined = Joined {
            bytes: [0; Joined::MOST],
            len: 0,
            span: Span::new(first.start, first.end),
            after: from,
            is_grouped: false,
        };
        if count > Joined::MOST {
            return None;
        }
        let mut at = from;
        loop {
            let run = self.run(at).filter(|run| joined.len + run.len() <= count)?;
            joined.bytes.get_mut(joined.len..joined.len + run.len())?.copy_from_slice(self.bytes(run));
            joined.len += run.len();
            at += 1;
            if joined.len == count {
                joined.span.end = run.end;
                joined.after = at;
                return Some(joined);
            }
            joined.is_grouped = true;
            if !self.joins(at - 1, marks) {
                return None;
            }
        }
    }

    /// Where numbers that begin with the run at `from` can end, as one bit for each count of letters and digits up to `most`,
    /// and which of those are digits, one bit each; as long as one `may_begin` with so many, of which these are digits.
    #[inline]
    pub(crate) fn reach(
        &self,
        from: usize,
        most: usize,
        marks: Marks,
        may_begin: impl Fn(usize, u32) -> bool,
    ) -> (u32, u32) {
        let (mut ends, mut digits, mut count, mut mark) = (0, 0, 0, None);
        for (at, run) in (from..).zip(self.runs.get(from..).unwrap_or_default()) {
            let is_joined = || match mark {
                None => true,
                Some(0) => self.joins(at - 1, marks),
                Some(mark) => marks.has(mark),
            };
            if count + run.len() > most || !is_joined() {
                break;
            }
            mark = Some(run.mark);
            if run.is_number() {
                digits |= ((1 << run.len()) - 1) << count;
            } else if !run.is_word() {
                for (place, byte) in (count..).zip(self.bytes(*run)) {
                    digits |= u32::from(byte.is_ascii_digit()) << place;
                }
            }
            count += run.len();
            if !may_begin(count, digits) {
                break;
            }
            ends |= 1 << count;
        }
        (ends, digits)
    }

    /// [`Self::join`] where each letter and digit stands at its place: `d` a digit, `l` a letter, `x` either.
    pub(crate) fn shape(&self, from: usize, shape: &str, marks: Marks) -> Option<Joined> {
        let fits = |(byte, shape): (&u8, &u8)| match shape {
            b'd' => byte.is_ascii_digit(),
            b'l' => byte.is_ascii_alphabetic(),
            _ => true,
        };
        // Nearly every place is told apart by its first run or two, before anything is put together.
        let (mut at, mut rest) = (from, shape.as_bytes());
        while !rest.is_empty() {
            let run = self.run(at)?;
            let (own, behind) = rest.split_at_checked(run.len())?;
            if at > from && !self.joins(at - 1, marks) || !self.bytes(run).iter().zip(own).all(fits) {
                return None;
            }
            (at, rest) = (at + 1, behind);
        }
        self.join(from, shape.len(), marks)
    }

    /// Whether a number stands alone: no letter, digit, decimal mark or other group of digits touches it.
    pub(crate) fn is_standalone(&self, span: Span) -> bool {
        // What is longer is no amount: the next column of a table stands behind the comma.
        const LONG: usize = 12;
        let bytes = self.text.as_bytes();
        let digits_from = |at: usize| bytes.iter().skip(at).take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let after = self.byte(span.end).is_some_and(|near| match near {
            b',' => span.end - span.start < LONG && matches!(digits_from(span.end + 1), 1..=3),
            b'.' | b'-' | b'/' | b':' | b'+' | b'=' => digits_from(span.end + 1) > 0,
            b'%' => true,
            _ => false,
        });
        let digits_to =
            |at: usize| bytes.iter().take(at).rev().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let before = self.before(span.start, 1).is_some_and(|near| match near {
            b',' => span.end - span.start < LONG && matches!(digits_to(span.start - 1), 1..=3),
            b'.' | b'-' | b'/' | b':' | b'+' => digits_to(span.start - 1) > 0,
            b'#' | b'$' => true,
            _ => false,
        });
        !before && !after && is_border(self.text, span.start) && is_border_after(self.text, span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_read_over_single_marks_and_end_at_a_border() {
        let long = "a1 ".repeat(40) + &"12ab".repeat(32);
        for (at, run) in runs(&long).into_iter().enumerate() {
            let lead = lead(&long.as_bytes()[at * 3..]);
            let whole = Run { start: at * 3, end: at * 3 + 2, digits: 1, mark: b' ', lead };
            assert_eq!(run, if at < 40 { whole } else { Run { start: 120, end: 248, digits: 64, mark: 0, lead } });
        }
        let block = [Run { start: 0, end: BLOCK, digits: 0, mark: 0, lead: lead(b"aaa") }];
        assert!(runs(&"a".repeat(BLOCK)) == block && runs("").is_empty());
        let text = "nl 91-ab 0417x,  12";
        let runs = runs(text);
        let scan = Scan::new(text, &runs, &[]);
        let whole: Vec<_> = scan.runs.iter().map(|run| (run.start, run.end, run.digits)).collect();
        assert_eq!(whole, [(0, 2, 0), (3, 5, 2), (6, 8, 0), (9, 14, 4), (17, 19, 2)]);
        let joined = scan.join(0, 6, Marks::of(b" -")).expect("six letters and digits");
        assert_eq!((joined.as_str(), joined.span), ("nl91ab", Span::new(0, 8)));
        assert_eq!(scan.join(0, 7, Marks::of(b" -")), None);
        assert_eq!(scan.join(0, 6, Marks::of(b" ")), None);
        assert!(
            scan.shape(0, "llddll", Marks::of(b" -")).is_some() && scan.shape(0, "lldddd", Marks::of(b" -")).is_none()
        );
        assert!(
            scan.shape(0, "llddll", Marks::of(b" ")).is_none() && scan.shape(0, "llddl", Marks::of(b" -")).is_none()
        );
        assert!(scan.shape(3, "dddddd", Marks::of(b" -")).is_none());
        // Two, four and six letters and digits, of which the third and the fourth are digits.
        let reach = |from, most, marks| scan.reach(from, most, marks, |_, _| true);
        assert_eq!(reach(0, 9, Marks::of(b" -")), (0b101_0100, 0b1100));
        assert_eq!(reach(0, 5, Marks::of(b" -")), (0b1_0100, 0b1100));
        assert_eq!(reach(0, 9, Marks::of(b" ")), (0b1_0100, 0b1100));
        assert_eq!(reach(9, 16, Marks::of(b" -")), (0, 0));
        assert_eq!(scan.reach(0, 9, Marks::of(b" -"), |count, digits| count < 4 || digits == 0), (0b100, 0b1100));
    }

    #[test]
    fn what_was_taken_is_taken_for_every_span_that_touches_it() {
        let runs = runs("aa bb cc");
        let mut scan = Scan::new("aa bb cc", &runs, &[]);
        scan.take(Span::new(3, 5));
        assert!(scan.is_taken(Span::new(0, 4)) && !scan.is_taken(Span::new(0, 3)) && !scan.is_taken(Span::new(6, 8)));
    }

    proptest::proptest! {
        #[test]
        fn bits_say_what_a_flag_for_each_run_says(
            count in 0_usize..300,
            taken in proptest::collection::vec((0_usize..300, 0_usize..90), 0..5),
        ) {
            let (mut used, mut plain) = (Used::none(count), vec![false; count]);
            for (from, length) in taken {
                let range = from.min(count)..(from + length).min(count);
                proptest::prop_assert_eq!(used.has_any(range.clone()), plain[range.clone()].contains(&true));
                used.take(range.clone());
                plain[range].fill(true);
                proptest::prop_assert!((0..count).all(|run| used.has(run) == plain[run]));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn runs_are_those_that_reading_byte_by_byte_finds(text in "([a-zé]{0,9}[0-9]{0,9}[ .é_-]{0,3}){0,40}") {
            let mut plain: Vec<Run> = Vec::new();
            for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()) {
                let digits = u32::from(byte.is_ascii_digit());
                match plain.last_mut() {
                    Some(last) if last.end == at => (last.end, last.digits) = (at + 1, last.digits + digits),
                    last => {
                        if let Some(last) = last.filter(|last| last.end + 1 == at) {
                            last.mark = text.as_bytes()[at - 1];
                        }
                        plain.push(Run { start: at, end: at + 1, digits, mark: 0, lead: lead(&text.as_bytes()[at..]) });
                    }
                }
            }
            proptest::prop_assert_eq!(runs(&text), plain);
        }
    }
}
