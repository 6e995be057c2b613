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
        for (table, key) in tables.into_iter().zip(row.keys) {
            add_three(table, key.unwrap_or(UNKNOWN), three);
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
    /// Kind, language, country and month, under which it is counted.
    pub(crate) keys: [Option<&'r str>; 4],
}

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
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0..10_000 => write!(f, "{:04}-{:02}", self.0, self.1),
            _ => write!(f, "{:+05}-{:02}", self.0, self.1),
        }
    }
}
