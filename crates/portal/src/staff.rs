//! Who works in the console. In: what the controller declares. Out: people with roles. Never: a role that somebody has
//! because nobody said which, or a supervisor or an auditor whose invitation has no end.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use terms::{Address, Date, Lang};

/// What somebody of the staff answers for. The words are those of the documents' owners and approvers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The data protection officer [GDPR 37].
    Dpo,
    /// Legal counsel.
    Counsel,
    /// Whoever answers for the controller.
    Controller,
    /// Engineers.
    Engineering,
    /// Product owners.
    Product,
    /// A supervisory authority, who reads and changes nothing.
    Supervisor,
    /// An auditor, who reads what everybody of the staff may and changes nothing.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Dpo, Self::Counsel, Self::Controller, Self::Engineering, Self::Product, Self::Supervisor, Self::Auditor];

    /// The word in configuration, documents and ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dpo => "dpo",
            Self::Counsel => "counsel",
            Self::Controller => "controller",
            Self::Engineering => "engineering",
            Self::Product => "product",
            Self::Supervisor => "supervisor",
            Self::Auditor => "auditor",
        }
    }

    /// Whether it is of somebody from outside, who was invited until a day.
    pub fn is_invited(self) -> bool {
        matches!(self, Self::Supervisor | Self::Auditor)
    }

    /// The role of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// Somebody who may sign in to the console.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Their name as it stands under approvals and in the ledger; no two have the same.
    pub name: String,
    /// Where a letter reaches them.
    pub address: Address,
    /// What they answer for.
    pub roles: BTreeSet<Role>,
    /// The last day on which they may sign in; an invitation from outside must have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The language of letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
}

impl Staff {
    /// The first role of theirs among these, in the order of these.
    pub(crate) fn acts_as(&self, roles: &[Role]) -> Option<Role> {
        roles.iter().copied().find(|role| self.roles.contains(role))
    }

    /// Whether they are from outside.
    fn is_invited(&self) -> bool {
        self.roles.iter().any(|role| role.is_invited())
    }

    /// Whether they may be here on that day.
    pub(crate) fn is_admitted(&self, on: Date) -> bool {
        self.until.is_none_or(|until| on <= until)
    }
}

/// What is wrong with the declared staff, if anything is.
pub(crate) fn fault(staff: &[Staff], provider_gives_roles: bool) -> Option<String> {
    let mut names = BTreeSet::new();
    let others = staff.iter().find(|one| provider_gives_roles && !one.is_invited());
    if let Some(other) = others {
        // With a name here and another at the provider, one person would be two pairs of eyes.
        return Some(format!(
            "`{}` is declared beside an OpenID provider that gives roles; only supervisors and auditors are invited here then",
            other.name
        ));
    }
    for one in staff {
        let (name, invited) = (one.name.trim(), one.is_invited());
        if name.is_empty() || !names.insert(name) {
            return Some("each needs a `name` that no other has".to_owned());
        }
        if one.roles.is_empty() {
            return Some(format!("`{name}` has no `roles`"));
        }
        if invited && one.roles.len() > 1 {
            return Some(format!("`{name}` is from outside and cannot have another role"));
        }
        if invited && one.until.is_none() {
            return Some(format!("`{name}` is from outside; say `until` when the invitation ends"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff(name: &str, roles: &[Role], until: Option<&str>) -> Staff {
        Staff {
            name: name.to_owned(),
            address: Address::new("x@example.org"),
            roles: roles.iter().copied().collect(),
            until: until.map(|day| terms::parse_date(day).expect("a date")),
            language: None,
        }
    }

    #[test]
    fn staff_without_a_role_with_a_name_twice_or_invited_without_end_is_refused() {
        let check = |all: &[Staff]| fault(all, false).unwrap_or_default();
        let dpo = || staff("dpo-1", &[Role::Dpo], None);
        assert_eq!(check(&[dpo(), staff("i-1", &[Role::Supervisor], Some("2026-12-01"))]), "");
        let invited = || staff("i-1", &[Role::Supervisor], Some("2026-12-01"));
        assert_eq!(fault(&[invited()], true), None);
        assert!(fault(&[dpo()], true).unwrap_or_default().contains("only supervisors"), "nobody signs under two names");
        assert!(check(&[dpo(), dpo()]).contains("no other"));
        assert!(check(&[staff("", &[Role::Dpo], None)]).contains("name"));
        assert!(check(&[staff("e-1", &[], None)]).contains("roles"));
        for role in [Role::Supervisor, Role::Auditor] {
            assert!(check(&[staff("i-1", &[role], None)]).contains("until"));
            assert!(check(&[staff("i-1", &[role, Role::Dpo], Some("2026-12-01"))]).contains("another role"));
        }
    }

    #[test]
    fn every_role_has_one_word() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            assert_eq!(serde_json::to_value(role).expect("writable"), role.as_str());
        }
        assert_eq!(Role::parse("admin"), None);
    }
}
