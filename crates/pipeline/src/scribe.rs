//! The digest of facts, record after record. In: facts. Out: what [`crate::digest_of`] gives, for less: what the facts of
//! two records have in common is written and hashed once; and beside it whatever else follows from that alone. Never: another
//! digest.
//!
//! The JSON begins with what all records of a run share. Then come facts that take one of few values each, and what people
//! said, of which only the days are a record's own: what is hashed up to there is kept for each combination of them that was
//! met. Of these there are very many, so what is hashed up to a middle is kept too. The last part is written anew.

use crate::PipelineError;
use chrono::Datelike;
use law::facts::{Consent, Notice, Objection};
use law::{Band, Erasure, Facts};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use terms::{AccountStatus, AgeAssurance, Country, Date, Digest, Kind, Provenance, Visibility};

/// Writes the facts of one record after the other.
pub(crate) struct Scribe<T> {
    /// Whose shared part was written last.
    last: Facts,
    shared: Sha256,
    written: Vec<u8>,
    middles: Starts<()>,
    starts: Starts<T>,
}

impl<T: Copy> Scribe<T> {
    /// A scribe who has written these facts.
    pub(crate) fn of(facts: &Facts) -> Result<Self, PipelineError> {
        let mut written = Vec::with_capacity(1 << 10);
        let shared = shared(&mut written, facts)?;
        Ok(Self {
            last: facts.clone(),
            shared,
            written,
            middles: Starts::of(MIDDLE_BITS),
            starts: Starts::of(START_BITS),
        })
    }

    /// The digest of these facts, with what was made for facts that are the same but for those that are a record's own.
    pub(crate) fn digest(
        &mut self,
        facts: &Facts,
        make: impl FnOnce(&Facts) -> T,
    ) -> Result<(Digest, T), PipelineError> {
        if !is_shared(&self.last, facts) {
            *self = Self::of(facts)?;
        }
        let Self { shared, written, middles, starts, .. } = self;
        let (from, few) = (Until::of(facts), few_bits(facts));
        let combination = (few << KIND_WIDTH | kind_bits(facts)) << Until::WIDTH | from.bits(facts);
        let (mut hasher, made) = starts.kept(combination, || {
            let (mut start, ()) = middles.kept(few, || {
                written.clear();
                write_few(written, facts)?;
                Ok((shared.clone().chain_update(&*written), ()))
            })?;
            written.clear();
            write_kind(written, facts)?;
            from.write_until(written, facts)?;
            start.update(&*written);
            Ok((start, make(facts)))
        })?;
        written.clear();
        from.write_from(written, facts)?;
        write_own(written, facts)?;
        written.push(b'}');
        hasher.update(&*written);
        Ok((Digest::from_bytes(hasher.finalize().into()), made))
    }
}

/// The beginning, hashed.
fn shared(written: &mut Vec<u8>, facts: &Facts) -> Result<Sha256, PipelineError> {
    written.clear();
    write_shared(written, facts)?;
    Ok(Sha256::new_with_prefix(&*written))
}

/// What was hashed and made for each combination that was met, unless another one has taken its place.
struct Starts<T>(Vec<Option<(u64, (Sha256, T))>>);

impl<T: Copy> Starts<T> {
    /// With so many bits that tell where a combination has its place.
    fn of(bits: u32) -> Self {
        Self(std::iter::repeat_with(|| None).take(1 << bits).collect())
    }

    fn kept(
        &mut self,
        combination: u64,
        make: impl FnOnce() -> Result<(Sha256, T), PipelineError>,
    ) -> Result<(Sha256, T), PipelineError> {
        // The last bits of a product depend on all bits before them.
        let place = combination.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - self.0.len().ilog2());
        match self.0.get_mut(place as usize) {
            Some(Some((known, start))) if *known == combination => Ok(start.clone()),
            Some(free) => Ok(free.insert((combination, make()?)).1.clone()),
            None => make(),
        }
    }
}

/// Of about a thousand middles most are rare.
const MIDDLE_BITS: u32 = 11;
/// Of starts there are very many.
const START_BITS: u32 = 12;

/// Up to where the JSON takes one of few values. What is found in a text, or said, is nothing for most records, and is passed as
/// long as it is; then the first of these members that is something, or the last one, is passed up to its first day.
#[derive(Clone, Copy)]
enum Until {
    Special,
    ThirdParties,
    Objection,
    Consent,
    Notice,
}

impl Until {
    /// Bits that tell apart up to where, and what stands there before the first day.
    const WIDTH: u32 = 12;

    fn of(facts: &Facts) -> Self {
        match () {
            () if !facts.special.is_empty() => Self::Special,
            () if !facts.third_parties.is_empty() => Self::ThirdParties,
            () if facts.objection.is_some() => Self::Objection,
            () if facts.consent.is_some() => Self::Consent,
            () => Self::Notice,
        }
    }

    fn bits(self, facts: &Facts) -> u64 {
        let bits = |truths: &[bool]| truths.iter().fold(0, |bits, truth| bits << 1 | u64::from(*truth));
        let before = match self {
            Self::Special | Self::ThirdParties => 0,
            Self::Objection => facts.objection.as_ref().map_or(0, |objection| {
                let word = (objection.state as u64) << 3 | (objection.matched as u64) << 1;
                word | bits(&[objection.scope_covers])
            }),
            Self::Consent => facts.consent.as_ref().map_or(0, |consent| {
                let Consent { explicit, scope_covers, conditions_ok, parental, all_parties, .. } = *consent;
                (consent.state as u64) << 5 | bits(&[explicit, scope_covers, conditions_ok, parental, all_parties])
            }),
            Self::Notice => facts.notice.as_ref().map_or(0, |notice| {
                bits(&[true, notice.covers_purpose, notice.language_ok, notice.objection_right_separate])
            }),
        };
        (self as u64) << (Self::WIDTH - 3) | before
    }

    /// Writes what lies before it, each of which is nothing, and its own beginning.
    fn write_until(self, out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
        let nothing: [&[u8]; 4] =
            [b",\"special\":[]", b",\"third_parties\":[]", b",\"objection\":null", b",\"consent\":null"];
        nothing.iter().take(self as usize).for_each(|nothing| out.extend_from_slice(nothing));
        match self {
            Self::Special | Self::ThirdParties => {}
            Self::Objection => objection_until(out, facts.objection.as_ref())?,
            Self::Consent => consent_until(out, facts.consent.as_ref())?,
            Self::Notice => notice_until(out, facts.notice.as_ref()),
        }
        Ok(())
    }

    /// Writes the rest of it, and what lies after it.
    fn write_from(self, out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
        let (objection, consent, notice) = (facts.objection.as_ref(), facts.consent.as_ref(), facts.notice.as_ref());
        if matches!(self, Self::Special) {
            out.extend_from_slice(b",\"special\":");
            plain(out, &facts.special)?;
        }
        if matches!(self, Self::Special | Self::ThirdParties) {
            out.extend_from_slice(b",\"third_parties\":");
            plain(out, &facts.third_parties)?;
            objection_until(out, objection)?;
        }
        if !matches!(self, Self::Consent | Self::Notice) {
            objection.map_or(Ok(()), |said| {
                two_days(out, ["received_at", "withdrawn_at"], &said.received_at, &said.withdrawn_at)
            })?;
            consent_until(out, consent)?;
        }
        if !matches!(self, Self::Notice) {
            consent.map_or(Ok(()), |said| {
                two_days(out, ["given_at", "withdrawn_at"], &said.given_at, &said.withdrawn_at)
            })?;
            notice_until(out, notice);
        }
        let Some(notice) = notice else { return Ok(()) };
        some_day(out, &notice.delivered_at)?;
        out.push(b'}');
        Ok(())
    }
}

/// The objection up to its first day.
fn objection_until(out: &mut Vec<u8>, said: Option<&Objection>) -> Result<(), PipelineError> {
    let Some(Objection { state, scope_covers, matched, .. }) = said else {
        out.extend_from_slice(b",\"objection\":null");
        return Ok(());
    };
    out.extend_from_slice(b",\"objection\":{\"state\":");
    word(out, state.as_str())?;
    truths(out, &[("scope_covers", *scope_covers)]);
    out.extend_from_slice(b",\"match\":");
    word(out, matched.as_str())?;
    Ok(())
}

/// The consent up to its first day.
fn consent_until(out: &mut Vec<u8>, said: Option<&Consent>) -> Result<(), PipelineError> {
    let Some(Consent { state, explicit, scope_covers, conditions_ok, parental, all_parties, .. }) = said else {
        out.extend_from_slice(b",\"consent\":null");
        return Ok(());
    };
    out.extend_from_slice(b",\"consent\":{\"state\":");
    word(out, state.as_str())?;
    truths(out, &[("explicit", *explicit), ("scope_covers", *scope_covers), ("conditions_ok", *conditions_ok)]);
    truths(out, &[("parental", *parental), ("all_parties", *all_parties)]);
    Ok(())
}

/// The notice up to its day.
fn notice_until(out: &mut Vec<u8>, told: Option<&Notice>) {
    let Some(Notice { covers_purpose, language_ok, objection_right_separate, .. }) = told else {
        return out.extend_from_slice(b",\"notice\":null");
    };
    out.extend_from_slice(b",\"notice\":{\"covers_purpose\":");
    truth(out, *covers_purpose);
    truths(out, &[("language_ok", *language_ok), ("objection_right_separate", *objection_right_separate)]);
    out.extend_from_slice(b",\"delivered_at\":");
}

/// The end of what somebody said: two days.
fn two_days(out: &mut Vec<u8>, [first, last]: [&str; 2], on: &Date, until: &Option<Date>) -> Result<(), PipelineError> {
    name(out, first);
    day(out, on)?;
    name(out, last);
    some_day(out, until)?;
    out.push(b'}');
    Ok(())
}

fn truths(out: &mut Vec<u8>, members: &[(&str, bool)]) {
    for (member, value) in members {
        name(out, member);
        truth(out, *value);
    }
}

fn name(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

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

macro_rules! few {
    ($($word:ty: $width:literal)+) => {
        $(impl Few for $word {
            const WIDTH: u32 = $width;
            fn bits(&self) -> u64 {
                *self as u64
            }
        })+
    };
}

few!(AccountStatus: 3 AgeAssurance: 3 Band: 2 Kind: 5 Provenance: 4 Visibility: 4);

impl Few for Option<Erasure> {
    const WIDTH: u32 = 3;
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
    let pair = |number: u32| PAIRS.get(number as usize).copied().unwrap_or_default();
    let [[a, b], [c, d], [e, f], [g, h]] = [year / 100, year % 100, date.month(), date.day()].map(pair);
    out.extend_from_slice(&[b'"', a, b, c, d, b'-', e, f, b'-', g, h, b'"']);
    Ok(())
}

/// The two digits of each number below a hundred.
#[expect(clippy::indexing_slicing, reason = "made while it is compiled, where an index beyond the end is an error")]
const PAIRS: [[u8; 2]; 100] = {
    let (mut pairs, mut number) = ([[0; 2]; 100], 0);
    while number < 100 {
        pairs[number as usize] = [b'0' + number / 10, b'0' + number % 10];
        number += 1;
    }
    pairs
};

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

fn truth(out: &mut Vec<u8>, value: bool) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

/// A word of a closed list or a code, of which none has a letter that JSON writes otherwise.
fn word(out: &mut Vec<u8>, word: &str) -> Result<(), serde_json::Error> {
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
    Ok(())
}

fn country(out: &mut Vec<u8>, country: &Country) -> Result<(), serde_json::Error> {
    word(out, country.as_str())
}

macro_rules! members {
    (@same $last:expr, $now:expr) => { $last == $now };
    // Nobody gives a scribe facts of two runs; a test sees to that.
    (@same $last:expr, $now:expr, run) => { (!cfg!(debug_assertions) || $last == $now) };
    (@write $out:expr, $value:expr) => { plain($out, $value) };
    (@write $out:expr, $value:expr, $by:ident) => { $by($out, $value) };
    (@member $out:expr, $facts:expr, $name:ident $(, $by:ident)?) => {
        $out.extend_from_slice(concat!(",\"", stringify!($name), "\":").as_bytes());
        members!(@write $out, &$facts.$name $(, $by)?)?;
    };
    (
        shared: $($shared:ident $(($of_run:ident))?)+;
        few: $($few:ident)+;
        kind: $($kind:ident)+;
        until: $($until:ident)+;
        own: $($own:ident $(($by:ident))?)+;
    ) => {
        /// Whether the facts that begin the JSON are the same.
        fn is_shared(last: &Facts, facts: &Facts) -> bool {
            $(members!(@same last.$shared, facts.$shared $(, $of_run)?))&&+
        }

        fn write_shared(out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
            $(members!(@member out, facts, $shared);)+
            // In the place of the first comma.
            out.iter_mut().take(1).for_each(|first| *first = b'{');
            Ok(())
        }

        /// The values of the facts of few values, in one number: two have the same only where all these facts are the same.
        fn few_bits(facts: &Facts) -> u64 {
            let mut all = 0;
            $(all = all << width(&facts.$few) | facts.$few.bits();)+
            all
        }

        /// The same of what a record is.
        fn kind_bits(facts: &Facts) -> u64 {
            let mut all = 0;
            $(all = all << width(&facts.$kind) | facts.$kind.bits();)+
            all
        }

        fn write_few(out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
            $(members!(@member out, facts, $few);)+
            Ok(())
        }

        fn write_kind(out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
            $(members!(@member out, facts, $kind);)+
            Ok(())
        }

        fn write_own(out: &mut Vec<u8>, facts: &Facts) -> Result<(), PipelineError> {
            $(members!(@member out, facts, $own $(, $by)?);)+
            Ok(())
        }

        #[cfg(test)]
        const NAMES: &[&str] =
            &[$(stringify!($shared),)+ $(stringify!($few),)+ $(stringify!($kind),)+ $(stringify!($until),)+ $(stringify!($own)),+];

        #[cfg(test)]
        fn widths(facts: &Facts) -> [u32; 2] {
            [0 $(+ width(&facts.$few))+, 0 $(+ width(&facts.$kind))+]
        }
    };
}

const fn width<T: Few>(_: &T) -> u32 {
    T::WIDTH
}

/// Bits that tell apart what a record is.
const KIND_WIDTH: u32 = Kind::WIDTH + Provenance::WIDTH + Visibility::WIDTH;

// In the order of the struct, which is the order of the JSON; a test compares both. What is of the run no record changes.
members!(
    shared: op(run) purpose(run) purpose_declared basis controller_eu_established(run) lia lia_review_due compat dpia
        dpia_residual_high art36 processor_contract(run) run_country(run) transfer_tool(run) ropa contains_personal_data anonymised
        dma_gatekeeper(run) dma_cross_service_same_person(run) dma_consent(run) objection_policy_unconditional(run)
        window_days(run) art14_public_notice(run) biometric_template lia_covers_third_parties orders(run)
        minors_consent_allowed(run) model(run);
    few: purpose_covered_by_assessment purpose_in_notice_at_collection visibility_explicit_choice version_current deleted account
        origin_lawful retention_expired tdm_reserved_whole illegal_content age_assurance deceased prior_consent_refused
        restriction accuracy_contested erasure inspection_current band criminal;
    kind: kind source visibility_now;
    until: special third_parties objection consent notice;
    own: now(day) created_at(day) residence(country) age_now(years) age_at_creation(years);
);

#[cfg(test)]
mod tests {
    use super::*;

    /// Of which facts one thing can be made that is kept: those that stand before a record's own.
    fn before_own(facts: &Facts) -> &'static str {
        let mut written = Vec::new();
        write_shared(&mut written, facts).expect("facts");
        write_few(&mut written, facts).expect("facts");
        write_kind(&mut written, facts).expect("facts");
        String::from_utf8(written).expect("JSON").leak()
    }

    /// Facts in turn, each against what anybody else makes of them.
    fn each_is_written_as_json(all: &[Facts]) {
        let mut scribe = Scribe::of(&crate::tests::blank()).expect("a scribe");
        for facts in all {
            let (digest, made) = scribe.digest(facts, before_own).expect("a digest");
            assert_eq!(digest, crate::digest_of(facts).expect("a digest"), "{facts:?}");
            assert_eq!(made, before_own(facts), "{facts:?}");
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
        assert_eq!(
            NAMES.iter().skip(NAMES.len() - law::facts::OWN.len()).copied().collect::<Vec<_>>(),
            law::facts::OWN
        );
        let [few, kind] = widths(&facts);
        assert_eq!(kind, KIND_WIDTH);
        assert!(few + kind + Until::WIDTH <= u64::BITS, "all combinations have another number");
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
            Kind::ALL.iter().all(|one| one.bits() < 1 << Kind::WIDTH),
            Provenance::ALL.iter().all(|one| one.bits() < 1 << Provenance::WIDTH),
            Visibility::ALL.iter().all(|one| one.bits() < 1 << Visibility::WIDTH),
        ];
        assert_eq!(widths, [true; 7]);
    }

    #[test]
    fn nothing_that_was_said_or_found_hides_behind_what_was_hashed_before() {
        let blank = serde_json::to_value(crate::tests::blank()).expect("an object");
        let said = serde_json::json!({
            "special": [{"whose": "author", "mode": "explicit", "category": "health", "exception": "none"}],
            "third_parties": [{"ref": "handle-0", "objected": true}],
            "objection": {"state": "received", "scope_covers": true, "match": "exact", "received_at": "2026-09-05",
                "withdrawn_at": null},
            "consent": {"state": "given", "explicit": true, "scope_covers": true, "conditions_ok": true, "parental": true,
                "all_parties": true, "given_at": "2026-09-05", "withdrawn_at": null},
            "notice": {"covers_purpose": true, "language_ok": true, "objection_right_separate": true,
                "delivered_at": "2026-09-05"},
        });
        let facts = |value: &serde_json::Value| Facts::from_json(&value.to_string()).expect("facts");
        let mut all = Vec::new();
        // Whichever of them are there, each changes alone, and is as it was before.
        for there in 0..1_u32 << 5 {
            let mut whole = blank.clone();
            for (place, (name, value)) in said.as_object().expect("an object").iter().enumerate() {
                if there >> place & 1 == 1 {
                    whole[name] = value.clone();
                }
            }
            all.push(facts(&whole));
            for name in ["objection", "consent", "notice"] {
                for member in whole[name].as_object().into_iter().flat_map(|members| members.keys()) {
                    let other = match (member.as_str(), &whole[name][member]) {
                        (_, serde_json::Value::Bool(is)) => serde_json::json!(!is),
                        ("state", _) => serde_json::json!("withdrawn"),
                        ("match", _) => serde_json::json!("ambiguous"),
                        _ => serde_json::json!("1999-12-31"),
                    };
                    let mut changed = whole.clone();
                    changed[name][member] = other;
                    all.extend([facts(&changed), facts(&whole)]);
                }
            }
        }
        assert_eq!(all.len(), 32 + 16 * 2 * 17, "each of 17 members, wherever it is there");
        each_is_written_as_json(&all);
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
                    parental: d,
                    all_parties: e,
                    given_at: on.unwrap_or_default(),
                    withdrawn_at: on,
                });
                all.push(facts.clone());
            }
            facts.consent = None;
            all.push(facts.clone());
        }
        facts.notice = None;
        all.push(facts);
        each_is_written_as_json(&all);
    }
}
