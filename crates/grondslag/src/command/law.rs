//! `grondslag law`: strict validation of the policies, and their list for a reader.

use super::Context;
use crate::exit::Exit;
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

/// What to do with the law.
#[derive(Subcommand)]
pub enum Arguments {
    /// Validate the policies of the project strictly
    Check,
    /// List every rule with its provision and meaning
    List,
}

/// Does it.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let law = context.project()?.law()?;
    match arguments {
        Arguments::Check => {
            context.say(format!("{}: {} rules, digest {}", law.profile(), law.rules().count(), law.digest()))?;
            if !context.text() {
                context.line(
                    &json!({ "profile": law.profile(), "rules": law.rules().count(), "rules_digest": law.digest() }),
                )?;
            }
        }
        Arguments::List => {
            for rule in law.rules() {
                if context.text() {
                    context.say(format!("{:<5} {}\n      {}", rule.id, rule.provision, rule.meaning))?;
                } else {
                    context.line(&json!({ "id": rule.id, "provision": rule.provision, "meaning": rule.meaning, "cure": rule.cure, "file": rule.file }))?;
                }
            }
        }
    }
    Ok(Exit::Done)
}
