//! Answers and editions as they are kept in the folder `documents`, signed by the log's key. In: a project. Out: both, or a
//! refusal where somebody changed them. Never: an answer or an approval that the key did not sign.

use crate::exit::Stop;
use crate::project::Project;
use account::document::{Answers, Shelf, parse_reference};
use anyhow::Result;
use law::register::{Register, Use};
use ledger::Ledger;
use std::path::PathBuf;
use terms::Digest;

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
    let key = ledger.public_key();
    let lines = signed(project, &key, ANSWERS, "answers")?.unwrap_or_default();
    let answers = Answers::read(&lines).map_err(|error| Stop::proof(error.to_string()))?;
    Ok(Drawer { lines, answers, shelf: kept(project, &key)? })
}

/// The editions alone, as they were kept last; `key` is the log's, which signed them.
pub fn kept(project: &Project, key: &str) -> Result<Shelf> {
    Ok(match signed(project, key, REGISTER, "documents")? {
        Some(text) => Shelf::read(&text).map_err(|error| Stop::proof(error.to_string()))?,
        None => Shelf::default(),
    })
}

impl Drawer {
    /// Writes the answers, with the statement that signs them.
    pub fn save_answers(&self, project: &Project, ledger: &Ledger) -> Result<()> {
        save(project, ledger, ANSWERS, "answers", &self.lines)
    }

    /// Writes the editions, with the statement that signs them.
    pub fn save_shelf(&self, project: &Project, ledger: &Ledger) -> Result<()> {
        save(project, ledger, REGISTER, "documents", &self.shelf.to_json())
    }
}

// HOLE: if we crash between the two writes, the file is found unsigned and refused until somebody restores it from a backup,
// and an older pair of file and statement is taken for the present one.
fn save(project: &Project, ledger: &Ledger, file: &str, kind: &str, text: &str) -> Result<()> {
    world::write_atomic(project.world.path(file), text)?;
    world::write_atomic(project.world.path(format!("{file}.note")), ledger.sign_statement(kind, &Digest::of(text)))?;
    Ok(())
}

/// A file and the statement about it.
fn signed(project: &Project, key: &str, file: &str, kind: &str) -> Result<Option<String>> {
    let (path, note) = (project.world.path(file), project.world.path(format!("{file}.note")));
    if !world::exists(&path) && !world::exists(&note) {
        return Ok(None);
    }
    let changed = |why: String| {
        Stop::proof(format!("`{file}` was changed by somebody else than this program: {why}; restore it from a backup"))
    };
    let text = world::read_string(&path).map_err(|error| changed(error.to_string()))?;
    let statement = world::read(&note).map_err(|error| changed(error.to_string()))?;
    ledger::verify_statement(&statement, kind, &Digest::of(&text), key).map_err(|error| changed(error.to_string()))?;
    Ok(Some(text))
}

/// Tells the gates of a register what the documents that it names say of themselves. An assessment counts from its approval
/// until its review is due, whatever the register says besides.
pub fn rely(project: &Project, register: &mut Register) -> Result<()> {
    let references = |one: &Use| {
        [&one.lia.document, &one.dpia.document, &one.compat.document, &one.art36.document]
            .map(|name| parse_reference(name).is_some())
    };
    if !register.purpose.iter().flat_map(|entry| &entry.uses).any(|one| references(one).contains(&true)) {
        return Ok(());
    }
    let (shelf, on) = (load(project, &project.ledger()?)?.shelf, project.now().date_naive());
    // Outside: another cabinet's. Inside: what may be relied on, if anything.
    let stands = |wanted: &str, reference: &str| {
        let (document, _) = parse_reference(reference)?;
        Some(shelf.relied_on(reference, on).filter(|_| document == wanted))
    };
    for one in register.purpose.iter_mut().flat_map(|entry| &mut entry.uses) {
        for (wanted, gate) in [("D02", &mut one.lia), ("D08", &mut one.dpia)] {
            match stands(wanted, &gate.document) {
                None => {}
                Some(Some(approval)) => {
                    gate.on = gate.on.max(approval.on);
                    gate.review_due = gate.review_due.min(approval.review_due);
                }
                Some(None) => gate.state = law::Assessment::Missing,
            }
        }
        match stands("D03", &one.compat.document) {
            None => {}
            Some(Some(approval)) => one.compat.on = one.compat.on.max(approval.on),
            Some(None) => one.compat.state = law::Compatibility::Missing,
        }
        if stands("D09", &one.art36.document) == Some(None) {
            one.art36.state = law::Consultation::Required;
        }
    }
    Ok(())
}
