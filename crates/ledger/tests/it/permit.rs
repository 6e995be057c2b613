//! A permit ends with what was said after the tree head that it rests on, and with nothing else.

use crate::folder::{consents, day, objects, on_both_stores, subject, training, withdraws};
use ledger::{Act, Covers, Lapse, Order, OrderEffect, Said};
use terms::{Operation, Purpose};

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
        let mut permit = reader.permit(&training(), Operation::Train, day(2), size).expect("readable");
        assert_eq!(permit.lapses(&mut reader, day(3)).expect("readable"), [Lapse::Person(subject(1))]);

        let mut permit = reader.permit(&training(), Operation::Train, day(3), size + 1).expect("readable");
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
