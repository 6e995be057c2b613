//! Dates turned into what the law asks about them. In: dates that the caller knows. Out: ages and answers. Never: a clock.

use terms::{Date, Instant, Visibility, VisibilityChange};

/// Whole years from `birth` to `on`; negative where `on` lies before. Someone born on 29 February turns older on 1 March.
pub fn age_years(birth: Date, on: Date) -> i32 {
    match on.years_since(birth) {
        Some(years) => i32::try_from(years).unwrap_or(i32::MAX),
        None => birth.years_since(on).map_or(-1, |years| -i32::try_from(years).unwrap_or(i32::MAX).max(1)),
    }
}

/// Whether a notice delivered on this date counts for a person born on that date: a notice delivered to a minor does not
/// start the window of the adult. An unknown date of birth does not hide the notice: F10 refuses the record anyway.
pub fn notice_counts(birth: Option<Date>, delivered: Date, adult_age: i32) -> bool {
    birth.is_none_or(|birth| age_years(birth, delivered) >= adult_age)
}

/// Whether the person's own days to object are still running: from the day of delivery, for `window_days` days.
pub fn objection_window_open(delivered: Date, window_days: u32, now: Date) -> bool {
    // A window that ends after the end of the calendar is open.
    let end = delivered.checked_add_days(chrono::Days::new(u64::from(window_days)));
    delivered <= now && end.is_none_or(|end| now < end)
}

/// Whether a record created on this date was covered by a notice that named the purpose since that date [GDPR 13(1)(c)].
pub fn purpose_was_named(created: Date, named_since: Option<Date>) -> bool {
    named_since.is_some_and(|since| created >= since)
}

/// Who could see a record at a moment: what its last change of audience up to then says, and after the last one what the
/// source says now. Before the first one that is known it is unknown.
pub fn visibility_at(history: &[VisibilityChange], now: Visibility, at: Instant) -> Visibility {
    match history.iter().rposition(|change| change.at <= at) {
        None if history.is_empty() => now,
        None => Visibility::Unknown,
        Some(last) if last + 1 == history.len() => now,
        Some(known) => history.get(known).map_or(Visibility::Unknown, |change| change.to),
    }
}

/// Whether a record whose audience changed by this moment was public before: one of its audiences was everybody, or what it
/// was at first is not known.
pub fn was_public(history: &[VisibilityChange], created: Date, at: Instant) -> bool {
    let mut known = history.iter().filter(|change| change.at <= at);
    let from_the_start = known.clone().next().is_none_or(|first| first.at.date_naive() <= created);
    !from_the_start || known.any(|change| change.to == Visibility::Public)
}

/// The five limbs of the strict test of "manifestly made public by the data subject" [GDPR 9(2)(e)], for one person and
/// one statement. All five must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limbs {
    /// The person concerned wrote it: not a quote, tag, repost, inference or membership.
    pub written_by_the_person: bool,
    /// The audience was set by an individual setting or an explicit act, knowing that anyone can read it.
    pub audience_set_explicitly: bool,
    /// It states the category itself.
    pub states_the_category: bool,
    /// It is public now.
    pub public_now: bool,
    /// The author is an adult now and was one then.
    pub adult_then_and_now: bool,
}

/// Whether the person manifestly made it public: all five limbs hold.
pub fn manifestly_public(limbs: &Limbs) -> bool {
    let Limbs { written_by_the_person, audience_set_explicitly, states_the_category, public_now, adult_then_and_now } =
        *limbs;
    written_by_the_person && audience_set_explicitly && states_the_category && public_now && adult_then_and_now
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        terms::parse_date(text).expect("valid")
    }

    #[test]
    fn a_person_is_older_from_the_birthday_on() {
        assert_eq!(age_years(date("2008-06-01"), date("2026-05-31")), 17);
        assert_eq!(age_years(date("2008-06-01"), date("2026-06-01")), 18);
        assert_eq!(age_years(date("2008-02-29"), date("2026-02-28")), 17);
        assert_eq!(age_years(date("2008-02-29"), date("2026-03-01")), 18);
        assert_eq!(age_years(date("2008-06-01"), date("2008-05-31")), -1);
        assert_eq!(age_years(date("2008-06-01"), date("2006-06-01")), -2);
    }

    #[test]
    fn the_window_opens_on_the_day_of_delivery_and_closes_after_its_days() {
        assert!(!objection_window_open(date("2026-09-01"), 30, date("2026-08-31")));
        assert!(objection_window_open(date("2026-09-01"), 30, date("2026-09-01")));
        assert!(objection_window_open(date("2026-09-01"), 30, date("2026-09-30")));
        assert!(!objection_window_open(date("2026-09-01"), 30, date("2026-10-01")));
        assert!(objection_window_open(date("2026-09-01"), u32::MAX, date("2200-01-01")));
    }

    #[test]
    fn a_notice_to_a_minor_does_not_count_for_the_adult() {
        let birth = Some(date("2008-06-01"));
        assert!(!notice_counts(birth, date("2026-05-31"), 18));
        assert!(notice_counts(birth, date("2026-06-01"), 18));
    }

    #[test]
    fn a_purpose_named_later_was_not_named_at_collection() {
        assert!(purpose_was_named(date("2026-01-01"), Some(date("2026-01-01"))));
        assert!(!purpose_was_named(date("2025-12-31"), Some(date("2026-01-01"))));
        assert!(!purpose_was_named(date("2025-12-31"), None));
    }

    #[test]
    fn the_audience_of_a_moment_is_the_last_one_set_by_then() {
        let at = |text: &str| terms::parse_instant(text).expect("valid");
        let history = [
            VisibilityChange { at: at("2026-03-01T10:00:00Z"), to: Visibility::Public },
            VisibilityChange { at: at("2026-09-01T10:00:00Z"), to: Visibility::Friends },
        ];
        let seen = |moment: &str| visibility_at(&history, Visibility::Friends, at(moment));
        assert_eq!(seen("2026-02-28"), Visibility::Unknown);
        assert_eq!(seen("2026-03-01T10:00:00Z"), Visibility::Public);
        assert_eq!(seen("2026-09-01T09:59:59Z"), Visibility::Public);
        assert_eq!(seen("2026-09-01T10:00:00Z"), Visibility::Friends);
        assert_eq!(visibility_at(&[], Visibility::Public, at("2026-09-01")), Visibility::Public);
        let was = |created: &str, moment: &str| was_public(&history, date(created), at(moment));
        assert!(was("2026-03-01", "2026-10-01"));
        // Of nothing known to have changed nothing is assumed, and of what began unseen the worst.
        assert!(!was("2026-03-01", "2026-02-01"));
        assert!(was_public(&history[1..], date("2026-03-01"), at("2026-10-01")));
        assert!(!was_public(&history[1..], date("2026-09-01"), at("2026-10-01")));
    }

    #[test]
    fn every_limb_is_needed() {
        let all = Limbs {
            written_by_the_person: true,
            audience_set_explicitly: true,
            states_the_category: true,
            public_now: true,
            adult_then_and_now: true,
        };
        assert!(manifestly_public(&all));
        for without in [
            Limbs { written_by_the_person: false, ..all },
            Limbs { audience_set_explicitly: false, ..all },
            Limbs { states_the_category: false, ..all },
            Limbs { public_now: false, ..all },
            Limbs { adult_then_and_now: false, ..all },
        ] {
            assert!(!manifestly_public(&without));
        }
    }
}
