//! `grondslag init`: makes a project. Nothing that is there is overwritten.

use super::Context;
use crate::exit::{Exit, Stop};
use crate::project::REGISTER;
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Nothing to choose: the folder is `--project`.
#[derive(Args)]
pub struct Arguments {
    /// Print what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Makes it.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let folder = &context.global.project_or(".");
    let files = files();
    let there: Vec<PathBuf> =
        files.iter().map(|(path, _)| folder.join(path)).filter(|path| world::exists(path)).collect();
    if let Some(first) = there.first() {
        return Err(Stop::usage(format!(
            "`{}` is there already and is not overwritten; choose another `--project`",
            first.display()
        ))
        .into());
    }
    for (path, text) in &files {
        if !arguments.dry_run {
            world::write_atomic(folder.join(path), text)?;
        }
        context.say(folder.join(path).display().to_string())?;
    }
    context.say("next: declare the facts in grondslag.toml, fill in and sign register.toml, then `grondslag run`")?;
    if !context.text() {
        context.line(
            &json!({ "files": files.iter().map(|(path, _)| path).collect::<Vec<_>>(), "dry_run": arguments.dry_run }),
        )?;
    }
    Ok(Exit::Done)
}

fn files() -> Vec<(String, String)> {
    let law = law::embedded_files().iter().map(|(name, text)| (format!("law/{name}"), (*text).to_owned()));
    let own = [("grondslag.toml", TEMPLATE), (REGISTER, REGISTER_TEMPLATE)];
    own.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).chain(law).collect()
}

/// Writes the rules of this build into the project's own folder `law`, where a lawyer reads and changes them.
pub fn write_law(folder: &Path) -> Result<()> {
    for (name, text) in law::embedded_files() {
        world::write_atomic(folder.join("law").join(name), text)?;
    }
    Ok(())
}

const TEMPLATE: &str = include_str!("grondslag.toml");
const REGISTER_TEMPLATE: &str = include_str!("register.toml");
