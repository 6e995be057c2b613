//! The digests of tables, without reading what was read before. In: files of `work`, and a note of an earlier run that says of
//! each its mark and its SHA-256. Out: the SHA-256 of each file, and whether all are still the files that were asked about.
//! Never: a digest from the note for a file whose mark is another, that had been changed just before it was read, or whose
//! file system's clock went back since; whoever insists has no note read at all.
//!
//! What this trusts is the moment of the last change that the file system notes (`ctime`). Nobody sets that without its clock
//! or the raw disk, and who may write here may write the decisions as well. What a disk loses without a word it does not see.

use crate::{PipelineError, Work};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use terms::Digest;
use world::Mark;

/// The digests of one run.
pub(crate) struct Marks {
    folder: PathBuf,
    settled_after: Duration,
    /// What the file system's clock said before any file was read.
    begun: Option<Mark>,
    noted: BTreeMap<String, Noted>,
    /// Whether a file was read that a later run need not read again.
    is_other: bool,
    asked: BTreeMap<PathBuf, (Option<Mark>, Digest)>,
}

/// One file of the note.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
    mark: String,
    sha256: Digest,
}

/// What lies in the note.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    grondslag_digests: u32,
    /// When it was begun, as the file system counts.
    begun: i64,
    /// By their path below the folder.
    files: BTreeMap<String, Noted>,
}

impl Marks {
    /// Believes the note.
    pub(crate) fn believing(work: &Work) -> Self {
        let mut marks = Self::insisting(work);
        if let Some(begun) = &marks.begun {
            let note = read(&work.digests()).filter(|note| note.begun <= begun.changed());
            marks.noted = note.map(|note| note.files).unwrap_or_default();
        }
        marks
    }

    /// Reads every file, whatever the note says.
    pub(crate) fn insisting(work: &Work) -> Self {
        let folder = work.folder().to_path_buf();
        Self {
            begun: Mark::now(&folder),
            folder,
            settled_after: work.settled_after(),
            noted: BTreeMap::new(),
            is_other: false,
            asked: BTreeMap::new(),
        }
    }

    /// The digest of a file's bytes, or of that there is none.
    pub(crate) fn digest(&mut self, path: &Path) -> Result<Digest, PipelineError> {
        if let Some((_, digest)) = self.asked.get(path) {
            return Ok(*digest);
        }
        if !world::exists(path) {
            let digest = Digest::of("no table");
            self.asked.insert(path.to_path_buf(), (None, digest));
            return Ok(digest);
        }
        let mut file = world::open(path)?;
        let (mark, name) = (Mark::of(&file), self.name(path));
        let known = name.as_ref().and_then(|name| self.noted.get(name)).zip(mark.as_ref());
        let digest = match known.filter(|(noted, mark)| noted.mark == mark.words()) {
            Some((noted, _)) => noted.sha256,
            None => {
                let digest = world::digest_of(&mut file, path)?;
                // What happens to it from here on, or happened while it was read, gives it another mark.
                let settled = mark.as_ref().zip(self.begun.as_ref());
                let settled = settled.filter(|(mark, begun)| mark.is_settled(begun, self.settled_after));
                if let Some(((mark, _), name)) = settled.zip(name) {
                    self.noted.insert(name, Noted { mark: mark.words(), sha256: digest });
                    self.is_other = true;
                }
                digest
            }
        };
        self.asked.insert(path.to_path_buf(), (mark, digest));
        Ok(digest)
    }

    /// Fails where a file is not the one that was asked about: somebody has written it since, and what was read of it before
    /// and after need not fit together.
    pub(crate) fn check(&self) -> Result<(), PipelineError> {
        for (path, (mark, digest)) in &self.asked {
            let is_same = match mark {
                Some(mark) => world::exists(path) && Mark::of(&world::open(path)?).as_ref() == Some(mark),
                None => crate::tables::digest(path)? == *digest,
            };
            if !is_same {
                return Err(PipelineError::Written { path: path.clone() });
            }
        }
        Ok(())
    }

    /// Keeps what a later run need not read. Where that cannot be written it reads again.
    pub(crate) fn keep(self, work: &Work) {
        let Some(begun) = self.begun.as_ref().filter(|_| self.is_other) else { return };
        // What nobody asked about here may be of decisions about another operation.
        let before = read(&work.digests()).filter(|note| note.begun <= begun.changed());
        let mut files = before.map(|note| note.files).unwrap_or_default();
        files.retain(|name, _| !self.asked.contains_key(&self.folder.join(name)));
        files.extend(self.noted);
        files.retain(|name, _| world::exists(self.folder.join(name)));
        let note = Note { grondslag_digests: VERSION, begun: begun.changed(), files };
        if let Ok(line) = serde_json::to_string(&note) {
            let _ = world::write_atomic(work.digests(), format!("{line}\n{}\n", Digest::of(&line)));
        }
    }

    /// The path of a file below the folder.
    fn name(&self, path: &Path) -> Option<String> {
        Some(path.strip_prefix(&self.folder).ok()?.to_str()?.to_owned())
    }
}

/// The note, where it is whole.
fn read(path: &Path) -> Option<Note> {
    let text = world::read_string(path).ok()?;
    let (line, digest) = text.strip_suffix('\n')?.split_once('\n')?;
    let note: Note = serde_json::from_str(line).ok()?;
    (Digest::parse(digest).ok()? == Digest::of(line) && note.grondslag_digests == VERSION).then_some(note)
}

/// So long a file must have been let alone before it was read. Clocks of file systems tick in milliseconds, the coarsest in two
/// seconds.
pub(crate) const SETTLED_AFTER: Duration = Duration::from_secs(2);
const VERSION: u32 = 1;
