//! What the cohorts of a project start from: text without data subjects, or the frozen weights of somebody else. In: the
//! configuration. Out: a model that is trained, replayed or opened on it. Never: a base with other bytes than were named.

use crate::config::Adapter;
use crate::dossier;
use crate::exit::Stop;
use crate::project::Project;
use account::document;
use anyhow::Result;
use serde::Deserialize;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use terms::Digest;
use train::{Base, Input, Model, Plan, Replayed, Run, TrainError};

/// The document in which the base of somebody else is looked into.
const DILIGENCE: &str = "D36";

/// What every cohort starts from.
pub enum Ground {
    /// Texts, from which a tokenizer and a base are trained.
    Texts(Vec<String>),
    /// The frozen weights of somebody else.
    Base(Arc<Base>),
}

impl Ground {
    /// What the configuration names, read.
    pub fn read(project: &Project) -> Result<Self> {
        match &project.config().train.adapter {
            Some(adapter) => base(project, adapter).map(Self::Base),
            None => texts(project).map(Self::Texts),
        }
    }

    /// The plan of the configuration on this.
    pub fn plan(&self, project: &Project) -> Result<Plan, Stop> {
        let config = &project.config().train;
        let plan = config.plan()?;
        let (Self::Base(base), Some(adapter)) = (self, &config.adapter) else { return Ok(plan) };
        let plan = plan.on(base, adapter.choice());
        plan.check().map_err(|error| Stop::usage(format!("`[train]`: {error}")))?;
        Ok(plan)
    }

    /// Its digest.
    pub fn digest(&self) -> Digest {
        match self {
            Self::Texts(texts) => Digest::of_parts(texts.iter().map(String::as_bytes)),
            Self::Base(base) => base.digest(),
        }
    }

    /// Trains from the start, or goes on where a run was cut off.
    pub fn train(&self, input: Input, plan: &Plan, folder: &Path, run: &Run<'_>) -> Result<Model, TrainError> {
        match self {
            Self::Texts(texts) => train::train(input, texts, plan, folder, run),
            Self::Base(base) => train::train_on(input, base, plan, folder, run),
        }
    }

    /// Brings the model in this folder to these rows.
    pub fn replay(
        &self,
        project: &Project,
        input: Input,
        folder: &Path,
        run: &Run<'_>,
    ) -> Result<Replayed, TrainError> {
        match self {
            Self::Texts(_) => train::replay(&project.world, input, folder, run),
            Self::Base(base) => train::replay_on(&project.world, input, base, folder, run),
        }
    }
}

/// The model of the project; no text is read for that.
pub fn open(project: &Project) -> Result<Model> {
    let folder = project.model_folder();
    Ok(match &project.config().train.adapter {
        Some(adapter) => Model::open_on(&folder, &base(project, adapter)?)?,
        None => Model::open(&folder)?,
    })
}

/// Brings the model of the project to these rows; no text is read for that.
pub fn replay(project: &Project, input: Input, run: &Run<'_>) -> Result<Replayed> {
    let folder = project.model_folder();
    Ok(match &project.config().train.adapter {
        Some(adapter) => train::replay_on(&project.world, input, &base(project, adapter)?, &folder, run)?,
        None => train::replay(&project.world, input, &folder, run)?,
    })
}

/// What nobody has answered yet about a base of somebody else, by the names of the questions; nothing where there is none.
pub fn unanswered(project: &Project) -> Result<Vec<String>> {
    if project.config().train.adapter.is_none() {
        return Ok(Vec::new());
    }
    let answers = dossier::load(project, &project.ledger()?)?.answers;
    let asked = document::sheet(DILIGENCE).into_iter().flat_map(document::Sheet::slots);
    let open = asked.filter(|slot| slot.ask.is_some() && answers.get(DILIGENCE, &slot.id).is_none());
    Ok(open.map(|slot| slot.id.clone()).collect())
}

fn base(project: &Project, adapter: &Adapter) -> Result<Arc<Base>> {
    Ok(Arc::new(Base::read(&project.world.path(&adapter.base), adapter.sha256)?))
}

fn texts(project: &Project) -> Result<Vec<String>> {
    let paths = &project.config().train.base;
    if paths.is_empty() {
        return Err(Stop::usage(
            "`train.base` names no text; the tokenizer and the base model need text without data subjects",
        )
        .into());
    }
    let mut texts = Vec::new();
    for path in paths {
        texts.extend(texts_of(&project.world.path(path))?);
    }
    Ok(texts)
}

/// The texts of one file: all of it, or the `text` of each line of a `.jsonl` or `.jsonl.gz`.
fn texts_of(path: &Path) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Line {
        text: String,
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let bytes = world::read(path)?;
    let plain = if name.ends_with(".gz") {
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain)?;
        plain
    } else {
        bytes
    };
    let plain =
        String::from_utf8(plain).map_err(|_| Stop::usage(format!("`{}` is not UTF-8; convert it", path.display())))?;
    if !name.trim_end_matches(".gz").ends_with(".jsonl") {
        return Ok(vec![plain]);
    }
    let line = |(number, line): (usize, &str)| {
        let parsed: Result<Line, _> = serde_json::from_str(line);
        let wrong =
            |_| Stop::usage(format!("{}:{}: no object with `text`; correct this line", path.display(), number + 1));
        Ok(parsed.map_err(wrong)?.text)
    };
    plain.lines().enumerate().map(line).collect()
}
