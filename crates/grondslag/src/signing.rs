//! Signatures under documents, from the console and from the command line. In: who signs, as what, and what they saw. Out: a
//! signature, and with the second of another person an approval. Never: an approval by one person, or a signature of
//! somebody whom the controller did not declare with that role.

use crate::command::report::{answer, documents};
use crate::project::Project;
use account::document::{self, Edition, ShelfError};
use portal::Role;
use terms::{Date, Digest};

/// A signature that somebody wants to give.
pub struct Wanted<'a> {
    /// Under which document.
    pub document: &'a str,
    /// Version and substance that were shown; the last, where nothing was.
    pub shown: Option<(u32, Digest)>,
    /// By whom.
    pub by: &'a str,
    /// As what.
    pub role: Role,
    /// Last day on which an approval counts, where it is another than the document says.
    pub review_due: Option<Date>,
}

/// What it brought about.
pub struct Given {
    /// The version that was signed.
    pub edition: Edition,
    /// The last day of the approval, where this was the second signature.
    pub approved_until: Option<Date>,
    /// Whether the ledger says that an assessment was approved.
    pub assessed: bool,
}

/// A signature was not given; nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// The version that was shown is no longer the last.
    #[error("the document was changed since it was shown")]
    Changed,
    /// Whoever signs is not of the declared staff, or not in that role.
    #[error("`{by}` does not work here as `{role}`; declare them in `[[portal.staff]]`")]
    NotStaff {
        /// Who.
        by: String,
        /// As what.
        role: &'static str,
    },
    /// It cannot be signed so.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The project could not be read or written.
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

/// Whether the OpenID provider says who works here, so that only the console can know it.
pub fn provider_gives_roles(project: &Project) -> bool {
    project.config().portal.oidc.as_ref().is_some_and(|oidc| !oidc.roles.is_empty())
}

/// Puts a signature under the last version of a document. It is approved once two people signed, one of them in the role
/// that approves it.
pub fn sign(project: &Project, wanted: &Wanted<'_>) -> Result<Given, SigningError> {
    // Stamped with the clock, whatever moment is asked about.
    let on = project.world.now().date_naive();
    let is_declared = |one: &portal::Staff| {
        one.name == wanted.by && one.roles.contains(&wanted.role) && one.until.is_none_or(|until| on <= until)
    };
    let known = provider_gives_roles(project) || project.config().portal.staff.iter().any(is_declared);
    if !known || wanted.role.is_invited() {
        return Err(SigningError::NotStaff { by: wanted.by.to_owned(), role: wanted.role.as_str() });
    }
    let sheet = document::sheet(wanted.document).ok_or(SigningError::Changed)?;
    let mut filled = documents::fill(project, None)?;
    let last = filled.drawer.shelf.last(wanted.document).cloned();
    let last = last.ok_or_else(|| ShelfError::NotMade(wanted.document.to_owned()))?;
    if wanted.shown.is_some_and(|shown| shown != (last.version, last.substance)) {
        return Err(SigningError::Changed);
    }
    let due = wanted.review_due.unwrap_or_else(|| answer::due(on, sheet.review_months));
    let given = document::Signature { by: wanted.by.to_owned(), role: wanted.role.as_str().to_owned(), on };
    let approved = filled.drawer.shelf.sign(wanted.document, &sheet.approver, given, due)?;
    let mut ledger = project.ledger()?;
    let mut assessed = false;
    if let Some(edition) = &approved {
        assessed = answer::announce(project, &mut ledger, wanted.document, edition, on, due)?;
    }
    filled.drawer.save_shelf(project, &ledger)?;
    Ok(Given { approved_until: approved.as_ref().map(|_| due), edition: approved.unwrap_or(last), assessed })
}
