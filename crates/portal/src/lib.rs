//! Room 10: rights and decisions over HTTP. In: requests of people and machines. Out: pages, decisions, and events in the
//! ledger. Never: data of one person to another, an event that no person or machine was entitled to, or a request to
//! anybody whom the controller did not name.
//!
//! Every route stands in one table, with who may use it; a middleware made from that table refuses everybody else before
//! the route's own code runs. So does the stamp that every form of a page must carry.

mod client;
mod config;
mod door;
mod form;
mod hooks;
mod invitations;
mod mail;
pub mod notices;
mod office;
mod oidc;
mod queue;
mod refusal;
mod rights;
mod session;
mod signed;
mod speech;
mod staff;
mod told;
mod trust;

mod completions;
mod decisions;
mod effects;
mod log;
mod openapi;
mod pages;
mod permits;
mod posts;
mod routes;
mod rules;
mod schema;
mod server;

pub use completions::{Asked, Ended, Heard, Speaker};
pub use config::{Clients, Config, Controller, Limits, Machine, Person, PurposeNotice, PurposeText};
pub use hooks::Hook;
pub use mail::{Letter, Mail, MailError, Mailer, Tls, Trouble};
pub use office::{
    Altered, Answering, Doubt, Held, HeldRecord, Looked, Office, OfficeError, Outcome, Packed, Reader, Sheet,
    Signature, Signed, Signing, Use,
};
pub use oidc::Oidc;
pub use openapi::document;
pub use permits::{PermitAnswer, PermitQuestion, Warden, WardenError};
pub use posts::{Inbox, InboxError, Taken};
pub use rights::drp::{Drp, DrpAgent};
pub use server::{Portal, PortalError, serve};
pub use staff::{Role, Staff};

// The invented project of the example serves the tests too, and names this crate as others do.
#[cfg(test)]
extern crate self as portal;
#[cfg(test)]
mod tests;
