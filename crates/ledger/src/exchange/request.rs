//! What a person asks for, whoever carried it here. In: a right, and whom the request may be of. Out: the event that it is.
//! Never: one person chosen among several who may have asked.

use super::ExchangeError;
use crate::{Act, Article, ObjectionMade, ObjectionScope, Period, Said};
use terms::{Instant, SubjectId, Text};

/// The right that a request exercises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// [GDPR 15].
    Access,
    /// [GDPR 20].
    Portability,
    /// [GDPR 16].
    Rectification,
    /// [GDPR 17].
    Erasure,
    /// [GDPR 18].
    Restriction,
    /// [GDPR 21(1)], or what another law calls an opt-out.
    Objection(Article),
}

/// Whom a request may be of, by what the caller knows about the identities in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This person.
    One(SubjectId),
    /// One of these, nobody knows which.
    Several(Vec<SubjectId>),
    /// Nobody with an account, but these names stand in it.
    Names(Vec<Text>),
}

/// The event that a request is. `id` is unique in the ledger for objections, and among the person's requests else; a
/// request that is carried here twice gives an objection with the same id, which the ledger refuses.
pub fn to_said(id: &str, right: Right, found: Found, channel: &str, at: Instant) -> Result<Said, ExchangeError> {
    if let Right::Objection(article) = right {
        return Ok(Said::new(at, Act::Objection(objection(id, article, found, channel))));
    }
    let Found::One(subject) = found else {
        return Err(ExchangeError::Refused(
            "it is not known whose request this is; ask the person for what would tell [GDPR 12(6)]",
        ));
    };
    let request = id.to_owned();
    let act = match right {
        Right::Access => Act::AccessRequested { subject, request },
        Right::Portability => Act::PortabilityRequested { subject, request },
        Right::Rectification => Act::RectificationRequested { subject, request, verbatim: None },
        Right::Erasure => Act::ErasureRequested { subject },
        Right::Restriction | Right::Objection(_) => Act::RestrictionRequested { subject },
    };
    Ok(Said::new(at, act))
}

/// An objection holds for each of several who may have made it, and for names without an account.
fn objection(id: &str, article: Article, found: Found, channel: &str) -> ObjectionMade {
    let (subject, candidates, names) = match found {
        Found::One(subject) => (Some(subject), Vec::new(), Vec::new()),
        Found::Several(candidates) => (None, candidates, Vec::new()),
        Found::Names(names) => (None, Vec::new(), names),
    };
    ObjectionMade {
        id: id.to_owned(),
        subject,
        candidates,
        names,
        purpose: None,
        scope: ObjectionScope::Person,
        period: Period::Both,
        models: None,
        verbatim: None,
        reasons: None,
        channel: Some(channel.to_owned()),
        notice_version: None,
        language: None,
        article,
    }
}
