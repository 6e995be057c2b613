//! What the law leaves to the controller. In: `[choice.…]` of the register. Out: one typed choice each, with who signed it.
//! Never: a default; a choice that nobody made is an error that names it.

use super::{RegisterFault, SignOff};
use serde::{Deserialize, Serialize};
use std::fmt;
use terms::LegalBasis;

/// A choice, and who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen<T> {
    /// What was chosen.
    pub value: T,
    /// Why.
    pub because: String,
    /// Who signed it, as what, and when.
    pub signed: SignOff,
}

macro_rules! options {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $word),+ })
            }
        }
    };
}

options!(
    /// How the ban on special categories is read [GDPR 9(1)].
    Art9Mode {
        /// It holds by itself.
        Strict = "strict",
        /// It holds once the person asks; needs counsel.
        OnRequest = "on_request",
    }
);
options!(
    /// What adults wrote before they were 18.
    Pre18Content {
        /// Never used.
        Never = "never",
        /// Only with the adult's own consent.
        OwnConsent = "own_consent",
    }
);
options!(
    /// People who live outside the European Economic Area [GDPR 3(1)].
    NonEeaSubjects {
        /// The same rules.
        SameRules = "same_rules",
        /// A profile of their own.
        SeparateProfile = "separate_profile",
    }
);
options!(
    /// What happens when a public record is made private.
    VisibilityChange {
        /// Future runs leave it out.
        FutureRuns = "future_runs",
        /// It is also erased from copies.
        Erase = "erase",
    }
);
options!(
    /// Linking one person's data across services of a gatekeeper [DMA 5(2)(b)].
    DmaLinkage {
        /// Never.
        Forbid = "forbid",
        /// With the person's DMA consent.
        DmaConsent = "dma_consent",
    }
);
options!(
    /// When a person is also taken out of trained models.
    UnlearningTrigger {
        /// When something about the person can be extracted.
        Extractable = "extractable",
        /// When something can be extracted, or the record was unlawful.
        ExtractableOrUnlawful = "extractable_or_unlawful",
        /// Always.
        Always = "always",
    }
);

/// The choices, each named as in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedChoices {
    /// The basis of training: `A6-1-a` or `A6-1-f`.
    pub basis_for_training: Chosen<LegalBasis>,
    /// Whether an objection needs no reasons and is never rejected.
    pub objection_policy_unconditional: Chosen<bool>,
    /// Days between the delivery of the notice and first use.
    pub window_days: Chosen<u16>,
    /// How the ban on special categories is read.
    pub art9_mode: Chosen<Art9Mode>,
    /// Whether consent of minors is accepted where the law allows it [GDPR 8(1)].
    pub minors_consent_allowed: Chosen<bool>,
    /// What adults wrote before they were 18.
    pub pre_18_content: Chosen<Pre18Content>,
    /// People outside the European Economic Area.
    pub non_eea_subjects: Chosen<NonEeaSubjects>,
    /// What happens when a record is made private.
    pub visibility_change: Chosen<VisibilityChange>,
    /// After how many months a person who refused may be asked again.
    pub re_ask_after_refusal_months: Chosen<u16>,
    /// Linking across services.
    pub dma_linkage: Chosen<DmaLinkage>,
    /// When a person is also taken out of models.
    pub unlearning_trigger: Chosen<UnlearningTrigger>,
}

/// The names of the choices, in the order of the file.
pub const CHOICES: [&str; 11] = [
    "basis_for_training",
    "objection_policy_unconditional",
    "window_days",
    "art9_mode",
    "minors_consent_allowed",
    "pre_18_content",
    "non_eea_subjects",
    "visibility_change",
    "re_ask_after_refusal_months",
    "dma_linkage",
    "unlearning_trigger",
];

impl RecordedChoices {
    /// Who signed each choice, in the order of [`CHOICES`].
    pub fn signatures(&self) -> [(&'static str, &SignOff, &str); 11] {
        let Self {
            basis_for_training,
            objection_policy_unconditional,
            window_days,
            art9_mode,
            minors_consent_allowed,
            pre_18_content,
            non_eea_subjects,
            visibility_change,
            re_ask_after_refusal_months,
            dma_linkage,
            unlearning_trigger,
        } = self;
        macro_rules! signed {
            ($($choice:ident),+) => { [$((stringify!($choice), &$choice.signed, $choice.because.as_str())),+] };
        }
        signed!(
            basis_for_training,
            objection_policy_unconditional,
            window_days,
            art9_mode,
            minors_consent_allowed,
            pre_18_content,
            non_eea_subjects,
            visibility_change,
            re_ask_after_refusal_months,
            dma_linkage,
            unlearning_trigger
        )
    }

    pub(super) fn faults(&self) -> Vec<RegisterFault> {
        let mut faults = Vec::new();
        let mut fault = |name: &str, what: &str| {
            faults.push(RegisterFault { place: format!("choice.{name}"), what: what.to_owned(), finding: None });
        };
        for (name, signed, because) in self.signatures() {
            if let Some(what) = signed.lacks() {
                fault(name, &what);
            }
            if because.trim().is_empty() {
                fault(name, "`because` is empty; write why this was chosen");
            }
        }
        if !matches!(self.basis_for_training.value, LegalBasis::Consent | LegalBasis::LegitimateInterests) {
            fault(
                "basis_for_training",
                "the value is `A6-1-a` or `A6-1-f`; no other basis carries training [GDPR 6(1)]",
            );
        }
        if self.art9_mode.value == Art9Mode::OnRequest && !self.art9_mode.signed.role.eq_ignore_ascii_case("counsel") {
            fault("art9_mode", "`on_request` is signed by `counsel`; take `strict`, or have counsel sign it");
        }
        // The mode that departs from the strict reading is had only with the strict side of the others: what it waits for is
        // a request, so no request may be refused, and the judgment it rests on was about data that are not linked.
        if self.art9_mode.value == Art9Mode::OnRequest && !self.objection_policy_unconditional.value {
            fault(
                "art9_mode",
                "`on_request` needs `objection_policy_unconditional = true`: a request may not be weighed",
            );
        }
        if self.art9_mode.value == Art9Mode::OnRequest && self.dma_linkage.value != DmaLinkage::Forbid {
            fault(
                "art9_mode",
                "`on_request` needs `dma_linkage = \"forbid\"`: it was accepted for data that are not linked",
            );
        }
        faults
    }
}
