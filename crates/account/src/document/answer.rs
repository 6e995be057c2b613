//! What people were asked and answered: sentences that no query gives. In: `answers.jsonl`, one answer a line. Out: the last
//! answer to each question. Never: an answer by somebody who does not owe it, or a line that cannot be read passed over.

use crate::document::catalogue::{Slot, sheet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{Digest, Instant};

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Of this format.
    pub version: u64,
    /// The document.
    pub document: String,
    /// The field.
    pub field: String,
    /// What was answered.
    pub text: String,
    /// In which language.
    pub lang: String,
    /// By whom.
    pub by: String,
    /// As what.
    pub role: String,
    /// When.
    pub at: Instant,
}

/// The answers, the last of each question.
#[derive(Clone, Debug, Default)]
pub struct Answers(BTreeMap<(String, String), Answer>);

/// An answer cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// There is no such document.
    #[error("there is no document `{0}`; `grondslag report --list` lists them")]
    NoDocument(String),
    /// It has no such field.
    #[error("document `{document}` asks nothing under `{field}`; its questions are {known}")]
    NoQuestion {
        /// The document.
        document: String,
        /// What was named.
        field: String,
        /// What it asks.
        known: String,
    },
    /// Somebody else owes the answer.
    #[error("`{document}.{field}` is for the role `{owner}` to answer, not for `{role}`")]
    NotTheirs {
        /// The document.
        document: String,
        /// The field.
        field: String,
        /// Who owes it.
        owner: String,
        /// Who answered.
        role: String,
    },
    /// A part of it is empty.
    #[error("the answer has no {0}")]
    Empty(&'static str),
    /// A file of answers cannot be read.
    #[error("line {line} of the answers is none that this program writes; restore the file from a backup")]
    Malformed {
        /// Which line.
        line: usize,
    },
}

impl Answer {
    /// Checks that the question exists and that this role owes the answer.
    pub fn check(&self) -> Result<(), AnswerError> {
        let slot = question(&self.document, &self.field)?;
        if slot.owner != self.role {
            let (document, field) = (self.document.clone(), self.field.clone());
            return Err(AnswerError::NotTheirs { document, field, owner: slot.owner.clone(), role: self.role.clone() });
        }
        let parts = [("text", &self.text), ("author", &self.by), ("language", &self.lang)];
        parts
            .into_iter()
            .find(|(_, part)| part.trim().is_empty())
            .map_or(Ok(()), |(name, _)| Err(AnswerError::Empty(name)))
    }
}

/// The question of this document and field.
pub fn question(document: &str, field: &str) -> Result<&'static Slot, AnswerError> {
    let sheet = sheet(document).ok_or_else(|| AnswerError::NoDocument(document.to_owned()))?;
    sheet.slot(field).filter(|slot| slot.ask.is_some()).ok_or_else(|| {
        let known: Vec<&str> = sheet.slots().filter(|slot| slot.ask.is_some()).map(|slot| slot.id.as_str()).collect();
        AnswerError::NoQuestion { document: document.to_owned(), field: field.to_owned(), known: known.join(", ") }
    })
}

impl Answers {
    /// Reads the file.
    pub fn read(text: &str) -> Result<Self, AnswerError> {
        let mut answers = Self::default();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let answer: Answer = serde_json::from_str(line).map_err(|_| AnswerError::Malformed { line: number + 1 })?;
            if answer.version != ANSWER_VERSION {
                return Err(AnswerError::Malformed { line: number + 1 });
            }
            answers.0.insert((answer.document.clone(), answer.field.clone()), answer);
        }
        Ok(answers)
    }

    /// The answer to this question.
    pub fn get(&self, document: &str, field: &str) -> Option<&Answer> {
        self.0.get(&(document.to_owned(), field.to_owned()))
    }

    /// The digest of all answers of a document.
    pub fn digest(&self, document: &str) -> Digest {
        let of_it: Vec<&Answer> = self.0.values().filter(|answer| answer.document == document).collect();
        Digest::of(terms::canonical_json(&of_it).expect("INVARIANT: answers are strings and numbers"))
    }
}

/// The version of the format that this program writes and reads.
pub const ANSWER_VERSION: u64 = 1;
