//! Pictures that posts name. In: the members of a package and the names that its posts gave. Out: the bytes of pictures,
//! within a bound. Never: a file type taken from a name, or a file passed on that no post names.

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt, Picture};
use crate::package::Package;
use std::collections::BTreeSet;
use std::io::{self, Read};

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

/// Names of media files are chosen by people; errors say this instead.
pub(crate) const MEDIA_MEMBER: &str = "(a picture)";
