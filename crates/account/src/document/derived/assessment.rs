//! The mitigation checklist of the legitimate-interest assessment: T1 to S4 of Opinion 28/2024. In: evidence. Out: for each
//! measure whether the project has evidence of it, and where. Never: a measure without evidence that lets an assessment be
//! approved.

use super::both;
use crate::document::Evidence;
use serde_json::{Value, json};

/// One measure: what it is, whether there is evidence, the parameter and where the evidence lies.
struct Measure {
    id: &'static str,
    name: Value,
    holds: bool,
    parameter: Value,
    evidence: &'static str,
}

/// The checklist.
pub(super) fn measures(evidence: &Evidence) -> Value {
    let row = |one: Measure| {
        json!({
            "id": one.id, "measure": one.name, "evidenced": one.holds,
            "parameter": if one.holds { one.parameter } else { Value::Null },
            "evidence": if one.holds { one.evidence } else { "–" },
        })
    };
    let mut rows: Vec<Value> = technical(evidence).into_iter().map(row).collect();
    rows.extend(rights(evidence).into_iter().map(row));
    rows.extend(transparency(evidence).into_iter().map(row));
    rows.extend(sources(evidence).into_iter().map(row));
    Value::Array(rows)
}

fn technical(evidence: &Evidence) -> Vec<Measure> {
    let subjects = evidence.value("corpus.counts.tally.subjects").cloned().unwrap_or_default();
    let masked = evidence.count("corpus.counts.tally.transformed");
    vec![
        Measure {
            id: "T1",
            name: both(
                "pseudonyms instead of accounts in the corpus",
                "pseudoniemen in plaats van accounts in het corpus",
            ),
            holds: subjects.as_u64().unwrap_or_default() > 0,
            parameter: subjects,
            evidence: "corpus.counts.tally.subjects",
        },
        Measure {
            id: "T2",
            name: both("identifiers of others masked or cut", "gegevens van anderen gemaskeerd of weggeknipt"),
            holds: masked > 0,
            parameter: json!(masked),
            evidence: "corpus.counts.tally.transformed",
        },
    ]
}

fn rights(evidence: &Evidence) -> Vec<Measure> {
    let window = evidence.count("register.choice.window_days");
    let trigger = evidence.text("register.choice.unlearning_trigger");
    let forgotten = evidence.rows("forgotten").len();
    vec![
        Measure {
            id: "R1",
            name: both("days between notice and first use", "dagen tussen kennisgeving en eerste gebruik"),
            holds: window > 0,
            parameter: json!(window),
            evidence: "register.choice.window_days",
        },
        Measure {
            id: "R2",
            name: both("unconditional objection before processing", "onvoorwaardelijk bezwaar vóór de verwerking"),
            holds: evidence.is("register.choice.objection_policy_unconditional"),
            parameter: json!("register.toml"),
            evidence: "register.choice.objection_policy_unconditional",
        },
        Measure {
            id: "R3",
            name: both(
                "erasure also without a ground of Article 17(1)",
                "wissing ook zonder grond van artikel 17 lid 1",
            ),
            holds: trigger == "always",
            parameter: json!(trigger),
            evidence: "register.choice.unlearning_trigger",
        },
        Measure {
            id: "R4",
            name: both(
                "influence of a person removed from the model, shown by attestation",
                "invloed van een persoon uit het model verwijderd, met attest",
            ),
            holds: forgotten > 0,
            parameter: json!(forgotten),
            evidence: "forgotten",
        },
    ]
}

fn transparency(evidence: &Evidence) -> Vec<Measure> {
    let published = evidence.rows("said.notices.published").len();
    let channels = evidence.rows("said.notices.channels").len();
    vec![
        Measure {
            id: "C1",
            name: both(
                "public summary of training content and data set card",
                "openbare samenvatting van trainingsgegevens en kaart van de dataset",
            ),
            holds: evidence.count("corpus.counts.admitted") > 0,
            parameter: json!("D29, corpus/README.md"),
            evidence: "summary",
        },
        Measure {
            id: "C2",
            name: both("notices by more than one channel", "kennisgevingen langs meer dan één kanaal"),
            holds: channels > 1,
            parameter: json!({ "channels": channels, "published": published }),
            evidence: "said.notices.channels",
        },
    ]
}

fn sources(evidence: &Evidence) -> Vec<Measure> {
    let has =
        |rule: &str| evidence.rows("law.rules").iter().any(|row| row.get("id").and_then(Value::as_str) == Some(rule));
    let declared = |key: &str| {
        let rows = evidence.rows("sources");
        !rows.is_empty() && rows.iter().all(|row| row.get(key).is_some_and(|value| !value.is_null()))
    };
    let objections = evidence.count("said.objections.received");
    vec![
        Measure {
            id: "S1",
            name: both(
                "special categories and risky sources excluded",
                "bijzondere categorieën en risicovolle bronnen uitgesloten",
            ),
            holds: has("F17") && evidence.text("register.choice.art9_mode") == "strict",
            parameter: json!("strict"),
            evidence: "register.choice.art9_mode",
        },
        Measure {
            id: "S2",
            name: both("reservations of rights respected", "voorbehouden van rechten geëerbiedigd"),
            holds: has("F22") && declared("tdm_reserved_whole"),
            parameter: json!("F22"),
            evidence: "sources",
        },
        Measure {
            id: "S3",
            name: both("limits of source and of time", "grenzen van bron en tijd"),
            holds: declared("retention_until") && evidence.value("purpose.collected_from").is_some(),
            parameter: json!({ "from": evidence.value("purpose.collected_from"), "until": evidence.value("purpose.collected_until") }),
            evidence: "purpose.collected_from",
        },
        Measure {
            id: "S4",
            name: both(
                "lists of objections applied at each seal",
                "lijsten van bezwaren toegepast bij elke verzegeling",
            ),
            holds: has("F07") || has("F09"),
            parameter: json!(objections),
            evidence: "said.objections.received",
        },
    ]
}

/// The measures that somebody claims in the answer to `mitigations_claimed`, and that have no evidence.
pub(super) fn bars(evidence: &Evidence, claimed: &str) -> Vec<String> {
    let rows = evidence.rows("measures");
    let id = |row: &Value| row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let words = claimed.split(|c: char| !c.is_ascii_alphanumeric());
    let is_measure = |word: &&str| {
        word.len() == 2 && word.starts_with(['T', 'R', 'C', 'S']) && word.ends_with(|c: char| c.is_ascii_digit())
    };
    let mut bars: Vec<String> = Vec::new();
    for claim in words.filter(is_measure) {
        match rows.iter().find(|row| id(row) == claim) {
            Some(row) if row.get("evidenced") == Some(&json!(true)) => {}
            Some(_) => bars.push(format!("measure {claim} is claimed and the project has no evidence of it")),
            None => bars.push(format!("`{claim}` is no measure of the checklist T1 to S4")),
        }
    }
    bars
}
