//! Requests that other systems carry here. In: the id of a request, the right it exercises, and whom it may be of. Out: the one
//! event that it is, and what became of it. Never: a second event for the same id, or one person chosen among several.
//!
//! An objection has its id in the ledger. Of every other request the ledger keeps who asked for what; which id it came under
//! stands on a slip beside it, by position in the log and under a key, so that no slip says anything about anybody.

pub(crate) mod drp;
pub(crate) mod opendsr;

use crate::config::Person;
use crate::door::DoorError;
use crate::queue::extended_to;
use crate::refusal::{Refusal, Why};
use crate::server::{House, Shared};
use ledger::exchange::{ExchangeError, Found, Right, to_said};
use ledger::{Act, Ledger, LedgerError, Outcome, Said, answer_due};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use terms::{Instant, SubjectId, format_instant, parse_instant};

/// A request that is in the ledger.
pub(crate) struct Request {
    /// When it was received.
    pub at: Instant,
    /// Until when it is answered.
    pub due: Instant,
    pub state: State,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It holds, and may be taken back.
    Pending,
    /// The controller acts on it.
    InProgress,
    Fulfilled,
    Denied,
    Cancelled,
}

/// Which request an event is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slip {
    version: u32,
    /// The act, by its word.
    act: String,
    /// When it was received.
    at: String,
    /// Its position in the log, once it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
}

const VERSION: u32 = 1;

/// Takes a request: the same id twice is one event, and the answer is that of the first time.
pub(crate) async fn take(
    house: &Shared,
    id: &str,
    right: Right,
    found: Found,
    channel: &str,
) -> Result<Request, Refusal> {
    // One at a time: between the question whether an id is known and the event, nobody else takes the same one.
    let _turn = house.intake.lock().await;
    let said = to_said(id, right, found, channel, house.world.now()).map_err(refused)?;
    let (path, known) = slip(house, id).await?;
    let other = || Refusal::new(Why::Changed, "another request came under this id before; nothing was recorded");
    if matches!(said.act, Act::Objection(_)) {
        if known.is_some() {
            return Err(other());
        }
        match house.door.append(vec![said]).await {
            Ok(_) | Err(DoorError::Known) => {}
            Err(error) => return Err(error.into()),
        }
        // Known, and not an objection that can be read: it was erased.
        return find(house, id).await?.ok_or_else(|| Why::NotFound.into());
    }
    let is_other = match &known {
        Some(known) => known.act != said.act.name(),
        None => find(house, id).await?.is_some(),
    };
    if is_other {
        return Err(other());
    }
    if known.as_ref().is_none_or(|known| known.index.is_none()) {
        let was_begun = known.is_some();
        // What was about to be said when we were stopped is said with its own moment, and only if it is not there.
        let at = known.and_then(|known| parse_instant(&known.at).ok()).unwrap_or(said.at);
        let said = Said::new(at, said.act);
        let (act, at) = (said.act.name().to_owned(), format_instant(said.at));
        let mut slip = Slip { version: VERSION, act, at, index: None };
        // If we stop after this line, the next time finds the slip, and looks whether the event came into the log.
        write(path.clone(), &slip).await?;
        slip.index = Some(record(house, was_begun, said).await?);
        write(path, &slip).await?;
    }
    find(house, id).await?.ok_or_else(|| Why::NotFound.into())
}

/// The position of this event, which is appended unless it may be in the log already and is.
async fn record(house: &Shared, may_be_there: bool, said: Said) -> Result<u64, Refusal> {
    if may_be_there && let Some(subject) = said.act.subject().cloned() {
        let wanted = said.clone();
        let found = house.door.ask(move |ledger| {
            Ok(ledger.history(&subject)?.into_iter().find(|(_, there)| *there == wanted).map(|(index, _)| index))
        });
        if let Some(index) = found.await? {
            return Ok(index);
        }
    }
    let receipts = house.door.append(vec![said]).await?;
    receipts.first().map(|receipt| receipt.index).ok_or_else(|| Why::Unavailable.into())
}

/// The request of this id, as it stands now; nothing where there is none, or it was erased.
pub(crate) async fn find(house: &Shared, id: &str) -> Result<Option<Request>, Refusal> {
    let (_, slip) = slip(house, id).await?;
    let (id, index) = (id.to_owned(), slip.and_then(|slip| slip.index));
    let found = house.door.ask(move |ledger| match index {
        None => objection(ledger, &id),
        Some(index) => other(ledger, &id, index),
    });
    Ok(found.await?)
}

fn objection(ledger: &Ledger, id: &str) -> Result<Option<Request>, LedgerError> {
    let mut request = None;
    for (_, said) in ledger.about_objection(id)? {
        let state = match said.act {
            Act::Objection(_) => State::Pending,
            Act::ObjectionWithdrawn { .. } => State::Cancelled,
            Act::ObjectionRejected { .. } => State::Denied,
            Act::ObjectionAccepted { .. } => State::Fulfilled,
            _ => continue,
        };
        let at = request.as_ref().map_or(said.at, |request: &Request| request.at);
        request = Some(Request { at, due: answer_due(at), state });
    }
    Ok(request)
}

fn other(ledger: &Ledger, id: &str, index: u64) -> Result<Option<Request>, LedgerError> {
    let Some((_, asked)) = ledger.events_between(index, index.saturating_add(1))?.pop() else { return Ok(None) };
    let Some(subject) = asked.act.subject() else { return Ok(None) };
    // The console names a request without an id of its own by its position.
    let by_position = format!("event-{index}");
    let is_this = |request: &str| request == id || request == by_position;
    let mut request = Request { at: asked.at, due: answer_due(asked.at), state: State::InProgress };
    let later = ledger.history(subject)?.into_iter().filter(|(at, _)| *at > index);
    for (_, said) in later {
        match (&asked.act, &said.act) {
            (_, Act::RequestReplied { request: of, outcome, .. }) if is_this(of) => {
                request.state = match outcome {
                    Outcome::Fulfilled | Outcome::PartlyFulfilled => State::Fulfilled,
                    Outcome::Refused | Outcome::NotIdentified => State::Denied,
                };
            }
            (_, Act::RequestExtended { request: of, until, .. }) if is_this(of) => {
                request.due = extended_to(asked.at, *until);
            }
            (_, Act::RectificationMade { request: of, .. }) if is_this(of) => request.state = State::Fulfilled,
            (Act::ErasureRequested { .. }, Act::ErasureGranted { .. })
            | (Act::RestrictionRequested { .. }, Act::RestrictionLifted { .. }) => request.state = State::Fulfilled,
            (Act::ErasureRequested { .. }, Act::ErasureRefused { .. }) => request.state = State::Denied,
            _ => {}
        }
    }
    Ok(Some(request))
}

/// Takes a request back, where nobody acts on it yet. Everything but an objection is acted on as soon as it is received.
pub(crate) async fn cancel(house: &Shared, id: &str) -> Result<Request, Refusal> {
    let request = find(house, id).await?.ok_or(Why::NotFound)?;
    if request.state == State::Cancelled {
        return Ok(request);
    }
    if request.state != State::Pending {
        let detail = "it is acted on or answered already; ask the controller to end it";
        return Err(Refusal::new(Why::Changed, detail));
    }
    let (name, at) = (id.to_owned(), house.world.now());
    let still =
        move |ledger: &Ledger| Ok(objection(ledger, &name)?.is_some_and(|request| request.state == State::Pending));
    let withdrawn = Said::new(at, Act::ObjectionWithdrawn { id: id.to_owned() });
    house.door.append_while(still, vec![withdrawn]).await?;
    Ok(Request { state: State::Cancelled, ..request })
}

/// The slip of this id, and where it lies.
async fn slip(house: &Shared, id: &str) -> Result<(PathBuf, Option<Slip>), Refusal> {
    let id = id.to_owned();
    let name = house.door.ask(move |ledger| Ok(ledger.pseudonymizer().pseudonym("request", &id))).await?;
    let path = house.world.path("requests").join(format!("{name}.json"));
    let read = path.clone();
    let text =
        tokio::task::spawn_blocking(
            move || {
                if world::exists(&read) { world::read_string(&read).map(Some) } else { Ok(None) }
            },
        );
    let text = text.await.map_err(|_| Refusal::from(Why::Unavailable))?.map_err(|error| unkept(&error))?;
    let slip = text.map(|text| serde_json::from_str::<Slip>(&text).ok().filter(|slip| slip.version == VERSION));
    match slip {
        // A slip that cannot be read must not become a second event.
        Some(None) => Err(unkept(&"a slip under `requests` is not of this version, or not whole")),
        slip => Ok((path, slip.flatten())),
    }
}

async fn write(path: PathBuf, slip: &Slip) -> Result<(), Refusal> {
    let text = serde_json::to_string(slip).map_err(|_| Refusal::from(Why::Unavailable))?;
    let written = tokio::task::spawn_blocking(move || world::write_atomic(path, text + "\n"));
    written.await.map_err(|_| Refusal::from(Why::Unavailable))?.map_err(|error| unkept(&error))
}

fn unkept(error: &dyn std::fmt::Display) -> Refusal {
    tracing::error!(%error, "a request of another system could not be kept");
    Why::Unavailable.into()
}

/// Those people of whom this holds.
fn people_where(house: &House, holds: impl Fn(&Person) -> bool) -> Vec<SubjectId> {
    house.sessions.everybody().filter(|person| holds(person)).map(|person| person.subject.clone()).collect()
}

/// What is wrong with a request, as its sender reads it.
fn refused(error: ExchangeError) -> Refusal {
    Refusal::new(Why::BadRequest, format!("{error}; nothing was recorded"))
}
