//! Checks that need nobody's word: the signed head of the log, its key, a receipt, and the evidence pack. In: the files of the
//! log, a receipt, a wish for the pack. Out: what holds, and the pack as one file. Never: two packs in the making at a time,
//! or one that leaves the house to somebody from outside without an event.

use super::super::public::checked;
use super::super::{Visit, page, to};
use super::{Answer, EXAMINERS, act, ask, staff};
use crate::form::Form;
use crate::office::Packed;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use ledger::{Act, TreeHead, verify_checkpoint};
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;
use std::fs::File;
use std::io::Read;
use std::sync::{Mutex, MutexGuard, PoisonError};
use terms::{Instant, format_instant};

/// The one pack of this portal, and how far it is.
// HOLE: it is known to this process alone, until the next start; the file stays where it lies.
#[derive(Debug, Default)]
pub(crate) struct Packs(Mutex<Making>);

#[derive(Clone, Debug, Default)]
enum Making {
    #[default]
    Nothing,
    UnderWay,
    Made(Packed, Instant),
    Failed,
}

impl Packs {
    fn state(&self) -> MutexGuard<'_, Making> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pack, where one was made.
    fn made(&self) -> Option<Packed> {
        match &*self.state() {
            Making::Made(packed, _) => Some(packed.clone()),
            _ => None,
        }
    }

    /// Whether this caller makes it now; false where somebody does already.
    fn begin(&self) -> bool {
        let mut state = self.state();
        let begins = !matches!(*state, Making::UnderWay);
        if begins {
            *state = Making::UnderWay;
        }
        begins
    }
}

/// What the page shows of the pack.
#[derive(Serialize)]
struct PackLine {
    state: &'static str,
    at: Option<String>,
    digest: Option<String>,
    bytes: Option<u64>,
    tree_size: Option<u64>,
}

fn pack_line(state: &Making) -> PackLine {
    let nothing = |state| PackLine { state, at: None, digest: None, bytes: None, tree_size: None };
    match state {
        Making::Nothing => nothing("none"),
        Making::UnderWay => nothing("making"),
        Making::Failed => nothing("failed"),
        Making::Made(packed, at) => PackLine {
            at: Some(format_instant(*at)),
            digest: Some(packed.digest.to_string()),
            bytes: Some(packed.bytes),
            tree_size: Some(packed.tree_size),
            ..nothing("made")
        },
    }
}

/// `GET /console/proof`.
pub(crate) async fn show(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    shown(&house, &visit, context! { checked => false }).await
}

/// `POST /console/proof`: what a receipt proves.
pub(crate) async fn check(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let result = checked(&house, &form);
    shown(&house, &visit, result).await
}

/// The head of the log as it is published, and whether it holds against key and store at this moment.
async fn shown(house: &Shared, visit: &Visit, result: Value) -> Answer {
    let bytes = crate::log::checkpoint_bytes(house).await?;
    let signed = verify_checkpoint(&bytes, &house.public_key);
    let (head, error) = match &signed {
        Ok(signed) => (Some(signed.head), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let stored = match head {
        Some(head) => house.door.ask(move |ledger| ledger.tree_head_at(head.size)).await.ok(),
        None => None,
    };
    let pack = pack_line(&house.packs.state());
    let values = context! {
        checkpoint => String::from_utf8_lossy(&bytes).into_owned(),
        key => house.public_key.clone(),
        size => head.map(|head| head.size),
        root => head.map(|head| head.root.to_string()),
        holds => holds(head, stored),
        unsigned => error,
        examines => visit.may(EXAMINERS),
        pack => Serde(pack),
        ..result
    };
    page(house, visit, "console-proof", values)
}

/// Whether what was signed is what the store holds.
fn holds(signed: Option<TreeHead>, stored: Option<TreeHead>) -> bool {
    signed.is_some() && signed == stored
}

/// `POST /console/proof/pack`: makes the pack, beside everything else.
pub(crate) async fn make(State(house): State<Shared>) -> Answer {
    if house.packs.begin() {
        tokio::spawn(async move {
            let made = ask(&house, |office| &*office.pack, ()).await;
            let now = house.world.now();
            *house.packs.state() = match made {
                Ok(packed) => Making::Made(packed, now),
                Err(_) => Making::Failed,
            };
        });
    }
    Ok(to("/console/proof#pack"))
}

/// `GET /console/proof/pack`: the pack as one file. That somebody from outside took it stands in the ledger, once for each
/// pack and person.
pub(crate) async fn pack(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let packed = house.packs.made().ok_or(Why::NotFound)?;
    let path = packed.path.clone();
    let file = tokio::task::spawn_blocking(move || world::open(path)).await;
    let file = file.map_err(|_| Refusal::from(Why::Unavailable))?.map_err(|error| {
        tracing::error!(%error, "the evidence pack could not be read");
        Refusal::from(Why::Unavailable)
    })?;
    let who = staff(&visit)?;
    if who.roles.iter().any(|role| role.is_invited()) {
        record_delivery(&house, &visit, &who.name, packed.digest).await?;
    }
    let name = format!("attachment; filename=\"evidence-{}.zip\"", packed.tree_size);
    let head = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_LENGTH, packed.bytes.to_string()),
    ];
    Ok((head, body(file)).into_response())
}

async fn record_delivery(house: &Shared, visit: &Visit, who: &str, report: terms::Digest) -> Result<(), Refusal> {
    let authority = who.to_owned();
    let delivered = Act::ReportDelivered { authority: authority.clone(), report };
    let known = house.door.ask(move |ledger| {
        let is_this = |act: &Act| matches!(act, Act::ReportDelivered { authority: whom, report: one } if *whom == authority && *one == report);
        Ok(ledger.said_of(&["report_delivered"])?.iter().any(|(_, said)| is_this(&said.act)))
    });
    if !known.await? {
        act(house, visit, EXAMINERS, vec![delivered]).await?;
    }
    Ok(())
}

/// The bytes of a file, piece by piece, read where a thread may wait.
fn body(file: File) -> Body {
    let pieces = futures::stream::unfold(Some(file), |file| async {
        let mut file = file?;
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE_BYTES];
            let count = file.read(&mut piece)?;
            piece.truncate(count);
            Ok::<_, std::io::Error>((piece, file))
        });
        match read.await {
            Ok(Ok((piece, _))) if piece.is_empty() => None,
            Ok(Ok((piece, file))) => Some((Ok(Bytes::from(piece)), Some(file))),
            Ok(Err(error)) => Some((Err(error), None)),
            Err(_) => Some((Err(std::io::Error::other("the reading thread ended")), None)),
        }
    });
    Body::from_stream(pieces)
}

const PIECE_BYTES: usize = 256 << 10;
