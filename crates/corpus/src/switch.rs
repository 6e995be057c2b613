//! From one version of a corpus to the next, such that a kill at any moment leaves one of them. In: the files of the next
//! version, staged in the folder `next`. Out: those files under their names. Never: two versions taken for one.
//!
//! | on disk | state | after a kill here |
//! | --- | --- | --- |
//! | no `next/manifest.json` | the old version stands, or none; whatever is in `next` is no corpus | `next` is thrown away and the work is done again |
//! | `next/manifest.json` | decided: all files of the next version are whole and durable | nobody may read either version; `recover` finishes the switch |
//! | `manifest.json`, no `next/manifest.json` | the next version stands | `recover` removes the empty `next` |
//!
//! Between the second and the third state: the old manifest is removed, each staged file takes its name (which unlinks the
//! old file of that name), shards that are no longer named are removed, and the manifest takes its name last. Each of these
//! steps can be done twice.

use crate::error::{Mismatch, OpenError, ReadError};
use crate::manifest::{EXCLUDED, LINEAGE, MANIFEST, Manifest, RECEIPT, SHARDS, UNDIVIDED_EXCLUDED, UNDIVIDED_LINEAGE};
use crate::pictures::PICTURES;
use crate::table::check_bytes;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use world::DiskError;

/// What was found and done about an interrupted seal or purge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// Nothing was interrupted.
    Nothing,
    /// It was interrupted before its commit point: it never was, and can be done again.
    Dropped,
    /// It was interrupted after its commit point, and is now finished.
    Finished,
}

/// Finishes or drops what a killed seal or purge left in `folder`. One process at a time may call this, [`Sealer::begin`]
/// or [`Corpus::purge`].
///
/// [`Sealer::begin`]: crate::Sealer::begin
/// [`Corpus::purge`]: crate::Corpus::purge
pub fn recover(folder: impl AsRef<Path>) -> Result<Recovered, OpenError> {
    let folder = folder.as_ref();
    let next = folder.join(NEXT);
    if !world::exists(&next) {
        return Ok(Recovered::Nothing);
    }
    if !world::exists(next.join(MANIFEST)) {
        // What lies here may hold rows of a person who has since been purged: it goes as a whole.
        world::remove_dir(&next)?;
        return Ok(Recovered::Dropped);
    }
    // Staged by an earlier version of this program, it can no longer be finished. Whatever lies in the folder by now, no
    // manifest names it, or the old one still stands whole.
    if matches!(Manifest::read(&next.join(MANIFEST)), Err(OpenError::Older { .. })) {
        world::remove_dir(&next)?;
        return Ok(Recovered::Dropped);
    }
    // Only after a kill is every byte read again: the process that staged the files knows their digests.
    switch(folder, &Steps::all(), |manifest| {
        manifest.files().try_for_each(|file| check_bytes(folder, file).map(drop)).map_err(|error| match error {
            ReadError::Disk(error) => OpenError::Disk(error),
            ReadError::Mismatch(mismatch) => OpenError::Mismatch(mismatch),
            ReadError::Newer { file, version, known } => OpenError::Newer { file, version, known },
            ReadError::NoShard { .. } => OpenError::Malformed { why: error.to_string() },
            ReadError::Unreadable { why, .. } => OpenError::Malformed { why: why.to_owned() },
        })
    })?;
    Ok(Recovered::Finished)
}

/// Whether a decided switch waits to be finished.
pub(crate) fn is_unfinished(folder: &Path) -> bool {
    world::exists(folder.join(NEXT).join(MANIFEST))
}

/// The next version of a corpus while it is made. Dropped before it is committed, it never was.
pub(crate) struct Staging {
    folder: PathBuf,
    steps: Steps,
    decided: bool,
}

impl Staging {
    /// Starts the next version of the corpus in `folder`, after finishing or dropping what was left there.
    pub fn begin(folder: &Path, steps: Steps) -> Result<Self, OpenError> {
        recover(folder)?;
        world::create_dir(folder.join(NEXT))?;
        Ok(Self { folder: folder.to_owned(), steps, decided: false })
    }

    /// The folder that takes the files of the next version.
    pub fn path(&self) -> PathBuf {
        self.folder.join(NEXT)
    }

    /// A point at which a kill is tested.
    pub fn step(&self) -> Result<(), DiskError> {
        self.steps.pass(&self.folder)
    }

    /// Makes the next version the corpus.
    pub fn commit(mut self, manifest: &Manifest) -> Result<(), OpenError> {
        self.step()?;
        world::write_atomic(self.path().join(MANIFEST), manifest.to_json())?;
        // The commit point. From here the next version is the corpus, whoever finishes the switch.
        self.decided = true;
        self.step()?;
        switch(&self.folder, &self.steps, |_| Ok(()))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.decided && !self.steps.is_dead() {
            // Nothing to do if this fails: the next `recover` drops the folder.
            let _ = world::remove_dir(self.path());
        }
    }
}

fn switch(
    folder: &Path,
    steps: &Steps,
    check: impl FnOnce(&Manifest) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let next = folder.join(NEXT);
    let manifest = Manifest::read(&next.join(MANIFEST))?;
    // Without its manifest the old version cannot be opened while its files give way to the new ones.
    world::remove_file(folder.join(MANIFEST))?;
    world::remove_file(folder.join(RECEIPT))?;
    steps.pass(folder)?;
    for part in [SHARDS, LINEAGE, EXCLUDED].into_iter().chain(manifest.has_pictures().then_some(PICTURES)) {
        world::create_dir(folder.join(part))?;
    }
    for file in manifest.files() {
        let (from, to) = (next.join(&file.name), folder.join(&file.name));
        if world::exists(&from) {
            world::rename(from, to)?;
            steps.pass(folder)?;
        } else if !world::exists(to) {
            return Err(Mismatch::Missing { file: file.name.clone() }.into());
        }
    }
    for stray in strays(folder, &manifest)? {
        world::remove_file(stray)?;
        steps.pass(folder)?;
    }
    check(&manifest)?;
    world::rename(next.join(MANIFEST), folder.join(MANIFEST))?;
    steps.pass(folder)?;
    world::remove_dir(next)?;
    Ok(())
}

/// Files that a loader would take for shards, or that may name a person who was purged, and that the manifest does not name.
pub(crate) fn strays(folder: &Path, manifest: &Manifest) -> Result<Vec<PathBuf>, DiskError> {
    let named: BTreeSet<_> = manifest.files().map(|file| folder.join(&file.name)).collect();
    let mut paths = Vec::new();
    for part in [SHARDS, LINEAGE, EXCLUDED, PICTURES] {
        paths.extend(world::list(folder.join(part))?);
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "parquet" || extension == "tar"));
    paths.extend(
        [UNDIVIDED_LINEAGE, UNDIVIDED_EXCLUDED]
            .map(|name| folder.join(name))
            .into_iter()
            .filter(|path| world::exists(path)),
    );
    paths.retain(|path| !named.contains(path));
    Ok(paths)
}

/// The points of a seal or purge at which it may be killed. Real work passes all of them; a test dies at one.
pub(crate) struct Steps(Cell<Option<u32>>);

impl Steps {
    pub fn all() -> Self {
        Self(Cell::new(None))
    }

    /// Passes `count` points and dies at the next.
    #[cfg(test)]
    pub fn dying_after(count: u32) -> Self {
        Self(Cell::new(Some(count)))
    }

    fn is_dead(&self) -> bool {
        self.0.get() == Some(0)
    }

    fn pass(&self, folder: &Path) -> Result<(), DiskError> {
        match self.0.get() {
            None => Ok(()),
            Some(0) => Err(DiskError {
                verb: "go on in",
                path: folder.to_owned(),
                cause: io::Error::other("killed by a test"),
            }),
            Some(left) => {
                self.0.set(Some(left - 1));
                Ok(())
            }
        }
    }
}

const NEXT: &str = "next";
