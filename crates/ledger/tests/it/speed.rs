//! How fast, printed by `cargo test -p ledger speed -- --nocapture`; the assertions hold bounds that a slow machine keeps.

use crate::folder::{Folder, consents, day, training, withdraws};
use std::time::Instant;

#[test]
#[expect(clippy::disallowed_methods, reason = "a measurement needs a watch")]
fn bulk_work_is_linear_enough_to_be_done_in_a_test() {
    let folder = Folder::new("speed");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    let people = 4_000;
    let said: Vec<_> =
        (0..people).map(|who| consents(1, who)).chain((0..people).step_by(10).map(|who| withdraws(2, who))).collect();
    let watch = Instant::now();
    ledger.append_unpublished(&world, &said).expect("durable");
    let append = watch.elapsed().as_secs_f64();
    let watch = Instant::now();
    ledger.publish().expect("writable");
    let publish = watch.elapsed().as_secs_f64();
    let watch = Instant::now();
    let standings = ledger.standing(&training(), day(9)).expect("readable");
    let standing = watch.elapsed().as_secs_f64();
    assert_eq!(standings.len(), people as usize);
    let count = said.len() as f64;
    println!("append {:.0}/s, publish {publish:.2} s, standing {:.0}/s", count / append, count / standing);
}
