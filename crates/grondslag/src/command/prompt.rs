//! `grondslag prompt TEXT`: completes a prompt, if the law lets the model answer.

use super::Context;
use crate::exit::Exit;
use crate::{model_rooms, progress};
use anyhow::Result;
use clap::Args;
use std::io::Write;

/// The prompt.
#[derive(Args)]
pub struct Arguments {
    /// Beginning of a text; without it, the one of grondslag.toml
    pub text: Option<String>,
}

/// Answers, sentence by sentence.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let law = project.law_at(project.now())?;
    let text = arguments.text.clone().unwrap_or_else(|| project.config().prompt.text.clone());
    let aloud = context.text();
    let mut begun = false;
    let mut say = |sentence: &str| {
        let before = if std::mem::replace(&mut begun, true) { "" } else { text.as_str() };
        let mut out = std::io::stdout().lock();
        // Whoever has closed the pipe listens no more, and the model stops.
        !aloud || write!(out, "{before}{sentence}").and_then(|()| out.flush()).is_ok()
    };
    let bar = progress::room(context.show, "prompt");
    let answered = model_rooms::answer(&project, &law, &text, &mut say, bar).await?;
    context.say(format!("\n— written by an AI system, model {:.12}…", answered.model_digest.to_string()))?;
    match answered.without_cohorts {
        0 => {}
        1 => context.say("— 1 cohort is out of service: somebody in it is being forgotten")?,
        many => context.say(format!("— {many} cohorts are out of service: somebody in them is being forgotten"))?,
    }
    if let Some(why) = &answered.stopped_by {
        context.say(format!("— the guard ended the text: {why}"))?;
    }
    if !context.text() {
        context.line(&answered)?;
    }
    let refused = answered.stopped_by.is_some() && answered.completion.is_empty();
    Ok(if refused { Exit::Refused } else { Exit::Done })
}
