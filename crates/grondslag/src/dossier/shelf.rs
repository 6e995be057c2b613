//! Answers and editions as they are kept in the folder `documents`, signed by the log's key. In: a project. Out: both, or a
//! refusal where somebody changed them. Never: an answer or an approval that the key did not sign.

use crate::exit::Stop;
use crate::project::Project;
use account::document::{Answers, Approval, Shelf, parse_reference};
use anyhow::Result;
use ledger::Ledger;
use std::path::PathBuf;
use terms::{Date, Digest};

const ANSWERS: &str = "documents/answers.jsonl";
const REGISTER: &str = "documents/register.json";

/// What was answered, and which editions there are.
pub struct Drawer {
    /// The lines of the answers.
    pub lines: String,
    /// The same, read.
    pub answers: Answers,
    /// The editions.
    pub shelf: Shelf,
}

/// The file of the answers.
pub fn answers_file(project: &Project) -> PathBuf {
    project.world.path(ANSWERS)
}

/// Opens both; a project that has none yet has empty ones.
pub fn load(project: &Project, ledger: &Ledger) -> Result<Drawer> {
    let lines = signed(project, ledger, ANSWERS, "answers")?.unwrap_or_default();
    let answers = Answers::read(&lines).map_err(|error| Stop::proof(error.to_string()))?;
    let shelf = match signed(project, ledger, REGISTER, "documents")? {
        Some(text) => Shelf::read(&text).map_err(|error| Stop::proof(error.to_string()))?,
        None => Shelf::default(),
    };
    Ok(Drawer { lines, answers, shelf })
}

impl Drawer {
    /// Writes both, each with the statement that signs it.
    pub fn save(&self, project: &Project, ledger: &Ledger) -> Result<()> {
        for (file, kind, text) in [(ANSWERS, "answers", &self.lines), (REGISTER, "documents", &self.shelf.to_json())] {
            // If we crash between the two, the file is found unsigned and refused; the earlier one is in the backup.
            world::write_atomic(project.world.path(file), text)?;
            world::write_atomic(
                project.world.path(format!("{file}.note")),
                ledger.sign_statement(kind, &Digest::of(text)),
            )?;
        }
        Ok(())
    }
}

/// A file and the statement about it.
fn signed(project: &Project, ledger: &Ledger, file: &str, kind: &str) -> Result<Option<String>> {
    let (path, note) = (project.world.path(file), project.world.path(format!("{file}.note")));
    if !world::exists(&path) && !world::exists(&note) {
        return Ok(None);
    }
    let changed = |why: String| {
        Stop::proof(format!("`{file}` was changed by somebody else than this program: {why}; restore it from a backup"))
    };
    let text = world::read_string(&path).map_err(|error| changed(error.to_string()))?;
    let statement = world::read(&note).map_err(|error| changed(error.to_string()))?;
    ledger::verify_statement(&statement, kind, &Digest::of(&text), &ledger.public_key())
        .map_err(|error| changed(error.to_string()))?;
    Ok(Some(text))
}

/// The approval behind `D02/3`, where that is a document of this program: `None` where the reference names another document,
/// `Some(None)` where it names one that may not be relied on.
pub fn relied_on(project: &Project, gate: &str, reference: &str, on: Date) -> Result<Option<Option<Approval>>> {
    let Some((document, _)) = parse_reference(reference) else { return Ok(None) };
    let wanted = match gate {
        "lia" => "D02",
        "compat" => "D03",
        "dpia" => "D08",
        _ => "D09",
    };
    if document != wanted {
        return Ok(Some(None));
    }
    let ledger = project.ledger()?;
    Ok(Some(load(project, &ledger)?.shelf.relied_on(reference, on).cloned()))
}
