//! Carrying. In: a sealed corpus, or the files of one that lies elsewhere. Out: its files, each compared with the manifest,
//! or that corpus in a folder. Never: a byte that the manifest does not name, or a corpus in a folder before all of it is
//! there.

use crate::Corpus;
use crate::error::{Mismatch, OpenError, ReadError};
use crate::manifest::{MANIFEST, Manifest};
use crate::switch::{Staging, Steps};
use crate::table::{FileEntry, check_bytes};
use std::path::Path;
use terms::Digest;

impl Corpus {
    /// The bytes of the manifest, where it is still the one that was opened.
    pub fn manifest_bytes(&self) -> Result<Vec<u8>, ReadError> {
        let bytes = world::read(self.folder().join(MANIFEST))?;
        let (sealed, found) = (self.manifest_digest(), Digest::of(&bytes));
        if sealed != found {
            return Err(Mismatch::Digest { file: MANIFEST.to_owned(), sealed, found }.into());
        }
        Ok(bytes)
    }

    /// The bytes of one of its files, compared with the manifest.
    pub fn file_bytes(&self, file: &FileEntry) -> Result<Vec<u8>, ReadError> {
        let path = self.folder().join(&file.name);
        if !world::exists(&path) {
            return Err(Mismatch::Missing { file: file.name.clone() }.into());
        }
        let bytes = world::read(path)?;
        file.check(&bytes)?;
        Ok(bytes)
    }
}

impl FileEntry {
    /// Whether these are its bytes.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Mismatch> {
        let found = Digest::of(bytes);
        if found == self.sha256 {
            return Ok(());
        }
        Err(Mismatch::Digest { file: self.name.clone(), sealed: self.sha256, found })
    }
}

/// A corpus on its way into a folder. Until [`finish`](Arrival::finish) returns, what was there stands.
pub struct Arrival {
    staging: Staging,
    manifest: Manifest,
}

impl Arrival {
    /// Starts with its manifest.
    pub fn begin(folder: impl AsRef<Path>, manifest: &[u8]) -> Result<Self, OpenError> {
        let parsed = Manifest::parse(manifest)?;
        // One of an earlier format would lie here under another digest than its receipt names.
        if parsed.to_json().as_bytes() != manifest {
            return Err(OpenError::Malformed { why: "it is not written as this program writes it".to_owned() });
        }
        Ok(Self { staging: Staging::begin(folder.as_ref(), Steps::all())?, manifest: parsed })
    }

    /// What is to come.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Takes the bytes of one of its files.
    pub fn take(&self, file: &FileEntry, bytes: &[u8]) -> Result<(), ReadError> {
        file.check(bytes)?;
        Ok(world::write_atomic(self.staging.path().join(&file.name), bytes)?)
    }

    /// Makes it the corpus of the folder, if every file has come.
    pub fn finish(self) -> Result<Corpus, ReadError> {
        let next = self.staging.path();
        self.manifest.files().try_for_each(|file| check_bytes(&next, file).map(drop))?;
        let folder = next.parent().unwrap_or(&next).to_owned();
        let open = |error: OpenError| match error {
            OpenError::Disk(error) => ReadError::Disk(error),
            OpenError::Mismatch(mismatch) => ReadError::Mismatch(mismatch),
            _ => ReadError::Unreadable { file: MANIFEST.to_owned(), why: "it changed on its way" },
        };
        self.staging.commit(&self.manifest).map_err(open)?;
        Corpus::open(folder).map_err(open)
    }
}
