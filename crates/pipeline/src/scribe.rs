//! The digest of facts, record after record. In: facts. Out: what [`crate::digest_of`] gives, for less: what the facts of
//! two records have in common is written and hashed once. Never: another digest.
//!
//! The JSON begins with what all records of a run share. Then come facts that take one of few values each: what is hashed up to
//! there is kept for each combination of them that was met. The last part is a record's own, and is written anew.

use crate::PipelineError;
use chrono::Datelike;
use law::facts::{Consent, Notice};
use law::{Band, Erasure, Facts};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use terms::{AccountStatus, AgeAssurance, Country, Date, Digest, Kind, Provenance, Visibility};

/// Writes the facts of one record after the other.
pub(crate) struct Scribe {
    /// Whose shared part was written last.
    last: Facts,
    shared: Vec<u8>,
    few: Vec<u8>,
    own: Vec<u8>,
    starts: Starts,
}

impl Scribe {
    /// A scribe who has written these facts.
    pub(crate) fn of(facts: &Facts) -> Result<Self, PipelineError> {
        let mut shared = Vec::new();
        write_shared(&mut shared, facts)?;
        let (few, own) = (Vec::with_capacity(1 << 10), Vec::with_capacity(1 << 10));
        Ok(Self { last: facts.clone(), shared, few, own, starts: Starts::default() })
    }

    /// The digest of these facts.
    pub(crate) fn digest(&mut self, facts: &Facts) -> Result<Digest, PipelineError> {
        if !is_shared(&self.last, facts) {
            self.last = facts.clone();
            self.shared.clear();
            write_shared(&mut self.shared, facts)?;
            self.starts = Starts::default();
        }
        let Self { shared, few, own, starts, .. } = self;
        let mut hasher = starts.of(combination(facts), || {
            few.clear();
            write_few(few, facts)?;
            let mut start = Sha256::new_with_prefix(&*shared);
            start.update(&*few);
            Ok(start)
        })?;
        own.clear();
        write_own(own, facts)?;
        own.push(b'}');
        hasher.update(&*own);
        Ok(Digest::from_bytes(hasher.finalize().into()))
    }
}

/// What was hashed for each combination that was met, unless another one has taken its place.
#[derive(Default)]
struct Starts(Vec<Option<(u64, Sha256)>>);

impl Starts {
    fn of(
        &mut self,
        combination: u64,
        make: impl FnOnce() -> Result<Sha256, PipelineError>,
    ) -> Result<Sha256, PipelineError> {
        if self.0.is_empty() {
            self.0.resize(1 << START_BITS, None);
        }
        // The last bits of a product depend on all bits before them.
        let place = combination.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - START_BITS);
        match self.0.get_mut(place as usize) {
            Some(Some((known, start))) if *known == combination => Ok(start.clone()),
            Some(free) => Ok(free.insert((combination, make()?)).1.clone()),
            None => make(),
        }
    }
}

/// So many bits tell where a combination has its place: of about a thousand, most are rare.
const START_BITS: u32 = 11;

/// A fact that takes one of few values.
trait Few {
    /// Bits that tell them apart.
    const WIDTH: u32;
    fn bits(&self) -> u64;
}

impl Few for bool {
    const WIDTH: u32 = 1;
    fn bits(&self) -> u64 {
        u64::from(*self)
    }
}

impl Few for AccountStatus {
    const WIDTH: u32 = 4;
    fn bits(&self) -> u64 {
        *self as u64
    }
}

impl Few for AgeAssurance {
    const WIDTH: u32 = 4;
    fn bits(&self) -> u64 {
        *self as u64
    }
}

impl Few for Band {
    const WIDTH: u32 = 4;
    fn bits(&self) -> u64 {
        *self as u64
    }
}

impl Few for Option<Erasure> {
    const WIDTH: u32 = 4;
    fn bits(&self) -> u64 {
        self.map_or(0, |erasure| erasure as u64 + 1)
    }
}

/// Any value, as [`crate::digest_of`] writes it.
fn plain<T: Serialize>(out: &mut Vec<u8>, value: &T) -> Result<(), serde_json::Error> {
    serde_json::to_writer(out, value)
}

/// A date. Nearly every record has another one, and they are written digit by digit otherwise.
fn day(out: &mut Vec<u8>, date: &Date) -> Result<(), serde_json::Error> {
    let Ok(year @ 0..10_000) = u32::try_from(date.year()) else { return plain(out, date) };
    let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or_default();
    let (month, day) = (date.month(), date.day());
    let [a, b, c, d] = [year / 1000, year / 100, year / 10, year].map(digit);
    let [e, f, g, h] = [month / 10, month, day / 10, day].map(digit);
    out.extend_from_slice(&[b'"', a, b, c, d, b'-', e, f, b'-', g, h, b'"']);
    Ok(())
}

/// An age that is known, or none.
fn years(out: &mut Vec<u8>, age: &Option<i32>) -> Result<(), serde_json::Error> {
    match age {
        Some(age @ 0..100) => {
            let digits = [age / 10, age % 10].map(|digit| b'0' + u8::try_from(digit).unwrap_or_default());
            out.extend(digits.iter().skip(usize::from(*age < 10)));
            Ok(())
        }
        _ => plain(out, age),
    }
}

/// A day that is known, or none.
fn some_day(out: &mut Vec<u8>, date: &Option<Date>) -> Result<(), serde_json::Error> {
    match date {
        Some(date) => day(out, date),
        None => plain(out, date),
    }
}

/// A truth value.
fn truth(out: &mut Vec<u8>, value: &bool) -> Result<(), serde_json::Error> {
    out.extend_from_slice(if *value { b"true" } else { b"false" });
    Ok(())
}

/// A word of a closed list or a code, of which none has a letter that JSON writes otherwise.
fn word(out: &mut Vec<u8>, word: &str) -> Result<(), serde_json::Error> {
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
    Ok(())
}

fn kind(out: &mut Vec<u8>, kind: &Kind) -> Result<(), serde_json::Error> {
    word(out, kind.as_str())
}

fn source(out: &mut Vec<u8>, source: &Provenance) -> Result<(), serde_json::Error> {
    word(out, source.as_str())
}

fn audience(out: &mut Vec<u8>, seen: &Visibility) -> Result<(), serde_json::Error> {
    word(out, seen.as_str())
}

fn country(out: &mut Vec<u8>, country: &Country) -> Result<(), serde_json::Error> {
    word(out, country.as_str())
}

/// The notice, which differs from person to person.
fn told(out: &mut Vec<u8>, notice: &Option<Notice>) -> Result<(), serde_json::Error> {
    let Some(Notice { delivered_at, covers_purpose, language_ok, objection_right_separate }) = notice else {
        return plain(out, notice);
    };
    out.extend_from_slice(b"{\"delivered_at\":");
    some_day(out, delivered_at)?;
    for (name, value) in [
        (&b",\"covers_purpose\":"[..], covers_purpose),
        (&b",\"language_ok\":"[..], language_ok),
        (&b",\"objection_right_separate\":"[..], objection_right_separate),
    ] {
        out.extend_from_slice(name);
        truth(out, value)?;
    }
    out.push(b'}');
    Ok(())
}

/// The consent, which differs so too.
fn agreed(out: &mut Vec<u8>, consent: &Option<Consent>) -> Result<(), serde_json::Error> {
    let Some(Consent { state, explicit, scope_covers, conditions_ok, given_at, withdrawn_at, parental, all_parties }) =
        consent
    else {
        return plain(out, consent);
    };
    out.extend_from_slice(b"{\"state\":");
    plain(out, state)?;
    for (name, value) in [
        (&b",\"explicit\":"[..], explicit),
        (&b",\"scope_covers\":"[..], scope_covers),
        (&b",\"conditions_ok\":"[..], conditions_ok),
    ] {
        out.extend_from_slice(name);
        truth(out, value)?;
    }
    out.extend_from_slice(b",\"given_at\":");
    day(out, given_at)?;
    out.extend_from_slice(b",\"withdrawn_at\":");
    some_day(out, withdrawn_at)?;
    for (name, value) in [(&b",\"parental\":"[..], parental), (&b",\"all_parties\":"[..], all_parties)] {
        out.extend_from_slice(name);
        truth(out, value)?;
    }
    out.push(b'}');
    Ok(())
}

macro_rules! members {
    (@write $out:expr, $value:expr) => { plain($out, $value) };
    (@write $out:expr, $value:expr, $by:ident) => { $by($out, $value) };
    (@member $out:expr, $facts:expr, $name:ident $(, $by:ident)?) => {
        $out.extend_from_slice(concat!(",\"", stringify!($name), "\":").as_bytes());
        members!(@write $out, &$facts.$name $(, $by)?)?;
    };
    (
        shared: $($shared:ident)+;
        few: $($few:ident)+;
        own: $($own:ident $(($by:ident))?)+;
    ) => {
        /// Whether the facts that begin the JSON are the same.
        fn is_shared(last: &Facts, facts: &Facts) -> bool {
            $(last.$shared == facts.$shared)&&+
        }

        fn write_shared(out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
            $(members!(@member out, facts, $shared);)+
            // In the place of the first comma.
            out.iter_mut().take(1).for_each(|first| *first = b'{');
            Ok(())
        }

        /// The values of the facts of few values, in one number: two have the same only where all these facts are the same.
        fn combination(facts: &Facts) -> u64 {
            let mut all = 0;
            $(all = all << width(&facts.$few) | facts.$few.bits();)+
            all
        }

        fn write_few(out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
            $(members!(@member out, facts, $few);)+
            Ok(())
        }

        fn write_own(out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
            $(members!(@member out, facts, $own $(, $by)?);)+
            Ok(())
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($shared),)+ $(stringify!($few),)+ $(stringify!($own)),+];

        #[cfg(test)]
        fn width_of_all(facts: &Facts) -> u32 {
            0 $(+ width(&facts.$few))+
        }
    };
}

const fn width<T: Few>(_: &T) -> u32 {
    T::WIDTH
}

// In the order of the struct, which is the order of the JSON; a test compares both.
members!(
    shared: op purpose purpose_declared basis controller_eu_established lia lia_review_due compat dpia dpia_residual_high art36
        processor_contract run_country transfer_tool ropa contains_personal_data anonymised dma_gatekeeper
        dma_cross_service_same_person dma_consent objection_policy_unconditional window_days art14_public_notice
        biometric_template lia_covers_third_parties orders minors_consent_allowed model;
    few: purpose_covered_by_assessment purpose_in_notice_at_collection visibility_explicit_choice version_current deleted account
        origin_lawful retention_expired tdm_reserved_whole illegal_content age_assurance deceased prior_consent_refused
        restriction accuracy_contested erasure inspection_current band criminal;
    own: now(day) kind(kind) source(source) created_at(day) visibility_now(audience) residence(country) age_now(years)
        age_at_creation(years) consent(agreed) objection notice(told) special third_parties;
);

#[cfg(test)]
mod tests {
    use super::*;

    /// Facts in turn, each against what anybody else makes of them.
    fn each_is_written_as_json(all: &[Facts]) {
        let mut scribe = Scribe::of(&crate::tests::blank()).expect("a scribe");
        for facts in all {
            assert_eq!(
                scribe.digest(facts).expect("a digest"),
                crate::digest_of(facts).expect("a digest"),
                "{facts:?}"
            );
        }
    }

    fn day(text: &str) -> Date {
        terms::parse_date(text).expect("a date")
    }

    /// The same facts with one of them changed, as JSON reads it.
    fn with(facts: &Facts, name: &str, value: serde_json::Value) -> Facts {
        let mut members = serde_json::to_value(facts).expect("an object");
        members.as_object_mut().expect("an object").insert(name.to_owned(), value);
        Facts::from_json(&members.to_string()).expect("facts")
    }

    #[test]
    fn a_scribe_knows_all_facts_in_their_order() {
        let facts = crate::tests::blank();
        let value = serde_json::to_value(&facts).expect("an object");
        let names: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(names, NAMES);
        assert!(width_of_all(&facts) <= u64::BITS, "all combinations have another number");
    }

    #[test]
    fn no_fact_hides_behind_what_was_hashed_before() {
        let facts = crate::tests::blank();
        let value = serde_json::to_value(&facts).expect("an object");
        let mut all = vec![facts.clone()];
        for (name, value) in value.as_object().expect("an object") {
            // Whatever a fact is, there is another value of it; and the first one again, which was hashed.
            let other = match (name.as_str(), value) {
                (_, serde_json::Value::Bool(is)) => serde_json::json!(!is),
                ("window_days" | "age_now" | "age_at_creation", _) => serde_json::json!(7),
                ("now" | "created_at" | "lia_review_due", _) => serde_json::json!("2026-01-31"),
                _ => continue,
            };
            all.extend([with(&facts, name, other), facts.clone()]);
        }
        assert!(all.len() > 2 * 35, "{}", all.len());
        let changed = |change: &dyn Fn(&mut Facts)| {
            let mut other = facts.clone();
            change(&mut other);
            assert_ne!(other, facts);
            other
        };
        all.extend([
            changed(&|facts| facts.purpose = terms::Purpose::new("another")),
            changed(&|facts| facts.model.unlawful_records += 1),
            changed(&|facts| facts.run_country = Country::new("FR").expect("a country")),
            facts.clone(),
        ]);
        each_is_written_as_json(&all);
    }

    #[test]
    fn every_word_has_its_bits_and_is_written_as_json() {
        let mut facts = crate::tests::blank();
        let mut all = Vec::new();
        let mut then = |change: &dyn Fn(&mut Facts)| {
            change(&mut facts);
            all.push(facts.clone());
        };
        Kind::ALL.iter().for_each(|kind| then(&|facts| facts.kind = *kind));
        Provenance::ALL.iter().for_each(|source| then(&|facts| facts.source = *source));
        Visibility::ALL.iter().for_each(|seen| then(&|facts| facts.visibility_now = *seen));
        AccountStatus::ALL.iter().for_each(|status| then(&|facts| facts.account = *status));
        AgeAssurance::ALL.iter().for_each(|known| then(&|facts| facts.age_assurance = *known));
        Band::ALL.iter().for_each(|band| then(&|facts| facts.band = *band));
        Erasure::ALL.iter().for_each(|erasure| then(&|facts| facts.erasure = Some(*erasure)));
        then(&|facts| facts.erasure = None);
        ["AA", "ZZ", "NL"]
            .iter()
            .for_each(|code| then(&|facts| facts.residence = Country::new(code).expect("a country")));
        let ages = [None, Some(0), Some(9), Some(18), Some(99), Some(100), Some(-7), Some(i32::MAX), Some(i32::MIN)];
        ages.iter().for_each(|age| then(&|facts| facts.age_now = *age));
        each_is_written_as_json(&all);
        let widths = [
            AccountStatus::ALL.iter().all(|one| one.bits() < 1 << AccountStatus::WIDTH),
            AgeAssurance::ALL.iter().all(|one| one.bits() < 1 << AgeAssurance::WIDTH),
            Band::ALL.iter().all(|one| one.bits() < 1 << Band::WIDTH),
            Erasure::ALL.iter().all(|one| Some(*one).bits() < 1 << Option::<Erasure>::WIDTH),
        ];
        assert_eq!(widths, [true; 4]);
    }

    #[test]
    fn what_people_were_told_and_agreed_to_is_written_as_json() {
        let mut facts = crate::tests::blank();
        let days = [None, Some(day("0987-12-31")), Some(day("2026-09-05")), Some(Date::MAX), Some(Date::MIN)];
        let mut all = Vec::new();
        for (on, one) in days.into_iter().zip(0..) {
            // Each truth value differs from its neighbours once.
            let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|place| place == one);
            facts.created_at = on.unwrap_or_default();
            facts.notice =
                Some(Notice { delivered_at: on, covers_purpose: a, language_ok: b, objection_right_separate: c });
            for state in law::ConsentState::ALL {
                facts.consent = Some(Consent {
                    state: *state,
                    explicit: a,
                    scope_covers: b,
                    conditions_ok: c,
                    given_at: on.unwrap_or_default(),
                    withdrawn_at: on,
                    parental: d,
                    all_parties: e,
                });
                all.push(facts.clone());
            }
        }
        (facts.notice, facts.consent) = (None, None);
        all.push(facts);
        each_is_written_as_json(&all);
    }
}
