//! The certificate of a purge. In: a proof from before, one from after, and what was done with the copies. Out: a file that
//! shows offline what left, and who has still to be told [GDPR 17(1), 19]. Never: a text, or a certificate whose proofs do
//! not hold.

use crate::error::ProofError;
use crate::proof::{Proof, read_sealed, sealed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use terms::{Digest, Instant};

/// A certificate as its file holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    purge_certificate: u64,
    /// The pseudonym of the person.
    pub person: String,
    /// The moment of the purge.
    pub at: Instant,
    /// The number of events in the ledger at the tree head that the purge was decided under.
    pub tree_size: u64,
    /// The root of that tree head.
    pub tree_root: Digest,
    /// Records that left.
    pub removed: u64,
    /// Shards that were written anew; all others kept every byte.
    pub shards_rewritten: Vec<String>,
    /// Bytes that were written.
    pub bytes_rewritten: u64,
    /// Of the version before.
    pub before: Proof,
    /// Of the version after.
    pub after: Proof,
    /// Each copy that the project knows.
    pub copies: Vec<CopyPurged>,
    /// Each recipient that the project knows.
    pub recipients: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
}

/// A copy of the corpus in a folder within reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyPurged {
    /// The folder.
    pub folder: String,
    /// Records that left.
    pub removed: u64,
    /// Of the version after; `None` if the copy could not be purged, so that the purge is not whole.
    pub after: Option<Proof>,
}

/// Somebody who has a copy out of reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Who.
    pub recipient: String,
    /// The event `recipient_notified` in the ledger; `None` while they have still to be told [GDPR 19].
    pub notified: Option<u64>,
}

/// What a purge did with the corpus itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The moment of the purge.
    pub at: Instant,
    /// The size and root of the tree head that it was decided under.
    pub head: (u64, Digest),
    /// Shards that were written anew.
    pub shards_rewritten: Vec<String>,
    /// Bytes that were written.
    pub bytes_rewritten: u64,
}

impl Certificate {
    /// The certificate of a purge. Refused if the proofs are not of one person before and after.
    pub fn new(
        done: Done,
        before: &Proof,
        after: &Proof,
        copies: Vec<CopyPurged>,
        recipients: Vec<Recipient>,
    ) -> Result<Self, ProofError> {
        let records = |proof: &Proof| proof.records().map_or(0, |records| records.len() as u64);
        let (tree_size, tree_root) = done.head;
        let certificate = Self {
            purge_certificate: CERTIFICATE_VERSION,
            person: before.person().to_owned(),
            at: done.at,
            tree_size,
            tree_root,
            removed: records(before).saturating_sub(records(after)),
            shards_rewritten: done.shards_rewritten,
            bytes_rewritten: done.bytes_rewritten,
            before: before.clone().sealed(),
            after: after.clone().sealed(),
            copies: copies
                .into_iter()
                .map(|copy| CopyPurged { after: copy.after.map(Proof::sealed), ..copy })
                .collect(),
            recipients,
            digest: None,
        };
        certificate.check()?;
        Ok(certificate)
    }

    /// Whether every copy within reach was purged and every recipient was told.
    pub fn is_whole(&self) -> bool {
        self.copies.iter().all(|copy| copy.after.is_some())
            && self.recipients.iter().all(|recipient| recipient.notified.is_some())
    }

    /// The file.
    pub fn to_json(&self) -> String {
        sealed(self, |digest| Self { digest, ..self.clone() })
    }

    /// Reads a certificate and checks all of it but the receipts of its proofs.
    pub fn read(bytes: &[u8]) -> Result<Self, ProofError> {
        let split = |whole: Self| (whole.digest, Self { digest: None, ..whole });
        let certificate: Self = read_sealed(bytes, "purge_certificate", CERTIFICATE_VERSION, split)?;
        certificate.check()?;
        Ok(certificate)
    }

    fn check(&self) -> Result<(), ProofError> {
        let fails = |what| Err(ProofError::DoesNotHold { what });
        self.before.check_sealed()?;
        self.after.check_sealed()?;
        if self.before.person() != self.person || !self.before.is_about_the_same(&self.after) {
            return fails("its two proofs are not about one person in one corpus");
        }
        let records = |proof: &Proof| -> BTreeSet<String> {
            proof.records().unwrap_or_default().iter().map(|record| record.record.clone()).collect()
        };
        let (before, after) = (records(&self.before), records(&self.after));
        if !after.is_subset(&before) || self.removed != (before.len() - after.len()) as u64 {
            return fails("the records that left are not those between its two proofs");
        }
        if (self.removed == 0) != (self.before.corpus() == self.after.corpus()) {
            return fails("its corpus digests do not tell a purge");
        }
        for proof in self.copies.iter().filter_map(|copy| copy.after.as_ref()) {
            proof.check_sealed()?;
            if proof.person() != self.person {
                return fails("the proof of a copy is about another person");
            }
            if !records(proof).is_subset(&after) {
                return fails("a copy still holds what left the corpus");
            }
        }
        Ok(())
    }
}

const CERTIFICATE_VERSION: u64 = 1;
