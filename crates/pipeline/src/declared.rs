//! Facts that the controller declares. In: sections of `grondslag.toml`. Out: typed values that the facts are made with.
//! Never: a default for something the law asks; what is not declared is missing, and a record without it is refused.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{Country, Date, Kind, LegalBasis, Provenance};

/// Everything declared for one purpose and one run, with who declared it.
#[derive(Clone, Debug)]
pub struct Declared {
    /// `[controller]`.
    pub controller: Controller,
    /// `[run]`.
    pub run: Run,
    /// `[choices]`.
    pub choices: Choices,
    /// `[purpose."…"]` of the run's purpose; `None`: the purpose is not in the register.
    pub purpose: Option<PurposeEntry>,
}

/// Who decides purposes and means [GDPR 4(7)], and what holds for all its processing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Name of the legal entity.
    pub name: String,
    /// Country of its main establishment.
    pub country: Country,
    /// Whether it is established in the EEA [GDPR 3(1)].
    pub eu_established: bool,
    /// Whether Art. 28 contracts and Art. 26 arrangements are concluded.
    pub processor_contract: bool,
    /// Whether the processing stands in the record of processing [GDPR 30(1)].
    pub ropa: bool,
    /// Whether it is a gatekeeper under the DMA.
    pub dma_gatekeeper: bool,
    /// Whether the same person's data are combined across core platform services [DMA 5(2)(b)].
    pub dma_cross_service_same_person: bool,
    /// Whether there is DMA consent for that.
    pub dma_consent: bool,
    /// Who declared these facts.
    pub declared_by: String,
    /// When.
    pub declared_on: Date,
}

/// Where and for what the run happens.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Purpose of the register.
    pub purpose: String,
    /// Country where the machines stand.
    pub country: Country,
    /// Whether a transfer tool is recorded, if that is outside the EEA [GDPR 44-49].
    pub transfer_tool: bool,
    /// Moment as of which the corpus is assembled; absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assemble_as_of: Option<String>,
    /// Threads; 0 takes all. The result does not depend on it.
    #[serde(default)]
    pub threads: usize,
}

/// Choices that the law leaves to the controller, each with a sign-off.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// Days between the delivery of the notice and first use.
    pub window_days: u16,
    /// Whether an objection needs no reasons and is never rejected.
    pub objection_policy_unconditional: bool,
    /// Whether consent of minors is accepted where Art. 8 allows it.
    pub minors_consent_allowed: bool,
    /// Whether the public notice for non-users is online [GDPR 14(5)(b)].
    pub art14_public_notice: bool,
    /// Who signed these choices.
    pub signed_by: String,
    /// When.
    pub signed_on: Date,
}

/// One purpose of the register [GDPR 5(1)(b), 30(1)].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurposeEntry {
    /// What is done, in plain words.
    pub text: String,
    /// The configured legal basis; absent: none.
    #[serde(default = "no_basis")]
    pub basis: LegalBasis,
    /// State of the legitimate-interest assessment.
    pub lia: String,
    /// When it must be reviewed.
    pub lia_review_due: Date,
    /// Outcome of the compatibility assessment [GDPR 6(4)].
    pub compat: String,
    /// State of the DPIA [GDPR 35].
    pub dpia: String,
    /// Whether a high risk remains.
    pub dpia_residual_high: bool,
    /// State of the prior consultation [GDPR 36].
    pub art36: String,
    /// From when on the notice at collection named this purpose; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_notice_since: Option<Date>,
    /// Kinds of records that the assessment covers.
    pub kinds: Vec<Kind>,
    /// Provenances that the assessment covers.
    pub sources: Vec<Provenance>,
    /// Whether the assessment covers third parties.
    pub lia_covers_third_parties: bool,
}

fn no_basis() -> LegalBasis {
    LegalBasis::None
}

/// What is declared about all records of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFacts {
    /// Whether the records were lawfully obtained.
    #[serde(default)]
    pub origin_lawful: Option<bool>,
    /// Until when copies may be kept.
    #[serde(default)]
    pub retention_until: Option<Date>,
    /// Whether whole records are works whose rights are reserved [DSM 4(3)].
    #[serde(default)]
    pub tdm_reserved_whole: Option<bool>,
    /// Whether the source holds illegal content, as its moderation found.
    #[serde(default)]
    pub illegal_content: Option<bool>,
}

/// Where a fact came from, for `explain`: one line for each fact.
pub fn provenance() -> BTreeMap<&'static str, &'static str> {
    const P: &str = "platform export";
    const L: &str = "ledger";
    const I: &str = "inspection";
    const C: &str = "declared in grondslag.toml";
    BTreeMap::from([
        ("now", "clock, or --as-of"),
        ("op", "the run"),
        ("purpose", "the run"),
        ("purpose_declared", C),
        ("purpose_covered_by_assessment", C),
        ("basis", C),
        ("controller_eu_established", C),
        ("lia", C),
        ("lia_review_due", C),
        ("compat", C),
        ("dpia", C),
        ("dpia_residual_high", C),
        ("art36", C),
        ("processor_contract", C),
        ("run_country", C),
        ("transfer_tool", C),
        ("ropa", C),
        ("kind", P),
        ("source", C),
        ("created_at", P),
        ("purpose_in_notice_at_collection", C),
        ("visibility_now", P),
        ("visibility_explicit_choice", P),
        ("version_current", P),
        ("deleted", P),
        ("account", P),
        ("origin_lawful", C),
        ("retention_expired", C),
        ("contains_personal_data", "every post with an author is personal data [GDPR 4(1)]"),
        ("anonymised", "never assumed"),
        ("tdm_reserved_whole", "declared in grondslag.toml, and signals in the platform export"),
        ("dma_gatekeeper", C),
        ("dma_cross_service_same_person", C),
        ("dma_consent", C),
        ("illegal_content", C),
        ("residence", P),
        ("age_now", P),
        ("age_at_creation", P),
        ("age_assurance", P),
        ("deceased", P),
        ("consent", L),
        ("prior_consent_refused", L),
        ("objection", L),
        ("objection_policy_unconditional", C),
        ("restriction", L),
        ("accuracy_contested", L),
        ("erasure", L),
        ("notice", L),
        ("window_days", C),
        ("art14_public_notice", C),
        ("inspection_current", I),
        ("band", I),
        ("special", "inspection, with exceptions from the ledger"),
        ("criminal", I),
        ("biometric_template", "none is computed anywhere in this software"),
        ("third_parties", "inspection, with choices from the ledger and ages from the platform export"),
        ("lia_covers_third_parties", C),
        ("orders", L),
        ("minors_consent_allowed", C),
        ("model", "the run"),
    ])
}
