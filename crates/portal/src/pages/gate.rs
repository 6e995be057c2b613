//! Signing in through the OpenID provider. In: a browser that leaves for it, and comes back. Out: a session of whoever the
//! provider says it is. Never: a session for a browser that did not begin the sign-in, or for somebody whom nobody declared.

use super::public::{admit, is_again};
use super::{Visit, to};
use crate::oidc::{Identity, OidcError};
use crate::refusal::{Refusal, Why};
use crate::server::{House, Shared};
use crate::session::{Principal, Secret};
use crate::staff::Staff;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use std::sync::Arc;
use terms::{Address, Instant};

type Answer = Result<Response, Refusal>;

/// `GET /sign-in/oidc`: as a person.
pub(crate) async fn begin(State(house): State<Shared>, Extension(visit): Extension<Visit>, uri: Uri) -> Answer {
    leave_for(house, visit, is_again(&uri), false).await
}

/// `GET /console/sign-in/oidc`: as somebody of the staff.
pub(crate) async fn begin_staff(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    leave_for(house, visit, false, true).await
}

async fn leave_for(house: Shared, visit: Visit, is_fresh: bool, as_staff: bool) -> Answer {
    let asked = tokio::task::spawn_blocking(move || {
        let gate = house.gate.as_ref().ok_or(Why::NotFound)?;
        let now = house.world.now();
        let state = Secret::draw(&house.world);
        let secrets = [Secret::draw(&house.world), Secret::draw(&house.world)].map(|secret| secret.expose().to_owned());
        let (url, flow) =
            gate.begin(now, state.expose(), secrets, (visit.visitor.clone(), as_staff), is_fresh).map_err(told)?;
        house.sessions.keep_flow(state.expose(), flow, now);
        Ok(to(&url))
    });
    asked.await.map_err(|_| Refusal::from(Why::Unavailable))?
}

/// `GET /sign-in/oidc/callback`.
pub(crate) async fn callback(State(house): State<Shared>, Extension(visit): Extension<Visit>, uri: Uri) -> Answer {
    let query = uri.query().unwrap_or_default().as_bytes().to_vec();
    let form = crate::form::Form::read("application/x-www-form-urlencoded", &query);
    let form = form.map_err(|_| Refusal::from(Why::NotAdmitted))?;
    let answered = tokio::task::spawn_blocking(move || {
        let gate = house.gate.as_ref().ok_or(Why::NotFound)?;
        let now = house.world.now();
        let flow = house.sessions.take_flow(form.raw("state"), now).ok_or(Why::NotAdmitted)?;
        // Somebody else's sign-in, pushed into this browser, would make its person speak for another.
        if flow.visitor != visit.visitor || form.raw("code").is_empty() {
            return Err(Why::NotAdmitted.into());
        }
        let identity = gate.finish(now, &flow, form.raw("code")).map_err(told)?;
        let who = if flow.as_staff { staff(identity) } else { person(&house, &identity) };
        let (who, since) = who.ok_or(Why::NotAdmitted)?;
        let minutes = house.config.limits.session_minutes;
        let session = house.sessions.begin_since(&house.world, who.clone(), minutes, since);
        Ok(admit(&house, &who, &session))
    });
    answered.await.map_err(|_| Refusal::from(Why::Unavailable))?
}

/// When the provider does not say when somebody showed who they are, it was too long ago for what asks for a fresh sign-in.
fn since(identity: &Identity) -> Instant {
    identity.at.unwrap_or(Instant::MIN_UTC)
}

fn person(house: &House, identity: &Identity) -> Option<(Principal, Instant)> {
    Some((house.sessions.person_of(&identity.subject)?, since(identity)))
}

fn staff(identity: Identity) -> Option<(Principal, Instant)> {
    let since = since(&identity);
    if identity.roles.is_empty() || identity.subject.is_empty() {
        return None;
    }
    let staff =
        Staff { name: identity.subject, address: Address::new(""), roles: identity.roles, until: None, language: None };
    Some((Principal::Staff(Arc::new(staff)), since))
}

fn told(error: OidcError) -> Refusal {
    match error {
        OidcError::Unproven(_) => {
            tracing::warn!(%error, "a sign-in was not admitted");
            Why::NotAdmitted.into()
        }
        error => {
            tracing::error!(%error, "nobody can sign in through the OpenID provider");
            Why::Unavailable.into()
        }
    }
}
