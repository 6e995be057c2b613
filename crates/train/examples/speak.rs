//! What others are compared with: the weights alone, because others do not read what was counted. `speak MODEL logits TEXT` prints tokens and logits after each, one JSON object a line;
//! `speak MODEL greedy TOKENS TEXT` prints the likeliest completion, and how long it took.

use std::io::Write;
use std::path::Path;
use train::{Model, Sampling};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = std::io::stdout().lock();
    match words.as_slice() {
        [folder, "logits", text] => {
            for (token, logits) in Model::open(Path::new(folder))?.weights_alone().logits(text)? {
                writeln!(out, "{}", serde_json::json!({ "token": token, "logits": logits }))?;
            }
        }
        [folder, "greedy", tokens, text] => {
            let model = Model::open(Path::new(folder))?.weights_alone();
            let sampling = Sampling { max_tokens: tokens.parse()?, temperature: 0.0, top_k: 1, seed: 1 };
            #[expect(clippy::disallowed_methods, reason = "how long it takes is what is asked")]
            let began = std::time::Instant::now();
            let mut writing = model.write(text, &sampling, None)?;
            let mut first = None;
            while writing.advance()?.is_some() {
                first.get_or_insert_with(|| began.elapsed().as_secs_f64());
            }
            let seconds = began.elapsed().as_secs_f64();
            let (text, tokens) = (writing.text(), writing.tokens());
            writeln!(
                out,
                "{}",
                serde_json::json!({ "text": text, "tokens": tokens, "first_token_seconds": first, "seconds": seconds })
            )?;
        }
        _ => return Err("say `speak MODEL logits TEXT` or `speak MODEL greedy TOKENS TEXT`".into()),
    }
    Ok(())
}
