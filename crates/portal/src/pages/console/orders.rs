//! Orders. In: a stop, an order of an authority, or its end. Out: events that every run asks about at its next boundary,
//! and what stopped when. Never: the end of an order by the person who entered it.

use super::super::{Visit, page, to};
use super::{Answer, HANDS, STOPPERS, act_while, staff, word, written};
use crate::form::Form;
use crate::queue;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use ledger::{Act, Covers, Ledger, LedgerError, Order, OrderEffect, OrderKind, Said};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use terms::{Date, Digest, Instant, format_instant};

/// One order on the page.
#[derive(Serialize)]
struct Line {
    index: u64,
    id: String,
    authority: String,
    provision: String,
    kind: Option<String>,
    at: String,
    from: String,
    until: Option<String>,
    ops: String,
    purposes: String,
    territory: String,
    by: Option<String>,
    lifted_at: Option<String>,
    lifted_by: Option<String>,
    in_force: bool,
    /// Its first day is yet to come.
    pending: bool,
    /// Whether this visitor may end it: two people, one after the other.
    may_lift: bool,
    stopped: Vec<Stopped>,
}

/// A run that an order stopped.
#[derive(Serialize)]
struct Stopped {
    run: String,
    at: String,
    seconds: i64,
}

struct Book {
    orders: Vec<(u64, Said)>,
    runs: Vec<(u64, Said)>,
    by: BTreeMap<u64, String>,
}

fn book(ledger: &Ledger) -> Result<Book, LedgerError> {
    Ok(Book {
        orders: ledger.said_of(&["order", "order_lifted"])?,
        runs: ledger.said_of(&["run_started", "run_stopped", "model_trained"])?,
        by: queue::done_by(ledger)?,
    })
}

impl Book {
    /// When an order ended, and through whom.
    fn lifted(&self, id: &str, after: u64) -> Option<(Instant, Option<&String>)> {
        let ends = |(index, said): &&(u64, Said)| {
            *index > after && matches!(&said.act, Act::OrderLifted { id: one } if one == id)
        };
        self.orders.iter().find(ends).map(|(index, said)| (said.at, self.by.get(index)))
    }

    fn stopped(&self, id: &str, since: Instant) -> Vec<Stopped> {
        let stopped = self.runs.iter().filter_map(|(_, said)| match &said.act {
            Act::RunStopped { run, reason: Some(reason) } if reason == id => Some(Stopped {
                run: run.clone(),
                at: format_instant(said.at),
                seconds: (said.at - since).num_seconds(),
            }),
            _ => None,
        });
        stopped.collect()
    }

    /// Runs that began and neither stopped nor ended in a model.
    fn running(&self) -> Vec<(String, Instant)> {
        let mut running: BTreeMap<String, Instant> = BTreeMap::new();
        for (_, said) in &self.runs {
            match &said.act {
                Act::RunStarted { run, .. } => drop(running.insert(run.clone(), said.at)),
                Act::RunStopped { run, .. } | Act::ModelTrained { run: Some(run), .. } => drop(running.remove(run)),
                _ => {}
            }
        }
        running.into_iter().collect()
    }

    fn lines(&self, visit: &Visit, now: Instant) -> Vec<Line> {
        let me = visit.staff().map(|staff| &staff.name);
        let orders = self.orders.iter().rev().filter_map(|(index, said)| match &said.act {
            Act::Order(order) => Some((*index, said.at, order)),
            _ => None,
        });
        orders
            .map(|(index, at, order)| {
                let (lifted, by) = (self.lifted(&order.id, index), self.by.get(&index));
                let in_force = lifted.is_none() && order.is_in_force(now);
                let pending = lifted.is_none() && !in_force && !order.is_over(now);
                Line {
                    index,
                    id: order.id.clone(),
                    authority: order.authority.clone(),
                    provision: order.provision.clone(),
                    kind: order.kind.as_ref().and_then(word),
                    at: format_instant(at),
                    from: order.from.to_string(),
                    until: order.until.map(|until| until.to_string()),
                    ops: covered(&order.ops),
                    purposes: covered(&order.purposes),
                    territory: covered(&order.territory),
                    by: by.cloned(),
                    lifted_at: lifted.as_ref().map(|(at, _)| format_instant(*at)),
                    lifted_by: lifted.and_then(|(_, by)| by.cloned()),
                    in_force,
                    pending,
                    may_lift: (in_force || pending) && visit.may(HANDS) && (by.is_none() || by != me),
                    stopped: self.stopped(&order.id, at),
                }
            })
            .collect()
    }
}

/// What an order covers, as words; empty where it covers everything.
fn covered<T: Serialize>(covers: &Covers<T>) -> String {
    match covers {
        Covers::All => String::new(),
        Covers::Only(these) => these.iter().filter_map(word).collect::<Vec<_>>().join(", "),
    }
}

/// `GET /console/orders`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    #[derive(Serialize)]
    struct Running {
        run: String,
        at: String,
    }
    let now = house.world.now();
    let book = house.door.ask(book).await?;
    let running = book.running().into_iter().map(|(run, at)| Running { run, at: format_instant(at) });
    let values = context! {
        lines => Serde(book.lines(&visit, now)),
        running => Serde(running.collect::<Vec<_>>()),
        may_stop => visit.may(STOPPERS),
        may_enter => visit.may(HANDS),
        today => now.date_naive().to_string(),
        orders_query => super::events::query(&["order", "order_lifted"]),
        runs_query => super::events::query(&["run_started", "run_stopped", "model_trained"]),
    };
    page(&house, &visit, "console-orders", values)
}

/// `POST /console/orders/stop`: everything, everywhere, from this moment on.
pub(crate) async fn stop(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let now = house.world.now();
    let who = format!("staff:{}", staff(&visit)?.name);
    let mut id = format!("stop-{}", house.sessions.objection_id(&who, form.field("once")));
    id.truncate(17);
    let order = Order {
        id: id.clone(),
        authority: house.config.controller.name.clone(),
        provision: "GDPR 24(1)".to_owned(),
        effect: OrderEffect::Forbid,
        territory: Covers::All,
        ops: Covers::All,
        purposes: Covers::All,
        from: now.date_naive(),
        until: None,
        // The controller's own stop is none of the kinds that others impose.
        kind: None,
        services: None,
        models: None,
        people: None,
        appeal: None,
        document: None,
        in_force_at: Some(now),
    };
    // The same form twice, as from a double click, is one order.
    match act_while(&house, &visit, STOPPERS, vec![Act::Order(order)], is_new(id)).await {
        Err(refusal) if refusal.why != Why::Changed => Err(refusal),
        _ => Ok(to("/console/orders")),
    }
}

/// Whether no order has this id.
fn is_new(id: String) -> impl Fn(&Ledger) -> Result<bool, LedgerError> + Send + 'static {
    let known = move |said: &(u64, Said)| matches!(&said.1.act, Act::Order(order) if order.id == id);
    move |ledger| Ok(!ledger.said_of(&["order"])?.iter().any(&known))
}

/// `POST /console/orders/enter`: what an authority, a court or an undertaking forbids.
pub(crate) async fn enter(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let wrong = |what: &str| Refusal::new(Why::BadRequest, what.to_owned());
    let kind: OrderKind = parsed(form.field("kind")).ok_or_else(|| wrong("`kind` is one of the list"))?;
    let date = |name: &str| match form.field(name) {
        "" => Ok(None),
        text => terms::parse_date(text).map(Some).map_err(|_| wrong("write a day like 2026-11-23")),
    };
    let from: Date = date("from")?.ok_or_else(|| wrong("`from` is missing"))?;
    let document: Digest =
        parsed(form.field("document")).ok_or_else(|| wrong("`document` is the SHA-256 of the order's text"))?;
    let order = Order {
        id: written(&form, "id")?.to_owned(),
        authority: written(&form, "authority")?.to_owned(),
        provision: written(&form, "provision")?.to_owned(),
        effect: OrderEffect::Forbid,
        territory: listed(form.field("territory")).ok_or_else(|| wrong("`territory` lists countries like `DE`"))?,
        ops: listed(form.field("ops")).ok_or_else(|| wrong("`ops` lists operations like `train`"))?,
        purposes: listed(form.field("purposes")).ok_or_else(|| wrong("`purposes` lists ids of the register"))?,
        from,
        until: date("until")?,
        kind: Some(kind),
        services: None,
        models: None,
        people: None,
        appeal: Some(written(&form, "appeal")?.to_owned()),
        document: Some(document),
        in_force_at: None,
    };
    let still = is_new(order.id.clone());
    let order = Act::Order(order);
    order.check().map_err(wrong)?;
    match act_while(&house, &visit, HANDS, vec![order], still).await {
        Err(refusal) if refusal.why == Why::Changed => Err(wrong("there is an order with this id already")),
        done => done.map(|_| to("/console/orders")),
    }
}

fn parsed<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}

/// Words with spaces or commas between them; none of them is everything.
fn listed<T: DeserializeOwned>(text: &str) -> Option<Covers<T>> {
    let words = text.split([' ', ',', '\r', '\n']).filter(|word| !word.is_empty());
    let these: Vec<T> = words.map(parsed).collect::<Option<_>>()?;
    Some(if these.is_empty() { Covers::All } else { Covers::Only(these) })
}

/// `POST /console/orders/lift`: its end, by another person than the one who entered it.
pub(crate) async fn lift(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let now = house.world.now();
    let lines = house.door.ask(book).await?.lines(&visit, now);
    let stands = |line: &Line| line.in_force || line.pending;
    let line = lines.into_iter().find(|line| stands(line) && line.id == form.field("id")).ok_or(Why::NotFound)?;
    if !line.may_lift {
        return Err(Why::FourEyes.into());
    }
    let id = line.id.clone();
    let stands =
        move |ledger: &Ledger| Ok(ledger.orders(now)?.iter().any(|order| order.id == id && !order.is_over(now)));
    act_while(&house, &visit, HANDS, vec![Act::OrderLifted { id: line.id }], stands).await?;
    Ok(to("/console/orders"))
}
