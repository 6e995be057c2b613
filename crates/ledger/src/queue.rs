//! Many who say something at once share one commit. In: batches, from any thread. Out: receipts, once they are durable.
//! Never: an answer before the commit, or one batch that is refused because of another.

use crate::{AppendError, Ledger, LedgerError, Receipt, Said};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;
use world::World;

/// A ledger that a thread of its own writes. Dropped, it publishes and ends.
#[derive(Debug)]
pub struct Queue {
    // `None` once it ends.
    desk: Option<Desk>,
    writer: Option<JoinHandle<()>>,
}

/// Where batches are handed in; each thread may have its own.
#[derive(Clone, Debug)]
pub struct Desk(Sender<Task>);

type Work = Box<dyn FnOnce(&mut Ledger, &World) + Send>;

/// What a batch became.
type Outcome = Result<Vec<Receipt>, QueueError>;

type Answer = Box<dyn FnOnce(Outcome) + Send>;

enum Task {
    Append(Vec<Said>, Answer),
    Work(Work),
}

/// A batch that was handed in was not appended.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// It was refused.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The commit that it would have shared failed; the ledger says why to the first of them.
    #[error("the commit that this batch shared with others failed; hand it in again")]
    Shared,
    /// The writer ended.
    #[error("the ledger is closed; start it again")]
    Closed,
}

/// As many batches as wait at most go into one commit.
const BATCHES: usize = 4096;
/// When nothing was handed in for so long, what is durable is published.
const QUIET: Duration = Duration::from_millis(100);
/// In any case after so many commits.
const COMMITS: u32 = 64;

impl Queue {
    /// Starts the thread that writes.
    pub fn start(ledger: Ledger, world: impl Into<Arc<World>>) -> Self {
        let (send, receive) = channel();
        let world = world.into();
        let writer = std::thread::spawn(move || write(ledger, &world, &receive));
        Self { desk: Some(Desk(send)), writer: Some(writer) }
    }

    /// Where to hand in.
    pub fn desk(&self) -> Result<Desk, QueueError> {
        self.desk.clone().ok_or(QueueError::Closed)
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.desk = None;
        if let Some(writer) = self.writer.take() {
            // It ends when the last desk is gone.
            let _ = writer.join();
        }
    }
}

impl Desk {
    /// Appends all of `said`, or nothing. When it returns, they are on disk; the files of the log follow soon.
    pub fn append(&self, said: Vec<Said>) -> Result<Vec<Receipt>, QueueError> {
        let (send, receive) = channel();
        self.hand_in(said, move |outcome| {
            // Whoever handed in may have gone; the events are in all the same.
            let _ = send.send(outcome);
        })?;
        receive.recv().map_err(|_| QueueError::Closed)?
    }

    /// Hands in all of `said` without waiting; `answer` is called once they are on disk, or refused. It must not wait.
    pub fn hand_in(
        &self,
        said: Vec<Said>,
        answer: impl FnOnce(Result<Vec<Receipt>, QueueError>) + Send + 'static,
    ) -> Result<(), QueueError> {
        self.0.send(Task::Append(said, Box::new(answer))).map_err(|_| QueueError::Closed)
    }

    /// Does something else with the ledger, between two commits.
    pub fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger, &World) -> T + Send + 'static,
    ) -> Result<T, QueueError> {
        let (send, receive) = channel();
        self.begin(move |ledger, world| {
            // Whoever asked may have gone.
            let _ = send.send(work(ledger, world));
        })?;
        receive.recv().map_err(|_| QueueError::Closed)
    }

    /// The same without waiting for it.
    pub fn begin(&self, work: impl FnOnce(&mut Ledger, &World) + Send + 'static) -> Result<(), QueueError> {
        self.0.send(Task::Work(Box::new(work))).map_err(|_| QueueError::Closed)
    }
}

fn write(mut ledger: Ledger, world: &World, tasks: &Receiver<Task>) {
    let mut unpublished = 0;
    loop {
        let task = match tasks.recv_timeout(QUIET) {
            Ok(task) => task,
            Err(RecvTimeoutError::Timeout) => {
                publish(&mut ledger, &mut unpublished);
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        };
        let (mut batches, mut answers, mut work) = (Vec::new(), Vec::new(), None);
        for task in std::iter::once(task).chain(tasks.try_iter().take(BATCHES)) {
            match task {
                Task::Append(said, answer) => {
                    batches.push(said);
                    answers.push(answer);
                }
                Task::Work(asked) => {
                    work = Some(asked);
                    break;
                }
            }
        }
        if !batches.is_empty() {
            append(&mut ledger, world, &batches, answers);
            unpublished += 1;
        }
        if let Some(work) = work {
            work(&mut ledger, world);
        }
        if unpublished >= COMMITS {
            publish(&mut ledger, &mut unpublished);
        }
    }
    publish(&mut ledger, &mut unpublished);
}

fn append(ledger: &mut Ledger, world: &World, batches: &[Vec<Said>], answers: Vec<Answer>) {
    match ledger.append_each(world, batches) {
        Ok(written) => {
            for (written, answer) in written.into_iter().zip(answers) {
                answer(written.map_err(QueueError::Append));
            }
        }
        Err(cause) => {
            let mut cause = Some(cause);
            for answer in answers {
                answer(Err(cause.take().map_or(QueueError::Shared, QueueError::Append)));
            }
        }
    }
}

/// What cannot be published stays so until the next time; nothing is lost, and `open` does it too.
fn publish(ledger: &mut Ledger, unpublished: &mut u32) {
    if *unpublished > 0 {
        let published: Result<(), LedgerError> = ledger.publish();
        if published.is_ok() {
            *unpublished = 0;
        }
    }
}
