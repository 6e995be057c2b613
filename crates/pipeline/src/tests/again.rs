//! Inspecting again what changed against inspecting everything: the same tables, byte for byte, and little of it done twice.

use super::made::{self, Draw, at};
use super::{ACCOUNTS, Folder, Lie, table, wait, write_posts};
use crate::engine::{Batch, Table, text_at};
use crate::posts::{SourcedPost, account_columns};
use crate::tables::TableWriter;
use crate::{Inspected, Work, inspect, inspect_all, is_inspected};
use ::inspect::{Inspector, Originals};
use datafusion::arrow::array::Array;
use std::path::PathBuf;
use terms::{Account, AccountId, Category, Embed, Handle, Lang, RecordId, Text, Visibility};

/// A platform and what is looked for in it, at one moment.
pub(super) struct World {
    pub(super) posts: Vec<SourcedPost>,
    accounts: Vec<Account>,
    /// Texts of people who object: the record, its account and the text.
    originals: Vec<(String, AccountId, String)>,
    names: Vec<(String, Text)>,
    handles: Vec<Handle>,
    looks_twice: bool,
    /// Of records that came later.
    next: usize,
}

const POSTS: usize = 90;
const LONG: &[&str] = &[
    "Yesterday evening two otters played under the old bridge near our mill, and nobody but us saw them.",
    "On Sunday we baked forty loaves of rye bread for the fair, and by noon there was not one of them left.",
];

impl World {
    pub(super) fn new(draw: &mut Draw) -> Self {
        let accounts = (0..ACCOUNTS).map(|number| made::account(draw, number)).collect();
        let posts = (0..POSTS).map(|number| made::post(draw, number * 10, ACCOUNTS, true)).collect();
        let (originals, names, handles) = (Vec::new(), Vec::new(), Vec::new());
        Self { posts, accounts, originals, names, handles, looks_twice: false, next: 1 }
    }

    pub(super) fn write(&self, work: &Work) {
        write_posts(work, &self.posts, Lie::Sorted);
        table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&self.accounts));
    }

    fn inspector(&self) -> Inspector {
        let mut originals = Originals::default();
        for (record, account, text) in &self.originals {
            originals.add(record, account, None, record.len() % 2 == 0, text);
        }
        let mut inspector = Inspector::new(&self.names).with_originals(originals);
        if !self.handles.is_empty() {
            inspector = inspector.with_handles(self.handles.iter().cloned());
        }
        if self.looks_twice { inspector.with_second_look() } else { inspector }
    }

    fn post(&mut self, draw: &mut Draw) -> &mut SourcedPost {
        let place = draw.below(self.posts.len() as u64) as usize;
        &mut self.posts[place]
    }

    /// Something happens on the platform.
    fn change(&mut self, draw: &mut Draw) {
        let other = AccountId::new(format!("a{}", draw.below(ACCOUNTS as u64)));
        match draw.below(12) {
            0 => {
                let text = format!("user{}: {} Zoë Jansen said so.", draw.below(24), draw.of(LONG));
                self.post(draw).post.text = Text::new(text);
            }
            1 => {
                let one = self.post(draw);
                (one.post.text, one.is_tombstone) = (Text::new(String::new()), true);
            }
            2 => drop(self.posts.remove(draw.below(self.posts.len() as u64) as usize)),
            3 => {
                let mut one = made::post(draw, 0, ACCOUNTS, true);
                one.post.record_id = RecordId::new(format!("r{:05}+{}", draw.below(POSTS as u64) * 10, self.next));
                self.next += 1;
                self.posts.push(one);
                self.posts.sort_by(|a, b| a.post.record_id.cmp(&b.post.record_id));
            }
            4 => {
                let place = draw.below(self.accounts.len() as u64) as usize;
                self.accounts[place].handle = Some(Handle::new(format!("user{}", draw.below(30))));
            }
            5 => self.field(draw, other),
            6 | 7 => {
                let record = format!("o{}", self.originals.len());
                let own = self.post(draw).post.text.expose().to_owned();
                let text = draw.of(&[LONG[0].to_owned(), LONG[1].to_owned(), own]);
                self.originals.push((record, other, text));
            }
            8 => drop(self.originals.pop()),
            9 if self.names.is_empty() => self.names.push(("n1".to_owned(), Text::new("Zoë Jansen"))),
            9 => self.names.clear(),
            10 => self.handles = (0..draw.below(9)).map(|_| Handle::new(format!("user{}", draw.below(24)))).collect(),
            _ => self.looks_twice ^= draw.once_in(4),
        }
    }

    /// One thing that a source says of a record becomes another.
    fn field(&mut self, draw: &mut Draw, other: AccountId) {
        let which = draw.below(8);
        let post = &mut self.post(draw).post;
        match which {
            0 => post.lang = Some(Lang::new("fr").expect("a language")),
            1 => post.group_name = Some(Text::new("Living with diabetes")),
            2 => post.group_sensitivity = Some(Category::Health),
            3 => post.created_at = Some(at("2020-01-01T00:00:00Z")),
            4 => post.edited_at = Some(at("2026-10-10T00:00:00Z")),
            5 => post.service = "forum-c".to_owned(),
            6 => post.account_id = Some(other),
            _ => post.embeds = quote(other),
        }
    }
}

fn quote(of: AccountId) -> Vec<Embed> {
    vec![Embed { record_id: None, account_id: Some(of), start: 0, end: 9, origin_visibility: Some(Visibility::Public) }]
}

fn three(work: &Work) -> [PathBuf; 3] {
    [work.findings(), work.slices(), work.inspected()]
}

pub(super) fn bytes(work: &Work) -> [Vec<u8>; 3] {
    three(work).map(|path| world::read(path).expect("a table"))
}

fn put(work: &Work, files: &[&Vec<u8>; 3]) {
    for (path, bytes) in three(work).iter().zip(files) {
        world::write_atomic(path, bytes).expect("a table");
    }
}

/// Inspects what changed, then everything, and compares; how many records were kept.
pub(super) fn compare(work: &Work, inspector: &Inspector, why: &str) -> u64 {
    let again = wait(inspect(work, inspector, &mut |_| ())).expect("inspected");
    let found = bytes(work);
    assert!(is_inspected(work, inspector).expect("tables"), "{why}");
    let all = wait(inspect_all(work, inspector, &mut |_| ())).expect("inspected");
    assert!(found == bytes(work), "other tables than inspecting everything gives: {why}");
    assert_eq!(Inspected { kept: 0, ..again.clone() }, all, "{why}");
    again.kept
}

#[test]
fn whatever_happened_in_between_inspecting_what_changed_gives_the_tables_of_inspecting_everything() {
    let (mut kept, mut records) = (0, 0);
    for seed in 0..60 {
        let mut draw = Draw(seed);
        let folder = Folder::new(&format!("again-{seed}"));
        let work = Work::new(&folder.0, 2);
        let mut world = World::new(&mut draw);
        world.write(&work);
        assert_eq!(compare(&work, &world.inspector(), "nothing was inspected before"), 0);
        for step in 0..4 {
            (0..=draw.below(3)).for_each(|_| world.change(&mut draw));
            world.write(&work);
            kept += compare(&work, &world.inspector(), &format!("seed {seed}, step {step}"));
            records += world.posts.len() as u64;
        }
    }
    assert!(kept * 10 > records * 7, "of {records} records only {kept} were kept");
}

/// A small platform with a text of every kind, inspected.
fn street(name: &str) -> (Folder, Work, World) {
    let folder = Folder::new(name);
    let work = Work::new(&folder.0, 2);
    let mut world = World::new(&mut Draw(5));
    for (place, text) in LONG.iter().enumerate() {
        world.posts[place * 7 + 3].post.text = Text::new(format!("Ann: {text} Zoë Jansen agrees."));
    }
    for (place, one) in world.posts.iter_mut().enumerate() {
        one.post.account_id = Some(AccountId::new(format!("a{}", place % ACCOUNTS)));
    }
    world.write(&work);
    compare(&work, &world.inspector(), "the first time");
    (folder, work, world)
}

/// One change of a platform that is none of another record, by name.
type Edit = (&'static str, fn(&mut SourcedPost));

#[test]
fn a_record_of_which_anything_is_another_is_inspected_again_and_no_other_record_is() {
    let edits: &[Edit] = &[
        ("text", |one| one.post.text = Text::new("I have diabetes.")),
        ("lang", |one| one.post.lang = Some(Lang::new("fr").expect("a language"))),
        ("group name", |one| one.post.group_name = Some(Text::new("Living with diabetes"))),
        ("sensitivity", |one| one.post.group_sensitivity = Some(Category::TradeUnion)),
        ("created", |one| one.post.created_at = Some(at("2020-01-01T00:00:00Z"))),
        ("edited", |one| one.post.edited_at = Some(at("2026-10-10T00:00:00Z"))),
        ("service", |one| one.post.service = "forum-c".to_owned()),
        ("account", |one| one.post.account_id = None),
        ("embeds", |one| one.post.embeds = quote(AccountId::new("a1"))),
        ("record", |one| one.post.record_id = RecordId::new("r00031")),
    ];
    let (_folder, work, mut world) = street("edits");
    let all = world.posts.len() as u64;
    assert_eq!(compare(&work, &world.inspector(), "nothing"), all);
    for (what, edit) in edits {
        edit(&mut world.posts[3]);
        world.write(&work);
        assert_eq!(compare(&work, &world.inspector(), what), all - 1, "{what}");
    }
    // The author's own handle is nobody else.
    world.accounts[7].handle = Some(Handle::new("user1"));
    let own = world.posts.iter().filter(|one| one.post.account_id == Some(AccountId::new("a7"))).count() as u64;
    world.write(&work);
    assert_eq!(compare(&work, &world.inspector(), "handle"), all - own);
    // What no inspection reads makes none.
    world.posts[3].post.visibility_now = Visibility::Private;
    world.write(&work);
    assert!(!is_inspected(&work, &world.inspector()).expect("tables"));
    assert_eq!(compare(&work, &world.inspector(), "audience"), all);
    world.looks_twice = true;
    assert_eq!(compare(&work, &world.inspector(), "another method"), 0);
}

#[test]
fn only_texts_that_meet_what_is_newly_looked_for_are_inspected_again_and_once_more_when_it_is_withdrawn() {
    let (_folder, work, mut world) = street("objections");
    let all = world.posts.len() as u64;
    let met = |world: &World, why: &str| all - compare(&work, &world.inspector(), why);
    world.originals.push(("o1".to_owned(), AccountId::new("somebody"), LONG[0].to_owned()));
    assert_eq!(met(&world, "an objection"), 1);
    world.originals.push(("o2".to_owned(), AccountId::new("another"), LONG[1].to_owned()));
    assert_eq!(met(&world, "another one"), 1);
    world.originals.push((
        "o30".to_owned(),
        AccountId::new("another"),
        "Nobody says this: ".to_owned() + &"so ".repeat(20),
    ));
    assert_eq!(met(&world, "of whom nobody repeats a word"), 0);
    world.originals.remove(0);
    assert_eq!(met(&world, "the first is withdrawn"), 1);
    world.originals.clear();
    assert_eq!(met(&world, "all are"), 1);
    world.names.push(("n1".to_owned(), Text::new("Zoe Jansen")));
    assert_eq!(met(&world, "a name"), 2);
    world.names.clear();
    assert_eq!(met(&world, "no name"), 2);
    world.handles.push(Handle::new("ann"));
    assert!((2..all / 2).contains(&met(&world, "a handle")));
}

#[test]
fn tables_that_do_not_belong_together_are_of_no_use_whichever_was_written_last() {
    let (_folder, work, mut world) = street("crash");
    let before = bytes(&work);
    world.posts[3].post.text = Text::new("Call me: 06 12345678, says @user3.");
    world.posts[10].post.text = Text::new("@user4 and @user5 have diabetes.");
    world.write(&work);
    let inspector = world.inspector();
    wait(inspect(&work, &inspector, &mut |_| ())).expect("inspected");
    let after = bytes(&work);
    for written in 0..8 {
        let [a, b, c] = [0, 1, 2].map(|file| if written >> file & 1 == 1 { &after[file] } else { &before[file] });
        put(&work, &[a, b, c]);
        assert_eq!(is_inspected(&work, &inspector).expect("tables"), written == 7, "files {written:03b}");
        let found = wait(inspect(&work, &inspector, &mut |_| ())).expect("inspected");
        // Of the earlier inspection, whole, two records changed; of the later one none.
        let kept = [(0, POSTS as u64 - 2), (7, POSTS as u64)].into_iter().find(|(files, _)| *files == written);
        assert_eq!(found.kept, kept.map_or(0, |(_, kept)| kept), "files {written:03b}");
        assert!(bytes(&work) == after, "files {written:03b}");
    }
    for lost in three(&work) {
        world::remove_file(&lost).expect("removable");
        assert!(!is_inspected(&work, &inspector).expect("tables"));
        assert_eq!(wait(inspect(&work, &inspector, &mut |_| ())).expect("inspected").kept, 0);
        world::write_atomic(&lost, "no table").expect("writable");
        assert!(!is_inspected(&work, &inspector).expect("tables"));
        assert_eq!(wait(inspect(&work, &inspector, &mut |_| ())).expect("inspected").kept, 0);
        assert!(bytes(&work) == after);
    }
}

/// Writes one of the three tables anew with the same origin, and of its rows those that `keeps` says, in that order.
fn rewrite(path: &std::path::Path, keeps: impl Fn(&[&str]) -> Vec<usize>) {
    let old = Table::open(path, &[]).expect("a table");
    let origin = old.says("grondslag.inspection").expect("an origin").to_owned();
    let batch = old.all().expect("rows").next().expect("one batch").expect("readable");
    let records = Batch(&batch).text("record_id").expect("records");
    let records: Vec<&str> = (0..records.len()).map(|row| text_at(records, row).expect("a record")).collect();
    let places: Vec<u64> = keeps(&records).into_iter().map(|row| row as u64).collect();
    let places = datafusion::arrow::array::UInt64Array::from(places);
    let rows = datafusion::arrow::compute::take_record_batch(&batch, &places).expect("rows");
    let create = if old.is_by_record() { TableWriter::create_by_record } else { TableWriter::create };
    let mut table = create(path).expect("a table");
    table.write_batch(&rows).expect("rows");
    table.say("grondslag.inspection", &origin);
    table.commit().expect("a table");
}

/// Which rows of a table stay, by their records, and in which order.
type Keeps<'a> = Box<dyn Fn(&[&str]) -> Vec<usize> + 'a>;

#[test]
fn where_a_row_is_lost_doubled_or_misplaced_everything_is_inspected_again() {
    let (_folder, work, world) = street("odd");
    let (whole, inspector) = (bytes(&work), world.inspector());
    let [findings, slices, inspected] = three(&work);
    let first =
        Table::open(&slices, &[]).expect("a table").all().expect("rows").next().expect("one").expect("readable");
    let named = text_at(Batch(&first).text("record_id").expect("records"), 0).expect("a record").to_owned();
    let cases: [(&str, &PathBuf, Keeps<'_>); 5] = [
        (
            "the record of a finding is gone",
            &inspected,
            Box::new(|records| (0..records.len()).filter(|row| records[*row] != named).collect()),
        ),
        ("a record is there twice", &inspected, Box::new(|records| [0].into_iter().chain(0..records.len()).collect())),
        ("records lie in another order", &inspected, Box::new(|records| (0..records.len()).rev().collect())),
        ("findings lie in another order", &findings, Box::new(|records| (0..records.len()).rev().collect())),
        ("slices lie in another order", &slices, Box::new(|records| (0..records.len()).rev().collect())),
    ];
    for (what, path, keeps) in cases {
        rewrite(path, keeps);
        let found = wait(inspect(&work, &inspector, &mut |_| ())).expect("inspected");
        assert_eq!(found.kept, 0, "{what}");
        assert!(bytes(&work) == whole, "{what}");
    }
}

#[test]
fn what_is_written_while_an_inspection_reads_is_inspected_the_next_time() {
    let (_folder, work, mut world) = street("meanwhile");
    let inspector = world.inspector();
    world.posts[3].post.text = Text::new("The first edit.");
    world.write(&work);
    let mut turns = 0;
    let found = wait(inspect(&work, &inspector, &mut |_| {
        turns += 1;
        world.posts[5].post.text = Text::new("I have diabetes, and this came meanwhile.");
        world.write(&work);
    }));
    assert_eq!((found.expect("inspected").kept, turns), (POSTS as u64 - 1, 1));
    assert!(!is_inspected(&work, &inspector).expect("tables"), "the later edit was not seen");
    assert_eq!(compare(&work, &inspector, "the later edit"), POSTS as u64 - 1);
}

#[test]
fn what_has_the_length_of_the_text_before_is_not_taken_for_it() {
    let (_folder, work, mut world) = street("length");
    let inspector = world.inspector();
    assert!(is_inspected(&work, &inspector).expect("tables"));
    let text = world.posts[3].post.text.expose().to_owned();
    world.posts[3].post.text = Text::new(text.replacen("otters", "badger", 1));
    assert_eq!(world.posts[3].post.text.expose().len(), text.len());
    world.write(&work);
    assert!(!is_inspected(&work, &inspector).expect("tables"));
    assert_eq!(compare(&work, &inspector, "an edit"), POSTS as u64 - 1);
}
