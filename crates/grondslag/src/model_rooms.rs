//! Rooms 7 to 11 as the journey enters them: train, prompt, forget, report. In: a project with a sealed corpus. Out: a
//! model, an answer, an attestation, a page. Never: an answer of a model that the law does not let speak.

use crate::dossier;
use crate::exit::Stop;
use crate::ground::{self, Ground};
use crate::guard::{self, Guard};
use crate::journey::Account;
use crate::permitted::{Moved, Permitted};
use crate::progress::Bar;
use crate::project::Project;
use crate::rooms::{self, Decided};
use anyhow::{Context, Result};
use corpus::Corpus;
use law::facts::ModelState;
use law::{Decision, Law};
use ledger::{Act, Said};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use terms::{Digest, Operation, SubjectId};
use train::{Input, Model, Progress, Run, Stage};

/// Room 7 in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trained {
    /// Digest of the weights.
    pub model_digest: Digest,
    /// Digest of the corpus it was trained on.
    pub corpus_digest: Digest,
    /// Trainable weights.
    pub parameters: u64,
    /// Records read.
    pub records: u64,
    /// Tokens read, all passes.
    pub tokens: u64,
    /// Steps of training from the start.
    pub steps: u64,
    /// Of these on base text.
    pub base_steps: u64,
    /// Mean loss in nats a token at some steps of this run.
    pub loss: Vec<(u64, f64)>,
    /// Seconds.
    pub seconds: f64,
    /// What nobody has answered yet about a base of somebody else: questions of the document D36.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub base_questions_open: Vec<String>,
}

/// Room 8 in words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answered {
    /// The prompt.
    pub prompt: String,
    /// What the model made of it. It is written by an AI system [AIA 50].
    pub completion: String,
    /// Marked so for machines.
    pub ai_generated: bool,
    /// Digest of the model.
    pub model_digest: Digest,
    /// Seed of the draws.
    pub seed: u64,
    /// Cohorts that were out of service, because somebody in them is being forgotten.
    #[serde(default)]
    pub without_cohorts: u64,
    /// Why the guard ended the text, if it did.
    #[serde(default)]
    pub stopped_by: Option<String>,
}

/// Room 9 in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forgotten {
    /// Pseudonym of the person.
    pub subject: String,
    /// Records that left the corpus.
    pub records: u64,
    /// The corpus before and after.
    pub corpus_before: Digest,
    /// The corpus after.
    pub corpus_digest: Digest,
    /// The model before.
    pub model_before: Digest,
    /// The model after.
    pub model_digest: Digest,
    /// Optimiser steps replayed.
    pub steps_replayed: u64,
    /// Optimiser steps of training from the start.
    pub steps_total: u64,
    /// Seconds.
    pub seconds: f64,
    /// Whether a model trained without the person from the start was compared, byte for byte.
    pub compared: bool,
    /// The attestation in the model's folder.
    pub attestation: PathBuf,
    /// The receipt of the person's request.
    pub receipt: PathBuf,
    /// Its index in the log.
    pub receipt_index: u64,
    /// What the model told of the person before and after, where it was compared and the corpus still held the records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<Tested>,
}

/// The same questions about the records of one person, before and after they were forgotten.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tested {
    /// Of the model that had read them.
    pub before: train::Told,
    /// Of the model after forgetting.
    pub after: train::Told,
}

/// The records of somebody who is about to be forgotten. Only these texts can show that forgetting worked, so they stay in
/// memory until the second test and are written nowhere.
pub struct Probe {
    rows: Vec<train::Row>,
    before: train::Told,
}

/// Tests a model on the records of one person, as long as both may be used; nothing to test is no error.
pub fn probe(project: &Project, subject: &SubjectId) -> Result<Option<Probe>> {
    let corpus = Corpus::open(project.corpus_folder())?;
    let pseudonym = project.ledger()?.pseudonymizer().pseudonym("subject", subject.as_str());
    // A test reads the records once more, so it needs what training needs.
    if corpus.records_of(&pseudonym)?.is_empty() || Permitted::of(project, &corpus)?.ask().is_err() {
        return Ok(None);
    }
    let model = model_of(project, &corpus)?;
    let rows: Vec<_> = input(project, &corpus)?.rows.into_iter().filter(|row| row.subject == pseudonym).collect();
    let before = train::told_of(&model, &rows, &train::Extent::default())?;
    Ok(before.map(|before| Probe { rows, before }))
}

/// Whether forgetting is compared with training without the person from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// It is, and an unequal byte is a failure.
    WithTrainingFromTheStart,
    /// It is not.
    No,
}

/// The rows of the corpus, and those of the planted people beside them.
pub fn input(project: &Project, corpus: &Corpus) -> Result<Input> {
    Ok(train::plant(Input::of(corpus)?, &project.config().train.canaries()))
}

/// The loss of a run, at about this many steps.
const LOSS_POINTS: usize = 60;

/// Gathers the loss of a run by step, whatever thread told it.
#[derive(Default)]
struct Curve(Mutex<Vec<(usize, f64)>>);

impl Curve {
    fn add(&self, step: usize, loss: f64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((step, loss));
    }

    fn points(self) -> Vec<(u64, f64)> {
        let mut all = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.sort_by(|(a, x), (b, y)| a.cmp(b).then(x.total_cmp(y)));
        let width = all.len().div_ceil(LOSS_POINTS).max(1);
        let mean = |bin: &[(usize, f64)]| {
            let step = bin.last().map_or(0, |(step, _)| *step as u64);
            (step, bin.iter().map(|(_, loss)| loss).sum::<f64>() / bin.len() as f64)
        };
        all.chunks(width).map(mean).collect()
    }
}

/// Room 7: a model from the sealed corpus. A model that is there already under the same plan is brought to it, which
/// gives the same bytes.
pub async fn train(project: &Project, bar: Bar) -> Result<Trained> {
    let began = rooms::watch();
    let ground = Ground::read(project)?;
    let plan = ground.plan(project)?;
    let folder = project.model_folder();
    let corpus = Corpus::open(project.corpus_folder())?;
    let input = input(project, &corpus)?;
    let (corpus_digest, records) = (input.corpus, corpus.manifest().counts.admitted);
    let curve = Curve::default();
    let told = |progress: Progress| {
        let name = match progress.stage {
            Stage::Base => "base",
            Stage::Cohorts => "cohorts",
        };
        let step = if progress.stage == Stage::Base { progress.done } else { plan.base_steps + progress.done };
        if let Some(loss) = progress.loss {
            curve.add(step, loss);
            bar.say(format!("{name}: step {} of {}, loss {loss:.2}", progress.done, progress.total));
        }
    };
    let permit = Permitted::of(project, &corpus)?;
    let run = Run { threads: project.threads(), progress: &told, permit: &|| permit.ask() };
    let same = |manifest: &train::Manifest| manifest.plan == plan && manifest.base == ground.digest();
    let name = started(project, corpus_digest)?;
    // Only looked at: the weights of a base are read once, and not held twice while it is trained on.
    let trained = match Model::look(&folder) {
        Ok(manifest) if same(&manifest) => ground.replay(project, input, &folder, &run).map(|replayed| replayed.model),
        _ => ground.train(input, &plan, &folder, &run),
    };
    let model = match trained {
        Ok(model) => model,
        Err(error) => {
            // If we crash before this, the run stands in the ledger as begun and never ended, which is what happened.
            let reason = Some(permit.ended_by().unwrap_or_else(|| "failed".to_owned()));
            say(project, Act::RunStopped { run: name, reason })?;
            return Err(error.into());
        }
    };
    let manifest = model.manifest();
    let passes = plan.passes as u64;
    let tokens = manifest.base_state.tokens as u64
        + manifest.cohorts.iter().flatten().map(|slice| slice.stage.tokens as u64 * passes).sum::<u64>();
    let trained = Trained {
        model_digest: model.digest(),
        corpus_digest,
        parameters: manifest.parameters as u64,
        records,
        tokens,
        steps: (plan.base_steps + plan.cohorts * plan.slices * plan.passes * plan.steps_per_pass) as u64,
        base_steps: plan.base_steps as u64,
        loss: curve.points(),
        seconds: began.elapsed().as_secs_f64(),
        base_questions_open: ground::unanswered(project)?,
    };
    say(project, Act::ModelTrained { model: trained.model_digest, corpus: Some(corpus_digest), run: Some(name) })?;
    bar.done(format!("{} records, {} steps, model {:.12}…", records, trained.steps, trained.model_digest.to_string()));
    Ok(trained)
}

/// Says in the ledger that a run begins, and gives its name: its place in the log, which no other run has.
fn started(project: &Project, corpus: Digest) -> Result<String> {
    let run = format!("train-{}", project.ledger()?.tree_head().size);
    let (operation, purpose) = (Some(Operation::Train), Some(project.purpose()));
    say(project, Act::RunStarted { run: run.clone(), operation, purpose, corpus: Some(corpus) })?;
    Ok(run)
}

fn say(project: &Project, act: Act) -> Result<()> {
    project.ledger()?.append(&project.world, &[Said::new(project.world.now(), act)])?;
    Ok(())
}

/// Room 8, with the prompt of the configuration, if there is one.
pub async fn answer_configured(project: &Project, law: &Law, bar: Bar) -> Result<Option<Answered>> {
    let text = &project.config().prompt.text;
    if text.is_empty() {
        bar.done("no prompt is configured".to_owned());
        return Ok(None);
    }
    answer(project, law, text, &mut |_| true, bar).await.map(Some)
}

/// Room 8: the law is asked first whether this model may answer at all. Each sentence is handed to `say` as soon as the guard
/// has looked at it.
pub async fn answer(
    project: &Project,
    law: &Law,
    text: &str,
    say: &mut dyn FnMut(&str) -> bool,
    bar: Bar,
) -> Result<Answered> {
    let speaker = Speaker::open(project, law, None).await?;
    let sampling = project.config().prompt.sampling();
    let said = speaker.guard.speak(&speaker.model, text, &sampling, say)?;
    bar.done(format!("{} tokens", said.tokens));
    Ok(Answered {
        prompt: text.to_owned(),
        completion: said.text,
        ai_generated: true,
        model_digest: speaker.model.digest(),
        seed: sampling.seed,
        without_cohorts: speaker.without_cohorts as u64,
        stopped_by: said.why.map(|why| why.to_string()),
    })
}

/// The model of the project, if it was trained on this corpus.
pub fn model_of(project: &Project, corpus: &Corpus) -> Result<Model> {
    let model = ground::open(project)?;
    if model.manifest().corpus == corpus.manifest().corpus_digest {
        return Ok(model);
    }
    let why = "the model was trained on another corpus than the one that is sealed now; run `grondslag train` first";
    Err(Stop::refused(why).into())
}

/// A model that may answer now, with the guard that listens before anybody else does.
pub struct Speaker {
    /// The model, without the cohorts of people who are being forgotten.
    pub model: Model,
    /// The guard.
    pub guard: Guard,
    /// How many cohorts are out of service.
    pub without_cohorts: usize,
    moved: Moved,
}

impl Speaker {
    /// The model of the project, if the law lets it answer. The cohorts of people whose choice is another than when the corpus
    /// was sealed, of those who wrote about them and of those who repeat them, are out of service until the next run or
    /// `forget`: at once, because an average of the others needs no training. `before` is the guard of the same model before something more was said.
    pub async fn open(project: &Project, law: &Law, before: Option<&Guard>) -> Result<Self> {
        let corpus = Corpus::open(project.corpus_folder())?;
        let whole = model_of(project, &corpus)?;
        let moved = Permitted::of(project, &corpus)?.moved()?;
        may_serve(project, law, &moved)?;
        let about = pipeline::authors_about(&project.work()?, &moved.persons).await?;
        let repeating = match project.config().inspect.unmarked_quotes {
            true => pipeline::authors_repeating(&project.work()?, &moved.persons)?,
            false => BTreeSet::new(),
        };
        let pseudonymizer = project.ledger()?.pseudonymizer();
        let cohort = |subject: &SubjectId| whole.cohort_of(&pseudonymizer.pseudonym("subject", subject.as_str()));
        let cohorts: BTreeSet<usize> = moved.authors.iter().chain(&about).chain(&repeating).map(cohort).collect();
        let model = if cohorts.is_empty() { whole } else { whole.without(&cohorts)? };
        let verbatim = match before {
            Some(before) => before.verbatim(),
            None => Arc::new(guard::verbatim(project, &corpus, &model)?),
        };
        Ok(Self { model, guard: Guard::of(project, verbatim).await?, moved, without_cohorts: cohorts.len() })
    }

    /// Asks the law again: an order may begin without anything more being said.
    pub fn may_answer(&self, project: &Project, law: &Law) -> Result<()> {
        may_serve(project, law, &self.moved)
    }
}

fn may_serve(project: &Project, law: &Law, moved: &Moved) -> Result<()> {
    let now = project.now();
    let state = ModelState {
        // Where somebody without an account appears, nobody knows, and what a source took back is in any cohort; the records of
        // people who chose otherwise are in cohorts that do not speak.
        unlawful_records: moved.names + moved.sources,
        remediated: false,
        anonymous_proven: false,
        art50_ok: project.config().serve.art50_ok,
        forgotten_subjects: moved.persons.len() as u64,
        // Every answer goes through the guard; there is no way around it.
        output_filter: true,
    };
    let orders = pipeline::orders_for_law(&project.ledger()?.orders(now)?);
    let facts = pipeline::serving(&project.declared()?, &orders, now.date_naive(), &state);
    match law.decide(&facts) {
        Decision::Permit(_) => Ok(()),
        decision => {
            let rules = decision.grounds().rules().join(", ");
            let cures: Vec<&str> =
                decision.grounds().rules().iter().filter_map(|rule| law.rule(rule)?.cure.as_deref()).collect();
            Err(Stop::refused(format!(
                "the model may not answer: {} ({rules}); {}",
                decision.outcome().as_str(),
                cures.join("; ")
            ))
            .into())
        }
    }
}

/// What a person's request left behind.
pub struct Request {
    /// The receipt.
    pub receipt: PathBuf,
    /// Its index in the log.
    pub index: u64,
    /// Records that the corpus held of the person.
    pub records: u64,
}

/// Room 9: the model is brought to the corpus without the person.
pub async fn forget(
    project: &Project,
    subject: &SubjectId,
    request: Request,
    compare: Compare,
    probe: Option<Probe>,
    bar: Bar,
) -> Result<Forgotten> {
    let folder = project.model_folder();
    let corpus = Corpus::open(project.corpus_folder())?;
    let pseudonym = project.ledger()?.pseudonymizer().pseudonym("subject", subject.as_str());
    // INVARIANT: the seal before this decided under the person's erasure, so nothing of the person is left.
    let left = corpus.records_of(&pseudonym)?;
    if !left.is_empty() {
        return Err(Stop::incomplete(
            "the corpus still holds records of this person; run `grondslag run` and then forget again",
        )
        .into());
    }
    let told = |progress: Progress| bar.say(format!("step {} of {}", progress.done, progress.total));
    let permit = Permitted::of(project, &corpus)?;
    let run = Run { threads: project.threads(), progress: &told, permit: &|| permit.ask() };
    let input = input(project, &corpus)?;
    let replayed = ground::replay(project, input.clone(), &run)?;
    let compared = compare == Compare::WithTrainingFromTheStart;
    if compared {
        bar.say("comparing with training from the start".to_owned());
        check_equal(project, input, &replayed.model, &run)?;
    }
    let tested = probe.map(|probe| again(probe, &replayed.model)).transpose()?.flatten();
    let attestation = &replayed.attestation;
    let said = Said::new(
        project.world.now(),
        Act::Forgotten { subject: subject.clone(), model: attestation.model_after, corpus: attestation.corpus_after },
    );
    project.ledger()?.append(&project.world, &[said])?;
    bar.done(format!(
        "{} of {} steps replayed, model {:.12}…",
        attestation.steps_replayed,
        attestation.steps_total,
        attestation.model_after.to_string()
    ));
    Ok(Forgotten {
        subject: pseudonym,
        records: request.records,
        corpus_before: attestation.corpus_before,
        corpus_digest: attestation.corpus_after,
        model_before: attestation.model_before,
        model_digest: attestation.model_after,
        steps_replayed: attestation.steps_replayed as u64,
        steps_total: attestation.steps_total as u64,
        seconds: attestation.seconds,
        compared,
        attestation: folder.join("attestation.json"),
        receipt: request.receipt,
        receipt_index: request.index,
        tested,
    })
}

/// The second test, on the model without the person.
fn again(probe: Probe, model: &Model) -> Result<Option<Tested>> {
    let after = train::told_of(model, &probe.rows, &train::Extent::default())?;
    Ok(after.map(|after| Tested { before: probe.before, after }))
}

/// Trains without the person from the start, by the plan of the model and beside it, and compares the manifests, which name
/// every byte of the weights, of what was counted and of each state.
fn check_equal(project: &Project, input: Input, model: &Model, run: &Run<'_>) -> Result<()> {
    let folder = project.world.path("work/compare");
    world::remove_dir(&folder)?;
    let ground = Ground::read(project)?;
    let fresh = ground.train(input, &model.manifest().plan, &folder, run)?;
    let equal = fresh.manifest() == model.manifest();
    world::remove_dir(&folder)?;
    if equal {
        Ok(())
    } else {
        Err(Stop::proof("the model after forgetting is not the model of training without the person; do not use it, and report this").into())
    }
}

/// Room 11: the account as a page.
pub fn report(project: &Project, law: &Law, account: &Account, bar: Bar) -> Result<()> {
    rooms::write_account(project, account)?;
    let corpus = Corpus::open(project.corpus_folder())?;
    let inputs = inputs(project, law, account, &corpus)?;
    let files = account::report(&inputs, project.world.path("report"))?;
    bar.done(files.first().map_or_else(String::new, |path| path.display().to_string()));
    Ok(())
}

fn inputs(project: &Project, law: &Law, account: &Account, corpus: &Corpus) -> Result<account::Inputs> {
    let config = project.config();
    let decided = &account.decided;
    let register = project.register()?;
    let purpose = register.entry(&project.purpose()).context("the purpose of the run is not in the register")?;
    let trained = purpose.uses.iter().find(|one| one.operation == Operation::Train);
    let basis = trained.map_or(terms::LegalBasis::None, |one| one.basis);
    Ok(account::Inputs {
        project: account::Project {
            source: "grondslag.toml".to_owned(),
            name: config.project.name.clone(),
            controller: config.controller.name.clone(),
            purpose: config.run.purpose.clone(),
            basis: serde_json::to_value(basis)?.as_str().unwrap_or_default().to_owned(),
            as_of: decided.as_of,
            people: people(project),
        },
        intake: intake(account),
        ledger: account::Ledger {
            source: "ledger/log/checkpoint".to_owned(),
            events: decided.tree_size,
            root: decided.tree_root,
            acts: account.ledger.acts.clone(),
        },
        inspection: account::Inspection {
            source: "work/inspected.parquet".to_owned(),
            version: account.inspect.version.clone(),
            records: account.inspect.records,
            bytes: account.inspect.bytes_scanned,
            findings: account.inspect.findings.clone(),
            uncertain: account.inspect.uncertain,
        },
        decisions: decisions(decided),
        rules: rules(law),
        corpus: account::Corpus {
            source: "corpus/manifest.json".to_owned(),
            digest: decided.corpus_digest,
            rows: corpus.manifest().counts.admitted,
            duplicates: corpus.manifest().counts.refusals.duplicates,
            shards: u64::from(corpus.manifest().meta.shards),
            subjects: corpus.manifest().counts.tally.subjects,
            text_bytes: corpus.manifest().counts.tally.text_bytes,
        },
        training: Some(training(project, account)?),
        answer: account.answer.as_ref().map(|answer| account::Answer {
            source: "grondslag.toml [prompt]".to_owned(),
            prompt: answer.prompt.clone(),
            completion: answer.completion.clone(),
            model_digest: answer.model_digest,
            seed: answer.seed,
        }),
        forgotten: account.forgotten.iter().map(|one| forgotten(project, one)).collect(),
    })
}

/// A generated platform says so in its marker; everybody else is real.
fn people(project: &Project) -> account::People {
    let marker = world::read_string(project.world.path("demo.json")).unwrap_or_default();
    if marker.contains("\"demo\"") { account::People::Invented } else { account::People::Real }
}

fn intake(account: &Account) -> account::Intake {
    let sources = account.intake.sources.iter().map(|source| account::SourceRead {
        name: source.name.clone(),
        format: source.format.clone(),
        posts: source.posts,
        accounts: source.accounts,
        rejected: source.rejected,
    });
    account::Intake {
        source: "work/posts.parquet, work/accounts.parquet".to_owned(),
        posts: account.intake.posts,
        accounts: account.intake.accounts,
        pictures: account.intake.pictures,
        rejected: account.intake.rejected,
        sources: sources.collect(),
    }
}

fn decisions(decided: &Decided) -> account::Decisions {
    let totals = &decided.totals;
    account::Decisions {
        source: format!("work/decisions-{}", decided.operation),
        operation: decided.operation.to_string(),
        profile: decided.profile.clone(),
        rules_digest: decided.rules_digest,
        decisions_digest: decided.decisions_digest,
        read: totals.read,
        admitted: totals.admitted,
        refused: totals.refused,
        held: totals.held,
        transformed: totals.transformed,
        rules: totals.rules.clone(),
        missing: totals.missing.clone(),
        by_kind: totals.by_kind.clone(),
        by_lang: totals.by_lang.clone(),
        by_country: totals.by_country.clone(),
        by_month: totals.by_month.clone(),
    }
}

fn rules(law: &Law) -> BTreeMap<String, account::Rule> {
    let rule = |rule: &law::Rule| {
        let effect = match rule.effect {
            law::Effect::Hold => account::Effect::Hold,
            law::Effect::Transform(_) => account::Effect::Transform,
            law::Effect::Forbid => account::Effect::Forbid,
            // A permit keeps nothing out, so it is not in the account's list.
            law::Effect::Permit | law::Effect::Report => return None,
        };
        let (provision, meaning, cure) = (rule.provision.clone(), rule.meaning.clone(), rule.cure.clone());
        Some((rule.id.clone(), account::Rule { provision, meaning, cure, effect }))
    };
    law.rules().filter_map(rule).collect()
}

fn training(project: &Project, account: &Account) -> Result<account::Training> {
    let model = &account.model;
    // What is there was trained so, whatever the configuration says by now.
    let manifest = dossier::trained(project)?.context("the model has no manifest; run `grondslag train`")?;
    let plan = manifest.get("plan").and_then(serde_json::Value::as_object);
    let plan = plan.into_iter().flatten().map(|(name, value)| (name.clone(), value.to_string())).collect();
    Ok(account::Training {
        source: dossier::TRAINING.to_owned(),
        model_digest: model.model_digest,
        corpus_digest: account.decided.corpus_digest,
        parameters: model.parameters,
        records: model.records,
        tokens: model.tokens,
        steps: model.steps,
        plan,
        seconds: model.seconds,
        bits_per_byte: None,
        base_steps: model.base_steps,
        loss: model.loss.iter().map(|(step, loss)| account::LossPoint { step: *step, loss: *loss }).collect(),
    })
}

fn forgotten(project: &Project, one: &Forgotten) -> account::Forgotten {
    account::Forgotten {
        source: "model/attestation.json".to_owned(),
        subject: one.subject.clone(),
        at: project.world.now(),
        records: one.records,
        corpus_before: one.corpus_before,
        corpus_after: one.corpus_digest,
        model_before: one.model_before,
        model_after: one.model_digest,
        steps_replayed: one.steps_replayed,
        steps_total: one.steps_total,
        seconds: one.seconds,
        comparison: if one.compared { account::Comparison::EqualBytes } else { account::Comparison::NotCompared },
        receipt: Some(one.receipt_index),
    }
}

/// The digest of the model of the project, if it was trained on this corpus.
pub fn model_trained_on(project: &Project, corpus: Digest) -> Result<Option<Digest>> {
    if !world::exists(project.model_folder().join("training-manifest.json")) {
        return Ok(None);
    }
    let manifest = Model::look(&project.model_folder())?;
    Ok(manifest.model().filter(|_| manifest.corpus == corpus))
}
