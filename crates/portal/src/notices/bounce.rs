//! What mail servers send back. In: a folder of messages or a Maildir. Out: which letter came back, and whether another try
//! makes sense [RFC 3464]. Never: a change in the folder, or a bounce believed that does not name a letter of ours by the name
//! that only its reader and the servers between know.

use mail_parser::{MessageParser, MimeHeaders, PartType};
use std::path::{Path, PathBuf};
use world::DiskError;

/// A letter that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounced {
    /// The left side of its `Message-ID`.
    pub id: String,
    /// Another try would end the same.
    pub is_permanent: bool,
}

/// Reads every message in a folder, and in `new` and `cur` of a Maildir; gives the bounces, and how many messages were none.
pub fn bounces(folder: &Path) -> Result<(Vec<Bounced>, u64), DiskError> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in [folder.to_owned(), folder.join("new"), folder.join("cur")] {
        files.extend(world::list(&folder)?.into_iter().filter(|path| !path.is_dir()));
    }
    let (mut found, mut others) = (Vec::new(), 0);
    for file in files {
        match read(&world::read(&file)?) {
            Some(bounced) => found.push(bounced),
            None => others += 1,
        }
    }
    Ok((found, others))
}

/// The bounce that a message is, if it is one.
pub(crate) fn read(message: &[u8]) -> Option<Bounced> {
    let message = MessageParser::default().parse(message)?;
    let (mut status, mut id) = (None, None);
    for part in &message.parts {
        let kind = part.content_type().map(|kind| (kind.ctype().to_ascii_lowercase(), kind.subtype()));
        let subtype = kind.as_ref().and_then(|(_, subtype)| *subtype).unwrap_or_default().to_ascii_lowercase();
        match (kind.as_ref().map(|(kind, _)| kind.as_str()), subtype.as_str(), &part.body) {
            (Some("message"), "delivery-status" | "global-delivery-status", _) => status = failed(part.contents()),
            (Some("text"), "rfc822-headers", _) | (Some("message"), "global-headers", _) => {
                id = MessageParser::default()
                    .parse_headers(part.contents())
                    .and_then(|headers| left_side(headers.message_id()));
            }
            (_, _, PartType::Message(returned)) => id = left_side(returned.message_id()),
            _ => {}
        }
    }
    Some(Bounced { id: id?, is_permanent: is_permanent(&status?) })
}

/// The status of the recipient whom it could not be brought to; a delay is not the end.
fn failed(report: &[u8]) -> Option<String> {
    let report = String::from_utf8_lossy(report).replace("\r\n", "\n");
    report.split("\n\n").find_map(|recipient| {
        let field = |name: &str| {
            let mut fields = recipient.lines().filter_map(|line| line.split_once(':'));
            fields.find(|(field, _)| field.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
        };
        let action = field("action")?;
        action.eq_ignore_ascii_case("failed").then(|| field("status")).flatten()
    })
}

/// Whether a status [RFC 3463] is for good: its class says so, but a full mailbox may have room tomorrow.
pub(crate) fn is_permanent(status: &str) -> bool {
    status.trim_start().starts_with("5.") && !status.trim_start().starts_with("5.2.2")
}

/// The left side of a `Message-ID`.
pub(crate) fn left_side(id: Option<&str>) -> Option<String> {
    let id = id?.trim().trim_start_matches('<');
    id.split(['@', '>']).next().filter(|left| !left.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report as mail servers write it.
    fn report(action: &str, status: &str, returned: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mail.example.org\r\nTo: privacy@example.org\r\nSubject: Undelivered Mail\r\nMIME-Version: \
             1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\n\
             Content-Type: text/plain\r\n\r\nI could not deliver your message.\r\n\r\n--b\r\nContent-Type: \
             message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.org\r\n\r\nFinal-Recipient: rfc822; \
             s1@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--b\r\n{returned}\r\n--b--\r\n"
        )
    }

    const HEADERS: &str = "Content-Type: text/rfc822-headers\r\n\r\nFrom: privacy@example.org\r\nMessage-ID: \
                           <0a1b@example.org>\r\nSubject: x\r\n";
    const WHOLE: &str = "Content-Type: message/rfc822\r\n\r\nFrom: privacy@example.org\r\nMessage-ID: \
                         <0a1b@example.org>\r\n\r\ntext\r\n";

    #[test]
    fn a_report_names_the_letter_and_says_whether_another_try_makes_sense() {
        for returned in [HEADERS, WHOLE] {
            for (status, is_permanent) in
                [("5.1.1", true), ("5.7.1 (refused)", true), ("4.4.7", false), ("5.2.2", false)]
            {
                let read = read(report("failed", status, returned).as_bytes());
                assert_eq!(read, Some(Bounced { id: "0a1b".to_owned(), is_permanent }), "{status}");
            }
        }
    }

    #[test]
    fn a_delay_a_letter_and_a_report_about_nothing_are_no_bounce() {
        let letter =
            "From: s1@example.org\r\nMessage-ID: <0a1b@example.org>\r\nSubject: Re: x\r\n\r\nStatus: 5.1.1\r\n";
        for message in [
            report("delayed", "4.4.1", HEADERS),
            report("delivered", "2.0.0", WHOLE),
            report("failed", "5.1.1", "Content-Type: text/plain\r\n\r\nMessage-ID: <0a1b@example.org>\r\n"),
            letter.to_owned(),
            String::new(),
        ] {
            assert_eq!(read(message.as_bytes()), None, "{message}");
        }
    }

    #[test]
    fn a_folder_and_a_maildir_are_read_and_left_as_they_are() {
        let folder = std::env::temp_dir().join(format!("bounces-{}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        for (file, text) in [
            ("one.eml", report("failed", "5.1.1", HEADERS)),
            ("new/two", report("failed", "4.4.7", WHOLE)),
            ("cur/three:2,S", "Subject: hello\r\n\r\nhi\r\n".to_owned()),
        ] {
            world::create_dir(folder.join(file).parent().expect("a folder")).expect("creatable");
            world::write_atomic(folder.join(file), text).expect("writable");
        }
        for _ in 0..2 {
            let (found, others) = bounces(&folder).expect("readable");
            assert_eq!((found.len(), others), (2, 1));
        }
        world::remove_dir(&folder).expect("removable");
    }
}
