//! The whole log in one file, so that others can keep it, check it, and begin a ledger from it. In: a ledger, or such a
//! file. Out: the file, or what stands in it, checked against the signed root. Never: content that was erased.
//!
//! One JSON object a line: a header, then a line for each leaf in log order, then the checkpoint.

use crate::store::Arg;
use crate::tree::{self, Edge};
use crate::{Ledger, LedgerError, Said, SignedHead, VerifyError, read, receipt, verify_checkpoint};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};
use terms::Digest;

const VERSION: u64 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    ledger_export: u64,
    origin: String,
    key: String,
    tree_size: u64,
}

/// A leaf; `event` and `salt` are absent where the content was erased.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Leaf {
    index: u64,
    commitment: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<Said>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Footer {
    checkpoint: String,
}

/// What a file of the whole log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Size and root, and who signed them.
    pub signed: SignedHead,
    /// The events with their positions, without those that were erased.
    pub events: Vec<(u64, Said)>,
    /// How many were erased.
    pub erased: u64,
}

/// The log could not be written out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The ledger could not be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The output could not be written.
    #[error("the export could not be written: {0}; free some space and run the same command again")]
    Output(#[from] std::io::Error),
}

impl Ledger {
    /// Writes the whole log, line by line.
    pub fn export(&self, mut output: impl Write) -> Result<(), ExportError> {
        let head = self.tree_head();
        let header = Header {
            ledger_export: VERSION,
            origin: self.origin().to_owned(),
            key: self.public_key(),
            tree_size: head.size,
        };
        line(&mut output, &header)?;
        for index in 0..head.size {
            let row = self.log.first("SELECT commitment FROM log WHERE idx = $1", &[Arg::Int(index)]);
            let mut row = row.map_err(LedgerError::from)?.ok_or(LedgerError::TreeBroken { index })?;
            let commitment: [u8; 32] = row.fixed().map_err(LedgerError::from)?;
            let opened = self.open_event(index)?;
            let (salt, event) = opened.map(|(salt, said)| (Digest::from_bytes(salt), said)).unzip();
            line(&mut output, &Leaf { index, commitment: Digest::from_bytes(commitment), salt, event })?;
        }
        let checkpoint = String::from_utf8_lossy(&self.checkpoint()).into_owned();
        line(&mut output, &Footer { checkpoint })?;
        Ok(output.flush()?)
    }
}

fn line(output: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    let text = terms::canonical_json(value).map_err(std::io::Error::other)?;
    writeln!(output, "{text}")
}

/// Reads and checks a file of the whole log: every event gives its commitment, the commitments give the root, and the key
/// signed the root.
pub fn verify(input: impl BufRead, key: &str) -> Result<Whole, VerifyError> {
    use VerifyError::NotAReceipt;
    let mut lines = input.lines();
    let mut next = || match lines.next() {
        Some(Ok(line)) => Ok(line),
        Some(Err(_)) => Err(NotAReceipt("the export could not be read to its end")),
        None => Err(NotAReceipt("the export ends too early")),
    };
    let header = header(&next()?)?;
    let mut edge = Edge::default();
    let (mut events, mut erased) = (Vec::new(), 0);
    for index in 0..header.tree_size {
        let leaf: Leaf = serde_json::from_str(&next()?).map_err(|_| NotAReceipt("a line of the export is no leaf"))?;
        if leaf.index != index {
            return Err(VerifyError::Inclusion { index });
        }
        match (leaf.salt, leaf.event) {
            (Some(salt), Some(said)) => {
                if receipt::commitment(salt.as_bytes(), &read::canonical(&said)) != leaf.commitment {
                    return Err(VerifyError::Commitment);
                }
                events.push((index, said));
            }
            (None, None) => erased += 1,
            _ => return Err(NotAReceipt("event and salt come together or not at all")),
        }
        edge.push(tree::leaf_hash(leaf.commitment.as_bytes()));
    }
    let Footer { checkpoint } =
        serde_json::from_str(&next()?).map_err(|_| NotAReceipt("the last line of the export is no checkpoint"))?;
    if lines.next().is_some() {
        return Err(NotAReceipt("something follows the checkpoint"));
    }
    let signed = verify_checkpoint(checkpoint.as_bytes(), key)?;
    if signed.head != edge.head() || signed.origin != header.origin {
        return Err(VerifyError::Inclusion { index: header.tree_size });
    }
    Ok(Whole { signed, events, erased })
}

fn header(line: &str) -> Result<Header, VerifyError> {
    #[derive(Deserialize)]
    struct Version {
        ledger_export: u64,
    }
    let wrong = |_| VerifyError::NotAReceipt("the first line is no header of an export");
    let Version { ledger_export: found } = serde_json::from_str(line).map_err(wrong)?;
    if found > VERSION {
        return Err(VerifyError::Newer { found });
    }
    serde_json::from_str(line).map_err(wrong)
}
