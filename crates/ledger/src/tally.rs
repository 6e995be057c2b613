//! A keyed sum over what no event can prove any more. In: who was erased, and which objections went with them. Out: whether
//! the store still says so of exactly these. Never: a name; both are keyed tags.
//!
//! The sum is the exclusive or of one code a row, so that an erasure adds its own without reading the others. Without the
//! key nobody can make the code of a row, so nobody can change, add or drop a row and mend the sum.

use crate::keys::{Secrets, Tag};
use crate::store::{Arg, Db, StoreError, tags};

/// Adds an erasure to the sum, before its rows are written.
pub(crate) fn add(log: &Db, secrets: &Secrets, erased: (&Tag, &str), gone: &[&Tag]) -> Result<(), StoreError> {
    let mut sum = kept(log)?.unwrap_or_default();
    let (person, at) = erased;
    if log.first("SELECT person FROM suppressed WHERE person = $1", &[Arg::Blob(person)])?.is_none() {
        mix(&mut sum, secrets.code("suppressed row", &[person, at.as_bytes()]));
    }
    for mut row in log.find("id, owner", "objection", "id", &tags(gone.iter().copied()))? {
        let (id, owner) = (row.blob()?, row.blob()?);
        if !owner.is_empty() {
            mix(&mut sum, secrets.code("objection gone", &[&id]));
        }
    }
    keep(log, &sum)
}

/// Begins the sum of a store that has none yet: a new one, or one of an earlier version.
pub(crate) fn begin(log: &Db, secrets: &Secrets) -> Result<(), StoreError> {
    let sum = computed(log, secrets)?;
    keep(log, &sum)
}

/// Whether the sum was never computed.
pub(crate) fn is_due(log: &Db) -> Result<bool, StoreError> {
    Ok(log.number("SELECT count(*) FROM tally WHERE length(sum) = 0", &[])? > 0)
}

/// Whether the rows are those that the erasures left.
pub(crate) fn is_right(log: &Db, secrets: &Secrets) -> Result<bool, StoreError> {
    Ok(kept(log)? == Some(computed(log, secrets)?) && log.number("SELECT count(*) FROM tally", &[])? == 1)
}

fn kept(log: &Db) -> Result<Option<[u8; 32]>, StoreError> {
    let row = log.first("SELECT sum FROM tally WHERE name = 'erased'", &[])?;
    Ok(row.and_then(|mut row| row.fixed().ok()))
}

fn keep(log: &Db, sum: &[u8; 32]) -> Result<(), StoreError> {
    let statement =
        "INSERT INTO tally(name, sum) VALUES ('erased', $1) ON CONFLICT (name) DO UPDATE SET sum = excluded.sum";
    log.run(statement, &[Arg::Blob(sum)])
}

fn computed(log: &Db, secrets: &Secrets) -> Result<[u8; 32], StoreError> {
    let mut sum = [0; 32];
    for mut row in log.query("SELECT person, at FROM suppressed", &[])? {
        mix(&mut sum, secrets.code("suppressed row", &[&row.blob()?, row.text()?.as_bytes()]));
    }
    for mut row in log.query("SELECT id FROM objection WHERE length(owner) = 0", &[])? {
        mix(&mut sum, secrets.code("objection gone", &[&row.blob()?]));
    }
    Ok(sum)
}

fn mix(sum: &mut [u8; 32], code: [u8; 32]) {
    sum.iter_mut().zip(code).for_each(|(byte, code)| *byte ^= code);
}
