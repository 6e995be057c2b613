//! Deciding what changed against deciding everything: the same rows, and the same files once they are one; and on every day
//! whether a decision stands as long as it says.

mod marks;

use super::made::{self, AS_OF, Draw, at, day};
use super::{ACCOUNTS, Folder, LAW, Lie, all_told, base, decisions, declared, orders, table, told, wait, write_posts};
use crate::decide::judge_all;
use crate::decisions::DecisionLog;
use crate::engine::{Batch, moment_at, text_at};
use crate::posts::{SourcedPost, account_columns};
use crate::stands::Turn;
use crate::tables::TableWriter;
use crate::{CrossCheck, Declared, Plan, Reviews, Totals, Work, decide, decide_all, inspect, write_standing};
use ::inspect::{Inspector, Originals};
use ledger::{Review, Standing, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use terms::{
    Account, AccountId, Date, Digest, Handle, Instant, Operation, Pseudonymizer, Purpose, RecordId, SubjectId, Text,
    Visibility, VisibilityChange,
};

/// A platform with what people said about it, at one moment.
struct World {
    posts: Vec<SourcedPost>,
    accounts: Vec<Account>,
    said: BTreeMap<SubjectId, Standing>,
    orders: Vec<law::facts::Order>,
    declared: Declared,
    reviews: Reviews,
    /// Texts of people who object.
    originals: Vec<String>,
    now: Instant,
    /// Of records that came later.
    next: usize,
}

const POSTS: usize = 220;

impl World {
    fn new(draw: &mut Draw) -> Self {
        let accounts: Vec<Account> = (0..ACCOUNTS).map(|number| made::account(draw, number)).collect();
        let posts = (0..POSTS).map(|number| made::post(draw, number * 10, ACCOUNTS, true)).collect();
        let subjects: BTreeSet<SubjectId> = accounts.iter().map(|account| account.subject_id.clone()).collect();
        let said = subjects.into_iter().map(|subject| (subject, made::standing(draw, ACCOUNTS, POSTS))).collect();
        let (reviews, originals) = (Reviews::new(), Vec::new());
        let (orders, declared, now) = (orders(), declared(&[]), at(AS_OF));
        Self { posts, accounts, said, orders, declared, reviews, originals, now, next: 1 }
    }

    fn inspector(&self) -> Inspector {
        let mut originals = Originals::default();
        for (number, text) in self.originals.iter().enumerate() {
            originals.add(&format!("o{number}"), &AccountId::new("somebody"), None, true, text);
        }
        Inspector::new(&[]).with_originals(originals)
    }

    /// Writes the tables as they are now, and inspects what changed.
    fn write(&self, work: &Work) -> Inspector {
        write_posts(work, &self.posts, Lie::Sorted);
        table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&self.accounts));
        write_standing(work, &self.said).expect("standings");
        let inspector = self.inspector();
        wait(inspect(work, &inspector, &mut |_| ())).expect("inspected");
        inspector
    }

    fn with<T>(&self, inspector: &Inspector, check: CrossCheck, ask: impl FnOnce(&Plan<'_>) -> T) -> T {
        ask(&Plan {
            law: &LAW,
            declared: &self.declared,
            orders: &self.orders,
            reviews: &self.reviews,
            inspector,
            pseudonymizer: &Pseudonymizer::new([7; 32]),
            op: Operation::Train,
            as_of: self.now,
            tree_size: self.next as u64,
            check,
        })
    }

    fn post(&mut self, draw: &mut Draw) -> &mut SourcedPost {
        let place = draw.below(self.posts.len() as u64) as usize;
        &mut self.posts[place]
    }

    fn subject(&self, draw: &mut Draw) -> SubjectId {
        self.accounts[draw.below(self.accounts.len() as u64) as usize].subject_id.clone()
    }

    /// Something happens.
    fn change(&mut self, draw: &mut Draw) {
        match draw.below(16) {
            0 => {
                self.post(draw).post.text = Text::new(draw.of(&["@user3 was there.", "It rained.", "I have diabetes."]))
            }
            1 => {
                let other = made::post(draw, 0, ACCOUNTS, true);
                let one = self.post(draw);
                (one.facts, one.is_tombstone) = (other.facts, other.is_tombstone);
                one.post.visibility_now = other.post.visibility_now;
                one.post.visibility_history = other.post.visibility_history;
            }
            2 => drop(self.posts.remove(draw.below(self.posts.len() as u64) as usize)),
            3 => {
                let mut one = made::post(draw, 0, ACCOUNTS, true);
                one.post.record_id = RecordId::new(format!("r{:05}+{}", draw.below(POSTS as u64) * 10, self.next));
                self.posts.push(one);
                self.posts.sort_by(|a, b| a.post.record_id.cmp(&b.post.record_id));
            }
            4 => {
                let replaced = self.post(draw).post.record_id.clone();
                self.post(draw).post.replaces = Some(replaced);
            }
            5 => {
                let place = draw.below(self.accounts.len() as u64) as usize;
                let other = made::account(draw, place);
                self.accounts[place] = Account { subject_id: self.accounts[place].subject_id.clone(), ..other };
            }
            6 => {
                let place = draw.below(self.accounts.len() as u64) as usize;
                self.accounts[place].handle = Some(Handle::new(format!("user{}", draw.below(30))));
            }
            7..=9 => {
                let subject = self.subject(draw);
                self.said.insert(subject, made::standing(draw, ACCOUNTS, POSTS));
            }
            10 => drop(self.said.remove(&self.subject(draw))),
            11 if draw.once_in(6) => self.shared(draw),
            12 => {
                let text = self.post(draw).post.text.expose().to_owned();
                self.originals.push(format!("{text} And nobody but us was there at that hour of the long day."));
            }
            13 => {
                let record = self.post(draw).post.record_id.clone();
                let (reviewed, outcome) = (Digest::of("a text"), Verdict::Cleared);
                self.reviews.insert(record, Review { subject: None, reviewed, outcome });
            }
            _ => self.now += chrono::TimeDelta::hours(draw.below(40 * 24) as i64),
        }
        self.next += 1;
    }

    /// Something that all records share.
    fn shared(&mut self, draw: &mut Draw) {
        match draw.below(3) {
            0 => self.orders.clear(),
            1 => self.orders = orders(),
            _ => self.declared.controller.art14_public_notice ^= true,
        }
    }
}

/// The same tables, whose decisions lie elsewhere and are made from nothing.
fn beside(work: &Work) -> Work {
    work.clone().about(Purpose::new("from-nothing"))
}

/// Decides what changed, then everything, and compares; what was counted, with how many were kept.
fn compare(work: &Work, world: &World, inspector: &Inspector, why: &str) -> Totals {
    world.with(inspector, CrossCheck::Off, |plan| {
        let again = wait(decide(work, plan, &mut |_| ())).expect("decided");
        let (from_nothing, op) = (beside(work), Operation::Train);
        let all = wait(decide_all(&from_nothing, plan, &mut |_| ())).expect("decided");
        assert_eq!(Totals { kept: 0, ..again.clone() }, all, "{why}");
        assert!(all_told(work, op) == all_told(&from_nothing, op), "other rows than deciding everything gives: {why}");
        let digest = |work: &Work| crate::decisions_digest(work, op).expect("rows");
        assert_eq!(digest(work), digest(&from_nothing), "{why}");
        let manifest = decisions(work, op).manifest;
        if manifest.differences.is_none() {
            assert!(base(work, op) == base(&from_nothing, op), "another base than deciding everything writes: {why}");
        }
        assert_eq!((manifest.as_of, manifest.tree_size), (world.now, world.next as u64), "{why}");
        again
    })
}

#[test]
fn whatever_happened_in_between_deciding_what_changed_gives_the_rows_of_deciding_everything() {
    let (mut kept, mut records, mut laid, mut rebased) = (0, 0, 0, 0);
    for seed in 0..60 {
        let mut draw = Draw(seed);
        let folder = Folder::new(&format!("decided-{seed}"));
        let work = Work::new(&folder.0, 2).settled_at_once();
        let mut world = World::new(&mut draw);
        let inspector = world.write(&work);
        assert_eq!(compare(&work, &world, &inspector, "nothing was decided before").kept, 0);
        for step in 0..4 {
            (0..=draw.below(2)).for_each(|_| world.change(&mut draw));
            let inspector = world.write(&work);
            let totals = compare(&work, &world, &inspector, &format!("seed {seed}, step {step}"));
            let lies_over = decisions(&work, Operation::Train).manifest.differences.is_some();
            laid += u32::from(lies_over);
            rebased += u32::from(!lies_over && totals.kept > 0);
            kept += totals.kept;
            records += totals.read;
        }
    }
    assert!(kept * 10 > records * 6, "of {records} records only {kept} were kept");
    assert!(laid > 40 && rebased > 10, "{laid} runs left differences, {rebased} wrote a new base of them");
}

/// A small platform, decided.
fn street(name: &str) -> (Folder, Work, World, Inspector) {
    let folder = Folder::new(name);
    let work = Work::new(&folder.0, 2).settled_at_once();
    let world = World::new(&mut Draw(5));
    let inspector = world.write(&work);
    compare(&work, &world, &inspector, "the first time");
    (folder, work, world, inspector)
}

#[test]
fn where_nothing_changed_every_decision_is_kept_and_the_moment_is_todays() {
    let (_folder, work, mut world, inspector) = street("decided-nothing");
    let rows = told(&work, Operation::Train);
    world.now += chrono::TimeDelta::seconds(5);
    world.next += 7;
    assert_eq!(compare(&work, &world, &inspector, "five seconds later").kept, POSTS as u64);
    assert!(rows == told(&work, Operation::Train));
    let under = crate::under(&work.decisions(Operation::Train)).expect("readable").expect("decisions");
    assert_eq!((under.as_of, under.tree_size), (world.now, world.next as u64));
}

#[test]
fn the_records_of_one_person_are_decided_again_and_those_that_mention_them_and_no_other() {
    let (_folder, work, mut world, inspector) = street("decided-person");
    let of = |world: &World, number: usize| {
        let account = world.accounts[number].account_id.clone();
        let theirs = move |one: &&SourcedPost| one.post.account_id.as_ref() == Some(&account);
        world.posts.iter().filter(theirs).count() as u64
    };
    let own = of(&world, 7);
    assert!(own > 2);
    world.accounts[7].deceased ^= true;
    world.write(&work);
    let again = POSTS as u64 - compare(&work, &world, &inspector, "an account").kept;
    let text = |one: &SourcedPost| one.post.text.expose().to_owned();
    let mentions =
        world.posts.iter().filter(|one| text(one).contains('@') || !one.post.embeds.is_empty()).count() as u64;
    assert!((own..=own + mentions).contains(&again), "{again} decided, {own} are theirs, {mentions} mention somebody");
    // Somebody takes over a handle that others are known to mention.
    let handle = world.accounts[1].handle.clone();
    let before = of(&world, 9);
    world.accounts[9].handle = handle;
    let inspector = world.write(&work);
    let again = POSTS as u64 - compare(&work, &world, &inspector, "a handle").kept;
    assert!(again > before, "{again} decided, {before} are theirs");
}

/// Something that the decision of one record rests on, by name.
type Edit = (&'static str, fn(&mut SourcedPost));

#[test]
fn a_record_of_which_any_column_is_another_is_decided_again_and_no_other_record_is() {
    let edits: &[Edit] = &[
        ("text", |one| one.post.text = Text::new("It rained in the morning.")),
        ("kind", |one| one.post.kind = terms::Kind::DirectMessage),
        ("source", |one| one.post.source = terms::Provenance::ALL[2]),
        ("service", |one| one.post.service = "forum-z".to_owned()),
        ("account", |one| one.post.account_id = None),
        ("created", |one| one.post.created_at = Some(at("2026-09-06T10:00:00Z"))),
        ("deleted", |one| one.post.deleted_at = Some(at("2026-10-21T10:00:00Z"))),
        ("tombstone", |one| one.is_tombstone ^= true),
        ("audience", |one| one.post.visibility_now = Visibility::Private),
        ("history", |one| {
            one.post.visibility_history =
                vec![VisibilityChange { at: at("2026-10-01T00:00:00Z"), to: Visibility::Private }];
        }),
        ("choice", |one| one.post.visibility_explicit_choice = Some(one.post.visibility_explicit_choice != Some(true))),
        ("group", |one| one.post.group_name = Some(Text::new("Walks"))),
        ("sensitivity", |one| one.post.group_sensitivity = Some(terms::Category::TradeUnion)),
        ("embeds", |one| {
            let (account_id, origin_visibility) = (Some(AccountId::new("a1")), None);
            one.post.embeds = vec![terms::Embed { record_id: None, account_id, start: 0, end: 3, origin_visibility }];
        }),
        ("signals", |one| {
            let signal = |name: &str, value: &str| terms::Signal {
                name: name.to_owned(),
                value: value.to_owned(),
                version: None,
            };
            one.post.signals = vec![signal("robots", "noai"), signal("noai", "1")];
        }),
        ("lang", |one| one.post.lang = Some(terms::Lang::new("fr").expect("a language"))),
        ("origin", |one| one.facts.origin_lawful = Some(one.facts.origin_lawful != Some(true))),
        ("retention", |one| one.facts.retention_until = Some(day("2026-12-24"))),
        ("reserved", |one| one.facts.tdm_reserved_whole = Some(one.facts.tdm_reserved_whole != Some(true))),
        ("illegal", |one| one.facts.illegal_content = Some(one.facts.illegal_content != Some(true))),
        ("record", |one| one.post.record_id = RecordId::new("r00031")),
    ];
    let (_folder, work, mut world, _) = street("decided-edits");
    for (what, edit) in edits {
        edit(&mut world.posts[3]);
        let inspector = world.write(&work);
        assert_eq!(compare(&work, &world, &inspector, what).kept, POSTS as u64 - 1, "{what}");
    }
    // That somebody looked, whatever they found.
    let record = world.posts[9].post.record_id.clone();
    world.reviews.insert(record, Review { subject: None, reviewed: Digest::of("it"), outcome: Verdict::Confirmed });
    let inspector = world.write(&work);
    assert_eq!(compare(&work, &world, &inspector, "a verdict").kept, POSTS as u64 - 1);
    // A record that another one replaces.
    world.posts[40].post.replaces = Some(world.posts[12].post.record_id.clone());
    let inspector = world.write(&work);
    let kept = compare(&work, &world, &inspector, "replaced").kept;
    assert_eq!(kept, POSTS as u64 - 1, "the one that replaces it says nothing about itself");
}

/// Something that all records share, by name.
type Shared = (&'static str, fn(&mut World));

#[test]
fn what_all_records_share_has_all_of_them_decided() {
    let changes: &[Shared] = &[
        ("order", |world| world.orders.clear()),
        ("controller", |world| world.declared.controller.ropa ^= true),
        ("country", |world| world.declared.run.country = terms::Country::new("US").expect("a country")),
        ("transfer", |world| world.declared.run.transfer_tool ^= true),
        ("register", |world| {
            world.declared = declared(&[("review_due = \"2027-05-01\"", "review_due = \"2027-05-02\"")])
        }),
        ("purpose", |world| world.declared.purpose = Purpose::new("ads")),
    ];
    let (_folder, work, mut world, inspector) = street("decided-shared");
    for (what, change) in changes {
        change(&mut world);
        assert_eq!(compare(&work, &world, &inspector, what).kept, 0, "{what}");
        assert_eq!(compare(&work, &world, &inspector, what).kept, POSTS as u64, "{what}, again");
    }
    let inspector = Inspector::new(&[]).with_second_look();
    wait(inspect(&work, &inspector, &mut |_| ())).expect("inspected");
    assert_eq!(compare(&work, &world, &inspector, "another method").kept, 0);
    // Whoever asks the whole authorizer asks about every record.
    let whole = world.with(&inspector, CrossCheck::Whole, |plan| wait(decide(&work, plan, &mut |_| ())));
    assert_eq!(whole.expect("decided").kept, 0);
}

#[test]
fn another_text_that_is_looked_for_leaves_every_decision_that_it_does_not_meet_but_those_with_a_second_look() {
    let (_folder, work, mut world, _) = street("decided-stamp");
    let looked_again = world.with(&world.inspector(), CrossCheck::Off, |plan| {
        let mut count = 0;
        let mut log = DecisionLog::default();
        let each = &mut |_: &str, judged: crate::Judged| {
            count += u64::from(judged.looked_again);
            Ok(())
        };
        wait(judge_all(&work, plan, &mut log, &mut |_| (), each)).expect("decided");
        count
    });
    assert!((1..40).contains(&looked_again), "{looked_again}");
    world
        .originals
        .push("Nobody here ever wrote these words about the lighthouse, the ferry and the old pilot.".to_owned());
    let inspector = world.write(&work);
    assert_eq!(compare(&work, &world, &inspector, "an objection").kept, POSTS as u64 - looked_again);
}

#[test]
fn what_is_looked_for_and_was_not_is_no_inspection_though_every_table_is_as_it_was() {
    let (_folder, work, world, inspector) = street("decided-stale");
    let looked_for = Inspector::new(&[("n1".to_owned(), Text::new("Somebody Example"))]);
    assert!(compare(&work, &world, &looked_for, "nobody was looked for").held > 0);
    compare(&work, &world, &inspector, "as before");
}

/// What is done to the folder of decisions, by name.
type Harm = (&'static str, fn(&std::path::Path));

fn named(folder: &std::path::Path, kind: &str) -> std::path::PathBuf {
    let files = world::list(folder).expect("a folder");
    let is_it =
        |path: &std::path::PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind));
    files.into_iter().find(is_it).expect("a file")
}

fn flip(path: &std::path::Path, place: usize) {
    let mut bytes = world::read(path).expect("a file");
    let place = place % bytes.len();
    bytes[place] ^= 1;
    world::write_atomic(path, bytes).expect("writable");
}

#[test]
fn where_anything_is_odd_about_earlier_decisions_everything_is_decided_from_nothing() {
    let harms: &[Harm] = &[
        ("no manifest", |folder| world::remove_file(folder.join("manifest.json")).expect("removable")),
        ("another manifest", |folder| flip(&folder.join("manifest.json"), 40)),
        ("a manifest without an end", |folder| {
            let text = world::read_string(folder.join("manifest.json")).expect("a manifest");
            world::write_atomic(folder.join("manifest.json"), &text[..text.len() / 2]).expect("writable");
        }),
        ("no base", |folder| world::remove_file(named(folder, "base")).expect("removable")),
        ("another base", |folder| flip(&named(folder, "base"), 900)),
        ("other differences", |folder| flip(&named(folder, "differences"), 900)),
        ("other accounts", |folder| flip(&named(folder, "accounts"), 300)),
        ("no accounts", |folder| world::remove_file(named(folder, "accounts")).expect("removable")),
        ("other standings", |folder| flip(&named(folder, "said"), 300)),
        ("no standings", |folder| world::remove_file(named(folder, "said")).expect("removable")),
    ];
    let (_folder, work, mut world, _) = street("decided-odd");
    for (what, harm) in harms {
        // One record is another, so that there are differences.
        world.posts[3].post.text = Text::new(format!("It rained, and {what} was there."));
        let inspector = world.write(&work);
        assert_eq!(compare(&work, &world, &inspector, what).kept, POSTS as u64 - 1, "{what}");
        harm(&work.decisions(Operation::Train));
        assert_eq!(compare(&work, &world, &inspector, what).kept, 0, "{what}");
    }
    // Decisions of another run, whole and signed by nobody: of another platform.
    let (_other, elsewhere, there, inspector) = street("decided-elsewhere");
    let from = elsewhere.decisions(Operation::Train);
    let to = work.decisions(Operation::Train);
    for path in world::list(&from).expect("files") {
        world::write_atomic(to.join(path.file_name().expect("a name")), world::read(&path).expect("a file"))
            .expect("writable");
    }
    compare(&work, &world, &world.inspector(), "those of another platform");
    compare(&elsewhere, &there, &inspector, "its own");
}

/// Has each of the differences say that it lies elsewhere, as a manifest that is whole says it.
fn lie(work: &Work, elsewhere: fn(&[i64]) -> Vec<i64>) {
    let folder = work.decisions(Operation::Train);
    let path = named(&folder, "differences");
    let batches: Vec<_> = crate::engine::Table::open(&path, &[]).expect("a table").all().expect("rows").collect();
    let batches: Vec<_> = batches.into_iter().map(|batch| batch.expect("readable")).collect();
    let rows = datafusion::arrow::compute::concat_batches(&batches[0].schema(), &batches).expect("rows");
    let places = elsewhere(Batch(&rows).count("lies_over").expect("places").values());
    let before = world::digest(&path).expect("a file").to_string();
    let mut table = TableWriter::create_by_record(&path).expect("a table");
    table.write_batch(&crate::decisions::lying_over(&rows, Some(places)).expect("rows")).expect("rows");
    table.commit().expect("a file");
    let text = world::read_string(folder.join("manifest.json")).expect("a manifest");
    let line = text.lines().next().expect("a line");
    let line = line.replace(&before, &world::digest(&path).expect("a file").to_string());
    world::write_atomic(folder.join("manifest.json"), format!("{line}\n{}\n", Digest::of(&line))).expect("writable");
}

/// Other places for rows, by name.
type Elsewhere = (&'static str, fn(&[i64]) -> Vec<i64>);

#[test]
fn differences_that_say_that_they_lie_elsewhere_have_everything_decided() {
    let (_folder, work, mut world, _) = street("decided-lie");
    let places: &[Elsewhere] = &[
        ("in between", |places| places.iter().map(|place| !place).collect()),
        ("over no row", |places| places.iter().map(|place| place + 10_000).collect()),
        ("the other way round", |places| places.iter().rev().copied().collect()),
        ("over one", |places| vec![places[0]; places.len()]),
        ("before the first", |places| vec![i64::MIN; places.len()]),
    ];
    for (number, (what, elsewhere)) in places.iter().enumerate() {
        for edits in [true, false] {
            let text = format!("It rained, and {what} was there, {edits}.");
            world.posts.iter_mut().skip(3).step_by(50).for_each(|one| one.post.text = Text::new(text.as_str()));
            let inspector = world.write(&work);
            assert!(compare(&work, &world, &inspector, what).kept > 0, "{what}");
            lie(&work, *elsewhere);
            // Either a record is another, or only a person is.
            if edits {
                world.posts[7].post.text = Text::new(format!("{what}."));
            } else {
                let subject = world.accounts[number].subject_id.clone();
                world.said.entry(subject).or_default().restriction ^= true;
            }
            let inspector = world.write(&work);
            assert_eq!(compare(&work, &world, &inspector, what).kept, 0, "{what}, {edits}");
        }
    }
    // One place beside its own it lies over another record, which only who reads the records sees.
    world.posts[3].post.text = Text::new("It rained again.");
    let inspector = world.write(&work);
    assert!(compare(&work, &world, &inspector, "once more").kept > 0);
    lie(&work, |places| places.iter().map(|place| place + 1).collect());
    world.posts[9].post.text = Text::new("It rained all day.");
    let inspector = world.write(&work);
    assert_eq!(compare(&work, &world, &inspector, "one beside").kept, 0);
}

#[test]
fn what_is_not_inspected_as_it_stands_rests_on_nothing_that_anybody_knows() {
    let (_folder, work, mut world, inspector) = street("decided-uninspected");
    world.posts[3].post.text = Text::new("It rained, and nobody has looked at this.");
    write_posts(&work, &world.posts, Lie::Sorted);
    for turn in 0..2 {
        assert_eq!(compare(&work, &world, &inspector, "not inspected").kept, 0, "{turn}");
    }
    let inspector = world.write(&work);
    assert_eq!(compare(&work, &world, &inspector, "inspected").kept, 0, "nobody knew what the decisions rest on");
    assert_eq!(compare(&work, &world, &inspector, "as before").kept, POSTS as u64);
    // Accounts of another hour than the inspection, whatever of them is another.
    world.accounts[3].deceased ^= true;
    table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&world.accounts));
    assert_eq!(compare(&work, &world, &inspector, "other accounts").kept, 0);
}

#[test]
fn a_crash_before_the_manifest_leaves_the_decisions_of_before_and_what_it_left_goes() {
    let (_folder, work, mut world, _) = street("decided-crash");
    let (folder, op) = (work.decisions(Operation::Train), Operation::Train);
    let files = |folder: &std::path::Path| -> BTreeMap<std::path::PathBuf, Vec<u8>> {
        let paths = world::list_all(folder).expect("a folder");
        paths.into_iter().map(|path| (path.clone(), world::read(path).expect("a file"))).collect()
    };
    for step in 0..3 {
        let (before, rows) = (files(&folder), told(&work, op));
        world.accounts[step].deceased ^= true;
        world.posts[step].post.text = Text::new("I have diabetes, and it rained.");
        let inspector = world.write(&work);
        compare(&work, &world, &inspector, "a change");
        let after = files(&folder);
        let new: Vec<_> = after.iter().filter(|(path, _)| !before.contains_key(*path)).collect();
        assert!(!new.is_empty(), "no file of before is written over");
        for (path, bytes) in &before {
            let is_manifest = path.ends_with("manifest.json");
            assert!(is_manifest || after.get(path).is_none_or(|now| now == bytes), "{}", path.display());
        }
        // What was written up to any moment before the manifest, one file after the other, whole or in part.
        for written in 0..=new.len() {
            for part in [0, 1] {
                world::remove_dir(&folder).expect("removable");
                before.iter().for_each(|(path, bytes)| world::write_atomic(path, bytes).expect("writable"));
                for (path, bytes) in new.iter().take(written) {
                    world::write_atomic(path, bytes).expect("writable");
                }
                if let Some((path, bytes)) = new.get(written).filter(|_| part == 1) {
                    let cut = path.with_extension("parquet.tmp");
                    world::write_atomic(cut, &bytes[..bytes.len() / 2]).expect("writable");
                }
                assert!(rows == told(&work, op), "the decisions of before");
                assert!(compare(&work, &world, &inspector, "after a crash").kept > 0);
                let named: BTreeSet<_> = files(&folder).into_keys().collect();
                assert!(named.len() <= 5, "what the crash left is gone: {named:?}");
            }
        }
    }
}

#[test]
fn records_that_are_gone_leave_the_files_within_a_week() {
    let (_folder, work, mut world, inspector) = street("decided-gone");
    // On days that matter to nobody else.
    world.now = at("2027-02-01T00:00:00Z");
    compare(&work, &world, &inspector, "the last time");
    let gone = world.posts.remove(30).post.record_id;
    let inspector = world.write(&work);
    assert_eq!(compare(&work, &world, &inspector, "one is gone").kept, POSTS as u64 - 1);
    let lies_there = |work: &Work| {
        let decisions = decisions(work, Operation::Train);
        let (base, differences) = decisions.paths();
        [Some(base), differences].into_iter().flatten().any(|path| {
            let table = crate::engine::Table::open(&path, &[]).expect("a table");
            table.batches(&["record_id"]).expect("rows").any(|batch| {
                let batch = batch.expect("readable");
                let records = Batch(&batch).text("record_id").expect("records");
                records.iter().flatten().any(|record| record == gone.as_str())
            })
        })
    };
    assert!(lies_there(&work) && !crate::read_decisions(&work, Operation::Train).expect("rows").contains_key(&gone));
    world.now += chrono::TimeDelta::days(8);
    assert!(compare(&work, &world, &inspector, "a week later").kept > 0);
    assert!(!lies_there(&work), "what was decided about it has to go");
}

/// The rows that come out at a moment, by record, each with the time in which it stands.
type Day = BTreeMap<String, (String, Instant, Option<Instant>)>;

fn on(work: &Work, world: &World, inspector: &Inspector) -> Day {
    let rows = world.with(inspector, CrossCheck::Off, |plan| {
        let mut log = DecisionLog::default();
        wait(judge_all(work, plan, &mut log, &mut |_| (), &mut |_, _| Ok(()))).expect("decided");
        log.sorted().expect("rows")
    });
    let columns = Batch(&rows);
    let (records, since) =
        (columns.text("record_id").expect("records"), columns.moment("stands_since").expect("since"));
    let until = columns.moment("stands_until").expect("until");
    (0..rows.num_rows())
        .map(|row| {
            let one = format!("{:?}", rows.slice(row, 1).columns());
            let since = moment_at(since, row).expect("since when");
            (text_at(records, row).expect("a record").to_owned(), (one, since, moment_at(until, row)))
        })
        .collect()
}

#[test]
fn on_every_day_of_a_year_a_decision_is_another_only_where_the_one_before_said_so() {
    let mut changed = 0;
    for (seed, days, choices) in [
        (71, 365, &[][..]),
        (72, 90, &[("value = \"future_runs\"", "value = \"erase\"")]),
        (
            73,
            90,
            &[(
                "dpia = { state = \"approved\", on = \"2026-08-01\"",
                "dpia = { state = \"approved\", on = \"2026-11-20\"",
            )],
        ),
        (74, 120, &[("review_due = \"2027-05-01\"", "review_due = \"2026-12-19\"")]),
    ] {
        let folder = Folder::new(&format!("decided-days-{seed}"));
        let (work, mut draw) = (Work::new(&folder.0, 2).settled_at_once(), Draw(seed));
        let mut world = World::new(&mut draw);
        world.declared = declared(choices);
        world.posts.truncate(120);
        // An order that begins and ends within the year.
        let order = "[{\"effect\":\"forbid\",\"territory\":[\"DE\"],\"from\":\"2026-12-01\",\"until\":\"2027-01-15\",\"ops\":[\"train\"]}]";
        world.orders = serde_json::from_str(order).expect("orders");
        let inspector = world.write(&work);
        world.now = at("2026-08-20T00:00:00Z");
        let mut last: Option<(Instant, Day)> = None;
        for _ in 0..days {
            world.now =
                (world.now + chrono::TimeDelta::days(1)).date_naive().and_hms_opt(0, 0, 0).expect("a time").and_utc();
            world.now += chrono::TimeDelta::seconds(draw.below(86_400) as i64);
            let today = on(&work, &world, &inspector);
            if let Some((before, yesterday)) = &last {
                for (record, (row, since, until)) in &today {
                    let (earlier, _, ended) = &yesterday[record];
                    assert!(*since <= world.now && until.is_none_or(|until| until > world.now), "{record}");
                    let stood = ended.is_none_or(|ended| ended > world.now);
                    assert_eq!(stood, since <= before, "seed {seed}, {record} at {}", world.now);
                    assert!(!stood || row == earlier, "seed {seed}, {record} at {}: {earlier} became {row}", world.now);
                    changed += u32::from(row != earlier);
                }
            }
            last = Some((world.now, today));
        }
    }
    assert!(changed > 300, "{changed} rows became others");
}

/// The facts of every record at a moment, without their day, and until when they stand as if one kind of turns was forgotten.
fn facts_on(
    work: &Work,
    world: &World,
    inspector: &Inspector,
    left: Turn,
) -> BTreeMap<String, (String, Option<Instant>)> {
    world.with(inspector, CrossCheck::Off, |plan| {
        let (model, stamp) = (super::blank().model, plan.inspector.stamp());
        let frame = plan.frame(&model, &stamp, &[]);
        let mut found = BTreeMap::new();
        let batches = wait(async { crate::engine::facts(work, None).await.expect("tables").collect().await });
        for batch in batches.expect("rows") {
            let rows = crate::rows::Rows::of(&Batch(&batch)).expect("rows");
            for number in 0..batch.num_rows() {
                let row = rows.row(number).expect("a row");
                let seen = row.seen(&frame);
                let facts = row.facts(&frame, &seen, row.own_third_parties(&seen, &frame)).ok();
                let stands = row.stands_without(&frame, facts.as_ref(), left);
                let told = facts.map(|facts| {
                    // What the law compares is answered as it sees it; the day itself is not compared.
                    let context = law::RecordContext::of(&facts, plan.law.numbers());
                    format!("{context:?} {:?}", law::Facts { now: Date::default(), ..facts })
                });
                found.insert(row.record_id.to_owned(), (told.unwrap_or_default(), stands.until));
            }
        }
        found
    })
}

#[test]
fn whichever_kind_of_day_is_forgotten_some_decision_is_another_before_it_says_so() {
    let folder = Folder::new("decided-mutants");
    let work = Work::new(&folder.0, 2).settled_at_once();
    let mut world = World::new(&mut Draw(81));
    world.posts.truncate(150);
    let inspector = world.write(&work);
    for (left, is_missed) in [
        (Turn::Deleted, true),
        (Turn::Retention, true),
        (Turn::Audience, true),
        (Turn::Birthday, true),
        (Turn::OfAge, true),
        (Turn::Law, true),
        // That is said beside what the clock changes.
        (Turn::Written, false),
    ] {
        world.now = at("2026-08-20T00:00:00Z");
        let (mut last, mut missed) = (BTreeMap::new(), 0);
        for _ in 0..90 {
            world.now += chrono::TimeDelta::days(1);
            let today = facts_on(&work, &world, &inspector, left);
            missed += last
                .iter()
                .filter(|(record, (facts, until)): &(&String, &(String, Option<Instant>))| {
                    until.is_none_or(|until| until > world.now) && today[*record].0 != *facts
                })
                .count();
            last = today;
        }
        assert_eq!(missed > 0, is_missed, "{left:?} is forgotten, and {missed} decisions are others unsaid");
    }
}
