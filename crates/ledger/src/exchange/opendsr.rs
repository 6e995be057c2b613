//! Requests by OpenDSR (before: OpenGDPR, OpenCompliance), versions 1.0 to 3.0. In: the JSON of a request. Out: what it asks,
//! of whom. Never: an identity that is believed because it stands there; the caller says whose it is.
//!
//! The specification signs answers, with the processor's certificate, and leaves the authentication of requests to the
//! transport: there is no signature in a request to check.

use super::{ExchangeError, Right};
use crate::Article;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proof::consent::is_uuid_4;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use terms::{Instant, Text, format_instant, parse_instant};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `subject_request_id`.
    pub id: String,
    /// `subject_request_type`.
    pub right: Right,
    /// `submitted_time`: when the person asked. The effect runs from our receipt.
    pub submitted: Instant,
    /// `subject_identities`.
    pub identities: Vec<Identity>,
    /// `status_callback_urls`.
    pub callbacks: Vec<String>,
}

/// An identity in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `identity_type`, of the closed list.
    pub kind: String,
    /// `identity_value`.
    pub value: Text,
    /// `identity_format`: `raw`, `sha1`, `md5` or `sha256`.
    pub format: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestWords {
    regulation: String,
    subject_request_id: String,
    subject_request_type: String,
    submitted_time: String,
    #[serde(default)]
    subject_identities: Vec<IdentityWords>,
    #[serde(default)]
    api_version: Option<String>,
    #[serde(default)]
    status_callback_urls: Vec<String>,
    // Of other processors and of ours; we define none.
    #[serde(default, rename = "extensions")]
    _extensions: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityWords {
    identity_type: String,
    identity_value: String,
    identity_format: String,
}

const KINDS: &[&str] = &[
    "controller_customer_id",
    "android_advertising_id",
    "android_id",
    "email",
    "fire_advertising_id",
    "ios_advertising_id",
    "ios_vendor_id",
    "microsoft_advertising_id",
    "microsoft_publisher_id",
    "roku_publisher_id",
    "roku_advertising_id",
];
const FORMATS: &[&str] = &["raw", "sha1", "md5", "sha256"];
const VERSIONS: &[&str] = &["1.0", "2.0", "3.0"];

/// Reads a request.
pub fn read(json: &[u8]) -> Result<Request, ExchangeError> {
    let words: RequestWords = serde_json::from_slice(json).map_err(|_| {
        ExchangeError::form(
            "the request",
            "it is no JSON object with the fields of an OpenDSR request, all required ones and no others",
        )
    })?;
    if words.api_version.as_deref().is_some_and(|version| !VERSIONS.contains(&version)) {
        return Err(ExchangeError::Version { format: "the OpenDSR request", known: "`1.0`, `2.0` and `3.0`" });
    }
    if words.regulation != "gdpr" {
        return Err(ExchangeError::Refused(
            "`regulation` is not `gdpr`; send requests under other laws to their own intake",
        ));
    }
    if !is_uuid_4(&words.subject_request_id) {
        return Err(ExchangeError::form("`subject_request_id`", "it is no UUID of version 4 in lower case"));
    }
    let right = match words.subject_request_type.as_str() {
        "access" => Right::Access,
        "portability" => Right::Portability,
        "erasure" => Right::Erasure,
        "rectification" => Right::Rectification,
        "restriction" => Right::Restriction,
        "object" | "objection" => Right::Objection(Article::Situation),
        _ => return Err(ExchangeError::form("`subject_request_type`", "it is no right that we know")),
    };
    let submitted =
        Some(words.submitted_time.as_str()).filter(|time| time.contains('T')).and_then(|time| parse_instant(time).ok());
    let submitted = submitted.ok_or_else(|| ExchangeError::form("`submitted_time`", "it is no moment of RFC 3339"))?;
    if words.subject_identities.is_empty() {
        return Err(ExchangeError::form("`subject_identities`", "there is none, so it is nobody's request"));
    }
    let identities = words.subject_identities.into_iter().map(identity).collect::<Result<_, _>>()?;
    if words.status_callback_urls.iter().any(|url| !url.starts_with("https://")) {
        return Err(ExchangeError::form("`status_callback_urls`", "one of them does not begin with `https://`"));
    }
    Ok(Request { id: words.subject_request_id, right, submitted, identities, callbacks: words.status_callback_urls })
}

fn identity(words: IdentityWords) -> Result<Identity, ExchangeError> {
    let IdentityWords { identity_type: kind, identity_value, identity_format: format } = words;
    if !KINDS.contains(&kind.as_str()) {
        return Err(ExchangeError::form("`identity_type`", "it is not of the closed list of OpenDSR"));
    }
    let digits = match format.as_str() {
        "raw" => None,
        "md5" => Some(32),
        "sha1" => Some(40),
        "sha256" => Some(64),
        _ => return Err(ExchangeError::form("`identity_format`", "it is none of `raw`, `md5`, `sha1` and `sha256`")),
    };
    let hex = |value: &str| value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if identity_value.is_empty() || digits.is_some_and(|digits| identity_value.len() != digits || !hex(&identity_value))
    {
        return Err(ExchangeError::form("`identity_value`", "it is empty, or no digest of its format"));
    }
    Ok(Identity { kind, value: Text::new(identity_value), format })
}

/// The body of the answer `201 Created`. The header with its signature is the transport's affair: it needs the processor's
/// certificate.
pub fn answer(request: &[u8], read: &Request, controller: &str, received: Instant, expected: Instant) -> Vec<u8> {
    let body = json!({
        "controller_id": controller,
        "expected_completion_time": format_instant(expected),
        "received_time": format_instant(received),
        "encoded_request": STANDARD.encode(request),
        "subject_request_id": read.id,
    });
    body.to_string().into_bytes()
}

/// The answer to `/discovery`.
pub fn discovery(certificate_url: &str) -> Vec<u8> {
    let identities: Vec<Value> = KINDS
        .iter()
        .flat_map(|kind| FORMATS.iter().map(move |format| json!({ "identity_type": kind, "identity_format": format })))
        .collect();
    let rights = ["access", "portability", "erasure", "rectification", "restriction", "objection"];
    let body = json!({
        "api_version": "3.0",
        "supported_identities": identities,
        "supported_subject_request_types": rights,
        "processor_certificate": certificate_url,
    });
    body.to_string().into_bytes()
}
