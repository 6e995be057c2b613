//! A mailing list's archive, or any mailbox, as one file [RFC 4155]. In: letters behind each other, plain or compressed. Out: a
//! group post for each letter that begins a thread of a list, a comment for each that answers one, a direct message for each that
//! went to no list. Never: a quoted line taken for the author's own, or an attachment for words.
//!
//! Identifiers: a letter is `{service}:DIGITS`, 16 digits of a digest of its `Message-ID` (which bears addresses), or of its bytes
//! where it has none; the account is `{service}:` and the address of its author, small.
//!
//! It can never supply: who may read the archive (declare it), language, edits, deletions, and the end of a file that was cut
//! between two letters. A letter is one of a list if it says so by its headers, or if the list is declared as `group_id`; a
//! letter that says nothing is taken for a private one. `X-No-Archive` is kept as a signal.

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt};
use crate::package::open_stream;
use crate::writer::{Writer, tag};
use crate::{Format, IntakeError, Place, Position, Reason, Source, html, signals};
use chrono::{DateTime, Utc};
use mail_parser::{Message, MessageParser, PartType};
use std::io::{BufRead, BufReader, Read};
use terms::{Digest, Embed, Instant, Kind, Post, Visibility};

/// Whether a file begins as a mailbox does.
pub(crate) fn is_mailbox(first_line: &[u8]) -> bool {
    is_separator(first_line)
}

/// Reads the whole mailbox.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    if !world::exists(path) {
        return Err(IntakeError::NotThere { path: path.to_owned() }.into());
    }
    if path.is_dir() {
        let found = "is a folder, not a mailbox in one file";
        return Err(IntakeError::Unknown { path: path.to_owned(), found }.into());
    }
    let place = Place::file(path);
    let writer = Writer::of(source, Format::Mbox)?;
    let is_list = source.declare.group_id.is_some();
    let mut letters = Letters::open(open_stream(path, limits)?, place.clone());
    desk.tally.members = 1;
    let mut number = 0;
    while let Some(letter) = letters.next()? {
        number += 1;
        let place = place.clone().at(Position::Item(number));
        let post = match letter {
            Letter::Whole(bytes) => post(&bytes, &writer, is_list),
            Letter::TooLong => Err(Reason::TooLong { max: LETTER_BYTES_MAX }),
        };
        match post {
            Ok(post) => desk.post(place, post)?,
            Err(why) => desk.reject(place, why)?,
        }
    }
    desk.tally.bytes += letters.bytes;
    if letters.bytes == 0 {
        return Err(IntakeError::Empty { path: path.to_owned() }.into());
    }
    Ok(())
}

/// The letters of a mailbox.
struct Letters {
    reader: BufReader<Box<dyn Read>>,
    place: Place,
    bytes: u64,
    // The line that begins the next letter was read with the end of this one.
    begun: bool,
}

enum Letter {
    Whole(Vec<u8>),
    TooLong,
}

impl Letters {
    fn open(reader: Box<dyn Read>, place: Place) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), place, bytes: 0, begun: false }
    }

    /// One line with its end, or its first part where it is longer than any line of a letter may be.
    fn line(&mut self, line: &mut Vec<u8>) -> Result<(), IntakeError> {
        line.clear();
        let read = self.reader.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', line);
        self.bytes += read.map_err(|cause| read_failed(self.place.clone(), cause))? as u64;
        Ok(())
    }

    fn next(&mut self) -> Result<Option<Letter>, IntakeError> {
        let mut line = Vec::new();
        while !self.begun {
            self.line(&mut line)?;
            if line.is_empty() {
                return Ok(None);
            }
            if is_separator(&line) {
                self.begun = true;
            } else if !line.trim_ascii().is_empty() {
                return Err(IntakeError::Broken {
                    place: self.place.clone(),
                    what: "it does not begin with a line `From `",
                });
            }
        }
        self.begun = false;
        let (mut letter, mut is_after_blank, mut is_too_long) = (Vec::new(), false, false);
        loop {
            self.line(&mut line)?;
            if line.is_empty() {
                break;
            }
            if is_after_blank && is_separator(&line) {
                self.begun = true;
                break;
            }
            is_after_blank = line.trim_ascii().is_empty();
            is_too_long |= letter.len() + line.len() > LETTER_BYTES_MAX as usize;
            if is_too_long {
                letter = Vec::new();
            } else {
                letter.extend_from_slice(unquoted(&line));
            }
        }
        Ok(Some(if is_too_long { Letter::TooLong } else { Letter::Whole(letter) }))
    }
}

/// `From ADDRESS Thu Nov 24 02:00:00 2026`. A line of text that begins with the word has no clock and no year.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let words = || rest.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let is_digits = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    let is_clock = |word: &[u8]| {
        let mut parts = word.split(|byte| *byte == b':');
        let two = |part: Option<&[u8]>| part.is_some_and(|part| part.len() == 2 && is_digits(part));
        two(parts.next()) && two(parts.next())
    };
    let is_year =
        |word: &[u8]| word.len() == 4 && is_digits(word) && (word.starts_with(b"19") || word.starts_with(b"20"));
    words().any(is_clock) && words().any(is_year)
}

/// A line of text that began with `From ` got a `>` before it, and one that began with `>From ` one more.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    let is_quoted = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
    if is_quoted { line.get(1..).unwrap_or_default() } else { line }
}

fn post(bytes: &[u8], writer: &Writer, is_list: bool) -> Result<Post, Reason> {
    let message = MessageParser::default().parse(bytes).ok_or(Reason::Malformed { what: "it has no headers" })?;
    let id = message.message_id().map_or_else(|| short(&Digest::of(bytes)), |id| tag("mail", id));
    let answered = message.in_reply_to().as_text_list().and_then(<[_]>::first).map(|id| tag("mail", id));
    let list = list(&message);
    let kind = match (is_list || list.is_some(), answered.is_some()) {
        (true, true) => Kind::Comment,
        (true, false) => Kind::GroupPost,
        (false, _) => Kind::DirectMessage,
    };
    let mut text = words(&message)?;
    if answered.is_none()
        && let Some(subject) = message.subject().map(str::trim).filter(|subject| !subject.is_empty())
    {
        // The subject of an answer is that of the letter that it answers.
        text = format!("{subject}\n\n{text}").trim_end().to_owned();
    }
    let mut post = writer.post(&id, kind, sent(&message), text);
    post.account_id = author(&message).map(|address| writer.account(&address));
    post.in_reply_to = answered.map(|id| writer.record(&id));
    if kind == Kind::DirectMessage {
        post.visibility_now = Visibility::Direct;
    }
    post.group_id = list;
    post.embeds = quoted_lines(post.text.expose());
    if let Some(value) = message.header_raw("X-No-Archive") {
        post.signals.push(signals::said(signals::X_NO_ARCHIVE, value.trim()));
    }
    Ok(post)
}

fn short(digest: &Digest) -> String {
    digest.to_string().chars().take(16).collect()
}

/// When it was sent. A date that is none, or that has no offset, is unknown.
fn sent(message: &Message<'_>) -> Option<Instant> {
    let raw = message.header_raw("Date")?;
    DateTime::parse_from_rfc2822(raw.trim()).ok().map(|moment| moment.with_timezone(&Utc))
}

/// The address of the author. Archives on the web write `s1 at example.org (S One)`.
fn author(message: &Message<'_>) -> Option<String> {
    let parsed = message.from().and_then(|from| from.first()).and_then(|from| from.address());
    if let Some(address) = parsed.filter(|address| address.contains('@')) {
        return Some(address.to_lowercase());
    }
    let raw = message.header_raw("From")?;
    let written = raw.split(['(', '<']).next().unwrap_or_default().trim();
    let (name, host) = written.split_once(" at ")?;
    let is_one_word = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    (is_one_word(name) && is_one_word(host)).then(|| format!("{name}@{host}").to_lowercase())
}

/// The list that a letter went to, by the headers that lists write [RFC 2919].
fn list(message: &Message<'_>) -> Option<String> {
    let raw =
        ["List-Id", "X-Mailing-List", "Mailing-List", "List-Post"].iter().find_map(|name| message.header_raw(*name))?;
    let inner = raw.rsplit_once('<').map_or(raw, |(_, inner)| inner.split('>').next().unwrap_or_default());
    Some(inner.trim().trim_start_matches("mailto:").to_owned()).filter(|id| !id.is_empty())
}

/// The text of a letter: each part that is to be read, HTML as plain text.
fn words(message: &Message<'_>) -> Result<String, Reason> {
    let mut parts = Vec::new();
    for part in message.text_bodies() {
        let text = match &part.body {
            PartType::Text(text) => text.replace("\r\n", "\n"),
            PartType::Html(markup) => html::plain(markup).text,
            _ => continue,
        };
        // What stands for a letter that its encoding does not have.
        if text.contains('\u{fffd}') {
            return Err(Reason::NotUtf8);
        }
        parts.push(text.trim_end().to_owned());
    }
    Ok(parts.join("\n\n").trim_start_matches('\n').to_owned())
}

/// Spans of lines that begin with `>`: somebody else wrote them.
fn quoted_lines(text: &str) -> Vec<Embed> {
    let mut embeds: Vec<Embed> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if line.trim_start().starts_with('>') {
            let last = start + line.trim_end().len();
            match embeds.last_mut().filter(|embed| embed.end + 1 >= start && start > 0) {
                Some(embed) => embed.end = last,
                None => {
                    embeds.push(Embed { record_id: None, account_id: None, start, end: last, origin_visibility: None })
                }
            }
        }
        start = end;
    }
    embeds
}

/// A letter with its attachments; servers take less.
const LETTER_BYTES_MAX: u64 = 64 << 20;
const LINE_BYTES_MAX: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_has_a_clock_and_a_year() {
        assert!(is_separator(b"From s1@example.org Thu Nov 24 02:00:00 2026\n"));
        assert!(is_separator(b"From s1 at example.org  Mon Nov  2 10:00:00 2020\n"));
        assert!(is_separator(b"From - Mon Nov 02 10:00 2020\r\n"));
        for text in
            ["From here on we walk.\n", "From 2020 on\n", "from s1 10:00 2020\n", ">From s1 Mon Nov 2 10:00:00 2020\n"]
        {
            assert!(!is_separator(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_quoted_from_loses_one_mark() {
        assert_eq!(unquoted(b">From here\n"), b"From here\n");
        assert_eq!(unquoted(b">>From here\n"), b">From here\n");
        assert_eq!(unquoted(b"> From here\n"), b"> From here\n");
    }

    #[test]
    fn quoted_lines_are_spans() {
        let text = "On Monday s2 wrote:\n> é one\n> two\n\nYes.\n> three";
        let told: Vec<_> = quoted_lines(text).iter().map(|embed| &text[embed.start..embed.end]).collect();
        assert_eq!(told, ["> é one\n> two", "> three"]);
    }
}
