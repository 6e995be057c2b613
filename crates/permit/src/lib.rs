//! Between rooms 6 and 7: whether somebody may go on training on a corpus. In: a sealed corpus and the ledger, here or behind
//! a portal elsewhere, asked again and again. Out: yes with the rows of a shard, or what ended the permit. Never: yes where
//! the question could not be asked, or a person's name.
//!
//! It links no query engine, so that a program that trains elsewhere can link it.

mod accounts;
mod elsewhere;
mod permitted;
mod settings;
mod trainer;

pub use accounts::holders;
pub use elsewhere::{Elsewhere, Told};
pub use permitted::{Doubt, Permitted};
pub use settings::{NoKey, Settings, overlay};
pub use trainer::Trainer;

/// What ended a permit. It is an answer, not an error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// An order of an authority or a court.
    #[error("order `{id}` covers training and came after the corpus was sealed")]
    Order {
        /// Its id.
        id: String,
    },
    /// An objection of somebody without an account.
    #[error("objection `{id}` names somebody who may appear in the corpus")]
    Name {
        /// Its id.
        id: String,
    },
    /// Other choices count for people whose posts are in the corpus.
    #[error("choices of {people} people in the corpus changed after it was sealed")]
    People {
        /// How many people.
        people: u64,
    },
    /// The corpus is for another purpose.
    #[error("the corpus was sealed for `{sealed}`, and nobody may use it for `{asked}` [GDPR 5(1)(b)]")]
    OtherPurpose {
        /// What it was sealed for.
        sealed: String,
        /// What was asked.
        asked: String,
    },
    /// The controller ended the purpose.
    #[error("the purpose `{purpose}` was ended")]
    PurposeEnded {
        /// The purpose.
        purpose: String,
    },
    /// There is a later version of the corpus.
    #[error("corpus {held:.16} is no longer the current one, {current:.16} is; open it again")]
    Superseded {
        /// The version that is held, in hexadecimal.
        held: String,
        /// The version that replaced it, in hexadecimal.
        current: String,
    },
    /// No event of the ledger names the corpus, so nobody answers for it.
    #[error("the ledger does not name corpus {corpus:.16}; run `grondslag corpus seal`")]
    NotRecorded {
        /// The corpus, in hexadecimal.
        corpus: String,
    },
}

impl Stop {
    /// One word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Order { .. } => "order",
            Self::Name { .. } => "name",
            Self::People { .. } => "people",
            Self::OtherPurpose { .. } => "purpose",
            Self::PurposeEnded { .. } => "purpose_ended",
            Self::Superseded { .. } => "superseded",
            Self::NotRecorded { .. } => "not_recorded",
        }
    }
}

/// The question could not be asked, or what was found does not hold. Whoever sees this may not go on either.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The ledger could not be read.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// The ledger could not be opened.
    #[error(transparent)]
    OpenLedger(#[from] ledger::OpenError),
    /// The corpus could not be opened.
    #[error(transparent)]
    Open(#[from] corpus::OpenError),
    /// A file of the corpus could not be read, or is not what was sealed.
    #[error(transparent)]
    Read(#[from] corpus::ReadError),
    /// The disk.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// There is no ledger: a question to one that is made now would get a yes that means nothing.
    #[error("there is no ledger in `{}`; give the folder of the project", folder.display())]
    NoLedger {
        /// Where it was looked for.
        folder: std::path::PathBuf,
    },
    /// The settings of the project cannot be used.
    #[error("`{file}`: {why}")]
    Settings {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// The table of accounts cannot be read, so nobody knows whose account is whose.
    #[error("`accounts.parquet` could not be read: {why}; run `grondslag intake`")]
    Accounts {
        /// What is wrong with it.
        why: String,
    },
    /// What somebody elsewhere answered is no answer to what was asked.
    #[error("what was answered about the permit is no answer to the question: {why}")]
    Answer {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The head under which somebody elsewhere answered is not one of the log that is trusted.
    #[error("the permit was answered under a head that is not the log's: {why}")]
    Head {
        /// What is wrong with it.
        why: String,
    },
    /// The manifest is not signed, or not by this ledger.
    #[error("the manifest is not signed by the ledger: {why}; run `grondslag corpus verify`")]
    NotSigned {
        /// What is wrong with its receipt.
        why: String,
    },
}

impl AskError {
    /// Whether a proof or a digest does not hold.
    pub fn is_mismatch(&self) -> bool {
        match self {
            Self::Read(error) => error.mismatch().is_some(),
            Self::Open(error) => error.mismatch().is_some(),
            Self::NotSigned { .. } | Self::Head { .. } => true,
            _ => false,
        }
    }
}
