//! `grondslag notices`: who has to be told of which notice, telling them, and what came back [GDPR 13(3), 14]. In: the portal's
//! people and purposes, the ledger. Out: letters, events, totals. Never: two rounds at a time on one machine.

use super::{Context, serve};
use crate::exit::{Exit, Stop};
use crate::project::Project;
use anyhow::Result;
use clap::Subcommand;
use portal::notices::{NoticeError, Planned, PostOffice};
use serde_json::json;

/// What to do about notices.
#[derive(Subcommand)]
pub enum Arguments {
    /// Say for each version of the notice how many were told, and how many have to be
    Plan,
    /// Read bounces, note what counts as delivered, and send what is due
    Send {
        /// Send at most so many; the rest stays for the next round
        #[arg(long, value_name = "COUNT")]
        limit: Option<u64>,
        /// Send nothing; say what would be sent
        #[arg(long)]
        dry_run: bool,
    },
    /// Read the folder of bounces into the ledger
    Bounces,
}

/// Does it.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    if project.config().portal.base_url.is_empty() {
        return Err(Stop::usage("`portal.base_url` is missing; the letters lead there").into());
    }
    let config = serve::configured(&project, "")?;
    let office = PostOffice::open(&config, window_days(&project)?).map_err(stop)?;
    match arguments {
        Arguments::Plan | Arguments::Send { dry_run: true, .. } => plan(&project, &office, context),
        Arguments::Send { limit, dry_run: false } => send(&project, &office, *limit, context),
        Arguments::Bounces => bounces(&project, &office, context),
    }
}

/// So many days lie between a delivery and the first use (H14).
fn window_days(project: &Project) -> Result<u32, Stop> {
    Ok(u32::from(project.register()?.choice.window_days.value))
}

fn plan(project: &Project, office: &PostOffice<'_>, context: &Context) -> Result<Exit> {
    let planned = office.plan(&project.ledger()?, project.world.now()).map_err(stop)?;
    for one in &planned {
        let Planned { version, people, told, to_send, waiting, paused, to_settle, failed, .. } = one;
        context.say(format!(
            "notice {version} about {}: {people} people, {told} told, {to_send} to be sent, {waiting} on their way, \
             {to_settle} delivered by now, {paused} tried again later, {failed} failed",
            one.purposes.join(", ")
        ))?;
        if one.in_another_language > 0 {
            context.say(format!("  of these {} not in their language", one.in_another_language))?;
        }
    }
    if !context.text() {
        context.line(&json!({ "notices": planned }))?;
    }
    Ok(Exit::Done)
}

fn send(project: &Project, office: &PostOffice<'_>, limit: Option<u64>, context: &Context) -> Result<Exit> {
    let _lock = alone(project)?;
    let mut ledger = project.ledger()?;
    // First what came back: what would count as delivered below may have.
    let heard = office.hear(&project.world, &mut ledger).map_err(stop)?;
    let sent = office.send(&project.world, &mut ledger, limit, &mut std::thread::sleep).map_err(stop)?;
    context.say(format!(
        "{} came back; {} count as delivered; {} sent, {} to be tried again, {} failed, {} left",
        heard.recorded, sent.delivered, sent.sent, sent.again, sent.failed, sent.left
    ))?;
    if let Some(why) = &sent.stopped {
        context.say(format!("stopped: {why}"))?;
        tracing::error!("the round ended early: {why}");
    }
    if !context.text() {
        context.line(&json!({ "bounces": heard, "round": sent }))?;
    }
    Ok(if sent.left > 0 { Exit::Incomplete } else { Exit::Done })
}

fn bounces(project: &Project, office: &PostOffice<'_>, context: &Context) -> Result<Exit> {
    if project.config().portal.notices.bounces.is_none() {
        return Err(Stop::usage("`portal.notices.bounces` is missing; name the folder where bounces arrive").into());
    }
    let _lock = alone(project)?;
    let heard = office.hear(&project.world, &mut project.ledger()?).map_err(stop)?;
    context.say(format!(
        "{} came back, {} were known, {} are not ours, {} are no bounces",
        heard.recorded, heard.known, heard.unknown, heard.others
    ))?;
    if !context.text() {
        context.line(&json!({ "bounces": heard }))?;
    }
    Ok(Exit::Done)
}

/// The lock of the rounds of this project.
fn alone(project: &Project) -> Result<world::Lock> {
    let lock = world::lock(project.world.path(LOCK))?;
    Ok(lock.ok_or_else(|| Stop::incomplete("another round is under way; start this one when it has ended"))?)
}

/// What is configured wrongly ends as a wrong command line does.
fn stop(error: NoticeError) -> anyhow::Error {
    match error {
        NoticeError::Settings { .. } | NoticeError::OtherWords { .. } => Stop::usage(error.to_string()).into(),
        other => other.into(),
    }
}

const LOCK: &str = "notices.lock";
