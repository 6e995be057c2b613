//! The one door to the ledger. In: what was said, from many requests at once. Out: receipts, once it is on disk. Never: an
//! acknowledgement before that, or two appends at a time.

use ledger::{AppendError, Ledger, LedgerError, Receipt, Said};
use std::sync::{Arc, Mutex};
use tokio::sync::{mpsc, oneshot};
use world::World;

/// The ledger could not take or give something.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DoorError {
    /// There is an objection with this id already: the same form was sent twice.
    #[error("the objection is recorded already")]
    Known,
    /// The ledger refused; nothing was changed.
    #[error("the ledger did not take it: {0}")]
    Refused(String),
    /// The ledger could not be read.
    #[error(transparent)]
    Unreadable(#[from] LedgerError),
    /// A thread died while it held the ledger, or the portal is shutting down.
    #[error("the ledger is closed; start the portal again")]
    Closed,
}

/// A handle on the ledger for many requests.
#[derive(Clone)]
pub(crate) struct Door {
    ledger: Arc<Mutex<Ledger>>,
    queue: mpsc::Sender<Entry>,
}

struct Entry {
    said: Vec<Said>,
    answer: oneshot::Sender<Result<Vec<Receipt>, DoorError>>,
}

impl Door {
    /// Opens the door; the task that appends ends when the last handle is dropped.
    pub(crate) fn open(ledger: Ledger, world: Arc<World>) -> (Self, tokio::task::JoinHandle<()>) {
        let ledger = Arc::new(Mutex::new(ledger));
        let (queue, mut waiting) = mpsc::channel::<Entry>(BATCH);
        let door = Self { ledger: Arc::clone(&ledger), queue };
        let task = tokio::spawn(async move {
            // Whoever comes while the disk is busy goes into the next batch: one fsync for all of them.
            let mut batch = Vec::new();
            while waiting.recv_many(&mut batch, BATCH).await > 0 {
                let (ledger, world, entries) = (Arc::clone(&ledger), Arc::clone(&world), std::mem::take(&mut batch));
                let written = tokio::task::spawn_blocking(move || write(&ledger, &world, entries)).await;
                if written.is_err() {
                    tracing::error!("appending to the ledger broke off; those who waited were told so");
                }
            }
        });
        (door, task)
    }

    /// Appends all of `said` or nothing, and returns when it is on disk.
    pub(crate) async fn append(&self, said: Vec<Said>) -> Result<Vec<Receipt>, DoorError> {
        let (answer, receipts) = oneshot::channel();
        self.queue.send(Entry { said, answer }).await.map_err(|_| DoorError::Closed)?;
        receipts.await.map_err(|_| DoorError::Closed)?
    }

    /// Asks the ledger something, on a thread that may wait for the disk.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, DoorError> {
        let ledger = Arc::clone(&self.ledger);
        let asked = tokio::task::spawn_blocking(move || {
            let ledger = ledger.lock().map_err(|_| DoorError::Closed)?;
            question(&ledger).map_err(DoorError::Unreadable)
        });
        asked.await.map_err(|_| DoorError::Closed)?
    }
}

fn write(ledger: &Mutex<Ledger>, world: &World, entries: Vec<Entry>) {
    let Ok(mut ledger) = ledger.lock() else {
        for entry in entries {
            // Nobody is left to be told where the receiver is gone.
            let _ = entry.answer.send(Err(DoorError::Closed));
        }
        return;
    };
    let all: Vec<Said> = entries.iter().flat_map(|entry| entry.said.iter().cloned()).collect();
    let mut answers = Vec::with_capacity(entries.len());
    match ledger.append_unpublished(world, &all) {
        Ok(receipts) => {
            let mut receipts = receipts.into_iter();
            for entry in entries {
                let own = receipts.by_ref().take(entry.said.len()).collect();
                answers.push((entry.answer, Ok(own)));
            }
        }
        // A batch is taken whole or not at all, so one bad entry would refuse its neighbours: each goes alone.
        Err(_) => {
            for entry in entries {
                answers.push((entry.answer, ledger.append_unpublished(world, &entry.said).map_err(refused)));
            }
        }
    }
    // If we crash here, the events are durable and the next start makes the files of the log.
    if let Err(error) = ledger.publish() {
        tracing::warn!(%error, "the files of the log lag behind; they are made again with the next event");
    }
    drop(ledger);
    for (answer, result) in answers {
        let _ = answer.send(result);
    }
}

fn refused(error: AppendError) -> DoorError {
    match error {
        AppendError::ObjectionExists { .. } => DoorError::Known,
        other => DoorError::Refused(other.to_string()),
    }
}

/// Entries that wait, and that are appended together.
const BATCH: usize = 256;
