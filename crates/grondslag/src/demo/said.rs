//! What people, the controller and authorities say. In: people, their records, a draw. Out: events in the order of their
//! receipt, in the shape that the ledger reads. Never: words that somebody really wrote.

use super::draw::Draw;
use super::grammar::{Grammars, Tongue};
use super::people::{Home, People, Person, Role};
use super::planted::{Place, Record};
use super::{ADS, ASSISTANT, GENERATIVE, date, moment};
use serde::Serialize;
use terms::{AccountId, Category, Date, Instant, RecordId, SubjectId};

/// An event.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    #[serde(serialize_with = "seconds")]
    pub(super) at: Instant,
    #[serde(flatten)]
    pub(super) act: Act,
}

/// What was said. The names of the members are those of the ledger's file.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(super) enum Act {
    ConsentGiven(Consent),
    ConsentRefused { subject: SubjectId, purpose: &'static str },
    ConsentWithdrawn { subject: SubjectId, purpose: &'static str },
    Objection(Objection),
    ObjectionWithdrawn { id: String },
    ObjectionResolved { id: String, subject: SubjectId },
    ObjectionRejected { id: String, grounds: &'static str },
    ObjectionAccepted { id: String },
    ErasureRequested { subject: SubjectId },
    ErasureGranted { subject: SubjectId },
    ErasureRefused { subject: SubjectId },
    RestrictionRequested { subject: SubjectId },
    RestrictionLifted { subject: SubjectId },
    AccuracyContested { subject: SubjectId },
    AccuracySettled { subject: SubjectId },
    NoticeDelivered(Notice),
    NoticeFailed { subject: SubjectId, version: &'static str, channel: &'static str },
    PurposeRegistered { purpose: &'static str },
    AssessmentApproved { assessment: &'static str, purpose: &'static str, review_due: Date },
    Order(Order),
    OrderLifted { id: &'static str },
}

/// Consent to a purpose.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Consent {
    pub(super) subject: SubjectId,
    pub(super) purpose: &'static str,
    pub(super) explicit: bool,
    pub(super) categories: Vec<Category>,
    pub(super) kinds: Vec<&'static str>,
    pub(super) services: Vec<&'static str>,
    pub(super) conditions_ok: bool,
    pub(super) parental: bool,
    pub(super) all_parties: bool,
    pub(super) notice_version: &'static str,
    pub(super) language: &'static str,
}

/// An objection; exactly one of subject, candidates and names says whose it is.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Objection {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subject: Option<SubjectId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) candidates: Vec<SubjectId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) purpose: Option<&'static str>,
    pub(super) scope: Scope,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verbatim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<&'static str>,
    pub(super) article: &'static str,
}

/// How far an objection reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scope {
    Person(bool),
    Account(AccountId),
    Items(Vec<RecordId>),
}

/// A notice that reached somebody.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Notice {
    pub(super) subject: SubjectId,
    pub(super) purposes: Vec<&'static str>,
    pub(super) version: &'static str,
    pub(super) language: &'static str,
    pub(super) channel: &'static str,
    pub(super) objection_right_separate: bool,
}

/// An order of an authority.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Order {
    pub(super) id: &'static str,
    pub(super) authority: &'static str,
    pub(super) provision: &'static str,
    pub(super) effect: &'static str,
    pub(super) territory: Vec<&'static str>,
    pub(super) ops: Vec<&'static str>,
    pub(super) purposes: Vec<&'static str>,
    pub(super) from: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<Date>,
}

fn seconds<S: serde::Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&terms::format_instant(*at))
}

/// Draws everything that was said, in the order of receipt.
pub(super) fn draw(grammars: &Grammars, people: &People, records: &[Record], seed: u64) -> Vec<Said> {
    let draw = Draw::new(seed, "said");
    let mut speaker = Speaker { grammars, people, records, draw, said: Vec::new(), objections: 0 };
    speaker.controller_and_authorities();
    for index in 0..people.persons.len() {
        speaker.notices(index);
        speaker.person(index);
        speaker.assistant(index);
    }
    speaker.unclear(Role::ObjectsAmbiguous, None);
    speaker.unclear(Role::ObjectsResolved, Some("2026-11-05T10:00:00Z"));
    speaker.unclear(Role::ObjectsResolvedBetween, Some("2026-11-26T10:00:00Z"));
    speaker.strangers();
    // A stable sort: what has the same second stays in the order in which it was drawn.
    speaker.said.sort_by_key(|said| said.at);
    speaker.said
}

/// The index, in each language's list of strangers, of the one who objects; the next one never does.
const OBJECTING_STRANGER: usize = 0;

/// When the strangers of a language object: the German one between sealing and training.
fn stranger_objects(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Dutch => "2026-10-02T09:30:00Z",
        Tongue::English => "2026-10-12T14:05:00Z",
        Tongue::German => "2026-11-25T08:20:00Z",
    }
}

struct Speaker<'a> {
    grammars: &'a Grammars,
    people: &'a People,
    records: &'a [Record],
    draw: Draw,
    said: Vec<Said>,
    objections: usize,
}

impl<'a> Speaker<'a> {
    fn say(&mut self, at: Instant, act: Act) {
        self.said.push(Said { at, act });
    }

    /// A moment of waking hours between two dates.
    fn time(&mut self, first: (u32, u32), last: (u32, u32)) -> Instant {
        let day = self.draw.date(date(2026, first.0, first.1), date(2026, last.0, last.1));
        self.draw.on(day)
    }

    /// After sealing and before training.
    fn between(&mut self) -> Instant {
        self.draw.moment(moment("2026-11-23T14:00:00Z"), moment("2026-11-29T21:00:00Z"))
    }

    fn controller_and_authorities(&mut self) {
        for purpose in [GENERATIVE, ASSISTANT] {
            self.say(moment("2026-07-01T09:00:00Z"), Act::PurposeRegistered { purpose });
            for assessment in ["lia", "dpia", "compat"] {
                let review_due = date(2027, 7, 1);
                self.say(moment("2026-07-15T09:00:00Z"), Act::AssessmentApproved { assessment, purpose, review_due });
            }
        }
        let order = |id, provision, territory, ops: &[&'static str], from, until| Order {
            id,
            authority: "the authority of the territory",
            provision,
            effect: "forbid",
            territory: vec![territory],
            ops: ops.to_vec(),
            purposes: vec![GENERATIVE],
            from,
            until,
        };
        let both = ["assemble", "train"];
        // Expired, lifted, about something else, and one urgency order in force: three months at most [GDPR 66(1)].
        let orders = [
            order("de-1", "GDPR 66(1)", "DE", &both, date(2026, 5, 1), Some(date(2026, 7, 31))),
            order("nl-1", "GDPR 58(2)(f)", "NL", &both, date(2026, 6, 1), None),
            order("ie-1", "GDPR 58(2)(f)", "IE", &["serve"], date(2026, 9, 1), None),
            order("be-1", "GDPR 66(1)", "BE", &both, date(2026, 10, 5), Some(date(2027, 1, 4))),
        ];
        for order in orders {
            let at = order.from.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(9);
            self.say(at, Act::Order(order));
        }
        self.say(moment("2026-06-20T15:00:00Z"), Act::OrderLifted { id: "nl-1" });
    }

    fn deliver(&mut self, person: &Person, at: Instant, notice: Delivery) {
        let channel = *self.draw.pick(&["in_app", "email"]);
        let notice = Notice {
            subject: person.subject.clone(),
            purposes: notice.purposes,
            version: notice.version,
            language: notice.language,
            channel,
            objection_right_separate: notice.objection_right_separate,
        };
        self.say(at, Act::NoticeDelivered(notice));
    }

    fn notices(&mut self, index: usize) {
        let people = self.people;
        let person = people.person(index);
        let own = || Delivery::in_language(person.languages.first().copied().unwrap_or("en"));
        let early = self.time((8, 10), (9, 28));
        match person.role {
            Role::NoticeNever | Role::AgeUnknown => {}
            Role::NoticeFailed => {
                for at in [early, early + chrono::TimeDelta::days(5)] {
                    let (subject, version, channel) = (person.subject.clone(), "v2", "email");
                    self.say(at, Act::NoticeFailed { subject, version, channel });
                }
            }
            Role::NoticeLate => {
                let at = self.time((10, 26), (11, 21));
                self.deliver(person, at, own());
            }
            Role::NoticeBetween => {
                let at = self.between();
                self.deliver(person, at, own());
            }
            Role::NoticeOnTheBorder => {
                let day = if index.is_multiple_of(2) { 24 } else { 25 };
                let at = self.draw.on(date(2026, 10, day));
                self.deliver(person, at, own());
            }
            Role::NoticeWrongLanguage => self.deliver(person, early, Delivery::in_language("fi")),
            Role::NoticeCorrected => {
                self.deliver(person, early, Delivery::in_language("fi"));
                self.deliver(person, early + chrono::TimeDelta::days(10), own());
            }
            Role::NoticeWorsened => {
                self.deliver(person, early, own());
                self.deliver(person, early + chrono::TimeDelta::days(10), Delivery::in_language("fi"));
            }
            Role::NoticeWithoutObjection => {
                self.deliver(person, early, Delivery { objection_right_separate: false, ..own() });
            }
            Role::NoticeOtherPurpose => self.deliver(person, early, Delivery { purposes: vec![ADS], ..own() }),
            Role::TurnedToldBefore => {
                let at = self.time((1, 2), (1, 8));
                self.deliver(person, at, Delivery { version: "v1", ..own() });
            }
            Role::TurnedToldTwice => {
                let at = self.time((1, 2), (1, 8));
                self.deliver(person, at, Delivery { version: "v1", ..own() });
                let at = self.time((9, 1), (9, 28));
                self.deliver(person, at, own());
            }
            Role::TurnedToldAfter | Role::TurnedConsents => {
                let at = self.time((8, 20), (9, 28));
                self.deliver(person, at, own());
            }
            _ => self.deliver(person, early, own()),
        }
    }

    fn consent(&self, person: &Person) -> Consent {
        Consent {
            subject: person.subject.clone(),
            purpose: GENERATIVE,
            explicit: false,
            categories: Vec::new(),
            kinds: vec!["*"],
            services: vec!["*"],
            conditions_ok: true,
            parental: false,
            all_parties: false,
            notice_version: "v2",
            language: person.languages.first().copied().unwrap_or("en"),
        }
    }

    fn agree(&mut self, first: (u32, u32), last: (u32, u32), consent: Consent) {
        let at = self.time(first, last);
        self.say(at, Act::ConsentGiven(consent));
    }

    fn object(&mut self, at: Instant, subject: &SubjectId, scope: Scope, purpose: Option<&'static str>) -> String {
        let tongue = self.people.persons.iter().find(|person| person.subject == *subject).map(|person| person.tongue);
        // Half of them write a letter instead of filling in a form; it counts as much [GDPR 12(2)].
        let letter = tongue.filter(|_| self.draw.chance(500));
        let verbatim = letter.map(|tongue| self.grammars.of(tongue).line(&mut self.draw, "objection"));
        let article = *self.draw.pick(&["21(1)", "discretionary"]);
        let objection = Objection {
            id: self.next_objection(),
            subject: Some(subject.clone()),
            candidates: Vec::new(),
            names: Vec::new(),
            purpose,
            scope,
            verbatim,
            language: letter.map(Tongue::code),
            article,
        };
        let id = objection.id.clone();
        self.say(at, Act::Objection(objection));
        id
    }

    fn next_objection(&mut self) -> String {
        self.objections += 1;
        format!("o{:04}", self.objections)
    }

    fn person(&mut self, index: usize) {
        let people = self.people;
        let person = people.person(index);
        match person.role {
            Role::ObjectsBefore
            | Role::ObjectsBetween
            | Role::ObjectsItems
            | Role::ObjectsItemsBetween
            | Role::ObjectsAccount
            | Role::ObjectionWithdrawn
            | Role::ObjectionWithdrawnBetween
            | Role::ObjectionRejected
            | Role::ObjectionAccepted
            | Role::ObjectsToAds => self.objections_of(index, person),
            Role::ErasureRequested
            | Role::ErasureRequestedBetween
            | Role::ErasureGranted
            | Role::ErasureRefused
            | Role::Restricted
            | Role::RestrictionLifted
            | Role::RestrictionLiftedBetween
            | Role::AccuracyContested
            | Role::AccuracySettled => self.requests_of(person),
            _ => self.consents_of(person),
        }
    }

    fn objections_of(&mut self, index: usize, person: &Person) {
        let (subject, whole) = (&person.subject, Scope::Person(true));
        let purpose = *self.draw.pick(&[Some(GENERATIVE), None]);
        let before = self.time((9, 20), (11, 14));
        match person.role {
            Role::ObjectsBefore => drop(self.object(before, subject, whole, purpose)),
            Role::ObjectsBetween => {
                let at = self.between();
                self.object(at, subject, whole, purpose);
            }
            Role::ObjectsItems | Role::ObjectsItemsBetween => {
                let at = if person.role == Role::ObjectsItems { before } else { self.between() };
                let scope = Scope::Items(self.items(index));
                self.object(at, subject, scope, purpose);
            }
            Role::ObjectsAccount => {
                let mut mine = person.profiles.iter().map(|profile| self.people.profile(*profile));
                let account = mine.rfind(|profile| profile.home == Home::Plein);
                let scope = account.map_or(whole, |profile| Scope::Account(profile.account.account_id.clone()));
                self.object(before, subject, scope, purpose);
            }
            Role::ObjectionWithdrawn | Role::ObjectionWithdrawnBetween => {
                let at = self.time((9, 20), (9, 28));
                let id = self.object(at, subject, whole, purpose);
                let between = self.between();
                let soon = self.time((10, 5), (11, 10));
                let at = if person.role == Role::ObjectionWithdrawn { soon } else { between };
                self.say(at, Act::ObjectionWithdrawn { id });
            }
            Role::ObjectionRejected => {
                let at = self.time((9, 20), (9, 28));
                let id = self.object(at, subject, whole, purpose);
                // The controller may weigh only an objection under Art. 21(1).
                if let Some(Said { act: Act::Objection(objection), .. }) = self.said.last_mut() {
                    objection.article = "21(1)";
                }
                let at = self.time((10, 5), (10, 20));
                self.say(at, Act::ObjectionRejected { id, grounds: "compelling" });
            }
            Role::ObjectionAccepted => {
                let at = self.time((9, 20), (9, 28));
                let id = self.object(at, subject, whole, purpose);
                let at = self.time((10, 5), (10, 20));
                self.say(at, Act::ObjectionAccepted { id });
            }
            _ => {
                self.object(before, subject, whole, Some(ADS));
                if let Some(Said { act: Act::Objection(objection), .. }) = self.said.last_mut() {
                    objection.article = "21(2)";
                }
            }
        }
    }

    /// Two records of a person on the platform itself.
    fn items(&self, person: usize) -> Vec<RecordId> {
        let own = |record: &&Record| {
            let author = record.author.map(|profile| self.people.profile(profile).person);
            author == Some(person) && matches!(record.place, Place::Posts | Place::Comments)
        };
        self.records.iter().filter(own).take(2).map(|record| record.post.record_id.clone()).collect()
    }

    fn requests_of(&mut self, person: &Person) {
        let subject = || person.subject.clone();
        let (first, later, between) = (self.time((9, 20), (10, 5)), self.time((10, 10), (11, 12)), self.between());
        match person.role {
            Role::ErasureRequested => self.say(first, Act::ErasureRequested { subject: subject() }),
            Role::ErasureRequestedBetween => self.say(between, Act::ErasureRequested { subject: subject() }),
            Role::ErasureGranted => {
                self.say(first, Act::ErasureRequested { subject: subject() });
                self.say(later, Act::ErasureGranted { subject: subject() });
            }
            Role::ErasureRefused => {
                self.say(first, Act::ErasureRequested { subject: subject() });
                self.say(later, Act::ErasureRefused { subject: subject() });
            }
            Role::Restricted => self.say(first, Act::RestrictionRequested { subject: subject() }),
            Role::RestrictionLifted | Role::RestrictionLiftedBetween => {
                self.say(first, Act::RestrictionRequested { subject: subject() });
                let at = if person.role == Role::RestrictionLifted { later } else { between };
                self.say(at, Act::RestrictionLifted { subject: subject() });
            }
            Role::AccuracyContested => self.say(first, Act::AccuracyContested { subject: subject() }),
            _ => {
                self.say(first, Act::AccuracyContested { subject: subject() });
                self.say(later, Act::AccuracySettled { subject: subject() });
            }
        }
    }

    fn consents_of(&mut self, person: &Person) {
        let consent = self.consent(person);
        let subject = || person.subject.clone();
        let (first, last) = ((9, 29), (10, 10));
        match person.role {
            Role::MinorConsents | Role::TurnedConsents | Role::ConsentForPrivate => self.agree(first, last, consent),
            Role::MinorConsentsWithParent => self.agree(first, last, Consent { parental: true, ..consent }),
            Role::ConsentsReligion | Role::ConsentsHealth => {
                let religion = person.role == Role::ConsentsReligion;
                let categories = vec![if religion { Category::ReligionBelief } else { Category::Health }];
                self.agree(first, last, Consent { explicit: true, categories, ..consent });
            }
            Role::ConsentBundled => self.agree(first, last, Consent { conditions_ok: false, ..consent }),
            Role::ConsentForPosts => {
                self.agree(first, last, Consent { kinds: vec!["post"], services: vec!["plein"], ..consent });
            }
            Role::ConsentAllParties => self.agree(first, last, Consent { all_parties: true, ..consent }),
            Role::ConsentWithdrawn | Role::ConsentWithdrawnBetween | Role::ConsentRenewed => {
                self.agree(first, last, consent.clone());
                let (soon, between) = (self.time((10, 12), (10, 20)), self.between());
                let at = if person.role == Role::ConsentWithdrawnBetween { between } else { soon };
                self.say(at, Act::ConsentWithdrawn { subject: subject(), purpose: GENERATIVE });
                if person.role == Role::ConsentRenewed {
                    // One in three gives it again only after the corpus is sealed.
                    let late = self.draw.chance(330);
                    let at = if late { self.between() } else { self.time((10, 25), (11, 12)) };
                    self.say(at, Act::ConsentGiven(Consent { notice_version: "v3", ..consent }));
                }
            }
            Role::ConsentRefused | Role::ConsentRefusedForAll => {
                let at = self.time(first, last);
                let purpose = if person.role == Role::ConsentRefused { GENERATIVE } else { "*" };
                self.say(at, Act::ConsentRefused { subject: subject(), purpose });
            }
            Role::ObjectsThenConsents => {
                let at = self.time((9, 20), (9, 28));
                self.object(at, &person.subject, Scope::Person(true), None);
                self.agree((10, 20), (11, 10), consent);
            }
            Role::ConsentsThenObjects => {
                self.agree(first, last, consent);
                let at = self.time((10, 15), (11, 12));
                self.object(at, &person.subject, Scope::Person(true), None);
            }
            _ => {}
        }
    }

    /// What ordinary people say about the second purpose, whose basis is consent.
    fn assistant(&mut self, index: usize) {
        let people = self.people;
        let person = people.person(index);
        let consent = Consent { purpose: ASSISTANT, ..self.consent(person) };
        let asked = matches!(person.role, Role::Ordinary | Role::Minor | Role::NoticeNever);
        let answer = self.draw.below(100);
        if !asked || answer >= 45 {
            return;
        }
        self.agree((9, 29), (10, 10), Consent { conditions_ok: !(30..36).contains(&answer), ..consent });
        if (36..45).contains(&answer) {
            let at = self.time((10, 12), (11, 12));
            self.say(at, Act::ConsentWithdrawn { subject: person.subject.clone(), purpose: ASSISTANT });
        }
    }

    /// An objection of which it is not clear whose it is, and perhaps who it turned out to be.
    fn unclear(&mut self, role: Role, resolved: Option<&str>) {
        let candidates: Vec<SubjectId> = self
            .people
            .persons
            .iter()
            .filter(|person| person.role == role)
            .map(|person| person.subject.clone())
            .collect();
        let first = candidates.first().cloned();
        let at = self.time((9, 20), (10, 20));
        let objection = Objection {
            id: self.next_objection(),
            subject: None,
            candidates,
            names: Vec::new(),
            purpose: Some(GENERATIVE),
            scope: Scope::Person(true),
            verbatim: Some(self.grammars.of(Tongue::Dutch).line(&mut self.draw, "objection")),
            language: Some(Tongue::Dutch.code()),
            article: "21(1)",
        };
        let id = objection.id.clone();
        self.say(at, Act::Objection(objection));
        if let (Some(at), Some(subject)) = (resolved, first) {
            self.say(moment(at), Act::ObjectionResolved { id, subject });
        }
    }

    /// People without an account object by their name.
    fn strangers(&mut self) {
        for tongue in Tongue::ALL {
            let words = self.grammars.of(tongue);
            let name = words.alternatives("stranger").get(OBJECTING_STRANGER).copied().unwrap_or_default();
            let objection = Objection {
                id: self.next_objection(),
                subject: None,
                candidates: Vec::new(),
                names: vec![name.to_owned()],
                purpose: None,
                scope: Scope::Person(true),
                verbatim: Some(words.line(&mut self.draw, "objection")),
                language: Some(tongue.code()),
                article: "discretionary",
            };
            self.say(moment(stranger_objects(tongue)), Act::Objection(objection));
        }
    }
}

/// The parts of a notice that differ.
struct Delivery {
    purposes: Vec<&'static str>,
    version: &'static str,
    language: &'static str,
    objection_right_separate: bool,
}

impl Delivery {
    fn in_language(code: &'static str) -> Self {
        Self {
            purposes: vec![GENERATIVE, ASSISTANT],
            version: "v2",
            // Notices exist in the main form of each language.
            language: code.split('-').next().unwrap_or(code),
            objection_right_separate: true,
        }
    }
}
