//! The digest of facts, record after record. In: facts. Out: what [`crate::digest_of`] gives, for less: what the facts of
//! two records have in common is written and hashed once. Never: another digest.

use crate::PipelineError;
use law::Facts;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use terms::Digest;

/// Writes the facts of one record after the other.
pub(crate) struct Scribe {
    last: Facts,
    /// The members of the JSON object, each with the comma before it.
    members: Vec<Vec<u8>>,
    /// Of the members that are the same for all records of a run, which come first.
    start: Sha256,
    rest: Vec<u8>,
}

impl Scribe {
    /// A scribe who has written these facts.
    pub(crate) fn of(facts: &Facts) -> Result<Self, PipelineError> {
        let mut scribe =
            Self { last: facts.clone(), members: Vec::new(), start: Sha256::new(), rest: Vec::with_capacity(1 << 11) };
        scribe.members = whole(facts)?;
        scribe.begin();
        Ok(scribe)
    }

    /// The digest of these facts.
    pub(crate) fn digest(&mut self, facts: &Facts) -> Result<Digest, PipelineError> {
        if self.write(facts)? < FIRST_OF_RECORD {
            self.begin();
        }
        self.rest.clear();
        for member in self.members.iter().skip(FIRST_OF_RECORD) {
            self.rest.extend_from_slice(member);
        }
        self.rest.push(b'}');
        let mut hasher = self.start.clone();
        hasher.update(&self.rest);
        Ok(Digest::from_bytes(hasher.finalize().into()))
    }

    fn begin(&mut self) {
        self.start = Sha256::new();
        self.members.iter().take(FIRST_OF_RECORD).for_each(|member| self.start.update(member));
    }
}

fn write<T: Serialize>(member: &mut Vec<u8>, name: &str, value: &T) -> Result<(), serde_json::Error> {
    member.clear();
    member.extend_from_slice(if name == FIRST { b"{\"" } else { b",\"" });
    member.extend_from_slice(name.as_bytes());
    member.extend_from_slice(b"\":");
    serde_json::to_writer(member, value)
}

macro_rules! members {
    ($($name:ident)+) => {
        impl Scribe {
            /// Writes what differs from the last facts, and tells where that begins.
            fn write(&mut self, facts: &Facts) -> Result<usize, PipelineError> {
                let (mut first, mut place) = (usize::MAX, 0);
                let mut members = self.members.iter_mut();
                $(
                    let member = members.next().expect("INVARIANT: one member for each fact");
                    if self.last.$name != facts.$name {
                        self.last.$name.clone_from(&facts.$name);
                        write(member, stringify!($name), &facts.$name)?;
                        first = first.min(place);
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
                write(&mut member, stringify!($name), &facts.$name)?;
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
    now op purpose purpose_declared purpose_covered_by_assessment basis controller_eu_established lia lia_review_due compat
    dpia dpia_residual_high art36 processor_contract run_country transfer_tool ropa kind source created_at
    purpose_in_notice_at_collection visibility_now visibility_explicit_choice version_current deleted account origin_lawful
    retention_expired contains_personal_data anonymised tdm_reserved_whole dma_gatekeeper dma_cross_service_same_person
    dma_consent illegal_content residence age_now age_at_creation age_assurance deceased consent prior_consent_refused
    objection objection_policy_unconditional restriction accuracy_contested erasure notice window_days art14_public_notice
    inspection_current band special criminal biometric_template third_parties lia_covers_third_parties orders
    minors_consent_allowed model
);

const FIRST: &str = "now";
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
        let mut scribe = Scribe::of(&facts).expect("a scribe");
        let mut other = facts.clone();
        other.residence = terms::Country::new("FR").expect("a country");
        other.purpose_declared = !facts.purpose_declared;
        let mut third = other.clone();
        (third.deleted, third.age_now, third.notice) = (!other.deleted, None, None);
        for facts in [&facts, &other, &third, &facts, &third, &third, &other] {
            assert_eq!(scribe.digest(facts).expect("a digest"), crate::digest_of(facts).expect("a digest"));
        }
    }
}
