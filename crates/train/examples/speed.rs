//! How fast training, forgetting and prompting are. In: posts (JSON lines with `id`, `author`, `text`), base text (a file,
//! paragraphs apart by empty lines), a folder, a number of threads. Out: one line a part. Never: a claim without its run.
#![expect(clippy::disallowed_methods, reason = "this measures wall time")]

use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;
use terms::{Digest, Text};
use train::{Input, Late, Plan, Progress, Row, Run, Sampling, Stage, cohort, replay, slice, train};
use world::World;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [posts, base, folder, threads, plan] = arguments.as_slice() else {
        return Err("usage: speed POSTS.jsonl BASE.txt FOLDER THREADS demo|large".into());
    };
    let rows = read_rows(Path::new(posts))?;
    let base: Vec<String> = world::read_string(base)?.split("\n\n").map(str::to_owned).collect();
    let plan = if plan == "large" { Plan::large() } else { Plan::demo() };
    let last = Mutex::new(None);
    let progress = |now: Progress| {
        let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if last.is_some_and(|before: Progress| before.stage != now.stage) || now.done == now.total {
            println!("{:?} {}/{} loss {:?}", now.stage, now.done, now.total, now.loss);
        }
        *last = Some(now);
    };
    let run = Run { threads: threads.parse()?, progress: &progress, permit: &|| Ok(()) };
    let folder = Path::new(folder);
    let started = Instant::now();
    let model = train(input(rows.clone()), &base, &plan, folder, &run)?;
    let seconds = started.elapsed().as_secs_f64();
    let manifest = model.manifest();
    let base_tokens = manifest.base_state.tokens * plan.base_steps / plan.base_steps.div_ceil(10);
    let tokens: usize = manifest.cohorts.iter().flatten().map(|slice| slice.stage.tokens).sum();
    println!(
        "{:?}: {} weights, {} records, {tokens} tokens read {} times, {base_tokens} base tokens: {seconds:.1} s, {:.0} tokens/s",
        Stage::Cohorts,
        manifest.parameters,
        manifest.records,
        plan.passes,
        (base_tokens + tokens * plan.passes) as f64 / seconds,
    );
    for text in ["I think the best way is", "how do I install", "Good morning"] {
        let started = Instant::now();
        let completion = model.complete(text, &Sampling::default())?;
        let speed = completion.tokens as f64 / started.elapsed().as_secs_f64();
        println!("{text:?} -> {:?} ({speed:.0} tokens/s)", completion.text);
    }
    let held_out: Vec<&str> = base.iter().take(20).map(String::as_str).collect();
    println!("bits a byte on base text: {:?}", model.bits_per_byte(&held_out)?);
    let someone = rows.iter().find(|row| slice(&plan, &row.subject, row.late) == plan.slices / 2);
    let subject = someone.map(|row| row.subject.clone()).unwrap_or_default();
    let rest = rows.into_iter().filter(|row| row.subject != subject).collect();
    let replayed = replay(&World::real(folder), input(rest), folder, &run)?;
    let attestation = replayed.attestation;
    println!(
        "forgot someone of cohort {} in {:.1} s: {} of {} steps",
        cohort(&plan, &subject),
        attestation.seconds,
        attestation.steps_replayed,
        attestation.steps_total
    );
    Ok(())
}

fn input(rows: Vec<Row>) -> Input {
    Input { corpus: Digest::of_parts(rows.iter().map(|row| row.record.as_bytes())), rows }
}

fn read_rows(path: &Path) -> Result<Vec<Row>, Failure> {
    let field = |post: &serde_json::Value, name: &str| {
        post.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    };
    let text = world::read_string(path)?;
    let row = |line: &str| {
        let post: serde_json::Value = serde_json::from_str(line)?;
        let (record, subject, text) = (field(&post, "id"), field(&post, "author"), Text::new(field(&post, "text")));
        Ok(Row { record, subject, text, late: Late::Unsaid })
    };
    text.lines().map(row).collect()
}
