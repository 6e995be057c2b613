//! Which of two versions of a record is the later one. In: an incoming version and what is known. Out: a verdict. Never: a
//! guess in favour of a version that might be the older one, and never one in favour of a deleted record.

use super::micros;
use terms::{Instant, Post};

/// The moment that an import describes, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// The package says it, the controller declared it, or a database was asked at that moment.
    Stated(Instant),
    /// Nobody says it; it is the time of the file.
    Assumed(Instant),
}

impl AsOf {
    /// The moment.
    pub fn moment(&self) -> Instant {
        match self {
            Self::Stated(at) | Self::Assumed(at) => *at,
        }
    }

    /// The same, or `now` where it lies ahead: nobody has seen what will be, and a deletion between the two would count as
    /// older than what it deletes.
    pub(super) fn not_after(self, now: Instant) -> Self {
        match self {
            Self::Stated(at) => Self::Stated(at.min(now)),
            Self::Assumed(at) => Self::Assumed(at.min(now)),
        }
    }

    /// Whether anybody said it.
    pub fn is_stated(&self) -> bool {
        matches!(self, Self::Stated(_))
    }
}

/// The later one; of one moment the one that somebody said.
pub(super) fn later(one: Option<AsOf>, other: Option<AsOf>) -> Option<AsOf> {
    one.into_iter().chain(other).max_by_key(|as_of| (as_of.moment(), as_of.is_stated()))
}

/// What is known of a record.
pub(super) struct Known {
    pub id: i64,
    pub digest: Vec<u8>,
    pub as_of: i64,
    pub is_stated: bool,
    pub edited_at: Option<i64>,
    pub is_gone: bool,
}

/// What to do with a version that is other than the known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Take it.
    Newer,
    /// Leave it.
    Older,
    /// The record was deleted, and nobody says that it is back.
    StaysDeleted,
    /// Only the time of a file speaks for it; look at the whole export first.
    Unsaid,
}

/// Compares. An equal moment is the same export read again, perhaps under another declaration, so it counts as later.
pub(super) fn of(post: &Post, as_of: &AsOf, known: &Known) -> Verdict {
    let moment = micros(as_of.moment());
    if post.deleted_at.is_some() {
        // A deletion wins, unless somebody said later that the record is there.
        let is_outdated = moment < known.as_of && (known.is_stated || known.is_gone);
        return if is_outdated { Verdict::Older } else { Verdict::Newer };
    }
    if known.is_gone {
        let is_back = as_of.is_stated() && moment > known.as_of;
        return if is_back { Verdict::Newer } else { Verdict::StaysDeleted };
    }
    match (post.edited_at.map(micros), known.edited_at) {
        (Some(incoming), Some(known)) if incoming != known => {
            return if incoming > known { Verdict::Newer } else { Verdict::Older };
        }
        // Edited after the known version was seen.
        (Some(incoming), None) if incoming > known.as_of => return Verdict::Newer,
        _ => {}
    }
    match (moment >= known.as_of, as_of.is_stated()) {
        (false, _) => Verdict::Older,
        (true, true) => Verdict::Newer,
        (true, false) => Verdict::Unsaid,
    }
}
