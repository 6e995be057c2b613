//! Special categories of personal data [GDPR 9(1)].

use serde::{Deserialize, Serialize};

/// A special category, named as in the facts of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Racial or ethnic origin.
    RacialEthnic,
    /// Political opinions.
    PoliticalOpinion,
    /// Religious or philosophical beliefs. `religion` is read as the same word.
    #[serde(alias = "religion")]
    ReligionBelief,
    /// Trade union membership.
    TradeUnion,
    /// Genetic data.
    Genetic,
    /// Biometric data for the purpose of unique identification.
    BiometricId,
    /// Health.
    Health,
    /// Sex life or sexual orientation.
    SexLifeOrientation,
}

impl Category {
    /// All categories.
    pub const ALL: [Self; 8] = [
        Self::RacialEthnic,
        Self::PoliticalOpinion,
        Self::ReligionBelief,
        Self::TradeUnion,
        Self::Genetic,
        Self::BiometricId,
        Self::Health,
        Self::SexLifeOrientation,
    ];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RacialEthnic => "racial_ethnic",
            Self::PoliticalOpinion => "political_opinion",
            Self::ReligionBelief => "religion_belief",
            Self::TradeUnion => "trade_union",
            Self::Genetic => "genetic",
            Self::BiometricId => "biometric_id",
            Self::Health => "health",
            Self::SexLifeOrientation => "sex_life_orientation",
        }
    }

    /// Reads the word used in files.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == word)
    }
}

/// Whom a passage is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The person who wrote it.
    Author,
    /// Somebody else.
    Other,
}
