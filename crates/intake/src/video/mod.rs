//! Videos that posts name. In: the bytes of a video as a stream. Out: what its container says: how long, how large, in which
//! codecs, whether it says where or with what it was taken, and what its key frames show. Never: the video in memory or under
//! a name on disk, a position or a name passed on, or a length believed.
//!
//! The containers are read here and not by a crate: those that are kept want the whole file or a reader that can go back, and a
//! member of an archive is neither.

mod boxes;
mod elements;
mod frames;

pub use frames::{FrameLimits, FramesError, key_frames};

use crate::PictureHash;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek as _, Write as _};
use std::path::Path;
use terms::Digest;

/// A video and what its container says.
pub struct Video {
    /// The same text as `path` in the `media` of the posts of this source.
    pub path: String,
    /// Media type, read from the first bytes, not from the name.
    pub media_type: &'static str,
    /// Bytes of the file.
    pub bytes: u64,
    /// Digest of the file as it is.
    pub digest: Digest,
    /// What the container says, or that it cannot be read; the video counts as not readable then.
    pub container: Result<Container, ContainerError>,
    /// The hashes of its key frames in their order, or why there are none.
    pub frames: Result<Vec<PictureHash>, FramesError>,
}

impl Video {
    /// Reads what is a video by its first bytes, to its end; nothing where it is none. `ffmpeg` takes its key frames.
    pub fn read(path: &str, reader: &mut dyn Read, ffmpeg: Option<&Path>) -> io::Result<Option<Self>> {
        let mut head = Vec::new();
        reader.take(16).read_to_end(&mut head)?;
        let Some(media_type) = media_type(&head) else { return Ok(None) };
        read(path, media_type, &mut head.as_slice().chain(reader), ffmpeg).map(Some)
    }
}

impl fmt::Debug for Video {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A video's name can show who somebody is.
        write!(f, "Video({}, {} bytes)", self.media_type, self.bytes)
    }
}

/// What the container of a video says. What it does not say is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// Milliseconds from its beginning to its end.
    pub duration_ms: Option<u64>,
    /// Width and height of its largest track of pictures.
    pub size: Option<(u32, u32)>,
    /// The codecs of its tracks, as the container names them.
    pub codecs: BTreeSet<String>,
    /// It says where it was taken.
    pub has_position: bool,
    /// It says with what it was taken, or by whom, or bears a title or a comment.
    pub has_origin: bool,
}

/// A container that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContainerError {
    /// Its parts do not fit together, or it ends too early.
    #[error("the video is cut off or broken; export it again")]
    Broken,
    /// Its parts stand inside each other, deeper than any video needs.
    #[error("the parts of the video stand too deep inside each other; export it again")]
    TooDeep,
}

/// The media type that the first 16 bytes announce, if they are those of a video.
pub(crate) fn media_type(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("video/webm"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'q', b't', b' ', b' ', ..] => Some("video/quicktime"),
        // The brands of pictures were looked for before.
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("video/mp4"),
        // QuickTime of before there were brands.
        [_, _, _, _, b'm', b'o', b'o', b'v' | b'f', ..] | [_, _, _, _, b'm', b'd', b'a', b't', ..] => {
            Some("video/quicktime")
        }
        _ => None,
    }
}

/// Reads a video to its end.
pub(crate) fn read(
    path: &str,
    media_type: &'static str,
    reader: &mut dyn Read,
    ffmpeg: Option<&Path>,
) -> io::Result<Video> {
    // A program needs a file that it can go back in, and a member of an archive is none.
    let copy = ffmpeg.map(|_| world::scratch()).transpose().map_err(io::Error::other)?;
    read_beside(path, media_type, reader, ffmpeg, copy)
}

/// Reads a video and lays a copy of it into a file, for the program.
fn read_beside(
    path: &str,
    media_type: &'static str,
    reader: &mut dyn Read,
    ffmpeg: Option<&Path>,
    copy: Option<File>,
) -> io::Result<Video> {
    let mut whole = Whole { inner: reader, digest: Sha256::new(), bytes: 0, failed: None, copy };
    let container = match media_type {
        "video/webm" => elements::read(&mut whole),
        _ => boxes::read(&mut whole),
    };
    // The rest counts for the digest, and an archive has its checksum behind the last byte.
    io::copy(&mut whole, &mut io::sink())?;
    if let Some(kind) = whole.failed {
        return Err(kind.into());
    }
    let digest = Digest::from_bytes(whole.digest.finalize().into());
    let frames = match (ffmpeg, whole.copy) {
        _ if whole.bytes > COPY_BYTES_MAX => Err(FramesError::TooLarge { max: COPY_BYTES_MAX }),
        (Some(ffmpeg), Some(mut copy)) => {
            copy.rewind()?;
            key_frames(ffmpeg, copy, &FrameLimits::default()).and_then(|frames| hashes(&frames))
        }
        _ => Err(FramesError::NotInstalled),
    };
    Ok(Video { path: path.to_owned(), media_type, bytes: whole.bytes, digest, container, frames })
}

fn hashes(frames: &[crate::Picture]) -> Result<Vec<PictureHash>, FramesError> {
    frames.iter().map(|frame| Ok(frame.frame().map_err(|_| FramesError::Unreadable)?.hash())).collect()
}

/// A reader that counts and digests, and remembers a failure that a parser took for the end of the container.
struct Whole<'a> {
    inner: &'a mut dyn Read,
    digest: Sha256,
    bytes: u64,
    failed: Option<io::ErrorKind>,
    copy: Option<File>,
}

impl Read for Whole<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer).inspect_err(|cause| self.failed = Some(cause.kind()))?;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(count as u64);
        if let Some(copy) = self.copy.as_mut().filter(|_| self.bytes <= COPY_BYTES_MAX) {
            // A full disk is not the end of a container.
            copy.write_all(buffer.get(..count).unwrap_or_default())
                .inspect_err(|cause| self.failed = Some(cause.kind()))?;
        }
        Ok(count)
    }
}

/// Reads exactly so many bytes, of which no header has many.
fn take(reader: &mut dyn Read, count: u64) -> Result<Vec<u8>, ContainerError> {
    let mut bytes = Vec::new();
    let read = reader.take(count).read_to_end(&mut bytes).map_err(|_| ContainerError::Broken)?;
    if read as u64 == count { Ok(bytes) } else { Err(ContainerError::Broken) }
}

fn skip(reader: &mut dyn Read, count: u64) -> Result<(), ContainerError> {
    let skipped = io::copy(&mut reader.take(count), &mut io::sink()).map_err(|_| ContainerError::Broken)?;
    if skipped == count { Ok(()) } else { Err(ContainerError::Broken) }
}

impl Container {
    fn see_size(&mut self, width: u32, height: u32) {
        let area = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        if area((width, height)) > self.size.map_or(0, area) {
            self.size = Some((width, height));
        }
    }

    fn see_codec(&mut self, name: &[u8]) {
        let name: String = name.iter().take(32).map(|byte| char::from(*byte)).filter(char::is_ascii_graphic).collect();
        if self.codecs.len() < CODECS_MAX && !name.is_empty() {
            self.codecs.insert(name);
        }
    }
}

/// Deeper than any muxer writes.
const DEPTH_MAX: u32 = 16;
/// What a leaf with something to say may hold.
const LEAF_BYTES_MAX: u64 = 64 << 10;
const CODECS_MAX: usize = 16;
/// What is laid on the disk of a video while a program looks at it.
const COPY_BYTES_MAX: u64 = 2 << 30;

#[cfg(test)]
mod tests;
