//! The people of the platform and their accounts. In: a draw and a size. Out: persons, each with one situation that the
//! law cares about or with none, and the account rows that the platform exports. Never: a name, address or date of
//! somebody who exists: handles are a word and a number.

use super::draw::Draw;
use super::grammar::{Grammars, Tongue};
use super::{Size, date};
use std::collections::BTreeSet;
use terms::{Account, AccountId, AccountStatus, AgeAssurance, Country, Date, Handle, SubjectId};

/// What is planted about one person. One situation a person, so that the truth file can be read; posts bring their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Adult, told in time, said nothing.
    Ordinary,
    NoticeNever,
    NoticeFailed,
    /// Delivered so late that the window is open at sealing.
    NoticeLate,
    /// Delivered between sealing and training.
    NoticeBetween,
    /// The window ends on the day of sealing, or the day after.
    NoticeOnTheBorder,
    NoticeWrongLanguage,
    NoticeCorrected,
    NoticeWorsened,
    NoticeWithoutObjection,
    NoticeOtherPurpose,
    Minor,
    TurnedToldBefore,
    TurnedToldAfter,
    TurnedToldTwice,
    /// The eighteenth birthday lies between sealing and training.
    TurnsBetween,
    MinorConsents,
    MinorConsentsWithParent,
    TurnedConsents,
    AgeUnknown,
    AgeUnassured,
    ResidenceUnknown,
    Deceased,
    AccountDeleted,
    AccountDeactivated,
    ObjectsBefore,
    ObjectsBetween,
    ObjectsItems,
    ObjectsItemsBetween,
    ObjectsAccount,
    /// One of several whom an objection may come from.
    ObjectsAmbiguous,
    /// Candidates of an objection that is resolved before sealing.
    ObjectsResolved,
    /// Candidates of an objection that is resolved between sealing and training.
    ObjectsResolvedBetween,
    ObjectionWithdrawn,
    ObjectionWithdrawnBetween,
    ObjectionRejected,
    ObjectionAccepted,
    ObjectsToAds,
    ObjectsThenConsents,
    ConsentsThenObjects,
    ConsentsReligion,
    ConsentsHealth,
    ConsentBundled,
    ConsentWithdrawn,
    ConsentWithdrawnBetween,
    ConsentRenewed,
    ConsentRefused,
    ConsentRefusedForAll,
    ConsentForPosts,
    ConsentForPrivate,
    ConsentAllParties,
    ErasureRequested,
    ErasureRequestedBetween,
    ErasureGranted,
    ErasureRefused,
    Restricted,
    RestrictionLifted,
    RestrictionLiftedBetween,
    AccuracyContested,
    AccuracySettled,
}

/// How many persons of 340 are in each situation; the rest is ordinary.
const QUOTAS: [(Role, usize); 59] = [
    (Role::NoticeNever, 5),
    (Role::NoticeFailed, 3),
    (Role::NoticeLate, 8),
    (Role::NoticeBetween, 3),
    (Role::NoticeOnTheBorder, 2),
    (Role::NoticeWrongLanguage, 4),
    (Role::NoticeCorrected, 2),
    (Role::NoticeWorsened, 1),
    (Role::NoticeWithoutObjection, 4),
    (Role::NoticeOtherPurpose, 2),
    (Role::Minor, 12),
    (Role::TurnedToldBefore, 3),
    (Role::TurnedToldAfter, 7),
    (Role::TurnedToldTwice, 2),
    (Role::TurnsBetween, 1),
    (Role::MinorConsents, 2),
    (Role::MinorConsentsWithParent, 1),
    (Role::TurnedConsents, 2),
    (Role::AgeUnknown, 5),
    (Role::AgeUnassured, 2),
    (Role::ResidenceUnknown, 4),
    (Role::Deceased, 2),
    (Role::AccountDeleted, 4),
    (Role::AccountDeactivated, 2),
    (Role::ObjectsBefore, 9),
    (Role::ObjectsBetween, 7),
    (Role::ObjectsItems, 3),
    (Role::ObjectsItemsBetween, 2),
    (Role::ObjectsAccount, 3),
    (Role::ObjectsAmbiguous, 4),
    (Role::ObjectsResolved, 3),
    (Role::ObjectsResolvedBetween, 3),
    (Role::ObjectionWithdrawn, 3),
    (Role::ObjectionWithdrawnBetween, 1),
    (Role::ObjectionRejected, 2),
    (Role::ObjectionAccepted, 2),
    (Role::ObjectsToAds, 2),
    (Role::ObjectsThenConsents, 2),
    (Role::ConsentsThenObjects, 2),
    (Role::ConsentsReligion, 4),
    (Role::ConsentsHealth, 2),
    (Role::ConsentBundled, 3),
    (Role::ConsentWithdrawn, 4),
    (Role::ConsentWithdrawnBetween, 2),
    (Role::ConsentRenewed, 3),
    (Role::ConsentRefused, 3),
    (Role::ConsentRefusedForAll, 1),
    (Role::ConsentForPosts, 2),
    (Role::ConsentForPrivate, 3),
    (Role::ConsentAllParties, 2),
    (Role::ErasureRequested, 3),
    (Role::ErasureRequestedBetween, 2),
    (Role::ErasureGranted, 2),
    (Role::ErasureRefused, 2),
    (Role::Restricted, 3),
    (Role::RestrictionLifted, 1),
    (Role::RestrictionLiftedBetween, 1),
    (Role::AccuracyContested, 2),
    (Role::AccuracySettled, 1),
];

/// The situations of persons who are asked in the ledger about an objection whose maker is not clear. Nobody mentions
/// them: whether a candidate counts as an objector in another's text is not for a demo to say.
pub(super) const UNCLEAR: [Role; 4] =
    [Role::ObjectsAmbiguous, Role::ObjectsResolved, Role::ObjectsResolvedBetween, Role::ObjectionRejected];

/// Where an account is, and which package its posts come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// The platform itself.
    Plein,
    /// A Mastodon archive handed in by its owner.
    Mastodon,
    /// An X archive.
    X,
    /// An X archive of an account that only followers read.
    XProtected,
    /// An Instagram download.
    Instagram,
}

impl Home {
    pub(super) fn service(self) -> &'static str {
        match self {
            Self::Plein => "plein",
            Self::Mastodon => "mastodon",
            Self::X | Self::XProtected => "x",
            Self::Instagram => "instagram",
        }
    }
}

/// A person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) subject: SubjectId,
    pub(super) role: Role,
    pub(super) tongue: Tongue,
    pub(super) birth: Option<Date>,
    /// Languages of the accounts.
    pub(super) languages: Vec<&'static str>,
    /// Indices into [`People::profiles`].
    pub(super) profiles: Vec<usize>,
    /// How much they write, relative to others.
    pub(super) talk: usize,
}

/// An account, whose it is and where.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) account: Account,
    pub(super) person: usize,
    pub(super) home: Home,
}

impl Profile {
    pub(super) fn handle(&self) -> &str {
        self.account.handle.as_ref().map_or("", Handle::expose)
    }
}

/// Everyone.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) persons: Vec<Person>,
    pub(super) profiles: Vec<Profile>,
    /// The prolific, ordinary person whom the demo forgets.
    pub(super) forget: usize,
    handles: BTreeSet<String>,
}

impl People {
    /// Draws them.
    pub(super) fn draw(grammars: &Grammars, seed: u64, size: Size) -> Self {
        let mut draw = Draw::new(seed, "people");
        let mut people = Self::default();
        for role in roles(&mut draw, size.persons) {
            people.add(&mut draw, grammars, role);
        }
        people.name_the_forgotten();
        people.add_packages(&mut draw, grammars, size);
        people.add_second_accounts(&mut draw, grammars);
        people
    }

    pub(super) fn person(&self, index: usize) -> &Person {
        self.persons.get(index).expect("INVARIANT: persons are named by their index")
    }

    pub(super) fn profile(&self, index: usize) -> &Profile {
        self.profiles.get(index).expect("INVARIANT: accounts are named by their index")
    }

    fn add(&mut self, draw: &mut Draw, grammars: &Grammars, role: Role) {
        let (residence, tongue, languages) = home_country(draw, role);
        let index = self.persons.len();
        let birth = birth(draw, role);
        // A few write a lot, most write little. Who has a planted situation writes less, so that most posts are admitted.
        let talk = match role {
            Role::Ordinary => 400 / (draw.below(40) + 8),
            _ => 7 + draw.below(5),
        };
        let subject = SubjectId::new(format!("s{:04}", index + 1));
        self.persons.push(Person { subject, role, tongue, birth, languages, profiles: Vec::new(), talk });
        let account = self.account(draw, grammars, index, residence, Home::Plein);
        self.push(account, index, Home::Plein);
    }

    /// A prolific ordinary adult in the Netherlands: the demo takes this person out again.
    fn name_the_forgotten(&mut self) {
        let dutch = |profile: &Profile| profile.account.residence.as_ref().is_some_and(|code| code.as_str() == "NL");
        let chosen = self.profiles.iter().find(|profile| dutch(profile) && self.role(profile.person) == Role::Ordinary);
        self.forget = chosen.map_or(0, |profile| profile.person);
        if let Some(person) = self.persons.get_mut(self.forget) {
            person.talk = 120;
        }
    }

    pub(super) fn role(&self, person: usize) -> Role {
        self.person(person).role
    }

    /// Some hand in a package of another service where they have an account, too.
    fn add_packages(&mut self, draw: &mut Draw, grammars: &Grammars, size: Size) {
        let homes = [(Home::Mastodon, 12), (Home::X, 10), (Home::XProtected, 2), (Home::Instagram, 5)];
        let mut takers: Vec<usize> = (0..self.persons.len()).filter(|index| *index != self.forget).collect();
        takers.retain(|index| may_hand_in(self.role(*index)));
        draw.shuffle(&mut takers);
        let mut takers = takers.into_iter();
        for (home, count) in homes {
            for taker in takers.by_ref().take(size.share(count)) {
                let residence = self.main_account(taker).residence.clone();
                let account = self.account(draw, grammars, taker, residence, home);
                self.push(account, taker, home);
            }
        }
    }

    /// One person in ten has a second account on the platform; whoever objects for one account needs it.
    fn add_second_accounts(&mut self, draw: &mut Draw, grammars: &Grammars) {
        for index in 0..self.persons.len() {
            let role = self.role(index);
            if role == Role::ObjectsAccount || (index != self.forget && draw.chance(90)) {
                let residence = self.main_account(index).residence.clone();
                let account = self.account(draw, grammars, index, residence, Home::Plein);
                self.push(account, index, Home::Plein);
            }
        }
    }

    fn main_account(&self, person: usize) -> &Account {
        let first = self.person(person).profiles.first().expect("INVARIANT: a person has an account");
        &self.profile(*first).account
    }

    fn push(&mut self, account: Account, person: usize, home: Home) {
        let index = self.profiles.len();
        self.profiles.push(Profile { account, person, home });
        if let Some(person) = self.persons.get_mut(person) {
            person.profiles.push(index);
        }
    }

    fn account(
        &mut self,
        draw: &mut Draw,
        grammars: &Grammars,
        index: usize,
        residence: Option<Country>,
        home: Home,
    ) -> Account {
        let handle = self.handle(draw, grammars, index);
        let person = self.person(index);
        let native = super::packages::native_account(home, &handle, self.profiles.len());
        let (age_assurance, status, deceased) = states(draw, person.role);
        Account {
            account_id: AccountId::new(format!("{}:{native}", home.service())),
            subject_id: person.subject.clone(),
            service: home.service().to_owned(),
            handle: Some(Handle::new(handle)),
            opened_on: None,
            birth_date: person.birth,
            age_assurance,
            residence,
            languages: person.languages.iter().map(|code| super::lang(code)).collect(),
            status,
            deceased,
        }
    }

    /// A word and a number that nobody has yet, at most 15 characters, as X wants it.
    fn handle(&mut self, draw: &mut Draw, grammars: &Grammars, index: usize) -> String {
        let words = grammars.of(self.person(index).tongue).alternatives("handle");
        loop {
            let handle = format!("{}_{}", draw.pick(words), draw.between(2, 999));
            if handle.len() <= 15 && self.handles.insert(handle.clone()) {
                return handle;
            }
        }
    }
}

/// Who hands in a package: ordinary people, and some whose situation is about the person and not about one post.
fn may_hand_in(role: Role) -> bool {
    matches!(
        role,
        Role::Ordinary
            | Role::ObjectsBefore
            | Role::ObjectsBetween
            | Role::Minor
            | Role::NoticeLate
            | Role::NoticeNever
    )
}

/// The situations, in an order that tells nothing.
fn roles(draw: &mut Draw, persons: usize) -> Vec<Role> {
    let size = Size { persons, records: 0 };
    let mut roles = Vec::with_capacity(persons);
    for (role, count) in QUOTAS {
        let least = if matches!(role, Role::ObjectsAmbiguous | Role::ObjectsResolved | Role::ObjectsResolvedBetween) {
            3
        } else {
            1
        };
        roles.extend(std::iter::repeat_n(role, size.share(count).max(least)));
    }
    while roles.len() < persons {
        roles.push(Role::Ordinary);
    }
    draw.shuffle(&mut roles);
    roles
}

/// Country, language they write in, and languages they can be expected to understand.
fn home_country(draw: &mut Draw, role: Role) -> (Option<Country>, Tongue, Vec<&'static str>) {
    let (code, tongue, languages) = match draw.weighted(&[46, 20, 16, 8, 10]) {
        0 => ("NL", Tongue::Dutch, vec!["nl", "en"]),
        1 => ("DE", Tongue::German, vec!["de"]),
        2 => ("IE", Tongue::English, vec!["en"]),
        3 => ("BE", Tongue::Dutch, vec!["nl-BE", "fr"]),
        _ => ("BR", Tongue::English, vec!["pt-BR", "en"]),
    };
    let residence = (role != Role::ResidenceUnknown).then(|| super::country(code));
    (residence, tongue, languages)
}

fn birth(draw: &mut Draw, role: Role) -> Option<Date> {
    let (first, last) = match role {
        Role::AgeUnknown => return None,
        Role::Minor => (date(2009, 1, 10), date(2013, 6, 30)),
        Role::MinorConsents => (date(2009, 2, 1), date(2009, 9, 30)),
        Role::MinorConsentsWithParent => (date(2011, 2, 1), date(2011, 9, 30)),
        // Eighteen within the two years, and some time before anything is decided.
        Role::TurnedToldBefore | Role::TurnedToldTwice => (date(2008, 1, 10), date(2008, 8, 20)),
        Role::TurnedToldAfter | Role::TurnedConsents => (date(2007, 6, 1), date(2008, 7, 20)),
        Role::TurnsBetween => (date(2008, 11, 25), date(2008, 11, 27)),
        // Grown up before the first post.
        _ => (date(1947, 1, 5), date(2005, 12, 20)),
    };
    let mut birth = draw.date(first, last);
    // The 29th of February has its own rules, and this is no test of them.
    if birth.format("%m-%d").to_string() == "02-29" {
        birth = birth.pred_opt().unwrap_or(birth);
    }
    Some(birth)
}

/// How the age is known, the state of the account, and whether the platform was told of a death: a memorialised account
/// says it, too.
fn states(draw: &mut Draw, role: Role) -> (AgeAssurance, AccountStatus, bool) {
    let assurance = match role {
        Role::AgeUnknown | Role::AgeUnassured => AgeAssurance::None,
        _ => *draw.pick(&[
            AgeAssurance::Declared,
            AgeAssurance::Declared,
            AgeAssurance::Declared,
            AgeAssurance::Estimated,
            AgeAssurance::Verified,
        ]),
    };
    let status = match role {
        Role::AccountDeleted => AccountStatus::Deleted,
        Role::AccountDeactivated => AccountStatus::Deactivated,
        Role::Deceased if draw.chance(500) => return (assurance, AccountStatus::Memorialised, false),
        _ => AccountStatus::Active,
    };
    (assurance, status, role == Role::Deceased)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_situation_occurs_and_nearly_half_of_the_people_are_ordinary() {
        let people = People::draw(&Grammars::new(), 1, Size::DEMO);
        for (role, _) in QUOTAS {
            assert!(people.persons.iter().any(|person| person.role == role), "nobody is {role:?}");
        }
        let ordinary = people.persons.iter().filter(|person| person.role == Role::Ordinary).count();
        assert!(ordinary * 20 > people.persons.len() * 9, "{ordinary}");
        assert!((380..=420).contains(&people.profiles.len()), "{} accounts", people.profiles.len());
    }

    #[test]
    fn nobody_shares_a_handle_or_an_account() {
        let people = People::draw(&Grammars::new(), 2, Size::DEMO);
        let handles: BTreeSet<_> = people.profiles.iter().map(Profile::handle).collect();
        let accounts: BTreeSet<_> = people.profiles.iter().map(|profile| &profile.account.account_id).collect();
        assert_eq!((handles.len(), accounts.len()), (people.profiles.len(), people.profiles.len()));
    }
}
