//! The console: what waits, until when, and who may do something about it. In: somebody of the staff. Out: pages, and events
//! that say who acted. Never: an act of somebody whose role the table does not name, or a text of a person for a role that
//! has no need of it.

pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod hooks;
pub(crate) mod invitations;
pub(crate) mod law;
pub(crate) mod notices;
pub(crate) mod orders;
pub(crate) mod papers;
pub(crate) mod proof;
pub(crate) mod requests;
pub(crate) mod reviews;
pub(crate) mod stock;

use super::{Visit, page};
use crate::form::Form;
use crate::office::{Answering, Looked, Office, OfficeError};
use crate::queue;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use crate::staff::{Role, Staff};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use ledger::{Act, Ledger, LedgerError, Said};
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use terms::{Instant, format_instant};

type Answer = Result<Response, Refusal>;

/// Whoever works here may see what holds no person.
pub(crate) const EVERYONE: &[Role] = &Role::ALL;
/// Who sees requests, without a name for a supervisor.
pub(crate) const DESK: &[Role] = &[Role::Dpo, Role::Counsel, Role::Supervisor];
/// Who answers people and looks at what they wrote.
pub(crate) const HANDS: &[Role] = &[Role::Dpo, Role::Counsel];
/// Who signs documents.
pub(crate) const SIGNERS: &[Role] = &[Role::Dpo, Role::Counsel, Role::Controller, Role::Engineering, Role::Product];
/// Who may let somebody from outside in.
pub(crate) const INVITERS: &[Role] = &[Role::Dpo, Role::Counsel, Role::Controller];
/// Who may have the evidence pack.
pub(crate) const EXAMINERS: &[Role] = &[Role::Dpo, Role::Counsel, Role::Supervisor, Role::Auditor];
/// Who may stop everything.
pub(crate) const STOPPERS: &[Role] = &[Role::Dpo, Role::Counsel, Role::Controller, Role::Engineering];

/// The pages of the console, with who may open each.
const PAGES: &[(&str, &str, &[Role])] = &[
    ("/console", "console-nav-home", EVERYONE),
    ("/console/requests", "console-nav-requests", DESK),
    ("/console/identities", "console-nav-identities", HANDS),
    ("/console/reviews", "console-nav-reviews", HANDS),
    ("/console/notices", "console-nav-notices", DESK),
    ("/console/papers", "console-nav-papers", EVERYONE),
    ("/console/orders", "console-nav-orders", EVERYONE),
    ("/console/stock", "console-nav-stock", EVERYONE),
    ("/console/hooks", "console-nav-hooks", EVERYONE),
    ("/console/law", "console-nav-law", EVERYONE),
    ("/console/figures", "console-nav-figures", EVERYONE),
    ("/console/proof", "console-nav-proof", EVERYONE),
    ("/console/invitations", "console-nav-invitations", INVITERS),
    ("/console/events", "console-nav-events", EVERYONE),
];

/// The pages that this visitor may open.
pub(super) fn pages_of(visit: &Visit) -> Value {
    #[derive(Serialize)]
    struct Link {
        path: &'static str,
        key: &'static str,
    }
    let links = PAGES.iter().filter(|(_, _, roles)| visit.may(roles)).map(|(path, key, _)| Link { path, key });
    Value::from(Serde(links.collect::<Vec<_>>()))
}

fn staff(visit: &Visit) -> Result<&Arc<Staff>, Refusal> {
    visit.staff().ok_or_else(|| Why::NotSignedIn.into())
}

/// Appends acts in one commit, each followed by who did it and as what.
async fn act(house: &Shared, visit: &Visit, roles: &[Role], acts: Vec<Act>) -> Result<u64, Refusal> {
    act_while(house, visit, roles, acts, |_| Ok(true)).await
}

/// The same where `still` holds: of two people who answer the same request at once, one answers it.
async fn act_while(
    house: &Shared,
    visit: &Visit,
    roles: &[Role],
    acts: Vec<Act>,
    still: impl Fn(&Ledger) -> Result<bool, LedgerError> + Send + 'static,
) -> Result<u64, Refusal> {
    let staff = staff(visit)?;
    let role = staff.acts_as(roles).ok_or(Why::NotYourRole)?;
    let now = house.world.now();
    let mut said = Vec::new();
    for act in acts {
        let of = act.name().to_owned();
        let by = Act::StaffActed { staff: staff.name.clone(), role: role.as_str().to_owned(), of };
        said.extend([Said::new(now, act), Said::new(now, by)]);
    }
    let receipts = house.door.append_while(still, said).await?;
    receipts.first().map(|receipt| receipt.index).ok_or_else(|| Why::Unavailable.into())
}

/// Asks the rest of the project something, on a thread that may wait.
pub(super) async fn ask<Q: Send + 'static, A: Send + 'static>(
    house: &Shared,
    which: fn(&Office) -> &Answering<Q, A>,
    question: Q,
) -> Result<A, Refusal> {
    let house = Arc::clone(house);
    let asked = tokio::task::spawn_blocking(move || match &house.config.office {
        Some(office) => which(office)(&question),
        None => Err(OfficeError::Refused { why: "this portal has no project to look into".to_owned() }),
    });
    asked.await.map_err(|_| Refusal::from(Why::Unavailable))?.map_err(Refusal::from)
}

impl From<OfficeError> for Refusal {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Refused { why } => Self::new(Why::BadRequest, why),
            OfficeError::SamePerson => Why::FourEyes.into(),
            OfficeError::Changed => Why::Changed.into(),
            OfficeError::Unavailable { why } => {
                tracing::error!("the project did not answer: {why}");
                Why::Unavailable.into()
            }
        }
    }
}

/// One queue on the first page.
#[derive(Serialize)]
struct Figure {
    /// Its word in the keys of texts.
    key: &'static str,
    /// How many wait; nobody knows where the project could not be asked.
    count: Option<u64>,
    /// Of these, how many are late.
    late: Option<u64>,
    /// When the first is due.
    due: Option<String>,
    /// The page that shows them, for who may open it.
    page: Option<&'static str>,
    /// The events that the figure is counted from.
    query: String,
}

/// What the ledger alone can count.
struct Counted {
    requests: Vec<queue::Waiting>,
    identities: u64,
    undelivered: u64,
    orders: u64,
    looked: Looked,
}

fn count(ledger: &Ledger, now: Instant) -> Result<Counted, LedgerError> {
    Ok(Counted {
        requests: queue::requests(ledger)?,
        identities: queue::identities(ledger)?.len() as u64,
        undelivered: queue::undelivered(ledger)?.len() as u64,
        orders: ledger.orders(now)?.iter().filter(|order| order.is_in_force(now)).count() as u64,
        looked: reviews::looked(ledger, now)?,
    })
}

/// `GET /console`.
pub(crate) async fn home(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let now = house.world.now();
    let counted = house.door.ask(move |ledger| count(ledger, now)).await?;
    let late = counted.requests.iter().filter(|one| one.is_late(now)).count() as u64;
    let due = counted.requests.first().map(|one| format_instant(one.due));
    // A figure that is not known is shown as such; the page must not fail, or wait, where the project cannot be read.
    let soon = Duration::from_secs(FIGURE_SECONDS);
    let (held, drafts) = tokio::join!(
        tokio::time::timeout(soon, ask(&house, |office| &*office.waiting, counted.looked)),
        tokio::time::timeout(soon, ask(&house, |office| &*office.drafts, ())),
    );
    let (held, drafts) = (held.ok().and_then(Result::ok), drafts.ok().and_then(Result::ok));
    let figure = |key, count, page, roles, acts: &[&str]| Figure {
        key,
        count,
        late: None,
        due: None,
        page: visit.may(roles).then_some(page),
        query: events::query(acts),
    };
    let requests = Some(counted.requests.len() as u64);
    let figures = vec![
        Figure { late: Some(late), due, ..figure("requests", requests, "/console/requests", DESK, queue::REQUESTS) },
        figure("identities", Some(counted.identities), "/console/identities", HANDS, queue::IDENTITIES),
        figure("reviews", held, "/console/reviews", HANDS, queue::REVIEWS),
        figure("notices", Some(counted.undelivered), "/console/notices", DESK, queue::NOTICES),
        figure("papers", drafts, "/console/papers", EVERYONE, &["assessment_approved", "assessment_withdrawn"]),
        figure("orders", Some(counted.orders), "/console/orders", EVERYONE, &["order", "order_lifted"]),
        figure("hooks", Some(hooks::waiting(&house)), "/console/hooks", EVERYONE, &["staff_acted"]),
    ];
    let values = context! {
        figures => Serde(figures),
        late => late,
        may_stop => visit.may(STOPPERS),
    };
    page(&house, &visit, "console", values)
}

/// `POST /console/sign-out`.
pub(crate) async fn sign_out(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    super::me::leave(&house, &visit, "/console/sign-in")
}

/// The word in which the ledger writes a value.
fn word(value: &impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// A text of a form that must be there, of a length that a person can read.
fn written<'a>(form: &'a Form, name: &str) -> Result<&'a str, Refusal> {
    let text = form.field(name);
    if text.is_empty() || text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Refusal::new(Why::BadRequest, format!("write `{name}`, at most {TEXT_CHARACTERS_MAX} characters")));
    }
    Ok(text)
}

/// Lines that one page shows.
const LINES_MAX: usize = 100;
/// So long the overview waits for a figure that the project has to look up.
const FIGURE_SECONDS: u64 = 5;
const TEXT_CHARACTERS_MAX: usize = 2000;

/// Keys of texts that the pages of the console put together.
#[cfg(test)]
pub(super) fn keys() -> impl Iterator<Item = String> {
    let queues = ["requests", "identities", "reviews", "notices", "papers", "orders", "hooks"];
    let parts = ["", "-count", "-open", "-query"];
    let queues = queues.into_iter().flat_map(move |queue| parts.map(|part| format!("queue-{queue}{part}")));
    let pages = PAGES.iter().map(|(_, key, _)| (*key).to_owned());
    let roles = Role::ALL.into_iter().map(|role| format!("role-{}", role.as_str()));
    let hooks = hooks::WHY.iter().chain(&["status"]).map(|why| format!("hooks-why-{why}"));
    let plots = figures::keys();
    let effects = ["permit", "report", "forbid", "hold", "transform"].map(|word| format!("law-effect-{word}"));
    queues.chain(pages).chain(roles).chain(plots).chain(effects).chain(hooks)
}
