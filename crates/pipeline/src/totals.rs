//! What was decided, counted. In: records with what became of them. Out: totals that add up. Never: a record without its place.

use crate::PipelineError;
use crate::decide::Judged;
use crate::gather::{Found, Row};
use chrono::Datelike;
use law::Outcome;
use std::collections::BTreeMap;
use terms::{Country, Date, Kind};

/// What was decided, counted. `read = admitted + refused + held`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Totals {
    /// Records.
    pub read: u64,
    /// Of these: whose decision of an earlier run still stands.
    #[serde(skip)]
    pub kept: u64,
    /// PERMIT, or PERMIT_WITH after its transforms.
    pub admitted: u64,
    /// FORBID.
    pub refused: u64,
    /// HOLD.
    pub held: u64,
    /// Of the admitted: not sealed, because they repeat another one.
    #[serde(default)]
    pub duplicates: u64,
    /// Of the admitted: with a transform.
    pub transformed: u64,
    /// Records on which each rule fired.
    pub rules: BTreeMap<String, u64>,
    /// Records refused because a fact is missing, by fact.
    pub missing: BTreeMap<String, u64>,
    /// Transforms applied.
    pub transforms: BTreeMap<String, u64>,
    /// Admitted, refused and held by kind.
    pub by_kind: BTreeMap<String, [u64; 3]>,
    /// The same by language.
    pub by_lang: BTreeMap<String, [u64; 3]>,
    /// The same by country of residence.
    pub by_country: BTreeMap<String, [u64; 3]>,
    /// The same by month of creation.
    pub by_month: BTreeMap<String, [u64; 3]>,
}

impl Totals {
    /// Counts a record, but for the rules that fired on it.
    pub(crate) fn count(&mut self, row: &Row<'_>, judged: &Judged) {
        let mut three = [0; 3];
        three.iter_mut().skip(self.count_one(judged)).take(1).for_each(|count| *count = 1);
        let month = row.created_on.map(|day| Month::of(day).to_string());
        let lang = row.found.as_ref().and_then(Found::primary_lang);
        for (table, key) in [
            (&mut self.by_kind, row.kind.map(Kind::as_str)),
            (&mut self.by_lang, lang),
            (&mut self.by_country, row.holder.residence.map(Country::as_str)),
            (&mut self.by_month, month.as_deref()),
        ] {
            add_three(table, key.unwrap_or(UNKNOWN), three);
        }
    }

    /// Counts a record by what became of it, and tells in which of the three columns.
    pub(crate) fn count_one(&mut self, judged: &Judged) -> usize {
        self.read += 1;
        let (column, count) = match judged.answer.outcome {
            _ if judged.is_lawful() => (0, &mut self.admitted),
            Outcome::Hold => (2, &mut self.held),
            _ => (1, &mut self.refused),
        };
        *count += 1;
        self.transformed += u64::from(judged.is_lawful() && !judged.transforms.is_empty());
        if let Some(missing) = judged.missing {
            add(&mut self.missing, missing, 1);
        }
        for transform in &judged.transforms {
            add(&mut self.transforms, transform.as_str(), 1);
        }
        column
    }

    /// Counts so many records on which these rules fired.
    pub(crate) fn count_rules(&mut self, rules: &[String], records: u64) {
        rules.iter().for_each(|rule| add(&mut self.rules, rule, records));
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.read += other.read;
        self.kept += other.kept;
        self.admitted += other.admitted;
        self.refused += other.refused;
        self.held += other.held;
        self.transformed += other.transformed;
        for (table, others) in [
            (&mut self.rules, &other.rules),
            (&mut self.missing, &other.missing),
            (&mut self.transforms, &other.transforms),
        ] {
            others.iter().for_each(|(key, count)| add(table, key, *count));
        }
        for (table, others) in [
            (&mut self.by_kind, &other.by_kind),
            (&mut self.by_lang, &other.by_lang),
            (&mut self.by_country, &other.by_country),
            (&mut self.by_month, &other.by_month),
        ] {
            others.iter().for_each(|(key, three)| add_three(table, key, *three));
        }
    }

    /// Takes off what was counted for records that are counted anew or are gone; nothing where they were not counted here.
    pub(crate) fn without(&self, other: &Self) -> Option<Self> {
        Some(Self {
            read: self.read.checked_sub(other.read)?,
            kept: 0,
            admitted: self.admitted.checked_sub(other.admitted)?,
            refused: self.refused.checked_sub(other.refused)?,
            held: self.held.checked_sub(other.held)?,
            duplicates: 0,
            transformed: self.transformed.checked_sub(other.transformed)?,
            rules: less(&self.rules, &other.rules)?,
            missing: less(&self.missing, &other.missing)?,
            transforms: less(&self.transforms, &other.transforms)?,
            by_kind: three_less(&self.by_kind, &other.by_kind)?,
            by_lang: three_less(&self.by_lang, &other.by_lang)?,
            by_country: three_less(&self.by_country, &other.by_country)?,
            by_month: three_less(&self.by_month, &other.by_month)?,
        })
    }

    /// Counts a record as the row of its decision says it.
    pub(crate) fn count_stored(&mut self, row: &CountedRow<'_>) -> Option<()> {
        let is = |outcome: Outcome| row.decision == outcome.as_str();
        let (column, count) = match () {
            () if is(Outcome::Permit) || is(Outcome::PermitWith) => (0, &mut self.admitted),
            () if is(Outcome::Forbid) => (1, &mut self.refused),
            () if is(Outcome::Hold) => (2, &mut self.held),
            () => return None,
        };
        *count += 1;
        self.read += 1;
        self.transformed += u64::from(!row.transforms.is_empty());
        row.missing.iter().for_each(|missing| add(&mut self.missing, missing, 1));
        row.transforms.iter().for_each(|transform| add(&mut self.transforms, transform, 1));
        self.count_rules(&row.rules, 1);
        let mut three = [0; 3];
        three.iter_mut().skip(column).take(1).for_each(|count| *count = 1);
        let tables = [&mut self.by_kind, &mut self.by_lang, &mut self.by_country, &mut self.by_month];
        for (table, key) in tables.into_iter().zip(Counted::names(row.counted_as?)?) {
            add_three(table, key.as_deref().unwrap_or(UNKNOWN), three);
        }
        Some(())
    }

    /// A join may neither lose a post nor double one; if it did, nothing of this run may be used.
    pub(crate) fn check(&self, posts: u64) -> Result<(), PipelineError> {
        if self.read == posts && self.adds_up() {
            Ok(())
        } else {
            Err(PipelineError::RowsLost { posts, decided: self.admitted + self.refused + self.held })
        }
    }

    /// Whether every record has its place.
    pub fn adds_up(&self) -> bool {
        self.read == self.admitted + self.refused + self.held
    }
}

/// What a row of the decisions says to be counted.
pub(crate) struct CountedRow<'r> {
    pub(crate) decision: &'r str,
    pub(crate) rules: Vec<String>,
    pub(crate) transforms: Vec<String>,
    pub(crate) missing: Option<&'r str>,
    /// What it is counted under.
    pub(crate) counted_as: Option<i64>,
}

/// What a record is counted under.
pub(crate) struct Counted<'r> {
    pub(crate) kind: Option<Kind>,
    pub(crate) lang: Option<&'r str>,
    pub(crate) country: Option<&'r Country>,
    pub(crate) month: Option<Month>,
}

impl Counted<'_> {
    /// All four in one number, which costs a row less than four words; nothing where one of them does not fit, and then a
    /// later run that needs it counts all.
    pub(crate) fn packed(&self) -> Option<i64> {
        let kind = self.kind.map_or(0, |kind| kind as i64 + 1);
        let month = self.month.map_or(Some(0), |month| month.number())?;
        let lang = self.lang.map_or(Some(0), |lang| letters(lang, b'a', LANG_LETTERS))?;
        let country = self.country.map_or(Some(0), |country| letters(country.as_str(), b'A', COUNTRY_LETTERS))?;
        Some(((lang * COUNTRIES + country) * MONTHS + month) * KINDS + kind)
    }

    /// The words of kind, language, country and month in such a number.
    pub(crate) fn names(number: i64) -> Option<[Option<String>; 4]> {
        if number < 0 {
            return None;
        }
        let (rest, kind) = (number / KINDS, number % KINDS);
        let (rest, month) = (rest / MONTHS, rest % MONTHS);
        let (lang, country) = (rest / COUNTRIES, rest % COUNTRIES);
        let kind = match usize::try_from(kind).ok()?.checked_sub(1) {
            Some(place) => Some(Kind::ALL.get(place)?.as_str().to_owned()),
            None => None,
        };
        let month = u32::try_from(month).ok()?.checked_sub(1).map(|months| Month::of_number(months).to_string());
        Some([kind, word(lang, b'a')?, word(country, b'A')?, month])
    }
}

/// A short word as a number.
fn letters(word: &str, first: u8, most: usize) -> Option<i64> {
    let fits = (1..=most).contains(&word.len());
    let number = word.bytes().try_fold(0, |number, letter| {
        let letter = letter.checked_sub(first).filter(|place| *place < ALPHABET - 1)?;
        Some(number * i64::from(ALPHABET) + i64::from(letter) + 1)
    });
    number.filter(|_| fits)
}

/// The word that is this number; none where it is of no letter.
fn word(mut number: i64, first: u8) -> Option<Option<String>> {
    let mut word = Vec::new();
    while number > 0 {
        let letter = u8::try_from(number % i64::from(ALPHABET)).ok()?.checked_sub(1)?;
        word.push(first + letter);
        number /= i64::from(ALPHABET);
    }
    word.reverse();
    let word = String::from_utf8(word).ok()?;
    Some((!word.is_empty()).then_some(word))
}

/// Letters, and one place for none.
const ALPHABET: u8 = 27;
const LANG_LETTERS: usize = 5;
const COUNTRY_LETTERS: usize = 2;
const COUNTRIES: i64 = 27 * 27;
/// Of the years with four digits, and one for none.
const MONTHS: i64 = 10_000 * 12 + 1;
/// Kinds, and one for none, with room.
const KINDS: i64 = 64;

/// What nobody counts any more has no entry, as where nobody ever did.
fn less(table: &BTreeMap<String, u64>, other: &BTreeMap<String, u64>) -> Option<BTreeMap<String, u64>> {
    let mut left = table.clone();
    for (key, count) in other {
        let known = left.get_mut(key)?;
        *known = known.checked_sub(*count)?;
    }
    left.retain(|_, count| *count > 0);
    Some(left)
}

fn three_less(
    table: &BTreeMap<String, [u64; 3]>,
    other: &BTreeMap<String, [u64; 3]>,
) -> Option<BTreeMap<String, [u64; 3]>> {
    let mut left = table.clone();
    for (key, three) in other {
        for (known, count) in left.get_mut(key)?.iter_mut().zip(three) {
            *known = known.checked_sub(*count)?;
        }
    }
    left.retain(|_, three| three.iter().any(|count| *count > 0));
    Some(left)
}

fn add(table: &mut BTreeMap<String, u64>, key: &str, count: u64) {
    match table.get_mut(key) {
        Some(known) => *known += count,
        None => drop(table.insert(key.to_owned(), count)),
    }
}

pub(crate) fn add_three(table: &mut BTreeMap<String, [u64; 3]>, key: &str, three: [u64; 3]) {
    match table.get_mut(key) {
        Some(known) => known.iter_mut().zip(three).for_each(|(known, more)| *known += more),
        None => drop(table.insert(key.to_owned(), three)),
    }
}

/// What stands where a record gives no key to count it under.
pub(crate) const UNKNOWN: &str = "unknown";

/// A month of a year, written `yyyy-mm`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Month(i32, u32);

impl Month {
    pub(crate) fn of(day: Date) -> Self {
        Self(day.year(), day.month())
    }

    /// The months since the first of 1970, which itself has none.
    pub(crate) fn since_1970(self) -> i64 {
        (i64::from(self.0) - 1970) * 12 + i64::from(self.1) - 1
    }

    /// The month that is so many after the first of 1970.
    pub(crate) fn of_1970(months: u32) -> Self {
        Self::of_number(1970 * 12 + months)
    }

    /// One more than the months since the beginning, where the year has four digits.
    fn number(self) -> Option<i64> {
        let Self(year @ 0..10_000, month) = self else { return None };
        Some(i64::from(year) * 12 + i64::from(month))
    }

    fn of_number(months: u32) -> Self {
        Self(i32::try_from(months / 12).unwrap_or_default(), months % 12 + 1)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0..10_000 => write!(f, "{:04}-{:02}", self.0, self.1),
            _ => write!(f, "{:+05}-{:02}", self.0, self.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_record_is_counted_under_comes_back_from_its_number_or_has_none() {
        let countries = ["NL", "AA", "ZZ"].map(|code| Some(Country::new(code).expect("a country")));
        let months = [Month(0, 1), Month(2026, 12), Month(9999, 12)].map(Some);
        let kinds = Kind::ALL.iter().copied().map(Some).chain([None]);
        let mut seen = std::collections::BTreeSet::new();
        for kind in kinds {
            for lang in [None, Some("nl"), Some("a"), Some("zzzzz")] {
                for country in countries.iter().chain([&None]) {
                    for month in months.into_iter().chain([None]) {
                        let counted = Counted { kind, lang, country: country.as_ref(), month };
                        let number = counted.packed().expect("it fits");
                        let words = [kind.map(|kind| kind.as_str().to_owned()), lang.map(str::to_owned)];
                        let others =
                            [country.as_ref().map(|code| code.as_str().to_owned()), month.map(|one| one.to_string())];
                        let [kind, lang, country, month] = Counted::names(number).expect("words");
                        assert_eq!(([kind, lang], [country, month]), (words, others));
                        assert!(seen.insert(number), "two have one number");
                    }
                }
            }
        }
        for lang in ["", "abcdef", "Nl", "n1"] {
            assert_eq!(Counted { kind: None, lang: Some(lang), country: None, month: None }.packed(), None, "{lang}");
        }
        for month in [Month(10_000, 1), Month(-1, 12)] {
            assert_eq!(Counted { kind: None, lang: None, country: None, month: Some(month) }.packed(), None);
        }
        assert_eq!(Counted::names(-1), None);
        assert_eq!(Counted::names(63), None, "no kind has this number");
    }
}
