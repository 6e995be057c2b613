//! Moments as sources write them. In: text or a number of a known form. Out: a moment in UTC. Never: a moment without an
//! offset taken for one in UTC where the source does not promise it.

use crate::TimeForm;
use chrono::{DateTime, NaiveDateTime, Utc};
use terms::{Instant, parse_date, parse_instant};

/// Reads a moment in the form that the map declares.
pub(crate) fn declared(text: &str, form: TimeForm) -> Option<Instant> {
    match form {
        TimeForm::Rfc3339 => parse_instant(text).ok().or_else(|| without_seconds(text)),
        TimeForm::UnixSeconds => unix_seconds(text.parse().ok()?),
        TimeForm::UnixMilliseconds => DateTime::from_timestamp_millis(text.parse().ok()?),
    }
}

/// Seconds since 1970. Zero is how exports write "unknown", so it is no moment.
pub(crate) fn unix_seconds(seconds: i64) -> Option<Instant> {
    if seconds == 0 { None } else { DateTime::from_timestamp(seconds, 0) }
}

/// RFC 3339 with or without seconds. A package that gives a bare date gives no moment.
pub(crate) fn rfc3339(text: &str) -> Option<Instant> {
    if parse_date(text).is_ok() { None } else { declared(text, TimeForm::Rfc3339) }
}

/// `Mon Nov 11 10:22:58 +0000 2019`, or the RFC 3339 of newer members.
pub(crate) fn x(text: &str) -> Option<Instant> {
    DateTime::parse_from_str(text, "%a %b %d %H:%M:%S %z %Y")
        .map(|moment| moment.with_timezone(&Utc))
        .ok()
        .or_else(|| rfc3339(text))
}

/// `2026-01-01 10:00:00 UTC`.
pub(crate) fn reddit(text: &str) -> Option<Instant> {
    let local = NaiveDateTime::parse_from_str(text.strip_suffix(" UTC")?, "%Y-%m-%d %H:%M:%S").ok()?;
    Some(local.and_utc())
}

/// `2026-01-01 10:00:00`, with or without ` UTC` behind it: TikTok writes both for the same clock.
pub(crate) fn tiktok(text: &str) -> Option<Instant> {
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    Some(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok()?.and_utc())
}

/// `2005-04-05T10:13Z` or `2005-04-05T10:13+02:00`: a minute is a moment to the minute.
fn without_seconds(text: &str) -> Option<Instant> {
    let (minute, offset) = text.split_at_checked(16)?;
    let is_minute = minute.as_bytes().get(13) == Some(&b':') && matches!(minute.as_bytes().get(10), Some(b'T' | b' '));
    if is_minute { parse_instant(&format!("{minute}:00{offset}")).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use terms::format_instant;

    fn check(moment: Option<Instant>, expected: Option<&str>) {
        assert_eq!(moment.map(format_instant).as_deref(), expected);
    }

    #[test]
    fn a_moment_is_read_in_the_form_of_its_source() {
        check(rfc3339("2005-04-05T10:13Z"), Some("2005-04-05T10:13:00Z"));
        check(rfc3339("2005-04-05T10:13+02:00"), Some("2005-04-05T08:13:00Z"));
        check(x("Mon Nov 11 10:22:58 +0000 2019"), Some("2019-11-11T10:22:58Z"));
        check(reddit("2026-01-01 10:00:00 UTC"), Some("2026-01-01T10:00:00Z"));
        check(declared("1700000000", TimeForm::UnixSeconds), Some("2023-11-14T22:13:20Z"));
        check(declared("1700000000000", TimeForm::UnixMilliseconds), Some("2023-11-14T22:13:20Z"));
    }

    #[test]
    fn a_moment_without_an_offset_is_not_read() {
        for text in
            ["2005-04-05T10:13", "2005-04-05 10:13:00", "2005-04-05T10:13:00", "", "10:13Z", "2005-04-05T1€:13Z"]
        {
            check(rfc3339(text), None);
        }
        check(rfc3339("2005-04-05"), None);
        check(declared("2005-04-05", TimeForm::Rfc3339), Some("2005-04-05T00:00:00Z"));
        check(reddit("2026-01-01 10:00:00"), None);
        check(unix_seconds(0), None);
    }
}
