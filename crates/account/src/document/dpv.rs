//! The record of processing, purposes, rights and risks in the Data Privacy Vocabulary 2.3, as JSON-LD [GDPR 30]. In:
//! evidence. Out: one JSON-LD document that any RDF tool reads. Never: a term that DPV does not have under a DPV prefix.

use crate::document::{Answers, Evidence};
use serde_json::{Value, json};

/// The whole vocabulary of a project. What a person judged of a risk stands with it as soon as it is recorded.
pub fn vocabulary(evidence: &Evidence, answers: &Answers) -> Value {
    let mut graph = vec![controller(evidence)];
    graph.extend(purposes(evidence));
    graph.extend(activities(evidence));
    graph.extend(rights());
    graph.extend(storage(evidence));
    graph.extend(measures(evidence));
    graph.extend(risks(evidence, answers));
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
            "dpv:hasDataProtectionOfficer": evidence.value("controller.officer").map(|contact| {
                node("officer", "self", json!("dpv:DataProtectionOfficer"), json!({ "dpv:hasContact": contact }))
            }),
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
                "dpv:hasRecipient": recipients(evidence),
                "dpv:hasStorageCondition": stores(evidence).map(|store| id("storage", store)).collect::<Vec<_>>(),
                "dpv:hasTechnicalOrganisationalMeasure":
                    evidenced(evidence).filter_map(|row| Some(id("measure", row.get("id")?.as_str()?))).collect::<Vec<_>>(),
                "dpv:hasRight": RIGHTS.map(|right| json!({ "@id": format!("eu-gdpr:{right}") })),
                "dpv:hasRisk": RISKS.map(|risk| id("risk", risk.name)),
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

/// Who is told of what is rectified or erased: those who hold a copy [GDPR 19, 30(1)(d)].
fn recipients(evidence: &Evidence) -> Option<Vec<Value>> {
    let named = evidence.rows("said.recipients").iter().filter_map(|row| row.get("recipient")?.as_str());
    let nodes: Vec<Value> =
        named.map(|name| node("recipient", name, json!("dpv:Recipient"), json!({ "dpv:hasName": name }))).collect();
    (!nodes.is_empty()).then_some(nodes)
}

fn stores(evidence: &Evidence) -> impl Iterator<Item = &str> {
    evidence.rows("retention").iter().filter_map(|row| row.get("store")?.as_str())
}

/// Time limits [GDPR 30(1)(f)].
fn storage(evidence: &Evidence) -> Vec<Value> {
    let store = |row: &Value| {
        let name = row.get("store")?.as_str()?;
        let until = row.get("period").and_then(Value::as_str);
        let words: Vec<Value> = said_in(row.get("period")).into_iter().chain(said_in(row.get("trigger"))).collect();
        Some(node(
            "storage",
            name,
            json!("dpv:StorageCondition"),
            json!({
                "dct:title": name,
                "dct:valid": until.map(|until| json!({ "@type": "xsd:date", "@value": until })),
                "dct:description": words,
            }),
        ))
    };
    evidence.rows("retention").iter().filter_map(store).collect()
}

/// A text in several languages.
fn said_in(text: Option<&Value>) -> Vec<Value> {
    let texts = text.and_then(Value::as_object).into_iter().flatten();
    texts.map(|(lang, text)| json!({ "@language": lang, "@value": text })).collect()
}

/// The measures of the checklist that the project has evidence of.
fn evidenced(evidence: &Evidence) -> impl Iterator<Item = &Value> {
    evidence.rows("measures").iter().filter(|row| row.get("evidenced") == Some(&json!(true)))
}

fn measures(evidence: &Evidence) -> Vec<Value> {
    let measure = |row: &Value| {
        let name = row.get("id")?.as_str()?;
        let eased: Vec<Value> =
            RISKS.iter().filter(|risk| risk.measures.contains(&name)).map(|risk| id("risk", risk.name)).collect();
        Some(node(
            "measure",
            name,
            json!("dpv:RiskMitigationMeasure"),
            json!({
                "dct:identifier": name,
                "dct:title": said_in(row.get("measure")),
                "dct:source": row.get("evidence"),
                "dpv:mitigatesRisk": eased,
            }),
        ))
    };
    evidenced(evidence).filter_map(measure).collect()
}

fn risks(evidence: &Evidence, answers: &Answers) -> Vec<Value> {
    let has = |name: &&&str| evidenced(evidence).any(|row| row.get("id").and_then(Value::as_str) == Some(**name));
    let risk = |risk: &Risk| {
        let eased: Vec<Value> = risk.measures.iter().filter(has).map(|name| id("measure", name)).collect();
        let judged = answers.get("D08", risk.field);
        node(
            "risk",
            risk.name,
            json!("dpv:Risk"),
            json!({
                "dct:title": [{ "@language": "en", "@value": risk.en }, { "@language": "nl", "@value": risk.nl }],
                "dct:description": judged.map(|answer| json!({ "@language": answer.lang, "@value": answer.text })),
                "dpv:isMitigatedByMeasure": eased,
            }),
        )
    };
    RISKS.iter().map(risk).collect()
}

/// A risk of the impact assessment, with the measures that are meant against it.
struct Risk {
    name: &'static str,
    en: &'static str,
    nl: &'static str,
    /// Where `D08` asks for its likelihood and severity.
    field: &'static str,
    measures: &'static [&'static str],
}

const RIGHTS: [&str; 10] = ["A7-3", "A13", "A14", "A15", "A16", "A17", "A18", "A20", "A21", "A77"];
const RISKS: [Risk; 7] = [
    Risk {
        name: "memorisation",
        en: "The model memorises what people wrote",
        nl: "Het model onthoudt wat mensen schreven",
        field: "risk_memorisation",
        measures: &["T2", "R4"],
    },
    Risk {
        name: "extraction",
        en: "Somebody extracts it",
        nl: "Iemand haalt het eruit",
        field: "risk_extraction",
        measures: &["T1", "T2"],
    },
    Risk {
        name: "inference",
        en: "The model infers something about a person",
        nl: "Het model leidt iets over een persoon af",
        field: "risk_inference",
        measures: &["T1", "S1"],
    },
    Risk {
        name: "bias",
        en: "Groups are treated worse",
        nl: "Groepen worden slechter behandeld",
        field: "risk_bias",
        measures: &[],
    },
    Risk {
        name: "loss-of-control",
        en: "People lose control over what they wrote",
        nl: "Mensen verliezen zeggenschap over wat zij schreven",
        field: "risk_control",
        measures: &["R1", "R2", "R3", "R4", "S4"],
    },
    Risk {
        name: "children",
        en: "Children are harmed",
        nl: "Kinderen worden geschaad",
        field: "risk_children",
        measures: &[],
    },
    Risk {
        name: "chilling",
        en: "People say less",
        nl: "Mensen zeggen minder",
        field: "risk_chilling",
        measures: &["R2", "C2"],
    },
];
