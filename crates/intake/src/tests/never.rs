//! What each source can never supply: the page that says so is compared with what the readers set in all that the tests read.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// Fields of a post that a source may leave unknown, with a way to see whether one is known.
type IsKnown = fn(&Post) -> bool;
const FIELDS: &[(&str, IsKnown)] = &[
    ("account", |post| post.account_id.is_some()),
    ("created", |post| post.created_at.is_some()),
    ("edited", |post| post.edited_at.is_some()),
    ("deleted", |post| post.deleted_at.is_some()),
    ("audience", |post| post.visibility_now != terms::Visibility::Unknown),
    ("earlier audiences", |post| !post.visibility_history.is_empty()),
    ("explicit choice", |post| post.visibility_explicit_choice.is_some()),
    ("group", |post| post.group_id.is_some()),
    ("sensitivity", |post| post.group_sensitivity.is_some()),
    ("answered", |post| post.in_reply_to.is_some()),
    ("quotes", |post| !post.embeds.is_empty()),
    ("origin of quotes", |post| post.embeds.iter().any(|embed| embed.origin_visibility.is_some())),
    ("language", |post| post.lang.is_some()),
    ("media", |post| !post.media.is_empty()),
    ("signals", |post| !post.signals.is_empty()),
    ("policy version", |post| post.policy_version.is_some()),
];

/// The table `| format | never |` of the page on sources.
fn said() -> BTreeMap<String, BTreeSet<String>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/sources.md");
    let page = world::read_string(page).expect("the page");
    let (_, table) = page.split_once("## Fields that a source never fills").expect("the section");
    let table = table.split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| {
        let (format, rest) = row.split_once("` | ")?;
        let fields = rest.trim_end_matches(" |").split(", ").map(str::to_owned).collect();
        Some((format.to_owned(), fields))
    })
    .collect()
}

/// Which fields each format was seen to fill, in the cases and in the real samples.
fn seen() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut seen: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    let mut note = |source: &Source| {
        // What a person declares is not what the source gives.
        let source =
            Source { declare: crate::Declared { kind: source.declare.kind, ..Default::default() }, ..source.clone() };
        let Ok(format) = source.format.map_or_else(|| crate::recognise(&source.path), Ok) else { return };
        let Ok(taken) = take(&source) else { return };
        let filled = seen.entry(format.to_string()).or_default();
        for post in &taken.posts {
            filled.extend(FIELDS.iter().filter(|(_, is_known)| is_known(post)).map(|(name, _)| *name));
        }
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/01-intake");
    for case in world::list(&folder).expect("cases") {
        let case = world::read_string(&case).expect("readable");
        let (question, _) = case.split_once("----\n").expect("an answer");
        let (scratch, mut name, mut file) = (Scratch::new(), String::new(), String::new());
        for line in question.lines() {
            if let Some(content) = line.strip_prefix("| ") {
                file.push_str(content);
                file.push('\n');
                scratch.write(&name, &file);
            } else if let Some(next) = line.strip_prefix("file ") {
                next.clone_into(&mut name);
                file.clear();
            } else if let Some(declared) = line.strip_prefix("read ") {
                let mut source: Source = serde_json::from_str(declared).expect("a source in JSON");
                source.path = scratch.0.join(source.path);
                note(&source);
            }
        }
    }
    for sample in ["mastodon", "twitter-archive-2023", "instagram-2020-dummy/insta4dummy.zip", "reddit-gdpr", "takeout"]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/exports").join(sample);
        if path.exists() {
            note(&plain(&path));
        }
    }
    seen
}

#[test]
fn no_source_fills_what_the_page_says_it_never_does() {
    let (said, seen) = (said(), seen());
    let known: BTreeSet<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for (format, fields) in &said {
        for field in fields {
            assert!(known.contains(field.as_str()), "`{format}`: `{field}` is no field of this test");
        }
        let filled = seen.get(format).cloned().unwrap_or_default();
        let given = fields.iter().filter(|field| filled.contains(field.as_str()));
        wrong.extend(given.map(|field| format!("`{format}` does give `{field}`")));
    }
    assert!(wrong.is_empty(), "docs/src/reference/sources.md: {}", wrong.join("; "));
    let packages = crate::Format::ALL.iter().filter(|format| format.is_package());
    for format in packages {
        assert!(said.contains_key(format.as_str()), "docs/src/reference/sources.md: no row for `{format}`");
    }
}
