//! The gold set of this crate, `gold/*.jsonl`: invented sentences in four languages. Rules and word lists were written after
//! reading what was missed of it (see its README), so these bars stop a step back; they do not say how unseen texts fare.

use crate::{Evaluation, Gold, Inspector, evaluate};
use std::path::Path;

fn gold() -> Vec<Gold> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold");
    let files = world::list(folder).expect("the gold set is there");
    let sets = files.iter().filter(|file| file.extension().is_some_and(|end| end == "jsonl"));
    let lines = sets.flat_map(|file| {
        let text = world::read_string(file).expect("a file of gold");
        text.lines().map(|line| serde_json::from_str(line).expect("a gold line")).collect::<Vec<Gold>>()
    });
    lines.collect()
}

fn evaluation() -> Evaluation {
    evaluate(&Inspector::new(&[]).with_second_look(), &gold())
}

#[test]
fn disclosures_of_the_author_are_found_or_held_in_dutch_and_english() {
    let found = evaluation();
    for lang in ["nl", "en"] {
        let rates = found.categories_by_language[lang].values().map(|told| told.author_found_or_held);
        let (part, whole) = rates.fold((0, 0), |sum, rate| (sum.0 + rate.part, sum.1 + rate.whole));
        assert!(part * 100 >= 90 * whole, "{lang}: {part} of {whole}");
    }
}

#[test]
fn the_gold_set_has_fifteen_hundred_sentences_in_four_languages_and_no_two_alike() {
    let gold = gold();
    assert!(gold.len() >= 1500, "{}", gold.len());
    let mut texts: Vec<&str> = gold.iter().map(|one| one.text.expose()).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), gold.len());
    for lang in ["nl", "de", "fr", "en"] {
        let count = gold.iter().filter(|one| one.lang.as_ref().is_some_and(|own| own.primary() == lang)).count();
        assert!(count > 250, "{lang}: {count}");
    }
}

#[test]
fn identifiers_of_the_gold_set_reach_their_bar_in_each_language() {
    let found = evaluation();
    for (lang, entities) in &found.entities_by_language {
        let sum = |of: fn(&crate::Quality) -> usize| {
            entities
                .iter()
                .filter(|(label, one)| one.n > 0 && label.as_str() != "PERSON")
                .map(|(_, one)| of(one))
                .sum::<usize>()
        };
        let (n, reported, right) = (sum(|one| one.n), sum(|one| one.reported), sum(|one| one.right));
        assert!(2 * right * 100 >= 97 * (n + reported), "{lang}: {right} right of {reported} reported and {n} there");
    }
}

#[test]
fn most_names_of_persons_in_the_gold_set_are_found_in_each_language() {
    let found = evaluation();
    for (lang, bar) in [("nl", 0.90), ("de", 0.89), ("fr", 0.89), ("en", 0.97)] {
        let quality = found.entities_by_language[lang]["PERSON"];
        assert!(quality.n >= 20 && quality.f1 >= bar, "{lang}: {quality:?}");
    }
}

#[test]
fn few_sentences_that_say_nothing_about_anybody_are_held() {
    for (lang, held) in evaluation().neutral_held {
        assert!(held.value <= 0.15, "{lang}: {held:?}");
    }
}

#[test]
fn planted_canaries_are_found() {
    for (text, kind) in [
        ("bel 06-00\u{200b}000\u{200b}001 even", "PHONE_NUMBER"),
        ("bel ０６-０００００００１ even", "PHONE_NUMBER"),
        ("IBAN NL91 \u{410}\u{412}N\u{410} 0417 1643 00", "IBAN_CODE"),
        ("N L91ABNA0417164300 of NL91\u{a0}ABNA\u{a0}0417\u{a0}1643\u{a0}00", "IBAN_CODE"),
        ("mail j\u{430}n@example.org", "EMAIL_ADDRESS"),
        ("jan apenstaartje example punt org", "EMAIL_ADDRESS"),
        ("jan at example dot org", "EMAIL_ADDRESS"),
        ("jan (at) example (punkt) org", "EMAIL_ADDRESS"),
        ("jan arobase example point org", "EMAIL_ADDRESS"),
        ("jan arroba example punto org", "EMAIL_ADDRESS"),
        ("jan.p [at] example [dot] org", "EMAIL_ADDRESS"),
        ("BSN 111\u{2009}222\u{2009}333", "NL_BSN"),
        ("kaart 4111\u{2011}1111\u{2011}1111\u{2011}1111", "CREDIT_CARD"),
    ] {
        let findings = Inspector::new(&[]).identifiers(&crate::Passage::of(text));
        assert!(findings.iter().any(|one| one.kind.as_str() == kind), "{kind} in {text:?}: {findings:?}");
    }
}
