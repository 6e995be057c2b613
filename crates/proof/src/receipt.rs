//! Receipts a person can check alone. In: a `.tlog-proof` file (`c2sp.org/tlog-proof`), its `extra` line carrying event,
//! salt and public key. Out: what was said, where it stands in which signed log. Never: the network, or our own store.

use crate::note::{Cosignature, SignedHead, VerifyError, verify_checkpoint, verify_cosigned};
use crate::{Quorum, Said, TreeHead, read, tree};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use terms::Digest;
use tlog_tiles::Hash;

const HEADER: &str = "c2sp.org/tlog-proof@v1";
const VERSION: u64 = 1;

/// Where an event stands in the log. The proof of it is made when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its position.
    pub index: u64,
    /// The hash of its leaf.
    pub leaf: Digest,
    /// The log's size after the append.
    pub tree_size: u64,
}

/// A receipt as two files: the proof, which is complete, and the event in it once more for human eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFile {
    /// Position in the log.
    pub index: u64,
    /// Bytes of the `.tlog-proof`.
    pub proof: Vec<u8>,
    /// Bytes of the `.json`.
    pub event: Vec<u8>,
}

/// What a receipt proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The event's position.
    pub index: u64,
    /// The event; `None` where its content was erased and only "an event was here" is left.
    pub said: Option<Said>,
    /// The signed tree head.
    pub signed: SignedHead,
    /// The witnesses of the quorum that cosigned it; nobody where no quorum was given.
    pub cosigned: Vec<Cosignature>,
    /// Where the key came from.
    pub trust: Trust,
}

/// Where the public key came from that a receipt was checked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// From the caller, who has a reason to trust it.
    Given,
    /// From the receipt itself: proves that nothing was changed since, not who made it.
    Included,
}

/// What stands in the `extra` line. `event` and `salt` are absent where the content was erased.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extra {
    receipt: u64,
    commitment: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<Said>,
    key: String,
}

/// What the log commits to: SHA-256 over the 32 bytes of salt, then the event as JSON with sorted keys.
pub fn commitment(salt: &[u8; 32], canonical: &str) -> Digest {
    Digest::of(committed(salt, canonical))
}

/// The bytes of which [`commitment`] is the digest.
pub fn committed(salt: &[u8; 32], canonical: &str) -> Vec<u8> {
    [salt.as_slice(), canonical.as_bytes()].concat()
}

/// The files of a receipt; without what was opened where the content was erased.
pub fn write(
    index: u64,
    opened: Option<(&[u8; 32], Said)>,
    commitment: Digest,
    proof: &[Digest],
    checkpoint: &[u8],
    key: String,
) -> ReceiptFile {
    let (salt, event) = opened.map(|(salt, said)| (Digest::from_bytes(*salt), said)).unzip();
    let extra = Extra { receipt: VERSION, commitment, salt, event, key };
    // INVARIANT: a receipt holds only text, numbers, truth values and lists of them.
    let extra = terms::canonical_json(&extra).expect("INVARIANT: a receipt is always writable as JSON");
    let mut text = format!("{HEADER}\nextra {}\nindex {index}\n", STANDARD.encode(&extra));
    for sibling in proof {
        text.push_str(&format!("{}\n", tree::hash(sibling)));
    }
    text.push('\n');
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(checkpoint);
    ReceiptFile { index, proof: bytes, event: (extra + "\n").into_bytes() }
}

/// Checks a receipt offline: event and salt give the commitment, the commitment gives the leaf, the proof leads from the
/// leaf to the root, and the key signed the root. Without a given key the included one is used, and [`Verified::trust`]
/// says so.
pub fn verify_receipt(proof: &[u8], key: Option<&str>) -> Result<Verified, VerifyError> {
    let read = Read::of(proof)?;
    let (key, trust) = match key {
        Some(key) => (key, Trust::Given),
        None => (read.key.as_str(), Trust::Included),
    };
    let signed = verify_checkpoint(read.parts.checkpoint.as_bytes(), key)?;
    read.lead_to(signed, Vec::new(), trust)
}

/// [`verify_receipt`], and that enough of the quorum's witnesses cosigned: then the log cannot have shown somebody else
/// another history without their help.
pub fn verify_witnessed(proof: &[u8], quorum: &Quorum) -> Result<Verified, VerifyError> {
    let read = Read::of(proof)?;
    let (signed, cosigned) = verify_cosigned(read.parts.checkpoint.as_bytes(), quorum)?;
    read.lead_to(signed, cosigned, Trust::Given)
}

/// A receipt whose event gives its commitment.
struct Read {
    parts: Parts,
    commitment: Digest,
    said: Option<Said>,
    key: String,
}

impl Read {
    fn of(proof: &[u8]) -> Result<Self, VerifyError> {
        let parts = Parts::read(proof)?;
        let extra = parts.extra.as_deref().ok_or(VerifyError::NotAReceipt("the `extra` line is missing"))?;
        let extra = read_extra(extra)?;
        let said = match (&extra.salt, extra.event) {
            (Some(salt), Some(said)) => {
                if commitment(salt.as_bytes(), &read::canonical(&said)) != extra.commitment {
                    return Err(VerifyError::Commitment);
                }
                Some(said)
            }
            (None, None) => None,
            _ => return Err(VerifyError::NotAReceipt("event and salt come together or not at all")),
        };
        Ok(Self { parts, commitment: extra.commitment, said, key: extra.key })
    }

    fn lead_to(self, signed: SignedHead, cosigned: Vec<Cosignature>, trust: Trust) -> Result<Verified, VerifyError> {
        let index = self.parts.index;
        let leaf = tree::digest(tree::leaf_hash(self.commitment.as_bytes()));
        if !tree::check_inclusion(&self.parts.hashes, signed.head, index, leaf) {
            return Err(VerifyError::Inclusion { index });
        }
        Ok(Verified { index, said: self.said, signed, cosigned, trust })
    }
}

/// Checks any `.tlog-proof` for a leaf whose content the caller has: what a verifier of another log does.
pub fn verify_proof(proof: &[u8], leaf: Digest, key: &str) -> Result<(u64, TreeHead), VerifyError> {
    let parts = Parts::read(proof)?;
    let signed = verify_checkpoint(parts.checkpoint.as_bytes(), key)?;
    if !tree::check_inclusion(&parts.hashes, signed.head, parts.index, leaf) {
        return Err(VerifyError::Inclusion { index: parts.index });
    }
    Ok((parts.index, signed.head))
}

fn read_extra(json: &[u8]) -> Result<Extra, VerifyError> {
    #[derive(Deserialize)]
    struct Version {
        receipt: u64,
    }
    let unreadable = |_| VerifyError::NotAReceipt("the `extra` line is not one of ours");
    let Version { receipt } = serde_json::from_slice(json).map_err(unreadable)?;
    if receipt > VERSION {
        return Err(VerifyError::Newer { found: receipt });
    }
    serde_json::from_slice(json).map_err(unreadable)
}

/// The lines of a `.tlog-proof`.
struct Parts {
    extra: Option<Vec<u8>>,
    index: u64,
    hashes: Vec<Digest>,
    checkpoint: String,
}

impl Parts {
    fn read(bytes: &[u8]) -> Result<Self, VerifyError> {
        use VerifyError::NotAReceipt;
        let text = std::str::from_utf8(bytes).map_err(|_| NotAReceipt("it is not text"))?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(NotAReceipt("the checkpoint is missing"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(NotAReceipt("the first line is not `c2sp.org/tlog-proof@v1`"));
        }
        let mut next = lines.next();
        let extra = match next.and_then(|line| line.strip_prefix("extra ")) {
            Some(extra) => {
                next = lines.next();
                Some(STANDARD.decode(extra).map_err(|_| NotAReceipt("the `extra` line is not base64"))?)
            }
            None => None,
        };
        let number = next.and_then(|line| line.strip_prefix("index ")).ok_or(NotAReceipt("`index` is missing"))?;
        let index: u64 = number.parse().map_err(|_| NotAReceipt("`index` is not a number"))?;
        if index.to_string() != number {
            return Err(NotAReceipt("`index` is not a plain number"));
        }
        let hashes = lines
            .map(|line| Hash::parse_hash(line).map(tree::digest))
            .collect::<Result<_, _>>()
            .map_err(|_| NotAReceipt("a line of the proof is not a hash"))?;
        Ok(Self { extra, index, hashes, checkpoint: checkpoint.to_owned() })
    }
}
