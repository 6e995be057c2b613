//! How fast the ledger is here. In: a number of events (100000). Out: lines with rates. Never: a judgement.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a watch")]

use ledger::{Act, ConsentGiven, Covers, Ledger, Said};
use std::path::Path;
use std::time::Instant;
use terms::{Lang, Purpose, SubjectId, parse_instant};
use world::World;

fn main() {
    // `cargo bench` passes `--bench` along.
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    if let Err(error) = measure(count) {
        println!("{error}");
    }
}

fn measure(count: u64) -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ledger-speed");
    world::remove_dir(&root)?;
    let now = parse_instant("2026-11-23")?;
    let world = World::repeatable(&root, now, 7);
    let mut ledger = Ledger::open(&world, &root, "ledger.example.org/speed")?;
    let purpose = Purpose::new("ai.train.generative");
    let language = Lang::new("nl")?;
    // Two events a person: a consent, and for all a withdrawal.
    let said = |n: u64| {
        let (subject, purpose) = (SubjectId::new(format!("forum-a:{}", n / 2)), Some(purpose.clone()));
        let act = if n % 2 == 1 {
            Act::ConsentWithdrawn { subject, purpose, record: None }
        } else {
            Act::ConsentGiven(ConsentGiven {
                subject,
                purpose,
                explicit: false,
                categories: Vec::new(),
                kinds: Covers::All,
                services: Covers::All,
                conditions_ok: true,
                parental: false,
                all_parties: false,
                notice_version: "2026-09".to_owned(),
                language: language.clone(),
                record: None,
            })
        };
        Said::new(now, act)
    };
    let mut used = cpu_seconds();
    let mut report = |what: &str, count: u64, watch: Instant| {
        let (wall, now) = (watch.elapsed().as_secs_f64(), cpu_seconds());
        let cpu = now - used;
        used = now;
        println!("{what:<44} {:>10.0} /s   wall {wall:>7.2} s   cpu {cpu:>7.2} s", count as f64 / wall);
    };

    let batch: Vec<Said> = (0..count).map(said).collect();
    let watch = Instant::now();
    ledger.append_unpublished(&world, &batch)?;
    report("append, one batch, durable", count, watch);
    let watch = Instant::now();
    ledger.publish()?;
    report("publish tiles and checkpoint of it", count, watch);
    let watch = Instant::now();
    for n in count..count + 100 {
        ledger.append_unpublished(&world, &[said(n)])?;
    }
    report("append, one event at a time, durable", 100, watch);
    let watch = Instant::now();
    for n in count + 100..count + 200 {
        ledger.append(&world, &[said(n)])?;
    }
    report("append and publish, one event at a time", 100, watch);
    let watch = Instant::now();
    let standings = ledger.standing(&purpose, now)?;
    report(&format!("standing of {} people in bulk, by event", standings.len()), count, watch);
    let watch = Instant::now();
    for n in 0..1000 {
        ledger.standing_of(&SubjectId::new(format!("forum-a:{n}")), &purpose, now)?;
    }
    report("standing of one person", 1000, watch);
    let watch = Instant::now();
    for index in 0..1000 {
        ledger.receipt(index)?;
    }
    report("receipt with proof", 1000, watch);
    let watch = Instant::now();
    let audit = ledger.verify()?;
    report("verify everything", audit.head.size, watch);
    drop(ledger);
    let watch = Instant::now();
    Ledger::open(&world, &root, "ledger.example.org/speed")?;
    report("open", 1, watch);
    world::remove_dir(&root)?;
    Ok(())
}

/// What this process has used, on Linux; on a busy machine only this means anything.
fn cpu_seconds() -> f64 {
    let stat = world::read_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
