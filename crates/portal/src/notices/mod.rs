//! Telling people what their posts are to be used for [GDPR 13(3)]. In: purposes, people, and what the ledger says was sent,
//! came back, was seen. Out: what has to be done next for each person, letters, and events. Never: a notice called delivered
//! because nobody listened for its failure, or a state that lies anywhere but in the ledger.
//!
//! By mail, a notice is *sent* when a mail server took it, and *delivered* when nothing came back for so many days. In the
//! app, it is delivered when the platform says so, and not after all where nobody looked at it for so many days.

mod app;
mod book;
mod bounce;
mod letter;
mod post;
mod report;

pub(crate) use app::App;
pub(crate) use book::{Book, State};
pub use bounce::{Bounced, bounces};
pub use post::{Heard, NoticeError, Planned, PostOffice, Sent};
pub(crate) use report::{take_bounces, take_words};

use crate::config::{Person, PurposeNotice};
use crate::speech::Language;
use chrono::TimeDelta;
use ledger::{Covers, DeliveryFailure};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use terms::{Digest, Instant, Lang, LegalBasis, Purpose, canonical_json};

/// How people are told, and when a notice counts as delivered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notices {
    /// By which way.
    pub channel: Channel,
    /// Letters that leave in a minute.
    pub per_minute: u32,
    /// Tries after which a notice has failed.
    pub tries_max: u32,
    /// Minutes between the first try and the second; each pause is twice the one before.
    pub pause_minutes: u32,
    /// Days without a bounce after which a mail counts as delivered. Mail servers try for four or five days before they give
    /// up [RFC 5321 4.5.4.1].
    pub quiet_days: u32,
    /// Folder or Maildir where bounces arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounces: Option<PathBuf>,
    /// A machine says what bounced. Where neither it nor a folder is there, no mail counts as delivered.
    pub bounces_by_machine: bool,
    /// Days after which a notice in the app at which nobody looked has not arrived.
    pub unseen_days: u32,
    /// The platform's own app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<AppAddress>,
}

impl Default for Notices {
    fn default() -> Self {
        Self {
            channel: Channel::Email,
            per_minute: 60,
            tries_max: 5,
            pause_minutes: 60,
            quiet_days: 5,
            bounces: None,
            bounces_by_machine: false,
            unseen_days: 7,
            app: None,
        }
    }
}

/// Where the platform takes notices for its app.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppAddress {
    /// Its address; plain HTTP is for an address of this machine alone.
    pub url: String,
    /// File with the secret that signs what is sent there: `whsec_` and Base64, as Standard Webhooks has it.
    pub secret_file: PathBuf,
    /// Certificates to trust, in PEM; absent: those of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
}

/// By which way people are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A letter by mail.
    #[default]
    Email,
    /// The platform's own app.
    InApp,
}

impl Channel {
    /// The word in the ledger.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::InApp => "in_app",
        }
    }
}

impl Notices {
    /// Whether somebody would hear of a bounce.
    pub(crate) fn hears_bounces(&self) -> bool {
        self.bounces.is_some() || self.bounces_by_machine
    }

    /// The pause after so many tries.
    fn pause(&self, tries: u32) -> TimeDelta {
        let doubled = 1_i64.checked_shl(tries.saturating_sub(1).min(16)).unwrap_or(1);
        TimeDelta::try_minutes(i64::from(self.pause_minutes).saturating_mul(doubled)).unwrap_or(TimeDelta::MAX)
    }
}

/// One version of the notice for people with an account, with the purposes that it names.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) version: String,
    pub(crate) purposes: Vec<PurposeNotice>,
}

impl Notice {
    /// The purposes by the version of their notice, in their own order.
    pub(crate) fn all(purposes: &[PurposeNotice]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for purpose in purposes {
            match all.iter_mut().find(|notice| notice.version == purpose.version) {
                Some(notice) => notice.purposes.push(purpose.clone()),
                None => all.push(Self { version: purpose.version.clone(), purposes: vec![purpose.clone()] }),
            }
        }
        all
    }

    pub(crate) fn named(&self) -> Vec<Purpose> {
        self.purposes.iter().map(|purpose| purpose.purpose.clone()).collect()
    }

    /// The languages in which all of it exists.
    pub(crate) fn languages(&self) -> Vec<Language> {
        let whole = |language: &Language| self.purposes.iter().all(|one| one.texts.contains_key(language.tag()));
        Language::ALL.iter().copied().filter(whole).collect()
    }

    /// The language in which a person is told, and whether it is theirs. Whose language nobody knows is told in English; the
    /// law then says whether they understand it.
    fn language_for(&self, theirs: Option<&Lang>) -> (Language, bool) {
        let own = theirs.and_then(|lang| Language::of(lang.as_str()));
        match own.filter(|own| self.languages().contains(own)) {
            Some(own) => (own, true),
            None => (Language::English, theirs.is_none()),
        }
    }

    /// Whether it names a purpose that people may object to, so that this right stands apart [GDPR 21(4)].
    pub(crate) fn has_objection(&self) -> bool {
        self.purposes.iter().any(may_be_objected_to)
    }

    /// What it says, by digest: translations may follow, another meaning is another version.
    pub(crate) fn digest(&self) -> Digest {
        let parts =
            self.purposes.iter().map(|one| (&one.purpose, one.basis, one.since, &one.kinds, one.texts.get("en")));
        // INVARIANT: names, dates and texts are written as JSON.
        let text = canonical_json(&parts.collect::<Vec<_>>()).expect("INVARIANT: a notice is writable as JSON");
        Digest::of(text)
    }
}

pub(crate) fn may_be_objected_to(purpose: &PurposeNotice) -> bool {
    matches!(purpose.basis, LegalBasis::LegitimateInterests | LegalBasis::PublicTask)
}

/// What has to be done for one person about one notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing: they were told.
    Nothing,
    /// To wait: it was sent, and it is not known yet whether it arrived.
    Wait,
    /// To wait: it did not get through, and the next try is later.
    Pause,
    /// To send it.
    Send { number: u32, language: Language, is_own: bool },
    /// To note that it was delivered.
    Settle { language: Lang },
    /// To note that nobody looked at it.
    Unseen { is_last: bool },
    /// Nothing any more, until somebody of the staff wants another try.
    Failed,
}

/// The next step for a person.
pub(crate) fn step(settings: &Notices, book: &Book, notice: &Notice, person: &Person, now: Instant) -> Step {
    let course = book.course(&notice.version, settings.channel, &person.subject);
    let over =
        |at: Instant, days: u32| at.checked_add_signed(TimeDelta::days(i64::from(days))).is_some_and(|end| end <= now);
    let is_last = course.tries + 1 >= settings.tries_max;
    let (language, is_own) = notice.language_for(person.language.as_ref());
    let send = Step::Send { number: course.sent + 1, language, is_own };
    match (&course.state, settings.channel) {
        (State::Delivered { at, .. }, Channel::InApp) if !course.seen && over(*at, settings.unseen_days) => {
            Step::Unseen { is_last }
        }
        _ if book.is_told(&notice.version, &person.subject, &notice.named()) => Step::Nothing,
        (State::Sent { at }, Channel::InApp) if over(*at, settings.unseen_days) => Step::Unseen { is_last },
        (State::Sent { at }, Channel::Email) if settings.hears_bounces() && over(*at, settings.quiet_days) => {
            course.language.clone().map_or(Step::Wait, |language| Step::Settle { language })
        }
        (State::Sent { .. }, _) => Step::Wait,
        (State::Again { at }, _) if course.tries > 0 => {
            let due = at.checked_add_signed(settings.pause(course.tries));
            if due.is_some_and(|due| due <= now) { send } else { Step::Pause }
        }
        // It exists in their language now.
        (State::Failed { reason: Some(DeliveryFailure::NoLanguage), .. }, _) if is_own => send,
        (State::Failed { .. }, _) => Step::Failed,
        (State::Open | State::Again { .. } | State::Delivered { .. }, _) => send,
    }
}

/// Whether these purposes are all among what was covered.
pub(crate) fn covers_all(covered: &Covers<Purpose>, purposes: &[Purpose]) -> bool {
    purposes.iter().all(|purpose| covered.covers(purpose))
}

#[cfg(test)]
mod tests;
