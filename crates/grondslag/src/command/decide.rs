//! `grondslag decide`: decides every record of the project, or bare facts, one JSON object a line.

mod replay;

use super::{Context, Format};
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::rooms::Bench;
use anyhow::Result;
use clap::{Args, ValueEnum};
use law::{Facts, Law, Outcome};
use pipeline::{CrossCheck, Plan};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use terms::Operation;

/// What to decide.
#[derive(Args)]
pub struct Arguments {
    /// Decide the facts in this file (`-` is stdin), one JSON object a line; prints one decision a line
    #[arg(long, value_name = "FILE.jsonl")]
    pub facts: Option<PathBuf>,
    /// Rules to decide bare facts with; without it, the rules of this build
    #[arg(long, value_name = "DIR", requires = "facts")]
    pub law: Option<PathBuf>,
    /// Operation to decide the records of the project for
    #[arg(long, value_name = "OPERATION", default_value = "train", value_parser = operation)]
    pub operation: Operation,
    /// Purpose of the register to decide the records for [default: the run's]
    #[arg(long, value_name = "PURPOSE", conflicts_with = "facts")]
    pub purpose: Option<String>,
    /// Make the decisions in this folder again, from the facts as they were, and compare every row and byte
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["facts", "purpose", "operation", "fail_on", "all"])]
    pub replay: Option<PathBuf>,
    /// Decide every record, also those whose earlier decision still stands
    #[arg(long, conflicts_with = "facts")]
    pub all: bool,
    /// Compare each answer with that of the whole authorizer; slower
    #[arg(long)]
    pub verify: bool,
    /// End with exit code 3 if a decision is at least as strict as this
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
}

/// From which decision on the answer is no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// HOLD or FORBID.
    Hold,
    /// FORBID.
    Forbid,
}

impl Arguments {
    fn check(&self) -> CrossCheck {
        if self.verify { CrossCheck::Whole } else { CrossCheck::Off }
    }
}

pub fn operation(word: &str) -> Result<Operation, String> {
    Operation::ALL
        .into_iter()
        .find(|op| op.as_str() == word)
        .ok_or_else(|| "one of assemble, train, evaluate, serve".to_owned())
}

/// More bytes than the law reads of one line, so that a longer one is refused by it.
const LINE_BYTES_MAX: u64 = 2 << 20;

/// Decides.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    match (&arguments.facts, &arguments.replay) {
        (Some(path), _) => bare(arguments, path),
        (None, Some(path)) => replay::execute(path, arguments.check(), context).await,
        (None, None) => records(arguments, context).await,
    }
}

fn bare(arguments: &Arguments, path: &PathBuf) -> Result<Exit> {
    let law = match &arguments.law {
        Some(folder) => Law::open(folder)?,
        None => Law::embedded()?,
    };
    let input: Box<dyn Read> =
        if path.as_os_str() == "-" { Box::new(std::io::stdin()) } else { Box::new(world::open(path)?) };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut refused = false;
    let mut lines = BufReader::new(input);
    for number in 1_u64.. {
        let mut line = Vec::new();
        // A line without an end is not read into memory whole; the law refuses what is cut here as too long.
        let read = (&mut lines).take(LINE_BYTES_MAX).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        // An empty last line is the end of the one before it.
        if line.is_empty() {
            continue;
        }
        let answer = answer(&law, &line, arguments.check());
        let (answer, outcome) = match answer {
            Ok(answer) => answer,
            Err(Wrong::Disagrees) => {
                out.flush()?;
                return Err(Stop::proof(format!(
                    "{}:{number}: the policies one by one and the whole authorizer disagree; please report it",
                    path.display()
                ))
                .into());
            }
            Err(Wrong::Line(error)) => {
                // The good lines before this one are answered.
                out.flush()?;
                return Err(Stop::usage(format!(
                    "{}:{number}: {error}; correct this line and run again",
                    path.display()
                ))
                .into());
            }
        };
        serde_json::to_writer(&mut out, &answer)?;
        writeln!(out)?;
        refused |= fails(arguments.fail_on, outcome);
    }
    out.flush()?;
    Ok(if refused { Exit::Refused } else { Exit::Done })
}

fn fails(fail_on: Option<FailOn>, outcome: Outcome) -> bool {
    match fail_on {
        None => false,
        Some(FailOn::Forbid) => outcome == Outcome::Forbid,
        Some(FailOn::Hold) => matches!(outcome, Outcome::Hold | Outcome::Forbid),
    }
}

/// Why a line has no answer.
enum Wrong {
    /// It is no line of facts.
    Line(String),
    /// The two ways of deciding disagree.
    Disagrees,
}

/// The decision about one line of facts, with its `id` if it has one.
fn answer(law: &Law, line: &[u8], check: CrossCheck) -> Result<(Value, Outcome), Wrong> {
    let (id, facts) = Facts::from_bytes(line).map_err(|error| Wrong::Line(error.to_string()))?;
    let decision = law.decide(&facts);
    if check == CrossCheck::Whole && decision != law.decide_whole(&facts) {
        return Err(Wrong::Disagrees);
    }
    let mut object = serde_json::to_value(&decision).map_err(|error| Wrong::Line(error.to_string()))?;
    if let (Some(id), Value::Object(members)) = (id, &mut object) {
        members.shift_insert(0, "id".to_owned(), id);
    }
    Ok((object, decision.outcome()))
}

async fn records(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let mut project = context.project()?;
    if let Some(purpose) = &arguments.purpose {
        project.ask_about(purpose)?;
    }
    let at = project.now();
    let law = project.law_at(at)?;
    let bench = Bench::open(&project, at).await?;
    let bar = progress::room(context.show, "law");
    let plan = Plan { check: arguments.check(), ..bench.plan(&law, arguments.operation, at) };
    let (work, mut tell) = (project.work()?, |records| bar.records(records));
    let totals = if arguments.all {
        pipeline::decide_all(&work, &plan, &mut tell).await?
    } else {
        pipeline::decide(&work, &plan, &mut tell).await?
    };
    let kept = if totals.kept > 0 { format!(", {} as before", totals.kept) } else { String::new() };
    bar.done(format!("{} records decided{kept}", totals.read));
    if context.global.format == Format::Jsonl {
        for (record, (decision, rules, transforms)) in pipeline::read_decisions(&work, arguments.operation)? {
            context.line(
                &json!({ "record_id": record, "decision": decision, "rules": rules, "transforms": transforms }),
            )?;
        }
    }
    if context.text() {
        context.say(format!(
            "{} records: {} admitted, {} refused, {} held",
            totals.read, totals.admitted, totals.refused, totals.held
        ))?;
        for (rule, count) in &totals.rules {
            context.say(format!("{count:>8}  {rule}  {}", law.rule(rule).map_or("", |rule| rule.meaning.as_str())))?;
        }
    } else if context.global.format == Format::Json {
        context.line(&totals)?;
    }
    let refused = match arguments.fail_on {
        None => false,
        Some(FailOn::Forbid) => totals.refused > 0,
        Some(FailOn::Hold) => totals.refused + totals.held > 0,
    };
    Ok(if refused { Exit::Refused } else { Exit::Done })
}
