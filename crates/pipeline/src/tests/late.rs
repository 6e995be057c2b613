//! Who comes late: what counts is when somebody's first account was opened and when they were first told, and nothing that
//! anybody else did.

use super::*;
use crate::late::early;
use ledger::{Article, Matched, Notice, Objection, ObjectionScope, ObjectionState};
use terms::{AccountId, AccountStatus, AgeAssurance, Lang, RecordId};

/// The day; the controller of these tests lets people object for thirty days.
const FROM: &str = "2026-06-01";

fn account(number: usize, subject: &str, opened_on: Option<&str>) -> Account {
    Account {
        account_id: AccountId::new(format!("a{number}")),
        subject_id: SubjectId::new(subject),
        service: "plein".to_owned(),
        handle: None,
        opened_on: opened_on.map(day),
        birth_date: Some(day(if subject == "young" { "2008-03-01" } else { "1990-02-28" })),
        age_assurance: AgeAssurance::Verified,
        residence: Some(Country::new("DE").expect("a country")),
        languages: vec![Lang::new("en").expect("a language")],
        status: AccountStatus::Active,
        deceased: false,
    }
}

fn told(days: &[&str]) -> Standing {
    let notice = |on: &&str| Notice {
        delivered_at: at(&format!("{on}T08:00:00Z")),
        version: "n1".to_owned(),
        language: Lang::new("en").expect("a language"),
        channel: "email".to_owned(),
        objection_right_separate: true,
    };
    Standing { notices: days.iter().map(notice).collect(), ..Standing::default() }
}

/// Somebody: when their accounts were opened, when they were told, and whether they come early.
type Known = (&'static str, &'static [Option<&'static str>], &'static [&'static str], bool);

const PEOPLE: &[Known] = &[
    ("old", &[Some("2019-01-01")], &["2026-01-01"], true),
    ("last-day", &[Some("2026-05-31")], &["2026-01-01"], true),
    ("new", &[Some("2026-06-01")], &["2026-01-01"], false),
    ("unknown", &[None], &["2026-01-01"], false),
    // One of somebody's accounts is enough to know that they were there; another one later changes nothing.
    ("two", &[Some("2026-09-01"), Some("2019-01-01")], &["2026-01-01"], true),
    ("two-unknown", &[None, Some("2019-01-01")], &["2026-01-01"], true),
    // Thirty days from 1 May end on 31 May, and from 2 May on 1 June.
    ("window-before", &[Some("2019-01-01")], &["2026-05-01"], true),
    ("window-on", &[Some("2019-01-01")], &["2026-05-02"], false),
    ("untold", &[Some("2019-01-01")], &[], false),
    // Told again later, as everybody is where a notice changes.
    ("told-again", &[Some("2019-01-01")], &["2026-01-01", "2026-09-01"], true),
    // 18 on 1 March: what they were told before starts no window.
    ("young", &[Some("2019-01-01")], &["2026-02-01"], false),
];

fn write(work: &Work, more: &[(&str, Standing)]) {
    let accounts = PEOPLE.iter().flat_map(|(subject, opened, ..)| opened.iter().map(move |on| (*subject, *on)));
    let accounts: Vec<Account> = accounts.enumerate().map(|(number, (who, on))| account(number, who, on)).collect();
    table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&accounts));
    let standing = |(subject, _, days, _): &Known| (SubjectId::new(*subject), told(days));
    let mut standings: BTreeMap<SubjectId, Standing> = PEOPLE.iter().map(standing).collect();
    standings.extend(more.iter().map(|(subject, standing)| (SubjectId::new(*subject), standing.clone())));
    write_standing(work, &standings).expect("standings");
}

fn pseudonyms<'a>(desk: &Desk, subjects: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    subjects.map(|subject| plan.pseudonymizer.pseudonym("subject", subject)).collect()
}

#[test]
fn whoever_was_there_and_had_their_days_to_object_before_the_day_comes_early() {
    let folder = Folder::new("late-who");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    write(&work, &[]);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    assert_eq!(plan.declared.register.choice.window_days.value, 30);
    let found = early(&work, &plan, Some(day(FROM))).expect("tables");
    for (subject, .., is_early) in PEOPLE {
        let pseudonym = pseudonyms(&desk, [*subject].into_iter());
        assert_eq!(pseudonym.is_subset(&found), *is_early, "{subject}");
    }
    assert_eq!(found, pseudonyms(&desk, PEOPLE.iter().filter(|(.., early)| *early).map(|(subject, ..)| *subject)));
    assert!(early(&work, &plan, None).expect("nobody asks").is_empty());
}

/// What somebody asks for is no sign that anybody leaves: not they themselves, who are out anyway, nor whoever they speak with.
#[test]
fn what_anybody_objects_to_moves_nobody() {
    let folder = Folder::new("late-objected");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    write(&work, &[]);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    let before = early(&work, &plan, Some(day(FROM))).expect("tables");
    let objection = |scope: ObjectionScope| Objection {
        id: "o1".to_owned(),
        scope,
        matched: Matched::Exact,
        state: ObjectionState::Received,
        article: Article::Situation,
        received_at: at("2026-09-01T08:00:00Z"),
        withdrawn_at: None,
    };
    let objects = |subject: &'static str, scope| {
        let days: &[&str] = PEOPLE.iter().find(|(who, ..)| *who == subject).map_or(&[], |(_, _, days, _)| days);
        (subject, Standing { objections: vec![objection(scope)], ..told(days) })
    };
    let items = ObjectionScope::Items(vec![RecordId::new("r1")]);
    write(&work, &[objects("old", ObjectionScope::Person), objects("new", items)]);
    assert_eq!(early(&work, &plan, Some(day(FROM))).expect("tables"), before);
}

#[test]
fn the_rows_that_are_sealed_say_it_and_a_seal_that_names_no_day_does_not() {
    let folder = Folder::new("late-sealed");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    tables(&work, 5, 600, Lie::Sorted, &desk.inspector);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    let seal = |name: &str, late_from| {
        let into = folder.0.join(name);
        wait(crate::seal(&work, &plan, &into, meta(&desk, late_from), &mut |_| ())).expect("sealed");
        let corpus = corpus::Corpus::open(&into).expect("whole");
        corpus.verify().expect("as sealed");
        corpus.rows().map(|row| row.expect("readable")).collect::<Vec<_>>()
    };
    let from = day("2026-12-24");
    let known = early(&work, &plan, Some(from)).expect("tables");
    let (said, unsaid) = (seal("said", Some(from)), seal("unsaid", None));
    let mut met = BTreeSet::new();
    for (row, other) in said.iter().zip(&unsaid) {
        let late = if known.contains(&row.subject) { corpus::Late::No } else { corpus::Late::Yes };
        assert_eq!((row.late, other.late), (late, corpus::Late::Unsaid));
        assert_eq!(corpus::Row { late: corpus::Late::Unsaid, ..row.clone() }, *other, "nothing else is another");
        met.insert(late);
    }
    assert_eq!((said.len(), met.len()), (unsaid.len(), 2), "both of them, or this shows nothing");
}

#[test]
fn a_table_of_before_accounts_said_when_they_were_opened_is_no_answer() {
    let folder = Folder::new("late-before");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    write(&work, &[]);
    let mut columns = account_columns(&[account(1, "old", Some("2019-01-01"))]);
    columns.retain(|(name, _)| *name != "opened_on");
    table(TableWriter::create(&work.accounts()).expect("a table"), columns);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    let refused = early(&work, &plan, Some(day(FROM)));
    assert!(matches!(refused, Err(PipelineError::Column { name: "opened_on" })), "{refused:?}");
}
