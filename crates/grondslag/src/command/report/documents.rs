//! Making the documents. In: a project. Out: files of each document, and the list of what is missing. Never: a document
//! that was made of other evidence than its neighbours.

use super::super::Context;
use super::DOCUMENTS;
use crate::dossier::{self, Drawer};
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::project::Project;
use account::document::{self, Document, Edition, Evidence, Printer, Sheet, Stock};
use anyhow::Result;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Everything that the documents of a project are made of.
pub struct Filled {
    /// What they were filled from.
    pub evidence: Evidence,
    /// Answers and editions, with the new editions in it.
    pub drawer: Drawer,
    /// Each document with its edition.
    pub documents: Vec<(Document, Edition)>,
    /// The release.
    pub release: String,
}

/// Fills every document. Some speak of the editions of others, so all are filled until nothing changes.
pub fn fill(project: &Project, release: Option<&str>) -> Result<Filled> {
    let ledger = project.ledger()?;
    let mut drawer = dossier::load(project, &ledger)?;
    let on = project.world.now().date_naive();
    let release = release.map_or_else(|| named(project), |release| Ok(release.to_owned()))?;
    let (kept, mut evidence) = (drawer.shelf.clone(), dossier::gather(project, &drawer.shelf)?);
    for _ in 0..PASSES {
        let before = drawer.shelf.clone();
        let stock = Stock { evidence: &evidence, answers: &drawer.answers, release: &release };
        let mut documents = Vec::new();
        for sheet in document::sheets() {
            let document = document::fill(sheet, &stock);
            let edition = drawer.shelf.take(&document, on);
            documents.push((document, edition));
        }
        if drawer.shelf == before {
            if drawer.shelf != kept {
                drawer.save_shelf(project, &ledger)?;
            }
            return Ok(Filled { evidence, drawer, documents, release });
        }
        dossier::show_shelf(&mut evidence, &drawer.shelf);
    }
    Err(Stop::proof("the documents speak of each other without end; please report this").into())
}

/// The name of a release that nobody named: the project and the first digits of its model.
fn named(project: &Project) -> Result<String> {
    let name = &project.config().project.name;
    let manifest = project.model_folder().join("training-manifest.json");
    if !world::exists(&manifest) {
        return Ok(name.clone());
    }
    let manifest: Value = serde_json::from_str(&world::read_string(&manifest)?)?;
    let model = dossier::served(&manifest).and_then(Value::as_str);
    Ok(model.and_then(|model| model.get(..8)).map_or_else(|| name.clone(), |model| format!("{name}-{model}")))
}

/// `--list`.
pub fn list(release: Option<&str>, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let filled = fill(&project, release)?;
    let mut rows = Vec::new();
    for (document, edition) in &filled.documents {
        let state = if edition.standing(project.now().date_naive()).is_some() { "approved" } else { "draft" };
        let (fields, missing) = (document.fields().count(), edition.missing.len());
        context.say(format!(
            "{}  version {:<3} {state:<9} {:>3} of {fields:<3} fields  {}",
            document.id,
            edition.version,
            fields - missing,
            document.title.en
        ))?;
        rows.push(json!({ "id": document.id, "title": document.title, "version": edition.version, "state": state, "missing": missing_of(document) }));
    }
    if !context.text() {
        context.line(&json!({ "documents": rows, "release": filled.release }))?;
    }
    Ok(Exit::Done)
}

/// `report D29`, `report --all`; no names are all.
pub fn make(wanted: &[String], out: Option<&Path>, release: Option<&str>, context: &Context) -> Result<Exit> {
    let unknown = |id: &&String| document::sheet(id).is_none();
    if let Some(id) = wanted.iter().find(unknown) {
        let known: Vec<&str> = document::sheets().iter().map(|sheet: &Sheet| sheet.id.as_str()).collect();
        return Err(Stop::usage(format!("there is no document `{id}`; there are {}", known.join(", "))).into());
    }
    let project = context.project()?;
    let folder = out.map_or_else(|| project.world.path(DOCUMENTS), Path::to_path_buf);
    let bar = progress::room(context.show, "report");
    let filled = fill(&project, release)?;
    let files = write(&project, &filled, wanted, &folder, &mut |id| bar.say(id.to_owned()))?;
    bar.done(folder.display().to_string());
    let mut rows = Vec::new();
    for (id, paths) in &files {
        let missing = filled.documents.iter().find(|(document, _)| document.id == *id).map(|(one, _)| missing_of(one));
        let missing = missing.unwrap_or_default();
        context.say(format!("{id}  {} files, {} fields missing", paths.len(), missing.len()))?;
        rows.push(json!({ "id": id, "files": paths, "missing": missing }));
    }
    context.say(folder.display().to_string())?;
    if !context.text() {
        context.line(&json!({ "documents": rows, "release": filled.release }))?;
    }
    Ok(Exit::Done)
}

/// Writes the files of the wanted documents, and beside them what they were filled from.
pub fn write(
    project: &Project,
    filled: &Filled,
    wanted: &[String],
    folder: &Path,
    told: &mut dyn FnMut(&str),
) -> Result<Vec<(String, Vec<PathBuf>)>> {
    let printer = Printer::default();
    let on = project.now().date_naive();
    let mut all = Vec::new();
    for (document, edition) in &filled.documents {
        if !wanted.is_empty() && !wanted.contains(&document.id) {
            continue;
        }
        told(&document.id);
        let mut paths = Vec::new();
        for (name, bytes) in printer.print(document, edition, on)? {
            let path = folder.join(name);
            world::write_atomic(&path, bytes)?;
            paths.push(path);
        }
        all.push((document.id.clone(), paths));
    }
    let evidence = &filled.evidence;
    for (name, text) in [
        ("evidence.json", pretty(&serde_json::to_value(evidence)?)),
        ("processing.jsonld", pretty(&document::vocabulary(evidence, &filled.drawer.answers))),
        ("model-card.md", document::model_card(evidence, &filled.drawer.answers, &filled.release)),
    ] {
        world::write_atomic(folder.join(name), text)?;
    }
    Ok(all)
}

pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn missing_of(document: &Document) -> Vec<Value> {
    document.missing().map(|field| json!({ "field": field.id, "owner": field.owner })).collect()
}

/// One pass for the documents, one for those that speak of them, one to see that nothing changes any more, and one spare.
const PASSES: usize = 4;
