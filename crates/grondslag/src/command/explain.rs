//! `grondslag explain RECORD`: every rule that fired, its article, the facts it read, where each came from, what cures it.

use super::Context;
use crate::exit::{Exit, Stop};
use crate::rooms::Bench;
use anyhow::Result;
use clap::Args;
use law::facts::Facts;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use terms::{Operation, RecordId, SubjectId, format_instant};

/// Which decision.
#[derive(Args)]
pub struct Arguments {
    /// The record, as its source names it
    pub record: String,
    /// The operation
    #[arg(long, default_value = "train", value_parser = super::decide::operation)]
    pub operation: Operation,
    /// Print only the facts, as the line that `decide --facts` reads; its digest stands among the decisions
    #[arg(long)]
    pub facts: bool,
}

/// Explains it.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let at = project.now();
    let law = project.law_at(at)?;
    let bench = Bench::open(&project, at).await?;
    let record = RecordId::new(&arguments.record);
    let plan = bench.plan(&law, arguments.operation, at);
    let explained = pipeline::explain(&project.work()?, &plan, &record).await?.ok_or_else(|| {
        Stop::usage(format!("there is no record `{record}`; `grondslag decide --format jsonl` lists all"))
    })?;
    if arguments.facts {
        let facts = explained.facts.as_ref().map_err(|missing| {
            Stop::refused(format!("the fact `{missing}` is missing, so the law was not asked; {}", cure(missing)))
        })?;
        context.line(facts)?;
        return Ok(Exit::Done);
    }
    let (answer, stands) = (&explained.judged.answer, explained.judged.stands);
    let mut object = json!({
        "record_id": record,
        "operation": arguments.operation,
        "as_of": format_instant(at),
        "stands_since": format_instant(stands.since),
        "stands_until": stands.until.map(format_instant),
        "decision": explained.judged.word(),
        "rules": answer.rules,
        "transforms": answer.transforms,
        "profile": law.profile(),
        "rules_digest": law.digest(),
        "tree_size": bench.head.size,
        "tree_root": bench.head.root,
    });
    let mut because = Vec::new();
    match &explained.facts {
        Err(missing) => because.push(json!({
            "rule": law::DEFAULT_DENY,
            "provision": "GDPR 5(2)",
            "meaning": format!("the fact `{missing}` is missing; unknown means no"),
            "cure": cure(missing),
            "reads": [],
        })),
        Ok(facts) => {
            if let Value::Object(members) = &mut object {
                members.insert("facts_digest".to_owned(), json!(pipeline::digest_of(facts)?));
                members.insert("facts".to_owned(), serde_json::to_value(facts)?);
            }
            let decision = law.decide(facts);
            because.extend(law.explain(facts, &decision).iter().map(|one| reason(one, facts)));
        }
    }
    if let Value::Object(members) = &mut object {
        // What the law lets in may be in no corpus all the same.
        if explained.judged.is_lawful()
            && let Some(first) = pipeline::repeated_by(&project.work()?, &record)?
        {
            members.insert("repeats".to_owned(), json!(first));
        }
        if let Some(subject) = &explained.subject_id {
            members.insert("subject_id".to_owned(), subject.as_str().into());
            members.insert("events".to_owned(), events(&project, &SubjectId::new(subject))?);
        }
        members.insert("because".to_owned(), Value::Array(because));
    }
    if context.text() {
        context.say(in_words(&object))?
    } else {
        context.line(&object)?
    }
    Ok(Exit::Done)
}

/// What would give a missing fact.
fn cure(missing: &str) -> String {
    if missing == pipeline::LAW_OF_RESIDENCE {
        return "decide about people outside the EEA in a project with their profile, or choose `same_rules` for \
                `non_eea_subjects` in register.toml"
            .to_owned();
    }
    format!("give `{missing}` ({})", pipeline::provenance().get(missing).copied().unwrap_or("source"))
}

/// One rule with what it read and where that came from.
fn reason(one: &law::Explained<'_>, facts: &Facts) -> Value {
    let provenance = pipeline::provenance();
    let values: BTreeMap<String, Value> = match serde_json::to_value(facts) {
        Ok(Value::Object(members)) => members.into_iter().collect(),
        _ => BTreeMap::new(),
    };
    let reads: Vec<Value> = one
        .reads
        .iter()
        .map(|read| {
            let from: Vec<Value> = read
                .facts
                .iter()
                .map(|fact| json!({ "fact": fact, "value": values.get(*fact), "from": provenance.get(fact) }))
                .collect();
            json!({ "asked": read.attribute, "answer": read.value, "facts": from })
        })
        .collect();
    json!({
        "rule": one.rule.id,
        "effect": format!("{:?}", one.rule.effect),
        "third_party": one.third_party,
        "provision": one.rule.provision,
        "meaning": one.rule.meaning,
        "cure": one.rule.cure,
        "policy_file": format!("law/{}", one.rule.file),
        "reads": reads,
        "error": one.error,
    })
}

/// What the author said, as acts with their place in the log; never the words.
fn events(project: &crate::project::Project, subject: &SubjectId) -> Result<Value> {
    let history = project.ledger()?.history(subject)?;
    let event = |(index, said): &(u64, ledger::Said)| json!({ "index": index, "at": format_instant(said.at), "act": said.act.name() });
    Ok(Value::Array(history.iter().map(event).collect()))
}

/// The same for people.
fn in_words(object: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut out = String::new();
    let get = |key: &str| object.get(key).map(text).unwrap_or_default();
    let _ = writeln!(out, "{}  {}  for {} as of {}", get("record_id"), get("decision"), get("operation"), get("as_of"));
    let until = match get("stands_until").as_str() {
        "null" => String::new(),
        until => format!(", and until {until} unless something else changes"),
    };
    let _ = writeln!(out, "stands since {}{until}", get("stands_since"));
    let _ = writeln!(
        out,
        "law {} ({:.12}…), tree head {} events ({:.12}…)",
        get("profile"),
        get("rules_digest"),
        get("tree_size"),
        get("tree_root")
    );
    for because in object.get("because").and_then(Value::as_array).into_iter().flatten() {
        let get = |key: &str| because.get(key).filter(|value| !value.is_null()).map(text).unwrap_or_default();
        let _ = writeln!(out, "\n{}  {}", get("rule"), get("provision"));
        let _ = writeln!(out, "    {}", get("meaning"));
        for read in because.get("reads").and_then(Value::as_array).into_iter().flatten() {
            let get = |key: &str| read.get(key).map(text).unwrap_or_default();
            let _ = writeln!(out, "    {} is {}", get("asked"), get("answer"));
            for fact in read.get("facts").and_then(Value::as_array).into_iter().flatten() {
                let get = |key: &str| fact.get(key).map(text).unwrap_or_default();
                let _ = writeln!(out, "        from `{}` = {} ({})", get("fact"), get("value"), get("from"));
            }
        }
        if !get("cure").is_empty() {
            let _ = writeln!(out, "    cure: {}", get("cure"));
        }
    }
    if !get("repeats").is_empty() {
        let _ = writeln!(out, "\nDUPLICATE  no rule of law");
        let _ = writeln!(
            out,
            "    its text is that of `{}`, which was written before it, so the last seal left it out",
            get("repeats")
        );
    }
    let events: Vec<&Value> = object.get("events").and_then(Value::as_array).into_iter().flatten().collect();
    let _ = writeln!(out, "\n{} events of the author in the ledger", events.len());
    for event in events {
        let get = |key: &str| event.get(key).map(text).unwrap_or_default();
        let _ = writeln!(out, "    {:>6}  {}  {}", get("index"), get("at"), get("act"));
    }
    out.trim_end().to_owned()
}
