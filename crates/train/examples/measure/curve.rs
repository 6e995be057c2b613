//! What cohorts cost in quality. In: real posts, and numbers of cohorts. Out: for each number, perplexity on posts of people whom
//! no model has read: of what is served (the average and what many people say), of the average alone, of the ensemble, of the cohort
//! that each text is routed to, and of one cohort alone. Never: a token that is judged by one of them and not by the others.

use crate::given::{Failure, Given, cpu_seconds, people};
use serde_json::json;
use std::collections::BTreeSet;
use train::{Model, Plan, Row};

/// One in so many people is held out.
const HELD_OUT: usize = 20;

/// Trains one model for each number of cohorts, with the same number of steps in all, and judges it.
pub fn curve(given: &Given) -> Result<(), Failure> {
    let everyone = given.shuffled("held out", &people(&given.rows), String::clone)?;
    let out: BTreeSet<&String> = everyone.iter().take(everyone.len() / HELD_OUT).collect();
    let (held, kept): (Vec<Row>, Vec<Row>) = given.rows.iter().cloned().partition(|row| out.contains(&row.subject));
    let held = given.shuffled("judged", &held, |row| row.record.clone())?;
    let texts: Vec<&str> = held
        .iter()
        .map(|row| row.text.expose())
        .filter(|text| text.len() >= 20)
        .take(given.setting("held_out", 300)?)
        .collect();
    let steps = given.setting("steps", given.plan.cohorts * given.plan.slices * given.plan.steps_per_slice())?;
    let frozen = given.frozen()?;
    for cohorts in given.numbers("cohort_counts", &[1, 4, 8, 16, 32, 64])? {
        let each = (steps / (cohorts * given.plan.slices * given.plan.passes)).max(1);
        let plan = Plan { cohorts, steps_per_pass: each, ..given.plan.clone() };
        let before = cpu_seconds()?;
        let served = match &frozen {
            Some(base) => given.train_beside(kept.clone(), base, &plan, "model")?,
            None => given.train(kept.clone(), &plan, "model")?,
        };
        let trained = cpu_seconds()?;
        let counted = chances(&served, &texts)?;
        let runs = served.manifest().ngrams.as_ref().map(|counted| counted.runs.clone());
        let served = served.weights_alone();
        let average = chances(&served, &texts)?;
        let (mut sum, mut alone) = (vec![0.0; average.len()], Vec::new());
        let begins = begins(&served, &texts)?;
        let mut routes = Routes::new(average.len());
        for cohort in 0..cohorts {
            let one = chances(&alone_of(&served, cohort)?, &texts)?;
            sum.iter_mut().zip(&one).for_each(|(sum, chance)| *sum += chance / cohorts as f64);
            alone.push(perplexity(&one));
            routes.offer(&one, &begins);
        }
        let base = served.without(&(0..cohorts).collect())?;
        let line = json!({
            "cohorts": cohorts, "slices": plan.slices, "passes": plan.passes, "steps_per_pass": each, "steps": plan.steps(),
            "learning_rate": plan.learning_rate, "rank": given.setting("rank", 0)?, "records": kept.len(), "judged_texts": texts.len(), "judged_tokens": average.len(),
            "counted": perplexity(&counted), "average": perplexity(&average), "ensemble": perplexity(&sum), "runs": runs,
            "routed": perplexity(&routes.routed()),
            "alone": alone.iter().sum::<f64>() / alone.len() as f64,
            "base": perplexity(&chances(&base, &texts)?), "cpu_seconds": trained - before,
        });
        println!("{line}");
    }
    Ok(())
}

/// The weights of one cohort.
pub fn alone_of(served: &Model, cohort: usize) -> Result<Model, Failure> {
    let others = (0..served.manifest().plan.cohorts).filter(|other| *other != cohort).collect();
    Ok(served.without(&others)?)
}

/// Where each text begins among the tokens that [`chances`] judges.
fn begins(model: &Model, texts: &[&str]) -> Result<BTreeSet<usize>, Failure> {
    let (mut begins, mut at) = (BTreeSet::new(), 0);
    for text in texts {
        begins.insert(at);
        at += model.logits(text)?.len().saturating_sub(1);
    }
    Ok(begins)
}

/// Each token by the cohort that said the tokens before it in the same text best, the first one by all of them alike.
struct Routes {
    /// For each token: what the best cohort so far gave to what stands before it, in nats, and its chance for this one.
    best: Vec<(f64, f64)>,
    cohorts: f64,
    firsts: Vec<f64>,
}

impl Routes {
    fn new(tokens: usize) -> Self {
        Self { best: vec![(f64::NEG_INFINITY, 0.0); tokens], cohorts: 0.0, firsts: vec![0.0; tokens] }
    }

    fn offer(&mut self, chances: &[f64], begins: &BTreeSet<usize>) {
        let mut before = 0.0;
        self.cohorts += 1.0;
        for (at, ((chance, best), first)) in chances.iter().zip(&mut self.best).zip(&mut self.firsts).enumerate() {
            if begins.contains(&at) {
                before = 0.0;
                *first += chance;
            } else if before > best.0 {
                *best = (before, *chance);
            }
            before += chance.ln();
        }
    }

    fn routed(&self) -> Vec<f64> {
        let one = |((_, chance), first): (&(f64, f64), &f64)| if *first > 0.0 { first / self.cohorts } else { *chance };
        self.best.iter().zip(&self.firsts).map(one).collect()
    }
}

/// What a model gives each token of these texts.
pub fn chances(model: &Model, texts: &[&str]) -> Result<Vec<f64>, Failure> {
    let mut all = Vec::new();
    for text in texts {
        let read = model.logits(text)?;
        for (before, after) in read.iter().zip(read.iter().skip(1)) {
            let logits = before.1.iter().map(|logit| f64::from(*logit));
            let most = logits.clone().fold(f64::MIN, f64::max);
            let total: f64 = logits.clone().map(|logit| (logit - most).exp()).sum();
            // A token is below the vocabulary, so it has a logit.
            let own = logits.clone().nth(after.0 as usize).unwrap_or(f64::MIN);
            all.push((own - most).exp() / total);
        }
    }
    Ok(all)
}

pub fn perplexity(chances: &[f64]) -> f64 {
    (-chances.iter().map(|chance| chance.ln()).sum::<f64>() / chances.len() as f64).exp()
}
