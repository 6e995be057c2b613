//! Facts that the controller declares. In: sections of `grondslag.toml`, and `register.toml`. Out: typed values that the facts are made with.
//! Never: a default for something the law asks; what is not declared is missing, and a record without it is refused.

use law::register::Register;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{Country, Date, Purpose};

/// Everything declared for one purpose and one run, with who declared it.
#[derive(Clone, Debug)]
pub struct Declared {
    /// `[controller]`.
    pub controller: Controller,
    /// `[run]`.
    pub run: Run,
    /// `register.toml`: purposes, the basis of each operation, and what the law leaves to the controller.
    pub register: Register,
    /// The purpose that is asked about.
    pub purpose: Purpose,
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
    /// Whether the public notice for non-users is online [GDPR 14(5)(b)].
    pub art14_public_notice: bool,
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
    const R: &str = "declared in register.toml";
    const REVIEWED: &str = "inspection, and in the ledger what a person found who looked";
    BTreeMap::from([
        ("now", "clock, or --as-of: the day since which the decision stands"),
        ("op", "the run"),
        ("purpose", "the run"),
        ("purpose_declared", R),
        ("purpose_covered_by_assessment", R),
        ("basis", R),
        ("controller_eu_established", C),
        ("lia", R),
        ("lia_review_due", R),
        ("compat", R),
        ("dpia", R),
        ("dpia_residual_high", R),
        ("art36", R),
        ("processor_contract", C),
        ("run_country", C),
        ("transfer_tool", C),
        ("ropa", C),
        ("kind", P),
        ("source", C),
        ("created_at", P),
        ("purpose_in_notice_at_collection", R),
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
        ("objection_policy_unconditional", R),
        ("restriction", L),
        ("accuracy_contested", L),
        ("erasure", L),
        ("notice", L),
        ("window_days", R),
        ("art14_public_notice", C),
        ("inspection_current", I),
        ("band", REVIEWED),
        ("special", "inspection, with exceptions and verdicts of people who looked from the ledger"),
        ("criminal", REVIEWED),
        ("biometric_template", "none is computed anywhere in this software"),
        ("third_parties", "inspection, with choices from the ledger and ages from the platform export"),
        ("lia_covers_third_parties", R),
        ("orders", L),
        ("minors_consent_allowed", R),
        ("model", "the run"),
    ])
}
