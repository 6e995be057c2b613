//! Whose an account is. In: events in log order and a moment. Out: the person behind each account. Never: a guess; an
//! account that nobody linked is nobody's.

use crate::{Act, Ledger, LedgerError, Said};
use std::collections::BTreeMap;
use terms::{AccountId, Instant, SubjectId};

/// The person behind each account, as it was known at some moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(BTreeMap<AccountId, SubjectId>);

impl Links {
    /// Whose this account is.
    pub fn subject_of(&self, account: &AccountId) -> Option<&SubjectId> {
        self.0.get(account)
    }

    /// All accounts of this person: what they say counts for each of them.
    pub fn accounts_of<'a>(&'a self, subject: &'a SubjectId) -> impl Iterator<Item = &'a AccountId> {
        self.0.iter().filter(move |(_, owner)| *owner == subject).map(|(account, _)| account)
    }
}

/// Folds the links between accounts and people as they were known at `as_of`. An account is the person's to whom it was
/// linked last.
pub fn fold_links<'a>(said: impl IntoIterator<Item = &'a Said>, as_of: Instant) -> Links {
    let mut links = BTreeMap::new();
    for Said { act, .. } in said.into_iter().filter(|said| said.at <= as_of) {
        match act {
            Act::AccountsLinked { subject, accounts } => {
                links.extend(accounts.iter().map(|account| (account.clone(), subject.clone())));
            }
            Act::AccountsUnlinked { subject, accounts } => {
                links.retain(|account, owner| owner != subject || !accounts.contains(account));
            }
            _ => {}
        }
    }
    Links(links)
}

impl Ledger {
    /// Whose each account is, as it was known at `as_of`.
    pub fn links(&self, as_of: Instant) -> Result<Links, LedgerError> {
        let said = self.events_of(&["accounts_linked", "accounts_unlinked"])?;
        Ok(fold_links(said.iter().map(|(_, said)| said), as_of))
    }
}
