//! The model behind `grondslag serve`. In: prompts, one after another. Out: sentences that the guard let through. Never: an answer
//! under a choice, an order, a corpus or a model that is no longer the one on disk and in the ledger.

use crate::command::Context;
use crate::exit::Stop;
use crate::model_rooms::Speaker;
use crate::project::Project;
use anyhow::Result;
use intake::Versions;
use portal::{Asked, Ended, Heard};
use std::sync::mpsc;
use terms::Digest;
use tokio::sync::mpsc::Sender;
use train::{Sampling, Stopped};

type Question = (Asked, Sender<Heard>);

/// What answers the portal's prompts: a thread of its own with the project open, so that a long answer keeps nobody else from
/// objecting.
pub fn speaker(context: &Context) -> Result<portal::Speaker> {
    let project = context.project()?;
    let (sender, questions) = mpsc::channel::<Question>();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("model".to_owned()).spawn(move || {
        let mut ready = None;
        for (asked, answer) in questions {
            let opened = runtime.block_on(opened(&project, ready.take()));
            let told = opened.and_then(|opened| spoken(&project, ready.insert(opened), &asked, &answer));
            if let Err(error) = told {
                // A refusal is an answer; anything else is for the log, which holds no word of the prompt.
                let heard = match error.downcast_ref::<Stop>() {
                    Some(stop) => Heard::Silent { detail: stop.to_string() },
                    None => {
                        tracing::error!(%error, "a prompt was not answered");
                        Heard::Broken
                    }
                };
                // Nobody may be left to hear it.
                let _ = answer.blocking_send(heard);
            }
        }
    })?;
    // Where the thread has died, the channel that the question came with closes, and the portal says so.
    Ok(portal::Speaker::new(move |asked, answer| drop(sender.send((asked, answer)))))
}

/// A speaker with what it was made from.
struct Ready {
    speaker: Speaker,
    /// Digests of the manifests of model and corpus.
    made_from: Digest,
    heard: Heads,
}

/// Up to where everything was heard that can speak against an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Heads {
    /// Events in the ledger.
    tree_size: u64,
    /// The last change that a source said, if any was kept.
    change: Option<u64>,
}

impl Heads {
    fn of(project: &Project) -> Result<Self> {
        let folder = project.versions_folder();
        let change = if Versions::exists(&folder) { Some(Versions::open(&folder)?.change()?) } else { None };
        Ok(Self { tree_size: project.ledger()?.tree_head().size, change })
    }
}

/// A speaker for what is on disk and in the ledger now: the one there is, where nothing has changed.
async fn opened(project: &Project, before: Option<Ready>) -> Result<Ready> {
    let law = project.law_at(project.now())?;
    let (made_from, heard) = (manifests(project)?, Heads::of(project)?);
    let before = before.filter(|before| before.made_from == made_from);
    match before {
        Some(before) if before.heard == heard => {
            before.speaker.may_answer(project, &law)?;
            Ok(before)
        }
        before => {
            let guard = before.as_ref().map(|before| &before.speaker.guard);
            let speaker = Speaker::open(project, &law, guard).await?;
            Ok(Ready { speaker, made_from, heard })
        }
    }
}

fn spoken(project: &Project, ready: &Ready, asked: &Asked, answer: &Sender<Heard>) -> Result<()> {
    let configured = project.config().prompt.sampling();
    let sampling = Sampling {
        max_tokens: asked.max_tokens.unwrap_or(configured.max_tokens),
        temperature: asked.temperature.unwrap_or(configured.temperature),
        seed: asked.seed.unwrap_or(configured.seed),
        ..configured
    };
    let (mut text, mut stopped) = (String::new(), false);
    let mut say = |sentence: &str| {
        let from = text.len();
        text += sentence;
        let end = asked.stop.iter().filter_map(|stop| text.find(stop.as_str())).min();
        stopped = end.is_some();
        let sentence = text.get(from..end.unwrap_or(text.len()).max(from)).unwrap_or_default().to_owned();
        let heard = sentence.is_empty() || answer.blocking_send(Heard::Sentence(sentence)).is_ok();
        heard && !stopped
    };
    let said = ready.speaker.guard.speak(&ready.speaker.model, asked.prompt.expose(), &sampling, &mut say)?;
    let reason = match said.stopped {
        _ if stopped => "stop",
        Some(Stopped::End) => "stop",
        Some(Stopped::Length | Stopped::Context) => "length",
        None => "content_filter",
    };
    let ended = Ended {
        reason,
        guard: said.why.map(|why| why.to_string()),
        prompt_tokens: said.prompt_tokens,
        tokens: said.tokens,
        model: ready.speaker.model.digest().to_string(),
        without_cohorts: ready.speaker.without_cohorts,
    };
    // Whoever hung up hears no end.
    let _ = answer.blocking_send(Heard::End(ended));
    Ok(())
}

fn manifests(project: &Project) -> Result<Digest> {
    let model = world::read(project.model_folder().join("training-manifest.json"))?;
    let corpus = world::read(project.corpus_folder().join("manifest.json"))?;
    Ok(Digest::of_parts([model.as_slice(), corpus.as_slice()]))
}
