//! What others write and read. In: their formats, strictly and by version. Out: events, or events in their formats. Never: a
//! field passed over in silence, or a value of a person in an error.

pub mod csv;
pub mod drp;
pub mod history;
pub mod iso27560;
pub mod kantara;
pub mod opendsr;
mod request;
pub mod whole;

pub use request::{Found, Right, to_said};

use crate::Malformed;

/// Something could not be read from or written to a format of others.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// It has no such form.
    #[error("{place}: {why}")]
    Form {
        /// Where: a field, a line or the whole.
        place: String,
        /// What is wrong.
        why: &'static str,
    },
    /// It is of a version that this program does not know.
    #[error("{format} has a version that this program does not know; it knows {known}")]
    Version {
        /// Which format.
        format: &'static str,
        /// The versions that it knows.
        known: &'static str,
    },
    /// It reads as an event that is none.
    #[error("{place}: {cause}")]
    Event {
        /// Where: a line, or the whole.
        place: String,
        /// What is wrong with it.
        cause: Malformed,
    },
    /// A signature does not hold.
    #[error("{0}")]
    Signature(&'static str),
    /// It is not for us, not for now, or asks for what we do not do.
    #[error("{0}")]
    Refused(&'static str),
}

impl ExchangeError {
    pub(crate) fn form(place: impl Into<String>, why: &'static str) -> Self {
        Self::Form { place: place.into(), why }
    }
}
