//! How letters leave. In: a letter to one person. Out: a message [RFC 5322], in a folder or at a mail server [RFC 5321]. Never:
//! an address, a password or a server's own words in an error, a header that somebody's text added, or a plain line to
//! another machine.

use crate::trust;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Date, Header, HeaderName, HeaderValue, Headers, MIME_VERSION_1_0, MessageId,
    Subject,
};
use lettre::message::{Body, Mailbox, Mailboxes, header};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Severity;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;
use terms::{Address, Text};
use world::World;

/// The mail server, as the controller declares it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// Whom letters are from; where they cannot be brought, word of it goes to this address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Address>,
    /// The mail server. Absent: letters appear in the folder `outbox`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Its port; absent: 587, 465 where TLS is implicit, 25 without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// How the line is kept secret.
    pub tls: Tls,
    /// Who signs in there; absent: nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Their password, out of the environment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Text>,
    /// The file that holds it; its last line end does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_file: Option<PathBuf>,
    /// Certificates to trust, in PEM; absent: those of the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// Seconds that the server may be silent.
    pub timeout_seconds: u64,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            from: None,
            host: None,
            port: None,
            tls: Tls::Starttls,
            user: None,
            password: None,
            password_file: None,
            ca_file: None,
            timeout_seconds: 30,
        }
    }
}

/// How the line to the mail server is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// By STARTTLS; a server that does not offer it gets nothing.
    #[default]
    Starttls,
    /// From the first byte [RFC 8314].
    Implicit,
    /// Not at all: for a server on this machine alone.
    Off,
}

/// A letter to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub to: Address,
    /// Its subject line.
    pub subject: String,
    /// Its text. May hold a link that signs a person in: nobody else may see it.
    pub text: Text,
    /// The left side of its `Message-ID`, by which what comes back names it; a random one where there is none.
    pub id: Option<String>,
}

/// A letter did not leave.
#[derive(Debug, thiserror::Error)]
#[error("the letter was not taken: {why}; look at the mail system")]
pub struct MailError {
    /// Why, without the address.
    pub why: String,
    /// Whose trouble it is.
    pub trouble: Trouble,
}

/// Whose trouble it is that a letter did not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The mail system's: no letter leaves.
    System,
    /// This letter's, for now.
    ForNow,
    /// This letter's, and another try would end the same.
    ForGood,
}

impl MailError {
    fn system(why: impl Into<String>) -> Self {
        Self { why: why.into(), trouble: Trouble::System }
    }
}

/// How letters leave.
pub struct Mailer {
    way: Way,
    from: Option<Mailbox>,
}

enum Way {
    Other(Box<Deliver>),
    Folder(PathBuf),
    Server(Box<Server>),
}

type Deliver = dyn Fn(&Letter) -> Result<(), MailError> + Send + Sync;

impl Mailer {
    /// Letters are handed to `deliver`, one at a time, on a thread that may wait.
    pub fn new(deliver: impl Fn(&Letter) -> Result<(), MailError> + Send + Sync + 'static) -> Self {
        Self { way: Way::Other(Box::new(deliver)), from: None }
    }

    /// Letters appear in a folder, one `.eml` file each, for a mail system to pick up and remove.
    pub fn outbox(folder: impl Into<PathBuf>) -> Self {
        Self { way: Way::Folder(folder.into()), from: None }
    }

    /// Letters go to the declared server, or into the folder `outbox` where none is declared; `name` is who they are from.
    pub fn open(mail: &Mail, outbox: impl Into<PathBuf>, name: &str) -> Result<Self, MailError> {
        let from = mail.from.as_ref().map(|from| {
            let address = from.expose().parse();
            let address = address.map_err(|_| MailError::system("`portal.mail.from` is no address of mail"))?;
            Ok(Mailbox::new(Some(name.to_owned()), address))
        });
        let from = from.transpose()?;
        let way = match &mail.host {
            None => Way::Folder(outbox.into()),
            Some(host) => {
                let sender = from.as_ref().ok_or_else(|| MailError::system("`portal.mail.from` is missing"))?;
                Way::Server(Box::new(Server::open(mail, host, sender)?))
            }
        };
        Ok(Self { way, from })
    }

    /// Whether letters name an address that word of a failure goes to.
    pub(crate) fn has_sender(&self) -> bool {
        self.from.is_some() || matches!(self.way, Way::Other(_))
    }

    pub(crate) fn deliver(&self, letter: &Letter, world: &World) -> Result<(), MailError> {
        match &self.way {
            Way::Other(deliver) => deliver(letter),
            Way::Folder(folder) => {
                let name = format!("{}.eml", hex::encode(world.random::<16>()));
                let message = self.message(letter, world, Width::Eight)?;
                world::write_atomic(folder.join(name), message).map_err(|error| MailError::system(error.to_string()))
            }
            Way::Server(server) => server.send(&recipient(letter)?, &self.message(letter, world, Width::Seven)?),
        }
    }

    /// The message, with its headers.
    fn message(&self, letter: &Letter, world: &World, width: Width) -> Result<Vec<u8>, MailError> {
        let domain = self.from.as_ref().map_or("localhost", |from| from.email.domain());
        let id = letter.id.clone().unwrap_or_else(|| hex::encode(world.random::<16>()));
        let mut headers = Headers::new();
        if let Some(from) = &self.from {
            headers.set(header::From::from(Mailboxes::from(from.clone())));
        }
        headers.set(header::To::from(Mailboxes::from(Mailbox::new(None, recipient(letter)?))));
        headers.set(Subject::from(one_line(&letter.subject)));
        headers.set(Date::from(std::time::SystemTime::from(world.now())));
        headers.set(MessageId::from(format!("<{id}@{domain}>")));
        // Nobody's holiday note shall answer it [RFC 3834].
        headers.set(AutoSubmitted);
        headers.set(MIME_VERSION_1_0);
        headers.set(ContentType::TEXT_PLAIN);
        let (encoding, body) = body(letter.text.expose(), width);
        headers.set(encoding);
        Ok([headers.to_string().as_bytes(), b"\r\n", &body].concat())
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailer")
    }
}

fn recipient(letter: &Letter) -> Result<lettre::Address, MailError> {
    let address = letter.to.expose().trim().parse();
    address.map_err(|_| MailError { why: "its address is none of mail".to_owned(), trouble: Trouble::ForGood })
}

/// `Auto-Submitted: auto-generated` [RFC 3834].
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// How many bits of a byte the way takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    Seven,
    Eight,
}

/// The text as it travels: as it is where that works, or else printable.
fn body(text: &str, width: Width) -> (ContentTransferEncoding, Vec<u8>) {
    let plain = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let short = plain.lines().all(|line| line.len() <= LINE_BYTES_MAX);
    match (short, plain.is_ascii(), width) {
        (true, true, _) => (ContentTransferEncoding::SevenBit, plain.into_bytes()),
        (true, false, Width::Eight) => (ContentTransferEncoding::EightBit, plain.into_bytes()),
        _ => {
            let encoding = ContentTransferEncoding::QuotedPrintable;
            // INVARIANT: every text can be written in this way.
            let body = Body::new_with_encoding(plain, encoding).expect("INVARIANT: a text can be quoted");
            (encoding, body.into_vec())
        }
    }
}

/// A header takes one line; a second one would be a header that nobody meant.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A mail server.
struct Server {
    host: String,
    port: u16,
    tls: Tls,
    parameters: Option<TlsParameters>,
    credentials: Option<Credentials>,
    from: lettre::Address,
    hello: ClientId,
    timeout: Duration,
}

impl Server {
    fn open(mail: &Mail, host: &str, sender: &Mailbox) -> Result<Self, MailError> {
        let parameters = match mail.tls {
            Tls::Off if !trust::is_here(host) => {
                return Err(MailError::system("`portal.mail.tls` may be `off` for a server on this machine alone"));
            }
            Tls::Off => None,
            Tls::Starttls | Tls::Implicit => Some(parameters(mail, host)?),
        };
        let port = mail.port.unwrap_or(match mail.tls {
            Tls::Starttls => 587,
            Tls::Implicit => 465,
            Tls::Off => 25,
        });
        Ok(Self {
            host: host.to_owned(),
            port,
            tls: mail.tls,
            parameters,
            credentials: credentials(mail)?,
            from: sender.email.clone(),
            hello: ClientId::Domain(sender.email.domain().to_owned()),
            timeout: Duration::from_secs(mail.timeout_seconds.max(1)),
        })
    }

    /// Hands one message over. Until the server knows who writes to whom, every trouble is the system's.
    fn send(&self, to: &lettre::Address, message: &[u8]) -> Result<(), MailError> {
        let mut line = self.connect().map_err(|error| trouble(&error, Trouble::System, Trouble::System))?;
        let sent = self.hand_over(&mut line, to, message);
        // Taken is taken, however the farewell goes.
        let _ = line.quit();
        sent
    }

    fn connect(&self) -> Result<SmtpConnection, lettre::transport::smtp::Error> {
        let wrapper = self.parameters.as_ref().filter(|_| self.tls == Tls::Implicit);
        let address = (self.host.as_str(), self.port);
        let mut line = SmtpConnection::connect(address, Some(self.timeout), &self.hello, wrapper, None)?;
        if let Some(parameters) = self.parameters.as_ref().filter(|_| self.tls == Tls::Starttls) {
            line.starttls(parameters, &self.hello)?;
        }
        if let Some(credentials) = &self.credentials {
            line.auth(&[Mechanism::Plain, Mechanism::Login], credentials)?;
        }
        Ok(line)
    }

    fn hand_over(&self, line: &mut SmtpConnection, to: &lettre::Address, message: &[u8]) -> Result<(), MailError> {
        let known = |feature| line.server_info().supports_feature(feature);
        let mut options = Vec::new();
        if !AsRef::<str>::as_ref(to).is_ascii() {
            if !known(Extension::SmtpUtfEight) {
                let why = "the server takes no such address".to_owned();
                return Err(MailError { why, trouble: Trouble::ForGood });
            }
            options.push(MailParameter::SmtpUtfEight);
            if known(Extension::EightBitMime) {
                options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
            }
        }
        let system = |error| trouble(&error, Trouble::System, Trouble::System);
        line.command(MailFrom::new(Some(self.from.clone()), options)).map_err(system)?;
        let recipient = line.command(Rcpt::new(to.clone(), Vec::new()));
        recipient.map_err(|error| trouble(&error, Trouble::ForNow, Trouble::ForGood))?;
        // From here on it is the letter that is weighed, not its address: a filter may think otherwise tomorrow.
        let letter = |error| trouble(&error, Trouble::ForNow, Trouble::ForNow);
        line.command(Data).map_err(letter)?;
        line.message(message).map_err(letter)?;
        Ok(())
    }
}

/// What went wrong, in our own words: those of the server may hold an address.
fn trouble(error: &lettre::transport::smtp::Error, transient: Trouble, permanent: Trouble) -> MailError {
    let Some(code) = error.status() else {
        return MailError::system(silence(error));
    };
    let number = u16::from(code);
    let trouble = match code.severity {
        // It is closing down, or wants us to prove who we are.
        _ if matches!(number, 421 | 530 | 535) => Trouble::System,
        Severity::TransientNegativeCompletion => transient,
        _ => permanent,
    };
    MailError { why: format!("the server answered {number}"), trouble }
}

/// Why there is no answer at all.
fn silence(error: &lettre::transport::smtp::Error) -> &'static str {
    use std::io::ErrorKind::{TimedOut, WouldBlock};
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if let Some(broken) = inner.downcast_ref::<std::io::Error>() {
            let insecure = broken.get_ref().is_some_and(|inner| inner.is::<rustls::Error>());
            return match broken.kind() {
                _ if insecure => INSECURE,
                TimedOut | WouldBlock => "the server is silent",
                _ => "the server cannot be reached",
            };
        }
        cause = inner.source();
    }
    if error.is_tls() || error.is_client() { INSECURE } else { "the server does not speak as a mail server does" }
}

const INSECURE: &str = "there is no secure line to the server";

fn parameters(mail: &Mail, host: &str) -> Result<TlsParameters, MailError> {
    let pem = trust::pem(mail.ca_file.as_ref()).map_err(MailError::system)?;
    let unusable = |_| MailError::system("the certificates to trust cannot be used");
    let trusted = Certificate::from_pem(&pem).map_err(unusable)?;
    TlsParameters::builder(host.to_owned())
        .certificate_store(CertificateStore::None)
        .add_root_certificate(trusted)
        .build()
        .map_err(unusable)
}

fn credentials(mail: &Mail) -> Result<Option<Credentials>, MailError> {
    let Some(user) = &mail.user else { return Ok(None) };
    let password = match (&mail.password, &mail.password_file) {
        (Some(password), _) => password.expose().to_owned(),
        (None, Some(path)) => world::read_string(path).map_err(|error| MailError::system(error.to_string()))?,
        (None, None) => return Err(MailError::system("`portal.mail.user` has no password; name its `password_file`")),
    };
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    Ok(Some(Credentials::new(user.clone(), password)))
}

/// Longest line of a message, without its end [RFC 5321 4.5.3.1.6].
const LINE_BYTES_MAX: usize = 998;

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(to: &str, subject: &str, text: &str) -> Letter {
        Letter { to: Address::new(to), subject: subject.to_owned(), text: Text::new(text), id: Some("0a1b".to_owned()) }
    }

    fn message(letter: &Letter, width: Width) -> String {
        let world = World::repeatable("/nowhere", terms::parse_instant("2026-11-23T10:00:00Z").expect("valid"), 7);
        let mail = Mail { from: Some(Address::new("privacy@example.org")), ..Mail::default() };
        let mailer = Mailer::open(&mail, "/nowhere", "Forum Ä").expect("usable");
        String::from_utf8(mailer.message(letter, &world, width).expect("written")).expect("UTF-8")
    }

    #[test]
    fn a_message_has_its_headers_and_what_is_not_ascii_is_encoded() {
        let text = message(&letter("s1@example.org", "Één vraag", "één\nhttps://x.example.org/1"), Width::Seven);
        assert!(text.is_ascii(), "{text}");
        for line in [
            "To: s1@example.org\r\n",
            "Date: Mon, 23 Nov 2026 10:00:00 ",
            "Message-ID: <0a1b@example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "MIME-Version: 1.0\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n",
            "=C3=A9=C3=A9n\r\nhttps://x.example.org/1",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        let read = mail_parser::MessageParser::default().parse(text.as_bytes()).expect("a message");
        assert_eq!(read.subject(), Some("Één vraag"));
        let from = read.from().and_then(|from| from.first()).expect("a sender");
        assert_eq!((from.name(), from.address()), (Some("Forum Ä"), Some("privacy@example.org")));
        assert_eq!(read.body_text(0).expect("a text").trim_end(), "één\r\nhttps://x.example.org/1");
        let kept = message(&letter("s1@example.org", "x", "één"), Width::Eight);
        assert!(kept.contains("Content-Transfer-Encoding: 8bit\r\n") && kept.ends_with("\r\n\r\néén"), "{kept}");
    }

    #[test]
    fn neither_an_address_nor_a_subject_can_add_a_header() {
        let text = message(&letter("s1@example.org", "Hello\r\nBcc: s9@example.org", "x"), Width::Seven);
        assert!(!text.contains("\r\nBcc"), "{text}");
        assert_eq!(one_line("a\r\nb"), "a  b");
        let mailer = Mailer::open(&Mail::default(), "/nowhere", "x").expect("usable");
        let world = World::repeatable("/nowhere", terms::parse_instant("2026-11-23").expect("valid"), 7);
        let error = mailer.deliver(&letter("s1@example.org\r\nBcc: x", "x", "x"), &world).expect_err("no address");
        assert_eq!(error.trouble, Trouble::ForGood);
        assert!(!error.to_string().contains("s1@"), "{error}");
    }

    #[test]
    fn debug_shows_neither_address_nor_link_nor_password() {
        let letter = letter("s1@example.org", "Sign in", "https://rights.example.org/sign-in/0a");
        let mail = Mail { password: Some(Text::new("hunter2")), ..Mail::default() };
        let shown = format!("{letter:?} {mail:?}");
        assert!(!shown.contains("s1@") && !shown.contains("sign-in/0a") && !shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn a_server_elsewhere_needs_tls_and_a_user_a_password() {
        let mail = |host: &str, tls, user: Option<&str>| Mail {
            from: Some(Address::new("privacy@example.org")),
            host: Some(host.to_owned()),
            tls,
            user: user.map(str::to_owned),
            ..Mail::default()
        };
        let open = |mail: &Mail| Mailer::open(mail, "/nowhere", "x").map(|_| ()).map_err(|error| error.why);
        assert_eq!(open(&mail("127.0.0.1", Tls::Off, None)), Ok(()));
        assert!(open(&mail("mail.example.org", Tls::Off, None)).expect_err("plain").contains("this machine"));
        assert!(open(&mail("127.0.0.1", Tls::Off, Some("u"))).expect_err("no password").contains("password_file"));
        let nobody = Mail { from: None, ..mail("127.0.0.1", Tls::Off, None) };
        assert!(open(&nobody).expect_err("no sender").contains("from"));
    }
}
