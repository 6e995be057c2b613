//! JSON Lines whose fields somebody else fixed. In: one object a line, plain, gzip or zstd. Out: the objects, one at a time,
//! each with its place. Never: a line dropped without its number and its reason.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::jsonl::plain_line;
use crate::lines::{Lines, text};
use crate::package::open_stream;
use crate::{IntakeError, Place, Position, Reason, Source};
use serde_json::Value;

/// Takes one object.
pub(crate) type TakeObject<'a, 'b> = &'a mut dyn FnMut(&mut Desk<'b>, Place, &Value) -> Result<(), Halt>;

/// Reads the whole file.
pub(crate) fn each<'b>(
    source: &Source,
    limits: &Limits,
    desk: &mut Desk<'b>,
    take: TakeObject<'_, 'b>,
) -> Result<(), Halt> {
    let path = source.path.as_path();
    if !world::exists(path) {
        return Err(IntakeError::NotThere { path: path.to_owned() }.into());
    }
    if path.is_dir() {
        let found = "is a folder, not a file of JSON lines";
        return Err(IntakeError::Unknown { path: path.to_owned(), found }.into());
    }
    let place = Place::file(path);
    let mut lines = Lines::new(text(open_stream(path, limits)?, &place)?, place.clone(), limits);
    desk.tally.members = 1;
    while let Some((number, line)) = lines.next()? {
        let place = place.clone().at(Position::Line(number));
        let Some(line) = plain_line(line, limits, &place, desk)? else { continue };
        match serde_json::from_str::<Value>(line) {
            Ok(object @ Value::Object(_)) => take(desk, place, &object)?,
            Ok(_) => desk.reject(place, Reason::NotAnObject)?,
            Err(cause) => desk.reject(place, Reason::NotJson { column: cause.column() as u64 })?,
        }
    }
    desk.tally.bytes += lines.bytes;
    if lines.bytes == 0 {
        return Err(IntakeError::Empty { path: path.to_owned() }.into());
    }
    Ok(())
}
