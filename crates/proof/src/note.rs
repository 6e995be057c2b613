//! Signed tree heads, as C2SP checkpoints (`c2sp.org/tlog-checkpoint`, `c2sp.org/signed-note`). In: a tree head and a key.
//! Out: a note, or who signed one. Never: trust in a key that nobody gave.

use crate::{Quorum, TreeHead, tree};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use ed25519_dalek::{Signer as _, SigningKey, Verifier as _, VerifyingKey};
use signed_note::{Note, StandardVerifier, VerifierList};
use terms::Instant;
use tlog_tiles::Checkpoint;

/// A checkpoint or receipt does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// It is not in the form of a receipt.
    #[error("this is no receipt: {0}")]
    NotAReceipt(&'static str),
    /// A later version of this program wrote it.
    #[error("the receipt has version `{found}`, and this program knows up to `1`; use a newer grondslag")]
    Newer {
        /// Its version.
        found: u64,
    },
    /// It is not in the form of a checkpoint.
    #[error("the checkpoint is not a signed note of a log")]
    NotACheckpoint,
    /// It is not in the form of a statement.
    #[error("this is no signed statement of a ledger")]
    NotAStatement,
    /// It was signed about something else.
    #[error("the signed statement is about other bytes, or of another kind")]
    OtherStatement,
    /// The key is no key.
    #[error("the public key is not of the form `name+id+key`; `grondslag ledger show` prints it")]
    BadKey,
    /// The key did not sign.
    #[error("the checkpoint is not signed by `{key}`")]
    NotSigned {
        /// The key.
        key: String,
    },
    /// The checkpoint is of another log than the key.
    #[error("the checkpoint is of log `{origin}`, and the key is of another")]
    OtherLog {
        /// The log's name in the checkpoint.
        origin: String,
    },
    /// The quorum's file is not what it should be.
    #[error("line `{line}` of the quorum: {why}; see `c2sp.org/tlog-policy`")]
    BadQuorum {
        /// Counted from 1; 0 is the file as a whole.
        line: u64,
        /// What is wrong.
        why: &'static str,
    },
    /// Too few witnesses cosigned.
    #[error("`{found}` of the quorum's witnesses cosigned, and these are not enough; get a receipt that more cosigned")]
    Quorum {
        /// How many did.
        found: usize,
    },
    /// The event is not what the log committed to.
    #[error("the event and its salt do not give the commitment; one of them was changed")]
    Commitment,
    /// The leaf is not in the signed tree.
    #[error("the proof does not lead from leaf `{index}` to the signed root")]
    Inclusion {
        /// Where the leaf should be.
        index: u64,
    },
}

/// A tree head and who signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// The log's name.
    pub origin: String,
    /// Size and root.
    pub head: TreeHead,
    /// The public key that signed, as `name+id+key`.
    pub signed_by: String,
}

/// Checks that a checkpoint was signed by the key `name+id+key`, and gives the tree head that it signs.
pub fn verify_checkpoint(note: &[u8], key: &str) -> Result<SignedHead, VerifyError> {
    let verifier = StandardVerifier::new(key).map_err(|_| VerifyError::BadKey)?;
    let name = signed_note::Verifier::name(&verifier).to_owned();
    let note = Note::from_bytes(note).map_err(|_| VerifyError::NotACheckpoint)?;
    note.verify(&VerifierList::new(vec![Box::new(verifier)]))
        .map_err(|_| VerifyError::NotSigned { key: key.to_owned() })?;
    let checkpoint = Checkpoint::from_bytes(note.text()).map_err(|_| VerifyError::NotACheckpoint)?;
    if checkpoint.origin() != name {
        return Err(VerifyError::OtherLog { origin: checkpoint.origin().to_owned() });
    }
    let head = TreeHead { size: checkpoint.size(), root: tree::digest(*checkpoint.hash()) };
    Ok(SignedHead { origin: name, head, signed_by: key.to_owned() })
}

/// A witness's statement that it saw this tree head, and none that contradicts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// The witness's public key, as `name+id+key`.
    pub witness: String,
    /// When it cosigned, by its own clock.
    pub at: Instant,
}

/// Checks that a checkpoint was signed by a log of the quorum and cosigned by enough of its witnesses.
pub fn verify_cosigned(note: &[u8], quorum: &Quorum) -> Result<(SignedHead, Vec<Cosignature>), VerifyError> {
    let read = Note::from_bytes(note).map_err(|_| VerifyError::NotACheckpoint)?;
    let checkpoint = Checkpoint::from_bytes(read.text()).map_err(|_| VerifyError::NotACheckpoint)?;
    let of_this_log = |log: &&Vkey| log.name == checkpoint.origin();
    let Some(log) = quorum.logs.iter().find(of_this_log) else {
        return Err(VerifyError::OtherLog { origin: checkpoint.origin().to_owned() });
    };
    let signed = verify_checkpoint(note, &log.text)?;
    let witnesses = quorum.witnesses.values();
    let found = cosignatures(&read, witnesses)?;
    if quorum.is_met_by(&found) { Ok((signed, found)) } else { Err(VerifyError::Quorum { found: found.len() }) }
}

/// The cosignatures by these witnesses. One that does not hold is an error: somebody made it up.
pub fn cosignatures<'a>(
    note: &Note,
    witnesses: impl Iterator<Item = &'a Vkey>,
) -> Result<Vec<Cosignature>, VerifyError> {
    let mut found = Vec::new();
    for witness in witnesses {
        let known = VerifierList::new(vec![Box::new(witness.clone())]);
        let verified = match note.verify(&known) {
            Ok((verified, _)) => verified,
            Err(signed_note::NoteError::UnverifiedNote) => continue,
            Err(_) => return Err(VerifyError::NotSigned { key: witness.text.clone() }),
        };
        let at = verified.first().and_then(|signature| timestamp(signature.signature()));
        let at = at.ok_or_else(|| VerifyError::NotSigned { key: witness.text.clone() })?;
        found.push(Cosignature { witness: witness.text.clone(), at });
    }
    Ok(found)
}

/// The moment in a `timestamped_signature` of `c2sp.org/tlog-cosignature`.
fn timestamp(signature: &[u8]) -> Option<Instant> {
    let (seconds, _) = signature.split_first_chunk::<8>()?;
    DateTime::from_timestamp(i64::try_from(u64::from_be_bytes(*seconds)).ok()?, 0)
}

/// What a witness signs: a header, the moment, and the checkpoint without its signatures.
pub fn cosigned_message(seconds: u64, text: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {seconds}\n").as_bytes(), text].concat()
}

/// Signs as a log does, `c2sp.org/signed-note`.
const OF_A_LOG: u8 = 1;
/// Signs as a witness does, `c2sp.org/tlog-cosignature`.
// HOLE: ML-DSA-44 cosignatures (algorithm 6) are passed over as those of unknown keys; no reviewed crate of it is among
// our dependencies.
pub const OF_A_WITNESS: u8 = 4;

/// A public key as `name+id+key`.
#[derive(Clone, Debug)]
pub struct Vkey {
    /// `name+id+key`.
    pub text: String,
    /// The name alone.
    pub name: String,
    id: u32,
    algorithm: u8,
    key: VerifyingKey,
}

impl Vkey {
    /// A key under a name.
    pub fn new(name: &str, algorithm: u8, key: VerifyingKey) -> Self {
        let bytes = [&[algorithm], key.as_bytes().as_slice()].concat();
        let id = signed_note::key_id(name, &bytes);
        let text = format!("{name}+{id:08x}+{}", STANDARD.encode(bytes));
        Self { text, name: name.to_owned(), id, algorithm, key }
    }

    /// Reads a key, strictly: a key has one spelling.
    pub fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('+')?;
        let (_, key) = rest.split_once('+')?;
        let bytes = STANDARD.decode(key).ok()?;
        let (algorithm, key) = bytes.split_first()?;
        let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
        let known = [OF_A_LOG, OF_A_WITNESS].contains(algorithm);
        Some(Self::new(name, *algorithm, key)).filter(|key| known && is_origin(name) && key.text == text)
    }

    /// Whether it signs as a log does.
    pub fn is_of_a_log(&self) -> bool {
        self.algorithm == OF_A_LOG
    }

    /// Whether it signs as a witness does.
    pub fn is_of_a_witness(&self) -> bool {
        self.algorithm == OF_A_WITNESS
    }

    /// Whether both are one key, under whatever names.
    pub fn is_same_key(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl signed_note::Verifier for Vkey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let signed = |message: &[u8], signature: &[u8]| {
            let signature = ed25519_dalek::Signature::from_slice(signature);
            signature.is_ok_and(|signature| self.key.verify(message, &signature).is_ok())
        };
        match signature.split_first_chunk::<8>() {
            Some((seconds, signature)) if self.is_of_a_witness() => {
                signed(&cosigned_message(u64::from_be_bytes(*seconds), message), signature)
            }
            _ => self.is_of_a_log() && signed(message, signature),
        }
    }
}

/// The key of a log, under its name.
pub struct LogKey {
    origin: String,
    key: SigningKey,
    id: u32,
}

impl LogKey {
    /// A key from its seed; `None` if the origin cannot name one.
    pub fn new(origin: &str, seed: &[u8; 32]) -> Option<Self> {
        if !is_origin(origin) {
            return None;
        }
        let key = SigningKey::from_bytes(seed);
        // Algorithm 1 of `c2sp.org/signed-note` is Ed25519.
        let id = signed_note::key_id(origin, &[&[1], key.verifying_key().as_bytes().as_slice()].concat());
        Some(Self { origin: origin.to_owned(), key, id })
    }

    /// `name+id+key`, what a verifier needs.
    pub fn public(&self) -> String {
        signed_note::new_ed25519_verifier_key(&self.origin, &self.key.verifying_key())
    }

    /// A note with this text, which ends with a line break.
    pub fn sign_text(&self, text: &[u8]) -> Vec<u8> {
        let mut note = Note::new(text, &[]).expect("INVARIANT: the text is lines of printable characters");
        note.add_sigs(&[self]).expect("INVARIANT: an origin names a key");
        note.to_bytes()
    }

    /// The checkpoint of a tree head.
    pub fn sign(&self, head: TreeHead) -> Vec<u8> {
        // INVARIANT: the origin was checked in `new`, so that it is one line and names a key.
        let checkpoint = Checkpoint::new(&self.origin, head.size, tree::hash(&head.root), "")
            .expect("INVARIANT: an origin is not empty");
        let mut note = Note::new(&checkpoint.to_bytes(), &[]).expect("INVARIANT: a checkpoint is text");
        note.add_sigs(&[self]).expect("INVARIANT: an origin names a key");
        note.to_bytes()
    }
}

/// Whether this can name a log and its key.
pub fn is_origin(origin: &str) -> bool {
    signed_note::is_key_name_valid(origin) && !origin.chars().any(char::is_control)
}

impl signed_note::Signer for LogKey {
    fn name(&self) -> &str {
        &self.origin
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, ed25519_dalek::SignatureError> {
        self.key.try_sign(message).map(|signature| signature.to_bytes().to_vec())
    }
}
