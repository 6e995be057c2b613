//! `grondslag report`: the account of the last run as a page, the documents that the law asks for, and the pack of all of
//! them for a supervisor.

pub mod answer;
pub mod documents;
mod trace;

use super::Context;
use crate::exit::Exit;
use crate::{model_rooms, pack, progress, rooms};
use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;

/// What to report.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Documents to make, by id: D29 [default: none, and the account as a page]
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<String>,
    /// Make every document
    #[arg(long, conflicts_with = "documents")]
    all: bool,
    /// List the documents with what is missing in each, and make none
    #[arg(long, conflicts_with_all = ["documents", "all"])]
    list: bool,
    /// Folder to write them into [default: report/documents]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Name of the release that they describe [default: the project's name and its model]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
}

/// What else there is to do with documents.
#[derive(Subcommand)]
enum What {
    /// Record the answer to a question that a person must judge; the text is read from stdin
    Answer(answer::Answering),
    /// Sign the last version of a document; two people of the declared staff approve it, and one with a field that is missing is refused
    Approve(answer::Approving),
    /// Ask the query behind a figure again, and compare
    Trace(trace::Tracing),
    /// Write the pack for a supervisor: all documents, decisions, manifests, policies and proofs, signed
    Pack(pack::Packing),
}

/// Reports.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    match &arguments.what {
        Some(What::Answer(answering)) => return answer::answer(answering, context),
        Some(What::Approve(approving)) => return answer::approve(approving, context),
        Some(What::Trace(tracing)) => return trace::execute(tracing, context),
        Some(What::Pack(packing)) => return pack::execute(packing, context).await,
        None => {}
    }
    let release = arguments.release.as_deref();
    if arguments.list {
        return documents::list(release, context);
    }
    if arguments.all || !arguments.documents.is_empty() {
        let wanted = if arguments.all { &[][..] } else { arguments.documents.as_slice() };
        return documents::make(wanted, arguments.out.as_deref(), release, context);
    }
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

/// The folder of the documents, if none is named.
const DOCUMENTS: &str = "report/documents";
