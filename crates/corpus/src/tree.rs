//! Merkle trees as RFC 6962 defines them. In: leaves in their order. Out: a root, the path from a leaf to it, and the root
//! that a path leads to. Never: what a leaf means.

use sha2::{Digest as _, Sha256};
use terms::Digest;

/// The hash of a leaf.
pub(crate) fn leaf_hash(leaf: &[u8]) -> Digest {
    hash(&[&[0], leaf])
}

/// The root over leaf hashes.
pub(crate) fn root(leaves: &[Digest]) -> Digest {
    let mut level = leaves.to_vec();
    while level.len() > 1 {
        level = above(&level);
    }
    level.pop().unwrap_or_else(|| hash(&[]))
}

/// The hashes beside the way from the leaf at `index` up to the root.
pub(crate) fn path(leaves: &[Digest], index: usize) -> Vec<Digest> {
    let (mut level, mut index, mut path) = (leaves.to_vec(), index, Vec::new());
    while level.len() > 1 {
        path.extend(level.get(index ^ 1));
        level = above(&level);
        index >>= 1;
    }
    path
}

/// The root of the tree of `size` leaves that `path` leads to from the leaf at `index`; `None` if no path of such a tree
/// has this length [RFC 9162, 2.1.3.2].
pub(crate) fn climb(leaf: Digest, index: u64, size: u64, path: &[Digest]) -> Option<Digest> {
    let (mut index, mut last) = (index, size.checked_sub(1).filter(|last| index <= *last)?);
    let mut found = leaf;
    for beside in path {
        if last == 0 {
            return None;
        }
        if index & 1 == 1 || index == last {
            found = node_hash(beside, &found);
            // On the right edge a node without a sibling stands for itself one level up.
            while index & 1 == 0 {
                index >>= 1;
                last >>= 1;
            }
        } else {
            found = node_hash(&found, beside);
        }
        index >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(found)
}

/// One level up: pairs are hashed, and the last of an odd number stands for itself.
fn above(level: &[Digest]) -> Vec<Digest> {
    let pair = |pair: &[Digest]| match pair {
        [left, right] => node_hash(left, right),
        _ => pair.first().copied().expect("INVARIANT: a chunk is not empty"),
    };
    level.chunks(2).map(pair).collect()
}

fn node_hash(left: &Digest, right: &Digest) -> Digest {
    hash(&[&[1], left.as_bytes(), right.as_bytes()])
}

fn hash(parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    Digest::from_bytes(hasher.finalize().into())
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

    /// The root word by word as RFC 6962 section 2.1 defines it.
    fn defined_root(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => hash(&[]),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(1 << (leaves.len() - 1).ilog2());
                node_hash(&defined_root(left), &defined_root(right))
            }
        }
    }

    #[test]
    fn roots_equal_the_published_vectors_of_rfc_6962() {
        assert_eq!(root(&[]), Digest::of(b""));
        let mut leaves = Vec::new();
        for (leaf, expected) in VECTORS {
            leaves.push(leaf_hash(leaf));
            assert_eq!(root(&leaves).to_string(), expected);
        }
    }

    #[test]
    fn every_path_of_every_small_tree_leads_to_its_root_and_from_no_other_place() {
        for size in 0..40_u64 {
            let leaves: Vec<_> = (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect();
            let top = root(&leaves);
            assert_eq!(top, defined_root(&leaves));
            for (index, leaf) in (0..).zip(&leaves) {
                let path = path(&leaves, usize::try_from(index).expect("small"));
                assert_eq!(climb(*leaf, index, size, &path), Some(top));
                for other in (0..=size).filter(|other| *other != index) {
                    assert_ne!(climb(*leaf, other, size, &path), Some(top), "{index} passes for {other} of {size}");
                }
                let longer: Vec<_> = path.iter().copied().chain([top]).collect();
                assert_eq!(climb(*leaf, index, size, &longer), None);
                assert_eq!(climb(*leaf, index, size, path.split_last().map_or(&[top], |(_, rest)| rest)), None);
            }
        }
    }
}
