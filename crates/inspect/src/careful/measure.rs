//! The bounds of a larger model. In: gold texts that say who discloses what, inspected with it. Out: for each language the bound
//! from which on a passage is held, and perhaps one from which on it is found. Never: a bound for a language of which there are
//! too few texts to tell.

use super::{Careful, CarefulBand, CarefulBands, VERSION};
use crate::evaluate::{Gold, Rate, inspected, label};
use crate::{Inspection, Inspector, Kind, Level, bands};
use std::collections::BTreeMap;
use terms::{Lang, Whose};

/// Fewest texts of a language in which an author discloses something.
const AUTHORS_MIN: usize = 50;
/// Fewest texts of a language that say nothing of anybody.
const NOBODY_MIN: usize = 100;
/// No more is held of hard texts, and of small talk; of the second look neither.
pub(crate) const HARD_MAX: f64 = 0.15;
pub(crate) const TALK_MAX: f64 = 0.10;
/// What is found without a human is right at least so often, by the lower end of its interval.
const RIGHT_MIN: f64 = 0.95;
/// Steps of a bound.
const STEPS: u16 = 100;

/// A gold text as the model hears it.
struct Heard {
    is_author: bool,
    is_nobody: bool,
    is_hard: bool,
    /// The rules found something of the author already.
    is_settled: bool,
    /// The loudest passage, whoever is meant in it.
    score: f32,
    /// The loudest passage of an author, and whether the gold says just that.
    own: Option<(f32, bool)>,
}

impl Heard {
    fn of(gold: &Gold, inspection: &Inspection) -> Option<Self> {
        let says = gold.says.as_ref()?;
        let told = |kind: Kind| matches!(kind, Kind::Special(_) | Kind::Criminal);
        let own =
            |kind: Kind| says.iter().any(|one| label(&one.category) == kind.as_str() && one.whose == Whose::Author);
        let those = || inspection.findings.iter().filter(|one| told(one.kind));
        let open = || those().filter(|one| one.band == Level::Uncertain);
        let loudest = open()
            .filter(|one| one.whose == Some(Whose::Author))
            .max_by(|one, other| one.score.total_cmp(&other.score));
        Some(Self {
            is_author: says.iter().any(|one| one.whose == Whose::Author),
            is_nobody: says.is_empty(),
            is_hard: gold.topic.is_some(),
            is_settled: those().any(|one| one.band == Level::Found && one.whose == Some(Whose::Author)),
            score: open().map(|one| one.score).fold(0.0, f32::max),
            own: loudest.map(|one| (one.score, own(one.kind))),
        })
    }

    fn is_held(&self, from: f32) -> bool {
        self.is_settled || self.score > 0.0 && self.score >= from
    }
}

fn held<'h>(heard: impl Iterator<Item = &'h Heard>, from: f32) -> Rate {
    let those: Vec<&Heard> = heard.collect();
    Rate::of(those.iter().filter(|one| one.is_held(from)).count(), those.len())
}

fn authors(heard: &[Heard], from: f32) -> Rate {
    held(heard.iter().filter(|one| one.is_author), from)
}

fn hard(heard: &[Heard], from: f32) -> Rate {
    held(heard.iter().filter(|one| one.is_nobody && one.is_hard), from)
}

fn talk(heard: &[Heard], from: f32) -> Rate {
    held(heard.iter().filter(|one| one.is_nobody && !one.is_hard), from)
}

fn bounds() -> impl Iterator<Item = f32> {
    (1..STEPS).map(|step| f32::from(step) / f32::from(STEPS))
}

/// The lowest bound at which no more is held of what says nothing of anybody than may be.
fn held_from(heard: &[Heard]) -> f32 {
    let fits = |from: f32| hard(heard, from).value <= HARD_MAX && talk(heard, from).value <= TALK_MAX;
    bounds().find(|from| fits(*from)).unwrap_or(1.0)
}

/// The lowest bound from which on what the model says of an author is hardly ever wrong; none where there is no such.
fn found_from(heard: &[Heard], held_from: f32) -> Option<f32> {
    let right = |from: f32| {
        let those =
            || heard.iter().filter(|one| !one.is_settled).filter_map(|one| one.own).filter(|(score, _)| *score >= from);
        Rate::of(those().filter(|(_, is_right)| *is_right).count(), those().count())
    };
    bounds().filter(|from| *from >= held_from).find(|from| right(*from).low >= RIGHT_MIN)
}

impl CarefulBands {
    /// Measures the bounds of a model on gold texts, and says which languages have too few of them.
    pub fn measure(careful: &Careful, gold: &[Gold]) -> (Self, Vec<String>) {
        Self::measure_from(careful, bands::careful_from(), gold)
    }

    /// The same, where the model hears passages from this score of the second look on.
    pub(super) fn measure_from(careful: &Careful, from: f32, gold: &[Gold]) -> (Self, Vec<String>) {
        // Without bounds it holds whatever it hears, with its probability.
        let bare = Careful { bands: None, ..careful.clone() };
        let inspector = Inspector::new(&[]).with_careful_look_from(bare, from);
        let mut by_lang: BTreeMap<String, Vec<Heard>> = BTreeMap::new();
        let gold: Vec<&Gold> = gold.iter().filter(|one| one.says.is_some()).collect();
        for (one, inspection) in inspected(&inspector, &gold) {
            let lang = one.lang.as_ref().map_or("?", Lang::primary).to_owned();
            by_lang.entry(lang).or_default().extend(Heard::of(one, &inspection));
        }
        let (mut bands, mut left) = (BTreeMap::new(), Vec::new());
        for (lang, heard) in by_lang {
            let count = |is: fn(&Heard) -> bool| heard.iter().filter(|one| is(one)).count();
            if lang == "?" || count(|one| one.is_author) < AUTHORS_MIN || count(|one| one.is_nobody) < NOBODY_MIN {
                left.push(lang);
                continue;
            }
            let from = held_from(&heard);
            let some = |rate: Rate| (rate.whole > 0).then_some(rate);
            let [authors, hard, talk] = [authors, hard, talk].map(|rate| some(rate(&heard, from)));
            let found_from = found_from(&heard, from);
            bands.insert(lang, CarefulBand { held_from: from, found_from, authors, hard, talk });
        }
        let model = careful.encoder.digest();
        (Self { version: VERSION, model, detectors: crate::VERSION.to_owned(), bands }, left)
    }
}
