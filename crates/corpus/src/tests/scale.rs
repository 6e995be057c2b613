//! What proofs and purges cost. Small by default; `CORPUS_PEOPLE=1000000 CORPUS_POSTS=10 cargo test -p corpus scale --
//! --nocapture` measures what stands in `bench/corpus/README.md`.

use super::*;
use crate::people::{Gathering, key, salt};
use crate::{Corpus, Proof};
use std::time::Instant;

#[test]
#[expect(clippy::disallowed_methods, reason = "a stopwatch and its switch; what is asserted depends on neither")]
fn a_purge_of_one_person_writes_one_shard_and_its_proofs_hold_at_any_scale() {
    let count = |name: &str, small: u32| std::env::var(name).map_or(small, |count| count.parse().expect("a number"));
    let (people, each) = (count("CORPUS_PEOPLE", 2_000), count("CORPUS_POSTS", 2));
    let posts = people * each;
    let subject = |number: u32| pseudonym("subject", &format!("s{number}"));
    let text = |number: u32| format!("Post {number}: see you at stall {} of the market in the square.", number % 977);
    let rows =
        || (0..posts).map(|number| row(&format!("forum-a:{number}"), &format!("s{}", number % people), &text(number)));
    if each == 1 {
        tree_in_one_shard(rows().collect(), &subject(1));
    }

    let folder = Folder::new();
    let shards = u16::try_from(count("CORPUS_SHARDS", 64)).expect("a number of shards");
    let meta = Meta { shards, ..meta() };
    let began = Instant::now();
    let mut sealer = Sealer::begin(&folder, meta.clone()).expect("writable");
    for (number, row) in rows().enumerate() {
        sealer.take(&RecordId::new(format!("forum-a:{number}")), "PERMIT", row).expect("writable");
    }
    let sealed = sealer.finish().expect("sealable");
    let total: u64 = sealed.files().map(|file| file.bytes).sum();
    println!("sealed {posts} posts of {people} people in {shards} shards, {total} bytes: {:?}", began.elapsed());

    let corpus = Corpus::open(&folder).expect("whole");
    let began = Instant::now();
    let before = corpus.prove(&subject(1)).expect("provable");
    println!("proof of {} bytes: {:?}", before.to_json().len(), began.elapsed());
    let began = Instant::now();
    for _ in 0..1_000 {
        Proof::read(before.to_json().as_bytes()).expect("holds");
    }
    println!("1000 proofs written and checked: {:?}", began.elapsed());

    let began = Instant::now();
    let exclusion = Exclusion::new(Refusal::Forbid, ["F25"]);
    let records = corpus.records_of(&subject(1)).expect("readable");
    assert_eq!(records.len() as u32, each);
    let gone = Leaving::from([(subject(1), records.into_iter().map(|one| (one, exclusion.clone())).collect())]);
    println!("their records looked up: {:?}", began.elapsed());
    let began = Instant::now();
    let purged = corpus.purge(&gone, meta).expect("purgeable");
    println!("purge: {:?}, {} bytes written of {total}", began.elapsed(), purged.bytes_rewritten);
    let began = Instant::now();
    let after = Corpus::open(&folder).expect("whole").prove(&subject(1)).expect("provable");
    println!("proof that they are no longer in it: {:?}", began.elapsed());
    assert_eq!((purged.removed, purged.shards_rewritten), (u64::from(each), 1));
    assert!(before.records().is_some() && after.records().is_none());
    if let Some(kept) = std::env::var_os("CORPUS_PROOFS") {
        for (name, proof) in [("before.json", &before), ("after.json", &after)] {
            world::write_atomic(Path::new(&kept).join(name), proof.to_json()).expect("writable");
        }
    }
}

/// The tree over people if all of them were in one shard.
#[expect(clippy::disallowed_methods, reason = "a stopwatch; nothing is asserted about it")]
fn tree_in_one_shard(mut rows: Vec<Row>, person: &str) {
    rows.sort_by(|a, b| a.subject.cmp(&b.subject));
    let began = Instant::now();
    let mut gathering = Gathering::new(salt(&meta()));
    rows.iter().for_each(|row| gathering.add(row));
    let tree = gathering.finish();
    let root = tree.root();
    println!("tree of {} people in one shard: {:?}, root {root}", rows.len(), began.elapsed());
    let began = Instant::now();
    let place = tree.place(&key(&salt(&meta()), person)).expect("there are people");
    println!("path of {} hashes in it: {:?}", place.path.len(), began.elapsed());
}
