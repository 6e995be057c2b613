//! What proofs and purges cost. Small by default; `CORPUS_PEOPLE=1000000 cargo test -p corpus scale -- --nocapture` measures
//! what stands in `bench/corpus/README.md`.

use super::*;
use crate::people::{Gathering, key, salt};
use crate::{Corpus, Proof};
use std::time::Instant;

#[test]
#[expect(clippy::disallowed_methods, reason = "a stopwatch and its switch; what is asserted depends on neither")]
fn a_purge_of_one_person_writes_one_shard_and_its_proofs_hold_at_any_scale() {
    let people: u32 = std::env::var("CORPUS_PEOPLE").map_or(2_000, |count| count.parse().expect("a number"));
    let subject = |number: u32| pseudonym("subject", &format!("s{number}"));
    let rows =
        || (0..people).map(|number| row(&format!("forum-a:{number}"), &format!("s{number}"), "See you at the stall."));

    let mut sorted: Vec<_> = rows().collect();
    sorted.sort_by(|a, b| a.subject.cmp(&b.subject));
    let began = Instant::now();
    let mut gathering = Gathering::new(salt(&meta()));
    sorted.iter().for_each(|row| gathering.add(row));
    let tree = gathering.finish();
    let root = tree.root();
    println!("tree of {people} people in one shard: {:?}, root {root}", began.elapsed());
    let began = Instant::now();
    let place = tree.place(&key(&salt(&meta()), &subject(1))).expect("there are people");
    println!("path of {} hashes in it: {:?}", place.path.len(), began.elapsed());
    drop(sorted);

    let folder = Folder::new();
    let meta = Meta { shards: 64, ..meta() };
    let began = Instant::now();
    let mut sealer = Sealer::begin(&folder, meta.clone()).expect("writable");
    for (number, row) in rows().enumerate() {
        sealer.take(&RecordId::new(format!("forum-a:{number}")), "PERMIT", row).expect("writable");
    }
    let sealed = sealer.finish().expect("sealable");
    let total: u64 = sealed.files().map(|file| file.bytes).sum();
    println!("sealed {people} rows in 64 shards, {total} bytes: {:?}", began.elapsed());

    let corpus = Corpus::open(&folder).expect("whole");
    let began = Instant::now();
    let before = corpus.prove(&subject(1)).expect("provable");
    println!("proof of {} bytes: {:?}", before.to_json().len(), began.elapsed());
    let began = Instant::now();
    for _ in 0..1_000 {
        Proof::read(before.to_json().as_bytes()).expect("holds");
    }
    println!("1000 proofs written and checked: {:?}", began.elapsed());

    let gone = BTreeMap::from([(pseudonym("record", "forum-a:1"), Exclusion::new(Refusal::Forbid, ["F25"]))]);
    let began = Instant::now();
    let purged = corpus.purge(&gone, meta).expect("purgeable");
    println!("purge: {:?}, {} bytes written of {total}", began.elapsed(), purged.bytes_rewritten);
    let after = Corpus::open(&folder).expect("whole").prove(&subject(1)).expect("provable");
    assert_eq!((purged.removed, purged.shards_rewritten), (1, 1));
    assert!(before.records().is_some() && after.records().is_none());
}
