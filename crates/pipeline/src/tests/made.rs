//! Posts, accounts and standings that are made up from a seed: with nulls, days around which something begins or ends,
//! strangers, second accounts, and third parties of every kind.

use crate::SourceFacts;
use crate::posts::SourcedPost;
use ledger::{
    Article, Consent, ConsentState, Covers, Erasure, ErasureState, Matched, Notice, Objection, ObjectionScope,
    ObjectionState, Standing,
};
use terms::{
    Account, AccountId, AccountStatus, AgeAssurance, Category, Country, Date, Embed, Handle, Instant, Kind, Lang, Post,
    Provenance, RecordId, Signal, SubjectId, Text, Visibility, VisibilityChange,
};

/// SplitMix64, so that a seed tells everything.
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ x >> 31
    }

    /// Zero where there is nothing below.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Once in so many times.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(super) fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize].clone()
    }

    pub(super) fn maybe<T>(&mut self, absent_in: u64, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.once_in(absent_in) { None } else { Some(value(self)) }
    }
}

pub(super) fn day(text: &str) -> Date {
    terms::parse_date(text).expect("a date")
}

pub(super) fn at(text: &str) -> Instant {
    terms::parse_instant(text).expect("a moment")
}

pub(super) const AS_OF: &str = "2026-10-20T12:00:00Z";

/// Days around which something begins or ends.
fn boundary(draw: &mut Draw) -> Date {
    let days = [
        "2018-12-31",
        "2019-01-01",
        "2026-08-31",
        "2026-09-01",
        "2026-09-20",
        "2026-10-19",
        "2026-10-20",
        "2026-10-21",
    ];
    let base = day(draw.of(&days));
    let shift = chrono::TimeDelta::days(draw.below(5) as i64 - 2);
    base.checked_add_signed(shift).expect("within the calendar")
}

fn moment(draw: &mut Draw) -> Instant {
    let seconds = draw.below(86_400) as i64;
    boundary(draw).and_hms_opt(0, 0, 0).expect("a time").and_utc() + chrono::TimeDelta::seconds(seconds)
}

pub(super) fn account(draw: &mut Draw, number: usize) -> Account {
    // Birthdays around the eighteenth of today, and of the days on which records were written.
    let birth = |draw: &mut Draw| {
        let years = draw.of(&[17_u32, 18, 18, 25, 60, 7, 10]);
        let date = boundary(draw);
        date.checked_sub_months(chrono::Months::new(12 * years)).expect("within the calendar")
    };
    // Half of them are people about whom nothing is unusual, so that something is admitted.
    let plain = draw.once_in(2);
    Account {
        account_id: AccountId::new(format!("a{number}")),
        // Some people have two accounts.
        subject_id: SubjectId::new(format!("s{}", if number % 6 == 5 { number - 1 } else { number })),
        service: draw.of(&["forum-a", "forum-b"]).to_owned(),
        handle: draw.maybe(8, |draw| Handle::new(format!("user{}", if draw.once_in(9) { 1 } else { number }))),
        opened_on: number.is_multiple_of(2).then(|| day("2019-01-01")),
        birth_date: if plain { Some(day("1990-02-28")) } else { draw.maybe(9, birth) },
        age_assurance: if plain { AgeAssurance::Verified } else { draw.of(AgeAssurance::ALL) },
        residence: if plain {
            Some(Country::new("DE").expect("a country"))
        } else {
            draw.maybe(12, |draw| Country::new(draw.of(&["DE", "FR", "BE", "US", "IE"])).expect("a country"))
        },
        languages: vec![Lang::new(if plain { "en" } else { draw.of(&["en", "nl"]) }).expect("a language")],
        status: if !plain && draw.once_in(5) { draw.of(AccountStatus::ALL) } else { AccountStatus::Active },
        deceased: !plain && draw.once_in(20),
    }
}

fn text_of(draw: &mut Draw) -> String {
    let other = draw.below(24);
    match draw.below(10) {
        0 => format!("Met @user{other} at the market, we spoke about the harvest."),
        1 => format!("@user{other} and @user1 came along. It rained all day long."),
        2 => "You can reach me at someone@example.org when the shop is open.".to_owned(),
        3 => "I have diabetes and the walk along the canal did me good.".to_owned(),
        4 => "I was convicted of theft once, and since then I repair bicycles.".to_owned(),
        5 => String::new(),
        6 => "Since my diagnosis I do everything a little more slowly.".to_owned(),
        _ => "The weather was fine, and the walk along the canal took an hour.".to_owned(),
    }
}

pub(super) fn post(draw: &mut Draw, number: usize, accounts: usize, sorted: bool) -> SourcedPost {
    let text = text_of(draw);
    let embeds = if text.len() > 30 && draw.once_in(12) {
        let account_id = draw.maybe(4, |draw| AccountId::new(format!("a{}", draw.below(accounts as u64))));
        let origin_visibility = draw.maybe(3, |draw| draw.of(Visibility::ALL));
        vec![Embed { record_id: None, account_id, start: 0, end: 10, origin_visibility }]
    } else {
        Vec::new()
    };
    let history = if draw.once_in(6) {
        let mut changes = vec![moment(draw), moment(draw)];
        changes.sort_unstable();
        changes.into_iter().map(|at| VisibilityChange { at, to: draw.of(Visibility::ALL) }).collect()
    } else {
        Vec::new()
    };
    let name = if sorted { format!("r{number:05}") } else { format!("r{:05}", (number * 7919) % 100_003) };
    let post = Post {
        record_id: RecordId::new(name),
        replaces: (number > 0 && draw.once_in(15)).then(|| RecordId::new(format!("r{:05}", number - 1))),
        kind: if draw.once_in(3) { draw.of(Kind::ALL) } else { Kind::Post },
        service: draw.of(&["forum-a", "forum-b"]).to_owned(),
        source: if draw.once_in(6) { draw.of(Provenance::ALL) } else { Provenance::PlatformFirstParty },
        // Some of them are nobody's, and some of an account that nobody knows.
        account_id: draw.maybe(20, |draw| AccountId::new(format!("a{}", draw.below(accounts as u64 + 2)))),
        created_at: draw.maybe(30, moment),
        edited_at: None,
        deleted_at: if draw.once_in(8) { Some(moment(draw)) } else { None },
        visibility_now: if draw.once_in(4) { draw.of(Visibility::ALL) } else { Visibility::Public },
        visibility_history: history,
        visibility_explicit_choice: draw.maybe(5, |draw| draw.once_in(2)),
        group_id: None,
        group_name: None,
        group_sensitivity: if draw.once_in(20) { Some(Category::Health) } else { None },
        in_reply_to: None,
        embeds,
        lang: draw.maybe(3, |draw| Lang::new(draw.of(&["en", "nl", "de-AT"])).expect("a language")),
        text: Text::new(text),
        media: Vec::new(),
        signals: if draw.once_in(12) {
            vec![Signal {
                name: draw.of(&["noai", "robots"]).to_owned(),
                value: draw.of(&["1", "noai", "none"]).to_owned(),
                version: None,
            }]
        } else {
            Vec::new()
        },
        policy_version: None,
    };
    let facts = SourceFacts {
        origin_lawful: draw.maybe(25, |draw| !draw.once_in(12)),
        retention_until: draw.maybe(25, |draw| if draw.once_in(4) { boundary(draw) } else { day("2030-01-01") }),
        tdm_reserved_whole: draw.maybe(25, |draw| draw.once_in(12)),
        illegal_content: draw.maybe(25, |draw| draw.once_in(20)),
    };
    let mut made = SourcedPost { post, source_name: "random".to_owned(), facts, is_tombstone: draw.once_in(40) };
    if draw.once_in(3) {
        smooth(&mut made);
    }
    made
}

/// Takes away what would keep the post out of a corpus, so that some are admitted.
fn smooth(made: &mut SourcedPost) {
    let post = &mut made.post;
    (post.kind, post.source, post.visibility_now) = (Kind::Post, Provenance::PlatformFirstParty, Visibility::Public);
    (post.created_at, post.deleted_at) = (Some(at("2026-09-05T10:00:00Z")), None);
    (post.visibility_history, post.signals, post.group_sensitivity) = (Vec::new(), Vec::new(), None);
    made.is_tombstone = false;
    made.facts = SourceFacts {
        origin_lawful: Some(true),
        retention_until: Some(day("2030-01-01")),
        tdm_reserved_whole: Some(false),
        illegal_content: Some(false),
    };
}

fn consent(draw: &mut Draw) -> Consent {
    let state = draw.of(&[
        ConsentState::Given,
        ConsentState::Given,
        ConsentState::Renewed,
        ConsentState::Withdrawn,
        ConsentState::Refused,
    ]);
    Consent {
        state,
        decided_at: moment(draw),
        given_at: draw.maybe(6, moment),
        withdrawn_at: if state == ConsentState::Withdrawn { draw.maybe(5, moment) } else { None },
        explicit: !draw.once_in(4),
        categories: if draw.once_in(2) { vec![Category::Health] } else { Vec::new() },
        kinds: if draw.once_in(4) { Covers::Only(vec![Kind::Post, Kind::Comment]) } else { Covers::All },
        services: if draw.once_in(4) { Covers::Only(vec!["forum-a".to_owned()]) } else { Covers::All },
        conditions_ok: !draw.once_in(6),
        parental: draw.once_in(6),
        all_parties: draw.once_in(4),
        notice_version: "n1".to_owned(),
        language: None,
    }
}

pub(super) fn standing(draw: &mut Draw, accounts: usize, posts: usize) -> Standing {
    let objection = |draw: &mut Draw| Objection {
        id: format!("o{}", draw.next()),
        scope: match draw.below(4) {
            0 => ObjectionScope::Account(AccountId::new(format!("a{}", draw.below(accounts as u64)))),
            1 => ObjectionScope::Items(
                (0..6).map(|_| RecordId::new(format!("r{:05}", draw.below(posts as u64)))).collect(),
            ),
            _ => ObjectionScope::Person,
        },
        matched: draw.of(&[Matched::Exact, Matched::Exact, Matched::Ambiguous]),
        state: draw.of(&[
            ObjectionState::Received,
            ObjectionState::Accepted,
            ObjectionState::RejectedCompelling,
            ObjectionState::Withdrawn,
        ]),
        article: Article::Situation,
        received_at: moment(draw),
        withdrawn_at: None,
    };
    let notice = |draw: &mut Draw| Notice {
        delivered_at: moment(draw),
        version: "n1".to_owned(),
        language: Lang::new(draw.of(&["en", "en", "nl"])).expect("a language"),
        channel: "email".to_owned(),
        objection_right_separate: !draw.once_in(6),
    };
    if draw.once_in(2) {
        let mut told = notice(draw);
        (told.delivered_at, told.objection_right_separate) = (at("2026-09-01T08:00:00Z"), true);
        told.language = Lang::new("en").expect("a language");
        return Standing { notices: vec![told], ..Standing::default() };
    }
    Standing {
        consent: if draw.once_in(2) { Some(consent(draw)) } else { None },
        prior_consent_refused: draw.once_in(8),
        objections: (0..draw.below(4))
            .filter(|_| draw.once_in(2))
            .collect::<Vec<_>>()
            .iter()
            .map(|_| objection(draw))
            .collect(),
        restriction: draw.once_in(10),
        accuracy_contested: draw.once_in(12),
        erasure: if draw.once_in(8) {
            Some(Erasure {
                state: draw.of(&[ErasureState::Received, ErasureState::Granted, ErasureState::Refused]),
                at: at(AS_OF),
            })
        } else {
            None
        },
        notices: (0..draw.below(3)).map(|_| notice(draw)).collect(),
    }
}
