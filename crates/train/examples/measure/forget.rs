//! Forgetting, person by person. In: real posts. Out: for each person and each batch, whether every byte is that of a training
//! from the start without them, and what it cost. Never: a twin that shares a file, a state or a tokenizer with the model.

use crate::files;
use crate::given::{Failure, Given, cpu_seconds, input, median, people};
use serde_json::json;
use std::collections::BTreeSet;
use train::{Row, replay};
use world::World;

const BATCH: usize = 10;

/// What forgetting a group cost, as shares of training from the start.
struct Cost {
    steps: f64,
    cpu: f64,
    equal: bool,
}

/// Forgets each of `people` people, then `batches` batches of ten others, and brings each back before the next.
pub fn forget(given: &Given) -> Result<(), Failure> {
    let before = cpu_seconds()?;
    let whole = given.train(given.rows.clone(), &given.plan, "whole")?;
    let tokens: usize = whole.manifest().cohorts.iter().flatten().map(|slice| slice.stage.tokens).sum();
    let all = people(&given.rows);
    let line = json!({
        "records": given.rows.len(), "people": all.len(), "tokens": tokens, "weights": whole.manifest().parameters,
        "cohorts": given.plan.cohorts, "slices": given.plan.slices, "steps": given.plan.steps(),
        "cpu_seconds": cpu_seconds()? - before,
    });
    println!("{line}");
    let first = files::digest(&given.folder.join("whole"))?;
    let (single, batches) = (given.setting("people", 50)?, given.setting("batches", 5)?);
    let drawn = given.shuffled("people", &all, String::clone)?;
    let (alone, rest) = drawn.split_at(single.min(drawn.len()));
    let alone: Vec<Cost> = alone.chunks(1).map(|group| one(given, group)).collect::<Result<_, _>>()?;
    let together: Vec<Cost> =
        rest.chunks(BATCH).take(batches).map(|group| one(given, group)).collect::<Result<_, _>>()?;
    for (what, costs) in [("one person", alone), (("ten people"), together)] {
        let figures = |of: fn(&Cost) -> f64| costs.iter().map(of).collect::<Vec<f64>>();
        let (steps, cpu) = (figures(|cost| cost.steps), figures(|cost| cost.cpu));
        let most = |figures: &[f64]| figures.iter().copied().fold(0.0, f64::max);
        let line = json!({
            "what": what, "tried": costs.len(), "equal": costs.iter().filter(|cost| cost.equal).count(),
            "steps_median": median(&steps), "steps_worst": most(&steps),
            "cpu_median": median(&cpu), "cpu_worst": most(&cpu),
        });
        println!("{line}");
    }
    let last = files::digest(&given.folder.join("whole"))?;
    println!("{}", json!({ "the model with everybody back is the first one": first == last }));
    Ok(())
}

/// Forgets a group, trains the twin, compares, and brings the group back.
fn one(given: &Given, group: &[String]) -> Result<Cost, Failure> {
    let gone: BTreeSet<&str> = group.iter().map(String::as_str).collect();
    let rest: Vec<Row> = given.rows.iter().filter(|row| !gone.contains(row.subject.as_str())).cloned().collect();
    let (folder, run, start) = (given.folder.join("whole"), given.run()?, cpu_seconds()?);
    let replayed = replay(&World::real(&folder), input(rest.clone()), &folder, &run)?.attestation;
    let forgotten = cpu_seconds()?;
    given.train(rest.clone(), &given.plan, "twin")?;
    let trained = cpu_seconds()?;
    let found = files::compare(&folder, &given.folder.join("twin"))?;
    let cost = Cost {
        steps: replayed.steps_replayed as f64 / replayed.steps_total as f64,
        cpu: (forgotten - start) / (trained - forgotten),
        equal: found.is_ok(),
    };
    let line = json!({
        "people": group.len(), "records": given.rows.len() - rest.len(), "steps": replayed.steps_replayed, "of": replayed.steps_total,
        "share": cost.steps, "cpu_share": cost.cpu, "twin_cpu_seconds": trained - forgotten,
        "equal": cost.equal, "bytes": found.as_ref().ok(), "differs": found.err(),
    });
    println!("{line}");
    replay(&World::real(&folder), input(given.rows.clone()), &folder, &run)?;
    Ok(cost)
}
