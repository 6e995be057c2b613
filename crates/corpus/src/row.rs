//! One row of a corpus, and what becomes of a record that is not admitted. In: what the law handed over. Out: words and
//! pseudonyms that files hold. Never: an account, a handle or a source id inside a row.

use crate::Picture;
use serde::{Deserialize, Serialize};
use terms::{Digest, Kind, Lang, LegalBasis, Text};

/// One admitted record, as a trainer sees it: text and pseudonyms, nothing that says who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Pseudonym of the record: 32 lower-case hexadecimal digits.
    pub record: String,
    /// Pseudonym of the author: 32 lower-case hexadecimal digits.
    pub subject: String,
    /// What it is.
    pub kind: Kind,
    /// Its language, where known.
    pub lang: Option<Lang>,
    /// The text, after its transforms.
    pub text: Text,
    /// The legal basis it was admitted on.
    pub basis: LegalBasis,
    /// The transforms that were applied to the text, as the law names them, sorted.
    pub transforms: Vec<String>,
    /// Whether its author is likely to leave, so that a trainer reads it late; the same in all rows of a person.
    #[serde(default, skip_serializing_if = "Late::is_unsaid")]
    pub late: Late,
    /// Its pictures, in the order of the record; they lie beside the shards. Empty where a corpus holds none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
}

/// Whether somebody is likely to leave, as far as a corpus says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Late {
    /// The corpus says it of nobody.
    #[default]
    Unsaid,
    /// Known to have been there, and told of their rights, before the day that the corpus names.
    No,
    /// Everybody else: new, told lately, or nobody knows.
    Yes,
}

impl Late {
    pub(crate) fn is_unsaid(&self) -> bool {
        *self == Self::Unsaid
    }
}

/// What keeps a record out of a corpus: two decisions of the law, and repetition, which is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Refusal {
    /// The lawful answer is no.
    #[serde(rename = "FORBID")]
    Forbid,
    /// The lawful answer is not yet: it waits for a person, a date or a new inspection.
    #[serde(rename = "HOLD")]
    Hold,
    /// The law lets it in, and it repeats another one: no rule fired.
    #[serde(rename = "DUPLICATE")]
    Duplicate,
}

impl Refusal {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forbid => "FORBID",
            Self::Hold => "HOLD",
            Self::Duplicate => "DUPLICATE",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Forbid, Self::Hold, Self::Duplicate].into_iter().find(|refusal| refusal.as_str() == word)
    }
}

/// Why a record stays out, or goes out again: the decision and every rule that fired, or that it repeats another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Forbidden, held or a duplicate.
    pub refusal: Refusal,
    /// The ids of the rules that fired, sorted.
    pub rules: Vec<String>,
}

impl Exclusion {
    /// An exclusion with its rules in order and each named once.
    pub fn new(refusal: Refusal, rules: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut rules: Vec<String> = rules.into_iter().map(Into::into).collect();
        rules.sort();
        rules.dedup();
        Self { refusal, rules }
    }
}

/// The shard of a subject's rows. It depends on nothing but the subject and the number of shards, so a corpus that was
/// purged and one that was sealed without the person have the same rows in the same shards.
pub fn shard_of(subject: &str, shards: u16) -> u16 {
    lane_of("shard", subject, shards)
}

/// The part of the list of exclusions in which a record stands.
pub(crate) fn bucket_of(source: &str, shards: u16) -> u16 {
    lane_of("excluded", source, shards)
}

fn lane_of(domain: &str, id: &str, lanes: u16) -> u16 {
    let digest = Digest::of_parts([domain.as_bytes(), id.as_bytes()]);
    let number = digest.as_bytes().iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    u16::try_from(number % u64::from(lanes.max(1))).expect("INVARIANT: a remainder is smaller than its divisor")
}

pub(crate) fn basis_word(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "A6-1-a",
        LegalBasis::Contract => "A6-1-b",
        LegalBasis::LegalObligation => "A6-1-c",
        LegalBasis::VitalInterests => "A6-1-d",
        LegalBasis::PublicTask => "A6-1-e",
        LegalBasis::LegitimateInterests => "A6-1-f",
        LegalBasis::None => "none",
    }
}

pub(crate) fn parse_basis(word: &str) -> Option<LegalBasis> {
    [
        LegalBasis::Consent,
        LegalBasis::Contract,
        LegalBasis::LegalObligation,
        LegalBasis::VitalInterests,
        LegalBasis::PublicTask,
        LegalBasis::LegitimateInterests,
        LegalBasis::None,
    ]
    .into_iter()
    .find(|basis| basis_word(*basis) == word)
}

/// Whether this is what `Pseudonymizer` makes, and not an id or a handle that slipped through.
pub fn is_pseudonym(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_basis_are_those_of_the_shared_terms() {
        for word in ["A6-1-a", "A6-1-b", "A6-1-c", "A6-1-d", "A6-1-e", "A6-1-f", "none"] {
            let basis = parse_basis(word).expect("a known word");
            assert_eq!(serde_json::to_value(basis).expect("a word"), serde_json::json!(word));
        }
        assert_eq!(parse_basis("A6-1-g"), None);
    }

    #[test]
    fn subjects_spread_over_all_shards_and_each_stays_in_its_own() {
        let mut rows = [0; 8];
        for number in 0..8_000 {
            let subject = format!("{number:032x}");
            let shard = shard_of(&subject, 8);
            assert_eq!(shard, shard_of(&subject, 8));
            rows[usize::from(shard)] += 1;
        }
        assert!(rows.iter().all(|rows| (850..1150).contains(rows)), "uneven: {rows:?}");
    }

    #[test]
    fn a_handle_is_no_pseudonym() {
        assert!(is_pseudonym("0123456789abcdef0123456789abcdef"));
        assert!(!is_pseudonym("forum-a:s1"));
        assert!(!is_pseudonym("0123456789ABCDEF0123456789ABCDEF"));
    }
}
