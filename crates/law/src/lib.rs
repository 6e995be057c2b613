//! Rooms 4 and 5: facts and law. In: `Facts` about one record, one purpose and one operation. Out: a `Decision` with every
//! rule that fired, and for what is lawful a `Lawful` value. Never: a clock, a ledger, or a yes that no policy gave.
//!
//! The policies are data: `law/*.cedar`, typed by `law/facts.cedarschema`, with the numbers of `law/profile.toml`.

mod words;

pub mod facts;
mod moment;
mod profile;

mod context;
mod load;

mod ask;
mod decide;
mod decision;
mod embedded;
mod explain;
mod lawful;
mod memo;

pub mod cases;
pub mod diff;
pub mod odrl;
pub mod register;
mod turns;

pub use context::{RecordContext, SliceContext};
pub use decide::{Clerk, DEFAULT_DENY, Few, Law, Ruling};
pub use decision::{Decision, Fires, Grounds, Outcome};
pub use embedded::embedded_files;
pub use explain::{Explained, Read};
pub use facts::{Facts, FactsError};
pub use lawful::Lawful;
pub use load::{Effect, Fault, LawError, Rule};
pub use moment::{
    Limbs, age_years, manifestly_public, notice_counts, objection_window_open, purpose_was_named, visibility_at,
    was_public,
};
pub use profile::{Article8, CODES, Profile, code_at, place_of};
pub use turns::birthday;
pub use words::{
    Assessment, Band, Compatibility, ConsentState, Consultation, Erasure, Exception, Match, Mode, ObjectionState,
    OrderEffect, Transform,
};

/// The text of everything here that answers beside the policies: where it is another, so may be the answers to the same facts.
pub const METHOD: &[&str] = &[
    include_str!("ask.rs"),
    include_str!("context.rs"),
    include_str!("decide.rs"),
    include_str!("decide/clerk.rs"),
    include_str!("decision.rs"),
    include_str!("facts.rs"),
    include_str!("load.rs"),
    include_str!("memo.rs"),
    include_str!("moment.rs"),
    include_str!("profile.rs"),
    include_str!("register.rs"),
    include_str!("register/choices.rs"),
    include_str!("register/declarations.rs"),
    include_str!("register/effect.rs"),
    include_str!("register/excluded.rs"),
    include_str!("turns.rs"),
    include_str!("words.rs"),
];

#[cfg(test)]
mod tests;
