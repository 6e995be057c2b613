//! What came of a notice, as others say it: a mail server by a bounce, the platform by its word. In: the name of a try, and a
//! word about it. Out: events. Never: an event about a try that is not ours or was answered already, so that a word may come
//! twice.

use super::book::{Book, Course, Errand, State};
use super::{Bounced, Channel, Notices, bounce};
use crate::door::DoorError;
use crate::refusal::{Refusal, Why};
use crate::routes::{bounded, media_type};
use crate::server::{House, Shared};
use axum::Json;
use axum::extract::{Request, State as Of};
use ledger::{Act, DeliveryFailure, Ledger, LedgerError, NoticeDelivered, Said};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

/// A word about one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// It came back.
    Bounced { is_permanent: bool },
    /// It lies in the app.
    Delivered,
    /// Somebody looked at it.
    Seen,
    /// It did not get there.
    Failed(DeliveryFailure),
}

/// What a word about the try of this name is, as events: nothing where the name is none of ours, an empty list where the word
/// is known already.
pub(crate) fn acts(settings: &Notices, book: &Book, name: &str, word: Word) -> Option<Vec<Act>> {
    let (errand, number, course) = book.named(name)?;
    let by_mail = errand.channel == Channel::Email.as_str();
    if number != course.sent || by_mail != matches!(word, Word::Bounced { .. }) {
        return Some(Vec::new());
    }
    let is_open = matches!(course.state, State::Sent { .. } | State::Delivered { .. });
    let is_last = course.tries + 1 >= settings.tries_max;
    let acts = match word {
        Word::Bounced { is_permanent } if is_open => {
            vec![failed(errand, DeliveryFailure::Bounced, !is_permanent && !is_last)]
        }
        Word::Failed(reason) if is_open => {
            vec![failed(errand, reason, !is_last && reason != DeliveryFailure::NoLanguage)]
        }
        Word::Delivered if matches!(course.state, State::Sent { .. }) => vec![delivered(book, errand, course)?],
        Word::Seen if matches!(course.state, State::Delivered { .. }) && !course.seen => vec![seen(errand)],
        // Nobody looked for days, and then somebody did.
        Word::Seen if is_late(course) => vec![delivered(book, errand, course)?, seen(errand)],
        _ => Vec::new(),
    };
    Some(acts)
}

fn is_late(course: &Course) -> bool {
    match &course.state {
        State::Sent { .. } | State::Again { .. } => true,
        State::Failed { reason, .. } => *reason != Some(DeliveryFailure::NoLanguage),
        State::Open | State::Delivered { .. } => false,
    }
}

/// That a try failed.
pub(crate) fn failed(errand: &Errand, reason: DeliveryFailure, again: bool) -> Act {
    let Errand { version, channel, subject } = errand.clone();
    Act::NoticeFailed { subject, version, channel, reason: Some(reason), again }
}

/// That it was delivered, with what was published of it.
pub(crate) fn delivered(book: &Book, errand: &Errand, course: &Course) -> Option<Act> {
    let Errand { version, channel, subject } = errand.clone();
    let published = book.published(&version).last()?;
    Some(Act::NoticeDelivered(NoticeDelivered {
        subject,
        purposes: published.purposes.clone(),
        objection_right_separate: published.objection_right_separate,
        language: course.language.clone()?,
        version,
        channel,
    }))
}

fn seen(errand: &Errand) -> Act {
    let Errand { version, channel, subject } = errand.clone();
    Act::NoticeSeen { subject, version, channel }
}

/// What became of the words of a request.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Counted {
    /// Words that are now in the ledger.
    recorded: u64,
    /// Words that were there already, or change nothing.
    known: u64,
    /// Names that are none of ours.
    unknown: u64,
}

impl Counted {
    fn add(&mut self, more: &Self) {
        self.recorded += more.recorded;
        self.known += more.known;
        self.unknown += more.unknown;
    }
}

/// What a machine says about a letter that came back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BounceSaid {
    message_id: String,
    status: String,
}

/// What the platform says about a notice in its app.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordSaid {
    id: String,
    state: StateSaid,
    #[serde(default)]
    reason: Option<DeliveryFailure>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StateSaid {
    Delivered,
    Seen,
    Failed,
}

/// One object, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    More(Vec<T>),
    One(T),
}

/// `POST /v1/notices/bounces`.
pub(crate) async fn take_bounces(Of(house): Of<Shared>, request: Request) -> Result<Json<Counted>, Refusal> {
    let said: Vec<BounceSaid> = items(&house, request, "`message_id` and `status`").await?;
    let words = said.into_iter().filter_map(|one| {
        let id = bounce::left_side(Some(&one.message_id))?;
        Some((id, Word::Bounced { is_permanent: bounce::is_permanent(&one.status) }))
    });
    record(&house, words.collect()).await.map(Json)
}

/// `POST /v1/notices/delivered`.
pub(crate) async fn take_words(Of(house): Of<Shared>, request: Request) -> Result<Json<Counted>, Refusal> {
    let said: Vec<WordSaid> = items(&house, request, "`id`, `state` and `reason`").await?;
    let words = said.into_iter().map(|one| {
        let word = match one.state {
            StateSaid::Delivered => Word::Delivered,
            StateSaid::Seen => Word::Seen,
            StateSaid::Failed => Word::Failed(one.reason.unwrap_or(DeliveryFailure::NotTaken)),
        };
        (one.id, word)
    });
    record(&house, words.collect()).await.map(Json)
}

async fn items<T: for<'a> Deserialize<'a>>(house: &Shared, request: Request, fields: &str) -> Result<Vec<T>, Refusal> {
    let (parts, body) = request.into_parts();
    if media_type(&parts.headers) != "application/json" {
        return Err(Refusal::new(Why::WrongType, "send `application/json`"));
    }
    let body = bounded(house, body).await?;
    let read: Result<OneOrMore<T>, _> = serde_json::from_slice(&body);
    // The parser's own words may hold a name.
    let read =
        read.map_err(|_| Refusal::new(Why::BadRequest, format!("send one object with {fields}, or an array of them")))?;
    let items = match read {
        OneOrMore::More(items) => items,
        OneOrMore::One(item) => vec![item],
    };
    let most = house.config.limits.batch_items_max;
    if items.len() > most {
        let detail = format!("send at most {most} items at a time; nothing was taken");
        return Err(Refusal::new(Why::TooLarge, detail).with("items_max", most));
    }
    Ok(items)
}

/// Records words. Between a look at the ledger and the append somebody else may say the same; then it is looked at anew.
async fn record(house: &Shared, words: Vec<(String, Word)>) -> Result<Counted, Refusal> {
    let (mut words, mut counted, mut looks) = (words, Counted::default(), 0);
    while !words.is_empty() {
        let (asked, looking) = (words.clone(), Arc::clone(house));
        let seen = house.door.ask(move |ledger| look(&looking, ledger, &asked)).await?;
        let (now, size) = (house.world.now(), seen.size);
        let said: Vec<Said> = seen.acts.into_iter().map(|act| Said::new(now, act)).collect();
        let appended = match said.is_empty() {
            true => Ok(Vec::new()),
            false => house.door.append_while(move |ledger| Ok(ledger.tree_head().size == size), said).await,
        };
        match appended {
            Ok(_) => {
                counted.add(&seen.counted);
                words = seen.later;
            }
            Err(DoorError::Settled) if looks < LOOKS => looks += 1,
            Err(DoorError::Settled) => return Err(Why::Unavailable.into()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(counted)
}

/// What words are, as the ledger stands.
struct Look {
    size: u64,
    acts: Vec<Act>,
    counted: Counted,
    /// Further words about a try that had one already: they are weighed when that one is in the ledger.
    later: Vec<(String, Word)>,
}

fn look(house: &House, ledger: &Ledger, words: &[(String, Word)]) -> Result<Look, LedgerError> {
    let mut book = house.book.lock().unwrap_or_else(PoisonError::into_inner);
    book.catch_up(ledger)?;
    let mut look = Look { size: book.size(), acts: Vec::new(), counted: Counted::default(), later: Vec::new() };
    let mut had = BTreeSet::new();
    for (name, word) in words {
        if !had.insert(name.as_str()) {
            look.later.push((name.clone(), *word));
            continue;
        }
        match acts(&house.config.notices, &book, name, *word) {
            None => look.counted.unknown += 1,
            Some(acts) if acts.is_empty() => look.counted.known += 1,
            Some(acts) => {
                look.counted.recorded += 1;
                look.acts.extend(acts);
            }
        }
    }
    Ok(look)
}

/// The word that a bounce is.
impl From<&Bounced> for Word {
    fn from(bounced: &Bounced) -> Self {
        Self::Bounced { is_permanent: bounced.is_permanent }
    }
}

/// So often a request looks at the ledger before it says that it is too busy.
const LOOKS: usize = 8;
