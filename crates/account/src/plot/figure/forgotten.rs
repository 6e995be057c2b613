//! What a model gave back of people before and after they were forgotten. In: rows of tests. Out: two bars for each person and
//! measure. Never: a bar for a test that was not made.

use super::end;
use crate::ReportError;
use crate::plot::{Plot, Scale, WIDTH, line, rect, text};
use crate::speech::Speech;
use serde_json::Value;

/// One person's test by one measure.
struct Pair {
    before: f64,
    after: f64,
    ends: [Option<[f64; 2]>; 2],
}

/// To the left the share of records that came back word for word, to the right the loss.
pub(super) fn extraction(value: &Value, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    let (shares, losses) = (pairs(value, "extraction"), pairs(value, "loss"));
    if shares.is_empty() && losses.is_empty() {
        return Ok(None);
    }
    let (mut body, mut description) = (String::new(), Vec::new());
    let half = f64::from(WIDTH) / 2.0;
    for (pairs, left, key, digits) in
        [(&shares, 52.0, "plot-extraction-share", 2), (&losses, half + 52.0, "plot-extraction-loss", 2)]
    {
        let title = speech.say(key)?;
        let told: Vec<String> = pairs
            .iter()
            .map(|pair| {
                let [before, after] = [pair.before, pair.after].map(|value| speech.language.fraction(value, digits));
                speech.say_with("plot-extraction-pair", &[("before", before), ("after", after)])
            })
            .collect::<Result<_, ReportError>>()?;
        description.push(format!("{title}: {}", told.join(", ")));
        text(&mut body, "ink", left, 14.0, &title);
        panel(&mut body, pairs, left, half - 80.0, speech)?;
    }
    let more = shares.len().max(losses.len()).saturating_sub(PEOPLE_SHOWN);
    if more > 0 {
        text(&mut body, "muted", 52.0, 262.0, &speech.say_with("plot-more", &[("count", more.to_string())])?);
    }
    let title = speech.say("plot-extraction")?;
    Ok(Some(Plot { name: "extraction", title, description: description.join("; "), height: 270, body }))
}

fn pairs(value: &Value, measure: &str) -> Vec<Pair> {
    let number = |row: &Value, key: &str| row.get(key).and_then(Value::as_f64);
    let ends =
        |row: &Value, side: &str| Some([number(row, &format!("{side}_low"))?, number(row, &format!("{side}_high"))?]);
    let pair = |row: &Value| {
        (row.get("measure")?.as_str()? == measure).then_some(Pair {
            before: number(row, "before")?,
            after: number(row, "after")?,
            ends: [ends(row, "before"), ends(row, "after")],
        })
    };
    value.as_array().into_iter().flatten().filter_map(pair).collect()
}

fn panel(body: &mut String, pairs: &[Pair], left: f64, width: f64, speech: &Speech) -> Result<(), ReportError> {
    let shown = pairs.get(pairs.len().saturating_sub(PEOPLE_SHOWN)..).unwrap_or_default();
    let tops = shown.iter().flat_map(|pair| {
        let high = pair.ends.iter().flatten().map(|[_, high]| *high);
        [pair.before, pair.after].into_iter().chain(high).collect::<Vec<f64>>()
    });
    let scale = Scale::over(0.0, tops.fold(0.1, f64::max), BOTTOM, TOP);
    for step in scale.values() {
        let y = scale.at(step);
        line(body, "grid", [left, y, left + width, y]);
        end(body, left - 8.0, y + 4.0, &speech.language.fraction(step, 2));
    }
    let mut x = left + 10.0;
    let group = (width - 20.0) / f64::from(u32::try_from(shown.len().max(1)).unwrap_or(1));
    let bar = (group * 0.38).min(70.0);
    for pair in shown {
        let sides = [("refused", "plot-before", pair.before), ("admitted", "plot-after", pair.after)];
        for ((class, key, value), ends) in sides.into_iter().zip(pair.ends) {
            let y = scale.at(value);
            rect(body, class, [x, y, bar, (BOTTOM - y).max(1.0)]);
            if let Some([low, high]) = ends {
                let middle = x + bar / 2.0;
                line(body, "axis", [middle, scale.at(low), middle, scale.at(high)]);
            }
            if shown.len() <= 2 {
                text(body, "ink", x + 4.0, y - 5.0, &speech.language.fraction(value, 2));
                text(body, "muted", x, BOTTOM + 18.0, &speech.say(key)?);
            }
            x += bar + group * 0.04;
        }
        x += group - 2.0 * (bar + group * 0.04);
    }
    line(body, "axis", [left, BOTTOM, left + width, BOTTOM]);
    if shown.len() > 2 {
        let words = format!("{} | {}", speech.say("plot-before")?, speech.say("plot-after")?);
        text(body, "muted", left, BOTTOM + 18.0, &words);
    }
    Ok(())
}

const PEOPLE_SHOWN: usize = 8;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 222.0;
