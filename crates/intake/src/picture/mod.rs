//! Pictures that posts name. In: the members of a package and the names that its posts gave. Out: the bytes of pictures,
//! within a bound, and what a picture itself says about its use. Never: a file type taken from a name, or a file passed on
//! that no post names.

mod parts;
mod rights;
mod strip;

pub use strip::StripError;

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt, Picture};
use crate::package::Package;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use terms::{Digest, Signal};

impl Picture {
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

    /// What the picture itself says about mining and training, raw.
    pub fn signals(&self) -> Vec<Signal> {
        rights::signals(self.media_type, &self.bytes)
    }
}

/// What a media file turned out to be.
pub(crate) enum Found {
    /// A picture within the bound.
    Picture { media_type: &'static str, bytes: Vec<u8> },
    /// Something that no room reads yet, such as a video, or a picture over the bound.
    Other,
}

impl Found {
    /// Reads a file as far as it is a picture.
    pub(crate) fn read(reader: &mut dyn Read, limits: &Limits) -> io::Result<Self> {
        let mut bytes = Vec::new();
        reader.take(16).read_to_end(&mut bytes)?;
        let Some(media_type) = media_type(&bytes) else { return Ok(Self::Other) };
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
        if let Found::Picture { media_type, bytes } =
            Found::read(reader, limits).map_err(|cause| read_failed(place, cause))?
        {
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
        let found = Found::read(reader, limits).map_err(|cause| read_failed(place, cause))?;
        hand_over(name, found, desk)
    })
}

/// The media type that the first bytes announce.
fn media_type(head: &[u8]) -> Option<&'static str> {
    let brand = head.get(4..12);
    match head {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ if matches!(brand, Some(b"ftypheic" | b"ftypheix" | b"ftypmif1")) => Some("image/heic"),
        _ if brand == Some(b"ftypavif") => Some("image/avif"),
        _ => None,
    }
}

/// 2^28 pixels take a gigabyte when decoded; cameras make 2^27.
const PIXELS_MAX: u64 = 1 << 28;
const DOCUMENT_ENDS: &[&str] = &[".json", ".js", ".csv", ".html", ".txt", ".car", ".md", ".xml"];
/// Names of media files are chosen by people; errors say this instead.
pub(crate) const MEDIA_MEMBER: &str = "(a picture)";

#[cfg(test)]
mod tests;
