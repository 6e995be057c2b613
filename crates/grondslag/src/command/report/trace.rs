//! `grondslag report trace D16.rows`: the query behind a figure is asked again. In: a figure of a document that was made.
//! Out: what it said and what comes out now. Never: an equal where one of them is missing.

use super::super::Context;
use super::DOCUMENTS;
use crate::dossier;
use crate::exit::{Exit, Stop};
use account::document::Document;
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Which figure.
#[derive(Args)]
pub struct Tracing {
    /// The document and the field: D16.rows
    figure: String,
    /// Folder of the documents [default: report/documents]
    #[arg(long, value_name = "DIR")]
    r#in: Option<PathBuf>,
}

/// Traces it.
pub fn execute(arguments: &Tracing, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let (id, field) = arguments.figure.split_once('.').ok_or_else(|| {
        Stop::usage(format!("`{}` is no figure; write DOCUMENT.FIELD, such as D16.rows", arguments.figure))
    })?;
    let folder = arguments.r#in.clone().unwrap_or_else(|| project.world.path(DOCUMENTS));
    let path = folder.join(format!("{id}.json"));
    let text =
        world::read_string(&path).map_err(|error| Stop::usage(format!("{error}; `grondslag report {id}` makes it")))?;
    let (document, _) = Document::read(&text).ok_or_else(|| {
        Stop::proof(format!("`{}` is not what was written: its values do not give its hash", path.display()))
    })?;
    let figures: Vec<&str> =
        document.fields().filter(|field| field.figure.is_some()).map(|field| field.id.as_str()).collect();
    let figure = document
        .field(field)
        .and_then(|field| field.figure.as_ref())
        .ok_or_else(|| Stop::usage(format!("`{id}` has no figure `{field}`; it has {}", figures.join(", "))))?;
    let ledger = project.ledger()?;
    let evidence = dossier::gather(&project, &dossier::load(&project, &ledger)?.shelf)?;
    let now = evidence.value(&figure.query);
    let same = now == Some(&figure.value);
    context.say(format!(
        "query   {}\nsource  {}\nsaid    {}\nnow     {}\n{}",
        figure.query,
        figure.source,
        figure.value,
        now.map_or_else(|| "nothing".to_owned(), ToString::to_string),
        if same { "the same" } else { "not the same" }
    ))?;
    if !context.text() {
        context.line(&json!({ "figure": arguments.figure, "query": figure.query, "source": figure.source, "said": figure.value, "now": now, "same": same }))?;
    }
    Ok(if same { Exit::Done } else { Exit::ProofFails })
}
