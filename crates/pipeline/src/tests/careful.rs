//! Records under a larger model: another model inspects all of them again, and what it finds depends on no number of threads.

use super::again::{World, bytes, compare};
use super::made::Draw;
use super::{Folder, wait};
use crate::{Work, inspect_all};
use ::inspect::{Careful, Inspector};
use std::path::Path;
use terms::Text;

#[path = "../../../inspect/src/careful/tests/made.rs"]
mod model;

fn inspector(folder: &Path) -> Inspector {
    Inspector::new(&[]).with_careful_look(Careful::read(folder).expect("a model"))
}

#[test]
fn another_model_or_other_bounds_inspect_every_record_again_and_the_same_ones_none() {
    let folder = Folder::new("careful");
    let (work, models) = (Work::new(&folder.0, 2), ["one", "other"].map(|name| folder.0.join(name)));
    model::Made::new().write(&models[0]);
    let mut other = model::Made::new();
    other.config["layer_norm_eps"] = serde_json::json!(1e-11);
    other.write(&models[1]);
    let mut world = World::new(&mut Draw(7));
    for (place, (_, word)) in model::WORDS.iter().enumerate() {
        world.posts[place * 3].post.text =
            Text::new(format!("Since last year it is {word}, and I have to live with that {word}."));
    }
    world.write(&work);
    let all = world.posts.len() as u64;
    let look = |which: usize, why: &str| compare(&work, &inspector(&models[which]), why);
    assert_eq!(look(0, "the first time"), 0);
    assert_eq!(look(0, "the same model"), all);
    let before = bytes(&work);
    assert_eq!(look(1, "another model"), 0);
    assert_eq!(look(0, "the first model"), 0);
    assert!(before == bytes(&work));
    let bands = serde_json::json!({
        "version": 1, "model": Careful::read_bare(&models[0]).expect("a model").digest(), "detectors": "rules-0",
        "bands": { "en": { "held_from": 0.4, "found_from": 0.9 } }
    });
    world::write_atomic(models[0].join("bands.json"), bands.to_string()).expect("written");
    assert_eq!(look(0, "bounds"), 0);
    assert_eq!(look(0, "the same bounds"), all);
    assert!(before != bytes(&work), "with bounds something is another");
    world.posts[1].post.text = Text::new("Now it is blorp.");
    world.write(&work);
    assert_eq!(look(0, "another text"), all - 1);
}

#[test]
fn what_a_model_finds_is_the_same_to_the_byte_on_one_thread_and_on_several() {
    let folder = Folder::new("careful-threads");
    let (work, model) = (Work::new(&folder.0, 2), folder.0.join("model"));
    model::Made::new().write(&model);
    let world = World::new(&mut Draw(8));
    world.write(&work);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| wait(inspect_all(&work, &inspector(&model), &mut |_| ())).expect("inspected"));
        bytes(&work)
    };
    let one = on(1);
    assert!([2, 5].iter().all(|threads| on(*threads) == one));
}
