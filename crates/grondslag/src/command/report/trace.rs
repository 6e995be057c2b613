//! `grondslag report trace D16.rows`, or of a whole document, or of all: the query behind each figure is asked again. In:
//! documents that were made. Out: what they said and what comes out now. Never: an equal where one of them is missing.

use super::super::Context;
use super::DOCUMENTS;
use crate::dossier;
use crate::exit::{Exit, Stop};
use crate::project::Project;
use account::document::{self, Document, Evidence, Field, Figure};
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Which figure.
#[derive(Args)]
pub struct Tracing {
    /// The document and the field: D16.rows; or a document, for all its figures: D29
    #[arg(required_unless_present = "all")]
    figure: Option<String>,
    /// Every figure of every document in the folder
    #[arg(long, conflicts_with = "figure")]
    all: bool,
    /// Folder of the documents [default: report/documents]
    #[arg(long, value_name = "DIR")]
    r#in: Option<PathBuf>,
}

/// Traces it.
pub fn execute(arguments: &Tracing, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let folder = arguments.r#in.clone().unwrap_or_else(|| project.world.path(DOCUMENTS));
    match arguments.figure.as_deref().map(|figure| (figure, figure.split_once('.'))) {
        Some((_, Some((id, field)))) => one(&project, &folder, id, field, context),
        Some((id, None)) if document::sheet(id).is_some() => many(&project, &folder, &[id], context),
        Some((figure, None)) => Err(Stop::usage(format!(
            "`{figure}` is no figure; write DOCUMENT.FIELD, such as D16.rows, or a document, such as D29"
        ))
        .into()),
        None => {
            let made = document::sheets().iter().map(|sheet| sheet.id.as_str());
            let made: Vec<&str> = made.filter(|id| world::exists(folder.join(format!("{id}.json")))).collect();
            if made.is_empty() {
                let folder = folder.display();
                return Err(
                    Stop::usage(format!("`{folder}` holds no document; `grondslag report --all` makes them")).into()
                );
            }
            many(&project, &folder, &made, context)
        }
    }
}

fn read(folder: &Path, id: &str) -> Result<Document> {
    let path = folder.join(format!("{id}.json"));
    let text =
        world::read_string(&path).map_err(|error| Stop::usage(format!("{error}; `grondslag report {id}` makes it")))?;
    let (document, _) = Document::read(&text).ok_or_else(|| {
        Stop::proof(format!("`{}` is not what was written: its values do not give its hash", path.display()))
    })?;
    Ok(document)
}

fn evidence(project: &Project) -> Result<Evidence> {
    let ledger = project.ledger()?;
    dossier::gather(project, &dossier::load(project, &ledger)?.shelf)
}

fn figures(document: &Document) -> impl Iterator<Item = (&Field, &Figure)> {
    document.fields().filter_map(|field| Some((field, field.figure.as_ref()?)))
}

fn row(id: &str, field: &Field, figure: &Figure, now: Option<&Value>) -> Value {
    let same = now == Some(&figure.value);
    json!({
        "figure": format!("{id}.{}", field.id), "query": figure.query, "source": figure.source, "said": figure.value,
        "now": now, "same": same,
    })
}

fn one(project: &Project, folder: &Path, id: &str, field: &str, context: &Context) -> Result<Exit> {
    let document = read(folder, id)?;
    let Some((field, figure)) = figures(&document).find(|(known, _)| known.id == field) else {
        let known: Vec<&str> = figures(&document).map(|(field, _)| field.id.as_str()).collect();
        return Err(Stop::usage(format!("`{id}` has no figure `{field}`; it has {}", known.join(", "))).into());
    };
    let evidence = evidence(project)?;
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
        context.line(&row(id, field, figure, now))?;
    }
    Ok(if same { Exit::Done } else { Exit::ProofFails })
}

/// Every figure of these documents, asked of evidence that is gathered once.
fn many(project: &Project, folder: &Path, ids: &[&str], context: &Context) -> Result<Exit> {
    let evidence = evidence(project)?;
    let (mut asked, mut differing) = (0_u64, Vec::new());
    for id in ids {
        let document = read(folder, id)?;
        for (field, figure) in figures(&document) {
            asked += 1;
            let now = evidence.value(&figure.query);
            if now == Some(&figure.value) {
                continue;
            }
            context.say(format!("not the same: {id}.{} ({})", field.id, figure.query))?;
            differing.push(row(id, field, figure, now));
        }
    }
    context.say(format!("{asked} figures of {} documents asked again, {} differ", ids.len(), differing.len()))?;
    let same = differing.is_empty();
    if !context.text() {
        context.line(&json!({ "documents": ids, "figures": asked, "differing": differing, "same": same }))?;
    }
    Ok(if same { Exit::Done } else { Exit::ProofFails })
}
