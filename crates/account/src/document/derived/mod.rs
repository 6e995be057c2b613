//! Values that are computed from others: the Commission's summary, the mitigation checklist, what a notice lacks. In:
//! evidence. Out: branches added to it. Never: a value that the branches it names do not give again.

mod assessment;
mod notice;
mod rows;
mod summary;
mod texts;

use crate::document::{Answers, Evidence, Nature};
use serde_json::{Value, json};

/// Adds what can be computed from the other branches; doing it again changes nothing.
pub fn derive(evidence: &mut Evidence) {
    for (name, source, nature, compute) in COMPUTATIONS {
        let value = compute(evidence);
        evidence.add(name, source, nature, value);
    }
}

/// Whether this branch is computed from others.
pub fn is_computed(branch: &str) -> bool {
    COMPUTATIONS.iter().any(|(name, ..)| *name == branch)
}

type Computation = (&'static str, &'static str, Nature, fn(&Evidence) -> Value);

/// In their order: a later one may rest on an earlier one.
const COMPUTATIONS: [Computation; 12] = [
    ("texts", "what this program does", Nature::Declared, texts::texts),
    ("retention", "computed from sources", Nature::Declared, rows::retention),
    ("records", "computed from register, sources, run", Nature::Declared, rows::processing),
    ("gates", "computed from register", Nature::Declared, rows::gates),
    ("flow", "computed from intake, decided", Nature::Measured, rows::flow),
    ("authorities", "computed from decided, law, said, controller", Nature::Measured, rows::authorities),
    ("refused", "computed from law, decided", Nature::Measured, rows::refused),
    ("compute", "computed from model", Nature::Measured, rows::compute),
    ("summary", "computed from corpus, training, controller, law", Nature::Measured, summary::summary),
    ("measures", "computed from register, law, said, sources, corpus", Nature::Measured, assessment::measures),
    ("users_notice", "computed from register, controller, said", Nature::Measured, notice::for_users),
    ("others_notice", "computed from register, controller", Nature::Declared, notice::for_others),
];

/// What bars the approval of a document beside missing fields.
pub(super) fn bars(document: &str, evidence: &Evidence, answers: &Answers) -> Vec<String> {
    let claimed = answers.get("D02", "mitigations_claimed").map_or("", |answer| answer.text.as_str());
    match document {
        "D02" => assessment::bars(evidence, claimed),
        "D05" => notice::bars(evidence, "users_notice"),
        "D06" => notice::bars(evidence, "others_notice"),
        _ => Vec::new(),
    }
}

/// A text in both languages.
fn both(en: &str, nl: &str) -> Value {
    json!({ "en": en, "nl": nl })
}
