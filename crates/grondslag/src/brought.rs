//! Sources in an object store. In: the sources of a project. Out: the same, and for as long as they are read a copy in a folder
//! of what lies at an address. Never: that copy left behind, or files of two states of a source read as one.

use crate::config::environment;
use crate::exit::Stop;
use crate::project::{Project, expand, fits};
use anyhow::Result;
use bucket::{BucketError, Lake, Object};
use delta::{LOG, Table};
use pipeline::{NamedSource, PipelineError};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Sources that can be read here.
pub struct Brought {
    sources: Vec<NamedSource>,
    // Where the copies are, if there are any.
    folder: Option<PathBuf>,
}

impl Brought {
    /// The sources of a project; what lies at an address is brought.
    pub async fn of(project: &Project) -> Result<Self> {
        let folder = project.world.path(FOLDER);
        // What a killed run left.
        world::remove_dir(&folder)?;
        let mut brought = Self::here(Vec::new());
        for (number, named) in project.sources()?.into_iter().enumerate() {
            match named.origin.address.clone() {
                Some(address) => {
                    brought.folder = Some(folder.clone());
                    let here = folder.join(number.to_string());
                    brought.sources.extend(bring(project, &named, &address, &here).await?);
                }
                None => brought.sources.push(named),
            }
        }
        Ok(brought)
    }

    /// Sources that lie here.
    pub fn here(sources: Vec<NamedSource>) -> Self {
        Self { sources, folder: None }
    }

    /// What can be read.
    pub fn sources(&self) -> &[NamedSource] {
        &self.sources
    }
}

impl Drop for Brought {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder
            && let Err(error) = world::remove_dir(folder)
        {
            tracing::error!("{error}; it holds a copy of sources that were read: remove it");
        }
    }
}

/// The credentials of the clouds, by the names that their own tools give them.
pub fn credentials() -> impl Iterator<Item = (String, String)> {
    let clouds = ["AWS_", "AZURE_", "GOOGLE_"];
    environment().filter(move |(name, _)| clouds.iter().any(|cloud| name.starts_with(cloud)))
}

/// How long one request may take.
pub fn patience(project: &Project) -> Duration {
    Duration::from_secs(project.config().corpus.store_seconds)
}

/// Brings what lies at an address, and gives the source once for each file or folder that it names.
async fn bring(project: &Project, named: &NamedSource, address: &str, folder: &Path) -> Result<Vec<NamedSource>> {
    let (above, pattern) = match address.rsplit_once('/') {
        Some((above, pattern)) if pattern.contains('*') => (above, Some(pattern)),
        _ => (address, None),
    };
    let lake = Lake::open(above, credentials(), patience(project))?;
    let mut objects = lake.list().await?;
    if let Some(pattern) = pattern {
        objects.retain(|object| fits(object.name(), pattern));
        if objects.is_empty() {
            // Asked of the folder, the answer would name the copy.
            return Err(BucketError::Nothing { address: address.to_owned() }.into());
        }
        take(&lake, above, pattern, &objects, folder).await?;
        let here = |path: PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            at(named, path, format!("{above}/{name}"), None)
        };
        return Ok(expand(&folder.join(pattern))?.into_iter().map(here).collect());
    }
    if objects.iter().any(|object| object.name().starts_with(&format!("{LOG}/"))) {
        let version = take_table(&lake, address, named.source.version, &objects, folder).await?;
        return Ok(vec![at(named, folder.to_owned(), address.to_owned(), Some(version))]);
    }
    take(&lake, address, "", &objects, folder).await?;
    let path = match objects.as_slice() {
        [object] if lake.is_itself(object) => folder.join(object.name()),
        _ => folder.to_owned(),
    };
    Ok(vec![at(named, path, address.to_owned(), named.source.version)])
}

fn at(named: &NamedSource, path: PathBuf, address: String, version: Option<u64>) -> NamedSource {
    let mut here = named.clone();
    (here.source.path, here.source.version, here.origin.address) = (path, version, Some(address));
    here
}

/// Brings all of these objects, as they lay there together at one moment.
async fn take(lake: &Lake, address: &str, pattern: &str, objects: &[Object], folder: &Path) -> Result<()> {
    world::create_dir(folder)?;
    lake.bring(objects, folder).await?;
    let mut after = lake.list().await?;
    after.retain(|object| pattern.is_empty() || fits(object.name(), pattern));
    if after != objects {
        let moved = after.iter().chain(objects).find(|object| after.contains(object) != objects.contains(object));
        let object = moved.map(|object| object.name().to_owned()).unwrap_or_default();
        return Err(BucketError::Moved { address: address.to_owned(), object }.into());
    }
    Ok(())
}

/// Brings one version of a Delta table: its log, and then the files that the log names. Others may write later versions
/// meanwhile, because neither a commit nor a file of a table is ever written again.
async fn take_table(
    lake: &Lake,
    address: &str,
    version: Option<u64>,
    objects: &[Object],
    folder: &Path,
) -> Result<u64> {
    let is_said = |object: &&Object| {
        let (folder, name) = object.name().rsplit_once('/').unwrap_or(("", object.name()));
        folder == LOG || (name.starts_with("deletion_vector_") && name.ends_with(".bin"))
    };
    lake.bring(&objects.iter().filter(is_said).cloned().collect::<Vec<_>>(), folder).await?;
    let version = Table::open(folder).and_then(|table| table.version(version)).map_err(PipelineError::from)?;
    let mut wanted: BTreeSet<&Path> = version.files.iter().map(|file| file.path.as_path()).collect();
    let mut files = Vec::new();
    for object in objects {
        if wanted.remove(folder.join(object.name()).as_path()) {
            files.push(object.clone());
        }
    }
    if let Some(missing) = wanted.first() {
        let missing = missing.strip_prefix(folder).unwrap_or(missing).display();
        let number = version.number;
        return Err(Stop::usage(format!(
            "version {number} of the table at `{address}` names `{missing}`, which does not lie there; it may have been \
             vacuumed: name a later version"
        ))
        .into());
    }
    lake.bring(&files, folder).await?;
    Ok(version.number)
}

/// Where copies lie while they are read, below the project.
const FOLDER: &str = "work/brought";
