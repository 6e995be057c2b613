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

    /// Whether an account is linked to this name.
    pub fn has(&self, subject: &SubjectId) -> bool {
        self.0.values().any(|owner| owner == subject)
    }

    /// All accounts of this person: what they say counts for each of them.
    pub fn accounts_of<'a>(&'a self, subject: &'a SubjectId) -> impl Iterator<Item = &'a AccountId> {
        self.0.iter().filter(move |(_, owner)| *owner == subject).map(|(account, _)| account)
    }
}

impl Links {
    /// Names by which `holders` know people, each with the one name that stands for the person: who is said here to have an
    /// account and the person to whom that account was linked are one. Two people who are linked to accounts of one holder
    /// become one as well; to keep them apart, the source must.
    pub fn same(&self, holders: &BTreeMap<AccountId, SubjectId>) -> BTreeMap<SubjectId, SubjectId> {
        let mut same: BTreeMap<SubjectId, SubjectId> = BTreeMap::new();
        let behind = |same: &BTreeMap<SubjectId, SubjectId>, name: &SubjectId| {
            let mut name = name.clone();
            // Each step leads to a smaller name, so this ends.
            while let Some(person) = same.get(&name) {
                name = person.clone();
            }
            name
        };
        for (account, holder) in holders {
            let Some(person) = self.subject_of(account) else { continue };
            let (one, other) = (behind(&same, holder), behind(&same, person));
            if one != other {
                same.insert(one.clone().max(other.clone()), one.min(other));
            }
        }
        let names: Vec<SubjectId> = same.keys().cloned().collect();
        names.into_iter().map(|name| (name.clone(), behind(&same, &name))).collect()
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
        self.links_within(self.tree_head().size, as_of)
    }

    /// The same by the first `size` events.
    pub(crate) fn links_within(&self, size: u64, as_of: Instant) -> Result<Links, LedgerError> {
        let said = self.events_of(&["accounts_linked", "accounts_unlinked"], size)?;
        Ok(fold_links(said.iter().map(|(_, said)| said), as_of))
    }
}
