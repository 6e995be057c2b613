//! Chat logs, as clients and bouncers write them. In: one log, alone or compressed, or a folder or an archive of them. Out: a
//! group post for each line that somebody said. Never: a join, a mode or a topic taken for words, or a clock without a known
//! offset taken for UTC.
//!
//! Identifiers: a log gives none. A line is `{service}:TAG/LINE`, where TAG is 16 digits of a digest of the log's name (with the
//! declared channel before it); the account is `{service}:` and the nick.
//!
//! It can never supply: who a nick is, and whether it is the same person the next day; the audience (declare it: a channel's
//! rules, not its log, say who may read); language, edits, deletions. A clock's offset is in few layouts, a year not in all: the
//! moment is unknown unless the log says its date and the offset is there or declared as `utc_offset`.

mod line;

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::lines::{Line as Raw, Lines, text};
use crate::package::{Container, Package, container, open_stream};
use crate::writer::{Writer, file_name, tag};
use crate::{Format, IntakeError, Place, Position, Reason, Source};
use chrono::{FixedOffset, NaiveDate, TimeZone as _, Utc};
use line::{Clock, Line};
use std::io::Read;
use std::path::Path;
use terms::{Instant, Kind, Visibility};

/// Whether a loose file is a chat log: each of its first lines is of a known layout, and somebody speaks in them.
pub(crate) fn is_log(path: &Path, limits: &Limits) -> Result<bool, IntakeError> {
    let place = Place::file(path);
    let mut lines = Lines::new(text(open_stream(path, limits)?, &place)?, place, limits);
    let (mut seen, mut said) = (0, 0);
    while seen < SAMPLE_LINES
        && let Some((_, line)) = lines.next()?
    {
        let Raw::Whole(bytes) = line else { return Ok(false) };
        let Some(line) = std::str::from_utf8(bytes).ok().and_then(line::read) else { return Ok(false) };
        seen += 1;
        said += u32::from(matches!(line, Line::Said { .. }));
    }
    Ok(seen >= 2 && said > 0)
}

/// Reads every log.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let is_loose = !path.is_dir() && matches!(container(path, limits)?, Container::Stream);
    let writer = Writer::of(source, Format::Irc)?;
    let offset = source.declare.utc_offset.as_deref().map(utc_offset);
    let field = "declare.utc_offset` as `Z` or `+02:00";
    let offset = offset.transpose().map_err(|()| IntakeError::Undeclared { path: path.to_owned(), field })?;
    let mut package =
        if is_loose { Package::single(path, file_name(path), limits) } else { Package::open(path, limits)? };
    let is_wanted = |name: &str| is_loose || is_log_name(name);
    if !package.names().any(is_wanted) {
        let hint = "there is no `.log` or `.txt` in it; check `format`";
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: "*.log".to_owned(), hint }.into());
    }
    package.visit(&is_wanted, &mut |name, reader| {
        let place = if is_loose { Place::file(path) } else { Place::member(path, name) };
        let channel = source.declare.group_id.clone();
        let log_tag = tag("irc log", &format!("{} {name}", channel.as_deref().unwrap_or_default()));
        let day = date_in_name(name);
        Log { writer: &writer, offset, tag: log_tag, day, channel }.read(reader, place, limits, desk)
    })?;
    package.count(&mut desk.tally);
    Ok(())
}

fn is_log_name(name: &str) -> bool {
    [".log", ".txt", ".weechatlog"].iter().any(|end| name.ends_with(end))
}

/// One log while it is read.
struct Log<'a> {
    writer: &'a Writer,
    offset: Option<FixedOffset>,
    tag: String,
    day: Option<NaiveDate>,
    channel: Option<String>,
}

impl Log<'_> {
    fn read(mut self, reader: &mut dyn Read, place: Place, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
        let mut lines = Lines::new(text(reader, &place)?, place.clone(), limits);
        while let Some((number, raw)) = lines.next()? {
            let place = place.clone().at(Position::Line(number));
            let line = match raw {
                Raw::TooLong => Err(Reason::TooLong { max: limits.line_bytes_max }),
                Raw::Whole(bytes) => std::str::from_utf8(bytes).map_err(|_| Reason::NotUtf8),
            };
            match line.and_then(|line| line::read(line).ok_or(Reason::UnknownType)) {
                Err(why) => desk.reject(place, why)?,
                Ok(Line::Said { clock, nick, text }) => self.said(number, clock, nick, text, place, desk)?,
                Ok(Line::Day(day)) => {
                    self.day = Some(day);
                    desk.not_own_words();
                }
                Ok(Line::Channel(channel)) => {
                    self.channel.get_or_insert_with(|| channel.to_owned());
                    desk.not_own_words();
                }
                Ok(Line::Event) => desk.not_own_words(),
            }
        }
        Ok(())
    }

    fn said(
        &self,
        number: u64,
        clock: Clock,
        nick: &str,
        text: &str,
        place: Place,
        desk: &mut Desk<'_>,
    ) -> Result<(), Halt> {
        let id = format!("{}/{number}", self.tag);
        let mut post = self.writer.post(&id, Kind::GroupPost, self.moment(clock), plain(text));
        post.account_id = Some(self.writer.account(nick));
        post.group_id.clone_from(&self.channel);
        post.visibility_now = Visibility::Unknown;
        desk.post(place, post)
    }

    fn moment(&self, clock: Clock) -> Option<Instant> {
        let local = clock.date.or(self.day)?.and_time(clock.time?);
        let offset = clock.offset.or(self.offset)?;
        offset.from_local_datetime(&local).single().map(|moment| moment.with_timezone(&Utc))
    }
}

/// `Z` or `+02:00`.
fn utc_offset(text: &str) -> Result<FixedOffset, ()> {
    let text = if text == "Z" { "+00:00" } else { text };
    let probe = format!("2000-01-01T00:00:00{text}");
    chrono::DateTime::parse_from_rfc3339(&probe).map(|moment| *moment.offset()).map_err(|_| ())
}

/// The day of a log whose name is one: `2020-11-02.log` as ZNC writes it, `2005/04/05/#channel.txt` as the Ubuntu archive does.
/// Anything else in a name says nothing.
fn date_in_name(name: &str) -> Option<NaiveDate> {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    if let Ok(day) = NaiveDate::parse_from_str(stem, "%Y-%m-%d") {
        return Some(day);
    }
    let mut parts = folders.rsplit('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_date = year.len() == 4 && month.len() == 2 && day.len() == 2;
    if is_date { NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?) } else { None }
}

/// The text without the bytes that switch colours and weights.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{2}' | '\u{f}' | '\u{11}' | '\u{16}' | '\u{1d}' | '\u{1e}' | '\u{1f}' => {}
            '\u{3}' => {
                // Up to two digits, and after a comma up to two more.
                let mut digits = 0;
                while digits < 2 && letters.next_if(char::is_ascii_digit).is_some() {
                    digits += 1;
                }
                let mut ahead = letters.clone();
                if digits > 0 && ahead.next() == Some(',') && ahead.next().is_some_and(|next| next.is_ascii_digit()) {
                    letters.next();
                    letters.next();
                    letters.next_if(char::is_ascii_digit);
                }
            }
            letter => out.push(letter),
        }
    }
    out
}

const SAMPLE_LINES: u32 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_from_a_name_only_where_the_name_is_one() {
        let day = NaiveDate::from_ymd_opt(2020, 11, 2);
        assert_eq!(date_in_name("znc/#tea/2020-11-02.log"), day);
        assert_eq!(date_in_name("2020/11/02/#tea.txt"), day);
        for name in ["tea.log", "backup-2020-11-02-tea.log", "11/02/tea.txt", "2020/13/02/tea.txt"] {
            assert_eq!(date_in_name(name), None, "{name}");
        }
    }

    #[test]
    fn colours_are_taken_off_and_digits_of_the_text_stay() {
        assert_eq!(plain("\u{2}bold\u{f} \u{3}04,12red\u{3} \u{3}4,x 1\u{1f}2"), "bold red ,x 12");
    }
}
