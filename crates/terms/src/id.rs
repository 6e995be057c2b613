//! Identifiers: opaque strings that a source or the ledger gave. They may stand in errors; handles and names may not.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the identifier as the source gave it.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A data subject [GDPR 4(1)]: one natural person, with or without an account.
    SubjectId
);
id!(
    /// One account on one service. Several accounts may belong to one subject.
    AccountId
);
id!(
    /// One version of one post, comment, picture or caption.
    RecordId
);
