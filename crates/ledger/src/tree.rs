//! The RFC 6962 tree. In: leaf hashes in log order. Out: roots, stored hashes and proofs. Never: content; a leaf is the
//! hash of a salted commitment.

use serde::{Deserialize, Serialize};
use terms::Digest;
use tlog_tiles::{EMPTY_HASH, Hash, node_hash, record_hash};

/// The size and root of the log at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeHead {
    /// How many events the log holds.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Digest,
}

/// The hash of a leaf, of the commitment that it holds.
pub(crate) fn leaf_hash(commitment: &[u8]) -> Hash {
    record_hash(commitment)
}

pub(crate) fn digest(hash: Hash) -> Digest {
    Digest::from_bytes(hash.0)
}

pub(crate) fn hash(digest: &Digest) -> Hash {
    Hash(*digest.as_bytes())
}

/// The right edge of the tree: the roots of the complete subtrees that it is made of, largest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edge {
    size: u64,
    roots: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree of `size` leaves, from the roots that [`complete_subtrees`] names.
    pub(crate) fn new(size: u64, roots: Vec<Hash>) -> Self {
        Self { size, roots }
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf and gives the hashes that it completes: its own, then one for each level above that becomes whole.
    pub(crate) fn push(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut completed = vec![leaf];
        let mut top = leaf;
        let mut pairs = self.size;
        // As in a binary counter: each one-bit of the size is a complete subtree that this leaf closes a pair with.
        while pairs & 1 == 1 {
            let left = self.roots.pop().expect("INVARIANT: each one-bit of the size has its root");
            top = node_hash(left, top);
            completed.push(top);
            pairs >>= 1;
        }
        self.roots.push(top);
        self.size += 1;
        completed
    }

    pub(crate) fn head(&self) -> TreeHead {
        let root = self.roots.iter().rev().copied().reduce(|right, left| node_hash(left, right));
        TreeHead { size: self.size, root: digest(root.unwrap_or(EMPTY_HASH)) }
    }
}

/// The complete subtrees of a tree of `size` leaves, largest first, each as level and position in its level.
pub(crate) fn complete_subtrees(size: u64) -> Vec<(u8, u64)> {
    let mut start = 0;
    let mut subtrees = Vec::new();
    for level in (0..64_u8).rev() {
        let width = 1_u64 << level;
        if size & width != 0 {
            subtrees.push((level, start >> level));
            start += width;
        }
    }
    subtrees
}

/// The leaf whose arrival completed the hash at `level` and `position`: its row holds that hash.
pub(crate) fn completing_leaf(level: u8, position: u64) -> u64 {
    ((position + 1) << level) - 1
}

/// Whether `proof` shows that `leaf` is at `index` of the log with this head.
pub fn check_inclusion(proof: &[Digest], head: TreeHead, index: u64, leaf: Digest) -> bool {
    let proof = proof.iter().map(hash).collect();
    tlog_tiles::check_record(&proof, head.size, hash(&head.root), index, hash(&leaf)).is_ok()
}

/// Whether `proof` shows that the log with head `old` is a prefix of the log with head `new`.
pub fn check_consistency(proof: &[Digest], old: TreeHead, new: TreeHead) -> bool {
    if old.size == 0 {
        // The empty log is a prefix of every log; RFC 6962 has no proof for it.
        return old.root == digest(EMPTY_HASH) && proof.is_empty();
    }
    let proof = proof.iter().map(hash).collect();
    tlog_tiles::check_tree(&proof, new.size, hash(&new.root), old.size, hash(&old.root)).is_ok()
}

/// The root as RFC 6962 section 2.1 defines it, word by word; the audit holds the kept hashes against it.
pub(crate) fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => EMPTY_HASH,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(1 << (leaves.len() - 1).ilog2());
            node_hash(naive_root(left), naive_root(right))
        }
    }
}
