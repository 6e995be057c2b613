//! What holds for every history.

use crate::folder::{Folder, day, subject, training};
use ledger::{Act, ConsentState, Fold, Said, Standing, check_consistency};
use proptest::prelude::*;
use std::collections::BTreeMap;
use terms::{Purpose, SubjectId};

/// Any event of a small world: 4 people, 3 objections, 20 days, two purposes.
fn any_said() -> impl Strategy<Value = Said> {
    (1_i64..20, 0_u64..4, 0_u64..4, 0_u64..3, 0_usize..19, any::<bool>()).prop_map(
        |(at, who, other, objection, act, everything)| {
            let subject = subject(who);
            let purpose =
                if everything { None } else { Some(Purpose::new(["ai.train.generative", "ads"][other as usize % 2])) };
            let id = format!("o{objection}");
            let act = match act {
                0 | 1 => match crate::folder::consents(at, who).act {
                    Act::ConsentGiven(given) => Act::ConsentGiven(ledger::ConsentGiven { purpose, ..given }),
                    other => other,
                },
                2 => Act::ConsentRefused { subject, purpose, record: None },
                3 => Act::ConsentWithdrawn { subject, purpose, record: None },
                4 => crate::folder::objects(at, &id, &[who], &[]).act,
                5 => crate::folder::objects(at, &id, &[who, other, (who + 1) % 4], &[]).act,
                6 => Act::ObjectionWithdrawn { id },
                7 => Act::ObjectionResolved { id, subject },
                8 => Act::ObjectionRejected { id, grounds: ledger::RejectionGrounds::Compelling, reasons: None },
                9 => Act::ObjectionAccepted { id },
                10 => Act::ErasureRequested { subject },
                11 => Act::ErasureRefused { subject },
                12 => Act::RestrictionRequested { subject },
                13 => Act::RestrictionLifted { subject },
                14 => Act::ErasureGranted { subject },
                15 => Act::AccuracyContested { subject },
                16 => Act::AccuracySettled { subject },
                17 => Act::NoticeFailed {
                    subject,
                    version: "n1".to_owned(),
                    channel: "email".to_owned(),
                    reason: None,
                    again: false,
                },
                _ => Act::NoticeDelivered(ledger::NoticeDelivered {
                    subject,
                    purposes: purpose.map_or(ledger::Covers::All, |purpose| ledger::Covers::Only(vec![purpose])),
                    version: "n1".to_owned(),
                    language: terms::Lang::new("nl").expect("valid"),
                    channel: "post".to_owned(),
                    objection_right_separate: everything,
                }),
            };
            Said::new(day(at), act)
        },
    )
}

/// A history that the ledger takes: each objection is made once, before anything is said about it.
pub fn history() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec(any_said(), 0..40).prop_map(|said| {
        let mut made = std::collections::BTreeSet::new();
        said.into_iter()
            .filter(|said| match &said.act {
                Act::Objection(objection) => made.insert(objection.id.clone()),
                Act::ObjectionWithdrawn { id }
                | Act::ObjectionResolved { id, .. }
                | Act::ObjectionRejected { id, .. }
                | Act::ObjectionAccepted { id } => made.contains(id),
                _ => true,
            })
            .collect()
    })
}

fn fold<'a>(said: impl IntoIterator<Item = &'a Said>, as_of: i64) -> BTreeMap<SubjectId, Standing> {
    let purpose = training();
    let mut fold = Fold::new(&purpose, day(as_of));
    said.into_iter().for_each(|said| fold.push(said));
    fold.finish()
}

proptest! {
    #[test]
    fn a_standing_ignores_what_was_received_later(said in history(), as_of in 0_i64..22) {
        let earlier = said.iter().filter(|said| said.at <= day(as_of));
        prop_assert_eq!(fold(&said, as_of), fold(earlier, as_of));
    }

    #[test]
    fn a_withdrawal_that_is_logged_last_always_wins(said in history(), at in 1_i64..20) {
        let mut said = said;
        said.push(crate::folder::withdraws(at, 1));
        let standing = fold(&said, 21).remove(&subject(1)).expect("named");
        prop_assert_eq!(standing.consent.map(|consent| consent.state), Some(ConsentState::Withdrawn));
        prop_assert!(standing.prior_consent_refused);
    }

    #[test]
    fn consent_never_comes_from_an_event_older_than_the_last_no(said in history()) {
        for standing in fold(&said, 21).into_values() {
            let Some(consent) = standing.consent else { continue };
            let yes = matches!(consent.state, ConsentState::Given | ConsentState::Renewed);
            prop_assert_eq!(yes, !standing.prior_consent_refused);
            prop_assert!(!yes || consent.given_at == Some(consent.decided_at));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn the_store_gives_back_what_was_said_and_every_prefix_is_consistent(said in history(), batch in 1_usize..8) {
        for folder in [Folder::new("property"), Folder::in_postgres("property")] {
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let mut heads = vec![ledger.tree_head()];
        for said in said.chunks(batch) {
            ledger.append_unpublished(&world, said).expect("durable");
            heads.push(ledger.tree_head());
        }
        ledger.publish().expect("writable");
        let kept: Vec<Said> = ledger.events().map(|event| event.expect("readable").1).collect();
        prop_assert_eq!(&kept, &said);
        let standings = ledger.standing(&training(), day(10)).expect("readable");
        prop_assert_eq!(&standings, &fold(&said, 10));
        for who in 0..4 {
            let one = ledger.standing_of(&subject(who), &training(), day(10)).expect("readable");
            prop_assert_eq!(&one, &standings.get(&subject(who)).cloned().unwrap_or_default());
        }
        let new = ledger.tree_head();
        for old in heads {
            let proof = ledger.consistency_proof(old.size, new.size).expect("there");
            prop_assert!(check_consistency(&proof, old, new));
        }
        prop_assert_eq!(ledger.verify().expect("sound").open, said.len() as u64);
        // Erasing anyone leaves a log that still verifies and everyone else as they were, but for shared objections.
        ledger.erase(&world, &subject(0)).expect("durable");
        ledger.verify().expect("sound");
        let after = ledger.standing(&training(), day(10)).expect("readable");
        for (who, standing) in after.iter().filter(|(who, _)| **who != subject(0)) {
            prop_assert_eq!(&standing.consent, &standings[who].consent);
        }
        }
    }
}
