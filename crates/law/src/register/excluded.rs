//! What a purpose's data are not used for. In: words of the register, `kind:review`, `purpose:ads`. Out: what each refuses.
//! Never: a word that refuses nothing; a text that only people can read is an error with what to write.

use super::Question;
use serde::{Deserialize, Serialize};
use std::fmt;
use terms::{Kind, Operation, Provenance, Purpose};

/// One exclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Excluded {
    /// `purpose:ads`: records that this purpose covers are refused for that one, whatever that one's own entry says.
    Purpose(Purpose),
    /// `operation:serve`: this purpose never has this operation.
    Operation(Operation),
    /// `kind:direct_message`: records of this kind are refused for this purpose.
    Kind(Kind),
    /// `source:crawled`: records that were come by so are refused for this purpose.
    Source(Provenance),
}

impl Excluded {
    /// Whether it refuses this operation, or this kind or source of record, for the purpose that it stands with.
    pub(super) fn refuses(&self, question: &Question<'_>) -> bool {
        match self {
            Self::Purpose(_) => false,
            Self::Operation(operation) => *operation == question.operation,
            Self::Kind(kind) => *kind == question.kind,
            Self::Source(source) => *source == question.source,
        }
    }
}

impl fmt::Display for Excluded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Purpose(purpose) => write!(f, "purpose:{purpose}"),
            Self::Operation(operation) => write!(f, "operation:{operation}"),
            Self::Kind(kind) => write!(f, "kind:{}", kind.as_str()),
            Self::Source(source) => write!(f, "source:{}", source.as_str()),
        }
    }
}

impl From<Excluded> for String {
    fn from(excluded: Excluded) -> Self {
        excluded.to_string()
    }
}

impl TryFrom<String> for Excluded {
    type Error = ExcludedError;

    fn try_from(text: String) -> Result<Self, ExcludedError> {
        let unknown = || ExcludedError { found: text.clone() };
        let (what, word) = text.split_once(':').ok_or_else(unknown)?;
        let named = match what {
            "purpose" if !word.is_empty() && !word.contains(char::is_whitespace) => {
                Some(Self::Purpose(Purpose::new(word)))
            }
            "operation" => Operation::ALL.into_iter().find(|one| one.as_str() == word).map(Self::Operation),
            "kind" => Kind::parse(word).map(Self::Kind),
            "source" => Provenance::parse(word).map(Self::Source),
            _ => None,
        };
        named.ok_or_else(unknown)
    }
}

/// An exclusion that nothing could act on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`excluded`: `{found}` names nothing that can be refused; write `purpose:ID`, `operation:serve`, `kind:direct_message` \
     or `source:crawled`, with words of docs/src/reference/register.md"
)]
pub struct ExcludedError {
    /// What stands there.
    pub found: String,
}
