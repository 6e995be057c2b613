//! The files of the log, as C2SP tlog-tiles wants them served, and whether the portal is well. In: a path. Out: the bytes
//! of a file of the log. Never: a path that was not built here from checked parts.

use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::path::PathBuf;

/// Whether the portal runs.
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// Whether the ledger answers.
pub(crate) async fn ready(State(house): State<Shared>) -> Result<Response, Refusal> {
    let head = house.door.ask(|ledger| ledger.tree_head_at(ledger.tree_head().size)).await.map_err(|error| {
        tracing::error!(%error, "the ledger does not answer");
        Refusal::new(Why::Unavailable, "the ledger does not answer; its log says why")
    })?;
    Ok(axum::Json(json!({ "ready": true, "tree_size": head.size, "rules_digest": house.law.digest() })).into_response())
}

/// The signed tree head.
pub(crate) async fn checkpoint(State(house): State<Shared>) -> Result<Response, Refusal> {
    let bytes = checkpoint_bytes(&house).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], bytes)
        .into_response())
}

/// The signed tree head as it is published.
pub(crate) async fn checkpoint_bytes(house: &Shared) -> Result<Vec<u8>, Refusal> {
    file(house.clone(), PathBuf::from("log/checkpoint")).await
}

/// A tile, or a bundle of entries.
pub(crate) async fn tile(State(house): State<Shared>, Path(path): Path<String>) -> Result<Response, Refusal> {
    let path = tile_path(&path).ok_or(Why::NotFound)?;
    let bytes = file(house, path).await?;
    let forever = "public, max-age=31536000, immutable";
    Ok(([(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, forever)], bytes).into_response())
}

async fn file(house: Shared, relative: PathBuf) -> Result<Vec<u8>, Refusal> {
    let path = house.ledger_folder.join(relative);
    let read =
        tokio::task::spawn_blocking(move || if world::exists(&path) { world::read(&path).map(Some) } else { Ok(None) });
    match read.await {
        Ok(Ok(Some(bytes))) => Ok(bytes),
        Ok(Ok(None)) => Err(Why::NotFound.into()),
        Ok(Err(error)) => {
            tracing::error!(%error, "a file of the log could not be read");
            Err(Why::Unavailable.into())
        }
        Err(_) => Err(Why::Unavailable.into()),
    }
}

/// The file of `LEVEL/INDEX[.p/WIDTH]` or `entries/INDEX[.p/WIDTH]`, if that is what `path` is, in its one spelling.
fn tile_path(path: &str) -> Option<PathBuf> {
    let (level, rest) = path.split_once('/')?;
    let level = if level == "entries" {
        level.to_owned()
    } else {
        number(level, 63).map(|level| level.to_string()).filter(|spelt| spelt == level)?
    };
    let (index, width) = match rest.split_once(".p/") {
        Some((index, width)) => {
            let spelt = number(width, 255).filter(|width| *width > 0)?.to_string();
            (index, Some(spelt).filter(|spelt| spelt == width).map(Some)?)
        }
        None => (rest, None),
    };
    let mut file = PathBuf::from("log/tile").join(level);
    let parts: Vec<&str> = index.split('/').collect();
    let (last, before) = parts.split_last()?;
    // Nine groups hold more than any log has.
    if before.len() > 8 || before.first().is_some_and(|first| *first == "x000") {
        return None;
    }
    for part in before {
        file.push(Some(*part).filter(|part| part.strip_prefix('x').is_some_and(three_digits))?);
    }
    three_digits(last).then_some(())?;
    match width {
        None => file.push(last),
        Some(width) => {
            file.push(format!("{last}.p"));
            file.push(width);
        }
    }
    Some(file)
}

fn three_digits(part: &str) -> bool {
    part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str, most: u8) -> Option<u8> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten().filter(|number| *number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_has_one_spelling_and_everything_else_is_no_tile() {
        for (path, file) in [
            ("0/000", "log/tile/0/000"),
            ("0/000.p/7", "log/tile/0/000.p/7"),
            ("1/x001/x234/067", "log/tile/1/x001/x234/067"),
            ("entries/x001/067.p/255", "log/tile/entries/x001/067.p/255"),
        ] {
            assert_eq!(tile_path(path), Some(PathBuf::from(file)), "{path}");
        }
        for path in [
            "",
            "0",
            "0/",
            "/0/000",
            "00/000",
            "64/000",
            "0/0",
            "0/000/",
            "0/../../ledger.sqlite",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/07",
            "0/000.p/",
            "entries/../000",
            "../keys.sqlite",
            "0/x000/001",
            "0/001/001",
            "0/x001",
            "entries",
            "0/000.p/1/1",
            "0/٠٠٠",
            "+1/000",
            "0/000%00",
            "0/x001/x1/000",
            "0\\000",
        ] {
            assert_eq!(tile_path(path), None, "{path}");
        }
    }
}
