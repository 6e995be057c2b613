//! What people, the controller and authorities say. In: nothing. Out: `Said`, one event, with the JSON shape that stands
//! in `docs/formats.md`. Never: a `Debug` that shows a name or what a person wrote.

use chrono::SubsecRound;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use terms::{
    AccountId, Category, Country, Date, Digest, Instant, Kind, Lang, LegalBasis, Operation, Purpose, RecordId,
    SubjectId, Text,
};

/// One thing that was said, and when it was received. Its effect runs from receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The moment of receipt, in whole seconds.
    #[serde(with = "moment")]
    pub at: Instant,
    /// What was said.
    #[serde(flatten)]
    pub act: Act,
}

impl Said {
    /// `act`, received at `at` (cut to whole seconds).
    pub fn new(at: Instant, act: Act) -> Self {
        Self { at: at.trunc_subsecs(0), act }
    }
}

/// What can be said. `purpose: None` (absent or `"*"` in JSON) means every purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// A person consents [GDPR 7(1)].
    ConsentGiven(ConsentGiven),
    /// A person was asked and said no.
    ConsentRefused {
        /// Who.
        subject: SubjectId,
        /// To what.
        #[serde(default, with = "every", skip_serializing_if = "Option::is_none")]
        purpose: Option<Purpose>,
    },
    /// A person takes consent back [GDPR 7(3)].
    ConsentWithdrawn {
        /// Who.
        subject: SubjectId,
        /// From what.
        #[serde(default, with = "every", skip_serializing_if = "Option::is_none")]
        purpose: Option<Purpose>,
    },
    /// Somebody objects [GDPR 21].
    Objection(ObjectionMade),
    /// The objector takes an objection back.
    ObjectionWithdrawn {
        /// Which objection.
        id: String,
    },
    /// It is now known who made an objection.
    ObjectionResolved {
        /// Which objection.
        id: String,
        /// Whose it is.
        subject: SubjectId,
    },
    /// The controller rejects an objection. Counts only for one under Article 21(1).
    ObjectionRejected {
        /// Which objection.
        id: String,
        /// Why.
        grounds: RejectionGrounds,
    },
    /// The controller accepts an objection.
    ObjectionAccepted {
        /// Which objection.
        id: String,
    },
    /// A person asks for erasure [GDPR 17].
    ErasureRequested {
        /// Who.
        subject: SubjectId,
    },
    /// The controller grants erasure.
    ErasureGranted {
        /// To whom.
        subject: SubjectId,
    },
    /// The controller refuses erasure.
    ErasureRefused {
        /// To whom.
        subject: SubjectId,
    },
    /// A person asks for restriction [GDPR 18].
    RestrictionRequested {
        /// Who.
        subject: SubjectId,
    },
    /// Restriction ends; the person was told before [GDPR 18(3)].
    RestrictionLifted {
        /// Whose.
        subject: SubjectId,
    },
    /// A person contests accuracy [GDPR 16].
    AccuracyContested {
        /// Who.
        subject: SubjectId,
    },
    /// The question of accuracy is settled.
    AccuracySettled {
        /// Whose.
        subject: SubjectId,
    },
    /// A notice reached a person [GDPR 13(3)].
    NoticeDelivered(NoticeDelivered),
    /// A notice did not reach a person.
    NoticeFailed {
        /// Whom.
        subject: SubjectId,
        /// Of the notice.
        version: String,
        /// `email`, `in_app`, `post`, …
        channel: String,
    },
    /// The controller registers a purpose.
    PurposeRegistered {
        /// Its id.
        purpose: Purpose,
        /// The configured basis.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<LegalBasis>,
        /// Its text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
    /// An assessment is approved.
    AssessmentApproved {
        /// Which kind.
        assessment: Assessment,
        /// For which purpose.
        purpose: Purpose,
        /// When it must be looked at again.
        #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
        review_due: Option<Date>,
    },
    /// An authority, a court or an undertaking forbids something.
    Order(Order),
    /// An order ends.
    OrderLifted {
        /// Which order.
        id: String,
    },
    /// A run starts.
    RunStarted {
        /// Its id.
        run: String,
        /// What it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        operation: Option<Operation>,
        /// What for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        purpose: Option<Purpose>,
        /// With which corpus.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        corpus: Option<Digest>,
    },
    /// A run stops.
    RunStopped {
        /// Its id.
        run: String,
        /// Why, in one word or an order's id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A corpus is sealed.
    CorpusSealed {
        /// Its digest.
        corpus: Digest,
        /// What for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        purpose: Option<Purpose>,
        /// How many records it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        records: Option<u64>,
        /// The rules it was decided under.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rules_digest: Option<Digest>,
        /// The tree head it was decided under.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tree_size: Option<u64>,
    },
    /// A corpus is purged of what is no longer lawful.
    CorpusPurged {
        /// Its digest after that.
        corpus: Digest,
        /// Its digest before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<Digest>,
        /// How many records it holds now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        records: Option<u64>,
        /// The tree head it was decided under.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tree_size: Option<u64>,
    },
    /// A model is trained.
    ModelTrained {
        /// Its digest.
        model: Digest,
        /// On which corpus.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        corpus: Option<Digest>,
        /// In which run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        run: Option<String>,
    },
    /// A person's influence is removed from a model, exactly.
    Forgotten {
        /// Who.
        subject: SubjectId,
        /// The model after that.
        model: Digest,
        /// The corpus after that.
        corpus: Digest,
    },
    /// The ledger erased the content of these events; their leaves stay. Only the ledger itself says this.
    Erased {
        /// Positions in the log.
        leaves: Vec<u64>,
    },
}

/// Consent, with what makes it valid or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentGiven {
    /// Who.
    pub subject: SubjectId,
    /// To what.
    #[serde(default, with = "every", skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// By an express statement [GDPR 9(2)(a)].
    pub explicit: bool,
    /// The special categories it names.
    pub categories: Vec<Category>,
    /// The kinds of content it covers.
    #[serde(with = "starred")]
    pub kinds: Covers<Kind>,
    /// The services it covers.
    #[serde(with = "starred")]
    pub services: Covers<String>,
    /// Not bundled, not conditional, granular, informed, and as easy to withdraw [GDPR 4(11), 7(2)-(4)].
    pub conditions_ok: bool,
    /// Given or authorised by the holder of parental responsibility [GDPR 8(1)].
    pub parental: bool,
    /// All parties of a private conversation consent.
    pub all_parties: bool,
    /// The notice that was shown.
    pub notice_version: String,
    /// Its language.
    pub language: Lang,
}

/// An objection. Exactly one of `subject`, `candidates`, `names` says who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionMade {
    /// Unique in the ledger.
    pub id: String,
    /// Who, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectId>,
    /// Who it may be, if that is not known [GDPR 11, 12(6)].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<SubjectId>,
    /// What a person without an account is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Text>,
    /// Against what.
    #[serde(default, with = "every", skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// How far it reaches.
    pub scope: ObjectionScope,
    /// The objector's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verbatim: Option<Text>,
    /// Their language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// Under which right.
    pub article: Article,
}

/// How far an objection reaches: `{"person": true}`, `{"account": id}` or `{"items": [ids]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ScopeWords", into = "ScopeWords")]
pub enum ObjectionScope {
    /// The person, with all accounts, past and future.
    Person,
    /// One account.
    Account(AccountId),
    /// These records.
    Items(Vec<RecordId>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeWords {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<AccountId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    items: Option<Vec<RecordId>>,
}

impl TryFrom<ScopeWords> for ObjectionScope {
    type Error = &'static str;
    fn try_from(words: ScopeWords) -> Result<Self, Self::Error> {
        match words {
            ScopeWords { person: Some(true), account: None, items: None } => Ok(Self::Person),
            ScopeWords { person: None, account: Some(account), items: None } => Ok(Self::Account(account)),
            ScopeWords { person: None, account: None, items: Some(items) } if !items.is_empty() => {
                Ok(Self::Items(items))
            }
            _ => Err("a scope is one of person, account or items"),
        }
    }
}

impl From<ObjectionScope> for ScopeWords {
    fn from(scope: ObjectionScope) -> Self {
        let none = Self { person: None, account: None, items: None };
        match scope {
            ObjectionScope::Person => Self { person: Some(true), ..none },
            ObjectionScope::Account(account) => Self { account: Some(account), ..none },
            ObjectionScope::Items(items) => Self { items: Some(items), ..none },
        }
    }
}

/// The right under which a person objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Article {
    /// On grounds relating to the person's situation; may be rejected for compelling grounds [GDPR 21(1)].
    #[serde(rename = "21(1)")]
    Situation,
    /// Against direct marketing: absolute [GDPR 21(2)].
    #[serde(rename = "21(2)")]
    Marketing,
    /// Promised by the controller without conditions: absolute.
    #[serde(rename = "discretionary")]
    Discretionary,
}

/// Why an objection is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectionGrounds {
    /// Compelling legitimate grounds [GDPR 21(1)].
    Compelling,
}

/// A notice that reached a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeDelivered {
    /// Whom.
    pub subject: SubjectId,
    /// The purposes it names; `"*"` in the list means every purpose.
    #[serde(with = "starred")]
    pub purposes: Covers<Purpose>,
    /// Its version.
    pub version: String,
    /// Its language.
    pub language: Lang,
    /// `email`, `in_app`, `post`, …
    pub channel: String,
    /// It brings the right to object explicitly, clearly and separately to attention [GDPR 21(4)].
    pub objection_right_separate: bool,
}

/// An assessment that a purpose needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assessment {
    /// Of legitimate interests [GDPR 6(1)(f)].
    Lia,
    /// Of the impact [GDPR 35].
    Dpia,
    /// Of compatibility [GDPR 6(4)].
    Compat,
}

/// An order, injunction or binding undertaking [GDPR 58(2)].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Unique in the ledger.
    pub id: String,
    /// Who ordered it.
    pub authority: String,
    /// Under which provision.
    pub provision: String,
    /// What it does.
    pub effect: OrderEffect,
    /// Where.
    pub territory: Covers<Country>,
    /// Which operations.
    pub ops: Covers<Operation>,
    /// Which purposes.
    pub purposes: Covers<Purpose>,
    /// First day in force.
    #[serde(with = "date")]
    pub from: Date,
    /// Last day in force; open-ended if absent.
    #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What an order does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderEffect {
    /// It forbids.
    Forbid,
}

/// Everything (`"*"`), or only these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers<T> {
    /// Everything.
    All,
    /// Only these.
    Only(Vec<T>),
}

impl<T: PartialEq> Covers<T> {
    /// Whether `thing` is covered.
    pub fn covers(&self, thing: &T) -> bool {
        match self {
            Self::All => true,
            Self::Only(these) => these.contains(thing),
        }
    }
}

impl<T: Serialize> Serialize for Covers<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("*"),
            Self::Only(these) => these.serialize(serializer),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StarOr<T> {
    Word(String),
    These(Vec<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Covers<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match StarOr::deserialize(deserializer)? {
            StarOr::Word(word) if word == "*" => Ok(Self::All),
            StarOr::Word(_) => Err(D::Error::custom("a list or `*` is expected")),
            StarOr::These(these) => Ok(Self::Only(these)),
        }
    }
}

impl Act {
    /// The word that stands in `act`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::ConsentGiven(_) => "consent_given",
            Self::ConsentRefused { .. } => "consent_refused",
            Self::ConsentWithdrawn { .. } => "consent_withdrawn",
            Self::Objection(_) => "objection",
            Self::ObjectionWithdrawn { .. } => "objection_withdrawn",
            Self::ObjectionResolved { .. } => "objection_resolved",
            Self::ObjectionRejected { .. } => "objection_rejected",
            Self::ObjectionAccepted { .. } => "objection_accepted",
            Self::ErasureRequested { .. } => "erasure_requested",
            Self::ErasureGranted { .. } => "erasure_granted",
            Self::ErasureRefused { .. } => "erasure_refused",
            Self::RestrictionRequested { .. } => "restriction_requested",
            Self::RestrictionLifted { .. } => "restriction_lifted",
            Self::AccuracyContested { .. } => "accuracy_contested",
            Self::AccuracySettled { .. } => "accuracy_settled",
            Self::NoticeDelivered(_) => "notice_delivered",
            Self::NoticeFailed { .. } => "notice_failed",
            Self::PurposeRegistered { .. } => "purpose_registered",
            Self::AssessmentApproved { .. } => "assessment_approved",
            Self::Order(_) => "order",
            Self::OrderLifted { .. } => "order_lifted",
            Self::RunStarted { .. } => "run_started",
            Self::RunStopped { .. } => "run_stopped",
            Self::CorpusSealed { .. } => "corpus_sealed",
            Self::CorpusPurged { .. } => "corpus_purged",
            Self::ModelTrained { .. } => "model_trained",
            Self::Forgotten { .. } => "forgotten",
            Self::Erased { .. } => "erased",
        }
    }

    /// The one person this is about, if the event names exactly one.
    pub fn subject(&self) -> Option<&SubjectId> {
        match self {
            Self::ConsentGiven(ConsentGiven { subject, .. })
            | Self::NoticeDelivered(NoticeDelivered { subject, .. })
            | Self::ConsentRefused { subject, .. }
            | Self::ConsentWithdrawn { subject, .. }
            | Self::ObjectionResolved { subject, .. }
            | Self::ErasureRequested { subject }
            | Self::ErasureGranted { subject }
            | Self::ErasureRefused { subject }
            | Self::RestrictionRequested { subject }
            | Self::RestrictionLifted { subject }
            | Self::AccuracyContested { subject }
            | Self::AccuracySettled { subject }
            | Self::NoticeFailed { subject, .. }
            | Self::Forgotten { subject, .. } => Some(subject),
            Self::Objection(made) => made.subject.as_ref(),
            _ => None,
        }
    }

    /// The objection this makes or is about.
    pub(crate) fn objection(&self) -> Option<&str> {
        match self {
            Self::Objection(ObjectionMade { id, .. })
            | Self::ObjectionWithdrawn { id }
            | Self::ObjectionResolved { id, .. }
            | Self::ObjectionRejected { id, .. }
            | Self::ObjectionAccepted { id } => Some(id),
            _ => None,
        }
    }

    /// What the JSON shape cannot say: an empty id, an objection by nobody, a name that would match every text.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        if self.subject().is_some_and(|subject| subject.as_str().is_empty()) {
            return Err("`subject` is empty");
        }
        if self.objection().is_some_and(str::is_empty) {
            return Err("`id` of an objection is empty");
        }
        match self {
            Self::Objection(made) => {
                let makers = [made.subject.is_some(), !made.candidates.is_empty(), !made.names.is_empty()];
                if makers.into_iter().filter(|given| *given).count() != 1 {
                    return Err("an objection needs exactly one of `subject`, `candidates` and `names`");
                }
                if made.candidates.iter().any(|candidate| candidate.as_str().is_empty()) {
                    return Err("a candidate is empty");
                }
                if made.names.iter().any(|name| name.expose().trim().is_empty()) {
                    return Err("a name is empty");
                }
                Ok(())
            }
            Self::Order(order) if order.id.is_empty() => Err("`id` of an order is empty"),
            Self::Order(order) if order.until.is_some_and(|until| until < order.from) => {
                Err("`until` of an order is before `from`")
            }
            _ => Ok(()),
        }
    }
}

mod moment {
    use super::*;
    pub fn serialize<S: Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&terms::format_instant(*at))
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        let text = String::deserialize(deserializer)?;
        let at = terms::parse_instant(&text).map_err(|_| D::Error::custom("a moment in RFC 3339 is expected"))?;
        Ok(at.trunc_subsecs(0))
    }
}

mod date {
    use super::*;
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        terms::parse_date(&text).map_err(|_| D::Error::custom("a date yyyy-mm-dd is expected"))
    }
}

mod some_date {
    use super::*;
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(serializer)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| terms::parse_date(&text).map_err(|_| D::Error::custom("a date yyyy-mm-dd is expected")))
            .transpose()
    }
}

/// `"*"` is read as `None`, so that one meaning has one spelling.
mod every {
    use super::*;
    pub fn serialize<S: Serializer>(purpose: &Option<Purpose>, serializer: S) -> Result<S::Ok, S::Error> {
        purpose.serialize(serializer)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Purpose>, D::Error> {
        Ok(Option::<Purpose>::deserialize(deserializer)?.filter(|purpose| purpose.as_str() != "*"))
    }
}

/// Lists in which `"*"` may stand for everything.
mod starred {
    use super::*;
    pub fn serialize<T: Serialize, S: Serializer>(covers: &Covers<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match covers {
            Covers::All => ["*"].serialize(serializer),
            Covers::Only(these) => these.serialize(serializer),
        }
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Covers<T>, D::Error> {
        let mut these = Vec::new();
        let mut all = false;
        for StarOrThing(thing) in Vec::<StarOrThing<T>>::deserialize(deserializer)? {
            match thing {
                Some(thing) => these.push(thing),
                None => all = true,
            }
        }
        Ok(if all { Covers::All } else { Covers::Only(these) })
    }

    /// `None` is the star. A type that takes any text would take the star for a thing, so it is looked for first.
    struct StarOrThing<T>(Option<T>);

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for StarOrThing<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let word = String::deserialize(deserializer)?;
            if word == "*" {
                return Ok(Self(None));
            }
            let word = serde::de::value::StringDeserializer::<D::Error>::new(word);
            T::deserialize(word).map(|thing| Self(Some(thing)))
        }
    }
}
