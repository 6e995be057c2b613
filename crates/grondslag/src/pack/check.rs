//! Checking a pack, offline: no project, no network, no key but the given one. In: a folder. Out: what holds, what does not,
//! and what cannot be checked from the pack alone. Never: a pass for a figure that was not computed again.

use super::{LISTING, Listed, Listing, NOTE, PACK_VERSION, archive, list};
use crate::command::Context;
use crate::dossier;
use crate::exit::{Exit, Stop};
use account::document::{Document, Evidence, Shelf, derive, is_computed};
use anyhow::Result;
use law::register::Register;
use law::{Facts, Law};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use terms::Digest;
use world::ScratchDir;

/// How a pack is checked.
pub struct Checking<'a> {
    /// The public key of the log; without it the pack's own.
    pub key: Option<&'a str>,
    /// How many records are drawn.
    pub sample: usize,
    /// Of the draw.
    pub seed: u64,
}

/// What a check found.
#[derive(Default)]
struct Report {
    /// What does not hold, each with the file's name.
    broken: Vec<String>,
    /// Figures that were computed again from the evidence.
    figures: u64,
    /// Of these, figures whose evidence was itself computed again from another file.
    from_files: u64,
    /// Of these, figures that were computed again from other branches of the evidence.
    computed: u64,
    /// Branches that only the controller can compute again, with the reason and how many figures stand on them.
    not_here: BTreeMap<String, (&'static str, u64)>,
    documents: u64,
    drawn: u64,
    same: u64,
    not_replayed: BTreeMap<&'static str, u64>,
}

/// Checks a pack: its folder, or its zip.
pub fn verify(pack: &Path, checking: &Checking<'_>, context: &Context) -> Result<Exit> {
    if pack.is_dir() {
        return verify_folder(pack, pack, checking, context);
    }
    let scratch = ScratchDir::create()?;
    archive::unpack(pack, scratch.path())?;
    verify_folder(pack, scratch.path(), checking, context)
}

fn verify_folder(pack: &Path, folder: &Path, checking: &Checking<'_>, context: &Context) -> Result<Exit> {
    let mut report = Report::default();
    let listing = match listed(folder, checking.key, &mut report) {
        Some(listing) => listing,
        None => return end(&report, pack, None, context),
    };
    files(folder, &listing, &mut report)?;
    // What was changed is not read further: its figures would only repeat the fault.
    if report.broken.is_empty() {
        log(folder, &listing, &mut report);
        if let Err(error) = figures(folder, &mut report) {
            report.broken.push(error.to_string());
        }
        if let Err(error) = sample(folder, checking, &mut report) {
            report.broken.push(error.to_string());
        }
    }
    end(&report, pack, Some(&listing), context)
}

/// The list of files, if its signature holds.
fn listed(folder: &Path, key: Option<&str>, report: &mut Report) -> Option<Listing> {
    let mut broken = |what: String| report.broken.push(what);
    let text = match world::read(folder.join(LISTING)) {
        Ok(text) => text,
        Err(error) => {
            broken(format!("{LISTING}: {error}"));
            return None;
        }
    };
    let note = match world::read(folder.join(NOTE)) {
        Ok(note) => note,
        Err(error) => {
            broken(format!("{NOTE}: {error}"));
            return None;
        }
    };
    let listing: Option<Listing> = serde_json::from_slice(&text).ok();
    let version = serde_json::from_slice::<Value>(&text).ok().and_then(|value| value.get("grondslag_pack")?.as_u64());
    if version.is_some_and(|version| version > PACK_VERSION) {
        broken(format!("{LISTING}: it is of a later version; use a newer grondslag"));
        return None;
    }
    let Some(listing) = listing else {
        broken(format!("{LISTING}: it is not the list of a pack; it was changed"));
        return None;
    };
    let key = key.unwrap_or(&listing.key);
    if let Err(error) = ledger::verify_statement(&note, "pack", &Digest::of(&text), key) {
        broken(format!("{LISTING} or {NOTE}: {error}"));
        return None;
    }
    Some(listing)
}

/// Every file against the list, and the list against the folder.
fn files(folder: &Path, listing: &Listing, report: &mut Report) -> Result<()> {
    let found = list(folder)?;
    let there: BTreeMap<&str, &Listed> = found.iter().map(|one| (one.path.as_str(), one)).collect();
    let known: BTreeSet<&str> = listing.files.iter().map(|one| one.path.as_str()).collect();
    for one in &listing.files {
        match there.get(one.path.as_str()) {
            None => report.broken.push(format!("{}: the file is gone", one.path)),
            Some(found) if found.sha256 != one.sha256 => {
                report.broken.push(format!("{}: the file was changed", one.path))
            }
            Some(_) => {}
        }
    }
    report.broken.extend(
        found
            .iter()
            .filter(|one| !known.contains(one.path.as_str()))
            .map(|one| format!("{}: the file was added", one.path)),
    );
    Ok(())
}

/// The root of the log from its tiles, against the signed head.
fn log(folder: &Path, listing: &Listing, report: &mut Report) {
    let checked = || -> std::result::Result<Vec<u8>, String> {
        let note = world::read(folder.join("log/checkpoint")).map_err(|error| error.to_string())?;
        let signed = ledger::verify_checkpoint(&note, &listing.key).map_err(|error| error.to_string())?;
        if (signed.head.size, signed.head.root) != (listing.tree_size, listing.tree_root) {
            return Err("the signed head is not the one of the pack".to_owned());
        }
        let mut leaves = Vec::new();
        for index in 0..signed.head.size.div_ceil(TILE) {
            let width = (signed.head.size - index * TILE).min(TILE);
            let partial = if width < TILE { format!(".p/{width}") } else { String::new() };
            let path = format!("log/tile/0/{}{partial}", tile_name(index));
            leaves.extend(world::read(folder.join(&path)).map_err(|error| format!("{path}: {error}"))?);
        }
        let root = ledger::root_of_leaves(&leaves).ok_or("a tile has an odd length")?;
        if root == signed.head.root { Ok(leaves) } else { Err("the tiles do not give the signed root".to_owned()) }
    };
    match checked() {
        Err(why) => report.broken.push(format!("log/checkpoint: {why}")),
        Ok(leaves) if !decided_under_the_log(folder, &leaves) => {
            report.broken.push("decisions/log.jsonl: it was not decided under a head of this log".to_owned());
        }
        Ok(_) => {}
    }
}

/// Whether the head that the decisions name is one that this log had: its first events give that root.
fn decided_under_the_log(folder: &Path, leaves: &[u8]) -> bool {
    let Ok(text) = world::read_string(folder.join("decisions/log.jsonl")) else { return true };
    let Some(head) = text.lines().next().and_then(|line| serde_json::from_str::<Value>(line).ok()) else {
        return false;
    };
    let Some(root) = head.get("tree_root").and_then(Value::as_str) else { return true };
    let size = head.get("tree_size").and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
    let first = size.and_then(|size| leaves.get(..size.checked_mul(HASH_BYTES)?));
    first.and_then(ledger::root_of_leaves).is_some_and(|found| found.to_string() == root)
}

/// `x001/x234/067`, as tlog-tiles wants it.
fn tile_name(index: u64) -> String {
    let (mut rest, mut name) = (index / 1000, format!("{:03}", index % 1000));
    while rest > 0 {
        name = format!("x{:03}/{name}", rest % 1000);
        rest /= 1000;
    }
    name
}

/// Every figure of every document against the evidence, and the evidence against the files that give it again.
fn figures(folder: &Path, report: &mut Report) -> Result<()> {
    let text = world::read_string(folder.join(EVIDENCE))?;
    let written: Evidence = serde_json::from_str(&text)?;
    let mut again = written.clone();
    let given = recompute(folder, &mut again)?;
    derive(&mut again);
    for (name, branch) in &written.branches {
        if again.branches.get(name) != Some(branch) {
            report.broken.push(format!("{EVIDENCE}: `{name}` is not what the files of the pack give"));
        }
    }
    for path in world::list(folder.join("documents"))? {
        let is_document = path.extension().is_some_and(|extension| extension == "json");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !is_document || !name.starts_with('D') {
            continue;
        }
        let Some((document, _)) = Document::read(&world::read_string(&path)?) else {
            report.broken.push(format!("documents/{name}: its values do not give its hash"));
            continue;
        };
        report.documents += 1;
        for field in document.fields() {
            let Some(figure) = &field.figure else { continue };
            report.figures += 1;
            if again.value(&figure.query) != Some(&figure.value) {
                report.broken.push(format!("documents/{name}: `{}` is not what `{}` gives", field.id, figure.query));
            }
            let branch = figure.query.split('.').next().unwrap_or_default();
            if is_computed(branch) {
                report.computed += 1;
            } else if given.iter().any(|path| is_within(&figure.query, path)) {
                report.from_files += 1;
            } else {
                let known = OF_THE_CONTROLLER.iter().find(|(known, _)| *known == branch);
                let why = known.map_or("no other file of the pack gives it", |(_, why)| *why);
                report.not_here.entry(branch.to_owned()).or_insert((why, 0)).1 += 1;
            }
        }
    }
    Ok(())
}

/// Whether a query asks for what stands at this path or below it.
fn is_within(query: &str, path: &str) -> bool {
    query.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Puts into the evidence what other files of the pack give, and says at which paths.
fn recompute(folder: &Path, evidence: &mut Evidence) -> Result<BTreeSet<String>> {
    let mut given = BTreeSet::new();
    let mut put = |evidence: &mut Evidence, name: &str, value: Value| {
        if let Some(branch) = evidence.branches.get_mut(name) {
            branch.value = value;
            given.insert(name.to_owned());
        }
    };
    let read = |path: &str| -> Result<Option<Value>> {
        let path = folder.join(path);
        if world::exists(&path) { Ok(Some(serde_json::from_str(&world::read_string(path)?)?)) } else { Ok(None) }
    };
    if let Some(manifest) = read("manifests/corpus.json")? {
        put(evidence, "corpus", dossier::corpus_values(&manifest));
    }
    if let Some(manifest) = read("manifests/training.json")? {
        put(evidence, "training", dossier::training(&manifest));
    }
    put(evidence, "law", dossier::law_values(&Law::open(&folder.join("law"))?));
    let register = Register::parse(&world::read_string(folder.join("register.toml"))?)?;
    put(evidence, "register", dossier::register_values(&register)?);
    let shelf = Shelf::read(&world::read_string(folder.join("documents/register.json"))?)?;
    put(evidence, "documents", dossier::index(&shelf));
    if let Some((head, lines)) = decisions(folder)? {
        // Months, countries and digests are not in the log of decisions, so only what it gives is given.
        let mut decided = evidence.branches.get_mut("decided").map(|branch| &mut branch.value);
        for (pointer, value) in counted(&head, &lines) {
            if let Some(cell) = decided.as_mut().and_then(|decided| decided.pointer_mut(pointer)) {
                *cell = value;
                given.insert(format!("decided{}", pointer.replace('/', ".")));
            }
        }
    }
    Ok(given)
}

/// What the log of decisions gives of the totals.
fn counted(head: &Value, lines: &[Value]) -> Vec<(&'static str, Value)> {
    let decision = |line: &Value| line.get("decision").and_then(Value::as_str).unwrap_or_default().to_owned();
    let count = |words: &[&str]| json!(lines.iter().filter(|line| words.contains(&decision(line).as_str())).count());
    let mut rules: BTreeMap<&str, u64> = BTreeMap::new();
    for rule in lines.iter().filter_map(|line| line.get("rules")?.as_array()).flatten().filter_map(Value::as_str) {
        *rules.entry(rule).or_default() += 1;
    }
    let keep = |key: &str| head.get(key).cloned().unwrap_or(Value::Null);
    // A pack of before the log of decisions named it does not give it.
    let root = head.get("tree_root").map(|root| ("/tree_root", root.clone()));
    let given = vec![
        ("/totals/read", json!(lines.len())),
        ("/totals/admitted", count(&["PERMIT", "PERMIT_WITH"])),
        ("/totals/refused", count(&["FORBID"])),
        ("/totals/held", count(&["HOLD"])),
        ("/totals/rules", json!(rules)),
        ("/profile", keep("profile")),
        ("/rules_digest", keep("rules_digest")),
        ("/tree_size", keep("tree_size")),
        ("/as_of", keep("as_of")),
    ];
    given.into_iter().chain(root).collect()
}

/// Head and lines of the log of decisions, if the pack has one.
fn decisions(folder: &Path) -> Result<Option<(Value, Vec<Value>)>> {
    let path = folder.join("decisions/log.jsonl");
    if !world::exists(&path) {
        return Ok(None);
    }
    let text = world::read_string(path)?;
    let mut lines = text.lines().map(serde_json::from_str::<Value>);
    let head = lines.next().transpose()?.unwrap_or_default();
    Ok(Some((head, lines.collect::<std::result::Result<_, _>>()?)))
}

/// Draws records and makes their decisions again from their facts.
fn sample(folder: &Path, checking: &Checking<'_>, report: &mut Report) -> Result<()> {
    let Some((head, mut lines)) = decisions(folder)? else { return Ok(()) };
    let law = Law::open(&folder.join("law"))?;
    if head.get("rules_digest") != Some(&json!(law.digest())) {
        report.broken.push("decisions/log.jsonl: it was decided under other rules than those in law/".to_owned());
        return Ok(());
    }
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let facts = folder.join("decisions/facts.jsonl");
    if world::exists(&facts) {
        for line in world::read_string(facts)?.lines() {
            // The bytes of the facts are what the digest is of, so they are cut out as they stand.
            let cut = line.split_once("\",\"facts\":").and_then(|(head, rest)| {
                Some((head.strip_prefix("{\"facts_digest\":\"")?.to_owned(), rest.strip_suffix('}')?.to_owned()))
            });
            known.extend(cut);
        }
    }
    // A record's place in the draw is a hash of the seed and its pseudonym: nobody chose it, and everybody finds it again.
    let place = |line: &Value| {
        let record = line.get("record").and_then(Value::as_str).unwrap_or_default();
        Digest::of_parts([checking.seed.to_be_bytes().as_slice(), record.as_bytes()])
    };
    lines.sort_by_cached_key(place);
    for line in lines.iter().take(checking.sample) {
        report.drawn += 1;
        replay(line, &known, &law, report);
    }
    Ok(())
}

fn replay(line: &Value, known: &BTreeMap<String, String>, law: &Law, report: &mut Report) {
    let text = |key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default();
    let rules: Vec<&str> =
        line.get("rules").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let record = text("record");
    let Some(facts) = known.get(text("facts")) else {
        let why = if line.get("facts").is_none_or(Value::is_null) {
            "a fact was missing, so the law was not asked"
        } else {
            "the facts are not in the pack: left out, or they rested on an event that was erased since"
        };
        *report.not_replayed.entry(why).or_default() += 1;
        return;
    };
    if Digest::of(facts).to_string() != text("facts") {
        report.broken.push(format!("decisions/facts.jsonl: the facts of `{record}` do not give their digest"));
        return;
    }
    let Ok(facts) = Facts::from_json(facts) else {
        report.broken.push(format!("decisions/facts.jsonl: the facts of `{record}` cannot be read"));
        return;
    };
    // Facts name the day since which the decision stands; a pack of before that says nothing about it.
    let since = line.get("stands_since").and_then(Value::as_str).map(|since| terms::parse_instant(since).ok());
    if since.is_some_and(|since| since.is_none_or(|since| since.date_naive() != facts.now)) {
        report
            .broken
            .push(format!("decisions/log.jsonl: the decision about `{record}` and its facts are of another day"));
        return;
    }
    let decision = law.decide(&facts);
    let same = decision.outcome().as_str() == text("decision") && decision.grounds().rules().iter().eq(rules.iter());
    // A text that still was not lawful after its transforms was refused by a second decision, which needs the text.
    let second = decision.outcome() == law::Outcome::PermitWith && matches!(text("decision"), "FORBID" | "HOLD");
    match (same, second) {
        (true, _) => report.same += 1,
        (false, true) => {
            *report.not_replayed.entry("a second decision, after its transforms, needs the text").or_default() += 1
        }
        (false, false) => {
            report.broken.push(format!("decisions/log.jsonl: the decision about `{record}` does not come out again"))
        }
    }
}

fn end(report: &Report, folder: &Path, listing: Option<&Listing>, context: &Context) -> Result<Exit> {
    let holds = report.broken.is_empty();
    if holds {
        context.say(format!(
            "holds: {} files, {} documents; {} figures are what the evidence of the pack gives: {} of them follow from its other files, {} from other figures; log of {} events",
            listing.map_or(0, |listing| listing.files.len()),
            report.documents,
            report.figures,
            report.from_files,
            report.computed,
            listing.map_or(0, |listing| listing.tree_size)
        ))?;
        context.say(format!("sample: {} drawn, {} decisions come out again", report.drawn, report.same))?;
        for (why, count) in &report.not_replayed {
            context.say(format!("sample: {count} not made again: {why}"))?;
        }
        for (branch, (why, count)) in &report.not_here {
            context.say(format!("not computed again here: {count} figures of `{branch}`: {why}"))?;
        }
    } else {
        for broken in &report.broken {
            context.say(format!("does not hold: {broken}"))?;
        }
    }
    if !context.text() {
        let not_here: Vec<Value> = report
            .not_here
            .iter()
            .map(|(branch, (why, figures))| json!({ "branch": branch, "why": why, "figures": figures }))
            .collect();
        context.line(&json!({
            "holds": holds, "pack": folder, "broken": report.broken, "documents": report.documents,
            "figures": report.figures, "from_files": report.from_files, "computed": report.computed, "not_computed_again": not_here,
            "sample": { "drawn": report.drawn, "same": report.same, "not_replayed": report.not_replayed },
        }))?;
    }
    if holds {
        return Ok(Exit::Done);
    }
    Err(Stop::proof(format!("the pack does not hold: {}", report.broken.first().map_or("", String::as_str))).into())
}

/// Branches that only the controller's own stores give, and why.
const OF_THE_CONTROLLER: [(&str, &str); 19] = [
    ("decided", "months, countries, transforms and digests are not in the log of decisions"),
    ("audit", "it was measured on the weights, which are not in the pack"),
    ("evaluation", "it was measured on test sets, which are not in the pack"),
    ("purpose", "it joins the register with the words of the portal, which are not in the pack"),
    ("portal", "it is declared in the configuration, which is not in the pack"),
    ("answer", "it was measured when the model answered"),
    ("intake", "it counts the sources, which are not in the pack"),
    ("inspection", "it counts findings in texts, which are not in the pack"),
    ("ledger", "it counts events, whose content is encrypted under keys that stay with the controller"),
    ("said", "it counts events, whose content is encrypted under keys that stay with the controller"),
    ("assembled", "its decisions are not in the pack"),
    ("model", "it was measured during training"),
    ("forgotten", "it was measured during forgetting; the attestation is in manifests/"),
    ("forgetting", "it was measured on weights and on texts of people who were forgotten, which are not in the pack"),
    ("controller", "it is declared in the configuration, which is not in the pack"),
    ("sources", "it is declared in the configuration, which is not in the pack"),
    ("run", "it is declared in the configuration, which is not in the pack"),
    ("serve", "it is declared in the configuration, which is not in the pack"),
    ("plan", "it is declared in the configuration; its digest is in manifests/training.json"),
];
const EVIDENCE: &str = "documents/evidence.json";
/// A hash of a leaf.
const HASH_BYTES: usize = 32;
/// Hashes in a whole tile.
const TILE: u64 = 256;
