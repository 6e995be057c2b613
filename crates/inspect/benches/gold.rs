//! How well and how fast texts are inspected. In: a file of gold lines (see `--evaluate`), and `mistakes` to list them. Out:
//! quality for each label and category, and rows for each second of processor time. Never: a text.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a measurement stops at the first surprise")]

use inspect::{Evaluation, Gold, Inspector, Passage, evaluate};
use std::io::BufRead;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    let file = arguments.first().expect("gold FILE.jsonl [mistakes | json | found | found-twice | identifiers]");
    let lines = std::io::BufReader::new(world::open(file).unwrap()).lines();
    let gold: Vec<Gold> = lines.map(|line| serde_json::from_str(&line.unwrap()).expect("a gold line")).collect();
    let inspector = Inspector::new(&[]).with_second_look();
    // What is found in each text, for others to score, by the rules alone or with the second look.
    match arguments.get(1).map(String::as_str) {
        Some("found") => return list(&Inspector::new(&[]), &gold),
        Some("found-twice") => return list(&inspector, &gold),
        // For a profile of these alone.
        Some("identifiers") => return speed("identifiers", &gold, |passage| inspector.identifiers(passage).len()),
        _ => {}
    }
    let found = evaluate(&inspector, &gold);
    match arguments.get(1).map(String::as_str) {
        // Quickly, without the speed: what was wrong, or the whole.
        Some("mistakes") => {
            return found.mistakes.iter().for_each(|one| {
                println!("{}\t{}\t{}\t{}\t{}", one.id, one.what, one.label, one.start, one.end);
            });
        }
        Some("json") => return println!("{}", serde_json::to_string(&found).unwrap()),
        _ => show(&found),
    }
    speed("identifiers", &gold, |passage| inspector.identifiers(passage).len());
    speed("everything", &gold, |passage| inspector.inspect(passage).findings.len());
}

/// One line for each text, as `grondslag inspect --format jsonl` prints it; then the rows for each processor second.
fn list(inspector: &Inspector, gold: &[Gold]) {
    let mut lines = Vec::with_capacity(gold.len());
    let began = cpu_seconds();
    for one in gold {
        lines.push(inspector.inspect(&Passage { lang: one.lang.as_ref(), ..Passage::of(one.text.expose()) }));
    }
    let seconds = cpu_seconds() - began;
    for (one, inspection) in gold.iter().zip(&lines) {
        let line = serde_json::json!({
            "id": one.id, "bytes_scanned": inspection.bytes_scanned, "findings": inspection.findings,
            "held": inspection.band == inspect::Band::Uncertain,
        });
        println!("{line}");
    }
    eprintln!("{seconds}");
}

fn show(found: &Evaluation) {
    println!("{:<26} precision  recall      f1      f2       n", "label");
    for (label, one) in found.entities.iter().chain([(&"micro, detected".to_owned(), &found.micro_detected)]) {
        println!("{label:<26}{:>10.3}{:>8.3}{:>8.3}{:>8.3}{:>8}", one.precision, one.recall, one.f1, one.f2, one.n);
    }
    for (lang, categories) in &found.categories_by_language {
        for (category, told) in categories {
            let rate = |rate: &inspect::Rate| format!("{:.3} of {}", rate.value, rate.whole);
            println!(
                "{lang} {category:<22} found {} found-or-held {} other {} hard negatives {} rest {}",
                rate(&told.author_found),
                rate(&told.author_found_or_held),
                rate(&told.other_found),
                rate(&told.hard_negatives_alarmed),
                rate(&told.others_alarmed)
            );
        }
    }
    for (lang, rate) in &found.neutral_held {
        println!("{lang} neutral held {:.4} of {}", rate.value, rate.whole);
    }
}

/// Best of three passes over the file, several times where it is small; language as the file gives it.
fn speed(what: &str, gold: &[Gold], each: impl Fn(&Passage) -> usize) {
    let rounds = 1 + 60_000 / gold.len().max(1);
    let bytes: usize = gold.iter().map(|one| one.text.expose().len()).sum();
    let mut best = f64::INFINITY;
    let mut findings = 0;
    for _ in 0..3 {
        let began = cpu_seconds();
        findings = 0;
        for _ in 0..rounds {
            for one in gold {
                findings += each(&Passage { lang: one.lang.as_ref(), ..Passage::of(one.text.expose()) });
            }
        }
        best = best.min((cpu_seconds() - began) / rounds as f64);
    }
    eprintln!(
        "{what}: {:.0} rows, {:.1} MB a CPU second ({} rows, {bytes} bytes, {} findings)",
        gold.len() as f64 / best,
        bytes as f64 / best / 1e6,
        gold.len(),
        findings / rounds
    );
}

/// Processor time of this process, user and system, in hundredths.
fn cpu_seconds() -> f64 {
    let stat = world::read_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap();
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}
