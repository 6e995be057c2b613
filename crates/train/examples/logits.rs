//! What the weights of a model say, for comparison with `transformers`, which reads nothing else of it. In: a model folder and texts. Out: one JSON object a text, with
//! its tokens, the logits after each, and the greedy completion. Never: an opinion on which of the two is right.

use std::path::Path;
use train::{Model, Sampling};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, texts @ ..] = arguments.as_slice() else { return Err("usage: logits FOLDER TEXT…".into()) };
    let model = Model::open(Path::new(folder))?.weights_alone();
    let greedy = Sampling { temperature: 0.0, max_tokens: 60, ..Sampling::default() };
    for text in texts {
        let (tokens, logits): (Vec<u32>, Vec<Vec<f32>>) = model.logits(text)?.into_iter().unzip();
        let completion = model.complete(text, &greedy)?.text;
        println!("{}", serde_json::json!({"text": text, "tokens": tokens, "logits": logits, "greedy": completion}));
    }
    Ok(())
}
