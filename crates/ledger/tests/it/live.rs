//! What is kept up as the log grows is what a full fold gives.

use crate::folder::{Folder, consents, day, on_both_stores, subject, training, withdraws};
use crate::properties::history;
use ledger::{Changed, ConsentState, Fold, Said};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #[test]
    fn a_fold_that_goes_on_from_a_saved_state_is_the_full_fold(said in history(), at in 0_usize..60, as_of in 0_i64..22) {
        let at = at.min(said.len());
        let mut full = Fold::new(&training(), day(as_of));
        let mut saved = Fold::new(&training(), day(as_of));
        said.iter().for_each(|said| full.push(said));
        said[..at].iter().for_each(|said| saved.push(said));
        let mut resumed = saved.clone();
        said[at..].iter().for_each(|said| resumed.push(said));
        for who in 0..4 {
            let expected = full.clone().finish().remove(&subject(who)).unwrap_or_default();
            prop_assert_eq!(resumed.standing_of(&subject(who)), expected);
        }
        prop_assert_eq!(resumed.finish(), full.finish());
    }
}

/// What happens between two looks: a few events, perhaps an erasure, and the moment moves.
fn steps() -> impl Strategy<Value = Vec<(usize, Option<u64>, i64)>> {
    prop::collection::vec((0_usize..9, prop::option::weighted(0.2, 0_u64..4), 0_i64..22), 1..8)
}

fn follow(folder: &Folder, said: &[Said], steps: &[(usize, Option<u64>, i64)]) -> Result<(), TestCaseError> {
    let world = folder.world();
    let (mut writer, mut reader) = (folder.open().expect("new"), folder.open().expect("there"));
    let mut live = reader.live(&training(), day(0)).expect("readable");
    let mut rest = said;
    let mut before = live.standings(&reader).expect("readable");
    for (count, erased, as_of) in steps {
        let (now, later) = rest.split_at((*count).min(rest.len()));
        rest = later;
        // An objection may have been erased, and then nothing can be said about it any more.
        for said in now {
            let _ = writer.append_unpublished(&world, std::slice::from_ref(said));
        }
        if let Some(who) = erased {
            writer.erase(&world, &subject(*who)).expect("durable");
        }
        let changed = live.catch_up(&mut reader, day(*as_of)).expect("readable");
        let all = live.standings(&reader).expect("readable");
        prop_assert_eq!(&all, &reader.standing(&training(), day(*as_of)).expect("readable"));
        prop_assert_eq!(live.tree_size(), writer.tree_head().size);
        for who in (0..4).map(subject) {
            let one = live.standing_of(&reader, &who).expect("readable");
            let erased = reader.suppression().expect("readable").contains(&who);
            let full = all.get(&who).cloned();
            prop_assert!(full.as_ref().is_none_or(|full| *full == one));
            // The index of an erased person no longer leads to the objections that may have been theirs.
            let asked = reader.standing_of(&who, &training(), day(*as_of)).expect("readable");
            prop_assert!(erased || one == asked);
            if let Changed::Only(changed) = &changed {
                prop_assert!(changed.contains(&who) || all.get(&who) == before.get(&who));
            }
        }
        before = all;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_standing_that_is_kept_up_equals_the_full_fold(said in history(), steps in steps()) {
        follow(&Folder::new("live"), &said, &steps)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]
    #[test]
    fn the_standing_that_is_kept_up_equals_the_full_fold_in_postgres(said in history(), steps in steps()) {
        follow(&Folder::in_postgres("live"), &said, &steps)?;
    }
}

#[test]
fn an_acknowledged_append_is_seen_by_the_next_evaluation_of_another_process() {
    on_both_stores(|new| {
        let folder = new("effect");
        let world = folder.world();
        let (mut writer, mut reader) = (folder.open().expect("new"), folder.open().expect("there"));
        let mut live = reader.live(&training(), day(99)).expect("readable");
        for (said, expected) in [(consents(1, 1), ConsentState::Given), (withdraws(2, 1), ConsentState::Withdrawn)] {
            writer.append_unpublished(&world, &[said]).expect("durable");
            let changed = live.catch_up(&mut reader, day(99)).expect("readable");
            assert_eq!(changed, Changed::Only(BTreeSet::from([subject(1)])));
            let standing = live.standing_of(&reader, &subject(1)).expect("readable");
            assert_eq!(standing.consent.map(|consent| consent.state), Some(expected));
        }
        assert_eq!(live.catch_up(&mut reader, day(99)).expect("readable"), Changed::Only(BTreeSet::new()));
    });
}
