//! One round of telling people. In: the portal's configuration, a ledger, a clock. Out: letters, and the events that say what
//! became of them, each on the disk before the next letter leaves. Never: a letter to somebody who was erased, or one more
//! than the rate allows.
//!
//! If we crash after a letter left and before its event is on the disk, the next round sends it again under the same name: at
//! most one letter comes twice, and none is lost.

use super::report::{self, Word};
use super::{App, Book, Bounced, Channel, Notice, Step, bounce, letter, step};
use crate::config::{Config, Person};
use crate::mail::{Letter, MailError, Trouble};
use crate::notices::book::Errand;
use crate::speech::{Language, Speechless, Voices};
use chrono::TimeDelta;
use ledger::{
    Act, AppendError, Audience, Covers, DeliveryFailure, Ledger, LedgerError, NoticePublished, Said, Suppression,
};
use serde::Serialize;
use std::time::Duration;
use terms::{Date, Instant, Lang, Text};
use world::World;

/// A round could not be made.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// The ledger could not be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The ledger took nothing more.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The folder of bounces could not be read.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// What is configured does not do.
    #[error("{why}")]
    Settings {
        /// What to do.
        why: String,
    },
    /// Other words were published under this version.
    #[error(
        "notice `{version}` was published with other words or purposes; give this one another `portal.notice_version`"
    )]
    OtherWords {
        /// Which version.
        version: String,
    },
    /// A text is missing: a mistake in this program.
    #[error("{why}")]
    Words {
        /// Which.
        why: String,
    },
}

impl From<Speechless> for NoticeError {
    fn from(error: Speechless) -> Self {
        Self::Words { why: error.to_string() }
    }
}

/// How far one version of the notice came, in people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// The version.
    pub version: String,
    /// The purposes that it names.
    pub purposes: Vec<String>,
    /// People with an address.
    pub people: u64,
    /// They were told.
    pub told: u64,
    /// To be sent now.
    pub to_send: u64,
    /// Of these: in English, because it does not exist in their language; that does not count as told.
    pub in_another_language: u64,
    /// Sent, and it is not known yet whether it arrived.
    pub waiting: u64,
    /// Tried again later.
    pub paused: u64,
    /// To be noted as delivered now.
    pub to_settle: u64,
    /// Failed.
    pub failed: u64,
    /// Erased: they are not written to.
    pub erased: u64,
}

/// What bounces said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// Letters that came back, now in the ledger.
    pub recorded: u64,
    /// Bounces that were there already.
    pub known: u64,
    /// Bounces of letters that are not ours, or not yet in the ledger.
    pub unknown: u64,
    /// Messages that are no bounce.
    pub others: u64,
}

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// Notices that left.
    pub sent: u64,
    /// Notices that count as delivered from now on.
    pub delivered: u64,
    /// Tries that failed and are made again.
    pub again: u64,
    /// Notices that failed.
    pub failed: u64,
    /// Notices that are due and stay for the next round.
    pub left: u64,
    /// Why the round ended early.
    pub stopped: Option<String>,
}

/// Who tells people.
pub struct PostOffice<'a> {
    config: &'a Config,
    voices: Voices,
    notices: Vec<Notice>,
    app: Option<App>,
    window_days: u32,
}

impl<'a> PostOffice<'a> {
    /// Opens it for a portal; `window_days` lie between a delivery and the first use.
    pub fn open(config: &'a Config, window_days: u32) -> Result<Self, NoticeError> {
        let settings = |why: &str| NoticeError::Settings { why: why.to_owned() };
        let app = config.notices.app.as_ref().map(App::open).transpose();
        let app = app.map_err(|why| settings(&why))?;
        match config.notices.channel {
            Channel::Email if !config.mailer.has_sender() => {
                return Err(settings(
                    "say in `portal.mail.from` whom notices are from, and where word of a failure goes",
                ));
            }
            Channel::InApp if app.is_none() => {
                return Err(settings("`portal.notices.app` is missing; say where the app takes notices"));
            }
            Channel::InApp if config.notices.unseen_days > window_days => {
                return Err(settings(
                    "`portal.notices.unseen_days` is longer than the window of the register; nothing may be used before it is \
                     known whether somebody looked",
                ));
            }
            _ => {}
        }
        Ok(Self { notices: Notice::all(&config.purposes), voices: Voices::load(), config, app, window_days })
    }

    /// Who has to be told of what.
    pub fn plan(&self, ledger: &Ledger, now: Instant) -> Result<Vec<Planned>, NoticeError> {
        let (book, erased) = (Book::read(ledger)?, ledger.suppression()?);
        Ok(self.notices.iter().map(|notice| self.planned(&book, &erased, notice, now)).collect())
    }

    fn planned(&self, book: &Book, erased: &Suppression<'_>, notice: &Notice, now: Instant) -> Planned {
        let purposes = notice.named().iter().map(ToString::to_string).collect();
        let mut planned = Planned { version: notice.version.clone(), purposes, ..Planned::default() };
        for person in &self.config.people {
            planned.people += 1;
            if erased.contains(&person.subject) {
                planned.erased += 1;
                continue;
            }
            match step(&self.config.notices, book, notice, person, now) {
                Step::Nothing => planned.told += 1,
                Step::Wait => planned.waiting += 1,
                Step::Pause | Step::Unseen { is_last: false } => planned.paused += 1,
                Step::Send { is_own, .. } => {
                    planned.to_send += 1;
                    planned.in_another_language += u64::from(!is_own);
                }
                Step::Settle { .. } => planned.to_settle += 1,
                Step::Failed | Step::Unseen { is_last: true } => planned.failed += 1,
            }
        }
        planned
    }

    /// Reads the folder of bounces, if there is one, and records what came back.
    pub fn hear(&self, world: &World, ledger: &mut Ledger) -> Result<Heard, NoticeError> {
        let Some(folder) = &self.config.notices.bounces else { return Ok(Heard::default()) };
        let (bounced, others) = bounce::bounces(folder)?;
        let mut heard = Heard { others, ..Heard::default() };
        let mut book = Book::read(ledger)?;
        for one in &bounced {
            self.hear_one(world, ledger, &mut book, one, &mut heard)?;
        }
        publish(ledger)?;
        Ok(heard)
    }

    fn hear_one(
        &self,
        world: &World,
        ledger: &mut Ledger,
        book: &mut Book,
        one: &Bounced,
        heard: &mut Heard,
    ) -> Result<(), NoticeError> {
        match report::acts(&self.config.notices, book, &one.id, Word::from(one)) {
            None => heard.unknown += 1,
            Some(acts) if acts.is_empty() => heard.known += 1,
            Some(acts) => {
                say(world, ledger, acts)?;
                book.catch_up(ledger)?;
                heard.recorded += 1;
            }
        }
        Ok(())
    }

    /// Makes a round: notes what counts as delivered and what nobody looked at, and sends at most `most` notices; `pause` is
    /// called between two of them.
    pub fn send(
        &self,
        world: &World,
        ledger: &mut Ledger,
        most: Option<u64>,
        pause: &mut dyn FnMut(Duration),
    ) -> Result<Sent, NoticeError> {
        let mut sent = Sent::default();
        let mut book = Book::read(ledger)?;
        for notice in &self.notices {
            self.publish_notice(world, ledger, &mut book, notice)?;
            for person in &self.config.people {
                let mut round = Round { world, ledger, book: &mut book, sent: &mut sent, most };
                let outcome = self.take(&mut round, notice, person, pause);
                if let Err(error) = outcome {
                    // What left is recorded; the files of the log follow.
                    publish(ledger)?;
                    return Err(error);
                }
            }
        }
        publish(ledger)?;
        Ok(sent)
    }

    /// Takes the next step for one person.
    fn take(
        &self,
        round: &mut Round<'_>,
        notice: &Notice,
        person: &Person,
        pause: &mut dyn FnMut(Duration),
    ) -> Result<(), NoticeError> {
        let now = round.world.now();
        let channel = self.config.notices.channel.as_str().to_owned();
        let errand = Errand { version: notice.version.clone(), channel, subject: person.subject.clone() };
        match step(&self.config.notices, round.book, notice, person, now) {
            Step::Nothing | Step::Wait | Step::Pause | Step::Failed => return Ok(()),
            Step::Settle { .. } => {
                let course = round.book.course(&notice.version, self.config.notices.channel, &person.subject);
                let delivered = report::delivered(round.book, &errand, &course);
                round.sent.delivered += u64::from(delivered.is_some());
                round.say(delivered.into_iter().collect())?;
            }
            Step::Unseen { is_last } => round.fail(&errand, DeliveryFailure::Unseen, !is_last)?,
            Step::Send { number, language, is_own } => {
                if round.sent.stopped.is_some() || round.most.is_some_and(|most| round.sent.sent >= most) {
                    round.sent.left += 1;
                    return Ok(());
                }
                // Somebody may have been erased, or told by another process, since the round began.
                round.ledger.refresh()?;
                round.book.catch_up(round.ledger)?;
                let is_erased = round.ledger.suppression()?.contains(&person.subject);
                let still = step(&self.config.notices, round.book, notice, person, now);
                if is_erased || still != (Step::Send { number, language, is_own }) {
                    return Ok(());
                }
                if round.sent.sent + round.sent.again + round.sent.failed > 0 {
                    pause(Duration::from_secs(60) / self.config.notices.per_minute.max(1));
                }
                let name = errand.name(&round.ledger.pseudonymizer(), number);
                let left = self.leave(round.world, notice, person, language, &name)?;
                self.note(round, &errand, language, is_own, left)?;
            }
        }
        Ok(())
    }

    /// Lets one notice leave.
    fn leave(
        &self,
        world: &World,
        notice: &Notice,
        person: &Person,
        language: Language,
        name: &str,
    ) -> Result<Result<(), MailError>, NoticeError> {
        let words = letter::write(&self.voices, self.config, notice, language, self.start(world.now()))?;
        Ok(match &self.app {
            Some(app) if self.config.notices.channel == Channel::InApp => {
                app.send(world.now(), name, &person.subject, &notice.version, language.tag(), &words)
            }
            _ => {
                let letter = Letter {
                    to: person.address.clone(),
                    subject: words.subject,
                    text: Text::new(words.text),
                    id: Some(name.to_owned()),
                };
                self.config.mailer.deliver(&letter, world)
            }
        })
    }

    /// Notes what became of it. If we crash before this, it is sent again under the same name.
    fn note(
        &self,
        round: &mut Round<'_>,
        errand: &Errand,
        language: Language,
        is_own: bool,
        left: Result<(), MailError>,
    ) -> Result<(), NoticeError> {
        let error = match left {
            Ok(()) => {
                let Errand { version, channel, subject } = errand.clone();
                // INVARIANT: the languages that the portal speaks have tags.
                let language = Lang::new(language.tag()).expect("INVARIANT: a language of the portal has a tag");
                round.sent.sent += 1;
                let sent = Act::NoticeSent { subject, version, language, channel };
                // What is not in the person's language informs nobody [GDPR 12(1)].
                let failed = (!is_own).then(|| report::failed(errand, DeliveryFailure::NoLanguage, false));
                round.sent.failed += u64::from(!is_own);
                return round.say([sent].into_iter().chain(failed).collect());
            }
            Err(error) => error,
        };
        let tries = round.book.course(&errand.version, self.config.notices.channel, &errand.subject).tries;
        match error.trouble {
            Trouble::System => {
                round.sent.stopped = Some(error.to_string());
                round.sent.left += 1;
                Ok(())
            }
            Trouble::ForNow => round.fail(errand, DeliveryFailure::NotTaken, tries + 1 < self.config.notices.tries_max),
            Trouble::ForGood => round.fail(errand, DeliveryFailure::Bounced, false),
        }
    }

    /// The first day on which anything may be used: after it counts as delivered, and after the window.
    fn start(&self, now: Instant) -> Date {
        let quiet = match self.config.notices.channel {
            Channel::Email => self.config.notices.quiet_days,
            Channel::InApp => 0,
        };
        let days = TimeDelta::days(i64::from(quiet) + i64::from(self.window_days));
        now.checked_add_signed(days).unwrap_or(now).date_naive()
    }

    /// Publishes a version that was not published; one that was must say the same [GDPR 13(3)].
    fn publish_notice(
        &self,
        world: &World,
        ledger: &mut Ledger,
        book: &mut Book,
        notice: &Notice,
    ) -> Result<(), NoticeError> {
        let tags = notice.languages().into_iter().map(|language| Lang::new(language.tag()));
        let languages: Vec<Lang> = tags.filter_map(Result::ok).collect();
        let ours = NoticePublished {
            version: notice.version.clone(),
            audience: Audience::Users,
            purposes: Covers::Only(notice.named()),
            languages,
            document: notice.digest(),
            // What is new is taken for material: it is told to everybody.
            material: true,
            objection_right_separate: notice.has_objection(),
        };
        let known: Vec<_> =
            book.published(&notice.version).iter().filter(|known| known.audience == Audience::Users).cloned().collect();
        if known.iter().any(|known| known.document != ours.document || known.purposes != ours.purposes) {
            return Err(NoticeError::OtherWords { version: notice.version.clone() });
        }
        if known.last().is_none_or(|known| known.languages != ours.languages) {
            // A translation that was added changes nothing for those who were told.
            let published = NoticePublished { material: known.is_empty(), ..ours };
            say(world, ledger, vec![Act::NoticePublished(published)])?;
            book.catch_up(ledger)?;
        }
        Ok(())
    }
}

/// What a step works with.
struct Round<'r> {
    world: &'r World,
    ledger: &'r mut Ledger,
    book: &'r mut Book,
    sent: &'r mut Sent,
    most: Option<u64>,
}

impl Round<'_> {
    fn say(&mut self, acts: Vec<Act>) -> Result<(), NoticeError> {
        say(self.world, self.ledger, acts)?;
        Ok(self.book.catch_up(self.ledger)?)
    }

    fn fail(&mut self, errand: &Errand, reason: DeliveryFailure, again: bool) -> Result<(), NoticeError> {
        if again {
            self.sent.again += 1;
        } else {
            self.sent.failed += 1;
        }
        self.say(vec![report::failed(errand, reason, again)])
    }
}

fn say(world: &World, ledger: &mut Ledger, acts: Vec<Act>) -> Result<(), AppendError> {
    let now = world.now();
    let said: Vec<Said> = acts.into_iter().map(|act| Said::new(now, act)).collect();
    ledger.append_unpublished(world, &said).map(|_| ())
}

/// Brings the files of the log up to what is durable.
fn publish(ledger: &mut Ledger) -> Result<(), NoticeError> {
    Ok(ledger.publish()?)
}
