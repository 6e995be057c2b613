//! `grondslag prompt TEXT`: completes a prompt, if the law lets the model answer.

use super::Context;
use crate::exit::Exit;
use crate::{model_rooms, progress};
use anyhow::Result;
use clap::Args;

/// The prompt.
#[derive(Args)]
pub struct Arguments {
    /// Beginning of a text; without it, the one of grondslag.toml
    pub text: Option<String>,
}

/// Answers.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let law = project.law_at(project.now())?;
    let text = arguments.text.clone().unwrap_or_else(|| project.config().prompt.text.clone());
    let answered = model_rooms::answer(&project, &law, &text, progress::room(context.show, "prompt")).await?;
    context.say(format!(
        "{}{}\n— written by an AI system, model {:.12}…",
        answered.prompt,
        answered.completion,
        answered.model_digest.to_string()
    ))?;
    if !context.text() {
        context.line(&answered)?;
    }
    Ok(Exit::Done)
}
