//! `GET /v1/law`: the rules that decide. In: nothing. Out: each rule with provision, meaning and cure, the profile and the
//! digest. Never: another law than the one that answers `POST /v1/decisions`.

use crate::server::Shared;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use law::Effect;
use serde_json::{Value, json};

/// The law, with its digest as entity tag.
pub(crate) async fn law(State(house): State<Shared>, request: Request) -> Response {
    let tag = format!("\"{}\"", house.law.digest());
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let fresh = known.is_some_and(|known| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
    });
    let mut response =
        if fresh { StatusCode::NOT_MODIFIED.into_response() } else { axum::Json(document(&house.law)).into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn document(law: &law::Law) -> Value {
    let rules: Vec<Value> = law
        .rules()
        .map(|rule| {
            json!({
                "id": rule.id,
                "effect": effect(rule.effect),
                "provision": rule.provision,
                "meaning": rule.meaning,
                "cure": rule.cure,
                "transform": rule.effect.transform().map(|transform| transform.as_str()),
                "file": rule.file,
            })
        })
        .collect();
    json!({ "profile": law.profile(), "rules_digest": law.digest(), "rules": rules })
}

/// The word for what a rule does.
pub(crate) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Permit => "permit",
        Effect::Report => "report",
        Effect::Forbid => "forbid",
        Effect::Hold => "hold",
        Effect::Transform(_) => "transform",
    }
}

/// Every word that [`effect`] gives.
pub(crate) const EFFECTS: [&str; 5] = ["permit", "report", "forbid", "hold", "transform"];
