//! `grondslag corpus publish FOLDER`: a corpus as a Delta table, and what a purge does there. In: a folder. Out: the next version of
//! the table. Never: a table that holds a copy and stands in no register, or a person's rows in an earlier version of it after a
//! purge.

use super::COPIES;
use crate::command::Context;
use crate::exit::{Exit, Stop};
use crate::project::Project;
use anyhow::{Result, ensure};
use corpus::{Copies, CopyPurged, Corpus};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use terms::RecordId;

/// Makes the corpus the newest version of the table there, and notes the table in the register of copies.
pub fn publish(project: &Project, folder: &Path, context: &Context) -> Result<Exit> {
    let folder = std::path::absolute(folder)?;
    let corpus = Corpus::open(project.corpus_folder())?;
    // What is refused is no copy.
    delta::check(&folder)?;
    let path = project.world.path(COPIES);
    let mut register = Copies::read(&path)?;
    // First: if we crash after this line, a purge looks where nothing is yet, and never misses what is.
    if register.tables.insert(folder.display().to_string()) {
        register.write(&path)?;
    }
    let published = delta::publish(&project.world, &corpus, &folder)?;
    let digest = corpus.manifest().corpus_digest;
    context.say(format!(
        "corpus {digest} is version {} of the table in {}: {} files and {} bytes written, {} lay there, {} of earlier versions removed; versions that can be read: {}",
        published.version,
        folder.display(),
        published.written,
        published.bytes,
        published.kept,
        published.removed,
        published.readable.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
    ))?;
    if !context.text() {
        context.line(&json!({
            "corpus_digest": digest, "table": folder, "version": published.version, "written": published.written,
            "bytes": published.bytes, "kept": published.kept, "removed": published.removed, "readable": published.readable,
        }))?;
    }
    Ok(Exit::Done)
}

/// A table with the records of a person that any version of it holds; nothing where it cannot be looked at.
type Looked = (String, Option<BTreeSet<String>>);

/// The records of a person in every table.
pub fn records(register: &Copies, person: &str) -> Vec<Looked> {
    let look = |folder: &String| (folder.clone(), delta::records_of(Path::new(folder), person).ok());
    register.tables.iter().map(look).collect()
}

/// Refuses to say that nothing leaves where a table holds records of a person that no corpus within reach does.
pub fn refuse_left(register: &Copies, person: &str, sources: &BTreeMap<String, RecordId>) -> Result<(), Stop> {
    for (folder, found) in records(register, person) {
        let left = match found {
            Some(found) => found.iter().filter(|record| !sources.contains_key(*record)).count(),
            None => {
                return Err(Stop::incomplete(format!(
                    "the table in `{folder}` could not be looked at, and nothing leaves the others; run again, or `grondslag corpus copies remove` if it is gone"
                )));
            }
        };
        if left > 0 {
            return Err(Stop::incomplete(format!(
                "the table in `{folder}` holds {left} records of this person from an earlier version; run `grondslag corpus publish {folder}`"
            )));
        }
    }
    Ok(())
}

/// Makes every table the corpus that the purge left, which removes each file of an earlier version that holds the person.
pub fn purge(project: &Project, corpus: &Corpus, tables: Vec<Looked>, person: &str) -> Vec<CopyPurged> {
    let mut purged = Vec::new();
    for (folder, before) in tables {
        purged.push(match purge_table(project, corpus, Path::new(&folder), before, person) {
            Ok(purged) => purged,
            Err(error) => {
                tracing::warn!("the table in `{folder}` was not purged: {error:#}");
                CopyPurged { folder, removed: 0, after: None }
            }
        });
    }
    purged
}

fn purge_table(
    project: &Project,
    corpus: &Corpus,
    folder: &Path,
    before: Option<BTreeSet<String>>,
    person: &str,
) -> Result<CopyPurged> {
    // A table that is not there is not begun anew: it may be there for others.
    if !delta::is_table(folder) {
        return Err(delta::DeltaError::NoTable { folder: folder.to_owned() }.into());
    }
    delta::publish(&project.world, corpus, folder)?;
    let left = delta::records_of(folder, person)?;
    ensure!(left.is_subset(&corpus.records_of(person)?), "rows of an earlier version are left there");
    let removed = before.unwrap_or_default().difference(&left).count() as u64;
    Ok(CopyPurged { folder: folder.display().to_string(), removed, after: Some(corpus.prove(person)?) })
}
