//! A permit ends with what was said after the tree head that it rests on, and with nothing else.

use crate::folder::{consents, day, objects, on_both_stores, subject, training, withdraws};
use ledger::{Act, Covers, Lapse, Order, OrderEffect, Said, Verdict};
use std::collections::BTreeMap;
use terms::{AccountId, Digest, Operation, Purpose, RecordId, SubjectId};

fn order(at: i64, id: &str, ops: Covers<Operation>, purposes: Covers<Purpose>) -> Said {
    let order = Order {
        id: id.to_owned(),
        authority: "an authority".to_owned(),
        provision: "GDPR 58(2)(f)".to_owned(),
        effect: OrderEffect::Forbid,
        territory: Covers::All,
        ops,
        purposes,
        from: day(at).date_naive(),
        until: None,
        kind: None,
        services: None,
        models: None,
        people: None,
        appeal: None,
        document: None,
        in_force_at: None,
    };
    Said::new(day(at), Act::Order(order))
}

#[test]
fn a_permit_ends_with_an_order_or_a_choice_that_came_after_its_tree_head() {
    on_both_stores(|new| {
        let folder = new("permit");
        let world = folder.world();
        let (mut writer, mut reader) = (folder.open().expect("new"), folder.open().expect("there"));
        let before =
            [consents(1, 1), consents(1, 2), objects(2, "o2", &[2], &[]), order(2, "old", Covers::All, Covers::All)];
        writer.append(&world, &before).expect("durable");
        let size = writer.tree_head().size;
        // Said between the seal and the start of the run.
        writer.append(&world, &[withdraws(3, 1)]).expect("durable");
        let mut permit = reader.permit(&training(), Operation::Train, day(2), size, BTreeMap::new()).expect("readable");
        assert_eq!(permit.lapses(&mut reader, day(3)).expect("readable"), [Lapse::Person(subject(1))]);

        let mut permit =
            reader.permit(&training(), Operation::Train, day(3), size + 1, BTreeMap::new()).expect("readable");
        assert!(permit.lapses(&mut reader, day(3)).expect("readable").is_empty(), "what is old ends nothing");
        let elsewhere = [
            order(4, "serving", Covers::Only(vec![Operation::Serve]), Covers::All),
            order(4, "ranking", Covers::All, Covers::Only(vec![Purpose::new("feed.ranking")])),
        ];
        writer.append(&world, &elsewhere).expect("durable");
        assert!(permit.lapses(&mut reader, day(4)).expect("readable").is_empty(), "other operations, other purposes");
        writer.append(&world, &[order(5, "new", Covers::Only(vec![Operation::Train]), Covers::All)]).expect("durable");
        // It stays ended until the order is lifted, however often it is asked.
        for _ in 0..2 {
            let lapses = permit.lapses(&mut reader, day(5)).expect("readable");
            assert_eq!(lapses, [Lapse::Order { id: "new".to_owned() }]);
        }
        writer.append(&world, &[Said::new(day(6), Act::OrderLifted { id: "new".to_owned() })]).expect("durable");
        assert!(permit.lapses(&mut reader, day(6)).expect("readable").is_empty());

        writer.append(&world, &[objects(7, "o3", &[3], &[])]).expect("durable");
        assert_eq!(permit.lapses(&mut reader, day(7)).expect("readable"), [Lapse::Person(subject(3))]);
        let named = objects(8, "o4", &[], &["Name Nobody"]);
        writer.append(&world, &[named]).expect("durable");
        let lapses = permit.lapses(&mut reader, day(8)).expect("readable");
        assert_eq!(lapses, [Lapse::Name { id: "o4".to_owned() }, Lapse::Person(subject(3))]);
        writer.erase(&world, &subject(2)).expect("durable");
        let lapses = permit.lapses(&mut reader, day(9)).expect("readable");
        assert!(lapses.contains(&Lapse::Person(subject(2))), "an erased person ends it too: {lapses:?}");
    });
}

#[test]
fn an_order_that_begins_later_stops_a_run_on_its_first_day_and_not_before_whenever_it_was_entered() {
    on_both_stores(|new| {
        let folder = new("permit-later");
        let world = folder.world();
        let (mut writer, mut reader) = (folder.open().expect("new"), folder.open().expect("there"));
        let later = |at: i64, id: &str, from: i64, until: i64| {
            let Said { at, act: Act::Order(order) } = order(at, id, Covers::All, Covers::All) else {
                panic!("an order");
            };
            let (from, until) = (day(from).date_naive(), Some(day(until).date_naive()));
            Said::new(at, Act::Order(Order { from, until, ..order }))
        };
        writer.append(&world, &[later(1, "known", 5, 6), consents(1, 1)]).expect("durable");
        let size = writer.tree_head().size;
        let mut permit = reader.permit(&training(), Operation::Train, day(2), size, BTreeMap::new()).expect("readable");
        writer.append(&world, &[later(3, "new", 6, 7)]).expect("durable");
        let order = |id: &str| Lapse::Order { id: id.to_owned() };
        for (at, lapses) in [
            (3, vec![]),
            (4, vec![]),
            (5, vec![order("known")]),
            (6, vec![order("known"), order("new")]),
            (7, vec![order("new")]),
            (8, vec![]),
        ] {
            assert_eq!(permit.lapses(&mut reader, day(at)).expect("readable"), lapses, "day {at}");
        }
    });
}

#[test]
fn a_permit_ends_when_a_record_that_somebody_had_cleared_is_found_to_be_what_was_suspected() {
    on_both_stores(|new| {
        let folder = new("permit-reviews");
        let world = folder.world();
        let (mut writer, mut reader) = (folder.open().expect("new"), folder.open().expect("there"));
        let looked = |at, record: &str, who, outcome| {
            let (record, subject, reviewed) = (RecordId::new(record), Some(subject(who)), Digest::of("a text"));
            Said::new(day(at), Act::FindingsReviewed { record, subject, reviewed, outcome })
        };
        writer.append(&world, &[looked(1, "r1", 1, Verdict::Cleared)]).expect("durable");
        let size = writer.tree_head().size;
        let mut permit = reader.permit(&training(), Operation::Train, day(2), size, BTreeMap::new()).expect("readable");
        // A record that waited until now is in no corpus.
        writer.append(&world, &[looked(3, "r2", 2, Verdict::Confirmed)]).expect("durable");
        assert!(permit.lapses(&mut reader, day(3)).expect("readable").is_empty());
        writer.append(&world, &[looked(4, "r1", 1, Verdict::Confirmed)]).expect("durable");
        assert_eq!(permit.lapses(&mut reader, day(4)).expect("readable"), [Lapse::Person(subject(1))]);
        let outcome = |ledger: &ledger::Ledger, size| {
            let reviews = ledger.reviews_under(day(9), size).expect("readable");
            reviews.get(&RecordId::new("r1")).expect("somebody looked").outcome
        };
        assert_eq!(outcome(&reader, size), Verdict::Cleared, "as it stood under that tree head");
        assert_eq!(outcome(&reader, size + 2), Verdict::Confirmed);
    });
}

#[test]
fn a_permit_ends_when_a_choice_counts_for_another_name_or_its_owner_is_known_only_by_a_hash() {
    on_both_stores(|new| {
        let folder = new("permit-links");
        let world = folder.world();
        let (mut writer, mut reader) = (folder.open().expect("new"), folder.open().expect("there"));
        let holders = || -> BTreeMap<AccountId, SubjectId> {
            (1..=4).map(|n| (AccountId::new(format!("acct:{n}")), subject(n))).collect()
        };
        let linked = |at, to: u64, account: u64| {
            let accounts = vec![AccountId::new(format!("acct:{account}"))];
            Said::new(day(at), Act::AccountsLinked { subject: subject(to), accounts })
        };
        writer.append(&world, &[consents(1, 1), objects(1, "o2", &[2], &[]), linked(1, 4, 3)]).expect("durable");
        let size = writer.tree_head().size;
        let mut permit = reader.permit(&training(), Operation::Train, day(2), size, holders()).expect("readable");
        assert!(permit.lapses(&mut reader, day(2)).expect("readable").is_empty());

        // Said under one of two linked names, it counts for both.
        writer.append(&world, &[objects(3, "o3", &[4], &[])]).expect("durable");
        let both = [Lapse::Person(subject(3)), Lapse::Person(subject(4))];
        assert_eq!(permit.lapses(&mut reader, day(3)).expect("readable"), both);

        // The account of 1 turns out to be of 2, who had objected before the seal.
        let size = writer.tree_head().size;
        let mut permit = reader.permit(&training(), Operation::Train, day(3), size, holders()).expect("readable");
        writer.append(&world, &[linked(4, 2, 1)]).expect("durable");
        let lapses = permit.lapses(&mut reader, day(4)).expect("readable");
        assert!(lapses.contains(&Lapse::Person(subject(1))), "{lapses:?}");
        assert!(!lapses.contains(&Lapse::Person(subject(3))), "nothing changed for them: {lapses:?}");

        // Erased under each name before anybody asks: no event names them any more, and the permit is made afterwards.
        let size = writer.tree_head().size;
        for name in [subject(3), subject(4)] {
            writer.erase(&world, &name).expect("durable");
        }
        let mut permit = reader.permit(&training(), Operation::Train, day(4), size, holders()).expect("readable");
        let lapses = permit.lapses(&mut reader, day(5)).expect("readable");
        for erased in [Lapse::Person(subject(3)), Lapse::Person(subject(4))] {
            assert!(lapses.contains(&erased), "{lapses:?}");
        }
    });
}
