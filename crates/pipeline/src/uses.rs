//! What became of one person's records. In: a person, with the accounts that turned out to be theirs. Out: each record with
//! its last decision. Never: a record of anybody else.

use crate::decisions::Decisions;
use crate::engine::{self, Batch, date_of, text_at, texts_at};
use crate::{PipelineError, Work};
use datafusion::prelude::{col, lit};
use futures::StreamExt;
use terms::{AccountId, Date, Operation, RecordId, SubjectId, Text};

/// One record of a person.
#[derive(Debug)]
pub struct Used {
    /// Which.
    pub record: RecordId,
    /// `post`, `comment`, …
    pub kind: String,
    /// When it was posted.
    pub posted_on: Option<Date>,
    /// Its text.
    pub text: Text,
    /// PERMIT, PERMIT_WITH, HOLD or FORBID; nothing before anybody decided.
    pub decision: Option<String>,
    /// The rules that fired.
    pub rules: Vec<String>,
    /// What was done to the text.
    pub transforms: Vec<String>,
}

/// The records of this person, under whatever name of theirs, with their decisions for training.
pub async fn uses(work: &Work, subject: &SubjectId, accounts: &[AccountId]) -> Result<Vec<Used>, PipelineError> {
    let (posts, holders) = (work.posts(), work.accounts());
    if !world::exists(&posts) {
        return Ok(Vec::new());
    }
    let session = engine::session(&[("posts", posts.as_path()), ("accounts", &holders)], work.threads()).await?;
    let decisions = Decisions::open(&work.decisions(Operation::Train))?;
    if let Some(decisions) = &decisions {
        engine::add_decisions(&session, decisions).await?;
    }
    let decided = decisions.is_some();
    let asked = if decided { DECIDED } else { UNDECIDED };
    let mut theirs = col("subject_id").eq(lit(subject.as_str()));
    for account in accounts {
        theirs = theirs.or(col("account_id").eq(lit(account.as_str())));
    }
    let mut stream = session.sql(asked).await?.filter(theirs)?.execute_stream().await?;
    let mut uses = Vec::new();
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let columns = Batch(&batch);
        let (records, kinds, texts) = (columns.text("record_id")?, columns.text("kind")?, columns.text("text")?);
        let answered = if decided {
            Some((columns.text("decision")?, columns.list("rules")?, columns.list("transforms")?))
        } else {
            None
        };
        for row in 0..batch.num_rows() {
            let decision = answered.and_then(|(words, _, _)| text_at(words, row)).map(str::to_owned);
            let lists = answered.filter(|_| decision.is_some());
            uses.push(Used {
                record: RecordId::new(text_at(records, row).unwrap_or_default()),
                kind: text_at(kinds, row).unwrap_or_default().to_owned(),
                posted_on: date_of(&columns, "created_at", row)?,
                text: Text::new(text_at(texts, row).unwrap_or_default()),
                rules: lists.map(|(_, rules, _)| texts_at(rules, row)).unwrap_or_default(),
                transforms: lists.map(|(_, _, transforms)| texts_at(transforms, row)).unwrap_or_default(),
                decision,
            });
        }
    }
    Ok(uses)
}

const DECIDED: &str = "SELECT p.record_id, p.kind, p.text, p.created_at, p.account_id, a.subject_id, d.decision, d.rules, \
                       d.transforms FROM posts p LEFT JOIN accounts a ON a.account_id = p.account_id \
                       LEFT JOIN decisions d ON d.record_id = p.record_id";
const UNDECIDED: &str = "SELECT p.record_id, p.kind, p.text, p.created_at, p.account_id, a.subject_id \
                         FROM posts p LEFT JOIN accounts a ON a.account_id = p.account_id";
