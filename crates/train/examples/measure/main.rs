//! What `bench/model` measures of training and forgetting. In: what to measure, posts and base text as JSON lines, a folder to
//! work in, and what shall differ from the shipped plan. Out: one JSON object a line. Never: a text or a pseudonym in a line.

mod curve;
mod files;
mod forget;
mod given;
mod late;
mod once;
mod told;

use given::{Failure, Given};

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, posts, base, folder, settings @ ..] = arguments.as_slice() else {
        return Err(
            "usage: measure once|speed|forget|curve|late|told|words POSTS.jsonl BASE.jsonl FOLDER [NAME=VALUE]…".into(),
        );
    };
    let given = Given::read(posts, base, folder, settings)?;
    match what.as_str() {
        "once" => once::once(&given),
        "speed" => once::speed(&given),
        "forget" => forget::forget(&given),
        "curve" => curve::curve(&given),
        "late" => late::late(&given),
        "told" => told::told(&given),
        "words" => told::words(&given),
        other => {
            Err(format!("nothing is called `{other}`; say once, speed, forget, curve, late, told or words").into())
        }
    }
}
