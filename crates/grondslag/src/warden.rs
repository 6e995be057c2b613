//! What `grondslag serve` answers about permits. In: a question of a program that trains elsewhere. Out: what `grondslag train`
//! would be told now, with the signed head of the log. Never: an answer of before somebody moved house, or a person's name.

use crate::command::Context;
use crate::permitted::{changed_at_source, source_changed};
use crate::project::Project;
use anyhow::Result;
use permit::Trainer;
use portal::{PermitAnswer, PermitQuestion, Warden, WardenError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use terms::{Digest, Operation, Purpose};

/// What answers the portal's questions about permits. `command` opens the project anew where the corpus or the holders of
/// accounts are others than with the last question.
pub fn of(project: Project, command: Context) -> Warden {
    let watches = Mutex::new(BTreeMap::new());
    Warden::new(move |question| {
        let mut watches = watches.lock().unwrap_or_else(PoisonError::into_inner);
        answer(&project, &command, &mut watches, question)
    })
}

type Watches = BTreeMap<(Purpose, Operation), Watch>;

/// A permit that is watched, with what it was made from.
struct Watch {
    trainer: Trainer,
    made_from: Made,
    /// The records of the corpus as their sources name them; read when a source first changed one.
    named: Option<BTreeSet<String>>,
}

/// The manifest, and the table of who has which account.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Made {
    manifest: Digest,
    holders: Option<Digest>,
}

fn answer(
    project: &Project,
    command: &Context,
    watches: &mut Watches,
    question: &PermitQuestion,
) -> Result<PermitAnswer, WardenError> {
    if !world::exists(project.corpus_folder().join("manifest.json")) {
        return Err(WardenError::NoCorpus);
    }
    asked(project, command, watches, question).map_err(|error| WardenError::Unavailable { why: format!("{error:#}") })
}

fn asked(
    project: &Project,
    command: &Context,
    watches: &mut Watches,
    question: &PermitQuestion,
) -> Result<PermitAnswer> {
    if question.operation != Operation::Train {
        // That nothing ended it says nothing about whether another operation was ever decided.
        let reason = format!("`{}` is not asked here: a corpus is held for training", question.operation);
        let checkpoint = command.project()?.ledger()?.checkpoint();
        return Ok(PermitAnswer { stop: Some(("operation".to_owned(), reason)), checkpoint });
    }
    let key = (question.purpose.clone(), question.operation);
    let accounts = project.work()?.accounts();
    let holders = world::exists(&accounts).then(|| world::digest(&accounts)).transpose()?;
    let made_from = Made { manifest: corpus::Corpus::open(project.corpus_folder())?.manifest_digest(), holders };
    if watches.get(&key).is_none_or(|watch| watch.made_from != made_from) {
        // Where it is refused at once nothing is kept, so that the next question is asked from the beginning.
        watches.remove(&key);
        match opened(command, question)? {
            Ok(trainer) => watches.insert(key.clone(), Watch { trainer, made_from, named: None }),
            Err((stop, checkpoint)) => {
                return Ok(PermitAnswer { stop: Some((stop.word().to_owned(), stop.to_string())), checkpoint });
            }
        };
    }
    let Some(Watch { trainer, named, .. }) = watches.get_mut(&key) else {
        anyhow::bail!("INVARIANT: a watch was kept")
    };
    let manifest = trainer.corpus().manifest_digest();
    let mut stop = trainer.ask()?.map(|stop| (stop.word().to_owned(), stop.to_string()));
    if stop.is_none() && manifest != question.manifest {
        let (held, current) = (question.manifest.to_string(), manifest.to_string());
        let reason = format!("manifest {held:.16} is no longer the current one, {current:.16} is; fetch it again");
        stop = Some(("superseded".to_owned(), reason));
    }
    if stop.is_none() {
        let changed = changed_at_source(&project.versions_folder(), trainer.corpus(), named)?;
        stop = (changed > 0).then(|| ("source".to_owned(), source_changed(changed)));
    }
    Ok(PermitAnswer { stop, checkpoint: trainer.ledger().checkpoint() })
}

/// A trainer over the project as it is now, or what speaks against one with the head under which it does.
fn opened(command: &Context, question: &PermitQuestion) -> Result<Result<Trainer, (permit::Stop, Vec<u8>)>> {
    let project = command.project()?;
    let (ledger, corpus, holders) =
        (project.ledger()?, corpus::Corpus::open(project.corpus_folder())?, project.holders()?);
    let checkpoint = ledger.checkpoint();
    let asked = (&question.purpose, question.operation);
    let opened = Trainer::of(project.world, ledger, corpus, holders, asked, None)?;
    Ok(opened.map_err(|stop| (stop, checkpoint)))
}
