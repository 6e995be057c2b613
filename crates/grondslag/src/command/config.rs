//! `grondslag config show`: each key with its value and where it came from.

use super::Context;
use crate::config::{Origin, flatten};
use crate::exit::Exit;
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

/// What to do with the configuration.
#[derive(Subcommand)]
pub enum Arguments {
    /// Print each key with its value and its origin
    Show,
}

/// Prints the configuration.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let Arguments::Show = arguments;
    let project = context.project()?;
    let mut lines = Vec::new();
    flatten("", &toml::Value::try_from(project.config())?, &mut |key, value| {
        let origin = match project.loaded.origins.get(key) {
            Some(Origin::File(path)) => path.display().to_string(),
            Some(Origin::Environment(name)) => format!("environment {name}"),
            None => "default".to_owned(),
        };
        // A URL may hold a password.
        let is_url = key.starts_with("source.") && key.ends_with(".path") && value.to_string().contains("postgres")
            || key.starts_with("portal.hooks.") && key.ends_with(".url");
        let secret = ["ledger.store", "ledger.keys", "portal.mail.password"].contains(&key) || is_url;
        let value = if secret { "\"(withheld)\"".to_owned() } else { value.to_string() };
        lines.push((key.to_owned(), value, origin));
    });
    for (key, value, origin) in lines {
        if context.text() {
            context.say(format!("{key} = {value}    # {origin}"))?;
        } else {
            context.line(&json!({ "key": key, "value": value, "origin": origin }))?;
        }
    }
    Ok(Exit::Done)
}
