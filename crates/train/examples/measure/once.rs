//! One training. In: rows and a plan. Out: the digest of everything it left, and how fast it was. Never: a claim without the
//! processor time beside it.
#![expect(clippy::disallowed_methods, reason = "this measures wall time")]

use crate::files;
use crate::given::{Failure, Given, cpu_seconds, input};
use serde_json::json;
use std::sync::Mutex;
use std::time::Instant;
use train::{Plan, Progress, Run, train};

/// Trains, or goes on where a killed run stopped, and says what lies in the folder then.
pub fn once(given: &Given) -> Result<(), Failure> {
    let started = Instant::now();
    let model = train(input(given.rows.clone()), &given.base, &given.plan, &given.folder, &given.run()?)?;
    let (seconds, manifest) = (started.elapsed().as_secs_f64(), model.manifest());
    let read: usize = manifest.cohorts.iter().flatten().map(|slice| slice.stage.tokens).sum();
    let line = json!({
        "digest": files::digest(&given.folder)?.to_string(),
        "weights": manifest.parameters,
        "records": manifest.records,
        "tokens_of_people": read * given.plan.passes,
        "steps": given.plan.steps(),
        "seconds": seconds,
        "cpu_seconds": cpu_seconds()?,
    });
    println!("{line}");
    Ok(())
}

/// Steps that warm caches and allocate.
const WARM: usize = 3;

/// Trains on base text alone, whole sequences only, and says how many tokens a second that is.
pub fn speed(given: &Given) -> Result<(), Failure> {
    // Every token of a book is read, so that all sequences are as long as the context.
    let plan = Plan { cohorts: 1, slices: 1, passes: 1, steps_per_pass: 1, ..given.plan.clone() };
    let (marks, threads) = (Mutex::new(Vec::new()), given.setting("threads", 1)?);
    let progress = |now: Progress| {
        if now.done == WARM || now.done == plan.base_steps {
            let mark = (Instant::now(), cpu_seconds().unwrap_or(f64::NAN));
            marks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(mark);
        }
    };
    world::remove_dir(&given.folder)?;
    let model = train(
        input(Vec::new()),
        &given.base,
        &plan,
        &given.folder,
        &Run { threads, progress: &progress, permit: &|| Ok(()) },
    )?;
    let marks = marks.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let [(begun, cpu_begun), (ended, cpu_ended), ..] = marks.as_slice() else {
        return Err(format!("`base_steps` must be above {WARM}").into());
    };
    let base = &model.manifest().base_state;
    let tokens = base.tokens as f64 / plan.base_steps.div_ceil(10) as f64 * (plan.base_steps - WARM) as f64;
    let (seconds, cpu) = (ended.duration_since(*begun).as_secs_f64(), cpu_ended - cpu_begun);
    let line = json!({
        "weights": model.manifest().parameters,
        "tokens": tokens,
        "full": (plan.base_sequences * plan.context) as f64 * plan.base_steps.div_ceil(10) as f64 / base.tokens as f64,
        "loss": base.loss,
        "tokens_per_second": tokens / seconds,
        "tokens_per_cpu_second": tokens / cpu,
    });
    println!("{line}");
    Ok(())
}
