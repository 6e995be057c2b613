//! What an encoder makes of texts, for comparison and measurement. In: a folder, and on stdin one JSON string a line. Out: one
//! JSON object a line with the tokens and the logits of each piece, or how many texts a second of processor time are read.
//! Never: a text in a line.

use encoder::Encoder;
use serde_json::json;
use std::io::BufRead;
use std::path::Path;

type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage:
  heard FOLDER                    tokens and logits of each piece of each text
  heard FOLDER speed TOGETHER     how many texts a second of processor time are read, so many at once";

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (folder, together) = match words.as_slice() {
        [folder] => (folder, None),
        [folder, "speed", together] => (folder, Some(together.parse::<usize>()?)),
        _ => return Err(USAGE.into()),
    };
    let began = cpu_seconds();
    let encoder = Encoder::read(Path::new(folder))?;
    let read = cpu_seconds() - began;
    let lines = std::io::stdin().lock().lines();
    let texts = lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect::<Result<Vec<String>, Failure>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let Some(together) = together else {
        for text in texts {
            let pieces = encoder.pieces(text).ok_or("a text that its tokenizer refuses")?;
            println!("{}", json!({ "logits": encoder.logits(&pieces), "pieces": pieces }));
        }
        return Ok(());
    };
    let tokens: usize =
        texts.iter().flat_map(|text| encoder.pieces(text).unwrap_or_default()).map(|one| one.len()).sum();
    let (mut sum, mut best) = (0.0, f64::MAX);
    // The best of three: whoever else computes beside this only makes it slower.
    for _ in 0..3 {
        let began = cpu_seconds();
        for texts in texts.chunks(together.max(1)) {
            let heard = encoder.probabilities(texts);
            sum += heard.iter().flatten().flatten().copied().map(f64::from).sum::<f64>();
        }
        best = best.min(cpu_seconds() - began);
    }
    let said = json!({
        "texts": texts.len(), "tokens": tokens, "read_seconds": read, "cpu_seconds": best,
        "texts_a_cpu_second": texts.len() as f64 / best, "sum": sum,
    });
    println!("{said}");
    Ok(())
}

/// Processor time of this process, user and system: fields 14 and 15 after the command's name, in hundredths on Linux.
fn cpu_seconds() -> f64 {
    let stat = world::read_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}
