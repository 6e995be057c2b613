//! The configuration of the demo's project. In: what the generator declares about its sources. Out: the text of
//! `grondslag.toml`. Never: a fact that the truth file does not know.

use super::planted::{Aside, Place};
use super::truth::{self, Declared};
use super::{ASSISTANT, GENERATIVE};
use std::fmt::Write as _;

/// The text of `grondslag.toml`.
pub(super) fn config(seed: u64) -> String {
    let mut text = HEAD.replace("{seed}", &seed.to_string());
    for (purpose, basis, description) in [
        (GENERATIVE, "A6-1-f", "Train a small generative language model on public posts of adults."),
        (ASSISTANT, "A6-1-a", "Improve the assistant with posts of people who agreed to it."),
    ] {
        text.push_str(&register(purpose, basis, description));
    }
    text.push_str(&source("accounts", "platform/accounts.jsonl", "", &truth::declared(Place::Posts)));
    text.push_str(&source("posts", "platform/posts.jsonl.gz", "", &truth::declared(Place::Posts)));
    text.push_str(&source("comments", "platform/comments.parquet", "", &truth::declared(Place::Comments)));
    for aside in Aside::ALL {
        let path = format!("platform/{}.jsonl", aside.name());
        text.push_str(&source(aside.name(), &path, "", &truth::declared(Place::Aside(aside))));
    }
    for (name, path, declare) in [
        ("mastodon", "packages/mastodon/*.tar.gz", ""),
        ("x", "packages/x/*.zip", "declare.visibility_now = \"public\"\n"),
        ("x-protected", "packages/x-protected/*.zip", "declare.visibility_now = \"followers\"\n"),
        ("instagram", "packages/instagram/*.zip", "declare.visibility_now = \"public\"\n"),
    ] {
        // `x-protected` is another source of the same service.
        let service = name.split('-').next().unwrap_or(name);
        let more = format!("format = \"{service}\"\nservice = \"{service}\"\nprovenance = \"licensed\"\n{declare}");
        text.push_str(&source(name, path, &more, &truth::declared(Place::Package(0))));
    }
    text.push_str(TAIL);
    text
}

fn register(purpose: &str, basis: &str, description: &str) -> String {
    let quoted = |words: Vec<&str>| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let kinds = quoted(truth::KINDS.iter().map(|kind| kind.as_str()).collect());
    let sources = quoted(truth::SOURCES.iter().map(|source| source.as_str()).collect());
    format!(
        r#"
[purpose."{purpose}"]
text = "{description}"
basis = "{basis}"
lia = "approved"
lia_review_due = "2027-07-01"
compat = "compatible"
dpia = "approved"
dpia_residual_high = false
art36 = "not_needed"
in_notice_since = "2026-09-01"
kinds = [{kinds}]
sources = [{sources}]
lia_covers_third_parties = true
"#
    )
}

fn source(name: &str, path: &str, more: &str, declared: &Declared) -> String {
    let mut text = format!("\n[[source]]\nname = \"{name}\"\npath = \"{path}\"\n{more}[source.facts]\n");
    let mut line = |key: &str, value: String| {
        // INVARIANT: writing into a string does not fail.
        writeln!(text, "{key} = {value}").expect("INVARIANT: a string takes any text");
    };
    if let Some(lawful) = declared.origin_lawful {
        line("origin_lawful", lawful.to_string());
    }
    if let Some(until) = declared.retention_until {
        line("retention_until", format!("\"{until}\""));
    }
    line("tdm_reserved_whole", declared.tdm_reserved_whole.to_string());
    line("illegal_content", declared.illegal_content.to_string());
    text
}

const HEAD: &str = r#"# The generated platform of `grondslag demo`. Its people, posts and authorities are invented, and its clock stands still.
version = 1

[project]
name = "demo"
origin = "demo.example/log"
clock = "2026-11-23T12:00:00Z"
seed = {seed}

[controller]
name = "Plein Demo"
country = "NL"
eu_established = true
processor_contract = true
ropa = true
dma_gatekeeper = false
dma_cross_service_same_person = false
dma_consent = false
declared_by = "the demo"
declared_on = "2026-11-01"

[run]
purpose = "ai.train.generative"
country = "NL"
transfer_tool = false
assemble_as_of = "2026-11-16T12:00:00Z"

[choices]
window_days = 30
objection_policy_unconditional = true
minors_consent_allowed = false
art14_public_notice = true
signed_by = "the demo"
signed_on = "2026-11-01"
"#;

const TAIL: &str = r#"
[said]
paths = ["said.jsonl"]

[corpus]
shards = 4

[train]
seed = 1
base = ["base/base.txt"]
plan = "demo"

[prompt]
text = "Vandaag fietste ik"

[serve]
art50_ok = true
output_filter = true
"#;
