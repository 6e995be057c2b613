//! Cases that a lawyer can read, from `cases/02-ledger/`. Above the line stand events in the order of the log, and
//! questions; below it the answers. `UPDATE=1 cargo test -p ledger cases` writes the answers.
//!
//! Day 1 is 1 January 2026. "training" is the purpose `ai.train.generative`; any other word is its own purpose.

use crate::folder::{Folder, day};
use ledger::{
    Act, Article, ConsentGiven, Covers, Ledger, NoticeDelivered, ObjectionMade, ObjectionScope, ObjectionState, Order,
    OrderEffect, Outcome, Period, RejectionGrounds, Said, Standing,
};
use std::fmt::Write as _;
use std::path::Path;
use terms::{
    AccountId, Category, Country, Date, Instant, Kind, Lang, Operation, Purpose, RecordId, SubjectId, Text,
    format_instant,
};
use world::World;

#[test]
#[expect(clippy::disallowed_methods, reason = "UPDATE=1 is how answers are written")]
fn every_case_has_the_answers_that_stand_in_it() {
    let update = std::env::var("UPDATE").is_ok();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/02-ledger");
    let cases = world::list(&folder).expect("there");
    assert!(cases.len() >= 10, "only {} cases in {}", cases.len(), folder.display());
    for path in cases {
        let case = world::read_string(&path).expect("text");
        let (questions, expected) = case.split_once("----\n").unwrap_or((&case, ""));
        let answers = Play::new(path.file_stem().and_then(|stem| stem.to_str()).expect("named")).run(questions);
        if update {
            let text = format!("{}\n----\n{answers}", questions.trim_end());
            world::write_atomic(&path, text).expect("writable");
        } else {
            assert_eq!(answers, expected, "{}: run with UPDATE=1, check the answer, commit both", path.display());
        }
    }
}

struct Play {
    world: World,
    ledger: Ledger,
    // Removes the files when the case is over.
    _folder: Folder,
}

impl Play {
    fn new(name: &str) -> Self {
        let folder = Folder::new(&format!("case-{name}"));
        Self { world: folder.world(), ledger: folder.open().expect("new"), _folder: folder }
    }

    fn run(mut self, text: &str) -> String {
        let mut answers = String::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["day", n, sentence @ ..] => {
                    let said = Said::new(the_day(n), act(sentence).unwrap_or_else(|| panic!("what is `{line}`?")));
                    if let Err(error) = self.ledger.append_unpublished(&self.world, &[said]) {
                        writeln!(answers, "refused: {error}").expect("writable");
                    }
                }
                ["erase", who] => {
                    let erased = self.ledger.erase(&self.world, &SubjectId::new(*who)).expect("durable");
                    writeln!(answers, "erased {who}: events {:?}", erased.leaves).expect("writable");
                }
                question => {
                    let answer = self.answer(question).unwrap_or_else(|| panic!("what is `{line}`?"));
                    writeln!(answers, "{}{answer}", question.join(" ")).expect("writable");
                }
            }
        }
        self.ledger.publish().expect("writable");
        self.ledger.verify().expect("whatever is said, the ledger is sound");
        answers
    }

    fn answer(&self, question: &[&str]) -> Option<String> {
        Some(match question {
            ["standing", who, "on", "day", n, rest @ ..] => {
                let purpose = for_purpose(rest)?;
                let who = SubjectId::new(*who);
                let one = self.ledger.standing_of(&who, &purpose, the_day(n)).expect("readable");
                let all = self.ledger.standing(&purpose, the_day(n)).expect("readable");
                let erased = self.ledger.suppression().expect("readable").contains(&who);
                assert!(erased || all.get(&who).cloned().unwrap_or_default() == one, "in bulk as alone");
                describe(&one)
            }
            ["objection", who, "account", account, "record", record, "on", "day", n] => {
                let standing =
                    self.ledger.standing_of(&SubjectId::new(*who), &training(), the_day(n)).expect("readable");
                let account = Some(AccountId::new(*account)).filter(|account| account.as_str() != "unknown");
                match standing.objection_for(account.as_ref(), &RecordId::new(*record)) {
                    Some(found) => format!(": {} {} {}", found.id, found.matched.as_str(), found.state.as_str()),
                    None => ": none".to_owned(),
                }
            }
            ["names", "on", "day", n] => {
                let names = self.ledger.objected_names(&training(), the_day(n)).expect("readable");
                let names: Vec<_> = names.iter().map(|(id, name)| format!("{id} {}", name.expose())).collect();
                format!(": {}", or_none(names.join(", ")))
            }
            ["orders", "on", "day", n] => {
                let orders = self.ledger.orders(the_day(n)).expect("readable");
                let orders: Vec<_> = orders
                    .iter()
                    .map(|order| {
                        let until = order.until.map_or("open".to_owned(), |until| until.to_string());
                        format!("{} from {} until {until}", order.id, order.from)
                    })
                    .collect();
                format!(": {}", or_none(orders.join(", ")))
            }
            ["accounts", "of", who, "on", "day", n] => {
                let links = self.ledger.links(the_day(n)).expect("readable");
                let who = SubjectId::new(*who);
                let accounts: Vec<_> = links.accounts_of(&who).map(AccountId::as_str).collect();
                for account in &accounts {
                    assert_eq!(links.subject_of(&AccountId::new(*account)), Some(&who));
                }
                format!(": {}", or_none(accounts.join(", ")))
            }
            ["suppressed", who] => {
                let who = SubjectId::new(*who);
                let alone = self.ledger.suppressed(&who).expect("readable");
                let among = self.ledger.suppression().expect("readable").contains(&who);
                assert_eq!(alone, among, "in bulk as alone");
                format!(": {alone}")
            }
            ["history", who] => {
                let history = self.ledger.history(&SubjectId::new(*who)).expect("readable");
                let acts: Vec<_> = history.iter().map(|(index, said)| format!("{index} {}", said.act.name())).collect();
                format!(": {}", or_none(acts.join(", ")))
            }
            _ => return None,
        })
    }
}

fn or_none(text: String) -> String {
    if text.is_empty() { "none".to_owned() } else { text }
}

fn the_day(n: &str) -> Instant {
    day(n.trim_end_matches([':', ',']).parse().expect("a day is a number"))
}

fn the_date(n: &str) -> Date {
    the_day(n).date_naive()
}

fn training() -> Purpose {
    Purpose::new("ai.train.generative")
}

fn purpose(word: &str) -> Option<Purpose> {
    match word {
        "everything" => None,
        "training" => Some(training()),
        other => Some(Purpose::new(other)),
    }
}

fn for_purpose(rest: &[&str]) -> Option<Purpose> {
    match rest {
        [] => Some(training()),
        ["for", word] => purpose(word),
        _ => None,
    }
}

fn date(at: Instant) -> String {
    format_instant(at).chars().take(10).collect()
}

/// A standing, one line a fact; what is not said is not printed.
fn describe(standing: &Standing) -> String {
    let mut lines = Vec::new();
    if let Some(consent) = &standing.consent {
        let mut line = format!("consent {}", consent.state.as_str());
        for (word, at) in [("given", consent.given_at), ("withdrawn", consent.withdrawn_at)] {
            if let Some(at) = at {
                line += &format!(", {word} {}", date(at));
            }
        }
        for (word, holds) in [
            ("explicit", consent.explicit),
            ("not valid", !consent.conditions_ok),
            ("parental", consent.parental),
            ("all parties", consent.all_parties),
            ("covers posts of forum-a", consent.scope_covers(Kind::Post, "forum-a")),
        ] {
            if holds {
                line += &format!(", {word}");
            }
        }
        if !consent.categories.is_empty() {
            let names: Vec<_> = consent.categories.iter().map(|category| category.as_str()).collect();
            line += &format!(", for {}", names.join(" "));
        }
        lines.push(line);
    }
    if standing.prior_consent_refused {
        lines.push("has said no before".to_owned());
    }
    for objection in &standing.objections {
        let scope = match &objection.scope {
            ObjectionScope::Person => "person".to_owned(),
            ObjectionScope::Account(account) => format!("account {account}"),
            ObjectionScope::Items(items) => format!("{} items", items.len()),
        };
        let mut line =
            format!("objection {} {} {}", objection.id, objection.matched.as_str(), objection.state.as_str());
        line += &format!(", {scope}, received {}", date(objection.received_at));
        if objection.state == ObjectionState::Withdrawn {
            line += &format!(", withdrawn {}", objection.withdrawn_at.map(date).expect("a withdrawal has a day"));
        }
        lines.push(line);
    }
    if standing.restriction {
        lines.push("restricted".to_owned());
    }
    if standing.accuracy_contested {
        lines.push("accuracy contested".to_owned());
    }
    if let Some(erasure) = standing.erasure {
        lines.push(format!("erasure {} {}", erasure.state.as_str(), date(erasure.at)));
    }
    for notice in &standing.notices {
        let separate = if notice.objection_right_separate { "" } else { ", right to object not separate" };
        lines.push(format!(
            "notice {} in {} on {}{separate}",
            notice.version,
            notice.language,
            date(notice.delivered_at)
        ));
    }
    if lines.is_empty() {
        lines.push("nothing".to_owned());
    }
    lines.iter().fold(String::new(), |text, line| text + "\n    " + line)
}

/// What a sentence says.
fn act(sentence: &[&str]) -> Option<Act> {
    let id = |word: &str| word.to_owned();
    let person = |word: &str| SubjectId::new(word);
    Some(match sentence {
        [who, "consents", rest @ ..] => Act::ConsentGiven(consent(person(who), rest)?),
        [who, "refuses", about] => Act::ConsentRefused { subject: person(who), purpose: purpose(about), record: None },
        [who, "withdraws", about] => {
            Act::ConsentWithdrawn { subject: person(who), purpose: purpose(about), record: None }
        }
        ["someone", "objects", "as", name, "perhaps", who, rest @ ..] => {
            let made = objection(name, rest)?;
            Act::Objection(ObjectionMade { candidates: who.split(',').map(SubjectId::new).collect(), ..made })
        }
        ["non-user", called, "objects", "as", name, rest @ ..] => {
            let names = called.split(',').map(|name| Text::new(name.replace('_', " "))).collect();
            Act::Objection(ObjectionMade { names, ..objection(name, rest)? })
        }
        [who, "objects", "as", name, rest @ ..] => {
            Act::Objection(ObjectionMade { subject: Some(person(who)), ..objection(name, rest)? })
        }
        ["order", name, "is", "appealed"] => Act::OrderAppealed { id: id(name), court: "a court".to_owned() },
        ["objection", name, "is", "withdrawn"] => Act::ObjectionWithdrawn { id: id(name) },
        ["objection", name, "is", "accepted"] => Act::ObjectionAccepted { id: id(name) },
        ["objection", name, "is", "rejected"] => {
            Act::ObjectionRejected { id: id(name), grounds: RejectionGrounds::Compelling, reasons: None }
        }
        ["objection", name, "is", "of", who] => Act::ObjectionResolved { id: id(name), subject: person(who) },
        [who, "asks", "for", "erasure"] => Act::ErasureRequested { subject: person(who) },
        ["erasure", "of", who, "is", "granted"] => Act::ErasureGranted { subject: person(who) },
        ["erasure", "of", who, "is", "refused"] => Act::ErasureRefused { subject: person(who) },
        [who, "asks", "for", "restriction"] => Act::RestrictionRequested { subject: person(who) },
        ["restriction", "of", who, "is", "lifted"] => Act::RestrictionLifted { subject: person(who) },
        [who, "contests", "accuracy"] => Act::AccuracyContested { subject: person(who) },
        ["accuracy", "of", who, "is", "settled"] => Act::AccuracySettled { subject: person(who) },
        ["notice", version, "reaches", who, "in", language, rest @ ..] => {
            let (about, separate) = match rest {
                [] => ("training", true),
                ["about", about] => (*about, true),
                ["without", "right", "to", "object"] => ("training", false),
                _ => return None,
            };
            Act::NoticeDelivered(NoticeDelivered {
                subject: person(who),
                purposes: purpose(about).map_or(Covers::All, |purpose| Covers::Only(vec![purpose])),
                version: id(version),
                language: Lang::new(language).ok()?,
                channel: "email".to_owned(),
                objection_right_separate: separate,
            })
        }
        ["notice", version, "does", "not", "reach", who] => Act::NoticeFailed {
            subject: person(who),
            version: id(version),
            channel: "email".to_owned(),
            reason: None,
            again: false,
        },
        ["order", name, "forbids", op, "in", place, rest @ ..] => Act::Order(order(name, op, place, rest)?),
        ["order", name, "is", "lifted"] => Act::OrderLifted { id: id(name) },
        other => return request(other),
    })
}

/// What a sentence about accounts, requests, recipients or sending says.
fn request(sentence: &[&str]) -> Option<Act> {
    let id = |word: &str| word.to_owned();
    let person = |word: &str| SubjectId::new(word);
    Some(match sentence {
        [who, "has", "accounts", accounts] => Act::AccountsLinked { subject: person(who), accounts: these(accounts) },
        [who, "has", "not", "accounts", accounts] => {
            Act::AccountsUnlinked { subject: person(who), accounts: these(accounts) }
        }
        [who, "asks", "for", "access", "as", name] => Act::AccessRequested { subject: person(who), request: id(name) },
        [who, "asks", "for", "portability", "as", name] => {
            Act::PortabilityRequested { subject: person(who), request: id(name) }
        }
        [who, "asks", "for", "rectification", "as", name] => {
            Act::RectificationRequested { subject: person(who), request: id(name), verbatim: None }
        }
        ["request", name, "of", who, "is", "refused"] => Act::RequestReplied {
            subject: person(who),
            request: id(name),
            outcome: Outcome::Refused,
            reasons: Some(Text::new("as told")),
        },
        ["request", name, "of", who, "is", "fulfilled"] => {
            Act::RequestReplied { subject: person(who), request: id(name), outcome: Outcome::Fulfilled, reasons: None }
        }
        ["request", name, "of", who, "waits", "until", "day", n] => Act::RequestExtended {
            subject: person(who),
            request: id(name),
            until: the_date(n),
            reasons: Text::new("as told"),
        },
        [recipient, "is", "told", "of", of, "of", who] => {
            Act::RecipientNotified { subject: person(who), recipient: id(recipient), of: id(of) }
        }
        [recipient, "follows", of, "of", who] => {
            Act::RecipientAcknowledged { subject: person(who), recipient: id(recipient), of: id(of) }
        }
        ["notice", version, "is", "sent", "to", who] => Act::NoticeSent {
            subject: person(who),
            version: id(version),
            language: Lang::new("nl").ok()?,
            channel: "email".to_owned(),
        },
        ["notice", version, "is", "seen", "by", who] => {
            Act::NoticeSeen { subject: person(who), version: id(version), channel: "email".to_owned() }
        }
        _ => return None,
    })
}

fn these(accounts: &str) -> Vec<AccountId> {
    accounts.split(',').map(AccountId::new).collect()
}

fn consent(subject: SubjectId, mut rest: &[&str]) -> Option<ConsentGiven> {
    let mut given = ConsentGiven {
        subject,
        purpose: None,
        explicit: false,
        categories: Vec::new(),
        kinds: Covers::All,
        services: Covers::All,
        conditions_ok: true,
        parental: false,
        all_parties: false,
        notice_version: "n1".to_owned(),
        language: Lang::new("nl").ok()?,
        record: None,
    };
    while let [word, after @ ..] = rest {
        let (value, next) = after.split_first().map_or(("", after), |(value, next)| (*value, next));
        rest = match *word {
            "to" => {
                given.purpose = purpose(value);
                next
            }
            "naming" => {
                given.categories = value.split(',').map(Category::parse).collect::<Option<_>>()?;
                next
            }
            "for" => {
                given.kinds = Covers::Only(value.split(',').map(Kind::parse).collect::<Option<_>>()?);
                next
            }
            "in" => {
                given.services = Covers::Only(value.split(',').map(str::to_owned).collect());
                next
            }
            "explicitly" => {
                given.explicit = true;
                after
            }
            "bundled" => {
                given.conditions_ok = false;
                after
            }
            "parentally" => {
                given.parental = true;
                after
            }
            _ => return None,
        };
    }
    Some(given)
}

fn objection(id: &str, mut rest: &[&str]) -> Option<ObjectionMade> {
    let mut made = ObjectionMade {
        id: id.to_owned(),
        subject: None,
        candidates: Vec::new(),
        names: Vec::new(),
        purpose: None,
        scope: ObjectionScope::Person,
        period: Period::Both,
        models: None,
        verbatim: None,
        reasons: None,
        channel: None,
        notice_version: None,
        language: None,
        article: Article::Situation,
    };
    while let [word, value, next @ ..] = rest {
        match *word {
            "to" => made.purpose = purpose(value),
            "account" => made.scope = ObjectionScope::Account(AccountId::new(*value)),
            "items" => made.scope = ObjectionScope::Items(value.split(',').map(RecordId::new).collect()),
            "reaching" if *value == "future" => made.period = Period::Future,
            "under" if *value == "21(2)" => made.article = Article::Marketing,
            "under" if *value == "promise" => made.article = Article::Discretionary,
            _ => return None,
        }
        rest = next;
    }
    rest.is_empty().then_some(made)
}

fn order(id: &str, op: &str, place: &str, rest: &[&str]) -> Option<Order> {
    let (from, until) = match rest {
        ["from", "day", from] => (from, None),
        ["from", "day", from, "until", "day", until] => (from, Some(the_date(until))),
        _ => return None,
    };
    let op = Operation::ALL.into_iter().find(|operation| operation.as_str() == op);
    Some(Order {
        id: id.to_owned(),
        authority: "an authority".to_owned(),
        provision: "GDPR 66(1)".to_owned(),
        effect: OrderEffect::Forbid,
        territory: if place == "everywhere" { Covers::All } else { Covers::Only(vec![Country::new(place).ok()?]) },
        ops: op.map_or(Covers::All, |op| Covers::Only(vec![op])),
        purposes: Covers::All,
        from: the_date(from),
        until,
        kind: None,
        services: None,
        models: None,
        people: None,
        appeal: None,
        document: None,
        in_force_at: None,
    })
}
