//! What the console and the people's pages ask of the rest of the project. In: functions of the caller, because the portal
//! knows neither pipeline nor corpus nor documents. Out: their answers. Never: a question that holds up a request's thread.

use crate::staff::Role;
use law::Law;
use std::collections::BTreeMap;
use std::path::PathBuf;
use terms::{Date, Digest, RecordId, SubjectId, Text};

/// Functions that look into the project. Each is called on a thread that may wait; each looks anew.
pub struct Office {
    /// Records that are held because a detector was not sure, without those that were looked at already.
    pub held: Box<Answering<Looked, Held>>,
    /// How many of these records there are; no text is handed over.
    pub waiting: Box<Answering<Looked, u64>>,
    /// The documents, and how far each is: all of them are filled for it.
    pub sheets: Box<Answering<(), Vec<Sheet>>>,
    /// How many documents cannot be relied on today, by what is kept of them: nothing is filled for it.
    pub drafts: Box<Answering<(), u64>>,
    /// Puts a signature under the version of a document that was shown.
    pub sign: Box<Answering<Signature, Signing>>,
    /// What became of each record of one person, and where it is.
    pub uses: Box<Answering<SubjectId, Vec<Use>>>,
    /// The laws that lie in the project: the one in use, and profiles of other days.
    pub laws: Box<Answering<(), Vec<Law>>>,
    /// What going from one law to another would alter in decisions, where that was computed and kept.
    pub altered: Box<Answering<(Digest, Digest), Option<Altered>>>,
    /// Makes the evidence pack, which takes a while.
    pub pack: Box<Answering<(), Packed>>,
}

/// A question with its answer.
pub type Answering<Question, Answer> = dyn Fn(&Question) -> Result<Answer, OfficeError> + Send + Sync;

/// What was looked at already: each record with the digest that the verdict names.
pub type Looked = BTreeMap<RecordId, Digest>;

/// The project did not answer.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Not in the way it was asked; nothing changed.
    #[error("{why}")]
    Refused {
        /// Why, in one sentence without a person.
        why: String,
    },
    /// The first and the second pair of eyes are the same.
    #[error("another person has to sign after the first")]
    SamePerson,
    /// The version that was shown is no longer the last.
    #[error("the document was changed since it was shown")]
    Changed,
    /// It could not be looked up now.
    #[error("{why}")]
    Unavailable {
        /// Why, for the log.
        why: String,
    },
}

/// The queue of human review.
#[derive(Debug, Default)]
pub struct Held {
    /// How many wait.
    pub total: u64,
    /// The first of them.
    pub records: Vec<HeldRecord>,
}

/// One record that waits for somebody to look.
#[derive(Debug)]
pub struct HeldRecord {
    /// Which.
    pub record: RecordId,
    /// Whose, where that is known.
    pub subject: Option<SubjectId>,
    /// When it was posted.
    pub posted_on: Option<Date>,
    /// Its language.
    pub lang: Option<String>,
    /// Its text.
    pub text: Text,
    /// What a detector was not sure of, by position.
    pub doubts: Vec<Doubt>,
    /// Text and findings, by digest: what a verdict is about.
    pub reviewed: Digest,
}

/// One finding inside the uncertainty band.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What is suspected, in the detector's word.
    pub kind: String,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id.
    pub id: String,
    /// Its title, by language.
    pub title: BTreeMap<String, String>,
    /// Its last version.
    pub version: u32,
    /// What a signature is about: declared and answered, by digest.
    pub substance: Digest,
    /// Fields that nobody filled in.
    pub missing: usize,
    /// What bars it beside these.
    pub bars: Vec<String>,
    /// The role that must be among those who sign.
    pub approver: String,
    /// Who signed so far.
    pub signed: Vec<Signed>,
    /// The last day of its approval, where it is approved.
    pub approved_until: Option<Date>,
    /// Whether it may be relied on today.
    pub stands: bool,
}

/// A signature that is there.
#[derive(Clone, Debug)]
pub struct Signed {
    /// By whom.
    pub by: String,
    /// As what.
    pub role: String,
    /// On which day.
    pub on: Date,
}

/// A signature that somebody wants to give.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Under which document.
    pub document: String,
    /// Under which version.
    pub version: u32,
    /// What was shown to them.
    pub substance: Digest,
    /// By whom.
    pub by: String,
    /// As what.
    pub role: Role,
}

/// What a signature brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// Another person has to sign.
    Waiting,
    /// It is approved.
    Approved,
}

/// What another law would alter in decisions, in counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Altered {
    /// As of which moment the facts were.
    pub as_of: String,
    /// For which operation.
    pub operation: String,
    /// Records that both laws were asked about.
    pub records: u64,
    /// Of them with another answer.
    pub changed: u64,
    /// People who have such a record.
    pub people: u64,
    /// How many go from one outcome to another, `PERMIT -> FORBID`.
    pub moves: BTreeMap<String, u64>,
    /// How many records each rule would newly fire on.
    pub gained: BTreeMap<String, u64>,
    /// How many it would no longer fire on.
    pub lost: BTreeMap<String, u64>,
}

/// The evidence pack in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Where it lies.
    pub path: PathBuf,
    /// Of its bytes.
    pub digest: Digest,
    /// How many.
    pub bytes: u64,
    /// Events in the log when it was made.
    pub tree_size: u64,
}

/// What became of one record of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Which, as its source names it.
    pub record: RecordId,
    /// When it was posted.
    pub posted_on: Option<Date>,
    /// `post`, `comment`, …
    pub kind: String,
    /// Its text.
    pub text: Text,
    /// What was decided.
    pub outcome: Outcome,
    /// The rules that fired.
    pub rules: Vec<String>,
    /// What was taken out of the text before it was used.
    pub transforms: Vec<String>,
    /// The corpus that holds it.
    pub corpus: Option<Digest>,
    /// The model that read it.
    pub model: Reader,
}

/// Which model read a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// None did.
    None,
    /// This one.
    Model(Digest),
    /// There is a model, and it cannot be read: nobody knows.
    Unreadable,
}

impl Reader {
    /// The model, where one is known.
    pub fn digest(self) -> Option<Digest> {
        match self {
            Self::Model(digest) => Some(digest),
            Self::None | Self::Unreadable => None,
        }
    }
}

/// What was decided about one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is used.
    Used,
    /// It is used after others were taken out of it.
    UsedInPart,
    /// It waits.
    Held,
    /// It is not used.
    Refused,
    /// Nobody decided about it yet.
    Undecided,
}

impl Outcome {
    /// The word in keys of texts and in the download.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::UsedInPart => "used_in_part",
            Self::Held => "held",
            Self::Refused => "refused",
            Self::Undecided => "undecided",
        }
    }
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Office")
    }
}
