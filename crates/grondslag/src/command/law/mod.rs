//! `grondslag law`: strict validation of the policies, their list for a reader, what a change of them would change, proofs
//! about them, and cases of one's own.

pub mod diff;
mod prove;

use super::Context;
use crate::exit::{Exit, Stop};
use anyhow::Result;
use clap::Subcommand;
use law::Law;
use law::register::{CATALOGUE, SignOff};
use serde_json::json;
use std::path::{Path, PathBuf};
use terms::Lang;

/// What to do with the law.
#[derive(Subcommand)]
pub enum Arguments {
    /// Validate the policies and the register of the project strictly
    Check,
    /// List every rule with its provision and meaning
    List,
    /// Say what another law would change: which records, people, corpora and models; nothing is changed
    Diff(diff::Arguments),
    /// Prove what no record can ever get, whatever its facts; a failed proof prints facts that `decide --facts` accepts
    Prove(prove::Arguments),
    /// Decide cases of your own and compare: JSON lines with `name`, `delta` or `facts`, `expect`, `rules`
    Test {
        /// The cases
        #[arg(value_name = "FILE")]
        cases: PathBuf,
        /// Rules to decide them with [default: those of the project]
        #[arg(long, value_name = "DIR")]
        law: Option<PathBuf>,
    },
    /// Print the policies as an ODRL policy set with DPV terms (JSON-LD)
    Odrl,
    /// List the purposes that platforms have, each with a text that can be adapted
    Purposes,
    /// List the controller's choices of register.toml: what was chosen, what it does, why, and who signed it
    Choices,
    /// Judge the text of a purpose: a vague one is refused with the provision
    Lint {
        /// The text
        text: String,
        /// Its language: en, nl or de
        #[arg(long, value_name = "LANG")]
        lang: String,
    },
}

/// Does it.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    match arguments {
        Arguments::Check => check(context),
        Arguments::List => list(context),
        Arguments::Diff(arguments) => diff::execute(arguments, context).await,
        Arguments::Prove(arguments) => prove::execute(arguments, context).await,
        Arguments::Test { cases, law } => test(cases, law.as_deref(), context),
        Arguments::Odrl => {
            let project = context.project()?;
            let policies = project.law()?.odrl(Some(&project.register()?));
            if context.text() {
                context.say(serde_json::to_string_pretty(&policies)?)?
            } else {
                context.line(&policies)?
            }
            Ok(Exit::Done)
        }
        Arguments::Purposes => purposes(context),
        Arguments::Choices => choices(context),
        Arguments::Lint { text, lang } => lint(text, lang, context),
    }
}

fn check(context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let (law, register) = (project.law()?, project.register()?);
    let purposes: Vec<&str> = register.purpose.iter().map(|entry| entry.id.as_str()).collect();
    let rules = law.rules().count();
    context.say(format!(
        "{}: {rules} rules, digest {}; purposes {}",
        law.profile(),
        law.digest(),
        purposes.join(", ")
    ))?;
    if !context.text() {
        context.line(&json!({
            "profile": law.profile(), "rules": rules, "rules_digest": law.digest(), "purposes": purposes,
            "warnings": register.choice.warnings().collect::<Vec<_>>(),
        }))?;
    }
    for warning in register.choice.warnings() {
        context.say(format!("WARNING: {warning}"))?;
    }
    Ok(Exit::Done)
}

fn list(context: &Context) -> Result<Exit> {
    let law = context.project()?.law()?;
    for rule in law.rules() {
        if context.text() {
            context.say(format!("{:<5} {}\n      {}", rule.id, rule.provision, rule.meaning))?;
        } else {
            context.line(&json!({
                "id": rule.id, "provision": rule.provision, "meaning": rule.meaning, "cure": rule.cure, "file": rule.file,
            }))?;
        }
    }
    Ok(Exit::Done)
}

fn test(cases: &Path, law: Option<&Path>, context: &Context) -> Result<Exit> {
    let law = match law {
        Some(folder) => Law::open(folder)?,
        None => context.project()?.law()?,
    };
    let read = law::cases::read(&world::read_string(cases)?)
        .map_err(|error| Stop::usage(format!("{}: {error}", cases.display())))?;
    let checked = law.check(&read);
    let failed = checked.iter().filter(|case| !case.passed).count();
    for case in &checked {
        if !context.text() {
            context.line(case)?;
        } else if !case.passed {
            context.say(format!(
                "fails  {}\n       expected {} {:?}\n       answered {} {:?}",
                case.name, case.expected.decision, case.expected.rules, case.answer.decision, case.answer.rules
            ))?;
        }
    }
    context.say(format!("{} cases, {failed} fail", checked.len()))?;
    if !context.text() {
        context.line(&json!({ "cases": checked.len(), "failed": failed, "rules_digest": law.digest() }))?;
    }
    Ok(if failed == 0 { Exit::Done } else { Exit::Failed })
}

fn purposes(context: &Context) -> Result<Exit> {
    for known in CATALOGUE {
        let operations: Vec<&str> = known.operations.iter().map(|operation| operation.as_str()).collect();
        if context.text() {
            let term = known.dpv.unwrap_or("no term fits");
            context.say(format!("{}  ({}; {term})\n      {}", known.id, operations.join(", "), known.en))?;
        } else {
            context.line(&json!({
                "id": known.id, "operations": operations, "dpv": known.dpv, "text": { "en": known.en, "nl": known.nl },
            }))?;
        }
    }
    Ok(Exit::Done)
}

fn choices(context: &Context) -> Result<Exit> {
    let register = context.project()?.register()?;
    for told in register.choice.told() {
        if !context.text() {
            context.line(&told)?;
            continue;
        }
        let SignOff { by, role, on } = told.signed;
        context.say(format!("{} = {}\n      {}  [{}]", told.choice, told.value, told.does, told.provision))?;
        context.say(format!("      {}; signed by {by} ({role}) on {on}", told.because))?;
        if let Some(warning) = told.warning {
            context.say(format!("      WARNING: {warning}"))?;
        }
    }
    Ok(Exit::Done)
}

fn lint(text: &str, lang: &str, context: &Context) -> Result<Exit> {
    let lang = Lang::new(lang).map_err(|error| Stop::usage(error.to_string()))?;
    let findings = law::register::lint(text, &lang).map_err(|error| Stop::usage(error.to_string()))?;
    for finding in &findings {
        if context.text() {
            let (phrase, why) = (&finding.phrase, finding.why);
            context.say(format!("`{phrase}`: {why} [{}]\n      {}", finding.provision, finding.cure))?;
        } else {
            context.line(&json!({
                "phrase": finding.phrase, "start": finding.span.start, "end": finding.span.end,
                "provision": finding.provision, "why": finding.why, "cure": finding.cure,
            }))?;
        }
    }
    if findings.is_empty() {
        context.say("nothing vague was found")?;
        return Ok(Exit::Done);
    }
    Ok(Exit::Refused)
}
