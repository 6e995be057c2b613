//! The Rust of `docs/src/reference/api.md`, and what runs it: `tests/sdk/run`. In: `BASE`, `KEY` and `SECRET` of the
//! environment, and the letter of a hook in the folder where it runs. Out: nothing, where all of it worked. Never: a line of
//! the book that was not compiled.
#![expect(
    clippy::indexing_slicing,
    reason = "an absent member of a JSON value is null, and says that something else holds"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::io::BufRead;

type Failed = Box<dyn std::error::Error>;

fn send(path: &str, kind: &str, headers: &[(&str, &str)], body: &str) -> Result<Value, Failed> {
    let mut request = ureq::post(base() + path).header("authorization", bearer()).header("content-type", kind);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut answer = request.send(body)?;
    Ok(serde_json::from_str(&answer.body_mut().read_to_string()?)?)
}

fn push() -> Result<Value, Failed> {
    let post = json!({
        "record_id": "plein:rust-1", "kind": "post", "service": "plein", "source": "platform_first_party",
        "account_id": "plein:a1", "created_at": "2026-11-20T10:00:00Z", "visibility_now": "public",
        "text": "The bridge is open again.",
    });
    let line = json!({ "at": "2026-11-20T10:00:00Z", "post": post }).to_string();
    send("/v1/posts", "application/x-ndjson", &[("idempotency-key", "rust-batch-1")], &line)
}

fn decide() -> Result<Value, Failed> {
    let facts = include_str!("../../../cases/05-law/baseline.json");
    send("/v1/decisions", "application/json", &[], facts)
}

fn object(id: &str) -> Result<Value, Failed> {
    let identity = json!({
        "identity_type": "controller_customer_id", "identity_format": "raw", "identity_value": "s-rust",
    });
    let request = json!({
        "regulation": "gdpr", "subject_request_id": id, "subject_request_type": "objection",
        "submitted_time": "2026-11-22T15:00:00Z", "subject_identities": [identity],
    });
    send("/v1/opengdpr_requests", "application/json", &[], &request.to_string())
}

fn follow(until: &str) -> Result<Value, Failed> {
    let request = ureq::get(base() + "/v1/effects").header("authorization", bearer()).header("last-event-id", "0");
    for line in std::io::BufReader::new(request.call()?.into_body().into_reader()).lines() {
        if let Some(data) = line?.strip_prefix("data: ") {
            let effect: Value = serde_json::from_str(data)?;
            if effect["subject"] == until {
                return Ok(effect);
            }
        }
    }
    Err("the portal stopped; come back with the last id".into())
}

fn verify(secret: &str, id: &str, timestamp: i64, signatures: &str, body: &[u8], now: i64) -> Result<bool, Failed> {
    let key = STANDARD.decode(secret.trim_start_matches("whsec_"))?;
    let is_ours = |one: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        // Compares in a time that says nothing about how far it came.
        mac.verify_slice(&STANDARD.decode(one.strip_prefix("v1,")?).ok()?).ok()
    };
    Ok((now - timestamp).abs() < 300 && signatures.split(' ').any(|one| is_ours(one).is_some()))
}

fn setting(name: &str) -> String {
    std::env::vars().find(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default()
}

fn base() -> String {
    setting("BASE")
}

fn bearer() -> String {
    format!("Bearer {}", setting("KEY"))
}

fn main() -> Result<(), Failed> {
    let holds = |what: &str, holds: bool| if holds { Ok(()) } else { Err(format!("{what} does not hold")) };
    holds("that the post was taken", push()?["fates"].is_object())?;
    holds("the decision", decide()?["decision"] == "PERMIT")?;
    let id = world::read_string("/proc/sys/kernel/random/uuid")?;
    holds("the request", object(id.trim())?["subject_request_id"] == id.trim())?;
    holds("the effect", follow("s-rust")?["act"] == "objection")?;
    let letter = |name: &str| world::read_string(format!("webhook.{name}"));
    let (id, at, signature, body) =
        (letter("id")?, letter("timestamp")?.parse()?, letter("signature")?, letter("body")?);
    let now = world::World::real(".").now().timestamp();
    let verified = |body: &str| verify(&setting("SECRET"), &id, at, &signature, body.as_bytes(), now);
    holds("the signature", verified(&body)?)?;
    holds("that a changed letter is refused", !verified(&(body + " "))?)?;
    Ok(())
}
