//! Room 4, `gather`: one joined row becomes the facts of the law. In: a row of `facts.sql`, what is declared, the orders.
//! Out: `Facts`, or the name of the fact that is missing. Never: a default for a missing fact.

use crate::Declared;
use crate::people::People;
use crate::pictures::{Other, Seen};
use crate::review::{self, Reviews};
use crate::standing::{ConsentRow, Said};
use crate::stands::Stands;
use ::inspect::{Inspection, Reference, Slice};
use ::intake::PictureHash;
use law::facts::{Consent, ModelState, Notice, Objection, Order, Special, ThirdParty};
use law::register::{Ages, Declarations, Question, Revealed};
use law::{Exception, Facts, Profile};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use terms::{
    AccountStatus, AgeAssurance, Country, Date, Instant, Kind, Operation, Provenance, Visibility, VisibilityChange,
    Whose,
};

/// A fact that its source does not give: the record is refused with F00 and this name.
pub type Missing = &'static str;

/// What holds for every row of one decision run.
pub struct Frame<'a> {
    /// What the controller declared.
    pub declared: &'a Declared,
    /// Orders up to the moment, in the words of the law.
    pub orders: &'a [Order],
    /// What people said who looked where the detectors were not sure.
    pub reviews: &'a Reviews,
    /// The operation to decide.
    pub op: Operation,
    /// The moment to decide for.
    pub at: Instant,
    /// Its day.
    pub now: Date,
    /// The numbers and lists of the law that is asked.
    pub profile: &'a Profile,
    /// The state of the model, which only serving asks about.
    pub model: &'a ModelState,
    /// The stamp of today's detectors and of the names they look for.
    pub stamp: &'a str,
    /// The pictures that people objected to the use of.
    pub objected: &'a [PictureHash],
    /// What the register says about each record.
    pub(crate) entered: Declarations,
    /// How long what the register says stands.
    pub(crate) stands: Stands,
}

/// One record with everything that its facts are made from.
pub struct Row<'a> {
    pub(crate) record_id: &'a str,
    pub(crate) account_id: Option<&'a str>,
    pub(crate) kind: Option<Kind>,
    pub(crate) service: &'a str,
    pub(crate) text: &'a str,
    pub(crate) lang: Option<&'a str>,
    pub(crate) group_name: Option<&'a str>,
    pub(crate) group_sensitivity: Option<&'a str>,
    /// As JSON, for a text that has to be inspected again.
    pub(crate) embeds: Option<&'a str>,
    pub(crate) created_on: Option<Date>,
    pub(crate) found: Option<Found<'a>>,
    pub(crate) inspected_under: Option<&'a str>,
    /// Who the slices' handles and quotes turned out to be, each with the number of its slice.
    pub(crate) resolved: Vec<(i64, Person<'a>)>,
    pub(crate) source: Option<Provenance>,
    pub(crate) signals: &'a str,
    pub(crate) is_tombstone: bool,
    pub(crate) deleted_on: Option<Date>,
    pub(crate) visibility_now: Visibility,
    pub(crate) visibility_history: Vec<VisibilityChange>,
    pub(crate) visibility_explicit_choice: bool,
    pub(crate) origin_lawful: Option<bool>,
    pub(crate) retention_until: Option<Date>,
    pub(crate) tdm_reserved_whole: Option<bool>,
    pub(crate) illegal_content: Option<bool>,
    pub(crate) superseded: bool,
    pub(crate) holder: Holder<'a>,
    pub(crate) said: &'a Said,
}

/// Who holds the account of a record; nothing is known of somebody whose account is not there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Holder<'a> {
    pub(crate) names: Names<'a>,
    pub(crate) birth_date: Option<Date>,
    pub(crate) age_assurance: Option<AgeAssurance>,
    pub(crate) residence: Option<&'a Country>,
    pub(crate) languages: &'a str,
    pub(crate) status: Option<AccountStatus>,
    pub(crate) deceased: bool,
}

/// Who somebody is and what they go by. Few records ask for either, and both lie far from what all ask for.
#[derive(Clone, Copy)]
pub(crate) enum Names<'a> {
    Known {
        subject_id: Option<&'a str>,
        handle: Option<&'a str>,
    },
    /// Those of the account in this place.
    Of(&'a People, u32),
}

impl Default for Names<'_> {
    fn default() -> Self {
        Self::Known { subject_id: None, handle: None }
    }
}

impl<'a> Holder<'a> {
    pub(crate) fn subject_id(&self) -> Option<&'a str> {
        match self.names {
            Names::Known { subject_id, .. } => subject_id,
            Names::Of(people, place) => people.subject_of(place),
        }
    }

    pub(crate) fn handle(&self) -> Option<&'a str> {
        match self.names {
            Names::Known { handle, .. } => handle,
            Names::Of(people, place) => people.goes_by(place),
        }
    }
}

/// What of an inspection the law asks about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found<'a> {
    pub(crate) bytes_scanned: usize,
    pub(crate) lang: Option<Cow<'a, str>>,
    pub(crate) uncertain: bool,
    pub(crate) criminal: bool,
    pub(crate) people: Revelations,
}

/// What a text reveals about its author and about others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Revelations {
    pub(crate) special: Vec<::inspect::Special>,
    pub(crate) third_parties: Vec<Slice>,
    /// What the detectors were not sure of, for a person who looks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) doubts: Vec<::inspect::Finding>,
    /// The pictures of the record, where a corpus takes them along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) pictures: Vec<Seen>,
    /// Pictures of the record that nobody could look at whole.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) unseen: u64,
}

pub(crate) fn is_zero<T: Default + PartialEq>(count: &T) -> bool {
    *count == T::default()
}

impl Revelations {
    pub(crate) fn is_empty(&self) -> bool {
        self.special.is_empty()
            && self.third_parties.is_empty()
            && self.doubts.is_empty()
            && self.pictures.is_empty()
            && self.unseen == 0
    }
}

impl From<Inspection> for Revelations {
    fn from(mut inspection: Inspection) -> Self {
        inspection.findings.retain(|finding| finding.band == ::inspect::Level::Uncertain);
        let (special, third_parties) = (inspection.special, inspection.third_parties);
        Self { special, third_parties, doubts: inspection.findings, pictures: Vec::new(), unseen: 0 }
    }
}

impl From<Inspection> for Found<'_> {
    fn from(mut inspection: Inspection) -> Self {
        let lang = inspection.lang.take();
        Self {
            bytes_scanned: inspection.bytes_scanned,
            lang: lang.map(|lang| Cow::Owned(lang.as_str().to_owned())),
            uncertain: inspection.band != ::inspect::Band::Clear,
            criminal: inspection.criminal,
            people: Revelations::from(inspection),
        }
    }
}

impl Found<'_> {
    /// The primary language, `nl` of `nl-BE`.
    pub(crate) fn primary_lang(&self) -> Option<&str> {
        self.lang.as_deref().map(|lang| lang.split('-').next().unwrap_or(lang))
    }
}

/// A person whom a slice turned out to mean.
#[derive(Clone, Debug)]
pub(crate) struct Person<'a> {
    pub(crate) subject_id: Cow<'a, str>,
    pub(crate) objected: bool,
    pub(crate) birth_date: Option<Date>,
    pub(crate) age_assurance: Option<AgeAssurance>,
}

impl Frame<'_> {
    /// The facts that are the same for all records of the run; what a record has to give stands as if it gave nothing.
    pub(crate) fn blank(&self) -> Facts {
        Facts { op: self.op, ..serving(self.declared, self.orders, self.now, self.model) }
    }
}

impl Row<'_> {
    /// What was found in it, with what a person said who looked.
    pub(crate) fn seen(&self, frame: &Frame<'_>) -> Cow<'_, Found<'_>> {
        let Some(found) = &self.found else { return Cow::Owned(Found::default()) };
        match review::verdict_of(frame.reviews, self) {
            None => Cow::Borrowed(found),
            Some(verdict) => Cow::Owned(review::with_verdict(found.clone(), verdict)),
        }
    }

    /// The facts of this record with these third parties; or the first fact that is missing.
    pub(crate) fn facts(
        &self,
        frame: &Frame<'_>,
        found: &Found<'_>,
        third_parties: Vec<ThirdParty>,
    ) -> Result<Facts, Missing> {
        let mut facts = frame.blank();
        self.fill(frame, found, third_parties, &mut facts)?;
        Ok(facts)
    }

    /// The same in the place of the facts of another record of the run, whatever that was.
    pub(crate) fn fill(
        &self,
        frame: &Frame<'_>,
        found: &Found<'_>,
        third_parties: Vec<ThirdParty>,
        facts: &mut Facts,
    ) -> Result<(), Missing> {
        let declared = frame.declared;
        let created_at = self.created_on.ok_or("created_at")?;
        let kind = self.kind.ok_or("kind")?;
        let source = self.source.ok_or("source")?;
        let entered = frame.entered.of(kind, source, created_at);
        let account = self.holder.status.ok_or("account")?;
        let residence = self.holder.residence.ok_or("residence")?;
        if !declared.register.choice.non_eea_subjects.value.decides_about(frame.profile.is_in_eea(residence)) {
            return Err(LAW_OF_RESIDENCE);
        }
        let author = self.author(frame, kind, source, created_at);
        facts.now = frame.now;
        facts.purpose_declared = entered.purpose_declared;
        facts.purpose_covered_by_assessment = entered.purpose_covered_by_assessment;
        facts.basis = entered.basis;
        facts.lia = entered.lia;
        facts.lia_review_due = entered.lia_review_due;
        facts.compat = entered.compat;
        facts.dpia = entered.dpia;
        facts.dpia_residual_high = entered.dpia_residual_high;
        facts.art36 = entered.art36;
        facts.ropa = declared.controller.ropa;
        facts.kind = kind;
        facts.source = source;
        facts.created_at = created_at;
        facts.purpose_in_notice_at_collection = entered.purpose_in_notice_at_collection;
        facts.visibility_now = author.visibility;
        facts.visibility_explicit_choice = self.visibility_explicit_choice;
        facts.version_current = !self.superseded;
        facts.deleted = self.is_tombstone || self.deleted_on.is_some_and(|on| on <= frame.now) || author.hid;
        facts.account = account;
        facts.origin_lawful = self.origin_lawful.ok_or("origin_lawful")?;
        facts.retention_expired = self.retention_until.ok_or("retention_expired")? < frame.now;
        facts.contains_personal_data = true;
        facts.anonymised = false;
        facts.tdm_reserved_whole = self.tdm_reserved_whole.ok_or("tdm_reserved_whole")? || reserves(self.signals);
        facts.illegal_content = self.illegal_content.ok_or("illegal_content")?;
        facts.age_assurance = self.holder.age_assurance.ok_or("age_assurance")?;
        facts.residence.clone_from(residence);
        facts.inspection_current = self.is_inspected(frame);
        facts.band = if found.uncertain { law::Band::Uncertain } else { law::Band::Clear };
        facts.special = self.special_facts(found, &author, frame);
        facts.criminal = found.criminal || found.people.pictures.iter().any(|picture| picture.written.criminal);
        facts.biometric_template = false;
        facts.third_parties = third_parties;
        facts.lia_covers_third_parties = entered.lia_covers_third_parties;
        self.fill_person(frame, author, facts);
        Ok(())
    }

    /// What is known of the author, and what they said.
    fn fill_person(&self, frame: &Frame<'_>, author: Author, facts: &mut Facts) {
        let said = self.said;
        [facts.age_now, facts.age_at_creation] = author.ages;
        facts.deceased = self.holder.deceased || self.holder.status == Some(AccountStatus::Memorialised);
        facts.consent = author.consent;
        facts.prior_consent_refused = said.prior_consent_refused;
        facts.objection = self.objection_fact();
        facts.restriction = said.restriction;
        facts.accuracy_contested = said.accuracy_contested;
        facts.erasure = said.erasure;
        facts.notice = self.notice_fact(frame.profile.adult_age);
    }
}

/// The facts of answering prompts. Rules about records do not apply to serving, so what they read is what holds for a
/// prompt that nobody keeps; whose residence counts is the controller's country, where the model answers.
pub fn serving(declared: &Declared, orders: &[Order], now: Date, model: &ModelState) -> Facts {
    let Declared { register, purpose, .. } = declared;
    let (kind, source) = (Kind::AiPrompt, Provenance::PlatformFirstParty);
    let entered =
        register.declared(&Question { purpose, operation: Operation::Serve, now, kind, source, created: now });
    Facts {
        now,
        op: Operation::Serve,
        purpose: purpose.clone(),
        purpose_declared: entered.purpose_declared,
        purpose_covered_by_assessment: false,
        basis: entered.basis,
        controller_eu_established: declared.controller.eu_established,
        lia: entered.lia,
        lia_review_due: entered.lia_review_due,
        compat: entered.compat,
        dpia: entered.dpia,
        dpia_residual_high: entered.dpia_residual_high,
        art36: entered.art36,
        processor_contract: declared.controller.processor_contract,
        run_country: declared.run.country.clone(),
        transfer_tool: declared.run.transfer_tool,
        // What the register rules out is not in the record of processing, whatever is declared about that [GDPR 30(1)].
        ropa: declared.controller.ropa && !register.excludes_operation(purpose, Operation::Serve),
        kind,
        source,
        created_at: now,
        purpose_in_notice_at_collection: false,
        visibility_now: Visibility::Private,
        visibility_explicit_choice: false,
        version_current: true,
        deleted: false,
        account: AccountStatus::Active,
        origin_lawful: true,
        retention_expired: false,
        contains_personal_data: true,
        anonymised: false,
        tdm_reserved_whole: false,
        dma_gatekeeper: declared.controller.dma_gatekeeper,
        dma_cross_service_same_person: declared.controller.dma_cross_service_same_person,
        dma_consent: register.choice.dma_linkage.value.consent(declared.controller.dma_consent),
        illegal_content: false,
        residence: declared.controller.country.clone(),
        age_now: None,
        age_at_creation: None,
        age_assurance: AgeAssurance::None,
        deceased: false,
        consent: None,
        prior_consent_refused: false,
        objection: None,
        objection_policy_unconditional: register.choice.objection_policy_unconditional.value,
        restriction: false,
        accuracy_contested: false,
        erasure: None,
        notice: None,
        window_days: u32::from(register.choice.window_days.value),
        art14_public_notice: declared.controller.art14_public_notice,
        inspection_current: false,
        band: law::Band::Clear,
        special: Vec::new(),
        criminal: false,
        biometric_template: false,
        third_parties: Vec::new(),
        lia_covers_third_parties: entered.lia_covers_third_parties,
        orders: orders.to_vec(),
        minors_consent_allowed: register.choice.minors_consent_allowed.value,
        model: model.clone(),
    }
}

impl Row<'_> {
    /// The persons other than the author in this record, each with the number of its slice in `slices`.
    pub(crate) fn third_parties(&self, slices: &[(&Slice, i64)], frame: &Frame<'_>) -> Vec<(usize, ThirdParty)> {
        let mut found = Vec::new();
        for (index, (slice, number)) in slices.iter().enumerate() {
            let persons = || self.resolved.iter().filter(|(meant, _)| meant == number).map(|(_, person)| person);
            let author = self.holder.subject_id();
            if persons().next().is_some() && persons().all(|person| Some(&*person.subject_id) == author) {
                // One's own handle, also that of one's other account, and one's own quote: no third party.
                continue;
            }
            let objected = matches!(slice.reference, Reference::Name(_)) || persons().any(|person| person.objected);
            let child = slice.child || persons().any(|person| person.is_child(frame));
            // Removing a child, or a passage of a special category, removes the sentence.
            let sentence_goes = child || slice.special;
            found.push((
                index,
                ThirdParty {
                    reference: format!("{}-{number}", slice.kind.as_str().to_lowercase()),
                    objected,
                    child,
                    special: slice.special,
                    art9_exception: false,
                    private_origin: slice.private_origin,
                    direct_identifier: slice.direct_identifier,
                    masked: false,
                    redactable: if sentence_goes { slice.sentence_redactable } else { slice.redactable },
                },
            ));
        }
        found
    }

    /// Who is in these pictures, each with the number of its picture. Of whom a face is, nobody knows and nobody computes: it
    /// is somebody else's, and where the text speaks of a child it may be the child's.
    pub(crate) fn depicted(
        &self,
        pictures: &[Seen],
        others: &[ThirdParty],
        frame: &Frame<'_>,
    ) -> Vec<(usize, ThirdParty)> {
        let child = others.iter().any(|other| other.child);
        let letters_remain = self.text.chars().any(char::is_alphabetic);
        let mut found = Vec::new();
        for (number, picture) in pictures.iter().enumerate() {
            // The picture of somebody who objected goes as a whole, whoever posts a copy of it.
            let objected =
                picture.hash().is_some_and(|hash| frame.objected.iter().any(|other| hash.is_same_picture(other)));
            if objected {
                let mut whole = depicted(format!("picture-{}", number + 1));
                (whole.objected, whole.child, whole.redactable) = (true, child, letters_remain);
                found.push((number, whole));
            }
            for face in 1..=picture.faces {
                let mut face = depicted(format!("face-{}-{face}", number + 1));
                // A face is masked where it is; a child is removed with the picture.
                (face.child, face.redactable) = (child, !child || letters_remain);
                found.push((number, face));
            }
            for (place, other) in (1..).zip(&picture.written.others) {
                found.push((number, written(format!("{WRITTEN}{}-{place}", number + 1), *other, letters_remain)));
            }
        }
        found
    }

    fn consent_fact(&self, consent: &ConsentRow, kind: Kind, can_be_covered: bool) -> Consent {
        let covers_kind = consent.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
        let covers_service =
            consent.services.as_ref().is_none_or(|services| services.iter().any(|service| service == self.service));
        Consent {
            state: consent.state,
            explicit: consent.explicit,
            scope_covers: covers_kind && covers_service && can_be_covered,
            conditions_ok: consent.conditions_ok,
            given_at: consent.given_on,
            withdrawn_at: consent.withdrawn_on,
            parental: consent.parental,
            all_parties: consent.all_parties,
        }
    }

    pub(crate) fn objection_fact(&self) -> Option<Objection> {
        let covering =
            self.said.objections.iter().filter(|objection| objection.covers(self.account_id, self.record_id));
        covering.max_by_key(|objection| objection.weight()).map(|objection| Objection {
            state: objection.state,
            received_at: objection.received_at.date_naive(),
            scope_covers: true,
            matched: objection.matched,
            withdrawn_at: objection.withdrawn_on,
        })
    }

    fn notice_fact(&self, adult_age: i32) -> Option<Notice> {
        let (delivered, language, separate) = self.said.notice.as_ref()?;
        if !law::notice_counts(self.holder.birth_date, *delivered, adult_age) {
            return None;
        }
        Some(Notice {
            delivered_at: Some(*delivered),
            // The ledger gives only notices that name the purpose.
            covers_purpose: true,
            language_ok: understands(self.holder.languages, language),
            objection_right_separate: *separate,
        })
    }

    /// Whether every byte and every picture was looked at, by today's detectors and for today's names.
    fn is_inspected(&self, frame: &Frame<'_>) -> bool {
        let whole = |found: &Found<'_>| found.bytes_scanned == self.text.len() && found.people.unseen == 0;
        self.inspected_under == Some(frame.stamp) && self.found.as_ref().is_some_and(whole)
    }

    /// What the author's ages and choices mean for this record.
    fn author(&self, frame: &Frame<'_>, kind: Kind, source: Provenance, created: Date) -> Author {
        let choice = &frame.declared.register.choice;
        let age_at = |on: Date| self.holder.birth_date.map(|birth| law::age_years(birth, on));
        let ages = [age_at(frame.now), age_at(created)];
        let visibility = law::visibility_at(&self.visibility_history, self.visibility_now, frame.at);
        let was_public = law::was_public(&self.visibility_history, created, frame.at);
        let consent = self.said.consent.as_ref().map(|consent| {
            let [now, at_creation] = ages;
            let (at_consent, adult) = (age_at(consent.given_on), frame.profile.adult_age);
            let covered = choice.pre_18_content.value.can_be_covered(Ages { now, at_creation, at_consent, adult });
            self.consent_fact(consent, kind, covered)
        });
        Author {
            source,
            visibility,
            hid: choice.visibility_change.value.deletes(was_public, visibility),
            consent,
            ages,
        }
    }

    /// Whether the person has asked for anything that ends or limits the use of what they wrote.
    fn has_asked(&self) -> bool {
        let said = self.said;
        said.restriction
            || said.prior_consent_refused
            || said.erasure.is_some()
            || said.objections.iter().any(|objection| objection.state != law::ObjectionState::Withdrawn)
    }

    fn special_facts(&self, found: &Found<'_>, author: &Author, frame: &Frame<'_>) -> Vec<Special> {
        let in_pictures = || found.people.pictures.iter().flat_map(|picture| &picture.written.special);
        if found.people.special.is_empty() && in_pictures().next().is_none() {
            return Vec::new();
        }
        let [age_now, age_at_creation] = author.ages;
        let adult = |age: Option<i32>| age.is_some_and(|age| age >= frame.profile.adult_age);
        let valid = author.consent.as_ref().is_some_and(|consent| {
            let given = matches!(consent.state, law::ConsentState::Given | law::ConsentState::Renewed);
            given && consent.scope_covers && consent.conditions_ok && consent.explicit
        });
        let mode = frame.declared.register.choice.art9_mode.value;
        let found = found.people.special.iter().chain(in_pictures()).filter_map(|special| {
            let explicit_mode = special.mode == ::inspect::Mode::Explicit;
            let named =
                self.said.consent.as_ref().is_some_and(|consent| consent.categories.contains(&special.category));
            let limbs = law::Limbs {
                written_by_the_person: special.whose == Whose::Author && explicit_mode,
                audience_set_explicitly: self.visibility_explicit_choice,
                states_the_category: explicit_mode,
                public_now: author.visibility == Visibility::Public,
                adult_then_and_now: adult(age_now) && adult(age_at_creation),
            };
            let exception = if valid && named {
                Exception::ExplicitConsent
            } else if law::manifestly_public(&limbs) {
                Exception::ManifestlyPublic
            } else {
                Exception::None
            };
            let revealed = Revealed { whose: special.whose, source: author.source, requested: self.has_asked() };
            let fact = Special {
                whose: special.whose,
                mode: if explicit_mode { law::Mode::Explicit } else { law::Mode::Inferred },
                category: special.category,
                exception,
            };
            (exception != Exception::None || mode.bans(revealed)).then_some(fact)
        });
        found.collect()
    }
}

/// Whether one of these languages, with a space between each two, is this one.
fn understands(languages: &str, language: &str) -> bool {
    // Most people name one or two, so the first is asked before anything is split.
    let after = languages.strip_prefix(language).filter(|after| after.is_empty() || after.starts_with(' '));
    after.is_some() || languages.split(' ').any(|understood| understood == language)
}

/// Somebody in a picture.
fn depicted(reference: String) -> ThirdParty {
    ThirdParty {
        reference,
        objected: false,
        child: false,
        special: false,
        art9_exception: false,
        private_origin: false,
        direct_identifier: true,
        masked: false,
        redactable: true,
    }
}

/// Somebody who is meant in the text of a picture: whatever the law asks for, the picture goes, because nobody masks words in it.
fn written(reference: String, other: Other, redactable: bool) -> ThirdParty {
    let Other { objected, child, special, private_origin, direct_identifier } = other;
    ThirdParty { objected, child, special, private_origin, direct_identifier, redactable, ..depicted(reference) }
}

/// How the reference begins of somebody who is meant in the text of a picture.
pub(crate) const WRITTEN: &str = "written-";

/// What the author's ages and choices mean for one record.
struct Author {
    source: Provenance,
    /// Who could see it at the moment.
    visibility: Visibility,
    /// It was public and no longer is, and the controller promised to treat that as deleting it.
    hid: bool,
    consent: Option<Consent>,
    /// Now, and when it was written.
    ages: [Option<i32>; 2],
}

impl Person<'_> {
    /// Under 18, or of an age that nobody knows.
    fn is_child(&self, frame: &Frame<'_>) -> bool {
        match self.birth_date {
            Some(birth) => law::age_years(birth, frame.now) < frame.profile.adult_age,
            None => self.age_assurance.is_none_or(|assurance| assurance == AgeAssurance::None),
        }
    }
}

/// Whether a signal of the record itself reserves it from training [DSM 4(3)].
fn reserves(signals: &str) -> bool {
    if signals == "[]" {
        return false;
    }
    // A read error is unknown, and unknown means reserved.
    let Ok(signals) = serde_json::from_str::<Vec<terms::Signal>>(signals) else { return true };
    signals.iter().any(|signal| {
        match signal.name.to_ascii_lowercase().as_str() {
            // These ask search engines not to show an account; whether they also reserve it from training is the
            // controller's to find out, and no law says so yet.
            "indexable" | "discoverable" | "searchable" | "searchableby" => false,
            // Any vocabulary that intake knows: any disallowance counts, and so does what could not be read.
            _ => matches!(::intake::reading([signal]), ::intake::Reading::Disallows | ::intake::Reading::Unknown),
        }
    })
}

/// What is missing where the register says that another profile decides about the author [GDPR 3(1)].
pub const LAW_OF_RESIDENCE: Missing = "law_of_residence";
