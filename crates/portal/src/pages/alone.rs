//! A page that checks receipts on the reader's own device. In: a language. Out: one file that holds everything it needs:
//! the verifier of this program as WebAssembly, the public key, the words. Never: a request to anybody; its policy forbids
//! every one, also in a copy that was saved.

use super::Visit;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::context;
use minijinja::value::Serde;
use serde_json::{Map, Value, json};
use terms::Digest;

/// `GET /verify/alone`.
pub(crate) async fn page(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Result<Response, Refusal> {
    let policy = policy();
    let html = words(&house, &visit).and_then(|words| {
        let values = context! {
            lang => visit.language.tag(),
            controller => Serde(&house.config.controller),
            key => house.public_key.clone(),
            policy => policy.clone(),
            style => super::STYLE,
            script => SCRIPT,
            verifier => STANDARD.encode(VERIFIER),
            words => words,
        };
        house.templates.get_template("alone")?.render(values)
    });
    let html = html.map_err(|error| {
        tracing::error!(page = "alone", "a page could not be rendered: {error:#}");
        Refusal::from(Why::Unavailable)
    })?;
    let mut response = Html(html).into_response();
    // The pages' own policy allows no script; this one allows the one script that stands in it, and still no request.
    let policy = HeaderValue::from_str(&policy).map_err(|_| Refusal::from(Why::Unavailable))?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// What the page may do: run its one script and its one style, which are named by their digests, and reach nobody.
fn policy() -> String {
    let named = |text: &str| format!("'sha256-{}'", STANDARD.encode(Digest::of(text).as_bytes()));
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; form-action 'none'; base-uri 'none'",
        named(SCRIPT),
        named(super::STYLE),
    )
}

/// The words that the script shows, as JSON that cannot end the element it stands in.
fn words(house: &Shared, visit: &Visit) -> Result<String, minijinja::Error> {
    let say = |key: &str| house.voices.say(visit.language, key, &[]).map_err(super::unsaid);
    let mut words = Map::new();
    for (name, key) in WORDS {
        words.insert((*name).to_owned(), json!(say(key)?));
    }
    let mut acts = Map::new();
    for act in crate::speech::acts() {
        acts.insert(act.to_owned(), json!(say(&format!("act-{act}"))?));
    }
    words.insert("acts".to_owned(), Value::Object(acts));
    Ok(Value::Object(words).to_string().replace('<', "\\u003c"))
}

const SCRIPT: &str = include_str!("../templates/alone.js");
/// Built from `browser/`, by `browser/run`.
const VERIFIER: &[u8] = include_bytes!("../templates/verifier.wasm.gz");
/// Names in the script, and the keys of their words.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("good", "verify-good"),
    ("bad", "verify-bad"),
    ("why", "verify-bad-why"),
    ("none", "verify-alone-none"),
    ("cannot", "verify-alone-cannot"),
    ("erased", "verify-erased"),
    ("act", "receipt-act"),
    ("at", "receipt-at"),
    ("purpose", "receipt-purpose"),
    ("reference", "receipt-reference"),
    ("due", "receipt-due"),
    ("index", "receipt-index"),
    ("root", "receipt-root"),
    ("log", "receipt-log"),
];
