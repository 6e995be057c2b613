//! The cards of a corpus: `README.md` for people and the Hugging Face hub, `croissant.json` for machines. In: a manifest.
//! Out: two texts that follow from it. Never: a number that is not in the manifest, or a promise that it does not keep.

use crate::manifest::{CARD, CROISSANT, EXCLUDED, LINEAGE, MANIFEST, Manifest, SHARDS, Tally};
use crate::pictures::PICTURES;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use terms::format_instant;

/// Both cards: name and text.
pub(crate) fn cards(manifest: &Manifest) -> [(&'static str, String); 2] {
    [(CARD, readme(manifest)), (CROISSANT, croissant(manifest))]
}

fn readme(manifest: &Manifest) -> String {
    let Manifest { meta, .. } = manifest;
    format!(
        "{front}
# {name}

Posts that were found lawful for one purpose, `{purpose}`, under the rules `{profile}`, as the ledger stood at event {tree_size} on {as_of}.

## Terms

The rows are personal data under pseudonyms [GDPR 4(5)].
They may be used for the purpose above and no other, and only while `{MANIFEST}` is the current one: a later version may hold fewer rows, and copies of earlier versions are to be deleted.

{contents}
{proof}",
        front = front_matter(manifest),
        name = meta.name,
        purpose = meta.purpose,
        profile = meta.profile,
        tree_size = meta.tree_size,
        as_of = format_instant(meta.as_of),
        contents = contents(manifest),
        proof = proof(manifest),
    )
}

/// What the hub reads.
fn front_matter(manifest: &Manifest) -> String {
    let counts = &manifest.counts;
    let languages: String = languages(&counts.tally).map(|lang| format!("- {lang}\n")).collect();
    let languages = if languages.is_empty() { String::new() } else { format!("language:\n{languages}") };
    format!(
        "---
pretty_name: {title}
{languages}license: other
license_name: purpose-bound
license_link: #terms
task_categories:
- text-generation
size_categories:
- {size}
configs:
- config_name: default
  data_files:
  - split: train
    path: {SHARDS}/train-*.parquet
---
",
        title = json!(manifest.meta.name),
        size = size_category(counts.admitted),
    )
}

fn contents(manifest: &Manifest) -> String {
    let counts = &manifest.counts;
    format!(
        "## What is in it

| | records |
| --- | ---: |
| read | {read} |
| admitted | {admitted} |
| refused | {refused} |
| held | {held} |
{duplicates}
{subjects} authors, {text_bytes} bytes of text, {transformed} texts with something masked or taken out.
{pictures}
| kind | rows |
| --- | ---: |
{kinds}
| language | rows |
| --- | ---: |
{langs}
## What was left out

A record counts once for every rule that fired on it. The tables in `{EXCLUDED}` name each record with its rules, and no text.

| rule | records |
| --- | ---: |
{rules}",
        read = counts.read,
        admitted = counts.admitted,
        refused = counts.refusals.refused,
        held = counts.refusals.held,
        duplicates = match counts.refusals.duplicates {
            0 => String::new(),
            duplicates => format!("| lawful, and left out because they repeat another one | {duplicates} |\n"),
        },
        subjects = counts.tally.subjects,
        text_bytes = counts.tally.text_bytes,
        transformed = counts.tally.transformed,
        pictures = pictures(manifest),
        kinds = by(&counts.tally.kinds),
        langs = by(&counts.tally.langs),
        rules = by(&counts.refusals.rules),
    )
}

/// Nothing where there are none.
fn pictures(manifest: &Manifest) -> String {
    let Tally { pictures, faces_masked, .. } = manifest.counts.tally;
    if pictures == 0 {
        return String::new();
    }
    format!(
        "
{pictures} pictures with the text of their post, in `{PICTURES}/*.tar` as WebDataset reads them; {faces_masked} faces that were found in them are masked.
A detector misses some faces, most of those that look aside or are small.
The pictures are first frames without metadata, and their digests are part of the corpus digest.
"
    )
}

fn proof(manifest: &Manifest) -> String {
    let columns: String =
        manifest.schema.iter().map(|c| format!("| `{}` | `{}` | {} |\n", c.name, c.r#type, c.meaning)).collect();
    format!(
        "## Columns

| column | type | meaning |
| --- | --- | --- |
{columns}
All rows of one author are in one shard.
The tables in `{LINEAGE}` say of each row where it came from; they belong to the controller and are not part of the training data.

## Proof

| | |
| --- | --- |
| corpus digest | `{corpus_digest}` |
| rules digest | `{rules_digest}` |
| tree size | {tree_size} |
| tree root | `{tree_root}` |

`grondslag corpus verify` compares every byte with `{MANIFEST}`.
",
        corpus_digest = manifest.corpus_digest,
        rules_digest = manifest.meta.rules_digest,
        tree_size = manifest.meta.tree_size,
        tree_root = manifest.meta.tree_root,
    )
}

fn by(counts: &BTreeMap<String, u64>) -> String {
    counts.iter().fold(String::new(), |mut rows, (word, count)| {
        let _ = writeln!(rows, "| `{word}` | {count} |");
        rows
    })
}

fn languages(tally: &Tally) -> impl Iterator<Item = &str> {
    tally.langs.keys().map(String::as_str).filter(|lang| *lang != "und")
}

// The hub's own words.
fn size_category(rows: u64) -> &'static str {
    match rows {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        1_000_000..10_000_000 => "1M<n<10M",
        _ => "10M<n<100M",
    }
}

fn croissant(manifest: &Manifest) -> String {
    let Manifest { meta, .. } = manifest;
    let set = json!({
        "@type": "cr:FileSet",
        "@id": "shards",
        "name": "shards",
        "description": "All shards, sorted by shard, author and record.",
        "encodingFormat": PARQUET,
        // Without `containedIn` the pattern is relative to this file.
        "includes": format!("{SHARDS}/train-*.parquet"),
    });
    let distribution: Vec<Value> = files(manifest).chain([set]).collect();
    let value = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
        "name": meta.name,
        "description": format!(
            "Posts found lawful for the purpose `{}` under the rules `{}`, with everything refused and held listed beside them.",
            meta.purpose, meta.profile
        ),
        "url": format!("urn:sha256:{}", manifest.corpus_digest),
        "citeAs": format!("{}, corpus {}", meta.name, manifest.corpus_digest),
        "version": "1.0.0",
        "datePublished": format_instant(meta.as_of),
        "license": "Personal data under pseudonyms, bound to the purpose above; see README.md.",
        "inLanguage": languages(&manifest.counts.tally).collect::<Vec<_>>(),
        "rai:dataCollection": "Posts and accounts from the sources of the controller; each record was inspected and decided on its own.",
        "rai:dataCollectionMissingData": format!(
            "{} records that were read were refused and {} are held; they are not in the rows. The controller lists each with its rules.",
            manifest.counts.refusals.refused, manifest.counts.refusals.held
        ),
        "rai:dataPreprocessingProtocol":
            "Spans that a rule asks for were masked or taken out; the column `transforms` names what was done to each text. Nothing else was changed.",
        "rai:dataBiases":
            "People who objected, withdrew or did not consent are not in it, nor is what nothing is known about. Which people and views that takes out was not measured.",
        "rai:dataLimitations":
            "Detectors find what they were written for and miss some of it. A legal basis holds for the purpose and the moment named here and is asked again at each use.",
        "rai:dataSocialImpact":
            "A model can repeat what people wrote. `grondslag train` and the Python package ask the ledger while they train; other loaders do not.",
        "rai:dataUseCases": format!("The purpose `{}` only [GDPR 5(1)(b)].", meta.purpose),
        "rai:personalSensitiveInformation":
            "Texts are personal data under keyed pseudonyms. Special categories, minors and objections were refused by rule; what detectors missed may remain.",
        "rai:dataReleaseMaintenancePlan":
            "An objection, withdrawal or order makes a new version without the rows concerned. Only the current manifest is valid.",
        "distribution": distribution,
        "recordSet": [record_set(manifest)],
    });
    let mut text = serde_json::to_string_pretty(&value).expect("INVARIANT: a JSON value is JSON");
    text.push('\n');
    text
}

/// The shards, and the tars of pictures.
fn files(manifest: &Manifest) -> impl Iterator<Item = Value> {
    let shards = manifest.shards.iter().map(|shard| (&shard.file, PARQUET));
    let tars = manifest.shards.iter().filter_map(|shard| shard.pictures.as_ref()).map(|tar| (tar, TAR));
    shards.chain(tars).map(|(file, format)| {
        json!({
            "@type": "cr:FileObject",
            "@id": file.name,
            "name": file.name,
            "contentUrl": file.name,
            "contentSize": format!("{} B", file.bytes),
            "encodingFormat": format,
            "sha256": file.sha256,
        })
    })
}

fn record_set(manifest: &Manifest) -> Value {
    let fields: Vec<Value> = manifest
        .schema
        .iter()
        .map(|column| {
            let mut field = json!({
                "@type": "cr:Field",
                "@id": format!("rows/{}", column.name),
                "name": column.name,
                "description": column.meaning,
                "dataType": if column.r#type == "bool" { "sc:Boolean" } else { "sc:Text" },
                "source": {"fileSet": {"@id": "shards"}, "extract": {"column": column.name}},
            });
            if column.r#type.starts_with("list")
                && let Some(members) = field.as_object_mut()
            {
                members.insert("isArray".to_owned(), json!(true));
                members.insert("arrayShape".to_owned(), json!("-1"));
            }
            field
        })
        .collect();
    json!({
        "@type": "cr:RecordSet",
        "@id": "rows",
        "name": "rows",
        "description": "One admitted record a row.",
        "key": {"@id": "rows/record"},
        "field": fields,
    })
}

/// The context that the Croissant specification prescribes.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "arrayShape": "cr:arrayShape",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "cr": "http://mlcommons.org/croissant/",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isArray": "cr:isArray",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}

// The word that readers of Croissant know; the registered one is `application/vnd.apache.parquet`.
const PARQUET: &str = "application/x-parquet";
const TAR: &str = "application/x-tar";
