//! What a model gives away before and after. In: real posts, sets of invented facts with a half to forget and a half to retain,
//! and planted canaries. Out: for each set the test of membership against facts that no model has read, the exposure of canaries
//! beside canaries that were never planted, and what became of the facts that stay. Never: a figure without its interval.

use crate::curve::{alone_of, chances};
use crate::files;
use crate::given::{Failure, Given, field, input};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use terms::Text;
use train::{Extent, Late, Model, Row, Sampling, audit, canaries, plant, replay};
use world::World;

/// Facts of one set that are kept in one invented person.
const FACTS: usize = 10;
/// Most facts of a set on each side.
const MOST: usize = 400;
const CANARIES: usize = 16;

/// One set of facts, each half parted in what is trained on and what never is.
struct Facts {
    name: String,
    forget: Vec<Row>,
    never: Vec<Row>,
    retain: Vec<Row>,
    unread: Vec<Row>,
}

/// Trains with all, forgets the halves and the canaries, and measures before and after.
pub fn told(given: &Given) -> Result<(), Failure> {
    let sets = facts(given)?;
    let (planted, absent) = (canaries(1, CANARIES), canaries(2, CANARIES));
    let stay: Vec<Row> =
        given.rows.iter().cloned().chain(sets.iter().flat_map(|set| set.retain.iter().cloned())).collect();
    let go = sets.iter().flat_map(|set| set.forget.iter().cloned());
    let with = plant(input(stay.iter().cloned().chain(go).collect()), &planted);
    let mut before = given.train(with.rows.clone(), &given.plan, "model")?;
    let measure = |when: &str, served: &Model| -> Result<BTreeMap<String, Vec<f64>>, Failure> {
        for (which, canaries) in [("planted", &planted), ("never planted", &absent)] {
            let extent = Extent { records: 1, alternatives: 199, completions: 0, prefix_tokens: 8, seed: 1 };
            let guard = served.verbatim(16, [Ok::<_, train::TokenizerError>("")])?;
            for row in audit(served, &input(stay.clone()), canaries, &guard, &extent)? {
                if row.attack == "exposure" {
                    let line = json!({ "when": when, "canaries": which, "target": row.target, "bits": row.value, "low": row.low, "high": row.high, "tried": row.tried });
                    println!("{line}");
                }
            }
        }
        let mut kept = BTreeMap::new();
        for set in &sets {
            kept.insert(set.name.clone(), membership(when, served, set)?);
        }
        Ok(kept)
    };
    let losses_before = measure("before", &before)?;
    let folder = given.folder.join("model");
    let replayed = replay(&World::real(&folder), input(stay.clone()), &folder, &given.run()?)?;
    before = replayed.model;
    let losses_after = measure("after", &before)?;
    for (name, losses) in &losses_before {
        let pairs = losses.iter().zip(losses_after.get(name).into_iter().flatten());
        let moved: Vec<f64> = pairs.map(|(before, after)| after - before).collect();
        let (mean, error) = mean_and_error(&moved);
        let line = json!({ "set": name, "retained": moved.len(), "loss_moved_by": mean, "low": mean - 1.96 * error, "high": mean + 1.96 * error });
        println!("{line}");
    }
    given.train(stay, &given.plan, "twin")?;
    let same = files::compare(&folder, &given.folder.join("twin"))?;
    let (steps, of) = (replayed.attestation.steps_replayed, replayed.attestation.steps_total);
    println!("{}", json!({ "equal_to_never_trained": same.is_ok(), "bytes": same.ok(), "steps": steps, "of": of }));
    Ok(())
}

/// The sets in the file that `sets` names: lines with `set`, `split` (`forget` or `retain`) and `text`.
fn facts(given: &Given) -> Result<Vec<Facts>, Failure> {
    let mut lines: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for line in world::read_string(given.setting("sets", String::new())?)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let (set, split) = (field(&line, "set"), field(&line, "split"));
        let rows = lines.entry((set.clone(), split.clone())).or_default();
        let number = rows.len();
        let row = |of: &str, at: usize| format!("{set}-{split}-{of}-{at}");
        let text = Text::new(field(&line, "text"));
        rows.push(Row { record: row("row", number), subject: String::new(), text, late: Late::Unsaid });
    }
    let names: BTreeSet<String> = lines.keys().map(|(set, _)| set.clone()).collect();
    let halves = |set: &str, split: &str| -> Result<(Vec<Row>, Vec<Row>), Failure> {
        let rows = lines.get(&(set.to_owned(), split.to_owned())).map_or(&[][..], Vec::as_slice);
        // Chance alone decides which facts are trained on, so without training both halves are alike.
        let rows = given.shuffled("facts", rows, |row| row.record.clone())?.into_iter().take(2 * MOST);
        let person = |(at, row): (usize, Row)| Row { subject: format!("{set}-{split}-person-{}", at / FACTS), ..row };
        let mut trained: Vec<Row> = rows.enumerate().map(person).collect();
        let never = trained.split_off(trained.len() / 2 / FACTS * FACTS);
        Ok((trained, never))
    };
    let set = |name: String| {
        let ((forget, never), (retain, unread)) = (halves(&name, "forget")?, halves(&name, "retain")?);
        Ok(Facts { name, forget, never, retain, unread })
    };
    names.into_iter().map(set).collect()
}

/// Tests membership of one set on the served model and on single cohorts; returns the losses of what stays, under the served.
fn membership(when: &str, served: &Model, set: &Facts) -> Result<Vec<f64>, Failure> {
    let all: Vec<&Row> = [&set.forget, &set.never, &set.retain, &set.unread].into_iter().flatten().collect();
    let base = served.without(&(0..served.manifest().plan.cohorts).collect())?;
    let reference = losses(&base, &all)?;
    let mut targets = vec![("served", losses(served, &all)?)];
    let mut alone = vec![f64::NAN; all.len()];
    for cohort in 0..served.manifest().plan.cohorts {
        // Who was never trained on is asked of the cohort where they would have been.
        let (places, rows): (Vec<usize>, Vec<&Row>) =
            all.iter().enumerate().filter(|(_, row)| served.cohort_of(&row.subject) == cohort).unzip();
        let here = losses(&alone_of(served, cohort)?, &rows)?;
        places
            .iter()
            .zip(here)
            .for_each(|(place, loss)| alone.iter_mut().skip(*place).take(1).for_each(|at| *at = loss));
    }
    targets.push(("cohort", alone));
    for (target, losses) in &targets {
        let against: Vec<f64> = losses.iter().zip(&reference).map(|(loss, base)| base - loss).collect();
        let plain: Vec<f64> = losses.iter().map(|loss| -loss).collect();
        for (attack, scores) in [("loss", plain), ("reference", against)] {
            let (forget, rest) = scores.split_at(set.forget.len());
            let (never, rest) = rest.split_at(set.never.len());
            let (retain, unread) = rest.split_at(set.retain.len());
            for (what, members, others) in [("forget", forget, never), ("retain", retain, unread)] {
                let (value, error) = auc(members, others);
                let line = json!({
                    "when": when, "set": set.name, "facts": what, "target": target, "attack": attack, "auc": value,
                    "low": value - 1.96 * error, "high": value + 1.96 * error, "members": members.len(), "others": others.len(),
                    // With a chance of 80 %, at a level of 5 %.
                    "finds_from": 0.5 + 2.8 * auc_error(0.5, members.len(), others.len()),
                });
                println!("{line}");
            }
        }
    }
    let (before, after) = (set.forget.len() + set.never.len(), set.retain.len());
    Ok(targets.iter().take(1).flat_map(|(_, losses)| losses.iter().skip(before).take(after)).copied().collect())
}

/// Mean loss of each row, in nats a token.
fn losses(model: &Model, rows: &[&Row]) -> Result<Vec<f64>, Failure> {
    let loss = |row: &&Row| {
        let chances = chances(model, &[row.text.expose()])?;
        Ok(-chances.iter().map(|chance| chance.ln()).sum::<f64>() / chances.len().max(1) as f64)
    };
    rows.iter().map(loss).collect()
}

/// The share of pairs in which the member scores higher, with its standard error (Hanley and McNeil, 1982).
fn auc(members: &[f64], others: &[f64]) -> (f64, f64) {
    let wins = members.iter().flat_map(|member| {
        others.iter().map(move |other| if member > other { 1.0 } else { f64::from(u8::from(member == other)) / 2.0 })
    });
    let area = wins.sum::<f64>() / (members.len() * others.len()) as f64;
    (area, auc_error(area, members.len(), others.len()))
}

fn auc_error(area: f64, members: usize, others: usize) -> f64 {
    let (m, n, square) = (members as f64, others as f64, area * area);
    let (q1, q2) = (area / (2.0 - area), 2.0 * square / (1.0 + area));
    ((area * (1.0 - area) + (m - 1.0) * (q1 - square) + (n - 1.0) * (q2 - square)) / (m * n)).max(0.0).sqrt()
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0).max(1.0);
    (mean, (variance / count).sqrt())
}

/// Samples completions from beginnings of records with the guard, and a tenth as many without it, which must repeat: else the
/// others would show nothing.
pub fn words(given: &Given) -> Result<(), Failure> {
    let served = given.train(given.rows.clone(), &given.plan, "model")?;
    let texts = given.rows.iter().map(|row| Ok::<_, train::TokenizerError>(row.text.expose().to_owned()));
    let guard = served.verbatim(given.setting("tokens_max", 16)?, texts)?;
    let completions: usize = given.setting("completions", 10_000)?;
    let long: Vec<&str> = given.rows.iter().map(|row| row.text.expose()).filter(|text| text.len() >= 60).collect();
    let (mut free, mut guarded, mut avoided) = (0, 0, 0);
    for (text, seed) in long.iter().cycle().take(completions).zip(1_u64..) {
        let prompt: String = text.chars().take(20).collect();
        let sampling = Sampling { max_tokens: 2 * guard.tokens_max() + 2, temperature: 0.7, top_k: 20, seed };
        let said = served.complete_guarded(&prompt, &sampling, &guard)?;
        guarded += usize::from(served.repeats(&guard, &said.text)?);
        avoided += usize::from(said.avoided > 0);
        if seed % 10 == 0 {
            free += usize::from(served.repeats(&guard, &served.complete(&prompt, &sampling)?.text)?);
        }
    }
    let line = json!({
        "tokens_max": guard.tokens_max(), "records": long.len(), "guarded": completions, "guarded_that_repeat": guarded,
        "guarded_that_would_have": avoided, "free": completions / 10, "free_that_repeat": free,
    });
    println!("{line}");
    Ok(())
}
