//! Who is there. In: links from letters, cookies, forms. Out: sessions, stamps on forms, tickets for receipts. Never: a
//! secret in clear in the store, a link that works twice, or a comparison that tells by its length how far it came.

use crate::config::Person;
use crate::oidc::Flow;
use crate::staff::Staff;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use terms::{Address, Digest, Instant, Lang, hmac_sha256};
use world::World;

/// A secret that was just drawn, as text. It is shown once and kept only as a digest.
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn draw(world: &World) -> Self {
        Self(hex::encode(world.random::<32>()))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// Whether two texts are equal, in a time that depends on their lengths alone.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// Something that a secret opens, until a moment.
struct Kept<T> {
    value: T,
    until: Instant,
}

/// Things that secrets open. Keys are digests, so a copy of the store opens nothing.
struct Safe<T> {
    kept: BTreeMap<Digest, Kept<T>>,
}

impl<T> Safe<T> {
    fn new() -> Self {
        Self { kept: BTreeMap::new() }
    }

    /// Keeps `value`; where the safe is full, what would end first makes room.
    fn put(&mut self, secret: &str, value: T, until: Instant, now: Instant) {
        if self.kept.len() >= KEPT_MAX {
            self.kept.retain(|_, kept| kept.until > now);
        }
        if self.kept.len() >= KEPT_MAX
            && let Some(first) = self.kept.iter().min_by_key(|(_, kept)| kept.until).map(|(digest, _)| *digest)
        {
            self.kept.remove(&first);
        }
        self.kept.insert(Digest::of(secret), Kept { value, until });
    }

    fn get(&self, secret: &str, now: Instant) -> Option<&T> {
        // The digest is what is compared: how long that takes says nothing about the secret.
        self.kept.get(&Digest::of(secret)).filter(|kept| kept.until > now).map(|kept| &kept.value)
    }

    fn take(&mut self, secret: &str, now: Instant) -> Option<T> {
        self.kept.remove(&Digest::of(secret)).filter(|kept| kept.until > now).map(|kept| kept.value)
    }
}

/// Who somebody is here: one or the other, never both in one session.
#[derive(Clone)]
pub(crate) enum Principal {
    /// A person, about themselves.
    Person(Arc<Person>),
    /// Somebody of the staff, in the console.
    Staff(Arc<Staff>),
}

impl Principal {
    pub(crate) fn address(&self) -> &Address {
        match self {
            Self::Person(person) => &person.address,
            Self::Staff(staff) => &staff.address,
        }
    }

    pub(crate) fn language(&self) -> Option<&Lang> {
        match self {
            Self::Person(person) => person.language.as_ref(),
            Self::Staff(staff) => staff.language.as_ref(),
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(one), Self::Person(other)) => one.subject == other.subject,
            (Self::Staff(one), Self::Staff(other)) => one.name == other.name,
            _ => false,
        }
    }
}

/// Somebody who is signed in.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) who: Principal,
    /// When they signed in.
    pub(crate) since: Instant,
}

/// A receipt that somebody without an account may fetch: its position in the log, and the objection it is of.
#[derive(Clone)]
pub(crate) struct Ticket {
    pub(crate) index: u64,
    pub(crate) objection: String,
}

// HOLE: all of this lies in memory. A restart signs everybody out, and several portals beside each other need a store
// that they share.
pub(crate) struct Sessions {
    key: [u8; 32],
    people: BTreeMap<Digest, Arc<Person>>,
    staff: BTreeMap<Digest, Arc<Staff>>,
    links: Mutex<Safe<Principal>>,
    /// Sign-ins under way at the OpenID provider, by their state.
    flows: Mutex<Safe<Flow>>,
    open: Mutex<Safe<Session>>,
    tickets: Mutex<Safe<Ticket>>,
}

impl Sessions {
    pub(crate) fn new(world: &World, people: Vec<Person>, staff: Vec<Staff>) -> Self {
        let key = world.random();
        let people =
            people.into_iter().map(|person| (address_key(&key, person.address.expose()), Arc::new(person))).collect();
        let staff = staff.into_iter().map(|one| (address_key(&key, one.address.expose()), Arc::new(one))).collect();
        Self {
            key,
            people,
            staff,
            links: Mutex::new(Safe::new()),
            flows: Mutex::new(Safe::new()),
            open: Mutex::new(Safe::new()),
            tickets: Mutex::new(Safe::new()),
        }
    }

    /// Whose address this is.
    pub(crate) fn person(&self, address: &str) -> Option<Principal> {
        self.people.get(&address_key(&self.key, address)).cloned().map(Principal::Person)
    }

    /// Whose of the staff this address is, if they may be here today.
    pub(crate) fn staff(&self, address: &str, now: Instant) -> Option<Principal> {
        let staff = self.staff.get(&address_key(&self.key, address))?;
        staff.is_admitted(now.date_naive()).then(|| Principal::Staff(Arc::clone(staff)))
    }

    /// A link for this person, unless enough of them are open.
    pub(crate) fn link(&self, world: &World, who: &Principal, minutes: i64, open_max: usize) -> Option<Secret> {
        let now = world.now();
        let secret = Secret::draw(world);
        let mut links = lock(&self.links);
        let open = links.kept.values().filter(|kept| kept.until > now && kept.value.is(who)).count();
        if open >= open_max {
            return None;
        }
        links.put(secret.expose(), who.clone(), after(now, minutes), now);
        Some(secret)
    }

    /// Whether the link works; it is not used up.
    pub(crate) fn link_works(&self, secret: &str, now: Instant) -> bool {
        lock(&self.links).get(secret, now).is_some()
    }

    /// Uses the link up and signs its person in; gives who that is and the secret of the session.
    pub(crate) fn sign_in(&self, world: &World, link: &str, minutes: i64) -> Option<(Principal, Secret)> {
        let who = lock(&self.links).take(link, world.now())?;
        let secret = self.begin(world, who.clone(), minutes);
        Some((who, secret))
    }

    /// Begins a session of somebody who showed who they are just now.
    pub(crate) fn begin(&self, world: &World, who: Principal, minutes: i64) -> Secret {
        self.begin_since(world, who, minutes, world.now())
    }

    /// Begins a session of somebody who showed who they are at this moment.
    pub(crate) fn begin_since(&self, world: &World, who: Principal, minutes: i64, since: Instant) -> Secret {
        let now = world.now();
        let secret = Secret::draw(world);
        lock(&self.open).put(secret.expose(), Session { who, since }, after(now, minutes), now);
        secret
    }

    /// Keeps a sign-in that is under way elsewhere.
    pub(crate) fn keep_flow(&self, state: &str, flow: Flow, now: Instant) {
        lock(&self.flows).put(state, flow, after(now, FLOW_MINUTES), now);
    }

    /// Takes it out again: an answer counts once.
    pub(crate) fn take_flow(&self, state: &str, now: Instant) -> Option<Flow> {
        lock(&self.flows).take(state, now)
    }

    /// Everybody who has an address.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = &Arc<Person>> {
        self.people.values()
    }

    /// The person of this subject.
    pub(crate) fn person_of(&self, subject: &str) -> Option<Principal> {
        let found = self.people.values().find(|person| person.subject.as_str() == subject);
        found.cloned().map(Principal::Person)
    }

    /// Who is signed in with this secret. An invitation that has ended ends the session, too.
    pub(crate) fn session(&self, secret: &str, now: Instant) -> Option<Session> {
        lock(&self.open).get(secret, now).cloned().filter(|session| match &session.who {
            Principal::Person(_) => true,
            Principal::Staff(staff) => staff.is_admitted(now.date_naive()),
        })
    }

    pub(crate) fn sign_out(&self, secret: &str, now: Instant) {
        lock(&self.open).take(secret, now);
    }

    /// A ticket for a receipt, for an hour.
    pub(crate) fn ticket(&self, world: &World, ticket: Ticket) -> Secret {
        let now = world.now();
        let secret = Secret::draw(world);
        lock(&self.tickets).put(secret.expose(), ticket, after(now, TICKET_MINUTES), now);
        secret
    }

    pub(crate) fn redeem(&self, ticket: &str, now: Instant) -> Option<Ticket> {
        lock(&self.tickets).get(ticket, now).cloned()
    }

    /// The stamp of every form that goes to this visitor in this session. A page of somebody else cannot know it.
    pub(crate) fn stamp(&self, visitor: &str, session: Option<&str>) -> String {
        self.code("stamp", &format!("{visitor}:{}", session.unwrap_or_default()))
    }

    /// The id of the objection that one form makes, however often it is sent.
    pub(crate) fn objection_id(&self, who: &str, once: &str) -> String {
        let mut id = self.code("objection", &format!("{who}:{once}"));
        id.truncate(32);
        id
    }

    fn code(&self, domain: &str, message: &str) -> String {
        hex::encode(hmac_sha256(&self.key, format!("{domain}:{message}").as_bytes()))
    }
}

fn address_key(key: &[u8; 32], address: &str) -> Digest {
    // Letters of an address are compared without case: two people whose addresses differ in case alone do not exist.
    Digest::from_bytes(hmac_sha256(key, format!("address:{}", address.trim().to_lowercase()).as_bytes()))
}

fn after(now: Instant, minutes: i64) -> Instant {
    chrono::TimeDelta::try_minutes(minutes).and_then(|life| now.checked_add_signed(life)).unwrap_or(now)
}

/// A thread that died while it held the lock left whole entries behind.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

const KEPT_MAX: usize = 100_000;
const TICKET_MINUTES: i64 = 60;
const FLOW_MINUTES: i64 = 15;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::Role;
    use terms::{Address, SubjectId};

    fn world(minute: u32) -> World {
        let now = terms::parse_instant(&format!("2026-11-23T10:{minute:02}:00Z")).expect("valid");
        World::repeatable("/nowhere", now, 7)
    }

    fn sessions(world: &World) -> Sessions {
        let person = |subject: &str| Person {
            subject: SubjectId::new(subject),
            address: Address::new(format!("{subject}@example.org")),
            accounts: Vec::new(),
            language: None,
        };
        let invited = Staff {
            name: "i-1".to_owned(),
            address: Address::new("i-1@example.org"),
            roles: [Role::Supervisor].into(),
            until: Some(terms::parse_date("2026-11-23").expect("a date")),
            language: None,
        };
        Sessions::new(world, vec![person("s1"), person("s2")], vec![invited])
    }

    #[test]
    fn a_link_signs_in_once_and_only_its_person() {
        let world = world(0);
        let sessions = sessions(&world);
        let person = sessions.person(" S1@Example.org ").expect("known");
        let link = sessions.link(&world, &person, 15, 3).expect("room");
        assert!(sessions.link_works(link.expose(), world.now()), "looking does not use it up");
        let (_, session) = sessions.sign_in(&world, link.expose(), 30).expect("works");
        let who = sessions.session(session.expose(), world.now()).expect("open").who;
        assert!(matches!(who, Principal::Person(person) if person.subject.as_str() == "s1"));
        assert!(sessions.sign_in(&world, link.expose(), 30).is_none(), "a second time it does not work");
    }

    #[test]
    fn links_sessions_and_tickets_end() {
        let early = world(0);
        let sessions = sessions(&early);
        let person = sessions.person("s1@example.org").expect("known");
        let used = sessions.link(&early, &person, 15, 3).expect("room");
        let late = sessions.link(&early, &person, 15, 3).expect("room");
        let (_, session) = sessions.sign_in(&early, used.expose(), 30).expect("works");
        assert!(sessions.sign_in(&world(15), late.expose(), 30).is_none());
        assert!(sessions.session(session.expose(), world(29).now()).is_some());
        assert!(sessions.session(session.expose(), world(30).now()).is_none());
        let ticket = sessions.ticket(&early, Ticket { index: 3, objection: "o".to_owned() });
        assert!(sessions.redeem(ticket.expose(), world(59).now()).is_some());
        let over = early.now() + chrono::TimeDelta::minutes(60);
        assert!(sessions.redeem(ticket.expose(), over).is_none());
    }

    #[test]
    fn an_invitation_ends_and_its_sessions_end_with_it() {
        let world = world(0);
        let sessions = sessions(&world);
        assert!(sessions.person("i-1@example.org").is_none(), "staff are no persons here");
        assert!(sessions.staff("s1@example.org", world.now()).is_none(), "and persons no staff");
        let invited = sessions.staff("i-1@example.org", world.now()).expect("invited");
        let session = sessions.begin(&world, invited, 60 * 24 * 7);
        let next_day = world.now() + chrono::TimeDelta::hours(14);
        assert!(sessions.session(session.expose(), next_day - chrono::TimeDelta::minutes(1)).is_some());
        assert!(sessions.session(session.expose(), next_day).is_none());
        assert!(sessions.staff("i-1@example.org", next_day).is_none());
    }

    #[test]
    fn nobody_can_fill_the_letterbox_of_another() {
        let world = world(0);
        let sessions = sessions(&world);
        let person = sessions.person("s2@example.org").expect("known");
        let letters = (0..10).filter_map(|_| sessions.link(&world, &person, 15, 3)).count();
        assert_eq!(letters, 3);
    }

    #[test]
    fn a_stamp_is_of_one_visitor_in_one_session() {
        let sessions = sessions(&world(0));
        let stamp = sessions.stamp("v1", Some("a"));
        assert_ne!(stamp, sessions.stamp("v2", Some("a")));
        assert_ne!(stamp, sessions.stamp("v1", Some("b")));
        assert_ne!(stamp, sessions.stamp("v1", None));
        assert!(same(stamp.as_bytes(), sessions.stamp("v1", Some("a")).as_bytes()));
        assert!(!same(b"ab", b"ac") && !same(b"ab", b"abc"));
    }
}
