//! The decisions of a pack. In: the decisions of the last training. Out: one line a record under its pseudonym, and
//! the facts behind it. Never: facts that are not those that were decided on.

use super::{Project, Stop};
use crate::command::Context;
use crate::rooms::Bench;
use anyhow::Result;
use law::Law;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use terms::{Digest, Operation, format_instant};

/// Whether the facts go into the pack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Facts {
    /// They do.
    Kept,
    /// They do not.
    LeftOut,
}

/// What was written.
pub(super) struct Decided {
    /// The folder of the law that decided.
    pub law: PathBuf,
    /// Decisions whose facts are not in the pack.
    pub without_facts: u64,
}

/// Writes log and facts; nothing where nothing was decided for training yet.
pub(super) async fn write(context: &Context, folder: &Path, facts: Facts) -> Result<Option<Decided>> {
    let mut project = context.project()?;
    let work = project.work()?;
    let path = work.decisions(Operation::Train);
    if !pipeline::are_decided(&work, Operation::Train) {
        return Ok(None);
    }
    let under = pipeline::under(&path)?.ok_or_else(|| {
        Stop::proof("the decisions do not say under which law they were made; run `grondslag run` again")
    })?;
    let (law, law_folder) = law_with(&project, &under.rules_digest)?;
    let mut known: BTreeMap<Digest, String> = BTreeMap::new();
    if facts == Facts::Kept {
        project.ask_about(under.purpose.as_str())?;
        project.ask_as_of(under.as_of, Some(under.tree_size));
        let bench = Bench::open(&project, under.as_of).await?;
        let plan = bench.plan(&law, under.operation, under.as_of);
        pipeline::facts(&project.work()?, &plan, &mut |asked| {
            if let Some(line) = asked.facts.ok().and_then(|facts| serde_json::to_string(&facts).ok()) {
                known.insert(Digest::of(&line), line);
            }
        })
        .await?;
    }
    let pseudonymizer = project.ledger()?.pseudonymizer();
    let mut lines = Vec::new();
    let mut without_facts = 0;
    for one in pipeline::stored(&path)? {
        without_facts += u64::from(one.facts.is_none_or(|digest| !known.contains_key(&digest)));
        let since = one.since.map(format_instant);
        let record = pseudonymizer.pseudonym("record", one.record.as_str());
        lines.push((record.clone(), json!({ "record": record, "facts": one.facts, "decision": one.decision, "rules": one.rules, "transforms": one.transforms, "stands_since": since }).to_string()));
    }
    // In the order of the pseudonyms, so that the order of the source tells nothing.
    lines.sort();
    let head = json!({
        "grondslag_decisions": 2, "purpose": under.purpose, "operation": under.operation, "profile": under.profile,
        "rules_digest": under.rules_digest, "tree_size": under.tree_size, "tree_root": project.ledger()?.tree_head_at(under.tree_size)?.root, "as_of": format_instant(under.as_of), "records": lines.len(),
    });
    let mut log = format!("{head}\n");
    for (_, line) in &lines {
        let _ = writeln!(log, "{line}");
    }
    world::write_atomic(folder.join("decisions/log.jsonl"), log)?;
    if facts == Facts::Kept {
        let mut text = String::new();
        for (digest, line) in &known {
            let _ = writeln!(text, "{{\"facts_digest\":\"{digest}\",\"facts\":{line}}}");
        }
        world::write_atomic(folder.join("decisions/facts.jsonl"), text)?;
    }
    Ok(Some(Decided { law: law_folder, without_facts }))
}

/// The law with this digest, and where it lies.
fn law_with(project: &Project, digest: &str) -> Result<(Law, PathBuf)> {
    let mut folders = vec![project.world.path("law")];
    folders.extend(world::list(project.world.path("laws"))?);
    for folder in folders {
        let law = Law::open(&folder).map_err(|error| Stop::usage(format!("{}: {error}", folder.display())))?;
        if law.digest().to_string() == digest {
            return Ok((law, folder));
        }
    }
    Err(Stop::proof(format!(
        "the decisions were made under rules `{digest}`, which are not here; put that folder into `laws`"
    ))
    .into())
}
