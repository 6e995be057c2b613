//! Corpora, runs and models, and what came of what. In: the ledger. Out: both ways from each: a corpus to its models, a
//! model to its corpus. Never: a figure that no event says.

use super::super::{Visit, page};
use super::Answer;
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use ledger::{Act, Said};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::BTreeMap;
use terms::format_instant;

#[derive(Default, Serialize)]
struct Corpus {
    digest: String,
    index: u64,
    at: String,
    purpose: Option<String>,
    records: Option<u64>,
    rules_digest: Option<String>,
    tree_size: Option<u64>,
    replaces: Option<String>,
    replaced_by: Option<String>,
    models: Vec<String>,
}

#[derive(Serialize)]
struct Model {
    digest: String,
    index: u64,
    at: String,
    corpus: Option<String>,
    run: Option<String>,
    forgot: bool,
}

#[derive(Serialize)]
struct Run {
    run: String,
    began: String,
    corpus: Option<String>,
    stopped: Option<String>,
    reason: Option<String>,
    model: Option<String>,
}

#[derive(Default)]
struct Stock {
    corpora: Vec<Corpus>,
    models: Vec<Model>,
    runs: Vec<Run>,
}

/// `GET /console/stock`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let said = house.door.ask(|ledger| ledger.said_of(ACTS)).await?;
    let stock = stock(&said);
    let values = context! {
        corpora => Serde(stock.corpora.iter().rev().collect::<Vec<_>>()),
        models => Serde(stock.models.iter().rev().collect::<Vec<_>>()),
        runs => Serde(stock.runs.iter().rev().collect::<Vec<_>>()),
        query => super::events::query(ACTS),
    };
    page(&house, &visit, "console-stock", values)
}

fn stock(said: &[(u64, Said)]) -> Stock {
    let mut stock = Stock::default();
    for (index, said) in said {
        stock.add(*index, said);
    }
    let mut models: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for model in &stock.models {
        models.entry(model.corpus.clone().unwrap_or_default()).or_default().push(model.digest.clone());
    }
    let replaced: BTreeMap<String, String> =
        stock.corpora.iter().filter_map(|corpus| Some((corpus.replaces.clone()?, corpus.digest.clone()))).collect();
    for corpus in &mut stock.corpora {
        corpus.models = models.get(&corpus.digest).cloned().unwrap_or_default();
        corpus.replaced_by = replaced.get(&corpus.digest).filter(|next| **next != corpus.digest).cloned();
    }
    stock
}

impl Stock {
    fn add(&mut self, index: u64, said: &Said) {
        let at = format_instant(said.at);
        match &said.act {
            Act::CorpusSealed { corpus, purpose, records, rules_digest, tree_size, .. } => self.corpora.push(Corpus {
                digest: corpus.to_string(),
                index,
                at,
                purpose: purpose.as_ref().map(ToString::to_string),
                records: *records,
                rules_digest: rules_digest.map(|digest| digest.to_string()),
                tree_size: *tree_size,
                ..Corpus::default()
            }),
            Act::CorpusPurged { corpus, replaces, records, tree_size, .. } => self.corpora.push(Corpus {
                digest: corpus.to_string(),
                index,
                at,
                records: *records,
                tree_size: *tree_size,
                replaces: replaces.map(|digest| digest.to_string()),
                ..Corpus::default()
            }),
            Act::ModelTrained { model, corpus, run } => {
                let (digest, corpus) = (model.to_string(), corpus.map(|digest| digest.to_string()));
                if let Some(began) = self.runs.iter_mut().find(|one| Some(&one.run) == run.as_ref()) {
                    began.model = Some(digest.clone());
                }
                self.models.push(Model { digest, index, at, corpus, run: run.clone(), forgot: false });
            }
            Act::Forgotten { model, corpus, .. } => {
                let (digest, corpus) = (model.to_string(), Some(corpus.to_string()));
                self.models.push(Model { digest, index, at, corpus, run: None, forgot: true });
            }
            Act::RunStarted { run, corpus, .. } => {
                let corpus = corpus.map(|digest| digest.to_string());
                self.runs.push(Run { run: run.clone(), began: at, corpus, stopped: None, reason: None, model: None });
            }
            Act::RunStopped { run, reason } => {
                if let Some(began) = self.runs.iter_mut().rev().find(|one| one.run == *run) {
                    (began.stopped, began.reason) = (Some(at), reason.clone());
                }
            }
            _ => {}
        }
    }
}

const ACTS: &[&str] = &["corpus_sealed", "corpus_purged", "run_started", "run_stopped", "model_trained", "forgotten"];
