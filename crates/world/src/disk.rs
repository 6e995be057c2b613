//! Files. In: paths and bytes. Out: bytes, or an error that names the path. A file appears under its name whole or not
//! at all: temporary file, fsync, rename, fsync of the folder.
#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file or folder could not be used.
#[derive(Debug, thiserror::Error)]
#[error("could not {verb} `{}`: {cause}{}", path.display(), hint(cause))]
pub struct DiskError {
    /// What was tried.
    pub verb: &'static str,
    /// On which file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub cause: io::Error,
}

fn hint(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::StorageFull => "; free some space and run the same command again, nothing half-written is kept",
        io::ErrorKind::PermissionDenied => "; check who owns it",
        io::ErrorKind::NotFound => "; check the path",
        _ => "",
    }
}

fn failed(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DiskError {
    let path = path.to_owned();
    move |cause| DiskError { verb, path, cause }
}

/// Reads a whole file.
pub fn read(path: impl AsRef<Path>) -> Result<Vec<u8>, DiskError> {
    let path = path.as_ref();
    fs::read(path).map_err(failed("read", path))
}

/// Reads a whole file of UTF-8 text.
pub fn read_string(path: impl AsRef<Path>) -> Result<String, DiskError> {
    let path = path.as_ref();
    fs::read_to_string(path).map_err(failed("read", path))
}

/// Opens a file for reading.
pub fn open(path: impl AsRef<Path>) -> Result<File, DiskError> {
    let path = path.as_ref();
    File::open(path).map_err(failed("open", path))
}

/// A file for what memory cannot hold, without a name: the system takes it back when this program ends, however it ends.
pub fn scratch() -> Result<File, DiskError> {
    tempfile::tempfile().map_err(failed("make a temporary file in", &std::env::temp_dir()))
}

/// A folder for a while that nobody else can read. It goes when it is dropped.
#[derive(Debug)]
pub struct ScratchDir(tempfile::TempDir);

impl ScratchDir {
    /// Makes one where temporary files lie.
    pub fn create() -> Result<Self, DiskError> {
        tempfile::tempdir().map(Self).map_err(failed("make a temporary folder in", &std::env::temp_dir()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// Whether something has this name.
pub fn exists(path: impl AsRef<Path>) -> bool {
    path.as_ref().exists()
}

/// The bytes in a file.
pub fn size(path: impl AsRef<Path>) -> Result<u64, DiskError> {
    let path = path.as_ref();
    fs::metadata(path).map(|metadata| metadata.len()).map_err(failed("measure", path))
}

/// When a file was last written, or the latest of the files below a folder.
pub fn modified(path: impl AsRef<Path>) -> Result<std::time::SystemTime, DiskError> {
    let path = path.as_ref();
    let own = fs::metadata(path).and_then(|metadata| metadata.modified()).map_err(failed("measure", path))?;
    if !path.is_dir() {
        return Ok(own);
    }
    // A folder's own time changes when something is put beside its files.
    let mut latest = std::time::SystemTime::UNIX_EPOCH;
    for inside in list(path)? {
        if !inside.is_symlink() {
            latest = latest.max(modified(&inside)?);
        }
    }
    Ok(latest)
}

/// Says of a file that it was last written then, as a copy says of what it is a copy of.
pub fn set_modified(path: impl AsRef<Path>, at: std::time::SystemTime) -> Result<(), DiskError> {
    let path = path.as_ref();
    let file = File::options().write(true).open(path);
    file.and_then(|file| file.set_modified(at)).map_err(failed("date", path))
}

/// The digest of a file, as `sha256sum` gives it.
pub fn digest(path: impl AsRef<Path>) -> Result<terms::Digest, DiskError> {
    digest_of(&mut open(&path)?, &path)
}

/// The same of a file that is open and of which nothing was read; `path` is for the error.
pub fn digest_of(file: &mut File, path: impl AsRef<Path>) -> Result<terms::Digest, DiskError> {
    terms::Digest::of_reader(file).map_err(failed("read", path.as_ref()))
}

/// The names in a folder, sorted, without the temporary files of a write that never ended. A folder that is not there is
/// empty.
pub fn list(folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, DiskError> {
    let mut paths = list_all(folder)?;
    paths.retain(|path| path.extension().is_none_or(|extension| extension != "tmp"));
    Ok(paths)
}

/// The same with those temporary files, for who has to know that nothing is left.
pub fn list_all(folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, DiskError> {
    let folder = folder.as_ref();
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(failed("list", folder))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()).map_err(failed("list", folder)));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

/// Makes a folder and those above it.
pub fn create_dir(folder: impl AsRef<Path>) -> Result<(), DiskError> {
    let folder = folder.as_ref();
    fs::create_dir_all(folder).map_err(failed("make the folder", folder))
}

/// Removes a file; one that is not there is removed already.
pub fn remove_file(path: impl AsRef<Path>) -> Result<(), DiskError> {
    let path = path.as_ref();
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(cause)),
        _ => sync_parent(path),
    }
}

/// Removes a folder with all in it; one that is not there is removed already.
pub fn remove_dir(folder: impl AsRef<Path>) -> Result<(), DiskError> {
    let folder = folder.as_ref();
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(failed("remove", folder)(cause)),
        _ => sync_parent(folder),
    }
}

/// Something that one process at a time does, until this is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the lock that lies at `path`; nothing where another process has it.
pub fn lock(path: impl AsRef<Path>) -> Result<Option<Lock>, DiskError> {
    let path = path.as_ref();
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(failed("lock", path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(cause)) => Err(failed("lock", path)(cause)),
    }
}

/// Renames, durably.
pub fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<(), DiskError> {
    let to = to.as_ref();
    fs::rename(from, to).map_err(failed("rename to", to))?;
    sync_parent(to)
}

/// Writes a whole file at once: afterwards it holds these bytes, or what it held before.
pub fn write_atomic(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Result<(), DiskError> {
    let mut file = AtomicFile::create(path)?;
    let path = file.path.clone();
    file.write_all(bytes.as_ref()).map_err(failed("write", &path))?;
    file.commit()
}

/// Writes a file that appears whole, is durable, and is new; says whether it was. Of two who write the same name at once, one
/// is told that the other was first.
pub fn write_new(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Result<bool, DiskError> {
    let path = path.as_ref();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    create_dir(folder)?;
    // A name of its own: two who write at once may not write into one file. `list` does not see it.
    let mut file =
        tempfile::Builder::new().prefix("new-").suffix(".tmp").tempfile_in(folder).map_err(failed("write", path))?;
    file.write_all(bytes.as_ref()).map_err(failed("write", path))?;
    file.as_file().sync_all().map_err(failed("sync", path))?;
    match file.persist_noclobber(path) {
        Ok(_) => {
            sync_parent(path)?;
            Ok(true)
        }
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed("write", path)(error.error)),
    }
}

/// A file that appears under its name only when it is [committed](AtomicFile::commit). Dropped before, it never was.
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    temporary: PathBuf,
    // `None` after commit.
    file: Option<BufWriter<File>>,
}

impl AtomicFile {
    /// Starts writing the file that will be called `path`; makes the folders above it.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, DiskError> {
        let path = path.as_ref().to_owned();
        if let Some(folder) = path.parent() {
            create_dir(folder)?;
        }
        let mut temporary = path.clone().into_os_string();
        temporary.push(".tmp");
        let temporary = PathBuf::from(temporary);
        // What a killed run left under this name is not worth keeping: `create` cuts it to nothing.
        let file = File::create(&temporary).map_err(failed("create", &temporary))?;
        Ok(Self { path, temporary, file: Some(BufWriter::with_capacity(1 << 20, file)) })
    }

    /// Makes the file appear, whole and durable.
    pub fn commit(mut self) -> Result<(), DiskError> {
        // INVARIANT: `file` is taken only here, and `commit` takes the whole value.
        let file = self.file.take().expect("INVARIANT: a file is committed once");
        self.finish(file).inspect_err(|_| self.remove())
    }

    fn finish(&self, file: BufWriter<File>) -> Result<(), DiskError> {
        let file = file.into_inner().map_err(|cause| failed("write", &self.path)(cause.into_error()))?;
        // If we crash before the rename, the old file stands and `list` does not see the temporary one. After it, the new
        // one stands; the fsync of the folder makes that last.
        file.sync_all().map_err(failed("sync", &self.path))?;
        fs::rename(&self.temporary, &self.path).map_err(failed("rename to", &self.path))?;
        sync_parent(&self.path)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Err(io::Error::other("the file is committed")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl AtomicFile {
    /// Gives back the room of what was written. Nothing to do if this fails: `list` skips the file and the next `create` cuts it.
    fn remove(&self) {
        let _ = fs::remove_file(&self.temporary);
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            self.remove();
        }
    }
}

fn sync_parent(path: &Path) -> Result<(), DiskError> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    match File::open(folder) {
        Ok(folder_file) => folder_file.sync_all().map_err(failed("sync the folder", folder)),
        // The folder itself is gone, so there is nothing in it that could come back.
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(failed("sync the folder", folder)(cause)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_not_committed_never_was() {
        let folder = std::env::temp_dir().join(format!("world-{}", std::process::id()));
        let path = folder.join("a");
        write_atomic(&path, "old").expect("writable");
        let mut file = AtomicFile::create(&path).expect("writable");
        file.write_all(b"half").expect("writable");
        drop(file);
        assert_eq!(read_string(&path).expect("there"), "old");
        assert_eq!(list(&folder).expect("there"), vec![path]);
        remove_dir(&folder).expect("removable");
    }
}
