//! What the second look reaches on the gold set. In: `gold/*-says.jsonl`, whose sentences neither the weights nor the bands
//! saw; the word lists of the rules and the screen were mended after reading some that were missed. Out: bars that stop a
//! step back. Never: a bound computed from them.

use crate::lexicon::Topic;
use crate::{Band, Gold, Inspector, Kind, Passage, Rate};
use std::collections::BTreeSet;
use std::path::Path;
use terms::Whose;

use super::posts::LANGS;

pub(super) fn word(topic: Topic) -> &'static str {
    match topic {
        Topic::Special(category) => category.as_str(),
        _ => Kind::Criminal.as_str(),
    }
}

/// Of the gold sentences of a language: what authors say of themselves, found or held; and what is said of nobody, held.
fn rates(lang: &str) -> (Rate, Rate) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold").join(format!("{lang}-says.jsonl"));
    let inspector = Inspector::new(&[]).with_measured_second_look();
    let (mut caught, mut own, mut held, mut neutral) = (0, 0, 0, 0);
    for line in world::read_string(file).expect("a file of gold").lines() {
        let gold: Gold = serde_json::from_str(line).expect("a gold line");
        let passage = Passage { lang: gold.lang.as_ref(), ..Passage::of(gold.text.expose()) };
        let inspection = inspector.inspect(&passage);
        let says = gold.says.unwrap_or_default();
        let is_told = inspection.band == Band::Uncertain
            || inspection.criminal
            || inspection.special.iter().any(|one| one.whose == Whose::Author);
        if says.iter().any(|one| one.whose == Whose::Author) {
            (caught, own) = (caught + usize::from(is_told), own + 1);
        } else if says.is_empty() {
            (held, neutral) = (held + usize::from(is_told), neutral + 1);
        }
    }
    (Rate::of(caught, own), Rate::of(held, neutral))
}

#[test]
fn disclosures_of_the_gold_set_are_found_or_held_and_few_sentences_about_nobody() {
    let rates: Vec<_> = LANGS.into_iter().map(|lang| (lang, rates(lang))).collect();
    for (lang, (recall, alarms)) in &rates {
        let least = if ["nl", "en"].contains(lang) { 0.95 } else { 0.90 };
        assert!(recall.value >= least && alarms.value <= 0.15, "{lang}: {rates:#?}");
    }
}

/// Five words in a row, each cut to what was written.
fn shingles(text: &str) -> BTreeSet<String> {
    let folded = crate::fold::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(5).map(|words| words.join(" ")).collect()
}

#[test]
fn no_five_words_of_the_gold_set_stand_in_the_training_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut trained = BTreeSet::new();
    for file in world::list(root.join("training")).expect("the training text") {
        for line in world::read_string(file).expect("a training text").lines() {
            trained.extend(line.split(['\t', '|']).flat_map(shingles));
        }
    }
    for file in world::list(root.join("gold")).expect("the gold set") {
        if file.to_string_lossy().ends_with("says.jsonl") {
            for line in world::read_string(&file).expect("gold").lines() {
                let gold: Gold = serde_json::from_str(line).expect("a gold line");
                let shared = shingles(gold.text.expose()).into_iter().find(|one| trained.contains(one));
                assert!(shared.is_none(), "{:?} shares `{}`", gold.id, shared.unwrap_or_default());
            }
        }
    }
}
