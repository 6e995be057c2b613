//! The policies for other people's tools: ODRL 2.2 with terms of DPV 2.3, as JSON-LD. In: a law and, if there is one, the
//! register. Out: a set for each purpose and operation, in which every rule of that operation stands. Never: something to
//! decide with: ODRL knows neither negation nor the order of a FORBID before a HOLD, so the conditions travel as text.

use crate::decide::{DEFAULT_DENY, Law};
use crate::diff::effect;
use crate::load::{Effect, Rule};
use crate::register::{CATALOGUE, Register};
use crate::words::Transform;
use serde_json::{Map, Value, json};
use terms::{LegalBasis, Operation};

/// The names of our own terms; DPV has none for operations, transforms and reason codes.
const NAMESPACE: &str = "urn:grondslag:";

/// One purpose and operation with its basis, as far as one was chosen.
struct Part {
    purpose: String,
    operation: Operation,
    basis: Option<LegalBasis>,
    dpv: Vec<String>,
    /// What the data of the purpose are not used for.
    excluded: Vec<String>,
}

impl Law {
    /// The policies as ODRL. Without a register the sets are those of the built-in purposes, and no basis is named.
    pub fn odrl(&self, register: Option<&Register>) -> Value {
        let parts = match register {
            Some(register) => of_register(register),
            None => of_catalogue(),
        };
        let mut graph: Vec<Value> = vec![self.profile_node()];
        graph.extend(Operation::ALL.iter().map(|operation| action_node(*operation)));
        graph.extend(Transform::ALL.iter().map(|transform| transform_node(*transform)));
        graph.extend(parts.iter().map(|part| self.set(part)));
        json!({ "@context": context(), "@graph": graph })
    }

    /// Where the sets come from: profile and digest, so that an export can be matched with decisions.
    fn profile_node(&self) -> Value {
        json!({
            "@id": format!("{NAMESPACE}law:{}", self.profile()),
            "@type": "dpv:Law",
            "dct:title": self.profile(),
            "dct:valid": { "@type": "xsd:date", "@value": self.numbers().valid_from.to_string() },
            "grondslag:rules_digest": self.digest().to_string(),
            "dct:description": format!("default deny is rule {DEFAULT_DENY}: what no permission carries is refused"),
        })
    }

    fn set(&self, part: &Part) -> Value {
        let base = format!("{NAMESPACE}set:{}:{}:{}", self.profile(), part.purpose, part.operation);
        let (mut permissions, mut prohibitions, mut duties) = (Vec::new(), Vec::new(), Vec::new());
        for rule in self.rules().filter(|rule| self.speaks_of(rule, part.operation)) {
            let node = self.rule_node(&base, rule, part);
            match rule.effect {
                Effect::Permit | Effect::Report => permissions.push(node),
                Effect::Forbid | Effect::Hold => prohibitions.push(node),
                Effect::Transform(_) => duties.push(node),
            }
        }
        json!({
            "@id": base,
            "@type": "odrl:Set",
            "odrl:uid": { "@id": base },
            "odrl:profile": { "@id": "https://w3id.org/dpv/mappings/odrl#" },
            "odrl:conflict": { "@id": "odrl:prohibit" },
            "dct:isPartOf": { "@id": format!("{NAMESPACE}law:{}", self.profile()) },
            "odrl:permission": permissions,
            "odrl:prohibition": prohibitions,
            "odrl:obligation": duties,
            "grondslag:excluded": part.excluded,
        })
    }

    /// Whether the rule is asked for this operation: F00 always, others as their scope says.
    fn speaks_of(&self, rule: &Rule, operation: Operation) -> bool {
        let Some(condition) = self.condition(&rule.id) else { return true };
        let action = condition.form.get("action").cloned().unwrap_or_default();
        let named = |entity: &Value| entity.get("id").and_then(Value::as_str) == Some(operation.as_str());
        match action.get("op").and_then(Value::as_str) {
            Some("==") => action.get("entity").is_some_and(named),
            Some("in") => {
                action.get("entities").and_then(Value::as_array).is_some_and(|list| list.iter().any(named))
                    || action.get("entity").is_some_and(named)
            }
            _ => true,
        }
    }

    fn rule_node(&self, base: &str, rule: &Rule, part: &Part) -> Value {
        let mut node = Map::new();
        let kind = match rule.effect {
            Effect::Permit | Effect::Report => "odrl:Permission",
            Effect::Forbid | Effect::Hold => "odrl:Prohibition",
            Effect::Transform(_) => "odrl:Duty",
        };
        let action = match rule.effect {
            Effect::Transform(transform) => format!("grondslag:{}", transform.as_str()),
            _ => format!("grondslag:{}", part.operation),
        };
        let mut put = |name: &str, value: Value| drop(node.insert(name.to_owned(), value));
        put("@id", json!(format!("{base}:{}", rule.id)));
        put("@type", json!(kind));
        put("odrl:uid", json!({ "@id": format!("{base}:{}", rule.id) }));
        put("dct:identifier", json!(rule.id));
        put("odrl:action", json!({ "@id": action }));
        put("odrl:target", json!({ "@id": "dpv:PersonalData" }));
        put("odrl:assigner", json!({ "@id": "urn:grondslag:controller" }));
        put("dct:source", json!(rule.provision));
        put("dct:description", json!(rule.meaning));
        put("grondslag:effect", json!(effect(rule.effect)));
        if let Some(cure) = &rule.cure {
            put("grondslag:cure", json!(cure));
        }
        if let Some(condition) = self.condition(&rule.id) {
            put("grondslag:condition", json!(condition.text));
            put("grondslag:reads", json!(self.reads(&rule.id)));
        }
        let subjects: Vec<Value> = dpv_of(&rule.id).iter().map(|term| json!({ "@id": term })).collect();
        if !subjects.is_empty() {
            put("dct:subject", json!(subjects));
        }
        put("odrl:constraint", json!(constraints(base, rule, part)));
        Value::Object(node)
    }
}

/// For which purpose the rule holds, and for a permission on which basis.
fn constraints(base: &str, rule: &Rule, part: &Part) -> Vec<Value> {
    let constraint = |name: &str, right: Value| {
        json!({
            "@id": format!("{base}:{}:{name}", rule.id),
            "@type": "odrl:Constraint",
            "odrl:leftOperand": { "@id": format!("dpv-odrl:{name}") },
            "odrl:operator": { "@id": if right.is_array() { "odrl:isAnyOf" } else { "odrl:eq" } },
            "odrl:rightOperand": right,
        })
    };
    let own = json!({ "@id": format!("grondslag:purpose:{}", part.purpose) });
    let purpose = if part.dpv.is_empty() {
        own
    } else {
        let terms = part.dpv.iter().map(|term| json!({ "@id": term }));
        Value::Array(std::iter::once(own).chain(terms).collect())
    };
    let mut all = vec![constraint("Purpose", purpose)];
    // A rule about one basis says which; what the controller chose stands at the permissions.
    let basis = match rule.id.as_str() {
        "P01" => Some("eu-gdpr:A6-1-a".to_owned()),
        "P02" => Some("eu-gdpr:A6-1-f".to_owned()),
        _ if rule.effect == Effect::Permit => part.basis.and_then(term_of_basis),
        _ => None,
    };
    all.extend(basis.map(|basis| constraint("LegalBasis", json!({ "@id": basis }))));
    all
}

fn term_of_basis(basis: LegalBasis) -> Option<String> {
    let word = serde_json::to_value(basis).ok()?;
    let word = word.as_str().filter(|word| *word != "none")?;
    Some(format!("eu-gdpr:{word}"))
}

fn of_register(register: &Register) -> Vec<Part> {
    let uses = register.purpose.iter().flat_map(|entry| entry.uses.iter().map(move |one| (entry, one)));
    uses.map(|(entry, one)| Part {
        purpose: entry.id.to_string(),
        operation: one.operation,
        basis: Some(one.basis),
        dpv: entry.dpv.clone(),
        excluded: entry.excluded.iter().map(ToString::to_string).collect(),
    })
    .collect()
}

fn of_catalogue() -> Vec<Part> {
    let uses = CATALOGUE.iter().flat_map(|known| known.operations.iter().map(move |operation| (known, operation)));
    uses.map(|(known, operation)| Part {
        purpose: known.id.to_owned(),
        operation: *operation,
        basis: None,
        dpv: known.dpv.iter().map(|term| (*term).to_owned()).collect(),
        excluded: Vec::new(),
    })
    .collect()
}

fn action_node(operation: Operation) -> Value {
    let mut node = json!({
        "@id": format!("grondslag:{operation}"),
        "@type": ["odrl:Action", "skos:Concept"],
        "odrl:includedIn": { "@id": "odrl:use" },
        "skos:prefLabel": operation.as_str(),
    });
    let near = match operation {
        Operation::Assemble => Some("ai:TrainingData"),
        Operation::Train => Some("ai:ModelTraining"),
        Operation::Evaluate => Some("ai:TestingData"),
        Operation::Serve => None,
    };
    if let (Some(term), Some(members)) = (near, node.as_object_mut()) {
        members.insert("skos:related".to_owned(), json!({ "@id": term }));
    }
    node
}

fn transform_node(transform: Transform) -> Value {
    json!({
        "@id": format!("grondslag:{}", transform.as_str()),
        "@type": ["odrl:Action", "skos:Concept"],
        "odrl:includedIn": { "@id": "odrl:modify" },
        "skos:prefLabel": transform.as_str(),
    })
}

fn context() -> Value {
    json!({
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "dpv": "https://w3id.org/dpv#",
        "dpv-odrl": "https://w3id.org/dpv/mappings/odrl#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "eu-aiact": "https://w3id.org/dpv/legal/eu/aiact#",
        "ai": "https://w3id.org/dpv/ai#",
        "pd": "https://w3id.org/dpv/pd#",
        "dct": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        // A URN ends in no letter that JSON-LD 1.1 takes for the end of a prefix, so the prefix is declared as one.
        "grondslag": { "@id": NAMESPACE, "@prefix": true },
    })
}

/// The terms of DPV 2.3 that a rule is about; none where DPV has none.
fn dpv_of(rule: &str) -> &'static [&'static str] {
    match rule {
        "F00" => &["dpv:LawfulnessUnknown"],
        "F04" => &["eu-gdpr:A7-3", "dpv:ConsentRefused"],
        "F05" | "P01" => &["eu-gdpr:A6-1-a"],
        "F06" => &["dpv:ConsentInvalidated"],
        "F07" => &["eu-gdpr:A7-3", "dpv:ConsentWithdrawn"],
        "F08" => &["dpv:LegitimateInterestAssessment", "eu-gdpr:BalancingTest"],
        "F09" => &["eu-gdpr:A21", "dpv:LegitimateInterestObjected"],
        "F10" | "F11" | "X02" => &["dpv:Child"],
        "F12" => &["eu-gdpr:PurposeCompatibilityAssessment"],
        "F13" => &["eu-gdpr:A13", "dpv:PrivacyNotice"],
        "F13b" => &["eu-gdpr:A21", "dpv:PrivacyNotice"],
        "H14" => &["dpv:NoticeCommunicated"],
        "F15" => &["pd:PubliclyAvailableSocialMedia"],
        "F17" => &["pd:SocialMediaCommunication"],
        "F18" | "X03" => &["dpv:SpecialCategoryPersonalData"],
        "F21" => &["pd:CriminalConviction"],
        "F22" => &["pd:Biometric"],
        "H24" => &["eu-gdpr:A18", "eu-gdpr:A16"],
        "F25" => &["eu-gdpr:A17"],
        "F28" => &["eu-gdpr:DPIARequired", "eu-gdpr:DPIAOutcomeDPAConsultation"],
        "F29" => &["eu-gdpr:A45-3", "eu-gdpr:A46-2-c", "dpv:DataTransferImpactAssessment"],
        "F31" => &["ai:TextDataMining"],
        "H36" => &["eu-gdpr:A21", "eu-gdpr:JustificationA12IdentityRequired"],
        "M02" => &["ai:TrainedModel", "dpv:Unlawful"],
        "M03" => &["eu-aiact:RiskLevelTransparencyRequired"],
        "M04" => &["eu-gdpr:A17", "ai:TrainedModel"],
        "P02" => &["eu-gdpr:A6-1-f"],
        "P03" => &["eu-gdpr:A9-2-a"],
        "P04" => &["eu-gdpr:A9-2-e"],
        "P05" => &["eu-gdpr:A14"],
        "P06" => &["dpv:AnonymisedData"],
        "X01" => &["eu-gdpr:A21"],
        _ => &[],
    }
}
