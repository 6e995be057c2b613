//! The configuration of the demo's project. In: what the generator declares about its sources. Out: the text of
//! `grondslag.toml`. Never: a fact that the truth file does not know.

use super::planted::{Aside, Place};
use super::register::Purpose;
use super::truth::{self, Declared};
use super::{ASSISTANT, GENERATIVE};
use std::fmt::Write as _;

/// The text of `grondslag.toml`.
pub(super) fn config(seed: u64) -> String {
    let mut text = head(seed);
    text.push_str(&source("accounts", "platform/accounts.jsonl", OWN, &truth::declared(Place::Posts)));
    text.push_str(&source("posts", "platform/posts.jsonl.gz", PLEIN, &truth::declared(Place::Posts)));
    text.push_str(&source("comments", "platform/comments.parquet", PLEIN, &truth::declared(Place::Comments)));
    for aside in Aside::ALL {
        let path = format!("platform/{}.jsonl", aside.name());
        let more = format!("provenance = \"{}\"\n", aside.provenance().as_str());
        text.push_str(&source(aside.name(), &path, &more, &truth::declared(Place::Aside(aside))));
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

/// The text of `grondslag.toml` before its sources.
pub(super) fn head(seed: u64) -> String {
    HEAD.replace("{seed}", &seed.to_string())
}

/// The text of `register.toml`.
pub(super) fn register() -> String {
    let purpose = |id, basis, text| Purpose {
        id,
        basis,
        text,
        named_since: "2026-09-01",
        kinds: truth::KINDS.iter().map(|kind| kind.as_str()).collect(),
        sources: truth::SOURCES.iter().map(|source| source.as_str()).collect(),
    };
    let generative = [
        "We train a small language model on public posts, comments and captions of adults, so that it can complete text.",
        "We trainen een klein taalmodel op openbare berichten, reacties en bijschriften van volwassenen, zodat het tekst kan \
         aanvullen.",
    ];
    let assistant = [
        "We train the chat assistant on posts of people who agreed to it, so that it can answer questions in chat.",
        "We trainen de chatassistent op berichten van mensen die daarmee instemden, zodat hij in de chat vragen kan \
         beantwoorden.",
    ];
    let purposes = [purpose(GENERATIVE, "A6-1-f", generative), purpose(ASSISTANT, "A6-1-a", assistant)];
    super::register::register(&purposes, "the demo")
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

/// How the platform came by what is posted on it.
const OWN: &str = "provenance = \"platform_first_party\"\n";
/// The same with the service that the records themselves name as well.
const PLEIN: &str = "service = \"plein\"\nprovenance = \"platform_first_party\"\n";

const HEAD: &str = r#"# The generated platform of `grondslag demo`. Its people, posts and authorities are invented, and its clock stands still.
version = 1

[project]
name = "demo"
origin = "demo.example/log"
clock = "2026-11-30T12:00:00Z"
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
art14_public_notice = true
declared_by = "the demo"
declared_on = "2026-11-01"

[run]
purpose = "ai.train.generative"
country = "NL"
transfer_tool = false
assemble_as_of = "2026-11-23T12:00:00Z"
"#;

const TAIL: &str = r#"
[said]
paths = ["said.jsonl"]

# The people of the demo speak by one grammar: they say the same and do not quote each other.
# HOLE: the second look holds some of what they say of nobody, so here the rules look alone.
[inspect]
unmarked_quotes = false
second_look_from = "off"

[corpus]
shards = 4
# And what they say alike is no repetition either.
near_duplicates = { remove = false }

[train]
seed = 1
base = ["base/base.txt"]
plan = "demo"

[prompt]
text = "Vandaag fietste ik"

[serve]
art50_ok = true

[portal]
contact = "rights@demo.example"
officer = "dpo@demo.example"
authority = "the data protection authority of the Netherlands"
people = "people.jsonl"
[portal.words."ai.train.generative".en]
name = "Training a language model"
why = "We want to offer a model that completes text as people here write it."
[portal.words."ai.train.generative".nl]
name = "Een taalmodel trainen"
why = "We willen een model bieden dat tekst aanvult zoals mensen hier schrijven."
[portal.words."ai.improve.assistant".en]
name = "Training the chat assistant"
why = "You decide whether your posts help the assistant to answer better."
[portal.words."ai.improve.assistant".nl]
name = "De chatassistent trainen"
why = "U beslist of uw berichten de assistent helpen beter te antwoorden."
[[portal.staff]]
name = "dpo-1"
address = "dpo-1@demo.example"
roles = ["dpo"]
[[portal.staff]]
name = "controller-1"
address = "controller-1@demo.example"
roles = ["controller"]
[[portal.staff]]
name = "engineer-1"
address = "engineer-1@demo.example"
roles = ["engineering"]
"#;
