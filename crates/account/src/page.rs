//! The page. In: inputs, plots and a language. Out: one HTML document without a script or a request. Never: a number
//! without its source, or text that is not escaped.

use crate::ReportError;
use crate::inputs::{Decisions, Effect, Inputs, Split, sum};
use crate::plot::{self, Plot};
use crate::speech::{Language, Speech};
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, context};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use terms::{format_instant, parse_instant};

/// A rule as a reader meets it.
#[derive(Serialize)]
struct RuleLine {
    id: String,
    meaning: String,
    /// Whether the rule has no words in the reader's language, and is shown in English.
    foreign: bool,
    provision: String,
    cure: String,
    records: u64,
}

/// One row of a table by kind, language or country.
#[derive(Serialize)]
struct SplitLine {
    name: String,
    split: Split,
    read: u64,
    /// The largest `read` of the table, for the length of the bar.
    most: u64,
}

/// One row of a table of counts.
#[derive(Serialize)]
struct CountLine {
    name: String,
    count: u64,
}

/// Where a group of numbers comes from.
#[derive(Serialize)]
struct SourceLine {
    mark: usize,
    name: &'static str,
    text: String,
}

/// Fills the page in one language.
pub(crate) fn page(inputs: &Inputs, plots: &[Plot], speech: Speech) -> Result<String, ReportError> {
    let speech = Arc::new(speech);
    let sources = sources(inputs);
    let marks: BTreeMap<_, _> = sources.iter().map(|source| (source.name, source.mark)).collect();
    let decisions = &inputs.decisions;
    let comparison = BTreeMap::from([
        ("equal_bytes", speech.say("comparison-equal")?),
        ("not_compared", speech.say("comparison-none")?),
    ]);
    let values = context! {
        i => Serde(inputs),
        lang => speech.language.tag(),
        style => STYLE,
        other_language => Value::from_safe_string(other_language(&speech)?),
        invented => inputs.project.people == crate::People::Invented,
        plots => Serde(plots.iter().map(|plot| (plot.name, plot.inline())).collect::<BTreeMap<_, _>>()),
        as_of => spaced(&format_instant(inputs.project.as_of)),
        basis => basis(inputs, &speech)?,
        findings => inputs.inspection.findings.values().sum::<u64>(),
        rules_count => inputs.rules.len(),
        rules_out => Serde(rules(inputs, &speech, |effect| effect != Effect::Transform)?),
        rules_changed => Serde(rules(inputs, &speech, |effect| effect == Effect::Transform)?),
        missing => Serde(decisions.missing.iter().collect::<Vec<_>>()),
        unknown_month => decisions.by_month.get("").map_or(0, |split| split.iter().sum::<u64>()),
        kinds => Serde(lines(&decisions.by_kind, "kind", &speech)?),
        languages => Serde(lines(&decisions.by_lang, "lang", &speech)?),
        countries => Serde(lines(&decisions.by_country, "country", &speech)?),
        acts => Serde(counts(&inputs.ledger.acts, "act", &speech)?),
        kinds_found => Serde(counts(&inputs.inspection.findings, "finding", &speech)?),
        comparison => Serde(comparison),
        sources => Serde(sources),
        marks => Serde(&marks),
    };
    let broken = |error: Error| ReportError::Template { name: "page.html".to_owned(), why: format!("{error:#}") };
    let mut environment = environment(speech, marks);
    environment.add_template("page.html", PAGE).map_err(broken)?;
    environment.get_template("page.html").and_then(|template| template.render(values)).map_err(broken)
}

/// The words that the template may use.
fn environment(speech: Arc<Speech>, marks: BTreeMap<&'static str, usize>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::SemiStrict);
    let language = speech.language;
    environment.add_function("t", move |key: &str, values: Kwargs| -> Result<String, Error> {
        let names: Vec<String> = values.args().map(ToOwned::to_owned).collect();
        let mut words = Vec::new();
        for name in &names {
            words.push((name.as_str(), values.get::<Value>(name)?.to_string()));
        }
        speech.say_with(key, &words).map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
    });
    environment.add_function("num", move |number: u64| language.number(number));
    let known = marks.clone();
    environment.add_function("n", move |number: u64, source: &str| {
        figure(&known, source, &number.to_string(), &language.number(number))
    });
    environment.add_function("f", move |number: f64, decimals: usize, source: &str| {
        figure(&marks, source, &number.to_string(), &language.fraction(number, decimals))
    });
    environment.add_function("bar", |split: Vec<u64>, most: u64| -> Result<Value, Error> {
        let split = Split::try_from(split).map_err(|_| Error::new(ErrorKind::InvalidOperation, "three parts"))?;
        Ok(Value::from_safe_string(plot::small_bar(split, most)))
    });
    environment.add_function("short", |digest: &str| format!("{}…", digest.get(..16).unwrap_or(digest)));
    environment.add_function("moment", |moment: &str| {
        parse_instant(moment).map_or_else(|_| moment.to_owned(), |moment| spaced(&format_instant(moment)))
    });
    environment
}

/// A number with the mark of its source; a source that is not listed is a mistake in the template.
fn figure(marks: &BTreeMap<&'static str, usize>, source: &str, value: &str, shown: &str) -> Result<Value, Error> {
    if !marks.contains_key(source) {
        return Err(Error::new(ErrorKind::InvalidOperation, format!("no source `{source}`")));
    }
    Ok(Value::from_safe_string(format!("<data value=\"{value}\" data-source=\"{source}\">{shown}</data>")))
}

fn sources(inputs: &Inputs) -> Vec<SourceLine> {
    let forgotten = inputs.forgotten.first().map_or("ledger: count of `forgotten`", |first| &first.source);
    let texts = [
        ("project", Some(inputs.project.source.as_str())),
        ("intake", Some(&inputs.intake.source)),
        ("ledger", Some(&inputs.ledger.source)),
        ("inspection", Some(&inputs.inspection.source)),
        ("decisions", Some(&inputs.decisions.source)),
        ("corpus", Some(&inputs.corpus.source)),
        ("training", inputs.training.as_ref().map(|training| training.source.as_str())),
        ("answer", inputs.answer.as_ref().map(|answer| answer.source.as_str())),
        ("forgotten", Some(forgotten)),
    ];
    let present = texts.into_iter().filter_map(|(name, text)| Some((name, text?)));
    present.zip(1..).map(|((name, text), mark)| SourceLine { mark, name, text: text.to_owned() }).collect()
}

/// The rules that fired and for which `wanted` holds, the most frequent first.
fn rules(inputs: &Inputs, speech: &Speech, wanted: impl Fn(Effect) -> bool) -> Result<Vec<RuleLine>, ReportError> {
    let Decisions { rules, .. } = &inputs.decisions;
    let mut fired: Vec<_> = rules.iter().filter(|(id, _)| wanted(inputs.effect(id))).collect();
    fired.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let mut lines = Vec::new();
    for (id, records) in fired {
        let rule = inputs.rules.get(id);
        let (meaning_key, cure_key) = (format!("rule-{id}-meaning"), format!("rule-{id}-cure"));
        let ours = speech.has(&meaning_key);
        let meaning =
            if ours { speech.say(&meaning_key)? } else { rule.map_or_else(|| id.clone(), |rule| rule.meaning.clone()) };
        let cure = match rule.and_then(|rule| rule.cure.clone()) {
            _ if speech.has(&cure_key) => speech.say(&cure_key)?,
            Some(cure) => cure,
            None => speech.say("no-cure")?,
        };
        let provision_key = format!("rule-{id}-provision");
        let provision = match rule {
            Some(rule) => rule.provision.clone(),
            None if speech.has(&provision_key) => speech.say(&provision_key)?,
            None => String::new(),
        };
        let foreign = !ours && speech.language != Language::English;
        lines.push(RuleLine { id: id.clone(), meaning, foreign, provision, cure, records: *records });
    }
    Ok(lines)
}

/// The rows of a table, the largest first; beyond the first few, one row for all others, so that the table adds up.
fn lines(splits: &BTreeMap<String, Split>, prefix: &str, speech: &Speech) -> Result<Vec<SplitLine>, ReportError> {
    let read = |split: &Split| split.iter().sum::<u64>();
    let mut sorted: Vec<_> = splits.iter().collect();
    sorted.sort_by(|(a, x), (b, y)| read(y).cmp(&read(x)).then(a.cmp(b)));
    let most = sorted.first().map_or(0, |(_, split)| read(split));
    let shown = if sorted.len() > LINES_SHOWN { LINES_SHOWN - 1 } else { sorted.len() };
    let mut lines = Vec::new();
    for (word, split) in sorted.iter().take(shown) {
        let key = if word.is_empty() { "unknown".to_owned() } else { format!("{prefix}-{word}") };
        let name = if speech.has(&key) { speech.say(&key)? } else { (*word).clone() };
        lines.push(SplitLine { name, split: **split, read: read(split), most });
    }
    if sorted.len() > shown {
        let others = sorted.get(shown..).unwrap_or_default();
        let split = sum(others.iter().map(|(_, split)| *split));
        let name = speech.say_with("others", &[("count", others.len().to_string())])?;
        lines.push(SplitLine { name, split, read: read(&split), most: most.max(read(&split)) });
    }
    Ok(lines)
}

/// The rows of a table of counts, the largest first.
fn counts(counts: &BTreeMap<String, u64>, prefix: &str, speech: &Speech) -> Result<Vec<CountLine>, ReportError> {
    let mut sorted: Vec<_> = counts.iter().collect();
    sorted.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let mut lines = Vec::new();
    for (word, count) in sorted {
        let key = format!("{prefix}-{word}");
        let name = if speech.has(&key) { speech.say(&key)? } else { word.clone() };
        lines.push(CountLine { name, count: *count });
    }
    Ok(lines)
}

fn basis(inputs: &Inputs, speech: &Speech) -> Result<String, ReportError> {
    let key = format!("basis-{}", inputs.project.basis);
    if speech.has(&key) { speech.say(&key) } else { Ok(inputs.project.basis.clone()) }
}

fn other_language(speech: &Speech) -> Result<String, ReportError> {
    let (file, tag) = match speech.language {
        Language::English => ("index.nl.html", "nl"),
        Language::Dutch => ("index.html", "en"),
    };
    Ok(format!("<a href=\"{file}\" lang=\"{tag}\" hreflang=\"{tag}\">{}</a>", speech.say("other-language")?))
}

/// `2026-11-23 10:00 UTC`, which every reader can read and none reads otherwise.
fn spaced(moment: &str) -> String {
    match (moment.get(..10), moment.get(11..16)) {
        (Some(date), Some(time)) => format!("{date} {time} UTC"),
        _ => moment.to_owned(),
    }
}

const PAGE: &str = include_str!("templates/page.html");
const STYLE: &str = include_str!("templates/page.css");
const LINES_SHOWN: usize = 7;
