//! One pass against one record at a time: the same files, counts and corpora, byte for byte, on tables that are made up.

mod again;
mod careful;
mod decided;
mod late;
mod made;
mod pictures;
mod repeats;
mod shards;

use crate::decide::{Fate, decide_all, decide_plainly, judge_all};
use crate::decisions::{DecisionLog, Decisions};
use crate::posts::{SourcedPost, account_columns, post_columns};
use crate::tables::{Column, TableWriter};
use crate::{Controller, CrossCheck, Declared, PipelineError, Plan, Reviews, Run, Totals, Work, write_standing};
use ::inspect::Inspector;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;
use law::{Facts, Law};
use ledger::Standing;
use made::{AS_OF, Draw, at, day};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;
use terms::{Account, Country, Digest, Operation, Pseudonymizer, Purpose, SubjectId};

/// A change of the declaration, by name.
type Change = (&'static str, fn(&mut Declared));

fn declared(choices: &[(&str, &str)]) -> Declared {
    let mut register = include_str!("../../law/src/tests/register.toml").to_owned();
    for (from, to) in choices {
        assert!(register.contains(from), "the register says `{from}`");
        register = register.replace(from, to);
    }
    Declared {
        controller: Controller {
            name: "Example".to_owned(),
            country: Country::new("NL").expect("a country"),
            eu_established: true,
            processor_contract: true,
            ropa: true,
            dma_gatekeeper: false,
            dma_cross_service_same_person: false,
            dma_consent: false,
            art14_public_notice: true,
            declared_by: "a test".to_owned(),
            declared_on: day("2026-08-01"),
        },
        run: Run {
            purpose: "ai.train.generative".to_owned(),
            country: Country::new("NL").expect("a country"),
            transfer_tool: false,
            assemble_as_of: None,
            threads: 0,
        },
        register: law::register::Register::parse(&register).expect("a register"),
        purpose: Purpose::new("ai.train.generative"),
    }
}

/// Facts of which nothing depends on a record.
pub(crate) fn blank() -> Facts {
    let model = law::facts::ModelState {
        unlawful_records: 0,
        remediated: true,
        anonymous_proven: false,
        art50_ok: true,
        forgotten_subjects: 0,
        output_filter: true,
    };
    crate::serving(&declared(&[]), &orders(), day("2026-10-20"), &model)
}

fn orders() -> Vec<law::facts::Order> {
    let text =
        r#"[{"effect":"forbid","territory":["IE"],"from":"2026-09-01","ops":["train"],"purposes":"*","active":true}]"#;
    serde_json::from_str(text).expect("orders")
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("grondslag-walk-{}-{name}", std::process::id()));
        world::create_dir(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

fn table(mut table: TableWriter, columns: Vec<Column>) {
    table.write(columns).expect("rows");
    table.commit().expect("a file");
}

/// Shared by the tests, so that each question is put to Cedar once.
static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().expect("the law"));

/// Whether posts lie in the order of their records, as intake writes them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lie {
    Sorted,
    AsTheyCame,
}

const ACCOUNTS: usize = 24;

fn write_posts(work: &Work, posts: &[SourcedPost], lie: Lie) {
    let path = work.posts();
    let create = if lie == Lie::Sorted { TableWriter::create_by_record } else { TableWriter::create };
    table(create(&path).expect("a table"), post_columns(posts).expect("columns"));
}

/// Writes tables of `work` that are made up, and inspects them.
fn tables(work: &Work, seed: u64, posts_count: usize, lie: Lie, inspector: &Inspector) -> Vec<SourcedPost> {
    let mut draw = Draw(seed);
    let accounts: Vec<Account> = (0..ACCOUNTS).map(|number| made::account(&mut draw, number)).collect();
    let posts: Vec<SourcedPost> =
        (0..posts_count).map(|number| made::post(&mut draw, number, ACCOUNTS, lie == Lie::Sorted)).collect();
    let subjects: BTreeSet<SubjectId> = accounts.iter().map(|account| account.subject_id.clone()).collect();
    let mut standings: BTreeMap<SubjectId, Standing> = BTreeMap::new();
    for subject in subjects {
        if !draw.once_in(5) {
            standings.insert(subject, made::standing(&mut draw, ACCOUNTS, posts_count));
        }
    }
    write_posts(work, &posts, lie);
    table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&accounts));
    write_standing(work, &standings).expect("standings");
    wait(crate::inspect(work, inspector, &mut |_| ())).expect("inspected");
    posts
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(1)
        .build()
        .expect("a runtime")
        .block_on(future)
}

fn decisions(work: &Work, op: Operation) -> Decisions {
    Decisions::open(&work.decisions(op)).expect("a folder").expect("decisions")
}

/// The rows of decisions, with all columns, wherever they lie.
fn all_told(work: &Work, op: Operation) -> RecordBatch {
    let decisions = decisions(work, op);
    let schema = decisions.base().expect("a base").schema().clone();
    let columns: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let rows: Vec<RecordBatch> = decisions.rows(&columns).expect("rows").collect::<Result<_, _>>().expect("readable");
    let rows = concat_batches(&schema.into(), &rows).expect("one batch");
    crate::decisions::lying_over(&rows, None).expect("rows")
}

/// The same without the digest of what each rests on, which only one pass makes.
fn told(work: &Work, op: Operation) -> RecordBatch {
    let all = all_told(work, op);
    let rests_on = all.schema().index_of("rests_on").expect("a column");
    let columns: Vec<usize> = (0..all.num_columns()).filter(|column| *column != rests_on).collect();
    all.project(&columns).expect("columns")
}

/// The bytes of the base of decisions over which nothing lies.
fn base(work: &Work, op: Operation) -> Vec<u8> {
    let decisions = decisions(work, op);
    assert_eq!(decisions.manifest.differences, None);
    world::read(decisions.path(&decisions.manifest.base)).expect("a file")
}

/// Everything that a plan borrows.
struct Desk {
    declared: Declared,
    orders: Vec<law::facts::Order>,
    reviews: Reviews,
    inspector: Inspector,
    pseudonymizer: Pseudonymizer,
}

impl Desk {
    fn new(declared: Declared) -> Self {
        let (inspector, pseudonymizer) = (Inspector::new(&[]), Pseudonymizer::new([7; 32]));
        Self { declared, orders: orders(), reviews: Reviews::new(), inspector, pseudonymizer }
    }

    fn plan(&self, op: Operation, check: CrossCheck) -> Plan<'_> {
        Plan {
            law: &LAW,
            declared: &self.declared,
            orders: &self.orders,
            reviews: &self.reviews,
            inspector: &self.inspector,
            pseudonymizer: &self.pseudonymizer,
            op,
            as_of: at(AS_OF),
            tree_size: 9,
            check,
        }
    }
}

/// The rows of a corpus that come out, by record.
fn rows(judged: crate::Judged) -> (String, Option<corpus::Row>) {
    let row = match judged.fate {
        Fate::Admitted(lawful) => Some(lawful.value().clone()),
        Fate::Admissible => panic!("the row was asked for"),
        Fate::Out => None,
    };
    (format!("{:?} {:?} {:?}", judged.answer, judged.missing, judged.facts_digest), row)
}

/// Decides tables that are made up both ways, and compares files, counts and rows.
fn check(name: &str, seed: u64, desk: &Desk, how: CrossCheck) -> Totals {
    let folder = Folder::new(name);
    let work = Work::new(&folder.0, 2);
    // The whole authorizer takes milliseconds for each.
    let posts_count = if how == CrossCheck::Whole { 60 } else { 600 };
    tables(&work, seed, posts_count, Lie::Sorted, &Inspector::new(&[]));
    let mut all = Totals::default();
    for op in [Operation::Train, Operation::Assemble] {
        let plan = desk.plan(op, how);
        let totals = wait(crate::decide(&work, &plan, &mut |_| ())).expect("decided in one pass");
        let (found, whole, bytes) = (told(&work, op), all_told(&work, op), base(&work, op));
        let mut one_by_one = Vec::new();
        let plainly = wait(decide_plainly(&work, &plan, &mut |_| (), &mut |record, judged| {
            one_by_one.push((record.to_owned(), rows(judged)));
            Ok(())
        }))
        .expect("decided one by one");
        assert_eq!(totals, plainly, "{name}, {op}");
        assert!(found == told(&work, op), "{name}, {op}: other rows");
        assert!(totals.adds_up() && totals.read == posts_count as u64, "{name}");
        let (model, stamp) = (blank().model, plan.inspector.stamp());
        let (frame, mut in_one_pass) = (plan.frame(&model, &stamp, &[]), Vec::new());
        let walked = crate::walk::walk(&work, &plan, &frame, wanted(), &mut |_| (), &mut |record, judged| {
            in_one_pass.push((record.to_owned(), rows(judged)));
            Ok(())
        });
        assert_eq!(walked.expect("decided").as_ref(), Some(&totals), "{name}, {op}");
        assert!(whole == all_told(&work, op) && bytes == base(&work, op), "{name}, {op}: other bytes");
        assert!(in_one_pass.is_sorted_by_key(|(record, _)| record.clone()), "{name}: in the order of the posts");
        one_by_one.sort_by(|(a, _), (b, _)| a.cmp(b));
        assert_eq!(in_one_pass, one_by_one, "{name}, {op}");
        all.absorb(&totals);
    }
    all
}

/// The row of each record, of which nobody has read anything yet.
fn wanted() -> (crate::walk::Want, crate::walk::Known) {
    (crate::walk::Want::Rows, crate::walk::Known::default())
}

const CHANGES: &[Change] = &[
    ("no-contract", |declared| declared.controller.processor_contract = false),
    ("gatekeeper", |declared| {
        declared.controller.dma_gatekeeper = true;
        declared.controller.dma_cross_service_same_person = true;
    }),
    ("elsewhere", |declared| declared.run.country = Country::new("US").expect("a country")),
    ("no-notice", |declared| declared.controller.art14_public_notice = false),
    ("other-purpose", |declared| declared.purpose = Purpose::new("ads")),
    ("no-purpose", |declared| declared.purpose = Purpose::new("people.recognise")),
];

const CHOICES: &[(&str, &str)] = &[
    ("value = \"future_runs\"", "value = \"erase\""),
    ("value = \"same_rules\"", "value = \"separate_profile\""),
    ("value = \"own_consent\"", "value = \"never\""),
    (
        "value = \"strict\"\nbecause = \"the wording of the ban\"\nsigned = { by = \"board\", role = \"controller\"",
        "value = \"on_request\"\nbecause = \"the purpose of the ban\"\nsigned = { by = \"board\", role = \"counsel\"",
    ),
    ("value = true\nbecause = \"promised", "value = false\nbecause = \"promised"),
    ("[choice.minors_consent_allowed]\nvalue = false", "[choice.minors_consent_allowed]\nvalue = true"),
    ("dpia = { state = \"approved\", on = \"2026-08-01\"", "dpia = { state = \"approved\", on = \"2026-11-20\""),
    ("compat = { state = \"compatible\"", "compat = { state = \"incompatible\""),
    ("review_due = \"2027-05-01\"", "review_due = \"2026-10-19\""),
    ("covers_third_parties = true", "covers_third_parties = false"),
    ("\"A6-1-f\"", "\"A6-1-a\""),
    // Signed after the day that is asked about: there is no basis yet.
    (
        "document = \"none\" }\nsigned = { by = \"board\", role = \"controller\", on = \"2026-08-01\" }",
        "document = \"none\" }\nsigned = { by = \"board\", role = \"controller\", on = \"2026-11-20\" }",
    ),
];

#[test]
fn one_pass_gives_what_one_record_at_a_time_gives_and_every_rule_fires_in_some_case() {
    let mut all = Totals::default();
    for seed in 0..6 {
        let totals = check(&format!("seed-{seed}"), seed, &Desk::new(declared(&[])), CrossCheck::Off);
        assert!(totals.missing.len() > 3, "seed {seed}: {totals:?}");
        all.absorb(&totals);
    }
    // What is compared is worth comparing.
    assert!(all.admitted > 100 && all.held > 10 && all.transformed > 10, "{all:?}");
    for (seed, (name, change)) in (100..).zip(CHANGES) {
        let mut declared = declared(&[]);
        change(&mut declared);
        all.absorb(&check(name, seed, &Desk::new(declared), CrossCheck::Off));
    }
    for (seed, choice) in (200..).zip(CHOICES) {
        all.absorb(&check(&format!("choice-{seed}"), seed, &Desk::new(declared(&[*choice])), CrossCheck::Off));
    }
    // Where consent is the basis, few of few people said what each rule about it asks.
    for seed in 400..406 {
        let desk = Desk::new(declared(&[("\"A6-1-f\"", "\"A6-1-a\"")]));
        all.absorb(&check(&format!("consent-{seed}"), seed, &desk, CrossCheck::Off));
    }
    // People looked for since the inspection: nothing counts as inspected.
    let looked_for = [("n1".to_owned(), terms::Text::new("Somebody Example"))];
    let stale = Desk { inspector: Inspector::new(&looked_for), ..Desk::new(declared(&[])) };
    all.absorb(&check("stale", 300, &stale, CrossCheck::Off));
    let silent: Vec<&str> =
        LAW.rules().map(|rule| rule.id.as_str()).filter(|id| !all.rules.contains_key(*id)).collect();
    let silent: Vec<&str> = silent.into_iter().filter(|id| !id.starts_with('P')).collect();
    // About models and serving; and no template of a face is computed anywhere in this software.
    assert_eq!(silent, ["F22", "M02", "M03", "M04"]);
    let missing: Vec<&str> = all.missing.keys().map(String::as_str).collect();
    assert_eq!(
        missing,
        [
            "account",
            "created_at",
            "illegal_content",
            "law_of_residence",
            "origin_lawful",
            "residence",
            "retention_expired",
            "tdm_reserved_whole"
        ]
    );
}

#[test]
fn the_cross_check_agrees_and_asks_the_whole_authorizer() {
    check("whole", 301, &Desk::new(declared(&[])), CrossCheck::Whole);
}

/// Under what these tests seal.
fn meta(desk: &Desk, late_from: Option<terms::Date>) -> corpus::Meta {
    corpus::Meta {
        name: "test".to_owned(),
        purpose: desk.declared.purpose.clone(),
        profile: LAW.profile().to_owned(),
        rules_digest: LAW.digest(),
        tree_size: 9,
        tree_root: Digest::of("root"),
        as_of: at(AS_OF),
        shards: 4,
        sources: Vec::new(),
        late_from,
    }
}

#[test]
fn both_ways_seal_the_same_corpus() {
    let folder = Folder::new("seal");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    tables(&work, 5, 600, Lie::Sorted, &desk.inspector);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    let meta = || meta(&desk, None);
    let (totals, manifest) =
        wait(crate::seal(&work, &plan, &folder.0.join("corpus"), meta(), &mut |_| ())).expect("sealed in one pass");
    let mut sealer = corpus::Sealer::begin(folder.0.join("other"), meta()).expect("a sealer");
    let plainly = wait(judge_all(&work, &plan, &mut DecisionLog::default(), &mut |_| (), &mut |record, judged| {
        let record = terms::RecordId::new(record);
        match judged.fate {
            Fate::Admitted(lawful) => sealer.push(&record, *lawful)?,
            _ => sealer.exclude(&record, crate::decide::exclusion(&judged.answer))?,
        }
        Ok(())
    }));
    assert_eq!(plainly.expect("decided"), totals);
    assert_eq!(sealer.finish().expect("sealed").corpus_digest, manifest.corpus_digest);
    assert!(totals.admitted > 0 && totals.transformed > 0, "{totals:?}");
}

#[test]
fn posts_that_are_not_sorted_are_decided_one_by_one() {
    let folder = Folder::new("unsorted");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    let mut posts = tables(&work, 7, 600, Lie::AsTheyCame, &desk.inspector);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    let totals = wait(crate::decide(&work, &plan, &mut |_| ())).expect("decided");
    let found = told(&work, Operation::Train);
    // The same posts in order give the same file, in one pass.
    posts.sort_by(|a, b| a.post.record_id.cmp(&b.post.record_id));
    write_posts(&work, &posts, Lie::Sorted);
    let is_inspected = crate::is_inspected(&work, &desk.inspector).expect("tables");
    assert!(!is_inspected, "what lies in another order is inspected anew");
    wait(crate::inspect(&work, &desk.inspector, &mut |_| ())).expect("inspected");
    assert_eq!(wait(crate::decide(&work, &plan, &mut |_| ())).expect("decided"), totals);
    assert!(found == told(&work, Operation::Train), "other rows");
    // A file that says it is sorted and is not is not decided at all, and what was decided before stands.
    posts.swap(3, 400);
    write_posts(&work, &posts, Lie::Sorted);
    let refused = wait(crate::decide(&work, &plan, &mut |_| ()));
    assert!(matches!(refused, Err(PipelineError::Column { name: "record_id" })), "{refused:?}");
    assert!(found == told(&work, Operation::Train), "other rows");
}

#[test]
fn a_record_without_inspection_account_or_standing_stays_and_is_refused_or_held() {
    let folder = Folder::new("holes");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    let posts = tables(&work, 11, 300, Lie::Sorted, &desk.inspector);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    // Inspections of every third record only, and of one that is no post.
    let some: Vec<SourcedPost> = posts.iter().step_by(3).cloned().collect();
    let mut other = posts.first().cloned().expect("a post");
    other.post.record_id = terms::RecordId::new("r00000-none");
    let mut inspected = some.clone();
    inspected.insert(1, other);
    write_posts(&work, &inspected, Lie::Sorted);
    wait(crate::inspect(&work, &desk.inspector, &mut |_| ())).expect("inspected");
    write_posts(&work, &posts, Lie::Sorted);
    let totals = wait(crate::decide(&work, &plan, &mut |_| ())).expect("decided");
    let found = told(&work, Operation::Train);
    let plainly = wait(decide_plainly(&work, &plan, &mut |_| (), &mut |_, _| Ok(()))).expect("decided one by one");
    assert_eq!(totals, plainly);
    assert!(found == told(&work, Operation::Train), "other rows");
    let decisions = crate::read_decisions(&work, Operation::Train).expect("a file");
    let facts_missing = |record: &terms::RecordId| decisions.get(record).is_some_and(|(_, rules, _)| rules == &["F00"]);
    for (place, post) in posts.iter().enumerate() {
        let (word, rules, _) = decisions.get(&post.post.record_id).expect("a decision for each record");
        let held = rules.contains(&"H34".to_owned());
        assert_eq!(held, place % 3 != 0 && !facts_missing(&post.post.record_id), "{rules:?}");
        assert!(place % 3 == 0 || word != "PERMIT", "nothing is admitted that nobody looked at");
    }
    // Without accounts nobody is known, and every record says so.
    table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&[]));
    let totals = wait(crate::decide(&work, &plan, &mut |_| ())).expect("decided");
    assert_eq!((totals.read, totals.admitted, totals.held), (300, 0, 0));
    assert_eq!(totals.missing.values().sum::<u64>(), 300);
    assert!(totals.missing.contains_key("account"), "{:?}", totals.missing);
    // An account that stands twice would double records.
    let mut draw = Draw(1);
    let account = made::account(&mut draw, 1);
    table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&[account.clone(), account]));
    let refused = wait(crate::decide(&work, &plan, &mut |_| ()));
    assert!(matches!(refused, Err(PipelineError::Column { name: "account_id" })), "{refused:?}");
}

#[test]
fn many_pieces_lie_behind_each_other_as_one() {
    let folder = Folder::new("pieces");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    // More than two batches, so that some are decided before the one in front of them, and more than one page of a file,
    // which ends elsewhere where rows are written in other pieces.
    tables(&work, 13, 3 * crate::tables::BATCH_ROWS + 77, Lie::Sorted, &desk.inspector);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    let mut files = BTreeSet::new();
    for threads in [1, 2, 5] {
        let work = Work::new(&folder.0, threads);
        wait(decide_all(&work, &plan, &mut |_| ())).expect("decided");
        files.insert(base(&work, Operation::Train));
    }
    assert_eq!(files.len(), 1, "whatever the number of threads");
    let found = told(&work, Operation::Train);
    wait(decide_plainly(&work, &plan, &mut |_| (), &mut |_, _| Ok(()))).expect("decided one by one");
    assert!(found == told(&work, Operation::Train), "other rows");
    // An error in the middle ends all threads, and is told.
    let mut seen = 0;
    let stopped = crate::walk::walk(
        &work,
        &plan,
        &plan.frame(&blank().model, &plan.inspector.stamp(), &[]),
        wanted(),
        &mut |_| (),
        &mut |_, _| {
            seen += 1;
            if seen == 5000 { Err(PipelineError::Disagreement) } else { Ok(()) }
        },
    );
    assert!(matches!(stopped, Err(PipelineError::Disagreement)), "{:?}", stopped.is_ok());
}

#[test]
fn nothing_to_decide_is_an_empty_file() {
    let folder = Folder::new("empty");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    tables(&work, 17, 0, Lie::Sorted, &desk.inspector);
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    assert_eq!(wait(crate::decide(&work, &plan, &mut |_| ())).expect("decided"), Totals::default());
    let found = told(&work, Operation::Train);
    wait(decide_plainly(&work, &plan, &mut |_| (), &mut |_, _| Ok(()))).expect("decided one by one");
    assert!(found == told(&work, Operation::Train), "other rows");
    assert!(crate::are_decided(&work, Operation::Train));
}
