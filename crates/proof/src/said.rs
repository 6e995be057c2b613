//! What people, the controller and authorities say. In: nothing. Out: `Said`, one event, with the JSON shape that stands
//! in `docs/formats.md`. Never: a `Debug` that shows a name or what a person wrote.

use crate::consent::ConsentRecord;
use crate::order::Order;
use crate::shape::{Covers, date, every, moment, some_date, starred};
use crate::verdict::Verdict;
use chrono::SubsecRound;
use serde::{Deserialize, Serialize};
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
        /// The record of ISO/IEC TS 27560, if one was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<Box<ConsentRecord>>,
    },
    /// A person takes consent back [GDPR 7(3)].
    ConsentWithdrawn {
        /// Who.
        subject: SubjectId,
        /// From what.
        #[serde(default, with = "every", skip_serializing_if = "Option::is_none")]
        purpose: Option<Purpose>,
        /// The record of ISO/IEC TS 27560, if one was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<Box<ConsentRecord>>,
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
        /// The reasons, as the objector was told them [GDPR 12(4)].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reasons: Option<Text>,
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
    /// A notice did not reach a person; a delivery of the same version by the same channel that was noted before was none.
    NoticeFailed {
        /// Whom.
        subject: SubjectId,
        /// Of the notice.
        version: String,
        /// `email`, `in_app`, `post`, …
        channel: String,
        /// Why, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<DeliveryFailure>,
        /// It is tried again; absent: this was the last try, until somebody of the staff wants another.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
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
        /// First day of its validity; the day of registration if absent.
        #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
        valid_from: Option<Date>,
        /// Last day of its validity; open-ended if absent.
        #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
        valid_until: Option<Date>,
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
        /// First day of its validity; the day of approval if absent.
        #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
        valid_from: Option<Date>,
        /// The document, by digest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<Digest>,
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
        /// SHA-256 of its manifest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manifest: Option<Digest>,
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
        /// SHA-256 of its manifest after that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manifest: Option<Digest>,
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
    /// Accounts turn out to be one person's; what that person says counts for all of them.
    AccountsLinked {
        /// Whose.
        subject: SubjectId,
        /// Which.
        accounts: Vec<AccountId>,
    },
    /// Accounts turn out not to be this person's.
    AccountsUnlinked {
        /// Whose not.
        subject: SubjectId,
        /// Which.
        accounts: Vec<AccountId>,
    },
    /// A person asks what is held about them [GDPR 15].
    AccessRequested {
        /// Who.
        subject: SubjectId,
        /// Unique among the person's requests.
        request: String,
    },
    /// A person asks for their data in a form that others can read [GDPR 20].
    PortabilityRequested {
        /// Who.
        subject: SubjectId,
        /// Unique among the person's requests.
        request: String,
    },
    /// A person asks that something about them be put right [GDPR 16].
    RectificationRequested {
        /// Who.
        subject: SubjectId,
        /// Unique among the person's requests.
        request: String,
        /// What, in the person's own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verbatim: Option<Text>,
    },
    /// It was put right.
    RectificationMade {
        /// Whose.
        subject: SubjectId,
        /// Which request.
        request: String,
    },
    /// A request takes longer than a month, and the person was told why [GDPR 12(3)].
    RequestExtended {
        /// Whose.
        subject: SubjectId,
        /// Which request.
        request: String,
        /// Until when.
        #[serde(with = "date")]
        until: Date,
        /// Why.
        reasons: Text,
    },
    /// A person has got an answer to a request [GDPR 12(3)-(4)].
    RequestReplied {
        /// Whose.
        subject: SubjectId,
        /// Which request.
        request: String,
        /// What the answer was.
        outcome: Outcome,
        /// Why, where it was not a plain yes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reasons: Option<Text>,
    },
    /// A recipient was told of a rectification, erasure, restriction, objection or withdrawal [GDPR 19].
    RecipientNotified {
        /// Whose.
        subject: SubjectId,
        /// Who was told.
        recipient: String,
        /// Of which act, by its word.
        of: String,
    },
    /// The recipient confirmed that it followed.
    RecipientAcknowledged {
        /// Whose.
        subject: SubjectId,
        /// Who confirmed.
        recipient: String,
        /// Which act, by its word.
        of: String,
    },
    /// A version of a notice is published [GDPR 13, 14].
    NoticePublished(NoticePublished),
    /// A notice was sent to a person; that it arrived is another event.
    NoticeSent {
        /// To whom.
        subject: SubjectId,
        /// Of the notice.
        version: String,
        /// In which language.
        language: Lang,
        /// `email`, `in_app`, `post`, …
        channel: String,
    },
    /// A person looked at a notice.
    NoticeSeen {
        /// Who.
        subject: SubjectId,
        /// Of the notice.
        version: String,
        /// `email`, `in_app`, `post`, …
        channel: String,
    },
    /// The controller ends a purpose.
    PurposeEnded {
        /// Its id.
        purpose: Purpose,
    },
    /// An assessment no longer holds.
    AssessmentWithdrawn {
        /// Which kind.
        assessment: Assessment,
        /// For which purpose.
        purpose: Purpose,
    },
    /// An appeal against an order. The order holds until it is lifted, whatever the court may say in between.
    OrderAppealed {
        /// Which order.
        id: String,
        /// Where.
        court: String,
    },
    /// Something that an order or undertaking asks for is done, like a deletion.
    OrderTaskDone {
        /// Which order.
        id: String,
        /// What, in one word.
        task: String,
        /// The proof, by digest.
        proof: Digest,
    },
    /// Where the controller's main establishment is, and who leads [GDPR 4(16), 56].
    EstablishmentSet {
        /// In which country.
        country: Country,
        /// The lead supervisory authority.
        authority: String,
    },
    /// A complaint, or a question of an authority [GDPR 57(1)(f), 77].
    ComplaintReceived {
        /// Unique in the ledger.
        id: String,
        /// Where it was made.
        authority: String,
        /// Who complains, where it is about one person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<SubjectId>,
        /// When an answer is due.
        #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    /// A complaint is closed.
    ComplaintClosed {
        /// Which.
        id: String,
        /// How.
        outcome: String,
    },
    /// A personal data breach, notified or not [GDPR 33(5)].
    BreachRecorded(Breach),
    /// An authority or the persons concerned were told of a breach [GDPR 33(1), 34(1)].
    BreachNotified {
        /// Which breach.
        id: String,
        /// Who was told.
        to: Told,
    },
    /// An authority got a report.
    ReportDelivered {
        /// Which authority.
        authority: String,
        /// The report, by digest.
        report: Digest,
    },
    /// Somebody looked at what the detectors were not sure of in a record, and said what it is [GDPR 5(1)(d)].
    FindingsReviewed {
        /// The record.
        record: RecordId,
        /// Whose it is, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<SubjectId>,
        /// What was looked at, text and findings, by digest. About another text or other findings nothing was said.
        reviewed: Digest,
        /// What it is.
        outcome: Verdict,
    },
    /// Somebody of the controller's staff read a text that is held because the detectors were not sure of it. Once for each
    /// text, reader and day.
    TextRead {
        /// The record.
        record: RecordId,
        /// Whose it is, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<SubjectId>,
        /// What was shown, text and findings, by digest.
        reviewed: Digest,
    },
    /// Somebody from outside, of a supervisory authority or an auditor, may read in the console until a day.
    InvitationGiven {
        /// Unique in the ledger.
        id: String,
        /// Under which name they act here.
        name: String,
        /// As what.
        role: String,
        /// The last day.
        #[serde(with = "date")]
        until: Date,
        /// Where letters reach them, under a pseudonym: the address itself is never kept.
        address: String,
    },
    /// They may no longer.
    InvitationWithdrawn {
        /// Which invitation.
        id: String,
    },
    /// Somebody of the controller's staff did what the event before this one says. It stands apart, so that a person's own
    /// events do not hold the name of who handled them.
    StaffActed {
        /// Who, by the id of the configuration.
        staff: String,
        /// As what.
        role: String,
        /// Which act, by its word.
        of: String,
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
    /// The record of ISO/IEC TS 27560, if one was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Box<ConsentRecord>>,
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
    /// Whether it reaches what was posted before it, after it, or both. Kept as it was said; it takes effect for both, so
    /// that nothing is used because a date was unsure.
    #[serde(default, skip_serializing_if = "Period::is_both")]
    pub period: Period,
    /// The models it is about; every model if absent. Kept as it was said; it takes effect for every model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub models: Option<Vec<String>>,
    /// The objector's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verbatim: Option<Text>,
    /// The grounds relating to the objector's situation, where any were given; none are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Text>,
    /// `form`, `email`, `post`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The notice that promised what `article` names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_version: Option<String>,
    /// Their language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// Under which right.
    pub article: Article,
}

/// Posts of which time an objection reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// All of them.
    #[default]
    Both,
    /// Those before the objection.
    Past,
    /// Those after it.
    Future,
}

impl Period {
    fn is_both(&self) -> bool {
        *self == Self::Both
    }
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

/// A version of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticePublished {
    /// Its version.
    pub version: String,
    /// Whom it is for.
    pub audience: Audience,
    /// The purposes it names.
    #[serde(with = "starred")]
    pub purposes: Covers<Purpose>,
    /// The languages it exists in.
    pub languages: Vec<Lang>,
    /// Its text and layout, by digest.
    pub document: Digest,
    /// It differs from the version before in purpose, kinds, recipients or basis, so that windows start again.
    pub material: bool,
    /// It brings the right to object explicitly, clearly and separately to attention [GDPR 21(4)].
    pub objection_right_separate: bool,
}

/// Whom a notice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// People with an account.
    Users,
    /// People without one, whom others write about [GDPR 14].
    NonUsers,
}

/// Why a notice did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryFailure {
    /// It came back.
    Bounced,
    /// Nobody looked at it until the last try.
    Unseen,
    /// It does not exist in the person's language.
    NoLanguage,
    /// The mail server of the person, or the app, did not take it.
    NotTaken,
}

/// What the answer to a request was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Yes.
    Fulfilled,
    /// In part.
    PartlyFulfilled,
    /// No; reasons, complaint and remedy were named [GDPR 12(4)].
    Refused,
    /// The person cannot be identified in what is held [GDPR 11(2)].
    NotIdentified,
}

/// A personal data breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breach {
    /// Unique in the ledger.
    pub id: String,
    /// When the controller became aware of it; the 72 hours run from here [GDPR 33(1)].
    #[serde(with = "moment")]
    pub aware_at: Instant,
    /// What happened.
    pub nature: Text,
    /// How many people it concerns, as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subjects: Option<u64>,
    /// How many records, as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<u64>,
    /// Likely consequences [GDPR 33(3)(c)].
    pub consequences: Text,
    /// Measures taken or proposed [GDPR 33(3)(d)].
    pub measures: Text,
}

/// Who was told of a breach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The supervisory authority.
    Authority,
    /// The persons concerned.
    Subjects,
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
