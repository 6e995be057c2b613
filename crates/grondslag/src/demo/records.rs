//! What people post. In: people, word lists, a draw. Out: records with what was planted in each of them. Never: a text that
//! discloses something that is not written down in its [`Plants`].

use super::draw::Draw;
use super::grammar::{Grammar, Grammars, Tongue};
use super::identifiers;
use super::packages;
use super::people::{Home, People, Role, UNCLEAR};
use super::planted::{Aside, Draft, Mode, Place, Record, Slice, Who};
use super::{Size, lang, moment};
use chrono::TimeDelta;
use terms::{
    AccountId, Category, Embed, Instant, Kind, Post, Provenance, RecordId, Signal, Text, Visibility, VisibilityChange,
};

/// Sections of the word lists that are named here.
#[cfg(test)]
pub(super) const SECTIONS: [&str; 33] = [
    "topics",
    "reply",
    "caption",
    "message",
    "review",
    "profile",
    "quote",
    "mention",
    "mention.reply",
    "mention.only",
    "outside.name",
    "contact.email",
    "contact.phone",
    "contact.iban",
    "contact.id",
    "contact.card",
    "invalid",
    "own.health",
    "own.religion_belief",
    "other.health",
    "other.belief",
    "uncertain",
    "criminal",
    "decoy",
    "child",
    "child.name",
    "group",
    "group.religion_belief",
    "in.group",
    "objection",
    "handle",
    "stranger",
    "base",
];

/// Draws all records, oldest first.
pub(super) fn draw(grammars: &Grammars, people: &People, seed: u64, size: Size) -> Vec<Record> {
    let mut draw = Draw::new(seed, "records");
    let slots = slots(&mut draw, people, size);
    let mut writer = Writer { grammars, people, draw, records: Vec::new(), quotable: Vec::new() };
    for (at, profile) in slots {
        writer.write(at, profile);
    }
    writer.leave_gaps(size);
    writer.set_aside(size);
    writer.records
}

/// Who writes when.
fn slots(draw: &mut Draw, people: &People, size: Size) -> Vec<(Instant, usize)> {
    let (first, last) = (moment("2024-09-02T06:00:00Z"), moment("2026-11-14T20:00:00Z"));
    let mut slots = Vec::new();
    for (index, profile) in people.profiles.iter().enumerate() {
        if profile.home != Home::Plein {
            let count = draw.between(14, 24);
            slots.extend((0..count).map(|_| (draw.moment(first, last), index)));
        }
    }
    let mine: Vec<usize> = (0..people.profiles.len()).filter(|i| people.profile(*i).home == Home::Plein).collect();
    // A second account of the same person is used less.
    let weight = |index: &usize| {
        let person = people.person(people.profile(*index).person);
        if person.profiles.first() == Some(index) { person.talk } else { person.talk.div_ceil(3) }
    };
    let weights: Vec<usize> = mine.iter().map(weight).collect();
    // Everybody has posted at least twice; the rest goes by weight.
    for _ in 0..2 {
        slots.extend(mine.iter().map(|index| (draw.moment(first, last), *index)));
    }
    while slots.len() < size.records {
        let index = mine.get(draw.weighted(&weights)).copied().unwrap_or(0);
        slots.push((draw.moment(first, last), index));
    }
    slots.sort();
    slots
}

/// What a text is about besides its topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theme {
    Plain,
    Mention,
    MentionOnly,
    Contact,
    Invalid,
    Decoy,
    Own,
    Uncertain,
    Criminal,
    Told,
    Child,
    Quote,
    QuotePrivate,
    Stranger,
}

/// How often, of a thousand posts.
const THEMES: [(Theme, usize); 14] = [
    (Theme::Plain, 652),
    (Theme::Mention, 55),
    (Theme::MentionOnly, 5),
    (Theme::Contact, 45),
    (Theme::Invalid, 15),
    (Theme::Decoy, 45),
    (Theme::Own, 45),
    (Theme::Uncertain, 9),
    (Theme::Criminal, 12),
    (Theme::Told, 28),
    (Theme::Child, 12),
    (Theme::Quote, 50),
    (Theme::QuotePrivate, 10),
    (Theme::Stranger, 17),
];

/// A record that others may quote: nothing is planted in it.
struct Quotable {
    record: RecordId,
    profile: usize,
    visibility: Visibility,
    text: String,
}

struct Writer<'a> {
    grammars: &'a Grammars,
    people: &'a People,
    draw: Draw,
    records: Vec<Record>,
    quotable: Vec<Quotable>,
}

/// Whether two sentences begin or end alike.
fn alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    let (one, other) = (letters(one), letters(other));
    one.iter().take(7).eq(other.iter().take(7)) || one.iter().rev().take(12).eq(other.iter().rev().take(12))
}

impl Writer<'_> {
    fn write(&mut self, at: Instant, profile: usize) {
        let home = self.people.profile(profile).home;
        let role = self.role(profile);
        let kind = self.kind(role, home);
        let mut post = self.blank(at, profile, kind);
        let draft = self.compose(&mut post, profile, role);
        post.text = Text::new(draft.text);
        post.embeds = draft.embeds;
        self.audience(&mut post, role, home);
        let place = match home {
            Home::Plein if kind == Kind::Comment => Place::Comments,
            Home::Plein => Place::Posts,
            _ => Place::Package(profile),
        };
        if home == Home::Plein {
            self.signals(&mut post);
            self.delete(&mut post);
        }
        let record = Record { post, author: Some(profile), place, plants: draft.plants };
        self.keep_quotable(&record, profile);
        let edited = (home == Home::Plein && self.draw.chance(20)).then(|| self.edit(&record));
        self.records.push(record);
        self.records.extend(edited);
    }

    fn role(&self, profile: usize) -> Role {
        self.people.role(self.people.profile(profile).person)
    }

    fn tongue(&mut self, profile: usize) -> Tongue {
        let tongue = self.people.person(self.people.profile(profile).person).tongue;
        // The Dutch and Germans write English now and then.
        if tongue != Tongue::English && self.draw.chance(60) { Tongue::English } else { tongue }
    }

    fn blank(&mut self, at: Instant, profile: usize, kind: Kind) -> Post {
        let profile = self.people.profile(profile);
        let provenance =
            if profile.home == Home::Plein { Provenance::PlatformFirstParty } else { Provenance::Licensed };
        let native = packages::native_record(profile.home, profile.handle(), at, kind, self.records.len());
        let id = RecordId::new(format!("{}:{native}", profile.home.service()));
        Post {
            account_id: Some(profile.account.account_id.clone()),
            created_at: Some(at),
            visibility_now: Visibility::Public,
            ..Post::unknown(id, kind, profile.home.service(), provenance)
        }
    }

    fn kind(&mut self, role: Role, home: Home) -> Kind {
        match home {
            Home::Plein => {}
            Home::Instagram => return if self.draw.chance(600) { Kind::Caption } else { Kind::Comment },
            _ => return if self.draw.chance(800) { Kind::Post } else { Kind::Comment },
        }
        const KINDS: [Kind; 8] = [
            Kind::Post,
            Kind::Comment,
            Kind::Photo,
            Kind::GroupPost,
            Kind::PrivateGroupPost,
            Kind::DirectMessage,
            Kind::Review,
            Kind::Profile,
        ];
        let weights = match role {
            Role::ConsentAllParties => [300, 150, 0, 0, 400, 150, 0, 0],
            Role::ConsentsReligion | Role::ConsentsHealth => [450, 150, 0, 400, 0, 0, 0, 0],
            _ => [450, 300, 90, 85, 18, 27, 20, 10],
        };
        KINDS.get(self.draw.weighted(&weights)).copied().unwrap_or(Kind::Post)
    }

    fn compose(&mut self, post: &mut Post, profile: usize, role: Role) -> Draft {
        let tongue = self.tongue(profile);
        post.lang = Some(lang(tongue.code()));
        let words = self.grammars.of(tongue);
        let mut draft = Draft::default();
        match post.kind {
            Kind::DirectMessage => self.plain(&mut draft, words, "message"),
            Kind::Review => self.plain(&mut draft, words, "review"),
            Kind::Profile => self.plain(&mut draft, words, "profile"),
            Kind::PrivateGroupPost | Kind::GroupPost => self.in_group(post, &mut draft, words, role),
            Kind::Comment => self.comment(post, &mut draft, tongue, profile),
            _ => self.post(post, &mut draft, tongue, profile, role),
        }
        draft
    }

    fn plain(&mut self, draft: &mut Draft, words: &Grammar, section: &str) {
        let line = words.line(&mut self.draw, section);
        draft.say(&line);
    }

    /// One to three sentences about one topic.
    fn topic(&mut self, draft: &mut Draft, words: &Grammar, most: usize) {
        let topic = *self.draw.pick(words.alternatives("topics"));
        let count = 1 + self.draw.below(most);
        let mut said: Vec<String> = Vec::new();
        while said.len() < count {
            let line = words.line(&mut self.draw, topic);
            // Nobody says the same thing twice in one post, not even with another word.
            if !said.iter().any(|earlier| alike(earlier, &line)) {
                draft.say(&line);
            }
            said.push(line);
        }
    }

    fn post(&mut self, post: &mut Post, draft: &mut Draft, tongue: Tongue, profile: usize, role: Role) {
        let words = self.grammars.of(tongue);
        let home = self.people.profile(profile).home;
        let theme = self.theme(role, home);
        // What is planted stands alone, or before or after something else.
        let alone = theme != Theme::Plain && self.draw.chance(120);
        let before = !alone && self.draw.chance(550);
        if matches!(post.kind, Kind::Photo | Kind::Caption) {
            self.plain(draft, words, "caption");
        } else if before || theme == Theme::Plain {
            self.topic(draft, words, 3);
        }
        self.plant(draft, theme, tongue, profile, alone);
        if !alone && !before && theme != Theme::Plain && theme != Theme::MentionOnly {
            self.topic(draft, words, 2);
        }
        // A few posts hold two things at once.
        if theme != Theme::Plain && !alone && theme != Theme::MentionOnly && self.draw.chance(60) {
            let second = *self.draw.pick(&[Theme::Mention, Theme::Contact, Theme::Told, Theme::Criminal]);
            self.plant(draft, second, tongue, profile, false);
        }
    }

    fn theme(&mut self, role: Role, home: Home) -> Theme {
        let disclosing = matches!(role, Role::ConsentsReligion | Role::ConsentsHealth);
        if disclosing && self.draw.chance(450) {
            return Theme::Own;
        }
        let weights: Vec<usize> = THEMES.iter().map(|(_, weight)| *weight).collect();
        let theme = THEMES.get(self.draw.weighted(&weights)).map_or(Theme::Plain, |(theme, _)| *theme);
        match theme {
            // Whether a statement on Mastodon was made public on purpose is for its owner to say, not for a demo.
            Theme::Own if matches!(home, Home::Mastodon) => Theme::Plain,
            // Packages of these layouts cannot say what is a quote.
            Theme::Quote | Theme::QuotePrivate if home != Home::Plein => Theme::Plain,
            // Whether an adult of unassured age is an adult is no question for this demo.
            Theme::Own if role == Role::AgeUnassured => Theme::Plain,
            theme => theme,
        }
    }

    fn plant(&mut self, draft: &mut Draft, theme: Theme, tongue: Tongue, profile: usize, alone: bool) {
        let words = self.grammars.of(tongue);
        match theme {
            Theme::Plain => {}
            Theme::Mention => self.mention(draft, words, "mention", profile),
            Theme::MentionOnly => self.mention_only(draft, words, profile),
            Theme::Contact => self.contact(draft, words),
            Theme::Invalid => self.invalid(draft, words),
            Theme::Decoy => self.plain(draft, words, "decoy"),
            Theme::Own => self.own(draft, words, self.role(profile)),
            Theme::Uncertain => {
                self.plain(draft, words, "uncertain");
                draft.plants.uncertain = true;
            }
            Theme::Criminal => {
                self.plain(draft, words, "criminal");
                draft.plants.criminal = true;
            }
            Theme::Told => self.told(draft, words),
            Theme::Child => self.child(draft, words),
            Theme::Quote => self.quote(draft, words, profile, alone, Visibility::Public),
            Theme::QuotePrivate => self.quote(draft, words, profile, alone, Visibility::Followers),
            Theme::Stranger => self.stranger(draft, words),
        }
    }

    fn comment(&mut self, post: &mut Post, draft: &mut Draft, tongue: Tongue, profile: usize) {
        let words = self.grammars.of(tongue);
        let home = self.people.profile(profile).home;
        post.in_reply_to = self
            .records
            .iter()
            .rev()
            .filter(|_| home == Home::Plein)
            .find(|record| record.post.kind == Kind::Post)
            .and_then(|record| matches!(record.place, Place::Posts).then(|| record.post.record_id.clone()));
        match self.draw.weighted(&[330, 15, 500, 155]) {
            0 => self.mention(draft, words, "mention.reply", profile),
            1 => return self.mention_only(draft, words, profile),
            2 => self.plain(draft, words, "reply"),
            _ => {
                self.plain(draft, words, "reply");
                let theme = self.theme(self.role(profile), home);
                if theme != Theme::MentionOnly {
                    self.plant(draft, theme, tongue, profile, false);
                }
            }
        }
        if self.draw.chance(450) {
            self.topic(draft, words, 1);
        }
    }

    fn in_group(&mut self, post: &mut Post, draft: &mut Draft, words: &Grammar, role: Role) {
        let sensitive = match role {
            Role::ConsentsReligion => self.draw.chance(600).then_some(Category::ReligionBelief),
            Role::ConsentsHealth => self.draw.chance(600).then_some(Category::Health),
            _ => self.draw.chance(200).then(|| {
                *self.draw.pick(&[
                    Category::ReligionBelief,
                    Category::ReligionBelief,
                    Category::Health,
                    Category::Health,
                    Category::PoliticalOpinion,
                    Category::SexLifeOrientation,
                    Category::TradeUnion,
                ])
            }),
        };
        // The platform labels most such groups; some have only a name that says it, a few only the label.
        let (named, labelled) = match (sensitive, self.draw.below(10)) {
            (None, _) => (false, false),
            (Some(_), 0) => (false, true),
            (Some(_), 1..=3) => (true, false),
            _ => (true, true),
        };
        let section = match sensitive {
            Some(category) if named => format!("group.{}", category.as_str()),
            _ => "group".to_owned(),
        };
        let name = words.line(&mut self.draw, &section);
        post.group_id = Some(format!("plein:g{:08x}", packages::fingerprint(&name)));
        post.group_name = Some(Text::new(name));
        post.group_sensitivity = sensitive.filter(|_| labelled);
        if let Some(category) = sensitive {
            draft.plants.own.push((category, Mode::Inferred));
        }
        self.plain(draft, words, "in.group");
        if self.draw.chance(500) {
            self.topic(draft, words, 2);
        }
    }

    fn mention(&mut self, draft: &mut Draft, words: &Grammar, section: &str, profile: usize) {
        let (who, handle) = self.other(profile);
        let line = words.line_with(&mut self.draw, section, &[("handle", &handle)]);
        draft.say_of(&line, who);
    }

    fn mention_only(&mut self, draft: &mut Draft, words: &Grammar, profile: usize) {
        let (who, handle) = self.other(profile);
        let line = words.line_with(&mut self.draw, "mention.only", &[("handle", &handle)]);
        draft.say_of(&line, who);
    }

    /// Somebody else on the same service, or a handle that nobody has.
    fn other(&mut self, profile: usize) -> (Who, String) {
        let (service, person) = {
            let mine = self.people.profile(profile);
            (mine.home.service(), mine.person)
        };
        let wanted: Option<&[Role]> = match self.draw.below(100) {
            0..=7 => return (Who::Nobody, format!("@{}", self.nobody())),
            8..=21 => Some(&[Role::ObjectsBefore, Role::ObjectsBetween, Role::ErasureRequested, Role::ObjectsItems]),
            22..=30 => Some(&[Role::Minor, Role::AgeUnknown, Role::TurnsBetween, Role::MinorConsents]),
            _ => None,
        };
        let candidates: Vec<usize> = (0..self.people.profiles.len())
            .filter(|index| {
                let other = self.people.profile(*index);
                let role = self.people.role(other.person);
                other.home.service() == service
                    && other.person != person
                    && wanted.map_or(!UNCLEAR.contains(&role), |wanted| wanted.contains(&role))
            })
            .collect();
        if candidates.is_empty() {
            return (Who::Nobody, format!("@{}", self.nobody()));
        }
        let chosen = *self.draw.pick(&candidates);
        (Who::Account(chosen), format!("@{}", self.people.profile(chosen).handle()))
    }

    /// A handle with a number that no account has: accounts stop at 999.
    fn nobody(&mut self) -> String {
        format!("{}_{}", self.draw.pick(&["gast", "guest", "besuch"]), self.draw.between(1000, 9999))
    }

    fn contact(&mut self, draft: &mut Draft, words: &Grammar) {
        let (section, value) = match self.draw.weighted(&[35, 30, 15, 10, 10]) {
            0 => ("contact.email", identifiers::email(&mut self.draw, words)),
            1 => ("contact.phone", identifiers::phone(&mut self.draw)),
            2 => ("contact.iban", identifiers::iban(&mut self.draw)),
            3 => ("contact.id", identifiers::citizen_number(&mut self.draw)),
            _ => ("contact.card", identifiers::card(&mut self.draw)),
        };
        let line = words.line_with(&mut self.draw, section, &[("value", &value)]);
        draft.say_of(&line, Who::Contact);
    }

    fn invalid(&mut self, draft: &mut Draft, words: &Grammar) {
        let (id, iban) = (identifiers::bad_citizen_number(&mut self.draw), identifiers::bad_iban(&mut self.draw));
        let (card, order) = (identifiers::bad_card(&mut self.draw), identifiers::order(&mut self.draw));
        let values = [("bad_id", id.as_str()), ("bad_iban", &iban), ("bad_card", &card), ("order", &order)];
        let line = words.line_with(&mut self.draw, "invalid", &values);
        draft.say(&line.text);
    }

    fn own(&mut self, draft: &mut Draft, words: &Grammar, role: Role) {
        let category = match role {
            Role::ConsentsReligion if self.draw.chance(850) => Category::ReligionBelief,
            Role::ConsentsHealth if self.draw.chance(850) => Category::Health,
            _ => *self.draw.pick(&[
                Category::Health,
                Category::Health,
                Category::ReligionBelief,
                Category::ReligionBelief,
                Category::PoliticalOpinion,
                Category::TradeUnion,
                Category::SexLifeOrientation,
                Category::RacialEthnic,
            ]),
        };
        self.plain(draft, words, &format!("own.{}", category.as_str()));
        draft.plants.own.push((category, Mode::Explicit));
    }

    fn told(&mut self, draft: &mut Draft, words: &Grammar) {
        let section = if self.draw.chance(700) { "other.health" } else { "other.belief" };
        let line = words.line(&mut self.draw, section);
        let sentence = draft.say(&line);
        draft.plants.slices.push(Slice { who: Who::Told, span: sentence.clone(), sentence });
    }

    fn child(&mut self, draft: &mut Draft, words: &Grammar) {
        let name = words.line(&mut self.draw, "child.name");
        let line = words.line_with(&mut self.draw, "child", &[("child", &name)]);
        draft.say_of(&line, Who::Child);
    }

    fn stranger(&mut self, draft: &mut Draft, words: &Grammar) {
        let name = *self.draw.pick(words.alternatives("stranger"));
        let line = words.line_with(&mut self.draw, "outside.name", &[("name", name)]);
        draft.say_of(&line, Who::Stranger(name));
    }

    /// Quotes an earlier post of somebody else; where there is none yet, says nothing more.
    fn quote(&mut self, draft: &mut Draft, words: &Grammar, profile: usize, alone: bool, visibility: Visibility) {
        let person = self.people.profile(profile).person;
        let others: Vec<usize> = (0..self.quotable.len())
            .filter(|index| {
                self.quotable.get(*index).is_some_and(|quotable| {
                    quotable.visibility == visibility && self.people.profile(quotable.profile).person != person
                })
            })
            .collect();
        let Some(quotable) = others.get(self.draw.below(others.len())).and_then(|index| self.quotable.get(*index))
        else {
            return self.topic(draft, words, 1);
        };
        if !alone {
            let intro = words.line(&mut self.draw, "quote");
            draft.say(&intro);
        }
        let whole = draft.say(&format!("“{}”", quotable.text));
        let mark = '“'.len_utf8();
        let span = whole.start + mark..whole.end - mark;
        let who = Who::Quoted { profile: quotable.profile, private: visibility != Visibility::Public };
        draft.embeds.push(Embed {
            record_id: Some(quotable.record.clone()),
            account_id: Some(self.people.profile(quotable.profile).account.account_id.clone()),
            start: span.start,
            end: span.end,
            origin_visibility: Some(visibility),
        });
        draft.plants.slices.push(Slice { who, span: span.clone(), sentence: span });
    }

    fn keep_quotable(&mut self, record: &Record, profile: usize) {
        let clear = !UNCLEAR.contains(&self.role(profile));
        let visible = matches!(record.post.visibility_now, Visibility::Public | Visibility::Followers);
        let own_words = record.plants.is_empty() && record.post.embeds.is_empty();
        if clear && visible && own_words && record.place == Place::Posts && record.post.kind == Kind::Post {
            self.quotable.push(Quotable {
                record: record.post.record_id.clone(),
                profile,
                visibility: record.post.visibility_now,
                text: record.post.text.expose().to_owned(),
            });
        }
    }

    fn audience(&mut self, post: &mut Post, role: Role, home: Home) {
        let created = post.created_at.unwrap_or_default();
        post.visibility_now = match (post.kind, home) {
            (Kind::DirectMessage, _) => Visibility::Direct,
            (Kind::PrivateGroupPost, _) => Visibility::Group,
            (_, Home::XProtected) => Visibility::Followers,
            (_, Home::X | Home::Instagram) => Visibility::Public,
            (_, Home::Mastodon) => match self.draw.weighted(&[76, 9, 11, 4]) {
                0 => Visibility::Public,
                1 => Visibility::Unlisted,
                2 => Visibility::Followers,
                _ => Visibility::Direct,
            },
            (_, Home::Plein) if role == Role::ConsentForPrivate && self.draw.chance(500) => Visibility::Followers,
            (_, Home::Plein) => match self.draw.weighted(&[885, 40, 20, 20, 12, 4, 19]) {
                0 => Visibility::Public,
                1 => Visibility::Followers,
                2 => Visibility::Friends,
                3 => Visibility::Unlisted,
                4 => Visibility::Private,
                5 => Visibility::Unknown,
                _ => {
                    let at = created + TimeDelta::days(self.draw.between(1, 40));
                    let at = at.min(moment("2026-11-15T08:00:00Z"));
                    post.visibility_history = vec![
                        VisibilityChange { at: created, to: Visibility::Public },
                        VisibilityChange { at, to: Visibility::Friends },
                    ];
                    Visibility::Friends
                }
            },
        };
        if home == Home::Plein && post.visibility_now == Visibility::Public {
            if self.draw.chance(15) {
                post.visibility_history = vec![
                    VisibilityChange { at: created, to: Visibility::Followers },
                    VisibilityChange { at: created + TimeDelta::hours(2), to: Visibility::Public },
                ];
            }
            post.visibility_explicit_choice =
                *self.draw.pick(&[Some(true), Some(true), Some(false), Some(false), None]);
        }
    }

    fn signals(&mut self, post: &mut Post) {
        let (name, value) = match self.draw.below(1000) {
            0..=8 => ("content-usage", "train-ai=n"),
            9..=13 => ("tdmrep", "1"),
            14..=19 => ("content-usage", "train-ai=y"),
            20..=23 => ("tdmrep", "0"),
            _ => return,
        };
        post.signals.push(Signal::new(name, value));
    }

    fn delete(&mut self, post: &mut Post) {
        let created = post.created_at.unwrap_or_default();
        match self.draw.below(1000) {
            0..=19 => {
                let at = created + TimeDelta::hours(self.draw.between(1, 2000));
                post.deleted_at = Some(at.min(moment("2026-11-15T10:00:00Z")));
            }
            // Deleted after the corpus is sealed.
            20..=23 => post.deleted_at = Some(moment("2026-11-26T10:00:00Z")),
            _ => {}
        }
    }

    /// A later version of a record: one more sentence at its end, so that nothing else moves.
    fn edit(&mut self, record: &Record) -> Record {
        let mut edited = record.clone();
        let tongue = match record.post.lang.as_ref().map(terms::Lang::as_str) {
            Some("nl") => Tongue::Dutch,
            Some("de") => Tongue::German,
            _ => Tongue::English,
        };
        let mut draft = Draft { text: edited.post.text.into_inner(), ..Draft::default() };
        self.topic(&mut draft, self.grammars.of(tongue), 1);
        edited.post.text = Text::new(draft.text);
        edited.post.record_id = RecordId::new(format!("{}-v2", record.post.record_id));
        edited.post.replaces = Some(record.post.record_id.clone());
        edited.post.created_at = record.post.created_at.map(|at| at + TimeDelta::minutes(self.draw.between(2, 50)));
        edited
    }

    /// Records in which the platform's export lacks something that the law asks for.
    fn leave_gaps(&mut self, size: Size) {
        let plain = |record: &Record| matches!(record.place, Place::Posts | Place::Comments);
        let mut indices: Vec<usize> =
            (0..self.records.len()).filter(|index| self.records.get(*index).is_some_and(plain)).collect();
        self.draw.shuffle(&mut indices);
        let mut indices = indices.into_iter();
        for (gap, count) in [2, 3, 3].into_iter().enumerate() {
            for index in indices.by_ref().take(size.share(count)) {
                let Some(record) = self.records.get_mut(index) else { continue };
                match gap {
                    0 => record.post.created_at = None,
                    1 => record.post.account_id = None,
                    _ => record.post.account_id = Some(AccountId::new("plein:a-not-in-the-export")),
                }
                if gap > 0 {
                    record.author = None;
                }
            }
        }
    }

    /// Moves some ordinary posts into small sources with a declaration of their own.
    fn set_aside(&mut self, size: Size) {
        for aside in Aside::ALL {
            let mut left = size.share(9);
            while left > 0 {
                let index = self.draw.below(self.records.len());
                let Some(record) = self.records.get_mut(index) else { continue };
                let edited = record.post.replaces.is_some();
                if record.place == Place::Posts && record.author.is_some() && !edited {
                    record.place = Place::Aside(aside);
                    record.post.source = aside.provenance();
                    left -= 1;
                }
            }
        }
    }
}
