//! What was said, month by month. In: the ledger. Out: plots as SVG, each with the same numbers in a table beneath it and
//! the events that it is counted from. Never: a number that stands in the picture alone, or one about a single person.

use super::super::{Visit, page};
use super::Answer;
use crate::queue;
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use chrono::{Datelike, Months};
use ledger::{Act, Ledger, LedgerError, ObjectionMade, Said};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::BTreeMap;
use terms::{Date, Instant};

/// One plot: its word in the keys of texts, the words of its series, and the acts that it is counted from.
struct Kind {
    key: &'static str,
    series: &'static [&'static str],
    acts: &'static [&'static str],
}

const PLOTS: &[Kind] = &[
    Kind { key: "objections", series: &["received", "taken-back"], acts: &["objection", "objection_withdrawn"] },
    Kind { key: "consents", series: &["given", "withdrawn"], acts: &["consent_given", "consent_withdrawn"] },
    Kind {
        key: "erasures",
        series: &["asked", "granted", "erased"],
        acts: &["erasure_requested", "erasure_granted", "erased"],
    },
    Kind { key: "answers", series: &["in-time", "late"], acts: queue::REQUESTS },
    Kind { key: "notices", series: &["delivered", "failed"], acts: &["notice_delivered", "notice_failed"] },
    Kind { key: "effect", series: &["median", "longest"], acts: EFFECTS },
];

/// By the first day of a month, the value of each series; nothing where there is no value.
type ByMonth = BTreeMap<Date, Vec<Option<u64>>>;

/// One plot, drawn.
#[derive(Serialize)]
struct Plot {
    key: &'static str,
    series: &'static [&'static str],
    query: String,
    /// The largest value, which the top line stands for.
    most: u64,
    bars: Vec<Bar>,
    months: Vec<Month>,
}

/// One bar, in the units of the picture.
#[derive(Serialize)]
struct Bar {
    series: usize,
    x: String,
    y: String,
    width: String,
    height: String,
}

/// One row of the table, and one step of the picture.
#[derive(Serialize)]
struct Month {
    /// `2026-11`, as a query names it.
    month: String,
    number: u32,
    year: String,
    values: Vec<Option<u64>>,
}

/// `GET /console/figures`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let now = house.world.now();
    let counted = house.door.ask(move |ledger| {
        let effects = effects(&ledger.said_of(EFFECTS)?);
        let waiting = effects.iter().filter(|effect| effect.days.is_none()).count();
        let plots = PLOTS.iter().map(|kind| Ok(drawn(kind, counted(ledger, kind, &effects)?, now)));
        Ok((plots.collect::<Result<Vec<Plot>, LedgerError>>()?, waiting))
    });
    let (plots, waiting) = counted.await?;
    let values = context! {
        plots => Serde(plots),
        waiting => waiting,
        waiting_query => super::events::query(EFFECTS),
        months_max => MONTHS_MAX,
        width => WIDTH,
        height => HEIGHT,
        top => TOP,
        bottom => BOTTOM,
    };
    page(&house, &visit, "console-figures", values)
}

fn month_of(at: Instant) -> Date {
    let on = at.date_naive();
    on.with_day(1).unwrap_or(on)
}

fn counted(ledger: &Ledger, kind: &Kind, effects: &[Effect]) -> Result<ByMonth, LedgerError> {
    let mut months = ByMonth::new();
    let mut count = |at: Instant, series: usize| {
        let values = months.entry(month_of(at)).or_insert_with(|| vec![Some(0); kind.series.len()]);
        if let Some(Some(value)) = values.get_mut(series) {
            *value += 1;
        }
    };
    match kind.key {
        "answers" => queue::answered(ledger)?.iter().for_each(|one| count(one.at, usize::from(!one.in_time))),
        "effect" => return Ok(latencies(effects)),
        // One series for each act, in the same order.
        _ => {
            for (_, said) in ledger.said_of(kind.acts)? {
                let place = kind.acts.iter().position(|act| *act == said.act.name());
                place.into_iter().for_each(|series| count(said.at, series));
            }
        }
    }
    Ok(months)
}

/// When somebody objected, and after how many days there was a corpus or a model without them; nothing while there is none.
#[derive(Debug, PartialEq, Eq)]
struct Effect {
    at: Instant,
    days: Option<u64>,
}

/// The effect of each objection that was not taken back or rejected before it had one.
fn effects(said: &[(u64, Said)]) -> Vec<Effect> {
    let effect = |(place, (index, objection)): (usize, &(u64, Said))| {
        let Act::Objection(made) = &objection.act else { return None };
        for (later, said) in said.iter().skip(place + 1) {
            match &said.act {
                Act::ObjectionWithdrawn { id } | Act::ObjectionRejected { id, .. } if *id == made.id => return None,
                act if knows(act, *later, *index, made) => {
                    let days = u64::try_from((said.at - objection.at).num_days()).unwrap_or_default();
                    return Some(Effect { at: objection.at, days: Some(days) });
                }
                _ => {}
            }
        }
        Some(Effect { at: objection.at, days: None })
    };
    said.iter().enumerate().filter_map(effect).collect()
}

/// Whether what this act made is without whoever objected: a corpus knows what stood in the log when it was decided, and a
/// model that forgot somebody knows of them alone.
fn knows(act: &Act, at: u64, objection: u64, made: &ObjectionMade) -> bool {
    match act {
        Act::CorpusSealed { tree_size, .. } | Act::CorpusPurged { tree_size, .. } => {
            tree_size.unwrap_or(at) > objection
        }
        Act::Forgotten { subject, .. } => made.subject.as_ref() == Some(subject),
        _ => false,
    }
}

fn latencies(effects: &[Effect]) -> ByMonth {
    let mut days: BTreeMap<Date, Vec<u64>> = BTreeMap::new();
    for effect in effects {
        days.entry(month_of(effect.at)).or_default().extend(effect.days);
    }
    let value = |(month, mut days): (Date, Vec<u64>)| {
        days.sort_unstable();
        (month, vec![days.get(days.len() / 2).copied(), days.last().copied()])
    };
    days.into_iter().map(value).collect()
}

/// The months from the first with a value until this one, at most so many as a page shows, and the bars of their values.
fn drawn(kind: &Kind, by_month: ByMonth, now: Instant) -> Plot {
    let mut month = month_of(now);
    let first = by_month.keys().next().copied();
    let nothing = vec![if kind.key == "effect" { None } else { Some(0) }; kind.series.len()];
    let mut rows = Vec::new();
    while first.is_some_and(|first| first <= month) && rows.len() < MONTHS_MAX {
        rows.push((month, by_month.get(&month).cloned().unwrap_or_else(|| nothing.clone())));
        match month.checked_sub_months(Months::new(1)) {
            Some(before) => month = before,
            None => break,
        }
    }
    rows.reverse();
    let most = rows.iter().flat_map(|(_, values)| values.iter().copied().flatten()).max().unwrap_or_default();
    let step = f64::from(WIDTH) / number(rows.len().max(1) as u64);
    let months = rows.iter().map(|(month, values)| Month {
        month: month.format("%Y-%m").to_string(),
        number: month.month(),
        year: month.year().to_string(),
        values: values.clone(),
    });
    let months = months.collect();
    let bars = rows.iter().enumerate().flat_map(|(place, (_, values))| bars(place, values, most, step)).collect();
    Plot { key: kind.key, series: kind.series, query: super::events::query(kind.acts), most, bars, months }
}

/// The bars of one month, side by side.
fn bars(place: usize, values: &[Option<u64>], most: u64, step: f64) -> Vec<Bar> {
    let width = step * 0.8 / number(values.len().max(1) as u64);
    let left = step * (number(place as u64) + 0.1);
    let bar = |(series, value): (usize, &Option<u64>)| {
        let value = (*value).filter(|value| *value > 0)?;
        let height = number(value) / number(most.max(1)) * f64::from(BOTTOM - TOP);
        Some(Bar {
            series,
            x: units(left + width * number(series as u64)),
            y: units(f64::from(BOTTOM) - height),
            width: units(width * 0.92),
            height: units(height),
        })
    };
    values.iter().enumerate().filter_map(bar).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of events, far below the limit of what is exact")]
fn number(count: u64) -> f64 {
    count as f64
}

fn units(value: f64) -> String {
    format!("{value:.1}")
}

/// Keys of texts that the page puts together.
#[cfg(test)]
pub(super) fn keys() -> Vec<String> {
    let of = |kind: &Kind| {
        let parts = ["", "-text"].map(str::to_owned).into_iter();
        let parts = parts.chain(kind.series.iter().map(|series| format!("-{series}")));
        parts.map(|part| format!("figures-{}{part}", kind.key)).collect::<Vec<_>>()
    };
    PLOTS.iter().flat_map(of).collect()
}

/// Objections, what ends them, and what is made without whoever objected.
const EFFECTS: &[&str] =
    &["objection", "objection_withdrawn", "objection_rejected", "corpus_sealed", "corpus_purged", "forgotten"];
/// Months that one plot shows.
const MONTHS_MAX: usize = 24;
/// The size of a picture, and where its bars stand in it.
const WIDTH: u32 = 440;
const HEIGHT: u32 = 170;
const TOP: u32 = 5;
const BOTTOM: u32 = 165;

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lines: &[&str]) -> Vec<(u64, Said)> {
        (0..).zip(lines.iter().map(|line| ledger::parse_said(line).expect("valid"))).collect()
    }

    fn check(lines: &[&str], expected: &[Option<u64>]) {
        let found: Vec<_> = effects(&said(lines)).into_iter().map(|effect| effect.days).collect();
        assert_eq!(found, expected);
    }

    const OBJECTS: &str = r#"{"at":"2026-03-01T10:00:00Z","act":"objection","id":"o1","subject":"s1","scope":{"person":true},"article":"21(1)"}"#;
    const TAKEN_BACK: &str = r#"{"at":"2026-03-02T10:00:00Z","act":"objection_withdrawn","id":"o1"}"#;

    fn sealed(day: &str, tree_size: &str) -> String {
        let corpus = "0a".repeat(32);
        format!(r#"{{"at":"2026-03-{day}T10:00:00Z","act":"corpus_sealed","corpus":"{corpus}"{tree_size}}}"#)
    }

    fn forgotten(subject: &str) -> String {
        let digest = "0b".repeat(32);
        format!(
            r#"{{"at":"2026-03-09T10:00:00Z","act":"forgotten","subject":"{subject}","corpus":"{digest}","model":"{digest}"}}"#
        )
    }

    #[test]
    fn an_objection_has_effect_with_the_first_corpus_that_knew_of_it_or_the_model_that_forgot_its_maker() {
        check(&[OBJECTS], &[None]);
        check(&[OBJECTS, &sealed("04", "")], &[Some(3)]);
        // Sealed after it, and decided before it was there.
        check(&[OBJECTS, &sealed("04", r#","tree_size":0"#), &sealed("06", r#","tree_size":1"#)], &[Some(5)]);
        check(&[OBJECTS, &forgotten("s2")], &[None]);
        check(&[OBJECTS, &forgotten("s1")], &[Some(8)]);
        check(&[OBJECTS, TAKEN_BACK, &sealed("04", "")], &[]);
        check(&[OBJECTS, &sealed("01", ""), TAKEN_BACK], &[Some(0)]);
    }

    #[test]
    fn months_without_anything_are_there_and_bars_stand_within_the_picture() {
        let at = |text: &str| terms::parse_instant(text).expect("a moment");
        let kind = &PLOTS[0];
        let by_month = ByMonth::from([
            (month_of(at("2026-08-09T10:00:00Z")), vec![Some(4), Some(1)]),
            (month_of(at("2026-11-02T10:00:00Z")), vec![Some(2), Some(0)]),
        ]);
        let plot = drawn(kind, by_month, at("2026-11-23T10:00:00Z"));
        let months: Vec<_> = plot.months.iter().map(|month| (month.month.as_str(), month.values[0])).collect();
        assert_eq!(months, [("2026-08", Some(4)), ("2026-09", Some(0)), ("2026-10", Some(0)), ("2026-11", Some(2))]);
        assert_eq!((plot.most, plot.bars.len()), (4, 3));
        for bar in &plot.bars {
            let [x, y, width, height] =
                [&bar.x, &bar.y, &bar.width, &bar.height].map(|text| text.parse::<f64>().expect("a number"));
            assert!(x >= 0.0 && x + width <= f64::from(WIDTH));
            assert!(y >= f64::from(TOP) && (y + height - f64::from(BOTTOM)).abs() < 0.2);
        }
        assert!(drawn(kind, ByMonth::new(), at("2026-11-23T10:00:00Z")).months.is_empty());
    }
}
