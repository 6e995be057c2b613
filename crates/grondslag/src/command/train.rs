//! `grondslag train`: trains a model from the sealed corpus, or brings the one that is there to it.

use super::Context;
use crate::exit::Exit;
use crate::{model_rooms, progress};
use anyhow::Result;
use clap::Args;

/// Nothing to choose: the plan stands in grondslag.toml.
#[derive(Args)]
pub struct Arguments {}

/// Trains.
pub async fn execute(_: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let trained = model_rooms::train(&project, progress::room(context.show, "train")).await?;
    context.say(format!("model {}", trained.model_digest))?;
    let open = &trained.base_questions_open;
    if !open.is_empty() {
        context.say(format!(
            "the base is a model of somebody else, and what was asked about it in D36 is not answered: {}; \
             answer each with `grondslag report answer D36 QUESTION --by NAME --role ROLE`",
            open.join(", ")
        ))?;
    }
    if !context.text() {
        context.line(&trained)?;
    }
    Ok(Exit::Done)
}
