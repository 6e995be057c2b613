//! The versions of each document and who approved them. In: documents as they are filled, approvals. Out: which version is
//! the last, and whether it may be relied on. Never: an approval of a document with a field that is missing.

use crate::document::Document;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{Date, Digest};

/// All versions of all documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    /// Of this format.
    pub grondslag_documents: u64,
    /// By document, oldest first.
    pub documents: BTreeMap<String, Vec<Edition>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { grondslag_documents: SHELF_UNSIGNED, documents: BTreeMap::new() }
    }
}

/// One version of a document. It supersedes the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Counted from 1.
    pub version: u32,
    /// The version before it.
    pub supersedes: Option<u32>,
    /// The digest of what was declared and answered: what an approval is about.
    pub substance: Digest,
    /// The fields that are missing.
    pub missing: Vec<String>,
    /// What bars its approval beside missing fields.
    pub bars: Vec<String>,
    /// The day on which it was first made.
    pub prepared_on: Date,
    /// The profile of the law.
    pub profile: String,
    /// Who approved it.
    pub approval: Option<Approval>,
    /// Who signed it, one after the other, where it takes two to approve it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
}

/// A signature under one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// By whom.
    pub by: String,
    /// As what.
    pub role: String,
    /// On which day.
    pub on: Date,
}

impl Edition {
    /// What lacks something or is barred gets nobody's name.
    fn check(&self, document: &str) -> Result<(), ShelfError> {
        let document = document.to_owned();
        if !self.missing.is_empty() {
            return Err(ShelfError::Missing { document, missing: self.missing.join(", ") });
        }
        if !self.bars.is_empty() {
            return Err(ShelfError::Barred { document, bars: self.bars.join("; ") });
        }
        Ok(())
    }

    /// The approval, where this version may be relied on on this day: it is whole, approved, and not due for review.
    pub fn standing(&self, on: Date) -> Option<&Approval> {
        let whole = self.missing.is_empty() && self.bars.is_empty();
        self.approval.as_ref().filter(|approval| whole && approval.on <= on && on <= approval.review_due)
    }
}

/// An approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// By whom.
    pub by: String,
    /// As what.
    pub role: String,
    /// On which day.
    pub on: Date,
    /// The last day on which it counts.
    pub review_due: Date,
}

/// A document cannot be approved, or relied on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// It was never made.
    #[error("`{0}` was never made; `grondslag report {0}` makes it")]
    NotMade(String),
    /// A field is missing.
    #[error("`{document}` cannot be approved: {missing} are missing")]
    Missing {
        /// The document.
        document: String,
        /// The fields.
        missing: String,
    },
    /// Something else bars it.
    #[error("`{document}` cannot be approved: {bars}")]
    Barred {
        /// The document.
        document: String,
        /// What.
        bars: String,
    },
    /// Another role approves it.
    #[error("`{document}` is approved by the role `{approver}`, not by `{role}`")]
    NotTheirs {
        /// The document.
        document: String,
        /// Who approves it.
        approver: String,
        /// Who tried.
        role: String,
    },
    /// The second pair of eyes is the first.
    #[error("`{0}` takes two people; another person has to sign")]
    SamePerson(String),
    /// The review is due before the approval.
    #[error("the review of `{0}` is due before its approval")]
    DueBefore(String),
    /// A later program wrote it.
    #[error(
        "the list of documents has version {0}, and this program knows up to {SHELF_VERSION}; use a later grondslag"
    )]
    Newer(u64),
    /// It is not what this program writes.
    #[error("the list of documents is not what this program writes; restore it from a backup")]
    Malformed,
}

impl Shelf {
    /// Reads the list.
    pub fn read(text: &str) -> Result<Self, ShelfError> {
        #[derive(Deserialize)]
        struct Version {
            grondslag_documents: u64,
        }
        let version: Version = serde_json::from_str(text).map_err(|_| ShelfError::Malformed)?;
        if version.grondslag_documents > SHELF_VERSION {
            return Err(ShelfError::Newer(version.grondslag_documents));
        }
        serde_json::from_str(text).map_err(|_| ShelfError::Malformed)
    }

    /// The file.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("INVARIANT: the list is strings and numbers");
        text.push('\n');
        text
    }

    /// The last version of a document.
    pub fn last(&self, document: &str) -> Option<&Edition> {
        self.documents.get(document)?.last()
    }

    /// Takes a document in: the version that it is already, or a new one that supersedes the last.
    pub fn take(&mut self, document: &Document, on: Date) -> Edition {
        let editions = self.documents.entry(document.id.clone()).or_default();
        let substance = document.substance();
        let missing: Vec<String> = document.missing().map(|field| field.id.clone()).collect();
        if let Some(last) = editions.last_mut().filter(|last| last.substance == substance) {
            // What is measured may be there now, or gone; the substance is the same.
            last.missing = missing;
            last.bars.clone_from(&document.bars);
            return last.clone();
        }
        let before = editions.last().map(|last| last.version);
        let edition = Edition {
            version: before.unwrap_or_default() + 1,
            supersedes: before,
            substance,
            missing,
            bars: document.bars.clone(),
            prepared_on: on,
            profile: document.profile.clone(),
            approval: None,
            signatures: Vec::new(),
        };
        editions.push(edition.clone());
        edition
    }

    /// Approves the last version of a document.
    pub fn approve(&mut self, document: &str, approver: &str, approval: Approval) -> Result<Edition, ShelfError> {
        let name = || document.to_owned();
        let last = self.documents.get_mut(document).and_then(|editions| editions.last_mut());
        let last = last.ok_or_else(|| ShelfError::NotMade(name()))?;
        if approval.role != approver {
            return Err(ShelfError::NotTheirs { document: name(), approver: approver.to_owned(), role: approval.role });
        }
        last.check(document)?;
        if approval.review_due < approval.on {
            return Err(ShelfError::DueBefore(name()));
        }
        last.approval = Some(approval);
        Ok(last.clone())
    }

    /// Puts a signature under the last version. With the second one, of another person, it is approved, if the role that
    /// approves it is among those who signed.
    pub fn sign(
        &mut self,
        document: &str,
        approver: &str,
        signature: Signature,
        review_due: Date,
    ) -> Result<Option<Edition>, ShelfError> {
        let name = || document.to_owned();
        let last = self.documents.get_mut(document).and_then(|editions| editions.last_mut());
        let last = last.ok_or_else(|| ShelfError::NotMade(name()))?;
        last.check(document)?;
        if last.signatures.iter().any(|one| one.by == signature.by) {
            return Err(ShelfError::SamePerson(name()));
        }
        let on = signature.on;
        last.signatures.push(signature);
        // Earlier programs do not know signatures, and are told so by the version.
        self.grondslag_documents = SHELF_VERSION;
        let approving = last.signatures.iter().find(|one| one.role == approver).filter(|_| last.signatures.len() > 1);
        let Some(Signature { by, role, .. }) = approving.cloned() else { return Ok(None) };
        self.approve(document, approver, Approval { by, role, on, review_due }).map(Some)
    }

    /// The approval that may be relied on for `D02/3` on this day; nothing where that version is not the last, not approved,
    /// or due for review.
    pub fn relied_on(&self, reference: &str, on: Date) -> Option<&Approval> {
        let (document, version) = parse_reference(reference)?;
        self.last(document).filter(|last| Some(last.version) == version)?.standing(on)
    }
}

/// Reads `D02/3`: a document of this program and its version. Any other name is that of a document kept elsewhere; one that
/// begins like ours and goes on otherwise has no version, so that a slip of the pen is not taken for a document elsewhere.
pub fn parse_reference(reference: &str) -> Option<(&'static str, Option<u32>)> {
    let mut parts = reference.trim().splitn(2, '/').map(str::trim);
    let name = parts.next()?;
    let sheet = crate::document::catalogue::sheets().iter().find(|sheet| sheet.id.eq_ignore_ascii_case(name))?;
    Some((sheet.id.as_str(), parts.next().and_then(|version| version.parse().ok())))
}

/// The version of the format that this program writes and reads.
const SHELF_VERSION: u64 = 2;
/// The version of a list without signatures.
const SHELF_UNSIGNED: u64 = 1;
