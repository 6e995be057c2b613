//! `grondslag report`: writes the account of the last run as a page.

use super::Context;
use crate::exit::Exit;
use crate::{model_rooms, progress, rooms};
use anyhow::Result;
use clap::Args;
use serde_json::json;

/// Nothing to choose yet.
#[derive(Args)]
pub struct Arguments {}

/// Reports.
pub fn execute(_: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let account = rooms::read_account(&project)?;
    model_rooms::report(&project, &project.law_at(project.now())?, &account, progress::room(context.show, "report"))?;
    let page = project.world.path("report/index.html");
    context.say(page.display().to_string())?;
    if !context.text() {
        context.line(&json!({ "report": page }))?;
    }
    Ok(Exit::Done)
}
