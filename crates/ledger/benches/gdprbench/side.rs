//! What both sides have in common. In: the events that operations make. Out: the same JSON for both, and answers that can be
//! compared. Never: time spent on comparing counted as the work of a side.

use crate::workload::{Operation, Step};
use ledger::{
    Act, Article, ConsentGiven, ConsentRecord, ConsentState, Covers, NoticeDelivered, ObjectionMade, ObjectionScope,
    Period, Said, Standing,
};
use std::time::Duration;
use terms::{Digest, Instant, Lang, Purpose, SubjectId};

pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What an operation gave, and what it took.
pub struct Done {
    /// Until the answer was there, or the change was durable.
    pub taken: Duration,
    /// What is left to a later moment, like publishing: part of the throughput and of no latency.
    pub upkeep: Duration,
    pub answer: Answer,
}

/// What an operation said. Both sides must say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// So many records were changed.
    Changed(u64),
    /// So many rows, with this digest.
    Told(u64, Digest),
    /// Whether the person is gone.
    Gone(bool),
}

impl Answer {
    pub fn told(rows: &[String]) -> Self {
        Self::Told(rows.len() as u64, Digest::of_parts(rows.iter().map(String::as_bytes)))
    }
}

/// One of the stores that are compared.
pub trait Side {
    fn name(&self) -> &'static str;
    /// Takes records in before anything is measured.
    fn load(&mut self, first: u64, said: &[Said]) -> Outcome<()>;
    fn perform(&mut self, step: &Step) -> Outcome<Done>;
    /// What is to be done before the next role, like publishing: part of the throughput.
    fn settle(&mut self) -> Outcome<Duration>;
    /// Whether the store finds itself sound.
    fn check(&mut self) -> Outcome<String>;
}

/// Makes the events of the benchmark.
pub struct Maker {
    pub purposes: u64,
    record: ConsentRecord,
    language: Lang,
}

impl Maker {
    pub fn new(purposes: u64) -> Outcome<Self> {
        Ok(Self { purposes, record: serde_json::from_str(RECORD)?, language: Lang::new("nl")? })
    }

    pub fn subject(key: u64) -> SubjectId {
        SubjectId::new(format!("forum-a:{key}"))
    }

    pub fn purpose(&self, key: u64) -> Purpose {
        Self::purpose_named(key % self.purposes)
    }

    pub fn purpose_named(purpose: u64) -> Purpose {
        Purpose::new(format!("purpose-{purpose}"))
    }

    /// A consent with its record of ISO/IEC TS 27560.
    pub fn consent(&self, at: Instant, key: u64, number: u64) -> Said {
        let subject = Self::subject(key);
        let mut record = self.record.clone();
        record.record_id = format!("{number:08x}-0000-4000-8000-{key:012x}");
        record.entity_id = subject.as_str().to_owned();
        let given = ConsentGiven {
            subject,
            purpose: Some(self.purpose(key)),
            explicit: true,
            categories: Vec::new(),
            kinds: Covers::All,
            services: Covers::All,
            conditions_ok: true,
            parental: false,
            all_parties: false,
            notice_version: format!("n{number}"),
            language: self.language.clone(),
            record: Some(Box::new(record)),
        };
        Said::new(at, Act::ConsentGiven(given))
    }

    /// A notice about one purpose that reached one person.
    pub fn notice(&self, step: &Step, purpose: u64, subject: SubjectId) -> Said {
        let delivered = NoticeDelivered {
            subject,
            purposes: Covers::Only(vec![Self::purpose_named(purpose)]),
            version: format!("n{}", step.number),
            language: self.language.clone(),
            channel: "email".to_owned(),
            objection_right_separate: true,
        };
        Said::new(step.at, Act::NoticeDelivered(delivered))
    }

    /// The one event of an operation that makes one.
    pub fn said(&self, step: &Step) -> Option<Said> {
        let act = match step.operation {
            Operation::CreateRecord { key } | Operation::UpdateDataByKey { key } => {
                return Some(self.consent(step.at, key, step.number));
            }
            Operation::UpdateMetadataByUser { key } => Act::RestrictionRequested { subject: Self::subject(key) },
            Operation::Withdraw { key } => {
                Act::ConsentWithdrawn { subject: Self::subject(key), purpose: Some(self.purpose(key)), record: None }
            }
            Operation::Object { key } => Act::Objection(ObjectionMade {
                id: format!("o{}", step.number),
                subject: Some(Self::subject(key)),
                candidates: Vec::new(),
                names: Vec::new(),
                purpose: Some(self.purpose(key)),
                scope: ObjectionScope::Person,
                period: Period::Both,
                models: None,
                verbatim: None,
                reasons: None,
                channel: Some("form".to_owned()),
                notice_version: None,
                language: Some(self.language.clone()),
                article: Article::Situation,
            }),
            _ => return None,
        };
        Some(Said::new(step.at, act))
    }
}

/// What holds for one person, as both sides tell it.
pub fn held(state: &str, notice: &str, delivered: &str, restricted: bool, objections: u64) -> String {
    format!("{state} {notice} {delivered} {restricted} {objections}")
}

/// The same from a standing; nothing where consent was never asked for.
pub fn held_by(standing: &Standing) -> Option<String> {
    let consent = standing.consent.as_ref()?;
    let state = match consent.state {
        ConsentState::Given | ConsentState::Renewed => "given",
        ConsentState::Withdrawn => "withdrawn",
        ConsentState::Refused => "refused",
    };
    let delivered = standing.notices.last().map(|notice| notice.version.as_str()).unwrap_or_default();
    let objections = standing.objections.iter().filter(|objection| objection.state.is_open()).count();
    Some(held(state, &consent.notice_version, delivered, standing.restriction, objections as u64))
}

const RECORD: &str = r#"{"schema_version":"27560:2023","record_id":"00000000-0000-4000-8000-000000000000",
"receipt_id":"00000000-0000-4000-8000-000000000001","privacy_notice":"https://forum-a.example.org/notice","language":"nl",
"purpose_type":"dpv:ServiceOptimisation","lawful_basis":"A6-1-a",
"pii_information":[{"pii_type":"pd:SocialMediaCommunication","pii_attribute_id":"posts","pii_optional":true}],
"pii_controllers":["c1"],"collection_method":"dpv:DataSubject","processing_method":"ai:ModelTraining",
"storage_locations":["IE"],"retention_period":"P2Y","processing_locations":["IE","NL"],
"geographic_restrictions":["IE","NL"],"jurisdiction":"NL","recipient_third_parties":["t1"],
"withdrawal_method":"https://forum-a.example.org/withdraw","privacy_rights":["eu-gdpr:A7-3","eu-gdpr:A17"],
"authority_party":"ap","parties":[
{"party_id":"c1","party_name":"Forum A","party_role":"dpv:DataController","party_type":"dpv:ForProfitOrganisation",
"party_address":"Example Avenue 1","party_contact":"privacy desk","party_email":"privacy@example.org"},
{"party_id":"t1","party_name":"Host B","party_role":"dpv:ThirdParty","party_type":"dpv:ForProfitOrganisation",
"party_address":"Example Avenue 2","party_contact":"desk"},
{"party_id":"ap","party_name":"An authority","party_role":"dpv:Authority","party_type":"dpv:DataProtectionAuthority",
"party_address":"Example Avenue 3","party_contact":"desk"}],
"validity_duration":"P2Y","entity_id":"s1","steps_to_give":2,"steps_to_withdraw":1}"#;
