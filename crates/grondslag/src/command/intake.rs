//! `grondslag intake`: reads sources, those of the project or the given ones, and says what is in them.

mod follow;

use super::{Context, Format};
use crate::brought::Brought;
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::rooms::{self, TakenIn};
use ::bucket::Bucket;
use anyhow::Result;
use clap::Args;
use pipeline::{NamedSource, Origin, SourceFacts, Work};
use serde_json::json;
use std::path::PathBuf;
use terms::Provenance;
use world::{ScratchDir, World};

/// Which sources.
#[derive(Args)]
pub struct Arguments {
    /// Files, packages or folders; without any, the sources of the project
    pub paths: Vec<PathBuf>,
    /// Read and count, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Read all sources, then go on reading the changes of those with a `slot`, until stopped
    #[arg(long, conflicts_with_all = ["paths", "dry_run"])]
    pub follow: bool,
}

/// Reads them.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    if arguments.follow {
        return follow::execute(context).await;
    }
    let (taken, register) = if arguments.paths.is_empty() && !arguments.dry_run {
        let project = context.project()?;
        let taken = rooms::intake(&project, progress::room(context.show, "intake")).await?;
        (taken, rooms::register(&project)?)
    } else {
        let brought = match arguments.paths.is_empty() {
            true => Brought::of(&context.project()?).await?,
            false => Brought::here(bare(&arguments.paths)?),
        };
        // A folder of its own, so that nothing of a project is touched; it is removed again.
        let scratch = ScratchDir::create()?;
        let folder = scratch.path();
        let now = World::real(folder).now();
        let taken =
            pipeline::intake(&Work::new(folder, 1), &folder.join("intake"), now, brought.sources(), &mut |_| ())?;
        (TakenIn::of(&taken, 0.0), taken.register)
    };
    if context.text() {
        for source in &taken.sources {
            context.say(format!(
                "{} ({}): {} read, {} accepted, {} rejected; {} posts, {} accounts, {} pictures",
                source.path,
                source.format,
                source.read,
                source.accepted,
                source.rejected,
                source.posts,
                source.accounts,
                source.media
            ))?;
            let fates = &source.fates;
            context.say(format!(
                "  {} new, {} changed, {} unchanged, {} deleted, {} older than what is known, {} held back as deleted since",
                fates.new, fates.changed, fates.unchanged, fates.deleted, fates.stale, fates.held_back
            ))?;
            if fates.stale + fates.held_back > 0 {
                context.say(OLDER)?;
            }
            for rejection in &source.rejections {
                context.say(format!("  rejected: {rejection}"))?;
            }
        }
    } else {
        if context.global.format == Format::Jsonl {
            taken.sources.iter().try_for_each(|source| context.line(source))?;
        }
        let accepted: u64 = taken.sources.iter().map(|source| source.accepted).sum();
        context.line(
            &json!({ "read": taken.read, "accepted": accepted, "rejected": taken.rejected, "sources": taken.sources,
                "register": register }),
        )?;
    }
    Ok(if taken.rejected == 0 { Exit::Done } else { Exit::Incomplete })
}

/// Sources of which only the path is known: enough to count what is in them. Our own shapes say themselves how a record
/// was come by; a package does not, and nothing is kept here that would need it.
fn bare(paths: &[PathBuf]) -> Result<Vec<NamedSource>> {
    let named = |path: &PathBuf| {
        if Bucket::is_address(&path.to_string_lossy()) {
            let why = format!("`{}` has to be brought first; declare it in a `[[source]]`", path.display());
            return Err(Stop::usage(why).into());
        }
        let mut source = intake::Source::new(path, Provenance::PlatformFirstParty);
        if !intake::recognise(path)?.is_package() {
            source.provenance = None;
        }
        let name = path.display().to_string();
        Ok(NamedSource { name, source, facts: SourceFacts::default(), origin: Origin::default() })
    };
    paths.iter().map(named).collect()
}

const OLDER: &str = "  an older export changes nothing; if it is the later one, declare `exported_at`, and `complete = false` if it holds \
                     increments";
