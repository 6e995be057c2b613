//! What became of each notice for each person. In: the events of notices, in log order. Out: where each stands, and whose a
//! name on a bounce is. Never: anything that the ledger does not say, or that it forgot.

use super::{Channel, covers_all};
use ledger::{Act, Covers, DeliveryFailure, Ledger, LedgerError, NoticePublished, Said};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Instant, Lang, Pseudonymizer, Purpose, SubjectId};

/// One version of the notice, one way, one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Errand {
    pub(crate) version: String,
    pub(crate) channel: String,
    pub(crate) subject: SubjectId,
}

impl Errand {
    /// The name of its try with this number, which says nothing about anybody to who has not the key.
    pub(crate) fn name(&self, names: &Pseudonymizer, number: u32) -> String {
        let Self { version, channel, subject } = self;
        // The lengths keep two errands with the same letters apart.
        let id = format!("{}:{version}:{}:{channel}:{number}:{subject}", version.len(), channel.len());
        names.pseudonym("notice", &id)
    }
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    /// How often it left.
    pub(crate) sent: u32,
    /// How often it failed since it was begun, or begun again.
    pub(crate) tries: u32,
    pub(crate) state: State,
    /// Somebody looked at it.
    pub(crate) seen: bool,
    /// The language in which it last left.
    pub(crate) language: Option<Lang>,
    failed_at: Option<Instant>,
}

impl Default for Course {
    fn default() -> Self {
        Self { sent: 0, tries: 0, state: State::Open, seen: false, language: None, failed_at: None }
    }
}

/// How far it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Nowhere.
    Open,
    /// It left.
    Sent { at: Instant },
    /// It arrived.
    Delivered { at: Instant, purposes: Covers<Purpose> },
    /// It failed and is tried again.
    Again { at: Instant },
    /// It failed.
    Failed { at: Instant, index: u64, reason: Option<DeliveryFailure> },
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Book {
    size: u64,
    courses: BTreeMap<Errand, Course>,
    // Every way that a notice went by.
    channels: BTreeSet<String>,
    names: BTreeMap<String, (Errand, u32)>,
    published: BTreeMap<String, Vec<NoticePublished>>,
}

/// What has a part in it.
pub(crate) const ACTS: &[&str] =
    &["notice_published", "notice_sent", "notice_delivered", "notice_seen", "notice_failed"];

impl Book {
    /// As the ledger stands.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, LedgerError> {
        let mut book = Self { size: ledger.tree_head().size, ..Self::default() };
        let names = ledger.pseudonymizer();
        for (index, said) in ledger.said_of(ACTS)? {
            if index < book.size {
                book.push(&names, index, &said);
            }
        }
        Ok(book)
    }

    /// Takes in what was said since.
    pub(crate) fn catch_up(&mut self, ledger: &Ledger) -> Result<(), LedgerError> {
        let size = ledger.tree_head().size;
        if self.size == 0 {
            *self = Self::read(ledger)?;
            return Ok(());
        }
        let news = ledger.events_between(self.size, size)?;
        // Who was erased must be gone from here, too.
        if news.iter().any(|(_, said)| matches!(said.act, Act::Erased { .. })) {
            *self = Self::read(ledger)?;
            return Ok(());
        }
        let names = ledger.pseudonymizer();
        for (index, said) in news {
            self.push(&names, index, &said);
        }
        self.size = size;
        Ok(())
    }

    /// How many events of the log are in it.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    fn push(&mut self, names: &Pseudonymizer, index: u64, said: &Said) {
        let at = said.at;
        match &said.act {
            Act::NoticePublished(notice) => {
                self.published.entry(notice.version.clone()).or_default().push(notice.clone());
            }
            Act::NoticeSent { subject, version, language, channel } => {
                let (errand, course) = self.errand(version, channel, subject);
                course.sent += 1;
                course.seen = false;
                course.language = Some(language.clone());
                course.state = State::Sent { at };
                let number = course.sent;
                self.names.insert(errand.name(names, number), (errand, number));
            }
            Act::NoticeDelivered(notice) => {
                let (_, course) = self.errand(&notice.version, &notice.channel, &notice.subject);
                // As the standing has it: an older word does not undo a failure.
                if course.failed_at.is_none_or(|failed| at >= failed) {
                    course.state = State::Delivered { at, purposes: notice.purposes.clone() };
                }
            }
            Act::NoticeSeen { subject, version, channel } => self.errand(version, channel, subject).1.seen = true,
            Act::NoticeFailed { subject, version, channel, reason, again } => {
                let (_, course) = self.errand(version, channel, subject);
                course.failed_at = course.failed_at.max(Some(at));
                if *again && matches!(course.state, State::Failed { .. }) {
                    // Somebody of the staff wants to begin again.
                    (course.tries, course.state) = (0, State::Again { at });
                    return;
                }
                course.tries += 1;
                course.state = if *again { State::Again { at } } else { State::Failed { at, index, reason: *reason } };
            }
            _ => {}
        }
    }

    fn errand(&mut self, version: &str, channel: &str, subject: &SubjectId) -> (Errand, &mut Course) {
        let errand = Errand { version: version.to_owned(), channel: channel.to_owned(), subject: subject.clone() };
        if !self.channels.contains(channel) {
            self.channels.insert(channel.to_owned());
        }
        let course = self.courses.entry(errand.clone()).or_default();
        (errand, course)
    }

    /// Where a notice stands with a person.
    pub(crate) fn course(&self, version: &str, channel: Channel, subject: &SubjectId) -> Course {
        let errand =
            Errand { version: version.to_owned(), channel: channel.as_str().to_owned(), subject: subject.clone() };
        self.courses.get(&errand).cloned().unwrap_or_default()
    }

    /// Whether this version, by whatever way, told the person about all these purposes.
    pub(crate) fn is_told(&self, version: &str, subject: &SubjectId, purposes: &[Purpose]) -> bool {
        self.channels.iter().any(|channel| {
            let (version, channel) = (version.to_owned(), channel.clone());
            match self.courses.get(&Errand { version, channel, subject: subject.clone() }).map(|course| &course.state) {
                Some(State::Delivered { purposes: covered, .. }) => covers_all(covered, purposes),
                _ => false,
            }
        })
    }

    /// Everybody whom this version was on its way to.
    pub(crate) fn of_version<'a>(&'a self, version: &str) -> impl Iterator<Item = (&'a Errand, &'a Course)> {
        let version = version.to_owned();
        let from = Errand { version: version.clone(), channel: String::new(), subject: SubjectId::new("") };
        self.courses.range(from..).take_while(move |(errand, _)| errand.version == version)
    }

    /// Whose a name is, with the number of the try and where that errand stands.
    pub(crate) fn named(&self, name: &str) -> Option<(&Errand, u32, &Course)> {
        let (errand, number) = self.names.get(name)?;
        Some((errand, *number, self.courses.get(errand)?))
    }

    /// What was published of a version.
    pub(crate) fn published(&self, version: &str) -> &[NoticePublished] {
        self.published.get(version).map_or(&[], Vec::as_slice)
    }

    /// The versions that were published or sent.
    pub(crate) fn versions(&self) -> BTreeSet<&str> {
        let sent = self.courses.keys().map(|errand| errand.version.as_str());
        self.published.keys().map(String::as_str).chain(sent).collect()
    }
}
