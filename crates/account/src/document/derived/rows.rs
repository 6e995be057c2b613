//! Tables that several rooms have a part in. In: evidence. Out: rows. Never: a row that nothing in the evidence stands for.

use super::both;
use crate::document::Evidence;
use serde_json::{Value, json};

/// Where records came from and what became of them: the edges of a flow.
pub(super) fn flow(evidence: &Evidence) -> Value {
    let source = |row: &Value| {
        Some(
            json!({ "from": row.get("name")?, "to": "read", "records": row.get("posts")?.as_u64().filter(|posts| *posts > 0)? }),
        )
    };
    let mut edges: Vec<Value> = evidence.rows("intake.sources").iter().filter_map(source).collect();
    // Without a run there is nothing that flowed; a zero would be a figure.
    if evidence.value("decided.totals").is_none() {
        return Value::Null;
    }
    for end in ["admitted", "refused", "held"] {
        edges.push(json!({ "from": "read", "to": end, "records": evidence.count(&format!("decided.totals.{end}")) }));
    }
    Value::Array(edges)
}

/// Countries of the European Economic Area with admitted records, whose authorities are concerned [GDPR 4(22)].
pub(super) fn authorities(evidence: &Evidence) -> Value {
    let area: Vec<&str> = evidence.rows("law.eea").iter().filter_map(Value::as_str).collect();
    let by_country = evidence.value("decided.totals.by_country").and_then(Value::as_object);
    let row = |(country, split): (&String, &Value)| {
        let records = split.get(0)?.as_u64().filter(|records| *records > 0)?;
        area.contains(&country.as_str()).then(|| json!({ "country": country, "records": records }))
    };
    let concerned: Vec<Value> = by_country.into_iter().flatten().filter_map(row).collect();
    let lead = evidence.value("said.establishment.country").or_else(|| evidence.value("controller.country"));
    json!({ "concerned": concerned, "lead_country": lead, "lead": evidence.value("said.establishment.authority") })
}

/// One row for each operation of each purpose [GDPR 30(1)].
pub(super) fn processing(evidence: &Evidence) -> Value {
    let until: Vec<&str> =
        evidence.rows("sources").iter().filter_map(|row| row.get("retention_until")?.as_str()).collect();
    let (first, last) = (until.iter().min(), until.iter().max());
    let outside = !evidence.is("run.in_eea");
    let row = |one: &Value| {
        let purpose = one.get("purpose")?.as_str()?;
        let entry = evidence
            .rows("register.purposes")
            .iter()
            .find(|entry| entry.get("id").and_then(Value::as_str) == Some(purpose))?;
        Some(json!({
            "purpose": purpose,
            "operation": one.get("operation")?,
            "text": entry.get("text")?,
            "basis": one.get("basis")?,
            "kinds": entry.get("kinds")?,
            "sources": entry.get("sources")?,
            "country": evidence.value("run.country"),
            "outside_eea": outside,
            "transfer_tool": evidence.value("run.transfer_tool"),
            "erased_from": first,
            "erased_until": last,
        }))
    };
    Value::Array(evidence.rows("register.uses").iter().filter_map(row).collect())
}

/// One row for each store that holds personal data [GDPR 5(1)(e)].
pub(super) fn retention(evidence: &Evidence) -> Value {
    let mut rows = Vec::new();
    for source in evidence.rows("sources") {
        let until = source.get("retention_until").cloned().unwrap_or(Value::Null);
        rows.push(json!({
            "store": source.get("name"),
            "period": until,
            "trigger": both("the declared date; after it rule F33 refuses the records", "de verklaarde datum; daarna weigert regel F33 de items"),
            "proof": "work/decisions-train",
        }));
    }
    let store = |store: &str, period: Value, trigger: Value, proof: &str| json!({ "store": store, "period": period, "trigger": trigger, "proof": proof });
    rows.push(store(
        "corpus",
        both(
            "until the next seal; copies are deleted on request",
            "tot de volgende verzegeling; kopieën worden op verzoek gewist",
        ),
        both("each seal decides every record again", "elke verzegeling beslist opnieuw over elk item"),
        "corpus/manifest.json",
    ));
    rows.push(store(
        "model",
        both("until it is replaced", "tot het wordt vervangen"),
        both("erasure replays training without the person", "wissing herhaalt de training zonder de persoon"),
        "model/attestation.json",
    ));
    rows.push(store(
        "ledger",
        both(
            "events stay as proof; their content until the person is erased",
            "gebeurtenissen blijven als bewijs; hun inhoud tot de persoon is gewist",
        ),
        both("erasure destroys the key and the ciphertext", "wissing vernietigt de sleutel en de versleutelde tekst"),
        "ledger/log/checkpoint",
    ));
    Value::Array(rows)
}

/// Compute of training as the Commission's guidelines count it: six operations for each weight and token.
pub(super) fn compute(evidence: &Evidence) -> Value {
    let (weights, tokens) = (evidence.count("model.parameters"), evidence.count("model.tokens"));
    if weights == 0 || tokens == 0 {
        return Value::Null;
    }
    let operations = 6 * u128::from(weights) * u128::from(tokens);
    // 10^25, above which a model is presumed to have systemic risk [AIA 51(2)]; 10^23, from which one is taken for general.
    json!({
        "flop": operations.to_string(),
        "method": both("6 × weights × tokens read", "6 × gewichten × gelezen tokens"),
        "general_purpose_indicated": operations >= 10_u128.pow(23),
        "systemic_risk_presumed": operations >= 10_u128.pow(25),
    })
}

/// What the law is told about each assessment, and the document behind it.
pub(super) fn gates(evidence: &Evidence) -> Value {
    let mut rows = Vec::new();
    for one in evidence.rows("register.uses") {
        for gate in ["lia", "compat", "dpia", "art36"] {
            rows.push(json!({
                "purpose": one.get("purpose"),
                "operation": one.get("operation"),
                "gate": gate,
                "state": one.get(gate),
                "document": one.get(format!("{gate}_document")),
                "review_due": one.get(format!("{gate}_review_due")),
            }));
        }
    }
    Value::Array(rows)
}

/// Records that each rule kept out or changed, by the matter of the rule.
pub(super) fn refused(evidence: &Evidence) -> Value {
    let Some(fired) = evidence.value("decided.totals.rules").and_then(Value::as_object) else { return Value::Null };
    let mut matters = serde_json::Map::new();
    for rule in evidence.rows("law.rules") {
        let (Some(id), Some(matter)) =
            (rule.get("id").and_then(Value::as_str), rule.get("matter").and_then(Value::as_str))
        else {
            continue;
        };
        let rows = matters.entry(matter).or_insert_with(|| json!([]));
        let records = fired.get(id).and_then(Value::as_u64).unwrap_or_default();
        if let Some(rows) = rows.as_array_mut().filter(|_| !id.starts_with('P')) {
            rows.push(json!({ "rule": id, "provision": rule.get("provision"), "records": records }));
        }
    }
    Value::Object(matters)
}
