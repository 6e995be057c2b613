//! The one door to the ledger. In: what was said, from many requests at once. Out: receipts, once it is on disk. Never: an
//! acknowledgement before that, or two appends at a time.
//!
//! The ledger lives on a thread of its own: its stores wait for a disk or a server, and a request must not.

use ledger::{AppendError, Desk, Ledger, LedgerError, Queue, QueueError, Receipt, Said};
use std::sync::Arc;
use tokio::sync::{oneshot, watch};
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
    /// What was to be answered does not wait any more; nothing was changed.
    #[error("somebody else answered it first")]
    Settled,
    /// The ledger could not be read.
    #[error(transparent)]
    Unreadable(#[from] LedgerError),
    /// The thread of the ledger died, or the portal is shutting down.
    #[error("the ledger is closed; start the portal again")]
    Closed,
}

/// A handle on the ledger for many requests.
#[derive(Clone)]
pub(crate) struct Door {
    desk: Desk,
    // Dropped after the desk: it waits for the thread, which ends when the last desk is gone.
    _queue: Arc<Queue>,
    /// How many events the log has, as far as anybody here saw.
    grown: Arc<watch::Sender<u64>>,
}

impl Door {
    /// Opens the door. Dropping its last handle waits until what is durable is published.
    pub(crate) fn open(ledger: Ledger, world: Arc<World>) -> Result<Self, DoorError> {
        let grown = Arc::new(watch::Sender::new(ledger.tree_head().size));
        let queue = Queue::start(ledger, world);
        let desk = queue.desk().map_err(|_| DoorError::Closed)?;
        Ok(Self { desk, _queue: Arc::new(queue), grown })
    }

    /// The size of the log, for those who wait for it to grow: at once for what was said here, with the next question for
    /// what another process said.
    pub(crate) fn grown(&self) -> watch::Receiver<u64> {
        self.grown.subscribe()
    }

    /// Whether anybody waits for the log to grow.
    pub(crate) fn is_awaited(&self) -> bool {
        self.grown.receiver_count() > 0
    }

    /// Appends all of `said` or nothing, and returns when it is on disk. Whoever comes while the disk is busy goes into
    /// the next commit: one fsync for all of them.
    pub(crate) async fn append(&self, said: Vec<Said>) -> Result<Vec<Receipt>, DoorError> {
        let (answer, receipts) = oneshot::channel();
        let grown = Arc::clone(&self.grown);
        let told = move |outcome: Result<Vec<Receipt>, QueueError>| {
            see(&grown, outcome.iter().flatten().map(|receipt| receipt.tree_size).max());
            // Whoever handed in may have gone; the events are in all the same.
            let _ = answer.send(outcome);
        };
        self.desk.hand_in(said, told).map_err(|_| DoorError::Closed)?;
        receipts.await.map_err(|_| DoorError::Closed)?.map_err(refused)
    }

    /// Appends all of `said` only where `still` holds of the ledger as it is then, so that of two who answer the same at once
    /// one is told that it is answered, whichever portals they came through.
    pub(crate) async fn append_while(
        &self,
        still: impl Fn(&Ledger) -> Result<bool, LedgerError> + Send + 'static,
        said: Vec<Said>,
    ) -> Result<Vec<Receipt>, DoorError> {
        let appended = self.append_asked(move |ledger| Ok(still(ledger)?.then(|| said.clone()))).await?;
        appended.ok_or(DoorError::Settled)
    }

    /// Appends what `said` makes of the ledger as it is then; nothing where it gives nothing. Where another process appends
    /// between the question and the answer, it is asked again.
    pub(crate) async fn append_asked(
        &self,
        mut said: impl FnMut(&Ledger) -> Result<Option<Vec<Said>>, LedgerError> + Send + 'static,
    ) -> Result<Option<Vec<Receipt>>, DoorError> {
        let (send, answer) = oneshot::channel();
        let grown = Arc::clone(&self.grown);
        let asked = move |ledger: &mut Ledger, world: &World| {
            let appended = ledger.append_asked(world, |ledger| said(ledger).map_err(DoorError::Unreadable));
            if let Ok(Some(_)) = &appended {
                // They are on disk; where the files lag they follow with the next commit.
                let _ = ledger.publish();
            }
            see(&grown, Some(ledger.tree_head().size));
            // Whoever asked may have gone.
            let _ = send.send(appended);
        };
        self.desk.begin(asked).map_err(|_| DoorError::Closed)?;
        answer.await.map_err(|_| DoorError::Closed)?
    }

    /// Asks the ledger something, as it is now: other processes may append to its store.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, DoorError> {
        let (send, answer) = oneshot::channel();
        let grown = Arc::clone(&self.grown);
        let asked = move |ledger: &mut Ledger, _: &World| {
            let answered = ledger.refresh().and_then(|_| question(ledger));
            see(&grown, Some(ledger.tree_head().size));
            // Whoever asked may have gone.
            let _ = send.send(answered);
        };
        self.desk.begin(asked).map_err(|_| DoorError::Closed)?;
        answer.await.map_err(|_| DoorError::Closed)?.map_err(DoorError::Unreadable)
    }
}

/// Tells those who wait for the log to grow, if it did.
fn see(grown: &watch::Sender<u64>, size: Option<u64>) {
    grown.send_if_modified(|known| {
        let is_more = size.is_some_and(|size| size > *known);
        *known = size.unwrap_or_default().max(*known);
        is_more
    });
}

impl From<AppendError> for DoorError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::ObjectionExists { .. } => Self::Known,
            other => Self::Refused(other.to_string()),
        }
    }
}

fn refused(error: QueueError) -> DoorError {
    match error {
        QueueError::Append(error) => error.into(),
        QueueError::Closed => DoorError::Closed,
        other => DoorError::Refused(other.to_string()),
    }
}
