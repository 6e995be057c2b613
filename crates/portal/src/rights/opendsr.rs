//! OpenDSR, with the paths of OpenGDPR that all its versions keep. In: a request of the controller's own machine. Out: an event,
//! and its status. Never: an identity that is looked up in a way that `/v1/discovery` does not name.
//!
//! HOLE: the specification has answers signed with an X.509 certificate of the processor. We have none: TLS says who answers,
//! and the receipt in the log proves what was received. No callback is sent, and the answer says so.

use super::{Request, State as Stands, cancel, find, people_where, refused, take};
use crate::refusal::{Refusal, Why};
use crate::routes::{bounded, media_type};
use crate::server::{House, Shared};
use axum::extract::{Path, Request as Asked, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ledger::exchange::Found;
use ledger::exchange::opendsr::{self, Identity};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use terms::{AccountId, Digest, SubjectId, format_instant};

/// `GET /v1/discovery`.
pub(crate) async fn discovery() -> Result<Response, Refusal> {
    let all: Value = serde_json::from_slice(&opendsr::discovery("")).map_err(|_| Refusal::from(Why::Unavailable))?;
    let Value::Object(mut all) = all else { return Err(Why::Unavailable.into()) };
    let known = LOOKED_UP.iter().map(|(kind, format)| json!({ "identity_type": kind, "identity_format": format }));
    all.insert("supported_identities".to_owned(), known.collect());
    all.insert("processor_certificate".to_owned(), Value::Null);
    Ok(axum::Json(Value::Object(all)).into_response())
}

/// `POST /v1/opengdpr_requests`.
pub(crate) async fn create(State(house): State<Shared>, request: Asked) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    if media_type(&parts.headers) != "application/json" {
        return Err(Refusal::new(Why::WrongType, "send `application/json`"));
    }
    let body = bounded(&house, body).await?;
    let asked = opendsr::read(&body).map_err(refused)?;
    let found = whose(&house, &asked.identities)?;
    let taken = take(&house, &asked.id, asked.right, found, "opendsr").await?;
    let answer = opendsr::answer(&body, &asked, &house.config.origin, taken.at, taken.due);
    let answer: Value = serde_json::from_slice(&answer).map_err(|_| Refusal::from(Why::Unavailable))?;
    let Value::Object(answer) = answer else { return Err(Why::Unavailable.into()) };
    Ok(reply(&house, StatusCode::CREATED, answer))
}

/// `GET /v1/opengdpr_requests/{id}`.
pub(crate) async fn status(State(house): State<Shared>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let request = find(&house, named(&id)?).await?.ok_or(Why::NotFound)?;
    let mut answer = members(&house, &id);
    answer.insert("expected_completion_time".to_owned(), json!(format_instant(request.due)));
    answer.insert("request_status".to_owned(), json!(word(&request)));
    Ok(reply(&house, StatusCode::OK, answer))
}

/// `DELETE /v1/opengdpr_requests/{id}`.
pub(crate) async fn revoke(State(house): State<Shared>, Path(id): Path<String>) -> Result<Response, Refusal> {
    cancel(&house, named(&id)?).await?;
    let mut answer = members(&house, &id);
    answer.insert("received_time".to_owned(), json!(format_instant(house.world.now())));
    Ok(reply(&house, StatusCode::ACCEPTED, answer))
}

/// An id as the specification has them: only such a one is a request that came this way.
fn named(id: &str) -> Result<&str, Refusal> {
    let dashed = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        14 => byte == b'4',
        19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
        _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
    };
    if id.len() == 36 && (0..).zip(id.bytes()).all(dashed) { Ok(id) } else { Err(Why::NotFound.into()) }
}

fn members(house: &House, id: &str) -> Map<String, Value> {
    Map::from_iter([
        ("controller_id".to_owned(), json!(house.config.origin)),
        ("subject_request_id".to_owned(), json!(id)),
        ("api_version".to_owned(), json!("3.0")),
    ])
}

fn reply(house: &House, status: StatusCode, mut answer: Map<String, Value>) -> Response {
    // None of those that were asked for: whoever waits for one would wait in vain.
    answer.insert("status_callback_urls".to_owned(), json!([]));
    let mut response = (status, axum::Json(Value::Object(answer))).into_response();
    let host = house.config.base_url.split("//").nth(1).unwrap_or_default();
    if let Ok(domain) = HeaderValue::from_str(host.split(':').next().unwrap_or_default()) {
        response.headers_mut().insert(header::HeaderName::from_static("x-opendsr-processor-domain"), domain);
    }
    response
}

fn word(request: &Request) -> &'static str {
    match request.state {
        Stands::Pending => "pending",
        Stands::InProgress => "in_progress",
        Stands::Fulfilled | Stands::Denied => "completed",
        Stands::Cancelled => "cancelled",
    }
}

/// How somebody can be named.
const LOOKED_UP: &[(&str, &str)] =
    &[("controller_customer_id", "raw"), ("controller_customer_id", "sha256"), ("email", "raw"), ("email", "sha256")];

/// Whose request it may be: everybody whom one of the identities names.
fn whose(house: &House, identities: &[Identity]) -> Result<Found, Refusal> {
    let mut found = BTreeSet::new();
    for identity in identities {
        found.extend(named_by(house, identity)?);
    }
    match found.len() {
        0 => Err(Refusal::new(
            Why::NotFound,
            "nobody is known by these identities; ask the person for what would tell [GDPR 12(6)]; nothing was recorded",
        )),
        1 => Ok(Found::One(found.pop_first().ok_or(Why::NotFound)?)),
        _ => Ok(Found::Several(found.into_iter().collect())),
    }
}

fn named_by(house: &House, identity: &Identity) -> Result<Vec<SubjectId>, Refusal> {
    let value = identity.value.expose().trim();
    let address = |text: &str| text.trim().to_lowercase();
    let is_digest_of = |text: &str| Digest::of(text).to_string().eq_ignore_ascii_case(value);
    Ok(match (identity.kind.as_str(), identity.format.as_str()) {
        ("controller_customer_id", "raw") => {
            let account = AccountId::new(value);
            let known = people_where(house, |one| one.subject.as_str() == value || one.accounts.contains(&account));
            // The controller's own machine knows the controller's own ids, also of people who cannot sign in here.
            if known.is_empty() { vec![SubjectId::new(value)] } else { known }
        }
        ("controller_customer_id", "sha256") => people_where(house, |one| {
            is_digest_of(one.subject.as_str()) || one.accounts.iter().any(|account| is_digest_of(account.as_str()))
        }),
        ("email", "raw") => people_where(house, |one| address(one.address.expose()) == address(value)),
        ("email", "sha256") => people_where(house, |one| is_digest_of(&address(one.address.expose()))),
        _ => {
            let detail = "an identity has a type or format that is not looked up here; see `/v1/discovery`; nothing was recorded";
            return Err(Refusal::new(Why::BadRequest, detail));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_one_spelling_of_its_id() {
        assert!(named("a7551968-d5d6-44b2-9831-815ac9017798").is_ok());
        for id in [
            "",
            "x",
            "A7551968-d5d6-44b2-9831-815ac9017798",
            "a7551968-d5d6-14b2-9831-815ac9017798",
            "a7551968-d5d6-44b2-c831-815ac9017798",
            "a7551968d5d644b29831815ac9017798",
            "a7551968-d5d6-44b2-9831-815ac901779é",
        ] {
            assert!(named(id).is_err(), "{id}");
        }
    }
}
