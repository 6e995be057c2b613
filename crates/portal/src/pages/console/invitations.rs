//! Who from outside may read here. In: an address, a name, a role and a last day. Out: an event, and a letter with a link
//! that works once. Never: an address in the ledger or on a page, an invitation without an end, or one for somebody of the
//! declared staff.

use super::super::public::deliver;
use super::super::{Visit, page, to};
use super::{Answer, INVITERS, act_while, written};
use crate::form::Form;
use crate::invitations::{self, Invitation};
use crate::mail::Letter;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use crate::session::Principal;
use crate::staff::Role;
use axum::Extension;
use axum::extract::State;
use chrono::{Months, TimeDelta};
use ledger::Act;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use terms::{Date, Text, format_instant};

/// One invitation on the page.
#[derive(Serialize)]
struct Line {
    index: u64,
    id: String,
    name: String,
    role: &'static str,
    at: String,
    by: Option<String>,
    until: String,
    withdrawn: Option<String>,
    stands: bool,
}

/// `GET /console/invitations`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let on = house.world.now().date_naive();
    let all = house.door.ask(invitations::all).await?;
    let line = |one: &Invitation| Line {
        index: one.index,
        id: one.id.clone(),
        name: one.name.clone(),
        role: one.role.as_str(),
        at: format_instant(one.at),
        by: one.by.clone(),
        until: one.until.to_string(),
        withdrawn: one.withdrawn.map(format_instant),
        stands: one.stands(on),
    };
    let lines: Vec<Line> = all.iter().rev().map(line).collect();
    let count = lines.iter().filter(|line| line.stands).count();
    let query = super::events::query(invitations::ACTS);
    page(&house, &visit, "console-invitations", context! { lines => Serde(lines), count, query })
}

/// `POST /console/invitations`.
pub(crate) async fn invite(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let wrong = |what: &str| Refusal::new(Why::BadRequest, what.to_owned());
    let (now, on) = (house.world.now(), house.world.now().date_naive());
    let role = Role::parse(form.field("role")).filter(|role| role.is_invited());
    let role = role.ok_or_else(|| wrong("`role` is `supervisor` or `auditor`"))?;
    let name = written(&form, "name")?.to_owned();
    let address = form.field("address").to_owned();
    if !is_address(&address) || name.chars().count() > NAME_CHARACTERS_MAX {
        return Err(wrong("write the address of one mailbox, and a short name"));
    }
    let until = terms::parse_date(form.field("until")).ok().filter(|until| may_last(on, *until));
    let until = until.ok_or_else(|| wrong("`until` is a day from today on, within a year, like 2026-11-23"))?;
    // One person under two names would be two pairs of eyes.
    if house.sessions.is_declared(&name, &address) {
        return Err(wrong("this name or this address is of somebody who works here"));
    }
    let mut id = house.sessions.objection_id("invitation", form.field("once"));
    id.truncate(16);
    let typed = address.clone();
    let pseudonym = house.door.ask(move |ledger| Ok(invitations::pseudonym(ledger, &typed))).await?;
    let given = Act::InvitationGiven {
        id: id.clone(),
        name: name.clone(),
        role: role.as_str().to_owned(),
        until,
        address: pseudonym,
    };
    let (new, who, typed) = (id.clone(), name.clone(), address.clone());
    let is_free = move |ledger: &ledger::Ledger| {
        let known = invitations::all(ledger)?;
        let taken = known.iter().any(|one| one.id == new || (one.name == who && one.stands(on)));
        Ok(!taken && invitations::of_address(ledger, &typed, on)?.is_none())
    };
    match act_while(&house, &visit, INVITERS, vec![given], is_free).await {
        Err(refusal) if refusal.why == Why::Changed => {
            let asked = house.door.ask(move |ledger| invitations::stands(ledger, &id, on)).await?;
            // The same form twice, as from a double click, is one invitation.
            return if asked {
                Ok(to("/console/invitations"))
            } else {
                Err(wrong("there is an invitation of this name or address"))
            };
        }
        done => drop(done?),
    }
    let invited = house.door.ask(move |ledger| invitations::of_address(ledger, &address, on).map(|one| (one, address)));
    if let (Some(invited), address) = invited.await? {
        send(&house, &visit, &invited, &invited.principal(&address), now)?;
    }
    Ok(to("/console/invitations"))
}

/// The letter with the first link; later ones come from the page to sign in.
fn send(
    house: &Shared,
    visit: &Visit,
    invited: &Invitation,
    who: &Principal,
    now: terms::Instant,
) -> Result<(), Refusal> {
    let most = (invited.until.succ_opt().unwrap_or(invited.until).and_time(chrono::NaiveTime::MIN).and_utc() - now)
        .num_minutes();
    let minutes = TimeDelta::days(LINK_DAYS).num_minutes().min(most);
    let Some(link) = house.sessions.link(&house.world, who, minutes, house.config.limits.links_per_person) else {
        return Ok(());
    };
    let until = house.voices.date(visit.language, invited.until).map_err(|_| Refusal::from(Why::Unavailable))?;
    let values = [
        ("controller", house.config.controller.name.clone()),
        ("name", invited.name.clone()),
        ("link", format!("{}/sign-in/{}", house.config.base_url, link.expose())),
        ("days", LINK_DAYS.to_string()),
        ("until", until),
        ("again", format!("{}/console/sign-in", house.config.base_url)),
    ];
    let say = |key| house.voices.say(visit.language, key, &values).map_err(|_| Refusal::from(Why::Unavailable));
    let letter = Letter {
        to: who.address().clone(),
        subject: say("letter-invited-subject")?,
        text: Text::new(say("letter-invited-text")?),
        id: None,
    };
    deliver(house, letter);
    Ok(())
}

/// `POST /console/invitations/withdraw`.
pub(crate) async fn withdraw(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let (id, on) = (form.field("id").to_owned(), house.world.now().date_naive());
    let asked = id.clone();
    if !house.door.ask(move |ledger| invitations::stands(ledger, &asked, on)).await? {
        return Err(Why::NotFound.into());
    }
    let still = id.clone();
    let stands = move |ledger: &ledger::Ledger| invitations::stands(ledger, &still, on);
    act_while(&house, &visit, INVITERS, vec![Act::InvitationWithdrawn { id }], stands).await?;
    Ok(to("/console/invitations"))
}

/// From today on, and within a year: longer access is asked for again.
fn may_last(on: Date, until: Date) -> bool {
    on <= until && on.checked_add_months(Months::new(12)).is_some_and(|last| until <= last)
}

fn is_address(text: &str) -> bool {
    let halves = text.split_once('@');
    let plain = !text.chars().any(|one| one.is_control() || one.is_whitespace() || ",;<>\"".contains(one));
    plain
        && text.len() <= 254
        && halves.is_some_and(|(one, host)| !one.is_empty() && host.contains('.') && !host.contains('@'))
}

/// Days for which the link of the letter works.
const LINK_DAYS: i64 = 3;
const NAME_CHARACTERS_MAX: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_goes_to_one_mailbox_and_ends_within_a_year() {
        assert!(is_address("a.b@authority.example.org"));
        for not in [
            "",
            "@example.org",
            "a@",
            "a@b",
            "a b@example.org",
            "a@example.org,b@example.org",
            "a@b@example.org",
            "a@example.org\r\nBcc: x@example.org",
        ] {
            assert!(!is_address(not), "{not}");
        }
        let day = |text: &str| terms::parse_date(text).expect("a day");
        let on = day("2026-11-23");
        assert!(may_last(on, on) && may_last(on, day("2027-11-23")));
        assert!(!may_last(on, day("2026-11-22")) && !may_last(on, day("2027-11-24")));
    }
}
