//! A sealed corpus whose ledger is on another machine. In: a folder, the key of the log, and what the other machine
//! answered. Out: the rows of one shard for each answer that says yes. Never: a row for an answer that is old, to another
//! question, or under a head that the log did not sign.
//!
//! It asks nobody itself: who links it brings the line, and the line is what certificates are checked on.

use crate::trainer::check_signature;
use crate::{AskError, Stop};
use corpus::{Corpus, Manifest, ReadError, Row};
use ledger::verify_checkpoint;
use serde::Deserialize;
use std::path::Path;
use terms::{Operation, Purpose};
use world::World;

/// A hold on a corpus that was brought here.
pub struct Elsewhere {
    world: World,
    corpus: Corpus,
    key: String,
    /// The largest log that an answer was given under; no later one may be smaller.
    size: u64,
    /// The nonce of the question that has no answer yet.
    asked: Option<String>,
}

/// What ended a permit, as the other machine says it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// One word for programs.
    pub word: String,
    /// A sentence.
    pub reason: String,
}

/// The answer of `POST /v1/permits`. Members that are not known are an error: they could take the yes back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    permit: bool,
    stop: Option<Told>,
    manifest: String,
    purpose: String,
    operation: String,
    nonce: String,
    #[serde(rename = "asked_at")]
    _asked_at: String,
    checkpoint: String,
}

impl Elsewhere {
    /// Opens the corpus in `folder`, or in `corpus` of that folder, for training for this purpose. `key` is the public key
    /// of the log, from somebody who has a reason to trust it: there is no ledger here that could give one.
    pub fn open(folder: &Path, purpose: &Purpose, key: &str) -> Result<Result<Self, Stop>, AskError> {
        let inside = folder.join("corpus");
        let corpus = Corpus::open(if world::exists(inside.join("manifest.json")) { &inside } else { folder })?;
        let sealed = &corpus.manifest().meta.purpose;
        if sealed != purpose {
            let (sealed, asked) = (sealed.as_str().to_owned(), purpose.as_str().to_owned());
            return Ok(Err(Stop::OtherPurpose { sealed, asked }));
        }
        check_signature(&corpus, key)?;
        let (world, key, size) = (World::real(folder), key.to_owned(), corpus.manifest().meta.tree_size);
        Ok(Ok(Self { world, corpus, key, size, asked: None }))
    }

    /// What is in the corpus.
    pub fn manifest(&self) -> &Manifest {
        self.corpus.manifest()
    }

    /// The next question, as JSON; it can be answered once.
    pub fn question(&mut self) -> String {
        let nonce: String = self.world.random::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
        let question = serde_json::json!({
            "manifest": self.corpus.manifest_digest(),
            "purpose": self.manifest().meta.purpose,
            "operation": Operation::Train,
            "nonce": nonce,
        });
        self.asked = Some(nonce);
        question.to_string()
    }

    /// What the answer to the last question says; `None` if training may go on.
    pub fn answered(&mut self, answer: &[u8]) -> Result<Option<Told>, AskError> {
        let wrong = |why| AskError::Answer { why };
        let nonce = self.asked.take().ok_or(wrong("nothing was asked"))?;
        let answer: Answer = serde_json::from_slice(answer).map_err(|_| wrong("it has another form"))?;
        if answer.nonce != nonce {
            return Err(wrong("it is of another question"));
        }
        let (manifest, purpose) = (self.corpus.manifest_digest().to_string(), &self.manifest().meta.purpose);
        if (answer.manifest, answer.purpose.as_str()) != (manifest, purpose.as_str())
            || answer.operation != Operation::Train.as_str()
        {
            return Err(wrong("it is about another corpus, purpose or operation"));
        }
        let signed = verify_checkpoint(answer.checkpoint.as_bytes(), &self.key);
        let head = signed.map_err(|error| AskError::Head { why: error.to_string() })?.head;
        // A log only grows. One that shrank was restored from a copy, or is shown to us as it was.
        if head.size < self.size {
            return Err(AskError::Head { why: format!("it has {} events and had {} before", head.size, self.size) });
        }
        self.size = head.size;
        match (answer.permit, answer.stop) {
            (true, None) => Ok(self.replaced()?),
            (false, Some(told)) => Ok(Some(told)),
            _ => Err(wrong("it says yes and no")),
        }
    }

    /// The rows of a shard for the answer to the last question, after every byte was compared with its digest.
    pub fn shard(
        &mut self,
        shard: u16,
        answer: &[u8],
    ) -> Result<Result<impl Iterator<Item = Result<Row, ReadError>> + Send + use<>, Told>, AskError> {
        if let Some(told) = self.answered(answer)? {
            return Ok(Err(told));
        }
        Ok(Ok(self.corpus.shard_rows(shard)?))
    }

    /// Whether another version lies in the folder now.
    fn replaced(&self) -> Result<Option<Told>, AskError> {
        let (held, there) = (self.manifest().corpus_digest, Corpus::open(self.corpus.folder())?);
        let current = there.manifest().corpus_digest;
        Ok((held != current).then(|| {
            let stop = Stop::Superseded { held: held.to_string(), current: current.to_string() };
            Told { word: stop.word().to_owned(), reason: stop.to_string() }
        }))
    }
}
