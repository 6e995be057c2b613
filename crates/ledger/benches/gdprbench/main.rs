//! GDPRbench's four roles against the ledger, beside plain PostgreSQL. In: a URL of a server without a database, and how many
//! subjects, operations a role and runs, and a seed. Out: tables with throughput, latencies and their ratios. Never: a figure
//! of two sides whose answers differ.
//!
//! The roles, operations and shares are those of Shastri et al., "Understanding and Benchmarking the Impact of GDPR on
//! Database Systems", PVLDB 13(7), 2020, and of the workload files of <https://github.com/GDPRbench/GDPRbench>; what each
//! operation is here stands in `bench/ledger/README.md`.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a watch, and a Zipf a power")]

mod ours;
mod plain;
mod report;
mod side;
mod workload;

use ours::Ours;
use plain::Plain;
use postgres::{Client, NoTls};
use report::Report;
use side::{Answer, Maker, Outcome, Side};
use std::path::Path;
use std::time::Instant;
use terms::parse_instant;
use workload::{Planner, Role, Step};

/// The databases that are made anew for each run.
const DATABASES: [&str; 2] = ["grondslag_gdprbench_ours", "grondslag_gdprbench_plain"];
/// Records that are loaded at a time.
const BATCH: u64 = 10_000;

fn main() {
    // `cargo bench` passes `--bench` along.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(url) = arguments.first() else {
        println!(
            "usage: gdprbench URL [SUBJECTS [OPERATIONS [RUNS [SEED]]]]; `bench/ledger/gdprbench.sh` starts a server"
        );
        return;
    };
    let number = |at: usize, otherwise: u64| {
        arguments.get(at).map_or(Ok(otherwise), |text| text.parse()).map_err(|_| format!("`{at}` is not a number"))
    };
    let measured = (|| -> Outcome<()> {
        let (subjects, operations) = (number(1, 100_000)?, number(2, 500)?);
        measure(url, subjects, operations, number(3, 3)?, number(4, 7)?)
    })();
    if let Err(error) = measured {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn measure(url: &str, subjects: u64, operations: u64, runs: u64, seed: u64) -> Outcome<()> {
    let mut report = Report::default();
    let mut last = Vec::new();
    for run in 0..runs {
        // Their databases are made anew.
        last.clear();
        let mut sides = begin(url, subjects)?;
        let now = parse_instant("2026-11-23")?;
        let mut planner = Planner::new(seed + run, subjects, now);
        load(&mut sides, planner.purposes, subjects, now)?;
        settle(url)?;
        for (turn, role) in Role::ALL.into_iter().enumerate() {
            let steps = planner.steps(role, operations);
            let mut answers: Option<Vec<Answer>> = None;
            // Each run and role begins with another side.
            let first = (turn + usize::try_from(run)?) % sides.len();
            let (after, before) = sides.split_at_mut(first);
            for side in before.iter_mut().chain(after) {
                let told = perform(side.as_mut(), role, &steps, &mut report)?;
                compare(role, &steps, &told, answers.get_or_insert_with(|| told.clone()))?;
            }
        }
        println!("run {run}: all answers were the same");
        last = sides;
    }
    println!("{subjects} subjects, {operations} operations a role, {runs} runs, seed {seed}, medians\n");
    report.print();
    for side in &mut last {
        println!("{}: {}", side.name(), side.check()?);
    }
    Ok(())
}

fn with_database(url: &str, name: &str) -> String {
    url.replacen("/?", &format!("/{name}?"), 1)
}

fn begin(url: &str, subjects: u64) -> Outcome<Vec<Box<dyn Side>>> {
    let mut server = Client::connect(&with_database(url, "postgres"), NoTls)?;
    for name in DATABASES {
        server.execute(&format!("DROP DATABASE IF EXISTS {name}"), &[])?;
        server.execute(&format!("CREATE DATABASE {name}"), &[])?;
    }
    let [for_ours, for_plain] = DATABASES.map(|name| with_database(url, name));
    let as_of = parse_instant("2027-11-23")?;
    let purposes = Planner::new(0, subjects, as_of).purposes;
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ledger-gdprbench");
    let maker = || Maker::new(purposes);
    Ok(vec![
        Box::new(Ours::begin("ledger on SQLite", root.join("sqlite"), None, maker()?, as_of)?),
        Box::new(Ours::begin("ledger on PostgreSQL", root.join("postgres"), Some(&for_ours), maker()?, as_of)?),
        Box::new(Plain::begin(&for_plain, maker()?)?),
    ])
}

fn load(sides: &mut [Box<dyn Side>], purposes: u64, subjects: u64, now: terms::Instant) -> Outcome<()> {
    let maker = Maker::new(purposes)?;
    let mut taken = vec![0.0; sides.len()];
    for first in (0..subjects).step_by(usize::try_from(BATCH)?) {
        let said: Vec<_> = (first..subjects.min(first + BATCH)).map(|key| maker.consent(now, key, 0)).collect();
        for (side, taken) in sides.iter_mut().zip(&mut taken) {
            let watch = Instant::now();
            side.load(first, &said)?;
            *taken += watch.elapsed().as_secs_f64();
        }
    }
    for (side, taken) in sides.iter_mut().zip(taken) {
        side.settle()?;
        println!("{}: {subjects} records loaded, {:.0} /s", side.name(), subjects as f64 / taken);
    }
    Ok(())
}

/// Lets the server know its tables and write what is left from loading, the same for both sides.
fn settle(url: &str) -> Outcome<()> {
    for name in DATABASES {
        let mut client = Client::connect(&with_database(url, name), NoTls)?;
        client.batch_execute("VACUUM ANALYZE")?;
        client.batch_execute("CHECKPOINT")?;
    }
    Ok(())
}

fn perform(side: &mut dyn Side, role: Role, steps: &[Step], report: &mut Report) -> Outcome<Vec<Answer>> {
    let mut answers = Vec::with_capacity(steps.len());
    let (mut wall, mut latencies) = (0.0, Vec::with_capacity(steps.len()));
    for step in steps {
        let done = side.perform(step)?;
        wall += (done.taken + done.upkeep).as_secs_f64();
        latencies.push((step.operation.name(), done.taken.as_secs_f64() * 1e3));
        answers.push(done.answer);
    }
    wall += side.settle()?.as_secs_f64();
    report.take(role.name(), side.name(), steps.len() as f64 / wall, &latencies);
    Ok(answers)
}

fn compare(role: Role, steps: &[Step], told: &[Answer], expected: &[Answer]) -> Outcome<()> {
    for ((step, told), expected) in steps.iter().zip(told).zip(expected) {
        if told != expected {
            let (name, role) = (step.operation.name(), role.name());
            return Err(format!("operation {} ({role}, {name}): {told:?} and {expected:?}", step.number).into());
        }
    }
    Ok(())
}
