//! Counting record after record. In: records with what became of them. Out: [`Totals`], as [`Totals::count`] counts. Never: a
//! name looked up or made for a record whose like was counted before.

use crate::Totals;
use crate::decide::Judged;
use crate::gather::{Found, Row};
use crate::totals::{Month, UNKNOWN, add_three};
use std::borrow::Borrow;
use terms::{Country, Kind};

/// What was counted since the last time.
#[derive(Default)]
pub(crate) struct Tally {
    totals: Totals,
    kinds: Counts<Option<Kind>>,
    langs: Counts<String>,
    countries: Placed<{ law::CODES }>,
    other_countries: Counts<String>,
    months: Placed<MONTHS>,
    other_months: Counts<Option<Month>>,
}

impl Tally {
    /// Counts a record, but for the rules that fired on it.
    pub(crate) fn count(&mut self, row: &Row<'_>, judged: &Judged) {
        let column = self.totals.count_one(judged);
        let lang = row.found.as_ref().and_then(Found::primary_lang);
        let country = row.holder.residence;
        let month = row.created_on.map(Month::of);
        self.kinds.add(&row.kind, column);
        self.langs.add(lang.unwrap_or(UNKNOWN), column);
        if !self.countries.add(country.and_then(law::place_of), column) {
            self.other_countries.add(country.map_or(UNKNOWN, Country::as_str), column);
        }
        if !self.months.add(month.and_then(place_of_month), column) {
            self.other_months.add(&month, column);
        }
    }

    /// Counts so many records on which these rules fired.
    pub(crate) fn count_rules(&mut self, rules: &[String], records: u64) {
        self.totals.count_rules(rules, records);
    }

    /// What was counted, by name.
    pub(crate) fn take(&mut self) -> Totals {
        let Self { mut totals, kinds, langs, countries, other_countries, months, other_months } = std::mem::take(self);
        let named = |month: Option<Month>| month.map_or(UNKNOWN.to_owned(), |month| month.to_string());
        kinds.0.iter().for_each(|(kind, three)| {
            add_three(&mut totals.by_kind, kind.map_or(UNKNOWN, Kind::as_str), *three);
        });
        langs.0.iter().for_each(|(lang, three)| add_three(&mut totals.by_lang, lang, *three));
        for (place, three) in countries.met() {
            add_three(&mut totals.by_country, &law::code_at(place), three);
        }
        other_countries.0.iter().for_each(|(country, three)| add_three(&mut totals.by_country, country, *three));
        for (place, three) in months.met() {
            add_three(&mut totals.by_month, &month_in(place).to_string(), three);
        }
        other_months.0.iter().for_each(|(month, three)| add_three(&mut totals.by_month, &named(*month), *three));
        totals
    }
}

/// Admitted, refused and held, by a place that follows from the key: for keys of which there are many.
#[derive(Default)]
struct Placed<const PLACES: usize>(Vec<[u64; 3]>);

impl<const PLACES: usize> Placed<PLACES> {
    /// Counts a record whose key has a place, and tells whether it has.
    fn add(&mut self, place: Option<usize>, column: usize) -> bool {
        let Some(place) = place.filter(|place| *place < PLACES) else { return false };
        if self.0.is_empty() {
            self.0.resize(PLACES, [0; 3]);
        }
        let count = self.0.get_mut(place).and_then(|three| three.get_mut(column));
        count.map(|count| *count += 1).is_some()
    }

    /// The places at which anything was counted.
    fn met(&self) -> impl Iterator<Item = (usize, [u64; 3])> {
        let each = self.0.iter().copied().enumerate();
        each.filter(|(_, three)| three.iter().any(|count| *count > 0))
    }
}

/// The months that have a place: from 1970 on, for as long as anybody has posted, and longer.
const MONTHS: usize = 100 * 12;

fn place_of_month(month: Month) -> Option<usize> {
    usize::try_from(month.since_1970()).ok()
}

fn month_in(place: usize) -> Month {
    Month::of_1970(u32::try_from(place).unwrap_or_default())
}

/// Admitted, refused and held, by key. Few keys fill nearly all records, and what comes often moves to the front.
struct Counts<K>(Vec<(K, [u64; 3])>);

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K> Counts<K> {
    fn add<Q: PartialEq + ToOwned<Owned = K> + ?Sized>(&mut self, key: &Q, column: usize)
    where
        K: Borrow<Q>,
    {
        let known = self.0.iter().position(|(known, _)| known.borrow() == key);
        let at = known.unwrap_or(self.0.len());
        if known.is_none() {
            self.0.push((key.to_owned(), [0; 3]));
        }
        if let Some(count) = self.0.get_mut(at).and_then(|(_, three)| three.get_mut(column)) {
            *count += 1;
        }
        if let Some(before) = at.checked_sub(1) {
            self.0.swap(before, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_comes_back_from_its_place() {
        let month = |text: &str| Month::of(terms::parse_date(text).expect("a date"));
        for (text, place) in [("1970-01-31", 0), ("1970-12-01", 11), ("2026-11-30", 682), ("2069-12-31", MONTHS - 1)] {
            assert_eq!(place_of_month(month(text)), Some(place));
            assert_eq!(month_in(place).to_string(), text.get(..7).expect("a month"));
        }
        assert_eq!(place_of_month(month("1969-12-31")), None);
        let (mut tally, late) = (Tally::default(), place_of_month(month("2070-01-01")));
        assert!(!tally.months.add(late, 0), "what has no place is counted by name");
    }
}
