//! Consent records of ISO/IEC TS 27560:2023 as JSON-LD in the words of the Data Privacy Vocabulary 2.3, profile
//! `record-eu-gdpr`. In: a consent, refusal or withdrawal with its record, or such a document. Out: the other of the two.
//! Never: a document in other prefixes or with other members; it is refused, not half understood.
//!
//! What DPV has no word for stands under `gs:additions`, with a version of its own.

use super::ExchangeError;
use crate::shape::{every, moment, some_date, starred};
use crate::{Act, ConsentGiven, ConsentRecord, Covers, Parental, Party, PersonalData, Said};
use proof::consent::SCHEMA_VERSION;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use terms::{Category, Country, Date, Digest, Instant, Kind, Lang, LegalBasis, Purpose, SubjectId, Text};

const PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";
const RECEIPT: &str = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr";
const ADDITIONS: u64 = 1;

const CONTEXT: [(&str, &str); 6] = [
    ("dpv", "https://w3id.org/dpv#"),
    ("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"),
    ("pd", "https://w3id.org/dpv/pd#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("schema", "https://schema.org/"),
    ("gs", "urn:grondslag:ns:1#"),
];

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "@context")]
    context: Map<String, Value>,
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: String,
    #[serde(rename = "dct:conformsTo")]
    conforms_to: [String; 2],
    #[serde(rename = "dpv:hasIdentifier")]
    identifier: String,
    #[serde(rename = "dpv:hasDataSubject")]
    subject: SubjectId,
    #[serde(rename = "dpv:hasNotice")]
    notice: NoticeWords,
    #[serde(rename = "dpv:hasProcess")]
    process: ProcessWords,
    #[serde(rename = "dpv:hasEntity")]
    entities: Vec<EntityWords>,
    #[serde(rename = "dpv:hasConsentStatus")]
    event: EventWords,
    #[serde(rename = "gs:additions")]
    additions: Additions,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeWords {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: String,
    #[serde(rename = "dct:language")]
    language: Lang,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcessWords {
    #[serde(rename = "@type")]
    kind: String,
    #[serde(rename = "dpv:hasPurpose", default, with = "every", skip_serializing_if = "Option::is_none")]
    purpose: Option<Purpose>,
    #[serde(rename = "gs:purposeType", default, skip_serializing_if = "Option::is_none")]
    purpose_type: Option<String>,
    #[serde(rename = "dpv:hasLegalBasis")]
    lawful_basis: String,
    #[serde(rename = "dpv:hasPersonalData")]
    personal_data: Vec<DataWords>,
    #[serde(rename = "dpv:hasDataController")]
    controllers: Vec<String>,
    #[serde(rename = "dpv:hasDataSource")]
    collection_method: String,
    #[serde(rename = "dpv:hasProcessing")]
    processing_method: String,
    #[serde(rename = "dpv:hasStorageCondition")]
    storage: StorageWords,
    #[serde(rename = "dpv:hasLocation")]
    locations: Vec<Country>,
    #[serde(rename = "gs:geographicRestrictions")]
    geographic_restrictions: Vec<Country>,
    #[serde(rename = "dpv:hasJurisdiction")]
    jurisdiction: Country,
    #[serde(rename = "dpv:hasRecipient")]
    recipients: Vec<String>,
    #[serde(rename = "dpv:hasConsentControl")]
    withdrawal_method: String,
    #[serde(rename = "dpv:hasRight")]
    rights: Vec<String>,
    #[serde(rename = "dpv:hasOrganisationalMeasure", default, skip_serializing_if = "Option::is_none")]
    codes_of_conduct: Option<String>,
    #[serde(rename = "dpv:hasImpactAssessment", default, skip_serializing_if = "Option::is_none")]
    impact_assessment: Option<String>,
    #[serde(rename = "dpv:hasAuthority")]
    authority: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StorageWords {
    #[serde(rename = "dpv:hasLocation")]
    locations: Vec<Country>,
    #[serde(rename = "dpv:hasDuration")]
    duration: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DataWords {
    #[serde(rename = "@type")]
    kinds: Vec<String>,
    #[serde(rename = "dct:identifier", default, skip_serializing_if = "Option::is_none")]
    attribute: Option<String>,
    #[serde(rename = "dpv:hasNecessity")]
    necessity: String,
    #[serde(rename = "dpv:hasSensitivityLevel", default, skip_serializing_if = "Option::is_none")]
    sensitive: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntityWords {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kinds: [String; 2],
    #[serde(rename = "dpv:hasName")]
    name: String,
    #[serde(rename = "schema:address")]
    address: Text,
    #[serde(rename = "schema:contactPoint")]
    contact: Text,
    #[serde(rename = "schema:email", default, skip_serializing_if = "Option::is_none")]
    email: Option<Text>,
    #[serde(rename = "schema:url", default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "schema:telephone", default, skip_serializing_if = "Option::is_none")]
    phone: Option<Text>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventWords {
    #[serde(rename = "@type")]
    state: String,
    #[serde(rename = "dpv:isIndicatedAtTime", with = "moment")]
    at: Instant,
    #[serde(rename = "dpv:hasDuration")]
    duration: String,
    #[serde(rename = "dpv:isIndicatedBy")]
    by: String,
    #[serde(rename = "dpv:hasLegalBasis")]
    kind: String,
}

/// What the vocabulary has no word for.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Additions {
    version: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    receipt_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ui_build_hash: Option<Digest>,
    steps_to_give: u32,
    steps_to_withdraw: u32,
    #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
    period_from: Option<Date>,
    #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
    period_until: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parental: Option<Parental>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    given: Option<GivenWords>,
}

/// What only a consent that was given has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenWords {
    categories: Vec<Category>,
    #[serde(with = "starred")]
    kinds: Covers<Kind>,
    #[serde(with = "starred")]
    services: Covers<String>,
    conditions_ok: bool,
    parental: bool,
    all_parties: bool,
    notice_version: String,
}

const EXPLICIT: &str = "eu-gdpr:A6-1-a-explicit-consent";
const NON_EXPLICIT: &str = "eu-gdpr:A6-1-a-non-explicit-consent";
const NOT_GIVEN: &str = "eu-gdpr:A6-1-a";

/// The record of a consent, a refusal or a withdrawal.
pub fn write(said: &Said) -> Result<String, ExchangeError> {
    let document = Document::of(said)?;
    Ok(terms::canonical_json(&document).expect("INVARIANT: a record holds only text, numbers and lists"))
}

/// The receipt of a record: a copy of it under an id of its own.
pub fn write_receipt(said: &Said) -> Result<String, ExchangeError> {
    let document = Document::of(said)?;
    let id = document.additions.receipt_id.clone();
    let id = id.ok_or_else(|| ExchangeError::form("the record", "it has no `receipt_id`, so no receipt was issued"))?;
    let receipt = json!({
        "@context": context(),
        "@id": format!("urn:uuid:{id}"),
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": [RECEIPT, SCHEMA_VERSION],
        "dpv:hasIdentifier": id,
        "dct:hasPart": document,
    });
    Ok(terms::canonical_json(&receipt).expect("INVARIANT: a receipt holds only text, numbers and lists"))
}

/// The event that a record is.
pub fn read(json: &[u8]) -> Result<Said, ExchangeError> {
    let value: Value = serde_json::from_slice(json).map_err(|_| ExchangeError::form("the record", "it is not JSON"))?;
    let additions = value.get("gs:additions").and_then(|additions| additions.get("version")).and_then(Value::as_u64);
    if additions.is_some_and(|version| version > ADDITIONS) {
        return Err(ExchangeError::Version { format: "`gs:additions` of the record", known: "`1`" });
    }
    let profile = value
        .get("dct:conformsTo")
        .and_then(Value::as_array)
        .is_some_and(|profile| profile.iter().map(Value::as_str).eq([Some(PROFILE), Some(SCHEMA_VERSION)]));
    if !profile {
        return Err(ExchangeError::Version { format: "the record", known: "profile `record-eu-gdpr` of `27560:2023`" });
    }
    let document: Document = serde_json::from_value(value).map_err(|cause| {
        // serde names the field in backquotes; what is not one of our names may be a value.
        let named = cause.to_string().split('`').nth(1).unwrap_or_default().to_owned();
        let ours = CONTEXT.iter().any(|(prefix, _)| named.starts_with(&format!("{prefix}:"))) || named.starts_with('@');
        let place = if ours && named.len() < 60 { format!("`{named}`") } else { "the record".to_owned() };
        ExchangeError::form(place, "it is missing, unknown, or not in the form of the profile")
    })?;
    document.said()
}

fn context() -> Map<String, Value> {
    CONTEXT.iter().map(|(prefix, iri)| ((*prefix).to_owned(), json!(iri))).collect()
}

impl Document {
    fn of(said: &Said) -> Result<Self, ExchangeError> {
        let none = || ExchangeError::form("the event", "it has no record of 27560; append consents with `record`");
        let (state, subject, purpose, record, kind, given) = match &said.act {
            Act::ConsentGiven(given) => {
                let kind = if given.explicit { EXPLICIT } else { NON_EXPLICIT };
                let words = Some(GivenWords::of(given));
                ("dpv:ConsentGiven", &given.subject, &given.purpose, &given.record, kind, words)
            }
            Act::ConsentRefused { subject, purpose, record } => {
                ("dpv:ConsentRefused", subject, purpose, record, NOT_GIVEN, None)
            }
            Act::ConsentWithdrawn { subject, purpose, record } => {
                ("dpv:ConsentWithdrawn", subject, purpose, record, NOT_GIVEN, None)
            }
            _ => return Err(ExchangeError::form("the event", "it is no consent, refusal or withdrawal")),
        };
        let record = record.as_deref().ok_or_else(none)?;
        Ok(Self {
            context: context(),
            id: format!("urn:uuid:{}", record.record_id),
            kind: "dpv:ConsentRecord".to_owned(),
            conforms_to: [PROFILE.to_owned(), record.schema_version.clone()],
            identifier: record.record_id.clone(),
            subject: subject.clone(),
            notice: NoticeWords {
                id: record.privacy_notice.clone(),
                kind: "dpv:ConsentNotice".to_owned(),
                language: record.language.clone(),
            },
            process: ProcessWords::of(purpose, record),
            entities: record.parties.iter().map(EntityWords::of).collect(),
            event: EventWords {
                state: state.to_owned(),
                at: said.at,
                duration: record.validity_duration.clone(),
                by: record.entity_id.clone(),
                kind: kind.to_owned(),
            },
            additions: Additions::of(record, given),
        })
    }

    fn said(self) -> Result<Said, ExchangeError> {
        let form = ExchangeError::form;
        if self.context != context() {
            return Err(form("`@context`", "its prefixes are not those of the profile as we write it"));
        }
        if self.kind != "dpv:ConsentRecord" || self.id != format!("urn:uuid:{}", self.identifier) {
            return Err(form("`@id`", "it is no consent record, or not the one that `dpv:hasIdentifier` names"));
        }
        let (subject, purpose, at) = (self.subject.clone(), self.process.purpose.clone(), self.event.at);
        let (state, kind) = (self.event.state.clone(), self.event.kind.clone());
        let (record, given) = self.record()?;
        let record = Some(Box::new(record));
        let act = match (state.as_str(), kind.as_str(), given) {
            // Whether it is a renewed one is for the ledger to see.
            ("dpv:ConsentGiven" | "dpv:RenewedConsentGiven", EXPLICIT | NON_EXPLICIT, Some(given)) => {
                Act::ConsentGiven(given.consent(subject, purpose, kind == EXPLICIT, record))
            }
            ("dpv:ConsentRefused", NOT_GIVEN, None) => Act::ConsentRefused { subject, purpose, record },
            ("dpv:ConsentWithdrawn", NOT_GIVEN, None) => Act::ConsentWithdrawn { subject, purpose, record },
            _ => {
                return Err(form(
                    "`dpv:hasConsentStatus`",
                    "it is none of given, refused and withdrawn as we write them",
                ));
            }
        };
        let said = Said::new(at, act);
        said.act.check().map_err(|why| form("the record", why))?;
        Ok(said)
    }

    fn record(self) -> Result<(ConsentRecord, Option<GivenWords>), ExchangeError> {
        let Self { notice, process, entities, event, additions, .. } = self;
        let [_, schema_version] = self.conforms_to;
        if notice.kind != "dpv:ConsentNotice" || process.kind != "dpv:Process" {
            return Err(ExchangeError::form("`@type`", "of the notice or the process: it is not that of the profile"));
        }
        let lawful_basis = process.lawful_basis.strip_prefix("eu-gdpr:").map(|basis| Value::String(basis.to_owned()));
        let lawful_basis: Option<LegalBasis> = lawful_basis.and_then(|basis| serde_json::from_value(basis).ok());
        let lawful_basis =
            lawful_basis.ok_or_else(|| ExchangeError::form("`dpv:hasLegalBasis`", "it is no basis of Article 6"))?;
        let record = ConsentRecord {
            schema_version,
            record_id: self.identifier,
            receipt_id: additions.receipt_id,
            privacy_notice: notice.id,
            language: notice.language,
            purpose_type: process.purpose_type,
            lawful_basis,
            pii_information: process.personal_data.into_iter().map(DataWords::data).collect::<Result<_, _>>()?,
            pii_controllers: process.controllers,
            collection_method: process.collection_method,
            processing_method: process.processing_method,
            storage_locations: process.storage.locations,
            retention_period: process.storage.duration,
            processing_locations: process.locations,
            geographic_restrictions: process.geographic_restrictions,
            jurisdiction: process.jurisdiction,
            recipient_third_parties: process.recipients,
            withdrawal_method: process.withdrawal_method,
            privacy_rights: process.rights,
            codes_of_conduct: process.codes_of_conduct,
            impact_assessment: process.impact_assessment,
            authority_party: process.authority,
            parties: entities.into_iter().map(EntityWords::party).collect(),
            validity_duration: event.duration,
            entity_id: event.by,
            ui_build_hash: additions.ui_build_hash,
            steps_to_give: additions.steps_to_give,
            steps_to_withdraw: additions.steps_to_withdraw,
            period_from: additions.period_from,
            period_until: additions.period_until,
            parental: additions.parental,
        };
        Ok((record, additions.given))
    }
}

impl ProcessWords {
    fn of(purpose: &Option<Purpose>, record: &ConsentRecord) -> Self {
        // INVARIANT: a legal basis is written as one word.
        let basis = serde_json::to_value(record.lawful_basis).expect("INVARIANT: a basis is a word");
        Self {
            kind: "dpv:Process".to_owned(),
            purpose: purpose.clone(),
            purpose_type: record.purpose_type.clone(),
            lawful_basis: format!("eu-gdpr:{}", basis.as_str().unwrap_or_default()),
            personal_data: record.pii_information.iter().map(DataWords::of).collect(),
            controllers: record.pii_controllers.clone(),
            collection_method: record.collection_method.clone(),
            processing_method: record.processing_method.clone(),
            storage: StorageWords {
                locations: record.storage_locations.clone(),
                duration: record.retention_period.clone(),
            },
            locations: record.processing_locations.clone(),
            geographic_restrictions: record.geographic_restrictions.clone(),
            jurisdiction: record.jurisdiction.clone(),
            recipients: record.recipient_third_parties.clone(),
            withdrawal_method: record.withdrawal_method.clone(),
            rights: record.privacy_rights.clone(),
            codes_of_conduct: record.codes_of_conduct.clone(),
            impact_assessment: record.impact_assessment.clone(),
            authority: record.authority_party.clone(),
        }
    }
}

impl DataWords {
    fn of(data: &PersonalData) -> Self {
        let special = data.special_pii_category.map(special);
        Self {
            kinds: [data.pii_type.clone()].into_iter().chain(special.map(str::to_owned)).collect(),
            attribute: data.pii_attribute_id.clone(),
            necessity: if data.pii_optional { "dpv:Optional" } else { "dpv:Required" }.to_owned(),
            sensitive: data.sensitive_pii_category.clone(),
        }
    }

    fn data(self) -> Result<PersonalData, ExchangeError> {
        let wrong =
            || ExchangeError::form("`dpv:hasPersonalData`", "its types or its necessity are not those of the profile");
        let mut kinds = self.kinds.into_iter();
        let pii_type = kinds.next().ok_or_else(wrong)?;
        let named = |term: String| Category::ALL.into_iter().find(|category| special(*category) == term);
        let special_pii_category = kinds.next().map(|term| named(term).ok_or_else(wrong)).transpose()?;
        if kinds.next().is_some() {
            return Err(wrong());
        }
        let pii_optional = match self.necessity.as_str() {
            "dpv:Optional" => true,
            "dpv:Required" => false,
            _ => return Err(wrong()),
        };
        Ok(PersonalData {
            pii_type,
            pii_attribute_id: self.attribute,
            pii_optional,
            sensitive_pii_category: self.sensitive,
            special_pii_category,
        })
    }
}

/// DPV's term for a special category.
fn special(category: Category) -> &'static str {
    match category {
        Category::RacialEthnic => "pd:EthnicOrigin",
        Category::PoliticalOpinion => "pd:PoliticalOpinion",
        Category::ReligionBelief => "pd:ReligiousBelief",
        Category::TradeUnion => "pd:TradeUnionMembership",
        Category::Genetic => "pd:Genetic",
        Category::BiometricId => "pd:Biometric",
        Category::Health => "pd:Health",
        Category::SexLifeOrientation => "pd:Sexual",
    }
}

impl EntityWords {
    fn of(party: &Party) -> Self {
        Self {
            id: party.party_id.clone(),
            kinds: [party.party_role.clone(), party.party_type.clone()],
            name: party.party_name.clone(),
            address: party.party_address.clone(),
            contact: party.party_contact.clone(),
            email: party.party_email.clone(),
            url: party.party_url.clone(),
            phone: party.party_phone.clone(),
        }
    }

    fn party(self) -> Party {
        let [party_role, party_type] = self.kinds;
        Party {
            party_id: self.id,
            party_name: self.name,
            party_role,
            party_type,
            party_address: self.address,
            party_contact: self.contact,
            party_email: self.email,
            party_url: self.url,
            party_phone: self.phone,
        }
    }
}

impl Additions {
    fn of(record: &ConsentRecord, given: Option<GivenWords>) -> Self {
        Self {
            version: ADDITIONS,
            receipt_id: record.receipt_id.clone(),
            ui_build_hash: record.ui_build_hash,
            steps_to_give: record.steps_to_give,
            steps_to_withdraw: record.steps_to_withdraw,
            period_from: record.period_from,
            period_until: record.period_until,
            parental: record.parental.clone(),
            given,
        }
    }
}

impl GivenWords {
    fn of(given: &ConsentGiven) -> Self {
        Self {
            categories: given.categories.clone(),
            kinds: given.kinds.clone(),
            services: given.services.clone(),
            conditions_ok: given.conditions_ok,
            parental: given.parental,
            all_parties: given.all_parties,
            notice_version: given.notice_version.clone(),
        }
    }

    fn consent(
        self,
        subject: SubjectId,
        purpose: Option<Purpose>,
        explicit: bool,
        record: Option<Box<ConsentRecord>>,
    ) -> ConsentGiven {
        let language = record.as_ref().map(|record| record.language.clone());
        ConsentGiven {
            subject,
            purpose,
            explicit,
            categories: self.categories,
            kinds: self.kinds,
            services: self.services,
            conditions_ok: self.conditions_ok,
            parental: self.parental,
            all_parties: self.all_parties,
            notice_version: self.notice_version,
            // INVARIANT: a document has a record, and a record a language.
            language: language.expect("INVARIANT: a document has a record"),
            record,
        }
    }
}
