//! The log: receipts, tiles, proofs, erasure.

use crate::folder::{Folder, ORIGIN, consents, day, objects, on_both_stores, several, subject, training, withdraws};
use ledger::{
    Act, AppendError, ConsentState, ErasureState, Ledger, Said, TreeHead, Trust, VerifyError, check_consistency,
    check_inclusion, parse_said, verify_checkpoint, verify_receipt,
};
use std::path::{Path, PathBuf};
use terms::{AccountId, Digest, SubjectId};
use tlog_tiles::{HashReader, Tile, TileHashReader, TileReader};

#[test]
fn a_receipt_verifies_offline_and_says_which_key_signed() {
    on_both_stores(|new| {
        let folder = new("receipt");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let said = several(11);
        ledger.append(&world, &said).expect("durable");
        let key = ledger.public_key();
        for (index, said) in (0..).zip(&said) {
            let proof = folder.bytes(&relative(&folder, &ledger.write_receipt(index).expect("written")));
            let verified = verify_receipt(&proof, Some(&key)).expect("true");
            assert_eq!((verified.index, verified.said.as_ref(), verified.trust), (index, Some(said), Trust::Given));
            assert_eq!((verified.signed.head, verified.signed.signed_by.as_str()), (ledger.tree_head(), key.as_str()));
            assert_eq!(verify_receipt(&proof, None).expect("true").trust, Trust::Included);
        }
        // The event lies beside the proof, for human eyes, and is the one inside it.
        let event: serde_json::Value = serde_json::from_slice(&folder.bytes("receipts/0000000003.json")).expect("JSON");
        assert_eq!(parse_said(&event["event"].to_string()).as_ref(), Ok(&said[3]));
    });
}

fn relative(folder: &Folder, path: &Path) -> String {
    path.strip_prefix(folder.path()).expect("inside").to_str().expect("text").to_owned()
}

#[test]
fn no_changed_character_of_a_receipt_goes_unnoticed() {
    on_both_stores(|new| {
        let folder = new("receipt-changed");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        ledger.append(&world, &several(6)).expect("durable");
        let (key, good) = (ledger.public_key(), ledger.receipt(2).expect("there").proof);
        let truth = verify_receipt(&good, Some(&key)).expect("true");
        for position in 0..good.len() {
            for change in [1_u8, 2, 32] {
                let mut bad = good.clone();
                bad[position] ^= change;
                match verify_receipt(&bad, Some(&key)) {
                    Err(_) => {}
                    // The included key is not used where one is given, and a signature of another key is passed over.
                    Ok(verified) => assert_eq!(verified, truth, "position {position}"),
                }
            }
        }
        let other = new("receipt-other");
        let mut stranger =
            ledger::Ledger::open(&world::World::repeatable(other.path(), day(1), 8), other.path(), ORIGIN)
                .expect("new");
        stranger.append(&other.world(), &several(6)).expect("durable");
        let refused = verify_receipt(&good, Some(&stranger.public_key()));
        assert_eq!(refused, Err(VerifyError::NotSigned { key: stranger.public_key() }));
        // A stranger's receipt is consistent in itself: without a given key, only `trust` tells.
        let foreign = stranger.receipt(2).expect("there").proof;
        assert_eq!(verify_receipt(&foreign, None).expect("consistent").trust, Trust::Included);
        assert!(verify_receipt(&foreign, Some(&key)).is_err());
    });
}

#[test]
fn every_prefix_is_proved_to_be_a_prefix_and_every_event_to_be_in_it() {
    on_both_stores(|new| {
        let folder = new("proofs");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let mut heads = vec![ledger.tree_head()];
        let mut leaves = Vec::new();
        for said in several(37).chunks(3) {
            leaves.extend(
                ledger.append_unpublished(&world, said).expect("durable").into_iter().map(|receipt| receipt.leaf),
            );
            heads.push(ledger.tree_head());
        }
        for new in &heads {
            assert_eq!(ledger.tree_head_at(new.size).expect("there"), *new);
            for old in heads.iter().filter(|old| old.size <= new.size) {
                let proof = ledger.consistency_proof(old.size, new.size).expect("there");
                assert!(check_consistency(&proof, *old, *new));
                let lie = TreeHead { root: Digest::of(b"lie"), ..*old };
                assert!(!check_consistency(&proof, lie, *new));
            }
            for (index, leaf) in (0..new.size).zip(&leaves) {
                let proof = ledger.inclusion_proof(index, new.size).expect("there");
                assert!(check_inclusion(&proof, *new, index, *leaf));
                assert!(!check_inclusion(&proof, *new, index + 1, *leaf));
                assert!(!check_inclusion(&proof, *new, index, Digest::of(b"lie")));
            }
        }
    });
}

/// Tiles as a stranger reads them: by path, from files.
struct Files(PathBuf);

impl TileReader for Files {
    fn height(&self) -> u8 {
        8
    }
    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let path = |tile: &Tile| self.0.join(tile.path().replacen("tile/8/", "tile/", 1));
        Ok(tiles.iter().map(|tile| world::read(path(tile)).expect("a published tile is there")).collect())
    }
    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

#[test]
fn a_stranger_rebuilds_the_tree_from_the_published_files_alone() {
    on_both_stores(|new| {
        let folder = new("tiles");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let mut leaves = Vec::new();
        // Across the border of a tile, in steps that leave parts of tiles behind.
        for said in [several(200), several(50), several(5), several(1), several(1), several(300)] {
            leaves.extend(ledger.append(&world, &said).expect("durable").into_iter().map(|receipt| receipt.leaf));
            let signed = verify_checkpoint(&folder.bytes("log/checkpoint"), &ledger.public_key()).expect("signed");
            assert_eq!((signed.head, signed.origin.as_str()), (ledger.tree_head(), ORIGIN));
            let files = Files(folder.path().join("log"));
            let root = tlog_tiles::Hash(*signed.head.root.as_bytes());
            let reader = TileHashReader::new(signed.head.size, root, &files);
            let indexes: Vec<u64> = (0..signed.head.size).map(|leaf| tlog_tiles::stored_hash_index(0, leaf)).collect();
            let read = reader.read_hashes(&indexes).expect("tiles lead to the signed root");
            assert!(read.iter().map(|hash| Digest::from_bytes(hash.0)).eq(leaves.iter().copied()));
        }
        // The bundles hold what the leaves are hashes of.
        let mut entries = folder.bytes("log/tile/entries/000");
        entries.extend(folder.bytes("log/tile/entries/001"));
        entries.extend(folder.bytes("log/tile/entries/002.p/45"));
        let hashed: Vec<Digest> = entries
            .chunks(34)
            .map(|entry| {
                assert_eq!(&entry[..2], [0, 32]);
                Digest::of([&[0], &entry[2..]].concat())
            })
            .collect();
        assert_eq!(hashed, leaves);
        assert!(!world::exists(folder.path().join("log/tile/0/000.p")), "a whole tile takes the place of its parts");
        assert_eq!(ledger.verify().expect("sound").published, 557);
    });
}

#[test]
fn one_seed_and_one_history_give_one_root_however_they_are_batched() {
    on_both_stores(|new| {
        let root = |name: &str, batch: usize| {
            let folder = new(name);
            let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
            for said in several(20).chunks(batch) {
                ledger.append_unpublished(&world, said).expect("durable");
            }
            (ledger.tree_head(), ledger.public_key())
        };
        assert_eq!(root("batched-1", 1), root("batched-7", 7));
        assert_eq!(root("batched-7", 7), root("batched-20", 20));
    });
}

#[test]
fn an_erased_person_is_gone_and_the_tree_still_verifies() {
    on_both_stores(|new| {
        let folder = new("erase");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        ledger
            .append(&world, &[consents(1, 1), consents(1, 2), objects(2, "o1", &[1], &[]), withdraws(3, 1)])
            .expect("durable");
        let before = (ledger.tree_head(), ledger.checkpoint());
        let receipt = ledger.write_receipt(2).expect("written");
        let erased = ledger.erase(&world, &subject(1)).expect("durable");
        assert_eq!(erased.leaves, [0, 2, 3]);
        assert!(!world::exists(&receipt), "a receipt holds the event");

        assert!(ledger.history(&subject(1)).expect("readable").is_empty());
        let standing = ledger.standing_of(&subject(1), &training(), day(400)).expect("readable");
        assert_eq!(standing.erasure.expect("remembered").state, ErasureState::Granted);
        assert!(standing.consent.is_none() && standing.objections.is_empty());
        let suppression = ledger.suppression().expect("readable");
        assert!(suppression.contains(&subject(1)) && !suppression.contains(&subject(2)));
        // A source that delivers the person's posts again meets a granted erasure, even though nothing names them any more.
        assert!(!ledger.standing(&training(), day(400)).expect("readable").contains_key(&subject(1)));
        let holders = [1, 9].map(|n| (AccountId::new(format!("acct:{n}")), subject(n))).into();
        let size = ledger.tree_head().size;
        let among = ledger.standing_of_holders(&training(), day(400), size, &holders).expect("readable");
        assert_eq!(among[&subject(1)].erasure.expect("remembered").state, ErasureState::Granted);
        assert!(!among.contains_key(&subject(9)));
        let counts = ledger.counts().expect("readable");
        assert_eq!((counts.erased, counts.acts["consent_given"], counts.acts["erased"]), (3, 1, 1));

        // Old signatures still lead into the new tree, and the leaf can still be proved, without content.
        let proof = ledger.consistency_proof(before.0.size, ledger.tree_head().size).expect("there");
        assert!(check_consistency(&proof, before.0, ledger.tree_head()));
        assert!(verify_checkpoint(&before.1, &ledger.public_key()).is_ok());
        let verified = verify_receipt(&ledger.receipt(2).expect("there").proof, Some(&ledger.public_key()));
        assert_eq!(verified.expect("true").said, None);
        let audit = ledger.verify().expect("sound");
        assert_eq!((audit.open, audit.erased), (2, 3));

        // The bytes are gone from the files, not only from the tables.
        drop(ledger);
        let ledger = folder.open().expect("whole");
        assert_eq!(ledger.verify().expect("sound"), audit);
    });
}

#[test]
fn the_key_of_an_erased_person_is_in_no_file() {
    let folder = Folder::new("erase-bytes");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    ledger.append(&world, &[consents(1, 1)]).expect("durable");
    let keys = rusqlite::Connection::open(folder.path().join("keys.sqlite")).expect("there");
    let owners = "SELECT key FROM data_key WHERE owner <> zeroblob(16)";
    let key: Vec<u8> = keys.query_row(owners, [], |row| row.get(0)).expect("one person");
    drop(keys);
    let everywhere = || {
        let files = world::list(folder.path()).expect("there").into_iter().filter(|path| path.is_file());
        files.filter(|path| contains(&world::read(path).expect("there"), &key)).count()
    };
    assert!(everywhere() > 0, "the search finds a key that is there");
    ledger.erase(&world, &subject(1)).expect("durable");
    assert_eq!(everywhere(), 0);
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn an_objection_by_nobody_known_goes_with_the_person_it_was_resolved_to_or_with_its_last_candidate() {
    on_both_stores(|new| {
        let folder = new("erase-candidates");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let resolved = Said::new(day(3), Act::ObjectionResolved { id: "o1".to_owned(), subject: subject(1) });
        ledger
            .append(&world, &[objects(1, "o1", &[1, 2], &[]), objects(2, "o2", &[1, 3], &[]), resolved])
            .expect("durable");
        assert_eq!(ledger.erase(&world, &subject(1)).expect("durable").leaves, [0, 2]);
        // The other candidate of the unresolved one is still protected by it.
        let standings = ledger.standing(&training(), day(400)).expect("readable");
        assert_eq!(standings[&subject(3)].objections[0].id, "o2");
        assert_eq!(standings[&subject(1)].erasure.expect("still named").state, ErasureState::Granted);
        assert!(!standings.contains_key(&subject(2)));
        assert_eq!(ledger.erase(&world, &subject(3)).expect("durable").leaves, [1]);
        assert!(ledger.standing(&training(), day(400)).expect("readable").is_empty());
        ledger.verify().expect("sound");
        let late = Said::new(day(4), Act::ObjectionAccepted { id: "o1".to_owned() });
        assert!(matches!(ledger.append(&world, &[late]), Err(AppendError::NoSuchObjection { position: 0, .. })));
    });
}

#[test]
fn importing_a_file_again_appends_only_what_is_new_and_brings_nobody_back() {
    on_both_stores(|new| {
        let folder = new("import");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let accepted = Said::new(day(4), Act::ObjectionAccepted { id: "o1".to_owned() });
        let mut file = vec![consents(1, 1), consents(1, 2), objects(3, "o1", &[1, 3], &[]), accepted];
        file.push(Said::new(day(5), Act::ObjectionResolved { id: "o1".to_owned(), subject: subject(1) }));
        let first = ledger.import(&world, &file).expect("durable");
        assert_eq!((first.receipts.len(), first.known, first.suppressed), (5, 0, 0));
        file.push(withdraws(6, 2));
        let second = ledger.import(&world, &file).expect("durable");
        assert_eq!((second.receipts.len(), second.known, second.suppressed), (1, 5, 0));
        ledger.erase(&world, &subject(1)).expect("durable");
        file.push(objects(7, "o2", &[1], &[]));
        file.push(Said::new(day(8), Act::ObjectionWithdrawn { id: "o2".to_owned() }));
        let third = ledger.import(&world, &file).expect("durable");
        assert_eq!((third.receipts.len(), third.known, third.suppressed), (0, 2, 6));
        assert!(ledger.history(&subject(1)).expect("readable").is_empty());
        ledger.verify().expect("sound");
    });
}

#[test]
fn a_batch_with_one_bad_event_changes_nothing() {
    on_both_stores(|new| {
        let folder = new("bad-batch");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        ledger.append(&world, &[objects(1, "o1", &[1], &[])]).expect("durable");
        let before = ledger.tree_head();
        let unknown = Said::new(day(2), Act::ObjectionAccepted { id: "o9".to_owned() });
        let twice = objects(2, "o1", &[2], &[]);
        let nobody = Said::new(day(2), Act::ErasureRequested { subject: SubjectId::new("") });
        let reserved = Said::new(day(2), Act::Erased { leaves: vec![0] });
        for (bad, expected) in [
            (unknown, "event `1` of the batch: there is no objection with id `o9`; append the objection first"),
            (twice, "event `1` of the batch: there is an objection with id `o1` already; give this one another id"),
            (nobody, "event `1` of the batch: `subject` is empty"),
            (reserved, "event `1` of the batch: only the ledger says `erased`"),
        ] {
            let error = ledger.append(&world, &[consents(2, 3), bad]).expect_err("refused");
            assert_eq!(error.to_string(), expected);
            assert_eq!(ledger.tree_head(), before);
        }
        drop(ledger);
        let ledger = folder.open().expect("whole");
        assert_eq!((ledger.tree_head(), ledger.verify().expect("sound").open), (before, 1));
    });
}

#[test]
fn names_of_people_without_an_account_stand_until_the_objection_is_withdrawn() {
    on_both_stores(|new| {
        let folder = new("names");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let gone = Said::new(day(9), Act::ObjectionWithdrawn { id: "o2".to_owned() });
        let said =
            [objects(1, "o1", &[], &["Wim Voorbeeld", "W. Voorbeeld"]), objects(2, "o2", &[], &["Ann Example"]), gone];
        ledger.append(&world, &said).expect("durable");
        let names = |at: i64| -> Vec<String> {
            let names = ledger.objected_names(&training(), day(at)).expect("readable");
            names.into_iter().map(|(id, name)| format!("{id} {}", name.expose())).collect()
        };
        assert_eq!(names(1), ["o1 Wim Voorbeeld", "o1 W. Voorbeeld"]);
        assert_eq!(names(5), ["o1 Wim Voorbeeld", "o1 W. Voorbeeld", "o2 Ann Example"]);
        assert_eq!(names(9), names(1));
        // One alone is answered as all of them are.
        for (at, id, stands) in
            [(1, "o1", true), (1, "o2", false), (5, "o2", true), (9, "o1", true), (9, "o2", false), (9, "o3", false)]
        {
            assert_eq!(
                ledger.is_objected_name(id, &training(), day(at)).expect("readable"),
                stands,
                "{id} on day {at}"
            );
        }
    });
}

#[test]
fn what_a_decision_saw_can_be_asked_again_under_its_tree_head() {
    on_both_stores(|new| {
        let folder = new("under");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        ledger.append(&world, &[consents(1, 1)]).expect("durable");
        let seen = ledger.tree_head();
        // Received before the decision, and written down after it.
        ledger.append(&world, &[withdraws(2, 1)]).expect("durable");
        let state = |standing: &ledger::Standing| standing.consent.as_ref().map(|consent| consent.state);
        let now = ledger.standing(&training(), day(9)).expect("readable");
        let then = ledger.standing_under(&training(), day(9), seen.size).expect("readable");
        assert_eq!(state(&now[&subject(1)]), Some(ConsentState::Withdrawn));
        assert_eq!(state(&then[&subject(1)]), Some(ConsentState::Given));
        assert!(ledger.standing_under(&training(), day(9), 3).is_err());
    });
}

#[test]
fn two_processes_with_one_ledger_write_one_history() {
    on_both_stores(|new| {
        let folder = new("two");
        let world = folder.world();
        let (mut one, mut other) = (folder.open().expect("new"), folder.open().expect("there"));
        one.append(&world, &[consents(1, 1)]).expect("durable");
        other.append(&world, &[consents(1, 2)]).expect("durable");
        one.append(&world, &[withdraws(2, 2)]).expect("durable");
        assert_eq!((one.tree_head().size, other.tree_head().size), (3, 2));
        drop(other);
        one.verify().expect("sound");
    });
}

#[test]
fn linked_accounts_resolve_to_their_person_and_stay_so_when_the_person_is_erased() {
    use std::collections::BTreeMap;
    use terms::AccountId;
    on_both_stores(|new| {
        let folder = new("links");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let account = |name: &str| AccountId::new(name);
        let linked = Act::AccountsLinked { subject: subject(1), accounts: vec![account("a2"), account("a3")] };
        let said = [consents(1, 2), Said::new(day(2), linked), objects(3, "o1", &[1], &[]), consents(4, 4)];
        ledger.append(&world, &said).expect("durable");
        // The sources know the accounts under names of their own; nobody linked the last one.
        let holders: BTreeMap<AccountId, SubjectId> =
            [("a1", 1), ("a2", 2), ("a3", 3), ("a4", 4)].map(|(name, who)| (account(name), subject(who))).into();
        let standings = |ledger: &Ledger| {
            ledger.standing_of_holders(&training(), day(9), ledger.tree_head().size, &holders).expect("readable")
        };
        let before = standings(&ledger);
        for name in [1, 2, 3] {
            let standing = &before[&subject(name)];
            assert_eq!(standing.objections.len(), 1, "what one name says counts for each of them");
            assert!(standing.consent.is_some());
        }
        assert!(before[&subject(4)].objections.is_empty());
        // Before the link was known, each stood alone.
        let early = ledger.standing_of_holders(&training(), day(1), 4, &holders).expect("readable");
        assert!(early.contains_key(&subject(2)) && !early.contains_key(&subject(1)));

        ledger.erase(&world, &subject(2)).expect("durable");
        let after = standings(&ledger);
        for name in [1, 2, 3] {
            let erasure = after[&subject(name)].erasure.expect("erased under one name, erased under all");
            assert_eq!(erasure.state, ErasureState::Granted);
        }
        assert!(after[&subject(4)].erasure.is_none());
    });
}
