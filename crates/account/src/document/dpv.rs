//! The record of processing, purposes, rights and risks in the Data Privacy Vocabulary 2.3, as JSON-LD [GDPR 30]. In:
//! evidence. Out: one JSON-LD document that any RDF tool reads. Never: a term that DPV does not have under a DPV prefix.

use crate::document::Evidence;
use serde_json::{Value, json};

/// The whole vocabulary of a project.
pub fn vocabulary(evidence: &Evidence) -> Value {
    let mut graph = vec![controller(evidence)];
    graph.extend(purposes(evidence));
    graph.extend(activities(evidence));
    graph.extend(rights());
    graph.extend(risks());
    json!({ "@context": context(), "@graph": graph })
}

fn context() -> Value {
    json!({
        "dpv": "https://w3id.org/dpv#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "ai": "https://w3id.org/dpv/ai#",
        "pd": "https://w3id.org/dpv/pd#",
        "risk": "https://w3id.org/dpv/risk#",
        "dct": "http://purl.org/dc/terms/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "own": "urn:grondslag:",
    })
}

fn id(kind: &str, name: &str) -> Value {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    json!({ "@id": format!("own:{kind}-{}", name.chars().map(safe).collect::<String>()) })
}

fn node(kind: &str, name: &str, r#type: Value, rest: Value) -> Value {
    let mut node = id(kind, name);
    if let (Some(node), Value::Object(rest)) = (node.as_object_mut(), rest) {
        node.insert("@type".to_owned(), r#type);
        node.extend(rest.into_iter().filter(|(_, value)| !value.is_null()));
    }
    node
}

fn controller(evidence: &Evidence) -> Value {
    let name = evidence.text("controller.name");
    node(
        "controller",
        "self",
        json!("dpv:DataController"),
        json!({
            "dpv:hasName": name,
            "dpv:hasContact": evidence.value("controller.contact"),
            "dpv:hasCountry": evidence.value("controller.country"),
        }),
    )
}

fn purposes(evidence: &Evidence) -> Vec<Value> {
    let purpose = |row: &Value| {
        let name = row.get("id")?.as_str()?;
        let texts = row.get("text").and_then(Value::as_object).into_iter().flatten();
        let texts: Vec<Value> = texts.map(|(lang, text)| json!({ "@language": lang, "@value": text })).collect();
        let known: Vec<Value> = row
            .get("dpv")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|term| json!({ "@id": term }))
            .collect();
        Some(node(
            "purpose",
            name,
            json!("dpv:Purpose"),
            json!({
                "dct:identifier": name,
                "dct:description": texts,
                "dct:valid": row.get("since").map(|since| json!({ "@type": "xsd:date", "@value": since })),
                "dct:relation": known,
            }),
        ))
    };
    evidence.rows("register.purposes").iter().filter_map(purpose).collect()
}

/// One process for each operation of each purpose.
fn activities(evidence: &Evidence) -> Vec<Value> {
    let activity = |row: &Value| {
        let (purpose, operation) = (row.get("purpose")?.as_str()?, row.get("operation")?.as_str()?);
        let basis = row.get("basis").and_then(Value::as_str).filter(|basis| basis.starts_with("A6-"));
        let processing = match operation {
            "train" => "ai:ModelTraining",
            "assemble" => "dpv:Collect",
            "evaluate" => "dpv:Assess",
            _ => "dpv:Use",
        };
        Some(node(
            "process",
            &format!("{purpose}-{operation}"),
            json!("dpv:Process"),
            json!({
                "dct:identifier": format!("{purpose}/{operation}"),
                "dpv:hasDataController": id("controller", "self"),
                "dpv:hasPurpose": id("purpose", purpose),
                "dpv:hasProcessing": { "@id": processing },
                "dpv:hasLegalBasis": basis.map(|basis| json!({ "@id": format!("eu-gdpr:{basis}") })),
                "dpv:hasPersonalData": [{ "@id": "pd:SocialMediaCommunication" }, { "@id": "dpv:PseudonymisedData" }],
                "dpv:hasDataSubject": { "@id": "dpv:DataSubject" },
                "dpv:hasRight": RIGHTS.map(|right| json!({ "@id": format!("eu-gdpr:{right}") })),
                "dpv:hasRisk": RISKS.map(|(name, _)| id("risk", name)),
            }),
        ))
    };
    evidence.rows("records").iter().filter_map(activity).collect()
}

fn rights() -> Vec<Value> {
    RIGHTS
        .into_iter()
        .map(|right| json!({ "@id": format!("eu-gdpr:{right}"), "@type": "dpv:DataSubjectRight" }))
        .collect()
}

fn risks() -> Vec<Value> {
    let risk = |(name, text): (&str, &str)| {
        node("risk", name, json!("dpv:Risk"), json!({ "dct:title": { "@language": "en", "@value": text } }))
    };
    RISKS.into_iter().map(risk).collect()
}

const RIGHTS: [&str; 10] = ["A7-3", "A13", "A14", "A15", "A16", "A17", "A18", "A20", "A21", "A77"];
const RISKS: [(&str, &str); 7] = [
    ("memorisation", "The model memorises what people wrote"),
    ("extraction", "Somebody extracts it"),
    ("inference", "The model infers something about a person"),
    ("bias", "Groups are treated worse"),
    ("loss-of-control", "People lose control over what they wrote"),
    ("children", "Children are harmed"),
    ("chilling", "People say less"),
];
