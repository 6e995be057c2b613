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
pub fn leaf_hash(commitment: &[u8]) -> Hash {
    record_hash(commitment)
}

/// A hash of the tree as our digest.
pub fn digest(hash: Hash) -> Digest {
    Digest::from_bytes(hash.0)
}

/// Our digest as a hash of the tree.
pub fn hash(digest: &Digest) -> Hash {
    Hash(*digest.as_bytes())
}

/// The right edge of the tree: the roots of the complete subtrees that it is made of, largest first.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    size: u64,
    roots: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree of `size` leaves, from the roots that [`complete_subtrees`] names.
    pub fn new(size: u64, roots: Vec<Hash>) -> Self {
        Self { size, roots }
    }

    /// How many leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf and gives the hashes that it completes: its own, then one for each level above that becomes whole.
    pub fn push(&mut self, leaf: Hash) -> Vec<Hash> {
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

    /// Size and root.
    pub fn head(&self) -> TreeHead {
        let root = self.roots.iter().rev().copied().reduce(|right, left| node_hash(left, right));
        TreeHead { size: self.size, root: digest(root.unwrap_or(EMPTY_HASH)) }
    }
}

/// The complete subtrees of a tree of `size` leaves, largest first, each as level and position in its level.
pub fn complete_subtrees(size: u64) -> Vec<(u8, u64)> {
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
pub fn completing_leaf(level: u8, position: u64) -> u64 {
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
pub fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => EMPTY_HASH,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(1 << (leaves.len() - 1).ilog2());
            node_hash(naive_root(left), naive_root(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The eight leaves of the certificate transparency reference implementation, and the root after each.
    const VECTORS: [(&[u8], &str); 8] = [
        (b"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (b"\x00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (b"\x10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (b"\x20\x21", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (b"\x30\x31", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (b"\x40\x41\x42\x43", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (b"\x50\x51\x52\x53\x54\x55\x56\x57", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ),
    ];

    #[test]
    fn roots_equal_the_published_vectors_of_rfc_6962() {
        assert_eq!(Edge::default().head().root.to_string(), Digest::of(b"").to_string());
        let mut edge = Edge::default();
        let mut leaves = Vec::new();
        for (leaf, root) in VECTORS {
            leaves.push(leaf_hash(leaf));
            edge.push(leaf_hash(leaf));
            assert_eq!(edge.head().root.to_string(), root);
            assert_eq!(digest(naive_root(&leaves)).to_string(), root);
        }
    }

    #[test]
    fn each_leaf_completes_the_subtrees_that_a_reader_will_look_for_at_it() {
        let mut edge = Edge::default();
        for index in 0..300_u64 {
            let completed = edge.push(leaf_hash(&index.to_be_bytes()));
            for level in 0..completed.len() as u8 {
                assert_eq!(completing_leaf(level, index >> level), index);
            }
            assert_eq!(completed.len() as u32, (index + 1).trailing_zeros() + 1);
            assert_eq!(edge.roots.len(), complete_subtrees(index + 1).len());
        }
    }

    proptest::proptest! {
        #[test]
        fn the_edge_gives_the_root_of_the_definition(leaves in proptest::collection::vec(0_u64.., 0..600)) {
            let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(&leaf.to_be_bytes())).collect();
            let mut edge = Edge::default();
            for hash in &hashes {
                edge.push(*hash);
            }
            proptest::prop_assert_eq!(edge.head().root, digest(naive_root(&hashes)));
        }
    }
}
