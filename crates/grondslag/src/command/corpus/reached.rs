//! A Delta table where it lies. In: a folder, or an address in an object store. Out: a folder in which the table can be
//! written, which is carried to the address afterwards. Never: two who write to one table from one project, or a mirror of a
//! table left behind.

use crate::brought;
use crate::project::Project;
use ::bucket::{Bucket, BucketError, Lake, Mirror};
use anyhow::Result;
use delta::{DATA, LOG, PublishError};
use std::path::{Path, PathBuf};

/// A table within reach.
pub struct Reached {
    /// The folder, or the address.
    place: String,
    folder: PathBuf,
    mirrored: Option<Mirrored>,
}

/// The folder goes when this is dropped.
struct Mirrored {
    mirror: Mirror,
    folder: PathBuf,
    _lock: world::Lock,
}

/// A table in an object store, with the credentials of the environment.
pub fn lake(project: &Project, address: &str) -> Result<Lake, BucketError> {
    Lake::open(address.trim_end_matches('/'), brought::credentials(), brought::patience(project))
}

/// Whether a Delta table lies at an address.
pub async fn is_table(project: &Project, address: &str) -> Result<bool, BucketError> {
    Ok(!lake(project, address)?.list_folder(LOG).await?.is_empty())
}

impl Reached {
    /// Reaches the table in a folder or at an address; there may be none yet.
    pub async fn of(project: &Project, place: &str) -> Result<Self> {
        if !Bucket::is_address(place) {
            return Ok(Self { place: place.to_owned(), folder: place.into(), mirrored: None });
        }
        let lake = lake(project, place)?;
        let place = lake.address().to_owned();
        let folder = project.world.path(FOLDER);
        world::create_dir(project.world.path("work"))?;
        let Some(lock) = world::lock(project.world.path(LOCK))? else {
            return Err(PublishError::Busy { folder: place.into() }.into());
        };
        // What a killed run left.
        world::remove_dir(&folder)?;
        let mirror = Mirror::of(lake, DATA, LOG, &folder).await;
        let mirrored = match mirror {
            Ok(mirror) => Mirrored { mirror, folder: folder.clone(), _lock: lock },
            Err(error) => {
                world::remove_dir(&folder)?;
                return Err(error.into());
            }
        };
        Ok(Self { place, folder, mirrored: Some(mirrored) })
    }

    /// Where it is, for people.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Where it can be read and written.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// An error of the folder as one of the table.
    pub fn named(&self, error: PublishError) -> PublishError {
        error.of_table_at(&self.place)
    }

    /// Makes the table what the folder is by now.
    pub async fn carry(&self) -> Result<(), BucketError> {
        match &self.mirrored {
            Some(mirrored) => mirrored.mirror.carry().await.map(drop),
            None => Ok(()),
        }
    }
}

impl Drop for Mirrored {
    fn drop(&mut self) {
        if let Err(error) = world::remove_dir(&self.folder) {
            tracing::error!("{error}; it holds a copy of a table: remove it");
        }
    }
}

/// Where a table is mirrored while it is written, below the project.
const FOLDER: &str = "work/mirrored";
const LOCK: &str = "work/mirrored.lock";
