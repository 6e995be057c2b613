//! The one door into a corpus, with the real law behind it.

use super::*;
use crate::Corpus;
use law::{Facts, Law, Lawful};

fn lawful(law: &Law, row: Row, change: impl FnOnce(&mut serde_json::Value)) -> Option<Lawful<Row>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/05-law/baseline.json");
    let baseline = world::read_string(path).expect("cases/05-law/baseline.json is there");
    let mut facts: serde_json::Value = serde_json::from_str(&baseline).expect("JSON");
    facts["op"] = "assemble".into();
    change(&mut facts);
    law.admit(&Facts::from_json(&facts.to_string()).expect("facts"), row).ok()
}

fn meta_under(law: &Law) -> Meta {
    Meta { rules_digest: law.digest(), profile: law.profile().to_owned(), ..meta() }
}

#[test]
fn what_the_law_hands_over_is_sealed() {
    let (folder, law) = (Folder::new(), Law::embedded().expect("the law"));
    let mut sealer = Sealer::begin(&folder, meta_under(&law)).expect("writable");
    let post = row("forum-a:1", "s1", "See you at the market.");
    let masked = Row { transforms: vec!["REDACT_SPAN".to_owned()], ..row("forum-a:2", "s2", "See […] there.") };
    for (source, row) in [("forum-a:1", post.clone()), ("forum-a:2", masked.clone())] {
        let lawful = lawful(&law, row, |_| ()).expect("lawful");
        sealer.push(&RecordId::new(source), lawful).expect("takes it");
    }
    sealer.finish().expect("sealable");
    let corpus = Corpus::open(&folder).expect("whole");
    corpus.verify().expect("holds");
    assert_eq!(corpus.rows().count(), 2);
    let decisions: BTreeMap<_, _> = corpus
        .lineage()
        .map(|line| line.map(|line| (line.record, line.decision)))
        .collect::<Result<_, _>>()
        .expect("readable");
    assert_eq!(decisions[&post.record], "PERMIT");
    assert_eq!(decisions[&masked.record], "PERMIT_WITH");
}

#[test]
fn what_the_law_refuses_never_becomes_a_value_that_could_be_pushed() {
    let law = Law::embedded().expect("the law");
    let refused = lawful(&law, row("forum-a:1", "s1", "One."), |facts| facts["deleted"] = true.into());
    assert!(refused.is_none());
}

#[test]
fn a_row_found_lawful_for_something_else_is_refused() {
    let (folder, law) = (Folder::new(), Law::embedded().expect("the law"));
    let mut sealer = Sealer::begin(&folder, meta_under(&law)).expect("writable");
    let decided_for = |op: &'static str| {
        lawful(&law, row("forum-a:1", "s1", "One."), |facts| facts["op"] = op.into()).expect("lawful")
    };
    let error = sealer.push(&RecordId::new("forum-a:1"), decided_for("serve")).expect_err("must refuse");
    assert!(matches!(error, SealError::OtherPurpose { .. }));
    let mut sealer = Sealer::begin(&folder, meta_under(&law)).expect("writable");
    sealer.push(&RecordId::new("forum-a:1"), decided_for("train")).expect("takes it");
    let error = sealer.push(&RecordId::new("forum-a:1"), decided_for("assemble")).expect_err("must refuse a mixture");
    assert!(matches!(error, SealError::OtherPurpose { .. }));

    let other = Meta { purpose: Purpose::new("ai.train.ranking"), ..meta_under(&law) };
    let mut sealer = Sealer::begin(&folder, other).expect("writable");
    let lawful = lawful(&law, row("forum-a:1", "s1", "One."), |_| ()).expect("lawful");
    let error = sealer.push(&RecordId::new("forum-a:1"), lawful).expect_err("must refuse");
    assert!(matches!(error, SealError::OtherPurpose { .. }));
}

#[test]
fn a_row_decided_under_other_rules_is_refused() {
    let (folder, law) = (Folder::new(), Law::embedded().expect("the law"));
    let mut sealer =
        Sealer::begin(&folder, Meta { rules_digest: Digest::of("older"), ..meta_under(&law) }).expect("ok");
    let lawful = lawful(&law, row("forum-a:1", "s1", "One."), |_| ()).expect("lawful");
    let error = sealer.push(&RecordId::new("forum-a:1"), lawful).expect_err("must refuse");
    assert!(matches!(error, SealError::OtherLaw { .. }));
}
