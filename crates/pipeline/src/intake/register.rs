//! The source register: what was read, from where, under which licence, when. In: one part of a source while it is read. Out:
//! its entry, as JSON. Never: content, or the name of a person.

use super::{NamedSource, SourceTally, delta};
use crate::PipelineError;
use ::intake::{AsOf, Format, Whole};
use std::collections::BTreeMap;
use terms::{Digest, Instant, Post, format_instant};

/// Version of the register.
pub const REGISTER_VERSION: u32 = 1;

/// What is counted of a source while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    kinds: BTreeMap<&'static str, u64>,
    services: BTreeMap<String, u64>,
    languages: BTreeMap<String, u64>,
    first: Option<Instant>,
    last: Option<Instant>,
    // Where there is no file that could be digested: over the records, in their order.
    records: Option<Digest>,
}

impl Counted {
    pub(super) fn add(&mut self, post: &Post, is_digested: bool) -> Result<(), PipelineError> {
        *self.kinds.entry(post.kind.as_str()).or_default() += 1;
        count(&mut self.services, &post.service);
        count(&mut self.languages, post.lang.as_ref().map_or("unknown", |lang| lang.primary()));
        if let Some(at) = post.created_at {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = Some(self.last.map_or(at, |last| last.max(at)));
        }
        if is_digested {
            let text = serde_json::to_string(post)?;
            let before = self.records.map(|digest| digest.to_string()).unwrap_or_default();
            self.records = Some(Digest::of_parts([before.as_bytes(), text.as_bytes()]));
        }
        Ok(())
    }
}

fn count(counts: &mut BTreeMap<String, u64>, word: &str) {
    match counts.get_mut(word) {
        Some(count) => *count += 1,
        None => {
            counts.insert(word.to_owned(), 1);
        }
    }
}

/// The entry of one part of a source.
pub(super) fn entry(
    named: &NamedSource,
    line: &SourceTally,
    counted: &Counted,
    as_of: &AsOf,
    at: Instant,
    import: u64,
) -> Result<serde_json::Value, PipelineError> {
    let origin = &named.origin;
    let (table, digest) = match line.format {
        Format::Postgres | Format::Push => (None, counted.records),
        Format::Delta => {
            let (table, digest) = delta::entry(&delta::version(&named.source)?)?;
            (Some(table), Some(digest))
        }
        _ => (None, Some(digest(&named.source.path)?)),
    };
    let mut entry = serde_json::json!({
        "name": named.name,
        "path": line.path,
        "format": line.format,
        "provenance": named.source.provenance,
        "licence": origin.licence,
        "collected": { "from": origin.collected_from, "until": origin.collected_until },
        "content": { "first": counted.first.map(format_instant), "last": counted.last.map(format_instant) },
        "exported_at": format_instant(as_of.moment()),
        "exported_at_is": if as_of.is_stated() { "stated" } else { "the time of the file" },
        "complete": match origin.whole {
            Whole::Complete => Some(true),
            Whole::Increments => Some(false),
            Whole::Unsaid => None,
        },
        "imported_at": format_instant(at),
        "import": import,
        "sha256": digest,
        "kinds": counted.kinds,
        "services": counted.services,
        "languages": counted.languages,
        "tally": line.tally,
        "fates": line.fates,
        "rejections": line.rejections,
    });
    if let (serde_json::Value::Object(members), Some(table)) = (&mut entry, table) {
        members.insert("table".to_owned(), table);
    }
    Ok(entry)
}

/// The digest of a file as `sha256sum` gives it; of a folder over the names and digests of its files, in their order.
fn digest(path: &std::path::Path) -> Result<Digest, PipelineError> {
    if !path.is_dir() {
        return Ok(world::digest(path)?);
    }
    let mut parts = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for inside in world::list(&folder)? {
            if inside.is_dir() {
                folders.push(inside);
            } else {
                let name = inside.strip_prefix(path).unwrap_or(&inside).to_string_lossy().into_owned();
                parts.push(format!("{name}\0{}\n", world::digest(&inside)?));
            }
        }
    }
    parts.sort();
    Ok(Digest::of(parts.concat()))
}
