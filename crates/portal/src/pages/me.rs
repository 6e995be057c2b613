//! Pages for who is signed in. In: a session and a form. Out: what the ledger holds about this person, and events of
//! theirs. Never: an event, a receipt or an objection of anybody else, not even whether there is one.

use super::public::{everything as all_of, moment, purposes, send_receipt, show_receipt};

use super::{Visit, answer_due, page, set_cookie, to};
use crate::config::Person;
use crate::door::DoorError;
use crate::form::Form;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveTime;
use ledger::{
    Act, ConsentGiven, Ledger, LedgerError, ObjectionMade, ObjectionScope, ObjectionState, Period, Said, Standing, told,
};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use terms::{AccountId, Instant, Lang, LegalBasis, Purpose, RecordId, SubjectId, Text};

type Answer = Result<Response, Refusal>;

/// The events of one person that this person may see, in log order.
///
/// The ledger's history also holds objections that may or may not be theirs; what somebody else said stays with them.
fn own(ledger: &Ledger, subject: &SubjectId) -> Result<Vec<(u64, Said)>, LedgerError> {
    let history = ledger.history(subject)?;
    let mine: BTreeSet<String> = history
        .iter()
        .filter_map(|(_, said)| match &said.act {
            Act::Objection(made) if made.subject.as_ref() == Some(subject) => Some(made.id.clone()),
            Act::ObjectionResolved { id, subject: whose } if whose == subject => Some(id.clone()),
            _ => None,
        })
        .collect();
    let visible = |said: &Said| match &said.act {
        Act::ObjectionWithdrawn { id } | Act::ObjectionRejected { id, .. } | Act::ObjectionAccepted { id } => {
            mine.contains(id)
        }
        act => act.subject() == Some(subject),
    };
    Ok(history.into_iter().filter(|(_, said)| visible(said)).collect())
}

/// One purpose, with what holds for this person.
#[derive(Serialize)]
struct PurposeLine {
    id: String,
    name: String,
    basis: String,
    /// Whether consent is asked for it.
    asks: bool,
    objected: bool,
    consent: Option<&'static str>,
    consents: bool,
    /// The day before which somebody who said no is not asked again.
    not_before: Option<String>,
}

/// One objection.
#[derive(Serialize)]
struct ObjectionLine {
    id: String,
    purpose: Option<String>,
    scope: &'static str,
    state: &'static str,
    open: bool,
    answered: bool,
    at: String,
    due: String,
    receipt: u64,
}

/// One event.
#[derive(Serialize)]
struct EventLine {
    index: u64,
    act: &'static str,
    at: String,
}

struct Seen {
    events: Vec<(u64, Said)>,
    standings: BTreeMap<Purpose, Standing>,
}

/// What this person and others said about them, without what holds of it.
async fn said(house: &Shared, subject: &SubjectId) -> Result<Vec<(u64, Said)>, Refusal> {
    let subject = subject.clone();
    Ok(house.door.ask(move |ledger| own(ledger, &subject)).await?)
}

async fn see(house: &Shared, person: &Person) -> Result<Seen, Refusal> {
    let now = house.world.now();
    let subject = person.subject.clone();
    let purposes: Vec<Purpose> = house.config.purposes.iter().map(|notice| notice.purpose.clone()).collect();
    let seen = house.door.ask(move |ledger| {
        let events = own(ledger, &subject)?;
        let mut standings = BTreeMap::new();
        for purpose in purposes {
            let standing = ledger.standing_of(&subject, &purpose, now)?;
            standings.insert(purpose, standing);
        }
        Ok(Seen { events, standings })
    });
    Ok(seen.await?)
}

pub(crate) async fn home(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    request: axum::extract::Request,
) -> Answer {
    let person = visit.signed_in()?.clone();
    let seen = see(&house, &person).await?;
    let done = request.uri().query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("done="));
    let done = done.and_then(|index| index.parse::<u64>().ok());
    let done = done.filter(|done| seen.events.iter().any(|(index, _)| index == done));
    let first = seen.standings.values().next();
    let events = seen.events.iter().rev().map(|(index, said)| EventLine {
        index: *index,
        act: told(&said.act),
        at: moment(said.at),
    });
    let values = context! {
        purposes => Serde(lines(&house, &visit, &seen)),
        objections => Serde(objections(&seen, &person.subject)),
        events => Serde(events.collect::<Vec<_>>()),
        accounts => Serde(&person.accounts),
        erasure => first.and_then(|standing| standing.erasure).map(|erasure| erasure.state.as_str()),
        erasure_due => first.and_then(|standing| standing.erasure).map(|erasure| answer_due(erasure.at)),
        restriction => first.is_some_and(|standing| standing.restriction),
        contested => first.is_some_and(|standing| standing.accuracy_contested),
        objects_to_all => objects_to_all(&seen, &person.subject),
        done => done,
    };
    page(&house, &visit, "me", values)
}

fn lines(house: &Shared, visit: &Visit, seen: &Seen) -> Vec<PurposeLine> {
    let now = house.world.now();
    let shown = purposes(house, visit.language).into_iter().zip(&house.config.purposes);
    shown
        .map(|(shown, notice)| {
            let standing = seen.standings.get(&notice.purpose);
            let consent = standing.and_then(|standing| standing.consent.as_ref());
            let objections = standing.map(|standing| standing.objections.as_slice()).unwrap_or_default();
            let refused = standing.filter(|standing| standing.prior_consent_refused).and(consent);
            let again =
                refused.map(|no| law::register::may_ask_again_from(no.decided_at.date_naive(), notice.re_ask_months));
            let again = again.filter(|day| now.date_naive() < *day);
            PurposeLine {
                id: shown.id,
                name: shown.name,
                basis: shown.basis,
                asks: notice.basis == LegalBasis::Consent,
                objected: objections
                    .iter()
                    .any(|objection| objection.state.is_open() && matches!(objection.scope, ObjectionScope::Person)),
                consent: consent.map(|consent| consent.state.as_str()),
                consents: consent.is_some_and(|consent| {
                    matches!(consent.state, ledger::ConsentState::Given | ledger::ConsentState::Renewed)
                }),
                not_before: again.map(|day| moment(day.and_time(NaiveTime::MIN).and_utc())),
            }
        })
        .collect()
}

/// The objections that this person made, the last one first.
fn objections(seen: &Seen, subject: &SubjectId) -> Vec<ObjectionLine> {
    let states: BTreeMap<&str, ObjectionState> = seen
        .standings
        .values()
        .flat_map(|standing| &standing.objections)
        .map(|objection| (objection.id.as_str(), objection.state))
        .collect();
    let made = seen.events.iter().rev().filter_map(|(index, said)| match &said.act {
        Act::Objection(made) if made.subject.as_ref() == Some(subject) => Some((index, said.at, made)),
        _ => None,
    });
    made.map(|(index, at, made)| {
        let state = states.get(made.id.as_str()).copied().unwrap_or(ObjectionState::Received);
        ObjectionLine {
            id: made.id.clone(),
            purpose: made.purpose.as_ref().map(ToString::to_string),
            scope: match made.scope {
                ObjectionScope::Person => "person",
                ObjectionScope::Account(_) => "account",
                ObjectionScope::Items(_) => "items",
            },
            state: state.as_str(),
            open: state.is_open(),
            answered: state != ObjectionState::Received,
            at: moment(at),
            due: answer_due(at),
            receipt: *index,
        }
    })
    .collect()
}

fn objects_to_all(seen: &Seen, subject: &SubjectId) -> bool {
    let open = objections(seen, subject);
    open.iter().any(|line| line.open && line.purpose.is_none() && line.scope == "person")
}

/// The purpose that a form names; `*` is every purpose.
fn purpose(house: &Shared, form: &Form) -> Result<Option<Purpose>, Refusal> {
    match form.field("purpose") {
        "*" => Ok(None),
        id => {
            let known = house.config.purposes.iter().find(|notice| notice.purpose.as_str() == id);
            let known = known.ok_or_else(|| Refusal::new(Why::BadRequest, "name a purpose of the register"))?;
            Ok(Some(known.purpose.clone()))
        }
    }
}

/// How far the objection reaches: the whole person unless the form says less.
fn scope(person: &Person, form: &Form) -> Result<ObjectionScope, Refusal> {
    match form.field("scope") {
        "" | "person" => Ok(ObjectionScope::Person),
        "account" => {
            let account = AccountId::new(form.field("account"));
            // An account of somebody else is not theirs to speak for, and whether there is one is not theirs to know.
            if person.accounts.contains(&account) {
                Ok(ObjectionScope::Account(account))
            } else {
                Err(Why::NotFound.into())
            }
        }
        "items" => {
            let items: Vec<RecordId> = form.field("items").split_whitespace().map(RecordId::new).collect();
            if items.is_empty() || items.len() > ITEMS_MAX {
                let detail = format!("name at least one item and at most {ITEMS_MAX}");
                return Err(Refusal::new(Why::BadRequest, detail));
            }
            Ok(ObjectionScope::Items(items))
        }
        _ => Err(Refusal::new(Why::BadRequest, "`scope` is `person`, `account` or `items`")),
    }
}

pub(crate) async fn object(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let person = visit.signed_in()?.clone();
    let id = house.sessions.objection_id(&format!("person:{}", person.subject), form.field("once"));
    let made = ObjectionMade {
        id: id.clone(),
        subject: Some(person.subject.clone()),
        candidates: Vec::new(),
        names: Vec::new(),
        purpose: purpose(&house, &form)?,
        scope: scope(&person, &form)?,
        period: Period::Both,
        models: None,
        verbatim: None,
        reasons: None,
        channel: Some("form".to_owned()),
        notice_version: None,
        language: Lang::new(visit.language.tag()).ok(),
        article: house.config.objection,
    };
    match record(&house, Act::Objection(made)).await {
        Err(DoorError::Known) => {
            // The same form came twice, as from a double click: the receipt is the first one's.
            let is_this = |act: &Act| matches!(act, Act::Objection(made) if made.id == id);
            let first = said(&house, &person.subject).await?.into_iter().find(|(_, said)| is_this(&said.act));
            first.map(|(index, _)| done(index)).ok_or_else(|| Why::Unavailable.into())
        }
        recorded => Ok(done(recorded?)),
    }
}

pub(crate) async fn withdraw_objection(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let person = visit.signed_in()?;
    let seen = see(&house, person).await?;
    let line = objections(&seen, &person.subject).into_iter().find(|line| line.id == form.field("objection"));
    let line = line.ok_or(Why::NotFound)?;
    if !line.open {
        return Ok(done(line.receipt));
    }
    Ok(done(record(&house, Act::ObjectionWithdrawn { id: line.id }).await?))
}

pub(crate) async fn consent(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let subject = visit.signed_in()?.subject.clone();
    let asked = house
        .config
        .purposes
        .iter()
        .find(|notice| notice.purpose.as_str() == form.field("purpose") && notice.basis == LegalBasis::Consent);
    let notice = asked.ok_or_else(|| Refusal::new(Why::BadRequest, "name a purpose that asks for consent"))?;
    let language = Lang::new(visit.language.tag()).map_err(|_| Refusal::from(Why::Unavailable))?;
    let purpose = Some(notice.purpose.clone());
    let act = match form.field("answer") {
        "no" => Act::ConsentRefused { subject, purpose, record: None },
        "yes" => Act::ConsentGiven(ConsentGiven {
            subject,
            purpose,
            // This page asks about posts, not about health, faith or politics in them [GDPR 9(2)(a)].
            explicit: false,
            categories: Vec::new(),
            kinds: notice.kinds.clone(),
            services: all_of(),
            // One purpose a question, two buttons alike, nothing chosen before, taken back with one click on this very
            // page [GDPR 7(2), 7(3), 7(4)]. `portal/tests` counts the clicks.
            conditions_ok: true,
            parental: false,
            all_parties: false,
            notice_version: notice.version.clone(),
            language,
            record: None,
        }),
        _ => return Err(Refusal::new(Why::BadRequest, "`answer` is `yes` or `no`")),
    };
    Ok(done(record(&house, act).await?))
}

pub(crate) async fn withdraw_consent(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let subject = visit.signed_in()?.subject.clone();
    let purpose = purpose(&house, &form)?;
    Ok(done(record(&house, Act::ConsentWithdrawn { subject, purpose, record: None }).await?))
}

pub(crate) async fn request(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let subject = visit.signed_in()?.subject.clone();
    // What cannot be undone asks that the person is there now, and not whoever found a browser that is signed in.
    if form.field("what") == "erasure" && !visit.is_fresh(&house) {
        return Ok(to("/sign-in?again=1"));
    }
    let act = match form.field("what") {
        "erasure" => Act::ErasureRequested { subject },
        "restriction" => Act::RestrictionRequested { subject },
        "accuracy" => Act::AccuracyContested { subject },
        "rectification" => {
            let text = form.field("text");
            if text.is_empty() || text.chars().count() > WORDS_MAX {
                let detail = format!("say in at most {WORDS_MAX} characters what is wrong and what is right");
                return Err(Refusal::new(Why::BadRequest, detail));
            }
            // The same form sent twice is one request.
            let request = house.sessions.objection_id(&format!("request:{subject}"), form.field("once"));
            let is_this =
                |act: &Act| matches!(act, Act::RectificationRequested { request: known, .. } if *known == request);
            let first = said(&house, &subject).await?.into_iter().find(|(_, said)| is_this(&said.act));
            if let Some((index, _)) = first {
                return Ok(done(index));
            }
            Act::RectificationRequested { subject, request, verbatim: Some(Text::new(text)) }
        }
        _ => {
            let detail = "`what` is `erasure`, `restriction`, `rectification` or `accuracy`";
            return Err(Refusal::new(Why::BadRequest, detail));
        }
    };
    Ok(done(record(&house, act).await?))
}

async fn record(house: &Shared, act: Act) -> Result<u64, DoorError> {
    let receipts = house.door.append(vec![Said::new(house.world.now(), act)]).await?;
    receipts.first().map(|receipt| receipt.index).ok_or(DoorError::Closed)
}

fn done(index: u64) -> Response {
    to(&format!("/me?done={index}"))
}

/// The position of a receipt, if it is of an event of this person.
async fn own_receipt(house: &Shared, visit: &Visit, index: &str) -> Result<u64, Refusal> {
    let index: u64 = index.parse().map_err(|_| Refusal::from(Why::NotFound))?;
    let subject = visit.signed_in()?.subject.clone();
    let owned = house.door.ask(move |ledger| Ok(own(ledger, &subject)?.iter().any(|(own, _)| *own == index))).await?;
    if owned { Ok(index) } else { Err(Why::NotFound.into()) }
}

pub(crate) async fn receipt(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Path(index): Path<String>,
) -> Answer {
    let index = own_receipt(&house, &visit, &index).await?;
    show_receipt(&house, &visit, index, &format!("/me/receipts/{index}/file"), None).await
}

pub(crate) async fn receipt_file(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Path(index): Path<String>,
) -> Answer {
    let index = own_receipt(&house, &visit, &index).await?;
    send_receipt(&house, index).await
}

/// Everything that the ledger holds about this person [GDPR 15(3), 20(1)].
pub(crate) async fn everything(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    #[derive(Serialize)]
    struct Data<'a> {
        version: u32,
        as_of: String,
        subject: &'a SubjectId,
        accounts: &'a [AccountId],
        events: Vec<Event<'a>>,
        /// What became of each post; absent where this portal has no project to look into.
        posts: Option<serde_json::Value>,
    }
    #[derive(Serialize)]
    struct Event<'a> {
        index: u64,
        #[serde(flatten)]
        said: &'a Said,
    }
    let person = visit.signed_in()?;
    let said = said(&house, &person.subject).await?;
    let now: Instant = house.world.now();
    let events = said.iter().map(|(index, said)| Event { index: *index, said }).collect();
    let posts = super::posts::uses(&house, &visit).await?;
    let read = super::posts::read(&house, &visit).await?;
    let posts = posts.map(|uses| super::posts::values(&uses, &read, &house)).transpose()?;
    let data =
        Data { version: 2, as_of: moment(now), subject: &person.subject, accounts: &person.accounts, events, posts };
    let attached = [(header::CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"")];
    Ok((attached, axum::Json(serde_json::to_value(&data).map_err(|_| Refusal::from(Why::Unavailable))?))
        .into_response())
}

pub(crate) async fn sign_out(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    leave(&house, &visit, "/")
}

/// Ends the session, and the way to another page.
pub(super) fn leave(house: &Shared, visit: &Visit, path: &str) -> Answer {
    if let Some(secret) = &visit.session_secret {
        house.sessions.sign_out(secret, house.world.now());
    }
    let mut response = to(path);
    if let Some(cookie) = set_cookie(house, "session", "", Some(0)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

const ITEMS_MAX: usize = 100;
/// Characters of what a person says in their own words.
const WORDS_MAX: usize = 4000;
