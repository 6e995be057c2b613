//! What a policy sees of the facts: flat values from small lists. In: facts and the profile. Out: one number that holds
//! them all, so that equal questions are asked once. Never: a condition of a rule; dates, look-ups and quantifiers are
//! answered here, what follows from them stands in `law/*.cedar`.

use crate::facts::{Facts, OWN, ThirdParty};
use crate::moment::objection_window_open;
use crate::profile::Profile;
use crate::words::{Age, Assessment, Band, Compatibility, ConsentState, Consultation, Erasure, Exception, Match, Word};
use terms::{AccountStatus, AgeAssurance, Kind, LegalBasis, Operation, Visibility, Whose};

/// What values an attribute can take.
#[derive(Clone, Copy)]
pub(crate) enum Domain {
    /// True or false.
    Flag,
    /// One word of a Cedar enum entity.
    One { entity: &'static str, words: fn() -> Vec<&'static str> },
    /// A set of words of a Cedar enum entity.
    Set { entity: &'static str, words: fn() -> Vec<&'static str> },
}

/// One attribute of a resource.
pub(crate) struct Attribute {
    pub name: &'static str,
    pub domain: Domain,
    /// Bits it takes.
    pub width: u32,
    /// The facts that it is computed from.
    pub facts: &'static [&'static str],
}

macro_rules! attributes {
    ($table:ident of $list:ident { $($variant:ident $name:literal $domain:ident $(($word:ty, $width:literal))? <- $($fact:literal)+;)+ }) => {
        #[derive(Clone, Copy)]
        enum $list { $($variant),+ }

        /// The attributes in the order of their bits.
        pub(crate) const $table: &[Attribute] = &[$(Attribute {
            name: $name,
            domain: attributes!(@domain $domain $($word)?),
            width: attributes!(@width $($width)?),
            facts: &[$($fact),+],
        }),+];
    };
    (@domain Flag) => { Domain::Flag };
    (@domain One $word:ty) => { Domain::One { entity: <$word as Named>::ENTITY, words: <$word as Word>::words } };
    (@domain Set $word:ty) => { Domain::Set { entity: <$word as Named>::ENTITY, words: <$word as Word>::words } };
    (@width) => { 1 };
    (@width $width:literal) => { $width };
}

attributes!(RECORD of Of {
    Personal "personal" Flag <- "contains_personal_data" "anonymised";
    OrderInForce "order_in_force" Flag <- "orders" "now" "residence" "op" "purpose";
    PurposeDeclared "purpose_declared" Flag <- "purpose_declared";
    PurposeCovered "purpose_covered_by_assessment" Flag <- "purpose_covered_by_assessment";
    ConfiguredBasis "basis" One(LegalBasis, 3) <- "basis";
    EffectiveBasis "effective_basis" One(LegalBasis, 3) <- "basis" "consent" "objection" "now";
    PriorConsentRefused "prior_consent_refused" Flag <- "prior_consent_refused";
    Lia "lia" One(Assessment, 4) <- "lia";
    LiaInDate "lia_in_date" Flag <- "lia_review_due" "now";
    Compat "compat" One(Compatibility, 3) <- "compat";
    PurposeNamed "purpose_in_notice_at_collection" Flag <- "purpose_in_notice_at_collection";
    Consent "consent" One(Option<ConsentState>, 3) <- "consent";
    ConsentScopeCovers "consent_scope_covers" Flag <- "consent";
    ConsentConditionsOk "consent_conditions_ok" Flag <- "consent";
    ConsentValid "consent_valid" Flag <- "consent" "now";
    ConsentWithdrawalInEffect "consent_withdrawal_in_effect" Flag <- "consent" "now";
    ConsentParental "consent_parental" Flag <- "consent";
    ConsentOfAllParties "consent_of_all_parties" Flag <- "consent";
    ObjectionActive "objection_active" Flag <- "objection" "objection_policy_unconditional" "now";
    ObjectionMatch "objection_match" One(Match, 1) <- "objection";
    AgeNow "age_now" One(Age, 2) <- "age_now";
    AgeAtCreation "age_at_creation" One(Age, 2) <- "age_at_creation";
    Assurance "age_assurance" One(AgeAssurance, 2) <- "age_assurance";
    UnderArticle8Age "under_article_8_age" Flag <- "age_now" "residence";
    MinorsConsentAllowed "minors_consent_allowed" Flag <- "minors_consent_allowed";
    NoticeExists "notice_exists" Flag <- "notice";
    NoticeDelivered "notice_delivered" Flag <- "notice" "now";
    NoticeCoversPurpose "notice_covers_purpose" Flag <- "notice";
    NoticeLanguageOk "notice_language_ok" Flag <- "notice";
    NoticeObjectionRightSeparate "notice_objection_right_separate" Flag <- "notice";
    ObjectionWindowOpen "objection_window_open" Flag <- "notice" "window_days" "now";
    VisibilityNow "visibility_now" One(Visibility, 3) <- "visibility_now";
    KindOfRecord "kind" One(Kind, 4) <- "kind";
    Special "special" Set(Exception, 3) <- "special";
    SpecialOfAuthor "special_of_author" Set(Exception, 3) <- "special";
    Criminal "criminal" Flag <- "criminal";
    BiometricTemplate "biometric_template" Flag <- "biometric_template";
    IllegalContent "illegal_content" Flag <- "illegal_content";
    OriginLawful "origin_lawful" Flag <- "origin_lawful";
    Deleted "deleted" Flag <- "deleted";
    VersionCurrent "version_current" Flag <- "version_current";
    Account "account" One(AccountStatus, 2) <- "account";
    ErasureRequest "erasure" One(Option<Erasure>, 3) <- "erasure";
    Restriction "restriction" Flag <- "restriction";
    AccuracyContested "accuracy_contested" Flag <- "accuracy_contested";
    RetentionExpired "retention_expired" Flag <- "retention_expired";
    Deceased "deceased" Flag <- "deceased";
    Dpia "dpia" One(Assessment, 4) <- "dpia";
    DpiaResidualHigh "dpia_residual_high" Flag <- "dpia_residual_high";
    Art36 "art36" One(Consultation, 3) <- "art36";
    ProcessorContract "processor_contract" Flag <- "processor_contract";
    Ropa "ropa" Flag <- "ropa";
    RunCountryInEea "run_country_in_eea" Flag <- "run_country";
    TransferTool "transfer_tool" Flag <- "transfer_tool";
    TdmReservedWhole "tdm_reserved_whole" Flag <- "tdm_reserved_whole";
    DmaGatekeeper "dma_gatekeeper" Flag <- "dma_gatekeeper";
    DmaCrossService "dma_cross_service_same_person" Flag <- "dma_cross_service_same_person";
    DmaConsent "dma_consent" Flag <- "dma_consent";
    InspectionCurrent "inspection_current" Flag <- "inspection_current";
    BandOfFindings "band" One(Band, 1) <- "band";
    HasThirdParties "has_third_parties" Flag <- "third_parties";
    ThirdPartyRemains "third_party_remains" Flag <- "third_parties";
    LiaCoversThirdParties "lia_covers_third_parties" Flag <- "lia_covers_third_parties";
    Art14PublicNotice "art14_public_notice" Flag <- "art14_public_notice";
    ModelHasUnlawfulRecords "model_has_unlawful_records" Flag <- "model";
    ModelRemediated "model_remediated" Flag <- "model";
    ModelAnonymousProven "model_anonymous_proven" Flag <- "model";
    ModelArt50Ok "model_art50_ok" Flag <- "model";
    ModelHasForgottenSubjects "model_has_forgotten_subjects" Flag <- "model";
    ModelOutputFilter "model_output_filter" Flag <- "model";
});

attributes!(SLICE of OfSlice {
    Personal "personal" Flag <- "contains_personal_data" "anonymised";
    Objected "objected" Flag <- "third_parties";
    Child "child" Flag <- "third_parties";
    Special "special" Flag <- "third_parties";
    Art9Exception "art9_exception" Flag <- "third_parties";
    PrivateOrigin "private_origin" Flag <- "third_parties";
    DirectIdentifier "direct_identifier" Flag <- "third_parties";
    Masked "masked" Flag <- "third_parties";
});

/// Bits that hold the operation; every question depends on it.
const OPERATION_WIDTH: u32 = 2;
/// The bits of the operation.
pub(crate) const OPERATION_MASK: u128 = (1 << OPERATION_WIDTH) - 1;

/// The first bit of each attribute; those that one of these facts tells come before the others.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of bounds does not compile")]
const fn layout<const N: usize>(table: &[Attribute], first: &[&str]) -> [u32; N] {
    let mut shifts = [0; N];
    let (mut pass, mut shift) = (0, OPERATION_WIDTH);
    while pass < 2 {
        let mut at = 0;
        while at < N {
            if table[at].is_told_by(first) == (pass == 0) {
                shifts[at] = shift;
                shift += table[at].width;
            }
            at += 1;
        }
        pass += 1;
    }
    assert!(N == table.len() && shift <= 128, "the attributes fit into one number");
    shifts
}

impl Attribute {
    /// Whether one of these facts is among those that it is computed from.
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of bounds does not compile")]
    const fn is_told_by(&self, facts: &[&str]) -> bool {
        let mut at = 0;
        while at < self.facts.len() * facts.len() {
            if is_same(self.facts[at / facts.len()].as_bytes(), facts[at % facts.len()].as_bytes()) {
                return true;
            }
            at += 1;
        }
        false
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of bounds does not compile")]
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// How many of the first bits the operation and the attributes take that a record's own facts tell.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of bounds does not compile")]
pub(crate) const OWN_WIDTH: u32 = {
    let (mut at, mut width) = (0, OPERATION_WIDTH);
    while at < RECORD.len() {
        if RECORD[at].is_told_by(OWN) {
            width += RECORD[at].width;
        }
        at += 1;
    }
    width
};

/// The first bit of each attribute of a record.
pub(crate) const RECORD_SHIFTS: [u32; RECORD.len()] = layout(RECORD, OWN);
/// The first bit of each attribute of a third party.
pub(crate) const SLICE_SHIFTS: [u32; SLICE.len()] = layout(SLICE, &[]);

/// The bits of the attribute that starts at `shift`.
pub(crate) fn mask(attribute: &Attribute, shift: u32) -> u128 {
    ((1 << attribute.width) - 1) << shift
}

/// Everything that policies can see of a record, in one number. Equal numbers get equal answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordContext(u128);

/// Everything that policies can see of one third party, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SliceContext {
    bits: u16,
    redactable: bool,
}

impl SliceContext {
    /// Bits it takes.
    pub(crate) const WIDTH: u32 = OPERATION_WIDTH + SLICE.len() as u32;

    /// What policies see of this person in this record.
    pub fn of(facts: &Facts, slice: &ThirdParty) -> Self {
        let mut bits = operation_code(facts.op);
        for (attribute, value) in [
            (OfSlice::Personal, facts.personal()),
            (OfSlice::Objected, slice.objected),
            (OfSlice::Child, slice.child),
            (OfSlice::Special, slice.special),
            (OfSlice::Art9Exception, slice.art9_exception),
            (OfSlice::PrivateOrigin, slice.private_origin),
            (OfSlice::DirectIdentifier, slice.direct_identifier),
            (OfSlice::Masked, slice.masked),
        ] {
            #[expect(clippy::indexing_slicing, reason = "the shifts have one entry for each variant")]
            let shift = SLICE_SHIFTS[attribute as usize];
            bits |= u16::from(value) << shift;
        }
        Self { bits, redactable: slice.redactable }
    }

    pub(crate) fn bits(self) -> u128 {
        u128::from(self.bits)
    }

    pub(crate) fn is_redactable(self) -> bool {
        self.redactable
    }

    pub(crate) fn is_masked(self) -> bool {
        #[expect(clippy::indexing_slicing, reason = "the shifts have one entry for each variant")]
        let shift = SLICE_SHIFTS[OfSlice::Masked as usize];
        self.bits >> shift & 1 == 1
    }
}

impl RecordContext {
    /// What policies see of these facts. Whether a third party remains is known only once the third parties are judged.
    pub fn of(facts: &Facts, profile: &Profile) -> Self {
        Self::of_few(facts, profile).with_own(facts, profile)
    }

    /// What they see of the facts that take one of few values.
    pub(crate) fn of_few(facts: &Facts, profile: &Profile) -> Self {
        let mut context = Self(u128::from(operation_code(facts.op)));
        context.basis(facts);
        context.person(facts);
        context.content(facts);
        context.storage(facts);
        context.controller(facts, profile);
        context.model(facts);
        context
    }

    /// The same with what they see of those that are a record's own.
    pub(crate) fn with_own(mut self, facts: &Facts, profile: &Profile) -> Self {
        self.in_force(facts);
        self.consent(facts);
        self.ages(facts, profile);
        self.notice(facts);
        self.found(facts);
        self
    }

    pub(crate) fn with_third_party_remaining(mut self) -> Self {
        self.flag(Of::ThirdPartyRemains, true);
        self
    }

    pub(crate) fn bits(self) -> u128 {
        self.0
    }

    /// The operation that is asked about.
    pub fn operation(self) -> Operation {
        operation_of(self.0)
    }

    fn put(&mut self, attribute: Of, code: u128) {
        #[expect(clippy::indexing_slicing, reason = "the shifts have one entry for each variant")]
        let shift = RECORD_SHIFTS[attribute as usize];
        self.0 |= code << shift;
    }

    fn flag(&mut self, attribute: Of, value: bool) {
        self.put(attribute, u128::from(value));
    }

    fn basis(&mut self, facts: &Facts) {
        self.flag(Of::Personal, facts.personal());
        self.flag(Of::PurposeDeclared, facts.purpose_declared);
        self.flag(Of::PurposeCovered, facts.purpose_covered_by_assessment);
        self.put(Of::ConfiguredBasis, facts.basis as u128);
        self.flag(Of::PriorConsentRefused, facts.prior_consent_refused);
        self.put(Of::Lia, facts.lia as u128);
        self.put(Of::Compat, facts.compat as u128);
        self.flag(Of::PurposeNamed, facts.purpose_in_notice_at_collection);
    }

    fn in_force(&mut self, facts: &Facts) {
        let consent = facts.consent_is_effective_basis();
        let effective = if consent { LegalBasis::Consent } else { LegalBasis::LegitimateInterests };
        self.put(Of::EffectiveBasis, effective as u128);
        self.flag(Of::OrderInForce, facts.orders.iter().any(|order| facts.covered_by(order)));
        self.flag(Of::LiaInDate, facts.lia_review_due.is_some_and(|due| facts.now <= due));
    }

    /// A member of a consent or objection that is not there is false.
    fn consent(&mut self, facts: &Facts) {
        if let Some(consent) = &facts.consent {
            self.put(Of::Consent, consent.state as u128 + 1);
            self.flag(Of::ConsentScopeCovers, consent.scope_covers);
            self.flag(Of::ConsentConditionsOk, consent.conditions_ok);
            let withdrawn = consent.withdrawn_at.is_some_and(|withdrawn| withdrawn <= facts.now);
            self.flag(Of::ConsentWithdrawalInEffect, withdrawn);
            self.flag(Of::ConsentParental, consent.parental);
            self.flag(Of::ConsentOfAllParties, consent.all_parties);
        }
        self.flag(Of::ConsentValid, facts.consent_valid());
        self.flag(Of::ObjectionActive, facts.objection_active());
        let matched = facts.objection.as_ref().map_or(Match::Exact, |objection| objection.matched);
        self.put(Of::ObjectionMatch, matched as u128);
    }

    fn person(&mut self, facts: &Facts) {
        self.put(Of::Assurance, facts.age_assurance as u128);
        self.flag(Of::MinorsConsentAllowed, facts.minors_consent_allowed);
        self.flag(Of::Deceased, facts.deceased);
    }

    fn ages(&mut self, facts: &Facts, profile: &Profile) {
        let age = |years: Option<i32>| match years {
            None => Age::Unknown,
            Some(years) if years < profile.adult_age => Age::Minor,
            Some(_) => Age::Adult,
        };
        let under_article_8 = facts.age_now.is_some_and(|years| years < profile.article_8_age_in(&facts.residence));
        self.put(Of::AgeNow, age(facts.age_now) as u128);
        self.put(Of::AgeAtCreation, age(facts.age_at_creation) as u128);
        self.flag(Of::UnderArticle8Age, under_article_8);
    }

    /// A comparison with a date that is not there is false.
    fn notice(&mut self, facts: &Facts) {
        let Some(notice) = &facts.notice else { return };
        self.flag(Of::NoticeExists, true);
        self.flag(Of::NoticeCoversPurpose, notice.covers_purpose);
        self.flag(Of::NoticeLanguageOk, notice.language_ok);
        self.flag(Of::NoticeObjectionRightSeparate, notice.objection_right_separate);
        if let Some(delivered) = notice.delivered_at {
            self.flag(Of::NoticeDelivered, delivered <= facts.now);
            let open = objection_window_open(delivered, facts.window_days, facts.now);
            self.flag(Of::ObjectionWindowOpen, open);
        }
    }

    fn content(&mut self, facts: &Facts) {
        self.put(Of::VisibilityNow, facts.visibility_now as u128);
        self.put(Of::KindOfRecord, facts.kind as u128);
        self.flag(Of::Criminal, facts.criminal);
        self.flag(Of::BiometricTemplate, facts.biometric_template);
        self.flag(Of::IllegalContent, facts.illegal_content);
        self.flag(Of::OriginLawful, facts.origin_lawful);
        self.flag(Of::TdmReservedWhole, facts.tdm_reserved_whole);
        self.flag(Of::InspectionCurrent, facts.inspection_current);
        self.put(Of::BandOfFindings, facts.band as u128);
    }

    fn found(&mut self, facts: &Facts) {
        for special in &facts.special {
            let exception = 1 << special.exception as u128;
            self.put(Of::Special, exception);
            if special.whose == Whose::Author {
                self.put(Of::SpecialOfAuthor, exception);
            }
        }
        self.flag(Of::HasThirdParties, !facts.third_parties.is_empty());
    }

    fn storage(&mut self, facts: &Facts) {
        self.flag(Of::Deleted, facts.deleted);
        self.flag(Of::VersionCurrent, facts.version_current);
        self.put(Of::Account, facts.account as u128);
        self.put(Of::ErasureRequest, facts.erasure.map_or(0, |erasure| erasure as u128 + 1));
        self.flag(Of::Restriction, facts.restriction);
        self.flag(Of::AccuracyContested, facts.accuracy_contested);
        self.flag(Of::RetentionExpired, facts.retention_expired);
    }

    fn controller(&mut self, facts: &Facts, profile: &Profile) {
        self.put(Of::Dpia, facts.dpia as u128);
        self.flag(Of::DpiaResidualHigh, facts.dpia_residual_high);
        self.put(Of::Art36, facts.art36 as u128);
        self.flag(Of::ProcessorContract, facts.processor_contract);
        self.flag(Of::Ropa, facts.ropa);
        self.flag(Of::RunCountryInEea, profile.is_in_eea(&facts.run_country));
        self.flag(Of::TransferTool, facts.transfer_tool);
        self.flag(Of::DmaGatekeeper, facts.dma_gatekeeper);
        self.flag(Of::DmaCrossService, facts.dma_cross_service_same_person);
        self.flag(Of::DmaConsent, facts.dma_consent);
        self.flag(Of::LiaCoversThirdParties, facts.lia_covers_third_parties);
        self.flag(Of::Art14PublicNotice, facts.art14_public_notice);
    }

    fn model(&mut self, facts: &Facts) {
        self.flag(Of::ModelHasUnlawfulRecords, facts.model.unlawful_records > 0);
        self.flag(Of::ModelRemediated, facts.model.remediated);
        self.flag(Of::ModelAnonymousProven, facts.model.anonymous_proven);
        self.flag(Of::ModelArt50Ok, facts.model.art50_ok);
        self.flag(Of::ModelHasForgottenSubjects, facts.model.forgotten_subjects > 0);
        self.flag(Of::ModelOutputFilter, facts.model.output_filter);
    }
}

fn operation_code(operation: Operation) -> u16 {
    operation as u16
}

/// The operation in the lowest bits of a context.
pub(crate) fn operation_of(bits: u128) -> Operation {
    let code = bits & OPERATION_MASK;
    // INVARIANT: two bits, four operations.
    let found = Operation::ALL.into_iter().find(|operation| *operation as u128 == code);
    found.expect("INVARIANT: there are four operations in two bits")
}

/// The name of the Cedar enum entity of a list of words.
pub(crate) trait Named {
    const ENTITY: &'static str;
}

macro_rules! named {
    ($($word:ty = $entity:literal),+ $(,)?) => { $(impl Named for $word { const ENTITY: &'static str = $entity; })+ };
}

named!(
    LegalBasis = "Basis",
    Assessment = "Assessment",
    Compatibility = "Compatibility",
    Option<ConsentState> = "ConsentState",
    Match = "ObjectionMatch",
    Age = "Age",
    AgeAssurance = "AgeAssurance",
    Visibility = "Visibility",
    Kind = "Kind",
    Exception = "Exception",
    AccountStatus = "AccountStatus",
    Option<Erasure> = "Erasure",
    Consultation = "Consultation",
    Band = "Band",
);

macro_rules! words_of_terms {
    ($($word:ty),+) => { $(impl Word for $word {
        fn words() -> Vec<&'static str> {
            Self::ALL.iter().map(|word| word.as_str()).collect()
        }
    })+ };
}

words_of_terms!(AgeAssurance, Visibility, Kind, AccountStatus);

/// What is not there is the word `none`, before the words of the list.
impl<T: Word> Word for Option<T> {
    fn words() -> Vec<&'static str> {
        std::iter::once("none").chain(T::words()).collect()
    }
}

impl Word for Age {
    fn words() -> Vec<&'static str> {
        vec!["unknown", "minor", "adult"]
    }
}

impl Word for LegalBasis {
    fn words() -> Vec<&'static str> {
        const ALL: [LegalBasis; 7] = [
            LegalBasis::Consent,
            LegalBasis::Contract,
            LegalBasis::LegalObligation,
            LegalBasis::VitalInterests,
            LegalBasis::PublicTask,
            LegalBasis::LegitimateInterests,
            LegalBasis::None,
        ];
        ALL.into_iter()
            .map(|basis| match basis {
                LegalBasis::Consent => "consent",
                LegalBasis::Contract => "contract",
                LegalBasis::LegalObligation => "legal_obligation",
                LegalBasis::VitalInterests => "vital_interests",
                LegalBasis::PublicTask => "public_task",
                LegalBasis::LegitimateInterests => "legitimate_interests",
                LegalBasis::None => "none",
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_words_fits_into_its_bits() {
        for attribute in RECORD.iter().chain(SLICE) {
            match attribute.domain {
                Domain::Flag => assert_eq!(attribute.width, 1),
                Domain::One { words, .. } => {
                    assert!(words().len() <= 1 << attribute.width, "{}", attribute.name);
                }
                Domain::Set { words, .. } => assert_eq!(words().len(), attribute.width as usize, "{}", attribute.name),
            }
        }
    }

    #[test]
    fn codes_are_the_places_of_words_in_their_lists() {
        assert_eq!(LegalBasis::words()[LegalBasis::LegitimateInterests as usize], "legitimate_interests");
        assert_eq!(Assessment::words()[Assessment::Approved as usize], "approved");
        assert_eq!(Assessment::words()[Assessment::Other as usize], "other");
        assert_eq!(Option::<ConsentState>::words()[ConsentState::Withdrawn as usize + 1], "withdrawn");
        assert_eq!(Kind::words()[Kind::DirectMessage as usize], "direct_message");
        assert_eq!(Visibility::words()[Visibility::Public as usize], "public");
        assert_eq!(Age::words()[Age::Adult as usize], "adult");
        assert_eq!(Exception::words()[Exception::ManifestlyPublic as usize], "manifestly_public");
    }
}
