//! Telephone numbers. In: the runs of a folded text. Out: hits. Never: a date, an amount or a long identifier taken for a
//! number to call. There is no check digit, so the plan of the country, the grouping and the words around decide.

use crate::cue::{PHONE, THING};
use crate::identifier::Finder;
use crate::national::is_among;
use crate::scan::{Marks, Run, Scan};
use crate::{Kind, Span, near};
use arrayvec::ArrayVec;

/// A country's plan: code, fewest and most digits behind it. Codes are tried from the longest; others have 7 to 12.
const PLANS: &[(&str, usize, usize)] = &[
    ("351", 9, 9),
    ("352", 5, 11),
    ("353", 7, 9),
    ("354", 7, 9),
    ("356", 8, 8),
    ("357", 8, 8),
    ("358", 6, 11),
    ("359", 8, 9),
    ("370", 8, 8),
    ("371", 8, 8),
    ("372", 7, 8),
    ("376", 6, 9),
    ("377", 8, 9),
    ("378", 6, 10),
    ("380", 9, 9),
    ("381", 8, 9),
    ("385", 8, 9),
    ("386", 8, 8),
    ("420", 9, 9),
    ("421", 9, 9),
    ("423", 7, 9),
    ("1", 10, 10),
    ("7", 10, 10),
    ("30", 10, 10),
    ("31", 9, 9),
    ("32", 8, 9),
    ("33", 9, 9),
    ("34", 9, 9),
    ("36", 8, 9),
    ("39", 6, 11),
    ("40", 9, 9),
    ("41", 9, 9),
    ("43", 6, 13),
    ("44", 9, 10),
    ("45", 8, 8),
    ("46", 7, 10),
    ("47", 8, 8),
    ("48", 9, 9),
    ("49", 6, 13),
    ("55", 10, 11),
    ("90", 10, 10),
];

/// Fewest and most digits of a number with its leading zero, where these languages are spoken.
const TRUNKS: &[(&str, usize, usize)] = &[
    ("nl", 9, 10),
    ("fr", 9, 10),
    ("de", 8, 13),
    ("en", 9, 11),
    ("sv", 8, 10),
    ("fi", 7, 11),
    ("ro", 10, 10),
    ("sk", 10, 10),
    ("bg", 9, 10),
    ("hr", 8, 10),
    ("sl", 9, 9),
    ("hu", 10, 11),
    ("it", 6, 11),
];

/// Languages, first digits, groupings.
type Open = (&'static str, &'static [u8], &'static [&'static [usize]]);

/// Plans without a leading zero: the languages, the digits that begin, the groupings.
const OPEN: &[Open] = &[
    ("es ca gl eu", b"6789", &[&[3, 3, 3], &[3, 2, 2, 2], &[2, 3, 2, 2], &[3, 6]]),
    ("pt", b"239", &[&[3, 3, 3], &[2, 3, 2, 2], &[2, 7], &[3, 6]]),
    ("pl", b"123456789", &[&[3, 3, 3], &[2, 3, 2, 2]]),
    ("cs sk", b"23456789", &[&[3, 3, 3]]),
    ("it", b"3", &[&[3, 7], &[3, 3, 4], &[3, 6], &[3, 3, 3], &[3, 2, 2, 3]]),
    ("da nb no nn", b"23456789", &[&[2, 2, 2, 2], &[4, 4], &[3, 2, 3]]),
    ("el", b"26", &[&[3, 3, 4], &[3, 7], &[2, 4, 4], &[3, 4, 3]]),
    ("lv", b"26", &[&[2, 3, 3], &[4, 4], &[2, 2, 2, 2]]),
    ("et", b"5678", &[&[4, 4], &[3, 4]]),
    ("mt", b"279", &[&[4, 4]]),
    ("lt", b"8", &[&[1, 3, 5], &[1, 3, 2, 3]]),
    ("hu", b"123457", &[&[2, 3, 4], &[2, 7], &[1, 3, 4]]),
];

/// The end of a group: how many digits so far, where it ends, the next run.
type End = (usize, usize, usize);

/// Groups of digits that may be one number, from a run on.
struct Stretch {
    /// Where it starts, with `+` and an opening bracket.
    start: usize,
    is_plus: bool,
    digits: ArrayVec<u8, { Self::DIGITS_MAX }>,
    ends: ArrayVec<End, { Self::GROUPS_MAX }>,
    /// How many digits each group has.
    lengths: ArrayVec<usize, { Self::GROUPS_MAX }>,
    has_trunk: bool,
}

impl Stretch {
    const GROUPS_MAX: usize = 9;
    const DIGITS_MAX: usize = 20;
    /// No plan, no trunk and no grouping below has fewer.
    const DIGITS_LEAST: usize = 6;

    fn from(finder: &Finder, at: usize) -> Option<Self> {
        let scan = &finder.scan;
        let first = scan.run(at).filter(|run| run.digits > 0 && !scan.is_used(at))?;
        let is_alone = !is_inside(scan, at);
        // Most numbers are too short and stand alone.
        if first.len() < Self::DIGITS_LEAST && is_alone {
            return None;
        }
        let (one, two) = (scan.before(first.start, 1), scan.before(first.start, 2));
        let (start, is_plus) = match (one, two) {
            (Some(b'+'), _) => (first.start - 1, true),
            (Some(b'(' | b' '), Some(b'+')) => (first.start - 2, true),
            (Some(b'('), _) => (first.start - 1, false),
            _ => (first.start, false),
        };
        // With neither a mark nor a zero in front one group is a number to call only where a word says so.
        let is_bare = is_alone && !is_plus && scan.byte(first.start) != Some(b'0');
        if is_bare && !finder.cued().has(PHONE) {
            return None;
        }
        // Most others have too few digits too, which is seen before they are put together.
        if first.len() < Self::DIGITS_LEAST && !Self::is_long(scan, at) {
            return None;
        }
        Self::read(scan, at, (start, is_plus))
    }

    /// Puts the groups from a run on together, if they have enough digits.
    fn read(scan: &Scan, at: usize, (start, is_plus): (usize, bool)) -> Option<Self> {
        let (digits, ends, lengths) = Default::default();
        let mut stretch = Self { start, is_plus, digits, ends, lengths, has_trunk: false };
        for next in at..at + Self::GROUPS_MAX {
            let Some(run) = scan.run(next).filter(|_| !scan.is_used(next)) else { break };
            if next > at && !is_inside(scan, next - 1) {
                break;
            }
            let own = own_digits(scan.bytes(run), run);
            // There are no more groups than places for them.
            if own == 0 || stretch.digits.try_extend_from_slice(scan.bytes(run).get(..own)?).is_err() {
                break;
            }
            stretch.ends.push((stretch.digits.len(), run.end, next + 1));
            stretch.lengths.push(own);
            stretch.has_trunk |= own == 1 && scan.bytes(run) == b"0" && scan.before(run.start, 1) == Some(b'(');
            if own < run.len() {
                break;
            }
        }
        (stretch.digits.len() >= Self::DIGITS_LEAST).then_some(stretch)
    }

    /// Whether the groups from a run on have enough digits together.
    fn is_long(scan: &Scan, at: usize) -> bool {
        let mut count = 0;
        for next in at..at + Self::GROUPS_MAX {
            let Some(run) = scan.run(next).filter(|run| run.digits > 0 && !scan.is_used(next)) else {
                break;
            };
            if next > at && !is_inside(scan, next - 1) {
                break;
            }
            count += run.len();
            if count >= Self::DIGITS_LEAST {
                return true;
            }
        }
        false
    }

    /// The longest part from the start that ends between two groups with a number of digits that fits.
    fn longest(&self, least: usize, most: usize) -> Option<End> {
        self.ends.iter().rev().find(|(count, ..)| (least..=most).contains(count)).copied()
    }

    /// The lengths of the groups of its first `count` digits.
    fn groups(&self, count: usize) -> &[usize] {
        let groups = self.ends.iter().take_while(|(end, ..)| *end <= count).count();
        self.lengths.get(..groups).unwrap_or_default()
    }

    fn starts(&self, with: &str) -> bool {
        self.digits.starts_with(with.as_bytes())
    }
}

/// The digits that a run begins with, if behind them stands nothing or an extension: `3793x12`.
fn own_digits(bytes: &[u8], run: Run) -> usize {
    if run.is_number() {
        return run.len();
    }
    let lead = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_extension = bytes.get(lead) == Some(&b'x')
        && bytes
            .get(lead + 1..)
            .is_some_and(|rest| (1..=5).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit));
    if lead == 4 && is_extension { lead } else { 0 }
}

/// Between two groups, of which one is the run at `at`, stands one blank or mark, or a mark with a blank beside it, or the brackets around an area code.
fn is_inside(scan: &Scan, at: usize) -> bool {
    const MARKS: Marks = Marks::of(b" ./()-");
    match scan.run(at).map_or(0, |run| run.mark) {
        0 => scan.gap(at).is_some_and(|gap| {
            (2..=3).contains(&gap.len())
                && gap.iter().all(|byte| MARKS.has(*byte))
                && !matches!(gap, [b'.', b' ', ..] | [b')', b' ', b'('] | [b' ', b' ', b' '])
        }),
        mark => MARKS.has(mark),
    }
}

pub(crate) fn phones(finder: &mut Finder) {
    let mut free = 0;
    for (at, run) in finder.scan.near(near::PHONE) {
        if at < free || run.digits == 0 {
            continue;
        }
        let found = Stretch::from(finder, at).and_then(|stretch| judge(finder, &stretch, at));
        if let Some((span, score, next)) = found {
            finder.find(Kind::PhoneNumber, with_extension(finder, span), score);
            free = next;
        }
    }
}

/// The span and the score of the number that begins here, and the run behind it.
fn judge(finder: &Finder, stretch: &Stretch, at: usize) -> Option<(Span, f32, usize)> {
    let found = if stretch.is_plus || stretch.starts("00") {
        international(stretch)
            .filter(|end| stretch.is_plus || !finder.is_thing(Span::new(stretch.start, end.1)))
            .map(|found| (found, 0.95))
    } else {
        american(finder, stretch).or_else(|| national(finder, stretch)).or_else(|| open(finder, stretch, at))
    };
    let ((_, end, next), score) = found.or_else(|| bare(finder, stretch))?;
    let span = Span::new(stretch.start, end);
    // `[012345.678901]` is how a kernel tells the time.
    let is_time = matches!(stretch.groups(usize::MAX), [_, 6])
        && finder.scan.gap(at) == Some(b".")
        && finder.scan.before(span.start, 1) == Some(b'[')
        && finder.scan.byte(span.end) == Some(b']');
    (!is_time && finder.scan.is_standalone(span)).then_some((span, score, next))
}

fn international(stretch: &Stretch) -> Option<End> {
    let lead = if stretch.is_plus { 0 } else { 2 };
    let behind = std::str::from_utf8(stretch.digits.get(lead..)?).ok()?;
    if behind.starts_with('0') || behind.is_empty() {
        return None;
    }
    let known = PLANS.iter().find(|(code, ..)| behind.starts_with(code));
    let (code, least, most) = known.map_or((2, 6, 12), |(code, least, most)| (code.len(), *least, *most));
    // `+31 (0)6 …`: the zero in brackets counts as a digit but is not dialled. So does one that was left in by mistake.
    let trunk = usize::from(stretch.has_trunk || behind.get(code..).is_some_and(|rest| rest.starts_with('0')));
    stretch.longest(lead + trunk + code + least, lead + trunk + code + most)
}

fn national(finder: &Finder, stretch: &Stretch) -> Option<(End, f32)> {
    let first = stretch.groups(usize::MAX).first().copied()?;
    let is_zero = stretch.starts("0") && first >= 2;
    let said = |end: &End| finder.say(Span::new(stretch.start, end.1), PHONE);
    if !is_zero || stretch.digits.iter().all(|digit| *digit == b'0') {
        return None;
    }
    let own = finder.lang().and_then(|lang| TRUNKS.iter().find(|(one, ..)| *one == lang));
    let end = own.and_then(|(_, least, most)| stretch.longest(*least, *most)).or_else(|| stretch.longest(9, 12))?;
    let groups = stretch.groups(end.0);
    if is_date(stretch, groups) && groups.len() != 5 {
        return None;
    }
    // Pairs are how French ones are written; in English they are drawn in a lottery.
    if finder.lang() == Some("en") && groups == [2, 2, 2, 2, 2] && !said(&end) {
        return None;
    }
    let is_grouped = groups.len() > 1;
    let score = match (said(&end), is_mobile(stretch, end.0), is_grouped) {
        (true, ..) => 0.95,
        _ if finder.is_thing(Span::new(stretch.start, end.1)) => return None,
        (false, true, _) => 0.85,
        (false, false, true) if end.0 >= 9 => 0.7,
        // Ten plain digits with a zero in front: an order number as often as a number to call.
        _ => 0.4,
    };
    Some((end, score))
}

/// Mobile numbers are written without a word that says what they are.
fn is_mobile(stretch: &Stretch, digits: usize) -> bool {
    let starts = |all: &[&str]| all.iter().any(|with| stretch.starts(with));
    match digits {
        9 => starts(&["03", "04", "05", "064", "068", "07", "06"]),
        10 => starts(&["06", "04", "08", "07", "09"]),
        11 | 12 => starts(&["015", "016", "017", "07", "0620", "0630", "0670", "065", "066", "067", "068", "069"]),
        13 => starts(&["0676", "0664", "0660", "0650", "0699"]),
        _ => false,
    }
}

fn american(finder: &Finder, stretch: &Stretch) -> Option<(End, f32)> {
    let groups = stretch.groups(usize::MAX);
    let shift = match groups {
        [3, 3, 4, ..] => 0,
        [1, 3, 3, 4, ..] if stretch.starts("1") => 1,
        _ => return None,
    };
    let is_area = stretch.digits.get(shift).is_some_and(|digit| *digit >= b'2');
    let end = *stretch.ends.get(shift + 2)?;
    let span = Span::new(stretch.start, end.1);
    let is_said = finder.say(span, PHONE);
    if !is_area || !is_said && finder.is_thing(span) {
        return None;
    }
    Some((end, if is_said { 0.9 } else { 0.7 }))
}

/// Numbers that begin with no zero, where the language says whose plan it is, and Brazilian ones by their own grouping.
fn open(finder: &Finder, stretch: &Stretch, at: usize) -> Option<(End, f32)> {
    let groups = stretch.groups(usize::MAX);
    let is_brazilian = matches!(groups, [2, 4 | 5, 4])
        && finder.scan.gap(at + 1) == Some(b"-")
        && stretch.digits.first().is_some_and(|digit| *digit != b'0');
    if is_brazilian {
        return Some((*stretch.ends.last()?, 0.8));
    }
    if groups.len() < 2 {
        return None;
    }
    let lang = finder.lang()?;
    let (_, starts, layouts) = OPEN.iter().find(|(langs, ..)| is_among(lang, langs))?;
    let layout = layouts.iter().find(|layout| groups.starts_with(layout))?;
    let end = *stretch.ends.get(layout.len() - 1)?;
    let fits = stretch.digits.first().is_some_and(|first| starts.contains(first));
    let span = Span::new(stretch.start, end.1);
    let is_whole = groups.len() == layout.len();
    (fits && is_whole && !finder.is_thing(span)).then_some((end, 0.75))
}

/// A number that nothing but a word in front or behind makes one to call.
fn bare(finder: &Finder, stretch: &Stretch) -> Option<(End, f32)> {
    const LEAST: usize = 7;
    const MOST: usize = 13;
    let end = stretch.longest(LEAST, MOST)?;
    let span = Span::new(stretch.start, end.1);
    let groups = stretch.groups(end.0);
    let is_behind = finder.cued().after(span.end, 12).is_some_and(|(_, said)| said & PHONE != 0);
    let is_said = finder.say(span, PHONE) && (finder.is_said_close(span, PHONE) || groups.len() > 1 && is_behind);
    (is_said && !is_date(stretch, groups)).then_some((end, 0.7))
}

fn is_date(stretch: &Stretch, groups: &[usize]) -> bool {
    let number = |from: usize, to: usize| {
        let digits = stretch.digits.get(from..to).unwrap_or_default();
        digits.iter().fold(0_usize, |sum, digit| sum * 10 + usize::from(digit - b'0'))
    };
    match groups {
        [4, 2, 2, ..] => (1900..2100).contains(&number(0, 4)) && (1..=12).contains(&number(4, 6)),
        [day @ (1 | 2), month @ (1 | 2), year @ (2 | 4), ..] => {
            let (a, b) = (number(0, *day), number(*day, day + month));
            let is_year = *year == 2 || (1900..2100).contains(&number(day + month, day + month + 4));
            let is_day =
                (1..=31).contains(&a) && (1..=12).contains(&b) || (1..=12).contains(&a) && (1..=31).contains(&b);
            is_year && is_day && !(*year == 2 && groups.len() == 4)
        }
        _ => false,
    }
}

/// `x12`, `ext. 12` behind an American number belong to it.
fn with_extension(finder: &Finder, span: Span) -> Span {
    let rest = finder.scan.text.get(span.end..).unwrap_or_default();
    let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
    let after = ["extension ", "ext. ", "ext.", "ext ", "x ", "x"].iter().find_map(|mark| trimmed.strip_prefix(mark));
    let Some(after) = after else { return span };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let end = finder.scan.text.len() - after.len() + digits;
    let is_whole = after.as_bytes().get(digits).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    if (1..=5).contains(&digits) && is_whole { Span::new(span.start, end) } else { span }
}

/// A word right in front says that the number is a thing's and not a person's.
impl Finder<'_> {
    pub(crate) fn is_thing(&self, span: Span) -> bool {
        self.is_said_close(span, THING) && !self.say(span, PHONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::runs;

    proptest::proptest! {
        #[test]
        fn what_is_too_short_is_no_number(text in "([+(]{0,1}[0-9]{1,5}(x[0-9]{1,6}|[a-z]|)[ .,/()-]{1,3}){0,8}") {
            let runs = runs(&text);
            let scan = Scan::new(&text, &runs, &[]);
            for (at, run) in runs.iter().enumerate().filter(|(_, run)| run.digits > 0) {
                let is_read = Stretch::read(&scan, at, (run.start, false)).is_some();
                proptest::prop_assert!(!is_read || run.len() >= Stretch::DIGITS_LEAST || Stretch::is_long(&scan, at));
            }
        }
    }
}
