//! Who from outside may read in the console. In: the ledger. Out: invitations, and whether one stands. Never: an address;
//! the ledger knows it by a pseudonym, and whoever types the address is found by it.

use crate::queue;
use crate::session::Principal;
use crate::staff::{Role, Staff};
use ledger::{Act, Ledger, LedgerError};
use std::sync::Arc;
use terms::{Address, Date, Instant};

/// One invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invitation {
    /// Its place in the log.
    pub index: u64,
    /// Its id.
    pub id: String,
    /// Under which name they act here.
    pub name: String,
    /// As what.
    pub role: Role,
    /// The last day.
    pub until: Date,
    /// Since when.
    pub at: Instant,
    /// Who of the staff invited them.
    pub by: Option<String>,
    /// When it was withdrawn.
    pub withdrawn: Option<Instant>,
    address: String,
}

impl Invitation {
    /// Whether they may be here on that day.
    pub(crate) fn stands(&self, on: Date) -> bool {
        self.withdrawn.is_none() && on <= self.until
    }

    /// Who they are here, with the address that they typed or were invited at.
    pub(crate) fn principal(&self, address: &str) -> Principal {
        let staff = Staff {
            name: self.name.clone(),
            address: Address::new(address.trim()),
            roles: [self.role].into(),
            until: Some(self.until),
            language: None,
        };
        Principal::Invited(Arc::new(staff), Arc::from(self.id.as_str()))
    }
}

/// Every invitation, in log order, with who gave it.
pub(crate) fn all(ledger: &Ledger) -> Result<Vec<Invitation>, LedgerError> {
    let (mut all, by) = (unsigned(ledger)?, queue::done_by(ledger)?);
    all.iter_mut().for_each(|one| one.by = by.get(&one.index).cloned());
    Ok(all)
}

/// The same without who gave it, for a question that is asked at each request. One with a role that nobody is invited as lets
/// nobody in.
fn unsigned(ledger: &Ledger) -> Result<Vec<Invitation>, LedgerError> {
    let mut all: Vec<Invitation> = Vec::new();
    for (index, said) in ledger.said_of(ACTS)? {
        match said.act {
            Act::InvitationGiven { id, name, role, until, address } => {
                let Some(role) = Role::parse(&role).filter(|role| role.is_invited()) else { continue };
                let at = said.at;
                all.push(Invitation { index, id, name, role, until, at, by: None, withdrawn: None, address });
            }
            Act::InvitationWithdrawn { id } => {
                let those = all.iter_mut().filter(|one| one.id == id && one.withdrawn.is_none());
                those.for_each(|one| one.withdrawn = Some(said.at));
            }
            _ => {}
        }
    }
    Ok(all)
}

/// Under which pseudonym the ledger knows an address.
pub(crate) fn pseudonym(ledger: &Ledger, address: &str) -> String {
    ledger.pseudonymizer().pseudonym("invited", &address.trim().to_lowercase())
}

/// The invitation of whoever has this address, if one stands.
pub(crate) fn of_address(ledger: &Ledger, address: &str, on: Date) -> Result<Option<Invitation>, LedgerError> {
    let wanted = pseudonym(ledger, address);
    Ok(unsigned(ledger)?.into_iter().find(|one| one.address == wanted && one.stands(on)))
}

/// Whether this invitation stands.
pub(crate) fn stands(ledger: &Ledger, id: &str, on: Date) -> Result<bool, LedgerError> {
    Ok(unsigned(ledger)?.iter().any(|one| one.id == id && one.stands(on)))
}

/// Invitations and their ends.
pub(crate) const ACTS: &[&str] = &["invitation_given", "invitation_withdrawn"];
