//! Time as an argument. Never: a room that asks the operating system itself.

use chrono::{SubsecRound, Utc};
use terms::Instant;

/// Where the present moment comes from.
#[derive(Clone, Copy, Debug)]
pub struct Clock(Option<Instant>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still.
    pub fn fixed(now: Instant) -> Self {
        Self(Some(now))
    }

    /// The present moment, cut to whole seconds.
    pub fn now(self) -> Instant {
        match self.0 {
            Some(now) => now,
            #[expect(clippy::disallowed_methods, reason = "this is the door to the clock")]
            None => Utc::now().trunc_subsecs(0),
        }
    }
}
