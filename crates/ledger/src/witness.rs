//! Witnesses: others who say that they saw our log grow and never change (`c2sp.org/tlog-cosignature`,
//! `c2sp.org/tlog-witness`). In: bytes of requests and answers. Out: bytes of answers and requests, and cosigned
//! checkpoints. Never: the network; who carries the bytes is the caller's affair.

use crate::note::{self, Cosignature, VerifyError, Vkey};
use crate::publish::Published;
use crate::store::Turn;
use crate::{Ledger, LedgerError, Quorum, TreeHead, check_consistency, tree, verify_checkpoint};
use ed25519_dalek::{Signer as _, SigningKey};
use signed_note::{Note, Signature};
use std::collections::BTreeMap;
use std::path::PathBuf;
use terms::{Digest, Instant};
use tlog_tiles::{Checkpoint, EMPTY_HASH, Hash};

/// A witness of logs: it cosigns what follows from what it saw before, and nothing else.
pub struct Witness {
    key: SigningKey,
    vkey: Vkey,
}

impl std::fmt::Debug for Witness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Witness({}, key withheld)", self.vkey.name)
    }
}

/// A log that a witness watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The log's public key, as `name+id+key`.
    pub key: String,
    /// The last head that was cosigned; none before the first.
    pub latest: Option<TreeHead>,
}

/// What a witness answers to `add-checkpoint`, as HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// What the witness must have stored, durably and in the same breath as its check of what was stored before, ere it
    /// sends the answer: the log's origin and the new head.
    pub latest: Option<(String, TreeHead)>,
}

/// Cosignatures could not be asked for or kept.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// The ledger could not be read or written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// An answer does not hold.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The witness last cosigned another size.
    #[error("the witness last cosigned size `{size}`; ask again from there")]
    Behind {
        /// That size.
        size: u64,
    },
    /// The witness refused.
    #[error("the witness answered `{status}`; see `c2sp.org/tlog-witness` for what it means")]
    Refused {
        /// The status code.
        status: u16,
    },
    /// Nothing was published yet.
    #[error("the log has no checkpoint yet; append an event first")]
    Unpublished,
    /// The answer holds no cosignature by a witness that we know.
    #[error("the answer holds no cosignature by a witness of the quorum; check its public key")]
    NoCosignature,
}

impl From<world::DiskError> for WitnessError {
    fn from(cause: world::DiskError) -> Self {
        Self::Ledger(cause.into())
    }
}

impl Witness {
    /// A witness under this name. A witness needs a key of its own: what it signs does not tell its name.
    pub fn new(name: &str, seed: [u8; 32]) -> Option<Self> {
        let key = SigningKey::from_bytes(&seed);
        let vkey = Vkey::new(name, note::OF_A_WITNESS, key.verifying_key());
        note::is_origin(name).then_some(Self { key, vkey })
    }

    /// The public key, as `name+id+key`.
    pub fn public(&self) -> String {
        self.vkey.text.clone()
    }

    /// The signature line over a checkpoint. The caller has checked that the log is consistent.
    fn cosign(&self, text: &[u8], at: Instant) -> Vec<u8> {
        let seconds = at.timestamp().max(0).unsigned_abs();
        let signature = self.key.sign(&note::cosigned_message(seconds, text)).to_bytes();
        let bytes = [seconds.to_be_bytes().as_slice(), &signature].concat();
        let id = signed_note::Verifier::key_id(&self.vkey);
        // INVARIANT: the name was checked in `new`.
        let line = Signature::new(self.vkey.name.clone(), id, bytes).expect("INVARIANT: a witness has a valid name");
        line.to_bytes()
    }

    /// Answers an `add-checkpoint` request, by the logs that this witness watches, by origin.
    pub fn add_checkpoint(&self, watched: &BTreeMap<String, Watched>, request: &[u8], now: Instant) -> Answer {
        let Some(request) = Request::read(request) else { return refuse(400) };
        let Some(log) = watched.get(&request.origin) else { return refuse(404) };
        let Ok(signed) = verify_checkpoint(&request.checkpoint, &log.key) else { return refuse(403) };
        let head = signed.head;
        if request.old > head.size {
            return refuse(400);
        }
        let empty = TreeHead { size: 0, root: tree::digest(EMPTY_HASH) };
        let latest = log.latest.unwrap_or(empty);
        if request.old != latest.size || (request.old == head.size && latest.root != head.root) {
            let body = format!("{}\n", latest.size).into_bytes();
            return Answer { status: 409, content_type: "text/x.tlog.size", body, latest: None };
        }
        if !check_consistency(&request.proof, latest, head) {
            return refuse(422);
        }
        let body = self.cosign(&request.text, now);
        Answer { status: 200, content_type: TEXT, body, latest: Some((request.origin, head)) }
    }
}

const TEXT: &str = "text/plain; charset=utf-8";

fn refuse(status: u16) -> Answer {
    Answer { status, content_type: TEXT, body: Vec::new(), latest: None }
}

/// An `add-checkpoint` request.
struct Request {
    old: u64,
    proof: Vec<Digest>,
    checkpoint: Vec<u8>,
    /// The checkpoint without its signatures.
    text: Vec<u8>,
    origin: String,
}

impl Request {
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let (head, checkpoint) = text.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let number = lines.next()?.strip_prefix("old ")?;
        let old: u64 = number.parse().ok().filter(|old: &u64| old.to_string() == number)?;
        let proof: Vec<Digest> =
            lines.map(|line| Hash::parse_hash(line).map(tree::digest)).collect::<Result<_, _>>().ok()?;
        let note = Note::from_bytes(checkpoint.as_bytes()).ok()?;
        let origin = Checkpoint::from_bytes(note.text()).ok()?.origin().to_owned();
        let text = note.text().to_vec();
        (proof.len() <= 63).then(|| Self { old, proof, checkpoint: checkpoint.as_bytes().to_vec(), text, origin })
    }
}

impl Ledger {
    /// The body of an `add-checkpoint` request for the published checkpoint, to a witness that last cosigned size `old`;
    /// 0 for one that never did, or to ask it.
    pub fn witness_request(&self, old: u64) -> Result<Vec<u8>, WitnessError> {
        let Published::Ours(head) = self.published()? else { return Err(WitnessError::Unpublished) };
        let mut text = format!("old {old}\n");
        for hash in self.consistency_proof(old, head.size)? {
            text.push_str(&format!("{}\n", tree::hash(&hash)));
        }
        text.push('\n');
        Ok([text.as_bytes(), &world::read(self.checkpoint_path())?].concat())
    }

    /// Keeps what a witness answered to `request`: its cosignature joins the checkpoint under `log/checkpoint.cosigned`, from
    /// when enough have, and under `log/checkpoint` while that is the same one. Only witnesses of the quorum are heard.
    pub fn add_cosignatures(
        &mut self,
        request: &[u8],
        status: u16,
        answer: &[u8],
        quorum: &Quorum,
    ) -> Result<Vec<Cosignature>, WitnessError> {
        match status {
            200 => {}
            409 => {
                let size = std::str::from_utf8(answer).ok().and_then(|size| size.strip_suffix('\n')?.parse().ok());
                return Err(size.map_or(WitnessError::Refused { status }, |size| WitnessError::Behind { size }));
            }
            _ => return Err(WitnessError::Refused { status }),
        }
        let request = Request::read(request).ok_or(VerifyError::NotACheckpoint)?;
        let head = verify_checkpoint(&request.checkpoint, &self.public_key())?.head;
        if self.tree_head_at(head.size)? != head {
            return Err(LedgerError::Forked.into());
        }
        // A write transaction that writes nothing keeps other processes from publishing beside us.
        let turn = self.log.begin(Turn::Publish).map_err(LedgerError::from)?;
        let (path, pending) = (self.dir.join(COSIGNED), self.dir.join(PENDING));
        let key = self.signer.public();
        let (kept, begun) = (read_head(&path, &key)?, read_head(&pending, &key)?);
        let same = [&kept, &begun].into_iter().flatten().find(|(kept, _)| *kept == head);
        let before = same.map_or(request.checkpoint, |(_, bytes)| bytes.clone());
        let note = with_known(&[before.as_slice(), answer].concat(), &before, quorum)?;
        let found = note::cosignatures(&note, quorum.witnesses.values())?;
        if found.is_empty() {
            return Err(WitnessError::NoCosignature);
        }
        // Receipts carry the newest head that has enough; one that has not yet must not take its place. If we crash
        // between these files, the next answer joins them again.
        let (file, there) = if quorum.is_met_by(&found) { (path, kept) } else { (pending, begun) };
        if there.is_none_or(|(there, _)| there.size <= head.size) {
            world::write_atomic(file, note.to_bytes())?;
        }
        let checkpoint = self.dir.join("log/checkpoint");
        if read_head(&checkpoint, &key)?.is_some_and(|(published, _)| published == head) {
            world::write_atomic(checkpoint, note.to_bytes())?;
        }
        drop(turn);
        Ok(found)
    }

    /// The newest checkpoint that witnesses cosigned, with its cosignatures, if it holds event `index`.
    pub(crate) fn cosigned(&self, index: u64) -> Result<Option<(TreeHead, Vec<u8>)>, LedgerError> {
        let Some((head, bytes)) = read_head(&self.dir.join(COSIGNED), &self.public_key())? else { return Ok(None) };
        // A file of another history is not ours to show; `verify` says so.
        let ours = head.size > index && self.holds(head.size).is_ok() && self.tree_head_at(head.size)? == head;
        Ok(ours.then_some((head, bytes)))
    }
}

impl Ledger {
    /// Checkpoints with cosignatures. Whether these hold is for a [`Quorum`] to say, which the ledger does not have.
    pub(crate) fn cosigned_paths(&self) -> [PathBuf; 2] {
        [self.dir.join(COSIGNED), self.dir.join(PENDING)]
    }
}

/// The newest checkpoint that enough witnesses cosigned.
const COSIGNED: &str = "log/checkpoint.cosigned";
/// The newest one that some have, and not enough.
const PENDING: &str = "log/checkpoint.pending";

/// The head that our key signed in this file; nothing if it is not there or not ours.
fn read_head(path: &PathBuf, key: &str) -> Result<Option<(TreeHead, Vec<u8>)>, LedgerError> {
    if !world::exists(path) {
        return Ok(None);
    }
    let bytes = world::read(path)?;
    Ok(verify_checkpoint(&bytes, key).ok().map(|signed| (signed.head, bytes)))
}

/// The checkpoint with the signatures that it had, and those of the quorum's witnesses that the answer added.
fn with_known(joined: &[u8], before: &[u8], quorum: &Quorum) -> Result<Note, VerifyError> {
    let read = |bytes: &[u8]| Note::from_bytes(bytes).map_err(|_| VerifyError::NotACheckpoint);
    let joined = read(joined)?;
    let mut lines = before.to_vec();
    for witness in quorum.witnesses.values() {
        let known = signed_note::VerifierList::new(vec![Box::new(witness.clone())]);
        match joined.verify(&known) {
            Ok((verified, _)) => {
                for line in verified.iter().map(Signature::to_bytes) {
                    if !before.windows(line.len()).any(|part| part == line) {
                        lines.extend(line);
                    }
                }
            }
            Err(signed_note::NoteError::UnverifiedNote) => {}
            Err(_) => return Err(VerifyError::NotSigned { key: witness.text.clone() }),
        }
    }
    read(&lines)
}
