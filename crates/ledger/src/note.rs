//! Signed tree heads, as C2SP checkpoints (`c2sp.org/tlog-checkpoint`, `c2sp.org/signed-note`). In: a tree head and a key.
//! Out: a note, or who signed one. Never: trust in a key that nobody gave.

use crate::{TreeHead, tree};
use ed25519_dalek::{Signer as _, SigningKey};
use signed_note::{Note, StandardVerifier, VerifierList};
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

/// The key of a log, under its name.
pub(crate) struct LogKey {
    origin: String,
    key: SigningKey,
    id: u32,
}

impl LogKey {
    /// A key from its seed; `None` if the origin cannot name one.
    pub(crate) fn new(origin: &str, seed: &[u8; 32]) -> Option<Self> {
        if !is_origin(origin) {
            return None;
        }
        let key = SigningKey::from_bytes(seed);
        // Algorithm 1 of `c2sp.org/signed-note` is Ed25519.
        let id = signed_note::key_id(origin, &[&[1], key.verifying_key().as_bytes().as_slice()].concat());
        Some(Self { origin: origin.to_owned(), key, id })
    }

    /// `name+id+key`, what a verifier needs.
    pub(crate) fn public(&self) -> String {
        signed_note::new_ed25519_verifier_key(&self.origin, &self.key.verifying_key())
    }

    /// The checkpoint of a tree head.
    pub(crate) fn sign(&self, head: TreeHead) -> Vec<u8> {
        // INVARIANT: the origin was checked in `new`, so that it is one line and names a key.
        let checkpoint = Checkpoint::new(&self.origin, head.size, tree::hash(&head.root), "")
            .expect("INVARIANT: an origin is not empty");
        let mut note = Note::new(&checkpoint.to_bytes(), &[]).expect("INVARIANT: a checkpoint is text");
        note.add_sigs(&[self]).expect("INVARIANT: an origin names a key");
        note.to_bytes()
    }
}

/// Whether this can name a log and its key.
pub(crate) fn is_origin(origin: &str) -> bool {
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
