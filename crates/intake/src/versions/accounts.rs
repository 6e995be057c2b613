//! Accounts over time. In: an account and the import that brings it. Out: what became of it. Never: an older state in the
//! place of a newer one.

use super::{Fate, Import, Versions, VersionsError, half, micros};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use terms::{Account, AccountStatus, Digest};

pub(super) fn take(base: &Connection, number: i64, import: &Import, account: &Account) -> Result<Fate, VersionsError> {
    let text = serde_json::to_string(account).map_err(|_| VersionsError::Unfit)?;
    let digest = half(&Digest::of(&text));
    let as_of = micros(import.as_of.moment());
    let is_stated = import.as_of.is_stated();
    let mut find = base.prepare_cached("SELECT digest, as_of, stated FROM accounts WHERE account_id = ?1")?;
    let known = find.query_row([account.account_id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let known: Option<(Vec<u8>, i64, bool)> = known.optional()?;
    // The time of a file is that of its last copy, so it says nothing against a moment that somebody stated.
    let is_older = |seen: i64, was_stated: bool| as_of < seen || (was_stated && !is_stated);
    let fate = match known {
        Some((known, seen, was_stated)) if known == digest => {
            if as_of > seen && !is_older(seen, was_stated) {
                let statement = "UPDATE accounts SET as_of = ?2, stated = ?3 WHERE account_id = ?1";
                base.prepare_cached(statement)?.execute(params![account.account_id.as_str(), as_of, is_stated])?;
            }
            return Ok(Fate::Unchanged);
        }
        Some((_, seen, was_stated)) if is_older(seen, was_stated) => return Ok(Fate::Stale),
        Some(_) => {
            let keep = "INSERT INTO account_versions SELECT account_id, version, import, as_of, account FROM accounts
                        WHERE account_id = ?1";
            base.prepare_cached(keep)?.execute([account.account_id.as_str()])?;
            Fate::Changed
        }
        None => Fate::New,
    };
    let mut statement = base.prepare_cached(
        "INSERT INTO accounts(account_id, version, source, import, as_of, stated, digest, account)
         VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT(account_id) DO UPDATE SET version = version + 1, source = excluded.source, import = excluded.import,
         as_of = excluded.as_of, stated = excluded.stated, digest = excluded.digest, account = excluded.account",
    )?;
    let id = account.account_id.as_str();
    statement.execute(params![id, import.source, number, as_of, is_stated, digest, text])?;
    Ok(fate)
}

impl super::Arriving<'_> {
    /// Accounts of this source that were not seen, where the source is complete: they are deleted.
    pub fn absent_accounts(&mut self, seen: &BTreeSet<String>) -> Result<(), VersionsError> {
        let import = Import { as_of: self.newest(), ..self.import.clone() };
        let as_of = micros(import.as_of.moment());
        let mut statement =
            self.transaction.prepare("SELECT account_id, account FROM accounts WHERE source = ?1 AND as_of <= ?2")?;
        let rows = statement.query_map(params![import.source, as_of], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows = rows.collect::<Result<Vec<(String, String)>, _>>()?;
        drop(statement);
        for (id, text) in rows {
            let mut account: Account = serde_json::from_str(&text).map_err(|_| VersionsError::Unfit)?;
            if !seen.contains(&id) && account.status != AccountStatus::Deleted {
                account.status = AccountStatus::Deleted;
                let fate = take(&self.transaction, self.number, &import, &account)?;
                self.fates.count(if fate == Fate::Changed { Fate::Deleted } else { fate });
            }
        }
        Ok(())
    }
}

impl Versions {
    /// Every account of these sources as it stands, in the order of the identifiers.
    pub fn accounts(&self, is_wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Account>, VersionsError> {
        let mut statement = self.base.prepare("SELECT source, account FROM accounts ORDER BY account_id")?;
        let mut rows = statement.query([])?;
        let mut accounts = Vec::new();
        while let Some(row) = rows.next()? {
            if is_wanted(&row.get::<_, String>(0)?) {
                let text: String = row.get(1)?;
                accounts.push(serde_json::from_str(&text).map_err(|_| VersionsError::Unfit)?);
            }
        }
        Ok(accounts)
    }
}
