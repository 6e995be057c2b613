//! Numbers that identify a person. In: a folded text. Out: hits with right check digits. Never: a finding for a number
//! whose check digits are wrong, not even as another kind of number.

use crate::contact::{Hit, Signs, is_border, is_border_after, pattern};
use crate::cue::{self, CARD, CRYPTO, Cued, Cues, IBAN, THING, VERSION};
use crate::fold::Folded;
use crate::inspector::IDENTIFIER;
use crate::national::{LETTERED, National, Strength, abroad, lettered};
use crate::near::{self, DOTTED, GROUPED, HARDWARE, MONEY, Near};
use crate::scan::{Cut, Joined, Marks, Run, Scan};
use crate::tongue::Tongue;
use crate::{Kind, Span, birth, checksum, crypto, document, phone, place};
use regex::Regex;
use std::cell::OnceCell;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::LazyLock;

/// Finds numbers, from the runs of a text and the signs in it. `hits` already holds the web and e-mail addresses: a number
/// inside one is a part of it.
pub(crate) fn numbers(folded: &Folded, (cut, signs): (&Cut, Signs), tongue: &Tongue, hits: &mut Vec<Hit>) {
    if cut.digits > 0 {
        numbers_of(folded, (cut, &near::near(folded.text(), &cut.runs), signs), tongue, hits);
    }
}

/// The same, from the runs from which any may be read.
fn numbers_of(folded: &Folded, (cut, near, signs): (&Cut, &[Near], Signs), tongue: &Tongue, hits: &mut Vec<Hit>) {
    let digits = cut.digits;
    let mut scan = Scan::new(folded.text(), &cut.runs, near);
    for hit in hits.iter() {
        scan.take(hit.span);
    }
    let mut finder = Finder { scan, folded, signs, cued: OnceCell::new(), tongue, hits };
    if digits >= 3 {
        network(&mut finder);
        place::coordinates(&mut finder);
        birth::births(&mut finder);
    }
    // A wallet can have hardly any digits, and the number of a passport one.
    money(&mut finder);
    if digits >= 5 {
        lettered_nationals(&mut finder);
        maltese(&mut finder);
        abroads(&mut finder);
    }
    document::documents(&mut finder);
    if digits >= 5 {
        grouped(&mut finder);
    }
    if digits >= 2 {
        document::plates(&mut finder);
    }
    place::addresses(&mut finder);
    if digits >= 7 {
        phone::phones(&mut finder);
    }
}

/// One text while its numbers are looked for.
pub(crate) struct Finder<'t> {
    pub(crate) scan: Scan<'t>,
    pub(crate) folded: &'t Folded<'t>,
    pub(crate) signs: Signs,
    cued: OnceCell<Cued>,
    tongue: &'t Tongue<'t>,
    hits: &'t mut Vec<Hit>,
}

impl<'t> Finder<'t> {
    /// The words that say what a number is, looked for when first asked.
    pub(crate) fn cued(&self) -> &Cued {
        self.cued.get_or_init(|| Cued::new(&self.scan))
    }

    /// The words that say one of `cues`, apart from the finder: what they mean is found while they are gone through.
    pub(crate) fn said(&self, cues: Cues) -> Vec<Span> {
        if self.cued().has(cues) { self.cued().all(cues).collect() } else { Vec::new() }
    }

    pub(crate) fn say(&self, span: Span, cues: Cues) -> bool {
        self.cued().say(span, cues)
    }

    /// Whether the last word in front is one of `cues` and stands close.
    pub(crate) fn is_said_close(&self, span: Span, cues: Cues) -> bool {
        const CLOSE: usize = 26;
        const DIGITS_MAX: usize = 3;
        self.cued().before(span.start, CLOSE).is_some_and(|(word, said)| {
            let between = self.scan.text.as_bytes().get(word.end..span.start).unwrap_or_default();
            // Another number stands between: the word means that one.
            said & cues != 0 && between.iter().filter(|byte| byte.is_ascii_digit()).count() <= DIGITS_MAX
        })
    }

    pub(crate) fn lang(&self) -> Option<&str> {
        self.tongue.primary()
    }

    pub(crate) fn find(&mut self, kind: Kind, span: Span, score: f32) {
        self.scan.take(span);
        self.hits.push(Hit { kind, span, score });
    }

    pub(crate) fn is_free(&self, span: Span) -> bool {
        is_border(self.scan.text, span.start) && is_border_after(self.scan.text, span.end) && !self.scan.is_taken(span)
    }

    /// Written without a small letter.
    pub(crate) fn is_upper(&self, span: Span) -> bool {
        !self.folded.original_of(span).chars().any(char::is_lowercase)
    }
}

/// Accounts and wallets.
fn money(finder: &mut Finder) {
    for (at, run) in finder.scan.near(MONEY) {
        if finder.scan.is_used(at) {
            continue;
        }
        let span = Span::new(run.start, run.end);
        if run.len() >= 14 && run.digits > 0 && finder.is_free(span) {
            let own = finder.folded.original_of(span);
            let is_said = (43..=44).contains(&run.len()) && finder.say(span, CRYPTO);
            if crypto::is_address(own, is_said) {
                finder.find(Kind::Crypto, span, 0.97);
                continue;
            }
        }
        let bytes = finder.scan.bytes(*run);
        let is_country = bytes.iter().take(2).all(u8::is_ascii_alphabetic);
        let check = bytes.get(2).copied().or_else(|| finder.scan.byte(finder.scan.run(at + 1)?.start));
        if is_country && check.is_some_and(|check| check.is_ascii_digit()) {
            iban(finder, at);
        }
    }
}

fn iban(finder: &mut Finder, at: usize) {
    const MARKS: Marks = Marks::of(b" .-:/");
    let run = finder.scan.run(at);
    let country = run.map(|run| finder.scan.bytes(run)).and_then(|bytes| bytes.get(..2));
    let length = country.and_then(|country| <[u8; 2]>::try_from(country).ok()).and_then(checksum::iban_length);
    let Some(joined) = length.and_then(|length| finder.scan.join(at, length, MARKS)) else { return };
    if !joined.bytes().get(2..4).is_some_and(|check| check.iter().all(u8::is_ascii_digit))
        || !finder.is_free(joined.span)
    {
        return;
    }
    let is_apart = run.is_some_and(|run| run.len() == 2);
    let is_meant = !is_apart || finder.is_upper(joined.span) || finder.say(joined.span, IBAN);
    if checksum::iban(joined.as_str()) && is_meant {
        finder.find(Kind::IbanCode, joined.span, 0.99);
    } else if !is_apart
        && joined.bytes().iter().filter(|byte| byte.is_ascii_digit()).count() >= 10
        && finder.is_upper(joined.span)
    {
        // With wrong check digits it is no account, and its digits are no telephone number either.
        finder.scan.take(joined.span);
    }
}

/// The shape of a national number with letters, as the places where a digit and where a letter must stand, one bit each.
struct Shape {
    national: National,
    shape: &'static str,
    digits: u32,
    letters: u32,
}

impl Shape {
    fn of((national, shape): (National, &'static str)) -> Self {
        let places = |kind: u8| places(shape.as_bytes(), |place| *place == kind);
        Self { national, shape, digits: places(b'd'), letters: places(b'l') }
    }

    /// Whether a number of this shape can end at one of these places, of letters and digits of which these are digits.
    fn fits(&self, ends: u32, digits: u32) -> bool {
        let within = (1 << self.shape.len()) - 1;
        ends >> self.shape.len() & 1 == 1 && self.digits & !digits == 0 && self.letters & within & digits == 0
    }
}

fn places(bytes: &[u8], is: impl Fn(&u8) -> bool) -> u32 {
    bytes.iter().take(32).enumerate().fold(0, |places, (at, byte)| places | u32::from(is(byte)) << at)
}

/// All shapes, and how they begin: most runs begin none of them.
struct Shapes {
    all: Vec<Shape>,
    /// For each first few places, of which some are digits, the length of the longest shape that begins so, or 0: the place is
    /// a bit above all places, and theirs.
    leads: Vec<u8>,
}

impl Shapes {
    const LEAD_MAX: usize = 9;

    fn new() -> Self {
        let all: Vec<Shape> = LETTERED.iter().copied().map(Shape::of).collect();
        let begins = |shape: &Shape, lead: u32| {
            let within = (1 << lead.ilog2()) - 1;
            let digits = lead & within;
            shape.digits & within & !digits == 0 && shape.letters & digits == 0
        };
        let longest = |lead: u32| {
            let lengths = all.iter().filter(|shape| lead > 0 && begins(shape, lead)).map(|shape| shape.shape.len());
            lengths.max().and_then(|length| u8::try_from(length).ok()).unwrap_or_default()
        };
        Self { leads: (0..2 << Self::LEAD_MAX).map(longest).collect(), all }
    }

    /// Whether one of them begins with so many places, of which these are digits.
    fn may_begin(&self, count: usize, digits: u32) -> bool {
        let lead = 1 << count.min(Self::LEAD_MAX);
        self.leads.get(lead | digits as usize & (lead - 1)).is_some_and(|longest| count <= usize::from(*longest))
    }
}

/// What may stand between the groups of a national number with letters.
const LETTERED_MARKS: Marks = Marks::of(b" .-/+");
/// The shortest and the longest of their shapes.
const LETTERED_MIN: usize = 8;
const LETTERED_MAX: usize = 16;

/// National numbers with letters in them.
fn lettered_nationals(finder: &mut Finder) {
    static SHAPES: LazyLock<Shapes> = LazyLock::new(Shapes::new);
    let (runs, shapes) = (finder.scan.runs, &*SHAPES);
    for (at, run) in finder.scan.near(near::LETTERED).filter(|(_, run)| run.len() <= LETTERED_MAX) {
        let next = runs.get(at + 1);
        // Words without a number beside them are most of a text, and behind most numbers stands no letter of theirs.
        let is_apart = next.is_none() || run.mark != 0 && !LETTERED_MARKS.has(run.mark);
        if run.is_word() && (run.len() > 6 || next.is_none_or(|next| next.digits == 0)) || run.is_number() && is_apart {
            continue;
        }
        // `RSS MRA 80A41 H501X`: the first three letters stand beside no digit.
        let is_led = run.is_word() && run.len() == 3 && next.is_some_and(|next| next.len() == 5);
        let before = at.checked_sub(1).filter(|before| {
            is_led && runs.get(*before).is_some_and(|run| run.is_word() && run.len() == 3 && run.mark == b' ')
        });
        // Alone it is too short.
        let is_short = run.len() < LETTERED_MIN && before.is_none() && !finder.scan.joins(at, LETTERED_MARKS);
        let at = before.unwrap_or(at);
        if is_short || finder.scan.is_used(at) {
            continue;
        }
        let may_begin = |count, digits| shapes.may_begin(count, digits);
        let (ends, digits) = finder.scan.reach(at, LETTERED_MAX, LETTERED_MARKS, may_begin);
        // The first ends are those of parts of it.
        if ends >> LETTERED_MIN == 0 || !may_have_letters(run, ends, digits) {
            continue;
        }
        let fitting = shapes.all.iter().filter(|shape| shape.fits(ends, digits));
        let found = fitting.filter_map(|shape| {
            one_lettered(finder, at, shape.national, shape.shape).map(|found| (shape.national, found))
        });
        // Of two, the one that a word names.
        if let Some((national, (span, score))) = found.reduce(|best, one| if one.1.1 > best.1.1 { one } else { best }) {
            finder.find(Kind::National(national), span, score);
        }
    }
}

/// Whether places that can end so and have these digits can be a number with letters. Only the Finnish one may be digits alone,
/// behind the sign that stands for a century.
fn may_have_letters(first: &Run, ends: u32, digits: u32) -> bool {
    let within = (1_u32 << ends.checked_ilog2().unwrap_or_default()) - 1;
    digits & within != within || first.len() == 6 && matches!(first.mark, b'-' | b'+')
}

/// Numbers with their country in front, where the text names them.
fn abroads(finder: &mut Finder) {
    for national in [National::PtNif, National::GrAfm, National::CyTaxId] {
        if !finder.cued().calls(national) {
            continue;
        }
        for (at, run) in finder.scan.near(near::ALL).filter(|(_, run)| run.len() == 11 && run.letters() <= 3) {
            let span = Span::new(run.start, run.end);
            if abroad(national, finder.scan.bytes(*run)) && !finder.scan.is_used(at) && finder.is_free(span) {
                finder.find(Kind::National(national), span, 0.9);
            }
        }
    }
}

/// `1234567 (M)`, as Maltese cards are written by hand.
fn maltese(finder: &mut Finder) {
    let national = National::MtIdentityCard;
    if !finder.cued().calls(national) {
        return;
    }
    for (at, run) in finder.scan.near(GROUPED).filter(|(_, run)| run.is_number() && (4..=7).contains(&run.len())) {
        let Some(letter) = finder.scan.run(at + 1).filter(|run| run.is_word() && run.len() == 1) else { continue };
        let span = Span::new(run.start, letter.end + 1);
        let is_shaped = matches!(finder.scan.gap(at), Some(b"(" | b" (")) && finder.scan.byte(letter.end) == Some(b')');
        let is_series = finder.scan.bytes(letter).first().is_some_and(|letter| b"mgaplhbz".contains(letter));
        if is_shaped && is_series && !finder.scan.is_used(at) && is_border(finder.scan.text, span.start) {
            finder.find(Kind::National(national), span, 0.9);
        }
    }
}

fn one_lettered(finder: &Finder, at: usize, national: National, shape: &str) -> Option<(Span, f32)> {
    let joined = finder.scan.shape(at, shape, LETTERED_MARKS)?;
    if !lettered(national, joined.bytes()) || !finder.is_free(joined.span) || !finder.scan.is_standalone(joined.span) {
        return None;
    }
    let is_said = finder.say(joined.span, cue::of(national));
    let is_spoken = finder.lang().is_some_and(|lang| national.is_spoken(lang));
    let is_upper = finder.is_upper(joined.span);
    if national == National::FiPersonalIdentityCode && shape.len() == 10 {
        let sign = finder.scan.byte(joined.span.start + 6);
        let has_letter = joined.bytes().last().is_some_and(u8::is_ascii_alphabetic);
        let is_whole = matches!(sign, Some(b'-' | b'+')) && joined.span.end - joined.span.start == 11;
        if !is_whole || !(has_letter || is_said || is_spoken) {
            return None;
        }
    }
    // The letters of a number without its own key are no more than a shape.
    let strength = if shape.len() == 13 { Strength::Weak } else { national.strength() };
    let is_home = finder.cued().is_home(national);
    let score = match (is_said, strength) {
        (true, _) => 0.97 + if is_home { 0.01 } else { 0.0 },
        _ if finder.is_said_close(joined.span, THING) => return None,
        _ if finder.cued().calls(national) => 0.9 + if is_home { 0.05 } else { 0.0 },
        (_, Strength::Strong) if is_upper || shape.len() == 16 || is_spoken => 0.9,
        (_, Strength::Fair) if is_upper && (is_spoken || national != National::IePps) && !joined.is_grouped => 0.75,
        (_, Strength::Fair) if is_upper && is_spoken => 0.75,
        (_, Strength::Weak) if is_upper && is_spoken && national == National::CyTaxId => 0.7,
        _ => return None,
    };
    Some((joined.span, score))
}

/// A layout as one number: five bits a group.
fn layout(groups: &[u8]) -> u64 {
    groups.iter().fold(0, |code, group| code << 5 | u64::from(*group))
}

/// For each layout the national numbers that are written so.
fn layouts() -> &'static [(u64, Cues)] {
    static LAYOUTS: LazyLock<Vec<(u64, Cues)>> = LazyLock::new(|| {
        let mut all: Vec<(u64, Cues)> = Vec::new();
        for national in National::ALL {
            for groups in national.layouts() {
                let code = layout(groups);
                match all.iter_mut().find(|(one, _)| *one == code) {
                    Some((_, nationals)) => *nationals |= cue::of(national),
                    None => all.push((code, cue::of(national))),
                }
            }
        }
        all.sort_by_key(|(code, _)| *code);
        all
    });
    &LAYOUTS
}

/// Digits in groups: cards and national numbers.
fn grouped(finder: &mut Finder) {
    const GROUPS_MAX: usize = 7;
    const MARKS: Marks = Marks::of(b" .-/");
    let is_group = |run: &Run| run.is_number() && run.len() <= 19;
    let mut free = 0;
    for (at, _) in finder.scan.near(GROUPED).filter(|(_, run)| is_group(run)) {
        if at < free {
            continue;
        }
        let mut groups = [0_u8; GROUPS_MAX];
        let mut count = 0;
        for (place, group) in (at..).zip(&mut groups) {
            let Some(run) = finder.scan.run(place).filter(is_group) else { break };
            let is_inside = || match finder.scan.run(place - 1).map_or(0, |before| before.mark) {
                0 => matches!(finder.scan.gap(place - 1), Some(b" - " | b" / ")),
                mark => MARKS.has(mark),
            };
            if finder.scan.is_used(place) || place > at && !is_inside() {
                break;
            }
            *group = u8::try_from(run.len()).unwrap_or(u8::MAX);
            count += 1;
        }
        // No national number is shorter than eight digits, and no card longer than nineteen.
        let mut total: usize = groups.iter().map(|group| usize::from(*group)).sum();
        let found = (1..=count).rev().find(|count| {
            let (all, own) = (total, groups.get(..*count).unwrap_or_default());
            total -= own.last().map_or(0, |last| usize::from(*last));
            (8..=19).contains(&all) && candidate(finder, at, (own, all))
        });
        free = at + found.unwrap_or(0);
    }
}

/// Judges the groups from a run on; whether their runs are settled.
fn candidate(finder: &mut Finder, at: usize, (groups, total): (&[u8], usize)) -> bool {
    let code = layout(groups);
    let is_card = matches!(groups, [4, 4, 4, 4] | [4, 4, 4, 4, 2 | 3] | [4, 3, 3, 3] | [4, 6, 4 | 5] | [12..=19]);
    let nationals = layouts().binary_search_by_key(&code, |(code, _)| *code).ok();
    let nationals = nationals.and_then(|place| layouts().get(place)).map_or(0, |(_, nationals)| *nationals);
    // People group a number as they like: where the text names it, its length and its check digits decide.
    let called = finder.cued().called_of(total);
    if !is_card && nationals == 0 && called == 0 {
        return false;
    }
    const MARKS: Marks = Marks::of(b" .-/");
    let Some(joined) = finder.scan.join(at, total, MARKS) else { return false };
    if !finder.is_free(joined.span) || !finder.scan.is_standalone(joined.span) {
        return false;
    }
    let digits = joined.digits();
    let best = cue::nationals(nationals)
        .chain(cue::nationals(called & !nationals))
        .filter(|national| national.passes(&digits) || national.passes_without_check(&digits))
        .filter_map(|national| {
            let is_usual = nationals & cue::of(national) != 0;
            if !is_usual && (is_continued(finder, &joined, at) || digits.starts_with(&[0, 0])) {
                return None;
            }
            Some((Kind::National(national), score(finder, national, (&joined, &digits), groups, at)?))
        })
        .chain(is_card.then(|| card(finder, &joined, &digits)).flatten().map(|score| (Kind::CreditCard, score)))
        .filter(|(_, score)| *score >= IDENTIFIER)
        .reduce(|best, one| if one.1 > best.1 { one } else { best });
    if let Some((kind, score)) = best {
        finder.find(kind, joined.span, score);
        return true;
    }
    // What was called a national number and fails its test is no telephone number either.
    let is_called = nationals != 0 && finder.is_said_close(joined.span, nationals);
    if is_called {
        finder.scan.take(joined.span);
    }
    is_called
}

fn score(
    finder: &Finder,
    national: National,
    (joined, digits): (&Joined, &[u32]),
    groups: &[u8],
    at: usize,
) -> Option<f32> {
    let is_said = finder.say(joined.span, cue::of(national));
    let is_spoken = finder.lang().is_some_and(|lang| national.is_spoken(lang));
    let tie = tie(finder, national, is_spoken);
    if is_said {
        // Without its key it is no more than a shape: another number with right check digits is the surer.
        let unkeyed = if national == National::FrNir && digits.len() == 13 { 0.05 } else { 0.0 };
        return Some(0.96 + tie - unkeyed);
    }
    // A word that names another number or a telephone, or a country code in front, settles it.
    let is_abroad = finder.scan.before(joined.span.start, 1) == Some(b'+')
        || at.checked_sub(1).and_then(|before| finder.scan.run(before)).is_some_and(|before| {
            finder.scan.before(before.start, 1) == Some(b'+') && joined.span.start - before.end <= 2
        });
    if is_abroad || finder.is_said_close(joined.span, cue::PHONE) || !national.passes(digits) {
        return None;
    }
    let is_thing = finder.is_said_close(joined.span, THING);
    if finder.cued().calls(national) && !is_thing && !is_continued(finder, joined, at) && digits.len() != 8 {
        return Some(0.88 + tie);
    }
    if finder.is_said_close(joined.span, cue::all_national()) {
        return None;
    }
    let needs_word = match national {
        National::FrNir | National::FrTaxId => joined.bytes().len() == 13,
        National::NlBsn => joined.bytes().len() == 8 || matches!(groups, [2, 2, 2, 3] | [3, 2, 4] | [5, 4] | [4, 5]),
        National::CzBirthNumber | National::SkBirthNumber => joined.bytes().len() == 9,
        National::UsSsn => groups.len() == 1 || mark(finder, at) != Some(b'-'),
        National::UkNhs | National::UkTaxReference | National::SiTaxId => true,
        _ => false,
    };
    if needs_word || is_thing || is_continued(finder, joined, at) {
        return None;
    }
    let usual = match national {
        National::BeNationalNumber => groups.len() == 5,
        National::BrCpf => groups.len() == 4 && finder.scan.gap(at + 2) == Some(b"-"),
        National::CzBirthNumber => mark(finder, at) == Some(b'/') && groups.len() == 2 && finder.lang() != Some("sk"),
        National::SkBirthNumber => mark(finder, at) == Some(b'/') && groups.len() == 2 && is_spoken,
        National::ChAhv => groups.len() == 4,
        National::UsSsn => true,
        National::LvPersonalCode | National::DkCpr | National::SePersonnummer => {
            mark(finder, at) == Some(b'-') && groups.len() == 2
        }
        _ => false,
    };
    let score = match (usual, is_spoken, national.strength()) {
        (true, true, _) => 0.93,
        (true, false, Strength::Weak) => 0.85,
        (true, ..) => 0.8,
        (_, true, Strength::Strong) => 0.9,
        (_, true, Strength::Fair) => 0.85,
        // One nine-digit number in eleven passes by chance.
        (_, true, Strength::Weak) => 0.7,
        (_, false, Strength::Strong) => 0.7,
        (_, false, Strength::Fair) => 0.42,
        (_, false, Strength::Weak) => 0.35,
    };
    Some(score + tie)
}

/// Of several numbers that a word may mean, the one of the country that is named or of the language, and of these the surer.
fn tie(finder: &Finder, national: National, is_spoken: bool) -> f32 {
    let of_country = match (finder.cued().is_home(national), is_spoken) {
        (true, _) => 0.03,
        (_, true) => 0.02,
        _ => 0.0,
    };
    of_country + if national.strength() == Strength::Strong { 0.005 } else { 0.0 }
}

/// The mark behind the run at `at`, if it is a single one.
fn mark(finder: &Finder, at: usize) -> Option<u8> {
    match finder.scan.gap(at) {
        Some([mark]) => Some(*mark),
        _ => None,
    }
}

/// More groups of digits stand right beside: it is part of something longer.
fn is_continued(finder: &Finder, joined: &Joined, at: usize) -> bool {
    let beside = |gap: Option<usize>, run: Option<usize>| {
        let gap = gap.and_then(|gap| finder.scan.gap(gap));
        let is_number = run.and_then(|run| finder.scan.run(run)).is_some_and(|run| run.is_number());
        is_number && matches!(gap, Some([b' ' | b'-' | b'.' | b'/']))
    };
    joined.is_grouped
        && (beside(at.checked_sub(1), at.checked_sub(1)) || beside(joined.after.checked_sub(1), Some(joined.after)))
}

fn card(finder: &Finder, joined: &Joined, digits: &[u32]) -> Option<f32> {
    // Twelve to fourteen plain digits pass by chance more often: a time stamp, an article number.
    let is_usual = digits.len() >= 15 || joined.is_grouped;
    let is_said = finder.say(joined.span, CARD);
    if !is_said && finder.is_said_close(joined.span, THING) && !joined.is_grouped {
        return None;
    }
    match (checksum::card(digits), is_said, is_usual) {
        (true, true, _) | (true, _, true) => Some(0.95),
        (true, false, false) => Some(0.6),
        // Issuers get new prefixes faster than a table does.
        (false, true, true) => checksum::luhn(digits).then_some(0.7),
        (false, ..) => None,
    }
}

/// Addresses of machines.
fn network(finder: &mut Finder) {
    let text = finder.scan.text;
    // Without an empty group an address has seven, or six in front of dotted digits.
    let is_whole = || finder.scan.runs.iter().filter(|run| run.mark == b':').count() >= 6;
    let is_long = || is_whole() && text.bytes().filter(|byte| *byte == b':').count() >= 7;
    if finder.signs.colon && (text.contains("::") || is_long()) {
        version_six(finder);
    }
    for (at, run) in finder.scan.near(DOTTED | HARDWARE).filter(|(_, run)| run.len() <= 4) {
        let found = match run.mark {
            b'.' | b':' | b'-' if finder.scan.is_used(at) => None,
            b'.' if run.is_number() && run.len() <= 3 => version_four(finder, at),
            b':' | b'-' | b'.' if matches!(run.len(), 2 | 4) => hardware(finder, at),
            _ => None,
        };
        if let Some((kind, span, score)) = found {
            finder.find(kind, span, score);
        }
    }
}

fn version_four(finder: &Finder, at: usize) -> Option<(Kind, Span, f32)> {
    let scan = &finder.scan;
    let (first, last) = (scan.run(at)?, scan.run(at + 3)?);
    let span = Span::new(first.start, last.end);
    let is_dotted = (at..at + 3).all(|at| scan.gap(at) == Some(b"."));
    if !is_dotted || last.end - first.start > 15 || !finder.is_free(span) {
        return None;
    }
    let joined = |near: Option<u8>| matches!(near, Some(b'.' | b'-'));
    let is_part = joined(scan.before(span.start, 1))
        || joined(scan.byte(span.end)) && scan.byte(span.end + 1).is_some_and(|byte| byte.is_ascii_alphanumeric());
    let Ok(IpAddr::V4(address)) = scan.text.get(span.start..span.end)?.parse::<IpAddr>() else { return None };
    // `version 1.2.3.4`, but `update failed on 192.0.2.1`.
    const CLOSE: usize = 3;
    let is_version = finder.cued().before(span.start, CLOSE).is_some_and(|(_, said)| said & VERSION != 0)
        || address.octets().iter().all(|octet| *octet < 20)
            && finder.cued().before(span.start, 30).is_some_and(|(_, said)| said & VERSION != 0);
    if is_part || is_version {
        return None;
    }
    let is_local = address.is_private() || address.is_loopback() || address.is_unspecified() || address.is_broadcast();
    Some((Kind::IpAddress, span, if is_local { 0.55 } else { 0.9 }))
}

fn version_six(finder: &mut Finder) {
    static SHAPE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:[0-9]{0,3}(?:\.[0-9]{1,3}){3})?"));
    let text = finder.scan.text;
    for found in SHAPE.find_iter(text) {
        let span = Span::new(found.start(), found.end());
        let address = found.as_str();
        let is_alone = finder.is_free(span) && !matches!(finder.scan.byte(span.end), Some(b':'));
        if is_alone
            && address.len() >= 6
            && address.bytes().any(|b| b.is_ascii_digit())
            && address.parse::<Ipv6Addr>().is_ok()
        {
            finder.find(Kind::IpAddress, span, 0.9);
        }
    }
}

/// `00:1a:2b:3c:4d:5e`, `00-1a-…`, `001a.2b3c.4d5e`.
fn hardware(finder: &Finder, at: usize) -> Option<(Kind, Span, f32)> {
    let scan = &finder.scan;
    let mark = scan.gap(at)?;
    let first = scan.run(at)?;
    let count = match (first.len(), mark) {
        (2, b":" | b"-") => 6,
        (4, b".") => 3,
        _ => return None,
    };
    let is_hex = |at: usize| {
        scan.run(at).is_some_and(|run| run.len() == first.len() && scan.bytes(run).iter().all(u8::is_ascii_hexdigit))
    };
    let last = scan.run(at + count - 1)?;
    let span = Span::new(first.start, last.end);
    let is_whole = (at..at + count).all(is_hex) && (at..at + count - 1).all(|at| scan.gap(at) == Some(mark));
    let goes_on = scan.gap(at + count - 1) == Some(mark) && is_hex(at + count)
        || at.checked_sub(1).is_some_and(|before| scan.gap(before) == Some(mark) && is_hex(before));
    let is_empty =
        scan.text.get(span.start..span.end)?.bytes().all(|byte| !byte.is_ascii_alphanumeric() || byte == b'0');
    // Three groups of four digits are also an amount.
    let is_amount = count == 3 && scan.text.get(span.start..span.end)?.bytes().all(|byte| !byte.is_ascii_alphabetic());
    (is_whole && !goes_on && !is_empty && !is_amount && finder.is_free(span)).then_some((Kind::MacAddress, span, 0.95))
}

#[cfg(test)]
mod tests;
