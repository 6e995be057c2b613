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
    let sources = evidence.rows("sources");
    let of = |wanted: &'static str| sources.iter().filter(from(wanted)).cloned().collect::<Vec<Value>>();
    let (own, licensed, crawled) = (of("platform_first_party"), of("licensed"), of("crawled"));
    let (third, synthetic) = (of("third_party_dataset"), of("synthetic"));
    let known = ["platform_first_party", "licensed", "crawled", "third_party_dataset", "synthetic"];
    let is_known =
        |row: &&Value| row.get("provenance").and_then(Value::as_str).is_some_and(|word| known.contains(&word));
    let other: Vec<Value> = sources.iter().filter(|row| !is_known(row)).cloned().collect();
    let kinds = evidence.value("corpus.counts.tally.kinds").and_then(Value::as_object);
    let prompts = kinds.map(|kinds| kinds.get("ai_prompt").and_then(Value::as_u64).unwrap_or_default() > 0);
    let services: Vec<&Value> = own.iter().filter_map(|row| row.get("service")).collect();
    // Of the corpus, each token once: not of the base text, and not of each pass.
    let tokens = evidence.value("training.tokens").and_then(Value::as_u64);
    let month = |text: &str| Some(format!("{}/{}", text.get(5..7)?, text.get(0..4)?));
    let no_media = |kind: &str| json!({ "modality": kind, "used": false, "size": "–", "content": "–" });
    json!({
        "last_update": evidence.value("corpus.meta.as_of").and_then(Value::as_str).and_then(|at| Some(format!("{}/{}/{}", at.get(8..10)?, at.get(5..7)?, at.get(2..4)?))),
        "provider": evidence.value("controller.name"),
        "provider_contact": evidence.value("controller.contact"),
        "established_in_union": evidence.value("controller.eu_established"),
        "model": evidence.value("training.files").and_then(|files| files.get("model.safetensors")),
        "corpus": evidence.value("corpus.digest"),
        "trained_on_this_corpus": evidence.value("training.corpus").is_some_and(|corpus| Some(corpus) == evidence.value("corpus.digest")),
        "dependencies": both(
            "none: no other model was modified; training starts from the base text that the controller names",
            "geen: er is geen ander model gewijzigd; de training begint met de basistekst die de verantwoordelijke noemt",
        ),
        "modalities": [
            { "modality": "text", "used": tokens.map(|tokens| tokens > 0), "size": tokens.map(text_bin), "content": kinds.map(|kinds| kinds.keys().collect::<Vec<_>>()) },
            no_media("image"), no_media("audio"), no_media("video"), no_media("other"),
        ],
        "tokens": tokens,
        "records": evidence.value("corpus.counts.admitted"),
        "text_bytes": evidence.value("corpus.counts.tally.text_bytes"),
        "latest_collection": evidence.value("corpus.meta.as_of").and_then(Value::as_str).and_then(month),
        "languages": evidence.value("corpus.counts.tally.langs"),
        "licensed_used": !licensed.is_empty(),
        "licensed": licensed,
        "third_used": !third.is_empty(),
        "third": third,
        "crawled_used": !crawled.is_empty(),
        "crawled": crawled,
        "prompts_used": prompts,
        "services_used": !own.is_empty(),
        "services": services,
        "own": own,
        "user_modalities": if own.is_empty() { Value::Null } else { json!(["text"]) },
        "synthetic_used": !synthetic.is_empty(),
        "synthetic": synthetic,
        "other_used": !other.is_empty(),
        "other": other,
        "reservations": {
            "sources_reserved_whole": evidence.rows("sources").iter().filter(|row| row.get("tdm_reserved_whole") == Some(&json!(true))).count(),
            "refused_for_reservation": evidence.value("corpus.counts.refusals.rules.F22"),
        },
        "illegal": {
            "sources_with_illegal_content": evidence.rows("sources").iter().filter(|row| row.get("illegal_content") == Some(&json!(true))).count(),
        },
        "safeguards": safeguards(evidence),
    })
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
