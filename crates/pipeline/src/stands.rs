//! How long a decision stands. In: a record with its facts, and the moment they are gathered for. Out: since when nothing has
//! been another that the clock alone changes, and until when nothing will be. Never: a moment beyond one at which a fact
//! could be another; a date that nobody knows how to compare holds for its own day alone.
//!
//! Both follow from the record and the moment, not from when anybody last asked: deciding again gives the same two. The facts
//! of a decision name the first of them as their `now`, so that they are the same on every day on which it stands.

use crate::gather::{Frame, Row};
use chrono::{NaiveTime, SubsecRound, TimeDelta};
use law::Facts;
use terms::{Date, Instant};

/// The time in which a decision stands, whatever the clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// The first moment.
    pub since: Instant,
    /// The first moment at which it may be another; none where the clock alone changes nothing more.
    pub until: Option<Instant>,
}

impl Stands {
    /// Of what no date changes.
    pub(crate) const ALWAYS: Self = Self { since: Instant::UNIX_EPOCH, until: None };

    /// Ends it at this turn, seen from this moment: what was before a turn says nothing about what is after it.
    pub(crate) fn turn(&mut self, at: Instant, turn: Instant) {
        if turn <= at {
            self.since = self.since.max(turn);
        } else {
            self.until = Some(self.until.map_or(turn, |until| until.min(turn)));
        }
    }

    /// The same for a day, which begins at midnight.
    pub(crate) fn turn_of_day(&mut self, at: Instant, day: Date) {
        self.turn(at, midnight(day));
    }

    /// The day that the facts of the decision say it is.
    pub(crate) fn day(&self) -> Date {
        self.since.date_naive()
    }
}

fn midnight(day: Date) -> Instant {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// What a moment is the turn of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The record is there: nothing stands longer than that.
    Written,
    Deleted,
    Retention,
    Audience,
    /// The author turns older, which the facts say in years.
    Birthday,
    /// Somebody else in the record comes of age.
    OfAge,
    /// What the law compares with the day.
    Law,
}

/// When something turns.
#[derive(Clone, Copy)]
enum When {
    Day(Date),
    Moment(Instant),
}

impl Row<'_> {
    /// How long what follows from this record and these facts stands; without facts, how long one of them stays missing.
    pub(crate) fn stands(&self, frame: &Frame<'_>, facts: Option<&Facts>) -> Stands {
        self.stands_but_for(frame, facts, |_| false)
    }

    fn stands_but_for(&self, frame: &Frame<'_>, facts: Option<&Facts>, is_left: impl Fn(Turn) -> bool) -> Stands {
        let mut stands = frame.stands;
        // Nearly all turns are of days, and of those only the nearest two count.
        let (mut last, mut next) = (None, None);
        self.turns(frame, facts, &mut |turn, when| match when {
            _ if is_left(turn) => {}
            When::Day(day) if day <= frame.now => last = last.max(Some(day)),
            When::Day(day) => next = Some(next.map_or(day, |next: Date| next.min(day))),
            When::Moment(moment) => stands.turn(frame.at, moment),
        });
        last.into_iter().chain(next).for_each(|day| stands.turn_of_day(frame.at, day));
        stands
    }

    /// Hands over each time from which a fact of this record can be another, as far as the clock alone makes it so. A test
    /// leaves out one kind after the other, and finds each missing.
    fn turns(&self, frame: &Frame<'_>, facts: Option<&Facts>, each: &mut impl FnMut(Turn, When)) {
        let mut day = |turn: Turn, day: Option<Date>| day.into_iter().for_each(|day| each(turn, When::Day(day)));
        day(Turn::Written, self.created_on);
        day(Turn::Deleted, self.deleted_on);
        day(Turn::Retention, self.retention_until.and_then(|last| last.succ_opt()));
        match self.holder.birth_date {
            Some(birth) if birth <= frame.now => {
                let years = law::age_years(birth, frame.now);
                day(Turn::Birthday, law::birthday(birth, years));
                day(Turn::Birthday, law::birthday(birth, years + 1));
            }
            // Nobody is born tomorrow, so nobody says how that counts.
            Some(_) => {
                day(Turn::Birthday, Some(frame.now));
                day(Turn::Birthday, frame.now.succ_opt());
            }
            None => {}
        }
        for (_, person) in &self.resolved {
            day(Turn::OfAge, person.birth_date.and_then(|birth| law::birthday(birth, frame.profile.adult_age)));
        }
        if let Some(facts) = facts {
            facts.turns(|turn| day(Turn::Law, Some(turn)));
        }
        for change in &self.visibility_history {
            // Moments of decisions are whole seconds, and a change counts from the first one after it.
            let whole = change.at.trunc_subsecs(0);
            let first = if whole < change.at { whole.checked_add_signed(TimeDelta::seconds(1)) } else { Some(whole) };
            first.into_iter().for_each(|first| each(Turn::Audience, When::Moment(first)));
        }
    }
}

#[cfg(test)]
impl Row<'_> {
    /// The same as if nobody had thought of one kind of turns.
    pub(crate) fn stands_without(&self, frame: &Frame<'_>, facts: Option<&Facts>, left: Turn) -> Stands {
        self.stands_but_for(frame, facts, |turn| turn == left)
    }
}
