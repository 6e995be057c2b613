//! One line of a chat log, in the layouts of irssi, WeeChat, HexChat, mIRC, ZNC, eggdrop, supybot and the Ubuntu archive. In:
//! its text. Out: who said what at which reading of which clock, or what else the line is. Never: a line of an unknown layout
//! taken for a message.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Somebody said or did something.
    Said { clock: Clock, nick: &'a str, text: &'a str },
    /// The server or the client reports something: a join, a mode, a topic.
    Event,
    /// From here on it is this day.
    Day(NaiveDate),
    /// From here on it is this channel.
    Channel(&'a str),
}

/// What the line says about the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) date: Option<NaiveDate>,
    pub(super) time: Option<NaiveTime>,
    pub(super) offset: Option<FixedOffset>,
}

/// Reads a line; nothing if it is of no known layout.
pub(super) fn read(line: &str) -> Option<Line<'_>> {
    if let Some(line) = session(line) {
        return Some(line);
    }
    let (clock, rest) = clock(line)?;
    if let Some(day) = rest.strip_prefix("--- ").and_then(day) {
        return Some(Line::Day(day));
    }
    message(clock, rest)
}

/// The lines that a client writes about its log.
fn session(line: &str) -> Option<Line<'_>> {
    const OPENINGS: &[&str] =
        &["--- Log opened ", "--- Day changed ", "**** BEGIN LOGGING AT ", "Session Start: ", "Session Time: "];
    const CLOSINGS: &[&str] = &["--- Log closed", "**** ENDING LOGGING AT", "Session Close:"];
    if let Some(rest) = OPENINGS.iter().find_map(|opening| line.strip_prefix(opening)) {
        return Some(day(rest).map_or(Line::Event, Line::Day));
    }
    if let Some(channel) = line.strip_prefix("Session Ident: ") {
        return Some(Line::Channel(channel.trim()));
    }
    CLOSINGS.iter().any(|closing| line.starts_with(closing)).then_some(Line::Event)
}

/// `Mon Nov 02 12:00:00 2020`, or without the time.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    NaiveDateTime::parse_from_str(text, "%a %b %e %H:%M:%S %Y")
        .map(|moment| moment.date())
        .or_else(|_| NaiveDate::parse_from_str(text, "%a %b %e %Y"))
        .ok()
}

/// The reading of the clock at the start of a line, and what stands behind it.
fn clock(line: &str) -> Option<(Clock, &str)> {
    if let Some(inner) = line.strip_prefix('[') {
        let (inside, rest) = inner.split_once(']')?;
        let clock = stamp(inside.trim())?;
        return Some((clock, rest.strip_prefix(' ').unwrap_or(rest)));
    }
    // WeeChat: date, time, and columns between tabs.
    if let Some((inside, rest)) = line.split_once('\t')
        && let Some(clock) = stamp(inside)
    {
        return Some((clock, rest));
    }
    // HexChat: `Nov 02 12:34:56`, which says no year, so its date stays unknown.
    if let Some((head, rest)) = line.split_at_checked(16)
        && NaiveDateTime::parse_from_str(&format!("2000 {}", head.trim_end()), "%Y %b %e %H:%M:%S").is_ok()
        && head.ends_with(' ')
    {
        let time = head.get(7..15).and_then(time);
        return Some((Clock { time, ..Clock::default() }, rest));
    }
    if let Some((inside, rest)) = line.split_at_checked(19)
        && let Some(rest) = rest.strip_prefix(' ')
        && let Some(clock) = stamp(inside)
    {
        return Some((clock, rest));
    }
    let (inside, rest) = line.split_once(' ')?;
    Some((stamp(inside)?, rest))
}

/// `12:34`, `12:34:56`, `2020-11-02 12:34:56`, `2020-11-02T12:34:56+01:00`.
fn stamp(text: &str) -> Option<Clock> {
    if let Some(time) = time(text) {
        return Some(Clock { time: Some(time), ..Clock::default() });
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        let local = moment.naive_local();
        return Some(Clock { date: Some(local.date()), time: Some(local.time()), offset: Some(*moment.offset()) });
    }
    let text = text.replacen('T', " ", 1);
    let local = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M"))
        .ok()?;
    Some(Clock { date: Some(local.date()), time: Some(local.time()), offset: None })
}

fn time(text: &str) -> Option<NaiveTime> {
    let is_clock = matches!(text.len(), 5 | 8) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    if !is_clock {
        return None;
    }
    NaiveTime::parse_from_str(text, if text.len() == 5 { "%H:%M" } else { "%H:%M:%S" }).ok()
}

/// What stands behind the clock.
fn message(clock: Clock, rest: &str) -> Option<Line<'_>> {
    let said = |nick, text| Some(Line::Said { clock, nick, text });
    let trimmed = rest.trim_start();
    if let Some(inner) = trimmed.strip_prefix('<')
        && !trimmed.starts_with("<--")
    {
        let (nick, text) = inner.split_once('>')?;
        return said(plain_nick(nick)?, text.strip_prefix([' ', '\t']).unwrap_or(text));
    }
    // Reports come before actions, because `***` begins like one.
    if REPORTS.iter().any(|report| trimmed.starts_with(report)) {
        return Some(Line::Event);
    }
    if let Some(action) = trimmed.strip_prefix("* ").or_else(|| trimmed.strip_prefix("*\t")) {
        let action = action.trim_start();
        let (nick, text) = action.split_once([' ', '\t']).unwrap_or((action, ""));
        return said(plain_nick(nick)?, text);
    }
    // A notice: `-nick- text` or `-nick:#channel- text`.
    if let Some(inner) = trimmed.strip_prefix('-')
        && let Some((nick, text)) = inner.split_once("- ")
    {
        return said(plain_nick(nick.split(':').next().unwrap_or_default())?, text);
    }
    // WeeChat's columns: a nick, a tab, the text.
    let (nick, text) = rest.split_once('\t')?;
    match nick.trim() {
        "*" => {
            let (nick, text) = text.split_once(' ').unwrap_or((text, ""));
            said(plain_nick(nick)?, text)
        }
        "" | "--" | "-->" | "<--" | "=!=" => Some(Line::Event),
        nick => said(plain_nick(nick)?, text),
    }
}

/// A nick without the mark of its mode. A space in it is none: then the line is something else.
fn plain_nick(nick: &str) -> Option<&str> {
    let nick = nick.trim().trim_start_matches(['@', '+', '%', '&', '~', '!']);
    (!nick.is_empty() && !nick.contains(char::is_whitespace)).then_some(nick)
}

const REPORTS: &[&str] =
    &["-!-", "***", "===", "-->", "<--", "--- ", "-- ", "--\t", "---\t", ">>>", "<<<", "! ", "[Topic", "*** "];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn said(line: &str, expected: (&str, &str)) -> Clock {
        match read(line) {
            Some(Line::Said { clock, nick, text }) => {
                assert_eq!((nick, text), expected, "{line}");
                clock
            }
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn every_layout_is_read() {
        let clock = said("12:34 <@s1> hello <b> there", ("s1", "hello <b> there"));
        assert_eq!(clock.time, NaiveTime::from_hms_opt(12, 34, 0));
        said("12:34 < s1> hello", ("s1", "hello"));
        said("12:34:56  * s1 waves", ("s1", "waves"));
        said("[12:34] <s1> hello", ("s1", "hello"));
        said("[12:34:56] * s1 waves", ("s1", "waves"));
        said("[12:34:56] -s1- a notice", ("s1", "a notice"));
        let clock = said("2020-11-02 12:34:56\ts1\thello\tthere", ("s1", "hello\tthere"));
        assert_eq!(clock.date, NaiveDate::from_ymd_opt(2020, 11, 2));
        said("2020-11-02 12:34:56\t *\ts1 waves", ("s1", "waves"));
        let clock = said("2020-11-02T12:34:56+01:00  <s1> hello", ("s1", "hello"));
        assert_eq!(clock.offset, FixedOffset::east_opt(3600));
        said("[2020-11-02 12:34:56] <s1> hello", ("s1", "hello"));
        let clock = said("Nov 02 12:34:56 <s1>\thello", ("s1", "hello"));
        assert_eq!((clock.date, clock.time), (None, NaiveTime::from_hms_opt(12, 34, 56)));
        said("Nov 02 12:34:56 *\ts1 waves", ("s1", "waves"));
        said("2020-11-02 12:34:56 <s1> hello", ("s1", "hello"));
    }

    #[test]
    fn what_nobody_said_is_no_message() {
        for line in [
            "12:34 -!- s1 [~s1@192.0.2.1] has joined #tea",
            "[12:34] === s1 [~s1@192.0.2.1] has joined #tea",
            "[12:34:56] *** Joins: s1 (s1@192.0.2.1)",
            "2020-11-02 12:34:56\t-->\ts1 (~s1@192.0.2.1) has joined #tea",
            "2020-11-02 12:34:56\t--\tMode #tea [+o s1] by s2",
            "--- Log closed Mon Nov 02 13:00:00 2020",
            "**** ENDING LOGGING AT Mon Nov  2 13:00:00 2020",
        ] {
            assert_eq!(read(line), Some(Line::Event), "{line}");
        }
        let day = NaiveDate::from_ymd_opt(2020, 11, 3).expect("a day");
        for line in [
            "--- Day changed Tue Nov 03 2020",
            "[00:00] --- Tue Nov  3 2020",
            "**** BEGIN LOGGING AT Tue Nov  3 00:00:01 2020",
        ] {
            assert_eq!(read(line), Some(Line::Day(day)), "{line}");
        }
        assert_eq!(read("Session Ident: #tea"), Some(Line::Channel("#tea")));
        for line in
            ["just a line", "12:34", "25:61 <s1> hello", "{\"a\": 1}", "12:34 <s1 has no end", "[12:34] <a b> c"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_line_or_none(text in "(\\[?[0-9:T +-]{0,20}\\]?[ \t<>*@-]{0,6}.{0,20})") {
            let _ = read(&text);
        }
    }
}
