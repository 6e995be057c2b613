//! Adapters beside a base of somebody else, for comparison and measurement. In: a Hugging Face folder or a GGUF file, and
//! posts as JSON lines. Out: one JSON object a line. Never: a text or a pseudonym in a line.
#![expect(clippy::disallowed_methods, reason = "this measures wall time")]

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use terms::{Digest, Text};
use train::{AdapterChoice, Base, Input, Late, Model, Plan, Projection, Row, Run, Sampling, replay_on, train_on};
use world::World;

type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage:
  beside digest BASE
  beside train  BASE POSTS.jsonl FOLDER [NAME=VALUE]…   trains adapters; NAME is a constant of the plan, or rank, alpha, threads, all
  beside logits BASE FOLDER all|none|COHORT TEXT        tokens, and the logits after each, of the weights alone
  beside greedy BASE FOLDER all|none TOKENS TEXT        the likeliest completion, and how long it took
  beside judge  BASE FOLDER POSTS.jsonl                 perplexity: the base alone, each cohort alone, the average without and with counts
  beside forget BASE POSTS.jsonl FOLDER [NAME=VALUE]…   forgets one person, and compares with training without them";

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["digest", base] => println!("{}", Base::digest_of(Path::new(base))?),
        ["train", base, posts, folder, settings @ ..] => trained(base, posts, Path::new(folder), settings)?,
        ["logits", base, folder, which, text] => {
            for (token, logits) in opened(base, folder, which)?.weights_alone().logits(text)? {
                println!("{}", json!({ "token": token, "logits": logits }));
            }
        }
        ["greedy", base, folder, which, tokens, text] => {
            let model = opened(base, folder, which)?.weights_alone();
            let sampling = Sampling { max_tokens: tokens.parse()?, temperature: 0.0, top_k: 1, seed: 1 };
            let (began, mut first) = (Instant::now(), None);
            let mut writing = model.write(text, &sampling, None)?;
            while writing.advance()?.is_some() {
                first.get_or_insert_with(|| began.elapsed().as_secs_f64());
            }
            let seconds = began.elapsed().as_secs_f64();
            let line = json!({ "text": writing.text(), "tokens": writing.tokens(), "first_token_seconds": first, "seconds": seconds });
            println!("{line}");
        }
        ["judge", base, folder, posts] => judged(base, folder, posts)?,
        ["forget", base, posts, folder, settings @ ..] => forgotten(base, posts, Path::new(folder), settings)?,
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

fn base_at(path: &str) -> Result<Arc<Base>, Failure> {
    let path = Path::new(path);
    Ok(Arc::new(Base::read(path, Base::digest_of(path)?)?))
}

/// The average of all cohorts, the base alone, or one cohort.
fn opened(base: &str, folder: &str, which: &str) -> Result<Model, Failure> {
    let base = base_at(base)?;
    let model = Model::open_on(Path::new(folder), &base)?;
    let cohorts: BTreeSet<usize> = (0..model.manifest().plan.cohorts).collect();
    Ok(match which {
        "all" => model,
        "none" => model.without(&cohorts)?,
        one => {
            let one: usize = one.parse()?;
            model.without(&cohorts.into_iter().filter(|cohort| *cohort != one).collect())?
        }
    })
}

/// A plan beside a base, and how many threads carry it out.
fn planned(base: &Base, settings: &[&str]) -> Result<(Plan, usize), Failure> {
    let (mut constants, mut threads) = (serde_json::to_value(Plan::large())?, 1);
    let mut choice = AdapterChoice { rank: 16, alpha: 32.0, projections: vec![Projection::Query, Projection::Value] };
    for word in settings {
        let (name, value) = word.split_once('=').ok_or_else(|| format!("`{word}` is no NAME=VALUE"))?;
        match name {
            "rank" => choice.rank = value.parse()?,
            "alpha" => choice.alpha = value.parse()?,
            "threads" => threads = value.parse()?,
            "all" => choice.projections = Projection::ALL.to_vec(),
            _ => {
                let constant = constants.get_mut(name).ok_or_else(|| format!("`{name}` is no constant of the plan"))?;
                *constant = serde_json::from_str(value)?;
            }
        }
    }
    Ok((serde_json::from_value::<Plan>(constants)?.on(base, choice), threads))
}

fn quiet(threads: usize) -> Run<'static> {
    Run { threads, progress: &|_| {}, permit: &|| Ok(()) }
}

fn trained(base: &str, posts: &str, folder: &Path, settings: &[&str]) -> Result<(), Failure> {
    let began = Instant::now();
    let base = base_at(base)?;
    let (plan, threads) = planned(&base, settings)?;
    let (read, began) = (began.elapsed().as_secs_f64(), Instant::now());
    let model = train_on(input(rows(posts)?), &base, &plan, folder, &quiet(threads))?;
    let (seconds, manifest) = (began.elapsed().as_secs_f64(), model.manifest());
    let tokens: usize = manifest.cohorts.iter().flatten().map(|slice| slice.stage.tokens).sum();
    let line = json!({
        "base_weights": base.parameters(), "adapter_weights": manifest.parameters, "cohorts": plan.cohorts,
        "records": manifest.records, "steps": plan.steps(), "tokens": tokens * plan.passes, "read_seconds": read,
        "seconds": seconds, "cpu_seconds": cpu_seconds()?, "digest": model.digest().to_string(),
    });
    println!("{line}");
    Ok(())
}

fn judged(base: &str, folder: &str, posts: &str) -> Result<(), Failure> {
    let base = base_at(base)?;
    let model = Model::open_on(Path::new(folder), &base)?;
    let rows = rows(posts)?;
    let texts: Vec<&str> = rows.iter().map(|row| row.text.expose()).collect();
    let all: BTreeSet<usize> = (0..model.manifest().plan.cohorts).collect();
    let (counted, tokens) = perplexity(&model, &texts)?;
    let model = model.weights_alone();
    let (average, _) = perplexity(&model, &texts)?;
    let (bare, _) = perplexity(&model.without(&all)?, &texts)?;
    let mut alone = Vec::new();
    for one in &all {
        let others = all.iter().copied().filter(|cohort| cohort != one).collect();
        alone.push(perplexity(&model.without(&others)?, &texts)?.0);
    }
    let mean = alone.iter().sum::<f64>() / alone.len() as f64;
    let line = json!({
        "cohorts": all.len(), "judged_texts": texts.len(), "judged_tokens": tokens, "base": bare, "average": average,
        "counted": counted,
        "alone": mean, "records": model.manifest().records,
    });
    println!("{line}");
    Ok(())
}

/// Perplexity over the tokens of these texts, and how many there are.
fn perplexity(model: &Model, texts: &[&str]) -> Result<(f64, usize), Failure> {
    let (mut nats, mut tokens) = (0.0, 0);
    for text in texts {
        let read = model.logits(text)?;
        for (before, after) in read.iter().zip(read.iter().skip(1)) {
            let logits = before.1.iter().map(|logit| f64::from(*logit));
            let most = logits.clone().fold(f64::MIN, f64::max);
            let total: f64 = logits.clone().map(|logit| (logit - most).exp()).sum();
            // A token is below the vocabulary, so it has a logit.
            nats += total.ln() + most - logits.clone().nth(after.0 as usize).unwrap_or(f64::MIN);
            tokens += 1;
        }
    }
    Ok(((nats / f64::from(tokens)).exp(), usize::try_from(tokens)?))
}

/// Forgets the person in the middle of the plan who wrote most there, and trains a twin that never read them.
fn forgotten(base: &str, posts: &str, folder: &Path, settings: &[&str]) -> Result<(), Failure> {
    let base = base_at(base)?;
    let (plan, threads) = planned(&base, settings)?;
    let (rows, run) = (rows(posts)?, quiet(threads));
    let (mine, twin) = (folder.join("mine"), folder.join("twin"));
    train_on(input(rows.clone()), &base, &plan, &mine, &run)?;
    let middle = |row: &&Row| train::slice(&plan, &row.subject, row.late) == plan.slices / 2;
    let subject = rows.iter().find(middle).map(|row| row.subject.clone()).ok_or("nobody is in the middle slice")?;
    let rest: Vec<Row> = rows.iter().filter(|row| row.subject != subject).cloned().collect();
    let records = rows.len() - rest.len();
    let began = Instant::now();
    let replayed = replay_on(&World::real(&mine), input(rest.clone()), &base, &mine, &run)?;
    let seconds = began.elapsed().as_secs_f64();
    let began = Instant::now();
    train_on(input(rest), &base, &plan, &twin, &run)?;
    let line = json!({
        "records_of_the_person": records, "steps": replayed.attestation.steps_replayed,
        "steps_of_all": replayed.attestation.steps_total, "seconds": seconds,
        "seconds_of_training_from_the_start": began.elapsed().as_secs_f64(), "equal": left(&mine)? == left(&twin)?,
    });
    println!("{line}");
    Ok(())
}

/// One digest over every file of a model and its states, but the papers of a replay.
fn left(folder: &Path) -> Result<Digest, Failure> {
    let mut lines = String::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for path in world::list(&here)? {
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("attestation.json") {
                lines += &format!("{} {}\n", path.strip_prefix(folder)?.display(), world::digest(&path)?);
            }
        }
    }
    Ok(Digest::of(lines))
}

/// Rows as an input; its digest is that of their names.
fn input(rows: Vec<Row>) -> Input {
    Input { corpus: Digest::of_parts(rows.iter().map(|row| row.record.as_bytes())), rows }
}

fn rows(path: &str) -> Result<Vec<Row>, Failure> {
    let field = |post: &Value, name: &str| post.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let row = |line: &str| {
        let post: Value = serde_json::from_str(line)?;
        let (record, subject, text) = (field(&post, "id"), field(&post, "author"), Text::new(field(&post, "text")));
        Ok(Row { record, subject, text, late: Late::Unsaid })
    };
    world::read_string(path)?.lines().map(row).collect()
}

/// Processor seconds of this process, all threads, in hundredths.
fn cpu_seconds() -> Result<f64, Failure> {
    let stat = world::read_string("/proc/self/stat")?;
    // The name of the program stands in brackets and may hold a space; user and system time are the 12th and 13th after it.
    let (_, after) = stat.rsplit_once(')').ok_or("`/proc/self/stat` is not as Linux writes it")?;
    let ticks: Vec<f64> = after.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}
