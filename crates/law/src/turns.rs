//! The days on which an answer can become another because time passes. In: facts, the register, a birthday. Out: days.
//! Never: a day left out on which something would be another; one too many only has somebody look again in vain.

use crate::facts::Facts;
use crate::register::Register;
use chrono::{Datelike, Days};
use terms::{Date, Operation, Purpose};

impl Facts {
    /// Hands over each day from which something that is compared with `now` is another. From one such day to the next, the
    /// same facts with another `now` get the same answer; a test asks on every day.
    pub fn turns(&self, mut each: impl FnMut(Date)) {
        let mut after = |last: Option<Date>| last.and_then(|last| last.succ_opt()).into_iter().for_each(&mut each);
        after(self.lia_review_due);
        self.orders.iter().for_each(|order| after(order.until));
        self.orders.iter().for_each(|order| each(order.from));
        if let Some(consent) = &self.consent {
            each(consent.given_at);
            consent.withdrawn_at.into_iter().for_each(&mut each);
        }
        self.objection.iter().for_each(|objection| each(objection.received_at));
        if let Some(delivered) = self.notice.as_ref().and_then(|notice| notice.delivered_at) {
            each(delivered);
            // A window that ends after the end of the calendar stays open.
            let end = delivered.checked_add_days(Days::new(u64::from(self.window_days)));
            end.into_iter().for_each(each);
        }
    }
}

impl Register {
    /// The days from which [`Register::declared`] says something else about this purpose and operation.
    pub fn turns(&self, purpose: &Purpose, operation: Operation) -> Vec<Date> {
        let mut turns: Vec<Date> = self.purpose.iter().map(|entry| entry.since).collect();
        let uses = self.entry(purpose).into_iter().flat_map(|entry| &entry.uses);
        for one in uses.filter(|one| one.operation == operation) {
            turns.extend([one.lia.on, one.compat.on, one.dpia.on, one.art36.on, one.signed.on]);
            turns.extend([one.lia.review_due, one.dpia.review_due].iter().filter_map(Date::succ_opt));
        }
        turns
    }
}

/// The first day on which somebody born then is so many years old; none where that lies beyond the calendar.
pub fn birthday(birth: Date, years: i32) -> Option<Date> {
    let year = birth.year().checked_add(years).filter(|_| years >= 0)?;
    // Somebody born on 29 February turns older on 1 March, where there is no 29th.
    let is_leap_day = (birth.month(), birth.day()) == (2, 29);
    birth.with_year(year).or_else(|| Date::from_ymd_opt(year, 3, 1).filter(|_| is_leap_day))
}
