//! The journey of a post, from intake to the report: one function, one call a room. In: a project. Out: its account.
//! Never: a room that is entered before the one it rests on is whole.

use crate::model_rooms::{self, Answered, Compare, Forgotten, Trained};
use crate::progress::{self, Show};
use crate::project::Project;
use crate::rooms;
use anyhow::Result;
use serde::{Deserialize, Serialize};
use terms::{Digest, Operation, SubjectId};

/// Everything that a journey found, kept in `work/account.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// Version of the file.
    pub version: u32,
    /// Room 1.
    pub intake: rooms::TakenIn,
    /// Room 2: the tree head, and what was said, by act.
    pub ledger: rooms::Heard,
    /// Room 3.
    pub inspect: rooms::Looked,
    /// Rooms 4 to 6, for assembling.
    pub assembled: rooms::Decided,
    /// Rooms 4 to 6 again, at the start of training.
    pub decided: rooms::Decided,
    /// Room 7.
    pub model: Trained,
    /// Room 8.
    pub answer: Option<Answered>,
    /// Room 9.
    pub forgotten: Vec<Forgotten>,
}

impl Account {
    /// The digest of the corpus that the model was trained on.
    pub fn corpus_digest(&self) -> Digest {
        self.decided.corpus_digest
    }
}

/// The whole journey.
pub async fn run(project: &Project, show: Show) -> Result<Account> {
    project.config().says_who_comes_late()?;
    let started = rooms::Moments::of(project)?;
    // The law of each moment, before anything is written.
    let (law_then, law) = (project.law_at(started.assemble)?, project.law_at(started.train)?);
    rooms::tell_of_another_law(project, &[&law_then, &law]);

    let taken = rooms::intake(project, progress::room(show, "intake")).await?;
    let heard = rooms::listen(project, Some(started.assemble), progress::room(show, "ledger"))?;
    let looked = rooms::inspect(project, started.assemble, progress::room(show, "inspect")).await?;
    let assembled =
        rooms::seal(project, &law_then, Operation::Assemble, started.assemble, progress::room(show, "law")).await?;

    // Between sealing and training people go on speaking; what they said by now decides what the model may see.
    let heard = heard.then(rooms::listen(project, None, progress::room(show, "ledger"))?);
    let looked = rooms::inspect_again(project, started.train, looked, progress::room(show, "inspect")).await?;
    let decided = rooms::seal(project, &law, Operation::Train, started.train, progress::room(show, "law")).await?;
    let model = model_rooms::train(project, progress::room(show, "train")).await?;
    let answer = model_rooms::answer_configured(project, &law, progress::room(show, "prompt")).await?;

    let account = Account {
        version: rooms::ACCOUNT_VERSION,
        intake: taken,
        ledger: heard,
        inspect: looked,
        assembled,
        decided,
        model,
        answer,
        forgotten: Vec::new(),
    };
    model_rooms::report(project, &law, &account, progress::room(show, "report"))?;
    Ok(account)
}

/// Takes one person out of the corpus and the model, and shows that the result is what it would have been without them.
pub async fn forget(
    project: &Project,
    subject: &SubjectId,
    mut account: Account,
    compare: Compare,
    show: Show,
) -> Result<Account> {
    let now = project.now();
    let law = project.law_at(now)?;

    let probe = if compare == Compare::No { None } else { model_rooms::probe(project, subject)? };
    let request = rooms::ask_erasure(project, subject, progress::room(show, "ledger"))?;
    account.inspect = rooms::inspect_again(project, now, account.inspect, progress::room(show, "inspect")).await?;
    account.decided = rooms::seal(project, &law, Operation::Train, now, progress::room(show, "law")).await?;
    let forgotten =
        model_rooms::forget(project, subject, request, compare, probe, progress::room(show, "forget")).await?;
    account.model.model_digest = forgotten.model_digest;
    account.answer = model_rooms::answer_configured(project, &law, progress::room(show, "prompt")).await?;
    account.forgotten.push(forgotten);

    model_rooms::report(project, &law, &account, progress::room(show, "report"))?;
    Ok(account)
}
