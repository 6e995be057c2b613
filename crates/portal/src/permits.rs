//! `POST /v1/permits`: a program that trains elsewhere asks whether it may go on. In: a manifest, a purpose, an operation.
//! Out: yes, or what ended the permit, with the signed head of the log that was asked. Never: yes where the question could
//! not be asked, or a person's name.

use crate::refusal::{Refusal, Why};
use crate::routes::{bounded, media_type};
use crate::server::Shared;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use terms::{Digest, Operation, Purpose, format_instant};

/// What somebody asks about a permit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermitQuestion {
    /// SHA-256 of the manifest that the asker holds.
    #[serde(deserialize_with = "spelled_as_here")]
    pub manifest: Digest,
    /// For what.
    pub purpose: Purpose,
    /// To do what.
    pub operation: Operation,
    /// Drawn anew for each question and given back, so that an old answer is not taken for a new one.
    pub nonce: String,
}

/// What the permit said.
#[derive(Clone, Debug)]
pub struct PermitAnswer {
    /// What ended it: one word for programs, and a sentence. Nothing where it holds.
    pub stop: Option<(String, String)>,
    /// The signed head of the log under which it was asked.
    pub checkpoint: Vec<u8>,
}

/// The permit could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum WardenError {
    /// There is no corpus.
    #[error("no corpus is sealed here; run `grondslag corpus seal`")]
    NoCorpus,
    /// The ledger or the corpus cannot be read.
    #[error("{why}")]
    Unavailable {
        /// Why, for the log.
        why: String,
    },
}

/// What knows the corpus and asks its permit: the caller's own, because the portal reads no corpora.
pub struct Warden(Box<Ask>);

type Ask = dyn Fn(&PermitQuestion) -> Result<PermitAnswer, WardenError> + Send + Sync;

impl Warden {
    /// Questions are handed to `ask` on a thread that may wait.
    pub fn new(ask: impl Fn(&PermitQuestion) -> Result<PermitAnswer, WardenError> + Send + Sync + 'static) -> Self {
        Self(Box::new(ask))
    }
}

impl std::fmt::Debug for Warden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Warden")
    }
}

/// Answers.
pub(crate) async fn ask(State(house): State<Shared>, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    if media_type(&parts.headers) != "application/json" {
        return Err(Refusal::new(Why::WrongType, "send `application/json`"));
    }
    let body = bounded(&house, body).await?;
    let question = read(&body)?;
    if house.config.warden.is_none() {
        return Err(none());
    }
    let asked = tokio::task::spawn_blocking(move || {
        let Some(Warden(ask)) = &house.config.warden else { return Err(none()) };
        let answer = ask(&question).map_err(refused)?;
        // The signed head is text. One that is none proves nothing, and then nothing is answered.
        let checkpoint = String::from_utf8(answer.checkpoint).map_err(|_| Refusal::from(Why::Unavailable))?;
        let stop = answer.stop.map(|(word, reason)| json!({ "word": word, "reason": reason }));
        Ok::<Value, Refusal>(json!({
            "permit": stop.is_none(),
            "stop": stop,
            "manifest": question.manifest,
            "purpose": question.purpose,
            "operation": question.operation,
            "nonce": question.nonce,
            "asked_at": format_instant(house.world.now()),
            "checkpoint": checkpoint,
        }))
    });
    let answer = asked.await.map_err(|_| Refusal::from(Why::Unavailable))??;
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(answer)).into_response())
}

fn read(body: &[u8]) -> Result<PermitQuestion, Refusal> {
    let wrong = |what: String| Refusal::new(Why::BadRequest, what);
    let question: PermitQuestion = serde_json::from_slice(body).map_err(|error| {
        // The parser's own words would repeat what was sent.
        let (line, column) = (error.line(), error.column());
        wrong(format!(
            "line {line}, column {column}: send an object with `manifest`, `purpose`, `operation` and `nonce`"
        ))
    })?;
    if !(NONCE_MIN..=NONCE_MAX).contains(&question.nonce.chars().count()) {
        return Err(wrong(format!("draw a `nonce` of {NONCE_MIN} to {NONCE_MAX} characters for each question")));
    }
    Ok(question)
}

/// A digest in the one spelling that the document of the API allows.
fn spelled_as_here<'de, D: Deserializer<'de>>(given: D) -> Result<Digest, D::Error> {
    let text = String::deserialize(given)?;
    let digest = Digest::parse(&text).ok().filter(|digest| digest.to_string() == text);
    digest.ok_or_else(|| D::Error::custom("64 digits, 0 to 9 and a to f"))
}

fn none() -> Refusal {
    Refusal::new(Why::NotFound, "nobody here knows of a corpus")
}

fn refused(error: WardenError) -> Refusal {
    match error {
        WardenError::NoCorpus => Refusal::new(Why::NotFound, error.to_string()),
        WardenError::Unavailable { why } => {
            tracing::warn!("a permit could not be asked: {why}");
            Refusal::new(Why::Unavailable, "the permit cannot be asked now, so the answer is no; the log here says why")
        }
    }
}

/// The fewest characters of a nonce.
pub(crate) const NONCE_MIN: usize = 16;
/// The most.
pub(crate) const NONCE_MAX: usize = 200;
