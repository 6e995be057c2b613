//! Grondslag: from post to prompt, with a legal basis for every word, and a way back out. In: a command line. Out: an
//! exit code. Never: a decision; `main` is the table of contents.

mod brought;
mod command;
mod config;
mod demo;
mod dossier;
mod exit;
mod ground;
mod guard;
mod journey;
mod model_rooms;
mod office;
mod pack;
mod permitted;
mod progress;
mod project;
mod rooms;
mod signing;
mod voice;
mod warden;

use clap::Parser;
use command::{Command, Context, Global};
use exit::{Exit, Stop};
use std::process::ExitCode;

/// From post to prompt, with a legal basis for every word, and a way back out.
#[derive(Parser)]
#[command(name = "grondslag", version, about, long_about = None, after_help = EXIT_CODES, disable_help_subcommand = true)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 failed, 2 usage, 3 the lawful answer is no, 4 a proof or digest does not hold, \
5 incomplete (something was not read, scanned or finished).";

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_stderr(&arguments.global);
    let context = Context::of(&arguments.global);
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(command::execute(arguments.command, &context)));
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("error: {error:#}");
            code_of(&error).into()
        }
    }
}

/// The exit code of an error: a broken proof and an unfinished work tell themselves apart from a failure.
fn code_of(error: &anyhow::Error) -> Exit {
    for cause in error.chain() {
        if let Some(stop) = cause.downcast_ref::<Stop>() {
            return stop.exit;
        }
        if let Some(exit) = command::exit_of(cause) {
            return exit;
        }
    }
    Exit::Failed
}

fn log_to_stderr(global: &Global) {
    use tracing_subscriber::EnvFilter;
    let level = if global.quiet {
        "error"
    } else {
        match global.verbose {
            0 => "warn",
            1 => "info",
            _ => "debug",
        }
    };
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(level))
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}
