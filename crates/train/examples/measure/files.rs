//! The bytes of a model folder: weights, optimizer states, manifest. In: folders. Out: whether they are equal, and one digest.
//! Never: an answer that leaves a file out, but for the paper that says when a replay was.

use crate::given::Failure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use terms::Digest;

/// Files under a folder by their name in it.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, PathBuf>, Failure> {
    let mut found = BTreeMap::new();
    for path in [world::list(folder)?, world::list(folder.join("state"))?].into_iter().flatten() {
        if path.is_file() && !path.ends_with("attestation.json") {
            found.insert(path.strip_prefix(folder)?.to_owned(), path);
        }
    }
    Ok(found)
}

/// Compares every byte of two folders: how many bytes are equal, or the first file that is not.
pub fn compare(one: &Path, other: &Path) -> Result<Result<u64, PathBuf>, Failure> {
    let (one, other) = (files(one)?, files(other)?);
    if let Some(name) =
        one.keys().chain(other.keys()).find(|name| !one.contains_key(*name) || !other.contains_key(*name))
    {
        return Ok(Err(name.clone()));
    }
    let mut bytes = 0;
    for ((name, one), other) in one.iter().zip(other.values()) {
        let (one, other) = (world::read(one)?, world::read(other)?);
        if one != other {
            return Ok(Err(name.clone()));
        }
        bytes += one.len() as u64;
    }
    Ok(Ok(bytes))
}

/// One digest of everything in a folder.
pub fn digest(folder: &Path) -> Result<Digest, Failure> {
    let mut parts = Vec::new();
    for (name, path) in files(folder)? {
        parts.push(name.to_string_lossy().into_owned().into_bytes());
        parts.push(world::digest(path)?.as_bytes().to_vec());
    }
    Ok(Digest::of_parts(parts.iter().map(Vec::as_slice)))
}
