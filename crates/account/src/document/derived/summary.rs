//! The public summary of training content in the Commission's template [AIA 53(1)(d)]. In: what the manifest and the sources
//! say. Out: the values of its sections 1.1 to 3.3. Never: a value that somebody typed where a record gives it.

use super::both;
use crate::document::Evidence;
use serde_json::{Value, json};

/// The size of text as the template asks for it.
fn text_bin(tokens: u64) -> &'static str {
    match tokens {
        0..1_000_000_000 => "<1 billion",
        1_000_000_000..=10_000_000_000_000 => "1 billion-10 trillion",
        _ => ">10 trillion",
    }
}

/// All sections.
pub(super) fn summary(evidence: &Evidence) -> Value {
    let from = |wanted: &'static str| move |row: &&Value| row.get("provenance").and_then(Value::as_str) == Some(wanted);
    // Those that the manifest names: what is declared today says nothing of a corpus that was sealed before.
    let sources = evidence.rows("corpus.sources");
    let of = |wanted: &'static str| sources.iter().filter(from(wanted)).map(described).collect::<Vec<Value>>();
    let (own, licensed, crawled) = (of("platform_first_party"), of("licensed"), of("crawled"));
    let (third, synthetic) = (of("third_party_dataset"), of("synthetic"));
    let known = ["platform_first_party", "licensed", "crawled", "third_party_dataset", "synthetic"];
    let is_known =
        |row: &&Value| row.get("provenance").and_then(Value::as_str).is_some_and(|word| known.contains(&word));
    let other: Vec<Value> = sources.iter().filter(|row| !is_known(row)).map(described).collect();
    // A manifest that names no source says nothing about sources, not that there are none.
    let told = |value: Value| if sources.is_empty() { Value::Null } else { value };
    let used = |rows: &[Value]| told(json!(!rows.is_empty()));
    let kinds = evidence.value("corpus.counts.tally.kinds").and_then(Value::as_object);
    let prompts = kinds.map(|kinds| kinds.get("ai_prompt").and_then(Value::as_u64).unwrap_or_default() > 0);
    // Of the corpus, each token once: not of the base text, and not of each pass.
    let tokens = evidence.value("training.tokens").and_then(Value::as_u64);
    let base_tokens = evidence.value("training.base_tokens").and_then(Value::as_u64);
    // The size of the template is that of all training data, and the base text is some of it: at most what
    // was read of it.
    let whole = tokens.map(|tokens| tokens.saturating_add(base_tokens.unwrap_or_default()));
    let month = |text: &str| Some(format!("{}/{}", text.get(5..7)?, text.get(0..4)?));
    let no_media = |kind: &str| json!({ "modality": kind, "used": false, "size": "–", "content": "–" });
    json!({
        "last_update": evidence.value("corpus.meta.as_of").and_then(Value::as_str).and_then(|at| Some(format!("{}/{}/{}", at.get(8..10)?, at.get(5..7)?, at.get(2..4)?))),
        "provider": evidence.value("controller.name"),
        "provider_contact": evidence.value("controller.contact"),
        "established_in_union": evidence.value("controller.eu_established"),
        "model": evidence.value("training.model"),
        "corpus": evidence.value("corpus.digest"),
        "trained_on_this_corpus": evidence.value("training.corpus").is_some_and(|corpus| Some(corpus) == evidence.value("corpus.digest")),
        "dependencies": dependencies(evidence),
        "modalities": [
            { "modality": "text", "used": whole.map(|tokens| tokens > 0), "size": whole.map(text_bin), "content": kinds.map(|kinds| kinds.keys().collect::<Vec<_>>()) },
            no_media("image"), no_media("audio"), no_media("video"), no_media("other"),
        ],
        "sizes": tokens.map(|tokens| sizes(evidence, tokens, base_tokens)),
        "records": evidence.value("corpus.counts.admitted"),
        "text_bytes": evidence.value("corpus.counts.tally.text_bytes"),
        "latest_collection": evidence.value("corpus.meta.as_of").and_then(Value::as_str).and_then(month),
        "languages": evidence.value("corpus.counts.tally.langs"),
        "licensed_used": used(&licensed),
        "licensed": told(json!(licensed)),
        "third_used": used(&third),
        "third": told(json!(third)),
        "crawled_used": used(&crawled),
        "crawled": told(json!(crawled)),
        "prompts_used": prompts,
        "services_used": used(&own),
        "own": told(json!(own)),
        "user_modalities": told(if own.is_empty() { json!([]) } else { json!(["text"]) }),
        "synthetic_used": used(&synthetic),
        "synthetic": told(json!(synthetic)),
        "other_used": used(&other),
        "other": told(json!(other)),
        "reservations": told(json!({
            "sources_reserved_whole": declared(sources, "tdm_reserved_whole"),
            "refused_for_reservation": evidence.value("corpus.counts.refusals.rules.F22"),
        })),
        "illegal": illegal(evidence),
        "illegal_sources": told(json!(declared(sources, "illegal_content"))),
        "safeguards": safeguards(evidence),
    })
}

/// Whether a model of somebody else is under this one.
fn dependencies(evidence: &Evidence) -> Value {
    match evidence.value("training.base_model").filter(|base| !base.is_null()) {
        None => both(
            "none: no other model was modified; training starts from the base text that the controller names",
            "geen: er is geen ander model gewijzigd; de training begint met de basistekst die de verantwoordelijke noemt",
        ),
        Some(_) => both(
            "a base model of somebody else, frozen and named by its digest: the cohorts train adapters beside it. What it read before is its provider's matter, and document D36 asks whether it may be built upon",
            "een basismodel van een ander, bevroren en met zijn digest genoemd: de cohorten trainen adapters ernaast. Wat het eerder las is de zaak van de aanbieder, en document D36 vraagt of erop mag worden gebouwd",
        ),
    }
}

/// The parts that the size of the template is of.
fn sizes(evidence: &Evidence, tokens: u64, base_tokens: Option<u64>) -> Value {
    json!([
        {
            "part": both("the corpus of people's posts", "het corpus van berichten van mensen"),
            "tokens": tokens,
            "digest": evidence.value("training.corpus"),
        },
        {
            "part": both(
                "the base text, read in all passes: it has at most as many",
                "de basistekst, gelezen in alle rondes: die heeft er hoogstens zoveel",
            ),
            "tokens": base_tokens,
            "digest": evidence.value("training.base"),
        },
    ])
}

/// A source as a row of the template: this program admits text alone.
fn described(row: &Value) -> Value {
    let mut row = row.clone();
    if let Some(members) = row.as_object_mut() {
        members.insert("modality".to_owned(), json!("text"));
    }
    row
}

/// How many sources were declared to be this.
fn declared(sources: &[Value], key: &str) -> usize {
    sources.iter().filter(|row| row.get(key) == Some(&json!(true))).count()
}

/// Records that the rules on unlawful content kept out of this corpus.
fn illegal(evidence: &Evidence) -> Value {
    let Some(refused) = evidence.value("corpus.counts.refusals.rules").and_then(Value::as_object) else {
        return Value::Null;
    };
    let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let rules = evidence.rows("law.rules").iter().filter(|row| text(row, "matter") == "unlawful-content");
    let row = |rule: &Value| {
        let records = refused.get(&text(rule, "id")).and_then(Value::as_u64).unwrap_or_default();
        json!({ "rule": text(rule, "id"), "provision": text(rule, "provision"), "records": records })
    };
    Value::Array(rules.map(row).collect())
}

/// Rules that kept records of people out, with how many.
fn safeguards(evidence: &Evidence) -> Value {
    let Some(rules) = evidence.value("corpus.counts.refusals.rules").and_then(Value::as_object) else {
        return Value::Null;
    };
    let row = |(rule, records): (&String, &Value)| {
        let told = evidence.rows("law.rules").iter().find(|row| row.get("id").and_then(Value::as_str) == Some(rule));
        json!({ "rule": rule, "provision": told.and_then(|row| row.get("provision")), "records": records })
    };
    let mut rows: Vec<Value> = rules.iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.get("records").and_then(Value::as_u64)));
    let masked = evidence.count("corpus.counts.tally.transformed");
    rows.push(json!({ "rule": both("masked or cut", "gemaskeerd of weggeknipt"), "provision": "GDPR 5(1)(c), 25", "records": masked }));
    Value::Array(rows)
}
