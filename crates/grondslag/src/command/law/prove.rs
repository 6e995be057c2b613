//! `grondslag law prove`: proofs about the policies, by a solver and by going through every case.

use super::super::Context;
use crate::config;
use crate::exit::{Exit, Stop};
use anyhow::Result;
use clap::Args;
use prove::{Files, Finding, HOW_TO_GET, Method, Question, Solver};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What to prove.
#[derive(Args)]
pub struct Arguments {
    /// Folder of policies [default: those of the project]
    #[arg(long, value_name = "DIR")]
    pub law: Option<PathBuf>,
    /// Compare with the policies in this folder: is the law the same, or at least never more permissive?
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,
    /// Only this property; may be repeated
    #[arg(long, value_name = "PROPERTY")]
    pub only: Vec<String>,
    /// The solver: a program that speaks SMT-LIB [default: cvc5 on the PATH, or Python's cvc5]
    #[arg(long, value_name = "PROGRAM")]
    pub solver: Option<PathBuf>,
}

/// Proves.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let law = match &arguments.law {
        Some(folder) => files(folder)?,
        None => files(&context.project()?.world.path("law"))?,
    };
    let against = arguments.against.as_deref().map(files).transpose()?;
    let variable = |wanted: &str| config::environment().find(|(name, _)| name == wanted).map(|(_, value)| value);
    let (path, set) = (variable("PATH"), variable("CVC5"));
    let named = arguments.solver.as_ref().map(|path| path.as_os_str()).or(set.as_deref().map(OsStr::new));
    let solver = Solver::find(named, path.as_deref().map(OsStr::new));
    let question = Question { law: &law, against: against.as_ref(), solver: solver.as_ref(), only: &arguments.only };
    let report = prove::prove(question).await.map_err(|error| Stop::usage(error.to_string()))?;
    if context.text() {
        for proof in &report.proofs {
            let (word, by) = (word(&proof.finding), by(proof.method));
            context
                .say(format!("{word:<10} {}  [{}]  {by}, {} questions", proof.id, proof.provision, proof.questions))?;
            context.say(format!("           {}", proof.statement))?;
            match &proof.finding {
                Finding::Proved => {}
                Finding::NotProved { why } => context.say(format!("           {why}"))?,
                Finding::Refuted { counterexamples } => {
                    for example in counterexamples {
                        context.say(format!("           {}", example.shows))?;
                        for facts in &example.facts {
                            context.say(facts)?;
                        }
                    }
                }
            }
        }
        for outside in &report.outside {
            context.say(format!("outside    {outside}"))?;
        }
        if solver.is_none() {
            context.say(HOW_TO_GET)?;
        }
    } else {
        context.line(&report)?;
    }
    Ok(match (report.holds(), report.is_refuted()) {
        (true, _) => Exit::Done,
        (false, true) => Exit::ProofFails,
        (false, false) => Exit::Incomplete,
    })
}

fn word(finding: &Finding) -> &'static str {
    match finding {
        Finding::Proved => "proved",
        Finding::Refuted { .. } => "REFUTED",
        Finding::NotProved { .. } => "NOT PROVED",
    }
}

fn by(method: Method) -> &'static str {
    match method {
        Method::Smt => "by the solver",
        Method::Exhaustive => "by every case",
    }
}

fn files(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in world::list(folder)? {
        if let Some(name) = path.file_name().and_then(OsStr::to_str) {
            files.insert(name.to_owned(), world::read_string(&path)?);
        }
    }
    Ok(files)
}
