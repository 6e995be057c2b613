//! The Data Rights Protocol 0.9. In: a signed request of a declared agent. Out: an event, and its status. Never: a request of an
//! agent whose key the controller did not declare, or one agent's request shown to another.

use super::{Request, State as Stands, cancel, find, people_where, refused, take};
use crate::refusal::{Refusal, Why};
use crate::routes::{bounded, media_type};
use crate::server::{House, Shared};
use crate::session::same;
use axum::Extension;
use axum::extract::{Path, Request as Asked, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use ledger::exchange::drp::{self, Agent};
use ledger::exchange::{Found, Right};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use terms::{Digest, SubjectId, Text, format_instant};

/// The protocol, as the controller takes part in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drp {
    /// The id of the controller in the service directory.
    pub business: String,
    /// The agents whose requests are taken.
    #[serde(default)]
    pub agents: Vec<DrpAgent>,
}

/// An authorised agent, as it stands in the service directory, with the token that it got from the controller.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrpAgent {
    /// Its id.
    pub id: String,
    /// The key that its requests are signed with, Ed25519 in base64.
    pub verify_key: String,
    /// SHA-256 of its bearer token. The token itself is never stored; take 32 random bytes, not a password.
    pub token_digest: Digest,
}

impl Drp {
    /// What is wrong with it, if anything is.
    pub(crate) fn fault(&self) -> Option<String> {
        let is_id = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        if !is_id(&self.business) {
            return Some("`business` is not capital letters and `_`, as in the service directory".to_owned());
        }
        let (mut ids, mut tokens) = (BTreeSet::new(), BTreeSet::new());
        for agent in &self.agents {
            if !is_id(&agent.id) || !ids.insert(&agent.id) || !tokens.insert(agent.token_digest) {
                return Some(
                    "each agent needs an `id` of capital letters and `_`, and a token, that no other has".to_owned(),
                );
            }
        }
        None
    }

    /// The agent whose token these headers carry.
    pub(crate) fn agent(&self, headers: &HeaderMap) -> Option<Agent> {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let given = Digest::of(given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default().trim());
        // Every token is compared, so that the time does not say which one came near.
        let mut known = None;
        for agent in &self.agents {
            if same(agent.token_digest.as_bytes(), given.as_bytes()) {
                known = Some(Agent { id: agent.id.clone(), verify_key: agent.verify_key.clone() });
            }
        }
        known
    }
}

/// `POST /v1/data-rights-request`.
pub(crate) async fn exercise(
    State(house): State<Shared>,
    Extension(agent): Extension<Arc<Agent>>,
    request: Asked,
) -> Result<Response, Refusal> {
    let body = signed(&house, request).await?;
    let business = house.config.drp.as_ref().map_or("", |drp| drp.business.as_str());
    let now = house.world.now();
    let asked = drp::read(&body, &agent, business, now).map_err(refused)?;
    if asked.id.len() > ID_BYTES_MAX {
        return Err(Refusal::new(Why::BadRequest, "`agent-request-id` is too long; nothing was recorded"));
    }
    let found = match whose(&house, &asked) {
        Ok(found) => found,
        Err(reason) => {
            let details = "nothing was recorded; send what tells us whose request it is [GDPR 12(6)]";
            let more = json!({ "received_at": format_instant(now), "reason": reason });
            return Ok(answer(&asked.id, "denied", details, more));
        }
    };
    let taken = take(&house, &asked.id, asked.right, found, "drp").await?;
    Ok(shown(&asked.id, &taken))
}

/// `GET /v1/data-rights-request/{id}`.
pub(crate) async fn status(
    State(house): State<Shared>,
    Extension(agent): Extension<Arc<Agent>>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let request = find(&house, own(&agent, &id)?).await?.ok_or(Why::NotFound)?;
    Ok(shown(&id, &request))
}

/// `DELETE /v1/data-rights-request/{id}`.
pub(crate) async fn revoke(
    State(house): State<Shared>,
    Extension(agent): Extension<Arc<Agent>>,
    Path(id): Path<String>,
    request: Asked,
) -> Result<Response, Refusal> {
    let body = signed(&house, request).await?;
    drp::read_revocation(&body, &agent).map_err(refused)?;
    let request = cancel(&house, own(&agent, &id)?).await?;
    Ok(shown(&id, &request))
}

/// `GET /v1/agent/{id}`: whether a token is still this agent's.
pub(crate) async fn agent(
    Extension(agent): Extension<Arc<Agent>>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    if agent.id == id { Ok(axum::Json(json!({})).into_response()) } else { Err(Why::NotYours.into()) }
}

async fn signed(house: &Shared, request: Asked) -> Result<axum::body::Bytes, Refusal> {
    let (parts, body) = request.into_parts();
    if media_type(&parts.headers) != "text/plain" {
        return Err(Refusal::new(Why::WrongType, "send `text/plain`: base64 of the signature and what it signs"));
    }
    bounded(house, body).await
}

/// An id of this agent's requests.
fn own<'a>(agent: &Agent, id: &'a str) -> Result<&'a str, Refusal> {
    let (whose, _) = id.strip_prefix("drp:").and_then(|rest| rest.split_once(':')).ok_or(Why::NotFound)?;
    if whose == agent.id { Ok(id) } else { Err(Why::NotYours.into()) }
}

/// Whose request it may be, or the protocol's word for why that is not known. Nobody objects, or is erased, because somebody
/// else typed their address: what nobody verified is one possibility among others, and only an objection may rest on that.
fn whose(house: &House, asked: &drp::Request) -> Result<Found, &'static str> {
    let claim = |name: &str| asked.identity.get(name).map(Text::expose).filter(|claim| !claim.trim().is_empty());
    let same_address = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let known: Vec<SubjectId> = claim("email")
        .map_or_else(Vec::new, |email| people_where(house, |person| same_address(person.address.expose(), email)));
    let is_verified = claim("email_verified") == Some("true");
    let objects = matches!(asked.right, Right::Objection(_));
    match known.as_slice() {
        [one] if is_verified => Ok(Found::One(one.clone())),
        [] => match claim("name") {
            Some(name) if objects => Ok(Found::Names(vec![Text::new(name.trim())])),
            _ => Err("no_match"),
        },
        _ if objects => Ok(Found::Several(known)),
        _ => Err("insuf_verification"),
    }
}

fn shown(id: &str, request: &Request) -> Response {
    let status = match request.state {
        Stands::Pending | Stands::InProgress => "in_progress",
        Stands::Fulfilled => "fulfilled",
        Stands::Denied => "denied",
        Stands::Cancelled => "revoked",
    };
    let (at, due) = (format_instant(request.at), format_instant(request.due));
    let more = if request.state == Stands::Denied {
        json!({ "received_at": at, "expected_by": due, "reason": "other" })
    } else {
        json!({ "received_at": at, "expected_by": due })
    };
    answer(id, status, "no callback is sent; ask for the status", more)
}

/// A status, by the protocol's schema, with what only some have.
fn answer(id: &str, status: &str, details: &str, more: Value) -> Response {
    let of_agent = id.splitn(3, ':').nth(2).unwrap_or_default();
    let mut answer =
        json!({ "request_id": id, "agent_request_id": of_agent, "status": status, "processing_details": details });
    if let (Value::Object(members), Value::Object(more)) = (&mut answer, more) {
        members.extend(more);
    }
    axum::Json(answer).into_response()
}

const ID_BYTES_MAX: usize = 300;
