//! Plots. In: numbers that add up, and the words of a language. Out: SVG with a title and a description, which takes its
//! colours from the page it stands in or from itself. Never: a script, a font or a picture from elsewhere, or a colour as
//! the only carrier of a meaning.

mod figure;

pub(crate) use figure::of_figure;

use crate::ReportError;
use crate::inputs::{Effect, Inputs, LossPoint, Split, Training};
use crate::speech::Speech;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One plot.
pub(crate) struct Plot {
    /// Its file name without extension, and the prefix of its ids.
    pub name: &'static str,
    pub(crate) title: String,
    pub(crate) description: String,
    height: u32,
    body: String,
}

/// All plots of an account; one whose numbers are not there is left out.
pub(crate) fn plots(inputs: &Inputs, speech: &Speech) -> Result<Vec<Plot>, ReportError> {
    let mut plots = vec![totals(inputs, speech)?];
    plots.extend(rules(inputs, speech)?);
    plots.extend(months(&inputs.decisions.by_month, speech)?);
    if let Some(training) = inputs.training.as_ref().filter(|training| training.loss.len() > 1) {
        plots.push(loss(training, speech)?);
    }
    Ok(plots)
}

impl Plot {
    /// As part of a page.
    pub fn inline(&self) -> String {
        format!(
            "<svg class=\"plot\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\">{}</svg>",
            self.height,
            self.inside(),
            name = self.name
        )
    }

    /// As a file of its own.
    pub fn file(&self) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\"><style>{STYLE}</style>{}</svg>\n",
            self.height,
            self.inside(),
            name = self.name
        )
    }

    /// For print: colours and fonts stand in it, because what sets a page knows no variables.
    pub fn print(&self) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\"><style>{PRINT}</style>{}</svg>\n",
            self.body,
            height = self.height
        )
    }

    fn inside(&self) -> String {
        format!(
            "<title id=\"{name}-title\">{}</title><desc id=\"{name}-desc\">{}</desc>{}",
            escape(&self.title),
            escape(&self.description),
            self.body,
            name = self.name
        )
    }
}

/// One bar: admitted, refused, held.
fn totals(inputs: &Inputs, speech: &Speech) -> Result<Plot, ReportError> {
    let decisions = &inputs.decisions;
    let split = [decisions.admitted, decisions.refused, decisions.held];
    let mut body = String::new();
    for (class, x, width) in stacked(split, decisions.read, f64::from(WIDTH)) {
        rect(&mut body, class, [x, 0.0, width, 40.0]);
    }
    let mut description = Vec::new();
    for ((class, key), (count, x)) in CLASSES.into_iter().zip(split.into_iter().zip([0.0, 310.0, 620.0])) {
        let word = speech.say(key)?;
        let (count, share) = (speech.language.number(count), speech.language.share(count, decisions.read));
        rect(&mut body, class, [x, 60.0, 12.0, 12.0]);
        text(&mut body, "big", x + 20.0, 71.0, &format!("{word} {count}"));
        text(&mut body, "muted", x + 20.0, 90.0, &share);
        description.push(format!("{word} {count}, {share}"));
    }
    let title = speech.say("plot-totals")?;
    Ok(Plot { name: "totals", title, description: description.join("; "), height: 96, body })
}

/// One bar for each rule that kept records out, the most frequent first.
fn rules(inputs: &Inputs, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    let mut rules: Vec<_> =
        inputs.decisions.rules.iter().filter(|(id, _)| inputs.effect(id) != Effect::Transform).collect();
    rules.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let Some(most) = rules.first().map(|(_, records)| **records) else { return Ok(None) };
    let shown = rules.len().min(RULES_SHOWN);
    let (left, right) = (330.0, f64::from(WIDTH) - 70.0);
    let (mut body, mut description, mut y) = (String::new(), Vec::new(), 0.0);
    for (id, records) in rules.iter().take(shown) {
        let name = rule_name(inputs, speech, id)?;
        let width = (fraction(**records, most) * (right - left)).max(1.5);
        text(&mut body, "code", 0.0, y + 17.0, id);
        text(&mut body, "ink", 44.0, y + 17.0, &shortened(&name, 40));
        rect(
            &mut body,
            if inputs.effect(id) == Effect::Hold { "held" } else { "refused" },
            [left, y + 4.0, width, 17.0],
        );
        let count = speech.language.number(**records);
        text(&mut body, "ink", left + width + 8.0, y + 17.0, &count);
        description.push(format!("{id} {name}: {count}"));
        y += 28.0;
    }
    if rules.len() > shown {
        let more = (rules.len() - shown).to_string();
        text(&mut body, "muted", 44.0, y + 17.0, &speech.say_with("plot-rules-more", &[("count", more)])?);
        y += 28.0;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few hundred")]
    let height = y as u32;
    let title = speech.say("plot-rules")?;
    Ok(Some(Plot { name: "rules", title, description: description.join("; "), height, body }))
}

/// One column for each month of creation.
fn months(by_month: &BTreeMap<String, Split>, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    let columns = every_month(by_month);
    let (Some((first, _)), Some((last, _))) = (columns.first(), columns.last()) else { return Ok(None) };
    let tallest = columns.iter().max_by_key(|(_, split)| split.iter().sum::<u64>());
    let most = tallest.map_or(0, |(_, split)| split.iter().sum()).max(1);
    let (left, top, bottom) = (52.0, 12.0, 210.0);
    let scale = Scale::over(0.0, integer(most), bottom, top);
    let mut body = scale.grid(left, |value| speech.language.fraction(value, 0));
    let step = (f64::from(WIDTH) - left) / integer(columns.len() as u64);
    for (place, (month, split)) in columns.iter().enumerate() {
        let x = left + step * integer(place as u64);
        let mut y = bottom;
        for ((class, _), count) in CLASSES.into_iter().zip(split) {
            let height = bottom - scale.at(integer(*count));
            y -= height;
            if *count > 0 {
                rect(&mut body, class, [x + step * 0.12, y, step * 0.76, height]);
            }
        }
        let label = match month.strip_suffix("-01") {
            Some(year) => year,
            // The first month is named where the first January leaves room for its name.
            None if place == 0 && januaries(&columns).next().is_none_or(|january| integer(january) * step > 72.0) => {
                month
            }
            None => continue,
        };
        line(&mut body, "axis", [x, bottom, x, bottom + 6.0]);
        text(&mut body, "muted", x + 4.0, bottom + 18.0, label);
    }
    line(&mut body, "axis", [left, bottom, f64::from(WIDTH), bottom]);
    let values = [
        ("first", first.clone()),
        ("last", last.clone()),
        ("month", tallest.map_or_else(String::new, |(month, _)| month.clone())),
        ("count", speech.language.number(most)),
    ];
    let (title, description) = (speech.say("plot-months")?, speech.say_with("plot-months-desc", &values)?);
    Ok(Some(Plot { name: "months", title, description, height: 236, body }))
}

/// The loss over the steps.
fn loss(training: &Training, speech: &Speech) -> Result<Plot, ReportError> {
    let points: Vec<&LossPoint> = training.loss.iter().filter(|point| point.loss.is_finite()).collect();
    let range = |start: f64, pick: fn(f64, f64) -> f64| points.iter().map(|point| point.loss).fold(start, pick);
    let (low, high) = (range(f64::INFINITY, f64::min), range(f64::NEG_INFINITY, f64::max));
    let (left, right, top, bottom) = (52.0, f64::from(WIDTH) - 64.0, 22.0, 210.0);
    let scale = Scale::over(low, high, bottom, top);
    let mut body = scale.grid(left, |value| speech.language.fraction(value, 1));
    let last_step = points.iter().map(|point| point.step).max().unwrap_or(1).max(1);
    let x = |step: u64| left + fraction(step, last_step) * (right - left);
    if training.base_steps > 0 && training.base_steps < last_step {
        let border = x(training.base_steps);
        line(&mut body, "border", [border, top - 10.0, border, bottom]);
        let _ = write!(
            body,
            "<text class=\"muted\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            border - 8.0,
            top - 2.0,
            escape(&speech.say("plot-loss-base")?)
        );
        text(&mut body, "muted", border + 8.0, top - 2.0, &speech.say("plot-loss-posts")?);
    }
    let path: Vec<String> =
        points.iter().map(|point| format!("{:.1},{:.1}", x(point.step), scale.at(point.loss))).collect();
    let _ = write!(body, "<polyline class=\"curve\" points=\"{}\"/>", path.join(" "));
    line(&mut body, "axis", [left, bottom, right, bottom]);
    for step in [0, last_step / 2, last_step] {
        let label = speech.language.number(step);
        let _ = write!(
            body,
            "<text class=\"muted\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            x(step),
            bottom + 18.0
        );
    }
    let (first, last) = (points.first().map_or(0.0, |p| p.loss), points.last().map_or(0.0, |p| p.loss));
    let _ = write!(body, "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\"/>", x(last_step), scale.at(last));
    text(&mut body, "big", right + 10.0, scale.at(last) + 5.0, &speech.language.fraction(last, 2));
    let values = [
        ("first", speech.language.fraction(first, 2)),
        ("last", speech.language.fraction(last, 2)),
        ("steps", speech.language.number(last_step)),
    ];
    let (title, description) = (speech.say("plot-loss")?, speech.say_with("plot-loss-desc", &values)?);
    Ok(Plot { name: "loss", title, description, height: 236, body })
}

/// A few words for a rule, in the reader's language where there are any.
fn rule_name(inputs: &Inputs, speech: &Speech, id: &str) -> Result<String, ReportError> {
    let key = format!("rule-{id}-name");
    if speech.has(&key) {
        return speech.say(&key);
    }
    Ok(inputs.rules.get(id).map_or_else(|| id.to_owned(), |rule| rule.meaning.clone()))
}

/// A small bar for a row of a table.
pub(crate) fn small_bar(split: Split, most: u64) -> String {
    let whole = split.iter().sum();
    let mut body = String::new();
    for (class, x, width) in stacked(split, whole, fraction(whole, most) * 160.0) {
        rect(&mut body, class, [x, 0.0, width, 3.5]);
    }
    // The numbers stand beside it, so a screen reader need not hear it.
    format!("<svg class=\"small\" viewBox=\"0 0 160 3.5\" aria-hidden=\"true\" focusable=\"false\">{body}</svg>")
}

/// The parts of a bar: class, place and width.
fn stacked(split: Split, whole: u64, width: f64) -> Vec<(&'static str, f64, f64)> {
    let mut x = 0.0;
    let mut parts = Vec::new();
    for ((class, _), count) in CLASSES.into_iter().zip(split).filter(|(_, count)| *count > 0) {
        let part = fraction(count, whole) * width;
        // A gap of one unit, so that two colours that somebody cannot tell apart are still two parts.
        parts.push((class, x, (part - 1.0).max(0.8)));
        x += part;
    }
    parts
}

fn januaries(columns: &[(String, Split)]) -> impl Iterator<Item = u64> {
    (0..).zip(columns).filter(|(_, (month, _))| month.ends_with("-01")).map(|(place, _)| place)
}

/// All months from the first to the last, also those in which nothing was written.
fn every_month(by_month: &BTreeMap<String, Split>) -> Vec<(String, Split)> {
    let number = |month: &str| {
        let (year, month) = month.split_once('-')?;
        let (year, month) = (year.parse::<u32>().ok()?, month.parse::<u32>().ok()?);
        (year <= 9999 && (1..=12).contains(&month)).then(|| year * 12 + month - 1)
    };
    let known: BTreeMap<u32, Split> =
        by_month.iter().filter_map(|(month, split)| Some((number(month)?, *split))).collect();
    let (Some(first), Some(last)) = (known.keys().next(), known.keys().next_back()) else { return Vec::new() };
    // Someone's clock may have stood in 1970: a plot of ten years and more shows the last ten.
    (*first.max(&last.saturating_sub(MONTHS_SHOWN - 1))..=*last)
        .map(|month| {
            (format!("{:04}-{:02}", month / 12, month % 12 + 1), known.get(&month).copied().unwrap_or_default())
        })
        .collect()
}

/// A vertical axis with round numbers.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
    bottom: f64,
    top: f64,
}

impl Scale {
    fn over(low: f64, high: f64, bottom: f64, top: f64) -> Self {
        let span = (high - low).max(f64::EPSILON);
        let power = 10.0_f64.powf((span / 4.0).log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| span / step <= 4.0);
        let step = step.unwrap_or(power);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step, bottom, top }
    }

    fn at(&self, value: f64) -> f64 {
        self.bottom - (value - self.low) / (self.high - self.low).max(f64::EPSILON) * (self.bottom - self.top)
    }

    fn grid(&self, left: f64, label: impl Fn(f64) -> String) -> String {
        let mut body = String::new();
        for value in self.values() {
            let y = self.at(value);
            line(&mut body, "grid", [left, y, f64::from(WIDTH), y]);
            let _ = write!(
                body,
                "<text class=\"muted\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                left - 10.0,
                y + 4.0,
                escape(&label(value))
            );
        }
        body
    }

    /// Where its lines stand.
    fn values(&self) -> impl Iterator<Item = f64> {
        let (step, high) = (self.step, self.high + self.step / 2.0);
        std::iter::successors(Some(self.low), move |value| Some(value + step)).take_while(move |value| *value <= high)
    }
}

fn rect(body: &mut String, class: &str, [x, y, width, height]: [f64; 4]) {
    let _ = write!(
        body,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"1.5\"/>"
    );
}

fn line(body: &mut String, class: &str, [x1, y1, x2, y2]: [f64; 4]) {
    let _ = write!(body, "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>");
}

fn text(body: &mut String, class: &str, x: f64, y: f64, words: &str) {
    let _ = write!(body, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(words));
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn shortened(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    text.chars().take(chars - 1).chain(['…']).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a place on a picture")]
fn integer(number: u64) -> f64 {
    number as f64
}

fn fraction(part: u64, whole: u64) -> f64 {
    integer(part) / integer(whole.max(1))
}

/// Class of the colour and key of the word, in the order of a [`Split`].
const CLASSES: [(&str, &str); 3] = [("admitted", "admitted"), ("refused", "refused"), ("held", "held")];
const WIDTH: u32 = 880;
const RULES_SHOWN: usize = 12;
const MONTHS_SHOWN: u32 = 120;
/// What a plot looks like without a page around it; the same variables as `style.css`.
const STYLE: &str = include_str!("templates/plot.css");
/// The same without variables, for what sets a page.
const PRINT: &str = include_str!("templates/plot-print.css");
