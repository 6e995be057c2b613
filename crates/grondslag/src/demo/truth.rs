//! Which decision and which rules each record must get. In: what was planted, as of a moment. Out: a verdict for each
//! record. Never: a call of the law itself, which this is compared with; the rules stand here a second time, by hand.

use super::people::{People, Person, Profile};
use super::planted::{Aside, Mode, Place, Plants, Record, Who};
use super::said::{Act, Consent, Objection, Order, Said, Scope};
use super::{GENERATIVE, date};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use terms::{AccountStatus, AgeAssurance, Date, Instant, Kind, Operation, Provenance, RecordId, SubjectId, Visibility};

/// The decision on one record for one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Verdict {
    pub(super) decision: &'static str,
    pub(super) rules: BTreeSet<&'static str>,
    pub(super) transforms: BTreeSet<&'static str>,
}

/// What is asked: a purpose with its configured basis, an operation, a moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    pub(super) purpose: &'static str,
    pub(super) consent_is_basis: bool,
    pub(super) operation: Operation,
    pub(super) now: Instant,
}

impl Question {
    fn today(self) -> Date {
        self.now.date_naive()
    }
}

/// Kinds and provenances that the assessments of both purposes cover.
pub(super) const KINDS: [Kind; 6] =
    [Kind::Post, Kind::Comment, Kind::Photo, Kind::Caption, Kind::GroupPost, Kind::PrivateGroupPost];
pub(super) const SOURCES: [Provenance; 2] = [Provenance::PlatformFirstParty, Provenance::Licensed];
pub(super) const WINDOW_DAYS: u64 = 30;

/// The controller's declaration about a small source.
pub(super) struct Declared {
    pub(super) origin_lawful: Option<bool>,
    pub(super) retention_until: Option<Date>,
    pub(super) tdm_reserved_whole: bool,
    pub(super) illegal_content: bool,
}

/// What is declared about the source of a record.
pub(super) fn declared(place: Place) -> Declared {
    let usual = Declared {
        origin_lawful: Some(true),
        retention_until: Some(date(2027, 12, 31)),
        tdm_reserved_whole: false,
        illegal_content: false,
    };
    match place {
        Place::Aside(Aside::Press) => Declared { tdm_reserved_whole: true, ..usual },
        Place::Aside(Aside::Legacy) => Declared { retention_until: Some(date(2026, 6, 30)), ..usual },
        Place::Aside(Aside::Expiring) => Declared { retention_until: Some(date(2026, 11, 26)), ..usual },
        Place::Aside(Aside::Leak) => Declared { origin_lawful: Some(false), ..usual },
        Place::Aside(Aside::Reported) => Declared { illegal_content: true, ..usual },
        Place::Aside(Aside::Undeclared) => Declared { origin_lawful: None, ..usual },
        Place::Posts | Place::Comments | Place::Package(_) => usual,
    }
}

/// Judges all records of a platform.
pub(super) struct Judge<'a> {
    people: &'a People,
    objections: Vec<&'a Said>,
    orders: Vec<&'a Said>,
    // When an objection was withdrawn or an order lifted.
    ended: BTreeMap<&'a str, Instant>,
    // Events by the person they are about, oldest first.
    by_subject: BTreeMap<&'a SubjectId, Vec<&'a Said>>,
    // Whose an objection turned out to be.
    resolved: BTreeMap<&'a str, (Instant, &'a SubjectId)>,
    replaced: BTreeSet<&'a RecordId>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(people: &'a People, records: &'a [Record], said: &'a [Said]) -> Self {
        let mut by_subject: BTreeMap<&SubjectId, Vec<&Said>> = BTreeMap::new();
        let mut resolved = BTreeMap::new();
        let mut ended = BTreeMap::new();
        for event in said {
            match &event.act {
                Act::ObjectionResolved { id, subject } => drop(resolved.insert(id.as_str(), (event.at, subject))),
                Act::ObjectionWithdrawn { id } => drop(ended.insert(id.as_str(), event.at)),
                Act::OrderLifted { id } => drop(ended.insert(*id, event.at)),
                act => subjects(act).into_iter().for_each(|subject| by_subject.entry(subject).or_default().push(event)),
            }
        }
        let of = |is_it: fn(&Act) -> bool| said.iter().filter(|event| is_it(&event.act)).collect();
        let objections = of(|act| matches!(act, Act::Objection(_)));
        let orders = of(|act| matches!(act, Act::Order(_)));
        let replaced = records.iter().filter_map(|record| record.post.replaces.as_ref()).collect();
        Self { people, objections, orders, ended, by_subject, resolved, replaced }
    }

    /// The verdict on a record.
    pub(super) fn judge(&self, record: &Record, question: Question) -> Verdict {
        let declared = declared(record.place);
        let missing = || Verdict { decision: "FORBID", rules: BTreeSet::from(["F00"]), transforms: BTreeSet::new() };
        let (Some(author), Some(created)) = (record.author, record.post.created_at) else { return missing() };
        let profile = self.people.profile(author);
        if profile.account.residence.is_none() || declared.origin_lawful.is_none() {
            return missing();
        }
        let person = self.people.person(profile.person);
        let case = Case {
            judge: self,
            record,
            profile,
            person,
            created: created.date_naive(),
            standing: self.standing(person, record, question),
            question,
            declared,
        };
        case.verdict()
    }

    fn about(&self, subject: &SubjectId, now: Instant) -> impl Iterator<Item = &'a Said> {
        let events = self.by_subject.get(subject).map(Vec::as_slice).unwrap_or_default();
        events.iter().copied().filter(move |event| event.at <= now)
    }

    fn standing(&self, person: &Person, record: &Record, question: Question) -> Standing<'a> {
        let mut standing = Standing::default();
        for event in self.about(&person.subject, question.now) {
            standing.hear(event, person, question);
        }
        let heard = self.objections.iter().filter(|event| event.at <= question.now);
        let objection = heard.filter_map(|event| match &event.act {
            Act::Objection(objection) => self.objection(event.at, objection, person, record, question),
            _ => None,
        });
        // Exact weighs more than ambiguous, open more than withdrawn.
        standing.objection = objection.max_by_key(|objection| (objection.exact, objection.open));
        standing
    }

    /// How far an objection is this person's and covers this record.
    fn objection(
        &self,
        received: Instant,
        objection: &'a Objection,
        person: &Person,
        record: &Record,
        question: Question,
    ) -> Option<Heard> {
        let resolved = self.resolved.get(objection.id.as_str()).filter(|(at, _)| *at <= question.now);
        let exact = match resolved {
            Some((_, subject)) => **subject == person.subject,
            None => objection.subject.as_ref() == Some(&person.subject),
        };
        let ambiguous = resolved.is_none() && objection.candidates.contains(&person.subject);
        let covers = match &objection.scope {
            Scope::Person(_) => true,
            Scope::Account(account) => record.post.account_id.as_ref() == Some(account),
            Scope::Items(items) => items.contains(&record.post.record_id),
        };
        let purpose = objection.purpose.is_none_or(|purpose| purpose == question.purpose);
        ((exact || ambiguous) && covers && purpose).then(|| Heard {
            exact,
            open: !self.has_ended(&objection.id, question.now),
            received: received.date_naive(),
        })
    }

    fn has_ended(&self, id: &str, now: Instant) -> bool {
        self.ended.get(id).is_some_and(|at| *at <= now)
    }

    /// Whether others may not quote or name this person: an open objection of the whole person, or an erasure.
    fn objected(&self, person: &Person, question: Question) -> bool {
        let mut erasure = false;
        let mut objection = false;
        for event in self.about(&person.subject, question.now) {
            match &event.act {
                Act::ErasureRequested { .. } | Act::ErasureGranted { .. } => erasure = true,
                Act::ErasureRefused { .. } => erasure = false,
                Act::Objection(made) if made.subject.is_some() && made.scope == Scope::Person(true) => {
                    let covers = made.purpose.is_none_or(|purpose| purpose == question.purpose);
                    objection |= covers && !self.has_ended(&made.id, question.now);
                }
                _ => {}
            }
        }
        erasure || objection
    }

    fn stranger_objected(&self, name: &str, now: Instant) -> bool {
        self.objections.iter().any(|event| match &event.act {
            Act::Objection(objection) => event.at <= now && objection.names.iter().any(|objector| objector == name),
            _ => false,
        })
    }
}

/// Whom an event is about.
fn subjects(act: &Act) -> Vec<&SubjectId> {
    match act {
        Act::ConsentGiven(Consent { subject, .. })
        | Act::ConsentRefused { subject, .. }
        | Act::ConsentWithdrawn { subject, .. }
        | Act::ErasureRequested { subject }
        | Act::ErasureGranted { subject }
        | Act::ErasureRefused { subject }
        | Act::RestrictionRequested { subject }
        | Act::RestrictionLifted { subject }
        | Act::AccuracyContested { subject }
        | Act::AccuracySettled { subject }
        | Act::NoticeFailed { subject, .. } => vec![subject],
        Act::NoticeDelivered(notice) => vec![&notice.subject],
        Act::Objection(objection) => objection.subject.iter().chain(&objection.candidates).collect(),
        Act::ObjectionWithdrawn { .. }
        | Act::ObjectionResolved { .. }
        | Act::ObjectionRejected { .. }
        | Act::ObjectionAccepted { .. }
        | Act::PurposeRegistered { .. }
        | Act::AssessmentApproved { .. }
        | Act::Order(_)
        | Act::OrderLifted { .. } => Vec::new(),
    }
}

/// What one person has said and been told, up to a moment, about one purpose.
#[derive(Default)]
struct Standing<'a> {
    consent: Option<(Date, &'a Consent)>,
    consent_withdrawn: bool,
    refused: bool,
    objection: Option<Heard>,
    restricted: bool,
    contested: bool,
    erasure: bool,
    notice: Option<Told>,
}

#[derive(Clone, Copy)]
struct Heard {
    exact: bool,
    open: bool,
    received: Date,
}

struct Told {
    delivered: Date,
    language: &'static str,
    objection_right_separate: bool,
}

impl<'a> Standing<'a> {
    fn hear(&mut self, event: &'a Said, person: &Person, question: Question) {
        let concerns = |purpose: &str| purpose == question.purpose || purpose == "*";
        match &event.act {
            Act::ConsentGiven(consent) if concerns(consent.purpose) => {
                self.consent = Some((event.at.date_naive(), consent));
                (self.consent_withdrawn, self.refused) = (false, false);
            }
            Act::ConsentWithdrawn { purpose, .. } if concerns(purpose) => {
                (self.consent_withdrawn, self.refused) = (true, true);
            }
            Act::ConsentRefused { purpose, .. } if concerns(purpose) => self.refused = true,
            Act::RestrictionRequested { .. } => self.restricted = true,
            Act::RestrictionLifted { .. } => self.restricted = false,
            Act::AccuracyContested { .. } => self.contested = true,
            Act::AccuracySettled { .. } => self.contested = false,
            Act::ErasureRequested { .. } | Act::ErasureGranted { .. } => self.erasure = true,
            Act::ErasureRefused { .. } => self.erasure = false,
            Act::NoticeDelivered(notice) if notice.purposes.contains(&question.purpose) => {
                let delivered = event.at.date_naive();
                // To a minor nothing was said that counts for the adult.
                if person.birth.is_none_or(|birth| age(birth, delivered) >= 18) {
                    let objection_right_separate = notice.objection_right_separate;
                    self.notice = Some(Told { delivered, language: notice.language, objection_right_separate });
                }
            }
            _ => {}
        }
    }
}

/// Whole years.
fn age(birth: Date, on: Date) -> u32 {
    on.years_since(birth).unwrap_or(0)
}

/// One record and all that is known about it.
struct Case<'j, 'a> {
    judge: &'j Judge<'a>,
    record: &'j Record,
    profile: &'j Profile,
    person: &'j Person,
    created: Date,
    standing: Standing<'a>,
    question: Question,
    declared: Declared,
}

impl Case<'_, '_> {
    fn verdict(&self) -> Verdict {
        let mut rules = BTreeSet::new();
        let consent = self.valid_consent();
        // Own consent carries the processing if nothing was objected since [GDPR 6(1)(a), 7].
        let objected_at = self.standing.objection.map(|objection| objection.received);
        let carried = consent.is_some_and(|(given, _)| objected_at.is_none_or(|received| given > received));
        let by_consent = self.question.consent_is_basis || carried;
        self.of_source(&mut rules);
        self.of_person(&mut rules);
        self.of_content(&mut rules, consent.map(|(_, consent)| consent));
        if by_consent {
            self.under_consent(&mut rules);
        } else {
            self.under_interests(&mut rules);
        }
        self.of_conversation(&mut rules, by_consent);
        let (others, transforms, removable) = self.of_others();
        let held = rules.iter().any(|rule| rule.starts_with('H'));
        let forbidden = rules.iter().any(|rule| rule.starts_with('F')) || !removable;
        // Without valid consent there is no permit under a consent basis; some rule has fired then, too.
        let decision = match (forbidden, held, others.is_empty()) {
            (true, _, _) => "FORBID",
            (false, true, _) => "HOLD",
            (false, false, false) => "PERMIT_WITH",
            (false, false, true) => "PERMIT",
        };
        rules.extend(others);
        let transforms = if decision == "PERMIT_WITH" { transforms } else { BTreeSet::new() };
        Verdict { decision, rules, transforms }
    }

    /// A consent that stands, covers this record and meets the conditions.
    fn valid_consent(&self) -> Option<(Date, &Consent)> {
        let (given, consent) =
            self.standing.consent.filter(|_| !self.standing.consent_withdrawn && !self.standing.refused)?;
        (consent.conditions_ok && self.covered(given, consent)).then_some((given, consent))
    }

    /// What the adult wrote as a child is covered only by a consent that the adult gave: the demo's choice.
    fn covered(&self, given: Date, consent: &Consent) -> bool {
        let grown = |on: Date| self.person.birth.is_some_and(|birth| age(birth, on) >= 18);
        let minor_now = self.person.birth.is_some_and(|birth| age(birth, self.question.today()) < 18);
        self.consent_covers(consent) && (minor_now || grown(self.created) || grown(given))
    }

    fn consent_covers(&self, consent: &Consent) -> bool {
        let covers = |list: &[&str], word: &str| list.contains(&"*") || list.contains(&word);
        covers(&consent.kinds, self.record.post.kind.as_str()) && covers(&consent.services, &self.record.post.service)
    }

    fn of_source(&self, rules: &mut BTreeSet<&'static str>) {
        let post = &self.record.post;
        if !KINDS.contains(&post.kind) || !SOURCES.contains(&post.source) {
            rules.insert("F02");
        }
        if self.declared.origin_lawful == Some(false) {
            rules.insert("F27");
        }
        if self.declared.retention_until.is_some_and(|until| self.question.today() > until) {
            rules.insert("F33");
        }
        if self.declared.illegal_content {
            rules.insert("F23");
        }
        let disallows = post.signals.iter().any(|signal| {
            matches!((signal.name.as_str(), signal.value.as_str()), ("content-usage", "train-ai=n") | ("tdmrep", "1"))
        });
        if self.declared.tdm_reserved_whole || disallows {
            rules.insert("F31");
        }
    }

    fn of_person(&self, rules: &mut BTreeSet<&'static str>) {
        let post = &self.record.post;
        let residence = self.profile.account.residence.as_ref().map_or("", |code| code.as_str());
        if self.judge.orders.iter().any(|event| self.ordered(event, residence)) {
            rules.insert("F01");
        }
        let told = self.standing.notice.as_ref();
        if !told.is_some_and(|told| self.profile.account.languages.iter().any(|known| known.primary() == told.language))
        {
            rules.insert("F13");
        }
        if self.standing.restricted || self.standing.contested {
            rules.insert("H24");
        }
        let deleted = post.deleted_at.is_some_and(|at| at <= self.question.now);
        let account_deleted = self.profile.account.status == AccountStatus::Deleted;
        if deleted || account_deleted || self.standing.erasure || self.judge.replaced.contains(&post.record_id) {
            rules.insert("F25");
        }
        if self.profile.account.deceased || self.profile.account.status == AccountStatus::Memorialised {
            rules.insert("H37");
        }
    }

    fn ordered(&self, event: &Said, residence: &str) -> bool {
        let Act::Order(order) = &event.act else { return false };
        let Order { id, territory, ops, purposes, from, until, .. } = order;
        let today = self.question.today();
        event.at <= self.question.now
            && !self.judge.has_ended(id, self.question.now)
            && territory.contains(&residence)
            && ops.contains(&self.question.operation.as_str())
            && purposes.contains(&self.question.purpose)
            && *from <= today
            && until.is_none_or(|until| today <= until)
    }

    fn of_content(&self, rules: &mut BTreeSet<&'static str>, consent: Option<&Consent>) {
        let Plants { own, uncertain, criminal, .. } = &self.record.plants;
        let post = &self.record.post;
        let (now, then) = (self.question.today(), self.created);
        let adult = self.person.birth.is_some_and(|birth| age(birth, now) >= 18 && age(birth, then) >= 18);
        let chosen = post.visibility_explicit_choice == Some(true) && post.visibility_now == Visibility::Public;
        let excepted = |(category, mode): &(terms::Category, Mode)| {
            let consented = consent.is_some_and(|consent| consent.explicit && consent.categories.contains(category));
            consented || (*mode == Mode::Explicit && chosen && adult)
        };
        if !own.iter().all(excepted) {
            rules.insert("F18");
        }
        if *criminal {
            rules.insert("F21");
        }
        if *uncertain {
            rules.insert("H35");
        }
    }

    fn under_consent(&self, rules: &mut BTreeSet<&'static str>) {
        match self.standing.consent {
            Some((given, consent)) => {
                if !self.covered(given, consent) {
                    rules.insert("F05");
                }
                if !consent.conditions_ok {
                    rules.insert("F06");
                }
            }
            None => {
                rules.insert("F05");
                // A refusal is a consent act in which nothing is in order.
                if self.standing.refused {
                    rules.insert("F06");
                }
            }
        }
        if self.standing.consent_withdrawn {
            rules.insert("F07");
        }
        // Minors' consent is not accepted by this controller.
        if self.person.birth.is_some_and(|birth| age(birth, self.question.today()) < 18) {
            rules.insert("F11");
        }
    }

    fn under_interests(&self, rules: &mut BTreeSet<&'static str>) {
        let (now, account) = (self.question.today(), &self.profile.account);
        if self.standing.refused {
            rules.insert("F04");
        }
        if let Some(objection) = self.standing.objection.filter(|objection| objection.open) {
            rules.insert(if objection.exact { "F09" } else { "H36" });
        }
        let grown = self.person.birth.is_some_and(|birth| age(birth, now) >= 18 && age(birth, self.created) >= 18);
        if account.age_assurance == AgeAssurance::None || !grown {
            rules.insert("F10");
        }
        if let Some(told) = &self.standing.notice {
            if !told.objection_right_separate {
                rules.insert("F13b");
            }
            if now < told.delivered + chrono::Days::new(WINDOW_DAYS) {
                rules.insert("H14");
            }
        }
        if self.record.post.visibility_now != Visibility::Public {
            rules.insert("F15");
        }
    }

    fn of_conversation(&self, rules: &mut BTreeSet<&'static str>, by_consent: bool) {
        let everybody = self.standing.consent.is_some_and(|(_, consent)| consent.all_parties);
        let closed = matches!(self.record.post.kind, Kind::DirectMessage | Kind::PrivateGroupPost);
        if closed && !(by_consent && everybody) {
            rules.insert("F17");
        }
    }

    /// The rules about others, what they change, and whether all of it can be taken out of the text.
    fn of_others(&self) -> (BTreeSet<&'static str>, BTreeSet<&'static str>, bool) {
        let (mut rules, mut transforms, mut removable) = (BTreeSet::new(), BTreeSet::new(), true);
        for slice in &self.record.plants.slices {
            let other = self.other(slice.who);
            let fired = other.rules();
            let span = if other.child && !matches!(slice.who, Who::Quoted { .. }) || other.special {
                &slice.sentence
            } else {
                &slice.span
            };
            removable &= fired.is_empty() || leaves_letters(self.record.post.text.expose(), span);
            rules.extend(fired.iter().map(|(rule, _)| *rule));
            transforms.extend(fired.iter().map(|(_, transform)| *transform));
        }
        (rules, transforms, removable)
    }

    fn other(&self, who: Who) -> Other {
        let of = |profile: usize| {
            let person = self.judge.people.person(self.judge.people.profile(profile).person);
            let child = match person.birth {
                Some(birth) => age(birth, self.question.today()) < 18,
                None => true,
            };
            Other { objected: self.judge.objected(person, self.question), child, ..Other::default() }
        };
        match who {
            Who::Account(profile) => Other { direct_identifier: true, ..of(profile) },
            Who::Quoted { profile, private } => Other { private_origin: private, ..of(profile) },
            Who::Nobody | Who::Contact => Other { direct_identifier: true, ..Other::default() },
            Who::Stranger(name) => {
                let objected = self.judge.stranger_objected(name, self.question.now);
                // The name of a non-user who did not object is found by nobody.
                Other { objected, direct_identifier: objected, ..Other::default() }
            }
            Who::Told => Other { special: true, ..Other::default() },
            Who::Child => Other { child: true, ..Other::default() },
        }
    }
}

/// What the law asks about another person in a text.
#[derive(Clone, Copy, Default)]
struct Other {
    objected: bool,
    child: bool,
    special: bool,
    private_origin: bool,
    direct_identifier: bool,
}

impl Other {
    fn rules(self) -> Vec<(&'static str, &'static str)> {
        let identified = self.direct_identifier && !self.objected && !self.child && !self.special;
        let all = [
            (self.objected, "X01", "REDACT_SPAN"),
            (self.child, "X02", "REMOVE_CHILD"),
            (self.special, "X03", "REDACT_SPAN"),
            (identified, "X04", "MASK_IDENTIFIER"),
            (self.private_origin, "X05", "REDACT_SPAN"),
        ];
        all.into_iter().filter(|(fires, ..)| *fires).map(|(_, rule, transform)| (rule, transform)).collect()
    }
}

/// Whether something is left to read without this span.
fn leaves_letters(text: &str, span: &std::ops::Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    before.chars().chain(after.chars()).any(char::is_alphabetic)
}

/// The two questions about each record: at sealing and at training.
pub(super) fn questions(purpose: &'static str) -> [Question; 2] {
    let consent_is_basis = purpose != GENERATIVE;
    let ask = |operation, now| Question { purpose, consent_is_basis, operation, now };
    [ask(Operation::Assemble, super::sealing()), ask(Operation::Train, super::training())]
}
