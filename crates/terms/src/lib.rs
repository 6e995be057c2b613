//! Words that every room shares: who, what, when, for which purpose, under which digest.
//! In: nothing. Out: types and pure functions. Never: I/O, a clock, chance, or a `Debug` that shows what a person wrote.

mod category;
mod digest;
mod id;
mod post;
mod purpose;
mod redacted;
mod time;

pub use category::{Category, Whose};
pub use digest::{Digest, ParseDigestError, Pseudonymizer, canonical_json, hmac_sha256};
pub use id::{AccountId, RecordId, SubjectId};
pub use post::{
    Account, AccountStatus, AgeAssurance, Embed, Kind, Media, Post, Provenance, Signal, Visibility, VisibilityChange,
};
pub use purpose::{LegalBasis, Operation, Purpose};
pub use redacted::{Address, Handle, Text};
pub use time::{Country, Date, Instant, Lang, ParseTermError, format_instant, parse_date, parse_instant};
