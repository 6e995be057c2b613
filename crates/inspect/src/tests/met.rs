//! What a text meets of all that is looked for: two inspectors that it meets alike find the same in it.

use crate::{Inspector, Originals, Passage};
use proptest::prelude::*;
use terms::{AccountId, Handle, Text};

const OTTERS: &str =
    "Yesterday evening two otters played under the old bridge near our mill, and nobody but us saw them.";
const PIECES: &[&str] = &[
    "jan: ",
    "jan, ",
    "@jan ",
    "@jan.Kom ",
    "@x[y] ",
    "@3pm ",
    "@jan@forum.example.org ",
    "someone@example.org ",
    "Zoë Jansen ",
    "zoe-jansen's ",
    "\n",
    "I have diabetes. ",
    "My mother is in a union. ",
    OTTERS,
    " Call 06 12345678. ",
    "two otters played under the old bridge near our house ",
];

/// Which of everything is looked for, by the bits of a number.
fn inspector(sought: u8) -> Inspector {
    let has = |bit: u8| sought >> bit & 1 == 1;
    let mut names = Vec::new();
    if has(0) {
        names.push((if has(1) { "n1" } else { "n2" }.to_owned(), Text::new("Zoë Jansen")));
    }
    let mut originals = Originals::default();
    if has(2) {
        originals.add("o1", &AccountId::new(if has(3) { "a1" } else { "a2" }), None, has(4), OTTERS);
    }
    let handles = ["jan", "x[y]", "jan.kom"].into_iter().zip(5..8).filter(|(_, bit)| has(*bit));
    let handles: Vec<Handle> = handles.map(|(handle, _)| Handle::new(handle)).collect();
    let inspector = Inspector::new(&names).with_originals(originals);
    if handles.is_empty() { inspector } else { inspector.with_handles(handles) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn two_inspectors_that_a_text_meets_alike_find_the_same_in_it(
        pieces in prop::collection::vec(0..PIECES.len(), 0..5),
        one in any::<u8>(),
        bits in prop::collection::vec(0_u8..8, 0..3),
        own in any::<bool>(),
    ) {
        let other = bits.iter().fold(one, |sought, bit| sought ^ 1 << bit);
        let text: String = pieces.iter().filter_map(|piece| PIECES.get(*piece).copied()).collect();
        let (account, handle) = (AccountId::new("a1"), Handle::new("jan"));
        let mut passage = Passage::of(&text);
        if own {
            (passage.own_account, passage.own_handle) = (Some(&account), Some(&handle));
        }
        let (one, other) = (inspector(one), inspector(other));
        if one.met(&passage) == other.met(&passage) {
            prop_assert_eq!(one.inspect(&passage), other.inspect(&passage));
        }
    }
}

#[test]
fn a_text_that_meets_nothing_says_so_and_another_says_what() {
    let all = inspector(0xff);
    assert_eq!(all.met(&Passage::of("I have diabetes.")), None);
    assert_eq!(inspector(0).met(&Passage::of(OTTERS)), None);
    let texts = [OTTERS, "Zoë Jansen", "jan: hello", "@jan hello"];
    let met: Vec<_> = texts.iter().map(|text| all.met(&Passage::of(text))).collect();
    assert!(met.iter().all(Option::is_some), "{met:?}");
    assert_ne!(inspector(0xff).met(&Passage::of(OTTERS)), inspector(!(1 << 3)).met(&Passage::of(OTTERS)));
    assert_eq!(inspector(0xff).method(), inspector(0).method());
    assert_ne!(inspector(0).method(), inspector(0).with_second_look().method());
    assert_ne!(inspector(0).method(), inspector(0).with_pictures().method());
}
