//! What is known about one record, one purpose and one operation at one moment: the law sees this and nothing else.
//! In: JSON, or values gathered by the pipeline. Out: facts that are all there and all of the right type, or the path of
//! the first that is not. Never: a default for a missing fact, or a value of the input in an error.

mod read;

pub use read::FactsError;
pub(crate) use read::json_once;

use crate::words::{
    Assessment, Band, Compatibility, ConsentState, Consultation, Erasure, Exception, Match, Mode, ObjectionState,
    OrderEffect,
};
use read::{date, known_or_unknown, optional_date, required, yes};
use serde::{Deserialize, Serialize};
use terms::{
    AccountStatus, AgeAssurance, Category, Country, Date, Kind, LegalBasis, Operation, Provenance, Purpose, Visibility,
    Whose,
};

/// The facts. Where each comes from stands in `docs/src/reference/facts.md`. Their order is that of the JSON whose digest
/// decisions name: first what the records of a run share, then what takes one of few values or is seldom anything, last what
/// is a record's own; and days stand last in what people said. So whoever makes very many digests hashes little of each
/// record anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each fact is described in docs/src/reference/facts.md, in one place")]
pub struct Facts {
    pub op: Operation,
    pub purpose: Purpose,
    pub purpose_declared: bool,
    pub basis: LegalBasis,
    pub controller_eu_established: bool,
    pub lia: Assessment,
    #[serde(deserialize_with = "optional_date")]
    pub lia_review_due: Option<Date>,
    pub compat: Compatibility,
    pub dpia: Assessment,
    pub dpia_residual_high: bool,
    pub art36: Consultation,
    pub processor_contract: bool,
    pub run_country: Country,
    pub transfer_tool: bool,
    pub ropa: bool,
    pub contains_personal_data: bool,
    pub anonymised: bool,
    pub dma_gatekeeper: bool,
    pub dma_cross_service_same_person: bool,
    pub dma_consent: bool,
    pub objection_policy_unconditional: bool,
    pub window_days: u32,
    pub art14_public_notice: bool,
    pub biometric_template: bool,
    pub lia_covers_third_parties: bool,
    pub orders: Vec<Order>,
    pub minors_consent_allowed: bool,
    pub model: ModelState,
    pub purpose_covered_by_assessment: bool,
    pub purpose_in_notice_at_collection: bool,
    pub visibility_explicit_choice: bool,
    pub version_current: bool,
    pub deleted: bool,
    pub account: AccountStatus,
    pub origin_lawful: bool,
    pub retention_expired: bool,
    pub tdm_reserved_whole: bool,
    pub illegal_content: bool,
    pub age_assurance: AgeAssurance,
    pub deceased: bool,
    pub prior_consent_refused: bool,
    pub restriction: bool,
    pub accuracy_contested: bool,
    #[serde(deserialize_with = "required")]
    pub erasure: Option<Erasure>,
    pub inspection_current: bool,
    pub band: Band,
    pub criminal: bool,
    pub kind: Kind,
    pub source: Provenance,
    /// A word that is not known is `unknown`, which is not public.
    #[serde(deserialize_with = "known_or_unknown")]
    pub visibility_now: Visibility,
    pub special: Vec<Special>,
    pub third_parties: Vec<ThirdParty>,
    #[serde(deserialize_with = "required")]
    pub objection: Option<Objection>,
    #[serde(deserialize_with = "required")]
    pub consent: Option<Consent>,
    #[serde(deserialize_with = "required")]
    pub notice: Option<Notice>,
    #[serde(deserialize_with = "date")]
    pub now: Date,
    #[serde(deserialize_with = "date")]
    pub created_at: Date,
    pub residence: Country,
    #[serde(deserialize_with = "required")]
    pub age_now: Option<i32>,
    #[serde(deserialize_with = "required")]
    pub age_at_creation: Option<i32>,
}

/// The consent that speaks about this purpose [GDPR 4(11)].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Its state.
    pub state: ConsentState,
    /// Whether it was explicit [GDPR 9(2)(a)].
    pub explicit: bool,
    /// Whether it covers purpose, service, kind of content and period.
    pub scope_covers: bool,
    /// Whether it meets the conditions [GDPR 7(2)] [GDPR 7(4)].
    pub conditions_ok: bool,
    /// Whether a holder of parental responsibility authorised it [GDPR 8(1)].
    pub parental: bool,
    /// Whether every party of the communication consented.
    #[serde(default)]
    pub all_parties: bool,
    /// Since when.
    #[serde(deserialize_with = "date")]
    pub given_at: Date,
    /// When it was taken back.
    #[serde(deserialize_with = "optional_date")]
    pub withdrawn_at: Option<Date>,
}

/// The objection that covers this record and weighs most [GDPR 21(1)].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// Its state.
    pub state: ObjectionState,
    /// Whether it covers this purpose and record.
    #[serde(default = "yes")]
    pub scope_covers: bool,
    /// Whether it is known whose it is.
    #[serde(default = "exact", rename = "match")]
    pub matched: Match,
    /// When it was received; it works from then on.
    #[serde(deserialize_with = "date")]
    pub received_at: Date,
    /// When it was taken back.
    #[serde(deserialize_with = "optional_date")]
    pub withdrawn_at: Option<Date>,
}

fn exact() -> Match {
    Match::Exact
}

/// The last notice about this purpose that reached the person [GDPR 13(3)].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Whether it names the purpose.
    pub covers_purpose: bool,
    /// Whether the person can be expected to understand its language.
    pub language_ok: bool,
    /// Whether it names the right to object apart from everything else [GDPR 21(4)].
    pub objection_right_separate: bool,
    /// When it was delivered.
    #[serde(deserialize_with = "optional_date")]
    pub delivered_at: Option<Date>,
}

/// A special category that a record states or reveals [GDPR 9(1)].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Special {
    /// About whom.
    pub whose: Whose,
    /// Stated or inferred.
    pub mode: Mode,
    /// Which one.
    pub category: Category,
    /// The exception it stands under.
    pub exception: Exception,
}

/// A person other than the author in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThirdParty {
    /// Which person of the record; no name.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Objected, or asked for erasure.
    #[serde(default)]
    pub objected: bool,
    /// Under 18.
    #[serde(default)]
    pub child: bool,
    /// A special category of this person is stated or revealed.
    #[serde(default)]
    pub special: bool,
    /// It stands under an exception of this person's own [GDPR 9(2)].
    #[serde(default)]
    pub art9_exception: bool,
    /// Shared by this person with a limited audience only.
    #[serde(default)]
    pub private_origin: bool,
    /// A name, face, voice, contact or number.
    #[serde(default)]
    pub direct_identifier: bool,
    /// Already masked.
    #[serde(default)]
    pub masked: bool,
    /// Whether the part can be taken out of the record.
    #[serde(default = "yes")]
    pub redactable: bool,
}

/// An order, injunction or binding undertaking [GDPR 58(2)].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What it does.
    pub effect: OrderEffect,
    /// Residents of which countries it protects.
    #[serde(default)]
    pub territory: Scope<Country>,
    /// Its first day.
    #[serde(deserialize_with = "date")]
    pub from: Date,
    /// Its last day; open-ended without one.
    #[serde(default, deserialize_with = "optional_date", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Which operations it forbids.
    #[serde(default)]
    pub ops: Scope<Operation>,
    /// For which purposes.
    #[serde(default)]
    pub purposes: Scope<Purpose>,
    /// False once lifted or stayed.
    #[serde(default = "yes")]
    pub active: bool,
    /// The authority or court; described, never tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// The kind of order, `58(2)(f)`; described, never tested.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its id in the ledger; described, never tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The provision it rests on; described, never tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
}

/// Everything, or what a list names. An order that does not limit itself covers everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope<T> {
    /// Everything: `*`.
    #[default]
    All,
    /// These.
    Listed(Vec<T>),
}

impl<T: PartialEq> Scope<T> {
    /// Whether it covers this.
    pub fn covers(&self, one: &T) -> bool {
        match self {
            Self::All => true,
            Self::Listed(list) => list.contains(one),
        }
    }
}

/// The state of the model that would answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelState {
    /// Records in its training that were later found unlawful.
    pub unlawful_records: u64,
    /// Whether that was remedied.
    pub remediated: bool,
    /// Whether the model is proven anonymous.
    pub anonymous_proven: bool,
    /// Whether interaction is disclosed and output is marked [AIA 50(1)] [AIA 50(2)].
    pub art50_ok: bool,
    /// Persons who are being forgotten.
    pub forgotten_subjects: u64,
    /// Whether what it says about them is suppressed.
    pub output_filter: bool,
}

/// The facts that are a record's own, in their order; all others take one of few values.
pub const OWN: &[&str] = &[
    "special",
    "third_parties",
    "objection",
    "consent",
    "notice",
    "now",
    "created_at",
    "residence",
    "age_now",
    "age_at_creation",
];

impl Facts {
    /// Reads one JSON object with exactly these keys, each of them once.
    pub fn from_json(text: &str) -> Result<Self, FactsError> {
        read::facts(text)
    }

    /// Reads one line of `decide --facts`: the same, and beside the facts an optional `id` to be echoed.
    pub fn from_line(text: &str) -> Result<(Option<serde_json::Value>, Self), FactsError> {
        read::line(text)
    }

    /// Reads the same line from bytes; what is no text is refused under the key it stands in.
    pub fn from_bytes(line: &[u8]) -> Result<(Option<serde_json::Value>, Self), FactsError> {
        read::bytes(line)
    }

    /// Whether the GDPR applies to the record [GDPR 4(1)] [GDPR recital 26].
    pub fn personal(&self) -> bool {
        self.contains_personal_data && !self.anonymised
    }

    /// Whether there is a consent that is valid today.
    pub fn consent_valid(&self) -> bool {
        self.consent.as_ref().is_some_and(|consent| {
            matches!(consent.state, ConsentState::Given | ConsentState::Renewed)
                && consent.scope_covers
                && consent.conditions_ok
                && consent.given_at <= self.now
        })
    }

    /// Whether consent is what carries the use for this person: configured so, or a valid consent given after the last
    /// objection. Otherwise legitimate interests are, whatever is configured; F03 tests what is configured.
    pub fn consent_is_effective_basis(&self) -> bool {
        self.basis == LegalBasis::Consent
            || self.consent_valid()
                && match (&self.consent, &self.objection) {
                    (Some(consent), Some(objection)) => consent.given_at > objection.received_at,
                    _ => true,
                }
    }

    /// Whether an objection stands in the way today.
    pub fn objection_active(&self) -> bool {
        self.objection.as_ref().is_some_and(|objection| {
            let stands = match objection.state {
                ObjectionState::Received | ObjectionState::Accepted => true,
                ObjectionState::RejectedCompelling => self.objection_policy_unconditional,
                ObjectionState::Withdrawn => false,
            };
            stands && objection.scope_covers && objection.received_at <= self.now
        })
    }

    /// Whether this order forbids this operation on this person's record for this purpose today.
    pub fn covered_by(&self, order: &Order) -> bool {
        let OrderEffect::Forbid = order.effect;
        order.active
            && order.from <= self.now
            && order.until.is_none_or(|until| self.now <= until)
            && order.territory.covers(&self.residence)
            && order.ops.covers(&self.op)
            && order.purposes.covers(&self.purpose)
    }
}
