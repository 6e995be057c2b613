//! What the controller decides about its portal. In: values of the caller. Out: the same, typed, with bounds that hold
//! without being asked for. Never: a secret in clear, or a `Debug` that shows a person.

use crate::completions::Speaker;
use crate::hooks::Hook;
use crate::mail::Mailer;
use crate::notices::Notices;
use crate::office::Office;
use crate::oidc::Oidc;
use crate::rights::drp::Drp;
use crate::staff::Staff;
use ledger::{Article, Covers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{AccountId, Address, Date, Digest, Kind, Lang, LegalBasis, Purpose, SubjectId};

/// Everything that the portal is told.
#[derive(Debug)]
pub struct Config {
    /// Origin of the ledger's checkpoints; the same as everywhere in the project.
    pub origin: String,
    /// How people reach the portal, `https://rights.example.org`: links in letters start with it, and cookies are
    /// `Secure` where it is `https`.
    pub base_url: String,
    /// Who answers for it.
    pub controller: Controller,
    /// What posts are used for, in the order in which the page shows it.
    pub purposes: Vec<PurposeNotice>,
    /// Under which right an objection is recorded: `Discretionary` where the controller promised to honour every one.
    pub objection: Article,
    /// Who may sign in.
    pub people: Vec<Person>,
    /// Who may sign in to the console.
    pub staff: Vec<Staff>,
    /// What looks into the project for the console and for people's own pages; absent where there is none to look into.
    pub office: Option<Office>,
    /// The organisation's own OpenID provider; people and staff may also sign in through it.
    pub oidc: Option<Oidc>,
    /// How letters leave.
    pub mailer: Mailer,
    /// How people are told, and when a notice counts as delivered.
    pub notices: Notices,
    /// Machines that may ask for decisions. Without any, only a portal on the machine's own address answers them.
    pub machines: Vec<Machine>,
    /// Systems of the controller that are told what comes into the ledger.
    pub hooks: Vec<Hook>,
    /// The Data Rights Protocol, where the controller takes part in it.
    pub drp: Option<Drp>,
    /// What takes posts that the platform pushes; absent where no source is pushed.
    pub inbox: Option<crate::posts::Inbox>,
    /// Where the address of a client is read.
    pub clients: Clients,
    /// How much is too much.
    pub limits: Limits,
    /// What knows whether training elsewhere may go on; absent where there is no corpus to ask about.
    pub warden: Option<crate::permits::Warden>,
    /// What answers prompts, where a model is served.
    pub speaker: Option<Speaker>,
}

/// Who decides purposes and means, as people meet it [GDPR 13(1)(a), 13(1)(b)].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Its name.
    pub name: String,
    /// Where people write to.
    pub contact: String,
    /// Where its data protection officer is reached, if it has one.
    #[serde(default)]
    pub officer: Option<String>,
    /// The authority where people complain [GDPR 77].
    pub authority: String,
}

/// One purpose as people read about it [GDPR 13(3)].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurposeNotice {
    /// Its id in the register.
    pub purpose: Purpose,
    /// The configured basis.
    pub basis: LegalBasis,
    /// Since when.
    pub since: Date,
    /// The version of the notice; it stands in every consent.
    pub version: String,
    /// The kinds of content it is about.
    pub kinds: Covers<Kind>,
    /// For so many months somebody who said no is not asked again; they may still say yes.
    pub re_ask_months: u16,
    /// Its words, by language; English is shown where a language is missing.
    pub texts: BTreeMap<String, PurposeText>,
}

/// A purpose in one language.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurposeText {
    /// A short name.
    pub name: String,
    /// What happens with posts.
    pub what: String,
    /// Why: the interest pursued, or the reason for asking [GDPR 13(1)(d)].
    pub why: String,
}

/// Somebody who may sign in: a person, the address a letter reaches them at, and what is theirs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Who in the ledger.
    pub subject: SubjectId,
    /// Where a letter reaches them.
    pub address: Address,
    /// Their accounts.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// The language of letters.
    #[serde(default)]
    pub language: Option<Lang>,
}

/// A machine that may ask for decisions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// A name for the log.
    pub name: String,
    /// SHA-256 of its key. The key itself is never stored; take 32 random bytes, not a password.
    pub key_digest: Digest,
}

/// Where the address of a client is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clients {
    /// From the connection.
    #[default]
    Direct,
    /// From the last entry of `X-Forwarded-For`: only behind a proxy that writes it.
    Forwarded,
}

/// How much is too much.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body_bytes_max: usize,
    /// Items of a batch of decisions.
    pub batch_items_max: usize,
    /// Bytes of a request's line and headers together.
    pub header_bytes_max: usize,
    /// Headers of a request.
    pub headers_max: usize,
    /// Seconds in which the headers of a request must have arrived.
    pub header_seconds_max: u64,
    /// Seconds in which a request must be received and answered.
    pub request_seconds_max: u64,
    /// Connections at a time.
    pub connections_max: usize,
    /// Requests a client may send in a minute.
    pub requests_per_minute: u32,
    /// Forms that send letters or check files a client may send in a minute.
    pub heavy_per_minute: u32,
    /// Minutes for which a link in a letter works.
    pub link_minutes: i64,
    /// Minutes after which a person signs in again.
    pub session_minutes: i64,
    /// Minutes after a sign-in in which a person may ask for erasure without signing in again.
    pub fresh_minutes: i64,
    /// Links that may be open for one person at a time.
    pub links_per_person: usize,
    /// Machines that may follow the effects at a time.
    pub listeners_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes_max: 1 << 20,
            batch_items_max: 1000,
            header_bytes_max: 16 << 10,
            headers_max: 64,
            header_seconds_max: 10,
            request_seconds_max: 30,
            connections_max: 1024,
            requests_per_minute: 300,
            heavy_per_minute: 20,
            link_minutes: 15,
            session_minutes: 30,
            fresh_minutes: 10,
            links_per_person: 3,
            listeners_max: 64,
        }
    }
}
