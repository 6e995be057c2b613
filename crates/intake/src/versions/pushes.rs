//! What was pushed under which key, so that a batch that is sent twice is taken once. In: a key and a body. Out: the answer
//! that the first one got. Never: another body taken under a key that was used.

use super::{Arriving, Versions, VersionsError, micros};
use rusqlite::{OptionalExtension, params};
use terms::{Digest, Instant};

/// A key and what was sent under it.
#[derive(Clone, Copy, Debug)]
pub struct PushKey {
    /// Digest of who sends and of the key.
    pub key: Digest,
    /// Digest of the body.
    pub body: Digest,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// It is new.
    Never,
    /// The same body came before, and was answered so.
    Answered(String),
    /// Another body came under it.
    OtherBody,
}

impl Versions {
    /// Looks the key up.
    pub fn earlier(&self, push: &PushKey) -> Result<Earlier, VersionsError> {
        let found =
            self.base.query_row("SELECT body, answer FROM pushes WHERE key = ?1", [push.key.to_string()], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            });
        Ok(match found.optional()? {
            None => Earlier::Never,
            Some((body, answer)) if body == push.body.to_string() => Earlier::Answered(answer),
            Some(_) => Earlier::OtherBody,
        })
    }
}

impl Arriving<'_> {
    /// Whether the key is known by now: two senders of one key may come at once.
    pub fn is_pushed(&self, push: &PushKey) -> Result<bool, VersionsError> {
        let found =
            self.transaction.query_row("SELECT 1 FROM pushes WHERE key = ?1", [push.key.to_string()], |_| Ok(()));
        Ok(found.optional()?.is_some())
    }

    /// Keeps the answer with the import: both are there, or neither. Keys of a week ago are forgotten.
    pub fn answer(&mut self, push: &PushKey, answer: &str) -> Result<(), VersionsError> {
        let at: Instant = self.import.at;
        self.transaction.execute("DELETE FROM pushes WHERE at < ?1", [micros(at) - KEPT_MICROS])?;
        self.transaction.execute(
            "INSERT INTO pushes(key, body, at, answer) VALUES (?1, ?2, ?3, ?4)",
            params![push.key.to_string(), push.body.to_string(), micros(at), answer],
        )?;
        Ok(())
    }
}

const KEPT_MICROS: i64 = 7 * 86_400 * 1_000_000;
