//! Chance for the generator. In: a seed. Out: numbers, choices and dates that are the same for the same seed. Never: a
//! key or anything else that must be secret, because anyone can draw it again.

use chrono::{Days, TimeDelta};
use terms::{Date, Instant};

/// SplitMix64: small, fast, the same on every machine.
#[derive(Clone, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    /// A stream of its own for each part of the platform, so that a change in one leaves the others as they were.
    pub(super) fn new(seed: u64, stream: &str) -> Self {
        let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in stream.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let mut draw = Self(state);
        draw.next();
        draw
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * (end.max(1) as u128);
        usize::try_from(wide >> 64).expect("INVARIANT: the upper half of a product is below its factor")
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    /// True in `of_thousand` of a thousand draws.
    pub(super) fn chance(&mut self, of_thousand: usize) -> bool {
        self.below(1000) < of_thousand
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let index = self.below(items.len());
        items.get(index).expect("INVARIANT: a choice is made among at least one")
    }

    /// The index of one of these weights, each as likely as it is heavy.
    pub(super) fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum::<usize>().max(1));
        for (index, weight) in weights.iter().enumerate() {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return index,
            }
        }
        0
    }

    /// Puts these in another order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }

    /// A date from `first` to `last`, both included.
    pub(super) fn date(&mut self, first: Date, last: Date) -> Date {
        let days = last.signed_duration_since(first).num_days();
        let days = u64::try_from(self.between(0, days.max(0))).unwrap_or(0);
        first.checked_add_days(Days::new(days)).unwrap_or(last)
    }

    /// A second from `first` to `last`, both included.
    pub(super) fn moment(&mut self, first: Instant, last: Instant) -> Instant {
        let seconds = last.signed_duration_since(first).num_seconds();
        first + TimeDelta::seconds(self.between(0, seconds.max(0)))
    }

    /// A moment of waking hours on that date.
    pub(super) fn on(&mut self, date: Date) -> Instant {
        date.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::seconds(self.between(7 * 3600, 22 * 3600))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_stream_draw_the_same_numbers() {
        let (mut one, mut other) = (Draw::new(7, "posts"), Draw::new(7, "posts"));
        let drawn: Vec<u64> = (0..5).map(|_| one.next()).collect();
        assert_eq!(drawn, (0..5).map(|_| other.next()).collect::<Vec<_>>());
        assert_ne!(drawn[0], Draw::new(7, "people").next());
        assert_ne!(drawn[0], Draw::new(8, "posts").next());
    }

    #[test]
    fn numbers_stay_within_their_bounds_and_reach_both() {
        let mut draw = Draw::new(1, "bounds");
        let drawn: Vec<i64> = (0..500).map(|_| draw.between(-2, 2)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-2), Some(&2)));
    }

    #[test]
    fn a_weight_of_zero_is_never_drawn() {
        let mut draw = Draw::new(1, "weights");
        assert!((0..500).all(|_| draw.weighted(&[3, 0, 1]) != 1));
    }
}
