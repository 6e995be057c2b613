//! What holds now. In: events in log order and a moment. Out: what each person has said about one purpose, as it stood at
//! that moment. Never: a clock, or an event received after the moment.
//!
//! Events are folded in log order. An act that frees the controller (consent, a lifted restriction, a withdrawn
//! objection, …) counts only if it was not received before the act that it undoes: a letter of March that is logged in
//! May does not undo what was said in April. An act that binds the controller always counts.

use crate::{Act, Article, ConsentGiven, Covers, ObjectionMade, ObjectionScope, Order, Said};
use std::collections::{BTreeMap, BTreeSet};
use terms::{AccountId, Category, Instant, Kind, Lang, Purpose, RecordId, SubjectId, Text};

/// What one person has said about one purpose, and what was said to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The last word on consent.
    pub consent: Option<Consent>,
    /// From a refusal or withdrawal until a later consent.
    pub prior_consent_refused: bool,
    /// In the order in which they were received.
    pub objections: Vec<Objection>,
    /// Restriction is in force [GDPR 18].
    pub restriction: bool,
    /// Accuracy is contested [GDPR 16].
    pub accuracy_contested: bool,
    /// The last word on erasure [GDPR 17].
    pub erasure: Option<Erasure>,
    /// Notices about this purpose that were delivered, in log order.
    pub notices: Vec<Notice>,
}

/// The last word on consent, with what the last consent covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Where it stands.
    pub state: ConsentState,
    /// When the last act about it was received.
    pub decided_at: Instant,
    /// When it was last given; `None` where it never was.
    pub given_at: Option<Instant>,
    /// When it was last withdrawn, if it is withdrawn.
    pub withdrawn_at: Option<Instant>,
    /// By an express statement.
    pub explicit: bool,
    /// Special categories it names.
    pub categories: Vec<Category>,
    /// Kinds of content it covers.
    pub kinds: Covers<Kind>,
    /// Services it covers.
    pub services: Covers<String>,
    /// It meets the conditions of validity.
    pub conditions_ok: bool,
    /// With parental authority.
    pub parental: bool,
    /// Of all parties of a private conversation.
    pub all_parties: bool,
    /// The notice that was shown; empty where consent was never given.
    pub notice_version: String,
    /// Its language.
    pub language: Option<Lang>,
}

impl Consent {
    /// Whether it covers this kind of content of this service.
    pub fn scope_covers(&self, kind: Kind, service: &str) -> bool {
        self.kinds.covers(&kind)
            && match &self.services {
                Covers::All => true,
                Covers::Only(services) => services.iter().any(|covered| covered == service),
            }
    }
}

/// Where consent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConsentState {
    /// Given.
    Given,
    /// Given again after a refusal or withdrawal.
    Renewed,
    /// Taken back.
    Withdrawn,
    /// Refused.
    Refused,
}

impl ConsentState {
    /// The word used in facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Renewed => "renewed",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
        }
    }
}

/// One objection of, or perhaps of, this person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Its id.
    pub id: String,
    /// How far it reaches.
    pub scope: ObjectionScope,
    /// Whether it is known to be this person's.
    pub matched: Matched,
    /// Where it stands.
    pub state: ObjectionState,
    /// Under which right.
    pub article: Article,
    /// When it was received.
    pub received_at: Instant,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
}

/// Whether it is known whose objection it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// It is this person's.
    Exact,
    /// It may be this person's.
    Ambiguous,
}

impl Matched {
    /// The word used in facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// Where an objection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectionState {
    /// Received, not decided.
    Received,
    /// Accepted.
    Accepted,
    /// Rejected for compelling grounds.
    RejectedCompelling,
    /// Taken back by the objector.
    Withdrawn,
}

impl ObjectionState {
    /// The word used in facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::RejectedCompelling => "rejected_compelling",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Received or accepted.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Accepted)
    }
}

/// The last word on erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Where it stands.
    pub state: ErasureState,
    /// When that was received.
    pub at: Instant,
}

/// Where a request for erasure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErasureState {
    /// Received, not decided.
    Received,
    /// Granted; a later refusal does not undo it.
    Granted,
    /// Refused.
    Refused,
}

impl ErasureState {
    /// The word used in facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }
}

/// A notice that was delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// When.
    pub delivered_at: Instant,
    /// Its version.
    pub version: String,
    /// Its language.
    pub language: Lang,
    /// How it was sent.
    pub channel: String,
    /// It sets the right to object apart.
    pub objection_right_separate: bool,
}

impl Standing {
    /// The objection that covers this record and weighs most: exact and open, then ambiguous and open, then rejected,
    /// then withdrawn; among equals the one received last. A record whose account is unknown is covered by an objection
    /// for any account: unknown means no.
    pub fn objection_for(&self, account: Option<&AccountId>, record: &RecordId) -> Option<&Objection> {
        let covers = |objection: &&Objection| match &objection.scope {
            ObjectionScope::Person => true,
            ObjectionScope::Account(covered) => account.is_none_or(|account| account == covered),
            ObjectionScope::Items(items) => items.contains(record),
        };
        let weight = |objection: &&Objection| {
            let rank = match (objection.state, objection.matched) {
                (ObjectionState::Received | ObjectionState::Accepted, Matched::Exact) => 3,
                (ObjectionState::Received | ObjectionState::Accepted, Matched::Ambiguous) => 2,
                (ObjectionState::RejectedCompelling, _) => 1,
                (ObjectionState::Withdrawn, _) => 0,
            };
            (rank, objection.received_at)
        };
        self.objections.iter().filter(covers).max_by_key(weight)
    }
}

/// Folds events into standings. Feed it events in log order.
#[derive(Clone, Debug)]
pub struct Fold {
    purpose: Purpose,
    as_of: Instant,
    persons: BTreeMap<SubjectId, Person>,
    cases: BTreeMap<String, Case>,
    // Which objections are or may be a person's.
    held: BTreeMap<SubjectId, BTreeSet<String>>,
    // Whose standing may be another than when `touched` was taken last.
    touched: BTreeSet<SubjectId>,
    // Names of a person that an account goes by elsewhere, each with the person.
    same: BTreeMap<SubjectId, SubjectId>,
}

#[derive(Clone, Debug, Default)]
struct Person {
    standing: Standing,
    // Consent was refused or withdrawn at some time before.
    ever_refused: bool,
    restricted_at: Option<Instant>,
    contested_at: Option<Instant>,
    // When a version of a notice last failed by a channel.
    failed_at: BTreeMap<(String, String), Instant>,
}

/// An objection about our purpose: whose it is or may be, and where it stands.
#[derive(Clone, Debug)]
struct Case {
    objection: Objection,
    holders: BTreeSet<SubjectId>,
    names: Vec<Text>,
}

impl Fold {
    /// A fold about `purpose`, as it stood at `as_of`.
    pub fn new(purpose: &Purpose, as_of: Instant) -> Self {
        Self {
            purpose: purpose.clone(),
            as_of,
            persons: BTreeMap::new(),
            cases: BTreeMap::new(),
            held: BTreeMap::new(),
            touched: BTreeSet::new(),
            same: BTreeMap::new(),
        }
    }

    /// Takes what is said by or about each name in `same` for said by or about the person behind it. To be told before the
    /// first event.
    pub fn with_links(mut self, same: BTreeMap<SubjectId, SubjectId>) -> Self {
        self.same = same;
        self
    }

    /// The person behind a name.
    fn behind<'a>(&'a self, subject: &'a SubjectId) -> &'a SubjectId {
        self.same.get(subject).unwrap_or(subject)
    }

    pub(crate) fn links(&self) -> &BTreeMap<SubjectId, SubjectId> {
        &self.same
    }

    /// The same question before the first event, as of another moment.
    pub(crate) fn afresh(&self, as_of: Instant) -> Self {
        Self::new(&self.purpose, as_of).with_links(self.same.clone())
    }

    pub(crate) fn as_of(&self) -> Instant {
        self.as_of
    }

    /// Moves the moment forward. Events that were passed over because they were received later stay passed over, so the
    /// caller makes sure that none of them was received by now.
    pub(crate) fn move_to_moment(&mut self, as_of: Instant) {
        self.as_of = self.as_of.max(as_of);
    }

    /// Whose standing may have changed since this was asked last.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<SubjectId> {
        std::mem::take(&mut self.touched)
    }

    /// Everybody who said something, or about whom something was said.
    pub(crate) fn persons(&self) -> impl Iterator<Item = &SubjectId> {
        self.persons.keys().chain(self.held.keys())
    }

    /// What holds for one person so far.
    pub fn standing_of(&self, subject: &SubjectId) -> Standing {
        let subject = self.behind(subject);
        let mut standing = self.persons.get(subject).map(Person::standing).unwrap_or_default();
        let ids = self.held.get(subject).into_iter().flatten();
        let mut objections: Vec<_> =
            ids.filter_map(|id| self.cases.get(id)).map(|case| case.objection.clone()).collect();
        objections.sort_by(by_receipt);
        standing.objections = objections;
        standing
    }

    /// Takes the next event of the log.
    pub fn push(&mut self, said: &Said) {
        let at = said.at;
        if at > self.as_of {
            return;
        }
        match &said.act {
            Act::ConsentGiven(given) if self.concerns(&given.purpose) => self.person(&given.subject).consent(at, given),
            Act::ConsentRefused { subject, purpose, .. } if self.concerns(purpose) => self.person(subject).refuse(at),
            Act::ConsentWithdrawn { subject, purpose, .. } if self.concerns(purpose) => {
                self.person(subject).withdraw(at)
            }
            Act::Objection(made) if self.concerns(&made.purpose) => self.object(at, made),
            Act::ObjectionResolved { id, subject } => self.resolve(at, id, subject),
            Act::ObjectionWithdrawn { id } => self.move_to(at, id, ObjectionState::Withdrawn),
            Act::ObjectionRejected { id, .. } => self.move_to(at, id, ObjectionState::RejectedCompelling),
            Act::ObjectionAccepted { id } => self.move_to(at, id, ObjectionState::Accepted),
            Act::ErasureRequested { subject } => self.person(subject).erase(at, ErasureState::Received),
            Act::ErasureGranted { subject } => self.person(subject).erase(at, ErasureState::Granted),
            Act::ErasureRefused { subject } => self.person(subject).erase(at, ErasureState::Refused),
            Act::RestrictionRequested { subject } => {
                let person = self.person(subject);
                person.restricted_at = person.restricted_at.max(Some(at));
            }
            Act::RestrictionLifted { subject } => {
                let person = self.person(subject);
                person.restricted_at = person.restricted_at.filter(|since| at < *since);
            }
            Act::AccuracyContested { subject } => {
                let person = self.person(subject);
                person.contested_at = person.contested_at.max(Some(at));
            }
            Act::AccuracySettled { subject } => {
                let person = self.person(subject);
                person.contested_at = person.contested_at.filter(|since| at < *since);
            }
            Act::NoticeDelivered(notice) if notice.purposes.covers(&self.purpose) => {
                let delivered = Notice {
                    delivered_at: at,
                    version: notice.version.clone(),
                    language: notice.language.clone(),
                    channel: notice.channel.clone(),
                    objection_right_separate: notice.objection_right_separate,
                };
                self.person(&notice.subject).deliver(delivered);
            }
            Act::NoticeFailed { subject, version, channel, .. } => self.person(subject).fail(at, version, channel),
            _ => {}
        }
    }

    /// What holds, for every person who has said or been told something that counts here.
    pub fn finish(self) -> BTreeMap<SubjectId, Standing> {
        let mut standings: BTreeMap<SubjectId, Standing> =
            self.persons.into_iter().map(|(subject, person)| (subject, person.standing())).collect();
        // By receipt in the log is how `cases` were made, but they are kept by id; `received_at` puts them in order.
        let mut cases: Vec<_> = self.cases.into_values().collect();
        cases.sort_by(|a, b| by_receipt(&a.objection, &b.objection));
        for case in cases {
            for holder in case.holders {
                standings.entry(holder).or_default().objections.push(case.objection.clone());
            }
        }
        for (name, person) in self.same {
            if let Some(standing) = standings.get(&person) {
                standings.insert(name, standing.clone());
            }
        }
        standings
    }

    /// The names of people without an account who object, each with the id of the objection.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Text)> {
        let open = self.cases.iter().filter(|(_, case)| case.objection.state.is_open());
        open.flat_map(|(id, case)| case.names.iter().map(move |name| (id.as_str(), name)))
    }

    fn concerns(&self, purpose: &Option<Purpose>) -> bool {
        purpose.as_ref().is_none_or(|purpose| *purpose == self.purpose)
    }

    fn person(&mut self, subject: &SubjectId) -> &mut Person {
        let subject = &self.behind(subject).clone();
        self.touched.insert(subject.clone());
        if !self.persons.contains_key(subject) {
            self.persons.insert(subject.clone(), Person::default());
        }
        self.persons.get_mut(subject).expect("INVARIANT: it was put there above")
    }

    fn object(&mut self, at: Instant, made: &ObjectionMade) {
        let matched = if made.candidates.is_empty() { Matched::Exact } else { Matched::Ambiguous };
        let objection = Objection {
            id: made.id.clone(),
            scope: made.scope.clone(),
            matched,
            state: ObjectionState::Received,
            article: made.article,
            received_at: at,
            withdrawn_at: None,
        };
        let holders: BTreeSet<SubjectId> =
            made.candidates.iter().chain(&made.subject).map(|who| self.behind(who).clone()).collect();
        // Unique in the ledger; a fold that is fed by hand may meet an id twice, and then the last one counts.
        self.let_go(&made.id);
        for holder in &holders {
            self.held.entry(holder.clone()).or_default().insert(made.id.clone());
        }
        self.touched.extend(holders.iter().cloned());
        self.cases.insert(made.id.clone(), Case { objection, holders, names: made.names.clone() });
    }

    /// Whoever held an objection so far no longer does.
    fn let_go(&mut self, id: &str) {
        let Some(case) = self.cases.get(id) else { return };
        for holder in &case.holders {
            if let Some(held) = self.held.get_mut(holder) {
                held.remove(id);
            }
        }
        self.touched.extend(case.holders.iter().cloned());
    }

    fn resolve(&mut self, at: Instant, id: &str, subject: &SubjectId) {
        // Frees the other candidates, so it must not be older than the objection.
        if self.cases.get(id).is_none_or(|case| at < case.objection.received_at) {
            return;
        }
        self.let_go(id);
        let subject = &self.behind(subject).clone();
        self.held.entry(subject.clone()).or_default().insert(id.to_owned());
        self.touched.insert(subject.clone());
        if let Some(case) = self.cases.get_mut(id) {
            case.objection.matched = Matched::Exact;
            case.holders = BTreeSet::from([subject.clone()]);
        }
    }

    fn move_to(&mut self, at: Instant, id: &str, state: ObjectionState) {
        let Some(Case { objection, holders, .. }) = self.cases.get_mut(id) else { return };
        self.touched.extend(holders.iter().cloned());
        let in_time = at >= objection.received_at;
        match state {
            // Who took it back has to say so again; the controller cannot revive it, nor reject it.
            _ if objection.state == ObjectionState::Withdrawn => {}
            ObjectionState::Withdrawn if in_time => {
                objection.state = state;
                objection.withdrawn_at = Some(at);
            }
            // Compelling grounds exist only under Article 21(1); elsewhere the objection is absolute [GDPR 21(3)].
            ObjectionState::RejectedCompelling if in_time && objection.article == Article::Situation => {
                objection.state = state;
            }
            ObjectionState::Accepted => objection.state = state,
            _ => {}
        }
    }
}

fn by_receipt(a: &Objection, b: &Objection) -> std::cmp::Ordering {
    (a.received_at, &a.id).cmp(&(b.received_at, &b.id))
}

impl Person {
    fn standing(&self) -> Standing {
        let (restriction, accuracy_contested) = (self.restricted_at.is_some(), self.contested_at.is_some());
        Standing { restriction, accuracy_contested, ..self.standing.clone() }
    }

    fn consent(&mut self, at: Instant, given: &ConsentGiven) {
        if self.standing.consent.as_ref().is_some_and(|consent| consent.decided_at > at) {
            return;
        }
        self.standing.prior_consent_refused = false;
        self.standing.consent = Some(Consent {
            state: if self.ever_refused { ConsentState::Renewed } else { ConsentState::Given },
            decided_at: at,
            given_at: Some(at),
            withdrawn_at: None,
            explicit: given.explicit,
            categories: given.categories.clone(),
            kinds: given.kinds.clone(),
            services: given.services.clone(),
            conditions_ok: given.conditions_ok,
            parental: given.parental,
            all_parties: given.all_parties,
            notice_version: given.notice_version.clone(),
            language: Some(given.language.clone()),
        });
    }

    fn refuse(&mut self, at: Instant) {
        let consent = Consent { state: ConsentState::Refused, ..self.no(at) };
        self.standing.consent = Some(Consent { withdrawn_at: None, ..consent });
    }

    fn withdraw(&mut self, at: Instant) {
        self.standing.consent = Some(self.no(at));
    }

    /// Marks the person as having said no, and gives the withdrawn consent, which still says what it covered.
    fn no(&mut self, at: Instant) -> Consent {
        self.ever_refused = true;
        self.standing.prior_consent_refused = true;
        match self.standing.consent.take() {
            Some(consent) => Consent {
                state: ConsentState::Withdrawn,
                decided_at: consent.decided_at.max(at),
                withdrawn_at: Some(at),
                ..consent
            },
            None => Consent {
                state: ConsentState::Withdrawn,
                decided_at: at,
                given_at: None,
                withdrawn_at: Some(at),
                explicit: false,
                categories: Vec::new(),
                kinds: Covers::Only(Vec::new()),
                services: Covers::Only(Vec::new()),
                conditions_ok: false,
                parental: false,
                all_parties: false,
                notice_version: String::new(),
                language: None,
            },
        }
    }

    fn deliver(&mut self, notice: Notice) {
        let failed = self.failed_at.get(&(notice.version.clone(), notice.channel.clone()));
        // Frees the controller, so it must not be older than the failure.
        if failed.is_none_or(|failed| notice.delivered_at >= *failed) {
            self.standing.notices.push(notice);
        }
    }

    /// What came back, or was never looked at, did not reach the person, whatever was noted before [GDPR 13(3)].
    fn fail(&mut self, at: Instant, version: &str, channel: &str) {
        self.standing.notices.retain(|notice| notice.version != version || notice.channel != channel);
        let failed = self.failed_at.entry((version.to_owned(), channel.to_owned())).or_insert(at);
        *failed = at.max(*failed);
    }

    fn erase(&mut self, at: Instant, state: ErasureState) {
        let erasure = match self.standing.erasure {
            Some(granted) if granted.state == ErasureState::Granted => granted,
            Some(asked) if state == ErasureState::Refused && at < asked.at => asked,
            _ => Erasure { state, at },
        };
        self.standing.erasure = Some(erasure);
    }
}

/// Orders that were known at `as_of` and not lifted, by id. Whether one is in force that day, and covers a record, is for
/// the law to say.
pub fn fold_orders<'a>(said: impl IntoIterator<Item = &'a Said>, as_of: Instant) -> Vec<Order> {
    let mut orders: BTreeMap<&str, (Instant, &Order)> = BTreeMap::new();
    for Said { at, act } in said.into_iter().filter(|said| said.at <= as_of) {
        match act {
            Act::Order(order) => {
                orders.insert(&order.id, (*at, order));
            }
            Act::OrderLifted { id } if orders.get(id.as_str()).is_some_and(|(since, _)| at >= since) => {
                orders.remove(id.as_str());
            }
            _ => {}
        }
    }
    orders.into_values().map(|(_, order)| order.clone()).collect()
}
