//! What intake promises: on cases, on broken input, on arbitrary bytes and on the real samples.

mod arbitrary;
mod broken;
mod cases;
mod never;
mod packages;
mod phpbb;
mod postgres;
mod real;
mod seeds;
mod sqlite;
mod tiktok;
mod x;

use crate::bounded::Limits;
use crate::{IntakeError, Item, ReadError, Source, Tally, read_within};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use terms::{Post, Provenance};

/// A folder that is gone after the test.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name = format!("intake-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        world::write_atomic(&path, bytes).expect("writable");
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

/// What was read of a source.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) posts: Vec<Post>,
    pub(crate) accounts: u64,
    pub(crate) pictures: Vec<crate::Picture>,
    pub(crate) videos: Vec<crate::Video>,
    pub(crate) rejected: Vec<crate::Rejected>,
    pub(crate) exported: Option<terms::Instant>,
    pub(crate) tally: Tally,
}

pub(crate) fn take_within(source: &Source, limits: &Limits) -> Result<Taken, IntakeError> {
    let mut taken = Taken::default();
    let outcome = read_within::<std::convert::Infallible>(source, limits, &mut |item| {
        match item {
            Item::Post(post) => taken.posts.push(*post),
            Item::Account(_) => taken.accounts += 1,
            Item::Picture(picture) => taken.pictures.push(picture),
            Item::Exported(at) => taken.exported = at,
            Item::Video(video) => taken.videos.push(*video),
            Item::Rejected(rejected) => taken.rejected.push(rejected),
        }
        Ok(())
    });
    match outcome {
        Ok(tally) => {
            assert!(tally.adds_up(), "{tally:?}");
            assert_eq!(tally.rejected, taken.rejected.len() as u64);
            assert_eq!((tally.posts, tally.accounts), (taken.posts.len() as u64, taken.accounts));
            assert_eq!(tally.media, taken.pictures.len() as u64);
            taken.tally = tally;
            Ok(taken)
        }
        Err(ReadError::Intake(cause)) => Err(cause),
        Err(ReadError::Sink(never)) => match never {},
    }
}

pub(crate) fn take(source: &Source) -> Result<Taken, IntakeError> {
    take_within(source, &Limits::DEFAULT)
}

/// A source of which nothing is declared but where it is from.
pub(crate) fn plain(path: impl AsRef<Path>) -> Source {
    Source::new(path.as_ref(), Provenance::PlatformFirstParty)
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // `append_data` would refuse a name that leads out of the archive; a test wants one.
        let field = &mut header.as_old_mut().name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tar.append(&header, *bytes).expect("in memory");
    }
    tar.into_inner().expect("in memory")
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// The start of a JPEG, which is enough to know one.
pub(crate) const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
