//! Pictures that posts name. In: the members of a package and the names that its posts gave. Out: the bytes of pictures,
//! within a bound, and what a picture itself says about its use. Never: a file type taken from a name, or a file passed on
//! that no post names.

mod canvas;
mod decode;
mod frame;
mod hash;
mod parts;
mod reader;
mod rights;
mod strip;

pub use canvas::Canvas;
pub use decode::DecodeError;
pub use frame::Frame;
pub use hash::PictureHash;
pub use reader::{ReaderError, TextReader};
pub use strip::StripError;

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt, Picture};
use crate::package::Package;
use crate::video::{self, Video};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::Path;
use terms::{Digest, Signal};

impl Picture {
    /// The picture in these bytes; nothing where they do not begin as one.
    pub fn of(path: impl Into<String>, bytes: Vec<u8>) -> Option<Self> {
        let media_type = media_type_of_picture(&bytes)?;
        Some(Self { path: path.into(), media_type, bytes })
    }

    /// The digest of the file as it is.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// The file without what it says about persons, places, devices and programs: only what is needed to show it stays,
    /// its orientation included.
    pub fn stripped(&self) -> Result<Vec<u8>, StripError> {
        strip::strip(self.media_type, &self.bytes)
    }

    /// The digest of what the file shows: it stays the same when metadata are added or taken away.
    pub fn content_digest(&self) -> Result<Digest, StripError> {
        Ok(Digest::of(self.stripped()?))
    }

    /// Width and height as the file announces them; nothing where it announces none that can be read.
    pub fn size(&self) -> Option<(u32, u32)> {
        parts::size(self.media_type, &self.bytes)
    }

    /// Whether decoding it would take more memory than a picture of a camera does, as far as its header tells.
    pub fn is_bomb(&self) -> bool {
        self.size().is_none_or(|(width, height)| u64::from(width) * u64::from(height) > PIXELS_MAX)
    }

    /// What it shows, decoded, small and upright: once for its hash and its thumbnail.
    pub fn frame(&self) -> Result<Frame, DecodeError> {
        Frame::of(self.media_type, &self.bytes, PIXELS_MAX)
    }

    /// What it shows as it may be shown to a model: bounded, upright, and without anything beside the pixels.
    pub fn canvas(&self) -> Result<Canvas, DecodeError> {
        Canvas::of(self.media_type, &self.bytes, PIXELS_MAX)
    }

    /// What the picture itself says about mining and training, raw.
    pub fn signals(&self) -> Vec<Signal> {
        rights::signals(self.media_type, &self.bytes)
    }
}

/// The bytes of the PNG that stands at the beginning.
pub(crate) fn png_length(bytes: &[u8]) -> Option<usize> {
    let parts = parts::png(bytes).ok()?;
    Some(parts.iter().map(|part| part.whole.len()).sum::<usize>() + PNG_HEAD_BYTES)
}

/// What a media file turned out to be.
pub(crate) enum Found {
    /// A picture within the bound.
    Picture { media_type: &'static str, bytes: Vec<u8> },
    /// A video, of which only the container was read.
    Video(Box<Video>),
    /// Something that no room reads yet, or a picture over the bound.
    Other,
}

impl Found {
    /// Reads a file as far as it is a picture or a video, whose key frames `ffmpeg` takes.
    pub(crate) fn read(reader: &mut dyn Read, limits: &Limits, ffmpeg: Option<&Path>) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.take(16).read_to_end(&mut head)?;
        match video::media_type(&head) {
            Some(media_type) if media_type_of_picture(&head).is_none() => {
                let mut whole = head.as_slice().chain(reader);
                Ok(Self::Video(Box::new(video::read("", media_type, &mut whole, ffmpeg)?)))
            }
            _ => Self::read_picture(head, reader, limits),
        }
    }

    /// Reads on, behind the first 16 bytes, as far as it is a picture.
    fn read_picture(head: Vec<u8>, reader: &mut dyn Read, limits: &Limits) -> io::Result<Self> {
        let mut bytes = head;
        let Some(media_type) = media_type_of_picture(&bytes) else { return Ok(Self::Other) };
        let left = limits.picture_bytes_max.saturating_sub(bytes.len() as u64);
        reader.take(left.saturating_add(1)).read_to_end(&mut bytes)?;
        let is_within = bytes.len() as u64 <= limits.picture_bytes_max;
        Ok(if is_within { Self::Picture { media_type, bytes } } else { Self::Other })
    }
}

/// Hands over or counts what was found under a name.
pub(crate) fn hand_over(name: &str, found: Found, desk: &mut Desk<'_>) -> Result<(), Halt> {
    match found {
        Found::Picture { media_type, bytes } => desk.picture(Picture { path: name.to_owned(), media_type, bytes }),
        Found::Video(video) => {
            // No room inspects its pictures yet.
            desk.tally.media_unread += 1;
            desk.video(Video { path: name.to_owned(), ..*video })
        }
        Found::Other => {
            desk.tally.media_unread += 1;
            Ok(())
        }
    }
}

/// What the pictures of a package say about their use, by name, before the posts that name them are handed over.
///
/// A package is read once more for this; a signal that came after its post would come too late.
pub(crate) fn rights_of_package(package: &mut Package, limits: &Limits) -> Result<BTreeMap<String, Vec<Signal>>, Halt> {
    let path = package.path().to_owned();
    let mut found = BTreeMap::new();
    // Documents are not opened here; every other name may be a picture's.
    let is_document = |name: &str| DOCUMENT_ENDS.iter().any(|end| name.ends_with(end));
    package.look(&|name| !is_document(name), &mut |name, reader| {
        let place = crate::Place::member(&path, MEDIA_MEMBER);
        let mut head = Vec::new();
        let read = reader.take(16).read_to_end(&mut head).and_then(|_| Found::read_picture(head, reader, limits));
        if let Found::Picture { media_type, bytes } = read.map_err(|cause| read_failed(place, cause))? {
            let signals = rights::signals(media_type, &bytes);
            if !signals.is_empty() {
                found.insert(name.to_owned(), signals);
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// Hands over the pictures of a package that its posts name, after the posts.
pub(crate) fn of_package(package: &mut Package, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let wanted = desk.take_wanted_media();
    let held: BTreeSet<&String> = wanted.iter().filter(|name| package.has(name)).collect();
    desk.tally.media_missing += (wanted.len() - held.len()) as u64;
    if held.is_empty() {
        return Ok(());
    }
    let places = package.path().to_owned();
    package.visit(&|name| held.contains(&name.to_owned()), &mut |name, reader| {
        let place = crate::Place::member(&places, MEDIA_MEMBER);
        let found = Found::read(reader, limits, desk.ffmpeg()).map_err(|cause| read_failed(place, cause))?;
        hand_over(name, found, desk)
    })
}

/// The media type that the first bytes announce.
fn media_type_of_picture(head: &[u8]) -> Option<&'static str> {
    let brand = head.get(4..12);
    match head {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ if matches!(
            brand,
            Some(
                b"ftypheic"
                    | b"ftypheix"
                    | b"ftypheim"
                    | b"ftypheis"
                    | b"ftyphevc"
                    | b"ftyphevx"
                    | b"ftypmif1"
                    | b"ftypmsf1"
            )
        ) =>
        {
            Some("image/heic")
        }
        _ if matches!(brand, Some(b"ftypavif" | b"ftypavis")) => Some("image/avif"),
        _ => None,
    }
}

/// 2^26 pixels take 400 MB at worst while they are decoded; telephones make 2^25.6.
const PIXELS_MAX: u64 = 1 << 26;
const PNG_HEAD_BYTES: usize = 8;
const DOCUMENT_ENDS: &[&str] = &[".json", ".js", ".csv", ".html", ".txt", ".car", ".md", ".xml"];
/// Names of media files are chosen by people; errors say this instead.
pub(crate) const MEDIA_MEMBER: &str = "(a picture)";

#[cfg(test)]
mod seeing;
#[cfg(test)]
mod tests;
