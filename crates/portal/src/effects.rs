//! `GET /v1/effects`: what takes effect, as it does. In: a place in the log. Out: server-sent events, from that place on, until
//! the portal stops or the listener goes. Never: an event passed over, an event out of order, or more listeners than there
//! are places.

use crate::refusal::{Refusal, Why};
use crate::server::{House, Shared};
use crate::told::told;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use futures::stream::unfold;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, watch};

/// What stops something, lets it go on, or took somebody out.
pub(crate) const EFFECTS: &[&str] = &[
    "order",
    "order_lifted",
    "run_stopped",
    "objection",
    "objection_withdrawn",
    "objection_resolved",
    "objection_rejected",
    "objection_accepted",
    "consent_refused",
    "consent_withdrawn",
    "restriction_requested",
    "restriction_lifted",
    "erasure_requested",
    "erasure_granted",
    "erasure_refused",
    "corpus_purged",
    "forgotten",
    "erased",
];

/// One listener.
struct Listener {
    house: Shared,
    /// How many events of the log were looked at.
    seen: u64,
    /// Whether to wait for more at the end of the log.
    waits: bool,
    grown: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    ended: bool,
    _place: OwnedSemaphorePermit,
}

/// Begins a stream.
pub(crate) async fn follow(State(house): State<Shared>, request: Request) -> Result<Response, Refusal> {
    let (grown, stopping) = (house.door.grown(), house.stopping.clone());
    let size = house.door.ask(|ledger| Ok(ledger.tree_head().size)).await?;
    let seen = place(request.headers(), size)?;
    let waits = match request.uri().query().unwrap_or_default() {
        "" | "wait=true" => true,
        "wait=false" => false,
        _ => return Err(Refusal::new(Why::BadRequest, "`wait` is `true` or `false`; nothing else is asked here")),
    };
    let most = house.config.limits.listeners_max;
    let place = Arc::clone(&house.listeners).try_acquire_owned().map_err(|_| {
        let detail = format!("{most} machines listen already; wait for one of them to go");
        Refusal::new(Why::TooOften, detail).header(header::RETRY_AFTER, HeaderValue::from(60))
    })?;
    let listener = Listener { house, seen, waits, grown, stopping, ended: false, _place: place };
    let mut response = Response::new(Body::from_stream(unfold(listener, next)));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(response)
}

/// Where to begin: behind what `Last-Event-ID` names, or else at the end of the log.
fn place(headers: &HeaderMap, size: u64) -> Result<u64, Refusal> {
    let Some(last) = headers.get("last-event-id") else { return Ok(size) };
    let last = last.to_str().ok().filter(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    let seen: Option<u64> = last.and_then(|last| last.parse().ok());
    // A place that the log does not have yet is of another log, or of one that came back from a backup: what was told
    // before is not what stands here, and whoever listens must know.
    seen.filter(|seen| *seen <= size).ok_or_else(|| {
        let detail = format!("`Last-Event-ID` is no place in this log, which has {size} events; `0` is its beginning");
        Refusal::new(Why::BadRequest, detail)
    })
}

/// The next part of a stream: effects, or a sign of life with the place that was reached.
async fn next(mut listener: Listener) -> Option<(Result<String, std::io::Error>, Listener)> {
    loop {
        if listener.ended || *listener.stopping.borrow() {
            return None;
        }
        listener.grown.borrow_and_update();
        match more(&listener.house, listener.seen).await {
            Err(_) => {
                // Whoever listens comes back with the last id, and misses nothing.
                listener.ended = true;
                return Some((Err(std::io::Error::other("the ledger does not answer")), listener));
            }
            Ok((text, seen)) if seen > listener.seen => {
                listener.seen = seen;
                if !text.is_empty() {
                    return Some((Ok(text), listener));
                }
                continue;
            }
            Ok(_) => {}
        }
        if !listener.waits {
            listener.ended = true;
            return Some((Ok(alive(listener.seen)), listener));
        }
        tokio::select! {
            _ = listener.grown.changed() => {}
            _ = listener.stopping.changed() => {}
            () = tokio::time::sleep(HEARTBEAT) => return Some((Ok(alive(listener.seen)), listener)),
        }
    }
}

/// A comment, and the place: an event without data is told to nobody, and moves the last id of whoever listens.
fn alive(seen: u64) -> String {
    format!(": alive\nid: {seen}\n\n")
}

/// The effects among the next events, as text, and how far that is.
async fn more(house: &House, seen: u64) -> Result<(String, u64), Refusal> {
    let found = house.door.ask(move |ledger| {
        let until = ledger.tree_head().size.min(seen.saturating_add(ROWS));
        let mut text = String::new();
        let events = if seen < until { ledger.events_between(seen, until)? } else { Vec::new() };
        for (index, said) in events.iter().filter(|(_, said)| EFFECTS.contains(&said.act.name())) {
            let (id, act) = (index.saturating_add(1), said.act.name());
            text.push_str(&format!("id: {id}\nevent: {act}\ndata: {}\n\n", told(ledger, *index, said)?));
        }
        Ok((text, until))
    });
    Ok(found.await?)
}

/// Events that are looked at together.
const ROWS: u64 = 256;
const HEARTBEAT: Duration = Duration::from_secs(15);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_begins_where_the_listener_was_and_nowhere_that_the_log_does_not_have() {
        let at = |last: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("last-event-id", HeaderValue::from_static(last));
            place(&headers, 7).ok()
        };
        assert_eq!(place(&HeaderMap::new(), 7).ok(), Some(7));
        assert_eq!(
            [at("0"), at("7"), at("8"), at("-1"), at("+1"), at(""), at("x")],
            [Some(0), Some(7), None, None, None, None, None]
        );
    }
}
