//! Requests and the clocks on them, and objections whose maker is not known for sure. In: an answer. Out: the events that
//! say it, in the words that the ledger has. Never: an answer to what does not wait, or a refusal without its reasons
//! [GDPR 12(4)].

use super::super::{Visit, page, to};
use super::{Answer, HANDS, LINES_MAX, act_while, written};
use crate::form::Form;
use crate::queue::{self, Kind, Waiting};
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use ledger::{Act, Ledger, ObjectionScope, Outcome, RejectionGrounds};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use terms::{Instant, SubjectId, Text, format_instant};

/// One request on the page.
#[derive(Serialize)]
struct Line {
    index: u64,
    act: &'static str,
    subject: Option<String>,
    at: String,
    due: String,
    late: bool,
    extended: bool,
    /// What the person said in their own words; for who answers.
    words: Option<String>,
    /// Whether a no is possible at all.
    may_refuse: bool,
    /// Whether more time can still be taken.
    may_extend: bool,
}

/// `GET /console/requests`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>, uri: Uri) -> Answer {
    let (now, hands) = (house.world.now(), visit.may(HANDS));
    let late_only = uri.query().unwrap_or_default().split('&').any(|pair| pair == "late=1");
    let waiting = house.door.ask(queue::requests).await?;
    let total = waiting.len();
    let late = waiting.iter().filter(|one| one.is_late(now)).count();
    let shown = waiting.iter().filter(|one| !late_only || one.is_late(now)).take(LINES_MAX);
    let lines = shown.map(|one| Line {
        index: one.index,
        act: one.act,
        subject: one.subject.as_ref().filter(|_| hands).map(ToString::to_string),
        at: format_instant(one.at),
        due: format_instant(one.due),
        late: one.is_late(now),
        extended: one.is_extended,
        words: one.words.as_ref().filter(|_| hands).map(|words| words.expose().to_owned()),
        may_refuse: !matches!(one.kind, Kind::Objection { may_be_rejected: false, .. }),
        may_extend: may_extend(one, now),
    });
    let lines = Serde(lines.collect::<Vec<_>>());
    let query = super::events::query(queue::REQUESTS);
    page(&house, &visit, "console-requests", context! { lines, total, late, late_only, hands, query })
}

/// Once, within the first month, and only where somebody can be told [GDPR 12(3)].
fn may_extend(one: &Waiting, now: Instant) -> bool {
    !one.is_extended && one.subject.is_some() && now <= ledger::answer_due(one.at)
}

/// `POST /console/requests/answer`.
pub(crate) async fn answer(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let index: u64 = form.field("index").parse().map_err(|_| Refusal::from(Why::NotFound))?;
    let waiting = house.door.ask(queue::requests).await?;
    let one = waiting.into_iter().find(|one| one.index == index).ok_or(Why::NotFound)?;
    let acts = answered(&one, &form, house.world.now())?;
    let waits = move |ledger: &Ledger| {
        Ok(queue::requests(ledger)?.iter().any(|now| (now.index, now.due) == (one.index, one.due)))
    };
    act_while(&house, &visit, HANDS, acts, waits).await?;
    Ok(to("/console/requests"))
}

/// The events that an answer is.
fn answered(one: &Waiting, form: &Form, now: Instant) -> Result<Vec<Act>, Refusal> {
    let yes = match form.field("answer") {
        "yes" => true,
        "no" => false,
        "later" if may_extend(one, now) => {
            let subject = one.subject.clone().ok_or(Why::BadRequest)?;
            let (until, reasons) = (queue::extended_due(one.at).date_naive(), Text::new(written(form, "reasons")?));
            return Ok(vec![Act::RequestExtended { subject, request: one.request(), until, reasons }]);
        }
        _ => return Err(Refusal::new(Why::BadRequest, "`answer` is `yes`, `no`, or `later` where that is possible")),
    };
    let reasons = if yes { None } else { Some(Text::new(written(form, "reasons")?)) };
    if let Kind::Objection { id, may_be_rejected } = &one.kind {
        return match (yes, may_be_rejected) {
            (true, _) => Ok(vec![Act::ObjectionAccepted { id: id.clone() }]),
            (false, true) => {
                let grounds = RejectionGrounds::Compelling;
                Ok(vec![Act::ObjectionRejected { id: id.clone(), grounds, reasons }])
            }
            // Against marketing, or promised without conditions: nothing outweighs it [GDPR 21(3)].
            (false, false) => Err(Refusal::new(Why::BadRequest, "this objection cannot be rejected [GDPR 21(3)]")),
        };
    }
    let subject = one.subject.clone().ok_or(Why::BadRequest)?;
    let outcome = if yes { Outcome::Fulfilled } else { Outcome::Refused };
    let replied = Act::RequestReplied { subject: subject.clone(), request: one.request(), outcome, reasons };
    Ok(match (&one.kind, yes) {
        (Kind::Erasure, true) => vec![Act::ErasureGranted { subject }, replied],
        (Kind::Erasure, false) => vec![Act::ErasureRefused { subject }, replied],
        (Kind::Restriction, false) => vec![Act::RestrictionLifted { subject }, replied],
        (Kind::Accuracy, _) => vec![Act::AccuracySettled { subject }, replied],
        _ => vec![replied],
    })
}

/// `GET /console/identities`.
pub(crate) async fn identities(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    #[derive(Serialize)]
    struct Identity {
        index: u64,
        id: String,
        at: String,
        purpose: Option<String>,
        scope: &'static str,
        candidates: Vec<SubjectId>,
        names: Vec<String>,
    }
    let open = house.door.ask(queue::identities).await?;
    let total = open.len();
    let lines = open.into_iter().take(LINES_MAX).map(|(index, at, made)| Identity {
        index,
        id: made.id,
        at: format_instant(at),
        purpose: made.purpose.map(|purpose| purpose.to_string()),
        scope: match made.scope {
            ObjectionScope::Person => "person",
            ObjectionScope::Account(_) => "account",
            ObjectionScope::Items(_) => "items",
        },
        candidates: made.candidates,
        names: made.names.iter().map(|name| name.expose().to_owned()).collect(),
    });
    let lines = Serde(lines.collect::<Vec<_>>());
    let query = super::events::query(queue::IDENTITIES);
    page(&house, &visit, "console-identities", context! { lines, total, query })
}

/// `POST /console/identities/resolve`.
pub(crate) async fn resolve(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let open = house.door.ask(queue::identities).await?;
    let (_, _, made) = open.into_iter().find(|(_, _, made)| made.id == form.field("id")).ok_or(Why::NotFound)?;
    let subject = SubjectId::new(form.field("subject"));
    // Only those whom it was received for: nobody is made an objector, or freed, by a slip of the pen.
    if !made.candidates.contains(&subject) {
        return Err(Why::NotFound.into());
    }
    let id = made.id.clone();
    let waits = move |ledger: &Ledger| Ok(queue::identities(ledger)?.iter().any(|(_, _, open)| open.id == id));
    act_while(&house, &visit, HANDS, vec![Act::ObjectionResolved { id: made.id, subject }], waits).await?;
    Ok(to("/console/identities"))
}
