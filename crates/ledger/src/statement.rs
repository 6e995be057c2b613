//! Statements that the log's key signs beside checkpoints: that these were the answers, documents or files of a pack. In: a
//! kind and a text. Out: a signed note, or the text of one that holds. Never: a note that could pass for a checkpoint.

use crate::note::VerifyError;
use crate::{Ledger, LedgerError, Said, tree};
use signed_note::{Note, StandardVerifier, VerifierList};
use terms::Digest;

/// The first line of each statement. A checkpoint begins with the name of its log, which holds no space.
const HEAD: &str = "grondslag statement 1";

fn text(kind: &str, origin: &str, digest: &Digest) -> String {
    format!("{HEAD}\n{kind}\n{origin}\n{digest}\n")
}

impl Ledger {
    /// A signed statement of a kind about bytes with this digest.
    pub fn sign_statement(&self, kind: &str, digest: &Digest) -> Vec<u8> {
        // INVARIANT: kinds are words of this program, so no statement is a checkpoint, whose first line is one word.
        assert!(kind.bytes().all(|byte| byte.is_ascii_lowercase()), "INVARIANT: a kind is one word");
        self.signer.sign_text(text(kind, self.origin(), digest).as_bytes())
    }

    /// Everything of these acts, in log order, with positions, without what was erased.
    pub fn said_of(&self, acts: &[&str]) -> Result<Vec<(u64, Said)>, LedgerError> {
        self.events_of(acts, self.tree_head().size)
    }
}

/// Checks that the key `name+id+key` signed a statement of this kind about bytes with this digest.
pub fn verify_statement(note: &[u8], kind: &str, digest: &Digest, key: &str) -> Result<(), VerifyError> {
    let verifier = StandardVerifier::new(key).map_err(|_| VerifyError::BadKey)?;
    let origin = signed_note::Verifier::name(&verifier).to_owned();
    let note = Note::from_bytes(note).map_err(|_| VerifyError::NotAStatement)?;
    note.verify(&VerifierList::new(vec![Box::new(verifier)]))
        .map_err(|_| VerifyError::NotSigned { key: key.to_owned() })?;
    if note.text() == text(kind, &origin, digest).as_bytes() { Ok(()) } else { Err(VerifyError::OtherStatement) }
}

/// The root over these leaf hashes, as they stand in the lowest tiles of a log: 32 bytes each.
pub fn root_of_leaves(hashes: &[u8]) -> Option<Digest> {
    let mut edge = tree::Edge::default();
    for leaf in hashes.chunks(32) {
        edge.push(tree::hash(&Digest::from_bytes(leaf.try_into().ok()?)));
    }
    Some(edge.head().root)
}
