//! Requests by the Data Rights Protocol 0.9. In: the body of an agent's request, as it came. Out: what it asks, of whom,
//! after every check that the protocol orders, in its order. Never: a request of an agent whose key we were not given.

use super::{ExchangeError, Right};
use crate::Article;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use terms::{Instant, Text, parse_instant};

/// The agent that the bearer token of a request belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its id in the service directory.
    pub id: String,
    /// Its `verify_key` in the service directory, in base64.
    pub verify_key: String,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `drp:AGENT:REQUEST`, unique in the ledger; by the digest of the whole where the agent gave no id.
    pub id: String,
    /// `exercise`.
    pub right: Right,
    /// `regime`, if one was named.
    pub regime: Option<String>,
    /// `status_callback`.
    pub callback: Option<String>,
    /// What the agent says about the person, by schema.org's names.
    pub identity: BTreeMap<String, Text>,
}

#[derive(Deserialize)]
struct RequestWords {
    #[serde(rename = "agent-id")]
    agent: String,
    #[serde(rename = "business-id")]
    business: String,
    #[serde(rename = "issued-at")]
    issued_at: String,
    #[serde(rename = "expires-at")]
    expires_at: String,
    #[serde(rename = "agent-request-id", default)]
    request: Option<String>,
    #[serde(rename = "drp.version")]
    version: String,
    exercise: String,
    #[serde(default)]
    regime: Option<String>,
    #[serde(default)]
    relationships: Vec<String>,
    #[serde(default)]
    status_callback: Option<String>,
    // Claims about the person; the protocol allows any.
    #[serde(flatten)]
    claims: Map<String, Value>,
}

/// Reads the body of `POST /v1/data-rights-request`: base64 of a signature and the JSON that it signs. `business` is our id
/// in the service directory.
pub fn read(body: &[u8], agent: &Agent, business: &str, now: Instant) -> Result<Request, ExchangeError> {
    let message = open(body, agent)?;
    let words: RequestWords = serde_json::from_slice(&message)
        .map_err(|_| ExchangeError::form("the request", "it is no JSON object with the required fields of DRP 0.9"))?;
    if words.version != "0.9" && !words.version.starts_with("0.9.") {
        return Err(ExchangeError::Version { format: "the DRP request", known: "`0.9`" });
    }
    if words.agent != agent.id {
        return Err(ExchangeError::Signature("`agent-id` is not the agent that the bearer token belongs to"));
    }
    if words.business != business {
        return Err(ExchangeError::Refused("`business-id` is another business's; the request is not for us"));
    }
    let moment = |field: &str, text: &str| {
        parse_instant(text).map_err(|_| ExchangeError::form(format!("`{field}`"), "it is no moment of RFC 3339"))
    };
    if now < moment("issued-at", &words.issued_at)? {
        return Err(ExchangeError::Refused("`issued-at` is in the future; the agent's clock is fast"));
    }
    if now >= moment("expires-at", &words.expires_at)? {
        return Err(ExchangeError::Refused("the request has expired; the agent must send a new one"));
    }
    let right = right(&words.exercise, words.regime.as_deref())?;
    let _hints = words.relationships;
    let callback = words.status_callback.filter(|url| !url.is_empty());
    if callback.as_deref().is_some_and(|url| !url.starts_with("https://")) {
        return Err(ExchangeError::form("`status_callback`", "it does not begin with `https://`"));
    }
    let name = words.request.unwrap_or_else(|| terms::Digest::of(&message).to_string());
    Ok(Request {
        id: format!("drp:{}:{name}", words.agent),
        right,
        regime: words.regime,
        callback,
        identity: words.claims.into_iter().map(|(claim, value)| (claim, Text::new(plain(value)))).collect(),
    })
}

/// Reads the body of `DELETE /v1/data-rights-request/{id}`, which is signed in the same way. What it holds is a reason at most,
/// which nobody has to give and which is not kept.
pub fn read_revocation(body: &[u8], agent: &Agent) -> Result<(), ExchangeError> {
    let message = open(body, agent)?;
    // A map and not a struct of ours, which would also be read from a list.
    let words: Result<BTreeMap<String, String>, _> = serde_json::from_slice(&message);
    let fits = words.is_ok_and(|words| words.keys().all(|word| word == "reason"));
    let wrong = || ExchangeError::form("the revocation", "it is no JSON object with a `reason` alone");
    fits.then_some(()).ok_or_else(wrong)
}

/// The signed bytes.
fn open(body: &[u8], agent: &Agent) -> Result<Vec<u8>, ExchangeError> {
    let text = body.trim_ascii_end();
    let buffer = STANDARD.decode(text).map_err(|_| ExchangeError::Signature("the body is not base64"))?;
    let Some((signature, message)) = buffer.split_first_chunk::<64>() else {
        return Err(ExchangeError::Signature("the body is too short for a signature"));
    };
    let key = STANDARD.decode(&agent.verify_key).ok().and_then(|key| VerifyingKey::try_from(key.as_slice()).ok());
    let key = key.ok_or(ExchangeError::Signature("the agent's `verify_key` is no Ed25519 key in base64"))?;
    key.verify_strict(message, &Signature::from_bytes(signature))
        .map_err(|_| ExchangeError::Signature("the agent's key did not sign this body"))?;
    Ok(message.to_vec())
}

/// The right that is exercised. The protocol encodes California's; under `gdpr` the names of the Regulation are read too. An
/// opt-out of sale stops more than it asks for, never less.
fn right(exercise: &str, regime: Option<&str>) -> Result<Right, ExchangeError> {
    if !matches!(regime, None | Some("gdpr" | "ccpa" | "voluntary")) {
        return Err(ExchangeError::Refused("`regime` is none of `gdpr`, `ccpa` and `voluntary`"));
    }
    Ok(match (exercise, regime) {
        ("access" | "access:categories" | "access:specific", _) => Right::Access,
        ("deletion", _) | ("erasure", Some("gdpr")) => Right::Erasure,
        ("sale:opt_out" | "sale:opt-out", _) => Right::Objection(Article::Discretionary),
        ("object", Some("gdpr")) => Right::Objection(Article::Situation),
        ("object:marketing", Some("gdpr")) => Right::Objection(Article::Marketing),
        ("portability", Some("gdpr")) => Right::Portability,
        ("rectification", Some("gdpr")) => Right::Rectification,
        ("restriction", Some("gdpr")) => Right::Restriction,
        ("sale:opt_in", _) => {
            return Err(ExchangeError::Refused("`sale:opt_in` is no consent under the GDPR; ask the person [GDPR 7]"));
        }
        _ => return Err(ExchangeError::form("`exercise`", "it is no right that we know under this regime")),
    })
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
