//! How fast the ledger is here. In: a number of events (100000), and a URL for PostgreSQL instead of SQLite; or `writers`, a
//! number of processes, a number of events for all of them and a URL; or `import`, a number of events, and a URL. Out: lines with rates. Never: a judgement.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a watch")]

use ledger::{Act, ConsentGiven, Covers, Home, Ledger, Order, OrderEffect, Said, verify_receipt};
use std::path::Path;
use std::time::Instant;
use terms::{Lang, Purpose, SubjectId, parse_instant};
use world::World;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const ORIGIN: &str = "ledger.example.org/speed";

fn main() {
    // `cargo bench` passes `--bench` along.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let measured = match arguments.as_slice() {
        ["writers", processes, count, url] => number(processes).and_then(|n| writers(n, number(count)?, url)),
        ["import", count, url] => number(count).and_then(|count| import(count, Some(url))),
        ["import", count] => number(count).and_then(|count| import(count, None)),
        ["writer", number_of, count, url] => number(number_of).and_then(|n| writer(n, number(count)?, url)),
        [count, url] => number(count).and_then(|count| measure(count, Some(url))),
        [count] => number(count).and_then(|count| measure(count, None)),
        _ => measure(100_000, None),
    };
    if let Err(error) = measured {
        println!("{error}");
    }
}

fn number(text: &str) -> Outcome<u64> {
    Ok(text.parse()?)
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("ledger-speed")
}

fn open(world: &World, url: Option<&str>) -> Outcome<Ledger> {
    let home = url.map_or_else(|| Ok(Home::folder(root())), Home::parse)?;
    Ok(Ledger::open_at(world, root(), &home, ORIGIN)?)
}

/// Takes choices in, in bulk: a file of them into an empty log, the same file again, and a small one into the large log. On a
/// server the log's database must be empty; the events of each round are about other people.
fn import(count: u64, url: Option<&str>) -> Outcome<()> {
    const ROUNDS: u64 = 3;
    let now = parse_instant("2026-11-23")?;
    let mut figures: Vec<(String, Vec<[f64; 3]>)> = Vec::new();
    let mut note = |what: &str, wall: f64, cpu: [f64; 2], events: u64| {
        let figure = [events as f64 / wall, events as f64 / cpu[0], events as f64 / (cpu[0] + cpu[1])];
        match figures.iter_mut().find(|(kept, _)| kept == what) {
            Some((_, kept)) => kept.push(figure),
            None => figures.push((what.to_owned(), vec![figure])),
        }
    };
    world::remove_dir(root())?;
    for round in 0..ROUNDS {
        if url.is_none() {
            world::remove_dir(root())?;
        }
        let world = World::real(root());
        let mut ledger = open(&world, url)?;
        let first = 10 * round * count;
        let file = |from: u64, count: u64| (from..from + count).map(|n| said(now, n)).collect::<Result<Vec<_>, _>>();
        let (large, small) = (file(first, count)?, file(first + 2 * count, count / 10)?);
        let begun = written(url)?;
        for (what, said, new) in [
            ("a file", &large, true),
            ("the same file again", &large, false),
            ("a tenth of it, new, into the large log", &small, true),
        ] {
            let (watch, used) = (Instant::now(), used());
            let imported = ledger.import_unpublished(&world, said)?;
            let wall = watch.elapsed().as_secs_f64();
            let ([own, servers], [own_before, servers_before]) = (self::used(), used);
            let cpu = [own - own_before, (servers - servers_before).max(0.0)];
            note(what, wall, cpu, said.len() as u64);
            if imported.receipts.is_empty() == new || (imported.known == 0) != new {
                return Err("an import took in what it should not, or did not".into());
            }
            if what == "a file" {
                let bytes = vec![1; usize::try_from(written(url)? - begun)?];
                let watch = Instant::now();
                world::write_atomic(root().join("as-many-bytes"), &bytes)?;
                let wall = watch.elapsed().as_secs_f64();
                println!("round {round}: the store wrote {} bytes to its log", bytes.len());
                note("a file of as many bytes written and synced, alone", wall, [f64::INFINITY; 2], count);
            }
        }
        let watch = Instant::now();
        ledger.publish()?;
        note("publish tiles and checkpoint", watch.elapsed().as_secs_f64(), [f64::INFINITY; 2], count + count / 10);
    }
    for (what, rounds) in figures {
        let median = |of: fn(&[f64; 3]) -> f64| {
            let mut figures: Vec<f64> = rounds.iter().map(of).collect();
            figures.sort_by(f64::total_cmp);
            figures.get(figures.len() / 2).copied().unwrap_or_default()
        };
        let (wall, own, all) = (median(|[wall, ..]| *wall), median(|[_, own, _]| *own), median(|[.., all]| *all));
        println!("{what:<50} {wall:>9.0} /s wall {own:>9.0} /CPU-s {all:>9.0} /CPU-s with the server's");
    }
    Ok(())
}

/// Bytes that the store wrote so far and had to sync: its write-ahead logs.
fn written(url: Option<&str>) -> Outcome<u64> {
    if let Some(url) = url {
        let mut client = postgres::Client::connect(url, postgres::NoTls)?;
        let bytes: i64 = client.query_one("SELECT (pg_current_wal_lsn() - '0/0')::bigint", &[])?.get(0);
        return Ok(u64::try_from(bytes)?);
    }
    let size = |file: &str| Ok(if world::exists(root().join(file)) { world::size(root().join(file))? } else { 0 });
    let sizes: Outcome<Vec<u64>> = ["ledger.sqlite-wal", "keys.sqlite-wal"].iter().map(|file| size(file)).collect();
    Ok(sizes?.into_iter().sum())
}

/// What this process and all servers of PostgreSQL have used.
fn used() -> [f64; 2] {
    let of = |path: &Path| {
        let stat = world::read_string(path.join("stat")).unwrap_or_default();
        let server = stat.contains("(postgres)");
        let ticks = stat.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
        if server { ticks.sum::<f64>() / 100.0 } else { 0.0 }
    };
    let processes = world::list("/proc").unwrap_or_default();
    [cpu_seconds(), processes.iter().map(|path| of(path)).sum()]
}

/// Several processes append to one store; then everything is audited.
fn writers(processes: u64, count: u64, url: &str) -> Outcome<()> {
    world::remove_dir(root())?;
    let world = World::repeatable(root(), parse_instant("2026-11-23")?, 7);
    drop(open(&world, Some(url))?);
    let watch = Instant::now();
    let share = (count / processes).to_string();
    let children: Vec<_> = (0..processes)
        .map(|writer| {
            let program = std::env::current_exe()?;
            std::process::Command::new(program).args(["writer", &writer.to_string(), &share, url]).spawn()
        })
        .collect::<Result<_, _>>()?;
    for mut child in children {
        child.wait()?;
    }
    let wall = watch.elapsed().as_secs_f64();
    let mut ledger = open(&world, Some(url))?;
    let size = ledger.tree_head().size;
    println!("{processes} processes appended {size} events in {wall:.1} s: {:.0} /s, all durable", size as f64 / wall);
    let watch = Instant::now();
    ledger.publish()?;
    println!("publish: {:.1} s", watch.elapsed().as_secs_f64());
    let watch = Instant::now();
    let audit = ledger.verify()?;
    println!(
        "audit of everything: {} events, {} open, {:.1} s",
        audit.head.size,
        audit.open,
        watch.elapsed().as_secs_f64()
    );
    let (watch, key, mut held) = (Instant::now(), ledger.public_key(), 0);
    for index in (0..size).step_by(usize::try_from(size / 10_000).unwrap_or(1).max(1)) {
        let verified = verify_receipt(&ledger.receipt(index)?.proof, Some(&key))?;
        held += u64::from(verified.index == index && verified.signed.head == audit.head);
    }
    println!("{held} receipts made and verified, {:.1} s", watch.elapsed().as_secs_f64());
    Ok(())
}

/// One of them: batches as a portal makes them under load.
fn writer(number: u64, count: u64, url: &str) -> Outcome<()> {
    const BATCH: u64 = 1000;
    let now = parse_instant("2026-11-23")?;
    let world = World::real(root());
    let mut ledger = open(&world, Some(url))?;
    let (mut done, mut receipts) = (0, 0);
    while done < count {
        let batch = BATCH.min(count - done);
        let said: Vec<Said> = (done..done + batch).map(|n| said(now, number * count + n)).collect::<Result<_, _>>()?;
        receipts += ledger.append_unpublished(&world, &said)?.len();
        done += batch;
    }
    println!("writer {number}: {receipts} receipts");
    Ok(())
}

/// Two events a person: a consent, and for all a withdrawal.
fn said(now: terms::Instant, n: u64) -> Result<Said, Box<dyn std::error::Error>> {
    let subject = SubjectId::new(format!("forum-a:{}", n / 2));
    let purpose = Some(Purpose::new("ai.train.generative"));
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
            language: Lang::new("nl")?,
            record: None,
        })
    };
    Ok(Said::new(now, act))
}

/// From the moment when an append is acknowledged to the answer of another process that holds to it.
fn effect(writer: &mut Ledger, world: &World, url: Option<&str>, now: terms::Instant) -> Outcome<()> {
    let purpose = Purpose::new("ai.train.generative");
    let mut reader = open(world, url)?;
    let mut live = reader.live(&purpose, now)?;
    let (mut choices, mut orders) = (Vec::new(), Vec::new());
    for n in 0..500_u64 {
        let subject = SubjectId::new(format!("forum-a:{}", n * 7));
        let withdrawn = Act::ConsentWithdrawn { subject: subject.clone(), purpose: None, record: None };
        let act = if n % 2 == 1 { withdrawn } else { Act::RestrictionRequested { subject: subject.clone() } };
        writer.append_unpublished(world, &[Said::new(now, act)])?;
        let watch = Instant::now();
        live.catch_up(&mut reader, now)?;
        let standing = live.standing_of(&reader, &subject)?;
        choices.push(watch.elapsed().as_secs_f64() * 1e3);
        let held = if n % 2 == 1 { standing.prior_consent_refused } else { standing.restriction };
        if !held {
            return Err("an acknowledged choice was not seen".into());
        }
    }
    for n in 0..200_u64 {
        let order = Order {
            id: format!("order-{n}"),
            authority: "example authority".to_owned(),
            provision: "GDPR 58(2)(f)".to_owned(),
            effect: OrderEffect::Forbid,
            territory: Covers::All,
            ops: Covers::All,
            purposes: Covers::All,
            from: now.date_naive(),
            until: None,
            kind: None,
            services: None,
            models: None,
            people: None,
            appeal: None,
            document: None,
            in_force_at: None,
        };
        writer.append_unpublished(world, &[Said::new(now, Act::Order(order))])?;
        let watch = Instant::now();
        reader.refresh()?;
        let seen = reader.orders(now)?.len() as u64;
        orders.push(watch.elapsed().as_secs_f64() * 1e3);
        if seen != n + 1 {
            return Err("an acknowledged order was not seen".into());
        }
    }
    for (what, mut times) in [("choice", choices), ("order", orders)] {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
        println!("acknowledged {what} to effect in another process: p50 {:.2} ms, p99 {:.2} ms", at(0.5), at(0.99));
    }
    Ok(())
}

fn measure(count: u64, url: Option<&str>) -> Outcome<()> {
    let root = root();
    world::remove_dir(&root)?;
    let now = parse_instant("2026-11-23")?;
    let world = World::repeatable(&root, now, 7);
    let mut ledger = open(&world, url)?;
    let purpose = Purpose::new("ai.train.generative");
    let mut used = cpu_seconds();
    let mut report = |what: &str, count: u64, watch: Instant| {
        let (wall, now) = (watch.elapsed().as_secs_f64(), cpu_seconds());
        let cpu = now - used;
        used = now;
        println!("{what:<44} {:>10.0} /s   wall {wall:>7.2} s   cpu {cpu:>7.2} s", count as f64 / wall);
    };

    let batch: Vec<Said> = (0..count).map(|n| said(now, n)).collect::<Result<_, _>>()?;
    let watch = Instant::now();
    ledger.append_unpublished(&world, &batch)?;
    report("append, one batch, durable", count, watch);
    let watch = Instant::now();
    ledger.publish()?;
    report("publish tiles and checkpoint of it", count, watch);
    let watch = Instant::now();
    for n in count..count + 100 {
        ledger.append_unpublished(&world, &[said(now, n)?])?;
    }
    report("append, one event at a time, durable", 100, watch);
    let watch = Instant::now();
    for n in count + 100..count + 200 {
        ledger.append(&world, &[said(now, n)?])?;
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
    effect(&mut ledger, &world, url, now)?;
    drop(ledger);
    let watch = Instant::now();
    open(&world, url)?;
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
