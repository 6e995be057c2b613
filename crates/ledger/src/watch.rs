//! The moments at which a machine may stop. In: nothing. Out: a name for each moment between two writes. Never: anything but
//! a call, and only where somebody asked for it; tests stop the process there.

use std::cell::RefCell;

/// A moment in an append, an erasure or a publication. Each stands between two writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The turn to append is ours, nothing is written.
    TurnTaken,
    /// New data keys are durable, and nothing is sealed with them yet.
    KeysKept,
    /// Leaves and hashes are in the transaction, what they commit to is not.
    LeavesWritten,
    /// Sealed events are in the transaction, their indexes are not.
    SealedWritten,
    /// All is in the transaction.
    BeforeCommit,
    /// The events are durable, and nobody was told.
    Committed,
    /// The turn to publish is ours, no file is written.
    PublishTurnTaken,
    /// Tiles and bundles are written, the checkpoint is not.
    TilesWritten,
    /// The checkpoint is written.
    CheckpointWritten,
    /// An erasure is committed, its keys are still there.
    ErasureCommitted,
    /// The keys are destroyed, receipts are still there.
    KeysDestroyed,
    /// Receipts are removed, and the store still lists what to destroy.
    ReceiptsRemoved,
}

impl Point {
    /// All of them, in the order in which an append or an erasure meets them.
    pub const ALL: [Self; 12] = [
        Self::TurnTaken,
        Self::KeysKept,
        Self::LeavesWritten,
        Self::SealedWritten,
        Self::BeforeCommit,
        Self::Committed,
        Self::PublishTurnTaken,
        Self::TilesWritten,
        Self::CheckpointWritten,
        Self::ErasureCommitted,
        Self::KeysDestroyed,
        Self::ReceiptsRemoved,
    ];
}

/// Who wants to know of each moment.
#[derive(Default)]
pub(crate) struct Watch(RefCell<Option<Watcher>>);

type Watcher = Box<dyn FnMut(Point) + Send>;

impl Watch {
    pub(crate) fn set(&self, watcher: impl FnMut(Point) + Send + 'static) {
        *self.0.borrow_mut() = Some(Box::new(watcher));
    }

    pub(crate) fn reach(&self, point: Point) {
        if let Some(watcher) = self.0.borrow_mut().as_mut() {
            watcher(point);
        }
    }
}
