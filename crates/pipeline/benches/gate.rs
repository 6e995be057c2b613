//! The gate over generated tables. In: a folder and what to do there. Out: tables, decisions, and one line of what it cost.
//! Never: chance without a seed, or a name of anybody. `bench/gate/run.sh` calls it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a benchmark stops at the first surprise"
)]

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int32Array, Int64Array, ListArray, RecordBatch,
    StringArray, TimestampSecondArray,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{DataType, Field, Int32Type, Schema, TimeUnit};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use datafusion::parquet::arrow::arrow_writer::{ArrowColumnChunk, compute_leaves};
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::metadata::SortingColumn;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use datafusion::parquet::schema::types::ColumnPath;
use law::Law;
use ledger::{Act, ConsentGiven, Covers, Fold, NoticeDelivered, ObjectionMade, ObjectionScope, Said};
use pipeline::{Controller, CrossCheck, Declared, Plan, Run, Work};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant as Watch;
use terms::{AccountId, Instant, Kind, Lang, Operation, Purpose, RecordId, SubjectId};

const DAY: i64 = 86_400;
/// 2026-11-02.
const NOW: i64 = 20_759 * DAY;
/// 2018-06-01.
const FIRST: i64 = 17_683;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<usize>().unwrap();
    if let Some(answer) = answer(&words) {
        println!("{answer}");
        return;
    }
    let watch = Watch::now();
    let what = match words.as_slice() {
        ["generate", folder, posts, accounts, events] => {
            let sizes = [number(posts), number(accounts), number(events)];
            generate(Path::new(folder), sizes);
            format!("{} posts, {} accounts, {} events", sizes[0], sizes[1], sizes[2])
        }
        ["inspect", folder, threads] => inspect(&Work::new(*folder, number(threads)), Again::Changed, 0),
        // `bench/gate/grow.sh` changes the posts and what is looked for in between.
        ["edit", folder, posts, accounts, of_ten_thousand] => {
            let [posts, accounts] = [number(posts), number(accounts)];
            let edited = of_ten_thousand.parse().unwrap();
            table(&Path::new(folder).join("posts.parquet"), posts, |rows| post_columns(rows, accounts, edited));
            format!("of ten thousand accounts the posts of {edited} edited")
        }
        ["look", folder, threads, originals] => {
            inspect(&Work::new(*folder, number(threads)), Again::Changed, number(originals))
        }
        ["look-all", folder, threads, originals] => {
            inspect(&Work::new(*folder, number(threads)), Again::All, number(originals))
        }
        ["fold", folder] => fold(&Work::new(*folder, 1), 0, 0),
        // `bench/gate/again.sh` has some people say something in between, and days pass.
        ["fold", folder, accounts, of_ten_thousand] => {
            fold(&Work::new(*folder, 1), number(accounts), of_ten_thousand.parse().unwrap())
        }
        ["ours", folder, threads] => ours(Work::new(*folder, number(threads)), Again::All, 0, 0),
        ["changed", folder, threads, originals, days] => {
            ours(Work::new(*folder, number(threads)), Again::Changed, number(originals), days.parse().unwrap())
        }
        ["all", folder, threads, originals, days] => {
            let work = Work::new(*folder, number(threads)).about(Purpose::new("from-nothing"));
            ours(work, Again::All, number(originals), days.parse().unwrap())
        }
        // `bench/cluster/run.sh` starts the nodes.
        ["cluster", folder, threads, scheduler, shard_rows] => {
            let deadline = std::time::Duration::from_secs(600);
            let cluster = pipeline::Cluster::new(scheduler, deadline).unwrap();
            let cluster = cluster.in_shards_of(shard_rows.parse().unwrap());
            ours(Work::new(*folder, number(threads)).on_cluster(cluster), Again::All, 0, 0)
        }
        ["scan", folder, out, threads] => scan(Path::new(folder), Path::new(out), number(threads)),
        _ => {
            panic!(
                "gate generate FOLDER POSTS ACCOUNTS EVENTS | edit | inspect | look | fold | ours | changed | cluster | scan"
            )
        }
    };
    let seconds = watch.elapsed().as_secs_f64();
    let cpu = cpu_seconds();
    println!(
        "{}",
        serde_json::json!({"what": words[0], "rows": what, "wall": seconds, "cpu": cpu, "peak_mib": peak_mib()})
    );
}

/// What is not timed.
fn answer(words: &[&str]) -> Option<String> {
    let digest = |work: &Work| pipeline::decisions_digest(work, Operation::Train).unwrap();
    match words {
        ["kinds"] => {
            let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            let audiences: Vec<&str> = terms::Visibility::ALL.iter().map(|seen| seen.as_str()).collect();
            Some(format!("{} {}", kinds.join(","), audiences.join(",")))
        }
        ["told", folder] => Some(digest(&Work::new(*folder, 1)).to_string()),
        ["compare", folder] => {
            let work = Work::new(*folder, 1);
            let (changed, all) = (digest(&work), digest(&work.about(Purpose::new("from-nothing"))));
            assert_eq!(changed, all, "other rows than deciding everything gives");
            Some(format!("the same rows: {changed}"))
        }
        _ => None,
    }
}

/// Seconds of this process, user and system.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// The most memory that this process had at once.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Chance that depends on a row and a question only.
fn dice(row: usize, question: u64) -> u64 {
    let mut x = (row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ question.wrapping_mul(0xd1b5_4a32_d192_ed03) ^ 7;
    x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}

/// Whether something happens that happens in so many of ten thousand rows.
fn chance(row: usize, question: u64, of_ten_thousand: u64) -> bool {
    dice(row, question) % 10_000 < of_ten_thousand
}

fn pick<'a>(row: usize, question: u64, weighted: &[(u64, &'a str)]) -> &'a str {
    let mut left = dice(row, question) % weighted.iter().map(|(weight, _)| weight).sum::<u64>();
    for (weight, word) in weighted {
        if left < *weight {
            return word;
        }
        left -= weight;
    }
    weighted[0].1
}

/// As the tables of a project are written.
fn properties() -> WriterPropertiesBuilder {
    let first = SortingColumn { column_idx: 0, descending: false, nulls_first: false };
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).unwrap()))
        .set_sorting_columns(Some(vec![first]))
}

/// As decisions are written.
fn decision_properties() -> WriterPropertiesBuilder {
    let properties = properties().set_statistics_enabled(EnabledStatistics::None);
    let distinct = ["record_id", "facts_digest", "counted_as", "rests_on", "author"].map(ColumnPath::from);
    let properties = distinct
        .into_iter()
        .fold(properties, |properties, column| properties.set_column_dictionary_enabled(column, false));
    let random = ["facts_digest", "rests_on", "author"].map(ColumnPath::from);
    random
        .into_iter()
        .fold(properties, |properties, column| properties.set_column_compression(column, Compression::UNCOMPRESSED))
}

/// Writes a table, batch after batch.
fn table(path: &Path, rows: usize, columns: impl Fn(std::ops::Range<usize>) -> Vec<(&'static str, ArrayRef)>) {
    let mut writer: Option<ArrowWriter<std::fs::File>> = None;
    for start in (0..rows).step_by(8192) {
        let columns = columns(start..rows.min(start + 8192));
        let batch =
            RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, one)| (name, one, true))).unwrap();
        let writer = writer.get_or_insert_with(|| {
            let file = std::fs::File::create(path).unwrap();
            ArrowWriter::try_new(file, batch.schema(), Some(properties().build())).unwrap()
        });
        writer.write(&batch).unwrap();
    }
    writer.unwrap().close().unwrap();
}

fn texts(values: impl Iterator<Item = Option<String>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}
fn words<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}
fn truths(values: impl Iterator<Item = Option<bool>>) -> ArrayRef {
    Arc::new(values.collect::<BooleanArray>())
}
fn dates(values: impl Iterator<Item = Option<i32>>) -> ArrayRef {
    Arc::new(values.collect::<Date32Array>())
}
fn moments(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.collect::<TimestampSecondArray>().with_timezone("UTC"))
}

fn generate(folder: &Path, [posts, accounts, events]: [usize; 3]) {
    std::fs::create_dir_all(folder).unwrap();
    table(&folder.join("posts.parquet"), posts, |rows| post_columns(rows, accounts, 0));
    table(&folder.join("accounts.parquet"), accounts, account_columns);
    table(&folder.join("events.parquet"), events, |rows| event_columns(rows, accounts, posts));
}

fn account_of(row: usize, accounts: usize) -> usize {
    dice(row, 1) as usize % accounts
}

fn service_of(account: usize) -> &'static str {
    if account.is_multiple_of(3) { "forum-b" } else { "forum-a" }
}

/// Of so many of ten thousand accounts all posts were edited since.
fn post_columns(rows: std::ops::Range<usize>, accounts: usize, edited: u64) -> Vec<(&'static str, ArrayRef)> {
    let each = || rows.clone();
    let created = |row: usize| (FIRST + (dice(row, 2) % 3060) as i64) * DAY + (dice(row, 3) % 86_400) as i64;
    let is_edited = |row: usize| chance(account_of(row, accounts), 90, edited);
    let text = |row: usize| text_of(row, accounts) + if is_edited(row) { " I have seen it since." } else { "" };
    let none = |_| None::<&str>;
    let history = |row: usize| {
        if !chance(row, 4, 300) {
            return "[]".to_owned();
        }
        let to = pick(row, 5, &[(5, "public"), (3, "friends"), (2, "followers")]);
        let at = terms::format_instant(Instant::from_timestamp(created(row) + 40 * DAY, 0).unwrap());
        format!(r#"[{{"at":"{at}","to":"{to}"}}]"#)
    };
    vec![
        ("record_id", texts(each().map(|row| Some(format!("r{row:09}"))))),
        ("replaces", texts(each().map(|row| (row > 0 && chance(row, 6, 100)).then(|| format!("r{:09}", row - 1))))),
        ("kind", words(each().map(|row| Some(pick(row, 7, KINDS))))),
        ("service", words(each().map(|row| Some(service_of(account_of(row, accounts)))))),
        (
            "source",
            words(
                each().map(|row| Some(pick(row, 8, &[(97, "platform_first_party"), (2, "licensed"), (1, "crawled")]))),
            ),
        ),
        (
            "account_id",
            texts(each().map(|row| match dice(row, 9) % 1000 {
                0 => None,
                1 => Some(format!("gone{row}")),
                _ => Some(format!("a{:07}", account_of(row, accounts))),
            })),
        ),
        ("created_at", moments(each().map(|row| (!chance(row, 10, 5)).then(|| created(row))))),
        ("edited_at", moments(each().map(|_| None))),
        (
            "deleted_at",
            moments(each().map(|row| chance(row, 11, 100).then(|| created(row) + (dice(row, 12) % 900) as i64 * DAY))),
        ),
        ("visibility_now", words(each().map(|row| Some(pick(row, 13, VISIBILITIES))))),
        ("visibility_history", texts(each().map(|row| Some(history(row))))),
        ("visibility_explicit_choice", truths(each().map(|row| (!chance(row, 14, 50)).then(|| chance(row, 15, 4000))))),
        ("group_id", words(each().map(none))),
        ("group_name", words(each().map(none))),
        ("group_sensitivity", words(each().map(none))),
        ("in_reply_to", words(each().map(none))),
        ("embeds", words(each().map(|_| Some("[]")))),
        ("lang", words(each().map(|row| Some(pick(row, 16, &[(8, "en"), (1, "nl"), (1, "de")]))))),
        ("text", texts(each().map(|row| Some(text(row))))),
        ("tombstone", truths(each().map(|row| Some(chance(row, 26, 10))))),
        ("media", words(each().map(|_| Some("[]")))),
        ("signals", words(each().map(|row| Some(if chance(row, 17, 150) { SIGNAL } else { "[]" })))),
        ("source_name", words(each().map(|_| Some("generated")))),
        ("origin_lawful", truths(each().map(|row| (!chance(row, 18, 5)).then(|| !chance(row, 19, 30))))),
        (
            "retention_until",
            dates(each().map(|row| (!chance(row, 20, 5)).then(|| 20_600 + (dice(row, 21) % 6000) as i32))),
        ),
        ("tdm_reserved_whole", truths(each().map(|row| (!chance(row, 22, 5)).then(|| chance(row, 23, 50))))),
        ("illegal_content", truths(each().map(|row| (!chance(row, 24, 5)).then(|| chance(row, 25, 20))))),
    ]
}

const SIGNAL: &str = r#"[{"name":"noai","value":"1"}]"#;
const KINDS: &[(u64, &str)] = &[
    (500, "post"),
    (330, "comment"),
    (80, "caption"),
    (30, "photo"),
    (20, "review"),
    (20, "direct_message"),
    (10, "private_group_post"),
    (9, "group_post"),
    (1, "unheard_of"),
];
const VISIBILITIES: &[(u64, &str)] =
    &[(860, "public"), (60, "friends"), (40, "followers"), (20, "unlisted"), (15, "private"), (5, "elsewhere")];

fn text_of(row: usize, accounts: usize) -> String {
    let day = dice(row, 30) % 28 + 1;
    match dice(row, 31) % 1000 {
        0..30 => format!(
            "Met @h{:07} at the market on day {day}, we had a good talk about the harvest.",
            dice(row, 32) as usize % accounts
        ),
        30..36 => format!("You can reach me at user{}@example.org if the shop on day {day} was closed.", row % 1000),
        36..44 => format!("I have diabetes and on day {day} the walk along the canal did me good."),
        44..46 => format!("I was convicted of theft once, and since day {day} I repair bicycles."),
        _ => format!("The weather on day {day} was fine, and the walk along the canal took an hour of the evening."),
    }
}

fn account_columns(rows: std::ops::Range<usize>) -> Vec<(&'static str, ArrayRef)> {
    let each = || rows.clone();
    vec![
        ("account_id", texts(each().map(|row| Some(format!("a{row:07}"))))),
        ("subject_id", texts(each().map(|row| Some(subject_of(row))))),
        ("service", words(each().map(|row| Some(service_of(row))))),
        ("handle", texts(each().map(|row| Some(format!("h{row:07}"))))),
        (
            "birth_date",
            dates(each().map(|row| (!chance(row, 40, 200)).then(|| (dice(row, 41) % 21_500) as i32 - 7300))),
        ),
        (
            "age_assurance",
            words(each().map(|row| {
                (!chance(row, 42, 10))
                    .then(|| pick(row, 43, &[(70, "declared"), (20, "verified"), (8, "estimated"), (2, "none")]))
            })),
        ),
        ("residence", words(each().map(|row| (!chance(row, 44, 20)).then(|| pick(row, 45, COUNTRIES))))),
        (
            "languages",
            words(each().map(|row| Some(pick(row, 46, &[(6, "en"), (2, "en nl"), (1, "de en"), (1, "nl")])))),
        ),
        (
            "status",
            words(each().map(|row| {
                Some(pick(row, 47, &[(960, "active"), (20, "deactivated"), (15, "deleted"), (5, "memorialised")]))
            })),
        ),
        ("deceased", truths(each().map(|row| Some(chance(row, 48, 30))))),
    ]
}

const COUNTRIES: &[(u64, &str)] = &[
    (20, "DE"),
    (16, "FR"),
    (12, "IT"),
    (10, "ES"),
    (10, "NL"),
    (8, "PL"),
    (6, "BE"),
    (4, "AT"),
    (4, "SE"),
    (3, "DK"),
    (2, "IE"),
    (2, "GR"),
    (1, "PT"),
    (3, "US"),
    (2, "GB"),
    (1, "BR"),
];

/// Every fiftieth account is the second one of the person before.
fn subject_of(account: usize) -> String {
    format!("s{:07}", if account % 50 == 49 { account - 1 } else { account })
}

/// What is said, in log order: what people are told first, then what they say, then what becomes of it.
fn event_columns(rows: std::ops::Range<usize>, accounts: usize, posts: usize) -> Vec<(&'static str, ArrayRef)> {
    let each = || rows.clone();
    // Of each thousand accounts: notices to 970, consents and refusals, objections, answers to them, the rest notices again.
    let event = |seq: usize| -> (usize, &'static str, i64) {
        let (account, round) = (seq % accounts, seq / accounts);
        let at = |from: i64, days: u64| (from + (dice(seq, 50) % days) as i64) * DAY + (dice(seq, 51) % 86_400) as i64;
        if round == 0 {
            let what = if chance(account, 52, 300) { "accuracy_contested" } else { "notice_delivered" };
            return (account, what, at(20_690, 50));
        }
        let what = pick(
            account,
            53,
            &[
                (380, "notice_delivered"),
                (250, "consent_given"),
                (60, "consent_refused"),
                (40, "consent_withdrawn"),
                (200, "objection"),
                (20, "objection_of_account"),
                (10, "objection_of_item"),
                (15, "erasure_requested"),
                (5, "erasure_refused"),
                (20, "restriction_requested"),
            ],
        );
        (account, what, at(20_741, 17))
    };
    vec![
        ("seq", Arc::new(each().map(|seq| Some(seq as i64)).collect::<Int64Array>())),
        ("at", Arc::new(each().map(|seq| Some(event(seq).2)).collect::<Int64Array>())),
        ("account", texts(each().map(|seq| Some(format!("a{:07}", event(seq).0))))),
        ("subject_id", texts(each().map(|seq| Some(subject_of(event(seq).0))))),
        ("act", words(each().map(|seq| Some(event(seq).1)))),
        ("explicit", truths(each().map(|seq| Some(chance(seq, 54, 7000))))),
        ("conditions_ok", truths(each().map(|seq| Some(!chance(seq, 55, 300))))),
        ("parental", truths(each().map(|seq| Some(chance(seq, 56, 200))))),
        ("all_parties", truths(each().map(|seq| Some(chance(seq, 57, 500))))),
        ("health", truths(each().map(|seq| Some(chance(seq, 58, 3000))))),
        ("only_posts", truths(each().map(|seq| Some(chance(seq, 59, 1000))))),
        ("separate", truths(each().map(|seq| Some(!chance(seq, 60, 400))))),
        ("language", words(each().map(|seq| Some(pick(seq, 61, &[(8, "en"), (1, "nl"), (1, "fr")]))))),
        ("item", texts(each().map(|seq| Some(format!("r{:09}", dice(seq, 62) as usize % posts))))),
    ]
}

fn purpose() -> Purpose {
    Purpose::new("ai.train.generative")
}

fn now() -> Instant {
    Instant::from_timestamp(NOW, 0).unwrap()
}

fn declared() -> Declared {
    let day = |text: &str| terms::parse_date(text).unwrap();
    Declared {
        controller: Controller {
            name: "Example".to_owned(),
            country: terms::Country::new("NL").unwrap(),
            eu_established: true,
            processor_contract: true,
            ropa: true,
            dma_gatekeeper: false,
            dma_cross_service_same_person: false,
            dma_consent: false,
            art14_public_notice: true,
            declared_by: "generator".to_owned(),
            declared_on: day("2026-08-01"),
        },
        run: Run {
            purpose: "ai.train.generative".to_owned(),
            country: terms::Country::new("NL").unwrap(),
            transfer_tool: false,
            assemble_as_of: None,
            threads: 0,
        },
        register: law::register::Register::parse(include_str!("../../law/src/tests/register.toml")).unwrap(),
        purpose: purpose(),
    }
}

fn orders() -> Vec<law::facts::Order> {
    let text = r#"[{"effect":"forbid","territory":["IE"],"from":"2026-09-01","ops":["train","assemble"],"purposes":"*","active":true}]"#;
    serde_json::from_str(text).unwrap()
}

/// Looks for so many texts of people who object; nobody repeats them.
fn inspector(originals_count: usize) -> ::inspect::Inspector {
    let mut originals = ::inspect::Originals::default();
    for text in 0..originals_count {
        let words: Vec<String> = (0..20).map(|word| format!("w{}", dice(text, 100 + word) % 100_000)).collect();
        originals.add(&format!("o{text}"), &AccountId::new(format!("a{text:07}")), None, true, &words.join(" "));
    }
    ::inspect::Inspector::new(&[]).with_originals(originals)
}

#[derive(Clone, Copy, PartialEq)]
enum Again {
    Changed,
    All,
}

/// Inspects, with so many texts to look for.
fn inspect(work: &Work, again: Again, originals_count: usize) -> String {
    let inspector = inspector(originals_count);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(1).build().unwrap();
    let found = match again {
        Again::Changed => runtime.block_on(pipeline::inspect(work, &inspector, &mut |_| ())).unwrap(),
        Again::All => runtime.block_on(pipeline::inspect_all(work, &inspector, &mut |_| ())).unwrap(),
    };
    format!("{} records, {} kept", found.records, found.kept)
}

/// Folds the events into standings with the ledger's own fold; of so many of ten thousand accounts the holders asked for a
/// restriction since.
fn fold(work: &Work, accounts: usize, said_since: u64) -> String {
    let (mut fold, mut events) = (Fold::new(&purpose(), now()), 0_u64);
    let file = std::fs::File::open(work.folder().join("events.parquet")).unwrap();
    for batch in ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap() {
        let batch = batch.unwrap();
        for row in 0..batch.num_rows() {
            events += 1;
            fold.push(&said(&batch, row));
        }
    }
    let mut standings: BTreeMap<_, _> = fold.finish();
    for account in (0..accounts).filter(|account| chance(*account, 91, said_since)) {
        standings.entry(SubjectId::new(subject_of(account))).or_default().restriction = true;
    }
    pipeline::write_standing(work, &standings).unwrap();
    format!("{events} events, {} standings", standings.len())
}

fn said(batch: &RecordBatch, row: usize) -> Said {
    use datafusion::arrow::array::AsArray;
    let text = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>().value(row).to_owned();
    let truth = |name: &str| batch.column_by_name(name).unwrap().as_boolean().value(row);
    let number = |name: &str| {
        batch.column_by_name(name).unwrap().as_primitive::<datafusion::arrow::datatypes::Int64Type>().value(row)
    };
    let subject = SubjectId::new(text("subject_id"));
    let objection = |scope: ObjectionScope| {
        Act::Objection(ObjectionMade {
            id: format!("o{}", number("seq")),
            subject: Some(subject.clone()),
            candidates: Vec::new(),
            names: Vec::new(),
            purpose: None,
            scope,
            period: ledger::Period::Both,
            models: None,
            verbatim: None,
            reasons: None,
            channel: None,
            notice_version: None,
            language: None,
            article: ledger::Article::Situation,
        })
    };
    let act = match text("act").as_str() {
        "notice_delivered" => Act::NoticeDelivered(NoticeDelivered {
            subject,
            purposes: Covers::Only(vec![purpose()]),
            version: "n1".to_owned(),
            language: Lang::new(&text("language")).unwrap(),
            channel: "email".to_owned(),
            objection_right_separate: truth("separate"),
        }),
        "consent_given" => Act::ConsentGiven(ConsentGiven {
            subject,
            purpose: Some(purpose()),
            explicit: truth("explicit"),
            categories: if truth("health") { vec![terms::Category::Health] } else { Vec::new() },
            kinds: if truth("only_posts") { Covers::Only(vec![Kind::Post]) } else { Covers::All },
            services: Covers::All,
            conditions_ok: truth("conditions_ok"),
            parental: truth("parental"),
            all_parties: truth("all_parties"),
            notice_version: "n1".to_owned(),
            language: Lang::new("en").unwrap(),
            record: None,
        }),
        "consent_refused" => Act::ConsentRefused { subject, purpose: Some(purpose()), record: None },
        "consent_withdrawn" => Act::ConsentWithdrawn { subject, purpose: Some(purpose()), record: None },
        "objection" => objection(ObjectionScope::Person),
        "objection_of_account" => objection(ObjectionScope::Account(AccountId::new(text("account")))),
        "objection_of_item" => objection(ObjectionScope::Items(vec![RecordId::new(text("item"))])),
        "erasure_requested" => Act::ErasureRequested { subject },
        "erasure_refused" => Act::ErasureRefused { subject },
        "restriction_requested" => Act::RestrictionRequested { subject },
        "accuracy_contested" => Act::AccuracyContested { subject },
        other => panic!("`{other}` is no act of the generator"),
    };
    Said::new(Instant::from_timestamp(number("at"), 0).unwrap(), act)
}

fn ours(work: Work, again: Again, originals: usize, days: i64) -> String {
    let (law, declared, orders, inspector) = (Law::embedded().unwrap(), declared(), orders(), inspector(originals));
    let (pseudonymizer, reviews) = (terms::Pseudonymizer::new([7; 32]), pipeline::Reviews::new());
    let plan = Plan {
        law: &law,
        declared: &declared,
        orders: &orders,
        reviews: &reviews,
        inspector: &inspector,
        pseudonymizer: &pseudonymizer,
        op: Operation::Train,
        as_of: Instant::from_timestamp(NOW + days * DAY, 0).unwrap(),
        tree_size: 2_000_000,
        check: CrossCheck::Off,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(1).build().unwrap();
    let totals = match again {
        Again::Changed => runtime.block_on(pipeline::decide(&work, &plan, &mut |_| ())).unwrap(),
        Again::All => runtime.block_on(pipeline::decide_all(&work, &plan, &mut |_| ())).unwrap(),
    };
    assert!(totals.adds_up());
    serde_json::json!({"read": totals.read, "kept": totals.kept, "admitted": totals.admitted, "refused": totals.refused,
        "held": totals.held, "transformed": totals.transformed, "rules": totals.rules.len()})
    .to_string()
}

fn decision_schema() -> Arc<Schema> {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let list =
        |name: &str| Field::new(name, DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))), true);
    let moment = DataType::Timestamp(TimeUnit::Second, Some("UTC".into()));
    Arc::new(Schema::new(vec![
        text("record_id"),
        text("decision"),
        list("rules"),
        list("transforms"),
        text("missing"),
        Field::new("stands_since", moment.clone(), true),
        Field::new("facts_digest", DataType::FixedSizeBinary(32), true),
        Field::new("stands_until", moment, true),
        Field::new("counted_as", DataType::Int64, true),
        Field::new("rests_on", DataType::FixedSizeBinary(32), true),
        Field::new("author", DataType::Int32, true),
        Field::new("others", DataType::List(Arc::new(Field::new_list_field(DataType::Int32, true))), true),
        Field::new("lies_over", DataType::Int64, true),
    ]))
}

/// Reads the columns that the gate reads and writes the columns that it writes, with the same library and threads: what no
/// way of deciding could be faster than.
fn scan(folder: &Path, out: &Path, threads: usize) -> String {
    let posts = Side::open(&folder.join("posts.parquet"), pipeline::POST_COLUMNS, pipeline::POST_WORDS);
    let inspected =
        Side::open(&folder.join("inspected.parquet"), pipeline::INSPECTED_COLUMNS, pipeline::INSPECTED_WORDS);
    let schema = decision_schema();
    let file = std::fs::File::create(out).unwrap();
    let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(decision_properties().build())).unwrap();
    let (mut writer, factory) = writer.into_serialized_writer().unwrap();
    let groups = posts.metadata.metadata().num_row_groups();
    let (next, mut rows) = (AtomicUsize::new(0), 0);
    let (sender, receiver) = std::sync::mpsc::sync_channel::<(usize, usize, Vec<ArrowColumnChunk>)>(1);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, posts, inspected, factory, schema) =
                (sender.clone(), &next, &posts, &inspected, &factory, &schema);
            scope.spawn(move || {
                loop {
                    let group = next.fetch_add(1, Ordering::Relaxed);
                    if group >= groups {
                        return;
                    }
                    let mut records = Vec::new();
                    for (post, found) in posts.read(group).zip(inspected.read(group)) {
                        let (post, found) = (post.unwrap(), found.unwrap());
                        assert_eq!(post.num_rows(), found.num_rows());
                        records.push(Arc::clone(post.column_by_name("record_id").unwrap()));
                    }
                    let arrays: Vec<_> = records.iter().map(|one| one.as_ref()).collect();
                    let records = datafusion::arrow::compute::concat(&arrays).unwrap();
                    let rows = records.len();
                    let mut writers = factory.create_column_writers(group).unwrap();
                    let mut next_writer = writers.iter_mut();
                    for (field, array) in schema.fields().iter().zip(constants(records)) {
                        for leaf in compute_leaves(field, &array).unwrap() {
                            next_writer.next().unwrap().write(&leaf).unwrap();
                        }
                    }
                    let chunks = writers.into_iter().map(|one| one.close().unwrap()).collect();
                    sender.send((group, rows, chunks)).unwrap();
                }
            });
        }
        drop(sender);
        let (mut early, mut expected) = (BTreeMap::new(), 0);
        for (group, count, chunks) in &receiver {
            rows += count;
            early.insert(group, chunks);
            while let Some(chunks) = early.remove(&expected) {
                let mut group = writer.next_row_group().unwrap();
                for chunk in chunks {
                    let chunk: ArrowColumnChunk = chunk;
                    chunk.append_to_row_group(&mut group).unwrap();
                }
                group.close().unwrap();
                expected += 1;
            }
        }
    });
    writer.close().unwrap();
    format!("{rows} rows")
}

/// The same columns as a file of decisions, with one answer for all.
fn constants(records: ArrayRef) -> Vec<ArrayRef> {
    let rows = records.len();
    let word = |text: &str| -> ArrayRef {
        let values = Arc::new(StringArray::from(vec![text]));
        Arc::new(DictionaryArray::<Int32Type>::try_new(vec![0; rows].into(), values).unwrap())
    };
    let list = |each: usize| -> ArrayRef {
        let values: StringArray = (0..rows * each).map(|_| Some("F15")).collect();
        let field = Arc::new(Field::new_list_field(DataType::Utf8, true));
        let offsets = OffsetBuffer::from_lengths(std::iter::repeat_n(each, rows));
        Arc::new(ListArray::try_new(field, offsets, Arc::new(values), None).unwrap())
    };
    vec![
        ArrayRef::clone(&records),
        word("FORBID"),
        list(1),
        list(0),
        word(""),
        moments_of(rows, 0),
        bytes_of(rows, 81),
        moments_of(rows, 1),
        Arc::new((0..rows).map(|row| Some((dice(row, 79) % 1_000_000) as i64)).collect::<Int64Array>()),
        bytes_of(rows, 91),
        Arc::new((0..rows).map(|row| Some(dice(row, 78) as i32)).collect::<Int32Array>()),
        nobody(rows),
        Arc::new(Int64Array::new_null(rows)),
    ]
}

/// Nobody but the author, in each record.
fn nobody(rows: usize) -> ArrayRef {
    let field = Arc::new(Field::new_list_field(DataType::Int32, true));
    let none: Int32Array = std::iter::empty::<Option<i32>>().collect();
    let offsets = OffsetBuffer::from_lengths(std::iter::repeat_n(0, rows));
    Arc::new(ListArray::try_new(field, offsets, Arc::new(none), None).unwrap())
}

/// One of the days of a year.
fn moments_of(rows: usize, year: i64) -> ArrayRef {
    let day = |row: usize| NOW - (dice(row, 80) % 365) as i64 * DAY + year * 365 * DAY;
    Arc::new((0..rows).map(day).map(Some).collect::<TimestampSecondArray>().with_timezone("UTC"))
}

/// As many bytes as digests have, and as hard to press together.
fn bytes_of(rows: usize, from: u64) -> ArrayRef {
    let words = (0..rows).flat_map(|row| (from..from + 4).flat_map(move |part| dice(row, part).to_be_bytes()));
    let bytes: Vec<u8> = words.collect();
    Arc::new(datafusion::arrow::array::FixedSizeBinaryArray::try_new(32, bytes.into(), None).unwrap())
}

struct Side {
    path: std::path::PathBuf,
    metadata: ArrowReaderMetadata,
    columns: &'static [&'static str],
}

impl Side {
    fn open(path: &Path, columns: &'static [&'static str], words: &[&str]) -> Self {
        let file = std::fs::File::open(path).unwrap();
        let plain = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).unwrap();
        let field = |field: &Arc<Field>| {
            if words.contains(&field.name().as_str()) {
                let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                Field::new(field.name(), kind, true)
            } else {
                field.as_ref().clone()
            }
        };
        let fields: Vec<Field> = plain.schema().fields().iter().map(field).collect();
        let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(fields)));
        let metadata = ArrowReaderMetadata::try_new(Arc::clone(plain.metadata()), options).unwrap();
        Self { path: path.to_path_buf(), metadata, columns }
    }

    fn read(&self, group: usize) -> datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader {
        let file = std::fs::File::open(&self.path).unwrap();
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        let mask = ProjectionMask::columns(builder.parquet_schema(), self.columns.iter().copied());
        builder.with_projection(mask).with_row_groups(vec![group]).with_batch_size(8192).build().unwrap()
    }
}
