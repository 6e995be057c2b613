//! What a change of the law would change, before it does.

use super::support::{baseline, clean, facts, files, law};
use crate::diff::{Asked, Differ, diff, policies};
use crate::{Facts, Law};
use std::collections::BTreeMap;
use terms::RecordId;

fn changed(file: &str, from: &str, to: &str) -> Law {
    let mut files = files();
    let text = files.get_mut(file).expect("the file is there");
    assert!(text.contains(from), "{file} has `{from}`");
    *text = text.replace(from, to);
    Law::from_files(&files).unwrap_or_else(|error| panic!("{error}"))
}

fn asked(record: &str, subject: &str, facts: Facts) -> Asked {
    Asked { record: RecordId::new(record), subject: subject.to_owned(), facts }
}

fn aged(residence: &str, age: i32) -> Facts {
    let mut value = baseline();
    value["basis"] = "A6-1-a".into();
    value["residence"] = residence.into();
    value["age_now"] = age.into();
    value["minors_consent_allowed"] = true.into();
    value["consent"] = serde_json::json!({"state": "given", "explicit": false, "scope_covers": true, "conditions_ok": true,
        "given_at": "2026-09-15", "withdrawn_at": null, "parental": false});
    facts(&value)
}

#[test]
fn a_profile_that_differs_in_one_age_changes_the_people_of_that_age_in_that_country() {
    let new = changed("profile.toml", "NL = 16", "NL = 15");
    let old = law();
    let stream = [
        asked("r1", "s1", aged("NL", 15)),
        asked("r2", "s1", aged("NL", 15)),
        asked("r3", "s2", aged("NL", 14)),
        asked("r4", "s3", aged("DE", 15)),
        asked("r5", "s4", aged("NL", 16)),
    ];
    let found = diff(&old, &new, stream.into_iter().map(Ok::<_, ()>), 1).expect("the stream is whole");
    assert_eq!((found.records, found.changed, found.people_changed), (5, 2, 1));
    assert_eq!(found.moves, BTreeMap::from([("FORBID -> PERMIT".to_owned(), 2)]));
    assert_eq!(found.lost, BTreeMap::from([("F11".to_owned(), 2)]));
    assert!(found.gained.is_empty());
    assert_eq!((found.changes.len(), found.changes_left_off), (1, 1));
    assert_eq!(
        (found.changes[0].record.as_str(), found.changes[0].lost.as_slice()),
        ("r1", ["F11".to_owned()].as_slice())
    );
    assert_eq!(found.people, ["s1"]);
    assert_ne!(found.old.rules_digest, found.new.rules_digest);
    let numbers: Vec<&str> = found.policies.numbers.iter().map(|edit| edit.part.as_str()).collect();
    assert_eq!(numbers, ["article_8_age.countries"]);
    let json = serde_json::to_value(&found).expect("written");
    assert_eq!(json["changes"][0]["from"], "FORBID");
}

#[test]
fn the_same_law_changes_nothing() {
    let (old, new) = (law(), law());
    let found =
        diff(&old, &new, (0..100).map(|n| Ok::<_, ()>(asked(&format!("r{n}"), "s1", clean()))), 10).expect("whole");
    assert_eq!((found.records, found.changed, found.people_changed), (100, 0, 0));
    assert!(found.policies.is_empty() && found.changes.is_empty());
}

#[test]
fn a_stream_that_breaks_off_gives_no_diff() {
    let (old, new) = (law(), law());
    let stream = [Ok(asked("r1", "s1", clean())), Err("the disk is gone")];
    assert_eq!(diff(&old, &new, stream, 10).err(), Some("the disk is gone"));
}

#[test]
fn edited_added_and_removed_rules_are_told_apart() {
    let old = law();
    let edited = changed("purpose-and-basis.cedar", "@cure(\"approved in-date LIA\")", "@cure(\"an assessment\")");
    let found = policies(&old, &edited);
    assert_eq!((found.added.len(), found.removed.len(), found.edited.len()), (0, 0, 1));
    assert_eq!((found.edited[0].id.as_str(), found.edited[0].edits[0].part.as_str()), ("F08", "cure"));
    let condition = changed(
        "storage-and-deletion.cedar",
        "resource.restriction || resource.accuracy_contested",
        "resource.restriction",
    );
    let found = policies(&old, &condition);
    assert_eq!(found.edited.len(), 1);
    let edit = &found.edited[0].edits[0];
    assert_eq!((found.edited[0].id.as_str(), edit.part.as_str()), ("H24", "condition"));
    assert!(edit.old.contains("accuracy_contested") && !edit.new.contains("accuracy_contested"));
    let mut value = baseline();
    value["accuracy_contested"] = true.into();
    let mut differ = Differ::new(&old, &condition, 5);
    differ.ask(&asked("r1", "s1", facts(&value)));
    let found = differ.finish();
    assert_eq!(found.moves, BTreeMap::from([("HOLD -> PERMIT".to_owned(), 1)]));

    let mut more = files();
    more.insert(
        "zz-own.cedar".to_owned(),
        "@id(\"Z01\")\n@provision(\"-\")\n@meaning(\"-\")\n@cure(\"-\")\nforbid (principal, action, resource is Record) \
         when { resource.deceased };\n"
            .to_owned(),
    );
    let more = Law::from_files(&more).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (policies(&old, &more).added, policies(&more, &old).removed),
        (vec!["Z01".to_owned()], vec!["Z01".to_owned()])
    );
}

#[test]
fn spaces_and_comments_are_no_edit() {
    let spaced = changed("age.cedar", "resource.personal &&\n", "resource.personal\n      && // as before\n");
    assert_ne!(spaced.digest(), law().digest());
    assert!(policies(&law(), &spaced).is_empty());
}

#[test]
fn the_profile_that_began_last_is_in_force() {
    let later = |name: &str| changed("profile.toml", "2026-11-23", name);
    let laws = [later("2027-12-02"), law(), later("2026-12-02")];
    let on = |text: &str| Law::in_force(&laws, terms::parse_date(text).expect("a date")).map(Law::profile);
    assert_eq!(on("2026-11-22"), None);
    assert_eq!(on("2026-11-23"), Some("eu-2026-11-23"));
    assert_eq!(on("2026-12-01"), Some("eu-2026-11-23"));
    assert_eq!(on("2026-12-02"), Some("eu-2026-12-02"));
    assert_eq!(on("2030-01-01"), Some("eu-2027-12-02"));
}

#[test]
fn the_first_day_of_a_profile_agrees_with_its_name() {
    let refused = |from: &str, to: &str| {
        let mut files = files();
        let profile = files.get_mut("profile.toml").expect("there");
        *profile = profile.replace(from, to);
        Law::from_files(&files).map(|law| law.numbers().valid_from.to_string()).map_err(|error| error.to_string())
    };
    assert_eq!(refused("valid_from = \"2026-11-23\"\n", ""), Ok("2026-11-23".to_owned()));
    assert!(
        refused("valid_from = \"2026-11-23\"", "valid_from = \"2026-11-24\"")
            .expect_err("refused")
            .contains("make them agree")
    );
    assert!(
        refused("valid_from = \"2026-11-23\"", "valid_from = \"2026-11-3\"")
            .expect_err("refused")
            .contains("valid_from")
    );
    let nameless = refused(
        "name = \"eu-2026-11-23\"\n\n# The first day on which it describes the law; the name says the same.\nvalid_from = \"2026-11-23\"",
        "name = \"eu\"",
    );
    assert!(nameless.expect_err("refused").contains("`valid_from` is missing"));
}
