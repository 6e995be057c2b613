//! Room 1. In: the bytes of one source, read through `world`. Out: posts, accounts and pictures with a tally that adds
//! up, one call of the sink each, nothing held back. Never: a decision, a guess about a field that the source does not
//! give, a record lost without its reason, or an archive unpacked to disk.

mod bounded;
mod desk;
mod error;
mod lines;
mod moment;
mod package;
mod picture;
mod program;
mod recognise;
mod seen;
mod signals;
mod source;
mod stream;
mod video;
mod writer;

mod csv;
mod jsonl;
mod mapped;
mod postgres;
mod sqlite;

mod versions;

mod documents;
mod dump;
mod objects;

mod bluesky;
mod discourse;
mod html;
mod irc;
mod mastodon;
mod mbox;
mod meta;
mod phpbb;
mod reddit;
mod takeout;
mod tiktok;
mod x;

pub use desk::{Item, Picture, Tally, check};
pub use error::{IntakeError, Place, Position, ReadError, Reason, Rejected};
pub use mapped::{Cell, Columns};
pub use package::is_plain_name;
pub use picture::{Canvas, DecodeError, Frame, PictureHash, ReaderError, StripError, TextReader};
pub use postgres::follow::{Change, Changes, FollowError, Follower};
pub use postgres::{Server, ServerFailure};
pub use recognise::recognise;
pub use seen::Seen;
pub use signals::{Reading, reading};
pub use source::{ColumnMap, Declared, Format, Source, TimeForm};
pub use versions::{
    Arriving, AsOf, Earlier, Fate, Fates, Import, OlderVersion, PushKey, Standing, Versions, VersionsError, Whole,
};
pub use video::{Container, ContainerError, FrameLimits, FramesError, Video, key_frames};

use bounded::Limits;
use desk::{Desk, Halt};
use meta::{facebook, instagram};

/// Version of our own JSON Lines shape that this build reads.
pub const VERSION: u64 = 1;

/// Reads one source to its end and hands each item to `sink`, in the order of the source: records first, then pictures.
///
/// A problem of one record is an [`Item::Rejected`] and is counted; a problem of the whole source is an error. After an
/// error the items handed over so far are no whole source: the caller throws them away.
pub fn read<E>(source: &Source, sink: &mut dyn FnMut(Item) -> Result<(), E>) -> Result<Tally, ReadError<E>> {
    read_within(source, &Limits::DEFAULT, sink)
}

fn read_within<E>(
    source: &Source,
    limits: &Limits,
    sink: &mut dyn FnMut(Item) -> Result<(), E>,
) -> Result<Tally, ReadError<E>> {
    let mut refused = None;
    let mut hand_over = |item| sink(item).map_err(|cause| refused = Some(cause));
    let mut desk = Desk::new(source, &mut hand_over);
    let outcome = read_format(source, limits, &mut desk);
    let tally = desk.close();
    match (outcome, refused) {
        (_, Some(cause)) => Err(ReadError::Sink(cause)),
        (Err(Halt::Intake(cause)), None) => Err(ReadError::Intake(cause)),
        (Err(Halt::Sink) | Ok(()), None) => Ok(tally),
    }
}

fn read_format(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let format = match source.format {
        Some(format) => format,
        None if source.server.is_some() => Format::Postgres,
        None => recognise::recognise_within(&source.path, limits)?,
    };
    source.check(format)?;
    match format {
        Format::Jsonl => jsonl::read(source, limits, desk),
        Format::Csv => csv::read(source, limits, desk),
        Format::Mastodon => mastodon::read(source, limits, desk),
        Format::X => x::read(source, limits, desk),
        Format::Instagram => instagram::read(source, limits, desk),
        Format::Reddit => reddit::read(source, limits, desk),
        Format::Bluesky => bluesky::read(source, limits, desk),
        Format::Facebook => facebook::read(source, limits, desk),
        Format::Tiktok => tiktok::read(source, limits, desk),
        Format::Takeout => takeout::read(source, limits, desk),
        Format::Discourse => discourse::read(source, limits, desk),
        Format::RedditDump => dump::read(source, limits, desk),
        Format::Documents => documents::read(source, limits, desk),
        Format::Mbox => mbox::read(source, limits, desk),
        Format::Irc => irc::read(source, limits, desk),
        Format::Sqlite => sqlite::read(source, limits, desk),
        Format::Phpbb => phpbb::read(source, limits, desk),
        Format::Postgres => postgres::read(source, limits, desk),
        // What is pushed comes by itself; there is nothing to read.
        Format::Push => Ok(()),
        Format::Parquet | Format::Arrow | Format::Delta => {
            Err(IntakeError::Elsewhere { path: source.path.clone() }.into())
        }
    }
}

#[cfg(test)]
mod tests;
