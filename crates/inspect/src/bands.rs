//! What margins of the second look are worth. In: margins, a language and a topic. Out: how often such a passage is the
//! author's own, and from where on it is held for a human. Never: silence where nobody measured: a language without a row
//! in `lexicon/bands.tsv` has the strictest bound of all, and with the second look its texts are held where it is said or
//! guessed.

use crate::Kind;
use crate::doubt::UNIT;
use crate::lexicon::Topic;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The version of the file of bands that this program reads.
const FORMAT: &str = "# bands 3";

struct Bands {
    /// By language and category.
    from: BTreeMap<String, BTreeMap<String, f32>>,
    line: Line,
    careful: f32,
}

/// What both models say of a passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signs {
    /// By how much the author is heard over nobody in all of its words.
    pub(crate) heard: f32,
    /// The margin of the author over anybody else around a word of the screen, in units of [`UNIT`], where there is one.
    pub(crate) seen: Option<i32>,
}

/// The line from what both models say to the odds that somebody is meant: a weight for each, one for whether a word of the
/// screen is there, and a shift.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line(pub(crate) [f32; 4]);

impl Line {
    pub(crate) fn point(signs: Signs) -> [f32; 4] {
        let seen = signs.seen.map(|seen| seen as f32 / UNIT);
        [signs.heard, seen.unwrap_or_default(), f32::from(u8::from(seen.is_some())), 1.0]
    }

    /// How often a passage with these signs says something of somebody.
    pub(crate) fn probability(self, signs: Signs) -> f32 {
        sigmoid(self.0.iter().zip(Self::point(signs)).map(|(weight, sign)| weight * sign).sum())
    }
}

fn bands() -> &'static Bands {
    static BANDS: LazyLock<Bands> = LazyLock::new(|| {
        // INVARIANT: the file is part of the program and a test reads each row.
        read(include_str!("../lexicon/bands.tsv")).expect("INVARIANT: `bands.tsv` is of this version")
    });
    &BANDS
}

fn read(text: &str) -> Option<Bands> {
    let mut lines = text.lines();
    (lines.next()? == FORMAT).then_some(())?;
    let mut bands = Bands { from: BTreeMap::new(), line: Line([0.0; 4]), careful: 0.0 };
    for line in lines.filter(|line| !line.starts_with('#')) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["line", ref weights @ ..] => {
                let weights: Option<Vec<f32>> = weights.iter().map(|weight| weight.parse().ok()).collect();
                bands.line = Line(weights?.try_into().ok()?);
            }
            ["careful", from, ..] => bands.careful = from.parse().ok()?,
            [lang, category, from, ..] => {
                bands.from.entry(lang.to_owned()).or_default().insert(category.to_owned(), from.parse().ok()?);
            }
            _ => return None,
        }
    }
    Some(bands)
}

/// How often a passage with these signs says something of somebody: fitted on posts that the models did not learn from.
pub(crate) fn probability(signs: Signs) -> f32 {
    bands().line.probability(signs)
}

/// The lowest bound of all: below it nothing is held.
pub(crate) fn least() -> f32 {
    static LEAST: LazyLock<f32> =
        LazyLock::new(|| bands().from.values().flat_map(BTreeMap::values).copied().fold(1.0, f32::min));
    *LEAST
}

/// From here on a passage is not clear to the second look, and a larger model hears it where there is one: hardly anything
/// that an author discloses lies below.
pub(crate) fn careful_from() -> f32 {
    bands().careful
}

/// Whether the curves of this language were measured.
pub(crate) fn is_measured(lang: &str) -> bool {
    bands().from.get(lang).is_some_and(|rows| rows.contains_key("*"))
}

/// From here on a place is held for a human. A topic without a row of its own has that of its language; a language without
/// rows has the strictest of all.
pub(crate) fn uncertain_from(lang: Option<&str>, topic: Topic) -> f32 {
    let category = match topic {
        Topic::Special(category) => category.as_str(),
        _ => Kind::Criminal.as_str(),
    };
    let rows = lang.and_then(|lang| bands().from.get(lang));
    let row = |category: &str| rows.and_then(|rows| rows.get(category));
    row(category).or_else(|| row("*")).copied().unwrap_or_else(least)
}

/// `1 / (1 + e^-x)`, the same on every machine.
pub(crate) fn sigmoid(x: f32) -> f32 {
    let power = power(-x.abs());
    if x >= 0.0 { 1.0 / (1.0 + power) } else { power / (1.0 + power) }
}

/// `e^x` of a number up to nothing, by multiplication only, so that every machine has the same answer.
pub(crate) fn power(x: f32) -> f32 {
    let mut power = 1.0 + x.clamp(-30.0, 0.0) / 256.0;
    for _ in 0..8 {
        power *= power;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_measured_curves_has_no_bands() {
        assert!(["nl", "en", "de", "fr"].iter().all(|lang| is_measured(lang)));
        assert!(["pl", "ar", "it", ""].iter().all(|lang| !is_measured(lang)));
        assert!(read("# bands 2\nen\t*\t0.5").is_none());
    }
}
