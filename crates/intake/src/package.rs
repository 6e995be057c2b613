//! A package of a platform: a folder, a zip, or a tar, the last one plain or compressed. In: its path. Out: its members
//! as streams of bytes, one after the other. Never: a file written, a name that leads out of the package, a member whose
//! end is missing, or more bytes than its size on disk can honestly hold.

use crate::bounded::{Bounded, Counted, Limits, read_failed};
use crate::desk::{Halt, Tally};
use crate::{IntakeError, Place};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

/// An opened package.
pub(crate) struct Package {
    path: PathBuf,
    limits: Limits,
    shelf: Shelf,
    // Full name -> number of the member, from 0.
    members: BTreeMap<String, usize>,
    root: String,
    visited: BTreeSet<String>,
    bytes: u64,
}

enum Shelf {
    Folder,
    Zip(Box<ZipArchive<BufReader<File>>>),
    Tar,
    // One loose file that stands for the member of this name.
    Single,
}

impl Package {
    /// Opens a folder or an archive, and reads a tar once to its end, so that a cut one is found before it is used.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, IntakeError> {
        if path.is_dir() {
            let mut members = BTreeMap::new();
            walk(path, path, limits, FOLDER_DEPTH_MAX, &mut members)?;
            return Ok(Self::new(path, limits, Shelf::Folder, members));
        }
        match container(path, limits)? {
            Container::Zip => Self::open_zip(path, limits),
            Container::Tar => Self::open_tar(path, limits),
            Container::Stream => {
                Err(IntakeError::Unknown { path: path.to_owned(), found: "is no folder and no archive" })
            }
        }
    }

    /// A loose file, taken for the member `name` of a package.
    pub(crate) fn single(path: &Path, name: &str, limits: &Limits) -> Self {
        Self::new(path, limits, Shelf::Single, BTreeMap::from([(name.to_owned(), 0)]))
    }

    fn new(path: &Path, limits: &Limits, shelf: Shelf, members: BTreeMap<String, usize>) -> Self {
        let (root, visited) = (String::new(), BTreeSet::new());
        Self { path: path.to_owned(), limits: *limits, shelf, members, root, visited, bytes: 0 }
    }

    fn open_zip(path: &Path, limits: &Limits) -> Result<Self, IntakeError> {
        let file = BufReader::new(world::open(path)?);
        let archive = ZipArchive::new(file).map_err(|cause| zip_failed(Place::file(path), cause))?;
        let mut names = Names::new(path, limits);
        if archive.has_duplicate_names() {
            return Err(names.bad("a name occurs twice"));
        }
        for index in 0..archive.len() {
            let entry = archive.by_index_data(index).map_err(|cause| zip_failed(Place::file(path), cause))?;
            let name = entry.name().map_err(|_| names.bad("its name is not UTF-8"))?;
            if entry.is_symlink() {
                return Err(names.bad("it is a link"));
            }
            if entry.encrypted() {
                return Err(names.bad("it is encrypted"));
            }
            names.take(&name, entry.is_dir())?;
        }
        Ok(Self::new(path, limits, Shelf::Zip(Box::new(archive)), names.members))
    }

    fn open_tar(path: &Path, limits: &Limits) -> Result<Self, IntakeError> {
        let mut names = Names::new(path, limits);
        each_entry(path, limits, &mut |name, is_folder, reader| {
            names.take(name, is_folder)?;
            drain(reader).map_err(|cause| read_failed(Place::file(path), cause))?;
            Ok(())
        })
        .map_err(only_intake)?;
        Ok(Self::new(path, limits, Shelf::Tar, names.members))
    }

    /// The path of the package.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Finds the folder inside the package from which the names of its format count, by a member that only this format
    /// has: the top, or one folder below it, where many archives keep everything.
    pub(crate) fn settle(&mut self, marker: &dyn Fn(&str) -> bool) -> Result<bool, IntakeError> {
        let mut roots = BTreeSet::new();
        for name in self.members.keys() {
            if marker(name) {
                roots.insert(String::new());
            } else if let Some((folder, rest)) = name.split_once('/')
                && folder != "__MACOSX"
                && marker(rest)
            {
                roots.insert(format!("{folder}/"));
            }
        }
        if roots.len() > 1 {
            let found = "holds several packages beside each other; make one source of each";
            return Err(IntakeError::Unknown { path: self.path.clone(), found });
        }
        match roots.into_iter().next() {
            Some(root) => {
                self.root = root;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Names of the members below the root, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.members.keys().filter_map(|name| name.strip_prefix(&self.root))
    }

    /// Whether there is a member of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.contains_key(&format!("{}{name}", self.root))
    }

    /// The place of a member.
    pub(crate) fn place(&self, name: &str) -> Place {
        match self.shelf {
            Shelf::Single => Place::file(&self.path),
            _ => Place::member(&self.path, name),
        }
    }

    /// Streams members as [`Self::visit`] does, for a first look that counts none of them as read.
    pub(crate) fn look(
        &mut self,
        wanted: &dyn Fn(&str) -> bool,
        take: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let (visited, bytes) = (self.visited.clone(), self.bytes);
        let outcome = self.visit(wanted, take);
        (self.visited, self.bytes) = (visited, bytes);
        outcome
    }

    /// Streams each member that is `wanted`, in the order of the names; a tar in its own order.
    pub(crate) fn visit(
        &mut self,
        wanted: &dyn Fn(&str) -> bool,
        take: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let (path, root, limits) = (self.path.clone(), self.root.clone(), self.limits);
        let (visited, bytes) = (&mut self.visited, &mut self.bytes);
        let mut give = |full: &str, reader: &mut dyn Read| -> Result<(), Halt> {
            let Some(name) = full.strip_prefix(&root).filter(|name| wanted(name)) else { return Ok(()) };
            visited.insert(full.to_owned());
            let mut counted = Counted { inner: reader, count: bytes };
            take(name, &mut counted)?;
            // The checksum of a member stands behind its last byte, so nobody may stop before it.
            drain(&mut counted).map_err(|cause| read_failed(Place::member(&path, name), cause).into())
        };
        match &mut self.shelf {
            Shelf::Folder => {
                for full in self.members.keys() {
                    if full.strip_prefix(&root).is_some_and(wanted) {
                        give(full, &mut world::open(path.join(full))?)?;
                    }
                }
                Ok(())
            }
            Shelf::Single => {
                let mut reader = open_stream(&path, &limits)?;
                self.members.keys().try_for_each(|full| give(full, &mut reader))
            }
            Shelf::Zip(archive) => {
                // One bound for all of them: members may share their bytes on disk.
                let mut left = limits.stream_bytes_max(world::size(&path)?);
                for (full, index) in &self.members {
                    if full.strip_prefix(&root).is_some_and(wanted) {
                        let place = Place::member(&path, full.strip_prefix(&root).unwrap_or_default());
                        let member = archive.by_index(*index).map_err(|cause| zip_failed(place, cause))?;
                        let mut member = Bounded::new(member, left);
                        give(full, &mut member)?;
                        left = member.left();
                    }
                }
                Ok(())
            }
            Shelf::Tar => each_entry(&path, &limits, &mut |full, is_folder, reader| {
                let full = plain(full);
                if is_folder { Ok(()) } else { give(full, reader) }
            }),
        }
    }

    /// Reads a member that is small by nature.
    pub(crate) fn read_small(&mut self, wanted: &str) -> Result<Option<Vec<u8>>, Halt> {
        if !self.has(wanted) {
            return Ok(None);
        }
        let place = self.place(wanted);
        let mut bytes = Vec::new();
        self.visit(&|name| name == wanted, &mut |_, reader| {
            let read = reader.take(SMALL_BYTES_MAX + 1).read_to_end(&mut bytes);
            read.map_err(|cause| read_failed(place.clone(), cause))?;
            if bytes.len() as u64 > SMALL_BYTES_MAX {
                return Err(IntakeError::OverLimit { place: place.clone(), max: SMALL_BYTES_MAX, unit: "bytes" }.into());
            }
            Ok(())
        })?;
        Ok(Some(bytes))
    }

    /// Writes what was read of the package into the tally.
    pub(crate) fn count(&self, tally: &mut Tally) {
        tally.members = self.members.len() as u64;
        tally.members_unread = tally.members.saturating_sub(self.visited.len() as u64);
        tally.bytes = self.bytes;
    }
}

/// What kind of file a path is.
pub(crate) enum Container {
    /// A zip archive.
    Zip,
    /// A tar archive, plain or compressed.
    Tar,
    /// Anything else: a stream of bytes, plain or compressed.
    Stream,
}

/// Looks at the first bytes of a file.
pub(crate) fn container(path: &Path, limits: &Limits) -> Result<Container, IntakeError> {
    if !world::exists(path) {
        return Err(IntakeError::NotThere { path: path.to_owned() });
    }
    let head = head(&mut world::open(path)?, path)?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Container::Zip);
    }
    // A tar says what it is at byte 257 of its first block.
    let head = self::head(&mut open_stream(path, limits)?, path)?;
    Ok(if head.get(257..262) == Some(b"ustar") { Container::Tar } else { Container::Stream })
}

fn head(reader: &mut dyn Read, path: &Path) -> Result<Vec<u8>, IntakeError> {
    let mut head = Vec::new();
    reader.take(512).read_to_end(&mut head).map_err(|cause| read_failed(Place::file(path), cause))?;
    Ok(head)
}

/// Opens a file, decompressed if its first bytes are those of gzip or zstd.
pub(crate) fn open_stream(path: &Path, limits: &Limits) -> Result<Box<dyn Read>, IntakeError> {
    let mut magic = Vec::new();
    let failed = |cause| read_failed(Place::file(path), cause);
    world::open(path)?.take(4).read_to_end(&mut magic).map_err(failed)?;
    let file = BufReader::with_capacity(1 << 16, world::open(path)?);
    let max = limits.stream_bytes_max(world::size(path)?);
    Ok(if magic.starts_with(&[0x1f, 0x8b]) {
        Box::new(Bounded::new(flate2::bufread::MultiGzDecoder::new(file), max))
    } else if magic == [0x28, 0xb5, 0x2f, 0xfd] {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(file).map_err(failed)?;
        // Dumps of whole platforms are written with the largest window there is. It fills as it is used, so what the bound
        // on the stream lets through is also what it may cost.
        decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(failed)?;
        Box::new(Bounded::new(decoder, max))
    } else {
        Box::new(file)
    })
}

/// Whether a name stays inside the package it is a name in.
pub fn is_plain_name(name: &str) -> bool {
    let is_plain_part = |part: &str| !matches!(part, "" | "." | "..");
    name.len() <= NAME_BYTES_MAX
        && !name.contains(['\\', '\0'])
        && name.as_bytes().get(1) != Some(&b':')
        && name.split('/').all(is_plain_part)
}

/// A name without the `./` that `tar` writes before it and the `/` that it writes behind a folder.
fn plain(name: &str) -> &str {
    let name = name.strip_prefix("./").unwrap_or(name);
    name.strip_suffix('/').unwrap_or(name)
}

/// The names of an archive while they are checked.
struct Names<'a> {
    path: &'a Path,
    members_max: u64,
    number: u64,
    members: BTreeMap<String, usize>,
}

impl<'a> Names<'a> {
    fn new(path: &'a Path, limits: &Limits) -> Self {
        Self { path, members_max: limits.members_max, number: 1, members: BTreeMap::new() }
    }

    fn take(&mut self, name: &str, is_folder: bool) -> Result<(), IntakeError> {
        let name = plain(name);
        // `tar` writes the folder itself as `.`.
        if is_folder && matches!(name, "" | ".") {
            self.number += 1;
            return Ok(());
        }
        if !is_plain_name(name) {
            return Err(self.bad("its name leads out of the package"));
        }
        if self.number > self.members_max {
            let place = Place::file(self.path);
            return Err(IntakeError::OverLimit { place, max: self.members_max, unit: "members" });
        }
        let index = usize::try_from(self.number - 1).unwrap_or(usize::MAX);
        if !is_folder && self.members.insert(name.to_owned(), index).is_some() {
            return Err(self.bad("its name occurs twice"));
        }
        self.number += 1;
        Ok(())
    }

    fn bad(&self, what: &'static str) -> IntakeError {
        IntakeError::BadMember { path: self.path.to_owned(), number: self.number, what }
    }
}

/// Collects the files below a folder. Links are refused: they could lead anywhere, also back.
fn walk(
    top: &Path,
    folder: &Path,
    limits: &Limits,
    depth_left: u32,
    members: &mut BTreeMap<String, usize>,
) -> Result<(), IntakeError> {
    let bad = |number: usize, what| IntakeError::BadMember { path: top.to_owned(), number: number as u64 + 1, what };
    for path in world::list(folder)? {
        let number = members.len();
        if path.is_symlink() {
            return Err(bad(number, "it is a link"));
        }
        if path.is_dir() {
            let depth_left = depth_left.checked_sub(1).ok_or_else(|| bad(number, "its folder is too deep"))?;
            walk(top, &path, limits, depth_left, members)?;
            continue;
        }
        let relative = path.strip_prefix(top).ok().and_then(Path::to_str);
        let name = relative.ok_or_else(|| bad(number, "its name is not UTF-8"))?;
        if number as u64 >= limits.members_max {
            let place = Place::file(top);
            return Err(IntakeError::OverLimit { place, max: limits.members_max, unit: "members" });
        }
        members.insert(name.replace(std::path::MAIN_SEPARATOR, "/"), number);
    }
    Ok(())
}

/// Takes one entry of a tar: its name, whether it is a folder, and its bytes.
type TakeEntry<'a> = &'a mut dyn FnMut(&str, bool, &mut dyn Read) -> Result<(), Halt>;

/// Goes through a tar from the first entry to the last byte of the file, so that a cut one never seems whole.
fn each_entry(path: &Path, limits: &Limits, take: TakeEntry<'_>) -> Result<(), Halt> {
    // HOLE: `tar` reads the long name of one entry into memory; its length is bounded by the stream's bound only.
    let failed = |cause: io::Error| Halt::from(read_failed(Place::file(path), cause));
    let (zeros, bytes) = (Cell::new(0), Cell::new(0));
    let mut archive = tar::Archive::new(Tail { inner: open_stream(path, limits)?, zeros: &zeros, bytes: &bytes });
    for (number, entry) in (1..).zip(archive.entries().map_err(failed)?) {
        let entry = entry.map_err(failed)?;
        let bad = |what| Halt::from(IntakeError::BadMember { path: path.to_owned(), number, what });
        let kind = entry.header().entry_type();
        if !kind.is_file() && !kind.is_dir() {
            return Err(bad("it is a link or a device"));
        }
        let name = entry.path_bytes().into_owned();
        let name = String::from_utf8(name).map_err(|_| bad("its name is not UTF-8"))?;
        let size = entry.size();
        take(&name, kind.is_dir(), &mut Whole { inner: entry, left: size })?;
    }
    let mut rest = archive.into_inner();
    drain(&mut rest).map_err(failed)?;
    // A tar consists of whole blocks, the last two empty. Without them it may have been cut exactly between two members.
    if zeros.get() < 2 * TAR_BLOCK_BYTES || bytes.get() % TAR_BLOCK_BYTES != 0 {
        return Err(IntakeError::Truncated { place: Place::file(path) }.into());
    }
    Ok(())
}

/// A reader that counts its bytes, and the zeros at its end.
struct Tail<'a, R> {
    inner: R,
    zeros: &'a Cell<u64>,
    bytes: &'a Cell<u64>,
}

impl<R: Read> Read for Tail<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let zeros = buffer.iter().take(count).rev().take_while(|byte| **byte == 0).count();
        let before = if zeros == count { self.zeros.get() } else { 0 };
        self.zeros.set(before.saturating_add(zeros as u64));
        self.bytes.set(self.bytes.get().saturating_add(count as u64));
        Ok(count)
    }
}

/// A reader of a tar entry that fails where the archive ends before the entry does; `tar` itself would just stop.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

fn drain(reader: &mut dyn Read) -> io::Result<()> {
    io::copy(reader, &mut io::sink()).map(|_| ())
}

fn zip_failed(place: Place, cause: ZipError) -> IntakeError {
    match cause {
        ZipError::Io(cause) => read_failed(place, cause),
        // A zip has its list of members at the end: without it, the end is missing.
        ZipError::InvalidArchive(_) => IntakeError::Broken { place, what: "its list of members is not whole" },
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            IntakeError::Broken { place, what: "it is compressed or encrypted in a way that is not known here" }
        }
        _ => IntakeError::Broken { place, what: "it is not a whole zip archive" },
    }
}

fn only_intake(halt: Halt) -> IntakeError {
    match halt {
        Halt::Intake(cause) => cause,
        // INVARIANT: the caller hands nothing to the sink.
        Halt::Sink => IntakeError::Broken { place: Place::file(Path::new("")), what: "reading stopped" },
    }
}

const FOLDER_DEPTH_MAX: u32 = 32;
const ZSTD_WINDOW_LOG_MAX: u32 = 31;
const TAR_BLOCK_BYTES: u64 = 512;
const NAME_BYTES_MAX: usize = 1024;
/// Account and profile members are a few kilobytes.
const SMALL_BYTES_MAX: u64 = 4 << 20;
