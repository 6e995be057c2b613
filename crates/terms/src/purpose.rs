//! Purposes, operations and legal bases [GDPR 5(1)(b), 6(1)].

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is done for a purpose; each operation is decided on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Put records together into a corpus.
    Assemble,
    /// Train a model on the corpus.
    Train,
    /// Measure a model on the corpus.
    Evaluate,
    /// Answer prompts with a model.
    Serve,
}

impl Operation {
    /// All operations, in the order of the journey.
    pub const ALL: [Self; 4] = [Self::Assemble, Self::Train, Self::Evaluate, Self::Serve];

    /// The word used in files and policies.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assemble => "assemble",
            Self::Train => "train",
            Self::Evaluate => "evaluate",
            Self::Serve => "serve",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The controller's configured legal basis, in the notation of DPV (`A6-1-a` is Art. 6(1)(a)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LegalBasis {
    /// Consent.
    #[serde(rename = "A6-1-a")]
    Consent,
    /// Contract.
    #[serde(rename = "A6-1-b")]
    Contract,
    /// Legal obligation.
    #[serde(rename = "A6-1-c")]
    LegalObligation,
    /// Vital interests.
    #[serde(rename = "A6-1-d")]
    VitalInterests,
    /// Public task.
    #[serde(rename = "A6-1-e")]
    PublicTask,
    /// Legitimate interests.
    #[serde(rename = "A6-1-f")]
    LegitimateInterests,
    /// The controller has configured none.
    #[serde(rename = "none")]
    None,
}

impl LegalBasis {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consent => "A6-1-a",
            Self::Contract => "A6-1-b",
            Self::LegalObligation => "A6-1-c",
            Self::VitalInterests => "A6-1-d",
            Self::PublicTask => "A6-1-e",
            Self::LegitimateInterests => "A6-1-f",
            Self::None => "none",
        }
    }
}

impl fmt::Display for LegalBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A purpose of the register, such as `ai.train.generative`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Purpose(String);

impl Purpose {
    /// The purpose with this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
