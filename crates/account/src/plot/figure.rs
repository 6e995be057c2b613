//! Plots of a document's figures. In: the value that a query gave. Out: a plot, or none where there is nothing to see.
//! Never: a number that does not stand in the figure beside it.

use super::{
    CLASSES, Plot, RULES_SHOWN, Scale, Split, WIDTH, escape, fraction, integer, line, months, rect, shortened, text,
};
use crate::ReportError;
use crate::speech::Speech;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

mod forgotten;
mod map;

/// The plot of this name over a figure.
pub(crate) fn of_figure(name: &str, value: &Value, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    match name {
        "months" => {
            let by_month: BTreeMap<String, Split> = serde_json::from_value(value.clone()).unwrap_or_default();
            months(&by_month, speech)
        }
        "flow" => flow(value, speech),
        "objections" => objections(value, speech),
        "authorities" => map::authorities(value, speech),
        "rules" => rules(value, speech),
        "extraction" => forgotten::extraction(value, speech),
        _ => Ok(None),
    }
}

/// Rows of a table as a name and a count.
fn counts(value: &Value, name: &str, count: &str) -> Vec<(String, u64)> {
    let row = |row: &Value| Some((row.get(name)?.as_str()?.to_owned(), row.get(count)?.as_u64()?));
    value.as_array().into_iter().flatten().filter_map(row).collect()
}

/// Sources to the left, what became of their records to the right.
fn flow(value: &Value, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    let edges = value.as_array().map_or(&[][..], Vec::as_slice);
    let part = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let records = |row: &Value| row.get("records").and_then(Value::as_u64).unwrap_or_default();
    let into = edges.iter().filter(|row| part(row, "to") == "read");
    let mut sources: Vec<(String, u64)> = into.map(|row| (part(row, "from"), records(row))).collect();
    sources.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let ends: Split = CLASSES.map(|(class, _)| {
        edges.iter().filter(|row| part(row, "from") == "read" && part(row, "to") == class).map(records).sum()
    });
    let whole: u64 = sources.iter().map(|(_, posts)| posts).sum();
    if whole == 0 || ends.iter().sum::<u64>() != whole {
        return Ok(None);
    }
    let rest: u64 = sources.iter().skip(SHOWN).map(|(_, posts)| posts).sum();
    let more = sources.len().saturating_sub(SHOWN).to_string();
    sources.truncate(SHOWN);
    if rest > 0 {
        sources.push((speech.say_with("plot-more", &[("count", more)])?, rest));
    }
    let (height, gap) = (250.0, 8.0);
    let scale = (height - gap * integer(sources.len() as u64)) / integer(whole);
    let (middle, right) = (430.0, 650.0);
    let mut body = String::new();
    let bar = integer(whole) * scale;
    let top = (height - bar) / 2.0;
    let (mut y, mut inner) = (0.0, top);
    for (name, posts) in &sources {
        let size = integer(*posts) * scale;
        ribbon(&mut body, "axisless", [230.0, y, middle, inner, size]);
        rect(&mut body, "admitted", [222.0, y, 8.0, size.max(0.8)]);
        let label = format!("{} {}", shortened(name, 18), speech.language.number(*posts));
        end(&mut body, 212.0, y + size / 2.0 + 5.0, &label);
        y += size + gap;
        inner += size;
    }
    rect(&mut body, "admitted", [middle, top, 8.0, bar]);
    let (mut y, mut inner, mut description) = (0.0, top, Vec::new());
    for ((class, key), count) in CLASSES.into_iter().zip(ends) {
        let size = integer(count) * scale;
        ribbon(&mut body, class, [middle + 8.0, inner, right, y, size]);
        rect(&mut body, class, [right, y, 8.0, size.max(0.8)]);
        let words = format!("{} {}", speech.say(key)?, speech.language.number(count));
        text(&mut body, "big", right + 18.0, y + size / 2.0 + 5.0, &words);
        description.push(words);
        y += size + gap * 3.0;
        inner += size;
    }
    let read = format!("{} {}", speech.say("read")?, speech.language.number(whole));
    text(&mut body, "big", middle - 20.0, height + 22.0, &read);
    description.insert(0, read);
    Ok(Some(Plot {
        name: "flow",
        title: speech.say("plot-flow")?,
        description: description.join("; "),
        height: 300,
        body,
    }))
}

/// A band from left to right that keeps its width.
fn ribbon(body: &mut String, class: &str, [x1, y1, x2, y2, size]: [f64; 5]) {
    let bend = (x1 + x2) / 2.0;
    let class = if class == "axisless" { "admitted" } else { class };
    let _ = write!(
        body,
        "<path class=\"{class} flow\" d=\"M{x1:.1} {y1:.1}C{bend:.1} {y1:.1} {bend:.1} {y2:.1} {x2:.1} {y2:.1}V{:.1}C{bend:.1} {:.1} {bend:.1} {:.1} {x1:.1} {:.1}Z\"/>",
        y2 + size,
        y2 + size,
        y1 + size,
        y1 + size
    );
}

fn end(body: &mut String, x: f64, y: f64, words: &str) {
    let _ = write!(body, "<text class=\"ink\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>", escape(words));
}

/// One column for each month in which somebody objected.
fn objections(value: &Value, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    let columns = counts(value, "month", "received");
    let (Some((first, _)), Some((last, _))) = (columns.first(), columns.last()) else { return Ok(None) };
    let Some((tallest, most)) = columns.iter().max_by_key(|(_, count)| *count) else { return Ok(None) };
    let (left, top, bottom) = (52.0, 14.0, 190.0);
    let scale = Scale::over(0.0, integer((*most).max(1)), bottom, top);
    let mut body = scale.grid(left, |value| speech.language.fraction(value, 0));
    let step = ((f64::from(WIDTH) - left) / integer(columns.len() as u64)).min(90.0);
    for (place, (month, count)) in columns.iter().enumerate() {
        let x = left + step * integer(place as u64);
        let y = scale.at(integer(*count));
        rect(&mut body, "refused", [x + step * 0.15, y, step * 0.7, bottom - y]);
        text(&mut body, "muted", x + step * 0.15, y - 4.0, &speech.language.number(*count));
        if columns.len() <= 14 || place % 6 == 0 {
            text(&mut body, "muted", x + step * 0.1, bottom + 18.0, month);
        }
    }
    line(&mut body, "axis", [left, bottom, f64::from(WIDTH), bottom]);
    let effect = effect(value, &mut body, [left, step, bottom + 42.0], speech)?;
    let values = [
        ("first", first.clone()),
        ("last", last.clone()),
        ("month", tallest.clone()),
        ("count", speech.language.number(*most)),
    ];
    let (description, height) = match effect {
        Some(effect) => (format!("{} {effect}", speech.say_with("plot-objections-desc", &values)?), 410),
        None => (speech.say_with("plot-objections-desc", &values)?, 216),
    };
    Ok(Some(Plot { name: "objections", title: speech.say("plot-objections")?, description, height, body }))
}

/// Below each month: from its median of days until an objection took effect up to the longest.
fn effect(
    value: &Value,
    body: &mut String,
    [left, step, top]: [f64; 3],
    speech: &Speech,
) -> Result<Option<String>, ReportError> {
    let rows = value.as_array().map_or(&[][..], Vec::as_slice);
    let days = |row: &Value, key: &str| row.get(key).and_then(Value::as_u64);
    let Some(most) = rows.iter().filter_map(|row| days(row, "days_most")).max() else { return Ok(None) };
    let (top, bottom) = (top + 12.0, top + 140.0);
    let scale = Scale::over(0.0, integer(most.max(1)), bottom, top);
    text(body, "muted", left, top - 8.0, &speech.say("plot-effect")?);
    body.push_str(&scale.grid(left, |value| speech.language.fraction(value, 0)));
    for (place, row) in (0_u64..).zip(rows) {
        let (Some(median), Some(longest)) = (days(row, "days_median"), days(row, "days_most")) else { continue };
        let x = left + step * (integer(place) + 0.5);
        let (low, high) = (scale.at(integer(median)), scale.at(integer(longest)));
        line(body, "axis", [x, low, x, high]);
        line(body, "axis", [x - 6.0, high, x + 6.0, high]);
        let _ = write!(body, "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{low:.1}\" r=\"5\"/>");
        if rows.len() <= 14 {
            text(body, "muted", x + 9.0, low + 5.0, &speech.language.number(median));
        }
    }
    line(body, "axis", [left, bottom, f64::from(WIDTH), bottom]);
    let longest = speech.language.number(most);
    Ok(Some(speech.say_with("plot-effect-desc", &[("count", longest)])?))
}

/// One bar for each rule that fired, the most frequent first; the words beside it say what the rule does.
fn rules(value: &Value, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    let fired = value.as_object().into_iter().flatten();
    let mut rows: Vec<(&String, u64)> = fired.filter_map(|(rule, count)| Some((rule, count.as_u64()?))).collect();
    rows.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let Some(most) = rows.first().map(|(_, records)| *records) else { return Ok(None) };
    let (left, right) = (400.0, f64::from(WIDTH) - 80.0);
    let (mut body, mut y, mut description) = (String::new(), 0.0, Vec::new());
    for (rule, records) in rows.iter().take(RULES_SHOWN) {
        let key = format!("rule-{rule}-name");
        let name = if speech.has(&key) { speech.say(&key)? } else { String::new() };
        let class = match rule.chars().next() {
            Some('F') => "refused",
            Some('H') => "held",
            _ => "admitted",
        };
        let width = (fraction(*records, most) * (right - left)).max(1.5);
        text(&mut body, "code", 0.0, y + 17.0, rule);
        text(&mut body, "ink", 44.0, y + 17.0, &shortened(&name, 46));
        rect(&mut body, class, [left, y + 4.0, width, 17.0]);
        let count = speech.language.number(*records);
        text(&mut body, "ink", left + width + 8.0, y + 17.0, &count);
        description.push(format!("{rule} {name}: {count}"));
        y += 27.0;
    }
    if rows.len() > RULES_SHOWN {
        let more = (rows.len() - RULES_SHOWN).to_string();
        text(&mut body, "muted", 44.0, y + 17.0, &speech.say_with("plot-more", &[("count", more)])?);
        y += 27.0;
    }
    let title = speech.say("plot-rules-fired")?;
    Ok(Some(Plot { name: "rules", title, description: description.join("; "), height: whole(y), body }))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few hundred")]
fn whole(height: f64) -> u32 {
    height as u32
}

const SHOWN: usize = 7;
