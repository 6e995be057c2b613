//! `POST /v1/posts`: the running platform says what was posted, edited, shown to others or deleted. In: one object a line.
//! Out: what became of them, once it is on the disk. Never: half a batch, a batch twice, or a content in a refusal.

use crate::refusal::{Refusal, Why};
use crate::routes::{bounded, media_type};
use crate::server::Shared;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use terms::{Digest, Instant};

/// What takes pushed batches: the caller's own, because the portal keeps no posts.
pub struct Inbox(Box<Take>);

type Take = dyn Fn(&str, &str, Instant) -> Result<Taken, InboxError> + Send + Sync;

/// A batch that is on the disk.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The answer, as JSON.
    pub answer: String,
    /// Whether the same batch had been taken under the same key before.
    pub is_repeated: bool,
}

/// A batch was not taken.
#[derive(Debug, thiserror::Error)]
pub enum InboxError {
    /// A line is not what it must be.
    #[error("{what}")]
    Line {
        /// Counted from 1.
        line: u64,
        /// What is wrong and where, without its content.
        what: String,
    },
    /// Another body came under the same key.
    #[error("{what}")]
    OtherBody {
        /// What to do.
        what: String,
    },
    /// It cannot be kept now.
    #[error("{why}")]
    Unavailable {
        /// Why, for the log.
        why: String,
    },
}

impl Inbox {
    /// Batches are handed to `take` with their key and the clock, on a thread that may wait.
    pub fn new(take: impl Fn(&str, &str, Instant) -> Result<Taken, InboxError> + Send + Sync + 'static) -> Self {
        Self(Box::new(take))
    }
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inbox")
    }
}

/// Takes a batch.
pub(crate) async fn push(State(house): State<Shared>, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    if media_type(&parts.headers) != "application/x-ndjson" {
        return Err(Refusal::new(Why::WrongType, "send `application/x-ndjson`, one object a line"));
    }
    let key = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !(8..=200).contains(&key.len()) {
        let detail =
            "send `Idempotency-Key` with 8 to 200 characters of your own, the same when you send the batch again";
        return Err(Refusal::new(Why::BadRequest, detail));
    }
    // A key is its sender's: another machine may have chosen the same.
    let sender = parts.headers.get(header::AUTHORIZATION).map_or(&[] as &[u8], HeaderValue::as_bytes);
    let key = Digest::of_parts([sender, key.as_bytes()]).to_string();
    if house.config.inbox.is_none() {
        return Err(Refusal::new(Why::NotFound, "no `[[source]]` of format `push` is declared; nothing was taken"));
    }
    let body = bounded(&house, body).await?;
    let most = house.config.limits.batch_items_max;
    let taken = tokio::task::spawn_blocking(move || {
        let text = std::str::from_utf8(&body).map_err(|error| {
            Refusal::new(Why::BadRequest, format!("byte {} is not UTF-8; nothing was taken", error.valid_up_to() + 1))
        })?;
        if text.bytes().filter(|byte| *byte == b'\n').count() > most {
            let detail = format!("send at most {most} lines at a time; nothing was taken");
            return Err(Refusal::new(Why::TooLarge, detail).with("items_max", most));
        }
        let Some(Inbox(take)) = &house.config.inbox else { return Err(Why::NotFound.into()) };
        take(&key, text, house.world.now()).map_err(refused)
    });
    let taken = taken.await.map_err(|_| Refusal::from(Why::Unavailable))??;
    let mut response = Response::new(Body::from(taken.answer));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("idempotent-replay", HeaderValue::from_static(if taken.is_repeated { "true" } else { "false" }));
    Ok(response)
}

fn refused(error: InboxError) -> Refusal {
    match error {
        InboxError::Line { line, what } => Refusal::new(Why::BadRequest, what).with("item", line),
        InboxError::OtherBody { what } => Refusal::new(Why::BadRequest, what),
        InboxError::Unavailable { why } => {
            tracing::warn!("a batch could not be kept: {why}");
            Why::Unavailable.into()
        }
    }
}
