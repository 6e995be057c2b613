//! What the controller declared: configuration, register, law. In: a project. Out: branches of evidence. Never: a secret, a
//! path of this machine, or a default taken for a declaration.

use crate::config::SourceConfig;
use crate::project::Project;
use account::document::{Evidence, Nature};
use anyhow::Result;
use law::register::{Entry, Register};
use law::{Effect, Law};
use serde_json::{Map, Value, json};

pub(super) fn add(evidence: &mut Evidence, project: &Project) -> Result<()> {
    let config = project.config();
    let law = project.law_at(project.now())?;
    let declared = |evidence: &mut Evidence, name: &str, source: &str, value: Value| {
        evidence.add(name, source, Nature::Declared, value);
    };
    let mut controller = serde_json::to_value(&config.controller)?;
    if let Some(members) = controller.as_object_mut() {
        let portal = &config.portal;
        for (key, value) in [
            ("contact", json!(portal.contact)),
            ("officer", json!(portal.officer)),
            ("authority", json!(portal.authority)),
            ("base_url", json!(portal.base_url)),
            ("notice_version", json!(portal.notice_version)),
        ] {
            members.insert(key.to_owned(), value);
        }
    }
    declared(evidence, "controller", "grondslag.toml [controller], [portal]", controller);
    let in_eea = law.numbers().eea.contains(&config.run.country);
    let run = json!({ "purpose": config.run.purpose, "country": config.run.country, "in_eea": in_eea, "transfer_tool": config.run.transfer_tool });
    declared(evidence, "run", "grondslag.toml [run]", run);
    let serve = json!({ "art50_ok": config.serve.art50_ok, "verbatim_tokens_max": config.serve.verbatim_tokens_max });
    declared(evidence, "serve", "grondslag.toml [serve]", serve);
    declared(evidence, "plan", "grondslag.toml [train]", config.train.declared()?);
    declared(
        evidence,
        "sources",
        "grondslag.toml [[source]]",
        Value::Array(config.source.iter().map(source).collect()),
    );
    declared(evidence, "portal", "grondslag.toml [portal.words]", json!({ "words": words(project) }));
    declared(evidence, "law", "law/", law_values(&law));
    // The register as it is written. What its documents say of themselves is in `documents`.
    let written = project.register()?;
    declared(evidence, "register", "register.toml", register_values(&written)?);
    if let Some(entry) = written.entry(&project.purpose()) {
        declared(evidence, "purpose", "register.toml, grondslag.toml [portal.words]", purpose(project, entry)?);
    }
    Ok(())
}

fn source(one: &SourceConfig) -> Value {
    json!({
        "name": one.name, "format": one.format.map_or_else(|| "recognised".to_owned(), |format| format.to_string()), "service": one.service,
        "provenance": one.provenance,
        "origin_lawful": one.facts.origin_lawful, "retention_until": one.facts.retention_until,
        "tdm_reserved_whole": one.facts.tdm_reserved_whole, "illegal_content": one.facts.illegal_content,
    })
}

fn words(project: &Project) -> Vec<Value> {
    let mut rows = Vec::new();
    for (purpose, languages) in &project.config().portal.words {
        for (lang, words) in languages {
            rows.push(json!({ "purpose": purpose, "lang": lang, "name": words.name, "why": words.why }));
        }
    }
    rows
}

/// The rules, as their folder says them.
pub fn law_values(law: &Law) -> Value {
    let rule = |rule: &law::Rule| {
        let effect = match rule.effect {
            Effect::Permit => "permit",
            Effect::Report => "report",
            Effect::Forbid => "forbid",
            Effect::Hold => "hold",
            Effect::Transform(_) => "transform",
        };
        let matter = rule.file.trim_end_matches(".cedar");
        json!({ "id": rule.id, "effect": effect, "provision": rule.provision, "meaning": rule.meaning, "cure": rule.cure, "matter": matter })
    };
    let numbers = law.numbers();
    json!({
        "profile": law.profile(), "digest": law.digest(), "valid_from": numbers.valid_from, "adult_age": numbers.adult_age,
        "eea": numbers.eea, "article8": numbers.article_8_age.countries, "rules": law.rules().map(rule).collect::<Vec<_>>(),
    })
}

/// The register, in rows.
pub fn register_values(register: &Register) -> Result<Value> {
    let mut uses = Vec::new();
    let mut excluded = Vec::new();
    let mut purposes = Vec::new();
    for entry in &register.purpose {
        let whole = serde_json::to_value(entry)?;
        let keep = |key: &str| whole.get(key).cloned().unwrap_or(Value::Null);
        if !entry.excluded.is_empty() {
            excluded.push(json!({ "id": entry.id, "excluded": keep("excluded") }));
        }
        purposes.push(row_of(entry)?);
        for one in &entry.uses {
            let (lia, compat, dpia) = (&one.lia, &one.compat, &one.dpia);
            uses.push(json!({
                "purpose": entry.id, "operation": one.operation, "basis": one.basis,
                "lia": lia.state, "lia_document": lia.document, "lia_review_due": lia.review_due,
                "compat": compat.state, "compat_document": compat.document,
                "dpia": dpia.state, "dpia_document": dpia.document, "dpia_review_due": dpia.review_due,
                "dpia_residual_high": one.dpia_residual_high, "art36": one.art36.state, "art36_document": one.art36.document,
                "signed_by": one.signed.by, "signed_role": one.signed.role, "signed_on": one.signed.on,
            }));
        }
    }
    let whole = serde_json::to_value(&register.choice)?;
    let mut choices = Vec::new();
    let mut choice = Map::new();
    for (name, signed, because) in register.choice.signatures() {
        let value = whole.get(name).and_then(|one| one.get("value")).cloned().unwrap_or(Value::Null);
        choices.push(json!({ "name": name, "value": value, "because": because, "by": signed.by, "role": signed.role, "on": signed.on }));
        choice.insert(name.to_owned(), value);
    }
    Ok(json!({ "purposes": purposes, "uses": uses, "excluded": excluded, "choices": choices, "choice": choice }))
}

fn row_of(entry: &Entry) -> Result<Value> {
    let whole = serde_json::to_value(entry)?;
    let keep = |key: &str| whole.get(key).cloned().unwrap_or(Value::Null);
    let collected = |key: &str| whole.get("collected").and_then(|one| one.get(key)).cloned().unwrap_or(Value::Null);
    Ok(json!({
        "id": entry.id, "text": keep("text"), "dpv": keep("dpv"), "since": keep("since"), "named_since": keep("named_since"),
        "kinds": keep("kinds"), "sources": keep("sources"), "collected_from": collected("from"),
        "collected_until": collected("until"), "excluded": keep("excluded"), "covers_third_parties": entry.covers_third_parties,
        "signed_by": entry.signed.by, "signed_role": entry.signed.role, "signed_on": entry.signed.on,
    }))
}

/// The purpose of the run, with the interest that people are told and what is vague in its text.
fn purpose(project: &Project, entry: &Entry) -> Result<Value> {
    let mut row = row_of(entry)?;
    let why: Map<String, Value> = words(project)
        .iter()
        .filter(|row| row.get("purpose").and_then(Value::as_str) == Some(entry.id.as_str()))
        .filter_map(|row| Some((row.get("lang")?.as_str()?.to_owned(), row.get("why")?.clone())))
        .filter(|(_, why)| why.as_str().is_some_and(|why| !why.trim().is_empty()))
        .collect();
    let mut vague = Vec::new();
    for (lang, text) in &entry.text {
        match law::register::lint(text, lang) {
            Ok(findings) => vague.extend(
                findings
                    .iter()
                    .map(|one| json!({ "lang": lang, "phrase": one.phrase, "why": one.why, "cure": one.cure })),
            ),
            Err(error) => {
                vague.push(json!({ "lang": lang, "phrase": text, "why": error.to_string(), "cure": Value::Null }))
            }
        }
    }
    let basis = entry.uses.iter().find(|one| one.operation == terms::Operation::Train).map(|one| one.basis);
    if let Some(row) = row.as_object_mut() {
        row.insert("why".to_owned(), Value::Object(why));
        row.insert("vague".to_owned(), Value::Array(vague));
        row.insert("basis".to_owned(), serde_json::to_value(basis)?);
    }
    Ok(row)
}
