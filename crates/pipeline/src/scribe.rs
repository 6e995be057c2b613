//! The digest of facts, record after record. In: facts. Out: what [`crate::digest_of`] gives, for less: what the facts of
//! two records have in common is written and hashed once. Never: another digest.
//!
//! The day and whether the assessments cover the record come early in the text and differ from record to record, so what comes
//! before the record's own members is kept hashed for each pair of them that was met.

use crate::PipelineError;
use chrono::Datelike;
use law::Facts;
use law::facts::Notice;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use terms::{Date, Digest};

/// Writes the facts of one record after the other.
pub(crate) struct Scribe {
    last: Facts,
    /// The members of the JSON object, each with the comma before it.
    members: Vec<Vec<u8>>,
    starts: Starts,
    rest: Vec<u8>,
}

impl Scribe {
    /// A scribe who has written these facts.
    pub(crate) fn of(facts: &Facts) -> Result<Self, PipelineError> {
        let (starts, rest) = (Starts::default(), Vec::with_capacity(1 << 11));
        Ok(Self { last: facts.clone(), members: whole(facts)?, starts, rest })
    }

    /// The digest of these facts.
    pub(crate) fn digest(&mut self, facts: &Facts) -> Result<Digest, PipelineError> {
        if self.write(facts)? < FIRST_OF_RECORD {
            self.starts.forget();
        }
        self.rest.clear();
        for member in self.members.iter().skip(FIRST_OF_RECORD) {
            self.rest.extend_from_slice(member);
        }
        self.rest.push(b'}');
        let members = &self.members;
        let start = || {
            let mut start = Sha256::new();
            members.iter().take(FIRST_OF_RECORD).for_each(|member| start.update(member));
            start
        };
        let mut hasher = self.starts.of((facts.now, facts.purpose_covered_by_assessment), start);
        hasher.update(&self.rest);
        Ok(Digest::from_bytes(hasher.finalize().into()))
    }
}

/// Of the members that come first, which are the same for all records of a run but for two of them: what was hashed of each
/// pair that was met, unless another pair has taken its place.
#[derive(Default)]
struct Starts {
    kept: Vec<Option<Start>>,
    forgotten: u64,
}

/// How often all were forgotten before, the pair, and what was hashed.
type Start = (u64, (Date, bool), Sha256);

impl Starts {
    fn forget(&mut self) {
        self.forgotten += 1;
    }

    fn of(&mut self, pair: (Date, bool), make: impl Fn() -> Sha256) -> Sha256 {
        let (day, covered) = pair;
        let place = 2 * (day.num_days_from_ce().unsigned_abs() as usize % START_DAYS) + usize::from(covered);
        if self.kept.len() <= place {
            self.kept.resize(2 * START_DAYS, None);
        }
        match self.kept.get_mut(place) {
            Some(Some((forgotten, known, start))) if *known == pair && *forgotten == self.forgotten => start.clone(),
            Some(free) => {
                let start = make();
                *free = Some((self.forgotten, pair, start.clone()));
                start
            }
            None => make(),
        }
    }
}

/// Days of which starts are kept: those of eleven years.
const START_DAYS: usize = 1 << 12;

/// Begins a member; what is written behind it is its value.
fn begin<'m>(member: &'m mut Vec<u8>, name: &str) -> &'m mut Vec<u8> {
    member.clear();
    member.extend_from_slice(if name == FIRST { b"{\"" } else { b",\"" });
    member.extend_from_slice(name.as_bytes());
    member.extend_from_slice(b"\":");
    member
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

/// The notice, which differs from person to person.
fn told(out: &mut Vec<u8>, notice: &Option<Notice>) -> Result<(), serde_json::Error> {
    let Some(Notice { delivered_at: Some(delivered_at), covers_purpose, language_ok, objection_right_separate }) =
        notice
    else {
        return plain(out, notice);
    };
    let truth = |value: &bool| if *value { &b"true"[..] } else { &b"false"[..] };
    out.extend_from_slice(b"{\"delivered_at\":");
    day(out, delivered_at)?;
    for (name, value) in [
        (&b",\"covers_purpose\":"[..], covers_purpose),
        (&b",\"language_ok\":"[..], language_ok),
        (&b",\"objection_right_separate\":"[..], objection_right_separate),
    ] {
        out.extend_from_slice(name);
        out.extend_from_slice(truth(value));
    }
    out.push(b'}');
    Ok(())
}

macro_rules! members {
    (@write $out:expr, $value:expr) => { plain($out, $value) };
    (@write $out:expr, $value:expr, $by:ident) => { $by($out, $value) };
    ($($name:ident $(($by:ident))?)+) => {
        impl Scribe {
            /// Writes what differs from the last facts, and tells where that begins beside what a start is kept for.
            fn write(&mut self, facts: &Facts) -> Result<usize, PipelineError> {
                let (mut first, mut place) = (usize::MAX, 0);
                let mut members = self.members.iter_mut();
                $(
                    let member = members.next().expect("INVARIANT: one member for each fact");
                    if self.last.$name != facts.$name {
                        self.last.$name.clone_from(&facts.$name);
                        let out = begin(member, stringify!($name));
                        members!(@write out, &facts.$name $(, $by)?)?;
                        if !OF_A_START.contains(&place) {
                            first = first.min(place);
                        }
                    }
                    place += 1;
                )+
                let _ = place;
                Ok(first)
            }
        }

        fn whole(facts: &Facts) -> Result<Vec<Vec<u8>>, PipelineError> {
            let mut members = Vec::new();
            $(
                let mut member = Vec::new();
                let out = begin(&mut member, stringify!($name));
                members!(@write out, &facts.$name $(, $by)?)?;
                members.push(member);
            )+
            Ok(members)
        }

        #[cfg(test)]
        const MEMBERS: &[&str] = &[$(stringify!($name)),+];
    };
}

// In the order of the struct, which is the order of the JSON; a test compares both.
members!(
    now(day) op purpose purpose_declared purpose_covered_by_assessment basis controller_eu_established lia lia_review_due compat
    dpia dpia_residual_high art36 processor_contract run_country transfer_tool ropa kind source created_at(day)
    purpose_in_notice_at_collection visibility_now visibility_explicit_choice version_current deleted account origin_lawful
    retention_expired contains_personal_data anonymised tdm_reserved_whole dma_gatekeeper dma_cross_service_same_person
    dma_consent illegal_content residence age_now age_at_creation age_assurance deceased consent prior_consent_refused
    objection objection_policy_unconditional restriction accuracy_contested erasure notice(told) window_days art14_public_notice
    inspection_current band special criminal biometric_template third_parties lia_covers_third_parties orders
    minors_consent_allowed model
);

const FIRST: &str = "now";
/// The places of `now` and `purpose_covered_by_assessment`.
const OF_A_START: [usize; 2] = [0, 4];
/// The place of `kind`, the first member that differs from record to record more often than not.
const FIRST_OF_RECORD: usize = 17;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scribe_writes_all_facts_in_their_order() {
        let facts = crate::tests::blank();
        let value = serde_json::to_value(&facts).expect("an object");
        let names: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(names, MEMBERS);
        assert_eq!(MEMBERS.get(FIRST_OF_RECORD), Some(&"kind"));
        assert_eq!(OF_A_START.map(|place| MEMBERS[place]), ["now", "purpose_covered_by_assessment"]);
        let mut scribe = Scribe::of(&facts).expect("a scribe");
        let mut other = facts.clone();
        other.residence = terms::Country::new("FR").expect("a country");
        other.purpose_declared = !facts.purpose_declared;
        let mut third = other.clone();
        (third.deleted, third.age_now, third.notice) = (!other.deleted, None, None);
        let day = |text: &str| terms::parse_date(text).expect("a date");
        let told = |delivered_at: Option<Date>, is: bool| {
            let (covers_purpose, language_ok, objection_right_separate) = (is, !is, is);
            Some(Notice { delivered_at, covers_purpose, language_ok, objection_right_separate })
        };
        let mut fourth = third.clone();
        (fourth.created_at, fourth.notice) = (day("0987-12-31"), told(Some(day("2026-09-05")), true));
        let mut fifth = fourth.clone();
        (fifth.created_at, fifth.notice) = (Date::MAX, told(Some(Date::MIN), false));
        let mut sixth = fifth.clone();
        (sixth.created_at, sixth.notice) = (Date::MIN, told(None, true));
        let (mut later, mut covered, mut both) = (facts.clone(), facts.clone(), other.clone());
        (later.now, both.now) = (day("2026-10-21"), day("2026-10-21"));
        covered.purpose_covered_by_assessment ^= true;
        both.purpose_covered_by_assessment ^= true;
        let turns = [&later, &facts, &covered, &both, &other, &later, &covered, &facts];
        let first = [&facts, &other, &third, &facts, &third, &third, &fourth, &fifth, &sixth, &fourth, &other];
        for facts in first.into_iter().chain(turns) {
            assert_eq!(scribe.digest(facts).expect("a digest"), crate::digest_of(facts).expect("a digest"));
        }
    }
}
