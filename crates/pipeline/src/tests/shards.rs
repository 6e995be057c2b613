//! The shards of a cluster's work, joined by the engine in this process: what is checked, tried again, kept and refused.
//! With nodes as processes of their own: `tests/it/cluster.rs` of `grondslag`.

use super::{Desk, Folder, LAW, Lie, declared, tables, told, wait};
use crate::cluster::Job;
use crate::decide::{Source, judge_rows};
use crate::decisions::DecisionLog;
use crate::shards::{Joined, Range, gather};
use crate::{AttemptError, Cluster, CrossCheck, PipelineError, Work, engine};
use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, RecordBatch, new_null_array};
use datafusion::arrow::compute::{concat_batches, not};
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures::{StreamExt, TryStreamExt, stream};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use terms::Operation;

/// What can become of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    Fails,
    FailsOnTheWay,
    Hangs,
    Loses,
    Doubles,
    DoublesAndLoses,
    ForgetsWhatWasSaid,
    ForgetsWhoItWas,
    TakesTheOldVersion,
    NeverEnds,
    Disordered,
}

const FAULTS: [Fault; 10] = [
    Fault::Fails,
    Fault::FailsOnTheWay,
    Fault::Loses,
    Fault::Doubles,
    Fault::DoublesAndLoses,
    Fault::ForgetsWhatWasSaid,
    Fault::ForgetsWhoItWas,
    Fault::TakesTheOldVersion,
    Fault::NeverEnds,
    Fault::Disordered,
];

fn cluster(shard_rows: u64, deadline: Duration) -> Cluster {
    Cluster { scheduler: "127.0.0.1:1".to_owned(), deadline, shard_rows, pause: Duration::ZERO }
}

/// Longer than anything here takes on a crowded machine.
const LONG: Duration = Duration::from_secs(300);

fn broken() -> DataFusionError {
    DataFusionError::Execution("s1 wrote: a text that no error may show".to_owned())
}

/// Joins a range here, and spoils it.
async fn join(work: &Work, range: Range, fault: Fault) -> Result<Job, DataFusionError> {
    if fault == Fault::Fails {
        return Err(broken());
    }
    let rows = range.of(engine::facts(work, None).await.expect("tables"))?.execute_stream().await?;
    let schema = rows.schema();
    if fault == Fault::None {
        return Ok(Job::here(rows));
    }
    let batches: Vec<RecordBatch> = rows.try_collect().await?;
    let whole = concat_batches(&schema, &batches)?;
    let (first, rest) = (whole.slice(0, 1), whole.slice(1, whole.num_rows() - 1));
    let with = |name: &str, column: ArrayRef| {
        let place = schema.index_of(name).expect("a column");
        let mut columns = whole.columns().to_vec();
        columns[place] = column;
        RecordBatch::try_new(Arc::clone(&schema), columns)
    };
    let nothing = |name: &str| {
        with(name, new_null_array(schema.field_with_name(name).expect("a column").data_type(), whole.num_rows()))
    };
    let given: Vec<Result<RecordBatch, DataFusionError>> = match fault {
        Fault::FailsOnTheWay => vec![Ok(first), Err(broken())],
        Fault::Loses => vec![Ok(rest)],
        Fault::Doubles => vec![Ok(first.clone()), Ok(first), Ok(rest)],
        Fault::DoublesAndLoses => vec![Ok(rest.slice(0, 1)), Ok(rest)],
        Fault::ForgetsWhatWasSaid => vec![Ok(nothing("notice_delivered_on")?)],
        Fault::ForgetsWhoItWas => vec![Ok(nothing("subject_id")?)],
        Fault::TakesTheOldVersion => {
            let superseded: &BooleanArray =
                whole.column_by_name("superseded").expect("a column").as_any().downcast_ref().expect("truth");
            vec![Ok(with("superseded", Arc::new(not(superseded)?))?)]
        }
        Fault::Disordered => vec![Ok(rest), Ok(first)],
        _ => Vec::new(),
    };
    let spoilt = stream::iter(given);
    let spoilt: SendableRecordBatchStream = match fault {
        Fault::Hangs => Box::pin(RecordBatchStreamAdapter::new(schema, spoilt.chain(stream::pending()))),
        Fault::NeverEnds => {
            Box::pin(RecordBatchStreamAdapter::new(schema, stream::repeat_with(move || Ok(whole.clone()))))
        }
        _ => Box::pin(RecordBatchStreamAdapter::new(schema, spoilt)),
    };
    Ok(Job::here(spoilt))
}

/// Joins with the faults that each shard has, attempt after attempt, and keeps which ranges were asked for.
fn joined(work: &Work, cluster: &Cluster, faults: &[(usize, Fault)]) -> (Result<Joined, PipelineError>, usize) {
    // Shards begin in the order of their ranges, so the place of a range is the order in which it is first asked for.
    let asked: Mutex<(Vec<Range>, BTreeMap<usize, usize>)> = Mutex::default();
    let joined = wait(gather(work, cluster, |range| {
        let mut asked = asked.lock().expect("one thread");
        let place = asked.0.iter().position(|known| *known == range).unwrap_or_else(|| {
            asked.0.push(range.clone());
            asked.0.len() - 1
        });
        let attempt = asked.1.entry(place).or_default();
        let fault =
            faults.iter().filter(|(shard, _)| *shard == place).nth(*attempt).map_or(Fault::None, |(_, fault)| *fault);
        *attempt += 1;
        join(work, range, fault)
    }));
    let jobs = asked.into_inner().expect("one thread").1.values().sum();
    (joined, jobs)
}

/// The decisions about these rows.
fn decided(work: &Work, desk: &Desk, joined: Joined) -> RecordBatch {
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    let (mut log, mut rows) = (DecisionLog::default(), Source::Cluster(joined));
    let totals = wait(judge_rows(work, &plan, &mut rows, &mut log, &mut |_| (), &mut |_, _| Ok(())));
    assert!(totals.expect("decided").adds_up());
    log.write(&work.decisions(Operation::Train), &plan).expect("written");
    told(work, Operation::Train)
}

fn alone(work: &Work, desk: &Desk) -> RecordBatch {
    let plan = desk.plan(Operation::Train, CrossCheck::Off);
    wait(crate::decide(work, &plan, &mut |_| ())).expect("decided alone");
    told(work, Operation::Train)
}

/// Names of the files in the folder of the shards, without the manifest.
fn files(work: &Work) -> Vec<PathBuf> {
    let files = world::list(work.shards()).expect("a folder");
    files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "parquet")).collect()
}

#[test]
fn shards_of_any_size_give_the_decisions_of_one_process() {
    for (seed, lie) in [(31, Lie::Sorted), (32, Lie::AsTheyCame)] {
        let folder = Folder::new(&format!("shards-{seed}"));
        let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
        tables(&work, seed, 600, lie, &desk.inspector);
        let one_process = alone(&work, &desk);
        for (shard_rows, shards) in [(97, 7), (200, 3), (600, 1), (65_536, 1)] {
            let (joined, jobs) = joined(&work, &cluster(shard_rows, LONG), &[]);
            assert_eq!((files(&work).len(), jobs), (shards, shards));
            assert!(decided(&work, &desk, joined.expect("joined")) == one_process, "{shard_rows} records a shard");
        }
        // Nobody resumes them after a run that needed none: people's posts lie there.
        alone(&work, &desk);
        assert!(!world::exists(work.shards()), "posts were left behind");
    }
    assert!(LAW.rules().count() > 0);
}

#[test]
fn an_attempt_that_fails_or_gives_other_rows_is_made_again_and_leaves_nothing() {
    let folder = Folder::new("shards-faults");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    tables(&work, 33, 600, Lie::Sorted, &desk.inspector);
    let one_process = alone(&work, &desk);
    for pair in FAULTS.chunks_exact(2) {
        // The first attempts at the second shard and at the last one.
        let faults = [(1, pair[0]), (1, pair[1]), (5, pair[1])];
        let (joined, jobs) = joined(&work, &cluster(100, LONG), &faults);
        assert_eq!((files(&work).len(), jobs), (6, 9), "{pair:?}");
        assert!(decided(&work, &desk, joined.expect("joined")) == one_process, "{pair:?}");
        crate::shards::clear(&work).expect("removable");
    }
}

#[test]
fn a_shard_that_fails_each_time_fails_the_run_and_says_why_and_not_what() {
    let folder = Folder::new("shards-refused");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    tables(&work, 34, 300, Lie::Sorted, &desk.inspector);
    for fault in FAULTS.into_iter().chain([Fault::Hangs]) {
        let deadline = if fault == Fault::Hangs { Duration::from_secs(1) } else { LONG };
        let (joined, _) = joined(&work, &cluster(100, deadline), &[(1, fault), (1, fault), (1, fault)]);
        let refused = joined.err().expect("refused");
        let PipelineError::Shard { attempts: 3, why, .. } = &refused else { panic!("{fault:?}: {refused:?}") };
        let is_it = match fault {
            Fault::Fails | Fault::FailsOnTheWay => matches!(why, AttemptError::Failed { .. }),
            Fault::Hangs => matches!(why, AttemptError::Deadline { seconds: 1 }),
            Fault::Loses => matches!(why, AttemptError::Rows { due: 100, came: 99 }),
            Fault::Doubles => matches!(why, AttemptError::Rows { due: 100, came: 101 }),
            Fault::NeverEnds => matches!(why, AttemptError::Rows { due: 100, came: 200 }),
            Fault::DoublesAndLoses | Fault::Disordered => matches!(why, AttemptError::Records),
            _ => matches!(why, AttemptError::People),
        };
        assert!(is_it, "{fault:?}: {refused}");
        assert!(refused.to_string().contains("tried 3 times") && !refused.to_string().contains("s1"), "{refused}");
        assert!(files(&work).len() < 3, "{fault:?}: a shard counts that was never right");
        crate::shards::clear(&work).expect("removable");
    }
}

#[test]
fn a_run_that_is_resumed_keeps_the_shards_that_still_hold() {
    let folder = Folder::new("shards-resumed");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    let posts = tables(&work, 35, 600, Lie::Sorted, &desk.inspector);
    let one_process = alone(&work, &desk);
    let cluster = cluster(100, LONG);
    let last_fails = [(5, Fault::Fails), (5, Fault::Loses), (5, Fault::Doubles)];
    assert!(joined(&work, &cluster, &last_fails).0.is_err());
    let kept = files(&work).len();
    assert!((1..=5).contains(&kept), "{kept} of 6 shards are done");
    // Only what is missing is joined.
    let (again, jobs) = joined(&work, &cluster, &[]);
    assert_eq!(jobs, 6 - kept);
    assert!(decided(&work, &desk, again.expect("joined")) == one_process);
    // A shard that was changed, one that is gone, and a file that no manifest names.
    let changed = files(&work);
    let mut bytes = world::read(&changed[2]).expect("a file");
    *bytes.last_mut().expect("bytes") ^= 1;
    world::write_atomic(&changed[2], bytes).expect("writable");
    world::remove_file(&changed[4]).expect("removable");
    world::write_atomic(work.shards().join("00099-1.parquet"), "posts").expect("writable");
    let (again, jobs) = joined(&work, &cluster, &[]);
    assert_eq!((jobs, files(&work).len()), (2, 6));
    assert!(decided(&work, &desk, again.expect("joined")) == one_process);
    // One that is changed between the check and the reading.
    let (again, jobs) = joined(&work, &cluster, &[]);
    assert_eq!(jobs, 0);
    world::write_atomic(&files(&work)[0], "other bytes").expect("writable");
    let refused = again.expect("joined").next();
    assert!(matches!(refused, Err(PipelineError::ShardChanged { shard: 0 })), "{refused:?}");
    // Of other tables, or cut otherwise, nothing is kept.
    let (_, jobs) = joined(&work, &super::shards::cluster(150, LONG), &[]);
    assert_eq!(jobs, 4);
    super::write_posts(&work, &posts[1..], Lie::Sorted);
    let (_, jobs) = joined(&work, &super::shards::cluster(150, LONG), &[]);
    assert_eq!((jobs, files(&work).len()), (4, 4));
}

#[test]
fn a_record_that_stands_twice_is_refused_before_a_job_is_sent() {
    for lie in [Lie::Sorted, Lie::AsTheyCame] {
        let folder = Folder::new(&format!("shards-twice-{}", lie == Lie::Sorted));
        let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
        let mut posts = tables(&work, 36, 50, lie, &desk.inspector);
        posts.insert(7, posts[6].clone());
        super::write_posts(&work, &posts, lie);
        for shard_rows in [7, 100] {
            let (refused, jobs) = joined(&work, &cluster(shard_rows, LONG), &[]);
            assert!(matches!(refused, Err(PipelineError::Column { name: "record_id" })));
            assert_eq!(jobs, 0);
        }
    }
}

#[cfg(feature = "cluster")]
#[test]
fn where_nobody_listens_the_error_says_so() {
    let folder = Folder::new("shards-nobody");
    let (work, desk) = (Work::new(&folder.0, 2), Desk::new(declared(&[])));
    tables(&work, 37, 10, Lie::Sorted, &desk.inspector);
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let cluster = Cluster { scheduler: nobody.to_string(), ..cluster(100, LONG) };
    let refused = wait(crate::shards::on_cluster(&work, &cluster)).err().expect("refused").to_string();
    assert!(refused.contains("no connection") && refused.contains(&cluster.scheduler), "{refused}");
}
