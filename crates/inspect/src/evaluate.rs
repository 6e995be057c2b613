//! How good the detectors are. In: texts with labelled spans. Out: counts and rates for each label. Never: a text, or a
//! label left out because the detectors cannot find it.

use crate::{Inspector, Kind, Level, Passage, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{Lang, Text};

/// One text with the spans that should be found, in *characters*.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Names the row in error lists.
    #[serde(default)]
    pub id: Option<String>,
    /// The text.
    pub text: Text,
    /// Its language.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// What should be found.
    #[serde(default)]
    pub spans: Vec<GoldSpan>,
}

/// A labelled span of a gold text.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSpan {
    /// First character.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// What it is, by the name of [`Kind`] or one of its other names.
    pub label: String,
}

/// How well one label is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Quality {
    /// Of what was reported, the part that is right.
    pub precision: f64,
    /// Of what is there, the part that was reported.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// The mean that weighs recall twice as much.
    pub f2: f64,
    /// Spans in the gold.
    pub n: usize,
    /// Spans reported.
    pub reported: usize,
    /// Spans reported and right.
    pub right: usize,
}

impl Quality {
    fn of(n: usize, reported: usize, right: usize) -> Self {
        let ratio = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let (precision, recall) = (ratio(right, reported), ratio(right, n));
        let f = |beta: f64| match beta * beta * precision + recall {
            0.0 => 0.0,
            below => (1.0 + beta * beta) * precision * recall / below,
        };
        Self { precision, recall, f1: f(1.0), f2: f(2.0), n, reported, right }
    }
}

/// The quality on a gold set.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evaluation {
    /// For each label of the gold, and each kind that was reported without being one.
    pub entities: BTreeMap<String, Quality>,
    /// Over all labels of the gold, also those that these detectors do not look for.
    pub micro: Quality,
    /// Over the labels of the gold that these detectors look for.
    pub micro_detected: Quality,
    /// Texts read.
    pub rows: usize,
    /// Bytes read.
    pub bytes: usize,
}

/// Compares what `inspector` finds with the gold. A reported span is right if its kind is the label and both share at
/// least half of the characters that either has; each gold span is matched once. Kinds that the gold never labels are
/// listed but do not count in the means: a gold set of names says nothing about addresses.
pub fn evaluate<'g>(inspector: &Inspector, gold: impl IntoIterator<Item = &'g Gold>) -> Evaluation {
    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let (mut rows, mut bytes) = (0, 0);
    for one in gold {
        rows += 1;
        bytes += one.text.expose().len();
        compare(inspector, one, &mut counts);
    }
    let total = |keep: &dyn Fn(&str) -> bool| {
        let sum = counts
            .iter()
            .filter(|(label, (n, ..))| *n > 0 && keep(label))
            .fold((0, 0, 0), |sum, (_, count)| (sum.0 + count.0, sum.1 + count.1, sum.2 + count.2));
        Quality::of(sum.0, sum.1, sum.2)
    };
    Evaluation {
        micro: total(&|_| true),
        micro_detected: total(&|label| Kind::parse(label).is_some()),
        entities: counts
            .iter()
            .map(|(label, (n, reported, right))| (label.clone(), Quality::of(*n, *reported, *right)))
            .collect(),
        rows,
        bytes,
    }
}

fn compare(inspector: &Inspector, gold: &Gold, counts: &mut BTreeMap<String, (usize, usize, usize)>) {
    let text = gold.text.expose();
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |character: usize| borders.get(character).copied().unwrap_or(text.len());
    let mut open: Vec<(String, Span)> = gold
        .spans
        .iter()
        .map(|span| (label(&span.label), Span::new(byte(span.start), byte(span.end))))
        .inspect(|(label, _)| counts.entry(label.clone()).or_default().0 += 1)
        .collect();
    let passage = Passage { lang: gold.lang.as_ref(), ..Passage::of(text) };
    for finding in inspector.inspect(&passage).findings.iter().filter(|finding| finding.band != Level::Clear) {
        let count = counts.entry(finding.kind.as_str().to_owned()).or_default();
        count.1 += 1;
        let hit =
            open.iter().position(|(label, span)| label == finding.kind.as_str() && is_same(*span, finding.span()));
        if let Some(hit) = hit {
            open.swap_remove(hit);
            count.2 += 1;
        }
    }
}

fn is_same(gold: Span, found: Span) -> bool {
    let shared = gold.end.min(found.end).saturating_sub(gold.start.max(found.start));
    let either = gold.end.max(found.end) - gold.start.min(found.start);
    shared * 2 >= either && shared > 0
}

/// Other names for the same thing in gold sets that we know.
fn label(label: &str) -> String {
    let ours = match label {
        "EMAIL" => "EMAIL_ADDRESS",
        "PHONE" | "TELEPHONE" | "TEL" => "PHONE_NUMBER",
        "IBAN" => "IBAN_CODE",
        "PAYMENT_CARD" | "CARD" => "CREDIT_CARD",
        "IP" => "IP_ADDRESS",
        "DOMAIN_NAME" => "URL",
        "BSN" => "NL_BSN",
        "BE_NRN" | "BE_RRN" | "BE_NATIONAL_ID" | "BE_NATIONAL_REGISTER_NUMBER" => "BE_NATIONAL_NUMBER",
        "DE_STEUER_ID" | "DE_STEUERID" | "DE_TIN" => "DE_TAX_ID",
        "CPF" => "BR_CPF",
        "SSN" => "US_SSN",
        "DOB" | "BIRTH_DATE" => "DATE_OF_BIRTH",
        "USERNAME" | "SOCIAL_HANDLE" => "HANDLE",
        "religion" => "religion_belief",
        other => other,
    };
    ours.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_counted_by_hand_for_a_small_set() {
        let gold = |text: &str, spans: &[(usize, usize, &str)]| Gold {
            id: None,
            text: Text::new(text),
            lang: None,
            spans: spans
                .iter()
                .map(|(start, end, label)| GoldSpan { start: *start, end: *end, label: (*label).to_owned() })
                .collect(),
        };
        let set = [
            // Offsets count characters: the é before the address is two bytes.
            gold("é s1@example.org and s2@example.org", &[(2, 16, "EMAIL"), (21, 35, "EMAIL_ADDRESS")]),
            gold("s3@example.org", &[]),
            gold("s4 lives there", &[(0, 2, "PERSON")]),
        ];
        let found = evaluate(&Inspector::new(&[]), &set);
        let email = found.entities["EMAIL_ADDRESS"];
        assert_eq!((email.n, email.reported, email.right), (2, 3, 2));
        assert!((email.precision - 2.0 / 3.0).abs() < 1e-9 && (email.recall - 1.0).abs() < 1e-9);
        assert!((email.f2 - 10.0 / 11.0).abs() < 1e-9);
        assert_eq!((found.micro.n, found.micro_detected.n, found.rows), (3, 2, 3));
    }
}
