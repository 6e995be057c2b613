//! The linter of notices: every item of Articles 13 and 14, the objection block, no vague purpose. In: evidence. Out: one row
//! for each item, with what is there. Never: a pass for an item that nobody declared or wrote.

use super::both;
use crate::document::Evidence;
use crate::document::evidence::is_empty;
use serde_json::{Value, json};

/// An item of a notice and the value that fills it.
type Item<'a> = (&'static str, Value, &'a str);

/// Items of both articles that the project itself declares; the others are sentences that somebody writes.
fn shared() -> Vec<Item<'static>> {
    vec![
        ("13(1)(a), 14(1)(a)", both("controller", "verwerkingsverantwoordelijke"), "controller.name"),
        ("13(1)(a), 14(1)(a)", both("contact", "contact"), "controller.contact"),
        (
            "13(1)(b), 14(1)(b)",
            both("data protection officer", "functionaris voor gegevensbescherming"),
            "controller.officer",
        ),
        ("13(1)(c), 14(1)(c)", both("purpose in plain words", "doel in gewone woorden"), "purpose.text"),
        ("13(1)(c), 14(1)(c)", both("legal basis", "grondslag"), "purpose.basis"),
        ("13(1)(d), 14(2)(b)", both("interest pursued", "nagestreefd belang"), "purpose.why"),
        ("14(1)(d)", both("kinds of data", "soorten gegevens"), "purpose.kinds"),
        ("14(2)(f)", both("sources", "bronnen"), "purpose.sources"),
        ("13(2)(a), 14(2)(a)", both("period of storage", "bewaartermijn"), "retention"),
        ("13(2)(d), 14(2)(e)", both("authority for complaints", "autoriteit voor klachten"), "controller.authority"),
        ("13(3)", both("start of the purpose", "begin van het doel"), "purpose.since"),
    ]
}

fn checked(evidence: &Evidence, items: Vec<Item<'_>>) -> Vec<Value> {
    let row = |(provision, item, query): Item<'_>| {
        let there = evidence.value(query).is_some_and(|value| !is_empty(value) && value != "none");
        json!({ "provision": format!("GDPR {provision}"), "item": item, "query": query, "there": there })
    };
    items.into_iter().map(row).collect()
}

fn vague(evidence: &Evidence) -> Vec<Value> {
    evidence.rows("purpose.vague").to_vec()
}

/// For people with an account [GDPR 13].
pub(super) fn for_users(evidence: &Evidence) -> Value {
    let mut items = shared();
    items.push((
        "21(4)",
        both(
            "right to object, brought to attention separately",
            "recht van bezwaar, gescheiden onder de aandacht gebracht",
        ),
        "said.notices.separate",
    ));
    json!({ "items": checked(evidence, items), "vague": vague(evidence) })
}

/// For people without one, whom others write about [GDPR 14].
pub(super) fn for_others(evidence: &Evidence) -> Value {
    let mut items = shared();
    items.push(("14(5)(b)", both("notice is public", "kennisgeving is openbaar"), "controller.art14_public_notice"));
    json!({ "items": checked(evidence, items), "vague": vague(evidence) })
}

/// What a notice lacks.
pub(super) fn bars(evidence: &Evidence, notice: &str) -> Vec<String> {
    let item = |row: &Value| {
        row.get("item").and_then(|item| item.get("en")).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let provision = |row: &Value| row.get("provision").and_then(Value::as_str).unwrap_or_default().to_owned();
    let lacking = evidence.rows(&format!("{notice}.items")).iter().filter(|row| row.get("there") != Some(&json!(true)));
    let mut bars: Vec<String> =
        lacking.map(|row| format!("the notice lacks: {} [{}]", item(row), provision(row))).collect();
    let phrase = |row: &Value| row.get("phrase").and_then(Value::as_str).unwrap_or_default().to_owned();
    bars.extend(evidence.rows("purpose.vague").iter().map(|row| format!("the purpose is vague: “{}”", phrase(row))));
    bars
}
