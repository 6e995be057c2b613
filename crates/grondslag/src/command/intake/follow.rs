//! `grondslag intake --follow`: the changes of tables are read as they come. In: the sources with a `slot`. Out: a line for
//! each batch that was kept. Never: a slot moved on before its changes are on the disk.

use super::super::Context;
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::project::Project;
use crate::rooms;
use anyhow::Result;
use intake::{Follower, Versions};
use pipeline::NamedSource;
use serde_json::json;
use std::time::Duration;

/// Follows until stopped.
pub async fn execute(context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let sources = project.sources()?;
    let mut followed = Vec::new();
    for config in &project.config().source {
        let Some(slot) = &config.slot else { continue };
        let named = sources.iter().find(|source| source.name == config.name);
        let named = named.ok_or_else(|| Stop::usage(format!("source `{}` has a slot and no server", config.name)))?;
        followed.push((named.clone(), Follower::open(&named.source, slot)?));
    }
    if followed.is_empty() {
        return Err(Stop::usage("no `[[source]]` has a `slot`; only tables of PostgreSQL can be followed").into());
    }
    // The slots are there, so whatever changes while the tables are read whole comes afterwards.
    let taken = rooms::intake(&project, progress::room(context.show, "intake")).await?;
    context.line(&json!({ "read": taken.read, "rejected": taken.rejected, "following": followed.len() }))?;
    let mut versions = Versions::open(&project.versions_folder())?;
    loop {
        let mut was_idle = true;
        for (named, follower) in &mut followed {
            was_idle &= !round(context, &project, &mut versions, named, follower).await?;
        }
        if was_idle {
            let stopped = tokio::time::timeout(PAUSE, tokio::signal::ctrl_c()).await;
            if stopped.is_ok() {
                return Ok(Exit::Done);
            }
        }
    }
}

/// Keeps what changed, and only then moves the slot on. If we crash between the two, the same changes come again and change
/// nothing.
async fn round(
    context: &Context,
    project: &Project,
    versions: &mut Versions,
    named: &NamedSource,
    follower: &mut Follower,
) -> Result<bool> {
    // Before the look: what is read is at least as new as this.
    let now = project.world.now();
    let changes = follower.look()?;
    if changes.is_emptied {
        rooms::intake(project, progress::room(context.show, "intake")).await?;
    }
    if !changes.records.is_empty() {
        let (fates, rejected) = pipeline::keep_changes(versions, named, &changes, now)?;
        for why in &rejected {
            tracing::warn!("a changed record could not be taken, and is out until it can: {why}");
        }
        let change = versions.change()?;
        context.line(&json!({ "source": named.name, "change": change, "fates": fates, "rejected": rejected.len() }))?;
    }
    follower.advance(&changes)?;
    Ok(!changes.is_empty())
}

const PAUSE: Duration = Duration::from_millis(50);
