//! What the controller's choices do. In: a choice, and what is known about one record or one person. Out: what follows
//! from it. Never: the lenient side where something that the choice asks about is unknown.

use super::SignOff;
use super::choices::{
    Art9Mode, DmaLinkage, NonEeaSubjects, Pre18Content, RecordedChoices, UnlearningTrigger, VisibilityChange,
};
use serde::Serialize;
use terms::{Date, Provenance, Visibility, Whose};

/// A special category that somebody's record reveals, as far as [`Art9Mode`] asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revealed {
    /// About whom.
    pub whose: Whose,
    /// How the controller came by the record.
    pub source: Provenance,
    /// The person has asked for anything that ends or limits the use: an objection, an erasure, a restriction, a refusal.
    pub requested: bool,
}

impl Art9Mode {
    /// Whether it falls under the ban [GDPR 9(1)].
    ///
    /// `on_request` reads it as OLG Koeln did (15 UKl 2/25): what people revealed about themselves on the controller's own
    /// service is under it once they ask. That judgment was about nothing else, so everything else stays under it.
    pub fn bans(self, revealed: Revealed) -> bool {
        let Revealed { whose, source, requested } = revealed;
        match self {
            Self::Strict => true,
            Self::OnRequest => requested || whose != Whose::Author || source != Provenance::PlatformFirstParty,
        }
    }
}

/// When a record was written and when its author consented, as ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// Whole years today; unknown is unknown.
    pub now: Option<i32>,
    /// When it was written.
    pub at_creation: Option<i32>,
    /// When consent was given.
    pub at_consent: Option<i32>,
    /// From which age the profile counts somebody as an adult.
    pub adult: i32,
}

impl Pre18Content {
    /// Whether a consent can cover the record as far as age goes. What a minor wrote and a minor's consent are left to the
    /// rules about minors [GDPR 8(1)]; this is about what adults wrote before they were adults.
    pub fn can_be_covered(self, ages: Ages) -> bool {
        let adult = |age: Option<i32>| age.is_some_and(|age| age >= ages.adult);
        if adult(ages.at_creation) || ages.now.is_some_and(|now| now < ages.adult) {
            return true;
        }
        // The adult wrote it as a child, or nobody knows at which age.
        match self {
            Self::Never => false,
            Self::OwnConsent => adult(ages.at_consent),
        }
    }
}

impl NonEeaSubjects {
    /// Whether this profile decides about somebody who lives there. `separate_profile` says that another one does; until
    /// that one is asked, the record is refused.
    pub fn decides_about(self, lives_in_eea: bool) -> bool {
        match self {
            Self::SameRules => true,
            Self::SeparateProfile => lives_in_eea,
        }
    }
}

impl VisibilityChange {
    /// Whether making the record private counts as deleting it [GDPR 17(1)]: it was public once and no longer is.
    pub fn deletes(self, was_public: bool, now: Visibility) -> bool {
        self == Self::Erase && was_public && now != Visibility::Public
    }
}

impl DmaLinkage {
    /// Whether the consent that is declared counts [DMA 5(2)(b)]: under `forbid` none does.
    pub fn consent(self, declared: bool) -> bool {
        self == Self::DmaConsent && declared
    }
}

/// Whether something about a person can be got out of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extraction {
    /// It was tested, and something came out.
    Possible,
    /// It was tested by attacks of the state of the art, and nothing did.
    NotPossible,
    /// Nobody tested it.
    NotTested,
}

impl UnlearningTrigger {
    /// Whether a person who leaves the corpora is also taken out of the models trained on them. Untested counts as
    /// possible: a model is not assumed to be anonymous [EDPB Opinion 28/2024].
    pub fn unlearns(self, extraction: Extraction, was_lawful: bool) -> bool {
        match self {
            Self::Always => true,
            Self::ExtractableOrUnlawful => !was_lawful || extraction != Extraction::NotPossible,
            Self::Extractable => extraction != Extraction::NotPossible,
        }
    }
}

/// From which day on somebody who refused on `refused` may be asked again. The person may say yes at any time.
pub fn may_ask_again_from(refused: Date, months: u16) -> Date {
    refused.checked_add_months(chrono::Months::new(u32::from(months))).unwrap_or(Date::MAX)
}

/// One choice, in words for whoever reads the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told<'a> {
    /// Its name.
    pub choice: &'static str,
    /// What was chosen.
    pub value: String,
    /// What it does here.
    pub does: &'static str,
    /// What it rests on.
    pub provision: &'static str,
    /// What people who run the project have to know about it.
    pub warning: Option<&'static str>,
    /// Why it was chosen.
    pub because: &'a str,
    /// Who signed it.
    pub signed: &'a SignOff,
}

impl RecordedChoices {
    /// Every choice with what it does, in the order of [`super::CHOICES`].
    pub fn told(&self) -> Vec<Told<'_>> {
        let values = [
            self.basis_for_training.value.to_string(),
            self.objection_policy_unconditional.value.to_string(),
            self.window_days.value.to_string(),
            self.art9_mode.value.to_string(),
            self.minors_consent_allowed.value.to_string(),
            self.pre_18_content.value.to_string(),
            self.non_eea_subjects.value.to_string(),
            self.visibility_change.value.to_string(),
            self.re_ask_after_refusal_months.value.to_string(),
            self.dma_linkage.value.to_string(),
            self.unlearning_trigger.value.to_string(),
        ];
        let rows = self.signatures().into_iter().zip(values).zip(EFFECTS);
        rows.map(|(((choice, signed, because), value), (does, provision))| {
            let warning = if choice == "art9_mode" { self.art9_warning() } else { None };
            Told { choice, value, does, provision, warning, because, signed }
        })
        .collect()
    }

    fn art9_warning(&self) -> Option<&'static str> {
        (self.art9_mode.value == Art9Mode::OnRequest).then_some(
            "`art9_mode` is `on_request`: special categories are used without an exception under [GDPR 9(2)] until the person \
             asks; one court accepted that in summary proceedings, C-252/21 paras 73 and 89 read against it",
        )
    }

    /// What people who run the project have to know, one sentence each.
    pub fn warnings(&self) -> impl Iterator<Item = &'static str> {
        self.art9_warning().into_iter()
    }
}

/// What each choice does and what it rests on, in the order of [`super::CHOICES`].
const EFFECTS: [(&str, &str); 11] = [
    ("the basis of `train` of `ai.train.generative` has to be this one", "GDPR 6(1)"),
    (
        "with `true` an objection that was rejected stays in force (F09), and the portal records each as discretionary",
        "GDPR 21(1)",
    ),
    ("so many days after the notice a record is held (H14)", "GDPR 21(4); EDPB Opinion 28/2024"),
    (
        "with `on_request` what people revealed about themselves on the controller's own service is under the ban (F18) once \
         they object, refuse, or ask for erasure or restriction",
        "GDPR 9(1); C-252/21; contra OLG Koeln 15 UKl 2/25",
    ),
    ("with `false` consent of anybody under 18 is refused (F11)", "GDPR 8(1)"),
    (
        "what adults wrote before they were 18: with `own_consent` only a consent given after the birthday covers it, with \
         `never` none does (F05, or F10 where consent would have carried it)",
        "GDPR 6(1)(f), recitals 38 and 65",
    ),
    (
        "with `separate_profile` records of people outside the EEA are refused here (F00, `law_of_residence`) until a project \
         with their profile decides them",
        "GDPR 3(1)",
    ),
    (
        "with `erase` a record that was public and no longer is counts as deleted (F25); with `future_runs` F15 keeps it out \
         of what legitimate interests carry",
        "GDPR 5(1)(a), 17(1), 25(2)",
    ),
    (
        "for so many months the portal does not ask somebody again who refused or withdrew consent",
        "GDPR 7(3), 7(4); a policy, no statutory period",
    ),
    ("with `forbid` no DMA consent counts (F32)", "DMA 5(2)(b)"),
    (
        "when `forget` also replays the model without the person; a model that nobody tested counts as extractable",
        "GDPR 17(1), 25; EDPB Opinion 28/2024",
    ),
];
