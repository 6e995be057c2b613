//! The commands, in the order of the journey. In: parsed arguments. Out: an exit code. Never: more than one room in a file,
//! except `run` and `demo`, which are the whole.

pub mod audit;
mod cluster;
mod config;
mod corpus;
mod decide;
mod demo;
mod explain;
mod forget;
mod init;
mod inspect;
mod intake;
pub mod law;
mod ledger;
mod lineage;
mod notices;
mod prompt;
pub mod report;
mod run;
mod serve;
mod train;
mod verify;

use crate::exit::Exit;
use crate::progress::Show;
use crate::project::Project;
use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// Options of every command.
#[derive(Args, Clone)]
pub struct Global {
    /// Folder of the project [default: the current folder; of `demo`: ./demo]
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
    /// Configuration, if it is not DIR/grondslag.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Decide as of this moment (RFC 3339 or yyyy-mm-dd), or as of so many events of the ledger, instead of now
    #[arg(long, global = true, value_name = "TIME|TREE-SIZE")]
    pub as_of: Option<String>,
    /// Decide under this profile of `law` or `laws`, also for a day before its first
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Form of the output
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Say less
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

impl Global {
    /// The folder of the project, or this one.
    pub fn project_or(&self, default: &str) -> PathBuf {
        self.project.clone().unwrap_or_else(|| PathBuf::from(default))
    }
}

/// Forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// The last line is one object with the totals.
    Json,
    /// One object a record.
    Jsonl,
}

/// Colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The rooms, in journey order.
#[derive(Subcommand)]
pub enum Command {
    /// Make a project: grondslag.toml, law/, notice drafts
    Init(init::Arguments),
    /// Read posts, accounts and pictures from the configured sources
    Intake(intake::Arguments),
    /// What people, controller and authorities said
    #[command(subcommand)]
    Ledger(ledger::Arguments),
    /// Say what a text or picture contains that the law cares about
    Inspect(inspect::Arguments),
    /// Decide every record, or bare facts
    Decide(decide::Arguments),
    /// Every rule, article, input and cure behind one decision
    Explain(explain::Arguments),
    /// The policies
    #[command(subcommand)]
    Law(law::Arguments),
    /// Sealed corpora
    #[command(subcommand)]
    Corpus(corpus::Arguments),
    /// Train a model from the sealed corpus
    Train(train::Arguments),
    /// Complete a prompt
    Prompt(prompt::Arguments),
    /// Take a person out of corpus and model, and attest it
    Forget(forget::Arguments),
    /// From a record to the steps, states and model that read it, and back
    Lineage(lineage::Arguments),
    /// What the model gives away: membership, canaries, extraction
    Audit(audit::Arguments),
    /// The account as a page, the documents of the law, and the pack for a supervisor
    Report(report::Arguments),
    /// Tell people what their posts are to be used for, and hear what became of it
    #[command(subcommand)]
    Notices(notices::Arguments),
    /// Answer people and machines over HTTP: rights, decisions and the log
    Serve(serve::Arguments),
    /// Check a receipt, an attestation or a pack, offline
    Verify(verify::Arguments),
    /// The whole journey
    Run(run::Arguments),
    /// The whole journey on a generated platform
    Demo(demo::Arguments),
    /// The same decisions on several machines
    #[command(subcommand)]
    Cluster(cluster::Arguments),
    /// The configuration, with the origin of each value
    #[command(subcommand)]
    Config(config::Arguments),
}

/// What a command has at hand.
pub struct Context {
    /// The options.
    pub global: Global,
    /// Whether progress is shown.
    pub show: Show,
}

impl Context {
    /// Under these options.
    pub fn of(global: &Global) -> Self {
        let show = if global.quiet { Show::Nothing } else { Show::Terminal };
        Self { global: global.clone(), show }
    }

    /// Opens the project, asking about the moment of `--as-of`; its clock stays.
    pub fn project(&self) -> Result<Project> {
        let mut project = Project::open(&self.global.project_or("."), self.global.config.as_deref())?;
        if let Some(as_of) = &self.global.as_of {
            project.set_as_of(as_of)?;
        }
        if let Some(profile) = &self.global.profile {
            project.set_profile(profile);
        }
        Ok(project)
    }

    /// Whether text for people is wanted.
    pub fn text(&self) -> bool {
        self.global.format == Format::Text
    }

    /// Prints one object as one line on stdout.
    pub fn line<T: Serialize>(&self, value: &T) -> Result<()> {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, value)?;
        writeln!(out)?;
        Ok(())
    }

    /// Prints text for people on stdout.
    pub fn say(&self, text: impl AsRef<str>) -> Result<()> {
        if self.text() {
            writeln!(std::io::stdout().lock(), "{}", text.as_ref())?;
        }
        Ok(())
    }
}

/// Executes a command.
pub async fn execute(command: Command, context: &Context) -> Result<Exit> {
    match command {
        Command::Init(arguments) => init::execute(&arguments, context),
        Command::Intake(arguments) => intake::execute(&arguments, context).await,
        Command::Ledger(arguments) => ledger::execute(&arguments, context).await,
        Command::Inspect(arguments) => inspect::execute(&arguments, context),
        Command::Decide(arguments) => decide::execute(&arguments, context).await,
        Command::Explain(arguments) => explain::execute(&arguments, context).await,
        Command::Law(arguments) => law::execute(&arguments, context).await,
        Command::Corpus(arguments) => corpus::execute(&arguments, context).await,
        Command::Train(arguments) => train::execute(&arguments, context).await,
        Command::Prompt(arguments) => prompt::execute(&arguments, context).await,
        Command::Forget(arguments) => forget::execute(&arguments, context).await,
        Command::Lineage(arguments) => lineage::execute(&arguments, context),
        Command::Audit(arguments) => audit::execute(&arguments, context),
        Command::Report(arguments) => report::execute(&arguments, context).await,
        Command::Notices(arguments) => notices::execute(&arguments, context),
        Command::Serve(arguments) => serve::execute(&arguments, context).await,
        Command::Verify(arguments) => verify::execute(&arguments, context),
        Command::Run(arguments) => run::execute(&arguments, context).await,
        Command::Demo(arguments) => demo::execute(&arguments, context).await,
        Command::Cluster(arguments) => cluster::execute(&arguments).await,
        Command::Config(arguments) => config::execute(&arguments, context),
    }
}

/// The exit code of an error of a room, where it is another than 1.
pub fn exit_of(cause: &(dyn std::error::Error + 'static)) -> Option<Exit> {
    let broken_corpus =
        matches!(cause.downcast_ref(), Some(::corpus::ReadError::Mismatch(_))) || cause.is::<::corpus::Mismatch>();
    let broken_model = matches!(cause.downcast_ref(), Some(::train::OpenError::DigestMismatch { .. }));
    let broken_log = cause.is::<::ledger::VerifyError>() || cause.is::<::ledger::AuditError>();
    if broken_corpus || broken_model || broken_log {
        return Some(Exit::ProofFails);
    }
    if matches!(cause.downcast_ref(), Some(::train::TrainError::Stopped { .. })) {
        return Some(Exit::Refused);
    }
    if let Some(error) = cause.downcast_ref::<::bucket::BucketError>() {
        return match error {
            error if error.mismatch() => Some(Exit::ProofFails),
            error if error.is_passing() => Some(Exit::Incomplete),
            ::bucket::BucketError::Address { .. }
            | ::bucket::BucketError::Absent { .. }
            | ::bucket::BucketError::Nothing { .. }
            | ::bucket::BucketError::Unconditional { .. }
            | ::bucket::BucketError::Unnameable { .. } => Some(Exit::Usage),
            _ => None,
        };
    }
    if let Some(error) = cause.downcast_ref::<delta::PublishError>() {
        return match error {
            delta::PublishError::Busy { .. } | delta::PublishError::Changed { .. } => Some(Exit::Incomplete),
            delta::PublishError::NotOurs { .. } | delta::PublishError::Occupied { .. } => Some(Exit::Usage),
            delta::PublishError::Corpus(::corpus::ReadError::Mismatch(_)) => Some(Exit::ProofFails),
            _ => None,
        };
    }
    match cause.downcast_ref::<pipeline::PipelineError>() {
        Some(pipeline::PipelineError::Delta(
            delta::DeltaError::NoTable { .. }
            | delta::DeltaError::NoVersion { .. }
            | delta::DeltaError::Feature { .. }
            | delta::DeltaError::Outside { .. },
        )) => return Some(Exit::Usage),
        Some(pipeline::PipelineError::ClusterAddress { .. } | pipeline::PipelineError::NoCluster) => {
            return Some(Exit::Usage);
        }
        Some(pipeline::PipelineError::Shard { .. } | pipeline::PipelineError::RowsLost { .. }) => {
            return Some(Exit::Incomplete);
        }
        Some(pipeline::PipelineError::Disagreement | pipeline::PipelineError::ShardChanged { .. }) => {
            return Some(Exit::ProofFails);
        }
        _ => {}
    }
    if cause.is::<::intake::IntakeError>() || cause.is::<::law::LawError>() {
        return Some(Exit::Usage);
    }
    None
}
