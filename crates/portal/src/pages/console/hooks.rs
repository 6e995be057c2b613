//! Hooks: how far each system was told, and what it did not take. In: what the hooks keep. Out: positions and acts, and letters
//! that go once more. Never: what an event says or about whom, an address beyond its server, or a secret.

use super::super::{Visit, page, to};
use super::{Answer, staff};
use crate::form::Form;
use crate::hooks::{Courier, DEAD_MAX, HookError};
use crate::queue::HOOK;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use crate::staff::Role;
use axum::Extension;
use axum::extract::State;
use ledger::{Act, LedgerError, Said};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who lets letters go once more.
pub(crate) const CARRIERS: &[Role] = &[Role::Dpo, Role::Counsel, Role::Engineering];

/// One hook on the page.
#[derive(Serialize)]
struct Line {
    name: String,
    server: String,
    acts: String,
    /// The next event to tell.
    next: u64,
    /// Events that it was not told yet.
    behind: u64,
    tries: u32,
    /// Its receiver wants no more letters.
    ended: bool,
    /// So many letters are laid aside that it stands still.
    full: bool,
    total: usize,
    dead: Vec<DeadLine>,
}

/// A letter that was laid aside.
#[derive(Serialize)]
struct DeadLine {
    index: u64,
    /// Its act; nothing where the event was erased.
    act: Option<&'static str>,
    at: String,
    tries: u32,
    /// `timeout`, `unreachable`, `redirect`, `gone` or `status`.
    why: &'static str,
    status: String,
    /// It goes once more, as soon as its turn comes.
    again: bool,
}

/// Letters that wait for somebody to look, and hooks whose receiver ended them.
pub(super) fn waiting(house: &Shared) -> u64 {
    let of = |courier: &Arc<Courier>| courier.kept().dead.len() as u64 + u64::from(courier.is_ended());
    house.couriers.iter().map(of).sum()
}

/// `GET /console/hooks`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let kept: Vec<_> = house.couriers.iter().map(|courier| courier.kept()).collect();
    let shown: Vec<u64> =
        kept.iter().flat_map(|kept| kept.dead.iter().take(LETTERS_MAX)).map(|dead| dead.index).collect();
    let asked = house.door.ask(move |ledger| {
        let act = |index: u64| {
            let found = ledger.events_between(index, index.saturating_add(1))?.pop();
            Ok(found.map(|(_, said)| (index, said.act.name())))
        };
        let acts: Result<Vec<_>, LedgerError> = shown.into_iter().map(act).collect();
        Ok((ledger.tree_head().size, acts?.into_iter().flatten().collect::<BTreeMap<_, _>>()))
    });
    let (size, acts) = asked.await?;
    let lines = house.couriers.iter().zip(kept).map(|(courier, kept)| Line {
        name: courier.hook.name.clone(),
        server: courier.hook.server().to_owned(),
        acts: courier.hook.acts.join(", "),
        next: kept.next,
        behind: size.saturating_sub(kept.next),
        tries: kept.tries,
        ended: courier.is_ended(),
        full: kept.dead.len() >= DEAD_MAX,
        total: kept.dead.len(),
        dead: kept
            .dead
            .iter()
            .take(LETTERS_MAX)
            .map(|dead| DeadLine {
                index: dead.index,
                act: acts.get(&dead.index).copied(),
                at: dead.at.clone(),
                tries: dead.tries,
                why: WHY.iter().find(|why| **why == dead.why).copied().unwrap_or("status"),
                status: dead.why.clone(),
                again: kept.again.contains(&dead.index),
            })
            .collect(),
    });
    let values = context! {
        lines => Serde(lines.collect::<Vec<_>>()),
        total => waiting(&house),
        may_send => visit.may(CARRIERS),
        query => super::events::query(&["staff_acted"]),
    };
    page(&house, &visit, "console-hooks", values)
}

/// `POST /console/hooks/send`: a letter goes once more, or, without one, a hook goes on that its receiver had ended.
pub(crate) async fn send(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let role = staff(&visit)?.acts_as(CARRIERS).ok_or(Why::NotYourRole)?;
    let named = house.couriers.iter().find(|courier| courier.hook.name == form.field("hook"));
    let courier = named.ok_or(Why::NotFound)?;
    let index: Option<u64> = match form.field("index") {
        "" => None,
        index => Some(index.parse().map_err(|_| Refusal::from(Why::NotFound))?),
    };
    let waits = match index {
        None => courier.is_ended(),
        Some(index) => courier.kept().dead.iter().any(|dead| dead.index == index),
    };
    if !waits {
        return Err(Why::NotFound.into());
    }
    // Who did it is recorded first: nothing is sent by somebody whom nobody can name.
    let letter = index.map_or_else(|| "all".to_owned(), |index| index.to_string());
    let of = format!("{HOOK}:{}:{letter}", courier.hook.name);
    let by = Act::StaffActed { staff: staff(&visit)?.name.clone(), role: role.as_str().to_owned(), of };
    house.door.append(vec![Said::new(house.world.now(), by)]).await?;
    let sent = match index {
        None => courier.go_on().await,
        Some(index) => courier.send_again(index).await,
    };
    match sent {
        Ok(true) => Ok(to("/console/hooks")),
        Ok(false) => Err(Why::Changed.into()),
        Err(error) => Err(unkept(&error)),
    }
}

fn unkept(error: &HookError) -> Refusal {
    tracing::error!(%error, "a letter could not be sent again");
    Why::Unavailable.into()
}

/// Letters of one hook that the page shows.
const LETTERS_MAX: usize = 50;
/// Why a letter was not taken, beside a status.
pub(super) const WHY: &[&str] = &["timeout", "unreachable", "redirect", "gone"];
