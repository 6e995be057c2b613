//! Digests and keyed pseudonyms. One hash function in the whole house: SHA-256.

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// A text is not a digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 64 hexadecimal digits")]
pub struct ParseDigestError;

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(bytes.as_ref()).into())
    }

    /// The digest of everything that a reader gives.
    pub fn of_reader(reader: &mut dyn std::io::Read) -> std::io::Result<Self> {
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let count = reader.read(&mut buffer)?;
            let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { break };
            hasher.update(read);
        }
        Ok(Self(hasher.finalize().into()))
    }

    /// The digest of several parts, each preceded by its length, so that no two lists of parts collide.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// The digest with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, ParseDigestError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| ParseDigestError)?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = ParseDigestError;
    fn try_from(text: String) -> Result<Self, ParseDigestError> {
        Self::parse(&text)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// HMAC-SHA-256 [RFC 2104].
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    // INVARIANT: HMAC takes keys of any length, so this cannot fail.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("INVARIANT: HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Makes keyed pseudonyms [GDPR 4(5)]. Without the key nobody can test a guess, which a plain hash would allow.
#[derive(Clone)]
pub struct Pseudonymizer {
    key: [u8; 32],
}

impl Pseudonymizer {
    /// A pseudonymizer under this secret key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The pseudonym of `id` in `domain` (`"subject"`, `"record"`): 32 hexadecimal digits. Domains never collide.
    pub fn pseudonym(&self, domain: &str, id: &str) -> String {
        let tag = hmac_sha256(&self.key, format!("{}:{domain}:{id}", domain.len()).as_bytes());
        let (half, _) = tag.split_at(16);
        hex::encode(half)
    }
}

impl fmt::Debug for Pseudonymizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonymizer(key withheld)")
    }
}

/// JSON with sorted keys and no spaces, so that equal values have equal bytes.
pub fn canonical_json<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    fn sorted(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::Object(members) => {
                let mut members: Vec<_> = members.into_iter().map(|(key, value)| (key, sorted(value))).collect();
                members.sort_by(|(a, _), (b, _)| a.cmp(b));
                serde_json::Value::Object(members.into_iter().collect())
            }
            serde_json::Value::Array(items) => serde_json::Value::Array(items.into_iter().map(sorted).collect()),
            other => other,
        }
    }
    serde_json::to_string(&sorted(serde_json::to_value(value)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_collide_when_their_borders_move() {
        let one = Digest::of_parts([b"ab".as_slice(), b"c"]);
        let other = Digest::of_parts([b"a".as_slice(), b"bc"]);
        assert_ne!(one, other);
    }

    #[test]
    fn a_pseudonym_depends_on_the_key_and_on_the_domain() {
        let (one, other) = (Pseudonymizer::new([1; 32]), Pseudonymizer::new([2; 32]));
        assert_ne!(one.pseudonym("subject", "s1"), other.pseudonym("subject", "s1"));
        assert_ne!(one.pseudonym("subject", "s1"), one.pseudonym("record", "s1"));
        assert_eq!(one.pseudonym("subject", "s1").len(), 32);
    }

    #[test]
    fn canonical_json_sorts_keys_at_every_depth() {
        let value = serde_json::json!({"b": {"d": 1, "c": 2}, "a": [{"z": 0, "y": 0}]});
        assert_eq!(canonical_json(&value).expect("valid"), r#"{"a":[{"y":0,"z":0}],"b":{"c":2,"d":1}}"#);
    }
}
