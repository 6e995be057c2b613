//! Which format a source has. In: a path. Out: the format, by the names of its members or the structure of its first
//! bytes. Never: a guess from a part of the path, and never an empty answer.

use crate::bounded::{Limits, read_failed};
use crate::lines::{Line, Lines, text};
use crate::package::{Container, Package, container, open_stream};
use crate::{Format, IntakeError, Place};
use crate::{
    bluesky, discourse, documents, dump, facebook, instagram, irc, mastodon, mbox, phpbb, reddit, takeout, tiktok, x,
};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// Recognises a file, folder or archive by what is in it.
///
/// CSV is never recognised: a table says nothing about its columns, so it is declared with its `map`. JSON Lines of
/// another shape than ours are recognised as [`Format::Jsonl`] and then need a `map` too.
pub fn recognise(path: &Path) -> Result<Format, IntakeError> {
    recognise_within(path, &Limits::DEFAULT)
}

pub(crate) fn recognise_within(path: &Path, limits: &Limits) -> Result<Format, IntakeError> {
    if path.is_dir() && path.join("_delta_log").is_dir() {
        return Ok(Format::Delta);
    }
    if path.is_dir() {
        return by_members(path, limits);
    }
    match container(path, limits)? {
        Container::Zip | Container::Tar => by_members(path, limits),
        Container::Stream => by_structure(path, limits),
    }
}

/// Whether only one format has a member of this name.
type IsMarker = fn(&str) -> bool;

fn by_members(path: &Path, limits: &Limits) -> Result<Format, IntakeError> {
    let mut package = Package::open(path, limits)?;
    let mut found: Option<Format> = None;
    let markers: [(Format, IsMarker); 9] = [
        (Format::Mastodon, mastodon::is_marker),
        (Format::X, x::is_marker),
        (Format::Instagram, instagram::is_marker),
        (Format::Reddit, reddit::is_marker),
        (Format::Bluesky, bluesky::is_marker),
        (Format::Facebook, facebook::is_marker),
        (Format::Tiktok, tiktok::is_marker),
        (Format::Takeout, takeout::is_marker),
        (Format::Discourse, discourse::is_marker),
    ];
    for (format, is_marker) in markers {
        if package.settle(&is_marker)? {
            match found {
                Some(one) => return Err(IntakeError::Ambiguous { path: path.to_owned(), one, other: format }),
                None => found = Some(format),
            }
        }
    }
    found.ok_or_else(|| IntakeError::Unknown {
        path: path.to_owned(),
        found: "holds no member that only one known export has",
    })
}

fn by_structure(path: &Path, limits: &Limits) -> Result<Format, IntakeError> {
    let unknown = |found| IntakeError::Unknown { path: path.to_owned(), found };
    let place = Place::file(path);
    let mut magic = Vec::new();
    let read = open_stream(path, limits)?.take(32).read_to_end(&mut magic);
    read.map_err(|cause| read_failed(place.clone(), cause))?;
    if magic.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    // A file of Arrow names itself; a stream begins with a mark and the length of its schema.
    if magic.starts_with(b"ARROW1") || is_arrow_stream(&magic) {
        return Ok(Format::Arrow);
    }
    if phpbb::is_backup(&magic) {
        return Ok(Format::Phpbb);
    }
    if magic.starts_with(b"SQLite format 3\0") {
        return Ok(Format::Sqlite);
    }
    if bluesky::is_car(path, limits)? {
        let is_repository = bluesky::is_repository(path, limits)?;
        return if is_repository { Ok(Format::Bluesky) } else { Err(unknown("is a CAR that holds no repository")) };
    }
    let mut lines = Lines::new(text(open_stream(path, limits)?, &place)?, place, limits);
    let first = match lines.next()? {
        None => return Err(IntakeError::Empty { path: path.to_owned() }),
        // A whole document may stand on one line.
        Some((_, Line::TooLong)) if mastodon::is_outbox(path, limits)? => return Ok(Format::Mastodon),
        Some((_, Line::TooLong)) if tiktok::is_download(path, limits)? => return Ok(Format::Tiktok),
        Some((_, Line::TooLong)) => return Err(unknown("begins with a line that is no record")),
        Some((_, Line::Whole(line))) => line,
    };
    if first.starts_with(b"window.YTD.") {
        return Ok(Format::X);
    }
    if mbox::is_mailbox(first) {
        return Ok(Format::Mbox);
    }
    if !first.trim_ascii_start().starts_with(b"{") {
        if irc::is_log(path, limits)? {
            return Ok(Format::Irc);
        }
        return Err(unknown("begins with neither an archive's mark nor a JSON object"));
    }
    match serde_json::from_slice::<Value>(first) {
        Ok(Value::Object(object)) if object.contains_key("orderedItems") => Ok(Format::Mastodon),
        Ok(Value::Object(object)) if dump::is_object(&object) => Ok(Format::RedditDump),
        Ok(Value::Object(object)) if documents::is_object(&object) => Ok(Format::Documents),
        // A document of one line and one of many show themselves by their sections.
        Ok(_) if lines.next()?.is_none() && tiktok::is_download(path, limits)? => Ok(Format::Tiktok),
        Ok(_) => Ok(Format::Jsonl),
        // One document over many lines, or one line that is broken: an outbox shows itself by its list.
        Err(cause) if cause.is_eof() && mastodon::is_outbox(path, limits)? => Ok(Format::Mastodon),
        Err(cause) if cause.is_eof() && tiktok::is_download(path, limits)? => Ok(Format::Tiktok),
        // A broken first line of JSON Lines gets its own reason when it is read.
        Err(_) if lines.next()?.is_some_and(|(_, line)| is_object(&line)) => Ok(Format::Jsonl),
        Err(_) => Err(unknown("begins with a line that is no whole JSON object")),
    }
}

fn is_object(line: &Line<'_>) -> bool {
    matches!(line, Line::Whole(line) if serde_json::from_slice::<Value>(line).is_ok_and(|value| value.is_object()))
}

/// `FFFFFFFF`, the length of the schema's message (a multiple of eight, and small), and then a table of flatbuffers.
fn is_arrow_stream(magic: &[u8]) -> bool {
    let Some((mark, rest)) = magic.split_first_chunk::<4>() else { return false };
    let Some((length, _)) = rest.split_first_chunk::<4>() else { return false };
    let length = u32::from_le_bytes(*length);
    *mark == [0xff; 4] && length % 8 == 0 && (8..1 << 24).contains(&length)
}
