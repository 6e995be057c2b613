//! The words in which facts are given. In: words of files. Out: variants, and back. Never: a word that a rule would read
//! as harmless because nobody knew it: what a rule tests by naming the forbidden word is a closed list; what it tests by
//! naming the permitting word takes any other word as `Other`, which permits nothing.

use serde::{Deserialize, Serialize};

/// A list of words that policies know as one Cedar enum entity.
pub(crate) trait Word: Copy {
    /// The words, in the order of their codes.
    fn words() -> Vec<&'static str>;
}

macro_rules! closed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in files and policies.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl Word for $name {
            fn words() -> Vec<&'static str> {
                vec![$($word),+]
            }
        }
    };
}

macro_rules! open {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[$vdoc])* $variant),+,
            /// Any other word: it permits nothing.
            Other,
        }

        impl $name {
            /// Every word of the list, and `Other`.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+, Self::Other];

            /// The word used in files and policies.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+, Self::Other => "other" }
            }

            /// Reads a word; one that is not in the list is `Other`.
            pub fn parse(word: &str) -> Self {
                match word { $($word => Self::$variant),+, _ => Self::Other }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                Self::parse(&word)
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.as_str().to_owned()
            }
        }

        impl Word for $name {
            fn words() -> Vec<&'static str> {
                vec![$($word),+, "other"]
            }
        }
    };
}

open!(
    /// State of a legitimate-interest or impact assessment. Only `approved` permits.
    Assessment {
        /// There is none.
        None = "none",
        /// It is missing.
        Missing = "missing",
        /// Being written.
        Draft = "draft",
        /// Waiting for approval.
        Submitted = "submitted",
        /// Approved.
        Approved = "approved",
        /// Refused.
        Rejected = "rejected",
        /// Past its date.
        Expired = "expired",
        /// Its review is late.
        Overdue = "overdue",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
);
open!(
    /// Outcome of the test whether a new purpose is compatible with the old one [GDPR 6(4)]. Only `compatible` permits.
    Compatibility {
        /// There is none.
        None = "none",
        /// It is missing.
        Missing = "missing",
        /// Not decided yet.
        Pending = "pending",
        /// Favourable.
        Compatible = "compatible",
        /// Unfavourable.
        Incompatible = "incompatible",
        /// Nobody knows.
        Unknown = "unknown",
    }
);
open!(
    /// State of the prior consultation of the authority [GDPR 36(1)]. Where a high risk remains, only `completed` permits.
    Consultation {
        /// No high risk remains.
        NotNeeded = "not_needed",
        /// It has to be asked.
        Required = "required",
        /// Asked, not answered.
        Pending = "pending",
        /// Answered.
        Completed = "completed",
    }
);
closed!(
    /// State of a consent.
    ConsentState {
        /// Given.
        Given = "given",
        /// Given again after a refusal or withdrawal.
        Renewed = "renewed",
        /// Taken back [GDPR 7(3)].
        Withdrawn = "withdrawn",
        /// Asked for and refused.
        Refused = "refused",
    }
);
closed!(
    /// State of an objection.
    ObjectionState {
        /// Received; it works from this moment, read or unread.
        Received = "received",
        /// Accepted.
        Accepted = "accepted",
        /// Rejected for compelling grounds [GDPR 21(1)].
        RejectedCompelling = "rejected_compelling",
        /// Taken back by the person.
        Withdrawn = "withdrawn",
    }
);
closed!(
    /// Whether it is known whose objection it is.
    Match {
        /// It is this person's.
        Exact = "exact",
        /// It may be this person's.
        Ambiguous = "ambiguous",
    }
);
closed!(
    /// State of a request for erasure [GDPR 17(1)].
    Erasure {
        /// Received.
        Received = "received",
        /// Granted, not yet carried out.
        Granted = "granted",
        /// Refused, with reasons.
        Refused = "refused",
        /// Carried out on what it asked about; what is here came later.
        Fulfilled = "fulfilled",
    }
);
closed!(
    /// How sure the detectors are.
    Band {
        /// Sure.
        Clear = "clear",
        /// A finding lies inside the uncertainty band.
        Uncertain = "uncertain",
    }
);
closed!(
    /// Whether a special category is stated or follows from something else.
    Mode {
        /// The text states it.
        Explicit = "explicit",
        /// It is inferred.
        Inferred = "inferred",
    }
);
closed!(
    /// The exception that a special category stands under [GDPR 9(2)].
    Exception {
        /// None.
        None = "none",
        /// Explicit consent [GDPR 9(2)(a)].
        ExplicitConsent = "explicit_consent",
        /// Manifestly made public by the person [GDPR 9(2)(e)].
        ManifestlyPublic = "manifestly_public",
    }
);
closed!(
    /// What an order does.
    OrderEffect {
        /// It forbids.
        Forbid = "forbid",
    }
);
closed!(
    /// What happens to the part of a record that concerns a third party. Ordered and written as in decisions.
    Transform {
        /// A placeholder takes the place of the identifier.
        MaskIdentifier = "MASK_IDENTIFIER",
        /// The passage is cut.
        RedactSpan = "REDACT_SPAN",
        /// The passage about a child is cut.
        RemoveChild = "REMOVE_CHILD",
    }
);

impl Transform {
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|transform| transform.as_str() == word)
    }
}

/// An age against the age of adulthood of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    Unknown,
    Minor,
    Adult,
}
