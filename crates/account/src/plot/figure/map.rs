//! The map of authorities. In: rows of countries with records. Out: one tile for each country of the European Economic Area,
//! about where it lies. Never: a country that is on the map and not in the table beside it as if it were concerned.

use super::{counts, escape, whole};
use crate::ReportError;
use crate::plot::{Plot, fraction, rect, text};
use crate::speech::Speech;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One tile for each country; those whose authority is concerned carry a count, and a bar for its share of the largest.
pub(super) fn authorities(value: &Value, speech: &Speech) -> Result<Option<Plot>, ReportError> {
    let mut rows = counts(value, "country", "records");
    rows.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let Some(most) = rows.first().map(|(_, records)| *records) else { return Ok(None) };
    let known: BTreeMap<&str, u64> = rows.iter().map(|(country, records)| (country.as_str(), *records)).collect();
    let mut body = String::new();
    for (country, column, row) in PLACES {
        let [x, y] = [f64::from(column) * (TILE_WIDTH + GAP), f64::from(row) * (TILE_HEIGHT + GAP)];
        tile(&mut body, country, [x, y], known.get(country).map(|records| (*records, most)), speech);
    }
    let mut y = f64::from(ROWS) * (TILE_HEIGHT + GAP);
    // A country that the map does not know is told beside it rather than left out.
    let others = rows.iter().filter(|(country, _)| PLACES.iter().all(|(known, ..)| known != country));
    for (country, records) in others {
        text(&mut body, "ink", 0.0, y + 18.0, &format!("{country} {}", speech.language.number(*records)));
        y += 24.0;
    }
    let mut description = Vec::new();
    for (country, records) in &rows {
        let key = format!("country-{country}");
        let name = if speech.has(&key) { speech.say(&key)? } else { country.clone() };
        description.push(format!("{name}: {}", speech.language.number(*records)));
    }
    let title = speech.say("plot-authorities")?;
    Ok(Some(Plot { name: "authorities", title, description: description.join("; "), height: whole(y), body }))
}

fn tile(body: &mut String, country: &str, [x, y]: [f64; 2], records: Option<(u64, u64)>, speech: &Speech) {
    let class = if records.is_some() { "tile concerned" } else { "tile" };
    let _ = write!(
        body,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{TILE_WIDTH:.1}\" height=\"{TILE_HEIGHT:.1}\" rx=\"3\"/>"
    );
    let words = if records.is_some() { "big" } else { "muted" };
    text(body, words, x + 8.0, y + 19.0, country);
    if let Some((records, most)) = records {
        let count = escape(&speech.language.number(records));
        let (right, base) = (x + TILE_WIDTH - 8.0, y + 19.0);
        let _ = write!(body, "<text class=\"ink\" x=\"{right:.1}\" y=\"{base:.1}\" text-anchor=\"end\">{count}</text>");
        let width = (fraction(records, most) * (TILE_WIDTH - 16.0)).max(1.5);
        rect(body, "admitted", [x + 8.0, y + 27.0, width, 6.0]);
    }
}

const TILE_WIDTH: f64 = 102.0;
const TILE_HEIGHT: f64 = 40.0;
const GAP: f64 = 6.0;
const ROWS: u8 = 7;

/// Country, column and row.
const PLACES: [(&str, u8, u8); 30] = [
    ("IS", 0, 0),
    ("NO", 4, 0),
    ("SE", 5, 0),
    ("FI", 6, 0),
    ("DK", 4, 1),
    ("EE", 6, 1),
    ("IE", 0, 2),
    ("NL", 2, 2),
    ("DE", 4, 2),
    ("PL", 5, 2),
    ("LV", 6, 2),
    ("BE", 2, 3),
    ("LU", 3, 3),
    ("CZ", 4, 3),
    ("SK", 5, 3),
    ("LT", 6, 3),
    ("FR", 2, 4),
    ("LI", 3, 4),
    ("AT", 4, 4),
    ("HU", 5, 4),
    ("RO", 6, 4),
    ("PT", 0, 5),
    ("ES", 1, 5),
    ("IT", 3, 5),
    ("SI", 4, 5),
    ("HR", 5, 5),
    ("BG", 6, 5),
    ("MT", 3, 6),
    ("GR", 6, 6),
    ("CY", 7, 6),
];
