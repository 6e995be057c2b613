//! What a human review found. In: a word. Out: a verdict. Never: a third one.

use serde::{Deserialize, Serialize};

/// What somebody found who looked at what the detectors were not sure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// None of it is what the detectors suspected.
    Cleared,
    /// It is what they suspected, and counts as found.
    Confirmed,
}

impl Verdict {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cleared => "cleared",
            Self::Confirmed => "confirmed",
        }
    }

    /// The verdict of this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Cleared, Self::Confirmed].into_iter().find(|verdict| verdict.as_str() == word)
    }
}
