//! Counting people by hand, and everything that a table may not be.

use super::*;

fn plan() -> NgramPlan {
    NgramPlan { order: 3, people_min: 2, discount: 0.5, continuations: 1.5 }
}

/// Three cohorts: `1 2 3` was written by four people of two cohorts, `1 2 4` by two, `5 6 7` by one, many times.
fn cohorts() -> Vec<Vec<Person>> {
    let person = |texts: &[&[u32]]| texts.iter().map(|text| text.to_vec()).collect::<Person>();
    vec![
        vec![person(&[&[1, 2, 3], &[1, 2, 3]]), person(&[&[0, 1, 2, 3]]), person(&[&[1, 2, 4]])],
        vec![person(&[&[1, 2, 3]]), person(&[&[5, 6, 7], &[5, 6, 7], &[5, 6, 7, 5, 6, 7]])],
        vec![person(&[&[1, 2, 4, 9]]), person(&[&[1, 2, 3]])],
    ]
}

fn counted(cohorts: &[Vec<Person>]) -> (Ngrams, Shares) {
    Ngrams::count(&plan(), cohorts)
}

fn people(table: &Ngrams, wanted: &[u32]) -> Option<u32> {
    let (last, history) = wanted.split_last().expect("a run");
    let runs = table.orders.get(wanted.len() - 1).expect("a length");
    runs.after(history).find(|(token, _)| token == last).map(|(_, people)| people)
}

#[test]
fn a_run_counts_people_and_not_how_often_they_wrote_it_and_what_one_person_wrote_is_not_kept() {
    let (table, _) = counted(&cohorts());
    assert_eq!(people(&table, &[1, 2]), Some(6));
    assert_eq!(people(&table, &[1, 2, 3]), Some(4));
    assert_eq!(people(&table, &[1, 2, 4]), Some(2));
    for alone in [&[5, 6][..], &[6, 7], &[5, 6, 7], &[4, 9], &[2, 4, 9], &[0, 1], &[7, 5]] {
        assert_eq!(people(&table, alone), None, "{alone:?}");
    }
    // No text of two people beside each other is a run.
    assert_eq!(people(&table, &[3, 1]), None);
    assert_eq!(table.runs(), [4, 3, 2]);
}

#[test]
fn what_a_person_takes_away_is_gone_where_too_few_are_left() {
    let mut without = cohorts();
    without[2].remove(0);
    let (table, _) = counted(&without);
    assert_eq!(people(&table, &[1, 2, 4]), None);
    assert_eq!(people(&table, &[1, 2]), Some(5));
}

#[test]
fn a_table_without_cohorts_is_the_table_in_which_they_never_were() {
    let all = cohorts();
    let (table, shares) = counted(&all);
    for out in [vec![], vec![0], vec![1], vec![2], vec![0, 2], vec![0, 1, 2]] {
        let out: BTreeSet<usize> = out.into_iter().collect();
        let mut left = all.clone();
        out.iter().for_each(|cohort| left[*cohort].clear());
        assert_eq!(table.without(&plan(), &shares, &out), counted(&left).0, "{out:?}");
    }
}

#[test]
fn counting_the_cohorts_that_lost_something_gives_what_counting_all_gives() {
    let mut dice = kernels::math::Dice::new(7);
    for round in 0..200 {
        let mut text = || (0..dice.below(6)).map(|_| dice.below(4) as u32).collect::<Vec<_>>();
        let all: Vec<Vec<Person>> = (0..4).map(|_| (0..5).map(|_| vec![text(), text()]).collect()).collect();
        let (table, shares) = counted(&all);
        let mut left = all.clone();
        let mut changed = BTreeMap::new();
        for (cohort, people) in left.iter_mut().enumerate().take(dice.below(4)) {
            let person = dice.below(6);
            match people.get_mut(person) {
                // One text of a person, a whole person, or nobody.
                Some(texts) if round % 2 == 0 => drop(texts.pop()),
                Some(_) => drop(people.remove(person)),
                None => people.clear(),
            }
            changed.insert(cohort, people.clone());
        }
        assert_eq!(table.count_less(&plan(), &shares, &changed), counted(&left), "{round}");
    }
}

#[test]
fn a_row_that_was_not_counted_is_seen() {
    let mark = |number| Mark::of_numbers(&[number, 0, 0, 1]);
    let shares = Shares::default().over(vec![mark(1), mark(2), mark(3)]);
    for (rows, only_lost) in
        [(vec![], true), (vec![1, 2, 3], true), (vec![1, 3], true), (vec![4], false), (vec![1, 2, 3, 4], false)]
    {
        let rows: Vec<Mark> = rows.into_iter().map(mark).collect();
        assert_eq!(shares.only_lost(&rows), only_lost, "{rows:?}");
    }
}

#[test]
fn chances_are_those_of_interpolated_discounting_and_add_up_to_one() {
    let (table, _) = counted(&cohorts());
    let weights = [0.2, 0.1, 0.05, 0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1_f64];
    let mut logits: Vec<f32> = weights.iter().map(|chance| chance.ln() as f32 + 3.0).collect();
    table.weigh(&plan(), &[0, 1, 2], &mut logits);
    let chances: Vec<f64> = logits.iter().map(|logit| f64::from(*logit).exp()).collect();
    assert!((chances.iter().sum::<f64>() - 1.0).abs() < 1e-5, "{chances:?}");
    // After `2`: four people `3`, two people `4`, and six wrote `2`, who are taken to have written nine continuations; the
    // same after `1 2`.
    let step = |people: f64, before: f64| ((people - 0.5).max(0.0) + (9.0 - 6.0 + 0.5 * 2.0) * before) / 9.0;
    for (token, people) in [(3, 4.0), (4, 2.0), (7, 0.0)] {
        let expected = step(people, step(people, weights[token]));
        assert!((chances[token] - expected).abs() < 1e-5, "{token}: {} {expected}", chances[token]);
    }
    // After what nobody wrote, the weights speak alone, to the bit.
    let mut unknown: Vec<f32> = weights.iter().map(|chance| *chance as f32).collect();
    let before = unknown.clone();
    table.weigh(&plan(), &[8], &mut unknown);
    table.weigh(&plan(), &[], &mut unknown);
    assert_eq!(unknown, before);
}

fn whole() -> Plan {
    Plan { cohorts: 3, vocabulary: 272, ngrams: Some(plan()), ..Plan::demo() }
}

#[test]
fn a_table_and_its_shares_come_back_as_they_were() {
    let (table, shares) = counted(&cohorts());
    let path = Path::new("ngrams");
    let read = Ngrams::read(path, &table.bytes(&plan()).expect("laid out"), &plan(), 272).expect("a table");
    assert_eq!(read, table);
    let shares = shares.over(vec![Mark::of_numbers(&[1, 2, 3, 4]), Mark::of_numbers(&[1, 2, 4, 0])]);
    let bytes = shares.bytes(&plan()).expect("laid out");
    assert_eq!(Shares::read(path, &bytes, &whole(), &plan(), &table).expect("shares"), shares);
    let nothing = counted(&[]).0;
    let bytes = nothing.bytes(&plan()).expect("laid out");
    assert_eq!(Ngrams::read(path, &bytes, &plan(), 272).expect("an empty table"), nothing);
}

#[test]
fn a_table_that_counting_could_not_have_made_is_refused() {
    let (table, _) = counted(&cohorts());
    let refused = |table: &Ngrams, by: &NgramPlan, vocabulary: usize| {
        let bytes = table.bytes(by).expect("laid out");
        Ngrams::read(Path::new("ngrams"), &bytes, &plan(), vocabulary).map(|_| ()).expect_err("refused").to_string()
    };
    let changed = |change: fn(&mut Ngrams)| {
        let mut table = table.clone();
        change(&mut table);
        refused(&table, &plan(), 272)
    };
    assert!(refused(&table, &NgramPlan { people_min: 3, ..plan() }, 272).contains("another plan"));
    assert!(refused(&table, &plan(), 4).contains("a token that there is not"));
    assert!(changed(|table| table.orders[0].keys.reverse()).contains("in order"));
    assert!(changed(|table| table.orders[1].keys[1] = table.orders[1].keys[0]).contains("in order"));
    assert!(changed(|table| table.orders[1].people[0] = 1).contains("too few people"));
    assert!(changed(|table| table.orders[0].people.truncate(1)).contains("in order"));
    assert!(changed(|table| table.orders.truncate(1)).contains("other tables"));
    let bytes = table.bytes(&plan()).expect("laid out");
    for cut in [0, 7, 40, bytes.len() - 1] {
        assert!(Ngrams::read(Path::new("ngrams"), &bytes[..cut], &plan(), 272).is_err(), "{cut}");
    }
}

#[test]
fn shares_that_do_not_add_up_to_their_table_are_refused() {
    let (table, shares) = counted(&cohorts());
    let refused = |change: fn(&mut Share)| {
        let mut shares = shares.clone();
        change(&mut shares.orders[0][0]);
        let bytes = shares.bytes(&plan()).expect("laid out");
        Shares::read(Path::new("shares"), &bytes, &whole(), &plan(), &table)
            .map(|_| ())
            .expect_err("refused")
            .to_string()
    };
    assert!(refused(|share| share.people += 1).contains("not those of the table"));
    assert!(refused(|share| share.cohort = 3).contains("not those of the table"));
    assert!(refused(|share| share.run = 9).contains("a run that the table has not"));
}
