//! What a picture says about mining and training. In: the bytes of a JPEG, PNG or WebP. Out: the raw signals in its XMP
//! (`plus:DataMining`) and in its C2PA manifest (the training and data mining assertion of CAWG, or its C2PA ancestor). Never: a
//! manifest that cannot be read taken for none.
//!
//! The signature of a manifest is not checked: whoever disallows need not prove that they may, and nobody is allowed anything
//! by a manifest. So the `c2pa` crate with its certificates is not needed.

use super::parts::{self, Part};
use crate::bluesky::cbor::{self, Value as Cbor};
use crate::signals::{PLUS_DATA_MINING, TRAINING_MINING, said, unreadable};
use terms::Signal;

/// The signals in a picture.
pub(super) fn signals(media_type: &str, bytes: &[u8]) -> Vec<Signal> {
    let parts = match media_type {
        "image/jpeg" => parts::jpeg(bytes),
        "image/png" => parts::png(bytes),
        "image/webp" => parts::webp(bytes),
        _ => return Vec::new(),
    };
    // What is wrong with a picture is said when it is decoded; here it only could not be asked.
    let Ok(parts) = parts else { return vec![unreadable(TRAINING_MINING)] };
    let mut found: Vec<Signal> = parts.iter().filter_map(xmp).flat_map(data_mining).collect();
    found.extend(manifest(media_type, &parts));
    found
}

/// The XMP in a part.
fn xmp<'a>(part: &Part<'a>) -> Option<&'a [u8]> {
    match &part.name {
        [0xff, 0xe1, ..] => part.content.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0".as_slice()),
        b"iTXt" => part.content.strip_prefix(b"XML:com.adobe.xmp\0".as_slice()),
        b"XMP " => Some(part.content),
        _ => None,
    }
}

/// Each value of `plus:DataMining`, an address whose last part says it.
fn data_mining(xmp: &[u8]) -> Vec<Signal> {
    let text = String::from_utf8_lossy(xmp);
    if !text.contains("DataMining") {
        return Vec::new();
    }
    let values: Vec<&str> = text
        .match_indices("DMI-")
        .filter_map(|(at, _)| {
            let rest = text.get(at..)?;
            let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(rest.len());
            rest.get(..end)
        })
        .collect();
    if values.is_empty() {
        return vec![unreadable(PLUS_DATA_MINING)];
    }
    values.iter().map(|value| said(PLUS_DATA_MINING, *value)).collect()
}

/// The training and data mining assertions of a C2PA manifest.
fn manifest(media_type: &str, parts: &[Part<'_>]) -> Vec<Signal> {
    let boxes: Vec<u8> = match media_type {
        "image/png" => {
            parts.iter().filter(|part| part.name == *b"caBX").flat_map(|part| part.content).copied().collect()
        }
        "image/webp" => {
            parts.iter().filter(|part| part.name == *b"C2PA").flat_map(|part| part.content).copied().collect()
        }
        _ => jpeg_boxes(parts),
    };
    let mut found = Vec::new();
    if !boxes.is_empty() && assertions(&boxes, BOX_DEPTH_MAX, &mut found).is_none() {
        found.push(unreadable(TRAINING_MINING));
    }
    found
}

/// The boxes that a JPEG keeps in segments: two letters, a number of the box, a number of the part, and the box, whose head is
/// repeated in each further part.
fn jpeg_boxes(parts: &[Part<'_>]) -> Vec<u8> {
    let mut boxes = Vec::new();
    for part in parts.iter().filter(|part| matches!(part.name, [0xff, 0xeb, ..])) {
        let Some(rest) = part.content.strip_prefix(b"JP") else { continue };
        let Some((head, content)) = rest.split_first_chunk::<6>() else { continue };
        let [_, _, number @ ..] = *head;
        let content = if u32::from_be_bytes(number) > 1 { content.get(8..).unwrap_or_default() } else { content };
        boxes.extend_from_slice(content);
    }
    boxes
}

/// Walks boxes within boxes; nothing where one leads out of the others.
fn assertions(mut boxes: &[u8], depth_left: u32, found: &mut Vec<Signal>) -> Option<()> {
    let depth_left = depth_left.checked_sub(1)?;
    let mut label = String::new();
    while !boxes.is_empty() {
        let (head, _) = boxes.split_first_chunk::<8>()?;
        let [a, b, c, d, kind @ ..] = *head;
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?;
        // Zero reaches to the end; one announces a length that no manifest of a picture needs.
        let length = if length == 0 { boxes.len() } else { length };
        let (whole, behind) = boxes.split_at_checked(length)?;
        let content = whole.get(8..)?;
        match &kind {
            b"jumb" => assertions(content, depth_left, found)?,
            b"jumd" => label = label_of(content)?,
            b"cbor" if is_training_mining(&label) => found.push(entries(&label, content)),
            b"json" if is_training_mining(&label) => found.push(json_entries(&label, content)),
            _ => {}
        }
        boxes = behind;
    }
    Some(())
}

/// 16 bytes that name a type, one of flags, and a name that ends with zero.
fn label_of(description: &[u8]) -> Option<String> {
    let rest = description.get(17..)?;
    let end = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
    Some(String::from_utf8_lossy(rest.get(..end)?).into_owned())
}

fn is_training_mining(label: &str) -> bool {
    // A second assertion of one label has `__1` behind it.
    let label = label.split("__").next().unwrap_or_default();
    matches!(label, "cawg.training-mining" | "c2pa.training-mining")
}

/// `{"entries": {"cawg.ai_training": {"use": "notAllowed"}, …}}`.
fn entries(label: &str, content: &[u8]) -> Signal {
    let said = cbor::read(content).ok().and_then(|value| {
        let Some(Cbor::Map(entries)) = value.get("entries") else { return None };
        entries.iter().map(|(name, entry)| Some(format!("{name}={}", entry.get("use")?.as_text()?))).collect()
    });
    signal(label, said)
}

fn json_entries(label: &str, content: &[u8]) -> Signal {
    let said = serde_json::from_slice::<serde_json::Value>(content).ok().and_then(|value| {
        let entries = value.get("entries")?.as_object()?;
        entries.iter().map(|(name, entry)| Some(format!("{name}={}", entry.get("use")?.as_str()?))).collect()
    });
    signal(label, said)
}

fn signal(label: &str, entries: Option<Vec<String>>) -> Signal {
    // The label is what tells the assertion of CAWG from its ancestor.
    let version = if label.starts_with("cawg.") { "cawg 1.1" } else { "c2pa 1.x" };
    let signal = match entries {
        Some(entries) => said(TRAINING_MINING, entries.join(", ")),
        None => unreadable(TRAINING_MINING),
    };
    Signal { version: Some(version.to_owned()), ..signal }
}

/// A manifest is a store of manifests of stores of assertions.
const BOX_DEPTH_MAX: u32 = 16;
