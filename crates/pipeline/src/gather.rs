//! Room 4, `gather`: one joined row becomes the facts of the law. In: a row of `facts.sql`, what is declared, the orders.
//! Out: `Facts`, or the name of the fact that is missing. Never: a default for a missing fact.

use crate::engine::{Batch, date_at, items_at, moment_at, text_at, truth_at};
use crate::review::Reviews;
use crate::standing::{ConsentRow, ObjectionRow};
use crate::{Declared, PipelineError};
use ::inspect::{Inspection, Reference, Slice};
use datafusion::arrow::array::{
    ArrayRef, AsArray, BooleanArray, Date32Array, ListArray, StringArray, TimestampSecondArray,
};
use datafusion::arrow::datatypes::{Date32Type, Int64Type};
use law::facts::{Consent, ModelState, Notice, Objection, Order, Special, ThirdParty};
use law::register::{Ages, Question, Revealed};
use law::{Exception, Facts, Profile};
use std::collections::BTreeMap;
use terms::{
    AccountStatus, AgeAssurance, Category, Country, Date, Embed, Handle, Instant, Kind, Lang, Operation, Provenance,
    Visibility, VisibilityChange, Whose,
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
}

/// One row of `facts.sql`.
pub struct Row<'a> {
    pub(crate) record_id: &'a str,
    pub(crate) account_id: Option<&'a str>,
    pub(crate) subject_id: Option<&'a str>,
    pub(crate) handle: Option<Handle>,
    pub(crate) kind: Option<Kind>,
    pub(crate) service: &'a str,
    pub(crate) text: &'a str,
    pub(crate) lang: Option<Lang>,
    pub(crate) group_name: Option<&'a str>,
    pub(crate) group_sensitivity: Option<Category>,
    pub(crate) embeds: Vec<Embed>,
    pub(crate) residence: Option<Country>,
    pub(crate) created_on: Option<Date>,
    pub(crate) inspection: Option<Inspection>,
    inspected_under: Option<&'a str>,
    /// Who the slices' handles and quotes turned out to be, by slice number.
    pub(crate) resolved: BTreeMap<i64, Vec<Person>>,
    source: Option<Provenance>,
    signals: &'a str,
    is_tombstone: bool,
    deleted_on: Option<Date>,
    visibility_now: Visibility,
    visibility_history: Vec<VisibilityChange>,
    visibility_explicit_choice: bool,
    origin_lawful: Option<bool>,
    retention_until: Option<Date>,
    tdm_reserved_whole: Option<bool>,
    illegal_content: Option<bool>,
    superseded: bool,
    birth_date: Option<Date>,
    age_assurance: Option<AgeAssurance>,
    languages: &'a str,
    status: Option<AccountStatus>,
    deceased: bool,
    consent: Option<ConsentRow>,
    prior_consent_refused: bool,
    objections: Vec<ObjectionRow>,
    restriction: bool,
    accuracy_contested: bool,
    erasure: Option<law::Erasure>,
    notice: Option<(Date, String, bool)>,
}

/// A person whom a slice turned out to mean.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) subject_id: String,
    objected: bool,
    birth_date: Option<Date>,
    age_assurance: Option<AgeAssurance>,
}

impl Row<'_> {
    /// The facts of this record with these third parties; or the first fact that is missing.
    pub(crate) fn facts(
        &self,
        frame: &Frame<'_>,
        inspection: &Inspection,
        third_parties: Vec<ThirdParty>,
    ) -> Result<Facts, Missing> {
        let declared = frame.declared;
        let created_at = self.created_on.ok_or("created_at")?;
        let kind = self.kind.ok_or("kind")?;
        let source = self.source.ok_or("source")?;
        let Declared { register, purpose, .. } = declared;
        let question = Question { purpose, operation: frame.op, now: frame.now, kind, source, created: created_at };
        let entered = register.declared(&question);
        let account = self.status.ok_or("account")?;
        let residence = self.residence.clone().ok_or("residence")?;
        if !register.choice.non_eea_subjects.value.decides_about(frame.profile.eea.contains(&residence)) {
            return Err(LAW_OF_RESIDENCE);
        }
        let author = self.author(frame, kind, source, created_at);
        let [age_now, age_at_creation] = author.ages;
        let special = self.special_facts(inspection, &author, frame);
        Ok(Facts {
            now: frame.now,
            op: frame.op,
            purpose: purpose.clone(),
            purpose_declared: entered.purpose_declared,
            purpose_covered_by_assessment: entered.purpose_covered_by_assessment,
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
            ropa: declared.controller.ropa,
            kind,
            source,
            created_at,
            purpose_in_notice_at_collection: entered.purpose_in_notice_at_collection,
            visibility_now: author.visibility,
            visibility_explicit_choice: self.visibility_explicit_choice,
            version_current: !self.superseded,
            deleted: self.is_tombstone || self.deleted_on.is_some_and(|on| on <= frame.now) || author.hid,
            account,
            origin_lawful: self.origin_lawful.ok_or("origin_lawful")?,
            retention_expired: self.retention_until.ok_or("retention_expired")? < frame.now,
            contains_personal_data: true,
            anonymised: false,
            tdm_reserved_whole: self.tdm_reserved_whole.ok_or("tdm_reserved_whole")? || reserves(self.signals),
            dma_gatekeeper: declared.controller.dma_gatekeeper,
            dma_cross_service_same_person: declared.controller.dma_cross_service_same_person,
            dma_consent: register.choice.dma_linkage.value.consent(declared.controller.dma_consent),
            illegal_content: self.illegal_content.ok_or("illegal_content")?,
            residence,
            age_now,
            age_at_creation,
            age_assurance: self.age_assurance.ok_or("age_assurance")?,
            deceased: self.deceased || self.status == Some(AccountStatus::Memorialised),
            consent: author.consent,
            prior_consent_refused: self.prior_consent_refused,
            objection: self.objection_fact(),
            objection_policy_unconditional: register.choice.objection_policy_unconditional.value,
            restriction: self.restriction,
            accuracy_contested: self.accuracy_contested,
            erasure: self.erasure,
            notice: self.notice_fact(frame.profile.adult_age),
            window_days: u32::from(register.choice.window_days.value),
            art14_public_notice: declared.controller.art14_public_notice,
            inspection_current: self.is_inspected(frame),
            band: if inspection.band == ::inspect::Band::Clear { law::Band::Clear } else { law::Band::Uncertain },
            special,
            criminal: inspection.criminal,
            biometric_template: false,
            third_parties,
            lia_covers_third_parties: entered.lia_covers_third_parties,
            orders: frame.orders.to_vec(),
            minors_consent_allowed: register.choice.minors_consent_allowed.value,
            model: frame.model.clone(),
        })
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

impl<'a> Row<'a> {
    /// The persons other than the author in this record, each with the number of its slice in `slices`.
    pub(crate) fn third_parties(&self, slices: &[(Slice, i64)], frame: &Frame<'_>) -> Vec<(usize, ThirdParty)> {
        let mut found = Vec::new();
        for (index, (slice, number)) in slices.iter().enumerate() {
            let persons = self.resolved.get(number).map_or(&[] as &[Person], Vec::as_slice);
            if !persons.is_empty() && persons.iter().all(|person| Some(person.subject_id.as_str()) == self.subject_id) {
                // One's own handle, also that of one's other account, and one's own quote: no third party.
                continue;
            }
            let objected =
                matches!(slice.reference, Reference::Name(_)) || persons.iter().any(|person| person.objected);
            let child = slice.child || persons.iter().any(|person| person.is_child(frame));
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

    fn objection_fact(&self) -> Option<Objection> {
        let covering = self.objections.iter().filter(|objection| objection.covers(self.account_id, self.record_id));
        covering.max_by_key(|objection| objection.weight()).map(|objection| Objection {
            state: objection.state,
            received_at: objection.received_at.date_naive(),
            scope_covers: true,
            matched: objection.matched,
            withdrawn_at: objection.withdrawn_on,
        })
    }

    fn notice_fact(&self, adult_age: i32) -> Option<Notice> {
        let (delivered, language, separate) = self.notice.as_ref()?;
        if !law::notice_counts(self.birth_date, *delivered, adult_age) {
            return None;
        }
        Some(Notice {
            delivered_at: Some(*delivered),
            // The ledger gives only notices that name the purpose.
            covers_purpose: true,
            language_ok: self.languages.split(' ').any(|understood| understood == language),
            objection_right_separate: *separate,
        })
    }

    /// Whether every byte was looked at, by today's detectors and for today's names.
    fn is_inspected(&self, frame: &Frame<'_>) -> bool {
        let whole = |found: &Inspection| found.bytes_scanned == self.text.len();
        self.inspected_under == Some(frame.stamp) && self.inspection.as_ref().is_some_and(whole)
    }

    /// What the author's ages and choices mean for this record.
    fn author(&self, frame: &Frame<'_>, kind: Kind, source: Provenance, created: Date) -> Author {
        let choice = &frame.declared.register.choice;
        let age_at = |on: Date| self.birth_date.map(|birth| law::age_years(birth, on));
        let ages = [age_at(frame.now), age_at(created)];
        let visibility = law::visibility_at(&self.visibility_history, self.visibility_now, frame.at);
        let was_public = law::was_public(&self.visibility_history, created, frame.at);
        let consent = self.consent.as_ref().map(|consent| {
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
        self.restriction
            || self.prior_consent_refused
            || self.erasure.is_some()
            || self.objections.iter().any(|objection| objection.state != law::ObjectionState::Withdrawn)
    }

    fn special_facts(&self, inspection: &Inspection, author: &Author, frame: &Frame<'_>) -> Vec<Special> {
        let [age_now, age_at_creation] = author.ages;
        let adult = |age: Option<i32>| age.is_some_and(|age| age >= frame.profile.adult_age);
        let valid = author.consent.as_ref().is_some_and(|consent| {
            let given = matches!(consent.state, law::ConsentState::Given | law::ConsentState::Renewed);
            given && consent.scope_covers && consent.conditions_ok && consent.explicit
        });
        let mode = frame.declared.register.choice.art9_mode.value;
        let found = inspection.special.iter().filter_map(|special| {
            let explicit_mode = special.mode == ::inspect::Mode::Explicit;
            let named = self.consent.as_ref().is_some_and(|consent| consent.categories.contains(&special.category));
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

impl Person {
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

/// Reads the rows of one batch.
pub(crate) struct Rows<'a> {
    columns: Columns<'a>,
}

macro_rules! columns {
    ($($name:ident: $kind:ty = $get:ident),+ $(,)?) => {
        struct Columns<'a> { $($name: &'a $kind),+ }
        impl<'a> Columns<'a> {
            fn of(batch: &Batch<'a>) -> Result<Self, PipelineError> {
                Ok(Self { $($name: batch.$get(stringify!($name))?),+ })
            }
        }
    };
}

columns!(
    record_id: StringArray = text, kind: StringArray = text, service: StringArray = text, source: StringArray = text,
    account_id: StringArray = text, created_at: TimestampSecondArray = moment, deleted_at: TimestampSecondArray = moment, tombstone: BooleanArray = truth,
    visibility_now: StringArray = text, visibility_history: StringArray = text,
    visibility_explicit_choice: BooleanArray = truth, group_name: StringArray = text,
    group_sensitivity: StringArray = text, embeds: StringArray = text, lang: StringArray = text, text: StringArray = text,
    signals: StringArray = text, origin_lawful: BooleanArray = truth, retention_until: Date32Array = date,
    tdm_reserved_whole: BooleanArray = truth, illegal_content: BooleanArray = truth, superseded: BooleanArray = truth,
    subject_id: StringArray = text, handle: StringArray = text, birth_date: Date32Array = date,
    age_assurance: StringArray = text, residence: StringArray = text, languages: StringArray = text,
    status: StringArray = text, deceased: BooleanArray = truth, consent: StringArray = text,
    prior_consent_refused: BooleanArray = truth, objections: StringArray = text, restriction: BooleanArray = truth,
    accuracy_contested: BooleanArray = truth, erasure: StringArray = text, notice_delivered_on: Date32Array = date,
    notice_language: StringArray = text, notice_objection_right_separate: BooleanArray = truth,
    detector_version: StringArray = text, inspection: StringArray = text, third_slice: ListArray = list, third_subject: ListArray = list,
    third_objected: ListArray = list, third_birth_date: ListArray = list, third_age_assurance: ListArray = list,
);

impl<'a> Rows<'a> {
    pub(crate) fn of(batch: &Batch<'a>) -> Result<Self, PipelineError> {
        Ok(Self { columns: Columns::of(batch)? })
    }

    /// The row with this number. A nested field that is not what the pipeline wrote is a broken table, not a missing fact.
    pub(crate) fn row(&self, row: usize) -> Result<Row<'a>, PipelineError> {
        let c = &self.columns;
        let record_id = text_at(c.record_id, row).ok_or(PipelineError::Column { name: "record_id" })?;
        let truth = |column: &BooleanArray| truth_at(column, row).unwrap_or(false);
        let notice = match (date_at(c.notice_delivered_on, row), text_at(c.notice_language, row)) {
            (Some(on), Some(language)) => Some((on, language.to_owned(), truth(c.notice_objection_right_separate))),
            _ => None,
        };
        Ok(Row {
            record_id,
            account_id: text_at(c.account_id, row),
            subject_id: text_at(c.subject_id, row),
            handle: text_at(c.handle, row).map(Handle::new),
            kind: text_at(c.kind, row).and_then(Kind::parse),
            service: text_at(c.service, row).unwrap_or_default(),
            text: text_at(c.text, row).unwrap_or_default(),
            lang: text_at(c.lang, row).and_then(|lang| Lang::new(lang).ok()),
            group_name: text_at(c.group_name, row),
            group_sensitivity: text_at(c.group_sensitivity, row).and_then(Category::parse),
            embeds: nested(text_at(c.embeds, row), "embeds")?.unwrap_or_default(),
            residence: text_at(c.residence, row).and_then(|country| Country::new(country).ok()),
            created_on: moment_at(c.created_at, row).map(|at| at.date_naive()),
            inspection: nested(text_at(c.inspection, row), "inspection")?,
            inspected_under: text_at(c.detector_version, row),
            resolved: self.resolved(row)?,
            source: text_at(c.source, row).and_then(Provenance::parse),
            signals: text_at(c.signals, row).unwrap_or("[]"),
            is_tombstone: truth(c.tombstone),
            deleted_on: moment_at(c.deleted_at, row).map(|at| at.date_naive()),
            visibility_now: text_at(c.visibility_now, row).and_then(Visibility::parse).unwrap_or(Visibility::Unknown),
            visibility_history: nested(text_at(c.visibility_history, row), "visibility_history")?.unwrap_or_default(),
            visibility_explicit_choice: truth(c.visibility_explicit_choice),
            origin_lawful: truth_at(c.origin_lawful, row),
            retention_until: date_at(c.retention_until, row),
            tdm_reserved_whole: truth_at(c.tdm_reserved_whole, row),
            illegal_content: truth_at(c.illegal_content, row),
            superseded: truth(c.superseded),
            birth_date: date_at(c.birth_date, row),
            age_assurance: text_at(c.age_assurance, row).and_then(AgeAssurance::parse),
            languages: text_at(c.languages, row).unwrap_or_default(),
            status: text_at(c.status, row).and_then(AccountStatus::parse),
            deceased: truth(c.deceased),
            consent: nested(text_at(c.consent, row), "consent")?,
            prior_consent_refused: truth(c.prior_consent_refused),
            objections: nested(text_at(c.objections, row), "objections")?.unwrap_or_default(),
            restriction: truth(c.restriction),
            accuracy_contested: truth(c.accuracy_contested),
            erasure: text_at(c.erasure, row).map(|word| nested_word(word, "erasure")).transpose()?,
            notice,
        })
    }

    fn resolved(&self, row: usize) -> Result<BTreeMap<i64, Vec<Person>>, PipelineError> {
        let c = &self.columns;
        let mut resolved: BTreeMap<i64, Vec<Person>> = BTreeMap::new();
        let Some(slices) = items_at(c.third_slice, row) else { return Ok(resolved) };
        let list = |column: &ListArray, name: &'static str| items_at(column, row).ok_or(PipelineError::Column { name });
        let (subjects, objected) = (list(c.third_subject, "third_subject")?, list(c.third_objected, "third_objected")?);
        let (births, ages) =
            (list(c.third_birth_date, "third_birth_date")?, list(c.third_age_assurance, "third_age_assurance")?);
        let wrong = |name: &'static str| PipelineError::Column { name };
        let slices = slices.as_primitive_opt::<Int64Type>().ok_or_else(|| wrong("third_slice"))?;
        let objected = objected.as_boolean_opt().ok_or_else(|| wrong("third_objected"))?;
        let births = births.as_primitive_opt::<Date32Type>().ok_or_else(|| wrong("third_birth_date"))?;
        for item in 0..slices.len() {
            resolved.entry(slices.value(item)).or_default().push(Person {
                subject_id: text_in(&subjects, item).ok_or_else(|| wrong("third_subject"))?.to_owned(),
                objected: truth_at(objected, item).unwrap_or(false),
                birth_date: date_at(births, item),
                age_assurance: text_in(&ages, item).and_then(AgeAssurance::parse),
            });
        }
        Ok(resolved)
    }
}

fn text_in(array: &ArrayRef, item: usize) -> Option<&str> {
    array.as_string_opt::<i32>().and_then(|array| text_at(array, item))
}

fn nested<T: serde::de::DeserializeOwned>(text: Option<&str>, name: &'static str) -> Result<Option<T>, PipelineError> {
    text.map(|text| serde_json::from_str(text).map_err(|_| PipelineError::Column { name })).transpose()
}

fn nested_word<T: serde::de::DeserializeOwned>(word: &str, name: &'static str) -> Result<T, PipelineError> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|_| PipelineError::Column { name })
}

/// What is missing where the register says that another profile decides about the author [GDPR 3(1)].
pub const LAW_OF_RESIDENCE: Missing = "law_of_residence";
