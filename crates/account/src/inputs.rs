//! What an account is made of: the numbers that the other rooms found, each group with the query or file it comes from.
//! In: nothing. Out: plain values, checked to add up. Never: a text of a post, a handle, or an id of a person.

use crate::ReportError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{Digest, Instant};

/// Admitted, refused and held, in this order.
pub type Split = [u64; 3];

/// All that the account says. What is `None` or empty did not happen, and the account says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// For whom and what for.
    pub project: Project,
    /// Room 1.
    pub intake: Intake,
    /// Room 2.
    pub ledger: Ledger,
    /// Room 3.
    pub inspection: Inspection,
    /// Rooms 4 and 5.
    pub decisions: Decisions,
    /// Provision, meaning and cure of each rule of the law, by id.
    pub rules: BTreeMap<String, Rule>,
    /// Room 6.
    pub corpus: Corpus,
    /// Room 7.
    pub training: Option<Training>,
    /// Room 8.
    pub answer: Option<Answer>,
    /// Room 9: one for each person.
    pub forgotten: Vec<Forgotten>,
}

/// For whom, what for, on which basis and as of when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Where these come from.
    pub source: String,
    /// Name of the project.
    pub name: String,
    /// The controller [GDPR 4(7)].
    pub controller: String,
    /// Id of the purpose.
    pub purpose: String,
    /// The configured legal basis, `A6-1-f`.
    pub basis: String,
    /// The moment that the decisions hold for.
    pub as_of: Instant,
    /// Whether people and posts are invented.
    pub people: People,
}

/// Who the people in the posts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum People {
    /// Real people.
    Real,
    /// Nobody: a generated platform.
    Invented,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// Where these numbers come from.
    pub source: String,
    /// Posts that were taken in.
    pub posts: u64,
    /// Accounts.
    pub accounts: u64,
    /// Pictures.
    pub pictures: u64,
    /// Records that could not be taken in, each with its reason in the intake's own list.
    pub rejected: u64,
    /// Sources by name.
    pub sources: Vec<SourceRead>,
}

/// One source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRead {
    /// Its name.
    pub name: String,
    /// Its format.
    pub format: String,
    /// Posts.
    pub posts: u64,
    /// Accounts.
    pub accounts: u64,
    /// Records that could not be taken in.
    pub rejected: u64,
}

/// What people, the controller and authorities said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Where these numbers come from.
    pub source: String,
    /// Events at the tree head of the decisions.
    pub events: u64,
    /// Root of the tree.
    pub root: Digest,
    /// Events by act, as the ledger names it.
    pub acts: BTreeMap<String, u64>,
}

/// What the texts were found to hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// Where these numbers come from.
    pub source: String,
    /// Version of the detectors.
    pub version: String,
    /// Records inspected.
    pub records: u64,
    /// Bytes scanned: all that are present.
    pub bytes: u64,
    /// Findings by kind.
    pub findings: BTreeMap<String, u64>,
    /// Records that a person has to look at.
    pub uncertain: u64,
}

/// What the law answered; `read` is `admitted` + `refused` + `held`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// Where these numbers come from.
    pub source: String,
    /// The operation that was decided, `assemble` or `train`.
    pub operation: String,
    /// The dated profile of the law.
    pub profile: String,
    /// Digest of the rules.
    pub rules_digest: Digest,
    /// Digest of the list of all decisions.
    pub decisions_digest: Digest,
    /// Records decided.
    pub read: u64,
    /// PERMIT, or PERMIT_WITH after its transforms.
    pub admitted: u64,
    /// FORBID.
    pub refused: u64,
    /// HOLD.
    pub held: u64,
    /// Of the admitted: with something masked or taken out.
    pub transformed: u64,
    /// Records on which each rule fired.
    pub rules: BTreeMap<String, u64>,
    /// Records refused because a fact is missing, by fact.
    pub missing: BTreeMap<String, u64>,
    /// By kind of record.
    pub by_kind: BTreeMap<String, Split>,
    /// By language; `und` where it is not known.
    pub by_lang: BTreeMap<String, Split>,
    /// By country of residence; empty where it is not known.
    pub by_country: BTreeMap<String, Split>,
    /// By month of creation, `2026-11`; empty where it is not known.
    pub by_month: BTreeMap<String, Split>,
}

/// A rule of the law, in its own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The provision it follows from.
    pub provision: String,
    /// What it says.
    pub meaning: String,
    /// What would cure it, if anything.
    pub cure: Option<String>,
    /// What it does where it fires.
    pub effect: Effect,
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It keeps the record out.
    Forbid,
    /// It keeps the record out for now.
    Hold,
    /// It changes the text before it is admitted.
    Transform,
}

/// What was sealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpus {
    /// Where these numbers come from.
    pub source: String,
    /// Digest of the corpus.
    pub digest: Digest,
    /// Rows.
    pub rows: u64,
    /// Records that were admitted and repeat another one; they are not in the rows.
    #[serde(default)]
    pub duplicates: u64,
    /// Shards.
    pub shards: u64,
    /// Different authors.
    pub subjects: u64,
    /// Bytes of text.
    pub text_bytes: u64,
}

/// What was trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Where these numbers come from.
    pub source: String,
    /// Digest of the model's weights.
    pub model_digest: Digest,
    /// Digest of the corpus it was trained on.
    pub corpus_digest: Digest,
    /// Trainable weights.
    pub parameters: u64,
    /// Records it read.
    pub records: u64,
    /// Tokens it read, all passes.
    pub tokens: u64,
    /// Steps.
    pub steps: u64,
    /// The constants of the plan worth showing, in words of the trainer.
    pub plan: BTreeMap<String, String>,
    /// Seconds on the machine of this run.
    pub seconds: f64,
    /// Bits per byte on posts that it did not read.
    pub bits_per_byte: Option<f64>,
    /// The step at which the base text ends and people's posts begin.
    pub base_steps: u64,
    /// Mean loss in nats a token, at these steps.
    pub loss: Vec<LossPoint>,
}

/// One point of the loss curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossPoint {
    /// Steps done.
    pub step: u64,
    /// Mean loss in nats a token.
    pub loss: f64,
}

/// One prompt, and what the model made of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Where this comes from.
    pub source: String,
    /// The prompt of the configuration.
    pub prompt: String,
    /// The completion, generated by the model.
    pub completion: String,
    /// Digest of the model that answered.
    pub model_digest: Digest,
    /// Seed of the sampling.
    pub seed: u64,
}

/// One person who was taken out again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forgotten {
    /// Where these numbers come from.
    pub source: String,
    /// Pseudonym of the person: 32 hexadecimal digits.
    pub subject: String,
    /// When it was done.
    pub at: Instant,
    /// Records that left the corpus.
    pub records: u64,
    /// The corpus before.
    pub corpus_before: Digest,
    /// The corpus after.
    pub corpus_after: Digest,
    /// The model before.
    pub model_before: Digest,
    /// The model after.
    pub model_after: Digest,
    /// Steps that were replayed.
    pub steps_replayed: u64,
    /// Steps of training from the start.
    pub steps_total: u64,
    /// Seconds on the machine of this run.
    pub seconds: f64,
    /// Whether the model was compared with one trained without the person from the start.
    pub comparison: Comparison,
    /// Index of the event in the ledger, of which the person holds a receipt.
    pub receipt: Option<u64>,
}

/// What was compared with the model after forgetting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// A model was trained without the person from the start, and every byte is equal.
    EqualBytes,
    /// It was not compared in this run; that replay gives equal bytes is tested.
    NotCompared,
}

impl Inputs {
    /// What a rule does; one that the law does not list is F00, which forbids.
    pub(crate) fn effect(&self, rule: &str) -> Effect {
        self.rules.get(rule).map_or(Effect::Forbid, |rule| rule.effect)
    }

    /// Refuses numbers that do not add up, and names that are no pseudonyms.
    pub(crate) fn check(&self) -> Result<(), ReportError> {
        let Decisions { read, admitted, refused, held, .. } = self.decisions;
        let whole: Split = [admitted, refused, held];
        if read != whole.iter().sum::<u64>() {
            return Err(ReportError::DoesNotAddUp { what: "read = admitted + refused + held" });
        }
        let splits = [
            ("records by kind", &self.decisions.by_kind),
            ("records by language", &self.decisions.by_lang),
            ("records by country", &self.decisions.by_country),
            ("records by month", &self.decisions.by_month),
        ];
        for (what, split) in splits {
            if sum(split.values()) != whole {
                return Err(ReportError::DoesNotAddUp { what });
            }
        }
        if self.corpus.rows + self.corpus.duplicates != admitted {
            return Err(ReportError::DoesNotAddUp { what: "rows of the corpus + duplicates = admitted" });
        }
        if self.decisions.rules.values().any(|records| *records > read) {
            return Err(ReportError::DoesNotAddUp { what: "records by rule" });
        }
        let pseudonym = |text: &str| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !self.forgotten.iter().all(|forgotten| pseudonym(&forgotten.subject)) {
            return Err(ReportError::NotPseudonym);
        }
        Ok(())
    }
}

pub(crate) fn sum<'a>(splits: impl Iterator<Item = &'a Split>) -> Split {
    splits.fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z])
}
