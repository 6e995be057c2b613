//! Who was told, who was not, and why. In: the ledger and the people who have an address. Out: a figure for each step of each
//! version of the notice, those whom it did not reach, and another try for one of them. Never: a name for a supervisor.

use super::super::{Visit, page, to};
use super::{Answer, HANDS, LINES_MAX, act_while, word};
use crate::form::Form;
use crate::notices::{Book, Notice, State as Came, Step, step};
use crate::queue;
use crate::refusal::{Refusal, Why};
use crate::server::{House, Shared};
use axum::Extension;
use axum::extract::State;
use ledger::{Act, Covers, Ledger, LedgerError};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};
use terms::{Instant, SubjectId, format_instant};

/// One version of the notice, in people.
#[derive(Serialize)]
struct Told {
    version: String,
    purposes: Vec<String>,
    figures: Vec<Figure>,
    /// Who still has to be told; nobody knows for a version that is not the portal's any more.
    to_tell: Option<u64>,
}

/// One figure, with the events that it is counted from.
#[derive(Serialize)]
struct Figure {
    key: &'static str,
    count: u64,
    query: String,
}

/// A notice that did not reach somebody.
#[derive(Serialize)]
struct Line {
    index: u64,
    at: String,
    version: String,
    channel: String,
    reason: Option<String>,
    subject: Option<String>,
}

/// `GET /console/notices`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let hands = visit.may(HANDS);
    let asking = Arc::clone(&house);
    let now = house.world.now();
    let asked = move |ledger: &Ledger| Ok((queue::undelivered(ledger)?, told(&asking, ledger, now)?));
    let (failed, told) = house.door.ask(asked).await?;
    let total = failed.len();
    let lines = failed.into_iter().take(LINES_MAX).filter_map(|(index, said)| match said.act {
        Act::NoticeFailed { subject, version, channel, reason, .. } => Some(Line {
            index,
            at: format_instant(said.at),
            version,
            channel,
            reason: reason.as_ref().and_then(word),
            subject: hands.then(|| subject.to_string()),
        }),
        _ => None,
    });
    let values = context! {
        lines => Serde(lines.collect::<Vec<_>>()),
        told => Serde(told),
        total => total,
        hands => hands,
        query => super::events::query(queue::NOTICES),
    };
    page(&house, &visit, "console-notices", values)
}

/// The figures of every version that was sent, published or stands in the portal.
fn told(house: &House, ledger: &Ledger, now: Instant) -> Result<Vec<Told>, LedgerError> {
    let mut book = house.book.lock().unwrap_or_else(PoisonError::into_inner);
    book.catch_up(ledger)?;
    let erased = ledger.suppression()?;
    let notices = Notice::all(&house.config.purposes);
    let versions: BTreeSet<&str> =
        book.versions().into_iter().chain(notices.iter().map(|notice| notice.version.as_str())).collect();
    let all = versions.into_iter().rev().map(|version| {
        let notice = notices.iter().find(|notice| notice.version == version);
        let to_tell = notice.map(|notice| {
            let people = house.sessions.everybody().filter(|person| !erased.contains(&person.subject));
            let open = |person: &&_| step(&house.config.notices, &book, notice, person, now) != Step::Nothing;
            people.map(|person| &**person).filter(open).count() as u64
        });
        Told {
            version: version.to_owned(),
            purposes: purposes(&book, notice, version),
            figures: figures(&book, version),
            to_tell,
        }
    });
    Ok(all.collect())
}

fn purposes(book: &Book, notice: Option<&Notice>, version: &str) -> Vec<String> {
    match (notice, book.published(version).last().map(|published| &published.purposes)) {
        (Some(notice), _) => notice.named().iter().map(ToString::to_string).collect(),
        (None, Some(Covers::Only(purposes))) => purposes.iter().map(ToString::to_string).collect(),
        (None, Some(Covers::All)) => vec!["*".to_owned()],
        (None, None) => Vec::new(),
    }
}

/// A person is counted once, by whatever ways a notice went.
fn figures(book: &Book, version: &str) -> Vec<Figure> {
    let mut people: [BTreeSet<&SubjectId>; 4] = Default::default();
    let [sent, delivered, seen, failed] = &mut people;
    for (errand, course) in book.of_version(version) {
        let arrived = matches!(course.state, Came::Delivered { .. });
        for (whom, holds) in [
            (&mut *sent, course.sent > 0),
            (&mut *delivered, arrived),
            (&mut *seen, course.seen),
            (&mut *failed, matches!(course.state, Came::Failed { .. })),
        ] {
            if holds {
                whom.insert(&errand.subject);
            }
        }
    }
    let acts = ["notice_sent", "notice_delivered", "notice_seen", "notice_failed"];
    let keys = ["sent", "delivered", "seen", "failed"];
    let counts = people.map(|people| people.len() as u64);
    let figures = keys.into_iter().zip(acts).zip(counts);
    figures.map(|((key, act), count)| Figure { key, count, query: super::events::about(act, version) }).collect()
}

/// `POST /console/notices/again`.
pub(crate) async fn again(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let asked: u64 =
        form.field("index").parse().map_err(|_| Refusal::new(Why::BadRequest, "name an event by its `index`"))?;
    let failed = house.door.ask(queue::undelivered).await?;
    let failed = failed.into_iter().find(|(index, _)| *index == asked).ok_or(Why::Changed)?;
    let Act::NoticeFailed { subject, version, channel, reason, .. } = failed.1.act else {
        return Err(Why::NotFound.into());
    };
    let again = Act::NoticeFailed { subject, version, channel, reason, again: true };
    let still = move |ledger: &Ledger| Ok(queue::undelivered(ledger)?.iter().any(|(index, _)| *index == asked));
    act_while(&house, &visit, HANDS, vec![again], still).await?;
    Ok(to("/console/notices"))
}
