//! Everything the ledger holds about one person, as one file that the person can check [GDPR 15(3), 20(1)]. In: a person.
//! Out: events, what holds, and the proof of each event. Never: an event about somebody else alone.

use super::ExchangeError;
use crate::{Ledger, LedgerError, Quorum, Said, Verified, VerifyError, verify_receipt, verify_witnessed};
use serde::{Deserialize, Serialize};
use terms::{Instant, SubjectId, format_instant};

const VERSION: u64 = 1;

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    history: u64,
    subject: SubjectId,
    made_at: String,
    origin: String,
    tree_size: u64,
    accounts: Vec<String>,
    suppressed: bool,
    events: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    index: u64,
    event: Said,
    /// The `.tlog-proof`, which is text.
    proof: String,
}

impl Ledger {
    /// A person's complete history as one JSON file, each event with its receipt.
    pub fn history_file(&self, subject: &SubjectId, now: Instant) -> Result<Vec<u8>, LedgerError> {
        let mut events = Vec::new();
        for (index, event) in self.history(subject)? {
            let proof = String::from_utf8_lossy(&self.receipt(index)?.proof).into_owned();
            events.push(Entry { index, event, proof });
        }
        let links = self.links(now)?;
        let file = File {
            history: VERSION,
            subject: subject.clone(),
            made_at: format_instant(now),
            origin: self.origin().to_owned(),
            tree_size: self.tree_head().size,
            accounts: links.accounts_of(subject).map(|account| account.as_str().to_owned()).collect(),
            suppressed: self.suppressed(subject)?,
            events,
        };
        let mut text = serde_json::to_string_pretty(&file).expect("INVARIANT: a history is always writable as JSON");
        text.push('\n');
        Ok(text.into_bytes())
    }
}

/// Checks a history offline: each event is the one that its proof leads to. That none is missing only the log can say.
pub fn verify(history: &[u8], key: &str) -> Result<Vec<Said>, VerifyError> {
    check(history, |proof| verify_receipt(proof, Some(key)))
}

/// [`verify`], with enough of the quorum's witnesses.
pub fn verify_with_quorum(history: &[u8], quorum: &Quorum) -> Result<Vec<Said>, VerifyError> {
    check(history, |proof| verify_witnessed(proof, quorum))
}

fn check(history: &[u8], verify: impl Fn(&[u8]) -> Result<Verified, VerifyError>) -> Result<Vec<Said>, VerifyError> {
    let file = read(history).map_err(|cause| match cause {
        ExchangeError::Version { .. } => {
            VerifyError::NotAReceipt("the history is of a later version; use a newer grondslag")
        }
        _ => VerifyError::NotAReceipt("it is no history of ours"),
    })?;
    let mut said = Vec::new();
    for Entry { index, event, proof } in file.events {
        let verified = verify(proof.as_bytes())?;
        if verified.said.as_ref() != Some(&event) || verified.index != index {
            return Err(VerifyError::Commitment);
        }
        said.push(event);
    }
    Ok(said)
}

fn read(history: &[u8]) -> Result<File, ExchangeError> {
    #[derive(Deserialize)]
    struct Version {
        history: u64,
    }
    let wrong = |_| ExchangeError::form("the history", "it is no file of ours");
    let Version { history: version } = serde_json::from_slice(history).map_err(wrong)?;
    if version > VERSION {
        return Err(ExchangeError::Version { format: "the history", known: "`1`" });
    }
    serde_json::from_slice(history).map_err(wrong)
}
