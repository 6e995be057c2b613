//! Text without data subjects. In: the word lists. Out: sentences about weather, bicycles, recipes, gardens, trains and
//! law in which nobody speaks and nobody is named. Never: a sentence of a post.

use super::draw::Draw;
use super::grammar::{Grammars, Tongue};
use std::collections::BTreeSet;

/// About so many bytes.
const BYTES: usize = 180_000;

/// The text for the tokenizer and the base model, paragraphs of a few sentences in three languages.
pub(super) fn text(grammars: &Grammars, seed: u64) -> String {
    let mut draw = Draw::new(seed, "base");
    let mut text = String::with_capacity(BYTES + 1000);
    let mut said = BTreeSet::new();
    while text.len() < BYTES {
        // Most of what is posted is Dutch, so most of the base is, too.
        let tongue = match draw.weighted(&[50, 28, 22]) {
            0 => Tongue::Dutch,
            1 => Tongue::English,
            _ => Tongue::German,
        };
        let count = draw.between(2, 5);
        let mut sentences = Vec::new();
        for _ in 0..count {
            let sentence = grammars.of(tongue).line(&mut draw, "base");
            if said.insert(sentence.clone()) {
                sentences.push(sentence);
            }
        }
        // Short lists of words are soon exhausted; then a sentence may come back.
        if sentences.is_empty() {
            said.clear();
            continue;
        }
        text.push_str(&sentences.join(" "));
        text.push('\n');
    }
    text
}
