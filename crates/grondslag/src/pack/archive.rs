//! A pack as one file. In: the folder of a pack, or a zip of one. Out: a zip whose bytes follow from the pack alone, or a folder
//! of its files. Never: a name that leads out of the folder, a link, or more bytes than the size of the zip can honestly hold.

use super::{relative, walk};
use crate::exit::Stop;
use anyhow::{Context as _, Result};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;
use world::AtomicFile;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Whether this names a pack in one file.
pub fn is_one(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// Writes the files of a pack, sorted and without times, so that the same pack is the same file.
pub fn write(folder: &Path, to: &Path) -> Result<()> {
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).large_file(true);
    let mut out = AtomicFile::create(to)?;
    let mut archive = ZipWriter::new_stream(BufWriter::new(&mut out));
    for path in walk(folder)? {
        archive.start_file(relative(folder, &path), options)?;
        io::copy(&mut BufReader::new(world::open(&path)?), &mut archive)?;
    }
    archive.finish()?.flush()?;
    Ok(out.commit()?)
}

/// Lays the files of a pack into an empty folder.
pub fn unpack(file: &Path, folder: &Path) -> Result<()> {
    let unfit = |what: &str| Stop::proof(format!("`{}` is no pack: {what}", file.display()));
    let size = world::size(file).map_err(|error| Stop::usage(error.to_string()))?;
    let archive = ZipArchive::new(BufReader::new(world::open(file)?));
    let mut archive: ZipArchive<BufReader<File>> = archive.map_err(|_| unfit("it cannot be read as a zip"))?;
    if archive.has_duplicate_names() {
        return Err(unfit("a name occurs twice").into());
    }
    let mut left = FREE_BYTES.saturating_add(RATIO_MAX.saturating_mul(size));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| unfit("a file in it cannot be read"))?;
        let name = entry.name().map_err(|_| unfit("a name is not UTF-8"))?.into_owned();
        if entry.is_dir() {
            continue;
        }
        if !intake::is_plain_name(&name) || entry.is_symlink() {
            return Err(unfit("a name leads out of it").into());
        }
        let mut out = AtomicFile::create(folder.join(&name))?;
        // One more than there may be, so that too many show themselves.
        let taken = io::copy(&mut (&mut entry).take(left.saturating_add(1)), &mut out);
        let taken = taken.map_err(|_| unfit("a file in it is broken"))?;
        left = left.checked_sub(taken).with_context(|| unfit("it holds more than a pack of its size can"))?;
        out.commit()?;
    }
    Ok(())
}

/// What any zip may give, and how much for each of its bytes after that.
const FREE_BYTES: u64 = 64 << 20;
const RATIO_MAX: u64 = 200;
