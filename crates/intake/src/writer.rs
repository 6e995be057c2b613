//! What a format knows about all the posts of a source. In: a source. Out: posts of which everything else is unknown.
//! Never: a field that nobody gave.

use crate::{Format, IntakeError, Source};
use std::path::Path;
use terms::{AccountId, Digest, Instant, Kind, Post, Provenance, RecordId, Text};

/// Writes the posts of one source.
pub(crate) struct Writer {
    pub(crate) service: String,
    provenance: Provenance,
    /// The account whose package it is, where it is one.
    pub(crate) account: Option<AccountId>,
}

impl Writer {
    /// For a source in which the controller declares whose it is, or nobody does.
    pub(crate) fn of(source: &Source, format: Format) -> Result<Self, IntakeError> {
        let service = source.service_or(format);
        let account = source.declare.account_id.as_ref().map(|id| AccountId::new(format!("{service}:{id}")));
        let provenance =
            source.provenance.ok_or(IntakeError::Undeclared { path: source.path.clone(), field: "provenance" })?;
        Ok(Self { service, provenance, account })
    }

    /// The identifier of a record within the project.
    pub(crate) fn record(&self, id: &str) -> RecordId {
        RecordId::new(format!("{}:{id}", self.service))
    }

    /// The identifier of an account within the project.
    pub(crate) fn account(&self, id: &str) -> AccountId {
        AccountId::new(format!("{}:{id}", self.service))
    }

    /// A post of the source's account.
    pub(crate) fn post(&self, id: &str, kind: Kind, at: Option<Instant>, text: impl Into<String>) -> Post {
        Post {
            account_id: self.account.clone(),
            created_at: at,
            text: Text::new(text.into()),
            ..Post::unknown(self.record(id), kind, &*self.service, self.provenance)
        }
    }
}

/// 16 digits that stand for a name in identifiers, because identifiers stand in reports and names may not.
pub(crate) fn tag(domain: &str, name: &str) -> String {
    let digest = Digest::of_parts([domain.as_bytes(), name.as_bytes()]).to_string();
    digest.chars().take(16).collect()
}

/// The last part of a path, for sources that say of themselves nothing that could tell them apart.
pub(crate) fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
