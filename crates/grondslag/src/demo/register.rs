//! The register of purposes of a generated project. In: its purposes, each with a basis and a text. Out: the text of
//! `register.toml`. Never: a choice that is signed by anybody but the generator.

use std::fmt::Write as _;
use terms::Operation;

/// One purpose of a generated project.
pub(super) struct Purpose<'a> {
    /// Its id.
    pub(super) id: &'a str,
    /// Its basis, for every operation.
    pub(super) basis: &'a str,
    /// What is done, in English and in Dutch.
    pub(super) text: [&'a str; 2],
    /// From when on the notice at collection named it; `never`.
    pub(super) named_since: &'a str,
    /// Kinds of records.
    pub(super) kinds: Vec<&'a str>,
    /// Where they come from.
    pub(super) sources: Vec<&'a str>,
}

/// The text of `register.toml`, signed by this generator.
pub(super) fn register(purposes: &[Purpose<'_>], by: &str) -> String {
    let signed = format!("{{ by = \"{by}\", role = \"controller\", on = \"2026-08-01\" }}");
    let mut text = format!("# What the law leaves to the controller, and its purposes; signed by {by}.\nversion = 1\n");
    for (name, value) in CHOICES {
        push(
            &mut text,
            &format!("\n[choice.{name}]\nvalue = {value}\nbecause = \"{by} shows it\"\nsigned = {signed}\n"),
        );
    }
    for purpose in purposes {
        push(&mut text, &entry(purpose, &signed));
        for operation in Operation::ALL {
            push(&mut text, &operation_of(purpose, operation, &signed));
        }
    }
    text
}

fn push(text: &mut String, more: &str) {
    // INVARIANT: writing into a string does not fail.
    text.write_str(more).expect("INVARIANT: a string takes any text");
}

fn entry(purpose: &Purpose<'_>, signed: &str) -> String {
    let quoted = |words: &[&str]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let Purpose { id, text: [en, nl], named_since, kinds, sources, .. } = purpose;
    format!(
        r#"
[[purpose]]
id = "{id}"
text = {{ en = "{en}", nl = "{nl}" }}
dpv = []
since = "2026-08-01"
named_since = "{named_since}"
kinds = [{}]
sources = [{}]
collected = {{ from = "1970-01-01", until = "open" }}
excluded = []
covers_third_parties = true
signed = {signed}
"#,
        quoted(kinds),
        quoted(sources)
    )
}

fn operation_of(purpose: &Purpose<'_>, operation: Operation, signed: &str) -> String {
    let basis = purpose.basis;
    format!(
        r#"
[[purpose.use]]
operation = "{operation}"
basis = "{basis}"
lia = {{ state = "approved", on = "2026-08-01", document = "invented", review_due = "2027-07-01" }}
compat = {{ state = "compatible", on = "2026-08-01", document = "invented" }}
dpia = {{ state = "approved", on = "2026-08-01", document = "invented", review_due = "2027-07-01" }}
dpia_residual_high = false
art36 = {{ state = "not_needed", on = "2026-08-01", document = "invented" }}
signed = {signed}
"#
    )
}

/// The choices of section 11 of the specification, as generated projects make them.
const CHOICES: [(&str, &str); 11] = [
    ("basis_for_training", "\"A6-1-f\""),
    ("objection_policy_unconditional", "true"),
    ("window_days", "30"),
    ("art9_mode", "\"strict\""),
    ("minors_consent_allowed", "false"),
    ("pre_18_content", "\"own_consent\""),
    ("non_eea_subjects", "\"same_rules\""),
    ("visibility_change", "\"future_runs\""),
    ("re_ask_after_refusal_months", "12"),
    ("dma_linkage", "\"forbid\""),
    ("unlearning_trigger", "\"always\""),
];
