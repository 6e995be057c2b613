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
    countries: Counts<String>,
    months: Counts<Option<Month>>,
}

impl Tally {
    /// Counts a record, but for the rules that fired on it.
    pub(crate) fn count(&mut self, row: &Row<'_>, judged: &Judged) {
        let column = self.totals.count_one(judged);
        let lang = row.found.as_ref().and_then(Found::primary_lang);
        let country = row.holder.residence.map(Country::as_str);
        self.kinds.add(&row.kind, column);
        self.langs.add(lang.unwrap_or(UNKNOWN), column);
        self.countries.add(country.unwrap_or(UNKNOWN), column);
        self.months.add(&row.created_on.map(Month::of), column);
    }

    /// Counts so many records on which these rules fired.
    pub(crate) fn count_rules(&mut self, rules: &[String], records: u64) {
        self.totals.count_rules(rules, records);
    }

    /// What was counted, by name.
    pub(crate) fn take(&mut self) -> Totals {
        let Self { mut totals, kinds, langs, countries, months } = std::mem::take(self);
        let named = |month: Option<Month>| month.map_or(UNKNOWN.to_owned(), |month| month.to_string());
        kinds.0.iter().for_each(|(kind, three)| {
            add_three(&mut totals.by_kind, kind.map_or(UNKNOWN, Kind::as_str), *three);
        });
        langs.0.iter().for_each(|(lang, three)| add_three(&mut totals.by_lang, lang, *three));
        countries.0.iter().for_each(|(country, three)| add_three(&mut totals.by_country, country, *three));
        months.0.iter().for_each(|(month, three)| add_three(&mut totals.by_month, &named(*month), *three));
        totals
    }
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
