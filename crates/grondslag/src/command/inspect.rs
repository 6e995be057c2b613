//! `grondslag inspect FILE`: what texts, or one picture, contain that the law cares about; or how well the detectors find it.

use super::{Context, Format};
use crate::exit::{Exit, Stop};
use crate::project;
use anyhow::Result;
use clap::Args;
use inspect::{Careful, CarefulBands, Evaluation, FaceBox, Gold, Inspector, Level, Passage, Quality, Rate};
use intake::Picture;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use terms::{Lang, Text};

/// What to inspect.
#[derive(Args)]
pub struct Arguments {
    /// Lines `{id, text, lang?}` (`-` is stdin), or one picture
    #[arg(required_unless_present = "evaluate")]
    pub file: Option<PathBuf>,
    /// Compare with gold lines `{id, text, lang, spans[{start, end, label}]}`, character offsets
    #[arg(long, value_name = "GOLD.jsonl", conflicts_with = "file")]
    pub evaluate: Option<PathBuf>,
    /// Also hold every text in a language for which the bounds of the second look were not measured
    #[arg(long, conflicts_with = "rules_alone")]
    pub second_look: bool,
    /// Look once: what the rules let pass is not held for a human by the second look
    #[arg(long)]
    pub rules_alone: bool,
    /// Let the larger model in this folder decide what the second look does not find clear
    #[arg(long, value_name = "FOLDER", conflicts_with = "rules_alone")]
    pub careful_look: Option<PathBuf>,
    /// With `--evaluate` and `--careful-look`: measure the bounds of that model and write them into its folder
    #[arg(long, requires = "evaluate", requires = "careful_look")]
    pub bands: bool,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: Text,
    #[serde(default)]
    lang: Option<Lang>,
}

/// Inspects.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let inspector = Inspector::new(&[]);
    let inspector = match (arguments.second_look, arguments.rules_alone) {
        (true, _) => inspector.with_second_look(),
        (_, true) => inspector,
        (false, false) => inspector.with_measured_second_look(),
    };
    if let (Some(folder), Some(gold), true) = (&arguments.careful_look, &arguments.evaluate, arguments.bands) {
        return bands(folder, gold, context);
    }
    let inspector = match &arguments.careful_look {
        Some(folder) => inspector.with_careful_look(project::careful(folder)?),
        None => inspector,
    };
    match (&arguments.file, &arguments.evaluate) {
        (_, Some(gold)) => evaluate(&inspector, gold, context),
        (Some(file), None) => match picture(file)? {
            Some(picture) => show_picture(&picture, context),
            None => each(&inspector, file, context),
        },
        // INVARIANT: clap asks for one of the two.
        (None, None) => Err(Stop::usage("name a file, or `--evaluate GOLD.jsonl`").into()),
    }
}

/// Measures the bounds of a larger model, and writes them into its folder.
fn bands(folder: &Path, gold: &Path, context: &Context) -> Result<Exit> {
    // Bounds that are there already are made anew, so nothing is said of those that are not, and old ones are no reason to stop.
    let careful = Careful::read_bare(folder).map_err(|error| Stop::usage(error.to_string()))?;
    let (bands, left) = CarefulBands::measure(&careful, &read_gold(gold)?);
    if bands.languages().next().is_none() {
        return Err(Stop::usage(format!(
            "`{}` has too few texts that say who discloses what; a language needs 50 in which the author does, and 100 that say \
             nothing of anybody",
            gold.display()
        ))
        .into());
    }
    let file = bands.write(folder)?;
    if !context.text() {
        context.line(&bands)?;
        return Ok(Exit::Done);
    }
    let part = |rate: Option<Rate>| rate.map_or_else(|| "not measured".to_owned(), show_rate);
    for (lang, band) in bands.languages() {
        let found = band.found_from.map_or_else(|| "nothing found".to_owned(), |from| format!("found from {from:.2}"));
        context.say(format!(
            "{lang}  held from {:.2}, {found}; of the author found or held {}, of nobody near a topic {}, of small talk {}",
            band.held_from,
            part(band.authors),
            part(band.hard),
            part(band.talk)
        ))?;
    }
    for lang in left {
        context.say(format!("{lang}  too few texts, so it has the strictest bound of the others"))?;
    }
    context.say(format!("written to {}", file.display()))?;
    Ok(Exit::Done)
}

/// The picture in a file; nothing where it does not begin as one.
fn picture(file: &Path) -> Result<Option<Picture>> {
    if file.as_os_str() == "-" {
        return Ok(None);
    }
    let mut head = Vec::new();
    world::open(file)?.take(16).read_to_end(&mut head)?;
    if Picture::of("", head).is_none() {
        return Ok(None);
    }
    Ok(Picture::of(file.display().to_string(), world::read(file)?))
}

/// What its metadata say, where faces are, and its hash; of a face no more than where it is.
fn show_picture(picture: &Picture, context: &Context) -> Result<Exit> {
    let inspection = inspect::inspect_picture(&picture.bytes);
    let canvas = match picture.canvas() {
        Ok(canvas) => canvas,
        Err(cause) => return Err(Stop::incomplete(format!("{cause}; nobody can say who is in it")).into()),
    };
    let ((width, height), hash) = (canvas.size(), canvas.hash());
    let faces = inspect::faces(width, height, canvas.rgb());
    let faces = faces.map_err(|cause| Stop::incomplete(format!("{cause}; nobody can say who is in it")))?;
    if context.text() {
        context.say(format!("{} bytes, looked at as {width} by {height} pixels", picture.bytes.len()))?;
        for finding in &inspection.findings {
            context.say(format!("metadata  {finding:?}"))?;
        }
        for face in &faces {
            let FaceBox { left, top, width, height, score } = face;
            context.say(format!("face      {width} by {height} at {left}, {top} (score {score:.1})"))?;
        }
        context.say(format!("hash      pdq:{hash} (quality {})", hash.quality()))?;
    } else {
        context.line(&json!({
            "bytes_scanned": inspection.bytes_scanned, "metadata": inspection.findings, "width": width, "height": height,
            "detector": inspect::FACES_VERSION, "faces": faces, "perceptual_hash": hash.to_string(),
            "perceptual_algorithm": intake::PictureHash::ALGORITHM, "perceptual_quality": hash.quality(),
        }))?;
    }
    Ok(Exit::Done)
}

fn each(inspector: &Inspector, file: &Path, context: &Context) -> Result<Exit> {
    let mut totals: BTreeMap<String, u64> = BTreeMap::new();
    let (mut records, mut bytes) = (0_u64, 0_u64);
    lines(file, |line: Line| {
        let inspection = inspector.inspect(&Passage { lang: line.lang.as_ref(), ..Passage::of(line.text.expose()) });
        records += 1;
        bytes += inspection.bytes_scanned as u64;
        for finding in inspection.findings.iter().filter(|finding| finding.band != Level::Clear) {
            *totals.entry(finding.kind.as_str().to_owned()).or_default() += 1;
        }
        if context.global.format == Format::Jsonl {
            let findings =
                inspection.findings.iter().filter(|finding| finding.band != Level::Clear).collect::<Vec<_>>();
            context.line(&json!({ "id": line.id, "bytes_scanned": inspection.bytes_scanned, "findings": findings }))?;
        }
        Ok(())
    })?;
    if context.text() {
        context.say(format!("{records} records, {bytes} bytes scanned"))?;
        for (kind, count) in &totals {
            context.say(format!("{count:>8}  {kind}"))?;
        }
    } else if context.global.format == Format::Json {
        context.line(&json!({ "records": records, "bytes_scanned": bytes, "findings": totals }))?;
    }
    Ok(Exit::Done)
}

fn evaluate(inspector: &Inspector, file: &Path, context: &Context) -> Result<Exit> {
    let gold = read_gold(file)?;
    let began = cpu_seconds();
    let evaluation = inspect::evaluate(inspector, &gold);
    let cpu_seconds = cpu_seconds() - began;
    if context.text() {
        show(&evaluation, context)?;
    } else {
        let mut whole = serde_json::to_value(&evaluation)?;
        if let Some(fields) = whole.as_object_mut() {
            fields.insert("cpu_seconds".to_owned(), json!(cpu_seconds));
        }
        context.line(&whole)?;
    }
    Ok(Exit::Done)
}

fn read_gold(file: &Path) -> Result<Vec<Gold>> {
    let mut gold: Vec<Gold> = Vec::new();
    lines(file, |line: Gold| {
        gold.push(line);
        Ok(())
    })?;
    Ok(gold)
}

/// A rate with its interval of 95 %.
fn show_rate(rate: Rate) -> String {
    format!("{:.3} ({:.3} to {:.3}) of {}", rate.value, rate.low, rate.high, rate.whole)
}

/// Tables for people: each label, what is said of whom, and whether a score means what it says; with intervals of 95 %.
fn show(evaluation: &Evaluation, context: &Context) -> Result<()> {
    context.say(format!("detectors {}, {} texts", evaluation.version, evaluation.rows))?;
    context.say("label                   precision (95 %)          recall (95 %)             f1      f2       n")?;
    let row = |label: &str, quality: &Quality| {
        let [low, high] = quality.precision_interval;
        let [least, most] = quality.recall_interval;
        format!(
            "{label:<24}{:.3} ({low:.3} to {high:.3})  {:.3} ({least:.3} to {most:.3}){:>8.3}{:>8.3}{:>8}",
            quality.precision, quality.recall, quality.f1, quality.f2, quality.n
        )
    };
    for (label, quality) in &evaluation.entities {
        context.say(row(label, quality))?;
    }
    context.say(row("micro", &evaluation.micro))?;
    let rate = |rate: &Rate| show_rate(*rate);
    for (lang, categories) in &evaluation.categories_by_language {
        for (category, told) in categories.iter().filter(|(_, told)| told.author_found.whole > 0) {
            context.say(format!(
                "{lang} {category:<21} of the author found {}, found or held {}, of nobody all the same {}",
                rate(&told.author_found),
                rate(&told.author_found_or_held),
                rate(&told.hard_negatives_alarmed)
            ))?;
        }
    }
    for (lang, held) in &evaluation.neutral_held {
        context.say(format!("{lang} texts about nobody, held {}", rate(held)))?;
    }
    for (label, bins) in &evaluation.reliability {
        for bin in bins.iter().filter(|bin| bin.findings > 0) {
            context.say(format!("{label:<24}mean score {:.2}, right {}", bin.mean_score, rate(&bin.right)))?;
        }
    }
    Ok(())
}

/// Reads a file of JSON lines; a bad line is an error with its number, and none of its content.
fn lines<T: for<'de> Deserialize<'de>>(file: &Path, mut each: impl FnMut(T) -> Result<()>) -> Result<()> {
    let input: Box<dyn Read> =
        if file.as_os_str() == "-" { Box::new(std::io::stdin()) } else { Box::new(world::open(file)?) };
    for (number, line) in (1_u64..).zip(BufReader::new(input).split(b'\n')) {
        let line = line?;
        if line.is_empty() {
            continue;
        }
        let wrong =
            |why: &str| Stop::usage(format!("{}:{number}: {why}; correct this line and run again", file.display()));
        let parsed = serde_json::from_slice(&line)
            .map_err(|error| wrong(&format!("column {} does not fit `{{id, text, lang?}}`", error.column())))?;
        each(parsed)?;
    }
    Ok(())
}

/// Processor time of this process, user and system.
fn cpu_seconds() -> f64 {
    // Fields 14 and 15 after the command's name, in ticks of a hundredth second on Linux.
    let Ok(stat) = world::read_string("/proc/self/stat") else { return 0.0 };
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}
