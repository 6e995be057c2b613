//! What it saves that people who are likely to leave come late, and what it costs. In: real posts, of which the people whose first
//! post is late are taken to leave more often. Out: what forgetting costs with and without late slices, whether every byte is that of
//! a training from the start, and perplexity on posts of people whom no model has read. Never: a person who is late in one model and
//! not in the other.

use crate::curve::{chances, perplexity};
use crate::files;
use crate::given::{Failure, Given, input, median, people};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use terms::Digest;
use train::{Late, Plan, Row, replay, slice};
use world::World;

/// One in so many people is held out where quality is judged.
const HELD_OUT: usize = 20;

/// Forgets people who leave by these ratios, then judges what the order costs; either is left out by `people=0` and `held_out=0`.
pub fn late(given: &Given) -> Result<(), Failure> {
    let (rows, from) = said(given)?;
    let everyone = who(&rows);
    let late = everyone.values().filter(|late| **late == Late::Yes).count();
    let of_late = rows.iter().filter(|row| row.late == Late::Yes).count();
    println!(
        "{}",
        json!({ "records": rows.len(), "people": everyone.len(), "late_people": late, "late_records": of_late, "from": from,
                "cohorts": given.plan.cohorts, "slices": given.plan.slices, "late_slices": late_slices(given) })
    );
    let ratios = given.numbers("ratios", &[1, 2, 4, 8])?;
    let plans = [0, late_slices(given)].map(|late_slices| Plan { late_slices, ..given.plan.clone() });
    for (plan, ratio) in plans.iter().flat_map(|plan| ratios.iter().map(move |ratio| (plan, *ratio))) {
        println!("{}", expected(plan, &everyone, ratio));
    }
    for (plan, name) in plans.iter().zip(["mixed", "late"]) {
        forget(given, &rows, plan, name, &ratios)?;
    }
    judge(given, &rows, &plans)
}

/// How many slices are late where some are.
fn late_slices(given: &Given) -> usize {
    if given.plan.late_slices > 0 { given.plan.late_slices } else { given.plan.slices / 4 }
}

/// The rows with what is said of their people, and the moment from which on somebody is late: that by which the others had begun.
fn said(given: &Given) -> Result<(Vec<Row>, String), Failure> {
    let mut moments: Vec<&String> = given.began.values().collect();
    moments.sort();
    let percent: usize = given.setting("late_percent", 25)?;
    let from = moments.get(moments.len() * (100 - percent) / 100).ok_or("there is nobody")?.to_string();
    let late = |subject: &str| given.began.get(subject).is_none_or(|began| *began >= from);
    let row = |row: &Row| Row { late: if late(&row.subject) { Late::Yes } else { Late::No }, ..row.clone() };
    Ok((given.rows.iter().map(row).collect(), from))
}

fn who(rows: &[Row]) -> BTreeMap<&str, Late> {
    rows.iter().map(|row| (row.subject.as_str(), row.late)).collect()
}

/// What a person costs in steps, as a share of training from the start.
fn share(plan: &Plan, subject: &str, late: Late) -> f64 {
    ((plan.slices - slice(plan, subject, late)) * plan.steps_per_slice()) as f64 / plan.steps() as f64
}

/// What leaving costs on average over all these people, by count, and over people without number, by the formula.
fn expected(plan: &Plan, everyone: &BTreeMap<&str, Late>, ratio: usize) -> serde_json::Value {
    let weight = |late: Late| if late == Late::Yes { ratio as f64 } else { 1.0 };
    let all: f64 = everyone.values().map(|late| weight(*late)).sum();
    let cost: f64 = everyone.iter().map(|(subject, late)| weight(*late) * share(plan, subject, *late)).sum();
    let late = everyone.values().filter(|late| **late == Late::Yes).count() as f64 * ratio as f64 / all;
    let (early_slices, last) = ((plan.slices - plan.late_slices) as f64, plan.late_slices as f64);
    let mean = |first: f64, slices: f64| first + (slices + 1.0) / 2.0;
    let slices = match plan.late_slices {
        0 => mean(0.0, early_slices),
        _ => late * mean(0.0, last) + (1.0 - late) * mean(last, early_slices),
    };
    let formula = slices * plan.steps_per_slice() as f64 / plan.steps() as f64;
    json!({ "late_slices": plan.late_slices, "ratio": ratio, "late_of_those_who_leave": late, "by_count": cost / all, "by_formula": formula })
}

/// Forgets those who leave, each alone and from the whole model, and compares each with a training from the start.
fn forget(given: &Given, rows: &[Row], plan: &Plan, name: &str, ratios: &[usize]) -> Result<(), Failure> {
    let leave: usize = given.setting("people", 30)?;
    if leave == 0 {
        return Ok(());
    }
    let everyone = who(rows);
    given.train(rows.to_vec(), plan, name)?;
    let mut known: BTreeMap<String, (f64, bool)> = BTreeMap::new();
    for ratio in ratios {
        let drawn = drawn(given, &everyone, *ratio, leave)?;
        for subject in &drawn {
            if !known.contains_key(subject) {
                known.insert(subject.clone(), one(given, rows, plan, name, subject)?);
            }
        }
        let found: Vec<(f64, bool)> = drawn.iter().filter_map(|subject| known.get(subject).copied()).collect();
        let costs: Vec<f64> = found.iter().map(|(cost, _)| *cost).collect();
        let late = drawn.iter().filter(|subject| everyone.get(subject.as_str()) == Some(&Late::Yes)).count();
        let line = json!({
            "late_slices": plan.late_slices, "ratio": ratio, "forgotten": found.len(), "of_them_late": late,
            "equal": found.iter().filter(|(_, equal)| *equal).count(),
            "steps_mean": costs.iter().sum::<f64>() / costs.len() as f64, "steps_median": median(&costs),
            "steps_worst": costs.iter().copied().fold(0.0, f64::max),
        });
        println!("{line}");
    }
    Ok(())
}

/// Whom chance lets leave, late people so many times as often: the same for the same seed, and mostly the same for two ratios.
fn drawn(
    given: &Given,
    everyone: &BTreeMap<&str, Late>,
    ratio: usize,
    leave: usize,
) -> Result<BTreeSet<String>, Failure> {
    let seed: u64 = given.setting("seed_of_draws", 1)?;
    let mut keyed: Vec<(f64, &str)> = Vec::new();
    for (subject, late) in everyone {
        let digest = Digest::of_parts([seed.to_be_bytes().as_slice(), b"leaves", subject.as_bytes()]);
        let number = digest.as_bytes().iter().take(6).fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
        let chance = (number as f64 + 1.0) / 2f64.powi(48);
        // The smallest of these are a weighted draw without putting back (Efraimidis and Spirakis, 2006).
        keyed.push((-chance.ln() / if *late == Late::Yes { ratio as f64 } else { 1.0 }, subject));
    }
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(keyed.into_iter().take(leave).map(|(_, subject)| subject.to_owned()).collect())
}

/// Forgets one person, trains the twin, compares every byte, and brings the person back.
fn one(given: &Given, rows: &[Row], plan: &Plan, name: &str, subject: &str) -> Result<(f64, bool), Failure> {
    let rest: Vec<Row> = rows.iter().filter(|row| row.subject != subject).cloned().collect();
    let (folder, run) = (given.folder.join(name), given.run()?);
    let replayed = replay(&World::real(&folder), input(rest.clone()), &folder, &run)?.attestation;
    given.train(rest, plan, "twin")?;
    let equal = files::compare(&folder, &given.folder.join("twin"))?.is_ok();
    replay(&World::real(&folder), input(rows.to_vec()), &folder, &run)?;
    Ok((replayed.steps_replayed as f64 / replayed.steps_total as f64, equal))
}

/// Perplexity on posts of people who are held out whole, with and without late slices, once for each seed of the plan.
fn judge(given: &Given, rows: &[Row], plans: &[Plan]) -> Result<(), Failure> {
    let most: usize = given.setting("held_out", 150)?;
    let everyone = given.shuffled("held out", &people(rows), String::clone)?;
    let out: BTreeSet<&String> = everyone.iter().take(everyone.len() / HELD_OUT).collect();
    let (held, kept): (Vec<Row>, Vec<Row>) = rows.iter().cloned().partition(|row| out.contains(&row.subject));
    for late in [Late::No, Late::Yes] {
        // New people write as new people do: they are judged apart.
        let held: Vec<Row> = held.iter().filter(|row| row.late == late).cloned().collect();
        let held = given.shuffled("judged", &held, |row| row.record.clone())?;
        let texts: Vec<&str> =
            held.iter().map(|row| row.text.expose()).filter(|text| text.len() >= 20).take(most).collect();
        if texts.is_empty() {
            continue;
        }
        for (seed, plan) in
            given.numbers("plan_seeds", &[1])?.iter().flat_map(|seed| plans.iter().map(move |p| (seed, p)))
        {
            let plan = Plan { seed: *seed as u64, ..plan.clone() };
            // What is there already under this name is that training.
            let folder = given.folder.join(format!("judged-{seed}-{}", plan.late_slices));
            let served = train::train(input(kept.clone()), &given.base, &plan, &folder, &given.run()?)?;
            let (counted, average) = (chances(&served, &texts)?, chances(&served.weights_alone(), &texts)?);
            let line = json!({
                "seed": seed, "late_slices": plan.late_slices, "judged": format!("{late:?}"), "texts": texts.len(),
                "tokens": counted.len(), "served": perplexity(&counted), "average": perplexity(&average),
            });
            println!("{line}");
        }
    }
    Ok(())
}
